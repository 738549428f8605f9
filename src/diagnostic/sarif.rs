//! Diagnostics as SARIF 2.1.0, for code scanning and editors.
//!
//! `columnKind` is `utf16CodeUnits`: a viewer that does not read the property counts so. Paths are relative to
//! `SRCROOT`, which the consumer knows. Fingerprints do not hold the line, so that an edit above reopens nothing.

use super::Severity;
use super::fix::{Edit, Fix};
use super::located::{Located, Region, Unit};
use super::page::{self, Example, Page};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The program that speaks.
#[derive(Debug, Clone, Copy)]
pub struct Tool<'a> {
    /// Its version.
    pub version: &'a str,
    /// The address of its repository; empty where it has none.
    pub home: &'a str,
    /// The pages of every rule.
    pub pages: &'a [Page],
    /// The example of the rule of a code.
    pub example: fn(&str) -> Option<Example>,
}

/// A log of one run.
pub fn render(findings: &[Located<'_>], tool: Tool<'_>) -> String {
    let Tool { version, home, pages, .. } = tool;
    let rules: Vec<Value> = pages.iter().map(|page| rule(page, tool)).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, pages)).collect();
    let mut log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "declc",
                "version": version,
                "semanticVersion": version,
                "rules": rules,
            }},
            "columnKind": "utf16CodeUnits",
            "automationDetails": { "id": "declc/check/" },
            "originalUriBaseIds": { "SRCROOT": { "description": { "text": "the folder that declc was started in" } } },
            "invocations": [{ "executionSuccessful": true }],
            "results": results,
        }],
    });
    if let (false, Some(driver)) = (home.is_empty(), log.pointer_mut("/runs/0/tool/driver")) {
        put(driver, "informationUri", json!(home));
    }
    format!("{log:#}\n")
}

/// Adds a property to an object.
fn put(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(page: &Page, tool: Tool<'_>) -> Value {
    let problem = match page.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    };
    let mut rule = json!({
        "id": page.code,
        "name": pascal(page.name),
        "shortDescription": { "text": sentence(page.what) },
        "fullDescription": { "text": format!("{} {}", sentence(page.what), sentence(page.why)) },
        "help": {
            "text": format!("{} {}", sentence(page.why), sentence(page.remedy)),
            "markdown": page::markdown(page, (tool.example)(page.code).as_ref()),
        },
        "defaultConfiguration": { "level": level(page.severity) },
        "properties": { "tags": [page.family.name()], "precision": "high", "problem.severity": problem },
    });
    if !tool.home.is_empty() {
        put(&mut rule, "helpUri", json!(format!("{}/blob/main/docs/rules.md#{}", tool.home, page.anchor())));
    }
    rule
}

fn result(finding: &Located<'_>, pages: &[Page]) -> Value {
    let d = finding.diagnostic;
    let place = finding.region(Unit::Utf16).map_or_else(|| json!({ "startLine": 1 }), region);
    let artifact = json!({ "uri": address(finding.source.path()), "uriBaseId": "SRCROOT" });
    let fixes: Vec<Value> = d.fix.iter().map(|found| fix(finding, found, &artifact)).collect();
    let nodes: Vec<Value> = finding.node.iter().map(|node| json!({ "name": node, "kind": "element" })).collect();
    let place = json!({
        "artifactLocation": artifact,
        "region": place,
    });
    let mut result = json!({
        "ruleId": d.code,
        "ruleIndex": pages.iter().position(|page| page.code == d.code).map_or(json!(-1), |index| json!(index)),
        "level": level(d.severity),
        "message": { "text": format!("{}.", d.message) },
        "locations": [{ "physicalLocation": place, "logicalLocations": nodes }],
        "partialFingerprints": { "declc/v1": finding.fingerprint, "primaryLocationLineHash": finding.fingerprint },
    });
    if !fixes.is_empty() {
        put(&mut result, "fixes", Value::Array(fixes));
    }
    result
}

fn region(r: Region) -> Value {
    json!({ "startLine": r.line, "startColumn": r.column, "endLine": r.end_line, "endColumn": r.end_column })
}

fn fix(finding: &Located<'_>, fix: &Fix, artifact: &Value) -> Value {
    let replacement = |edit: &Edit| {
        let place = finding.place_of(edit.span, Unit::Utf16);
        json!({ "deletedRegion": region(place), "insertedContent": { "text": edit.replacement } })
    };
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    json!({
        "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
        "properties": { "safety": fix.safety },
    })
}

/// `number-gap` as `NumberGap`.
fn pascal(name: &str) -> String {
    name.split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect::<String>())
        })
        .collect()
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect::<String>() + ".")
}

/// A path as a relative URI: other bytes than those that an address may hold are written in hexadecimal digits.
fn address(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::page::Family;

    const PAGE: Page = Page {
        code: "DC301",
        name: "number-gap",
        family: Family::Numbering,
        severity: Severity::Error,
        what: "a number is left out",
        why: "others cite it",
        remedy: "look for it",
    };

    fn driver(home: &str) -> Value {
        let example = |_: &str| Some(Example { bad: "3.", good: "2." });
        let log = render(&[], Tool { version: "1.0.0", home, pages: &[PAGE], example });
        let log: Value = serde_json::from_str(&log).unwrap();
        log["runs"][0]["tool"]["driver"].clone()
    }

    #[test]
    fn a_rule_brings_its_whole_page() {
        let rule = &driver("")["rules"][0];
        assert_eq!(rule["help"]["text"], "Others cite it. Look for it.");
        let markdown = rule["help"]["markdown"].as_str().unwrap();
        assert!(
            ["A number is left out.", "Others cite it.", "Look for it.", "    3."].iter().all(|t| markdown.contains(t))
        );
    }

    #[test]
    fn addresses_are_given_where_the_repository_has_one() {
        let tool = driver("https://example.org/declc");
        assert_eq!(tool["informationUri"], "https://example.org/declc");
        assert_eq!(tool["rules"][0]["helpUri"], "https://example.org/declc/blob/main/docs/rules.md#dc301-number-gap");
        assert!(driver("").get("informationUri").is_none() && driver("")["rules"][0].get("helpUri").is_none());
    }
}
