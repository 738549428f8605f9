//! The UN's profile AKN4UN, above the schema: what holds in every UN document and no schema can say.
//!
//! In: the text of an Akoma Ntoso file, of a document with annexes. Out: violations in document order. The rules are
//! those that the file alone decides; whether a date is the one in the text is for `check`.
//!
//! In the UN's own Chinese file of A/RES/75/291, `refersTo="#adoptionDate"` names an eId that is nowhere: a dangling
//! reference. A gap between the markers 1 and 8 is no fault here: the text may be an extract, or the print has lost a
//! call.
//!
//! Rules by subject: references, eIds, inlines, notes and text here; identifiers and metadata in `profile::frbr`.
//! Not here: the schema (see `walk`). A file that breaks the schema is linted all the same, as far as it goes.

mod frbr;

use super::value::is_space;
use super::{Kind, Violation, attribute_span, name_span, one_of, wellformed};
use crate::source::Span;
use roxmltree::{Document, Node};
use std::collections::HashSet;

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// Whether an element is a document: it has metadata and identifiers of its own.
fn is_document_type(name: &str) -> bool {
    matches!(
        name,
        "act"
            | "amendment"
            | "amendmentList"
            | "bill"
            | "debate"
            | "debateReport"
            | "doc"
            | "documentCollection"
            | "judgment"
            | "officialGazette"
            | "portion"
            | "statement"
    )
}

/// Whether the value of an attribute may be `#` and an eId.
fn may_point(name: &str) -> bool {
    matches!(
        name,
        "refersTo"
            | "source"
            | "as"
            | "by"
            | "to"
            | "outcome"
            | "for"
            | "href"
            | "from"
            | "upTo"
            | "alternativeTo"
            | "start"
            | "end"
            | "period"
            | "choice"
            | "empoweredBy"
            | "placementBase"
            | "includedIn"
    )
}

/// Checks `xml` against the AKN4UN rules above the schema.
///
/// ```
/// use declc::validate::{Kind, lint};
/// let xml = r##"<p xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><role refersTo="#sg">秘书长</role></p>"##;
/// let [violation] = &lint(xml)[..] else { panic!() };
/// assert_eq!(violation.kind, Kind::DanglingReference);
/// assert_eq!(violation.span.slice(xml), r##"refersTo="#sg""##);
/// ```
pub fn lint(xml: &str) -> Vec<Violation> {
    match wellformed::parse(xml) {
        Ok(document) => check(&document),
        Err(violation) => vec![violation],
    }
}

/// Checks a document that was read already.
pub(super) fn check(document: &Document<'_>) -> Vec<Violation> {
    let mut lint = Lint { found: Vec::new(), ids: eids(document), last_marker: None };
    for node in document.descendants() {
        if node.is_element() && is_akn(node) {
            lint.element(node);
        } else if node.is_text() {
            lint.text(node);
        }
    }
    frbr::check(document, &mut lint);
    lint.found.sort_by_key(|violation| violation.span);
    lint.found
}

/// The findings, and what the rules look up.
struct Lint<'a> {
    found: Vec<Violation>,
    ids: HashSet<&'a str>,
    /// The number of the note before, for the order of markers.
    last_marker: Option<u32>,
}

impl Lint<'_> {
    fn report(&mut self, kind: Kind, span: Span, message: String) {
        self.found.push(Violation { kind, span, message, expected: Vec::new() });
    }

    fn expect(&mut self, kind: Kind, span: Span, message: String, expected: Vec<String>) {
        self.found.push(Violation { kind, span, message, expected });
    }

    fn element(&mut self, node: Node<'_, '_>) {
        let name = node.tag_name().name();
        self.references(node);
        match name {
            "authorialNote" => self.note(node),
            // Each component numbers its notes by itself.
            "attachment" | "component" => self.last_marker = None,
            "ol" | "ul" => {
                let expected = ["list", "blockList"].map(str::to_owned).to_vec();
                let message =
                    format!("<{name}> is not used in UN documents; expected list in the body, blockList elsewhere");
                self.expect(Kind::HtmlList, name_span(node), message, expected);
            }
            "inline" => self.inline(node),
            "ref" => self.target(node),
            name if is_document_type(name) => self.language(node),
            name if name.starts_with("doc") || name == "docketNumber" => self.heading_inline(node),
            _ => {}
        }
    }

    /// L02 and L03.
    fn references(&mut self, node: Node<'_, '_>) {
        for attribute in node.attributes().filter(|a| a.namespace().is_none()) {
            let (name, value) = (attribute.name(), attribute.value());
            if name == "eId" && !is_eid(value) {
                let message = format!(
                    "eId={value:?} does not follow the naming convention; expected type_number, levels joined by __, such \
                     as para_8__list_1__point_a"
                );
                self.report(Kind::EidPattern, attribute_span(&attribute), message);
            }
            if !may_point(name) {
                continue;
            }
            for target in value.split(is_space).filter_map(|item| item.strip_prefix('#')) {
                if !self.ids.contains(target) {
                    let message = format!("{name}=\"#{target}\" leads nowhere: no element has the eId {target:?}");
                    self.report(Kind::DanglingReference, attribute_span(&attribute), message);
                }
            }
        }
    }

    /// L08.
    fn note(&mut self, node: Node<'_, '_>) {
        let (placement, marker) = (node.attribute_node("placement"), node.attribute_node("marker"));
        if placement.as_ref().map(roxmltree::Attribute::value) != Some("bottom") {
            let span = placement.as_ref().map_or_else(|| name_span(node), attribute_span);
            self.report(Kind::NoteMarker, span, "a note of a UN document has placement=\"bottom\"".to_owned());
        }
        let Some(marker) = marker.filter(|marker| !marker.value().trim().is_empty()) else {
            let message = "<authorialNote> lacks its marker; add marker=\"1\" or the sign that is printed".to_owned();
            self.report(Kind::NoteMarker, name_span(node), message);
            return;
        };
        let Ok(number) = marker.value().parse::<u32>() else { return };
        let last = self.last_marker.replace(number);
        if let Some(last) = last.filter(|&last| number <= last && number != 1) {
            let message = format!("marker=\"{number}\" comes after marker=\"{last}\"; expected a higher number, or 1");
            self.report(Kind::NoteMarker, attribute_span(&marker), message);
        }
    }

    /// L11.
    fn inline(&mut self, node: Node<'_, '_>) {
        if let Some(name) = node.attribute_node("name").filter(|name| !is_profile_name(name.value())) {
            let message =
                format!("name={:?} on <inline> is not of the profile; expected akn4un: and a name", name.value());
            self.report(Kind::InlineName, attribute_span(&name), message);
        }
    }

    /// L12.
    fn target(&mut self, node: Node<'_, '_>) {
        if let Some(href) = node.attribute_node("href").filter(|href| !frbr::is_target(href.value())) {
            let message = format!(
                "href={:?} on <ref> is not an IRI of a work or an expression; expected \
                 /akn/un/{{type}}/{{subtype}}/{{actor}}/{{date}}/{{number}}, #eId or !annex_1",
                href.value()
            );
            self.report(Kind::ReferenceTarget, attribute_span(&href), message);
        }
    }

    /// L17.
    fn language(&mut self, node: Node<'_, '_>) {
        let language = node.attributes().find(|a| a.namespace() == Some(roxmltree::NS_XML_URI) && a.name() == "lang");
        if let Some(language) = language {
            let message =
                format!("<{}> may not carry xml:lang; expected FRBRlanguage in its meta", node.tag_name().name());
            self.report(Kind::MisplacedLanguage, attribute_span(&language), message);
        }
    }

    /// L09.
    fn heading_inline(&mut self, node: Node<'_, '_>) {
        let area = |n: Node<'_, '_>| {
            let name = n.tag_name().name();
            matches!(name, "coverPage" | "preface" | "preamble" | "mainBody" | "body" | "conclusions" | "meta")
                .then(|| name.to_owned())
        };
        let inline = matches!(
            node.tag_name().name(),
            "docType"
                | "docTitle"
                | "docNumber"
                | "docProponent"
                | "docDate"
                | "docAuthority"
                | "docPurpose"
                | "docCommittee"
                | "docIntroducer"
                | "docStage"
                | "docStatus"
                | "docJurisdiction"
                | "docketNumber"
        );
        let Some(area) = node.ancestors().find_map(area).filter(|_| inline) else { return };
        if matches!(area.as_str(), "preamble" | "mainBody" | "body") {
            let name = node.tag_name().name();
            let expected = ["coverPage", "preface", "conclusions"].map(str::to_owned).to_vec();
            let message = format!("<{name}> stands in <{area}>; expected it in {} only", one_of(&expected));
            self.expect(Kind::HeadingInline, name_span(node), message, expected);
        }
    }

    /// L15.
    fn text(&mut self, node: Node<'_, '_>) {
        let range = node.range();
        let raw = node.document().input_text().get(range.clone()).unwrap_or("");
        let Some((at, sign)) = leftover(raw, node.prev_sibling().is_none()) else { return };
        let outside = |n: Node<'_, '_>| n.is_element() && (!is_akn(n) || n.tag_name().name() == "meta");
        if node.ancestors().any(outside) {
            return;
        }
        let start = range.start + at;
        let parent = node.parent_element().map_or("", |p| p.tag_name().name());
        let message =
            format!("{sign:?} in the text of <{parent}> is markup of the raw text; expected it as an element");
        self.report(Kind::LeftoverMarkup, Span::new(start, start + sign.len()), message);
    }
}

fn eids<'a>(document: &'a Document<'_>) -> HashSet<&'a str> {
    document.descendants().filter(|n| is_akn(*n)).filter_map(|n| n.attribute("eId")).collect()
}

fn is_akn(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace() == Some(NAMESPACE)
}

/// `type_number`, levels joined by `__`. A second number tells apart what would otherwise be the same: `para_7_2`.
fn is_eid(value: &str) -> bool {
    value.split("__").all(|level| {
        let mut parts = level.split('_');
        let kind = parts.next().unwrap_or("");
        let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let number = parts.next().is_none_or(word);
        let twin = parts.next().is_none_or(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        kind.starts_with(|c: char| c.is_ascii_alphabetic()) && word(kind) && number && twin && parts.next().is_none()
    })
}

fn is_profile_name(value: &str) -> bool {
    value.strip_prefix("akn4un:").is_some_and(|name| !name.is_empty() && name.chars().all(char::is_alphanumeric))
}

/// The first sign of raw markup in a text: a superscript figure that is no unit's (km² stays), `**`, or `#` where a block
/// begins.
fn leftover(text: &str, first: bool) -> Option<(usize, &str)> {
    let heading = text.trim_start_matches(is_space);
    let hashes = heading.len() - heading.trim_start_matches('#').len();
    if first && (1..=6).contains(&hashes) && heading.get(hashes..).is_some_and(|rest| rest.starts_with(' ')) {
        return Some((text.len() - heading.len(), heading.get(..hashes)?));
    }
    // The bytes that these figures and asterisks begin with.
    memchr::memchr3_iter(0xc2, 0xe2, b'*', text.as_bytes()).find_map(|at| {
        let before = text.get(..at)?.chars().next_back().unwrap_or(' ');
        let rest = text.get(at..)?;
        let c = rest.chars().next()?;
        let figure = matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹') && !before.is_ascii_alphabetic();
        if figure {
            return Some((at, rest.get(..c.len_utf8())?));
        }
        if c == '*' && before == '*' { Some((at - 1, text.get(at - 1..=at)?)) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(inside: &str) -> Vec<(Kind, String)> {
        let xml = format!("<mainBody xmlns=\"{NAMESPACE}\">{inside}</mainBody>");
        lint(&xml).into_iter().map(|v| (v.kind, v.span.slice(&xml).to_owned())).collect()
    }

    #[test]
    fn each_rule_points_at_its_fault() {
        for (inside, kind, place) in [
            (r##"<p refersTo="#a #b" eId="a"/>"##, Kind::DanglingReference, r##"refersTo="#a #b""##),
            (r#"<p eId="para 7"/>"#, Kind::EidPattern, r#"eId="para 7""#),
            (r#"<p eId="para_14_list_point_a"/>"#, Kind::EidPattern, r#"eId="para_14_list_point_a""#),
            (r#"<authorialNote placement="side" marker="1"/>"#, Kind::NoteMarker, r#"placement="side""#),
            (r#"<authorialNote placement="bottom"/>"#, Kind::NoteMarker, "authorialNote"),
            ("<p><docDate date=\"2021-06-30\"/></p>", Kind::HeadingInline, "docDate"),
            ("<ul/>", Kind::HtmlList, "ul"),
            (r#"<inline name="agendaItem"/>"#, Kind::InlineName, r#"name="agendaItem""#),
            (
                r#"<ref href="https://undocs.org/A/RES/60/288"/>"#,
                Kind::ReferenceTarget,
                "href=\"https://undocs.org/A/RES/60/288\"",
            ),
            ("<p>大会¹</p>", Kind::LeftoverMarkup, "¹"),
            ("<p>1. **促请</p>", Kind::LeftoverMarkup, "**"),
            ("<p># 附件</p>", Kind::LeftoverMarkup, "#"),
        ] {
            assert_eq!(kinds(inside), [(kind, place.to_owned())], "{inside}");
        }
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for inside in [
            r##"<p eId="att_1__para_8__list_1__point_a" refersTo="#att_1__para_8__list_1__point_a"/>"##,
            r##"<p eId="para_7_2"/><p eId="un-sg"/><a href="#para_7_2"/>"##,
            "<p>100 km², no. 5 * see *below</p><p>No. #5</p>",
            r#"<inline name="akn4un:agendaItem"/><ref href="!annex_1"/>"#,
            r#"<conclusions><docDate date="2021-06-30"/></conclusions>"#,
        ] {
            assert_eq!(kinds(inside), [], "{inside}");
        }
    }

    #[test]
    fn markers_rise_within_a_component() {
        let note = |marker: &str| format!(r#"<authorialNote placement="bottom" marker="{marker}"/>"#);
        let notes = |markers: &[&str]| markers.iter().map(|m| note(m)).collect::<String>();
        assert_eq!(kinds(&notes(&["1", "8", "*", "9", "1", "2"])), []);
        assert_eq!(kinds(&notes(&["1", "3", "2"])), [(Kind::NoteMarker, "marker=\"2\"".to_owned())]);
        assert_eq!(kinds(&format!("{}<attachment>{}</attachment>", note("9"), note("3"))), []);
    }
}
