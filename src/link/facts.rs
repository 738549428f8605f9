//! Facts about the document, drawn from its cover, title, closing lines and furniture, and from the sidecar.
//!
//! Each fact says where it comes from. The text goes before the sidecar: a sidecar supplies what the text lacks. What
//! nobody states is not guessed: it is named in `missing`.
//!
//! Not here: the parsing of cover lines (see `parse::header`), and whether sidecar and text agree (see `check`).

use super::citations;
use super::iri;
use super::reader::Reader;
use super::sidecar::Sidecar;
use crate::language::date::FoundDate;
use crate::language::{Entity, InstrumentWord, Language};
use crate::model::{
    AgendaItem, Block, ConclusionLine, ConclusionRole, CoverLine, CoverRole, Document, DocumentClass, Fact,
    FurnitureReason, Organ, Origin, SectionKind, Session, SessionKind,
};

/// Fills the metadata of a document.
pub(super) fn draw(document: &mut Document, language: &'static Language, sidecar: &Sidecar) {
    let mut facts = document.metadata.clone();
    let mut drawer = Drawer { language, facts: &mut facts, alone: Vec::new() };
    for line in &document.cover {
        drawer.cover(line);
    }
    drawer.title(document);
    drawer.author(document);
    drawer.sitting(document);
    for line in &document.conclusions {
        drawer.conclusion(line);
    }
    drawer.furniture(document);
    drawer.sidecar(sidecar);
    drawer.symbol(document);
    drawer.sessions_alone();
    drawer.work(&document.source.path);
    document.metadata = facts;
}

/// The organ that counts years.
const COUNCIL: &str = "unsc";

struct Drawer<'a> {
    language: &'static Language,
    facts: &'a mut crate::model::Metadata,
    /// Which sessions stand without an organ on their line.
    alone: Vec<usize>,
}

impl Drawer<'_> {
    fn cover(&mut self, line: &CoverLine) {
        let text = self.language.folded(&line.passage.text);
        match line.role {
            CoverRole::Session => self.sessions(&text),
            CoverRole::AgendaItem => {
                let items = self.language.agenda_numbers(&text).into_iter();
                self.facts.agenda_items.extend(items.map(|number| Fact::text(AgendaItem { number, title: None })));
            }
            CoverRole::AgendaTitle => {
                if let Some(item) = self.facts.agenda_items.last_mut() {
                    item.value.title = Some(text);
                }
            }
            CoverRole::Adoption => self.adoption(&text),
            CoverRole::Provenance => {
                let reader = Reader::new(&text, self.language);
                let symbol = citations::find(&reader, false, None).into_iter().find_map(|c| c.symbol);
                self.facts.draft_symbol = self.facts.draft_symbol.take().or(symbol.map(Fact::text));
            }
            CoverRole::Distribution => self.distribution(&line.passage.text),
            CoverRole::OriginalLanguage => {
                let named = self.language.language_names.iter().find(|n| text.contains(n.0));
                self.facts.original_language = named.map(|n| Fact::text(n.1.to_owned()));
            }
            CoverRole::Language => {
                if self.language.language_names.iter().any(|n| n.0 == text && n.1 == self.language.iso639_2) {
                    self.facts.language.origin = Origin::Text;
                }
            }
            CoverRole::PlaceDate => self.place_and_date(&text),
            CoverRole::ShortTitle => self.facts.short_title = Some(Fact::text(text)),
            CoverRole::Symbol => {
                // A symbol is printed alike in every language, spaces included: S/RES/2515 (2020).
                let words: Vec<&str> = line.passage.text.split_whitespace().collect();
                for symbol in joint(&words.join(" ")) {
                    let fact = Fact::text(symbol.to_owned());
                    if self.facts.symbol.is_some() {
                        self.facts.other_symbols.push(fact);
                    } else {
                        self.facts.symbol = Some(fact);
                    }
                }
            }
            CoverRole::Organ => {
                if let Some(organ) = self.language.organ(&text) {
                    // A cover may name its organs once more above their sessions.
                    if self.facts.organs.iter().all(|named| named.value.id != organ.id) {
                        self.facts.organs.push(Fact::text(Organ { id: organ.id.to_owned(), name: text }));
                    }
                }
            }
            CoverRole::Byline | CoverRole::Other => {}
        }
    }

    /// 大会第七十二届会议安全理事会第七十二年: each session with the organ printed before it, else for now with the last
    /// one that the cover named above. Only the Security Council counts years, and it counts nothing else.
    fn sessions(&mut self, text: &str) {
        let reader = Reader::new(text, self.language);
        let above = self.facts.organs.iter().rev().map(|organ| organ.value.id.clone()).find(|id| id != COUNCIL);
        let mut organ: Option<(&Entity, usize)> = None;
        let mut at = 0;
        while at < reader.len() {
            let named =
                self.language.organs.iter().filter_map(|o| Some((reader.word(at, o.name)?, o))).max_by_key(|o| o.0);
            if let Some((end, entity)) = named {
                organ = Some((entity, at));
                self.facts.organs.push(Fact::text(Organ { id: entity.id.to_owned(), name: entity.name.to_owned() }));
                at = end;
                continue;
            }
            let forms = [
                (self.language.session, SessionKind::Session),
                (self.language.special_session, SessionKind::SpecialSession),
                (self.language.emergency_session, SessionKind::EmergencySpecialSession),
                (self.language.council_year, SessionKind::Year),
            ];
            // Within a word no ordinal begins: twenty-fifth.
            let fresh = self.language.unspaced || !reader.before(at).is_some_and(char::is_alphanumeric);
            let session = forms.iter().filter(|_| fresh).filter_map(|((before, after), kind)| {
                // The sessions of the Economic and Social Council bear the year, which counts nothing.
                let counted = |ordinal: &(usize, u32)| ordinal.1 < 1000;
                let (end, number) = reader.ordinal(reader.words(at, before)?).filter(counted)?;
                Some((reader.words(end, after)?, number, *kind))
            });
            let session = session.max_by_key(|session| session.0);
            let Some((end, number, kind)) = session else {
                at += 1;
                continue;
            };
            let from = organ.map_or(at, |o| o.1);
            let alone = || match kind {
                SessionKind::Year => COUNCIL.to_owned(),
                SessionKind::Session | SessionKind::SpecialSession | SessionKind::EmergencySpecialSession => {
                    above.clone().unwrap_or_default()
                }
            };
            if organ.is_none() && kind != SessionKind::Year {
                self.alone.push(self.facts.sessions.len());
            }
            let id = organ.take().map_or_else(alone, |o| o.0.id.to_owned());
            let printed = reader.slice(from, end).to_owned();
            self.facts.sessions.push(Fact::text(Session { organ: id, kind, number, printed }));
            at = end;
        }
    }

    /// Gives the sessions that stand alone their organ, and leaves out those of a body that nothing names.
    fn sessions_alone(&mut self) {
        for index in std::mem::take(&mut self.alone).into_iter().rev() {
            let above = self.facts.sessions.get(index).map(|fact| fact.value.organ.clone());
            match (above.and_then(|above| self.whose_session(above)), self.facts.sessions.get_mut(index)) {
                (Some(organ), Some(session)) => session.value.organ = organ,
                _ => drop(self.facts.sessions.remove(index)),
            }
        }
    }

    /// The organ of a session that stands alone, below the name of `above` if any, else that whose own symbol the
    /// document bears, or its author. A body below an organ counts sessions of its own, under the name of that organ.
    fn whose_session(&self, above: String) -> Option<String> {
        let symbols = || self.facts.symbol.iter().chain(&self.facts.other_symbols).map(|fact| fact.value.as_str());
        let own = symbols().find_map(in_own_series);
        let below = own.is_none() && symbols().any(|symbol| SERIES.iter().any(|series| symbol.starts_with(series.0)));
        if !above.is_empty() {
            return Some(above).filter(|above| !(below && SERIES.iter().any(|series| series.1 == above)));
        }
        if let Some(organ) = own {
            return Some(organ.to_owned());
        }
        let author = self.facts.author.as_ref().map(|author| &author.value.id).filter(|_| !below);
        author.filter(|id| *id != COUNCIL && self.language.organs.iter().any(|organ| organ.id == **id)).cloned()
    }

    /// 2021年6月30日大会决议; Adopted by the Security Council on 30 March 2020.
    fn adoption(&mut self, text: &str) {
        let Some((at, date)) = self.language.first_date(text) else { return };
        if date.start.day.is_some() {
            self.facts.date = Some(Fact::text(date.start.iso()));
        }
        let rest = self.language.key(if at == 0 { text.get(date.length..).unwrap_or("") } else { text });
        let organs = self.language.organs.iter().filter(|o| rest.contains(o.name));
        if let Some(organ) = organs.max_by_key(|o| o.name.len()) {
            let organ = Organ { id: organ.id.to_owned(), name: organ.name.to_owned() };
            self.facts.author = Some(Fact::text(self.as_on_cover(organ)));
        }
    }

    /// An organ with the name that the cover gives it. A sentence may bend the name (принятая Советом), and the formula
    /// says it with an article or a particle (إن الجمعية العامة).
    fn as_on_cover(&self, organ: Organ) -> Organ {
        let cover = self.facts.organs.iter().map(|fact| &fact.value).find(|named| named.id == organ.id);
        cover.cloned().unwrap_or(organ)
    }

    /// Distr.: General 22 November 2017.
    fn distribution(&mut self, text: &str) {
        let dated = self.language.first_date(text);
        // Distr.: General, Distr. générale.
        let worded = self.language.distribution.iter().find_map(|word| text.strip_prefix(word));
        let rest = text.split_once(self.language.colons).map_or(worded.unwrap_or(text), |p| p.1);
        if let Some((0, date)) = dated.filter(|d| d.1.start.day.is_some()) {
            self.facts.issued = Some(Fact::text(date.start.iso()));
            return;
        }
        let reader = Reader::new(rest, self.language);
        let date = (0..reader.len()).find_map(|at| {
            let fresh = !reader.before(at).is_some_and(|c| c.is_ascii_digit());
            fresh.then(|| self.language.date_at(reader.rest(at))).flatten().map(|d| (at, d))
        });
        let end = date.map_or(reader.len(), |d| d.0);
        self.facts.distribution = Some(Fact::text(reader.slice(0, end).trim().to_owned()));
        if let Some((_, date)) = date.filter(|d| d.1.start.day.is_some()) {
            self.facts.issued = Some(Fact::text(date.start.iso()));
        }
    }

    /// 2022年10月28-29日，印度.
    fn place_and_date(&mut self, text: &str) {
        let Some((date, place)) = self.language.place_and_date(text) else { return };
        if self.facts.date.is_none() && date.start.day.is_some() {
            let iso = date.end.map_or_else(|| date.start.iso(), |end| format!("{}/{}", date.start.iso(), end.iso()));
            self.facts.date = Some(Fact::text(iso));
        }
        if !place.is_empty() && self.facts.place.is_none() {
            self.facts.place = Some(Fact::text(place.to_owned()));
        }
    }

    fn title(&mut self, document: &Document) {
        // Decision 1/CP.26 stands on a line of its own over the title.
        let own = document.cover.iter().find_map(|line| self.language.own_number(&line.passage.text));
        self.facts.number = own.map(|(_, number)| Fact::derived(iri::number(&number)));
        let Some(title) = &document.title else { return };
        let text = self.language.folded(&title.passage.text);
        for line in &title.subtitles {
            self.cover(line);
        }
        if let Some(number) = &title.number {
            self.facts.number = Some(Fact::derived(iri::number(&number.canonical)));
        }
        if document.metadata.class.value == DocumentClass::Letter {
            self.letter(&text);
        }
        self.facts.title = Some(Fact::text(text));
    }

    /// 2017年11月16日俄罗斯联邦常驻联合国代表给秘书长的信.
    fn letter(&mut self, title: &str) {
        let Some(letter) = self.language.letter_title(title) else { return };
        self.facts.date = Some(Fact::text(letter.date.start.iso()));
        let state = self.language.state_of_sender(letter.sender);
        let party = |entity: &Entity, name: &str| Fact::text(Organ { id: entity.id.to_owned(), name: name.to_owned() });
        self.facts.author = state.or_else(|| self.language.entity(letter.sender)).map(|e| party(e, letter.sender));
        self.facts.addressee = self.language.entity(letter.addressee).map(|e| party(e, letter.addressee));
    }

    /// Who speaks, where no line of the cover said so: the byline, the formula, the organ on the cover.
    fn author(&mut self, document: &Document) {
        // A letter is its sender's: the organ on the cover has it circulated.
        if self.facts.author.is_some() || document.metadata.class.value == DocumentClass::Letter {
            return;
        }
        let lines = document.title.iter().flat_map(|t| &t.subtitles).chain(&document.cover);
        let byline =
            lines.into_iter().find(|l| l.role == CoverRole::Byline).map(|l| self.language.folded(&l.passage.text));
        // Where a report has no other title, its byline stands for it.
        let byline = byline.or_else(|| document.title.as_ref().map(|t| self.language.folded(&t.passage.text)));
        let reporter = byline.and_then(|b| self.language.reporter(&b).map(str::to_owned));
        let formula = document.preamble.as_ref().and_then(|p| p.formula.as_ref().or(p.operative_formula.as_ref()));
        let formula = formula.map(|f| &f.passage);
        // A resolution in parts has a speaker in each.
        let of_part = || {
            let Block::Section(part) = document.body.first()? else { return None };
            // Its title may stand under its letter.
            let first = match part.blocks.first()? {
                Block::Section(titled) => titled.blocks.first()?,
                block @ (Block::Paragraph(_) | Block::List(_)) => block,
            };
            let Block::Paragraph(first) = first else { return None };
            (part.level == SectionKind::Subsection && first.number.is_none()).then_some(&first.passage)
        };
        let speaker = formula
            .or_else(of_part)
            .map(|f| self.language.folded(&f.text).trim_end_matches(self.language.comma).trim_end().to_owned());
        let by_report = reporter.and_then(|reporter| {
            let (name, entity) = self.language.reporting(&reporter)?;
            Some(Organ { id: entity.id.to_owned(), name: name.to_owned() })
        });
        let spoken = |name: String| {
            let bare = self.language.particles.iter().find_map(|particle| name.strip_prefix(particle));
            Some(Organ { id: self.language.entity(&name)?.id.to_owned(), name: bare.unwrap_or(&name).to_owned() })
        };
        let named = by_report.or_else(|| speaker.and_then(spoken));
        let fullest = || self.facts.organs.iter().map(|o| &o.value).max_by_key(|o| o.name.len()).cloned();
        let author = named.map(|organ| self.as_on_cover(organ)).or_else(fullest);
        self.facts.author = author.map(Fact::text);
    }

    /// When and where a decision or statement was made, which its first sentence says: At its 1st plenary meeting, on 17
    /// September 2019, the General Assembly ….
    fn sitting(&mut self, document: &Document) {
        let made = matches!(document.metadata.class.value, DocumentClass::Decision | DocumentClass::Statement);
        let Some(Block::Paragraph(first)) = document.body.first().filter(|_| made) else { return };
        let text = self.language.folded(&first.passage.text);
        let date = self.language.first_date(&text).map(|d| d.1.start).filter(|d| d.day.is_some());
        self.facts.date = self.facts.date.take().or(date.map(|d| Fact::text(d.iso())));
        if self.facts.author.is_none() {
            let reader = Reader::new(&text, self.language);
            let longest = |at: usize| {
                let named = self.language.organs.iter().filter_map(|o| Some((reader.word(at, o.name)?, at, o)));
                named.max_by_key(|n| n.0)
            };
            let first = (0..reader.len()).find_map(longest);
            self.facts.author = first.map(|(end, at, organ)| {
                Fact::text(Organ { id: organ.id.to_owned(), name: reader.slice(at, end).to_owned() })
            });
        }
    }

    fn conclusion(&mut self, line: &ConclusionLine) {
        let text = self.language.folded(&line.passage.text);
        match line.role {
            ConclusionRole::Date if self.facts.date.is_none() => {
                let date = self.language.first_date(&text).map(|d| d.1).filter(|d| d.start.day.is_some());
                self.facts.date = date.map(|d| Fact::text(d.start.iso()));
            }
            ConclusionRole::Meeting => {
                // The date may stand on the line of the meeting, before or after it.
                let date = self.language.first_date(&text).filter(|(_, date)| date.start.day.is_some());
                let around = |(at, date): (usize, FoundDate)| Some((text.get(..at)?, text.get(at + date.length..)?));
                let meeting = match date.and_then(around).map(|(before, after)| (before.trim(), after.trim())) {
                    Some((meeting, "") | ("", meeting)) => meeting.trim_end_matches(self.language.comma),
                    _ => &text,
                };
                self.facts.meeting = Some(Fact::text(meeting.to_owned()));
                if self.facts.date.is_none() {
                    self.facts.date = date.map(|(_, date)| Fact::text(date.start.iso()));
                }
            }
            ConclusionRole::Signature => {
                // The name stands before or after the word for a signature; lines without it say rank and office.
                let words = self.language.brackets.iter().map(|b| format!("{}{}{}", b.0, self.language.signed, b.1));
                let name = words.into_iter().find_map(|word| text.split_once(&word));
                let name = name.map(|(before, after)| if before.is_empty() { after.trim() } else { before.trim() });
                self.facts.signatory = name.map(|n| Fact::text(n.to_owned())).or(self.facts.signatory.take());
            }
            ConclusionRole::Date | ConclusionRole::Hashtag | ConclusionRole::Link | ConclusionRole::Other => {}
        }
    }

    fn furniture(&mut self, document: &Document) {
        let jobs = document.furniture.iter().filter(|f| f.reason == FurnitureReason::JobNumber);
        let job = jobs.max_by_key(|f| f.occurrences.len());
        self.facts.job_number = job.map(|f| Fact::text(f.text.clone()));
    }

    fn sidecar(&mut self, sidecar: &Sidecar) {
        let fill = |slot: &mut Option<Fact<String>>, value: &Option<String>| {
            if slot.is_none() {
                *slot = value.clone().map(Fact::sidecar);
            }
        };
        fill(&mut self.facts.symbol, &sidecar.symbol);
        fill(&mut self.facts.date, &sidecar.date);
        fill(&mut self.facts.issued, &sidecar.issued);
        self.facts.other_symbols.extend(sidecar.other_symbols.iter().cloned().map(Fact::sidecar));
        if let (None, Some(id)) = (&self.facts.author, &sidecar.author) {
            self.facts.author = Some(Fact::sidecar(Organ { id: id.clone(), name: id.clone() }));
        }
    }

    /// The symbol of a resolution follows from its number and its organ.
    fn symbol(&mut self, document: &Document) {
        if self.facts.symbol.is_none() && self.facts.author.as_ref().is_some_and(|a| a.value.id == COUNCIL) {
            self.facts.symbol = self.own_citation(document).map(Fact::derived);
        }
        let number = self.facts.number.as_ref().and_then(|number| number.value.rsplit_once('-'));
        let Some(title_number) = number.map(|(session, number)| format!("{session}/{number}")) else { return };
        let organ = match self.facts.author.as_ref().map(|a| a.value.id.as_str()) {
            Some("unga") => "A",
            Some("unga-hrc") => "A/HRC",
            Some("unecosoc") => "E",
            Some("unecosoc-chr") => "E/CN.4",
            _ => return,
        };
        let series = if self.facts.class.value == DocumentClass::Decision { "DEC" } else { "RES" };
        if self.facts.symbol.is_none() {
            self.facts.symbol = Some(Fact::derived(format!("{organ}/{series}/{title_number}")));
        }
    }

    /// The symbol of a document that names itself on a line of its cover: Resolution 1325 (2000).
    fn own_citation(&self, document: &Document) -> Option<String> {
        let titles = document.title.iter();
        let passages = (document.cover.iter().map(|line| &line.passage))
            .chain(titles.clone().map(|title| &title.passage))
            .chain(titles.flat_map(|title| title.subtitles.iter().map(|line| &line.passage)));
        passages.flat_map(|passage| passage.text.split('\n')).find_map(|line| {
            let line = self.language.folded(line);
            let reader = Reader::new(&line, self.language);
            let cited = citations::find(&reader, false, None).into_iter().next()?;
            let rest =
                format!("{}{}", reader.slice(0, cited.start), reader.slice(cited.end, reader.len())).to_lowercase();
            let rest = rest.trim_matches(|c: char| !c.is_alphabetic());
            let resolution = |i: &(&str, InstrumentWord)| {
                i.1 == InstrumentWord::Resolution && rest.contains(i.0) && !rest.contains(char::is_whitespace)
            };
            let own = rest.is_empty() || self.language.instruments.iter().any(resolution);
            cited.symbol.filter(|symbol| own && symbol.starts_with("S/RES/"))
        })
    }

    /// Number and IRI of the work, and what is missing for them.
    fn work(&mut self, path: &str) {
        let facts = &mut *self.facts;
        if facts.number.is_none() {
            // A printed symbol of a series gives the number in the series: S/RES/2515 (2020) is 2515-2020.
            let series =
                |s: &str| ["RES/", "DEC/", "PRST/"].iter().find_map(|m| s.split_once(m).map(|p| p.1.to_owned()));
            let symbol = facts.symbol.as_ref().map(|s| series(&s.value).unwrap_or_else(|| s.value.clone()));
            let symbol = symbol.as_deref();
            let job = facts.job_number.as_ref().and_then(|j| j.value.split(' ').next());
            let name = path.rsplit('/').next().unwrap_or(path);
            let stem = name.split('.').next().unwrap_or(name);
            facts.number = Some(Fact::derived(iri::number(symbol.or(job).unwrap_or(stem))));
        }
        for (name, known) in [
            ("symbol", facts.symbol.is_some()),
            ("date", facts.date.is_some()),
            ("issued", facts.issued.is_some()),
            ("author", facts.author.is_some()),
        ] {
            if !known {
                facts.missing.push(name.to_owned());
            }
        }
        let date = facts.date.as_ref().and_then(|d| d.value.rsplit('/').next()).unwrap_or(iri::UNKNOWN_DATE);
        let actor = facts.author.as_ref().map_or("un", |a| iri::actor(&a.value.id));
        let number = facts.number.as_ref().map_or("", |n| n.value.as_str());
        facts.work_iri = Some(Fact::derived(iri::work(facts.class.value, actor, date, number)));
    }
}

/// What the symbols of the organs open with that count sessions: of the more special ones first.
const SERIES: [(&str, &str); 3] = [("A/HRC/", "unga-hrc"), ("A/", "unga"), ("E/", "unecosoc")];

/// The organ to whose own documents a symbol belongs: A/78/12, A/C.3/78/L.5, A/RES/S-32/1. Those of a body below it name
/// the body first: A/AC.105/1, A/HRC/WG.6/42/1.
fn in_own_series(symbol: &str) -> Option<&'static str> {
    let (rest, organ) = SERIES.iter().find_map(|series| Some((symbol.strip_prefix(series.0)?, series.1)))?;
    let counted = rest.strip_prefix("C.").filter(|_| organ == "unga").unwrap_or(rest);
    let own = ["RES/", "DEC/", "S-", "ES-", "INF/", "BUR/", "PV.", "L."];
    let begins = counted.starts_with(|c: char| c.is_ascii_digit()) || own.iter().any(|own| rest.starts_with(own));
    begins.then_some(organ)
}

/// The symbols that one document of two organs bears, with a dash between them: A/76/852–S/2022/448. A dash within a
/// symbol has no symbol behind it.
fn joint(symbols: &str) -> Vec<&str> {
    let dash = |c: char| matches!(c, '-' | '–' | '‑');
    let begins = |text: &str| {
        let series = text.split('/').next().unwrap_or("");
        series.len() < text.len() && !series.is_empty() && series.chars().all(|c| c.is_ascii_uppercase())
    };
    let mut found = Vec::new();
    let mut rest = symbols;
    while let Some((at, c)) = rest.char_indices().find(|(at, c)| {
        dash(*c)
            && rest.get(..*at).is_some_and(|before| before.contains('/'))
            && rest.get(at + c.len_utf8()..).is_some_and(begins)
    }) {
        let (before, after) = rest.split_at(at);
        found.push(before);
        rest = after.trim_start_matches(c);
    }
    found.push(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{EN, ZH};
    use crate::model::{Metadata, Passage};

    /// What some calls draw from lines of a resolution.
    fn drawn(language: &'static Language, draw: impl FnOnce(&mut Drawer<'_>)) -> Metadata {
        let tag = Fact::derived(language.tag.to_owned());
        let mut facts = Metadata::new(Fact::derived(DocumentClass::Resolution), tag);
        draw(&mut Drawer { language, facts: &mut facts, alone: Vec::new() });
        facts
    }

    fn passage(text: &str) -> Passage {
        Passage { text: text.to_owned(), ..Passage::default() }
    }

    /// What the lines of a cover say.
    fn cover(language: &'static Language, lines: &[(CoverRole, &str)]) -> Metadata {
        drawn(language, |drawer| {
            for &(role, text) in lines {
                drawer.cover(&CoverLine { role, passage: passage(text) });
            }
        })
    }

    #[test]
    fn the_cover_says_its_language_where_it_names_that_of_the_version() {
        let origin = |text| cover(&EN, &[(CoverRole::Language, text)]).language.origin;
        assert_eq!(origin("English"), Origin::Text);
        assert_eq!([origin("French"), origin("Latin")], [Origin::Derived; 2]);
    }

    #[test]
    fn an_organ_that_the_cover_names_again_is_named_once() {
        let names = ["General Assembly", "Security Council", "General Assembly"];
        let facts = cover(&EN, &names.map(|name| (CoverRole::Organ, name)));
        assert_eq!(facts.organs.iter().map(|fact| fact.value.id.as_str()).collect::<Vec<_>>(), ["unga", "unsc"]);
    }

    #[test]
    fn a_session_that_bears_a_year_counts_nothing() {
        let sessions = |text| {
            let found = cover(&EN, &[(CoverRole::Session, text)]).sessions;
            found.into_iter().map(|fact| (fact.value.organ, fact.value.number)).collect::<Vec<_>>()
        };
        assert_eq!(sessions("General Assembly Seventy-fifth session"), [("unga".to_owned(), 75)]);
        assert_eq!(sessions("General Assembly 999th session"), [("unga".to_owned(), 999)]);
        assert_eq!([sessions("1000th session"), sessions("2004th session")], [vec![], vec![]]);
    }

    #[test]
    fn a_session_that_stands_alone_is_that_of_the_symbol_or_of_the_name_above() {
        let session = |lines: &[(CoverRole, &'static str)]| {
            let facts = drawn(&EN, |drawer| {
                for &(role, text) in lines {
                    drawer.cover(&CoverLine { role, passage: passage(text) });
                }
                drawer.sessions_alone();
            });
            facts.sessions.first().map(|fact| format!("{} {}", fact.value.organ, fact.value.designation()))
        };
        let alone = |line: &'static str| session(&[(CoverRole::Symbol, line), (CoverRole::Session, "Fifth session")]);
        for (symbol, organ) in [
            ("A/78/12", Some("unga 5")),
            ("A/C.3/78/L.5", Some("unga 5")),
            ("A/HRC/53/24", Some("unga-hrc 5")),
            ("E/2023/5", Some("unecosoc 5")),
            ("A/HRC/WG.6/42/L.1", None),
            ("A/CONF.151/26", None),
            ("A/AC.105/1", None),
            ("UNEP/EA.5/1", None),
        ] {
            assert_eq!(alone(symbol).as_deref(), organ, "{symbol}");
        }
        let below = |organ, symbol| {
            let lines = [(CoverRole::Organ, organ), (CoverRole::Symbol, symbol), (CoverRole::Session, "5th session")];
            session(&lines)
        };
        assert_eq!(below("General Assembly", "A/AC.105/1"), None);
        assert_eq!(below("General Assembly", "S/2023/1").as_deref(), Some("unga 5"));
        assert_eq!(below("Commission on Human Rights", "E/CN.4/2005/1").as_deref(), Some("unecosoc-chr 5"));
        let special = |line| session(&[(CoverRole::Symbol, "A/S-32/1"), (CoverRole::Session, line)]);
        assert_eq!(special("Thirty-second special session").as_deref(), Some("unga S-32"));
        assert_eq!(special("Eleventh emergency special session").as_deref(), Some("unga ES-11"));
        assert_eq!(session(&[(CoverRole::Session, "Fifth session")]), None);
    }

    #[test]
    fn place_and_date_may_stand_in_brackets_and_the_first_of_each_counts() {
        let said = |lines: &[&'static str]| {
            let lines: Vec<_> = lines.iter().map(|&line| (CoverRole::PlaceDate, line)).collect();
            let facts = cover(&ZH, &lines);
            (facts.date.map(|fact| fact.value), facts.place.map(|fact| fact.value))
        };
        let told = |date: Option<&str>, place: Option<&str>| (date.map(str::to_owned), place.map(str::to_owned));
        let days = Some("2022-10-28/2022-10-29");
        for line in ["2022年10月28日至29日，印度", "(2022年10月28日至29日，印度)", "（2022年10月28日至29日，印度）"]
        {
            assert_eq!(said(&[line]), told(days, Some("印度")), "{line}");
        }
        assert_eq!(said(&["2022年10月28日"]), told(Some("2022-10-28"), None));
        assert_eq!(said(&["2022年10月，印度"]), told(None, Some("印度")), "a month is no date");
        let (first, second) = ("2022年10月28日", "2022年11月1日，印度");
        assert_eq!(said(&[first, second, "2022年11月2日，开罗"]), told(Some("2022-10-28"), Some("印度")));
    }

    #[test]
    fn the_meeting_is_what_its_line_says_without_the_date() {
        let meeting = |language, text| {
            let line = ConclusionLine { role: ConclusionRole::Meeting, passage: passage(text) };
            let facts = drawn(language, |drawer| drawer.conclusion(&line));
            (facts.meeting.map(|fact| fact.value), facts.date.map(|fact| fact.value))
        };
        let plenary = Some("85th plenary meeting".to_owned());
        let date = Some("2021-06-30".to_owned());
        assert_eq!(meeting(&EN, "85th plenary meeting"), (plenary.clone(), None));
        assert_eq!(meeting(&EN, "85th plenary meeting, 30 June 2021"), (plenary.clone(), date.clone()));
        assert_eq!(meeting(&EN, "30 June 2021 85th plenary meeting"), (plenary, date.clone()));
        assert_eq!(meeting(&ZH, "2021年6月30日第85次全体会议"), (Some("第85次全体会议".to_owned()), date));
    }

    #[test]
    fn a_dash_parts_two_symbols_where_one_stands_before_and_one_behind_it() {
        assert_eq!(joint("A/76/852–S/2022/448"), ["A/76/852", "S/2022/448"]);
        assert_eq!(joint("A/76/852-S/2022/448-E/2022/50"), ["A/76/852", "S/2022/448", "E/2022/50"]);
        for symbol in [
            "FCCC/CP/2021/12/Add.1",
            "A/HRC/46/L.6-Rev.1",
            "S-26/2",
            "A/S-26/2",
            "A/CONF.151/26-/5",
            "A/C.1/76/L.5-a/5",
            "A/C.1/76/L.5-ANNEX",
        ] {
            assert_eq!(joint(symbol), [symbol]);
        }
    }
}
