//! What a reader should know about a document: rules by subject, one file each, and the loss ledger.
//!
//! In: a linked document and its source. Out: diagnostics in the order of the source. The parser and the linker never
//! complain; what they leave in the tree (a call without a note, a reference that dangles) is worded here and nowhere
//! else. A rule is one static with its code, name, severity and remedy.
//!
//! Not here: the form in which a person sees a diagnostic (see `diagnostic`).

pub mod ledger;
mod metadata;
mod notes;
mod numbering;
mod references;
mod structure;

use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Linked;
use crate::source::{Source, Span};

/// A rule: a fact about a document that a reader should know.
#[derive(Debug)]
pub struct Rule {
    /// Stable code.
    pub code: &'static str,
    /// Stable name; reads after "allow".
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Why it matters, and what to do.
    pub help: &'static str,
    run: fn(&Subject<'_>, &mut Findings<'_>),
}

/// Every rule, by code.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [structure::RULES, numbering::RULES, notes::RULES, references::RULES, metadata::RULES].into_iter().flatten()
}

/// What a rule reads.
struct Subject<'a> {
    linked: &'a Linked,
    source: &'a Source,
}

/// Where a rule puts what it finds.
struct Findings<'a> {
    rule: &'static Rule,
    list: &'a mut Vec<Diagnostic>,
}

impl Findings<'_> {
    fn add(&mut self, span: Option<Span>, message: String) {
        let Rule { code, name, severity, help, .. } = *self.rule;
        self.list.push(Diagnostic { code, name, severity, message, span, help: help.to_owned() });
    }
}

/// Runs every rule.
pub fn check(linked: &Linked, source: &Source) -> Vec<Diagnostic> {
    let subject = Subject { linked, source };
    let mut list = Vec::new();
    for rule in rules() {
        (rule.run)(&subject, &mut Findings { rule, list: &mut list });
    }
    list.sort_by(|a, b| (a.span.map(|s| s.0), a.code).cmp(&(b.span.map(|s| s.0), b.code)));
    list
}
