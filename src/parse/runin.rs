//! Lines in, lines out: a line that holds many paragraphs is cut where each begins.
//!
//! A web page may print a resolution, or its preamble, as one paragraph: `The Security Council, Recalling its resolution
//! 1325 (2000), Reaffirming …, 1. Decides …; 2. Requests …`. No sentence has a capital after a comma, so a capital
//! opening phrase there opens a paragraph, and a number does that is due.
//!
//! Not here: lines that a printer broke (see `wrap`).

use super::lines::{Line, trim};
use super::number::{NumberKind, head};
use crate::language::{Language, PhraseClass};
use crate::source::Span;

/// Shortest line that is looked at, in bytes: nothing shorter holds a formula and two paragraphs.
const SHORTEST: usize = 120;

/// Most marks of a line that are looked at.
const MOST_MARKS: usize = 20_000;

/// Cuts the lines that hold many paragraphs. A blank line stands between the pieces.
pub(super) fn cut(source: &str, lines: Vec<Line>, language: &Language) -> Vec<Line> {
    if !language.latin() {
        return lines;
    }
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        let places = if line.span.end() - line.span.start() < SHORTEST {
            Vec::new()
        } else {
            places(line.span.slice(source), language)
        };
        let mut start = line.span.start();
        let Line { mut new_page, mut quote, .. } = line;
        for place in places {
            let end = line.span.start() + place;
            if place > 0 {
                parted.push(Line { span: trim(source, Span::new(start, end)), new_page, quote });
            }
            // A new page begins with the line on which it does.
            let first = place == 0;
            parted.push(Line {
                span: Span::new(end, end),
                new_page: first && new_page,
                quote: quote.filter(|_| first),
            });
            (start, new_page, quote) = (end, false, None);
        }
        parted.push(Line { span: trim(source, Span::new(start, line.span.end())), new_page, quote });
    }
    parted
}

/// Where the paragraphs of a line begin but the first; none where no speaker opens a preamble in it.
fn places(line: &str, language: &Language) -> Vec<usize> {
    let mut places = Vec::new();
    let mut spoken = false;
    let mut due = 1;
    for (at, mark) in line.match_indices([',', ';', '.', ':']).take(MOST_MARKS) {
        let rest = line.get(at + mark.len()..).unwrap_or("");
        let text = rest.trim_start();
        let begins = line.len() - text.len();
        if text.is_empty() || text.len() == rest.len() {
            continue;
        }
        if !spoken {
            let opens = mark == "," && opens_capital(text, Some(PhraseClass::Declaratory), language);
            if let Some(speaker) = opens.then(|| speaker(line.get(..at).unwrap_or(""), language)).flatten() {
                spoken = true;
                places.extend([speaker, begins]);
            }
            continue;
        }
        let number = head(text, language).filter(|h| h.kind == NumberKind::Arabic && h.value == due);
        let counted = number.filter(|h| opens_capital(text.get(h.length..).unwrap_or(""), None, language));
        // After the first number each paragraph bears one.
        let phrase =
            || due == 1 && mark != "." && mark != ":" && opens_capital(text, Some(PhraseClass::Declaratory), language);
        if counted.is_some() || phrase() {
            due += u32::from(counted.is_some());
            places.push(begins);
        } else if due > 1 && matches!(mark, ":" | ";") && is_item(text, language) {
            places.push(begins);
        }
    }
    places
}

/// Whether a text opens with a capital and an opening phrase, of this class where one is asked for.
fn opens_capital(text: &str, class: Option<PhraseClass>, language: &Language) -> bool {
    let end = text.char_indices().nth(crate::language::LONGEST_OPENING).map_or(text.len(), |(end, _)| end);
    text.starts_with(char::is_uppercase)
        && language
            .opening_phrase(&language.key(text.get(..end).unwrap_or("")))
            .is_some_and(|phrase| class.is_none_or(|class| class == phrase.1))
}

/// Whether a text opens with the letter or Roman number of a point in brackets.
fn is_item(text: &str, language: &Language) -> bool {
    head(text, language).is_some_and(|h| matches!(h.kind, NumberKind::Letter | NumberKind::BracketedRoman))
}

/// Most words of the name of an organ that speaks.
const MOST_WORDS: usize = 14;

/// Where the name of an organ begins that ends a text.
fn speaker(text: &str, language: &Language) -> Option<usize> {
    let starts = text.rmatch_indices(char::is_whitespace).map(|(at, space)| at + space.len());
    let names = |&at: &usize| language.organ(&language.key(text.get(at..).unwrap_or(""))).is_some();
    // The article belongs to the name: the longest name is the speaker.
    starts.take(MOST_WORDS).chain((text.split_whitespace().count() <= MOST_WORDS).then_some(0)).filter(names).last()
}
