//! The cover and title of a part in, what the document is out.
//!
//! A class shows itself by form: the series of a symbol (S/PRST/2021/13), the title of a letter, a formula under a
//! number, a byline. What has no such form is of no class, and is compiled as it stands.
//!
//! Not here: how the lines of a cover are told apart (see `header`).

use super::header::{Header, names_sponsors};
use crate::language::{InstrumentWord, Language};
use crate::model::{CoverLine, CoverRole, DocumentClass};

/// Where the numbers of decisions begin in each session, below which are those of resolutions.
const FIRST_DECISION: u32 = 401;

/// The class of a document or annex. `formula` says that an enacting formula opens its text.
pub(super) fn of(head: &Header, formula: bool, annex: bool, language: &Language) -> DocumentClass {
    let title = head.title.as_ref();
    let text = title.map(|t| language.key(&t.passage.text)).unwrap_or_default();
    let lines = || head.cover.iter().chain(title.iter().flat_map(|t| &t.subtitles));
    let told = |role: CoverRole, tells: &dyn Fn(&str) -> bool| {
        lines().any(|l: &CoverLine| l.role == role && tells(&language.key(&l.passage.text)))
    };
    let series = |word: &'static str| told(CoverRole::Symbol, &|symbol| symbol.contains(word));
    let adopted = |kind: InstrumentWord| {
        let names = |line: &str| {
            let lower = line.to_lowercase();
            language.instruments.iter().any(|i| i.1 == kind && lower.contains(i.0))
        };
        told(CoverRole::Adoption, &names)
    };
    // Decisión 74/501: the word opens the line, and the number follows.
    let decides = |line: &str| {
        let line = language.key(line).to_lowercase();
        let words = language.instruments.iter().filter(|i| i.1 == InstrumentWord::Decision);
        let after = words.filter_map(|i| line.strip_prefix(i.0)).min_by_key(|rest| rest.len());
        after.is_some_and(|rest| {
            rest.trim_start_matches(char::is_alphabetic).trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let decision = |line: &str| language.own_number(line).is_some_and(|own| own.0 == InstrumentWord::Decision);
    let number = title.and_then(|t| t.number.as_ref()).map(|n| n.canonical.as_str());
    let decision_number =
        number.and_then(|n| n.rsplit('/').next()?.parse::<u32>().ok()).is_some_and(|n| n >= FIRST_DECISION);
    let statement = language.names_statement(&text) || lines().any(|l| language.names_statement(&l.passage.text));
    if language.letter_title(&text).is_some() {
        DocumentClass::Letter
    } else if series("/PRST/") || statement {
        DocumentClass::Statement
    } else if series("/DEC/")
        || (decision_number && !formula)
        || decides(&text)
        || decision(&text)
        || lines().any(|line| decision(&line.passage.text))
        // The Human Rights Council writes its decisions in the form of resolutions.
        || (adopted(InstrumentWord::Decision) && !adopted(InstrumentWord::Resolution))
    {
        DocumentClass::Decision
    } else if formula
        && (number.is_some()
            || adopted(InstrumentWord::Resolution)
            || lines().any(|line| names_sponsors(&line.passage.text, language)))
    {
        DocumentClass::Resolution
    } else if language.names_declaration(&text)
        || told(CoverRole::ShortTitle, &|line| language.names_declaration(line))
        || (annex && formula && title.is_some())
    {
        DocumentClass::Declaration
    } else if told(CoverRole::Byline, &|_| true) || language.reporter(&text).is_some() {
        DocumentClass::Report
    } else if formula {
        DocumentClass::Resolution
    } else {
        DocumentClass::Unstructured
    }
}
