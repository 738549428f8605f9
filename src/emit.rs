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

/// Whether a text holds a byte, or two bytes side by side, of a kind. All bytes are looked at, even after one is found, and
/// as many at once as a register holds; both questions are best asked with `|` and `&`.
fn holds(text: &str, byte: impl Fn(u8) -> bool, pair: impl Fn(u8, u8) -> bool) -> bool {
    const MANY: usize = 16;
    let Some((&last, before)) = text.as_bytes().split_last() else { return false };
    let behind = text.as_bytes().get(1..).unwrap_or_default();
    let is_in = |a: &[u8], b: &[u8]| a.iter().zip(b).fold(false, |found, (&a, &b)| found | byte(a) | pair(a, b));
    let found = match (before.last_chunk::<MANY>(), behind.last_chunk::<MANY>()) {
        // What is left of a text at its end is looked at together with some that was before: one by one takes longer.
        (Some(a), Some(b)) => {
            let many = before.as_chunks::<MANY>().0.iter().zip(behind.as_chunks::<MANY>().0);
            many.fold(is_in(a, b), |found, (a, b)| found | is_in(a, b))
        }
        _ => is_in(before, behind),
    };
    found || byte(last)
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

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn what_is_looked_for_is_found_wherever_it_stands() {
        for length in 0..50 {
            let plain = "a".repeat(length);
            assert!(!holds(&plain, |b| b == b'"', |a, b| (a, b) == (b'<', b'>')), "{length}");
            for at in 0..length {
                let mut text = plain.clone();
                text.replace_range(at..=at, "\"");
                assert!(holds(&text, |b| b == b'"', |_, _| false), "{at} in {length}");
                if at + 1 < length {
                    text.replace_range(at..at + 2, "<>");
                    assert!(holds(&text, |_| false, |a, b| (a, b) == (b'<', b'>')), "{at} in {length}");
                }
            }
        }
    }
}
