//! The release and its documents in the terms of schema.org, for search engines and libraries.

use super::{CHINESE, ENGLISH, KEYWORDS, LICENCE_URL, Subject};
use crate::release::table::{Row, Table, Value};
use serde_json::{Map, Value as Json, json};

/// The dataset, then each document; what an organ adopted is legislation, in an unofficial copy.
pub(super) fn write(subject: &Subject<'_>) -> Json {
    let descriptor = subject.descriptor;
    let downloads: Vec<Json> = subject
        .downloads()
        .map(|file| {
            json!({
                "@type": "DataDownload",
                "name": file.path,
                "contentUrl": subject.address(&file.path),
                "contentSize": format!("{} B", file.bytes),
                "encodingFormat": file.media().1,
                "sha256": file.sha256,
            })
        })
        .collect();
    let dataset = json!({
        "@id": subject.id(),
        "@type": "Dataset",
        "name": [{"@language": "en", "@value": descriptor.title}, {"@language": "zh", "@value": descriptor.title_zh}],
        "description": [{"@language": "en", "@value": ENGLISH}, {"@language": "zh", "@value": CHINESE}],
        "identifier": subject.id(),
        "version": descriptor.version,
        "datePublished": descriptor.date,
        "keywords": KEYWORDS,
        "license": LICENCE_URL,
        "isAccessibleForFree": true,
        "inLanguage": subject.languages().iter().map(|language| language.tag).collect::<Vec<_>>(),
        "creator": {"@type": "Organization", "name": descriptor.publisher},
        "publisher": {"@type": "Organization", "name": descriptor.publisher},
        "distribution": downloads,
    });
    let table = subject.table("documents");
    let documents = table.into_iter().flat_map(|table| table.rows.iter().map(|row| document(subject, table, row)));
    let graph: Vec<Json> = std::iter::once(dataset).chain(documents).collect();
    json!({"@context": {"@vocab": "https://schema.org/", "eli": "http://data.europa.eu/eli/ontology#"}, "@graph": graph})
}

fn document(subject: &Subject<'_>, table: &Table, row: &Row) -> Json {
    let value = |name: &str| table.value(row, name).and_then(Value::as_text);
    let legal = matches!(value("class"), Some("resolution" | "decision" | "declaration" | "statement"));
    let files = [("akn", "application/akn+xml"), ("json", "application/json"), ("yaml", "application/yaml")];
    let encoding: Vec<Json> = files
        .into_iter()
        .filter_map(|(column, media)| {
            let kind = if legal { "LegislationObject" } else { "MediaObject" };
            let mut object =
                json!({"@type": kind, "contentUrl": subject.address(value(column)?), "encodingFormat": media});
            if let (true, Json::Object(fields)) = (legal, &mut object) {
                fields.insert(
                    "legislationLegalValue".to_owned(),
                    json!({"@id": "https://schema.org/UnofficialLegalValue"}),
                );
            }
            Some(object)
        })
        .collect();
    let mut fields = Map::new();
    let mut put = |name: &str, found: Option<Json>| {
        if let Some(found) = found {
            fields.insert(name.to_owned(), found);
        }
    };
    let kind = match (legal, value("class")) {
        (true, _) => "Legislation",
        (false, Some("report")) => "Report",
        (false, Some("letter")) => "Message",
        (false, _) => "CreativeWork",
    };
    let day = || value("date").map(|date| date.rsplit('/').next().unwrap_or(date));
    put("@id", value("iri").or(value("akn")).map(|iri| json!(subject.address(iri.trim_start_matches('/')))));
    put("@type", Some(json!(kind)));
    put(
        "name",
        value("title").or(value("document")).map(|name| json!({"@language": value("language"), "@value": name})),
    );
    put("inLanguage", value("language").map(Json::from));
    put("identifier", value("symbol").or(value("document")).map(Json::from));
    put("author", value("author").map(|name| json!({"@type": "Organization", "name": name})));
    put("sameAs", value("url").map(|url| json!({"@id": url})));
    put("isPartOf", Some(json!({"@id": subject.id()})));
    put("encoding", Some(Json::Array(encoding)));
    if legal {
        let identifiers: Vec<&str> = ["symbol", "work_iri"].into_iter().filter_map(value).collect();
        put("legislationIdentifier", Some(json!(identifiers)));
        put("legislationType", value("class").map(Json::from));
        put("legislationDate", day().map(Json::from));
        put("legislationPassedBy", value("author").map(|name| json!({"@type": "Organization", "name": name})));
    } else {
        put("dateCreated", day().map(Json::from));
    }
    Json::Object(fields)
}
