//! Notes at the foot of a page that nothing parts from the text: a rule that is drawn does not come out of a PDF.
//!
//! They are the last lines of their page, before its folio, its job number or a form feed. Each opens with the number
//! that is due and no small letter, the last one ends like a sentence, and the text above calls them.
//!
//! Not here: notes under a printed rule, with superscripts, and at the end of a text (see `pages`).

use super::super::lines::Line;
use super::super::normalize::{Ending, ending, is_blank, is_ideograph, is_short_form};
use super::{Kind, LOST, bare_marker, is_spread};
use crate::language::Language;
use crate::model::FurnitureReason;
use std::ops::Range;

/// Finds the notes at the foot of each page. Where rules are printed, they tell.
pub(super) fn find(source: &str, lines: &[Line], kinds: &mut [Kind], language: &Language) {
    if !is_spread(kinds) {
        return;
    }
    let mut ends: Vec<usize> = (1..lines.len())
        .filter(|&i| {
            // An annex begins on a page of its own.
            let annex =
                |line: &Line| kinds.get(i) == Some(&Kind::Text) && language.is_annex_line(line.span.slice(source));
            lines.get(i).is_some_and(|line| line.new_page || annex(line)) || kinds.get(i).is_some_and(closes)
        })
        .collect();
    if ends.is_empty() {
        return;
    }
    ends.push(lines.len());
    let mut start = 0;
    let mut last = 0;
    for end in ends {
        last = page(source, lines, kinds, start..end, last, language);
        start = end;
    }
}

/// Whether a line ends a page.
fn closes(kind: &Kind) -> bool {
    let foot = |reason| matches!(reason, FurnitureReason::Folio | FurnitureReason::JobNumber);
    matches!(kind, Kind::Furniture(pieces) if pieces.iter().any(|p| foot(p.0)))
}

/// A line that a note may open.
#[derive(Debug, Clone, Copy)]
struct Head {
    line: usize,
    value: u32,
}

/// Marks the notes of one page; the number of the last note so far.
fn page(source: &str, lines: &[Line], kinds: &mut [Kind], page: Range<usize>, last: u32, language: &Language) -> u32 {
    let known = kinds.get(page.clone()).unwrap_or_default().iter().filter_map(|k| match k {
        Kind::NoteHead(marker, _) => Some(marker.canonical.parse().unwrap_or(last)),
        Kind::Blank | Kind::Furniture(_) | Kind::NoteTail | Kind::Text => None,
    });
    if let Some(known) = known.max() {
        return known;
    }
    let text = |line: usize| lines.get(line).map_or("", |l| l.span.slice(source));
    let heads: Vec<Head> = page
        .clone()
        .filter(|&i| kinds.get(i) == Some(&Kind::Text))
        .filter_map(|line| {
            let (_, rest, value) = bare_marker(text(line), lines.get(line)?.span, language)?;
            let small = rest.slice(source).starts_with(char::is_lowercase);
            (!small).then_some(Head { line, value })
        })
        .collect();
    let bottom = page.clone().rev().find(|&i| kinds.get(i) == Some(&Kind::Text));
    if !bottom.is_some_and(|line| ending(text(line), language) == Ending::Sentence) {
        return last;
    }
    // The notes of an annex are counted anew.
    let run = (last + 1..=last + 1 + LOST).chain([1]).find_map(|due| {
        let mut starts = (0..heads.len()).rev().filter(|&at| heads.get(at).is_some_and(|h| h.value == due));
        starts.find_map(|at| {
            let run = run(heads.get(at..)?);
            let above = lines.get(page.start..run.first()?.line)?;
            let called: Vec<bool> = run.iter().map(|h| is_called(source, above, h.value)).collect();
            (called.first() == Some(&true) && called.iter().filter(|c| **c).count() * 2 > called.len()).then_some(run)
        })
    });
    let Some((run, first, end)) = run.and_then(|r| Some((r.clone(), r.first()?.line, r.last()?.value))) else {
        return last;
    };
    for line in first..page.end {
        let Some(kind) = kinds.get_mut(line).filter(|k| **k == Kind::Text) else { continue };
        let marker = lines.get(line).and_then(|l| bare_marker(text(line), l.span, language));
        *kind = match marker.filter(|_| run.iter().any(|h| h.line == line)) {
            Some((marker, rest, _)) => Kind::NoteHead(marker, rest),
            None => Kind::NoteTail,
        };
    }
    end
}

/// The first head and those that go on counting.
fn run(heads: &[Head]) -> Vec<Head> {
    let mut run: Vec<Head> = Vec::new();
    for head in heads {
        if run.last().is_none_or(|last| head.value == last.value + 1) {
            run.push(*head);
        }
    }
    run
}

/// Digits of a year, after which a call may stand: `2010 2`, or glued `20102`.
const YEAR: usize = 4;

/// Whether a number stands in a text as a call: right after a word or mark, or, where the line was spread, apart from it.
pub(super) fn is_called(source: &str, lines: &[Line], note: u32) -> bool {
    let note = note.to_string();
    lines.iter().any(|line| {
        let text = line.span.slice(source);
        text.match_indices(&note).any(|(at, _)| {
            let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + note.len()..).unwrap_or(""));
            let ends = !after.starts_with(|c: char| c.is_ascii_digit() || c == '/');
            let word = before.trim_end_matches(is_blank);
            let year = word.bytes().rev().take_while(u8::is_ascii_digit).count() == YEAR;
            // A raised call may open a line, or stand on one alone.
            let opens = before.is_empty() && after.trim_start().chars().next().is_none_or(is_ideograph);
            let free = |c: char| !c.is_ascii_digit() && !matches!(c, '/' | '-' | '.' | '(');
            // Arabic sets calls in brackets, right after the word.
            let glued = |word: &str| word.ends_with(|c: char| !is_blank(c));
            let bracketed = before.strip_suffix('(').is_some_and(glued) && after.starts_with(')');
            // After the end of a sentence, but not in a decimal number or apart from a short form: conclusions.2
            let last = word.rsplit(is_blank).next().unwrap_or("");
            let close = word.len() == before.len() || !is_short_form(last);
            let stop = close && last.strip_suffix('.').is_some_and(|w| w.ends_with(char::is_alphabetic));
            ends && (opens || year || bracketed || stop || word.chars().next_back().is_some_and(free))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::lines;
    use super::*;

    #[test]
    fn where_a_number_is_called() {
        let called = |text: &str| is_called(text, &lines::split(text), 2);
        for text in [
            "the Charter2 and",
            "the Charter,2",
            "the Charter 2 and",
            "in 20102 and",
            "in 2010 2 and",
            "conclusions.2 The",
            "conclusions. 2 The",
            "the Charter(2)",
            "2",
            "2 大会",
            "the “Plan”2",
        ] {
            assert!(called(text), "{text}");
        }
        for text in [
            "the Charter",
            "the Charter12",
            "the Charter21",
            "the Charter2/5",
            "A/2",
            "1-2",
            "16.2 and",
            "No. 2",
            "(2) the Charter",
            "the (2) Charter",
            "the Charter(2",
            "2 The Charter",
            "in 2012 and",
            "in 3122 and 5 of 12 others",
        ] {
            assert!(!called(text), "{text}");
        }
    }

    #[test]
    fn heads_that_go_on_counting() {
        let heads = |values: &[u32]| {
            let head = |(line, &value): (usize, &u32)| Head { line, value };
            values.iter().enumerate().map(head).collect::<Vec<_>>()
        };
        let lines = |values: &[u32]| run(&heads(values)).iter().map(|head| head.line).collect::<Vec<_>>();
        assert_eq!(lines(&[1, 2, 3]), [0, 1, 2]);
        assert_eq!(lines(&[2, 5, 3, 3, 4]), [0, 2, 4]);
        assert_eq!(lines(&[]), [0; 0]);
    }
}
