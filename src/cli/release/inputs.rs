//! What a release is made of: texts as every command finds them, and documents that were built before, as JSON.
//!
//! A folder with texts gives its texts; one without gives its JSON, such as the outputs of `declc build`.

use super::super::inputs::{self, Input, Inputs, MOST, Reading, shown};
use super::super::problem;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Ending of built documents.
const BUILT: &str = ".json";

/// Whether a file is a built document.
pub(super) fn is_built(file: &Path) -> bool {
    file.to_string_lossy().ends_with(BUILT)
}

/// The texts and built documents that `paths` name; the usual folder where there are none.
pub(super) fn find(paths: &[PathBuf]) -> Inputs {
    let (mut texts, mut built) = (Vec::new(), Vec::new());
    for path in paths {
        match built_in(path) {
            Some(files) => built.extend(files),
            None => texts.push(path.clone()),
        }
    }
    let mut found = if texts.is_empty() && !built.is_empty() {
        Inputs::default()
    } else {
        inputs::find(&texts, &Reading::default())
    };
    for file in built {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = name.strip_suffix(BUILT).unwrap_or(&name).to_owned();
        if let Some(other) = found.texts.iter().find(|input| input.stem == stem) {
            let clash = problem::output_name_clash(&stem, &[&other.shown, &shown(&file)]);
            found.problems.push(clash);
        }
        let (shown, sidecar) = (shown(&file), PathBuf::new());
        found.texts.push(Input { sidecar, shown, name, stem, file, encoding: None, most: MOST, alone: true });
    }
    found
}

/// The built documents of a path; none where it is a text, has texts or is not there.
fn built_in(path: &Path) -> Option<BTreeSet<PathBuf>> {
    if !path.is_dir() {
        return (is_built(path) && path.exists()).then(|| BTreeSet::from([path.to_owned()]));
    }
    let files = std::fs::read_dir(path).ok()?.flatten().map(|entry| entry.path());
    let built: BTreeSet<PathBuf> = files.filter(|file| file.is_file() && is_built(file)).collect();
    let texts = inputs::list(&[path.to_owned()]).texts;
    (texts.is_empty() && !built.is_empty()).then_some(built)
}
