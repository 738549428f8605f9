//! A linked document in, YAML out: the same tree as the JSON, for reading and for editing by hand.
//!
//! Byte ranges and the marks of `spans` stand in flow style on one line each, all else in blocks. Strings that some
//! reader of YAML 1.1 or 1.2 would take for another type are quoted: `75/291` is not, `'2021-06-30'` and `'no'` are.
//!
//! Invariant: any YAML reader gives the value that a JSON reader gives of the JSON.
//!
//! Not here: comments; the schema says what a key means.

use super::json;
use crate::link::Linked;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_yaml::{DoubleQuoted, FlowMap, FlowSeq, SerializerOptions};
use std::fmt;

/// The YAML of a linked document.
///
/// # Panics
/// Never: what our own writer wrote as JSON is read back.
pub fn write(linked: &Linked) -> String {
    let tree: Tree = serde_json::from_str(&json::write(linked)).expect("bug: our own JSON is read back");
    serde_yaml::to_string_with_options(&Node::block(&tree), options()).expect("bug: a tree of JSON values is YAML")
}

fn options() -> SerializerOptions {
    // Block scalars are read differently by different readers where a text begins with white space; folding would
    // break a paragraph of Chinese at its rare spaces, so that `1.` stands alone on a line.
    let mut options = SerializerOptions::default();
    options.prefer_block_scalars = false;
    options.folded_wrap_chars = usize::MAX;
    options
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

/// Whether a string is plain in flow style for readers of YAML 1.1, to whom `?x` is a key there.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::fixture;
    use crate::model::Document;

    fn scalar(text: &str) -> String {
        serde_yaml::to_string_with_options(&text, options()).unwrap().trim_end().to_owned()
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
}
