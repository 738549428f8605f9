//! Identifiers: one set of facts, told nine times.
//!
//! In: a document and its annexes. Out: violations where work, expression and manifestation disagree with each other,
//! with the element, the subtype, the author, the date, the number or the language; where the class of the document is
//! none of the UN's; where an annex disagrees with its document.
//!
//! For A/RES/75/291 in Chinese: work `/akn/un/statement/deliberation/unga/2021-06-30/75-291`, expression the same and
//! `/zho@`, manifestation the same and `.xml`; each with `/!main` or, in an annex, `/!annex_1` for its `FRBRthis`.
//!
//! Not here: whether the facts are those of the printed text.

use super::{Lint, attribute_span, is_akn, is_document_type, name_span};
use crate::validate::{Kind, one_of};
use roxmltree::{Attribute, Document, Node};
use std::collections::HashSet;

/// The classes of AKN4UN part 1, section 3.3: element, subtype, names. A name that ends in `…` is the beginning of one.
/// `presidentialStatement` stands in no list of the guidelines, yet the UN's own files of the Security Council have it.
const CLASSES: [(&str, &str, &[&str]); 16] = [
    ("act", "provision", PROVISIONS),
    ("bill", "provision", PROVISIONS),
    (
        "statement",
        "deliberation",
        &["resolution", "resolutionDraft", "decision", "decisionDraft", "declaration", "presidentialStatement"],
    ),
    ("statement", "instruction", &["administrativeInstruction", "administrativeCircular"]),
    ("debateReport", "agenda", &["agendaListing", "agendaAnnotated"]),
    ("debate", "record", &["verbatimRecord"]),
    ("debateReport", "minute", &["meetingMinute"]),
    ("debateReport", "report", &["meetingReport", "conferenceReport", "councilReport"]),
    ("judgment", "decision", &["judgment", "order", "advisoryOpinion"]),
    ("doc", "paper", &["policy", "positionPaper", "progressReport", "budgetaryDocument"]),
    (
        "doc",
        "communication",
        &[
            "address",
            "bulletin",
            "circular",
            "declaration",
            "memoranda",
            "note",
            "officialLetter",
            "officialStatement",
            "pressRelease",
        ],
    ),
    ("amendment", "modification", &["amendment"]),
    ("documentCollection", "publication", &["publication…"]),
    ("documentCollection", "collection", &["publication…"]),
    ("officialGazette", "publication", &["officialCompilation…"]),
    ("amendmentList", "publication", &["amendmentList"]),
];

const PROVISIONS: &[&str] = &[
    "charter",
    "codeOfConduct",
    "codeOfPractice",
    "constitution",
    "convention",
    "protocol",
    "recommendation",
    "rules",
    "rulesOfProcedure",
    "regulation",
    "treaty",
    "standard",
];

/// L05, L06, L07 and L16.
pub(super) fn check(document: &Document<'_>, lint: &mut Lint<'_>) {
    let root = document.root_element();
    let main = std::iter::once(root).chain(root.children()).find(|node| is_document(*node));
    let Some(main) = main else { return };
    let Some(meta) = child(main, "meta") else { return };
    let facts = Facts::of(meta);
    class(main, &facts, lint);
    for block in ["publication", "references"] {
        if child(meta, block).is_none() {
            let message = format!("<meta> of <{}> lacks <{block}>; add it", main.tag_name().name());
            lint.expect(Kind::MissingMetadata, name_span(meta), message, vec![block.to_owned()]);
        }
    }
    facts.check(main, "main", Kind::IncoherentFrbr, lint);
    facts.check_work(main, document, lint);
    let mut components = HashSet::new();
    let attached = |n: &Node<'_, '_>| n.parent_element().is_some_and(|parent| parent.tag_name().name() == "attachment");
    for annex in document.descendants().filter(|n| is_document(*n) && attached(n)) {
        // The annexes of an annex, too, are components of the one document, which a collection may hold.
        let whole = annex.ancestors().find(|n| is_document(*n) && !attached(n));
        if let Some(whole) = whole.and_then(|whole| child(whole, "meta")) {
            self::annex(annex, &Facts::of(whole), &mut components, lint);
        }
    }
}

/// Whether `href` is what `ref` may point at: `#eId`, `!component`, or the IRI of a work or an expression.
pub(super) fn is_target(href: &str) -> bool {
    let (iri, fragment) = href.split_once('#').map_or((href, None), |(iri, fragment)| (iri, Some(fragment)));
    let (iri, portion) = iri.split_once('~').map_or((iri, None), |(iri, portion)| (iri, Some(portion)));
    if [fragment, portion].iter().flatten().any(|part| part.is_empty() || part.contains(char::is_whitespace)) {
        return false;
    }
    if iri.is_empty() {
        return fragment.is_some() || portion.is_some();
    }
    if let Some(component) = iri.strip_prefix('!') {
        return component.split('/').all(is_word);
    }
    let Some(path) = iri.strip_prefix("/akn/") else { return false };
    let mut segments: Vec<&str> = path.split('/').collect();
    if let Some(at) = segments.iter().position(|s| s.starts_with('!')) {
        let component = segments.split_off(at).join("/");
        if !component.trim_start_matches('!').split('/').all(is_word) {
            return false;
        }
    }
    match segments.as_slice() {
        ["un", kind, subtype, actor, date, number] => is_work(kind, [subtype, actor, number], date),
        ["un", kind, subtype, actor, date, number, expression] => {
            is_work(kind, [subtype, actor, number], date) && is_version(expression)
        }
        // The works of states follow the patterns of their own traditions.
        [country, kind, rest @ ..] => {
            *country != "un" && is_word(kind) && !rest.is_empty() && rest.iter().all(|s| is_word(s))
        }
        _ => false,
    }
}

fn is_work(kind: &str, words: [&str; 3], date: &str) -> bool {
    is_document_type(kind) && words.iter().all(|word| is_word(word)) && is_date(date)
}

/// `zho@`, `zho@2021-07-02` or `zho`.
fn is_version(segment: &str) -> bool {
    let (language, version) = segment.split_once('@').unwrap_or((segment, ""));
    language.len() == 3 && language.bytes().all(|b| b.is_ascii_lowercase()) && (version.is_empty() || is_date(version))
}

fn is_date(text: &str) -> bool {
    let shape = |(i, b): (usize, u8)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(shape)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | ':'))
}

/// What `identification` says.
struct Facts<'a, 'input> {
    work: Level<'a, 'input>,
    expression: Level<'a, 'input>,
    manifestation: Level<'a, 'input>,
}

/// One of work, expression and manifestation.
struct Level<'a, 'input> {
    node: Option<Node<'a, 'input>>,
}

impl<'a, 'input> Level<'a, 'input> {
    /// The values of the children called `name`, with their attribute.
    fn all(
        &self,
        name: &'static str,
        attribute: &'static str,
    ) -> impl Iterator<Item = (Attribute<'a, 'input>, &'a str)> {
        let children = self.node.into_iter().flat_map(|node| node.children());
        let named = children.filter(move |c| c.is_element() && c.tag_name().name() == name);
        named.filter_map(move |c| c.attribute_node(attribute).map(|a| (a, c.attribute(attribute).unwrap_or(""))))
    }

    fn value(&self, name: &'static str) -> &'a str {
        self.all(name, "value").next().map_or("", |(_, value)| value)
    }
}

impl<'a, 'input> Facts<'a, 'input> {
    fn of(meta: Node<'a, 'input>) -> Self {
        let identification = child(meta, "identification");
        let level = |name| Level { node: identification.and_then(|i| child(i, name)) };
        Facts {
            work: level("FRBRWork"),
            expression: level("FRBRExpression"),
            manifestation: level("FRBRManifestation"),
        }
    }

    fn language(&self) -> &'a str {
        self.expression.all("FRBRlanguage", "language").next().map_or("", |(_, language)| language)
    }

    /// The identifiers that follow from the work's, the language and the format.
    fn check(&self, document: Node<'_, '_>, component: &str, kind: Kind, lint: &mut Lint<'_>) {
        let work = self.work.value("FRBRuri");
        if work.is_empty() {
            return;
        }
        same(
            self.work.all("FRBRthis", "value").next(),
            &format!("{work}/!{component}"),
            "the work's FRBRuri",
            kind,
            lint,
        );
        let Some((attribute, expression)) = self.expression.all("FRBRuri", "value").next() else { return };
        let version = expression.strip_prefix(work).and_then(|rest| rest.strip_prefix('/'));
        let language = self.language();
        if !version.is_some_and(|v| is_version(v) && v.split('@').next() == Some(language)) {
            let expected = format!("{work}/{language}@");
            let message = format!(
                "FRBRuri {expression:?} of the expression of <{}> contradicts the work or FRBRlanguage; expected {expected}, \
                 with or without a date",
                document.tag_name().name()
            );
            lint.expect(kind, attribute_span(&attribute), message, vec![expected]);
            return;
        }
        let this = self.expression.all("FRBRthis", "value").next();
        same(this, &format!("{expression}/!{component}"), "the expression's FRBRuri", kind, lint);
        let format = match self.manifestation.value("FRBRformat") {
            "" => "xml",
            format => format.trim_start_matches('.'),
        };
        let uri = self.manifestation.all("FRBRuri", "value").next();
        same(uri, &format!("{expression}.{format}"), "the expression and FRBRformat", kind, lint);
        let this = self.manifestation.all("FRBRthis", "value").next();
        same(this, &format!("{expression}/!{component}.{format}"), "the expression and FRBRformat", kind, lint);
    }

    /// The work's identifier against the element, the subtype, the author, the date and the number.
    fn check_work(&self, main: Node<'_, '_>, document: &Document<'_>, lint: &mut Lint<'_>) {
        let Some((attribute, uri)) = self.work.all("FRBRuri", "value").next() else { return };
        let authors: Vec<&str> = self.work.all("FRBRauthor", "href").map(|(_, href)| actor(document, href)).collect();
        let dates: Vec<&str> =
            self.work.all("FRBRdate", "date").map(|(_, date)| date.get(..10).unwrap_or(date)).collect();
        let numbers: Vec<&str> = self.work.all("FRBRnumber", "value").map(|(_, number)| number).collect();
        let known = [
            ("the prefix", vec![""]),
            ("the prefix", vec!["akn"]),
            ("FRBRcountry", vec![self.work.value("FRBRcountry")]),
            ("the element of the document", vec![main.tag_name().name()]),
            ("FRBRsubtype", vec![self.work.value("FRBRsubtype")]),
            ("the href of the author's entry in references", authors),
            ("FRBRdate of the work", dates),
            ("FRBRnumber", numbers),
        ];
        let segments: Vec<&str> = uri.split('/').collect();
        if segments.len() != known.len() {
            let expected = "/akn/un/{type}/{subtype}/{actor}/{date}/{number}";
            let message = format!("FRBRuri {uri:?} does not follow the pattern of UN works; expected {expected}");
            lint.expect(Kind::IncoherentFrbr, attribute_span(&attribute), message, vec![expected.to_owned()]);
            return;
        }
        for (segment, (source, values)) in segments.iter().zip(known) {
            if !values.contains(segment) {
                let expected: Vec<String> = values.iter().filter(|v| !v.is_empty()).map(|v| (*v).to_owned()).collect();
                let advice = if expected.is_empty() {
                    format!("{source} is missing")
                } else {
                    format!("expected {}", one_of(&expected))
                };
                let message = format!("{segment:?} in FRBRuri {uri:?} contradicts {source}; {advice}");
                lint.expect(Kind::IncoherentFrbr, attribute_span(&attribute), message, expected);
            }
        }
    }
}

/// The last segment of the IRI to which an author's `#id` leads, or of the IRI itself.
fn actor<'a>(document: &'a Document<'_>, href: &'a str) -> &'a str {
    let entry = href.strip_prefix('#').and_then(|id| document.descendants().find(|n| n.attribute("eId") == Some(id)));
    let iri = entry.and_then(|entry| entry.attribute("href")).unwrap_or(href);
    iri.rsplit('/').next().unwrap_or(iri)
}

/// L06.
fn class(main: Node<'_, '_>, facts: &Facts<'_, '_>, lint: &mut Lint<'_>) {
    let (element, name) = (main.tag_name().name(), main.attribute("name").unwrap_or(""));
    let subtype = facts.work.value("FRBRsubtype");
    let subtypes: Vec<_> = CLASSES.iter().filter(|(e, _, _)| *e == element).collect();
    let Some((_, _, names)) = subtypes.iter().find(|(_, s, _)| *s == subtype) else {
        let expected: Vec<String> = subtypes.iter().map(|(_, s, _)| (*s).to_owned()).collect();
        let at = facts.work.all("FRBRsubtype", "value").next();
        let span = at.map_or_else(|| name_span(main), |(attribute, _)| attribute_span(&attribute));
        let message = format!("FRBRsubtype {subtype:?} does not go with <{element}>; expected {}", one_of(&expected));
        lint.expect(Kind::DocumentClass, span, message, expected);
        return;
    };
    let fits = |known: &&str| known.strip_suffix('…').map_or(name == *known, |start| name.starts_with(start));
    if !names.iter().any(fits) {
        let expected: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
        let span = main.attribute_node("name").map_or_else(|| name_span(main), |a| attribute_span(&a));
        let message =
            format!("name={name:?} does not go with <{element}> of subtype {subtype}; expected {}", one_of(&expected));
        lint.expect(Kind::DocumentClass, span, message, expected);
    }
}

/// L16.
fn annex<'a>(annex: Node<'a, '_>, main: &Facts<'_, '_>, components: &mut HashSet<&'a str>, lint: &mut Lint<'_>) {
    let Some(meta) = child(annex, "meta") else { return };
    let facts = Facts::of(meta);
    let kind = Kind::AnnexMetadata;
    let work = main.work.value("FRBRuri");
    same(facts.work.all("FRBRuri", "value").next(), work, "the document's FRBRuri", kind, lint);
    let language = facts.expression.all("FRBRlanguage", "language").next();
    same(language, main.language(), "the document's FRBRlanguage", kind, lint);
    let Some((attribute, this)) = facts.work.all("FRBRthis", "value").next() else { return };
    let component = this.strip_prefix(work).and_then(|rest| rest.strip_prefix("/!")).unwrap_or("");
    if component == "main" || component.is_empty() || !component.split('/').all(is_word) {
        let expected = format!("{work}/!annex_1");
        let message = format!("FRBRthis {this:?} names no component of the document; expected {expected}");
        lint.expect(kind, attribute_span(&attribute), message, vec![expected]);
        return;
    }
    if !components.insert(this) {
        let message = format!("FRBRthis {this:?} names another annex already; expected a component of its own");
        lint.expect(kind, attribute_span(&attribute), message, Vec::new());
    }
    if facts.work.value("FRBRuri") == work {
        facts.check(annex, component, kind, lint);
    }
}

/// Reports a value that is not the one that follows from `reason`.
fn same(found: Option<(Attribute<'_, '_>, &str)>, expected: &str, reason: &str, kind: Kind, lint: &mut Lint<'_>) {
    if let Some((attribute, value)) = found.filter(|(_, value)| *value != expected) {
        let message = format!("{value:?} contradicts {reason}; expected {expected}");
        lint.expect(kind, attribute_span(&attribute), message, vec![expected.to_owned()]);
    }
}

fn is_document(node: Node<'_, '_>) -> bool {
    is_akn(node) && is_document_type(node.tag_name().name())
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|c| is_akn(*c) && c.tag_name().name() == name)
}

#[cfg(test)]
mod tests {
    use super::is_target;
    use crate::validate::{Kind, lint};

    const WORK: &str = "/akn/un/statement/deliberation/unga/2021-06-30/75-291";

    /// The metadata of A/RES/75/291 in Chinese, of the component `!main` or of an annex.
    fn meta(component: &str, more: &str) -> String {
        format!(
            r##"<meta><identification source="#unga">
            <FRBRWork><FRBRthis value="{WORK}/!{component}"/><FRBRuri value="{WORK}"/><FRBRdate date="2021-06-30" name=""/>
            <FRBRauthor href="#unga"/><FRBRcountry value="un"/><FRBRsubtype value="deliberation"/><FRBRnumber value="75-291"/></FRBRWork>
            <FRBRExpression><FRBRthis value="{WORK}/zho@/!{component}"/><FRBRuri value="{WORK}/zho@"/><FRBRdate date="2021-07-02" name=""/>
            <FRBRauthor href="#unga"/><FRBRlanguage language="zho"/></FRBRExpression>
            <FRBRManifestation><FRBRthis value="{WORK}/zho@/!{component}.xml"/><FRBRuri value="{WORK}/zho@.xml"/>
            <FRBRdate date="2025-01-01" name=""/><FRBRauthor href="#unga"/><FRBRformat value="xml"/></FRBRManifestation>
            </identification>{more}</meta>"##
        )
    }

    fn resolution() -> String {
        let references = r##"<publication date="2021-07-02" name="" showAs=""/><references source="#unga">
            <TLCOrganization eId="unga" href="/akn/ontology/organization/un/unga" showAs=""/></references>"##;
        let annex = |n| {
            format!(
                "<attachment><doc name=\"annex\">{}<mainBody><p/></mainBody></doc></attachment>",
                meta(&format!("annex_{n}"), "")
            )
        };
        format!(
            "<akomaNtoso xmlns=\"{}\"><statement name=\"resolution\">{}<mainBody><p/></mainBody><attachments>{}{}</attachments></statement></akomaNtoso>",
            super::super::NAMESPACE,
            meta("main", references),
            annex(1),
            annex(2)
        )
    }

    #[test]
    fn a_resolution_with_annexes_is_coherent() {
        assert_eq!(crate::validate::validate(&resolution()), []);
        assert_eq!(lint(&resolution()), []);
    }

    #[test]
    fn a_contradiction_is_found_where_it_stands() {
        for (before, after, kind, place) in [
            (
                r#"FRBRsubtype value="deliberation""#,
                r#"FRBRsubtype value="paper""#,
                Kind::DocumentClass,
                r#"value="paper""#,
            ),
            (r#"name="resolution""#, r#"name="letter""#, Kind::DocumentClass, r#"name="letter""#),
            (r#"date="2021-06-30""#, r#"date="2021-06-29""#, Kind::IncoherentFrbr, &format!("value=\"{WORK}\"")),
            (
                r#"FRBRnumber value="75-291""#,
                r#"FRBRnumber value="75-292""#,
                Kind::IncoherentFrbr,
                &format!("value=\"{WORK}\""),
            ),
            ("organization/un/unga", "organization/un/unsc", Kind::IncoherentFrbr, &format!("value=\"{WORK}\"")),
            (r#"language="zho""#, r#"language="eng""#, Kind::IncoherentFrbr, &format!("value=\"{WORK}/zho@\"")),
            ("zho@/!main.xml", "zho@/main.xml", Kind::IncoherentFrbr, &format!("value=\"{WORK}/zho@/main.xml\"")),
            (
                "zho@/!annex_2.xml",
                "zho@/!annex_1.xml",
                Kind::AnnexMetadata,
                &format!("value=\"{WORK}/zho@/!annex_1.xml\""),
            ),
            ("75-291/!annex_2\"", "75-291/!annex_1\"", Kind::AnnexMetadata, &format!("value=\"{WORK}/!annex_1\"")),
            ("75-291/!annex_2\"", "75-291/annex\"", Kind::AnnexMetadata, &format!("value=\"{WORK}/annex\"")),
            (r#"<publication date="2021-07-02" name="" showAs=""/>"#, "", Kind::MissingMetadata, "meta"),
            ("<statement ", "<statement xml:lang=\"zh\" ", Kind::MisplacedLanguage, "xml:lang=\"zh\""),
        ] {
            let xml = resolution().replacen(before, after, 1);
            let found = lint(&xml);
            let first = found.iter().find(|v| v.kind == kind).unwrap_or_else(|| panic!("{after}: {found:#?}"));
            assert_eq!(first.span.slice(&xml), place, "{after}");
        }
    }

    #[test]
    fn targets_follow_the_iri_grammar() {
        for good in [
            "#para_7",
            "!annex_1",
            "!main/report_1",
            "/akn/un/statement/deliberation/unga/2006-09-08/60-288",
            "/akn/un/statement/deliberation/unga/2006-09-08/60-288/zho@",
            "/akn/un/statement/deliberation/unga/2006-09-08/60-288/zho@2006-09-20/!main#para_3",
            "/akn/un/statement/deliberation/unga/2006-09-08/60-288/!annex_1",
            "/akn/un/statement/deliberation/unga/2006-09-08/60-288~para_1",
            "/akn/fr/act/2018-10-23/2018-898",
        ] {
            assert!(is_target(good), "{good}");
        }
        for bad in [
            "",
            "#",
            "https://undocs.org/A/RES/60/288",
            "/akn/un/statement/deliberation/unga/2006/60-288",
            "/akn/un/resolution/deliberation/unga/2006-09-08/60-288",
            "/akn/un/statement/deliberation/unga/2006-09-08/60-288/",
            "/akn/un/statement/deliberation/unga/2006-09-08/60/288",
            "A/RES/60/288",
        ] {
            assert!(!is_target(bad), "{bad}");
        }
    }
}
