//! Patterns of paths: `*` within a folder, `**` across folders, `?`, `[a-z]`.
//!
//! A pattern without `/` holds for a file or folder of that name wherever it lies; one with `/` counts from the folder
//! of the settings. What holds for a folder holds for everything under it.

use glob::{MatchOptions, Pattern};

/// A pattern of paths.
#[derive(Debug, Clone)]
pub(super) struct Glob(Pattern, bool);

const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

impl Glob {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Says what is wrong with it, and at which of its characters.
    pub(super) fn parse(words: &str) -> Result<Self, String> {
        let plain = words.trim_start_matches("./").trim_end_matches('/');
        if plain.is_empty() {
            return Err("it is empty".to_owned());
        }
        let pattern = Pattern::new(plain);
        pattern
            .map(|pattern| Glob(pattern, plain.contains('/')))
            .map_err(|error| format!("{} at its character {}", error.msg, error.pos + 1))
    }

    /// Whether it holds for a path with `/` between folders, or for a folder that the path lies in.
    pub(super) fn holds(&self, path: &str) -> bool {
        let Glob(pattern, rooted) = self;
        if *rooted {
            let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
            ends.filter_map(|end| path.get(..end)).any(|part| pattern.matches_with(part, OPTIONS))
        } else {
            path.split('/').any(|name| pattern.matches_with(name, OPTIONS))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Glob;

    #[test]
    fn a_pattern_holds_for_what_lies_under_it() {
        let holds = |pattern: &str, path: &str| Glob::parse(pattern).unwrap().holds(path);
        assert!(holds("drafts", "input/drafts/a.txt") && holds("*.en.txt", "input/a.en.txt"));
        assert!(holds("input/drafts/", "input/drafts/sub/a.txt") && !holds("drafts/x", "input/drafts/x"));
        assert!(holds("input/*.txt", "input/a.txt") && !holds("input/*.txt", "input/sub/a.txt"));
        assert!(holds("**/old/*", "input/old/a.txt") && holds("./input", "input/a.txt"));
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        assert_eq!(Glob::parse("a[").unwrap_err(), "invalid range pattern at its character 2");
        assert!(Glob::parse("").is_err() && Glob::parse("a/***").is_err());
    }
}
