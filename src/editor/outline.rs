//! A document as a tree of names: title, preamble, headings, paragraphs and their points, annexes.
//!
//! Each [`Symbol`] is called by its number and its opening words, and covers what stands under it. Notes are left out:
//! they stand at page feet, between the lines of other paragraphs.

use crate::model::visit::NodeKind;
use crate::model::{Annex, Block, Document, EId, Number, Passage, Preamble, Subparagraph, Title};
use crate::source::Span;

/// Characters of a text that its name shows.
const HEAD: usize = 60;

/// A part of a document with its name and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// What it is: the preamble is its formula.
    pub kind: NodeKind,
    /// Number and opening words: `15. 又确认必须防止……`. Never empty.
    pub name: String,
    /// Its identifier.
    pub eid: EId,
    /// From its first byte to its last, all that stands under it included.
    pub span: Span,
    /// Its number, or the beginning of its text; within `span`.
    pub selection: Span,
    /// What stands under it, in order.
    pub children: Vec<Symbol>,
}

/// The tree of a document, in order. What has no place in the source has none in the tree.
pub fn outline(document: &Document) -> Vec<Symbol> {
    let mut found = part(document.title.as_ref(), document.preamble.as_ref(), &document.body, "");
    found.extend(document.annexes.iter().filter_map(annex));
    found
}

fn annex(annex: &Annex) -> Option<Symbol> {
    let prefix = format!("{}__", annex.eid);
    let children = part(annex.title.as_ref(), annex.preamble.as_ref(), &annex.body, &prefix);
    symbol(NodeKind::AnnexHeading, &annex.eid, None, &annex.heading, children)
}

fn part(title: Option<&Title>, opening: Option<&Preamble>, body: &[Block], prefix: &str) -> Vec<Symbol> {
    let title = title.and_then(|title| {
        let eid = EId(format!("{prefix}preface__container_1"));
        symbol(NodeKind::Title, &eid, title.number.as_ref(), &title.passage, Vec::new())
    });
    let mut found: Vec<Symbol> = title.into_iter().collect();
    found.extend(opening.map(preamble).unwrap_or_default());
    found.extend(blocks(body));
    found
}

/// The preamble under its formula; its paragraphs alone where it has none.
fn preamble(preamble: &Preamble) -> Vec<Symbol> {
    let paragraph = |paragraph: &crate::model::PreambularParagraph| {
        let (number, children) = (paragraph.number.as_ref(), items(&paragraph.items));
        symbol(NodeKind::Preambular, &paragraph.eid, number, &paragraph.passage, children)
    };
    let paragraphs: Vec<Symbol> = preamble.paragraphs.iter().filter_map(paragraph).collect();
    let formula = |children| {
        let formula = preamble.formula.as_ref()?;
        symbol(NodeKind::Formula, &formula.eid, None, &formula.passage, children)
    };
    match formula(paragraphs.clone()) {
        Some(whole) => vec![whole],
        None => paragraphs,
    }
}

fn blocks(blocks: &[Block]) -> Vec<Symbol> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Section(section) => {
                let children = self::blocks(&section.blocks);
                let number = section.number.as_ref();
                found.extend(symbol(NodeKind::Heading, &section.eid, number, &section.heading, children));
            }
            Block::Paragraph(paragraph) => {
                let (number, children) = (paragraph.number.as_ref(), items(&paragraph.subparagraphs));
                found.extend(symbol(NodeKind::Paragraph, &paragraph.eid, number, &paragraph.passage, children));
            }
            Block::List(list) => found.extend(items(&list.items)),
        }
    }
    found
}

fn items(list: &[Subparagraph]) -> Vec<Symbol> {
    let item = |item: &Subparagraph| {
        let children = items(&item.subparagraphs);
        symbol(NodeKind::Subparagraph, &item.eid, item.number.as_ref(), &item.passage, children)
    };
    list.iter().filter_map(item).collect()
}

fn symbol(
    kind: NodeKind,
    eid: &EId,
    number: Option<&Number>,
    passage: &Passage,
    children: Vec<Symbol>,
) -> Option<Symbol> {
    let own = number.map(|number| number.source).into_iter().chain(passage.source.iter().copied());
    let selection = own.clone().next()?;
    let all = own.chain(children.iter().map(|child| child.span));
    let span = all.fold(selection, |hull, span| Span(hull.0.min(span.0), hull.1.max(span.1)));
    Some(Symbol { kind, name: name(eid, number, passage), eid: eid.clone(), span, selection, children })
}

fn name(eid: &EId, number: Option<&Number>, passage: &Passage) -> String {
    let words = head(&passage.text, HEAD);
    let name = match number {
        // A Chinese number ends in a mark that has its space within it.
        Some(number) if number.printed.ends_with(|c: char| c.is_ascii()) => format!("{} {words}", number.printed),
        Some(number) => number.printed.clone() + &words,
        None => words,
    };
    if name.trim().is_empty() { eid.to_string() } else { name.trim().to_owned() }
}

/// The beginning of a text, in one line.
pub(super) fn head(text: &str, length: usize) -> String {
    let line = text.replace(['\n', '\r'], " ");
    let head: String = line.chars().take(length).collect();
    if head.len() < line.len() { format!("{}…", head.trim_end()) } else { head }
}
