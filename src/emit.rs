//! Linked document in, text of an output format out. One file a format.

pub mod akn;
#[cfg(test)]
mod fixture;
pub mod json;
pub mod schema;
mod tree;
pub mod yaml;

use crate::link::Linked;
use crate::model::Document;
use crate::model::visit::passages;
use std::fmt;

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

/// More bytes than most outputs of a document take: four times its texts, and a head.
fn room(document: &Document) -> usize {
    const HEAD: usize = 1 << 14;
    let mut texts = 0;
    passages(document, &mut |node| texts += node.passage.text.len());
    4 * texts + HEAD
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
            Format::Akn => akn::write(linked),
            Format::Json => json::write(linked),
            Format::Yaml => yaml::write(linked),
        }
    }

    /// The same text, handed on in pieces: of JSON and YAML, which are the longest, no more than a piece is held.
    ///
    /// # Errors
    /// Those of `out`; a document can always be written.
    pub fn write_to(self, linked: &Linked, out: &mut dyn fmt::Write) -> fmt::Result {
        match self {
            Format::Akn => out.write_str(&akn::write(linked)),
            Format::Json => json::write_to(linked, out),
            Format::Yaml => yaml::write_to(linked, out),
        }
    }
}
