//! Akoma Ntoso against the standard, without a C library: [`validate`] for the schema, [`lint`] for the UN's profile.
//!
//! In: the text of an XML document, from declc or from anyone else. Out: [`Violation`]s in document order, none where
//! the document is valid. The verdict is that of libxml2 with the OASIS schema of Akoma Ntoso 3.0, compared on tens of
//! thousands of damaged documents (`tests/conformance/verdicts.py`).
//!
//! Invariants: one violation for one cause; each has a byte range; no panic, no recursion over the document, no
//! external entity, no network. A document type declaration is refused: Akoma Ntoso has none, and it can hide bombs.
//!
//! Not here: how a document is made (see `emit`), and whether its text is good English or Chinese (see `check`).

mod content;
mod events;
mod plain;
mod profile;
mod table;
mod uri;
mod value;
mod walk;
mod wellformed;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;
pub use profile::lint;

/// One fault of an Akoma Ntoso document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Which rule it breaks.
    pub kind: Kind,
    /// The name in the start tag, the attribute or the text at fault, as bytes of the document.
    pub span: Span,
    /// What is wrong and what would be right. One sentence without a full stop.
    pub message: String,
    /// All that might stand there instead: names of elements or attributes, or values in words. Names come in the
    /// order of use in UN documents. Empty where the rule leaves no choice.
    pub expected: Vec<String>,
}

/// The rule that a [`Violation`] breaks. The first eight are the standard's, the others the UN's profile AKN4UN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// The text is not XML.
    NotWellFormed,
    /// An element where it may not stand.
    UnexpectedElement,
    /// A required element is not there.
    MissingElement,
    /// An attribute that the element may not carry.
    UnexpectedAttribute,
    /// A required attribute is not there.
    MissingAttribute,
    /// A value that is not of the attribute's type.
    BadValue,
    /// Text where only elements may stand.
    UnexpectedText,
    /// An eId or GUID that stands twice in one document.
    DuplicateEid,
    /// A local reference to an eId that is not in the file.
    DanglingReference,
    /// An eId that does not follow the naming convention.
    EidPattern,
    /// Identifiers of work, expression and manifestation that contradict each other.
    IncoherentFrbr,
    /// An element, subtype and name that AKN4UN does not combine.
    DocumentClass,
    /// A required block of metadata is not there.
    MissingMetadata,
    /// Markers or placement of authorial notes.
    NoteMarker,
    /// An inline of the document's heading in its preamble or body.
    HeadingInline,
    /// An HTML list.
    HtmlList,
    /// A generic inline without the prefix of the profile.
    InlineName,
    /// A reference that does not follow the IRI grammar.
    ReferenceTarget,
    /// Markup of the raw text left in the text.
    LeftoverMarkup,
    /// Metadata of an annex that contradict the document's.
    AnnexMetadata,
    /// A language on the document type.
    MisplacedLanguage,
}

/// Checks `xml` against the schema of Akoma Ntoso 3.0.
///
/// ```
/// use declc::validate::{Kind, validate};
/// let xml = r#"<p xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><date date="30 June 2021">.</date></p>"#;
/// let [violation] = &validate(xml)[..] else { panic!() };
/// assert_eq!(violation.kind, Kind::BadValue);
/// assert_eq!(violation.span.slice(xml), r#"date="30 June 2021""#);
/// assert_eq!(violation.expected[0], "a date such as 2021-06-30");
/// ```
pub fn validate(xml: &str) -> Vec<Violation> {
    examine(xml, true, false)
}

/// What [`validate`] and then [`lint`] say of a text, which is read once for both.
///
/// ```
/// use declc::validate::{lint, validate, validate_and_lint};
/// let xml = "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"/>";
/// assert_eq!(validate_and_lint(xml), [validate(xml), lint(xml)].concat());
/// ```
pub fn validate_and_lint(xml: &str) -> Vec<Violation> {
    examine(xml, true, true)
}

/// What the schema, the profile or both say of a text, or why it is not XML.
fn examine(xml: &str, schema: bool, profile: bool) -> Vec<Violation> {
    let mut rules = Asked::new(schema, profile);
    if plain::read(xml, &mut rules).is_some() {
        return rules.found();
    }
    match wellformed::parse(xml) {
        Ok(document) => {
            let mut rules = Asked::new(schema, profile);
            events::show(&document, &mut rules);
            rules.found()
        }
        Err(violation) => vec![violation],
    }
}

/// The rules that somebody asks for.
struct Asked<'a> {
    schema: Option<walk::Walk<'a>>,
    profile: Option<profile::Lint<'a>>,
}

impl Asked<'_> {
    fn new(schema: bool, profile: bool) -> Self {
        Asked { schema: schema.then(walk::Walk::new), profile: profile.then(profile::Lint::new) }
    }

    /// What they have found: the schema's first, each in the order of the text.
    fn found(self) -> Vec<Violation> {
        let mut found = self.schema.map(walk::Walk::found).unwrap_or_default();
        found.extend(self.profile.into_iter().flat_map(profile::Lint::found));
        found
    }
}

impl<'a> events::Rules<'a> for Asked<'a> {
    fn open(&mut self, element: &events::Element<'_, 'a>) {
        if let Some(walk) = &mut self.schema {
            walk.open(element);
        }
        if let Some(lint) = &mut self.profile {
            lint.open(element);
        }
    }

    fn text(&mut self, text: &events::Text<'a>) {
        if let Some(walk) = &mut self.schema {
            walk.text(text);
        }
        if let Some(lint) = &mut self.profile {
            lint.text(text);
        }
    }

    fn close(&mut self) {
        if let Some(walk) = &mut self.schema {
            walk.close();
        }
        if let Some(lint) = &mut self.profile {
            lint.close();
        }
    }
}

/// [`validate`] in the form that the renderers of `diagnostic` take.
///
/// ```
/// let found = declc::validate::diagnostics("<akomaNtoso/>");
/// assert_eq!((found[0].code, found[0].name), ("DC902", "unexpected-element"));
/// ```
pub fn diagnostics(xml: &str) -> Vec<Diagnostic> {
    validate(xml).into_iter().map(Diagnostic::from).collect()
}

impl From<Violation> for Diagnostic {
    fn from(violation: Violation) -> Self {
        let kind = violation.kind;
        Diagnostic {
            code: kind.code(),
            name: kind.name(),
            severity: kind.severity(),
            message: violation.message,
            span: Some(violation.span),
            help: kind.help().to_owned(),
            fix: None,
        }
    }
}

impl Kind {
    /// The stable code, `DC902`. Codes from `DC920` carry the number of the lint rule.
    pub fn code(self) -> &'static str {
        self.entry().0
    }

    /// The stable name, `unexpected-element`.
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    /// Why the rule matters, and what to do.
    pub fn help(self) -> &'static str {
        self.entry().2
    }

    /// How bad it is: a warning where the fault may be the printed text's own, otherwise an error.
    pub fn severity(self) -> Severity {
        if matches!(self, Kind::NoteMarker | Kind::LeftoverMarkup) { Severity::Warning } else { Severity::Error }
    }

    #[expect(clippy::too_many_lines, reason = "a table: one row a kind")]
    fn entry(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Kind::NotWellFormed => (
                "DC901",
                "not-well-formed",
                "no XML reader opens the file; mend this place first, since nothing after it was checked",
            ),
            Kind::UnexpectedElement => (
                "DC902",
                "unexpected-element",
                "readers of Akoma Ntoso reject the file; move the element, rename it or take it out",
            ),
            Kind::MissingElement => (
                "DC903",
                "missing-element",
                "readers of Akoma Ntoso reject the file and rely on the element; add it at this place",
            ),
            Kind::UnexpectedAttribute => (
                "DC904",
                "unexpected-attribute",
                "readers of Akoma Ntoso reject the file; take the attribute out or put it on the right element",
            ),
            Kind::MissingAttribute => (
                "DC905",
                "missing-attribute",
                "readers of Akoma Ntoso reject the file and rely on the attribute; add it to the start tag",
            ),
            Kind::BadValue => (
                "DC906",
                "bad-value",
                "programs that read the attribute fail on it; write it in the form that the standard asks for",
            ),
            Kind::UnexpectedText => (
                "DC907",
                "unexpected-text",
                "readers of Akoma Ntoso reject the file or drop the text; wrap it in an element such as p",
            ),
            Kind::DuplicateEid => (
                "DC908",
                "duplicate-eid",
                "a reference to it could mean either element; give each its own, annexes with a prefix such as att_1__",
            ),
            Kind::DanglingReference => (
                "DC922",
                "dangling-reference",
                "a reader who follows the reference arrives nowhere; add the target or drop the reference",
            ),
            Kind::EidPattern => (
                "DC923",
                "eid-pattern",
                "links across languages and versions are built from eIds; write type_number, levels joined by __",
            ),
            Kind::IncoherentFrbr => (
                "DC925",
                "incoherent-frbr",
                "catalogues file the document by these identifiers; derive them all from one set of facts",
            ),
            Kind::DocumentClass => (
                "DC926",
                "document-class",
                "UN systems choose the class of a document by element, subtype and name; take a row of the AKN4UN table",
            ),
            Kind::MissingMetadata => (
                "DC927",
                "missing-metadata",
                "AKN4UN requires identification, publication and references in every document; add the block to meta",
            ),
            Kind::NoteMarker => (
                "DC928",
                "note-marker",
                "notes are cited by their markers; number them in order of the calls, with placement=\"bottom\"",
            ),
            Kind::HeadingInline => (
                "DC929",
                "heading-inline",
                "indexers read doc* inlines as facts on this document; keep them to coverPage, preface and conclusions",
            ),
            Kind::HtmlList => (
                "DC930",
                "html-list",
                "AKN4UN forbids ol and ul, which cannot be cited; use list and point, or blockList",
            ),
            Kind::InlineName => (
                "DC931",
                "inline-name",
                "names without the prefix clash with those of other profiles; write name=\"akn4un:...\"",
            ),
            Kind::ReferenceTarget => (
                "DC932",
                "reference-target",
                "resolvers read ref/@href as an Akoma Ntoso IRI; put web addresses in a/@href or alternativeReference",
            ),
            Kind::LeftoverMarkup => (
                "DC935",
                "leftover-markup",
                "readers see the sign in the running text; turn it into authorialNote, inline or heading",
            ),
            Kind::AnnexMetadata => (
                "DC936",
                "annex-metadata",
                "an annex is a component of the same work; repeat the document's identifiers with the annex's suffix",
            ),
            Kind::MisplacedLanguage => (
                "DC937",
                "misplaced-language",
                "the language of the document is FRBRlanguage; put xml:lang on the highest element that differs",
            ),
        }
    }
}

/// The bytes of the name in an element's start tag.
fn name_span(node: roxmltree::Node<'_, '_>) -> Span {
    let start = node.range().start + 1;
    let tag = node.document().input_text().get(start..).unwrap_or("");
    let length = tag.find(|c: char| value::is_space(c) || matches!(c, '/' | '>')).unwrap_or(0);
    Span::new(start, start + length)
}

/// `one of a, b, c and 4 more`, or the only one.
fn one_of(expected: &[String]) -> String {
    const SHOWN: usize = 8;
    match expected {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [some @ .., last] if expected.len() <= SHOWN => format!("{} or {last}", some.join(", ")),
        many => format!(
            "one of {} and {} more",
            many.get(..SHOWN).unwrap_or(many).join(", "),
            many.len().saturating_sub(SHOWN)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Kind; 21] = [
        Kind::NotWellFormed,
        Kind::UnexpectedElement,
        Kind::MissingElement,
        Kind::UnexpectedAttribute,
        Kind::MissingAttribute,
        Kind::BadValue,
        Kind::UnexpectedText,
        Kind::DuplicateEid,
        Kind::DanglingReference,
        Kind::EidPattern,
        Kind::IncoherentFrbr,
        Kind::DocumentClass,
        Kind::MissingMetadata,
        Kind::NoteMarker,
        Kind::HeadingInline,
        Kind::HtmlList,
        Kind::InlineName,
        Kind::ReferenceTarget,
        Kind::LeftoverMarkup,
        Kind::AnnexMetadata,
        Kind::MisplacedLanguage,
    ];

    #[test]
    fn codes_rise_and_names_are_kebab_case() {
        assert!(KINDS.iter().map(|k| k.code()).is_sorted_by(|a, b| a < b));
        for kind in KINDS {
            assert!(kind.name().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", kind.name());
            assert!(!kind.help().ends_with('.'), "{}", kind.help());
        }
    }

    #[test]
    fn a_long_list_is_cut() {
        let names: Vec<String> = (1..=12).map(|n| format!("e{n}")).collect();
        assert_eq!(one_of(&names), "one of e1, e2, e3, e4, e5, e6, e7, e8 and 4 more");
        assert_eq!(one_of(&names[..3]), "e1, e2 or e3");
    }
}
