//! Rules about the marks that close paragraphs and items.

use super::structure::{items, lists, parts};
use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::diagnostic::fix::Fix;
use crate::diagnostic::page::{Family, Page};
use crate::language::Language;
use crate::model::visit::{NodeKind, NodeRef};
use crate::model::{Block, DocumentClass, Number, Paragraph, Passage, Subparagraph};
use std::collections::HashSet;

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        page: Page {
            code: "DC701",
            name: "colon-for-semicolon",
            family: Family::Punctuation,
            severity: Severity::Error,
            what: "an item closes with a colon, and nothing stands under it",
            why: "a colon announces what does not come",
            remedy: "print a semicolon",
        },
        run: colon,
    },
    Rule {
        page: Page {
            code: "DC702",
            name: "item-without-mark",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "an item closes without any mark where its neighbours have one",
            why: "the end of the item may be lost",
            remedy: "compare with the printed text, and close the item",
        },
        run: bare_item,
    },
    Rule {
        page: Page {
            code: "DC703",
            name: "preambular-without-comma",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "a preambular paragraph does not close with the comma or semicolon of the others",
            why: "the preamble is one sentence, which goes on until the last operative paragraph",
            remedy: "close it with the mark of its neighbours",
        },
        run: preambular,
    },
    Rule {
        page: Page {
            code: "DC704",
            name: "last-paragraph-without-full-stop",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "the last operative paragraph does not close with a full stop",
            why: "the one sentence of a resolution ends there",
            remedy: "close it with a full stop",
        },
        run: last_stop,
    },
    Rule {
        page: Page {
            code: "DC705",
            name: "full-stop-before-the-last",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "an operative paragraph closes with a full stop where the others have semicolons",
            why: "the one sentence of a resolution ends with its last paragraph",
            remedy: "print a semicolon",
        },
        run: early_stop,
    },
    Rule {
        page: Page {
            code: "DC706",
            name: "operative-with-comma",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "a numbered paragraph closes with a comma",
            why: "operative paragraphs close with a semicolon or full stop",
            remedy: "print the mark of its neighbours, or join what follows",
        },
        run: comma,
    },
];

/// How a text closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Comma,
    Colon,
    Segment,
    Sentence,
    /// A letter or figure: no mark.
    Bare,
    /// A mark of another kind.
    Other,
}

/// How a text closes; what stands before a closing quotation mark or bracket counts, and before the word that joins the
/// last item of a list to this one.
fn ending(passage: &Passage, language: &Language) -> Ending {
    closing(passage, language).0
}

/// How a text closes, and at which of its bytes.
fn closing(passage: &Passage, language: &Language) -> (Ending, Option<usize>) {
    let pairs = || language.quotation_marks.iter().chain(language.brackets);
    let text = passage.text.trim_end();
    let text = before_joint(text, language).unwrap_or(text);
    let inner = text.trim_end_matches(|c| c == '"' || pairs().any(|pair| pair.1 == c));
    let mark = |text: &str| {
        let last = text.chars().next_back().filter(|c| !c.is_alphanumeric());
        last.map(|c| (c, text.len() - c.len_utf8()))
    };
    let word = inner.chars().next_back().is_some_and(char::is_alphanumeric);
    let Some((c, at)) = mark(inner.trim_end()).or_else(|| mark(text).filter(|_| !word)) else {
        return (Ending::Bare, None);
    };
    let kinds = [
        (language.comma, Ending::Comma),
        (language.colons, Ending::Colon),
        (language.segment_ends, Ending::Segment),
        (language.sentence_ends, Ending::Sentence),
    ];
    let kind = kinds.into_iter().find(|(marks, _)| marks.contains(&c)).map_or(Ending::Other, |(_, kind)| kind);
    (kind, Some(at))
}

/// What stands before the word that joins the last item to the others: `;` before and. None where the text does not close
/// with such a word behind a mark.
fn before_joint<'t>(text: &'t str, language: &Language) -> Option<&'t str> {
    let marked = |rest: &&str| rest.ends_with(language.segment_ends) || rest.ends_with(language.comma);
    language.item_joints.iter().filter_map(|joint| Some(text.strip_suffix(joint)?.trim_end())).find(marked)
}

/// Whether a text closes with a word that joins what follows.
fn joins(passage: &Passage, language: &Language) -> bool {
    before_joint(passage.text.trim_end(), language).is_some()
}

/// Closes a text with the first of some marks: in the place of the one it closes with, or after its last character.
fn close<'a>(subject: &Subject<'a>, passage: &'a Passage, marks: &[char]) -> Option<Fix> {
    // Behind a word that joins what follows no mark stands, and before it none that closes.
    if joins(passage, subject.language) {
        return None;
    }
    let (kind, at) = closing(passage, subject.language);
    let at = at.and_then(|at| passage.text.get(..at)).map(|before| before.chars().count());
    subject.close(passage, at, marks.first()).filter(|_| kind != Ending::Other)
}

/// Items and paragraphs that stand beside each other in one run: text, and whether anything stands under it.
fn runs<'a>(subject: &Subject<'a>) -> Vec<Vec<(&'a Passage, bool)>> {
    let mut runs = Vec::new();
    for part in parts(subject.document) {
        let mut run = |list: &'a [Subparagraph]| {
            runs.push(list.iter().map(|i| (&i.passage, i.subparagraphs.is_empty())).collect::<Vec<_>>());
        };
        part.preamble.into_iter().flat_map(|p| &p.paragraphs).for_each(|p| items(&p.items, &mut run));
        lists(part.body, &mut run);
        for paragraphs in operative(subject, part.body) {
            runs.push(paragraphs.iter().map(|p| (&p.passage, p.subparagraphs.is_empty())).collect());
        }
    }
    runs
}

/// The numbered paragraphs of a body, in order: one run, or one under each speaker where the parts have their own.
fn operative<'a>(subject: &Subject<'_>, blocks: &'a [Block]) -> Vec<Vec<&'a Paragraph>> {
    let mut runs = vec![Vec::new()];
    gather(subject, blocks, &mut runs);
    runs
}

fn gather<'a>(subject: &Subject<'_>, blocks: &'a [Block], runs: &mut Vec<Vec<&'a Paragraph>>) {
    for block in blocks {
        match block {
            Block::Section(section) => gather(subject, &section.blocks, runs),
            Block::Paragraph(p) if subject.speaks(p.number.as_ref(), &p.passage) => runs.push(Vec::new()),
            Block::Paragraph(p) if p.number.is_some() => runs.last_mut().into_iter().for_each(|run| run.push(p)),
            Block::Paragraph(_) | Block::List(_) => {}
        }
    }
}

/// The texts that a colon closes, and behind which a paragraph stands that does not count on: it is what they announce,
/// though it stands beside them.
fn announcing(subject: &Subject<'_>) -> HashSet<*const Passage> {
    let goes_on = |before: Option<&Number>, after: Option<&Number>| {
        let value = |number: Option<&Number>| number?.canonical.parse::<u32>().ok();
        value(after).is_some_and(|after| value(before).and_then(|before| before.checked_add(1)) == Some(after))
    };
    let pairs = subject.nodes.iter().zip(subject.nodes.iter().skip(1));
    let beside = |pair: &(&NodeRef<'_>, &NodeRef<'_>)| {
        pair.0.kind == NodeKind::Paragraph
            && pair.1.kind == NodeKind::Paragraph
            && ending(pair.0.passage, subject.language) == Ending::Colon
            && !goes_on(pair.0.number, pair.1.number)
    };
    pairs.filter(beside).map(|pair| std::ptr::from_ref(pair.0.passage)).collect()
}

fn colon(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let announcing = announcing(subject);
    let announces = |passage: &Passage| announcing.contains(&std::ptr::from_ref(passage));
    for run in runs(subject) {
        let semicolons = run.iter().any(|(p, _)| ending(p, subject.language) == Ending::Segment);
        let last = run.len().saturating_sub(1);
        for (passage, leaf) in run.into_iter().take(last) {
            if leaf && semicolons && ending(passage, subject.language) == Ending::Colon && !announces(passage) {
                let message = "a colon closes this item, and nothing stands under it".to_owned();
                let fix = close(subject, passage, subject.language.segment_ends);
                findings.fixable(subject.last(passage), message, fix);
            }
        }
    }
}

fn bare_item(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for run in runs(subject) {
        let closed = |e: Ending| matches!(e, Ending::Comma | Ending::Segment | Ending::Sentence);
        let marks = run.iter().filter(|(p, _)| closed(ending(p, subject.language))).count();
        let last = run.len().saturating_sub(1);
        for (passage, leaf) in run.iter().take(last) {
            if *leaf && marks * 2 > run.len() && ending(passage, subject.language) == Ending::Bare {
                let semicolons = run.iter().any(|(p, _)| ending(p, subject.language) == Ending::Segment);
                let fix = close(subject, passage, subject.language.segment_ends).filter(|_| semicolons);
                findings.fixable(subject.last(passage), "no mark closes this item".to_owned(), fix);
            }
        }
    }
}

/// The fewest paragraphs whose mark is a rule for the others.
const A_RULE: usize = 3;

fn preambular(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let language = subject.language;
    for preamble in parts(subject.document).filter_map(|p| p.preamble) {
        let plain = preamble.paragraphs.iter().filter(|p| p.items.is_empty());
        let plain: Vec<_> = plain.map(|paragraph| (paragraph, ending(&paragraph.passage, language))).collect();
        let count = |kind: Ending| plain.iter().filter(|(_, found)| *found == kind).count();
        let (commas, semicolons) = (count(Ending::Comma), count(Ending::Segment));
        let (usual, marks, name) = if semicolons > commas {
            (Ending::Segment, language.segment_ends, "semicolon")
        } else {
            (Ending::Comma, language.comma, "comma")
        };
        let (most, least) = (commas.max(semicolons), commas.min(semicolons));
        let ruled = most >= A_RULE && least * A_RULE <= most;
        let ended = (commas + semicolons) * 2 > preamble.paragraphs.len();
        for (paragraph, kind) in plain.into_iter().filter(|(paragraph, _)| !paragraph.chapeau_as_heading) {
            let closed = matches!(kind, Ending::Comma | Ending::Segment);
            if kind == usual || !(if closed { ruled } else { ended }) {
                continue;
            }
            let message = if closed {
                format!("a {name} closes the other preambular paragraphs")
            } else {
                format!("no {name} closes this preambular paragraph")
            };
            let fix = close(subject, &paragraph.passage, marks);
            findings.fixable(subject.last(&paragraph.passage), message, fix);
        }
    }
}

/// The numbered paragraphs of a resolution or declaration, and of each that stands in an annex, which shows itself by a
/// preamble of its own or by semicolons: parts of one sentence.
fn sentences<'a>(subject: &Subject<'a>) -> Vec<Vec<&'a Paragraph>> {
    let class = subject.document.metadata.class.value;
    let main = matches!(class, DocumentClass::Resolution | DocumentClass::Declaration);
    let annexed = parts(subject.document)
        .skip(1)
        .flat_map(|part| operative(subject, part.body).into_iter().map(move |run| (part.preamble.is_some(), run)));
    let segment = |p: &&Paragraph| ending(&p.passage, subject.language) == Ending::Segment;
    let one = |list: &[&Paragraph]| list.len() > A_RULE && list.iter().filter(|p| segment(p)).count() * 2 > list.len();
    let annexed = annexed.filter(|(spoken, list)| *spoken || one(list)).map(|(_, list)| list);
    main.then(|| operative(subject, &subject.document.body)).into_iter().flatten().chain(annexed).collect()
}

fn last_stop(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for last in sentences(subject).into_iter().filter_map(|mut paragraphs| paragraphs.pop()) {
        let mut passage = &last.passage;
        let mut under = last.subparagraphs.last();
        while let Some(item) = under {
            passage = &item.passage;
            under = item.subparagraphs.last();
        }
        // What a word joins to more is no last paragraph: the text breaks off.
        let open = matches!(ending(passage, subject.language), Ending::Comma | Ending::Segment | Ending::Colon);
        if open && !joins(passage, subject.language) {
            let fix = close(subject, passage, subject.language.sentence_ends);
            let message = "no full stop closes the last operative paragraph".to_owned();
            findings.fixable(subject.last(passage), message, fix);
        }
    }
}

fn early_stop(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let kind = |p: &Paragraph| ending(&p.passage, subject.language);
    for mut paragraphs in sentences(subject) {
        paragraphs.pop();
        let semicolons = paragraphs.iter().filter(|p| kind(p) == Ending::Segment).count();
        for paragraph in paragraphs.iter().filter(|p| p.subparagraphs.is_empty()) {
            if semicolons * 2 >= paragraphs.len() && kind(paragraph) == Ending::Sentence {
                let message = "a full stop closes this paragraph, and it is not the last".to_owned();
                let fix = close(subject, &paragraph.passage, subject.language.segment_ends);
                findings.fixable(subject.last(&paragraph.passage), message, fix);
            }
        }
    }
}

fn comma(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Language { segment_ends, sentence_ends, .. } = subject.language;
    for paragraphs in sentences(subject) {
        let last = paragraphs.len().saturating_sub(1);
        for (index, paragraph) in paragraphs.into_iter().enumerate() {
            let alone = paragraph.subparagraphs.is_empty();
            if alone && ending(&paragraph.passage, subject.language) == Ending::Comma {
                let fix = close(subject, &paragraph.passage, if index == last { sentence_ends } else { segment_ends });
                let message = "a comma closes this numbered paragraph".to_owned();
                findings.fixable(subject.last(&paragraph.passage), message, fix);
            }
        }
    }
}
