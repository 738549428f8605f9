//! Organs, organizations, roles and States in a text, by the lexicon of its language.
//!
//! Only the first mention in a passage is marked, and only the longest name at a place. A name of two characters is
//! left alone within a paragraph: 大会 also ends the names of congresses.
//!
//! Not here: who issued the document (see `facts`).

use super::openings::List;
use super::reader::Reader;
use crate::language::{Entity, Language};
use crate::model::Mark;
use std::collections::HashMap;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameKind {
    Organization,
    Role,
}

/// The names of a language by their first characters.
pub(super) struct Lexicon(HashMap<char, Vec<(&'static Entity, NameKind)>>);

impl Lexicon {
    /// The lexicon of a language. One serves all passages of a document.
    pub(super) fn new(language: &'static Language) -> Self {
        let organizations = language.organs.iter().chain(language.organizations).map(|e| (e, NameKind::Organization));
        let mut index: HashMap<char, Vec<(&'static Entity, NameKind)>> = HashMap::new();
        for (entity, kind) in organizations.chain(language.roles.iter().map(|e| (e, NameKind::Role))) {
            if let Some(first) = entity.name.chars().next() {
                index.entry(first).or_default().push((entity, kind));
            }
        }
        Lexicon(index)
    }
}

/// Names in a passage, each once. `short` lets names of two characters count, as on a cover or in a formula.
pub(super) fn find(lexicon: &Lexicon, reader: &Reader<'_>, short: bool) -> Vec<(usize, usize, Mark)> {
    let mut found: Vec<(usize, usize, Mark)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let mut next = 0;
    for at in reader.places([List::Names], 0, reader.len()) {
        let Some(c) = reader.at(at).filter(|_| at >= next) else { continue };
        let candidates = lexicon.0.get(&c).map(Vec::as_slice).unwrap_or_default();
        let longest = candidates
            .iter()
            .filter_map(|(entity, kind)| Some((reader.word(at, entity.name)?, *entity, *kind)))
            .max_by_key(|f| f.0);
        let Some((end, entity, kind)) = longest else { continue };
        if (short || end - at > 2) && !seen.contains(&entity.id) {
            seen.push(entity.id);
            let id = entity.id.to_owned();
            let mark = match kind {
                NameKind::Organization => Mark::Organization { id },
                NameKind::Role => Mark::Role { id },
            };
            found.push((at, end, mark));
        }
        next = end;
    }
    found
}
