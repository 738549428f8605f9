//! The columns of `documents`: the facts of a document, what it holds, where it came from and its files.

use super::super::table::{Column, Field, Value};
use super::{Context, name_of};
use crate::emit::Format;
use crate::link::iri;
use crate::model::{Fact, SCHEMA_VERSION};
use crate::release::{path_of, source_path};

const CLASSES: &[&str] = &["resolution", "decision", "declaration", "statement", "letter", "report", "unstructured"];

/// The columns, in order.
#[allow(clippy::too_many_lines, reason = "a list")]
pub(super) fn fields<'a>() -> [Field<Context<'a>>; 37] {
    [
        Field(Column::text("document", "Name of the document's files: key of this table.").required(), |it| {
            it.published.stem.into()
        }),
        Field(Column::text("iri", "Akoma Ntoso IRI of this language version."), |it| it.iri().into()),
        Field(Column::text("work_iri", "Akoma Ntoso IRI of the work, the same in all languages."), |it| {
            stated(it.document.metadata.work_iri.as_ref())
        }),
        Field(Column::text("symbol", "Document symbol of the United Nations."), |it| {
            stated(it.document.metadata.symbol.as_ref())
        }),
        Field(Column::text("other_symbols", "Further symbols of the same document, separated by |."), |it| {
            Value::joined(it.document.metadata.other_symbols.iter().map(|fact| fact.value.as_str()))
        }),
        Field(Column::text("number", "Number by which the IRI names the work."), |it| {
            stated(it.document.metadata.number.as_ref())
        }),
        Field(Column::text("class", "Class of the document.").required().one_of(CLASSES), |it| {
            name_of(it.document.metadata.class.value)
        }),
        Field(Column::text("language", "Language, as BCP 47 tag.").required(), |it| {
            it.document.metadata.language.value.as_str().into()
        }),
        Field(Column::text("title", "Title."), |it| stated(it.document.metadata.title.as_ref())),
        Field(Column::text("short_title", "Title as the cover prints it, in short."), |it| {
            stated(it.document.metadata.short_title.as_ref())
        }),
        Field(Column::text("author", "Who speaks, as printed: organ, officer or State."), |it| {
            it.document.metadata.author.as_ref().map(|author| author.value.name.as_str()).into()
        }),
        Field(
            Column::text("author_id", "Who speaks, by the last segment of its IRI; the same in all languages."),
            |it| it.document.metadata.author.as_ref().map(|author| author.value.id.as_str()).into(),
        ),
        Field(Column::text("addressee_id", "To whom a letter is written, by the last segment of the IRI."), |it| {
            it.document.metadata.addressee.as_ref().map(|addressee| addressee.value.id.as_str()).into()
        }),
        Field(Column::text("sessions", "Sessions as organ:number, separated by |."), |it| {
            let sessions = it.document.metadata.sessions.iter();
            let sessions: Vec<String> =
                sessions.map(|fact| format!("{}:{}", fact.value.organ, fact.value.designation())).collect();
            Value::joined(sessions.iter().map(String::as_str))
        }),
        Field(Column::text("agenda_items", "Numbers of the agenda items, separated by |."), |it| {
            Value::joined(it.document.metadata.agenda_items.iter().map(|fact| fact.value.number.as_str()))
        }),
        Field(
            Column::text("date", "Date of adoption or of the document, ISO 8601; of a range both ends, first/last."),
            |it| stated(it.document.metadata.date.as_ref()),
        ),
        Field(Column::text("issued", "Date of issue, ISO 8601."), |it| stated(it.document.metadata.issued.as_ref())),
        Field(Column::text("place", "Place of adoption."), |it| stated(it.document.metadata.place.as_ref())),
        Field(Column::text("meeting", "Meeting of adoption, as printed."), |it| {
            stated(it.document.metadata.meeting.as_ref())
        }),
        Field(Column::text("draft_symbol", "Symbol of the draft."), |it| {
            stated(it.document.metadata.draft_symbol.as_ref())
        }),
        Field(Column::text("original_language", "Language that it was written in, as ISO 639-2 code."), |it| {
            stated(it.document.metadata.original_language.as_ref())
        }),
        Field(Column::text("job_number", "Job number."), |it| stated(it.document.metadata.job_number.as_ref())),
        Field(Column::text("signatory", "Who signed."), |it| stated(it.document.metadata.signatory.as_ref())),
        Field(Column::text("missing", "Facts that Akoma Ntoso asks for and nobody states, separated by |."), |it| {
            Value::joined(it.document.metadata.missing.iter().map(String::as_str))
        }),
        Field(Column::text("url", "Where the United Nations publishes it."), |it| {
            let symbol = it.document.metadata.symbol.as_ref();
            symbol.map(|symbol| iri::url(&symbol.value, it.published.linked.language())).into()
        }),
        Field(Column::integer("issue_count", "Findings about it, see table issues.").incidental(), |it| {
            it.published.source.map(|_| it.published.diagnostics.len()).into()
        }),
        Field(Column::integer("characters", "Visible characters of the source text.").incidental(), |it| {
            it.published.ledger.map(|ledger| ledger.visible).into()
        }),
        Field(Column::integer("accounted", "Of these, found exactly once in the document.").incidental(), |it| {
            it.published.ledger.map(|ledger| ledger.accounted).into()
        }),
        Field(Column::text("source_path", "Path of the source text as it was given.").required().incidental(), |it| {
            it.document.source.path.as_str().into()
        }),
        Field(Column::text("source_sha256", "SHA-256 of the source text.").required().incidental(), |it| {
            it.document.source.sha256.as_str().into()
        }),
        Field(Column::integer("source_bytes", "Bytes of the source text.").required().incidental(), |it| {
            usize::try_from(it.document.source.bytes).unwrap_or(usize::MAX).into()
        }),
        Field(Column::text("generator", "Program that compiled it, with its version.").required().incidental(), |it| {
            format!("{} {}", it.document.generator.name, it.document.generator.version).into()
        }),
        Field(Column::text("schema_version", "Version of the JSON Schema.").required().incidental(), |_| {
            SCHEMA_VERSION.into()
        }),
        Field(Column::text("akn", "Its Akoma Ntoso, as path within the release.").required().incidental(), |it| {
            path_of(Format::Akn, it.published.stem).into()
        }),
        Field(Column::text("json", "Its JSON, as path within the release.").required().incidental(), |it| {
            path_of(Format::Json, it.published.stem).into()
        }),
        Field(Column::text("yaml", "Its YAML, as path within the release.").required().incidental(), |it| {
            path_of(Format::Yaml, it.published.stem).into()
        }),
        Field(Column::text("source", "Its source text, as path within the release.").incidental(), |it| {
            it.published.source.map(|_| source_path(it.published.stem)).into()
        }),
    ]
}

fn stated(fact: Option<&Fact<String>>) -> Value {
    fact.map(|fact| fact.value.as_str()).into()
}
