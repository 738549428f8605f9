//! Text in, lines out: byte ranges without the white space around them.
//!
//! A line ends at a line feed, a carriage return, a form feed, or one of the Unicode line separators. Blank lines are kept, for a blank
//! line is what parts two paragraphs. Nothing is copied: a line is a range of the source.

use super::normalize::is_blank;
use crate::source::Span;

/// One line of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// The line without white space at its ends; empty for a blank line.
    pub(super) span: Span,
    /// Whether a form feed stands before it: a new page.
    pub(super) new_page: bool,
    /// The marks before it by which Markdown quotes, `> `: indented paragraphs of a word processor come out so.
    pub(super) quote: Option<Span>,
}

impl Line {
    /// A line of this range, without white space at its ends and without marks of quotation.
    pub(super) fn new(text: &str, span: Span, new_page: bool) -> Self {
        let span = trim(text, span);
        let slice = span.slice(text);
        if !slice.starts_with('>') {
            return Line { span, new_page, quote: None };
        }
        let rest = slice.trim_start_matches(|c: char| c == '>' || is_blank(c));
        let start = span.start() + slice.len() - rest.len();
        let quote = Some(trim(text, Span::new(span.start(), start)));
        Line { span: Span::new(start, span.end()), new_page, quote }
    }
}

/// Splits a text into its lines.
pub(super) fn split(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let breaks = memchr::memchr3_iter(b'\n', b'\r', b'\x0c', bytes).map(|at| (at, 1));
    // The others are rare, and found by their first bytes.
    let rare = memchr::memchr2_iter(0xc2, 0xe2, bytes).filter_map(|at| {
        let next = text.get(at..)?.chars().next()?;
        matches!(next, '\u{85}' | '\u{2028}' | '\u{2029}').then_some((at, next.len_utf8()))
    });
    let mut breaks: Vec<(usize, usize)> = breaks.chain(rare).collect();
    breaks.sort_unstable();
    let mut lines = Vec::with_capacity(breaks.len() + 1);
    let mut start = 0;
    let mut new_page = false;
    for (at, length) in breaks {
        let byte = |at: usize| bytes.get(at).copied();
        let pair = byte(at) == Some(b'\n') && at.checked_sub(1).and_then(byte) == Some(b'\r');
        if !pair {
            lines.push(Line::new(text, Span::new(start, at), new_page));
            new_page = byte(at) == Some(b'\x0c');
        }
        start = at + length;
    }
    lines.push(Line::new(text, Span::new(start, text.len()), new_page));
    lines
}

/// A range without the characters at its ends that cannot be seen.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let slice = span.slice(text);
    let rest = slice.trim_start_matches(is_blank);
    if rest.is_empty() {
        return Span::new(span.start(), span.start());
    }
    let start = span.start() + slice.len() - rest.len();
    Span::new(start, start + rest.trim_end_matches(is_blank).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_ranges() {
        let text = "\u{feff}大会，\r\n\n  1. 请\u{3000}\u{c}末";
        let lines: Vec<_> = split(text).iter().map(|l| (l.span.slice(text), l.new_page)).collect();
        assert_eq!(lines, [("大会，", false), ("", false), ("1. 请", false), ("末", true)]);
    }

    #[test]
    fn a_line_begins_behind_the_whole_of_a_break() {
        let starts: Vec<usize> = split("a\r\n\r\nb\n\r").iter().map(|line| line.span.start()).collect();
        assert_eq!(starts, [0, 3, 5, 7, 8]);
    }
}
