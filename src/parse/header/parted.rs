//! The lines of a cover in, its blocks out: what stands line by line at once is parted where a form shows what each line
//! says, and a title that takes several lines is put together.
//!
//! Not here: what a line says (see `header`), and lines that stand side by side (see `masthead`).

use super::{LONGEST_ADOPTION, LONGEST_BYLINE, SHORT, names_sponsors, role};
use crate::language::Language;
use crate::model::CoverRole;
use crate::parse::blocks::{Block, Segment, Separator};
use crate::parse::normalize::{Ending, ending};

/// Cover lines that follow each other at once, each as a block of its own where its form shows what it says.
pub(super) fn parted(blocks: &[Block], source: &str, language: &Language) -> Vec<Block> {
    let mut parted: Vec<Block> = Vec::new();
    for block in blocks {
        // A number alone on its line.
        if block.segments.is_empty() {
            parted.push(block.clone());
        }
        let goes_on =
            |last: &Block| awaits_day(last, block, source, language) || goes_on_below(last, block, source, language);
        if let Some(last) = parted.last_mut().filter(|last| goes_on(last)) {
            last.segments.extend(block.segments.iter().map(|line| Segment { separator: Separator::Line, ..*line }));
            continue;
        }
        part(&mut parted, block, source, language);
    }
    parted
}

/// Adds the lines of a block, each as a block of its own where its form shows what it says.
fn part(parted: &mut Vec<Block>, block: &Block, source: &str, language: &Language) {
    let own_lines = standing_alone(block, source, language);
    let mut before = None;
    let mut above = None;
    // How a text came before its organ stands in brackets, over more than one line where need be.
    let mut open = parted.last().is_some_and(|last| is_open(&last.text(source)));
    for (index, segment) in block.segments.iter().enumerate() {
        let inside = std::mem::replace(&mut open, false);
        let plain = Block { number: None, ..block.clone() };
        let mut line = if index == 0 { block.clone() } else { plain };
        line.segments = vec![*segment];
        let said = role(&line, source, language);
        // The date under the distribution belongs to it.
        let dated = before == Some(CoverRole::Distribution) && said == Some(CoverRole::PlaceDate);
        // So does the day on which a resolution was adopted.
        let adopted = before == Some(CoverRole::Adoption) && said == Some(CoverRole::PlaceDate);
        // The name of an organ may take two lines.
        let organs = before == Some(CoverRole::Organ) && said == before;
        let apart = !organs || parted.last().is_some_and(|last| are_two_organs(last, segment, source, language));
        let both = before.is_some() && said.is_some() && !adopted && apart;
        open = if inside { !segment.span.slice(source).contains(']') } else { is_open(segment.span.slice(source)) };
        // So stands the number of a decision above its title.
        let counts =
            |block: &Block| !block.is_longer(source, 2 * SHORT) && language.own_number(&block.text(source)).is_some();
        let numbered = index > 0 && (counts(&line) || parted.last().is_some_and(counts));
        let own = numbered || !dated && (both || [before, said].into_iter().flatten().any(|r| OWN_LINE.contains(&r)));
        // Where lines are wrapped, the form of both must show that they are two; a title may go on with a session.
        let small = segment.span.slice(source).starts_with(char::is_lowercase);
        let printed = !small && is_printed(above, true) && is_printed(said, false);
        let alone = own_lines.contains(&index) || printed && own;
        above = said;
        match parted.last_mut() {
            Some(last) if inside && line.is_plain() => last.segments.push(*segment),
            Some(last) if index > 0 && !alone && (segment.separator == Separator::None || !own) => {
                last.segments.push(*segment);
            }
            _ => {
                before = said;
                parted.push(line);
            }
        }
    }
}

/// The lines of a block, but the first, at which another line of a cover begins: the title behind the States that submit
/// a draft, who reports, and the day at the end. A title may break before its last words: what waits for them shows it.
fn standing_alone(block: &Block, source: &str, language: &Language) -> Vec<usize> {
    let line = |index: usize| block.segments.get(index).map_or("", |line| line.span.slice(source));
    let lines = |from: usize, to: usize| Block {
        segments: block.segments.get(from..to).unwrap_or_default().to_vec(),
        number: None,
        ..block.clone()
    };
    let mut end = block.segments.len().min(MOST_TITLE_LINES);
    let mut found = Vec::new();
    if block.heading.is_some() || block.bullet || block.segments.len() != end || end < 2 {
        return found;
    }
    let submitted = (1..end).find(|&to| names_sponsors(&lines(0, to).text(source), language));
    let first = submitted.unwrap_or(0);
    found.extend(submitted);
    // The title of a resolution, which its number opens, is followed by nothing.
    if block.number.is_some() {
        return found;
    }
    let parts = |at: usize| !awaits(line(at - 1), language);
    let day = lines(end - 1, end);
    let titled = role(&lines(end - 2, end - 1), source, language).is_none_or(|role| role == CoverRole::Byline);
    // The day beside the distribution, or below it, is that of the issue.
    let issued = (0..end).any(|at| role(&lines(at, at + 1), source, language) == Some(CoverRole::Distribution));
    let titled = titled && !issued && end > first + 1;
    if titled
        && parts(end - 1)
        && role(&day, source, language) == Some(CoverRole::PlaceDate)
        && has_day(&day, source, language)
    {
        end -= 1;
        found.push(end);
    }
    let byline = |&from: &usize| parts(from) && reports(&lines(from, end), source, language);
    let starts = if language.unspaced { end.max(first + 2) - 1..end } else { first + 1..end };
    found.extend(starts.take_while(|from| *from > first).find(|from| byline(from)));
    found
}

/// Whether a line is a day, and not a month alone.
fn has_day(line: &Block, source: &str, language: &Language) -> bool {
    language.place_and_date(line.text(source).trim()).is_some_and(|(date, _)| date.start.day.is_some())
}

/// Whether lines say who reports, and nothing else. Where the words for it close the line, they may be the end of any
/// title: there the name must be known.
fn reports(lines: &Block, source: &str, language: &Language) -> bool {
    let text = lines.text(source);
    !lines.is_longer(source, LONGEST_BYLINE)
        && language.reporter(&text).is_some_and(|name| !language.unspaced || language.reporting(name).is_some())
}

/// Whether a line waits for the one below it: it ends with a mark within a sentence, or with a word that nothing ends with.
fn awaits(line: &str, language: &Language) -> bool {
    let key = language.key(line).to_lowercase();
    let last = key.rsplit(' ').next().unwrap_or("");
    let links = |word: &&str| if language.unspaced { key.ends_with(*word) } else { last == *word };
    language.links.iter().any(links) || ending(line, language) != Ending::Open
}

/// Whether a line is by its form one that a cover prints in its head and no part of a title, above such a line or below.
fn is_printed(said: Option<CoverRole>, above: bool) -> bool {
    said.is_some_and(|role| {
        if matches!(role, CoverRole::PlaceDate | CoverRole::Symbol) { above } else { OWN_LINE.contains(&role) }
    })
}

/// What a line says alone, whatever follows it at once.
pub(super) const OWN_LINE: [CoverRole; 6] = [
    CoverRole::Session,
    CoverRole::AgendaItem,
    CoverRole::Distribution,
    CoverRole::Language,
    CoverRole::OriginalLanguage,
    CoverRole::Symbol,
];

/// Whether a block is the line right below another.
fn is_line_below(above: &Block, block: &Block, source: &str) -> bool {
    let (Some(last), Some(first)) = (above.segments.last(), block.segments.first()) else { return false };
    line_breaks(source, last.span.end(), first.span.start()) == 1
}

fn line_breaks(source: &str, start: usize, end: usize) -> usize {
    memchr::memchr_iter(b'\n', source.get(start..end).unwrap_or("").as_bytes()).count()
}

/// Whether a line goes on with the one above it, which a blank line sets off: a title takes several lines, which are
/// narrower than those of the text.
pub(in crate::parse) fn goes_on_below(above: &Block, block: &Block, source: &str, language: &Language) -> bool {
    let (Some(first), Some(last)) = (above.segments.first(), above.segments.last()) else { return false };
    let before = source.get(..first.span.start()).unwrap_or("").trim_end();
    let set_off = || line_breaks(source, before.len(), first.span.start()) > 1;
    let shortest = if language.unspaced { SHORT / 2 } else { SHORT };
    let long = || last.span.slice(source).chars().count() >= shortest;
    let plain = |block: &Block| block.is_plain() && !block.row;
    let open = |block: &Block| role(block, source, language).is_none();
    // The title of a letter, and of its annex, names the organ to which it is addressed.
    let names = || {
        let head = language.key(first.span.slice(source));
        language.letter.heads.iter().chain(language.annex).any(|word| head.starts_with(word))
    };
    let below = || match role(block, source, language) {
        None => true,
        Some(role) => role == CoverRole::Organ && names(),
    };
    // Where nothing sets it off, its first words tell: Letter dated, Annex to the letter dated 5 May 2020.
    let letter = || {
        let head = language.key(first.span.slice(source));
        let dated = || language.first_date(&head).is_some_and(|(_, date)| date.start.day.is_some());
        (language.letter.heads.iter().any(|word| head.starts_with(word))
            || language.annex.iter().any(|word| head.starts_with(word)) && dated())
            && block.ending(source, language) == Ending::Open
    };
    plain(above)
        && plain(block)
        && above.segments.len() < MOST_TITLE_LINES
        && is_line_below(above, block, source)
        && long()
        && (set_off() || letter())
        && above.ending(source, language) == Ending::Open
        && open(above)
        && below()
}

/// Most lines of a title.
const MOST_TITLE_LINES: usize = 12;

/// Whether a line tells of an adoption and the next one is its day: Adopted by the Security Council at its 9586th
/// meeting, on / 25 March 2024.
fn awaits_day(above: &Block, block: &Block, source: &str, language: &Language) -> bool {
    if !is_line_below(above, block, source) || above.is_longer(source, LONGEST_ADOPTION) {
        return false;
    }
    let text = above.text(source);
    let lower = text.to_lowercase();
    let adopted = language.adopted.iter().any(|word| lower.contains(word));
    adopted && language.first_date(&text).is_none() && role(block, source, language) == Some(CoverRole::PlaceDate)
}

/// Whether a line opens square brackets that it does not close.
fn is_open(line: &str) -> bool {
    line.starts_with('[') && !line.contains(']')
}

/// Whether two lines name an organ each, and no third one together: 联合国安全理事会 above 反恐怖主义委员会.
fn are_two_organs(above: &Block, line: &Segment, source: &str, language: &Language) -> bool {
    let named = |text: &str| language.organ(text).is_some() || language.masthead.contains(&language.key(text).as_str());
    let (above, line) = (above.text(source), line.span.slice(source));
    let space = if language.unspaced { "" } else { " " };
    named(&above) && named(line) && language.organ(&format!("{above}{space}{line}")).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{EN, ZH};
    use crate::parse::lines::Line;
    use crate::parse::{blocks, lines};

    fn blocks_in(text: &str, language: &Language) -> Vec<Block> {
        blocks::scan(text, &lines::split(text), language).blocks
    }

    #[test]
    fn a_remark_in_brackets_over_several_lines_is_one() {
        for (text, expected) in [
            (
                "[as decided at the\nresumed part of the\nseventy-fifth session]\nAgenda item 5",
                &["[as decided at the resumed part of the seventy-fifth session]", "Agenda item 5"][..],
            ),
            ("[without a vote]\nAgenda item 5", &["[without a vote]", "Agenda item 5"]),
            ("as decided at the\nseventy-fifth session", &["as decided at the", "seventy-fifth session"]),
        ] {
            let parted = parted(&blocks_in(text, &EN), text, &EN);
            assert_eq!(parted.iter().map(|block| block.text(text)).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn two_lines_name_an_organ_each_or_one_together() {
        let two = |text: &str, language| {
            let line = |line: &Line| Segment { span: line.span, separator: Separator::Line };
            let segments: Vec<Segment> = lines::split(text).iter().map(line).collect();
            let above = Block { segments: vec![segments[0]], ..blocks_in(text, language).remove(0) };
            are_two_organs(&above, &segments[1], text, language)
        };
        assert!(two("General Assembly\nSecurity Council", &EN) && two("大会\n安全理事会", &ZH));
        assert!(!two("联合国安全理事会\n反恐怖主义委员会", &ZH));
        for text in [
            "Economic and\nSocial Council",
            "General Assembly\nof all the States",
            "All the States of the\nGeneral Assembly",
            "All the States\nof the world",
        ] {
            assert!(!two(text, &EN), "{text}");
        }
    }

    #[test]
    fn a_remark_that_is_open() {
        assert!(is_open("[on the report of the") && !is_open("[without a vote]") && !is_open("on the [report"));
    }
}
