//! Preamble and body in, typed elements out, and the inlines that may stand anywhere.
//!
//! 重申其2006年9月8日第60/288号决议 becomes a `container` named 重申; the numbered paragraphs 1 to 8 of the Delhi
//! Declaration become one `recitals`; 13. becomes a `paragraph`, its (a) a `point` of a `list` with the chapeau as its
//! `intro`; 支柱一： becomes the `num` of a `division`.
//!
//! Not here: the cover, titles and conclusions (see `front`), notes that nobody calls (see `lower`).

use super::element::{
    AlternativeReference, AuthorialNote, Block, BlockList, Body, Container, Formula, Grouping, GroupingElement,
    Hierarchical, Id, Inline, Item, List, MetaReferenceElement, Mixed, P, Paragraph, ParagraphElement, Point,
    Preambular, Recitals, Several, Str, Tag,
};
use super::inline::{self, Placed, Weaver, Woven};
use super::lower::{Call, Lowering};
use super::value::{self, address, first_day, label};
use crate::model::{
    self, DatePrecision, EId, Emphasis, Mark, Passage, PreambularParagraph, SectionKind, Subparagraph, Target,
};
use std::convert::Infallible;

/// The name of an opening phrase in the preamble.
pub(super) const PREAMBULAR: &str = "akn4un:preambularVerb";
/// The name of an opening phrase anywhere else.
pub(super) const OPERATIVE: &str = "akn4un:operativeVerb";

/// The children of a preamble.
pub(super) fn preamble<'a>(
    lowering: &mut Lowering<'a>,
    preamble: &'a model::Preamble,
    prefix: &str,
) -> Vec<Preambular<'a>> {
    let mut children = Vec::with_capacity(preamble.paragraphs.len() + 2);
    children.extend(preamble.formula.as_ref().map(|f| formula(lowering, f, "enactingFormula")));
    let mut paragraphs = preamble.paragraphs.iter().peekable();
    while let Some(paragraph) = paragraphs.next() {
        if paragraph.chapeau_as_heading && !paragraph.items.is_empty() {
            children.extend(headed_recitals(lowering, paragraph));
        } else if paragraph.number.is_some() {
            let eid = lowering.free(&format!("{prefix}recs"));
            let mut recitals = Several::one(recital(lowering, paragraph));
            while let Some(next) = paragraphs.next_if(|next| next.number.is_some() && !next.chapeau_as_heading) {
                recitals.push(recital(lowering, next));
            }
            children.push(Preambular::Recitals(Recitals { eid, num: None, heading: None, recitals }));
        } else {
            children.push(Preambular::Container(container(lowering, paragraph)));
        }
    }
    children.extend(preamble.operative_formula.as_ref().map(|f| formula(lowering, f, "operativeFormula")));
    children
}

fn formula<'a>(lowering: &mut Lowering<'a>, formula: &'a model::Formula, name: &'static str) -> Preambular<'a> {
    let eid = lowering.id(&formula.eid);
    Preambular::Formula(Formula { name, eid, text: p(lowering, &formula.passage, PREAMBULAR) })
}

fn headed_recitals<'a>(lowering: &mut Lowering<'a>, paragraph: &'a PreambularParagraph) -> Option<Preambular<'a>> {
    let eid = lowering.id(&paragraph.eid);
    let num = num(paragraph.number.as_ref());
    let heading = Some(mixed(lowering, &paragraph.passage, PREAMBULAR));
    let recitals = Several::of(items(lowering, &paragraph.items))?;
    Some(Preambular::Recitals(Recitals { eid, num, heading, recitals }))
}

fn recital<'a>(lowering: &mut Lowering<'a>, paragraph: &'a PreambularParagraph) -> Item<'a> {
    let eid = lowering.id(&paragraph.eid);
    let num = num(paragraph.number.as_ref());
    Item { eid, num, blocks: blocks_over(lowering, &paragraph.passage, &paragraph.items) }
}

fn container<'a>(lowering: &mut Lowering<'a>, paragraph: &'a PreambularParagraph) -> Container<'a, Block<'a>> {
    let phrase = paragraph.passage.spans.iter().find(|span| matches!(span.mark, Mark::OpeningPhrase { .. }));
    let name =
        phrase.map(|span| joined(lowering.covered(&paragraph.passage.text, span))).filter(|name| !name.is_empty());
    Container {
        name: name.map_or("preambularParagraph".into(), Str::from),
        eid: lowering.id(&paragraph.eid),
        blocks: blocks_over(lowering, &paragraph.passage, &paragraph.items),
    }
}

/// A text with the items under it, as blocks.
fn blocks_over<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, under: &'a [Subparagraph]) -> Several<Block<'a>> {
    let mut blocks = Several::one(Block::P(p(lowering, passage, PREAMBULAR)));
    if let Some(first) = under.first() {
        let eid = list_eid(lowering, &first.eid);
        if let Some(items) = Several::of(items(lowering, under)) {
            blocks.push(Block::BlockList(BlockList { eid, items }));
        }
    }
    blocks
}

fn items<'a>(lowering: &mut Lowering<'a>, items: &'a [Subparagraph]) -> Vec<Item<'a>> {
    items
        .iter()
        .map(|item| Item {
            eid: lowering.id(&item.eid),
            num: num(item.number.as_ref()),
            blocks: blocks_over(lowering, &item.passage, &item.subparagraphs),
        })
        .collect()
}

/// What a body without text holds, since the standard wants something there.
pub(super) fn empty<'a>() -> Hierarchical<'a> {
    Hierarchical::Paragraph(Paragraph {
        element: ParagraphElement::Paragraph,
        eid: None,
        num: None,
        body: Body::Content(P::default()),
    })
}

/// The blocks of a body or of a section.
pub(super) fn blocks<'a>(lowering: &mut Lowering<'a>, blocks: &'a [model::Block]) -> Vec<Hierarchical<'a>> {
    blocks.iter().map(|block| self::block(lowering, block)).collect()
}

/// A block of a body or of a section.
pub(super) fn block<'a>(lowering: &mut Lowering<'a>, block: &'a model::Block) -> Hierarchical<'a> {
    match block {
        model::Block::Section(section) => Hierarchical::Grouping(grouping(lowering, section)),
        model::Block::Paragraph(paragraph) => Hierarchical::Paragraph(paragraph_of(lowering, paragraph)),
        model::Block::List(list) => {
            Hierarchical::List(List { eid: lowering.id(&list.eid), intro: None, points: points(lowering, &list.items) })
        }
    }
}

fn grouping<'a>(lowering: &mut Lowering<'a>, section: &'a model::Section) -> Grouping<'a> {
    Grouping {
        element: match section.level {
            SectionKind::Division => GroupingElement::Division,
            SectionKind::Section => GroupingElement::Section,
            SectionKind::Subsection => GroupingElement::Title,
        },
        eid: lowering.id(&section.eid),
        num: num(section.number.as_ref()),
        heading: mixed(lowering, &section.heading, OPERATIVE),
        cross_headings: Vec::new(),
        children: blocks(lowering, &section.blocks),
    }
}

fn paragraph_of<'a>(lowering: &mut Lowering<'a>, paragraph: &'a model::Paragraph) -> Paragraph<'a> {
    Paragraph {
        element: match paragraph.role {
            model::ParagraphRole::Operative | model::ParagraphRole::Narrative => ParagraphElement::Paragraph,
            model::ParagraphRole::Continuation => ParagraphElement::Alinea,
        },
        eid: lowering.id(&paragraph.eid),
        num: num(paragraph.number.as_ref()),
        body: body(lowering, &paragraph.passage, &paragraph.subparagraphs),
    }
}

fn points<'a>(lowering: &mut Lowering<'a>, items: &'a [Subparagraph]) -> Vec<Point<'a>> {
    items
        .iter()
        .map(|item| Point {
            eid: lowering.id(&item.eid),
            num: num(item.number.as_ref()),
            body: body(lowering, &item.passage, &item.subparagraphs),
        })
        .collect()
}

fn body<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, under: &'a [Subparagraph]) -> Body<'a> {
    let Some(first) = under.first() else { return Body::Content(p(lowering, passage, OPERATIVE)) };
    let eid = list_eid(lowering, &first.eid);
    let has_chapeau = !passage.text.is_empty() || !passage.spans.is_empty();
    Body::List(List {
        eid,
        intro: has_chapeau.then(|| p(lowering, passage, OPERATIVE)),
        points: points(lowering, under),
    })
}

/// `para_8__list_1` of `para_8__list_1__point_a`.
fn list_eid<'a>(lowering: &mut Lowering<'a>, first_item: &'a EId) -> Id<'a> {
    let (list, _) = first_item.as_str().rsplit_once("__")?;
    lowering.claim(list)
}

fn num(number: Option<&model::Number>) -> Option<&str> {
    number.map(|number| number.printed.as_str())
}

/// A text in a paragraph of its own.
pub(super) fn p<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, phrase: &'static str) -> P<'a> {
    P { content: mixed(lowering, passage, phrase) }
}

/// A text with its marks; `phrase` is what an opening phrase is called here.
pub(super) fn mixed<'a>(lowering: &mut Lowering<'a>, passage: &'a Passage, phrase: &'static str) -> Mixed<'a> {
    let marks = passage.spans.iter().map(|span| Placed { start: span.start, end: span.end, mark: span }).collect();
    inline::mixed(&passage.text, marks, &mut BodyWeaver { lowering, passage, phrase })
}

/// Makes inlines of the marks of one text that stands outside the cover, the preface and the conclusions.
struct BodyWeaver<'l, 'a> {
    lowering: &'l mut Lowering<'a>,
    passage: &'a Passage,
    phrase: &'static str,
}

impl<'a> Weaver<'a, &'a model::Inline, Infallible> for BodyWeaver<'_, 'a> {
    fn weave(&mut self, placed: &Placed<&'a model::Inline>, linked: bool) -> Woven<'a, Infallible> {
        element(self.lowering, self.passage, placed.mark, self.phrase, linked)
    }

    fn is_point(&self, mark: &&'a model::Inline) -> bool {
        matches!(mark.mark, Mark::NoteCall { .. })
    }
}

/// What a mark becomes wherever it stands.
pub(super) fn element<'a, F>(
    lowering: &mut Lowering<'a>,
    passage: &'a Passage,
    span: &'a model::Inline,
    phrase: &'static str,
    linked: bool,
) -> Woven<'a, F> {
    let tag = match &span.mark {
        Mark::OpeningPhrase { .. } => Tag::Inline { name: phrase, class: typography(passage, span), refers_to: None },
        Mark::Emphasis { style } => {
            let mut others = within(passage, span).filter(|other| other.start == span.start && other.end == span.end);
            // The guidelines forbid a typographic element beside a semantic one: the opening phrase has it as its class.
            if others.any(|other| matches!(other.mark, Mark::OpeningPhrase { .. })) {
                return Woven::Plain;
            }
            match style {
                Emphasis::Bold => Tag::B,
                Emphasis::Italic => Tag::I,
            }
        }
        Mark::NoteCall { marker, note } => return Woven::Point(note_call(lowering, marker, note.as_ref())),
        Mark::Reference { .. } if linked => return Woven::Plain,
        Mark::Reference { reference } => match reference_tag(lowering, reference) {
            Some(tag) => tag,
            None => return Woven::Plain,
        },
        Mark::ReferenceList { eid } => {
            let mut inner = within(passage, span);
            if linked || !inner.any(|other| is_ref(lowering, other)) {
                return Woven::Plain;
            }
            Tag::MRef { eid: lowering.id(eid) }
        }
        Mark::Date { precision: DatePrecision::Yearless, .. } => return Woven::Plain,
        Mark::Date { iso, .. } => match first_day(iso) {
            Some(date) => Tag::Date { date },
            None => return Woven::Plain,
        },
        Mark::Organization { id } => Tag::Organization {
            refers_to: organization(lowering, id, |lowering| lowering.covered(&passage.text, span)),
        },
        Mark::Role { id } => {
            let known = lowering.ontology.known(MetaReferenceElement::Role, id);
            let refers_to = known.unwrap_or_else(|| {
                let name = value::name(lowering.language, id, lowering.covered(&passage.text, span));
                lowering.ontology.refer(MetaReferenceElement::Role, id, name)
            });
            Tag::Role { refers_to }
        }
        Mark::CitedTitle => Tag::Inline { name: "akn4un:citedTitle", class: None, refers_to: None },
        Mark::DefinedTerm { stands_for } => {
            let term = lowering.covered(&passage.text, span);
            let eid = format!("term-{}", lowering.term(term, stands_for));
            let (name, short) = (label(stands_for), Some(label(term)));
            Tag::Term {
                refers_to: lowering.ontology.refer_as(MetaReferenceElement::Concept, &eid, stands_for, name, short),
            }
        }
    };
    Woven::Tag(tag)
}

/// `#unga`, named in full as the cover names it, otherwise as its first mention does.
pub(super) fn organization<'a>(
    lowering: &mut Lowering<'a>,
    id: &str,
    mention: impl FnOnce(&mut Lowering<'a>) -> &'a str,
) -> String {
    if let Some(pointer) = lowering.ontology.known(MetaReferenceElement::Organization, id) {
        return pointer;
    }
    let metadata = &lowering.document.metadata;
    let mut parties = metadata.organs.iter().chain(&metadata.author).chain(&metadata.addressee).map(|fact| &fact.value);
    let name = parties.find(|organ| organ.id == id).map_or_else(|| mention(lowering), |organ| &organ.name);
    let name = value::name(lowering.language, id, name);
    lowering.ontology.refer(MetaReferenceElement::Organization, id, name)
}

fn note_call<'a, F>(
    lowering: &mut Lowering<'a>,
    marker: &'a model::NoteMarker,
    note: Option<&'a EId>,
) -> Inline<'a, F> {
    match note.map_or(Call::Nothing, |eid| lowering.call(eid)) {
        Call::First(note, eid) => {
            let text = p(lowering, &note.passage, OPERATIVE);
            Inline::AuthorialNote(AuthorialNote { eid, marker: &note.marker.canonical, text })
        }
        Call::Again(href) => Inline::NoteRef { href, marker: &marker.canonical },
        Call::Nothing => Inline::Tagged(Tag::Sup, vec![Inline::Text(marker.printed.as_str().into())]),
    }
}

/// The link of a reference; none where it points at nothing that an address names.
fn reference_tag<'a, F>(lowering: &mut Lowering<'a>, eid: &'a EId) -> Option<Tag<'a, F>> {
    let reference = lowering.reference(eid)?;
    match &reference.target {
        Target::Work { iri, url } => {
            let href = address(iri)?;
            let eid = lowering.id(eid);
            if let (Some(eid), Some(href)) = (&eid, address(url)) {
                lowering.alternatives.push(AlternativeReference { reference: format!("#{eid}"), href });
            }
            Some(Tag::Ref { eid, href })
        }
        Target::Symbol { url } | Target::Web { url } => Some(Tag::A { href: address(url)? }),
        Target::Node { eid: node } => {
            let href = lowering.has_node(node).then(|| format!("#{node}").into())?;
            Some(Tag::Ref { eid: lowering.id(eid), href })
        }
        Target::Range { from, to } => {
            let known = lowering.has_node(from) && lowering.has_node(to);
            known.then(|| Tag::RRef { eid: lowering.id(eid), from: format!("#{from}"), up_to: format!("#{to}") })
        }
        Target::Annex { eid: annex, .. } => {
            let href = lowering.component(annex)?;
            Some(Tag::Ref { eid: lowering.id(eid), href: format!("!{href}").into() })
        }
        Target::ThisDocument => Some(Tag::Ref { eid: lowering.id(eid), href: lowering.naming.work.clone().into() }),
        Target::Named | Target::Dangling => None,
    }
}

/// Whether a mark becomes a `ref`, the only link that an `mref` may hold.
fn is_ref(lowering: &Lowering<'_>, span: &model::Inline) -> bool {
    let Mark::Reference { reference } = &span.mark else { return false };
    lowering.reference(reference).is_some_and(|reference| match &reference.target {
        Target::Work { .. } | Target::ThisDocument => true,
        Target::Node { eid } | Target::Annex { eid, .. } => lowering.has_node(eid),
        Target::Symbol { .. } | Target::Range { .. } | Target::Web { .. } | Target::Named | Target::Dangling => false,
    })
}

/// How the drafter set an opening phrase.
fn typography(passage: &Passage, phrase: &model::Inline) -> Option<&'static str> {
    let is = |wanted: Emphasis| {
        within(passage, phrase).any(|span| {
            span.start == phrase.start
                && span.end == phrase.end
                && matches!(span.mark, Mark::Emphasis { style } if style == wanted)
        })
    };
    match (is(Emphasis::Bold), is(Emphasis::Italic)) {
        (true, true) => Some("bold italic"),
        (true, false) => Some("bold"),
        (false, true) => Some("italic"),
        (false, false) => None,
    }
}

/// The marks that stand within another, itself included.
fn within<'a>(passage: &'a Passage, outer: &model::Inline) -> impl Iterator<Item = &'a model::Inline> {
    let (start, end) = (outer.start, outer.end);
    let first = passage.spans.partition_point(|span| span.start < start);
    let from = passage.spans.iter().skip(first);
    from.take_while(move |span| span.start < end).filter(move |span| span.end <= end)
}

/// A phrase without spaces, each word after the first with a capital: `recallingAlso`.
fn joined(phrase: &str) -> String {
    let mut out = String::with_capacity(phrase.len());
    for (index, word) in phrase.split_whitespace().enumerate() {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if index == 0 => out.extend(first.to_lowercase()),
            Some(first) => out.extend(first.to_uppercase()),
            None => {}
        }
        out.push_str(letters.as_str());
    }
    out
}
