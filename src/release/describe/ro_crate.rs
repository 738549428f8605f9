//! The release as RO-Crate 1.2: its files and folders, who published them, what made them of what.

use super::{ENGLISH, KEYWORDS, LICENCE_TITLE, LICENCE_URL, Subject};
use serde_json::{Value as Json, json};

/// The metadata of the crate. A folder of documents is one entity; `SHA256SUMS` and the data package list its files.
pub(super) fn write(subject: &Subject<'_>) -> Json {
    let descriptor = subject.descriptor;
    let folders = [
        ("akn/", "Akoma Ntoso XML of each document"),
        ("json/", "JSON of each document, by schema/document.json"),
        ("yaml/", "YAML of each document, the same as its JSON"),
        ("source/", "Source text that each document was compiled from"),
        ("site/", "Pages to read and search the documents"),
    ];
    let there = |folder: &str| subject.listed.iter().any(|file| file.path.starts_with(folder));
    let folders: Vec<Json> = folders
        .iter()
        .filter(|(path, _)| there(path))
        .map(|(path, about)| json!({"@id": path, "@type": "Dataset", "name": path, "description": about}))
        .collect();
    let single = subject.listed.iter().filter(|file| {
        !file.path.contains('/') || file.path.starts_with("tables/") || file.path.starts_with("schema/")
    });
    let files: Vec<Json> = single
        .map(|file| {
            json!({
                "@id": file.path,
                "@type": "File",
                "name": file.path,
                "description": subject.table_of(file).map_or("Part of the release", |table| table.about),
                "encodingFormat": file.media().1,
                "contentSize": file.bytes.to_string(),
                "sha256": file.sha256,
            })
        })
        .collect();
    let parts: Vec<Json> = folders.iter().chain(&files).map(|entity| json!({"@id": entity["@id"]})).collect();
    let software = "#declc";
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": descriptor.title,
            "description": ENGLISH,
            "identifier": subject.id(),
            "version": descriptor.version,
            "datePublished": descriptor.date,
            "keywords": KEYWORDS.join(", "),
            "license": {"@id": LICENCE_URL},
            "publisher": {"@id": "#publisher"},
            "hasPart": parts,
            "mentions": {"@id": "#release"},
        }),
        json!({"@id": LICENCE_URL, "@type": "CreativeWork", "name": LICENCE_TITLE, "description": "No rights reserved"}),
        json!({"@id": "#publisher", "@type": "Organization", "name": descriptor.publisher}),
        json!({
            "@id": software,
            "@type": "CreativeWork",
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
        }),
        json!({
            "@id": "#release",
            "@type": "CreateAction",
            "name": "declc release",
            "instrument": {"@id": software},
            "object": [{"@id": "https://docs.un.org/"}],
            "result": parts,
            "endTime": format!("{}T00:00:00Z", descriptor.date),
        }),
        json!({"@id": "https://docs.un.org/", "@type": "CreativeWork", "name": "Documents of the United Nations"}),
    ];
    graph.extend(folders);
    graph.extend(files);
    json!({"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph})
}
