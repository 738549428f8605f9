//! What was put in and taken out within a text: by character where a language writes no spaces, by word elsewhere.
//!
//! In: two texts. Out: [`Edit`]s; kept and removed ones give the old text, kept and inserted ones the new.
//!
//! Invariant: backwards, the same edits come out with removed and inserted exchanged, since both directions make one
//! comparison. The work is bounded ([`MOST`]).

use crate::language::digit;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What became of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EditKind {
    /// It stands in both texts.
    Kept,
    /// It stands in the old text alone.
    Removed,
    /// It stands in the new text alone.
    Inserted,
}

/// A run of text and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// What became of it.
    pub kind: EditKind,
    /// The run.
    pub text: String,
}

/// Words of both texts, multiplied, beyond which what lies between their common ends is one edit: a paragraph has some
/// hundred words; a whole book without a line break has a hundred thousand.
const MOST: usize = 4_000_000;
/// How many times longer than what two edits have between them both are where that is common by chance: one article in
/// a sentence that was written anew.
const CHANCE: usize = 2;

/// The words of a text with what stands between them; joined they are the text. A symbol or a compound is one word:
/// A/RES/76/79, seventy-sixth. In an unspaced text each character is a word, but a number, a symbol or a word in Latin
/// letters stays whole.
pub(super) fn tokens(text: &str, unspaced: bool) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before = Class::Alone;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| Class::of(next, unspaced));
        let links = LINKS.contains(&c) && before == Class::Word && next == Some(Class::Word);
        let class = if links { Class::Word } else { Class::of(c, unspaced) };
        if at > start && (before != class || class == Class::Alone) {
            tokens.extend(text.get(start..at));
            start = at;
        }
        before = class;
    }
    tokens.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    tokens
}

/// What stands within a word, between two of its letters or digits.
const LINKS: [char; 6] = ['/', '-', '\u{2010}', '\u{2011}', '.', '’'];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Word,
    Alone,
}

impl Class {
    fn of(c: char, unspaced: bool) -> Self {
        if c.is_whitespace() {
            Class::Space
        } else if digit(c).is_some() || c.is_ascii_alphabetic() || !unspaced && is_word(c) {
            Class::Word
        } else {
            Class::Alone
        }
    }
}

/// A letter, with the marks that stand over it and within words.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{640}' | '\u{ad}')
}

/// The edits that make `old` into `new`. Of equal texts one edit, none of two empty ones.
pub(super) fn edits(old: &str, new: &str, unspaced: bool) -> Vec<Edit> {
    let backwards = old > new;
    let (first, second) = if backwards { (new, old) } else { (old, new) };
    let (a, b) = (tokens(first, unspaced), tokens(second, unspaced));
    let mut runs = Runs { unspaced, runs: Vec::new() };
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    let ends = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(x, y)| x == y).count();
    let middle = |of: &[&str]| of.len() - ends;
    let (x, y) = (rest.0.get(..middle(rest.0)).unwrap_or_default(), rest.1.get(..middle(rest.1)).unwrap_or_default());
    runs.add(a.get(..same).unwrap_or_default(), &[], &[]);
    if x.len().saturating_mul(y.len()) > MOST {
        runs.add(&[], x, y);
    } else {
        for op in capture_diff_slices(Algorithm::Myers, x, y) {
            let (left, right) = (x.get(op.old_range()).unwrap_or_default(), y.get(op.new_range()).unwrap_or_default());
            if matches!(op, DiffOp::Equal { .. }) { runs.add(left, &[], &[]) } else { runs.add(&[], left, right) }
        }
    }
    runs.add(rest.0.get(middle(rest.0)..).unwrap_or_default(), &[], &[]);
    runs.edits(backwards)
}

/// What is kept, then what of either text follows it.
type Run = (String, String, String);

struct Runs {
    unspaced: bool,
    runs: Vec<Run>,
}

impl Runs {
    fn add(&mut self, kept: &[&str], removed: &[&str], inserted: &[&str]) {
        if self.runs.last().is_none_or(|(_, removed, inserted)| !removed.is_empty() || !inserted.is_empty())
            && !kept.is_empty()
            || self.runs.is_empty()
        {
            self.runs.push((String::new(), String::new(), String::new()));
        }
        if let Some(last) = self.runs.last_mut() {
            last.0.push_str(&kept.concat());
            last.1.push_str(&removed.concat());
            last.2.push_str(&inserted.concat());
        }
    }

    /// Whether what two edits have between them is common by chance: a space between two words, one character, or
    /// little beside both of them. A mark of punctuation parts phrases, and so edits.
    fn is_island(&self, kept: &str, before: &Run, after: &Run) -> bool {
        let size = |run: &Run| run.1.chars().count() + run.2.chars().count();
        let length = kept.trim().chars().count();
        let words = kept.chars().all(|c| c.is_alphanumeric() || c.is_whitespace());
        let little = length <= usize::from(self.unspaced) || length * CHANCE < size(before).min(size(after));
        words && little
    }

    fn edits(self, backwards: bool) -> Vec<Edit> {
        let mut joined: Vec<Run> = Vec::new();
        for run in &self.runs {
            let (kept, removed, inserted) = run;
            let changes = !removed.is_empty() || !inserted.is_empty();
            match joined.last_mut() {
                Some(last) if changes && self.is_island(kept, last, run) => {
                    for (side, more) in [(&mut last.1, removed), (&mut last.2, inserted)] {
                        side.push_str(kept);
                        side.push_str(more);
                    }
                }
                _ => joined.push(run.clone()),
            }
        }
        let mut edits = Vec::new();
        for (kept, mut removed, mut inserted) in joined {
            if backwards {
                (removed, inserted) = (inserted, removed);
            }
            let parts = [(EditKind::Kept, kept), (EditKind::Removed, removed), (EditKind::Inserted, inserted)];
            edits
                .extend(parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(kind, text)| Edit { kind, text }));
        }
        edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edits in one line: `[-removed-]`, `{+inserted+}`.
    fn shown(old: &str, new: &str, unspaced: bool) -> String {
        let edits = edits(old, new, unspaced);
        let side = |other: EditKind| edits.iter().filter(move |edit| edit.kind != other).map(|edit| edit.text.as_str());
        assert_eq!(side(EditKind::Inserted).collect::<String>(), old);
        assert_eq!(side(EditKind::Removed).collect::<String>(), new);
        let part = |edit: &Edit| match edit.kind {
            EditKind::Kept => edit.text.clone(),
            EditKind::Removed => format!("[-{}-]", edit.text),
            EditKind::Inserted => format!("{{+{}+}}", edit.text),
        };
        edits.iter().map(part).collect()
    }

    #[test]
    fn words_elsewhere_characters_in_chinese() {
        assert_eq!(
            shown("A/76/1, sixty-first.", "A/78/1, sixty-third.", false),
            "[-A/76/1-]{+A/78/1+}, [-sixty-first-]{+sixty-third+}."
        );
        assert_eq!(shown("Requests a report;", "Urges a report;", false), "[-Requests-]{+Urges+} a report;");
        assert_eq!(shown("重申其决心，", "回顾其决心，", true), "[-重申-]{+回顾+}其决心，");
        assert_eq!(shown("2021年6月", "2023年6月", true), "[-2021-]{+2023+}年6月");
        assert_eq!(shown("", "new", false), "{+new+}");
        assert_eq!(shown("same", "same", false), "same");
    }

    #[test]
    fn edits_with_nothing_but_a_space_between_them_are_one() {
        assert_eq!(shown("of the big house", "of a small house", false), "of [-the big-]{+a small+} house");
        let (old, new) = ("establishing the working fund;", "monitoring the overall situation;");
        let edit = "[-establishing the working fund-]{+monitoring the overall situation+};";
        assert_eq!(shown(old, new, false), edit);
        assert_eq!(shown("1 May 2020", "2 May 2021", false), "[-1-]{+2+} May [-2020-]{+2021+}");
        assert_eq!(shown("严重关切局势", "深表忧切之势", true), "[-严重关切局-]{+深表忧切之+}势");
    }

    #[test]
    fn backwards_is_the_mirror_image() {
        for (old, new) in [("a b c d", "b c e d a"), ("ab ab", "ab"), ("x", ""), ("a  b", "b a")] {
            let exchanged = |edit: Edit| {
                let kind = match edit.kind {
                    EditKind::Kept => EditKind::Kept,
                    EditKind::Removed => EditKind::Inserted,
                    EditKind::Inserted => EditKind::Removed,
                };
                (edit.text, kind)
            };
            let mut forwards: Vec<_> = edits(old, new, false).into_iter().map(exchanged).collect();
            let mut backwards: Vec<_> = edits(new, old, false).into_iter().map(|edit| (edit.text, edit.kind)).collect();
            forwards.sort();
            backwards.sort();
            assert_eq!(forwards, backwards);
        }
    }

    #[test]
    fn a_book_without_a_line_break_is_one_edit() {
        let text = |word: &str| format!("same {} end", word.repeat(20_000));
        assert_eq!(edits(&text("one "), &text("two "), false).len(), 4);
    }
}
