//! Edits that put a text right, and how they are applied.
//!
//! In: a text and the [`Fix`]es of its findings, in byte ranges of that text. Out: the text with those that do not get
//! into each other's way. Not here: which finding has one (`check`), and whether the text that comes out is kept (the
//! command line compiles it again).

use crate::source::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether a fix can be applied without looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// It cannot change what the text says.
    Safe,
    /// It may change what the text says: a person compares it with the printed text.
    Unsafe,
}

impl Safety {
    /// Its name, in small letters.
    pub fn name(self) -> &'static str {
        match self {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        }
    }
}

/// A replacement: these bytes of the source by this text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Bytes of the source; an empty range inserts.
    pub span: Span,
    /// What stands there afterwards; an empty text deletes.
    pub replacement: String,
}

/// What puts a finding right: edits that are applied together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// In the order of the text, not overlapping, at least one.
    pub edits: Vec<Edit>,
    /// Whether a person should look.
    pub safety: Safety,
}

impl Fix {
    /// A fix of one edit.
    pub fn one(span: Span, replacement: impl Into<String>, safety: Safety) -> Self {
        Fix { edits: vec![Edit { span, replacement: replacement.into() }], safety }
    }
}

/// The text after those fixes that can be applied together, in their order, and how many these are. A fix that touches
/// or overlaps an edit already taken is left out: what it saw may be gone.
///
/// ```
/// use declc::diagnostic::fix::{Fix, Safety, apply};
/// use declc::source::Span;
/// let fixes = [(0, 1), (3, 4), (3, 5)].map(|(from, to)| Fix::one(Span::new(from, to), "", Safety::Safe));
/// assert_eq!(apply("a, b c", &fixes.iter().collect::<Vec<_>>()), (",  c".to_owned(), 2));
/// ```
pub fn apply(text: &str, fixes: &[&Fix]) -> (String, usize) {
    let mut taken: BTreeMap<usize, &Edit> = BTreeMap::new();
    let mut count = 0;
    for fix in fixes {
        let fits = |edit: &Edit| text.get(edit.span.start()..edit.span.end()).is_some();
        // Those taken do not overlap, so that the last one that begins before this one's end is the nearest.
        let nearest = |edit: &Edit| taken.range(..=edit.span.end()).next_back().map(|(_, nearest)| nearest.span.end());
        if fix.edits.iter().all(|edit| fits(edit) && nearest(edit).is_none_or(|end| end < edit.span.start())) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start(), edit)));
            count += 1;
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in taken.into_values() {
        out.push_str(text.get(at..edit.span.start()).unwrap_or_default());
        out.push_str(&edit.replacement);
        at = edit.span.end();
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits =
            edits.iter().map(|&(from, to, new)| Edit { span: Span::new(from, to), replacement: new.to_owned() });
        Fix { edits: edits.collect(), safety: Safety::Safe }
    }

    #[test]
    fn a_fix_is_applied_whole_or_not_at_all() {
        let (first, second) = (fix(&[(0, 1, "A"), (4, 5, "E")]), fix(&[(2, 3, "C"), (4, 5, "X")]));
        assert_eq!(apply("abcde", &[&first, &second]), ("AbcdE".to_owned(), 1));
    }

    #[test]
    fn neighbours_wait_for_the_next_round() {
        let (first, second) = (fix(&[(0, 1, "")]), fix(&[(1, 2, "")]));
        assert_eq!(apply("abc", &[&first, &second]), ("bc".to_owned(), 1));
    }

    #[test]
    fn an_edit_within_a_character_or_past_the_end_is_left_out() {
        let (within, past) = (fix(&[(1, 3, "")]), fix(&[(0, 99, "")]));
        assert_eq!(apply("会", &[&within, &past]), ("会".to_owned(), 0));
    }
}
