//! A report as one page of HTML that needs nothing else: no script, no font, no address.
//!
//! Each change stands side by side, the text before and the text after, one under the other where the page is narrow.
//! Removed words are `del`, inserted ones `ins`, marked by colour and by line, in light and in dark. A text stands in
//! its own direction, so that Arabic runs from right to left between English headings.
//!
//! Invariants: what documents hold is shown as it is, never mark-up; the same report gives the same bytes.

use super::text::{headline, names, rest, runs, verdict};
use super::{Change, Diff, Edit, EditKind, Place, Report};
use crate::html;
use std::fmt::Write as _;

const STYLE: &str = include_str!("style.css");

/// The report as a page, with a line break at the end.
pub fn render(report: &Report) -> String {
    let documents: String = report.documents.iter().map(document).collect();
    let class = report.class().map_or("no change", super::Class::name);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>declc diff: {class}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1>What changed</h1>\n{documents}</body>\n</html>\n"
    )
}

fn document(diff: &Diff) -> String {
    let mut page =
        format!("<section>\n<h2><bdi>{}</bdi></h2>\n<p>{}</p>\n", escape(&names(diff)), escape(&verdict(diff)));
    for run in runs(&diff.changes) {
        let class = run.first().map_or("", |change| change.class.name());
        let _ = writeln!(page, "<article class=\"{class}\">\n<h3><bdi>{}</bdi></h3>", escape(&headline(run)));
        if let [change] = run {
            page += &sides(diff, change);
        }
        page += "</article>\n";
    }
    for (title, lines) in rest(diff) {
        let _ = writeln!(page, "<h3>{title}</h3>\n<ul>");
        for line in lines {
            let _ = writeln!(page, "<li dir=\"auto\">{}</li>", escape(&line));
        }
        page += "</ul>\n";
    }
    page + "</section>\n"
}

/// The text before beside the text after; once where its words are the same.
fn sides(diff: &Diff, change: &Change) -> String {
    let whole = |kind, place: &Place| vec![Edit { kind, text: place.text.clone() }];
    let (old, new) = match (&change.old, &change.new) {
        (Some(old), None) => (whole(EditKind::Removed, old), Vec::new()),
        (None, Some(new)) => (Vec::new(), whole(EditKind::Inserted, new)),
        (_, Some(new)) if change.edits.is_empty() => {
            let text = side(&diff.new.language, "both", Some(new), &whole(EditKind::Kept, new));
            return format!("<div>{text}</div>\n");
        }
        _ => {
            let without = |other| change.edits.iter().filter(move |edit| edit.kind != other).cloned().collect();
            (without(EditKind::Inserted), without(EditKind::Removed))
        }
    };
    let old = side(&diff.old.language, "old", change.old.as_ref(), &old);
    let new = side(&diff.new.language, "new", change.new.as_ref(), &new);
    format!("<div>{old}{new}</div>\n")
}

fn side(language: &str, class: &str, place: Option<&Place>, edits: &[Edit]) -> String {
    let number = place.and_then(|place| place.number.as_ref());
    let number = number.map_or_else(String::new, |number| format!("<b>{}</b> ", escape(number)));
    let marked: String = edits.iter().map(marked).collect();
    format!("<p class=\"{class}\" lang=\"{}\" dir=\"auto\">{number}{marked}</p>", escape(language))
}

fn marked(edit: &Edit) -> String {
    let text = escape(&edit.text);
    match edit.kind {
        EditKind::Kept => text,
        EditKind::Removed => format!("<del>{text}</del>"),
        EditKind::Inserted => format!("<ins>{text}</ins>"),
    }
}

/// A text without any meaning in HTML, its line breaks kept.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            c => html::escape(c, &mut out),
        }
    }
    out
}
