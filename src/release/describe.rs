//! What describes a release, each printed from the descriptor, the tables and the list of files.
//!
//! One file a vocabulary: `data_package`, `csvw`, `croissant`, `ro_crate`, `dcat` (by way of `rdf`), `schema_org`,
//! `citation`; for people `readme` and `codebook`. Not here: what the columns are (see `tables`).

mod citation;
mod codebook;
mod croissant;
mod csvw;
mod data_package;
mod dcat;
mod queries;
mod rdf;
mod readme;
mod ro_crate;
mod schema_org;

use super::table::{Table, Value};
use super::{Descriptor, File};
use crate::language::{self, Language};
use crate::source::sha256;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Licence of the mark-up, the tables and the descriptions, by its SPDX identifier.
const LICENCE: &str = "CC0-1.0";
const LICENCE_URL: &str = "https://creativecommons.org/publicdomain/zero/1.0/";
const LICENCE_TITLE: &str = "Creative Commons Zero 1.0 Universal";
const SOURCE: &str = "Source of texts: United Nations. Unofficial structured copy; the official record prevails.";
const KEYWORDS: [&str; 5] = ["United Nations", "resolutions", "Akoma Ntoso", "legislation", "open data"];
const ENGLISH: &str = "Documents of the United Nations as structured data: each paragraph, note and reference with a stable \
    identifier, the byte range of the source that it came from, and the proof that nothing of the text was lost.";
const CHINESE: &str = "联合国文件的结构化数据：每一段落、脚注和引文均有稳定的标识符，注明其在源文本中的字节范围，并附有文本毫无遗漏的证明。";

/// A file of a release as descriptions list it.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    path: String,
    bytes: usize,
    sha256: String,
}

impl Listed {
    pub(super) fn of(file: &File) -> Self {
        Listed { path: file.path.clone(), bytes: file.bytes.len(), sha256: sha256(&file.bytes) }
    }

    /// The name of its format and its media type.
    fn media(&self) -> (&'static str, &'static str) {
        let ending = self.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let known = [
            ("csv", "text/csv"),
            ("ndjson", "application/x-ndjson"),
            ("parquet", "application/vnd.apache.parquet"),
            ("sqlite", "application/vnd.sqlite3"),
            ("jsonld", "application/ld+json"),
            ("json", "application/json"),
            ("xml", "application/xml"),
            ("yaml", "application/yaml"),
            ("ttl", "text/turtle"),
            ("md", "text/markdown"),
            ("cff", "application/yaml"),
            ("html", "text/html"),
            ("css", "text/css"),
            ("js", "text/javascript"),
            ("svg", "image/svg+xml"),
        ];
        if self.path.ends_with(".akn.xml") {
            return ("xml", "application/akn+xml");
        }
        known.into_iter().find(|&(name, _)| name == ending).unwrap_or(("txt", "text/plain"))
    }
}

/// What descriptions are drawn from.
#[derive(Clone, Copy)]
struct Subject<'a> {
    descriptor: &'a Descriptor,
    tables: &'a [Table],
    listed: &'a [Listed],
}

impl<'a> Subject<'a> {
    /// The listed file at a path.
    fn file(&self, path: &str) -> Option<&'a Listed> {
        self.listed.iter().find(|file| file.path == path)
    }

    /// The file of a table in a format.
    fn table_file(&self, table: &Table, format: &str) -> Option<&'a Listed> {
        self.file(&super::table_path(table.name, format))
    }

    /// The tables in every format and the database: what people download on its own.
    fn downloads(&self) -> impl Iterator<Item = &'a Listed> + use<'a> {
        self.listed.iter().filter(|file| {
            let data = ["csv", "ndjson", "parquet", "sqlite"].contains(&file.media().0);
            data && (file.path.starts_with("tables/") || !file.path.contains('/'))
        })
    }

    /// The table that a file is one of.
    fn table_of(&self, file: &Listed) -> Option<&'a Table> {
        let name = file.path.strip_prefix("tables/")?.split_once('.')?.0;
        self.tables.iter().find(|table| table.name == name)
    }

    fn table(&self, name: &str) -> Option<&'a Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The languages of the documents, by tag.
    fn languages(&self) -> Vec<&'static Language> {
        let values = self.table("documents").into_iter().flat_map(|table| table.values("language"));
        let tags: BTreeSet<&str> = values.filter_map(Value::as_text).collect();
        tags.into_iter().filter_map(|tag| language::ALL.into_iter().find(|language| language.tag == tag)).collect()
    }

    /// What names this release: its address, or a name where it has none.
    fn id(&self) -> String {
        let descriptor = self.descriptor;
        let name = || format!("urn:declc:release:{}:{}", descriptor.name, descriptor.version);
        descriptor.base.as_ref().map_or_else(name, |base| format!("{base}/"))
    }

    /// The address of a file: absolute where the base is known, else relative to the folder of the release.
    fn address(&self, path: &str) -> String {
        self.descriptor.base.as_ref().map_or_else(|| path.to_owned(), |base| format!("{base}/{path}"))
    }
}

/// Every description but the data package and the checksums, which list these.
pub(super) fn files(descriptor: &Descriptor, tables: &[Table], listed: &[Listed]) -> Vec<File> {
    let subject = Subject { descriptor, tables, listed };
    let graph = dcat::graph(&subject);
    vec![
        File::new("README.md", readme::english(&subject)),
        File::new("README.zh.md", readme::chinese(&subject)),
        File::new("CODEBOOK.md", codebook::write(&subject)),
        File::new("LICENSE", citation::licence(&subject)),
        File::new("NOTICE", citation::notice(&subject)),
        File::new("CITATION.cff", citation::cff(&subject)),
        File::new("tables/csv-metadata.json", pretty(&csvw::write(&subject))),
        File::new("croissant.json", pretty(&croissant::write(&subject))),
        File::new("ro-crate-metadata.json", pretty(&ro_crate::write(&subject))),
        File::new("schema-org.jsonld", pretty(&schema_org::write(&subject))),
        File::new("catalog.ttl", rdf::turtle(&graph)),
        File::new("catalog.jsonld", pretty(&rdf::json_ld(&graph))),
    ]
}

/// The data package, which lists every file so far.
pub(super) fn data_package(descriptor: &Descriptor, tables: &[Table], listed: &[Listed]) -> File {
    File::new("datapackage.json", pretty(&data_package::write(&Subject { descriptor, tables, listed })))
}

/// The checksums in the form of `sha256sum`.
pub(super) fn checksums(listed: &[Listed]) -> File {
    let mut lines: Vec<String> = listed.iter().map(|file| format!("{}  {}\n", file.sha256, file.path)).collect();
    lines.sort_by(|a, b| a.get(64..).cmp(&b.get(64..)));
    File::new("SHA256SUMS", lines.concat())
}

fn pretty(value: &Json) -> String {
    // Maps of text keys always serialize.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
