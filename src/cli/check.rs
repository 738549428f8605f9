//! `declc check`: texts in, what is wrong with them out. Writes no file.
//!
//! The findings are data and go to standard output, as text for people or as JSON for machines; problems with the files
//! themselves go to standard error, and into the JSON as well. The outcome is that of the worst finding.

use super::compile::{self, Attempt, PASSES};
use super::exit::Exit;
use super::known::Known;
use super::{Notation, console, inputs, report};
use declc::diagnostic::{Severity, json};
use std::path::PathBuf;

/// Report what is wrong with texts, without writing any file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  declc check                            every text of input/
  declc check a.zh.txt --strict          exit 1 at warnings too
  declc check --format json | jq '.[].code'")]
pub(super) struct Check {
    /// Texts, or folders with texts (*.txt, *.md; not their subfolders) [default: input]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Notation::Text)]
    format: Notation,
    /// Warnings fail as errors do
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    known: Known,
}

impl Check {
    /// Prints the findings.
    pub(super) fn run(self) -> Exit {
        let inputs = inputs::find(&self.paths);
        let attempts = compile::each(&inputs.texts, |input| compile::compile(input, &self.known.options(), PASSES));
        let problems = || inputs.problems.iter().chain(attempts.iter().flat_map(|attempt| &attempt.problems));
        problems().for_each(console::problem);
        let findings = || attempts.iter().flat_map(Attempt::findings);
        let output = match self.format {
            Notation::Text => findings().map(|(diagnostic, source)| console::render(diagnostic, source)).collect(),
            Notation::Json => {
                let records = findings().map(|(diagnostic, source)| json::Record::new(diagnostic, source));
                json::render(&problems().map(report::record).chain(records).collect::<Vec<_>>())
            }
        };
        let printed = console::data(&output);
        let count = |severity| attempts.iter().map(|attempt| attempt.count(severity)).sum::<usize>();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        console::message(&format!("documents: {}; errors: {errors}; warnings: {warnings}\n", attempts.len()));
        let orphans = problems().any(|problem| problem.diagnostic.severity == Severity::Warning);
        let failed = errors > 0 || self.strict && (warnings > 0 || orphans);
        let exit = problems().map(|problem| problem.exit).max().unwrap_or_default();
        exit.max(printed).max(if failed { Exit::Findings } else { Exit::Clean })
    }
}
