//! Where a word of some list can begin, by the three characters that stand there: at most places of a text none can, and
//! they need no closer look.
//!
//! In: a text by code points. Out: yes or no; it may say yes too often, never no where a word stands.

use super::reader::{Reader, small};
use crate::language::{Language, Memo};

/// Bits of a table.
const BITS: usize = 4096;

/// A set of beginnings of words.
pub(super) struct Openings {
    /// By first character, in three sizes: words of one character, of two, and longer ones.
    first: [bool; 256],
    alone: [bool; 256],
    pairs: [u64; BITS / 64],
    triples: [u64; BITS / 64],
    unspaced: bool,
}

impl Openings {
    pub(super) fn of<'w>(language: &Language, words: impl Iterator<Item = &'w str>) -> Self {
        let tables = [0; BITS / 64];
        let unspaced = language.unspaced;
        let mut set = Openings { first: [false; 256], alone: [false; 256], pairs: tables, triples: tables, unspaced };
        for word in words {
            let mut letters = word.chars().map(small);
            match (letters.next(), letters.next(), letters.next()) {
                (Some(a), None, _) => set.alone(a),
                (Some(a), Some(b), None) => set.add(a, Self::pair(a, b), true),
                (Some(a), Some(b), Some(c)) => set.add(a, Self::triple(a, b, c), false),
                (None, ..) => {}
            }
        }
        set
    }

    /// Takes up a character that says enough by itself.
    fn alone(&mut self, c: char) {
        for table in [&mut self.first, &mut self.alone] {
            table.get_mut(slot(c)).into_iter().for_each(|slot| *slot = true);
        }
    }

    fn add(&mut self, first: char, bit: usize, pair: bool) {
        self.first.get_mut(slot(first)).into_iter().for_each(|slot| *slot = true);
        let table = if pair { &mut self.pairs } else { &mut self.triples };
        table.get_mut(bit / 64).into_iter().for_each(|bits| *bits |= 1 << (bit % 64));
    }

    fn pair(a: char, b: char) -> usize {
        (u32::from(a).wrapping_mul(0x9e37_79b1) ^ u32::from(b).wrapping_mul(0x85eb_ca6b)) as usize >> 16 & (BITS - 1)
    }

    fn triple(a: char, b: char, c: char) -> usize {
        let sum = u32::from(a).wrapping_mul(0x9e37_79b1) ^ u32::from(b).wrapping_mul(0x85eb_ca6b);
        (sum.rotate_left(5) ^ u32::from(c).wrapping_mul(0xc2b2_ae35)) as usize >> 16 & (BITS - 1)
    }

    /// Whether a word of the set may begin at `at`.
    pub(super) fn may_open(&self, reader: &Reader<'_>, at: usize) -> bool {
        let Some([a, rest @ ..]) = reader.small.get(at..) else { return false };
        if self.first.get(slot(*a)) != Some(&true) {
            return false;
        }
        let holds = |table: &[u64], bit: usize| table.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1);
        self.alone.get(slot(*a)) == Some(&true)
            || match rest {
                // A scan sets spaces between the characters of a word.
                [' ', ..] | [_, ' ', ..] if self.unspaced => true,
                [b, c, ..] => holds(&self.pairs, Self::pair(*a, *b)) || holds(&self.triples, Self::triple(*a, *b, *c)),
                [b] => holds(&self.pairs, Self::pair(*a, *b)),
                [] => false,
            }
    }
}

/// The place of a first character in a table of 256.
pub(super) fn slot(c: char) -> usize {
    (u32::from(c) & 0xff) as usize
}

/// The sets of a language.
pub(super) struct Sets {
    /// What opens a mention or a place.
    pub(super) mentions: Openings,
    /// What opens the name of an organ or the word for an instrument.
    pub(super) words: Openings,
    /// What closes a sentence or a segment.
    pub(super) ends: Openings,
    /// What opens a date.
    pub(super) dates: Openings,
    /// What opens a title.
    pub(super) titles: Openings,
    /// What opens a bracket.
    pub(super) brackets: Openings,
    /// What opens a name of the lexicon.
    pub(super) names: Openings,
}

static SETS: Memo<Sets> = Memo::new(Sets::new);

/// The sets of `language`; none for a language that a caller supplied, in which every character is looked at.
pub(super) fn sets_of(language: &Language) -> Option<&'static Sets> {
    SETS.of(language)
}

impl Sets {
    fn new(language: &'static Language) -> Sets {
        let words = &language.citation;
        let of = |words: Vec<&str>| Openings::of(language, words.into_iter());
        let signs = |signs: Vec<char>| {
            let mut set = of(Vec::new());
            for c in signs {
                set.alone(small(c));
            }
            set
        };
        let lists = [words.supplement, words.self_with_annexes, super::citations::WEB_HEADS.as_slice()];
        let single = words.places.iter().map(|p| p.0).chain(words.special_sessions.iter().map(|s| s.0));
        let mut mentions = of(single.chain(lists.into_iter().flatten().copied()).chain([words.ordinal]).collect());
        // Numbers, titles; symbols open with a capital and a slash, or one to six capitals.
        for c in ('0'..='9').chain(language.title_marks.iter().map(|m| m.0)) {
            mentions.alone(c);
        }
        let organs = language.organs.iter().map(|o| o.name);
        let entities = language.organs.iter().chain(language.organizations).chain(language.roles);
        let marks = language.title_marks.iter().chain(language.quotation_marks).map(|m| m.0);
        let dates = language.date_words.quarters.iter().filter_map(|q| q.chars().next());
        let sentences = language.sentence_ends.iter().copied();
        Sets {
            mentions,
            words: of(organs.chain(language.instruments.iter().map(|i| i.0)).collect()),
            ends: signs(sentences.clone().chain(language.segment_ends.iter().copied()).collect()),
            dates: signs(('0'..='9').chain(dates).chain(sentences).collect()),
            titles: signs(marks.collect()),
            brackets: signs(language.brackets.iter().map(|b| b.0).collect()),
            names: of(entities.map(|e| e.name).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ALL;

    #[test]
    fn every_name_and_word_may_begin_where_it_stands() {
        for language in ALL {
            let sets = sets_of(language).unwrap();
            let names = language.organs.iter().chain(language.organizations).chain(language.roles).map(|e| e.name);
            for name in names.chain(language.instruments.iter().map(|i| i.0)) {
                for text in [name.to_owned(), format!("{name}。"), format!("{name}s")] {
                    let reader = Reader::new(&text, language);
                    let words = language.instruments.iter().any(|i| i.0 == name);
                    let set = if words { &sets.words } else { &sets.names };
                    assert!(set.may_open(&reader, 0), "{name}");
                }
            }
        }
    }
}
