//! Mutants of the code, as cargo-mutants makes them, but all in one build.
//!
//! usage: declc-mutants SRC: lists them, a line each: number, file, line, what changes.
//!        declc-mutants SRC NUMBERS: puts those of the file NUMBERS into the code, each behind `crate::mutant(N)`.
//!
//! A mutant is an operator exchanged, a `!` taken away, or a body that gives a constant at once. Left out: tests,
//! constants, types, patterns, what a macro is given, conditions with `let`, which no `if` can hold, and gates (`may_…`,
//! the files `openings.rs`): to say yes too often costs time and changes nothing.

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, ReturnType, Signature, UnOp};

/// The layers that documents pass through, without those that write them.
const LAYERS: [&str; 3] = ["parse", "link", "check"];

/// A change at a place, which is that of the whole expression or body.
#[derive(Clone)]
struct Mutant {
    number: usize,
    place: Range<usize>,
    line: usize,
    told: String,
    change: Change,
}

#[derive(Clone)]
enum Change {
    Operator { left: Range<usize>, right: Range<usize>, old: String, new: &'static str },
    Negation { inner: Range<usize> },
    Body { gives: &'static str },
}

/// Walks a file and collects its mutants.
struct Finder<'a> {
    text: &'a str,
    lines: Vec<usize>,
    found: Vec<Mutant>,
    next: usize,
    /// How many things that are left out lie around.
    outside: usize,
    function: String,
}

impl Finder<'_> {
    fn offset(&self, at: proc_macro2::LineColumn) -> usize {
        let start = self.lines[at.line - 1];
        self.text[start..].char_indices().nth(at.column).map_or(self.text.len(), |(column, _)| start + column)
    }

    fn place(&self, of: &impl Spanned) -> Range<usize> {
        self.offset(of.span().start())..self.offset(of.span().end())
    }

    fn add(&mut self, place: Range<usize>, line: usize, change: Change, what: &str) {
        if self.outside == 0 {
            let told = format!("{}: {what}", self.function);
            self.found.push(Mutant { number: self.next, place, line, told, change });
            self.next += 1;
        }
    }

    fn body(&mut self, signature: &Signature, block: &syn::Block) {
        self.function = signature.ident.to_string();
        let gives: &[&str] = match &signature.output {
            ReturnType::Default if block.stmts.is_empty() => &[],
            ReturnType::Default => &["()"],
            ReturnType::Type(_, kind) => {
                let kind: String = self.text[self.place(&**kind)].split_whitespace().collect();
                match kind.as_str() {
                    "bool" => &["true", "false"],
                    "usize" | "u64" | "u32" | "u8" => &["0", "1"],
                    "String" => &["String::new()", "\"xyzzy\".to_owned()"],
                    "&str" | "&'staticstr" => &["\"\"", "\"xyzzy\""],
                    _ if kind.starts_with("Option<") => &["None"],
                    _ if kind.starts_with("Vec<") => &["vec![]"],
                    _ => &[],
                }
            }
        };
        for gives in gives {
            let line = signature.ident.span().start().line;
            self.add(self.place(block), line, Change::Body { gives }, &format!("gives {gives}"));
        }
    }

    fn within(&mut self, outside: bool, walk: impl FnOnce(&mut Self)) {
        self.outside += usize::from(outside);
        walk(self);
        self.outside -= usize::from(outside);
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.within(is_test(&item.attrs), |finder| visit::visit_item_mod(finder, item));
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.within(is_test(&item.attrs) || is_left_out(&item.sig), |finder| {
            finder.body(&item.sig, &item.block);
            visit::visit_item_fn(finder, item);
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.within(is_left_out(&item.sig), |finder| {
            finder.body(&item.sig, &item.block);
            visit::visit_impl_item_fn(finder, item);
        });
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        let gate = matches!(&local.pat, syn::Pat::Ident(name) if is_gate(&name.ident));
        self.within(gate, |finder| visit::visit_local(finder, local));
    }

    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}

    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}

    fn visit_type(&mut self, _: &'ast syn::Type) {}

    fn visit_pat(&mut self, _: &'ast syn::Pat) {}

    fn visit_expr_repeat(&mut self, _: &'ast syn::ExprRepeat) {}

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        if !has_let(&binary.left) && !has_let(&binary.right) {
            let (left, right) = (self.place(&*binary.left), self.place(&*binary.right));
            let old = self.text[self.place(&binary.op)].to_owned();
            for &new in exchanged(binary.op) {
                let change = Change::Operator { left: left.clone(), right: right.clone(), old: old.clone(), new };
                let line = binary.op.span().start().line;
                self.add(left.start..right.end, line, change, &format!("{old} becomes {new}"));
            }
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast syn::ExprUnary) {
        if matches!(unary.op, UnOp::Not(_)) && !has_let(&unary.expr) {
            let change = Change::Negation { inner: self.place(&*unary.expr) };
            self.add(self.place(unary), unary.span().start().line, change, "! goes");
        }
        visit::visit_expr_unary(self, unary);
    }
}

fn exchanged(operator: BinOp) -> &'static [&'static str] {
    match operator {
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::Lt(_) => &["==", ">", "<="],
        BinOp::Gt(_) => &["==", "<", ">="],
        BinOp::Le(_) => &[">"],
        BinOp::Ge(_) => &["<"],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::Add(_) => &["-", "*"],
        BinOp::Sub(_) => &["+", "/"],
        BinOp::Mul(_) => &["+", "/"],
        BinOp::Rem(_) => &["/", "+"],
        BinOp::Div(_) => &["%", "*"],
        BinOp::AddAssign(_) => &["-=", "*="],
        BinOp::SubAssign(_) => &["+=", "/="],
        _ => &[],
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        meta => meta.path().is_ident("test"),
    })
}

fn is_left_out(signature: &Signature) -> bool {
    signature.constness.is_some() || is_gate(&signature.ident)
}

/// Whether a function or a closure of this name tells only where a closer look is worth its while.
fn is_gate(name: &syn::Ident) -> bool {
    name.to_string().starts_with("may_")
}

/// Whether a condition binds a name, beyond what closures and blocks within it do.
fn has_let(expression: &Expr) -> bool {
    struct Bound(bool);
    impl<'ast> Visit<'ast> for Bound {
        fn visit_expr_let(&mut self, _: &'ast syn::ExprLet) {
            self.0 = true;
        }
        fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
        fn visit_block(&mut self, _: &'ast syn::Block) {}
    }
    let mut bound = Bound(false);
    bound.visit_expr(expression);
    bound.0
}

/// The text of a range with all mutants that lie within it.
fn rewritten(text: &str, range: Range<usize>, mutants: &[Mutant]) -> String {
    let (mut out, mut at) = (String::new(), range.start);
    let lies_in = |mutant: &&Mutant, at: usize| mutant.place.start >= at && mutant.place.end <= range.end;
    // The outermost of those that open next.
    let next = |at| {
        let after = mutants.iter().filter(|mutant| lies_in(mutant, at));
        after.min_by_key(|mutant| (mutant.place.start, std::cmp::Reverse(mutant.place.end)))
    };
    while let Some(first) = next(at) {
        let (here, others): (Vec<_>, Vec<_>) = mutants.iter().cloned().partition(|mutant| mutant.place == first.place);
        out.push_str(&text[at..first.place.start]);
        out.push_str(&switched(text, &here, &others));
        at = first.place.end;
    }
    out + &text[at..range.end]
}

/// One place with its mutants, each behind its number.
fn switched(text: &str, here: &[Mutant], others: &[Mutant]) -> String {
    let place = here[0].place.clone();
    let inner = |range: &Range<usize>| rewritten(text, range.clone(), others);
    let mut out = match &here[0].change {
        Change::Body { .. } => inner(&(place.start + 1..place.end)),
        Change::Negation { inner: negated } => format!("!{}", inner(negated)),
        Change::Operator { left, right, old, .. } => format!("{} {old} {}", inner(left), inner(right)),
    };
    for Mutant { number, change, .. } in here {
        out = match change {
            Change::Body { gives } => format!(" if crate::mutant({number}) {{ return {gives}; }} {out}"),
            Change::Negation { inner: negated } => {
                format!("if crate::mutant({number}) {{ {} }} else {{ {out} }}", inner(negated))
            }
            Change::Operator { left, right, new, .. } => {
                format!("if crate::mutant({number}) {{ {} {new} {} }} else {{ {out} }}", inner(left), inner(right))
            }
        };
    }
    match &here[0].change {
        Change::Body { .. } => format!("{{{out}"),
        Change::Operator { old, .. } if matches!(old.as_str(), "+=" | "-=") => out,
        Change::Negation { .. } | Change::Operator { .. } => format!("({out})"),
    }
}

fn files(source: &Path) -> Vec<PathBuf> {
    let mut open: Vec<PathBuf> = LAYERS.iter().flat_map(|l| [source.join(l), source.join(format!("{l}.rs"))]).collect();
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") && !path.ends_with("openings.rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let source = arguments.first().expect("usage: declc-mutants SRC [NUMBERS]");
    let wanted: Option<HashSet<usize>> = arguments.get(1).map(|path| {
        let text = std::fs::read_to_string(path).expect("a file of numbers");
        text.split_whitespace().map(|number| number.parse().expect("a number")).collect()
    });
    let mut next = 0;
    for path in files(Path::new(source)) {
        let text = std::fs::read_to_string(&path).expect("a source file");
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let function = String::new();
        let mut finder = Finder { text: &text, lines, found: Vec::new(), next, outside: 0, function };
        finder.visit_file(&syn::parse_file(&text).expect("Rust"));
        next = finder.next;
        match &wanted {
            None => finder.found.iter().for_each(|Mutant { number, line, told, .. }| {
                println!("{number}\t{}\t{line}\t{told}", path.display());
            }),
            Some(wanted) => {
                let chosen: Vec<_> =
                    finder.found.into_iter().filter(|mutant| wanted.contains(&mutant.number)).collect();
                std::fs::write(&path, rewritten(&text, 0..text.len(), &chosen)).expect("written");
            }
        }
    }
}
