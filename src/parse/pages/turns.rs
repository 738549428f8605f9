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
    let joint = joint(symbol);
    // The two symbols of a joint document stand one under the other at the head of a page.
    let is_pair = |index: usize, line: &Line| {
        let below = lines.get(index + 1..).and_then(|rest| rest.iter().find(|line| !line.span.is_empty()));
        joint.is_some_and(|(one, other)| text(line) == one && below.is_some_and(|line| text(line) == other))
    };
    let heads: Vec<usize> = printed()
        .filter(|(index, line)| *index > first && (is_head(text(line), symbol) || is_pair(*index, line)))
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
        let alone = line == symbol || joint.is_some_and(|(one, _)| line == one);
        alone || alike.get(line).is_some_and(|&count| count > 1) || before.is_some_and(ends_page)
    };
    let turns: Vec<usize> = heads.into_iter().filter(begins).collect();
    for turn in turns {
        if let Some(line) = lines.get_mut(turn) {
            line.new_page = true;
        }
    }
    lines
}

/// The two symbols of a document of two organs: `A/77/654–S/2022/981`.
fn joint(symbol: &str) -> Option<(&str, &str)> {
    let dashes = symbol.match_indices(['–', '-', '‑']);
    let mut parts =
        dashes.map(|(at, dash)| (symbol.get(..at).unwrap_or(""), symbol.get(at + dash.len()..).unwrap_or("")));
    parts.find(|(one, other)| is_symbol(one) && is_symbol(other))
}

/// Whether a line opens or closes with a symbol.
fn is_head(line: &str, symbol: &str) -> bool {
    let apart = |rest: &str, blank: Option<char>| rest.is_empty() || blank.is_some_and(is_blank);
    line.strip_prefix(symbol).is_some_and(|rest| apart(rest, rest.chars().next()))
        || line.strip_suffix(symbol).is_some_and(|rest| apart(rest, rest.chars().next_back()))
}

#[cfg(test)]
mod tests {
    use super::super::super::lines;
    use super::*;
    use crate::language::EN;

    #[test]
    fn a_symbol_at_one_end_of_a_line() {
        for line in ["A/75/1", "A/75/1 Culture of peace", "Culture of peace A/75/1"] {
            assert!(is_head(line, "A/75/1"), "{line}");
        }
        for line in ["A/75/10", "A/75/1.", "BA/75/1", "See A/75/1 on it", "Culture of peace"] {
            assert!(!is_head(line, "A/75/1"), "{line}");
        }
    }

    #[test]
    fn the_symbols_of_two_organs() {
        assert_eq!(joint("A/77/654–S/2022/981"), Some(("A/77/654", "S/2022/981")));
        assert_eq!(joint("A/77/654-S/2022/981"), Some(("A/77/654", "S/2022/981")));
        for symbol in ["A/77/654", "A/ES-11/1", "A/C.3/77/L.5", "S/2022/981–A"] {
            assert_eq!(joint(symbol), None, "{symbol}");
        }
    }

    /// The lines on which a page begins.
    fn turns(text: &str) -> Vec<usize> {
        let lines = turn(text, lines::split(text), &EN);
        lines.iter().enumerate().filter(|(_, line)| line.new_page).map(|(index, _)| index).collect()
    }

    #[test]
    fn a_page_begins_with_its_running_head() {
        assert_eq!(turns("A/75/1\ntext\nA/75/1\ntext"), [2], "the symbol alone");
        assert_eq!(turns("A/75/1\ntext\nA/75/1 Peace\ntext\nA/75/1 Peace\ntext"), [2, 4], "two alike");
        assert_eq!(turns("A/75/1\ntext\n17-20774\n\nA/75/1 Peace\ntext"), [4], "behind a job number");
        assert_eq!(turns("A/75/1\ntext\n2/5 17-20774\nA/75/1 Peace\ntext"), [3], "behind a folio");
        assert_eq!(turns("A/75/1\ntext\n-----\nA/75/1 Peace\ntext"), [0; 0], "behind a rule");
        assert_eq!(turns("A/75/1\ntext\nA/75/1 Peace\ntext\nA/75/1 War\ntext"), [0; 0], "none alike");
        assert_eq!(turns("A/75/1\ntext\nA/75/2\ntext\nA/75/2\ntext"), [0; 0], "another symbol");
        assert_eq!(turns("text\ntext\ntext\ntext"), [0; 0], "no symbol");
        assert_eq!(turns("A/75/1–S/2020/2\ntext\nA/75/1\nS/2020/2\ntext"), [2], "two symbols");
        assert_eq!(turns("A/75/1–S/2020/2\ntext\nA/75/1\ntext\nS/2020/2"), [0; 0], "apart");
        assert_eq!(turns("A/75/1\ntext\n\u{c}text\nA/75/1\ntext"), [3], "a form feed tells");
        let cover = |lines: usize| format!("{}A/75/1\ntext\nA/75/1\ntext", "text\n".repeat(lines));
        assert_eq!((turns(&cover(COVER - 1)).len(), turns(&cover(COVER)).len()), (1, 0));
    }
}
