//! Blocks in, blocks out, the severed ones whole again.
//!
//! A page end cuts a paragraph in the middle of a sentence (`滥用互联网及其他信息和通信技` … `术，包括`); text taken from a
//! PDF may be cut anywhere, with no sign but a blank line. Three signs say that an unmarked block continues the one
//! before: that one stops in the middle of a sentence; or after a comma, where paragraphs are numbered; or after a
//! semicolon, where paragraphs are numbered, the next number follows on, and the block itself ends a paragraph: had it
//! been a paragraph of its own, it would bear a number.
//!
//! Not here: what a block means.

use super::super::blocks::{Block, Segment, Separator};
use super::super::normalize::{Ending, ending};
use super::super::number::NumberKind;
use super::super::wrap::is_formula_line;
use super::body::{divides, is_heading, is_short_line, titles_division};
use crate::language::Language;

/// Mends what was cut. `formula` says that the first block is an enacting formula.
pub(super) fn mend(source: &str, blocks: Vec<Block>, formula: bool, language: &Language) -> Vec<Block> {
    let blocks = part_lines(source, blocks, formula, language);
    let mut mended: Vec<Block> = Vec::new();
    // The number of the last paragraph, 0 before the first.
    let mut number = 0;
    let due = due_numbers(&blocks);
    for (index, (block, due)) in blocks.iter().zip(due).enumerate() {
        let next = Next { block: blocks.get(index + 1), number: due };
        // The line under the number of a section is its heading, and no paragraph goes on with it.
        let headed = mended.iter().rev().nth(1).is_some_and(|b| b.segments.is_empty());
        let joins = mended.len() > usize::from(formula)
            && !headed
            && mended.last().is_some_and(|before| continues(source, before, block, next, number, language));
        match mended.last_mut() {
            Some(before) if joins => {
                before.segments.extend(block.segments.iter().map(|s| Segment { separator: Separator::None, ..*s }));
            }
            _ => {
                number = block.paragraph_number().unwrap_or(number);
                // A part or a draft with a speaker of its own has a preamble of its own.
                if number != 0 && is_formula(source, block, language) {
                    number = 0;
                }
                mended.push(block.clone());
            }
        }
    }
    mended
}

/// What follows a block.
#[derive(Clone, Copy)]
struct Next<'b> {
    block: Option<&'b Block>,
    /// The number of the next paragraph that bears one.
    number: Option<u32>,
}

/// For each block, the number of the next paragraph that bears one.
fn due_numbers(blocks: &[Block]) -> Vec<Option<u32>> {
    let mut due = vec![None; blocks.len()];
    let mut next = None;
    for (slot, block) in due.iter_mut().zip(blocks).rev() {
        *slot = next;
        next = block.paragraph_number().or(next);
    }
    due
}

/// Whether `block` is the rest of the paragraph `before`. `number` is that of the last paragraph, 0 in a part whose
/// paragraphs bear none so far; `next` is what follows.
fn continues(source: &str, before: &Block, block: &Block, next: Next<'_>, number: u32, language: &Language) -> bool {
    if !block.is_plain() || block.settled || before.heading.is_some() || is_section_number(source, before, language) {
        return false;
    }
    let end = before.ending(source, language);
    // What is at its end is not cut; most blocks are.
    if matches!(end, Ending::Colon | Ending::Sentence) {
        return false;
    }
    if is_formula(source, block, language)
        || is_formula(source, before, language)
        || names_organ_above(source, before, block, language)
        || divides(before, source, language)
        || titles_division(before, source, language)
        || is_heading(source, block, Some(before), next.block, language)
    {
        return false;
    }
    // The targets of a goal have no end.
    if before.number_kind() == Some(NumberKind::Decimal) && block.gap > 0 && !block.after_page_end {
        return false;
    }
    // No sentence goes on with a capital opening phrase.
    let capital = language.latin() && block.gap > 0 && !block.after_page_end;
    if capital
        && block.text(source).starts_with(char::is_uppercase)
        && before.opening_phrase(source, language).is_some()
        && block.opening_phrase(source, language).is_some()
    {
        return false;
    }
    // Who speaks says more, and introduces a list: We are convinced that:.
    let apart = block.gap > 0 && !block.after_page_end && block.ending(source, language) == Ending::Colon;
    if apart && opens_with_we(&block.text(source), language) {
        return false;
    }
    match end {
        // A short line without end, such as an item of a list of names, is not cut; a cut line runs to the margin.
        Ending::Open => before.is_longer(source, SHORTEST_CUT) && !stands_alone(source, before, block, language),
        // After a page end a preambular paragraph that opens with no phrase is the rest of the one before; so is, where
        // paragraphs open with a capital, one that does not.
        Ending::Comma => {
            let phrase = block.opening_phrase(source, language).is_some();
            let small = language.latin() && block.text(source).starts_with(char::is_lowercase);
            number > 0 || (!phrase && (block.after_page_end || small))
        }
        Ending::Segment => {
            let closes = matches!(block.ending(source, language), Ending::Segment | Ending::Sentence);
            before.paragraph_number().is_some() && closes && next.number.is_some_and(|n| n == number + 1)
        }
        Ending::Colon | Ending::Sentence => false,
    }
}

/// Whether `before` is a short line by itself, a heading or an item of a list of names, numbered or not, and `block`
/// begins anew behind a blank line.
fn stands_alone(source: &str, before: &Block, block: &Block, language: &Language) -> bool {
    let small = || block.segments.first().is_some_and(|line| line.span.slice(source).starts_with(char::is_lowercase));
    let line = || {
        let counts = matches!(before.number_kind(), None | Some(NumberKind::Arabic | NumberKind::Resolution));
        counts && before.heading.is_none() && !before.bullet && is_short_line(source, before, language)
    };
    block.gap > 0 && !block.after_page_end && line() && !small()
}

/// Whether `before` names an organ and no more, and `block` opens with what it says: L’Assemblée générale / Proclame.
fn names_organ_above(source: &str, before: &Block, block: &Block, language: &Language) -> bool {
    before.is_plain()
        && block.gap > 0
        && !before.is_longer(source, LONGEST_FORMULA)
        && language.organ(&before.text(source)).is_some()
        && block.opening_phrase(source, language).is_some()
}

/// Whether a text opens with the word by which its speakers name themselves: We.
fn opens_with_we(text: &str, language: &Language) -> bool {
    let ends = |rest: &str| language.unspaced || !rest.starts_with(char::is_alphabetic);
    language.speakers_we.iter().any(|we| text.strip_prefix(we).is_some_and(ends))
}

/// Most characters of an enacting formula, as printed: a longer paragraph is none, and is not folded to see that.
const LONGEST_FORMULA: usize = 1000;

/// Whether a block is an enacting formula and no more.
fn is_formula(source: &str, block: &Block, language: &Language) -> bool {
    block.ending(source, language) == Ending::Comma
        && !block.is_longer(source, LONGEST_FORMULA)
        && is_formula_line(&block.text(source), language)
}

/// A line shorter than this, in characters, was not cut at the end of a page.
const SHORTEST_CUT: usize = 12;

/// Whether a block is the heading of a numbered section, which never ends like a sentence.
fn is_section_number(source: &str, block: &Block, language: &Language) -> bool {
    block.is_section() && block.ending(source, language) == Ending::Open
}

/// Lines that follow each other at once are one paragraph where the first stops in the middle of a sentence, and
/// paragraphs of their own elsewhere. In a preamble whose paragraphs blank lines part, a line goes on behind a comma unless
/// it opens as a paragraph does.
fn part_lines(source: &str, blocks: Vec<Block>, formula: bool, language: &Language) -> Vec<Block> {
    let mut parted: Vec<Block> = Vec::new();
    let mut numbered = false;
    let apart = || blocks.iter().filter(|b| b.gap > 0 && b.opening_phrase(source, language).is_some()).count();
    let apart = formula && blocks.iter().any(|b| b.segments.len() > 1) && apart() >= FEWEST_APART;
    let opens = |line: &str| {
        line.starts_with(char::is_uppercase) || language.opening_class(line, || language.key(line)).is_some()
    };
    for block in blocks {
        numbered |= block.paragraph_number().is_some();
        // Lines that are known to be one run of text stay together.
        if block.segments.iter().skip(1).all(|s| s.separator == Separator::None) {
            parted.push(block);
            continue;
        }
        let mut first = true;
        let mut open = Ending::Sentence;
        for segment in &block.segments {
            let segment = Segment { separator: Separator::None, ..*segment };
            let goes_on = match open {
                Ending::Open => true,
                Ending::Comma => numbered || !formula || apart && !opens(segment.span.slice(source)),
                Ending::Segment | Ending::Colon | Ending::Sentence => false,
            };
            match parted.last_mut() {
                Some(last) if !first && goes_on => last.segments.push(segment),
                _ => {
                    let mut piece = if first { block.clone() } else { plain_after(&block) };
                    piece.segments = vec![segment];
                    parted.push(piece);
                }
            }
            open = ending(segment.span.slice(source), language);
            first = false;
        }
    }
    parted
}

/// Fewest paragraphs of a preamble behind blank lines that show that blank lines part them.
const FEWEST_APART: usize = 2;

/// An unmarked block that follows the lines of `block` at once.
fn plain_after(block: &Block) -> Block {
    Block { heading: None, number: None, bullet: false, gap: 0, settled: false, ..block.clone() }
}

#[cfg(test)]
mod tests {
    use super::super::super::{blocks, lines};
    use super::*;
    use crate::language::EN;

    fn blocks_in(text: &str) -> Vec<Block> {
        blocks::scan(text, &lines::split(text), &EN).blocks
    }

    #[test]
    fn no_sentence_goes_on_with_a_capital_opening_phrase() {
        let goes_on = |before: &str, block: &str, gap, after_page_end| {
            let text = format!("{before}\n\n{block}");
            let blocks = blocks_in(&text);
            let second = Block { gap, after_page_end, ..blocks[1].clone() };
            continues(&text, &blocks[0], &second, Next { block: None, number: None }, 0, &EN)
        };
        let before = "Recalling the Charter of the";
        assert!(!goes_on(before, "Reaffirming the Plan", 1, false));
        assert!(goes_on(before, "Reaffirming the Plan", 0, false), "at once");
        assert!(goes_on(before, "Reaffirming the Plan", 1, true), "on the next page");
        assert!(goes_on(before, "reaffirming the Plan", 1, false));
        assert!(goes_on(before, "United Nations", 1, false));
        assert!(goes_on("the Charter of the", "Reaffirming the Plan", 1, false));
        assert!(!goes_on("The Charter of the", "Reaffirming the Plan", 1, false), "a short line by itself");
    }

    #[test]
    fn what_stands_under_the_heading_of_a_section_begins_anew() {
        let heading = |text: &str| is_section_number(text, &blocks_in(text)[0], &EN);
        assert!(heading("II. Law of the sea") && heading("B. Law of the sea"));
        assert!(!heading("II. The Committee met.") && !heading("2. Law of the sea") && !heading("Law of the sea"));
    }

    #[test]
    fn a_formula_ends_with_a_comma() {
        let formula = |text: &str| is_formula(text, &blocks_in(text)[0], &EN);
        assert!(formula("The General Assembly,"));
        assert!(!formula("The General Assembly") && !formula("The law of the sea,"));
        assert!(!formula(&format!("The General Assembly,{}\u{a0},", " \u{a0}".repeat(LONGEST_FORMULA))));
    }

    #[test]
    fn lines_after_a_comma_are_one_paragraph_where_paragraphs_are_numbered_or_nobody_speaks() {
        let parts = |text: &str, formula| {
            let mut block = blocks_in(text).remove(0);
            let line = |line: &lines::Line| Segment { span: line.span, separator: Separator::Line };
            let first = block.segments[0].span;
            block.segments = lines::split(text).iter().map(line).collect();
            block.segments[0].span = first;
            part_lines(text, vec![block], formula, &EN).len()
        };
        let text = "Recalling the Charter,\nthe Plan of Action";
        assert_eq!((parts(text, true), parts(text, false)), (2, 1));
        let numbered = format!("1. {text}");
        assert_eq!((parts(&numbered, true), parts(&numbered, false)), (1, 1));
        assert_eq!((parts("Recalling the\nCharter", true), parts("It met;\nit met", false)), (1, 2));
    }
}
