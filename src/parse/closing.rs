//! The blocks of a part in, its closing lines out: date and meeting of adoption, signature, hashtag, link, imprint.
//!
//! Read from the end backwards, by form, until a block has none of these forms.
//!
//! Not here: facts drawn from the lines (see `link::facts`).

use super::blocks::{Block, Segment, Separator};
use super::inline::Inliner;
use super::normalize::{Ending, digit, ending};
use crate::language::Language;
use crate::model::{ConclusionLine, ConclusionRole, FurnitureReason};
use crate::source::Span;

/// Splits the closing lines off the end of `blocks`. `banner` is the first line of the cover, which an imprint repeats.
pub(super) fn split(inliner: &mut Inliner<'_>, blocks: &mut Vec<Block>, banner: &str) -> Vec<ConclusionLine> {
    let mut found: Vec<Vec<ConclusionLine>> = Vec::new();
    while let Some(block) = blocks.last() {
        if block.number.is_some() || block.heading.is_some() || block.bullet {
            break;
        }
        let text = inliner.language.folded(&block.text(inliner.source)).replace('*', "");
        if !banner.is_empty() && blocks.len() > 1 && text.len() > banner.len() && text.starts_with(banner) {
            set_imprint_aside(inliner, block);
            blocks.pop();
            continue;
        }
        let before_link = found.last().is_some_and(|l| l.iter().all(|l| l.role == ConclusionRole::Link));
        let roles: Option<Vec<ConclusionRole>> =
            block.segments.iter().map(|s| role(s.span.slice(inliner.source), inliner.language, before_link)).collect();
        let Some(roles) = roles else { break };
        let Some(block) = blocks.pop() else { break };
        let lines = block.segments.iter().zip(roles).map(|(segment, role)| {
            let segment = Segment { separator: Separator::None, ..*segment };
            ConclusionLine { role, passage: inliner.passage(&[segment]) }
        });
        found.push(lines.collect());
    }
    found.into_iter().rev().flatten().collect()
}

/// What a closing line says by its form.
fn role(line: &str, language: &Language, before_link: bool) -> Option<ConclusionRole> {
    let text = language.folded(line);
    if language.date_at(&text).is_some_and(|d| d.length == text.len()) {
        return Some(ConclusionRole::Date);
    }
    if is_meeting(&text, language) {
        return Some(ConclusionRole::Meeting);
    }
    let signed =
        |b: &(char, char)| !language.signed.is_empty() && text.contains(&format!("{}{}{}", b.0, language.signed, b.1));
    if language.brackets.iter().any(signed) {
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

/// 第88次全体会议; 27th plenary meeting: a short line with a number and the word for a meeting.
fn is_meeting(text: &str, language: &Language) -> bool {
    let numbered = text.chars().any(|c| digit(c).is_some() || language.numerals.iter().any(|d| d.0 == c));
    let lower = text.to_lowercase();
    numbered && text.chars().count() <= 60 && language.meeting.iter().any(|w| lower.contains(w))
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
