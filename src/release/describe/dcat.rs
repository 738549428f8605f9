//! The release as a DCAT-AP 3 catalogue of one dataset; each download is a distribution.
//!
//! The strict shapes of DCAT-AP want the class of every term that a vocabulary supplies stated in the same file: the
//! last resources do that and nothing else.

use super::rdf::{Object, Resource};
use super::{CHINESE, ENGLISH, KEYWORDS, Listed, Subject};
use std::collections::BTreeSet;

const EU: &str = "http://publications.europa.eu/resource/authority";
const SHA256: &str = "spdx:checksumAlgorithm_sha256";

/// The catalogue as statements.
pub(super) fn graph(subject: &Subject<'_>) -> Vec<Resource> {
    let files: Vec<&Listed> = subject.downloads().collect();
    let mut graph = vec![catalog(subject), dataset(subject, &files), publisher(subject)];
    graph.extend(files.iter().map(|file| distribution(subject, file)));
    let term = |id: String, class: &'static str| Resource { id, says: vec![("a", Object::Name(class))] };
    graph.extend(
        subject.languages().iter().map(|language| term(of_language(language.iso639_2), "dct:LinguisticSystem")),
    );
    let formats: BTreeSet<String> = files.iter().filter_map(|file| of_format(file)).collect();
    graph.extend(formats.into_iter().map(|format| term(format, "dct:MediaTypeOrExtent")));
    let media: BTreeSet<String> = files.iter().filter_map(|file| of_media(file)).collect();
    graph.extend(media.into_iter().map(|media| term(media, "dct:MediaType")));
    graph.push(term(format!("{EU}/licence/CC0"), "dct:LicenseDocument"));
    graph.push(term(format!("{EU}/access-right/PUBLIC"), "dct:RightsStatement"));
    graph.push(term(SHA256.to_owned(), "spdx:ChecksumAlgorithm"));
    let mut theme = term(format!("{EU}/data-theme/GOVE"), "skos:Concept");
    theme.says.push(("skos:prefLabel", Object::Text("Government and public sector".to_owned(), "en")));
    graph.push(theme);
    graph
}

fn titles(subject: &Subject<'_>) -> Vec<(&'static str, Object)> {
    vec![
        ("dct:title", Object::Text(subject.descriptor.title.clone(), "en")),
        ("dct:title", Object::Text(subject.descriptor.title_zh.clone(), "zh")),
        ("dct:description", Object::Text(ENGLISH.to_owned(), "en")),
        ("dct:description", Object::Text(CHINESE.to_owned(), "zh")),
        ("dct:publisher", Object::Thing(publisher_id(subject))),
    ]
}

fn catalog(subject: &Subject<'_>) -> Resource {
    let mut says = vec![("a", Object::Name("dcat:Catalog"))];
    says.extend(titles(subject));
    says.push(("dcat:dataset", Object::Thing(subject.id())));
    Resource { id: part(subject, "catalog"), says }
}

fn dataset(subject: &Subject<'_>, files: &[&Listed]) -> Resource {
    let descriptor = subject.descriptor;
    let mut says = vec![("a", Object::Name("dcat:Dataset"))];
    says.extend(titles(subject));
    says.extend([
        ("dct:identifier", Object::Plain(subject.id())),
        ("dcat:version", Object::Plain(descriptor.version.clone())),
        ("dct:issued", Object::Typed(descriptor.date.clone(), "xsd:date")),
        ("dcat:theme", Object::Thing(format!("{EU}/data-theme/GOVE"))),
        ("dct:accessRights", Object::Thing(format!("{EU}/access-right/PUBLIC"))),
    ]);
    says.extend(KEYWORDS.iter().map(|&word| ("dcat:keyword", Object::Text(word.to_owned(), "en"))));
    let languages = subject.languages();
    says.extend(languages.iter().map(|language| ("dct:language", Object::Thing(of_language(language.iso639_2)))));
    says.extend(files.iter().map(|file| ("dcat:distribution", Object::Thing(subject.address(&file.path)))));
    Resource { id: subject.id(), says }
}

fn publisher(subject: &Subject<'_>) -> Resource {
    let name = Object::Text(subject.descriptor.publisher.clone(), "en");
    Resource { id: publisher_id(subject), says: vec![("a", Object::Name("foaf:Agent")), ("foaf:name", name)] }
}

fn distribution(subject: &Subject<'_>, file: &Listed) -> Resource {
    let address = subject.address(&file.path);
    let checksum = Object::Blank(vec![
        ("a", Object::Name("spdx:Checksum")),
        ("spdx:algorithm", Object::Name(SHA256)),
        ("spdx:checksumValue", Object::Typed(file.sha256.clone(), "xsd:hexBinary")),
    ]);
    let mut says = vec![
        ("a", Object::Name("dcat:Distribution")),
        ("dct:title", Object::Text(file.path.clone(), "en")),
        ("dcat:accessURL", Object::Thing(address.clone())),
        ("dcat:downloadURL", Object::Thing(address.clone())),
        ("dct:license", Object::Thing(format!("{EU}/licence/CC0"))),
        ("dcat:byteSize", Object::Typed(file.bytes.to_string(), "xsd:nonNegativeInteger")),
        ("spdx:checksum", checksum),
    ];
    says.extend(of_format(file).map(|format| ("dct:format", Object::Thing(format))));
    says.extend(of_media(file).map(|media| ("dcat:mediaType", Object::Thing(media))));
    if let Some(table) = subject.table_of(file) {
        says.push(("dct:description", Object::Text(table.about.to_owned(), "en")));
    }
    Resource { id: address, says }
}

fn publisher_id(subject: &Subject<'_>) -> String {
    part(subject, "publisher")
}

/// A part of the description itself.
fn part(subject: &Subject<'_>, name: &str) -> String {
    format!("{}#{name}", subject.id())
}

fn of_language(code: &str) -> String {
    format!("{EU}/language/{}", code.to_uppercase())
}

/// The format, where the file types of the European Union have it.
fn of_format(file: &Listed) -> Option<String> {
    let known = [("csv", "CSV"), ("ndjson", "JSON")];
    let (_, name) = known.into_iter().find(|&(format, _)| format == file.media().0)?;
    Some(format!("{EU}/file-type/{name}"))
}

/// The media type, where it is registered.
fn of_media(file: &Listed) -> Option<String> {
    let media = file.media().1;
    (!media.contains("/x-")).then(|| format!("https://www.iana.org/assignments/media-types/{media}"))
}
