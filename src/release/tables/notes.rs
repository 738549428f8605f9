//! The columns of `notes`: the footnotes of a document and of its annexes, with who calls them.

use super::super::table::{Column, Field, Value};
use super::{Context, end, start};
use crate::model::{EId, Note};
use crate::source::sha256;

/// A note with its document.
pub(super) struct Entry<'a> {
    context: &'a Context<'a>,
    note: &'a Note,
    annex: Option<u32>,
    sequence: usize,
}

/// The notes of a document, those of its annexes last.
pub(super) fn entries<'a>(context: &'a Context<'a>) -> Vec<Entry<'a>> {
    let own = context.document.notes.iter().map(|note| (note, None));
    let annexes = context.document.annexes.iter();
    let theirs = annexes.flat_map(|annex| annex.notes.iter().map(|note| (note, Some(annex.number))));
    let numbered = own.chain(theirs).enumerate();
    numbered.map(|(index, (note, annex))| Entry { context, note, annex, sequence: index + 1 }).collect()
}

/// The columns, in order.
pub(super) fn fields<'a>() -> [Field<Entry<'a>>; 16] {
    [
        Field(Column::text("note", "Document and eId: key of this table.").required(), |it| {
            it.context.key(it.note.eid.as_str()).into()
        }),
        Field(Column::text("document", "The document that it stands in.").required().refers("documents"), |it| {
            it.context.published.stem.into()
        }),
        Field(Column::text("paragraph", "The paragraph that calls it.").refers("paragraphs"), |it| {
            it.note.called_from.as_ref().map_or(Value::Null, |from| it.context.paragraph(from))
        }),
        Field(Column::text("iri", "Akoma Ntoso IRI of the note in this language."), |it| {
            it.context.iri_of(it.note.eid.as_str(), it.annex).into()
        }),
        Field(Column::text("eid", "Akoma Ntoso eId of the note.").required(), |it| it.note.eid.as_str().into()),
        Field(
            Column::integer("sequence", "Place among the notes of the document, from 1.").required().incidental(),
            |it| it.sequence.into(),
        ),
        Field(Column::text("marker", "Its mark in plain digits or asterisks.").required(), |it| {
            it.note.marker.canonical.as_str().into()
        }),
        Field(Column::text("marker_printed", "Its mark as printed.").required(), |it| {
            it.note.marker.printed.as_str().into()
        }),
        Field(Column::text("called_from", "eId of the text that calls it; nothing where none does."), |it| {
            it.note.called_from.as_ref().map(EId::as_str).into()
        }),
        Field(Column::text("text", "Text, without its mark."), |it| it.note.passage.text.as_str().into()),
        Field(Column::text("text_sha256", "SHA-256 of the text in UTF-8.").required(), |it| {
            sha256(it.note.passage.text.as_bytes()).into()
        }),
        Field(Column::text("source_path", "Path of the source text as it was given.").required().incidental(), |it| {
            it.context.document.source.path.as_str().into()
        }),
        Field(
            Column::integer("source_start", "First byte in the source text, the mark included.").incidental(),
            |it| start(&it.note.passage.source).into_iter().chain([it.note.marker.source.start()]).min().into(),
        ),
        Field(Column::integer("source_end", "One past the last byte in the source text.").incidental(), |it| {
            end(&it.note.passage.source).into()
        }),
        Field(Column::text("source_ranges", "Byte ranges of the text.").incidental(), |it| {
            Value::ranges(&it.note.passage.source)
        }),
        Field(
            Column::integer("source_line", "Line of the source text that the text begins in, from 1.").incidental(),
            |it| start(&it.note.passage.source).and_then(|at| it.context.line(at)).into(),
        ),
    ]
}
