//! The table of contents of a report: blocks in, those that repeat its headings set aside.
//!
//! > `Contents`, `Page`, `I. Introduction . . . . 3`, `II. Activities . . . . 4`
//!
//! It belongs to the printed pages, as running heads and folios do: every heading stands in its own place, and a page
//! number says nothing without the page. Left among the text, it would give each section a second time, and a reference
//! to section I would lead to a line of it. It begins under the word for it and ends where the first of its entries
//! stands again, or with the last line that closes with a page number.
//!
//! Not here: contents that do not come back; they stay as they are.

use super::blocks::{Block, Scan};
use super::normalize::{Ending, is_blank};
use crate::language::Language;
use crate::model::FurnitureReason;
use std::collections::HashSet;

/// Fewest entries that stand again, for a list under the word to be what the text contains.
const FEWEST_ENTRIES: usize = 2;

/// Most characters of an entry, as printed: a title over several lines with its leaders.
const LONGEST_ENTRY: usize = 600;

/// Most characters of a word over a column: Paragraphs.
const LONGEST_COLUMN: usize = 12;

/// Sets the table of contents aside, if there is one.
pub(super) fn set_aside(source: &str, scan: &mut Scan, language: &Language) {
    let first = scan.blocks.iter().position(|block| names_contents(block, source, language));
    let range = first.and_then(|first| Some(first..end(&scan.blocks, first, source, language)?));
    if let Some(range) = range {
        scan.set_aside(FurnitureReason::Contents, |index| range.contains(&index));
    }
}

/// Whether a block opens with the word for the contents, alone on its line.
fn names_contents(block: &Block, source: &str, language: &Language) -> bool {
    let first = block.segments.first().map_or("", |line| line.span.slice(source)).trim_matches('*');
    let short = first.len() <= language.contents.iter().map(|word| 2 * word.len()).max().unwrap_or(0);
    block.number.is_none() && short && language.contents.contains(&language.key(first).to_lowercase().as_str())
}

/// The block behind the contents that open at `first`.
fn end(blocks: &[Block], first: usize, source: &str, language: &Language) -> Option<usize> {
    let entries = blocks.get(first + 1..)?;
    // Leaders look like full stops, and a word over a column has one: Стр.
    let entry = |block: &Block| {
        let open = || block.ending(source, language) == Ending::Open || page(&printed(block, source)).is_some();
        let column = || block.number.is_none() && !block.is_longer(source, LONGEST_COLUMN);
        !block.is_longer(source, LONGEST_ENTRY) && (column() || open())
    };
    let most = entries.iter().take_while(|block| entry(block)).count();
    let keys: Vec<String> = entries.iter().take(most).map(|block| key(block, source, language)).collect();
    let mut seen = HashSet::new();
    let repeated = keys.iter().position(|key| !key.is_empty() && !seen.insert(key.as_str()));
    let paged =
        || entries.iter().take(most).rposition(|block| page(&printed(block, source)).is_some()).map(|last| last + 1);
    let length = repeated.or_else(paged)?;
    let behind: HashSet<String> = entries.iter().skip(length).map(|block| key(block, source, language)).collect();
    let again = keys.iter().take(length).filter(|key| !key.is_empty() && behind.contains(*key)).count();
    (again >= FEWEST_ENTRIES).then_some(first + 1 + length)
}

/// What a block says, its number and its lines as one.
fn printed(block: &Block, source: &str) -> String {
    let number = block.number.as_ref().map_or("", |number| number.span.slice(source));
    let text = block.text(source);
    number.split_whitespace().chain(text.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// What an entry and the heading that it names have in common: the letters and digits of the number and the words.
fn key(block: &Block, source: &str, language: &Language) -> String {
    let text = printed(block, source);
    // In Markdown an entry leads to its heading.
    let text = text.split("](").next().unwrap_or("");
    let words = language.key(page(text).unwrap_or(text)).to_lowercase();
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What stands before the page number at the end of an entry, which blanks, leaders or the edge of a column set off:
/// I. Introduction . . . 3.
fn page(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(|c: char| is_blank(c) || c == '|');
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let leader = |c: char| is_blank(c) || matches!(c, '.' | '…' | '·' | '‥' | '_' | '|');
    let title = words.trim_end_matches(leader);
    (words.len() < text.len() && title.len() < words.len() && !title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, lines};
    use super::*;
    use crate::language::{EN, ZH};

    fn left(text: &str, language: &'static Language) -> (Vec<String>, usize) {
        let mut scan = blocks::scan(text, &lines::split(text), language);
        set_aside(text, &mut scan, language);
        let contents = scan.furniture.iter().filter(|found| found.0 == FurnitureReason::Contents).count();
        (scan.blocks.iter().map(|block| printed(block, text)).collect(), contents)
    }

    #[test]
    fn contents_end_where_the_first_entry_stands_again() {
        let body = "I. Aims\n\n1. The Office met.\n\nII. Means\n\n2. It met again.";
        for entries in [
            "I. Aims 3\n\nII. Means 4",
            "Page\n\nI. Aims . . . . 3\n\nII. Means . . 14",
            "I. Aims …… 3\n\nAnnex\n\nList 9\n\nII. Means …… 4",
            "I. Aims\n\nII. Means",
            "Pg.\n\nI. Aims 3\n\nII. Means 4",
            "| | Page |\n|---|---|\n| I. Aims | 3 |\n| II. Means | 4 |",
            "- [I. Aims](#aims)\n- [II. Means](#means)",
        ] {
            let (blocks, lines) = left(&format!("Contents\n\n{entries}\n\n{body}"), &EN);
            assert_eq!((blocks.len(), blocks[0].as_str()), (4, "I. Aims"), "{entries}");
            assert!(lines >= 3, "{entries}");
        }
        let (blocks, lines) =
            left("目录\n\n一. 导言 3\n\n二. 活动 4\n\n一. 导言\n\n1. 开会。\n\n二. 活动\n\n2. 又开会。", &ZH);
        assert_eq!((blocks.len(), lines), (4, 3));
    }

    #[test]
    fn what_does_not_stand_again_is_text() {
        for text in [
            "Contents\n\nI. Aims 3\n\nII. Means 4\n\n1. The Office met.",
            "Contents\n\nI. Aims 3\n\nI. Aims\n\n1. The Office met.",
            "Contents of the report\n\nI. Aims 3\n\nII. Means 4\n\nI. Aims\n\n1. The Office met.\n\nII. Means",
        ] {
            assert_eq!(left(text, &EN).1, 0, "{text}");
        }
    }

    #[test]
    fn contents_before_a_summary_end_with_the_last_page_number() {
        let text = "Contents\n\nI. Aims 3\n\nII. Means 4\n\nSummary\n\nThe Office met.\n\nI. Aims\n\n1. It met.\n\nII. Means\n\n2. It met.";
        let (blocks, lines) = left(text, &EN);
        assert_eq!((blocks[0].as_str(), lines), ("Summary", 3));
    }

    #[test]
    fn a_page_number_stands_apart() {
        assert_eq!(page("Aims . . . 3"), Some("Aims"));
        assert_eq!((page("Aims 3"), page("Aims…13")), (Some("Aims"), Some("Aims")));
        assert_eq!((page("A/75/3"), page("Aims"), page("3"), page("Aims ...")), (None, None, None, None));
    }
}
