//! Blocks in, what their numbers count out: paragraphs, headings, or the items of a list.
//!
//! A number alone does not say what it counts: `1.` opens a paragraph, heads a part of a report or lists names, and (a)
//! heads a part too. The numbers round it say it, and whether what stands above is complete.
//!
//! Not here: numbers of sections, which say so themselves.

use super::super::blocks::Block;
use super::super::normalize::Ending;
use super::super::number::NumberKind;
use super::body::{LONGEST_HEADING, is_short_line, subparagraph_kind};
use crate::language::Language;

/// What the numbers of a part count. Places of blocks, in order.
pub(super) struct Series {
    /// Items of a list of names.
    listed: Vec<usize>,
    headings: Vec<usize>,
    /// Items that bear the numbers of paragraphs, under an item or a section that introduces them.
    nested: Vec<usize>,
    /// What an item quotes, where its list goes on behind it.
    quoted: Vec<usize>,
}

impl Series {
    pub(super) fn of(source: &str, blocks: &[Block], language: &Language) -> Self {
        let mut headings = numbered_headings(source, blocks, language);
        headings.extend(lettered_headings(source, blocks, &headings, language));
        headings.sort_unstable();
        let listed = list_run(source, blocks, language);
        let nested = nested_items(source, blocks, language);
        Series { listed, headings, nested, quoted: quotations(source, blocks, language) }
    }

    /// Whether a block heads what follows.
    pub(super) fn heads(&self, index: usize) -> bool {
        self.headings.binary_search(&index).is_ok()
    }

    /// Whether a block is an item of a list of names.
    pub(super) fn is_listed(&self, index: usize) -> bool {
        self.listed.binary_search(&index).is_ok()
    }

    /// Whether a block is what the item above it quotes.
    pub(super) fn is_quoted(&self, index: usize) -> bool {
        self.quoted.binary_search(&index).is_ok()
    }

    /// The look of the number of an item; none for a paragraph.
    pub(super) fn item_kind(&self, index: usize, block: &Block) -> Option<NumberKind> {
        let nested = self.nested.binary_search(&index).is_ok();
        if nested { Some(NumberKind::Arabic) } else { subparagraph_kind(block) }
    }
}

/// Blocks that are items of a list of names: a run of two or more numbered lines none of which ends like a paragraph,
/// where nothing else is numbered and no sentence stands between them; or numbers that a tool parted from all their
/// paragraphs, which keep their names so. In order.
fn list_run(source: &str, blocks: &[Block], language: &Language) -> Vec<usize> {
    let numbered: Vec<usize> =
        blocks.iter().enumerate().filter(|(_, b)| b.paragraph_number().is_some()).map(|(i, _)| i).collect();
    let bare = |&i: &usize| blocks.get(i).is_some_and(|b| b.ending(source, language) == Ending::Open);
    let (Some(first), Some(last)) = (numbered.first(), numbered.last()) else { return numbered };
    let between = blocks.get(*first..*last).unwrap_or_default();
    let named = between.iter().any(|b| b.paragraph_number().is_some() && !b.segments.is_empty());
    let sentence = named && between.iter().any(|b| b.ending(source, language) == Ending::Sentence);
    if numbered.len() > 1 && numbered.iter().all(bare) && !sentence { numbered } else { Vec::new() }
}

/// The blocks that head what follows with a number of their own, while paragraphs count through: 1. Regional activities,
/// under A. Africa, between paragraphs 3 and 4. Such a line has no end, its number is 1 or follows that of the heading
/// before, and the next number is the one that is due among the paragraphs.
fn numbered_headings(source: &str, blocks: &[Block], language: &Language) -> Vec<usize> {
    let mut headings = Vec::new();
    let (mut paragraph, mut heading) = (0, 0);
    let numbered = |from: usize| blocks.iter().skip(from).find_map(Block::paragraph_number);
    for (index, block) in blocks.iter().enumerate() {
        let Some(number) = block.paragraph_number() else {
            // Under another section they count anew.
            let section = block.number_kind().is_some() && subparagraph_kind(block).is_none();
            heading = if section { 0 } else { heading };
            continue;
        };
        // A list counts from 1 too, under what introduces it.
        let above = index.checked_sub(1).and_then(|above| blocks.get(above));
        let listed = above.is_some_and(|above| above.ending(source, language) == Ending::Colon);
        let counts = !listed && (number == 1 || number == heading + 1);
        let due = paragraph + 1;
        let next = numbered(index + 1);
        let heads = counts && next == Some(due) && (number != due || next == Some(number));
        if heads && block.ending(source, language) == Ending::Open && !block.is_longer(source, LONGEST_HEADING) {
            headings.push(index);
            heading = number;
        } else {
            paragraph = number;
        }
    }
    headings
}

/// The blocks that head what follows with a letter: (a) National courts, over paragraph 12, whose numbers count through.
/// Such a line has no end, stands under a heading or a paragraph that is complete, and over the number that is due.
/// `numbered` are the headings that bear a number.
fn lettered_headings(source: &str, blocks: &[Block], numbered: &[usize], language: &Language) -> Vec<usize> {
    let mut paragraph = 0;
    let mut headings = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if numbered.binary_search(&index).is_err() {
            paragraph = block.paragraph_number().unwrap_or(paragraph);
        }
        if block.number_kind() != Some(NumberKind::Letter) || !is_short_line(source, block, language) {
            continue;
        }
        let above = index.checked_sub(1).and_then(|above| blocks.get(above));
        let complete = above.is_some_and(|above| {
            let end = above.ending(source, language);
            above.heading.is_some()
                || end == Ending::Sentence
                || end == Ending::Open && subparagraph_kind(above).is_none()
        });
        let next = blocks.get(index + 1).and_then(Block::paragraph_number);
        if complete && block.gap > 0 && next == Some(paragraph + 1) {
            headings.push(index);
        }
    }
    headings
}

/// The blocks with the numbers of paragraphs that are items of what introduces them with a colon: of a point, or of a
/// paragraph with the number of a section. They count from 1, and the paragraphs before and behind them do not go on with
/// them.
fn nested_items(source: &str, blocks: &[Block], language: &Language) -> Vec<usize> {
    let mut nested = Vec::new();
    let mut paragraph = 0;
    let mut index = 0;
    while let Some(block) = blocks.get(index) {
        let above = index.checked_sub(1).and_then(|above| blocks.get(above));
        let introduces = |above: &Block| {
            (above.is_section() || above.number.is_some() && subparagraph_kind(above).is_some())
                && above.ending(source, language) == Ending::Colon
        };
        if block.paragraph_number() == Some(1) && above.is_some_and(introduces) {
            let kind = above.and_then(Block::number_kind);
            let (run, count) = run(blocks, index, kind);
            let mut behind = blocks.get(index..).unwrap_or_default().iter().filter_map(Block::paragraph_number);
            let behind = behind.nth(run.len());
            if behind.is_none_or(|behind| behind == paragraph + 1 || behind != count + 1) {
                index = run.last().map_or(index, |last| *last);
                nested.extend(run);
                index += 1;
                continue;
            }
        }
        paragraph = block.paragraph_number().unwrap_or(paragraph);
        index += 1;
    }
    nested
}

/// The blocks that count on from `first`, which bears a 1, and the last number: up to one that is no item, or an item of
/// the look that introduces them.
fn run(blocks: &[Block], first: usize, kind: Option<NumberKind>) -> (Vec<usize>, u32) {
    let (mut run, mut count) = (Vec::new(), 0);
    for (index, block) in blocks.iter().enumerate().skip(first) {
        match block.paragraph_number() {
            Some(number) if number == count + 1 => {
                run.push(index);
                count = number;
            }
            None if subparagraph_kind(block).is_some() && block.number_kind() != kind => {}
            _ => break,
        }
    }
    (run, count)
}

/// Whether a block without a number opens with a quotation mark.
pub(super) fn opens_quotation(source: &str, block: &Block, language: &Language) -> bool {
    let text = block.segments.first().map_or("", |line| line.span.slice(source));
    block.is_plain() && text.starts_with(|c| language.opens_quotation(c))
}

/// The blocks in quotation marks that an item introduces with a colon, where the next item of its list follows them.
fn quotations(source: &str, blocks: &[Block], language: &Language) -> Vec<usize> {
    let mut quoted = Vec::new();
    let opens = |block: &Block| opens_quotation(source, block, language);
    let follows = |before: &Block, block: &Block| {
        let next = before.number.as_ref().zip(block.number.as_ref());
        next.is_some_and(|(a, b)| a.head.kind == b.head.kind && b.head.value == a.head.value + 1)
    };
    for (index, item) in blocks.iter().enumerate() {
        let lists = item.number.is_some() && subparagraph_kind(item).is_some();
        if !lists || item.ending(source, language) != Ending::Colon {
            continue;
        }
        let run = blocks.iter().skip(index + 1).take_while(|block| opens(block)).count();
        if run > 0 && blocks.get(index + 1 + run).is_some_and(|next| follows(item, next)) {
            quoted.extend(index + 1..=index + run);
        }
    }
    quoted
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
    fn names_of_a_list_are_several_and_end_like_no_paragraph() {
        let run = |text: &str| list_run(text, &blocks_in(text), &EN);
        assert_eq!(run("The States:\n\n1. Netherlands\n\n2. Norway"), [1, 2]);
        assert_eq!(run("The States:\n\n1. Netherlands"), [0; 0]);
        assert_eq!(run("The States:\n\n1. Netherlands\n\n2. It met."), [0; 0]);
    }

    #[test]
    fn a_letter_heads_over_the_number_that_is_due() {
        let headings = |text: &str| lettered_headings(text, &blocks_in(text), &[], &EN);
        assert_eq!(headings("1. It met.\n\n(a) Courts\n\n2. They met.\n\n(b) Others\n\n3. They met."), [1, 3]);
        for text in [
            "1. It elected:\n\n(a) Norway\n\n2. They met.",
            "1. It met.\n\n(a) Courts\n\n4. They met.",
            "1. It met.\n\n(a) Courts met.\n\n2. They met.",
        ] {
            assert_eq!(headings(text), [0; 0], "{text}");
        }
    }

    #[test]
    fn numbers_under_a_point_are_its_items() {
        let nested = |text: &str| nested_items(text, &blocks_in(text), &EN);
        assert_eq!(nested("4. It asks:\n\n(a) To send:\n\n1. Tents;\n\n2. Food;\n\n(b) To report."), [2, 3]);
        assert_eq!(nested("I. It asks for:\n\n1. Tents;\n\n2. Food.\n\nII. It ends."), [1, 2]);
        assert_eq!(nested("I. It asks for:\n\n1. Tents;\n\n2. Food.\n\nII. It ends:\n\n3. At once."), [0; 0]);
        assert_eq!(nested("4. It asks:\n\n(a) To send:\n\n5. It ends."), [0; 0]);
    }

    #[test]
    fn what_an_item_quotes_is_its_own() {
        let quoted = |text: &str| quotations(text, &blocks_in(text), &EN);
        assert_eq!(quoted("1. It decides:\n\n(a) To say:\n\n“Rule 5.”\n\n(b) To end."), [2]);
        assert_eq!(quoted("1. It decides:\n\n(a) To say:\n\n“Rule 5.”\n\n2. To end."), [0; 0]);
        assert_eq!(quoted("1. It decides:\n\n(a) To say:\n\nRule 5.\n\n(b) To end."), [0; 0]);
    }
}
