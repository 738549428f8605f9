//! Where pages begin in a text whose tool left no form feed between them.
//!
//! The running head of a page holds the document's own symbol, alone or beside the title: right behind the folio or job
//! number of the page before, or printed alike on several pages, or alone on its line. No paragraph does.
//!
//! Not here: what is at the head of a page (see `pages`, `heads`).

use super::super::header::is_symbol;
use super::super::lines::Line;
use super::super::normalize::is_blank;
use super::{folio_totals, furniture};
use crate::language::Language;
use crate::model::FurnitureReason;
use std::collections::HashMap;

/// Most lines of a cover above its symbol.
const COVER: usize = 20;

/// Lets a page begin with each running head, where no form feed says where one does.
pub(in super::super) fn turn(source: &str, mut lines: Vec<Line>, language: &Language) -> Vec<Line> {
    let text = |line: &Line| line.span.slice(source);
    let printed = || lines.iter().enumerate().filter(|(_, line)| !line.span.is_empty());
    let Some(first) = printed().take(COVER).find(|(_, line)| is_symbol(text(line))).map(|(index, _)| index) else {
        return lines;
    };
    if lines.iter().any(|line| line.new_page) {
        return lines;
    }
    let symbol = lines.get(first).map_or("", text);
    let heads: Vec<usize> = printed()
        .filter(|(index, line)| *index > first && is_head(text(line), symbol))
        .map(|(index, _)| index)
        .collect();
    let mut alike: HashMap<&str, usize> = HashMap::new();
    for &head in &heads {
        *alike.entry(lines.get(head).map_or("", text)).or_default() += 1;
    }
    let totals = folio_totals(source, &lines);
    let ends_page = |line: &Line| {
        furniture(text(line), line.span.start(), &totals, language)
            .is_some_and(|pieces| pieces.iter().any(|piece| piece.0 != FurnitureReason::Rule))
    };
    let begins = |&head: &usize| {
        let line = lines.get(head).map_or("", text);
        let before = lines.get(..head).and_then(|before| before.iter().rfind(|line| !line.span.is_empty()));
        line == symbol || alike.get(line).is_some_and(|&count| count > 1) || before.is_some_and(ends_page)
    };
    let turns: Vec<usize> = heads.into_iter().filter(begins).collect();
    for turn in turns {
        if let Some(line) = lines.get_mut(turn) {
            line.new_page = true;
        }
    }
    lines
}

/// Whether a line opens or closes with a symbol.
fn is_head(line: &str, symbol: &str) -> bool {
    let apart = |rest: &str, blank: Option<char>| rest.is_empty() || blank.is_some_and(is_blank);
    line.strip_prefix(symbol).is_some_and(|rest| apart(rest, rest.chars().next()))
        || line.strip_suffix(symbol).is_some_and(|rest| apart(rest, rest.chars().next_back()))
}
