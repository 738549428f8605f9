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

use super::events::{Element, Rules, Text, XML};
use super::value::is_space;
use super::{Kind, Violation, one_of};
use crate::source::Span;
use frbr::Documents;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

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
    super::examine(xml, false, true)
}

/// The findings, and what the rules look up.
pub(super) struct Lint<'a> {
    found: Vec<Violation>,
    open: Vec<Open<'a>>,
    ids: HashSet<Cow<'a, str>>,
    /// Where the entries of the metadata lead, by their eId.
    entries: HashMap<Cow<'a, str>, Cow<'a, str>>,
    /// Pointers to what has not been met: attribute, target, place.
    pointers: Vec<(&'a str, String, Span)>,
    documents: Documents<'a>,
    /// The number of the note before, for the order of markers.
    last_marker: Option<u32>,
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    /// The part of a document that it stands in, or is.
    area: Option<&'a str>,
    /// Whether the text in it is none of the document's: metadata, and what is not Akoma Ntoso.
    outside: bool,
    in_meta: bool,
}

impl<'a> Rules<'a> for Lint<'a> {
    fn open(&mut self, element: &Element<'_, 'a>) {
        let name = element.name;
        let akn = element.namespace == Some(NAMESPACE);
        let parent = self.open.last();
        self.documents.open(element, akn && is_document_type(name), akn, parent.map(|parent| parent.name));
        let area = is_area(name).then_some(name).or(parent.and_then(|parent| parent.area));
        let in_meta = akn && name == "meta" || parent.is_some_and(|parent| parent.in_meta);
        let outside = !akn || in_meta || parent.is_some_and(|parent| parent.outside);
        self.open.push(Open { name, area, outside, in_meta });
        if akn {
            self.identify(element, in_meta);
            self.element(element, area);
        }
    }

    fn text(&mut self, text: &Text<'a>) {
        self.leftover(text);
    }

    fn close(&mut self) {
        self.open.pop();
        self.documents.close();
    }
}

impl<'a> Lint<'a> {
    /// A check that has not begun.
    pub(super) fn new() -> Self {
        Lint {
            found: Vec::new(),
            open: Vec::new(),
            ids: HashSet::new(),
            entries: HashMap::new(),
            pointers: Vec::new(),
            documents: Documents::default(),
            last_marker: None,
        }
    }

    /// What is wrong with the document that the rules have seen.
    pub(super) fn found(mut self) -> Vec<Violation> {
        let before = std::mem::take(&mut self.found);
        for (name, target, span) in std::mem::take(&mut self.pointers) {
            if !self.ids.contains(target.as_str()) {
                let message = format!("{name}=\"#{target}\" leads nowhere: no element has the eId {target:?}");
                self.report(Kind::DanglingReference, span, message);
            }
        }
        self.found.extend(before);
        std::mem::take(&mut self.documents).check(&mut self);
        self.found.sort_by_key(|violation| violation.span);
        self.found
    }

    fn report(&mut self, kind: Kind, span: Span, message: String) {
        self.found.push(Violation { kind, span, message, expected: Vec::new() });
    }

    fn expect(&mut self, kind: Kind, span: Span, message: String, expected: Vec<String>) {
        self.found.push(Violation { kind, span, message, expected });
    }

    /// Notes the eId, and where an entry of the metadata leads.
    fn identify(&mut self, element: &Element<'_, 'a>, in_meta: bool) {
        let Some(id) = element.attribute("eId") else { return };
        if let Some(href) = element.attribute("href").filter(|_| in_meta) {
            self.entries.entry(id.value.clone()).or_insert_with(|| href.value.clone());
        }
        self.ids.insert(id.value.clone());
    }

    fn element(&mut self, element: &Element<'_, 'a>, area: Option<&str>) {
        let name = element.name;
        self.references(element);
        match name {
            "authorialNote" => self.note(element),
            // Each component numbers its notes by itself.
            "attachment" | "component" => self.last_marker = None,
            "ol" | "ul" => {
                let expected = ["list", "blockList"].map(str::to_owned).to_vec();
                let message =
                    format!("<{name}> is not used in UN documents; expected list in the body, blockList elsewhere");
                self.expect(Kind::HtmlList, element.span, message, expected);
            }
            "inline" => self.inline(element),
            "ref" => self.target(element),
            name if is_document_type(name) => self.language(element),
            name if name.starts_with("doc") || name == "docketNumber" => self.heading_inline(element, area),
            _ => {}
        }
    }

    /// L02 and L03.
    fn references(&mut self, element: &Element<'_, 'a>) {
        for attribute in element.attributes.iter().filter(|a| a.namespace.is_none()) {
            let (name, value) = (attribute.name, attribute.value.as_ref());
            if name == "eId" && !is_eid(value) {
                let message = format!(
                    "eId={value:?} does not follow the naming convention; expected type_number, levels joined by __, such \
                     as para_8__list_1__point_a"
                );
                self.report(Kind::EidPattern, attribute.span, message);
            }
            if !may_point(name) {
                continue;
            }
            for target in value.split_ascii_whitespace().filter_map(|item| item.strip_prefix('#')) {
                // What it points at may stand further on.
                if !self.ids.contains(target) {
                    self.pointers.push((name, target.to_owned(), attribute.span));
                }
            }
        }
    }

    /// L08.
    fn note(&mut self, element: &Element<'_, '_>) {
        let (placement, marker) = (element.attribute("placement"), element.attribute("marker"));
        if placement.map(|placement| placement.value.as_ref()) != Some("bottom") {
            let span = placement.map_or(element.span, |placement| placement.span);
            self.report(Kind::NoteMarker, span, "a note of a UN document has placement=\"bottom\"".to_owned());
        }
        let Some(marker) = marker.filter(|marker| !marker.value.trim().is_empty()) else {
            let message = "<authorialNote> lacks its marker; add marker=\"1\" or the sign that is printed".to_owned();
            self.report(Kind::NoteMarker, element.span, message);
            return;
        };
        let Ok(number) = marker.value.parse::<u32>() else { return };
        let last = self.last_marker.replace(number);
        if let Some(last) = last.filter(|&last| number <= last && number != 1) {
            let message = format!("marker=\"{number}\" comes after marker=\"{last}\"; expected a higher number, or 1");
            self.report(Kind::NoteMarker, marker.span, message);
        }
    }

    /// L11.
    fn inline(&mut self, element: &Element<'_, '_>) {
        if let Some(name) = element.attribute("name").filter(|name| !is_profile_name(&name.value)) {
            let message =
                format!("name={:?} on <inline> is not of the profile; expected akn4un: and a name", name.value);
            self.report(Kind::InlineName, name.span, message);
        }
    }

    /// L12.
    fn target(&mut self, element: &Element<'_, '_>) {
        if let Some(href) = element.attribute("href").filter(|href| !frbr::is_target(&href.value)) {
            let message = format!(
                "href={:?} on <ref> is not an IRI of a work or an expression; expected \
                 /akn/un/{{type}}/{{subtype}}/{{actor}}/{{date}}/{{number}}, #eId or !annex_1",
                href.value
            );
            self.report(Kind::ReferenceTarget, href.span, message);
        }
    }

    /// L17.
    fn language(&mut self, element: &Element<'_, '_>) {
        let language = element.attributes.iter().find(|a| a.namespace == Some(XML) && a.name == "lang");
        if let Some(language) = language {
            let message = format!("<{}> may not carry xml:lang; expected FRBRlanguage in its meta", element.name);
            self.report(Kind::MisplacedLanguage, language.span, message);
        }
    }

    /// L09.
    fn heading_inline(&mut self, element: &Element<'_, '_>, area: Option<&str>) {
        let inline = matches!(
            element.name,
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
        let Some(area) = area.filter(|_| inline) else { return };
        if matches!(area, "preamble" | "mainBody" | "body") {
            let name = element.name;
            let expected = ["coverPage", "preface", "conclusions"].map(str::to_owned).to_vec();
            let message = format!("<{name}> stands in <{area}>; expected it in {} only", one_of(&expected));
            self.expect(Kind::HeadingInline, element.span, message, expected);
        }
    }

    /// L15.
    fn leftover(&mut self, text: &Text<'a>) {
        let Some(parent) = self.open.last().filter(|parent| !parent.outside) else { return };
        let Some((at, sign)) = leftover(text.raw, text.first) else { return };
        let start = text.span.start() + at;
        let message =
            format!("{sign:?} in the text of <{}> is markup of the raw text; expected it as an element", parent.name);
        self.report(Kind::LeftoverMarkup, Span::new(start, start + sign.len()), message);
    }
}

/// Whether an element is one of the large parts of a document.
fn is_area(name: &str) -> bool {
    matches!(name, "coverPage" | "preface" | "preamble" | "mainBody" | "body" | "conclusions" | "meta")
}

/// `type_number`, levels joined by `__`. A second number tells apart what would otherwise be the same: `para_7_2`.
fn is_eid(value: &str) -> bool {
    let word = |part: &[u8]| !part.is_empty() && part.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    // How many parts of a level have come; nothing stands between the two signs that part levels.
    let mut met = 0;
    let fits = value.as_bytes().split(|&b| b == b'_').all(|part| {
        let fits = match met {
            0 => word(part) && part.first().is_some_and(u8::is_ascii_alphabetic),
            1.. if part.is_empty() => true,
            1 => word(part),
            2 => part.iter().all(u8::is_ascii_digit),
            _ => false,
        };
        met = if part.is_empty() { 0 } else { met + 1 };
        fits
    });
    fits && met > 0
}

fn is_profile_name(value: &str) -> bool {
    value.strip_prefix("akn4un:").is_some_and(|name| !name.is_empty() && name.chars().all(char::is_alphanumeric))
}

/// The first sign of raw markup in a text: a superscript figure that is no unit's (km² stays), `**`, or `#` where a block
/// begins.
fn leftover(text: &str, first: bool) -> Option<(usize, &str)> {
    // Most texts are the white space between two tags.
    let start = text.bytes().position(|b| !is_space(char::from(b)))?;
    let heading = text.get(start..).filter(|_| first).unwrap_or("");
    let hashes = heading.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && heading.as_bytes().get(hashes) == Some(&b' ') {
        return Some((start, heading.get(..hashes)?));
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
