//! Texts of documents within GitHub-flavoured Markdown: shown as they are, never mark-up, a link or a mention.
//!
//! Not here: what a report says (see `parity::markdown`, `diff::markdown`, `editor`).

/// A text without any meaning in Markdown. A name after @ stays a name, since no account is called by an entity.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '(' | ')' | '#' | '+' | '-' | '!' | '|'
            | '~' | '&' => out.extend(['\\', c]),
            '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// A text as code, fenced by more backticks than it holds in a row.
pub(crate) fn literal(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{}{space}{fence}", text.replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_document_is_mark_up() {
        assert_eq!(plain("a_b|<b>@all"), "a\\_b\\|\\<b\\>&#64;all");
        assert_eq!(literal("a `b`` c"), "``` a `b`` c ```");
        assert_eq!(literal("@all"), "`@all`");
    }
}
