//! When something is due: by a date, at a session, again and again, as soon as possible.
//!
//! In: a range of a text. Out: the first such time that it tells. Times of what is done already are passed over.
//!
//! Not here: dates in general (see `language::date`).

use super::clauses::{starts_word, word_at, words_at};
use super::phrase;
use crate::language::MASTHEAD_MONTHS;
use crate::link::openings::List;
use crate::link::reader::Reader;
use crate::model::{Deadline, Due};

/// A time, from and to in code points.
struct Time {
    start: usize,
    end: usize,
    due: Due,
    date: Option<String>,
    session: Option<u32>,
    /// Whether it is the session on whose agenda something is put.
    agenda: bool,
}

impl Time {
    fn new(start: usize, end: usize, due: Due) -> Self {
        Time { start, end, due, date: None, session: None, agenda: false }
    }
}

/// Words before a time among which one may tell that it is past.
const PAST: usize = 5;

/// The highest number of a session in words, and the first year that can number one.
const HIGHEST: u32 = 120;
const FIRST_YEAR: u32 = 1945;

/// The words of an action among which a bare year is the time of it: the verb and an adverb, or as many characters where
/// words are written without spaces.
const NEAR: usize = 2;

/// From when something is to be done.
#[derive(Clone, Copy)]
pub(super) struct Since<'d> {
    /// The date of the document, ISO 8601.
    pub(super) date: &'d str,
    /// Where the action begins.
    pub(super) action: usize,
}

/// The first time between `from` and `to`.
pub(super) fn find(reader: &Reader<'_>, from: usize, to: usize, since: Option<Since<'_>>) -> Option<Deadline> {
    let near = since.and_then(|since| (since.action..to).filter(|&at| starts_word(reader, at)).nth(NEAR)).unwrap_or(to);
    let at_word = |at: &usize| may_stand(reader, *at, List::Due) && starts_word(reader, *at);
    let mut times = reader.places([List::Due, List::Digits], from, to).filter(at_word).filter_map(|at| {
        let words = &reader.language.directing.due;
        let adverb = |list: &[&str], due: Due| {
            let end = if reader.may_open(at, List::DueAdverbs) { words_at(reader, at, list) } else { None };
            end.map(|end| Time::new(at, end, due))
        };
        let found = [
            date(reader, at),
            since.filter(|_| at <= near).and_then(|since| future(reader, at, since)),
            session(reader, at),
            adverb(words.periodic, Due::Periodic),
            adverb(words.prompt, Due::Prompt),
            term(reader, at),
        ];
        let found = found.into_iter().flatten().filter(|time| time.end <= to).max_by_key(|time| time.end)?;
        (!is_past(reader, from, at)).then_some(found)
    });
    let first = times.next()?;
    // What is put on an agenda may have a date of its own: 列入…临时议程，以便最迟在2023年6月审查.
    let dated = if first.agenda { times.find(|time| time.due == Due::Date) } else { None };
    let time = dated.unwrap_or(first);
    Some(Deadline {
        phrase: phrase(reader, time.start, time.end, None),
        due: time.due,
        date: time.date,
        session: time.session,
    })
}

/// Whether a word of `list` or a number may stand at `at`.
fn may_stand(reader: &Reader<'_>, at: usize, list: List) -> bool {
    reader.may_open(at, list) || is_digit(reader, at)
}

fn is_digit(reader: &Reader<'_>, at: usize) -> bool {
    reader.at(at).is_some_and(|c| c.is_ascii_digit())
}

/// The index after a date or session at `at`, with its comma: what stands there before the verb of an action, in languages
/// that part words.
pub(super) fn after(reader: &Reader<'_>, at: usize) -> Option<usize> {
    if reader.language.unspaced || !reader.may_open(at, List::Due) {
        return None;
    }
    let end = [date(reader, at), session(reader, at)].into_iter().flatten().map(|time| time.end).max()?;
    let comma = reader.at(end).is_some_and(|c| reader.language.comma.contains(&c));
    Some(reader.spaces(end + usize::from(comma)))
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
            // The preposition may be part of the word: 考虑到.
            if words_at(reader, here, words).is_some_and(|end| end <= at + 1) {
                return true;
            }
        }
    }
    false
}

/// The index after a word that must stand, or `at` where the word is empty.
fn behind(reader: &Reader<'_>, at: usize, word: &str) -> Option<usize> {
    if word.is_empty() { Some(at) } else { word_at(reader, at, word).map(|end| reader.spaces(end)) }
}

/// No later than 30 June 2023; 在2023年2月之前.
fn date(reader: &Reader<'_>, at: usize) -> Option<Time> {
    let forms = reader.language.directing.due.dates;
    // A bare date is due only where words after it say so.
    let (bare, worded) = (is_digit(reader, at), reader.may_open(at, List::DueDates));
    if !bare && !worded {
        return None;
    }
    latest(reader, at, forms.iter().filter(|form| if form.0.is_empty() { bare } else { worded }), |_| true)
}

/// To hold in 2025: a time right after the verb of an action, where it is not before that of the document.
fn future(reader: &Reader<'_>, at: usize, since: Since<'_>) -> Option<Time> {
    let later = |iso: &str| {
        let known = iso.len().min(since.date.len());
        iso.get(..known) >= since.date.get(..known)
    };
    latest(reader, at, reader.language.directing.due.in_years.iter(), later)
}

/// A date that `takes` takes, between words that may stand before and after it: the one that ends farthest.
fn latest<'f>(
    reader: &Reader<'_>,
    at: usize,
    forms: impl Iterator<Item = &'f (&'f str, &'f str)>,
    takes: impl Fn(&str) -> bool,
) -> Option<Time> {
    // Several forms begin alike: the date after them is read once.
    let mut read: Option<(usize, Option<(usize, String)>)> = None;
    let found = forms.filter_map(|(before, close)| {
        let start = behind(reader, at, before)?;
        if read.as_ref().is_none_or(|read| read.0 != start) {
            read = Some((start, calendar(reader, start)));
        }
        let (end, iso) = read.as_ref()?.1.as_ref().filter(|(_, iso)| takes(iso))?;
        let last = if close.is_empty() { *end } else { word_at(reader, reader.spaces(*end), close)? };
        Some(Time { date: Some(iso.clone()), ..Time::new(at, last, Due::Date) })
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
    let names = names.filter(|month| reader.may_begin(at, month.0));
    let month = names.filter_map(|m| Some((words_at(reader, at, &[&m.0.to_lowercase()])?, m.1))).max();
    if let Some((end, month)) = month {
        let mut links = reader.language.named_dates.links.iter().chain(&[" "]);
        let (end, year) = links.find_map(|link| year(reader.word(end, link)?))?;
        return Some((end, format!("{year:04}-{month:02}")));
    }
    let (end, value) = year(at)?;
    let digits = reader.at(end + 1).is_some_and(|c| c.is_ascii_digit());
    let number = reader.at(end).is_some_and(|c| matches!(c, '/' | '.') || c == ',' && digits);
    (!number).then(|| (end, format!("{value:04}")))
}

/// At its seventy-eighth session; 在大会第七十八届会议上.
fn session(reader: &Reader<'_>, at: usize) -> Option<Time> {
    if !may_stand(reader, at, List::DueSessions) {
        return None;
    }
    let words = &reader.language.directing.due;
    let starts = words.before_sessions.iter().filter_map(|before| Some((at, behind(reader, at, before)?)));
    let agendas = words.agendas.iter().filter_map(|(agenda, before)| {
        let of = reader.spaces(words_at(reader, at, &[*agenda])?);
        Some((of, behind(reader, of, before)?))
    });
    let sessions = starts.chain(agendas).filter_map(|(from, start)| Some((from, numbered(reader, start)?)));
    let (start, (end, number)) = sessions.max_by_key(|(_, session)| session.0)?;
    let tail = words_at(reader, reader.spaces(end), words.after_sessions).unwrap_or(end);
    if words_at(reader, tail, words.not_before).is_some() {
        return None;
    }
    let mut time = Time::new(start, tail, Due::Session);
    time.session = number;
    let agenda = |at: usize| words.agendas.iter().any(|form| words_at(reader, at, &[form.0]).is_some());
    time.agenda = start != at || agenda(tail);
    Some(time)
}

/// An ordinal and the word for a session, in the order of the language; or a word such as next in place of the ordinal.
fn numbered(reader: &Reader<'_>, at: usize) -> Option<(usize, Option<u32>)> {
    let language = reader.language;
    let words = &language.directing.due;
    if !words.ordinal_last && !may_stand(reader, reader.spaces(at), List::SessionNumbers) {
        return None;
    }
    let next = |at: usize| words_at(reader, at, words.next_sessions).map(|end| (end, None));
    let ordinal = |at: usize| {
        let at = reader.word(at, language.citation.ordinal).map_or(at, |end| reader.spaces(end));
        let sums = |number: &Option<u32>| number.is_some() || !language.unspaced;
        reader.ordinal(at).map(|(end, number)| (end, plain(number))).filter(|(_, number)| sums(number))
    };
    let noun = |at: usize| words_at(reader, reader.spaces(at), words.nouns);
    let either = |at: usize| ordinal(at).or_else(|| next(at)).map(|(end, number)| series(reader, end, number));
    let year = |at: usize| {
        let from = words.years.iter().find_map(|word| behind(reader, reader.spaces(at), word))?;
        reader.digits(from).map(|(end, year)| (end, Some(year)))
    };
    if words.ordinal_last {
        return either(at).or_else(|| year(at));
    }
    if let Some((end, number)) = either(at) {
        return Some((if language.unspaced && number.is_none() { end } else { noun(end)? }, number));
    }
    // A session that has a year for a number: à sa session de 2022.
    year(noun(at)?)
}

/// The number of a session. Where the words of two sessions in a row are joined as those of one ordinal are
/// (soixante-dix-septième et soixante-dix-huitième), they were read as their sum: the first is half of it.
fn plain(number: u32) -> Option<u32> {
    match number {
        0..=HIGHEST | FIRST_YEAR.. => Some(number),
        sum if sum % 2 == 1 && sum < 2 * HIGHEST => Some(sum / 2),
        _ => None,
    }
}

/// Goes on over further ordinals: seventy-seventh and seventy-eighth.
fn series(reader: &Reader<'_>, mut end: usize, number: Option<u32>) -> (usize, Option<u32>) {
    let words = &reader.language.citation;
    // The word that counts sessions may follow each: 第七十七届和第七十八届.
    let nouns = reader.language.directing.due.nouns;
    let counter = |at: usize| reader.language.unspaced && nouns.iter().any(|word| word.chars().next() == reader.at(at));
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
    if !reader.may_open(at, List::DueTerms) {
        return None;
    }
    let words = &reader.language.directing.due;
    let start = reader.spaces(words_at(reader, at, words.before_terms)?);
    let limit = (start..reader.len()).filter(|&i| starts_word(reader, i)).nth(if reader.language.unspaced {
        12
    } else {
        WORDS
    });
    let close = (start..limit.unwrap_or(reader.len()))
        .take_while(|&i| reader.at(i).is_some_and(|c| !reader.language.comma.contains(&c)))
        .filter(|&i| reader.may_open(i, List::DueTermEnds) && starts_word(reader, i))
        .find_map(|i| words_at(reader, i, words.terms))?;
    Some(Time::new(at, close, Due::Term))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{AR, EN, ES, FR, Language, RU, ZH};

    fn read(language: &'static Language, text: &str) -> Option<(String, Due, Option<String>, Option<u32>)> {
        let reader = Reader::new(text, language);
        let since = Since { date: "2021-12-09", action: 0 };
        find(&reader, 0, reader.len(), Some(since))
            .map(|found| (found.phrase.text, found.due, found.date, found.session))
    }

    #[test]
    fn what_says_when_may_stand_before_the_verb() {
        for (text, rest) in [
            ("by June 2025, report on it", Some("report on it")),
            ("by June 2025 report on it", Some("report on it")),
            ("at its seventy-eighth session, report on it", Some("report on it")),
            ("report on it by June 2025", None),
        ] {
            let reader = Reader::new(text, &EN);
            assert_eq!(after(&reader, 0).map(|at| reader.rest(at)), rest, "{text}");
        }
        let joined = Reader::new("by June 2025,report on it", &EN);
        assert_eq!(after(&joined, 0).map(|at| joined.rest(at)), Some("report on it"));
    }

    #[test]
    fn a_session_in_each_language() {
        let cases = [
            (&EN, "report at its seventy-eighth session", "at its seventy-eighth session"),
            (&FR, "présenter à sa soixante-dix-huitième session un rapport", "à sa soixante-dix-huitième session"),
            (
                &ES,
                "informe en su septuagésimo octavo período de sesiones",
                "en su septuagésimo octavo período de sesiones",
            ),
            (&RU, "представить на ее семьдесят восьмой сессии доклад", "на ее семьдесят восьмой сессии"),
            (&AR, "يقدم تقريرا في دورتها الثامنة والسبعين", "في دورتها الثامنة والسبعين"),
            (&ZH, "在大会第七十八届会议上提出报告", "在大会第七十八届会议上"),
        ];
        for (language, text, phrase) in cases {
            assert_eq!(read(language, text), Some((phrase.to_owned(), Due::Session, None, Some(78))), "{text}");
        }
    }

    #[test]
    fn two_sessions_tell_the_first() {
        let number = |language, text: &str| read(language, text).and_then(|found| found.3);
        assert_eq!(number(&EN, "at its seventy-seventh and seventy-eighth sessions"), Some(77));
        assert_eq!(number(&FR, "à ses soixante-dix-septième et soixante-dix-huitième sessions"), Some(77));
        assert_eq!(number(&ZH, "向大会第七十七届和第七十八届会议发言"), Some(77));
        assert_eq!(number(&EN, "report to the Council at its 2022 session"), Some(2022));
        assert_eq!(number(&RU, "на его сессии 2022 года"), Some(2022));
    }

    #[test]
    fn dates_are_as_exact_as_printed() {
        let date = |language, text: &str| read(language, text).and_then(|found| found.2).unwrap_or_default();
        assert_eq!(date(&EN, "submit it no later than 30 June 2023"), "2023-06-30");
        assert_eq!(date(&EN, "submit it by February 2023"), "2023-02");
        assert_eq!(date(&EN, "end hunger by 2030"), "2030");
        assert_eq!(date(&ZH, "至迟于 2023 年 2 月提交报告"), "2023-02");
        assert_eq!(date(&ZH, "在2024年12月1日之前提交"), "2024-12-01");
    }

    #[test]
    fn what_is_put_on_an_agenda_is_due_at_its_session() {
        let cases = [
            (&EN, "include it in the provisional agenda of its seventy-ninth session", "of its seventy-ninth session"),
            (
                &FR,
                "inscrire à l’ordre du jour provisoire de sa soixante-dix-neuvième session",
                "de sa soixante-dix-neuvième session",
            ),
            (
                &RU,
                "включить в предварительную повестку дня своей семьдесят девятой сессии",
                "своей семьдесят девятой сессии",
            ),
        ];
        for (language, text, words) in cases {
            assert_eq!(read(language, text), Some((words.to_owned(), Due::Session, None, Some(79))), "{text}");
        }
        let chinese = read(&ZH, "列入大会第七十九届会议临时议程");
        assert_eq!(chinese, Some(("大会第七十九届会议".to_owned(), Due::Session, None, Some(79))));
    }

    #[test]
    fn the_year_to_do_something_in_is_not_past() {
        let date = |language, text: &str| read(language, text).and_then(|found| found.2);
        for (language, text) in
            [(&EN, "convene in 2025 a conference"), (&FR, "organiser en 2025, à Genève, une réunion")]
        {
            assert_eq!(date(language, text).as_deref(), Some("2025"), "{text}");
        }
        assert_eq!(date(&EN, "convene in 2019 a conference"), None);
        assert_eq!(date(&EN, "follow up on the conference in Rome in 2025"), None);
    }

    #[test]
    fn what_is_done_has_no_deadline() {
        assert_eq!(read(&EN, "disseminate the guidelines adopted at its sixteenth session"), None);
        assert_eq!(read(&ZH, "执行大会第1514(XV)号决议"), None);
        assert_eq!(read(&ZH, "同时考虑到2019年缔约国会议报告"), None);
        assert!(read(&ZH, "考虑在大会第七十八届会议期间举行会议").is_some());
    }

    #[test]
    fn a_year_that_stands_for_itself() {
        let date = |text: &'static str| calendar(&Reader::new(text, &crate::language::EN), 0);
        for (text, iso) in
            [("2025", "2025"), ("2025, and", "2025"), ("March 2026.", "2026-03"), ("30 June 2023", "2023-06-30")]
        {
            assert_eq!(date(text).map(|found| found.1).as_deref(), Some(iso), "{text}");
        }
        for text in ["2025/26", "2025.", "2025,5", "20255", "1944", "2151", "202", "March", "March 5"] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(date("2025").map(|found| found.0), Some(4));
    }

    #[test]
    fn the_sum_of_two_sessions() {
        for (number, session) in [(78, Some(78)), (155, Some(77)), (154, None), (2022, Some(2022)), (899, None)] {
            assert_eq!(plain(number), session, "{number}");
        }
    }
}
