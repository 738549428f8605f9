//! Which characters can open a mention, an organ or a word for an instrument, by language: most characters of a text
//! open none, and need no closer look.

use super::super::reader::small;
use crate::language::{self, Language};
use std::sync::LazyLock;

/// A set of characters by the low byte of their small form. It may say yes too often, never no.
#[derive(Clone)]
pub(super) struct Openings([bool; 256]);

impl Openings {
    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut set = Openings([false; 256]);
        for c in words.filter_map(|w| w.chars().next()) {
            set.add(c);
        }
        set
    }

    fn add(&mut self, c: char) {
        if let Some(slot) = self.0.get_mut(slot(small(c))) {
            *slot = true;
        }
    }

    /// Whether `c`, in its small form, may open a word of the set.
    pub(super) fn may_open(&self, c: char) -> bool {
        self.0.get(slot(c)).copied().unwrap_or(false)
    }
}

fn slot(c: char) -> usize {
    (u32::from(c) & 0xff) as usize
}

/// The sets of a language.
pub(super) struct Sets {
    /// What opens a mention or a place.
    pub(super) mentions: Openings,
    /// What opens the name of an organ or the word for an instrument.
    pub(super) words: Openings,
}

static SETS: LazyLock<Vec<(&Language, Sets)>> =
    LazyLock::new(|| language::ALL.into_iter().map(|language| (language, sets(language))).collect());

/// The sets of `language`; none for a language that a caller supplied, in which every character is looked at.
pub(super) fn sets_of(language: &Language) -> Option<&'static Sets> {
    SETS.iter().find(|(known, _)| std::ptr::eq(*known, language)).map(|(_, sets)| sets)
}

fn sets(language: &'static Language) -> Sets {
    let words = &language.citation;
    let lists = [words.supplement, words.self_with_annexes, super::WEB_HEADS.as_slice()];
    let single = words.places.iter().map(|p| p.0).chain(words.special_sessions.iter().map(|s| s.0));
    let mut mentions = Openings::of(single.chain(lists.into_iter().flatten().copied()).chain([words.ordinal]));
    // Numbers, symbols, titles.
    ('0'..='9').chain('A'..='Z').chain(language.title_marks.iter().map(|m| m.0)).for_each(|c| mentions.add(c));
    let names = language.organs.iter().map(|o| o.name).chain(language.instruments.iter().map(|i| i.0));
    Sets { mentions, words: Openings::of(names) }
}
