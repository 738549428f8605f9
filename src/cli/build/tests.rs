//! Builds with passes that fail: what no text can bring about, but the command line promises to survive.

use super::super::guard;
use super::*;
use declc::check::ledger::{Fault, FaultKind, Ledger};
use declc::diagnostic::Diagnostic;
use declc::link::Linked;
use declc::link::sidecar::Sidecar;
use declc::source::{Source, Span};
use declc::{Compilation, Options, Pass};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

type Done<'a> = &'a mut dyn FnMut(Pass);

/// The smallest document that reads back, with a ledger that closes.
fn compiled(source: &Source, _: Option<&Sidecar>, _: &Options<'_>, _: Done<'_>) -> Compilation {
    let json = serde_json::json!({
        "schema_version": declc::model::SCHEMA_VERSION,
        "generator": {"name": "declc", "version": "0"},
        "source": {"path": source.path(), "sha256": "", "bytes": 0, "encoding": "utf-8"},
        "metadata": {
            "class": {"value": "unstructured", "origin": "derived"},
            "language": {"value": "zh", "origin": "derived"},
        },
        "cover": [], "body": [], "conclusions": [], "annexes": [], "notes": [], "references": [], "furniture": [],
    });
    let linked = Linked::from_json(&json.to_string(), &declc::language::ALL).unwrap();
    Compilation { linked, ledger: Ledger::default(), diagnostics: Vec::new() }
}

fn loses_in_bad(source: &Source, sidecar: Option<&Sidecar>, options: &Options<'_>, done: Done<'_>) -> Compilation {
    let mut compilation = compiled(source, sidecar, options, done);
    if source.path().ends_with("bad.zh.txt") {
        let faults = vec![Fault { kind: FaultKind::Lost, span: Span::new(0, 6) }];
        compilation.ledger = Ledger { visible: 3, accounted: 1, faults, ..Ledger::default() };
    }
    compilation
}

fn panics_in_bad(source: &Source, sidecar: Option<&Sidecar>, options: &Options<'_>, done: Done<'_>) -> Compilation {
    assert!(!source.path().ends_with("bad.zh.txt"), "bug: this text is bad");
    compiled(source, sidecar, options, done)
}

fn errs(source: &Source, sidecar: Option<&Sidecar>, options: &Options<'_>, done: Done<'_>) -> Compilation {
    let mut compilation = compiled(source, sidecar, options, done);
    compilation.diagnostics = vec![finding(Severity::Error)];
    compilation
}

fn warns(source: &Source, sidecar: Option<&Sidecar>, options: &Options<'_>, done: Done<'_>) -> Compilation {
    let mut compilation = compiled(source, sidecar, options, done);
    compilation.diagnostics = vec![finding(Severity::Warning)];
    compilation
}

fn finding(severity: Severity) -> Diagnostic {
    let (message, help) = ("message".to_owned(), "help".to_owned());
    Diagnostic { code: "DC999", name: "for-a-test", severity, message, span: Some(Span::new(0, 3)), help, fix: None }
}

fn valid(_: &str) -> Vec<Diagnostic> {
    Vec::new()
}

fn invalid(_: &str) -> Vec<Diagnostic> {
    vec![finding(Severity::Error)]
}

/// A build of these paths with the settings that nobody changed.
fn build(paths: Vec<PathBuf>, output: &Path, format: Format) -> Build {
    Build {
        paths,
        output: Some(output.to_owned()),
        reading: inputs::Reading::default(),
        format: vec![format],
        telling: Telling::default(),
        check: false,
        jobs: None,
        files0_from: None,
        shard: None,
        depfile: None,
        remember: cache::Choice::default(),
        place: config::Place::default(),
        known: Known::default(),
    }
}

/// Builds `good.zh.txt` and `bad.zh.txt` to JSON over an old output of each; gives the outcome and what stands there.
fn outcome(passes: Passes, format: Format) -> (Exit, [String; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("input"), folder.path().join("output"));
    fs::create_dir_all(&input).unwrap();
    fs::create_dir_all(&output).unwrap();
    for name in ["good", "bad"] {
        fs::write(input.join(format!("{name}.zh.txt")), "大会，\n").unwrap();
        fs::write(output.join(format!("{name}.zh.{}", format.extension())), "before").unwrap();
    }
    let build = build(vec![input], &output, format);
    guard::install();
    let exit = build.exit(&build.make(&Settings::default(), passes));
    let file = |name: &str| fs::read_to_string(output.join(format!("{name}.zh.{}", format.extension()))).unwrap();
    (exit, [file("good"), file("bad")])
}

#[test]
fn a_text_whose_account_does_not_close_is_not_written() {
    let (exit, [good, bad]) = outcome(Passes { compile: loses_in_bad, validate: valid }, Format::Json);
    assert_eq!(exit, Exit::Internal);
    assert_eq!(bad, "before");
    assert!(good.starts_with('{'), "the other document came out");
}

#[test]
fn a_panic_stops_one_document_only() {
    let (exit, [good, bad]) = outcome(Passes { compile: panics_in_bad, validate: valid }, Format::Json);
    assert_eq!(exit, Exit::Internal);
    assert_eq!(bad, "before");
    assert!(good.starts_with('{'), "the other document came out");
}

#[test]
fn an_invalid_output_is_not_written() {
    let (exit, files) = outcome(Passes { compile: compiled, validate: invalid }, Format::Akn);
    assert_eq!(exit, Exit::Internal);
    assert_eq!(files, ["before", "before"]);
}

#[test]
fn a_text_with_errors_comes_out_and_is_no_failure_of_the_build() {
    let (exit, [good, _]) = outcome(Passes { compile: errs, validate: valid }, Format::Json);
    assert_eq!(exit, Exit::Clean);
    assert!(good.starts_with('{'), "a text with errors still comes out");
    assert_eq!(outcome(Passes { compile: warns, validate: valid }, Format::Json).0, Exit::Clean);
}

/// How many texts were compiled by [`counted`].
static COMPILED: AtomicUsize = AtomicUsize::new(0);

fn counted(source: &Source, sidecar: Option<&Sidecar>, options: &Options<'_>, done: Done<'_>) -> Compilation {
    COMPILED.fetch_add(1, Ordering::Relaxed);
    (PASSES.compile)(source, sidecar, options, done)
}

#[test]
fn no_text_is_compiled_again_to_be_compared() {
    let folder = tempfile::tempdir().unwrap();
    let english = "76/108. Report\n\nResolution adopted by the General Assembly on 16 December 2021\n\nThe General Assembly,\n\n\
                   1. Decides to act;\n\n2. Requests a report.\n";
    let chinese = "76/108. 报告\n\n2021年12月16日大会决议\n\n大会，\n\n1. 决定采取行动。\n";
    for (language, text) in [("en", english), ("zh", chinese)] {
        fs::create_dir_all(folder.path().join(language)).unwrap();
        for print in ["md", "pdf"] {
            fs::write(folder.path().join(format!("{language}/a.{language}.{print}.txt")), text).unwrap();
        }
    }
    guard::install();
    let paths = ["en", "zh"].map(|language| folder.path().join(language)).to_vec();
    let made = build(paths, &folder.path().join("output"), Format::Json)
        .make(&Settings::default(), Passes { compile: counted, validate: valid });
    assert_eq!((made.outcomes.len(), COMPILED.load(Ordering::Relaxed)), (4, 4));
    assert!(!made.languages.is_empty(), "the languages differ, and that is told");
}
