//! Linked document in, typed Akoma Ntoso out: the parts in their order, and what all parts share.
//!
//! [`Lowering`] holds what a part needs of the whole: notes by identifier, references by identifier, what the mark-up
//! points at. The body is lowered before `meta` is, since `meta` names only what was pointed at. A note stands at its
//! first call: `》，¹` in A/RES/75/291 becomes `》，` and an `authorialNote`; a note that nobody calls stands among the
//! conclusions of its part.
//!
//! Invariants: each text of the document comes out once; no eId twice; no `#` pointer in vain.
//!
//! Not here: what a mark becomes (see `inline`), what a part looks like (see `front`, `body`, `meta`).

use super::body;
use super::element::{
    AkomaNtoso, AlternativeReference, Attachment, Container, Document, DocumentElement, Grouping, GroupingElement,
    Hierarchical, Id, Inline, Line, Meta, MetaReferenceElement, Mixed, Preambular, Several, Str, Tag,
};
use super::front;
use super::meta::{self, Naming};
use super::ontology::Ontology;
use super::value;
use crate::language::Language;
use crate::link::Linked;
use crate::link::identifiers::{self, has_headed_body, is_unnumbered};
use crate::model::visit::{self, NodeKind};
use crate::model::{self, Annex, Block, CoverLine, CoverRole, EId, Mark, Note, Reference};
use std::collections::{HashMap, HashSet};

/// The typed elements of a linked document.
pub fn lower(linked: &Linked) -> AkomaNtoso<'_> {
    let mut collected = Collected::default();
    let root = parts(linked, &mut collected);
    let Collected { cover_page, preface, preamble, main_body, conclusions, attachments } = collected;
    AkomaNtoso {
        document: Document {
            element: root.element,
            name: root.name,
            original_version: true,
            meta: root.meta,
            cover_page,
            preface,
            preamble,
            main_body: Several::of(main_body).unwrap_or_else(|| Several::one(body::empty())),
            conclusions,
            attachments,
        },
    }
}

/// What takes the parts of a document as they are lowered: what is written of a text of megabytes need not lie in memory
/// as a whole. Parts that a document lacks do not come.
pub(super) trait Parts<'a> {
    /// `coverPage`.
    fn cover_page(&mut self, containers: Several<Container<'a, Line<'a>>>);
    /// `preface`.
    fn preface(&mut self, containers: Several<Container<'a, Line<'a>>>);
    /// `preamble`.
    fn preamble(&mut self, children: Several<Preambular<'a>>);
    /// The children of `mainBody`, at least one; each is lowered when it is asked for.
    fn main_body(&mut self, children: &mut dyn Iterator<Item = Hierarchical<'a>>);
    /// The children of `attachments`, at least one; each is lowered when it is asked for.
    fn attachments(&mut self, children: &mut dyn Iterator<Item = Attachment<'a>>);
    /// `conclusions`, which come after the attachments, so that a note which nothing else wrote stands there at the latest.
    fn conclusions(&mut self, containers: Several<Container<'a, Line<'a>>>);
}

/// What is known of a document when all its parts have been lowered.
pub(super) struct Root<'a> {
    pub(super) element: DocumentElement,
    pub(super) name: &'static str,
    pub(super) meta: Meta<'a>,
}

/// Lowers a document, and hands its parts to `out`.
pub(super) fn parts<'a>(linked: &'a Linked, out: &mut impl Parts<'a>) -> Root<'a> {
    let document = linked.document();
    let mut lowering = Lowering::new(document, linked.language());
    if let Some(containers) = front::cover_page(&mut lowering) {
        out.cover_page(containers);
    }
    if let Some(containers) = front::preface(&mut lowering) {
        out.preface(containers);
    }
    let preamble = document.preamble.as_ref().map(|preamble| body::preamble(&mut lowering, preamble, ""));
    if let Some(children) = preamble.and_then(Several::of) {
        out.preamble(children);
    }
    if document.body.is_empty() {
        out.main_body(&mut std::iter::once(body::empty()));
    } else {
        out.main_body(&mut document.body.iter().map(|block| body::block(&mut lowering, block)));
    }
    if !document.annexes.is_empty() {
        let annexes = document.annexes.iter().enumerate();
        out.attachments(&mut annexes.map(|(at, annex)| attachment(&mut lowering, at, annex)));
    }
    if let Some(containers) = conclusions(&mut lowering, &document.conclusions, None, "") {
        out.conclusions(containers);
    }
    Root { element: lowering.naming.element, name: lowering.naming.name, meta: meta::of_document(lowering) }
}

/// All parts of a document.
#[derive(Default)]
struct Collected<'a> {
    cover_page: Option<Several<Container<'a, Line<'a>>>>,
    preface: Option<Several<Container<'a, Line<'a>>>>,
    preamble: Option<Several<Preambular<'a>>>,
    main_body: Vec<Hierarchical<'a>>,
    conclusions: Option<Several<Container<'a, Line<'a>>>>,
    attachments: Option<Several<Attachment<'a>>>,
}

impl<'a> Parts<'a> for Collected<'a> {
    fn cover_page(&mut self, containers: Several<Container<'a, Line<'a>>>) {
        self.cover_page = Some(containers);
    }

    fn preface(&mut self, containers: Several<Container<'a, Line<'a>>>) {
        self.preface = Some(containers);
    }

    fn preamble(&mut self, children: Several<Preambular<'a>>) {
        self.preamble = Some(children);
    }

    fn main_body(&mut self, children: &mut dyn Iterator<Item = Hierarchical<'a>>) {
        self.main_body.extend(children);
    }

    fn attachments(&mut self, children: &mut dyn Iterator<Item = Attachment<'a>>) {
        self.attachments = Several::of(children.collect());
    }

    fn conclusions(&mut self, containers: Several<Container<'a, Line<'a>>>) {
        self.conclusions = Some(containers);
    }
}

/// What the call of a note is.
pub(super) enum Call<'a> {
    /// The first: the note stands here.
    First(&'a Note, Id<'a>),
    /// A further one of a note that stands elsewhere: `#` and its eId.
    Again(String),
    /// There is no such note, or none that can be pointed at.
    Nothing,
}

/// A note, the annex that holds it, and once it is written its eId.
struct NoteState<'a> {
    note: &'a Note,
    annex: Option<usize>,
    written: Option<Id<'a>>,
}

/// What the parts of a document share while they are lowered.
pub(super) struct Lowering<'a> {
    /// The document.
    pub(super) document: &'a model::Document,
    /// The data of its language.
    pub(super) language: &'static Language,
    /// Its names.
    pub(super) naming: Naming<'a>,
    /// What was pointed at so far.
    pub(super) ontology: Ontology<'a>,
    /// References to works so far, with where each can be read.
    pub(super) alternatives: Vec<AlternativeReference<'a>>,
    references: HashMap<&'a str, &'a Reference>,
    notes: Vec<NoteState<'a>>,
    notes_by_eid: HashMap<&'a str, usize>,
    nodes: HashSet<&'a str>,
    called: HashSet<&'a str>,
    claimed: HashSet<Str<'a>>,
    terms: HashMap<(&'a str, &'a str), usize>,
    counters: HashMap<String, u32>,
    /// The places in the text whose marks were asked for last.
    points: Option<(&'a str, model::Points<'a>)>,
}

impl<'a> Lowering<'a> {
    /// The text that a mark covers. The marks of one text come together.
    pub(super) fn covered(&mut self, text: &'a str, span: &model::Inline) -> &'a str {
        let known = self.points.take().filter(|(known, _)| std::ptr::eq(*known, text));
        let (_, points) = self.points.insert(known.unwrap_or_else(|| (text, model::Points::new(text))));
        points.slice(span.start, span.end)
    }

    fn new(document: &'a model::Document, language: &'static Language) -> Self {
        let annexes = document.annexes.iter().enumerate();
        let annex_notes = annexes.flat_map(|(at, annex)| annex.notes.iter().map(move |note| (Some(at), note)));
        let main_notes = document.notes.iter().map(|note| (None, note));
        let notes: Vec<_> =
            main_notes.chain(annex_notes).map(|(annex, note)| NoteState { note, annex, written: None }).collect();
        let (known, called) = survey(document);
        let references = document.references.iter().map(|reference| (reference.eid.as_str(), reference)).collect();
        let mut borne = known.clone();
        borne.remove(meta::COMPILER);
        let reserved = meta::reserved(document).filter(|eid| eid != meta::COMPILER);
        let mut ontology = Ontology::new(borne, reserved.collect());
        let mut claimed = HashSet::with_capacity(2 * known.len());
        claimed.extend(meta::reserved(document).map(Str::from));
        // First of all, so that nothing else takes the eId which every `source` points at.
        meta::compiler(&mut ontology);
        Lowering {
            document,
            language,
            naming: Naming::of(document, language),
            ontology,
            alternatives: Vec::new(),
            references,
            notes_by_eid: notes.iter().enumerate().rev().map(|(at, state)| (state.note.eid.as_str(), at)).collect(),
            notes,
            nodes: known,
            called,
            claimed,
            terms: HashMap::new(),
            counters: HashMap::new(),
            points: None,
        }
    }

    /// The eId of a node, as `link` gave it.
    pub(super) fn id(&mut self, eid: &'a EId) -> Id<'a> {
        self.claim(eid.as_str())
    }

    /// An eId, made different where it was given before. None where it cannot be one.
    pub(super) fn claim(&mut self, eid: impl Into<Str<'a>>) -> Id<'a> {
        let eid = eid.into();
        if eid.is_empty() || eid.contains(char::is_whitespace) {
            return None;
        }
        if self.claimed.insert(eid.clone()) {
            return Some(eid);
        }
        // Only a document that `link` did not make reaches this: the first holder keeps the name that others point at.
        self.next(&eid, 2)
    }

    /// The first of `{stem}_1`, `{stem}_2`… that no node of the document bears.
    pub(super) fn free(&mut self, stem: &str) -> Id<'a> {
        self.next(stem, 1)
    }

    /// The first of `{stem}_{from}`… that was neither given nor is borne by a node. It goes on where it stopped, so
    /// that many of one stem take no longer each.
    fn next(&mut self, stem: &str, from: u32) -> Id<'a> {
        if stem.contains(char::is_whitespace) {
            return None;
        }
        let from = self.counters.get(stem).map_or(from, |last| last + 1);
        let free = (from..u32::MAX).map(|n| (n, Str::from(format!("{stem}_{n}"))));
        let (n, eid) =
            free.into_iter().find(|(_, eid)| !self.nodes.contains(eid.as_ref()) && !self.claimed.contains(eid))?;
        self.counters.insert(stem.to_owned(), n);
        self.claimed.insert(eid.clone());
        Some(eid)
    }

    /// The component of an annex: `annex_1`.
    pub(super) fn component(&self, eid: &EId) -> Option<String> {
        let annex = self.document.annexes.iter().find(|annex| annex.eid == *eid)?;
        Some(identifiers::component(annex))
    }

    /// Whether a node of this document bears `eid`, so that it can be pointed at.
    pub(super) fn has_node(&self, eid: &EId) -> bool {
        self.nodes.contains(eid.as_str())
    }

    /// The entry of a reference.
    pub(super) fn reference(&self, eid: &EId) -> Option<&'a Reference> {
        self.references.get(eid.as_str()).copied()
    }

    /// What a call of the note `eid` is.
    pub(super) fn call(&mut self, eid: &EId) -> Call<'a> {
        let Some(&at) = self.notes_by_eid.get(eid.as_str()) else { return Call::Nothing };
        match self.notes.get(at).map(|state| &state.written) {
            Some(Some(Some(eid))) => Call::Again(format!("#{eid}")),
            Some(None) => self.begin(at).map_or(Call::Nothing, |(note, eid)| Call::First(note, eid)),
            Some(Some(None)) | None => Call::Nothing,
        }
    }

    /// A note that is about to be written, with its eId.
    fn begin(&mut self, at: usize) -> Option<(&'a Note, Id<'a>)> {
        let note = self.notes.get(at)?.note;
        let eid = self.id(&note.eid);
        self.notes.get_mut(at)?.written = Some(eid.clone());
        Some((note, eid))
    }

    /// The notes of an annex that nobody calls; for the document itself, all that nothing wrote.
    fn uncalled(&self, annex: Option<usize>) -> Vec<usize> {
        let waits = |state: &NoteState<'_>| {
            let is_of_part = annex.is_none() || state.annex == annex && !self.called.contains(state.note.eid.as_str());
            state.written.is_none() && is_of_part
        };
        self.notes.iter().enumerate().filter(|(_, state)| waits(state)).map(|(at, _)| at).collect()
    }

    /// `#` and the eId of who speaks or is spoken to: an office, or else an organization.
    pub(super) fn party(&mut self, organ: &'a model::Organ) -> String {
        let is_office = self.language.roles.iter().any(|role| role.id == organ.id);
        let element = if is_office { MetaReferenceElement::Role } else { MetaReferenceElement::Organization };
        self.ontology.refer(element, &organ.id, value::name(self.language, &organ.id, &organ.name))
    }

    /// The place of a defined term among those of the document, from 1.
    pub(super) fn term(&mut self, term: &'a str, stands_for: &'a str) -> usize {
        let next = self.terms.len() + 1;
        *self.terms.entry((term, stands_for)).or_insert(next)
    }
}

/// The eIds of everything that can be pointed at, and the notes that a text other than a note calls.
fn survey(document: &model::Document) -> (HashSet<&str>, HashSet<&str>) {
    let (mut nodes, mut called) = (HashSet::new(), HashSet::new());
    visit::passages(document, &mut |node| {
        if node.kind == NodeKind::Note {
            return;
        }
        for span in &node.passage.spans {
            if let Mark::NoteCall { note: Some(note), .. } = &span.mark {
                called.insert(note.as_str());
            }
        }
    });
    node_eids(&document.body, &mut nodes);
    preamble_eids(document.preamble.as_ref(), &mut nodes);
    nodes.extend(document.notes.iter().map(|note| note.eid.as_str()));
    for annex in &document.annexes {
        nodes.insert(annex.eid.as_str());
        preamble_eids(annex.preamble.as_ref(), &mut nodes);
        node_eids(&annex.body, &mut nodes);
        nodes.extend(annex.notes.iter().map(|note| note.eid.as_str()));
    }
    (nodes, called)
}

fn preamble_eids<'a>(preamble: Option<&'a model::Preamble>, nodes: &mut HashSet<&'a str>) {
    let Some(preamble) = preamble else { return };
    nodes.extend(preamble.formula.iter().chain(&preamble.operative_formula).map(|formula| formula.eid.as_str()));
    for paragraph in &preamble.paragraphs {
        nodes.insert(paragraph.eid.as_str());
        item_eids(&paragraph.items, nodes);
    }
}

fn node_eids<'a>(blocks: &'a [Block], nodes: &mut HashSet<&'a str>) {
    for block in blocks {
        match block {
            Block::Section(section) => {
                nodes.insert(section.eid.as_str());
                node_eids(&section.blocks, nodes);
            }
            Block::Paragraph(paragraph) => {
                nodes.insert(paragraph.eid.as_str());
                item_eids(&paragraph.subparagraphs, nodes);
            }
            Block::List(list) => {
                nodes.insert(list.eid.as_str());
                item_eids(&list.items, nodes);
            }
        }
    }
}

fn item_eids<'a>(items: &'a [model::Subparagraph], nodes: &mut HashSet<&'a str>) {
    for item in items {
        nodes.insert(item.eid.as_str());
        item_eids(&item.subparagraphs, nodes);
    }
}

/// The conclusions of a document or annex, with the notes of it that nobody calls.
fn conclusions<'a>(
    lowering: &mut Lowering<'a>,
    lines: &'a [model::ConclusionLine],
    annex: Option<usize>,
    prefix: &str,
) -> Option<Several<Container<'a, Line<'a>>>> {
    let mut containers = front::conclusions(lowering, lines, prefix);
    let mut uncalled = Vec::new();
    for at in lowering.uncalled(annex) {
        // A note that another of these calls is written by then.
        let is_written = lowering.notes.get(at).is_none_or(|state| state.written.is_some());
        let Some((note, eid)) = (if is_written { None } else { lowering.begin(at) }) else { continue };
        let mut content = front::text(lowering, &note.passage);
        let marker = vec![Inline::Text(note.marker.printed.as_str().into())];
        content.splice(0..0, [Inline::Tagged(Tag::Sup, marker), Inline::Text(" ".into())]);
        uncalled.push(Line { eid, language: None, content });
    }
    if let Some(blocks) = Several::of(uncalled) {
        let eid = lowering.claim(format!("{prefix}conclusions__container_{}", containers.len() + 1));
        containers.push(Container { name: "notes".into(), eid, blocks });
    }
    Several::of(containers)
}

/// An annex. With a preamble it is a declaration of its own and has its title in a preface; without one headings open
/// its body.
fn attachment<'a>(lowering: &mut Lowering<'a>, at: usize, annex: &'a Annex) -> Attachment<'a> {
    let prefix = format!("{}__", annex.eid);
    let eid = lowering.id(&annex.eid);
    // The bare word opens the annexed text, with the lines under it; a number stays with the attachment.
    let bare = is_unnumbered(annex, lowering.language);
    let headed = has_headed_body(annex, lowering.language);
    let heading = (!bare).then(|| body::mixed(lowering, &annex.heading, body::OPERATIVE));
    let (over, cover) = annex.cover.iter().partition(|line| bare && !is_provenance(line.role));
    let opens = bare || headed;
    let preface = front::annex_preface(lowering, cover, annex.title.as_ref().filter(|_| !opens), &prefix);
    let (num, headings) = if opens { headings(lowering, annex, over, bare) } else { (None, Vec::new()) };
    let mut preamble = Vec::new();
    let children = if headed {
        let mut headings = headings.into_iter();
        vec![Hierarchical::Grouping(Grouping {
            element: GroupingElement::Division,
            eid: lowering.free(&format!("{prefix}dvs")),
            num,
            heading: headings.next().unwrap_or_default(),
            cross_headings: headings.collect(),
            children: body::blocks(lowering, &annex.body),
        })]
    } else {
        if let Some(headings) = Several::of(headings) {
            preamble.push(Preambular::Headings(lowering.free(&format!("{prefix}blockContainer")), headings));
        }
        preamble.extend(annex.preamble.iter().flat_map(|preamble| body::preamble(lowering, preamble, &prefix)));
        body::blocks(lowering, &annex.body)
    };
    let conclusions = conclusions(lowering, &annex.conclusions, Some(at), &prefix);
    Attachment {
        eid,
        heading: heading.unwrap_or_default(),
        document: Document {
            element: DocumentElement::Doc,
            name: "annex",
            original_version: false,
            meta: meta::of_annex(lowering, annex),
            cover_page: None,
            preface,
            preamble: Several::of(preamble),
            main_body: Several::of(children).unwrap_or_else(|| Several::one(body::empty())),
            conclusions,
            attachments: None,
        },
    }
}

/// The lines that open an annexed text: the word 附件 where it is bare, the title, the lines around this; and the number
/// of the title, where it comes first.
fn headings<'a>(
    lowering: &mut Lowering<'a>,
    annex: &'a Annex,
    over: Vec<&'a CoverLine>,
    bare: bool,
) -> (Option<&'a str>, Vec<Mixed<'a>>) {
    let mut heading = |passage| body::mixed(lowering, passage, body::OPERATIVE);
    let mut headings = Vec::new();
    headings.extend(bare.then(|| heading(&annex.heading)));
    headings.extend(over.into_iter().map(|line| heading(&line.passage)));
    let Some(title) = &annex.title else { return (None, headings) };
    let mut num = title.number.as_ref().map(|number| number.printed.as_str());
    let mut line = heading(&title.passage);
    if !headings.is_empty()
        && let Some(number) = num.take()
    {
        line.insert(0, Inline::Text(format!("{number} ").into()));
    }
    headings.push(line);
    headings.extend(title.subtitles.iter().map(|line| heading(&line.passage)));
    (num, headings)
}

/// Whether a line under 附件 tells of its origin (`[原件：俄文]`, a place and date), and is none of its headings.
fn is_provenance(role: CoverRole) -> bool {
    matches!(role, CoverRole::OriginalLanguage | CoverRole::Provenance | CoverRole::PlaceDate)
}
