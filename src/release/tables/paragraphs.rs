//! The columns of `paragraphs`, and the walk that finds each paragraph with its place: section, annex, what it stands
//! under.

use super::super::table::{Column, Field, Value};
use super::{Context, end, mandates, name_of, start};
use crate::language::PhraseClass;
use crate::model::mandate::{Deadline, Mandate};
use crate::model::{
    Block, Document, EId, Formula, Mark, Number, ParagraphRole, Passage, Preamble, Section, Subparagraph,
};
use crate::source::sha256;
use std::collections::HashSet;

const KINDS: &[&str] = &["formula", "preambular", "operative", "narrative", "continuation", "item"];
const PHRASE_CLASSES: &[&str] = &["declaratory", "directive", "commissive"];

/// A paragraph with its place.
pub(super) struct Item<'a> {
    context: &'a Context<'a>,
    place: Place<'a>,
    eid: &'a EId,
    kind: &'static str,
    number: Option<&'a Number>,
    passage: &'a Passage,
    chapeau: bool,
    sequence: usize,
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    section: Option<&'a Section>,
    annex: Option<u32>,
    parent: Option<&'a EId>,
    level: usize,
}

/// The columns, in order.
#[allow(clippy::too_many_lines, reason = "a list")]
pub(super) fn fields<'a>() -> [Field<Item<'a>>; 35] {
    [
        Field(Column::text("paragraph", "Document and eId: key of this table.").required(), |it| {
            it.context.key(it.eid.as_str()).into()
        }),
        Field(Column::text("document", "The document that it stands in.").required().refers("documents"), |it| {
            it.context.published.stem.into()
        }),
        Field(Column::text("iri", "Akoma Ntoso IRI of this paragraph in this language."), |it| {
            it.context.iri_of(it.eid.as_str(), it.place.annex).into()
        }),
        Field(Column::text("symbol", "Symbol of the document."), |it| {
            it.context.document.metadata.symbol.as_ref().map(|symbol| symbol.value.as_str()).into()
        }),
        Field(Column::text("language", "Language, as BCP 47 tag.").required(), |it| {
            it.context.document.metadata.language.value.as_str().into()
        }),
        Field(
            Column::text("eid", "Akoma Ntoso eId, the same in all languages: para_13 is paragraph 13.").required(),
            |it| it.eid.as_str().into(),
        ),
        Field(Column::integer("sequence", "Place in the document, from 1.").required().incidental(), |it| {
            it.sequence.into()
        }),
        Field(
            Column::text("kind", "What it is; an item is a subparagraph of any degree.").required().one_of(KINDS),
            |it| it.kind.into(),
        ),
        Field(Column::text("number", "Number in the form that all languages share."), |it| {
            it.number.map(|number| number.canonical.as_str()).into()
        }),
        Field(Column::text("number_printed", "Number as printed."), |it| {
            it.number.map(|number| number.printed.as_str()).into()
        }),
        Field(
            Column::integer("level", "0 for a paragraph, 1 for an item under it, 2 for an item under that.").required(),
            |it| it.place.level.into(),
        ),
        Field(Column::text("parent", "The paragraph or item that it stands under.").refers("paragraphs"), |it| {
            it.place
                .parent
                .filter(|eid| it.context.paragraphs.contains(eid))
                .map(|eid| it.context.key(eid.as_str()))
                .into()
        }),
        Field(Column::integer("annex", "Number of the annex that it stands in."), |it| {
            it.place.annex.map(|number| number as usize).into()
        }),
        Field(Column::text("section_eid", "eId of the heading that it stands under: pillar, part, section."), |it| {
            it.place.section.map(|section| section.eid.as_str()).into()
        }),
        Field(Column::text("section_number", "Number of that heading, as printed."), |it| {
            it.place.section.and_then(|section| section.number.as_ref()).map(|number| number.printed.as_str()).into()
        }),
        Field(Column::text("section_heading", "Text of that heading."), |it| {
            it.place.section.map(|section| section.heading.text.as_str()).into()
        }),
        Field(
            Column::boolean("chapeau", "Whether items stand under it, which have rows of their own.").required(),
            |it| it.chapeau.into(),
        ),
        Field(Column::text("phrase", "Opening phrase, as printed."), |it| it.phrase().map(|(phrase, _)| phrase).into()),
        Field(
            Column::text(
                "phrase_class",
                "Whether the opening phrase tells somebody to act, binds the speaker, or neither.",
            )
            .one_of(PHRASE_CLASSES),
            |it| it.phrase().and_then(|(_, class)| class).map_or(Value::Null, name_of),
        ),
        Field(
            Column::text("addressee", "Who is asked, as printed; here and below, of the first of its mandates."),
            |it| mandates::words(it.mandate().and_then(|mandate| mandate.addressee.as_ref())),
        ),
        Field(Column::text("action", "What is to be done, as printed."), |it| {
            mandates::words(it.mandate().and_then(|mandate| mandate.action.as_ref()))
        }),
        Field(Column::text("deadline_text", "When it is due, as printed."), |it| {
            mandates::words(it.deadline().map(|deadline| &deadline.phrase))
        }),
        Field(Column::text("deadline_date", "When it is due, ISO 8601, as exact as printed."), |it| {
            it.deadline().and_then(|deadline| deadline.date.as_deref()).into()
        }),
        Field(
            Column::boolean("reporting", "Whether an organ is to be told something, such as a report.").required(),
            |it| it.mandate().is_some_and(|mandate| mandate.reporting).into(),
        ),
        Field(Column::integer("mandate_count", "Its mandates, see table mandates.").required().incidental(), |it| {
            it.context.document.mandates.iter().filter(|mandate| mandate.eid == *it.eid).count().into()
        }),
        Field(Column::text("text", "Text, without its number and without note markers."), |it| {
            it.passage.text.as_str().into()
        }),
        Field(Column::text("text_sha256", "SHA-256 of the text in UTF-8.").required(), |it| {
            sha256(it.passage.text.as_bytes()).into()
        }),
        Field(
            Column::integer("reference_count", "References in it, see table references.").required().incidental(),
            |it| it.context.document.references.iter().filter(|reference| reference.node == *it.eid).count().into(),
        ),
        Field(Column::integer("note_count", "Notes that it calls, see table notes.").required().incidental(), |it| {
            it.passage.spans.iter().filter(|span| matches!(span.mark, Mark::NoteCall { .. })).count().into()
        }),
        Field(Column::text("source_path", "Path of the source text as it was given.").required().incidental(), |it| {
            it.context.document.source.path.as_str().into()
        }),
        Field(
            Column::integer("source_start", "First byte in the source text, the number included.").incidental(),
            |it| {
                let number = it.number.map(|number| number.source.start());
                number.into_iter().chain(start(&it.passage.source)).min().into()
            },
        ),
        Field(Column::integer("source_end", "One past the last byte in the source text.").incidental(), |it| {
            end(&it.passage.source).into()
        }),
        Field(
            Column::text("source_ranges", "Byte ranges of the text; several where a page end or a note marker cut it.")
                .incidental(),
            |it| Value::ranges(&it.passage.source),
        ),
        Field(
            Column::integer("source_line", "Line of the source text that the text begins in, from 1.").incidental(),
            |it| start(&it.passage.source).and_then(|at| it.context.line(at)).into(),
        ),
        Field(Column::integer("characters", "Characters of the text, as Unicode code points.").required(), |it| {
            it.passage.text.chars().count().into()
        }),
    ]
}

impl<'a> Item<'a> {
    /// The first of its mandates.
    fn mandate(&self) -> Option<&'a Mandate> {
        self.context.document.mandates.iter().find(|mandate| mandate.eid == *self.eid)
    }

    fn deadline(&self) -> Option<&'a Deadline> {
        self.mandate().and_then(|mandate| mandate.deadline.as_ref())
    }

    /// The opening phrase with its class.
    fn phrase(&self) -> Option<(String, Option<PhraseClass>)> {
        self.passage.spans.iter().find_map(|span| {
            let Mark::OpeningPhrase { class } = span.mark else { return None };
            let (start, end) = (span.start as usize, span.end as usize);
            let letters = self.passage.text.chars().skip(start).take(end.saturating_sub(start));
            Some((letters.collect(), class))
        })
    }
}

/// The identifiers of every paragraph.
pub(super) fn identifiers(document: &Document) -> HashSet<&EId> {
    let mut found = HashSet::new();
    walk(document, &mut |text| {
        found.insert(text.eid);
    });
    found
}

/// Every paragraph, in document order.
pub(super) fn items<'a>(context: &'a Context<'a>) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    walk(context.document, &mut |text| {
        let Text { place, eid, kind, number, passage, chapeau } = text;
        items.push(Item { context, place, eid, kind, number, passage, chapeau, sequence: items.len() + 1 });
    });
    items
}

/// A paragraph as the walk meets it.
struct Text<'a> {
    place: Place<'a>,
    eid: &'a EId,
    kind: &'static str,
    number: Option<&'a Number>,
    passage: &'a Passage,
    /// Whether items stand under it.
    chapeau: bool,
}

fn walk<'a>(document: &'a Document, f: &mut dyn FnMut(Text<'a>)) {
    let place = Place::default();
    preamble(document.preamble.as_ref(), place, f);
    blocks(&document.body, place, f);
    for annex in &document.annexes {
        let place = Place { annex: Some(annex.number), ..place };
        preamble(annex.preamble.as_ref(), place, f);
        blocks(&annex.body, place, f);
    }
}

fn preamble<'a>(preamble: Option<&'a Preamble>, place: Place<'a>, f: &mut dyn FnMut(Text<'a>)) {
    let Some(preamble) = preamble else { return };
    let formula = |it: &'a Formula| Text {
        place,
        eid: &it.eid,
        kind: "formula",
        number: None,
        passage: &it.passage,
        chapeau: false,
    };
    preamble.formula.iter().map(formula).for_each(&mut *f);
    for it in &preamble.paragraphs {
        f(Text {
            place,
            eid: &it.eid,
            kind: "preambular",
            number: it.number.as_ref(),
            passage: &it.passage,
            chapeau: !it.items.is_empty(),
        });
        items_of(&it.items, place.under(&it.eid), f);
    }
    preamble.operative_formula.iter().map(formula).for_each(&mut *f);
}

fn blocks<'a>(blocks_of: &'a [Block], place: Place<'a>, f: &mut dyn FnMut(Text<'a>)) {
    for block in blocks_of {
        match block {
            Block::Section(section) => blocks(&section.blocks, Place { section: Some(section), ..place }, f),
            Block::Paragraph(it) => {
                let kind = match it.role {
                    ParagraphRole::Operative => "operative",
                    ParagraphRole::Narrative => "narrative",
                    ParagraphRole::Continuation => "continuation",
                };
                f(Text {
                    place,
                    eid: &it.eid,
                    kind,
                    number: it.number.as_ref(),
                    passage: &it.passage,
                    chapeau: !it.subparagraphs.is_empty(),
                });
                items_of(&it.subparagraphs, place.under(&it.eid), f);
            }
            Block::List(list) => items_of(&list.items, place.under(&list.eid), f),
        }
    }
}

fn items_of<'a>(items: &'a [Subparagraph], place: Place<'a>, f: &mut dyn FnMut(Text<'a>)) {
    for it in items {
        f(Text {
            place,
            eid: &it.eid,
            kind: "item",
            number: it.number.as_ref(),
            passage: &it.passage,
            chapeau: !it.subparagraphs.is_empty(),
        });
        items_of(&it.subparagraphs, place.under(&it.eid), f);
    }
}

impl<'a> Place<'a> {
    fn under(self, parent: &'a EId) -> Self {
        Place { parent: Some(parent), level: self.level + 1, ..self }
    }
}
