//! Rules about names, titles and terms: one thing has one name throughout a document.

use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::diagnostic::fix::{Fix, Safety};
use crate::diagnostic::page::{Family, Page};
use crate::model::Mark;
use crate::model::visit::{NodeKind, NodeRef};
use std::collections::{BTreeMap, BTreeSet};

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        page: Page {
            code: "DC801",
            name: "name-misspelt",
            family: Family::Terminology,
            severity: Severity::Error,
            what: "the name of an organ, office or role is printed with a letter less, double or in another place",
            why: "elsewhere in the text it is printed in full",
            remedy: "put the name right",
        },
        run: misspelt,
    },
    Rule {
        page: Page {
            code: "DC802",
            name: "title-in-two-spellings",
            family: Family::Terminology,
            severity: Severity::Warning,
            what: "a cited title differs in one character from the same title elsewhere",
            why: "nobody knows which of the two is meant",
            remedy: "put right the one that is wrong",
        },
        run: titles,
    },
    Rule {
        page: Page {
            code: "DC803",
            name: "title-without-marks",
            family: Family::Terminology,
            severity: Severity::Info,
            what: "a title stands without the title marks that it has elsewhere",
            why: "the reader takes it for plain words",
            remedy: "print the title marks",
        },
        run: bare_title,
    },
    Rule {
        page: Page {
            code: "DC804",
            name: "term-defined-twice",
            family: Family::Terminology,
            severity: Severity::Info,
            what: "brackets define a short form that they have defined before",
            why: "the second definition says nothing new",
            remedy: "use the short form alone",
        },
        run: redefined,
    },
];

/// Names and titles shorter than this, in characters, are too near to other words.
const SHORTEST: usize = 6;

/// Where words bend, a letter less often makes another word: only long names are compared.
const LONG: usize = 16;

/// How often a name must stand in full before its variant is a misprint.
const OFTEN: usize = 2;

/// Byte offsets at which `words` stand in a text.
fn places<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(words).map(|(at, _)| at)
}

/// The names with a letter less within, with a letter twice, or with two neighbours exchanged.
fn variants(name: &str) -> BTreeSet<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut found = BTreeSet::new();
    for i in 1..chars.len().saturating_sub(1) {
        let mut less = chars.clone();
        less.remove(i);
        let double = chars.iter().take(i + 1).chain(chars.iter().skip(i)).copied().collect();
        let mut exchanged = chars.clone();
        exchanged.swap(i - 1, i);
        found.extend([less, double, exchanged].map(String::from_iter));
    }
    found.remove(name);
    found
}

/// Reports every place of `words` in the texts, where `right` may be meant.
fn report(subject: &Subject<'_>, findings: &mut Findings<'_>, words: &str, right: &str, message: &str) {
    for node in &subject.nodes {
        for at in places(&node.passage.text, words) {
            let start = node.passage.text.get(..at).map_or(0, |before| before.chars().count());
            let end = start + words.chars().count();
            let edit = subject.edit(node.passage, start, end, right);
            let fix = edit.map(|edit| Fix { edits: vec![edit], safety: Safety::Unsafe });
            findings.fixable(subject.span(node.passage, start, end), message.to_owned(), fix);
        }
    }
}

fn misspelt(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let language = subject.language;
    let names = || [language.organs, language.organizations, language.roles].into_iter().flatten().map(|e| e.name);
    let count = |words: &str| subject.nodes.iter().map(|n| places(&n.passage.text, words).count()).sum::<usize>();
    let long = |name: &&str| name.chars().count() >= if language.unspaced { SHORTEST } else { LONG };
    let mut told = BTreeSet::new();
    for name in names().filter(long) {
        let full = count(name);
        if full < OFTEN {
            continue;
        }
        for variant in variants(name).into_iter().filter(|v| !names().any(|other| other.contains(v.as_str()))) {
            let wrong = count(&variant);
            // What is as frequent as the name is another name.
            if wrong > 0 && wrong * OFTEN < full && told.insert(variant.clone()) {
                let message = format!("“{variant}” is printed for “{name}”");
                report(subject, findings, &variant, name, &message);
            }
        }
    }
}

/// The cited titles of a document with the places where they stand: node, first and one past the last code point.
fn cited<'s, 'a>(subject: &'s Subject<'a>) -> BTreeMap<String, Vec<(&'s NodeRef<'a>, usize, usize)>> {
    let mut titles: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for node in &subject.nodes {
        for span in node.passage.spans.iter().filter(|s| s.mark == Mark::CitedTitle) {
            let (start, end) = (span.start as usize, span.end as usize);
            let marks = |c: char| subject.language.title_marks.iter().any(|pair| pair.0 == c || pair.1 == c);
            let title: String = node.passage.text.chars().skip(start).take(end - start).collect();
            let title = subject.language.folded(title.trim_matches(marks));
            titles.entry(title).or_default().push((node, start, end));
        }
    }
    titles
}

/// Whether two titles differ in one letter alone. A figure makes another title.
fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let rest = |t: &[char]| t.len().saturating_sub(head + tail.min(t.len() - head.min(t.len())));
    let differing = [a.get(head), b.get(head)].into_iter().flatten().all(|c| c.is_alphabetic());
    differing && a.len().abs_diff(b.len()) <= 1 && rest(&a) <= 1 && rest(&b) <= 1
}

fn titles(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let titles = cited(subject);
    for (title, stands) in titles.iter().filter(|(t, _)| t.chars().count() >= SHORTEST + 2) {
        let usual =
            titles.iter().find(|(other, more)| *other != title && more.len() > stands.len() && near(title, other));
        for (node, start, end) in stands.iter().filter(|_| usual.is_some()) {
            let usual = usual.map_or("", |u| u.0.as_str());
            findings.add(subject.span(node.passage, *start, *end), format!("elsewhere this title is “{usual}”"));
        }
    }
}

fn bare_title(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !subject.language.unspaced {
        return;
    }
    let titles = cited(subject);
    for title in titles.keys().filter(|t| t.chars().count() > SHORTEST + 2) {
        for node in &subject.nodes {
            for at in places(&node.passage.text, title) {
                let start = node.passage.text.get(..at).map_or(0, |before| before.chars().count());
                let end = start + title.chars().count();
                let marked = node.passage.spans.iter().any(|s| {
                    let covers = (s.start as usize) <= start && end <= s.end as usize;
                    covers && matches!(s.mark, Mark::CitedTitle | Mark::Reference { .. })
                });
                let paragraph = node.number.is_some() || !node.passage.spans.is_empty();
                if !marked && paragraph && !matches!(node.kind, NodeKind::Title | NodeKind::Cover) {
                    findings
                        .add(subject.span(node.passage, start, end), format!("elsewhere “{title}” has title marks"));
                }
            }
        }
    }
}

fn redefined(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for node in &subject.nodes {
        for span in &node.passage.spans {
            let (start, end) = (span.start as usize, span.end as usize);
            let term: String = node.passage.text.chars().skip(start).take(end - start).collect();
            if matches!(span.mark, Mark::DefinedTerm { .. }) && !seen.insert(term.clone()) {
                findings.add(subject.span(node.passage, start, end), format!("“{term}” is defined already"));
            }
        }
    }
}
