//! Tags and text in, HTML out. Whatever comes from a document passes [`Html::text`] or an attribute, and both escape.
//!
//! Invariants: a text stays text, whatever characters it holds; a character that HTML forbids becomes U+FFFD.
//!
//! Not here: which elements a page has.

use crate::html;
use std::fmt::Write as _;

/// HTML under construction.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Opens an element.
    pub(super) fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) -> &mut Self {
        let _ = write!(self.0, "<{tag}");
        for (name, value) in attributes {
            let _ = write!(self.0, " {name}=\"");
            escape(value, &mut self.0);
            self.0.push('"');
        }
        self.0.push('>');
        self
    }

    /// Closes an element.
    pub(super) fn close(&mut self, tag: &str) -> &mut Self {
        let _ = write!(self.0, "</{tag}>");
        self
    }

    /// Text, escaped.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        escape(text, &mut self.0);
        self
    }

    /// One character of a text, escaped.
    pub(super) fn letter(&mut self, c: char) {
        escape_one(c, &mut self.0);
    }

    /// An element that holds a text alone.
    pub(super) fn leaf(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) -> &mut Self {
        self.open(tag, attributes).text(text).close(tag)
    }

    /// A line break in the file, where it means nothing.
    pub(super) fn line(&mut self) -> &mut Self {
        self.0.push('\n');
        self
    }

    /// A piece that is HTML already.
    pub(super) fn append(&mut self, piece: &Html) -> &mut Self {
        self.0.push_str(&piece.0);
        self
    }

    /// The finished HTML.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

/// A text as HTML or XML text and as the value of a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    text.chars().for_each(|c| escape_one(c, out));
}

fn escape_one(c: char, out: &mut String) {
    html::escape(if is_noncharacter(c) { char::REPLACEMENT_CHARACTER } else { c }, out);
}

/// Code points that Unicode keeps out of texts.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// A name as a segment of a relative address: what an address cannot hold is percent-encoded.
pub(super) fn segment(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_text() {
        let mut html = Html::default();
        html.leaf("p", &[("title", "a\"b' onclick=x <")], "</p><script>alert(1)</script>\u{0}\u{fffe}");
        assert_eq!(
            html.into_string(),
            "<p title=\"a&quot;b&#39; onclick=x &lt;\">&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;\u{fffd}\u{fffd}</p>"
        );
    }

    #[test]
    fn a_name_is_one_segment() {
        assert_eq!(segment("a/b#1?2 反.zh"), "a%2Fb%231%3F2%20%E5%8F%8D.zh");
    }
}
