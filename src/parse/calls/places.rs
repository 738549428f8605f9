//! Where in the text of a page a note may be called, and how likely.
//!
//! Not here: which of the places are the calls (see `calls`).

use super::super::normalize::{digit, is_blank, is_ideograph, names_place};
use crate::language::{self, Language};
use crate::source::Span;
use memchr::memmem::Finder;

/// How the calls of a text look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looks<'l> {
    pub(super) language: &'l Language,
    /// Whether a call may stand apart from the word before: where lines are spread to the margin, so is what is raised.
    pub(super) spread: bool,
    /// Whether every call stands so.
    pub(super) apart: bool,
    /// The last letter of the page before: a call may open the first line of a page.
    pub(super) carried: Option<char>,
}

/// A place where a note may be called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) length: usize,
    pub(super) score: i32,
    /// Whether it may rather be the end of a number.
    pub(super) doubtful: bool,
}

/// The brackets that are mark-up, and no part of the call.
const MARKUP: [&str; 2] = ["[\\[", "<sup>"];

/// Scores of a call with a bracket turned round, and of one that stands apart from the word before.
const TURNED: i32 = 3;
pub(super) const APART: i32 = 2;

/// Score of a call that stands apart from the mark before it.
const SPREAD: i32 = 8;

/// Most places that are weighed for one note.
const MOST_PLACES: usize = 400;

pub(super) fn candidates(
    source: &str,
    text: &[Span],
    note: &str,
    brackets: Option<[&str; 2]>,
    looks: Looks<'_>,
) -> Vec<Place> {
    let language = looks.language;
    let wanted = brackets.map_or(note.to_owned(), |[open, close]| format!("{open}{note}{close}"));
    let markup = brackets.filter(|[open, _]| MARKUP.contains(open)).map(|[open, _]| open.len());
    let brackets = brackets.is_some();
    // Arabic may come out of a PDF with a bracket turned round: `(الإيدز()24)`.
    let turned = format!("){note})");
    // Both are looked for in every line of the page.
    let (sought, turned) = (Finder::new(&wanted), Finder::new(&turned));
    let mut found = Vec::new();
    let mut last = looks.carried;
    for line in text {
        if found.len() >= MOST_PLACES {
            break;
        }
        let slice = line.slice(source);
        // Between ideographs a line may break before a call.
        let carried = if language.unspaced { last } else { None };
        last = slice.chars().next_back();
        if brackets {
            let places = turned.find_iter(slice.as_bytes()).map(|at| line.start() + at + 1);
            found.extend(places.map(|start| Place { start, length: note.len(), score: TURNED, doubtful: false }));
        }
        for at in sought.find_iter(slice.as_bytes()).take(MOST_PLACES) {
            let before = slice.get(..at).and_then(|t| t.chars().next_back()).or(carried);
            let opening = at == 0;
            if looks.apart && !before.is_none_or(is_blank) {
                continue;
            }
            let mut following = slice.get(at + wanted.len()..).unwrap_or("").chars();
            let after = following.next();
            // `71/31`, `1.5` and `12-15` are one number.
            let joined = after.is_some_and(|c| matches!(c, '/' | '.' | ',' | '-' | '–' | ':' | '٫'));
            if joined && following.next().is_some_and(|c| c.is_ascii_digit()) {
                continue;
            }
            if !brackets && in_symbol(slice, at, wanted.len()) {
                continue;
            }
            let rest = slice.get(at + wanted.len()..).unwrap_or("").trim_start();
            let words = &language.date_words;
            let units = words.month.iter().chain([&words.year, &words.day, &language.citation.number]);
            if units.into_iter().any(|u| !u.is_empty() && rest.starts_with(*u)) {
                continue;
            }
            // 第7段: the number of a paragraph.
            let ordinal = language.citation.ordinal;
            if !ordinal.is_empty() && slice.get(..at).is_some_and(|text| text.ends_with(ordinal)) {
                continue;
            }
            // What opens a line is rather the number of a paragraph; a raised call may stand on a line of its own. The
            // cover of a Chinese text may print its date in English.
            if opening && (after.is_some_and(|c| !(is_blank(c) || is_ideograph(c))) || opens_with_date(slice)) {
                continue;
            }
            let dated = || slice.get(at..).is_some_and(|rest| language.date_at(rest).is_some());
            let spread = || {
                let word = word_before(slice, at).filter(|_| looks.spread && !dated())?;
                let place = || slice.get(..at).is_some_and(|before| names_place(before, language));
                spread_score(word, after, language).filter(|_| !place())
            };
            let number = number_before(slice, at);
            let cited = slice.get(..at - number.len()).is_some_and(|text| text.ends_with(['/', '-', '–']));
            if !brackets && !cited && is_year(number, note) {
                continue;
            }
            // What a tool set apart behind the last mark of a line.
            let last = || {
                let mark = |word: &&str| word.ends_with(|c| closes(c, language));
                word_before(slice, at).filter(|_| !brackets && after.is_none()).filter(mark)
            };
            let score = score(before, after, brackets, language).or_else(spread).or_else(|| last().map(|_| APART));
            if let Some(score) = score {
                let decimal = !brackets && is_decimal(slice, at);
                let score = if decimal { 0 } else { score };
                // `2010` with a call after it is a year, which `20101` is not.
                let year = is_year(number, "");
                let score = if opening { score - 3 } else { score + if year { 4 } else { 0 } };
                let (skipped, length) = markup.map_or((0, wanted.len()), |open| (open, note.len()));
                let cited = || slice.get(..at).is_some_and(|before| names_place(before, language));
                let doubtful = if brackets { cited() } else { decimal || ends_number(slice, at, note.len()) };
                found.push(Place { start: line.start() + at + skipped, length, score, doubtful });
            }
        }
    }
    found.sort_by_key(|place: &Place| place.start);
    found.truncate(MOST_PLACES);
    found
}

/// Whether a line opens with a date, in whatever language.
fn opens_with_date(line: &str) -> bool {
    language::ALL.iter().any(|language| language.date_at(line).is_some())
}

/// The digits that a place is glued to.
fn number_before(line: &str, at: usize) -> &str {
    let before = line.get(..at).unwrap_or("");
    before.get(before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..).unwrap_or("")
}

/// Whether a place may rather be the last figures of a number. No year has five figures, and no session so many resolutions.
fn ends_number(line: &str, at: usize, length: usize) -> bool {
    let before = line.get(..at).unwrap_or("");
    if !before.ends_with(|c| digit(c).is_some()) {
        return false;
    }
    let number = number_before(line, at);
    let session = before.strip_suffix(number).and_then(|rest| rest.strip_suffix('/'));
    // Documents of one session are many more: `A/77/1352`.
    let session = session.is_some_and(|rest| {
        let head = number_before(rest, rest.len());
        !head.is_empty() && rest.strip_suffix(head).is_some_and(|before| !before.ends_with('/'))
    });
    !(is_year(number, "") || session && number.len() + length > MOST_RESOLUTIONS)
}

/// Most figures of the number of a resolution in its session.
const MOST_RESOLUTIONS: usize = 3;

/// Whether a place is part of a document symbol, `A/76/L.1`, `A/76/535/Add.1`, `A/78/321`, or of the number of a resolution
/// that its year follows: `2242 (2015)`. A symbol that ends with figures may end with a call where they are many, and the
/// line goes on.
fn in_symbol(line: &str, at: usize, length: usize) -> bool {
    let (before, after) = (line.get(..at).unwrap_or(""), line.get(at + length..).unwrap_or(""));
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-');
    let word = before.get(before.trim_end_matches(part).len()..).unwrap_or("");
    let last = word.rsplit('/').next().filter(|last| last.len() < word.len());
    // `resolution 44/3.1 In` and `A/78/12.4 It` call notes.
    if let Some(inner) = last.and_then(|last| last.strip_suffix('.')) {
        return inner.is_empty() || inner.contains(|c: char| !c.is_ascii_digit());
    }
    let number = number_before(line, at);
    if number.is_empty() {
        return false;
    }
    let organ = word.split('/').next().unwrap_or("");
    let symbol = last.is_some() && !organ.is_empty() && organ.chars().all(|c| c.is_ascii_uppercase());
    let year = || after.trim_start_matches(is_blank).strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let figures = |c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 'L');
    symbol && (number.len() + length <= MOST_RESOLUTIONS || word.len() == before.len() && after.is_empty())
        || year().is_some_and(|(year, _)| !year.is_empty() && year.chars().all(figures))
}

/// Whether two runs of digits are one year: no call parts it.
fn is_year(digits: &str, more: &str) -> bool {
    digits.len() + more.len() == 4 && (digits.starts_with("20") || digits.starts_with("19"))
}

/// Whether a place stands behind the point of a decimal number, or of one of two parts: `16.4`, `10,5`, `9:30`.
fn is_decimal(line: &str, at: usize) -> bool {
    let Some(whole) = line.get(..at).and_then(|before| before.strip_suffix(['.', ',', ':'])) else { return false };
    let digits = number_before(whole, whole.len());
    let before = whole.get(..whole.len() - digits.len()).and_then(|rest| rest.chars().next_back());
    (1..=2).contains(&digits.len()) && before.is_none_or(|c| is_blank(c) || matches!(c, '(' | '['))
}

/// The text before a place that stands apart from it.
fn word_before(line: &str, at: usize) -> Option<&str> {
    let before = line.get(..at)?;
    let word = before.trim_end_matches(is_blank);
    (word.len() < before.len()).then_some(word)
}

/// How likely a number that stands apart from the word before is a call.
fn spread_score(word: &str, after: Option<char>, language: &Language) -> Option<i32> {
    let free = after.is_none_or(|c| is_blank(c) || closes(c, language));
    let last = word.chars().next_back().filter(|_| free)?;
    let year = word.bytes().rev().take_while(u8::is_ascii_digit).count() == 4;
    if closes(last, language) {
        return Some(SPREAD);
    }
    (last.is_alphabetic() || year).then_some(APART)
}

/// Whether a character closes what a call stands after.
pub(in super::super) fn closes(c: char, language: &Language) -> bool {
    [language.comma, language.segment_ends, language.sentence_ends, language.colons].iter().any(|m| m.contains(&c))
        || language.quotation_marks.iter().chain(language.title_marks).chain(language.brackets).any(|m| m.1 == c)
}

/// How likely a number between two characters is a call; `None` where it cannot be one.
fn score(before: Option<char>, after: Option<char>, brackets: bool, language: &Language) -> Option<i32> {
    if brackets {
        let closed = after.is_some_and(|c| !is_blank(c) && !c.is_alphanumeric());
        return match before? {
            c if is_blank(c) => closed.then_some(APART),
            c if c.is_ascii_digit() => Some(1),
            _ => Some(10),
        };
    }
    if before.is_some_and(is_blank) {
        return None;
    }
    let before = before?;
    if after.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let closes = |c: char| closes(c, language);
    let free = after.is_none_or(|c| !c.is_alphanumeric());
    if closes(before) {
        // `3.5` and `10,5` are numbers; `9:30` is a time.
        return Some(if free || after.is_some_and(is_ideograph) { 10 } else { 2 });
    }
    if matches!(before, '/' | '-' | '–' | '(' | '[' | '+' | '№' | '$') || before.is_ascii_digit() && !free {
        return None;
    }
    if before.is_ascii_digit() {
        return free.then_some(1);
    }
    let words = before.is_alphabetic();
    match (words, free, is_ideograph(before)) {
        (true, true, false) => Some(9),
        // 报告2中: between ideographs a number is rather a number.
        (true, true, true) => Some(6),
        (true, false, true) => Some(3),
        _ => after.is_none_or(|c| !c.is_ascii_alphanumeric()).then_some(2),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::lines;
    use super::*;
    use crate::language::{AR, EN, ZH};

    /// Where a number may call a note within the second of two lines, the place from its head on and how likely.
    fn places(line: &str, note: &str, brackets: Option<[&str; 2]>, language: &'static Language) -> Vec<(usize, i32)> {
        let text = format!("报告，\n{line}");
        let spans: Vec<Span> = lines::split(&text).iter().map(|line| line.span).collect();
        let looks = Looks { language, spread: false, apart: false, carried: None };
        let found = candidates(&text, &spans, note, brackets, looks);
        found.iter().map(|place| (place.start - spans[1].start(), place.score)).collect()
    }

    #[test]
    fn a_call_in_a_bracket_that_is_turned_round() {
        let brackets = Some(["(", ")"]);
        assert_eq!(places("(الإيدز()24) من", "24", brackets, &AR), [("(الإيدز()".len(), TURNED)]);
        assert_eq!(places("(الإيدز) من", "24", brackets, &AR), []);
    }

    #[test]
    fn a_number_of_something_else_is_no_call() {
        for text in ["在12月28日举行", "在12年内", "第12段"] {
            assert_eq!(places(text, "12", None, &ZH), [], "{text}");
        }
        assert_eq!(places("在报告12中", "12", None, &ZH), [("在报告".len(), 3)]);
    }

    #[test]
    fn a_year_is_whole_but_in_the_number_of_a_resolution() {
        assert_eq!(places("in 1913", "3", None, &EN), []);
        assert_eq!(places("resolution 75/1913", "3", None, &EN), [("resolution 75/191".len(), 1)]);
        assert_eq!(places("resolution 75/1913", "13", None, &EN), [("resolution 75/19".len(), 1)]);
        assert_eq!(places("under article 20(10)", "10", Some(["(", ")"]), &EN), [("under article 20".len(), 1)]);
        assert_eq!(places("in 2010(3), and", "3", Some(["(", ")"]), &EN), [("in 2010".len(), 5)]);
    }

    #[test]
    fn what_may_rather_be_the_end_of_a_number() {
        for (line, doubtful) in [
            ("rule 12 the", true),
            ("resolution 75/452 and", true),
            ("resolution 60/2882 and", false),
            ("in 20302 and", false),
            ("goal 16.2 (reduce", true),
            ("at 9:2 and", true),
            ("the Charter2 and", false),
            ("resolution 44/3.2 It", false),
            ("document A/77/1352 and", true),
        ] {
            let spans: Vec<Span> = lines::split(line).iter().map(|line| line.span).collect();
            let looks = Looks { language: &EN, spread: false, apart: false, carried: None };
            let found = candidates(line, &spans, "2", None, looks);
            assert_eq!(found.iter().map(|place| place.doubtful).collect::<Vec<_>>(), [doubtful], "{line}");
        }
    }

    #[test]
    fn a_place_in_a_symbol_or_before_a_year() {
        for line in ["A/76/L.2", "A/76/535/Add.2", "A/78/322", "see A/78/322 on it", "A/77/1352"] {
            assert!(in_symbol(line, line.rfind('2').unwrap(), 1), "{line}");
        }
        assert!(in_symbol("resolution 2242 (2015)", 14, 1));
        for line in
            ["resolution 44/3.2 It", "document A/78/12.2", "see A/77/1352 on it", "resolution 75/452", "3/COP.152"]
        {
            assert!(!in_symbol(line, line.rfind('2').unwrap(), 1), "{line}");
        }
    }

    #[test]
    fn what_stands_apart_at_the_end_of_a_line() {
        assert_eq!(places("the Charter, 1", "1", None, &EN), [("the Charter, ".len(), APART)]);
        assert_eq!(places("the Charter 1", "1", None, &EN), []);
        assert_eq!(places("the Charter, 1 and", "1", None, &EN), []);
        assert_eq!(places("the Charter, (1)", "1", Some(["(", ")"]), &EN), []);
    }

    #[test]
    fn a_call_at_the_head_of_a_line_is_less_likely_than_within() {
        assert_eq!(places("3 并注意到", "3", None, &ZH), [(0, 7)]);
        assert_eq!(places("的报告，3 并注意到", "3", None, &ZH), [("的报告，".len(), 10)]);
        assert_eq!(places("3 and the report", "3", None, &EN), [], "words are not cut at the end of a line");
    }

    #[test]
    fn a_call_is_likely_by_what_stands_beside_it() {
        let cases: [(&Language, &str, Option<i32>); 16] = [
            (&EN, "the Charter#, and", Some(9)),
            (&EN, "the Charter#", Some(9)),
            (&EN, "the Charter,# and", Some(10)),
            (&EN, "half past 9:#0", None),
            (&EN, "the Charter,#and", Some(2)),
            (&EN, "in 2010# and", Some(1)),
            (&EN, "in 2010#th", None),
            (&EN, "the Charter #", None),
            (&EN, "the Charter#s", None),
            (&EN, "A/75/#", None),
            (&EN, "paragraph (#)", None),
            (&EN, "5 %# of", Some(2)),
            (&EN, "5 %#of", None),
            (&ZH, "报告# ", Some(6)),
            (&ZH, "报告#中", Some(3)),
            (&ZH, "报告，#并", Some(10)),
        ];
        for (language, text, likely) in cases {
            let (before, after) = text.split_once('#').unwrap();
            assert_eq!(score(before.chars().next_back(), after.chars().next(), false, language), likely, "{text}");
        }
        assert_eq!(score(None, Some(' '), false, &EN), None);
    }

    #[test]
    fn a_call_in_brackets_is_likely_by_what_stands_beside_it() {
        let cases = [
            ("the Charter#, and", Some(10)),
            ("in 2010#", Some(1)),
            ("the Charter #, and", Some(APART)),
            ("the Charter # and", None),
            ("the Charter #and", None),
            ("the Charter #", None),
        ];
        for (text, likely) in cases {
            let (before, after) = text.split_once('#').unwrap();
            assert_eq!(score(before.chars().next_back(), after.chars().next(), true, &EN), likely, "{text}");
        }
    }

    #[test]
    fn a_call_that_a_tool_set_apart() {
        let cases = [
            ("the Charter# and", Some(APART)),
            ("the Charter,# and", Some(SPREAD)),
            ("the Charter,#and", None),
            ("in 2010#", Some(APART)),
            ("some 20105#", None),
            ("some 201#", None),
            ("the Charter#.", Some(APART)),
            ("the Charter#/", None),
        ];
        for (text, likely) in cases {
            let (word, after) = text.split_once('#').unwrap();
            assert_eq!(spread_score(word, after.chars().next(), &EN), likely, "{text}");
        }
        assert_eq!(word_before("Trade Law 1", 10), Some("Trade Law"));
        assert_eq!(word_before("Trade Law1", 9), None);
    }

    #[test]
    fn years_and_decimal_numbers_hold_no_call() {
        for (digits, more, year) in [("20", "10", true), ("194", "5", true), ("2010", "", true), ("2010", "5", false)] {
            assert_eq!(is_year(digits, more), year, "{digits}{more}");
        }
        assert!(!is_year("31", "20") && !is_year("20", "1"));
        for (text, decimal) in
            [("16.4", true), ("goal 10,5", true), ("(2.1", true), ("in 2015.4", false), ("L.1", false)]
        {
            assert_eq!(is_decimal(text, text.len() - 1), decimal, "{text}");
        }
        assert_eq!(number_before("resolution 75/1913", 18), "1913");
    }
}
