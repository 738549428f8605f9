//! Lines in, what each is out: text, note, or what the page added.
//!
//! A page shows itself by its furniture: a folio or job number at its foot, a form feed and a running head at the next
//! one, a rule over the notes. A note shows itself by its marker at the head of a line: a superscript, an asterisk that
//! is called, and the bare number that is due: under a rule, at the very end of the text, or where the text calls it.
//!
//! Invariant: nothing is lost; each line has one kind. Not here: which lines are one paragraph (see `blocks`, `wrap`).

mod apart;
mod circled;
mod ends;
mod feet;
mod folios;
mod heads;
mod loose;
mod turns;

use super::closing::is_closing_line;
use super::lines::Line;
use super::normalize::{
    Ending, digit, ending, is_blank, is_ideograph, is_short_form, names_place, raised, raised_by_markup, superscript,
};
use super::number::NumberKind;
use crate::language::Language;
use crate::model::{FurnitureReason, NoteMarker};
use crate::source::Span;
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet, VecDeque};

pub(super) use circled::calls as circled_calls;
pub(super) use turns::turn;

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line without visible characters.
    Blank,
    /// What the page added, piece by piece.
    Furniture(Vec<(FurnitureReason, Span)>),
    /// A line that opens a note: its marker, and the rest of the line.
    NoteHead(NoteMarker, Span),
    /// A line that goes on with a note under a rule.
    NoteTail,
    /// A line of the text.
    Text,
}

/// Sorts the lines of a text.
pub(super) fn sort(source: &str, lines: &[Line], language: &Language) -> Vec<Kind> {
    let asterisks = AsteriskCalls::find(source, lines);
    let mut totals = folio_totals(source, lines);
    // A folio needs no fellow where it counts the pages that there are.
    let last = lines.iter().rposition(|l| !l.span.is_empty()).unwrap_or(0);
    let count = lines.iter().take(last + 1).filter(|l| l.new_page).count() + 1;
    if let Some(found) = u32::try_from(count).ok().filter(|&n| n > 1).and_then(|n| totals.get_mut(&n)) {
        *found += 1;
    }
    let folios = folios::find(source, lines, language);
    let brackets = bracket_calls(source, lines, language);
    let severed = severed_calls(source, lines, language);
    let paged = lines.iter().any(|l| l.new_page);
    let mut kinds = Vec::with_capacity(lines.len());
    let widths = LazyCell::new(|| usual_width(source, lines));
    let mut under_rule = false;
    // The last note of this run of notes.
    let mut last_note = 0;
    let mut previous = None;
    // What the next lines are, where numbers stand apart from their notes.
    let mut ahead = VecDeque::new();
    // Whether a page began, and nothing of it came so far.
    let mut fresh = false;
    for (index, line) in lines.iter().enumerate() {
        let text = line.span.slice(source);
        under_rule &= !line.new_page;
        fresh |= line.new_page;
        let opens_page = fresh && !text.is_empty();
        let within = matches!(kinds.last(), Some(Kind::NoteHead(..) | Kind::NoteTail));
        if under_rule && ahead.is_empty() && !(within && previous.is_some_and(|line| !ends_note(line, language))) {
            let ends = |line: &Line| furniture(line.span.slice(source), line.span.start(), &totals, language).is_some();
            ahead = apart::read(source, lines.get(index..).unwrap_or_default(), last_note + 1, ends, language).into();
        }
        let kind = if let Some(kind) = ahead.pop_front() {
            if let Kind::NoteHead(marker, _) = &kind {
                last_note = marker.canonical.parse().unwrap_or(last_note);
            }
            kind
        } else if text.is_empty() {
            Kind::Blank
        } else if is_syntax(text) {
            Kind::Furniture(vec![(FurnitureReason::MarkdownSyntax, line.span)])
        } else if opens_page && is_running_head(text) {
            Kind::Furniture(vec![(FurnitureReason::RunningHead, line.span)])
        } else if folios.contains(&index) {
            Kind::Furniture(vec![(FurnitureReason::Folio, line.span)])
        } else if let Some(pieces) = furniture(text, line.span.start(), &totals, language) {
            under_rule = is_rule(&pieces) && heads_notes(text, paged);
            Kind::Furniture(pieces)
        } else if number(text).is_some() && text.len() <= 3 && beside_job_number(source, lines, &kinds, index) {
            Kind::Furniture(vec![(FurnitureReason::Folio, line.span)])
        } else if severed.contains(&index) {
            Kind::Text
        } else if let Some((marker, rest)) = note_marker(text, line.span, &asterisks) {
            last_note = marker.canonical.parse().unwrap_or(last_note);
            Kind::NoteHead(marker, rest)
        } else if let Some((marker, rest, value)) = bare_marker(text, line.span, language).filter(|m| {
            // Under a rule a number may be left out, where the note stands on another page.
            let first = matches!(kinds.last(), Some(Kind::Furniture(_)));
            let near = (last_note + 1..last_note + 6).contains(&m.2);
            let bracketed = m.0.printed.len() > m.0.canonical.len();
            let called = bracketed && brackets.contains(&m.2);
            // A number further on opens a note only where the note before is at its end, and the next note is not
            // still to come: `Supplement No. / 11 (E/2011/31)` goes on with a note.
            let ended = || previous.is_some_and(|line| ending(line, language) == Ending::Sentence);
            let skips = || ended() && !comes(source, lines.get(index..).unwrap_or_default(), last_note + 1, language);
            let due =
                m.2 == last_note + 1 || m.2 == 1 || (near && called) || (under_rule && (first || (near && skips())));
            due && (under_rule || called)
        }) {
            last_note = value;
            Kind::NoteHead(marker, rest)
        } else if under_rule
            && within
            && !(language.is_annex_line(text) && previous.is_some_and(|note| ends_note(note, language)))
            && (paged || !previous.is_some_and(|note| resumes(text, note, &widths, language)))
        {
            Kind::NoteTail
        } else {
            Kind::Text
        };
        // What closes a page may come out first.
        fresh &= matches!(&kind, Kind::Blank) || matches!(&kind, Kind::Furniture(pieces) if !is_rule(pieces));
        previous = Some(text).filter(|t| !t.is_empty()).or(previous);
        kinds.push(kind);
    }
    heads::set_aside(source, lines, &mut kinds, language);
    circled::find(source, lines, &mut kinds, language);
    ends::find(source, lines, &mut kinds, &brackets, language);
    feet::find(source, lines, &mut kinds, language);
    loose::find(source, lines, &mut kinds, language);
    kinds
}

/// Whether notes stand under a rule: under one of underscores; other rules part sections, and matter only on pages.
pub(super) fn heads_notes(rule: &str, paged: bool) -> bool {
    paged || rule.starts_with('_')
}

/// Whether furniture is a rule.
pub(super) fn is_rule(pieces: &[(FurnitureReason, Span)]) -> bool {
    pieces.iter().any(|piece| piece.0 == FurnitureReason::Rule)
}

/// Whether a text was printed in pages whose rules were drawn, not typed: what it holds then came out where the page had
/// it, with the gaps of lines that are spread to the margin.
pub(super) fn is_spread(kinds: &[Kind]) -> bool {
    let has = |reasons: &[FurnitureReason]| {
        let any = |k: &Kind| matches!(k, Kind::Furniture(p) if p.iter().any(|piece| reasons.contains(&piece.0)));
        kinds.iter().any(any)
    };
    let page = [FurnitureReason::Folio, FurnitureReason::JobNumber, FurnitureReason::RunningHead];
    has(&page) && !has(&[FurnitureReason::Rule])
}

/// Whether a note may end with this line: with a sentence, and with no short form (No. 12).
fn ends_note(line: &str, language: &Language) -> bool {
    let word = line.rsplit(is_blank).next().unwrap_or("");
    ending(line, language) == Ending::Sentence && !is_short_form(word)
}

/// Whether the text goes on with a line under a note, where no page ends: the note is at its end, and the line opens with a
/// small letter, with an opening phrase or with the number of a paragraph, or stands under a line that was not full. Where
/// letters have one size nothing else tells, and a sentence that ends with its line ends the note.
fn resumes(line: &str, note: &str, usual: &LazyCell<usize, impl FnOnce() -> usize>, language: &Language) -> bool {
    let number = super::number::head(line, language).filter(|head| head.kind != NumberKind::Resolution);
    let short = || note.chars().count() * 4 < **usual * 3;
    // An address is cut after a full stop too.
    let address = note.rsplit(is_blank).next().is_some_and(|word| word.contains("://"));
    let capital = |text: &str| text.starts_with(char::is_uppercase);
    let begins = line.starts_with(char::is_lowercase)
        || is_closing_line(line, language)
        || language.is_annex_line(line)
        || language.opening_phrase(line).is_some()
        || number.as_ref().is_some_and(|head| line.get(head.length..).is_some_and(capital));
    // What begins so stands behind no short form; a name or a number may.
    let sentence = ending(note, language) == Ending::Sentence && !address;
    sentence && (begins || ends_note(note, language) && (!language.cased() || number.is_some() || short()))
}

/// Characters that nine lines of ten do not exceed.
fn usual_width(source: &str, lines: &[Line]) -> usize {
    let lines = lines.iter().filter(|line| !line.span.is_empty());
    let mut widths: Vec<usize> = lines.map(|line| line.span.slice(source).chars().count()).collect();
    let at = widths.len() * 9 / 10;
    if at < widths.len() { *widths.select_nth_unstable(at).1 } else { 0 }
}

/// Whether the note with this number opens one of the lines that follow at once.
fn comes(source: &str, lines: &[Line], note: u32, language: &Language) -> bool {
    let text = lines.iter().take_while(|line| !line.span.is_empty() && !line.new_page);
    text.take(PAGE_OF_NOTES)
        .any(|line| bare_marker(line.span.slice(source), line.span, language).is_some_and(|m| m.2 == note))
}

/// Most lines of notes on a page.
const PAGE_OF_NOTES: usize = 60;

/// Most notes that may have been lost between two of a run.
const LOST: u32 = 3;

/// A number at the head of a line that only a note has: bare before a space (`1 A/71/858`), or in brackets.
fn bare_marker(text: &str, line: Span, language: &Language) -> Option<(NoteMarker, Span, u32)> {
    // A word processor that writes a web page may print both brackets: `([1])`.
    let open = if text.starts_with("([") { 2 } else { usize::from(text.starts_with(['(', '['])) };
    let end = text.get(open..)?.find(|c: char| digit(c).is_none())? + open;
    let value = number(text.get(open..end)?).filter(|v| (1..1000).contains(v))?;
    let close = match open {
        0 => end,
        1 => end + text.get(end..)?.starts_with([')', ']']).then_some(1)?,
        _ => end + text.get(end..)?.starts_with("])").then_some(2)?,
    };
    let rest = text.get(close..)?;
    let blank = rest.len() - rest.trim_start_matches(is_blank).len();
    let first = rest.trim_start_matches(is_blank).chars().next()?;
    // `1 -` numbers a paragraph in Arabic; `5 de septiembre de 2008` is a date; `1 300` is a figure.
    let figure = || rest.chars().all(|c| is_blank(c) || digit(c).is_some() || matches!(c, '.' | ',' | '%'));
    if blank == 0 || matches!(first, '-' | '–') || open == 0 && (figure() || language.date_at(text).is_some()) {
        return None;
    }
    let source = Span::new(line.start(), line.start() + close);
    let marker = NoteMarker { printed: text.get(..close)?.to_owned(), canonical: value.to_string(), source };
    Some((marker, Span::new(source.end() + blank, line.end()), value))
}

/// The value of a run of digits of any script.
fn number(digits: &str) -> Option<u32> {
    let value = |n: u32, c| n.checked_mul(10)?.checked_add(digit(c)?);
    digits.chars().try_fold(0, value).filter(|_| !digits.is_empty())
}

/// Numbers in brackets that call a note, where no superscript does: right after a word, or before a comma. Brackets of
/// Arabic may come out of a PDF turned round: `(الإيدز()24)`.
fn bracket_calls(source: &str, lines: &[Line], language: &Language) -> HashSet<u32> {
    let mut found = HashSet::new();
    for line in lines {
        let text = line.span.slice(source);
        for at in memchr::memchr3_iter(b'(', b')', b'[', text.as_bytes()) {
            let rest = text.get(at + 1..).unwrap_or("");
            // A number of three figures at most: the closing bracket is near, or there is none.
            let near = rest.char_indices().take(4).find(|(_, c)| matches!(c, ')' | ']'));
            let Some((inner, after)) = near.and_then(|(at, _)| Some((rest.get(..at)?, rest.get(at + 1..)?))) else {
                continue;
            };
            let before = text.get(..at).and_then(|t| t.chars().next_back());
            let glued = before.is_some_and(|c| !is_blank(c));
            let closed = before.is_some() && after.chars().next().is_some_and(|c| !is_blank(c) && !c.is_alphanumeric());
            if (glued || closed)
                && let Some(number) = number(inner)
                && !text.get(..at).is_some_and(|before| names_place(before, language))
            {
                found.insert(number);
            }
        }
    }
    found
}

/// The lines at whose head a superscript calls a note, rather than opens one: between ideographs a line may break
/// before a call. No other superscript calls that note, and the note itself stands further on.
fn severed_calls(source: &str, lines: &[Line], language: &Language) -> HashSet<usize> {
    let texts = || lines.iter().map(|line| line.span.slice(source)).enumerate();
    let head = |(index, text): (usize, &str)| {
        let digits: String = text.chars().map_while(superscript).collect();
        Some((index, digits.parse::<u32>().ok()?))
    };
    let heads: Vec<(usize, u32)> = if language.unspaced { texts().filter_map(head).collect() } else { Vec::new() };
    if heads.is_empty() {
        return HashSet::new();
    }
    let within = |(_, text): (usize, &str)| raised(text.trim_start_matches(|c| superscript(c).is_some()));
    let called: HashSet<u32> = texts().flat_map(within).collect();
    let bare = lines.iter().enumerate().filter_map(|(index, line)| {
        bare_marker(line.span.slice(source), line.span, language).map(|marker| (index, marker.2))
    });
    let mut last: HashMap<u32, usize> = HashMap::new();
    for (index, note) in bare.chain(heads.iter().copied()) {
        let at = last.entry(note).or_default();
        *at = index.max(*at);
    }
    let is_call = |(index, note): &(usize, u32)| !called.contains(note) && last.get(note).is_some_and(|at| at > index);
    heads.into_iter().filter(is_call).map(|head| head.0).collect()
}

/// Whether a line is what a tool leaves for a picture or for the end of a page: `<!-- image -->`, `![](page_0.jpeg)`.
fn is_syntax(text: &str) -> bool {
    let comment = text.starts_with("<!--") && text.find("-->").is_some_and(|end| end + 3 == text.len());
    let picture = || {
        let target = text.strip_prefix("![").and_then(|rest| rest.split_once("](")).map(|(_, target)| target);
        target.is_some_and(|target| target.find(')').is_some_and(|end| end + 1 == target.len()))
    };
    comment || picture()
}

/// Whether the first line of a page is its running head: it holds a document symbol among other words, or alone.
fn is_running_head(text: &str) -> bool {
    let symbol = |w: &str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric());
        let upper = w.split('/').next().is_some_and(|b| !b.is_empty() && b.chars().all(|c| c.is_ascii_uppercase()));
        upper && w.contains('/') && w.chars().any(|c| c.is_ascii_digit())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends =
        words.first().is_some_and(|w| symbol(w)) || words.last().is_some_and(|w| symbol(w) || w.starts_with('('));
    ends && words.iter().any(|w| symbol(w))
}

/// The asterisk markers that some line calls: an unpaired run of asterisks after a word, at the end of the line or
/// before white space or punctuation (荷兰*), or an ideograph (临时议程*项目).
struct AsteriskCalls(Vec<usize>);

impl AsteriskCalls {
    fn find(source: &str, lines: &[Line]) -> Self {
        let mut lengths = Vec::new();
        for line in lines {
            let text = line.span.slice(source);
            let mut counts = [0_usize; 4];
            let mut calls = [false; 4];
            let mut before = None;
            let mut rest = text;
            while let Some(at) = rest.find('*') {
                let run = rest.get(at..).map_or(0, |r| r.len() - r.trim_start_matches('*').len());
                before = rest.get(..at).and_then(|r| r.chars().next_back()).or(before);
                rest = rest.get(at + run..).unwrap_or("");
                let next = rest.chars().next();
                let closes = next.is_none_or(|c| is_blank(c) || !c.is_alphanumeric() || is_ideograph(c));
                if let (Some(count), Some(call)) = (counts.get_mut(run), calls.get_mut(run)) {
                    *count += 1;
                    *call |= closes && before.is_some_and(|c| !is_blank(c));
                }
            }
            lengths
                .extend((1..4).filter(|&n| counts.get(n).is_some_and(|c| c % 2 == 1) && calls.get(n) == Some(&true)));
        }
        AsteriskCalls(lengths)
    }
}

/// The marker of a note at the head of a line, and the rest of the line.
fn note_marker(text: &str, line: Span, calls: &AsteriskCalls) -> Option<(NoteMarker, Span)> {
    let stars = text.len() - text.trim_start_matches('*').len();
    let (length, canonical) = if let Some((note, _)) = text.strip_prefix("[^").and_then(|t| t.split_once("]:")) {
        // As Markdown prints it: `[^1]: See A/71/858`.
        (note.len() + 4, number(note)?.to_string())
    } else if let Some(end) = note_anchor(text) {
        // As a word processor's text comes out in Markdown: `1. <a id="footnote-2"></a> See A/71/858`.
        (end + 1, number(text.get(..end)?)?.to_string())
    } else if let Some((length, number)) = raised_by_markup(text) {
        (length, number.to_owned())
    } else if stars > 0 {
        if !calls.0.contains(&stars) || !text.get(stars..)?.starts_with(is_blank) {
            return None;
        }
        (stars, "*".repeat(stars))
    } else {
        let canonical: String = text.chars().map_while(superscript).collect();
        (text.chars().take_while(|&c| superscript(c).is_some()).map(char::len_utf8).sum(), canonical)
    };
    let rest = text.get(length..)?;
    let blank = rest.len() - rest.trim_start_matches(is_blank).len();
    if canonical.is_empty() || blank == rest.len() {
        return None;
    }
    let source = Span::new(line.start(), line.start() + length);
    let marker = NoteMarker { printed: text.get(..length)?.to_owned(), canonical, source };
    Some((marker, Span::new(source.end() + blank, line.end())))
}

/// Where an anchor stands behind the number of a note, if its name says that it is that of a note.
fn note_anchor(text: &str) -> Option<usize> {
    // Hardly any line has a tag.
    memchr::memchr(b'<', text.as_bytes())?;
    let end = text.find(". <a id=\"")?;
    is_note_anchor(text.get(end + 9..)?).then_some(end)
}

/// Whether an anchor is that of a note, by its name.
fn is_note_anchor(name: &str) -> bool {
    name.starts_with("footnote-") || name.starts_with("endnote-")
}

/// Totals of the lines that are nothing but a folio, and how often each occurs. The last line of a text needs no fellow:
/// what stands there is the folio of the last page.
fn folio_totals(source: &str, lines: &[Line]) -> HashMap<u32, usize> {
    let mut totals = HashMap::new();
    let last = lines.iter().rposition(|line| !line.span.is_empty());
    for (index, line) in lines.iter().enumerate() {
        let text = line.span.slice(source).trim_matches('*').trim();
        if let Some((_, total)) = folio(text).filter(|f| f.0 == text.len()) {
            let closes = last == Some(index) && text == format!("{total}/{total}");
            *totals.entry(total).or_default() += 1 + usize::from(closes);
        }
    }
    totals
}

/// Length and total of a folio `2/4` at the head of `text`; the total is 0 where the page is beyond it.
fn folio(text: &str) -> Option<(usize, u32)> {
    let leading = |t: &str| {
        let end = t.find(|c: char| digit(c).is_none()).unwrap_or(t.len());
        t.get(..end).and_then(number).map(|n| (n, end))
    };
    let (page, end) = leading(text)?;
    let (total, more) = leading(text.get(end..)?.strip_prefix('/')?)?;
    let length = end + 1 + more;
    let clean = text.get(length..)?.chars().next().is_none_or(|c| is_blank(c) || c == '*');
    (clean && (1..1000).contains(&page) && (1..1000).contains(&total))
        .then_some((length, if page <= total { total } else { 0 }))
}

/// Length of what a printer sets beside a job number: days, `110520`, and between asterisks the bar code, `2006287`.
fn print_mark(text: &str, after_job: bool, before: Option<FurnitureReason>) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let after = text.get(end..)?;
    let day = after_job && end == 6 && after.chars().next().is_none_or(is_blank);
    let bar_code = before == Some(FurnitureReason::MarkdownSyntax) && (7..=8).contains(&end) && after.starts_with('*');
    (day || bar_code).then_some(end)
}

/// Whether a job number stands on the line before, or on the next.
fn beside_job_number(source: &str, lines: &[Line], kinds: &[Kind], index: usize) -> bool {
    let before = matches!(kinds.last(), Some(Kind::Furniture(pieces)) if pieces.iter().any(|p| p.0 == FurnitureReason::JobNumber));
    let next = lines.get(index + 1).map_or("", |line| line.span.slice(source));
    before || job_number(next).is_some_and(|length| length == next.len())
}

/// Length of `Please recycle` at the end of a line, with the sign behind it.
fn asks_to_recycle(text: &str, language: &Language) -> Option<usize> {
    let words = language.recycle.iter().find_map(|words| text.strip_prefix(words))?;
    words.chars().all(|c| !c.is_alphanumeric()).then_some(text.len())
}

/// Length of a job number `17-20774 (C)`, `GE.20-06287(E)` at the head of `text`.
pub(super) fn job_number(text: &str) -> Option<usize> {
    // In a text that is written from the right its letter may come out first, the brackets turned round: `)A( 21-07363`.
    if let [b'(' | b')', letter, b'(' | b')', b' ', rest @ ..] = text.as_bytes()
        && letter.is_ascii_uppercase()
    {
        let length = text.len() - rest.len();
        return bare_job_number(text.get(length..)?).map(|number| length + number);
    }
    // Geneva and Vienna put their sign before it.
    let sign = text
        .find(|c: char| !c.is_ascii_uppercase())
        .filter(|&at| (1..=3).contains(&at) && text.get(at..).is_some_and(|t| t.starts_with('.')));
    let start = sign.map_or(0, |at| at + 1);
    bare_job_number(text.get(start..)?).map(|length| start + length)
}

fn bare_job_number(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|d| d.iter().all(u8::is_ascii_digit));
    if !(digits(0..2) && bytes.get(2) == Some(&b'-') && digits(3..8)) {
        return None;
    }
    let after = text.get(8..)?;
    if after.chars().next().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let letter = after.trim_start();
    let bracket = letter.as_bytes();
    if bracket.first() == Some(&b'(')
        && bracket.get(1).is_some_and(u8::is_ascii_uppercase)
        && bracket.get(2) == Some(&b')')
    {
        return Some(8 + (after.len() - letter.len()) + 3);
    }
    Some(8)
}

/// The pieces of a line that holds nothing but folio and job number, or a rule. A folio alone must have a fellow with
/// the same total, since `75/291` looks like one.
fn furniture(
    text: &str,
    origin: usize,
    totals: &HashMap<u32, usize>,
    language: &Language,
) -> Option<Vec<(FurnitureReason, Span)>> {
    let sign = text.chars().next().filter(|c| matches!(c, '-' | '_' | '*' | '='));
    if text.len() >= 3 && sign.is_some_and(|sign| text.chars().all(|c| c == sign || c.is_whitespace())) {
        return Some(vec![(FurnitureReason::Rule, Span::new(origin, origin + text.len()))]);
    }
    let mut pieces: Vec<(FurnitureReason, Span)> = Vec::new();
    let mut at = 0;
    let (mut pages, mut jobs) = (Vec::new(), 0);
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        let blank = rest.len() - rest.trim_start_matches(is_blank).len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let stars = rest.len() - rest.trim_start_matches('*').len();
        let (reason, length) = if stars > 0 {
            (FurnitureReason::MarkdownSyntax, stars)
        } else if let Some(length) = job_number(rest) {
            jobs += 1;
            (FurnitureReason::JobNumber, length)
        } else if let Some(length) = asks_to_recycle(rest, language) {
            jobs += 1;
            (FurnitureReason::PrintMark, length)
        } else if let Some(length) = print_mark(rest, jobs > 0, pieces.last().map(|p| p.0)) {
            jobs += 1;
            (FurnitureReason::PrintMark, length)
        } else {
            let (length, total) = folio(rest)?;
            pages.push(total);
            (FurnitureReason::Folio, length)
        };
        pieces.push((reason, Span::new(origin + at, origin + at + length)));
        at += length;
    }
    let known = |total: &u32| totals.get(total).is_some_and(|&count| count > 1);
    // Beside a job number a folio may be misprinted (10/9); alone it must be possible.
    (jobs > 0 || (!pages.is_empty() && pages.iter().all(|t| *t > 0 && known(t)))).then_some(pieces)
}

#[cfg(test)]
mod tests;
