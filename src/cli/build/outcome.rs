//! What became of one text of a build, and what is told of it.

use super::super::cache::{Facts, Record};
use super::super::compile::Attempt;
use super::super::inputs::Input;
use super::super::log;
use super::super::outputs::State;
use super::super::problem::Problem;
use super::super::report::{Ledger, Status};
use super::super::summary::{Built, Row};
use super::super::timings::{Timings, milliseconds};
use declc::diagnostic::json::Record as Finding;
use declc::emit::Format;
use std::time::Duration;

/// What became of one text.
#[derive(Debug, Default)]
pub(in crate::cli) struct Outcome {
    /// SHA-256 of the text, if it could be read.
    pub(in crate::cli) sha256: Option<String>,
    /// What prevented it, or makes it unusable.
    pub(in crate::cli) problems: Vec<Problem>,
    /// Its tree, until the texts of its work are compared; none where the cache had it. What is told of ten thousand
    /// texts lies in memory at once, and is kept apart from what is not.
    pub(super) attempt: Option<Box<Attempt>>,
    /// Where it came out.
    pub(in crate::cli) facts: Option<Facts>,
    /// The account of its characters, where that stopped it.
    pub(in crate::cli) ledger: Option<Box<Ledger>>,
    /// What prevented it, and its findings, where somebody asks for them.
    pub(in crate::cli) findings: Vec<Finding>,
    /// Where it came out, what became of its outputs. Their paths follow from the input.
    pub(in crate::cli) outputs: Vec<(Format, State)>,
    /// What is to be remembered of it.
    pub(super) record: Option<Record>,
    /// Whether it was not compiled, since nothing has changed.
    pub(in crate::cli) cached: bool,
    /// How long it took.
    pub(in crate::cli) time: Duration,
    /// How long each stage took, where somebody asks.
    pub(in crate::cli) timings: Option<Box<Timings>>,
}

impl Outcome {
    /// What became of the outputs.
    pub(in crate::cli) fn status(&self) -> Status {
        let has = |state: State| self.outputs.iter().any(|&(_, found)| found == state);
        if !self.problems.is_empty() {
            Status::Failed
        } else if has(State::Stale) || has(State::Missing) {
            Status::Stale
        } else if has(State::Written) {
            Status::Written
        } else {
            Status::Unchanged
        }
    }

    /// Its line in the log.
    pub(super) fn event<'a>(&self, input: &'a Input) -> log::Document<'a> {
        let count = |number: fn(&Facts) -> usize| self.facts.as_ref().map_or(0, number);
        log::Document {
            path: &input.shown,
            status: self.status(),
            cached: self.cached,
            errors: count(|facts| facts.errors),
            warnings: count(|facts| facts.warnings),
            milliseconds: milliseconds(self.time),
        }
    }

    /// Its line in the table.
    pub(super) fn row<'a>(&'a self, input: &'a Input) -> Row<'a> {
        let built = |facts: &Facts| Built {
            counts: facts.counts,
            accounted: (facts.ledger.accounted, facts.ledger.visible),
            errors: facts.errors,
            warnings: facts.warnings,
        };
        let result = match (&self.facts, self.problems.first()) {
            (Some(facts), _) => Ok(built(facts)),
            (None, problem) => Err(problem.map_or("", |problem| problem.diagnostic.name)),
        };
        Row { document: &input.shown, result, time: self.time }
    }
}
