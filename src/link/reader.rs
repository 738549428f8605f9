//! A text to look for names, dates and citations in, by code points.
//!
//! Marks over a passage count code points, while dates and phrases are matched on bytes: a [`Reader`] holds both.

use super::openings::{self, Gate, List, Openings};
use crate::language::Language;

/// The plain form of a sign that texts print in several: apostrophe, hyphen, space.
#[inline]
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
#[inline]
pub(super) fn small(c: char) -> char {
    if c.is_ascii() {
        return if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() };
    }
    // Ideographs, their punctuation and Arabic letters have one size.
    if matches!(c, '\u{3001}'..='\u{9fff}' | '\u{ff01}'..='\u{ff20}' | '\u{600}'..='\u{6ff}') {
        return c;
    }
    unified(c).to_lowercase().next().unwrap_or(c)
}

fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// A character of a text.
#[derive(Clone, Copy)]
struct Letter {
    /// As the word lists of the language have it.
    listed: char,
    /// The same in its [`small`] form.
    small: char,
    /// Its byte offset. No text has four gigabytes.
    byte: u32,
    /// The lists of which a word may begin here.
    gate: Gate,
}

/// A text by code points.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    letters: Vec<Letter>,
    /// Where a word of any list may begin, in order: few places, so that what looks for a word looks at these alone.
    open: Vec<usize>,
    openings: Option<&'static Openings>,
    pub(super) language: &'static Language,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, language: &'static Language) -> Self {
        let mut letters = Vec::with_capacity(text.chars().count());
        let plain = language.letters();
        letters.extend(text.char_indices().map(|(at, c)| {
            let listed = plain.letter(c);
            Letter { listed, small: small(listed), byte: offset(at), gate: Gate::default() }
        }));
        let openings = openings::of(language);
        // About a third of all places open some word.
        let mut open = Vec::with_capacity(letters.len() / 2);
        // From the end, where the two characters behind each are known.
        let (mut second, mut third) = ('\0', '\0');
        for (place, letter) in letters.iter_mut().enumerate().rev() {
            letter.gate = openings.map_or(Gate::OPEN, |openings| openings.gate(letter.small, second, third));
            if letter.gate != Gate::default() {
                open.push(place);
            }
            (second, third) = (letter.small, second);
        }
        open.reverse();
        Reader { text, letters, open, openings, language }
    }

    /// Whether a word of `list` may begin at `at`; always in a language that a caller supplied.
    pub(super) fn may_open(&self, at: usize, list: List) -> bool {
        self.letters.get(at).is_some_and(|letter| letter.gate.admits(list))
    }

    /// Where words of any of `lists` may begin from `from` to `to`, in order.
    pub(super) fn places<const N: usize>(
        &self,
        lists: [List; N],
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = usize> + use<'_, 'a, N> {
        let lists = Gate::of(lists);
        let first = self.open.partition_point(|&place| place < from);
        let places = self.open.iter().skip(first).copied().take_while(move |&place| place < to);
        places.filter(move |&place| self.letters.get(place).is_some_and(|letter| letter.gate.admits_any(lists)))
    }

    /// Those of the words that open an action which may begin at `at`.
    pub(super) fn acts_at(&self, at: usize) -> &'static [&'static str] {
        let Some(first) = self.small(at) else { return &[] };
        self.openings.map_or(self.language.directing.acts, |openings| openings.acts(first))
    }

    /// Those of the nouns that name who can act which may end at `to`.
    pub(super) fn actors_before(&self, to: usize) -> &'static [&'static str] {
        let Some(last) = to.checked_sub(1).and_then(|last| self.small(last)) else { return &[] };
        self.openings.map_or(self.language.directing.actors, |openings| openings.actors(last))
    }

    /// Those of the modifiers of an opening phrase which may end at `to`.
    pub(super) fn modifiers_before(&self, to: usize) -> &'static [&'static str] {
        let Some(last) = to.checked_sub(1).and_then(|last| self.small(last)) else { return &[] };
        self.openings.map_or(self.language.modifiers, |openings| openings.modifiers(last))
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.letters.get(index).map(|letter| letter.listed)
    }

    /// The character at `index` in its [`small`] form.
    pub(super) fn small(&self, index: usize) -> Option<char> {
        self.letters.get(index).map(|letter| letter.small)
    }

    /// The byte offset of a code point, or of the end.
    fn byte(&self, index: usize) -> Option<usize> {
        let end = || (index == self.letters.len()).then_some(self.text.len());
        self.letters.get(index).map(|letter| letter.byte as usize).or_else(end)
    }

    /// The character before `index`.
    pub(super) fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|i| self.at(i))
    }

    /// The text from code point `from` to `to`.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        let range = self.byte(from).zip(self.byte(to)).and_then(|(from, to)| self.text.get(from..to));
        range.unwrap_or("")
    }

    /// The text from code point `from` on.
    pub(super) fn rest(&self, from: usize) -> &'a str {
        self.byte(from).and_then(|byte| self.text.get(byte..)).unwrap_or("")
    }

    /// Code point index of a byte offset that is `bytes` after `from`.
    pub(super) fn advance(&self, from: usize, bytes: usize) -> usize {
        let target = self.byte(from).map_or(u32::MAX, |byte| offset(byte + bytes));
        // What is read at one place is short: the search begins there.
        let near = self.letters.get(from..(from + bytes + 1).min(self.len())).unwrap_or_default();
        from.min(self.len()) + near.partition_point(|letter| letter.byte < target)
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

    #[inline(never)]
    fn rest_of_word(&self, from: usize, word: &str) -> Option<usize> {
        let mut at = from;
        for c in word.chars() {
            let mut printed = self.at(at)?;
            // A scan sets 大 会 for 大会.
            if printed != c && c != ' ' && self.language.unspaced && printed.is_whitespace() {
                at = self.spaces(at);
                printed = self.at(at)?;
            }
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
        let (first, printed) = (word.chars().next()?, self.small(from)?);
        let may_stand = printed == first || printed == unified(first);
        if may_stand { self.rest_in_any_case(from, word) } else { None }
    }

    #[inline(never)]
    fn rest_in_any_case(&self, from: usize, word: &str) -> Option<usize> {
        let mut at = from;
        for c in word.chars() {
            let printed = self.small(at)?;
            if printed != c && printed != unified(c) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// Whether `word`, in letters of any size, may begin at `from`, by its first character.
    pub(super) fn may_begin(&self, from: usize, word: &str) -> bool {
        word.chars().next().map(small) == self.small(from)
    }

    /// Whether `word`, in letters of any size, may end at `to`, by its last character.
    pub(super) fn may_end(&self, to: usize, word: &str) -> bool {
        word.chars().next_back().map(small) == to.checked_sub(1).and_then(|last| self.small(last))
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
    fn small_letters_are_small() {
        let lower = |c: char| unified(c).to_lowercase().next();
        assert!(('\u{80}'..=char::MAX).all(|c| Some(small(c)) == lower(c)));
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
