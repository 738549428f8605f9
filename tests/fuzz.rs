//! Holds the promises against texts that nobody wrote: seeds cut, spliced and damaged from a fixed sequence of numbers.
//!
//! `cargo test --test fuzz` tries each target some dozen times and every regression input; with `-- --seconds 600` each
//! target for that long, with `--target NAME` one alone, with `--seed N` another sequence, with `--input FILE` one input.
//! An input that breaks a promise is cut down as far as it goes on to break one and kept in `target/tmp/fuzz/`; once
//! mended, it belongs in `tests/fuzz/regressions/NAME-what`. `DECLC_FUZZ_SEEDS` names a folder with more texts.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test may fail by panicking")]

#[path = "fuzz/grammar.rs"]
mod grammar;
#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/program.rs"]
mod program;
#[path = "fuzz/targets.rs"]
mod targets;

use mutate::{Chance, Seeds};
use program::Program;
use std::fs::{self, File};
use std::io::{Seek, Write};
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use targets::{Grows, TARGETS};

/// Executions of a target where no time is given.
const EXECUTIONS: u64 = 40;
/// No input of this size may take longer; a debug build on a busy machine is slow.
const SLOW: Duration = Duration::from_secs(20);
/// As deep as the threads of the program.
const STACK: usize = 16 << 20;

/// Which targets, how long, from which number on.
#[derive(Default)]
struct Run {
    target: Option<String>,
    seconds: Option<u64>,
    executions: Option<u64>,
    seed: u64,
    input: Option<PathBuf>,
}

impl Run {
    fn read(mut arguments: impl Iterator<Item = String>) -> Self {
        let mut run = Run::default();
        while let Some(argument) = arguments.next() {
            // What the test runner says to every test, such as `--quiet`, is not for us.
            let mut value = || arguments.next().expect("a value");
            match argument.as_str() {
                "--target" => run.target = Some(value()),
                "--seconds" => run.seconds = value().parse().ok(),
                "--executions" => run.executions = value().parse().ok(),
                "--seed" => run.seed = value().parse().expect("a number"),
                "--input" => run.input = Some(value().into()),
                _ => {}
            }
        }
        run
    }

    /// Whether a target that has been tried so often goes on.
    fn goes_on(&self, done: u64, start: Instant) -> bool {
        match self.seconds {
            Some(seconds) => start.elapsed() < Duration::from_secs(seconds),
            None => done < self.executions.unwrap_or(EXECUTIONS),
        }
    }
}

/// Panics where the bytes break a promise.
type Hold = Box<dyn FnMut(&[u8])>;

/// A target with what it needs to run.
struct Trial {
    name: &'static str,
    grows: Grows,
    hold: Hold,
}

fn trials() -> Vec<Trial> {
    let within = TARGETS.iter().map(|&(name, grows, hold)| Trial { name, grows, hold: Box::new(hold) });
    let [mut pipe, mut editor, mut settings] = [Program::default(), Program::default(), Program::default()];
    let spoken = [
        Trial { name: "pipe", grows: Grows::Record, hold: Box::new(move |bytes| pipe.pipe(bytes)) },
        Trial { name: "lsp", grows: Grows::Message, hold: Box::new(move |bytes| editor.editor(bytes)) },
        Trial { name: "settings", grows: Grows::Settings, hold: Box::new(move |bytes| settings.settings(bytes)) },
    ];
    within.chain(spoken).collect()
}

fn kept() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz")
}

/// Whether the promises hold for the bytes, and how long that took. A stack that overflows ends everything, so the
/// bytes lie on disk before.
fn holds(trial: &mut Trial, now: &mut File, bytes: &[u8]) -> (bool, Duration) {
    now.rewind().and_then(|()| now.write_all(bytes)).and_then(|()| now.set_len(bytes.len() as u64)).unwrap();
    let start = Instant::now();
    let held = catch_unwind(AssertUnwindSafe(|| (trial.hold)(bytes))).is_ok();
    (held, start.elapsed())
}

/// The bytes with all taken out, piece by piece, without which a promise is broken still.
fn shrunk(trial: &mut Trial, now: &mut File, mut bytes: Vec<u8>) -> Vec<u8> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let mut tries = 3000;
    let mut piece = bytes.len() / 2;
    while piece > 0 && tries > 0 {
        let (mut at, before) = (0, bytes.len());
        while at < bytes.len() && tries > 0 {
            let mut fewer = bytes.clone();
            fewer.drain(at..(at + piece).min(bytes.len()));
            tries -= 1;
            if holds(trial, now, &fewer).0 { at += piece } else { bytes = fewer }
        }
        if bytes.len() == before {
            piece /= 2;
        }
    }
    panic::set_hook(hook);
    bytes
}

/// Inputs that once broke a promise of a target.
fn regressions(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/regressions");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let of = |path: &&PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(&format!("{name}-"));
    paths.iter().filter(of).map(|path| fs::read(path).unwrap()).collect()
}

/// Tries a target; the number of broken promises.
fn try_target(trial: &mut Trial, run: &Run, seeds: &mut Seeds) -> u64 {
    let mut chance = Chance(run.seed ^ trial.name.bytes().fold(0, |sum, b| sum * 31 + u64::from(b)));
    let mut waiting = match &run.input {
        Some(path) => vec![fs::read(path).unwrap()],
        None => regressions(trial.name),
    };
    let path = kept().join(format!("{}.now", trial.name));
    let mut now = File::create(&path).unwrap();
    let (mut done, mut bytes_done, mut broken, mut slowest) = (0, 0, 0, Duration::ZERO);
    let (start, grows) = (Instant::now(), trial.grows);
    let mut next = |done: u64, broken: u64| {
        let more = run.input.is_none() && broken < 5 && run.goes_on(done, start);
        waiting.pop().or_else(|| more.then(|| seeds.grow(grows, &mut chance)))
    };
    while let Some(bytes) = next(done, broken) {
        let (held, took) = holds(trial, &mut now, &bytes);
        done += 1;
        bytes_done += bytes.len();
        slowest = slowest.max(took);
        if !held || took > SLOW {
            broken += 1;
            let bytes = if held { bytes } else { shrunk(trial, &mut now, bytes) };
            let path = kept().join(format!("{}-{}-{done}", trial.name, run.seed));
            fs::write(&path, &bytes).unwrap();
            println!("{}: {} after {took:?}: {}", trial.name, if held { "slow" } else { "broken" }, path.display());
        }
    }
    let _ = fs::remove_file(path);
    println!("{:<10} {done:>9} inputs {bytes_done:>12} bytes {broken:>3} broken, slowest {slowest:?}", trial.name);
    broken
}

fn main() -> ExitCode {
    let run = Run::read(std::env::args().skip(1));
    fs::create_dir_all(kept()).unwrap();
    let work = move || {
        let mut seeds = Seeds::read();
        let mut broken = 0;
        let wanted = |trial: &Trial| run.target.as_ref().is_none_or(|name| name == trial.name);
        for trial in &mut trials().into_iter().filter(wanted).collect::<Vec<_>>() {
            broken += try_target(trial, &run, &mut seeds);
        }
        broken
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap();
    if thread.join().unwrap() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
