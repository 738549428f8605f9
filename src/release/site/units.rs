//! The texts of a document in, the script out that search reads and that sets a version beside another.
//!
//! Each text keeps its place: the key by which pages name it, and the eId that an address ends in.

use super::script;
use super::words::direction;
use crate::model::visit::NodeKind;
use crate::model::{Document, Mark, unit};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

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

/// The printed number of each text that has one, by its eId.
pub(super) fn labels(document: &Document) -> BTreeMap<String, String> {
    let units = unit::units(document).into_iter();
    units.filter_map(|unit| Some((unit.eid.to_string(), unit.printed?.to_owned()))).collect()
}

/// The number of a paragraph or item with the numbers of what it stands in: `2. (a)`; its eId where none is printed.
pub(super) fn label(eid: &str, labels: &BTreeMap<String, String>) -> String {
    let ends = eid.match_indices("__").map(|(at, _)| at).chain([eid.len()]);
    let numbers: Vec<&str> = ends.filter_map(|end| labels.get(eid.get(..end)?)).map(|number| number.trim()).collect();
    if numbers.is_empty() { eid.to_owned() } else { numbers.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_named_with_its_paragraph() {
        let pairs = [("para_2", "2."), ("para_2__list_1__point_a", "(a)"), ("para_2__list_1__point_b", "(b)")];
        let labels = pairs.into_iter().map(|(eid, number)| (eid.to_owned(), number.to_owned())).collect();
        assert_eq!(label("para_2__list_1__point_b", &labels), "2. (b)");
        assert_eq!(label("para_3", &labels), "para_3");
    }
}
