//! Files on disk: written whole or not at all, never rewritten without need, compared for `--check`.
//!
//! Every file of a document is first written under a temporary name in the folder where it belongs; only when all of
//! them lie there are they renamed. A run that is killed or runs out of space leaves what stood there before, and at most
//! a hidden temporary file. No output is ever removed.
//!
//! Not here: what the files hold.

use super::inputs::shown;
use super::problem::{self, Problem};
use declc::source::Digester;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
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

/// An output on its way: what came of it so far. It may come in pieces, and a long one is never held whole.
#[derive(Debug)]
pub(super) struct Draft {
    path: PathBuf,
    /// Whether it is only compared with what is there.
    check: bool,
    /// What came, until it is more than [`HELD`].
    held: String,
    rest: Option<Rest>,
    size: u64,
    /// Of what came, where somebody will ask for it.
    digester: Option<Digester>,
    failed: Option<Problem>,
}

/// What is done with an output that is longer than is held.
#[derive(Debug)]
struct Rest {
    /// Where it is written; nowhere where it is only compared.
    file: Option<NamedTempFile>,
    /// What stands in its place, as long as that holds the same.
    standing: Option<BufReader<File>>,
    /// Whether a file stands in its place.
    there: bool,
}

/// An output that came whole, and waits for the others of its document.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) path: PathBuf,
    pub(super) state: State,
    pub(super) size: u64,
    /// Its SHA-256, where that was asked for.
    pub(super) sha256: Option<String>,
    /// What takes its place.
    file: Option<NamedTempFile>,
}

impl Ready {
    /// An output that went to standard output.
    pub(super) fn printed(path: PathBuf, text: &str) -> Self {
        Ready { path, state: State::Written, size: text.len() as u64, sha256: None, file: None }
    }
}

/// Most bytes of an output that are held in memory; nearly all have fewer.
const HELD: usize = 4 << 20;

impl Draft {
    /// An output that belongs at `path`. With `digest`, its SHA-256 will be known; under `check`, nothing is written.
    pub(super) fn new(path: PathBuf, digest: bool, check: bool) -> Self {
        let digester = digest.then(Digester::default);
        Draft { path, check, held: String::new(), rest: None, size: 0, digester, failed: None }
    }

    /// The output with all that came of it, beside the place where it belongs.
    ///
    /// # Errors
    /// Where it could not be written, or its place is not that of a file.
    pub(super) fn ready(self) -> Result<Ready, Problem> {
        let Draft { path, check, held, rest, size, digester, failed } = self;
        if let Some(problem) = failed {
            return Err(problem);
        }
        let failed = |error: io::Error| problem::output_failed(&shown(&path), &error);
        let (state, file) = match rest {
            None => {
                let state = compare(&path, &held)?;
                let new = !check && state != State::Unchanged;
                (state, if new { Some(temporary(&path, &held).map_err(failed)?) } else { None })
            }
            Some(Rest { file, standing, there }) => {
                let same = match standing {
                    Some(mut standing) => standing.fill_buf().map_err(failed)?.is_empty(),
                    None => false,
                };
                match (same, there) {
                    (true, _) => (State::Unchanged, None),
                    (false, true) => (State::Stale, file),
                    (false, false) => (State::Missing, file),
                }
            }
        };
        let state = if check || state == State::Unchanged { state } else { State::Written };
        Ok(Ready { path, state, size, sha256: digester.map(Digester::finish), file })
    }

    /// Where what is more than is held goes: what was held goes there first.
    fn spill(&mut self) -> Result<&mut Rest, Problem> {
        let rest = if let Some(rest) = self.rest.take() { rest } else { self.rest()? };
        Ok(self.rest.insert(rest))
    }

    fn rest(&mut self) -> Result<Rest, Problem> {
        let failed = |error: io::Error| problem::output_failed(&shown(&self.path), &error);
        let standing = standing(&self.path)?;
        let file = if self.check { None } else { Some(beside(&self.path).map_err(failed)?) };
        let there = standing.is_some();
        let mut rest = Rest { file, standing: standing.map(BufReader::new), there };
        rest.take(self.held.as_bytes()).map_err(failed)?;
        self.held = String::new();
        Ok(rest)
    }

    fn take(&mut self, piece: &str) -> Result<(), Problem> {
        self.size += piece.len() as u64;
        if let Some(digester) = &mut self.digester {
            digester.update(piece.as_bytes());
        }
        if self.rest.is_none() && self.held.len() + piece.len() <= HELD {
            self.held.push_str(piece);
            return Ok(());
        }
        let taken = self.spill()?.take(piece.as_bytes());
        taken.map_err(|error| problem::output_failed(&shown(&self.path), &error))
    }
}

impl fmt::Write for Draft {
    /// What goes wrong is told by [`Draft::ready`].
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        if self.failed.is_none() {
            self.failed = self.take(piece).err();
        }
        if self.failed.is_some() { Err(fmt::Error) } else { Ok(()) }
    }
}

impl Rest {
    fn take(&mut self, piece: &[u8]) -> io::Result<()> {
        if let Some(file) = &mut self.file {
            file.write_all(piece)?;
        }
        if let Some(mut standing) = self.standing.take()
            && holds(&mut standing, piece)?
        {
            self.standing = Some(standing);
        }
        Ok(())
    }
}

/// Whether a file goes on with these bytes.
fn holds(file: &mut impl BufRead, mut piece: &[u8]) -> io::Result<bool> {
    while !piece.is_empty() {
        let next = file.fill_buf()?;
        let common = next.len().min(piece.len());
        if common == 0 || next.get(..common) != piece.get(..common) {
            return Ok(false);
        }
        file.consume(common);
        piece = piece.get(common..).unwrap_or_default();
    }
    Ok(true)
}

/// What stands at `path`; `None` where nothing does.
fn standing(path: &Path) -> Result<Option<File>, Problem> {
    let opened = match fs::metadata(path) {
        Ok(found) if found.is_dir() => return Err(problem::output_in_the_way(&shown(path))),
        Ok(_) => File::open(path),
        Err(error) => Err(error),
    };
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(problem::output_failed(&shown(path), &error)),
    }
}

/// How a file on disk compares with what it should hold.
fn compare(path: &Path, text: &str) -> Result<State, Problem> {
    let Some(mut file) = standing(path)? else { return Ok(State::Missing) };
    let failed = |error: io::Error| problem::output_failed(&shown(path), &error);
    // A file of another length need not be read.
    if file.metadata().map_err(failed)?.len() != text.len() as u64 {
        return Ok(State::Stale);
    }
    let mut bytes = Vec::with_capacity(text.len() + 1);
    file.read_to_end(&mut bytes).map_err(failed)?;
    Ok(if bytes == text.as_bytes() { State::Unchanged } else { State::Stale })
}

/// Puts all files of one document in their places. They lie beside them, so that nothing is written from here on.
pub(super) fn place(ready: Vec<Ready>) -> Result<Vec<Ready>, Problem> {
    let mut placed = Vec::with_capacity(ready.len());
    for mut output in ready {
        if let Some(file) = output.file.take() {
            let persisted = file.persist(&output.path);
            persisted.map_err(|failed| problem::output_failed(&shown(&output.path), &failed.error))?;
        }
        placed.push(output);
    }
    Ok(placed)
}

/// Prints an output to standard output.
pub(super) fn print(text: &str) -> Result<(), Problem> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        // A reader that goes away is no failure.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(problem::standard_output(&error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes one file whole.
pub(super) fn write_one(path: &Path, text: &str) -> io::Result<()> {
    persist(temporary(path, text)?, path)
}

/// Puts a file that was made [`beside`] its place there.
pub(super) fn persist(file: NamedTempFile, path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::Error::from(ErrorKind::IsADirectory));
    }
    file.persist(path).map(drop).map_err(|failed| failed.error)
}

/// Puts another text into a file that is there, whole. A link stays one, and the permissions stay as they are.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let file = temporary(&path, text)?;
    fs::set_permissions(file.path(), fs::metadata(&path)?.permissions())?;
    file.persist(&path).map(drop).map_err(|failed| failed.error)
}

/// An empty file under a temporary name in the folder of `path`; removed when it is dropped before it gets its own name.
pub(super) fn beside(path: &Path) -> io::Result<NamedTempFile> {
    hidden(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

/// The same with a text in it.
fn temporary(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut file = beside(path)?;
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
pub(super) fn extra(folder: &Path, endings: &[&str], stems: &BTreeSet<&str>) -> Vec<PathBuf> {
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
    use std::fmt::Write as _;

    /// An output that came in these pieces.
    fn draft(path: &Path, pieces: &[&str], check: bool) -> Result<Ready, Problem> {
        let mut draft = Draft::new(path.to_owned(), true, check);
        let refused = pieces.iter().map(|piece| draft.write_str(piece)).find(Result::is_err);
        let ready = draft.ready();
        assert!(refused.is_none() || ready.is_err(), "what is refused is told at the end");
        ready
    }

    fn write(path: &Path, pieces: &[&str]) -> State {
        place(vec![draft(path, pieces, false).unwrap()]).unwrap()[0].state
    }

    #[test]
    fn a_file_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let piece = "大会，\n".repeat(HELD / 25);
        for pieces in [vec!["{}\n"], vec![""], vec![&piece; 5], vec!["{", "}\n"], vec![&piece; 4], vec![&piece; 5]] {
            let (whole, size) = (pieces.concat(), pieces.concat().len() as u64);
            let checked = draft(&path, &pieces, true).unwrap();
            let there = path.exists();
            assert_eq!(checked.state, if there { State::Stale } else { State::Missing }, "{size}");
            assert!(checked.file.is_none());
            assert_eq!(write(&path, &pieces), State::Written);
            let before = fs::metadata(&path).unwrap().modified().unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), whole);
            assert_eq!(write(&path, &pieces), State::Unchanged);
            assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
            let checked = draft(&path, &pieces, true).unwrap();
            assert_eq!((checked.state, checked.size), (State::Unchanged, size));
            assert_eq!(checked.sha256, Some(declc::source::sha256(whole.as_bytes())));
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "a temporary file is left");
    }

    #[test]
    fn a_long_file_that_differs_anywhere_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let piece = "x".repeat(HELD);
        assert_eq!(write(&path, &[&piece, "a"]), State::Written);
        for pieces in [[&piece, "b"], [&piece, "bc"], [&piece, "b"]] {
            assert_eq!(draft(&path, &pieces, true).unwrap().state, State::Stale);
            assert_eq!(write(&path, &pieces), State::Written);
            assert_eq!(fs::read_to_string(&path).unwrap(), pieces.concat());
        }
    }

    #[test]
    fn all_files_of_a_document_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a.yaml")).unwrap();
        fs::write(folder.path().join("a.json"), "before").unwrap();
        let ready = draft(&folder.path().join("a.json"), &["{}\n"], false).unwrap();
        let long = "x".repeat(HELD);
        for pieces in [vec!["{}\n"], vec![&long, "y"]] {
            let error = draft(&folder.path().join("a.yaml"), &pieces, false).unwrap_err();
            assert_eq!(error.diagnostic.name, "output-in-the-way");
        }
        drop(ready);
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
        let stems = BTreeSet::from(["a"]);
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
        write(&folder.path().join("a.json"), &[]);
        assert_eq!(mode("a.json"), mode("plain"));
    }
}
