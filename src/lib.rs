//! declc compiles the raw text of United Nations declarations, resolutions, reports and letters.
//!
//! STAND-IN of the branch `cli`: every line becomes a paragraph, so that the command line can be run before the passes
//! are merged. This file is overwritten by the merge.

pub mod check;
pub mod diagnostic;
pub mod language;
pub mod link;
pub mod model;
pub mod source;

use diagnostic::Diagnostic;
use link::Linked;
use link::sidecar::Sidecar;
use source::{Source, Span};

/// What compiling a source gives.
#[derive(Debug)]
pub struct Compilation {
    /// The document, ready to be emitted.
    pub linked: Linked,
    /// The proof that nothing was lost or invented.
    pub ledger: check::ledger::Ledger,
    /// What a reader should know about the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles one source, with the facts that its sidecar supplies. Total: any text gives a document.
///
/// # Panics
/// The stand-in only.
pub fn compile(source: &Source, sidecar: Option<&Sidecar>) -> Compilation {
    use model::{Block, Document, EId, Metadata, Paragraph, ParagraphRole, Passage};
    let mut body = Vec::new();
    let mut at = 0;
    for line in source.text().split_inclusive('\n') {
        let text = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if !text.is_empty() {
            let start = at + line.find(text).unwrap_or(0);
            body.push(Block::Paragraph(Paragraph {
                eid: EId(format!("para_{}", body.len() + 1)),
                role: ParagraphRole::Narrative,
                number: None,
                passage: Passage {
                    text: text.to_owned(),
                    spans: Vec::new(),
                    source: vec![Span::new(start, start + text.len())],
                },
                subparagraphs: Vec::new(),
            }));
        }
        at += line.len();
    }
    let mut metadata = Metadata::new(
        model::Fact::derived(model::DocumentClass::Unstructured),
        model::Fact::derived(language::LanguageTag::Zh),
    );
    metadata.symbol = sidecar.and_then(|s| s.symbol.clone()).map(model::Fact::sidecar);
    let document = Document {
        schema_version: model::SCHEMA_VERSION.to_owned(),
        generator: model::Generator { name: "declc".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        source: model::SourceFile {
            path: source.path().to_owned(),
            sha256: String::new(),
            bytes: source.text().len() as u64,
            encoding: "utf-8".to_owned(),
        },
        metadata,
        cover: Vec::new(),
        title: None,
        preamble: None,
        body,
        conclusions: Vec::new(),
        annexes: Vec::new(),
        notes: Vec::new(),
        references: Vec::new(),
        furniture: Vec::new(),
    };
    let visible = source.text().chars().filter(|&c| source::is_visible(c)).count();
    let json = serde_json::to_string(&document).expect("the stand-in writes JSON");
    Compilation {
        linked: Linked::from_json(&json).expect("the stand-in reads its JSON"),
        ledger: check::ledger::Ledger { visible, accounted: visible, faults: Vec::new() },
        diagnostics: source
            .text()
            .match_indices("共同")
            .map(|(at, word)| Diagnostic {
                code: "DC999",
                name: "stand-in",
                severity: diagnostic::Severity::Warning,
                message: format!("the word {word} stands here"),
                span: Some(Span::new(at, at + word.len())),
                help: "Nothing need be done.".to_owned(),
            })
            .collect(),
    }
}

/// Stand-in of the emitters.
pub mod emit {
    use crate::link::Linked;

    /// An output format.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Format {
        /// Akoma Ntoso XML.
        Akn,
        /// JSON.
        Json,
        /// YAML.
        Yaml,
    }

    impl Format {
        /// Every format, in the order in which they are written.
        pub const ALL: [Format; 3] = [Format::Akn, Format::Json, Format::Yaml];

        /// What a file of this format is called after the stem of its input: `akn.xml`.
        pub fn extension(self) -> &'static str {
            match self {
                Format::Akn => "akn.xml",
                Format::Json => "json",
                Format::Yaml => "yaml",
            }
        }

        /// The document in this format. Deterministic.
        pub fn write(self, linked: &Linked) -> String {
            match self {
                Format::Akn => "<akomaNtoso/>\n".to_owned(),
                Format::Json => serde_json::to_string_pretty(linked.document()).unwrap_or_default() + "\n",
                Format::Yaml => serde_yaml::to_string(linked.document()).unwrap_or_default(),
            }
        }
    }

    /// Stand-in of the schema.
    pub mod schema {
        /// The JSON Schema of a document.
        pub fn schema() -> String {
            "{}\n".to_owned()
        }
    }
}

/// Stand-in of the validator.
pub mod validate {
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::source::Span;

    /// What is wrong with an Akoma Ntoso document.
    pub fn diagnostics(xml: &str) -> Vec<Diagnostic> {
        xml.match_indices("<wrong")
            .map(|(at, found)| Diagnostic {
                code: "DC902",
                name: "unexpected-element",
                severity: Severity::Error,
                message: "element wrong is not allowed here".to_owned(),
                span: Some(Span::new(at, at + found.len())),
                help: "Expected p or num.".to_owned(),
            })
            .collect()
    }
}
