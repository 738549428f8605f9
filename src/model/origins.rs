//! Places in a passage, asked for again and again: by code point in its text, and by byte in the source.
//!
//! Marks count code points, texts are bytes, and what stands in the text of a passage is counted along the ranges that it
//! came from. To count from the start for each of many marks of one paragraph takes the square of their number; here
//! every sixty-fourth place is kept, and a question counts from the nearest.

use super::Passage;
use crate::source::{Span, is_visible};

/// How many characters lie between two places that are kept.
const STEP: usize = 64;

/// The byte offsets of the code points of a text.
#[derive(Debug, Clone)]
pub struct Points<'t> {
    text: &'t str,
    /// The byte of every [`STEP`]th code point; empty where each code point is one byte.
    kept: Vec<usize>,
}

impl<'t> Points<'t> {
    /// Counts along a text, once.
    pub fn new(text: &'t str) -> Self {
        let mut kept = Vec::new();
        if !text.is_ascii() {
            // Characters that nobody asks for are passed over many at a time.
            let mut rest = text.chars();
            while !rest.as_str().is_empty() {
                kept.push(text.len() - rest.as_str().len());
                rest.nth(STEP - 1);
            }
        }
        Points { text, kept }
    }

    /// The byte offset of a code point; the length of the text where it has no more.
    pub fn byte(&self, point: usize) -> usize {
        if self.kept.is_empty() {
            return point.min(self.text.len());
        }
        let Some(&from) = self.kept.get(point / STEP) else { return self.text.len() };
        let mut rest = self.text.get(from..).unwrap_or("").chars();
        if let Some(before) = (point % STEP).checked_sub(1) {
            rest.nth(before);
        }
        self.text.len() - rest.as_str().len()
    }

    /// The text from one code point to another.
    ///
    /// ```
    /// use declc::model::Points;
    /// assert_eq!(Points::new("大会，重申").slice(3, 5), "重申");
    /// ```
    pub fn slice(&self, start: u32, end: u32) -> &'t str {
        self.text.get(self.byte(start as usize)..self.byte(end as usize)).unwrap_or("")
    }
}

/// The places in the source of the characters of a passage, as [`Passage::origin`] finds them.
#[derive(Debug, Clone)]
pub struct Origins<'a> {
    passage: &'a Passage,
    source: &'a str,
    points: Points<'a>,
    /// How many visible characters stand before every [`STEP`]th code point of the text.
    before: Vec<usize>,
    /// The range and the byte of every [`STEP`]th visible character of the ranges.
    places: Vec<(usize, usize)>,
}

impl<'a> Origins<'a> {
    /// Counts along a passage and its ranges in `source`, once.
    pub fn new(passage: &'a Passage, source: &'a str) -> Self {
        let points = Points::new(&passage.text);
        let mut seen = 0;
        let mut before = Vec::new();
        for (point, c) in passage.text.chars().enumerate() {
            if point % STEP == 0 {
                before.push(seen);
            }
            seen += usize::from(is_visible(c));
        }
        let ranges = passage.source.iter().enumerate();
        let visible = ranges.flat_map(|(index, range)| {
            let characters = range.slice(source).char_indices().filter(|&(_, c)| is_visible(c));
            characters.map(move |(at, _)| (index, range.start() + at))
        });
        Origins { passage, source, points, before, places: visible.step_by(STEP).collect() }
    }

    /// The passage.
    pub fn passage(&self) -> &'a Passage {
        self.passage
    }

    /// As [`Passage::origin`].
    pub fn span(&self, start: u32, end: u32) -> Option<Span> {
        let first = self.visible(start as usize);
        let last = self.visible(end as usize).max(first + 1);
        let from = self.place(first + 1).map(|place| place.0);
        match self.place(last) {
            Some((at, length)) => from.map(|from| Span::new(from, at + length)),
            None => self.passage.source.last().map(|s| Span::new(from.unwrap_or(s.end()), s.end())),
        }
    }

    /// How many visible characters stand before a code point.
    fn visible(&self, point: usize) -> usize {
        let Some(&seen) = self.before.get(point / STEP).or(self.before.last()) else { return 0 };
        let from = (point / STEP).min(self.before.len() - 1) * STEP;
        let rest = self.passage.text.get(self.points.byte(from)..).unwrap_or("");
        seen + rest.chars().take(point - from).filter(|&c| is_visible(c)).count()
    }

    /// The byte and the length of the visible character of the ranges with this number, from 1.
    fn place(&self, number: usize) -> Option<(usize, usize)> {
        let index = number.checked_sub(1)?;
        let &(range, byte) = self.places.get(index / STEP)?;
        let ranges = self.passage.source.get(range..)?.iter().enumerate();
        let mut visible = ranges.flat_map(|(step, range)| {
            let start = if step == 0 { byte } else { range.start() };
            let rest = self.source.get(start..range.end()).unwrap_or("");
            rest.char_indices().filter(|&(_, c)| is_visible(c)).map(move |(at, c)| (start + at, c.len_utf8()))
        });
        visible.nth(index % STEP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_from_the_start_finds() {
        let source = "甲 b\u{200b}c 丁\n戊 ".repeat(60) + "*末*";
        let cut = source.find("丁").unwrap_or(0) + "丁".len();
        let ranges = vec![Span::new(0, cut), Span::new(cut + 1, source.len())];
        for text in [source.replace(['\u{200b}', '*'], ""), "短".to_owned(), String::new(), "plain text".repeat(20)] {
            let passage = Passage { text, source: ranges.clone(), ..Passage::default() };
            let origins = Origins::new(&passage, &source);
            let length = u32::try_from(passage.text.chars().count()).unwrap();
            for start in 0..length + 3 {
                for end in [start, start + 1, start + 2, start + 70, length] {
                    assert_eq!(origins.span(start, end), passage.origin(&source, start, end), "{start} {end}");
                }
            }
        }
    }
}
