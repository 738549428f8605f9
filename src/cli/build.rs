//! `declc build`: texts in, files in every asked format out; or, with `--check`, whether the files on disk are those.
//!
//! Each document goes its own way: compile, account, emit, validate, write. Only one that passes every step is written,
//! whole; one that does not leaves its old outputs as they were, and never stops the others.
//!
//! Not here: what the findings of a text are, and how the languages of a work differ. Those that the settings leave are
//! counted; `declc check` and `declc parity` print them and are the gates.

use super::compile::{self, Attempt, PASSES, Passes};
use super::config::{self, Settings};
use super::exit::Exit;
use super::inputs::{self, Input, Inputs, shown};
use super::known::Known;
use super::outputs::{self, State};
use super::problem::{self, Problem};
use super::report::{self, Report};
use super::summary::{self, Counts, Row};
use super::{console, parity};
use declc::diagnostic::Severity;
use declc::emit::Format;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Compile texts into Akoma Ntoso XML, JSON and YAML
///
/// Every visible character of a text is accounted for before anything of it is written, and the Akoma Ntoso is
/// validated. Files whose bytes would not change are not touched; no file is ever removed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  declc build                                  input/ to output/, every format
  declc build a.zh.txt b.zh.txt -o out         two texts
  declc build texts/ --format json             JSON alone
  declc build - --format akn < a.zh.txt        one text, on standard output
  declc build --check                          exit 1 unless output/ is what input/ gives
  declc build --report report.json             counts and findings for machines

A text x.zh.txt gives x.zh.akn.xml, x.zh.json and x.zh.yaml. Facts that it lacks stand in x.zh.meta.yaml beside it.")]
pub(super) struct Build {
    /// Texts, folders with texts (*.txt, *.md; not their subfolders), or - for standard input [default: input]
    paths: Vec<PathBuf>,
    /// Folder for the outputs, made if need be; - for standard output [default: output; - for standard input]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Formats to write, separated by commas
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "akn,json,yaml", value_parser = report::format_parser())]
    format: Vec<Format>,
    /// Write what was done, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write nothing; list outputs that are stale, missing or extra, and exit 1 if there are any
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    reading: inputs::Reading,
    #[command(flatten)]
    place: config::Place,
    #[command(flatten)]
    known: Known,
}

/// Where outputs go when no folder is given.
const USUAL_FOLDER: &str = "output";

/// What became of one text.
struct Outcome {
    attempt: Attempt,
    counts: Option<Counts>,
    outputs: Vec<(Format, PathBuf, State)>,
    milliseconds: f64,
}

/// What became of all.
struct Made {
    inputs: Inputs,
    outcomes: Vec<Outcome>,
    /// Outputs without a text, under `--check`.
    extra: Vec<PathBuf>,
}

impl Build {
    /// Builds, and says what was done.
    pub(super) fn run(self) -> Exit {
        let start = Instant::now();
        let (settings, faults) = Settings::load(&self.place, &config::Choice::default());
        let mut made = self.make(&settings, PASSES);
        settings.settle_problems(&mut made.inputs.problems);
        // Settings choose what is told: with a fault in them, every text still comes out.
        made.inputs.problems.splice(0..0, faults);
        let exit = self.exit(&made).max(self.tell(&made));
        exit.max(self.report(&made, exit, milliseconds(start)))
    }

    fn make(&self, settings: &Settings, passes: Passes) -> Made {
        let mut inputs = inputs::find(&self.paths, &self.reading);
        let ready = match &self.folder() {
            _ if inputs.texts.is_empty() => Ok(()),
            Some(_) if self.check => Ok(()),
            Some(folder) => outputs::prepare(folder),
            None if inputs.texts.len() == 1 && self.formats().len() == 1 => Ok(()),
            None => Err(problem::one_for_standard_output(inputs.texts.len(), self.formats().len())),
        };
        if let Err(problem) = ready {
            inputs.problems.push(problem);
            inputs.texts.clear();
        }
        let outcomes = compile::each(&inputs.texts, |input| self.document(input, settings, passes));
        let extra = self.extra(&inputs);
        Made { inputs, outcomes, extra }
    }

    fn document(&self, input: &Input, settings: &Settings, passes: Passes) -> Outcome {
        let start = Instant::now();
        let mut attempt = compile::compile(input, &self.known.options(), passes);
        settings.apply(Path::new(&input.shown), &mut attempt);
        let mut outputs = Vec::new();
        let mut counts = None;
        if attempt.problems.is_empty() {
            let named = |format| shown(&self.path(input, format));
            let emitted = compile::emit(&attempt, &self.formats(), passes, named);
            let path = |(format, text)| (format, self.path(input, format), text);
            match emitted.and_then(|texts| self.place(texts.into_iter().map(path).collect())) {
                Ok(placed) => outputs = placed,
                Err(problems) => attempt.problems = problems,
            }
            let text = attempt.source.as_ref().map_or("", |source| source.text());
            counts = attempt.compilation.as_ref().map(|done| Counts::of(done.linked.document(), text));
        }
        Outcome { attempt, counts, outputs, milliseconds: milliseconds(start) }
    }

    /// Where the outputs go; `None` for standard output.
    fn folder(&self) -> Option<&Path> {
        let standard = Path::new(inputs::STANDARD);
        match &self.output {
            Some(folder) => Some(folder.as_path()).filter(|&folder| folder != standard),
            None if self.paths == [standard] && !self.check => None,
            None => Some(Path::new(USUAL_FOLDER)),
        }
    }

    fn path(&self, input: &Input, format: Format) -> PathBuf {
        let folder = self.folder().unwrap_or(Path::new(""));
        folder.join(format!("{}.{}", input.stem, format.extension()))
    }

    /// Writes the files, or compares them under `--check`.
    fn place(&self, files: Vec<(Format, PathBuf, String)>) -> Result<Vec<(Format, PathBuf, State)>, Vec<Problem>> {
        let formats: Vec<Format> = files.iter().map(|&(format, _, _)| format).collect();
        let files: Vec<(PathBuf, String)> = files.into_iter().map(|(_, path, text)| (path, text)).collect();
        let states = match self.folder() {
            None => outputs::print(&files),
            Some(_) if self.check => files.iter().map(|(path, text)| outputs::compare(path, text)).collect(),
            Some(_) => outputs::write(&files),
        };
        let states = states.map_err(|problem| vec![problem])?;
        let paths = files.into_iter().map(|(path, _)| path);
        Ok(formats.into_iter().zip(paths).zip(states).map(|((format, path), state)| (format, path, state)).collect())
    }

    /// The asked formats in their usual order, each once.
    fn formats(&self) -> Vec<Format> {
        Format::ALL.into_iter().filter(|format| self.format.contains(format)).collect()
    }

    /// Outputs without a text. Single texts say nothing about the rest of the folder.
    fn extra(&self, inputs: &Inputs) -> Vec<PathBuf> {
        if !self.check || !inputs.whole_folder {
            return Vec::new();
        }
        let endings: Vec<&str> = self.formats().into_iter().map(Format::extension).collect();
        let Some(folder) = self.folder() else { return Vec::new() };
        let mut extra = outputs::extra(folder, &endings, &inputs.stems);
        extra.retain(|path| !self.report.as_deref().is_some_and(|report| same(report, path)));
        extra
    }

    /// Prints what was done; the outcome is that of printing.
    fn tell(&self, made: &Made) -> Exit {
        let Made { inputs, outcomes, extra } = made;
        inputs.problems.iter().for_each(console::problem);
        for outcome in outcomes {
            outcome.attempt.problems.iter().for_each(console::problem);
        }
        if !outcomes.is_empty() {
            let rows = inputs.texts.iter().zip(outcomes).map(|(input, outcome)| outcome.row(input));
            console::message(&summary::table(&rows.collect::<Vec<_>>()));
            console::message(&parity::summary(outcomes.iter().map(|outcome| &outcome.attempt)));
            console::message(&closing(outcomes, self.check));
        }
        if !self.check {
            return Exit::Clean;
        }
        let outputs = outcomes.iter().flat_map(|outcome| &outcome.outputs);
        let differing = outputs.filter_map(|(_, path, state)| match state {
            State::Stale => Some(format!("stale: {}\n", shown(path))),
            State::Missing => Some(format!("missing: {}\n", shown(path))),
            State::Written | State::Unchanged => None,
        });
        let extra = extra.iter().map(|path| format!("extra: {}\n", shown(path)));
        console::data(&differing.chain(extra).collect::<String>())
    }

    /// Writes the report, if one is asked for; the outcome is that of writing it.
    fn report(&self, made: &Made, exit: Exit, milliseconds: f64) -> Exit {
        let Some(path) = &self.report else { return Exit::Clean };
        let entries = made.inputs.texts.iter().zip(&made.outcomes).map(|(input, outcome)| {
            report::Document::new(input, &outcome.attempt, outcome.counts, &outcome.outputs, outcome.milliseconds)
        });
        let problems = &made.inputs.problems;
        let report = Report::new(self.check, exit, entries.collect(), problems, &made.extra, milliseconds);
        let written = outputs::write_one(path, &report.json());
        let failed = written.map_err(|error| problem::report_failed(&shown(path), &error)).err();
        failed.iter().for_each(console::problem);
        failed.map_or(Exit::Clean, |problem| problem.exit)
    }

    fn exit(&self, made: &Made) -> Exit {
        let Made { inputs, outcomes, extra } = made;
        let problems = inputs.problems.iter().chain(outcomes.iter().flat_map(|outcome| &outcome.attempt.problems));
        let exit = problems.map(|problem| problem.exit).max().unwrap_or_default();
        // A text with errors is compiled all the same, and `declc check` is the gate: here the outputs are in question.
        let differs = |state: State| matches!(state, State::Stale | State::Missing);
        let outputs = outcomes.iter().flat_map(|outcome| &outcome.outputs);
        let findings = self.check && (!extra.is_empty() || outputs.into_iter().any(|&(_, _, state)| differs(state)));
        exit.max(if findings { Exit::Findings } else { Exit::Clean })
    }
}

impl Outcome {
    fn row(&self, input: &Input) -> Row {
        let built = |counts| {
            let ledger = self.attempt.compilation.as_ref().map(|compilation| &compilation.ledger);
            summary::Built {
                counts,
                accounted: ledger.map_or((0, 0), |ledger| (ledger.accounted, ledger.visible)),
                errors: self.attempt.count(Severity::Error),
                warnings: self.attempt.count(Severity::Warning),
            }
        };
        let result = match self.attempt.problems.first() {
            Some(problem) => Err(problem.diagnostic.name.to_owned()),
            None => Ok(built(self.counts.unwrap_or_default())),
        };
        Row { document: input.shown.clone(), result, milliseconds: self.milliseconds }
    }
}

/// The last line: how many files of how many documents.
fn closing(outcomes: &[Outcome], check: bool) -> String {
    let count = |wanted: State| {
        outcomes.iter().flat_map(|outcome| &outcome.outputs).filter(|&&(_, _, state)| state == wanted).count()
    };
    let failed = outcomes.iter().filter(|outcome| !outcome.attempt.problems.is_empty()).count();
    let files = if check {
        format!("{} fresh, {} stale, {} missing", count(State::Unchanged), count(State::Stale), count(State::Missing))
    } else {
        format!("{} written, {} unchanged", count(State::Written), count(State::Unchanged))
    };
    let failed = if failed == 0 { String::new() } else { format!(", {failed} of them not written") };
    let errors: usize = outcomes.iter().map(|outcome| outcome.attempt.count(Severity::Error)).sum();
    let errors = match errors {
        0 => String::new(),
        1 => "; 1 error in the texts: `declc check` shows it".to_owned(),
        errors => format!("; {errors} errors in the texts: `declc check` shows them"),
    };
    format!("documents: {}{failed}; files: {files}{errors}\n", outcomes.len())
}

fn same(a: &Path, b: &Path) -> bool {
    matches!((std::path::absolute(a), std::path::absolute(b)), (Ok(a), Ok(b)) if a == b)
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests;
