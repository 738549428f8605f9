//! Rust source text, taken apart as far as the house rules need: code, literals, tests.
//!
//! In: the text of a file. Out: the same text with comments and literals blanked, so that a search finds code alone, and
//! the literals with their lines. Items under `#[cfg(test)]` are blanked too. No syntax tree: the rules ask for names and
//! for characters only.

/// A source file taken apart.
pub(super) struct Rust {
    /// The code; comments, literals and tests are spaces, line breaks stay.
    pub(super) code: String,
    /// String and character literals outside tests: line from 1, text between the quotes as written.
    pub(super) literals: Vec<(usize, String)>,
}

/// Takes a file apart.
pub(super) fn read(text: &str) -> Rust {
    let mut scanner = Scanner { rest: text, line: 1, code: String::new(), literals: Vec::new() };
    while scanner.step() {}
    let (code, tests) = without_tests(&scanner.code);
    let in_tests = |line: usize| tests.iter().any(|&(first, last)| (first..=last).contains(&line));
    let literals = scanner.literals.into_iter().filter(|&(line, _)| !in_tests(line)).collect();
    Rust { code, literals }
}

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    code: String,
    literals: Vec<(usize, String)>,
}

impl Scanner<'_> {
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        let word = self.code.chars().last().is_some_and(|c| c.is_alphanumeric() || c == '_');
        if self.rest.starts_with("//") {
            let length = self.rest.find('\n').unwrap_or(self.rest.len());
            self.blank(length);
        } else if self.rest.starts_with("/*") {
            let length = block_comment(self.rest);
            self.blank(length);
        } else if let Some((open, length)) = raw_string(self.rest).filter(|_| !word) {
            self.literal(open, length);
        } else if first == '"' {
            let length = quoted(self.rest, '"');
            self.literal(1, length);
        } else if first == '\'' && is_character(self.rest) {
            let length = quoted(self.rest, '\'');
            self.literal(1, length);
        } else {
            self.line += usize::from(first == '\n');
            self.code.push(first);
            self.rest = &self.rest[first.len_utf8()..];
        }
        true
    }

    fn literal(&mut self, open: usize, length: usize) {
        let text = self.rest[open..length.max(open)].trim_end_matches(['"', '#', '\'']);
        self.literals.push((self.line, text.to_owned()));
        self.blank(length);
    }

    fn blank(&mut self, length: usize) {
        let (blanked, rest) = self.rest.split_at(length);
        self.line += blanked.matches('\n').count();
        self.code.extend(blanked.chars().map(|c| if c == '\n' { c } else { ' ' }));
        self.rest = rest;
    }
}

/// Length of a comment that may hold others.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        let here = &text.as_bytes()[at..];
        if here.starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if here.starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// Where the text of a raw string begins, and its whole length.
fn raw_string(text: &str) -> Option<(usize, usize)> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].strip_prefix('"')?;
    let open = text.len() - after.len() + hashes + 1;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = text[open..].find(&close).map_or(text.len(), |at| open + at + close.len());
    Some((open, end))
}

/// Length of a literal with its quotes.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// Whether a single quote opens a character, not a lifetime.
fn is_character(text: &str) -> bool {
    let mut characters = text.chars().skip(1);
    matches!((characters.next(), characters.next()), (Some('\\'), _) | (Some(_), Some('\'')))
}

/// The code with every item under `#[cfg(test)]` blanked, and the lines of these items.
fn without_tests(code: &str) -> (String, Vec<(usize, usize)>) {
    const MARK: &str = "#[cfg(test)]";
    let (mut kept, mut lines, mut rest) = (String::new(), Vec::new(), code);
    while let Some(at) = rest.find(MARK) {
        let item = at + MARK.len();
        let end = item + item_length(&rest[item..]);
        kept.push_str(&rest[..at]);
        let first = kept.matches('\n').count() + 1;
        kept.extend(rest[at..end].chars().filter(|&c| c == '\n'));
        lines.push((first, kept.matches('\n').count() + 1));
        rest = &rest[end..];
    }
    kept.push_str(rest);
    (kept, lines)
}

/// Length of an item: to its closing brace, or to its semicolon where that comes before any brace.
fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}
