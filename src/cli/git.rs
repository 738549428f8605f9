//! What git holds of a text at a revision: `git show REV:./path`, run beside the text.
//!
//! In: a revision and an [`Input`] of the working folder. Out: the same input as it was, in a folder that the caller
//! gives, or nothing where the revision does not have it. Its sidecar comes along.

use super::inputs::Input;
use super::problem::{self, Problem};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// A text as it was at `revision`, written into `folder`.
pub(super) fn before(revision: &str, input: &Input, folder: &Path) -> Result<Option<Input>, Box<Problem>> {
    let beside = match input.file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    resolve(revision, beside, &input.shown)?;
    let unwritable = |error: io::Error| Box::new(problem::output_failed(&folder.to_string_lossy(), &error));
    fs::create_dir_all(folder).map_err(unwritable)?;
    let mut found = [false, false];
    for (file, found) in [&input.file, &input.sidecar].into_iter().zip(&mut found) {
        let Some(name) = file.file_name() else { continue };
        let mut object = OsString::from(format!("{revision}:./"));
        object.push(name);
        // What is not there fails as what is damaged does, so that it is asked for first.
        let exists = run(beside, &["cat-file".into(), "-e".into(), object.clone()], &input.shown)?;
        if exists.status.success() {
            let shown = run(beside, &["show".into(), object], &input.shown)?;
            if !shown.status.success() {
                return Err(Box::new(problem::git(&input.shown, &said(&shown.stderr))));
            }
            fs::write(folder.join(name), shown.stdout).map_err(unwritable)?;
            *found = true;
        }
    }
    let place = |file: &Path| folder.join(file.file_name().unwrap_or_default());
    let old = Input {
        file: place(&input.file),
        sidecar: place(&input.sidecar),
        shown: format!("{revision}:{}", input.shown),
        ..input.clone()
    };
    Ok(Some(old).filter(|_| found[0]))
}

/// Tells a revision that does not exist, or a folder without git, from a file that a revision lacks.
fn resolve(revision: &str, beside: &Path, shown: &str) -> Result<(), Box<Problem>> {
    let commit = format!("{revision}^{{commit}}");
    let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit].map(OsString::from);
    let answer = run(beside, &arguments, shown)?;
    if answer.status.success() {
        return Ok(());
    }
    let words = said(&answer.stderr);
    Err(Box::new(if words.is_empty() { problem::no_revision(shown, revision) } else { problem::git(shown, &words) }))
}

fn run(beside: &Path, arguments: &[OsString], shown: &str) -> Result<std::process::Output, Box<Problem>> {
    let command = Command::new("git").arg("-C").arg(beside).args(arguments).stdin(Stdio::null()).output();
    command.map_err(|error| Box::new(problem::git_missing(shown, &error)))
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}
