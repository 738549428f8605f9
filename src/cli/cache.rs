//! What a build remembers, so that the next one compiles only what has changed.
//!
//! One file holds a line a document: the digests of its text, sidecar and outputs, and what the table tells of it. A
//! second one holds the findings, which not every run asks for. The outputs themselves are the only copy of themselves.
//! Times and sizes decide first, as in git; where they differ from those remembered, or are as young as the file itself,
//! the bytes decide.
//!
//! Invariants: a line that is damaged, or was written by other code or for other options, counts for nothing; with or
//! without these files a build gives the same outputs, and they may be deleted at any time. Not here: what is built.

mod aside;
mod lines;
mod seen;

use super::inputs::{Input, absolute, shown};
use super::outputs::{self, Ready};
use super::problem::{self, Problem};
use super::report::Ledger;
use super::summary::Counts;
use aside::{Aside, Line};
use declc::diagnostic::json::Record as Finding;
use declc::source::Encoding;
pub(super) use lines::digest;
use lines::{Kind, Lines, Writer};
pub(super) use seen::Stamped;
use seen::{Seen, stamp};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

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
    /// Digests of what other versions of its work are known by.
    pub(super) work: Vec<u64>,
    /// Digest of the files that it was made of.
    pub(super) made_of: u64,
}

/// What a build remembers of one document.
#[derive(Debug, Serialize, Deserialize)]
struct Entry<'a> {
    /// Digest of its names, and of what the caller says that it is in.
    names: u64,
    #[serde(borrow)]
    stem: Cow<'a, str>,
    #[serde(borrow)]
    text: Seen<'a>,
    #[serde(borrow)]
    sidecar: Option<Seen<'a>>,
    /// In the order of the formats.
    #[serde(borrow)]
    outputs: Vec<Seen<'a>>,
    facts: Facts,
}

/// A document that need not be compiled.
#[derive(Debug)]
pub(super) struct Hit {
    /// SHA-256 of its text.
    pub(super) sha256: String,
    /// What is told of it.
    pub(super) facts: Facts,
    /// Its findings, where they were asked for.
    pub(super) findings: Vec<Finding>,
    /// What is to be remembered from now on.
    pub(super) record: Record,
}

/// The state of the files that a document is made of, taken before they are read: what changes later is seen next time.
#[derive(Debug)]
pub(super) struct Before {
    text: Option<(seen::Stamp, u64)>,
    sidecar: Option<Seen<'static>>,
}

/// What is to be remembered of a document.
#[derive(Debug)]
pub(super) struct Record {
    key: u64,
    /// The key of its findings.
    made: u64,
    /// The new line; `None` where the old one holds.
    line: Option<Line>,
    /// Its findings, where it was compiled.
    findings: Option<Line>,
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
    /// Documents, and what was told of works in several languages, by the digest of their texts.
    known: Lines,
    findings: OnceLock<Lines>,
    /// Lines that wait to be written.
    aside: Aside,
}

impl Cache {
    /// What is remembered in `folder` about builds that are told apart by `purpose`. `build` names everything besides
    /// its text and sidecar that an output, a count or a finding depends on.
    fn open(folder: &Path, purpose: &impl Hash, build: &impl Hash) -> Self {
        let file = folder.join(format!("{:016x}.cache", digest(purpose)));
        let head = format!(
            "declc {} {} {} {:016x}",
            env!("CARGO_PKG_VERSION"),
            declc::model::SCHEMA_VERSION,
            env!("DECLC_CODE"),
            digest(build)
        );
        let known = Lines::read(&file, &head);
        Cache { file, head, known, findings: OnceLock::new(), aside: Aside::default() }
    }

    /// The findings, read where somebody asks for them.
    fn findings(&self) -> &Lines {
        self.findings.get_or_init(|| Lines::read(&self.findings_file(), &self.head))
    }

    fn findings_file(&self) -> PathBuf {
        self.file.with_extension("findings")
    }

    /// Whether a document is as it was: text, sidecar and outputs. With `findings`, these must be remembered too.
    pub(super) fn find(&self, input: &Input, outputs: &[PathBuf], findings: bool) -> Option<Hit> {
        let key = digest(&input.stem);
        let mut entry: Entry<'_> = postcard::from_bytes(self.known.get(Kind::Document, key)?).ok()?;
        if entry.names != names(input) || entry.outputs.len() != outputs.len() {
            return None;
        }
        let mut renewed = false;
        let mut holds = |seen: &mut Seen<'_>, path: &Path| seen.holds(path, self.known.time, &mut renewed);
        let fresh = holds(&mut entry.text, &input.file)
            && match &mut entry.sidecar {
                Some(seen) => holds(seen, &input.sidecar),
                None => input.alone || !input.sidecar.exists(),
            }
            && entry.outputs.iter_mut().zip(outputs).all(|(seen, path)| holds(seen, path));
        if !fresh {
            return None;
        }
        let made = entry.made();
        let read = || serde_json::from_slice(self.findings().get(Kind::Findings, made)?).ok();
        let findings = if findings { read()? } else { Vec::new() };
        let line = renewed.then(|| Line::Here(entry.line()));
        let record = Record { key, made, line, findings: None };
        Some(Hit { sha256: entry.text.sha256(), facts: entry.facts, findings, record })
    }

    /// What is to be remembered of a document that was compiled and whose outputs lie in their places. `None` where
    /// one of the files is gone by now.
    pub(super) fn record(
        input: &Input,
        before: Before,
        sha256: &str,
        outputs: &[Ready],
        facts: &Facts,
        findings: &[Finding],
    ) -> Option<Record> {
        let output = |output: &Ready| {
            let found = stamp(&output.path)?;
            Seen::new(found, output.sha256.as_deref()?).filter(|_| found.1 == output.size)
        };
        let entry = Entry {
            names: names(input),
            stem: Cow::Borrowed(&input.stem),
            text: Seen::new(before.text?, sha256)?,
            sidecar: before.sidecar,
            outputs: outputs.iter().map(output).collect::<Option<_>>()?,
            facts: facts.clone(),
        };
        let (key, made) = (digest(&input.stem), entry.made());
        // Findings leave out what they do not have, as only JSON can be read.
        let findings = serde_json::to_vec(findings).expect("bug: findings hold only texts and numbers");
        Some(Record { key, made, line: Some(Line::Here(entry.line())), findings: Some(Line::Here(findings)) })
    }

    /// Sets the lines of a record aside, until all are written.
    pub(super) fn set_aside(&self, record: &mut Record) {
        record.line.iter_mut().chain(&mut record.findings).for_each(|line| self.aside.put(line));
    }

    /// What was told of a work, by the digest of its texts.
    pub(super) fn work(&self, key: u64) -> Option<String> {
        String::from_utf8(self.known.get(Kind::Work, key)?.to_owned()).ok()
    }

    /// Writes what is to be remembered: these documents and works, and whatever else still has its outputs. Where
    /// nothing is new, nothing is written.
    pub(super) fn save(
        &self,
        records: &[&Record],
        works: &BTreeMap<u64, String>,
        first: impl Fn(&str) -> PathBuf,
    ) -> Result<(), Problem> {
        let new = |record: &&Record| record.line.is_some();
        let more = works.keys().any(|&key| self.known.get(Kind::Work, key).is_none());
        // A record without a new line is about a document that was known.
        if !records.iter().any(new) && !more && records.len() == self.known.count(Kind::Document) {
            return Ok(());
        }
        let told: BTreeSet<u64> = records.iter().map(|record| record.key).collect();
        let known = self.known.keys(Kind::Document);
        let other =
            |&key: &u64| self.kept(self.known.get(Kind::Document, key)?, &first).map(|(made, line)| (key, made, line));
        let others: Vec<(u64, u64, Vec<u8>)> =
            known.iter().filter(|key| !told.contains(key)).filter_map(other).collect();
        if !records.iter().any(new) && !more && others.len() + records.len() == known.len() {
            return Ok(());
        }
        let made = others.iter().map(|&(_, made, _)| made);
        let written = self.save_findings(records, made).and_then(|()| self.save_known(records, &others, works));
        written.map_err(|error| problem::cache_not_written(&shown(&self.file), &error))
    }

    /// Writes the lines of these documents, of the others and of the works.
    fn save_known(
        &self,
        records: &[&Record],
        others: &[(u64, u64, Vec<u8>)],
        works: &BTreeMap<u64, String>,
    ) -> io::Result<()> {
        let mut file = self.writer(&self.file)?;
        for record in records {
            let new = self.aside.get(record.line.as_ref())?;
            if let Some(line) = new.as_deref().or_else(|| self.known.get(Kind::Document, record.key)) {
                file.add(Kind::Document, record.key, line)?;
            }
        }
        for (key, _, line) in others {
            file.add(Kind::Document, *key, line)?;
        }
        for (key, lines) in works {
            file.add(Kind::Work, *key, lines.as_bytes())?;
        }
        // A run that has seen every document has seen every work; after any other they may still be asked for.
        let unseen =
            self.known.keys(Kind::Work).into_iter().filter(|key| !others.is_empty() && !works.contains_key(key));
        for key in unseen {
            self.known.get(Kind::Work, key).map_or(Ok(()), |line| file.add(Kind::Work, key, line))?;
        }
        file.place(&self.file)
    }

    /// Writes the findings of these documents and of the others, by what they were made of; nothing where none are new.
    fn save_findings(&self, records: &[&Record], mut others: impl Iterator<Item = u64>) -> io::Result<()> {
        let old = self.findings();
        let known = |made| old.get(Kind::Findings, made);
        let mut new = false;
        for record in records {
            new =
                new || self.aside.get(record.findings.as_ref())?.is_some_and(|line| known(record.made) != Some(&*line));
        }
        if !new {
            return Ok(());
        }
        let path = self.findings_file();
        let mut file = self.writer(&path)?;
        let mut add = |made, line: Option<&[u8]>| {
            line.or_else(|| known(made)).map_or(Ok(()), |line| file.add(Kind::Findings, made, line))
        };
        for record in records {
            add(record.made, self.aside.get(record.findings.as_ref())?.as_deref())?;
        }
        others.try_for_each(|made| add(made, None))?;
        file.place(&path)
    }

    /// The line of a document that this run has not looked at, and the key of its findings: none where its output is
    /// gone, and without the stamps that only the bytes can confirm.
    fn kept(&self, line: &[u8], first: &impl Fn(&str) -> PathBuf) -> Option<(u64, Vec<u8>)> {
        let mut entry: Entry<'_> = postcard::from_bytes(line).ok()?;
        let all = [&mut entry.text].into_iter().chain(&mut entry.sidecar).chain(&mut entry.outputs);
        let changed = all.filter_map(|seen| seen.doubt(self.known.time)).count() > 0;
        let line = if changed { entry.line() } else { line.to_owned() };
        first(&entry.stem).exists().then(|| (entry.made(), line))
    }

    /// A file that is to stand at `path` in the folder of what is remembered, which is made where it is not there.
    fn writer(&self, path: &Path) -> io::Result<Writer> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        if !folder.is_dir() {
            std::fs::create_dir_all(folder)?;
            NOTICES.iter().try_for_each(|(name, text)| outputs::write_one(&folder.join(name), text))?;
        }
        Writer::new(path, &self.head)
    }
}

impl Entry<'_> {
    /// The key of its findings: they are those of this text and this sidecar, whatever the outputs.
    fn made(&self) -> u64 {
        digest(&(&self.stem, self.facts.made_of))
    }

    fn line(&self) -> Vec<u8> {
        let mut line = postcard::to_allocvec(self).expect("bug: what is remembered holds only texts and numbers");
        // A line of each document is kept until all are done, and a buffer that grows by doubling is half empty.
        line.shrink_to_fit();
        line
    }
}

impl Before {
    /// Digest of the files: of the text, which has been read by now, and of the sidecar.
    pub(super) fn digest(&self, sha256: &str) -> u64 {
        digest(&(sha256, self.sidecar.as_ref().map(Seen::sha256)))
    }

    /// The state of the files of a document.
    pub(super) fn of(input: &Input) -> Self {
        let sidecar = || Seen::new(stamp(&input.sidecar)?, &seen::file(&input.sidecar)?);
        Before { text: stamp(&input.file), sidecar: sidecar() }
    }
}

fn names(input: &Input) -> u64 {
    digest(&(&input.name, &input.shown, &input.stem, input.encoding.map(Encoding::name), input.most))
}
