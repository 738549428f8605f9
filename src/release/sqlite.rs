//! The tables as one SQLite database: keys, views, and full-text search that finds Chinese words of two characters.
//!
//! The database is made in memory from the same rows in the same order, so its bytes are the same each time. SQLite's
//! tokenizers know no Chinese words: the index is given overlapping pairs of characters, the last of a run alone, so that
//! 反恐 is one token, 恐怖主义 the phrase "恐怖 怖主 主义", and 恐* finds what begins with 恐.

use super::Fault;
use super::table::{Column, Kind, Table, Value};
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ToSql, params_from_iter};
use std::fmt::Write as _;

/// What is asked often, by name.
const VIEWS: &str = "\
CREATE VIEW cited AS
  SELECT symbol, count(DISTINCT document) AS documents, count(*) AS mentions
  FROM \"references\" WHERE symbol IS NOT NULL GROUP BY symbol;
CREATE VIEW changed AS
  SELECT op, id, document, number_printed, text FROM delta LEFT JOIN paragraphs ON paragraph = id
  WHERE table_name = 'paragraphs';
CREATE VIEW deadlines AS
  SELECT deadline_date, deadline_session, deadline_text, addressee, action, paragraph, document
  FROM mandates WHERE deadline_text IS NOT NULL ORDER BY deadline_date, deadline_session;
CREATE VIEW known_issues AS
  SELECT severity, code, rule, count(*) AS issues, count(DISTINCT document) AS documents
  FROM issues GROUP BY severity, code, rule;";

/// Where words are looked up; its rows are those of `paragraphs` by `row`.
const SEARCH: &str = "\
CREATE VIRTUAL TABLE paragraphs_search USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2');";

/// The bytes of the database.
pub(super) fn write(tables: &[Table]) -> Result<Vec<u8>, Fault> {
    database(tables).map_err(|error| Fault(format!("SQLite does not take the tables: {error}")))
}

fn database(tables: &[Table]) -> rusqlite::Result<Vec<u8>> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch("PRAGMA page_size = 4096; PRAGMA foreign_keys = ON;")?;
    let transaction = connection.transaction()?;
    // A paragraph may refer to one that comes after it.
    transaction.execute_batch("PRAGMA defer_foreign_keys = ON;")?;
    for table in tables {
        transaction.execute_batch(&definition(table))?;
        fill(&transaction, table)?;
    }
    transaction.execute_batch(VIEWS)?;
    transaction.execute_batch(SEARCH)?;
    if let Some(table) = tables.iter().find(|table| table.name == "paragraphs") {
        let mut insert = transaction.prepare("INSERT INTO paragraphs_search (rowid, words) VALUES (?, ?)")?;
        for (at, text) in (1_i64..).zip(table.values("text")) {
            insert.execute((at, words(text.as_text().unwrap_or(""))))?;
        }
    }
    transaction.commit()?;
    connection.execute_batch("INSERT INTO paragraphs_search (paragraphs_search) VALUES ('optimize'); VACUUM;")?;
    Ok(connection.serialize("main")?.to_vec())
}

fn definition(table: &Table) -> String {
    let mut lines = vec!["  row INTEGER PRIMARY KEY".to_owned()];
    lines.extend(table.columns.iter().enumerate().map(|(at, column)| column_definition(column, at == 0)));
    let mut sql = format!("CREATE TABLE \"{}\" (\n{}\n);\n", table.name, lines.join(",\n"));
    // Writing to a string cannot fail, here and below.
    for column in table.columns.iter().filter(|column| column.refers.is_some()) {
        let _ = writeln!(sql, "CREATE INDEX \"{0}_{1}\" ON \"{0}\" (\"{1}\");", table.name, column.name);
    }
    sql
}

fn column_definition(column: &Column, key: bool) -> String {
    let kind = match column.kind {
        Kind::Text => "TEXT",
        Kind::Integer => "INTEGER",
        Kind::Boolean => "BOOLEAN",
    };
    let mut sql = format!("  \"{}\" {kind}", column.name);
    if column.required {
        sql += " NOT NULL";
    }
    if key {
        sql += " UNIQUE";
    }
    if !column.values.is_empty() {
        let _ = write!(sql, " CHECK (\"{}\" IN ('{}'))", column.name, column.values.join("', '"));
    }
    if let Some(table) = column.refers {
        let _ = write!(sql, " REFERENCES \"{table}\" (\"{}\")", Table::key_of(table));
    }
    sql
}

fn fill(connection: &Connection, table: &Table) -> rusqlite::Result<()> {
    let names: Vec<String> = table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let places = vec!["?"; names.len()].join(", ");
    let mut insert =
        connection.prepare(&format!("INSERT INTO \"{}\" ({}) VALUES ({places})", table.name, names.join(", ")))?;
    for row in &table.rows {
        insert.execute(params_from_iter(row))?;
    }
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Value::Null => None::<i64>.to_sql().map(|_| ToSqlOutput::Owned(rusqlite::types::Value::Null)),
            Value::Text(text) => text.to_sql(),
            Value::Integer(number) => number.to_sql(),
            Value::Boolean(yes) => yes.to_sql(),
        }
    }
}

/// A text as the words of the index: Chinese by overlapping pairs, the rest as it stands.
fn words(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() * 2);
    for run in chars.chunk_by(|&a, &b| is_ideograph(a) == is_ideograph(b)) {
        if run.first().is_some_and(|&c| is_ideograph(c)) {
            out.push(' ');
            for at in 0..run.len() {
                out.extend(run.iter().skip(at).take(2));
                out.push(' ');
            }
        } else {
            out.extend(run);
        }
    }
    out
}

/// Whether a character is an ideograph, which is a word or half of one.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_indexed_by_pairs() {
        assert_eq!(words("打击恐怖主义, A/75 on 反恐"), " 打击 击恐 恐怖 怖主 主义 义 , A/75 on  反恐 恐 ");
    }
}
