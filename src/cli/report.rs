//! The report of a build for machines: what the table says, and every finding, in JSON.
//!
//! In: what became of each text. Out: one JSON object, whose names are a published contract
//! ([`VERSION`]). Times are in it, so two reports of the same build differ; the outputs never do.

use super::build::Outcome;
use super::compile::Attempt;
use super::exit::Exit;
use super::inputs::{Input, shown};
use super::outputs::State;
use super::problem::Problem;
use super::summary::Counts;
use super::timings::{Timings, milliseconds};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use declc::Compilation;
use declc::diagnostic::json::Record;
use declc::emit::Format;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Version of the report. A change that an existing reader could trip over raises the first number.
const VERSION: &str = "1.2.0";

/// A whole run.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    version: &'static str,
    generator: Generator,
    /// `build`, or `check` for `build --check`.
    mode: &'static str,
    exit_code: u8,
    documents: Vec<Document>,
    /// Findings about paths, which belong to no document.
    diagnostics: Vec<Record>,
    /// Outputs without a text, under `--check`.
    extra: Vec<String>,
    /// How many texts were compiled at once.
    jobs: NonZero<usize>,
    milliseconds: f64,
    /// The sums over all texts that were compiled, where that was asked for: with `jobs` at once, more than
    /// `milliseconds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    timings: Option<Timings>,
}

/// What is told of a run besides its texts.
#[derive(Debug)]
pub(super) struct Run {
    /// Whether outputs were compared, and none written.
    pub(super) check: bool,
    /// What it ends with.
    pub(super) exit: Exit,
    /// How many texts were compiled at once.
    pub(super) jobs: NonZero<usize>,
    /// How long it took.
    pub(super) time: Duration,
    /// How long each stage took, where that was asked for.
    pub(super) timings: Option<Timings>,
}

#[derive(Debug, Serialize)]
struct Generator {
    name: &'static str,
    version: &'static str,
}

/// One text.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    path: String,
    status: Status,
    sha256: Option<String>,
    outputs: Vec<Output>,
    counts: Option<Counts>,
    ledger: Option<Ledger>,
    diagnostics: Vec<Record>,
    /// Whether nothing had changed since an earlier build, so that it was not compiled.
    cached: bool,
    milliseconds: f64,
    /// Of a text that was compiled, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    timings: Option<Timings>,
}

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Status {
    /// At least one output was written.
    Written,
    /// Every output was there already, with the same bytes.
    Unchanged,
    /// Under `--check`, an output is missing or has other bytes.
    Stale,
    /// It did not come out; `diagnostics` says why.
    Failed,
}

#[derive(Debug, Serialize)]
struct Output {
    format: &'static str,
    path: String,
    state: State,
}

/// The account of visible characters.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Ledger {
    /// What the file is in.
    encoding: String,
    /// All visible characters.
    pub(super) visible: usize,
    /// Those that stand exactly once in the document.
    pub(super) accounted: usize,
    /// Control characters, which are in no output.
    controls: usize,
    closes: bool,
}

impl Ledger {
    /// That of a compilation.
    pub(super) fn of(compilation: &Compilation) -> Self {
        let ledger = &compilation.ledger;
        Ledger {
            encoding: compilation.linked.document().source.encoding.clone(),
            visible: ledger.visible,
            accounted: ledger.accounted,
            controls: ledger.controls,
            closes: ledger.closes(),
        }
    }
}

/// What is told of a text: what prevented it, and its findings.
pub(super) fn findings(attempt: &Attempt) -> Vec<Record> {
    let found = attempt.findings().into_iter().map(|(diagnostic, source)| Record::new(diagnostic, source));
    attempt.problems.iter().map(record).chain(found).collect()
}

impl Document {
    /// The entry of one text, with the times of its stages where they were asked for; `path` tells where an output lies.
    pub(super) fn new(input: &Input, outcome: &Outcome, path: impl Fn(Format) -> PathBuf) -> Self {
        let Outcome { sha256, facts, findings, outputs, cached, time, timings, .. } = outcome;
        let facts = facts.as_ref();
        Document {
            path: input.shown.clone(),
            status: outcome.status(),
            sha256: sha256.clone(),
            outputs: outputs.iter().map(|&(format, state)| output(format, &path(format), state)).collect(),
            counts: facts.map(|facts| facts.counts),
            ledger: outcome.ledger.as_deref().or(facts.map(|facts| &facts.ledger)).cloned(),
            diagnostics: findings.clone(),
            cached: *cached,
            milliseconds: milliseconds(*time),
            timings: timings.as_deref().copied(),
        }
    }
}

impl Report {
    /// The report of a run.
    pub(super) fn new(run: &Run, documents: Vec<Document>, problems: &[Problem], extra: &[PathBuf]) -> Self {
        Report {
            version: VERSION,
            generator: Generator { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            mode: if run.check { "check" } else { "build" },
            exit_code: run.exit.code(),
            documents,
            diagnostics: problems.iter().map(record).collect(),
            extra: extra.iter().map(|path| shown(path)).collect(),
            jobs: run.jobs,
            milliseconds: milliseconds(run.time),
            timings: run.timings,
        }
    }

    /// As JSON, indented, with a line break at the end.
    pub(super) fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("bug: a report holds only texts and numbers") + "\n"
    }
}

/// What a format is called on the command line and in the report.
pub(super) fn format_name(format: Format) -> &'static str {
    match format {
        Format::Akn => "akn",
        Format::Json => "json",
        Format::Yaml => "yaml",
    }
}

/// Takes the name of a format on the command line.
pub(super) fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(format_name)).map(|name| {
        let named = Format::ALL.into_iter().find(|&format| format_name(format) == name);
        named.expect("bug: the parser lets only names of formats pass")
    })
}

/// The record of a problem with a file.
pub(super) fn record(problem: &Problem) -> Record {
    Record::new(&problem.diagnostic, &problem.source)
}

fn output(format: Format, path: &Path, state: State) -> Output {
    Output { format: format_name(format), path: shown(path), state }
}
