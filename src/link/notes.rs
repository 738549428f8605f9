//! Note calls to notes, scope by scope: an annex has notes of its own, numbered anew.
//!
//! A call takes the first note of its scope that bears its marker and that no call has taken; a marker called again
//! takes the same note again. A call in an annex whose marker no note of the annex bears may take one of the main part,
//! for a printer may set the note of the last page there.
//!
//! Not here: what is left over (see `check`).

use crate::model::visit::{NodeKind, passages_mut};
use crate::model::{Document, EId, Mark, Note};
use std::collections::HashMap;

/// The notes of one scope by marker, in printed order, and how many of each are taken.
#[derive(Default)]
struct Scope {
    notes: HashMap<String, Vec<EId>>,
    taken: HashMap<String, usize>,
}

impl Scope {
    fn new(notes: &[Note]) -> Self {
        let mut scope = Scope::default();
        for note in notes {
            scope.notes.entry(note.marker.canonical.clone()).or_default().push(note.eid.clone());
        }
        scope
    }

    fn take(&mut self, marker: &str) -> Option<EId> {
        let notes = self.notes.get(marker)?;
        let taken = self.taken.entry(marker.to_owned()).or_insert(0);
        let note = notes.get(*taken).or(notes.last()).cloned();
        *taken += 1;
        note
    }
}

/// Links every call.
pub(super) fn link(document: &mut Document) {
    let mut main = Scope::new(&document.notes);
    let mut annexes: Vec<Scope> = document.annexes.iter().map(|a| Scope::new(&a.notes)).collect();
    let mut callers: HashMap<EId, EId> = HashMap::new();
    passages_mut(document, &mut |node| {
        // A note cannot call itself; a marker within a note is text that looks like one.
        if node.kind == NodeKind::Note {
            return;
        }
        for span in &mut node.passage.spans {
            if let Mark::NoteCall { marker, note } = &mut span.mark {
                let own = node.annex.and_then(|index| annexes.get_mut(index)).and_then(|s| s.take(&marker.canonical));
                *note = own.or_else(|| main.take(&marker.canonical));
                if let Some(note) = note {
                    callers.entry(note.clone()).or_insert_with(|| node.context.clone());
                }
            }
        }
    });
    let notes = document.annexes.iter_mut().flat_map(|a| &mut a.notes).chain(&mut document.notes);
    for note in notes {
        note.called_from = callers.get(&note.eid).cloned();
    }
}
