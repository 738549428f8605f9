//! How numbers go on counting, line after line: the last of each look, and whether the next one follows it.
//!
//! Not here: what a number looks like (see `number`), and what it numbers.

use super::blocks::{Block, BlockNumber};
use super::number::{NumberKind, decimal_follows};
use crate::language::look_alike;
use crate::source::Span;
use std::collections::HashMap;

/// The last number of each look.
#[derive(Debug, Default)]
pub(super) struct Counts(HashMap<NumberKind, u32>);

impl Counts {
    /// Whether a number goes on counting, or begins anew. `i)` is the first of its look and a letter too.
    fn is_due(&self, source: &str, number: &BlockNumber) -> bool {
        let roman = matches!(number.head.canonical.as_str(), "i" | "v" | "x");
        let value = self.value(source, number);
        if number.head.kind == NumberKind::Decimal {
            return decimal_follows(value, self.0.get(&NumberKind::Decimal).copied());
        }
        value == 1 || value == self.next(number.head.kind) || roman
    }

    /// Whether a block may begin a paragraph by its number. A document has one number of its own: a second one is cited. A
    /// dash in the middle of a sentence is none of a list.
    pub(super) fn admits(&self, source: &str, block: &Block, titled: bool) -> bool {
        match &block.number {
            Some(number) if number.head.kind == NumberKind::Resolution => !titled,
            Some(number) => self.is_due(source, number),
            None => !block.bullet,
        }
    }

    /// Takes a decimal that does not go on counting for the first word of its line: 2.5 Hectares.
    pub(super) fn settle(&self, block: &mut Block) {
        let before = self.0.get(&NumberKind::Decimal).copied();
        let found = block
            .number
            .take_if(|number| number.head.kind == NumberKind::Decimal && !decimal_follows(number.head.value, before));
        if let (Some(number), Some(first)) = (found, block.segments.first_mut()) {
            first.span = Span::new(number.span.start(), first.span.end());
        }
    }

    pub(super) fn take(&mut self, source: &str, number: &BlockNumber) {
        self.0.insert(number.head.kind, self.value(source, number));
        // `(i)` looks like a letter, and `(ii)` follows it.
        let roman = match number.head.canonical.as_str() {
            "i" => 1,
            "v" => 5,
            "x" => 10,
            _ => return,
        };
        if roman == 1 || roman == self.next(NumberKind::BracketedRoman) {
            self.0.insert(NumberKind::BracketedRoman, roman);
        }
    }

    fn next(&self, kind: NumberKind) -> u32 {
        self.0.get(&kind).map_or(1, |last| last + 1)
    }

    /// The value of a number; a Cyrillic letter stands for the Latin one that it looks like where that is due: d), е), f).
    fn value(&self, source: &str, number: &BlockNumber) -> u32 {
        let letter =
            number.span.slice(source).chars().find_map(look_alike).filter(|_| number.head.kind == NumberKind::Letter);
        let latin = letter.and_then(|letter| letter.to_digit(36)).map(|place| place - 9);
        latin.filter(|value| *value == self.next(NumberKind::Letter)).unwrap_or(number.head.value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, lines};
    use super::*;
    use crate::language::EN;

    fn blocks_of(text: &str) -> Vec<Block> {
        lines::split(text).iter().map(|line| blocks::block(text, line.span, &EN).0).collect()
    }

    #[test]
    fn a_decimal_that_does_not_count_on_is_a_word() {
        let text = "1.1 Goals\n\n1.2 Means\n\n1.4 Ends";
        let found = blocks::scan(text, &lines::split(text), &EN).blocks;
        let numbered: Vec<bool> = found.iter().map(|block| block.number.is_some()).collect();
        assert_eq!((numbered.as_slice(), found[2].text(text).as_ref()), (&[true, true, false][..], "1.4 Ends"));
    }

    #[test]
    fn numbers_that_are_due() {
        let text = "1. a\n2. b\n4. c\n70/1. d\n- e\nf\n(i) g\n(ii) h\n(v) i\n(iv) j";
        let blocks = blocks_of(text);
        let mut counts = Counts::default();
        let admits = |counts: &Counts, index: usize, titled| counts.admits(text, &blocks[index], titled);
        assert!(admits(&counts, 0, false) && !admits(&counts, 1, false));
        let take = |counts: &mut Counts, index: usize| {
            if let Some(number) = &blocks[index].number {
                counts.take(text, number);
            }
        };
        take(&mut counts, 0);
        assert!(admits(&counts, 1, false) && !admits(&counts, 2, false) && admits(&counts, 0, false));
        assert!(admits(&counts, 3, false) && !admits(&counts, 3, true), "a second number of a resolution is cited");
        assert!(!admits(&counts, 4, false) && admits(&counts, 5, false));
        take(&mut counts, 8);
        assert_eq!(counts.next(NumberKind::BracketedRoman), 1, "v after no roman number");
        take(&mut counts, 6);
        assert_eq!(counts.next(NumberKind::BracketedRoman), 2);
        take(&mut counts, 7);
        take(&mut counts, 9);
        take(&mut counts, 8);
        assert_eq!(counts.next(NumberKind::BracketedRoman), 6);
    }
}
