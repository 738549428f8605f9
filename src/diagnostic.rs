//! What a person is told: [`Diagnostic`], and one renderer a format in the folder beside this file.
//!
//! A diagnostic is made by `check` (about a document), by `validate` (about an Akoma Ntoso file) or by the command line
//! (about files). It says what is wrong, why it matters and what to do. Positions are byte ranges of the source; a
//! renderer turns them into lines and columns in the unit that its format asks for.
//!
//! Not here: any knowledge of documents.

pub mod fix;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod located;
pub mod page;
pub mod rdjson;
pub mod sarif;
pub mod short;
pub mod terminal;

use crate::source::Span;
use fix::Fix;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing need be done.
    Info,
    /// Probably a defect of the text.
    Warning,
    /// The text or the output is broken.
    Error,
}

impl Severity {
    /// Its name, in small letters.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code, `DC101`.
    pub code: &'static str,
    /// Stable kebab-case name, `note-without-call`.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, with the text quoted. One sentence without a full stop.
    pub message: String,
    /// Where: bytes of the source. `None` where it concerns the whole file.
    pub span: Option<Span>,
    /// Why it matters, and what to do.
    pub help: String,
    /// The edits that put it right, where these can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}
