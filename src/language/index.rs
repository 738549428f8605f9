//! The words of a language by what they begin with, and its plain characters as a set: what decides, at most characters
//! of a text, that none of hundreds of words stands there.
//!
//! Everything here says what going through the lists would say, only sooner; a language that a caller supplies has no
//! index, and its lists are gone through.

use super::{APOSTROPHES, Language, Memo};

/// Words by a number below 256 that their beginning gives. A slot holds the places in the list, in order.
pub(super) struct Slots(Vec<Vec<u16>>);

impl Slots {
    fn new(slots: impl Iterator<Item = Vec<usize>>) -> Self {
        let mut table = vec![Vec::new(); 256];
        for (place, slots) in slots.enumerate() {
            for slot in slots {
                if let (Some(list), Ok(place)) = (table.get_mut(slot), u16::try_from(place))
                    && list.last() != Some(&place)
                {
                    list.push(place);
                }
            }
        }
        Slots(table)
    }

    fn at(&self, slot: usize) -> &[u16] {
        self.0.get(slot).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The slot of a word by its first character, which may be any of the apostrophes where it is one.
fn first(c: char) -> usize {
    let c = if APOSTROPHES.contains(&c) { '\'' } else { c };
    (u32::from(c) & 0xff) as usize
}

/// The slot of a whole word.
fn whole(word: &str) -> usize {
    let head = word.bytes().fold(0_usize, |sum, byte| (sum * 31 + usize::from(byte)) & 0xff);
    (head + word.len()) & 0xff
}

/// The index of a language.
pub(super) struct Index {
    phrases: Slots,
    modifiers: Slots,
    tails: Slots,
    organs: Slots,
    frequent: Slots,
    /// A bit for each character of the first plane: whether it stands in a text as the word lists have it.
    plain: Vec<u64>,
}

static INDEX: Memo<Index> = Memo::new(Index::new);

/// The index of a language of this crate.
pub(super) fn of(language: &Language) -> Option<&'static Index> {
    INDEX.of(language)
}

/// Characters outside these ranges are plain in every language, its variants and loose marks apart.
const SPECIAL: [std::ops::RangeInclusive<char>; 7] = [
    '\0'..='\u{ff}',
    '\u{600}'..='\u{6ff}',
    '\u{1680}'..='\u{1680}',
    '\u{2000}'..='\u{206f}',
    '\u{3000}'..='\u{3000}',
    '\u{fb00}'..='\u{fb06}',
    '\u{fe00}'..='\u{ffff}',
];

impl Index {
    fn new(language: &'static Language) -> Index {
        let heads = |word: &str| word.chars().next().map(first).into_iter().collect::<Vec<_>>();
        let phrases = language.opening_phrases.iter().map(|(phrase, _)| {
            // After a modifier its first letter may be small.
            let small = phrase.chars().next().into_iter().flat_map(char::to_lowercase).map(first);
            heads(phrase).into_iter().chain(small).collect()
        });
        let lists = |words: &[&str]| Slots::new(words.iter().map(|word| heads(word)).collect::<Vec<_>>().into_iter());
        let mut plain = vec![u64::MAX; 1024];
        let marks = language.variants.iter().map(|v| v.0).chain(language.loose_marks.iter().copied());
        for c in SPECIAL.into_iter().flatten().chain(marks).filter(|&c| !language.is_plain(c)) {
            if let Some(bits) = plain.get_mut(c as usize >> 6) {
                *bits &= !(1 << (c as usize & 63));
            }
        }
        Index {
            phrases: Slots::new(phrases),
            modifiers: lists(language.modifiers),
            tails: lists(language.phrase_tails),
            organs: Slots::new(language.organs.iter().map(|organ| heads(organ.name))),
            frequent: Slots::new(language.frequent_words.iter().map(|word| vec![whole(word)])),
            plain,
        }
    }

    /// Whether a character stands in a text as the word lists have it; it may say no of a rare one that does.
    #[inline]
    pub(super) fn is_plain(&self, c: char) -> bool {
        self.plain.get(c as usize >> 6).is_some_and(|bits| bits >> (c as usize & 63) & 1 == 1)
    }

    /// Whether an opening phrase, with or without modifiers, may begin with `c`.
    pub(super) fn opens_phrase(&self, c: char) -> bool {
        !self.phrases.at(first(c)).is_empty() || !self.modifiers.at(first(c)).is_empty()
    }

    /// Whether the name of an organ may begin with `c`.
    pub(super) fn opens_organ(&self, c: char) -> bool {
        !self.organs.at(first(c)).is_empty()
    }
}

/// Those of `list` that may stand at the head of `text`.
fn heading<'l, T>(
    list: &'l [T],
    slots: Option<&'static Slots>,
    text: &str,
) -> impl Iterator<Item = &'l T> + use<'l, T> {
    let places = slots.map(|slots| text.chars().next().map_or([].as_slice(), |c| slots.at(first(c))));
    let all = if places.is_none() { list } else { &[] };
    places.unwrap_or_default().iter().filter_map(|&place| list.get(usize::from(place))).chain(all)
}

impl Language {
    /// The opening phrases that may stand at the head of `text`.
    pub(super) fn phrases_at(&self, text: &str) -> impl Iterator<Item = &'static (&'static str, super::PhraseClass)> {
        heading(self.opening_phrases, of(self).map(|index| &index.phrases), text)
    }

    /// The modifiers that may.
    pub(super) fn modifiers_at(&self, text: &str) -> impl Iterator<Item = &'static &'static str> {
        heading(self.modifiers, of(self).map(|index| &index.modifiers), text)
    }

    /// The words that close a phrase and may.
    pub(super) fn tails_at(&self, text: &str) -> impl Iterator<Item = &'static &'static str> {
        heading(self.phrase_tails, of(self).map(|index| &index.tails), text)
    }

    /// The organs whose names may.
    pub(super) fn organs_at(&self, text: &str) -> impl Iterator<Item = &'static super::Entity> {
        heading(self.organs, of(self).map(|index| &index.organs), text)
    }

    /// Whether a word is among the frequent ones of the language.
    pub(super) fn is_frequent(&self, word: &str) -> bool {
        match of(self) {
            Some(index) => {
                let places = index.frequent.at(whole(word)).iter();
                places.filter_map(|&place| self.frequent_words.get(usize::from(place))).any(|known| *known == word)
            }
            None => self.frequent_words.contains(&word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ALL;

    #[test]
    fn the_plain_characters_are_those_of_the_lists() {
        for language in ALL {
            let index = of(language).unwrap();
            for c in '\0'..='\u{ffff}' {
                assert_eq!(index.is_plain(c), language.is_plain(c), "{}: {c:?}", language.tag);
            }
        }
    }

    #[test]
    fn every_word_is_found_by_what_it_begins_with() {
        for language in ALL {
            for phrase in language.opening_phrases {
                let small = phrase.0.chars().next().unwrap().to_lowercase().chain(phrase.0.chars().skip(1));
                for text in [phrase.0.to_owned(), small.collect()] {
                    assert!(language.phrases_at(&text).any(|found| found == phrase), "{text}");
                }
            }
            assert!(language.organs.iter().all(|organ| language.organs_at(organ.name).any(|o| o.name == organ.name)));
            assert!(language.frequent_words.iter().all(|word| language.is_frequent(word)));
        }
    }
}
