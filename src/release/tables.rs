//! One published document in, its rows in each table out.
//!
//! A table is an array of [`Field`]s in the file of its name: what a column is called and means stands beside where its
//! value comes from. [`empty`] lists the tables in the order in which one refers to another.

mod documents;
mod issues;
mod mandates;
mod notes;
mod paragraphs;
mod references;

use super::Published;
use super::table::{Field, Row, Table, Value, row};
use crate::model::{Document, EId};
use crate::source::Span;
use std::collections::HashSet;

/// The tables without rows, each after those that it refers to.
pub(super) fn empty() -> Vec<Table> {
    vec![
        Table::new("documents", "One language version of a document.", &documents::fields()),
        Table::new(
            "paragraphs",
            "A paragraph: preambular, operative or of a report or letter; an item under it; an enacting formula.",
            &paragraphs::fields(),
        ),
        Table::new(
            "references",
            "A mention of another text, of a part of the same one, or of a web address.",
            &references::fields(),
        ),
        Table::new("mandates", "What a paragraph asks: of whom, what, and by when.", &mandates::fields()),
        Table::new("notes", "A footnote.", &notes::fields()),
        Table::new("issues", "A finding of `declc check` about the text as printed.", &issues::fields()),
    ]
}

/// The rows of a document, table by table in the order of [`empty`].
pub(super) fn rows(published: &Published<'_>) -> Vec<Vec<Row>> {
    let context = Context::of(published);
    let items = paragraphs::items(&context);
    let references = references::entries(&context);
    let mandates = mandates::entries(&context);
    let notes = notes::entries(&context);
    let issues = issues::entries(&context);
    vec![
        of(&documents::fields(), std::slice::from_ref(&context)),
        of(&paragraphs::fields(), &items),
        of(&references::fields(), &references),
        of(&mandates::fields(), &mandates),
        of(&notes::fields(), &notes),
        of(&issues::fields(), &issues),
    ]
}

fn of<T>(fields: &[Field<T>], records: &[T]) -> Vec<Row> {
    records.iter().map(|record| row(fields, record)).collect()
}

/// A document with what several tables ask of it.
struct Context<'a> {
    published: &'a Published<'a>,
    document: &'a Document,
    /// Identifiers of the texts that have a row in `paragraphs`.
    paragraphs: HashSet<&'a EId>,
}

impl<'a> Context<'a> {
    fn of(published: &'a Published<'a>) -> Self {
        let document = published.linked.document();
        let mut context = Context { published, document, paragraphs: HashSet::new() };
        context.paragraphs = paragraphs::identifiers(document);
        context
    }

    /// The key of a part of this document: `a-res-75-291.zh#para_13`.
    fn key(&self, part: &str) -> String {
        format!("{}#{part}", self.published.stem)
    }

    /// The key in `paragraphs` of a node: its own, or of a note that of the paragraph that calls it.
    fn paragraph(&self, node: &EId) -> Value {
        let own = self.paragraphs.contains(node).then_some(node);
        let caller = || self.notes().find(|note| note.eid == *node).and_then(|note| note.called_from.as_ref());
        let found = own.or_else(|| caller().filter(|from| self.paragraphs.contains(from)));
        found.map(|eid| self.key(eid.as_str())).into()
    }

    fn notes(&self) -> impl Iterator<Item = &'a crate::model::Note> + use<'a> {
        self.document.notes.iter().chain(self.document.annexes.iter().flat_map(|annex| &annex.notes))
    }

    /// The IRI of this language version: `/akn/un/…/75-291/zho@`.
    fn iri(&self) -> Option<String> {
        let work = self.document.metadata.work_iri.as_ref()?;
        Some(format!("{}/{}@", work.value, self.published.linked.language().iso639_2))
    }

    /// The IRI of a part: `…/zho@/!main#para_13`, in an annex `…/!annex_1#att_1__para_2`.
    fn iri_of(&self, eid: &str, annex: Option<u32>) -> Option<String> {
        let component = annex.map_or_else(|| "main".to_owned(), |number| format!("annex_{number}"));
        self.iri().map(|iri| format!("{iri}/!{component}#{eid}"))
    }

    /// Line of the source that a byte stands in, from 1.
    fn line(&self, at: usize) -> Option<usize> {
        self.published.source.map(|source| source.position(at).line)
    }
}

/// First byte of some ranges.
fn start(spans: &[Span]) -> Option<usize> {
    spans.iter().map(|span| span.start()).min()
}

/// One past the last byte of some ranges.
fn end(spans: &[Span]) -> Option<usize> {
    spans.iter().map(|span| span.end()).max()
}

/// The name of a value in JSON, such as `preambular` of a kind: what serde calls it.
fn name_of(value: impl serde::Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Value::Text(name),
        Ok(_) | Err(_) => Value::Null,
    }
}
