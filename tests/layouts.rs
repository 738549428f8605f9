//! One resolution in six languages, printed as tools print pages: each print gives the document that a paragraph a line
//! gives.
//!
//! `tests/layouts/` holds the texts, alike in all languages. A print is a [`Page`]: its width, where notes stand, what
//! closes a page, what stands before and between lines. What is compared is every text with its kind, its number, its
//! words without white space, and the notes that it calls.
#![allow(clippy::disallowed_methods, reason = "tests read files")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]
#![allow(clippy::struct_excessive_bools, reason = "a print has many sides")]

use declc::check::ledger::Ledger;
use declc::model::Mark;
use declc::model::visit::{NodeKind, passages};
use declc::source::Source;
use std::fmt::Write as _;
use std::path::Path;

/// A text of `tests/layouts/`.
struct Model {
    language: String,
    /// The lines before the first paragraph.
    cover: Vec<String>,
    paragraphs: Vec<String>,
    /// Marker and text.
    notes: Vec<(String, String)>,
}

/// The speakers: the text begins with its line.
const SPEAKERS: [&str; 6] = [
    "The General Assembly,",
    "L’Assemblée générale,",
    "La Asamblea General,",
    "Генеральная Ассамблея,",
    "大会，",
    "إن الجمعية العامة،",
];

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

fn models() -> Vec<Model> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts");
    ["ar", "en", "es", "fr", "ru", "zh"]
        .map(|language| {
            Model::read(language, &std::fs::read_to_string(folder.join(format!("{language}.txt"))).unwrap())
        })
        .into()
}

impl Model {
    fn read(language: &str, text: &str) -> Model {
        let (mut cover, mut paragraphs, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        for line in text.lines().filter(|line| !line.is_empty()) {
            let marker = |c: char| RAISED.contains(c) || c.is_ascii_digit() || matches!(c, '(' | ')');
            let note = line
                .split_once(' ')
                .filter(|(word, _)| word.chars().all(marker) && !word.ends_with(|c: char| c.is_ascii_digit()));
            match note {
                Some((marker, text)) => notes.push((marker.to_owned(), text.to_owned())),
                None if paragraphs.is_empty() && !SPEAKERS.contains(&line) => cover.push(line.to_owned()),
                None => paragraphs.push(line.to_owned()),
            }
        }
        assert_eq!((cover.len(), notes.len()), (10, 5), "{language}");
        Model { language: language.to_owned(), cover, paragraphs, notes }
    }

    fn is_chinese(&self) -> bool {
        self.language == "zh"
    }

    /// The text, a paragraph a line.
    fn plain(&self) -> String {
        let notes = self.notes.iter().map(|(marker, text)| format!("{marker} {text}"));
        let lines: Vec<String> = self.cover.iter().chain(&self.paragraphs).cloned().chain(notes).collect();
        lines.join("\n\n")
    }
}

/// What stands between two pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// A form feed.
    FormFeed,
    /// Nothing but what a page closes and begins with.
    Heads,
    /// Nothing at all: a tool took the ends of pages away.
    Nothing,
}

/// How a number stands to its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    Blank,
    Tab,
    /// On a line of its own above it.
    Above,
    /// On a line of its own under the first line.
    Under,
}

/// A print.
#[derive(Debug, Clone, Copy)]
struct Page {
    /// Columns of a line, and lines of a page.
    width: usize,
    lines: usize,
    turn: Turn,
    number: Number,
    /// Whether notes stand at the foot of their page, rather than at the end.
    feet: bool,
    /// Whether calls and notes are plain digits.
    digits: bool,
    /// Blank lines between paragraphs, and between lines.
    between: usize,
    far: bool,
    /// Columns before the first line of a paragraph.
    indent: usize,
    /// What closes a page: folio and job number, or a bare number; whether it comes out first.
    bare: bool,
    first: bool,
}

const PAGE: Page = Page {
    width: 78,
    lines: 34,
    turn: Turn::FormFeed,
    number: Number::Blank,
    feet: true,
    digits: true,
    between: 0,
    far: false,
    indent: 0,
    bare: false,
    first: false,
};

/// The columns that a character takes.
fn columns(c: char) -> usize {
    if matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}') { 2 } else { 1 }
}

/// Breaks a paragraph into lines of a width.
fn wrap(text: &str, width: usize, chinese: bool) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        // Between ideographs a line may break anywhere but before a mark.
        let glued = pieces.last().and_then(|piece| piece.chars().next_back()).is_some_and(|last| {
            last != ' ' && !(chinese && (columns(last) == 2 || columns(c) == 2))
                || matches!(c, '，' | '。' | '；' | '：' | '》' | '”' | '）')
                || c == ' '
        }) || RAISED.contains(c);
        match pieces.last_mut().filter(|_| glued) {
            Some(piece) => piece.push(c),
            None => pieces.push(c.to_string()),
        }
    }
    let mut lines: Vec<String> = Vec::new();
    let mut taken = 0;
    for piece in pieces {
        let wide = |text: &str| text.chars().map(columns).sum::<usize>();
        if lines.is_empty() || taken + wide(piece.trim_end()) > width {
            lines.push(String::new());
            taken = 0;
        }
        taken += wide(&piece);
        lines.last_mut().unwrap().push_str(&piece);
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

impl Page {
    /// Marks raised in the text as this print has them.
    fn calls(&self, text: &str) -> String {
        let plain = |c: char| {
            RAISED
                .chars()
                .position(|raised| raised == c)
                .and_then(|value| char::from_digit(u32::try_from(value).unwrap(), 10))
        };
        if self.digits { text.chars().map(|c| plain(c).unwrap_or(c)).collect() } else { text.to_owned() }
    }

    /// The lines of a paragraph.
    fn paragraph(&self, text: &str, model: &Model) -> Vec<String> {
        let mut lines = wrap(text, self.width, model.is_chinese());
        let first = lines.remove(0);
        let number = first.split_once(' ').filter(|(word, _)| {
            let numbered = word.ends_with(['.', ')', '‘']) && word.chars().count() < 5;
            let enclosed = word.chars().all(|c| ('㈠'..='㈩').contains(&c));
            numbered || enclosed || word.chars().all(|c| c.is_ascii_digit())
        });
        let number =
            number.filter(|(word, rest)| !word.ends_with(|c: char| c.is_ascii_digit()) || rest.starts_with("- "));
        // In Arabic a dash stands behind the number.
        let number = number.map(|(word, rest)| {
            rest.strip_prefix("- ").map_or((word.to_owned(), rest), |rest| (format!("{word} -"), rest))
        });
        let head = match (number, self.number) {
            (Some((number, rest)), Number::Tab) => vec![format!("{number}\t{rest}")],
            (Some((number, rest)), Number::Above) => vec![number, rest.to_owned()],
            (Some((number, rest)), Number::Under) => vec![rest.to_owned(), number],
            _ => vec![format!("{}{first}", " ".repeat(self.indent))],
        };
        head.into_iter().chain(lines).collect()
    }

    /// The text, printed.
    fn print(&self, model: &Model) -> String {
        let mut pages: Vec<(Vec<String>, Vec<usize>)> = vec![(Vec::new(), Vec::new())];
        let mut called = 0;
        let cover = model.cover.iter().flat_map(|line| wrap(line, self.width, model.is_chinese())).collect::<Vec<_>>();
        let paragraphs = model.paragraphs.iter().map(|text| self.paragraph(text, model));
        for (index, lines) in std::iter::once(cover).chain(paragraphs).enumerate() {
            if index > 0 {
                pages.last_mut().unwrap().0.extend(std::iter::repeat_n(String::new(), self.between));
            }
            for (place, line) in lines.into_iter().enumerate() {
                // What stands on one line of the page is not torn apart.
                let torn = index > 0 && matches!(self.number, Number::Above | Number::Under) && place == 1;
                if pages.last().unwrap().0.len() >= self.lines && !torn {
                    pages.push((Vec::new(), Vec::new()));
                }
                let page = pages.last_mut().unwrap();
                while model.notes.get(called).is_some_and(|(marker, _)| line.contains(marker.as_str())) {
                    page.1.push(called);
                    called += 1;
                }
                page.0.push(self.calls(&line));
            }
        }
        assert_eq!(called, model.notes.len(), "{}", model.language);
        if !self.feet {
            for page in &mut pages {
                page.1.clear();
            }
            pages.last_mut().unwrap().1.extend(0..model.notes.len());
        }
        self.bind(model, &pages)
    }

    /// Puts the pages together.
    fn bind(&self, model: &Model, pages: &[(Vec<String>, Vec<usize>)]) -> String {
        let title = model.cover.last().unwrap().split_once(' ').unwrap().1;
        let mut out = String::new();
        for (index, (lines, notes)) in pages.iter().enumerate() {
            let mut page: Vec<String> = Vec::new();
            let folio = format!("{}/{}", index + 1, pages.len());
            let close = if self.bare { (index + 1).to_string() } else { format!("{folio}   25-21345") };
            let ends = self.turn != Turn::Nothing;
            if ends && self.first {
                page.push(close.clone());
            }
            if ends && index > 0 {
                page.push(format!("A/RES/80/204   {title}"));
            }
            page.extend(lines.iter().cloned());
            if !notes.is_empty() {
                page.push("__________________".to_owned());
                for (marker, text) in notes.iter().map(|&note| &model.notes[note]) {
                    page.extend(wrap(&format!("{} {text}", self.calls(marker)), self.width, model.is_chinese()));
                }
            }
            if ends && !self.first {
                page.push(close);
            }
            let feed = if index > 0 && self.turn == Turn::FormFeed { "\u{c}" } else { "" };
            let _ = writeln!(out, "{feed}{}", page.join(if self.far { "\n\n" } else { "\n" }));
            out.push_str(if self.far { "\n" } else { "" });
        }
        out
    }
}

/// What a text is read as: a line for each of its texts.
fn read(name: &str, text: &str) -> Vec<String> {
    let source = Source::decode(name, text.as_bytes()).unwrap();
    let compilation = declc::compile(&source, None);
    let document = compilation.linked.document();
    assert!(Ledger::draw(document, &source).closes(), "{name}: the ledger does not close");
    let facts = &document.metadata;
    let told = [&facts.symbol, &facts.date, &facts.issued, &facts.draft_symbol, &facts.meeting];
    let mut found = vec![format!("{:?}", told.map(|fact| fact.as_ref().map(|fact| &fact.value)))];
    let mut cover = String::new();
    passages(document, &mut |node| {
        let words: String = node.passage.text.split_whitespace().collect();
        let calls: Vec<&str> = (node.passage.spans.iter())
            .filter_map(|span| if let Mark::NoteCall { note, .. } = &span.mark { note.as_ref() } else { None })
            .map(declc::model::EId::as_str)
            .collect();
        // What of a cover stands together, blank lines say.
        if node.kind == NodeKind::Cover {
            cover.push_str(&words);
            return;
        }
        let number = node.number.map_or("", |number| number.canonical.as_str());
        found.push(format!("{:?} {number} {words} {calls:?}", node.kind));
    });
    found.push(cover);
    found
}

/// Prints the texts, and holds what is read against the plain text. Each line that differs is told.
fn holds(page: Page) {
    let mut differ = String::new();
    for model in &models() {
        let printed = page.print(model);
        let (expected, found) = (read("plain", &model.plain()), read("page", &printed));
        for line in expected.iter().filter(|line| !found.contains(line)) {
            let _ = writeln!(differ, "{} lost  {line}", model.language);
        }
        for line in found.iter().filter(|line| !expected.contains(line)) {
            let _ = writeln!(differ, "{} extra {line}", model.language);
        }
        if differ.is_empty() {
            assert_eq!(expected, found, "{}: {page:?}", model.language);
        }
    }
    assert!(differ.is_empty(), "{page:?}\n{differ}");
}

#[test]
fn the_texts_are_alike() {
    let shape = |model: &Model| -> Vec<String> {
        let found = read("plain", &model.plain());
        let kinds = found.iter().skip(1).take(found.len() - 2).map(|line| line.split(' ').next().unwrap().to_owned());
        kinds.collect()
    };
    let models = models();
    let first = shape(&models[0]);
    assert_eq!(first.iter().filter(|kind| *kind == "Paragraph").count(), 7);
    assert_eq!(first.iter().filter(|kind| *kind == "Subparagraph").count(), 5);
    assert_eq!(first.iter().filter(|kind| *kind == "Preambular").count(), 5);
    assert_eq!(first.iter().filter(|kind| *kind == "Note").count(), 5);
    for model in &models {
        assert_eq!(shape(model), first, "{}", model.language);
    }
}

#[test]
fn lines_of_many_widths() {
    for width in [60, 66, 72, 78, 90] {
        holds(Page { width, ..PAGE });
    }
}

#[test]
fn pages_of_many_lengths() {
    for lines in [12, 20, 27, 45, 200] {
        holds(Page { lines, ..PAGE });
    }
}

#[test]
fn pages_without_form_feed() {
    for lines in [20, 34, 45] {
        holds(Page { turn: Turn::Heads, lines, ..PAGE });
    }
}

#[test]
fn pages_whose_ends_were_taken_away() {
    for lines in [20, 34, 45] {
        holds(Page { turn: Turn::Nothing, lines, ..PAGE });
    }
}

#[test]
fn what_closes_a_page_came_out_first() {
    for turn in [Turn::FormFeed, Turn::Heads] {
        holds(Page { first: true, turn, ..PAGE });
    }
}

#[test]
fn a_bare_number_closes_each_page() {
    for lines in [20, 34] {
        holds(Page { bare: true, lines, ..PAGE });
    }
}

#[test]
fn numbers_apart_from_their_paragraphs() {
    for number in [Number::Tab, Number::Above, Number::Under] {
        holds(Page { number, ..PAGE });
        holds(Page { number, turn: Turn::Heads, width: 70, ..PAGE });
    }
}

#[test]
fn raised_calls() {
    holds(Page { digits: false, ..PAGE });
    holds(Page { digits: false, turn: Turn::Heads, ..PAGE });
}

#[test]
fn notes_at_the_end() {
    for digits in [false, true] {
        holds(Page { feet: false, digits, ..PAGE });
        holds(Page { feet: false, digits, turn: Turn::Nothing, between: 1, ..PAGE });
    }
}

#[test]
fn blank_lines_between_paragraphs() {
    for (between, width) in [(1, 78), (2, 66)] {
        holds(Page { width, between, ..PAGE });
        holds(Page { width, turn: Turn::Heads, between, ..PAGE });
    }
}

#[test]
fn lines_far_apart() {
    for width in [66, 78] {
        holds(Page { far: true, width, ..PAGE });
    }
}

#[test]
fn first_lines_that_stand_further_in() {
    for indent in [4, 8] {
        holds(Page { indent, ..PAGE });
    }
}
