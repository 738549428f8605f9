//! The standard's tables: `schema/akoma-ntoso-3.0.tables`, read once.
//!
//! In: the text of the table, which `tests/conformance/tables.py` writes from the schema. Out: a [`Schema`]: for each
//! element its type, and for each type its attributes and its content as an automaton.
//!
//! Invariant: every name that the table uses is declared in it, so a look-up by index cannot fail; the table is read
//! whole or not at all, and a test reads it.
//!
//! Not here: XML, documents.

use super::content::{Automaton, CAPACITY, Class, Content, Symbol, parse};
use super::value::{Atom, Simple, SimpleId};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// The tables of Akoma Ntoso 3.0.
pub(super) static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| Schema::read(TEXT).expect("bug: the embedded table cannot be read"));

const TEXT: &str = include_str!("../../schema/akoma-ntoso-3.0.tables");

/// Index of a complex type.
pub(super) type TypeId = usize;

/// All that the standard says of elements.
#[derive(Debug, Default)]
pub(super) struct Schema {
    /// The namespace of Akoma Ntoso.
    pub(super) namespace: &'static str,
    /// Element names by symbol.
    pub(super) elements: Vec<Element>,
    /// Complex types.
    pub(super) types: Vec<ComplexType>,
    /// Simple types.
    pub(super) simples: Vec<Simple>,
    /// Attributes declared outside elements: `xml:lang` and its kin.
    pub(super) globals: Vec<Attribute>,
    /// Uniqueness rules.
    pub(super) unique: Vec<Unique>,
    symbols: HashMap<&'static str, Symbol>,
    type_ids: HashMap<&'static str, TypeId>,
    simple_ids: HashMap<&'static str, SimpleId>,
}

/// An element of the standard.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) of_type: TypeId,
}

/// What an element may hold and carry.
#[derive(Debug)]
pub(super) struct ComplexType {
    /// The type that this one extends.
    pub(super) base: Option<TypeId>,
    /// Whether text may stand between the children.
    pub(super) mixed: bool,
    /// Whether neither text, not even white space, nor elements may stand in it.
    pub(super) empty: bool,
    /// The children.
    pub(super) content: Automaton,
    /// The attributes.
    pub(super) attributes: Vec<Attribute>,
    /// How many of them it must carry.
    pub(super) required: usize,
    /// Whether attributes of other namespaces may stand on it.
    pub(super) other_attributes: bool,
}

/// An attribute of an element. The name of one in the XML namespace begins with `xml:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) value: SimpleId,
}

/// The values of `attribute` are unique within each of these elements.
#[derive(Debug)]
pub(super) struct Unique {
    pub(super) attribute: &'static str,
    pub(super) within: Vec<Symbol>,
}

/// A type by name, as `xsi:type` may give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Complex(TypeId),
    Simple(SimpleId),
}

impl Schema {
    /// The symbol of an element name.
    pub(super) fn symbol(&self, name: &str) -> Option<Symbol> {
        self.symbols.get(name).copied()
    }

    /// The name of an element.
    pub(super) fn name(&self, symbol: Symbol) -> &'static str {
        self.elements.get(symbol).map_or("", |e| e.name)
    }

    /// The type of an element.
    pub(super) fn type_of(&self, symbol: Symbol) -> TypeId {
        self.elements.get(symbol).map_or(usize::MAX, |e| e.of_type)
    }

    /// A type of the standard by its name.
    pub(super) fn named(&self, name: &str) -> Option<Named> {
        let complex = || self.type_ids.get(name).map(|&id| Named::Complex(id));
        complex().or_else(|| self.simple_ids.get(name).map(|&id| Named::Simple(id)))
    }

    /// Whether `derived` is `base`, or extends it directly or through others.
    pub(super) fn derives(&self, derived: TypeId, base: TypeId) -> bool {
        let up = |id: &TypeId| self.types.get(*id).and_then(|t| t.base);
        std::iter::successors(Some(derived), up).any(|id| id == base)
    }

    fn read(text: &'static str) -> Result<Self, String> {
        Reader::default().read(text)
    }
}

/// The lines of the table, before names are resolved.
#[derive(Default)]
struct Reader {
    schema: Schema,
    groups: HashMap<&'static str, Vec<&'static str>>,
    contents: HashMap<&'static str, Content>,
    attribute_sets: HashMap<&'static str, Vec<&'static str>>,
    types: Vec<TypeLines>,
    restrictions: HashMap<&'static str, Vec<&'static str>>,
}

#[derive(Default)]
struct TypeLines {
    base: Option<&'static str>,
    mixed: bool,
    content: Vec<&'static str>,
    attributes: Vec<&'static str>,
}

impl Reader {
    fn read(mut self, text: &'static str) -> Result<Schema, String> {
        let mut unique = Vec::new();
        let mut elements = Vec::new();
        let mut globals = Vec::new();
        for words in statements(text) {
            match words.as_slice() {
                ["namespace", namespace] => self.schema.namespace = namespace,
                ["simple", name, restriction @ ..] => {
                    self.restrictions.insert(name, restriction.to_vec());
                }
                ["global", name, value] => globals.push((*name, *value)),
                ["group", name, content @ ..] => {
                    self.groups.insert(name, content.to_vec());
                }
                ["attributes", name, items @ ..] if !words.starts_with(&[""]) => {
                    self.attribute_sets.insert(name, items.to_vec());
                }
                ["type", name, head @ ..] => {
                    self.schema.type_ids.insert(name, self.types.len());
                    self.types.push(type_lines(head)?);
                }
                ["element", name, "is", of_type] => elements.push((*name, Err(*of_type))),
                ["element", name, head @ ..] => {
                    elements.push((*name, Ok(self.types.len())));
                    self.types.push(type_lines(head)?);
                }
                ["", "content", content @ ..] => {
                    self.types.last_mut().ok_or("content of nothing")?.content = content.to_vec();
                }
                ["", "attributes", items @ ..] => {
                    self.types.last_mut().ok_or("attributes of nothing")?.attributes = items.to_vec();
                }
                ["unique", attribute, "within", names @ ..] => unique.push((*attribute, names.to_vec())),
                other => return Err(format!("{other:?} is not a line of the table")),
            }
        }
        if elements.len() > CAPACITY {
            return Err(format!("{} elements; a class holds {CAPACITY}", elements.len()));
        }
        for (symbol, (name, of_type)) in elements.into_iter().enumerate() {
            let of_type = of_type.or_else(|name| self.type_id(name))?;
            self.schema.elements.push(Element { name, of_type });
            self.schema.symbols.insert(name, symbol);
        }
        for (name, value) in globals {
            let value = self.simple(value)?;
            self.schema.globals.push(Attribute { name, required: false, value });
        }
        for id in 0..self.types.len() {
            let built = self.complex(id)?;
            self.schema.types.push(built);
        }
        for (attribute, names) in unique {
            let within = names.iter().map(|n| self.schema.symbol(n).ok_or(n)).collect::<Result<_, _>>();
            let within = within.map_err(|name| format!("{name} is not an element"))?;
            self.schema.unique.push(Unique { attribute, within });
        }
        Ok(self.schema)
    }

    fn type_id(&self, name: &str) -> Result<TypeId, String> {
        self.schema.type_ids.get(name).copied().ok_or_else(|| format!("{name} is not a type"))
    }

    fn complex(&mut self, id: TypeId) -> Result<ComplexType, String> {
        let (mut parts, mut items, mut mixed) = (Vec::new(), Vec::new(), false);
        let mut base = None;
        let mut next = Some(id);
        while let Some(at) = next {
            let lines = self.types.get(at).ok_or("a type without lines")?;
            let extends = lines.base;
            items.splice(0..0, lines.attributes.iter().copied());
            mixed |= lines.mixed;
            if !lines.content.is_empty() {
                let words = lines.content.clone();
                parts.insert(0, self.content(&words)?);
            }
            next = extends.map(|name| self.type_id(name)).transpose()?;
            base = base.or(next);
        }
        let content = Content::Sequence(parts);
        let mut built = ComplexType {
            base,
            mixed,
            empty: !mixed && content.is_empty(),
            content: Automaton::new(&content),
            attributes: Vec::new(),
            required: 0,
            other_attributes: false,
        };
        for item in items {
            self.attribute(item, &mut built)?;
        }
        built.required = built.attributes.iter().filter(|a| a.required).count();
        Ok(built)
    }

    fn content(&mut self, words: &[&'static str]) -> Result<Content, String> {
        parse(words, &mut |word| {
            if word == "##other" {
                return Ok(Content::One(Arc::new(Class::other())));
            }
            let Some(group) = word.strip_prefix('%') else {
                let symbol = self.schema.symbol(word).ok_or_else(|| format!("{word} is not an element"))?;
                return Ok(Content::One(Arc::new(Class::one(symbol))));
            };
            if let Some(known) = self.contents.get(group) {
                return Ok(known.clone());
            }
            let words = self.groups.get(group).cloned().ok_or_else(|| format!("{group} is not a group"))?;
            let content = self.content(&words)?;
            self.contents.insert(group, content.clone());
            Ok(content)
        })
    }

    fn attribute(&mut self, item: &'static str, to: &mut ComplexType) -> Result<(), String> {
        if item == "##other" {
            to.other_attributes = true;
        } else if let Some(set) = item.strip_prefix('@') {
            let items = self.attribute_sets.get(set).cloned().ok_or_else(|| format!("{set} is not a set"))?;
            for item in items {
                self.attribute(item, to)?;
            }
        } else if item.starts_with("xml:") {
            let global = self.schema.globals.iter().find(|g| g.name == item);
            to.attributes.push(*global.ok_or_else(|| format!("{item} is not a global attribute"))?);
        } else {
            let (name, value) = item.split_once(':').ok_or_else(|| format!("{item} is not an attribute"))?;
            let required = name.ends_with('!');
            let value = self.simple(value)?;
            to.attributes.push(Attribute { name: name.trim_end_matches('!'), required, value });
        }
        Ok(())
    }

    /// The simple type of an expression: a name, `a|b` or `a*`.
    fn simple(&mut self, expression: &'static str) -> Result<SimpleId, String> {
        if let Some(&known) = self.schema.simple_ids.get(expression) {
            return Ok(known);
        }
        let simple = if let Some(member) = expression.strip_suffix('*') {
            Simple::List(self.simple(member)?)
        } else if expression.contains('|') {
            Simple::Union(expression.split('|').map(|member| self.simple(member)).collect::<Result<_, _>>()?)
        } else if let Some(name) = expression.strip_prefix("xsd:") {
            Simple::Atom(Atom::named(name).ok_or_else(|| format!("{name} is not a built-in type"))?)
        } else {
            let restriction = self.restrictions.get(expression).cloned();
            match restriction.ok_or_else(|| format!("{expression} is not a simple type"))?.as_slice() {
                [base] => {
                    let id = self.simple(base)?;
                    self.schema.simple_ids.insert(expression, id);
                    return Ok(id);
                }
                ["xsd:string", "pattern", r"[^\s]+"] => Simple::NoWhiteSpace,
                [base, "enum", values @ ..] => {
                    let base = base.strip_prefix("xsd:").and_then(Atom::named);
                    let values = values.iter().map(|v| if *v == "\"\"" { "" } else { v }).collect();
                    Simple::Enumeration(base.ok_or("an enumeration of no built-in type")?, values)
                }
                other => return Err(format!("{other:?} is not a restriction")),
            }
        };
        let id = self.schema.simples.len();
        self.schema.simples.push(simple);
        self.schema.simple_ids.insert(expression, id);
        Ok(id)
    }
}

/// The statements of the table as words. Four spaces continue the statement above, two belong to the type above and
/// give an empty first word.
fn statements(text: &'static str) -> Vec<Vec<&'static str>> {
    let mut statements: Vec<Vec<&'static str>> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let words = line.split_whitespace();
        match statements.last_mut() {
            Some(open) if line.starts_with("    ") => open.extend(words),
            _ if line.starts_with(' ') => statements.push(std::iter::once("").chain(words).collect()),
            _ => statements.push(words.collect()),
        }
    }
    statements
}

fn type_lines(head: &[&'static str]) -> Result<TypeLines, String> {
    let (base, rest) = match head {
        ["extends", base, rest @ ..] => (Some(*base), rest),
        rest => (None, rest),
    };
    match rest {
        [] => Ok(TypeLines { base, ..TypeLines::default() }),
        ["mixed"] => Ok(TypeLines { base, mixed: true, ..TypeLines::default() }),
        other => Err(format!("{other:?} after the name of a type")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::Child;
    use super::*;
    use sha2::{Digest, Sha256};

    /// A change of the table is a change of the standard: it must be meant. Run `tests/conformance/tables.py --check`.
    #[test]
    fn the_table_is_the_one_that_was_compared_with_libxml2() {
        let digest = Sha256::digest(TEXT);
        let sum = digest.iter().fold(String::new(), |sum, byte| sum + &format!("{byte:02x}"));
        assert_eq!(sum, "7937da01ab0a69a1a48ed50cdde6c88caf74da92748936adcef5b9b2bb04d701");
    }

    #[test]
    fn the_table_holds_the_whole_standard() {
        let schema = &*SCHEMA;
        assert_eq!(schema.elements.len(), 315);
        assert_eq!(schema.unique.iter().map(|u| u.within.len()).collect::<Vec<_>>(), [12, 12]);
        let count = schema.types.iter().map(|t| t.content.len()).sum::<usize>();
        assert_eq!((schema.types.len(), count), (155, 465));
        let paragraph = &schema.types[schema.type_of(schema.symbol("paragraph").unwrap())];
        assert!(paragraph.attributes.iter().any(|a| a.name == "eId" && !a.required));
        assert!(paragraph.other_attributes && !paragraph.mixed && !paragraph.empty);
    }

    #[test]
    fn content_models_are_deterministic() {
        for complex in &SCHEMA.types {
            for state in 0..complex.content.len() {
                let state = u16::try_from(state).unwrap();
                for symbol in 0..SCHEMA.elements.len() {
                    let fits = |(_, class): &(u16, &Class)| class.accepts(Child::Known(symbol));
                    assert!(complex.content.successors(state).filter(fits).count() < 2);
                }
            }
        }
    }

    #[test]
    fn extension_is_transitive() {
        let id = |name| SCHEMA.type_ids[name];
        assert!(SCHEMA.derives(id("hierarchy"), id("basehierarchy")));
        assert!(!SCHEMA.derives(id("basehierarchy"), id("hierarchy")));
    }

    #[test]
    fn every_element_accepts_what_its_model_says() {
        for element in &SCHEMA.elements {
            let complex = &SCHEMA.types[element.of_type];
            assert_eq!(complex.empty, complex.content.places().count() == 0 && !complex.mixed, "{}", element.name);
        }
    }
}
