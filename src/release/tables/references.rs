//! The columns of `references`: who mentions what, and what it points at.

use super::super::table::{Column, Field, Value};
use super::{Context, name_of};
use crate::model::{EId, Reference, Target};

const KINDS: &[&str] =
    &["resolution", "decision", "document", "treaty", "title", "paragraph", "section", "annex", "this_document", "web"];
const TARGETS: &[&str] = &["work", "symbol", "node", "range", "annex", "this_document", "web", "named", "dangling"];

/// A reference with its document.
pub(super) struct Entry<'a> {
    context: &'a Context<'a>,
    reference: &'a Reference,
    sequence: usize,
}

/// The references of a document, in order.
pub(super) fn entries<'a>(context: &'a Context<'a>) -> Vec<Entry<'a>> {
    let references = context.document.references.iter().enumerate();
    references.map(|(index, reference)| Entry { context, reference, sequence: index + 1 }).collect()
}

/// The columns, in order.
#[allow(clippy::too_many_lines, reason = "a list")]
pub(super) fn fields<'a>() -> [Field<Entry<'a>>; 17] {
    [
        Field(Column::text("reference", "Document and eId: key of this table.").required(), |it| {
            it.context.key(it.reference.eid.as_str()).into()
        }),
        Field(Column::text("document", "The document that mentions it.").required().refers("documents"), |it| {
            it.context.published.stem.into()
        }),
        Field(
            Column::text("paragraph", "The paragraph that mentions it, itself or in a note.").refers("paragraphs"),
            |it| it.context.paragraph(&it.reference.node),
        ),
        Field(Column::text("eid", "Akoma Ntoso eId of the reference.").required(), |it| {
            it.reference.eid.as_str().into()
        }),
        Field(
            Column::text("node", "eId of the text that mentions it: paragraph, heading, note, title.").required(),
            |it| it.reference.node.as_str().into(),
        ),
        Field(Column::integer("sequence", "Place in the document, from 1.").required().incidental(), |it| {
            it.sequence.into()
        }),
        Field(Column::text("kind", "What is mentioned.").required().one_of(KINDS), |it| name_of(it.reference.kind)),
        Field(Column::text("text", "The mention as printed."), |it| it.reference.text.as_str().into()),
        Field(Column::text("symbol", "Symbol of the document that is mentioned."), |it| {
            it.reference.symbol.as_deref().into()
        }),
        Field(Column::text("locator", "The place in it, as printed."), |it| it.reference.locator.as_deref().into()),
        Field(Column::text("cited_date", "The date that the text gives beside it, ISO 8601."), |it| {
            it.reference.cited_date.as_deref().into()
        }),
        Field(
            Column::text("target", "What it points at; dangling where that part of the document is not there.")
                .required()
                .one_of(TARGETS),
            |it| it.aim().kind.into(),
        ),
        Field(Column::text("target_iri", "Akoma Ntoso IRI of the work that is meant."), |it| it.aim().iri.into()),
        Field(Column::text("target_url", "Where it can be read."), |it| it.aim().url.into()),
        Field(
            Column::text("target_eid", "eId of the part of this document that is meant; of a run, the first."),
            |it| it.aim().eid.map(EId::as_str).into(),
        ),
        Field(Column::text("target_last_eid", "eId of the last part of a run."), |it| {
            it.aim().last.map(EId::as_str).into()
        }),
        Field(
            Column::text("target_paragraph", "The paragraph of this document that is meant; of a run, the first.")
                .refers("paragraphs"),
            |it| it.aim().eid.map_or(Value::Null, |eid| it.context.paragraph(eid)),
        ),
    ]
}

/// What a reference points at, in columns.
#[derive(Default)]
struct Aim<'a> {
    kind: &'static str,
    iri: Option<&'a str>,
    url: Option<&'a str>,
    eid: Option<&'a EId>,
    last: Option<&'a EId>,
}

impl<'a> Entry<'a> {
    fn aim(&self) -> Aim<'a> {
        let aim = |kind| Aim { kind, ..Aim::default() };
        match &self.reference.target {
            Target::Work { iri, url } => Aim { iri: Some(iri), url: Some(url), ..aim("work") },
            Target::Symbol { url } => Aim { url: Some(url), ..aim("symbol") },
            Target::Node { eid } => Aim { eid: Some(eid), ..aim("node") },
            Target::Range { from, to } => Aim { eid: Some(from), last: Some(to), ..aim("range") },
            Target::Annex { eid, .. } => Aim { eid: Some(eid), ..aim("annex") },
            Target::ThisDocument => {
                let work = self.context.document.metadata.work_iri.as_ref();
                Aim { iri: work.map(|iri| iri.value.as_str()), ..aim("this_document") }
            }
            Target::Web { url } => Aim { url: Some(url), ..aim("web") },
            Target::Named => aim("named"),
            Target::Dangling => aim("dangling"),
        }
    }
}
