//! The house rules, held against the source text itself: layers, words, headers, sizes, dependencies.
//!
//! Each rule stands as data at its head; a failure names file and line and says what to do. The rules are those of
//! CONTRIBUTING and of the crate documentation: who may import whom; no language's words outside `language`; a header at
//! the top of every file.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

#[path = "house/rust.rs"]
mod rust;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every module of `src` and the modules that it may import besides itself. `lib` ties them together and may import all.
const LAYERS: [(&str, &[&str]); 19] = [
    ("source", &[]),
    ("markdown", &[]),
    ("html", &[]),
    ("language", &["source"]),
    ("diagnostic", &["source"]),
    ("model", &["source", "language"]),
    ("parse", &["source", "language", "model"]),
    ("link", &["source", "language", "model"]),
    ("check", &["source", "language", "model", "link", "diagnostic"]),
    ("emit", &["source", "language", "model", "link"]),
    ("diff", &["source", "language", "model", "link", "markdown", "html"]),
    ("editor", &["source", "language", "model", "link", "markdown"]),
    ("parity", &["source", "language", "model", "link", "markdown"]),
    ("validate", &["source", "diagnostic"]),
    ("release", &["source", "markdown", "language", "diagnostic", "model", "link", "check", "emit", "diff", "html"]),
    // Compiles again what it edits.
    ("fix", &["source", "diagnostic"]),
    ("lib", &[]),
    // The command line is a program of its own: it sees the library as any other program does.
    ("cli", &[]),
    ("main", &["cli"]),
];

/// Modules whose literals hold no words of a document's language: these come from `language`.
const WORDLESS: [&str; 3] = ["parse", "link", "check"];

/// Names that say nothing about what a module holds.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "common", "misc", "manager"];

/// Lines of a header at most; the files that are read as a chapter may have more.
const HEADER_LINES: usize = 12;
const CHAPTERS: [&str; 3] = ["src/lib.rs", "src/model.rs", "src/parse/grammar.rs"];

/// Lines of a file at most; language data grow with the language.
const FILE_LINES: usize = 1000;

/// How many dependencies may share a comment.
const SHARED_COMMENT: usize = 4;

fn root() -> PathBuf {
    PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap())
}

/// Every Rust file under `src`, by its path from the root with `/` between folders, with its text.
fn sources() -> Vec<(String, String)> {
    let mut folders = vec![root().join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push((name(&path), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    assert!(files.len() > 10, "the sources are not found");
    files
}

fn name(path: &Path) -> String {
    let parts = path.strip_prefix(root()).unwrap().iter();
    parts.map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
}

/// `src/link/reader.rs` is `["link", "reader"]`.
fn module(file: &str) -> Vec<&str> {
    file.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect()
}

/// A file that is a module of tests throughout.
fn is_test(file: &str) -> bool {
    module(file).last() == Some(&"tests")
}

/// The modules of the crate's root that a file names after `crate::` or after enough `super::`, with their lines.
fn imports(file: &str, code: &str) -> Vec<(usize, String)> {
    let depth = match module(file)[..] {
        ["lib" | "main"] => 0,
        ref path => path.len(),
    };
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        for start in ["crate::", "super::"] {
            for (at, _) in line.match_indices(start) {
                let before = line[..at].chars().last();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                    continue;
                }
                let mut rest = &line[at..];
                let mut up = if start == "crate::" { depth } else { 0 };
                rest = rest.strip_prefix("crate::").unwrap_or(rest);
                while let Some(parent) = rest.strip_prefix("super::") {
                    (rest, up) = (parent, up + 1);
                }
                if up == depth {
                    found.extend(first_names(rest).into_iter().map(|name| (index + 1, name)));
                }
            }
        }
    }
    found
}

/// `source::Span` names `source`; `{model, source::Span}` names both.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    match path.strip_prefix('{') {
        None => vec![name(path)],
        Some(group) => {
            let mut depth = 0_usize;
            let parts = group.split(|c| {
                match c {
                    '{' => depth += 1,
                    '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                c == ',' && depth == 0
            });
            parts.map(name).filter(|name| !name.is_empty()).collect()
        }
    }
}

#[test]
fn every_module_imports_only_what_lies_below_it() {
    let modules: BTreeSet<&str> = LAYERS.iter().map(|&(module, _)| module).collect();
    let mut faults = Vec::new();
    for (file, text) in sources().iter().filter(|(file, _)| !is_test(file)) {
        let own = module(file)[0];
        let Some((_, allowed)) = LAYERS.iter().find(|&&(module, _)| module == own) else {
            faults.push(format!("{file}: the module `{own}` has no row in LAYERS (tests/house.rs): give it its place"));
            continue;
        };
        for (line, import) in imports(file, &rust::read(text).code) {
            if own != "lib" && import != own && modules.contains(import.as_str()) && !allowed.contains(&import.as_str())
            {
                faults.push(format!("{file}:{line}: `{own}` may not import `{import}`, only {allowed:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_words_of_a_language_stand_outside_its_data() {
    // A letter or an ideograph is a word of somebody's language. Punctuation, signs and digits of any script (²、Ⅳ、。) are
    // typography; a code point written as an escape bounds a script.
    let is_word = |c: char| c.is_alphabetic() && !c.is_ascii() && !c.is_numeric();
    let mut faults = Vec::new();
    for (file, text) in sources().iter().filter(|(file, _)| WORDLESS.contains(&module(file)[0]) && !is_test(file)) {
        for (line, literal) in rust::read(text).literals {
            if literal.contains(is_word) {
                faults.push(format!("{file}:{line}: “{literal}” belongs in src/language"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_is() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let header = text.lines().take_while(|line| line.starts_with("//!")).count();
        if header == 0 {
            faults.push(format!("{file}:1: open with `//!`: what comes in, what goes out, what is not here"));
        } else if header > HEADER_LINES && !CHAPTERS.contains(&file.as_str()) {
            faults.push(format!("{file}: its header has {header} lines, at most {HEADER_LINES}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_file_outgrows_its_subject() {
    let long =
        sources().into_iter().filter(|(file, text)| module(file)[0] != "language" && text.lines().count() > FILE_LINES);
    let faults: Vec<String> =
        long.map(|(file, text)| format!("{file} has {} lines: split it by subject", text.lines().count())).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_library_has_no_disk_and_no_clock() {
    // Clippy holds the ban (`.clippy.toml`); only the command line may lift it.
    let lifted = sources().into_iter().filter(|(_, text)| text.contains("clippy::disallowed_methods"));
    let files: Vec<String> = lifted.map(|(file, _)| file).collect();
    assert_eq!(files, ["src/cli.rs"]);
}

#[test]
fn names_say_what_a_module_holds() {
    for (file, text) in sources() {
        for part in module(&file) {
            assert!(!EMPTY_NAMES.contains(&part), "{file}: `{part}` could hold anything");
            assert_ne!(part, "mod", "{file}: a folder x/ lies beside a file x.rs");
        }
        let code = rust::read(&text).code;
        let macros = code.lines().position(|line| line.contains("macro_rules!"));
        assert_eq!(macros, None, "{file}: no macros of our own; the number is the line");
    }
}

#[test]
fn every_dependency_says_who_needs_it() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut section = false;
    let mut uncommented = SHARED_COMMENT;
    for (index, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            section = line.contains("dependencies]");
            uncommented = SHARED_COMMENT;
        } else if line.starts_with('#') {
            uncommented = 0;
        } else if line.trim().is_empty() {
            uncommented = SHARED_COMMENT;
        } else if section && line.contains('=') {
            uncommented += 1;
            let at = index + 1;
            assert!(uncommented <= SHARED_COMMENT, "Cargo.toml:{at}: which layer needs `{line}`? Say so above it.");
        }
    }
}

mod the_rules_themselves {
    use super::*;

    #[test]
    fn imports_are_found_however_they_are_written() {
        let names = |file, code| imports(file, code).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names("src/link/reader.rs", "use crate::model::Mark;"), ["model"]);
        assert_eq!(names("src/link/reader.rs", "use super::super::emit::Format;"), ["emit"]);
        assert_eq!(names("src/link/reader.rs", "use super::registry::date;"), [""; 0]);
        assert_eq!(names("src/link.rs", "use super::{emit, model::{Mark, Note}};"), ["emit", "model"]);
        assert_eq!(names("src/link.rs", "    let x = crate::emit::write(y);"), ["emit"]);
        assert_eq!(names("src/link.rs", "pub(crate) fn f() {}"), [""; 0]);
    }

    #[test]
    fn comments_literals_and_tests_are_told_from_code() {
        let text = "// use crate::a;\nuse crate::b; /* c /* d */ 序 */\nlet s = \"crate::e 大\\\"会\"; let c = '。'; f::<'a>(r#\"原\"#);\n\
                    #[cfg(test)]\nmod tests {\n    const S: &str = \"测试\";\n}\nlet t = \"后\";\n";
        let read = rust::read(text);
        assert!(
            read.code.contains("use crate::b;") && !read.code.contains("crate::a") && !read.code.contains("crate::e")
        );
        assert!(!read.code.contains("mod tests") && read.code.contains("let t ="));
        let literals: Vec<&str> = read.literals.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(literals, ["crate::e 大\\\"会", "。", "原", "后"]);
        assert_eq!(read.literals[3].0, 8, "lines are kept");
    }
}
