//! Note calls to notes, scope by scope: an annex has notes of its own, numbered anew.
//!
//! A call takes the first note of its scope that bears its marker and that no call has taken; where there is none, the
//! first such note of any scope, for a web page prints the notes of every part at the very end, and a printer may set
//! the note of a last page there. A marker called again takes the same note again. Where each page counts its notes anew,
//! a call takes the note that stands next under it. A note belongs to the part that calls it, and is moved there.
//!
//! Not here: what is left over (see `check`).

use crate::model::visit::{NodeKind, passages, passages_mut};
use crate::model::{Document, EId, Mark, Note, NoteMarker};
use crate::source::Span;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// A part of a document: `None` is the main part.
type Scope = Option<usize>;

/// Which note each call takes. Calls and notes are known by the place of their markers.
#[derive(Default)]
pub(super) struct Matches {
    /// Notes by scope and marker, in printed order.
    notes: HashMap<(Scope, String), Vec<Span>>,
    taken: HashSet<Span>,
    /// Where the search for a note of a scope and marker goes on.
    next: HashMap<(Scope, String), usize>,
    /// Notes by marker, whatever their scope.
    all: HashMap<String, Alike>,
    /// The place of each note among those that bear its marker.
    places: HashMap<Span, usize>,
    /// For each scope and marker, the first of the notes that were first called there, and its place.
    called: HashMap<(Scope, String), (usize, Span)>,
    /// Where each marker is called last in a scope, in bytes of the source.
    last_calls: HashMap<(Scope, String), usize>,
    /// Note of each call.
    calls: HashMap<Span, Span>,
    /// Scope of the first call of each note.
    scopes: HashMap<Span, Scope>,
}

/// The notes that bear one marker, those of the main part first.
struct Alike {
    notes: Vec<Span>,
    /// Where the search for one that no call has taken goes on.
    next: usize,
    /// The last one of the first scope that has any.
    last: (Scope, Span),
}

impl Matches {
    fn find(document: &Document) -> Self {
        let mut matches = Matches::default();
        let scopes = std::iter::once((None, &document.notes));
        let annexes = document.annexes.iter().enumerate().map(|(i, a)| (Some(i), &a.notes));
        for (scope, notes) in scopes.chain(annexes) {
            for note in notes {
                let (marker, source) = (&note.marker.canonical, note.marker.source);
                matches.notes.entry((scope, marker.clone())).or_default().push(source);
                let first = || Alike { notes: Vec::new(), next: 0, last: (scope, source) };
                let alike = matches.all.entry(marker.clone()).or_insert_with(first);
                if alike.last.0 == scope {
                    alike.last.1 = source;
                }
                matches.places.insert(source, alike.notes.len());
                alike.notes.push(source);
            }
        }
        each_call(document, |scope, marker| {
            // Only a marker that several notes bear is asked for.
            if matches.of(scope, &marker.canonical).len() > 1 {
                let last = matches.last_calls.entry((scope, marker.canonical.clone())).or_default();
                *last = marker.source.start().max(*last);
            }
        });
        each_call(document, |scope, marker| {
            if let Some(note) = matches.take(scope, marker) {
                matches.calls.insert(marker.source, note);
                matches.remember(note, scope, &marker.canonical);
            }
        });
        matches
    }

    fn take(&mut self, scope: Scope, call: &NoteMarker) -> Option<Span> {
        let marker = call.canonical.as_str();
        let mut note = self.below(scope, call).or_else(|| self.fresh(scope, marker));
        // The same note, called again.
        note = note.or_else(|| self.called.get(&(scope, marker.to_owned())).map(|again| again.1));
        note = note.or_else(|| {
            let alike = self.all.get_mut(marker)?;
            while alike.notes.get(alike.next).is_some_and(|n| self.taken.contains(n)) {
                alike.next += 1;
            }
            Some(alike.notes.get(alike.next).copied().unwrap_or(alike.last.1))
        });
        self.taken.extend(note);
        note
    }

    /// Remembers the scope of the first call of a note.
    fn remember(&mut self, note: Span, scope: Scope, marker: &str) {
        let place = self.places.get(&note).copied().unwrap_or_default();
        if let Entry::Vacant(first) = self.scopes.entry(note) {
            first.insert(scope);
            let known = self.called.entry((scope, marker.to_owned())).or_insert((place, note));
            if place < known.0 {
                *known = (place, note);
            }
        }
    }

    /// The next note under a call, where each page counts its notes anew: a note that bears the marker stands above the
    /// call, or the marker is called again under the note.
    fn below(&self, scope: Scope, call: &NoteMarker) -> Option<Span> {
        let notes = self.of(scope, &call.canonical);
        let next = notes.partition_point(|note| note.start() < call.source.start());
        let note = notes.get(next).copied()?;
        let again = || self.last_calls.get(&(scope, call.canonical.clone())).is_some_and(|&last| last > note.start());
        (next > 0 || again()).then_some(note)
    }

    /// The notes of a scope that bear a marker.
    fn of(&self, scope: Scope, marker: &str) -> &[Span] {
        self.notes.get(&(scope, marker.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first of them that no call has taken. What was taken stays taken, so the search goes on where it stopped.
    fn fresh(&mut self, scope: Scope, marker: &str) -> Option<Span> {
        let key = (scope, marker.to_owned());
        let from = self.next.get(&key).copied().unwrap_or(0);
        let found = self.of(scope, marker).iter().enumerate().skip(from).find(|(_, n)| !self.taken.contains(n));
        let (index, note) = found.map(|(index, note)| (index, *note))?;
        self.next.insert(key, index);
        Some(note)
    }
}

/// Hands over every call with its scope, in order. A note cannot call itself; a marker within a note is text that looks like
/// one.
fn each_call(document: &Document, mut visit: impl FnMut(Scope, &NoteMarker)) {
    passages(document, &mut |node| {
        let spans = node.passage.spans.iter().filter(|_| node.kind != NodeKind::Note);
        for span in spans {
            if let Mark::NoteCall { marker, .. } = &span.mark {
                visit(node.annex, marker);
            }
        }
    });
}

/// Moves every note to the part that calls it, and returns which call takes which. Before identifiers are given.
pub(super) fn settle(document: &mut Document) -> Matches {
    let matches = Matches::find(document);
    let mut notes: Vec<(Scope, Note)> = document.notes.drain(..).map(|n| (None, n)).collect();
    for (index, annex) in document.annexes.iter_mut().enumerate() {
        notes.extend(annex.notes.drain(..).map(|n| (Some(index), n)));
    }
    for (scope, note) in notes {
        let scope = matches.scopes.get(&note.marker.source).copied().unwrap_or(scope);
        match scope.and_then(|index| document.annexes.get_mut(index)) {
            Some(annex) => annex.notes.push(note),
            None => document.notes.push(note),
        }
    }
    matches
}

/// Links every call. After identifiers are given.
pub(super) fn link(document: &mut Document, matches: &Matches) {
    let all = document.annexes.iter().flat_map(|a| &a.notes).chain(&document.notes);
    let ids: HashMap<Span, EId> = all.map(|n| (n.marker.source, n.eid.clone())).collect();
    let mut callers: HashMap<EId, EId> = HashMap::new();
    passages_mut(document, &mut |node| {
        for span in &mut node.passage.spans {
            if let Mark::NoteCall { marker, note } = &mut span.mark {
                *note = matches.calls.get(&marker.source).and_then(|n| ids.get(n)).cloned();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_notes_that_were_called_is_called_again() {
        let notes = [Span::new(90, 91), Span::new(95, 96), Span::new(99, 100)];
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
            let places = notes.iter().copied().zip(0..).collect();
            let mut matches = Matches { places, ..Matches::default() };
            for place in order {
                matches.remember(notes[place], None, "1");
            }
            assert_eq!(matches.called.get(&(None, "1".to_owned())), Some(&(0, notes[0])), "{order:?}");
        }
    }
}
