//! `declc validate`: Akoma Ntoso files in, where they break the standard out.
//!
//! Takes files of any origin, not ours alone. A folder gives every `*.xml` in it and its subfolders, sorted by path.
//! The findings are data and go to standard output. Not here: the standard (see `validate` in the library).

use super::exit::Exit;
use super::inputs::shown;
use super::problem::{self, Problem};
use super::{Notation, compile, console, guard, report};
use declc::diagnostic::{Diagnostic, json};
use declc::source::Source;
use std::path::{Path, PathBuf};

/// Validate Akoma Ntoso files of any origin against the standard's schema
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  declc validate output/a-75-729.zh.akn.xml
  declc validate corpus/                   every *.xml in it and its subfolders
  declc validate --format json *.xml       for machines
  declc validate --profile output/         also the rules of the United Nations' profile")]
pub(super) struct Validate {
    /// Akoma Ntoso files, or folders with such files
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Notation::Text)]
    format: Notation,
    /// Also hold them against the profile of the United Nations: identifiers that lead nowhere, IRIs that disagree
    #[arg(long)]
    profile: bool,
}

impl Validate {
    /// Prints the findings.
    pub(super) fn run(self) -> Exit {
        let mut problems = Vec::new();
        let mut files = Vec::new();
        for path in &self.paths {
            collect(path, &mut files, &mut problems);
        }
        let mut text = String::new();
        let mut records = Vec::new();
        let mut invalid = 0_usize;
        for file in &files {
            match validate(file, self.profile) {
                Ok((source, found)) => {
                    if console::is_log() {
                        for diagnostic in &found {
                            console::finding(&json::Record::new(diagnostic, &source));
                        }
                    }
                    invalid += usize::from(!found.is_empty());
                    for diagnostic in &found {
                        match self.format {
                            Notation::Text => text += &console::render(diagnostic, &source),
                            Notation::Json => records.push(json::Record::new(diagnostic, &source)),
                        }
                    }
                }
                // Bytes that are no text are as much a finding as a wrong element.
                Err(problem) if problem.exit == Exit::Findings => {
                    invalid += 1;
                    if console::is_log() {
                        console::problem(&problem);
                    }
                    match self.format {
                        Notation::Text => text += &console::render(&problem.diagnostic, &problem.source),
                        Notation::Json => records.push(report::record(&problem)),
                    }
                }
                Err(problem) => problems.push(problem),
            }
        }
        problems.iter().for_each(console::problem);
        if self.format == Notation::Json {
            text = json::render(&problems.iter().map(report::record).chain(records).collect::<Vec<_>>());
        }
        let printed = console::data(&text);
        let words = format!("files: {}; invalid: {invalid}\n", files.len());
        console::summary("validate", &words, &[("files", files.len()), ("invalid", invalid)]);
        let exit = problems.iter().map(|problem| problem.exit).max().unwrap_or_default();
        exit.max(printed).max(if invalid > 0 { Exit::Findings } else { Exit::Clean })
    }
}

/// The files that a path names.
fn collect(path: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    if !path.is_dir() {
        if path.exists() {
            files.push(path.to_owned());
        } else {
            problems.push(problem::missing_input(&shown(path)));
        }
        return;
    }
    let before = files.len();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                problems.push(problem::unreadable(&shown(&folder), &error));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            // A link to a folder could lead back to it.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "xml") {
                files.push(path);
            }
        }
    }
    if let Some(found) = files.get_mut(before..) {
        found.sort();
    }
    if files.len() == before {
        problems.push(problem::no_xml(&shown(path)));
    }
}

fn validate(file: &Path, profile: bool) -> Result<(Source, Vec<Diagnostic>), Problem> {
    let (name, text) = compile::read_text(file, Exit::Findings)?;
    let judge = |text: &str| {
        let mut found = declc::validate::diagnostics(text);
        if profile {
            found.extend(declc::validate::lint(text).into_iter().map(Diagnostic::from));
        }
        found
    };
    let found = guard::catch(|| judge(&text)).map_err(|panic| problem::panic(&name, &panic))?;
    Ok((Source::from_text(&name, &text), found))
}
