//! The ontology of one document: what its mark-up points at with `#`, each thing once.
//!
//! Asked for `unga` as an organization it gives `#unga` and remembers that a `TLCOrganization` is needed; asked again
//! it gives the same. What nobody points at is never written, and what is written is never pointed at in vain.
//!
//! Invariant: an eId given here is none of the document's own and of no other thing.
//!
//! Not here: names of things in any language; they come from the text.

use super::element::{MetaReference, MetaReferenceElement, Str};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

/// What the mark-up of a document points at.
#[derive(Debug, Default)]
pub(super) struct Ontology<'a> {
    /// The eIds of the document.
    nodes: HashSet<&'a str>,
    /// Other eIds that are not to be given, and those that were.
    taken: HashSet<String>,
    /// By kind, then by identifier.
    entries: BTreeMap<MetaReferenceElement, BTreeMap<String, Entry<'a>>>,
}

#[derive(Debug)]
struct Entry<'a> {
    eid: String,
    href: String,
    show_as: Str<'a>,
    short_form: Option<Str<'a>>,
}

impl<'a> Ontology<'a> {
    /// An empty ontology that gives none of the identifiers of the document's `nodes`, and none of those `taken`.
    pub(super) fn new(nodes: HashSet<&'a str>, taken: HashSet<String>) -> Self {
        Ontology { nodes, taken, entries: BTreeMap::new() }
    }

    /// `#` and the eId of a thing that was pointed at before, as most are that a text names.
    pub(super) fn known(&self, element: MetaReferenceElement, id: &str) -> Option<String> {
        let entry = self.entries.get(&element)?.get(eid_of(id).as_ref())?;
        Some(["#", &entry.eid].concat())
    }

    /// `#` and the eId of a thing. Its name is that of the first mention.
    pub(super) fn refer(&mut self, element: MetaReferenceElement, id: &str, show_as: impl Into<Str<'a>>) -> String {
        self.refer_as(element, id, id, show_as.into(), None)
    }

    /// As [`Ontology::refer`], for a thing whose eId is not the end of its IRI, or that has a short name.
    pub(super) fn refer_as(
        &mut self,
        element: MetaReferenceElement,
        eid: &str,
        iri_end: &str,
        show_as: Str<'a>,
        short_form: Option<Str<'a>>,
    ) -> String {
        if let Some(pointer) = self.known(element, eid) {
            return pointer;
        }
        let id = eid_of(eid).into_owned();
        // An office may bear the identifier of an organization: the second of the two gives way.
        let free = std::iter::once(id.clone())
            .chain(std::iter::once_with(|| format!("{id}-{}", class(element))))
            .chain((2..u32::MAX).map(|n| format!("{id}-{n}")))
            .find(|eid| !self.nodes.contains(eid.as_str()) && !self.taken.contains(eid))
            .unwrap_or_else(|| id.clone());
        self.taken.insert(free.clone());
        let pointer = ["#", &free].concat();
        let href = format!("/akn/ontology/{}/un/{}", class(element), segment(iri_end));
        self.add(element, id, Entry { eid: free, href, show_as, short_form });
        pointer
    }

    /// Adds a child of `references` that is not of the ontology: `original`, `hasAttachment`. Its eId is reserved.
    pub(super) fn document(&mut self, element: MetaReferenceElement, eid: String, href: String, show_as: Str<'a>) {
        let entry = Entry { eid: eid.clone(), href, show_as, short_form: None };
        self.add(element, eid, entry);
    }

    /// Everything that was pointed at, by kind, then by identifier.
    pub(super) fn into_references(self) -> Vec<MetaReference<'a>> {
        self.entries
            .into_iter()
            .flat_map(|(element, entries)| entries.into_values().map(move |entry| (element, entry)))
            .map(|(element, entry)| MetaReference {
                element,
                eid: entry.eid,
                href: entry.href,
                show_as: entry.show_as,
                short_form: entry.short_form,
            })
            .collect()
    }

    fn add(&mut self, element: MetaReferenceElement, id: String, entry: Entry<'a>) {
        self.entries.entry(element).or_default().insert(id, entry);
    }
}

/// The class of a thing in its IRI.
fn class(element: MetaReferenceElement) -> &'static str {
    match element {
        MetaReferenceElement::Original => "original",
        MetaReferenceElement::HasAttachment => "attachment",
        MetaReferenceElement::Concept => "concept",
        MetaReferenceElement::Event => "event",
        MetaReferenceElement::Location => "location",
        MetaReferenceElement::Organization => "organization",
        MetaReferenceElement::Person => "person",
        MetaReferenceElement::Role => "role",
    }
}

/// An identifier as an eId: letters, digits and hyphens, a letter first. The underscore is left to the eIds of the
/// text, which have one after their type: `para_13`.
fn eid_of(id: &str) -> Cow<'_, str> {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.bytes().all(is_letter) {
        return id.into();
    }
    let mut eid: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    if !eid.starts_with(|c: char| c.is_ascii_alphabetic()) {
        eid.insert_str(0, "id-");
    }
    eid.into()
}

/// A text as the last segment of an IRI: letters and digits of any script, `-` for everything else. A text of
/// punctuation alone is no name, and becomes `unnamed`.
pub(super) fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || c == '.' || c == '_' {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches(['-', '.']).len());
    if out.is_empty() { "unnamed".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_one_entry_however_often_it_is_named() {
        let mut ontology = Ontology::new(HashSet::new(), HashSet::new());
        assert_eq!(ontology.refer(MetaReferenceElement::Organization, "unga", "大会"), "#unga");
        assert_eq!(ontology.refer(MetaReferenceElement::Organization, "unga", "联大"), "#unga");
        let references = ontology.into_references();
        assert_eq!(references.len(), 1);
        assert_eq!(references[0].href, "/akn/ontology/organization/un/unga");
        assert_eq!(references[0].show_as, "大会");
    }

    #[test]
    fn no_identifier_is_given_twice() {
        let mut ontology = Ontology::new(HashSet::new(), HashSet::from(["original".to_owned()]));
        assert_eq!(ontology.refer(MetaReferenceElement::Concept, "original", "x"), "#original-concept");
        assert_eq!(ontology.refer(MetaReferenceElement::Organization, "un-sg", "秘书长"), "#un-sg");
        assert_eq!(ontology.refer(MetaReferenceElement::Role, "un-sg", "秘书长"), "#un-sg-role");
        assert_eq!(ontology.refer(MetaReferenceElement::Event, "2021 session", "x"), "#id-2021-session");
    }

    #[test]
    fn a_segment_has_no_space_and_no_slash() {
        assert_eq!(segment("A/RES/75/291 (II)."), "A-RES-75-291-II");
        assert_eq!(segment("无人驾驶飞机系统"), "无人驾驶飞机系统");
        assert_eq!(segment("《》"), "unnamed");
    }
}
