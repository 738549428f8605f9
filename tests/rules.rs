//! The rules: each has its example, which fires it, and which no longer does once put right; codes and names are unique;
//! `docs/rules.md` is what the code says.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]

use declc::check;
use declc::diagnostic::located::{Located, Unit};
use declc::source::Source;
use std::collections::BTreeSet;

/// The codes that a text gives.
fn codes(text: &str) -> BTreeSet<&'static str> {
    let source = Source::from_text("example.txt", text);
    declc::compile(&source, None).diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn every_example_fires_its_rule_and_is_cured() {
    let mut faults = Vec::new();
    for page in check::rules().map(|rule| rule.page) {
        let Some(example) = check::example(page.code) else {
            faults.push(format!("{} {}: check/examples.txt has no example", page.code, page.name));
            continue;
        };
        if !codes(example.bad).contains(page.code) {
            faults.push(format!("{} {}: the bad text is not reported", page.code, page.name));
        }
        if codes(example.good).contains(page.code) {
            faults.push(format!("{} {}: the good text is reported", page.code, page.name));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Marks that the examples leave out: the odd one out, two paragraphs, a closing bracket, a resolution in an annex.
#[test]
fn closing_marks_are_held_against_their_neighbours() {
    let preamble = "The General Assembly,\n\nRecalling its resolution 60/288,\n\nReaffirming its commitment,\n\n";
    let cases = [
        (format!("{preamble}Noting the report;\n\nAware of the need,\n\n1. Decides to continue."), "DC703"),
        (format!("{preamble}1. Welcomes the report.\n\n2. Notes the note;\n\n3. Decides to continue."), "DC705"),
        (
            format!("{preamble}1. Welcomes the report;\n\n2. Notes resolution 2520 (2020)\n\n3. Decides to continue."),
            "DC702",
        ),
        (
            format!(
                "{preamble}1. Endorses the annex.\n\nAnnex\n\n{preamble}1. Welcomes the report,\n\n2. Decides to continue."
            ),
            "DC706",
        ),
    ];
    for (text, code) in cases {
        assert!(codes(&text).contains(code), "{code} in {text}: {:?}", codes(&text));
    }
    let mixed = format!("{preamble}Noting the report;\n\nAware of the need;\n\n1. Decides to continue.");
    assert!(!codes(&mixed).contains("DC703"), "neither mark is the rule");
}

#[test]
fn a_cover_of_the_organization_is_no_unknown_form() {
    let paragraphs =
        "Observations on the report\n\n1. The Committee considered the report.\n\n2. It welcomes the report.";
    for cover in ["United Nations\n\n", "CRC/C/SWE/CO/6\n\n", "Distr.: General\n\n"] {
        assert!(!codes(&format!("{cover}{paragraphs}")).contains("DC201"), "{cover}");
    }
    for cover in ["", "General Assembly\n\n", "A/RES/77/1\n\n"] {
        assert!(codes(&format!("{cover}{paragraphs}")).contains("DC201"), "{cover}");
    }
}

/// Each stands alone in a text: what looks over the bytes first must let every one of them pass.
#[test]
fn every_lost_or_hidden_character_is_told() {
    let lost = ('\u{1}'..='\u{8}').chain('\u{e}'..='\u{1f}').chain('\u{7f}'..='\u{84}').chain('\u{86}'..='\u{9f}');
    let never = ('\u{fdd0}'..='\u{fdef}').chain((1..=16).map(|plane| char::from_u32(plane << 16 | 0xfffe).unwrap()));
    let private =
        ('\u{e000}'..='\u{f8ff}').step_by(61).chain(['\u{f8ff}', '\u{fffd}', '\u{ffff}', '\u{1ffff}', '\u{10ffff}']);
    let hidden = ('\u{2060}'..='\u{2064}').chain('\u{2066}'..='\u{206f}').chain('\u{202a}'..='\u{202e}');
    let fillers =
        "\u{ad}\u{115f}\u{1160}\u{180e}\u{200b}\u{2028}\u{2029}\u{3164}\u{feff}\u{ffa0}\u{fff9}\u{fffa}\u{fffb}";
    let hidden = hidden.chain(fillers.chars()).chain('\u{e0000}'..='\u{e007f}');
    let told = lost.chain(never).chain(private).map(|c| (c, "DC730")).chain(hidden.map(|c| (c, "DC731")));
    for (c, code) in told {
        let found = codes(&format!("The General Assembly,\n\n1. Requests a re{c}port."));
        assert!(found.contains(code), "U+{:04X} is not told by {code}: {found:?}", u32::from(c));
    }
    for c in "\t\u{b}\u{c}\u{85}é会\u{fdcf}\u{fdf0}\u{200c}\u{200d}\u{e0080}\u{f900}".chars() {
        let found = codes(&format!("The General Assembly,\n\n1. Requests a re{c}port."));
        assert!(!found.contains("DC730") && !found.contains("DC731"), "U+{:04X} is told: {found:?}", u32::from(c));
    }
}

/// The places of a rule's findings in a text.
fn places(text: &str, code: &str) -> Vec<(usize, String)> {
    let source = Source::from_text("a.txt", text);
    let found = declc::compile(&source, None).diagnostics.into_iter().filter(|d| d.code == code);
    found.filter_map(|d| d.span).map(|span| (span.start(), span.slice(source.text()).to_owned())).collect()
}

#[test]
fn a_finding_marks_what_it_is_about() {
    let zh =
        |line: &str| format!("大会，\n\n回顾其2006年9月8日第60/288号决议，\n\n1. {line}\n\n2. 决定继续处理此案。\n");
    let en = |line: &str| format!("The General Assembly,\n\nRecalling its resolution 70/1,\n\n1. {line}\n");
    let doubled = "就反恐问题提出报告，说明反恐问题，并在反恐恐问题上合作；";
    for (text, code, marked) in [
        (zh("请秘书长提出报告,并协助；"), "DC721", ","),
        (zh("请秘书长提出 报告；"), "DC722", "出 报"),
        (zh("请秘书长提出   报告；"), "DC722", "出   报"),
        (zh(&format!("请秘书长{doubled}")), "DC725", "恐恐"),
        (zh("请秘书长（提出报告；"), "DC726", "（"),
        (zh("请秘书长提出报告，，并协助；"), "DC727", "，，"),
        (zh("重申<<联合国宪章>>；"), "DC732", "<"),
        (en("Welcomes the report , and continues."), "DC728", ","),
        (en("Welcomes the report,and continues."), "DC729", ","),
        (en("Welcomes the report,; and continues."), "DC727", ",;"),
    ] {
        let found: Vec<String> = places(&text, code).into_iter().map(|place| place.1).collect();
        assert_eq!(found, [marked], "{code} in {text}");
    }
}

#[test]
fn only_at_the_head_of_a_file_stands_a_mark_of_byte_order() {
    let text = "The General Assembly,\n\n1. Requests a re\u{200b}port.";
    for (head, at) in [("", &[39][..]), ("\u{feff}", &[42]), ("\u{feff}\u{feff}", &[3, 45]), ("\u{200b}", &[0, 42])] {
        let found: Vec<usize> = places(&format!("{head}{text}"), "DC731").into_iter().map(|place| place.0).collect();
        assert_eq!(found, at, "{head:?}");
    }
}

#[test]
fn a_title_is_held_against_the_usual_one_among_a_thousand_that_stand_once() {
    let others = (0..1000).map(|n| format!("《{n:03}号公约》、")).collect::<Vec<_>>().concat();
    let text = format!(
        "大会，\n\n回顾{others}《联合国全球反恐战略》和《联合国全球反恐战略》，\n\n1. 请秘书长执行《联合国全球反战略》。\n"
    );
    let found: Vec<String> = places(&text, "DC802").into_iter().map(|place| place.1).collect();
    assert_eq!(found, ["联合国全球反战略"]);
}

#[test]
fn codes_and_names_are_unique_and_in_order() {
    let pages: Vec<_> = check::rules().map(|rule| rule.page).collect();
    let names: BTreeSet<&str> = pages.iter().map(|page| page.name).collect();
    assert_eq!(names.len(), pages.len(), "a name stands twice");
    let codes: BTreeSet<&str> = pages.iter().map(|page| page.code).collect();
    assert_eq!(codes.len(), pages.len(), "a code stands twice");
    assert!(pages.len() >= 40, "{} rules about texts", pages.len());
}

#[test]
fn the_manual_in_docs_is_current() {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_declc")).args(["rules", "--format", "markdown"]).output();
    let current = String::from_utf8(run.expect("declc runs").stdout).expect("UTF-8");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
    let committed = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(committed == current, "docs/rules.md is stale: cargo run -- rules --format markdown > docs/rules.md");
}

#[test]
fn columns_are_right_in_every_unit() {
    // A Chinese, an emoji outside the basic plane, and an Arabic word before the mark.
    let text = "大会，\n\n回顾😀 السلام ¹ 的报告，\n\n1. 决定继续。\n";
    let source = Source::from_text("a.txt", text);
    let done = declc::compile(&source, None);
    let found = check::locate(&done.diagnostics, &done.linked, &source);
    let call: Vec<&Located<'_>> = found.iter().filter(|f| f.diagnostic.name == "call-without-note").collect();
    let columns = |unit| call.iter().filter_map(|f| f.region(unit)).map(|r| (r.line, r.column, r.end_column)).next();
    assert_eq!(columns(Unit::Points), Some((3, 12, 13)));
    assert_eq!(columns(Unit::Utf16), Some((3, 13, 14)));
    assert_eq!(columns(Unit::Bytes), Some((3, 25, 27)));
}

#[test]
fn a_fingerprint_survives_an_edit_elsewhere() {
    let prints = |text: &str| {
        let source = Source::from_text("a.txt", text);
        let done = declc::compile(&source, None);
        let found = check::locate(&done.diagnostics, &done.linked, &source);
        let found = found.iter().filter(|f| f.diagnostic.span.is_some());
        found.map(|f| f.fingerprint.clone()).collect::<BTreeSet<_>>()
    };
    let tail = "回顾其决议¹ 和报告¹ 和说明¹ ，\n\n1. 请秘书长提出 报告；\n\n2. 决定继续处理此案。\n";
    let before = prints(&format!("大会，\n\n{tail}"));
    assert_eq!(before.len(), 4, "equal findings in one paragraph are told apart");
    assert_eq!(before, prints(&format!("大会，\n\n重申其决心，\n\n{tail}")));
}

#[test]
fn a_finding_belongs_to_the_paragraph_in_or_after_which_it_stands() {
    let source =
        Source::from_text("a.txt", "大会，\n\n回顾其决议¹ 和报告²\n\n1. 决定继续处理此案³\n\n2/4 17-20774 (C)\n");
    let done = declc::compile(&source, None);
    let found = check::locate(&done.diagnostics, &done.linked, &source);
    let of = |name: &'static str| {
        let found = found.iter().filter(move |f| f.diagnostic.name == name);
        found.map(|f| f.node.as_deref().unwrap_or("none")).collect::<Vec<_>>()
    };
    assert_eq!(of("call-without-note"), ["container_1", "container_1", "para_1"]);
    assert_eq!(of("page-residue"), ["none"]);
}

#[test]
fn every_fix_cures_what_it_stands_for() {
    let mut cured = Vec::new();
    for rule in check::rules() {
        let example = check::example(rule.page.code).expect("an example");
        let source = Source::from_text("a.txt", example.bad);
        let all = |done: &declc::Compilation, _: &Source| {
            let own = done.diagnostics.iter().filter(|d| d.code == rule.page.code);
            own.filter_map(|d| d.fix.clone()).collect()
        };
        let fixed = declc::fix::fix(&source, |source| declc::compile(source, None), all);
        assert_eq!(fixed.refused, None, "{}", rule.page.code);
        if fixed.applied > 0 {
            assert!(!codes(&fixed.text).contains(rule.page.code), "{}: {}", rule.page.code, fixed.text);
            cured.push(rule.page.code);
        }
    }
    assert!(cured.len() >= 18, "{cured:?}");
}
