//! Where a word of some list can begin, by the three characters that stand there: at most places of a text none can, and
//! they need no closer look. All lists are told in one pass.
//!
//! In: a text by code points, in small letters. Out: for each place, the lists of which a word may begin there; one too
//! many now and then, never one too few.

use super::reader::small;
use crate::language::{Ask, Language, Memo};

/// A list of words of a language.
#[derive(Debug, Clone, Copy)]
pub(super) enum List {
    /// What opens a mention or a place.
    Mentions,
    /// The names of organs and the words for an instrument.
    Instruments,
    /// What closes a sentence or a segment.
    Ends,
    /// What opens a date.
    Dates,
    /// What opens a title.
    Titles,
    /// What opens a bracket.
    Brackets,
    /// What opens or closes a bracket, a quotation or a title.
    Pairs,
    /// Names of the lexicon.
    Names,
    /// Verbs that ask.
    Verbs,
    /// What opens an action.
    Acts,
    /// What says when something is due, numbers apart.
    Due,
    /// What says that an organ is told something.
    Told,
}

/// Lists, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Gate(u16);

impl Gate {
    /// All lists: a place that needs a look whatever is looked for.
    pub(super) const OPEN: Gate = Gate(u16::MAX);

    /// Whether a word of the list may begin here.
    pub(super) fn admits(self, list: List) -> bool {
        self.0 >> list as u16 & 1 == 1
    }
}

/// Places of a table of beginnings, a power of two.
const PLACES: usize = 4096;

/// What the lists of a language begin with.
pub(super) struct Openings {
    /// By first character: all words, and those that one character tells.
    first: [u16; 256],
    alone: [u16; 256],
    /// By the first characters of words of two characters, and of longer ones.
    pairs: Vec<u16>,
    triples: Vec<u16>,
    unspaced: bool,
    /// The words that open an action, by first character: a language lists hundreds.
    acts: Vec<Vec<&'static str>>,
}

static OPENINGS: Memo<Openings> = Memo::new(Openings::new);

/// The openings of `language`; none for a language that a caller supplied, in which every character is looked at.
pub(super) fn of(language: &Language) -> Option<&'static Openings> {
    OPENINGS.of(language)
}

fn pair(a: char, b: char) -> usize {
    (u32::from(a).wrapping_mul(0x9e37_79b1) ^ u32::from(b).wrapping_mul(0x85eb_ca6b)) as usize >> 16 & (PLACES - 1)
}

fn triple(a: char, b: char, c: char) -> usize {
    let sum = u32::from(a).wrapping_mul(0x9e37_79b1) ^ u32::from(b).wrapping_mul(0x85eb_ca6b);
    (sum.rotate_left(5) ^ u32::from(c).wrapping_mul(0xc2b2_ae35)) as usize >> 16 & (PLACES - 1)
}

/// The place of a first character in a table of 256.
fn slot(c: char) -> usize {
    (u32::from(c) & 0xff) as usize
}

impl Openings {
    fn new(language: &'static Language) -> Openings {
        let mut openings = Openings {
            first: [0; 256],
            alone: [0; 256],
            pairs: vec![0; PLACES],
            triples: vec![0; PLACES],
            unspaced: language.unspaced,
            acts: vec![Vec::new(); 256],
        };
        for &word in language.directing.acts {
            let first = word.chars().next().map(|first| slot(small(first)));
            if let Some(words) = first.and_then(|slot| openings.acts.get_mut(slot)) {
                words.push(word);
            }
        }
        openings.mentions(language);
        openings.signs(language);
        openings.mandates(language);
        openings
    }

    fn mentions(&mut self, language: &'static Language) {
        let words = &language.citation;
        let lists = [words.supplement, words.self_with_annexes, super::citations::WEB_HEADS.as_slice()];
        let single = words.places.iter().map(|p| p.0).chain(words.special_sessions.iter().map(|s| s.0));
        self.words(List::Mentions, single.chain(lists.into_iter().flatten().copied()).chain([words.ordinal]));
        // Numbers, titles; symbols open with a capital and a slash, or one to six capitals.
        self.chars(List::Mentions, ('0'..='9').chain(language.title_marks.iter().map(|m| m.0)));
        let organs = language.organs.iter().map(|o| o.name);
        self.words(List::Instruments, organs.chain(language.instruments.iter().map(|i| i.0)));
        let entities = language.organs.iter().chain(language.organizations).chain(language.roles);
        self.words(List::Names, entities.map(|e| e.name));
    }

    fn signs(&mut self, language: &'static Language) {
        let titles = || language.title_marks.iter().chain(language.quotation_marks);
        let pairs = titles().chain(language.brackets);
        let dates = language.date_words.quarters.iter().filter_map(|q| q.chars().next());
        let sentences = || language.sentence_ends.iter().copied();
        self.chars(List::Ends, sentences().chain(language.segment_ends.iter().copied()));
        self.chars(List::Dates, ('0'..='9').chain(dates).chain(sentences()));
        self.chars(List::Titles, titles().map(|m| m.0));
        self.chars(List::Brackets, language.brackets.iter().map(|b| b.0));
        self.chars(List::Pairs, pairs.flat_map(|pair| [pair.0, pair.1]));
    }

    fn mandates(&mut self, language: &'static Language) {
        let words = &language.directing;
        let due = &words.due;
        let verbs = |ask: &'static Ask| ask.verbs.iter().chain(ask.opening).copied();
        self.words(List::Verbs, words.asks.iter().flat_map(verbs));
        self.words(List::Acts, [words.acts, words.not_acts].into_iter().flatten().copied());
        let dates = due.dates.iter().chain(due.in_years).map(|form| form.0);
        let agendas = due.agendas.iter().map(|form| form.0);
        let times = [due.before_sessions, due.next_sessions, due.periodic, due.prompt, due.before_terms];
        let times = times.into_iter().flatten().copied();
        self.words(List::Due, times.chain(dates).chain(agendas).chain([language.citation.ordinal]));
        let told = [words.hand_in, words.reports, words.tell, words.not_acts];
        self.words(List::Told, told.into_iter().flatten().copied());
    }

    /// Takes up words of a list.
    fn words<'w>(&mut self, list: List, words: impl Iterator<Item = &'w str>) {
        for word in words {
            let mut letters = word.chars().map(small);
            let (table, place) = match (letters.next(), letters.next(), letters.next()) {
                (Some(a), None, _) => {
                    self.chars(list, [a].into_iter());
                    continue;
                }
                (Some(a), Some(b), None) => (&mut self.pairs, pair(a, b)),
                (Some(a), Some(b), Some(c)) => (&mut self.triples, triple(a, b, c)),
                (None, ..) => continue,
            };
            let first = word.chars().next().map_or(0, |first| slot(small(first)));
            for bits in [table.get_mut(place), self.first.get_mut(first)].into_iter().flatten() {
                *bits |= 1 << list as u16;
            }
        }
    }

    /// Takes up characters that say enough by themselves.
    fn chars(&mut self, list: List, chars: impl Iterator<Item = char>) {
        for c in chars {
            let slot = slot(small(c));
            for bits in [self.first.get_mut(slot), self.alone.get_mut(slot)].into_iter().flatten() {
                *bits |= 1 << list as u16;
            }
        }
    }

    /// For each place of a text in small letters, the lists of which a word may begin there.
    pub(super) fn gates(&self, text: &[char]) -> Vec<Gate> {
        let bits = |table: &[u16], place: usize| table.get(place).copied().unwrap_or_default();
        let gate = |at: usize, a: char| {
            let first = bits(&self.first, slot(a));
            if first == 0 {
                return Gate::default();
            }
            let told = match text.get(at + 1..).unwrap_or_default() {
                // A scan sets spaces between the characters of a word.
                [' ', ..] | [_, ' ', ..] if self.unspaced => u16::MAX,
                [b, c, ..] => bits(&self.pairs, pair(a, *b)) | bits(&self.triples, triple(a, *b, *c)),
                [b] => bits(&self.pairs, pair(a, *b)),
                [] => 0,
            };
            Gate(first & (told | bits(&self.alone, slot(a))))
        };
        text.iter().enumerate().map(|(at, &a)| gate(at, a)).collect()
    }

    /// Those of the words that open an action which may begin with `first`.
    pub(super) fn acts(&self, first: char) -> &[&'static str] {
        self.acts.get(slot(first)).map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ALL;
    use crate::link::reader::Reader;

    #[test]
    fn every_name_and_word_may_begin_where_it_stands() {
        for language in ALL {
            let names = language.organs.iter().chain(language.organizations).chain(language.roles).map(|e| e.name);
            let names = names.map(|name| (List::Names, name));
            let words = language.instruments.iter().map(|i| (List::Instruments, i.0));
            let acts = language.directing.acts.iter().map(|&act| (List::Acts, act));
            for (list, word) in names.chain(words).chain(acts) {
                for text in [word.to_owned(), format!("{word}\u{3002}"), format!("{word}s")] {
                    assert!(Reader::new(&text, language).may_open(0, list), "{word}");
                }
            }
        }
    }

    #[test]
    fn most_places_open_nothing() {
        for language in ALL {
            let text: String = language.frequent_words.iter().flat_map(|word| [word, " "]).collect();
            let reader = Reader::new(&text, language);
            let names = (0..reader.len()).filter(|&at| reader.may_open(at, List::Names)).count();
            assert!(names * 4 <= reader.len(), "{}: {names} of {}", language.tag, reader.len());
        }
    }
}
