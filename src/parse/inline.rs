//! The lines of one block in, one [`Passage`] out: plain text, note calls, emphasis, opening phrase, byte ranges.
//!
//! Invariant: every visible character of the lines ends up in the text, in a note call or in the furniture. The source
//! slice is authoritative: pulldown-cmark only says which bytes are mark-up. A character before the text keeps it
//! from seeing lists, headings, code blocks or link definitions, so that it can swallow nothing:
//! `根据第 [2354\(2017\)](#) 号决议` gives 根据第 2354(2017) 号决议, and `[`, `\`, `\`, `](#)` as furniture.
//!
//! Not here: references, dates and names (see `link`).

use super::blocks::{Segment, Separator};
use super::calls::{Calls, closes};
use super::normalize::{digit, is_blank, is_ideograph, push, superscript};
use crate::language::Language;
use crate::model::inline::nest;
use crate::model::{Emphasis, FurnitureReason, Inline, Mark, NoteMarker, Passage};
use crate::source::{Span, is_visible};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::HashSet;
use std::ops::Range;

/// What the pass needs to know, and where it sets mark-up aside.
pub(super) struct Inliner<'a> {
    pub(super) source: &'a str,
    pub(super) language: &'static Language,
    /// Canonical markers of every note of the document.
    pub(super) markers: HashSet<String>,
    /// Calls that are not superscripts.
    pub(super) calls: Calls,
    pub(super) furniture: Vec<(FurnitureReason, Span)>,
}

/// A middle dot: no Markdown block can begin with it.
const GUARD: &str = "·";

impl Inliner<'_> {
    /// Reads the lines of a block.
    pub(super) fn passage(&mut self, segments: &[Segment]) -> Passage {
        let joined = Joined::new(self.source, segments, self.language);
        let markup = if may_have_markup(joined.text.as_bytes()) {
            Markup::read(&joined.text)
        } else {
            Markup::none(joined.text.len())
        };
        let mut writer = Writer::new(&joined);
        let mut at = 0;
        for kept in &markup.kept {
            self.set_aside(&joined, at..kept.start);
            self.write(&mut writer, &joined, kept.clone());
            at = kept.end;
        }
        self.set_aside(&joined, at..joined.text.len());
        writer.finish(&markup)
    }

    /// Reads the lines of a preambular or operative paragraph, and marks its opening phrase.
    pub(super) fn opening(&mut self, segments: &[Segment]) -> Passage {
        let mut passage = self.passage(segments);
        mark_opening_phrase(&mut passage, self.language);
        passage
    }

    /// Bytes of the joined lines that are mark-up go to the furniture.
    fn set_aside(&mut self, joined: &Joined<'_>, range: Range<usize>) {
        for (part, at) in joined.parts(range) {
            let visible = |c: char| is_visible(c);
            if let (Some(first), Some(last)) = (part.find(visible), part.rfind(visible)) {
                let end = last + part.get(last..).and_then(|p| p.chars().next()).map_or(0, char::len_utf8);
                self.furniture.push((FurnitureReason::MarkdownSyntax, Span::new(at + first, at + end)));
            }
        }
    }

    /// Text and note calls of a run that is not mark-up. Text is written in pieces as long as can be: up to the next
    /// call, or the end of the line.
    fn write(&self, writer: &mut Writer, joined: &Joined<'_>, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let Some((start, span, _)) = joined.piece(at).copied().filter(|p| at < p.0 + p.1.len()) else {
                writer.space(joined, at);
                at += 1;
                continue;
            };
            let end = range.end.min(start + span.len());
            let origin = span.start() + at - start;
            let digits = self.calls.range(origin..origin + (end - at)).next();
            let digits = digits.map(|(&place, (length, marker))| (at + place - origin, *length, Some(marker)));
            let text = joined.text.get(..range.end).unwrap_or("");
            let sign = self.sign(text, at..digits.map_or(end, |call| call.0));
            let Some((call, length, marker)) = sign.map(|(call, length)| (call, length, None)).or(digits) else {
                writer.text(joined, at..end);
                at = end;
                continue;
            };
            let before = call - self.blank_before(&joined.text, at..call, call + length);
            if at < before {
                writer.text(joined, at..before);
            }
            writer.call(joined, call..call + length, marker.cloned());
            at = call + length;
        }
    }

    /// Length of the blank that sets a call apart from the word before, where a mark, another blank or nothing follows the
    /// call: it goes with the call.
    fn blank_before(&self, text: &str, range: Range<usize>, end: usize) -> usize {
        let before = text.get(range).unwrap_or("");
        let after = text.get(end..).and_then(|rest| rest.chars().next());
        let apart = after.is_none_or(|c| is_blank(c) || closes(c, self.language));
        if apart { before.len() - before.trim_end_matches(is_blank).len() } else { 0 }
    }

    /// The first call in a range by a superscript or asterisks: where it stands, and its length.
    fn sign(&self, text: &str, range: Range<usize>) -> Option<(usize, usize)> {
        let bytes = text.as_bytes().get(range.clone())?;
        // The bytes that superscript digits and asterisks begin with.
        memchr::memchr3_iter(0xc2, 0xe2, b'*', bytes).map(|at| range.start + at).find_map(|at| {
            let length = self.call_length(text, at, text.get(at..)?)?;
            Some((at, length))
        })
    }

    /// Length of the note call at `at`. Superscript digits call a note, unless they are the exponent of a unit (km²),
    /// which stands after a number or bears what no note bears; asterisks do where a note bears them and they close a word.
    fn call_length(&self, text: &str, at: usize, rest: &str) -> Option<usize> {
        let first = rest.chars().next().filter(|&c| c == '*' || superscript(c).is_some())?;
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let digits: String = if first == '*' { String::new() } else { rest.chars().map_while(superscript).collect() };
        if !digits.is_empty() {
            let exponent = || match unit_at_end(text.get(..at).unwrap_or("")) {
                Unit::Measured => true,
                Unit::Possible => !self.markers.contains(&digits),
                Unit::None => false,
            };
            let length = rest.chars().take_while(|&c| superscript(c).is_some()).map(char::len_utf8).sum();
            return (!matches!(digits.as_str(), "2" | "3") || !exponent()).then_some(length);
        }
        let stars = rest.len() - rest.trim_start_matches('*').len();
        if stars == 0 || !self.markers.contains(rest.get(..stars)?) {
            return None;
        }
        let after = rest.get(stars..).and_then(|r| r.chars().next());
        let closes = after.is_none_or(|c| !c.is_alphanumeric() || is_ideograph(c));
        (closes && before.is_some_and(|c| !is_blank(c) && c != '*')).then_some(stars)
    }
}

/// Whether a text ends in a unit of length, m or km.
enum Unit {
    /// It does: a small letter or two after a number, 12 km.
    Measured,
    /// A word of one or two letters may be one.
    Possible,
    None,
}

fn unit_at_end(text: &str) -> Unit {
    let letters = text.chars().rev().take_while(|&c| c.is_alphabetic() && !is_ideograph(c)).take(LONGEST_UNIT + 1);
    let (count, small) = letters.fold((0, true), |(count, small), c| (count + 1, small && c.is_lowercase()));
    let number = || text.chars().rev().skip(count).find(|&c| !is_blank(c)).is_some_and(|c| digit(c).is_some());
    match count {
        1..=LONGEST_UNIT if small && number() => Unit::Measured,
        1..=LONGEST_UNIT => Unit::Possible,
        _ => Unit::None,
    }
}

/// Most letters of a unit.
const LONGEST_UNIT: usize = 2;

/// Whether a text may hold Markdown. Asked of every paragraph; few have any.
fn may_have_markup(text: &[u8]) -> bool {
    let sets = [(b'*', b'_', b'['), (b'<', b'\\', b'&'), (b'`', b'`', b'`')];
    sets.into_iter().any(|(a, b, c)| memchr::memchr3(a, b, c, text).is_some())
}

/// The lines of a block as one string, with the way back to the source.
struct Joined<'a> {
    text: String,
    /// Start in `text`, range in the source, and what stands before it in the passage.
    pieces: Vec<(usize, Span, &'static str)>,
    source: &'a str,
}

impl<'a> Joined<'a> {
    fn new(source: &'a str, segments: &[Segment], language: &Language) -> Self {
        let mut joined = Joined { text: String::new(), pieces: Vec::new(), source };
        for segment in segments {
            let slice = segment.span.slice(source);
            let separator = match segment.separator {
                _ if joined.text.is_empty() => "",
                Separator::Line => "\n",
                Separator::None if language.unspaced => {
                    let ideograph = |c: Option<char>| c.is_some_and(|c| is_ideograph(c) || !c.is_alphanumeric());
                    let (last, first) = (joined.text.chars().next_back(), slice.chars().next());
                    // A number or a symbol may be cut anywhere; two words are parted by the line break.
                    let cut = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
                    let tight = ideograph(last) || ideograph(first) || (cut(last) && cut(first));
                    if tight { "" } else { " " }
                }
                // A word that a hyphen cut at the end of a line goes on without a space.
                Separator::None if joined.text.ends_with(['-', '\u{2010}', '/']) => "",
                Separator::None => " ",
            };
            // For the Markdown reader the lines are one line: a line of its own could open a list.
            if !separator.is_empty() {
                joined.text.push(' ');
            }
            joined.pieces.push((joined.text.len(), segment.span, separator));
            joined.text.push_str(slice);
        }
        joined
    }

    /// The pieces of a range of the joined text, each with its byte offset in the source.
    fn parts(&self, range: Range<usize>) -> Vec<(&'a str, usize)> {
        let mut parts = Vec::new();
        let first = self.pieces.partition_point(|p| p.0 + p.1.len() <= range.start);
        for &(start, span, _) in self.pieces.iter().skip(first).take_while(|p| p.0 < range.end) {
            let origin = |at: usize| span.start() + at - start;
            let (from, to) = (origin(range.start.max(start)), origin(range.end.min(start + span.len())));
            parts.push((self.source.get(from..to).unwrap_or(""), from));
        }
        parts
    }

    /// The piece that begins last at or before `at`.
    fn piece(&self, at: usize) -> Option<&(usize, Span, &'static str)> {
        self.pieces.get(self.pieces.partition_point(|p| p.0 <= at).checked_sub(1)?)
    }

    /// Source offset of a byte of the joined text; `None` for a space between two lines.
    fn origin(&self, at: usize) -> Option<usize> {
        self.piece(at).filter(|p| at < p.0 + p.1.len()).map(|p| p.1.start() + at - p.0)
    }

    /// What the passage has in place of the space at `at`.
    fn separator(&self, at: usize) -> &'static str {
        self.piece(at + 1).filter(|p| p.0 == at + 1).map_or("", |p| p.2)
    }
}

/// Which bytes of a text are text, and what the mark-up around them says.
struct Markup {
    kept: Vec<Range<usize>>,
    emphasis: Vec<(Emphasis, Range<usize>)>,
}

impl Markup {
    fn none(length: usize) -> Self {
        Markup { kept: std::iter::once(0..length).collect(), emphasis: Vec::new() }
    }

    fn read(text: &str) -> Self {
        let guarded = format!("{GUARD}{text}");
        let shift = |r: &Range<usize>| r.start.saturating_sub(GUARD.len())..r.end.saturating_sub(GUARD.len());
        let mut markup = Markup { kept: Vec::new(), emphasis: Vec::new() };
        let mut jump = None;
        for (event, range) in Parser::new_ext(&guarded, Options::empty()).into_offset_iter() {
            let range = shift(&range);
            match event {
                Event::InlineHtml(tag) if is_tag(&tag) => {}
                Event::Text(_) | Event::InlineHtml(_) | Event::Html(_) if !range.is_empty() => markup.keep(range),
                Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with('#') => jump = Some(range.start),
                Event::End(TagEnd::Link) => {
                    if let Some(start) = jump.take() {
                        markup.trim_jump(text, start);
                    }
                }
                Event::Code(_) => {
                    let ticks = text.get(range.clone()).map_or(0, |t| t.len() - t.trim_start_matches('`').len());
                    markup.keep(range.start + ticks..range.end.saturating_sub(ticks));
                }
                Event::Start(Tag::Strong) => markup.emphasis.push((Emphasis::Bold, range)),
                Event::Start(Tag::Emphasis) => markup.emphasis.push((Emphasis::Italic, range)),
                // Everything else is mark-up or white space: what it covers is not kept.
                Event::Text(_)
                | Event::InlineHtml(_)
                | Event::Html(_)
                | Event::Start(_)
                | Event::End(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::FootnoteReference(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::Rule
                | Event::TaskListMarker(_) => {}
            }
        }
        markup
    }

    /// Of a link between a call and its note, from `start` on, only the number is text: `[\[1\]](#footnote-2)`, and nothing
    /// of `[↑](#footnote-ref-2)`.
    fn trim_jump(&mut self, text: &str, start: usize) {
        let first = self.kept.partition_point(|kept| kept.start < start);
        let shown: String = self.kept.iter().skip(first).filter_map(|kept| text.get(kept.clone())).collect();
        let number = shown.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
        if number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| digit(c).is_some())) {
            for kept in self.kept.iter_mut().skip(first) {
                let piece = text.get(kept.clone()).unwrap_or("");
                kept.start += piece.len() - piece.trim_start_matches('[').len();
                kept.end -= piece.len() - piece.trim_end_matches(']').len();
                kept.end = kept.end.max(kept.start);
            }
        } else if matches!(shown.as_str(), "↑" | "↩" | "↩︎") {
            self.kept.truncate(first);
        }
    }

    fn keep(&mut self, range: Range<usize>) {
        match self.kept.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.kept.push(range),
        }
    }
}

/// Whether HTML within a text is what word processors leave round calls and Arabic: `<sup>`, `<a id="footnote-2">`.
fn is_tag(html: &str) -> bool {
    let inner = html.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or("");
    let name = inner.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    matches!(name, "a" | "sup" | "span")
}

/// Writes the text of a passage and remembers where each byte of the joined lines went.
struct Writer {
    passage: Passage,
    length: u32,
    /// Where each piece that was written begins in the joined lines, and the code points of the text before it.
    reached: Vec<(usize, u32)>,
    /// Where the last range of `passage.source` may go on.
    open: Option<usize>,
}

impl Writer {
    fn new(joined: &Joined<'_>) -> Self {
        let text = String::with_capacity(joined.text.len());
        let passage = Passage { text, ..Passage::default() };
        Writer { passage, length: 0, reached: Vec::new(), open: None }
    }

    fn reach(&mut self, at: usize) {
        self.reached.push((at, self.length));
    }

    /// The space between two lines.
    fn space(&mut self, joined: &Joined<'_>, at: usize) {
        self.reach(at);
        let separator = joined.separator(at);
        self.passage.text.push_str(separator);
        self.length += u32::from(!separator.is_empty());
        self.open = None;
    }

    /// A run of text of one line.
    fn text(&mut self, joined: &Joined<'_>, range: Range<usize>) {
        self.reach(range.start);
        let Some(at) = joined.origin(range.start) else { return };
        let before = self.passage.text.len();
        push(&mut self.passage.text, joined.text.get(range.clone()).unwrap_or(""));
        let end = at + range.len();
        match (self.open == Some(at), self.passage.source.last_mut()) {
            (true, Some(last)) => *last = Span::new(last.start(), end),
            _ => self.passage.source.push(Span::new(at, end)),
        }
        self.open = Some(end);
        let written = self.passage.text.get(before..).map_or(0, |t| t.chars().count());
        self.length += u32::try_from(written).unwrap_or(0);
    }

    fn call(&mut self, joined: &Joined<'_>, range: Range<usize>, canonical: Option<String>) {
        self.reach(range.start);
        let printed = joined.text.get(range.clone()).unwrap_or("").to_owned();
        let plain = || printed.chars().map(|c| superscript(c).unwrap_or(c)).collect();
        let canonical: String = canonical.unwrap_or_else(plain);
        let at = joined.origin(range.start).unwrap_or(0);
        let marker = NoteMarker { printed, canonical, source: Span::new(at, at + range.len()) };
        let mark = Mark::NoteCall { marker, note: None };
        self.passage.spans.push(Inline { start: self.length, end: self.length, mark });
        self.open = None;
    }

    fn finish(mut self, markup: &Markup) -> Passage {
        // Emphasis begins and ends at mark-up, which parts what is written: it stands where the next piece does.
        let place = |at: usize| {
            let next = self.reached.get(self.reached.partition_point(|piece| piece.0 < at));
            next.map_or(self.length, |piece| piece.1)
        };
        for (style, range) in &markup.emphasis {
            let (start, end) = (place(range.start), place(range.end));
            if start < end {
                self.passage.spans.push(Inline { start, end, mark: Mark::Emphasis { style: *style } });
            }
        }
        drop_blank_ends(&mut self.passage);
        nest(&mut self.passage.spans);
        self.passage
    }
}

/// White space before the first and after the last visible character is not text: a marker stood there.
fn drop_blank_ends(passage: &mut Passage) {
    let trimmed = passage.text.trim_end().len();
    if trimmed == passage.text.len() && !passage.text.starts_with(char::is_whitespace) {
        return;
    }
    passage.text.truncate(trimmed);
    let lead = passage.text.len() - passage.text.trim_start().len();
    let lead_points = passage.text.get(..lead).map_or(0, |t| t.chars().count());
    passage.text.drain(..lead);
    let length = u32::try_from(passage.text.chars().count()).unwrap_or(u32::MAX);
    let shift = u32::try_from(lead_points).unwrap_or(0);
    for span in &mut passage.spans {
        span.start = span.start.saturating_sub(shift).min(length);
        span.end = span.end.saturating_sub(shift).min(length);
    }
}

/// Marks the phrase that opens a paragraph: what is bold or italic at its head, or in its frame (对…**表示关切**), or what the
/// language data know.
fn mark_opening_phrase(passage: &mut Passage, language: &Language) {
    let text = &passage.text;
    let emphasized = |s: &&Inline| matches!(s.mark, Mark::Emphasis { .. });
    let bold = passage.spans.iter().find(emphasized).map(|s| (s.start, s.end));
    let framed = language.frame_openers.iter().any(|o| text.starts_with(o));
    let (start, end) = match bold {
        Some(range) if range.0 == 0 || framed => range,
        _ => match language.opening_phrase(text) {
            Some((length, _)) => (0, points(text, length)),
            None if framed => {
                let marks = |c: char| {
                    [language.comma, language.segment_ends, language.sentence_ends].iter().any(|m| m.contains(&c))
                };
                let clause = text.split(marks).next().unwrap_or("");
                let found = clause.char_indices().find(|&(at, _)| {
                    clause.get(at..).is_some_and(|t| language.opening_phrase(t).is_some_and(|p| p.0 == t.len()))
                });
                match found {
                    Some((at, _)) => (points(text, at), points(text, clause.len())),
                    None => return,
                }
            }
            None => return,
        },
    };
    let phrase: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    // The comma after 强调指出， belongs to the sentence, not to the phrase.
    let words = phrase.trim_end_matches(|c: char| !c.is_alphanumeric());
    if !words.is_empty() {
        let end = start + points(words, words.len());
        let class = language.opening_phrase(words).map(|p| p.1);
        passage.spans.push(Inline { start, end, mark: Mark::OpeningPhrase { class } });
        nest(&mut passage.spans);
    }
}

fn points(text: &str, bytes: usize) -> u32 {
    text.get(..bytes).map_or(0, |t| u32::try_from(t.chars().count()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{EN, ZH};

    fn read(text: &str, markers: &[&str]) -> (Passage, Vec<String>) {
        read_in(text, markers, &ZH)
    }

    /// Reads the lines of a text as one run of text.
    fn read_in(text: &str, markers: &[&str], language: &'static Language) -> (Passage, Vec<String>) {
        let mut inliner = Inliner {
            source: text,
            language,
            markers: markers.iter().map(|&m| m.to_owned()).collect(),
            calls: Calls::new(),
            furniture: Vec::new(),
        };
        let mut segments = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            segments.push(Segment { span: Span::new(start, start + line.len()), separator: Separator::None });
            start += line.len() + 1;
        }
        let passage = inliner.opening(&segments);
        (passage, inliner.furniture.iter().map(|f| f.1.slice(text).to_owned()).collect())
    }

    /// Where the opening phrase of a text stands.
    fn phrase(text: &str) -> Option<(u32, u32)> {
        let (passage, _) = read(text, &[]);
        let phrase = passage.spans.iter().find(|s| matches!(s.mark, Mark::OpeningPhrase { .. }))?;
        Some((phrase.start, phrase.end))
    }

    #[test]
    fn escapes_and_links_leave_only_their_text() {
        let (passage, aside) = read(r"根据第 [2354\(2017\)](#) 号决议", &[]);
        assert_eq!(passage.text, "根据第 2354(2017) 号决议");
        assert_eq!(aside, ["[", r"\", r"\", "](#)"]);
    }

    #[test]
    fn a_call_is_lifted_out_of_the_text() {
        let (passage, _) = read("**敦促**履行《公约》³ 规定的义务", &["3"]);
        assert_eq!(passage.text, "敦促履行《公约》 规定的义务");
        let call = passage.spans.iter().find(|s| matches!(s.mark, Mark::NoteCall { .. })).unwrap();
        assert_eq!((call.start, call.end), (8, 8));
    }

    #[test]
    fn asterisks_call_only_where_a_note_bears_them() {
        assert_eq!(read("联合国开发计划署**", &["**"]).0.text, "联合国开发计划署");
        assert_eq!(read("联合国开发计划署**", &[]).0.text, "联合国开发计划署**");
    }

    #[test]
    fn angle_brackets_of_a_title_stay() {
        let (passage, aside) = read("《努力实现<2030 年议程>的宣言》", &[]);
        assert_eq!(passage.text, "《努力实现<2030 年议程>的宣言》");
        assert!(aside.is_empty());
    }

    #[test]
    fn a_framed_phrase_is_found_with_and_without_bold() {
        for text in ["对独自行动的行为**表示关切**，承认", "对独自行动的行为表示关切，承认"]
        {
            assert_eq!(phrase(text), Some((8, 12)), "{text}");
        }
    }

    #[test]
    fn an_opening_phrase_ends_with_a_letter() {
        assert_eq!(phrase("**强调指出，** 各国应当合作"), Some((0, 4)));
        assert_eq!(phrase("对独自行动的行为**表示关切，** 承认"), Some((8, 12)));
        assert_eq!(phrase("**——** 各国应当合作"), None, "bold over a dash alone");
    }

    #[test]
    fn an_asterisk_calls_behind_a_word_that_it_closes() {
        for (text, calls) in [
            ("The Netherlands*, and others", 1),
            ("The Netherlands* and others", 1),
            ("The Netherlands*", 1),
            ("The Netherlands*and others", 0),
            ("The Netherlands * and others", 0),
            ("The Netherlands** and others", 0),
        ] {
            let (passage, _) = read_in(text, &["*"], &EN);
            assert_eq!(passage.text.matches('*').count() + calls, text.matches('*').count(), "{text}");
            assert_eq!(
                passage.spans.iter().filter(|s| matches!(s.mark, Mark::NoteCall { .. })).count(),
                calls,
                "{text}"
            );
        }
    }

    #[test]
    fn a_unit_is_in_small_letters() {
        for (text, plain) in [
            ("an area of 12 km² in all", "an area of 12 km² in all"),
            ("all 27 EU² and others", "all 27 EU and others"),
            ("all 27 Eu² and others", "all 27 Eu and others"),
        ] {
            assert_eq!(read_in(text, &["2"], &EN).0.text, plain);
        }
    }

    #[test]
    fn lines_of_chinese_are_joined_without_a_space_but_between_words() {
        for (text, joined) in [
            ("根据第\n75/291 号决议", "根据第75/291 号决议"),
            ("根据 A/RES\n/75/1 号决议", "根据 A/RES/75/1 号决议"),
            ("根据 A/RES/7\n5/1 号决议", "根据 A/RES/75/1 号决议"),
            ("根据 A/H\nRC/45 号决议", "根据 A/HRC/45 号决议"),
            ("根据 A/RES/\n75/1 号决议", "根据 A/RES/75/1 号决议"),
            ("在 United\nNations 内", "在 United Nations 内"),
            ("在 UNITED\nnations 内", "在 UNITED nations 内"),
            ("在 article\n5 内", "在 article 5 内"),
        ] {
            assert_eq!(read(text, &[]).0.text, joined);
        }
    }

    #[test]
    fn markup_of_a_later_line_is_set_aside_where_it_stands() {
        let (passage, aside) = read("各国应当\n根据 [2354\\(2017\\)](#) 合作", &[]);
        assert_eq!(passage.text, "各国应当根据 2354(2017) 合作");
        assert_eq!(aside, ["[", r"\", r"\", "](#)"]);
        let (passage, aside) = read("根据 [75/1](https://undocs.org\n  \"75/1\") 合作", &[]);
        assert_eq!(passage.text, "根据 75/1 合作");
        assert_eq!(aside, ["[", "](https://undocs.org", "\"75/1\")"], "without the indent of the second line");
    }

    #[test]
    fn of_code_the_ticks_alone_are_markup() {
        let (passage, aside) = read("the tag `eId` and the tag ``a`b`` of it", &[]);
        assert_eq!(passage.text, "the tag eId and the tag a`b of it");
        assert_eq!(aside, ["`", "`", "``", "``"]);
    }

    #[test]
    fn of_a_link_to_a_note_the_number_alone_is_text() {
        for (link, text) in [
            (r"[\[1\]](#footnote-2)", "1"),
            (r"[\[a\]](#footnote-2)", "[a]"),
            (r"[\[\]](#footnote-2)", "[]"),
            ("[↑](#footnote-ref-2)", ""),
        ] {
            assert_eq!(read(&format!("见决议{link}"), &[]).0.text, format!("见决议{text}"));
        }
    }

    #[test]
    fn emphasis_over_a_call_alone_is_none() {
        let (passage, _) = read("根据《公约》 **³** 规定的义务", &["3"]);
        assert!(!passage.spans.iter().any(|s| matches!(s.mark, Mark::Emphasis { .. })));
        let (passage, _) = read("根据《公约》 **第三条** 规定的义务", &["3"]);
        let emphasis = passage.spans.iter().find(|s| matches!(s.mark, Mark::Emphasis { .. })).unwrap();
        assert_eq!((emphasis.start, emphasis.end), (7, 10));
    }

    #[test]
    fn what_a_call_at_the_head_leaves_is_no_text() {
        let (passage, _) = read("³ **敦促**履行义务 ³", &["3"]);
        assert_eq!(passage.text, "敦促履行义务");
        let places: Vec<(u32, u32)> = passage.spans.iter().map(|s| (s.start, s.end)).collect();
        assert_eq!(places, [(0, 0), (0, 2), (0, 2), (6, 6)]);
        assert_eq!(read("³ 敦促履行义务", &["3"]).0.text, "敦促履行义务");
    }
}
