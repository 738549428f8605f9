//! The texts of a document in, the script out that search reads and that sets a version beside another.
//!
//! Each text keeps its place: the key by which pages name it, and the eId that an address ends in.

use super::script;
use super::words::direction;
use crate::model::visit::NodeKind;
use crate::model::{Document, Mark, unit};
use serde::Serialize;
use std::collections::HashMap;

/// The key of the `nth` text under an eId, from 1: `para_3`, `preface__container_1~2`. A container of several lines has
/// several texts.
pub(super) fn key(eid: &str, nth: usize) -> String {
    if nth < 2 { eid.to_owned() } else { format!("{eid}~{nth}") }
}

/// What a page knows of a document that it sets beside itself or searches.
#[derive(Debug, Serialize)]
struct Version<'a> {
    title: &'a str,
    symbol: &'a str,
    date: &'a str,
    lang: &'a str,
    dir: &'static str,
    /// `[key, kind, number, text, start, end]`; the last two bound the opening phrase, in code points.
    units: Vec<(String, NodeKind, &'a str, &'a str, u32, u32)>,
}

/// The script of a document.
pub(super) fn script(stem: &str, document: &Document, title: &str) -> String {
    let metadata = &document.metadata;
    let mut seen: HashMap<String, usize> = HashMap::new();
    let units = unit::units(document).into_iter().map(|unit| {
        let nth = seen.entry(unit.eid.to_string()).or_default();
        *nth += 1;
        let mut phrases = unit.passage.spans.iter().filter(|span| matches!(span.mark, Mark::OpeningPhrase { .. }));
        let (start, end) = phrases.next().map_or((0, 0), |span| (span.start, span.end));
        let number = unit.printed.unwrap_or("");
        (key(unit.eid.as_str(), *nth), unit.kind, number, unit.passage.text.as_str(), start, end)
    });
    let version = Version {
        units: units.collect(),
        title,
        symbol: metadata.symbol.as_ref().map_or("", |symbol| &symbol.value),
        date: metadata.date.as_ref().map_or("", |date| &date.value),
        lang: &metadata.language.value,
        dir: direction(&metadata.language.value),
    };
    script::give(&format!("units:{stem}"), &version)
}
