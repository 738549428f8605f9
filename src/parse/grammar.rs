//! Blocks in, document out.
//!
//! ```text
//! document   = part annex*
//! annex      = annex-line part
//! part       = header [preamble] body closing
//! preamble   = formula preambular* [operative-formula] | preambular+ operative-formula
//! preambular = paragraph | heading-with-colon item*
//! body       = (heading | paragraph | list)*
//! paragraph  = [number] text cut* subparagraph*
//! ```
//!
//! A `cut` is the rest of a paragraph that a page end or a blank line severed. Not here: what lines say on a cover
//! (`header`), at the end (`closing`), and inside a paragraph (`inline`).

mod body;
mod cuts;
mod series;

use super::blocks::{Block, RawNote, Scan, Segment, Separator};
use super::inline::Inliner;
use super::normalize::{Ending, ending};
use super::number::NumberKind;
use super::wrap::is_formula_line;
use super::{class, closing, contents, header};
use crate::language::{Language, PhraseClass, after};
use crate::model::{
    self, Annex, Document, DocumentClass, Fact, Formula, Furniture, FurnitureReason, Generator, Metadata, Note,
    Preamble, Title,
};
use crate::source::{self, Encoding, Source, Span};
use std::collections::{HashMap, HashSet};

/// Parses blocks into a document.
pub(super) fn document(
    source: &Source,
    mut scan: Scan,
    language: &'static Language,
    class: Option<Fact<DocumentClass>>,
) -> Document {
    let text = source.text();
    contents::set_aside(text, &mut scan, language);
    let Scan { blocks, notes, furniture, calls } = scan;
    let markers: HashSet<String> = notes.iter().map(|n| n.marker.canonical.clone()).collect();
    let mut inliner = Inliner { source: text, language, markers, calls, furniture };
    let mut regions = regions(text, blocks, language);
    let starts: Vec<usize> = regions.iter().map(|r| r.first).collect();
    let mut notes_of: Vec<Vec<Note>> = regions.iter().map(|_| Vec::new()).collect();
    for note in notes {
        let region = starts.partition_point(|&s| s <= note.after.saturating_sub(1)).saturating_sub(1);
        if let Some(list) = notes_of.get_mut(region) {
            list.push(read_note(&mut inliner, note));
        }
    }
    let main = regions.remove(0);
    let part = part(&mut inliner, main.blocks, None, class.as_ref().map(|c| c.value));
    let mut notes_of = notes_of.into_iter();
    let notes = notes_of.next().unwrap_or_default();
    let annexes = regions
        .into_iter()
        .zip(notes_of)
        .zip(1..)
        .map(|((region, notes), index)| annex(&mut inliner, region, notes, index))
        .collect();
    Document {
        schema_version: model::SCHEMA_VERSION.to_owned(),
        generator: Generator { name: "declc".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        source: source_file(source),
        metadata: Metadata::new(
            class.unwrap_or_else(|| Fact::derived(part.class)),
            Fact::derived(language.tag.to_owned()),
        ),
        cover: part.cover,
        title: part.title,
        preamble: part.preamble,
        body: part.body,
        conclusions: part.conclusions,
        annexes,
        notes,
        references: Vec::new(),
        mandates: Vec::new(),
        furniture: collect_furniture(text, inliner.furniture),
    }
}

/// The file of a source, and its text in UTF-8 where that is another thing.
fn source_file(source: &Source) -> model::SourceFile {
    let text = source.text().as_bytes();
    let sha256 = source::sha256(text);
    let bytes = text.len() as u64;
    let path = source.path().to_owned();
    match source.original() {
        None => model::SourceFile { path, sha256, bytes, encoding: Encoding::Utf8.name().to_owned(), decoded: None },
        Some(file) => model::SourceFile {
            path,
            sha256: source::hexadecimal(&file.sha256),
            bytes: file.bytes as u64,
            encoding: file.encoding.name().to_owned(),
            decoded: Some(model::DecodedText { sha256, bytes }),
        },
    }
}

/// The main text or one annex, as blocks.
struct Region {
    /// The line that opens an annex.
    opening: Option<Block>,
    /// Index of the first block in the whole text.
    first: usize,
    blocks: Vec<Block>,
}

/// A parsed part.
struct Part {
    class: DocumentClass,
    cover: Vec<model::CoverLine>,
    title: Option<Title>,
    preamble: Option<Preamble>,
    body: Vec<model::Block>,
    conclusions: Vec<model::ConclusionLine>,
}

/// Cuts the text at the lines that open an annex.
fn regions(source: &str, blocks: Vec<Block>, language: &Language) -> Vec<Region> {
    let mut regions = vec![Region { opening: None, first: 0, blocks: Vec::new() }];
    let mut blocks = blocks.into_iter().enumerate().peekable();
    while let Some((index, mut block)) = blocks.next() {
        // What opens an annex to a letter repeats its title, over several lines.
        let head = block.segments.first().map_or("", |first| first.span.slice(source));
        if block.is_plain() && language.annex.iter().any(|word| head.starts_with(word)) {
            while let Some((_, line)) =
                blocks.next_if(|(_, line)| header::goes_on_below(&block, line, source, language))
            {
                block.segments.extend(line.segments);
            }
        }
        if index > 0 && annex_ordinal(&block, source, language).is_some() {
            regions.push(Region { opening: Some(block), first: index, blocks: Vec::new() });
        } else if let Some(region) = regions.last_mut() {
            region.blocks.push(block);
        }
    }
    regions
}

/// The number of the annex that a line opens, 0 where it bears none.
fn annex_ordinal(block: &Block, source: &str, language: &Language) -> Option<u32> {
    if block.number.is_some() || block.bullet || block.gap == 0 || block.is_longer(source, LONGEST_ANNEX_OPENING) {
        return None;
    }
    // The end of a paragraph mostly tells that it is none, without a copy of it.
    let last =
        block.segments.last().and_then(|line| line.span.slice(source).chars().rfind(|&c| language.is_compared(c)));
    if last.is_some_and(|last| language.closes_no_annex(language.letter(last))) {
        return None;
    }
    language.annex_number(&block.folded(source, language))
}

/// Most characters, as printed, of a line that opens an annex.
const LONGEST_ANNEX_OPENING: usize = 1000;

fn annex(inliner: &mut Inliner<'_>, region: Region, notes: Vec<Note>, index: u32) -> Annex {
    let (heading, number) = match &region.opening {
        Some(block) => {
            let number = annex_ordinal(block, inliner.source, inliner.language);
            (inliner.passage(&as_one_line(&block.segments)), number)
        }
        None => (model::Passage::default(), None),
    };
    let part = part(inliner, region.blocks, Some(index), None);
    Annex {
        eid: model::EId::default(),
        number: number.filter(|&n| n > 0).unwrap_or(index),
        heading,
        cover: part.cover,
        title: part.title,
        preamble: part.preamble,
        body: part.body,
        conclusions: part.conclusions,
        notes,
    }
}

/// Parses the main text or an annex. `given` is its class where that is known; what is of no class has no formula.
fn part(inliner: &mut Inliner<'_>, mut blocks: Vec<Block>, annex: Option<u32>, given: Option<DocumentClass>) -> Part {
    let banner = match (annex, blocks.first()) {
        (None, Some(first)) => inliner.language.folded(&first.text(inliner.source)),
        _ => String::new(),
    };
    let unstructured = given == Some(DocumentClass::Unstructured);
    let start = text_start(&blocks, annex.is_some(), unstructured, inliner.source, inliner.language);
    let mut text = blocks.split_off(start);
    let head = header::read(inliner, &blocks);
    let conclusions = closing::split(inliner, &mut text, &banner);
    let opening = if unstructured { Opening::Text } else { opening(&text, inliner.source, inliner.language) };
    let spoken = opening != Opening::Text;
    let class = given.unwrap_or_else(|| class::of(&head, spoken, annex.is_some(), inliner.language));
    let (preamble, body) = body::read(inliner, text, class, opening);
    Part { class, cover: head.cover, title: head.title, preamble, body, conclusions }
}

/// What the text proper opens with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// The enacting formula.
    Formula,
    /// What is recited before the speaker is named: Whereas …, The General Assembly Proclaims ….
    Recitals,
    /// The letter of its first part, each part with a formula of its own.
    Part,
    /// Anything else.
    Text,
}

/// What a text proper opens with.
fn opening(text: &[Block], source: &str, language: &Language) -> Opening {
    if speaks(text, 0, source, language) {
        Opening::Formula
    } else if is_part(text, 0, source, language) {
        Opening::Part
    } else if recited(text, source, language).is_some() {
        Opening::Recitals
    } else {
        Opening::Text
    }
}

/// Index of the speaker of a text that opens with what is recited before.
fn recited(text: &[Block], source: &str, language: &Language) -> Option<usize> {
    let speaker =
        text.iter().position(|block| !is_recital(block, source, language) || names_speaker(block, source, language))?;
    (speaker > 0 && speaks(text, speaker, source, language)).then_some(speaker)
}

/// Whether a block is one of those that are recited before the speaker is named: a paragraph that a comma closes.
fn is_recital(block: &Block, source: &str, language: &Language) -> bool {
    block.is_plain() && block.heading.is_none() && block.ending(source, language) == Ending::Comma
}

/// Whether a block is the name of an organ and a comma.
fn names_speaker(block: &Block, source: &str, language: &Language) -> bool {
    !block.is_longer(source, LONGEST_SPEAKER) && is_formula_line(&block.text(source), language)
}

/// Index of the first block of the text proper: the enacting formula or what is recited before it, else the first
/// numbered paragraph or section, else the first block that ends like a sentence.
fn text_start(blocks: &[Block], annex: bool, unstructured: bool, source: &str, language: &Language) -> usize {
    let alone = |b: &Block| b.segments.is_empty();
    let counts = |b: &Block| {
        matches!(
            b.number_kind(),
            Some(
                NumberKind::Arabic
                    | NumberKind::Decimal
                    | NumberKind::Numeral
                    | NumberKind::Roman
                    | NumberKind::Capital
                    | NumberKind::Letter
            )
        )
    };
    // A capital alone on a line is the letter of a part above its speaker, or of the series on an old masthead.
    let part = |i: usize| is_part(blocks, i, source, language);
    // So does the number of an article.
    let article = |b: &Block| body::divides(b, source, language) || body::titles_division(b, source, language);
    let numbered = blocks.iter().enumerate().position(|(i, b)| article(b) || (counts(b) && !part(i)));
    let before =
        blocks.iter().enumerate().position(|(i, b)| counts(b) && !alone(b) && !part(i)).unwrap_or(blocks.len());
    // In a language that is not known here commas alone say nothing: one block behind shows no run of them.
    let seen = |i: usize| if unstructured { blocks.get(..i + 2).unwrap_or(blocks) } else { blocks };
    let spoken = (0..before).find(|&i| speaks(seen(i), i, source, language));
    let formula = spoken.map(|i| {
        let above = |distance: usize| i.checked_sub(distance).filter(|&above| part(above));
        // The title of a part stands beside its letter or under it.
        let titled = || above(2).filter(|_| blocks.get(i - 1).is_some_and(|b| is_title(b, source, language)));
        above(1).or_else(titled).unwrap_or_else(|| {
            // The speaker may be named after what is recited.
            let recital = |block: &Block| is_recital(block, source, language);
            let first = blocks.iter().take(i).rposition(|block| !recital(block)).map_or(0, |above| above + 1);
            let phrase = |b: &Block| b.opening_phrase(source, language) == Some(PhraseClass::Declaratory);
            first + blocks.iter().take(i).skip(first).position(phrase).unwrap_or(i - first)
        })
    });
    let prose = || -> Option<usize> {
        let under_title = |i: usize| {
            let title = i.checked_sub(1).and_then(|i| blocks.get(i));
            let numbered = |b: &Block| b.number_kind() == Some(NumberKind::Resolution);
            title.is_some_and(|b| numbered(b) || language.letter_title(&b.folded(source, language)).is_some())
        };
        blocks.iter().enumerate().position(|(i, b)| {
            let text = b.text(source);
            let closed = match ending(&text, language) {
                Ending::Sentence | Ending::Segment | Ending::Comma => true,
                // What introduces a quoted statement is a sentence, and so is what stands under the number and title of a
                // decision; a salutation opens a letter. What introduces a list of links does neither.
                Ending::Colon => text.contains(language.comma) || under_title(i),
                Ending::Open => false,
            };
            b.is_plain() && closed && header_line(b, source, language).is_none()
        })
    };
    if let (Some(number), None, false) = (numbered, formula, annex)
        && let Some(sentence) = prose().filter(|&sentence| sentence < number)
        && let Some(start) = start_above(blocks, sentence, number, source, language)
    {
        return start;
    }
    // An annex has no cover: its text begins with the first paragraph after its title. Points follow what introduces them.
    let points = numbered.and_then(|i| blocks.get(i)).is_some_and(|b| b.number_kind() == Some(NumberKind::Letter));
    if annex {
        let first = numbered.into_iter().chain(prose()).min();
        return formula.or_else(|| annex_start(blocks, first, source, language)).unwrap_or(blocks.len());
    }
    let first = if points { numbered.into_iter().chain(prose()).min() } else { numbered.or_else(prose) };
    formula.or(first).unwrap_or(blocks.len())
}

/// Where the text of an annex begins, whose first number or sentence is `first`: below its title, with a list, a table or
/// what introduces one, or with the heading of its first section.
fn annex_start(blocks: &[Block], first: Option<usize>, source: &str, language: &Language) -> Option<usize> {
    let says_nothing = |b: &Block| b.is_plain() && header::says_nothing(b, source, language);
    let above = blocks.get(..first.unwrap_or(blocks.len())).unwrap_or_default();
    let Some(title) = above.iter().position(|b| b.heading.is_some() || says_nothing(b)) else { return first };
    let below =
        || blocks.iter().enumerate().skip(title + 1).take(first.unwrap_or(blocks.len()).saturating_sub(title + 1));
    let lists = below().find(|(_, b)| b.bullet || b.row).map(|found| found.0);
    let start = first.into_iter().chain(lists).min();
    let introduces =
        |at: usize| at > title && blocks.get(at).is_some_and(|b| b.ending(source, language) == Ending::Colon);
    let heads = |at: usize| {
        at > title
            && blocks.get(at).is_some_and(|b| says_nothing(b) && b.gap > 0 && body::is_short_line(source, b, language))
    };
    match start {
        Some(start) => {
            let above = start.checked_sub(1).filter(|&at| introduces(at) || heads(at));
            Some(above.unwrap_or(start))
        }
        None => below().find(|(_, b)| b.gap > 0 && says_nothing(b)).map(|found| found.0),
    }
}

/// Where the text begins that stands above the first number, from its first sentence on: with the word over a summary,
/// or with a sentence that is no line of a cover, since it is long (At its 5th plenary meeting, on 10 June 2022, the …
/// may introduce a list) or not the only one.
fn start_above(blocks: &[Block], sentence: usize, number: usize, source: &str, language: &Language) -> Option<usize> {
    let summary = |&above: &usize| blocks.get(above).is_some_and(|b| body::names_summary(b, source, language));
    let long = || blocks.get(sentence).is_some_and(|b| is_long_sentence(b, source, language));
    let sentences = || blocks.iter().take(number).skip(sentence).filter(|b| is_sentence(b, source, language)).count();
    let text = || long() || sentences() >= FEWEST_SENTENCES;
    sentence.checked_sub(1).filter(summary).or_else(|| text().then_some(sentence))
}

/// Whether a block is the enacting formula above the one that follows it.
fn speaks(blocks: &[Block], index: usize, source: &str, language: &Language) -> bool {
    let following = blocks.get(index + 1..).unwrap_or_default();
    blocks.get(index).is_some_and(|block| is_formula(block, following, source, language))
}

/// Whether a block is the letter of a part, alone on its line or with the part's title right above the speaker.
fn is_part(blocks: &[Block], index: usize, source: &str, language: &Language) -> bool {
    blocks.get(index).filter(|block| block.number_kind() == Some(NumberKind::Capital)).is_some_and(|block| {
        block.segments.is_empty()
            || block.ending(source, language) == Ending::Open && speaks(blocks, index + 1, source, language)
    })
}

/// Whether a block may be the title of a part.
fn is_title(block: &Block, source: &str, language: &Language) -> bool {
    block.is_plain() && block.ending(source, language) == Ending::Open && !block.is_longer(source, LONGEST_SPEAKER)
}

/// Whether a paragraph is complete and says more than a line of a cover does, or says when an organ decided.
fn is_long_sentence(block: &Block, source: &str, language: &Language) -> bool {
    let text = block.folded(source, language);
    let long = text.chars().count() >= if language.unspaced { SITTING / 3 } else { SITTING };
    let dated = || language.first_date(&text).is_some_and(|(_, date)| date.start.day.is_some());
    let sitting = || dated() && language.organs.iter().any(|organ| text.contains(organ.name));
    long && (ending(&text, language) == Ending::Sentence || sitting())
}

/// Whether a block is a complete sentence of more than a few words.
fn is_sentence(block: &Block, source: &str, language: &Language) -> bool {
    let shortest = if language.unspaced { SITTING / 9 } else { SITTING / 3 };
    block.is_plain() && block.ending(source, language) == Ending::Sentence && block.is_longer(source, shortest)
}

/// Fewest sentences above the first number that are text and no cover.
const FEWEST_SENTENCES: usize = 2;

/// Shortest such sentence, in characters.
const SITTING: usize = 90;

/// A line that ends like a sentence but has the form of a cover line: 2022年10月28-29日。
fn header_line(block: &Block, source: &str, language: &Language) -> Option<()> {
    let text = language.folded(&block.text(source));
    let date = language.date_at(&text)?;
    (text.chars().count() <= text.get(..date.length)?.chars().count() + 2).then_some(())
}

/// Whether a block names the speaker and opens the preamble: an organ with a comma, or participants who say 我们 or
/// are named at the end (…的与会者，).
fn is_formula(block: &Block, following: &[Block], source: &str, language: &Language) -> bool {
    if block.number.is_some() || block.bullet || block.is_longer(source, LONGEST_FORMULA) {
        return false;
    }
    let next = following.first();
    let text = block.folded(source, language);
    // A tool may take the line for a heading.
    if block.heading.is_some() {
        let speaker = text.strip_suffix(language.comma).map(str::trim_end);
        return speaker.is_some_and(|speaker| language.organ(speaker).is_some());
    }
    let we = |speaker: &str| {
        language.speakers_we.iter().any(|w| speaker.strip_prefix(w).is_some_and(|t| t.starts_with(language.comma)))
    };
    // We, the leaders of the countries identified below: or, above the first paragraph, We, …, declare as follows:
    let counts = |b: &Block| b.is_plain() || b.paragraph_number() == Some(1);
    if text.strip_suffix(language.colons).is_some_and(we) && next.is_some_and(counts) {
        return true;
    }
    let Some(speaker) = text.strip_suffix(language.comma).map(str::trim_end) else {
        // An organ that stands alone right before a preambular paragraph is its speaker, even without comma.
        let opens = |b: &Block| b.is_plain() && b.opening_phrase(source, language).is_some();
        return language.organ(&text).is_some() && next.is_some_and(opens);
    };
    let opens = |b: &Block| {
        // The preambular paragraphs of a declaration may be numbered.
        b.heading.is_none() && !b.bullet && b.opening_phrase(source, language) == Some(PhraseClass::Declaratory)
    };
    // Any speaker, by form: a short line with a comma, right before a preambular paragraph, or before some that commas
    // close, whatever they open with.
    let run = || {
        let closed = |b: &Block| b.is_plain() && b.heading.is_none() && b.ending(source, language) == Ending::Comma;
        following.len() >= FEWEST_RECITALS && following.iter().take(FEWEST_RECITALS).all(closed)
    };
    let short = speaker.chars().count() <= LONGEST_SPEAKER
        && language.opening_phrase(speaker).is_none()
        && (next.is_some_and(opens) || run());
    short
        || language.organ(speaker).is_some()
        || we(speaker)
        || language.speakers_we.iter().any(|word| after(speaker, word).is_some())
            && declares(following, source, language)
        || language.speaker_nouns.iter().any(|n| speaker.ends_with(n)) && language.opening_phrase(speaker).is_none()
}

/// Whether what follows a speaker is what closes a preamble, above the first paragraph: declare as follows:.
fn declares(following: &[Block], source: &str, language: &Language) -> bool {
    let [formula, first, ..] = following else { return false };
    formula.is_plain() && formula.ending(source, language) == Ending::Colon && first.paragraph_number() == Some(1)
}

/// Fewest paragraphs closed by commas that show that the short line above them names who speaks.
const FEWEST_RECITALS: usize = 2;

/// Longest name of a speaker, in characters: the Conference of the Parties serving as the meeting of the Parties to ….
const LONGEST_SPEAKER: usize = 160;

/// Longest enacting formula, in characters as printed: it may name all who speak, and say what brought them together.
const LONGEST_FORMULA: usize = 4000;

fn read_note(inliner: &mut Inliner<'_>, note: RawNote) -> Note {
    let passage = inliner.passage(&as_one_line(&note.segments));
    Note { eid: model::EId::default(), marker: note.marker, passage, called_from: None }
}

/// Lines of one run of text.
pub(super) fn as_one_line(segments: &[Segment]) -> Vec<Segment> {
    segments.iter().map(|s| Segment { separator: Separator::None, ..*s }).collect()
}

/// The formula block as a formula.
pub(super) fn formula(inliner: &mut Inliner<'_>, block: &Block) -> Formula {
    Formula { eid: model::EId::default(), passage: inliner.passage(&as_one_line(&block.segments)) }
}

/// Furniture by reason and text, each kind once with all its places.
fn collect_furniture(source: &str, mut found: Vec<(FurnitureReason, Span)>) -> Vec<Furniture> {
    found.sort_by_key(|f| f.1);
    let mut kinds: Vec<Furniture> = Vec::new();
    let mut places: HashMap<(FurnitureReason, &str), usize> = HashMap::new();
    for (reason, span) in found {
        let text = span.slice(source);
        let place = *places.entry((reason, text)).or_insert(kinds.len());
        match kinds.get_mut(place) {
            Some(kind) => kind.occurrences.push(span),
            None => kinds.push(Furniture { reason, text: text.to_owned(), occurrences: vec![span] }),
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, lines};
    use super::*;
    use crate::language::{EN, ZH};

    fn blocks_in(text: &str, language: &Language) -> Vec<Block> {
        blocks::scan(text, &lines::split(text), language).blocks
    }

    /// What a rule says of the first block of a text.
    fn first<T>(text: &str, says: impl Fn(&[Block], &str) -> T) -> T {
        says(&blocks_in(text, &EN), text)
    }

    #[test]
    fn a_line_that_opens_an_annex_bears_no_mark_and_stands_apart() {
        let ordinal =
            |text: &str, gap| first(text, |blocks, text| annex_ordinal(&Block { gap, ..blocks[0].clone() }, text, &EN));
        assert_eq!((ordinal("Annex II", 1), ordinal("Annex", 1)), (Some(2), Some(0)));
        for (text, gap) in [("Annex II", 0), ("1. Annex", 1), ("- Annex II", 1), ("Annexes of it", 1)] {
            assert_eq!(ordinal(text, gap), None, "{text} after {gap}");
        }
    }

    #[test]
    fn the_letter_of_a_part_stands_above_its_speaker() {
        let part = |text: &str| first(text, |blocks, text| is_part(blocks, 0, text, &EN));
        let speaks = "\n\nThe General Assembly,\n\nRecalling the Charter,";
        assert!(part(&format!("A{speaks}")) && part(&format!("A. Law of the sea{speaks}")));
        for text in [
            "A. Law of the sea\n\n1. The Committee met.",
            &format!("A. The Committee met.{speaks}"),
            &format!("1. Law of the sea{speaks}"),
            &format!("Law of the sea{speaks}"),
        ] {
            assert!(!part(text), "{text}");
        }
    }

    #[test]
    fn the_title_of_a_part_is_a_short_line_that_bears_no_mark() {
        let title = |text: &str| first(text, |blocks, text| is_title(&blocks[0], text, &EN));
        assert!(title("Law of the sea") && title(&"a".repeat(LONGEST_SPEAKER)));
        let long = "a".repeat(LONGEST_SPEAKER + 1);
        for text in ["Law of the sea.", "1. Law of the sea", "- Law of the sea", "# Law of the sea", &long] {
            assert!(!title(text), "{text}");
        }
    }

    #[test]
    fn a_decision_says_which_organ_sat_and_on_what_day() {
        let sitting = |text: &str, language| is_long_sentence(&blocks_in(text, language)[0], text, language);
        let end = "on the proposal of its President, elected the following five members:";
        assert!(sitting(&format!("At its 5th meeting, on 10 June 2022, the General Assembly, {end}"), &EN));
        for text in [
            &format!("At its 5th meeting, in June 2022, the General Assembly, {end}"),
            &format!("At its 5th meeting, on 10 June 2022, the members present, {end}"),
            "On 10 June 2022, the General Assembly elected:",
        ] {
            assert!(!sitting(text, &EN), "{text}");
        }
        assert!(sitting(
            "2022年6月10日，大会第八十五次全体会议根据第五委员会的建议任命下列五人为会费委员会成员：",
            &ZH
        ));
        assert!(!sitting("2022年6月10日，大会任命下列人员：", &ZH));
        let ends = |mark: &str| {
            format!("At the invitation of the President, the members paid a visit to the capital of the Republic{mark}")
        };
        assert!(sitting(&ends("."), &EN) && !sitting(&ends(":"), &EN) && !sitting("The members paid a visit.", &EN));
    }

    #[test]
    fn a_date_that_ends_like_a_sentence_is_a_line_of_a_cover() {
        let line = |text: &str, language| header_line(&blocks_in(text, language)[0], text, language).is_some();
        assert!(line("2022年10月28-29日。", &ZH) && line("10 June 2022", &EN) && line("10 June 2022).", &EN));
        assert!(!line("10 June 2022, in Rome.", &EN) && !line("10 June 2022 (a).", &EN) && !line("The sea.", &EN));
    }

    #[test]
    fn who_speaks_stands_above_a_preambular_paragraph() {
        let formula = |text: &str| first(text, |blocks, text| is_formula(&blocks[0], &blocks[1..], text, &EN));
        let after = |next: &str| formula(&format!("The heads of the missions,\n\n{next}"));
        assert!(after("Recalling the Charter,") && after("1. Recalling the Charter,"));
        for next in ["# Recalling the Charter,", "- Recalling the Charter,", "Decides to act.", "The sea."] {
            assert!(!after(next), "{next}");
        }
        let speaks = |speaker: &str| formula(&format!("{speaker}\n\nRecalling the Charter,"));
        assert!(speaks("The General Assembly,") && speaks("# The General Assembly,") && speaks("The General Assembly"));
        let long = format!("The {} of the missions,", "h".repeat(LONGEST_SPEAKER));
        for speaker in [
            "1. The General Assembly,",
            "- The General Assembly,",
            "Recalling the Declaration,",
            "# The heads of the missions,",
            "The heads of the missions",
            &long,
        ] {
            assert!(!speaks(speaker), "{speaker}");
        }
    }
}
