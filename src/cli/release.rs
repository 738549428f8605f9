//! `declc release`: texts or built JSON in, one open-data release out, complete or not at all.
//!
//! The release is written into a hidden folder beside its place and renamed at the end. `dist/` is a shelf: a folder a
//! version, its archives beside it, and `versions.json`, which is written last and names complete releases alone. A version
//! that is there does not change. Documents are compiled on all threads and taken in order, each written at once.
//!
//! Not here: what a release holds (see the library's `release`).

#[cfg(feature = "release")]
mod archives;
mod inputs;
mod shelf;

use super::compile::{self, PASSES};
use super::exit::Exit;
use super::inputs::{Input, shown};
use super::known::Known;
use super::ordered::in_order;
use super::problem::{self, Problem};
use super::progress::Progress;
use super::{console, guard};
use declc::check::ledger::Ledger;
use declc::diagnostic::Diagnostic;
use declc::link::Linked;
use declc::release::{Descriptor, Part, Previous, Published, Release, date, part};
use declc::source::Source;
use shelf::{Draft, Shelf};
use std::path::PathBuf;

/// Publish compiled documents as an open-data release: files, tables, descriptions, checksums
///
/// Each document as Akoma Ntoso, JSON and YAML; tables of documents, paragraphs, references, notes and issues; Data
/// Package, DCAT-AP, RO-Crate, Croissant, CSVW, schema.org; README, codebook, checksums; what changed since the release
/// before. The same documents and options give the same bytes.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  declc release input/ --version 1.0.0                      dist/1.0.0/, its archives, dist/versions.json
  declc release input/ --version 1.1.0 --previous dist/1.0.0
  declc release output/ --version 1.0.0                     from built JSON; without source texts and findings
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) declc release input/ --version 1.0.0

The date is that of SOURCE_DATE_EPOCH or --date; without both, the newest that the documents state, for which they are
compiled twice.")]
pub(super) struct Command {
    /// Texts, built JSON, or folders with one of them [default: input]
    paths: Vec<PathBuf>,
    /// Version of the data; a published version does not change
    #[arg(long, value_name = "VERSION")]
    version: String,
    /// Folder for releases; this one goes into its folder VERSION
    #[arg(short, long, value_name = "DIR", default_value = "dist")]
    output: PathBuf,
    /// Name for machines: small letters, digits and hyphens
    #[arg(long, value_name = "NAME", default_value = "un-documents")]
    name: String,
    /// Title in English
    #[arg(long, default_value = "Documents of the United Nations")]
    title: String,
    /// Title in Chinese
    #[arg(long, value_name = "TITLE", default_value = "联合国文件")]
    title_zh: String,
    /// Who publishes it
    #[arg(long, value_name = "WHO", default_value = "Anonymous publisher")]
    publisher: String,
    /// Address that the folder of this version will be published under
    #[arg(long, value_name = "URL")]
    base: Option<String>,
    /// ISO date of the release
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Folder of the release before, to tell what changed
    #[arg(long, value_name = "DIR")]
    previous: Option<PathBuf>,
    /// Replace this version if it is there with other files
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    known: Known,
}

/// One input on its way into the release.
#[derive(Default)]
struct Prepared {
    part: Option<Part>,
    problems: Vec<Problem>,
}

/// What a text or a built JSON gives.
struct Document {
    linked: Linked,
    /// The text under the path that the document names.
    source: Option<Source>,
    ledger: Option<Ledger>,
    diagnostics: Vec<Diagnostic>,
}

impl Document {
    fn published<'a>(&'a self, stem: &'a str) -> Published<'a> {
        Published {
            stem,
            linked: &self.linked,
            source: self.source.as_ref(),
            ledger: self.ledger.as_ref(),
            diagnostics: &self.diagnostics,
        }
    }
}

impl Command {
    /// Makes the release, and says where it is.
    pub(super) fn run(self) -> Exit {
        match self.make() {
            Ok(exit) => exit,
            Err(problems) => {
                problems.iter().for_each(console::problem);
                problems.iter().map(|problem| problem.exit).max().unwrap_or_default()
            }
        }
    }

    fn make(&self) -> Result<Exit, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        self.usable().map_err(one)?;
        let found = inputs::find(&self.paths);
        if !found.problems.is_empty() {
            return Err(found.problems);
        }
        let previous = self.previous.as_deref().map(shelf::previous).transpose().map_err(one)?;
        let descriptor = self.descriptor(&found.texts).map_err(one)?;
        let place = Shelf::open(&self.output, &descriptor).map_err(one)?;
        let draft = place.draft().map_err(one)?;
        let documents = found.texts.len();
        let warnings = self.write(&found.texts, &descriptor, previous, &draft)?;
        #[cfg(feature = "release")]
        let archives = archives::write(&draft, &descriptor).map_err(one)?;
        #[cfg(not(feature = "release"))]
        let archives = Vec::new();
        let placed = place.place(draft, archives, self.replace).map_err(one)?;
        warnings.iter().for_each(console::problem);
        let folder = shown(&placed.folder);
        let state = if placed.unchanged { "unchanged" } else { "released" };
        let words = format!("documents: {documents}; {state}: {folder}\n");
        console::summary("release", &words, &[("documents", documents)]);
        if cfg!(not(feature = "release")) {
            console::message(
                "left out: the SQLite file, the Parquet tables and the archives; this declc was built without the feature `release`\n",
            );
        }
        Ok(Exit::Clean)
    }

    /// Writes every file of the release; the problems that do not stop it.
    fn write(
        &self,
        texts: &[Input],
        descriptor: &Descriptor,
        previous: Option<Previous>,
        draft: &Draft,
    ) -> Result<Vec<Problem>, Vec<Problem>> {
        let mut release = Release::new(descriptor.clone(), previous);
        let (mut problems, mut failed) = (Vec::new(), 0);
        let mut progress = Progress::new(texts.len(), true);
        in_order(
            texts,
            |input| self.prepare(descriptor, input),
            |_, prepared| {
                progress.step();
                problems.extend(prepared.problems);
                let Some(part) = prepared.part else { return failed += 1 };
                let files = release.add(part);
                problems.extend(files.iter().find_map(|file| draft.write(file).err()));
            },
        );
        drop(progress);
        if failed > 0 {
            problems.push(problem::release_incomplete(&shown(&self.output), failed));
        }
        if problems.iter().any(|problem| problem.exit != Exit::Clean) {
            return Err(problems);
        }
        let refused = |fault: declc::release::Fault| vec![problem::release_refused(&shown(&self.output), &fault.0)];
        let finished = guard::catch(|| release.finish());
        let finished =
            finished.map_err(|panic| vec![problem::panic(&shown(&self.output), &panic)])?.map_err(refused)?;
        for file in &finished.files {
            draft.write(file).map_err(|problem| vec![problem])?;
        }
        problems.extend(finished.moved.iter().map(|moved| problem::identifier_moved(&moved.id, &moved.now)));
        Ok(problems)
    }

    /// Compiles one input and makes its files, the Akoma Ntoso found valid.
    fn prepare(&self, descriptor: &Descriptor, input: &Input) -> Prepared {
        let document = match self.document(input) {
            Ok(document) => document,
            Err(problems) => return Prepared { problems, ..Prepared::default() },
        };
        let mut problems = Vec::new();
        let before = self.before(&input.stem, &mut problems);
        let made = guard::catch(|| {
            let part = part(descriptor, &document.published(&input.stem), before.as_ref());
            let akn = part.akn().map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default();
            let found = (PASSES.validate)(&akn);
            if found.is_empty() { Ok(part) } else { Err(problem::invalid_output(&input.shown, &akn, found)) }
        });
        match made.unwrap_or_else(|panic| Err(vec![problem::panic(&input.shown, &panic)])) {
            Ok(part) => Prepared { part: Some(part), problems },
            Err(found) => Prepared { part: None, problems: found },
        }
    }

    fn document(&self, input: &Input) -> Result<Document, Vec<Problem>> {
        if inputs::is_built(&input.file) {
            let linked = compile::built(&input.file).map_err(|problem| vec![problem])?;
            return Ok(Document { linked, source: None, ledger: None, diagnostics: Vec::new() });
        }
        let attempt = compile::compile(input, &self.known.options(), PASSES);
        match (attempt.compilation, attempt.source) {
            (Some(done), Some(source)) if attempt.problems.is_empty() => Ok(Document {
                // The path is part of what is published: the same wherever the folder lies.
                source: Some(source.renamed(&input.name)),
                linked: done.linked,
                ledger: Some(done.ledger),
                diagnostics: done.diagnostics,
            }),
            _ => Err(attempt.problems),
        }
    }

    /// The document in the release before, if it is there and can be read.
    fn before(&self, stem: &str, problems: &mut Vec<Problem>) -> Option<Linked> {
        let path = self.previous.as_ref()?.join("json").join(format!("{stem}.json"));
        if !path.is_file() {
            return None;
        }
        let read = compile::built(&path);
        let warn = |problem: Problem| problems.push(problem::not_compared(&shown(&path), &problem.diagnostic.message));
        read.map_err(warn).ok()
    }

    fn usable(&self) -> Result<(), Problem> {
        let plain = |text: &str, also: &[char]| {
            text.starts_with(|c: char| c.is_ascii_alphanumeric())
                && text.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(&c))
        };
        let small = |text: &str| !text.contains(|c: char| c.is_ascii_uppercase());
        let base = self.base.as_deref().is_none_or(is_address);
        let date = self.date.as_deref().is_none_or(|date| date::parts(date).is_some());
        let options = [
            (
                "--version",
                Some(&self.version),
                plain(&self.version, &['.', '-', '+', '_']),
                "letters, digits, dots, hyphens",
            ),
            (
                "--name",
                Some(&self.name),
                plain(&self.name, &['-']) && small(&self.name),
                "small letters, digits, hyphens",
            ),
            ("--base", self.base.as_ref(), base, "an address that begins with https:// or http://"),
            ("--date", self.date.as_ref(), date, "an ISO date, as in 2026-11-22"),
        ];
        let wrong = options.into_iter().find(|&(_, _, good, _)| !good);
        let wrong = wrong.and_then(|(option, value, _, wanted)| Some(problem::release_option(option, value?, wanted)));
        wrong.map_or(Ok(()), Err)
    }

    fn descriptor(&self, texts: &[Input]) -> Result<Descriptor, Problem> {
        let date = match (&self.date, std::env::var("SOURCE_DATE_EPOCH")) {
            (Some(date), _) => date.clone(),
            (None, Ok(epoch)) => epoch.trim().parse().map(date::of_seconds).map_err(|_| {
                problem::release_option("SOURCE_DATE_EPOCH", &epoch, "seconds since 1970, as in 1795305600")
            })?,
            (None, Err(_)) => self.newest(texts),
        };
        Ok(Descriptor {
            name: self.name.clone(),
            title: self.title.clone(),
            title_zh: self.title_zh.clone(),
            version: self.version.clone(),
            date,
            base: self.base.as_ref().map(|base| base.trim_end_matches('/').to_owned()),
            publisher: self.publisher.clone(),
        })
    }

    /// The newest date that the documents state. A release knows no clock, and its date stands in each of its pages, so
    /// that it must be known before the first is written.
    fn newest(&self, texts: &[Input]) -> String {
        let dates = compile::each(texts, |input| {
            let document = self.document(input).ok();
            document.and_then(|document| date::newest(document.linked.document()))
        });
        dates.into_iter().flatten().max().unwrap_or_else(|| date::of_seconds(0))
    }
}

fn is_address(base: &str) -> bool {
    let rest = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c))
    })
}
