//! The command line: the only place that knows disk, clock, terminal and threads.
//!
//! In: the arguments. Out: data on standard output, everything else on standard error, and one of five exit codes
//! ([`Exit`]). One file a command in the folder beside this one: [`build`], [`check`], [`diff`], [`lsp`],
//! [`parity`], [`pipe`], [`release`], [`validate`], [`schema`], [`watch`].
//!
//! Invariants: whatever the arguments and the files, the answer is one of the exit codes; a panic is reported as an
//! internal error; a closed pipe ends quietly. Not here: anything about documents.
#![allow(
    clippy::disallowed_methods,
    reason = "the ban keeps disk, clock and environment out of the library; they belong here"
)]

mod baseline;
mod build;
mod cache;
mod check;
mod compile;
mod config;
mod console;
mod depfile;
mod diff;
mod encoding;
mod exit;
mod fix;
mod git;
mod guard;
mod ignore;
mod inputs;
mod known;
mod log;
mod lsp;
mod ordered;
mod outputs;
mod pages;
mod parity;
mod pipe;
mod problem;
mod progress;
mod release;
mod report;
mod rules;
mod schema;
mod suggestion;
mod summary;
mod timings;
mod validate;
mod watch;

use clap::{Parser, Subcommand};
use exit::Exit;
use std::ffi::OsString;
use std::process::ExitCode;

/// Compiles raw texts of United Nations declarations, resolutions, reports and letters into Akoma Ntoso XML, JSON and
/// YAML, losing nothing and inventing nothing.
#[derive(Debug, Parser)]
#[command(name = "declc", version, after_help = AFTER_HELP, disable_help_subcommand = true)]
struct Arguments {
    /// How problems and what was done are written to standard error
    #[arg(long, value_name = "FORMAT", value_enum, global = true, default_value_t = log::Format::default())]
    log_format: log::Format,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit codes:
  0   clean
  1   findings: errors in a text, differences between languages, changes between texts, an invalid file, stale outputs
  2   usage or configuration: a bad option, a missing input, a sidecar that cannot be read
  3   internal error: declc stopped rather than write a wrong output
  74  input or output failure that may pass: not writable, disk full

Data goes to standard output, everything else to standard error.";

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Build),
    Check(check::Check),
    Diff(diff::Command),
    Lsp(lsp::Lsp),
    Parity(parity::Parity),
    Pipe(pipe::Pipe),
    Release(Box<release::Command>),
    Explain(rules::Explain),
    Rules(rules::Rules),
    Validate(validate::Validate),
    Schema(schema::Schema),
    Watch(Box<watch::Watch>),
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Notation {
    /// For people: place, reason, source line, remedy.
    Text,
    /// For machines: a JSON array with line, column and byte range of each.
    Json,
}

/// Runs the command that `arguments` ask for. The first argument is the name of the program.
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are data; a reader that has gone away is no failure of ours.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Clean.into() };
        }
    };
    guard::install();
    console::install(arguments.log_format);
    let exit = guard::catch(|| match arguments.command {
        Command::Build(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Lsp(command) => command.run(),
        Command::Parity(command) => command.run(),
        Command::Pipe(command) => command.run(),
        Command::Release(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Validate(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Watch(command) => command.run(),
    });
    exit.unwrap_or_else(|panic| {
        console::problem(&problem::panic("declc", &panic));
        Exit::Internal
    })
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        Arguments::command().debug_assert();
    }
}
