//! A table in, NDJSON out: one JSON object a line, every column in its place, with the exact text.

use super::table::{Row, Table};
use serde_json::{Map, Value as Json};
use std::fmt::Write as _;

/// The table as NDJSON.
pub(super) fn write(table: &Table) -> String {
    table.rows.iter().map(|row| line(table, row)).collect()
}

fn line(table: &Table, row: &Row) -> String {
    let mut out = String::from("{");
    for (index, (column, value)) in table.columns.iter().zip(row).enumerate() {
        let comma = if index > 0 { "," } else { "" };
        // A column's name needs no escape, and writing to a string cannot fail.
        let _ = write!(out, "{comma}\"{}\":{}", column.name, value.json());
    }
    out.push_str("}\n");
    out
}

/// The rows of an NDJSON text; lines that hold no object give none.
pub(super) fn read(text: &str) -> impl Iterator<Item = Map<String, Json>> {
    text.lines().filter_map(|line| serde_json::from_str(line).ok())
}
