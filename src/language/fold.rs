//! Characters for comparison: a text as the word lists of a language would print it.
//!
//! In: a text as printed. Out: the same words in the characters of the lists: traditional characters, full-width
//! letters, digits of other scripts, ligatures and loose marks read as what they stand for, invisible characters left
//! out. Only comparison folds; what a document holds is what its text prints.

use super::{Language, index};
use crate::source::is_visible;
use std::cell::Cell;

/// Letters that printers join into one character, with what they stand for.
const LIGATURES: [(char, &str); 7] =
    [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "ft"), ('ﬆ', "st")];

/// Characters of a text in which an opening phrase with all its modifiers and tails ends.
const LONGEST_HEAD: usize = 120;

/// The value of a decimal digit of the scripts that UN texts print: ASCII, full width, Arabic-Indic in both forms.
pub fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

/// `char::is_alphabetic`, which the scripts of the six languages need not be looked up for.
pub(crate) fn is_alphabetic(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        'А'..='я' | '\u{620}'..='\u{64a}' | '\u{4e00}'..='\u{9fa5}' => true,
        '\u{2000}'..='\u{2070}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{301f}' | '\u{ff01}'..='\u{ff20}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Whether two characters are the same letter, whatever its size.
pub(super) fn is_same_letter(one: char, other: char) -> bool {
    // Ideographs have one size, and no other letter becomes one: they need not be looked up.
    let sized = |c: char| !('\u{3000}'..='\u{9fff}').contains(&c);
    one == other || sized(one) && sized(other) && one.to_lowercase().eq(other.to_lowercase())
}

/// Whether two texts are the same, whatever the size of their letters.
///
/// ```
/// use declc::language::is_same_in_any_case;
/// assert!(is_same_in_any_case("FRANÇAIS", "Français") && !is_same_in_any_case("Français", "Francais"));
/// ```
pub fn is_same_in_any_case(one: &str, other: &str) -> bool {
    let mut others = other.chars();
    one.chars().all(|c| others.next().is_some_and(|other| is_same_letter(c, other))) && others.next().is_none()
}

/// The Latin letter that a small Cyrillic letter looks like: typists take `с` for `c`.
///
/// ```
/// use declc::language::look_alike;
/// assert_eq!([look_alike('с'), look_alike('б')], [Some('c'), None]);
/// ```
pub fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' => 'a',
        'е' => 'e',
        'і' => 'i',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'у' => 'y',
        'х' => 'x',
        _ => return None,
    })
}

/// How far a text is looked at from its head on.
pub(super) struct Look {
    /// Fewest bytes of the text behind what was looked at.
    left: Cell<usize>,
}

impl Look {
    /// None of the text is looked at so far.
    pub(super) fn new(text: &str) -> Self {
        Look { left: Cell::new(text.len()) }
    }

    /// So many bytes of the text lie behind what is looked at.
    pub(super) fn reaches(&self, left: usize) {
        self.left.set(self.left.get().min(left));
    }

    /// What was looked at of the text, with the character behind it, which tells whether a word ends there.
    pub(super) fn seen<'t>(&self, text: &'t str) -> &'t str {
        let (seen, rest) = text.split_at_checked(text.len() - self.left.get()).unwrap_or((text, ""));
        let next = rest.chars().next().map_or(0, char::len_utf8);
        text.get(..seen.len() + next).unwrap_or(text)
    }
}

/// The characters of a language as its word lists have them.
pub(crate) struct Letters<'l> {
    language: &'l Language,
    index: Option<&'static index::Index>,
}

impl Letters<'_> {
    /// As [`Language::letter`].
    #[inline]
    pub(crate) fn letter(&self, c: char) -> char {
        if self.index.is_some_and(|index| index.is_plain(c)) { c } else { self.language.letter(c) }
    }
}

impl Language {
    /// A character as the word lists have it, one for one: 會 is 会, ａ is a, ٣ is 3.
    ///
    /// ```
    /// use declc::language::{EN, ZH};
    /// assert_eq!([ZH.letter('會'), EN.letter('３'), EN.letter('Ａ')], ['会', '3', 'A']);
    /// ```
    pub fn letter(&self, c: char) -> char {
        if let Ok(found) = self.variants.binary_search_by_key(&c, |v| v.0) {
            return self.variants.get(found).map_or(c, |v| v.1);
        }
        match c {
            // The hyphens that only forbid or name a break.
            '\u{2010}' | '\u{2011}' => '-',
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 'Ａ' as u32 + 'A' as u32).unwrap_or(c),
            _ => digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c),
        }
    }

    /// [`Language::letter`] for many characters: what is plain needs no look into the variants.
    pub(crate) fn letters(&self) -> Letters<'_> {
        Letters { language: self, index: index::of(self) }
    }

    /// A text for comparison with words of this language: folded as [`Language::folded`] does, each character as the
    /// word lists have it, and loose marks left out.
    ///
    /// ```
    /// use declc::language::{AR, EN, ZH};
    /// assert_eq!(ZH.key("大 會，第３次"), "大会，第3次");
    /// assert_eq!(EN.key("Reaﬃrming the Con\u{ad}vention"), "Reaffirming the Convention");
    /// assert_eq!(AR.key("الجمعيـــة"), "الجمعية");
    /// ```
    pub fn key(&self, text: &str) -> String {
        let mut key = String::with_capacity(text.len());
        let index = index::of(self);
        let (mut begun, mut gap, mut rest) = (false, false, text);
        while !rest.is_empty() {
            // Most of a text is as the lists have it, and is copied in runs, with the single spaces between words.
            let mut space = true;
            let odd = |c: char| {
                let doubled = space && c == ' ';
                space = c == ' ';
                doubled || !index.is_some_and(|index| index.is_plain(c))
            };
            let run = rest.find(odd).and_then(|end| rest.get(..end)).unwrap_or(rest).trim_end_matches(' ');
            let (run, tail) = rest.split_at(run.len());
            let first = tail.chars().next();
            let shown = first.filter(|&c| is_visible(c));
            if !run.is_empty() || shown.is_some() {
                key.push_str(if gap && begun && !self.unspaced { " " } else { "" });
                (begun, gap) = (true, false);
            }
            key.push_str(run);
            match shown {
                Some(c) => self.fold(c, &mut key),
                None => gap |= first.is_some_and(char::is_whitespace),
            }
            rest = first.and_then(|c| tail.get(c.len_utf8()..)).unwrap_or("");
        }
        key
    }

    /// The first character of the key of a text.
    pub(super) fn first_of_key(&self, text: &str) -> Option<char> {
        let mut first = String::new();
        for c in text.chars().filter(|&c| is_visible(c)) {
            if index::of(self).is_some_and(|index| index.is_plain(c)) {
                return Some(c);
            }
            self.fold(c, &mut first);
            if let Some(c) = first.chars().next() {
                return Some(c);
            }
        }
        None
    }

    /// Whether the key of a text holds something for this character: it can be seen, and is no loose mark.
    pub(crate) fn is_compared(&self, c: char) -> bool {
        is_visible(c) && !self.loose_marks.contains(&c)
    }

    /// Whether the key of a text has more than `limit` characters that can be seen, in a time that `limit` bounds.
    pub(super) fn exceeds(&self, text: &str, limit: usize) -> bool {
        text.len() > limit && text.chars().filter(|c| self.is_compared(*c)).nth(limit).is_some()
    }

    /// Appends what a visible character or a space stands for.
    fn fold(&self, c: char, out: &mut String) {
        if let Some((_, letters)) = LIGATURES.iter().find(|l| l.0 == c) {
            out.push_str(letters);
        } else if !self.loose_marks.contains(&c) {
            out.push(self.letter(c));
        }
    }

    /// Whether a character stands in a text as the word lists have it.
    pub(super) fn is_plain(&self, c: char) -> bool {
        if c.is_ascii() {
            return (c == ' ' && !self.unspaced) || (is_visible(c) && self.letter(c) == c);
        }
        is_visible(c) && self.letter(c) == c && !self.loose_marks.contains(&c) && LIGATURES.iter().all(|l| l.0 != c)
    }

    /// Whether a text stands as the word lists have it.
    pub(super) fn is_listed(&self, text: &str) -> bool {
        let index = index::of(self);
        text.chars().all(|c| index.map_or_else(|| self.is_plain(c), |index| index.is_plain(c)))
    }

    /// What `read` finds at the head of `text`, and its length there in bytes, where `read` is given the head as the
    /// word lists would print it and says how many bytes of that it found, and how far it looked.
    pub(super) fn at_head<T>(
        &self,
        text: &str,
        read: impl Fn(&str, &Look) -> Option<(usize, T)>,
    ) -> Option<(usize, T)> {
        // Mostly what decides stands as the lists have it, however the text goes on. Spaces that open a text do not count.
        let look = Look::new(text);
        let found = read(text, &look);
        if !text.starts_with(' ') && self.is_listed(look.seen(text)) {
            return found;
        }
        let head = || text.char_indices().take(LONGEST_HEAD);
        if head().last().is_none_or(|(at, c)| text.get(..at + c.len_utf8()).is_some_and(|head| self.is_listed(head))) {
            return found;
        }
        let mut folded = String::with_capacity(text.len().min(4 * LONGEST_HEAD));
        // Where each character of the head ends, folded and as printed.
        let mut ends = Vec::with_capacity(LONGEST_HEAD);
        for (at, c) in head() {
            if is_visible(c) {
                self.fold(c, &mut folded);
            } else if c.is_whitespace() && !self.unspaced && !folded.is_empty() {
                folded.push(' ');
            }
            ends.push((folded.len(), at + c.len_utf8()));
        }
        let (length, found) = read(&folded, &Look::new(&folded))?;
        let printed = ends.iter().find(|e| e.0 >= length).map_or(text.len(), |e| e.1);
        Some((printed, found))
    }
}

#[cfg(test)]
mod tests {
    use crate::language::{ALL, EN, PhraseClass, ZH};

    #[test]
    fn a_phrase_is_as_long_as_it_is_printed() {
        assert_eq!(ZH.opening_phrase("回 顧其第"), Some(("回 顧".len(), PhraseClass::Declaratory)));
        assert_eq!(EN.opening_phrase("Reaﬃrming the"), Some(("Reaﬃrming".len(), PhraseClass::Declaratory)));
        assert_eq!(
            EN.opening_phrase("Re\u{ad}calling also"),
            Some(("Re\u{ad}calling also".len(), PhraseClass::Declaratory))
        );
    }

    #[test]
    fn letters_are_letters() {
        assert!(('\0'..=char::MAX).all(|c| super::is_alphabetic(c) == c.is_alphabetic()));
    }

    #[test]
    fn no_opening_is_longer_than_the_longest() {
        let longest = |words: &[&str]| words.iter().map(|w| w.chars().count()).max().unwrap_or(0);
        for language in ALL {
            let phrases: Vec<&str> = language.opening_phrases.iter().map(|p| p.0).collect();
            let modifiers = super::super::MOST_MODIFIERS * longest(language.modifiers);
            let tails = super::super::MOST_TAILS * longest(language.phrase_tails);
            assert!(modifiers + longest(&phrases) + tails < super::super::LONGEST_OPENING, "{}", language.tag);
        }
    }

    #[test]
    fn no_name_of_an_organ_is_longer_than_the_longest() {
        let organs = ALL.into_iter().flat_map(|language| language.organs);
        assert!(organs.into_iter().all(|o| o.name.chars().count() <= super::super::LONGEST_ORGAN));
    }

    #[test]
    fn variants_are_sorted_and_none_is_a_letter_of_the_words() {
        for language in ALL {
            assert!(language.variants.is_sorted_by_key(|v| v.0), "{}", language.tag);
            let words = language.opening_phrases.iter().map(|p| p.0).chain(language.modifiers.iter().copied());
            let words = words.chain(language.phrase_tails.iter().copied());
            for word in words.chain(language.organs.iter().chain(language.organizations).map(|e| e.name)) {
                assert!(word.chars().all(|c| language.is_plain(c) || c == ' '), "{}: {word:?}", language.tag);
            }
        }
    }
}
