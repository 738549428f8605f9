//! Typed elements in, XML text out.
//!
//! Elements of the structure stand on lines of their own, two spaces deeper than their parent; inside `p`, `heading`
//! and `num` nothing is ever added, since white space there is text:
//! `<p>重申其<ref …><date …>2006年9月8日</date>第60/288号决议</ref>，</p>`.
//!
//! Invariant: the text is well-formed XML 1.0 whatever characters the document holds. Control characters, which
//! nobody sees, are left out; the two noncharacters that XML forbids become U+FFFD, so that their place is seen.
//!
//! Not here: which elements there are.

use super::element::{
    Attachment, AuthorialNote, Block, BlockList, Body, Container, Document, DocumentElement, Formula, FrontTag,
    Grouping, GroupingElement, Hierarchical, Id, Identification, Inline, Item, Level, Line, List, Meta,
    MetaReferenceElement, P, Paragraph, ParagraphElement, Point, Preambular, Recitals, Several, Tag,
};
use super::lower::{self, Parts};
use crate::emit::{holds, tree};
use crate::link::Linked;
use quick_xml::escape::{escape, partial_escape};
use std::convert::Infallible;
use std::ops::Range;

const ROOT: &str = "akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"
            xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"
            xsi:schemaLocation=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0 \
http://docs.oasis-open.org/legaldocml/akn-core/v1.0/os/part2-specs/schemas/akomantoso30.xsd\"";

/// Who says what `meta` says: see `meta::COMPILER`.
const SOURCE: &str = "#declc";

/// The XML of a document, with declaration and final newline, for which `capacity` bytes are set aside. Each part is
/// written as soon as it is lowered, and then gone: of a text of megabytes, all elements take three times its room.
pub(super) fn write(linked: &Linked, capacity: usize) -> String {
    let out = Out { xml: String::with_capacity(capacity), depth: DOCUMENT_DEPTH };
    let mut written = Written { out, attachments: 0..0 };
    let root = lower::parts(linked, &mut written);
    let Written { mut out, attachments } = written;
    // The parts stand in the order in which they were lowered, and are put in that of the standard.
    if !attachments.is_empty() {
        let behind = out.xml.split_off(attachments.end);
        out.xml.insert_str(attachments.start, &behind);
    }
    let mut head = Out { xml: String::new(), depth: 0 };
    head.head();
    let name = head.document_head(root.element, root.name, true, &root.meta);
    out.xml.insert_str(0, &head.xml);
    out.close(name);
    out.tail();
    out.xml
}

/// How many elements stand around the parts of a document.
const DOCUMENT_DEPTH: usize = 2;

/// The parts of a document that were written so far.
struct Written {
    out: Out,
    /// Where the attachments are, if there are any.
    attachments: Range<usize>,
}

impl<'a> Parts<'a> for Written {
    fn cover_page(&mut self, containers: Several<Container<'a, Line<'a>>>) {
        self.out.front("coverPage", Some(&containers));
    }

    fn preface(&mut self, containers: Several<Container<'a, Line<'a>>>) {
        self.out.front("preface", Some(&containers));
    }

    fn preamble(&mut self, children: Several<Preambular<'a>>) {
        self.out.preamble(&children);
    }

    fn main_body(&mut self, children: &mut dyn Iterator<Item = Hierarchical<'a>>) {
        self.out.open("mainBody", []);
        children.for_each(|child| self.out.hierarchical(&child));
        self.out.close("mainBody");
    }

    fn attachments(&mut self, children: &mut dyn Iterator<Item = Attachment<'a>>) {
        let start = self.out.xml.len();
        self.out.open("attachments", []);
        children.for_each(|attachment| self.out.attachment(&attachment));
        self.out.close("attachments");
        self.attachments = start..self.out.xml.len();
    }

    fn conclusions(&mut self, containers: Several<Container<'a, Line<'a>>>) {
        self.out.front("conclusions", Some(&containers));
    }
}

/// Attributes of an element, in order; those without a value are not written.
type Attributes<'v, const N: usize> = [(&'static str, Option<&'v str>); N];

struct Out {
    xml: String,
    depth: usize,
}

impl Out {
    fn newline(&mut self) {
        self.xml.push('\n');
        tree::indent(&mut self.xml, self.depth);
    }

    fn text(&mut self, text: &str) {
        if stands(text, false) {
            self.xml.push_str(text);
        } else {
            self.xml.push_str(&partial_escape(legal(text)));
        }
    }

    fn start<const N: usize>(&mut self, name: &'static str, attributes: Attributes<'_, N>) {
        self.tag(name, attributes);
        self.xml.push('>');
    }

    fn end(&mut self, name: &'static str) {
        self.xml.extend(["</", name, ">"]);
    }

    /// An element without content.
    fn bare<const N: usize>(&mut self, name: &'static str, attributes: Attributes<'_, N>) {
        self.tag(name, attributes);
        self.xml.push_str("/>");
    }

    fn tag<const N: usize>(&mut self, name: &'static str, attributes: Attributes<'_, N>) {
        self.xml.push('<');
        self.xml.push_str(name);
        for (key, value) in attributes {
            if let Some(value) = value {
                self.xml.extend([" ", key, "=\""]);
                self.value(value);
                self.xml.push('"');
            }
        }
    }

    /// The value of an attribute.
    fn value(&mut self, value: &str) {
        if stands(value, true) {
            self.xml.push_str(value);
        } else {
            self.xml.push_str(&escape(legal(value)));
        }
    }

    /// An element of the structure opens on a new line.
    fn open<const N: usize>(&mut self, name: &'static str, attributes: Attributes<'_, N>) {
        self.newline();
        self.start(name, attributes);
        self.depth += 1;
    }

    /// An element of the structure closes on a new line.
    fn close(&mut self, name: &'static str) {
        self.depth -= 1;
        self.newline();
        self.end(name);
    }

    fn empty<const N: usize>(&mut self, name: &'static str, attributes: Attributes<'_, N>) {
        self.newline();
        self.bare(name, attributes);
    }

    /// An element with mixed content, on a line of its own.
    fn mixed<F: InlineTag, const N: usize>(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_, N>,
        content: &[Inline<'_, F>],
    ) {
        if content.is_empty() {
            return self.empty(name, attributes);
        }
        self.newline();
        self.start(name, attributes);
        self.inlines(content);
        self.end(name);
    }

    /// The declaration, and the start of the root.
    fn head(&mut self) {
        self.xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        self.newline();
        self.xml.extend(["<", ROOT, ">"]);
        self.depth += 1;
    }

    /// The end of the root, and of the file.
    fn tail(&mut self) {
        self.close("akomaNtoso");
        self.xml.push('\n');
    }

    /// The start of a document, and its metadata; the name of its element.
    fn document_head(
        &mut self,
        element: DocumentElement,
        class: &'static str,
        original_version: bool,
        meta: &Meta<'_>,
    ) -> &'static str {
        let name = match element {
            DocumentElement::Statement => "statement",
            DocumentElement::Doc => "doc",
        };
        let contains = original_version.then_some("originalVersion");
        self.open(name, [("name", Some(class)), ("contains", contains)]);
        self.meta(meta);
        name
    }

    fn document(&mut self, document: &Document<'_>) {
        let name = self.document_head(document.element, document.name, document.original_version, &document.meta);
        self.front("coverPage", document.cover_page.as_ref());
        self.front("preface", document.preface.as_ref());
        if let Some(preamble) = &document.preamble {
            self.preamble(preamble);
        }
        self.open("mainBody", []);
        document.main_body.iter().for_each(|child| self.hierarchical(child));
        self.close("mainBody");
        self.front("conclusions", document.conclusions.as_ref());
        if let Some(attachments) = &document.attachments {
            self.open("attachments", []);
            attachments.iter().for_each(|attachment| self.attachment(attachment));
            self.close("attachments");
        }
        self.close(name);
    }

    fn preamble(&mut self, children: &Several<Preambular<'_>>) {
        self.open("preamble", []);
        children.iter().for_each(|child| self.preambular(child));
        self.close("preamble");
    }

    fn attachment(&mut self, attachment: &Attachment<'_>) {
        self.open("attachment", [("eId", id(&attachment.eid))]);
        if !attachment.heading.is_empty() {
            self.mixed("heading", [], &attachment.heading);
        }
        self.document(&attachment.document);
        self.close("attachment");
    }

    fn meta(&mut self, meta: &Meta<'_>) {
        self.open("meta", []);
        self.identification(&meta.identification);
        if let Some(publication) = &meta.publication {
            self.empty(
                "publication",
                [
                    ("date", Some(&publication.date)),
                    ("name", Some("UN document")),
                    ("showAs", Some(&publication.show_as)),
                    ("number", publication.number.as_deref()),
                    ("refersTo", publication.refers_to.as_deref()),
                ],
            );
        }
        if let Some(keywords) = &meta.classification {
            self.open("classification", [("source", Some(SOURCE))]);
            for keyword in keywords {
                self.empty(
                    "keyword",
                    [
                        ("eId", Some(&keyword.eid)),
                        ("refersTo", Some(&keyword.refers_to)),
                        ("value", Some(&keyword.value)),
                        ("showAs", Some(&keyword.show_as)),
                        ("dictionary", Some(&keyword.dictionary)),
                    ],
                );
            }
            self.close("classification");
        }
        if let Some(event) = &meta.lifecycle {
            self.open("lifecycle", [("source", Some(SOURCE))]);
            self.empty(
                "eventRef",
                [
                    ("eId", Some("eref_1")),
                    ("date", Some(&event.date)),
                    ("type", Some("generation")),
                    ("source", Some("#original")),
                    ("refersTo", event.refers_to.as_deref()),
                ],
            );
            self.close("lifecycle");
        }
        if let Some(step) = &meta.workflow {
            self.open("workflow", [("source", Some(SOURCE))]);
            self.empty(
                "step",
                [
                    ("eId", Some("step_1")),
                    ("date", Some(&step.date)),
                    ("by", Some(&step.by)),
                    ("refersTo", Some(&step.refers_to)),
                    ("outcome", Some(&step.outcome)),
                ],
            );
            self.close("workflow");
        }
        if let Some(references) = &meta.other_references {
            self.open("analysis", [("source", Some(SOURCE))]);
            self.open("otherReferences", [("source", Some(SOURCE))]);
            for reference in references {
                self.empty(
                    "alternativeReference",
                    [("for", Some(&reference.reference)), ("href", Some(&reference.href))],
                );
            }
            self.close("otherReferences");
            self.close("analysis");
        }
        if let Some(references) = &meta.references {
            self.open("references", [("source", Some(SOURCE))]);
            for reference in references {
                let name = match reference.element {
                    MetaReferenceElement::Original => "original",
                    MetaReferenceElement::HasAttachment => "hasAttachment",
                    MetaReferenceElement::Concept => "TLCConcept",
                    MetaReferenceElement::Event => "TLCEvent",
                    MetaReferenceElement::Location => "TLCLocation",
                    MetaReferenceElement::Organization => "TLCOrganization",
                    MetaReferenceElement::Person => "TLCPerson",
                    MetaReferenceElement::Role => "TLCRole",
                };
                self.empty(
                    name,
                    [
                        ("eId", Some(&reference.eid)),
                        ("href", Some(&reference.href)),
                        ("showAs", Some(&reference.show_as)),
                        ("shortForm", reference.short_form.as_deref()),
                    ],
                );
            }
            self.close("references");
        }
        self.close("meta");
    }

    fn identification(&mut self, identification: &Identification<'_>) {
        let Identification { work, expression, manifestation } = identification;
        self.open("identification", [("source", Some(SOURCE))]);
        self.open("FRBRWork", []);
        self.level(&work.level, |out| {
            for (name, value) in &work.aliases {
                out.empty("FRBRalias", [("name", Some(name)), ("value", Some(value))]);
            }
        });
        self.empty("FRBRcountry", [("value", Some("un"))]);
        self.empty("FRBRsubtype", [("value", Some(work.subtype))]);
        self.empty("FRBRnumber", [("value", Some(&work.number)), ("showAs", Some(&work.number_shown))]);
        self.close("FRBRWork");
        self.open("FRBRExpression", []);
        self.level(&expression.level, |_| {});
        self.empty("FRBRlanguage", [("language", Some(expression.language))]);
        if let Some(translation) = &expression.translation {
            self.empty(
                "FRBRtranslation",
                [
                    ("href", Some(&translation.href)),
                    ("fromLanguage", Some(&translation.from_language)),
                    ("by", Some(&translation.by)),
                ],
            );
        }
        self.close("FRBRExpression");
        self.open("FRBRManifestation", []);
        self.level(&manifestation.level, |_| {});
        self.empty("FRBRformat", [("value", Some("xml"))]);
        self.close("FRBRManifestation");
        self.close("identification");
    }

    fn level(&mut self, level: &Level<'_>, aliases: impl FnOnce(&mut Self)) {
        self.empty("FRBRthis", [("value", Some(&level.this))]);
        self.empty("FRBRuri", [("value", Some(&level.uri))]);
        aliases(self);
        self.empty("FRBRdate", [("date", Some(&level.date)), ("name", Some(level.date_name))]);
        self.empty("FRBRauthor", [("href", Some(&level.author)), ("as", Some(&level.role))]);
    }

    fn front(&mut self, name: &'static str, containers: Option<&Several<Container<'_, Line<'_>>>>) {
        let Some(containers) = containers else { return };
        self.open(name, []);
        for container in containers {
            self.open("container", [("name", Some(&container.name)), ("eId", id(&container.eid))]);
            for line in &container.blocks {
                self.mixed("p", [("eId", id(&line.eid)), ("xml:lang", line.language)], &line.content);
            }
            self.close("container");
        }
        self.close(name);
    }

    fn preambular(&mut self, child: &Preambular<'_>) {
        match child {
            Preambular::Formula(Formula { name, eid, text }) => {
                self.open("formula", [("name", Some(name)), ("eId", id(eid))]);
                self.p(text);
                self.close("formula");
            }
            Preambular::Container(Container { name, eid, blocks }) => {
                self.open("container", [("name", Some(name)), ("eId", id(eid))]);
                blocks.iter().for_each(|block| self.block(block));
                self.close("container");
            }
            Preambular::Recitals(Recitals { eid, num, heading, recitals }) => {
                self.open("recitals", [("eId", id(eid))]);
                self.num(*num);
                if let Some(heading) = heading {
                    self.mixed("heading", [], heading);
                }
                recitals.iter().for_each(|recital| self.item("recital", recital));
                self.close("recitals");
            }
            Preambular::Headings(eid, headings) => {
                self.open("blockContainer", [("eId", id(eid))]);
                headings.iter().for_each(|heading| self.mixed("crossHeading", [], heading));
                self.close("blockContainer");
            }
        }
    }

    fn item(&mut self, name: &'static str, item: &Item<'_>) {
        self.open(name, [("eId", id(&item.eid))]);
        self.num(item.num);
        item.blocks.iter().for_each(|block| self.block(block));
        self.close(name);
    }

    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::P(p) => self.p(p),
            Block::BlockList(BlockList { eid, items }) => {
                self.open("blockList", [("eId", id(eid))]);
                items.iter().for_each(|item| self.item("item", item));
                self.close("blockList");
            }
        }
    }

    fn p(&mut self, p: &P<'_>) {
        self.mixed("p", [], &p.content);
    }

    fn num(&mut self, num: Option<&str>) {
        if let Some(num) = num {
            self.mixed::<Infallible, 0>("num", [], &[Inline::Text(num.into())]);
        }
    }

    fn hierarchical(&mut self, child: &Hierarchical<'_>) {
        match child {
            Hierarchical::Grouping(grouping) => self.grouping(grouping),
            Hierarchical::Paragraph(Paragraph { element, eid, num, body }) => {
                let name = match element {
                    ParagraphElement::Paragraph => "paragraph",
                    ParagraphElement::Alinea => "alinea",
                };
                self.numbered(name, eid, *num, body);
            }
            Hierarchical::List(list) => self.list(list),
        }
    }

    fn grouping(&mut self, grouping: &Grouping<'_>) {
        let name = match grouping.element {
            GroupingElement::Division => "division",
            GroupingElement::Section => "section",
            GroupingElement::Title => "title",
        };
        self.open(name, [("eId", id(&grouping.eid))]);
        self.num(grouping.num);
        // The number of a section may stand alone.
        if !grouping.heading.is_empty() {
            self.mixed("heading", [], &grouping.heading);
        }
        for heading in &grouping.cross_headings {
            self.mixed("crossHeading", [], heading);
        }
        for child in &grouping.children {
            self.hierarchical(child);
        }
        self.close(name);
    }

    fn numbered(&mut self, name: &'static str, eid: &Id<'_>, num: Option<&str>, body: &Body<'_>) {
        self.open(name, [("eId", id(eid))]);
        self.num(num);
        match body {
            Body::Content(p) => {
                self.open("content", []);
                self.p(p);
                self.close("content");
            }
            Body::List(list) => self.list(list),
        }
        self.close(name);
    }

    fn list(&mut self, list: &List<'_>) {
        self.open("list", [("eId", id(&list.eid))]);
        if let Some(intro) = &list.intro {
            self.open("intro", []);
            self.p(intro);
            self.close("intro");
        }
        for Point { eid, num, body } in &list.points {
            self.numbered("point", eid, *num, body);
        }
        self.close("list");
    }

    fn inlines<F: InlineTag>(&mut self, content: &[Inline<'_, F>]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Eol => self.bare("eol", []),
                Inline::Tagged(tag, content) => {
                    let name = tag.start(self);
                    self.inlines(content);
                    self.end(name);
                }
                Inline::AuthorialNote(note) => self.note(note),
                Inline::NoteRef { href, marker } => {
                    self.bare("noteRef", [("href", Some(href.as_str())), ("marker", Some(*marker))]);
                }
            }
        }
    }

    /// A note stands within text, so that nothing may stand between its tags and its paragraph.
    fn note(&mut self, note: &AuthorialNote<'_>) {
        let attributes = [("eId", id(&note.eid)), ("marker", Some(note.marker)), ("placement", Some("bottom"))];
        self.start("authorialNote", attributes);
        self.start("p", []);
        self.inlines(&note.text.content);
        self.end("p");
        self.end("authorialNote");
    }

    /// As [`Out::start`]; gives the name back.
    fn named<const N: usize>(&mut self, name: &'static str, attributes: Attributes<'_, N>) -> &'static str {
        self.start(name, attributes);
        name
    }
}

/// A tag that knows its name and attributes.
trait InlineTag: Sized {
    /// Writes the start tag; gives the name.
    fn start(&self, out: &mut Out) -> &'static str;
}

impl InlineTag for Infallible {
    fn start(&self, _: &mut Out) -> &'static str {
        match *self {}
    }
}

impl InlineTag for FrontTag<'_> {
    fn start(&self, out: &mut Out) -> &'static str {
        match self {
            FrontTag::DocTitle => out.named("docTitle", []),
            FrontTag::DocNumber => out.named("docNumber", []),
            FrontTag::DocType => out.named("docType", []),
            FrontTag::DocDate { date, refers_to } => {
                out.named("docDate", [("date", Some(date)), ("refersTo", refers_to.as_deref())])
            }
            FrontTag::DocAuthority { refers_to } => out.named("docAuthority", [("refersTo", refers_to.as_deref())]),
            FrontTag::DocStatus { refers_to } => out.named("docStatus", [("refersTo", Some(refers_to))]),
            FrontTag::DocketNumber { refers_to } => out.named("docketNumber", [("refersTo", Some(refers_to))]),
            FrontTag::Session { refers_to, value } => {
                out.named("session", [("refersTo", Some(refers_to)), ("value", Some(&value.to_string()))])
            }
            FrontTag::Signature => out.named("signature", []),
            FrontTag::Person { refers_to, role } => {
                out.named("person", [("refersTo", Some(refers_to)), ("as", Some(role))])
            }
        }
    }
}

impl<F: InlineTag> InlineTag for Tag<'_, F> {
    fn start(&self, out: &mut Out) -> &'static str {
        match self {
            Tag::B => out.named("b", []),
            Tag::I => out.named("i", []),
            Tag::Sup => out.named("sup", []),
            Tag::Inline { name, class, refers_to } => {
                out.named("inline", [("name", Some(name)), ("class", *class), ("refersTo", refers_to.as_deref())])
            }
            Tag::A { href } => out.named("a", [("href", Some(href))]),
            Tag::Ref { eid, href } => out.named("ref", [("eId", id(eid)), ("href", Some(href))]),
            Tag::RRef { eid, from, up_to } => {
                out.named("rref", [("eId", id(eid)), ("from", Some(from)), ("upTo", Some(up_to))])
            }
            Tag::MRef { eid } => out.named("mref", [("eId", id(eid))]),
            Tag::Date { date } => out.named("date", [("date", Some(date))]),
            Tag::Organization { refers_to } => out.named("organization", [("refersTo", Some(refers_to))]),
            Tag::Role { refers_to } => out.named("role", [("refersTo", Some(refers_to))]),
            Tag::Location { refers_to } => out.named("location", [("refersTo", Some(refers_to))]),
            Tag::Term { refers_to } => out.named("term", [("refersTo", Some(refers_to))]),
            Tag::Front(tag) => tag.start(out),
        }
    }
}

fn id<'v>(eid: &'v Id<'_>) -> Option<&'v str> {
    eid.as_deref()
}

/// Whether a text is written as it is, as nearly all are: it holds no sign of a tag or a reference, between quotes none of
/// these, and surely no character but those that XML 1.0 has.
#[expect(clippy::needless_bitwise_bool, reason = "a question that skips nothing is asked of many bytes at once")]
fn stands(text: &str, quoted: bool) -> bool {
    let sign = |b: u8| (b == b'<') | (b == b'>') | (b == b'&') | (quoted & ((b == b'"') | (b == b'\'')));
    let control = |b: u8| (b < b' ') & (b != b'\t') & (b != b'\n');
    // The two noncharacters end with 0xbf and 0xbe or 0xbf.
    let pair = |a: u8, b: u8| (a == 0xbf) & ((b == 0xbe) | (b == 0xbf));
    !holds(text, |b| sign(b) | control(b), pair)
}

/// A text in the characters that XML 1.0 has.
fn legal(text: &str) -> String {
    let replacement = |c: char| match c {
        '\r' => Some('\n'),
        '\u{fffe}' | '\u{ffff}' => Some(char::REPLACEMENT_CHARACTER),
        c => (c >= ' ' || matches!(c, '\t' | '\n')).then_some(c),
    };
    text.chars().filter_map(replacement).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::fixture;

    fn tag<const N: usize>(name: &'static str, attributes: Attributes<'_, N>) -> String {
        let mut out = Out { xml: String::new(), depth: 0 };
        out.tag(name, attributes);
        out.xml
    }

    #[test]
    fn no_character_breaks_the_xml() {
        assert_eq!(legal("大会\u{0}\u{b}\u{1f}，"), "大会，");
        assert_eq!(legal("a\u{fffe}b"), "a\u{fffd}b");
        assert_eq!(legal("a\tb\nc\u{85}\u{feff}"), "a\tb\nc\u{85}\u{feff}");
        assert_eq!(tag("a", [("href", Some("x?a=\"1\"&b=<2>"))]), "<a href=\"x?a=&quot;1&quot;&amp;b=&lt;2&gt;\"");
    }

    #[test]
    fn parts_written_as_they_are_lowered_come_in_the_order_of_the_standard() {
        let documents = fixture::all();
        assert!(documents.iter().any(|document| !document.annexes.is_empty() && !document.conclusions.is_empty()));
        for document in documents {
            let linked = fixture::linked(&document);
            let mut whole = Out { xml: String::new(), depth: 0 };
            whole.head();
            whole.document(&lower::lower(&linked).document);
            whole.tail();
            assert_eq!(write(&linked, 0), whole.xml);
        }
    }

    #[test]
    fn an_attribute_without_a_value_is_not_written() {
        assert_eq!(tag("mref", [("eId", None)]), "<mref");
    }
}
