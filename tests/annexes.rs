//! Where the lines that open an annex stand in Akoma Ntoso: a number with the attachment, the bare word with the text.
//!
//! Not here: how annexes are told from the text (see `fragments`).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use declc::emit::Format;
use declc::source::Source;

const RESOLUTION: &str = "77/5. Arrangements for the meetings\n\nThe General Assembly,\n\nRecalling its resolution 76/72,\n\n\
                          Adopts the text set out below.\n\n";

/// The attachments of a resolution with these annexes, one line a string, without `meta`.
fn attachments(annexes: &str) -> String {
    let source = Source::from_text("a-res-77-5.en.txt", &format!("{RESOLUTION}{annexes}"));
    let written = Format::Akn.write(&declc::compile(&source, None).linked);
    assert!(declc::validate::validate(&written).is_empty(), "{written}");
    let found = &written[written.find("<attachments>").unwrap()..written.find("</attachments>").unwrap()];
    let mut out = String::new();
    let mut rest = found;
    while let Some((before, after)) = rest.split_once("<meta>") {
        out.push_str(before);
        rest = after.split_once("</meta>").unwrap().1;
    }
    out.push_str(rest);
    out.lines().map(str::trim).collect()
}

#[test]
fn the_bare_word_heads_the_annexed_text() {
    let found = attachments("Annex\n\nOrder of speakers\n\n1. The President speaks first.\n");
    assert!(found.contains("<mainBody><division eId=\"att_1__dvs_1\"><heading>Annex</heading>"), "{found}");
    assert!(found.contains("<crossHeading>Order of speakers</crossHeading>"), "{found}");
}

#[test]
fn the_bare_word_stands_before_the_speaker_of_an_annexed_resolution() {
    let annex = "Annex\n\nDecision J (70)\n\nMembership of Djibouti\n\nThe Commission,\n\n\
                 Noting the request,\n\n1. Welcomes the request.\n";
    let found = attachments(annex);
    let headings = "<preamble><blockContainer eId=\"att_1__blockContainer_1\"><crossHeading>Annex</crossHeading>\
                    <crossHeading>Decision J (70)</crossHeading>\
                    <crossHeading>Membership of Djibouti</crossHeading></blockContainer><formula";
    assert!(found.contains(headings), "{found}");
}

#[test]
fn a_number_stays_with_the_attachment() {
    let found =
        attachments("Annex I\n\nOrder of speakers\n\n1. The President speaks.\n\nAnnex II\n\nList\n\n1. Benin.\n");
    assert!(found.contains("<heading>Annex I</heading><doc name=\"annex\">"), "{found}");
    assert!(found.contains("<division eId=\"att_2__dvs_1\"><heading>List</heading>"), "{found}");
}
