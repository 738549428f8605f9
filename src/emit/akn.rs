//! Akoma Ntoso in the AKN4UN profile, in two steps: [`lower()`] makes typed [`element`]s of a linked document,
//! [`write()`] makes XML of them, part by part.
//!
//! A resolution becomes a `statement`, a declaration, letter or report a `doc`; a preambular paragraph a `container`
//! named by its opening phrase; 13. a `paragraph` with the eId that `link` gave it; an annex an `attachment` with
//! `meta` of its own; a note an `authorialNote` at its call.
//!
//! Invariants: the visible text is that of the document, the job number of its furniture included, and nothing else;
//! nothing points at nothing; same document, same bytes.
//!
//! Not here: validation (see `validate`).

mod body;
pub mod element;
mod fact;
mod front;
mod inline;
mod lower;
mod meta;
mod ontology;
mod value;
mod write;

pub use lower::lower;

use crate::link::Linked;

/// The Akoma Ntoso XML of a linked document.
pub fn write(linked: &Linked) -> String {
    write::write(linked, super::room(linked.document()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::fixture;
    use crate::model::visit::{self, NodeKind};
    use crate::model::{Document, Mark, Origin};
    use crate::source::is_visible;
    use roxmltree::Node;
    use std::collections::HashSet;

    fn of(document: &Document) -> String {
        write(&fixture::linked(document))
    }

    fn elements<'d>(xml: &'d roxmltree::Document<'d>) -> impl Iterator<Item = Node<'d, 'd>> {
        xml.descendants().filter(Node::is_element)
    }

    /// The visible characters of a text, in an order that does not depend on where a note stands.
    fn visible(parts: impl IntoIterator<Item = String>) -> String {
        let mut letters: Vec<char> =
            parts.into_iter().flat_map(|part| part.chars().filter(|&c| is_visible(c)).collect::<Vec<_>>()).collect();
        letters.sort_unstable();
        letters.into_iter().collect()
    }

    /// What a document prints: its texts and numbers, its job number, and the markers of what has no note.
    fn printed(document: &Document) -> String {
        let mut parts = Vec::new();
        let mut called = HashSet::new();
        visit::passages(document, &mut |node| {
            parts.push(node.passage.text.clone());
            parts.extend(node.number.map(|number| number.printed.clone()));
            for span in &node.passage.spans {
                if let Mark::NoteCall { note, marker } = &span.mark {
                    match note {
                        Some(note) if node.kind != NodeKind::Note => drop(called.insert(note.clone())),
                        Some(_) => {}
                        None => parts.push(marker.printed.clone()),
                    }
                }
            }
        });
        let notes = document.notes.iter().chain(document.annexes.iter().flat_map(|annex| &annex.notes));
        parts.extend(notes.filter(|note| !called.contains(&note.eid)).map(|note| note.marker.printed.clone()));
        parts.extend(
            document.metadata.job_number.iter().filter(|job| job.origin == Origin::Text).map(|job| job.value.clone()),
        );
        visible(parts)
    }

    #[test]
    fn the_visible_text_is_that_of_the_document() {
        for document in fixture::all() {
            let xml = of(&document);
            let tree = roxmltree::Document::parse(&xml).unwrap();
            let shown = visible(
                tree.descendants().filter_map(|node| node.text().filter(|_| node.is_text()).map(str::to_owned)),
            );
            // The one character of the fixtures that XML forbids.
            assert_eq!(
                shown,
                visible([printed(&document).replace('\u{fffe}', "\u{fffd}")]),
                "{}",
                document.source.path
            );
        }
    }

    #[test]
    fn no_eid_stands_twice_and_none_is_pointed_at_in_vain() {
        const POINTERS: [&str; 10] = ["refersTo", "source", "as", "by", "to", "outcome", "for", "href", "from", "upTo"];
        for document in fixture::all() {
            let xml = of(&document);
            let tree = roxmltree::Document::parse(&xml).unwrap();
            let mut eids = HashSet::new();
            for element in elements(&tree) {
                if let Some(eid) = element.attribute("eId") {
                    assert!(eids.insert(eid), "{eid} stands twice");
                }
            }
            let mut pointed = HashSet::new();
            for value in elements(&tree).flat_map(|e| POINTERS.iter().filter_map(move |name| e.attribute(*name))) {
                if let Some(eid) = value.strip_prefix('#') {
                    assert!(eids.contains(eid), "{eid} does not exist");
                    pointed.insert(eid);
                }
            }
            for class in elements(&tree).filter(|e| e.tag_name().name().starts_with("TLC")) {
                assert!(pointed.contains(class.attribute("eId").unwrap()), "{class:?} is not pointed at");
            }
        }
    }

    #[test]
    fn the_iri_says_what_the_identification_says() {
        for document in fixture::all() {
            let xml = of(&document);
            let tree = roxmltree::Document::parse(&xml).unwrap();
            let root = tree.root_element().first_element_child().unwrap();
            let value = |name: &str, key: &str| {
                let element = elements(&tree).find(|e| e.tag_name().name() == name).unwrap();
                element.attribute(key).unwrap().to_owned()
            };
            let author = value("FRBRauthor", "href");
            let author = elements(&tree).find(|e| e.attribute("eId") == author.strip_prefix('#')).unwrap();
            let iri = format!(
                "/akn/un/{}/{}/{}/{}/{}",
                root.tag_name().name(),
                value("FRBRsubtype", "value"),
                author.attribute("href").unwrap().rsplit('/').next().unwrap(),
                value("FRBRdate", "date"),
                value("FRBRnumber", "value"),
            );
            assert_eq!(value("FRBRuri", "value"), iri);
            assert_eq!(value("FRBRthis", "value"), format!("{iri}/!main"));
            assert!(xml.contains(&format!("<FRBRuri value=\"{iri}/zho@.xml\"/>")));
        }
    }

    #[test]
    fn inlines_of_the_title_page_stay_out_of_the_body() {
        for document in fixture::all() {
            let xml = of(&document);
            let tree = roxmltree::Document::parse(&xml).unwrap();
            for element in
                elements(&tree).filter(|e| e.tag_name().name().starts_with("doc") && e.tag_name().name() != "doc")
            {
                let part = element.ancestors().find(|e| {
                    ["coverPage", "preface", "preamble", "mainBody", "conclusions"].contains(&e.tag_name().name())
                });
                let part = part.unwrap().tag_name().name();
                assert!(["coverPage", "preface", "conclusions"].contains(&part), "{element:?} in {part}");
            }
        }
    }

    #[test]
    fn a_resolution_is_marked_up_as_the_guidelines_ask() {
        let xml = of(&fixture::resolution());
        for part in [
            "<statement name=\"resolution\" contains=\"originalVersion\">",
            "<p><session refersTo=\"#unga-session-75\" value=\"75\">第七十五届会议</session></p>",
            "<p><docTitle><docDate date=\"2021-06-30\" refersTo=\"#adoption\">2021年6月30日</docDate>\
             <docAuthority refersTo=\"#unga\">大会</docAuthority><docType>决议</docType></docTitle></p>",
            "<p><docNumber>75/291</docNumber>. <docTitle>联合国全球反恐战略：第七次审查</docTitle>",
            "<container name=\"重申\" eId=\"container_1\">",
            "<inline name=\"akn4un:preambularVerb\">重申</inline>其 <ref eId=\"container_1__ref_1\" \
             href=\"/akn/un/statement/deliberation/unga/2006-09-08/60-288\"><date date=\"2006-09-08\">2006 年 9 月 8 日</date>\
             第 60/288 号决议</ref>所载",
            "》，<authorialNote eId=\"authorialNote_1\" marker=\"1\" placement=\"bottom\"><p>第 <a href=",
            "<alternativeReference for=\"#container_1__ref_1\" href=\"https://docs.un.org/zh/A/RES/60/288\"/>",
            "<inline name=\"akn4un:operativeVerb\" class=\"bold\">再次明确强烈谴责</inline>",
            "<rref eId=\"para_3__rref_1\" from=\"#para_1\" upTo=\"#para_3\">第1至3段</rref>、第99段、",
            "<mref eId=\"para_3__mref_1\"><ref eId=\"para_3__mref_1__ref_1\" ",
            "<noteRef href=\"#authorialNote_1\" marker=\"1\"/>",
            "；<sup>³</sup></p>",
            "<alinea eId=\"para_2__al_1\">",
            "纪念日8月21日和2021年6月31日，",
        ] {
            assert!(xml.contains(part), "{part}\n{xml}");
        }
        assert!(!xml.contains("para_3__mref_2"), "a list of web addresses alone is no mref");
    }

    #[test]
    fn an_annex_without_a_preamble_has_its_title_over_its_body() {
        let xml = of(&fixture::letter());
        for part in [
            "<p><signature><person refersTo=\"#signatory\" as=\"#author\">瓦西里•涅边贾</person>\
             (<docStatus refersTo=\"#signed\">签名</docStatus>)</signature></p>",
            "<inline name=\"akn4un:from\" refersTo=\"#russianFederation\">俄罗斯联邦常驻联合国代表</inline>给\
             <inline name=\"akn4un:to\" ",
            "<p><docketNumber refersTo=\"#publicationJobNumber\">17-20774 (C)</docketNumber></p>",
            "<ref eId=\"para_1__ref_1\" href=\"!annex_1\">附件一</ref>",
            "<FRBRthis value=\"/akn/un/doc/communication/russianFederation/2017-11-16/17-20774/zho@/!annex_2.xml\"/>",
            "<division eId=\"att_2__dvs_1\">\n              <heading>捐助清单<authorialNote eId=\"att_2__authorialNote_1\"",
            "<recitals eId=\"att_1__recs_1\">\n              <heading><inline name=\"akn4un:preambularVerb\">考虑到</inline>:</heading>",
            "<formula name=\"operativeFormula\" eId=\"att_1__formula_2\">",
            "<container name=\"notes\" eId=\"att_1__conclusions__container_1\">\n              \
             <p eId=\"att_1__authorialNote_1\"><sup>¹</sup> 没有人调用这个脚注。</p>",
        ] {
            assert!(xml.contains(part), "{part}\n{xml}");
        }
    }

    #[test]
    fn a_note_that_bears_the_name_of_another_is_kept() {
        let mut document = fixture::resolution();
        let mut double = document.notes[1].clone();
        double.passage = fixture::text("另一个脚注。");
        document.notes.push(double);
        let xml = of(&document);
        assert!(xml.contains("<p eId=\"authorialNote_1_2\"><sup>¹</sup> 另一个脚注。</p>"), "{xml}");
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        for document in fixture::all() {
            assert_eq!(of(&document), of(&document));
        }
    }
}
