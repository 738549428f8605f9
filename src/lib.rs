//! declc compiles the raw text of United Nations declarations, resolutions, reports and letters.

pub mod check;
pub mod diagnostic;
pub mod emit;
pub mod language;
pub mod link;
pub mod model;
pub mod parse;
pub mod source;

use diagnostic::Diagnostic;
use link::sidecar::Sidecar;
use link::Linked;
use source::Source;

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
pub fn compile(source: &Source, sidecar: Option<&Sidecar>) -> Compilation {
    let _ = (source, sidecar);
    todo!("parse, link, check")
}
