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

use super::{Lint, is_document_type};
use crate::source::Span;
use crate::validate::events::{Attribute, Element};
use crate::validate::{Kind, one_of};
use std::borrow::Cow;
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

/// The documents of a file, the annexes among them, with what their metadata say.
#[derive(Default)]
pub(super) struct Documents<'a> {
    all: Vec<Part<'a>>,
    /// What each of the elements is that are open.
    open: Vec<Place>,
}

/// A document, or an annex, which is one in an `attachment`.
struct Part<'a> {
    element: &'a str,
    span: Span,
    /// Its class.
    name: Option<Value<'a>>,
    /// How many elements stand around it.
    depth: usize,
    attached: bool,
    /// The nearest document around it that is no annex.
    whole: Option<usize>,
    meta: Option<Meta<'a>>,
}

/// What an attribute says, and where.
#[derive(Clone)]
struct Value<'a> {
    text: Cow<'a, str>,
    span: Span,
}

/// Its metadata.
struct Meta<'a> {
    span: Span,
    /// Which of the required blocks it has.
    blocks: Vec<&'a str>,
    facts: Facts<'a>,
}

/// What an element is to a document.
#[derive(Clone, Copy)]
enum Place {
    Document(usize),
    Meta(usize),
    Identification(usize),
    Level(usize, Frbr),
    Other,
}

/// One of the three levels of identifiers.
#[derive(Clone, Copy)]
enum Frbr {
    Work,
    Expression,
    Manifestation,
}

/// What `identification` says.
#[derive(Default)]
struct Facts<'a> {
    work: Level<'a>,
    expression: Level<'a>,
    manifestation: Level<'a>,
    identified: bool,
}

/// What one of work, expression and manifestation says.
#[derive(Default)]
struct Level<'a> {
    /// Whether its element was met.
    met: bool,
    /// The elements in it, each with its attributes.
    entries: Vec<(&'a str, Vec<(&'a str, Value<'a>)>)>,
}

impl<'a> Documents<'a> {
    /// Takes note of an element in `parent`: whether it is a document, or tells of the one around it.
    pub(super) fn open(&mut self, element: &Element<'_, 'a>, document: bool, akn: bool, parent: Option<&str>) {
        let around = self.open.last().copied().unwrap_or(Place::Other);
        let place = if document {
            self.all.push(Part {
                element: element.name,
                span: element.span,
                name: element.attribute("name").map(Value::of),
                depth: self.open.len(),
                attached: parent == Some("attachment"),
                whole: self.open.iter().rev().find_map(|place| self.whole(*place)),
                meta: None,
            });
            Place::Document(self.all.len() - 1)
        } else {
            self.metadata(element, around, akn)
        };
        self.open.push(place);
    }

    /// The end of an element.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    fn whole(&self, place: Place) -> Option<usize> {
        match place {
            Place::Document(at) => self.all.get(at).filter(|part| !part.attached).map(|_| at),
            Place::Meta(_) | Place::Identification(_) | Place::Level(..) | Place::Other => None,
        }
    }

    /// An element in metadata, or the metadata themselves. Of two of a kind the first counts.
    fn metadata(&mut self, element: &Element<'_, 'a>, around: Place, akn: bool) -> Place {
        let name = element.name;
        match around {
            Place::Document(at) if akn && name == "meta" => {
                let Some(part) = self.all.get_mut(at).filter(|part| part.meta.is_none()) else { return Place::Other };
                part.meta = Some(Meta { span: element.span, blocks: Vec::new(), facts: Facts::default() });
                Place::Meta(at)
            }
            Place::Meta(at) if akn => {
                let Some(meta) = self.all.get_mut(at).and_then(|part| part.meta.as_mut()) else { return Place::Other };
                if matches!(name, "publication" | "references") {
                    meta.blocks.push(name);
                }
                let identifies = name == "identification" && !std::mem::replace(&mut meta.facts.identified, true);
                if identifies { Place::Identification(at) } else { Place::Other }
            }
            Place::Identification(at) if akn => {
                let level = match name {
                    "FRBRWork" => Frbr::Work,
                    "FRBRExpression" => Frbr::Expression,
                    "FRBRManifestation" => Frbr::Manifestation,
                    _ => return Place::Other,
                };
                let first = self.level(at, level).is_some_and(|level| !std::mem::replace(&mut level.met, true));
                if first { Place::Level(at, level) } else { Place::Other }
            }
            Place::Level(at, level) => {
                let told = element.attributes.iter().filter(|a| a.namespace.is_none()).map(|a| (a.name, Value::of(a)));
                if let Some(level) = self.level(at, level) {
                    level.entries.push((name, told.collect()));
                }
                Place::Other
            }
            Place::Document(_) | Place::Meta(_) | Place::Identification(_) | Place::Other => Place::Other,
        }
    }

    fn level(&mut self, at: usize, level: Frbr) -> Option<&mut Level<'a>> {
        let facts = &mut self.all.get_mut(at)?.meta.as_mut()?.facts;
        Some(match level {
            Frbr::Work => &mut facts.work,
            Frbr::Expression => &mut facts.expression,
            Frbr::Manifestation => &mut facts.manifestation,
        })
    }

    /// L05, L06, L07 and L16.
    pub(super) fn check(&self, lint: &mut Lint<'_>) {
        let Some(main) = self.all.iter().find(|part| part.depth <= 1) else { return };
        let Some(meta) = &main.meta else { return };
        class(main, &meta.facts, lint);
        for block in ["publication", "references"] {
            if !meta.blocks.contains(&block) {
                let message = format!("<meta> of <{}> lacks <{block}>; add it", main.element);
                lint.expect(Kind::MissingMetadata, meta.span, message, vec![block.to_owned()]);
            }
        }
        meta.facts.check(main, "main", Kind::IncoherentFrbr, lint);
        meta.facts.check_work(main, lint);
        let mut components = HashSet::new();
        for annex in self.all.iter().filter(|part| part.attached) {
            // The annexes of an annex, too, are components of the one document, which a collection may hold.
            let whole = annex.whole.and_then(|whole| self.all.get(whole)).and_then(|whole| whole.meta.as_ref());
            if let Some(whole) = whole {
                self::annex(annex, &whole.facts, &mut components, lint);
            }
        }
    }
}

impl<'a> Value<'a> {
    fn of(attribute: &Attribute<'a>) -> Self {
        Value { text: attribute.value.clone(), span: attribute.span }
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

impl<'a> Level<'a> {
    /// What the elements called `name` say in an attribute.
    fn all(&self, name: &'static str, attribute: &'static str) -> impl Iterator<Item = &Value<'a>> {
        let named = self.entries.iter().filter(move |(element, _)| *element == name);
        named.filter_map(move |(_, told)| told.iter().find(|(known, _)| *known == attribute).map(|(_, value)| value))
    }

    /// The value of the first that has one.
    fn value(&self, name: &'static str) -> &str {
        self.all(name, "value").next().map_or("", |value| &value.text)
    }
}

impl Facts<'_> {
    fn language(&self) -> &str {
        self.expression.all("FRBRlanguage", "language").next().map_or("", |value| &value.text)
    }

    /// The identifiers that follow from the work's, the language and the format.
    fn check(&self, document: &Part<'_>, component: &str, kind: Kind, lint: &mut Lint<'_>) {
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
        let Some(Value { text: expression, span }) = self.expression.all("FRBRuri", "value").next() else { return };
        let version = expression.strip_prefix(work).and_then(|rest| rest.strip_prefix('/'));
        let language = self.language();
        if !version.is_some_and(|v| is_version(v) && v.split('@').next() == Some(language)) {
            let expected = format!("{work}/{language}@");
            let message = format!(
                "FRBRuri {expression:?} of the expression of <{}> contradicts the work or FRBRlanguage; expected {expected}, \
                 with or without a date",
                document.element
            );
            lint.expect(kind, *span, message, vec![expected]);
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
    fn check_work(&self, main: &Part<'_>, lint: &mut Lint<'_>) {
        let Some(Value { text: uri, span }) = self.work.all("FRBRuri", "value").next() else { return };
        let authors: Vec<String> = self.work.all("FRBRauthor", "href").map(|href| actor(&href.text, lint)).collect();
        let dates = self.work.all("FRBRdate", "date").map(|date| date.text.get(..10).unwrap_or(&date.text));
        let numbers = self.work.all("FRBRnumber", "value").map(|number| number.text.as_ref());
        let known = [
            ("the prefix", vec![""]),
            ("the prefix", vec!["akn"]),
            ("FRBRcountry", vec![self.work.value("FRBRcountry")]),
            ("the element of the document", vec![main.element]),
            ("FRBRsubtype", vec![self.work.value("FRBRsubtype")]),
            ("the href of the author's entry in references", authors.iter().map(String::as_str).collect()),
            ("FRBRdate of the work", dates.collect()),
            ("FRBRnumber", numbers.collect()),
        ];
        let segments: Vec<&str> = uri.split('/').collect();
        if segments.len() != known.len() {
            let expected = "/akn/un/{type}/{subtype}/{actor}/{date}/{number}";
            let message = format!("FRBRuri {uri:?} does not follow the pattern of UN works; expected {expected}");
            lint.expect(Kind::IncoherentFrbr, *span, message, vec![expected.to_owned()]);
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
                lint.expect(Kind::IncoherentFrbr, *span, message, expected);
            }
        }
    }
}

/// The last segment of the IRI to which an author's `#id` leads, or of the IRI itself.
fn actor(href: &str, lint: &Lint<'_>) -> String {
    let entry = href.strip_prefix('#').and_then(|id| lint.entries.get(id));
    let iri = entry.map_or(href, |iri| iri);
    iri.rsplit('/').next().unwrap_or(iri).to_owned()
}

/// L06.
fn class(main: &Part<'_>, facts: &Facts<'_>, lint: &mut Lint<'_>) {
    let (element, name) = (main.element, main.name.as_ref().map_or("", |name| &name.text));
    let subtype = facts.work.value("FRBRsubtype");
    let subtypes: Vec<_> = CLASSES.iter().filter(|(e, _, _)| *e == element).collect();
    let Some((_, _, names)) = subtypes.iter().find(|(_, s, _)| *s == subtype) else {
        let expected: Vec<String> = subtypes.iter().map(|(_, s, _)| (*s).to_owned()).collect();
        let at = facts.work.all("FRBRsubtype", "value").next();
        let span = at.map_or(main.span, |subtype| subtype.span);
        let message = format!("FRBRsubtype {subtype:?} does not go with <{element}>; expected {}", one_of(&expected));
        lint.expect(Kind::DocumentClass, span, message, expected);
        return;
    };
    let fits = |known: &&str| known.strip_suffix('…').map_or(name == *known, |start| name.starts_with(start));
    if !names.iter().any(fits) {
        let expected: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
        let span = main.name.as_ref().map_or(main.span, |name| name.span);
        let message =
            format!("name={name:?} does not go with <{element}> of subtype {subtype}; expected {}", one_of(&expected));
        lint.expect(Kind::DocumentClass, span, message, expected);
    }
}

/// L16.
fn annex<'p>(annex: &'p Part<'_>, main: &Facts<'_>, components: &mut HashSet<&'p str>, lint: &mut Lint<'_>) {
    let Some(Meta { facts, .. }) = &annex.meta else { return };
    let kind = Kind::AnnexMetadata;
    let work = main.work.value("FRBRuri");
    same(facts.work.all("FRBRuri", "value").next(), work, "the document's FRBRuri", kind, lint);
    let language = facts.expression.all("FRBRlanguage", "language").next();
    same(language, main.language(), "the document's FRBRlanguage", kind, lint);
    let Some(Value { text: this, span }) = facts.work.all("FRBRthis", "value").next() else { return };
    let component = this.strip_prefix(work).and_then(|rest| rest.strip_prefix("/!")).unwrap_or("");
    if component == "main" || component.is_empty() || !component.split('/').all(is_word) {
        let expected = format!("{work}/!annex_1");
        let message = format!("FRBRthis {this:?} names no component of the document; expected {expected}");
        lint.expect(kind, *span, message, vec![expected]);
        return;
    }
    if !components.insert(this) {
        let message = format!("FRBRthis {this:?} names another annex already; expected a component of its own");
        lint.expect(kind, *span, message, Vec::new());
    }
    if facts.work.value("FRBRuri") == work {
        facts.check(annex, component, kind, lint);
    }
}

/// Reports a value that is not the one that follows from `reason`.
fn same(found: Option<&Value<'_>>, expected: &str, reason: &str, kind: Kind, lint: &mut Lint<'_>) {
    if let Some(Value { text, span }) = found.filter(|value| value.text != expected) {
        let message = format!("{text:?} contradicts {reason}; expected {expected}");
        lint.expect(kind, *span, message, vec![expected.to_owned()]);
    }
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
