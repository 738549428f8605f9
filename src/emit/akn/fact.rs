//! A line and the facts of the metadata in, the line with elements for the facts that it prints out.
//!
//! A fact is looked for without regard to white space, since a scan sets 大 会 for 大会: in 大 会 第七十二届会议
//! 安全理事会 第七十二年 two organs and two sessions are found. Where a mark of the text names the same thing, the fact,
//! which says more, takes its place.
//!
//! Invariant: what a fact points at enters the ontology only where its element stands.
//!
//! Not here: which line may print which fact (see `front`).

use super::body;
use super::element::{FrontTag, Inline, MetaReferenceElement, Str, Tag};
use super::inline::{self, Placed, Weaver, Woven, find};
use super::lower::Lowering;
use super::value::{label, last_day};
use crate::language::{Entity, Language};
use crate::model::{self, Mark, Metadata, Organ, Passage, Session, SessionKind};

/// What the marks of a line mean where it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reading {
    /// Its dates are dates of the document.
    pub(super) dates: bool,
    /// Its organizations speak.
    pub(super) authorities: bool,
    /// What happened on its dates is the adoption.
    pub(super) adoption: bool,
}

/// A mark of the text, or a fact that the text prints.
#[derive(Debug, Clone)]
enum Printed<'a> {
    Span(&'a model::Inline),
    Tag(Tag<'a, FrontTag<'a>>),
    AgendaItem,
    Session(&'a Session, Option<&'a Organ>),
    Authority(&'a Organ),
    Correspondent(&'static str, &'a Organ),
    Status(&'static str),
    Place(&'static Entity),
    Person(&'a str),
}

/// Looks for facts in one line.
pub(super) struct Finder<'a> {
    passage: &'a Passage,
    found: Vec<Placed<Printed<'a>>>,
}

impl<'a> Finder<'a> {
    /// Looks in `passage`.
    pub(super) fn new(passage: &'a Passage) -> Self {
        Finder { passage, found: Vec::new() }
    }

    fn put(&mut self, (start, end): (u32, u32), mark: Printed<'a>) {
        self.found.push(Placed { start, end, mark });
    }

    fn find(&self, needle: &str) -> Option<(u32, u32)> {
        find(&self.passage.text, needle, 0)
    }

    /// The whole line is `tag`.
    pub(super) fn whole(&mut self, tag: Tag<'a, FrontTag<'a>>) {
        self.put((0, count(&self.passage.text)), Printed::Tag(tag));
    }

    /// The whole line is an agenda item.
    pub(super) fn agenda_item(&mut self) {
        self.put((0, count(&self.passage.text)), Printed::AgendaItem);
    }

    /// 第七十二届会议, without the organ that may stand before it.
    pub(super) fn sessions(&mut self, metadata: &'a Metadata) {
        for fact in &metadata.sessions {
            let session = &fact.value;
            let organ = metadata.organs.iter().map(|fact| &fact.value).find(|organ| organ.id == session.organ);
            let bare = organ.map_or(session.printed.as_str(), |organ| after(&session.printed, &organ.name));
            if let Some(place) = self.find(bare) {
                self.put(place, Printed::Session(session, organ));
            }
        }
    }

    /// 大会.
    pub(super) fn organs(&mut self, metadata: &'a Metadata) {
        for fact in &metadata.organs {
            if let Some(place) = self.find(&fact.value.name) {
                self.put(place, Printed::Authority(&fact.value));
            }
        }
    }

    /// A line that names an organ under a name which neither metadata nor marks hold: that of another language.
    pub(super) fn unknown_organ(&mut self) {
        let is_named = self.passage.spans.iter().any(|span| matches!(span.mark, Mark::Organization { .. }));
        if self.found.is_empty() && !is_named {
            self.whole(Tag::Front(FrontTag::DocAuthority { refers_to: None }));
        }
    }

    /// 秘书长 in 秘书长的报告.
    pub(super) fn author(&mut self, metadata: &'a Metadata) {
        if let Some(fact) = &metadata.author
            && let Some(place) = self.find(&fact.value.name)
        {
            self.put(place, Printed::Authority(&fact.value));
        }
    }

    /// Who writes to whom: 俄罗斯联邦常驻联合国代表给秘书长的信. Some languages name the addressee first: adressée au
    /// Secrétaire général par la Représentante permanente de la Norvège.
    pub(super) fn correspondents(&mut self, metadata: &'a Metadata) {
        let mut sender = None;
        if let Some(fact) = &metadata.author {
            sender = self.find(&fact.value.name);
            if let Some(place) = sender {
                self.put(place, Printed::Correspondent("akn4un:from", &fact.value));
            }
        }
        if let Some(fact) = &metadata.addressee {
            let at = |from| find(&self.passage.text, &fact.value.name, from);
            let apart = |place: &(u32, u32)| sender.is_none_or(|sender| place.1 <= sender.0 || sender.1 <= place.0);
            let behind = at(sender.map_or(0, |sender| sender.1));
            if let Some(place) = behind.or_else(|| at(0).filter(apart)) {
                self.put(place, Printed::Correspondent("akn4un:to", &fact.value));
            }
        }
    }

    /// 决议 in 2021年6月30日大会决议: the word that the line closes with, or else opens with.
    pub(super) fn document_type(&mut self, word: &str) {
        let text = self.passage.text.trim_end();
        // A title prints with a capital, or in capitals, what the language lists in small letters.
        let same = |part: Option<&str>| part.is_some_and(|t| t.to_lowercase() == word.to_lowercase());
        let place = if same(text.len().checked_sub(word.len()).and_then(|at| text.get(at..))) {
            let end = count(text);
            Some((end - count(word), end))
        } else {
            // A stem stands for the word that it begins.
            let whole = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or(word);
            same(text.get(..word.len())).then(|| (0, count(whole)))
        };
        if let Some(place) = place {
            self.put(place, Printed::Tag(Tag::Front(FrontTag::DocType)));
        }
    }

    /// Distr.: General, before the date that may follow.
    pub(super) fn distribution(&mut self, metadata: &'a Metadata) {
        let date = self.passage.spans.iter().find(|span| matches!(span.mark, Mark::Date { .. }));
        let until = date.map_or(u32::MAX, |span| span.start);
        let before: String = self.passage.text.chars().take(until as usize).collect();
        self.put((0, count(before.trim_end())), Printed::Status("distribution"));
        if let Some(fact) = &metadata.distribution
            && let Some(place) = self.find(&fact.value)
        {
            self.put(place, Printed::Tag(named("akn4un:distribution")));
        }
    }

    /// Russian in Original: Russian, 俄文 in [原件: 俄文].
    pub(super) fn original_language(&mut self, language: &Language) {
        let text = &self.passage.text;
        let is_colon = |c: char| matches!(c, ':' | '：') || language.colons.contains(&c);
        let from = text.char_indices().rfind(|&(_, c)| is_colon(c)).map_or(0, |(byte, colon)| byte + colon.len_utf8());
        let (before, name) = text.split_at(from);
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(place) = find(text, name, count(before)) {
            self.put(place, Printed::Tag(named("akn4un:originalLanguage")));
        }
    }

    /// Whether the line prints the date of the document, and not that of a meeting which an annex tells of.
    pub(super) fn states_date(&self, metadata: &Metadata) -> bool {
        let date = metadata.date.as_ref().map(|fact| fact.value.as_str());
        let mut spans = self.passage.spans.iter();
        spans.any(|span| matches!(&span.mark, Mark::Date { iso, .. } if Some(iso.as_str()) == date))
    }

    /// 印度 in 2022年10月28-29日，印度; United Kingdom in Glasgow, United Kingdom.
    pub(super) fn place(&mut self, metadata: &'a Metadata, language: &'static Language) {
        let Some(fact) = &metadata.place else { return };
        let Some((city, state)) = language.state_of_place(&fact.value) else { return };
        let Some((start, _)) = self.find(&fact.value) else { return };
        // White space in the line may part more than in the fact, but never less.
        let city = city.chars().filter(|c| !c.is_whitespace()).count();
        if let Some(place) = find(&self.passage.text, state.name, start + u32::try_from(city).unwrap_or(0)) {
            self.put(place, Printed::Place(state));
        }
    }

    /// 瓦西里•涅边贾(签名): who signed, and that it was signed.
    pub(super) fn signature(&mut self, metadata: &'a Metadata, language: &Language) {
        if let Some(fact) = &metadata.signatory
            && let Some(place) = self.find(&fact.value)
        {
            self.put(place, Printed::Person(&fact.value));
        }
        if let Some(place) = self.find(language.signed) {
            self.put(place, Printed::Status("signed"));
        }
    }
}

/// An `inline` with a name of the profile.
pub(super) fn named<'a>(name: &'static str) -> Tag<'a, FrontTag<'a>> {
    Tag::Inline { name, class: None, refers_to: None }
}

/// A concept of the mark-up, which bears no name in any language but its identifier.
pub(super) fn concept(lowering: &mut Lowering<'_>, id: &'static str) -> String {
    lowering.ontology.refer(MetaReferenceElement::Concept, id, id)
}

/// The line with its own marks and the facts that were found in it.
pub(super) fn weave<'a>(
    lowering: &mut Lowering<'a>,
    finder: Finder<'a>,
    reading: Reading,
) -> Vec<Inline<'a, FrontTag<'a>>> {
    let Finder { passage, found } = finder;
    let is_party =
        |mark: &Printed<'_>| matches!(mark, Printed::Authority(_) | Printed::Correspondent(..) | Printed::Person(_));
    let parties: Vec<_> = found.iter().filter(|fact| is_party(&fact.mark)).map(|fact| (fact.start, fact.end)).collect();
    let says_less = |span: &&model::Inline| {
        matches!(span.mark, Mark::Organization { .. } | Mark::Role { .. })
            && parties.iter().any(|&(start, end)| start < span.end && span.start < end)
    };
    let spans = passage.spans.iter().filter(|span| !says_less(span));
    let spans = spans.map(|span| Placed { start: span.start, end: span.end, mark: Printed::Span(span) });
    let marks = found.into_iter().chain(spans).collect();
    inline::mixed(&passage.text, marks, &mut LineWeaver { lowering, passage, reading })
}

struct LineWeaver<'l, 'a> {
    lowering: &'l mut Lowering<'a>,
    passage: &'a Passage,
    reading: Reading,
}

impl<'a> Weaver<'a, Printed<'a>, FrontTag<'a>> for LineWeaver<'_, 'a> {
    fn weave(&mut self, placed: &Placed<Printed<'a>>, linked: bool) -> Woven<'a, FrontTag<'a>> {
        let lowering = &mut *self.lowering;
        Woven::Tag(match &placed.mark {
            Printed::Span(span) => return self.span(span, linked),
            Printed::Tag(tag) => tag.clone(),
            Printed::AgendaItem => {
                let refers_to = Some(concept(lowering, "agendaItem"));
                Tag::Inline { name: "akn4un:agendaItem", class: None, refers_to }
            }
            Printed::Session(session, organ) => {
                let refers_to = sitting(lowering, session, *organ);
                Tag::Front(FrontTag::Session { refers_to, value: session.number })
            }
            Printed::Authority(organ) => {
                let refers_to = Some(body::organization(lowering, &organ.id, |_| &organ.name));
                Tag::Front(FrontTag::DocAuthority { refers_to })
            }
            Printed::Correspondent(name, organ) => {
                Tag::Inline { name, class: None, refers_to: Some(lowering.party(organ)) }
            }
            Printed::Status(id) => Tag::Front(FrontTag::DocStatus { refers_to: concept(lowering, id) }),
            Printed::Place(state) => Tag::Location {
                refers_to: lowering.ontology.refer(MetaReferenceElement::Location, state.id, state.name),
            },
            Printed::Person(name) => {
                let iri = format!("{}.signatory", lowering.naming.actor);
                let refers_to =
                    lowering.ontology.refer_as(MetaReferenceElement::Person, "signatory", &iri, label(name), None);
                let role = lowering.ontology.refer(MetaReferenceElement::Role, "author", "author");
                Tag::Front(FrontTag::Person { refers_to, role })
            }
        })
    }

    fn is_point(&self, mark: &Printed<'a>) -> bool {
        matches!(mark, Printed::Span(span) if matches!(span.mark, Mark::NoteCall { .. }))
    }
}

impl<'a> LineWeaver<'_, 'a> {
    fn span(&mut self, span: &'a model::Inline, linked: bool) -> Woven<'a, FrontTag<'a>> {
        if let Mark::Date { iso, .. } = &span.mark
            && self.reading.dates
        {
            let Some(date) = last_day(iso) else { return Woven::Plain };
            let ontology = &mut self.lowering.ontology;
            let refers_to =
                self.reading.adoption.then(|| ontology.refer(MetaReferenceElement::Event, "adoption", "adoption"));
            return Woven::Tag(Tag::Front(FrontTag::DocDate { date, refers_to }));
        }
        if let Mark::Organization { id } = &span.mark
            && self.reading.authorities
        {
            let text = &self.passage.text;
            let refers_to = Some(body::organization(self.lowering, id, |lowering| lowering.covered(text, span)));
            return Woven::Tag(Tag::Front(FrontTag::DocAuthority { refers_to }));
        }
        body::element(self.lowering, self.passage, span, body::OPERATIVE, linked)
    }
}

/// A session as an event of the ontology, named with its organ: 大会第七十二届会议.
fn sitting<'a>(lowering: &mut Lowering<'a>, session: &'a Session, organ: Option<&'a Organ>) -> String {
    let kind = match session.kind {
        SessionKind::Session => "session",
        SessionKind::SpecialSession => "specialSession",
        SessionKind::EmergencySpecialSession => "emergencySpecialSession",
        SessionKind::Year => "year",
    };
    let eid = format!("{}-{kind}-{}", session.organ, session.number);
    let iri = format!("{}.{kind}.{}", session.organ, session.number);
    let bare = organ.map_or(session.printed.as_str(), |organ| after(&session.printed, &organ.name));
    let space = if lowering.language.unspaced { "" } else { " " };
    let words = organ.into_iter().flat_map(|organ| organ.name.split_whitespace()).chain(bare.split_whitespace());
    let name = Str::from(words.collect::<Vec<_>>().join(space));
    lowering.ontology.refer_as(MetaReferenceElement::Event, &eid, &iri, name, None)
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

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::fixture::text;

    fn found(finder: &Finder<'_>) -> Vec<String> {
        let cut = |start: u32, end: u32| -> String {
            finder.passage.text.chars().skip(start as usize).take((end - start) as usize).collect()
        };
        finder.found.iter().map(|fact| cut(fact.start, fact.end)).collect()
    }

    #[test]
    fn a_session_is_found_without_its_organ() {
        assert_eq!(after("大会第七十二届会议", "大会"), "第七十二届会议");
        assert_eq!(after("第七十二届会议", "大会"), "第七十二届会议");
        assert_eq!(after("Seventy-second session", ""), "Seventy-second session");
    }

    #[test]
    fn the_addressee_may_stand_before_the_sender() {
        let party = |id: &str, name: &str| Some(model::Fact::text(Organ { id: id.to_owned(), name: name.to_owned() }));
        for (line, from, to) in [
            (
                "adressée au Secrétaire général par la Représentante permanente",
                "Représentante permanente",
                "Secrétaire général",
            ),
            ("俄罗斯联邦常驻联合国代表给秘书长的信", "俄罗斯联邦常驻联合国代表", "秘书长"),
            // What the sender's words hold is not the addressee.
            ("from the Deputy to the Secretary-General", "Deputy to the Secretary-General", "Secretary-General"),
        ] {
            let passage = text(line);
            let mut metadata = crate::emit::fixture::letter().metadata;
            (metadata.author, metadata.addressee) = (party("sender", from), party("addressee", to));
            let mut finder = Finder::new(&passage);
            finder.correspondents(&metadata);
            let expected = if from.contains(to) { vec![from] } else { vec![from, to] };
            assert_eq!(found(&finder), expected);
        }
    }

    #[test]
    fn a_place_closes_with_its_state() {
        for (language, line, place, state) in [
            (&crate::language::ZH, "2022年10月28-29日，印 度", "印度", Some((15, 18))),
            (&crate::language::EN, "1 May 2021, Glasgow, United Kingdom", "Glasgow, United Kingdom", Some((21, 35))),
            (&crate::language::ES, "1 de mayo de 2021,  Panamá,  Panamá", "Panamá, Panamá", Some((29, 35))),
            (&crate::language::EN, "1 May 2021, New Mexico", "New Mexico", None),
        ] {
            let passage = text(line);
            let mut metadata = crate::emit::fixture::letter().metadata;
            metadata.place = Some(model::Fact::text(place.to_owned()));
            let mut finder = Finder::new(&passage);
            finder.place(&metadata, language);
            assert_eq!(finder.found.first().map(|fact| (fact.start, fact.end)), state, "{line}");
        }
    }

    #[test]
    fn the_type_of_a_document_is_the_word_at_either_end() {
        let passage = text("2021年6月30日大会决议 ");
        let mut finder = Finder::new(&passage);
        finder.document_type("决议");
        finder.document_type("决定");
        assert_eq!(found(&finder), ["决议"]);
        let passage = text("Resolution adopted by the General Assembly");
        let mut finder = Finder::new(&passage);
        finder.document_type("Resolution");
        finder.document_type("by");
        assert_eq!(found(&finder), ["Resolution"]);
        let passage = text("Резолюция, принятая Генеральной Ассамблеей");
        let mut finder = Finder::new(&passage);
        finder.document_type("решени");
        finder.document_type("резолюци");
        assert_eq!(found(&finder), ["Резолюция"]);
        let passage = text("DELHI DECLARATION");
        let mut finder = Finder::new(&passage);
        finder.document_type("declaration");
        assert_eq!(found(&finder), ["DECLARATION"]);
    }

    #[test]
    fn the_original_language_stands_after_the_colon() {
        for (line, name) in [("Original: Russian", "Russian"), ("[原件: 俄文]", "俄文"), ("原件：俄文", "俄文")]
        {
            let passage = text(line);
            let mut finder = Finder::new(&passage);
            finder.original_language(&crate::language::ZH);
            assert_eq!(found(&finder), [name]);
        }
    }
}
