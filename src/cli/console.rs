//! The terminal: standard output for data, standard error for everything else.
//!
//! Colour follows the usual variables (`NO_COLOR`, `CLICOLOR_FORCE`) and whether a terminal is there; text is always
//! composed with colour and stripped on the way out. A reader that goes away (`declc check | head`) is no failure.

use super::exit::Exit;
use super::problem::{self, Problem};
use declc::diagnostic::{Diagnostic, terminal};
use declc::source::Source;
use std::io::{ErrorKind, Write};

/// Columns where no terminal tells: what the Rust compiler takes.
const USUAL_WIDTH: usize = 140;

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

/// Writes a message for people. A failure of standard error leaves nobody to tell.
pub(super) fn message(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Prints a problem with a file.
pub(super) fn problem(problem: &Problem) {
    message(&render(&problem.diagnostic, &problem.source));
}

/// A diagnostic for this terminal.
pub(super) fn render(diagnostic: &Diagnostic, source: &Source) -> String {
    terminal::render(diagnostic, source, true, width()) + "\n"
}

fn width() -> usize {
    terminal_size::terminal_size()
        .map_or(USUAL_WIDTH, |(terminal_size::Width(columns), _)| usize::from(columns).max(40))
}
