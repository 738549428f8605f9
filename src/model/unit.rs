//! Every text of a document with its number, its place and its caller: what a comparison of two documents goes by.
//!
//! In: a [`Document`]. Out: [`Unit`]s in document order; the notes of a part follow its body.

use super::visit::{self, NodeKind, NodeRef};
use super::{Document, EId, Note, Passage};
use crate::source::Span;
use std::collections::HashMap;

/// A text of a document: a paragraph, heading, note, title, line of the cover.
#[derive(Debug, Clone)]
pub struct Unit<'a> {
    /// What it is.
    pub kind: NodeKind,
    /// Its identifier; that of their container for lines of the cover, closing lines and titles.
    pub eid: EId,
    /// Its number or marker in the form that all languages share; of the line that opens an annex, the number of the
    /// annex. None where nothing is printed.
    pub label: Option<String>,
    /// Its number or marker as printed, for people.
    pub printed: Option<&'a str>,
    /// Its text.
    pub passage: &'a Passage,
    /// First byte in the source, its number included.
    pub at: usize,
    /// Index of the annex that it stands in.
    pub annex: Option<usize>,
    /// Of a note, the node that calls it.
    pub host: Option<&'a EId>,
}

/// The texts of a document, in document order.
///
/// ```
/// use declc::{model::unit::units, source::Source};
/// let linked = declc::compile(&Source::from_text("a.txt", "大会，\n\n1. 请秘书长提出报告。\n"), None).linked;
/// let labels: Vec<_> = units(linked.document()).into_iter().map(|unit| unit.label).collect();
/// assert_eq!(labels, [None, Some("1".to_owned())]);
/// ```
pub fn units(document: &Document) -> Vec<Unit<'_>> {
    let notes = document.notes.iter().chain(document.annexes.iter().flat_map(|annex| &annex.notes));
    let notes: HashMap<&EId, &Note> = notes.map(|note| (&note.eid, note)).collect();
    let mut found = Vec::new();
    visit::passages(document, &mut |node| found.push(unit(document, &notes, &node)));
    found
}

fn unit<'a>(document: &Document, notes: &HashMap<&EId, &'a Note>, of: &NodeRef<'a>) -> Unit<'a> {
    let note = (of.kind == NodeKind::Note).then(|| notes.get(&of.context)).flatten();
    let annex = of.annex.and_then(|index| document.annexes.get(index));
    let opened = annex.filter(|_| of.kind == NodeKind::AnnexHeading).map(|annex| annex.number.to_string());
    let number = of.number.map(|number| number.canonical.clone());
    let marker = note.map(|note| note.marker.canonical.clone());
    let mark = of.number.map(|number| (number.printed.as_str(), number.source));
    let mark = mark.or_else(|| note.map(|note| (note.marker.printed.as_str(), note.marker.source)));
    let first = mark.map(|(_, span)| span).into_iter().chain(of.passage.source.first().copied());
    Unit {
        kind: of.kind,
        eid: of.context.clone(),
        label: number.or(marker).or(opened),
        printed: mark.map(|(printed, _)| printed),
        passage: of.passage,
        at: first.map(Span::start).min().unwrap_or(0),
        annex: of.annex,
        host: note.and_then(|note| note.called_from.as_ref()),
    }
}
