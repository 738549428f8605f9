//! The loss ledger: every visible character of the source stands exactly once in the document.

use crate::source::Span;

/// The account of one document, in visible characters of its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Visible characters of the source.
    pub visible: usize,
    /// Of these, found exactly once in the document.
    pub accounted: usize,
    /// Where the account does not close.
    pub faults: Vec<Fault>,
}

/// A place where the account does not close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where: bytes of the source.
    pub span: Span,
}

/// How the account can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// Source text that stands nowhere in the document.
    Lost,
    /// Source text that stands more than once in the document.
    Doubled,
    /// Text of the document that is not the text of its byte ranges.
    Invented,
}

impl Ledger {
    /// Whether nothing was lost, doubled or invented.
    pub fn closes(&self) -> bool {
        self.faults.is_empty() && self.visible == self.accounted
    }
}
