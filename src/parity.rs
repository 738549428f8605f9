//! The language versions of one work, side by side: what they share, where they differ, and why.
//!
//! In: linked documents with their sources. Out: [`Work`]s with counts and [`Difference`]s, as text for a terminal, as
//! Markdown for a pull request, as JSON (these types), or as a translation memory (TMX 1.4b).
//!
//! A resolution has the same paragraphs, notes and citations in all its languages, so that whatever differs is an error
//! of a text, of its translation or of the compiler. Texts are compared by structure and by what language has no part
//! in: numbers, symbols, dates, note markers. `outline` draws these from a document, `align` finds which paragraph is
//! which, `table` sets all versions side by side, `structure` and `content` say what differs.
//!
//! Not here: which files these are (see `cli::parity`).

mod align;
mod content;
mod group;
pub mod markdown;
mod outline;
mod place;
mod structure;
mod table;
pub mod text;
pub mod tmx;

pub use group::{Fault, Group, Key, group, likely_name, together};
pub use place::Place;

use crate::link::Linked;
use crate::model::visit::NodeKind;
use crate::model::{EId, Metadata};
use crate::source::Source;
use outline::Outline;
use serde::Serialize;
use std::collections::BTreeSet;
use table::Table;

/// Version of the JSON report. A change that an existing reader could trip over raises the first number.
pub const VERSION: &str = "1.0.0";

/// One language version of a work.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The document.
    pub linked: &'a Linked,
    /// Its text, under the path that people know it by.
    pub source: &'a Source,
}

impl Version<'_> {
    /// The BCP 47 tag of the language that it is in.
    pub fn language(&self) -> &'static str {
        self.linked.language().tag
    }

    fn metadata(&self) -> &Metadata {
        &self.linked.document().metadata
    }
}

/// Everything that was compared: the JSON of `declc parity --format json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// [`VERSION`] of this report.
    pub version: &'static str,
    /// The works, in the order of their first texts.
    pub works: Vec<Work>,
}

impl Report {
    /// Compares the versions of each group. A group with a fault is left out.
    pub fn of(groups: &[Group<'_>]) -> Self {
        Report { version: VERSION, works: groups.iter().filter(|g| g.fault().is_none()).map(compare).collect() }
    }

    /// The report as JSON, indented, with a line break at the end.
    pub fn json(&self) -> String {
        // A report holds only texts and numbers, which always serialize.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// One work, compared across its languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Work {
    /// What its texts are called, without language: `a-res-76-201`.
    pub name: String,
    /// Its versions, by language.
    pub versions: Vec<VersionCounts>,
    /// Where they differ, in the order of [`Subject`], then of the text.
    pub differences: Vec<Difference>,
}

impl Work {
    /// Whether no version differs from another.
    pub fn agrees(&self) -> bool {
        self.differences.is_empty()
    }
}

/// What one version holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionCounts {
    /// The BCP 47 tag of its language.
    pub language: &'static str,
    /// Its text, by its path.
    pub path: String,
    /// IRI of the work that its text names.
    pub work_iri: Option<String>,
    /// Preambular paragraphs.
    pub preambular: usize,
    /// Paragraphs of the body, annexes included.
    pub paragraphs: usize,
    /// Subparagraphs and items.
    pub subparagraphs: usize,
    /// Headings.
    pub headings: usize,
    /// Annexes.
    pub annexes: usize,
    /// Notes.
    pub notes: usize,
    /// Documents that it cites by symbol, each counted once.
    pub symbols: usize,
    /// Dates with a day that it names, each counted once.
    pub dates: usize,
    /// Whether its identifiers, in their order, are those of most versions.
    pub usual_identifiers: bool,
}

/// What a difference is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The IRI of the work.
    Work,
    /// Preambular paragraphs.
    Preamble,
    /// Paragraphs and subparagraphs.
    Paragraphs,
    /// Headings.
    Headings,
    /// Annexes.
    Annexes,
    /// Notes and where they are called.
    Notes,
    /// Symbols of cited documents.
    Symbols,
    /// Dates.
    Dates,
}

impl Subject {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Work => "work",
            Subject::Preamble => "preamble",
            Subject::Paragraphs => "paragraphs",
            Subject::Headings => "headings",
            Subject::Annexes => "annexes",
            Subject::Notes => "notes",
            Subject::Symbols => "symbols",
            Subject::Dates => "dates",
        }
    }

    /// The subject that a unit belongs to.
    fn of(kind: NodeKind) -> Self {
        match kind {
            NodeKind::Preambular => Subject::Preamble,
            NodeKind::Heading => Subject::Headings,
            NodeKind::AnnexHeading => Subject::Annexes,
            NodeKind::Note => Subject::Notes,
            NodeKind::Paragraph
            | NodeKind::Subparagraph
            | NodeKind::Cover
            | NodeKind::Title
            | NodeKind::Formula
            | NodeKind::Conclusion => Subject::Paragraphs,
        }
    }
}

/// How versions differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The texts name different works.
    Identity,
    /// Some languages lack it.
    Missing,
    /// Some languages have it, which the others do not.
    Extra,
    /// Some languages have in one what stands apart in the others.
    Joined,
    /// Some languages have in pieces what is one in the others.
    Divided,
    /// It bears another number.
    Numbered,
    /// It is something else: a heading, a paragraph without number.
    Nature,
    /// It stands under another paragraph or heading.
    Placed,
    /// A whole run is divided and numbered otherwise.
    Run,
    /// Its identifier differs though nothing else does.
    Identifier,
    /// A note is called in another paragraph, or nowhere.
    Called,
    /// Other documents are cited.
    Cited,
    /// Other dates are named.
    Dated,
}

/// Something in which the versions of a work differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is about.
    pub subject: Subject,
    /// How they differ.
    pub kind: Kind,
    /// What is seen, in a sentence without a full stop.
    pub message: String,
    /// What has probably caused it, where the structure tells.
    pub cause: Option<String>,
    /// The readings, that of most languages first. A language whose reading is a matter of another difference stands
    /// in none.
    pub sides: Vec<Side>,
}

/// What some of the versions read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Their languages, by BCP 47 tags.
    pub languages: Vec<&'static str>,
    /// Whether these are more than half of all.
    pub majority: bool,
    /// Their reading, in short: identifiers, symbols, dates.
    pub reading: String,
    /// Where it stands, or where it should: at least one place a language.
    pub places: Vec<Place>,
}

/// Compares the versions of a work, which are in different languages.
///
/// ```
/// use declc::{compile, parity, source::Source};
/// let texts = [("a.en.txt", "The General Assembly,\n\nRecalling its resolution 60/288,\n\n1. Decides to end.\n"),
///              ("a.zh.txt", "大会，\n\n回顾其第60/288号决议，\n\n1. 决定结束。\n\n2. 重申其决心。\n")];
/// let sources = texts.map(|(path, text)| Source::from_text(path, text));
/// let made: Vec<_> = sources.iter().map(|source| compile(source, None)).collect();
/// let versions = sources.iter().zip(&made).map(|(source, made)| parity::Version { linked: &made.linked, source });
/// let work = parity::compare(&parity::group(&versions.collect::<Vec<_>>())[0]);
/// assert_eq!(work.name, "a");
/// assert!(work.differences[0].message.contains("para_2"));
/// ```
pub fn compare(group: &Group<'_>) -> Work {
    let outlines = group.outlines();
    let reference = reference(&outlines);
    let blocks = Table::new(outlines.iter().map(|outline| outline.blocks.as_slice()).collect(), reference);
    let notes = Table::new(outlines.iter().map(|outline| outline.notes.as_slice()).collect(), reference);
    let mut differences: Vec<Difference> = content::works(&outlines).into_iter().collect();
    differences.extend(structure::differences(&outlines, &blocks));
    differences.extend(structure::differences(&outlines, &notes));
    differences.extend(content::calls(&outlines, &blocks, &notes));
    differences.extend(content::mentions(&outlines, &[&blocks, &notes]));
    // Stable: within a subject the order is that of the text.
    differences.sort_by_key(|difference| difference.subject);
    let usual = outlines.get(reference).map(identifiers);
    let versions = outlines.iter().map(|outline| counts(outline, usual.as_deref()));
    Work { name: group.name.clone(), versions: versions.collect(), differences }
}

/// What a version holds.
fn counts(outline: &Outline<'_>, usual: Option<&[&EId]>) -> VersionCounts {
    let version = outline.version;
    let symbols: BTreeSet<_> = outline.mentions().flat_map(|mentions| mentions.symbols.keys()).collect();
    let dates: BTreeSet<_> = outline.mentions().flat_map(|mentions| mentions.dates.keys()).collect();
    VersionCounts {
        language: version.language(),
        path: version.source.path().to_owned(),
        work_iri: version.metadata().work_iri.as_ref().map(|iri| iri.value.clone()),
        preambular: outline.count(NodeKind::Preambular),
        paragraphs: outline.count(NodeKind::Paragraph),
        subparagraphs: outline.count(NodeKind::Subparagraph),
        headings: outline.count(NodeKind::Heading),
        annexes: outline.count(NodeKind::AnnexHeading),
        notes: outline.count(NodeKind::Note),
        symbols: symbols.len(),
        dates: dates.len(),
        usual_identifiers: usual == Some(&identifiers(outline)),
    }
}

/// The identifiers of a version, in order.
fn identifiers<'o>(outline: &'o Outline<'_>) -> Vec<&'o EId> {
    outline.blocks.iter().chain(&outline.notes).map(|unit| &unit.eid).collect()
}

/// The version with which the others are compared: one whose identifiers most versions share. Of several, the English
/// one, since most texts are drafted in English, else the first.
fn reference(outlines: &[Outline<'_>]) -> usize {
    let all: Vec<Vec<&EId>> = outlines.iter().map(identifiers).collect();
    let rank = |index: &usize| {
        let shared = all.get(*index).map_or(0, |own| all.iter().filter(|other| *other == own).count());
        let english = outlines.get(*index).is_some_and(|outline| outline.version.language() == "en");
        (shared, english, std::cmp::Reverse(*index))
    };
    (0..outlines.len()).max_by_key(rank).unwrap_or(0)
}

/// Languages for people: `ar, en, zh`.
fn list(languages: &[&str]) -> String {
    languages.join(", ")
}

#[cfg(test)]
mod tests;
