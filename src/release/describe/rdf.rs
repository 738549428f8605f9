//! A small graph in, Turtle and JSON-LD out: one list of statements, two notations.
//!
//! Predicates and classes are written with the prefixes of [`PREFIXES`]; other things by address, absolute or relative
//! to the file.

use serde_json::{Map, Value as Json, json};
use std::fmt::Write as _;

/// Prefixes, with what they stand for.
const PREFIXES: [(&str, &str); 8] = [
    ("adms", "http://www.w3.org/ns/adms#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// What a statement says of its subject.
#[derive(Debug, Clone)]
pub(super) enum Object {
    /// A thing by its address.
    Thing(String),
    /// A thing by its prefixed name.
    Name(&'static str),
    /// A text in a language.
    Text(String, &'static str),
    /// A value with its prefixed type.
    Typed(String, &'static str),
    /// A plain text.
    Plain(String),
    /// A thing without address.
    Blank(Vec<(&'static str, Object)>),
}

/// A thing with what is said of it; its classes are said by `a`.
#[derive(Debug, Clone)]
pub(super) struct Resource {
    pub(super) id: String,
    pub(super) says: Vec<(&'static str, Object)>,
}

/// The graph as Turtle.
pub(super) fn turtle(graph: &[Resource]) -> String {
    let mut out = String::new();
    for (prefix, address) in PREFIXES {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "@prefix {prefix}: <{address}> .");
    }
    for resource in graph {
        let _ = write!(out, "\n{}", subject(&resource.id));
        let statements: Vec<String> =
            resource.says.iter().map(|(name, object)| format!("\n  {name} {}", term(object))).collect();
        let _ = writeln!(out, "{} .", statements.join(" ;"));
    }
    out
}

fn subject(id: &str) -> String {
    // A prefixed name is its own subject.
    if is_name(id) { id.to_owned() } else { address(id) }
}

fn is_name(id: &str) -> bool {
    id.split_once(':').is_some_and(|(prefix, _)| PREFIXES.iter().any(|&(known, _)| known == prefix))
}

fn term(object: &Object) -> String {
    match object {
        Object::Thing(id) => subject(id),
        Object::Name(name) => (*name).to_owned(),
        Object::Text(text, language) => format!("{}@{language}", literal(text)),
        Object::Typed(text, kind) => format!("{}^^{kind}", literal(text)),
        Object::Plain(text) => literal(text),
        Object::Blank(says) => {
            let statements: Vec<String> =
                says.iter().map(|(name, object)| format!("{name} {}", term(object))).collect();
            format!("[ {} ]", statements.join(" ; "))
        }
    }
}

/// An address between angle brackets, what these cannot hold percent-encoded.
fn address(id: &str) -> String {
    let mut out = String::from("<");
    for c in id.chars() {
        if c <= ' ' || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\') {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.push('>');
    out
}

fn literal(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r");
    format!("\"{text}\"")
}

/// The graph as JSON-LD.
pub(super) fn json_ld(graph: &[Resource]) -> Json {
    let context: Map<String, Json> =
        PREFIXES.iter().map(|&(prefix, address)| (prefix.to_owned(), json!(address))).collect();
    let nodes: Vec<Json> = graph
        .iter()
        .map(|resource| {
            let mut node = node(&resource.says);
            node.insert("@id".to_owned(), json!(resource.id));
            Json::Object(node)
        })
        .collect();
    json!({"@context": context, "@graph": nodes})
}

fn node(says: &[(&'static str, Object)]) -> Map<String, Json> {
    let mut fields: Map<String, Json> = Map::new();
    for (name, object) in says {
        let (key, value) = match (*name, object) {
            ("a", Object::Name(class)) => ("@type", json!(class)),
            (name, object) => (name, value(object)),
        };
        let said = fields.entry(key).or_insert_with(|| json!([]));
        if let Json::Array(said) = said {
            said.push(value);
        }
    }
    fields
}

fn value(object: &Object) -> Json {
    match object {
        Object::Thing(id) => json!({"@id": id}),
        Object::Name(name) => json!({"@id": name}),
        Object::Text(text, language) => json!({"@value": text, "@language": language}),
        Object::Typed(text, kind) => json!({"@value": text, "@type": kind}),
        Object::Plain(text) => json!(text),
        Object::Blank(says) => Json::Object(node(says)),
    }
}
