//! `declc check`: texts in, what is wrong with them out. Writes no file.
//!
//! The findings are data and go to standard output, in the format that their reader wants; problems with the files
//! themselves go to standard error, and into every format for machines as well. The outcome is that of the worst
//! finding, whatever the format.

use super::compile::{self, Attempt, PASSES};
use super::exit::Exit;
use super::known::Known;
use super::rules::pages;
use super::{console, inputs};
use declc::diagnostic::located::{Located, fingerprint};
use declc::diagnostic::{Diagnostic, Severity, github, gitlab, json, junit, rdjson, sarif, short};
use declc::source::Source;
use std::path::{Path, PathBuf};

/// Report what is wrong with texts, without writing any file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  declc check                            every text of input/
  declc check a.zh.txt --fail-on warning exit 1 at warnings too
  declc check --format json | jq '.[].code'
  declc check --format sarif > declc.sarif
  declc explain DC301                    what a rule means")]
pub(super) struct Check {
    /// Texts, folders with texts (*.txt, *.md; not their subfolders), or - for standard input [default: input]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The least severity at which the exit code is 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = Threshold::Error)]
    fail_on: Threshold,
    /// Warnings fail as errors do; short for --fail-on warning
    #[arg(long, conflicts_with = "fail_on")]
    strict: bool,
    #[command(flatten)]
    stdin: inputs::Stdin,
    #[command(flatten)]
    known: Known,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: place, reason, source line, remedy.
    #[value(alias = "text")]
    Human,
    /// One line a finding, for problem matchers.
    Short,
    /// A JSON array with line, column and byte range of each.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// For reviewdog.
    Rdjson,
    /// Code Quality of GitLab.
    Gitlab,
    /// JUnit XML.
    Junit,
}

/// From which severity on a finding fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Threshold {
    Error,
    Warning,
    Info,
    Never,
}

impl Threshold {
    fn reached(self, severity: Severity) -> bool {
        match self {
            Threshold::Error => severity >= Severity::Error,
            Threshold::Warning => severity >= Severity::Warning,
            Threshold::Info => true,
            Threshold::Never => false,
        }
    }
}

impl Check {
    /// Prints the findings.
    pub(super) fn run(self) -> Exit {
        let mut inputs = inputs::find(&self.paths, &self.stdin);
        inputs.texts.iter_mut().for_each(|text| text.shown = relative(&text.shown));
        // Sorted, so that the order of the arguments changes nothing in a report.
        inputs.texts.sort_by(|a, b| a.shown.cmp(&b.shown));
        let attempts = compile::each(&inputs.texts, |input| compile::compile(input, &self.known.options(), PASSES));
        let problems = || inputs.problems.iter().chain(attempts.iter().flat_map(|attempt| &attempt.problems));
        problems().for_each(console::problem);
        let about_files = problems().map(|p| about_file(&p.diagnostic, &p.source));
        let about_texts = attempts.iter().flat_map(located);
        let output = if self.format == Format::Human {
            about_texts.map(|found| console::render(found.diagnostic, found.source)).collect()
        } else {
            let mut paths: Vec<String> = inputs.texts.iter().map(|text| text.shown.clone()).collect();
            paths.extend(inputs.problems.iter().map(|problem| problem.source.path().to_owned()));
            render(self.format, &about_files.chain(about_texts).collect::<Vec<_>>(), &paths)
        };
        let printed = console::data(&output);
        let count = |severity| attempts.iter().map(|attempt| attempt.count(severity)).sum::<usize>();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        console::message(&format!("documents: {}; errors: {errors}; warnings: {warnings}\n", attempts.len()));
        let threshold = if self.strict { Threshold::Warning } else { self.fail_on };
        let found = attempts.iter().flat_map(Attempt::findings).map(|(diagnostic, _)| diagnostic.severity);
        // An orphan sidecar is a warning that ends nothing.
        let mut all = found.chain(problems().map(|problem| problem.diagnostic.severity));
        let failed = all.any(|severity| threshold.reached(severity));
        let exit = problems().map(|problem| problem.exit).max().unwrap_or_default();
        exit.max(printed).max(if failed { Exit::Findings } else { Exit::Clean })
    }
}

fn render(format: Format, findings: &[Located<'_>], paths: &[String]) -> String {
    match format {
        Format::Human | Format::Short => short::render(findings),
        Format::Json => json::render(&findings.iter().map(json::Record::of).collect::<Vec<_>>()),
        Format::Sarif => sarif::render(findings, &pages(), env!("CARGO_PKG_VERSION")),
        Format::Github => github::render(findings),
        Format::Rdjson => rdjson::render(findings),
        Format::Gitlab => gitlab::render(findings),
        Format::Junit => junit::render(findings, paths),
    }
}

/// The findings about one text, in its order.
fn located(attempt: &Attempt) -> Vec<Located<'_>> {
    match (&attempt.compilation, &attempt.source) {
        (Some(done), Some(source)) => declc::check::locate(&done.diagnostics, &done.linked, source),
        _ => Vec::new(),
    }
}

fn about_file<'a>(diagnostic: &'a Diagnostic, source: &'a Source) -> Located<'a> {
    let fingerprint = fingerprint(&[source.path(), diagnostic.code, &diagnostic.message]);
    Located { fingerprint, ..Located::new(diagnostic, source) }
}

/// A path relative to the working folder where it lies under it, without `./`: the same file has the same path in every
/// report.
fn relative(shown: &str) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = Path::new(shown);
    let path = path.strip_prefix(&here).unwrap_or(path);
    let plain: PathBuf = path.components().filter(|part| *part != std::path::Component::CurDir).collect();
    inputs::shown(&plain)
}
