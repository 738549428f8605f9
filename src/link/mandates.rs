//! Operative paragraphs in, mandates out: who is asked to do what, and by when.
//!
//! `clauses` finds the phrases that ask and cuts what each governs into addressee and action, `due` finds when it is to
//! be done. Points under a chapeau that only names the addressee share it.
//!
//! Not here: the words, which are data of the language ([`crate::language::Directing`]).

mod clauses;
mod due;
mod party;

use super::openings::List;
use super::reader::Reader;
use crate::language::Language;
use crate::model::{Block, Document, EId, Mandate, Paragraph, ParagraphRole, Passage, Phrase, Subparagraph};
use clauses::Clause;

/// Fills the mandates of a document.
pub(super) fn read(document: &mut Document, language: &'static Language) {
    let date = document.metadata.date.as_ref().map(|date| date.value.clone());
    let mut mandates = Mandates { language, date, found: Vec::new() };
    mandates.blocks(&document.body);
    mandates.found.shrink_to_fit();
    document.mandates = mandates.found;
}

struct Mandates {
    language: &'static Language,
    /// The date of the document, ISO 8601: what is due is due after it.
    date: Option<String>,
    found: Vec<Mandate>,
}

/// What a chapeau hands down to its points.
struct Chapeau {
    opening: Phrase,
    addressee: Option<Phrase>,
}

/// How the points under a text are read.
enum Points {
    /// Each for itself.
    Alone,
    /// As what a chapeau asks.
    Under(Chapeau),
    /// Not at all: the text above them says what is to be done, and they only detail it.
    Details,
}

impl Mandates {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Section(section) => self.blocks(&section.blocks),
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::List(_) => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        match paragraph.role {
            ParagraphRole::Operative | ParagraphRole::Continuation => {
                let points = self.passage(&paragraph.passage, &paragraph.eid, !paragraph.subparagraphs.is_empty());
                self.points(&paragraph.subparagraphs, &points);
            }
            ParagraphRole::Narrative => {}
        }
    }

    fn points(&mut self, points: &[Subparagraph], read: &Points) {
        for point in points {
            let below = match read {
                Points::Alone => self.passage(&point.passage, &point.eid, !point.subparagraphs.is_empty()),
                Points::Under(chapeau) => {
                    self.point(point, chapeau);
                    Points::Details
                }
                Points::Details => Points::Details,
            };
            self.points(&point.subparagraphs, &below);
        }
    }

    /// Reads a text of its own. How its points are to be read, if any; `leads` says that there are.
    fn passage(&mut self, passage: &Passage, eid: &EId, leads: bool) -> Points {
        let reader = Reader::new(&passage.text, self.language);
        let mut points = Points::Alone;
        for clause in clauses::find(&reader) {
            let phrase = |(from, to): (usize, usize)| phrase(&reader, from, to, None);
            if clause.action.is_some() {
                points = if clauses::opens_list(&reader, reader.len()) { Points::Details } else { Points::Alone };
                let (opening, addressee) = (phrase(clause.opening), clause.addressee.map(phrase));
                self.found.push(self.mandate(&reader, eid, &clause, (opening, addressee)));
            } else if leads {
                let hand_down = |(from, to)| self::phrase(&reader, from, to, Some(eid.clone()));
                let (opening, addressee) = (hand_down(clause.opening), clause.addressee.map(hand_down));
                points = Points::Under(Chapeau { opening, addressee });
            }
        }
        points
    }

    /// Reads a point under a chapeau that asks.
    fn point(&mut self, point: &Subparagraph, chapeau: &Chapeau) {
        let reader = Reader::new(&point.passage.text, self.language);
        let clause = clauses::point(&reader, chapeau.addressee.is_none());
        let own = clause.addressee.map(|(from, to)| phrase(&reader, from, to, None));
        let addressee = own.or_else(|| chapeau.addressee.clone());
        self.found.push(self.mandate(&reader, &point.eid, &clause, (chapeau.opening.clone(), addressee)));
    }

    /// A mandate, from its opening and addressee, with what its action says.
    fn mandate(
        &self,
        reader: &Reader<'_>,
        eid: &EId,
        clause: &Clause,
        (opening, addressee): (Phrase, Option<Phrase>),
    ) -> Mandate {
        let (from, to) = clause.scope;
        let since = self.date.as_deref().zip(clause.action).map(|(date, (action, _))| due::Since { date, action });
        let reporting = addressee.is_some() && clause.action.is_some_and(|(from, to)| reports(reader, from, to));
        Mandate {
            eid: eid.clone(),
            opening: Some(opening),
            addressee,
            action: clause.action.map(|(from, to)| phrase(reader, from, to, None)),
            deadline: due::find(reader, from, to, since),
            reporting,
            recipient: reporting.then(|| recipient(reader, from, to)).flatten(),
        }
    }
}

fn phrase(reader: &Reader<'_>, from: usize, to: usize, node: Option<EId>) -> Phrase {
    let point = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Phrase { text: reader.slice(from, to).to_owned(), start: point(from), end: point(to), node }
}

/// Whether an action is to tell an organ something: it says so, or hands in what does.
fn reports(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    let words = &reader.language.directing;
    let has = |at: usize, list: &[&str]| clauses::words_at(reader, at, list).is_some_and(|end| end <= to);
    let mut handing = false;
    if reader.may_open(from, List::Told) && has(from, words.reports) {
        return true;
    }
    for at in from..to {
        // Most places neither open one of the words nor end what is handed in.
        if !handing && !reader.may_open(at, List::Told) {
            continue;
        }
        if !clauses::starts_word(reader, at) {
            handing &= !reader.at(at).is_some_and(|c| parts(reader, c));
        } else if !reader.may_open(at, List::Told) || reader.may_open(at, List::NotActs) && has(at, words.not_acts) {
        } else if has(at, words.tell) || handing && has(at, words.reports) {
            return true;
        } else {
            handing |= has(at, words.hand_in);
        }
    }
    false
}

/// Whether a mark parts what is handed in from what else is to be done. Where words are written without spaces, what is
/// handed in stands in the same phrase.
fn parts(reader: &Reader<'_>, c: char) -> bool {
    let language = reader.language;
    language.segment_ends.contains(&c) || language.unspaced && language.comma.contains(&c)
}

/// The organ that is told.
fn recipient(reader: &Reader<'_>, from: usize, to: usize) -> Option<Phrase> {
    let words = &reader.language.directing;
    let organ = |at: usize| {
        let organs = reader.language.organs.iter().filter_map(|o| reader.word(at, o.name));
        organs.max().filter(|&end| end <= to).map(|end| (at, end))
    };
    let named = reader.places([List::Recipients], from, to).find_map(|at| {
        let start = reader.spaces(clauses::words_at(reader, at, words.recipients)?);
        organ(start)
    });
    named.map(|(at, end)| phrase(reader, at, end, None))
}
