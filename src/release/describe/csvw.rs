//! The tables as CSV on the Web: one table group beside the files, with types, values and keys.

use super::{LICENCE_URL, Subject};
use crate::release::table::{Column, Kind, Table};
use serde_json::{Value as Json, json};

/// The table group.
pub(super) fn write(subject: &Subject<'_>) -> Json {
    json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": subject.descriptor.title,
        "dc:license": {"@id": LICENCE_URL},
        "dc:publisher": subject.descriptor.publisher,
        "dialect": {"header": true, "encoding": "utf-8", "delimiter": ",", "doubleQuote": true},
        "tables": subject.tables.iter().map(table).collect::<Vec<_>>(),
    })
}

fn table(table: &Table) -> Json {
    // A reference that may be unknown is no foreign key here: validators ask for its row all the same.
    let keys = table.columns.iter().filter(|column| column.required);
    let keys = keys.filter_map(|column| column.refers.map(|to| (column, to)));
    let keys: Vec<Json> = keys
        .map(|(column, to)| {
            let reference = json!({"resource": format!("{to}.csv"), "columnReference": Table::key_of(to)});
            json!({"columnReference": column.name, "reference": reference})
        })
        .collect();
    json!({
        "url": format!("{}.csv", table.name),
        "dc:description": table.about,
        "tableSchema": {
            "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
            "primaryKey": table.key(),
            "foreignKeys": keys,
        },
    })
}

fn column(column: &Column) -> Json {
    let datatype = match column.kind {
        Kind::Text if !column.values.is_empty() => json!({"base": "string", "format": column.values.join("|")}),
        Kind::Text => json!("string"),
        Kind::Integer => json!("nonNegativeInteger"),
        Kind::Boolean => json!("boolean"),
    };
    json!({
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": datatype,
        "required": column.required,
    })
}
