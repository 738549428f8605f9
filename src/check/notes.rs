//! Rules about notes and their calls.

use super::structure::parts;
use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::diagnostic::page::{Family, Page};
use crate::model::visit::NodeKind;
use crate::model::{EId, Mark, Note, NoteMarker};
use std::collections::{HashMap, HashSet};

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        page: Page {
            code: "DC401",
            name: "call-without-note",
            family: Family::Notes,
            severity: Severity::Error,
            what: "a note is called and is not there",
            why: "a reader looks for the note and finds none",
            remedy: "restore the note, or delete its call",
        },
        run: call_without_note,
    },
    Rule {
        page: Page {
            code: "DC402",
            name: "note-without-call",
            family: Family::Notes,
            severity: Severity::Error,
            what: "nothing calls a note",
            why: "nobody is sent to this note",
            remedy: "restore its call in the text, or delete the note",
        },
        run: note_without_call,
    },
    Rule {
        page: Page {
            code: "DC403",
            name: "notes-out-of-order",
            family: Family::Notes,
            severity: Severity::Warning,
            what: "the numbers of notes have a gap, a repeat or another order",
            why: "notes are numbered in the order of their calls",
            remedy: "look for a lost note or a misprinted number",
        },
        run: out_of_order,
    },
    Rule {
        page: Page {
            code: "DC404",
            name: "note-repeated",
            family: Family::Notes,
            severity: Severity::Error,
            what: "two notes of one part bear the same marker",
            why: "a call can mean either",
            remedy: "correct one of the markers, and its call",
        },
        run: repeated,
    },
    Rule {
        page: Page {
            code: "DC405",
            name: "calls-out-of-order",
            family: Family::Notes,
            severity: Severity::Warning,
            what: "the calls of notes do not follow each other in the order of their numbers",
            why: "notes are numbered in the order in which they are called",
            remedy: "exchange the markers, or renumber the notes",
        },
        run: calls_out_of_order,
    },
    Rule {
        page: Page {
            code: "DC406",
            name: "note-without-full-stop",
            family: Family::Notes,
            severity: Severity::Warning,
            what: "a note closes without a full stop where the others have one",
            why: "the end of the note may be lost",
            remedy: "compare with the printed text, and close the note",
        },
        run: unclosed,
    },
    Rule {
        page: Page {
            code: "DC407",
            name: "asterisk-note",
            family: Family::Notes,
            severity: Severity::Warning,
            what: "a note is marked with asterisks",
            why: "in Markdown an asterisk opens emphasis or an item, and the note disappears",
            remedy: "where the text will be read as Markdown, write a backslash before the asterisk",
        },
        run: asterisk,
    },
    Rule {
        page: Page {
            code: "DC408",
            name: "note-numbers-begin-anew",
            family: Family::Notes,
            severity: Severity::Info,
            what: "the notes of an annex are numbered from 1 again",
            why: "the number of a note means nothing without its part",
            remedy: "cite such a note together with its annex",
        },
        run: anew,
    },
];

/// A call of the text.
#[derive(Clone, Copy)]
struct Call<'a> {
    marker: &'a NoteMarker,
    /// The note that bears its marker.
    note: Option<&'a EId>,
    /// The annex that it stands in.
    annex: Option<usize>,
}

fn calls<'a>(subject: &Subject<'a>) -> Vec<Call<'a>> {
    let mut calls = Vec::new();
    for node in subject.nodes.iter().filter(|n| n.kind != NodeKind::Note) {
        for span in &node.passage.spans {
            if let Mark::NoteCall { marker, note } = &span.mark {
                calls.push(Call { marker, note: note.as_ref(), annex: node.annex });
            }
        }
    }
    calls
}

fn call_without_note(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for node in &subject.nodes {
        for span in &node.passage.spans {
            if let Mark::NoteCall { marker, note: None } = &span.mark {
                findings.add(Some(marker.source), format!("no note bears the marker “{}”", marker.printed));
            }
        }
    }
}

fn note_without_call(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for note in parts(subject.document).flat_map(|p| p.notes).filter(|n| n.called_from.is_none()) {
        findings.add(Some(note.marker.source), format!("nothing calls note “{}”", note.marker.printed));
    }
}

/// The notes that begin to count anew on a page, as old documents do: note 1 that stands under other notes, and its call
/// between it and them.
fn first_of_pages<'a>(subject: &Subject<'a>) -> HashSet<&'a EId> {
    let pairs = parts(subject.document).flat_map(|part| part.notes.windows(2));
    let again: Vec<_> = pairs.filter(|pair| matches!(pair, [_, note] if note.marker.canonical == "1")).collect();
    // Nearly all documents count their notes once, and their calls need not be gone through.
    if again.is_empty() {
        return HashSet::new();
    }
    let calls = calls(subject).into_iter();
    let called: HashMap<&EId, usize> =
        calls.filter_map(|call| Some((call.note?, call.marker.source.start()))).collect();
    let between = |pair: &'a [Note]| match pair {
        [above, note] => {
            let at = called.get(&note.eid).copied()?;
            (above.marker.source.start()..note.marker.source.start()).contains(&at).then_some(&note.eid)
        }
        _ => None,
    };
    again.into_iter().filter_map(between).collect()
}

fn out_of_order(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let anew = first_of_pages(subject);
    for part in parts(subject.document) {
        let mut last = 0_u32;
        for note in part.notes {
            let Ok(number) = note.marker.canonical.parse::<u32>() else { continue };
            if number != last + 1 && !anew.contains(&note.eid) {
                findings.add(Some(note.marker.source), format!("note {number} stands where note {} is due", last + 1));
            }
            last = number;
        }
    }
}

fn repeated(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let anew = first_of_pages(subject);
    for part in parts(subject.document) {
        let mut seen = HashSet::new();
        for note in part.notes {
            if anew.contains(&note.eid) {
                seen.clear();
            }
            if !seen.insert(&note.marker.canonical) {
                let message = format!("a note before this one bears “{}” too", note.marker.printed);
                findings.add(Some(note.marker.source), message);
            }
        }
    }
}

fn calls_out_of_order(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let anew = first_of_pages(subject);
    let mut met = HashSet::new();
    let mut last = (None, 0_u32);
    // A call without a note is told as such, and says nothing of the others.
    for (Call { marker, annex, .. }, note) in calls(subject).into_iter().filter_map(|call| Some((call, call.note?))) {
        let Ok(number) = marker.canonical.parse::<u32>() else { continue };
        if anew.contains(note) && met.insert(note) {
            last = (annex, 0);
        }
        if annex == last.0 && number < last.1 {
            findings.add(Some(marker.source), format!("note {number} is called after note {}", last.1));
        }
        last = (annex, if annex == last.0 { number.max(last.1) } else { number });
    }
}

fn unclosed(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let marks = subject.language.sentence_ends;
    let closed = |text: &str| text.trim_end().trim_end_matches(['”', '"', '»', ')', '）']).ends_with(marks);
    for part in parts(subject.document) {
        let full = part.notes.iter().filter(|n| closed(&n.passage.text)).count();
        if full * 2 <= part.notes.len() {
            continue;
        }
        for note in part.notes.iter().filter(|n| !n.passage.text.trim().is_empty()) {
            // An address takes no full stop.
            let address = note.passage.text.split_whitespace().next_back().is_some_and(|word| word.contains("://"));
            if !address && !closed(&note.passage.text) {
                let bare = note.passage.text.trim_end().ends_with(char::is_alphanumeric);
                let fix = subject.close(&note.passage, None, marks.first()).filter(|_| bare);
                findings.fixable(subject.last(&note.passage), "this note closes without a full stop".to_owned(), fix);
            }
        }
    }
}

fn asterisk(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let notes = parts(subject.document).flat_map(|p| p.notes).map(|n| &n.marker);
    for marker in notes.chain(calls(subject).into_iter().map(|call| call.marker)) {
        if marker.canonical.starts_with('*') {
            findings.add(Some(marker.source), format!("“{}” marks a note", marker.printed));
        }
    }
}

fn anew(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.document.notes.is_empty() {
        return;
    }
    for Call { marker, annex, .. } in calls(subject) {
        if annex.is_some() && marker.canonical == "1" {
            findings.add(Some(marker.source), "the notes of this annex are numbered from 1 again".to_owned());
        }
    }
}
