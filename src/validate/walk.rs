//! The walk over a document: each element against its type, each attribute against its own.
//!
//! In: a parsed document. Out: its violations, in document order. In `<preface/><meta/>` the walk reports that `meta` is
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
use super::table::{Attribute, ComplexType, Named, SCHEMA, Schema, TypeId};
use super::value::{self, Atom, Simple, SimpleId, is_space};
use super::{Kind, Violation, attribute_span, name_span, one_of};
use crate::source::Span;
use roxmltree::{Document, Node};
use std::collections::{HashMap, HashSet};

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// All violations of the schema in a document.
pub(super) fn check(document: &Document<'_>) -> Vec<Violation> {
    let mut walk = Walk {
        schema: &SCHEMA,
        found: Vec::new(),
        frames: Vec::new(),
        seen: SCHEMA.unique.iter().map(|_| HashMap::new()).collect(),
        scope: SCHEMA.unique.iter().map(|_| None).collect(),
        ids: HashSet::new(),
    };
    walk.root(document.root_element());
    while let Some(frame) = walk.frames.last_mut() {
        match frame.next.take() {
            Some(node) => {
                frame.next = node.next_sibling();
                if node.is_element() {
                    walk.child(node);
                } else if node.is_text() {
                    walk.text(node);
                }
            }
            None => walk.leave(),
        }
    }
    walk.found.sort_by_key(|violation| violation.span);
    walk.found
}

struct Walk<'a, 'input> {
    schema: &'static Schema,
    found: Vec<Violation>,
    frames: Vec<Frame<'a, 'input>>,
    /// For each uniqueness rule, the values met in the current scope.
    seen: Vec<HashMap<&'a str, Span>>,
    /// For each uniqueness rule, the depth of the outermost element in force. A scope within it can hold no duplicate
    /// that the outer one does not.
    scope: Vec<Option<usize>>,
    /// Values of `xml:id`, which no two elements of a file share.
    ids: HashSet<&'a str>,
}

struct Frame<'a, 'input> {
    node: Node<'a, 'input>,
    next: Option<Node<'a, 'input>>,
    holds: Holds,
}

/// What the content of an element is held to.
enum Holds {
    /// The content model of a type.
    Model(&'static ComplexType, Progress),
    /// Nothing but the declarations of the elements that happen to be of the standard.
    Anything,
    /// A value, where `xsi:type` names a simple type on an element of another namespace.
    Value(SimpleId),
    /// Text alone, of a type of XML Schema that the standard does not use.
    Text,
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

impl<'a, 'input> Walk<'a, 'input> {
    fn root(&mut self, node: Node<'a, 'input>) {
        match self.classify(node) {
            Child::Known(symbol) => self.declared(node, symbol),
            Child::Other | Child::Unknown => {
                let name = node.tag_name().name();
                let message = match node.tag_name().namespace() {
                    Some(namespace) if namespace == self.schema.namespace => {
                        format!("Akoma Ntoso has no element <{name}>; expected <akomaNtoso> as the outermost element")
                    }
                    _ => format!(
                        "<{name}> is not an element of Akoma Ntoso; expected <akomaNtoso> in the namespace {}",
                        self.schema.namespace
                    ),
                };
                self.report(Kind::UnexpectedElement, name_span(node), message, vec!["akomaNtoso".to_owned()]);
            }
        }
    }

    fn classify(&self, node: Node<'_, '_>) -> Child {
        match node.tag_name().namespace() {
            Some(namespace) if namespace == self.schema.namespace => {
                self.schema.symbol(node.tag_name().name()).map_or(Child::Unknown, Child::Known)
            }
            Some(_) => Child::Other,
            None => Child::Unknown,
        }
    }

    /// A child element: its place in the parent, then itself. One that the parent never holds may be a slip for
    /// another, so nothing is said of its own attributes and children, only of what is further down.
    fn child(&mut self, node: Node<'a, 'input>) {
        let child = self.classify(node);
        let Some(frame) = self.frames.last_mut() else { return };
        let parent = frame.node.tag_name().name();
        match &mut frame.holds {
            Holds::Model(complex, progress) => {
                let Err(fault) = advance(&complex.content, progress, child) else {
                    return self.fitting(node, child);
                };
                let (kind, message, expected) = fault.describe(self.schema, node, parent, complex);
                let known = kind == Kind::MissingElement || complex.content.mentions(child);
                self.report(kind, name_span(node), message, expected);
                if known { self.fitting(node, child) } else { self.push(node, Holds::Anything) }
            }
            Holds::Anything => self.fitting(node, child),
            Holds::Value(_) | Holds::Text => {
                let message =
                    format!("<{parent}> holds a value and no elements; take out <{}>", node.tag_name().name());
                self.report(Kind::UnexpectedElement, name_span(node), message, Vec::new());
            }
        }
    }

    fn fitting(&mut self, node: Node<'a, 'input>, child: Child) {
        match child {
            Child::Known(symbol) => self.declared(node, symbol),
            Child::Other | Child::Unknown => self.undeclared(node),
        }
    }

    /// An element of the standard.
    fn declared(&mut self, node: Node<'a, 'input>, symbol: Symbol) {
        let mut id = self.schema.type_of(symbol);
        if let Some(given) = node.attribute_node((XSI, "type")) {
            let derived = match self.xsi_type(node, given.value()) {
                Some(Type::Of(Named::Complex(derived))) => Some(derived).filter(|&d| self.schema.derives(d, id)),
                _ => None,
            };
            match derived {
                Some(derived) => id = derived,
                None => self.report(
                    Kind::BadValue,
                    attribute_span(&given),
                    format!(
                        "xsi:type={:?} is no type that may stand for that of <{}>; take the attribute out",
                        given.value(),
                        node.tag_name().name()
                    ),
                    Vec::new(),
                ),
            }
        }
        if let Some(nil) = node.attribute_node((XSI, "nil")) {
            let message = format!("<{}> may not be nil; take xsi:nil out", node.tag_name().name());
            self.report(Kind::UnexpectedAttribute, attribute_span(&nil), message, Vec::new());
        }
        self.open_scopes(symbol);
        self.typed(node, id);
    }

    fn typed(&mut self, node: Node<'a, 'input>, id: TypeId) {
        let Some(complex) = self.schema.types.get(id) else { return };
        self.attributes(node, complex);
        self.push(node, Holds::Model(complex, Progress::default()));
    }

    /// An element of another namespace, where any may stand.
    fn undeclared(&mut self, node: Node<'a, 'input>) {
        let given = node.attribute_node((XSI, "type"));
        let holds = match given.map(|given| self.xsi_type(node, given.value())) {
            None | Some(Some(Type::Any)) => Holds::Anything,
            Some(Some(Type::Of(Named::Complex(id)))) => return self.typed(node, id),
            Some(Some(Type::Of(Named::Simple(id)))) => Holds::Value(id),
            Some(Some(Type::BuiltIn)) => Holds::Text,
            Some(None) => {
                if let Some(given) = given {
                    let message = format!("xsi:type={:?} names no type; take the attribute out", given.value());
                    self.report(Kind::BadValue, attribute_span(&given), message, Vec::new());
                }
                Holds::Anything
            }
        };
        for attribute in node.attributes() {
            match (&holds, attribute.namespace()) {
                (Holds::Value(_) | Holds::Text, namespace) if namespace != Some(XSI) => {
                    let message = format!("an element of a simple type may not carry {}", attribute.name());
                    self.report(Kind::UnexpectedAttribute, attribute_span(&attribute), message, Vec::new());
                }
                _ => self.foreign_attribute(&attribute),
            }
        }
        self.push(node, holds);
    }

    fn push(&mut self, node: Node<'a, 'input>, holds: Holds) {
        self.frames.push(Frame { node, next: node.first_child(), holds });
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
        let name = frame.node.tag_name().name();
        match frame.holds {
            Holds::Model(complex, progress) if !progress.faulty && !complex.content.accepts_end(progress.state) => {
                let expected = names(self.schema, complex.content.successors(progress.state).map(|(_, class)| class));
                let last = frame.node.children().rfind(Node::is_element);
                let after = last.map_or(String::new(), |last| format!(" after <{}>", last.tag_name().name()));
                let message = format!("<{name}> is not complete{after}; add {}", one_of(&expected));
                self.report(Kind::MissingElement, name_span(frame.node), message, expected);
            }
            Holds::Value(id) => {
                let text: String =
                    frame.node.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect();
                if !value::accepts(&self.schema.simples, id, &text) {
                    let expected = value::expected(&self.schema.simples, id);
                    let message = format!("{text:?} in <{name}> is not {}", one_of(&expected));
                    self.report(Kind::BadValue, name_span(frame.node), message, expected);
                }
            }
            Holds::Model(..) | Holds::Anything | Holds::Text => {}
        }
    }

    fn text(&mut self, node: Node<'a, 'input>) {
        let Some(Frame { node: parent, holds: Holds::Model(complex, _), .. }) = self.frames.last() else { return };
        if complex.mixed {
            return;
        }
        let text = node.text().unwrap_or("");
        let name = parent.tag_name().name();
        let visible = text.trim_matches(is_space);
        if visible.is_empty() && !complex.empty {
            return;
        }
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
        self.report(Kind::UnexpectedText, text_span(node), message, expected);
    }

    fn attributes(&mut self, node: Node<'a, 'input>, complex: &'static ComplexType) {
        let element = node.tag_name().name();
        let mut required = complex.attributes.iter().filter(|a| a.required).count();
        for attribute in node.attributes() {
            let name = attribute.name();
            let declared = complex.attributes.iter().find(|a| match attribute.namespace() {
                None => a.name == name,
                Some(XML) => a.name.strip_prefix("xml:") == Some(name),
                Some(_) => false,
            });
            if let Some(declared) = declared {
                required -= usize::from(declared.required);
                self.value(element, &attribute, declared);
                self.unique(&attribute);
                continue;
            }
            let foreign = attribute.namespace().is_some_and(|n| n != self.schema.namespace);
            let meta = attribute.namespace() == Some(XSI)
                && matches!(name, "type" | "nil" | "schemaLocation" | "noNamespaceSchemaLocation");
            if meta || (foreign && complex.other_attributes) {
                self.foreign_attribute(&attribute);
                continue;
            }
            let present = |a: &Attribute| node.attributes().any(|b| b.namespace().is_none() && b.name() == a.name);
            let free = complex.attributes.iter().filter(|a| !present(a));
            let mut expected: Vec<String> = free.map(|a| a.name.to_owned()).collect();
            expected.sort_by_key(|known| distance(known, name).min(3));
            let near = expected.first().filter(|known| distance(known, name) <= 2);
            let own = attribute.namespace() == Some(self.schema.namespace);
            let advice = match near {
                _ if own => format!("attributes of Akoma Ntoso have no prefix, so write {name}"),
                Some(near) => format!("did you mean {near}?"),
                None if expected.is_empty() => "it takes none".to_owned(),
                None => format!("expected {}", one_of(&expected)),
            };
            let prefix = if attribute.namespace() == Some(XML) { "xml:" } else { "" };
            let message = format!("<{element}> may not carry the attribute {prefix}{name}; {advice}");
            self.report(Kind::UnexpectedAttribute, attribute_span(&attribute), message, expected);
        }
        if required > 0 {
            for missing in complex.attributes.iter().filter(|a| a.required && node.attribute(a.name).is_none()) {
                let expected = value::expected(&self.schema.simples, missing.value);
                let message =
                    format!("<{element}> lacks the attribute {}; add it, with {}", missing.name, one_of(&expected));
                self.report(Kind::MissingAttribute, name_span(node), message, expected);
            }
        }
    }

    /// An attribute of another namespace: only `xml:lang` and its kin have a declaration.
    fn foreign_attribute(&mut self, attribute: &roxmltree::Attribute<'a, 'input>) {
        if attribute.namespace() == Some(XML) {
            let global = self.schema.globals.iter().find(|g| g.name.strip_prefix("xml:") == Some(attribute.name()));
            if let Some(global) = global {
                self.value("*", attribute, global);
            }
        }
    }

    fn value(&mut self, element: &str, attribute: &roxmltree::Attribute<'a, 'input>, declared: &Attribute) {
        let text = attribute.value();
        if !value::accepts(&self.schema.simples, declared.value, text) {
            let expected = value::expected(&self.schema.simples, declared.value);
            let of = if element == "*" { String::new() } else { format!(" on <{element}>") };
            let message = format!("{}={text:?}{of} is not {}", declared.name, one_of(&expected));
            self.report(Kind::BadValue, attribute_span(attribute), message, expected);
        } else if matches!(self.schema.simples.get(declared.value), Some(Simple::Atom(Atom::Id)))
            && !self.ids.insert(text.trim_matches(' '))
        {
            let message = format!("{}={text:?} stands twice in the file; expected a value of its own", declared.name);
            self.report(Kind::DuplicateEid, attribute_span(attribute), message, Vec::new());
        }
    }

    fn open_scopes(&mut self, symbol: Symbol) {
        for (rule, scope) in self.schema.unique.iter().zip(&mut self.scope) {
            if scope.is_none() && rule.within.contains(&symbol) {
                *scope = Some(self.frames.len());
            }
        }
    }

    fn unique(&mut self, attribute: &roxmltree::Attribute<'a, 'input>) {
        for (at, rule) in self.schema.unique.iter().enumerate() {
            if rule.attribute != attribute.name() || self.scope.get(at).is_none_or(Option::is_none) {
                continue;
            }
            let Some(seen) = self.seen.get_mut(at) else { continue };
            let span = attribute_span(attribute);
            if seen.insert(attribute.value(), span).is_some() {
                let (name, value) = (attribute.name(), attribute.value());
                let message = format!("{name}=\"{value}\" stands on an element before; expected a value of its own");
                self.report(Kind::DuplicateEid, span, message, Vec::new());
            }
        }
    }

    /// The type that `xsi:type` names. An untrimmed value is none, as libxml2 has it.
    fn xsi_type(&self, node: Node<'_, '_>, value: &str) -> Option<Type> {
        let (prefix, name) = value.split_once(':').map_or((None, value), |(prefix, name)| (Some(prefix), name));
        match node.lookup_namespace_uri(prefix) {
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
        node: Node<'_, '_>,
        parent: &str,
        complex: &ComplexType,
    ) -> (Kind, String, Vec<String>) {
        let name = node.tag_name().name();
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
                let foreign = node.tag_name().namespace() != Some(schema.namespace);
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
fn text_span(node: Node<'_, '_>) -> Span {
    let range = node.range();
    let text = node.document().input_text().get(range.clone()).unwrap_or("");
    let visible = text.trim_matches(is_space);
    if visible.is_empty() {
        return Span::new(range.start, range.end);
    }
    let start = range.start + (text.len() - text.trim_start_matches(is_space).len());
    Span::new(start, start + visible.len())
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
        let with = |attribute: &str| format!("<p xmlns:xsi=\"{}\" {attribute}/>", super::XSI);
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
