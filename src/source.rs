//! The source text: decoding, byte ranges, and positions for people.
//!
//! In: the bytes of a file, of any kind. Out: a [`Source`], valid UTF-8 whose byte offsets let every node of a document
//! say where it came from, or a [`DecodeError`].
//!
//! Invariant: offsets are byte offsets into the file as it stands on disk; of a file in another encoding than UTF-8, into
//! its text in UTF-8; of Arabic as a page shows it, into the text put back into letters and order; of a text that has each
//! é in two characters, into that which has it in one. A byte order mark is kept in the text and skipped by the line
//! scanner; nothing else is rewritten here, and nothing brought into a normal form of Unicode, neither here nor later: é in
//! two characters stays two characters in a text that else has it in one.
//!
//! Not here: which encoding a file is in (`language::encoding`); which characters are passed over (`parse::normalize`).

mod composed;
mod encoding;
mod glyphs;

pub use encoding::Encoding;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Bytes as lower-case hexadecimal digits.
///
/// ```
/// assert_eq!(declc::source::hexadecimal(&[0, 171]), "00ab");
/// ```
pub fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// The SHA-256 of some bytes, in lower-case hexadecimal digits, as every output names a file.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The SHA-256 of bytes that come piece by piece.
///
/// ```
/// use declc::source::{Digester, sha256};
/// let mut digester = Digester::default();
/// digester.update("大会".as_bytes());
/// digester.update("，".as_bytes());
/// assert_eq!(digester.finish(), sha256("大会，".as_bytes()));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Digester(Sha256);

impl Digester {
    /// The bytes that come next.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all, as [`sha256`] gives it.
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

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
    /// A NUL: a binary file, or UTF-16. The byte offset of the first.
    Binary(usize),
    /// Not UTF-8. The byte offset of the first wrong byte.
    NotUtf8(usize),
    /// Not in the encoding that it was taken for. The byte offset of the first wrong byte.
    Malformed(Encoding, usize),
    /// More than [`MAX_BYTES`] bytes.
    TooLarge(usize),
}

/// Largest source that is read, in bytes. The longest UN report is some megabytes of text.
pub const MAX_BYTES: usize = 256 << 20;

/// How far apart the places lie whose characters are counted beforehand.
const STEP: usize = 1 << 7;

/// A source text with its path and an index of its lines.
#[derive(Debug, Clone)]
pub struct Source {
    path: String,
    text: String,
    line_starts: Vec<usize>,
    /// How many characters begin before every [`STEP`]th byte: on one line of a million findings, none is counted from
    /// its head.
    points: Vec<usize>,
    // Rare, and no burden to the texts without it.
    original: Option<Box<Original>>,
}

/// The file that a text was decoded from, where it was not in UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Original {
    /// What it is in.
    pub encoding: Encoding,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its length in bytes.
    pub bytes: usize,
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
    /// Decodes the bytes of the file `path`, which are UTF-8. The path is only a name: nothing is read.
    ///
    /// # Errors
    /// [`DecodeError`] where the bytes are not a text.
    ///
    /// ```
    /// use declc::source::{DecodeError, Source};
    /// assert_eq!(Source::decode("a.txt", b"PK\x03\x04\x00").unwrap_err(), DecodeError::Binary(4));
    /// ```
    pub fn decode(path: &str, bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::decode_as(path, bytes, Encoding::Utf8)
    }

    /// Decodes the bytes of the file `path`, which are in `encoding`.
    ///
    /// # Errors
    /// [`DecodeError`] where the bytes are not a text in this encoding.
    ///
    /// ```
    /// use declc::source::{DecodeError, Encoding, Source};
    /// let source = Source::decode_as("a.txt", b"\xb4\xf3\xbb\xe1", Encoding::Gb18030).unwrap();
    /// assert_eq!((source.text(), source.original().map(|file| file.bytes)), ("大会", Some(4)));
    /// let error = Source::decode_as("a.txt", b"\xb4\xf3\xff", Encoding::Gb18030).unwrap_err();
    /// assert_eq!(error, DecodeError::Malformed(Encoding::Gb18030, 2));
    /// ```
    pub fn decode_as(path: &str, bytes: &[u8], encoding: Encoding) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_BYTES {
            return Err(DecodeError::TooLarge(bytes.len()));
        }
        if let Some(at) = encoding.nul(bytes) {
            return Err(DecodeError::Binary(at));
        }
        if encoding == Encoding::Utf8 {
            let text = std::str::from_utf8(bytes).map_err(|e| DecodeError::NotUtf8(e.valid_up_to()))?;
            return Self::of_text(path, text);
        }
        let text = encoding.decode(bytes).map_err(|at| DecodeError::Malformed(encoding, at))?;
        let original = Original { encoding, sha256: Sha256::digest(bytes).into(), bytes: bytes.len() };
        Ok(Self { original: Some(Box::new(original)), ..Self::of_text(path, &text)? })
    }

    /// As [`Source::decode`], of bytes that are known to be UTF-8.
    ///
    /// # Errors
    /// [`DecodeError`] where they are not a text.
    pub fn decode_text(path: &str, text: &str) -> Result<Self, DecodeError> {
        if text.len() <= MAX_BYTES
            && let Some(at) = Encoding::Utf8.nul(text.as_bytes())
        {
            return Err(DecodeError::Binary(at));
        }
        Self::of_text(path, text)
    }

    /// A source from a text that must not be too long, and must show something.
    fn of_text(path: &str, text: &str) -> Result<Self, DecodeError> {
        if text.len() > MAX_BYTES {
            return Err(DecodeError::TooLarge(text.len()));
        }
        if text.chars().any(is_visible) { Ok(Self::from_text(path, text)) } else { Err(DecodeError::Empty) }
    }

    /// A source from a text that is already decoded.
    pub fn from_text(path: &str, text: &str) -> Self {
        let line_starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        let counted = text.as_bytes().chunks(STEP).scan(0, |sum, piece| {
            *sum += begun(piece);
            Some(*sum)
        });
        let (line_starts, points) = (line_starts.collect(), std::iter::once(0).chain(counted).collect());
        Self { path: path.to_owned(), line_starts, points, text: text.to_owned(), original: None }
    }

    /// The same under another path.
    #[must_use]
    pub fn renamed(self, path: &str) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    /// The file, where it is not in UTF-8: its bytes are then others than those of [`Source::text`].
    pub fn original(&self) -> Option<&Original> {
        self.original.as_deref()
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
        let column = self.text.get(start..offset).map_or(0, |_| self.points(offset) - self.points(start));
        Position { line, column: column + 1 }
    }

    /// How many characters begin before a byte offset.
    fn points(&self, offset: usize) -> usize {
        let piece = offset / STEP;
        let rest = self.text.as_bytes().get(piece * STEP..offset).unwrap_or_default();
        self.points.get(piece).map_or(0, |before| before + begun(rest))
    }
}

/// How many characters of a text in UTF-8 begin in some of its bytes, [`STEP`] at most.
fn begun(bytes: &[u8]) -> usize {
    // A byte counts so few, and many bytes are summed up at once.
    usize::from(bytes.iter().map(|&byte| u8::from(byte & 0xc0 != 0x80)).sum::<u8>())
}

/// Length in bytes of the head of a text that is visible throughout; with `spaces`, plain ones may stand in it.
pub(crate) fn visible_head(text: &str, spaces: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        // All characters that begin with most bytes are visible: only the others are decoded.
        at += match first {
            b'!'..=b'~' => 1,
            b' ' if spaces => 1,
            0xc3..=0xd7 | 0xd9..=0xdf => 2,
            0xe4..=0xee => 3,
            // The marks of Chinese, but for its space and the byte order mark.
            0xe3 if bytes.get(at + 1..at + 3) != Some(&[0x80, 0x80]) => 3,
            0xef if bytes.get(at + 1..at + 3) != Some(&[0xbb, 0xbf]) => 3,
            _ => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) if is_visible(c) => c.len_utf8(),
                _ => break,
            },
        };
    }
    at
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
    fn a_column_counts_the_characters_of_its_line() {
        let text = format!("{}\n{}", "大a会\n".repeat(STEP), "会é".repeat(STEP));
        let source = Source::from_text("a.txt", &text);
        for (at, _) in text.char_indices().step_by(97).chain([(text.len(), ' ')]) {
            let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
            let line = 1 + text[..at].matches('\n').count();
            assert_eq!(source.position(at), Position { line, column: 1 + text[start..at].chars().count() });
        }
        assert_eq!(Source::from_text("a.txt", &"a".repeat(2 * STEP)).position(2 * STEP).column, 2 * STEP + 1);
    }

    #[test]
    fn a_visible_head_ends_before_the_first_character_that_cannot_be_seen() {
        for c in '\0'..=char::MAX {
            let text = format!("大é{c} a");
            let after = "大é".len() + c.len_utf8();
            let expected = if is_visible(c) { after } else { "大é".len() };
            assert_eq!(visible_head(&text, false), expected, "{c:?}");
            let expected = if is_visible(c) || c == ' ' { text.len() } else { "大é".len() };
            assert_eq!(visible_head(&text, true), expected, "{c:?}");
        }
        assert_eq!(visible_head("", true), 0);
    }

    #[test]
    fn what_cannot_be_seen_is_white_space_control_and_format() {
        let format = |c: char| matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        let hidden = |c: char| c.is_whitespace() || c.is_control() || format(c);
        assert!(('\0'..=char::MAX).all(|c| is_visible(c) != hidden(c)));
    }
}
