//! What an amendment amounts to: whether it touches what a paragraph does, to whom, when, and how much.
//!
//! In: a text of the old state, of the new one, or both. Out: the [`Reason`]s why the change is normative. A text that
//! came or went has every reason that it holds.

use super::words::tokens;
use crate::language::{Language, PhraseClass, digit};
use crate::model::unit::Unit;
use crate::model::{Inline, Mark, Passage};
use serde::Serialize;

/// Why a change is normative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Another opening phrase: requests for urges.
    OpeningPhrase,
    /// Another addressee: who follows an opening phrase that tells somebody to act.
    Addressee,
    /// Another date.
    Date,
    /// Another number, symbols of cited documents included.
    Number,
}

impl Reason {
    /// What it is called: `opening phrase`.
    pub fn name(self) -> &'static str {
        match self {
            Reason::OpeningPhrase => "opening phrase",
            Reason::Addressee => "addressee",
            Reason::Date => "date",
            Reason::Number => "number",
        }
    }
}

/// Characters after a directive phrase within which its addressee begins: the article, a preposition.
const NEAR: u32 = 12;

/// Why a change from `old` to `new` is normative, in the order of [`Reason`].
pub(super) fn reasons(old: Option<&Unit<'_>>, new: Option<&Unit<'_>>, language: &Language) -> Vec<Reason> {
    let passages = (old.map(|unit| unit.passage), new.map(|unit| unit.passage));
    let differ = |of: &dyn Fn(&Passage) -> Vec<String>| {
        passages.0.map(of).unwrap_or_default() != passages.1.map(of).unwrap_or_default()
    };
    let phrase =
        differ(&|passage| phrase(passage).map(|span| slice(passage, span.start, span.end)).into_iter().collect());
    let found = [
        (Reason::OpeningPhrase, phrase),
        (Reason::Addressee, differ(&addressee)),
        (Reason::Date, differ(&dates)),
        (Reason::Number, differ(&|passage| all_numbers(&passage.text, language))),
    ];
    found.into_iter().filter(|&(_, differs)| differs).map(|(reason, _)| reason).collect()
}

fn phrase(passage: &Passage) -> Option<&Inline> {
    passage.spans.iter().find(|span| matches!(span.mark, Mark::OpeningPhrase { .. }))
}

/// Who is told to act: the organizations and roles right after a directive phrase. An addressee that no list knows is
/// its word as printed.
fn addressee(passage: &Passage) -> Vec<String> {
    let Some(phrase) = phrase(passage) else { return Vec::new() };
    if !matches!(phrase.mark, Mark::OpeningPhrase { class: Some(PhraseClass::Directive) }) {
        return Vec::new();
    }
    let near = passage.spans.iter().filter(|span| (phrase.end..=phrase.end + NEAR).contains(&span.start));
    let known = near.filter_map(|span| match &span.mark {
        Mark::Organization { id } | Mark::Role { id } => Some(id.clone()),
        Mark::OpeningPhrase { .. }
        | Mark::Emphasis { .. }
        | Mark::NoteCall { .. }
        | Mark::Reference { .. }
        | Mark::ReferenceList { .. }
        | Mark::Date { .. }
        | Mark::CitedTitle
        | Mark::DefinedTerm { .. } => None,
    });
    let known: Vec<String> = known.collect();
    if !known.is_empty() {
        return known;
    }
    let after = slice(passage, phrase.end, phrase.end + NEAR);
    after.split_whitespace().take(1).map(|word| word.chars().take(2).collect()).collect()
}

fn slice(passage: &Passage, start: u32, end: u32) -> String {
    passage.text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect()
}

/// The dates of a text, sorted.
fn dates(passage: &Passage) -> Vec<String> {
    let mut dates: Vec<String> = Vec::new();
    for span in &passage.spans {
        if let Mark::Date { iso, .. } = &span.mark {
            dates.push(iso.clone());
        }
    }
    dates.sort_unstable();
    dates
}

/// The numbers of a text, sorted: those in digits, and ordinals in words, such as those of sessions.
fn all_numbers(text: &str, language: &Language) -> Vec<String> {
    let mut found = numbers(text);
    let words = tokens(text, language.unspaced).into_iter().flat_map(|word| word.split('-'));
    found.extend(words.filter_map(|word| ordinal(word, language)).map(|value| value.to_string()));
    let prefix = language.citation.ordinal;
    if !prefix.is_empty() {
        let numeral = |c: &char| language.numerals.iter().any(|(numeral, _)| numeral == c);
        let runs = text.split(prefix).skip(1).map(|rest| rest.chars().take_while(numeral).collect::<String>());
        found.extend(runs.filter(|run| !run.is_empty()));
    }
    found.sort_unstable();
    found
}

/// Letters that may follow the stem of an ordinal.
const ENDING: usize = 3;

/// The value of a word that is an ordinal, or part of one.
fn ordinal(word: &str, language: &Language) -> Option<u32> {
    let word = word.to_lowercase();
    let stems = language.citation.ordinals.iter();
    let fits = stems.filter(|(stem, _)| word.strip_prefix(stem).is_some_and(|rest| rest.chars().count() <= ENDING));
    fits.max_by_key(|(stem, _)| stem.len()).map(|&(_, value)| value)
}

/// The numbers of a text in plain digits, sorted.
pub(super) fn numbers(text: &str) -> Vec<String> {
    let runs = text.split(|c| digit(c).is_none()).filter(|run| !run.is_empty());
    let plain =
        |run: &str| run.chars().filter_map(|c| digit(c).and_then(|value| char::from_digit(value, 10))).collect();
    let mut numbers: Vec<String> = runs.map(plain).collect();
    numbers.sort_unstable();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{EN, ZH};
    use crate::model::unit::units;
    use crate::source::Source;

    /// Why the first operative paragraph of one text is another in the other.
    fn between(old: &str, new: &str) -> Vec<Reason> {
        let linked = |paragraph: &str| {
            let text = format!(
                "The General Assembly,\n\nRecalling its resolutions,\n\n1. {paragraph};\n\n2. Decides to remain seized of the matter.\n"
            );
            crate::compile(&Source::from_text("a.en.txt", &text), None).linked
        };
        let (old, new) = (linked(old), linked(new));
        let (old, new) = (units(old.document()), units(new.document()));
        let first = |units: &[Unit<'_>]| units.iter().position(|unit| unit.label.as_deref() == Some("1")).unwrap();
        reasons(Some(&old[first(&old)]), Some(&new[first(&new)]), &EN)
    }

    #[test]
    fn each_reason_is_told() {
        let old = "Requests the Secretary-General to report by 1 May 2021";
        assert_eq!(between(old, "Urges the Secretary-General to report by 1 May 2021"), [Reason::OpeningPhrase]);
        assert_eq!(between(old, "Requests the Security Council to report by 1 May 2021"), [Reason::Addressee]);
        assert_eq!(between(old, "Requests the Secretary-General to report by 1 June 2021"), [Reason::Date]);
        assert_eq!(between(old, "Requests the Secretary-General to reply by 1 May 2021"), []);
        assert_eq!(between("Welcomes the 5 reports", "Welcomes the 6 reports"), [Reason::Number]);
    }

    #[test]
    fn numbers_are_compared_whatever_their_digits() {
        assert_eq!(numbers("٤٨ و４, 2021"), ["2021", "4", "48"]);
        assert_eq!(all_numbers("at its seventy-sixth session", &EN), ["6", "70"]);
        assert_eq!(all_numbers("大会第七十六届会议", &ZH), ["七十六"]);
    }
}
