//! Texts of documents within GitHub-flavoured Markdown: shown as they are, never mark-up, a link or a mention.
//!
//! Not here: what a report says (see `parity::markdown`, `diff::markdown`, `editor`).

/// A text without any meaning in Markdown. A mark that means something at the beginning of a line alone is escaped there
/// alone, so that what is written can be read as well. A name after @ stays a name, since no account is called by an
/// entity.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let within_word = before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        let begins = out.trim_start().is_empty();
        let numbers = !begins && out.bytes().all(|byte| byte.is_ascii_digit());
        match c {
            '@' => out.push_str("&#64;"),
            '_' if within_word => out.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '#' | '|' | '~' | '&' => out.extend(['\\', c]),
            '>' | '-' | '+' | '=' if begins => out.extend(['\\', c]),
            '.' | ')' if numbers => out.extend(['\\', c]),
            '\n' => out.push(' '),
            _ => out.push(c),
        }
        before = c;
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
        assert_eq!(plain("a_b _c_|<b>@all"), "a_b \\_c\\_\\|\\<b>&#64;all");
        assert_eq!(plain("- 1-2 -"), "\\- 1-2 -");
        assert_eq!(plain("12. a 3. [b](c) !"), "12\\. a 3. \\[b\\](c) !");
        assert_eq!(plain("--- 大会"), "\\--- 大会");
        assert_eq!(literal("a `b`` c"), "``` a `b`` c ```");
        assert_eq!(literal("@all"), "`@all`");
    }
}
