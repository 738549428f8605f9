//! Values of attributes that the standard types: days and addresses.
//!
//! In: what the text says or what `link` made of it. Out: a value that is valid, or nothing, and then the mark-up does
//! without the element. 2022-10-28/2022-10-29 gives 2022-10-28 as its first day and 2022-10-29 as its last; 31 June
//! gives nothing.
//!
//! Not here: which day is meant.

use super::element::Str;
use crate::language::Language;
use std::fmt::Write as _;

/// The first day of an ISO 8601 date, month, quarter, half, year or range.
pub(super) fn first_day(iso: &str) -> Option<Str<'_>> {
    Some(days(iso.split_once('/').map_or(iso, |(first, _)| first))?.0)
}

/// The last day of an ISO 8601 date, month, quarter, half, year or range.
pub(super) fn last_day(iso: &str) -> Option<Str<'_>> {
    Some(days(iso.split_once('/').map_or(iso, |(_, last)| last))?.1)
}

fn days(iso: &str) -> Option<(Str<'_>, Str<'_>)> {
    let year: u32 = digits(iso.get(..4)?)?;
    if year == 0 {
        return None;
    }
    let rest = iso.get(4..)?;
    let (first, last) = match rest.as_bytes() {
        [] => (1, 12),
        [b'-', b'Q', part @ b'1'..=b'4'] => (u32::from(part - b'1') * 3 + 1, u32::from(part - b'0') * 3),
        [b'-', b'H' | b'S', part @ b'1'..=b'2'] => (u32::from(part - b'1') * 6 + 1, u32::from(part - b'0') * 6),
        [b'-', _, _] => {
            let month = digits(rest.get(1..)?)?;
            (month, month)
        }
        [b'-', _, _, b'-', _, _] => {
            let (month, day) = (digits(rest.get(1..3)?)?, digits(rest.get(4..)?)?);
            let valid = (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
            return valid.then_some((iso.into(), iso.into()));
        }
        _ => return None,
    };
    if !(1..=12).contains(&first) {
        return None;
    }
    Some((format!("{year:04}-{first:02}-01").into(), format!("{year:04}-{last:02}-{:02}", length(year, last)).into()))
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn length(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// An address as a valid `xsd:anyURI`: what an IRI may not hold is percent-encoded. Nothing where it names a host
/// that cannot be one.
pub(super) fn address(text: &str) -> Option<Str<'_>> {
    let text = text.trim();
    // A fragment alone would point at a part of this document, which no address of another text does.
    if text.is_empty() || text.starts_with('#') || !has_valid_authority(text) {
        return None;
    }
    // Most hold nothing that an address may not.
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'/' | b':' | b'(' | b')');
    if text.bytes().all(plain) {
        return Some(text.into());
    }
    let mut fragment = false;
    let mut wrong = |(at, c): (usize, char)| match c {
        '#' => std::mem::replace(&mut fragment, true),
        '%' => !text.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit())),
        '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '[' | ']' => true,
        _ => c.is_whitespace() || c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'),
    };
    let at = text.char_indices().filter(|&place| wrong(place)).map(|(at, _)| at).collect::<Vec<_>>();
    if at.is_empty() {
        return Some(text.into());
    }
    let mut out = String::with_capacity(text.len() + 2 * at.len());
    for (place, c) in text.char_indices() {
        if at.binary_search(&place).is_ok() {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    Some(out.into())
}

fn has_valid_authority(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return true };
    if scheme.contains(['/', '#', '?', '!']) {
        return true;
    }
    if !scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        || !scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    {
        return false;
    }
    let Some(rest) = rest.strip_prefix("//") else { return true };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let is_port = (1..6).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit());
    !host.is_empty() && host.bytes().all(is_letter) && is_port
}

/// A text as the value of an attribute for people: runs of white space are one space.
pub(super) fn label(text: &str) -> Str<'_> {
    let clean = !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.contains(|c: char| c.is_whitespace() && c != ' ')
        && !text.contains("  ");
    if clean { text.into() } else { text.split_whitespace().collect::<Vec<_>>().join(" ").into() }
}

/// The name of an organ, organization or office for people: as the language lists it, so in the nominative and without
/// article, unless the text prints a fuller one (联合国安全理事会 for 安全理事会).
pub(super) fn name<'a>(language: &Language, id: &str, printed: &'a str) -> Str<'a> {
    match language.listed_name(id) {
        Some(listed) if !(printed.contains(listed) && printed.len() > listed.len() + LONGEST_ARTICLE) => listed.into(),
        Some(_) | None => label(printed),
    }
}

/// Bytes of the longest article or particle that stands before a name, with its space.
const LONGEST_ARTICLE: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_as_the_language_lists_it() {
        use crate::language::{AR, EN, RU, ZH};
        let cases = [
            (&RU, "unga", "Генеральной Ассамблеей", "Генеральная Ассамблея"),
            (&RU, "secretaryGeneral", "Генерального секретаря", "Генеральный секретарь"),
            (&AR, "unga", "إن الجمعية العامة", "الجمعية العامة"),
            (&EN, "unsc", "The Security Council", "Security Council"),
            (&ZH, "unsc", "安理会", "安全理事会"),
            (&ZH, "unsc", "联合国安全理事会", "联合国安全理事会"),
            (&EN, "norway", "Norway", "Norway"),
        ];
        for (language, id, printed, expected) in cases {
            assert_eq!(name(language, id, printed), expected);
        }
    }

    #[test]
    fn a_date_gives_its_first_and_last_day() {
        let both = |iso| (first_day(iso).map(Str::into_owned), last_day(iso).map(Str::into_owned));
        let days = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(both("2021-06-30"), days("2021-06-30", "2021-06-30"));
        assert_eq!(both("2022-10-28/2022-10-29"), days("2022-10-28", "2022-10-29"));
        assert_eq!(both("2020-02"), days("2020-02-01", "2020-02-29"));
        assert_eq!(both("2020"), days("2020-01-01", "2020-12-31"));
        assert_eq!(both("2020-Q2"), days("2020-04-01", "2020-06-30"));
        assert_eq!(both("2020-H2"), days("2020-07-01", "2020-12-31"));
        assert_eq!(both("2020-01/2020-06"), days("2020-01-01", "2020-06-30"));
    }

    #[test]
    fn a_day_that_is_not_in_the_calendar_gives_nothing() {
        for iso in ["2021-06-31", "2021-02-29", "2021-13", "0000-01-01", "--08-21", "", "20", "2021-6-3", "２０２１"]
        {
            assert_eq!(first_day(iso), None, "{iso}");
        }
    }

    #[test]
    fn an_address_is_mended_or_refused() {
        assert_eq!(
            address("https://docs.un.org/zh/S/RES/1373(2001)").unwrap(),
            "https://docs.un.org/zh/S/RES/1373(2001)"
        );
        assert_eq!(
            address("https://docs.un.org/zh/A/RES/2200 (XXI)").unwrap(),
            "https://docs.un.org/zh/A/RES/2200%20(XXI)"
        );
        assert_eq!(address("https://a.org/x#y#z%zz").unwrap(), "https://a.org/x#y%23z%25zz");
        assert_eq!(address("http://一.org/"), None);
        assert_eq!(address("https://https://un.org"), None);
        assert_eq!(address(" "), None);
        assert_eq!(
            address("/akn/un/doc/paper/un-sg/2021-01-29/A-75-729").as_deref(),
            Some("/akn/un/doc/paper/un-sg/2021-01-29/A-75-729")
        );
    }
}
