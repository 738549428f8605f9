//! When something is due: by a date, at a session, again and again, as soon as possible.
//!
//! In: a range of a text. Out: the first such time that it tells. Times of what is done already are passed over.
//!
//! Not here: dates in general (see `language::date`).

use super::clauses::{starts_word, words_at};
use super::phrase;
use crate::language::MASTHEAD_MONTHS;
use crate::link::reader::Reader;
use crate::model::{Deadline, Due};

/// A time, from and to in code points.
struct Time {
    start: usize,
    end: usize,
    due: Due,
    date: Option<String>,
    session: Option<u32>,
}

impl Time {
    fn new(start: usize, end: usize, due: Due) -> Self {
        Time { start, end, due, date: None, session: None }
    }
}

/// Words before a time among which one may tell that it is past.
const PAST: usize = 5;

/// The first time between `from` and `to`.
pub(super) fn find(reader: &Reader<'_>, from: usize, to: usize) -> Option<Deadline> {
    let at_word = |at: &usize| starts_word(reader, *at);
    let time = (from..to).filter(at_word).find_map(|at| {
        let words = &reader.language.directing.due;
        let plain = |list: &[&str], due: Due| words_at(reader, at, list).map(|end| Time::new(at, end, due));
        let found = [
            date(reader, at),
            session(reader, at),
            plain(words.periodic, Due::Periodic),
            plain(words.prompt, Due::Prompt),
            term(reader, at),
        ];
        let found = found.into_iter().flatten().filter(|time| time.end <= to).max_by_key(|time| time.end)?;
        (!is_past(reader, from, at)).then_some(found)
    })?;
    Some(Deadline {
        phrase: phrase(reader, time.start, time.end, None),
        due: time.due,
        date: time.date,
        session: time.session,
    })
}

/// Whether the words before `at` tell of something done: adopted at its sixteenth session.
fn is_past(reader: &Reader<'_>, from: usize, at: usize) -> bool {
    let words = reader.language.directing.due.past;
    let comma = |c: char| reader.language.comma.contains(&c);
    let mut seen = 0;
    let mut here = at;
    while here > from && seen < PAST {
        here -= 1;
        if reader.at(here).is_some_and(comma) {
            return false;
        }
        if starts_word(reader, here) {
            seen += 1;
            if words_at(reader, here, words).is_some_and(|end| end <= at) {
                return true;
            }
        }
    }
    false
}

/// The index after a word that must stand, or `at` where the word is empty.
fn after(reader: &Reader<'_>, at: usize, word: &str) -> Option<usize> {
    if word.is_empty() { Some(at) } else { words_at(reader, at, &[word]).map(|end| reader.spaces(end)) }
}

/// No later than 30 June 2023; 在2023年2月之前.
fn date(reader: &Reader<'_>, at: usize) -> Option<Time> {
    let forms = reader.language.directing.due.dates.iter();
    let found = forms.filter_map(|(before, behind)| {
        let (end, iso) = calendar(reader, after(reader, at, before)?)?;
        let last = if behind.is_empty() { end } else { words_at(reader, reader.spaces(end), &[behind])? };
        let mut time = Time::new(at, last, Due::Date);
        time.date = Some(iso);
        Some(time)
    });
    found.max_by_key(|time| time.end)
}

/// A date, month or year at `at`, ISO 8601.
fn calendar(reader: &Reader<'_>, at: usize) -> Option<(usize, String)> {
    const YEARS: std::ops::RangeInclusive<u32> = 1945..=2150;
    if let Some(date) = reader.language.date_at(reader.rest(at)) {
        return Some((reader.advance(at, date.length), date.start.iso()));
    }
    let year = |at: usize| reader.digits(at).filter(|&(end, year)| end - at == 4 && YEARS.contains(&year));
    let names = reader.language.named_dates.months.iter().chain(&MASTHEAD_MONTHS);
    let month = names.filter_map(|m| Some((words_at(reader, at, &[&m.0.to_lowercase()])?, m.1))).max();
    if let Some((end, month)) = month {
        let mut links = reader.language.named_dates.links.iter().chain(&[" "]);
        let (end, year) = links.find_map(|link| year(reader.word(end, link)?))?;
        return Some((end, format!("{year:04}-{month:02}")));
    }
    let (end, value) = year(at)?;
    (!reader.at(end).is_some_and(|c| matches!(c, '/' | '.' | ','))).then(|| (end, format!("{value:04}")))
}

/// At its seventy-eighth session; 在大会第七十八届会议上.
fn session(reader: &Reader<'_>, at: usize) -> Option<Time> {
    let words = &reader.language.directing.due;
    let starts = words.before_sessions.iter().filter_map(|before| after(reader, at, before));
    let (end, number) = starts.filter_map(|start| numbered(reader, start)).max_by_key(|s| s.0)?;
    let tail = words_at(reader, reader.spaces(end), words.after_sessions).unwrap_or(end);
    if words_at(reader, tail, words.not_before).is_some() {
        return None;
    }
    let mut time = Time::new(at, tail, Due::Session);
    time.session = number;
    Some(time)
}

/// An ordinal and the word for a session, in the order of the language; or a word such as next in place of the ordinal.
fn numbered(reader: &Reader<'_>, at: usize) -> Option<(usize, Option<u32>)> {
    let language = reader.language;
    let words = &language.directing.due;
    let next = |at: usize| words_at(reader, at, words.next_sessions).map(|end| (end, None));
    let ordinal = |at: usize| {
        let at = reader.word(at, language.citation.ordinal).map_or(at, |end| reader.spaces(end));
        reader.ordinal(at).map(|(end, number)| (end, Some(number)))
    };
    let either = |at: usize| ordinal(at).or_else(|| next(at));
    if words.ordinal_last {
        return either(at).map(|(end, number)| series(reader, end, number));
    }
    let (end, number) = either(at)?;
    let (end, number) = series(reader, end, number);
    if language.unspaced && number.is_none() {
        return Some((end, None));
    }
    let noun =
        language.citation.session.iter().filter_map(|word| reader.word_any_case(reader.spaces(end), word)).max()?;
    let mut end = noun;
    while !language.unspaced && reader.at(end).is_some_and(char::is_alphabetic) {
        end += 1;
    }
    Some((end, number))
}

/// Goes on over further ordinals: seventy-seventh and seventy-eighth.
fn series(reader: &Reader<'_>, mut end: usize, number: Option<u32>) -> (usize, Option<u32>) {
    let words = &reader.language.citation;
    // The word that counts sessions may follow each: 第七十七届和第七十八届.
    let counter =
        |at: usize| words.session.iter().any(|word| reader.language.unspaced && word.chars().next() == reader.at(at));
    let after = |end: usize| reader.spaces(end + usize::from(counter(end)));
    while let Some(more) = words
        .list
        .iter()
        .filter_map(|sign| {
            let at = reader.spaces(reader.word(after(end), sign)?);
            let at = reader.word(at, words.ordinal).unwrap_or(at);
            reader.ordinal(at).map(|o| o.0)
        })
        .max()
    {
        end = more;
    }
    (end, number)
}

/// Within sixty days.
fn term(reader: &Reader<'_>, at: usize) -> Option<Time> {
    const WORDS: usize = 4;
    let words = &reader.language.directing.due;
    let start = reader.spaces(words_at(reader, at, words.before_terms)?);
    let limit = (start..reader.len()).filter(|&i| starts_word(reader, i)).nth(if reader.language.unspaced {
        12
    } else {
        WORDS
    });
    let close = (start..limit.unwrap_or(reader.len()))
        .take_while(|&i| reader.at(i).is_some_and(|c| !reader.language.comma.contains(&c)))
        .find_map(|i| starts_word(reader, i).then(|| words_at(reader, i, words.terms)).flatten())?;
    Some(Time::new(at, close, Due::Term))
}
