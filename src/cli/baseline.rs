//! Findings that were there before: a file of fingerprints, so that only new ones count.
//!
//! In: the file that `--update-baseline` wrote. A fingerprint holds the path, the rule and the text of the paragraph, and
//! survives an edit elsewhere in the file; paths count from the working folder, as in every report.

use super::inputs::shown;
use super::outputs;
use super::problem::{self, Problem};
use declc::diagnostic::located::Located;
use declc::source::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;

/// The form of the file; a later one is not read.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    declc_baseline: u32,
    findings: BTreeSet<Entry>,
}

/// A finding; the rule and the path are for people who read the file.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    rule: String,
    fingerprint: String,
}

/// The fingerprints in a file.
///
/// # Errors
/// Where the file is not there, cannot be read, or is no baseline.
pub(super) fn read(path: &Path) -> Result<BTreeSet<String>, Problem> {
    let name = shown(path);
    let text = std::fs::read_to_string(path).map_err(|error| problem::not_given(&name, &error))?;
    let wrong = |message: String, at: usize| {
        let help = "Make it anew: declc check --baseline FILE --update-baseline.".to_owned();
        problem::setting(&name, ("DC076", "wrong-baseline"), message, help).at(&text, Span::new(at, at))
    };
    let file: File = serde_json::from_str(&text).map_err(|error| {
        let line: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        wrong(format!("this is no baseline: {error}"), line)
    })?;
    if file.declc_baseline != VERSION {
        return Err(wrong(format!("this baseline has the form {}; {VERSION} is read", file.declc_baseline), 0));
    }
    Ok(file.findings.into_iter().map(|entry| entry.fingerprint).collect())
}

/// Writes the findings down, those of an old baseline forgotten. Gives their fingerprints.
///
/// # Errors
/// Where the file cannot be written.
pub(super) fn write(path: &Path, found: &[Located<'_>]) -> Result<BTreeSet<String>, Problem> {
    let entry = |f: &Located<'_>| Entry {
        path: f.source.path().to_owned(),
        rule: f.diagnostic.name.to_owned(),
        fingerprint: f.fingerprint.clone(),
    };
    let file = File { declc_baseline: VERSION, findings: found.iter().map(entry).collect() };
    let text = serde_json::to_string_pretty(&file).expect("bug: a baseline holds only texts") + "\n";
    outputs::write_one(path, &text).map_err(|error| problem::output_failed(&shown(path), &error))?;
    Ok(found.iter().map(|f| f.fingerprint.clone()).collect())
}
