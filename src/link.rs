//! Document in, [`Linked`] out: identifiers, notes to their calls, references to their targets, facts to IRIs.
//!
//! The steps, in order: `facts` draws the metadata, `identifiers` names every node, `notes` ties calls to notes, `marks`
//! finds what every passage mentions and asks `targets` what is meant, `mandates` reads what the operative part asks.
//!
//! Invariant: every identifier is set and unique; a reference that points into the document points at a node that is
//! there, or says that it dangles. Not here: the text as lines, and what is wrong with it.

mod citations;
mod facts;
pub mod identifiers;
pub mod iri;
mod mandates;
mod marks;
mod names;
mod notes;
mod openings;
mod reader;
pub mod registry;
pub mod sidecar;
mod targets;
mod titles;

use crate::language::Language;
use crate::model::Document;
use serde::de::Error as _;
use sidecar::Sidecar;

/// A document whose identifiers are set and whose references are resolved, with the data of its language. Only this
/// module makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    document: Document,
    language: &'static Language,
}

impl Linked {
    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The data of the language that the document is in.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// A linked document read back from its JSON output, in one of `languages`.
    ///
    /// # Errors
    /// Where the JSON is not a document of this version, with line and column, or in none of these languages.
    pub fn from_json(json: &str, languages: &[&'static Language]) -> Result<Self, serde_json::Error> {
        let document: Document = serde_json::from_str(json)?;
        let tag = &document.metadata.language.value;
        let Some(&language) = languages.iter().find(|l| l.tag == tag) else {
            return Err(serde_json::Error::custom(format!("the language “{tag}” is not among those given")));
        };
        Ok(Linked { document, language })
    }
}

/// Links a document in `language`, with the facts that its sidecar supplies.
///
/// ```
/// use declc::{language::ZH, link, parse, source::Source};
/// let source = Source::from_text("a.zh.txt", "大会，\n\n重申其决心，\n\n1. 请秘书长提出报告。\n");
/// let linked = link::link(parse::parse(&source, &ZH, None), &ZH, None);
/// assert_eq!(linked.document().preamble.as_ref().unwrap().paragraphs[0].eid.as_str(), "container_1");
/// ```
pub fn link(document: Document, language: &'static Language, sidecar: Option<&Sidecar>) -> Linked {
    let mut linked = link_to_check(document, language, sidecar);
    mandates::read(&mut linked.document, language);
    linked
}

/// As [`link`], without the mandates: all that the rules ask.
///
/// ```
/// use declc::source::Source;
/// use declc::{Options, compile, compile_with};
/// let source = Source::from_text("a.zh.txt", "大会，\n\n1. 请秘书长提出报告\n");
/// let (all, less) = (compile(&source, None), compile_with(&source, None, &Options { mandates: false, ..Options::default() }));
/// assert!(less.linked.document().mandates.is_empty() && !all.linked.document().mandates.is_empty());
/// assert_eq!(less.diagnostics, all.diagnostics);
/// ```
pub fn link_to_check(mut document: Document, language: &'static Language, sidecar: Option<&Sidecar>) -> Linked {
    let none = Sidecar::default();
    let sidecar = sidecar.unwrap_or(&none);
    facts::draw(&mut document, language, sidecar);
    let calls = notes::settle(&mut document);
    identifiers::assign(&mut document, language);
    notes::link(&mut document, &calls);
    marks::mark(&mut document, language, sidecar);
    Linked { document, language }
}
