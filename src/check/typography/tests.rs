//! Looks at the bytes of a text.

use super::*;

#[test]
fn a_text_has_a_byte_where_it_stands_and_two_where_they_stand_together() {
    let (comma, blank) = (|byte| byte == b',', |byte| byte == b' ');
    assert!(has("60/288, annex", comma) && has("annex,", comma) && !has("annex", comma) && !has("", comma));
    let both = |a, b| comma(a) && blank(b);
    assert!(has_pair("60/288, annex", both) && has_pair(", ", both));
    for text in ["60/288 ,annex", "60/288 annex,", "a,b c", ",", ""] {
        assert!(!has_pair(text, both));
    }
}

#[test]
fn bytes_stand_beside_the_same_bytes() {
    for text in ["aa", "大大会", "重大大", "ab11"] {
        assert!([repeats::<1>, repeats::<3>].iter().any(|repeats| repeats(text.as_bytes())), "{text}");
    }
    for text in ["", "a", "大", "大会大", "大a大"] {
        assert!(!repeats::<3>(text.as_bytes()), "{text}");
    }
}
