//! Note calls that are not superscripts: `country,2` and `التحكيم(1)`.
//!
//! The notes at the foot of a page say which numbers are called on it, and in which order. Among the places where such
//! a number is glued to the word before, the best run in that order is taken: after punctuation rather than after a
//! letter, and within a longer number (`resolution 75/1913` calls note 3) only where nothing else is left.
//!
//! Not here: superscripts and asterisks (see `inline`).

use super::lines::Line;
use super::normalize::{digit, is_blank, is_ideograph, raised, raised_by_markup};
use super::pages::{self, Kind};
use crate::language::{self, Language};
use crate::model::NoteMarker;
use crate::source::Span;
use memchr::memmem::Finder;
use std::collections::{BTreeMap, HashSet};

/// Calls by the byte of the source where each begins: its length, and the canonical marker.
pub(super) type Calls = BTreeMap<usize, (usize, String)>;

/// Finds the calls of a text whose notes are called by plain digits.
pub(super) fn find(source: &str, lines: &[Line], kinds: &[Kind], language: &Language) -> Calls {
    let calls = in_formulas(source, lines, kinds);
    if !calls.is_empty() || are_raised(source, kinds) {
        return calls;
    }
    let spread = pages::is_spread(kinds);
    let glued = of_pages(source, lines, kinds, Looks { language, spread, apart: false, carried: None });
    // Some tools set what is raised apart from the word before: `Trade Law 1 and`. Then half of them at least stand beside
    // a mark, which the numbers of paragraphs seldom do.
    let notes = kinds.iter().filter(|kind| matches!(kind, Kind::NoteHead(marker, _) if is_number(marker))).count();
    if spread || glued.len() >= notes {
        return glued;
    }
    let apart = of_pages(source, lines, kinds, Looks { language, spread: true, apart: true, carried: None });
    let beside_mark = |(start, (length, _)): &(&usize, &(usize, String))| {
        let before = source.get(..**start).and_then(|text| text.trim_end_matches(is_blank).chars().next_back());
        let after = source.get(*start + length..).and_then(|text| text.trim_start_matches(is_blank).chars().next());
        before.into_iter().chain(after).any(|c| closes(c, language))
    };
    let marks = apart.iter().filter(beside_mark).count();
    if apart.len() > glued.len() && marks * 2 >= apart.len() { apart } else { glued }
}

fn is_number(marker: &NoteMarker) -> bool {
    marker.canonical.starts_with(|c: char| c.is_ascii_digit())
}

/// Finds the calls page by page.
fn of_pages(source: &str, lines: &[Line], kinds: &[Kind], mut looks: Looks<'_>) -> Calls {
    let mut calls = Calls::new();
    // The text lines since the last run of notes, and the notes of this one.
    let mut text: Vec<Span> = Vec::new();
    let mut notes: Vec<Called> = Vec::new();
    for (line, kind) in lines.iter().zip(kinds) {
        match kind {
            Kind::Text => {
                if !notes.is_empty() {
                    page(source, &text, &notes, looks, &mut calls);
                    looks.carried = text.last().and_then(|line| line.slice(source).chars().next_back());
                    text.clear();
                    notes.clear();
                }
                text.push(line.span);
            }
            Kind::NoteHead(marker, _) if is_number(marker) => notes.push(Called::by(marker)),
            Kind::Blank | Kind::Furniture(_) | Kind::NoteHead(..) | Kind::NoteTail => {}
        }
    }
    page(source, &text, &notes, looks, &mut calls);
    beyond(source, lines, kinds, Looks { carried: None, ..looks }, &mut calls);
    calls
}

/// The calls that stand in formulas, `$^{1}$`, each the number of a note.
fn in_formulas(source: &str, lines: &[Line], kinds: &[Kind]) -> Calls {
    let borne: HashSet<&str> = (kinds.iter())
        .filter_map(|kind| if let Kind::NoteHead(marker, _) = kind { Some(marker.canonical.as_str()) } else { None })
        .collect();
    let mut calls = Calls::new();
    for (line, _) in lines.iter().zip(kinds).filter(|(_, kind)| **kind == Kind::Text) {
        let text = line.span.slice(source);
        for at in memchr::memchr_iter(b'$', text.as_bytes()) {
            let found = text.get(at..).and_then(raised_by_markup);
            if let Some((length, number)) = found.filter(|(_, number)| borne.contains(number)) {
                calls.insert(line.span.start() + at, (length, number.to_owned()));
            }
        }
    }
    calls
}

/// Whether superscripts call at least half of the notes. One that no note bears says nothing of the others.
fn are_raised(source: &str, kinds: &[Kind]) -> bool {
    let raised = raised(source);
    let borne = |marker: &NoteMarker| marker.canonical.parse().is_ok_and(|note| raised.contains(&note));
    let notes = kinds.iter().filter_map(|kind| match kind {
        Kind::NoteHead(marker, _) => Some(borne(marker)),
        Kind::Blank | Kind::Furniture(_) | Kind::NoteTail | Kind::Text => None,
    });
    let (called, all) = notes.fold((0, 0), |(called, all), is| (called + usize::from(is), all + 1));
    called * 2 >= all
}

/// Least score of a call that no note bears out: it is glued to a word or to a year.
const GLUED: i32 = 5;

/// Finds the calls that go on after the last note, in a text that calls all others in brackets: that note is lost, and
/// the call tells.
fn beyond(source: &str, lines: &[Line], kinds: &[Kind], looks: Looks<'_>, calls: &mut Calls) {
    let mut heads =
        kinds.iter().filter_map(|kind| if let Kind::NoteHead(marker, _) = kind { Some(marker) } else { None });
    let Some(last) = heads.next_back().map(Called::by) else { return };
    let zero = last.digits.chars().next().and_then(|c| u32::from(c).checked_sub(digit(c)?));
    let (Some(zero), Ok(number)) = (zero, last.note.parse::<u32>()) else { return };
    let style = |[open, close]: &[&str; 2]| {
        let printed = |call: (&usize, &(usize, String))| source.get(*call.0..call.0 + call.1.0).unwrap_or("");
        calls.iter().map(printed).all(|call| call.starts_with(open) && call.ends_with(close))
    };
    let brackets = BRACKETS.into_iter().find(style).filter(|_| !calls.is_empty());
    let (Some(brackets), Some((&(mut after), _))) = (brackets, calls.last_key_value()) else { return };
    let texts = lines.iter().zip(kinds).filter(|(line, kind)| **kind == Kind::Text && line.span.end() > after);
    let text: Vec<Span> = texts.map(|(line, _)| line.span).collect();
    for due in (1..=MOST_GAPS).filter_map(|step| number.checked_add(u32::try_from(step).ok()?)) {
        let canonical = due.to_string();
        let printed: Option<String> = canonical.chars().map(|c| char::from_u32(zero + digit(c)?)).collect();
        let places = candidates(source, &text, &printed.unwrap_or_default(), Some(brackets), looks);
        let Some(place) = places.into_iter().find(|place| place.start > after && place.score >= GLUED) else { return };
        calls.insert(place.start, (place.length, canonical));
        after = place.start;
    }
}

/// A note as the text calls it.
#[derive(Debug)]
struct Called<'a> {
    /// Its number, `12`.
    note: &'a str,
    /// The same in the digits that its marker is printed in: `١٢`.
    digits: &'a str,
}

impl<'a> Called<'a> {
    /// A call is printed in the digits of its note, unless those are raised.
    fn by(marker: &'a NoteMarker) -> Self {
        let digits = marker.printed.trim_matches(|c| digit(c).is_none());
        let plain = !digits.is_empty() && digits.chars().all(|c| digit(c).is_some());
        Called { note: &marker.canonical, digits: if plain { digits } else { &marker.canonical } }
    }
}

/// How the calls of a text look.
#[derive(Debug, Clone, Copy)]
struct Looks<'l> {
    language: &'l Language,
    /// Whether a call may stand apart from the word before: where lines are spread to the margin, so is what is raised.
    spread: bool,
    /// Whether every call stands so.
    apart: bool,
    /// The last letter of the page before: a call may open the first line of a page.
    carried: Option<char>,
}

/// A place where a note may be called.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: usize,
    length: usize,
    score: i32,
}

/// Brackets that stand round calls; the others are those of Markdown.
const BRACKETS: [[&str; 2]; 6] =
    [["(", ")"], ["[", "]"], ["[^", "]"], ["[\\[", "\\]]("], ["<sup>", "</sup>"], ["^", "^"]];

/// The brackets that are mark-up, and no part of the call.
const MARKUP: [&str; 2] = ["[\\[", "<sup>"];

/// Scores of a call with a bracket turned round, and of one that stands apart from the word before.
const TURNED: i32 = 3;
const APART: i32 = 2;

/// Score of a call that stands apart from the mark before it.
const SPREAD: i32 = 8;

/// Most places that are weighed for one note.
const MOST_PLACES: usize = 400;

/// Most notes of one page whose calls are looked for: each is looked for in the whole text of its page.
const MOST_NOTES: usize = 1000;

/// Most notes of one page without a call, after each of which the search begins anew.
const MOST_GAPS: usize = 100;

/// Finds the calls of one page, from each note that has none on anew, and then those that stand out of their order.
fn page(source: &str, text: &[Span], notes: &[Called<'_>], looks: Looks<'_>, calls: &mut Calls) {
    let mut rest = text.to_vec();
    let notes = notes.get(..MOST_NOTES).unwrap_or(notes);
    let mut left = notes;
    let mut without = Vec::new();
    for _ in 0..=MOST_GAPS {
        let Some(gap) = run(source, &rest, left, looks, calls) else { break };
        without.extend(left.get(gap));
        left = left.get(gap + 1..).unwrap_or_default();
        let after = calls.last_key_value().map_or(0, |c| *c.0);
        rest.retain(|line| line.end() > after);
    }
    out_of_order(source, text, notes, &without, looks, calls);
}

/// Finds the calls of notes `without` one in a text that sets calls in brackets: what stands glued to a word in one
/// place alone calls its note there, although its paragraph was put elsewhere.
fn out_of_order(
    source: &str,
    text: &[Span],
    notes: &[Called<'_>],
    without: &[&Called<'_>],
    looks: Looks<'_>,
    calls: &mut Calls,
) {
    let Some(brackets) = brackets_of(source, text, notes) else { return };
    for note in without {
        let mut places = candidates(source, text, note.digits, Some(brackets), looks);
        places.retain(|place| place.score >= GLUED && !calls.contains_key(&place.start));
        if let [place] = places.as_slice() {
            calls.insert(place.start, (place.length, note.note.to_owned()));
        }
    }
}

/// The brackets that stand round at least half of the calls of one page.
fn brackets_of(source: &str, text: &[Span], notes: &[Called<'_>]) -> Option<[&'static str; 2]> {
    let start = text.iter().map(|line| line.start()).min().unwrap_or(0);
    let end = text.iter().map(|line| line.end()).max().unwrap_or(0);
    let page = source.get(start..end).unwrap_or(source).as_bytes();
    let calls_in = |[open, close]: [&str; 2]| {
        // Few pages have brackets, and few lines of one.
        let opened = Finder::new(open);
        if opened.find(page).is_none() {
            return 0;
        }
        let holds = |line: &&[u8]| opened.find(line).is_some();
        let lines: Vec<&[u8]> = text.iter().map(|line| line.slice(source).as_bytes()).filter(holds).collect();
        let called = |n: &&Called<'_>| {
            let call = format!("{open}{}{close}", n.digits);
            let call = Finder::new(&call);
            lines.iter().any(|line| call.find(line).is_some())
        };
        if lines.is_empty() { 0 } else { notes.iter().filter(called).count() }
    };
    BRACKETS.into_iter().find(|&pair| calls_in(pair) * 2 >= notes.len())
}

/// Finds the run of places, one a note and in order, that scores best; the place among `notes` of the first that has
/// none.
fn run(source: &str, text: &[Span], notes: &[Called<'_>], looks: Looks<'_>, calls: &mut Calls) -> Option<usize> {
    if notes.is_empty() {
        return None;
    }
    let brackets = brackets_of(source, text, notes);
    let places: Vec<Vec<Place>> = notes.iter().map(|n| candidates(source, text, n.digits, brackets, looks)).collect();
    // For each place of the note before: the best score of a run that ends there, and the place before it.
    let mut best: Vec<Vec<(i32, Option<usize>)>> = Vec::new();
    for (index, row) in places.iter().enumerate() {
        let mut scores: Vec<(i32, Option<usize>)> = Vec::new();
        let mut lead: (i32, Option<usize>) = (if index == 0 { 0 } else { i32::MIN }, None);
        let mut next = 0;
        let before = index.checked_sub(1).and_then(|i| Some((places.get(i)?, best.get(i)?)));
        for place in row {
            if let Some((previous, reached)) = before {
                while let (Some(p), Some(r)) = (previous.get(next), reached.get(next)) {
                    if p.start >= place.start {
                        break;
                    }
                    if r.0 > lead.0 {
                        lead = (r.0, Some(next));
                    }
                    next += 1;
                }
            }
            scores.push((if lead.0 == i32::MIN { i32::MIN } else { lead.0 + place.score }, lead.1));
        }
        if scores.iter().all(|s| s.0 == i32::MIN) {
            // No call of this note is left on the page: the others are still found.
            take(&places, &best, calls, notes);
            return Some(index);
        }
        best.push(scores);
    }
    take(&places, &best, calls, notes);
    None
}

/// Walks back along the best run.
fn take(places: &[Vec<Place>], best: &[Vec<(i32, Option<usize>)>], calls: &mut Calls, notes: &[Called<'_>]) {
    let Some(last) = best.last() else { return };
    let mut at = last.iter().enumerate().max_by_key(|(i, s)| (s.0, std::cmp::Reverse(*i))).map(|(i, _)| i);
    for index in (0..best.len()).rev() {
        let Some(here) = at else { return };
        if let (Some(place), Some(note)) = (places.get(index).and_then(|r| r.get(here)), notes.get(index)) {
            calls.insert(place.start, (place.length, note.note.to_owned()));
        }
        at = best.get(index).and_then(|r| r.get(here)).and_then(|s| s.1);
    }
}

fn candidates(source: &str, text: &[Span], note: &str, brackets: Option<[&str; 2]>, looks: Looks<'_>) -> Vec<Place> {
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
            found.extend(places.map(|start| Place { start, length: note.len(), score: TURNED }));
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
            // `A/76/L.1` and `A/76/535/Add.1` are symbols.
            let word = slice.get(..at).unwrap_or("").rsplit(is_blank).next().unwrap_or("");
            if word.contains('/') && word.ends_with('.') {
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
                spread_score(word, after, language)
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
                let score = if !brackets && is_decimal(slice, at) { 0 } else { score };
                // `2010` with a call after it is a year, which `20101` is not.
                let year = is_year(number, "");
                let score = if opening { score - 3 } else { score + if year { 4 } else { 0 } };
                let (skipped, length) = markup.map_or((0, wanted.len()), |open| (open, note.len()));
                found.push(Place { start: line.start() + at + skipped, length, score });
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

/// Whether two runs of digits are one year: no call parts it.
fn is_year(digits: &str, more: &str) -> bool {
    digits.len() + more.len() == 4 && (digits.starts_with("20") || digits.starts_with("19"))
}

/// Whether a place stands behind the point of a decimal number, or of one of two parts: `16.4`, `10,5`.
fn is_decimal(line: &str, at: usize) -> bool {
    let Some(whole) = line.get(..at).and_then(|before| before.strip_suffix(['.', ','])) else { return false };
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
fn closes(c: char, language: &Language) -> bool {
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
    use super::super::lines;
    use super::*;
    use crate::language::{AR, EN, ZH};

    /// A text with its calls in braces, without the notes under its rules.
    fn marked(text: &str) -> String {
        let lines = lines::split(text);
        let kinds = pages::sort(text, &lines, &EN);
        let calls = find(text, &lines, &kinds, &EN);
        let mut told = String::new();
        for (line, _) in lines.iter().zip(&kinds).filter(|(_, kind)| **kind == Kind::Text) {
            let mut at = line.span.start();
            for (&start, (length, _)) in calls.range(at..line.span.end()) {
                told.push_str(&[&text[at..start], "{", &text[start..start + length], "}"].concat());
                at = start + length;
            }
            told.push_str(&text[at..line.span.end()]);
            told.push('\n');
        }
        assert_eq!(told.matches('{').count(), calls.len(), "every call stands in the text: {calls:?}");
        told.trim_end().to_owned()
    }

    /// A text over the notes of its page.
    fn over(text: &str, notes: &[&str]) -> String {
        format!("{text}\n\n____________\n{}", notes.join("\n"))
    }

    const NOTES: [&str; 4] = ["1 See A/75/1.", "2 See A/75/2.", "3 See A/75/3.", "4 See A/75/4."];

    /// Where a number may call a note within the second of two lines, the place from its head on and how likely.
    fn places(line: &str, note: &str, brackets: Option<[&str; 2]>, language: &'static Language) -> Vec<(usize, i32)> {
        let text = format!("报告，\n{line}");
        let spans: Vec<Span> = lines::split(&text).iter().map(|line| line.span).collect();
        let looks = Looks { language, spread: false, apart: false, carried: None };
        let found = candidates(&text, &spans, note, brackets, looks);
        found.iter().map(|place| (place.start - spans[1].start(), place.score)).collect()
    }

    #[test]
    fn a_note_that_is_not_called_hides_none_that_follows() {
        let text = "Recalling the Convention,1 and\nthe Plan of Action,3 and\nthe Charter,4 and the rules of it";
        let expected =
            "Recalling the Convention,{1} and\nthe Plan of Action,{3} and\nthe Charter,{4} and the rules of it";
        assert_eq!(marked(&over(text, &NOTES)), expected);
    }

    #[test]
    fn of_places_alike_the_first_is_the_call() {
        let text = "Recalling the Convention,1 the Protocol,1 and\nthe Plan of Action,2 and the Charter,2 as well";
        let expected =
            "Recalling the Convention,{1} the Protocol,1 and\nthe Plan of Action,{2} and the Charter,2 as well";
        assert_eq!(marked(&over(text, &NOTES[..2])), expected);
    }

    #[test]
    fn what_stands_apart_is_called_where_half_stands_beside_a_mark() {
        for (text, expected) in [
            ("the Charter, 1 and the Plan 2 of it", "the Charter, {1} and the Plan {2} of it"),
            ("the Charter 1 and the Plan 2 of it", "the Charter 1 and the Plan 2 of it"),
            ("the Charter, 1 the Plan 2 and the Treaty 3 of it", "the Charter, 1 the Plan 2 and the Treaty 3 of it"),
            (
                "the Charter, 1 the Plan 2 and the Treaty 3, of it",
                "the Charter, {1} the Plan {2} and the Treaty {3}, of it",
            ),
            ("the Charter,1 and the Plan, 2 of it", "the Charter,{1} and the Plan, 2 of it"),
        ] {
            let notes = text.chars().filter(char::is_ascii_digit).count();
            assert_eq!(marked(&over(text, &NOTES[..notes])), expected);
        }
    }

    #[test]
    fn calls_in_brackets_out_of_their_order() {
        let notes = ["(1) See A/75/1.", "(2) See A/75/2.", "(3) See A/75/3."];
        let text = "The items (3), of the Plan(3) and of\nthe Convention(1) and of the Charter(2) as well";
        let expected = "The items (3), of the Plan{(3)} and of\nthe Convention{(1)} and of the Charter{(2)} as well";
        assert_eq!(marked(&over(text, &notes)), expected);
    }

    #[test]
    fn a_call_after_the_last_note_stands_in_the_text() {
        let text = "Recalling the Convention(1) and\nthe Plan of Action(2) and the Charter(3) as well";
        let expected = "Recalling the Convention{(1)} and\nthe Plan of Action{(2)} and the Charter{(3)} as well";
        assert_eq!(marked(&over(text, &["(1) See A/75/1.", "(2) See A/75/2."])), expected);
        let text = text.replace("(3)", "");
        let expected = expected.replace("{(3)}", "");
        assert_eq!(marked(&over(&text, &["(1) See A/75/1.", "(2) See the Protocol(3) to it."])), expected);
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

    #[test]
    fn the_digits_of_a_call_are_those_of_its_note() {
        let marker = |printed: &str| NoteMarker {
            printed: printed.to_owned(),
            canonical: "2".to_owned(),
            source: Span::new(0, 1),
        };
        for (printed, digits) in [("(٢)", "٢"), ("2.", "2"), ("²", "2"), ("[^2]", "2"), ("٢ (", "٢")] {
            assert_eq!(Called::by(&marker(printed)).digits, digits, "{printed}");
        }
        let star = NoteMarker { canonical: "*".to_owned(), ..marker("*") };
        assert!(is_number(&marker("2")) && !is_number(&star));
        assert_eq!(Called::by(&star).digits, "*");
    }
}
