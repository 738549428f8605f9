//! The columns of `issues`: what `declc check` finds in a text, published with the data.

use super::super::table::{Column, Field, Value};
use super::Context;
use crate::check::locate;
use crate::diagnostic::located::{Located, Region, Unit};
use crate::model::EId;
use crate::source::Span;

const SEVERITIES: &[&str] = &["error", "warning", "info"];

/// A finding with its document.
pub(super) struct Entry<'a> {
    context: &'a Context<'a>,
    found: Located<'a>,
    region: Option<Region>,
}

/// The findings about a document; none where its source is not known.
pub(super) fn entries<'a>(context: &'a Context<'a>) -> Vec<Entry<'a>> {
    let Some(source) = context.published.source else { return Vec::new() };
    let located = locate(context.published.diagnostics, context.published.linked, source);
    located.into_iter().map(|found| Entry { context, region: found.region(Unit::Points), found }).collect()
}

/// The columns, in order.
pub(super) fn fields<'a>() -> [Field<Entry<'a>>; 12] {
    [
        Field(Column::text("issue", "Document and fingerprint: key of this table.").required(), |it| {
            it.context.key(&it.found.fingerprint).into()
        }),
        Field(Column::text("document", "The document that it is about.").required().refers("documents"), |it| {
            it.context.published.stem.into()
        }),
        Field(Column::text("paragraph", "The paragraph that it is in.").refers("paragraphs"), |it| {
            it.found.node.as_ref().map_or(Value::Null, |node| it.context.paragraph(&EId(node.clone())))
        }),
        Field(Column::text("node", "eId of the text that it is in."), |it| it.found.node.as_deref().into()),
        Field(Column::text("code", "Code of the rule; `declc explain CODE` says more.").required(), |it| {
            it.found.diagnostic.code.into()
        }),
        Field(Column::text("rule", "Name of the rule.").required(), |it| it.found.diagnostic.name.into()),
        Field(Column::text("severity", "How bad it is.").required().one_of(SEVERITIES), |it| {
            it.found.diagnostic.severity.name().into()
        }),
        Field(Column::text("message", "What was found.").required(), |it| it.found.diagnostic.message.as_str().into()),
        Field(Column::integer("source_line", "Line of the source text, from 1.").incidental(), |it| {
            it.region.map(|region| region.line).into()
        }),
        Field(
            Column::integer("source_column", "Column of the source text in code points, from 1.").incidental(),
            |it| it.region.map(|region| region.column).into(),
        ),
        Field(Column::integer("source_start", "First byte in the source text.").incidental(), |it| {
            it.found.diagnostic.span.map(Span::start).into()
        }),
        Field(Column::integer("source_end", "One past the last byte in the source text.").incidental(), |it| {
            it.found.diagnostic.span.map(Span::end).into()
        }),
    ]
}
