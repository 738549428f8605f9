//! A linked document in, YAML out: the same tree as the JSON, for reading and for editing by hand.
//!
//! Byte ranges and the marks of `spans` stand in flow style on one line each, all else in blocks. Strings that some
//! reader of YAML 1.1 or 1.2 would take for another type are quoted: `75/291` is not, `"2021-06-30"` and `"no"` are.
//!
//! Invariants: any YAML reader gives the value that a JSON reader gives of the JSON; the bytes are those that the YAML
//! library writes of the same tree. It is asked only about strings that do not tell at a glance how they are written.
//!
//! Not here: comments; the schema says what a key means.

use super::tree::{self, Level, Notation, Style};
use crate::link::Linked;
use serde_yaml::{DoubleQuoted, SerializerOptions};
use std::fmt;

/// The YAML of a linked document.
pub fn write(linked: &Linked) -> String {
    tree::write::<Yaml>(linked.document(), super::room(linked.document()))
}

/// The same, handed on in pieces.
///
/// # Errors
/// Those of `out`.
pub fn write_to(linked: &Linked, out: &mut dyn fmt::Write) -> fmt::Result {
    tree::write_to::<Yaml>(linked.document(), out)
}

fn options() -> SerializerOptions {
    // Block scalars are read differently by different readers where a text begins with white space; folding would
    // break a paragraph of Chinese at its rare spaces, so that `1.` stands alone on a line.
    let mut options = SerializerOptions::default();
    options.prefer_block_scalars = false;
    options.folded_wrap_chars = usize::MAX;
    options
}

struct Yaml;

impl Notation for Yaml {
    /// An object in lines begins a line of its own after a key, and the line of its dash in a list.
    fn open(out: &mut String, inside: Level, level: Level) {
        match (level.style, level.list) {
            (Style::Inline, true) if is_keyed(inside) => out.push_str(" ["),
            (Style::Inline, true) => out.push('['),
            (Style::Inline, false) => out.push('{'),
            (Style::Lines | Style::Undecided, true) => out.push('\n'),
            (Style::Lines | Style::Undecided, false) if is_keyed(inside) => {
                out.push('\n');
                tree::indent(out, level.objects - 1);
            }
            (Style::Lines | Style::Undecided, false) => {}
        }
    }

    fn entry(out: &mut String, level: Level, key: &str) {
        match (level.style, level.list) {
            (Style::Inline, list) => {
                out.push_str(if level.empty { "" } else { ", " });
                out.push_str(key);
                out.push_str(if list { "" } else { ": " });
            }
            (Style::Lines | Style::Undecided, true) => {
                tree::indent(out, level.objects - 1);
                out.push_str("- ");
            }
            (Style::Lines | Style::Undecided, false) => {
                tree::indent(out, if level.empty { 0 } else { level.objects - 1 });
                out.push_str(key);
                out.push(':');
            }
        }
    }

    fn close(out: &mut String, inside: Level, level: Level) {
        if level.style == Style::Inline {
            out.push(if level.list { ']' } else { '}' });
            end_line(out, inside);
        }
    }

    fn string(out: &mut String, inside: Level, text: &str) {
        out.push_str(if is_keyed(inside) { " " } else { "" });
        if is_word(text) && !is_literal(text) {
            out.push_str(text);
        } else if inside.style == Style::Inline && !is_word(text) {
            quoted(out, text);
        } else {
            plain(out, text);
        }
        end_line(out, inside);
    }

    fn literal(out: &mut String, inside: Level, write: impl FnOnce(&mut String)) {
        out.push_str(if is_keyed(inside) { " " } else { "" });
        write(out);
        end_line(out, inside);
    }
}

/// Whether what stands in `inside` follows a key on its line.
fn is_keyed(inside: Level) -> bool {
    !inside.list && inside.style == Style::Lines
}

fn end_line(out: &mut String, inside: Level) {
    out.push_str(if inside.style == Style::Lines { "\n" } else { "" });
}

/// A string as YAML writes it in a block.
fn plain(out: &mut String, text: &str) {
    if is_surely_plain(text) {
        out.push_str(text);
    } else if is_surely_quoted(text) && !needs_care(text) {
        out.extend(["\"", text, "\""]);
    } else {
        let yaml = serde_yaml::to_string_with_options(&text, options()).expect("bug: a string is YAML");
        out.push_str(yaml.trim_end_matches('\n'));
    }
}

/// The same in double quotes.
fn quoted(out: &mut String, text: &str) {
    if needs_care(text) {
        let yaml = serde_yaml::to_string(&DoubleQuoted(text)).expect("bug: a string is YAML");
        out.push_str(yaml.trim_end_matches('\n'));
    } else {
        out.extend(["\"", text, "\""]);
    }
}

/// Whether a string is plain in flow style for readers of YAML 1.1, to whom `?x` is a key there.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Whether a string may hold what YAML escapes: quotes, backslashes, control characters, separators of lines. It may say
/// so too often.
#[expect(clippy::needless_bitwise_bool, reason = "a question that skips nothing is asked of many bytes at once")]
fn needs_care(text: &str) -> bool {
    let byte = |b: u8| (b < 0x20) | (b == 0x7f) | (b == b'"') | (b == b'\\');
    let pair = |a: u8, b: u8| {
        ((a == 0xc2) & (b < 0xa0))
            | ((a == 0x80) & (b & !1 == 0xa8))
            | ((b == 0xbf) & ((a == 0xbb) | (a == 0xbf)))
            | ((a == 0xbf) & (b == 0xbe))
    };
    super::holds(text, byte, pair)
}

/// Whether some reader takes a word for a truth value, for nothing or for a number.
fn is_literal(word: &str) -> bool {
    const LITERALS: [&str; 11] = ["y", "yes", "n", "no", "on", "off", "true", "false", "null", "nan", "inf"];
    LITERALS.iter().any(|literal| word.eq_ignore_ascii_case(literal))
}

/// Whether a string is written without quotes: it opens like a word or a path, or like a number that it is not; it is none
/// of the words for a truth value; and it holds no sign that means something.
fn is_surely_plain(text: &str) -> bool {
    let head = match text.bytes().next() {
        // No number and no date holds one of these.
        Some(b'0'..=b'9') => text.bytes().any(|b| matches!(b, b'/' | b'(') || b >= 0x80),
        Some(first) => first.is_ascii_alphabetic() || matches!(first, b'/' | b'(') || first >= 0x80,
        None => false,
    };
    let tail = text.ends_with([' ', ':']) || text.ends_with(char::is_whitespace);
    head && !is_literal(text)
        && !tail
        && memchr::memchr(b'#', text.as_bytes()).is_none()
        && !opens_value(text)
        && !needs_care(text)
}

/// Whether a colon before a space would make a key of a part of the text.
fn opens_value(text: &str) -> bool {
    memchr::memchr_iter(b':', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) == Some(&b' '))
}

/// Whether a string is written in quotes: it reads like a key, a whole number or a date, or opens with a sign of YAML.
fn is_surely_quoted(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let date = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    opens_value(text)
        || text.ends_with(':')
        || text.starts_with(['[', ']', '{', '}', '*', '&', '!', '|', '>', '%', '@', '`', '\'', ',', ':'])
        || digits(text.strip_suffix('.').unwrap_or(text))
        || date
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{fixture, json};
    use crate::model::Document;
    use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
    use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
    use serde_yaml::{FlowMap, FlowSeq};
    use std::fmt;

    /// What the library writes of a document.
    fn by_library(json: &str) -> String {
        let tree: Tree = serde_json::from_str(json).unwrap();
        serde_yaml::to_string_with_options(&Node::block(&tree), options()).unwrap()
    }

    #[test]
    fn the_bytes_are_those_of_the_library() {
        for document in fixture::all() {
            let linked = fixture::linked(&document);
            assert_eq!(write(&linked), by_library(&json::write(&linked)));
            let mut pieces = String::new();
            write_to(&linked, &mut pieces).unwrap();
            assert_eq!(pieces, write(&linked));
        }
    }

    #[test]
    fn every_string_is_written_as_the_library_writes_it() {
        let pieces = [
            "",
            "a",
            "no",
            "Null",
            "y",
            "甲",
            "é",
            "0",
            "12",
            "1.",
            "1.5",
            "1e3",
            "0x1F",
            "2021-06-30",
            "12:30",
            "-",
            "--- ",
            "...",
            "?",
            ":",
            ": ",
            " ",
            "#",
            " #",
            "\"",
            "\\",
            "'",
            "\n",
            "\t",
            "\u{85}",
            "\u{a0}",
            "\u{2028}",
            "\u{feff}",
            "\u{fffe}",
            "\u{7f}",
            "\u{3000}",
            "[",
            "]",
            "{x}",
            ",",
            "&",
            "*",
            "!",
            "|",
            ">",
            "%",
            "@",
            "`",
            "=",
            "<<",
            "~",
            "_1",
            "+",
            "A/RES/75/291",
            "/",
            "(",
            "0x_",
            "12:30:45.5",
            "2021-06-30T15:00:00 +1",
            "OFF",
            "nAn",
            "-inf",
        ];
        let mut texts: Vec<String> = pieces.map(str::to_owned).to_vec();
        for a in pieces {
            for b in pieces {
                texts.push(format!("{a}{b}"));
                texts.extend(["a", "3", " ", "甲乙丙丁"].map(|c| format!("{a}{c}{b}")));
            }
        }
        for text in &texts {
            let mut out = String::new();
            plain(&mut out, text);
            assert_eq!(out, scalar(text), "{text:?}");
            out.clear();
            quoted(&mut out, text);
            assert_eq!(out, serde_yaml::to_string(&DoubleQuoted(text)).unwrap().trim_end_matches('\n'), "{text:?}");
        }
    }

    fn scalar(text: &str) -> String {
        serde_yaml::to_string_with_options(&text, options()).unwrap().trim_end_matches('\n').to_owned()
    }

    #[test]
    fn a_string_stays_a_string_for_every_reader() {
        assert_eq!(scalar("75/291"), "75/291");
        for text in ["2021-06-30", "no", "1e3", "12:30:45", "~", "", "0x1F", "1_000", "null", "=", " x", "-"] {
            let quoted = scalar(text);
            assert!(quoted.starts_with(['"', '\'']), "{text}: {quoted}");
        }
        assert_eq!(scalar("甲\n乙"), "\"甲\\n乙\"");
    }

    #[test]
    fn a_string_in_flow_style_is_quoted_unless_it_is_a_word() {
        for (text, shown) in [("?x", "[\"?x\"]"), ("a: b", "[\"a: b\"]"), ("day", "[day]"), ("no", "[\"no\"]")] {
            let list = Tree::List(vec![Tree::String(text.to_owned())]);
            let yaml = serde_yaml::to_string_with_options(&FlowSeq(Node::flow(&list)), options()).unwrap();
            assert_eq!(yaml.trim_end(), shown);
        }
    }

    #[test]
    fn the_yaml_holds_what_the_json_holds() {
        for document in fixture::all() {
            let linked = fixture::linked(&document);
            let yaml = write(&linked);
            let read: Document = serde_yaml::from_str(&yaml).unwrap();
            assert_eq!(read, document);
        }
    }

    #[test]
    fn ranges_and_marks_stand_on_one_line() {
        let yaml = write(&fixture::linked(&fixture::resolution()));
        assert!(yaml.contains("- {start: 0, end: 2, kind: opening_phrase"), "{yaml}");
        assert!(yaml.contains("source: [[0, 1]]"), "{yaml}");
    }

    /// A JSON value that keeps the order of its keys.
    #[derive(Debug)]
    enum Tree {
        Null,
        Bool(bool),
        Number(u64),
        String(String),
        List(Vec<Tree>),
        Map(Vec<(String, Tree)>),
    }

    impl Tree {
        /// Whether it stands on one line: a number, or a list of such.
        fn is_range(&self) -> bool {
            match self {
                Tree::Number(_) => true,
                Tree::List(items) => !items.is_empty() && items.iter().all(Tree::is_range),
                Tree::Null | Tree::Bool(_) | Tree::String(_) | Tree::Map(_) => false,
            }
        }
    }

    /// A value to write. What stands in a flow collection is itself in flow, and is not marked so again: the writer would
    /// carry the mark over to the next collection.
    struct Node<'t> {
        tree: &'t Tree,
        in_flow: bool,
    }

    impl Serialize for Node<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.tree {
                Tree::Null => serializer.serialize_unit(),
                Tree::Bool(value) => serializer.serialize_bool(*value),
                Tree::Number(value) => serializer.serialize_u64(*value),
                Tree::String(value) if self.in_flow && !is_word(value) => DoubleQuoted(value).serialize(serializer),
                Tree::String(value) => serializer.serialize_str(value),
                Tree::List(items) if self.in_flow => list(serializer, items.iter().map(Node::flow)),
                Tree::List(_) if self.tree.is_range() => FlowSeq(Node::flow(self.tree)).serialize(serializer),
                Tree::List(items) => list(serializer, items.iter().map(Node::block)),
                Tree::Map(entries) => {
                    let mut map = serializer.serialize_map(Some(entries.len()))?;
                    for (key, tree) in entries {
                        if let Tree::List(marks) = tree
                            && key == "spans"
                            && !self.in_flow
                        {
                            map.serialize_entry(key, &Marks(marks))?;
                        } else {
                            map.serialize_entry(key, &Node { tree, in_flow: self.in_flow })?;
                        }
                    }
                    map.end()
                }
            }
        }
    }

    impl<'t> Node<'t> {
        fn block(tree: &'t Tree) -> Self {
            Node { tree, in_flow: false }
        }

        fn flow(tree: &'t Tree) -> Self {
            Node { tree, in_flow: true }
        }
    }

    /// The marks over a text, one a line.
    struct Marks<'t>(&'t [Tree]);

    impl Serialize for Marks<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            list(serializer, self.0.iter().map(|mark| FlowMap(Node::flow(mark))))
        }
    }

    fn list<S: Serializer, T: Serialize>(
        serializer: S,
        items: impl ExactSizeIterator<Item = T>,
    ) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(items.len()))?;
        for item in items {
            list.serialize_element(&item)?;
        }
        list.end()
    }

    impl<'de> Deserialize<'de> for Tree {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(TreeVisitor)
        }
    }

    struct TreeVisitor;

    impl<'de> Visitor<'de> for TreeVisitor {
        type Value = Tree;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a JSON value without fractions or negative numbers")
        }

        fn visit_unit<E>(self) -> Result<Tree, E> {
            Ok(Tree::Null)
        }

        fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
            Ok(Tree::Bool(value))
        }

        fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
            Ok(Tree::Number(value))
        }

        fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
            Ok(Tree::String(value.to_owned()))
        }

        fn visit_string<E>(self, value: String) -> Result<Tree, E> {
            Ok(Tree::String(value))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
            let mut items = Vec::new();
            while let Some(item) = access.next_element()? {
                items.push(item);
            }
            Ok(Tree::List(items))
        }

        fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = access.next_entry()? {
                entries.push(entry);
            }
            Ok(Tree::Map(entries))
        }
    }
}
