//! Diagnostics as a Code Quality report of GitLab. Findings with equal fingerprints would collapse into one.

use super::Severity;
use super::located::{Located, Unit};
use serde_json::{Value, json};

/// An array of issues.
pub fn render(findings: &[Located<'_>]) -> String {
    format!("{:#}\n", Value::Array(findings.iter().map(issue).collect()))
}

fn issue(finding: &Located<'_>) -> Value {
    let d = finding.diagnostic;
    let severity = match d.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    };
    let line = finding.region(Unit::Points).map_or(1, |region| region.line);
    json!({
        "description": format!("{}: {}", d.name, d.message),
        "check_name": d.code,
        "fingerprint": finding.fingerprint,
        "severity": severity,
        "location": { "path": finding.source.path(), "lines": { "begin": line } },
    })
}
