//! Which two characters can open a word of a list, by language: at most places of a text none opens, and they need no
//! closer look.

use crate::language::{self, Ask, Language, Memo};
use crate::link::reader::{Reader, small};
use std::sync::LazyLock;

/// A set of words by their first two characters. It may say yes too often, never no.
pub(super) struct Openings(Vec<bool>);

/// Places of a set; two characters share one rarely.
const PLACES: usize = 4096;

impl Openings {
    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut set = vec![false; PLACES];
        let mut add = |place: usize| set.get_mut(place).into_iter().for_each(|slot| *slot = true);
        for word in words {
            let mut letters = word.chars().map(small);
            match (letters.next(), letters.next()) {
                (Some(first), Some(second)) => add(place(first, Some(second))),
                (Some(first), None) => add(place(first, None)),
                (None, _) => {}
            }
        }
        Openings(set)
    }

    /// Whether a word of the set may begin at `at`.
    fn may_open(&self, reader: &Reader<'_>, at: usize) -> bool {
        let Some(&first) = reader.small.get(at) else { return false };
        let has = |second| self.0.get(place(first, second)).copied().unwrap_or(false);
        has(reader.small.get(at + 1).copied()) || has(None)
    }
}

fn place(first: char, second: Option<char>) -> usize {
    let second = second.map_or(0, u32::from);
    (u32::from(first).wrapping_mul(31).wrapping_add(second.wrapping_mul(7)) as usize) % PLACES
}

/// A list of words of a language.
#[derive(Clone, Copy)]
pub(super) enum List {
    /// Verbs that ask.
    Verbs,
    /// What opens an action.
    Acts,
    /// What says when something is due, dates apart.
    Due,
    /// What says that an organ is told something.
    Told,
}

/// The sets of a language, in the order of [`List`].
type Sets = [Openings; 4];

static SETS: LazyLock<Vec<(&Language, Sets)>> =
    LazyLock::new(|| language::ALL.into_iter().map(|language| (language, sets(language))).collect());

/// Whether a word of `list` may begin at `at`; always in a language that a caller supplied.
pub(super) fn may_open(reader: &Reader<'_>, list: List, at: usize) -> bool {
    let known = SETS.iter().find(|(known, _)| std::ptr::eq(*known, reader.language));
    known.and_then(|(_, sets)| sets.get(list as usize)).is_none_or(|set| set.may_open(reader, at))
}

/// Words by the last byte of what they begin with.
type Slots = Vec<Vec<&'static str>>;

static ACTS: Memo<Slots> = Memo::new(|language| {
    let mut slots = vec![Vec::new(); 256];
    for &word in language.directing.acts {
        if let Some(slot) = word.chars().next().and_then(|first| slots.get_mut(slot(small(first)))) {
            slot.push(word);
        }
    }
    slots
});

fn slot(first: char) -> usize {
    (u32::from(first) & 0xff) as usize
}

/// Those of the words that open an action which may begin at `at`: a language lists hundreds.
pub(super) fn acts_at(reader: &Reader<'_>, at: usize) -> &'static [&'static str] {
    let Some(&first) = reader.small.get(at) else { return &[] };
    match ACTS.of(reader.language) {
        Some(slots) => slots.get(slot(first)).map(Vec::as_slice).unwrap_or_default(),
        None => reader.language.directing.acts,
    }
}

fn sets(language: &'static Language) -> Sets {
    let words = &language.directing;
    let due = &words.due;
    let set = |lists: &[&[&'static str]]| Openings::of(lists.iter().flat_map(|list| list.iter().copied()));
    let verbs = |ask: &'static Ask| ask.verbs.iter().chain(ask.opening).copied();
    let dates: Vec<&str> = due.dates.iter().chain(due.in_years).map(|form| form.0).collect();
    let agendas: Vec<&str> = due.agendas.iter().map(|form| form.0).collect();
    let ordinal = [language.citation.ordinal];
    [
        Openings::of(words.asks.iter().flat_map(verbs)),
        set(&[words.acts, words.not_acts]),
        set(&[
            due.before_sessions,
            due.next_sessions,
            due.periodic,
            due.prompt,
            due.before_terms,
            &dates,
            &agendas,
            &ordinal,
        ]),
        set(&[words.hand_in, words.reports, words.tell, words.not_acts]),
    ]
}
