//! A linked document in, JSON out: the model as it stands, laid out for people and for line-by-line comparison.
//!
//! Two spaces a level; a byte range, and all ranges of a text, on one line; each mark of `spans` on one line:
//! `{"start": 0, "end": 2, "kind": "opening_phrase", "class": "declaratory"}`.
//!
//! Invariant: read back with `Linked::from_json` and written again, the bytes are the same.
//!
//! Not here: what the keys mean (see `model` and the schema), and what takes lines (see `tree`).

use super::tree::{self, Level, Notation, Style};
use crate::link::Linked;
use crate::model::Document;
use std::fmt;

/// The JSON of a linked document, with a newline at its end.
pub fn write(linked: &Linked) -> String {
    of(linked.document())
}

/// The same, handed on in pieces.
///
/// # Errors
/// Those of `out`.
pub fn write_to(linked: &Linked, out: &mut dyn fmt::Write) -> fmt::Result {
    tree::write_to::<Json>(linked.document(), out)?;
    out.write_char('\n')
}

/// The JSON of a document.
pub(super) fn of(document: &Document) -> String {
    let mut json = tree::write::<Json>(document, super::room(document));
    json.push('\n');
    json
}

struct Json;

impl Notation for Json {
    fn open(out: &mut String, _: Level, level: Level) {
        out.push(if level.list { '[' } else { '{' });
    }

    fn entry(out: &mut String, level: Level, key: &str) {
        match level.style {
            Style::Inline if level.empty => {}
            Style::Inline => out.push_str(", "),
            Style::Lines | Style::Undecided => {
                out.push_str(if level.empty { "\n" } else { ",\n" });
                tree::indent(out, level.objects + level.lists);
            }
        }
        if !level.list {
            out.push('"');
            out.push_str(key);
            out.push_str("\": ");
        }
    }

    fn close(out: &mut String, _: Level, level: Level) {
        if level.style == Style::Lines && !level.empty {
            out.push('\n');
            tree::indent(out, level.objects + level.lists - 1);
        }
        out.push(if level.list { ']' } else { '}' });
    }

    fn string(out: &mut String, _: Level, text: &str) {
        // Every byte is looked at, so that many are at a time.
        let sign = |b: u8| b < 0x20 || b == b'"' || b == b'\\';
        let escaped = text.bytes().fold(false, |found, b| found | sign(b));
        if escaped {
            out.push_str(&serde_json::to_string(text).expect("bug: a string is JSON"));
        } else {
            out.push('"');
            out.push_str(text);
            out.push('"');
        }
    }

    fn literal(out: &mut String, _: Level, write: impl FnOnce(&mut String)) {
        write(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::fixture;
    use serde_json::json;

    fn lay_out(value: &serde_json::Value) -> String {
        tree::write::<Json>(value, 0)
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
    fn in_pieces_it_is_the_same() {
        /// What came, and the length of its longest piece.
        struct Pieces(String, usize);
        impl fmt::Write for Pieces {
            fn write_str(&mut self, piece: &str) -> fmt::Result {
                self.1 = self.1.max(piece.len());
                self.0.push_str(piece);
                if self.0.len() > 3_000_000 { Err(fmt::Error) } else { Ok(()) }
            }
        }
        let long = |count: usize| vec![json!({"text": "大会，", "source": [0, 9]}); count];
        let mut pieces = Pieces(String::new(), 0);
        tree::write_to::<Json>(&long(20_000), &mut pieces).unwrap();
        assert_eq!(pieces.0, lay_out(&json!(long(20_000))));
        assert!(pieces.1 < pieces.0.len() / 10, "a piece of {} bytes", pieces.1);
        let refused = tree::write_to::<Json>(&long(100_000), &mut Pieces(String::new(), 0));
        assert!(refused.is_err(), "what the taker refuses is told");
    }

    #[test]
    fn what_is_read_back_is_written_the_same() {
        for document in fixture::all() {
            let json = of(&document);
            let linked = Linked::from_json(&json, &crate::language::ALL).unwrap();
            assert_eq!(linked.document(), &document);
            assert_eq!(write(&linked), json);
            let mut pieces = String::new();
            write_to(&linked, &mut pieces).unwrap();
            assert_eq!(pieces, json);
            assert!(json.ends_with("}\n"));
        }
    }
}
