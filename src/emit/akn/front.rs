//! Cover, title and closing lines in, containers of lines out.
//!
//! A line keeps its text; its role and its marks say what stands in it: of 2021年6月30日大会决议 the date becomes a
//! `docDate`, the organ a `docAuthority`, the last word a `docType`, all in a `docTitle`. What the metadata hold as a
//! fact is looked for in the line without regard to white space, since a scan sets 大 会 for 大会.
//!
//! Invariant: a fact that no line prints is not shown. The job number is the one piece of page furniture that is, since
//! the text prints it.
//!
//! Not here: the headings of annexes without a preamble (see `lower`).

use super::body::{self, covered};
use super::element::{Container, FrontTag, Inline, Line, MetaReferenceElement, Several, Str, Tag};
use super::inline::{self, Placed, Weaver, Woven, find};
use super::lower::Lowering;
use super::value::{label, last_day};
use crate::model::{
    self, Annex, ConclusionLine, ConclusionRole, CoverLine, CoverRole, DocumentClass, Mark, Origin, Passage,
    SessionKind, Title, visit,
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

/// The lines before the title of an annex; with the title where `with_title` says so.
pub(super) fn annex_preface<'a>(
    lowering: &mut Lowering<'a>,
    annex: &'a Annex,
    with_title: bool,
    prefix: &str,
) -> Option<Several<Container<'a, Line<'a>>>> {
    let mut lines: Vec<_> = annex.cover.iter().map(|line| cover_line(lowering, line)).collect();
    if let Some(title) = annex.title.as_ref().filter(|_| with_title) {
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
    weave(lowering, passage, Vec::new(), Reading::default())
}

/// What the marks of a line mean where it stands.
#[derive(Debug, Clone, Copy, Default)]
struct Reading {
    /// Its dates are dates of the document.
    dates: bool,
    /// Its organizations speak.
    authorities: bool,
    /// What happened on its dates is the adoption.
    adoption: bool,
}

/// A mark of the text, or one that a fact makes.
enum FrontMark<'a> {
    Span(&'a model::Inline),
    Made(Tag<'a, FrontTag<'a>>),
}

type Made<'a> = Vec<Placed<FrontMark<'a>>>;

fn cover_line<'a>(lowering: &mut Lowering<'a>, line: &'a CoverLine) -> Line<'a> {
    let passage = &line.passage;
    let mut made = Made::new();
    let mut reading = Reading::default();
    match line.role {
        CoverRole::Organ | CoverRole::Session => {
            reading.authorities = true;
            sessions(lowering, line, &mut made);
        }
        CoverRole::AgendaItem => {
            let refers_to = Some(concept(lowering, "agendaItem"));
            whole(passage, Tag::Inline { name: "akn4un:agendaItem", class: None, refers_to }, &mut made);
        }
        CoverRole::AgendaTitle => whole(passage, inline_named("akn4un:agendaItemTitle"), &mut made),
        CoverRole::Adoption => {
            reading = Reading { dates: true, authorities: true, adoption: true };
            whole(passage, Tag::Front(FrontTag::DocTitle), &mut made);
            instrument(lowering, passage, &mut made);
        }
        CoverRole::Distribution => {
            reading.dates = true;
            distribution(lowering, passage, &mut made);
        }
        CoverRole::Language => whole(passage, inline_named("akn4un:languageOfExpression"), &mut made),
        CoverRole::OriginalLanguage => original_language(lowering, passage, &mut made),
        CoverRole::Symbol => whole(passage, Tag::Front(FrontTag::DocNumber), &mut made),
        CoverRole::PlaceDate => {
            reading.dates = true;
            reading.adoption = is_adopted(lowering) && states_the_date(lowering, passage);
            place(lowering, passage, &mut made);
        }
        CoverRole::ShortTitle => whole(passage, Tag::Front(FrontTag::DocTitle), &mut made),
        CoverRole::Byline => {
            reading.authorities = true;
            authority(lowering, passage, &mut made);
        }
        CoverRole::Provenance | CoverRole::Other => {}
    }
    Line { eid: None, language: foreign(lowering, passage), content: weave(lowering, passage, made, reading) }
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
    let passage = &title.passage;
    let mut made = Made::new();
    whole(passage, Tag::Front(FrontTag::DocTitle), &mut made);
    let class = lowering.document.metadata.class.value;
    let is_letter = is_main && class == DocumentClass::Letter;
    if is_letter {
        correspondents(lowering, passage, &mut made);
    }
    if is_main && class == DocumentClass::Declaration {
        last_word(passage, lowering.language.declaration, &mut made);
    }
    let reading = Reading { dates: is_letter, ..Reading::default() };
    content.extend(weave(lowering, passage, made, reading));
    let first = Line { content, ..Line::default() };
    std::iter::once(first).chain(title.subtitles.iter().map(|line| cover_line(lowering, line))).collect()
}

fn conclusion_line<'a>(lowering: &mut Lowering<'a>, line: &'a ConclusionLine) -> Line<'a> {
    let passage = &line.passage;
    let mut made = Made::new();
    let mut reading = Reading::default();
    match line.role {
        ConclusionRole::Date => {
            reading.dates = true;
            reading.adoption = is_adopted(lowering);
        }
        ConclusionRole::Meeting => whole(passage, inline_named("akn4un:meeting"), &mut made),
        ConclusionRole::Signature => signature(lowering, passage, &mut made),
        ConclusionRole::Hashtag | ConclusionRole::Link | ConclusionRole::Other => {}
    }
    Line { eid: None, language: foreign(lowering, passage), content: weave(lowering, passage, made, reading) }
}

fn is_adopted(lowering: &Lowering<'_>) -> bool {
    matches!(lowering.document.metadata.class.value, DocumentClass::Resolution | DocumentClass::Declaration)
}

/// Whether a line prints the date of the document, and not that of a meeting which an annex tells of.
fn states_the_date(lowering: &Lowering<'_>, passage: &Passage) -> bool {
    let date = lowering.document.metadata.date.as_ref().map(|fact| fact.value.as_str());
    passage.spans.iter().any(|span| matches!(&span.mark, Mark::Date { iso, .. } if Some(iso.as_str()) == date))
}

/// Organs and sessions: 大 会 第七十二届会议 安全理事会 第七十二年.
fn sessions<'a>(lowering: &mut Lowering<'a>, line: &'a CoverLine, made: &mut Made<'a>) {
    let document = lowering.document;
    let text = &line.passage.text;
    let before = made.len();
    for fact in &document.metadata.sessions {
        let session = &fact.value;
        let organ = document.metadata.organs.iter().map(|fact| &fact.value).find(|organ| organ.id == session.organ);
        let bare = organ.map_or(session.printed.as_str(), |organ| after(&session.printed, &organ.name));
        let Some((start, end)) = find(text, bare, 0) else { continue };
        let (eid, iri) = match session.kind {
            SessionKind::Session => ("session", "session"),
            SessionKind::Year => ("year", "year"),
        };
        let refers_to = lowering.ontology.refer_as(
            MetaReferenceElement::Event,
            &format!("{}-{eid}-{}", session.organ, session.number),
            &format!("{}.{iri}.{}", session.organ, session.number),
            session_name(lowering, organ.map(|organ| organ.name.as_str()), &session.printed),
            None,
        );
        let tag = Tag::Front(FrontTag::Session { refers_to, value: session.number });
        made.push(Placed { start, end, mark: FrontMark::Made(tag) });
    }
    let found_session = made.len() > before;
    for fact in &document.metadata.organs {
        if let Some((start, end)) = find(text, &fact.value.name, 0) {
            let refers_to = Some(body::organization(lowering, &fact.value.id, &fact.value.name));
            let mark = FrontMark::Made(Tag::Front(FrontTag::DocAuthority { refers_to }));
            made.push(Placed { start, end, mark });
        }
    }
    // An organ that the metadata do not hold under this name still speaks.
    let has_organization = line.passage.spans.iter().any(|span| matches!(span.mark, Mark::Organization { .. }));
    if line.role == CoverRole::Organ && !found_session && made.len() == before && !has_organization {
        whole(&line.passage, Tag::Front(FrontTag::DocAuthority { refers_to: None }), made);
    }
}

/// What is printed of a session after the name of its organ.
fn after<'a>(printed: &'a str, organ: &str) -> &'a str {
    match find(printed, organ, 0) {
        Some((0, end)) => {
            let byte = printed.char_indices().nth(end as usize).map_or(printed.len(), |(byte, _)| byte);
            printed.get(byte..).map_or("", str::trim_start)
        }
        _ => printed,
    }
}

/// 大会第七十二届会议: the organ and its session, in one name.
fn session_name<'a>(lowering: &Lowering<'a>, organ: Option<&'a str>, printed: &'a str) -> Str<'a> {
    let bare = organ.map_or(printed, |organ| after(printed, organ));
    let space = if lowering.language.unspaced { "" } else { " " };
    let words = organ.into_iter().flat_map(str::split_whitespace).chain(bare.split_whitespace());
    words.collect::<Vec<_>>().join(space).into()
}

/// 决议 in 2021年6月30日大会决议.
fn instrument<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, made: &mut Made<'a>) {
    for (word, _) in lowering.language.instruments {
        last_word(passage, word, made);
    }
}

/// Marks `word` as the type of document where the text closes with it, or else where it opens with it.
fn last_word<'a>(passage: &'a Passage, word: &str, made: &mut Made<'a>) {
    let text = &passage.text;
    if word.is_empty() {
        return;
    }
    let place = if text.trim_end().ends_with(word) {
        let end = count(text.trim_end());
        Some((end - count(word), end))
    } else {
        find(text, word, 0).filter(|&(start, _)| start == 0)
    };
    if let Some((start, end)) = place {
        made.push(Placed { start, end, mark: FrontMark::Made(Tag::Front(FrontTag::DocType)) });
    }
}

/// Distr.: General 22 November 2017.
fn distribution<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, made: &mut Made<'a>) {
    let date = passage.spans.iter().find(|span| matches!(span.mark, Mark::Date { .. }));
    let bytes = date.map_or(passage.text.len(), |span| {
        passage.text.char_indices().nth(span.start as usize).map_or(passage.text.len(), |(byte, _)| byte)
    });
    let end = count(passage.text.get(..bytes).unwrap_or_default().trim_end());
    let refers_to = concept(lowering, "distribution");
    let mark = FrontMark::Made(Tag::Front(FrontTag::DocStatus { refers_to }));
    made.push(Placed { start: 0, end, mark });
    if let Some(fact) = &lowering.document.metadata.distribution
        && let Some((start, end)) = find(&passage.text, &fact.value, 0)
    {
        made.push(Placed { start, end, mark: FrontMark::Made(inline_named("akn4un:distribution")) });
    }
}

/// Russian in Original: Russian, 俄文 in [原件: 俄文].
fn original_language<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, made: &mut Made<'a>) {
    let colons = lowering.language.colons;
    let is_colon = |c: char| c == ':' || c == '：' || colons.contains(&c);
    let text = &passage.text;
    let from = text.char_indices().rfind(|&(_, c)| is_colon(c)).map_or(0, |(byte, c)| byte + c.len_utf8());
    let tail = text.get(from..).unwrap_or_default();
    let name = tail.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some((start, end)) = find(text, name, count(text.get(..from).unwrap_or_default())) {
        made.push(Placed { start, end, mark: FrontMark::Made(inline_named("akn4un:originalLanguage")) });
    }
}

/// 印度 in 2022年10月28-29日，印度.
fn place<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, made: &mut Made<'a>) {
    let Some(fact) = &lowering.document.metadata.place else { return };
    let Some(state) = lowering.language.states.iter().find(|state| state.name == fact.value) else { return };
    let Some((start, end)) = find(&passage.text, &fact.value, 0) else { return };
    let refers_to = lowering.ontology.refer(MetaReferenceElement::Location, state.id, fact.value.as_str());
    made.push(Placed { start, end, mark: FrontMark::Made(Tag::Location { refers_to }) });
}

/// 秘书长 in 秘书长的报告.
fn authority<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, made: &mut Made<'a>) {
    let Some(author) = &lowering.document.metadata.author else { return };
    let Some((start, end)) = find(&passage.text, &author.value.name, 0) else { return };
    let refers_to = Some(body::organization(lowering, &author.value.id, &author.value.name));
    made.push(Placed { start, end, mark: FrontMark::Made(Tag::Front(FrontTag::DocAuthority { refers_to })) });
}

/// Who writes to whom: 俄罗斯联邦常驻联合国代表给秘书长的信.
fn correspondents<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, made: &mut Made<'a>) {
    let metadata = &lowering.document.metadata;
    let mut from = 0;
    for (fact, name) in [(&metadata.author, "akn4un:from"), (&metadata.addressee, "akn4un:to")] {
        let Some(organ) = fact.as_ref().map(|fact| &fact.value) else { continue };
        if let Some((start, end)) = find(&passage.text, &organ.name, from) {
            let refers_to = Some(lowering.party(organ));
            made.push(Placed { start, end, mark: FrontMark::Made(Tag::Inline { name, class: None, refers_to }) });
            from = end;
        }
    }
}

/// 瓦西里•涅边贾(签名): who signed, and that it was signed.
fn signature<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, made: &mut Made<'a>) {
    whole(passage, Tag::Front(FrontTag::Signature), made);
    if let Some(fact) = &lowering.document.metadata.signatory
        && let Some((start, end)) = find(&passage.text, &fact.value, 0)
    {
        let iri = format!("{}.signatory", lowering.naming.actor);
        let refers_to =
            lowering.ontology.refer_as(MetaReferenceElement::Person, "signatory", &iri, label(&fact.value), None);
        let role = lowering.ontology.refer(MetaReferenceElement::Role, "author", "author");
        made.push(Placed { start, end, mark: FrontMark::Made(Tag::Front(FrontTag::Person { refers_to, role })) });
    }
    if let Some((start, end)) = find(&passage.text, lowering.language.signed, 0) {
        let refers_to = concept(lowering, "signed");
        made.push(Placed { start, end, mark: FrontMark::Made(Tag::Front(FrontTag::DocStatus { refers_to })) });
    }
}

fn inline_named<'a>(name: &'static str) -> Tag<'a, FrontTag<'a>> {
    Tag::Inline { name, class: None, refers_to: None }
}

fn whole<'a>(passage: &'a Passage, tag: Tag<'a, FrontTag<'a>>, made: &mut Made<'a>) {
    made.push(Placed { start: 0, end: count(&passage.text), mark: FrontMark::Made(tag) });
}

/// A concept of the mark-up, which bears no name in any language but its identifier.
pub(super) fn concept(lowering: &mut Lowering<'_>, id: &'static str) -> String {
    lowering.ontology.refer(MetaReferenceElement::Concept, id, id)
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// The mastheads of documents in other scripts are printed in English.
fn foreign(lowering: &Lowering<'_>, passage: &Passage) -> Option<&'static str> {
    let has_letter = passage.text.chars().any(|c| c.is_ascii_alphabetic());
    let is_latin = passage.text.is_ascii() && !passage.text.contains(['#', '/']);
    (lowering.language.unspaced && has_letter && is_latin).then_some("en")
}

/// A line with its own marks and those that facts made.
fn weave<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, made: Made<'a>, reading: Reading) -> Content<'a> {
    let mut marks = made;
    // Where a fact names what a mark names, the fact says more.
    let spans = passage.spans.iter().filter(|span| {
        let named = matches!(span.mark, Mark::Organization { .. } | Mark::Role { .. });
        !named || !marks.iter().any(|made| is_authority(&made.mark) && made.start < span.end && span.start < made.end)
    });
    let spans: Vec<_> =
        spans.map(|span| Placed { start: span.start, end: span.end, mark: FrontMark::Span(span) }).collect();
    marks.extend(spans);
    inline::mixed(&passage.text, marks, &mut FrontWeaver { lowering, passage, reading })
}

fn is_authority(mark: &FrontMark<'_>) -> bool {
    matches!(
        mark,
        FrontMark::Made(
            Tag::Front(FrontTag::DocAuthority { .. } | FrontTag::Person { .. })
                | Tag::Inline { name: "akn4un:from" | "akn4un:to", .. }
        )
    )
}

struct FrontWeaver<'l, 'a> {
    lowering: &'l mut Lowering<'a>,
    passage: &'a Passage,
    reading: Reading,
}

impl<'a> Weaver<'a, FrontMark<'a>, FrontTag<'a>> for FrontWeaver<'_, 'a> {
    fn weave(&mut self, placed: &Placed<FrontMark<'a>>, linked: bool) -> Woven<'a, FrontTag<'a>> {
        let span = match &placed.mark {
            FrontMark::Made(tag) => return Woven::Tag(tag.clone()),
            FrontMark::Span(span) => *span,
        };
        match &span.mark {
            Mark::Date { iso, .. } if self.reading.dates => {
                let Some(date) = last_day(iso) else { return Woven::Plain };
                let event = self.reading.adoption;
                let refers_to =
                    event.then(|| self.lowering.ontology.refer(MetaReferenceElement::Event, "adoption", "adoption"));
                Woven::Tag(Tag::Front(FrontTag::DocDate { date, refers_to }))
            }
            Mark::Organization { id } if self.reading.authorities => {
                let mention = covered(&self.passage.text, span);
                let refers_to = Some(body::organization(self.lowering, id, mention));
                Woven::Tag(Tag::Front(FrontTag::DocAuthority { refers_to }))
            }
            Mark::OpeningPhrase { .. }
            | Mark::Emphasis { .. }
            | Mark::NoteCall { .. }
            | Mark::Reference { .. }
            | Mark::ReferenceList { .. }
            | Mark::Date { .. }
            | Mark::Organization { .. }
            | Mark::Role { .. }
            | Mark::CitedTitle
            | Mark::DefinedTerm { .. } => body::element(self.lowering, self.passage, span, body::OPERATIVE, linked),
        }
    }

    fn is_point(&self, mark: &FrontMark<'a>) -> bool {
        matches!(mark, FrontMark::Span(span) if matches!(span.mark, Mark::NoteCall { .. }))
    }
}
