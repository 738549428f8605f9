//! Places for people: path, line, column, identifier, and enough of the text to recognize it.

use super::Version;
use super::outline::{Mention, Unit};
use serde::Serialize;

/// Characters of a text that are quoted.
const QUOTED: usize = 72;
/// Of these, from its end, where paragraphs are cut or joined.
const QUOTED_END: usize = 20;

/// A place in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Language of the version, by its BCP 47 tag.
    pub language: &'static str,
    /// Its text, by its path.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode code points, from 1.
    pub column: usize,
    /// The paragraph, heading or note; none outside of these.
    pub eid: Option<String>,
    /// What stands there; of a long text, its beginning and its end.
    pub text: String,
}

impl Place {
    /// Where a version begins.
    pub(super) fn start(version: Version<'_>) -> Self {
        Self::new(version, 0, None, "")
    }

    /// A whole unit.
    pub(super) fn unit(version: Version<'_>, unit: &Unit<'_>) -> Self {
        let printed = unit.printed.map_or_else(String::new, |printed| format!("{printed} "));
        Self::new(version, unit.at, Some(unit), &(printed + &unit.passage.text))
    }

    /// A mention, in a unit or outside of all.
    pub(super) fn mention(version: Version<'_>, unit: Option<&Unit<'_>>, mention: &Mention<'_>) -> Self {
        let span = mention.passage.origin(version.source.text(), mention.start, mention.end);
        let length = mention.end.saturating_sub(mention.start) as usize;
        let text: String = mention.passage.text.chars().skip(mention.start as usize).take(length).collect();
        Self::new(version, span.map_or(0, crate::source::Span::start), unit, &text)
    }

    /// A byte of the source, within a unit.
    pub(super) fn byte(version: Version<'_>, at: usize, unit: &Unit<'_>) -> Self {
        Self::new(version, at, Some(unit), &unit.passage.text)
    }

    fn new(version: Version<'_>, at: usize, unit: Option<&Unit<'_>>, text: &str) -> Self {
        let position = version.source.position(at);
        Place {
            language: version.language(),
            path: version.source.path().to_owned(),
            line: position.line,
            column: position.column,
            eid: unit.map(|unit| unit.eid.to_string()),
            text: excerpt(text),
        }
    }
}

/// A text on one line; of a long one, its beginning and its end.
fn excerpt(text: &str) -> String {
    let line: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let start = line.get(..QUOTED - QUOTED_END).filter(|_| line.len() > QUOTED);
    let end = line.get(line.len().saturating_sub(QUOTED_END)..);
    match (start, end) {
        (Some(start), Some(end)) => start.iter().chain(&[' ', '…', ' ']).chain(end).collect(),
        _ => line.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_keeps_its_ends() {
        assert_eq!(excerpt(" 1. \n重申 "), "1. 重申");
        let shown = excerpt(&format!("first {}last", "会".repeat(100)));
        assert!(shown.starts_with("first 会") && shown.ends_with("会last") && shown.contains(" … "), "{shown}");
        assert_eq!(shown.chars().count(), QUOTED + 3);
    }
}
