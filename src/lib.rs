//! declc compiles the raw text of United Nations declarations, resolutions, reports and letters.

pub mod check;
pub mod diagnostic;
pub mod emit;
pub mod language;
pub mod link;
pub mod model;
pub mod parse;
pub mod source;
pub mod validate;

use check::ledger::Ledger;
use diagnostic::Diagnostic;
use link::Linked;
use link::sidecar::Sidecar;
use source::Source;

/// What compiling a source gives.
#[derive(Debug)]
pub struct Compilation {
    /// The document, ready to be emitted.
    pub linked: Linked,
    /// The proof that nothing was lost or invented.
    pub ledger: Ledger,
    /// What a reader should know about the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles one source, with the facts that its sidecar supplies. Total: any text gives a document.
///
/// ```
/// use declc::source::Source;
/// let source = Source::from_text("a.zh.txt", "大会，\n\n重申其决心，\n\n1. 请秘书长提出报告。\n");
/// let compilation = declc::compile(&source, None);
/// assert!(compilation.ledger.closes());
/// ```
pub fn compile(source: &Source, sidecar: Option<&Sidecar>) -> Compilation {
    let linked = link::link(parse::parse(source), sidecar);
    let ledger = Ledger::draw(linked.document(), source);
    let diagnostics = check::check(&linked, source);
    Compilation { linked, ledger, diagnostics }
}
