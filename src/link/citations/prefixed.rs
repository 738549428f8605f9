//! Mentions in languages that print the word before the number: `resolutions 1373 (2001) and 1624 (2005)`,
//! `resolución 71/291, de 15 de junio de 2017`, `قرارها 71/291 المؤرخ …`.
//!
//! A number is a mention where the word for a resolution or decision governs it: it stands before it in the same
//! clause, and near, or the number bears a date, or follows another mention. A list is one mention a number.
//!
//! Not here: languages that print the word after the number (see `lists`).

use super::super::reader::Reader;
use super::clauses::Clauses;
use super::numbers::{Core, Series, core, further_letters, instrument_symbol, one_document};
use super::{Citation, instrument_kind, joined};
use crate::language::InstrumentWord;
use crate::model::ReferenceKind;

/// How far before a number without a date the word that governs it may stand, in code points.
const FAR: usize = 600;

/// How far apart two members of one list may stand, with dates and organs between them.
const NEXT: usize = 90;

/// How far after a number the organ that adopted it may be named: `of the Human Rights Council`.
const ORGAN: usize = 24;

/// The mentions that begin at `at` with a number, one a letter. `last` is the mention before, whose word may govern
/// this one too.
pub(super) fn instrument(
    reader: &Reader<'_>,
    clauses: &Clauses<'_>,
    at: usize,
    last: Option<&Citation>,
) -> Option<Vec<Citation>> {
    let found = core(reader, at)?;
    let further = further_letters(reader, &found);
    let end = further.last().map_or(found.end, |f| f.1.end);
    let organ = organ_after(reader, clauses, end);
    let date = date_after(reader, end)
        .or_else(|| date_after(reader, organ?.0))
        .or_else(|| date_after(reader, short_name_after(reader, end)?));
    let kind = governing_word(clauses, at, last, date.is_some())
        .or_else(|| matches!(found.series, Series::Council(_)).then_some(InstrumentWord::Resolution))?;
    let organ = organ.map(|o| o.1).or_else(|| organ_before(reader, clauses, at, last));
    let organ = organ.or_else(|| owner(reader, clauses, at, date.as_ref().map_or(end, |date| date.0)));
    let mut numbers: Vec<(usize, Core)> = vec![(at, found.clone())];
    if let (Some((_, last)), true) = (further.last(), one_document(&found, date.is_some())) {
        let letters = found.letters.zip(last.letters).map(|(a, b)| (a.0, b.1));
        numbers = vec![(at, Core { end: last.end, letters, ..found })];
    } else {
        numbers.extend(further);
    }
    let cited_date = date.as_ref().map(|d| d.1.clone());
    let mut members: Vec<Citation> = Vec::new();
    for (start, core) in numbers {
        let mut citation = Citation::new(start, core.end, instrument_kind(kind));
        citation.cited_date.clone_from(&cited_date);
        citation.symbol = Some(instrument_symbol(&core, kind, organ, clauses.speaker, cited_date.as_deref())?);
        members.push(citation);
    }
    if let (Some(last), Some((end, _))) = (members.last_mut(), date) {
        last.end = end;
    }
    Some(members)
}

/// The date after a number, and where it ends.
fn date_after(reader: &Reader<'_>, end: usize) -> Option<(usize, String)> {
    reader.language.citation.date_links.iter().find_map(|link| {
        let after = reader.word(end, link)?;
        let date = reader.language.date_at(reader.rest(after))?;
        let whole = date.start.day.is_some() && date.start.year.is_some() && date.end.is_none();
        whole.then(|| (reader.advance(after, date.length), date.start.iso()))
    })
}

/// The organ that a number is said to be of, and where its name ends: `36/7 du Conseil des droits de l’homme`.
fn organ_after(reader: &Reader<'_>, clauses: &Clauses<'_>, end: usize) -> Option<(usize, &'static str)> {
    let (start, stop, id) = clauses.organ_after(end, ORGAN)?;
    let at = reader.spaces(end);
    let ties = |w: &&str| w.is_empty() && at == start || reader.word(at, w).is_some_and(|e| reader.spaces(e) == start);
    reader.language.citation.of.iter().any(ties).then_some((stop, id))
}

/// Where the short name of the organ ends that a number is said to be of: `43/6 del Consejo, de 19 de junio de 2020`.
fn short_name_after(reader: &Reader<'_>, end: usize) -> Option<usize> {
    let at = reader.spaces(end);
    let start = reader.language.citation.of.iter().find_map(|word| {
        let start = if word.is_empty() { at } else { reader.spaces(reader.word(at, word)?) };
        reader.at(start).filter(|c| c.is_uppercase()).map(|_| start)
    })?;
    (start..=reader.len()).find(|&i| !reader.at(i).is_some_and(char::is_alphabetic))
}

/// The longest article before the name of an organ, with its space: `the Council`.
const ARTICLE: usize = 4;

/// The organ whose own instrument a number is, where the sentence names it right behind: `In its resolution 49/19, the
/// Human Rights Council requested`.
fn owner(reader: &Reader<'_>, clauses: &Clauses<'_>, at: usize, end: usize) -> Option<&'static str> {
    let words = &reader.language.citation;
    let comma = reader.at(end).filter(|c| reader.language.comma.contains(c)).map(|_| reader.spaces(end + 1))?;
    let (start, _, id) = clauses.organ_after(comma, ARTICLE)?;
    let (word, _) = clauses.word_before(at)?;
    let letters = |from: usize, to: usize| !reader.slice(from, to).trim_end().contains(char::is_whitespace);
    let before = reader.spaces_back(word);
    let alone = |start: usize| !reader.before(start).is_some_and(char::is_alphanumeric);
    let own = words.own.iter().any(|own| reader.word_back(before, own).is_some_and(alone));
    (own && letters(word, at) && letters(comma, start)).then_some(id)
}

/// The organ that is named before a number; in a list, that of the member before where no other is named since.
fn organ_before(
    reader: &Reader<'_>,
    clauses: &Clauses<'_>,
    at: usize,
    last: Option<&Citation>,
) -> Option<&'static str> {
    let named = clauses.organ_before(at);
    let member = last.filter(|l| joined(reader, l, at) && named.is_none_or(|n| n.0 < l.end));
    let symbol = member.and_then(|l| l.symbol.as_deref());
    let of_list = symbol.map(|s| match s.split("/RES/").next() {
        Some("A/HRC") => "unga-hrc",
        Some("E/CN.4") => "unecosoc-chr",
        Some("E") => "unecosoc",
        _ => "unga",
    });
    of_list.or_else(|| named.map(|n| n.1))
}

/// The word for a resolution or decision that governs the number at `at`.
fn governing_word(clauses: &Clauses<'_>, at: usize, last: Option<&Citation>, dated: bool) -> Option<InstrumentWord> {
    let listed = last.filter(|l| at.saturating_sub(l.end) <= NEXT && !clauses.parted(l.end, at));
    let before = clauses.word_before(at).filter(|w| dated || listed.is_some() || at - w.0 <= FAR);
    before.map(|w| w.1).or_else(|| match listed?.kind {
        ReferenceKind::Resolution => Some(InstrumentWord::Resolution),
        ReferenceKind::Decision => Some(InstrumentWord::Decision),
        ReferenceKind::Document
        | ReferenceKind::Treaty
        | ReferenceKind::Title
        | ReferenceKind::Paragraph
        | ReferenceKind::Section
        | ReferenceKind::Annex
        | ReferenceKind::ThisDocument
        | ReferenceKind::Web => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::EN;

    /// The mention of the last number with a slash of a text: the text of it, and its symbol.
    fn read(text: &str, last: Option<&Citation>) -> Option<(String, String)> {
        let reader = Reader::new(text, &EN);
        let slash = text.rfind('/')?;
        let at = text[..slash].rfind(' ')? + 1;
        let found = instrument(&reader, &Clauses::new(&reader, None), at, last)?.pop()?;
        Some((reader.slice(found.start, found.end).to_owned(), found.symbol?))
    }

    fn found(printed: &str, symbol: &str) -> (String, String) {
        (printed.to_owned(), symbol.to_owned())
    }

    #[test]
    fn what_stands_beside_a_number() {
        for (text, printed, symbol) in [
            ("resolution 70/1 of it", "70/1", "A/RES/70/1"),
            ("resolution 70/1 of 25 September 2015, and", "70/1 of 25 September 2015", "A/RES/70/1"),
            ("Human Rights Council resolution 36/7", "36/7", "A/HRC/RES/36/7"),
            ("resolution 36/7 of the Human Rights Council", "36/7", "A/HRC/RES/36/7"),
            ("resolution 36/7, which the Human Rights Council", "36/7", "A/RES/36/7"),
            ("In its resolution 36/7, the Human Rights Council requested", "36/7", "A/HRC/RES/36/7"),
            ("In resolution 36/7, the Human Rights Council was", "36/7", "A/RES/36/7"),
            ("resolution 43/6 of the Council of 19 June 2020", "43/6 of the Council of 19 June 2020", "A/HRC/RES/43/6"),
            ("resolution 43/6 of the council of 19 June 2020", "43/6", "A/RES/43/6"),
        ] {
            assert_eq!(read(text, None), Some(found(printed, symbol)), "{text}");
        }
        assert_eq!(read("a share of 70/1 of it", None), None);
    }

    #[test]
    fn how_far_a_word_governs() {
        let text = |at: usize, date: &str| format!("resolution {} 70/1{date}", "a".repeat(at - "resolution  ".len()));
        let far = |at, date| read(&text(at, date), None).is_some();
        assert!(far(FAR, "") && !far(FAR + 1, "") && far(FAR + 1, " of 25 September 2015"));
        let listed = |end: usize| {
            let last = Citation::new(end - 4, end, ReferenceKind::Resolution);
            read(&text(FAR + 100, ""), Some(&last)).is_some()
        };
        assert!(listed(FAR + 100 - NEXT) && !listed(FAR + 99 - NEXT));
    }

    #[test]
    fn the_organ_of_a_list() {
        let after = |text: &str, symbol: &str| {
            let end = text.find("45/30").unwrap_or_default() + "45/30".len();
            let last =
                Citation { symbol: Some(symbol.to_owned()), ..Citation::new(end - 5, end, ReferenceKind::Resolution) };
            read(text, Some(&last)).map(|found| found.1)
        };
        let list = "the General Assembly recalls resolutions 45/30 and 46/2";
        assert_eq!(after(list, "A/HRC/RES/45/30").as_deref(), Some("A/HRC/RES/46/2"));
        assert_eq!(after(list, "A/RES/45/30").as_deref(), Some("A/RES/46/2"));
        let other = "resolution 45/30 and General Assembly resolution 46/2";
        assert_eq!(after(other, "A/HRC/RES/45/30").as_deref(), Some("A/RES/46/2"));
    }
}
