//! Lines in, lines out: the two columns of a cover, side by side on one line as `pdftotext -layout` prints them, are lines
//! of their own: `General Assembly            Distr.: General`.
//!
//! Only what a form of the right column claims is parted: the symbol, the distribution, a date alone, the original
//! language. Not here: what the lines of a cover say (see `header`).

use super::header::is_right_column;
use super::lines::{Line, trim};
use super::normalize::is_blank;
use crate::language::Language;
use crate::source::Span;

/// Fewest blanks between two columns.
const GUTTER: usize = 4;

/// Most lines that a cover takes.
const COVER: usize = 60;

/// Parts the two columns of the cover, which is on the first page.
pub(super) fn part(source: &str, lines: Vec<Line>, language: &Language) -> Vec<Line> {
    let mut parted = Vec::with_capacity(lines.len());
    let mut first_page = true;
    for (index, line) in lines.into_iter().enumerate() {
        first_page &= index < COVER && (index == 0 || !line.new_page);
        let right = if first_page { right_column(line.span.slice(source), language) } else { None };
        let Some(at) = right.map(|at| line.span.start() + at) else {
            parted.push(line);
            continue;
        };
        parted.push(Line { span: trim(source, Span::new(line.span.start(), at)), ..line });
        parted.push(Line { span: Span::new(at, line.span.end()), new_page: false, quote: None });
    }
    parted
}

/// Longest line that is looked at, in bytes: a page is not so wide.
const WIDEST: usize = 600;

/// Where the second column of a line begins, in bytes. Where lines begin at the right, a page has its columns the other
/// way round.
fn right_column(line: &str, language: &Language) -> Option<usize> {
    let mut blanks = 0;
    let looked = if line.len() > WIDEST { "" } else { line };
    looked.char_indices().find_map(|(at, c)| {
        let gap = blanks;
        blanks = if is_blank(c) { blanks + 1 } else { 0 };
        let (left, right) = line.split_at_checked(at).filter(|_| !is_blank(c) && gap >= GUTTER)?;
        let column = |text: &str| is_right_column(text.trim_end_matches(is_blank), language);
        (column(right) || language.from_right() && column(left)).then_some(at)
    })
}
