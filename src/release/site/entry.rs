//! A document in, the little that the pages about all documents need of it out; and which documents are versions of one
//! work.
//!
//! Versions belong together that name one dated IRI, or whose files are called alike but for the language. One work may
//! have several texts in one language (printed in several ways).

use super::units;
use crate::language::PhraseClass;
use crate::model::mandate::{Mandate, Phrase};
use crate::model::visit::{self, NodeKind};
use crate::model::{Block, Document, DocumentClass, Mark, Reference, ReferenceKind};
use crate::release::Published;
use std::collections::{BTreeMap, BTreeSet};

/// What the site keeps of a document.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) stem: String,
    pub(super) language: String,
    pub(super) title: String,
    /// Its symbol, or the number by which its work is named, or the name of its files.
    pub(super) name: String,
    pub(super) symbols: Vec<String>,
    /// Last day of adoption or of the document.
    pub(super) date: Option<String>,
    pub(super) class: DocumentClass,
    /// Id and printed name of who speaks.
    pub(super) author: Option<(String, String)>,
    /// Symbols that it cites, with how often.
    pub(super) cites: BTreeMap<String, usize>,
    /// Opening phrases by class, in the order of [`PHRASE_CLASSES`].
    pub(super) classes: [usize; 4],
    /// Opening phrases in small letters, with how often.
    pub(super) phrases: BTreeMap<String, usize>,
    /// Main headings with the paragraphs under each; the first is of those under none, where there are any.
    pub(super) pillars: Vec<(Option<String>, usize)>,
    /// What it wants done by a date or at a session.
    pub(super) asks: Vec<Ask>,
    pub(super) paragraphs: usize,
    pub(super) characters: usize,
    keys: [Option<String>; 2],
}

/// What a paragraph wants done, and when.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) eid: String,
    /// The number of the paragraph as printed, with that of what it stands in: `2. (a)`.
    pub(super) label: String,
    pub(super) addressee: String,
    pub(super) action: String,
    /// The words that say when.
    pub(super) deadline: String,
    /// ISO 8601, as exact as printed.
    pub(super) date: Option<String>,
    /// Number of the session.
    pub(super) session: Option<u32>,
}

impl Ask {
    fn of(mandate: &Mandate, labels: &BTreeMap<String, String>) -> Self {
        let text = |phrase: Option<&Phrase>| phrase.map_or_else(String::new, |phrase| phrase.text.clone());
        let deadline = mandate.deadline.as_ref();
        Ask {
            eid: mandate.eid.to_string(),
            label: units::label(mandate.eid.as_str(), labels),
            addressee: text(mandate.addressee.as_ref()),
            action: text(mandate.action.as_ref()),
            deadline: text(deadline.map(|deadline| &deadline.phrase)),
            date: deadline.and_then(|deadline| deadline.date.clone()),
            session: deadline.and_then(|deadline| deadline.session),
        }
    }

    /// Whether it is due by a date or at a session.
    fn is_timed(&self) -> bool {
        self.date.is_some() || self.session.is_some()
    }
}

/// Everything that a document asks, in its order.
pub(super) fn asks(document: &Document) -> Vec<Ask> {
    let labels = units::labels(document);
    document.mandates.iter().map(|mandate| Ask::of(mandate, &labels)).collect()
}

/// Classes of opening phrases in the order of [`Entry::classes`].
pub(super) const PHRASE_CLASSES: [Option<PhraseClass>; 4] =
    [Some(PhraseClass::Declaratory), Some(PhraseClass::Directive), Some(PhraseClass::Commissive), None];

impl Entry {
    pub(super) fn of(published: &Published<'_>) -> Self {
        let document = published.linked.document();
        let metadata = &document.metadata;
        let language = metadata.language.value.clone();
        let iri = metadata.date.as_ref().and(metadata.work_iri.as_ref()).map(|iri| iri.value.clone());
        let symbol = metadata.symbol.as_ref().or(metadata.number.as_ref());
        let mut classes = [0; 4];
        let mut phrases = BTreeMap::new();
        let (mut paragraphs, mut characters) = (0, 0);
        visit::passages(document, &mut |node| {
            paragraphs += usize::from(matches!(node.kind, NodeKind::Paragraph | NodeKind::Preambular));
            characters += node.passage.text.chars().count();
            for span in &node.passage.spans {
                if let Mark::OpeningPhrase { class } = &span.mark {
                    let at = PHRASE_CLASSES.iter().position(|known| known == class).unwrap_or(3);
                    if let Some(count) = classes.get_mut(at) {
                        *count += 1;
                    }
                    let length = span.end.saturating_sub(span.start) as usize;
                    let phrase = node.passage.text.chars().skip(span.start as usize).take(length).collect::<String>();
                    *phrases.entry(phrase.to_lowercase()).or_default() += 1;
                }
            }
        });
        Entry {
            stem: published.stem.to_owned(),
            title: title(document),
            name: symbol.map_or_else(|| published.stem.to_owned(), |symbol| symbol.value.clone()),
            symbols: metadata.symbol.iter().chain(&metadata.other_symbols).map(|fact| fact.value.clone()).collect(),
            date: metadata.date.as_ref().map(|date| last_day(&date.value).to_owned()),
            class: metadata.class.value,
            author: metadata.author.as_ref().map(|fact| (fact.value.id.clone(), fact.value.name.clone())),
            cites: cites(document),
            classes,
            phrases,
            pillars: pillars(document),
            asks: asks(document).into_iter().filter(Ask::is_timed).collect(),
            paragraphs,
            characters,
            keys: [iri.map(|iri| format!("iri {iri}")), Some(format!("name {}", unmarked(published.stem, &language)))],
            language,
        }
    }

    /// The year of its date.
    pub(super) fn year(&self) -> &str {
        self.date.as_deref().and_then(|date| date.get(..4)).unwrap_or("")
    }
}

/// The title of a document, on one line; empty where it has none.
pub(super) fn title(document: &Document) -> String {
    let metadata = &document.metadata;
    let fact = metadata.title.as_ref().or(metadata.short_title.as_ref()).map(|fact| fact.value.as_str());
    let title = fact.or(document.title.as_ref().map(|title| title.passage.text.as_str())).unwrap_or("");
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The end of a date or range of dates.
fn last_day(date: &str) -> &str {
    date.rsplit('/').next().unwrap_or(date)
}

fn cites(document: &Document) -> BTreeMap<String, usize> {
    let is_text = |reference: &&Reference| !matches!(reference.kind, ReferenceKind::Web | ReferenceKind::ThisDocument);
    let mut cites = BTreeMap::new();
    for symbol in document.references.iter().filter(is_text).filter_map(|reference| reference.symbol.as_ref()) {
        *cites.entry(symbol.clone()).or_default() += 1;
    }
    cites
}

/// Main headings with the paragraphs under each.
fn pillars(document: &Document) -> Vec<(Option<String>, usize)> {
    let mut pillars: Vec<(Option<String>, usize)> = Vec::new();
    for block in &document.body {
        match block {
            Block::Section(section) => {
                let number = section.number.as_ref().map(|number| number.printed.as_str());
                let heading: Vec<&str> = number.into_iter().chain(section.heading.text.split_whitespace()).collect();
                pillars.push((Some(heading.join(" ")), paragraphs(&section.blocks)));
            }
            Block::Paragraph(_) | Block::List(_) => match pillars.last_mut() {
                Some((None, count)) => *count += 1,
                _ => pillars.push((None, 1)),
            },
        }
    }
    pillars
}

fn paragraphs(blocks: &[Block]) -> usize {
    let count = |block: &Block| match block {
        Block::Section(section) => paragraphs(&section.blocks),
        Block::Paragraph(_) => 1,
        Block::List(_) => 0,
    };
    blocks.iter().map(count).sum()
}

/// The name of a file without its language: `a-res-76-201.fr` is `a-res-76-201`.
fn unmarked(stem: &str, language: &str) -> String {
    let mut parts: Vec<&str> = stem.split_inclusive(['.', '-', '_']).collect();
    let is_language = |part: &&str| part.trim_end_matches(['.', '-', '_']).eq_ignore_ascii_case(language);
    if let Some(at) = parts.iter().rposition(is_language) {
        parts.remove(at);
    }
    parts.concat().trim_end_matches(['.', '-', '_']).to_owned()
}

/// Which entries are versions of one work: their places, in the order of language and name. Works come newest first.
pub(super) fn works(entries: &[Entry]) -> Vec<Vec<usize>> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut works: Vec<BTreeSet<usize>> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let keys = || entry.keys.iter().flatten().map(String::as_str);
        let met: BTreeSet<usize> = keys().filter_map(|key| known.get(key)).copied().collect();
        let work = met.first().copied().unwrap_or(works.len());
        if work == works.len() {
            works.push(BTreeSet::new());
        }
        // A text that names two works makes them one.
        for &other in met.iter().skip(1) {
            let moved = works.get_mut(other).map(std::mem::take).unwrap_or_default();
            let names = moved.iter().filter_map(|&at| entries.get(at)).flat_map(|entry| entry.keys.iter().flatten());
            known.extend(names.map(|key| (key.as_str(), work)));
            if let Some(work) = works.get_mut(work) {
                work.extend(moved);
            }
        }
        known.extend(keys().map(|key| (key, work)));
        if let Some(work) = works.get_mut(work) {
            work.insert(at);
        }
    }
    let sorted = |work: BTreeSet<usize>| {
        let mut versions: Vec<usize> = work.into_iter().collect();
        versions.sort_by_key(|&at| entries.get(at).map(|entry| (&entry.language, &entry.stem)));
        versions
    };
    let mut works: Vec<Vec<usize>> = works.into_iter().filter(|work| !work.is_empty()).map(sorted).collect();
    let newest = |work: &Vec<usize>| work.iter().filter_map(|&at| entries.get(at)).filter_map(|e| e.date.clone()).max();
    works.sort_by_cached_key(|work| {
        let first = work.first().and_then(|&at| entries.get(at)).map(|entry| (entry.name.clone(), entry.stem.clone()));
        (std::cmp::Reverse(newest(work)), first)
    });
    works
}
