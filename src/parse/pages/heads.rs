//! Running heads that take more than one line: under the symbol stands the title, cut to the width of the page.
//!
//! Not here: the line with the symbol itself (see `pages`).

use super::super::lines::Line;
use super::super::normalize::{Ending, ending};
use super::Kind;
use crate::language::Language;
use crate::model::FurnitureReason;
use std::collections::HashMap;

/// Sets aside what stands under the symbol at the head of a page and was printed before: at the head of another page or,
/// in a text of two pages, on the first one.
pub(super) fn set_aside(source: &str, lines: &[Line], kinds: &mut [Kind], language: &Language) {
    let head = |k: Option<&Kind>| matches!(k, Some(Kind::Furniture(pieces)) if pieces.iter().any(|p| p.0 == FurnitureReason::RunningHead));
    let pages: Vec<usize> = (0..lines.len()).filter(|&i| lines.get(i).is_some_and(|l| l.new_page)).collect();
    let under: Vec<usize> = (pages.iter())
        .filter_map(|&page| {
            let line = (page..lines.len()).find(|&i| kinds.get(i) == Some(&Kind::Text))?;
            let symbol = (page..line).any(|i| head(kinds.get(i)));
            let text = lines.get(line)?.span.slice(source);
            let title = ending(text, language) == Ending::Open && !language.is_annex_word(text);
            (symbol && title).then_some(line)
        })
        .collect();
    let text = |line: usize| lines.get(line).map_or("", |l| l.span.slice(source));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for &line in &under {
        *counts.entry(text(line)).or_default() += 1;
    }
    let first = match pages.as_slice() {
        [second] => lines.iter().take(*second).map(|l| l.span.slice(source)).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    for line in under {
        let again = counts.get(text(line)).is_some_and(|&count| count > 1) || first.contains(text(line));
        if let (Some(kind), Some(span)) = (kinds.get_mut(line).filter(|_| again), lines.get(line)) {
            *kind = Kind::Furniture(vec![(FurnitureReason::RunningHead, span.span)]);
        }
    }
}
