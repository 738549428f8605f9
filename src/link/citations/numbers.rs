//! The numbers of instruments, `60/288`, `53/243 A`, `1373(2001)`, `2200 A (XXI)`, `S-10/2`, and the symbols that they
//! stand for: the form of a number says which organs number so, and where two do, the date or the organ named with it
//! decides.
//!
//! Not here: whether a number is a mention (see `lists` and `prefixed`).

use super::super::reader::{Reader, unified};
use crate::language::{InstrumentWord, roman, roman_value};

/// How the numbers of a series are formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Series {
    /// `60/288`: by session, of the General Assembly since 1976, of the Human Rights Council since 2006.
    Session(u32),
    /// `S-10/2`, `ES-10/24`: by special session.
    Special,
    /// `2015/32`: by year, of the Economic and Social Council since 1978.
    Year,
    /// `1373(2001)`: of the Security Council, with its year.
    Council(u32),
    /// `217(III)`: the old series, with its session.
    Old(u32),
}

/// The number of an instrument.
#[derive(Debug, Clone)]
pub(super) struct Core {
    pub(super) end: usize,
    /// Without the letter: `60/288`, `1373(2001)`, `2200(XXI)`.
    pub(super) number: String,
    /// Letters of the part, the first and the last of a run.
    pub(super) letters: Option<(char, char)>,
    pub(super) series: Series,
}

/// Years that numbers of instruments hold.
const YEARS: std::ops::Range<u32> = 1946..2150;

/// The last number that the Security Council had reached at the end of a year.
const COUNCIL: [(u32, u32); 9] = [
    (1945, 0),
    (1950, 89),
    (1960, 160),
    (1970, 291),
    (1980, 484),
    (1990, 683),
    (2000, 1334),
    (2010, 1966),
    (2020, 2560),
];

/// Whether a number can be one of the Security Council of that year: committees number their general comments in the
/// same form, `12 (1999)`, and have not reached it.
fn council_year(number: u32, year: u32) -> bool {
    let after = COUNCIL.iter().rev().find(|c| c.0 < year).is_some_and(|c| number > c.1);
    after && COUNCIL.iter().find(|c| c.0 >= year).is_none_or(|c| number <= c.1)
}

/// The number that begins at `at`.
pub(super) fn core(reader: &Reader<'_>, at: usize) -> Option<Core> {
    let fresh = |c: char| !(c.is_ascii_alphanumeric() || matches!(unified(c), '/' | '.' | '-' | '('));
    if !reader.before(at).is_none_or(fresh) {
        return None;
    }
    let special = reader.language.citation.special_sessions;
    if let Some((after, latin)) = special.iter().find_map(|s| Some((reader.word(at, s.0)?, s.1))) {
        let (slash, session) = reader.digits(after)?;
        let (end, second) = reader.digits(slash + 1).filter(|_| reader.at(slash) == Some('/'))?;
        let number = format!("{latin}{session}/{second}");
        return Some(Core { end, number, letters: None, series: Series::Special });
    }
    let (end, first) = reader.digits(at)?;
    if reader.at(end) == Some('/') {
        let (end, second) = reader.digits(end + 1)?;
        // 6/2019 is numbered by another organization.
        if reader.at(end) == Some('/') || YEARS.contains(&second) {
            return None;
        }
        let (end, letter) = part_letter(reader, end);
        let series = if first >= 1946 { Series::Year } else { Series::Session(first) };
        return Some(Core { end, number: format!("{first}/{second}"), letters: letter.map(|l| (l, l)), series });
    }
    let (after, letter) = part_letter(reader, end);
    let open = reader.spaces(after);
    if !matches!(reader.at(open), Some('(' | '（')) {
        return None;
    }
    let close = (open + 1..reader.len().min(open + 12)).find(|&i| matches!(reader.at(i), Some(')' | '）')))?;
    let (inner, series) = bracketed(reader, open + 1, close)?;
    let fits = match series {
        Series::Council(year) => letter.is_none() && council_year(first, year),
        Series::Session(_) | Series::Special | Series::Year | Series::Old(_) => true,
    };
    let number = format!("{first}({inner})");
    fits.then_some(Core { end: close + 1, number, letters: letter.map(|l| (l, l)), series })
}

/// What stands in the brackets of a number: the year of the Security Council, the session of the old series.
fn bracketed(reader: &Reader<'_>, from: usize, to: usize) -> Option<(String, Series)> {
    let words = &reader.language.citation;
    let inner = reader.slice(from, to).trim();
    if let Some(year) = inner.parse::<u32>().ok().filter(|y| YEARS.contains(y)) {
        return Some((inner.to_owned(), Series::Council(year)));
    }
    let ordinal = |prefix: &str| reader.digits(reader.word(from, prefix)?).filter(|d| d.0 == to).map(|d| d.1);
    if let Some(session) = ordinal(words.old_series) {
        return Some((roman(session), Series::Old(session)));
    }
    if let Some((latin, session)) = words.special_sessions.iter().find_map(|s| Some((s.1, ordinal(s.0)?))) {
        return Some((format!("{latin}{}", roman(session)), Series::Special));
    }
    let latin = |c: char| {
        let mut alone = words.part_letters.iter().filter(|l| l.0.chars().eq([c]));
        alone.next().map_or(unified(c), |l| l.1)
    };
    let inner: String = inner.chars().map(latin).collect();
    let special = inner.strip_prefix("ES-").or_else(|| inner.strip_prefix("S-"));
    let series =
        special.map_or_else(|| roman_value(&inner).map(Series::Old), |s| roman_value(s).map(|_| Series::Special));
    Some((inner, series?))
}

/// The letter of a part: `53/243 A`.
fn part_letter(reader: &Reader<'_>, end: usize) -> (usize, Option<char>) {
    let at = reader.spaces(end);
    match letter_at(reader, at).filter(|_| at <= end + 1) {
        Some((stop, letter)) => (stop, Some(letter)),
        None => (end, None),
    }
}

fn letter_at(reader: &Reader<'_>, at: usize) -> Option<(usize, char)> {
    let latin = reader.at(at).filter(char::is_ascii_uppercase).map(|c| (at + 1, c));
    let own = || reader.language.citation.part_letters.iter().find_map(|l| Some((reader.word(at, l.0)?, l.1)));
    let unspaced = reader.language.unspaced;
    let alone =
        |end: usize| reader.at(end).is_none_or(|c| !(c.is_ascii_alphanumeric() || !unspaced && c.is_alphanumeric()));
    latin.or_else(own).filter(|l| alone(l.0))
}

/// Further letters of the same number: `53/243 A 和 B`, `51/211 A to E`. Each with the place where it begins.
pub(super) fn further_letters(reader: &Reader<'_>, core: &Core) -> Vec<(usize, Core)> {
    let words = &reader.language.citation;
    let mut found: Vec<(usize, Core)> = Vec::new();
    let mut end = core.end;
    while core.letters.is_some() {
        let gap = reader.spaces(end);
        let separator = reader.any(gap, words.list).or_else(|| reader.any(gap, words.range));
        let at = separator.map(|s| reader.spaces(s));
        let Some((at, (stop, letter))) = at.and_then(|at| Some((at, letter_at(reader, at)?))) else { break };
        found.push((at, Core { end: stop, letters: Some((letter, letter)), ..core.clone() }));
        end = stop;
    }
    found
}

/// From this session on, the parts of a resolution are documents of their own.
const PARTS_APART: u32 = 57;

/// Parts that bear one date were adopted together, and since the fifty-seventh session one document prints them:
/// `57/284 A and B of 20 December 2002`.
pub(super) fn one_document(core: &Core, dated: bool) -> bool {
    dated && matches!(core.series, Series::Session(session) if session >= PARTS_APART)
}

/// The symbol of an instrument; none where the number fits no organ of the United Nations that numbers so: conferences
/// and commissions do too. `organ` is the one named with it, and `speaker` the one that speaks: where none is named, and
/// where the one that is named does not number so, the number is one of the speaker's own. `date` is the one cited with
/// it, ISO 8601.
pub(super) fn instrument_symbol(
    core: &Core,
    kind: InstrumentWord,
    organ: Option<&str>,
    speaker: Option<&str>,
    date: Option<&str>,
) -> Option<String> {
    let of = |organ| symbol_of(core, kind, organ, date);
    of(organ.or(speaker)).or_else(|| of(speaker.filter(|_| organ.is_some())))
}

fn symbol_of(core: &Core, kind: InstrumentWord, organ: Option<&str>, date: Option<&str>) -> Option<String> {
    let series = match kind {
        InstrumentWord::Resolution => "RES",
        InstrumentWord::Decision => "DEC",
    };
    let year = date.and_then(|d| d.get(..4)).and_then(|y| y.parse::<u32>().ok());
    let organ = match core.series {
        Series::Council(_) => "S",
        Series::Year if organ == Some("unecosoc-chr") => "E/CN.4",
        Series::Year => "E",
        Series::Old(session) => old_series(session, organ, year)?,
        Series::Special if organ == Some("unga-hrc") => "A/HRC",
        Series::Special => "A",
        Series::Session(session) => by_session(session, organ, year)?,
    };
    let letters = match core.letters {
        Some((first, last)) if first == last => format!("[{first}]"),
        Some((first, last)) => format!("[{first}-{last}]"),
        None => String::new(),
    };
    Some(format!("{organ}/{series}/{}{letters}", core.number))
}

/// The Assembly opens its session in the year 1945 + n, and may resume it in the next.
fn assembly_year(session: u32, year: u32) -> bool {
    (session + 1945..=session + 1946).contains(&year)
}

/// The Economic and Social Council held two sessions a year until 1977.
fn economic_year(session: u32, year: u32) -> bool {
    (1946 + session / 2).abs_diff(year) <= 1
}

/// The Human Rights Council has held three sessions a year since 2006.
fn rights_year(session: u32, year: u32) -> bool {
    year == 2006 + session.saturating_sub(1) / 3
}

/// Last session of the Assembly in the old series.
const LAST_OLD_SESSION: u32 = 30;

/// Last session of the Assembly before the Human Rights Council reached as many.
const LAST_SHARED_SESSION: u32 = 62;

fn old_series(session: u32, organ: Option<&str>, year: Option<u32>) -> Option<&'static str> {
    let assembly = session <= LAST_OLD_SESSION && year.is_none_or(|y| assembly_year(session, y));
    let economic = year.map_or(organ == Some("unecosoc"), |y| economic_year(session, y));
    match (assembly, economic) {
        (true, true) if organ == Some("unecosoc") => Some("E"),
        (true, _) => Some("A"),
        (false, true) => Some("E"),
        (false, false) => None,
    }
}

/// By the date where one is cited, else by the organ that is named.
fn by_session(session: u32, organ: Option<&str>, year: Option<u32>) -> Option<&'static str> {
    let assembly = session > LAST_OLD_SESSION && year.is_none_or(|y| assembly_year(session, y));
    let named = organ == Some("unga-hrc");
    let rights = year.map_or(named && session <= LAST_SHARED_SESSION, |y| rights_year(session, y));
    match (assembly, rights) {
        (_, true) if year.is_none() => Some("A/HRC"),
        (true, _) => Some("A"),
        (false, true) => Some("A/HRC"),
        // The date is misprinted.
        (false, false) if session > LAST_OLD_SESSION && organ == Some("unga") => Some("A"),
        (false, false) if organ.is_none() && session > LAST_SHARED_SESSION && is_misprint(session, year) => Some("A"),
        (false, false) => None,
    }
}

/// Whether a year is some years off that of a session of the Assembly. One year before it sits the regional commission
/// that counts nearly as the Assembly does; a year further off belongs to another body.
fn is_misprint(session: u32, year: Option<u32>) -> bool {
    let opened = session + 1945;
    year.is_some_and(|year| year + 1 != opened && year.abs_diff(opened) <= 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{AR, EN, FR, Language, RU};

    fn symbol(language: &'static Language, text: &str, organ: Option<&str>, date: Option<&str>) -> String {
        let reader = Reader::new(text, language);
        let found = core(&reader, 0).and_then(|c| instrument_symbol(&c, InstrumentWord::Resolution, organ, None, date));
        found.unwrap_or_default()
    }

    #[test]
    fn the_date_tells_which_organ_numbers_so() {
        let en = |text, organ, date| symbol(&EN, text, organ, date);
        assert_eq!(en("45/30", None, Some("2020-10-13")), "A/HRC/RES/45/30");
        assert_eq!(en("45/30", Some("unga-hrc"), Some("1990-11-28")), "A/RES/45/30");
        assert_eq!(en("45/30", None, None), "A/RES/45/30");
        assert_eq!(en("2008 (LX)", None, Some("1976-05-14")), "E/RES/2008(LX)");
        assert_eq!(en("217 A (III)", None, Some("1948-12-10")), "A/RES/217(III)[A]");
        assert_eq!(en("4/1", None, Some("2019-03-15")), "", "of the Environment Assembly");
        assert_eq!(en("302 (XXVII)", None, Some("2012-05-10")), "", "of an economic commission");
        assert_eq!(en("12 (1999)", None, None), "", "a general comment");
        assert_eq!(en("S-27/1", Some("unga-hrc"), Some("2017-12-05")), "A/HRC/RES/S-27/1");
    }

    #[test]
    fn letters_and_series_in_other_scripts() {
        assert_eq!(symbol(&RU, "260 А (III)", None, None), "A/RES/260(III)[A]");
        assert_eq!(symbol(&AR, "2200 ألف (د-21)", None, None), "A/RES/2200(XXI)[A]");
        assert_eq!(symbol(&AR, "دإ-10/2", None, None), "A/RES/S-10/2");
        assert_eq!(symbol(&AR, "57/283 باء؛", None, None), "A/RES/57/283[B]");
        assert_eq!(symbol(&FR, "S\u{2011}10/2", None, None), "A/RES/S-10/2");
    }

    #[test]
    fn numbers_that_the_council_had_reached() {
        for (number, year, fits) in [
            (89, 1950, true),
            (90, 1950, false),
            (89, 1951, false),
            (90, 1951, true),
            (160, 1960, true),
            (12, 1999, false),
            (1325, 2000, true),
            (2561, 2021, true),
        ] {
            assert_eq!(council_year(number, year), fits, "{number} ({year})");
        }
    }

    #[test]
    fn where_numbers_end() {
        for (text, end) in [
            ("70/1 of", 4),
            ("1325 (2000) of", 11),
            ("217 A (III) of", 11),
            ("S-10/2 of", 6),
            ("57/283 B of", 8),
            ("2008 (LX), of", 9),
        ] {
            assert_eq!(core(&Reader::new(text, &EN), 0).map(|core| core.end), Some(end), "{text}");
        }
        for text in ["6/2019", "70/1/2", "S-10", "12 (1999)", "70 of", "217 (III"] {
            assert!(core(&Reader::new(text, &EN), 0).is_none(), "{text}");
        }
        assert!(core(&Reader::new("A/70/1", &EN), 2).is_none());
    }

    #[test]
    fn sessions_of_the_assembly() {
        let old = LAST_OLD_SESSION;
        assert_eq!((by_session(old, None, None), by_session(old + 1, None, None)), (None, Some("A")));
        let misprinted = |session| by_session(session, Some("unga"), Some(1950));
        assert_eq!((misprinted(old), misprinted(old + 1)), (None, Some("A")));
        let shared = |session| by_session(session, Some("unga-hrc"), None);
        assert_eq!((shared(LAST_SHARED_SESSION), shared(LAST_SHARED_SESSION + 1)), (Some("A/HRC"), Some("A")));
        for (year, misprint) in [(2004, false), (2003, true), (1995, true), (1994, false), (2015, true), (2016, false)]
        {
            assert_eq!(is_misprint(60, Some(year)), misprint, "{year}");
        }
        assert!(!is_misprint(60, None));
    }
}
