//! From text to a tree, or the one reason why the text is not XML.
//!
//! In: the text of a file. Out: a document whose nodes know their byte ranges. The parser is `roxmltree`; what it lets
//! pass and libxml2 does not is refused here: `&#xD800;`, which is no character, a faulty XML declaration or one that
//! is not at the start, a name with an empty prefix, and a namespace whose name is no URI.
//!
//! Invariant: no entity is expanded but the five of XML and character references, since a document type declaration
//! is refused. An element with the reserved prefix `xml`, which libxml2 would take, is refused as well.
//!
//! Not here: what the elements mean.

use super::uri::is_written_uri;
use super::value::is_space;
use super::{Kind, Violation, name_span};
use crate::source::Span;
use roxmltree::{Document, Error, Node, TextPos};

/// The document, or why it is none.
pub(super) fn parse(xml: &str) -> Result<Document<'_>, Violation> {
    let document = Document::parse(xml).map_err(|error| {
        let at = offset(xml, error.pos());
        let end = xml.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
        let reason = if matches!(error, Error::DtdDetected) {
            "it has a document type declaration, which Akoma Ntoso files never carry; take out <!DOCTYPE ...> and write \
             entities as characters"
                .to_owned()
        } else {
            let text = error.to_string();
            let sentence = text.rsplit_once(" at ").filter(|(_, at)| !at.contains(char::is_alphabetic));
            sentence.map_or(text.as_str(), |(sentence, _)| sentence).to_owned()
        };
        violation(Span::new(at, end), &reason)
    })?;
    let refused = declaration(xml).or_else(|| character_reference(xml)).or_else(|| oddity(xml, &document));
    match refused {
        None => Ok(document),
        Some(violation) => Err(violation),
    }
}

fn violation(span: Span, reason: &str) -> Violation {
    let message = format!("the file is not well-formed XML: {reason}");
    Violation { kind: Kind::NotWellFormed, span, message, expected: Vec::new() }
}

/// A fault of the XML declaration. Its encoding must fit a text in UTF-8, or readers would see other characters.
fn declaration(xml: &str) -> Option<Violation> {
    let start = bom(xml);
    let body = xml.get(start..)?.strip_prefix("<?xml").filter(|rest| rest.starts_with(is_space))?;
    let body = body.split_once("?>")?.0;
    let span = Span::new(start, start + "<?xml?>".len() + body.len());
    let faulty =
        |reason: &str| Some(violation(span, &format!("{reason}; write <?xml version=\"1.0\" encoding=\"UTF-8\"?>")));
    let (version, rest) = pseudo_attribute(body, "version").unwrap_or(("", body));
    let digits = version.strip_prefix("1.");
    if digits.is_none_or(|digits| !digits.bytes().all(|b| b.is_ascii_digit())) {
        return faulty("the XML declaration gives no version 1");
    }
    let (encoding, rest) = pseudo_attribute(rest, "encoding").unwrap_or(("UTF-8", rest));
    let name = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
    if !encoding.starts_with(|c: char| c.is_ascii_alphabetic()) || !encoding.bytes().all(name) {
        return faulty("the XML declaration names no encoding");
    }
    if !encoding.eq_ignore_ascii_case("utf-8") && !xml.is_ascii() {
        return faulty(&format!("the XML declaration says {encoding}, while the file is in UTF-8"));
    }
    let (standalone, rest) = pseudo_attribute(rest, "standalone").unwrap_or(("no", rest));
    if !matches!(standalone, "yes" | "no") || !rest.trim_matches(is_space).is_empty() {
        return faulty("the XML declaration says more than version, encoding and standalone=\"yes\" or \"no\"");
    }
    None
}

/// The length of the byte order mark, if there is one.
fn bom(xml: &str) -> usize {
    if xml.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// White space, `name="value"`; the value and what follows it.
fn pseudo_attribute<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let rest = text.strip_prefix(is_space)?.trim_start_matches(is_space).strip_prefix(name)?;
    let rest = rest.trim_start_matches(is_space).strip_prefix('=')?.trim_start_matches(is_space);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split_once(quote)
}

/// A reference to a number that no character has.
fn character_reference(xml: &str) -> Option<Violation> {
    let wrong = |at: &usize| {
        let digits = xml
            .get(at + 1..)
            .and_then(|rest| rest.strip_prefix('#'))
            .and_then(|rest| rest.split_once(';'))
            .map_or("", |(digits, _)| digits);
        let code =
            digits.strip_prefix('x').map_or_else(|| digits.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        let number = !digits.is_empty()
            && digits.chars().skip(usize::from(digits.starts_with('x'))).all(|c| c.is_ascii_hexdigit());
        number && code.and_then(char::from_u32).is_none() && !is_verbatim(xml, *at)
    };
    let at = memchr::memchr_iter(b'&', xml.as_bytes()).find(wrong)?;
    let end = xml.get(at..).and_then(|rest| rest.find(';')).map_or(at, |length| at + length + 1);
    let reason = format!("{} is no character; write the character itself", Span::new(at, end).slice(xml));
    Some(violation(Span::new(at, end), &reason))
}

/// Whether a place lies in a comment, a processing instruction or a CDATA section, where `&` is only a sign.
fn is_verbatim(xml: &str, at: usize) -> bool {
    let before = xml.get(..at).unwrap_or("");
    [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")]
        .iter()
        .any(|(open, close)| before.rfind(open) > before.rfind(close))
}

/// The first node that is to be refused. Most files declare their namespaces once and hold no instruction: there the
/// outermost element alone is looked at.
fn oddity(xml: &str, document: &Document<'_>) -> Option<Violation> {
    let root = document.root_element();
    let start = root.range().start;
    let tag = xml.get(start..).and_then(|rest| rest.find('>')).map_or(start, |length| start + length);
    let declaration = Some(bom(xml) + 1).filter(|at| xml.get(*at..).is_some_and(|rest| rest.starts_with("?xml ")));
    // Single characters are found many times faster than words.
    let after = |sign: u8, before: &'static [u8]| {
        memchr::memchr_iter(sign, xml.as_bytes()).any(move |at| {
            let last = at.checked_sub(1).and_then(|last| xml.as_bytes().get(last));
            Some(at) != declaration && last.is_some_and(|b| before.contains(b))
        })
    };
    let odd =
        after(b'?', b"<") || after(b':', b" \t\n\r<") || xml.get(tag..).is_some_and(|rest| rest.contains("xmlns"));
    if odd { document.descendants().find_map(refuse) } else { refuse(root) }
}

fn refuse(node: Node<'_, '_>) -> Option<Violation> {
    if let Some(instruction) = node.pi() {
        let span = Span::new(node.range().start, node.range().end);
        if instruction.target.contains(':') {
            return Some(violation(span, "the name of a processing instruction holds no colon"));
        }
        let declaration = instruction.target.eq_ignore_ascii_case("xml");
        return declaration.then(|| violation(span, "an XML declaration stands only at the start of the file"));
    }
    let colon = |at: usize| node.document().input_text().as_bytes().get(at) == Some(&b':');
    let empty_prefix = node.is_element() && colon(node.range().start + 1);
    if empty_prefix || node.attributes().any(|a| colon(a.range().start)) {
        return Some(violation(name_span(node), "a name begins with a colon"));
    }
    let tag = node.document().input_text().get(node.range().start..).filter(|_| node.is_element());
    if tag.is_some_and(|tag| attribute_names(tag).filter(|name| *name == "xmlns").count() > 1) {
        return Some(violation(name_span(node), "xmlns stands twice in one tag"));
    }
    let parent = node.parent_element();
    let inherited = |namespace: &&roxmltree::Namespace<'_>| {
        parent.is_some_and(|parent| parent.lookup_namespace_uri(namespace.name()) == Some(namespace.uri()))
    };
    let unnamed = |n: &roxmltree::Namespace<'_>| n.uri().is_empty() && n.name().is_some() || n.name() == Some("xmlns");
    let wrong = node.namespaces().filter(|n| !inherited(n)).find(|n| unnamed(n) || !is_written_uri(n.uri()))?;
    Some(violation(name_span(node), &format!("the namespace {:?} is no URI", wrong.uri())))
}

/// The names of the attributes in a start tag, declarations of namespaces included, which the tree does not tell.
fn attribute_names(tag: &str) -> impl Iterator<Item = &str> {
    let mut rest = tag.trim_start_matches(|c: char| !is_space(c) && !matches!(c, '/' | '>'));
    std::iter::from_fn(move || {
        let start = rest.trim_start_matches(is_space);
        let (name, value) = start.split_once('=').filter(|_| !start.starts_with(['/', '>']))?;
        let value = value.trim_start_matches(is_space);
        let quote = value.chars().next()?;
        rest = value.get(1..)?.split_once(quote)?.1;
        Some(name.trim_end_matches(is_space))
    })
}

/// The byte offset of a position that counts lines and characters from one.
fn offset(xml: &str, position: TextPos) -> usize {
    let row = usize::try_from(position.row).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(position.col).unwrap_or(1).saturating_sub(1);
    let start = xml.split_inclusive('\n').take(row).map(str::len).sum::<usize>();
    let line = xml.get(start..).unwrap_or("");
    start + line.char_indices().nth(column).map_or(line.trim_end().len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn refused(xml: &str) -> (String, String) {
        let violation = parse(xml).unwrap_err();
        (violation.span.slice(xml).to_owned(), violation.message)
    }

    #[test]
    fn the_place_of_the_fault_is_given_in_bytes() {
        let (place, message) = refused("<p>大会<b></p>");
        assert!(message.ends_with("expected 'b' tag, not 'p'"), "{message}");
        assert_eq!(place, "<");
    }

    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        let (_, message) = refused("<!DOCTYPE p [<!ENTITY a \"&b;&b;\">]><p>&a;</p>");
        assert!(message.contains("document type declaration"));
    }

    #[test]
    fn what_only_libxml2_refuses_is_refused() {
        assert_eq!(refused("<p>&#xD800;</p>").0, "&#xD800;");
        assert_eq!(refused("<p> <?xml?></p>").0, "<?xml?>");
        assert_eq!(refused("<p><?XML a?></p>").0, "<?XML a?>");
        assert_eq!(refused("<?a:b?><p/>").0, "<?a:b?>");
        assert_eq!(refused("<p><b xmlns:q='{x}'/></p>").0, "b");
        assert_eq!(refused("<p xmlns='a b'/>").0, "p");
        assert_eq!(refused("<p :a=''/>").0, "p");
        assert_eq!(refused("<p xmlns='a' b = \"xmlns='c'\" xmlns ='a'/>").0, "p");
        assert!(parse("<p xmlns='a' b = \"xmlns='c'\">xmlns='a'<q xmlns='a'/></p>").is_ok());
        assert_eq!(refused("<?xml version='2.0'?><p/>").0, "<?xml version='2.0'?>");
        assert!(refused("<?xml version='1.0' encoding='GB18030'?><p>大会</p>").1.contains("the file is in UTF-8"));
        assert!(parse("\u{feff}<?xml version='1.0' encoding='utf-8' standalone='no' ?>\n<p>大会</p>").is_ok());
        assert!(parse("<p><!-- &#xD800; --><![CDATA[&#xD800;]]></p>").is_ok());
    }

    #[test]
    fn depth_is_no_danger() {
        let depth = 200_000;
        let xml = format!("{}{}", "<b>".repeat(depth), "</b>".repeat(depth));
        assert!(parse(&xml).is_ok());
    }
}
