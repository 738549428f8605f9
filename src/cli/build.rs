//! `declc build`: texts in, files in every asked format out; or, with `--check`, whether the files on disk are those.
//!
//! Each document goes its own way: compile, account, emit, validate, write. Only one that passes every step is written,
//! whole; one that does not leaves its old outputs as they were, and never stops the others.
//!
//! Not here: what the findings of a text are, and how the languages of a work differ. Those that the settings leave are
//! counted, and told where they are asked for; `declc check` and `declc parity` are the gates.

mod outcome;
mod works;

use super::cache::{self, Before, Cache, Facts};
use super::compile::{self, Attempt, PASSES, Passes};
use super::config::{self, Settings};
use super::exit::Exit;
use super::inputs::{self, Input, Inputs, Shard, shown};
use super::known::Known;
use super::log::Event;
use super::outputs::{self, Draft, Ready, State};
use super::problem::{self, Problem};
use super::progress::Progress;
use super::report::{self, Ledger, Report, Run};
use super::summary::{self, Counts};
use super::timings::{Stage, Timings};
use super::{console, depfile, ordered, parity};
use declc::Options;
use declc::diagnostic::{Severity, short};
use declc::emit::Format;
pub(super) use outcome::Outcome;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use works::Works;

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
  declc build --timings --no-cache             where the time goes
  find . -name '*.txt' -print0 | declc build --files0-from - --shard 0/4

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
    #[command(flatten)]
    telling: Telling,
    /// Write nothing; list outputs that are stale, missing or extra, and exit 1 if there are any
    #[arg(long)]
    check: bool,
    /// How many texts are compiled at once [default: one a core]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Take the paths from a file, or - for standard input, each ended by a NUL
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    files0_from: Option<PathBuf>,
    /// Build one of N equal parts, 0/N to N-1/N; which one a document is in depends on its name alone
    #[arg(long, value_name = "I/N", value_parser = Shard::parse)]
    shard: Option<Shard>,
    /// Write what each output depends on, for Make and Ninja
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    depfile: Option<PathBuf>,
    #[command(flatten)]
    remember: cache::Choice,
    #[command(flatten)]
    reading: inputs::Reading,
    #[command(flatten)]
    place: config::Place,
    #[command(flatten)]
    known: Known,
}

/// What is told of what was done.
#[derive(Debug, Default, clap::Args)]
struct Telling {
    /// Write what was done, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Say how long each stage took: as a table, and in the report
    #[arg(long)]
    timings: bool,
    /// Print problems alone
    #[arg(short, long, conflicts_with = "timings")]
    quiet: bool,
    /// Whether every finding is told, a line each, instead of the table.
    #[arg(skip)]
    findings: bool,
}

impl Telling {
    /// Whether anybody asks for the findings of a text.
    fn wants_findings(&self) -> bool {
        self.findings || self.report.is_some() || console::is_log()
    }
}

/// Where outputs go when no folder is given.
const USUAL_FOLDER: &str = "output";

/// As long as a separator, a dot and the ending of an output may be, in bytes.
const LONGEST_ENDING: usize = 10;

/// How long a build goes on before it writes down what it remembers, and how many times as long as writing took.
const REMEMBER_AFTER: Duration = Duration::from_secs(5);
const REMEMBER_SHARE: u32 = 20;

/// What became of all.
struct Made {
    inputs: Inputs,
    /// Each by itself, so that it stays where the thread that made it put it.
    #[expect(clippy::vec_box, reason = "ten thousand of them are moved from one list to another")]
    outcomes: Vec<Box<Outcome>>,
    /// What is remembered, until all is told.
    _cache: Option<Cache>,
    /// Where the languages of works differ, a line each.
    languages: String,
    /// Outputs without a text, under `--check`.
    extra: Vec<PathBuf>,
}

impl Build {
    /// Builds, and says what was done, as the last thing of the process.
    pub(super) fn run(&self) -> Exit {
        let (exit, made) = self.round();
        // The system takes back at once what it would take long to give back bit by bit.
        std::mem::forget(made);
        exit
    }

    /// Builds, and says what was done; and what was made, until it is not wanted any more.
    pub(super) fn round(&self) -> (Exit, impl Sized) {
        let start = Instant::now();
        let (settings, faults) = Settings::load(&self.place, &config::Choice::default());
        let mut made = self.make(&settings, PASSES);
        settings.settle_problems(&mut made.inputs.problems);
        // Settings choose what is told: with a fault in them, every text still comes out.
        made.inputs.problems.splice(0..0, faults);
        let exit = self.exit(&made).max(self.tell(&made)).max(self.list_dependencies(&made));
        (exit.max(self.report(&made, exit, start.elapsed())), made)
    }

    /// From now on, every finding is told, a line each, instead of the table.
    pub(super) fn tell_findings(&mut self) {
        self.telling.findings = true;
    }

    /// Why this cannot be done again and again, if it cannot.
    pub(super) fn unwatchable(&self) -> Option<&'static str> {
        let standard = |path: &Path| path == Path::new(inputs::STANDARD);
        if self.check {
            Some("--check writes nothing; use `declc build --check`")
        } else if self.folder().is_none() {
            Some("standard output takes one build; name a folder for the outputs")
        } else if self.paths.iter().chain(&self.files0_from).any(|path| standard(path)) {
            Some("standard input can be read once; name files")
        } else {
            None
        }
    }

    /// The files and folders that decide what is built, but for settings.
    pub(super) fn sources(&self) -> Vec<PathBuf> {
        let listed =
            self.files0_from.as_deref().map(|list| (list.to_owned(), inputs::listed(list).unwrap_or_default()));
        match listed {
            Some((list, paths)) => paths.into_iter().chain([list]).collect(),
            None if self.paths.is_empty() => vec![PathBuf::from(inputs::USUAL_FOLDER)],
            None => self.paths.clone(),
        }
    }

    /// The folders that settings are taken from.
    pub(super) fn settings_folders(&self) -> Vec<PathBuf> {
        self.place.folders()
    }

    fn make(&self, settings: &Settings, passes: Passes) -> Made {
        // What is remembered of ten thousand texts takes as long to read as their names.
        let (mut inputs, cache) = std::thread::scope(|scope| {
            let cache = std::thread::Builder::new().spawn_scoped(scope, || self.cache(settings));
            let inputs = self.inputs();
            // Where the system has no thread to spare, or the other one failed, this one does the work.
            (inputs, cache.ok().and_then(|cache| cache.join().ok()).unwrap_or_else(|| self.cache(settings)))
        });
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
        let places = self.places();
        // What is not known takes a word and not the room of an outcome.
        let known = |input: &Input| self.remembered(input, &places, cache.as_ref()?).map(Box::new);
        let known = ordered::chunked(self.threads(), &inputs.texts, known);
        let missing: Vec<&Input> =
            inputs.texts.iter().zip(&known).filter(|(_, hit)| hit.is_none()).map(|(i, _)| i).collect();
        let (ordered, back) = works::adjacent(&missing, self.known.options().languages);
        let (mut compiled, works) = self.compile(&ordered, settings, passes, cache.as_ref());
        works::put_back(&mut compiled, back);
        let outcomes = if compiled.len() == known.len() {
            compiled
        } else {
            let mut compiled = compiled.into_iter();
            known.into_iter().filter_map(|hit| hit.or_else(|| compiled.next())).collect()
        };
        let came_out: Vec<_> = inputs.texts.iter().zip(outcomes.iter().map(Box::as_ref)).collect();
        let (languages, works) = works.lines(&came_out, cache.as_ref(), &self.known.to_check(), passes);
        if let Some(cache) = &cache {
            inputs.problems.extend(self.remember(cache, &outcomes, &works).err());
        }
        let extra = self.extra(&inputs);
        Made { inputs, outcomes, _cache: cache, languages, extra }
    }

    /// How many texts are compiled at once.
    fn threads(&self) -> NonZero<usize> {
        self.jobs.unwrap_or_else(ordered::threads)
    }

    /// Compiles these texts, and remembers by and by what is done, so that after a build that was killed the next one
    /// compiles the rest.
    #[expect(clippy::vec_box, reason = "as in what is made of them")]
    fn compile(
        &self,
        missing: &[&Input],
        settings: &Settings,
        passes: Passes,
        cache: Option<&Cache>,
    ) -> (Vec<Box<Outcome>>, Works) {
        let mut compiled = Vec::with_capacity(missing.len());
        let mut works = Works::default();
        let mut progress = Progress::new(missing.len(), !self.telling.quiet && self.folder().is_some());
        let mut due = Instant::now() + REMEMBER_AFTER;
        let work = |input: &&Input| self.document(input, settings, passes, cache.is_some());
        ordered::in_order_on(self.threads(), missing, work, |_, mut outcome: Outcome| {
            if let Some((cache, record)) = cache.zip(outcome.record.as_mut()) {
                cache.set_aside(record);
            }
            compiled.push(Box::new(outcome));
            works.next(missing, &mut compiled);
            progress.step();
            let now = Instant::now();
            if let Some(cache) = cache.filter(|_| now >= due) {
                // What prevents it is told at the end, if it still does.
                let _ = self.remember(cache, &compiled, works.told());
                due = Instant::now() + REMEMBER_AFTER.max(now.elapsed() * REMEMBER_SHARE);
            }
        });
        works.close(missing, &mut compiled);
        (compiled, works)
    }

    fn remember(&self, cache: &Cache, outcomes: &[Box<Outcome>], works: &BTreeMap<u64, String>) -> Result<(), Problem> {
        let first = |stem: &str| self.formats().first().map(|&format| self.path(stem, format)).unwrap_or_default();
        let records: Vec<&cache::Record> = outcomes.iter().filter_map(|outcome| outcome.record.as_ref()).collect();
        cache.save(&records, works, first)
    }

    fn inputs(&self) -> Inputs {
        let mut inputs = match self.files0_from.as_deref().map(inputs::listed) {
            None => inputs::find(&self.paths, &self.reading),
            // Nothing listed is nothing to do, not the usual folder.
            Some(Ok(paths)) if paths.is_empty() => Inputs::default(),
            Some(Ok(paths)) => inputs::find(&paths, &self.reading),
            Some(Err(problem)) => Inputs { problems: vec![problem], ..Inputs::default() },
        };
        if let Some(shard) = self.shard {
            inputs.retain(|input| shard.holds(&input.stem));
        }
        inputs
    }

    /// What earlier builds into the same folder remember. A gate believes nobody: `--check` compiles every text.
    fn cache(&self, settings: &Settings) -> Option<Cache> {
        let folder = self.folder().filter(|_| !self.check)?;
        let Options { languages, class, .. } = self.known.options();
        let languages: Vec<&str> = languages.iter().map(|language| language.tag).collect();
        let formats: Vec<&str> = self.formats().into_iter().map(Format::extension).collect();
        self.remember.open(folder, &self.shard, &(languages, format!("{class:?}"), formats, settings.digest))
    }

    /// A document of which nothing has changed.
    fn remembered(&self, input: &Input, places: &Places<'_>, cache: &Cache) -> Option<Outcome> {
        let start = Instant::now();
        let paths: Vec<PathBuf> = places.formats.iter().map(|&format| places.path(&input.stem, format)).collect();
        let hit = cache.find(input, &paths, self.telling.wants_findings())?;
        Some(Outcome {
            sha256: Some(hit.sha256),
            facts: Some(hit.facts),
            findings: hit.findings,
            outputs: places.formats.iter().map(|&format| (format, State::Unchanged)).collect(),
            record: Some(hit.record),
            cached: true,
            time: start.elapsed(),
            ..Outcome::default()
        })
    }

    fn document(&self, input: &Input, settings: &Settings, passes: Passes, remember: bool) -> Outcome {
        let start = Instant::now();
        let before = Some(input).filter(|input| remember && !input.is_standard()).map(Before::of);
        let mut attempt = Box::new(compile::compile(input, &self.known.options(), passes));
        settings.apply(Path::new(&input.shown), &mut attempt);
        let mut outcome = Outcome::default();
        if attempt.problems.is_empty() {
            match self.emit(input, &mut attempt, passes, before.is_some()) {
                Ok(placed) => {
                    outcome.findings = report::findings(&attempt);
                    outcome.facts = facts(&attempt, before.as_ref());
                    let known = before.zip(attempt.sha256.as_deref()).zip(outcome.facts.as_ref());
                    outcome.record = known.and_then(|((before, sha256), facts)| {
                        Cache::record(input, before, sha256, &placed, facts, &outcome.findings)
                    });
                    outcome.outputs = self.formats().into_iter().zip(placed.iter().map(|ready| ready.state)).collect();
                }
                Err(problems) => attempt.problems = problems,
            }
        }
        if !self.telling.wants_findings() {
            outcome.findings = Vec::new();
        } else if !attempt.problems.is_empty() {
            outcome.findings = report::findings(&attempt);
        }
        if outcome.facts.is_none() {
            outcome.ledger = attempt.compilation.as_deref().map(Ledger::of).map(Box::new);
        }
        outcome.sha256 = attempt.sha256.take();
        outcome.problems = std::mem::take(&mut attempt.problems);
        outcome.timings = self.telling.timings.then(|| Box::new(attempt.timings));
        outcome.attempt = Some(attempt);
        outcome.time = start.elapsed();
        outcome
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

    fn path(&self, stem: &str, format: Format) -> PathBuf {
        self.places().path(stem, format)
    }

    fn places(&self) -> Places<'_> {
        Places { folder: self.folder().unwrap_or(Path::new("")), formats: self.formats() }
    }

    /// Writes the outputs, or compares them under `--check`: each as it is made, and in their places only when all are
    /// there.
    fn emit(
        &self,
        input: &Input,
        attempt: &mut Attempt,
        passes: Passes,
        digest: bool,
    ) -> Result<Vec<Ready>, Vec<Problem>> {
        let mut ready = Vec::new();
        for format in self.formats() {
            let path = self.path(&input.stem, format);
            let named = || shown(&path);
            if self.folder().is_none() {
                // What goes down a pipe cannot be taken back: it is whole before it goes.
                let mut text = String::new();
                compile::emit(attempt, format, passes, named, &mut text)?;
                outputs::print(&text).map_err(|problem| vec![problem])?;
                ready.push(Ready::printed(path, &text));
            } else {
                let mut draft = Draft::new(path.clone(), digest, self.check);
                compile::emit(attempt, format, passes, named, &mut draft)?;
                let start = Instant::now();
                ready.push(draft.ready().map_err(|problem| vec![problem])?);
                attempt.timings.add(Stage::Write, start, 0);
            }
        }
        let start = Instant::now();
        let placed = outputs::place(ready).map_err(|problem| vec![problem])?;
        attempt.timings.add(Stage::Write, start, 0);
        Ok(placed)
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
        let mut extra = outputs::extra(folder, &endings, &inputs.stems());
        extra.retain(|path| !self.telling.report.as_deref().is_some_and(|report| same(report, path)));
        extra
    }

    /// Prints what was done; the outcome is that of printing.
    fn tell(&self, made: &Made) -> Exit {
        let Made { inputs, outcomes, languages, extra, .. } = made;
        inputs.problems.iter().for_each(console::problem);
        for (input, outcome) in inputs.texts.iter().zip(outcomes) {
            if self.telling.quiet || !console::is_log() {
                outcome.problems.iter().for_each(console::problem);
            } else {
                outcome.findings.iter().for_each(console::finding);
                console::event(&Event::Document(outcome.event(input)));
            }
        }
        if !outcomes.is_empty() && !self.telling.quiet {
            if self.telling.findings && !console::is_log() {
                let came_out = outcomes.iter().filter(|outcome| outcome.facts.is_some());
                console::raw(&came_out.flat_map(|outcome| &outcome.findings).map(short::line).collect::<String>());
            } else if !console::is_log() {
                let rows = inputs.texts.iter().zip(outcomes).map(|(input, outcome)| outcome.row(input));
                console::raw(&summary::table(rows));
            }
            console::message(languages);
            let (words, counts) = closing(outcomes, self.check);
            console::summary("build", &words, &counts);
        }
        if self.telling.timings {
            console::message(&sum(outcomes).table());
        }
        if !self.check {
            return Exit::Clean;
        }
        let outputs = inputs.texts.iter().zip(outcomes).flat_map(|(input, outcome)| {
            outcome.outputs.iter().map(|&(format, state)| (self.path(&input.stem, format), state))
        });
        let differing = outputs.filter_map(|(path, state)| match state {
            State::Stale => Some(format!("stale: {}\n", shown(&path))),
            State::Missing => Some(format!("missing: {}\n", shown(&path))),
            State::Written | State::Unchanged => None,
        });
        let extra = extra.iter().map(|path| format!("extra: {}\n", shown(path)));
        console::data(&differing.chain(extra).collect::<String>())
    }

    /// Writes the report, if one is asked for; the outcome is that of writing it.
    fn report(&self, made: &Made, exit: Exit, time: Duration) -> Exit {
        let Some(path) = &self.telling.report else { return Exit::Clean };
        let entries = made
            .inputs
            .texts
            .iter()
            .zip(&made.outcomes)
            .map(|(input, outcome)| report::Document::new(input, outcome, |format| self.path(&input.stem, format)));
        let run = Run {
            check: self.check,
            exit,
            jobs: self.threads(),
            time,
            timings: self.telling.timings.then(|| sum(&made.outcomes)),
        };
        let report = Report::new(&run, entries.collect(), &made.inputs.problems, &made.extra);
        let written = outputs::write_one(path, &report.json());
        let failed = written.map_err(|error| problem::report_failed(&shown(path), &error)).err();
        failed.iter().for_each(console::problem);
        failed.map_or(Exit::Clean, |problem| problem.exit)
    }

    /// Writes what the outputs depend on, if that is asked for; the outcome is that of writing it.
    fn list_dependencies(&self, made: &Made) -> Exit {
        let Some(path) = &self.depfile else { return Exit::Clean };
        let came_out = made.inputs.texts.iter().zip(&made.outcomes).filter(|(_, outcome)| !outcome.outputs.is_empty());
        let on_disk = came_out.filter(|(input, _)| !input.is_standard());
        let rules = depfile::rules(on_disk.map(|(input, outcome)| {
            let sidecar = Some(input.sidecar.clone()).filter(|path| path.is_file());
            let outputs = outcome.outputs.iter().map(|&(format, _)| self.path(&input.stem, format));
            (outputs.collect(), [input.file.clone()].into_iter().chain(sidecar).collect())
        }));
        let written = outputs::write_one(path, &rules);
        let failed = written.map_err(|error| problem::depfile_failed(&shown(path), &error)).err();
        failed.iter().for_each(console::problem);
        failed.map_or(Exit::Clean, |problem| problem.exit)
    }

    fn exit(&self, made: &Made) -> Exit {
        let Made { inputs, outcomes, extra, .. } = made;
        let problems = inputs.problems.iter().chain(outcomes.iter().flat_map(|outcome| &outcome.problems));
        let exit = problems.map(|problem| problem.exit).max().unwrap_or_default();
        // A text with errors is compiled all the same, and `declc check` is the gate: here the outputs are in question.
        let differs = |state: State| matches!(state, State::Stale | State::Missing);
        let outputs = outcomes.iter().flat_map(|outcome| &outcome.outputs);
        let findings = self.check && (!extra.is_empty() || outputs.into_iter().any(|&(_, state)| differs(state)));
        exit.max(if findings { Exit::Findings } else { Exit::Clean })
    }
}

/// Where outputs lie: found once for ten thousand texts.
struct Places<'b> {
    folder: &'b Path,
    formats: Vec<Format>,
}

impl Places<'_> {
    fn path(&self, stem: &str, format: Format) -> PathBuf {
        let mut path = PathBuf::with_capacity(self.folder.as_os_str().len() + stem.len() + LONGEST_ENDING);
        path.push(self.folder);
        path.push(stem);
        // A stem may hold dots of its own, which `set_extension` would take for an ending.
        path.as_mut_os_string().push(".");
        path.as_mut_os_string().push(format.extension());
        path
    }
}

/// What is told of a text that came out, and to be remembered of it.
fn facts(attempt: &Attempt, before: Option<&Before>) -> Option<Facts> {
    let (compilation, source) = (attempt.compilation.as_ref()?, attempt.source.as_ref()?);
    Some(Facts {
        counts: Counts::of(compilation.linked.document(), source.text()),
        ledger: Ledger::of(compilation),
        errors: attempt.count(Severity::Error),
        warnings: attempt.count(Severity::Warning),
        work: parity::keys(attempt).iter().map(cache::digest).collect(),
        made_of: before.zip(attempt.sha256.as_deref()).map_or(0, |(before, sha256)| before.digest(sha256)),
    })
}

/// The last line, in words and in numbers: how many files of how many documents.
fn closing(outcomes: &[Box<Outcome>], check: bool) -> (String, Vec<(&'static str, usize)>) {
    let count = |wanted: State| {
        outcomes.iter().flat_map(|outcome| &outcome.outputs).filter(|&&(_, state)| state == wanted).count()
    };
    let (documents, unchanged) = (outcomes.len(), count(State::Unchanged));
    let failed = outcomes.iter().filter(|outcome| !outcome.problems.is_empty()).count();
    let cached = outcomes.iter().filter(|outcome| outcome.cached).count();
    let facts = || outcomes.iter().filter_map(|outcome| outcome.facts.as_ref());
    let errors: usize = facts().map(|facts| facts.errors).sum();
    let warnings: usize = facts().map(|facts| facts.warnings).sum();
    let files = if check {
        vec![("fresh", unchanged), ("stale", count(State::Stale)), ("missing", count(State::Missing))]
    } else {
        vec![("written", count(State::Written)), ("unchanged", unchanged)]
    };
    let told: Vec<String> = files.iter().map(|(what, count)| format!("{count} {what}")).collect();
    let not_written = if failed == 0 { String::new() } else { format!(", {failed} of them not written") };
    let found = match errors {
        0 => String::new(),
        1 => "; 1 error in the texts: `declc check` shows it".to_owned(),
        errors => format!("; {errors} errors in the texts: `declc check` shows them"),
    };
    let compiled = match cached {
        0 => String::new(),
        cached => format!("compiled: {}, from the cache: {cached}\n", documents - cached),
    };
    let words = format!("documents: {documents}{not_written}; files: {}{found}\n{compiled}", told.join(", "));
    let mut counts = vec![("documents", documents), ("failed", failed), ("errors", errors), ("warnings", warnings)];
    counts.extend([("compiled", documents - cached), ("cached", cached)]);
    counts.extend(files);
    (words, counts)
}

fn same(a: &Path, b: &Path) -> bool {
    matches!((std::path::absolute(a), std::path::absolute(b)), (Ok(a), Ok(b)) if a == b)
}

/// How long each stage took over all texts that were compiled.
fn sum(outcomes: &[Box<Outcome>]) -> Timings {
    let mut all = Timings::default();
    for timings in outcomes.iter().filter_map(|outcome| outcome.timings.as_deref()) {
        all += *timings;
    }
    all
}

#[cfg(test)]
mod tests;
