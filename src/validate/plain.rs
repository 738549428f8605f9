//! XML as programs write it, read as it goes: elements of one namespace with attributes and texts, and nothing else.
//!
//! In: the text of a file. Out: its elements and texts, shown to the [`Rules`], and whether it was plain to the end. What
//! declc and most others write is; a file with comments, instructions, CDATA sections, references to characters, other
//! prefixes than `xml` and `xsi`, or anything that is not well-formed, is not, and a tree must be made of it.
//!
//! Invariant: what is plain is well-formed, and `wellformed` refuses none of it. Not here: which fault a file has.

use super::events::{Attribute, Element, Rules, Text, XML, XSI};
use super::table::SCHEMA;
use super::value::is_space;
use crate::source::Span;
use memchr::{memchr, memchr_iter, memchr2, memmem};
use std::borrow::Cow;

/// The XML declaration that may stand at the beginning.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// The namespace of declarations of prefixes.
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// More attributes than this no element of the standard has.
const MOST_ATTRIBUTES: usize = 64;

/// Shows a document to the rules, as long as it is plain; `None` where it is not, and the rules have seen a part of it.
pub(super) fn read<'a>(xml: &'a str, rules: &mut impl Rules<'a>) -> Option<()> {
    if !is_of_plain_characters(xml) {
        return None;
    }
    let start = if xml.starts_with(DECLARATION) { DECLARATION.len() } else { 0 };
    let mut reader = Reader { xml, at: start, xsi: false, attributes: Vec::new() };
    reader.skip_space();
    let mut open: Vec<&'a str> = Vec::new();
    let mut first = true;
    loop {
        let text = reader.text()?;
        if !text.raw.is_empty() {
            if open.is_empty() {
                return None;
            }
            rules.text(&Text { first, ..text });
        }
        first = false;
        reader.at += 1;
        if reader.takes(b'/') {
            let name = open.pop()?;
            reader.rest().starts_with(name.as_bytes()).then_some(())?;
            reader.at += name.len();
            reader.skip_space();
            reader.takes(b'>').then_some(())?;
            rules.close();
        } else {
            let (name, closed) = reader.tag(open.is_empty(), rules)?;
            if closed {
                rules.close();
            } else {
                open.push(name);
                first = true;
            }
        }
        if open.is_empty() {
            return xml.get(reader.at..)?.trim_end_matches(is_space).is_empty().then_some(());
        }
    }
}

/// Whether a text holds none of the characters that XML forbids or changes, and no `]]>`.
#[expect(clippy::needless_bitwise_bool, reason = "a question that skips nothing is asked of many bytes at once")]
fn is_of_plain_characters(xml: &str) -> bool {
    let bytes = xml.as_bytes();
    // Without an early exit, many bytes are looked at together.
    let control = |b: u8| (b < b' ') & (b != b'\n') & (b != b'\t');
    let controls = bytes.iter().fold(false, |found, &b| found | control(b));
    // U+FFFE and U+FFFF.
    let no_character = |at: usize| matches!(bytes.get(at + 2), Some(0xbe | 0xbf));
    !controls && !memmem::find_iter(bytes, b"\xef\xbf").any(no_character) && memmem::find(bytes, b"]]>").is_none()
}

struct Reader<'a> {
    xml: &'a str,
    at: usize,
    /// Whether the prefix `xsi` has been declared.
    xsi: bool,
    /// Those of the tag that is being read.
    attributes: Vec<Attribute<'a>>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        self.xml.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let found = self.rest().first() == Some(&byte);
        self.at += usize::from(found);
        found
    }

    /// White space; whether there was any.
    fn skip_space(&mut self) -> bool {
        let length = self.rest().iter().take_while(|b| matches!(b, b' ' | b'\n' | b'\t')).count();
        self.at += length;
        length > 0
    }

    /// The text up to the next tag, which there is.
    fn text(&mut self) -> Option<Text<'a>> {
        let rest = self.rest();
        let sign = memchr2(b'<', b'&', rest)?;
        let is_literal = rest.get(sign) == Some(&b'<');
        let length = if is_literal { sign } else { sign + memchr(b'<', rest.get(sign..)?)? };
        let span = Span::new(self.at, self.at + length);
        let raw = self.xml.get(span.start()..span.end())?;
        self.at = span.end();
        let value = if is_literal { Cow::Borrowed(raw) } else { decoded(raw)? };
        Some(Text { raw, value, span, first: false })
    }

    /// A name of letters, figures and a few signs.
    fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let length = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')).count();
        let name =
            self.xml.get(self.at..self.at + length).filter(|_| rest.first().is_some_and(u8::is_ascii_alphabetic))?;
        self.at += length;
        Some(name)
    }

    /// A start tag after its `<`: its name, and whether it is the end, too.
    fn tag(&mut self, outermost: bool, rules: &mut impl Rules<'a>) -> Option<(&'a str, bool)> {
        let start = self.at;
        let name = self.name()?;
        let span = Span::new(start, self.at);
        let mut declared = false;
        self.attributes.clear();
        let closed = loop {
            let apart = self.skip_space();
            if self.takes(b'>') {
                break false;
            }
            if self.takes(b'/') {
                self.takes(b'>').then_some(())?;
                break true;
            }
            let attribute = self.attribute().filter(|_| apart && self.attributes.len() < MOST_ATTRIBUTES)?;
            match (attribute.name, attribute.namespace) {
                ("xmlns", None) => {
                    let first = outermost && !std::mem::replace(&mut declared, true);
                    (first && attribute.value == SCHEMA.namespace).then_some(())?;
                }
                ("xsi", Some(XMLNS)) => {
                    let first = outermost && !std::mem::replace(&mut self.xsi, true);
                    (first && attribute.value == XSI).then_some(())?;
                }
                (_, Some(XMLNS)) => return None,
                name if self.attributes.iter().any(|a| (a.name, a.namespace) == name) => return None,
                _ => self.attributes.push(attribute),
            }
        };
        if outermost && !declared {
            return None;
        }
        let namespace = Some(SCHEMA.namespace);
        let xsi = self.xsi;
        let lookup = |prefix: Option<&str>| match prefix {
            None => namespace,
            Some("xml") => Some(XML),
            Some(prefix) => (xsi && prefix == "xsi").then_some(XSI),
        };
        rules.open(&Element { name, namespace, span, attributes: &self.attributes, lookup: &lookup });
        Some((name, closed))
    }

    fn attribute(&mut self) -> Option<Attribute<'a>> {
        let start = self.at;
        let mut name = self.name()?;
        let mut namespace = None;
        if self.takes(b':') {
            namespace = match name {
                "xml" => Some(XML),
                "xmlns" => Some(XMLNS),
                "xsi" if self.xsi => Some(XSI),
                _ => return None,
            };
            name = self.name()?;
        }
        self.takes(b'=').then_some(())?;
        let quote = *self.rest().first().filter(|quote| matches!(quote, b'"' | b'\''))?;
        self.at += 1;
        let rest = self.rest();
        // White space but blanks is changed, and the sign of a tag may not stand there.
        let is_sign = |b: &u8| *b == quote || matches!(b, b'&' | b'<' | b'\n' | b'\t');
        let sign = rest.iter().position(is_sign)?;
        let is_literal = rest.get(sign) == Some(&quote);
        let length = if is_literal { sign } else { sign + memchr(quote, rest.get(sign..)?)? };
        let raw = self.xml.get(self.at..self.at + length)?;
        if !is_literal && raw.bytes().any(|b| matches!(b, b'<' | b'\n' | b'\t')) {
            return None;
        }
        self.at += length + 1;
        let value = if is_literal { Cow::Borrowed(raw) } else { decoded(raw)? };
        Some(Attribute { name, namespace, value, span: Span::new(start, self.at) })
    }
}

/// A text that holds references, with these read: those to the five entities of XML.
fn decoded(raw: &str) -> Option<Cow<'_, str>> {
    let by_number = |at: usize| raw.as_bytes().get(at + 1) == Some(&b'#');
    if memchr_iter(b'&', raw.as_bytes()).any(by_number) {
        return None;
    }
    quick_xml::escape::unescape(raw).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Asked, events, wellformed};
    use crate::emit::Format;
    use crate::source::Source;
    use crate::validate::Violation;

    fn plain(xml: &str) -> Option<Vec<Violation>> {
        let mut rules = Asked::new(true, true);
        super::read(xml, &mut rules)?;
        Some(rules.found())
    }

    /// What is found by way of the tree; `None` where the text is no XML.
    fn tree(xml: &str) -> Option<Vec<Violation>> {
        let document = wellformed::parse(xml).ok()?;
        let mut rules = Asked::new(true, true);
        events::show(&document, &mut rules);
        Some(rules.found())
    }

    /// A resolution with notes, references and an annex.
    fn resolution() -> String {
        let text = "United Nations A/RES/76/1\n\n76/1. Cooperation & trust\n\nThe General Assembly,\n\nRecalling its \
                    resolution 75/291 of 30 June 2021,1\n\n1. Urges Member States to act;\n\n2. Requests the \
                    Secretary-General:\n\n(a) To report;\n\n(b) To act on the annex.\n\n1 See A/73/866.\n\nAnnex\n\n\
                    Terms \"of\" reference\n\n1. The group shall meet.";
        Format::Akn.write(&crate::compile(&Source::from_text("a.en.txt", text), None).linked)
    }

    #[test]
    fn what_declc_writes_is_plain() {
        assert_eq!(plain(&resolution()), Some(Vec::new()));
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_tree() {
        let namespace = super::SCHEMA.namespace;
        let with = |inside: &str| format!("<p xmlns=\"{namespace}\">{inside}</p>");
        assert!(plain(&with("大会<b class='x\">'>促请 &amp; </b\n>")).is_some());
        for inside in [
            "<!-- -->",
            "<?a?>",
            "<![CDATA[]]>",
            "&#65;",
            "&a;",
            "&",
            "]]>",
            "\r",
            "\u{c}",
            "\u{fffe}",
            "\u{ffff}",
            "<a:b/>",
            "<b xmlns=''/>",
            "<b/ >",
            "<1/>",
            "<b",
            "</b>",
            "<b></i>",
            "<b a=''a=''/>",
            "<b a='' a=''/>",
            "<b a='<'/>",
            "<b a='\n'/>",
            "<b a='\t'/>",
            "<b a/>",
            "<b a=c/>",
            "<b x:a=''/>",
            "</p><p>",
        ] {
            assert_eq!(plain(&with(inside)), None, "{inside}");
        }
        for xml in ["", " ", "<p/>", "a", "<p xmlns='urn:a'/>", "\u{feff}<p/>", "<?xml version='1.0'?><p/>"] {
            assert_eq!(plain(xml), None, "{xml}");
        }
        assert_eq!(plain(&format!("{}x", with(""))), None);
        assert_eq!(plain(&format!("x{}", with(""))), None);
        assert!(plain(&format!("{}\n", with(""))).is_some());
    }

    /// Damages a text in one place, by a sequence that is always the same.
    fn damage(xml: &str, seed: usize) -> String {
        const SIGNS: [&str; 22] = [
            "",
            "<",
            ">",
            "/",
            "\"",
            "'",
            "&",
            "&amp;",
            "&#65;",
            " eId=\"a\"",
            "<b>",
            "</b>",
            "<p/>",
            "]]>",
            "\r",
            "\t",
            " ",
            ":",
            "<!-- -->",
            "\u{fffe}",
            "#un",
            "<meta/>",
        ];
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut draw = |most: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % most
        };
        let mut place = || xml.floor_char_boundary(draw(xml.len()));
        let at = place();
        let end = xml.floor_char_boundary((at + draw(40)).min(xml.len()));
        let (start, end) = if draw(2) == 0 { (at, at) } else { (at, end) };
        format!("{}{}{}", &xml[..start], SIGNS[draw(SIGNS.len())], &xml[end..])
    }

    #[test]
    fn the_rules_see_the_same_in_a_plain_text_and_in_its_tree() {
        let xml = resolution();
        let (mut read, mut faulty) = (0, 0);
        for seed in 0..2000 {
            let damaged = damage(&xml, seed);
            if let Some(found) = plain(&damaged) {
                read += 1;
                faulty += usize::from(!found.is_empty());
                assert_eq!(Some(found), tree(&damaged), "{damaged}");
            }
        }
        assert!(read > 400 && faulty > 250, "{read} texts were plain, {faulty} of them faulty");
    }
}
