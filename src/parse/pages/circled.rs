//! Notes whose numbers stand in circles, ①: Chinese print sets them so.
//!
//! Items are counted by the same signs. A sign is a call where nothing of its clause follows it, or where it stands right
//! behind a word; a line that opens with a sign is a note where the text above calls it so.

use super::super::lines::Line;
use super::super::normalize::{circled, is_blank};
use super::Kind;
use crate::language::Language;
use crate::model::NoteMarker;
use crate::source::Span;
use memchr::memmem;
use std::collections::HashSet;

/// The first bytes of the signs.
const FIRST_BYTES: [u8; 2] = [0xe2, 0x91];

/// Finds the notes.
pub(super) fn find(source: &str, lines: &[Line], kinds: &mut [Kind], language: &Language) {
    // Hardly any text has such signs.
    if memmem::find(source.as_bytes(), &FIRST_BYTES).is_none() {
        return;
    }
    let mut called: HashSet<u32> = HashSet::new();
    let mut last = 0;
    for (line, kind) in lines.iter().zip(kinds).filter(|(_, kind)| **kind == Kind::Text) {
        let text = line.span.slice(source);
        called.extend(calls(text, language).map(|call| call.2));
        let head = text.chars().next().and_then(|sign| Some((sign.len_utf8(), circled(sign)?)));
        let note = head.filter(|(_, value)| called.contains(value) && (*value == last + 1 || *value == 1));
        let Some((length, value)) = note else { continue };
        let rest = text.get(length..).unwrap_or("");
        let blank = rest.len() - rest.trim_start_matches(is_blank).len();
        if blank < rest.len() {
            let source = Span::new(line.span.start(), line.span.start() + length);
            let marker = NoteMarker {
                printed: text.get(..length).unwrap_or("").to_owned(),
                canonical: value.to_string(),
                source,
            };
            *kind = Kind::NoteHead(marker, Span::new(source.end() + blank, line.span.end()));
            last = value;
        }
    }
}

/// The calls of a line: where each stands, its length, and its number.
pub(in super::super) fn calls(text: &str, language: &Language) -> impl Iterator<Item = (usize, usize, u32)> {
    memmem::find_iter(text.as_bytes(), &FIRST_BYTES).filter_map(|at| {
        let sign = text.get(at..)?.chars().next()?;
        let value = circled(sign)?;
        let before = text.get(..at)?.chars().next_back().filter(|c| !is_blank(*c))?;
        let after = text.get(at + sign.len_utf8()..)?.chars().next();
        let pairs = || language.title_marks.iter().chain(language.quotation_marks).chain(language.brackets);
        let word = before.is_alphanumeric() && circled(before).is_none() || pairs().any(|pair| pair.1 == before);
        let ends = after.is_none_or(|c| is_blank(c) || !c.is_alphanumeric()) && !pairs().any(|pair| pair.0 == before);
        (word || ends).then_some((at, sign.len_utf8(), value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ZH;

    #[test]
    fn where_a_sign_calls_and_where_it_counts() {
        for (text, values) in [
            ("注意到秘书长的报告；①", &[1][..]),
            ("回顾《公约》①规定的义务，②", &[1, 2]),
            ("回顾《公约》② 规定的义务", &[2]),
            ("包括：①加强合作；②促进发展", &[]),
            ("① 加强合作", &[]),
            ("（①）", &[]),
            ("报告①、决议⑳和其他", &[1, 20]),
        ] {
            assert_eq!(calls(text, &ZH).map(|call| call.2).collect::<Vec<_>>(), values, "{text}");
        }
    }
}
