//! Whether a value is a URI reference, as strictly as libxml2 takes `xsd:anyURI`.
//!
//! In: an attribute value. Out: yes or no. The grammar is that of RFC 3986 with libxml2's four liberties: a character
//! that URIs must escape (a space, 中, `"`) counts as if it were escaped; anything may stand between the brackets of
//! a host; brackets may stand in a fragment; the port has to fit an `int`.
//!
//! XSD itself asks for almost nothing here. A reader that is stricter than the writer is what breaks pipelines, hence
//! the strictest common reader sets the rule: `/akn/un/statement/2021-06-30:1` is fine, `2021-06-30:1` is not.
//!
//! Not here: whether the URI follows the IRI grammar of Akoma Ntoso (see `profile`).

/// Whether `value`, free of outer white space, is a URI reference.
///
/// The empty string is one: it means the document itself.
pub(super) fn is_uri_reference(value: &str) -> bool {
    // Most are a fragment or a path, in characters that may stand anywhere in either.
    let plain =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'/' | b'!' | b'(' | b')' | b'@');
    if !value.starts_with("//") && value.bytes().skip(usize::from(value.starts_with('#'))).all(plain) {
        return true;
    }
    if !value.bytes().any(needs_escape) {
        return is_written_uri(value);
    }
    let bytes: Vec<u8> = value.bytes().map(|b| if needs_escape(b) { b'_' } else { b }).collect();
    is_reference(&bytes)
}

/// Whether `value` is a URI reference as it stands, as the name of a namespace has to be.
pub(super) fn is_written_uri(value: &str) -> bool {
    is_reference(value.as_bytes())
}

fn is_reference(bytes: &[u8]) -> bool {
    is_absolute(bytes) || rest_after_scheme(bytes, true)
}

/// A byte that may stand only escaped. libxml2 lets each pass as if it were a plain character.
fn needs_escape(byte: u8) -> bool {
    !(0x21..0x7f).contains(&byte) || b"<>\"{}|\\^`".contains(&byte)
}

/// `scheme ":" hier-part [ "?" query ] [ "#" fragment ]`.
fn is_absolute(bytes: &[u8]) -> bool {
    let end = span(bytes, |b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let starts_well = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    match bytes.get(end..) {
        Some([b':', rest @ ..]) if starts_well => rest_after_scheme(rest, false),
        _ => false,
    }
}

/// `hier-part` or `relative-part`, then query and fragment. In a `relative` reference the first segment of a path
/// without a slash holds no colon.
fn rest_after_scheme(bytes: &[u8], relative: bool) -> bool {
    let after_path = match bytes {
        [b'/', b'/', rest @ ..] => authority(rest).and_then(path),
        _ if relative => {
            let first = bytes.iter().position(|&b| b == b'/').unwrap_or(bytes.len());
            let colon = bytes.iter().position(|&b| b == b':');
            let stop = bytes.iter().position(|b| b"?#".contains(b)).unwrap_or(bytes.len());
            if colon.is_some_and(|colon| colon < first && colon < stop) { None } else { path(bytes) }
        }
        _ => path(bytes),
    };
    let after_query = after_path.and_then(|rest| match rest {
        [b'?', rest @ ..] => characters(rest, b":@/?"),
        rest => Some(rest),
    });
    let end = after_query.and_then(|rest| match rest {
        [b'#', rest @ ..] => characters(rest, b":@/?[]"),
        rest => Some(rest),
    });
    end.is_some_and(<[u8]>::is_empty)
}

/// `[ userinfo "@" ] host [ ":" port ]`; what follows it, which begins a path, a query or a fragment.
fn authority(bytes: &[u8]) -> Option<&[u8]> {
    let host = match characters(bytes, b":") {
        Some([b'@', host @ ..]) => host,
        _ => bytes,
    };
    let after_host = if let [b'[', rest @ ..] = host {
        let close = rest.iter().position(|&b| b == b']')?;
        rest.get(close + 1..)?
    } else {
        characters(host, b"")?
    };
    let rest = match after_host {
        [b':', port @ ..] => {
            let digits = span(port, |b| b.is_ascii_digit());
            let (number, rest) = port.split_at_checked(digits)?;
            std::str::from_utf8(number).ok()?.parse::<i32>().ok()?;
            rest
        }
        rest => rest,
    };
    matches!(rest.first(), None | Some(b'/' | b'?' | b'#')).then_some(rest)
}

/// A path; what follows it.
fn path(bytes: &[u8]) -> Option<&[u8]> {
    characters(bytes, b":@/")
}

/// Skips unreserved characters, sub-delimiters, escapes and the bytes of `also`. `None` at a broken escape.
fn characters<'a>(bytes: &'a [u8], also: &[u8]) -> Option<&'a [u8]> {
    let mut rest = bytes;
    loop {
        match rest {
            [b'%', a, b, after @ ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => rest = after,
            [b'%', ..] => return None,
            [b, after @ ..] if b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(b) || also.contains(b) => {
                rest = after;
            }
            _ => return Some(rest),
        }
    }
}

fn span(bytes: &[u8], accept: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&b| !accept(b)).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::is_uri_reference;

    /// Each verdict is libxml2's (2.14).
    #[test]
    fn verdicts_are_those_of_libxml2() {
        let good = "#para_7 !annex_1 /akn/un/statement/deliberation/unga/2021-06-30/75-291/zho@/!main \
            https://docs.un.org/zh/A/RES/60/288 mailto:a@b a:b:c a/b:c 中文 http://中文/中 http:a // /// //@:1 //a:b@c \
            http://[zz]/ http://[] //[%] //u@[x] //:80 //1.2.3.4. a:? a:?# ?a?b #a[b] \\ {} | ^ ` a:// !$&'()*+,;=@ %41 \
            //%41 http://a:2147483647/ @ a@b/c:d . ..";
        for value in good.split_whitespace() {
            assert!(is_uri_reference(value), "{value} is a URI reference");
        }
        assert!(is_uri_reference("") && is_uri_reference("a b"));
        let bad = "% %4 %zz http://[bad http://a:/ http://a:2147483648 2021-..:00 1:b ## #a#b ?[ a[b] : :: \
            http://u@v@h é:b 中:b a_:b //u:[x] //a@b:c@d //[a]a http://h:8a http://%zz/ /[ ] a@b:c $: #% ?%";
        for value in bad.split_whitespace() {
            assert!(!is_uri_reference(value), "{value} is not a URI reference");
        }
    }
}
