//! Diagnostics for reviewdog (`-f=rdjson`). Columns count bytes of UTF-8 from 1, and ends are exclusive.

use super::Severity;
use super::located::{Located, Unit};
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
    let location = finding.region(Unit::Bytes).map_or_else(
        || json!({ "path": path }),
        |r| {
            let start = json!({ "line": r.line, "column": r.column });
            let end = json!({ "line": r.end_line, "column": r.end_column });
            json!({ "path": path, "range": { "start": start, "end": end } })
        },
    );
    json!({
        "message": format!("{}\n{}", d.message, d.help),
        "location": location,
        "severity": severity,
        "code": { "value": d.code },
    })
}
