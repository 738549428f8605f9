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
    /// What opens the number of an instrument, digits apart.
    Numbers,
    /// Digits.
    Digits,
    /// What opens a place.
    Places,
    /// What opens any other mention, symbols apart.
    Texts,
    /// The slash of a symbol.
    Slashes,
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
    /// What opens none though it looks as if it did.
    NotActs,
    /// What says when something is due, numbers apart.
    Due,
    /// Of that, what stands before a date,
    DueDates,
    /// what opens the mention of a session, digits apart,
    DueSessions,
    /// what opens the number of a session, digits apart,
    SessionNumbers,
    /// what says that it is due again and again, or as soon as possible,
    DueAdverbs,
    /// what stands before a span of time,
    DueTerms,
    /// and what closes one.
    DueTermEnds,
    /// What says that an organ is told something.
    Told,
    /// What stands before the organ that is told.
    Recipients,
}

/// Lists, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Gate(u32);

impl Gate {
    /// All lists: a place that needs a look whatever is looked for.
    pub(super) const OPEN: Gate = Gate(u32::MAX);

    /// The gate of some lists.
    pub(super) fn of<const N: usize>(lists: [List; N]) -> Gate {
        Gate(lists.into_iter().fold(0, |bits, list| bits | 1 << list as u32))
    }

    /// Whether a word of the list may begin here.
    pub(super) fn admits(self, list: List) -> bool {
        self.0 >> list as u32 & 1 == 1
    }

    /// Whether a word of one of the lists may begin here.
    pub(super) fn admits_any(self, lists: Gate) -> bool {
        self.0 & lists.0 != 0
    }
}

/// Places of a table of beginnings, a power of two.
const PLACES: usize = 4096;

/// Lists by a place that beginnings give. As long as an array, so that a look at it needs no check of its length.
type Table = Box<[u32; PLACES]>;

/// Words by one of their characters.
struct ByCharacter(Vec<Vec<&'static str>>);

impl ByCharacter {
    fn new(words: &[&'static str], character: fn(&'static str) -> Option<char>) -> Self {
        let mut slots = vec![Vec::new(); 256];
        for &word in words {
            let slot = character(word).map(|c| slot(small(c)));
            if let Some(words) = slot.and_then(|slot| slots.get_mut(slot)) {
                words.push(word);
            }
        }
        ByCharacter(slots)
    }

    /// Those of the words that may have `c`, in its small form, for this character.
    fn of(&self, c: char) -> &[&'static str] {
        self.0.get(slot(c)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What the lists of a language begin with.
pub(super) struct Openings {
    /// By first character: all words, and those that one character tells.
    first: Table,
    alone: Table,
    /// By the first characters of words of two characters, and of longer ones.
    pairs: Table,
    triples: Table,
    unspaced: bool,
    /// The words that open an action, by first character: a language lists hundreds.
    acts: ByCharacter,
    /// The nouns that name who can act, by last character.
    actors: ByCharacter,
    /// The modifiers of an opening phrase, by last character.
    modifiers: ByCharacter,
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

/// The place of a first character. The words of Chinese begin with hundreds, which a small table would not tell from the
/// others.
fn single(c: char) -> usize {
    u32::from(c) as usize & (PLACES - 1)
}

/// The place of a first character in a table of 256.
fn slot(c: char) -> usize {
    (u32::from(c) & 0xff) as usize
}

impl Openings {
    fn new(language: &'static Language) -> Openings {
        let mut openings = Openings {
            first: Box::new([0; PLACES]),
            alone: Box::new([0; PLACES]),
            pairs: Box::new([0; PLACES]),
            triples: Box::new([0; PLACES]),
            unspaced: language.unspaced,
            acts: ByCharacter::new(language.directing.acts, |word| word.chars().next()),
            actors: ByCharacter::new(language.directing.actors, |word| word.chars().next_back()),
            modifiers: ByCharacter::new(language.modifiers, |word| word.trim_end().chars().next_back()),
        };
        openings.mentions(language);
        openings.signs(language);
        openings.mandates(language);
        openings
    }

    fn mentions(&mut self, language: &'static Language) {
        let words = &language.citation;
        let lists =
            [words.supplement, words.self_with_annexes, words.treaty_series, super::citations::WEB_HEADS.as_slice()];
        self.words(List::Texts, lists.into_iter().flatten().copied());
        let titles = language.title_marks.iter().chain(language.quotation_marks);
        self.chars(List::Texts, titles.map(|m| m.0));
        self.words(List::Places, words.places.iter().map(|p| p.0).chain([words.ordinal]));
        self.words(List::Numbers, words.special_sessions.iter().map(|s| s.0).chain([words.ordinal]));
        self.chars(List::Digits, '0'..='9');
        self.chars(List::Slashes, ['/'].into_iter());
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
        self.words(List::Acts, words.acts.iter().copied());
        self.words(List::NotActs, words.not_acts.iter().copied());
        let dates = || due.dates.iter().map(|form| form.0);
        let years = due.in_years.iter().map(|form| form.0);
        let agendas = || due.agendas.iter().map(|form| form.0);
        let adverbs = || [due.periodic, due.prompt].into_iter().flatten().copied();
        let sessions = || [due.before_sessions, due.next_sessions].into_iter().flatten().copied().chain(agendas());
        let ordinal = language.citation.ordinal;
        let terms = due.before_terms.iter().copied();
        let all = sessions().chain(adverbs()).chain(terms.clone()).chain(dates()).chain(years).chain([ordinal]);
        self.words(List::Due, all);
        self.words(List::DueDates, dates());
        self.words(List::DueAdverbs, adverbs());
        self.words(List::DueTerms, terms);
        self.words(List::DueTermEnds, due.terms.iter().copied());
        self.words(List::DueSessions, sessions());
        // The number may come first where nothing needs to stand before it, and the noun before the number.
        let first = due.before_sessions.contains(&"").then_some(List::DueSessions);
        for list in [List::SessionNumbers].into_iter().chain(first) {
            let ordinals = language.citation.ordinals.iter().map(|o| o.0);
            let others = [due.nouns, due.next_sessions].into_iter().flatten().copied();
            self.words(list, ordinals.chain(others).chain([ordinal]));
            self.chars(list, language.numerals.iter().map(|n| n.0));
        }
        let told = [words.hand_in, words.reports, words.tell, words.not_acts];
        self.words(List::Told, told.into_iter().flatten().copied());
        self.words(List::Recipients, words.recipients.iter().copied());
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
            let first = word.chars().next().map_or(0, |first| single(small(first)));
            for bits in [table.get_mut(place), self.first.get_mut(first)].into_iter().flatten() {
                *bits |= 1 << list as u32;
            }
        }
    }

    /// Takes up characters that say enough by themselves.
    fn chars(&mut self, list: List, chars: impl Iterator<Item = char>) {
        for c in chars {
            let place = single(small(c));
            for bits in [self.first.get_mut(place), self.alone.get_mut(place)].into_iter().flatten() {
                *bits |= 1 << list as u32;
            }
        }
    }

    /// The lists of which a word may begin with `a`, before `b` and `c`; behind the end of a text stands a null.
    pub(super) fn gate(&self, a: char, b: char, c: char) -> Gate {
        let bits = |table: &Table, place: usize| table.get(place).copied().unwrap_or_default();
        // Most characters of a text begin no word of any list.
        let first = bits(&self.first, single(a));
        if first == 0 {
            return Gate::default();
        }
        let alone = bits(&self.alone, single(a));
        // What one character tells needs no look at the next ones.
        if first == alone {
            return Gate(first);
        }
        // A scan sets spaces between the characters of a word.
        if self.unspaced && (b == ' ' || c == ' ') {
            return Gate(first);
        }
        let told = bits(&self.pairs, pair(a, b)) | bits(&self.triples, triple(a, b, c));
        Gate(first & (told | alone))
    }

    /// Those of the words that open an action which may begin with `first`.
    pub(super) fn acts(&self, first: char) -> &[&'static str] {
        self.acts.of(first)
    }

    /// Those of the nouns that name who can act which may end with `last`.
    pub(super) fn actors(&self, last: char) -> &[&'static str] {
        self.actors.of(last)
    }

    /// Those of the modifiers which may end with `last`.
    pub(super) fn modifiers(&self, last: char) -> &[&'static str] {
        self.modifiers.of(last)
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
