//! What outputs depend on, in the syntax of Make, which Ninja reads too.
//!
//! In: each document's outputs and the files that it was made of. Out: a rule a document, and an empty rule for each of
//! these files, so that Make goes on when one of them is gone.
//!
//! > `out/a\\ b.json out/a\\ b.yaml: input/a\\ b.txt`
//!
//! Not here: settings, which change no output.

use super::inputs::shown;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The rules of documents: outputs, and what they were made of.
pub(super) fn rules(documents: impl IntoIterator<Item = (Vec<PathBuf>, Vec<PathBuf>)>) -> String {
    let mut text = String::new();
    let mut empty = String::new();
    for (outputs, sources) in documents {
        let list = |paths: &[PathBuf]| paths.iter().map(|path| escaped(path)).collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "{}: {}", list(&outputs), list(&sources));
        for source in &sources {
            let _ = writeln!(empty, "{}:", escaped(source));
        }
    }
    text + &empty
}

/// A path as Make and Ninja read it back.
fn escaped(path: &Path) -> String {
    let mut text = String::new();
    for c in shown(path).chars() {
        match c {
            ' ' | '#' => text.extend(['\\', c]),
            '$' => text += "$$",
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_as_make_and_ninja_want_them() {
        let outputs = ["out/a.json", "out/a.yaml"].map(PathBuf::from).to_vec();
        let rules = rules([(outputs, vec![PathBuf::from("输入 dir/决议 75#291$.txt")])]);
        let source = r"输入\ dir/决议\ 75\#291$$.txt";
        assert_eq!(rules, format!("out/a.json out/a.yaml: {source}\n{source}:\n"));
    }
}
