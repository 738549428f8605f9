//! The sidecar `<stem>.meta.yaml`: facts that a text lacks and that are established elsewhere.

use serde::Deserialize;

/// Facts from a sidecar.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sidecar {
    /// Document symbol.
    pub symbol: Option<String>,
    /// Further symbols of the same document.
    pub other_symbols: Vec<String>,
    /// Last segment of the author's ontology IRI.
    pub author: Option<String>,
    /// Date of adoption or of the document, ISO 8601.
    pub date: Option<String>,
    /// Date of issue, ISO 8601.
    pub issued: Option<String>,
    /// Adoption or issue dates of cited documents, by symbol.
    pub instruments: std::collections::BTreeMap<String, String>,
    /// Where these facts are established, for people.
    pub evidence: Vec<String>,
}
