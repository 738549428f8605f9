//! The JSON Schema of `declc.toml`, by which editors complete keys and names of rules.

use super::read::{KEYS, LEVELS, THRESHOLDS};
use super::selector::words;
use serde_json::{Map, Value, json};

/// The schema, with a line break at the end.
pub(in crate::cli) fn schema() -> String {
    let properties: Map<String, Value> = KEYS.into_iter().map(|key| (key.to_owned(), property(key))).collect();
    let selector = json!({
        "description": "A code, the beginning of codes, a family, a name, or all",
        "anyOf": [{ "enum": words() }, { "type": "string", "pattern": "^[Dd][Cc][0-9]{0,3}$" }],
    });
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "declc.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "$defs": { "selector": selector },
    });
    format!("{schema:#}\n")
}

fn property(key: &str) -> Value {
    let selector = json!({ "$ref": "#/$defs/selector" });
    let rules = json!({ "type": "array", "items": selector });
    match key {
        "select" => json!({
            "description": "The rules to tell, and no others",
            "type": "array", "items": selector,
        }),
        "ignore" => json!({
            "description": "The rules not to tell",
            "type": "array", "items": selector,
        }),
        "severity" => json!({
            "description": "How bad a rule is",
            "type": "object", "propertyNames": selector,
            "additionalProperties": { "enum": LEVELS.map(|(word, _)| word) },
        }),
        "per-file-ignores" => json!({
            "description": "The rules not to tell of some texts, by patterns of their paths",
            "type": "object", "additionalProperties": rules,
        }),
        "exclude" => json!({
            "description": "The texts not to check: patterns of paths from the folder of this file; without a slash, of \
                            names anywhere",
            "type": "array", "items": { "type": "string", "minLength": 1 },
        }),
        _ => json!({
            "description": "The least severity at which the exit code is 1",
            "enum": THRESHOLDS,
        }),
    }
}
