//! Lines of a page, and what each of them is.

use super::super::lines;
use super::*;
use crate::language::{AR, EN, ZH};

/// What lines are: `.` text, `_` blank, a number where a note opens, `+` where it goes on, `f` furniture.
pub(super) fn shown(kinds: &[Kind]) -> String {
    let shown = kinds.iter().map(|kind| match kind {
        Kind::Text => ".".to_owned(),
        Kind::Blank => "_".to_owned(),
        Kind::NoteHead(marker, _) => marker.canonical.clone(),
        Kind::NoteTail => "+".to_owned(),
        Kind::Furniture(_) => "f".to_owned(),
    });
    shown.collect()
}

#[test]
fn a_number_at_the_head_of_a_note() {
    let read = |text: &'static str, language| {
        let (marker, rest, value) = bare_marker(text, Span::new(0, text.len()), language)?;
        Some((marker.printed, rest.slice(text), value))
    };
    for (text, printed, rest, value) in [
        ("2 See A/75/1.", "2", "See A/75/1.", 2),
        ("(12)  See A/75/1.", "(12)", "See A/75/1.", 12),
        ("[3] See A/75/1.", "[3]", "See A/75/1.", 3),
        ("([4]) See A/75/1.", "([4])", "See A/75/1.", 4),
    ] {
        assert_eq!(read(text, &EN), Some((printed.to_owned(), rest, value)), "{text}");
    }
    let not = ["2", "2See", "0 See", "1000 See", "(2 See", "([2] See", "2 - See", "5 September 2008", "See 2"];
    for text in not {
        assert_eq!(read(text, &EN), None, "{text}");
    }
    assert!(read("(5 )", &EN).is_none() && read("٢ انظر", &AR).is_some());
}

#[test]
fn numbers_in_brackets_that_call_notes() {
    let cases: [(&str, &[u32]); 9] = [
        ("the Charter(2) and", &[2]),
        ("the Charter (2), and", &[2]),
        ("the Charter (2) and", &[]),
        ("the Charter (2)and", &[]),
        ("(2) The Charter", &[]),
        ("(2), the Charter", &[]),
        ("the Charter[12] and the Plan(3)", &[12, 3]),
        ("the Charter(1945)", &[]),
        ("(الإيدز()24)", &[24]),
    ];
    for (text, notes) in cases {
        assert_eq!(bracket_calls(text, &lines::split(text), &EN), notes.iter().copied().collect(), "{text}");
    }
}

#[test]
fn what_a_tool_leaves_for_a_picture() {
    for text in ["<!-- image -->", "![](page_0.jpeg)", "![Logo](a.png)"] {
        assert!(is_syntax(text), "{text}");
    }
    for text in ["<!-- image --> text", "text -->", "![](page_0.jpeg) text", "[text](a.png)", "<!-- open"] {
        assert!(!is_syntax(text), "{text}");
    }
}

#[test]
fn a_running_head_holds_a_symbol_at_one_of_its_ends() {
    for text in ["A/RES/75/1", "A/RES/75/1 Culture of peace", "Culture of peace A/RES/75/1", "Peace S/RES/2515 (2020)"]
    {
        assert!(is_running_head(text), "{text}");
    }
    for text in ["Culture of peace", "Culture of peace (2020)", "See A/RES/75/1 on it", "and/or 5", "12/5 Peace"] {
        assert!(!is_running_head(text), "{text}");
    }
}

#[test]
fn asterisks_that_call_notes() {
    let cases: [(&str, &[usize]); 8] = [
        ("Netherlands*", &[1]),
        ("Report** of it", &[2]),
        ("Report*, and", &[1]),
        ("临时议程*项目", &[1]),
        ("Report*of", &[]),
        ("*Decides* to", &[]),
        ("Report * of", &[]),
        ("* Reissued", &[]),
    ];
    for (text, found) in cases {
        assert_eq!(AsteriskCalls::find(text, &lines::split(text)).0, found, "{text}");
    }
}

#[test]
fn the_marker_of_a_note() {
    let calls = AsteriskCalls(vec![1]);
    let read = |text: &'static str| {
        let (marker, rest) = note_marker(text, Span::new(0, text.len()), &calls)?;
        Some((marker.printed, marker.canonical, rest.slice(text)))
    };
    for (text, printed, canonical) in [
        ("[^12]: See", "[^12]:", "12"),
        ("1. <a id=\"footnote-2\"></a> See", "1.", "1"),
        ("<sup>3</sup> See", "<sup>3</sup>", "3"),
        ("* See", "*", "*"),
        ("¹²  See", "¹²", "12"),
        ("²See", "²", "2"),
    ] {
        let (found, number, rest) = read(text).unwrap();
        assert_eq!((found.as_str(), number.as_str()), (printed, canonical), "{text}");
        assert!(rest.ends_with("See") && !rest.starts_with(' '), "{rest}");
    }
    for text in ["1. <a id=\"top\"></a> See", "** See", "*See", "¹", "¹ ", "See", "[^a]: See"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn folios_and_what_a_printer_sets_beside_them() {
    for (text, found) in [
        ("2/4", Some((3, 4))),
        ("12/12 text", Some((5, 12))),
        ("5/4", Some((3, 0))),
        ("2/4*", Some((3, 4))),
        ("0/4", None),
        ("2/1000", None),
        ("1000/4", None),
        ("2/4x", None),
        ("2-4", None),
    ] {
        assert_eq!(folio(text), found, "{text}");
    }
    let syntax = Some(FurnitureReason::MarkdownSyntax);
    for (text, after_job, before, length) in [
        ("110520", true, None, Some(6)),
        ("110520 text", true, None, Some(6)),
        ("110520", false, None, None),
        ("11052", true, None, None),
        ("110520x", true, None, None),
        ("2006287*", false, syntax, Some(7)),
        ("20062871*", false, syntax, Some(8)),
        ("2006287*", false, None, None),
        ("2006287", false, syntax, None),
        ("200628*", false, syntax, None),
    ] {
        assert_eq!(print_mark(text, after_job, before), length, "{text}");
    }
}

#[test]
fn job_numbers() {
    for (text, length) in [
        ("17-20774 (C)", Some(12)),
        ("17-20774(C) text", Some(11)),
        ("17-20774", Some(8)),
        ("17-20774 (c)", Some(8)),
        ("17-20774 (C", Some(8)),
        ("17-20774 C)", Some(8)),
        ("17-20774 (CE)", Some(8)),
        ("GE.20-06287(E)", Some(14)),
        (")A( 21-07363", Some(12)),
        ("GENE.20-06287", None),
        ("GE20-06287", None),
        ("17-2077", None),
        ("17/20774", None),
        ("1720774-", None),
        ("17-20774x", None),
        ("17-207741", None),
    ] {
        assert_eq!(job_number(text), length, "{text}");
    }
    let beside = |text: &str, kinds: &[Kind]| beside_job_number(text, &lines::split(text), kinds, 0);
    assert!(beside("3\n17-20774 (C)", &[]) && !beside("3\n17-20774 (C) text", &[]) && !beside("3\ntext", &[]));
    let job = |reason| [Kind::Furniture(vec![(reason, Span::new(0, 1))])];
    assert!(beside("3\ntext", &job(FurnitureReason::JobNumber)) && !beside("3\ntext", &job(FurnitureReason::Rule)));
}

#[test]
fn lines_that_are_furniture() {
    let pieces = |text: &str, fellows: usize| {
        let totals = HashMap::from([(4, fellows), (0, fellows)]);
        furniture(text, 0, &totals, &EN).map(|pieces| pieces.len())
    };
    for (text, fellows, count) in [
        ("---", 0, Some(1)),
        ("- - -", 0, Some(1)),
        ("--", 0, None),
        ("-_-", 0, None),
        ("2/4", 2, Some(1)),
        ("2/4", 1, None),
        ("5/4", 2, None),
        ("2/4 17-20774 (C)", 0, Some(2)),
        ("10/9 17-20774", 0, Some(2)),
        ("17-20774 110520", 0, Some(2)),
        ("110520", 0, None),
        ("17-20774 text", 0, None),
        ("", 2, None),
    ] {
        assert_eq!(pieces(text, fellows), count, "{text}");
    }
}

/// What each line of a text is: a note `n`, what goes on with it `+`, text `t`, furniture `-`, nothing ` `.
fn kinds(text: &str) -> String {
    let sign = |kind: &Kind| match kind {
        Kind::Blank => ' ',
        Kind::Furniture(_) => '-',
        Kind::NoteHead(..) => 'n',
        Kind::NoteTail => '+',
        Kind::Text => 't',
    };
    sort(text, &lines::split(text), &EN).iter().map(sign).collect()
}

#[test]
fn a_folio_that_counts_the_pages_needs_no_fellow() {
    assert_eq!(kinds("The Committee met in May\n1/2\u{c}and in June"), "t-t");
    assert_eq!(kinds("The Committee met in May\n1/2\u{c}and in June\u{c}\n"), "t-t  ");
    assert_eq!(kinds("The Committee met in May\n1/3\u{c}and in June"), "ttt");
    assert_eq!(kinds("The Committee met in May\n1/2\nand in June"), "ttt");
}

#[test]
fn notes_stand_under_a_rule_alone() {
    assert_eq!(kinds("The Committee met\n____\n1 See A/75/1.\n2 See A/75/2."), "t-nn");
    assert_eq!(kinds("The Committee met\n----\n1 See A/75/1.\nIt met again"), "t-tt", "what parts sections");
    let folio = "The Committee met\n1/2\n1 The Committee met again\u{c}and in June";
    assert_eq!(kinds(folio), "t-tt");
    assert_eq!(kinds(&folio.replace("1/2", "----")), "t-nt", "a rule of a page");
}

#[test]
fn a_short_number_beside_a_job_number_is_a_folio() {
    for (line, sign) in [("3", '-'), ("103", '-'), ("2020", 't'), ("Rev", 't'), ("a", 't')] {
        assert_eq!(kinds(&format!("The Committee met\n\n{line}\n17-20774 (C)")), format!("t {sign}-"), "{line}");
    }
}

#[test]
fn which_numbers_under_a_rule_open_a_note() {
    let under = |notes: &str| kinds(&format!("The Committee met\n____\n{notes}"))[2..].to_owned();
    assert_eq!(under("1 A/75/1\n2 A/75/2"), "nn", "the one that is due");
    assert_eq!(under("1 See A/75/1.\n3 See A/75/3."), "nn", "one is left out");
    assert_eq!(under("1 See A/75/1.\n2 See A/75/2.\n1 See A/76/1."), "nnn", "they begin anew");
    assert_eq!(under("7 See A/75/1.\n8 See A/75/2."), "nn", "they go on");
    assert_eq!(under("1 See Official Records, Supplement\n3 (E/2011/31)"), "n+", "the note is not at its end");
    assert_eq!(under("1 See A/75/1.\n30 States met it."), "n+", "too far on");
    assert_eq!(under("1 See A/75/1.\n2 See A/75/2.\n2 States met it."), "nn+", "the same again");
    assert_eq!(under("1 See A/75/1.\n3 States met it.\n2 See A/75/2."), "n+n", "the next is still to come");
    assert_eq!(under("1 See A/75/1.\n\n3 States met it.\n2 See A/75/2."), "n tn");
}

#[test]
fn which_numbers_in_brackets_open_a_note() {
    let called = "It met under the Charter(2) and the Plan(7), the Rules(8) and the Statute(9)\n\n";
    let notes = |notes: &str| kinds(&format!("{called}{notes}\nIt met again."))[2..].to_owned();
    assert_eq!(notes("(2) See A/75/1."), "nt");
    assert_eq!(notes("2 See A/75/1."), "tt", "without brackets");
    assert_eq!(notes("(3) See A/75/1."), "tt", "not called");
    assert_eq!(notes("(2) See A/75/1.\n(7) See A/75/2."), "nnt");
    assert_eq!(notes("(2) See A/75/1.\n(8) See A/75/2."), "ntt", "too far on");
    assert_eq!(notes("(2) See A/75/1.\n(2) See A/75/2."), "ntt", "the same again");
}

#[test]
fn a_note_that_comes_within_the_lines_that_follow() {
    let comes = |text: &str| super::comes(text, &lines::split(text), 3, &EN);
    assert!(comes("text\n3 See it.") && comes("3 See it.\n\ntext"));
    assert!(!comes("text\n4 See it.") && !comes("text\n\n3 See it.") && !comes("text\u{c}3 See it.") && !comes(""));
}

#[test]
fn where_the_text_goes_on_under_a_note() {
    let resumes =
        |line: &str, note: &str, width: usize, language| super::resumes(line, note, &LazyCell::new(|| width), language);
    let note = "See A/75/1, paragraph 5.";
    for line in ["and the Charter,", "Annex", "Recalling the Charter,", "2. Decides to act", "2. decides to act"] {
        assert!(resumes(line, note, 10, &EN), "{line}");
    }
    assert!(!resumes("The Charter", note, 10, &EN), "the note fills its line");
    assert!(resumes("The Charter", note, 40, &EN), "the note does not");
    assert_eq!(
        (resumes("The", note, 32, &EN), resumes("The", note, 33, &EN)),
        (false, true),
        "three quarters of a line"
    );
    for open in ["See A/75/1, paragraph", "See A/75/1;", "See https://un.org/a."] {
        assert!(!resumes("and the Charter,", open, 90, &EN), "{open}");
    }
    assert!(!resumes("2020", "See A/75/1, No.", 90, &EN), "a short form");
    assert!(resumes("大会", "见A/75/1。", 0, &ZH) && !resumes("大会", "见A/75/1", 90, &ZH));
}

#[test]
fn how_long_most_lines_are() {
    let width = |text: &str| usual_width(text, &lines::split(text));
    assert_eq!(width(""), 0);
    assert_eq!(width("abc"), 3);
    assert_eq!(width(&format!("{}\n\n{}", "abc\n".repeat(10), "a".repeat(90))), 3);
    assert_eq!(width(&format!("{}\n\n{}", "abc\n".repeat(9), "a".repeat(90))), 90);
}

#[test]
fn the_anchors_of_notes_and_their_rules() {
    assert!(is_note_anchor("footnote-1") && is_note_anchor("endnote-1") && !is_note_anchor("top"));
    assert!(heads_notes("____", false) && !heads_notes("----", false) && heads_notes("----", true));
}

#[test]
fn notes_at_the_foot_of_a_page_that_no_rule_parts() {
    let foot = |called: &str, notes: &str| {
        kinds(&format!("The Committee met under {called}\n{notes}\n1/2\n2. It met.\n\n3. It met.\n2/2"))
    };
    assert_eq!(foot("the Charter1 of it", "1 See A/75/1."), "tn-t t-");
    assert_eq!(foot("the Charter1 and the Plan2 of it", "1 See A/75/1.\n2 See A/75/2."), "tnn-t t-");
    assert_eq!(foot("the Charter4 of it", "4 See A/75/1."), "tn-t t-", "three are lost");
    assert_eq!(foot("the Charter5 of it", "5 See A/75/1."), "tt-t t-", "four are");
    assert_eq!(foot("the Charter of it", "1 See A/75/1."), "tt-t t-", "not called");
    assert_eq!(foot("the Charter1 of it", "1 See A/75/1.\n2 See A/75/2."), "ttt-t t-", "half are called");
}
