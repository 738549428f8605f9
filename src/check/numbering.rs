//! Rules about the numbers of paragraphs, subparagraphs, headings and annexes.

use super::structure::{corrects, items, lists, parts, sections};
use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::diagnostic::fix::{Fix, Safety};
use crate::diagnostic::page::{Family, Page};
use crate::model::visit::{NodeKind, NodeRef};
use crate::model::{Block, Number, Section, Subparagraph};
use crate::source::Span;
use std::collections::BTreeSet;

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        page: Page {
            code: "DC301",
            name: "number-gap",
            family: Family::Numbering,
            severity: Severity::Error,
            what: "a paragraph number is left out",
            why: "paragraph numbers run without gap, and others cite them",
            remedy: "look for a lost paragraph, or correct the number",
        },
        run: gap,
    },
    Rule {
        page: Page {
            code: "DC302",
            name: "number-repeated",
            family: Family::Numbering,
            severity: Severity::Error,
            what: "two paragraphs bear the same number",
            why: "a citation of this number can mean either",
            remedy: "correct one of the numbers",
        },
        run: repeated,
    },
    Rule {
        page: Page {
            code: "DC303",
            name: "number-out-of-order",
            family: Family::Numbering,
            severity: Severity::Error,
            what: "a paragraph number does not fit between its neighbours",
            why: "the numbers before and after go on as if it were another",
            remedy: "correct the number",
        },
        run: disorder,
    },
    Rule {
        page: Page {
            code: "DC304",
            name: "subparagraph-out-of-sequence",
            family: Family::Numbering,
            severity: Severity::Error,
            what: "the letters or numbers of subparagraphs have a gap, a repeat or another order",
            why: "others cite subparagraphs by their letters",
            remedy: "look for a lost subparagraph, or correct the letter",
        },
        run: subparagraphs,
    },
    Rule {
        page: Page {
            code: "DC305",
            name: "heading-out-of-sequence",
            family: Family::Numbering,
            severity: Severity::Error,
            what: "the numbers of headings have a gap, a repeat or another order",
            why: "a heading is lost, or its number is misprinted",
            remedy: "restore the heading, or correct its number",
        },
        run: headings,
    },
    Rule {
        page: Page {
            code: "DC306",
            name: "annex-out-of-sequence",
            family: Family::Numbering,
            severity: Severity::Error,
            what: "the numbers of annexes have a gap, a repeat or another order",
            why: "others cite annexes by their numbers",
            remedy: "restore the annex, or correct its number",
        },
        run: annexes,
    },
    Rule {
        page: Page {
            code: "DC307",
            name: "paragraph-without-number",
            family: Family::Numbering,
            severity: Severity::Warning,
            what: "a paragraph without number stands among numbered ones and opens as they do",
            why: "nobody can cite it",
            remedy: "number it, or join it to the paragraph that it belongs to",
        },
        run: unnumbered,
    },
    Rule {
        page: Page {
            code: "DC308",
            name: "number-form",
            family: Family::Numbering,
            severity: Severity::Warning,
            what: "the punctuation of a number is not that of its neighbours",
            why: "numbers of one kind look alike",
            remedy: "print it as its neighbours are printed",
        },
        run: form,
    },
    Rule {
        page: Page {
            code: "DC309",
            name: "number-beside-number",
            family: Family::Numbering,
            severity: Severity::Info,
            what: "the text of a paragraph begins with a figure right after its number",
            why: "a reader, and many a program, takes the two for one number",
            remedy: "nothing need be done; where the wording is free, open with a word",
        },
        run: beside,
    },
];

/// What is wrong with a number in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Gap,
    Repeat,
    Disorder,
}

/// The faults of a run that should count 1, 2, 3: the index of each number that does not fit, what it is and what is due.
/// A single number that its neighbours contradict is out of order, and the count goes on after it.
fn faults(values: &[u32]) -> Vec<(usize, Fault, u32)> {
    let mut found = Vec::new();
    let mut due = 1_u32;
    let mut exchanged = false;
    for (index, &value) in values.iter().enumerate() {
        let next = values.get(index + 1);
        if exchanged {
            exchanged = false;
        } else if value == due {
            due += 1;
        } else if value == due + 1 && next == Some(&due) {
            found.push((index, Fault::Disorder, due));
            due += 2;
            exchanged = true;
        } else if next == Some(&(due + 1)) && value + 1 != due {
            found.push((index, Fault::Disorder, due));
            due += 1;
        } else if value + 1 == due && index > 0 {
            found.push((index, Fault::Repeat, due));
            // 1, 2, 2, 4: the repeat stands in the place of what is due.
            due += u32::from(next == Some(&(due + 1)));
        } else if value < due {
            found.push((index, Fault::Disorder, due));
            due = value + 1;
        } else {
            found.push((index, Fault::Gap, due));
            due = value.saturating_add(1);
        }
    }
    found
}

/// The paragraph numbers of each part, preamble included. Where a resolution has parts, each with a speaker of its own,
/// each counts anew; so does each article whose first paragraph is number 1.
fn paragraph_runs<'a>(subject: &Subject<'a>) -> Vec<Vec<&'a Number>> {
    let mut runs: Vec<Vec<&Number>> = Vec::new();
    for part in parts(subject.document) {
        let preamble = part.preamble.into_iter().flat_map(|p| &p.paragraphs);
        runs.push(preamble.filter_map(|p| p.number.as_ref()).collect());
        collect(subject, part.body, &mut runs);
    }
    let numbered = subject.nodes.iter().filter(|node| node.number.is_some() && subject.is_quoted(node));
    let quoted: BTreeSet<usize> = numbered.filter_map(|node| Some(node.number?.source.start())).collect();
    for numbers in &mut runs {
        numbers.retain(|n| n.canonical.parse::<u32>().is_ok() && !quoted.contains(&n.source.start()));
    }
    leave_announced(subject, &mut runs);
    runs
}

/// Takes out the numbers that a colon announces and that do not count with the others: those of a list that begins anew,
/// as the items of an agenda do, and in a corrigendum those of what is to be read.
fn leave_announced(subject: &Subject<'_>, runs: &mut [Vec<&Number>]) {
    let introduces = |node: &NodeRef<'_>| node.passage.text.trim_end().ends_with(subject.language.colons);
    let pairs = subject.nodes.iter().zip(subject.nodes.iter().skip(1));
    let behind_colons: BTreeSet<usize> =
        pairs.filter(|pair| introduces(pair.0)).filter_map(|pair| Some(pair.1.number?.source.start())).collect();
    let correction = corrects(subject);
    for numbers in runs {
        let values: Vec<u32> = numbers.iter().map(|n| n.canonical.parse().unwrap_or(0)).collect();
        let mut kept = Vec::with_capacity(numbers.len());
        let (mut at, mut last) = (0, 0_u32);
        while let (Some(&number), Some(&value)) = (numbers.get(at), values.get(at)) {
            let announced = behind_colons.contains(&number.source.start());
            at += if announced && value == 1 && last > 0 {
                announced_list(values.get(at..).unwrap_or_default(), last)
            } else {
                if Some(value) == last.checked_add(1) || !(announced && correction) {
                    kept.push(number);
                    last = value;
                }
                1
            };
        }
        *numbers = kept;
    }
}

/// How many numbers belong to a list that begins with 1 behind the number `last`: all that count on, or those before the
/// number that goes on from it.
fn announced_list(values: &[u32], last: u32) -> usize {
    let run = values.iter().zip(1..).take_while(|(value, due)| **value == *due).count();
    let goes_on = values.get(run) == Some(&last.saturating_add(1));
    if goes_on { run } else { run.min(last as usize) }
}

fn collect<'a>(subject: &Subject<'_>, blocks: &'a [Block], runs: &mut Vec<Vec<&'a Number>>) {
    for block in blocks {
        let add = |runs: &mut Vec<Vec<&'a Number>>, numbers: &mut dyn Iterator<Item = &'a Number>| {
            if let Some(last) = runs.last_mut() {
                last.extend(numbers);
            }
        };
        match block {
            Block::Section(section) if counts_anew(subject, section) => {
                runs.push(Vec::new());
                collect(subject, &section.blocks, runs);
            }
            Block::Section(section) => collect(subject, &section.blocks, runs),
            Block::Paragraph(p) if subject.speaks(p.number.as_ref(), &p.passage) => runs.push(Vec::new()),
            Block::Paragraph(p) => add(runs, &mut p.number.iter()),
            Block::List(list) => add(runs, &mut list.items.iter().filter_map(|item| item.number.as_ref())),
        }
    }
}

/// Whether a section is an article, whose heading may go on behind its number, and its first paragraph is number 1.
fn counts_anew(subject: &Subject<'_>, section: &Section) -> bool {
    let article = || {
        let heading = section.heading.text.as_str();
        let ends = heading.match_indices(char::is_whitespace).map(|(at, _)| at).take(2).chain([heading.len()]);
        let mut heads = ends.filter_map(|end| heading.get(..end));
        heads.any(|head| subject.language.is_article(head.trim_end_matches(['.', ':', ',', '—', '–'])))
    };
    section.first_number().is_some_and(|number| number.canonical == "1") && article()
}

/// Reports one kind of fault among the paragraph numbers: its place, what it is, what is due, and the number put right
/// where the next one goes on from what is due.
fn paragraphs(subject: &Subject<'_>, wanted: Fault, mut report: impl FnMut(Span, u32, u32, Option<Fix>)) {
    for numbers in paragraph_runs(subject) {
        let values: Vec<u32> = numbers.iter().filter_map(|n| n.canonical.parse().ok()).collect();
        for (index, fault, due) in faults(&values) {
            if let (true, Some(number), Some(&value)) = (fault == wanted, numbers.get(index), values.get(index)) {
                let alone = values.get(index + 1) == Some(&(due + 1));
                report(number.source, value, due, corrected(subject, number, value, due).filter(|_| alone));
            }
        }
    }
}

/// The number with its figures exchanged for those due. A reference to it may have to follow.
fn corrected(subject: &Subject<'_>, number: &Number, value: u32, due: u32) -> Option<Fix> {
    let printed = number.source.slice(subject.source.text());
    let figures = value.to_string();
    let at = number.source.start() + printed.find(&figures)?;
    Some(Fix::one(Span::new(at, at + figures.len()), due.to_string(), Safety::Unsafe))
}

fn gap(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    paragraphs(subject, Fault::Gap, |span, value, due, _| {
        findings.add(Some(span), format!("number {value} stands where {due} is due"));
    });
}

fn repeated(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    paragraphs(subject, Fault::Repeat, |span, value, _, fix| {
        findings.fixable(Some(span), format!("number {value} repeats the number before it"), fix);
    });
}

fn disorder(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    paragraphs(subject, Fault::Disorder, |span, value, due, fix| {
        findings.fixable(Some(span), format!("number {value} stands where {due} is due"), fix);
    });
}

/// What a canonical number counts: `c` and `iii` are 3. Which of the two a letter is, its neighbours decide.
fn value(canonical: &str, roman: bool) -> Option<u32> {
    if let Ok(value) = canonical.parse() {
        return Some(value);
    }
    let lower = canonical.to_lowercase();
    if roman {
        return crate::language::roman_value(&lower.to_uppercase()).filter(|value| *value < 100);
    }
    let mut letters = lower.chars();
    match (letters.next(), letters.next()) {
        (Some(c @ 'a'..='z'), None) => Some(u32::from(c) - u32::from('a') + 1),
        _ => None,
    }
}

/// The values of a run of numbers in the reading that has the fewer faults; empty where they do not count.
fn values(numbers: &[&Number]) -> Vec<u32> {
    let read = |roman| numbers.iter().map(|n| value(&n.canonical, roman)).collect::<Option<Vec<u32>>>();
    let readings = [read(false), read(true)].into_iter().flatten();
    readings.min_by_key(|values| faults(values).len()).unwrap_or_default()
}

fn sequence(numbers: &[&Number], findings: &mut Findings<'_>) {
    let values = values(numbers);
    // A list that begins far from its start is the rest of one that something else has parted.
    if values.first().is_some_and(|&first| first > 2) {
        return;
    }
    for (index, fault, _) in faults(&values) {
        let Some(number) = numbers.get(index) else { continue };
        let before = index.checked_sub(1).and_then(|i| numbers.get(i)).map(|n| n.printed.trim());
        let printed = number.printed.trim();
        let message = match (fault, before) {
            (Fault::Repeat, _) => format!("“{printed}” repeats the number before it"),
            (_, Some(before)) => format!("“{printed}” stands after “{before}”"),
            (_, None) => format!("“{printed}” stands first"),
        };
        findings.add(Some(number.source), message);
    }
}

fn subparagraphs(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut run = |list: &[Subparagraph]| {
        let numbers: Vec<&Number> = list.iter().filter_map(|item| item.number.as_ref()).collect();
        let counted = numbers.iter().filter(|n| n.canonical.parse::<u32>().is_err()).count();
        if counted == numbers.len() {
            sequence(&numbers, findings);
        }
    };
    for part in parts(subject.document) {
        part.preamble.into_iter().flat_map(|p| &p.paragraphs).for_each(|p| items(&p.items, &mut run));
        lists(part.body, &mut run);
    }
}

fn headings(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for part in parts(subject.document) {
        level(part.body, findings);
        sections(part.body, &mut |section| level(&section.blocks, findings));
    }
}

/// The numbered headings beside each other.
fn level(blocks: &[Block], findings: &mut Findings<'_>) {
    let numbers: Vec<&Number> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Section(section) => section.number.as_ref(),
            Block::Paragraph(_) | Block::List(_) => None,
        })
        .collect();
    sequence(&numbers, findings);
}

fn annexes(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let annexes = &subject.document.annexes;
    let values: Vec<u32> = annexes.iter().map(|annex| annex.number).collect();
    for (index, _, due) in faults(&values) {
        let Some(annex) = annexes.get(index) else { continue };
        let number = annex.number;
        let message = if values.iter().take(index).any(|&before| before == number) {
            format!("another annex {number} stands where annex {due} is due")
        } else {
            format!("annex {number} stands where annex {due} is due")
        };
        findings.add(annex.heading.source.first().copied(), message);
    }
}

fn unnumbered(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let body: Vec<_> = subject.nodes.iter().filter(|n| n.kind == NodeKind::Paragraph && n.annex.is_none()).collect();
    let opens = |n: &&NodeRef<'_>| subject.language.opening_phrase(&n.passage.text).is_some();
    if body.iter().filter(|n| n.number.is_some()).count() < 2 {
        return;
    }
    for node in subject.unnumbered().filter(opens) {
        findings.add(subject.at(node.passage, 0), "this paragraph bears no number".to_owned());
    }
}

/// What stands around the digits or letters of a printed number: `(` and `)`.
fn dress(number: &Number) -> String {
    number.printed.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).collect()
}

fn form(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for numbers in paragraph_runs(subject) {
        for (index, number) in numbers.iter().enumerate() {
            let own = dress(number);
            let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
            let beside: Vec<String> = beside.filter_map(|i| numbers.get(i)).map(|n| dress(n)).collect();
            if beside.len() == 2 && beside.first() == beside.last() && beside.iter().all(|other| *other != own) {
                let message = format!("“{}” is not printed as its neighbours are", number.printed.trim());
                findings.add(Some(number.source), message);
            }
        }
    }
}

fn beside(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for node in subject.nodes.iter().filter(|n| matches!(n.kind, NodeKind::Paragraph | NodeKind::Heading)) {
        let Some(number) = node.number else { continue };
        if node.passage.text.starts_with(|c: char| c.is_ascii_digit()) {
            let message = format!("a figure stands right after the number “{}”", number.printed.trim());
            findings.add(Some(number.source), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misprint_is_one_fault() {
        assert_eq!(faults(&[1, 2, 3, 4]), []);
        assert_eq!(faults(&[1, 2, 4, 5]), [(2, Fault::Gap, 3)]);
        assert_eq!(faults(&[1, 2, 2, 4]), [(2, Fault::Repeat, 3)]);
        assert_eq!(faults(&[1, 2, 2, 3]), [(2, Fault::Repeat, 3)]);
        assert_eq!(faults(&[13, 154, 15].map(|n| n - 12)), [(1, Fault::Disorder, 2)]);
        assert_eq!(faults(&[1, 3, 2, 4]), [(1, Fault::Disorder, 2)]);
        assert_eq!(faults(&[0, 1, 2]), [(0, Fault::Disorder, 1)], "the first number repeats none");
    }

    #[test]
    fn a_letter_counts_and_a_roman_number_below_a_hundred() {
        assert_eq!(["a", "c", "Z", "xi", "12"].map(|n| value(n, false)), [Some(1), Some(3), Some(26), None, Some(12)]);
        assert_eq!(["i", "XI", "xcix", "c", "ci"].map(|n| value(n, true)), [Some(1), Some(11), Some(99), None, None]);
    }
}
