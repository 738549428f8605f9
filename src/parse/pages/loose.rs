//! Notes within a text that nothing but blank lines parts from it: what is copied from a page or from a word processor has
//! neither the rule nor the end of the page.
//!
//! A block of lines opens with the bare number of the note that is due, and so do those that follow in it; the text above
//! calls each of them right behind a word or a mark, in order. The numbers of paragraphs and the cells of a table are not
//! called.
//!
//! Not here: notes under a rule (see `pages`), at the end of a text (see `ends`), on pages (see `feet`).

use super::super::calls;
use super::super::lines::Line;
use super::super::normalize::{Ending, ending};
use super::{Kind, bare_marker, ends_note};
use crate::language::Language;
use crate::model::NoteMarker;
use crate::source::Span;
use std::collections::HashSet;

/// Most blocks that open like notes and are none: for each the text above is searched.
const MOST_TRIED: usize = 64;

/// The lines of a block of notes: where each is, and for those that open a note its marker and the rest.
type Notes = Vec<(usize, Option<(NoteMarker, Span, u32)>)>;

/// Finds the notes within a text.
pub(super) fn find(source: &str, lines: &[Line], kinds: &mut [Kind], language: &Language) {
    let known: HashSet<String> = kinds
        .iter()
        .filter_map(|kind| if let Kind::NoteHead(marker, _) = kind { Some(marker.canonical.clone()) } else { None })
        .collect();
    // The text in which the next note may be called, and where the note before is.
    let mut text: Vec<Span> = Vec::new();
    let (mut due, mut after, mut tried) = (1, 0, 0);
    let mut parted = false;
    for index in 0..lines.len() {
        let span = lines.get(index).map_or(Span::new(0, 0), |line| line.span);
        if kinds.get(index) != Some(&Kind::Text) {
            parted = true;
            continue;
        }
        if parted && tried < MOST_TRIED && span.slice(source).starts_with(|c: char| c.is_ascii_digit()) {
            let notes = read(source, lines, kinds, index, due, language).filter(|notes| {
                let new = |line: &(usize, Option<(NoteMarker, Span, u32)>)| {
                    line.1.as_ref().is_none_or(|note| !known.contains(&note.0.canonical))
                };
                notes.iter().all(new)
            });
            let called = notes.as_ref().map(|notes| last_call(source, &text, notes, after, language));
            tried += usize::from(called == Some(None));
            if let (Some(notes), Some(Some(call))) = (notes, called) {
                due += u32::try_from(notes.iter().filter(|line| line.1.is_some()).count()).unwrap_or(0);
                after = call;
                text.retain(|line| line.end() > after);
                for (line, note) in notes {
                    if let Some(kind) = kinds.get_mut(line) {
                        *kind = note.map_or(Kind::NoteTail, |(marker, rest, _)| Kind::NoteHead(marker, rest));
                    }
                }
                continue;
            }
        }
        // The notes of an annex are counted anew.
        if due > 1 && language.is_annex_line(span.slice(source)) {
            (due, after) = (1, span.end());
            text.clear();
        }
        text.push(span);
        parted = false;
    }
}

/// The notes of the block that a line opens, if it holds nothing else.
fn read(
    source: &str,
    lines: &[Line],
    kinds: &[Kind],
    first: usize,
    mut due: u32,
    language: &Language,
) -> Option<Notes> {
    let mut notes = Notes::new();
    let mut previous = "";
    for (index, line) in lines.iter().enumerate().skip(first) {
        let text = line.span.slice(source);
        let page = line.new_page && index > first;
        if kinds.get(index) != Some(&Kind::Text) || page || language.is_annex_line(text) {
            break;
        }
        let note = bare_marker(text, line.span, language).filter(|note| note.2 == due);
        match note {
            Some(note) => {
                let rest = note.1.slice(source);
                if rest.starts_with(char::is_lowercase) || language.opening_phrase(rest).is_some() {
                    return None;
                }
                due += 1;
                notes.push((index, Some(note)));
            }
            // A note goes on up to the end of a sentence.
            None if notes.is_empty() || ends_note(previous, language) => return None,
            None => notes.push((index, None)),
        }
        previous = text;
    }
    (!notes.is_empty() && ending(previous, language) == Ending::Sentence).then_some(notes)
}

/// Where the last of the notes is called, if the text calls all of them in order.
fn last_call(source: &str, text: &[Span], notes: &Notes, after: usize, language: &Language) -> Option<usize> {
    let heads = notes.iter().filter_map(|line| line.1.as_ref());
    heads
        .map(|note| note.0.canonical.as_str())
        .try_fold(after, |after, note| calls::glued(source, text, note, language).find(|&call| call > after))
}

#[cfg(test)]
mod tests {
    use super::super::super::lines;
    use super::super::tests::shown;
    use super::*;
    use crate::language::{EN, ZH};

    /// What the lines of a text are, as [`shown`] has them.
    fn sorted(text: &str, language: &Language) -> String {
        let lines = lines::split(text);
        let kind = |line: &Line| if line.span.is_empty() { Kind::Blank } else { Kind::Text };
        let mut kinds: Vec<Kind> = lines.iter().map(kind).collect();
        find(text, &lines, &mut kinds, language);
        shown(&kinds)
    }

    #[test]
    fn blocks_of_notes_whose_notes_are_all_called() {
        for (text, kinds) in [
            ("Recalls it.1\n\n1 See A/75/1.\n\nThat, too.2\n\n2 See A/75/2.\n\nIt ends.", "._1_._2_."),
            ("Recalls it,1 that.2\n\n1 See A/75/1.\n2 See the\nreport.\n\nIt ends.", "._12+_."),
            ("Recalls it1.\n\n1 See A/75/1.\nAnnex\n\nThat1 is so.\n\n1 See it.\n\nEnd.", "._1._._1_."),
            ("Recalls it1.\n\n1 See A/75/1.\n\n2 See A/75/2.", "._1_."),
            ("Recalls it.1\n\n1 Decides to act.", "._."),
            ("Recalls it.1\n\n1 see A/75/1.", "._."),
            ("Recalls it.1\n\n1 States acted", "._."),
            ("Recalls it.1\n1 See A/75/1.\n\nIt ends.", ".._."),
            ("Recalls it.1\n\n1 See A/75/1.\nIt ends.", "._.."),
            ("Recalls it 1.\n\n1 See A/75/1.", "._."),
            ("Recalls rule 21 of them.\n\n1 See A/75/1.", "._."),
            ("Recalls it.1\n\n1 300.\n\nIt ends.", "._._."),
        ] {
            assert_eq!(sorted(text, &EN), kinds, "{text:?}");
        }
        assert_eq!(sorted("共收到答复。1\n\n1 可查阅该报告。\n\n建议审议。", &ZH), "._1_.");
        assert_eq!(sorted("回顾其决议，\n1 注意到该报告，\n\n1 见附件。", &ZH), ".._.", "the number of a paragraph");
    }
}
