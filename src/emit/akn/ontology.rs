//! The ontology of one document: what its mark-up points at with `#`, each thing once.
//!
//! Asked for `unga` as an organization it gives `#unga` and remembers that a `TLCOrganization` is needed; asked again
//! it gives the same. What nobody points at is never written, and what is written is never pointed at in vain.
//!
//! Invariant: an eId given here is none of the document's own and of no other thing.
//!
//! Not here: names of things in any language; they come from the text.

use super::element::{MetaReference, MetaReferenceElement, Str};
use std::collections::{BTreeMap, HashSet};

/// What the mark-up of a document points at.
#[derive(Debug, Default)]
pub(super) struct Ontology<'a> {
    taken: HashSet<String>,
    entries: BTreeMap<(MetaReferenceElement, String), Entry<'a>>,
}

#[derive(Debug)]
struct Entry<'a> {
    eid: String,
    href: String,
    show_as: Str<'a>,
    short_form: Option<Str<'a>>,
}

impl<'a> Ontology<'a> {
    /// An empty ontology that gives none of the identifiers `taken`.
    pub(super) fn new(taken: HashSet<String>) -> Self {
        Ontology { taken, entries: BTreeMap::new() }
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
        let href = format!("/akn/ontology/{}/un/{}", class(element), segment(iri_end));
        self.entry(element, &eid_of(eid), href, show_as, short_form)
    }

    /// Adds a child of `references` that is not of the ontology: `original`, `hasAttachment`. Its eId is reserved.
    pub(super) fn document(&mut self, element: MetaReferenceElement, eid: String, href: String, show_as: Str<'a>) {
        let entry = Entry { eid: eid.clone(), href, show_as, short_form: None };
        self.entries.insert((element, eid), entry);
    }

    /// Everything that was pointed at, by kind, then by identifier.
    pub(super) fn into_references(self) -> Vec<MetaReference<'a>> {
        self.entries
            .into_iter()
            .map(|((element, _), entry)| MetaReference {
                element,
                eid: entry.eid,
                href: entry.href,
                show_as: entry.show_as,
                short_form: entry.short_form,
            })
            .collect()
    }

    fn entry(
        &mut self,
        element: MetaReferenceElement,
        id: &str,
        href: String,
        show_as: Str<'a>,
        short_form: Option<Str<'a>>,
    ) -> String {
        let key = (element, id.to_owned());
        if let Some(entry) = self.entries.get(&key) {
            return format!("#{}", entry.eid);
        }
        let base = id.to_owned();
        // An office may bear the identifier of an organization: the second of the two gives way.
        let eid = std::iter::once(base.clone())
            .chain(std::iter::once(format!("{base}-{}", class(element))))
            .chain((2..u32::MAX).map(|n| format!("{base}-{n}")))
            .find(|eid| !self.taken.contains(eid))
            .unwrap_or(base);
        self.taken.insert(eid.clone());
        let pointer = format!("#{eid}");
        self.entries.insert(key, Entry { eid, href, show_as, short_form });
        pointer
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
fn eid_of(id: &str) -> String {
    let mut eid: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    if !eid.starts_with(|c: char| c.is_ascii_alphabetic()) {
        eid.insert_str(0, "id-");
    }
    eid
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
        let mut ontology = Ontology::new(HashSet::new());
        assert_eq!(ontology.refer(MetaReferenceElement::Organization, "unga", "大会"), "#unga");
        assert_eq!(ontology.refer(MetaReferenceElement::Organization, "unga", "联大"), "#unga");
        let references = ontology.into_references();
        assert_eq!(references.len(), 1);
        assert_eq!(references[0].href, "/akn/ontology/organization/un/unga");
        assert_eq!(references[0].show_as, "大会");
    }

    #[test]
    fn no_identifier_is_given_twice() {
        let mut ontology = Ontology::new(HashSet::from(["original".to_owned()]));
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
