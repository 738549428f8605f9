//! What the rules see of a document: its elements and texts, one after the other.
//!
//! In: a document that [`plain`](super::plain) reads as it goes, or the tree that `wellformed` made of any other. Out: calls
//! of [`Rules`], in the order of the text. The rules hold what they need of what they have seen, so that a plain document
//! of megabytes is checked without a tree of it, which takes three times the room of its text.
//!
//! Invariant: from the text and from the tree, the rules see the same.

use crate::source::Span;
use roxmltree::{Document, Node};
use std::borrow::Cow;

/// The namespace of the prefix `xml`.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The namespace of attributes that speak of types.
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What takes elements and texts.
pub(super) trait Rules<'a> {
    /// The start of an element.
    fn open(&mut self, element: &Element<'_, 'a>);
    /// A text in the element that was opened last and is not closed.
    fn text(&mut self, text: &Text<'a>);
    /// The end of the element that was opened last and is not closed.
    fn close(&mut self);
}

/// An element, by its start tag.
pub(super) struct Element<'e, 'a> {
    /// Its name without prefix.
    pub(super) name: &'a str,
    pub(super) namespace: Option<&'a str>,
    /// The bytes of its name, with a prefix.
    pub(super) span: Span,
    /// Declarations of namespaces are none.
    pub(super) attributes: &'e [Attribute<'a>],
    /// The namespace of a prefix, or the one without.
    pub(super) lookup: &'e dyn Fn(Option<&str>) -> Option<&'a str>,
}

/// An attribute of an element.
#[derive(Debug)]
pub(super) struct Attribute<'a> {
    /// Its name without prefix.
    pub(super) name: &'a str,
    pub(super) namespace: Option<&'a str>,
    pub(super) value: Cow<'a, str>,
    /// The bytes of name and value.
    pub(super) span: Span,
}

/// A text between tags.
pub(super) struct Text<'a> {
    /// As it is written.
    pub(super) raw: &'a str,
    /// As it is read.
    pub(super) value: Cow<'a, str>,
    pub(super) span: Span,
    /// Whether nothing stands before it in its element.
    pub(super) first: bool,
}

impl<'a> Element<'_, 'a> {
    /// The attribute of this name and no namespace.
    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|a| a.namespace.is_none() && a.name == name)
    }
}

/// Shows a tree to the rules.
pub(super) fn show<'a>(document: &'a Document<'_>, rules: &mut impl Rules<'a>) {
    let root = document.root_element();
    let mut node = root;
    loop {
        if node.is_element() {
            open(node, rules);
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            rules.close();
        } else if node.is_text() {
            let (range, value) = (node.range(), node.text().unwrap_or(""));
            let raw = document.input_text().get(range.clone()).unwrap_or("");
            let first = node.prev_sibling().is_none();
            rules.text(&Text { raw, value: Cow::Borrowed(value), span: Span::new(range.start, range.end), first });
        }
        node = loop {
            if node == root {
                return;
            }
            if let Some(next) = node.next_sibling() {
                break next;
            }
            rules.close();
            let Some(parent) = node.parent() else { return };
            node = parent;
        };
    }
}

fn open<'a>(node: Node<'a, '_>, rules: &mut impl Rules<'a>) {
    let attribute = |a: roxmltree::Attribute<'a, '_>| Attribute {
        name: a.name(),
        namespace: a.namespace(),
        value: Cow::Borrowed(a.value()),
        span: Span::new(a.range().start, a.range().end),
    };
    rules.open(&Element {
        name: node.tag_name().name(),
        namespace: node.tag_name().namespace(),
        span: super::name_span(node),
        attributes: &node.attributes().map(attribute).collect::<Vec<_>>(),
        lookup: &|prefix| node.lookup_namespace_uri(prefix),
    });
}
