//! Diagnostics as workflow commands of GitHub Actions, which shows them beside the changed lines.
//!
//! GitHub shows ten of each level a step and drops the rest without a word: the worst come first, and a closing notice
//! tells how many are not shown. Columns count code points.

use super::Severity;
use super::located::{Located, Unit};
use std::fmt::Write as _;

/// How many annotations of one level GitHub shows for a step.
const SHOWN: usize = 10;

/// One command a line, the worst first.
pub fn render(findings: &[Located<'_>]) -> String {
    let mut out = String::new();
    let mut hidden = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let level: Vec<_> = findings.iter().filter(|f| f.diagnostic.severity == severity).collect();
        // A place of the last level is kept for the closing notice.
        let shown = if severity == Severity::Info { SHOWN - 1 } else { SHOWN };
        hidden += level.len().saturating_sub(shown);
        out.extend(level.into_iter().take(shown).map(command));
    }
    if hidden > 0 {
        let _ = writeln!(
            out,
            "::notice title=declc::{hidden} more findings are not shown here; `declc check` lists them all"
        );
    }
    out
}

fn command(finding: &Located<'_>) -> String {
    let d = finding.diagnostic;
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut place = format!("file={}", property(finding.source.path()));
    if let Some(r) = finding.region(Unit::Points) {
        let _ = write!(place, ",line={},endLine={},col={},endColumn={}", r.line, r.end_line, r.column, r.end_column);
    }
    let title = property(&format!("{} {}", d.code, d.name));
    format!("::{level} {place},title={title}::{}\n", data(&format!("{} ({})", d.message, d.help)))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
