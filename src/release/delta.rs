//! Two releases in, what became of each identifier out: `delta` (added, changed, gone) and `removed`, the list of every
//! identifier that was ever published and is no longer, carried on from release to release.
//!
//! A row is known by its key and told by its hash, which leaves incidental columns out: a paragraph that stands on
//! another line now has not changed. Findings are no content, and are not compared.

use super::ndjson;
use super::table::{Column, Field, Row, Table, Value, row};
use std::collections::{BTreeMap, BTreeSet};

/// The tables whose rows are compared.
pub(super) const COMPARED: [&str; 5] = ["documents", "paragraphs", "mandates", "references", "notes"];
const OPERATIONS: &[&str] = &["ADD", "MOD", "DEL"];

/// The release before, as far as a comparison needs it.
#[derive(Debug, Clone, Default)]
pub struct Previous {
    /// Its version.
    pub version: String,
    /// Its tables as NDJSON, by name: see [`Previous::tables`].
    pub tables: BTreeMap<String, String>,
}

impl Previous {
    /// The names of the tables that a comparison reads.
    pub fn tables() -> impl Iterator<Item = &'static str> {
        COMPARED.into_iter().chain(["removed"])
    }

    fn table(&self, name: &str) -> &str {
        self.tables.get(name).map_or("", String::as_str)
    }

    /// The keys of `table` in that release, each with the hash of its row.
    fn hashes(&self, table: &Table) -> BTreeMap<String, String> {
        let key =
            |row: &serde_json::Map<_, _>| row.get(table.key()).and_then(serde_json::Value::as_str).map(str::to_owned);
        let rows = ndjson::read(self.table(table.name));
        rows.filter_map(|row| Some((key(&row)?, table.hash_of_json(&row)))).collect()
    }
}

/// What became of one identifier.
#[derive(Debug, Clone)]
struct Change {
    operation: &'static str,
    table: &'static str,
    id: String,
    hash: Option<String>,
    was: Option<String>,
}

const FIELDS: [Field<Change>; 5] = [
    Field(Column::text("id", "Key of the row.").required(), |it| it.id.as_str().into()),
    Field(Column::text("table_name", "Table of the row.").required().one_of(&COMPARED), |it| it.table.into()),
    Field(
        Column::text("op", "ADD where it is new, MOD where it says something else, DEL where it is gone.")
            .required()
            .one_of(OPERATIONS),
        |it| it.operation.into(),
    ),
    Field(Column::text("hash", "SHA-256 of what the row says; nothing where it is gone."), |it| {
        it.hash.as_deref().into()
    }),
    Field(Column::text("was", "The same in the release before; nothing where it is new."), |it| {
        it.was.as_deref().into()
    }),
];

/// An identifier that is no longer published.
struct Gone {
    id: String,
    table: String,
    version: String,
}

const GONE: [Field<Gone>; 3] = [
    Field(Column::text("id", "Key that was published.").required(), |it| it.id.as_str().into()),
    Field(Column::text("table_name", "Table that it was the key of.").required(), |it| it.table.as_str().into()),
    Field(Column::text("last_version", "The last release that had it.").required(), |it| it.version.as_str().into()),
];

/// What became of the identifiers.
pub(super) struct Delta {
    /// The table `delta`.
    pub(super) table: Table,
    /// The table `removed`.
    pub(super) removed: Table,
}

/// Compares the rows of `tables` with those of the release before; without one, all are new.
pub(super) fn of(tables: &[Table], previous: Option<&Previous>) -> Delta {
    let mut changes = Vec::new();
    for table in tables.iter().filter(|table| COMPARED.contains(&table.name)) {
        let mut before = previous.map(|previous| previous.hashes(table)).unwrap_or_default();
        for row in &table.rows {
            let Some(id) = row.first().and_then(Value::as_text) else { continue };
            let (hash, was) = (table.hash(row), before.remove(id));
            let operation = match &was {
                None => "ADD",
                Some(was) if *was == hash => continue,
                Some(_) => "MOD",
            };
            changes.push(Change { operation, table: table.name, id: id.to_owned(), hash: Some(hash), was });
        }
        let gone = before.into_iter();
        changes.extend(gone.map(|(id, was)| Change {
            operation: "DEL",
            table: table.name,
            id,
            hash: None,
            was: Some(was),
        }));
    }
    let removed = removed(tables, previous, &changes);
    let mut table = Table::new("delta", "What became of a row since the release before.", &FIELDS);
    table.rows = changes.iter().map(|change| row(&FIELDS, change)).collect();
    Delta { table, removed }
}

/// What was removed before and now, without what is there again.
fn removed(tables: &[Table], previous: Option<&Previous>, changes: &[Change]) -> Table {
    let mut table = Table::new("removed", "An identifier of an earlier release that is no longer published.", &GONE);
    let Some(previous) = previous else { return table };
    let here: BTreeSet<&str> =
        tables.iter().flat_map(|table| table.values(table.key())).filter_map(Value::as_text).collect();
    let text =
        |row: &serde_json::Map<String, _>, name| row.get(name).and_then(serde_json::Value::as_str).map(str::to_owned);
    let before = ndjson::read(previous.table("removed")).filter_map(|row| {
        Some(Gone { id: text(&row, "id")?, table: text(&row, "table_name")?, version: text(&row, "last_version")? })
    });
    let now = changes.iter().filter(|change| change.operation == "DEL").map(|change| Gone {
        id: change.id.clone(),
        table: change.table.to_owned(),
        version: previous.version.clone(),
    });
    let gone: BTreeMap<String, Row> = before
        .chain(now)
        .filter(|gone| !here.contains(gone.id.as_str()))
        .map(|gone| (gone.id.clone(), row(&GONE, &gone)))
        .collect();
    table.rows = gone.into_values().collect();
    table
}

impl Delta {
    /// How many rows of a table have an operation.
    pub(super) fn count(&self, table: &str, operation: &str) -> usize {
        let rows = self.table.values("table_name").zip(self.table.values("op"));
        rows.filter(|(name, op)| name.as_text() == Some(table) && op.as_text() == Some(operation)).count()
    }

    /// The keys of a table with an operation.
    pub(super) fn ids<'a>(&'a self, table: &'a str, operation: &'a str) -> impl Iterator<Item = &'a str> {
        let rows = self.table.values("table_name").zip(self.table.values("op")).zip(self.table.values("id"));
        rows.filter(move |((name, op), _)| name.as_text() == Some(table) && op.as_text() == Some(operation))
            .filter_map(|(_, id)| id.as_text())
    }
}
