//! Lists of resolutions or decisions in languages that print the word after the numbers:
//! `第1373(2001)、1624(2005)和2617(2021)号决议`. A number is a mention only with the words around it: `第`, `号`, and the
//! word for a resolution or decision at the end of the list.
//!
//! Not here: languages that print the word before the number (see `prefixed`).

use super::super::reader::Reader;
use super::clauses::Clauses;
use super::numbers::{Core, core, further_letters, instrument_symbol, one_document};
use super::{Citation, instrument_kind};
use crate::language::InstrumentWord;

/// How far before a number its date is looked for, and how long a clause on what a member is about may be, in code
/// points.
const NEAR: usize = 60;

/// A list that begins at `at` with its first number, or with the word before it.
pub(super) fn list(reader: &Reader<'_>, clauses: &Clauses<'_>, at: usize) -> Option<Vec<Citation>> {
    let (members, kind) = members(reader, at)?;
    let organ = clauses.organ_before(at).map(|o| o.1);
    let mut list: Vec<Citation> = Vec::new();
    for (start, core, end) in members {
        let mut citation = Citation::new(start, end, instrument_kind(kind));
        if let Some((from, date)) = date_before(reader, start) {
            citation.cited_date = Some(date);
            citation.start = from.unwrap_or(start);
        }
        citation.symbol = instrument_symbol(&core, kind, organ, clauses.speaker, citation.cited_date.as_deref());
        list.push(citation);
    }
    list.retain(|c| c.symbol.is_some());
    (!list.is_empty()).then_some(list)
}

/// Most members of a list. One without a word at its end is read from each of its members on.
const MOST_MEMBERS: usize = 256;

type Members = Vec<(usize, Core, usize)>;

/// Its numbers, each with the place where its mention begins and ends, and the word that closes it.
fn members(reader: &Reader<'_>, at: usize) -> Option<(Members, InstrumentWord)> {
    let words = &reader.language.citation;
    let mut members: Members = Vec::new();
    let mut cursor = at;
    let mut marked = false;
    loop {
        let after_ordinal = reader.word(cursor, words.ordinal).map(|e| reader.spaces(e));
        marked |= after_ordinal.is_some();
        let found = core(reader, after_ordinal.unwrap_or(cursor))?;
        let further = further_letters(reader, &found);
        let dated = || date_before(reader, cursor).is_some();
        if let Some(last) = further.last()
            && one_document(&found, dated())
        {
            let letters = found.letters.zip(last.1.letters).map(|(a, b)| (a.0, b.1));
            members.push((cursor, Core { letters, ..found }, last.1.end));
        } else {
            let end = found.end;
            members.push((cursor, found, end));
            members.extend(further.into_iter().map(|(start, core)| (start, core.clone(), core.end)));
        }
        let last = members.last_mut()?;
        let number = reader.word(reader.spaces(last.2), words.number);
        marked |= number.is_some();
        last.2 = number.unwrap_or(last.2);
        let tail = reader.spaces(last.2);
        let word = reader.language.instruments.iter().find_map(|i| Some((reader.word(tail, i.0)?, i.1)));
        if let Some((stop, word)) = word {
            last.2 = stop;
            return marked.then_some((members, word));
        }
        cursor = next_member(reader, tail).filter(|_| members.len() < MOST_MEMBERS)?;
    }
}

/// Where the next member of a list begins, after a separator and perhaps a clause on what it is about and a date:
/// `以及关于文化的2013年12月20日第68/223号`.
fn next_member(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let words = &reader.language.citation;
    let at = reader.spaces(reader.any(at, words.list)?);
    let clause = reader.word(at, words.about.0).and_then(|from| {
        let limit = reader.len().min(from + NEAR);
        let ends = (from..limit).filter_map(|i| reader.word(i, words.about.1));
        ends.map(|end| reader.spaces(end)).find(|&end| member(reader, end).is_some())
    });
    member(reader, clause.unwrap_or(at))
}

/// Where the number of a member begins, perhaps after a date.
fn member(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let date = reader.language.date_at(reader.rest(at)).filter(|d| d.start.day.is_some());
    let start = date.map_or(at, |date| reader.spaces(reader.advance(at, date.length)));
    let number = reader.word(start, reader.language.citation.ordinal).map_or(start, |e| reader.spaces(e));
    core(reader, number).map(|_| start)
}

/// The date that belongs to a number: it stands right before, and then the mention begins with it; or a clause that
/// says what the resolution is about parts them (2010 年 7 月 9 日关于…的第 64/290 号决议).
fn date_before(reader: &Reader<'_>, start: usize) -> Option<(Option<usize>, String)> {
    let language = reader.language;
    let end = reader.spaces_back(start);
    let stop = |c: char| [language.sentence_ends, language.segment_ends, language.comma].iter().any(|m| m.contains(&c));
    let about = reader.word_back(end, language.citation.about.1).is_some();
    let mut at = end;
    while at > 0 && end - at < NEAR {
        at -= 1;
        let c = reader.at(at)?;
        if !c.is_ascii_digit() {
            if stop(c) {
                return None;
            }
            continue;
        }
        let fresh = !reader.before(at).is_some_and(|b| b.is_ascii_digit());
        let date = fresh.then(|| language.date_at(reader.rest(at))).flatten();
        let Some(date) = date.filter(|d| d.start.day.is_some() && d.start.year.is_some() && d.end.is_none()) else {
            continue;
        };
        let after = reader.spaces(reader.advance(at, date.length));
        if after >= end {
            return Some((Some(at), date.start.iso()));
        }
        let clause = about && reader.word(after, language.citation.about.0).is_some();
        return clause.then(|| (None, date.start.iso()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ZH;

    #[test]
    fn dates_before_numbers() {
        let before = |text: &str| {
            let start = text.split('第').next().unwrap_or_default().chars().count();
            date_before(&Reader::new(text, &ZH), start)
        };
        let date = |from| Some((from, "2010-07-09".to_owned()));
        assert_eq!(before("2010年7月9日第64/290号决议"), date(Some(0)));
        assert_eq!(before("回顾其2010年7月9日第64/290号决议"), date(Some(3)));
        assert_eq!(before("2010年7月9日关于享有饮水的人权的第64/290号决议"), date(None));
        for text in [
            "2010年7月9日，第64/290号决议",
            "2010年7月9日通过的第64/290号决议",
            "2010年7月9日关于人权第64/290号决议",
            "2010年7月第64/290号决议",
            "第64/290号决议",
        ] {
            assert_eq!(before(text), None, "{text}");
        }
        let far = |length: usize| before(&format!("2010年7月9日关于{}的第64/290号决议", "水".repeat(length - 12)));
        assert_eq!((far(NEAR), far(NEAR + 1)), (date(None), None));
    }

    #[test]
    fn members_of_a_list() {
        let list = |count: usize| {
            let text = format!("{}决议", vec!["第64/290号"; count].join("、"));
            members(&Reader::new(&text, &ZH), 0).map(|found| found.0.len())
        };
        assert_eq!((list(1), list(MOST_MEMBERS), list(MOST_MEMBERS + 1)), (Some(1), Some(MOST_MEMBERS), None));
        let next = |text: &str| next_member(&Reader::new(text, &ZH), 0);
        assert_eq!(
            (next("、第64/290号"), next("和2010年7月9日第64/290号"), next("第64/290号")),
            (Some(1), Some(10), None)
        );
        let about = |length: usize| next(&format!("、关于{}的第64/290号", "水".repeat(length)));
        assert_eq!((about(5), about(NEAR + 5)), (Some(9), None));
    }
}
