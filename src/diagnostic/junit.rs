//! Diagnostics as a JUnit report, for test views of CI systems: a suite a file, a failed case a finding.
//!
//! A file without findings is a suite with one case that passes. Notices are not failures: they are passing cases with
//! the words as their output. Columns count code points. There is no time in it: the same texts give the same bytes.

use super::Severity;
use super::located::{Located, Unit};
use std::fmt::Write as _;

/// The report on `paths`, all files that were looked at.
pub fn render(findings: &[Located<'_>], paths: &[String]) -> String {
    let mut suites = String::new();
    let (mut tests, mut failures) = (0, 0);
    for path in paths {
        let found: Vec<_> = findings.iter().filter(|f| f.source.path() == path).collect();
        let failed = found.iter().filter(|f| f.diagnostic.severity != Severity::Info).count();
        let mut cases: String = found.iter().map(|finding| case(finding)).collect();
        if found.is_empty() {
            cases = format!("    <testcase classname=\"{}\" name=\"declc check\"/>\n", escaped(path));
        }
        let count = found.len().max(1);
        let _ = write!(
            suites,
            "  <testsuite name=\"{}\" tests=\"{count}\" failures=\"{failed}\" errors=\"0\">\n{cases}  </testsuite>\n",
            escaped(path)
        );
        tests += count;
        failures += failed;
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"declc\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n{suites}</testsuites>\n"
    )
}

fn case(finding: &Located<'_>) -> String {
    let d = finding.diagnostic;
    let place = finding.region(Unit::Points).map_or(String::new(), |r| format!(" {}:{}", r.line, r.column));
    let open = format!(
        "    <testcase classname=\"{}\" name=\"{} {}{place}\">",
        escaped(finding.source.path()),
        d.code,
        escaped(d.name)
    );
    let words = escaped(&d.message);
    let body = match d.severity {
        Severity::Info => format!("<system-out>{words}</system-out>"),
        Severity::Error | Severity::Warning => {
            format!("<failure type=\"{}\" message=\"{words}\">{}</failure>", d.severity.name(), escaped(&d.help))
        }
    };
    format!("{open}{body}</testcase>\n")
}

/// Text for XML; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}
