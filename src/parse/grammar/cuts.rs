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
use super::body::is_heading;
use crate::language::Language;

/// Mends what was cut. `formula` says that the first block is an enacting formula.
pub(super) fn mend(source: &str, blocks: Vec<Block>, formula: bool, language: &Language) -> Vec<Block> {
    let blocks = part_lines(source, blocks, formula, language);
    let mut mended: Vec<Block> = Vec::new();
    // The number of the last paragraph, 0 before the first.
    let mut number = 0;
    for (index, block) in blocks.iter().enumerate() {
        let next = blocks.get(index + 1..).unwrap_or_default();
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
                if is_formula_line(&block.text(source), language) {
                    number = 0;
                }
                mended.push(block.clone());
            }
        }
    }
    mended
}

/// Whether `block` is the rest of the paragraph `before`. `number` is that of the last paragraph, 0 in a part whose
/// paragraphs bear none so far; `next` is what follows.
fn continues(source: &str, before: &Block, block: &Block, next: &[Block], number: u32, language: &Language) -> bool {
    if !block.is_plain() || block.settled || before.heading.is_some() || is_section_number(source, before, language) {
        return false;
    }
    let text = block.text(source);
    if is_formula_line(&text, language) || is_formula_line(&before.text(source), language) {
        return false;
    }
    if is_heading(source, block, Some(before), next, language) {
        return false;
    }
    match ending(&before.text(source), language) {
        // A short line without end, such as an item of a list of names, is not cut; a cut line runs to the margin.
        Ending::Open => before.text(source).chars().count() > SHORTEST_CUT,
        // After a page end a preambular paragraph that opens with no phrase is the rest of the one before; so is, where
        // paragraphs open with a capital, one that does not.
        Ending::Comma => {
            let phrase = language.opening_phrase(&block.folded(source, language)).is_some();
            let small = language.latin() && text.chars().next().is_some_and(char::is_lowercase);
            number > 0 || (!phrase && (block.after_page_end || small))
        }
        Ending::Segment => {
            let follows = next.iter().find_map(Block::paragraph_number);
            let closes = matches!(ending(&text, language), Ending::Segment | Ending::Sentence);
            before.paragraph_number().is_some() && closes && follows.is_some_and(|n| n == number + 1)
        }
        Ending::Colon | Ending::Sentence => false,
    }
}

/// A line shorter than this, in characters, was not cut at the end of a page.
const SHORTEST_CUT: usize = 12;

/// Whether a block is the heading of a numbered section, which never ends like a sentence.
fn is_section_number(source: &str, block: &Block, language: &Language) -> bool {
    matches!(block.number_kind(), Some(NumberKind::Numeral | NumberKind::Roman | NumberKind::Capital))
        && ending(&block.text(source), language) == Ending::Open
}

/// Lines that follow each other at once are one paragraph where the first stops in the middle of a sentence, and
/// paragraphs of their own elsewhere.
fn part_lines(source: &str, blocks: Vec<Block>, formula: bool, language: &Language) -> Vec<Block> {
    let mut parted: Vec<Block> = Vec::new();
    let mut numbered = false;
    for block in blocks {
        numbered |= block.paragraph_number().is_some();
        // Lines that are known to be one run of text stay together.
        if block.segments.iter().skip(1).all(|s| s.separator == Separator::None) {
            parted.push(block);
            continue;
        }
        let mut first = true;
        let mut open = false;
        for segment in &block.segments {
            let segment = Segment { separator: Separator::None, ..*segment };
            match parted.last_mut() {
                Some(last) if open => last.segments.push(segment),
                _ => {
                    let mut piece = if first { block.clone() } else { plain_after(&block) };
                    piece.segments = vec![segment];
                    parted.push(piece);
                }
            }
            let end = ending(segment.span.slice(source), language);
            open = end == Ending::Open || (end == Ending::Comma && (numbered || !formula));
            first = false;
        }
    }
    parted
}

/// An unmarked block that follows the lines of `block` at once.
fn plain_after(block: &Block) -> Block {
    Block { heading: None, number: None, bullet: false, gap: 0, syntax: Vec::new(), ..block.clone() }
}
