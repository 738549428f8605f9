//! Characters: what counts as blank, as a digit, as the end of a paragraph; and a text without its invisible parts.
//!
//! Normalization never changes what can be seen. It drops characters that cannot (byte order mark, soft hyphen, zero
//! width, bidirectional marks) and writes any other white space as a space, so that the visible characters of a
//! passage are those of its byte ranges, one for one.

use crate::language::Language;
pub(super) use crate::language::digit;
use crate::source::{is_visible, visible_head};
use std::collections::HashSet;

/// Whether a character may be trimmed from the ends of a line.
pub(super) fn is_blank(c: char) -> bool {
    !is_visible(c)
}

/// Whether a line is a row of a table: cells parted by bars, tabs or wide gaps.
pub(super) fn is_table_row(line: &str) -> bool {
    let bars = line.starts_with('|') && line.ends_with('|') && line.len() > 1;
    let gaps = || line.split("   ").filter(|cell| cell.contains(is_visible)).count() > 2;
    // Asked of every line: few have two spaces side by side anywhere.
    let wide = || memchr::memchr_iter(b' ', line.as_bytes()).any(|at| line.as_bytes().get(at + 1) == Some(&b' '));
    bars || line.contains('\t') || wide() && gaps() && !is_spread(line)
}

/// Fewest gaps of a line that show that it was spread to the margin.
const SPREAD_GAPS: usize = 4;

/// Whether a line was spread to the margin: all its words stand apart by two or three spaces. The cells of a row do not
/// stand apart so evenly.
fn is_spread(line: &str) -> bool {
    let gaps = line.trim().split(is_visible).map(str::len).filter(|&gap| gap > 0);
    let mut count = 0;
    gaps.into_iter().all(|gap| {
        count += 1;
        matches!(gap, 2 | 3)
    }) && count >= SPREAD_GAPS
}

/// Appends a piece of source to a text.
pub(super) fn push(text: &mut String, piece: &str) {
    // What stays as it is, which is nearly all, is copied in runs.
    let mut rest = piece;
    loop {
        let (run, tail) = rest.split_at(visible_head(rest, true));
        text.push_str(run);
        let mut odd = tail.chars();
        let Some(c) = odd.next() else { break };
        text.push_str(if c.is_whitespace() { " " } else { "" });
        rest = odd.as_str();
    }
}

/// The numbers that stand raised in a text: ¹, ¹².
pub(super) fn raised(text: &str) -> HashSet<u32> {
    let mut found = HashSet::new();
    let mut end = 0;
    // The bytes that superscript digits begin with.
    for at in memchr::memchr2_iter(0xc2, 0xe2, text.as_bytes()) {
        // What lies within the run before is read already.
        let Some(rest) = text.get(at..).filter(|_| at >= end) else { continue };
        let run: String = rest.chars().map_while(superscript).collect();
        end = at + rest.chars().take(run.len()).map(char::len_utf8).sum::<usize>();
        found.extend(run.parse::<u32>());
    }
    found
}

/// Length and number of what mark-up raises at the head of a text: `<sup>1</sup>`, and as formulas have it `$^{1}$`,
/// `${ }^{1}$`.
pub(super) fn raised_by_markup(text: &str) -> Option<(usize, &str)> {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=MOST_RAISED).contains(end));
    if let Some(inner) = text.strip_prefix("<sup>") {
        let (number, rest) = inner.split_at(digits(inner)?);
        return Some((text.len() - rest.strip_prefix("</sup>")?.len(), number));
    }
    let formula = text.strip_prefix('$')?.trim_start_matches(' ');
    // What is raised may be raised over nothing.
    let over = formula.strip_prefix('{').and_then(|inner| inner.trim_start_matches(' ').strip_prefix('}'));
    let power = over.unwrap_or(formula).trim_start_matches(' ').strip_prefix('^')?;
    let (inner, close) = match power.trim_start_matches(' ').strip_prefix('{') {
        Some(inner) => (inner.trim_start_matches(' '), "}"),
        None => (power, ""),
    };
    let (number, rest) = inner.split_at(digits(inner)?);
    let rest = rest.trim_start_matches(' ').strip_prefix(close)?.trim_start_matches(' ').strip_prefix('$')?;
    Some((text.len() - rest.len(), number))
}

/// Most digits of the number of a note.
const MOST_RAISED: usize = 3;

/// Whether a text ends with what names a place in a text, `art. 2`, `rule 5 `, `párrafo `: a number in brackets behind it is
/// that of a part of the place, and calls no note.
pub(super) fn names_place(text: &str, language: &Language) -> bool {
    let place = |text: &str| {
        let word = text.trim_end_matches(is_blank).rsplit(is_blank).next().unwrap_or("").trim_start_matches(['(', '[']);
        let word = word.to_lowercase();
        // What is glued to the word calls a note.
        text.ends_with(is_blank) && language.citation.places.iter().any(|(place, _)| *place == word)
    };
    let number = text.trim_end_matches(is_blank);
    let before = number.trim_end_matches(|c| digit(c).is_some());
    let digits = number.get(before.len()..).map_or(0, |digits| digits.chars().count());
    // A year names none, and neither does `75/45` or `16.4`. What is glued to another number may be a call.
    let whole = before.is_empty() || before.ends_with(|c| is_blank(c) || matches!(c, '(' | '['));
    match digits {
        0 => place(text),
        1..YEAR => whole && (number.len() < text.len() || place(before)),
        _ => false,
    }
}

/// Digits of a year.
const YEAR: usize = 4;

/// The value of a superscript digit.
pub(super) fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        '⁶' => '6',
        '⁷' => '7',
        '⁸' => '8',
        '⁹' => '9',
        _ => return None,
    })
}

/// The number that stands in a circle: ①, ⑳.
pub(super) fn circled(c: char) -> Option<u32> {
    ('\u{2460}'..='\u{2473}').contains(&c).then(|| u32::from(c) - 0x245f)
}

/// Whether a character is an ideograph or of another script that is written without spaces.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// How a paragraph ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// In the middle of a sentence: the paragraph goes on.
    Open,
    /// With a comma.
    Comma,
    /// With a semicolon.
    Segment,
    /// With a colon.
    Colon,
    /// With a full stop or its like.
    Sentence,
}

/// Most characters of a short form before a number, with its full stop.
const LONGEST_SHORT_FORM: usize = 5;

/// How a paragraph ends, looking through closing quotation marks, brackets, note calls and Markdown.
pub(super) fn ending(text: &str, language: &Language) -> Ending {
    let pass = |c: &char| passes(*c, language);
    let mark = |c: char| {
        let marks = [language.sentence_ends, language.segment_ends, language.comma, language.colons];
        marks.iter().any(|marks| marks.contains(&c))
    };
    // A plain number right after the closing mark calls a note: `country,2`, `2010(2)،`, `country,[^2]`,
    // `country,<sup>2</sup>`, and apart from it in a line that was spread: `country, 2`.
    let bare = text.trim_end_matches(|c: char| pass(&c));
    let formula = bare.strip_suffix('$').and_then(|inner| inner.rfind('$'));
    let bare = formula.and_then(|at| bare.split_at_checked(at)).map_or(bare, |(before, call)| {
        if raised_by_markup(call).is_some() { before.trim_end_matches(|c: char| pass(&c)) } else { bare }
    });
    let called = match bare.strip_suffix("</sup>") {
        Some(inner) => inner.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches("<sup>"),
        None => bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '[' | ']' | '^')),
    };
    // What stands after a short form (`No. 7`, `vol. 12`) is its number.
    let apart = called.ends_with(is_blank);
    let called = called.trim_end();
    let short = || apart && is_short_form(called.rsplit(is_blank).next().unwrap_or(""));
    let text = if called.ends_with(mark) && !short() { called } else { bare };
    let Some(last) = text.chars().rev().find(|c| !pass(c)) else { return Ending::Open };
    if language.sentence_ends.contains(&last) {
        Ending::Sentence
    } else if language.segment_ends.contains(&last) {
        Ending::Segment
    } else if language.comma.contains(&last) {
        Ending::Comma
    } else if language.colons.contains(&last) {
        Ending::Colon
    } else {
        Ending::Open
    }
}

/// Whether a word is the short form of one that stands before a number: `No.`, `vol.`, `(arts.`, but not `II.`.
pub(super) fn is_short_form(word: &str) -> bool {
    let letters = word.trim_start_matches(|c: char| !c.is_alphabetic());
    // Few words end with a full stop.
    letters.ends_with('.') && letters.chars().count() <= LONGEST_SHORT_FORM && letters.contains(char::is_lowercase)
}

/// Whether an ending is seen through a character.
fn passes(c: char, language: &Language) -> bool {
    !is_visible(c)
        || superscript(c).is_some()
        || circled(c).is_some()
        || c == '*'
        || language.quotation_marks.iter().any(|p| p.1 == c)
}

/// Whether a text holds a character that no ending is seen through, so that what stands before it does not matter.
pub(super) fn decides_ending(text: &str, language: &Language) -> bool {
    text.chars().rev().any(|c| !(passes(c, language) || c.is_ascii_digit() || matches!(c, '(' | ')' | '[' | ']' | '^')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{EN, ZH};

    #[test]
    fn an_ending_is_seen_through_quotes_and_calls() {
        let zh = &ZH;
        assert_eq!(ending("《行动纲领》，¹", zh), Ending::Comma);
        assert_eq!(ending("包括信息和通信技", zh), Ending::Open);
        assert_eq!(ending("京都宣言》；¹⁹", zh), Ending::Segment);
    }

    #[test]
    fn the_number_of_a_short_form_is_no_call() {
        assert_eq!(ending("Session, Supplement No. 7", &EN), Ending::Open);
        assert_eq!(ending("Naciones Unidas, Treaty Series, vol. 1522", &EN), Ending::Open);
        assert_eq!(ending("of the Charter, 2", &EN), Ending::Comma);
        assert_eq!(ending("of the Charter. 2", &EN), Ending::Sentence);
    }

    #[test]
    fn an_ending_is_seen_through_a_call_in_a_formula() {
        assert_eq!(ending("of the Charter.$^{2}$", &EN), Ending::Sentence);
        assert_eq!(ending("of the Charter;${ }^{12}$", &EN), Ending::Segment);
        assert_eq!(ending("of the Charter, $5$", &EN), Ending::Open);
        assert_eq!(ending("of the Charter.<sup>2</sup>", &EN), Ending::Sentence);
        assert_eq!(ending("of the Charter:[^2]", &EN), Ending::Colon);
        assert_eq!(ending("of the Charter(2)", &EN), Ending::Open);
    }

    #[test]
    fn what_decides_an_ending() {
        for text in ["text", "12 text", "(a)", "of,", "*of*"] {
            assert!(decides_ending(text, &EN), "{text}");
        }
        for text in ["", "²", "(2)", "[^12]", "” *", "**²"] {
            assert!(!decides_ending(text, &EN), "{text}");
        }
    }

    #[test]
    fn short_forms_have_small_letters_and_a_stop() {
        for word in ["No.", "vol.", "(arts.", "p."] {
            assert!(is_short_form(word), "{word}");
        }
        for word in ["No", "II.", "articl.", "law,", "."] {
            assert!(!is_short_form(word), "{word}");
        }
    }

    #[test]
    fn rows_of_a_table() {
        for line in ["| Angola | 5 |", "||", "Angola\t5", "Angola   5   7", "Angola      5     7     9     11     12"] {
            assert!(is_table_row(line), "{line}");
        }
        let spread = "The   General   Assembly   met   in   plenary   session";
        for line in ["|", "| Angola", "5 |", "Angola   5", "Angola  5  7", spread, ""] {
            assert!(!is_table_row(line), "{line}");
        }
    }

    #[test]
    fn a_number_in_brackets_behind_what_names_a_place() {
        for text in ["(art. 2 ", "(art. 2", "article 2", "Paragraph ", "(para. ", "2 ", "rule 12 "] {
            assert!(names_place(text, &EN), "{text}");
        }
        for text in ["the Charter", "in 2010 ", "75/45 ", "goal 16.4 ", "", "groups ", "this paragraph", "goal 5"] {
            assert!(!names_place(text, &EN), "{text}");
        }
    }

    #[test]
    fn superscripts_are_read_once() {
        assert_eq!(raised("a¹⁵ b² — c⁷"), HashSet::from([15, 2, 7]));
        assert_eq!(raised(&"¹".repeat(1 << 20)), HashSet::new());
    }
}
