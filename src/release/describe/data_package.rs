//! The release as a Data Package 2.0: every file with its bytes and hash, every table with its schema and keys.

use super::{CHINESE, ENGLISH, KEYWORDS, LICENCE, LICENCE_TITLE, LICENCE_URL, Listed, Subject};
use crate::release::table::{Column, Kind, Table};
use serde_json::{Map, Value as Json, json};
use std::fmt::Write as _;

/// The descriptor of the package. The pages of the reading site, a view of the same data, are left to the checksums, and
/// so are files that hold nothing, which are no data.
pub(super) fn write(subject: &Subject<'_>) -> Json {
    let descriptor = subject.descriptor;
    let listed = |file: &&Listed| !file.path.starts_with("site/") && file.bytes > 0;
    let files = subject.listed.iter().filter(listed);
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": descriptor.name,
        "id": subject.id(),
        "title": descriptor.title,
        "description": format!("{ENGLISH}\n\n{CHINESE}"),
        "version": descriptor.version,
        "created": format!("{}T00:00:00Z", descriptor.date),
        "keywords": KEYWORDS,
        "licenses": [{"name": LICENCE, "path": LICENCE_URL, "title": LICENCE_TITLE}],
        "contributors": [{"title": descriptor.publisher, "roles": ["publisher"]}],
        "sources": [{"title": "United Nations", "path": "https://docs.un.org/"}],
        "resources": files.map(|file| resource(subject, file)).collect::<Vec<_>>(),
    });
    if let Some(base) = &descriptor.base {
        set(&mut package, "homepage", json!(format!("{base}/")));
    }
    package
}

fn resource(subject: &Subject<'_>, file: &Listed) -> Json {
    let (format, mediatype) = file.media();
    let mut resource = json!({
        "path": file.path,
        "format": format,
        "mediatype": mediatype,
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
    });
    let table = subject.table_of(file).filter(|_| ["csv", "ndjson", "parquet"].contains(&format));
    let csv = format == "csv";
    let own = table.filter(|_| csv).map(|table| table.name.to_owned());
    set(&mut resource, "name", json!(own.unwrap_or_else(|| name(&file.path))));
    if let Some(table) = table {
        let guard = if csv { " An apostrophe before a text guards it; see README." } else { "" };
        set(&mut resource, "type", json!("table"));
        set(&mut resource, "description", json!(format!("{}{guard}", table.about)));
        // Keys are said once, of the resource that bears the name of the table.
        set(&mut resource, "schema", schema(table, csv));
    }
    if csv {
        set(&mut resource, "encoding", json!("utf-8"));
    }
    resource
}

fn set(object: &mut Json, key: &str, value: Json) {
    if let Json::Object(fields) = object {
        fields.insert(key.to_owned(), value);
    }
}

fn schema(table: &Table, with_keys: bool) -> Json {
    let keys = table.columns.iter().filter_map(|column| column.refers.map(|to| (column, to)));
    let keys: Vec<Json> = keys
        .map(|(column, to)| {
            let resource = if to == table.name { "" } else { to };
            json!({"fields": [column.name], "reference": {"resource": resource, "fields": [Table::key_of(to)]}})
        })
        .collect();
    let mut schema = json!({
        "fields": table.columns.iter().enumerate().map(|(at, column)| field(column, at == 0)).collect::<Vec<_>>(),
        "primaryKey": [table.key()],
        "missingValues": [""],
    });
    if with_keys && !keys.is_empty() {
        set(&mut schema, "foreignKeys", Json::Array(keys));
    }
    schema
}

fn field(column: &Column, key: bool) -> Json {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Boolean => "boolean",
    };
    let mut constraints = Map::new();
    if column.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if key {
        constraints.insert("unique".to_owned(), json!(true));
    }
    if !column.values.is_empty() {
        constraints.insert("enum".to_owned(), json!(column.values));
    }
    json!({"name": column.name, "type": kind, "description": column.about, "constraints": constraints})
}

/// A path as the name of a resource, which takes lower-case letters, digits and a few signs alone.
fn name(path: &str) -> String {
    let mut name = String::new();
    for c in path.chars() {
        match c {
            'a'..='z' | '0'..='9' | '.' | '/' | '-' => name.push(c),
            // Writing to a string cannot fail.
            _ => drop(write!(name, "_{:x}_", u32::from(c))),
        }
    }
    name
}
