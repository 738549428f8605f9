//! Supplements to the Official Records of the General Assembly that are cited without their symbol: the session and the
//! number of the supplement give it. `Official Records of the General Assembly, Seventy-sixth Session, Supplement
//! No. 17` is A/76/17.
//!
//! A corrigendum or an addendum has a symbol of its own, which nothing but its print tells. The other councils number
//! their supplements by year, and no symbol follows from that.

use super::super::reader::Reader;
use super::Citation;
use super::clauses::Clauses;
use super::symbols::symbol;
use crate::model::ReferenceKind;

/// How far before the supplement its session may begin, in code points.
const NEAR: usize = 80;

/// How far after the supplement its symbol may stand, in a bracket: behind the mark that closes a title, or behind the
/// mention of a corrigendum.
const BRACKET: usize = 40;

/// The supplement that is cited at `at`.
pub(super) fn supplement(reader: &Reader<'_>, clauses: &Clauses<'_>, at: usize) -> Option<Citation> {
    let words = &reader.language.citation;
    let head = words.supplement.iter().filter_map(|w| reader.word_any_case(at, w)).max()?;
    let (digits, number) = reader.digits(reader.spaces(head))?;
    // What has a letter, 53A, is an addendum by its symbol.
    if reader.at(digits).is_some_and(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = reader.word(digits, words.number).unwrap_or(digits);
    let bracket = |i: usize| reader.language.brackets.iter().any(|b| reader.at(i) == Some(b.0));
    let printed = (end..end + BRACKET).any(|i| bracket(i) && symbol(reader, i + 1).is_some());
    if printed || clauses.organ_before(at).is_some_and(|o| o.1 != "unga") {
        return None;
    }
    let session = (at.saturating_sub(NEAR)..at).find_map(|from| session_ending(reader, from, at))?;
    let mut citation = Citation::new(at, end, ReferenceKind::Document);
    citation.symbol = Some(format!("A/{session}/{number}"));
    Some(citation)
}

/// The number of the session that is named from `from` on, if nothing but punctuation parts it from `to`.
fn session_ending(reader: &Reader<'_>, from: usize, to: usize) -> Option<u32> {
    let words = &reader.language.citation;
    if !reader.language.unspaced && reader.before(from).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let named = |at: usize| words.session.iter().filter_map(|w| reader.word_any_case(at, w)).max();
    let (end, number) = if let Some(word) = named(from) {
        reader.ordinal(reader.spaces(word))?
    } else {
        let at = reader.word(from, words.ordinal).unwrap_or(from);
        let (end, number) = reader.ordinal(at)?;
        (named(reader.spaces(end))?, number)
    };
    let gap = reader.slice(end, to);
    (end <= to && !gap.chars().any(char::is_alphanumeric)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{EN, Language, ZH};

    fn read(language: &'static Language, before: &str, supplement: &str) -> Option<(String, String)> {
        let text = format!("{before}{supplement}");
        let reader = Reader::new(&text, language);
        let found = super::supplement(&reader, &Clauses::new(&reader, None), before.chars().count())?;
        Some((reader.slice(found.start, found.end).to_owned(), found.symbol?))
    }

    #[test]
    fn supplements_of_the_official_records() {
        let session = "Official Records of the General Assembly, Seventy-fifth Session, ";
        let found = |printed: &str, symbol: &str| Some((printed.to_owned(), symbol.to_owned()));
        let number = found("Supplement No. 53", "A/75/53");
        assert_eq!(read(&EN, session, "Supplement No. 53, para. 7"), number);
        assert_eq!(read(&EN, session, "Supplement No. 53 and corrigendum (see below)"), number);
        assert_eq!(read(&EN, session, &format!("Supplement No. 53{}(A/74/12)", " and so on".repeat(4))), number);
        for supplement in [
            "Supplement No. 53 (A/75/53)",
            "Supplement No. 53 and corrigendum (A/75/53 and Corr.1)",
            "Supplement No. 53A",
            "Supplement No. A",
        ] {
            assert_eq!(read(&EN, session, supplement), None, "{supplement}");
        }
        let council = "Official Records of the Economic and Social Council, 2020, Seventy-fifth Session, ";
        assert_eq!(read(&EN, council, "Supplement No. 5"), None);
        assert_eq!(read(&EN, "the Seventy-fifth Session of it, ", "Supplement No. 5"), None);
        let chinese = "《大会正式记录，第七十五届会议，";
        assert_eq!(read(&ZH, chinese, "补编第53号》，第7段"), found("补编第53号", "A/75/53"));
        assert_eq!(read(&ZH, chinese, "补编第53号》(A/75/53)，第7段"), None);
    }
}
