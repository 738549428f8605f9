//! The text proper of a part: blocks in, preamble and body out.
//!
//! The preamble runs from the enacting formula to the first numbered paragraph. Where preambular paragraphs are
//! numbered too, as in a declaration, it runs to the first paragraph that tells somebody to act, for the first
//! directive opens the operative part and what follows stays operative. A heading that ends with a colon stands for
//! the verb of the items under it (考虑到:); a heading that is nothing but a verb opens the operative part (决定).
//!
//! Not here: cut paragraphs (see `cuts`).

use super::super::blocks::{Block, BlockNumber, Separator};
use super::super::inline::Inliner;
use super::super::normalize::{Ending, digit, ending, is_blank};
use super::super::number::NumberKind;
use super::series::{Series, opens_quotation};
use super::{Opening, as_one_line, cuts, formula, recited};
use crate::language::{LONGEST_ARTICLE, Language, PhraseClass, look_alike, roman};
use crate::model::{
    self, DocumentClass, EId, List, Number, Paragraph, ParagraphRole, Passage, Preamble, PreambularParagraph, Section,
    SectionKind, Subparagraph,
};
use crate::source::Span;

/// Reads the text proper, which opens as `opening` says.
pub(super) fn read(
    inliner: &mut Inliner<'_>,
    blocks: Vec<Block>,
    class: DocumentClass,
    opening: Opening,
) -> (Option<Preamble>, Vec<model::Block>) {
    let blocks = head_what_follows(inliner.source, blocks, inliner.language);
    let mut blocks = cuts::mend(inliner.source, blocks, opening == Opening::Formula, inliner.language);
    let mut preamble = None;
    let role = if opening == Opening::Text { ParagraphRole::Narrative } else { ParagraphRole::Operative };
    let end = match opening {
        Opening::Formula => Some(preamble_end(inliner.source, &blocks, class, inliner.language)),
        // The speaker opens the operative part there.
        Opening::Recitals => recited(&blocks, inliner.source, inliner.language)
            .map(|speaker| PreambleEnd { start_of_body: speaker + 1, operative_formula: true }),
        Opening::Part | Opening::Text => None,
    };
    if let Some(end) = end {
        let rest = blocks.split_off(end.start_of_body.min(blocks.len()));
        preamble = Some(read_preamble(inliner, &blocks, opening == Opening::Formula, end.operative_formula));
        blocks = rest;
    }
    let verb = opening == Opening::Formula && preamble.as_ref().is_some_and(|p| p.operative_formula.is_some());
    let phrases = role == ParagraphRole::Operative && !verb;
    (preamble, Builder { inliner, role, phrases, open: Vec::new(), done: Vec::new() }.build(&blocks))
}

/// Where the preamble ends.
struct PreambleEnd {
    start_of_body: usize,
    /// Whether the block before is a verb that opens the operative part.
    operative_formula: bool,
}

fn preamble_end(source: &str, blocks: &[Block], class: DocumentClass, language: &Language) -> PreambleEnd {
    let verb = blocks.iter().position(|b| b.heading.is_some() && is_bare_phrase(&b.text(source), language));
    let number = first_number(source, blocks, language);
    if verb.is_some_and(|v| v + 1 == number) {
        return PreambleEnd { start_of_body: number, operative_formula: true };
    }
    let ends =
        |at: usize, end: Ending| blocks.get(at).is_some_and(|b| b.is_plain() && b.ending(source, language) == end);
    // We, …, declare as follows: opens and closes the preamble.
    if number == 1 && ends(0, Ending::Colon) {
        return PreambleEnd { start_of_body: 1, operative_formula: false };
    }
    // Recommends to the General Assembly the adoption of the following draft resolution: “The General Assembly, ….
    let recommends = |at: &usize| {
        let phrase = blocks.get(*at).and_then(|b| b.opening_phrase(source, language));
        let quoted = blocks.get(at + 1).is_some_and(|b| opens_quotation(source, b, language));
        quoted && ends(*at, Ending::Colon) && phrase.is_some_and(|class| class != PhraseClass::Declaratory)
    };
    if let Some(at) = (1..number).find(recommends) {
        return PreambleEnd { start_of_body: at, operative_formula: false };
    }
    let is_heading = |index: usize| {
        let before = index.checked_sub(1).and_then(|i| blocks.get(i));
        blocks.get(index).is_some_and(|b| is_heading(source, b, before, blocks.get(index + 1), language))
    };
    // Have agreed as follows: stands above the first article, section or paragraph.
    let counted = |b: &Block| b.paragraph_number().is_some();
    let first = (1..=number).find(|&at| is_heading(at) || blocks.get(at).is_some_and(counted));
    if let Some(at) = first.filter(|&at| at >= 2 && ends(at - 1, Ending::Colon) && ends(at - 2, Ending::Comma)) {
        return PreambleEnd { start_of_body: at, operative_formula: true };
    }
    if class == DocumentClass::Declaration && number == 1 {
        let directive = blocks
            .iter()
            .skip(1)
            .position(|b| b.opening_phrase(source, language).is_some_and(|class| class != PhraseClass::Declaratory));
        // Without any directive there is nothing that parts the two, and numbers mean paragraphs.
        return PreambleEnd { start_of_body: directive.map_or(1, |i| i + 1), operative_formula: false };
    }
    // Without numbers the operative part is one paragraph: what follows the last preambular paragraph, which ends with a
    // comma.
    let comma = |b: &Block| b.ending(source, language) == Ending::Comma;
    let end = blocks.iter().take(number).rposition(comma).map_or(1, |i| i + 1);
    let operative = |b: &Block| b.opening_phrase(source, language) != Some(PhraseClass::Declaratory);
    let unnumbered = number == blocks.len() || blocks.get(end).is_some_and(|b| b.number.is_none() && operative(b));
    if end < number && unnumbered {
        return PreambleEnd { start_of_body: end, operative_formula: false };
    }
    // A heading that heads no items begins the body before the first number does.
    let heading = blocks.iter().take(number).enumerate().skip(1).find(|(index, block)| {
        let phrase = block.is_plain() && !block.segments.is_empty() && block.opening_phrase(source, language).is_some();
        !phrase && block.ending(source, language) != Ending::Colon && is_heading(*index)
    });
    PreambleEnd { start_of_body: heading.map_or(number, |h| h.0), operative_formula: false }
}

/// Index of the first numbered block that is no item of a preambular paragraph: `Recalling:` has its (a) and (b) within
/// the preamble.
fn first_number(source: &str, blocks: &[Block], language: &Language) -> usize {
    let mut within = false;
    for (index, block) in blocks.iter().enumerate().skip(1) {
        if block.number.is_none() && !block.bullet {
            within = block.ending(source, language) == Ending::Colon
                && block.opening_phrase(source, language) == Some(PhraseClass::Declaratory);
        } else if !(within && subparagraph_kind(block).is_some()) {
            return index;
        }
    }
    blocks.len()
}

/// Whether a text is an opening phrase and nothing else: 决定.
fn is_bare_phrase(text: &str, language: &Language) -> bool {
    let text = language.folded(text);
    language.opening_phrase(&text).is_some_and(|p| p.0 == text.len())
}

fn read_preamble(inliner: &mut Inliner<'_>, blocks: &[Block], opens: bool, operative_formula: bool) -> Preamble {
    let mut preamble = Preamble::default();
    let last = blocks.len().saturating_sub(1);
    let mut degrees = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if subparagraph_kind(block).is_none() {
            degrees.clear();
        }
        if index == 0 && opens {
            preamble.formula = Some(formula(inliner, block));
        } else if operative_formula && index == last {
            preamble.operative_formula = Some(formula(inliner, block));
        } else if let (Some(kind), Some(chapeau)) = (subparagraph_kind(block), preamble.paragraphs.last_mut()) {
            let passage = inliner.passage(&block.segments);
            let number = block.number.as_ref().map(|n| number(inliner.source, n));
            let item = Subparagraph { eid: EId::default(), number, passage, subparagraphs: Vec::new() };
            hang(&mut chapeau.items, descend(&mut degrees, kind), item);
        } else if let Some(chapeau) =
            preamble.paragraphs.last_mut().filter(|p| p.chapeau_as_heading && block.is_plain())
        {
            let passage = inliner.passage(&block.segments);
            chapeau.items.push(Subparagraph { eid: EId::default(), number: None, passage, subparagraphs: Vec::new() });
        } else {
            let passage = inliner.opening(&block.segments);
            let chapeau = block.heading.is_some() && ending(&passage.text, inliner.language) == Ending::Colon;
            preamble.paragraphs.push(PreambularParagraph {
                eid: EId::default(),
                number: block.number.as_ref().map(|n| number(inliner.source, n)),
                passage,
                chapeau_as_heading: chapeau,
                items: Vec::new(),
            });
        }
    }
    preamble
}

/// Whether a block heads what follows: it is printed as a heading in Markdown, it bears the number of a section or
/// pillar and does not end like a sentence, or it stands unmarked and without end before a numbered paragraph or
/// another heading such as Article 1, after a paragraph that is complete or the heading of a numbered section.
pub(super) fn is_heading(
    source: &str,
    block: &Block,
    before: Option<&Block>,
    next: Option<&Block>,
    language: &Language,
) -> bool {
    if block.heading.is_some() {
        return true;
    }
    if block.row || block.ending(source, language) != Ending::Open {
        return false;
    }
    match block.number_kind() {
        // Another resolution or decision begins below the first.
        Some(NumberKind::Resolution) => {
            let ended = before.is_some_and(|b| b.ending(source, language) == Ending::Sentence);
            ended && block.gap > 0 && !block.after_page_end && is_short_line(source, block, language)
        }
        Some(_) => block.is_section(),
        None if block.bullet => false,
        None if titles_division(block, source, language) => true,
        None if names_summary(block, source, language) => true,
        None if divides(block, source, language) => true,
        None => {
            // Under the heading of a section an organ is a speaker who lacks his comma.
            let speaker = || language.organ(&block.text(source)).is_some();
            let complete = before.is_none_or(|b| {
                b.heading.is_some()
                    || b.segments.is_empty()
                    || b.ending(source, language) != Ending::Open
                    || b.number_kind() == Some(NumberKind::Decimal)
                    || b.is_section() && !speaker()
                    || divides(b, source, language)
            });
            let heads = next.is_some_and(|n| {
                titles_division(n, source, language)
                    || n.heading.is_some()
                    || matches!(n.number_kind(), Some(NumberKind::Arabic | NumberKind::Decimal))
                    || n.is_section()
                    || divides(n, source, language)
            });
            // Under the number of a section that stands on a line of its own stands its heading.
            let under = before.is_some_and(|b| b.segments.is_empty());
            complete && (heads || under) && !block.is_longer(source, LONGEST_HEADING)
        }
    }
}

/// Tells the headings that only what stands round them shows, before paragraphs that were cut are put together: a line by
/// itself over a paragraph that is complete, where no paragraph has borne a number yet or under the number of an article;
/// and lines one over the other, of which the last heads numbered paragraphs: Declaration / Introduction.
fn head_what_follows(source: &str, mut blocks: Vec<Block>, language: &Language) -> Vec<Block> {
    let counted = blocks.iter().position(|b| b.paragraph_number().is_some()).unwrap_or(blocks.len());
    for index in 0..blocks.len() {
        let Some(block) = blocks.get(index).filter(|block| is_line_of_heading(source, block, language)) else {
            continue;
        };
        let above = index.checked_sub(1).and_then(|above| blocks.get(above));
        let article = above.is_some_and(|b| divides(b, source, language));
        let complete = |b: &Block| {
            let end = b.ending(source, language);
            b.heading.is_some() || end == Ending::Sentence || b.is_section() && end == Ending::Open
        };
        if !article && (block.gap == 0 || !above.is_none_or(complete)) {
            continue;
        }
        let line = |b: &&Block| is_line_of_heading(source, b, language);
        let below = blocks.iter().skip(index + 1).take(MOST_HEADINGS).take_while(line).count();
        let next = blocks.get(index + 1 + below);
        let alone = below == 0 && (index < counted || article);
        let prose = alone && next.is_some_and(|n| is_paragraph_below(source, n, block, language));
        let heads = |n: &Block| {
            let counts = matches!(n.number_kind(), Some(NumberKind::Arabic | NumberKind::Decimal));
            counts || divides(n, source, language)
        };
        let above = (1..MOST_HEADINGS).contains(&below) && next.is_some_and(heads);
        if let Some(block) = blocks.get_mut(index).filter(|_| prose || above) {
            block.heading = Some(0);
        }
    }
    blocks
}

/// Most headings one over the other that bear no numbers.
const MOST_HEADINGS: usize = 3;

/// Whether a block may be a heading that nothing marks: one line that has no end, and opens as headings do.
pub(super) fn is_line_of_heading(source: &str, block: &Block, language: &Language) -> bool {
    block.is_plain() && is_short_line(source, block, language)
}

/// Whether a block is one short line that has no end, and opens as a heading does and no paragraph.
pub(super) fn is_short_line(source: &str, block: &Block, language: &Language) -> bool {
    let [line] = block.segments.as_slice() else { return false };
    let text = line.span.slice(source);
    let longest = if language.unspaced { LONGEST_HEADING / 6 } else { LONGEST_HEADING / 2 };
    !block.row
        && !divides(block, source, language)
        && text.chars().nth(longest).is_none()
        && ending(text, language) == Ending::Open
        && !text.starts_with(char::is_lowercase)
        && block.opening_phrase(source, language).is_none()
        && language.organ(text).is_none()
}

/// Whether a block is a paragraph that `heading` may stand over: longer, complete, and not the rest of one that a page end
/// cut.
fn is_paragraph_below(source: &str, block: &Block, heading: &Block, language: &Language) -> bool {
    let text = block.text(source);
    block.is_plain()
        && block.gap > 0
        && !block.after_page_end
        && ending(&text, language) != Ending::Open
        && !text.starts_with(char::is_lowercase)
        && block.is_longer(source, heading.text(source).chars().count())
}

/// Whether `title` is the title of an article or a part whose number is `block`, on a line of its own.
fn is_title_of(source: &str, block: &Block, title: &Block, next: Option<&Block>, language: &Language) -> bool {
    divides(block, source, language)
        && title.number.is_none()
        && !title.bullet
        && !divides(title, source, language)
        && is_heading(source, title, Some(block), next, language)
}

/// Whether a block is the number of an article, a chapter or a part, and nothing else: Article 1, 第一条.
pub(super) fn divides(block: &Block, source: &str, language: &Language) -> bool {
    block.is_plain() && division_word(block, source, language).is_some()
}

/// The word of such a block: article.
fn division_word(block: &Block, source: &str, language: &Language) -> Option<String> {
    let short = block.number.is_none() && !block.is_longer(source, LONGEST_ARTICLE);
    short.then(|| language.article_word(&block.text(source))).flatten()
}

/// Whether a block is the word over what a report says in short, and nothing else: Summary.
pub(super) fn names_summary(block: &Block, source: &str, language: &Language) -> bool {
    let short = block.number.is_none() && !block.is_longer(source, LONGEST_ARTICLE);
    short && language.summary.contains(&language.key(&block.text(source)).to_lowercase().as_str())
}

/// Longest unmarked heading, in characters.
pub(super) const LONGEST_HEADING: usize = 120;

/// The highest number of a division.
const MOST_DIVISIONS: u32 = 999;

/// Whether a block is the number of a division with its title, and has no end: Goal 1. End poverty.
pub(super) fn titles_division(block: &Block, source: &str, language: &Language) -> bool {
    let open = block.is_plain() && block.ending(source, language) == Ending::Open;
    let text = block.text(source);
    open && (division_number(&text, language).is_some() || titled_article(&text, language).is_some())
}

/// The word of an article or a division that a line counts and gives a title: article in Article 3 – Officers, 第三条 成员.
fn titled_article(text: &str, language: &Language) -> Option<String> {
    let mark = |c: char| language.colons.contains(&c) || matches!(c, '.' | '．' | '-' | '–' | '—');
    let parted = |(at, c): (usize, char)| mark(c) || language.unspaced && at > 0 && is_blank(c);
    let (at, c) = text.char_indices().take(LONGEST_ARTICLE).find(|&found| parted(found))?;
    let (number, title) = (text.get(..at)?.trim_end(), text.get(at + c.len_utf8()..)?);
    let apart = is_blank(c) || title.starts_with(is_blank) || language.unspaced;
    language.article_word(number).filter(|_| apart && !title.trim().is_empty())
}

/// The number of a pillar, a part or an article that a heading prints before its title, with the mark between them
/// (Pillar II: …, Goal 1. …): length in bytes and canonical form.
fn division_number(text: &str, language: &Language) -> Option<(usize, String)> {
    let word = language.division_words.iter().find(|w| text.starts_with(*w))?;
    let rest = text.get(word.len()..)?;
    let counts = |c: char| {
        matches!(c, 'I' | 'V' | 'X') || digit(c).is_some() || language.numerals.iter().any(|numeral| numeral.0 == c)
    };
    let end = rest.find(|c: char| !(counts(c) || is_blank(c)))?;
    let printed = rest.get(..end)?.trim();
    let value = language.ordinal(printed).filter(|value| (1..=MOST_DIVISIONS).contains(value))?;
    let mark = rest.get(end..)?.chars().next().filter(|c| language.colons.contains(c) || matches!(c, '.' | '．'))?;
    let title = rest.get(end + mark.len_utf8()..)?;
    // A decimal is no such number.
    title.starts_with(|c: char| language.unspaced && digit(c).is_none() || is_blank(c)).then_some(())?;
    Some((word.len() + end + mark.len_utf8(), roman(value)))
}

fn number(source: &str, found: &BlockNumber) -> Number {
    let printed = found.span.slice(source).to_owned();
    Number { printed, canonical: found.head.canonical.clone(), source: found.span }
}

/// A section that is not closed yet.
struct OpenSection {
    rank: u8,
    /// What it counts, where its heading is a word and a number and no more: article.
    word: Option<String>,
    section: Section,
}

/// The rank of a division that stands in no other, and of a heading that bears a letter, (a): within any.
const DIVISION: u8 = 3;
const LETTERED: u8 = u8::MAX;

/// Builds the tree of sections, paragraphs and lists.
struct Builder<'b, 'a> {
    inliner: &'b mut Inliner<'a>,
    role: ParagraphRole,
    /// Whether paragraphs open with a phrase.
    phrases: bool,
    /// Sections that are not closed yet, outer first.
    open: Vec<OpenSection>,
    done: Vec<model::Block>,
}

impl Builder<'_, '_> {
    fn build(mut self, blocks: &[Block]) -> Vec<model::Block> {
        let source = self.inliner.source;
        let language = self.inliner.language;
        let series = Series::of(source, blocks, language);
        // Kinds of the numbers of open subparagraphs, outer first.
        let mut degrees: Vec<NumberKind> = Vec::new();
        // Whether the block was the title under the number of an article.
        let mut taken = false;
        for (index, block) in blocks.iter().enumerate() {
            if std::mem::take(&mut taken) {
                continue;
            }
            let before = index.checked_sub(1).and_then(|i| blocks.get(i));
            let next = blocks.get(index + 1);
            if is_heading(source, block, before, next, language) || series.heads(index) {
                degrees.clear();
                let title = next.filter(|title| is_title_of(source, block, title, blocks.get(index + 2), language));
                taken = title.is_some();
                self.heading(block, title);
            } else if series.is_listed(index) {
                self.list_item(block);
            } else if series.is_quoted(index) {
                self.quotation(block, degrees.len());
            } else if let Some(kind) = series.item_kind(index, block) {
                self.subparagraph(block, kind, &mut degrees);
            } else {
                degrees.clear();
                self.paragraph(block);
            }
        }
        while let Some(open) = self.open.pop() {
            self.place(model::Block::Section(open.section));
        }
        self.done
    }

    fn place(&mut self, block: model::Block) {
        match self.open.last_mut() {
            Some(open) => open.section.blocks.push(block),
            None => self.done.push(block),
        }
    }

    fn last(&mut self) -> Option<&mut model::Block> {
        match self.open.last_mut() {
            Some(open) => open.section.blocks.last_mut(),
            None => self.done.last_mut(),
        }
    }

    fn heading(&mut self, block: &Block, title: Option<&Block>) {
        let source = self.inliner.source;
        let mut word = None;
        let (rank, level) = match block.number_kind() {
            Some(NumberKind::Numeral | NumberKind::Roman) => (1, SectionKind::Section),
            Some(NumberKind::Capital) => (2, SectionKind::Subsection),
            Some(NumberKind::Letter) => (LETTERED, SectionKind::Division),
            _ => {
                word = division_word(block, source, self.inliner.language)
                    .or_else(|| titled_article(&block.text(source), self.inliner.language));
                (self.division_rank(word.as_deref()), SectionKind::Division)
            }
        };
        while let Some(open) = self.open.pop_if(|open| open.rank >= rank) {
            self.place(model::Block::Section(open.section));
        }
        let mut segments = as_one_line(&block.segments);
        let mut under = as_one_line(title.map_or(&[], |title| &title.segments));
        if let Some(first) = under.first_mut() {
            first.separator = Separator::Line;
        }
        segments.append(&mut under);
        let mut printed = block.number.as_ref().map(|n| number(source, n));
        if let (None, Some(first)) = (&printed, segments.first_mut())
            && let Some((length, canonical)) = division_number(first.span.slice(source), self.inliner.language)
        {
            let span = Span::new(first.span.start(), first.span.start() + length);
            let rest = first.span.slice(source).get(length..).unwrap_or("");
            let blank = rest.len() - rest.trim_start().len();
            first.span = Span::new(span.end() + blank, first.span.end());
            printed = Some(Number { printed: span.slice(source).to_owned(), canonical, source: span });
        }
        let heading = self.inliner.passage(&segments);
        let section = Section { eid: EId::default(), level, number: printed, heading, blocks: Vec::new() };
        self.open.push(OpenSection { rank, word, section });
    }

    /// The rank of a division: beside those that count the same; within one that holds nothing yet, where it counts
    /// something else (Part I, Article 1); else above all others.
    fn division_rank(&self, word: Option<&str>) -> u8 {
        let Some(word) = word else { return DIVISION };
        let same = self.open.iter().find(|open| open.word.as_deref() == Some(word));
        let empty = || self.open.last().filter(|open| open.rank >= DIVISION && open.section.blocks.is_empty());
        same.map_or_else(|| empty().map_or(DIVISION, |open| open.rank.saturating_add(1)), |open| open.rank)
    }

    fn paragraph(&mut self, block: &Block) {
        let printed = block.number.as_ref().map(|n| number(self.inliner.source, n));
        let passage = self.text(block, printed.is_some());
        let follows = |b: &model::Block| matches!(b, model::Block::Paragraph(p) if p.number.is_some() || p.role == ParagraphRole::Continuation);
        let continues = printed.is_none() && self.last().is_some_and(|b| follows(b));
        let role = if continues { ParagraphRole::Continuation } else { self.role };
        let subparagraphs = Vec::new();
        self.place(model::Block::Paragraph(Paragraph {
            eid: EId::default(),
            role,
            number: printed,
            passage,
            subparagraphs,
        }));
    }

    fn text(&mut self, block: &Block, numbered: bool) -> Passage {
        // In a part or section with a preamble of its own, a paragraph that ends with a comma is one of it. A resolution
        // that decides one thing does so without a number.
        let first = self.open.is_empty() && self.done.is_empty();
        let preambular = || block.ending(self.inliner.source, self.inliner.language) == Ending::Comma;
        if self.phrases && (numbered || first || preambular()) {
            self.inliner.opening(&block.segments)
        } else {
            self.inliner.passage(&block.segments)
        }
    }

    /// `i)` after `h)` is a letter, and a Roman number elsewhere; so for v and x.
    fn roman_or_letter(&mut self, block: &Block, kind: NumberKind, degrees: &[NumberKind]) -> NumberKind {
        let Some(head) = block.number.as_ref().map(|n| &n.head) else { return kind };
        if kind != NumberKind::Letter || !matches!(head.canonical.as_str(), "i" | "v" | "x") {
            return kind;
        }
        if self.due_letter(degrees) == head.canonical.chars().next() {
            NumberKind::Letter
        } else {
            NumberKind::BracketedRoman
        }
    }

    /// The letter that follows that of the last open item which bears one.
    fn due_letter(&mut self, degrees: &[NumberKind]) -> Option<char> {
        let depth = degrees.iter().position(|d| *d == NumberKind::Letter)? + 1;
        let list = match self.last()? {
            model::Block::Paragraph(paragraph) => &paragraph.subparagraphs,
            model::Block::List(list) => &list.items,
            model::Block::Section(_) => return None,
        };
        let letter = last_at(list, depth)?.number.as_ref()?.canonical.chars().next()?;
        char::from_u32(u32::from(letter) + 1)
    }

    fn list_item(&mut self, block: &Block) {
        let item = self.item(block);
        if let Some(model::Block::List(list)) = self.last() {
            list.items.push(item);
        } else {
            self.place(model::Block::List(List { eid: EId::default(), items: vec![item] }));
        }
    }

    fn item(&mut self, block: &Block) -> Subparagraph {
        let number = block.number.as_ref().map(|n| number(self.inliner.source, n));
        let passage = self.inliner.passage(&block.segments);
        Subparagraph { eid: EId::default(), number, passage, subparagraphs: Vec::new() }
    }

    /// Hangs what an item quotes under it, so many degrees down.
    fn quotation(&mut self, block: &Block, depth: usize) {
        let item = self.item(block);
        match self.last() {
            Some(model::Block::Paragraph(paragraph)) => hang(&mut paragraph.subparagraphs, depth + 1, item),
            Some(model::Block::List(list)) => hang(&mut list.items, depth + 1, item),
            _ => self.place(model::Block::List(List { eid: EId::default(), items: vec![item] })),
        }
    }

    /// Hangs a subparagraph under the paragraph before it.
    fn subparagraph(&mut self, block: &Block, kind: NumberKind, degrees: &mut Vec<NumberKind>) {
        let kind = self.roman_or_letter(block, kind, degrees);
        let due = self.due_letter(degrees);
        let mut item = self.item(block);
        if let Some(number) = item.number.as_mut().filter(|_| kind == NumberKind::Letter)
            && let Some(latin) = number.printed.chars().find_map(look_alike).filter(|latin| Some(*latin) == due)
        {
            number.canonical = latin.to_string();
        }
        let depth = descend(degrees, kind);
        match self.last() {
            Some(model::Block::Paragraph(paragraph)) => hang(&mut paragraph.subparagraphs, depth, item),
            Some(model::Block::List(list)) => hang(&mut list.items, depth, item),
            _ => self.place(model::Block::List(List { eid: EId::default(), items: vec![item] })),
        }
    }
}

/// The degree of an item whose number looks like this, given the looks that are open: a look that is open already goes
/// on at its degree, a new look opens the next.
fn descend(degrees: &mut Vec<NumberKind>, kind: NumberKind) -> usize {
    match degrees.iter().position(|d| *d == kind) {
        Some(depth) => degrees.truncate(depth + 1),
        None => degrees.push(kind),
    }
    degrees.len()
}

/// The last item of a list, `depth` degrees down.
fn last_at(list: &[Subparagraph], depth: usize) -> Option<&Subparagraph> {
    let item = list.last()?;
    if depth > 1 { last_at(&item.subparagraphs, depth - 1) } else { Some(item) }
}

/// Puts an item at the end of a list, `depth` degrees down, or as deep as the list goes.
fn hang(list: &mut Vec<Subparagraph>, depth: usize, item: Subparagraph) {
    match list.last_mut() {
        Some(inner) if depth > 1 => hang(&mut inner.subparagraphs, depth - 1, item),
        _ => list.push(item),
    }
}

/// The look of a subparagraph's number; `None` for a paragraph.
pub(super) fn subparagraph_kind(block: &Block) -> Option<NumberKind> {
    match block.number_kind() {
        Some(
            NumberKind::Arabic
            | NumberKind::Decimal
            | NumberKind::Resolution
            | NumberKind::Numeral
            | NumberKind::Capital
            | NumberKind::Roman,
        ) => None,
        Some(kind) => Some(kind),
        None => block.bullet.then_some(NumberKind::Bullet),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{blocks, lines};
    use super::*;
    use crate::language::EN;

    fn blocks_in(text: &str) -> Vec<Block> {
        blocks::scan(text, &lines::split(text), &EN).blocks
    }

    #[test]
    fn divisions_count_from_one() {
        let number = |text: &str| division_number(text, &EN).map(|found| found.1);
        assert_eq!(
            (number("Goal 1. Peace"), number("Pillar II: Peace")),
            (Some("I".to_owned()), Some("II".to_owned()))
        );
        assert_eq!(number("Part 999: Peace").as_deref(), Some("CMXCIX"));
        for text in [
            "Part 0: Peace",
            "Part 1000: Peace",
            "Part 99999999999: Peace",
            "Part 1.5 Peace",
            "Part 1 Peace",
            "Part : Peace",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn items_of_a_preambular_paragraph_are_no_operative_ones() {
        let number = |text: &str| first_number(text, &blocks_in(text), &EN);
        let items = "\n\n(a) The Charter;\n\n(b) The Plan;\n\n1. Decides to act.";
        for (text, first) in [
            (format!("The General Assembly,\n\nRecalling:{items}"), 4),
            (format!("The General Assembly,\n\nRecalling it,{items}"), 2),
            (format!("The General Assembly,\n\nRequests:{items}"), 2),
            (format!("The General Assembly,\n\nThe following:{items}"), 2),
            ("The General Assembly,\n\nRecalling:\n\n1. Decides to act.".to_owned(), 2),
            ("The General Assembly,\n\nDecides to act.".to_owned(), 2),
        ] {
            assert_eq!(number(&text), first, "{text}");
        }
    }
}
