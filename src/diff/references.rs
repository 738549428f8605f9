//! What a document cites, and whether its references to its own paragraphs still mean the same ones.
//!
//! A reference that reads as before although its paragraph bears another number was not updated. The target of each is
//! compared with what became of the target before.

use super::{Happening, State, States};
use crate::model::{Document, EId, Reference, ReferenceKind, Target};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A document that one state cites and the other does not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Citation {
    /// Its symbol; of a treaty its title, of a page its address, as printed.
    pub name: String,
    /// [`Happening::Added`] or [`Happening::Removed`].
    pub happened: Happening,
}

/// A reference whose words are as before and whose target is another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Retargeted {
    /// Its words.
    pub text: String,
    /// The node that it stood in.
    pub old_node: EId,
    /// The node that it stands in.
    pub new_node: EId,
    /// What it meant: a paragraph, or both ends of a range; empty where it meant nothing that was there.
    pub old_target: Vec<EId>,
    /// Where that stands now; empty where it was removed.
    pub old_target_now: Vec<EId>,
    /// What it means now.
    pub new_target: Vec<EId>,
    /// Where that stood before; empty where it was added.
    pub new_target_before: Vec<EId>,
}

/// The documents cited in one state alone, by name.
pub(super) fn citations(old: &Document, new: &Document) -> Vec<Citation> {
    let (old, new) = (cited(old), cited(new));
    let only = |of: &BTreeSet<String>, other: &BTreeSet<String>, happened| {
        of.difference(other).map(|name| Citation { name: name.clone(), happened }).collect::<Vec<_>>()
    };
    let mut found = only(&old, &new, Happening::Removed);
    found.extend(only(&new, &old, Happening::Added));
    found.sort();
    found
}

/// What a document cites. Its own symbol stands on its cover.
fn cited(document: &Document) -> BTreeSet<String> {
    let own = document.metadata.symbol.as_ref().map(|symbol| symbol.value.as_str());
    let name = |reference: &Reference| match reference.kind {
        ReferenceKind::Treaty | ReferenceKind::Web => {
            Some(reference.symbol.as_ref().unwrap_or(&reference.text).clone())
        }
        ReferenceKind::Resolution | ReferenceKind::Decision | ReferenceKind::Document | ReferenceKind::Title => {
            reference.symbol.clone().filter(|symbol| Some(symbol.as_str()) != own)
        }
        ReferenceKind::Paragraph | ReferenceKind::Section | ReferenceKind::Annex | ReferenceKind::ThisDocument => None,
    };
    document.references.iter().filter_map(name).collect()
}

/// References to parts of the document that mean another part than they did.
pub(super) fn retargeted(old: &Document, new: &Document, states: &States<'_>) -> Vec<Retargeted> {
    let pairs =
        states.pairs.iter().filter_map(|&(i, j)| Some((&states.old.units.get(i)?.eid, &states.new.units.get(j)?.eid)));
    let now: BTreeMap<&EId, &EId> = pairs.collect();
    let before: BTreeMap<&EId, &EId> = now.iter().map(|(old, new)| (*new, *old)).collect();
    let references = (internal(old), internal(new));
    let texts = (eids(&states.old), eids(&states.new));
    let mut found = Vec::new();
    for (&node, &counterpart) in &now {
        let (Some(of_old), Some(of_new)) = (references.0.get(node), references.1.get(counterpart)) else { continue };
        for (text, targets) in of_old {
            // Of equal words the first is the first.
            for (old_target, new_target) in targets.iter().zip(of_new.get(text).into_iter().flatten()) {
                let old_target_now = follow(old_target, &now, &texts.0);
                let new_target_before = follow(new_target, &before, &texts.1);
                if old_target_now != *new_target || new_target_before != *old_target {
                    found.push(Retargeted {
                        text: (*text).to_owned(),
                        old_node: node.clone(),
                        new_node: counterpart.clone(),
                        old_target: old_target.clone(),
                        old_target_now,
                        new_target: new_target.clone(),
                        new_target_before,
                    });
                }
            }
        }
    }
    found.sort();
    found
}

fn eids<'s>(state: &'s State<'_>) -> HashSet<&'s EId> {
    state.units.iter().map(|unit| &unit.eid).collect()
}

/// Where targets stand in the other state. What has no text of its own is there under its name.
fn follow(targets: &[EId], counterparts: &BTreeMap<&EId, &EId>, texts: &HashSet<&EId>) -> Vec<EId> {
    let lost = |target: &&EId| !counterparts.contains_key(target) && texts.contains(target);
    let there = targets.iter().filter(|target| !lost(target));
    there.map(|target| counterparts.get(target).map_or_else(|| target.clone(), |&eid| eid.clone())).collect()
}

/// The targets of references to parts of the document: by the node that they stand in, then by their words.
fn internal(document: &Document) -> HashMap<&EId, BTreeMap<&str, Vec<Vec<EId>>>> {
    let mut found: HashMap<&EId, BTreeMap<&str, Vec<Vec<EId>>>> = HashMap::new();
    for reference in &document.references {
        let target = match &reference.target {
            Target::Node { eid } | Target::Annex { eid, .. } => vec![eid.clone()],
            Target::Range { from, to } => vec![from.clone(), to.clone()],
            Target::Dangling => Vec::new(),
            Target::Work { .. } | Target::Symbol { .. } | Target::ThisDocument | Target::Web { .. } | Target::Named => {
                continue;
            }
        };
        found.entry(&reference.node).or_default().entry(&reference.text).or_default().push(target);
    }
    found
}
