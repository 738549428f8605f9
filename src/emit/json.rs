//! A linked document in, JSON out: the model as it stands, laid out for people and for line-by-line comparison.
//!
//! Two spaces a level; a byte range, and all ranges of a text, on one line; each mark of `spans` on one line:
//! `{"start": 0, "end": 2, "kind": "opening_phrase", "class": "declaratory"}`.
//!
//! Invariant: read back with `Linked::from_json` and written again, the bytes are the same.
//!
//! Not here: what the keys mean (see `model` and the schema).

use crate::link::Linked;
use crate::model::Document;
use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};
use std::io::{self, Write};

/// The JSON of a linked document, with a newline at its end.
pub fn write(linked: &Linked) -> String {
    of(linked.document())
}

/// The JSON of a document.
pub(super) fn of(document: &Document) -> String {
    let mut out = Vec::with_capacity(1 << 16);
    let mut serializer = Serializer::with_formatter(&mut out, Layout::default());
    document.serialize(&mut serializer).expect("bug: a document has no map with keys that are not strings");
    out.push(b'\n');
    String::from_utf8(out).expect("bug: JSON is written from text alone")
}

/// How an array or object is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// An array whose first value is not known yet: numbers and arrays of numbers stay on its line.
    Undecided,
    /// One value a line.
    Lines,
    /// All on one line.
    Inline,
}

/// Lays out JSON. serde tells a formatter of a value only when it comes, so that an array waits for its first.
#[derive(Debug, Default)]
struct Layout {
    open: Vec<Style>,
    /// Whether the value that comes next is the first of its array or object.
    first: bool,
    in_key: bool,
    /// Whether the last key was `spans`.
    spans: bool,
    /// Depth at which the array of `spans` was opened.
    spans_depth: Option<usize>,
}

impl Layout {
    fn style(&self) -> Style {
        self.open.last().copied().unwrap_or(Style::Lines)
    }

    fn settle(&mut self, style: Style) {
        if let Some(last) = self.open.last_mut() {
            *last = style;
        }
    }

    /// Before a value or key of the innermost array or object.
    fn separate<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        match self.style() {
            Style::Lines => {
                writer.write_all(if self.first { b"\n" } else { b",\n" })?;
                self.indent(writer)?;
            }
            Style::Inline | Style::Undecided if self.first => {}
            Style::Inline | Style::Undecided => writer.write_all(b", ")?,
        }
        self.first = false;
        Ok(())
    }

    fn indent<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        for _ in &self.open {
            writer.write_all(b"  ")?;
        }
        Ok(())
    }

    /// A string or object stands in the array: it takes lines, unless it is on a line already.
    fn take_lines<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.style() == Style::Undecided {
            self.settle(Style::Lines);
            writer.write_all(b"\n")?;
            self.indent(writer)?;
        }
        Ok(())
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        let style = self.open.pop().unwrap_or(Style::Inline);
        if style == Style::Lines && !self.first {
            writer.write_all(b"\n")?;
            self.indent(writer)?;
        }
        self.first = false;
        writer.write_all(bracket)
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        // An array in an array is a byte range among byte ranges.
        if self.style() == Style::Undecided {
            self.settle(Style::Inline);
        }
        if std::mem::take(&mut self.spans) && self.spans_depth.is_none() {
            self.spans_depth = Some(self.open.len());
        }
        self.open.push(if self.style() == Style::Inline { Style::Inline } else { Style::Undecided });
        self.first = true;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")?;
        if self.spans_depth == Some(self.open.len()) {
            self.spans_depth = None;
        }
        Ok(())
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, _first: bool) -> io::Result<()> {
        if self.style() == Style::Undecided && self.first {
            return Ok(());
        }
        self.separate(writer)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.first = false;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.take_lines(writer)?;
        let inline = self.style() == Style::Inline || self.spans_depth.is_some();
        self.open.push(if inline { Style::Inline } else { Style::Lines });
        self.first = true;
        self.spans = false;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, _first: bool) -> io::Result<()> {
        self.in_key = true;
        self.spans = false;
        self.separate(writer)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.in_key = false;
        Ok(())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn begin_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if !self.in_key {
            self.take_lines(writer)?;
        }
        writer.write_all(b"\"")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        self.spans = self.in_key && fragment == "spans";
        writer.write_all(fragment.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        self.spans = false;
        serde_json::ser::CompactFormatter.write_char_escape(writer, escape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::fixture;
    use serde_json::json;

    fn lay_out(value: &serde_json::Value) -> String {
        let mut out = Vec::new();
        value.serialize(&mut Serializer::with_formatter(&mut out, Layout::default())).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn ranges_and_marks_stand_on_one_line() {
        let value = json!({
            "a": [[0, 4], [9, 12]],
            "b": [],
            "c": ["x", "y"],
            "spans": [{"marker": {"printed": "¹", "source": [7, 9]}, "start": 0}, {"start": 2}],
            "z": {"source": [1, 2]},
        });
        let expected = r#"{
  "a": [[0, 4], [9, 12]],
  "b": [],
  "c": [
    "x",
    "y"
  ],
  "spans": [
    {"marker": {"printed": "¹", "source": [7, 9]}, "start": 0},
    {"start": 2}
  ],
  "z": {
    "source": [1, 2]
  }
}"#;
        assert_eq!(lay_out(&value), expected);
        assert_eq!(lay_out(&json!({"spans": [], "a": {"b": "spans"}, "c": [{"d": 1}]})).lines().count(), 11);
    }

    #[test]
    fn what_is_read_back_is_written_the_same() {
        for document in fixture::all() {
            let json = of(&document);
            let linked = Linked::from_json(&json, &crate::language::ALL).unwrap();
            assert_eq!(linked.document(), &document);
            assert_eq!(write(&linked), json);
            assert!(json.ends_with("}\n"));
        }
    }
}
