//! Data for pages in, classic scripts out: a page opened from disk may load a script beside it, and nothing else.
//!
//! Each script is one call, `declc.give("key", value);`, that hands its value to whoever asked for the key
//! (`assets/common.js`).
//!
//! Invariant: no value can end its script or start another statement.

use serde::Serialize;

/// The script that gives `value` under `key`.
pub(super) fn give(key: &str, value: &impl Serialize) -> String {
    format!("declc.give({},{});\n", literal(key), literal(value))
}

/// A value as JavaScript, which is JSON but for what would end a script or a line.
pub(super) fn literal(value: &(impl Serialize + ?Sized)) -> String {
    // Texts, numbers and arrays of them always serialize.
    let json = serde_json::to_string(value).unwrap_or_default();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_literal() {
        let script = give("a\"b", &["</script><!--", "\u{2028}\\\n"]);
        assert_eq!(script, "declc.give(\"a\\\"b\",[\"\\u003c/script>\\u003c!--\",\"\\u2028\\\\\\n\"]);\n");
    }
}
