//! Lines in, blocks out. A block is one paragraph, heading, note or cover line as the text prints it, with the mark at
//! its head (number, bullet, `##`) set apart from its text.
//!
//! Invariant: each visible character of the source is in exactly one block, one note or one piece of furniture.
//! In A/RES/75/291 the line `⁸ 见 A/70/674。` stands in the middle of operative paragraph 15: here it becomes a note,
//! and the two halves of the paragraph become neighbours, the second marked as standing after a page end.
//!
//! Not here: what a block means, and whether two blocks are one paragraph (see `grammar`).

use super::calls::{self, Calls};
use super::counts::Counts;
use super::lines::{Line, trim};
use super::normalize::{Ending, decides_ending, ending, is_blank, is_table_row};
use super::number::{Head, NumberKind, alone, head};
use super::pages::{self, Kind};
use super::wrap::{Before, Join, Layout, is_formula_line};
use crate::language::{LONGEST_OPENING, Language, PhraseClass};
use crate::model::{FurnitureReason, NoteMarker};
use crate::source::Span;
use std::borrow::Cow;
use std::collections::HashSet;

/// What stands between a piece of a paragraph and the piece before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// Nothing: the pieces are one run of text.
    None,
    /// A line break of the source whose meaning is not settled yet, or that the drafter meant.
    Line,
}

/// A piece of a paragraph: one line of the source, or the rest of one after its marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) span: Span,
    pub(super) separator: Separator,
}

/// A number at the head of a block, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BlockNumber {
    pub(super) head: Head,
    pub(super) span: Span,
}

/// A paragraph, heading or cover line as the text prints it.
#[expect(clippy::struct_excessive_bools, reason = "independent signs of one line, not states")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) segments: Vec<Segment>,
    /// Blank lines before it; 0 where it follows the line before at once.
    pub(super) gap: usize,
    /// Level of a Markdown heading.
    pub(super) heading: Option<usize>,
    pub(super) number: Option<BlockNumber>,
    pub(super) bullet: bool,
    /// Whether a note, a folio or a form feed stands between it and the block before: a page ended there.
    pub(super) after_page_end: bool,
    /// Whether it is a row of a table.
    pub(super) row: bool,
    /// Whether the width of the lines shows that it begins a paragraph.
    pub(super) settled: bool,
}

impl Block {
    /// Its text, its lines joined with spaces.
    pub(super) fn text<'s>(&self, source: &'s str) -> Cow<'s, str> {
        joined(&self.segments, source)
    }

    /// Its text without Markdown emphasis and white space, for comparing with words of a language.
    pub(super) fn folded(&self, source: &str, language: &Language) -> String {
        without_emphasis(language.key(&self.text(source)))
    }

    /// What [`Block::folded`] begins with, far enough for any opening phrase. A long paragraph is not folded for that.
    fn head(&self, source: &str, language: &Language) -> String {
        let mut head = String::new();
        let mut left = 2 * LONGEST_OPENING;
        for segment in &self.segments {
            head.push_str(if head.is_empty() { "" } else { " " });
            let line = segment.span.slice(source);
            let Some((end, _)) = line.char_indices().nth(left) else {
                left -= line.chars().count();
                head.push_str(line);
                continue;
            };
            head.push_str(line.get(..end).unwrap_or(line));
            break;
        }
        without_emphasis(language.key(&head))
    }

    /// The class of the phrase that opens its text.
    pub(super) fn opening_phrase(&self, source: &str, language: &Language) -> Option<PhraseClass> {
        // Its first line mostly tells, without a copy of the text.
        let line = self.segments.first()?.span.slice(source);
        language.opening_class(line, || self.head(source, language))
    }

    /// How its text ends. Only the lines that decide it are looked at: a paragraph may grow line by line, and is asked
    /// each time.
    pub(super) fn ending(&self, source: &str, language: &Language) -> Ending {
        let decides = |s: &Segment| decides_ending(s.span.slice(source), language);
        let from = self.segments.len().saturating_sub(MOST_ENDING_LINES);
        let last = self.segments.iter().skip(from).rposition(decides).map_or(from, |at| from + at);
        ending(&joined(self.segments.get(last..).unwrap_or_default(), source), language)
    }

    /// Whether its text has more than `limit` characters.
    pub(super) fn is_longer(&self, source: &str, limit: usize) -> bool {
        // The lines are joined with a space.
        let mut left = limit + 1;
        for segment in &self.segments {
            let line = segment.span.slice(source);
            // Of a long line the bytes tell: no character has more of them than four.
            let count = if line.len() / char::MAX.len_utf8() >= left { left } else { line.chars().count() };
            if count >= left {
                return true;
            }
            left = left.saturating_sub(count + 1);
        }
        false
    }

    /// Its lines, the first with its number.
    fn lines(&self) -> impl Iterator<Item = Span> {
        let number = self.number.as_ref().map(|number| number.span);
        let first = self.segments.first().map(|line| line.span);
        let head = match (number, first) {
            (Some(number), Some(line)) => Some(Span::new(number.start(), line.end())),
            (number, line) => number.or(line),
        };
        head.into_iter().chain(self.segments.iter().skip(1).map(|line| line.span))
    }

    /// Kind of its number.
    pub(super) fn number_kind(&self) -> Option<NumberKind> {
        self.number.as_ref().map(|n| n.head.kind)
    }

    /// Value of its number where it counts paragraphs.
    pub(super) fn paragraph_number(&self) -> Option<u32> {
        self.number.as_ref().filter(|n| n.head.kind == NumberKind::Arabic).map(|n| n.head.value)
    }

    /// Whether its number is that of a section.
    pub(super) fn is_section(&self) -> bool {
        matches!(self.number_kind(), Some(NumberKind::Numeral | NumberKind::Roman | NumberKind::Capital))
    }

    /// Whether it bears no mark: the only kind of block that can continue the one before.
    pub(super) fn is_plain(&self) -> bool {
        self.number.is_none() && self.heading.is_none() && !self.bullet
    }
}

/// Lines joined with spaces; a single line is not copied.
pub(super) fn joined<'s>(segments: &[Segment], source: &'s str) -> Cow<'s, str> {
    if let [only] = segments {
        return Cow::Borrowed(only.span.slice(source));
    }
    Cow::Owned(segments.iter().map(|s| s.span.slice(source)).collect::<Vec<_>>().join(" "))
}

/// A text without Markdown emphasis: bold anywhere, italics at its head, where they set off a phrase or a speaker.
pub(super) fn without_emphasis(text: String) -> String {
    let text = if text.contains("**") { text.replace("**", "") } else { text };
    match text.strip_prefix('*').filter(|rest| rest.starts_with(char::is_alphanumeric)) {
        Some(rest) => rest.replacen('*', "", 1),
        None => text,
    }
}

/// Most lines that hold nothing but note calls and closing marks at the end of a paragraph.
const MOST_ENDING_LINES: usize = 16;

/// A note as the text prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawNote {
    pub(super) marker: NoteMarker,
    pub(super) segments: Vec<Segment>,
    /// How many blocks stand before it.
    pub(super) after: usize,
}

/// Everything that the lines hold.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) blocks: Vec<Block>,
    pub(super) notes: Vec<RawNote>,
    pub(super) furniture: Vec<(FurnitureReason, Span)>,
    /// Note calls that are not superscripts, by the byte where each begins.
    pub(super) calls: Calls,
}

impl Scan {
    /// Whether a line after the first is a raised note call and nothing else.
    fn is_call(&self, line: Span) -> bool {
        let length = self.calls.get(&line.start()).map(|call| call.0);
        !self.blocks.is_empty() && length == Some(line.end() - line.start())
    }

    /// Whether the line before is the number of an article or, by itself, of an annex, or the one that is read, as
    /// `block`, that of an article.
    fn parts(&self, source: &str, last: Span, block: &Block, language: &Language) -> bool {
        let alone = |block: &Block| block.is_plain() && block.gap > 0 && block.segments.len() == 1;
        let opens = || self.blocks.last().is_some_and(alone) && language.is_annex_line(last.slice(source));
        divides(source, last, block, language) || opens()
    }

    /// Sets blocks aside as furniture, those whose place `away` names. Notes stay behind the blocks that they stood behind.
    pub(super) fn set_aside(&mut self, reason: FurnitureReason, away: impl Fn(usize) -> bool) {
        let mut moved = Vec::new();
        let mut index = 0;
        let furniture = &mut self.furniture;
        self.blocks.retain(|block| {
            let goes = away(index);
            if goes {
                furniture.extend(block.lines().map(|line| (reason, line)));
                moved.push(index);
            }
            index += 1;
            !goes
        });
        for note in &mut self.notes {
            note.after -= moved.partition_point(|&m| m < note.after);
        }
    }
}

/// Blank lines that a page break leaves behind in text taken from a PDF.
const PAGE_GAP: usize = 3;

/// Sorts lines into blocks and notes, and sets furniture aside.
pub(super) fn scan(source: &str, lines: &[Line], language: &Language) -> Scan {
    let kinds = pages::sort(source, lines, language);
    let layout = Layout::measure(source, lines, &kinds, language);
    let spread = matches!(&layout, Layout::Wrapped(wrap) if wrap.spread);
    let mut scan = Scan { calls: calls::find(source, lines, &kinds, language), ..Scan::default() };
    let mut gap = PAGE_GAP;
    let mut page_ended = false;
    // Whether the line before was a note, which unmarked lines that follow at once continue; under a rule it is known which
    // lines do.
    let mut in_note = false;
    let mut under_rule = false;
    let paged = lines.iter().any(|line| line.new_page);
    // The line of text before, and the last numbers before it.
    let mut before: Option<Span> = None;
    let mut counts = Counts::default();
    let mut titled = false;
    let mut spoken = false;
    // Whether the line before was the enacting formula and no more.
    let mut enacted = false;
    for (index, (line, kind)) in lines.iter().zip(kinds).enumerate() {
        page_ended |= line.new_page;
        scan.furniture.extend(line.quote.map(|mark| (FurnitureReason::MarkdownSyntax, mark)));
        match kind {
            Kind::Blank => {
                gap += 1;
                in_note = false;
            }
            Kind::Furniture(pieces) => {
                under_rule = pages::is_rule(&pieces) && pages::heads_notes(line.span.slice(source), paged);
                scan.furniture.extend(pieces);
                (page_ended, in_note, gap) = (true, false, gap.max(1));
            }
            Kind::NoteHead(marker, rest) => {
                let segments = vec![Segment { span: rest, separator: Separator::None }];
                scan.notes.push(RawNote { marker, segments, after: scan.blocks.len() });
                (page_ended, in_note, gap) = (true, !under_rule, 0);
            }
            Kind::NoteTail => {
                let segment = Segment { span: line.span, separator: Separator::Line };
                scan.notes.last_mut().map_or(&mut Vec::new(), |n| &mut n.segments).push(segment);
            }
            Kind::Text if scan.is_call(line.span) => {
                let segment = Segment { span: line.span, separator: Separator::None };
                scan.blocks.last_mut().map_or(&mut Vec::new(), |block| &mut block.segments).push(segment);
                gap = 0;
            }
            Kind::Text => {
                under_rule = false;
                let (mut block, syntax) = block_after(source, line.span, before, scan.blocks.last(), language);
                counts.settle(&mut block);
                block.gap = if line.new_page { PAGE_GAP } else { gap };
                block.after_page_end = page_ended;
                // What parts a number from its text parts no cells.
                block.row = is_table_row(block.segments.first().map_or(line.span, |rest| rest.span).slice(source));
                let after_row = scan.blocks.last().is_some_and(|b| b.row);
                // Lines that follow a note at once go on with it, where blank lines part what is printed.
                let noted = in_note && !matches!(layout, Layout::Wrapped(wrap) if !wrap.parted());
                let join = match (layout, before) {
                    (Layout::Wrapped(wrap), Some(last)) if !noted => {
                        let due = counts.admits(source, &block, titled);
                        let numbered = scan.blocks.last().is_some_and(|b| b.number.is_some());
                        let calls = scan.calls.range(last.start()..last.end()).count();
                        let ends = scan.blocks.last();
                        let read = line.span;
                        let before = Before { source, block: ends, read, span: last, calls, due, numbered, spoken };
                        wrap.join(before, &block, language)
                    }
                    // The formula stands on a line of its own, and so do the number of an article or an annex and its title.
                    (Layout::Parted, Some(last)) if titled && is_cited(source, last, &block, language) => Join::GoesOn,
                    (Layout::Parted, Some(at)) if enacted || scan.parts(source, at, &block, language) => Join::Begins,
                    (Layout::Parted, _) if enacts(source, lines, index, spoken, language) => Join::Begins,
                    (Layout::Parted | Layout::Wrapped(_), _) if block.is_plain() && block.gap == 0 => Join::GoesOn,
                    _ => Join::Unknown,
                };
                let waits = scan.blocks.last().and_then(|before| after_number(before, &block, gap, spread));
                // Each row of a table is kept as it stands.
                let row = !noted && (block.row || after_row);
                let join = waits.unwrap_or(if row { Join::Begins } else { join });
                let text = line.span.slice(source);
                block.settled = join == Join::Begins;
                let target = match join {
                    Join::Begins | Join::Unknown => None,
                    Join::GoesOn if noted => scan.notes.last_mut().map(|n| &mut n.segments),
                    Join::GoesOn => scan.blocks.last_mut().map(|b| &mut b.segments),
                };
                let parted = layout == Layout::Parted;
                let separator = if parted { Separator::Line } else { Separator::None };
                if let Some(segments) = target {
                    segments.push(Segment { span: line.span, separator });
                } else {
                    if let Some(number) = &block.number {
                        counts.take(source, number);
                    }
                    // What looks like the number of a resolution after the first paragraph is one that is cited.
                    titled |= matches!(block.number_kind(), Some(NumberKind::Resolution | NumberKind::Arabic));
                    enacted = !spoken && is_formula_line(text, language);
                    spoken = (spoken || enacted) && !language.is_annex_word(text);
                    // Where no blank line parts paragraphs, what begins a new one stands apart.
                    block.gap = if parted { block.gap } else { block.gap.max(1) };
                    scan.blocks.push(block);
                    scan.furniture.extend(syntax.into_iter().map(|mark| (FurnitureReason::MarkdownSyntax, mark)));
                    (page_ended, in_note) = (false, false);
                }
                before = Some(line.span);
                gap = 0;
            }
        }
    }
    set_running_heads_aside(source, &mut scan, language);
    scan.blocks = set_off(source, std::mem::take(&mut scan.blocks), language);
    scan
}

/// How a line stands to a number that stands alone on the line before: its text is there, in a line that was spread also
/// after a blank one; the number of a section heads it.
fn after_number(before: &Block, block: &Block, gap: usize, spread: bool) -> Option<Join> {
    let follows = !before.is_section() && block.is_plain() && (gap == 0 || gap == 1 && spread);
    before.segments.is_empty().then_some(if follows { Join::GoesOn } else { Join::Begins })
}

/// Whether the number of a resolution at the head of a line goes on with the sentence above it.
fn is_cited(source: &str, last: Span, block: &Block, language: &Language) -> bool {
    let number = block.number_kind() == Some(NumberKind::Resolution);
    number && block.gap == 0 && ending(last.slice(source), language) == Ending::Open
}

/// Whether a line, read as `block`, or the one before it is the number of an article or a part and no more.
pub(super) fn divides(source: &str, last: Span, block: &Block, language: &Language) -> bool {
    let line = block.segments.first().map_or("", |segment| segment.span.slice(source));
    block.is_plain() && (language.is_article(line) || language.is_article(last.slice(source)))
}

/// Whether a line is the first enacting formula: a paragraph, or its number, follows at once.
fn enacts(source: &str, lines: &[Line], index: usize, spoken: bool, language: &Language) -> bool {
    let text = |index: usize| lines.get(index).map_or("", |line| line.span.slice(source));
    let begins = |next: &str| language.opening_phrase(next).is_some() || head(next, language).is_some();
    !spoken && begins(text(index + 1)) && is_formula_line(text(index), language)
}

/// Paragraphs whose italics, or whose number, came out on lines of their own: `Recalling` above `the Declaration,`, a
/// comma under the speaker, and the number under the first line of its paragraph. Where a small letter tells what goes on.
fn set_off(source: &str, blocks: Vec<Block>, language: &Language) -> Vec<Block> {
    if !language.latin() {
        return blocks;
    }
    let mut joined: Vec<Block> = Vec::new();
    for mut block in blocks {
        let text = block.text(source);
        let small = text.starts_with(char::is_lowercase);
        let comma = block.is_plain() && !text.is_empty() && text.chars().all(|c| language.comma.contains(&c));
        let begun = joined.last().is_some_and(|before| {
            before.heading.is_none() && before.ending(source, language) == Ending::Open && block.gap <= 1
        });
        let takes = begun && (comma || small && joined.last().is_some_and(|b| continued(b, &block, source, language)));
        match joined.last_mut().filter(|_| takes) {
            Some(before) => {
                before.number = before.number.take().or(block.number.take());
                before.segments.append(&mut block.segments);
            }
            None => joined.push(block),
        }
    }
    joined
}

/// Whether a block that opens with a small letter goes on with the opening of a paragraph: with a phrase that stands
/// alone or, where it bears the number that stood on a line of its own, with the first line of that paragraph.
fn continued(before: &Block, block: &Block, source: &str, language: &Language) -> bool {
    let text = before.folded(source, language);
    let opens = text.starts_with(char::is_uppercase);
    let Some((length, _)) = language.opening_phrase(&text).filter(|_| opens) else { return false };
    let own_line = |number: &BlockNumber| {
        let start = block.segments.first().map_or(number.span.end(), |segment| segment.span.start());
        source.get(number.span.end()..start).is_some_and(|between| between.contains(['\n', '\r']))
    };
    match &block.number {
        None => block.is_plain() && length == text.len(),
        Some(number) => before.is_plain() && number.head.kind == NumberKind::Arabic && own_line(number),
    }
}

/// A line without the element that says that it is written from the right, which is set aside.
fn without_span(source: &str, line: Span, syntax: &mut Vec<Span>) -> Span {
    let text = line.slice(source);
    let Some(open) = text.strip_prefix("<span dir=").and_then(|t| t.find('>')) else { return line };
    let start = line.start() + "<span dir=".len() + open + 1;
    let end = if text.ends_with("</span>") { line.end() - "</span>".len() } else { line.end() };
    if start >= end {
        return line;
    }
    syntax.push(Span::new(line.start(), start));
    syntax.extend((end < line.end()).then(|| Span::new(end, line.end())));
    trim(source, Span::new(start, end))
}

/// Marks of an item that may also stand for a dash, and so need a space behind them; and those that stand for nothing else,
/// among them the one that word processors take from a font of symbols.
const DASHES: [char; 5] = ['-', '+', '–', '·', '‑'];
const BULLETS: [char; 10] = ['•', '●', '▪', '■', '◦', '○', '‣', '►', '➢', '\u{f0b7}'];

/// What stands behind the bullet at the head of a line.
fn after_bullet(line: &str) -> Option<&str> {
    let dash = || line.strip_prefix(DASHES).filter(|after| after.starts_with(is_blank));
    line.strip_prefix(BULLETS).filter(|after| !after.is_empty()).or_else(dash)
}

/// Reads the marks at the head of a line as [`block`] does, and there an em dash, `——`, as the mark of an item: behind what
/// introduces the list, or ends an item. A subtitle stands under a title that has no end, and within a sentence a line
/// goes on. `before` is the line before, `last` the block that it ends.
fn block_after(
    source: &str,
    line: Span,
    before: Option<Span>,
    last: Option<&Block>,
    language: &Language,
) -> (Block, Vec<Span>) {
    let (mut block, mut syntax) = block(source, line, language);
    let dash = block.segments.first_mut().filter(|line| line.span.slice(source).starts_with(EM_DASHES));
    let Some(segment) = dash.filter(|_| block.number.is_none() && block.heading.is_none() && !block.bullet) else {
        return (block, syntax);
    };
    let text = segment.span.slice(source);
    let mark = text.len() - text.trim_start_matches(EM_DASHES).len();
    let ended = || before.is_some_and(|before| ending(before.slice(source), language) != Ending::Open);
    if mark < text.len() && (last.is_some_and(|block| block.bullet) || ended()) {
        let start = segment.span.start();
        syntax.push(Span::new(start, start + mark));
        segment.span = trim(source, Span::new(start + mark, segment.span.end()));
        block.bullet = true;
    }
    (block, syntax)
}

/// Dashes that mark an item without a space behind them.
const EM_DASHES: [char; 2] = ['—', '―'];

/// Reads the marks at the head of a line: Markdown heading or bullets, then a number. Beside the block stand the
/// characters that are mark-up, for whoever takes the line as the first of a block.
pub(super) fn block(source: &str, line: Span, language: &Language) -> (Block, Vec<Span>) {
    let mut syntax = Vec::new();
    let mut block = Block {
        segments: Vec::new(),
        gap: 0,
        heading: None,
        number: None,
        bullet: false,
        after_page_end: false,
        row: false,
        settled: false,
    };
    let mut rest = without_span(source, line, &mut syntax);
    let text = rest.slice(source);
    let hashes = text.len() - text.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && text.get(hashes..).is_some_and(|t| t.starts_with(is_blank)) {
        block.heading = Some(hashes);
        syntax.push(Span::new(rest.start(), rest.start() + hashes));
        rest = trim(source, Span::new(rest.start() + hashes, rest.end()));
    }
    while let Some(after) = after_bullet(rest.slice(source)) {
        let mark = rest.slice(source).len() - after.len();
        block.bullet = true;
        syntax.push(Span::new(rest.start(), rest.start() + mark));
        rest = trim(source, Span::new(rest.start() + mark, rest.end()));
    }
    // The number of a resolution in a title that is bold from end to end.
    if let Some(inner) = rest.slice(source).strip_prefix("**").and_then(|text| text.strip_suffix("**"))
        && head(inner, language).is_some_and(|found| found.kind == NumberKind::Resolution)
    {
        let span = Span::new(rest.start() + 2, rest.end() - 2);
        syntax.extend([Span::new(rest.start(), span.start()), Span::new(span.end(), rest.end())]);
        rest = trim(source, span);
    }
    if let Some(found) = head(rest.slice(source), language) {
        let span = Span::new(rest.start(), rest.start() + found.printed);
        rest = Span::new(rest.start() + found.length, rest.end());
        block.number = Some(BlockNumber { head: found, span });
        // Nesting by bullets is an artefact where the item bears its own number.
        block.bullet = false;
    }
    if block.number.is_none()
        && let Some((head, span, open, close)) = escaped(rest.slice(source), language)
    {
        let span = Span::new(rest.start() + span.start(), rest.start() + span.end());
        syntax.extend((open > 0).then(|| Span::new(rest.start(), span.start())));
        syntax.push(trim(source, Span::new(span.end(), span.end() + close)));
        block.number = Some(BlockNumber { head, span });
        block.bullet = false;
        rest = trim(source, Span::new(span.end() + close, rest.end()));
    }
    if block.number.is_none()
        && !block.bullet
        && let Some(found) = alone(rest.slice(source), language)
    {
        block.number = Some(BlockNumber { head: found, span: rest });
        return (block, syntax);
    }
    block.segments.push(Segment { span: rest, separator: Separator::None });
    (block, syntax)
}

/// Numbers as Markdown escapes them, so that they do not become those of a list: what opens and closes one there and here.
const ESCAPED: [[&str; 4]; 4] =
    [["", "\\.", "", "."], ["", " \\-", "", " -"], ["\\(", "\\)", "(", ")"], ["", "\\)", "", ")"]];

/// Longest of these numbers, in bytes.
const LONGEST_ESCAPED: usize = 8;

/// A number at the head of a line that is escaped: `1\. Decides`, `\(a\) To report`. Its range, and the lengths of what
/// opens and closes it.
fn escaped(line: &str, language: &Language) -> Option<(Head, Span, usize, usize)> {
    let near = line.bytes().take(LONGEST_ESCAPED + 4).any(|byte| byte == b'\\');
    ESCAPED.into_iter().filter(|_| near).find_map(|[open, close, opens, closes]| {
        let rest = line.strip_prefix(open)?;
        let length = rest.find(close).filter(|length| (1..=LONGEST_ESCAPED).contains(length))?;
        let (number, after) = (rest.get(..length)?, rest.get(length + close.len()..)?);
        let found = head(&format!("{opens}{number}{closes}{after}"), language)?;
        let whole = found.printed == opens.len() + length + closes.len() && number.chars().all(char::is_alphanumeric);
        whole.then(|| (found, Span::new(open.len(), open.len() + length), open.len(), close.len()))
    })
}

/// Sets aside the later copies of what stands at the head of several pages.
fn set_running_heads_aside(source: &str, scan: &mut Scan, language: &Language) {
    let at_page_start = |b: &Block| b.gap >= PAGE_GAP || b.after_page_end;
    let texts: Vec<Option<String>> =
        scan.blocks.iter().map(|b| (b.is_plain() && at_page_start(b)).then(|| b.folded(source, language))).collect();
    let mut heads = HashSet::new();
    let seen = |text: Option<String>| text.is_some_and(|text| !heads.insert(text));
    let repeated: Vec<bool> = texts.into_iter().map(seen).collect();
    scan.set_aside(FurnitureReason::RunningHead, |index| repeated.get(index) == Some(&true));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{AR, EN, ZH};
    use crate::parse::lines;
    use FurnitureReason::{Folio, JobNumber, MarkdownSyntax};

    fn read(text: &str) -> Scan {
        scan(text, &lines::split(text), &ZH)
    }

    #[test]
    fn the_first_line_tells_of_a_phrase_what_the_whole_text_does() {
        for language in crate::language::ALL {
            let modifiers = language.modifiers.iter().take(3).copied().chain([""]);
            let phrases = language.opening_phrases.iter().map(|phrase| phrase.0).chain(["75/1", ""]);
            for (modifier, phrase) in
                modifiers.flat_map(|modifier| phrases.clone().map(move |phrase| (modifier, phrase)))
            {
                for (open, close) in
                    [("", ""), ("", " x"), ("", "  x"), ("", "x"), ("**", "** x"), ("*", "* x"), ("\u{ad}", "\u{ad}x")]
                {
                    for space in ["", " ", "  "] {
                        let text = format!("{open}{modifier}{space}{phrase}{close}\n第 x");
                        let block = read(&text).blocks.remove(0);
                        let whole = without_emphasis(language.key(&block.text(&text)));
                        let expected = language.opening_phrase(&whole).map(|phrase| phrase.1);
                        assert_eq!(block.opening_phrase(&text, language), expected, "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_note_between_two_halves_of_a_paragraph() {
        let text = "15. 组织按\n\n⁸ 见 A/70/674。\n\n照各自";
        let found = read(text);
        assert_eq!(found.blocks.len(), 2);
        assert!(found.blocks[1].after_page_end);
        assert_eq!(found.notes[0].marker.canonical, "8");
    }

    #[test]
    fn an_asterisk_note_is_not_a_bullet() {
        let found = read("3. 荷兰*\n4. 欧洲联盟\n\n* 位次反映的是荷兰。\n\n* 没有调用");
        assert_eq!(found.notes.len(), 2, "the marker is called, so each line that bears it is a note");
        let found = read("3. 荷兰\n\n* 位次反映的是荷兰。");
        assert_eq!(found.notes.len(), 0);
    }

    #[test]
    fn folio_and_job_number_are_furniture() {
        let found = read("甲\n\n**2/4** 17-20774 (C)\n\n乙\n\n75/291\n");
        let reasons: Vec<_> = found.furniture.iter().map(|f| f.0).collect();
        assert_eq!(reasons, [MarkdownSyntax, Folio, MarkdownSyntax, JobNumber]);
        assert_eq!(found.blocks.len(), 3);
    }

    #[test]
    fn a_banner_on_every_page_is_kept_once() {
        let found = read("\n\n\nUnited Nations\nCommittee\n\n甲\n\n\n\n\nUnited Nations\nCommittee\n\n乙");
        assert_eq!(found.blocks.len(), 3);
        assert_eq!(found.furniture.len(), 2);
    }

    #[test]
    fn a_note_stands_behind_the_blocks_that_are_kept() {
        let page = "\n\n\nUnited Nations\n\n大会的决定¹\n\n";
        let text = format!("{page}¹ 见 A/70/674。\n{page}² 见 A/70/675。\n\n又一决定²\n\n³ 见 A/70/676。");
        let found = read(&text);
        assert_eq!(found.blocks.len(), 4, "the banner stands once");
        assert_eq!(found.notes.iter().map(|note| note.after).collect::<Vec<_>>(), [2, 3, 4]);
    }

    #[test]
    fn a_note_goes_on_with_the_line_under_it_where_no_rule_is() {
        let segments = |text: &str| read(text).notes[0].segments.len();
        assert_eq!(segments("大会的决定¹\n\n1/2\n¹ 见 A/70/674\n所载的报告。\u{c}2/2\n\n又一决定"), 2);
        assert_eq!(segments("大会的决定¹\n\n____\n¹ 见 A/70/674。\n\n又一决定"), 1);
    }

    #[test]
    fn a_line_that_is_a_call_and_no_more() {
        let text = "The Committee decided to meet again in June of the year\n3\n3 of them";
        let lines = lines::split(text);
        let mut scan = Scan { blocks: blocks_of("a", 0), ..Scan::default() };
        scan.calls.extend(lines.iter().skip(1).map(|line| (line.span.start(), (1, "3".to_owned()))));
        assert_eq!(lines.iter().map(|line| scan.is_call(line.span)).collect::<Vec<_>>(), [false, true, false]);
        scan.blocks.clear();
        assert!(!scan.is_call(lines[1].span), "nothing stands above it");
    }

    #[test]
    fn how_a_block_of_many_lines_ends() {
        let text = format!("{}to act at once.", "Decides\n".repeat(MOST_ENDING_LINES + 8));
        let segments = blocks_of(&text, 0).into_iter().flat_map(|block| block.segments).collect();
        let block = Block { segments, ..blocks_of("a", 0).remove(0) };
        assert_eq!(block.ending(&text, &EN), Ending::Sentence);
    }

    #[test]
    fn a_number_under_a_bullet_is_one_where_text_follows_it() {
        let number = |line: &str| blocks_of(line, 0)[0].number.as_ref().map(|number| number.head.canonical.clone());
        for (line, found) in [("II", Some("II")), ("- II", None), ("- 2. Decides", Some("2")), ("2. II", Some("2"))] {
            assert_eq!(number(line).as_deref(), found, "{line}");
        }
    }

    /// The blocks of lines, each with so many blank lines before it.
    fn blocks_of(text: &str, gap: usize) -> Vec<Block> {
        lines::split(text).iter().map(|line| Block { gap, ..block(text, line.span, &EN).0 }).collect()
    }

    #[test]
    fn how_long_a_block_is() {
        let mut block = blocks_of("abc", 0).remove(0);
        assert!(block.is_longer("abc", 2) && !block.is_longer("abc", 3));
        let text = "abc\nde\nf";
        block.segments = blocks_of(text, 0).into_iter().flat_map(|block| block.segments).collect();
        assert_eq!(block.text(text), "abc de f");
        assert!(block.is_longer(text, 7) && !block.is_longer(text, 8));
        assert!(block.is_longer(text, 4) && block.is_longer(text, 0));
    }

    #[test]
    fn what_follows_a_number_that_stands_alone() {
        let join = |text: &str, gap, spread| {
            let blocks = blocks_of(text, gap);
            after_number(&blocks[0], &blocks[1], gap, spread)
        };
        let number = "12.\nDecides to act";
        assert_eq!((join(number, 0, false), join(number, 1, false)), (Some(Join::GoesOn), Some(Join::Begins)));
        assert_eq!((join(number, 1, true), join(number, 2, true)), (Some(Join::GoesOn), Some(Join::Begins)));
        assert_eq!(join("12.\n13. Decides to act", 0, false), Some(Join::Begins));
        assert_eq!(join("II\nThe report", 0, false), Some(Join::Begins), "the number of a section");
        assert_eq!(join("12. Decides\nto act", 0, false), None);
    }

    #[test]
    fn the_first_enacting_formula() {
        let first = |text: &str, spoken| enacts(text, &lines::split(text), 0, spoken, &EN);
        assert!(
            first("The General Assembly,\nRecalling it", false) && first("The General Assembly,\n1. Decides", false)
        );
        assert!(!first("The General Assembly,\nRecalling it", true) && !first("The General Assembly,\nof it", false));
        assert!(!first("The words,\nRecalling it", false) && !first("The General Assembly,", false));
    }

    #[test]
    fn openings_that_came_out_on_lines_of_their_own() {
        for (text, gap, count) in [
            ("Recalling\nthe Declaration", 1, 1),
            ("Recalling\nthe Declaration", 2, 2),
            ("Recalling\nThe Declaration", 1, 2),
            ("Recalling,\nthe Declaration", 1, 2),
            ("# Recalling\nthe Declaration", 1, 2),
            ("recalling\nthe Declaration", 1, 2),
            ("The words\nthe Declaration", 1, 2),
            ("Recalling it\nthe Declaration", 1, 2),
            ("Recalling\n- the Declaration", 1, 2),
            ("The General Assembly\n,", 1, 1),
            ("The General Assembly\n, it", 1, 2),
            ("The General Assembly\n- ,", 1, 2),
            ("Requests the Board to\n3.", 1, 2),
        ] {
            assert_eq!(set_off(text, blocks_of(text, gap), &EN).len(), count, "{text} after {gap}");
        }
        let under = |text: &str| {
            let mut blocks = blocks_of(text, 1);
            let mut rest = blocks.split_off(2);
            blocks[1].segments.extend(rest.pop().into_iter().flat_map(|block| block.segments));
            set_off(text, blocks, &EN).iter().map(Block::paragraph_number).collect::<Vec<_>>()
        };
        assert_eq!(under("Requests the Board to\n3.\nact at once"), [Some(3)]);
        assert_eq!(under("2. Requests the Board to\n3.\nact at once"), [Some(2), Some(3)]);
        assert_eq!(under("Requests the Board to\n3. act at once"), [None, Some(3)], "on one line");
        assert_eq!(under("The words of\n3.\nact at once"), [None, Some(3)]);
    }

    #[test]
    fn the_element_of_a_line_from_the_right() {
        for (line, inner, marks) in [
            ("<span dir=\"rtl\">نص القرار</span>", "نص القرار", 2),
            ("<span dir=\"rtl\"> نص القرار", "نص القرار", 1),
            ("<span dir=\"rtl\">ن</span>", "ن", 2),
            ("<span dir=\"rtl\"></span>", "<span dir=\"rtl\"></span>", 0),
            ("<span dir=\"rtl\"", "<span dir=\"rtl\"", 0),
            ("نص القرار", "نص القرار", 0),
        ] {
            let text = format!("أ\n{line}");
            let mut syntax = Vec::new();
            let span = without_span(&text, Span::new("أ\n".len(), text.len()), &mut syntax);
            assert_eq!((span.slice(&text), syntax.len()), (inner, marks), "{line}");
        }
    }

    #[test]
    fn numbers_that_markdown_escapes() {
        let found = |line: &str, language| {
            escaped(line, language)
                .map(|(head, span, open, close)| (head.value, span.slice(line).to_owned(), open, close))
        };
        assert_eq!(found("1\\. Decides to act", &EN), Some((1, "1".to_owned(), 0, 2)));
        assert_eq!(found("\\(b\\) To report", &EN), Some((2, "b".to_owned(), 2, 2)));
        assert_eq!(found("b\\) To report", &EN), Some((2, "b".to_owned(), 0, 2)));
        assert_eq!(found("12 \\- تقرر أن تعمل", &AR), Some((12, "12".to_owned(), 0, 3)));
        for line in [
            "1. Decides to act",
            "\\. Decides",
            "The words\\. of it",
            "1 2\\. Decides",
            "1.2\\. Decides",
            "\\(the\\) report",
        ] {
            assert_eq!(found(line, &EN), None, "{line}");
        }
    }
}
