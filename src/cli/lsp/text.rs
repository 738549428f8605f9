//! A text that an editor changes, and its places as editors count them: lines and columns from 0.
//!
//! Lines end where the protocol says (line feed, carriage return, or both), columns count what client and server agreed
//! on: bytes of UTF-8, code units of UTF-16, or code points.
//!
//! Invariants: the byte offset of any place lies in the text, on the bound of a character; a place beyond the end of its
//! line is that end.

use declc::diagnostic::located::Unit;
use declc::source::Span;
use serde::{Deserialize, Serialize};

/// A place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Position {
    /// Line, from 0.
    pub(super) line: u32,
    /// Column, from 0.
    pub(super) character: u32,
}

/// From a place to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Range {
    /// First.
    pub(super) start: Position,
    /// After the last.
    pub(super) end: Position,
}

/// A text with its lines.
#[derive(Debug)]
pub(super) struct Text {
    content: String,
    /// Byte offset of each line.
    starts: Vec<usize>,
    unit: Unit,
}

impl Text {
    /// A text whose columns are counted in `unit`.
    pub(super) fn new(content: String, unit: Unit) -> Self {
        let starts = starts(&content);
        Text { content, starts, unit }
    }

    /// The whole text.
    pub(super) fn as_str(&self) -> &str {
        &self.content
    }

    /// Puts `new` in the place of what stands in `range`; of the whole text where there is none.
    pub(super) fn change(&mut self, range: Option<Range>, new: &str) {
        match range.map(|range| (self.offset(range.start), self.offset(range.end))) {
            Some((a, b)) => self.content.replace_range(a.min(b)..a.max(b), new),
            None => new.clone_into(&mut self.content),
        }
        self.starts = starts(&self.content);
    }

    /// The byte offset of a place.
    pub(super) fn offset(&self, place: Position) -> usize {
        let index = usize::try_from(place.line).unwrap_or(usize::MAX);
        let Some(&start) = self.starts.get(index) else { return self.content.len() };
        let mut left = usize::try_from(place.character).unwrap_or(usize::MAX);
        let mut at = start;
        for c in self.line(start).chars() {
            let width = self.width(c);
            if width > left {
                break;
            }
            left -= width;
            at += c.len_utf8();
        }
        at
    }

    /// The place of a byte offset.
    pub(super) fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.content.len());
        while !self.content.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let line_end = start + self.line(start).len();
        let before = self.content.get(start..offset.min(line_end)).unwrap_or_default();
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: number(line), character: number(before.chars().map(|c| self.width(c)).sum()) }
    }

    /// The places of a byte range.
    pub(super) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start()), end: self.position(span.end()) }
    }

    /// The line that begins at a byte offset, without its end.
    fn line(&self, start: usize) -> &str {
        let rest = self.content.get(start..).unwrap_or_default();
        rest.split(['\n', '\r']).next().unwrap_or_default()
    }

    fn width(&self, c: char) -> usize {
        match self.unit {
            Unit::Bytes => c.len_utf8(),
            Unit::Utf16 => c.len_utf16(),
            Unit::Points => 1,
        }
    }
}

fn starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|&(at, &byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    /// Chinese, an emoji outside the basic plane, Arabic; every kind of line end.
    const MIXED: &str = "大会，\r\n回顾😀 السلام ¹\n\rend";

    #[test]
    fn columns_in_every_unit() {
        let at = MIXED.find('¹').unwrap();
        for (unit, column) in [(Unit::Points, 11), (Unit::Utf16, 12), (Unit::Bytes, 24)] {
            let text = Text::new(MIXED.to_owned(), unit);
            assert_eq!(text.position(at), place(1, column), "{unit:?}");
            assert_eq!(text.offset(place(1, column)), at, "{unit:?}");
        }
    }

    #[test]
    fn places_that_are_not_there_are_the_nearest() {
        let text = Text::new(MIXED.to_owned(), Unit::Utf16);
        assert_eq!(text.offset(place(0, 99)), "大会，".len(), "before the line end");
        assert_eq!(text.offset(place(99, 0)), MIXED.len());
        assert_eq!(text.offset(place(1, 3)), MIXED.find('😀').unwrap(), "within a surrogate pair");
        assert_eq!(text.position(MIXED.find('\n').unwrap()), place(0, 3), "between carriage return and line feed");
        assert_eq!(text.position(1), place(0, 0), "within a character");
        assert_eq!(text.position(999), place(3, 3));
    }

    #[test]
    fn there_and_back() {
        for unit in [Unit::Points, Unit::Utf16, Unit::Bytes] {
            let text = Text::new(MIXED.to_owned(), unit);
            for (at, _) in MIXED.char_indices().filter(|&(at, c)| c != '\n' || !MIXED[..at].ends_with('\r')) {
                assert_eq!(text.offset(text.position(at)), at, "{unit:?}");
            }
        }
    }

    #[test]
    fn changes_are_those_of_the_client() {
        let mut text = Text::new("大会，\n\n1. 请😀。\n".to_owned(), Unit::Utf16);
        let range = |a, b| Some(Range { start: a, end: b });
        text.change(range(place(2, 4), place(2, 6)), "秘书长");
        assert_eq!(text.as_str(), "大会，\n\n1. 请秘书长。\n");
        text.change(range(place(2, 0), place(1, 0)), "");
        assert_eq!(text.as_str(), "大会，\n1. 请秘书长。\n", "a range backwards");
        text.change(range(place(9, 9), place(9, 9)), "end");
        assert_eq!(text.as_str(), "大会，\n1. 请秘书长。\nend");
        text.change(None, "新");
        assert_eq!((text.as_str(), text.position(9)), ("新", place(0, 1)));
    }
}
