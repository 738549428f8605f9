//! Notes at the very end of a text, as a web page prints them: each opens with a bare number, the one that is due or,
//! where a note was lost, one of the next. A run may begin anew with 1, where an annex has notes of its own.
//!
//! Where lines are as long as a page is wide, a note goes on in the lines under it, and only what the text calls tells
//! where the notes begin.
//!
//! Not here: notes on their page (see `pages`, `feet`).

use super::super::lines::Line;
use super::super::normalize::raised;
use super::super::number::{self, NumberKind};
use super::{Kind, LOST, apart, bare_marker, comes, ends_note, feet};
use crate::language::Language;
use crate::model::NoteMarker;
use crate::source::Span;
use std::collections::HashSet;

/// A line that opens a note: where it is, its marker, the rest of it, and its number.
type Head = (usize, NoteMarker, Span, u32);

/// What the search looks at.
#[derive(Clone, Copy)]
struct Text<'a> {
    source: &'a str,
    lines: &'a [Line],
    kinds: &'a [Kind],
    language: &'a Language,
}

/// Finds the notes at the end. `brackets` are the numbers that stand in the text as bracketed calls do.
pub(super) fn find(source: &str, lines: &[Line], kinds: &mut [Kind], brackets: &HashSet<u32>, language: &Language) {
    let text = Text { source, lines, kinds, language };
    let wrapped = text.wrapped(brackets);
    let goes_on = wrapped.as_ref().and_then(|run| run.first()).map_or(lines.len(), |first| first.0);
    let heads = wrapped.unwrap_or_else(|| text.a_line_each(brackets));
    for kind in kinds.iter_mut().skip(goes_on).filter(|kind| **kind == Kind::Text) {
        *kind = Kind::NoteTail;
    }
    for (index, marker, rest, _) in heads {
        if let Some(kind) = kinds.get_mut(index) {
            *kind = Kind::NoteHead(marker, rest);
        }
    }
}

/// Most lines that are tried as the first of the notes, and most notes whose calls are looked for.
const MOST_STARTS: usize = 8;
const MOST_CALLS: usize = 64;

/// Most lines with which a note goes on.
const LONGEST_NOTE: usize = 40;

impl<'a> Text<'a> {
    fn line(self, index: usize) -> &'a str {
        self.lines.get(index).map_or("", |line| line.span.slice(self.source))
    }

    fn head(self, index: usize) -> Option<Head> {
        let line = self.lines.get(index)?.span;
        if let Some((marker, rest, value)) = bare_marker(line.slice(self.source), line, self.language) {
            return Some((index, marker, rest, value));
        }
        // The number may stand on a line of its own right above its note.
        let next = self.lines.get(index + 1).filter(|_| self.kinds.get(index + 1) == Some(&Kind::Text))?;
        let marker = apart::marker(self.source, line)?;
        if next.new_page || apart::marker(self.source, next.span).is_some() {
            return None;
        }
        let value = marker.canonical.parse().ok()?;
        Some((index, marker, Span::new(line.end(), line.end()), value))
    }

    /// Notes each of which stands on one line.
    fn a_line_each(self, brackets: &HashSet<u32>) -> Vec<Head> {
        let mut run: Vec<Head> = Vec::new();
        for (index, kind) in self.kinds.iter().enumerate().rev() {
            let due = |value, next| (value + 1..=value + 1 + LOST).contains(&next);
            let follows = |value: u32| run.last().is_none_or(|next| due(value, next.3) || next.3 == 1);
            match kind {
                Kind::Blank | Kind::Furniture(_) => {}
                Kind::Text => match self.head(index).filter(|head| follows(head.3)) {
                    Some(head) => run.push(head),
                    None => break,
                },
                Kind::NoteHead(..) | Kind::NoteTail => break,
            }
        }
        // A run that does not begin with 1 is a list of something else, unless the text calls the notes before it.
        let begins = |first: u32| first == 1 || (first <= 1 + LOST && (1..=first).all(|note| brackets.contains(&note)));
        while run.last().is_some_and(|first| !begins(first.3)) {
            run.pop();
        }
        run
    }

    /// Notes that may go on in the lines under them: the last run from 1 on to the end of the text whose numbers are
    /// called above it.
    fn wrapped(self, brackets: &HashSet<u32>) -> Option<Vec<Head>> {
        let raised = raised(self.source);
        let first = |index: &usize| {
            let head = self.head(*index).filter(|head| head.3 == 1);
            head.is_some_and(|head| !head.2.slice(self.source).starts_with(char::is_lowercase))
        };
        let starts = (1..self.lines.len()).rev().filter(|&index| self.kinds.get(index) == Some(&Kind::Text));
        starts.filter(first).take(MOST_STARTS).find_map(|start| {
            let above = self.lines.get(..start).unwrap_or_default();
            let run = self.run(start)?;
            let plain = raised.is_empty() && brackets.is_empty();
            let is_called = |note: u32| {
                raised.contains(&note)
                    || brackets.contains(&note)
                    || (plain && feet::is_called(self.source, above, note))
            };
            let borne: HashSet<u32> = run.iter().map(|head| head.3).collect();
            let looked = run.len().min(MOST_CALLS);
            let called = run.iter().take(looked).filter(|head| is_called(head.3)).count();
            let whole = raised.intersection(&borne).count() * 2 >= raised.len();
            (is_called(1) && called * 2 > looked && whole).then_some(run)
        })
    }

    /// The notes from a line to the end of the text, if there is nothing else.
    fn run(self, start: usize) -> Option<Vec<Head>> {
        let mut run: Vec<Head> = Vec::new();
        let (mut gap, mut previous, mut more) = (true, "", 0);
        for (index, kind) in self.kinds.iter().enumerate().skip(start) {
            match kind {
                Kind::Blank => gap = true,
                Kind::Furniture(_) => {}
                Kind::NoteHead(..) | Kind::NoteTail => return None,
                Kind::Text => {
                    let last = run.last().map_or(0, |head| head.3);
                    let ended = run.is_empty() || ends_note(previous, self.language);
                    let after = self.lines.get(index + 1..).unwrap_or_default();
                    let comes = || comes(self.source, after, last + 1, self.language);
                    let opens = |head: &Head| match head.3 {
                        note if note == last + 1 => gap || ended || !comes(),
                        1 => gap && ended,
                        note => ended && (last..=last + 1 + LOST).contains(&note) && note > last && !comes(),
                    };
                    if let Some(head) = self.head(index).filter(opens) {
                        run.push(head);
                        more = 0;
                    } else {
                        let text = self.line(index);
                        let numbered = number::head(text, self.language).is_some_and(|h| h.kind == NumberKind::Arabic);
                        more += 1;
                        // What begins after the end of a note is a paragraph of something else, and so is what has a
                        // number and stands apart.
                        if more > LONGEST_NOTE || (ended && (gap || numbered)) || (gap && numbered) {
                            return None;
                        }
                    }
                    (gap, previous) = (false, self.line(index));
                }
            }
        }
        Some(run)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::lines;
    use super::super::tests::shown;
    use super::*;
    use crate::language::EN;

    /// What the lines of a text are, as [`shown`] has them.
    fn read(text: &str, brackets: &[u32]) -> String {
        let lines = lines::split(text);
        let kind = |line: &Line| if line.span.is_empty() { Kind::Blank } else { Kind::Text };
        let mut kinds: Vec<Kind> = lines.iter().map(kind).collect();
        find(text, &lines, &mut kinds, &brackets.iter().copied().collect(), &EN);
        shown(&kinds)
    }

    #[test]
    fn notes_on_a_line_each() {
        for (notes, brackets, kinds) in [
            ("1 A/71/858.\n2 A/71/859.", &[][..], "12"),
            ("1 A/71/858.\n5 A/71/859.", &[], "15"),
            ("1 A/71/858.\n6 A/71/859.", &[], ".."),
            ("1 A/71/858.\n2 A/71/859.\n2 A/71/860.", &[], "..."),
            ("1 A/71/858.\n3 A/71/859.\n2 A/71/860.", &[], "..."),
            ("1 A/71/858.\n2 A/71/859.\n1 A/71/860.\n2 A/71/861.", &[], "1212"),
            ("2 A/71/858.\n3 A/71/859.", &[], ".."),
            ("2 A/71/858.\n3 A/71/859.", &[2, 3], ".."),
            ("2 A/71/858.\n3 A/71/859.", &[1, 2, 3], "23"),
            ("4 A/71/858.\n5 A/71/859.", &[1, 2, 3, 4], "45"),
            ("5 A/71/858.\n6 A/71/859.", &[1, 2, 3, 4, 5, 6], ".."),
        ] {
            assert_eq!(read(&format!("Takes note of it.\n\n{notes}"), brackets), format!("._{kinds}"), "{notes}");
        }
    }

    #[test]
    fn what_a_text_calls_tells_its_notes() {
        for (called, notes, kinds) in [
            ("Recalls it¹ and that²", "1 See the\nreport.\n2 See it.", "1+2"),
            ("Recalls it¹ and that", "1 See the\nreport.\n2 See it.", "..2"),
            ("Recalls it¹ and that²", "1 See the\nreport.\n2 See it.\n3 See that.", "1+23"),
            ("Recalls it² and that³", "1 See the\nreport.\n2 See it\n3 See that", "..23"),
            ("Recalls it¹ and that²", "1 See the\nreport.", "1+"),
            ("Recalls it¹ and that² or those³", "1 See the\nreport.", ".."),
            ("Recalls it¹ that² those³", "1 See the\nannex.\n2 See it.\n3 See A.\n\n1 See this.", "1+23_1"),
            ("Recalls it,1 that,2", "1 See the\nreport.\n2 See it.", "1+2"),
            ("Recalls groups 1 and 2", "1 see the\nreport.\n2 See it.", "..."),
        ] {
            let expected =
                if kinds.starts_with("..") { "._".to_owned() + &".".repeat(kinds.len()) } else { format!("._{kinds}") };
            assert_eq!(read(&format!("{called}\n\n{notes}"), &[]), expected, "{called}|{notes}");
        }
        let list = "1 Review of the mandates of\nthe Council\n2 Review of the work";
        assert_eq!(read(&format!("Takes note of the report[3] of groups 1 and 2\n\n{list}"), &[3]), "._...");
    }

    #[test]
    fn notes_that_go_on_in_the_lines_under_them() {
        for (notes, kinds) in [
            ("1\nSee A/71/858.\n2\nSee A/71/859.", "1+2+"),
            ("1 See A/71/858\n2 See A/71/859\nand others", "12+"),
            ("1 A/71/858\n\n2 See the\n2 articles there.", "1_2+"),
            ("1 See A/71/858.\n2 See the\n2 articles there.", "12+"),
            ("1 See the\n2 articles there.\n2 See A/71/859.", "1+2"),
            ("1 See the report of the\n\n1 meeting held.", "1_+"),
            ("1 See A/71/858.\n1 meeting was held.", "1+"),
            ("1 See the\nannex.\n5 See that.", "1+5"),
            ("1 See the\nannex.\n6 See that.", "1++"),
            ("1 See the\n3 reports.\n2 See that.", "1+2"),
            ("1 See the annexes.\n3 reports are there.\n2 See that.", "1+2"),
            ("1 See the annexes to the report and\n3 others.", "1+"),
            ("1 See it.\n\n2 See that.\n2 reports were made.", "1_2+"),
            ("1 See A/71/858.\nSee also A/71/859.", "1+"),
            ("1 See A/71/858.\n2. Decides to act.", ".."),
            ("1 See A/71/858.\n\nThe meeting rose.", "._."),
            ("1 See the\n\nreport.", "1_+"),
        ] {
            let text = format!("Recalls it,[1] that[2] and those[3]\n\n{notes}");
            assert_eq!(read(&text, &[1, 2, 3, 5, 6]), format!("._{kinds}"), "{notes}");
        }
    }

    #[test]
    fn a_note_is_not_as_long_as_a_page() {
        let note = |lines: usize| read(&format!("Recalls it[1]\n\n1 See{}", "\nthe words".repeat(lines)), &[1]);
        assert_eq!(note(LONGEST_NOTE), format!("._1{}", "+".repeat(LONGEST_NOTE)));
        assert_eq!(note(LONGEST_NOTE + 1), format!("._{}", ".".repeat(LONGEST_NOTE + 2)));
    }
}
