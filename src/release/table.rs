//! A table of a release: its columns as data, its rows as values, and the hash of a row.
//!
//! A column says once what it is called, what it holds and how it is drawn from a record; CSV, NDJSON, Parquet, SQLite
//! and every description of the data are printed from that. The first column of a table is its key.
//!
//! Invariant: a row has one value a column, each of the column's kind.

use crate::source::{Span, hexadecimal};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A whole number, never negative.
    Integer,
    /// Yes or no.
    Boolean,
}

/// What is said of a column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its name: letters, digits and `_`.
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// What it holds, in a sentence; for the codebook and every description.
    pub(crate) about: &'static str,
    /// Whether each row has a value.
    pub(crate) required: bool,
    /// The values that it may have; empty where any.
    pub(crate) values: &'static [&'static str],
    /// The table whose key it holds.
    pub(crate) refers: Option<&'static str>,
    /// Whether it may change while what the row says stays the same: a place in the source, a count. Such columns are
    /// left out of the hash of a row.
    pub(crate) incidental: bool,
}

impl Column {
    const fn new(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Column { name, kind, about, required: false, values: &[], refers: None, incidental: false }
    }

    /// A column of texts.
    pub(crate) const fn text(name: &'static str, about: &'static str) -> Self {
        Column::new(name, Kind::Text, about)
    }

    /// A column of whole numbers.
    pub(crate) const fn integer(name: &'static str, about: &'static str) -> Self {
        Column::new(name, Kind::Integer, about)
    }

    /// A column of yes and no.
    pub(crate) const fn boolean(name: &'static str, about: &'static str) -> Self {
        Column::new(name, Kind::Boolean, about)
    }

    /// The same, with a value in each row.
    pub(crate) const fn required(self) -> Self {
        Column { required: true, ..self }
    }

    /// The same, with these values alone.
    pub(crate) const fn one_of(self, values: &'static [&'static str]) -> Self {
        Column { values, ..self }
    }

    /// The same, with keys of this table.
    pub(crate) const fn refers(self, table: &'static str) -> Self {
        Column { refers: Some(table), ..self }
    }

    /// The same, left out of the hash of a row.
    pub(crate) const fn incidental(self) -> Self {
        Column { incidental: true, ..self }
    }
}

/// A column with the way from a record to its value.
pub(crate) struct Field<T: ?Sized>(pub(crate) Column, pub(crate) fn(&T) -> Value);

/// The values of a record, in the order of its columns.
pub(crate) fn row<T: ?Sized>(fields: &[Field<T>], record: &T) -> Row {
    fields.iter().map(|field| field.1(record)).collect()
}

/// A value of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing is known.
    Null,
    Text(String),
    Integer(i64),
    Boolean(bool),
}

/// One value a column.
pub(crate) type Row = Vec<Value>;

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Value::Boolean(yes)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl Value {
    /// Several texts as one, with `|` between them; nothing where there are none.
    pub(crate) fn joined<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let joined = texts.into_iter().map(|text| text.replace('|', "/")).collect::<Vec<_>>().join("|");
        if joined.is_empty() { Value::Null } else { Value::Text(joined) }
    }

    /// Byte ranges as `120-180 214-260`.
    pub(crate) fn ranges(spans: &[Span]) -> Self {
        let ranges: Vec<String> = spans.iter().map(|span| format!("{}-{}", span.start(), span.end())).collect();
        if ranges.is_empty() { Value::Null } else { Value::Text(ranges.join(" ")) }
    }

    /// The text, if it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Null | Value::Integer(_) | Value::Boolean(_) => None,
        }
    }

    /// The number, if it is one.
    #[cfg(feature = "release")]
    pub(crate) fn as_integer(&self) -> Option<i64> {
        if let Value::Integer(number) = self { Some(*number) } else { None }
    }

    /// Yes or no, if it is that.
    #[cfg(feature = "release")]
    pub(crate) fn as_boolean(&self) -> Option<bool> {
        if let Value::Boolean(yes) = self { Some(*yes) } else { None }
    }

    /// As JSON.
    pub(crate) fn json(&self) -> Json {
        match self {
            Value::Null => Json::Null,
            Value::Text(text) => Json::from(text.as_str()),
            Value::Integer(number) => Json::from(*number),
            Value::Boolean(yes) => Json::from(*yes),
        }
    }
}

/// A table with its rows.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// `paragraphs`.
    pub(crate) name: &'static str,
    /// What a row is, in a sentence.
    pub(crate) about: &'static str,
    /// The first is the key.
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new<T: ?Sized>(name: &'static str, about: &'static str, fields: &[Field<T>]) -> Self {
        Table { name, about, columns: fields.iter().map(|field| field.0).collect(), rows: Vec::new() }
    }

    /// The column that holds the key.
    pub(crate) fn key(&self) -> &'static str {
        self.columns.first().map_or("", |column| column.name)
    }

    /// What the key of a table is called: `paragraph` of `paragraphs`.
    pub(crate) fn key_of(table: &str) -> &str {
        table.strip_suffix('s').unwrap_or(table)
    }

    /// The values of a column, by its name.
    pub(crate) fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
        let at = self.columns.iter().position(|column| column.name == name);
        self.rows.iter().filter_map(move |row| row.get(at?))
    }

    /// The value of a row, by the name of its column; nothing where there is no such column.
    pub(crate) fn value<'a>(&self, row: &'a Row, name: &str) -> Option<&'a Value> {
        row.get(self.columns.iter().position(|column| column.name == name)?)
    }

    /// What a row says, as a hash: all but its incidental columns. The same for a row read back from NDJSON.
    pub(crate) fn hash(&self, row: &[Value]) -> String {
        self.hash_of(row.iter().map(Value::json))
    }

    /// The hash of a row of another release, given as JSON. A column that it lacks has nothing.
    pub(crate) fn hash_of_json(&self, row: &serde_json::Map<String, Json>) -> String {
        self.hash_of(self.columns.iter().map(|column| row.get(column.name).cloned().unwrap_or(Json::Null)))
    }

    fn hash_of(&self, values: impl Iterator<Item = Json>) -> String {
        let mut hash = Sha256::new();
        for (column, value) in self.columns.iter().zip(values).filter(|(column, _)| !column.incidental) {
            hash.update(column.name);
            hash.update([0]);
            hash.update(value.to_string());
            hash.update([0]);
        }
        format!("sha256:{}", hexadecimal(&hash.finalize()))
    }
}
