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
use crate::language::Language;
use crate::model::{Block, Document, EId, Preamble, Reference, ReferenceKind, Target};
use std::collections::HashMap;

/// Everything that a mention can point at.
pub(super) struct Targets<'a> {
    language: &'static Language,
    sidecar: &'a Sidecar,
    /// Numbered paragraphs of each part, the main part under `None`.
    paragraphs: HashMap<(Option<usize>, String), EId>,
    /// Annexes by number, with their component names.
    annexes: HashMap<u32, (EId, String)>,
}

impl<'a> Targets<'a> {
    pub(super) fn new(document: &Document, language: &'static Language, sidecar: &'a Sidecar) -> Self {
        let mut targets = Targets { language, sidecar, paragraphs: HashMap::new(), annexes: HashMap::new() };
        targets.part(None, document.preamble.as_ref(), &document.body);
        for (index, annex) in document.annexes.iter().enumerate() {
            targets.part(Some(index), annex.preamble.as_ref(), &annex.body);
            targets.annexes.entry(annex.number).or_insert_with(|| (annex.eid.clone(), component(annex)));
        }
        targets
    }

    fn part(&mut self, part: Option<usize>, preamble: Option<&Preamble>, body: &[Block]) {
        for paragraph in preamble.into_iter().flat_map(|p| &p.paragraphs) {
            if let Some(number) = &paragraph.number {
                self.paragraphs.entry((part, number.canonical.clone())).or_insert_with(|| paragraph.eid.clone());
            }
        }
        for block in body {
            match block {
                Block::Section(section) => self.part(part, None, &section.blocks),
                Block::Paragraph(paragraph) => {
                    if let Some(number) = &paragraph.number {
                        let key = (part, number.canonical.clone());
                        self.paragraphs.entry(key).or_insert_with(|| paragraph.eid.clone());
                    }
                }
                Block::List(_) => {}
            }
        }
    }

    /// What `citation` points at; `part` is the annex in which it stands.
    pub(super) fn resolve(&self, citation: &Citation, reader: &Reader<'_>, part: Option<usize>) -> Target {
        match citation.kind {
            ReferenceKind::Resolution
            | ReferenceKind::Decision
            | ReferenceKind::Document
            | ReferenceKind::Treaty
            | ReferenceKind::Title => self.text(citation),
            ReferenceKind::Paragraph => self.paragraph(citation, part),
            ReferenceKind::Annex => {
                let annex = citation.numbers.and_then(|n| self.annexes.get(&n.0));
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

    fn paragraph(&self, citation: &Citation, part: Option<usize>) -> Target {
        let find = |number: u32| {
            let key = |part| (part, number.to_string());
            self.paragraphs.get(&key(part)).or_else(|| self.paragraphs.get(&key(None))).cloned()
        };
        match citation.numbers.map(|(first, last)| (find(first), find(last), first == last)) {
            Some((Some(eid), _, true)) => Target::Node { eid },
            Some((Some(from), Some(to), false)) => Target::Range { from, to },
            _ => Target::Dangling,
        }
    }
}
