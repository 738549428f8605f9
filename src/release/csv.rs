//! A table in, CSV out: RFC 4180 in UTF-8 without byte order mark, lines ended by a line feed, safe in a spreadsheet.
//!
//! A spreadsheet runs a cell as a formula that begins with `=`, `+`, `-` or `@`, some after quotation marks or white
//! space. Such a text is written with an apostrophe before it, and so is one that begins with an apostrophe: whoever
//! drops one leading apostrophe from each text has the original. NDJSON holds the exact text.

use super::table::{Table, Value};

/// The table as CSV, its header first.
pub(super) fn write(table: &Table) -> String {
    let mut out = table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",");
    out.push('\n');
    for row in &table.rows {
        for (index, value) in row.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            match value {
                Value::Null => {}
                Value::Text(text) => cell(&mut out, text),
                Value::Integer(number) => out.push_str(&number.to_string()),
                Value::Boolean(yes) => out.push_str(if *yes { "true" } else { "false" }),
            }
        }
        out.push('\n');
    }
    out
}

fn cell(out: &mut String, text: &str) {
    let text = guarded(text);
    // A text that is there and empty is quoted, so that it is told from one that is not known.
    if text.is_empty() || text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(&text);
    }
}

/// A text with an apostrophe before it where it begins with one or a spreadsheet could run it.
fn guarded(text: &str) -> String {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let skipped = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '`');
    let dangerous = text.starts_with(['\'', '\t', '\r', '\n']) || text.trim_start_matches(skipped).starts_with(begins);
    if dangerous { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::table::{Column, Field};

    fn recovered(cell: &str) -> &str {
        cell.strip_prefix('\'').unwrap_or(cell)
    }

    #[test]
    fn no_cell_begins_as_a_formula_and_each_is_recovered() {
        let cases = [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\"=1+1\"",
            " =1",
            "“=1”",
            "＝1",
            "'=1",
            "''",
            "\u{0}=1",
            "plain",
            "第 13 段",
            "a=b",
            "",
            "- 项目",
            "«@x»",
        ];
        for text in cases {
            let cell = guarded(text);
            let bare = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '“');
            assert!(!bare.starts_with(['=', '+', '-', '@', '＝']) && !cell.starts_with(['\t', '\r', '\n']), "{text:?}");
            assert_eq!(recovered(&cell), text);
        }
    }

    #[test]
    fn quotes_commas_and_line_breaks_are_quoted() {
        let fields: [Field<str>; 2] =
            [Field(Column::text("a", ""), |text| text.into()), Field(Column::text("b", ""), |_| Value::Null)];
        let mut table = Table::new("t", "", &fields);
        table.rows = ["x,\"y\"\nz", "", "大会"].map(|text| super::super::table::row(&fields, text)).to_vec();
        assert_eq!(write(&table), "a,b\n\"x,\"\"y\"\"\nz\",\n\"\",\n大会,\n");
    }
}
