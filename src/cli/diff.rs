//! `declc diff`: two states of a text in, what changed between them out. Writes no file.
//!
//! The states are two files, or the files of the working folder and what git holds of them at a revision. The comparison
//! is data and goes to standard output; texts that cannot be read, and revisions without a text, are problems and go to
//! standard error.

use super::compile::{self, Attempt, PASSES};
use super::exit::Exit;
use super::inputs::{Input, Inputs};
use super::{console, git, guard, inputs, problem};
use declc::Options;
use declc::diagnostic::terminal::printable;
use declc::diff::{self, Class, Diff, Report, html, markdown, text};
use declc::link::Linked;
use declc::source::Source;
use std::path::PathBuf;

/// Tell what changed between two states of a text: paragraph by paragraph, word by word
///
/// A change is normative where the opening phrase, the addressee, a date or a number is another; structural where texts
/// were added, removed, moved or renumbered; editorial otherwise.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  declc diff old.txt new.txt
  declc diff --against HEAD input/                    every text of a folder, against the last commit
  declc diff --against origin/main a.txt --fail-on normative
  declc diff --against main input/ --format markdown  for a comment on a pull request
  declc diff old.txt new.txt --format html > a.html   side by side, for a browser")]
pub(super) struct Command {
    /// The text before and the text after; with --against, texts or folders with texts
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Compare each text with what git holds of it at this revision
    #[arg(long, value_name = "REV")]
    against: Option<String>,
    /// How the comparison is printed
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Address of the whole comparison, to which Markdown that is cut leads
    #[arg(long, value_name = "URL", value_parser = address)]
    details_url: Option<String>,
    /// Exit 1 at a change of this class or a graver one
    #[arg(long, value_enum, default_value_t = Gate::Editorial, value_name = "CLASS")]
    fail_on: Gate,
}

/// A form of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For people: each change with what was put in and taken out.
    Text,
    /// For machines: each change with its places, reasons and edits.
    Json,
    /// For a comment on a pull request: under 65,536 characters.
    Markdown,
    /// A page for a browser, side by side.
    Html,
}

/// The gravest change that passes, by the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Gate {
    /// Any change.
    Editorial,
    /// Texts added, removed, moved, renumbered, and normative changes.
    Structural,
    /// Another opening phrase, addressee, date or number.
    Normative,
    /// None.
    Never,
}

impl Gate {
    fn stops(self, class: Option<Class>) -> bool {
        let least = match self {
            Gate::Editorial => Class::Editorial,
            Gate::Structural => Class::Structural,
            Gate::Normative => Class::Normative,
            Gate::Never => return false,
        };
        class.is_some_and(|class| class >= least)
    }
}

impl Command {
    /// Prints the comparison.
    pub(super) fn run(self) -> Exit {
        let (pairs, mut problems) = match self.pairs() {
            Ok(found) => found,
            Err(problem) => {
                console::problem(&problem);
                return problem.exit;
            }
        };
        let mut documents = Vec::new();
        for (old, new) in &pairs.texts {
            let mut sides = compile::each(&[old.clone(), new.clone()], |input| {
                compile::compile(input, &Options::default(), PASSES)
            });
            problems.extend(sides.iter_mut().flat_map(|attempt| std::mem::take(&mut attempt.problems)));
            match compared(&sides) {
                Some(Ok(diff)) => documents.push(diff),
                Some(Err(found)) => problems.push(*found),
                None => {}
            }
        }
        let report = Report::of(documents);
        let output = match self.format {
            Form::Text => text::render(&report, printable),
            Form::Json => report.json(),
            Form::Markdown => markdown::render(&report, self.details_url.as_deref()),
            Form::Html => html::render(&report),
        };
        problems.iter().for_each(console::problem);
        let printed = console::data(&output);
        let exit = problems.iter().map(|problem| problem.exit).max().unwrap_or_default();
        exit.max(printed).max(if self.fail_on.stops(report.class()) { Exit::Findings } else { Exit::Clean })
    }

    /// The texts to compare, and the problems of those that are left out.
    fn pairs(&self) -> Result<(Pairs, Vec<problem::Problem>), problem::Problem> {
        if let Some(revision) = &self.against {
            let Inputs { texts, mut problems, .. } = inputs::list(&self.paths);
            let folder = tempfile::tempdir().map_err(|error| problem::unreadable("the temporary folder", &error))?;
            let mut pairs = Vec::new();
            for (index, new) in texts.into_iter().enumerate() {
                match git::before(revision, &new, &folder.path().join(index.to_string())) {
                    Ok(Some(old)) => pairs.push((old, new)),
                    Ok(None) => problems.push(problem::not_in_revision(&new.shown, revision)),
                    Err(found) => return Err(*found),
                }
            }
            return Ok((Pairs { texts: pairs, _folder: Some(folder) }, problems));
        }
        let [old, new] = self.paths.as_slice() else { return Err(problem::not_two_texts(self.paths.len())) };
        let one = |path: &PathBuf| {
            let Inputs { mut texts, mut problems, whole_folder, .. } = inputs::list(std::slice::from_ref(path));
            match (texts.pop(), problems.pop()) {
                (Some(text), None) if !whole_folder => Ok(text),
                (_, Some(problem)) => Err(problem),
                (_, None) => Err(problem::not_one_text(&inputs::shown(path))),
            }
        };
        Ok((Pairs { texts: vec![(one(old)?, one(new)?)], _folder: None }, Vec::new()))
    }
}

/// The texts to compare.
struct Pairs {
    /// Each before and after.
    texts: Vec<(Input, Input)>,
    /// The folder that holds those of a revision: it goes when this goes.
    _folder: Option<tempfile::TempDir>,
}

/// The comparison of two texts; none where one of them was not compiled.
fn compared(sides: &[Attempt]) -> Option<Result<Diff, Box<problem::Problem>>> {
    let [old, new] = sides else { return None };
    let ((old, before), (new, after)) = (linked(old)?, linked(new)?);
    let tags = (old.language().tag, new.language().tag);
    if tags.0 != tags.1 {
        return Some(Err(Box::new(problem::languages_differ(after.path(), tags.0, tags.1))));
    }
    let diff = guard::catch(|| {
        let mut diff = diff::compare(old, new);
        (diff.old.path, diff.new.path) = (before.path().to_owned(), after.path().to_owned());
        diff.locate(before, after);
        diff
    });
    Some(diff.map_err(|panic| Box::new(problem::panic(after.path(), &panic))))
}

/// A document with its text under the path that people know it by.
fn linked(side: &Attempt) -> Option<(&Linked, &Source)> {
    Some((&side.compilation.as_ref()?.linked, side.source.as_ref()?))
}

/// An address that a comment may lead to.
fn address(text: &str) -> Result<String, &'static str> {
    let web = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    if web { Ok(text.to_owned()) } else { Err("an address begins with https://") }
}
