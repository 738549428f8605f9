//! A text to look for names, dates and citations in, by code points.
//!
//! Marks over a passage count code points, while dates and phrases are matched on bytes: a [`Reader`] holds both.

use crate::language::Language;

/// A text by code points.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Its characters as the word lists of the language have them, one for one.
    pub(super) chars: Vec<char>,
    /// Byte offset of each code point, and of the end.
    bytes: Vec<usize>,
    pub(super) language: &'static Language,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, language: &'static Language) -> Self {
        let mut chars = Vec::with_capacity(text.len() / 3);
        let mut bytes = Vec::with_capacity(text.len() / 3);
        for (at, c) in text.char_indices() {
            chars.push(language.letter(c));
            bytes.push(at);
        }
        bytes.push(text.len());
        Reader { text, chars, bytes, language }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// The character before `index`.
    pub(super) fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|i| self.at(i))
    }

    /// The text from code point `from` to `to`.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        match (self.bytes.get(from), self.bytes.get(to)) {
            (Some(&a), Some(&b)) => self.text.get(a..b).unwrap_or(""),
            _ => "",
        }
    }

    /// The text from code point `from` on.
    pub(super) fn rest(&self, from: usize) -> &'a str {
        self.bytes.get(from).and_then(|&b| self.text.get(b..)).unwrap_or("")
    }

    /// Code point index of a byte offset that is `bytes` after `from`.
    pub(super) fn advance(&self, from: usize, bytes: usize) -> usize {
        let target = self.bytes.get(from).map_or(usize::MAX, |b| b + bytes);
        self.bytes.partition_point(|&b| b < target)
    }

    /// The first index at or after `from` that is not a space.
    pub(super) fn spaces(&self, from: usize) -> usize {
        let mut at = from;
        while self.at(at) == Some(' ') {
            at += 1;
        }
        at
    }

    /// The index after the last character before `from` that is not a space.
    pub(super) fn spaces_back(&self, from: usize) -> usize {
        let mut at = from;
        while at > 0 && self.before(at) == Some(' ') {
            at -= 1;
        }
        at
    }

    /// The index after `word`, if it stands at `from`.
    pub(super) fn word(&self, from: usize, word: &str) -> Option<usize> {
        let mut at = from;
        for c in word.chars() {
            if self.at(at) != Some(c) {
                return None;
            }
            at += 1;
        }
        (at > from).then_some(at)
    }

    /// The index after the longest of `words` that stands at `from`.
    pub(super) fn any(&self, from: usize, words: &[&str]) -> Option<usize> {
        words.iter().filter_map(|w| self.word(from, w)).max()
    }

    /// The index at which `word` begins, if it ends at `to`.
    pub(super) fn word_back(&self, to: usize, word: &str) -> Option<usize> {
        let start = to.checked_sub(word.chars().count())?;
        self.word(start, word).filter(|&end| end == to).map(|_| start)
    }

    /// A run of decimal digits at `from`: the index after it and its value.
    pub(super) fn digits(&self, from: usize) -> Option<(usize, u32)> {
        let mut at = from;
        let mut value = 0_u32;
        while let Some(digit) = self.at(at).and_then(|c| c.to_digit(10)) {
            value = value.checked_mul(10)?.checked_add(digit)?;
            at += 1;
        }
        (at > from).then_some((at, value))
    }

    /// A number in digits or in the numerals of the language: the index after it and its value.
    pub(super) fn ordinal(&self, from: usize) -> Option<(usize, u32)> {
        if let Some(found) = self.digits(from) {
            return Some(found);
        }
        let mut at = from;
        while self.at(at).is_some_and(|c| self.language.numerals.iter().any(|n| n.0 == c)) {
            at += 1;
        }
        self.language.numeral_value(self.slice(from, at)).map(|value| (at, value))
    }
}
