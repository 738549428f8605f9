//! Letters whose marks came out as characters of their own, put together: `e` and U+0301 become é.
//!
//! In: a text. Out: the same text, in which each letter and the marks behind it are one character where Unicode has one.
//! Texts come out so of files that macOS made. Nothing else of a normal form is made: variants of ideographs, ligatures
//! and vowels of Arabic stay as they are. A few such letters in a text that has them whole are left alone.

use unicode_normalization::char::{compose, is_combining_mark};

/// Fewest letters in two characters that show that a text is in them.
const FEWEST: usize = 10;

/// Whether the letters of a text that bear marks are in two characters, most of them.
pub(super) fn are_apart(text: &str) -> bool {
    // Asked of every text: what has no mark is told by its bytes, those of U+0300 … U+036F and of U+0653 … U+0655.
    let bytes = text.as_bytes();
    let mark = |at: usize| bytes.get(at) != Some(&0xd9) || matches!(bytes.get(at + 1), Some(0x93..=0x95));
    if !memchr::memchr3_iter(0xcc, 0xcd, 0xd9, bytes).any(mark) {
        return false;
    }
    let (mut apart, mut whole, mut before) = (0, 0, None);
    for c in text.chars() {
        apart += usize::from(before.is_some_and(|before| compose(before, c).is_some()));
        whole += usize::from(is_whole(c));
        before = Some(c);
    }
    apart >= FEWEST && apart > whole
}

/// Whether a letter bears a mark: é, й, أ.
fn is_whole(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ' | 'Й' | 'й' | 'Ё' | 'ё' | '\u{622}'..='\u{626}')
}

/// A text with its letters in one character each.
pub(super) fn composed(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for c in text.chars() {
        let whole = composed.chars().next_back().filter(|_| is_combining_mark(c)).and_then(|base| compose(base, c));
        match whole {
            Some(whole) => {
                composed.pop();
                composed.push(whole);
            }
            None => composed.push(c),
        }
    }
    composed
}

#[cfg(test)]
mod tests {
    use super::{are_apart, composed};

    #[test]
    fn letters_and_their_marks_are_one_character() {
        assert_eq!(composed("re\u{301}solution, и\u{306}, \u{627}\u{654}ن"), "résolution, й, أن");
        assert_eq!(composed("\u{301}a \u{fa0a} \u{628}\u{64e}"), "\u{301}a \u{fa0a} \u{628}\u{64e}");
    }

    #[test]
    fn a_few_in_a_text_that_has_them_whole_tell_nothing() {
        let apart = "e\u{301} ".repeat(12);
        assert!(are_apart(&apart));
        assert!(!are_apart(&format!("{apart}{}", "é".repeat(12))) && !are_apart("re\u{301}solution"));
        assert!(are_apart(&"\u{627}\u{654}ن ".repeat(12)) && !are_apart(&"بِ ".repeat(12)));
    }
}
