//! The walk over a document: each element against its type, each attribute against its own.
//!
//! In: the elements and texts of a document, as they come. Out: its violations, in document order. In `<preface/><meta/>` the walk reports that `meta` is
//! missing before `preface`, and says nothing more of the second `meta`: one cause, one violation.
//!
//! To keep on after a fault, the content model may be in several states at once: an element that fits nowhere may have
//! been meant as any of those that would fit, so its next sibling is measured against all of them.
//!
//! Invariants: no recursion, since a hostile document may nest as deep as memory allows; what libxml2 rejects gives at
//! least one violation, what it accepts none.
//!
//! Not here: rules above the schema (see `profile`).

use super::content::{Automaton, Child, Class, State, Symbol};
use super::events::{self, Element, Rules, Text, XML, XSI};
use super::table::{Attribute, ComplexType, Named, SCHEMA, Schema, TypeId};
use super::value::{self, Atom, Simple, SimpleId, is_space};
use super::{Kind, Violation, one_of};
use crate::source::Span;
use std::borrow::Cow;
use std::collections::HashSet;

const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// The walk: what it has found, and what it holds of the elements that are open.
pub(super) struct Walk<'a> {
    schema: &'static Schema,
    found: Vec<Violation>,
    frames: Vec<Frame<'a>>,
    /// For each uniqueness rule, the values met in the current scope.
    seen: Vec<HashSet<Cow<'a, str>>>,
    /// For each uniqueness rule, the depth of the outermost element in force. A scope within it can hold no duplicate
    /// that the outer one does not.
    scope: Vec<Option<usize>>,
    /// Values of `xml:id`, which no two elements of a file share.
    ids: HashSet<String>,
}

struct Frame<'a> {
    name: &'a str,
    span: Span,
    /// The child that was opened last.
    last: Option<&'a str>,
    holds: Holds,
}

/// What the content of an element is held to.
enum Holds {
    /// The content model of a type.
    Model(&'static ComplexType, Progress),
    /// Nothing but the declarations of the elements that happen to be of the standard.
    Anything,
    /// A value, where `xsi:type` names a simple type on an element of another namespace; what was read of it.
    Value(SimpleId, String),
    /// Text alone, of a type of XML Schema that the standard does not use.
    Text,
    /// Nothing at all, since what is wrong with it was said.
    Unchecked,
}

/// How far the children have come in the content model.
#[derive(Default)]
struct Progress {
    state: State,
    /// Other states, after a fault.
    also: Vec<State>,
    /// Whether this element's children had a fault already.
    faulty: bool,
    /// Elements that were reported as missing: where one turns up later, it was only misplaced.
    missed: Vec<Symbol>,
}

impl<'a> Rules<'a> for Walk<'a> {
    fn open(&mut self, element: &Element<'_, 'a>) {
        let depth = self.frames.len();
        if depth == 0 {
            self.root(element);
        } else {
            self.child(element);
        }
        if self.frames.len() == depth {
            self.push(element, Holds::Unchecked);
        }
    }

    fn text(&mut self, text: &Text<'a>) {
        self.character_data(text);
    }

    fn close(&mut self) {
        self.leave();
    }
}

impl<'a> Walk<'a> {
    /// A walk that has not begun.
    pub(super) fn new() -> Self {
        Walk {
            schema: &SCHEMA,
            found: Vec::new(),
            frames: Vec::new(),
            seen: SCHEMA.unique.iter().map(|_| HashSet::new()).collect(),
            scope: SCHEMA.unique.iter().map(|_| None).collect(),
            ids: HashSet::new(),
        }
    }

    /// All violations of the schema in the document that the walk has seen.
    pub(super) fn found(mut self) -> Vec<Violation> {
        self.found.sort_by_key(|violation| violation.span);
        self.found
    }

    fn root(&mut self, element: &Element<'_, 'a>) {
        match self.classify(element) {
            Child::Known(symbol) => self.declared(element, symbol),
            Child::Other | Child::Unknown => {
                let name = element.name;
                let message = match element.namespace {
                    Some(namespace) if namespace == self.schema.namespace => {
                        format!("Akoma Ntoso has no element <{name}>; expected <akomaNtoso> as the outermost element")
                    }
                    _ => format!(
                        "<{name}> is not an element of Akoma Ntoso; expected <akomaNtoso> in the namespace {}",
                        self.schema.namespace
                    ),
                };
                self.report(Kind::UnexpectedElement, element.span, message, vec!["akomaNtoso".to_owned()]);
            }
        }
    }

    fn classify(&self, element: &Element<'_, '_>) -> Child {
        match element.namespace {
            Some(namespace) if namespace == self.schema.namespace => {
                self.schema.symbol(element.name).map_or(Child::Unknown, Child::Known)
            }
            Some(_) => Child::Other,
            None => Child::Unknown,
        }
    }

    /// A child element: its place in the parent, then itself. One that the parent never holds may be a slip for
    /// another, so nothing is said of its own attributes and children, only of what is further down.
    fn child(&mut self, element: &Element<'_, 'a>) {
        let child = self.classify(element);
        let Some(frame) = self.frames.last_mut() else { return };
        frame.last = Some(element.name);
        let parent = frame.name;
        match &mut frame.holds {
            Holds::Model(complex, progress) => {
                let Err(fault) = advance(&complex.content, progress, child) else {
                    return self.fitting(element, child);
                };
                let (kind, message, expected) = fault.describe(self.schema, element, parent, complex);
                let known = kind == Kind::MissingElement || complex.content.mentions(child);
                self.report(kind, element.span, message, expected);
                if known { self.fitting(element, child) } else { self.push(element, Holds::Anything) }
            }
            Holds::Anything => self.fitting(element, child),
            Holds::Value(..) | Holds::Text => {
                let message = format!("<{parent}> holds a value and no elements; take out <{}>", element.name);
                self.report(Kind::UnexpectedElement, element.span, message, Vec::new());
            }
            Holds::Unchecked => {}
        }
    }

    fn fitting(&mut self, element: &Element<'_, 'a>, child: Child) {
        match child {
            Child::Known(symbol) => self.declared(element, symbol),
            Child::Other | Child::Unknown => self.undeclared(element),
        }
    }

    /// An element of the standard.
    fn declared(&mut self, element: &Element<'_, 'a>, symbol: Symbol) {
        let mut id = self.schema.type_of(symbol);
        if let Some(given) = xsi(element, "type") {
            let derived = match self.xsi_type(element, &given.value) {
                Some(Type::Of(Named::Complex(derived))) => Some(derived).filter(|&d| self.schema.derives(d, id)),
                _ => None,
            };
            match derived {
                Some(derived) => id = derived,
                None => self.report(
                    Kind::BadValue,
                    given.span,
                    format!(
                        "xsi:type={:?} is no type that may stand for that of <{}>; take the attribute out",
                        &given.value, element.name
                    ),
                    Vec::new(),
                ),
            }
        }
        if let Some(nil) = xsi(element, "nil") {
            let message = format!("<{}> may not be nil; take xsi:nil out", element.name);
            self.report(Kind::UnexpectedAttribute, nil.span, message, Vec::new());
        }
        self.open_scopes(symbol);
        self.typed(element, id);
    }

    fn typed(&mut self, element: &Element<'_, 'a>, id: TypeId) {
        let Some(complex) = self.schema.types.get(id) else { return };
        self.attributes(element, complex);
        self.push(element, Holds::Model(complex, Progress::default()));
    }

    /// An element of another namespace, where any may stand.
    fn undeclared(&mut self, element: &Element<'_, 'a>) {
        let given = xsi(element, "type");
        let holds = match given.map(|given| self.xsi_type(element, &given.value)) {
            None | Some(Some(Type::Any)) => Holds::Anything,
            Some(Some(Type::Of(Named::Complex(id)))) => return self.typed(element, id),
            Some(Some(Type::Of(Named::Simple(id)))) => Holds::Value(id, String::new()),
            Some(Some(Type::BuiltIn)) => Holds::Text,
            Some(None) => {
                if let Some(given) = given {
                    let message = format!("xsi:type={:?} names no type; take the attribute out", &given.value);
                    self.report(Kind::BadValue, given.span, message, Vec::new());
                }
                Holds::Anything
            }
        };
        for attribute in element.attributes {
            match (&holds, attribute.namespace) {
                (Holds::Value(..) | Holds::Text, namespace) if namespace != Some(XSI) => {
                    let message = format!("an element of a simple type may not carry {}", attribute.name);
                    self.report(Kind::UnexpectedAttribute, attribute.span, message, Vec::new());
                }
                _ => self.foreign_attribute(attribute),
            }
        }
        self.push(element, holds);
    }

    fn push(&mut self, element: &Element<'_, 'a>, holds: Holds) {
        self.frames.push(Frame { name: element.name, span: element.span, last: None, holds });
    }

    /// The end of an element: is anything missing?
    fn leave(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        for (scope, seen) in self.scope.iter_mut().zip(&mut self.seen) {
            if *scope == Some(self.frames.len()) {
                *scope = None;
                seen.clear();
            }
        }
        let name = frame.name;
        match frame.holds {
            Holds::Model(complex, progress) if !progress.faulty && !complex.content.accepts_end(progress.state) => {
                let expected = names(self.schema, complex.content.successors(progress.state).map(|(_, class)| class));
                let after = frame.last.map_or(String::new(), |last| format!(" after <{last}>"));
                let message = format!("<{name}> is not complete{after}; add {}", one_of(&expected));
                self.report(Kind::MissingElement, frame.span, message, expected);
            }
            Holds::Value(id, text) => {
                if !value::accepts(&self.schema.simples, id, &text) {
                    let expected = value::expected(&self.schema.simples, id);
                    let message = format!("{text:?} in <{name}> is not {}", one_of(&expected));
                    self.report(Kind::BadValue, frame.span, message, expected);
                }
            }
            Holds::Model(..) | Holds::Anything | Holds::Text | Holds::Unchecked => {}
        }
    }

    fn character_data(&mut self, text: &Text<'a>) {
        let Some(frame) = self.frames.last_mut() else { return };
        let complex = match &mut frame.holds {
            Holds::Model(complex, _) if !complex.mixed => complex,
            Holds::Value(_, value) => {
                *value += &text.value;
                return;
            }
            Holds::Model(..) | Holds::Anything | Holds::Text | Holds::Unchecked => return,
        };
        // Most texts are the white space between two tags.
        if !complex.empty && text.value.bytes().all(|b| is_space(char::from(b))) {
            return;
        }
        let name = frame.name;
        let visible = text.value.trim_matches(is_space);
        let shown: String = visible.chars().take(40).collect();
        let more = if visible.chars().count() > 40 { "…" } else { "" };
        let (message, expected) = if complex.empty && !visible.is_empty() {
            (format!("text \"{shown}{more}\" stands in <{name}>, which must be empty"), Vec::new())
        } else if complex.empty {
            (format!("<{name}> must be empty, without white space or CDATA; write <{name}/>"), Vec::new())
        } else {
            let expected = names(self.schema, complex.content.places());
            (
                format!("text \"{shown}{more}\" stands directly in <{name}>, which holds only {}", one_of(&expected)),
                expected,
            )
        };
        self.report(Kind::UnexpectedText, text_span(text), message, expected);
    }

    fn attributes(&mut self, element: &Element<'_, 'a>, complex: &'static ComplexType) {
        let holder = element.name;
        let mut required = complex.required;
        for attribute in element.attributes {
            let name = attribute.name;
            let declared = complex.attributes.iter().find(|a| match attribute.namespace {
                None => a.name == name,
                Some(XML) => a.name.strip_prefix("xml:") == Some(name),
                Some(_) => false,
            });
            if let Some(declared) = declared {
                required -= usize::from(declared.required);
                self.value(holder, attribute, declared);
                self.unique(attribute);
                continue;
            }
            let foreign = attribute.namespace.is_some_and(|n| n != self.schema.namespace);
            let meta = attribute.namespace == Some(XSI)
                && matches!(name, "type" | "nil" | "schemaLocation" | "noNamespaceSchemaLocation");
            if meta || (foreign && complex.other_attributes) {
                self.foreign_attribute(attribute);
                continue;
            }
            let present = |a: &Attribute| element.attribute(a.name).is_some();
            let free = complex.attributes.iter().filter(|a| !present(a));
            let mut expected: Vec<String> = free.map(|a| a.name.to_owned()).collect();
            expected.sort_by_key(|known| distance(known, name).min(3));
            let near = expected.first().filter(|known| distance(known, name) <= 2);
            let own = attribute.namespace == Some(self.schema.namespace);
            let advice = match near {
                _ if own => format!("attributes of Akoma Ntoso have no prefix, so write {name}"),
                Some(near) => format!("did you mean {near}?"),
                None if expected.is_empty() => "it takes none".to_owned(),
                None => format!("expected {}", one_of(&expected)),
            };
            let prefix = if attribute.namespace == Some(XML) { "xml:" } else { "" };
            let message = format!("<{holder}> may not carry the attribute {prefix}{name}; {advice}");
            self.report(Kind::UnexpectedAttribute, attribute.span, message, expected);
        }
        if required > 0 {
            for missing in complex.attributes.iter().filter(|a| a.required && element.attribute(a.name).is_none()) {
                let expected = value::expected(&self.schema.simples, missing.value);
                let message =
                    format!("<{holder}> lacks the attribute {}; add it, with {}", missing.name, one_of(&expected));
                self.report(Kind::MissingAttribute, element.span, message, expected);
            }
        }
    }

    /// An attribute of another namespace: only `xml:lang` and its kin have a declaration.
    fn foreign_attribute(&mut self, attribute: &events::Attribute<'a>) {
        if attribute.namespace == Some(XML) {
            let global = self.schema.globals.iter().find(|g| g.name.strip_prefix("xml:") == Some(attribute.name));
            if let Some(global) = global {
                self.value("*", attribute, global);
            }
        }
    }

    fn value(&mut self, element: &str, attribute: &events::Attribute<'a>, declared: &Attribute) {
        let text = attribute.value.as_ref();
        if !value::accepts(&self.schema.simples, declared.value, text) {
            let expected = value::expected(&self.schema.simples, declared.value);
            let of = if element == "*" { String::new() } else { format!(" on <{element}>") };
            let message = format!("{}={text:?}{of} is not {}", declared.name, one_of(&expected));
            self.report(Kind::BadValue, attribute.span, message, expected);
        } else if matches!(self.schema.simples.get(declared.value), Some(Simple::Atom(Atom::Id)))
            && !self.ids.insert(text.trim_matches(' ').to_owned())
        {
            let message = format!("{}={text:?} stands twice in the file; expected a value of its own", declared.name);
            self.report(Kind::DuplicateEid, attribute.span, message, Vec::new());
        }
    }

    fn open_scopes(&mut self, symbol: Symbol) {
        for (rule, scope) in self.schema.unique.iter().zip(&mut self.scope) {
            if scope.is_none() && rule.within.contains(&symbol) {
                *scope = Some(self.frames.len());
            }
        }
    }

    fn unique(&mut self, attribute: &events::Attribute<'a>) {
        for (at, rule) in self.schema.unique.iter().enumerate() {
            if rule.attribute != attribute.name || self.scope.get(at).is_none_or(Option::is_none) {
                continue;
            }
            let Some(seen) = self.seen.get_mut(at) else { continue };
            if !seen.insert(attribute.value.clone()) {
                let (name, value) = (attribute.name, &attribute.value);
                let message = format!("{name}=\"{value}\" stands on an element before; expected a value of its own");
                self.report(Kind::DuplicateEid, attribute.span, message, Vec::new());
            }
        }
    }

    /// The type that `xsi:type` names. An untrimmed value is none, as libxml2 has it.
    fn xsi_type(&self, element: &Element<'_, '_>, value: &str) -> Option<Type> {
        let (prefix, name) = value.split_once(':').map_or((None, value), |(prefix, name)| (Some(prefix), name));
        match (element.lookup)(prefix) {
            Some(namespace) if namespace == self.schema.namespace => self.schema.named(name).map(Type::Of),
            Some(XSD) if matches!(name, "anyType") => Some(Type::Any),
            Some(XSD) => match Atom::named(name) {
                Some(atom) => {
                    let is = |s: &Simple| matches!(s, Simple::Atom(a) if *a == atom);
                    self.schema.simples.iter().position(is).map(|id| Type::Of(Named::Simple(id)))
                }
                None => Some(Type::BuiltIn),
            },
            Some(_) | None => None,
        }
    }

    fn report(&mut self, kind: Kind, span: Span, message: String, expected: Vec<String>) {
        self.found.push(Violation { kind, span, message, expected });
    }
}

/// What `xsi:type` may name.
enum Type {
    Of(Named),
    Any,
    /// A type of XML Schema that the standard does not use; its values are not checked.
    BuiltIn,
}

/// Why a child does not fit.
enum Fault {
    /// These elements should have come before it.
    Missing(Vec<Class>),
    /// It is out of order, too many, or never allowed; these would fit.
    Misfit(Vec<Class>),
}

/// Takes one step in the content model. An `Err` is to be reported.
fn advance(model: &Automaton, progress: &mut Progress, child: Child) -> Result<(), Fault> {
    if progress.also.is_empty()
        && let Some(next) = model.step(progress.state, child)
    {
        progress.state = next;
        return Ok(());
    }
    let states: Vec<State> = std::iter::once(progress.state).chain(progress.also.drain(..)).collect();
    let mut reached = states.iter().filter_map(|&state| model.step(state, child));
    if let Some(next) = reached.next() {
        progress.also = reached.filter(|&other| other != next).collect();
        progress.state = next;
        return Ok(());
    }
    progress.faulty = true;
    if let Child::Known(symbol) = child
        && let Some(at) = progress.missed.iter().position(|&missed| missed == symbol)
    {
        progress.missed.swap_remove(at);
        progress.also = states.into_iter().skip(1).collect();
        return Ok(());
    }
    // One required element left out before this one?
    let mut skipped = Vec::new();
    let mut next = None;
    for &state in &states {
        for (between, class) in model.successors(state) {
            if let Some(after) = model.step(between, child) {
                next = next.or(Some(after));
                skipped.push(class.clone());
            }
        }
    }
    if let Some(next) = next {
        progress.state = next;
        progress.missed.extend(skipped.iter().flat_map(|class| class.symbols.iter().copied()));
        return Err(Fault::Missing(skipped));
    }
    let mut expected = Vec::new();
    for &state in &states {
        for (between, class) in model.successors(state) {
            expected.push(class.clone());
            if !progress.also.contains(&between) {
                progress.also.push(between);
            }
        }
    }
    Err(Fault::Misfit(expected))
}

impl Fault {
    fn describe(
        &self,
        schema: &Schema,
        element: &Element<'_, '_>,
        parent: &str,
        complex: &ComplexType,
    ) -> (Kind, String, Vec<String>) {
        let name = element.name;
        match self {
            Fault::Missing(classes) => {
                let expected = names(schema, classes.iter());
                let message = format!("<{parent}> needs {} before <{name}>", one_of(&expected));
                (Kind::MissingElement, message, expected)
            }
            Fault::Misfit(classes) => {
                let mut expected = names(schema, classes.iter());
                expected.sort_by_key(|known| distance(known, name).min(3));
                let near = expected.first().filter(|known| distance(known, name) <= 2);
                let child = schema.symbol(name).map_or(Child::Unknown, Child::Known);
                let foreign = element.namespace != Some(schema.namespace);
                let fault = if foreign {
                    format!("<{name}> of another namespace is not allowed in <{parent}>")
                } else if child == Child::Unknown {
                    format!("Akoma Ntoso has no element <{name}>, here in <{parent}>")
                } else if complex.content.mentions(child) {
                    format!("<{name}> is out of place or one too many in <{parent}>")
                } else {
                    format!("<{name}> is not allowed in <{parent}>")
                };
                let advice = match near {
                    Some(near) if !foreign => format!("did you mean {near}?"),
                    _ if complex.content.len() == 1 => format!("<{parent}> must be empty"),
                    _ if expected.is_empty() => format!("<{parent}> ends here"),
                    _ => format!("expected {}", one_of(&expected)),
                };
                (Kind::UnexpectedElement, format!("{fault}; {advice}"), expected)
            }
        }
    }
}

/// Names of elements, each once: those that UN documents use most come first, the others in the order of the table.
fn names<'c>(schema: &Schema, classes: impl Iterator<Item = &'c Class>) -> Vec<String> {
    let mut symbols = Vec::new();
    let mut other = false;
    for class in classes {
        other |= class.other;
        symbols.extend(class.symbols.iter().copied().filter(|s| !symbols.contains(s)).collect::<Vec<_>>());
    }
    symbols.sort_by_key(|&s| COMMON.iter().position(|common| *common == schema.name(s)).unwrap_or(COMMON.len()));
    let names = symbols.into_iter().map(|s| schema.name(s).to_owned());
    names.chain(other.then(|| "an element of another namespace".to_owned())).collect()
}

/// By frequency in the resolutions that the UN publishes in Akoma Ntoso.
const COMMON: [&str; 24] = [
    "p",
    "num",
    "content",
    "paragraph",
    "list",
    "point",
    "heading",
    "intro",
    "container",
    "section",
    "division",
    "title",
    "ref",
    "a",
    "authorialNote",
    "inline",
    "date",
    "organization",
    "role",
    "person",
    "table",
    "doc",
    "statement",
    "blockList",
];

/// How many letters two names differ by, not counting case; `usize::MAX` where their lengths differ by more than two.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 2 || a.len().max(b.len()) > 40 || a.len().min(b.len()) < 3 {
        return usize::MAX;
    }
    let b: Vec<u8> = b.bytes().map(|c| c.to_ascii_lowercase()).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().map(|c| c.to_ascii_lowercase()).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, &above) in b.iter().zip(row.iter().skip(1)) {
            left = (left + 1).min(above + 1).min(diagonal + usize::from(x != *y));
            diagonal = above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

/// The bytes of a text without its outer white space, or all of it where there is nothing else.
fn text_span(text: &Text<'_>) -> Span {
    let visible = text.raw.trim_matches(is_space);
    if visible.is_empty() {
        return text.span;
    }
    let start = text.span.start() + (text.raw.len() - text.raw.trim_start_matches(is_space).len());
    Span::new(start, start + visible.len())
}

/// An attribute that speaks of types.
fn xsi<'e, 'a>(element: &Element<'e, 'a>, name: &str) -> Option<&'e events::Attribute<'a>> {
    element.attributes.iter().find(|a| a.namespace == Some(XSI) && a.name == name)
}

#[cfg(test)]
mod tests {
    use super::SCHEMA;
    use crate::validate::{Kind, Violation, validate};

    /// Puts the namespace on the outermost element, whose tag ends at the first space, slash or bracket.
    fn document(xml: &str) -> String {
        let end = xml.find([' ', '/', '>']).unwrap();
        format!("{} xmlns=\"{}\"{}", &xml[..end], SCHEMA.namespace, &xml[end..])
    }

    fn found(xml: &str) -> (String, Vec<Violation>) {
        let xml = document(xml);
        let found = validate(&xml);
        (xml, found)
    }

    /// The one violation: its kind, the text at fault, and what was expected.
    fn only(xml: &str) -> (Kind, String, Vec<String>) {
        let (xml, found) = found(xml);
        let [violation] = &found[..] else { panic!("{xml}: {found:#?}") };
        (violation.kind, violation.span.slice(&xml).to_owned(), violation.expected.clone())
    }

    #[test]
    fn valid_documents_have_no_violation() {
        for xml in [
            "<p/>",
            "<p>大会<b>促请</b>，<authorialNote marker=\"1\"><p>第A/73/866。</p></authorialNote></p>",
            "<paragraph><num>1.</num><content><p/></content></paragraph>",
            "<paragraph><num/><num/><heading/><list><point/></list><wrapUp><p/></wrapUp></paragraph>",
            "<p xml:lang=\"zh\" xmlns:f=\"urn:f\" f:any=\"x\" refersTo=\"#a  #b\"><!-- --><br/><br></br></p>",
            "<foreign><m xmlns=\"urn:m\">text <y xmlns=\"\"/></m></foreign>",
            "<td colspan=\" +1 \"><p/></td>",
        ] {
            let (xml, found) = found(xml);
            assert_eq!(found, [], "{xml}");
        }
    }

    #[test]
    fn elements() {
        assert_eq!(only("<p><item/></p>").0, Kind::UnexpectedElement);
        let (kind, place, expected) = only("<content><parargaph/></content>");
        assert_eq!((kind, place.as_str()), (Kind::UnexpectedElement, "parargaph"));
        assert!(expected.contains(&"p".to_owned()) && !expected.contains(&"paragraph".to_owned()));
        let (kind, place, expected) = only("<blockList><listIntroduction/></blockList>");
        assert_eq!((kind, place.as_str(), expected), (Kind::MissingElement, "blockList", vec!["item".to_owned()]));
        let (kind, place, expected) = only("<table><caption/><caption/><tr><td/></tr></table>");
        assert_eq!((kind, place.as_str(), expected), (Kind::UnexpectedElement, "caption", vec!["tr".to_owned()]));
        let (kind, place, expected) = only("<paragraph><content/><list/></paragraph>");
        assert_eq!((kind, place.as_str(), expected), (Kind::UnexpectedElement, "list", vec![]));
        assert_eq!(only("<br><b/></br>").0, Kind::UnexpectedElement);
        assert_eq!(only("<unheardOf/>").2, ["akomaNtoso"]);
    }

    #[test]
    fn one_cause_gives_one_violation() {
        let work = |parts: &str| format!("<FRBRWork>{parts}</FRBRWork>");
        let this = "<FRBRthis value=\"\"/>";
        let rest = "<FRBRuri value=\"\"/><FRBRdate date=\"2021-06-30\" name=\"\"/><FRBRauthor href=\"\"/><FRBRcountry value=\"\"/>";
        assert_eq!(found(&work(&format!("{this}{rest}"))).1, []);
        // Left out, misspelt, misplaced.
        let (kind, place, expected) = only(&work(rest));
        assert_eq!((kind, place.as_str(), expected), (Kind::MissingElement, "FRBRuri", vec!["FRBRthis".to_owned()]));
        let (kind, place, expected) = only(&work(&format!("<FRBRThis value=\"\"/>{rest}")));
        assert_eq!(
            (kind, place.as_str(), expected),
            (Kind::UnexpectedElement, "FRBRThis", vec!["FRBRthis".to_owned()])
        );
        assert_eq!(only(&work(&format!("{rest}{this}"))).0, Kind::MissingElement);
    }

    #[test]
    fn attributes() {
        let (kind, place, expected) = only("<container eid=\"a\" name=\"x\"><p/></container>");
        assert_eq!((kind, place.as_str(), expected[0].as_str()), (Kind::UnexpectedAttribute, "eid=\"a\"", "eId"));
        let (kind, place, expected) = only("<docDate/>");
        assert_eq!((kind, place.as_str()), (Kind::MissingAttribute, "docDate"));
        assert_eq!(expected, ["a date such as 2021-06-30", "a date with a time such as 2021-06-30T15:00:00"]);
        let (kind, place, expected) = only("<authorialNote placement='foot'><p/></authorialNote>");
        assert_eq!((kind, place.as_str()), (Kind::BadValue, "placement='foot'"));
        assert_eq!(expected, ["side", "left", "right", "bottom", "inline"]);
        assert_eq!(only("<p eId=\"para 7\"/>").0, Kind::BadValue);
        assert_eq!(only("<componentInfo xml:lang=\"zh\"/>").0, Kind::UnexpectedAttribute);
        assert_eq!(only("<p xml:base=\"%\"/>").0, Kind::BadValue);
    }

    #[test]
    fn text() {
        let (kind, place, _) = only("<mainBody>\n  大会\n  <p/></mainBody>");
        assert_eq!((kind, place.as_str()), (Kind::UnexpectedText, "大会"));
        assert_eq!(only("<br> </br>").0, Kind::UnexpectedText);
        assert_eq!(only("<br><![CDATA[]]></br>").0, Kind::UnexpectedText);
        assert_eq!(only("<mainBody>\u{a0}<p/></mainBody>").0, Kind::UnexpectedText);
    }

    #[test]
    fn identifiers_are_unique_within_a_document_and_its_annexes() {
        let same = "<p eId=\"a\"/><p eId=\"a\"/>";
        assert_eq!(found(&format!("<mainBody>{same}</mainBody>")).1, []);
        let twice = |xml: &str| found(xml).1.iter().filter(|v| v.kind == Kind::DuplicateEid).count();
        assert_eq!(twice(&format!("<doc name=\"\"><mainBody>{same}</mainBody></doc>")), 1);
        let annex = "<attachments><attachment><doc name=\"\"><mainBody><p eId=\"a\"/></mainBody></doc></attachment></attachments>";
        assert_eq!(twice(&format!("<doc name=\"\"><mainBody><p eId=\"a\"/></mainBody>{annex}</doc>")), 1);
        assert_eq!(
            twice(&format!(
                "<attachments><attachment>{annex}</attachment><attachment>{annex}</attachment></attachments>"
            )),
            0
        );
    }

    #[test]
    fn xsi_attributes_are_read_as_libxml2_reads_them() {
        let with = |attribute: &str| format!("<p xmlns:xsi=\"{}\" {attribute}/>", crate::validate::events::XSI);
        for good in ["xsi:type=\"inline\"", "xsi:schemaLocation=\"%\"", "xsi:other=\"\""] {
            assert_eq!(found(&with(good)).1, [], "{good}");
        }
        assert_eq!(only(&with("xsi:type=\"modType\"")).0, Kind::BadValue);
        assert_eq!(only(&with("xsi:nil=\"false\"")).0, Kind::UnexpectedAttribute);
    }

    #[test]
    fn elements_of_the_standard_are_checked_inside_foreign_ones() {
        let inside = |xml: &str| {
            format!("<foreign><m xmlns=\"urn:m\"><a:p xmlns:a=\"{}\">{xml}</a:p></m></foreign>", SCHEMA.namespace)
        };
        assert_eq!(found(&inside("<a:b/>")).1, []);
        assert_eq!(only(&inside("<a:item/>")).1, "a:item");
    }

    #[test]
    fn a_deep_document_is_no_danger() {
        let depth = 50_000;
        let (_, found) = found(&format!("<p>{}{}</p>", "<b>".repeat(depth), "</b>".repeat(depth)));
        assert_eq!(found, []);
    }
}
