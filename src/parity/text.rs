//! A report for a terminal: for each work a table with languages as columns, then what differs, place by place.
//!
//! A reading of several languages is shown at one place, since it is the same in all; JSON has every place. Not here:
//! what a terminal must not be given (the caller makes control characters visible).

use super::{Difference, Place, Report, Side, VersionCounts, Work, list};
use std::fmt::Write as _;

/// The report as text, with a line break at the end.
pub fn render(report: &Report) -> String {
    report.works.iter().map(work).collect::<Vec<_>>().join("\n")
}

/// What a row of the table counts.
type Row = (&'static str, fn(&VersionCounts) -> usize);

/// The rows of the table.
pub(super) const ROWS: [Row; 8] = [
    ("preambular paragraphs", |version| version.preambular),
    ("paragraphs", |version| version.paragraphs),
    ("subparagraphs", |version| version.subparagraphs),
    ("headings", |version| version.headings),
    ("annexes", |version| version.annexes),
    ("notes", |version| version.notes),
    ("symbols cited", |version| version.symbols),
    ("dates", |version| version.dates),
];

/// The table of a work as cells, the languages above. A count that is not that of most versions bears an asterisk.
pub(super) fn cells(work: &Work) -> Vec<Vec<String>> {
    let languages = work.versions.iter().map(|version| version.language.to_owned());
    let mut rows = vec![std::iter::once(String::new()).chain(languages).collect::<Vec<_>>()];
    for (name, count) in ROWS {
        let usual = |n: usize| work.versions.iter().filter(|v| count(v) == n).count() * 2 > work.versions.len();
        let cell = |version: &VersionCounts| {
            let n = count(version);
            format!("{n}{}", if usual(n) { "" } else { "*" })
        };
        rows.push(std::iter::once(name.to_owned()).chain(work.versions.iter().map(cell)).collect());
    }
    let same = |version: &VersionCounts| if version.usual_identifiers { "same" } else { "other" }.to_owned();
    rows.push(std::iter::once("identifiers".to_owned()).chain(work.versions.iter().map(same)).collect());
    rows
}

/// What a report says of a work in one line, without its name.
pub(super) fn verdict(work: &Work) -> String {
    let languages: Vec<_> = work.versions.iter().map(|version| version.language).collect();
    let languages = list(&languages);
    match work.differences.len() {
        0 => format!("{languages}: no difference"),
        1 => format!("{languages}: 1 difference"),
        n => format!("{languages}: {n} differences"),
    }
}

fn work(work: &Work) -> String {
    let mut text = format!("{}  {}\n\n", work.name, verdict(work));
    for row in cells(work) {
        let mut columns = row.iter();
        let _ = write!(text, "  {:<22}", columns.next().map_or("", String::as_str));
        for cell in columns {
            let _ = write!(text, "{cell:>7}");
        }
        text.push('\n');
    }
    for (index, difference) in work.differences.iter().enumerate() {
        let Difference { subject, message, cause, sides, .. } = difference;
        let _ = write!(text, "\n{}. {}: {message}\n", index + 1, subject.name());
        if let Some(cause) = cause {
            let _ = writeln!(text, "   perhaps because: {cause}");
        }
        text.extend(sides.iter().map(side));
    }
    text
}

fn side(side: &Side) -> String {
    let mut text =
        format!("   {}{}: {}\n", list(&side.languages), if side.majority { " (most)" } else { "" }, side.reading);
    for place in shown(side) {
        let _ = writeln!(text, "      {}:{}:{}: {}", place.path, place.line, place.column, quoted(place));
    }
    text
}

/// The places of one language, which stand for those of the others: the English ones where there are any.
pub(super) fn shown(side: &Side) -> impl Iterator<Item = &Place> {
    let english = side.languages.iter().find(|language| **language == "en");
    let language = english.or(side.languages.first()).copied();
    side.places.iter().filter(move |place| Some(place.language) == language)
}

/// What stands at a place, after its identifier.
fn quoted(place: &Place) -> String {
    let eid = place.eid.as_ref().map_or_else(String::new, |eid| format!("{eid} "));
    if place.text.is_empty() { eid } else { format!("{eid}“{}”", place.text) }
}

/// A work that differs in one line, for those who did not ask for more: where its languages differ, and what shows it.
pub fn summary(work: &Work) -> Option<String> {
    let subjects = work.differences.chunk_by(|a, b| a.subject == b.subject);
    let counts = subjects.filter_map(|run| Some(format!("{} {}", run.first()?.subject.name(), run.len())));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let shows = format!("`declc parity {}` shows them", pattern(work));
    (!work.agrees()).then(|| format!("{}: {} ({counts}): {shows}", work.name, verdict(work)))
}

/// The paths of a work as a shell's pattern: what they have in common, with `*` for the rest.
fn pattern(work: &Work) -> String {
    let mut paths = work.versions.iter().map(|version| version.path.as_str());
    let Some(first) = paths.next() else { return String::new() };
    let same = |a: std::str::Chars<'_>, b: std::str::Chars<'_>| a.zip(b).take_while(|(a, b)| a == b).count();
    let chars: Vec<char> = first.chars().collect();
    let (start, end) = paths.fold((chars.len(), chars.len()), |(start, end), path| {
        let backwards = chars.iter().rev().zip(path.chars().rev()).take_while(|(a, b)| **a == *b).count();
        (start.min(same(first.chars(), path.chars())), end.min(backwards))
    });
    // A pattern stands for whole parts of a name: `a.*.txt`, not `a.e*.txt`.
    let part = |c: &&char| matches!(c, '.' | '/' | '-' | '_');
    let start = chars.get(..start).unwrap_or_default();
    let start = start.get(..start.iter().rposition(|c| part(&c)).map_or(0, |at| at + 1)).unwrap_or_default();
    let end = chars.get(chars.len() - end..).unwrap_or_default();
    let end = end.get(end.iter().position(|c| part(&c)).unwrap_or(end.len())..).unwrap_or_default();
    start.iter().chain(&['*']).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(paths: &[&str]) -> Work {
        let version = |path: &&str| VersionCounts {
            language: "en",
            path: (*path).to_owned(),
            work_iri: None,
            preambular: 0,
            paragraphs: 0,
            subparagraphs: 0,
            headings: 0,
            annexes: 0,
            notes: 0,
            symbols: 0,
            dates: 0,
            usual_identifiers: true,
        };
        Work { name: "a".to_owned(), versions: paths.iter().map(version).collect(), differences: Vec::new() }
    }

    #[test]
    fn the_files_of_a_work_are_named_by_one_pattern() {
        assert_eq!(pattern(&work(&["in/a.en.txt", "in/a.es.txt"])), "in/a.*.txt");
        assert_eq!(pattern(&work(&["in/a.en.md.txt", "in/a.zh.md.txt"])), "in/a.*.md.txt");
        assert_eq!(pattern(&work(&["en/a.txt", "zh/a.txt"])), "*/a.txt");
        assert_eq!(pattern(&work(&["N1.txt", "N2.txt"])), "*.txt");
    }
}
