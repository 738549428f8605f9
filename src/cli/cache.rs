//! What a build remembers, so that the next one compiles only what has changed.
//!
//! One file holds a line a document: the digests of its text, sidecar and outputs, and what the table and the report
//! tell of it. The outputs themselves are the only copy of themselves. Times and sizes decide first, as in git; where
//! they differ from those remembered, or are as young as the file itself, the bytes decide.
//!
//! Invariants: a line that is damaged, or was written by other code or for other options, counts for nothing; with or
//! without this file a build gives the same outputs, and the file may be deleted at any time. Not here: what is built.

use super::inputs::{Input, absolute, shown};
use super::outputs;
use super::problem::{self, Problem};
use super::report::Ledger;
use super::summary::Counts;
use declc::parity;
use declc::source;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Where it lies in the output folder: it is about these outputs, is moved and deleted with them, and needs no home.
const FOLDER: &str = ".declc-cache";

/// Files that keep the folder out of git and out of backups.
const NOTICES: [(&str, &str); 2] = [
    (".gitignore", "*\n"),
    (
        "CACHEDIR.TAG",
        "Signature: 8a477f597d28d172789f06886806bc55\n# What declc remembers of a build. May be deleted.\n",
    ),
];

/// What the table and the report tell of a document that came out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Facts {
    /// What it holds.
    pub(super) counts: Counts,
    /// The account of its characters.
    pub(super) ledger: Ledger,
    /// Errors that the settings leave.
    pub(super) errors: usize,
    /// Warnings that the settings leave.
    pub(super) warnings: usize,
    /// By what other versions of its work are known.
    pub(super) work: Vec<parity::Key>,
    /// The findings as the report has them; only a build with a report keeps them.
    pub(super) findings: Option<String>,
    /// Digest of the files that it was made of.
    pub(super) made_of: u64,
}

/// What a build remembers of one document.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    name: String,
    shown: String,
    stem: String,
    /// What the caller says that the text is in.
    encoding: Option<String>,
    text: Seen,
    sidecar: Option<Seen>,
    /// In the order of the formats.
    outputs: Vec<Seen>,
    facts: Facts,
}

/// A file as it was.
#[derive(Debug, Serialize, Deserialize)]
struct Seen {
    stamp: Option<Stamp>,
    size: u64,
    sha256: String,
}

/// When a file was last touched, in nanoseconds. Tools can set the first of the two, but not the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    modified: u64,
    changed: u64,
}

/// A document that need not be compiled.
#[derive(Debug)]
pub(super) struct Hit {
    /// SHA-256 of its text.
    pub(super) sha256: String,
    /// What is told of it.
    pub(super) facts: Facts,
    /// What is to be remembered from now on.
    pub(super) record: Record,
}

/// The state of the files that a document is made of, taken before they are read: what changes later is seen next time.
#[derive(Debug)]
pub(super) struct Before {
    text: Option<(Stamp, u64)>,
    sidecar: Option<Seen>,
}

/// What is to be remembered of a document.
#[derive(Debug)]
pub(super) struct Record {
    key: u64,
    /// The new line; `None` where the old one holds.
    line: Option<String>,
}

/// Whether and where a build remembers.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Choice {
    /// Folder for what is remembered of a build, so that the next one compiles what has changed [default: .declc-cache in
    /// the output folder]; may be deleted
    #[arg(long, value_name = "DIR")]
    cache_dir: Option<PathBuf>,
    /// Compile every text, and remember nothing
    #[arg(long, conflicts_with = "cache_dir")]
    no_cache: bool,
}

impl Choice {
    /// What is remembered of builds into `output`; `part` keeps apart runs that may go on at once, `build` is what
    /// [`Cache::open`] takes.
    pub(super) fn open(&self, output: &Path, part: &impl Hash, build: &impl Hash) -> Option<Cache> {
        // Several output folders may share a cache; in the output folder itself the path does not matter.
        let shared = self.cache_dir.as_ref().map(|_| absolute(output));
        let folder = self.cache_dir.clone().unwrap_or_else(|| output.join(FOLDER));
        (!self.no_cache).then(|| Cache::open(&folder, &(shared, part), build))
    }
}

/// What an earlier build remembered.
#[derive(Debug)]
pub(super) struct Cache {
    file: PathBuf,
    head: String,
    documents: HashMap<u64, String>,
    /// What was told of works in several languages, by the digest of their texts.
    works: BTreeMap<u64, String>,
    /// Time of the file: what is not older may have changed since without showing it.
    time: u64,
}

impl Cache {
    /// What is remembered in `folder` about builds that are told apart by `purpose`. `build` names everything besides
    /// its text and sidecar that an output or a count depends on.
    fn open(folder: &Path, purpose: &impl Hash, build: &impl Hash) -> Self {
        let file = folder.join(format!("{:016x}.cache", digest(purpose)));
        let head = format!(
            "declc {} {} {} {:016x}",
            env!("CARGO_PKG_VERSION"),
            declc::model::SCHEMA_VERSION,
            env!("DECLC_CODE"),
            digest(build)
        );
        let mut cache = Cache { file, head, documents: HashMap::new(), works: BTreeMap::new(), time: 0 };
        if let (Ok(text), Some((stamp, _))) = (fs::read(&cache.file), stamp(&cache.file)) {
            // Lines that are no text fail their checksum; the others stand.
            cache.read(&String::from_utf8_lossy(&text));
            cache.time = stamp.modified;
        }
        cache
    }

    fn read(&mut self, text: &str) {
        let mut lines = text.lines();
        if lines.next() != Some(&self.head) {
            return;
        }
        for line in lines {
            let mut parts = line.splitn(4, ' ');
            let (Some(kind), Some(key), Some(sum), Some(body)) =
                (parts.next(), number(parts.next()), number(parts.next()), parts.next())
            else {
                continue;
            };
            match kind {
                _ if digest(&body) != sum => {}
                "document" => drop(self.documents.insert(key, body.to_owned())),
                "work" => drop(self.works.insert(key, body.to_owned())),
                _ => {}
            }
        }
    }

    /// Whether a document is as it was: text, sidecar and outputs. With `findings`, these must be remembered too.
    pub(super) fn find(&self, input: &Input, outputs: &[PathBuf], findings: bool) -> Option<Hit> {
        let key = digest(&input.stem);
        let mut entry: Entry = serde_json::from_str(self.documents.get(&key)?).ok()?;
        let same = entry.name == input.name
            && entry.shown == input.shown
            && entry.stem == input.stem
            && entry.encoding == encoding(input);
        if !same || entry.outputs.len() != outputs.len() || findings && entry.facts.findings.is_none() {
            return None;
        }
        let mut renewed = false;
        let mut holds = |seen: &mut Seen, path: &Path| seen.holds(path, self.time, &mut renewed);
        let fresh = holds(&mut entry.text, &input.file)
            && match &mut entry.sidecar {
                Some(seen) => holds(seen, &input.sidecar),
                None => !input.sidecar.exists(),
            }
            && entry.outputs.iter_mut().zip(outputs).all(|(seen, path)| holds(seen, path));
        if !fresh {
            return None;
        }
        let line = renewed.then(|| body(&entry));
        Some(Hit { sha256: entry.text.sha256, facts: entry.facts, record: Record { key, line } })
    }

    /// What is to be remembered of a document that was compiled and whose outputs lie in their places, with these
    /// texts. `None` where one of the files is gone by now.
    pub(super) fn record(
        input: &Input,
        before: Before,
        sha256: &str,
        outputs: &[(PathBuf, String)],
        facts: &Facts,
    ) -> Option<Record> {
        let (stamp, size) = before.text?;
        let output = |(path, text): &(PathBuf, String)| {
            let (stamp, size) = self::stamp(path)?;
            let sha256 = source::sha256(text.as_bytes());
            (size == text.len() as u64).then_some(Seen { stamp: Some(stamp), size, sha256 })
        };
        let entry = Entry {
            name: input.name.clone(),
            shown: input.shown.clone(),
            stem: input.stem.clone(),
            encoding: encoding(input),
            text: Seen { stamp: Some(stamp), size, sha256: sha256.to_owned() },
            sidecar: before.sidecar,
            outputs: outputs.iter().map(output).collect::<Option<_>>()?,
            facts: facts.clone(),
        };
        Some(Record { key: digest(&input.stem), line: Some(body(&entry)) })
    }

    /// What was told of a work, by the digest of its texts.
    pub(super) fn work(&self, key: u64) -> Option<String> {
        serde_json::from_str(self.works.get(&key)?).ok()
    }

    /// Writes what is to be remembered: these documents and works, and whatever else still has its outputs. Where
    /// nothing is new, nothing is written.
    pub(super) fn save(
        &self,
        records: &[&Record],
        works: &BTreeMap<u64, String>,
        first: impl Fn(&str) -> PathBuf,
    ) -> Result<(), Problem> {
        let told: BTreeSet<u64> = records.iter().map(|record| record.key).collect();
        let mut others: Vec<(u64, String)> = Vec::new();
        for (&key, line) in self.documents.iter().filter(|(key, _)| !told.contains(key)).collect::<BTreeMap<_, _>>() {
            others.extend(self.kept(line, &first).map(|line| (key, line)));
        }
        let new = |record: &&Record| record.line.is_some();
        let more = works.keys().any(|key| !self.works.contains_key(key));
        if !records.iter().any(new) && !more && others.len() + records.len() == self.documents.len() {
            return Ok(());
        }
        let mut text = self.head.clone() + "\n";
        for record in records {
            if let Some(line) = record.line.as_ref().or_else(|| self.documents.get(&record.key)) {
                add(&mut text, "document", record.key, line);
            }
        }
        for (key, line) in &others {
            add(&mut text, "document", *key, line);
        }
        for (key, lines) in works {
            add(&mut text, "work", *key, &serde_json::Value::from(lines.as_str()).to_string());
        }
        // A run that has seen every document has seen every work; after any other they may still be asked for.
        let unseen = self.works.iter().filter(|(key, _)| !others.is_empty() && !works.contains_key(key));
        unseen.for_each(|(key, line)| add(&mut text, "work", *key, line));
        self.write(&text).map_err(|error| problem::cache_not_written(&shown(&self.file), &error))
    }

    /// The line of a document that this run has not looked at: none where its output is gone, and without the stamps
    /// that only the bytes can confirm.
    fn kept(&self, line: &str, first: &impl Fn(&str) -> PathBuf) -> Option<String> {
        let mut entry: Entry = serde_json::from_str(line).ok()?;
        let young = |seen: &&mut Seen| seen.stamp.is_some_and(|stamp| !stamp.older(self.time));
        let all = [&mut entry.text].into_iter().chain(&mut entry.sidecar).chain(&mut entry.outputs);
        let changed = all.filter(young).map(|seen| seen.stamp = None).count() > 0;
        first(&entry.stem).exists().then(|| if changed { body(&entry) } else { line.to_owned() })
    }

    fn write(&self, text: &str) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        if !folder.is_dir() {
            fs::create_dir_all(folder)?;
            NOTICES.iter().try_for_each(|(name, text)| outputs::write_one(&folder.join(name), text))?;
        }
        outputs::write_one(&self.file, text)
    }
}

impl Before {
    /// Digest of the files: of the text, which has been read by now, and of the sidecar.
    pub(super) fn digest(&self, sha256: &str) -> u64 {
        digest(&(sha256, self.sidecar.as_ref().map(|seen| &seen.sha256)))
    }

    /// The state of the files of a document.
    pub(super) fn of(input: &Input) -> Self {
        let sidecar = || {
            let (stamp, size) = stamp(&input.sidecar)?;
            Some(Seen { stamp: Some(stamp), size, sha256: file(&input.sidecar)? })
        };
        Before { text: stamp(&input.file), sidecar: sidecar() }
    }
}

impl Seen {
    /// Whether a file is as it was; `renewed` where only its bytes could tell.
    fn holds(&mut self, path: &Path, time: u64, renewed: &mut bool) -> bool {
        let Some((found, size)) = stamp(path) else { return false };
        if size != self.size {
            return false;
        }
        if self.stamp == Some(found) && found.older(time) {
            return true;
        }
        *renewed = true;
        self.stamp = Some(found);
        file(path).is_some_and(|sha256| sha256 == self.sha256)
    }
}

impl Stamp {
    /// Whether a file was touched before this time for certain.
    fn older(self, time: u64) -> bool {
        self.modified.max(self.changed) < time
    }
}

/// Stamp and size of a file; `None` where there is none.
fn stamp(path: &Path) -> Option<(Stamp, u64)> {
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
fn file(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| source::sha256(&bytes))
}

/// A digest that keeps apart what nobody makes alike on purpose: keys and checksums of lines.
pub(super) fn digest(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn encoding(input: &Input) -> Option<String> {
    input.encoding.map(|encoding| encoding.name().to_owned())
}

fn number(text: Option<&str>) -> Option<u64> {
    u64::from_str_radix(text?, 16).ok()
}

fn body(entry: &Entry) -> String {
    serde_json::to_string(entry).expect("bug: an entry holds only texts and numbers")
}

fn add(text: &mut String, kind: &str, key: u64, body: &str) {
    let _ = writeln!(text, "{kind} {key:016x} {:016x} {body}", digest(&body));
}
