//! The JSON Schema of the document model, from its types: draft 2020-12, strict, with the doc comments as descriptions.
//!
//! The JSON and the YAML outputs validate against it. What serde makes a choice of shapes becomes a list of `if` and
//! `then` on its `kind`, so that `"end": "x"` is reported at `/body/1/spans/0/end` and not as `is not valid under any
//! of the given schemas` at `/body/1`. A choice of words becomes an `enum`.
//!
//! Invariant: stricter than reading. What is absent is left out, never `null`; no key is unknown.
//!
//! Not here: what no schema can say, such as that marks nest (see `check`).

use crate::model::{Document, SCHEMA_ID, SCHEMA_VERSION};
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The JSON Schema of a document, with a newline at its end.
///
/// # Panics
/// Never: a schema is a JSON value.
pub fn schema() -> String {
    let generator = SchemaSettings::draft2020_12().with_transform(Strict).into_generator();
    let mut schema = generator.into_root_schema_for::<Document>();
    schema.insert("$id".to_owned(), SCHEMA_ID.into());
    schema.insert("title".to_owned(), "Compiled United Nations document".into());
    if let Some(version) = schema.pointer_mut("/properties/schema_version").and_then(Value::as_object_mut) {
        version.insert("const".to_owned(), SCHEMA_VERSION.into());
    }
    let mut text = serde_json::to_string_pretty(&schema).expect("bug: a schema is a JSON value");
    text.push('\n');
    text
}

/// Makes a schema strict, and its errors useful.
#[derive(Debug, Clone)]
struct Strict;

impl Transform for Strict {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        describe(object);
        drop_null(object);
        // `uint32` is no format of the standard; `minimum` says what it says.
        object.retain(|key, value| key != "format" || !value.as_str().is_some_and(|name| name.starts_with("uint")));
        match object.get("oneOf").and_then(Value::as_array).cloned() {
            Some(branches) if branches.iter().all(|branch| branch.get("const").is_some()) => words(object, &branches),
            Some(branches) => shapes(object, &branches),
            None => close(object),
        }
    }
}

/// A description is for readers of JSON, who have no use for an example in Rust.
fn describe(object: &mut Map<String, Value>) {
    let Some(description) = object.get("description").and_then(Value::as_str) else { return };
    if let Some((text, _)) = description.split_once("\n\n```") {
        let text = text.to_owned();
        object.insert("description".to_owned(), text.into());
    }
}

/// What is not known is left out.
fn drop_null(object: &mut Map<String, Value>) {
    if let Some(types) = object.get("type").and_then(Value::as_array) {
        let known: Vec<_> = types.iter().filter(|name| name.as_str() != Some("null")).cloned().collect();
        if let [only] = known.as_slice() {
            object.insert("type".to_owned(), only.clone());
        }
    }
    let is_null = |branch: &Value| branch.get("type").and_then(Value::as_str) == Some("null");
    if let Some(branches) = object.get("anyOf").and_then(Value::as_array) {
        let known: Vec<_> = branches.iter().filter(|branch| !is_null(branch)).cloned().collect();
        if let [Value::Object(only)] = known.as_slice() {
            object.remove("anyOf");
            for (key, value) in only {
                object.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
    }
}

/// An object with known keys has no others.
fn close(object: &mut Map<String, Value>) {
    if object.contains_key("properties") {
        object.entry("additionalProperties").or_insert(Value::Bool(false));
    }
}

/// A choice of words: an `enum`, with what each means in the description.
fn words(object: &mut Map<String, Value>, branches: &[Value]) {
    let mut description = object.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut values = Vec::with_capacity(branches.len());
    for branch in branches {
        let word = branch.get("const").cloned().unwrap_or_default();
        if let (Some(name), Some(meaning)) = (word.as_str(), branch.get("description").and_then(Value::as_str)) {
            // Writing to a string cannot fail.
            let _ = write!(description, "\n- `{name}`: {meaning}");
        }
        values.push(word);
    }
    object.remove("oneOf");
    object.insert("description".to_owned(), description.into());
    object.insert("type".to_owned(), "string".into());
    object.insert("enum".to_owned(), values.into());
}

/// A choice of shapes that a key tells apart: for each word of the key, what the object holds then.
fn shapes(object: &mut Map<String, Value>, branches: &[Value]) {
    let Some((key, words)) = discriminator(branches) else { return };
    let shared = object.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let conditions: Vec<Value> = branches
        .iter()
        .zip(&words)
        .map(|(branch, word)| {
            let mut then = branch.clone();
            if let Some(properties) = then.get_mut("properties").and_then(Value::as_object_mut) {
                // Known already; named again, since a closed object knows only the keys beside it.
                properties.insert(key.clone(), Value::Bool(true));
                properties.extend(shared.keys().map(|name| (name.clone(), Value::Bool(true))));
            }
            json!({ "if": { "properties": { &key: { "const": word } }, "required": [&key] }, "then": then })
        })
        .collect();
    object.remove("oneOf");
    object.insert("type".to_owned(), "object".into());
    let mut properties = shared;
    properties.insert(key.clone(), json!({ "type": "string", "enum": words }));
    object.insert("properties".to_owned(), properties.into());
    let mut required = object.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    required.push(key.into());
    object.insert("required".to_owned(), required.into());
    object.insert("allOf".to_owned(), conditions.into());
}

/// The key that has another word in each branch, with these words.
fn discriminator(branches: &[Value]) -> Option<(String, Vec<Value>)> {
    let first = branches.first()?.get("properties")?.as_object()?;
    let key = first.iter().find(|(_, value)| value.get("const").is_some())?.0;
    let words = branches.iter().map(|branch| branch.get("properties")?.get(key)?.get("const").cloned());
    Some((key.clone(), words.collect::<Option<Vec<_>>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed() -> Value {
        serde_json::from_str(&schema()).unwrap()
    }

    /// Calls `f` for every object of a schema, with its path.
    fn each(value: &Value, path: &str, f: &mut dyn FnMut(&str, &Map<String, Value>)) {
        match value {
            Value::Object(object) => {
                f(path, object);
                object.iter().for_each(|(key, value)| each(value, &format!("{path}/{key}"), f));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(at, value)| each(value, &format!("{path}/{at}"), f));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn it_names_itself_and_its_version() {
        let schema = parsed();
        assert_eq!(schema["$id"], SCHEMA_ID);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["properties"]["schema_version"]["const"], SCHEMA_VERSION);
        assert!(super::schema().ends_with("}\n"));
    }

    #[test]
    fn no_object_takes_an_unknown_key_and_no_choice_is_left_open() {
        each(&parsed(), "", &mut |path, object| {
            assert!(!object.contains_key("oneOf") && !object.contains_key("anyOf"), "{path}");
            if object.contains_key("properties") && !object.contains_key("allOf") && !path.ends_with("/if") {
                assert_eq!(object.get("additionalProperties"), Some(&Value::Bool(false)), "{path}");
            }
        });
    }

    #[test]
    fn a_mark_is_told_apart_by_its_kind() {
        let schema = parsed();
        let inline = &schema["$defs"]["Inline"];
        assert_eq!(inline["required"], json!(["start", "end", "kind"]));
        let branches = inline["allOf"].as_array().unwrap();
        assert_eq!(branches[0]["if"]["properties"]["kind"]["const"], "opening_phrase");
        assert_eq!(branches[0]["then"]["properties"]["start"], true);
        assert_eq!(branches[0]["then"]["additionalProperties"], false);
    }

    #[test]
    fn words_keep_their_meanings() {
        let schema = parsed();
        let precision = &schema["$defs"]["DatePrecision"];
        assert_eq!(precision["enum"][0], "day");
        assert!(
            precision["description"].as_str().unwrap().contains("`quarter`: A quarter of a year, as a range of months")
        );
        assert!(!super::schema().contains("```"));
    }
}
