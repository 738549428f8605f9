//! Text in, the same text without any meaning in HTML or XML out: for pages of any kind.
//!
//! Not here: line breaks, and code points that one kind of page keeps out.

/// Adds a character to a page, between tags or within quotes. A control character, which no page may hold, is shown as
/// one that is not known; line breaks and tabs stay.
pub(crate) fn escape(c: char, page: &mut String) {
    match c {
        '&' => page.push_str("&amp;"),
        '<' => page.push_str("&lt;"),
        '>' => page.push_str("&gt;"),
        '"' => page.push_str("&quot;"),
        '\'' => page.push_str("&#39;"),
        '\n' | '\t' => page.push(c),
        c if c.is_control() => page.push(char::REPLACEMENT_CHARACTER),
        c => page.push(c),
    }
}
