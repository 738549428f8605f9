//! Notes under a rule whose numbers stand on lines of their own, as `pdftotext` prints a column of numbers beside a column
//! of notes: each above its note, or all above all notes.
//!
//! Not here: notes with their number on the same line (see `pages`).

use super::super::lines::Line;
use super::super::normalize::{digit, superscript};
use super::{Kind, PAGE_OF_NOTES, ends_note};
use crate::language::Language;
use crate::model::NoteMarker;
use crate::source::Span;

/// What the first of these lines are, if they are the numbers of notes from `due` on with the notes; else nothing.
/// `ends` tells the furniture that ends a page.
pub(super) fn read(
    source: &str,
    lines: &[Line],
    due: u32,
    ends: impl Fn(&Line) -> bool,
    language: &Language,
) -> Vec<Kind> {
    let first = lines.first().and_then(|line| marker(source, line.span));
    if first.is_none_or(|marker| marker.canonical != due.to_string()) {
        return Vec::new();
    }
    let page = lines.iter().enumerate().take_while(|(index, line)| *index == 0 || !line.new_page);
    let lines: Vec<&Line> = page.map(|(_, line)| line).take_while(|line| !ends(line)).take(PAGE_OF_NOTES).collect();
    let mut markers: Vec<NoteMarker> = Vec::new();
    let mut kinds: Vec<Kind> = Vec::new();
    let mut rest = lines.iter().peekable();
    while let Some(line) = rest.peek() {
        if line.span.is_empty() && !markers.is_empty() {
            kinds.push(Kind::Blank);
        } else if let Some(marker) = marker(source, line.span)
            && u32::try_from(markers.len()).is_ok_and(|count| marker.canonical == (due + count).to_string())
        {
            kinds.push(Kind::Furniture(Vec::new()));
            markers.push(marker);
        } else {
            break;
        }
        rest.next();
    }
    let notes: Vec<&Line> = rest.take_while(|line| marker(source, line.span).is_none()).copied().collect();
    match markers.as_slice() {
        [_, _, ..] => in_columns(source, kinds, markers, &notes, language),
        [marker] if notes.first().is_some_and(|line| !line.span.is_empty()) => {
            let after = Span::new(marker.source.end(), marker.source.end());
            if let Some(first) = kinds.first_mut() {
                *first = Kind::NoteHead(marker.clone(), after);
            }
            kinds.push(Kind::NoteTail);
            kinds
        }
        _ => Vec::new(),
    }
}

/// The marker of a note on a line of its own.
pub(super) fn marker(source: &str, line: Span) -> Option<NoteMarker> {
    let text = line.slice(source);
    let plain = |c| superscript(c).or_else(|| char::from_digit(digit(c)?, 10));
    let canonical: String = text.chars().map(plain).collect::<Option<_>>()?;
    (!canonical.is_empty()).then(|| NoteMarker { printed: text.to_owned(), canonical, source: line })
}

/// Where all numbers stand above all notes, each note is a line, or what blank lines part, or what begins after the end
/// of a sentence: whichever gives as many notes as there are numbers.
fn in_columns(
    source: &str,
    mut kinds: Vec<Kind>,
    markers: Vec<NoteMarker>,
    notes: &[&Line],
    language: &Language,
) -> Vec<Kind> {
    let texts: Vec<usize> =
        notes.iter().enumerate().filter(|(_, line)| !line.span.is_empty()).map(|(index, _)| index).collect();
    let before = |index: usize| index.checked_sub(1).and_then(|before| notes.get(before)).map(|line| line.span);
    let parted = |index: &usize| before(*index).is_none_or(Span::is_empty);
    let ended =
        |index: &usize| before(*index).is_none_or(|span| span.is_empty() || ends_note(span.slice(source), language));
    let by = |begins: &dyn Fn(&usize) -> bool| -> Vec<usize> {
        texts.iter().filter(|index| begins(index)).copied().collect()
    };
    let ways = [by(&|_| true), by(&parted), by(&ended)];
    let Some(starts) = ways.into_iter().find(|starts| starts.len() == markers.len()) else { return Vec::new() };
    let mut markers = markers.into_iter();
    kinds.extend(notes.iter().enumerate().map(|(index, line)| match starts.contains(&index) {
        _ if line.span.is_empty() => Kind::Blank,
        true => markers.next().map_or(Kind::Text, |marker| Kind::NoteHead(marker, line.span)),
        false => Kind::NoteTail,
    }));
    kinds
}

#[cfg(test)]
mod tests {
    use super::super::super::lines;
    use super::*;
    use crate::language::EN;

    #[test]
    fn numbers_stand_apart_from_their_notes_on_one_page() {
        let count = |text: &str| read(text, &lines::split(text), 1, |_| false, &EN).len();
        assert_eq!(count("1\n2\nSee A/75/1.\nSee A/75/2."), 4);
        assert_eq!(count("\u{c}1\n2\nSee A/75/1.\nSee A/75/2."), 0, "another line opens the page");
        assert_eq!(count("1\n2\nSee A/75/1.\u{c}See A/75/2."), 0);
        assert_eq!((count("1\nSee A/75/1."), count("2\nSee A/75/1."), count("1")), (2, 0, 0));
    }
}
