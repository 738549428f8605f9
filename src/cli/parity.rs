//! `declc parity`: texts in several languages in, where the versions of a work differ out. Writes no file.
//!
//! The comparison is data and goes to standard output; texts that cannot be read, or that have no other version, are
//! problems and go to standard error. `build` says in one line a work what this command shows in full.

use super::compile::{self, Attempt, PASSES};
use super::exit::Exit;
use super::{console, guard, inputs, problem};
use declc::Options;
use declc::diagnostic::terminal::printable;
use declc::parity::{self, Fault, Group, Report, Version, markdown, text, tmx};
use std::path::PathBuf;

/// Compare the language versions of a work: paragraphs, notes, citations, dates
///
/// Texts belong together that name the same work, or whose names differ in the language alone.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  declc parity a.en.txt a.fr.txt a.zh.txt
  declc parity texts/                          every work of a folder
  declc parity texts/ --format markdown        for a comment on a pull request
  declc parity texts/ --format tmx > a.tmx     aligned paragraphs for translators' tools")]
pub(super) struct Parity {
    /// Texts, or folders with texts (*.txt, *.md; not their subfolders)
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How the comparison is printed
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// A form of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For people: a table for each work, then each difference with its places.
    Text,
    /// For machines: counts and differences, with line and column of each place.
    Json,
    /// For a pull request: tables, with the differences folded away.
    Markdown,
    /// TMX 1.4b: a translation memory of the paragraphs that are aligned.
    Tmx,
}

impl Parity {
    /// Prints the comparison.
    pub(super) fn run(self) -> Exit {
        let inputs = inputs::list(&self.paths);
        let attempts = compile::each(&inputs.texts, |input| compile::compile(input, &Options::default(), PASSES));
        let groups = parity::group(&versions(&attempts));
        let mut problems = inputs.problems;
        problems.extend(attempts.iter().flat_map(|attempt| attempt.problems.iter().cloned()));
        problems.extend(groups.iter().filter_map(|group| fault(group, group.fault()?)));
        let compared = guard::catch(|| {
            let report = Report::of(&groups);
            let output = match self.format {
                Form::Text => printable(&text::render(&report)),
                Form::Json => report.json(),
                Form::Markdown => markdown::render(&report),
                Form::Tmx => tmx::write(&groups),
            };
            (report, output)
        });
        let (report, output) = match compared {
            Ok(compared) => compared,
            Err(panic) => {
                console::problem(&problem::panic("declc parity", &panic));
                return Exit::Internal;
            }
        };
        problems.iter().for_each(console::problem);
        let printed = console::data(&output);
        let differ = report.works.iter().filter(|work| !work.agrees()).count();
        let works = report.works.len();
        let told = format!("works: {works}; with differences: {differ}\n");
        console::summary("parity", &told, &[("works", works), ("differences", differ)]);
        let exit = problems.iter().map(|problem| problem.exit).max().unwrap_or_default();
        exit.max(printed).max(if differ > 0 { Exit::Findings } else { Exit::Clean })
    }
}

/// What `build` says of the works that it compiled in several languages: a line for each that differs, and how to see
/// more. It is no gate: a failure of the comparison is told and stops nothing.
pub(super) fn summary<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> String {
    let summarize = || {
        let works = Report::of(&parity::group(&versions(attempts))).works;
        works.iter().filter_map(text::summary).map(|line| printable(&line) + "\n").collect()
    };
    guard::catch(summarize).unwrap_or_else(|panic| format!("the languages could not be compared: {panic}\n"))
}

/// By what other versions of its work a text is known.
pub(super) fn keys(attempt: &Attempt) -> Vec<parity::Key> {
    versions([attempt]).first().map(Version::keys).unwrap_or_default()
}

fn versions<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> Vec<Version<'a>> {
    let version = |attempt: &'a Attempt| {
        let linked = &attempt.compilation.as_ref()?.linked;
        attempt.source.as_ref().map(|source| Version { linked, source })
    };
    attempts.into_iter().filter_map(version).collect()
}

fn fault(group: &Group<'_>, fault: Fault) -> Option<problem::Problem> {
    match fault {
        Fault::Alone => {
            group.versions.first().map(|version| problem::version_alone(version.source.path(), version.language()))
        }
        Fault::Repeated(language) => {
            let repeated = group.versions.iter().filter(|version| version.language() == language);
            let paths: Vec<&str> = repeated.map(|version| version.source.path()).collect();
            Some(problem::language_repeated(&paths, language))
        }
    }
}
