//! declc, the declaration compiler: raw text of United Nations declarations, resolutions, reports and letters in;
//! Akoma Ntoso XML, JSON and YAML out, with a proof that nothing was lost.
//!
//! # How a text is compiled
//!
//! The folders are the verbs of the pipeline, in order:
//!
//! 1. [`source`] decodes bytes into a text whose offsets are those of the file.
//! 2. [`parse`] reads the text into the typed tree of [`model`]: lines, normalize, blocks, grammar, inline. It is total
//!    and never complains; what does not fit stays visible in the tree.
//! 3. [`link`] names every node (eId, IRI), ties note calls to notes and references to their targets, draws the facts
//!    and reads who is asked to do what. Only it makes a [`link::Linked`], and everything after takes one.
//! 4. [`check`] says what a reader should know, and draws up the loss ledger. All wording about documents is here.
//! 5. [`emit`] writes a format. Akoma Ntoso has typed elements of its own, so that a child in the wrong place does not
//!    compile; JSON, YAML and the JSON Schema are the model itself.
//! 6. [`parity`] sets the language versions of one work side by side: what they share, where they differ, and why.
//! 7. [`diff`] sets two states of one document side by side: what was amended, added, removed, moved, renumbered.
//! 8. [`editor`] answers what an editor asks of a place in a text: what it means, where that is, who refers to it.
//! 9. [`release`] makes an open-data release of many documents: files, tables, what describes them.
//! 10. [`validate`] holds any Akoma Ntoso file against tables of the standard's content models and against the profile
//!     of the United Nations, with line and column.
//! 11. [`fix`] puts a text right by the edits that its findings carry.
//!
//! The command line (`src/cli`) is the only place that knows disk, clock, terminal and threads.
//!
//! # What always holds
//!
//! - Every visible character of a source stands exactly once in a text, a number, a marker or the furniture of its
//!   document, and every visible character of a document stands in its source ([`check::ledger`]).
//! - Each node carries the byte ranges that it came from, from the first line on.
//! - Any bytes give a document or one clear error; the same bytes give the same outputs.
//! - The words of a language stand in [`language`] and nowhere else; a language is one data file.
//!
//! # Who may know whom
//!
//! | layer | module | may import |
//! |---|---|---|
//! | 0 | `source` | nothing |
//! | 0 | `markdown`, `html` | nothing |
//! | 1 | `language`, `diagnostic` | source |
//! | 2 | `model` | source, language |
//! | 3 | `parse` | source, language, model |
//! | 4 | `link` | source, language, model |
//! | 5 | `check`, `emit` | link, model, language, source; check also diagnostic |
//! | 5 | `parity`, `diff`, `editor` | link, model, language, source, markdown; diff also html |
//! | 5 | `validate` | diagnostic, source |
//! | 6 | `release` | emit, check, diff, link, model, diagnostic, language, source, markdown, html |
//! | 7 | this file, `fix` | all above |
//! | 8 | `cli` | this crate |
//!
//! `tests/house.rs` holds this table against the code.
//!
//! # Where to start reading
//!
//! [`model`] for what a document is, `parse/grammar.rs` for how it is recognized, `emit/akn.rs` for what becomes of it.

pub mod check;
pub mod diagnostic;
pub mod diff;
pub mod editor;
pub mod emit;
pub mod fix;
mod html;
pub mod language;
pub mod link;
mod markdown;
pub mod model;
pub mod parity;
pub mod parse;
pub mod release;
pub mod source;
pub mod validate;

use check::ledger::Ledger;
use diagnostic::Diagnostic;
use language::Language;
use link::Linked;
use link::sidecar::Sidecar;
use model::{DocumentClass, Fact, Origin};
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

/// What a caller knows better than a text shows.
///
/// ```
/// use declc::language::FR;
/// use declc::model::DocumentClass;
/// use declc::source::Source;
/// use declc::{Options, compile_with};
/// let source = Source::from_text("a.txt", "Déclaration\n\nTexte.\n");
/// let options = Options { languages: &[&FR], class: Some(DocumentClass::Report), ..Options::default() };
/// let facts = compile_with(&source, None, &options).linked.document().metadata.clone();
/// assert_eq!((facts.language.value.as_str(), facts.class.value), ("fr", DocumentClass::Report));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The languages that the text may be in; where there is more than one, the text tells which. Chinese where there
    /// is none.
    pub languages: &'a [&'static Language],
    /// The class of the document; where it is `None`, the form of the text tells.
    pub class: Option<DocumentClass>,
    /// Whether the mandates are read. No finding rests on them: one who only looks for findings is told sooner without.
    pub mandates: bool,
}

impl Default for Options<'_> {
    /// The six languages of the United Nations, and what the text shows.
    fn default() -> Self {
        Options { languages: &language::ALL, class: None, mandates: true }
    }
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
    compile_with(source, sidecar, &Options::default())
}

/// As [`compile`], with what the caller knows. A language that this crate has no data for is one [`Language`] in
/// [`Options::languages`].
pub fn compile_with(source: &Source, sidecar: Option<&Sidecar>, options: &Options<'_>) -> Compilation {
    compile_watched(source, sidecar, options, &mut |_| {})
}

/// A pass over a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// Text to tree, its language and class told.
    Parse,
    /// Names, notes, references, facts.
    Link,
    /// The proof that nothing was lost.
    Ledger,
    /// What a reader should know.
    Check,
}

/// As [`compile_with`], and calls `done` at the end of each pass: this crate has no clock, but its caller may have one.
///
/// ```
/// use declc::source::Source;
/// use declc::{Options, Pass, compile_watched};
/// let mut passes = Vec::new();
/// compile_watched(&Source::from_text("a.txt", "大会，\n"), None, &Options::default(), &mut |pass| passes.push(pass));
/// assert_eq!(passes, [Pass::Parse, Pass::Link, Pass::Ledger, Pass::Check]);
/// ```
pub fn compile_watched(
    source: &Source,
    sidecar: Option<&Sidecar>,
    options: &Options<'_>,
    done: &mut dyn FnMut(Pass),
) -> Compilation {
    let language = Language::detect(source.text(), options.languages).unwrap_or(&language::ZH);
    let told = matches!(options.languages, [_]);
    // A text in another language keeps its paragraphs, and is never forced into a form.
    let unknown = !told && !language.reads(source.text());
    let class = options.class.map(Fact::caller);
    let class = class.or_else(|| unknown.then(|| Fact::derived(DocumentClass::Unstructured)));
    let mut document = parse::parse(source, language, class);
    if told {
        document.metadata.language.origin = Origin::Caller;
    }
    done(Pass::Parse);
    let link = if options.mandates { link::link } else { link::link_to_check };
    let linked = link(document, language, sidecar);
    done(Pass::Link);
    let ledger = Ledger::draw(linked.document(), source);
    done(Pass::Ledger);
    let diagnostics = check::check(&linked, source);
    done(Pass::Check);
    Compilation { linked, ledger, diagnostics }
}
