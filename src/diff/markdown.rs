//! A report as GitHub-flavoured Markdown, fit for a comment on a pull request: the verdict, then each change with its
//! words. Beside documents that changed, those that did not are left out.
//!
//! Invariants: what documents hold is shown as it is (`crate::markdown`); the report is shorter than [`LIMIT`], cut at a
//! change, and says how many are left and where they are.

use super::text::{headline, names, rest, runs, shown, verdict};
use super::{Change, Diff, Edit, EditKind, Report};
use crate::markdown::plain;
use std::fmt::Write as _;

/// Characters of a comment on GitHub at most.
pub const LIMIT: usize = 65_536;
/// Characters that are left to the caller, who may put a mark before it by which to find the comment again.
const MARK: usize = 128;

/// The report as Markdown, with a line break at the end. `details` is the address of the whole report: where the comment
/// is cut, it leads there.
pub fn render(report: &Report, details: Option<&str>) -> String {
    within(LIMIT - MARK, report, details)
}

fn within(limit: usize, report: &Report, details: Option<&str>) -> String {
    let changed = report.documents.iter().filter(|diff| !diff.is_empty() || report.class().is_none());
    let items: Vec<String> = changed.flat_map(items).collect();
    let note = |left: usize| {
        let all = details
            .map_or_else(|| "`declc diff` shows all".to_owned(), |address| format!("[see all]({})", link(address)));
        format!("\n**{left} more items do not fit in a comment: {all}.**\n")
    };
    let mut room = limit.saturating_sub(note(items.len()).chars().count() + 1);
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        let length = item.chars().count();
        if length > room {
            text.push_str(&note(items.len() - index));
            break;
        }
        room -= length;
        text.push_str(item);
    }
    text
}

/// An address within the brackets of a link, with what would end these in hexadecimal digits.
fn link(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | '"' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// What may not be cut in two: the head of a document, each change, each of the other parts.
fn items(diff: &Diff) -> Vec<String> {
    let mut items = vec![format!("### {}\n\n{}\n", plain(&names(diff)), plain(&verdict(diff)))];
    items.extend(runs(&diff.changes).map(item));
    for (title, lines) in rest(diff) {
        items.push(format!("\n**{title}**\n\n"));
        items.extend(lines.iter().map(|line| format!("- {}\n", plain(line))));
    }
    items
}

fn item(run: &[Change]) -> String {
    let head = format!("\n**{}**\n", plain(&headline(run)));
    match run {
        [change] => head + "\n> " + &shown(change).iter().map(marked).collect::<String>() + "\n",
        _ => head,
    }
}

fn marked(edit: &Edit) -> String {
    let text = plain(&edit.text);
    match edit.kind {
        EditKind::Kept => text,
        EditKind::Removed => format!("<del>{text}</del>"),
        EditKind::Inserted => format!("<ins>{text}</ins>"),
    }
}
