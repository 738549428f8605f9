//! A file of lines that each stand for themselves: kind, key, checksum, length, and so many bytes.
//!
//! The first line is text and says for what the others hold; under any other, none does. They are not text: a build of ten
//! thousand documents reads as many of them before it knows that there is nothing to do. A line is looked at when it is
//! asked for, so that the threads share the work. Not here: what the lines mean.

use super::super::outputs;
use super::seen::stamp;
use std::collections::HashMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufWriter, IntoInnerError, Write as _};
use std::ops::Range;
use std::path::Path;
use tempfile::NamedTempFile;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Document,
    Work,
    Findings,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Document, Kind::Work, Kind::Findings];

    fn letter(self) -> u8 {
        match self {
            Kind::Document => b'd',
            Kind::Work => b'w',
            Kind::Findings => b'f',
        }
    }
}

/// About as many bytes as the line of a document has.
const USUAL: usize = 300;

/// The lines of a file.
#[derive(Debug, Default)]
pub(super) struct Lines {
    bytes: Vec<u8>,
    places: HashMap<(Kind, u64), Place>,
    /// Time of the file: what is not older may have changed since without showing it. In nanoseconds.
    pub(super) time: u64,
}

#[derive(Debug)]
struct Place {
    sum: u64,
    body: Range<usize>,
}

impl Lines {
    /// The lines of a file under this head; none where there is none. Behind a line whose length is damaged there are
    /// none.
    pub(super) fn read(file: &Path, head: &str) -> Self {
        let (Ok(bytes), Some((stamp, _))) = (fs::read(file), stamp(file)) else { return Lines::default() };
        let mut places = HashMap::with_capacity(bytes.len() / USUAL);
        let mut rest =
            bytes.strip_prefix(head.as_bytes()).and_then(|rest| rest.strip_prefix(b"\n")).unwrap_or_default();
        while let Some((kind, key, sum, after)) = first(rest) {
            let Some((body, after)) = length(after).and_then(|(length, body)| body.split_at_checked(length)) else {
                break;
            };
            let end = bytes.len() - after.len();
            places.insert((kind, key), Place { sum, body: end - body.len()..end });
            rest = after;
        }
        Lines { bytes, places, time: stamp.modified }
    }

    /// A line, if there is one and it is whole.
    pub(super) fn get(&self, kind: Kind, key: u64) -> Option<&[u8]> {
        let place = self.places.get(&(kind, key))?;
        self.bytes.get(place.body.clone()).filter(|body| digest(body) == place.sum)
    }

    /// How many lines of a kind there are.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.places.keys().filter(|(of, _)| *of == kind).count()
    }

    /// The keys of the lines of a kind, in order.
    pub(super) fn keys(&self, kind: Kind) -> Vec<u64> {
        let mut keys: Vec<u64> = self.places.keys().filter(|(of, _)| *of == kind).map(|&(_, key)| key).collect();
        keys.sort_unstable();
        keys
    }
}

/// Kind, key and checksum of the first of these lines, and what follows.
fn first(bytes: &[u8]) -> Option<(Kind, u64, u64, &[u8])> {
    let (&letter, rest) = bytes.split_first()?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.letter() == letter)?;
    let (&key, rest) = rest.split_first_chunk()?;
    let (&sum, rest) = rest.split_first_chunk()?;
    Some((kind, u64::from_le_bytes(key), u64::from_le_bytes(sum), rest))
}

/// How many bytes a line has, and what follows.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (&length, rest) = bytes.split_first_chunk()?;
    Some((usize::try_from(u64::from_le_bytes(length)).ok()?, rest))
}

/// A file that is being made, line by line, beside the place where it belongs: of many documents, what is remembered
/// takes more room than anything else.
pub(super) struct Writer {
    file: BufWriter<NamedTempFile>,
}

impl Writer {
    /// A file that belongs at `path`, with nothing but its head. The folder is there.
    pub(super) fn new(path: &Path, head: &str) -> io::Result<Self> {
        let mut file = BufWriter::new(outputs::beside(path)?);
        writeln!(file, "{head}")?;
        Ok(Writer { file })
    }

    /// Adds a line.
    pub(super) fn add(&mut self, kind: Kind, key: u64, body: &[u8]) -> io::Result<()> {
        self.file.write_all(&[kind.letter()])?;
        for number in [key, digest(body), body.len() as u64] {
            self.file.write_all(&number.to_le_bytes())?;
        }
        self.file.write_all(body)
    }

    /// Puts the file into its place, whole.
    pub(super) fn place(self, path: &Path) -> io::Result<()> {
        outputs::persist(self.file.into_inner().map_err(IntoInnerError::into_error)?, path)
    }
}

/// A digest that keeps apart what nobody makes alike on purpose: keys and checksums of lines.
pub(in crate::cli) fn digest(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
