//! Pairs of lines, and texts of a few lines.

use super::super::blocks::{BlockNumber, Segment, Separator};
use super::super::lines;
use super::*;
use crate::language::{AR, EN, RU, ZH};

fn lines_at<'t>(all: &[(&'t str, usize)]) -> Vec<Printed<'t>> {
    all.iter().map(|&(text, indent)| Printed { text, indent, at_once: true }).collect()
}

/// Lines with the blank lines before them.
fn parted<'t>(all: &[(&'t str, bool)]) -> Vec<Printed<'t>> {
    all.iter().map(|&(text, blank)| Printed { text, indent: 0, at_once: !blank }).collect()
}

#[test]
fn what_a_line_falls_short_of_the_width() {
    let plain = Wrap { left: Some(4), counted: true, ..PLAIN };
    for (before, next, columns) in [
        ("the words of", "law and", 7),
        ("the words of", "international law", 0),
        ("the words of", "", 10),
        ("the words of", "大会", 8),
        ("大会", "UNEP报告", 6),
        ("大会", "大会", 8),
    ] {
        assert_eq!(plain.shortfall(30, before, next), columns, "{before}|{next}");
    }
    assert_eq!((plain.beyond(6), plain.beyond(2), Wrap { left: None, ..plain }.beyond(6)), (2, 0, 0));
    assert!(!plain.parted() && Wrap { gaps: Gaps::Part, ..plain }.parted());
}

#[test]
fn blank_lines_that_part_all_numbered_paragraphs() {
    let paragraphs = |apart: usize, at_once: usize| {
        let all: Vec<_> = (0..apart + at_once).map(|index| ("1. Decides", index < apart)).collect();
        parts_all(&parted(&all))
    };
    assert!(paragraphs(3, 0) && !paragraphs(2, 0));
    assert!(paragraphs(20, 1) && !paragraphs(19, 1) && !paragraphs(0, 3));
}

#[test]
fn where_lines_begin() {
    let left = |indents: &[usize]| leftmost(&lines_at(&indents.iter().map(|&i| ("a", i)).collect::<Vec<_>>()));
    assert_eq!(left(&[]), None);
    assert_eq!(left(&[4, 4, 0, 4, 4, 4, 4, 4, 4]), Some(0));
    assert_eq!(left(&[4, 4, 0, 4, 4, 4, 4, 4, 4, 4]), Some(4), "one of ten stands in the margin");
    let margin = |begin: &[usize], go_on: &[usize]| {
        let begin = lines_at(&begin.iter().map(|&i| ("1. a", i)).collect::<Vec<_>>());
        let go_on: Vec<Pair<'_>> =
            lines_at(&go_on.iter().map(|&i| ("b", i)).collect::<Vec<_>>()).into_iter().map(|l| (l, l)).collect();
        super::margin(&begin, || &go_on)
    };
    assert_eq!(margin(&[4, 4, 4], &[0, 0, 0]), Some(0));
    assert_eq!(margin(&[7, 7, 7], &[4, 4, 4]), Some(4));
    assert_eq!(margin(&[6, 6, 6], &[4, 4, 4]), Some(4));
    assert_eq!(margin(&[5, 5, 5], &[4, 4, 4]), None, "not far enough");
    assert_eq!(margin(&[1, 1, 1], &[0, 0, 0]), None);
    assert_eq!(margin(&[4, 4], &[0, 0, 0]), None, "too few");
    assert_eq!(margin(&[4, 4, 4], &[0, 0]), None, "too few");
    assert_eq!(margin(&[4, 4, 4], &[0, 0, 0, 0, 0, 0, 0, 0, 0, 4]), None);
    assert_eq!(margin(&[4, 4, 4], &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4]), Some(0), "but for a tenth");
}

#[test]
fn how_wide_most_lines_are() {
    assert_eq!(usual_columns(&[]), 0);
    assert_eq!(usual_columns(&lines_at(&[("a", 0), ("ab", 0), ("abc", 0), ("abcd", 0), ("大会大会", 0)])), 4);
}

#[test]
fn whether_operative_paragraphs_bear_numbers() {
    let counted = |before, next| super::counted(&lines_at(&[(before, 0), (next, 0)]), &EN);
    assert!(counted("all States,", "1. Decides to act"));
    assert!(!counted("all States;", "1. Decides to act") && !counted("all States,", "2. Decides to act"));
    assert!(!counted("all States,", "(1) Decides to act") && !counted("all States,", "Decides to act"));
    let numbered = |before, next| super::numbered(&lines_at(&[(before, 0), (next, 0)]), &EN).len();
    assert_eq!((numbered("of it;", "2. Decides to act"), numbered("of it.", "2. Decides to act")), (1, 1));
    assert_eq!((numbered("of it", "2. Decides to act"), numbered("of it;", "(a) To act")), (0, 0));
}

#[test]
fn lines_that_surely_go_on() {
    let goes_on =
        |language, before, next: (&'static str, bool)| severed(&parted(&[(before, false), next]), language).len() == 1;
    assert!(goes_on(&EN, "the words of", ("the law", false)));
    assert!(!goes_on(&EN, "the words of", ("the law", true)), "a blank line");
    assert!(!goes_on(&EN, "the words of", ("The law", false)) && !goes_on(&EN, "the words,", ("the law", false)));
    assert!(goes_on(&ZH, "联合国宪章的", ("宗旨", false)) && !goes_on(&ZH, "联合国宪章的", ("回顾宪章", false)));
    assert!(!goes_on(&ZH, "联合国宪章的", ("1. 宗旨", false)) && !goes_on(&ZH, "联合国宪章，", ("宗旨", false)));
}

#[test]
fn blank_lines_within_sentences() {
    let cut = |cuts: usize, others: usize, share| {
        let mut all = vec![("the words of", false)];
        all.extend(std::iter::repeat_n(("the words of", true), cuts));
        all.extend(std::iter::repeat_n(("The words of", true), others));
        gaps_cut(&parted(&all), share, &EN)
    };
    assert!(cut(CUTS, 0, FIFTH) && !cut(CUTS - 1, 0, FIFTH));
    assert!(cut(CUTS, 16, FIFTH) && !cut(CUTS, 17, FIFTH) && cut(CUTS, 17, EIGHTH));
    assert!(!gaps_cut(
        &parted(&[("the words,", true), ("the words,", true), ("the words,", true)].repeat(4)),
        FIFTH,
        &EN
    ));
    assert!(gaps_cut(&parted(&[("the well-", true)].repeat(6)), FIFTH, &EN));
}

#[test]
fn blank_lines_behind_every_line_are_left_out() {
    let closed = |text: &str| close_up(text, lines::split(text), &EN).len();
    let apart = "The words of\n\nthe law and of\n\n".repeat(6);
    assert_eq!(closed(apart.trim_end()), 12);
    let at_once = format!("{apart}The words of\nthe law\n\nof it\n\n{apart}");
    assert_eq!(closed(at_once.trim_end()), 27, "lines that follow at once stay");
    let twice = format!("{apart}\n\n{apart}");
    assert_eq!(closed(twice.trim_end()), 26, "a wider gap stays one");
    let pages = |text: &str| close_up(text, lines::split(text), &EN).iter().filter(|line| line.new_page).count();
    let two = format!("{apart}\u{c}the law\n\n{apart}\u{c}\nthe law\n\n{apart}");
    assert_eq!((pages(two.trim_end()), pages(apart.trim_end())), (2, 0));
    let together = "The words of\nthe law and of\n\nThe words of\n\nthe law\n".repeat(6);
    assert_eq!(closed(together.trim_end()), lines::split(together.trim_end()).len());
    let ended = "The words of it.\n\nThe law of it.\n\n".repeat(6);
    assert_eq!(closed(ended.trim_end()), 23);
}

#[test]
fn the_enacting_formula_alone() {
    for line in ["The General Assembly,", "*The General Assembly*,", "“The General Assembly,"] {
        assert!(is_formula_line(line, &EN), "{line}");
    }
    for line in ["The General Assembly", "The General Assembly, Recalling it,", "The general words,", ","] {
        assert!(!is_formula_line(line, &EN), "{line}");
    }
}

#[test]
fn marks_that_hang_over_the_edge() {
    assert!(is_hung('，') && is_hung('》') && !is_hung('大') && !is_hung(',') && !is_hung('a'));
}

#[test]
fn columns_before_a_line() {
    for (text, columns_before) in [("  a", 2), ("x\n\ta", TAB), ("x\n\u{3000}a", 2), ("a", 0), ("x\u{c} a", 1)] {
        let at = text.len() - 1;
        assert_eq!(indent(text, Span::new(at, at + 1)), columns_before, "{text:?}");
    }
}

const PLAIN: Wrap = Wrap {
    width: 40,
    slack: 0,
    gaps: Gaps::Nothing,
    margin: None,
    left: None,
    cased: true,
    counted: false,
    spread: false,
};

/// What two lines stand in.
#[derive(Clone, Copy)]
struct Setting {
    wrap: Wrap,
    language: &'static Language,
    gap: usize,
    calls: usize,
    due: bool,
    numbered: bool,
    spoken: bool,
}

const SPOKEN: Setting =
    Setting { wrap: PLAIN, language: &EN, gap: 0, calls: 0, due: false, numbered: false, spoken: true };
const COVER: Setting = Setting { spoken: false, ..SPOKEN };
const NUMBERED: Setting = Setting { numbered: true, ..SPOKEN };
const DUE: Setting = Setting { due: true, ..SPOKEN };
const MARGIN: Wrap = Wrap { margin: Some(0), ..PLAIN };
const PART_ALL: Wrap = Wrap { gaps: Gaps::PartAll, ..PLAIN };
const SPREAD: Wrap = Wrap { spread: true, ..PLAIN };

const fn with(wrap: Wrap) -> Setting {
    Setting { wrap, ..SPOKEN }
}

/// The block of a line, and the line without the blanks before it.
fn block_at(source: &str, from: usize, to: usize, language: &Language) -> (Block, Span) {
    let start = to - source[from..to].trim_start().len();
    let line = Span::new(start, to);
    let text = line.slice(source);
    let heading = text.strip_prefix("# ").map(|_| 1);
    let head = number::head(text, language);
    let rest = start + head.as_ref().map_or(heading.map_or(0, |_| 2), |head| head.length);
    let segments = vec![Segment { span: Span::new(rest, to), separator: Separator::None }];
    let number = head.map(|head| BlockNumber { span: Span::new(start, start + head.printed), head });
    let block =
        Block { segments, gap: 0, heading, number, bullet: false, after_page_end: false, row: false, settled: false };
    (block, line)
}

fn before<'b>(source: &'b str, block: Option<&'b Block>, read: Span, span: Span) -> Before<'b> {
    Before { source, block, read, span, calls: 0, due: false, numbered: false, spoken: true }
}

impl Setting {
    fn join(self, above: &str, line: &str) -> Join {
        let source = format!("{above}\n{line}");
        let (ends, span) = block_at(&source, 0, above.len(), self.language);
        let (mut block, read) = block_at(&source, above.len() + 1, source.len(), self.language);
        block.gap = self.gap;
        let Setting { calls, due, numbered, spoken, .. } = self;
        let before = Before { calls, due, numbered, spoken, ..before(&source, Some(&ends), read, span) };
        self.wrap.join(before, &block, self.language)
    }
}

/// A line of so many columns that ends with `end`.
fn filled(columns: usize, end: &str) -> String {
    format!("{} {end}", "s".repeat(columns - end.chars().count() - 1))
}

fn joins(cases: &[(Setting, usize, &str, &str, Join)]) {
    for (index, &(setting, columns, end, line, join)) in cases.iter().enumerate() {
        assert_eq!(setting.join(&filled(columns, end), line), join, "{index}: {end}|{line}");
    }
}

#[test]
fn how_full_a_line_is() {
    use Join::{Begins, GoesOn, Unknown};
    let calls = |calls| Setting { calls, ..SPOKEN };
    let slack = |slack| with(Wrap { slack, ..PLAIN });
    joins(&[
        (SPOKEN, 37, "the", "Law", GoesOn),
        (SPOKEN, 36, "the", "Law", Unknown),
        (calls(1), 32, "the", "Law", GoesOn),
        (calls(1), 31, "the", "Law", Unknown),
        (calls(2), 30, "the", "Law", GoesOn),
        (slack(7), 30, "the", "Law", GoesOn),
        (slack(6), 30, "the", "Law", Unknown),
        (SPOKEN, 28, "the", "Law", Unknown),
        (SPOKEN, 27, "the", "Law", Begins),
        (SPOKEN, 20, "the", "law", GoesOn),
        (SPOKEN, 19, "the", "law", Begins),
        (SPOKEN, 20, "the", "Law", Begins),
        (SPOKEN, 20, "States,", "law", GoesOn),
        (SPOKEN, 20, "States;", "law", Begins),
        (Setting { language: &RU, ..SPOKEN }, 20, "прав,", "право", Begins),
        (with(Wrap { cased: false, ..PLAIN }), 20, "the", "law", Begins),
    ]);
    assert_eq!((SPOKEN.join("Nations", "law"), with(SPREAD).join("Nations", "law")), (Begins, GoesOn));
    assert_eq!(with(SPREAD).join("of Nations", "law"), Begins);
    let left = with(Wrap { left: Some(0), ..PLAIN });
    let further_in = format!("    {}", filled(33, "the"));
    assert_eq!((left.join(&further_in, "Law"), SPOKEN.join(&further_in, "Law")), (GoesOn, Unknown));
}

#[test]
fn what_the_page_tells_before_the_width_does() {
    use Join::{Begins, GoesOn, Unknown};
    let gap = |gaps| Setting { gap: 1, wrap: Wrap { gaps, ..PLAIN }, ..SPOKEN };
    joins(&[
        (gap(Gaps::Part), 40, "the", "law", Unknown),
        (gap(Gaps::Nothing), 40, "the", "law", GoesOn),
        (with(Wrap { gaps: Gaps::Part, ..PLAIN }), 40, "the", "law", GoesOn),
        (with(MARGIN), 40, "the", "  law", Begins),
        (with(MARGIN), 40, "the", " law", GoesOn),
        (SPOKEN, 40, "the", "  law", GoesOn),
        (COVER, 40, "the", "[without a vote]", Begins),
        (SPOKEN, 40, "the", "[without a vote]", GoesOn),
        (SPOKEN, 20, "the", "²", GoesOn),
        (SPOKEN, 20, "the", "²A", Begins),
    ]);
    assert_eq!(with(MARGIN).join(&format!("  {}", filled(38, "the")), "  law"), GoesOn);
    assert_eq!(SPOKEN.join("31 December 2020", "[Adopted without a vote.]"), Begins);
    let arabic = Setting { language: &AR, wrap: Wrap { cased: false, ..PLAIN }, ..SPOKEN };
    assert_eq!((arabic.join("القانون", "\u{64b}"), arabic.join("\u{64b}", "القانون")), (GoesOn, GoesOn));
    assert_eq!(arabic.join("القانون", "القانون"), Begins);
}

#[test]
fn lines_that_are_not_full() {
    use Join::{Begins, GoesOn, Unknown};
    let cover = Setting { wrap: PART_ALL, ..COVER };
    joins(&[
        (with(PART_ALL), 12, "the", "Law", GoesOn),
        (SPOKEN, 12, "the", "Law", Begins),
        (cover, 12, "the", "Law", Begins),
        (with(PART_ALL), 12, "law,", "Law", GoesOn),
        (with(PART_ALL), 12, "law;", "Law", Begins),
        (with(PART_ALL), 12, "the", "5. Decides", GoesOn),
        (Setting { wrap: PART_ALL, ..DUE }, 12, "the", "5. Decides", Begins),
        (with(PART_ALL), 12, "law,", "5. Decides", Begins),
        (with(PART_ALL), 12, "the", "# Law", Begins),
        (SPOKEN, 28, "resolution", "70/1. Transforming", GoesOn),
        (SPOKEN, 27, "resolution", "70/1. Transforming", Begins),
        (COVER, 28, "resolution", "70/1. Transforming", Unknown),
        (Setting { numbered: true, ..COVER }, 28, "resolution", "70/1. Transforming", GoesOn),
        (SPOKEN, 28, "para.", "5 of the report", GoesOn),
        (SPOKEN, 27, "para.", "5 of the report", Begins),
        (SPOKEN, 28, "report.", "5 of the report", Begins),
        (SPOKEN, 28, "para.", "The report", Begins),
        (SPOKEN, 28, "report.", "31 December 2020", Begins),
        (SPOKEN, 28, "para.", "5. Decides", Begins),
        (SPOKEN, 28, "States:", "The", Begins),
    ]);
    let spread = |setting| Setting { wrap: SPREAD, ..setting };
    let paragraph = "1. Requests the";
    assert_eq!(spread(SPOKEN).join(paragraph, "Secretary-General"), GoesOn);
    assert_eq!((SPOKEN.join(paragraph, "Board"), spread(COVER).join(paragraph, "Board")), (Begins, Begins));
    assert_eq!(spread(SPOKEN).join(paragraph, "2. Decides to act"), Begins);
    assert_eq!(spread(SPOKEN).join("1. Requests it;", "Board"), Begins);
}

#[test]
fn full_lines_before_numbers() {
    use Join::{Begins, GoesOn};
    let within = Setting { wrap: MARGIN, ..DUE };
    joins(&[
        (SPOKEN, 40, "the", "5. Decides", GoesOn),
        (SPOKEN, 40, "law,", "5. Decides", GoesOn),
        (DUE, 40, "the", "5. Decides", Begins),
        (within, 40, "the", "5. Decides", GoesOn),
        (Setting { spoken: false, ..within }, 40, "the", "5. Decides", Begins),
        (Setting { spoken: false, numbered: true, ..within }, 40, "the", "5. Decides", GoesOn),
        (SPOKEN, 40, "report.", "5. Decides", Begins),
        (SPOKEN, 40, "para.", "5. Decides", GoesOn),
        (SPOKEN, 40, "report;", "(b) To act", GoesOn),
        (Setting { due: true, ..SPOKEN }, 40, "report;", "(b) To act", Begins),
        (SPOKEN, 40, "the", "# Law", Begins),
    ]);
}

#[test]
fn full_lines_before_plain_ones() {
    use Join::{Begins, GoesOn};
    let numbered = |language| Setting { language, ..NUMBERED };
    let narrow = |setting| Setting { wrap: Wrap { width: 8, ..PLAIN }, ..setting };
    joins(&[
        (SPOKEN, 40, "law,", "Recalling its resolution", Begins),
        (SPOKEN, 40, "law,", "International law", GoesOn),
        (SPOKEN, 40, "the", "Recalling its resolution", GoesOn),
        (NUMBERED, 40, "law,", "Recalling its resolution", GoesOn),
        (NUMBERED, 40, "law.", "Recalling its resolution", GoesOn),
        (with(PART_ALL), 40, "law,", "Recalling its resolution", GoesOn),
        (with(MARGIN), 40, "law,", "Recalling its resolution", GoesOn),
        (Setting { wrap: MARGIN, ..COVER }, 40, "law,", "Recalling its resolution", Begins),
        (SPOKEN, 40, "law.", "31 December 2020", Begins),
        (SPOKEN, 40, "the", "31 December 2020", GoesOn),
        (NUMBERED, 40, "States;", "The Board may act", Begins),
        (NUMBERED, 40, "States;", "the Board may act", GoesOn),
        (NUMBERED, 40, "States,", "The Board may act", GoesOn),
        (SPOKEN, 40, "States;", "The Board may act", GoesOn),
        (Setting { wrap: Wrap { cased: false, ..PLAIN }, ..numbered(&EN) }, 40, "States;", "The Board", GoesOn),
        (SPOKEN, 40, "in", "Annex", Begins),
        (COVER, 40, "the", "The General Assembly,", Begins),
        (SPOKEN, 40, "the", "The General Assembly,", GoesOn),
        (COVER, 40, "the", "Security Council", Begins),
    ]);
    assert_eq!((narrow(SPOKEN).join("Annex", "Report"), narrow(SPOKEN).join("Words", "Report")), (Begins, GoesOn));
    assert_eq!(with(Wrap { width: 16, ..PLAIN }).join("Security Council", "Report"), GoesOn);
    assert_eq!(Setting { wrap: Wrap { width: 16, ..PLAIN }, ..COVER }.join("Security Council", "Report"), Begins);
}

#[test]
fn what_is_decided_after_a_comma() {
    use Join::{Begins, GoesOn};
    let counted = |counted| Setting { language: &RU, ..with(Wrap { counted, ..PLAIN }) };
    let arabic = |counted| Setting { language: &AR, ..with(Wrap { counted, cased: false, ..PLAIN }) };
    joins(&[
        (counted(true), 40, "прав,", "постановляет принять", GoesOn),
        (counted(false), 40, "прав,", "постановляет принять", Begins),
        (arabic(true), 40, "الدول،", "تشجع الدول", GoesOn),
        (arabic(false), 40, "الدول،", "تشجع الدول", Begins),
        (arabic(true), 40, "الدول،", "وإذ تسلم بأن", Begins),
        (counted(true), 40, "прав,", "ссылаясь на Устав", Begins),
        (with(Wrap { counted: true, ..PLAIN }), 40, "law,", "Decides to act", Begins),
        (counted(true), 40, "прав;", "постановляет принять", Begins),
    ]);
}

#[test]
fn paragraphs_that_stop_within_a_sentence() {
    let stops = |language: &'static Language, above: &str, line: &str, change: fn(&mut Block)| {
        let source = format!("{above}\n{line}");
        let (mut block, span) = block_at(&source, 0, above.len(), language);
        change(&mut block);
        let text = block.segments.first().map_or("", |segment| segment.span.slice(&source));
        let read = Span::new(above.len() + 1, source.len());
        let stops =
            |block| stops_within(text, ending(text, language), line, before(&source, block, read, span), language);
        assert!(!stops(None), "without a block");
        stops(Some(&block))
    };
    for (language, before, line, expected) in [
        (&EN, "1. Requests the", "Secretary-General", true),
        (&EN, "(a) Requests the", "Secretary-General", true),
        (&EN, "Recalling the", "Charter", true),
        (&EN, "The words of the", "Charter", false),
        (&EN, "II. Recalling the", "Charter", false),
        (&EN, "1. Requests all States,", "Members", true),
        (&EN, "Nations,", "Members", true),
        (&EN, "Nations,", "Recalling it", false),
        (&EN, "United Nations,", "Members", false),
        (&ZH, "联合国，", "会员国", false),
        (&EN, "1. Requests it;", "Members", false),
        (&EN, "1. Requests the", "31 December 2020", false),
        (&EN, "1. Requests the", "Annex", false),
        (&EN, "1. Requests the", "The General Assembly,", false),
        (&EN, "1. Security Council", "Members", false),
    ] {
        assert_eq!(stops(language, before, line, |_| {}), expected, "{before}|{line}");
    }
    assert!(!stops(&EN, "1. Requests the", "Board", |block| block.heading = Some(1)));
    assert!(!stops(&EN, "1. Requests the", "Board", |block| block.row = true));
}

/// The width and the slack that lines of so many columns show, and by how much they fall short of it: of those
/// broken at the width, and of those before a word of three letters that surely goes on.
fn shown(widths: &[usize], few_gaps: bool, go_on: &[usize]) -> Option<(usize, usize, usize)> {
    let all: Vec<String> = widths.iter().chain([&9]).map(|&columns| "s".repeat(columns)).collect();
    let text: Vec<Printed<'_>> = all.iter().map(|line| Printed { text: line, indent: 0, at_once: true }).collect();
    let all: Vec<String> = go_on.iter().map(|&columns| "s".repeat(columns)).collect();
    let line = |text| Printed { text, indent: 0, at_once: true };
    let pairs: Vec<Pair<'_>> = all.iter().map(|before| (line(before.as_str()), line("law and"))).collect();
    PLAIN.measured(&text, few_gaps, || &pairs).map(|(short, wrap)| (wrap.width, wrap.slack, short))
}

#[test]
fn the_width_that_lines_show() {
    let width = |widths: &[usize], few| shown(widths, few, &[]).map(|found| found.0);
    assert_eq!((width(&[40; 7], true), width(&[40; 6], true)), (Some(40), None));
    assert_eq!((width(&[40; 8], false), width(&[40; 7], false)), (Some(40), None));
    let near = |near: usize, far: usize| width(&[vec![40; near], vec![10; far]].concat(), false);
    assert_eq!((near(7, 3), near(6, 3)), (Some(40), None));
    assert_eq!(width(&[40, 32, 32, 10, 10, 10, 10], true), Some(40));
    assert_eq!(width(&[40, 32, 31, 10, 10, 10, 10], true), None);
    let one_longer = |others: usize| width(&[vec![40; others], vec![44]].concat(), true);
    assert_eq!((one_longer(19), one_longer(20)), (Some(44), Some(40)), "one of more than twenty");
    assert_eq!((width(&[30; 8], true), width(&[29; 8], true)), (Some(30), None));
    assert_eq!((width(&[160; 8], true), width(&[161; 8], true)), (Some(160), None));
    let left = Wrap { left: Some(0), ..PLAIN };
    let further_in = lines_at(&[("the thirty columns of this line", 10); 9]);
    assert_eq!(left.measured(&further_in, true, || &[]).map(|found| found.1.width), Some(41));
    let hung = lines_at(&[("联合国大会联合国大会联合国大会联合国大会，", 0); 9]);
    assert_eq!(PLAIN.measured(&hung, true, || &[]).map(|found| found.1.width), Some(40));
}

#[test]
fn by_how_much_full_lines_fall_short() {
    let slack = |go_on: &[usize]| shown(&[40; 8], true, go_on).map(|found| (found.1, found.2));
    let most = |full: usize| slack(&[vec![37; full], vec![30]].concat());
    assert_eq!((most(9), most(10)), (Some((7, 7)), Some((0, 7))));
    assert_eq!(
        (slack(&[]), slack(&[39; 7]), slack(&[39; 8])),
        (Some((2, 0)), Some((2, 0)), Some((0, 0))),
        "few show less"
    );
    assert_eq!((slack(&[30, 31]), slack(&[25])), (Some((7, 13)), Some((8, 12))), "no more than a fifth");
    assert_eq!((slack(&[24]), slack(&[23])), (Some((8, 13)), Some((2, 0))), "three fifths of the width");
}

#[test]
fn numbers_on_a_line_of_their_own_leave_room() {
    let room = |source: &str, lines: usize| {
        let (mut block, span) = block_at(source, 0, source.len(), &EN);
        let first = block.segments[0].span;
        block.segments = vec![block.segments[0]; lines];
        let number = number::head("12. Requests", &EN).filter(|_| source.starts_with("12."));
        block.number = number.map(|head| BlockNumber { head, span: Span::new(0, 3) });
        block.segments[0].span = Span::new(if block.number.is_some() { 4 } else { 0 }, first.end());
        beside(&before(source, Some(&block), span, block.segments[0].span))
    };
    assert_eq!((room("12.\nRequests the Board", 1), room("12. Requests the Board", 1)), (3 + BESIDE, 0));
    assert_eq!((room("12.\nRequests the Board", 2), room("Requests the Board", 1)), (0, 0));
}
