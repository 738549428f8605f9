//! The terminal: standard output for data, standard error for everything else.
//!
//! Colour follows the usual variables (`NO_COLOR`, `CLICOLOR_FORCE`) and whether a terminal is there; text is always
//! composed with colour and stripped on the way out. Where that is asked for, standard error gets JSON instead ([`log`]).
//! A reader that goes away (`declc check | head`) is no failure.

use super::exit::Exit;
use super::log::{self, Event, Summary};
use super::problem::{self, Problem};
use declc::diagnostic::json::Record;
use declc::diagnostic::{Diagnostic, terminal};
use declc::source::Source;
use std::io::{ErrorKind, Write};
use std::sync::OnceLock;

/// Columns where no terminal tells: what the Rust compiler takes.
const USUAL_WIDTH: usize = 140;

/// How standard error is written: of the process, as standard error is.
static FORMAT: OnceLock<log::Format> = OnceLock::new();

/// Settles how standard error is written. Called once, before anything is written.
pub(super) fn install(format: log::Format) {
    // A second call would be a second command in one process, which there is not.
    let _ = FORMAT.set(format);
}

/// Whether standard error is for machines.
pub(super) fn is_log() -> bool {
    FORMAT.get() == Some(&log::Format::Json)
}

/// Writes data. Gives [`Exit::Clean`] unless standard output fails for another reason than a closed pipe.
pub(super) fn data(text: &str) -> Exit {
    let mut output = anstream::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            drop(output);
            problem(&problem::standard_output(&error));
            Exit::Transient
        }
        Ok(()) | Err(_) => Exit::Clean,
    }
}

/// Writes to standard error as it stands. A failure of standard error leaves nobody to tell.
pub(super) fn raw(text: &str) {
    // Looking for what is to be stripped takes longer than writing a table of ten thousand lines.
    let control = |byte: u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let _ = if text.bytes().fold(false, |found, byte| found | control(byte)) {
        anstream::stderr().lock().write_all(text.as_bytes())
    } else {
        std::io::stderr().lock().write_all(text.as_bytes())
    };
}

/// Writes a message for people; in a log, each line of it is an event.
pub(super) fn message(text: &str) {
    if is_log() {
        text.lines().for_each(|message| event(&Event::Message { message }));
    } else {
        raw(text);
    }
}

/// Writes a line of the log. Only where there is one ([`is_log`]).
pub(super) fn event(event: &Event<'_>) {
    raw(&(log::line(event) + "\n"));
}

/// Writes what a run did: in words, lines and all, and for a log in numbers.
pub(super) fn summary(command: &str, words: &str, counts: &[(&str, usize)]) {
    if is_log() {
        let message = words.trim_end();
        event(&Event::Summary(Summary { command, message, counts: counts.iter().copied().collect() }));
    } else {
        raw(words);
    }
}

/// Prints a problem with a file.
pub(super) fn problem(problem: &Problem) {
    if is_log() {
        finding(&Record::new(&problem.diagnostic, &problem.source));
    } else {
        raw(&render(&problem.diagnostic, &problem.source));
    }
}

/// Writes a finding into the log.
pub(super) fn finding(record: &Record) {
    event(&Event::Finding(record));
}

/// A diagnostic for this terminal.
pub(super) fn render(diagnostic: &Diagnostic, source: &Source) -> String {
    terminal::render(diagnostic, source, true, width()) + "\n"
}

fn width() -> usize {
    terminal_size::terminal_size()
        .map_or(USUAL_WIDTH, |(terminal_size::Width(columns), _)| usize::from(columns).max(40))
}
