//! What a reader should know about a document: rules by subject, one file each, and the loss ledger.
//!
//! In: a linked document and its source. Out: diagnostics in the order of the source. The parser and the linker never
//! complain; what they leave in the tree (a call without a note, a reference that dangles) is worded here and nowhere
//! else. A rule is one static with its manual page; its example stands in `check/examples.txt`.
//!
//! Not here: the form in which a person sees a diagnostic (see `diagnostic`).

mod endings;
mod finder;
pub mod ledger;
mod metadata;
mod notes;
mod numbering;
mod references;
mod spelling;
mod structure;
mod terminology;
mod typography;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::fix::{Edit, Fix, Safety};
use crate::diagnostic::located::{Located, fingerprint as digest};
use crate::diagnostic::page::{Example, Page};
use crate::language::Language;
use crate::link::Linked;
use crate::model::visit::{NodeKind, NodeRef, passages};
use crate::model::{Document, Inline, Mark, Number, Origins, Passage, Points, Reference};
use crate::source::{Source, Span};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A rule: a fact about a document that a reader should know.
#[derive(Debug)]
pub struct Rule {
    /// Its manual page.
    pub page: Page,
    run: fn(&Subject<'_>, &mut Findings<'_>),
}

/// Every rule, by code.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        structure::RULES,
        numbering::RULES,
        notes::RULES,
        references::RULES,
        metadata::RULES,
        endings::RULES,
        typography::RULES,
        terminology::RULES,
    ]
    .into_iter()
    .flatten()
}

/// A text that the rule `code` finds fault with, and the same text put right.
pub fn example(code: &str) -> Option<Example> {
    let section = include_str!("check/examples.txt").split("=== ").find(|section| section.starts_with(code))?;
    let (_, texts) = section.split_once('\n')?;
    let (bad, good) = texts.split_once("\n---\n")?;
    Some(Example { bad: bad.trim_end(), good: good.trim_end() })
}

/// Cited titles, each with the texts in which it stands, and with its first code point there and one past its last.
type Titles<'a> = BTreeMap<String, Vec<(&'a Passage, usize, usize)>>;

/// What a rule reads.
struct Subject<'a> {
    document: &'a Document,
    language: &'static Language,
    source: &'a Source,
    /// Every text of the document, in order.
    nodes: Vec<NodeRef<'a>>,
    /// Every reference with the text and the mark that it stands in, found when first asked for.
    references: OnceCell<Vec<(&'a Reference, &'a Passage, &'a Inline)>>,
    /// The titles that are cited, folded, with the places where they stand, found when first asked for.
    titles: OnceCell<Titles<'a>>,
    /// The texts that are quoted, found when first asked for.
    quoted: OnceCell<HashSet<*const Passage>>,
    /// The text in which the last place was looked for, counted along once it is asked for again.
    last: RefCell<Option<(&'a Passage, Option<Origins<'a>>)>>,
}

impl<'a> Subject<'a> {
    fn new(linked: &'a Linked, source: &'a Source) -> Self {
        let document = linked.document();
        let mut nodes = Vec::new();
        passages(document, &mut |node| nodes.push(node));
        let (references, titles, quoted, last) =
            (OnceCell::new(), OnceCell::new(), OnceCell::new(), RefCell::default());
        Subject { document, language: linked.language(), source, nodes, references, titles, quoted, last }
    }

    /// Whether a paragraph without number is the enacting formula of a part: an organ, with a comma.
    fn speaks(&self, number: Option<&Number>, passage: &Passage) -> bool {
        number.is_none() && self.language.speaker(&passage.text).is_some()
    }

    /// The paragraphs without number of the main text that stand behind a numbered one, and not under a speaker of their
    /// own.
    fn unnumbered(&self) -> impl Iterator<Item = &NodeRef<'a>> {
        let body = self.nodes.iter().filter(|node| node.kind == NodeKind::Paragraph && node.annex.is_none());
        let mut counted = false;
        body.filter(move |node| {
            counted = !self.speaks(node.number, node.passage) && (counted || node.number.is_some());
            counted && node.number.is_none() && !self.is_quoted(node)
        })
    }

    /// Whether a text belongs to what a colon announces and quotation marks hold, a draft or a paragraph that is replaced:
    /// it is none of the document's own.
    fn is_quoted(&self, node: &NodeRef<'_>) -> bool {
        self.quoted.get_or_init(|| self.quotations()).contains(&std::ptr::from_ref(node.passage))
    }

    /// The texts from each that opens a quotation behind a colon to the one that closes it; none where none does.
    fn quotations(&self) -> HashSet<*const Passage> {
        let marks = self.language.quotation_marks;
        let text = |node: &NodeRef<'a>| node.passage.text.trim();
        let introduces = |node: &NodeRef<'a>| text(node).ends_with(self.language.colons);
        let opens = |node: &NodeRef<'a>| {
            let pair = marks.iter().find(|pair| text(node).starts_with(pair.0))?;
            (!text(node).contains(pair.1)).then_some(*pair)
        };
        // What opens and closes within a text is another quotation; each paragraph of one may open it anew.
        let closes = |node: &NodeRef<'a>, (open, close): (char, char)| {
            let inner = text(node).strip_prefix(open).unwrap_or(text(node));
            let last = inner.trim_end_matches(|c: char| c != close && !c.is_alphanumeric()).ends_with(close);
            last && inner.matches(close).count() > inner.matches(open).count()
        };
        let mut quoted = HashSet::new();
        // What is open, with its marks, and whether the text before announces something.
        let (mut open, mut announced) = (None, false);
        for node in &self.nodes {
            if open.is_none() && announced {
                open = opens(node).map(|marks| (marks, Vec::new()));
            }
            if let Some((marks, held)) = &mut open {
                held.push(std::ptr::from_ref(node.passage));
                if closes(node, *marks) {
                    quoted.extend(held.drain(..));
                    open = None;
                }
            }
            announced = introduces(node);
        }
        quoted
    }

    /// Every reference with the text and the mark that it stands in, in the order of the texts.
    fn references(&self) -> &[(&'a Reference, &'a Passage, &'a Inline)] {
        self.references.get_or_init(|| {
            let by_id: HashMap<&str, &Reference> =
                self.document.references.iter().map(|r| (r.eid.as_str(), r)).collect();
            let marks = self.nodes.iter().flat_map(|node| node.passage.spans.iter().map(|mark| (node.passage, mark)));
            let cited = |(passage, mark): (&'a Passage, &'a Inline)| {
                let Mark::Reference { reference } = &mark.mark else { return None };
                Some((*by_id.get(reference.as_str())?, passage, mark))
            };
            marks.filter_map(cited).collect()
        })
    }

    /// Every cited title without its title marks.
    fn titles(&self) -> &Titles<'a> {
        self.titles.get_or_init(|| {
            let mut titles = Titles::new();
            let marks = |c: char| self.language.title_marks.iter().any(|pair| pair.0 == c || pair.1 == c);
            for passage in self.nodes.iter().map(|node| node.passage) {
                let mut points = None;
                for span in passage.spans.iter().filter(|span| span.mark == Mark::CitedTitle) {
                    let points = points.get_or_insert_with(|| Points::new(&passage.text));
                    let title = self.language.folded(points.slice(span.start, span.end).trim_matches(marks));
                    titles.entry(title).or_default().push((passage, span.start as usize, span.end as usize));
                }
            }
            titles
        })
    }

    /// Where code points of a text stand in the source.
    fn span(&self, passage: &'a Passage, start: usize, end: usize) -> Option<Span> {
        let point = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut last = self.last.borrow_mut();
        if let Some((known, origins)) = last.as_mut().filter(|last| std::ptr::eq(last.0, passage)) {
            let origins = origins.get_or_insert_with(|| Origins::new(known, self.source.text()));
            return origins.span(point(start), point(end));
        }
        *last = Some((passage, None));
        passage.origin(self.source.text(), point(start), point(end))
    }

    /// Where one visible code point of a text stands in the source: a place has one at least.
    fn at(&self, passage: &'a Passage, point: usize) -> Option<Span> {
        self.span(passage, point, point)
    }

    /// Where the last character of a text stands in the source.
    fn last(&self, passage: &'a Passage) -> Option<Span> {
        let end = passage.text.trim_end().chars().count();
        self.span(passage, end.saturating_sub(1), end)
    }

    /// Puts `replacement` in the place of code points of a text. None where the source prints something else there, such
    /// as a note call between them.
    fn edit(&self, passage: &'a Passage, start: usize, end: usize, replacement: &str) -> Option<Edit> {
        let span = self.span(passage, start, end)?;
        let text: String = passage.text.chars().skip(start).take(end - start).collect();
        (span.slice(self.source.text()) == text).then(|| Edit { span, replacement: replacement.to_owned() })
    }

    /// The blanks of the source, on one line, between two visible code points of a text.
    fn blanks(&self, passage: &'a Passage, before: usize, after: usize) -> Option<Span> {
        let (before, after) = (self.at(passage, before)?, self.at(passage, after)?);
        let span = Span::new(before.end(), after.start());
        let blank = |c: char| {
            c.is_whitespace() && !matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
        };
        (!span.is_empty() && span.slice(self.source.text()).chars().all(blank)).then_some(span)
    }

    /// Closes a text with a mark in the place of the one at the code point `at`, or after its last character.
    fn close(&self, passage: &'a Passage, at: Option<usize>, mark: Option<&char>) -> Option<Fix> {
        let mark = mark?.to_string();
        let edit = if let Some(at) = at {
            self.edit(passage, at, at + 1, &mark)?
        } else {
            let end = self.last(passage)?.end();
            Edit { span: Span::new(end, end), replacement: mark }
        };
        // What the mark closes may be cut off: only the printed text tells.
        Some(Fix { edits: vec![edit], safety: Safety::Unsafe })
    }
}

/// Where a rule puts what it finds.
struct Findings<'a> {
    rule: &'static Rule,
    list: &'a mut Vec<Diagnostic>,
}

impl Findings<'_> {
    fn add(&mut self, span: Option<Span>, message: String) {
        self.fixable(span, message, None);
    }

    /// A finding with the edits that put it right, where they can be told.
    fn fixable(&mut self, span: Option<Span>, message: String, fix: Option<Fix>) {
        self.list.push(Diagnostic { fix, ..self.rule.page.diagnostic(span, message) });
    }
}

/// Runs every rule.
pub fn check(linked: &Linked, source: &Source) -> Vec<Diagnostic> {
    let subject = Subject::new(linked, source);
    let mut list = Vec::new();
    for rule in rules() {
        (rule.run)(&subject, &mut Findings { rule, list: &mut list });
    }
    list.sort_by(|a, b| (a.span.map(|s| s.0), a.code).cmp(&(b.span.map(|s| s.0), b.code)));
    // They are kept as long as the document.
    list.shrink_to_fit();
    list
}

/// The findings about one document, each with the node that it stands in and with a fingerprint: the file, the rule, the
/// printed number and the text of the paragraph, and which of several equal findings it is. An unnumbered paragraph
/// goes by its text alone, since its identifier counts those before it.
pub fn locate<'a>(found: &'a [Diagnostic], linked: &Linked, source: &'a Source) -> Vec<Located<'a>> {
    let mut nodes = Vec::new();
    passages(linked.document(), &mut |node| nodes.push(node));
    let of = |node: &NodeRef<'_>| {
        let ranges = node.passage.source.iter().copied().chain(node.number.map(|n| n.source));
        ranges.map(|range| (range.start(), range.end())).collect::<Vec<_>>()
    };
    let ranges = nodes.iter().map(of).enumerate();
    let (mut exact, mut around) = (Vec::new(), Vec::new());
    for (node, ranges) in ranges {
        // The marker of a call stands between the ranges of its paragraph, or right after the last.
        let ends = ranges.iter().map(|r| r.0).min().zip(ranges.iter().map(|r| r.1 + 1).max());
        around.extend(ends.map(|(start, end)| (start, end, node)));
        exact.extend(ranges.into_iter().map(|(start, end)| (start, end, node)));
    }
    let places: BTreeSet<usize> = found.iter().filter_map(|d| d.span).map(Span::start).collect();
    let (exact, around) = (first_over(exact, &places), first_over(around, &places));
    let mut seen: HashMap<String, usize> = HashMap::new();
    found
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.span.map(Span::start);
            let node = place.and_then(|at| exact.get(&at).or(around.get(&at))).and_then(|&node| nodes.get(node));
            let number = node.filter(|node| node.number.is_some()).map_or("", |node| node.context.as_str());
            let text = node.map_or(diagnostic.message.as_str(), |node| node.passage.text.as_str());
            let key = digest(&[source.path(), diagnostic.code, number, text]);
            let times = seen.entry(key.clone()).or_default();
            *times += 1;
            let fingerprint = if *times == 1 { key } else { digest(&[&key, &times.to_string()]) };
            let marked = || diagnostic.span.map(|span| span.slice(source.text()));
            let digest = node.map(|node| node.passage.text.as_str()).or_else(marked).map(|text| digest(&[text]));
            let node = node.map(|node| node.context.to_string());
            Located { diagnostic, source, node, digest, fingerprint }
        })
        .collect()
}

/// For each place the first node that has a range over it, where one has. One sweep over ranges and places, since a long
/// text has many of both. A range is its first byte, one past its last, and the index of its node.
fn first_over(mut ranges: Vec<(usize, usize, usize)>, places: &BTreeSet<usize>) -> HashMap<usize, usize> {
    ranges.sort_unstable();
    let mut ranges = ranges.into_iter().peekable();
    // The ranges that are open, by node and by end.
    let (mut open, mut ends) = (BTreeSet::new(), BTreeSet::new());
    let mut found = HashMap::new();
    for &place in places {
        while let Some((_, end, node)) = ranges.next_if(|range| range.0 <= place) {
            open.insert((node, end));
            ends.insert((end, node));
        }
        while let Some((end, node)) = ends.first().copied().filter(|range| range.0 <= place) {
            ends.remove(&(end, node));
            open.remove(&(node, end));
        }
        found.extend(open.first().map(|&(node, _)| (place, node)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_belongs_to_the_first_node_that_lies_over_it() {
        let ranges = vec![(20, 30, 2), (0, 10, 0), (5, 20, 1), (22, 25, 3), (40, 50, 4), (40, 45, 2)];
        let places = BTreeSet::from([0, 7, 10, 19, 20, 24, 29, 30, 39, 44, 45]);
        let found: std::collections::BTreeMap<_, _> = first_over(ranges, &places).into_iter().collect();
        let wanted = [(0, 0), (7, 0), (10, 1), (19, 1), (20, 2), (24, 2), (29, 2), (44, 2), (45, 4)];
        assert_eq!(found.into_iter().collect::<Vec<_>>(), wanted);
    }
}
