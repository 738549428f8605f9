//! Cover, title and closing lines in, containers of lines out.
//!
//! A line keeps its text; its role says which facts to look for in it: of 2021年6月30日大会决议 the date becomes a
//! `docDate`, the organ a `docAuthority`, the last word a `docType`, all in a `docTitle`.
//!
//! Invariant: a fact that no line prints is not shown. The job number is the one piece of page furniture that is, since
//! the text prints it.
//!
//! Not here: how a fact is found in a line (see `fact`), the headings of annexes without a preamble (see `lower`).

use super::element::{Container, FrontTag, Inline, Line, Several, Tag};
use super::fact::{self, Finder, Reading, concept};
use super::lower::Lowering;
use super::value::label;
use crate::model::{
    ConclusionLine, ConclusionRole, CoverLine, CoverRole, DocumentClass, Origin, Passage, Title, visit,
};

type Containers<'a> = Vec<Container<'a, Line<'a>>>;
type Content<'a> = Vec<Inline<'a, FrontTag<'a>>>;

/// The cover, with the job number at its end.
pub(super) fn cover_page<'a>(lowering: &mut Lowering<'a>) -> Option<Several<Container<'a, Line<'a>>>> {
    let document = lowering.document;
    let mut lines: Vec<_> = document.cover.iter().map(|line| cover_line(lowering, line)).collect();
    if let Some(job) = document.metadata.job_number.as_ref().filter(|fact| fact.origin == Origin::Text) {
        let refers_to = concept(lowering, "publicationJobNumber");
        let number = Inline::Text(label(&job.value));
        let content = vec![Inline::Tagged(Tag::Front(FrontTag::DocketNumber { refers_to }), vec![number])];
        lines.push(Line { content, ..Line::default() });
    }
    let blocks = Several::of(lines)?;
    let eid = lowering.claim("coverPage__container_1");
    Some(Several::one(Container { name: "masthead".into(), eid, blocks }))
}

/// The title with the lines under it.
pub(super) fn preface<'a>(lowering: &mut Lowering<'a>) -> Option<Several<Container<'a, Line<'a>>>> {
    let title = lowering.document.title.as_ref()?;
    let lines = title_lines(lowering, title, true);
    title_container(lowering, lines, "")
}

/// Lines before the title of an annex, and the title where its body does not show it.
pub(super) fn annex_preface<'a>(
    lowering: &mut Lowering<'a>,
    cover: Vec<&'a CoverLine>,
    title: Option<&'a Title>,
    prefix: &str,
) -> Option<Several<Container<'a, Line<'a>>>> {
    let mut lines: Vec<_> = cover.into_iter().map(|line| cover_line(lowering, line)).collect();
    if let Some(title) = title {
        lines.extend(title_lines(lowering, title, false));
    }
    title_container(lowering, lines, prefix)
}

fn title_container<'a>(
    lowering: &mut Lowering<'a>,
    lines: Vec<Line<'a>>,
    prefix: &str,
) -> Option<Several<Container<'a, Line<'a>>>> {
    let blocks = Several::of(lines)?;
    let eid = lowering.claim(format!("{prefix}preface__container_1"));
    Some(Several::one(Container { name: "title".into(), eid, blocks }))
}

/// The closing lines by group: adoption, signature, colophon.
pub(super) fn conclusions<'a>(
    lowering: &mut Lowering<'a>,
    lines: &'a [ConclusionLine],
    prefix: &str,
) -> Containers<'a> {
    visit::conclusion_groups(lines, prefix)
        .into_iter()
        .filter_map(|(name, eid, run)| {
            let lines: Vec<_> = run.iter().map(|line| conclusion_line(lowering, line)).collect();
            let eid = lowering.claim(eid.0);
            Some(Container { name: name.into(), eid, blocks: Several::of(lines)? })
        })
        .collect()
}

/// A text with no more than its own marks.
pub(super) fn text<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage) -> Content<'a> {
    fact::weave(lowering, Finder::new(passage), Reading::default())
}

fn cover_line<'a>(lowering: &mut Lowering<'a>, line: &'a CoverLine) -> Line<'a> {
    let document = lowering.document;
    let metadata = &document.metadata;
    let language = lowering.language;
    let mut finder = Finder::new(&line.passage);
    let mut reading = Reading::default();
    match line.role {
        CoverRole::Organ | CoverRole::Session => {
            reading.authorities = true;
            finder.sessions(metadata);
            finder.organs(metadata);
            if line.role == CoverRole::Organ {
                finder.unknown_organ();
            }
        }
        CoverRole::AgendaItem => finder.agenda_item(),
        CoverRole::AgendaTitle => finder.whole(fact::named("akn4un:agendaItemTitle")),
        CoverRole::Adoption => {
            reading = Reading { dates: true, authorities: true, adoption: true };
            finder.whole(Tag::Front(FrontTag::DocTitle));
            for (word, _) in language.instruments {
                finder.document_type(word);
            }
        }
        CoverRole::Distribution => {
            reading.dates = true;
            finder.distribution(metadata);
        }
        CoverRole::Language => finder.whole(fact::named("akn4un:languageOfExpression")),
        CoverRole::OriginalLanguage => finder.original_language(language),
        CoverRole::Symbol => finder.whole(Tag::Front(FrontTag::DocNumber)),
        CoverRole::PlaceDate => {
            reading.dates = true;
            reading.adoption = metadata.class.value.is_adopted() && finder.states_date(metadata);
            finder.place(metadata, language);
        }
        CoverRole::ShortTitle => finder.whole(Tag::Front(FrontTag::DocTitle)),
        CoverRole::Byline => {
            reading.authorities = true;
            finder.author(metadata);
        }
        CoverRole::Provenance | CoverRole::Other => {}
    }
    let foreign = foreign(lowering, &line.passage);
    Line { eid: None, language: foreign, content: fact::weave(lowering, finder, reading) }
}

/// The title line with its number, then the lines under it.
fn title_lines<'a>(lowering: &mut Lowering<'a>, title: &'a Title, is_main: bool) -> Vec<Line<'a>> {
    let mut content = Content::new();
    if let Some(number) = &title.number {
        let printed = number.printed.as_str();
        let bare = printed.trim_end_matches(|c: char| matches!(c, '.' | '。' | '．' | ':' | '：') || c.is_whitespace());
        let (bare, tail) = printed.split_at(bare.len());
        content.push(Inline::Tagged(Tag::Front(FrontTag::DocNumber), vec![Inline::Text(bare.into())]));
        // The space is none of the model's text; without it the number would run into the title.
        content.push(Inline::Text(format!("{} ", tail.trim_end()).into()));
    }
    let metadata = &lowering.document.metadata;
    let mut finder = Finder::new(&title.passage);
    let mut reading = Reading::default();
    finder.whole(Tag::Front(FrontTag::DocTitle));
    if is_main && metadata.class.value == DocumentClass::Letter {
        reading.dates = true;
        finder.correspondents(metadata);
    }
    if is_main && metadata.class.value == DocumentClass::Declaration {
        for word in lowering.language.declaration {
            finder.document_type(word);
        }
    }
    content.extend(fact::weave(lowering, finder, reading));
    let first = Line { content, ..Line::default() };
    std::iter::once(first).chain(title.subtitles.iter().map(|line| cover_line(lowering, line))).collect()
}

fn conclusion_line<'a>(lowering: &mut Lowering<'a>, line: &'a ConclusionLine) -> Line<'a> {
    let document = lowering.document;
    let mut finder = Finder::new(&line.passage);
    let mut reading = Reading::default();
    match line.role {
        ConclusionRole::Date => {
            reading.dates = true;
            reading.adoption = document.metadata.class.value.is_adopted();
        }
        ConclusionRole::Meeting => finder.whole(fact::named("akn4un:meeting")),
        ConclusionRole::Signature => {
            finder.whole(Tag::Front(FrontTag::Signature));
            finder.signature(&document.metadata, lowering.language);
        }
        ConclusionRole::Hashtag | ConclusionRole::Link | ConclusionRole::Other => {}
    }
    let foreign = foreign(lowering, &line.passage);
    Line { eid: None, language: foreign, content: fact::weave(lowering, finder, reading) }
}

/// The mastheads of documents in other scripts are printed in English.
fn foreign(lowering: &Lowering<'_>, passage: &Passage) -> Option<&'static str> {
    let has_letter = passage.text.chars().any(|c| c.is_ascii_alphabetic());
    let is_latin = passage.text.is_ascii() && !passage.text.contains(['#', '/']);
    (lowering.language.unspaced && has_letter && is_latin).then_some("en")
}
