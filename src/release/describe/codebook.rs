//! The codebook: every table with every column, its type, its values and what it means.

use super::Subject;
use crate::release::table::{Column, Kind};
use std::fmt::Write as _;

/// `CODEBOOK.md`.
pub(super) fn write(subject: &Subject<'_>) -> String {
    let descriptor = subject.descriptor;
    let mut page = format!("# Codebook of {} {}\n", descriptor.title, descriptor.version);
    page.push_str(
        "\nColumns stand in this order; new ones come at the end. The first column is the key. A column marked ° may change \
         while what\nthe row says stays the same, and is left out of the hashes of `delta`. In CSV an unknown value is an empty cell.\n",
    );
    for table in subject.tables {
        // Writing to a string cannot fail.
        let _ = write!(page, "\n## {}\n\n{} Rows: {}.\n\n", table.name, table.about, table.rows.len());
        page.push_str("| column | type | holds |\n|---|---|---|\n");
        for (at, column) in table.columns.iter().enumerate() {
            let _ =
                writeln!(page, "| {}{} | {} | {} |", column.name, mark(column), kind(column, at == 0), holds(column));
        }
    }
    page
}

fn mark(column: &Column) -> &'static str {
    if column.incidental { "°" } else { "" }
}

fn kind(column: &Column, key: bool) -> String {
    let kind = match column.kind {
        Kind::Text => "text",
        Kind::Integer => "whole number",
        Kind::Boolean => "yes or no",
    };
    match (key, column.required) {
        (true, _) => format!("{kind}, key"),
        (false, true) => format!("{kind}, always there"),
        (false, false) => kind.to_owned(),
    }
}

fn holds(column: &Column) -> String {
    let mut holds = column.about.replace('|', "\\|");
    if !column.values.is_empty() {
        let _ = write!(holds, " One of: {}.", column.values.join(", "));
    }
    if let Some(table) = column.refers {
        let _ = write!(holds, " Key of {table}.");
    }
    holds
}
