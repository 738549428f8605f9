//! Tiny works in three languages, each with one thing wrong: what is said of it, and where.

use super::*;
use crate::{Compilation, compile};

const EN: &str = "The General Assembly,

Recalling its resolution 60/288 of 8 September 2006,

Noting the report of the Secretary-General,¹

1. Reaffirms its commitment to the Strategy;

2. Requests the Secretary-General:

(a) To report to the General Assembly at its next session;

(b) To inform the Security Council;

3. Decides to remain seized of the matter.

¹ A/75/729.
";

const FR: &str = "L’Assemblée générale,

Rappelant sa résolution 60/288 du 8 septembre 2006,

Prenant note du rapport du Secrétaire général¹,

1. Réaffirme son attachement à la Stratégie ;

2. Prie le Secrétaire général :

a) De présenter un rapport à l’Assemblée générale à sa prochaine session ;

b) D’informer le Conseil de sécurité ;

3. Décide de rester saisie de la question.

¹ A/75/729.
";

const ZH: &str = "大会，

回顾其2006年9月8日第60/288号决议，

注意到秘书长的报告，¹

1. 重申对《战略》的承诺；

2. 请秘书长：

(a) 向大会下届会议提出报告；

(b) 通知安全理事会；

3. 决定继续处理此案。

¹ A/75/729。
";

/// What holds of the groups that texts make once they are compiled.
pub(super) fn grouped<T>(texts: &[(&str, &str)], look: impl Fn(&[Group<'_>]) -> T) -> T {
    let made: Vec<(Source, Compilation)> = texts
        .iter()
        .map(|(path, text)| {
            let source = Source::from_text(path, text);
            let made = compile(&source, None);
            (source, made)
        })
        .collect();
    let versions: Vec<_> = made.iter().map(|(source, made)| Version { linked: &made.linked, source }).collect();
    look(&group(&versions))
}

/// What holds of texts that are compiled and belong to one work.
fn with<T>(texts: &[(&str, &str)], look: impl Fn(&Group<'_>) -> T) -> T {
    grouped(texts, |groups| {
        assert_eq!(groups.len(), 1, "{groups:?}");
        look(&groups[0])
    })
}

/// The work of a French text beside the English and the Chinese one.
fn beside(fr: &str) -> Work {
    with(&[("a.en.txt", EN), ("a.fr.txt", fr), ("a.zh.txt", ZH)], compare)
}

/// The only difference of a French text.
fn only(fr: &str) -> Difference {
    let work = beside(fr);
    let [difference] = work.differences.as_slice() else { panic!("{}", text::render(&report(work))) };
    difference.clone()
}

fn report(work: Work) -> Report {
    Report { version: VERSION, works: vec![work] }
}

fn languages(side: &Side) -> String {
    list(&side.languages)
}

#[test]
fn versions_that_say_the_same_do_not_differ() {
    let work = beside(FR);
    assert!(work.agrees(), "{}", text::render(&report(work)));
    assert!(work.versions.iter().all(|version| version.usual_identifiers));
    let fr = &work.versions[1];
    assert_eq!((fr.preambular, fr.paragraphs, fr.subparagraphs, fr.notes), (2, 3, 2, 1));
    assert_eq!((fr.symbols, fr.dates), (2, 1));
}

#[test]
fn a_paragraph_without_number_is_held_by_the_one_before() {
    let found = only(&FR.replace(" de sécurité ;\n\n3. Décide", " de sécurité ; Décide"));
    assert_eq!((found.subject, found.kind), (Subject::Paragraphs, Kind::Joined));
    assert_eq!(found.message, "para_2__list_1__point_b of fr holds para_2__list_1__point_b, para_3");
    assert_eq!(found.cause.as_deref(), Some("what bears the number 3 has none there: para_2__list_1__point_b holds 2"));
    let [usual, odd] = found.sides.as_slice() else { panic!("{found:?}") };
    assert_eq!((languages(usual), usual.majority), ("en, zh".to_owned(), true));
    assert_eq!((languages(odd), odd.majority), ("fr".to_owned(), false));
    let place = &odd.places[0];
    assert_eq!((place.path.as_str(), place.line, place.column), ("a.fr.txt", 13, 1));
    assert!(place.text.starts_with("b) D’informer"), "{place:?}");
    assert_eq!(usual.places[1].eid.as_deref(), Some("para_3"));
}

#[test]
fn a_number_within_a_text_is_seen() {
    let found = only(&FR.replace(" de sécurité ;\n\n3. Décide", " de sécurité ; 3. Décide"));
    let cause = "the number 3 stands within the text of para_2__list_1__point_b";
    assert_eq!((found.kind, found.cause.as_deref()), (Kind::Joined, Some(cause)));
}

#[test]
fn preambular_paragraphs_that_run_together_shift_the_others_and_are_told_once() {
    let found = only(&FR.replace("2006,\n\nPrenant", "2006, prenant"));
    assert_eq!((found.subject, found.kind), (Subject::Preamble, Kind::Joined));
    assert_eq!(found.message, "container_1 of fr holds container_1, container_2");
}

#[test]
fn a_paragraph_in_pieces_shows_where_it_was_cut() {
    let cut = only(&FR.replace("Prenant note du", "Prenant note,\n\nSaluant le"));
    assert_eq!((cut.subject, cut.kind), (Subject::Preamble, Kind::Divided));
    assert_eq!(cut.message, "container_2 is divided in fr, into container_2, container_3");
    assert_eq!(cut.cause.as_deref(), Some("what follows “,” in container_2 is read as a new paragraph"));
}

#[test]
fn what_is_missing_is_missed_where_it_should_stand() {
    let found = only(&FR.replace("1. Réaffirme son attachement à la Stratégie ;\n\n", ""));
    assert_eq!(
        (found.subject, found.kind, found.message.as_str()),
        (Subject::Paragraphs, Kind::Missing, "para_1: not in fr")
    );
    let odd = found.sides.iter().find(|side| !side.majority).unwrap();
    assert_eq!(odd.places[0].eid.as_deref(), Some("container_2"), "the paragraph before it");
}

#[test]
fn another_number_is_told_as_it_is_printed() {
    let found = only(&FR.replace("3. Décide", "4. Décide"));
    assert_eq!((found.kind, found.message.as_str()), (Kind::Numbered, "para_3 is para_4 in fr"));
    assert_eq!(found.cause.as_deref(), Some("“4.” is read there, “3.” elsewhere"));
}

#[test]
fn a_number_that_is_not_read_is_quoted() {
    let found = only(&FR.replace("b) D’informer", "(β) D’informer"));
    assert_eq!(found.cause.as_deref(), Some("“(β)” before it is not read as a number"), "{found:?}");
}

#[test]
fn a_note_that_another_paragraph_calls() {
    let moved = FR.replace("général¹,", "général,").replace("Stratégie ;", "Stratégie¹ ;");
    let found = only(&moved);
    assert_eq!((found.subject, found.kind), (Subject::Notes, Kind::Called));
    assert!(found.message.ends_with("container_2 in en, zh; para_1 in fr"), "{}", found.message);
    let odd = found.sides.iter().find(|side| !side.majority).unwrap();
    assert_eq!((odd.places[0].line, odd.places[0].column), (7, 44), "the call itself");
}

#[test]
fn citations_and_dates_are_compared_paragraph_by_paragraph() {
    let found = beside(&FR.replace("60/288 du 8", "60/289 du 9")).differences;
    let seen: Vec<_> = found.iter().map(|d| (d.subject, d.message.as_str())).collect();
    assert_eq!(
        seen,
        [
            (Subject::Symbols, "container_1: not in fr: A/RES/60/288; only in fr: A/RES/60/289"),
            (Subject::Dates, "container_1: not in fr: 2006-09-08; only in fr: 2006-09-09"),
        ]
    );
    let odd = found[0].sides.iter().find(|side| !side.majority).unwrap();
    assert_eq!((odd.reading.as_str(), odd.places[0].line), ("A/RES/60/289", 3));
}

#[test]
fn a_citation_that_is_printed_but_not_read_is_told_apart_from_one_that_is_not_there() {
    let found = only(&FR.replace("A/75/729", "document numéro 729 de 75"));
    assert_eq!((found.subject, found.kind), (Subject::Symbols, Kind::Cited));
    let cause = found.cause.unwrap();
    assert!(cause.contains("the numbers of A/75/729 stand in the text of fr"), "{cause}");
}

#[test]
fn two_versions_have_no_majority() {
    let work = with(&[("a.en.txt", EN), ("a.fr.txt", &FR.replace("3. Décide", "4. Décide"))], compare);
    assert!(work.differences[0].sides.iter().all(|side| !side.majority), "{:?}", work.differences);
}

#[test]
fn a_report_shows_table_reason_and_place() {
    let shown = text::render(&report(beside(&FR.replace("3. Décide", "4. Décide"))));
    assert!(shown.starts_with("a  en, fr, zh: 1 difference\n"), "{shown}");
    assert!(shown.contains("  identifiers              same  other   same\n"), "{shown}");
    assert!(shown.contains("perhaps because: “4.” is read there"), "{shown}");
    assert!(shown.contains("      a.fr.txt:15:1: para_4 “4. Décide de rester"), "{shown}");
    let markdown = markdown::render(&report(beside(FR)));
    assert!(
        markdown.starts_with("### a\n\nen, fr, zh: no difference\n\n|  | en | fr | zh |\n|---|--:|--:|--:|\n"),
        "{markdown}"
    );
}

#[test]
fn a_memory_pairs_only_what_is_the_same() {
    let fr = FR.replace("2006,\n\nPrenant", "2006, prenant").replace("¹ A/75/729", "¹ <A&B>\u{1} A/75/729");
    let xml =
        with(&[("a.en.txt", EN), ("a.fr.txt", &fr), ("a.zh.txt", ZH)], |group| tmx::write(std::slice::from_ref(group)));
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let units: Vec<(&str, String)> = tree
        .descendants()
        .filter(|node| node.has_tag_name("tu"))
        .map(|unit| {
            let languages =
                unit.children().filter_map(|v| v.attribute(("http://www.w3.org/XML/1998/namespace", "lang")));
            (unit.attribute("tuid").unwrap(), languages.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(units[0], ("container_1", "en zh".to_owned()), "the French one holds two");
    assert_eq!(units[2], ("para_1", "en fr zh".to_owned()));
    assert_eq!(units.last(), Some(&("authorialNote_1", "en fr zh".to_owned())));
    assert!(xml.contains("<seg>&lt;A&amp;B&gt; A/75/729.</seg>"), "{xml}");
}

#[test]
fn any_texts_at_all_are_compared() {
    let texts = ["", "1. 一\n", "(a)\n(b)\n\u{1b}", "¹ ² ³", "第一\n\n附件一\n\n附件二\n"];
    for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))) {
        let sources = [a, b].map(|text| Source::from_text("a.txt", text));
        let made = sources.each_ref().map(|source| compile(source, None));
        let versions = sources.iter().zip(&made).map(|(source, made)| Version { linked: &made.linked, source });
        let work = compare(&Group { name: "a".to_owned(), versions: versions.collect() });
        assert!(work.agrees() || a != b, "{work:?}");
        assert!(!work.agrees() || work.versions.iter().all(|version| version.usual_identifiers), "{a:?} {b:?}");
    }
}
