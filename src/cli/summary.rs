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
pub(super) struct Row {
    /// The text, by its path.
    pub(super) document: String,
    /// What it holds, with errors, warnings; or why it did not come out.
    pub(super) result: Result<Built, String>,
    /// How long it took.
    pub(super) milliseconds: f64,
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

/// The table, with a line of headings.
pub(super) fn table(rows: &[Row]) -> String {
    let headings = ["document", "paragraphs", "notes", "references", "joins", "characters", "errors", "warnings", "ms"];
    let mut lines: Vec<Vec<String>> = vec![headings.iter().map(|&heading| heading.to_owned()).collect()];
    lines.extend(rows.iter().map(cells));
    let widths: Vec<usize> = (0..headings.len())
        .map(|column| {
            // A line that says why a document did not come out has two cells, and the second may run on.
            let full = lines.iter().filter(|line| line.len() == headings.len() || column == 0);
            full.filter_map(|line| line.get(column)).map(|cell| columns(cell)).max().unwrap_or(0)
        })
        .collect();
    lines.iter().map(|line| aligned(line, &widths)).collect()
}

fn cells(row: &Row) -> Vec<String> {
    match &row.result {
        Ok(built) => {
            let Counts { paragraphs, notes, references, joins } = built.counts;
            let mut cells = vec![row.document.clone()];
            cells.extend([paragraphs, notes, references, joins].map(|number| number.to_string()));
            cells.push(format!("{}/{}", built.accounted.0, built.accounted.1));
            cells.extend([built.errors, built.warnings].map(|number| number.to_string()));
            cells.push(format!("{:.1}", row.milliseconds));
            cells
        }
        Err(reason) => vec![row.document.clone(), format!("not written: {reason}")],
    }
}

/// The first column to the left, the others to the right.
fn aligned(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (index, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        let padding = width.saturating_sub(columns(cell));
        if index > 0 {
            line += "  ";
        }
        // A reason is not set to the right.
        if index > 0 && cells.len() == widths.len() {
            line.extend(std::iter::repeat_n(' ', padding));
        }
        line += cell;
        if index == 0 {
            line.extend(std::iter::repeat_n(' ', padding));
        }
    }
    line.truncate(line.trim_end().len());
    line + "\n"
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

    fn row(document: &str, result: Result<usize, &str>) -> Row {
        let built = |paragraphs| Built {
            counts: Counts { paragraphs, ..Counts::default() },
            accounted: (26296, 26296),
            errors: 0,
            warnings: 12,
        };
        let result = result.map(built).map_err(str::to_owned);
        Row { document: document.to_owned(), result, milliseconds: 4.25 }
    }

    #[test]
    fn columns_stand_under_each_other_whatever_the_script() {
        let text =
            table(&[row("德里宣言.zh.txt", Ok(7)), row("a-75-729.zh.txt", Ok(1234)), row("坏.txt", Err("not-utf-8"))]);
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
