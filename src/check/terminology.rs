//! Rules about names, titles and terms: one thing has one name throughout a document.

use super::finder::Finder;
use super::typography::Counter;
use super::{Findings, Rule, Subject, spelling};
use crate::diagnostic::Severity;
use crate::diagnostic::fix::{Fix, Safety};
use crate::diagnostic::page::{Family, Page};
use crate::model::visit::NodeKind;
use crate::model::{Mark, Passage, Points};
use std::collections::BTreeSet;

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

/// Titles shorter than this, in characters, are too near to other words.
const SHORTEST: usize = 6;

/// A name stands more than this many times as often as a misprint of it.
const OFTEN: usize = 2;

/// Byte offsets at which `words` stand in a text.
fn places<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(words).map(|(at, _)| at)
}

/// Reports every place of `words` in the texts, where `right` may be meant.
fn report(subject: &Subject<'_>, findings: &mut Findings<'_>, words: &str, right: &str, message: &str) {
    for node in &subject.nodes {
        let mut counted = (0, 0);
        for at in places(&node.passage.text, words) {
            let before = node.passage.text.get(counted.0..at).map_or(0, |before| before.chars().count());
            counted = (at, counted.1 + before);
            let (start, end) = (counted.1, counted.1 + words.chars().count());
            let edit = subject.edit(node.passage, start, end, right);
            let fix = edit.map(|edit| Fix { edits: vec![edit], safety: Safety::Unsafe });
            findings.fixable(subject.span(node.passage, start, end), message.to_owned(), fix);
        }
    }
}

fn misspelt(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let count = |words: &str| subject.nodes.iter().map(|n| places(&n.passage.text, words).count()).sum::<usize>();
    let mut told = BTreeSet::new();
    for found in spelling::look(subject.language, subject.nodes.iter().map(|n| n.passage.text.as_str())) {
        let name = found.name;
        for variant in found.variants {
            let wrong = count(&variant);
            // What is as frequent as the name is another name.
            if wrong * OFTEN < found.full && told.insert(variant.clone()) {
                let message = format!("“{variant}” is printed for “{name}”");
                report(subject, findings, &variant, name, &message);
            }
        }
    }
}

/// Most titles that stand more than once with which the others are compared.
const MOST_TITLES: usize = 1000;

/// Whether two titles differ in one letter alone. A figure makes another title.
fn near(a: &str, b: &str) -> bool {
    // What differs in more than a letter at its head and at its end is not looked at closely.
    let head = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let tail = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    if head + tail + 4 < a.len().max(b.len()) {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    // A letter that stands twice in one of the two is counted at one end.
    let tail = tail.min(a.len().min(b.len()) - head);
    [a, b].iter().all(|title| match title.get(head..title.len() - tail) {
        Some([]) => true,
        Some([c]) => c.is_alphabetic(),
        _ => false,
    })
}

fn titles(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let titles = subject.titles();
    // A title that stands once is no model for another one.
    let usual: Vec<_> = titles.iter().filter(|(_, stands)| stands.len() > 1).take(MOST_TITLES).collect();
    for (title, stands) in titles.iter().filter(|(t, _)| t.chars().count() >= SHORTEST + 2) {
        let usual = usual.iter().find(|(other, more)| more.len() > stands.len() && near(title, other));
        for (passage, start, end) in stands.iter().filter(|_| usual.is_some()) {
            let usual = usual.map_or("", |u| u.0.as_str());
            findings.add(subject.span(passage, *start, *end), format!("elsewhere this title is “{usual}”"));
        }
    }
}

fn bare_title(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !subject.language.unspaced {
        return;
    }
    let titles = subject.titles().keys().filter(|title| title.chars().count() > SHORTEST + 2);
    let titles: Vec<(&str, usize)> = titles.enumerate().map(|(index, title)| (title.as_str(), index)).collect();
    if titles.is_empty() {
        return;
    }
    // All titles at once: a document may cite thousands.
    let mut ends = vec![0; titles.len()];
    let finder = Finder::new(titles);
    for node in &subject.nodes {
        let paragraph = node.number.is_some() || !node.passage.spans.is_empty();
        if !paragraph || matches!(node.kind, NodeKind::Title | NodeKind::Cover) {
            continue;
        }
        let mut covers = Covers::default();
        // Where the last place of each title ends: places of one title do not overlap.
        ends.fill(0);
        let mut points = Counter::new(&node.passage.text);
        finder.find(&node.passage.text, |at, title, &index| {
            let Some(end) = ends.get_mut(index).filter(|end| at >= **end) else { return };
            *end = at + title.len();
            let start = points.count(at);
            let end = start + title.chars().count();
            if !covers.holds(node.passage, start, end) {
                let message = format!("elsewhere “{title}” has title marks");
                findings.add(subject.span(node.passage, start, end), message);
            }
        });
    }
}

/// The stretches of a text that titles and references cover, outermost, in order; found when first asked for.
#[derive(Default)]
struct Covers(Option<Vec<(usize, usize)>>);

impl Covers {
    /// Whether one mark covers a place.
    fn holds(&mut self, passage: &Passage, start: usize, end: usize) -> bool {
        let covers = self.0.get_or_insert_with(|| {
            let marks = passage.spans.iter().filter(|s| matches!(s.mark, Mark::CitedTitle | Mark::Reference { .. }));
            let mut covers: Vec<(usize, usize)> = Vec::new();
            for (start, end) in marks.map(|s| (s.start as usize, s.end as usize)) {
                // Marks nest, and the outer one comes first.
                if covers.last().is_none_or(|last| end > last.1) {
                    covers.push((start, end));
                }
            }
            covers
        });
        let before = covers.partition_point(|cover| cover.0 <= start).checked_sub(1);
        before.and_then(|index| covers.get(index)).is_some_and(|cover| end <= cover.1)
    }
}

fn redefined(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for node in &subject.nodes {
        let mut points = None;
        for span in node.passage.spans.iter().filter(|s| matches!(s.mark, Mark::DefinedTerm { .. })) {
            let (start, end) = (span.start as usize, span.end as usize);
            let term = points.get_or_insert_with(|| Points::new(&node.passage.text)).slice(span.start, span.end);
            if !seen.insert(term) {
                findings.add(subject.span(node.passage, start, end), format!("“{term}” is defined already"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_differ_in_one_letter() {
        let near_ones = [
            ("framework convention", "framewark convention"),
            ("framework convention", "framwork convention"),
            ("framework convention", "frameworkk convention"),
            ("framework convention", "framework conventions"),
            ("framework convention", "ramework convention"),
            ("全球反恐战略", "全球反恐战役"),
            ("全球反恐战略", "全球反恐战"),
            ("全球反恐战略", "球反恐战略"),
            // A rare character takes four bytes.
            ("东\u{24b62}全球反恐战略", "东全球反恐战略"),
            ("东\u{24b62}", "东"),
        ];
        for (a, b) in near_ones {
            assert!(near(a, b) && near(b, a), "{a}, {b}");
        }
        let others = [
            ("framework convention", "framewark conventian"),
            ("framework convention", "frmwork convention"),
            ("framework convention", "framework conventionss"),
            ("framework convention", "framework on conventions"),
            ("agenda 2030", "agenda 2031"),
            ("agenda 2030", "agenda 203"),
            ("plan, of action", "plan of action"),
            ("全球反恐战略", "全球反贪战役"),
            ("全球反恐战略", "全球反恐"),
            ("东\u{24b62}\u{24b62}", "东"),
        ];
        for (a, b) in others {
            assert!(!near(a, b) && !near(b, a), "{a}, {b}");
        }
    }
}
