//! Note calls that are not superscripts: `country,2` and `التحكيم(1)`.
//!
//! The notes at the foot of a page say which numbers are called on it, and in which order. Among the places where such
//! a number is glued to the word before, the best run in that order is taken: after punctuation rather than after a
//! letter.
//!
//! A number stays whole: its last digit calls a note (`resolution 75/452`) only where the text calls most of its notes
//! elsewhere, this one is due between two others, and the number stands in no symbol. What is too long for a number of its
//! kind (`60/2881`, `20301`) ends with a call.
//!
//! Not here: superscripts and asterisks (see `inline`).

mod places;

use super::lines::Line;
use super::normalize::{circled, digit, is_blank, names_place, raised, raised_by_markup};
use super::pages::{self, Kind};
use crate::language::Language;
use crate::model::NoteMarker;
use crate::source::Span;
use memchr::memmem::Finder;
use places::{Looks, Place, candidates};
use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) use places::closes;

/// Calls by the byte of the source where each begins: its length, and the canonical marker.
pub(super) type Calls = BTreeMap<usize, (usize, String)>;

/// Finds the calls of a text whose notes are called by plain digits.
pub(super) fn find(source: &str, lines: &[Line], kinds: &[Kind], language: &Language) -> Calls {
    let mut calls = in_formulas(source, lines, kinds);
    calls.extend(in_circles(source, lines, kinds, language));
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

/// The places within lines of text where a note is called right behind a word or a mark, beyond doubt.
pub(super) fn glued(source: &str, text: &[Span], note: &str, language: &Language) -> impl Iterator<Item = usize> {
    let looks = Looks { language, spread: false, apart: false, carried: None };
    let heads: HashSet<usize> = text.iter().map(|line| line.start()).collect();
    let places = candidates(source, text, note, None, looks).into_iter();
    places
        .filter(|place| !place.doubtful && place.score >= GLUED)
        .map(|place| place.start)
        .filter(move |at| !heads.contains(at))
}

fn is_number(marker: &NoteMarker) -> bool {
    marker.canonical.starts_with(|c: char| c.is_ascii_digit())
}

/// Finds the calls page by page.
fn of_pages(source: &str, lines: &[Line], kinds: &[Kind], mut looks: Looks<'_>) -> Calls {
    let mut calls = Calls::new();
    let mut pages: Vec<Page> = vec![Page::default()];
    for (line, kind) in lines.iter().zip(kinds) {
        match kind {
            Kind::Text => {
                if pages.last().is_some_and(|page| !page.notes.is_empty()) {
                    pages.push(Page::default());
                }
                pages.last_mut().map_or(&mut Vec::new(), |page| &mut page.text).push(line.span);
            }
            Kind::NoteHead(marker, _) if is_number(marker) => {
                pages.last_mut().map_or(&mut Vec::new(), |page| &mut page.notes).push(Called::by(marker));
            }
            Kind::Blank | Kind::Furniture(_) | Kind::NoteHead(..) | Kind::NoteTail => {}
        }
    }
    for page in &mut pages {
        page.notes.truncate(MOST_NOTES);
        page.carried = looks.carried;
        page.find(source, looks, &mut calls);
        looks.carried = page.text.last().and_then(|line| line.slice(source).chars().next_back());
    }
    // Where a text calls most of its notes so, numbers may hold the calls of the others.
    let notes: usize = pages.iter().map(|page| page.notes.len()).sum();
    if calls.len() < notes && calls.len() * 2 > notes {
        for page in &pages {
            page.find_in_numbers(source, looks, &mut calls);
        }
    }
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

/// The calls whose numbers stand in circles, each that of a note which is printed so.
fn in_circles(source: &str, lines: &[Line], kinds: &[Kind], language: &Language) -> Calls {
    let is_circled = |marker: &NoteMarker| marker.printed.starts_with(|c| circled(c).is_some());
    let borne: HashSet<&str> = (kinds.iter())
        .filter_map(|kind| if let Kind::NoteHead(marker, _) = kind { Some(marker) } else { None })
        .filter(|marker| is_circled(marker))
        .map(|marker| marker.canonical.as_str())
        .collect();
    let mut calls = Calls::new();
    if borne.is_empty() {
        return calls;
    }
    for (line, _) in lines.iter().zip(kinds).filter(|(_, kind)| **kind == Kind::Text) {
        let found = pages::circled_calls(line.span.slice(source), language);
        let found = found.map(|(at, length, value)| (line.span.start() + at, (length, value.to_string())));
        calls.extend(found.filter(|(_, (_, note))| borne.contains(note.as_str())));
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

/// The lines of text over a run of notes, and those notes.
#[derive(Debug, Default)]
struct Page<'a> {
    text: Vec<Span>,
    notes: Vec<Called<'a>>,
    /// The last letter of the page before.
    carried: Option<char>,
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

/// Brackets that stand round calls; the others are those of Markdown.
const BRACKETS: [[&str; 2]; 6] =
    [["(", ")"], ["[", "]"], ["[^", "]"], ["[\\[", "\\]]("], ["<sup>", "</sup>"], ["^", "^"]];

/// Most notes of one page whose calls are looked for: each is looked for in the whole text of its page.
const MOST_NOTES: usize = 1000;

/// Most notes of one page without a call, after each of which the search begins anew.
const MOST_GAPS: usize = 100;

impl Page<'_> {
    /// Finds the calls of the notes, from each note that has none on anew, and then those that stand out of their order.
    fn find(&self, source: &str, looks: Looks<'_>, calls: &mut Calls) {
        let looks = Looks { carried: self.carried, ..looks };
        let mut rest = self.text.clone();
        let mut left = self.notes.as_slice();
        let mut without = Vec::new();
        for _ in 0..=MOST_GAPS {
            let Some(gap) = run(source, &rest, left, looks, calls) else { break };
            without.extend(left.get(gap));
            left = left.get(gap + 1..).unwrap_or_default();
            let after = calls.last_key_value().map_or(0, |c| *c.0);
            rest.retain(|line| line.end() > after);
        }
        out_of_order(source, &self.text, &self.notes, &without, looks, calls);
    }

    /// Finds the calls of notes that have none in numbers between the calls of the notes before and after them.
    fn find_in_numbers(&self, source: &str, looks: Looks<'_>, calls: &mut Calls) {
        let looks = Looks { carried: self.carried, ..looks };
        let (Some(first), Some(last)) = (self.text.first(), self.text.last()) else { return };
        let range = first.start()..last.end();
        let mut called: HashMap<String, usize> = HashMap::new();
        for (&start, (_, note)) in calls.range(range.clone()) {
            called.entry(note.clone()).or_insert(start);
        }
        let brackets = brackets_of(source, &self.text, &self.notes, looks.language);
        let mut after = range.start;
        let mut without = 0;
        for (index, note) in self.notes.iter().enumerate() {
            if let Some(&start) = called.get(note.note) {
                after = start;
                continue;
            }
            without += 1;
            if without > MOST_GAPS {
                return;
            }
            let mut ahead = self.notes.iter().skip(index + 1);
            let before = ahead.find_map(|next| called.get(next.note)).map_or(range.end, |start| *start);
            let lines = self.text.iter().filter(|line| line.end() > after && line.start() < before);
            let places = candidates(source, &lines.copied().collect::<Vec<_>>(), note.digits, brackets, looks);
            let free = |place: &&Place| place.start > after && place.start < before;
            let best = places.iter().filter(free).max_by_key(|place| (place.score, std::cmp::Reverse(place.start)));
            if let Some(place) = best {
                calls.insert(place.start, (place.length, note.note.to_owned()));
                after = place.start;
            }
        }
    }
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
    let Some(brackets) = brackets_of(source, text, notes, looks.language) else { return };
    for note in without {
        let mut places = candidates(source, text, note.digits, Some(brackets), looks);
        places.retain(|place| place.score >= GLUED && !calls.contains_key(&place.start));
        if let [place] = places.as_slice() {
            calls.insert(place.start, (place.length, note.note.to_owned()));
        }
    }
}

/// The brackets that stand round at least half of the calls of one page.
fn brackets_of(source: &str, text: &[Span], notes: &[Called<'_>], language: &Language) -> Option<[&'static str; 2]> {
    let start = text.iter().map(|line| line.start()).min().unwrap_or(0);
    let end = text.iter().map(|line| line.end()).max().unwrap_or(0);
    let page = source.get(start..end).unwrap_or(source).as_bytes();
    let calls_in = |[open, close]: [&str; 2]| {
        // Few pages have brackets, and few lines of one.
        let opened = Finder::new(open);
        if opened.find(page).is_none() {
            return 0;
        }
        let holds = |line: &&str| opened.find(line.as_bytes()).is_some();
        let lines: Vec<&str> = text.iter().map(|line| line.slice(source)).filter(holds).collect();
        let called = |n: &&Called<'_>| {
            let call = format!("{open}{}{close}", n.digits);
            let call = Finder::new(&call);
            // article 2 (1): a part that is cited shows no style.
            let shows = |line: &str, at| line.get(..at).is_none_or(|before| !names_place(before, language));
            lines.iter().any(|line| call.find_iter(line.as_bytes()).any(|at| shows(line, at)))
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
    let brackets = brackets_of(source, text, notes, looks.language);
    let sure = |note: &Called<'_>| {
        let mut places = candidates(source, text, note.digits, brackets, looks);
        places.retain(|place| !place.doubtful);
        places
    };
    // They are looked for one by one: behind the first note that has none the search begins anew.
    let mut places: Vec<Vec<Place>> = Vec::new();
    // For each place of the note before: the best score of a run that ends there, and the place before it.
    let mut best: Vec<Vec<(i32, Option<usize>)>> = Vec::new();
    for (index, note) in notes.iter().enumerate() {
        let row = sure(note);
        let mut scores: Vec<(i32, Option<usize>)> = Vec::new();
        let mut lead: (i32, Option<usize>) = (if index == 0 { 0 } else { i32::MIN }, None);
        let mut next = 0;
        let before = index.checked_sub(1).and_then(|i| Some((places.get(i)?, best.get(i)?)));
        for place in &row {
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
        places.push(row);
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

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;
    use crate::language::EN;

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
