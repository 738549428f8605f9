//! A mention in, what it points at out.
//!
//! A symbol becomes an IRI where its date is known: from the registry or the sidecar, else from the date that the text
//! prints beside it. Otherwise it keeps only the address where the document can be read. A paragraph or annex number
//! becomes the identifier of that paragraph or annex, in the part where the mention stands, else in the main part; one
//! that is not there dangles.
//!
//! Not here: whether a printed date agrees with the registry (see `check`).

use super::citations::Citation;
use super::identifiers::component;
use super::reader::Reader;
use super::sidecar::Sidecar;
use super::{iri, registry};
use crate::language::{Language, PlaceKind};
use crate::model::{Block, Document, EId, Preamble, Reference, ReferenceKind, Subparagraph, Target};
use std::collections::HashMap;

/// Everything that a mention can point at.
pub(super) struct Targets<'a> {
    language: &'static Language,
    sidecar: &'a Sidecar,
    /// Numbered paragraphs of each part with their subparagraphs, and sections: `5`, `3.b`, `III`, `III.B`. The main part
    /// stands under `None`.
    places: HashMap<(Option<usize>, PlaceKind, String), EId>,
    /// Annexes by number, with their component names; the only one also without.
    annexes: HashMap<String, (EId, String)>,
}

impl<'a> Targets<'a> {
    pub(super) fn new(document: &Document, language: &'static Language, sidecar: &'a Sidecar) -> Self {
        let mut targets = Targets { language, sidecar, places: HashMap::new(), annexes: HashMap::new() };
        targets.preamble(None, document.preamble.as_ref());
        targets.blocks(None, &document.body, "");
        for (index, annex) in document.annexes.iter().enumerate() {
            targets.preamble(Some(index), annex.preamble.as_ref());
            targets.blocks(Some(index), &annex.body, "");
            let found = (annex.eid.clone(), component(annex));
            if document.annexes.len() == 1 {
                targets.annexes.insert(String::new(), found.clone());
            }
            targets.annexes.entry(annex.number.to_string()).or_insert(found);
        }
        targets
    }

    fn preamble(&mut self, part: Option<usize>, preamble: Option<&Preamble>) {
        for paragraph in preamble.into_iter().flat_map(|p| &p.paragraphs) {
            if let Some(number) = &paragraph.number {
                self.add(part, PlaceKind::Paragraph, number.canonical.clone(), &paragraph.eid);
            }
        }
    }

    /// `section` is the number of the section that holds the blocks.
    fn blocks(&mut self, part: Option<usize>, blocks: &[Block], section: &str) {
        for block in blocks {
            match block {
                Block::Section(inner) => {
                    let number = inner.number.as_ref().map(|n| within(section, &n.canonical));
                    if let Some(number) = &number {
                        self.add(part, PlaceKind::Section, number.clone(), &inner.eid);
                    }
                    self.blocks(part, &inner.blocks, number.as_deref().unwrap_or(section));
                }
                Block::Paragraph(paragraph) => {
                    if let Some(number) = &paragraph.number {
                        self.add(part, PlaceKind::Paragraph, number.canonical.clone(), &paragraph.eid);
                        self.subparagraphs(part, &paragraph.subparagraphs, &number.canonical);
                    }
                }
                Block::List(_) => {}
            }
        }
    }

    fn subparagraphs(&mut self, part: Option<usize>, items: &[Subparagraph], paragraph: &str) {
        for item in items {
            if let Some(number) = &item.number {
                let number = within(paragraph, &number.canonical);
                self.add(part, PlaceKind::Paragraph, number.clone(), &item.eid);
                self.subparagraphs(part, &item.subparagraphs, &number);
            }
        }
    }

    fn add(&mut self, part: Option<usize>, kind: PlaceKind, number: String, eid: &EId) {
        self.places.entry((part, kind, number)).or_insert_with(|| eid.clone());
    }

    /// What `citation` points at; `part` is the annex in which it stands.
    pub(super) fn resolve(&self, citation: &Citation, reader: &Reader<'_>, part: Option<usize>) -> Target {
        match citation.kind {
            ReferenceKind::Resolution
            | ReferenceKind::Decision
            | ReferenceKind::Document
            | ReferenceKind::Treaty
            | ReferenceKind::Title => self.text(citation),
            ReferenceKind::Paragraph => self.place(citation, PlaceKind::Paragraph, part),
            ReferenceKind::Section => self.place(citation, PlaceKind::Section, part),
            ReferenceKind::Annex => {
                let annex = citation.place.as_ref().and_then(|p| self.annexes.get(&p.0));
                annex.map_or(Target::Dangling, |(eid, component)| Target::Annex {
                    eid: eid.clone(),
                    component: component.clone(),
                })
            }
            ReferenceKind::ThisDocument => Target::ThisDocument,
            ReferenceKind::Web => {
                let printed = reader.slice(citation.start, citation.end);
                let url = if printed.starts_with("http") { printed.to_owned() } else { format!("http://{printed}") };
                Target::Web { url }
            }
        }
    }

    fn text(&self, citation: &Citation) -> Target {
        let Some(symbol) = citation.symbol.as_deref().filter(|s| !s.starts_with("UNTS/")) else {
            return Target::Named;
        };
        let url = iri::url(symbol, self.language);
        let date = registry::adopted(symbol, &self.sidecar.instruments).or_else(|| citation.cited_date.clone());
        match date {
            Some(date) => Target::Work { iri: iri::symbol_work(symbol, &date), url },
            None => Target::Symbol { url },
        }
    }

    /// A mention without date means the same work as one with its date elsewhere in the document: 第 71/291 号决议 after
    /// 2017 年 6 月 15 日第 71/291 号决议.
    pub(super) fn settle(references: &mut [Reference]) {
        let mut works: HashMap<String, Target> = HashMap::new();
        for reference in references.iter() {
            if let (Some(symbol), Target::Work { .. }) = (&reference.symbol, &reference.target) {
                works.entry(symbol.clone()).or_insert_with(|| reference.target.clone());
            }
        }
        for reference in references {
            let work = reference.symbol.as_ref().and_then(|symbol| works.get(symbol));
            if let (Target::Symbol { .. }, Some(work)) = (&reference.target, work) {
                reference.target = work.clone();
            }
        }
    }

    fn place(&self, citation: &Citation, kind: PlaceKind, part: Option<usize>) -> Target {
        let find = |number: &str| {
            let of = |part| self.places.get(&(part, kind, number.to_owned()));
            of(part).or_else(|| of(None)).cloned()
        };
        match citation.place.as_ref().map(|(first, last)| (find(first), find(last), first == last)) {
            Some((Some(eid), _, true)) => Target::Node { eid },
            Some((Some(from), Some(to), false)) => Target::Range { from, to },
            _ => Target::Dangling,
        }
    }
}

/// A number within another: `3.b`.
fn within(outer: &str, inner: &str) -> String {
    if outer.is_empty() { inner.to_owned() } else { format!("{outer}.{inner}") }
}
