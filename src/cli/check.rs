//! `declc check`: texts in, what is wrong with them out. Writes no file.
//!
//! The findings are data and go to standard output, in the format that their reader wants; problems with the files
//! themselves go to standard error, and into every format for machines as well. The outcome is that of the worst
//! finding, whatever the format.

use super::compile::{self, Attempt, PASSES};
use super::config::{self, Settings, Threshold};
use super::exit::Exit;
use super::fix::{Edited, Fixing};
use super::inputs::{Input, Inputs};
use super::known::Known;
use super::problem::{self, Problem};
use super::rules::pages;
use super::{baseline, console, inputs, outputs};
use declc::diagnostic::located::{Located, fingerprint};
use declc::diagnostic::page::Page;
use declc::diagnostic::{Diagnostic, Severity, github, gitlab, json, junit, rdjson, sarif, short};
use declc::source::Source;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Report what is wrong with texts, without writing any file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  declc check                            every text of input/
  declc check a.zh.txt --fail-on warning exit 1 at warnings too
  declc check --format json | jq '.[].code'
  declc check --format sarif > declc.sarif
  declc check --fix --diff               what --fix would change
  declc explain DC301                    what a rule means")]
pub(super) struct Check {
    /// Texts, folders with texts (*.txt, *.md; not their subfolders), or - for standard input [default: input]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The least severity at which the exit code is 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    fail_on: Option<Threshold>,
    /// Warnings fail as errors do; short for --fail-on warning
    #[arg(long, conflicts_with = "fail_on")]
    strict: bool,
    /// Tell only what is not in this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write what is found now into the baseline
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
    /// Set aside what is found now, for this reason: write it into declc-ignore.toml
    #[arg(long, value_name = "REASON", conflicts_with = "isolated", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    add_ignores: Option<String>,
    #[command(flatten)]
    fixing: Fixing,
    #[command(flatten)]
    choice: config::Choice,
    #[command(flatten)]
    place: config::Place,
    #[command(flatten)]
    reading: inputs::Reading,
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

/// What a run knows before any text is read.
struct Start {
    settings: Settings,
    inputs: Inputs,
    /// How many texts the settings leave out.
    excluded: usize,
    /// Fingerprints of what was there before.
    known: BTreeSet<String>,
}

impl Check {
    /// Prints the findings.
    pub(super) fn run(self) -> Exit {
        let Start { settings, inputs, excluded, known } = self.start();
        let made = compile::each(&inputs.texts, |input| self.attempt(input, &settings, &known));
        let (attempts, edited): (Vec<Attempt>, Vec<Edited>) = made.into_iter().unzip();
        let mut problems: Vec<Problem> = inputs.problems.clone();
        problems.extend(attempts.iter().flat_map(|attempt| attempt.problems.clone()));
        let superfluous = settings.suppressions.superfluous(&settings, &attempts);
        let mut found: Vec<Located<'_>> = attempts.iter().flat_map(located).collect();
        found.extend(superfluous.iter().map(|diagnostic| about_file(diagnostic, settings.suppressions.source())));
        let mut tally = Tally { excluded, ..Tally::default() };
        if let Err(problem) = self.keep(&inputs, &settings, known, &mut found, &mut tally) {
            problems.push(problem);
        }
        problems.iter().for_each(console::problem);
        tally.aside += attempts.iter().map(|attempt| attempt.held.count).sum::<usize>();
        tally.fixed = edited.iter().map(|edited| edited.applied).sum();
        let changed = edited.iter().any(|edited| !edited.diff.is_empty());
        let printed = if self.fixing.diff {
            console::data(&edited.iter().map(|edited| edited.diff.as_str()).collect::<String>())
        } else {
            console::data(&self.render(&found, &problems, &inputs))
        };
        if console::is_log() {
            for finding in &found {
                console::finding(&json::Record::of(finding));
            }
        }
        let (words, counts) = self.summary(&tally, attempts.len(), &found);
        console::summary("check", &words, &counts);
        let threshold = if self.strict { Some(Threshold::Warning) } else { self.fail_on.or(settings.fail_on) };
        let threshold = threshold.unwrap_or(Threshold::Error);
        // An orphan sidecar is a warning that ends nothing.
        let about_files = problems.iter().map(|problem| problem.diagnostic.severity);
        let mut severities = found.iter().map(|f| f.diagnostic.severity).chain(about_files);
        let failed = if self.fixing.diff { changed } else { severities.any(|severity| threshold.reached(severity)) };
        let failed = failed || self.fixing.exit_non_zero_on_fix && tally.fixed > 0;
        let exit = problems.iter().map(|problem| problem.exit).max().unwrap_or_default();
        exit.max(printed).max(if failed { Exit::Findings } else { Exit::Clean })
    }

    /// The settings, the texts that they leave and the baseline. Where one of these has a fault, no text is checked: the
    /// answer would be to another question.
    fn start(&self) -> Start {
        let (settings, mut faults) = Settings::load(&self.place, &self.choice);
        let baseline = self.baseline.as_deref().filter(|_| !self.update_baseline).map(baseline::read);
        let known = baseline.transpose().map_err(|problem| faults.push(problem)).ok().flatten();
        let mut inputs = inputs::find(&self.paths, &self.reading);
        settings.settle_problems(&mut inputs.problems);
        inputs.texts.iter_mut().for_each(|text| text.shown = relative(&text.shown));
        // Sorted, so that the order of the arguments changes nothing in a report.
        inputs.texts.sort_by(|a, b| a.shown.cmp(&b.shown));
        let all = inputs.texts.len();
        inputs.texts.retain(|text| !settings.excludes(Path::new(&text.shown)));
        let excluded = all - inputs.texts.len();
        if !faults.is_empty() {
            inputs.texts.clear();
            inputs.problems.splice(0..0, faults);
        }
        Start { settings, inputs, excluded, known: known.unwrap_or_default() }
    }

    fn attempt(&self, input: &Input, settings: &Settings, known: &BTreeSet<String>) -> (Attempt, Edited) {
        let mut attempt = compile::compile(input, &self.known.to_check(), PASSES);
        settings.apply(Path::new(&input.shown), &mut attempt);
        let edited = self.fixing.apply(input, &mut attempt, &self.known, settings, known);
        (attempt, edited)
    }

    /// Takes away what was there before, and writes down what is to be left out from now on.
    fn keep(
        &self,
        inputs: &Inputs,
        settings: &Settings,
        mut known: BTreeSet<String>,
        found: &mut Vec<Located<'_>>,
        tally: &mut Tally,
    ) -> Result<(), Problem> {
        // Where nothing could be checked, nothing is known to be there.
        let checked = !inputs.texts.is_empty();
        if let Some(path) = self.baseline.as_deref().filter(|_| self.update_baseline && checked) {
            known = baseline::write(path, found)?;
        }
        let all = found.len();
        found.retain(|f| !known.contains(&f.fingerprint));
        tally.known = all - found.len();
        if let Some(reason) = self.add_ignores.as_deref().filter(|_| checked && !found.is_empty()) {
            let file = |f: &Located<'_>| inputs.texts.iter().find(|text| text.shown == f.source.path());
            let (aside, left): (Vec<_>, Vec<_>) = std::mem::take(found).into_iter().partition(|f| file(f).is_some());
            let placed: Vec<_> = aside.iter().filter_map(|f| Some((Path::new(&file(f)?.shown), f))).collect();
            let (path, text) = settings.suppressions.with(&placed, reason);
            outputs::write_one(path, &text).map_err(|error| problem::output_failed(&inputs::shown(path), &error))?;
            tally.aside = aside.len();
            *found = left;
        }
        Ok(())
    }

    /// The last line, in words and in numbers: what was found, left out and put right.
    fn summary(&self, tally: &Tally, documents: usize, found: &[Located<'_>]) -> (String, Vec<(&'static str, usize)>) {
        let count = |severity| found.iter().filter(|f| f.diagnostic.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let fixes = found.iter().filter_map(|f| f.diagnostic.fix.as_ref());
        let fixable = fixes.filter(|fix| self.fixing.takes(fix)).count();
        let mut line = format!("documents: {documents}; errors: {errors}; warnings: {warnings}");
        let mut counts = vec![("documents", documents), ("errors", errors), ("warnings", warnings)];
        let (done, rest) = if self.fixing.diff { ("would be fixed", 0) } else { ("fixed", fixable) };
        for (what, name, count) in [
            ("excluded", "excluded", tally.excluded),
            ("set aside", "set_aside", tally.aside),
            ("in the baseline", "in_baseline", tally.known),
            (done, "fixed", tally.fixed),
            ("--fix puts right", "fixable", rest),
        ] {
            counts.push((name, count));
            if count > 0 {
                let _ = write!(line, "; {what}: {count}");
            }
        }
        (line + "\n", counts)
    }

    fn render(&self, found: &[Located<'_>], problems: &[Problem], inputs: &Inputs) -> String {
        if self.format == Format::Human {
            return found.iter().map(|f| console::render(f.diagnostic, f.source)).collect();
        }
        let mut paths: Vec<String> = inputs.texts.iter().map(|text| text.shown.clone()).collect();
        paths.extend(inputs.problems.iter().map(|problem| problem.source.path().to_owned()));
        let about_files = problems.iter().map(|problem| about_file(&problem.diagnostic, &problem.source));
        let findings: Vec<Located<'_>> = about_files.chain(found.iter().cloned()).collect();
        render(self.format, &findings, &paths)
    }
}

/// What was left out of the findings, and why.
#[derive(Default)]
struct Tally {
    excluded: usize,
    aside: usize,
    known: usize,
    fixed: usize,
}

fn render(format: Format, findings: &[Located<'_>], paths: &[String]) -> String {
    match format {
        Format::Human | Format::Short => short::render(findings),
        Format::Json => json::render(&findings.iter().map(json::Record::of).collect::<Vec<_>>()),
        Format::Sarif => sarif::render(findings, tool(&pages())),
        Format::Github => github::render(findings),
        Format::Rdjson => rdjson::render(findings),
        Format::Gitlab => gitlab::render(findings),
        Format::Junit => junit::render(findings, paths),
    }
}

/// This program as SARIF names it.
fn tool(pages: &[Page]) -> sarif::Tool<'_> {
    let (version, home) = (env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_REPOSITORY"));
    sarif::Tool { version, home, pages, example: declc::check::example }
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
