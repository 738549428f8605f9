//! A report for a terminal: what happened to each text, with what was put in and taken out, as a drafter would tell it.
//!
//! Removed words stand in `[-…-]`, inserted ones in `{+…+}`, in colour besides; of long stretches that were kept the ends
//! are shown. Texts that were renumbered and nothing else are told in one line.

use super::{Change, Diff, Edit, EditKind, Happening, Place, Report, Retargeted};
use crate::model::EId;
use crate::model::visit::NodeKind;
use serde_json::Value;
use std::fmt::Write as _;

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// Characters of a kept stretch that are shown beside an edit.
const BESIDE: usize = 48;
/// Characters of a text that are shown where its words did not change.
const HEAD: usize = 72;

/// The report as text, in colour, with a line break at the end. `show` makes a document's text fit for a terminal.
pub fn render(report: &Report, show: impl Fn(&str) -> String) -> String {
    report.documents.iter().map(|diff| document(diff, &show)).collect::<Vec<_>>().join("\n")
}

fn document(diff: &Diff, show: &impl Fn(&str) -> String) -> String {
    let mut text = format!("{BOLD}{}{PLAIN}\n{}\n", show(&names(diff)), verdict(diff));
    for run in runs(&diff.changes) {
        let _ = writeln!(text, "\n{BOLD}{}{PLAIN}", show(&headline(run)));
        if let [change] = run {
            let edits: String = shown(change).iter().map(|edit| coloured(edit, show)).collect();
            let _ = writeln!(text, "    {}", edits.replace('\n', "\n    "));
        }
    }
    for (title, lines) in rest(diff) {
        let _ = writeln!(text, "\n{BOLD}{title}{PLAIN}");
        for line in lines {
            let _ = writeln!(text, "    {}", show(&line));
        }
    }
    text
}

fn coloured(edit: &Edit, show: &impl Fn(&str) -> String) -> String {
    let text = show(&edit.text);
    match edit.kind {
        EditKind::Kept => text,
        EditKind::Removed => format!("{RED}[-{text}-]{PLAIN}"),
        EditKind::Inserted => format!("{GREEN}{{+{text}+}}{PLAIN}"),
    }
}

/// Both documents: `a.txt (A/RES/76/79) -> b.txt (A/RES/78/75)`.
pub(super) fn names(diff: &Diff) -> String {
    let name = |side: &super::Side| match &side.symbol {
        Some(symbol) => format!("{} ({symbol})", side.path),
        None => side.path.clone(),
    };
    format!("{} -> {}", name(&diff.old), name(&diff.new))
}

/// What happened, in one line.
pub(super) fn verdict(diff: &Diff) -> String {
    let Some(class) = diff.class else { return format!("no change in {} texts", diff.unchanged) };
    let all = [Happening::Amended, Happening::Added, Happening::Removed, Happening::Moved, Happening::Renumbered];
    let count = |what: Happening| diff.changes.iter().filter(|change| change.happened.contains(&what)).count();
    let counts = all.iter().map(|&what| (count(what), what)).filter(|&(count, _)| count > 0);
    let mut parts: Vec<String> = counts.map(|(count, what)| format!("{count} {}", what.name())).collect();
    parts.push(format!("{} unchanged", diff.unchanged));
    if !diff.retargeted.is_empty() {
        parts.push(format!("{} references not updated", diff.retargeted.len()));
    }
    format!("{}; gravest: {}", parts.join(", "), class.name())
}

/// The changes, those together that are told in one line.
pub(super) fn runs(changes: &[Change]) -> impl Iterator<Item = &[Change]> {
    let only = |change: &Change| change.happened == [Happening::Renumbered];
    let kind = |change: &Change| change.new.as_ref().map(|place| place.kind);
    changes.chunk_by(move |a, b| only(a) && only(b) && kind(a) == kind(b))
}

/// What happened to one text, or to several that were renumbered: `paragraph 4: amended (normative: number)`.
pub(super) fn headline(run: &[Change]) -> String {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return String::new() };
    let numbers = |of: fn(&Change) -> Option<&Place>| {
        let number = |change| of(change).and_then(|place| place.number.as_deref()).unwrap_or("(no number)");
        let (first, last) = (number(first), number(last));
        if run.len() > 1 { format!("{first} to {last}") } else { first.to_owned() }
    };
    let (was, is) = (numbers(|change| change.old.as_ref()), numbers(|change| change.new.as_ref()));
    let name = first.new.as_ref().or(first.old.as_ref()).map(name).unwrap_or_default();
    let renumbered = first.happened.contains(&Happening::Renumbered);
    let what = first.happened.iter().map(|what| match what {
        Happening::Renumbered => format!("renumbered, was {was}"),
        Happening::Moved => moved(first),
        Happening::Added | Happening::Removed | Happening::Amended => what.name().to_owned(),
    });
    let what = what.collect::<Vec<_>>().join(", ");
    let reasons: Vec<&str> = first.reasons.iter().map(|reason| reason.name()).collect();
    let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join(", ")) };
    let subject = if run.len() > 1 && renumbered { format!("{}s {is}", kind(first)) } else { name };
    format!("{subject}: {what} ({}{reasons})", first.class.name())
}

/// Where a text came from, where more than its order is another.
fn moved(change: &Change) -> String {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) if old.kind != new.kind => format!("moved, was {}", name(old)),
        (Some(Place { heading: Some(old), .. }), Some(Place { heading: Some(new), .. })) if old != new => {
            format!("moved from “{}” to “{}”", head(old), head(new))
        }
        _ => "moved".to_owned(),
    }
}

/// The beginning of a text.
fn head(text: &str) -> String {
    let ends = if text.chars().nth(HEAD).is_some() { " …" } else { "" };
    let head: String = text.chars().take(HEAD).collect();
    format!("{}{ends}", head.trim_end())
}

fn kind(change: &Change) -> &'static str {
    change.new.as_ref().or(change.old.as_ref()).map_or("text", |place| kind_name(place.kind))
}

/// What a text is called: `paragraph 4. (para_4)`.
pub(super) fn name(place: &Place) -> String {
    let number = place.number.as_ref().map_or_else(String::new, |number| format!(" {number}"));
    format!("{}{number} ({})", kind_name(place.kind), place.eid)
}

fn kind_name(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Cover => "line of the cover",
        NodeKind::Title => "title",
        NodeKind::Formula => "enacting formula",
        NodeKind::Preambular => "preambular paragraph",
        NodeKind::Heading => "heading",
        NodeKind::Paragraph => "paragraph",
        NodeKind::Subparagraph => "subparagraph",
        NodeKind::Conclusion => "closing line",
        NodeKind::AnnexHeading => "annex",
        NodeKind::Note => "note",
    }
}

/// The edits of a change as they are shown: a whole text where it came or went, its beginning where its words are the
/// same, the surroundings of each edit where they are not.
pub(super) fn shown(change: &Change) -> Vec<Edit> {
    let whole = |kind, place: &Place| vec![Edit { kind, text: place.text.clone() }];
    match (&change.old, &change.new) {
        (Some(old), None) => whole(EditKind::Removed, old),
        (None, Some(new)) => whole(EditKind::Inserted, new),
        (_, Some(new)) if change.edits.is_empty() => vec![Edit { kind: EditKind::Kept, text: head(&new.text) }],
        _ => {
            let last = change.edits.len().saturating_sub(1);
            let edit = |(index, edit): (usize, &Edit)| Edit {
                kind: edit.kind,
                text: match edit.kind {
                    EditKind::Kept => beside(&edit.text, index > 0, index < last),
                    EditKind::Removed | EditKind::Inserted => edit.text.clone(),
                },
            };
            change.edits.iter().enumerate().map(edit).collect()
        }
    }
}

/// A kept stretch without its middle: what follows the edit before it, and what leads to the one after it.
fn beside(text: &str, before: bool, after: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let wanted = usize::from(before) * BESIDE + usize::from(after) * BESIDE;
    if chars.len() <= wanted + HEAD / 2 {
        return text.to_owned();
    }
    let head = chars.get(..if before { BESIDE } else { 0 }).unwrap_or_default();
    let tail = chars.get(chars.len() - if after { BESIDE } else { 0 }..).unwrap_or_default();
    // A word that is cut is left out, where words have spaces.
    let head: String = head.iter().collect();
    let tail: String = tail.iter().collect();
    let head = head.rfind(char::is_whitespace).and_then(|at| head.get(..at)).unwrap_or(&head);
    let tail = tail.find(char::is_whitespace).and_then(|at| tail.get(at..)).unwrap_or(&tail);
    format!("{head}{}…{}{tail}", if before { " " } else { "" }, if tail.starts_with(' ') || !after { "" } else { " " })
}

/// What is not a text: a title for each part that has something, and its lines.
pub(super) fn rest(diff: &Diff) -> Vec<(&'static str, Vec<String>)> {
    let facts = diff.facts.iter().map(|fact| {
        let value = |value: &Option<Value>| value.as_ref().map_or_else(|| "none".to_owned(), said);
        format!("{}: {} -> {} ({})", fact.name, value(&fact.old), value(&fact.new), fact.class.name())
    });
    let cited = |what| {
        let citations = diff.citations.iter().filter(move |citation| citation.happened == what);
        citations.map(|citation| citation.name.clone()).collect::<Vec<_>>()
    };
    let parts = [
        ("references that were not updated", diff.retargeted.iter().map(retargeted).collect()),
        ("facts", facts.collect()),
        ("no longer cited", cited(Happening::Removed)),
        ("newly cited", cited(Happening::Added)),
    ];
    parts.into_iter().filter(|(_, lines): &(_, Vec<_>)| !lines.is_empty()).collect()
}

fn retargeted(reference: &Retargeted) -> String {
    let Retargeted { text, new_node, old_target, old_target_now, new_target, .. } = reference;
    let list = |eids: &[EId], none: &str| match eids {
        [] => none.to_owned(),
        eids => eids.iter().map(EId::as_str).collect::<Vec<_>>().join(" to "),
    };
    let before = list(old_target, "nothing");
    let became = match old_target_now.as_slice() {
        _ if old_target.is_empty() => String::new(),
        now if now == old_target => String::new(),
        now => format!(", which is now {}", list(now, "removed")),
    };
    let after = list(new_target, "nothing that is there");
    format!("{new_node}: “{text}” meant {before}{became}; it now means {after}")
}

/// A value of metadata for people: a text as it is, a name out of several fields, members of a list in turn.
fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(said).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields.values().map(said).collect::<Vec<_>>().join(" "),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
