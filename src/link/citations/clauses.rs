//! Where a text names organs, where it says resolution or decision, and where its sentences end: what a number needs to
//! know of the words before it. Found once a text, so that a list of many numbers costs no more than its length.

use super::super::openings::List;
use super::super::reader::Reader;
use crate::language::InstrumentWord;
use std::cell::OnceCell;

/// The clauses of a text, looked for at the first number: most texts hold none.
pub(super) struct Clauses<'r> {
    reader: &'r Reader<'r>,
    /// The organ whose numbers the document cites without naming it: its resolution 46/1.
    pub(super) speaker: Option<&'static str>,
    found: OnceCell<Places>,
}

/// Places of a text, in code points, in order.
#[derive(Default)]
struct Places {
    /// From, to, identifier.
    organs: Vec<(usize, usize, &'static str)>,
    words: Vec<(usize, InstrumentWord)>,
    ends: Vec<usize>,
}

impl Places {
    fn new(reader: &Reader<'_>) -> Self {
        let language = reader.language;
        let mut clauses = Places::default();
        for at in reader.places([List::Ends, List::Instruments], 0, reader.len()) {
            if reader.may_open(at, List::Ends) && ends_clause(reader, at) {
                clauses.ends.push(at);
            }
            if !reader.may_open(at, List::Instruments) {
                continue;
            }
            let named = language.organs.iter().filter_map(|o| Some((reader.word(at, o.name)?, o.id)));
            if let Some((end, id)) = named.max_by_key(|n| n.0) {
                clauses.organs.push((at, end, id));
            }
            let word = language.instruments.iter().find(|i| reader.word_any_case(at, i.0).is_some());
            clauses.words.extend(word.map(|w| (at, w.1)));
        }
        clauses
    }
}

impl<'r> Clauses<'r> {
    pub(super) fn new(reader: &'r Reader<'r>, speaker: Option<&'static str>) -> Self {
        Clauses { reader, speaker, found: OnceCell::new() }
    }

    fn found(&self) -> &Places {
        self.found.get_or_init(|| Places::new(self.reader))
    }

    /// Whether a sentence or a segment ends from `from` to `to`.
    pub(super) fn parted(&self, from: usize, to: usize) -> bool {
        let ends = &self.found().ends;
        let next = ends.partition_point(|&e| e < from);
        ends.get(next).is_some_and(|&e| e < to)
    }

    /// The organ whose name stands last before `at`, in the same clause: where it begins, and its identifier.
    pub(super) fn organ_before(&self, at: usize) -> Option<(usize, &'static str)> {
        let organs = &self.found().organs;
        let index = organs.partition_point(|o| o.0 < at).checked_sub(1)?;
        let (start, _, id) = *organs.get(index)?;
        (!self.parted(start, at)).then_some((start, id))
    }

    /// The organ whose name begins after `at`, within `reach` code points: its place and its identifier.
    pub(super) fn organ_after(&self, at: usize, reach: usize) -> Option<(usize, usize, &'static str)> {
        let organs = &self.found().organs;
        let index = organs.partition_point(|o| o.0 < at);
        organs.get(index).copied().filter(|o| o.0 <= at + reach)
    }

    /// The word for a resolution or decision that stands last before `at`, in the same clause, and where.
    pub(super) fn word_before(&self, at: usize) -> Option<(usize, InstrumentWord)> {
        let words = &self.found().words;
        let index = words.partition_point(|w| w.0 < at).checked_sub(1)?;
        words.get(index).copied().filter(|w| !self.parted(w.0, at))
    }
}

/// Whether a sentence or segment ends at `at`: a full stop between words ends one before a space, and not after a short
/// form (`No. 5`, `vol. 3`).
fn ends_clause(reader: &Reader<'_>, at: usize) -> bool {
    let language = reader.language;
    let Some(c) = reader.at(at) else { return false };
    if language.segment_ends.contains(&c) {
        return true;
    }
    if !language.sentence_ends.contains(&c) {
        return false;
    }
    let spaced = reader.at(at + 1).is_none_or(char::is_whitespace);
    let letters = (0..at).rev().take_while(|&i| reader.at(i).is_some_and(|c| !c.is_whitespace())).take(5).count();
    language.unspaced && !c.is_ascii() || spaced && letters > 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{EN, Language, ZH};

    #[test]
    fn where_clauses_end() {
        let ends = |language: &'static Language, text: &str| {
            ends_clause(
                &Reader::new(text, language),
                text.find(['.', ';', '。']).map_or(0, |byte| text[..byte].chars().count()),
            )
        };
        for text in ["the report; the", "the annex. The", "the report."] {
            assert!(ends(&EN, text), "{text}");
        }
        for text in ["vol. 3", "para. 5", "No. 5", "12345.5", "the report, the"] {
            assert!(!ends(&EN, text), "{text}");
        }
        assert!(ends(&ZH, "决议。报告"));
    }

    #[test]
    fn what_stands_before_and_behind_a_place() {
        let text = "the General Assembly, in its resolution 70/1; the Security Council, in decision 5";
        let reader = Reader::new(text, &EN);
        let clauses = Clauses::new(&reader, None);
        let at = |part: &str| text.find(part).unwrap_or_default();
        let end = at(";");
        assert!(clauses.parted(end, end + 1) && clauses.parted(0, end + 1));
        assert!(!clauses.parted(end, end) && !clauses.parted(0, end) && !clauses.parted(end + 1, text.len()));
        let (assembly, council) = (clauses.found().organs[0], clauses.found().organs[1]);
        assert_eq!((assembly.2, council.2), ("unga", "unsc"));
        let organ = |at| clauses.organ_before(at).map(|organ| organ.1);
        assert_eq!(
            (organ(assembly.0), organ(assembly.0 + 1), organ(end), organ(end + 1)),
            (None, Some("unga"), Some("unga"), None)
        );
        let after = |at, reach| clauses.organ_after(at, reach).map(|organ| organ.2);
        assert_eq!(
            (after(assembly.0, 0), after(assembly.0 + 1, 0), after(assembly.0 + 1, 90)),
            (Some("unga"), None, Some("unsc"))
        );
        assert_eq!((after(council.0 - 5, 5), after(council.0 - 5, 4)), (Some("unsc"), None));
        let word = |at| clauses.word_before(at).map(|word| word.1);
        let (resolution, decision) = (at("resolution"), at("decision"));
        assert_eq!((word(resolution), word(resolution + 1)), (None, Some(InstrumentWord::Resolution)));
        assert_eq!((word(end), word(decision)), (Some(InstrumentWord::Resolution), None));
        assert_eq!(word(decision + 1), Some(InstrumentWord::Decision));
    }
}
