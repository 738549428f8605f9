//! What a build did, one line a document: the counts, and the table of them.
//!
//! In: compiled documents. Out: [`Counts`] and an aligned table, wide characters in file names counted as two columns.
//!
//! > `a-75-729.zh.txt    98    54    131    3    14201/14201    0    12    4.1 ms`
//!
//! Not here: where the table is printed.

use declc::model::Document;
use declc::model::visit::{self, NodeKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::time::Duration;

/// What a document holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counts {
    /// Preambular paragraphs, paragraphs of the body, subparagraphs.
    pub(super) paragraphs: usize,
    /// Footnotes, those of annexes included.
    pub(super) notes: usize,
    /// Mentions of other texts.
    pub(super) references: usize,
    /// Paragraphs that a page break or a stray blank line had cut.
    pub(super) joins: usize,
}

impl Counts {
    /// The counts of `document`, which was made of `text`.
    pub(super) fn of(document: &Document, text: &str) -> Self {
        let mut counts = Counts { references: document.references.len(), ..Counts::default() };
        visit::passages(document, &mut |node| match node.kind {
            NodeKind::Preambular | NodeKind::Paragraph | NodeKind::Subparagraph => counts.paragraphs += 1,
            NodeKind::Note => counts.notes += 1,
            NodeKind::Cover
            | NodeKind::Title
            | NodeKind::Formula
            | NodeKind::Heading
            | NodeKind::Conclusion
            | NodeKind::AnnexHeading => {}
        });
        counts.joins = joins(document, text);
        counts
    }
}

/// How many paragraphs had been cut: their byte ranges are separated by a line break that is not in their text.
fn joins(document: &Document, text: &str) -> usize {
    let mut joins = 0;
    visit::passages(document, &mut |node| {
        if matches!(node.kind, NodeKind::Preambular | NodeKind::Paragraph | NodeKind::Subparagraph) {
            let pairs = node.passage.source.iter().zip(node.passage.source.iter().skip(1));
            let gaps = pairs.filter(|(a, b)| text.get(a.end()..b.start()).is_some_and(|gap| gap.contains('\n')));
            joins += usize::from(gaps.count() > node.passage.text.matches('\n').count());
        }
    });
    joins
}

/// One line of the table.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    /// The text, by its path.
    pub(super) document: &'a str,
    /// What it holds, with errors, warnings; or why it did not come out.
    pub(super) result: Result<Built, &'a str>,
    /// How long it took.
    pub(super) time: Duration,
}

/// The numbers of a document that came out.
#[derive(Debug, Clone)]
pub(super) struct Built {
    /// What it holds.
    pub(super) counts: Counts,
    /// Visible characters accounted for, and all of them.
    pub(super) accounted: (usize, usize),
    /// Errors that `check` found.
    pub(super) errors: usize,
    /// Warnings that `check` found.
    pub(super) warnings: usize,
}

/// The headings of the table.
const HEADINGS: [&str; 9] =
    ["document", "paragraphs", "notes", "references", "joins", "characters", "errors", "warnings", "ms"];

/// The table, with a line of headings.
pub(super) fn table<'a>(rows: impl Iterator<Item = Row<'a>>) -> String {
    let mut cells = Cells::default();
    rows.for_each(|row| cells.add(&row));
    let mut widths = HEADINGS.map(columns);
    for row in cells.rows() {
        // A line that says why a document did not come out has two cells, and the second may run on.
        let counted = if row.len() == HEADINGS.len() { HEADINGS.len() } else { 1 };
        for (width, cell) in widths.iter_mut().zip(cells.of(row.clone()).take(counted)) {
            *width = (*width).max(columns(cell));
        }
    }
    let mut text = String::new();
    aligned(HEADINGS.into_iter(), true, &widths, &mut text);
    for row in cells.rows() {
        aligned(cells.of(row.clone()), row.len() == HEADINGS.len(), &widths, &mut text);
    }
    text
}

/// The cells of all lines, in one text: those of ten thousand texts, each by itself, would take more room than all else
/// that is told of them.
#[derive(Default)]
struct Cells {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
    /// How many cells there are up to the end of each line.
    lines: Vec<usize>,
}

impl Cells {
    fn add(&mut self, row: &Row<'_>) {
        self.text.push_str(row.document);
        self.end();
        match &row.result {
            Ok(Built { counts, accounted: (accounted, all), errors, warnings }) => {
                let Counts { paragraphs, notes, references, joins } = *counts;
                for number in [paragraphs, notes, references, joins] {
                    self.number(number);
                    self.end();
                }
                self.number(*accounted);
                self.text.push('/');
                self.number(*all);
                self.end();
                for number in [*errors, *warnings] {
                    self.number(number);
                    self.end();
                }
                // To a tenth of a millisecond.
                let tenths = (row.time.as_micros() + 50) / 100;
                self.number(tenths / 10);
                self.text.push('.');
                self.number(tenths % 10);
                self.end();
            }
            Err(reason) => {
                self.text.extend(["not written: ", reason]);
                self.end();
            }
        }
        self.lines.push(self.ends.len());
    }

    fn number(&mut self, number: impl itoa::Integer) {
        self.text.push_str(itoa::Buffer::new().format(number));
    }

    /// Ends a cell.
    fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    /// The cells of each line, by their numbers.
    fn rows(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(&0).chain(&self.lines);
        starts.zip(&self.lines).map(|(&start, &end)| start..end)
    }

    /// These cells.
    fn of(&self, row: Range<usize>) -> impl Iterator<Item = &str> {
        let mut start = row.start.checked_sub(1).and_then(|last| self.ends.get(last).copied()).unwrap_or(0);
        self.ends.get(row).unwrap_or_default().iter().map(move |&end| {
            let cell = self.text.get(start..end).unwrap_or("");
            start = end;
            cell
        })
    }
}

/// Adds a line: the first column to the left, the others to the right where there is a cell for each.
fn aligned<'c>(cells: impl Iterator<Item = &'c str>, full: bool, widths: &[usize], text: &mut String) {
    for (index, (cell, &width)) in cells.zip(widths).enumerate() {
        let padding = width.saturating_sub(columns(cell));
        match index {
            0 => {
                text.push_str(cell);
                pad(padding, text);
            }
            // A reason is not set to the right.
            _ if !full => text.extend(["  ", cell]),
            _ => {
                pad(padding + 2, text);
                text.push_str(cell);
            }
        }
    }
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}

/// Adds so many blanks.
fn pad(mut count: usize, text: &mut String) {
    const BLANKS: &str = "                                ";
    while let Some(last) = count.checked_sub(BLANKS.len()) {
        text.push_str(BLANKS);
        count = last;
    }
    text.push_str(BLANKS.get(..count).unwrap_or(BLANKS));
}

/// How many columns a text takes in a terminal: the wide and full-width ranges of Unicode take two, marks none.
fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars()
        .map(|c| match c {
            '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
            '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{303e}'
            | '\u{3041}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{ffe0}'..='\u{ffe6}'
            | '\u{1f300}'..='\u{1f64f}'
            | '\u{1f900}'..='\u{1f9ff}'
            | '\u{20000}'..='\u{3fffd}' => 2,
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'a>(document: &'a str, result: Result<usize, &'a str>) -> Row<'a> {
        let built = |paragraphs| Built {
            counts: Counts { paragraphs, ..Counts::default() },
            accounted: (26296, 26296),
            errors: 0,
            warnings: 12,
        };
        Row { document, result: result.map(built), time: Duration::from_micros(4250) }
    }

    #[test]
    fn columns_stand_under_each_other_whatever_the_script() {
        let rows = [row("德里宣言.zh.txt", Ok(7)), row("a-75-729.zh.txt", Ok(1234)), row("坏.txt", Err("not-utf-8"))];
        let text = table(rows.into_iter());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(columns(lines[0]), columns(lines[1]), "{text}");
        assert_eq!(columns(lines[1]), columns(lines[2]), "{text}");
        assert!(lines[1].contains("26296/26296       0        12"), "{text}");
        assert!(lines[3].starts_with("坏.txt") && lines[3].ends_with("  not written: not-utf-8"), "{text}");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(["大会，", "a-75", "ｱ", "é", "e\u{301}", "（）"].map(columns), [6, 4, 1, 1, 1, 4]);
    }
}
