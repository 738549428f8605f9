//! What changed since the release before, for people: `CHANGES.md`, and the identifiers that mean something else now.
//!
//! In: the state of a document then and now. Out: its changes as Markdown, by `diff`, and each identifier that then named
//! one text and now names another. Identifiers count from what is printed, so that happens where the numbers of the text
//! itself moved, or where it is read better than before; whoever cites must hear of it.

use super::Descriptor;
use super::delta::{COMPARED, Delta, Previous};
use crate::diff::{self, Report};
use crate::link::Linked;
use crate::markdown::plain;
use std::fmt::Write as _;

/// An identifier that names another text than in the release before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The key: `a-res-75-291.zh#para_13`, or a document's name.
    pub id: String,
    /// Where what it named is now: an identifier within the document, or the IRI of another work.
    pub now: String,
}

/// What changed in one document.
#[derive(Debug)]
pub(super) struct Changes {
    markdown: Option<String>,
    moved: Vec<Moved>,
}

impl Changes {
    /// Compares two states of the document `stem`.
    pub(super) fn of(stem: &str, old: &Linked, new: &Linked) -> Self {
        let mut moved = Vec::new();
        let work = |linked: &Linked| linked.document().metadata.work_iri.as_ref().map(|iri| iri.value.clone());
        if let (Some(was), Some(is)) = (work(old), work(new))
            && was != is
        {
            moved.push(Moved { id: stem.to_owned(), now: is });
        }
        let diff = diff::compare(old, new);
        let taken: std::collections::HashSet<_> =
            crate::model::unit::units(new.document()).into_iter().map(|unit| unit.eid).collect();
        for change in &diff.changes {
            if let (Some(was), Some(is)) = (&change.old, &change.new)
                && was.eid != is.eid
                && taken.contains(&was.eid)
            {
                moved.push(Moved { id: format!("{stem}#{}", was.eid), now: is.eid.to_string() });
            }
        }
        let markdown =
            (!diff.is_empty()).then(|| diff::markdown::render(&Report::of(vec![diff]), Some("tables/delta.csv")));
        Changes { markdown, moved }
    }
}

/// Every identifier that means something else.
pub(super) fn moved(changes: &[Changes]) -> Vec<Moved> {
    changes.iter().flat_map(|changes| changes.moved.iter().cloned()).collect()
}

/// The page for people.
pub(super) fn page(descriptor: &Descriptor, previous: Option<&Previous>, delta: &Delta, changes: &[Changes]) -> String {
    let mut page = format!("# What changed in {} {}\n\n", plain(&descriptor.title), plain(&descriptor.version));
    let Some(previous) = previous else {
        page.push_str("This release was compared with none before it: every row of `tables/delta.csv` is an ADD.\n");
        return page;
    };
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "Since version {}:\n\n| table | new | changed | gone |\n|---|--:|--:|--:|\n",
        plain(&previous.version)
    );
    for table in COMPARED {
        let [added, other, gone] = ["ADD", "MOD", "DEL"].map(|operation| delta.count(table, operation));
        let _ = writeln!(page, "| {table} | {added} | {other} | {gone} |");
    }
    let moved = moved(changes);
    if !moved.is_empty() {
        page.push_str(
            "\n## Identifiers that name something else now\n\nWhat they named is there under another name:\n\n",
        );
        for moved in &moved {
            let _ = writeln!(page, "- {} is now {}", plain(&moved.id), plain(&moved.now));
        }
    }
    list(&mut page, "New documents", delta.ids("documents", "ADD"));
    list(&mut page, "Documents that are gone", delta.ids("documents", "DEL"));
    list(&mut page, "Paragraphs that are gone", delta.ids("paragraphs", "DEL"));
    let pages = changes.iter().filter_map(|changes| changes.markdown.as_deref());
    let pages = pages.collect::<Vec<_>>().join("\n");
    if !pages.is_empty() {
        let _ = write!(page, "\n## Document by document\n\n{pages}");
    }
    page.push_str("\nRow by row: `tables/delta.csv`. Every identifier that was ever removed: `tables/removed.csv`.\n");
    page
}

fn list<'a>(page: &mut String, title: &str, ids: impl Iterator<Item = &'a str>) {
    for (at, id) in ids.enumerate() {
        if at == 0 {
            let _ = write!(page, "\n## {title}\n\n");
        }
        let _ = writeln!(page, "- {}", plain(id));
    }
}
