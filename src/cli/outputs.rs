//! Files on disk: written whole or not at all, never rewritten without need, compared for `--check`.
//!
//! Every file of a document is first written under a temporary name in the folder where it belongs; only when all of
//! them lie there are they renamed. A run that is killed or runs out of space leaves what stood there before, and at most
//! a hidden temporary file. No output is ever removed.
//!
//! Not here: what the files hold.

use super::inputs::shown;
use super::problem::{self, Problem};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What became of an output, or what stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// Written by this run.
    Written,
    /// On disk with the same bytes.
    Unchanged,
    /// On disk with other bytes.
    Stale,
    /// Not on disk.
    Missing,
}

/// Makes the output folder.
pub(super) fn prepare(folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| {
        // Only the parents that exist can be looked at: one of them may be the file.
        let file = folder.ancestors().find(|path| path.exists()).is_some_and(|path| !path.is_dir());
        let name = shown(folder);
        if file { problem::output_not_a_folder(&name) } else { problem::output_failed(&name, &error) }
    })
}

/// How a file on disk compares with what it should hold.
pub(super) fn compare(path: &Path, text: &str) -> Result<State, Problem> {
    // A file of another length need not be read.
    let same_length = |found: &fs::Metadata| found.len() == text.len() as u64;
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(problem::output_in_the_way(&shown(path))),
        Ok(found) if !same_length(&found) => Ok(State::Stale),
        Ok(_) => match fs::read(path) {
            Ok(bytes) if bytes == text.as_bytes() => Ok(State::Unchanged),
            Ok(_) => Ok(State::Stale),
            Err(error) => Err(problem::output_failed(&shown(path), &error)),
        },
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(State::Missing),
        Err(error) => Err(problem::output_failed(&shown(path), &error)),
    }
}

/// Writes all files of one document, or none.
pub(super) fn write(files: &[(PathBuf, String)]) -> Result<Vec<State>, Problem> {
    let mut states = Vec::new();
    let mut pending = Vec::new();
    for (path, text) in files {
        let state = compare(path, text)?;
        if state == State::Unchanged {
            states.push(state);
        } else {
            states.push(State::Written);
            pending.push((path, temporary(path, text).map_err(|error| problem::output_failed(&shown(path), &error))?));
        }
    }
    for (path, file) in pending {
        file.persist(path).map_err(|failed| problem::output_failed(&shown(path), &failed.error))?;
    }
    Ok(states)
}

/// Prints files to standard output.
pub(super) fn print(files: &[(PathBuf, String)]) -> Result<Vec<State>, Problem> {
    let mut output = io::stdout().lock();
    let mut print = |text: &String| output.write_all(text.as_bytes()).and_then(|()| output.flush());
    for (_, text) in files {
        match print(text) {
            // A reader that goes away is no failure.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(problem::standard_output(&error)),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(vec![State::Written; files.len()])
}

/// Writes one file whole.
pub(super) fn write_one(path: &Path, text: &str) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::Error::from(ErrorKind::IsADirectory));
    }
    temporary(path, text)?.persist(path).map(drop).map_err(|failed| failed.error)
}

/// Puts another text into a file that is there, whole. A link stays one, and the permissions stay as they are.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let file = temporary(&path, text)?;
    fs::set_permissions(file.path(), fs::metadata(&path)?.permissions())?;
    file.persist(&path).map(drop).map_err(|failed| failed.error)
}

/// A file under a temporary name in the folder of `path`; removed when it is dropped before it gets its own name.
fn temporary(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = hidden(folder)?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file)
}

/// An empty file under a temporary name in `folder`, as readable as any new file.
pub(super) fn hidden(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".declc-").suffix(".tmp");
    // Temporary files are private by default; an output is as readable as any new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Files of `folder` that bear the name of an output in one of the formats `endings`, but belong to no text.
pub(super) fn extra(folder: &Path, endings: &[&str], stems: &BTreeSet<String>) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names: BTreeSet<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let superfluous = |name: &&String| {
        // A sidecar is an input, and lies here where texts and outputs share a folder.
        let output = !name.starts_with('.') && !name.ends_with(".meta.yaml");
        let stem = endings.iter().find_map(|ending| name.strip_suffix(ending).and_then(|stem| stem.strip_suffix('.')));
        output && stem.is_some_and(|stem| !stems.contains(stem))
    };
    names.iter().filter(superfluous).map(|name| folder.join(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = [(folder.path().join("a.json"), "{}\n".to_owned())];
        assert_eq!(write(&files).unwrap(), [State::Written]);
        let before = fs::metadata(&files[0].0).unwrap().modified().unwrap();
        assert_eq!(write(&files).unwrap(), [State::Unchanged]);
        assert_eq!(fs::metadata(&files[0].0).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn all_files_of_a_document_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a.yaml")).unwrap();
        fs::write(folder.path().join("a.json"), "before").unwrap();
        let files = ["a.json", "a.yaml"].map(|name| (folder.path().join(name), "{}\n".to_owned()));
        assert_eq!(write(&files).unwrap_err().diagnostic.name, "output-in-the-way");
        assert_eq!(fs::read_to_string(folder.path().join("a.json")).unwrap(), "before");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "a temporary file is left");
    }

    #[test]
    fn a_file_in_place_of_the_folder_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("output");
        fs::write(&file, "").unwrap();
        for path in [file.clone(), file.join("sub")] {
            assert_eq!(prepare(&path).unwrap_err().diagnostic.name, "output-not-a-folder");
        }
        assert!(prepare(&folder.path().join("new/sub")).is_ok());
    }

    #[test]
    fn outputs_without_a_text_are_extra() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.json", "b.json", "b.akn.xml", "b.yaml", "c.meta.yaml", "notes.md", ".b.json"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let stems = BTreeSet::from(["a".to_owned()]);
        let names = |endings: &[&str]| -> Vec<String> {
            let found = extra(folder.path(), endings, &stems);
            found.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(names(&["akn.xml", "json", "yaml"]), ["b.akn.xml", "b.json", "b.yaml"]);
        assert_eq!(names(&["json"]), ["b.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn outputs_are_as_readable_as_other_new_files() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        fs::write(folder.path().join("plain"), "").unwrap();
        write(&[(folder.path().join("a.json"), String::new())]).unwrap();
        assert_eq!(mode("a.json"), mode("plain"));
    }
}
