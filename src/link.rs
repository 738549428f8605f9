//! Document in, [`Linked`] out: identifiers, notes to their calls, references to their targets, facts to IRIs.
//!
//! Not here: the text as lines, and what is wrong with it.

pub mod sidecar;

use crate::model::Document;

/// A document whose identifiers are set and whose references are resolved. Only this module makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    document: Document,
}

impl Linked {
    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// A linked document read back from its JSON output.
    ///
    /// # Errors
    /// Where the JSON is not a document of this version, with line and column.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        Ok(Linked { document: serde_json::from_str(json)? })
    }
}
