//! A report as GitHub-flavoured Markdown, fit for a comment on a pull request: a line a work, its table, and the
//! differences folded away.
//!
//! Invariant: what documents and file names hold is shown as it is (`crate::markdown`).

use super::text::{cells, shown, verdict};
use super::{Difference, Report, Work, list};
use crate::markdown::{literal, plain};
use std::fmt::Write as _;

/// The report as Markdown, with a line break at the end.
pub fn render(report: &Report) -> String {
    report.works.iter().map(work).collect::<Vec<_>>().join("\n")
}

fn work(work: &Work) -> String {
    let mut text = format!("### {}\n\n{}\n\n", plain(&work.name), verdict(work));
    for (index, row) in cells(work).iter().enumerate() {
        let _ = writeln!(text, "| {} |", row.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "));
        if index == 0 {
            let _ = writeln!(text, "|---|{}", "--:|".repeat(row.len().saturating_sub(1)));
        }
    }
    if !work.agrees() {
        let _ = write!(text, "\n<details><summary>{}</summary>\n\n", verdict(work));
        text.extend(work.differences.iter().map(item));
        text.push_str("\n</details>\n");
    }
    text
}

fn item(difference: &Difference) -> String {
    let Difference { subject, message, cause, sides, .. } = difference;
    let mut text = format!("1. **{}**: {}\n", subject.name(), plain(message));
    if let Some(cause) = cause {
        let _ = writeln!(text, "   - perhaps because: {}", plain(cause));
    }
    for side in sides {
        let most = if side.majority { " (most)" } else { "" };
        let _ = writeln!(text, "   - {}{most}: {}", list(&side.languages), plain(&side.reading));
        for place in shown(side) {
            let quoted = if place.text.is_empty() { String::new() } else { format!(" {}", literal(&place.text)) };
            let _ = writeln!(text, "     - {}:{}:{}{quoted}", literal(&place.path), place.line, place.column);
        }
    }
    text
}
