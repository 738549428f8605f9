//! Content models: which elements may stand in an element, in which order.
//!
//! In: an expression of the table, `(meta, coverPage?, mainBody)`. Out: an [`Automaton`], Glushkov's construction: one
//! state for each place of the expression, and from each state the places that may come next.
//!
//! Invariant: the standard's models are deterministic, that is, an element fits at most one next place (a test holds all
//! of them to it), so a correct document is always in exactly one state. After a fault there may be several; see `walk`.
//!
//! A choice between plain elements is one place with a set of elements, as in `p`, where any of some seventy inlines may
//! stand: the models of the whole standard come to some three hundred places.
//!
//! Not here: what the names mean, and where a violation is reported.

use std::sync::Arc;

/// An element name, as its index in the table.
pub(super) type Symbol = usize;

/// A set of elements that may stand in one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Class {
    bits: [u64; WORDS],
    /// The same in the order of the table, for messages.
    pub(super) symbols: Vec<Symbol>,
    /// Whether any element of another namespace may stand here.
    pub(super) other: bool,
}

const WORDS: usize = 6;

/// The number of element names for which a [`Class`] has room.
pub(super) const CAPACITY: usize = WORDS * 64;

/// A child element as the content model sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Child {
    /// An element of the standard.
    Known(Symbol),
    /// An element of another namespace.
    Other,
    /// An element of this namespace, or of none, that the standard does not know.
    Unknown,
}

impl Class {
    /// The class of one element.
    pub(super) fn one(symbol: Symbol) -> Self {
        let mut class = Class::default();
        class.insert(symbol);
        class
    }

    /// The class of all elements of other namespaces.
    pub(super) fn other() -> Self {
        Class { other: true, ..Class::default() }
    }

    /// Whether `child` is in the class.
    pub(super) fn accepts(&self, child: Child) -> bool {
        match child {
            Child::Known(symbol) => self.bits.get(symbol / 64).is_some_and(|word| word >> (symbol % 64) & 1 == 1),
            Child::Other => self.other,
            Child::Unknown => false,
        }
    }

    /// Adds the members of another class.
    pub(super) fn extend(&mut self, with: &Class) {
        for &symbol in &with.symbols {
            self.insert(symbol);
        }
        self.other |= with.other;
    }

    fn insert(&mut self, symbol: Symbol) {
        if self.accepts(Child::Known(symbol)) {
            return;
        }
        if let Some(word) = self.bits.get_mut(symbol / 64) {
            *word |= 1 << (symbol % 64);
            self.symbols.push(symbol);
        }
    }
}

/// A content expression.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// One element out of a class.
    One(Arc<Class>),
    /// All in order. The empty sequence is empty content.
    Sequence(Vec<Content>),
    /// One of several.
    Choice(Vec<Content>),
    /// Once or not at all.
    Optional(Box<Content>),
    /// Once or more.
    Repeated(Box<Content>),
}

impl Content {
    /// No children at all.
    pub(super) fn empty() -> Self {
        Content::Sequence(Vec::new())
    }

    /// Whether it allows no element at all.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Content::One(_) => false,
            Content::Sequence(parts) | Content::Choice(parts) => parts.iter().all(Content::is_empty),
            Content::Optional(part) | Content::Repeated(part) => part.is_empty(),
        }
    }

    /// A choice. Elements that stand alone in it become one class.
    pub(super) fn choice(parts: Vec<Content>) -> Self {
        let (mut class, mut rest, mut optional) = (Class::default(), Vec::new(), false);
        for part in parts {
            match part {
                Content::One(one) => class.extend(&one),
                Content::Optional(inner) => {
                    optional = true;
                    match *inner {
                        Content::One(one) => class.extend(&one),
                        more @ (Content::Sequence(_)
                        | Content::Choice(_)
                        | Content::Optional(_)
                        | Content::Repeated(_)) => rest.push(more),
                    }
                }
                more @ (Content::Sequence(_) | Content::Choice(_) | Content::Repeated(_)) => rest.push(more),
            }
        }
        if class != Class::default() {
            rest.insert(0, Content::One(Arc::new(class)));
        }
        let choice = match rest.pop() {
            Some(only) if rest.is_empty() => only,
            Some(last) => {
                rest.push(last);
                Content::Choice(rest)
            }
            None => Content::empty(),
        };
        if optional { Content::Optional(Box::new(choice)) } else { choice }
    }
}

/// Reads one expression: `(a, b?, (c | %group)*)`. `name` turns a name, `%group` or `##other` into content.
pub(super) fn parse(
    words: &[&'static str],
    name: &mut dyn FnMut(&'static str) -> Result<Content, String>,
) -> Result<Content, String> {
    let mut tokens = words.iter().flat_map(|word| split(word)).peekable();
    let content = item(&mut tokens, name)?;
    match tokens.next() {
        None => Ok(content),
        Some(extra) => Err(format!("{extra} after the end of {words:?}")),
    }
}

fn item<I: Iterator<Item = &'static str>>(
    tokens: &mut std::iter::Peekable<I>,
    name: &mut dyn FnMut(&'static str) -> Result<Content, String>,
) -> Result<Content, String> {
    let mut content = match tokens.next() {
        Some("(") => {
            let (mut parts, mut separator) = (vec![item(tokens, name)?], None);
            loop {
                match tokens.next() {
                    Some(")") => break,
                    Some(sign @ ("," | "|")) if separator.is_none_or(|s| s == sign) => separator = Some(sign),
                    found => return Err(format!("{found:?} in a content expression")),
                }
                parts.push(item(tokens, name)?);
            }
            if separator == Some("|") { Content::choice(parts) } else { Content::Sequence(parts) }
        }
        Some(word) => name(word)?,
        None => return Err("a content expression ends early".to_owned()),
    };
    while let Some(&sign @ ("?" | "*" | "+")) = tokens.peek() {
        tokens.next();
        if sign != "?" {
            content = Content::Repeated(Box::new(content));
        }
        if sign != "+" {
            content = Content::Optional(Box::new(content));
        }
    }
    Ok(content)
}

/// Cuts a word of the table at its signs.
fn split(word: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let sign = |c: char| matches!(c, '(' | ')' | ',' | '|' | '?' | '*' | '+');
        let end = if sign(first) { 1 } else { rest.find(sign).unwrap_or(rest.len()) };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}

/// A state: `0` before the first child, `n` after the child in the `n`th place.
pub(super) type State = u16;

/// A content model ready to run.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    places: Vec<Arc<Class>>,
    next: Vec<Vec<State>>,
    accepting: Vec<bool>,
}

/// First and last places of a part, and whether it may be empty.
struct Ends {
    first: Vec<State>,
    last: Vec<State>,
    nullable: bool,
}

impl Automaton {
    /// Builds the automaton of an expression.
    pub(super) fn new(content: &Content) -> Self {
        let mut automaton = Automaton { places: Vec::new(), next: vec![Vec::new()], accepting: vec![false] };
        let ends = automaton.add(content);
        automaton.link(&[0], &ends.first);
        automaton.accept(0, ends.nullable);
        for last in ends.last {
            automaton.accept(last, true);
        }
        automaton
    }

    /// The number of states.
    pub(super) fn len(&self) -> usize {
        self.next.len()
    }

    /// The state after `child`, if it may come next.
    pub(super) fn step(&self, state: State, child: Child) -> Option<State> {
        self.successors(state).find(|(_, class)| class.accepts(child)).map(|(next, _)| next)
    }

    /// The states that may come next, each with the class of elements that leads there.
    pub(super) fn successors(&self, state: State) -> impl Iterator<Item = (State, &Class)> {
        let next = self.next.get(usize::from(state)).map_or(&[][..], Vec::as_slice);
        next.iter().filter_map(|&s| Some((s, self.places.get(usize::from(s).checked_sub(1)?)?.as_ref())))
    }

    /// Whether the content may end here.
    pub(super) fn accepts_end(&self, state: State) -> bool {
        self.accepting.get(usize::from(state)).copied().unwrap_or(false)
    }

    /// Whether `child` may stand anywhere in this content.
    pub(super) fn mentions(&self, child: Child) -> bool {
        self.places.iter().any(|class| class.accepts(child))
    }

    /// All places in order.
    pub(super) fn places(&self) -> impl Iterator<Item = &Class> {
        self.places.iter().map(AsRef::as_ref)
    }

    fn add(&mut self, content: &Content) -> Ends {
        match content {
            Content::One(class) => {
                self.places.push(Arc::clone(class));
                self.next.push(Vec::new());
                self.accepting.push(false);
                let state = State::try_from(self.places.len()).unwrap_or(State::MAX);
                Ends { first: vec![state], last: vec![state], nullable: false }
            }
            Content::Sequence(parts) => {
                let mut ends = Ends { first: Vec::new(), last: Vec::new(), nullable: true };
                for part in parts {
                    let part = self.add(part);
                    self.link(&ends.last, &part.first);
                    if ends.nullable {
                        ends.first.extend(&part.first);
                    }
                    if part.nullable {
                        ends.last.extend(part.last);
                    } else {
                        ends.last = part.last;
                    }
                    ends.nullable &= part.nullable;
                }
                ends
            }
            Content::Choice(parts) => {
                let mut ends = Ends { first: Vec::new(), last: Vec::new(), nullable: false };
                for part in parts {
                    let part = self.add(part);
                    ends.first.extend(part.first);
                    ends.last.extend(part.last);
                    ends.nullable |= part.nullable;
                }
                ends
            }
            Content::Optional(part) => Ends { nullable: true, ..self.add(part) },
            Content::Repeated(part) => {
                let ends = self.add(part);
                self.link(&ends.last, &ends.first);
                ends
            }
        }
    }

    fn link(&mut self, from: &[State], to: &[State]) {
        for &state in from {
            if let Some(next) = self.next.get_mut(usize::from(state)) {
                for &target in to {
                    if !next.contains(&target) {
                        next.push(target);
                    }
                }
            }
        }
    }

    fn accept(&mut self, state: State, accepting: bool) {
        if let Some(slot) = self.accepting.get_mut(usize::from(state)) {
            *slot = accepting;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["a", "b", "c", "d"];

    fn runs(expression: &'static str, children: &str) -> bool {
        let words: Vec<&'static str> = expression.split(' ').collect();
        let content = parse(&words, &mut |word| {
            let symbol = NAMES.iter().position(|n| *n == word).ok_or(word)?;
            Ok(Content::One(Arc::new(Class::one(symbol))))
        });
        let automaton = Automaton::new(&content.unwrap());
        let child = |c: char| NAMES.iter().position(|n| n.starts_with(c)).map_or(Child::Unknown, Child::Known);
        let end = children.chars().try_fold(0, |state, c| automaton.step(state, child(c)));
        end.is_some_and(|state| automaton.accepts_end(state))
    }

    #[test]
    fn expressions_run_as_written() {
        for (expression, good, bad) in [
            ("(a, b?, c)", "ac abc", "a ab c abbc acb"),
            ("(a | b)+", "a b abba", "c ac"),
            ("(a?, (b | c)*, d?)", "a abcbcd d bcb", "da dd aa"),
            ("((a? | b?)*, (c | d))", "c abbac d", "a cd ca"),
            ("(a+, b+, c?)", "ab aabbc", "a b acb"),
        ] {
            for children in good.split(' ') {
                assert!(runs(expression, children), "{expression} should accept {children}");
            }
            for children in bad.split(' ') {
                assert!(!runs(expression, children), "{expression} should refuse {children}");
            }
        }
        assert!(runs("(a | b)*", "") && !runs("(a | b)+", ""));
    }

    #[test]
    fn a_choice_of_elements_is_one_place() {
        let one = |s| Content::One(Arc::new(Class::one(s)));
        let content = Content::choice(vec![one(0), Content::Optional(Box::new(one(1)))]);
        assert_eq!(Automaton::new(&content).len(), 2);
    }
}
