//! A diagnostic with its file, its place in every unit that a consumer may count in, and its fingerprint.
//!
//! Consumers disagree about columns: reviewdog counts bytes of UTF-8, SARIF viewers and editors code units of UTF-16,
//! people characters. Diagnostics hold byte offsets, and each renderer asks for the unit that it needs.

use super::Diagnostic;
use crate::source::{Source, Span, hexadecimal};
use sha2::{Digest, Sha256};

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points.
    Points,
    /// Code units of UTF-16.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
}

/// A place in lines and columns, both from 1; the end is the place after the last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column of the end.
    pub end_column: usize,
}

/// A diagnostic with what a renderer needs beside it.
#[derive(Debug, Clone)]
pub struct Located<'a> {
    /// The finding.
    pub diagnostic: &'a Diagnostic,
    /// The file that it is about.
    pub source: &'a Source,
    /// Identifier of the node that it stands in.
    pub node: Option<String>,
    /// Digest of the text of that node; of the marked text where it stands in none. `None` where it concerns the whole
    /// file.
    pub digest: Option<String>,
    /// Tells this finding from every other, and stays the same when something else in the file changes.
    pub fingerprint: String,
}

impl<'a> Located<'a> {
    /// A finding that stands in no node.
    pub fn new(diagnostic: &'a Diagnostic, source: &'a Source) -> Self {
        Located { diagnostic, source, node: None, digest: None, fingerprint: String::new() }
    }

    /// The place of the finding. `None` where it concerns the whole file.
    ///
    /// ```
    /// use declc::diagnostic::{Diagnostic, Severity, located::{Located, Unit}};
    /// use declc::source::{Source, Span};
    /// let source = Source::from_text("a.txt", "大😀会");
    /// let diagnostic = Diagnostic {
    ///     code: "DC101", name: "a", severity: Severity::Info, message: String::new(), span: Some(Span::new(7, 10)),
    ///     help: String::new(), fix: None,
    /// };
    /// let column = |unit| Located::new(&diagnostic, &source).region(unit).unwrap().column;
    /// assert_eq!([Unit::Points, Unit::Utf16, Unit::Bytes].map(column), [3, 4, 8]);
    /// ```
    pub fn region(&self, unit: Unit) -> Option<Region> {
        self.diagnostic.span.map(|span| self.place_of(span, unit))
    }

    /// The place of a range of the file, such as that of an edit.
    pub fn place_of(&self, span: Span, unit: Unit) -> Region {
        let (line, column) = self.place(span.start(), unit);
        let (end_line, end_column) = self.place(span.end().max(span.start()), unit);
        Region { line, column, end_line, end_column }
    }

    fn place(&self, offset: usize, unit: Unit) -> (usize, usize) {
        let text = self.source.text();
        let mut at = offset.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let position = self.source.position(at);
        let before = || text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
        let column = match unit {
            Unit::Points => position.column,
            Unit::Utf16 => before().encode_utf16().count() + 1,
            Unit::Bytes => before().len() + 1,
        };
        (position.line, column)
    }

    /// The marked text.
    pub fn text(&self) -> &str {
        self.diagnostic.span.map_or("", |span: Span| span.slice(self.source.text()))
    }
}

/// The first 32 hexadecimal digits of the SHA-256 of some texts, in which white space and order of lines above do not
/// count.
pub fn fingerprint(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        let visible: String = part.chars().filter(|c| !c.is_whitespace()).collect();
        hash.update(visible.as_bytes());
        hash.update([0]);
    }
    let digits = hash.finalize();
    hexadecimal(digits.get(..16).unwrap_or(&digits))
}
