//! Rules about notes and their calls.

use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::visit::passages;
use crate::model::{Document, Mark, Note};

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "DC401",
        name: "call-without-note",
        severity: Severity::Error,
        help: "a reader looks for the note and finds none; restore the note, or delete its call",
        run: call_without_note,
    },
    Rule {
        code: "DC402",
        name: "note-without-call",
        severity: Severity::Error,
        help: "nobody is sent to this note; restore its call in the text, or delete the note",
        run: note_without_call,
    },
    Rule {
        code: "DC403",
        name: "notes-out-of-order",
        severity: Severity::Warning,
        help: "notes are numbered in the order of their calls; look for a lost note or a misprinted number",
        run: out_of_order,
    },
];

fn notes(document: &Document) -> impl Iterator<Item = &Vec<Note>> {
    std::iter::once(&document.notes).chain(document.annexes.iter().map(|a| &a.notes))
}

fn call_without_note(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    passages(subject.linked.document(), &mut |node| {
        for span in &node.passage.spans {
            if let Mark::NoteCall { marker, note: None } = &span.mark {
                findings.add(Some(marker.source), format!("no note bears the marker “{}”", marker.printed));
            }
        }
    });
}

fn note_without_call(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for note in notes(subject.linked.document()).flatten().filter(|n| n.called_from.is_none()) {
        findings.add(Some(note.marker.source), format!("nothing calls note “{}”", note.marker.printed));
    }
}

fn out_of_order(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for scope in notes(subject.linked.document()) {
        let mut last = 0_u32;
        for note in scope {
            let Ok(number) = note.marker.canonical.parse::<u32>() else { continue };
            if number != last + 1 {
                findings.add(Some(note.marker.source), format!("note {number} stands where note {} is due", last + 1));
            }
            last = number;
        }
    }
}
