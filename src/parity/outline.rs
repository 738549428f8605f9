//! One version of a work as what can be compared across languages: its paragraphs and headings, its notes, and what
//! each of them mentions.
//!
//! In: a linked document. Out: an [`Outline`], two runs of [`Unit`]s in document order. Titles, formulas, covers and
//! closing lines have no place of their own in the comparison; what they mention stands in `outside`.
//!
//! Not here: any comparison.

use super::Version;
use crate::model::visit::NodeKind;
use crate::model::{DatePrecision, EId, Mark, Passage, Reference, unit};
use crate::source::is_visible;
use std::collections::{BTreeMap, HashMap};

/// A place in a text that mentions something: code points of a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention<'a> {
    pub(super) passage: &'a Passage,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What a text mentions, each with its first place.
#[derive(Debug, Default, Clone)]
pub(super) struct Mentions<'a> {
    /// Symbols of the documents that it cites by number. A title that stands for a symbol has other words in every
    /// language, and is not known in all.
    pub(super) symbols: BTreeMap<&'a str, Mention<'a>>,
    /// Dates that name a day, and both ends of a range of days. A year alone is a bare number in most languages, and so
    /// no evidence.
    pub(super) dates: BTreeMap<&'a str, Mention<'a>>,
    /// Markers of the notes that it calls.
    pub(super) calls: Vec<&'a str>,
}

/// A paragraph, subparagraph, heading, line that opens an annex, or note.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    pub(super) kind: NodeKind,
    pub(super) eid: EId,
    /// Its number or marker in the form that all languages share; none where nothing is printed.
    pub(super) label: Option<String>,
    /// As printed, for people.
    pub(super) printed: Option<&'a str>,
    /// First byte in the source, its number included.
    pub(super) at: usize,
    pub(super) passage: &'a Passage,
    pub(super) mentions: Mentions<'a>,
    /// Visible characters of its text.
    pub(super) size: usize,
    pub(super) annex: Option<usize>,
    /// Of a note, the node that calls it.
    pub(super) host: Option<&'a EId>,
}

impl Unit<'_> {
    /// What language has no part in: the symbols and dates that it mentions, and the notes that it calls.
    pub(super) fn landmarks(&self) -> Vec<&str> {
        let Mentions { symbols, dates, calls } = &self.mentions;
        symbols.keys().chain(dates.keys()).chain(calls).copied().collect()
    }
}

/// A version of a work, ready to be compared.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) version: Version<'a>,
    /// Paragraphs, headings and annexes, in order.
    pub(super) blocks: Vec<Unit<'a>>,
    /// Notes, in order.
    pub(super) notes: Vec<Unit<'a>>,
    /// What the rest of the document mentions.
    pub(super) outside: Mentions<'a>,
}

impl<'a> Outline<'a> {
    /// The outline of a version.
    pub(super) fn of(version: Version<'a>) -> Self {
        let document = version.linked.document();
        let lookup = Lookup { references: document.references.iter().map(|r| (&r.eid, r)).collect() };
        let mut outline = Outline { version, blocks: Vec::new(), notes: Vec::new(), outside: Mentions::default() };
        for unit in unit::units(document) {
            match unit.kind {
                NodeKind::Preambular
                | NodeKind::Heading
                | NodeKind::Paragraph
                | NodeKind::Subparagraph
                | NodeKind::AnnexHeading => outline.blocks.push(lookup.unit(unit)),
                NodeKind::Note => outline.notes.push(lookup.unit(unit)),
                NodeKind::Cover | NodeKind::Title | NodeKind::Formula | NodeKind::Conclusion => {
                    lookup.mentions(unit.passage, &mut outline.outside);
                }
            }
        }
        outline
    }

    /// How many units of a kind it has.
    pub(super) fn count(&self, kind: NodeKind) -> usize {
        self.blocks.iter().chain(&self.notes).filter(|unit| unit.kind == kind).count()
    }

    /// Everything that it mentions.
    pub(super) fn mentions(&self) -> impl Iterator<Item = &Mentions<'a>> {
        std::iter::once(&self.outside).chain(self.blocks.iter().chain(&self.notes).map(|unit| &unit.mentions))
    }
}

/// What the identifier of a reference leads to.
struct Lookup<'a> {
    references: HashMap<&'a EId, &'a Reference>,
}

impl<'a> Lookup<'a> {
    fn unit(&self, of: unit::Unit<'a>) -> Unit<'a> {
        let mut mentions = Mentions::default();
        self.mentions(of.passage, &mut mentions);
        let unit::Unit { kind, eid, label, printed, passage, at, annex, host } = of;
        let size = passage.text.chars().filter(|&c| is_visible(c)).count();
        Unit { kind, eid, label, printed, at, passage, mentions, size, annex, host }
    }

    fn mentions(&self, passage: &'a Passage, into: &mut Mentions<'a>) {
        for span in &passage.spans {
            let mention = Mention { passage, start: span.start, end: span.end };
            match &span.mark {
                Mark::Reference { reference } => {
                    let reference = self.references.get(reference);
                    let symbol = reference.and_then(|reference| Some((reference.symbol.as_deref()?, &reference.text)));
                    if let Some((symbol, text)) = symbol
                        && numbers(symbol).last().is_some_and(|number| numbers(text).contains(number))
                    {
                        into.symbols.entry(symbol).or_insert(mention);
                    }
                }
                Mark::Date { iso, precision: DatePrecision::Day | DatePrecision::Range, .. } => {
                    for day in iso.split('/').filter(|day| day.len() == "2021-06-30".len()) {
                        into.dates.entry(day).or_insert(mention);
                    }
                }
                Mark::NoteCall { marker, .. } => into.calls.push(&marker.canonical),
                Mark::Date { .. }
                | Mark::OpeningPhrase { .. }
                | Mark::Emphasis { .. }
                | Mark::ReferenceList { .. }
                | Mark::Organization { .. }
                | Mark::Role { .. }
                | Mark::CitedTitle
                | Mark::DefinedTerm { .. } => {}
            }
        }
    }
}

/// The numbers in a text, in the digits of any language that is read.
pub(super) fn numbers(text: &str) -> Vec<u64> {
    let digit = |c: char| match c {
        '0'..='9' => Some(u64::from(c) - u64::from('0')),
        '\u{660}'..='\u{669}' => Some(u64::from(c) - 0x660),
        '\u{ff10}'..='\u{ff19}' => Some(u64::from(c) - 0xff10),
        _ => None,
    };
    let runs = text.split(|c| digit(c).is_none()).filter(|run| !run.is_empty());
    runs.map(|run| run.chars().filter_map(digit).fold(0_u64, |value, d| value.saturating_mul(10).saturating_add(d)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_any_digits() {
        assert_eq!(numbers("A/RES/60/288"), [60, 288]);
        assert_eq!(numbers("٤٨/٦٢ و４"), [48, 62, 4]);
        assert_eq!(numbers("99999999999999999999"), [u64::MAX]);
    }
}
