//! Folios that only their sequence shows: `- 2 -`, `Page 2 of 5`, 第2页, a bare `2`.
//!
//! Such lines stand apart, look the same but for their number, and count the pages one by one, each a page away from the
//! last. Not here: `2/5` and job numbers, which show themselves (see `pages`).

use super::super::lines::Line;
use super::super::normalize::{digit, is_blank};
use crate::language::{self, Language};
use std::collections::{BTreeMap, HashSet};
use std::iter;

/// Longest folio, in bytes, and most words of one.
const LONGEST: usize = 48;
const MOST_WORDS: usize = 5;

/// Fewest pages that a sequence counts, and fewest whose numbers stand bare and do not close the text.
const FEWEST: usize = 2;
const FEWEST_BARE: usize = 3;

/// Fewest lines of a page whose number stands bare: other bare numbers come closer together.
const SHORTEST_PAGE: usize = 15;

/// A number in a shape.
const BARE: &str = "#";

/// The first page on which a number may stand.
const LAST_FIRST: u32 = 3;

/// A line that may be a folio.
struct Candidate {
    index: usize,
    page: u32,
}

/// The lines that are folios, by their sequence.
pub(super) fn find(source: &str, lines: &[Line], language: &Language) -> HashSet<usize> {
    let mut alike: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some((shape, page)) = shape(line.span.slice(source), language)
            && apart(lines, index, shape == BARE)
        {
            alike.entry(shape).or_default().push(Candidate { index, page });
        }
    }
    let last = lines.iter().rposition(|line| !line.span.is_empty());
    let edges = at_edges(source, lines);
    alike.into_iter().flat_map(|(shape, found)| sequence(&found, shape == BARE, last)).chain(edges).collect()
}

/// Bare numbers that are the first or the last line of their page, each as far from the place of its page as the others.
fn at_edges(source: &str, lines: &[Line]) -> Vec<usize> {
    let mut edges: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    let mut page: Option<(usize, usize)> = None;
    let mut count: i64 = 1;
    let mut take = |(first, last): (usize, usize), count: i64| {
        for index in if first == last { vec![first] } else { vec![first, last] } {
            let text = lines.get(index).map_or("", |line| line.span.slice(source));
            if let Some(number) = super::number(text).filter(|_| text.len() <= LONGEST) {
                edges.entry(i64::from(number) - count).or_default().push(index);
            }
        }
    };
    for (index, line) in lines.iter().enumerate() {
        if line.new_page {
            if let Some(page) = page.take() {
                take(page, count);
            }
            count += 1;
        }
        if !line.span.is_empty() {
            page = Some((page.map_or(index, |page| page.0), index));
        }
    }
    if let Some(page) = page {
        take(page, count);
    }
    // The most that agree; on a tie those that count from the first page.
    let most = edges.into_iter().max_by_key(|(apart, found)| (found.len(), -apart.abs()));
    most.map(|found| found.1).filter(|found| found.len() >= FEWEST).unwrap_or_default()
}

/// The first run of numbers that count pages; `end` is the last line that is not blank.
fn sequence(found: &[Candidate], bare: bool, end: Option<usize>) -> Vec<usize> {
    let starts = found.iter().enumerate().filter(|(_, first)| (1..=LAST_FIRST).contains(&first.page));
    starts
        .map(|(at, first)| {
            let mut last = first;
            let mut run = vec![first.index];
            for next in found.iter().skip(at + 1) {
                // The last page may be short.
                let far = next.index - last.index >= SHORTEST_PAGE || Some(next.index) == end;
                if next.page == last.page + 1 && (!bare || far) {
                    run.push(next.index);
                    last = next;
                }
            }
            run
        })
        .take(usize::try_from(LAST_FIRST).unwrap_or(1))
        .find(|run| run.len() >= if bare && run.last().copied() != end { FEWEST_BARE } else { FEWEST })
        .unwrap_or_default()
}

/// What a line looks like without its numbers, and the first of them, where it can be a folio: the number alone,
/// between dashes, or beside the word for a page.
fn shape(line: &str, language: &Language) -> Option<(String, u32)> {
    if line.is_empty() || line.len() > LONGEST || !line.chars().any(|c| digit(c).is_some()) {
        return None;
    }
    let mut shape = String::new();
    let mut page: Option<u32> = None;
    let mut runs = 0;
    let mut in_run = false;
    for c in line.chars() {
        let Some(value) = digit(c) else {
            in_run = false;
            shape.extend(c.to_lowercase());
            continue;
        };
        if !in_run {
            runs += 1;
            shape.push_str(BARE);
        }
        in_run = true;
        if runs == 1 {
            page = Some(page.unwrap_or(0).checked_mul(10)?.checked_add(value)?);
        }
    }
    let inner = shape.trim_matches(|c: char| is_blank(c) || matches!(c, '-' | '–' | '—'));
    // A dash after a number alone opens a paragraph in Arabic.
    let dashes = shape.starts_with(['-', '–', '—']) && shape.ends_with(['-', '–', '—']);
    let alone = inner == BARE && (dashes || shape == BARE);
    let worded = || {
        let words = shape.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        // The program that prints a page may speak another language than its text.
        let pages = || iter::once(language).chain(language::ALL).flat_map(|language| language.page);
        let named = words.clone().any(|word| pages().any(|page| word.starts_with(page) || word.ends_with(page)));
        named && words.count() <= MOST_WORDS && runs <= 2
    };
    (alone || worded()).then_some((shape, page?))
}

/// Whether a line stands apart: from the text on one side, or, where it is a number and nothing else, on both.
fn apart(lines: &[Line], index: usize, both: bool) -> bool {
    let here = |at: usize| lines.get(at).is_some_and(|line| line.new_page);
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.span.is_empty());
    let above = here(index) || blank(index.checked_sub(1));
    let below = here(index + 1) || blank(Some(index + 1));
    if both { above && below } else { above || below }
}

#[cfg(test)]
mod tests {
    use super::super::super::lines;
    use super::*;
    use crate::language::{AR, EN, ZH};

    #[test]
    fn a_line_that_stands_apart() {
        for (text, index, one, both) in [
            ("It met\n\n3\n\nand met", 2, true, true),
            ("It met\n\n3\u{c}and met", 2, true, true),
            ("It met\u{c}3\n\nand met", 1, true, true),
            ("It met\n\n3\nand met", 2, true, false),
            ("It met\n3\n\nand met", 1, true, false),
            ("It met\n3\u{c}and met", 1, true, false),
            ("It met\u{c}3\nand met", 1, true, false),
            ("It met\n3\nand met", 1, false, false),
        ] {
            let lines = lines::split(text);
            assert_eq!((apart(&lines, index, false), apart(&lines, index, true)), (one, both), "{text:?}");
        }
    }

    #[test]
    fn bare_numbers_stand_apart_on_both_sides() {
        let page = "The Committee met\n".repeat(20);
        let found = |before: &str, after: &str| {
            let text = [1, 2, 3, 4].map(|number| format!("{page}{before}{number}\n{after}")).concat();
            find(&text, &lines::split(&text), &EN).len()
        };
        assert_eq!((found("\n", "\n"), found("\n", ""), found("", "\n")), (4, 0, 0));
        let short = format!("{page}\n1\n\nIt met again\n\n2\n\n");
        assert_eq!(find(&short, &lines::split(&short), &EN).len(), 2, "the last page is short");
    }

    #[test]
    fn what_a_folio_looks_like() {
        let cases: [(&str, &Language, &str, u32); 7] = [
            ("2", &EN, "#", 2),
            ("- 12 -", &EN, "- # -", 12),
            ("— 3 —", &EN, "— # —", 3),
            ("Page 2 of 5", &EN, "page # of #", 2),
            ("第2页", &ZH, "第#页", 2),
            ("الصفحة ٢", &AR, "الصفحة #", 2),
            ("Page 2", &AR, "page #", 2),
        ];
        for (line, language, look, page) in cases {
            assert_eq!(shape(line, language), Some((look.to_owned(), page)), "{line}");
        }
        let not =
            ["", "Page", "-2", "2 -", "- two -", "Page 1 of 2 by 3", "See page 12 of the full report", "Rule 2", "(2)"];
        for line in not {
            assert_eq!(shape(line, &EN), None, "{line}");
        }
        let page = |blanks| format!("Page{}2", " ".repeat(blanks));
        assert!(shape(&page(LONGEST - 5), &EN).is_some() && shape(&page(LONGEST - 4), &EN).is_none());
    }

    #[test]
    fn a_number_alone_stands_apart_on_both_sides() {
        let lines = |text| lines::split(text);
        let cases = [
            ("text\n2\ntext", false, false),
            ("text\n2\n\ntext", true, false),
            ("text\n\n2\ntext", true, false),
            ("text\n\n2\n\ntext", true, true),
            ("text\n\n2", true, true),
            ("text\n\n2\n\u{c}text", true, true),
            ("text\n\u{c}2\n\ntext", true, true),
            ("text\n\u{c}2\ntext", true, false),
        ];
        for (text, one, both) in cases {
            let lines = lines(text);
            let index = lines.iter().position(|line| line.span.slice(text) == "2").unwrap();
            assert_eq!((apart(&lines, index, false), apart(&lines, index, true)), (one, both), "{text:?}");
        }
    }

    #[test]
    fn a_sequence_counts_the_pages() {
        let run = |found: &[(usize, u32)], bare, end| {
            let found: Vec<Candidate> = found.iter().map(|&(index, page)| Candidate { index, page }).collect();
            sequence(&found, bare, end)
        };
        assert_eq!(run(&[(5, 1), (6, 2)], false, None), [5, 6]);
        assert_eq!(run(&[(5, 3), (6, 4)], false, None), [5, 6]);
        assert_eq!(run(&[(5, 4), (6, 5)], false, None), [0; 0], "it begins too late");
        assert_eq!(run(&[(5, 1), (6, 3)], false, None), [0; 0], "a page is left out");
        assert_eq!(run(&[(20, 1), (40, 2), (60, 3)], true, None), [20, 40, 60]);
        assert_eq!(run(&[(20, 1), (40, 2)], true, Some(60)), [0; 0], "two bare numbers show nothing");
        assert_eq!(run(&[(20, 1), (40, 2)], true, Some(40)), [20, 40], "unless they close the text");
        assert_eq!(run(&[(20, 1), (22, 2), (40, 2), (55, 3)], true, None), [20, 40, 55], "a page has its length");
        assert_eq!(run(&[(20, 1), (40, 2), (44, 3)], true, Some(44)), [20, 40, 44], "the last page may be short");
        assert_eq!(run(&[(20, 1), (40, 2), (44, 3)], true, Some(90)), [0; 0]);
        assert_eq!(run(&[(2, 1), (20, 2), (40, 3), (60, 4)], true, None), [2, 20, 40, 60]);
        assert_eq!(
            run(&[(2, 2), (4, 1), (20, 2), (40, 3)], true, None),
            [4, 20, 40],
            "the first run that is long enough"
        );
    }

    #[test]
    fn bare_numbers_at_the_edges_of_pages() {
        let found = |text: &str| {
            let mut found = at_edges(text, &lines::split(text));
            found.sort_unstable();
            found
        };
        assert_eq!(found("one\n5\n\u{c}two\n6\n\u{c}three\n7"), [1, 4, 7]);
        assert_eq!(found("5\none\n\u{c}6\ntwo\n\u{c}7\nthree"), [0, 3, 6]);
        assert_eq!(found("one\n5\n\u{c}two\n9"), [0; 0], "they do not count the pages");
        assert_eq!(found("\u{c}one\n1\n\u{c}two\n2"), [2, 5], "a page break before the text begins no page");
        assert_eq!(found("2\nand 9\n\u{c}4\n2\n\u{c}6\n3"), [4, 7], "on a tie those that count from the first page");
    }
}
