//! Many documents in, one open-data release out: files for people, tables for machines, and what describes them.
//!
//! [`part`] makes what one document gives and can run on any thread; [`Release::add`] takes the parts in order and hands
//! a document's files on at once; [`Release::finish`] gives the tables, the descriptions and the checksums. Tables are
//! data in `tables`, every description is printed from the one [`Descriptor`].
//!
//! Invariants: same documents, same descriptor, same bytes; every file but `SHA256SUMS` stands in `SHA256SUMS`. Not
//! here: disk, clock, threads (see `cli::release`).

#[cfg(feature = "release")]
pub mod archive;
mod changes;
mod csv;
pub mod date;
mod delta;
mod describe;
mod ndjson;
#[cfg(feature = "release")]
mod parquet;
mod site;
#[cfg(feature = "release")]
mod sqlite;
mod table;
mod tables;

pub use changes::Moved;
pub use delta::Previous;

use crate::check::ledger::Ledger;
use crate::diagnostic::Diagnostic;
use crate::emit::{Format, schema::schema};
use crate::link::Linked;
use crate::source::Source;
use changes::Changes;
use describe::Listed;
use site::{Leaf, Site};
use table::{Row, Table};

/// One file of a release: its path within the release, with `/` between folders, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// `tables/paragraphs.csv`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl File {
    fn new(path: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        File { path: path.into(), bytes: text.into() }
    }
}

/// One compiled document as a release takes it.
#[derive(Debug, Clone, Copy)]
pub struct Published<'a> {
    /// Name of its files, without folder and without format: `ares-75-291.zh`. Unique in a release.
    pub stem: &'a str,
    /// The document.
    pub linked: &'a Linked,
    /// The text that it was compiled from; `None` where the release was made from built JSON.
    pub source: Option<&'a Source>,
    /// The proof that nothing of the text was lost; `None` without a text.
    pub ledger: Option<&'a Ledger>,
    /// What is to be said of the text; empty without one.
    pub diagnostics: &'a [Diagnostic],
}

/// What a release says of itself; every descriptor is printed from this one struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Descriptor {
    /// Name for machines: `un-documents`.
    pub name: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// Version of the data: `2026.11.0`.
    pub version: String,
    /// ISO date of the release, from the caller; a release has no clock.
    pub date: String,
    /// Address that the folder of the release will be published under, without a slash at its end.
    pub base: Option<String>,
    /// Who publishes it.
    pub publisher: String,
}

/// What one document gives to a release.
#[derive(Debug)]
pub struct Part {
    files: Vec<File>,
    /// Its rows, table by table.
    rows: Vec<Vec<Row>>,
    changes: Option<Changes>,
    /// Its pages, and what the reading site keeps of it.
    leaf: Leaf,
}

impl Part {
    /// Its Akoma Ntoso, for whoever holds it against the standard before it is published.
    pub fn akn(&self) -> Option<&File> {
        self.files.iter().find(|file| file.path.ends_with(Format::Akn.extension()))
    }
}

/// What a document gives to a release: its files, its rows, its pages, and what changed since `previous`, its state in
/// the release before. Knows nothing of other documents.
pub fn part(descriptor: &Descriptor, published: &Published<'_>, previous: Option<&Linked>) -> Part {
    let stem = published.stem;
    let formats = Format::ALL.into_iter();
    let mut files: Vec<File> =
        formats.map(|format| File::new(path_of(format, stem), format.write(published.linked))).collect();
    if let Some(source) = published.source {
        files.push(File::new(source_path(stem), source.text()));
    }
    let changes = previous.map(|previous| Changes::of(stem, previous, published.linked));
    Part { files, rows: tables::rows(published), changes, leaf: site::leaf(descriptor, published) }
}

/// A release while it is made.
#[derive(Debug)]
pub struct Release {
    descriptor: Descriptor,
    previous: Option<Previous>,
    tables: Vec<Table>,
    listed: Vec<Listed>,
    changes: Vec<Changes>,
    site: Site,
}

/// Why a release cannot be made of its documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(
    /// What is wrong, in a sentence without a full stop.
    pub String,
);

/// The last files of a release, and what whoever made it should be told.
#[derive(Debug)]
pub struct Finished {
    /// Tables, descriptions, checksums.
    pub files: Vec<File>,
    /// Identifiers that named something else in the release before.
    pub moved: Vec<Moved>,
}

impl Release {
    /// A release without documents, to be compared with the one before if there is one.
    pub fn new(descriptor: Descriptor, previous: Option<Previous>) -> Self {
        let site = Site::new(&descriptor);
        Release { descriptor, previous, tables: tables::empty(), listed: Vec::new(), changes: Vec::new(), site }
    }

    /// Takes the next document and gives its files.
    pub fn add(&mut self, part: Part) -> Vec<File> {
        for (table, rows) in self.tables.iter_mut().zip(part.rows) {
            table.rows.extend(rows);
        }
        self.changes.extend(part.changes);
        let mut files = part.files;
        files.extend(self.site.add(part.leaf));
        self.list(files)
    }

    /// The files that need every document.
    ///
    /// # Errors
    /// Where the documents do not make one release: two rows with one key.
    pub fn finish(mut self) -> Result<Finished, Fault> {
        unique(&self.tables)?;
        let mut files = Vec::new();
        let delta = delta::of(&self.tables, self.previous.as_ref());
        let moved = changes::moved(&self.changes);
        let page = changes::page(&self.descriptor, self.previous.as_ref(), &delta, &self.changes);
        self.tables.extend([delta.table, delta.removed]);
        for table in &self.tables {
            let data = [("csv", csv::write(table)), ("ndjson", ndjson::write(table))];
            files.extend(data.map(|(format, text)| File::new(table_path(table.name, format), text)));
            #[cfg(feature = "release")]
            files.push(File::new(table_path(table.name, "parquet"), parquet::write(table)?));
        }
        #[cfg(feature = "release")]
        files.push(File::new(format!("{}.sqlite", self.descriptor.name), sqlite::write(&self.tables)?));
        files.push(File::new("schema/document.json", schema()));
        files.push(File::new("CHANGES.md", page));
        files.extend(std::mem::take(&mut self.site).finish());
        let mut files = self.list(files);
        let described = describe::files(&self.descriptor, &self.tables, &self.listed);
        files.extend(self.list(described));
        // It lists every file, the descriptions included.
        let data = describe::data_package(&self.descriptor, &self.tables, &self.listed);
        files.extend(self.list(vec![data]));
        files.push(describe::checksums(&self.listed));
        Ok(Finished { files, moved })
    }

    fn list(&mut self, files: Vec<File>) -> Vec<File> {
        self.listed.extend(files.iter().map(Listed::of));
        files
    }
}

/// Refuses two rows with one key: an identifier means one thing.
fn unique(tables: &[Table]) -> Result<(), Fault> {
    for table in tables {
        let mut seen = std::collections::HashSet::new();
        if let Some(key) = table.values(table.key()).filter_map(|value| value.as_text()).find(|key| !seen.insert(*key))
        {
            return Err(Fault(format!("two rows of {} have the key {key}", table.name)));
        }
    }
    Ok(())
}

/// Where a document lies in a format: `akn/a-75-729.zh.akn.xml`.
pub(crate) fn path_of(format: Format, stem: &str) -> String {
    let folder = match format {
        Format::Akn => "akn",
        Format::Json => "json",
        Format::Yaml => "yaml",
    };
    format!("{folder}/{stem}.{}", format.extension())
}

/// Where the source text of a document lies: `source/a-75-729.zh.txt`.
pub(crate) fn source_path(stem: &str) -> String {
    format!("source/{stem}.txt")
}

/// Where a table lies: `tables/paragraphs.csv`.
fn table_path(name: &str, format: &str) -> String {
    format!("tables/{name}.{format}")
}
