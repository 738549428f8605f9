//! Where releases lie: a folder a version, the archives beside it, `versions.json`.
//!
//! Invariants: a folder of a version is complete from the moment that it has its name; `versions.json` names complete
//! versions; a version that is there changes only where the caller says `--replace`, and then in one step. A run that is
//! killed leaves at most hidden folders, or a version that the next run enters; two runs place theirs one after the
//! other.

use super::super::inputs::shown;
use super::super::outputs;
use super::super::problem::{self, Problem};
use declc::release::{Descriptor, File, Previous};
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};

/// The checksums of a release: equal ones, equal releases.
const CHECKSUMS: &str = "SHA256SUMS";
/// The list of releases.
const VERSIONS: &str = "versions.json";

/// A folder for releases, with the one to be made.
pub(super) struct Shelf<'a> {
    folder: &'a Path,
    descriptor: &'a Descriptor,
}

/// A release while it is written, in a hidden folder.
pub(super) struct Draft {
    folder: TempDir,
    /// Where its archives are written: the shelf, so that they can be renamed.
    #[cfg(feature = "release")]
    shelf: PathBuf,
}

/// An archive under a hidden name, with its own name.
pub(super) type Archive = (String, NamedTempFile);

/// A release in its place.
pub(super) struct Placed {
    pub(super) folder: PathBuf,
    /// Whether it was there with the same files.
    pub(super) unchanged: bool,
}

impl<'a> Shelf<'a> {
    /// The shelf in `folder`, made if need be.
    pub(super) fn open(folder: &'a Path, descriptor: &'a Descriptor) -> Result<Self, Problem> {
        outputs::prepare(folder)?;
        Ok(Shelf { folder, descriptor })
    }

    /// A hidden folder for the release.
    pub(super) fn draft(&self) -> Result<Draft, Problem> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".declc-release-");
        // Temporary folders are private by default; a release is as readable as any new folder.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let folder = builder.tempdir_in(self.folder).map_err(|error| failed(self.folder, &error))?;
        Ok(Draft {
            folder,
            #[cfg(feature = "release")]
            shelf: self.folder.to_owned(),
        })
    }

    /// Gives the draft and its archives their names.
    pub(super) fn place(&self, draft: Draft, archives: Vec<Archive>, replace: bool) -> Result<Placed, Problem> {
        let _one_at_a_time = locked(self.folder);
        let folder = self.folder.join(&self.descriptor.version);
        let unchanged = folder.exists() && sums(&folder) == sums(draft.folder.path());
        if folder.exists() && !unchanged && !replace {
            return Err(problem::release_exists(&shown(&folder), &self.descriptor.version));
        }
        if !unchanged {
            self.rename(draft, &folder).map_err(|error| failed(&folder, &error))?;
        }
        for (name, file) in archives {
            let path = self.folder.join(name);
            file.persist(&path).map_err(|error| failed(&path, &error.error))?;
        }
        self.enter()?;
        Ok(Placed { folder, unchanged })
    }

    /// Puts the draft in its place. What stood there takes the place of the draft in one step, and goes with it.
    fn rename(&self, draft: Draft, folder: &Path) -> io::Result<()> {
        if folder.exists() {
            return exchange(draft.folder.path(), folder).or_else(|_| self.rename_after_another(draft, folder));
        }
        fs::rename(draft.folder.path(), folder)?;
        // It has its name now, and must not go with the draft.
        let _ = draft.folder.keep();
        Ok(())
    }

    /// As [`Shelf::rename`], where the file system knows no exchange: a kill between the two steps leaves what stood
    /// there under a hidden name.
    fn rename_after_another(&self, draft: Draft, folder: &Path) -> io::Result<()> {
        let old = tempfile::Builder::new().prefix(".declc-release-").tempdir_in(self.folder)?;
        let aside = old.path().join("old");
        fs::rename(folder, &aside)?;
        if let Err(error) = fs::rename(draft.folder.path(), folder) {
            fs::rename(&aside, folder)?;
            return Err(error);
        }
        let _ = draft.folder.keep();
        Ok(())
    }

    /// Enters the release in `versions.json`, as the latest.
    fn enter(&self) -> Result<(), Problem> {
        let path = self.folder.join(VERSIONS);
        let Descriptor { version, date, name, .. } = self.descriptor;
        let known = fs::read_to_string(&path).ok().and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let mut versions = known.and_then(|known| known.get("versions")?.as_array().cloned()).unwrap_or_default();
        let archive = |ending: &str| {
            let name = format!("{name}-{version}.{ending}");
            self.folder.join(&name).exists().then_some(name)
        };
        let archives: Vec<String> = ["tar.zst", "zip"].into_iter().filter_map(archive).collect();
        let entry = json!({
            "version": version,
            "date": date,
            "path": format!("{version}/"),
            "checksums": format!("{version}/{CHECKSUMS}"),
            "delta": format!("{version}/tables/delta.ndjson"),
            "archives": archives,
        });
        match versions.iter_mut().find(|known| known.get("version").is_some_and(|known| known == version)) {
            Some(known) => *known = entry,
            None => versions.push(entry),
        }
        let text = serde_json::to_string_pretty(&json!({"latest": version, "versions": versions})).unwrap_or_default();
        outputs::write_one(&path, &(text + "\n")).map_err(|error| failed(&path, &error))
    }
}

impl Draft {
    /// Writes a file of the release.
    pub(super) fn write(&self, file: &File) -> Result<(), Problem> {
        let path = self.folder.path().join(&file.path);
        let parent = path.parent().unwrap_or(self.folder.path());
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&path, &file.bytes));
        written.map_err(|error| failed(&path, &error))
    }

    /// The paths of every file within the release, sorted.
    #[cfg(feature = "release")]
    pub(super) fn paths(&self) -> io::Result<Vec<String>> {
        let mut folders = vec![String::new()];
        let mut paths = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(self.folder.path().join(&folder))? {
                let entry = entry?;
                let path = format!("{folder}{}", entry.file_name().to_string_lossy());
                if entry.file_type()?.is_dir() {
                    folders.push(path + "/");
                } else {
                    paths.push(path);
                }
            }
        }
        paths.sort();
        Ok(paths)
    }

    /// A file of the release.
    #[cfg(feature = "release")]
    pub(super) fn read(&self, path: &str) -> io::Result<File> {
        Ok(File { path: path.to_owned(), bytes: fs::read(self.folder.path().join(path))? })
    }

    /// A hidden file beside the release.
    #[cfg(feature = "release")]
    pub(super) fn beside(&self) -> io::Result<NamedTempFile> {
        outputs::hidden(&self.shelf)
    }
}

/// The release in a folder, as far as the next one is compared with it.
pub(super) fn previous(folder: &Path) -> Result<Previous, Problem> {
    let package = fs::read_to_string(folder.join("datapackage.json")).ok();
    let package = package.and_then(|text| serde_json::from_str::<Value>(&text).ok());
    let version = package.as_ref().and_then(|package| package.get("version")?.as_str());
    let Some(version) = version else { return Err(problem::not_a_release(&shown(folder))) };
    let mut previous = Previous { version: version.to_owned(), ..Previous::default() };
    for name in Previous::tables() {
        let path = folder.join("tables").join(format!("{name}.ndjson"));
        let text = fs::read_to_string(&path).map_err(|error| problem::unreadable(&shown(&path), &error))?;
        previous.tables.insert(name.to_owned(), text);
    }
    Ok(previous)
}

/// The checksums of the release in a folder.
fn sums(folder: &Path) -> Option<Vec<u8>> {
    fs::read(folder.join(CHECKSUMS)).ok()
}

/// Keeps other releases from the shelf until it is dropped; nothing where the file system does not lock.
#[cfg(unix)]
fn locked(folder: &Path) -> Option<fs::File> {
    use rustix::fs::{FlockOperation, flock};
    let folder = fs::File::open(folder).ok()?;
    flock(&folder, FlockOperation::LockExclusive).ok()?;
    Some(folder)
}

#[cfg(not(unix))]
fn locked(_: &Path) -> Option<fs::File> {
    None
}

/// Two folders change names.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

fn failed(path: &Path, error: &io::Error) -> Problem {
    problem::output_failed(&shown(path), error)
}
