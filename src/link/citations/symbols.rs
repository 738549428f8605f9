//! Document symbols as printed: `A/75/729/Corr.1`, `S/2017/375`, `A/CONF.234/16`, `A/76/6 (Sect. 9)/Corr.1`.

use super::super::reader::{Reader, unified};
use super::Citation;
use crate::model::ReferenceKind;

/// Longest body of a symbol, in letters: A, CONF, UNEP.
const LONGEST_BODY: usize = 6;

/// Where symbols may begin whose first slash stands at `slash`: at the capitals before it.
pub(super) fn starts(reader: &Reader<'_>, slash: usize) -> impl Iterator<Item = usize> {
    let capital = |at: &usize| reader.at(*at).is_some_and(|c| c.is_ascii_uppercase());
    (slash.saturating_sub(LONGEST_BODY)..slash).rev().take_while(capital)
}

/// The symbol that begins at `at`.
pub(super) fn symbol(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    let c = |index: usize| reader.at(index).map(unified);
    // A/76/61-E/2021/4 is one document with two symbols.
    let second = at > 1
        && matches!(reader.before(at).map(unified), Some('-' | '–'))
        && reader.before(at - 1).is_some_and(|c| c.is_ascii_digit());
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if !second && reader.before(at).map(unified).is_some_and(inside) {
        return None;
    }
    let body = (at..reader.len()).take_while(|&i| reader.at(i).is_some_and(|c| c.is_ascii_uppercase())).count();
    // One letter names a principal organ; other organizations have series of one letter too.
    let single = body != 1 || reader.at(at).is_some_and(|c| PRINCIPAL_ORGANS.contains(&c));
    if !(1..=LONGEST_BODY).contains(&body) || !single || reader.at(at + body) != Some('/') {
        return None;
    }
    let mut open = 0_u32;
    let mut end = at + body + 1;
    while let Some(next) = c(end) {
        match next {
            '(' => match bracket(reader, end) {
                Some(close) => end = close,
                None => break,
            },
            '-' if c(end + 1).is_some_and(|c| c.is_ascii_uppercase()) && c(end + 2) == Some('/') => break,
            ']' if open == 0 => break,
            '/' | '.' | '-' | '[' | ']' => {
                open = open + u32::from(next == '[') - u32::from(next == ']');
                end += 1;
            }
            // A/76/6 (Sect. 9), A/78/30 (Vol. I): the part of a document belongs to its symbol.
            ' ' if names_part(reader, end + 1) || dates_resolution(reader, at, end) => match bracket(reader, end + 1) {
                Some(close) => end = close,
                None => break,
            },
            next if next.is_ascii_alphanumeric() => end += 1,
            _ => break,
        }
    }
    while c(end.saturating_sub(1)).is_some_and(|c| matches!(c, '.' | '/' | '-')) {
        end -= 1;
    }
    let printed: String = reader.slice(at, end).split_whitespace().flat_map(str::chars).map(unified).collect();
    if !printed.chars().any(|c| c.is_ascii_digit()) || printed.len() < 4 {
        return None;
    }
    let kind = if printed.contains("/RES/") { ReferenceKind::Resolution } else { ReferenceKind::Document };
    let mut citation = Citation::new(at, end, kind);
    citation.symbol = Some(printed);
    Some(citation)
}

/// General Assembly, Security Council, Economic and Social Council, Trusteeship Council.
const PRINCIPAL_ORGANS: [char; 4] = ['A', 'S', 'E', 'T'];

/// Words that open the part of a document in a symbol, whatever the language of the text.
const PART_WORDS: [&str; 4] = ["sect", "part", "vol", "supp"];

fn names_part(reader: &Reader<'_>, open: usize) -> bool {
    reader.at(open) == Some('(') && PART_WORDS.iter().any(|w| reader.word_any_case(open + 1, w).is_some())
}

/// S/RES/1325 (2000), A/RES/2200 (XXI): whether the symbol up to `end` counts resolutions through, and the year or the
/// session that goes with such a number stands behind the space.
fn dates_resolution(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    let number = reader.slice(at, end).split_once("/RES/").map_or("", |(_, number)| number);
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) || reader.at(end + 1) != Some('(') {
        return false;
    }
    let inner: String =
        (end + 2..reader.len().min(end + LONGEST_PART)).map_while(|i| reader.at(i)).take_while(|&c| c != ')').collect();
    let year =
        inner.len() == 4 && inner.bytes().all(|b| b.is_ascii_digit()) && matches!(inner.get(..2), Some("19" | "20"));
    let session = inner.strip_prefix("S-").unwrap_or(&inner);
    year || !session.is_empty() && session.bytes().all(|b| b"IVXLC".contains(&b))
}

/// Longest part of a symbol in brackets, in code points.
const LONGEST_PART: usize = 20;

/// The index after a bracket within a symbol: `(Part I)`, `(XXI)`, `(2001)`. What else stands in brackets right after a
/// symbol is not part of it.
fn bracket(reader: &Reader<'_>, open: usize) -> Option<usize> {
    let close = (open + 1..reader.len().min(open + LONGEST_PART)).find(|&i| reader.at(i) == Some(')'))?;
    let part = names_part(reader, open);
    let plain = (open + 1..close).all(|i| reader.at(i).is_some_and(|c| c.is_ascii_alphanumeric() || c == '-'));
    (part || plain && close > open + 1).then_some(close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::EN;

    /// The symbol that stands at `at`, as it is printed and in its canonical form.
    fn read(text: &str, at: usize) -> Option<(&str, String)> {
        let reader = Reader::new(text, &EN);
        let found = symbol(&reader, at)?;
        Some((reader.slice(found.start, found.end), found.symbol.unwrap_or_default()))
    }

    #[test]
    fn where_symbols_end() {
        for (text, at, printed, canonical) in [
            ("A/76/61-E/2021/4 of", 0, "A/76/61", "A/76/61"),
            ("A/76/61-E/2021/4 of", 8, "E/2021/4", "E/2021/4"),
            ("A/76/61–E/2021/4 of", 8, "E/2021/4", "E/2021/4"),
            ("A/CONF.151/26/Rev.1 of", 0, "A/CONF.151/26/Rev.1", "A/CONF.151/26/Rev.1"),
            ("UNEP/EA.4/1, and", 0, "UNEP/EA.4/1", "UNEP/EA.4/1"),
            ("A/78/30 (Vol. I) of", 0, "A/78/30 (Vol. I)", "A/78/30(Vol.I)"),
            ("A/76/6 (Sect. 9)", 0, "A/76/6 (Sect. 9)", "A/76/6(Sect.9)"),
            ("A/76/6 (the budget)", 0, "A/76/6", "A/76/6"),
            ("A/76/6()", 0, "A/76/6", "A/76/6"),
            ("S/RES/1325(2000) of", 0, "S/RES/1325(2000)", "S/RES/1325(2000)"),
            ("S/RES/1325(2000 of", 0, "S/RES/1325", "S/RES/1325"),
            ("S/RES/1325 (2000) of", 0, "S/RES/1325 (2000)", "S/RES/1325(2000)"),
            ("S/RES/1325 (2000 of", 0, "S/RES/1325", "S/RES/1325"),
            ("S/RES/1325 (2200) of", 0, "S/RES/1325", "S/RES/1325"),
            ("S/RES/1325 (1) of", 0, "S/RES/1325", "S/RES/1325"),
            ("S/2000/20 (2000)", 0, "S/2000/20", "S/2000/20"),
            ("A/RES/2200 (XXI) of", 0, "A/RES/2200 (XXI)", "A/RES/2200(XXI)"),
            ("A/RES/2200 (I am)", 0, "A/RES/2200", "A/RES/2200"),
            ("A/RES/3201 (S-VI)", 0, "A/RES/3201 (S-VI)", "A/RES/3201(S-VI)"),
            ("A/RES/70/1 (2015)", 0, "A/RES/70/1", "A/RES/70/1"),
            ("A/RES/70/1. The", 0, "A/RES/70/1", "A/RES/70/1"),
            ("[see A/70/1]", 5, "A/70/1", "A/70/1"),
            ("[A/RES/57/283[B]]", 1, "A/RES/57/283[B]", "A/RES/57/283[B]"),
        ] {
            assert_eq!(read(text, at), Some((printed, canonical.to_owned())), "{text}");
        }
        for (text, at) in [
            ("xA/76/61", 1),
            ("B/76/61", 0),
            ("ABCDEFG/76/61", 0),
            ("A/1", 0),
            ("A/RES/", 0),
            ("A-76/61", 0),
            ("x-A/76", 2),
        ] {
            assert_eq!(read(text, at), None, "{text}");
        }
        let part = |length: usize| {
            let text = format!("A/76/6 (Part {})", "I".repeat(length - "(Part )".len()));
            read(&text, 0).is_some_and(|found| found.0 == text)
        };
        assert!(part(LONGEST_PART) && !part(LONGEST_PART + 1));
    }
}
