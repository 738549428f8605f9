//! The tables as Croissant 1.1, for those who train and test on them.

use super::{ENGLISH, LICENCE_URL, Subject};
use crate::release::table::{Column, Kind, Table};
use serde_json::{Value as Json, json};

/// The dataset with its record sets.
pub(super) fn write(subject: &Subject<'_>) -> Json {
    let descriptor = subject.descriptor;
    let files = subject.tables.iter().filter_map(|table| subject.table_file(table, "csv"));
    let files: Vec<Json> = files
        .map(|file| {
            json!({
                "@type": "cr:FileObject",
                "@id": file.path,
                "name": file.path,
                "contentUrl": file.path,
                "contentSize": format!("{} B", file.bytes),
                "encodingFormat": file.media().1,
                "sha256": file.sha256,
            })
        })
        .collect();
    json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": descriptor.name,
        "description": ENGLISH,
        "license": LICENCE_URL,
        "url": subject.id(),
        "version": descriptor.version,
        "datePublished": descriptor.date,
        "citeAs": super::citation::line(descriptor),
        "creator": {"@type": "Organization", "name": descriptor.publisher},
        "publisher": {"@type": "Organization", "name": descriptor.publisher},
        "inLanguage": subject.languages().iter().map(|language| language.tag).collect::<Vec<_>>(),
        "distribution": files,
        "recordSet": subject.tables.iter().map(record_set).collect::<Vec<_>>(),
    })
}

fn record_set(table: &Table) -> Json {
    json!({
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.about,
        "key": {"@id": format!("{}/{}", table.name, table.key())},
        "field": table.columns.iter().map(|column| field(table, column)).collect::<Vec<_>>(),
    })
}

fn field(table: &Table, column: &Column) -> Json {
    let kind = match column.kind {
        Kind::Text => "sc:Text",
        Kind::Integer => "sc:Integer",
        Kind::Boolean => "sc:Boolean",
    };
    let mut field = json!({
        "@type": "cr:Field",
        "@id": format!("{}/{}", table.name, column.name),
        "name": column.name,
        "description": column.about,
        "dataType": kind,
        "source": {
            "fileObject": {"@id": super::super::table_path(table.name, "csv")},
            "extract": {"column": column.name},
        },
    });
    // A table that refers to itself cannot be said: readers order tables by their references.
    let refers = column.refers.filter(|&to| to != table.name);
    if let (Some(to), Json::Object(fields)) = (refers, &mut field) {
        fields.insert("references".to_owned(), json!({"field": {"@id": format!("{to}/{}", Table::key_of(to))}}));
    }
    field
}

/// The context that the specification gives, in full, so that it is read without a network.
fn context() -> Json {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "containedIn": "cr:containedIn",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "dct": "http://purl.org/dc/terms/",
        "equivalentProperty": "cr:equivalentProperty",
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "extract": "cr:extract",
        "field": "cr:field",
        "fileProperty": "cr:fileProperty",
        "fileObject": "cr:fileObject",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}
