//! A text to look for names, dates and citations in, by code points.
//!
//! Marks over a passage count code points, while dates and phrases are matched on bytes: a [`Reader`] holds both.

use super::openings::{self, Gate, List, Openings};
use crate::language::Language;

/// The plain form of a sign that texts print in several: apostrophe, hyphen, space.
pub(super) fn unified(c: char) -> char {
    // Asked of every character that differs from a word: the scripts of texts first.
    match c {
        '!'..='~' | '\u{3001}'..=char::MAX => c,
        '\u{2019}' | '\u{2bc}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// A sign in its plain form and in small letters.
pub(super) fn small(c: char) -> char {
    if c.is_ascii() {
        return if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() };
    }
    // Ideographs and Arabic letters have one size.
    if matches!(c, '\u{3400}'..='\u{9fff}' | '\u{600}'..='\u{6ff}') {
        return c;
    }
    unified(c).to_lowercase().next().unwrap_or(c)
}

fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// A text by code points.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Its characters as the word lists of the language have them, one for one.
    pub(super) chars: Vec<char>,
    /// The same in their [`small`] form.
    pub(super) small: Vec<char>,
    /// Byte offset of each code point, and of the end. No text has four gigabytes.
    bytes: Vec<u32>,
    /// Where words of the lists may begin; empty in a language that a caller supplied.
    gates: Vec<Gate>,
    openings: Option<&'static Openings>,
    pub(super) language: &'static Language,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, language: &'static Language) -> Self {
        let count = text.chars().count();
        let mut chars = Vec::with_capacity(count);
        let mut smalls = Vec::with_capacity(count);
        let mut bytes = Vec::with_capacity(count + 1);
        let letters = language.letters();
        for (at, c) in text.char_indices() {
            let letter = letters.letter(c);
            bytes.push(offset(at));
            chars.push(letter);
            smalls.push(small(letter));
        }
        bytes.push(offset(text.len()));
        let openings = openings::of(language);
        let gates = openings.map(|openings| openings.gates(&smalls)).unwrap_or_default();
        Reader { text, chars, small: smalls, bytes, gates, openings, language }
    }

    /// Whether a word of `list` may begin at `at`; always in a language that a caller supplied.
    pub(super) fn may_open(&self, at: usize, list: List) -> bool {
        let gate = self.gates.get(at).copied();
        gate.unwrap_or(if self.openings.is_some() { Gate::default() } else { Gate::OPEN }).admits(list)
    }

    /// Those of the words that open an action which may begin at `at`.
    pub(super) fn acts_at(&self, at: usize) -> &'static [&'static str] {
        let Some(&first) = self.small.get(at) else { return &[] };
        self.openings.map_or(self.language.directing.acts, |openings| openings.acts(first))
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
            (Some(&a), Some(&b)) => self.text.get(a as usize..b as usize).unwrap_or(""),
            _ => "",
        }
    }

    /// The text from code point `from` on.
    pub(super) fn rest(&self, from: usize) -> &'a str {
        self.bytes.get(from).and_then(|&b| self.text.get(b as usize..)).unwrap_or("")
    }

    /// Code point index of a byte offset that is `bytes` after `from`.
    pub(super) fn advance(&self, from: usize, bytes: usize) -> usize {
        let target = self.bytes.get(from).map_or(u32::MAX, |b| b.saturating_add(offset(bytes)));
        // What is read at one place is short: the search begins there.
        let near = self.bytes.get(from..(from + bytes + 1).min(self.bytes.len())).unwrap_or_default();
        from.min(self.bytes.len()) + near.partition_point(|&b| b < target)
    }

    /// The first index at or after `from` that is not a space.
    pub(super) fn spaces(&self, from: usize) -> usize {
        let mut at = from;
        while self.at(at).is_some_and(char::is_whitespace) {
            at += 1;
        }
        at
    }

    /// The index after the last character before `from` that is not a space.
    pub(super) fn spaces_back(&self, from: usize) -> usize {
        let mut at = from;
        while at > 0 && self.before(at).is_some_and(char::is_whitespace) {
            at -= 1;
        }
        at
    }

    /// The index after `word`, if it stands at `from`, whatever form its apostrophes, hyphens and spaces have.
    #[inline]
    pub(super) fn word(&self, from: usize, word: &str) -> Option<usize> {
        // Most words of a list begin otherwise, which is told without a call.
        let (first, printed) = (word.chars().next()?, self.at(from)?);
        let may_stand = printed == first || unified(printed) == unified(first);
        if may_stand { self.rest_of_word(from, word) } else { None }
    }

    /// The index after `words`, which are in small letters and may be none, if they stand at `from` in letters of any size.
    pub(super) fn words(&self, from: usize, words: &str) -> Option<usize> {
        if words.is_empty() { Some(from) } else { self.word_any_case(from, words) }
    }

    fn rest_of_word(&self, from: usize, word: &str) -> Option<usize> {
        let mut at = from;
        for c in word.chars() {
            // A scan sets 大 会 for 大会.
            if self.language.unspaced && c != ' ' {
                at = self.spaces(at);
            }
            let printed = self.at(at)?;
            if printed != c && unified(printed) != unified(c) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The index after `word`, which is in small letters, if it stands at `from` in letters of any size.
    #[inline]
    pub(super) fn word_any_case(&self, from: usize, word: &str) -> Option<usize> {
        let (first, printed) = (word.chars().next()?, *self.small.get(from)?);
        let may_stand = printed == first || printed == unified(first);
        if may_stand { self.rest_in_any_case(from, word) } else { None }
    }

    fn rest_in_any_case(&self, from: usize, word: &str) -> Option<usize> {
        let mut at = from;
        for c in word.chars() {
            let printed = *self.small.get(at)?;
            if printed != c && printed != unified(c) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// Whether `word`, in letters of any size, may begin at `from`, by its first character.
    pub(super) fn may_begin(&self, from: usize, word: &str) -> bool {
        word.chars().next().map(small) == self.small.get(from).copied()
    }

    /// Whether `word`, in letters of any size, may end at `to`, by its last character.
    pub(super) fn may_end(&self, to: usize, word: &str) -> bool {
        word.chars().next_back().map(small) == to.checked_sub(1).and_then(|last| self.small.get(last).copied())
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

    /// An ordinal in digits, in the numerals of the language, or in words: the index after it and its value.
    pub(super) fn ordinal(&self, from: usize) -> Option<(usize, u32)> {
        if let Some((end, value)) = self.digits(from) {
            return Some((self.any(end, self.language.citation.ordinal_suffixes).unwrap_or(end), value));
        }
        let mut at = from;
        while self.at(at).is_some_and(|c| self.language.numerals.iter().any(|n| n.0 == c)) {
            at += 1;
        }
        let numeral = self.language.numeral_value(self.slice(from, at)).map(|value| (at, value));
        numeral.or_else(|| self.ordinal_in_words(from))
    }

    /// The words of an ordinal add up: seventy-fifth, soixante-quinzième, الخامسة والسبعون.
    fn ordinal_in_words(&self, from: usize) -> Option<(usize, u32)> {
        let links = self.language.citation.ordinal_links;
        let (mut end, mut total) = self.ordinal_word(from)?;
        while let Some((stop, value)) =
            links.iter().find_map(|link| self.ordinal_word(self.word(end, link)?)).filter(|w| w.0 > end)
        {
            (end, total) = (stop, total + value);
        }
        Some((end, total))
    }

    /// One word of an ordinal, with the letters of its ending.
    fn ordinal_word(&self, from: usize) -> Option<(usize, u32)> {
        const LONGEST_ENDING: usize = 3;
        let stems = self.language.citation.ordinals.iter();
        let (stem, value) = stems.filter_map(|o| Some((self.word_any_case(from, o.0)?, o.1))).max()?;
        let mut end = stem;
        while self.at(end).is_some_and(char::is_alphabetic) {
            end += 1;
        }
        (end - stem <= LONGEST_ENDING).then_some((end, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{AR, EN, ES, FR, RU, ZH};

    #[test]
    fn ordinals_in_words_and_digits() {
        let cases = [
            (&EN, "Seventy-fifth Session", 75),
            (&EN, "10th meeting", 10),
            (&FR, "soixante-quinzième session", 75),
            (&FR, "trente et unième session", 31),
            (&FR, "quatre-vingt-dixième session", 90),
            (&ES, "septuagésimo quinto período", 75),
            (&ES, "decimotercer período", 13),
            (&RU, "семьдесят пятая сессия", 75),
            (&RU, "шестидесятой сессии", 60),
            (&AR, "الخامسة والسبعون", 75),
            (&AR, "الثانية عشرة", 12),
            (&ZH, "七十五届", 75),
        ];
        for (language, text, value) in cases {
            assert_eq!(Reader::new(text, language).ordinal(0).map(|o| o.1), Some(value), "{text}");
        }
    }

    #[test]
    fn the_ending_of_an_ordinal_is_short() {
        let ordinal = |text: &'static str, language| Reader::new(text, language).ordinal(0);
        assert_eq!(ordinal("fifth", &EN).map(|found| found.0), Some(5));
        assert_eq!(ordinal("seventhevery year", &EN).map(|found| found.1), None);
        assert_eq!(ordinal("восьмидесятой сессии", &RU).map(|found| found.1), Some(80));
    }

    #[test]
    fn words_stand_whatever_form_their_marks_have() {
        let word = |text: &'static str, word, language| Reader::new(text, language).word(0, word);
        assert_eq!(word("l’homme", "l'homme", &FR), Some(7));
        assert_eq!(word("l'homme", "l’homme", &FR), Some(7));
        assert_eq!(word("Secretary‑General", "Secretary-General", &EN), Some(17));
        assert_eq!(word("Human\u{a0}Rights", "Human Rights", &EN), Some(12));
        assert_eq!(word("human rights", "Human Rights", &EN), None);
        assert_eq!(word("Human  Rights", "Human Rights", &EN), None, "two spaces");
        assert_eq!(word("Secretary- General", "Secretary-General", &EN), None, "a space");
        assert_eq!(word("大 会", "大会", &ZH), Some(3));
        assert_eq!(word("大议", "大会", &ZH), None);
        let any = |text: &'static str, word| Reader::new(text, &FR).word_any_case(0, word);
        assert_eq!(any("L’Homme", "l’homme"), Some(7));
        assert_eq!((any("L’Homme", "l’hommes"), any("Homme", "femme"), any("hommage", "homme")), (None, None, None));
    }

    #[test]
    fn places_are_counted_in_characters() {
        let reader = Reader::new("été  à Genève ", &FR);
        assert_eq!((reader.spaces(3), reader.spaces(5), reader.spaces_back(5), reader.spaces_back(3)), (5, 5, 3, 3));
        assert_eq!((reader.spaces_back(0), reader.spaces(13)), (0, 14));
        assert_eq!(reader.advance(0, "été".len()), 3);
        assert_eq!(reader.advance(7, "Genève".len()), 13);
        assert_eq!(reader.rest(7), "Genève ");
        assert_eq!(Reader::new("  a", &FR).spaces_back(2), 0);
    }
}
