//! Diagnostics for reviewdog (`-f=rdjson`). Columns count bytes of UTF-8 from 1, and ends are exclusive.
//!
//! Several suggestions would be read as several ways out, so that the edits of a fix are told as one.

use super::Severity;
use super::fix::Fix;
use super::located::{Located, Region, Unit};
use crate::source::Span;
use serde_json::{Value, json};

/// A DiagnosticResult.
pub fn render(findings: &[Located<'_>]) -> String {
    let diagnostics: Vec<Value> = findings.iter().map(|finding| diagnostic(finding)).collect();
    let result = json!({ "source": { "name": "declc" }, "diagnostics": diagnostics });
    format!("{result:#}\n")
}

fn diagnostic(finding: &Located<'_>) -> Value {
    let d = finding.diagnostic;
    let severity = match d.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    };
    let path = finding.source.path();
    let location = finding
        .region(Unit::Bytes)
        .map_or_else(|| json!({ "path": path }), |region| json!({ "path": path, "range": range(region) }));
    let suggestions: Vec<Value> = d.fix.iter().filter_map(|fix| suggestion(finding, fix)).collect();
    json!({
        "message": format!("{}\n{}", d.message, d.help),
        "location": location,
        "severity": severity,
        "code": { "value": d.code },
        "suggestions": suggestions,
    })
}

fn range(region: Region) -> Value {
    let start = json!({ "line": region.line, "column": region.column });
    let end = json!({ "line": region.end_line, "column": region.end_column });
    json!({ "start": start, "end": end })
}

/// From the first edit to the last, with what stands between them.
fn suggestion(finding: &Located<'_>, fix: &Fix) -> Option<Value> {
    let (first, last) = (fix.edits.first()?, fix.edits.last()?);
    let source = finding.source.text();
    let mut text = String::new();
    let mut at = first.span.start();
    for edit in &fix.edits {
        text += Span::new(at, edit.span.start()).slice(source);
        text += &edit.replacement;
        at = edit.span.end();
    }
    let whole = Span::new(first.span.start(), last.span.end());
    Some(json!({ "range": range(finding.place_of(whole, Unit::Bytes)), "text": text }))
}
