//! What goes to standard error, for machines: one JSON object a line, told apart by `event`.
//!
//! In: findings, what became of texts, what a run did. Out: [`Event`]s, whose names are a published contract
//! (`declc schema log`). A line has no time: whoever collects it knows when it came. Not here: what is written for people
//! (see `console`), and data, which goes to standard output.

use super::report::Status;
use declc::diagnostic::json::Record;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// How standard error is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Text,
    /// For machines: one JSON object a line.
    Json,
}

/// A line. A reader passes over events and keys that it does not know.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "lowercase")]
pub(super) enum Event<'a> {
    /// Something wrong with a text or a file.
    Finding(&'a Record),
    /// What became of one text of a build.
    Document(Document<'a>),
    /// The end of a run, or of a round of `declc watch`.
    Summary(Summary<'a>),
    /// Anything else that a person would be told.
    Message {
        /// In words.
        message: &'a str,
    },
}

/// What became of one text of a build.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    /// The text, as it was given.
    pub(super) path: &'a str,
    /// What became of its outputs.
    pub(super) status: Status,
    /// Whether nothing had changed since an earlier build, so that it was not compiled.
    pub(super) cached: bool,
    /// Errors that were found in it.
    pub(super) errors: usize,
    /// Warnings that were found in it.
    pub(super) warnings: usize,
    /// How long it took.
    pub(super) milliseconds: f64,
}

/// The end of a run.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Summary<'a> {
    /// Which command.
    pub(super) command: &'a str,
    /// In words.
    pub(super) message: &'a str,
    /// In numbers, by what is counted: `documents`, `errors`.
    pub(super) counts: BTreeMap<&'a str, usize>,
}

/// A line as JSON, without its line break.
pub(super) fn line(event: &Event<'_>) -> String {
    serde_json::to_string(event).expect("bug: an event holds only texts and numbers")
}

/// The JSON Schema of a line, with a line break at the end.
pub(super) fn schema() -> String {
    let mut schema = schemars::schema_for!(Event<'static>);
    schema.insert("title".to_owned(), "A line of declc --log-format json".into());
    serde_json::to_string_pretty(&schema).expect("bug: a schema is a JSON value") + "\n"
}
