//! Mentions in languages that print the word before the number: `resolutions 1373 (2001) and 1624 (2005)`,
//! `resolución 71/291, de 15 de junio de 2017`, `قرارها 71/291 المؤرخ …`, `paragraph 5 above`.
//!
//! A number is a mention where the word for a resolution or decision governs it: it stands before it in the same
//! sentence, and nothing else between names another text. A list is one mention a number.
//!
//! Not here: languages that print the word after the number (see `citations`).

use super::super::reader::Reader;
use super::{Citation, Core, core, instrument_symbol, organ_before};
use crate::language::{InstrumentWord, roman};
use crate::model::ReferenceKind;

/// How far before a number the word that governs it may stand, in code points: lists of resolutions are long.
const FAR: usize = 600;

/// How far apart two members of one list may stand, with dates and organs between them.
const NEXT: usize = 90;

/// The mention that begins at `at` with its number. `last` is the mention before, whose word may govern this one too.
pub(super) fn instrument(reader: &Reader<'_>, at: usize, last: Option<&Citation>) -> Option<Citation> {
    let core = series_core(reader, at).or_else(|| core(reader, at))?;
    let shaped = core.number.contains('/') || core.number.contains('(');
    let kind = governing_word(reader, at).or_else(|| {
        let near = last.filter(|l| at.saturating_sub(l.end) <= NEXT && same_sentence(reader, l.end, at))?;
        match near.kind {
            ReferenceKind::Resolution => Some(InstrumentWord::Resolution),
            ReferenceKind::Decision => Some(InstrumentWord::Decision),
            ReferenceKind::Document
            | ReferenceKind::Treaty
            | ReferenceKind::Title
            | ReferenceKind::Paragraph
            | ReferenceKind::Annex
            | ReferenceKind::ThisDocument
            | ReferenceKind::Web => None,
        }
    });
    // A Security Council number cannot be anything else.
    let kind = kind.or_else(|| core.council.then_some(InstrumentWord::Resolution)).filter(|_| shaped)?;
    let mut citation = Citation::new(
        at,
        core.end,
        match kind {
            InstrumentWord::Resolution => ReferenceKind::Resolution,
            InstrumentWord::Decision => ReferenceKind::Decision,
        },
    );
    for link in reader.language.citation.date_links {
        let Some(after) = reader.word(core.end, link) else { continue };
        if let Some(date) =
            reader.language.date_at(reader.rest(after)).filter(|d| d.start.day.is_some() && d.end.is_none())
            && date.start.year.is_some()
        {
            citation.cited_date = Some(date.start.iso());
            citation.end = reader.advance(after, date.length);
            break;
        }
    }
    citation.symbol = Some(instrument_symbol(&core, kind, organ_before(reader, at), citation.cited_date.as_deref()));
    Some(citation)
}

/// A number of the old series in another script: `2205 (د-21)`.
fn series_core(reader: &Reader<'_>, at: usize) -> Option<Core> {
    if reader.before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-')) {
        return None;
    }
    let words = &reader.language.citation;
    if words.old_series.is_empty() {
        return None;
    }
    let (after, first) = reader.digits(at)?;
    let space = reader.spaces(after);
    let letter = words.part_letters.iter().find_map(|l| Some((reader.word(space, l.0)?, l.1)));
    let open = reader.spaces(letter.map_or(after, |l| l.0));
    let inner = reader.word(open + 1, words.old_series).filter(|_| reader.at(open) == Some('('))?;
    let (close, series) = reader.digits(inner)?;
    let end = (reader.at(close) == Some(')')).then_some(close + 1)?;
    let number = format!("{first}({})", roman(series));
    Some(Core { end, number, letter: letter.map(|l| l.1), council: false, session: first })
}

/// The word for a resolution or decision that stands last before `at`, in the same sentence.
fn governing_word(reader: &Reader<'_>, at: usize) -> Option<InstrumentWord> {
    let from = at.saturating_sub(FAR);
    let before = reader.slice(from, at).to_lowercase();
    let sentence = last_sentence(&before, reader);
    let found = reader.language.instruments.iter().filter_map(|i| Some((sentence.rfind(i.0)?, i.1)));
    found.max_by_key(|f| f.0).map(|f| f.1)
}

fn same_sentence(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    let between = reader.slice(from, to);
    last_sentence(between, reader).len() == between.len()
}

/// What stands after the last end of a sentence: a full stop before a space, or a semicolon.
fn last_sentence<'t>(text: &'t str, reader: &Reader<'_>) -> &'t str {
    let ends = |(at, c): &(usize, char)| {
        let spaced = text.get(at + c.len_utf8()..).is_some_and(|t| t.starts_with(' '));
        let before = text.get(..*at).and_then(|t| t.split_whitespace().next_back()).unwrap_or("");
        // `No. 5` and `vol. 3` end no sentence.
        reader.language.segment_ends.contains(c)
            || (reader.language.sentence_ends.contains(c) && spaced && before.chars().count() > 4)
    };
    let last = text.char_indices().rfind(ends);
    last.and_then(|(at, c)| text.get(at + c.len_utf8()..)).unwrap_or(text)
}

/// A paragraph of this document: `paragraph 5 above`, `paragraphs 3 to 6 of the present resolution`.
pub(super) fn paragraph(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    let words = &reader.language.citation;
    if reader.before(at).is_some_and(char::is_alphabetic) {
        return None;
    }
    let word = reader.any(at, words.paragraph_words)?;
    let (end, first) = reader.digits(reader.spaces(word)).filter(|_| reader.spaces(word) > word)?;
    let (end, last) = words
        .range
        .iter()
        .find_map(|range| {
            let after = reader.word(reader.spaces(end), range)?;
            reader.digits(reader.spaces(after))
        })
        .unwrap_or((end, first));
    let here = reader.any(reader.spaces(end), words.here_after)?;
    let mut citation = Citation::new(at, here, ReferenceKind::Paragraph);
    citation.numbers = Some((first, last.max(first)));
    Some(citation)
}
