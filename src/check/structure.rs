//! Rules about the parts of a document, and the walks over parts, sections and lists that other rules share.

use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::diagnostic::fix::{Fix, Safety};
use crate::diagnostic::page::{Family, Page};
use crate::language::{Language, PhraseClass, after, digit, roman_value};
use crate::model::visit::{NodeKind, NodeRef};
use crate::model::{
    Block, CoverLine, CoverRole, Document, DocumentClass, FurnitureReason, Mark, Note, Preamble, ReferenceKind,
    Section, Subparagraph, Target,
};
use crate::source::{Span, is_visible};
use std::collections::{BTreeMap, HashMap};

/// The document without its annexes, or one of these.
pub(super) struct Part<'a> {
    pub(super) preamble: Option<&'a Preamble>,
    pub(super) body: &'a [Block],
    pub(super) notes: &'a [Note],
}

/// The document, then its annexes.
pub(super) fn parts(document: &Document) -> impl Iterator<Item = Part<'_>> {
    let main = Part { preamble: document.preamble.as_ref(), body: &document.body, notes: &document.notes };
    let annexes = document.annexes.iter();
    std::iter::once(main).chain(annexes.map(|a| Part { preamble: a.preamble.as_ref(), body: &a.body, notes: &a.notes }))
}

/// Calls `visit` with every section, outer before inner.
pub(super) fn sections<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Section)) {
    for block in blocks {
        if let Block::Section(section) = block {
            visit(section);
            sections(&section.blocks, visit);
        }
    }
}

/// Calls `visit` with every list of subparagraphs or items, of any degree.
pub(super) fn lists<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a [Subparagraph])) {
    for block in blocks {
        match block {
            Block::Section(section) => lists(&section.blocks, visit),
            Block::Paragraph(paragraph) => items(&paragraph.subparagraphs, visit),
            Block::List(list) => items(&list.items, visit),
        }
    }
}

/// Calls `visit` with this list, and with those under its items.
pub(super) fn items<'a>(list: &'a [Subparagraph], visit: &mut dyn FnMut(&'a [Subparagraph])) {
    if !list.is_empty() {
        visit(list);
    }
    for item in list {
        items(&item.subparagraphs, visit);
    }
}

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        page: Page {
            code: "DC201",
            name: "unstructured-document",
            family: Family::Structure,
            severity: Severity::Warning,
            what: "the text has the form of no United Nations document that is known here, and no cover of one",
            why: "no enacting formula, letter title or report byline was found, so paragraphs are kept as they stand",
            remedy: "check that this is a resolution, declaration, letter or report, and that its cover is complete",
        },
        run: unstructured,
    },
    Rule {
        page: Page {
            code: "DC202",
            name: "paragraph-cut-in-two",
            family: Family::Structure,
            severity: Severity::Error,
            what: "nothing but a blank line cuts a paragraph in the middle",
            why: "the two halves were joined here, but another reader sees two paragraphs",
            remedy: "join them in the text too",
        },
        run: cut_by_blank_line,
    },
    Rule {
        page: Page {
            code: "DC203",
            name: "paragraph-cut-by-page-end",
            family: Family::Structure,
            severity: Severity::Info,
            what: "a page ended within a paragraph, and a note or folio stands between its halves",
            why: "the two halves were joined here",
            remedy: "nothing need be done; to be kind to other readers, move the note behind the paragraph",
        },
        run: cut_by_page,
    },
    Rule {
        page: Page {
            code: "DC204",
            name: "page-residue",
            family: Family::Structure,
            severity: Severity::Warning,
            what: "a page number, job number or running head stands among the paragraphs",
            why: "it belongs to the page and not to the document; it was set aside here, and another reader takes it for text",
            remedy: "delete the line",
        },
        run: page_residue,
    },
    Rule {
        page: Page {
            code: "DC205",
            name: "list-interrupted",
            family: Family::Structure,
            severity: Severity::Warning,
            what: "a note stands between two items of one list",
            why: "a page ended there; the list was joined here, and another reader sees two lists",
            remedy: "move the note behind the list",
        },
        run: interrupted,
    },
    Rule {
        page: Page {
            code: "DC206",
            name: "heading-without-paragraphs",
            family: Family::Structure,
            severity: Severity::Warning,
            what: "nothing stands under a heading",
            why: "a paragraph was lost, or the line is no heading",
            remedy: "restore the paragraphs, or delete the heading",
        },
        run: empty_heading,
    },
    Rule {
        page: Page {
            code: "DC207",
            name: "annex-missing",
            family: Family::Structure,
            severity: Severity::Error,
            what: "the text sends the reader to an annex that is not there",
            why: "the annex is part of the document",
            remedy: "restore the annex, or correct its number",
        },
        run: annex_missing,
    },
    Rule {
        page: Page {
            code: "DC208",
            name: "opening-phrase-unknown",
            family: Family::Structure,
            severity: Severity::Info,
            what: "a paragraph of a resolution opens with no phrase that is known here",
            why: "an opening phrase says what a paragraph does; where it is missing, the paragraph may be the rest of another",
            remedy: "compare with the paragraph before it, and with the printed text",
        },
        run: unknown_phrase,
    },
    Rule {
        page: Page {
            code: "DC209",
            name: "directive-in-preamble",
            family: Family::Structure,
            severity: Severity::Warning,
            what: "a paragraph that tells somebody to act, and closes as operative ones do, stands in the preamble",
            why: "what is asked of somebody belongs in the operative part",
            remedy: "move it behind the preamble, and number it",
        },
        run: directive_in_preamble,
    },
    Rule {
        page: Page {
            code: "DC210",
            name: "preambular-among-operative",
            family: Family::Structure,
            severity: Severity::Warning,
            what: "a paragraph without number that closes with a comma stands among numbered ones",
            why: "preambular paragraphs stand before the operative part",
            remedy: "move it before the first numbered paragraph, or number it",
        },
        run: preambular_among_operative,
    },
    Rule {
        page: Page {
            code: "DC211",
            name: "text-breaks-off",
            family: Family::Structure,
            severity: Severity::Error,
            what: "the last numbered paragraph ends without any mark",
            why: "the end of the text is lost",
            remedy: "restore it from the printed text",
        },
        run: breaks_off,
    },
    Rule {
        page: Page {
            code: "DC212",
            name: "paragraph-repeated",
            family: Family::Structure,
            severity: Severity::Warning,
            what: "two paragraphs have the same text",
            why: "one of them was pasted twice",
            remedy: "delete one, or put right the one that is meant otherwise",
        },
        run: repeated,
    },
    Rule {
        page: Page {
            code: "DC213",
            name: "preamble-missing",
            family: Family::Structure,
            severity: Severity::Warning,
            what: "a resolution has no enacting formula before its numbered paragraphs",
            why: "nobody is seen to speak",
            remedy: "restore the line that names the organ",
        },
        run: preamble_missing,
    },
];

fn unstructured(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.document.metadata.class.value == DocumentClass::Unstructured && !covered(subject) {
        findings.add(None, "this text has the form of no United Nations document that is known here".to_owned());
    }
}

/// Whether the cover is one of the Organization: with its name, a symbol or a line of distribution. The symbol of a
/// resolution tells of a form that was not found.
fn covered(subject: &Subject<'_>) -> bool {
    let language = subject.language;
    let symbol = |line: &CoverLine| line.role == CoverRole::Symbol;
    let named = |line: &CoverLine| language.masthead.contains(&language.key(&line.passage.text).as_str());
    let cover = &subject.document.cover;
    let resolution = |line: &CoverLine| symbol(line) && line.passage.text.contains("/RES/") && !corrects(subject);
    let own = |line: &CoverLine| symbol(line) || line.role == CoverRole::Distribution || named(line);
    !cover.iter().any(resolution) && cover.iter().any(own)
}

/// The places where a paragraph goes on after a line break: the last character before, and what stands between with its
/// place.
fn cuts<'a>(subject: &Subject<'a>, mut visit: impl FnMut(Span, Span, &'a str)) {
    let text = subject.source.text();
    for node in &subject.nodes {
        if !matches!(node.kind, NodeKind::Preambular | NodeKind::Paragraph | NodeKind::Subparagraph) {
            continue;
        }
        for pair in node.passage.source.windows(2) {
            let [before, after] = pair else { continue };
            let gap = Span::new(before.end(), after.start());
            let between = gap.slice(text);
            if between.contains('\n') {
                let last = before.slice(text).chars().next_back().map_or(0, char::len_utf8);
                visit(Span::new(before.end() - last, before.end()), gap, between);
            }
        }
    }
}

fn cut_by_blank_line(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let joint = if subject.language.unspaced { "" } else { " " };
    cuts(subject, |span, gap, between| {
        if between.trim().is_empty() && between.matches('\n').count() > 1 {
            // A hyphen may be the word's own or that of the line.
            let hyphen = span.slice(subject.source.text()) == "-";
            let fix = (!hyphen).then(|| Fix::one(gap, joint, Safety::Unsafe));
            findings.fixable(Some(span), "a paragraph is cut in two here".to_owned(), fix);
        }
    });
}

fn cut_by_page(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    cuts(subject, |span, _, between| {
        if !between.trim().is_empty() {
            findings.add(Some(span), "a paragraph goes on after the page end here".to_owned());
        }
    });
}

fn page_residue(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let pages =
        |reason| matches!(reason, FurnitureReason::Folio | FurnitureReason::JobNumber | FurnitureReason::RunningHead);
    // What stands on one line is one piece of residue. Before the first paragraph or item it is the cover's own.
    let text = |n: &&NodeRef<'_>| matches!(n.kind, NodeKind::Preambular | NodeKind::Paragraph | NodeKind::Subparagraph);
    let first = subject.nodes.iter().filter(text).find_map(|n| n.passage.source.first());
    let Some(start) = first.map(|place| place.start()) else { return };
    let mut lines: BTreeMap<usize, Span> = BTreeMap::new();
    for piece in subject.document.furniture.iter().filter(|piece| pages(piece.reason)) {
        for span in piece.occurrences.iter().filter(|span| span.start() > start) {
            let line = lines.entry(subject.source.line(span.start())).or_insert(*span);
            *line = Span(line.0.min(span.0), line.1.max(span.1));
        }
    }
    for span in lines.into_values() {
        findings.add(Some(span), format!("“{}” belongs to the page", span.slice(subject.source.text()).trim()));
    }
}

fn interrupted(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut notes: Vec<usize> =
        parts(subject.document).flat_map(|part| part.notes).map(|n| n.marker.source.start()).collect();
    notes.sort_unstable();
    for part in parts(subject.document) {
        lists(part.body, &mut |items| {
            for pair in items.windows(2) {
                let [before, after] = pair else { continue };
                let (Some(end), Some(next)) = (before.passage.source.last(), after.passage.source.first()) else {
                    continue;
                };
                let after = notes.get(notes.partition_point(|&note| note < end.end()));
                if after.is_some_and(|&note| note < next.start()) {
                    let span = before.number.as_ref().map(|n| n.source).or(Some(*end));
                    findings.add(span, "a note cuts the list after this item".to_owned());
                }
            }
        });
    }
}

fn empty_heading(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for part in parts(subject.document) {
        sections(part.body, &mut |section| {
            if section.blocks.is_empty() {
                let span = section.heading.source.first().copied();
                findings.add(span, "no paragraph stands under this heading".to_owned());
            }
        });
    }
}

fn annex_missing(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    super::references::each(subject, findings, |reference| {
        let dangles = reference.kind == ReferenceKind::Annex && reference.target == Target::Dangling;
        // Without a number it means one of those that are there, or all.
        let named = subject.document.annexes.is_empty() || bears_number(&reference.text, subject.language);
        (dangles && named).then(|| format!("this document has no “{}”", reference.text))
    });
}

/// Whether a number stands in what names an annex: in figures, numerals, a letter or words.
fn bears_number(text: &str, language: &Language) -> bool {
    let figure = |c: char| digit(c).is_some() || language.numerals.iter().any(|numeral| numeral.0 == c);
    let letter = |word: &str| word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
    let ordinal = |word: &str| language.ordinals.iter().any(|ordinal| ordinal.0 == word);
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    text.contains(figure) || words.any(|word| roman_value(word).is_some() || letter(word) || ordinal(word))
}

/// Whether the document is a resolution, whose paragraphs open with phrases.
fn resolution(subject: &Subject<'_>) -> bool {
    subject.document.metadata.class.value == DocumentClass::Resolution
}

fn unknown_phrase(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !resolution(subject) {
        return;
    }
    let known = |node: &NodeRef<'_>| {
        let (text, language) = (node.passage.text.as_str(), subject.language);
        let marked = node.passage.spans.iter().any(|s| matches!(s.mark, Mark::OpeningPhrase { class: Some(_) }));
        let opens = || language.opening_phrase(text).is_some() || opens_behind_turn(text, language);
        marked || opens() || acts_under(text, language) || declares(text, language)
    };
    // What articles provide opens with no phrase. Their title may stand under their number.
    let article = |node: &&NodeRef<'_>| {
        let number = node.passage.text.lines().next().unwrap_or("");
        node.kind == NodeKind::Heading && subject.language.is_article(number)
    };
    for node in subject.nodes.iter().take_while(|node| !article(node)).filter(|node| node.annex.is_none()) {
        let numbered = node.kind == NodeKind::Paragraph && node.number.is_some();
        if (numbered || node.kind == NodeKind::Preambular) && !known(node) && !subject.is_quoted(node) {
            let opening: String = node.passage.text.chars().take(12).collect();
            findings.add(subject.at(node.passage, 0), format!("“{opening}…” opens with no known phrase"));
        }
    }
}

/// Whether those who declare speak: a resolution may hold their declaration.
fn declares(text: &str, language: &Language) -> bool {
    let mut rests = language.speakers_we.iter().filter_map(|we| text.strip_prefix(we));
    rests.any(|rest| language.unspaced || !rest.starts_with(char::is_alphanumeric))
}

/// Whether a text says under what an organ acts, and closes with a comma.
fn acts_under(text: &str, language: &Language) -> bool {
    let clause = text.trim_end().strip_suffix(language.comma);
    let says = |clause: &str| language.acting_under.iter().any(|a| clause.starts_with(a.0) && clause.ends_with(a.1));
    clause.is_some_and(says)
}

/// Whether an opening phrase stands behind a turn that refers to what was said before: in this regard.
fn opens_behind_turn(text: &str, language: &Language) -> bool {
    let mut rests = language.directing.turns.iter().filter_map(|turn| after(text, turn));
    rests.any(|rest| {
        let rest = rest.strip_prefix(language.comma).unwrap_or(rest).trim_start();
        let mut letters = rest.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let capital = || first.chain(letters).collect::<String>();
        language.opening_phrase(rest).is_some() || language.cased() && language.opening_phrase(&capital()).is_some()
    })
}

fn directive_in_preamble(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let main = || subject.nodes.iter().filter(|n| n.annex.is_none());
    let numbered = |n: &&NodeRef<'_>| n.kind == NodeKind::Paragraph && n.number.is_some();
    if !resolution(subject) || !main().any(|n| numbered(&n)) {
        return;
    }
    // What recommends a draft stands above it: the first number is one of the draft.
    let quotes = |text: &str| text.starts_with(|c| subject.language.opens_quotation(c));
    let recommends = |n: &NodeRef<'_>| n.passage.text.ends_with(subject.language.colons);
    let mut drafts = main().zip(main().skip(1)).take_while(|(n, _)| !numbered(n));
    if drafts.any(|(n, next)| recommends(n) && quotes(&next.passage.text)) {
        return;
    }
    let before = main().take_while(|n| !numbered(n));
    for node in before.filter(|n| matches!(n.kind, NodeKind::Preambular | NodeKind::Paragraph)) {
        let text = &node.passage.text;
        // Some languages open preambular paragraphs so as well, and close them with a comma.
        if text.trim_end().ends_with(subject.language.comma) {
            continue;
        }
        if let Some((length, PhraseClass::Directive)) = subject.language.opening_phrase(text) {
            let phrase = text.get(..length).unwrap_or("");
            let place = subject.span(node.passage, 0, phrase.chars().count());
            findings.add(place, format!("“{phrase}” tells somebody to act, and stands before the first number"));
        }
    }
}

fn preambular_among_operative(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !resolution(subject) {
        return;
    }
    for node in subject.unnumbered().filter(|node| node.passage.text.trim_end().ends_with(subject.language.comma)) {
        findings.add(subject.last(node.passage), "this paragraph closes as preambular ones do".to_owned());
    }
}

/// As many paragraphs may all close by chance.
const FEW: usize = 3;

fn breaks_off(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let bare = |n: &NodeRef<'_>| n.passage.text.trim_end().ends_with(char::is_alphanumeric);
    let body = |n: &&NodeRef<'_>| matches!(n.kind, NodeKind::Paragraph | NodeKind::Subparagraph);
    let mut ends: Vec<&NodeRef<'_>> =
        subject.nodes.iter().rfind(|n| body(n) && n.annex.is_none()).into_iter().collect();
    // An annex may be a list; one that holds a resolution ends as that does, and so does one whose paragraphs all close.
    let spoken = |n: &&NodeRef<'_>| subject.nodes.iter().any(|m| m.annex == n.annex && m.kind == NodeKind::Formula);
    let closed = |n: &&NodeRef<'_>| {
        let mut fellows = subject.nodes.iter().filter(|m| body(m) && m.annex == n.annex && m.number.is_some());
        fellows.clone().count() > FEW && fellows.all(|m| std::ptr::eq(m, *n) || !bare(m))
    };
    let last = subject.nodes.iter().rfind(body).filter(|n| n.annex.is_some());
    ends.extend(last.filter(|n| spoken(n) || closed(n)));
    for last in ends.into_iter().filter(|n| n.number.is_some()) {
        // In a list of names no item has a mark.
        let marks = subject.nodes.iter().filter(|n| n.kind == last.kind && n.annex == last.annex).any(|n| !bare(n));
        if marks && bare(last) {
            findings.add(subject.last(last.passage), "the last paragraph ends in the middle of a sentence".to_owned());
        }
    }
}

/// Shorter paragraphs may well be equal: “Decides to remain seized of the matter.”
const REPEATED_LENGTH: usize = 30;

fn repeated(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut seen: HashMap<String, &NodeRef<'_>> = HashMap::new();
    // Most texts differ in what they begin with, and need not be folded to be compared.
    let counts = |node: &&NodeRef<'_>| matches!(node.kind, NodeKind::Preambular | NodeKind::Paragraph);
    let head = |node: &NodeRef<'_>| {
        let visible = node.passage.text.chars().filter(|&c| is_visible(c)).take(REPEATED_LENGTH);
        // Two heads that have the same sum by chance are only folded for nothing.
        visible.fold(0_u64, |sum, c| (sum.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    };
    let heads: Vec<u64> = subject.nodes.iter().filter(counts).map(head).collect();
    let mut times: HashMap<u64, usize> = HashMap::new();
    for &head in &heads {
        *times.entry(head).or_default() += 1;
    }
    for (node, head) in subject.nodes.iter().filter(counts).zip(heads) {
        if times.get(&head).is_none_or(|&times| times < 2) {
            continue;
        }
        let text = subject.language.folded(&node.passage.text);
        if text.chars().count() < REPEATED_LENGTH {
            continue;
        }
        if let Some(first) = seen.get(&text) {
            let line = first.passage.source.first().map_or(0, |s| subject.source.line(s.start()));
            findings.add(subject.at(node.passage, 0), format!("this paragraph stands in line {line} already"));
        } else {
            seen.insert(text, node);
        }
    }
}

fn preamble_missing(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let formula = subject.document.preamble.as_ref().and_then(|p| p.formula.as_ref().or(p.operative_formula.as_ref()));
    let number = subject.document.title.as_ref().and_then(|title| title.number.as_ref());
    // A corrigendum repeats the number of what it corrects.
    let number = number.filter(|_| !corrects(subject));
    // Each part may have a speaker of its own, and a decision names who takes it in its sentence.
    let spoken =
        || subject.nodes.iter().any(|node| subject.speaks(node.number, node.passage) || decided(subject, node));
    if let Some(number) = number.filter(|number| formula.is_none() && number.printed.contains('/') && !spoken()) {
        findings.add(Some(number.source), "no enacting formula names who speaks".to_owned());
    }
}

/// Whether the symbol of the document is that of a corrigendum.
pub(super) fn corrects(subject: &Subject<'_>) -> bool {
    subject.document.metadata.symbol.as_ref().is_some_and(|symbol| symbol.value.contains("/Corr."))
}

/// Whether a paragraph of a decision names an organ.
fn decided(subject: &Subject<'_>, node: &NodeRef<'_>) -> bool {
    subject.document.metadata.class.value == DocumentClass::Decision
        && node.kind == NodeKind::Paragraph
        && subject.language.organs.iter().any(|organ| node.passage.text.contains(organ.name))
}
