//! The source text: decoding, byte ranges, and positions for people.
//!
//! In: the bytes of a file, of any kind. Out: a [`Source`], valid UTF-8 whose byte offsets are those of the file, so
//! that every node of a document can say where it came from, or a [`DecodeError`].
//!
//! Invariant: offsets are byte offsets into the file as it stands on disk. A byte order mark is kept in the text and
//! skipped by the line scanner; nothing is rewritten here.
//!
//! Not here: normalization of characters (see `parse::normalize`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open byte range `[start, end)` of the source. In JSON an array of two numbers.
///
/// ```
/// use declc::source::Span;
/// let span = Span::new(3, 9);
/// assert_eq!(span.slice("大会，重申"), "会，");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Span(
    /// First byte.
    pub u32,
    /// One past the last byte.
    pub u32,
);

impl Span {
    /// A range from `start` to `end`, both in bytes.
    ///
    /// # Panics
    /// Never: a source of more than 4 GiB is refused by [`Source::decode`], so offsets fit.
    pub fn new(start: usize, end: usize) -> Self {
        Span(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.0 as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.1 as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end().saturating_sub(self.start())
    }

    /// Whether the range holds nothing.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The text in this range; empty where the range does not fit `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or("")
    }
}

/// Why bytes are not a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// The file holds no visible character.
    Empty,
    /// A NUL byte: a binary file, or UTF-16. The byte offset of the first.
    Binary(usize),
    /// Not UTF-8. The byte offset of the first wrong byte.
    NotUtf8(usize),
    /// More than [`MAX_BYTES`] bytes.
    TooLarge(usize),
}

/// Largest source that is read, in bytes. The longest UN report is some megabytes of text.
pub const MAX_BYTES: usize = 256 << 20;

/// A source text with its path and an index of its lines.
#[derive(Debug, Clone)]
pub struct Source {
    path: String,
    text: String,
    line_starts: Vec<usize>,
}

/// A place for people: 1-based, counted in characters, since the texts are Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode code points, from 1.
    pub column: usize,
}

impl Source {
    /// Decodes the bytes of the file `path`. The path is only a name: nothing is read.
    ///
    /// # Errors
    /// [`DecodeError`] where the bytes are not a text.
    ///
    /// ```
    /// use declc::source::{DecodeError, Source};
    /// assert_eq!(Source::decode("a.txt", b"PK\x03\x04\x00").unwrap_err(), DecodeError::Binary(4));
    /// ```
    pub fn decode(path: &str, bytes: &[u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_BYTES {
            return Err(DecodeError::TooLarge(bytes.len()));
        }
        if let Some(at) = memchr::memchr(0, bytes) {
            return Err(DecodeError::Binary(at));
        }
        let text = std::str::from_utf8(bytes).map_err(|e| DecodeError::NotUtf8(e.valid_up_to()))?;
        if !text.chars().any(is_visible) {
            return Err(DecodeError::Empty);
        }
        Ok(Self::from_text(path, text))
    }

    /// A source from a text that is already decoded.
    pub fn from_text(path: &str, text: &str) -> Self {
        let line_starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        Self { path: path.to_owned(), line_starts: line_starts.collect(), text: text.to_owned() }
    }

    /// The path as it was given.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of a byte offset, from 1. The column costs more: it is counted along the line.
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&s| s <= offset).max(1)
    }

    /// Line and column of a byte offset.
    ///
    /// ```
    /// use declc::source::{Position, Source};
    /// let source = Source::from_text("a.txt", "大会，\n重申");
    /// assert_eq!(source.position(13), Position { line: 2, column: 2 });
    /// ```
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        Position { line, column: column + 1 }
    }
}

/// Whether a character can be seen: the loss ledger counts these. White space, the byte order mark, soft hyphens,
/// zero-width and bidirectional format characters cannot.
///
/// ```
/// use declc::source::is_visible;
/// assert!(is_visible('会') && !is_visible('\u{3000}') && !is_visible('\u{200f}'));
/// ```
pub fn is_visible(c: char) -> bool {
    // Asked of every character, many times: the scripts of texts first.
    match c {
        '!'..='~' | '\u{3001}'..='\u{fefe}' => true,
        '\0'..='\u{a0}' => false,
        '\u{a1}'..='\u{167f}' => !matches!(c, '\u{ad}' | '\u{61c}'),
        _ => {
            !matches!(c, '\u{1680}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{2069}' | '\u{3000}' | '\u{feff}')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_white_space_control_and_format() {
        let format = |c: char| matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        let hidden = |c: char| c.is_whitespace() || c.is_control() || format(c);
        assert!(('\0'..=char::MAX).all(|c| is_visible(c) != hidden(c)));
    }
}
