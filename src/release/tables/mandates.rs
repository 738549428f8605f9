//! The columns of `mandates`: who is asked to do what, and by when.

use super::super::table::{Column, Field, Value};
use super::{Context, name_of};
use crate::model::EId;
use crate::model::mandate::{Mandate, Phrase};
use std::collections::HashMap;

const DUE: &[&str] = &["date", "session", "periodic", "prompt", "term"];

/// A mandate with its document.
pub(super) struct Entry<'a> {
    context: &'a Context<'a>,
    mandate: &'a Mandate,
    /// Which of those of its paragraph it is, from 1.
    ordinal: usize,
}

/// The mandates of a document, in order.
pub(super) fn entries<'a>(context: &'a Context<'a>) -> Vec<Entry<'a>> {
    let mut seen: HashMap<&EId, usize> = HashMap::new();
    let entry = |mandate: &'a Mandate| {
        let ordinal = seen.entry(&mandate.eid).or_default();
        *ordinal += 1;
        Entry { context, mandate, ordinal: *ordinal }
    };
    context.document.mandates.iter().map(entry).collect()
}

/// The words of a phrase.
pub(super) fn words(phrase: Option<&Phrase>) -> Value {
    phrase.map(|phrase| phrase.text.as_str()).into()
}

/// The columns, in order.
pub(super) fn fields<'a>() -> [Field<Entry<'a>>; 14] {
    [
        Field(Column::text("mandate", "Paragraph and place among its mandates: key of this table.").required(), |it| {
            it.context.key(&format!("{}~{}", it.mandate.eid, it.ordinal)).into()
        }),
        Field(Column::text("document", "The document that it stands in.").required().refers("documents"), |it| {
            it.context.published.stem.into()
        }),
        Field(Column::text("paragraph", "The paragraph or item that asks.").refers("paragraphs"), |it| {
            it.context.paragraph(&it.mandate.eid)
        }),
        Field(Column::text("eid", "Akoma Ntoso eId of that paragraph.").required(), |it| {
            it.mandate.eid.as_str().into()
        }),
        Field(Column::integer("ordinal", "Which of the mandates of its paragraph it is, from 1.").required(), |it| {
            it.ordinal.into()
        }),
        Field(Column::text("opening", "The phrase that asks, as printed."), |it| words(it.mandate.opening.as_ref())),
        Field(Column::text("addressee", "Who is asked, as printed; nothing where the organ binds itself."), |it| {
            words(it.mandate.addressee.as_ref())
        }),
        Field(Column::text("action", "What is to be done, as printed."), |it| words(it.mandate.action.as_ref())),
        Field(Column::text("deadline_text", "When it is due, as printed."), |it| {
            words(it.mandate.deadline.as_ref().map(|deadline| &deadline.phrase))
        }),
        Field(Column::text("deadline_kind", "How that is told.").one_of(DUE), |it| {
            it.mandate.deadline.as_ref().map_or(Value::Null, |deadline| name_of(deadline.due))
        }),
        Field(Column::text("deadline_date", "The date, ISO 8601, as exact as printed."), |it| {
            it.mandate.deadline.as_ref().and_then(|deadline| deadline.date.as_deref()).into()
        }),
        Field(Column::integer("deadline_session", "Number of the session."), |it| {
            it.mandate.deadline.as_ref().and_then(|deadline| deadline.session).map(|number| number as usize).into()
        }),
        Field(
            Column::boolean("reporting", "Whether an organ is to be told something: a report, a briefing.").required(),
            |it| it.mandate.reporting.into(),
        ),
        Field(Column::text("recipient", "The organ that is to be told, as printed."), |it| {
            words(it.mandate.recipient.as_ref())
        }),
    ]
}
