//! What an editor asks of a document: what stands at a place, what it means, where that is, and who refers to it.
//!
//! In: a linked document with its source, and places as byte offsets. Out: byte ranges of the source, an outline, and a
//! few lines of Markdown to be shown beside the text. Every answer is a pure function of the document.
//!
//! Invariant: a range that is given lies in the source, on bounds of characters. Not here: the protocol of editors and
//! their way of counting columns (see `cli::lsp`), findings and fixes (see `check`).

mod hover;
mod outline;

pub use outline::{Symbol, outline};

use crate::link::Linked;
use crate::model::visit::{NodeRef, passages};
use crate::model::{Document, EId, Inline, Mark, Note, Number, Passage, Reference, Target};
use crate::source::{Source, Span, is_visible};
use std::collections::HashMap;

/// A document to be asked.
pub struct Editor<'a> {
    document: &'a Document,
    source: &'a Source,
    nodes: Vec<NodeRef<'a>>,
    notes: HashMap<&'a EId, &'a Note>,
    references: HashMap<&'a EId, &'a Reference>,
}

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Thing<'a> {
    /// The call of a note, with the note; none where none bears the marker.
    Call(Option<&'a EId>),
    /// A mention of something.
    Reference(&'a Reference),
    /// A note: its marker or its text.
    Note(&'a Note),
    /// The printed number of a paragraph or heading, with its identifier.
    Number(&'a Number, &'a EId),
    /// Another place in a text, with the identifier of that text.
    Text(&'a EId),
}

/// What a thing points at: all things with one subject refer to the same.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Subject<'a> {
    /// Parts of the document.
    Parts(Vec<&'a EId>),
    /// Another document, by its symbol or address.
    Elsewhere(&'a str),
}

impl<'a> Editor<'a> {
    /// The document `linked`, made from `source`.
    ///
    /// ```
    /// use declc::{editor::Editor, source::Source};
    /// let source = Source::from_text("a.txt", "大会，\n\n1. 请秘书长提出报告；\n\n2. 回顾上文第 1 段。\n");
    /// let done = declc::compile(&source, None);
    /// let editor = Editor::new(&done.linked, &source);
    /// let at = source.text().find("第 1").unwrap();
    /// let places = editor.definition(at);
    /// assert_eq!(places[0].slice(source.text()), "1.");
    /// assert_eq!(editor.references(places[0].start(), false).len(), 1);
    /// ```
    pub fn new(linked: &'a Linked, source: &'a Source) -> Self {
        let document = linked.document();
        let mut nodes = Vec::new();
        passages(document, &mut |node| nodes.push(node));
        let annexed = document.annexes.iter().flat_map(|annex| &annex.notes);
        Editor {
            document,
            source,
            nodes,
            notes: document.notes.iter().chain(annexed).map(|note| (&note.eid, note)).collect(),
            references: document.references.iter().map(|reference| (&reference.eid, reference)).collect(),
        }
    }

    /// What stands at a byte offset, and from where to where. The place after the last character of a thing belongs to
    /// it where nothing else begins there: editors put the cursor between two characters.
    pub fn at(&self, offset: usize) -> Option<(Span, Thing<'_>)> {
        let found = self.calls().map(|(span, note)| (span, Thing::Call(note)));
        let notes = self.notes.values().map(|&note| (note.marker.source, Thing::Note(note)));
        let found = found.chain(notes).chain(self.nodes.iter().flat_map(|node| self.within(node, offset)));
        let holds = |&(span, _): &(Span, Thing<'_>)| (span.start()..=span.end()).contains(&offset);
        found.filter(holds).min_by_key(|&(span, thing)| (span.end() == offset, rank(thing), span.len(), span))
    }

    /// Where what stands at `offset` is explained or called: of a call its note, of a note its calls, of a reference
    /// the parts of this document that it means. Each place is a number or marker, or the beginning of a text.
    pub fn definition(&self, offset: usize) -> Vec<Span> {
        let Some((_, thing)) = self.at(offset) else { return Vec::new() };
        match (thing, subject(thing)) {
            (Thing::Note(note), _) => self.calls_of(&note.eid),
            (Thing::Call(..) | Thing::Reference(_), Some(Subject::Parts(parts))) => {
                parts.into_iter().filter_map(|part| self.place(part)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Every place that refers to what stands at `offset`, in the order of the document: calls of a note, mentions of a
    /// paragraph or of another document. With `declared`, the place of the thing itself comes first.
    pub fn references(&self, offset: usize, declared: bool) -> Vec<Span> {
        let Some(subject) = self.at(offset).and_then(|(_, thing)| subject(thing)) else { return Vec::new() };
        let mut found: Vec<Span> = Vec::new();
        if let Subject::Parts(parts) = &subject {
            found.extend(parts.iter().filter(|_| declared).filter_map(|part| self.place(part)));
            found.extend(parts.iter().flat_map(|part| self.calls_of(part)));
        }
        for node in &self.nodes {
            for mark in &node.passage.spans {
                if self.reference(mark).is_some_and(|reference| self.means(reference, &subject)) {
                    found.extend(node.passage.origin(self.source.text(), mark.start, mark.end));
                }
            }
        }
        found
    }

    /// Whether a reference means that subject, or a run of paragraphs that it lies in.
    fn means(&self, reference: &Reference, subject: &Subject<'_>) -> bool {
        let order = |part: &EId| self.nodes.iter().position(|node| node.context == *part);
        match (subject, parts(&reference.target)) {
            (Subject::Elsewhere(name), None) => elsewhere(reference) == Some(name),
            (Subject::Parts(wanted), Some(parts)) => wanted.iter().any(|want| match parts.as_slice() {
                [from, to] => order(want).is_some_and(|at| order(from) <= Some(at) && Some(at) <= order(to)),
                parts => parts.contains(want),
            }),
            _ => false,
        }
    }

    fn reference(&self, mark: &Inline) -> Option<&Reference> {
        let Mark::Reference { reference } = &mark.mark else { return None };
        self.references.get(reference).copied()
    }

    /// Every call of a note, with its place.
    fn calls(&self) -> impl Iterator<Item = (Span, Option<&EId>)> {
        self.nodes.iter().flat_map(|node| &node.passage.spans).filter_map(|span| {
            let Mark::NoteCall { marker, note } = &span.mark else { return None };
            Some((marker.source, note.as_ref()))
        })
    }

    fn calls_of(&self, note: &EId) -> Vec<Span> {
        self.calls().filter(|&(_, called)| called == Some(note)).map(|(span, _)| span).collect()
    }

    /// Where a part of the document begins: its number or marker, or the first range of its text.
    fn place(&self, part: &EId) -> Option<Span> {
        if let Some(note) = self.notes.get(part) {
            return Some(note.marker.source);
        }
        let node = self.nodes.iter().find(|node| node.context == *part)?;
        node.number.map(|number| number.source).or_else(|| node.passage.source.first().copied())
    }

    /// What stands at `offset` in one text: its number, its references, itself.
    fn within<'s>(&'s self, node: &'s NodeRef<'_>, offset: usize) -> Vec<(Span, Thing<'s>)> {
        let eid = &node.context;
        let mut found: Vec<_> =
            node.number.into_iter().map(|number| (number.source, Thing::Number(number, eid))).collect();
        let text = self.source.text();
        let Some((range, point)) = point(node.passage, text, offset) else { return found };
        found.push((range, self.notes.get(eid).map_or(Thing::Text(eid), |note| Thing::Note(note))));
        for mark in node.passage.spans.iter().filter(|mark| mark.start <= point && point <= mark.end) {
            let place = node.passage.origin(text, mark.start, mark.end);
            found.extend(place.zip(self.reference(mark).map(Thing::Reference)));
        }
        found
    }
}

/// Which of two things at one place is meant, the first first.
fn rank(thing: Thing<'_>) -> u8 {
    match thing {
        Thing::Call(..) => 0,
        Thing::Reference(_) => 1,
        Thing::Number(..) => 2,
        Thing::Note(_) | Thing::Text(_) => 3,
    }
}

/// What a thing refers to.
fn subject(thing: Thing<'_>) -> Option<Subject<'_>> {
    match thing {
        Thing::Call(note) => Some(Subject::Parts(vec![note?])),
        Thing::Note(note) => Some(Subject::Parts(vec![&note.eid])),
        Thing::Number(_, eid) | Thing::Text(eid) => Some(Subject::Parts(vec![eid])),
        Thing::Reference(reference) => match parts(&reference.target) {
            Some(parts) => Some(Subject::Parts(parts)),
            None => elsewhere(reference).map(Subject::Elsewhere),
        },
    }
}

/// The parts of this document that a target means: one, or the ends of a run. None where it means something else.
fn parts(target: &Target) -> Option<Vec<&EId>> {
    match target {
        Target::Node { eid } | Target::Annex { eid, .. } => Some(vec![eid]),
        Target::Range { from, to } => Some(vec![from, to]),
        Target::Work { .. }
        | Target::Symbol { .. }
        | Target::ThisDocument
        | Target::Web { .. }
        | Target::Named
        | Target::Dangling => None,
    }
}

/// The name of another document that a reference means: its symbol, its address, or its title as printed.
fn elsewhere(reference: &Reference) -> Option<&str> {
    match &reference.target {
        Target::Work { iri, .. } => Some(iri),
        Target::Symbol { url } | Target::Web { url } => Some(url),
        Target::Named => Some(reference.symbol.as_ref().unwrap_or(&reference.text)),
        Target::Node { .. } | Target::Range { .. } | Target::Annex { .. } | Target::ThisDocument | Target::Dangling => {
            None
        }
    }
}

/// The range of a text that a byte offset lies in, and the code point of the text that stands there. Visible characters
/// of a passage are those of its ranges, one for one, so they are counted along.
fn point(passage: &Passage, source: &str, offset: usize) -> Option<(Span, u32)> {
    let visible = |text: &str| text.chars().filter(|&c| is_visible(c)).count();
    let mut before = 0;
    for &range in &passage.source {
        if (range.start()..=range.end()).contains(&offset) {
            before += visible(source.get(range.start()..offset)?);
            let mut points = passage.text.chars().enumerate().filter(|&(_, c)| is_visible(c)).map(|(index, _)| index);
            let point = points.nth(before).unwrap_or_else(|| passage.text.chars().count());
            return Some((range, u32::try_from(point).unwrap_or(u32::MAX)));
        }
        before += visible(range.slice(source));
    }
    None
}

#[cfg(test)]
mod tests;
