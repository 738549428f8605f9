//! Diagnostics for a person at a terminal: place, reason, source line with a mark, remedy.
//!
//! In: a [`Diagnostic`] and the source that its bytes belong to. Out: the first line as other tools print it, so that
//! editors and `grep` find the place, then the excerpt as the Rust compiler draws it:
//!
//! > `input/a-res-75-291.zh.txt:243:37: error[DC402]: foreign-word: …`
//!
//! Invariants: a paragraph of 400 Chinese characters is cut around the mark; no control character of the source reaches
//! the terminal; a range that does not fit the source is clamped, never a panic.
//! Not here: whether the terminal has colours (the caller strips styles).

use super::{Diagnostic, Severity};
use crate::source::{Source, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt::Write;

/// Renders one diagnostic with its source line. `colour` adds terminal styles; `width` is the number of columns, to
/// which a long paragraph is cut around the mark. Ends with a line break.
///
/// ```
/// use declc::diagnostic::{Diagnostic, Severity, terminal};
/// use declc::source::{Source, Span};
/// let source = Source::from_text("a.zh.txt", "大会，\n资源 and 专门知识\n");
/// let diagnostic = Diagnostic {
///     code: "DC402",
///     name: "foreign-word",
///     severity: Severity::Warning,
///     message: "a word of another language: and".to_owned(),
///     span: Some(Span::new(17, 20)),
///     help: "Compare with the printed text.".to_owned(),
///     fix: None,
/// };
/// let text = terminal::render(&diagnostic, &source, false, 100);
/// assert!(text.starts_with("a.zh.txt:2:4: warning[DC402]: foreign-word: a word of another language: and\n"));
/// ```
pub fn render(diagnostic: &Diagnostic, source: &Source, colour: bool, width: usize) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = format!("{}: {}", diagnostic.name, printable(&diagnostic.message));
    let help = printable(&diagnostic.help);
    let mut place = printable(source.path());
    let mut group = Group::with_title(level.primary_title(title).id(diagnostic.code));
    let mut closing = String::new();
    if let Some(span) = diagnostic.span {
        let excerpt = Excerpt::of(source, span);
        place = format!("{place}:{}:{}", excerpt.line, excerpt.column);
        let mark = AnnotationKind::Primary.span(excerpt.mark);
        group = group.element(Snippet::source(excerpt.lines).line_start(excerpt.line).annotation(mark));
        if !help.is_empty() {
            group = group.element(Level::HELP.message(help));
        }
    } else if !help.is_empty() {
        // Without an excerpt the renderer would draw an empty one.
        closing = format!("  = help: {help}\n");
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    // The renderer shows ESC and its like as pictures, but lets the controls of the second kind (U+009B opens a terminal
    // command as well) pass.
    let shown = renderer.term_width(width).render(&[group]).replace(|c| ('\u{80}'..='\u{9f}').contains(&c), "\u{fffd}");
    format!("{place}: {shown}\n{closing}")
}

/// A text with its control characters made visible, so that a document cannot drive the terminal: ESC becomes ␛.
/// Characters that reorder a line (bidirectional overrides) are shown by their code point.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push(c),
            '\t' => shown.push(' '),
            '\u{7f}' => shown.push('␡'),
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            }
            _ => shown.push(c),
        }
    }
    shown
}

/// The lines of a range, and the range within them. Only these lines are given to the renderer, which otherwise
/// indexes the whole document again for every diagnostic.
struct Excerpt<'a> {
    lines: &'a str,
    line: usize,
    column: usize,
    mark: std::ops::Range<usize>,
}

impl<'a> Excerpt<'a> {
    fn of(source: &'a Source, span: Span) -> Self {
        let text = source.text();
        let start = boundary(text, span.start());
        // A mark of no width stands on the character that follows.
        let end = boundary(text, span.end()).max(start);
        let first = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let last = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at);
        let position = source.position(start);
        let lines = text.get(first..last).unwrap_or("");
        let lines = lines.strip_suffix('\r').unwrap_or(lines);
        let inside = |at: usize| at.saturating_sub(first).min(lines.len());
        Excerpt { lines, line: position.line, column: position.column, mark: inside(start)..inside(end) }
    }
}

/// The nearest character boundary at or before a byte offset.
fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostic(span: Option<Span>) -> Diagnostic {
        Diagnostic {
            code: "DC402",
            name: "foreign-word",
            severity: Severity::Warning,
            message: "a word of another language: and".to_owned(),
            span,
            help: "Compare with the printed text.".to_owned(),
            fix: None,
        }
    }

    fn rendered(text: &str, span: (usize, usize), width: usize) -> String {
        let source = Source::from_text("a.zh.txt", text);
        render(&diagnostic(Some(Span::new(span.0, span.1))), &source, false, width)
    }

    /// Columns of a line, wide characters counted twice.
    fn columns(line: &str) -> usize {
        line.chars().map(|c| if ('\u{2e80}'..='\u{ffef}').contains(&c) { 2 } else { 1 }).sum()
    }

    #[test]
    fn a_line_of_four_hundred_characters_is_cut_around_the_mark() {
        let text = format!("大会，\n{}and{}\n", "重申决议".repeat(50), "敦促各国".repeat(50));
        let shown = rendered(&text, (10 + 600, 10 + 603), 100);
        assert!(shown.starts_with("a.zh.txt:2:201: warning[DC402]: foreign-word: "), "{shown}");
        assert!(shown.lines().skip(1).all(|line| columns(line) <= 104), "{shown}");
        let excerpt = shown.lines().find(|line| line.contains("and") && line.starts_with('2')).unwrap();
        let mark = shown.lines().find(|line| line.contains("^^^")).unwrap();
        let before = |line: &str, what: &str| columns(&line[..line.find(what).unwrap()]);
        assert_eq!(before(excerpt, "and"), before(mark, "^^^"), "{shown}");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let source = Source::from_text("a\u{1b}[31m.txt", "大\u{1b}[2J会\u{7}\u{9b}31m\u{202e}，\n");
        let mut diagnostic = diagnostic(Some(Span::new(0, 3)));
        diagnostic.message = "the text reads \u{1b}]0;title\u{7}".to_owned();
        diagnostic.help = "Remove \u{1b}[1m.".to_owned();
        let shown = render(&diagnostic, &source, false, 100);
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
        assert!(shown.contains('␛') && !shown.contains('\u{202e}'), "{shown}");
    }

    #[test]
    fn a_finding_about_a_whole_file_has_no_excerpt() {
        let source = Source::from_text("a.zh.txt", "大会，\n");
        let shown = render(&diagnostic(None), &source, false, 100);
        assert!(shown.starts_with("a.zh.txt: warning[DC402]: foreign-word: "), "{shown}");
        assert!(shown.contains("help: Compare with the printed text.") && !shown.contains("大会"), "{shown}");
    }

    #[test]
    fn ranges_that_do_not_fit_are_clamped() {
        for span in [(1, 2), (0, 0), (8, 900), (900, 901), (9, 9), (10, 10), (5, 1)] {
            for text in ["大会，\n", "大会，\r\n回顾", ""] {
                assert!(rendered(text, span, 60).contains("foreign-word"), "{span:?}");
            }
        }
    }

    #[test]
    fn colours_change_nothing_else() {
        let source = Source::from_text("a.zh.txt", "大会，\n");
        let styled = render(&diagnostic(Some(Span::new(0, 3))), &source, true, 100);
        let plain = render(&diagnostic(Some(Span::new(0, 3))), &source, false, 100);
        assert_eq!(anstream::adapter::strip_str(&styled).to_string(), plain);
    }
}
