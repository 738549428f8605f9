//! Diagnostics one a line: `path:line:column: severity[CODE] name: message`, columns in code points.
//!
//! Problem matchers and `grep` read this; a line break or control character in a message is shown as a picture.

use super::json::Record;
use super::located::Located;
use super::terminal::printable;

/// One line a finding.
pub fn render(findings: &[Located<'_>]) -> String {
    findings.iter().map(|found| line(&Record::new(found.diagnostic, found.source))).collect()
}

/// The line of a finding, with its line break.
pub fn line(finding: &Record) -> String {
    let Record { path, name, message, severity, code, .. } = finding;
    let (line, column) = (finding.line.unwrap_or(1), finding.column.unwrap_or(1));
    let words = printable(&format!("{name}: {message}")).replace('\n', " ");
    format!("{}:{line}:{column}: {}[{code}] {words}\n", printable(path), severity.name())
}
