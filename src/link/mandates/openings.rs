//! Which words of a list can begin at a place, by language: at most places of a text none can, and they need no closer
//! look.
//!
//! Not here: how the beginnings of words are told (see `link::openings`).

use crate::language::{Ask, Language, Memo};
use crate::link::openings::{Openings, slot};
use crate::link::reader::{Reader, small};

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

static SETS: Memo<Sets> = Memo::new(sets);

/// Whether a word of `list` may begin at `at`; always in a language that a caller supplied.
pub(super) fn may_open(reader: &Reader<'_>, list: List, at: usize) -> bool {
    let sets = SETS.of(reader.language);
    sets.and_then(|sets| sets.get(list as usize)).is_none_or(|set| set.may_open(reader, at))
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
    let set = |lists: &[&[&'static str]]| Openings::of(language, lists.iter().flat_map(|list| list.iter().copied()));
    let verbs = |ask: &'static Ask| ask.verbs.iter().chain(ask.opening).copied();
    let dates: Vec<&str> = due.dates.iter().chain(due.in_years).map(|form| form.0).collect();
    let agendas: Vec<&str> = due.agendas.iter().map(|form| form.0).collect();
    let ordinal = [language.citation.ordinal];
    [
        Openings::of(language, words.asks.iter().flat_map(verbs)),
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
