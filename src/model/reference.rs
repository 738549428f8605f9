//! Mentions of other texts, of parts of the same document, and of web addresses.

use super::EId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A mention, with what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Identifier: `container_1__ref_1`.
    pub eid: EId,
    /// What is mentioned.
    pub kind: ReferenceKind,
    /// As printed.
    pub text: String,
    /// The node whose text mentions it.
    pub node: EId,
    /// Document symbol: `A/RES/60/288`, `S/RES/1373(2001)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// The place in it: 附件二; 第四章，第24段.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// The date that the text gives beside it, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cited_date: Option<String>,
    /// What it points at.
    pub target: Target,
}

/// What is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceKind {
    /// A resolution.
    Resolution,
    /// A decision.
    Decision,
    /// Another document with a symbol.
    Document,
    /// A treaty, by title or by treaty series.
    Treaty,
    /// A text that is named by title.
    Title,
    /// A paragraph of this document.
    Paragraph,
    /// A section of this document.
    Section,
    /// An annex of this document.
    Annex,
    /// This document.
    ThisDocument,
    /// A web address.
    Web,
}

/// What a reference points at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Target {
    /// A work whose date is known, so that its IRI is.
    Work {
        /// IRI of the work.
        iri: String,
        /// Where it can be read.
        url: String,
    },
    /// A document of which only the symbol is known.
    Symbol {
        /// Where it can be read.
        url: String,
    },
    /// A node of this document.
    Node {
        /// Its identifier.
        eid: EId,
    },
    /// A run of paragraphs of this document.
    Range {
        /// First.
        from: EId,
        /// Last.
        to: EId,
    },
    /// An annex of this document.
    Annex {
        /// Identifier of the annex.
        eid: EId,
        /// Its component name: `annex_1`.
        component: String,
    },
    /// This document.
    ThisDocument,
    /// A web address.
    Web {
        /// The address, with its scheme.
        url: String,
    },
    /// A treaty or title without a symbol in the text.
    Named,
    /// A part of this document that is not there.
    Dangling,
}
