//! Hard-wrapped text: which line goes on with the one before.
//!
//! A printer breaks a line where the next word no longer fits. So a line after which the next word would have fitted
//! ends a paragraph; one that is full goes on, unless it ends like a paragraph and the next line opens like one.
//!
//! Not here: text that is printed with a paragraph a line (it is not wrapped, and `measure` says so).

use super::blocks::Block;
use super::lines::Line;
use super::normalize::{Ending, ending, is_ideograph};
use super::pages::Kind;
use crate::language::Language;
use crate::source::{Span, is_visible};

/// The width to which a text is wrapped, in columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrap {
    width: usize,
}

/// Columns by which a line may fall short of the width for each note call in it.
const SLACK: usize = 5;

/// Fewest lines that show a width.
const FEWEST: usize = 8;

impl Wrap {
    /// The width of a text, if it is wrapped: few blank lines part its lines, and many lines end near the same column.
    pub(super) fn measure(source: &str, lines: &[Line], kinds: &[Kind]) -> Option<Wrap> {
        let mut widths = Vec::new();
        let mut parted = 0_usize;
        let mut gap = true;
        for (line, kind) in lines.iter().zip(kinds) {
            match kind {
                Kind::Text => {
                    // A closing mark may hang over the edge.
                    let hung = |c: char| is_ideograph(c) && !c.is_alphanumeric();
                    widths.push(columns(line.span.slice(source).trim_end_matches(hung)));
                    parted += usize::from(gap);
                    gap = false;
                }
                Kind::Blank => gap = true,
                Kind::Furniture(_) | Kind::NoteHead(..) | Kind::NoteTail => {}
            }
        }
        widths.sort_unstable();
        let width = *widths.get(widths.len().checked_mul(95)? / 100)?;
        let near = widths.iter().filter(|&&w| w * 10 >= width * 8).count();
        // Where blank lines part some paragraphs, more lines must show the width.
        let enough = if parted <= 1 { near >= 3 } else { near * 10 >= widths.len() * 3 };
        let wrapped = widths.len() >= FEWEST && parted * 4 <= widths.len() && enough && (30..=160).contains(&width);
        wrapped.then_some(Wrap { width })
    }

    /// Whether `line`, read as `block`, goes on with the line `before`. `due` says that the number of the block, if it
    /// has one, is the next; `calls` counts the note calls in the line before.
    #[expect(clippy::too_many_arguments, reason = "two lines, what is known of each, and the language")]
    pub(super) fn goes_on(
        self,
        source: &str,
        before: Span,
        line: Span,
        block: &Block,
        due: bool,
        calls: usize,
        language: &Language,
    ) -> bool {
        let (before, text) = (before.slice(source), line.slice(source));
        let end = ending(before, language);
        // A note call is set small: a line that holds one takes less room than its characters say, or more.
        let slack = SLACK * calls;
        if !self.is_full(before, text, slack) {
            return false;
        }
        if !block.is_plain() {
            // A number in the middle of a sentence is text, unless it is the one that is due.
            let inside = end == Ending::Open || (end == Ending::Comma && block.paragraph_number().is_some());
            return inside && !due && block.heading.is_none();
        }
        // The speaker stands on a line of its own.
        if language.folded(text).strip_suffix(language.comma).is_some_and(|s| language.organ(s.trim_end()).is_some()) {
            return false;
        }
        let opens = language.opening_phrase(text).is_some();
        !(opens && end != Ending::Open)
    }

    /// Whether the first word of `next` would not have fitted on the line `before`.
    fn is_full(self, before: &str, next: &str, slack: usize) -> bool {
        let used = columns(before) + slack;
        let first = next.chars().next();
        if first.is_some_and(is_ideograph) || before.chars().next_back().is_some_and(is_ideograph) {
            // Between ideographs a line may break anywhere but before a closing mark; Latin words do not break.
            let word: String = next.chars().take_while(|c| !is_ideograph(*c)).collect();
            let need = columns(&word).max(2);
            return used + need + 1 > self.width;
        }
        let word = next.split_whitespace().next().unwrap_or("");
        used + 1 + columns(word) > self.width
    }
}

/// Columns that a text takes at a terminal: two for an ideograph, none for what cannot be seen.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_ideograph(c) { 2 } else { usize::from(is_visible(c) || c == ' ') }).sum()
}
