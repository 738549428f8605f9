//! Diagnostics for machines: one flat record each, in an array.
//!
//! In: diagnostics with the path and the source that they belong to. Out: [`Record`]s, which serialize under stable
//! names and read back. Lines and columns count from 1, columns in Unicode code points; `bytes` is the half-open byte range of the
//! file. The end is the place after the last character.
//!
//! Not here: other formats with positions of their own (SARIF, LSP), and printing.

use super::fix::{Edit, Fix, Safety};
use super::located::{Located, Unit};
use super::{Diagnostic, Severity};
use crate::source::{Source, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A diagnostic with its place spelt out. Positions are absent where it concerns the whole file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The file, as it was given.
    pub path: String,
    /// Stable code, `DC101`.
    pub code: Cow<'static, str>,
    /// Stable kebab-case name.
    pub name: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Why it matters, and what to do.
    pub help: String,
    /// Line of the first character.
    pub line: Option<usize>,
    /// Column of the first character.
    pub column: Option<usize>,
    /// Line of the place after the last character.
    pub end_line: Option<usize>,
    /// Column of the place after the last character.
    pub end_column: Option<usize>,
    /// Byte range of the file.
    pub bytes: Option<Span>,
    /// The edits that put it right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixRecord>,
    /// Identifier of the node that it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Tells this finding from every other; survives an edit elsewhere in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}

/// A fix with its places spelt out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FixRecord {
    /// Whether a person should look.
    pub safety: Safety,
    /// The edits, to be made together.
    pub edits: Vec<EditRecord>,
}

/// A replacement with its place spelt out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditRecord {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the place after the last character.
    pub end_line: usize,
    /// Column of the place after the last character.
    pub end_column: usize,
    /// Byte range of the file.
    pub bytes: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

impl FixRecord {
    fn new(fix: &Fix, located: &Located<'_>) -> Self {
        let edit = |edit: &Edit| {
            let place = located.place_of(edit.span, Unit::Points);
            EditRecord {
                line: place.line,
                column: place.column,
                end_line: place.end_line,
                end_column: place.end_column,
                bytes: edit.span,
                replacement: edit.replacement.clone(),
            }
        };
        FixRecord { safety: fix.safety, edits: fix.edits.iter().map(edit).collect() }
    }
}

impl Record {
    /// The record of a diagnostic about `source`.
    ///
    /// ```
    /// use declc::diagnostic::{Diagnostic, Severity, json::Record};
    /// use declc::source::{Source, Span};
    /// let source = Source::from_text("input/a.zh.txt", "大会，\n回顾");
    /// let diagnostic = Diagnostic {
    ///     code: "DC101",
    ///     name: "note-without-call",
    ///     severity: Severity::Warning,
    ///     message: String::new(),
    ///     span: Some(Span::new(10, 16)),
    ///     help: String::new(),
    ///     fix: None,
    /// };
    /// let record = Record::new(&diagnostic, &source);
    /// assert_eq!((record.line, record.column, record.end_line, record.end_column), (Some(2), Some(1), Some(2), Some(3)));
    /// ```
    pub fn new(diagnostic: &Diagnostic, source: &Source) -> Self {
        let clamp = |at: usize| at.min(source.text().len());
        let start = diagnostic.span.map(|span| source.position(clamp(span.start())));
        let end = diagnostic.span.map(|span| source.position(clamp(span.end())));
        Record {
            path: source.path().to_owned(),
            code: diagnostic.code.into(),
            name: diagnostic.name.into(),
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            line: start.map(|position| position.line),
            column: start.map(|position| position.column),
            end_line: end.map(|position| position.line),
            end_column: end.map(|position| position.column),
            bytes: diagnostic.span,
            fix: diagnostic.fix.as_ref().map(|fix| FixRecord::new(fix, &Located::new(diagnostic, source))),
            node: None,
            fingerprint: None,
        }
    }

    /// The record of a finding with its node and fingerprint.
    pub fn of(finding: &Located<'_>) -> Self {
        Record {
            node: finding.node.clone(),
            fingerprint: Some(finding.fingerprint.clone()),
            ..Record::new(finding.diagnostic, finding.source)
        }
    }
}

/// The records as a JSON array, indented, with a line break at the end.
pub fn render(records: &[Record]) -> String {
    // A record holds only texts and numbers, which always serialize.
    serde_json::to_string_pretty(records).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostic(span: Option<Span>) -> Diagnostic {
        Diagnostic {
            code: "DC101",
            name: "note-without-call",
            severity: Severity::Error,
            message: "note 7 is called nowhere".to_owned(),
            span,
            help: "Add its call.".to_owned(),
            fix: None,
        }
    }

    #[test]
    fn records_keep_their_published_names() {
        let source = Source::from_text("a.zh.txt", "大会，\n回顾");
        let json = render(&[Record::new(&diagnostic(Some(Span::new(3, 9))), &source)]);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            value,
            serde_json::json!([{
                "path": "a.zh.txt", "code": "DC101", "name": "note-without-call", "severity": "error",
                "message": "note 7 is called nowhere", "help": "Add its call.",
                "line": 1, "column": 2, "end_line": 1, "end_column": 4, "bytes": [3, 9],
            }])
        );
    }

    #[test]
    fn a_finding_about_a_whole_file_has_no_place() {
        let record = Record::new(&diagnostic(None), &Source::from_text("a.zh.txt", "大会"));
        assert_eq!((record.line, record.end_column, record.bytes), (None, None, None));
    }

    #[test]
    fn nothing_found_is_an_empty_array() {
        assert_eq!(render(&[]), "[]\n");
    }
}
