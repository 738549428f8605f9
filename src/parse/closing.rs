//! The blocks of a part in, its closing lines out: date and meeting of adoption, signature, hashtag, link, imprint.
//!
//! Read from the end backwards, by form, until a block has none of these forms.
//!
//! Who signed, and for whom, is read in `signed`. Not here: facts drawn from the lines (see `link::facts`).

mod signed;

use super::blocks::{Block, Segment, Separator};
use super::inline::Inliner;
use super::normalize::{Ending, digit, ending};
use crate::language::Language;
use crate::model::{ConclusionLine, ConclusionRole, FurnitureReason};
use crate::source::Span;

/// Splits the closing lines off the end of `blocks`. `banner` is the first line of the cover, which an imprint repeats.
pub(super) fn split(inliner: &mut Inliner<'_>, blocks: &mut Vec<Block>, banner: &str) -> Vec<ConclusionLine> {
    let mut found: Vec<Vec<ConclusionLine>> = Vec::new();
    let signed = signed::signature(inliner, blocks);
    while let Some(block) = blocks.last() {
        if let Some(first) = signed::signatories(inliner, blocks, &found) {
            found.push(signed::lines(inliner, blocks, first));
            continue;
        }
        if block.number.is_some() || block.heading.is_some() || block.bullet {
            break;
        }
        let text = inliner.language.folded(&block.text(inliner.source)).replace('*', "");
        if !banner.is_empty() && blocks.len() > 1 && text.len() > banner.len() && text.starts_with(banner) {
            set_imprint_aside(inliner, block);
            blocks.pop();
            continue;
        }
        if let Some(first) = remark(inliner, blocks) {
            let lines = blocks.split_off(first);
            found.push(lines.iter().flat_map(|b| &b.segments).map(|s| other(inliner, s)).collect());
            continue;
        }
        let before_link = found.last().is_some_and(|l| l.iter().all(|l| l.role == ConclusionRole::Link));
        let in_signature = signed.is_some_and(|first| blocks.len() > first);
        let signs = in_signature || signed::names_signatories(inliner, blocks, is_dated_above(&found));
        // Nothing but the names of those who signed stands below.
        let ends = found.iter().flatten().all(|line| line.role == ConclusionRole::Signature);
        let voted = found.is_empty() && closes_above(inliner, blocks);
        let role = |(index, s): (usize, &Segment)| {
            let line = s.span.slice(inliner.source);
            if found.is_empty() && (voted || index > 0) && tells_vote(line, inliner.language) {
                return Some(ConclusionRole::Other);
            }
            let placed = || is_dated_before_place(&inliner.language.key(line), inliner.language);
            let role = role(line, inliner.language, before_link);
            let role = role.or_else(|| (ends && placed()).then_some(ConclusionRole::Date));
            role.or(signs.then_some(ConclusionRole::Signature))
        };
        let roles: Option<Vec<ConclusionRole>> = block.segments.iter().enumerate().map(role).collect();
        let Some(roles) = roles else {
            let Some(lines) = signed::testimony(inliner, blocks) else { break };
            blocks.pop();
            found.push(lines);
            continue;
        };
        let Some(block) = blocks.pop() else { break };
        let lines = block.segments.iter().zip(roles).map(|(segment, role)| {
            let segment = Segment { separator: Separator::None, ..*segment };
            ConclusionLine { role, passage: inliner.passage(&[segment]) }
        });
        found.push(lines.collect());
    }
    found.into_iter().rev().flatten().collect()
}

/// Whether the closing line that stands lowest of those that are left says a day.
fn is_dated_above(found: &[Vec<ConclusionLine>]) -> bool {
    found.last().is_some_and(|lines| lines.iter().any(|line| line.role == ConclusionRole::Date))
}

/// Whether the block above the last is one of closing lines: the day, the meeting.
fn closes_above(inliner: &Inliner<'_>, blocks: &[Block]) -> bool {
    let above = blocks.len().checked_sub(2).and_then(|above| blocks.get(above));
    above.is_some_and(|block| {
        block.is_plain()
            && block.segments.iter().all(|s| is_closing_line(s.span.slice(inliner.source), inliner.language))
    })
}

/// Whether a line tells how a vote went: The resolution was adopted by 143 votes to 5.
fn tells_vote(line: &str, language: &Language) -> bool {
    let short = line.chars().nth(LONGEST_VOTE).is_none();
    let lower = if short { line.to_lowercase() } else { String::new() };
    language.votes.iter().any(|word| lower.contains(word))
}

/// Longest line that tells of a vote, in characters.
const LONGEST_VOTE: usize = 300;

/// The first block of a remark in square brackets that closes the part: [Adopted without a vote.], and a recorded vote
/// with the names of the States.
fn remark(inliner: &Inliner<'_>, blocks: &[Block]) -> Option<usize> {
    let syntax = |c: char| c == '*' || c.is_whitespace();
    blocks.last().filter(|b| b.text(inliner.source).trim_end_matches(syntax).ends_with(']'))?;
    let from = blocks.len().saturating_sub(REMARK_BLOCKS);
    let opens = |b: &Block| b.text(inliner.source).trim_start_matches(syntax).starts_with('[');
    let first = from + blocks.get(from..)?.iter().rposition(opens)?;
    let bare = blocks.iter().skip(first).all(Block::is_plain);
    (bare && first > 0).then_some(first)
}

/// Most blocks of a remark in brackets.
const REMARK_BLOCKS: usize = 8;

fn other(inliner: &mut Inliner<'_>, segment: &Segment) -> ConclusionLine {
    let segment = Segment { separator: Separator::None, ..*segment };
    ConclusionLine { role: ConclusionRole::Other, passage: inliner.passage(&[segment]) }
}

/// Whether a line closes a text by its form: a date, a meeting, a signature.
pub(super) fn is_closing_line(line: &str, language: &Language) -> bool {
    role(line, language, false).is_some()
}

/// What a closing line says by its form.
fn role(line: &str, language: &Language, before_link: bool) -> Option<ConclusionRole> {
    let text = language.key(line);
    if is_dated(&text, language) {
        return Some(ConclusionRole::Date);
    }
    if is_meeting(&text, language) {
        return Some(ConclusionRole::Meeting);
    }
    if signed::is_signed(&text, language) {
        return Some(ConclusionRole::Signature);
    }
    if text.starts_with('#') && text.len() > 1 {
        return Some(ConclusionRole::Hashtag);
    }
    let address = text.trim_start_matches('<').trim_end_matches('>');
    if address.starts_with("http://") || address.starts_with("https://") {
        return Some(ConclusionRole::Link);
    }
    (before_link && ending(line, language) == Ending::Colon).then_some(ConclusionRole::Link)
}

/// A date alone, after a place and a comma (Genève, le 5 mai 2020), or in the words by which a treaty or a declaration
/// says where and when it was made (Done at Geneva on 5 May 2020).
fn is_dated(text: &str, language: &Language) -> bool {
    let Some((at, date)) = language.first_date(text) else { return false };
    let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + date.length..).unwrap_or(""));
    let short = before.chars().nth(LONGEST_PLACE + 1).is_none();
    let place = before.is_empty() || (before.contains(language.comma) && short);
    (place && after.is_empty())
        || (short && is_made(before, language) && after.trim_end_matches(language.sentence_ends).is_empty())
}

/// A date before a place, as the last thing of a text: 2022年9月16日，撒马尔罕.
fn is_dated_before_place(text: &str, language: &Language) -> bool {
    let after = language.date_at(text).and_then(|date| text.get(date.length..)).unwrap_or("");
    let made = language.unspaced && is_made(after, language);
    let place = after.chars().nth(LONGEST_PLACE + 1).is_none() && ending(after, language) == Ending::Open;
    (made || after.starts_with(language.comma)) && place
}

/// Whether a text opens with the words by which it says where it was made.
fn is_made(text: &str, language: &Language) -> bool {
    let lower = text.to_lowercase();
    language.done.iter().any(|done| lower.starts_with(done))
}

/// Longest place before a date, in characters.
const LONGEST_PLACE: usize = 40;

/// 第88次全体会议; 27th plenary meeting: a short line with a number and the word for a meeting.
fn is_meeting(text: &str, language: &Language) -> bool {
    let numbered = text.chars().any(|c| digit(c).is_some() || language.numerals.iter().any(|d| d.0 == c));
    let lower = text.to_lowercase();
    // The first meetings of a session are counted in words: Primera sesión plenaria.
    let ordinal = |word: &str| language.citation.ordinals.iter().any(|stem| word.starts_with(stem.0));
    let numbered = numbered || lower.split_whitespace().any(ordinal);
    // Where words are not parted, a mark within shows a sentence.
    let sentence = language.unspaced && text.contains(language.sentence_ends);
    let closed = sentence || ending(text, language) != Ending::Open;
    numbered && !closed && text.chars().count() <= 60 && language.meeting.iter().any(|w| lower.contains(w))
}

/// The name of the issuing office at the end repeats the banner of the cover.
fn set_imprint_aside(inliner: &mut Inliner<'_>, block: &Block) {
    for segment in &block.segments {
        let text = segment.span.slice(inliner.source);
        let inner = text.trim_matches('*');
        let left = text.len() - text.trim_start_matches('*').len();
        let start = segment.span.start() + left;
        let words = Span::new(start, start + inner.len());
        for stars in [Span::new(segment.span.start(), start), Span::new(words.end(), segment.span.end())] {
            if !stars.is_empty() {
                inliner.furniture.push((FurnitureReason::MarkdownSyntax, stars));
            }
        }
        inliner.furniture.push((FurnitureReason::Imprint, words));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, lines};
    use super::*;
    use crate::language::{EN, ZH};
    use std::collections::HashSet;

    pub(super) fn inliner(source: &str) -> Inliner<'_> {
        let (calls, furniture) = (blocks::Scan::default().calls, Vec::new());
        Inliner { source, language: &EN, markers: HashSet::new(), calls, furniture }
    }

    pub(super) fn blocks_in(text: &str) -> Vec<Block> {
        blocks::scan(text, &lines::split(text), &EN).blocks
    }

    #[test]
    fn an_imprint_says_more_than_the_banner_that_it_repeats() {
        let left = |text: &str| {
            let (mut inliner, mut blocks) = (inliner(text), blocks_in(text));
            split(&mut inliner, &mut blocks, "United Nations");
            (blocks.len(), inliner.furniture.len())
        };
        assert_eq!(left("The Committee met.\n\nUnited Nations publication"), (1, 1));
        assert_eq!(left("The Committee met.\n\n**United Nations publication**"), (1, 3));
        assert_eq!(left("The Committee met.\n\nUnited Nations"), (2, 0));
        assert_eq!(left("The Committee met.\n\nThe United Nations publication"), (2, 0));
        assert_eq!(left("United Nations publication"), (1, 0), "nothing else is left");
    }

    #[test]
    fn a_remark_in_brackets_closes_a_part() {
        let opens = |text: &str| remark(&inliner(text), &blocks_in(text));
        for (text, first) in [
            ("The Committee met.\n\n[Adopted without a vote.]", Some(1)),
            ("The Committee met.\n\n**[Adopted without a vote.]**", Some(1)),
            ("The Committee met.\n\n[Adopted by 90 votes:\n\nIn favour: France.]", Some(1)),
            ("The Committee met.\n\n[Adopted by 90 votes:\n\n1. In favour: France.]", None),
            ("[Adopted without a vote.]", None),
            ("The Committee met.\n\nAdopted without a vote.", None),
        ] {
            assert_eq!(opens(text), first, "{text}");
        }
    }

    #[test]
    fn what_a_closing_line_says_by_its_form() {
        for (line, before_link, said) in [
            ("12 May 2020", false, Some(ConclusionRole::Date)),
            ("Rome, 12 May 2020", false, Some(ConclusionRole::Date)),
            ("Rome 12 May 2020", false, None),
            ("Rome, 12 May 2020 at noon", false, None),
            ("Done in the city of Rome, in two copies in both languages, 12 May 2020", false, None),
            ("88th plenary meeting", false, Some(ConclusionRole::Meeting)),
            ("First plenary meeting", false, Some(ConclusionRole::Meeting)),
            ("The plenary meeting", false, None),
            ("#Act", false, Some(ConclusionRole::Hashtag)),
            ("#", false, None),
            ("<https://www.un.org>", false, Some(ConclusionRole::Link)),
            ("For details:", true, Some(ConclusionRole::Link)),
            ("For details:", false, None),
            ("For details", true, None),
        ] {
            assert_eq!(role(line, &EN, before_link), said, "{line}");
        }
        assert_eq!(role("第八十八次全体会议", &ZH, false), Some(ConclusionRole::Meeting));
        assert_eq!(role("全体会议", &ZH, false), None);
    }
}
