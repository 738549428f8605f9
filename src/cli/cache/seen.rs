//! A file as a build saw it: its times, its size, its digest.
//!
//! Not here: what the file is to a document.

use declc::source;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// A file as it was.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Seen<'a> {
    pub(super) stamp: Option<Stamp>,
    pub(super) size: u64,
    #[serde(borrow)]
    sha256: Cow<'a, [u8]>,
}

/// When a file was last touched, in nanoseconds. Tools can set the first of the two, but not the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) modified: u64,
    changed: u64,
}

/// Stamp and size of a file: another one where it was touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct Stamped(Stamp, u64);

impl Stamped {
    /// Those of a file; `None` where there is none.
    pub(in crate::cli) fn of(path: &Path) -> Option<Self> {
        stamp(path).map(|(stamp, size)| Stamped(stamp, size))
    }
}

impl Seen<'_> {
    /// A file by its stamp, its size and its SHA-256 in hexadecimal digits.
    pub(super) fn new((stamp, size): (Stamp, u64), sha256: &str) -> Option<Self> {
        let bytes = (0..sha256.len() / 2).map(|at| u8::from_str_radix(sha256.get(2 * at..2 * at + 2)?, 16).ok());
        Some(Seen { stamp: Some(stamp), size, sha256: bytes.collect::<Option<_>>()? })
    }

    /// Its SHA-256 in hexadecimal digits.
    pub(super) fn sha256(&self) -> String {
        let digit = |value: u8| char::from_digit(u32::from(value), 16);
        self.sha256.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).flatten().collect()
    }

    /// Whether a file is as it was; `renewed` where only its bytes could tell.
    pub(super) fn holds(&mut self, path: &Path, time: u64, renewed: &mut bool) -> bool {
        let Some((found, size)) = stamp(path) else { return false };
        if size != self.size {
            return false;
        }
        if self.stamp == Some(found) && found.older(time) {
            return true;
        }
        *renewed = true;
        self.stamp = Some(found);
        file(path).is_some_and(|sha256| sha256 == self.sha256())
    }

    /// Forgets a stamp that only the bytes can confirm; the stamp where there was one.
    pub(super) fn doubt(&mut self, time: u64) -> Option<Stamp> {
        self.stamp.take_if(|stamp| !stamp.older(time))
    }
}

impl Stamp {
    /// Whether a file was touched before this time for certain.
    fn older(self, time: u64) -> bool {
        self.modified.max(self.changed) < time
    }
}

/// Stamp and size of a file; `None` where there is none.
pub(super) fn stamp(path: &Path) -> Option<(Stamp, u64)> {
    let found = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let since =
        |time: SystemTime| time.duration_since(UNIX_EPOCH).ok().and_then(|time| u64::try_from(time.as_nanos()).ok());
    let modified = since(found.modified().ok()?)?;
    Some((Stamp { modified, changed: changed(&found, modified) }, found.len()))
}

#[cfg(unix)]
fn changed(found: &fs::Metadata, modified: u64) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let parts = u64::try_from(found.ctime()).ok().zip(u64::try_from(found.ctime_nsec()).ok());
    parts.and_then(|(seconds, rest)| seconds.checked_mul(1_000_000_000)?.checked_add(rest)).unwrap_or(modified)
}

#[cfg(not(unix))]
fn changed(_: &fs::Metadata, modified: u64) -> u64 {
    modified
}

/// SHA-256 of a file.
pub(super) fn file(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| source::sha256(&bytes))
}
