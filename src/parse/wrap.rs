//! Hard-wrapped text: which line goes on with the one before.
//!
//! A printer breaks a line where the next word no longer fits. So a line after which the next word would have fitted
//! ends a paragraph; one that is full goes on, unless it ends like a paragraph and the next line opens like one. How
//! much a full line may fall short is measured on lines that surely go on: letters of a PDF differ in width.
//!
//! The page itself tells more where it can: first lines that stand further in than those that go on, and blank lines
//! where they part all numbered paragraphs.
//!
//! Not here: which of the lines that follow at once are one paragraph, where blank lines part them (see `cuts`).

use super::blocks::{Block, divides, without_emphasis};
use super::closing::is_closing_line;
use super::header::{is_agenda_item, is_cover_piece};
use super::lines::Line;
use super::normalize::{Ending, ending, is_blank, is_ideograph, is_short_form, superscript};
use super::number::{self, NumberKind};
use super::pages::{self, Kind};
use crate::language::{Language, PhraseClass};
use crate::source::{Span, is_visible};
use std::cell::LazyCell;

/// How the lines of a text stand to its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Blank lines part the paragraphs; lines that follow at once may be one paragraph or several.
    Parted,
    /// No blank lines and no width: each line is a paragraph.
    Lines,
    /// Paragraphs are broken over several lines at a width.
    Wrapped(Wrap),
}

/// The width to which a text is wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrap {
    /// Columns that a full line takes.
    width: usize,
    /// Columns by which a full line may fall short, as letters differ in width.
    slack: usize,
    /// What blank lines say.
    gaps: Gaps,
    /// Columns before the lines that go on, where the first line of each paragraph stands further in.
    margin: Option<usize>,
    /// Columns before the lines that begin furthest left, from where the width counts.
    left: Option<usize>,
    /// Whether the language has small letters and capitals.
    cased: bool,
    /// Whether the paragraphs of the operative part bear numbers.
    counted: bool,
    /// Whether lines that are spread to the margin may have come out in pieces.
    pub(super) spread: bool,
}

/// What the blank lines of a wrapped text say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gaps {
    /// Nothing: a page left them behind.
    Nothing,
    /// They part paragraphs; others follow at once.
    Part,
    /// They part all paragraphs of the operative part: then those of the preamble, too.
    PartAll,
}

/// Columns by which a line may fall short of the width for each note call in it.
const CALL: usize = 5;

/// Fewest lines that show a width.
const FEWEST: usize = 8;

/// Fewest lines near the width that show it.
const NEAR: usize = 3;

/// The widths that printers use, in columns; longer lines are paragraphs.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=160;

/// A line as it is printed.
#[derive(Debug, Clone, Copy)]
struct Printed<'a> {
    text: &'a str,
    /// Columns before it.
    indent: usize,
    /// Whether it follows the one before at once.
    at_once: bool,
}

impl Layout {
    /// The layout of a text, from its lines of text.
    pub(super) fn measure(source: &str, lines: &[Line], kinds: &[Kind], language: &Language) -> Layout {
        let mut text: Vec<Printed<'_>> = Vec::new();
        let mut gap = true;
        for (line, kind) in lines.iter().zip(kinds) {
            match kind {
                Kind::Text => {
                    let slice = line.span.slice(source);
                    text.push(Printed { text: slice, at_once: !gap, indent: indent(source, line.span) });
                    gap = false;
                }
                Kind::Blank => gap = true,
                Kind::Furniture(_) | Kind::NoteHead(..) | Kind::NoteTail => {}
            }
        }
        let mut gaps = text.iter().filter(|line| !line.at_once).count();
        if gaps_cut(&text, FIFTH, language) {
            for line in &mut text {
                line.at_once = true;
            }
            gaps = 0;
        }
        // The foot and head of a page leave blank lines behind that part nothing.
        let spread = pages::is_spread(kinds);
        let few_gaps = gaps * if spread { 2 } else { 4 } <= text.len();
        let numbered = numbered(&text, language);
        let gaps = match few_gaps {
            _ if parts_all(&numbered) => Gaps::PartAll,
            true => Gaps::Nothing,
            false => Gaps::Part,
        };
        let severed = LazyCell::new(|| severed(&text, language));
        let margin = margin(&numbered, || &severed);
        let counted = counted(&text, language);
        let plain = Wrap { width: 0, slack: 0, gaps, margin, left: None, cased: language.cased(), counted, spread };
        // The width counts from where lines begin furthest left, unless what stands further in sticks out as far at the
        // right. Where lines begin at the right, the columns before one are those that it leaves free.
        let left = margin.or_else(|| if language.from_right() { None } else { leftmost(&text) });
        let left = left.filter(|&left| text.iter().any(|line| line.indent > left));
        let measure = |left| Wrap { left, ..plain }.measured(&text, few_gaps, || &severed);
        let measured = [measure(None), left.and_then(|left| measure(Some(left)))];
        if let Some((_, wrap)) = measured.into_iter().flatten().min_by_key(|(short, wrap)| (wrap.slack, *short)) {
            return Layout::Wrapped(wrap);
        }
        // A line that is longer than any width, with another right under it, is a paragraph, and so is each. Markdown
        // marks the lines that one paragraph holds.
        // No character takes more columns than bytes.
        let longer = |line: &str| line.len() > *WIDTHS.end() && columns(line) > *WIDTHS.end();
        let longer = broken(&text).any(|line| longer(line.text.trim_end_matches(is_hung)));
        let lines = few_gaps && text.len() >= FEWEST || longer && !source.contains("  \n");
        if lines { Layout::Lines } else { Layout::Parted }
    }
}

/// The lines that another follows at once: where text is wrapped, they are broken at the width.
fn broken<'t>(text: &'t [Printed<'t>]) -> impl Iterator<Item = &'t Printed<'t>> {
    text.windows(2).filter_map(|pair| match pair {
        [line, next] => next.at_once.then_some(line),
        _ => None,
    })
}

/// Whether a mark may hang over the edge.
fn is_hung(c: char) -> bool {
    is_ideograph(c) && !c.is_alphanumeric()
}

impl Wrap {
    /// The same with the width that lines of this text show; and by how much in all full ones fall short of it.
    fn measured<'t>(
        mut self,
        text: &[Printed<'_>],
        few_gaps: bool,
        severed: impl FnOnce() -> &'t [Pair<'t>],
    ) -> Option<(usize, Wrap)> {
        let right = |line: &Printed<'_>| columns(line.text.trim_end_matches(is_hung)) + self.beyond(line.indent);
        let mut widths: Vec<usize> = broken(text).map(right).collect();
        widths.sort_unstable();
        let width = *widths.get(widths.len() * 95 / 100)?;
        let near = widths.iter().filter(|&&w| w * 10 >= width * 8).count();
        let enough =
            if few_gaps { text.len() >= FEWEST } else { widths.len() >= FEWEST && near * 10 >= widths.len() * 7 };
        if !(enough && near >= NEAR && WIDTHS.contains(&width)) {
            return None;
        }
        self.width = width;
        let mut short: Vec<usize> = severed()
            .iter()
            .map(|(before, next)| (columns(before.text) + self.beyond(before.indent), before, next))
            .filter(|(taken, ..)| taken * 10 >= width * 6)
            .map(|(taken, before, next)| self.shortfall(taken, before.text, next.text))
            .collect();
        short.sort_unstable();
        let measured = short.get(short.len() * 9 / 10).map_or(0, |&s| s.min(width / 5));
        // A few lines show less of how letters differ than there is.
        self.slack = if short.len() < FEWEST { measured.max(width / 20) } else { measured };
        Some((short.iter().sum(), self))
    }

    /// Columns by which a line stands further in than those furthest left.
    fn beyond(self, indent: usize) -> usize {
        self.left.map_or(0, |left| indent.saturating_sub(left))
    }

    /// Whether blank lines part paragraphs.
    pub(super) fn parted(self) -> bool {
        self.gaps != Gaps::Nothing
    }

    /// How a line, read as `block`, stands to the line before.
    pub(super) fn join(self, before: Before<'_>, block: &Block, language: &Language) -> Join {
        let source = before.source;
        let line = block.segments.first().map_or("", |segment| segment.span.slice(source));
        // Blank lines part the lines of a cover, even where a page leaves some behind in the text.
        let of_cover = !before.spoken && !before.numbered && self.cased && line.starts_with(char::is_uppercase);
        if block.gap > 0 && (self.parted() || of_cover) {
            return Join::Unknown;
        }
        let text = before.span.slice(source);
        // So they do a symbol and the title of a letter.
        let above = || is_cover_piece(text, language) || language.letter_title(&language.key(text)).is_some();
        if block.gap > 0 && !before.spoken && !before.numbered && above() {
            return Join::Begins;
        }
        let further_in = |line: Span| self.margin.map(|margin| indent(source, line) >= margin + LEAST_INDENT);
        // The lines of a cover begin where it likes.
        let proper = before.spoken || before.numbered;
        let begins = further_in(before.read) == Some(true);
        let within = proper && further_in(before.read) == Some(false);
        if begins && further_in(before.span) == Some(false) {
            return Join::Begins;
        }
        // How a text was adopted stands in brackets under the day, how it came before its organ under what that adopted.
        if line.starts_with('[') && (!before.spoken || is_closing_line(text, language)) {
            return Join::Begins;
        }
        // A raised call, and vowels that a tool left on a line of their own.
        let raised = !line.is_empty() && line.chars().all(|c| superscript(c).is_some());
        let vowels = |line: &str| !line.is_empty() && !line.chars().any(|c| language.is_compared(c));
        if raised || vowels(line) || vowels(text) {
            return Join::GoesOn;
        }
        let short_form = || is_short_form(text.rsplit(is_blank).next().unwrap_or(""));
        let end = ending(text, language);
        let small = self.cased && line.starts_with(char::is_lowercase);
        // A note call is set small: a line that holds one takes less room than its characters say, or more.
        let taken = columns(text) + self.beyond(indent(source, before.span)) + beside(&before);
        let full = self.shortfall(taken, text, before.read.slice(source)) < CALL * before.calls + self.slack + 1;
        // Where paragraphs open with a capital, a small letter goes on after a comma too.
        // A line of one word is one that the page spread so wide that each word came out alone.
        let word = self.spread && !text.contains(char::is_whitespace);
        let long = word || taken * 2 >= self.width;
        let severed = small && long && (end == Ending::Open || (end == Ending::Comma && language.latin()));
        if !full && !severed {
            // The number of an article or a part has a line of its own, and so has the title under it.
            if divides(source, before.span, block, language) {
                return Join::Begins;
            }
            if self.spread && block.is_plain() && before.spoken && stops_within(text, end, line, before, language) {
                return Join::GoesOn;
            }
            // Where blank lines part all paragraphs, lines may be broken after so many characters, wide or narrow.
            let cited = end == Ending::Open && !before.due && block.heading.is_none();
            let open = matches!(end, Ending::Open | Ending::Comma) && (block.is_plain() || cited);
            if self.gaps == Gaps::PartAll && open && before.spoken {
                return Join::GoesOn;
            }
            // A line that stops within a sentence, somewhat short of the width, may still be cut.
            let near = taken * 10 >= self.width * 7;
            let counts = block.is_plain() && line.starts_with(|c: char| c.is_ascii_digit());
            return match end {
                // There the number of a resolution is one that is cited.
                Ending::Open if near && (before.spoken || before.numbered) && is_resolution(block) => Join::GoesOn,
                Ending::Open if near => Join::Unknown,
                // The number of a short form stands with it.
                Ending::Sentence if near && counts && short_form() && !is_closing_line(line, language) => Join::GoesOn,
                Ending::Open | Ending::Comma | Ending::Segment | Ending::Colon | Ending::Sentence => Join::Begins,
            };
        }
        if !block.is_plain() {
            // A number in the middle of a sentence, or behind a short form, is text, unless it is the one that is due.
            let inside =
                matches!(end, Ending::Open | Ending::Comma) || block.paragraph_number().is_none() || short_form();
            return if inside && (within || !before.due) && block.heading.is_none() {
                Join::GoesOn
            } else {
                Join::Begins
            };
        }
        let is_organ = |text: &str| is_formula_line(text, language) || language.organ(text).is_some();
        let of_cover = |text: &str| is_organ(text) || is_agenda_item(text, language);
        let alone = |text: &str| language.is_annex_word(text) || (!before.spoken && of_cover(text));
        let closes = || end == Ending::Sentence && is_closing_line(line, language);
        // A numbered paragraph does not end with a comma, and may hold several sentences, each of which opens with a
        // phrase where a declaration says we: what follows it bears a number of its own.
        let goes_on = end == Ending::Open || (before.numbered && matches!(end, Ending::Comma | Ending::Sentence));
        // Where operative paragraphs bear numbers, what is decided after a comma belongs to the clause before, and so
        // does what lacks the word that opens each paragraph of a preamble.
        let capital = line.starts_with(char::is_uppercase);
        let strange = |class| class == PhraseClass::Commissive || !language.opens_as_preamble(line);
        let clause = |class| self.counted && !capital && end == Ending::Comma && strange(class);
        let phrase = || language.opening_phrase(line).is_some_and(|(_, class)| !clause(class));
        let opens = || !goes_on && self.gaps != Gaps::PartAll && !within && phrase();
        // Within a numbered paragraph a sentence goes on with a small letter after a semicolon.
        let headed = || self.cased && before.numbered && end == Ending::Segment && capital;
        if alone(text) || alone(line) || closes() || opens() || headed() { Join::Begins } else { Join::GoesOn }
    }

    /// Columns that are left on the line `before`, of which columns are taken, once the first word of `next` stands there
    /// too, 0 where there are none.
    fn shortfall(self, taken: usize, before: &str, next: &str) -> usize {
        let first = next.chars().next();
        let need = if first.is_some_and(is_ideograph) || before.chars().next_back().is_some_and(is_ideograph) {
            // Between ideographs a line may break anywhere but before a closing mark; Latin words do not break.
            let word: String = next.chars().take_while(|c| !is_ideograph(*c)).collect();
            columns(&word).max(2) + 1
        } else {
            columns(next.split_whitespace().next().unwrap_or("")) + 1
        };
        (self.width + 1).saturating_sub(taken + need)
    }
}

/// Columns that the first line of a paragraph leaves to its number, where that came out on a line of its own.
fn beside(before: &Before<'_>) -> usize {
    let first = before.block.filter(|block| block.segments.len() == 1).and_then(|block| block.number.as_ref());
    let apart = first.filter(|number| {
        let between = before.source.get(number.span.end()..before.span.start());
        between.is_none_or(|between| between.contains('\n'))
    });
    apart.map_or(0, |number| columns(number.span.slice(before.source)) + BESIDE)
}

/// Columns between a number and its paragraph.
const BESIDE: usize = 4;

/// Whether a paragraph of a resolution stops within a sentence at the end of a line that is not full: the page spread
/// the line so wide that what stands behind a gap came out as a line of its own.
fn stops_within(text: &str, end: Ending, line: &str, before: Before<'_>, language: &Language) -> bool {
    let Some(paragraph) = before.block.filter(|b| b.heading.is_none() && !b.row) else { return false };
    let counted = matches!(
        paragraph.number_kind(),
        Some(NumberKind::Arabic | NumberKind::Letter | NumberKind::BracketedRoman | NumberKind::BracketedNumeral)
    );
    let phrase = |text: &str| language.opening_phrase(&language.key(text)).is_some();
    let within = match end {
        Ending::Open => {
            counted || (paragraph.number.is_none() && paragraph.opening_phrase(before.source, language).is_some())
        }
        // A numbered paragraph does not end with a comma; nor does a word that came out alone.
        Ending::Comma => counted || (!text.contains(char::is_whitespace) && !language.unspaced && !phrase(line)),
        Ending::Segment | Ending::Colon | Ending::Sentence => false,
    };
    let names = |text: &str| is_formula_line(text, language) || language.organ(text).is_some();
    within && !is_closing_line(line, language) && !language.is_annex_word(line) && !names(line) && !names(text)
}

/// How a line stands to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// It goes on with it.
    GoesOn,
    /// It begins a paragraph.
    Begins,
    /// The width does not say.
    Unknown,
}

/// What is known when a line is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before<'b> {
    /// The text.
    pub(super) source: &'b str,
    /// The block that it ends, so far.
    pub(super) block: Option<&'b Block>,
    /// The line that is read, and the line before.
    pub(super) read: Span,
    pub(super) span: Span,
    /// How many notes are called in it.
    pub(super) calls: usize,
    /// Whether the number of the line that is read, if it has one, is the next.
    pub(super) due: bool,
    /// Whether the paragraph that it stands in bears a number.
    pub(super) numbered: bool,
    /// Whether the speaker of this part was named.
    pub(super) spoken: bool,
}

/// Lines in, lines out: where a blank line stands behind every line that a printer broke, it is left out.
pub(super) fn close_up(source: &str, lines: Vec<Line>, language: &Language) -> Vec<Line> {
    let mut text: Vec<Printed<'_>> = Vec::new();
    let mut gap = true;
    for line in &lines {
        if !line.span.is_empty() {
            text.push(Printed { text: line.span.slice(source), indent: 0, at_once: !gap });
        }
        gap = line.span.is_empty();
    }
    let apart = text.iter().filter(|line| !line.at_once).count();
    if apart * 10 < text.len() * 9 || !gaps_cut(&text, EIGHTH, language) {
        return lines;
    }
    let mut closed: Vec<Line> = Vec::with_capacity(text.len());
    for line in lines {
        // A page may begin with the blank line before its first; one that bears a mark of Markdown keeps it.
        let blank = closed.pop_if(|before| before.span.is_empty() && before.quote.is_none() && !line.span.is_empty());
        closed.push(Line { new_page: line.new_page || blank.is_some_and(|blank| blank.new_page), ..line });
    }
    closed
}

/// Fewest blank lines within sentences that show that blank lines part nothing.
const CUTS: usize = 4;

/// The share of the blank lines that stand within a sentence: one of so many, where any part nothing, and where one stands
/// behind every line.
const FIFTH: usize = 5;
const EIGHTH: usize = 8;

/// Whether one in `share` of the blank lines stands within a sentence: a tool set them where a page has an indent, or lines far
/// apart. Small letters tell or, where letters have one size, lines as long as the others that stop without a mark.
fn gaps_cut(text: &[Printed<'_>], share: usize, language: &Language) -> bool {
    let cased = language.cased();
    let goes_on = |c: char| if cased { c.is_lowercase() } else { c.is_alphabetic() };
    let gaps = text.iter().skip(1).filter(|line| !line.at_once).count();
    let pairs = text.windows(2).filter_map(|pair| match pair {
        [before, next] => (!next.at_once
            && next.text.starts_with(goes_on)
            && before.text.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
        .then_some((before.text, next.text)),
        _ => None,
    });
    let pairs: Vec<(&str, &str)> = pairs.collect();
    let enough = |cuts: usize| cuts >= CUTS && cuts * share >= gaps;
    // Mostly there are too few of them, however long their lines are.
    if cased || !enough(pairs.len()) {
        return enough(pairs.len());
    }
    let usual = usual_columns(text) * 8 / 10..=*WIDTHS.end();
    let cut = |pair: &&(&str, &str)| usual.contains(&columns(pair.0)) && language.opening_phrase(pair.1).is_none();
    enough(pairs.iter().filter(cut).count())
}

/// Columns that three lines of four do not exceed.
fn usual_columns(text: &[Printed<'_>]) -> usize {
    let mut all: Vec<usize> = text.iter().map(|line| columns(line.text)).collect();
    let at = all.len() * 3 / 4;
    if at < all.len() { *all.select_nth_unstable(at).1 } else { 0 }
}

/// Fewest numbered paragraphs after blank lines that show that blank lines part all paragraphs.
const PARTED: usize = 3;

/// Whether the operative part bears numbers: its first follows the comma of the preamble.
fn counted(text: &[Printed<'_>], language: &Language) -> bool {
    let first = |head: number::Head| head.kind == NumberKind::Arabic && head.value == 1;
    text.windows(2).any(|pair| match pair {
        [before, next] => {
            ending(before.text, language) == Ending::Comma && number::head(next.text, language).is_some_and(first)
        }
        _ => false,
    })
}

/// Whether blank lines part all numbered paragraphs, each of which is plain from its number and from the mark before it.
fn parts_all(numbered: &[Printed<'_>]) -> bool {
    let at_once = numbered.iter().filter(|line| line.at_once).count();
    let apart = numbered.len() - at_once;
    apart >= PARTED && at_once * 20 <= apart
}

/// The lines that surely begin a paragraph: each opens with a number, after a line that ends one.
fn numbered<'t>(text: &[Printed<'t>], language: &Language) -> Vec<Printed<'t>> {
    let begins = text.windows(2).filter_map(|pair| match pair {
        [before, next] => (number::head(next.text, language).is_some_and(|head| head.kind == NumberKind::Arabic)
            && matches!(ending(before.text, language), Ending::Segment | Ending::Sentence))
        .then_some(*next),
        _ => None,
    });
    begins.collect()
}

/// A line and the next.
type Pair<'t> = (Printed<'t>, Printed<'t>);

/// Pairs of lines the second of which surely goes on with the first: that one stops within a sentence, and the second
/// opens with a small letter or, where letters have one size, with no phrase.
fn severed<'t>(text: &[Printed<'t>], language: &Language) -> Vec<Pair<'t>> {
    let cased = language.cased();
    let goes_on = |c: char| if cased { c.is_lowercase() } else { c.is_alphabetic() };
    let pairs = text.windows(2).filter_map(|pair| match pair {
        [before, next] => (next.at_once
            && next.text.starts_with(goes_on)
            && before.text.ends_with(char::is_alphanumeric)
            && (cased || language.opening_phrase(next.text).is_none()))
        .then_some((*before, *next)),
        _ => None,
    });
    pairs.collect()
}

/// Columns before the lines that go on, where the first line of each paragraph stands further in.
fn margin<'t>(numbered: &[Printed<'_>], severed: impl FnOnce() -> &'t [Pair<'t>]) -> Option<usize> {
    let sorted = |mut indents: Vec<usize>| {
        indents.sort_unstable();
        indents
    };
    let begin = sorted(numbered.iter().map(|line| line.indent).collect());
    let first = begin.get(begin.len() / 10).filter(|&&first| begin.len() >= PARTED && first >= LEAST_INDENT)?;
    let go_on = sorted(severed().iter().map(|(_, line)| line.indent).collect());
    let margin = *go_on.get(go_on.len() * 9 / 10).filter(|_| go_on.len() >= PARTED)?;
    (*first >= margin + LEAST_INDENT).then_some(margin)
}

/// Columns before the lines that begin furthest left, but for a tenth that stand in the margin.
fn leftmost(text: &[Printed<'_>]) -> Option<usize> {
    let mut indents: Vec<usize> = text.iter().map(|line| line.indent).collect();
    let tenth = indents.len() / 10;
    (tenth < indents.len()).then(|| *indents.select_nth_unstable(tenth).1)
}

/// Fewest columns by which the first line of a paragraph stands further in.
const LEAST_INDENT: usize = 2;

/// Columns before a line.
fn indent(source: &str, line: Span) -> usize {
    let before = source.get(..line.start()).unwrap_or("").chars().rev();
    let blank =
        before.take_while(|&c| is_blank(c) && !matches!(c, '\n' | '\r' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'));
    blank
        .map(|c| match c {
            '\t' => TAB,
            '\u{3000}' => 2,
            _ => 1,
        })
        .sum()
}

/// Columns that a tab takes.
const TAB: usize = 8;

/// Whether a block opens with the number of a resolution.
fn is_resolution(block: &Block) -> bool {
    block.number.as_ref().is_some_and(|number| number.head.kind == NumberKind::Resolution)
}

/// Whether a line is the enacting formula and no more. The name of an organ without comma stands on a cover too.
pub(super) fn is_formula_line(text: &str, language: &Language) -> bool {
    let closes = |c: char| language.comma.contains(&language.letter(c));
    if !text.chars().rev().find(|c| language.is_compared(*c)).is_some_and(closes) {
        return false;
    }
    // A quoted draft opens with a quotation mark.
    let quote = |c: char| language.opens_quotation(c);
    // What a paragraph opens with mostly tells that it names nobody, without a copy of it.
    let head = text.trim_start_matches(|c| !language.is_compared(c) || c == '*' || quote(language.letter(c)));
    if !language.may_name_organ(head) {
        return false;
    }
    let text = without_emphasis(language.key(text));
    let text = text.trim_start_matches(quote).trim_start();
    text.strip_suffix(language.comma).is_some_and(|speaker| language.organ(speaker.trim_end()).is_some())
}

/// Columns that a text takes at a terminal: two for an ideograph, none for what cannot be seen.
fn columns(text: &str) -> usize {
    let columns_of = |c: char| match c {
        // Most characters of a text, which need not be looked for among the others.
        ' '..='~' => 1,
        '\u{4e00}'..='\u{9fff}' => 2,
        _ if is_ideograph(c) => 2,
        _ => usize::from(is_visible(c) || c.is_whitespace()),
    };
    text.chars().map(columns_of).sum()
}

#[cfg(test)]
mod tests;
