//! Byte ranges of a source in, lines and columns as a browser counts them out.
//!
//! Lines count from 1, columns from 0 in UTF-16 code units: what a script needs to find a place in a line.

use crate::source::{Source, Span};
use std::fmt::Write as _;

/// A source by its lines.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        let text = source.text();
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { text, starts }
    }

    /// The lines, without their ends.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line))
    }

    /// The line that holds a byte, from 1.
    pub(super) fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).max(1)
    }

    /// Ranges as `line.column-line.column`, with a space between, in the order of the text.
    pub(super) fn places(&self, ranges: impl IntoIterator<Item = Span>) -> String {
        let mut ranges: Vec<Span> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
        ranges.sort_unstable();
        let mut out = String::new();
        for range in ranges {
            let ((first, from), (last, to)) = (self.place(range.start()), self.place(range.end()));
            let gap = if out.is_empty() { "" } else { " " };
            let _ = write!(out, "{gap}{first}.{from}-{last}.{to}");
        }
        out
    }

    fn place(&self, byte: usize) -> (usize, usize) {
        let line = self.line(byte);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..byte).map_or(0, |before| before.encode_utf16().count());
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_as_browsers_do() {
        let source = Source::from_text("a.txt", "大会，\n\u{1f30d}重申\n");
        let lines = Lines::of(&source);
        assert_eq!(lines.places([Span::new(14, 20), Span::new(0, 6)]), "1.0-1.2 2.2-2.4");
        assert_eq!(lines.texts().collect::<Vec<_>>(), ["大会，", "\u{1f30d}重申", ""]);
    }
}
