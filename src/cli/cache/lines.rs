//! A file of lines that each stand for themselves: kind, key, checksum, JSON.
//!
//! > `document 89f0c1d2e3a4b5c6 0123456789abcdef {"name":"input/a.zh.txt",…}`
//!
//! The first line says for what they hold; under any other, none does. A line is looked at when it is asked for, so that
//! the threads share the work. Not here: what the lines mean.

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

    fn name(self) -> &'static str {
        match self {
            Kind::Document => "document",
            Kind::Work => "work",
            Kind::Findings => "findings",
        }
    }
}

/// The lines of a file.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
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
    /// The lines of a file under this head; none where there is none.
    pub(super) fn read(file: &Path, head: &str) -> Self {
        let (Ok(bytes), Some((stamp, _))) = (fs::read(file), stamp(file)) else { return Lines::default() };
        // Lines that are no text fail their checksum; the others stand.
        let text = String::from_utf8(bytes).unwrap_or_else(|wrong| String::from_utf8_lossy(wrong.as_bytes()).into());
        let Some(lines) = text.strip_prefix(head).and_then(|rest| rest.strip_prefix('\n')) else {
            return Lines { time: stamp.modified, ..Lines::default() };
        };
        let start = text.len() - lines.len();
        let mut at = start;
        let mut places = HashMap::with_capacity(memchr::memchr_iter(b'\n', lines.as_bytes()).count());
        for line in lines.split_inclusive('\n') {
            if let Some((kind, key, sum, body)) = parts(line.trim_end_matches('\n')) {
                let end = at + line.trim_end_matches('\n').len();
                places.insert((kind, key), Place { sum, body: end - body.len()..end });
            }
            at += line.len();
        }
        Lines { text, places, time: stamp.modified }
    }

    /// A line, if there is one and it is whole.
    pub(super) fn get(&self, kind: Kind, key: u64) -> Option<&str> {
        let place = self.places.get(&(kind, key))?;
        self.text.get(place.body.clone()).filter(|body| digest(body) == place.sum)
    }

    /// The keys of the lines of a kind, in order.
    pub(super) fn keys(&self, kind: Kind) -> Vec<u64> {
        let mut keys: Vec<u64> = self.places.keys().filter(|(of, _)| *of == kind).map(|&(_, key)| key).collect();
        keys.sort_unstable();
        keys
    }
}

fn parts(line: &str) -> Option<(Kind, u64, u64, &str)> {
    let mut parts = line.splitn(4, ' ');
    let name = parts.next()?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name)?;
    let mut number = || u64::from_str_radix(parts.next()?, 16).ok();
    let (key, sum) = (number()?, number()?);
    Some((kind, key, sum, parts.next()?))
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

    /// Adds a line; `body` is JSON without line breaks.
    pub(super) fn add(&mut self, kind: Kind, key: u64, body: &str) -> io::Result<()> {
        writeln!(self.file, "{} {key:016x} {:016x} {body}", kind.name(), digest(body))
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
