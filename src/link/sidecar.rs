//! The sidecar `<stem>.meta.yaml`: facts that a text lacks and that are established elsewhere.
//!
//! In: YAML. Out: a [`Sidecar`], or the first thing that is wrong with it, with its place. The text of 75/291 gives the
//! date of adoption, but neither the symbol nor the date of issue, so its sidecar `a-res-75-291.zh.meta.yaml` reads:
//!
//! > `symbol: A/RES/75/291`, `issued: 2021-07-02`
//!
//! Invariants: an unknown key is an error; every date is a day that exists; no value is empty.
//! Not here: reading the file, and the wording for people (see the command line).

use crate::source::Span;
use serde::Deserialize;
use serde_yaml::Spanned;
use std::collections::BTreeMap;

/// Facts from a sidecar.
///
/// ```
/// use declc::link::sidecar::Sidecar;
/// let yaml = "\
/// symbol: A/RES/75/291
/// issued: 2021-07-02
/// instruments:
///   A/RES/60/288: 2006-09-08   # the Strategy itself
///   S/RES/1373(2001): 2001-09-28
/// evidence:
///   - https://docs.un.org/zh/A/RES/75/291
/// ";
/// let sidecar = Sidecar::from_yaml(yaml).unwrap();
/// assert_eq!(sidecar.symbol.as_deref(), Some("A/RES/75/291"));
/// assert_eq!(sidecar.instruments["S/RES/1373(2001)"], "2001-09-28");
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sidecar {
    /// Document symbol.
    pub symbol: Option<String>,
    /// Further symbols of the same document.
    pub other_symbols: Vec<String>,
    /// Last segment of the author's ontology IRI.
    pub author: Option<String>,
    /// Date of adoption or of the document, ISO 8601; of a meeting of several days, the first and the last: `2022-10-28/2022-10-29`.
    pub date: Option<String>,
    /// Date of issue, ISO 8601.
    pub issued: Option<String>,
    /// Adoption or issue dates of cited documents, by symbol.
    pub instruments: BTreeMap<String, String>,
    /// Where these facts are established, for people.
    pub evidence: Vec<String>,
}

/// What is wrong with a sidecar, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SidecarError {
    /// What is wrong.
    pub kind: SidecarErrorKind,
    /// Where: bytes of the sidecar.
    pub span: Span,
}

/// How a sidecar can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SidecarErrorKind {
    /// Not YAML, in the words of the YAML reader.
    Syntax(String),
    /// A key that no sidecar has.
    UnknownKey(String),
    /// A key that stands twice.
    RepeatedKey(String),
    /// A value of the wrong shape, such as a list where a text belongs; in the words of the YAML reader.
    WrongShape(String),
    /// A value that is empty, and the key that it stands under.
    Empty(String),
    /// A date that is not a day of the calendar in the form `2021-06-30`, or two of them in order where a range may stand.
    NotADate(String),
    /// An author that cannot be the last segment of an IRI.
    NotASegment(String),
}

impl Sidecar {
    /// Every key that a sidecar may have.
    pub const KEYS: [&str; 7] = ["symbol", "other_symbols", "author", "date", "issued", "instruments", "evidence"];

    /// Reads a sidecar. A text without any key is a sidecar without facts.
    ///
    /// # Errors
    /// [`SidecarError`] for the first thing that is wrong.
    ///
    /// ```
    /// use declc::link::sidecar::{Sidecar, SidecarErrorKind};
    /// let error = Sidecar::from_yaml("symbol: A/75/729\nisued: 2021-02-02\n").unwrap_err();
    /// assert_eq!(error.kind, SidecarErrorKind::UnknownKey("isued".to_owned()));
    /// assert_eq!(error.span.start(), 17);
    /// ```
    pub fn from_yaml(text: &str) -> Result<Self, SidecarError> {
        let entries = match serde_yaml::from_str::<Option<Entries>>(text) {
            Ok(entries) => entries.unwrap_or_default(),
            Err(error) => return Err(reading_error(text, &error)),
        };
        entries.check(text)
    }
}

/// The keys as they stand in the file, each value with its place.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Entries {
    symbol: Option<Spanned<String>>,
    other_symbols: Vec<Spanned<String>>,
    author: Option<Spanned<String>>,
    date: Option<Spanned<String>>,
    issued: Option<Spanned<String>>,
    instruments: BTreeMap<String, Spanned<String>>,
    evidence: Vec<Spanned<String>>,
}

impl Entries {
    fn check(self, text: &str) -> Result<Sidecar, SidecarError> {
        let reader = Values { text };
        Ok(Sidecar {
            symbol: reader.optional("symbol", self.symbol.as_ref(), Values::filled)?,
            other_symbols: reader.list("other_symbols", &self.other_symbols)?,
            author: reader.optional("author", self.author.as_ref(), Values::segment)?,
            date: reader.optional("date", self.date.as_ref(), Values::days)?,
            issued: reader.optional("issued", self.issued.as_ref(), Values::day)?,
            instruments: reader.dates_by_symbol(self.instruments)?,
            evidence: reader.list("evidence", &self.evidence)?,
        })
    }
}

/// Checks values against the text that they stand in, which tells where.
struct Values<'a> {
    text: &'a str,
}

impl Values<'_> {
    fn optional(
        &self,
        key: &str,
        value: Option<&Spanned<String>>,
        check: fn(&Self, &str, &Spanned<String>) -> Result<String, SidecarError>,
    ) -> Result<Option<String>, SidecarError> {
        value.map(|value| check(self, key, value)).transpose()
    }

    fn list(&self, key: &str, values: &[Spanned<String>]) -> Result<Vec<String>, SidecarError> {
        values.iter().map(|value| self.filled(key, value)).collect()
    }

    fn dates_by_symbol(
        &self,
        values: BTreeMap<String, Spanned<String>>,
    ) -> Result<BTreeMap<String, String>, SidecarError> {
        let mut dates = BTreeMap::new();
        for (symbol, date) in values {
            if symbol.trim().is_empty() {
                return Err(self.error(SidecarErrorKind::Empty("instruments".to_owned()), &date));
            }
            let date = self.day(&symbol, &date)?;
            dates.insert(symbol, date);
        }
        Ok(dates)
    }

    fn filled(&self, key: &str, value: &Spanned<String>) -> Result<String, SidecarError> {
        if value.value.trim().is_empty() {
            return Err(self.error(SidecarErrorKind::Empty(key.to_owned()), value));
        }
        Ok(value.value.clone())
    }

    fn segment(&self, key: &str, value: &Spanned<String>) -> Result<String, SidecarError> {
        self.filled(key, value)?;
        if !value.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err(self.error(SidecarErrorKind::NotASegment(value.value.clone()), value));
        }
        Ok(value.value.clone())
    }

    fn day(&self, key: &str, value: &Spanned<String>) -> Result<String, SidecarError> {
        self.filled(key, value)?;
        if !is_day(&value.value) {
            return Err(self.error(SidecarErrorKind::NotADate(value.value.clone()), value));
        }
        Ok(value.value.clone())
    }

    fn days(&self, key: &str, value: &Spanned<String>) -> Result<String, SidecarError> {
        match value.value.split_once('/') {
            // ISO dates sort as text, so an ordered range is an ordered pair of strings.
            Some((first, last)) if is_day(first) && is_day(last) && first < last => Ok(value.value.clone()),
            _ => self.day(key, value),
        }
    }

    fn error(&self, kind: SidecarErrorKind, at: &Spanned<String>) -> SidecarError {
        SidecarError { kind, span: place(self.text, at.referenced) }
    }
}

/// Whether a text is a day of the Gregorian calendar in the form `2021-06-30`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// What the YAML reader complains of, as one of our kinds.
fn reading_error(text: &str, error: &serde_yaml::Error) -> SidecarError {
    use serde_yaml::Error;
    let error = error.without_snippet();
    let kind = if let Error::SerdeUnknownField { field, .. } = error {
        SidecarErrorKind::UnknownKey(field.clone())
    } else if let Error::DuplicateMappingKey { key, .. } = error {
        SidecarErrorKind::RepeatedKey(key.clone().unwrap_or_default())
    } else if matches!(error, Error::Unexpected { .. } | Error::SerdeInvalidType { .. } | Error::NullIntoString { .. })
    {
        SidecarErrorKind::WrongShape(words(error))
    } else {
        SidecarErrorKind::Syntax(words(error))
    };
    SidecarError { kind, span: error.location().map_or(Span::new(0, 0), |location| place(text, location)) }
}

/// The reader's own words, without the position that it appends: the renderer prints one.
fn words(error: &serde_yaml::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.split(" at line ").next().unwrap_or(line).trim_end_matches(['.', ':', ',']).to_owned()
}

/// The bytes of a place: its own length where the reader knows it, otherwise the rest of the word.
fn place(text: &str, location: serde_yaml::Location) -> Span {
    let index = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(index(location.line())).map(str::len).sum();
    let line = lines.next().unwrap_or("");
    let column = line.char_indices().nth(index(location.column())).map_or(line.len(), |(at, _)| at);
    let word = line.get(column..).unwrap_or("").trim_end();
    let length = word.find([' ', ':', '#']).filter(|&length| length > 0).unwrap_or(word.len());
    Span::new(before + column, before + column + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(yaml: &str) -> (SidecarErrorKind, &str) {
        let error = Sidecar::from_yaml(yaml).unwrap_err();
        (error.kind, error.span.slice(yaml))
    }

    #[test]
    fn a_sidecar_without_keys_supplies_nothing() {
        for yaml in ["", "\n", "# nothing yet\n", "---\n", "{}\n"] {
            assert_eq!(Sidecar::from_yaml(yaml), Ok(Sidecar::default()), "{yaml:?}");
        }
    }

    #[test]
    fn values_keep_their_spelling() {
        let sidecar = Sidecar::from_yaml("symbol: 75/291\ndate: 2021-06-30\nother_symbols: [no, 1e3]\n").unwrap();
        assert_eq!(sidecar.symbol.as_deref(), Some("75/291"));
        assert_eq!(sidecar.date.as_deref(), Some("2021-06-30"));
        assert_eq!(sidecar.other_symbols, ["no", "1e3"]);
    }

    #[test]
    fn each_error_says_what_and_where() {
        use SidecarErrorKind::{Empty, NotADate, NotASegment, RepeatedKey, UnknownKey};
        assert_eq!(error("date: 2021-06-31\n"), (NotADate("2021-06-31".to_owned()), "2021-06-31"));
        assert_eq!(error("issued: 30/6/2021\n"), (NotADate("30/6/2021".to_owned()), "30/6/2021"));
        assert_eq!(
            error("date: 2022-10-29/2022-10-28\n"),
            (NotADate("2022-10-29/2022-10-28".to_owned()), "2022-10-29/2022-10-28")
        );
        assert_eq!(error("symbol: \"\"\n").0, Empty("symbol".to_owned()));
        assert_eq!(error("author: the Council\n").0, NotASegment("the Council".to_owned()));
        assert_eq!(error("author: un/ga\n"), (NotASegment("un/ga".to_owned()), "un/ga"));
        assert_eq!(error("# 说明\nsymbl: A/1\n"), (UnknownKey("symbl".to_owned()), "symbl"));
        assert_eq!(error("date: 2021-06-30\ndate: 2021-06-30\n").0, RepeatedKey("date".to_owned()));
        assert_eq!(error("instruments:\n  A/RES/60/288: 2006-9-8\n").1, "2006-9-8");
    }

    #[test]
    fn a_range_of_days_goes_forward() {
        let days = |date: &str| Sidecar::from_yaml(&format!("date: {date}\n")).ok().and_then(|sidecar| sidecar.date);
        assert_eq!(days("2022-10-28/2022-10-29").as_deref(), Some("2022-10-28/2022-10-29"));
        for date in
            ["2022-10-28/2022-10-28", "2022-10-29/2022-10-28", "2022-10-28/2022-13-29", "2022-02-30/2022-10-29", "1/2"]
        {
            assert_eq!(days(date), None, "{date}");
        }
    }

    #[test]
    fn an_author_is_a_segment_of_letters_digits_and_hyphens() {
        for author in ["unga", "unsc-ctc", "ga75"] {
            assert_eq!(Sidecar::from_yaml(&format!("author: {author}\n")).unwrap().author.as_deref(), Some(author));
        }
    }

    #[test]
    fn what_the_reader_says_is_told_without_its_place() {
        let said = |yaml: &str| {
            let (SidecarErrorKind::WrongShape(words) | SidecarErrorKind::Syntax(words)) = error(yaml).0 else {
                panic!("{yaml} has another fault")
            };
            words
        };
        for yaml in ["symbol: [A/1]\n", "- symbol\n", "symbol: \"A/1\n", "symbol: A/1\n  date: b\n"] {
            let words = said(yaml);
            assert!(words.contains(' ') && !words.contains(" line ") && !words.ends_with(['.', ':']), "{words}");
        }
    }

    #[test]
    fn a_wrong_shape_is_not_a_syntax_error() {
        assert!(matches!(error("symbol: [A/1]\n").0, SidecarErrorKind::WrongShape(_)));
        assert!(matches!(error("instruments: 2006-09-08\n").0, SidecarErrorKind::WrongShape(_)));
        assert!(matches!(error("- symbol\n").0, SidecarErrorKind::WrongShape(_)));
        assert!(matches!(error("symbol: \"A/1\n").0, SidecarErrorKind::Syntax(_)));
        assert!(matches!(error("symbol: A/1\n  date: b\n").0, SidecarErrorKind::Syntax(_)));
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert!(is_day("2024-02-29") && is_day("2000-02-29") && is_day("1945-10-24"));
        for text in
            ["2023-02-29", "1900-02-29", "2021-13-01", "2021-00-10", "2021-1-1", "+021-01-01", "2021-01-01-", ""]
        {
            assert!(!is_day(text), "{text}");
        }
    }

    #[test]
    fn any_text_at_all_is_read_or_refused() {
        for yaml in
            ["\0", "\t", "a: *b", "&a [*a]", "!!binary x", "symbol: |\n", "\u{feff}symbol: A/1", "? [", "%YAML 9"]
        {
            let _ = Sidecar::from_yaml(yaml);
        }
    }
}
