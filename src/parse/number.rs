//! Numbers at the head of a line: `13.`, `1.1`, `75/291.`, `一.`, `A.`, `(a)`, `㈠`, `(ii)`, `’1‘`, `a.`.
//!
//! In: a line. Out: the printed number with its kind, its value and its canonical form, which all languages share.
//! The numerals of a language come from its data. Not here: what a number means (see `grammar`).

use super::normalize::{digit, is_blank};
use crate::language::{Language, roman, roman_value};

/// What a number looks like; within one paragraph, each degree of subparagraph has one look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NumberKind {
    /// `13.`: paragraphs.
    Arabic,
    /// `1.1`, `1.a`: paragraphs, or the targets of a goal, that count within what bears the first number.
    Decimal,
    /// `75/291.`: resolutions.
    Resolution,
    /// `一.`: sections.
    Numeral,
    /// `A.`: sections of the second level.
    Capital,
    /// `IV.`: sections.
    Roman,
    /// `(a)`: subparagraphs.
    Letter,
    /// `(1)`.
    Bracketed,
    /// `㈠`, `(一)`: subparagraphs of the second degree.
    BracketedNumeral,
    /// `(ii)`; in Arabic `’2‘`.
    BracketedRoman,
    /// `a.`: subparagraphs of the third degree.
    DottedLetter,
    /// `ii.`.
    DottedRoman,
    /// `-`, `•`: items without number.
    Bullet,
}

/// A number at the head of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) kind: NumberKind,
    /// Its value, where it counts.
    pub(super) value: u32,
    /// Canonical form.
    pub(super) canonical: String,
    /// Length of the printed number with its punctuation, in bytes.
    pub(super) printed: usize,
    /// Bytes from the start of the line to the text after it.
    pub(super) length: usize,
}

/// The largest paragraph number: a year before a dot is not one.
const MAX_PARAGRAPH: u32 = 999;

/// The number at the head of `line`, if there is one and text after it.
pub(super) fn head(line: &str, language: &Language) -> Option<Head> {
    let first = line.chars().next()?;
    let latin = language.letter(first);
    let found = if digit(first).is_some() {
        decimal(line, language).or_else(|| arabic(line, language))
    } else if let Some(special) = special(line, language) {
        Some(special)
    } else if language.numerals.iter().any(|n| n.0 == first) {
        numeral(line, language)
    } else if first == '(' || first == '（' {
        bracketed(line, language).or_else(|| lettered(line, language))
    } else if QUOTES.contains(&first) {
        quoted(line)
    } else if language.letters.contains(&first) && line.get(first.len_utf8()..).is_some_and(|t| t.starts_with(')')) {
        lettered(line, language)
    } else if language.from_right() && language.letters.contains(&first) {
        dashed_letter(line, language).or_else(|| worded(line, language))
    } else if latin.is_ascii_lowercase() {
        half_bracketed(line, language)
    } else if latin.is_ascii_uppercase() {
        capital(line, language)
    } else {
        let sign = enclosed(first)
            .map(|value| (NumberKind::BracketedNumeral, value, roman(value).to_lowercase(), first.len_utf8()));
        sign.or_else(|| worded(line, language))
    };
    let (kind, value, canonical, printed) = found?;
    let rest = line.get(printed..)?;
    let blank = rest.len() - rest.trim_start_matches(is_blank).len();
    // A Latin number needs a space after it ("1.5", "A.B."), unless an ideograph follows (一.引言, 1.敦促), or the space
    // was lost before a word (1.Urges).
    let after = rest.chars().next()?;
    let word = kind == NumberKind::Arabic && after.is_uppercase();
    let closed_by_bracket = line.get(..printed)?.ends_with([')', '）']) || enclosed(first).is_some();
    if blank == 0 && after.is_ascii() && !closed_by_bracket && !word {
        return None;
    }
    // `(a), of the Charter` and `138)15` go on with a sentence.
    if blank == 0 && matches!(after, '0'..='9' | ',' | ';' | '،' | '؛' | '，' | '；') {
        return None;
    }
    (blank < rest.len()).then(|| Head { kind, value, canonical, printed, length: printed + blank })
}

/// Whether a line begins as a number may.
fn may_open(line: &str, language: &Language) -> bool {
    let numeral = |c: char| language.numerals.iter().any(|n| n.0 == c) || language.letters.contains(&c);
    let sign = |c: char| matches!(c, '(' | '（') || QUOTES.contains(&c) || enclosed(c).is_some();
    let opens = |c: char| digit(c).is_some() || sign(c) || numeral(c) || language.letter(c).is_ascii_alphabetic();
    line.starts_with(opens) || begins_with_word(line, language)
}

/// Most bytes of a number that stands alone on its line.
const LONGEST_ALONE: usize = 80;

/// The number that a line holds and nothing else: `1.`, `1 -`, `(a)`, `II`, `一`.
pub(super) fn alone(line: &str, language: &Language) -> Option<Head> {
    if line.len() > LONGEST_ALONE || !may_open(line, language) {
        return None;
    }
    let enclosed = head(&format!("{line} -"), language).filter(|head| {
        head.printed == line.len() && matches!(head.kind, NumberKind::BracketedNumeral | NumberKind::BracketedRoman)
    });
    if let Some(mut found) = enclosed {
        found.length = line.len();
        return Some(found);
    }
    let marked = line.ends_with(['.', '．', '、', ')', '）', '-', '–']);
    let dotted = if marked { line.to_owned() } else { format!("{line}.") };
    let mut found = head(&format!("{dotted} -"), language).filter(|head| head.printed == dotted.len())?;
    let section = matches!(found.kind, NumberKind::Roman | NumberKind::Capital | NumberKind::Numeral);
    (found.printed, found.length) = (line.len(), line.len());
    (marked || section).then_some(found)
}

type Found = Option<(NumberKind, u32, String, usize)>;

fn arabic(line: &str, language: &Language) -> Found {
    let (value, end) = digits(line)?;
    let rest = line.get(end..)?;
    if rest.starts_with('/') {
        return resolution(line, end, &value.to_string(), language);
    }
    // Arabic prints `1 - ` and `1- `.
    if let Some(length) = dash(rest) {
        return (value <= MAX_PARAGRAPH).then(|| (NumberKind::Arabic, value, value.to_string(), end + length));
    }
    let mark = rest.chars().next()?;
    if !matches!(mark, '.' | '．' | '、' | ')' | '）') || value > MAX_PARAGRAPH {
        return None;
    }
    let kind = if matches!(mark, ')' | '）') { NumberKind::Bracketed } else { NumberKind::Arabic };
    Some((kind, value, value.to_string(), end + mark.len_utf8()))
}

/// `S-32/1.`, `ES-11/1.`: a resolution of a special or an emergency special session.
fn special(line: &str, language: &Language) -> Found {
    let (rest, series) = language.citation.special_sessions.iter().find_map(|(printed, series)| {
        let mut rest = line.chars();
        let same = |c: char| rest.next().is_some_and(|next| next == c || c == '-' && HYPHENS.contains(&next));
        printed.chars().all(same).then_some((rest.as_str(), series))
    })?;
    let (session, length) = digits(rest)?;
    resolution(line, line.len() - rest.len() + length, &format!("{series}{session}"), language)
}

/// Hyphens that texts print for each other.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];

/// The number of a resolution whose session ends at `end`: `75/291.`, `53/243 A.`.
fn resolution(line: &str, end: usize, session: &str, language: &Language) -> Found {
    let (second, more) = digits(line.get(end..)?.strip_prefix('/')?)?;
    let end = end + 1 + more;
    // 53/243 A. and 60/286B. carry a letter.
    let letter = line.get(end..)?.trim_start().chars().next().filter(char::is_ascii_uppercase);
    let tail = match letter {
        Some(_) => line.get(end..)?.find(|c: char| c.is_ascii_uppercase())? + 1,
        None => 0,
    };
    let dot = line.get(end + tail..)?;
    // Arabic prints the number of a resolution without a full stop, or with a dash right behind it; one that stands
    // apart belongs to the title, as the United Nations' own mark-up has it.
    let bare = dot.starts_with(is_blank) && language.bare_title_numbers;
    let dashed = if language.bare_title_numbers && !bare { dash(dot) } else { None };
    if !dot.starts_with(['.', '．']) && !bare && dashed.is_none() {
        return None;
    }
    let canonical = match letter {
        Some(letter) => format!("{session}/{second}{letter}"),
        None => format!("{session}/{second}"),
    };
    let mark = dashed.or(bare.then_some(0)).unwrap_or(dot.chars().next()?.len_utf8());
    Some((NumberKind::Resolution, second, canonical, end + tail + mark))
}

/// What a letter counts as behind the first number of a decimal: behind all digits.
const FIRST_LETTER: u32 = 500;

/// How far apart the values of `1.1` and `2.1` are.
pub(super) const DECIMAL: u32 = 1000;

/// `1.1`, `1.a`, and with a hyphen where a text is written from the right, with a blank and a word that opens a sentence
/// after it: 2.3 million is none.
fn decimal(line: &str, language: &Language) -> Found {
    let (major, end) = digits(line).filter(|(_, end)| *end <= 2)?;
    let rest = line.get(end..)?.strip_prefix(if language.from_right() { ['.', '-'].as_slice() } else { &['.'] })?;
    let first = rest.chars().next()?;
    let place = match first {
        'a'..='z' => Some(u32::from(first) - u32::from('a')),
        _ => place(first, language),
    };
    let letter = place.and_then(|place| char::from_digit(place + 10, 36));
    let (minor, length) = match place {
        Some(place) => (FIRST_LETTER + place + 1, first.len_utf8()),
        None => digits(rest).filter(|(_, length)| *length <= 2)?,
    };
    let after = rest.get(length..)?.strip_prefix(is_blank)?.trim_start_matches(is_blank);
    let opens = |c: char| c.is_alphabetic() && !c.is_lowercase() && !language.magnitudes.contains(&c);
    let canonical = || letter.map_or_else(|| format!("{major}.{minor}"), |letter| format!("{major}.{letter}"));
    after.starts_with(opens).then(|| (NumberKind::Decimal, major * DECIMAL + minor, canonical(), end + 1 + length))
}

/// Whether a decimal may follow the one before, if there is one: `1.2` after `1.1`, `1.a` after `1.5`, `2.1` after any.
pub(super) fn decimal_follows(value: u32, before: Option<u32>) -> bool {
    let first_letter = value % DECIMAL == FIRST_LETTER + 1;
    value % DECIMAL == 1
        || before.is_some_and(|before| value == before + 1 || first_letter && before / DECIMAL == value / DECIMAL)
}

/// Length of a dash with a space after it, and perhaps one before it.
fn dash(text: &str) -> Option<usize> {
    let blank = text.len() - text.trim_start_matches(is_blank).len();
    let mark = text.get(blank..)?.chars().next().filter(|c| matches!(c, '-' | '–' | '\u{2011}'))?;
    let length = blank + mark.len_utf8();
    text.get(length..)?.starts_with(is_blank).then_some(length)
}

fn digits(text: &str) -> Option<(u32, usize)> {
    let mut value = 0_u32;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let Some(d) = digit(c) else { break };
        value = value.checked_mul(10)?.checked_add(d)?;
        end = at + c.len_utf8();
    }
    (end > 0).then_some((value, end))
}

fn numeral(line: &str, language: &Language) -> Found {
    let end = line.find(|c: char| !language.numerals.iter().any(|n| n.0 == c))?;
    let value = language.numeral_value(line.get(..end)?)?;
    let mark = line.get(end..)?.chars().next()?;
    matches!(mark, '.' | '．' | '、').then(|| (NumberKind::Numeral, value, roman(value), end + mark.len_utf8()))
}

fn capital(line: &str, language: &Language) -> Found {
    let (word, end) = letters(line, language, char::is_ascii_uppercase)?;
    let mark = line.get(end..)?.chars().next()?;
    if !matches!(mark, '.' | '．' | '、') {
        return None;
    }
    let length = end + mark.len_utf8();
    if let Some(value) = roman_value(&word).filter(|_| word.len() > 1 || matches!(word.as_str(), "I" | "V" | "X")) {
        return Some((NumberKind::Roman, value, roman(value), length));
    }
    let letter = word.bytes().next().filter(|_| word.len() == 1)?;
    Some((NumberKind::Capital, u32::from(letter - b'A') + 1, word, length))
}

/// The run of Latin letters at the head of `text` that `fits`, full-width ones among them, and its length in bytes.
fn letters(text: &str, language: &Language, fits: impl Fn(&char) -> bool) -> Option<(String, usize)> {
    let (mut word, mut end) = (String::new(), 0);
    for (at, c) in text.char_indices() {
        let letter = language.letter(c);
        if !fits(&letter) {
            break;
        }
        word.push(letter);
        end = at + c.len_utf8();
    }
    (end > 0).then_some((word, end))
}

/// Quotation marks that stand round a number in Arabic, in either order.
const QUOTES: [char; 3] = ['’', '‘', '\''];

/// `’2‘`: in Arabic, what is `(ii)` in Latin letters.
fn quoted(line: &str) -> Found {
    let open = line.chars().next()?.len_utf8();
    let (value, length) = digits(line.get(open..)?)?;
    let end = open + length;
    let close = line.get(end..)?.chars().next().filter(|c| QUOTES.contains(c))?;
    let roman = || roman(value).to_lowercase();
    (1..100).contains(&value).then(|| (NumberKind::BracketedRoman, value, roman(), end + close.len_utf8()))
}

/// Whether a line begins with the word for a number or with the name of a letter.
fn begins_with_word(line: &str, language: &Language) -> bool {
    let names = language.citation.part_letters.iter().map(|part| part.0);
    language.ordinals.iter().map(|ordinal| ordinal.0).chain(names).any(|word| line.starts_with(word))
}

/// `أولا - `, `ألف - `: the number of a section in words, or its letter by its name; a dash or a full stop follows.
fn worded(line: &str, language: &Language) -> Found {
    if !begins_with_word(line, language) {
        return None;
    }
    let end = line.find(|c: char| !c.is_alphabetic())?;
    let word = line.get(..end)?;
    let rest = line.get(end..)?;
    let length = end + dash(rest).or_else(|| rest.starts_with('.').then_some(1))?;
    if let Some((_, value)) = language.ordinals.iter().find(|o| o.0 == word) {
        return Some((NumberKind::Roman, *value, roman(*value), length));
    }
    let letter = language.citation.part_letters.iter().find(|p| p.0 == word)?.1;
    Some((NumberKind::Capital, u32::from(letter) - u32::from('A') + 1, letter.to_string(), length))
}

fn bracketed(line: &str, language: &Language) -> Found {
    let open = line.chars().next()?.len_utf8();
    let close = line.find([')', '）'])?;
    let inner = line.get(open..close)?.trim();
    let length = close + line.get(close..)?.chars().next()?.len_utf8();
    if let Some((value, end)) = digits(inner) {
        let kind = NumberKind::Bracketed;
        return (end == inner.len() && value <= MAX_PARAGRAPH).then(|| (kind, value, value.to_string(), length));
    }
    if let Some(value) = language.numeral_value(inner) {
        return Some((NumberKind::BracketedNumeral, value, roman(value).to_lowercase(), length));
    }
    let (word, end) = letters(inner, language, char::is_ascii_lowercase)?;
    (end == inner.len()).then(|| lower(word, NumberKind::Letter, NumberKind::BracketedRoman, length)).flatten()
}

/// A letter or a Roman number in small letters.
fn lower(word: String, letter: NumberKind, roman: NumberKind, length: usize) -> Found {
    if let Some(value) = roman_value(&word.to_uppercase()).filter(|_| (2..=LONGEST_ROMAN).contains(&word.len())) {
        return Some((roman, value, word, length));
    }
    let first = word.bytes().next().filter(|_| word.len() == 1)?;
    Some((letter, u32::from(first - b'a') + 1, word, length))
}

/// Letters of the longest Roman number of a subparagraph: xviii is not one that drafters reach.
const LONGEST_ROMAN: usize = 4;

/// `(أ)`, `а)`: a letter of the language's own alphabet; its canonical form is the Latin letter at the same place.
fn lettered(line: &str, language: &Language) -> Found {
    let inner = line.strip_prefix('(').unwrap_or(line);
    let letter = inner.chars().next()?;
    let value = place(letter, language)? + 1;
    let length = line.len() - inner.len() + letter.len_utf8();
    let latin = char::from_digit(value + 9, 36).filter(|_| value <= 26).map_or_else(|| value.to_string(), String::from);
    // Arabic stretches a heh that stands alone: `(هـ)`.
    let rest = line.get(length..)?;
    let stretched = rest.len() - rest.trim_start_matches('\u{640}').len();
    rest.get(stretched..)?.starts_with(')').then(|| (NumberKind::Letter, value, latin, length + stretched + 1))
}

/// The place of a letter in the language's own alphabet, from 0.
fn place(letter: char, language: &Language) -> Option<u32> {
    u32::try_from(language.letters.iter().position(|own| *own == letter)?).ok()
}

/// `أ - `, `أ. `: a letter of the alphabet with a dash or a full stop, where a text is written from the right.
fn dashed_letter(line: &str, language: &Language) -> Found {
    let letter = line.chars().next()?;
    let value = place(letter, language)? + 1;
    let rest = line.get(letter.len_utf8()..)?;
    let stop = || rest.strip_prefix('.').filter(|after| after.starts_with(is_blank)).map(|_| 1);
    let length = letter.len_utf8() + dash(rest).or_else(stop)?;
    let latin = char::from_digit(value + 9, 36).filter(|_| value <= 26)?;
    Some((NumberKind::DottedLetter, value, latin.to_string(), length))
}

/// `a)`, `ii)`; `a.`, `ii.`.
fn half_bracketed(line: &str, language: &Language) -> Found {
    let (word, end) = letters(line, language, char::is_ascii_lowercase)?;
    let rest = line.get(end..)?;
    if rest.starts_with([')', '）']) {
        let mark = rest.chars().next()?.len_utf8();
        return lower(word, NumberKind::Letter, NumberKind::BracketedRoman, end + mark);
    }
    // An abbreviation at the head of a line (p. 12, e. g.) is no number.
    let after = rest.strip_prefix('.')?.strip_prefix(is_blank)?.trim_start_matches(is_blank);
    let mut next = after.chars();
    let (first, second) = (next.next()?, next.next());
    if first.is_numeric() || second == Some('.') {
        return None;
    }
    if matches!(word.as_str(), "i" | "v" | "x") {
        let value = roman_value(&word.to_uppercase())?;
        return Some((NumberKind::DottedRoman, value, word, end + 1));
    }
    lower(word, NumberKind::DottedLetter, NumberKind::DottedRoman, end + 1)
}

/// The value of ㈠ … ㈩.
fn enclosed(c: char) -> Option<u32> {
    ('\u{3220}'..='\u{3229}').contains(&c).then(|| c as u32 - 0x3220 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{AR, EN, RU, ZH};

    fn read(line: &str) -> Option<(NumberKind, String, usize)> {
        head(line, &ZH).map(|h| (h.kind, h.canonical, h.length))
    }

    #[test]
    fn a_number_alone_is_the_whole_of_its_line() {
        for (line, found) in [
            ("(2)", true),
            ("(ii)", true),
            ("2.", true),
            ("(ii) of it", false),
            ("(2) of it", false),
            ("2. of it", false),
        ] {
            assert_eq!(alone(line, &crate::language::EN).is_some(), found, "{line}");
        }
        assert_eq!(letters("(ii)", &crate::language::EN, char::is_ascii_lowercase), None);
        assert_eq!(letters("ii)", &crate::language::EN, char::is_ascii_lowercase), Some(("ii".to_owned(), 2)));
    }

    #[test]
    fn numbers_by_their_look() {
        assert_eq!(read("13. **敦促**"), Some((NumberKind::Arabic, "13".into(), 4)));
        assert_eq!(read("S-32/1. 战略"), Some((NumberKind::Resolution, "S-32/1".into(), 8)));
        assert_eq!(read("ES‑11/1. 战略"), Some((NumberKind::Resolution, "ES-11/1".into(), 11)));
        assert_eq!(read("S-32. 战略"), None);
        assert_eq!(read("75/291. 战略"), Some((NumberKind::Resolution, "75/291".into(), 8)));
        assert_eq!(read("一. 引言"), Some((NumberKind::Numeral, "I".into(), 5)));
        assert_eq!(read("A. 当前"), Some((NumberKind::Capital, "A".into(), 3)));
        assert_eq!(read("(a) 加强"), Some((NumberKind::Letter, "a".into(), 4)));
        assert_eq!(read("㈡ 加强"), Some((NumberKind::BracketedNumeral, "ii".into(), 4)));
        assert_eq!(read("1.敦促"), Some((NumberKind::Arabic, "1".into(), 2)));
        assert_eq!(read("（ａ）加强"), Some((NumberKind::Letter, "a".into(), "（ａ）".len())));
        assert_eq!(read("１２．加强"), Some((NumberKind::Arabic, "12".into(), "１２．".len())));
    }

    #[test]
    fn numbers_of_other_languages() {
        let read = |line, language| head(line, language).map(|h| (h.kind, h.canonical));
        assert_eq!(read("’2‘ تجتمع", &AR), Some((NumberKind::BracketedRoman, "ii".into())));
        assert_eq!(read("٢ - تقرر", &AR), Some((NumberKind::Arabic, "2".into())));
        assert_eq!(read("۲- تقرر", &AR), Some((NumberKind::Arabic, "2".into())));
        assert_eq!(read("ثانيا - الأثر", &AR), Some((NumberKind::Roman, "II".into())));
        assert_eq!(read("باء - الأثر", &AR), Some((NumberKind::Capital, "B".into())));
        assert_eq!(read("б) закрыть", &RU), Some((NumberKind::Letter, "b".into())));
        assert_eq!(read("a. A chair;", &EN), Some((NumberKind::DottedLetter, "a".into())));
        assert_eq!(read("ii. A secretary;", &EN), Some((NumberKind::DottedRoman, "ii".into())));
        for line in ["p. 12 of the report", "e. g. this", "’tis", "a.b"] {
            assert_eq!(read(line, &EN), None, "{line}");
        }
    }

    #[test]
    fn decimals_count_within_what_bears_the_first_number() {
        let read = |line: &str| head(line, &EN).map(|h| (h.kind, h.canonical));
        assert_eq!(read("1.2 By 2030, end hunger"), Some((NumberKind::Decimal, "1.2".into())));
        assert_eq!(read("17.b Ensure it"), Some((NumberKind::Decimal, "17.b".into())));
        assert_eq!(head("1.2 到2030年", &ZH).map(|h| (h.value, h.length)), Some((1002, 4)));
        for line in
            ["1.2 million people", "2030.1 Goals", "1.234 Tons", "1.2", "1.2) Goals", "1.2 50 States", "1.B Goals"]
        {
            assert_ne!(read(line).map(|found| found.0), Some(NumberKind::Decimal), "{line}");
        }
        let follows = |value, before| decimal_follows(value, Some(before));
        assert!(follows(1002, 1001) && follows(2001, 1003) && follows(1501, 1007) && follows(1502, 1501));
        assert!(!follows(1003, 1001) && !follows(2501, 1003) && !follows(1502, 1007) && !decimal_follows(1002, None));
        assert!(decimal_follows(1001, None));
    }

    #[test]
    fn what_only_looks_like_a_number() {
        for line in
            ["2018 年在", "2021. 年份", "1.5 亿", "一般性辩论", "(2017年10月4日)", "17-20774 (C)", "3.", "A/75/729"]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn what_may_follow_a_number() {
        for line in ["(a)To report", "㈠The", "(a) 15 members", "1.Urges all", "1.敦促", "(a)加强"] {
            assert!(head(line, &EN).is_some(), "{line}");
        }
        let not =
            ["A.B. Smith", "I.M.F. loans", "1.urges all", "(a), of it", "138)15", "3.  ", "(12a) text", "(1000) text"];
        for line in not {
            assert_eq!(head(line, &EN), None, "{line}");
        }
    }

    #[test]
    fn how_far_a_number_reaches() {
        let read = |line, language| head(line, language).map(|h| (h.canonical, h.value, h.printed, h.length));
        let cases: [(&str, &Language, &str, u32, &str, &str); 11] = [
            ("53/243 A. Culture of peace", &EN, "53/243A", 243, "53/243 A.", "53/243 A. "),
            ("60/286B. Revitalization", &EN, "60/286B", 286, "60/286B.", "60/286B. "),
            ("75/1. Title", &EN, "75/1", 1, "75/1.", "75/1. "),
            ("75/1 العنوان", &AR, "75/1", 1, "75/1", "75/1 "),
            ("53/243 A العنوان", &AR, "53/243A", 243, "53/243 A", "53/243 A "),
            ("C. Scope", &EN, "C", 3, "C.", "C. "),
            ("جيم - النطاق", &AR, "C", 3, "جيم -", "جيم - "),
            ("(هـ) أن يقدم", &AR, "e", 5, "(هـ)", "(هـ) "),
            ("i. A chair", &EN, "i", 1, "i.", "i. "),
            ("iv. A chair", &EN, "iv", 4, "iv.", "iv. "),
            ("’12‘ تجتمع", &AR, "xii", 12, "’12‘", "’12‘ "),
        ];
        for (line, language, canonical, value, printed, length) in cases {
            let expected = (canonical.to_owned(), value, printed.len(), length.len());
            assert_eq!(read(line, language), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_number_alone_on_its_line() {
        let read = |line: &str, language| alone(line, language).map(|h| (h.kind, h.value, h.printed, h.length));
        for (line, kind, value) in [
            ("1.", NumberKind::Arabic, 1),
            ("(c)", NumberKind::Letter, 3),
            ("(ii)", NumberKind::BracketedRoman, 2),
            ("II", NumberKind::Roman, 2),
            ("II.", NumberKind::Roman, 2),
            ("B", NumberKind::Capital, 2),
            ("12)", NumberKind::Bracketed, 12),
        ] {
            assert_eq!(read(line, &EN), Some((kind, value, line.len(), line.len())), "{line}");
        }
        assert_eq!(read("㈢", &ZH).map(|found| found.0), Some(NumberKind::BracketedNumeral));
        assert_eq!(read("三", &ZH).map(|found| found.0), Some(NumberKind::Numeral));
        assert_eq!(read("3 -", &AR).map(|found| found.0), Some(NumberKind::Arabic));
        for line in ["1", "12", "a", "(c) To", "1. To", "75/1", "II. Scope", ""] {
            assert_eq!(read(line, &EN), None, "{line}");
        }
        let wide = |blanks| format!("({}ii)", " ".repeat(blanks));
        assert!(alone(&wide(LONGEST_ALONE - 4), &EN).is_some() && alone(&wide(LONGEST_ALONE - 3), &EN).is_none());
    }

    #[test]
    fn numerals_have_values() {
        let zh = &ZH;
        assert_eq!(zh.numeral_value("七十五"), Some(75));
        assert_eq!(zh.numeral_value("一百二十三"), Some(123));
        assert_eq!(zh.numeral_value("十六"), Some(16));
        assert_eq!(zh.numeral_value("一二"), None);
    }
}
