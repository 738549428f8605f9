//! Answers about one document as the protocol writes them: findings, fixes, hover, places, outline, folds.
//!
//! In: a compiled document with the text that the editor shows. Out: JSON. Byte ranges become the editor's places here.

use super::text::{Position, Range, Text};
use crate::cli::compile::Attempt;
use declc::diagnostic::fix::{Edit, Fix, Safety};
use declc::diagnostic::page::{self, Page};
use declc::diagnostic::{Diagnostic, Severity};
use declc::editor::{Editor, Symbol, outline};
use declc::model::visit::NodeKind;
use declc::source::Span;
use serde_json::{Value, json};

/// What stands between two parts of a hover.
const RULE: &str = "\n\n---\n\n";

/// A document to be asked.
pub(super) struct Answers<'a> {
    pub(super) uri: &'a str,
    pub(super) text: &'a Text,
    pub(super) attempt: &'a Attempt,
    /// The manual.
    pub(super) pages: &'a [Page],
}

impl Answers<'_> {
    /// Every finding about the text, and every problem that prevents some.
    pub(super) fn diagnostics(&self) -> Vec<Value> {
        let problems = self.attempt.problems.iter().map(|problem| {
            let own = problem.source.text() == self.text.as_str();
            let place = if own { String::new() } else { format!("{}: ", problem.source.path()) };
            self.diagnostic(&problem.diagnostic, problem.diagnostic.span.filter(|_| own), &place)
        });
        problems
            .chain(self.attempt.findings().into_iter().map(|(found, _)| self.diagnostic(found, found.span, "")))
            .collect()
    }

    fn diagnostic(&self, found: &Diagnostic, span: Option<Span>, place: &str) -> Value {
        let severity = match found.severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Info => 3,
        };
        json!({
            "range": self.text.range(span.unwrap_or(Span::new(0, 0))),
            "severity": severity,
            "code": found.code,
            "source": "declc",
            "message": format!("{place}{}\n{}", found.message, found.help),
        })
    }

    /// The manual page of each finding at a place, and what the text there means.
    pub(super) fn hover(&self, place: Position) -> Value {
        let offset = self.text.offset(place);
        let found = self.attempt.findings().into_iter().filter_map(|(found, _)| Some((found.span?, found)));
        let here = found.filter(|(span, _)| (span.start()..=span.end()).contains(&offset)).map(|(span, found)| {
            let page = self.pages.iter().find(|page| page.code == found.code);
            let page = page.map_or_else(String::new, |page| format!("\n\n{}", page::markdown(page, None).trim_end()));
            (span, format!("{}{page}", found.message))
        });
        let meaning = self.editor().and_then(|editor| editor.hover(offset));
        let parts: Vec<(Span, String)> = meaning.into_iter().chain(here).collect();
        let Some(&(span, _)) = parts.first() else { return Value::Null };
        let texts: Vec<String> = parts.into_iter().map(|(_, text)| text).collect();
        json!({ "range": self.text.range(span), "contents": { "kind": "markdown", "value": texts.join(RULE) } })
    }

    /// The fixes of the findings in a range.
    pub(super) fn actions(&self, range: Range) -> Value {
        let (start, end) = (self.text.offset(range.start), self.text.offset(range.end));
        let here = |span: Span| span.start() <= start.max(end) && start.min(end) <= span.end();
        let fixes = self
            .attempt
            .findings()
            .into_iter()
            .filter_map(|(found, _)| Some((found, found.span?, found.fix.as_ref()?)));
        fixes.filter(|&(_, span, _)| here(span)).map(|(found, span, fix)| self.action(found, span, fix)).collect()
    }

    fn action(&self, found: &Diagnostic, span: Span, fix: &Fix) -> Value {
        let edit = |edit: &Edit| json!({ "range": self.text.range(edit.span), "newText": edit.replacement });
        let edits: Vec<Value> = fix.edits.iter().map(edit).collect();
        let look = if fix.safety == Safety::Safe { "" } else { " (compare with the printed text)" };
        json!({
            "title": format!("{}: {}{look}", found.name, words(fix)),
            "kind": "quickfix",
            "diagnostics": [self.diagnostic(found, Some(span), "")],
            "isPreferred": fix.safety == Safety::Safe,
            "edit": { "changes": { self.uri: edits } },
        })
    }

    /// Where what stands at a place is explained.
    pub(super) fn definition(&self, place: Position) -> Value {
        self.locations(self.editor().map(|editor| editor.definition(self.text.offset(place))))
    }

    /// Every place that refers to what stands at a place.
    pub(super) fn references(&self, place: Position, declared: bool) -> Value {
        self.locations(self.editor().map(|editor| editor.references(self.text.offset(place), declared)))
    }

    /// The tree.
    pub(super) fn symbols(&self) -> Value {
        self.outline().iter().map(|symbol| self.symbol(symbol)).collect()
    }

    /// The lines of every part that has more than one.
    pub(super) fn folds(&self) -> Value {
        let mut left = self.outline();
        let mut folds = Vec::new();
        while let Some(symbol) = left.pop() {
            let Range { start, end } = self.text.range(symbol.span);
            if start.line < end.line {
                folds.push((start.line, end.line));
            }
            left.extend(symbol.children);
        }
        folds.sort_unstable();
        folds.into_iter().map(|(start, end)| json!({ "startLine": start, "endLine": end })).collect()
    }

    fn editor(&self) -> Option<Editor<'_>> {
        Some(Editor::new(&self.attempt.compilation.as_ref()?.linked, self.attempt.source.as_ref()?))
    }

    fn outline(&self) -> Vec<Symbol> {
        self.attempt.compilation.as_ref().map(|done| outline(done.linked.document())).unwrap_or_default()
    }

    fn locations(&self, spans: Option<Vec<Span>>) -> Value {
        let location = |span| json!({ "uri": self.uri, "range": self.text.range(span) });
        spans.unwrap_or_default().into_iter().map(location).collect()
    }

    fn symbol(&self, symbol: &Symbol) -> Value {
        let children: Vec<Value> = symbol.children.iter().map(|child| self.symbol(child)).collect();
        json!({
            "name": symbol.name,
            "detail": symbol.eid,
            "kind": symbol_kind(symbol.kind),
            "range": self.text.range(symbol.span),
            "selectionRange": self.text.range(symbol.selection),
            "children": children,
        })
    }
}

/// What a fix does, in a few words.
fn words(fix: &Fix) -> String {
    match fix.edits.as_slice() {
        [Edit { replacement, .. }] if replacement.is_empty() => "delete".to_owned(),
        [Edit { replacement, span }] if span.is_empty() => format!("insert “{replacement}”"),
        [Edit { replacement, .. }] => format!("write “{replacement}”"),
        edits => format!("{} edits", edits.len()),
    }
}

/// The protocol has kinds of program parts only: what editors draw tells the levels apart.
fn symbol_kind(kind: NodeKind) -> u8 {
    const FILE: u8 = 1;
    const MODULE: u8 = 2;
    const NAMESPACE: u8 = 3;
    const PACKAGE: u8 = 4;
    const STRING: u8 = 15;
    const MEMBER: u8 = 22;
    match kind {
        NodeKind::Title => FILE,
        NodeKind::Formula => MODULE,
        NodeKind::Heading => NAMESPACE,
        NodeKind::AnnexHeading => PACKAGE,
        NodeKind::Preambular | NodeKind::Paragraph => STRING,
        NodeKind::Subparagraph | NodeKind::Cover | NodeKind::Conclusion | NodeKind::Note => MEMBER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::compile::{self, PASSES};
    use crate::cli::inputs::Input;
    use declc::diagnostic::located::Unit;
    use std::path::Path;

    #[test]
    fn a_fix_is_offered_where_its_finding_stands() {
        let text = "大会，\n\n回顾😀其报告¹ ，\n\n1. 决定继续。\n";
        let mut attempt =
            compile::given(&Input::of(Path::new("a.txt")), text.as_bytes().into(), &declc::Options::default(), PASSES);
        let call = text.find('¹').unwrap();
        let found = &mut attempt.compilation.as_mut().unwrap().diagnostics;
        let found = found.iter_mut().find(|found| found.span.is_some_and(|span| span.start() == call)).unwrap();
        let span = found.span.unwrap();
        let edits = [(span, ""), (Span::new(span.end(), span.end()), "²")];
        let edits = edits.map(|(span, new)| Edit { span, replacement: new.to_owned() });
        found.fix = Some(Fix { edits: edits.to_vec(), safety: Safety::Unsafe });
        let text = Text::new(text.to_owned(), Unit::Utf16);
        let answers = Answers { uri: "file:///a.txt", text: &text, attempt: &attempt, pages: &[] };
        let place = |character| Position { line: 2, character };
        let range = |from, to| Range { start: place(from), end: place(to) };
        let actions = answers.actions(range(0, 30));
        let changes = json!([
            { "range": range(7, 8), "newText": "" },
            { "range": range(8, 8), "newText": "²" },
        ]);
        assert_eq!(actions[0]["edit"]["changes"]["file:///a.txt"], changes);
        assert_eq!(actions[0]["title"], "call-without-note: 2 edits (compare with the printed text)");
        assert_eq!((actions[0]["isPreferred"].clone(), actions[1].clone()), (json!(false), Value::Null));
        assert_eq!(answers.actions(range(0, 3)), json!([]));
    }
}
