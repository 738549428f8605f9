//! Lines in, lines out: a number that came out under the first line of its paragraph stands above it again.
//!
//! Some tools print what stands further in first: `Decides to establish the Council, in`, `1.`, `replacement of the
//! Commission;`. Of each number alone on its line the lines around it tell where its paragraph begins; all numbers of a
//! text are read as most of them are. The source keeps its order: only the line of the number comes before the other.
//!
//! Not here: numbers above their paragraph (see `blocks`), notes whose numbers stand apart (see `pages`).

use super::lines::Line;
use super::normalize::{Ending, ending};
use super::number::{NumberKind, alone};
use crate::language::Language;

/// Fewest numbers that show where a text has them.
const FEWEST: usize = 2;

/// Puts each number before the line above it, where numbers stand under the first lines of their paragraphs.
pub(super) fn lift(source: &str, mut lines: Vec<Line>, language: &Language) -> Vec<Line> {
    let text = |index: usize| lines.get(index).map_or("", |line| line.span.slice(source));
    let is_number = |index: usize| {
        alone(text(index), language).is_some_and(|head| {
            matches!(
                head.kind,
                NumberKind::Arabic | NumberKind::Letter | NumberKind::BracketedRoman | NumberKind::BracketedNumeral
            )
        })
    };
    let (mut above, mut below) = (0, 0);
    let mut numbers = Vec::new();
    for index in (1..lines.len()).filter(|&index| is_number(index)) {
        let before = text(index - 1);
        if before.is_empty() || is_number(index - 1) {
            below += 1;
            continue;
        }
        numbers.push(index);
        // The paragraph before ends with the line above, or with the one above that.
        let ends = |line: &str| ending(line, language) != Ending::Open;
        let next = text(index + 1);
        let opens = language.opening_phrase(next).is_some();
        let first = || index.checked_sub(2).is_none_or(|index| ends(text(index)) || is_number(index));
        // A paragraph of one line whose number does not stand above it.
        let bare = || {
            let above = index.checked_sub(2).filter(|&index| !is_number(index)).map(text);
            above.is_some_and(|line| matches!(ending(line, language), Ending::Segment | Ending::Sentence))
        };
        let whole = || bare() && language.opening_phrase(before).is_some();
        if ends(before) && whole() {
            above += 1;
        } else if ends(before) {
            below += usize::from(opens || next.starts_with(char::is_uppercase));
        } else if first() || !opens && next.starts_with(char::is_lowercase) {
            above += 1;
        }
    }
    if above < FEWEST || above <= below {
        return lines;
    }
    for index in numbers {
        if let Some([first, number]) = lines.get_mut(index - 1..=index) {
            std::mem::swap(first, number);
            std::mem::swap(&mut first.new_page, &mut number.new_page);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;
    use crate::language::EN;

    fn lifted(text: &str) -> Vec<&str> {
        lift(text, lines::split(text), &EN).iter().map(|line| line.span.slice(text)).collect()
    }

    #[test]
    fn numbers_under_the_first_lines_of_their_paragraphs() {
        let text = "Decides that it shall be\n1.\nresponsible for them;\nRequests the Board to\n2.\nreport on them;";
        let expected = [
            "1.",
            "Decides that it shall be",
            "responsible for them;",
            "2.",
            "Requests the Board to",
            "report on them;",
        ];
        assert_eq!(lifted(text), expected);
        let items = "To be at all times\n(a)\nresponsible for them;\nTo report on\n(b)\nthem to it;";
        assert_eq!(lifted(items)[..2], ["(a)", "To be at all times"]);
    }

    #[test]
    fn numbers_above_their_paragraphs_stay() {
        for text in [
            "1.\nDecides that it shall be\nresponsible for them;\n2.\nRequests the Board to\nreport on them;",
            "The General Assembly,\n\n1.\nDecides that it shall be\nresponsible for them;\n\n2.\nRequests the Board;",
            "Decides that it shall be\n1.\nresponsible for them;",
            "Decides that it shall be\nII\nresponsible for them;\nRequests the Board to\nIII\nreport on them;",
            "Decides to act;\n1.\nRequests the Board to\nreport;\n2.\nInvites all States to\nact;",
        ] {
            assert_eq!(lifted(text), text.split('\n').collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn which_lines_show_where_numbers_stand() {
        let above = |text: &str| lifted(text) != text.split('\n').collect::<Vec<_>>();
        for (text, is) in [
            // A paragraph of one line, after the end of another.
            ("The Committee met.\nDecides to act;\n1.\nRequests the Board to\n2.\nreport;", true),
            ("The Committee met\nDecides to act;\n1.\nRequests the Board to\n2.\nreport;", false),
            // Paragraphs of one line under their numbers.
            ("Decides to act;\n1.\nRequests the Board to report;\n2.\nInvites it to act;\n3.\nCalls for it.", false),
            // A line without end above the first one, of which a small letter tells.
            ("Part one\nDecides that it shall be\n1.\nactive\nRequests the Board to\n2.\nreport;", true),
            ("Part one\nDecides that it shall be\n1.\nThe sea\nRequests the Board to\n2.\nThe report;", false),
            // As many numbers above their paragraphs as under their first lines.
            ("Decides to be\n1.\nactive;\nRequests it to\n2.\nact;\n\n3.\nIt met;\n\n4.\nIt met;", false),
            ("Decides to be\n1.\nactive;\nRequests it to\n2.\nact;\n3.\nThe sea;\n4.\nThe sea;", false),
            ("Decides to be\n1.\nactive;\nRequests it to\n2.\nact;\n\n3.\nIt met;", true),
        ] {
            assert_eq!(above(text), is, "{text}");
        }
        let twice = "Decides to be\n1.\nactive;\nRequests it to\n2.\nact;\nInvites it to\n3.\n4.\nact;";
        assert_eq!(lifted(twice)[6..], ["3.", "Invites it to", "4.", "act;"], "a number under a number stays");
    }

    #[test]
    fn a_page_begins_with_the_number_that_is_lifted() {
        let text =
            "Text.\u{c}Decides that it shall be\n1.\nresponsible for them;\nRequests the Board to\n2.\nreport on them;";
        let pages: Vec<bool> = lift(text, lines::split(text), &EN).iter().map(|line| line.new_page).collect();
        assert_eq!(pages, [false, true, false, false, false, false, false]);
    }
}
