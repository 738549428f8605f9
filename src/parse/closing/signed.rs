//! Who signed a text, and what those who sign it say: the signature of a letter, the names under a declaration or a
//! treaty, with or without the State for which each signs, and the testimony above them.
//!
//! Not here: the other closing lines (see `closing`).

use super::{ConclusionLine, ConclusionRole, is_closing_line, is_dated_above, is_dated_before_place, is_made};
use crate::language::{Language, MASTHEAD_MONTHS};
use crate::parse::blocks::{Block, Segment, Separator, joined};
use crate::parse::grammar::as_one_line;
use crate::parse::header::put_number_back;
use crate::parse::inline::Inliner;
use crate::parse::normalize::{Ending, ending};
use crate::parse::number::NumberKind;

/// Longest line of a signature, in characters, and most blocks of it: name, rank, office.
const SIGNATURE_LINE: usize = 80;
const SIGNATURE_BLOCKS: usize = 4;

/// The first block of the signature, where one closes the part: the block with the word for a signature, after which
/// nothing but short lines stands, and in which nothing else does. The rank may stand above it: L’Ambassadeur, /
/// Représentant permanent / (Signé).
pub(super) fn signature(inliner: &Inliner<'_>, blocks: &[Block]) -> Option<usize> {
    let (source, language) = (inliner.source, inliner.language);
    let open = |line: &str| matches!(ending_of(line, language), Ending::Open | Ending::Comma);
    let short = |line: &str| line.chars().nth(SIGNATURE_LINE).is_none() && open(line);
    let from = blocks.len().saturating_sub(SIGNATURE_BLOCKS);
    let first = from + blocks.get(from..)?.iter().rposition(|b| is_signed(&b.folded(source, language), language))?;
    let lines = || blocks.iter().skip(first).flat_map(|b| &b.segments).map(|s| s.span.slice(source));
    let plain = blocks.iter().skip(first).all(Block::is_plain);
    if !plain || !lines().all(short) {
        return None;
    }
    let rank = |b: &&Block| b.is_plain() && b.segments.iter().all(|s| short(s.span.slice(source)));
    let above = blocks.iter().take(first).rev().take_while(rank).count();
    // Above them a letter has come to its end.
    let ended = first.checked_sub(above + 1).and_then(|last| blocks.get(last));
    let ended = ended.is_some_and(|last| last.ending(source, language) == Ending::Sentence);
    Some(if ended && above < SIGNATURE_BLOCKS { first - above } else { first })
}

/// Whether the last block names those who signed, above the day, which may be its own last line: short lines without end
/// under a sentence that is complete.
pub(super) fn names_signatories(inliner: &Inliner<'_>, blocks: &[Block], dated: bool) -> bool {
    let (source, language) = (inliner.source, inliner.language);
    let [.., above, last] = blocks else { return false };
    let said = |line: &Segment| is_closing_line(line.span.slice(source), language);
    let own = last.segments.len() > 1 && last.segments.last().is_some_and(said);
    let ended = || above.ending(source, language) == Ending::Sentence;
    let names = last.segments.len() - usize::from(own);
    // One line without an office behind a comma may be the place.
    let placed = || {
        let name = last.segments.first().map_or("", |line| line.span.slice(source));
        names == 1 && !name.contains(language.comma)
    };
    (dated || own && names <= SIGNATURE_LINES && !placed())
        && last.gap > 0
        && last.is_plain()
        && last.opening_phrase(source, language).is_none()
        && last.segments.iter().take(names).all(|line| is_name(line.span.slice(source), language))
        && ended()
}

/// Most lines of one signature above its day.
const SIGNATURE_LINES: usize = 3;

/// Whether a line may be a name: it is short, opens with a capital where there are any, and nothing closes it. A colon may
/// stand behind the State for which somebody signs.
fn is_name(line: &str, language: &Language) -> bool {
    let longest = if language.unspaced { SIGNATURE_LINE / 3 } else { SIGNATURE_LINE };
    !line.starts_with(char::is_lowercase)
        && line.chars().nth(longest).is_none()
        && match ending_of(line, language) {
            Ending::Open => true,
            Ending::Colon => signs_for(line, language),
            Ending::Comma | Ending::Segment | Ending::Sentence => false,
        }
}

/// How a line of a signature ends: the full stop of a short form closes nothing, Chargé d’affaires a.i.
fn ending_of(line: &str, language: &Language) -> Ending {
    let last = line.split_whitespace().next_back().unwrap_or("");
    let short = last.ends_with('.') && last.matches('.').count() > 1;
    if short { Ending::Open } else { ending(line, language) }
}

/// Whether a line says for whom somebody signs: For the Argentine Republic:.
fn signs_for(line: &str, language: &Language) -> bool {
    let bare = line.trim_end().trim_end_matches(language.colons);
    language.signs_for.iter().any(|word| line.starts_with(word) || language.unspaced && bare.ends_with(word))
}

/// The first block of the names of those who signed a declaration or a treaty, each with his State or office: For the
/// Argentine Republic / J. Pérez. They are the last blocks, below the day or above it, under a sentence that is complete.
pub(super) fn signatories(inliner: &Inliner<'_>, blocks: &[Block], found: &[Vec<ConclusionLine>]) -> Option<usize> {
    let (source, language) = (inliner.source, inliner.language);
    let below = is_dated_above(found);
    if !below && !found.is_empty() {
        return None;
    }
    let named = |block: &&Block| names_one(block, source, language);
    let start = blocks.len() - blocks.iter().rev().take(MOST_SIGNATORIES).take_while(named).count();
    let at = |index: Option<usize>| index.and_then(|index| blocks.get(index));
    let day = |block: &Block| {
        let line = |line: &Segment| {
            let line = line.span.slice(source);
            is_closing_line(line, language) || is_dated_before_place(&language.key(line), language)
        };
        block.is_plain() && block.segments.iter().all(line)
    };
    let ended = |block: &Block| block.ending(source, language) == Ending::Sentence;
    // The place of the day may open with a small letter: г. Минск.
    let (first, above) = match at(start.checked_sub(1)) {
        _ if !below && at(Some(start)).is_some_and(day) => (start + 1, at(start.checked_sub(1))),
        Some(block) if !below && day(block) => (start, at(start.checked_sub(2))),
        block => (start, block.filter(|block| below || testifies(block, None, source, language))),
    };
    let signed = blocks.get(first..)?;
    let initial = signed.iter().find_map(|block| block.number.as_ref());
    let signs = |block: &Block| block.segments.iter().any(|line| signs_for(line.span.slice(source), language));
    // What begins with A counts sections.
    let shown = initial.is_some_and(|initial| initial.head.value > 1) || signed.iter().any(signs);
    (shown && above.is_some_and(ended)).then_some(first)
}

/// Most blocks of the names under a treaty: its parties are no more than the States.
const MOST_SIGNATORIES: usize = 2 * 200;

/// Whether a block may be the names of some who sign: plain lines, of which the first may open with an initial, which
/// looks like the number of a section.
fn names_one(block: &Block, source: &str, language: &Language) -> bool {
    let initial = |kind: NumberKind| matches!(kind, NumberKind::Capital | NumberKind::Roman);
    let one = |printed: &str| printed.chars().filter(|c| c.is_alphabetic()).count() == 1;
    let surname = || {
        let line = block.segments.first().map_or("", |line| line.span.slice(source));
        line.starts_with(char::is_uppercase) && line.split_whitespace().count() <= LONGEST_NAME
    };
    let numbered = match &block.number {
        None => true,
        Some(number) => initial(number.head.kind) && one(number.span.slice(source)) && surname(),
    };
    numbered
        && block.heading.is_none()
        && !block.bullet
        && !block.row
        && !block.segments.is_empty()
        && block.segments.iter().all(|line| is_name(line.span.slice(source), language))
}

/// Most words of a name behind its first initial.
const LONGEST_NAME: usize = 4;

/// Takes the names off the end of the blocks, line by line.
pub(super) fn lines(inliner: &mut Inliner<'_>, blocks: &mut Vec<Block>, first: usize) -> Vec<ConclusionLine> {
    let mut lines = Vec::new();
    for block in blocks.split_off(first) {
        for (index, segment) in block.segments.iter().enumerate() {
            let mut passage = inliner.passage(&[Segment { separator: Separator::None, ..*segment }]);
            if index == 0 {
                put_number_back(&mut passage, &block, inliner.source);
            }
            lines.push(ConclusionLine { role: ConclusionRole::Signature, passage });
        }
    }
    lines
}

/// What those who sign a treaty say of it, and where and when it was made, as its last paragraphs have it: In witness
/// whereof …; Done at Geneva, this twenty-first day of May …. The day may be in words that nobody reads.
pub(super) fn testimony(inliner: &mut Inliner<'_>, blocks: &[Block]) -> Option<Vec<ConclusionLine>> {
    let (source, language) = (inliner.source, inliner.language);
    let (block, above) = blocks.split_last()?;
    if !testifies(block, above.last(), source, language) {
        return None;
    }
    let done = block.segments.iter().position(|line| is_done(line.span.slice(source), language));
    let (said, made) = block.segments.split_at(done.filter(|_| made_below(block, source, language)).unwrap_or(0));
    let date = language.first_date(&joined(made, source)).filter(|(_, date)| date.start.day.is_some());
    // What those who sign say is no day, whatever days it names.
    let dated = date.is_some() && !opens_testimony(&joined(made, source), language);
    let role = if dated { ConclusionRole::Date } else { ConclusionRole::Other };
    let parts = [(said, ConclusionRole::Other), (made, role)].into_iter().filter(|part| !part.0.is_empty());
    Some(parts.map(|(part, role)| ConclusionLine { role, passage: inliner.passage(&as_one_line(part)) }).collect())
}

/// Whether a block is what those who sign say, or says where and when the text was made. Where words are not parted, the
/// words for that may stand within it, below what those who sign say.
fn testifies(block: &Block, above: Option<&Block>, source: &str, language: &Language) -> bool {
    if !block.is_plain() || block.is_longer(source, LONGEST_TESTIMONY) {
        return false;
    }
    let text = block.text(source);
    let within = || {
        let holds = |done: &&&str| done.chars().nth(1).is_some() && text.contains(**done);
        language.unspaced
            && language.done.iter().find(holds).is_some()
            && above.is_some_and(|above| testifies(above, None, source, language))
    };
    opens_testimony(&text, language) || names_month(&text, language) && (is_done(&text, language) || within())
}

/// Whether the lines of a block say both, one below the other.
fn made_below(block: &Block, source: &str, language: &Language) -> bool {
    opens_testimony(&block.text(source), language)
}

/// Whether a text is what those who sign say.
fn opens_testimony(text: &str, language: &Language) -> bool {
    let small = language.key(text).to_lowercase();
    let tells = |word: &&str| if language.unspaced { small.contains(*word) } else { small.starts_with(*word) };
    language.testimony.iter().any(tells)
}

/// Longest paragraph of those who sign, in characters as printed.
const LONGEST_TESTIMONY: usize = 1000;

/// Whether a line opens with the words by which a text says where it was made. One sign says too little.
fn is_done(line: &str, language: &Language) -> bool {
    let small = language.key(line).to_lowercase();
    // The day may stand before them: 二〇二四年五月二十一日订于日内瓦.
    let day = language.date_at(&small).filter(|_| language.unspaced).map_or(0, |date| date.length);
    let small = small.get(day..).unwrap_or("");
    !line.starts_with(char::is_lowercase)
        && is_made(small, language)
        && language.done.iter().any(|done| small.starts_with(done) && done.chars().nth(1).is_some())
}

/// Whether a text names a month, or counts one: of May, 五月.
fn names_month(text: &str, language: &Language) -> bool {
    let small = language.key(text).to_lowercase();
    let named = |(name, _): &(&str, u8)| {
        let name = name.to_lowercase();
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        small.match_indices(&name).any(|(at, _)| {
            apart(small.get(..at).and_then(|t| t.chars().next_back()))
                && apart(small.get(at + name.len()..).and_then(|t| t.chars().next()))
        })
    };
    let counted = !language.date_words.year.is_empty()
        && small.contains(language.date_words.year)
        && language.date_words.month.iter().any(|word| small.contains(word));
    counted || language.named_dates.months.iter().chain(&MASTHEAD_MONTHS).any(named)
}

/// Whether a line holds the word for a signature in brackets.
pub(super) fn is_signed(text: &str, language: &Language) -> bool {
    let bracketed = |b: &(char, char)| text.contains(&format!("{}{}{}", b.0, language.signed, b.1));
    !language.signed.is_empty() && text.contains(language.signed) && language.brackets.iter().any(bracketed)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{blocks_in, inliner};
    use super::*;

    #[test]
    fn a_signature_is_short_lines_alone() {
        let signs = |text: &str| signature(&inliner(text), &blocks_in(text));
        let long = "a".repeat(SIGNATURE_LINE + 1);
        for (text, first) in [
            ("The Committee met.\n\n(Signed) Ana Silva\n\nPresident", Some(1)),
            ("The Committee met.\n\n(Signed) Ana Silva\n\nIt met again.", None),
            (&format!("The Committee met.\n\n(Signed) Ana Silva\n\n{long}"), None),
            ("The Committee met.\n\n(Signed) Ana Silva\n\n1. President", None),
            ("The Committee met.\n\nSigned by Ana Silva (President)", None),
        ] {
            assert_eq!(signs(text), first, "{text}");
        }
    }
}
