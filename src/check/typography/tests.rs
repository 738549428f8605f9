//! Looks at the bytes of a text.

use super::*;

#[test]
fn a_text_has_a_byte_where_it_stands_and_two_where_they_stand_together() {
    let (comma, blank) = (|byte| byte == b',', |byte| byte == b' ');
    assert!(has(b"60/288, annex", comma) && has(b"annex,", comma) && !has(b"annex", comma) && !has(b"", comma));
    let both = |a, b| comma(a) && blank(b);
    assert!(has_pair(b"60/288, annex", both) && has_pair(b", ", both));
    for text in [&b"60/288 ,annex"[..], b"60/288 annex,", b"a,b c", b",", b""] {
        assert!(!has_pair(text, both));
    }
}
