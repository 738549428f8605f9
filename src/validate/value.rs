//! Values of attributes: the simple types of XML Schema that Akoma Ntoso uses.
//!
//! In: a value as the XML parser hands it over, and its type. Out: whether it is a value of the type, and if not, what
//! would be, in words.
//!
//! Where XML Schema 1.0 and libxml2 part, this follows libxml2, which most readers of UN documents run: it takes
//! ` 2021-06-30 ` where a date or a dateTime may stand, yet not ` 2021-06-30T00:00:00 ` where only a dateTime may; it
//! takes `PT1.S` as a duration; it rounds `59.9999999999999999999` seconds up to an error. Years and days count up to 2^63 - 1.
//!
//! Not here: which attribute has which type (the table says), and whether a reference leads anywhere (see `profile`).

use super::uri::is_uri_reference;

/// Index of a simple type in the table.
pub(super) type SimpleId = usize;

/// A simple type.
#[derive(Debug)]
pub(super) enum Simple {
    /// A built-in type.
    Atom(Atom),
    /// One of these values, after the white space rule of the base.
    Enumeration(Atom, Vec<&'static str>),
    /// At least one character, and no space, tab or line end.
    NoWhiteSpace,
    /// Any of several types.
    Union(Vec<SimpleId>),
    /// A list, separated by white space. It may be empty.
    List(SimpleId),
}

/// The built-in types that the standard uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    String,
    AnyUri,
    Boolean,
    Date,
    DateTime,
    Time,
    Duration,
    Integer,
    Language,
    NcName,
    Id,
}

impl Atom {
    /// The type called `xsd:{name}`.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "string" => Atom::String,
            "anyURI" => Atom::AnyUri,
            "boolean" => Atom::Boolean,
            "date" => Atom::Date,
            "dateTime" => Atom::DateTime,
            "time" => Atom::Time,
            "duration" => Atom::Duration,
            "integer" => Atom::Integer,
            "language" => Atom::Language,
            "NCName" => Atom::NcName,
            "ID" => Atom::Id,
            _ => return None,
        })
    }

    fn accepts(self, value: &str, in_union: bool) -> bool {
        let collapsed = collapse(value);
        // libxml2 compares a date or a duration that stands alone as it is, spaces included.
        let timed = if in_union { collapsed } else { value };
        match self {
            Atom::String => true,
            Atom::AnyUri => is_uri_reference(collapsed),
            Atom::Boolean => matches!(collapsed, "true" | "false" | "1" | "0"),
            Atom::Date => date(timed).is_some_and(is_zone),
            Atom::DateTime => date_time(timed),
            Atom::Time => time(timed).is_some_and(is_zone),
            Atom::Duration => duration(timed).is_some(),
            Atom::Integer => {
                let digits = collapsed.strip_prefix(['+', '-']).unwrap_or(collapsed);
                !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
            }
            Atom::Language => is_language(collapsed),
            Atom::NcName | Atom::Id => is_nc_name(collapsed),
        }
    }

    /// Values of the type, in words.
    fn describe(self) -> &'static str {
        match self {
            Atom::String => "any text",
            Atom::AnyUri => "a URI reference such as #para_7 or https://docs.un.org/",
            Atom::Boolean => "true or false",
            Atom::Date => "a date such as 2021-06-30",
            Atom::DateTime => "a date with a time such as 2021-06-30T15:00:00",
            Atom::Time => "a time such as 15:00:00",
            Atom::Duration => "a duration such as P1Y6M",
            Atom::Integer => "a whole number",
            Atom::Language => "a language tag such as zh or fr-CH",
            Atom::NcName | Atom::Id => "a name of letters, digits, hyphens, points and underscores",
        }
    }
}

/// Whether `value` is of the type.
pub(super) fn accepts(types: &[Simple], id: SimpleId, value: &str) -> bool {
    accepts_in(types, id, value, false)
}

fn accepts_in(types: &[Simple], id: SimpleId, value: &str, in_union: bool) -> bool {
    match types.get(id) {
        Some(Simple::Atom(atom)) => atom.accepts(value, in_union),
        Some(Simple::Enumeration(Atom::String, values)) => values.contains(&value),
        Some(Simple::Enumeration(atom, values)) => atom.accepts(value, in_union) && values.contains(&collapse(value)),
        Some(Simple::NoWhiteSpace) => !value.is_empty() && !value.contains(is_space),
        Some(Simple::Union(members)) => members.iter().any(|&member| accepts_in(types, member, value, true)),
        Some(Simple::List(member)) => {
            value.split(is_space).filter(|item| !item.is_empty()).all(|item| accepts_in(types, *member, item, false))
        }
        None => false,
    }
}

/// What would be a value of the type: the values of an enumeration, or a description.
pub(super) fn expected(types: &[Simple], id: SimpleId) -> Vec<String> {
    match types.get(id) {
        Some(Simple::Atom(atom)) => vec![atom.describe().to_owned()],
        Some(Simple::Enumeration(_, values)) => {
            values.iter().map(|v| if v.is_empty() { "nothing at all".to_owned() } else { (*v).to_owned() }).collect()
        }
        Some(Simple::NoWhiteSpace) => vec!["an identifier without white space such as para_7".to_owned()],
        Some(Simple::Union(members)) => members.iter().flat_map(|&member| expected(types, member)).collect(),
        Some(Simple::List(member)) => expected(types, *member),
        None => Vec::new(),
    }
}

/// White space as XML has it.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Without outer white space. Inner white space is not reduced: no type that has it reads it.
fn collapse(value: &str) -> &str {
    value.trim_matches(is_space)
}

/// `[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*`.
fn is_language(value: &str) -> bool {
    value.split('-').enumerate().all(|(i, part)| {
        let fits = |b: u8| if i == 0 { b.is_ascii_alphabetic() } else { b.is_ascii_alphanumeric() };
        (1..=8).contains(&part.len()) && part.bytes().all(fits)
    })
}

/// A name without a colon, as in Namespaces in XML.
pub(super) fn is_nc_name(value: &str) -> bool {
    let start = |c: char| {
        matches!(c, 'A'..='Z' | 'a'..='z' | '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}')
    };
    let inner = |c: char| {
        matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}') || start(c)
    };
    value.starts_with(start) && value.chars().all(inner)
}

fn date_time(value: &str) -> bool {
    date(value).and_then(|rest| rest.strip_prefix('T')).and_then(time).is_some_and(is_zone)
}

/// A calendar date; what follows it.
fn date(value: &str) -> Option<&str> {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let digits = unsigned.find(|c: char| !c.is_ascii_digit()).unwrap_or(unsigned.len());
    let (year, rest) = unsigned.split_at_checked(digits)?;
    if digits < 4 || (digits > 4 && year.starts_with('0')) {
        return None;
    }
    let year = year.parse::<i64>().ok().filter(|&year| year != 0)?;
    let (month, rest) = two_digits(rest.strip_prefix('-')?)?;
    let (day, rest) = two_digits(rest.strip_prefix('-')?)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day).then_some(rest)
}

/// A time of day; what follows it. `24:00:00` is the end of the day.
fn time(value: &str) -> Option<&str> {
    let (hour, rest) = two_digits(value)?;
    let (minute, rest) = two_digits(rest.strip_prefix(':')?)?;
    let (whole, mut rest) = two_digits(rest.strip_prefix(':')?)?;
    let mut seconds = f64::from(whole);
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return None;
        }
        // Added up as libxml2 does, so that the same long fractions round up to the next second.
        let mut weight = 1.0;
        for digit in fraction.bytes().take(digits) {
            weight /= 10.0;
            seconds += f64::from(digit - b'0') * weight;
        }
        rest = fraction.get(digits..)?;
    }
    let within = hour < 24 && minute < 60 && seconds < 60.0;
    let end_of_day = hour == 24 && minute == 0 && seconds == 0.0;
    (within || end_of_day).then_some(rest)
}

/// Nothing, `Z`, or an offset up to fourteen hours. After either of these libxml2 lets white space pass.
fn is_zone(value: &str) -> bool {
    let zone = value.trim_end_matches(is_space);
    let Some(offset) = zone.strip_prefix(['+', '-']) else { return value.is_empty() || zone == "Z" };
    let parsed = two_digits(offset).and_then(|(hour, rest)| Some((hour, two_digits(rest.strip_prefix(':')?)?)));
    matches!(parsed, Some((hour, (minute, ""))) if minute < 60 && hour * 60 + minute <= 14 * 60)
}

fn two_digits(value: &str) -> Option<(u32, &str)> {
    let (digits, rest) = value.split_at_checked(2)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| Some((digits.parse().ok()?, rest)))?
}

/// `-?PnYnMnDTnHnMnS`, at least one part, a fraction only of seconds; months and days each within 63 bits.
fn duration(value: &str) -> Option<()> {
    /// Each unit in months, or in seconds from the third on.
    const UNITS: [(u8, i64); 6] = [(b'Y', 12), (b'M', 1), (b'D', DAY), (b'H', 3_600), (b'M', 60), (b'S', 1)];
    const DAY: i64 = 86_400;
    let value = value.trim_start_matches(is_space);
    let mut rest = value.strip_prefix('-').unwrap_or(value).strip_prefix('P')?.as_bytes();
    let (mut unit, mut months, mut days, mut seconds) = (0, 0_i64, 0_i64, 0_i64);
    if rest.is_empty() {
        return None;
    }
    while let Some(&first) = rest.first() {
        if first == b'T' && unit <= 3 {
            unit = 3;
            rest = rest.get(1..)?;
        } else if first == b'T' || unit == 3 {
            return None;
        }
        let (amount, fraction, letter, after) = amount(rest)?;
        // A unit of the date after T, or of the time before it, finds no place.
        let end = if unit < 3 { 3 } else { UNITS.len() };
        unit += UNITS.get(unit..end)?.iter().position(|&(known, _)| known == letter)?;
        if fraction && unit != 5 {
            return None;
        }
        let weight = UNITS.get(unit)?.1;
        if unit < 2 {
            months = months.checked_add(amount.checked_mul(weight)?)?;
        } else {
            seconds += amount % (DAY / weight) * weight;
            days = days.checked_add(amount / (DAY / weight))?.checked_add(seconds / DAY)?;
            seconds %= DAY;
        }
        unit += 1;
        rest = after;
    }
    Some(())
}

/// `12`, `12.5`, `.5` or `12.` and a letter: the whole part, whether there is a point, the letter, what follows.
fn amount(text: &[u8]) -> Option<(i64, bool, u8, &[u8])> {
    let digits = |text: &[u8]| text.iter().take_while(|b| b.is_ascii_digit()).count();
    let (whole, mut rest) = text.split_at_checked(digits(text))?;
    let fraction = rest.first() == Some(&b'.');
    let mut decimals = 0;
    if fraction {
        rest = rest.get(1..)?;
        decimals = digits(rest);
        rest = rest.get(decimals..)?;
    }
    let (&letter, after) = rest.split_first()?;
    let number = if whole.is_empty() { 0 } else { std::str::from_utf8(whole).ok()?.parse().ok()? };
    (!whole.is_empty() || decimals > 0).then_some((number, fraction, letter, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(atom: Atom, good: &[&str], bad: &[&str]) {
        for value in good {
            assert!(atom.accepts(value, false), "{value:?} is a value of {atom:?}");
        }
        for value in bad {
            assert!(!atom.accepts(value, false), "{value:?} is no value of {atom:?}");
        }
    }

    #[test]
    fn dates() {
        let good = ["2020-02-29", "2000-02-29", "-0004-02-29", "12020-01-01", "2020-01-01Z", "2020-01-01+14:00"];
        let bad = ["2021-02-29", "1900-02-29", "0000-01-01", "02020-01-01", "2020-1-1", "2020-01-01+14:01", "2020-01"];
        holds(Atom::Date, &good, &bad);
        let good = ["2020-01-01T24:00:00", "2020-01-01T23:59:59.999", "-9999999999-01-01T00:00:00Z "];
        let bad = ["2020-01-01T24:00:01", "2020-01-01T23:59:60", " 2020-01-01T00:00:00 ", "2020-01-01t00:00:00"];
        holds(Atom::DateTime, &good, &bad);
        assert!(Atom::DateTime.accepts(" 2020-01-01T00:00:00 ", true));
        assert!(!Atom::DateTime.accepts("2020-01-01T00:00:59.9999999999999999999", true));
    }

    #[test]
    fn durations() {
        let good = [
            "P1Y2M3DT4H5M6.7S",
            "-P1Y",
            "PT.5S",
            "PT1.S",
            "P1YT1M",
            " P1Y",
            "P768614336404564650Y7M",
            "P9223372036854775807D",
        ];
        let bad = ["P", "PT", "P1YT", "P1S", "P1.5Y", "P1M1Y", "PT.S", "+P1Y", "P1W", "P1Y ", "P768614336404564650Y8M"];
        holds(Atom::Duration, &good, &bad);
    }

    #[test]
    fn numbers_names_and_languages() {
        holds(Atom::Integer, &["1", "+1", "-0", " 007 ", &"9".repeat(40)], &["", "+", "1.0", "1e3", "1 2", "--1"]);
        holds(Atom::Language, &["zh", "fr-CH", "x-klingon", " en "], &["", "en_US", "en-", "abcdefghi", "e1-1"]);
        holds(Atom::NcName, &["preserve", "中", "a.b-c"], &["", "1", "a:b", "-a", "a b"]);
        holds(Atom::Boolean, &["true", "0", " 1 "], &["", "TRUE", "01"]);
    }
}
