//! Diagnostics as SARIF 2.1.0, for code scanning and editors.
//!
//! `columnKind` is `utf16CodeUnits`: a viewer that does not read the property counts so. Paths are relative to
//! `SRCROOT`, which the consumer knows. Fingerprints do not hold the line, so that an edit above reopens nothing.

use super::Severity;
use super::located::{Located, Unit};
use super::page::Page;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A log of one run. `pages` are those of every rule.
pub fn render(findings: &[Located<'_>], pages: &[Page], version: &str) -> String {
    let rules: Vec<Value> = pages.iter().map(rule).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, pages)).collect();
    let log = json!({
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
    format!("{log:#}\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(page: &Page) -> Value {
    let problem = match page.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    };
    json!({
        "id": page.code,
        "name": pascal(page.name),
        "shortDescription": { "text": sentence(page.what) },
        "fullDescription": { "text": format!("{} {}", sentence(page.what), sentence(page.why)) },
        "help": {
            "text": sentence(page.remedy),
            "markdown": format!("{}\n\n**Why.** {}", sentence(page.remedy), sentence(page.why)),
        },
        "defaultConfiguration": { "level": level(page.severity) },
        "properties": { "tags": [page.family.name()], "precision": "high", "problem.severity": problem },
    })
}

fn result(finding: &Located<'_>, pages: &[Page]) -> Value {
    let d = finding.diagnostic;
    let region = finding.region(Unit::Utf16).map_or_else(
        || json!({ "startLine": 1 }),
        |r| {
            json!({
                "startLine": r.line, "startColumn": r.column, "endLine": r.end_line, "endColumn": r.end_column,
            })
        },
    );
    let nodes: Vec<Value> = finding.node.iter().map(|node| json!({ "name": node, "kind": "element" })).collect();
    let place = json!({
        "artifactLocation": { "uri": address(finding.source.path()), "uriBaseId": "SRCROOT" },
        "region": region,
    });
    json!({
        "ruleId": d.code,
        "ruleIndex": pages.iter().position(|page| page.code == d.code).map_or(json!(-1), |index| json!(index)),
        "level": level(d.severity),
        "message": { "text": format!("{}.", d.message) },
        "locations": [{ "physicalLocation": place, "logicalLocations": nodes }],
        "partialFingerprints": { "declc/v1": finding.fingerprint, "primaryLocationLineHash": finding.fingerprint },
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
