//! Arabic that was taken out of a page as the page shows it: put back into letters, in the order in which it is read.
//!
//! In: a text. Out: the same text, line for line. Three tools leave three orders. One marks each run from left to right
//! (U+202A … U+202C) but leaves the punctuation at its edges inside; one gives the runs of a line as they stand from
//! left to right; one each letter so. Presentation forms (U+FB50 … U+FEFC) become the letters that they are forms of,
//! and brackets that come out turned round are turned back.
//!
//! Nothing that can be seen is added or left out but by that. Not here: which words a language has.

use super::is_visible;
use std::sync::LazyLock;

/// The letters of the presentation forms: rows of consecutive characters, each row after the number of its first. From
/// the compatibility decompositions of Unicode, without the names that are signs of their own.
static FORMS: LazyLock<Vec<(u32, Vec<&str>)>> = LazyLock::new(|| {
    let mut rows: Vec<(u32, Vec<&str>)> = Vec::new();
    for word in include_str!("forms.txt").split_ascii_whitespace() {
        match (u32::from_str_radix(word, 16), rows.last_mut()) {
            (Ok(first), _) => rows.push((first, Vec::new())),
            (Err(_), Some((_, row))) => row.push(word),
            (Err(_), None) => {}
        }
    }
    rows
});

/// Brackets that come in pairs.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»')];

/// Fewest lines or words that show an order.
const FEWEST: usize = 3;

/// One letter in so many is a presentation form where the text is set in them.
const SHARE_OF_FORMS: usize = 10;

/// The order in which the lines of a text came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// As they are read.
    Read,
    /// As they are read, but for marked runs from left to right.
    Marked,
    /// The runs of a line from left to right, each as it is read.
    Runs,
    /// Each letter from left to right.
    Letters,
}

/// Whether a text holds Arabic as a page shows it.
pub(super) fn are_shown(text: &str) -> bool {
    // Asked of every text: what has no letter of the script is told by its bytes.
    let bytes = text.as_bytes();
    let letters = || memchr::memchr3(0xd8, 0xd9, 0xda, bytes).is_some() || memchr::memchr(0xdb, bytes).is_some();
    let form = |at: usize| matches!(bytes.get(at + 1), Some(0xad..=0xb7 | 0xb9..=0xba));
    if !letters() && !memchr::memchr_iter(0xef, bytes).any(form) {
        return false;
    }
    let (mut forms, mut letters) = (0, 0);
    for c in text.chars() {
        letters += usize::from(is_arabic(c));
        forms += usize::from(letters_of(c).is_some());
    }
    forms >= FEWEST && forms * SHARE_OF_FORMS >= letters || Order::of(text) != Order::Read
}

/// A text with its Arabic in letters, in the order in which it is read.
pub(super) fn restored(text: &str) -> String {
    let order = Order::of(text);
    let mut lines: Vec<Vec<char>> = text.split('\n').map(|line| order.restore(line)).collect();
    turn_brackets(&mut lines);
    let mut restored = String::with_capacity(text.len());
    for (index, line) in lines.iter().enumerate() {
        restored.push_str(if index > 0 { "\n" } else { "" });
        for &c in line {
            match letters_of(c) {
                Some(letters) => restored.push_str(letters),
                None => restored.push(c),
            }
        }
    }
    restored
}

impl Order {
    /// The order of a text that holds Arabic.
    fn of(text: &str) -> Self {
        // The letters that only end a word begin it, where each letter came out from left to right.
        let (mut begin, mut end) = (0, 0);
        for word in text.split(|c| !is_arabic(c)) {
            begin += usize::from(word.chars().next().is_some_and(is_final) && word.chars().nth(1).is_some());
            end += usize::from(word.chars().next_back().is_some_and(is_final));
        }
        if begin >= FEWEST && begin > 4 * end {
            return Order::Letters;
        }
        if text.matches('\u{202a}').nth(FEWEST - 1).is_some() {
            return Order::Marked;
        }
        // The mark that ends a line stands at its head, right before a letter, where the runs came out from left to right.
        let (mut heads, mut tails) = (0, 0);
        for line in text.lines().map(str::trim) {
            let mut characters = line.chars();
            heads += usize::from(characters.next().is_some_and(is_stop) && characters.next().is_some_and(is_arabic));
            tails += usize::from(line.ends_with(is_stop) && line.contains(is_arabic));
        }
        if heads >= FEWEST && heads > tails { Order::Runs } else { Order::Read }
    }

    /// A line in the order in which it is read.
    fn restore(self, line: &str) -> Vec<char> {
        if self == Order::Read {
            return line.chars().collect();
        }
        let characters: Vec<char> = line.chars().collect();
        if !line.contains(is_arabic) {
            let bare: Vec<char> = characters.into_iter().filter(|&c| !is_embedding(c)).collect();
            return latin_line(&bare).unwrap_or_else(|| if self == Order::Marked { marked_line(line) } else { bare });
        }
        if self != Order::Marked {
            let text = |c: &char| is_visible(*c);
            let (Some(first), Some(last)) = (characters.iter().position(text), characters.iter().rposition(text))
            else {
                return characters;
            };
            let parts = (characters.get(..first), characters.get(first..=last), characters.get(last + 1..));
            let (Some(before), Some(shown), Some(after)) = parts else { return characters };
            return [before, &turned(shown, self == Order::Runs), after].concat();
        }
        marked_line(line)
    }
}

/// What follows the spaces at the head.
fn after_spaces(piece: &[char]) -> &[char] {
    piece.iter().position(|&c| c != ' ').and_then(|at| piece.get(at..)).unwrap_or_default()
}

/// A line whose runs from left to right are marked, if it was set from the right.
fn marked_line(line: &str) -> Vec<char> {
    let right = line.contains('\u{202b}');
    let mut read = Vec::with_capacity(line.len());
    for (index, outer) in line.split('\u{202a}').enumerate() {
        let (run, rest) = outer.split_once('\u{202c}').filter(|_| right && index > 0).unwrap_or(("", outer));
        read.extend(turned(&run.chars().collect::<Vec<_>>(), false));
        read.extend(rest.chars().filter(|&c| !is_embedding(c)));
    }
    join_marks(&read)
}

/// A line without Arabic that was set from the right, as its closing mark at its head shows: the number that opens it, as
/// of a note, stands at its end. Of a folio the numbers show it.
fn latin_line(line: &[char]) -> Option<Vec<char>> {
    let begin = line.iter().position(|c| is_visible(*c))?;
    let last = line.iter().rposition(|c| is_visible(*c))?;
    let (before, after) = (line.get(..begin)?, line.get(last + 1..)?);
    let shown = line.get(begin..=last)?;
    if let Some(folio) = turned_folio(shown) {
        return Some([before, &folio, after].concat());
    }
    let [stop, body @ ..] = shown else { return None };
    if !is_stop(*stop) || !body.first().is_some_and(|&c| is_left(c)) {
        return None;
    }
    let digits = body.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let (words, number) = body.split_at(body.len() - digits);
    Some(match words {
        [words @ .., ' '] if !number.is_empty() => [before, number, &[' '], words, &[*stop], after].concat(),
        _ => [before, body, &[*stop], after].concat(),
    })
}

/// The folio `2/4` of a line that came out as `4/2`: no page is beyond the last.
fn turned_folio(shown: &[char]) -> Option<Vec<char>> {
    let slash = shown.iter().position(|&c| c == '/')?;
    let (total, page) = (shown.get(..slash)?, shown.get(slash + 1..)?);
    let number = |digits: &[char]| digits.iter().collect::<String>().parse::<u16>().ok();
    (number(total)? > number(page)?).then(|| [page, &['/'], total].concat())
}

/// What stands from left to right, in the order in which it is read from the right. Words in Latin letters and numbers
/// stay as they are, and so do runs of Arabic where `runs` says so.
fn turned(shown: &[char], runs: bool) -> Vec<char> {
    let mut pieces: Vec<&[char]> = Vec::new();
    let mut rest = shown;
    while !rest.is_empty() {
        let arabic = if runs { arabic_run(rest) } else { 0 };
        let before = shown.get(..shown.len() - rest.len()).and_then(|before| before.last());
        // Marks come out after their letter in any order.
        let marked = 1 + rest.iter().skip(1).take_while(|&&c| is_mark(c)).count();
        let left = left_run(rest, before.is_some_and(|&c| is_bracket(c)));
        let length = arabic.max(left).max(marked).min(rest.len());
        let (piece, left) = rest.split_at(length);
        pieces.push(piece);
        rest = left;
    }
    let mut read: Vec<char> = Vec::with_capacity(shown.len() + 8);
    for piece in pieces.into_iter().rev() {
        let meets = |before: char, next: char| {
            is_arabic(before) && next.is_ascii_alphanumeric() || before.is_ascii_alphanumeric() && is_arabic(next)
        };
        // The space between a word and a number may have come out on its other side.
        let piece = if read.last().is_none_or(|&c| c == ' ') { after_spaces(piece) } else { piece };
        if runs && read.last().zip(piece.first()).is_some_and(|(&before, &next)| meets(before, next)) {
            read.push(' ');
        }
        read.extend(piece);
    }
    read
}

/// Puts the marks that came out before their letter, apart from the word, behind it: no word begins with a mark.
fn join_marks(shown: &[char]) -> Vec<char> {
    let mut read: Vec<char> = Vec::with_capacity(shown.len());
    let mut rest = shown;
    while let [first, after @ ..] = rest {
        let marks = if *first == ' ' { after.iter().take_while(|c| is_mark(**c)).count() } else { 0 };
        let (moved, tail) = after.split_at(marks);
        match tail {
            [letter, tail @ ..] if marks > 0 && is_arabic(*letter) && read.last().is_some_and(|&c| is_arabic(c)) => {
                read.push(*letter);
                read.extend(moved);
                rest = tail;
            }
            _ => {
                read.push(*first);
                rest = after;
            }
        }
    }
    read
}

/// Most characters that stand between two words of a run.
const BETWEEN: usize = 3;

/// Length of the run of Arabic at the head of what is shown: words with spaces and the marks between them.
fn arabic_run(shown: &[char]) -> usize {
    let mut end = 0;
    let mut at = 0;
    while let Some(&c) = shown.get(at) {
        if is_arabic(c) {
            end = at + 1;
        } else if at - end >= BETWEEN || !(c == ' ' || is_stop(c) && shown.get(at + 1) == Some(&' ')) {
            break;
        }
        at += 1;
    }
    // A mark right after the last word belongs to it.
    end + usize::from(end > 0 && shown.get(end).is_some_and(|&c| is_stop(c)))
}

/// Length of the run from left to right at the head of what is shown: a number, or Latin words with the numbers after
/// them. Within brackets it ends with these.
fn left_run(shown: &[char], bracketed: bool) -> usize {
    if !shown.first().is_some_and(|&c| is_left(c)) {
        return 0;
    }
    let mut end = 0;
    let mut latin = false;
    for (at, &c) in shown.iter().enumerate() {
        if is_arabic(c) || bracketed && is_bracket(c) {
            break;
        }
        if is_left(c) {
            // Numbers are joined by one sign; Latin words by all that stands between them and what follows.
            let gap = shown.get(end..at).unwrap_or_default();
            let joined = latin || matches!(gap, [] | ['/' | '.' | ',' | ':' | '-']);
            if !joined {
                break;
            }
            latin |= c.is_alphabetic();
            end = at + 1;
        }
    }
    end
}

/// Turns each kind of bracket round where more of them close before they open than the other way.
fn turn_brackets(lines: &mut [Vec<char>]) {
    for (open, close) in BRACKETS {
        let (mut turned, mut right) = (0, 0);
        for line in lines.iter().filter(|line| line.iter().any(|&c| is_arabic(c))) {
            let mut brackets = line.iter().filter(|&&c| c == open || c == close);
            // A pair on one line; what a line has alone belongs to another.
            while let Some((first, second)) = brackets.next().zip(brackets.next()) {
                right += usize::from((*first, *second) == (open, close));
                turned += usize::from((*first, *second) == (close, open));
            }
        }
        if turned <= right {
            continue;
        }
        for line in lines.iter_mut().filter(|line| line.iter().any(|&c| is_arabic(c))) {
            for c in line.iter_mut().filter(|c| **c == open || **c == close) {
                *c = if *c == open { close } else { open };
            }
        }
    }
}

/// The letters of a presentation form.
fn letters_of(c: char) -> Option<&'static str> {
    if !matches!(c, '\u{fb50}'..='\u{fefc}') {
        return None;
    }
    let code = u32::from(c);
    let (first, row) = FORMS.iter().rfind(|(first, _)| *first <= code)?;
    row.get(usize::try_from(code - first).ok()?).copied()
}

/// A letter or mark of the Arabic script, in whatever form. Digits are not: they stand from left to right.
fn is_arabic(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{620}'..='\u{65f}' | '\u{66e}'..='\u{6d3}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// A vowel or other mark that stands on a letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Ta marbuta and alef maksura, in whatever form: no word of Arabic begins with one.
fn is_final(c: char) -> bool {
    matches!(c, 'ة' | 'ى' | '\u{fe93}' | '\u{fe94}' | '\u{feef}' | '\u{fef0}')
}

/// What stands from left to right: Latin letters, and digits of either script.
fn is_left(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{660}'..='\u{669}' | '\u{c0}'..='\u{24f}')
}

/// A mark that ends a clause.
fn is_stop(c: char) -> bool {
    matches!(c, '،' | '؛' | '.' | ':')
}

fn is_bracket(c: char) -> bool {
    BRACKETS.iter().any(|pair| c == pair.0 || c == pair.1)
}

/// A mark that opens or closes a run.
fn is_embedding(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}')
}

#[cfg(test)]
mod tests {
    use super::{are_shown, restored};

    #[test]
    fn forms_become_letters() {
        assert!(are_shown("ﺍﳉﻤﻌﻴﺔ ﺍﻟﻌﺎﻣﺔ"));
        assert_eq!(restored("ﺍﳉﻤﻌﻴﺔ ﺍﻟﻌﺎﻣﺔ ﻻ"), "الجمعية العامة لا");
        assert!(super::FORMS.iter().all(|(first, row)| *first >= 0xfb50 && !row.is_empty()));
        assert_eq!(super::letters_of('\u{fefc}'), Some("لا"));
        assert_eq!(super::letters_of('\u{fdfa}'), None);
    }

    #[test]
    fn marked_runs_lose_what_stands_at_their_edges() {
        let marked = "\u{202b}السلاح(\u{202a} ،)1\u{202c}التي\u{202c}\n\u{202b}(\u{202a} ،A/76/441\u{202c}الفقرة \u{202a}])7\u{202c}\u{202c}\n\u{202b}عام \u{202a} ،)5(1992\u{202c}\u{202c}\n\u{202b}\u{202a})A( 21-15992\u{202c}\u{202c}";
        assert!(are_shown(marked));
        assert_eq!(
            restored("\u{202b}\u{202a}1\u{202c}\u{202a}2\u{202c}\u{202a}3\u{202c}ال \u{64f}نهج\u{202c}"),
            "123النُهج"
        );
        assert_eq!(restored(marked), "السلاح(1)، التي\n(A/76/441، الفقرة 7)]\nعام 1992(5)، \n21-15992 (A)");
    }

    #[test]
    fn letters_from_left_to_right_are_turned() {
        let shown = "،ةماعلا ةيعمجلا نإ\n])7 ةرقفلا ،A/76/441( ىلوألا ةنجللا\n.A/76/125 2\n4/2\n2021 ربمسيد/لوألا نوناك 6 يف";
        assert!(are_shown(shown));
        let read =
            "إن الجمعية العامة،\nاللجنة الأولى (A/76/441، الفقرة 7)]\n2 A/76/125.\n2/4\nفي 6 كانون الأول/ديسمبر 2021";
        assert_eq!(restored(shown), read);
    }

    #[test]
    fn runs_from_left_to_right_are_turned() {
        let shown = "،إن الجمعية العامة\n،حرب نووية\n،أي جهة\n، التي حثت)1(لنزع السلاح\n من الوثيقة59 في الفقرة\nفي أقرب وقت؛CD/1299";
        assert!(are_shown(shown));
        let read = "إن الجمعية العامة،\nحرب نووية،\nأي جهة،\nلنزع السلاح(1)، التي حثت\n في الفقرة 59 من الوثيقة\nCD/1299 في أقرب وقت؛";
        assert_eq!(restored(shown), read);
    }

    #[test]
    fn what_stands_as_it_is_read_stays() {
        for text in ["إن الجمعية العامة،\nإذ تشير إلى القرار 46/182،", "The Assembly,\n4/2\n.A 2", "大会，", ""]
        {
            assert!(!are_shown(text), "{text}");
            assert_eq!(restored(text), text);
        }
    }
}
