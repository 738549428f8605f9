//! One text through the passes: read, decode, sidecar, compile, account, emit. What the commands have in common.
//!
//! In: an [`Input`] or a [`Text`]. Out: an [`Attempt`], either with a compilation whose account closes or with the problems that
//! prevented it. A panic of a pass is one of these problems, so that the other documents still come out.

use super::encoding;
use super::exit::Exit;
use super::guard;
use super::ignore::Held;
use super::inputs::{Input, MOST, shown};
use super::ordered::{STACK, in_order};
use super::problem::{self, Problem};
use super::timings::{Stage, Timings};
use declc::diagnostic::{Diagnostic, Severity};
use declc::emit::Format;
use declc::language;
use declc::link::Linked;
use declc::link::sidecar::Sidecar;
use declc::source::{DecodeError, Encoding, Source, sha256};
use declc::{Compilation, Options, Pass};
use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, Instant};

/// How a source is compiled; told when each pass is done.
type Compile = fn(&Source, Option<&Sidecar>, &Options<'_>, &mut dyn FnMut(Pass)) -> Compilation;

/// The passes of the library that can fail us, so that a test can make them fail.
#[derive(Clone, Copy)]
pub(super) struct Passes {
    /// Source and sidecar to compilation.
    pub(super) compile: Compile,
    /// Akoma Ntoso to what is wrong with it.
    pub(super) validate: fn(&str) -> Vec<Diagnostic>,
}

/// The passes as the library has them.
pub(super) const PASSES: Passes = Passes { compile: declc::compile_watched, validate: against_schema_and_profile };

/// What is wrong with an output, by the standard and by the profile of the United Nations. What the profile only warns
/// of is a matter of the text.
fn against_schema_and_profile(xml: &str) -> Vec<Diagnostic> {
    let found = declc::validate::validate_and_lint(xml).into_iter();
    found.map(Diagnostic::from).filter(|diagnostic| diagnostic.severity == Severity::Error).collect()
}

/// What became of one text.
#[derive(Debug, Default)]
pub(super) struct Attempt {
    /// SHA-256 of the file, if it could be read.
    pub(super) sha256: Option<String>,
    /// The text under its path for people.
    pub(super) source: Option<Source>,
    /// What compiling gave. Boxed, since it is a kilobyte even of an empty text, and there may be many attempts.
    pub(super) compilation: Option<Box<Compilation>>,
    /// What prevented it, or makes it unusable.
    pub(super) problems: Vec<Problem>,
    /// Which findings somebody has set aside.
    pub(super) held: Held,
    /// How long it took.
    pub(super) timings: Timings,
}

impl Attempt {
    /// Findings of the compilation at one severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        let found = self.compilation.iter().flat_map(|compilation| &compilation.diagnostics);
        found.filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Findings of the compilation in the order of the text, those about the whole file first.
    pub(super) fn findings(&self) -> Vec<(&Diagnostic, &Source)> {
        let (Some(compilation), Some(source)) = (&self.compilation, &self.source) else { return Vec::new() };
        let mut found: Vec<_> = compilation.diagnostics.iter().map(|diagnostic| (diagnostic, source)).collect();
        found.sort_by_key(|(diagnostic, _)| diagnostic.span);
        found
    }
}

/// Compiles one text. Nothing is written.
pub(super) fn compile(input: &Input, options: &Options<'_>, passes: Passes) -> Attempt {
    let start = Instant::now();
    let bytes = if input.is_standard() {
        read_all(io::stdin().lock(), 0, input.most, &input.shown, Exit::Findings)
    } else {
        read(&input.file, input.most, &input.shown, Exit::Findings)
    };
    let mut timings = Timings::default();
    timings.add(Stage::Read, start, 0);
    let mut attempt = match bytes {
        Ok(bytes) => given(input, bytes.into(), options, passes),
        Err(problem) => Attempt { problems: vec![problem], ..Attempt::default() },
    };
    attempt.timings += timings;
    attempt
}

/// Compiles one text whose bytes the caller has: what an editor holds is not on disk yet.
pub(super) fn given(input: &Input, bytes: Cow<'_, [u8]>, options: &Options<'_>, passes: Passes) -> Attempt {
    let text = Text { name: &input.name, shown: &input.shown, bytes, encoding: input.encoding };
    compile_text(text, || sidecar(&input.sidecar), options, passes)
}

/// A text that is at hand.
pub(super) struct Text<'a> {
    /// Its path in outputs.
    pub(super) name: &'a str,
    /// Its path for people.
    pub(super) shown: &'a str,
    /// What it holds. Bytes of our own are gone once they are decoded.
    pub(super) bytes: Cow<'a, [u8]>,
    /// What it is in, where it does not show that itself and the caller knows.
    pub(super) encoding: Option<Encoding>,
}

/// Compiles a text that is at hand, with its sidecar.
pub(super) fn compile_text(
    text: Text<'_>,
    sidecar: impl FnOnce() -> Result<Option<Sidecar>, Problem>,
    options: &Options<'_>,
    passes: Passes,
) -> Attempt {
    let mut attempt = Attempt::default();
    if let Err(problem) = account(text, sidecar, options, passes, &mut attempt) {
        attempt.problems.push(problem);
    }
    attempt
}

fn account(
    text: Text<'_>,
    sidecar: impl FnOnce() -> Result<Option<Sidecar>, Problem>,
    options: &Options<'_>,
    passes: Passes,
    attempt: &mut Attempt,
) -> Result<(), Problem> {
    let Text { name, shown, bytes, encoding } = text;
    let start = Instant::now();
    attempt.sha256 = Some(sha256(&bytes));
    let (source, taken) =
        encoding::decode(name, &bytes, encoding).map_err(|error| problem::undecodable(shown, &bytes, &error))?;
    let size = bytes.len();
    drop(bytes);
    let sidecar = sidecar()?;
    let timings = &mut attempt.timings;
    let mut last = timings.add(Stage::Read, start, size);
    let mut done = |pass: Pass| last = timings.add(pass.into(), last, source.text().len());
    let mut compilation = guard::catch(|| (passes.compile)(&source, sidecar.as_ref(), options, &mut done))
        .map_err(|panic| problem::panic(shown, &panic))?;
    compilation.diagnostics.extend(taken.map(problem::encoding_taken));
    let source = source.renamed(shown);
    if !compilation.ledger.closes() {
        attempt.problems.extend(problem::account(&source, &compilation.ledger));
    }
    attempt.source = Some(source);
    attempt.compilation = Some(Box::new(compilation));
    Ok(())
}

/// A compiled text in one format, handed to `out` piece by piece, of Akoma Ntoso only what was found valid. What is
/// wrong with it is told under the name that `named` gives it; what `out` refuses it tells itself.
pub(super) fn emit(
    attempt: &mut Attempt,
    format: Format,
    passes: Passes,
    named: impl Fn() -> String,
    out: &mut dyn fmt::Write,
) -> Result<(), Vec<Problem>> {
    let Attempt { compilation: Some(compilation), source, timings, .. } = attempt else { return Ok(()) };
    let mut out = Metered { out, bytes: 0, time: Duration::ZERO };
    let emitted = guard::catch(|| {
        let start = Instant::now();
        // The tree of the XML is gone before it is validated.
        let whole = (format == Format::Akn).then(|| format.write(&compilation.linked));
        match &whole {
            None => _ = format.write_to(&compilation.linked, &mut out),
            Some(xml) => {
                let written = timings.add(format.into(), start, xml.len());
                let found = (passes.validate)(xml);
                timings.add(Stage::Validate, written, xml.len());
                if !found.is_empty() {
                    return Err(problem::invalid_output(&named(), xml, found));
                }
                let _ = out.write_str(xml);
            }
        }
        if whole.is_none() {
            timings.spend(format.into(), start.elapsed().saturating_sub(out.time), out.bytes);
        }
        timings.spend(Stage::Write, out.time, out.bytes);
        Ok(())
    });
    let shown = source.as_ref().map_or("", |source| source.path());
    emitted.unwrap_or_else(|panic| Err(vec![problem::panic(shown, &panic)]))
}

/// What takes an output, and how long that takes.
struct Metered<'o> {
    out: &'o mut dyn fmt::Write,
    bytes: usize,
    time: Duration,
}

impl fmt::Write for Metered<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let start = Instant::now();
        self.bytes += piece.len();
        let taken = self.out.write_str(piece);
        self.time += start.elapsed();
        taken
    }
}

/// A document that was built before, from its JSON.
pub(super) fn built(path: &Path) -> Result<Linked, Problem> {
    let (name, text) = read_text(path, Exit::Findings)?;
    Linked::from_json(&text, &language::ALL).map_err(|error| problem::not_a_document(&name, &error))
}

/// The sidecar of a text, if it has one.
pub(super) fn sidecar(path: &Path) -> Result<Option<Sidecar>, Problem> {
    if !path.exists() {
        return Ok(None);
    }
    let (name, text) = read_text(path, Exit::Usage)?;
    Sidecar::from_yaml(&text).map(Some).map_err(|error| problem::sidecar(&name, &text, &error))
}

/// A file that must be UTF-8: its path for people, and its text.
pub(super) fn read_text(path: &Path, outcome: Exit) -> Result<(String, String), Problem> {
    let name = shown(path);
    let text = utf8(read(path, MOST, &name, outcome)?, &name, outcome)?;
    Ok((name, text))
}

/// The text of bytes that must be UTF-8.
pub(super) fn utf8(bytes: Vec<u8>, name: &str, outcome: Exit) -> Result<String, Problem> {
    String::from_utf8(bytes).map_err(|error| {
        let wrong = DecodeError::NotUtf8(error.utf8_error().valid_up_to());
        problem::not_a_text(name, error.as_bytes(), &wrong, outcome)
    })
}

/// The bytes of a file, refused before they fill the memory.
fn read(path: &Path, most: u64, name: &str, outcome: Exit) -> Result<Vec<u8>, Problem> {
    let opened = File::open(path).and_then(|file| file.metadata().map(|found| (file, found.len())));
    let (file, size) = opened.map_err(|error| problem::unreadable(name, &error))?;
    read_all(file, size, most, name, outcome)
}

/// At most so many bytes of a stream that says to have `size`.
fn read_all(stream: impl Read, size: u64, most: u64, name: &str, outcome: Exit) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    if size <= most {
        // A device or a pipe has no size, and may have no end; a file is read into as much memory as it takes.
        // Where there is not so much, reading says so.
        let _ = bytes.try_reserve_exact(usize::try_from(size).map_or(0, |size| size + 1));
        let read = stream.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| problem::unreadable(name, &error))?;
    }
    let size = size.max(bytes.len() as u64);
    if size > most { Err(problem::too_large(name, size, most, outcome)) } else { Ok(bytes) }
}

/// `work` on a thread whose stack is deep enough to compile on.
pub(super) fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => panic!("no thread to be had: {error}"),
        }
    })
}

/// `work` for every input, on as many threads as the machine has, with the results in the order of the inputs.
pub(super) fn each<T: Send>(inputs: &[Input], work: impl Fn(&Input) -> T + Sync) -> Vec<T> {
    let mut results = Vec::with_capacity(inputs.len());
    in_order(inputs, work, |_, result| results.push(result));
    results
}
