//! declc on the command line: `declc validate FILE...` and `declc lint FILE...`.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

use declc::source::Source;
use declc::validate::{lint, validate};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let check = match arguments.next().as_deref() {
        Some("validate") => validate,
        Some("lint") => lint,
        _ => {
            eprintln!("usage: declc validate|lint FILE...");
            return ExitCode::from(2);
        }
    };
    let mut code = ExitCode::SUCCESS;
    for path in arguments {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{path}: {error}");
                code = ExitCode::from(2);
                continue;
            }
        };
        let text = String::from_utf8_lossy(&bytes);
        let source = Source::from_text(&path, &text);
        let found = check(&text);
        for violation in &found {
            let at = source.position(violation.span.start());
            let (code, name) = (violation.kind.code(), violation.kind.name());
            println!("{path}:{}:{}: [{code} {name}] {}", at.line, at.column, violation.message);
        }
        if !found.is_empty() {
            code = ExitCode::from(1);
        }
    }
    code
}
