//! A report as GitHub-flavoured Markdown, fit for a comment on a pull request: a line a work, its table, and the
//! differences folded away.
//!
//! Invariant: what documents and file names hold is shown as it is. It makes no mark-up, no link and no mention.

use super::text::{cells, shown, verdict};
use super::{Difference, Report, Work, list};
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

/// A text without any meaning in Markdown. A name after @ stays a name, since no account is called by an entity.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '(' | ')' | '#' | '+' | '-' | '!' | '|'
            | '~' | '&' => out.extend(['\\', c]),
            '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// A text as code, fenced by more backticks than it holds in a row.
fn literal(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{}{space}{fence}", text.replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_document_is_mark_up() {
        assert_eq!(plain("a_b|<b>@all"), "a\\_b\\|\\<b\\>&#64;all");
        assert_eq!(literal("a `b`` c"), "``` a `b`` c ```");
        assert_eq!(literal("@all"), "`@all`");
    }
}
