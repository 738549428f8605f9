//! What the user wants of the rules: `declc.toml` and the command line, made into [`Settings`].
//!
//! In: the nearest `declc.toml` in the working folder or above, and the options. Out: for each rule and text whether it
//! is told and how bad it is, and which findings somebody has set aside with a reason. The command line goes before the
//! file. What stops a run, such as a text that cannot be read, is told whatever the settings say.
//!
//! Invariant: settings choose among findings; no document is compiled otherwise because of them. Not here: the shape of
//! the file (see `read`), what a selector is (see `selector`).

mod glob;
pub(super) mod read;
pub(super) mod schema;
pub(super) mod selector;

use super::cache::digest;
use super::compile::{self, Attempt};
use super::exit::Exit;
use super::ignore::{self, Held, Suppressions};
use super::inputs::{absolute, shown};
use super::problem::{self, Problem};
use super::rules::pages;
use declc::diagnostic::page::Page;
use declc::diagnostic::{Diagnostic, Severity};
use declc::link::Linked;
use declc::source::Source;
use glob::Glob;
use read::{File, Level};
use selector::{Layer, Selector};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What the file is called.
pub(super) const NAME: &str = "declc.toml";

/// Where the settings come from.
#[derive(Debug, Default, Clone, clap::Args)]
pub(super) struct Place {
    /// Settings to take; without it, the nearest declc.toml in this folder or above
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Take no settings: read neither declc.toml nor declc-ignore.toml
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
}

/// Which rules, as the command line says; goes before the file.
#[derive(Debug, Default, Clone, clap::Args)]
pub(super) struct Choice {
    /// Rules to tell, and no others: codes, beginnings of codes, families, names, or all
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector::parse)]
    select: Option<Vec<Selector>>,
    /// Rules not to tell
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector::parse)]
    ignore: Vec<Selector>,
}

/// From which severity on a finding fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Threshold {
    Error,
    Warning,
    #[value(alias = "note")]
    Info,
    Never,
}

impl Threshold {
    /// Whether a finding of this severity fails the run.
    pub(super) fn reached(self, severity: Severity) -> bool {
        match self {
            Threshold::Error => severity >= Severity::Error,
            Threshold::Warning => severity >= Severity::Warning,
            Threshold::Info => true,
            Threshold::Never => false,
        }
    }
}

/// What the user wants of the rules.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The folder that the globs count from.
    folder: PathBuf,
    /// How bad each rule is, by code; `None` where it is not told.
    rules: BTreeMap<&'static str, Option<Severity>>,
    per_file: Vec<(Glob, Vec<Selector>)>,
    exclude: Vec<Glob>,
    /// From which severity on a finding fails the run, where the file says.
    pub(super) fail_on: Option<Threshold>,
    /// What somebody has set aside with a reason.
    pub(super) suppressions: Suppressions,
    /// Digest of everything that they depend on; none where there are no settings.
    pub(super) digest: Option<u64>,
}

impl Place {
    /// The folders in which settings lie, or would be taken if they lay there.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let here = std::env::current_dir().unwrap_or_default();
        let named = self.config.as_deref().map(absolute);
        let found = [named, nearest(&here, NAME), nearest(&here, ignore::NAME)];
        let folders = found.iter().flatten().filter_map(|file| file.parent()).map(Path::to_owned);
        if self.isolated { Vec::new() } else { folders.chain([here.clone()]).collect() }
    }
}

/// Whether a file of this name holds settings.
pub(super) fn is_settings(name: &str) -> bool {
    [NAME, ignore::NAME].contains(&name)
}

impl Settings {
    /// The settings, with what is wrong with the files that they stand in. A file with a fault counts for nothing.
    pub(super) fn load(place: &Place, choice: &Choice) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let here = std::env::current_dir().unwrap_or_default();
        let found = if place.isolated { None } else { place.config.clone().or_else(|| nearest(&here, NAME)) };
        let folder = found.as_deref().map(absolute).and_then(|file| file.parent().map(Path::to_owned));
        let folder = folder.unwrap_or_else(|| here.clone());
        let given = found.and_then(|path| Some((text(&path, &mut problems)?, path)));
        let file = given.as_ref().map(|(text, path)| read::file(&near(path, &here), text));
        let file = file.unwrap_or_else(|| Ok(File::default())).unwrap_or_else(|found| {
            problems.extend(found);
            File::default()
        });
        // Beside the settings that are named; otherwise the nearest.
        let beside = || Some(folder.join(ignore::NAME)).filter(|path| path.exists());
        let kept = if place.config.is_some() { beside() } else { nearest(&here, ignore::NAME) };
        let kept = kept.filter(|_| !place.isolated).and_then(|path| Some((text(&path, &mut problems)?, path)));
        // The globs hold for paths, which count from here.
        let digest = (given.is_some() || kept.is_some()).then(|| digest(&(&given, &kept, &here)));
        let target = folder.join(ignore::NAME);
        let suppressions = match kept.map(|(text, path)| Suppressions::read(&path, &near(&path, &here), &text)) {
            Some(Ok(found)) => found,
            Some(Err(found)) => {
                problems.extend(found);
                Suppressions::none(&target, &near(&target, &here))
            }
            None => Suppressions::none(&target, &near(&target, &here)),
        };
        let rules = file.rules(choice);
        let File { by_path: per_file, exclude, fail_on, .. } = file;
        (Settings { folder, rules, per_file, exclude, fail_on, suppressions, digest }, problems)
    }

    /// Whether a text is left out.
    pub(super) fn excludes(&self, file: &Path) -> bool {
        let path = self.relative(file);
        self.exclude.iter().any(|glob| glob.holds(&path))
    }

    /// How bad the user takes a finding about a file; `None` where it is not told.
    fn severity(&self, path: &str, of: &Diagnostic) -> Option<Severity> {
        let mut ignored = self.per_file.iter().filter(|(glob, _)| glob.holds(path)).flat_map(|(_, rules)| rules);
        let told = self.rules.get(of.code).copied().unwrap_or(Some(of.severity))?;
        (!ignored.any(|selector| selector.weight(of.code).is_some())).then_some(told)
    }

    /// Leaves those findings about a file that the user wants to see, as bad as the user takes them.
    pub(super) fn settle(&self, file: &Path, found: &mut Vec<Diagnostic>) {
        let path = self.relative(file);
        found.retain_mut(|diagnostic| {
            let severity = self.severity(&path, diagnostic);
            diagnostic.severity = severity.unwrap_or(diagnostic.severity);
            severity.is_some()
        });
    }

    /// As [`Self::settle`], for those problems with files that do not stop a run.
    pub(super) fn settle_problems(&self, problems: &mut Vec<Problem>) {
        problems.retain_mut(|problem| {
            if problem.exit != Exit::Clean {
                return true;
            }
            let path = self.relative(Path::new(problem.source.path()));
            let severity = self.severity(&path, &problem.diagnostic);
            problem.diagnostic.severity = severity.unwrap_or(problem.diagnostic.severity);
            severity.is_some()
        });
    }

    /// As [`Self::settle`], for a text that was compiled: leaves out what was set aside as well. An excluded text has no
    /// findings.
    pub(super) fn apply(&self, file: &Path, attempt: &mut Attempt) {
        if let (Some(done), Some(source)) = (&mut attempt.compilation, &attempt.source) {
            attempt.held = self.leave(file, &done.linked, source, &mut done.diagnostics);
        }
    }

    /// As [`Self::apply`], for the parts of a compilation.
    pub(super) fn leave(&self, file: &Path, linked: &Linked, source: &Source, found: &mut Vec<Diagnostic>) -> Held {
        if self.excludes(file) {
            found.clear();
            return Held::default();
        }
        self.settle(file, found);
        let path = self.relative(file);
        let tells = |page: &Page| self.severity(&path, &page.diagnostic(None, String::new())).is_some();
        let told = |code: &str| pages().iter().any(|page| page.code == code && tells(page));
        self.suppressions.apply(file, linked, source, &told, found)
    }

    /// A path as the globs see it: from the folder of the settings, with `/` between folders.
    fn relative(&self, file: &Path) -> String {
        near(file, &self.folder)
    }
}

/// A path as seen from a folder: relative where it lies under it, whole elsewhere.
pub(super) fn near(file: &Path, folder: &Path) -> String {
    let whole = absolute(file);
    shown(whole.strip_prefix(absolute(folder)).unwrap_or(&whole))
}

/// The nearest file of this name in a folder or above.
fn nearest(folder: &Path, name: &str) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn text(path: &Path, problems: &mut Vec<Problem>) -> Option<String> {
    let read = std::fs::read(path).map_err(|error| problem::not_given(&shown(path), &error));
    let bytes = read.map_err(|problem| problems.push(problem)).ok()?;
    compile::utf8(bytes, &shown(path), Exit::Usage).map_err(|problem| problems.push(problem)).ok()
}

impl File {
    /// How bad each rule is, by code; `None` where it is not told.
    fn rules(&self, choice: &Choice) -> BTreeMap<&'static str, Option<Severity>> {
        let file = Layer { select: self.select.as_deref(), ignore: &self.ignore };
        let options = Layer { select: choice.select.as_deref(), ignore: &choice.ignore };
        let table = pages().into_iter().map(|page| {
            let told = |(selector, level): &(Selector, Level)| Some((selector.weight(page.code)?, *level));
            let level = self.severity.iter().filter_map(told).max_by_key(|(weight, _)| *weight).map(|(_, level)| level);
            let (severity, off) = match level {
                Some(Level::Told(severity)) => (severity, false),
                Some(Level::Off) => (page.severity, true),
                None => (page.severity, false),
            };
            let on = options.tells(page.code, file.tells(page.code, true) && !off);
            (page.code, on.then_some(severity))
        });
        table.collect()
    }
}
