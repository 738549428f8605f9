//! Diagnostics one a line: `path:line:column: severity[CODE] name: message`, columns in code points.
//!
//! Problem matchers and `grep` read this; a line break or control character in a message is shown as a picture.

use super::located::{Located, Unit};
use super::terminal::printable;

/// One line a finding.
pub fn render(findings: &[Located<'_>]) -> String {
    findings.iter().map(line).collect()
}

fn line(finding: &Located<'_>) -> String {
    let d = finding.diagnostic;
    let place = finding.region(Unit::Points).map_or("1:1".to_owned(), |r| format!("{}:{}", r.line, r.column));
    let words = printable(&format!("{}: {}", d.name, d.message)).replace('\n', " ");
    format!("{}:{place}: {}[{}] {words}\n", printable(finding.source.path()), d.severity.name(), d.code)
}
