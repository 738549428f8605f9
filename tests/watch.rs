//! `declc watch` as somebody at an editor meets it: the built binary in a folder of its own, files that change, rounds.
//!
//! A round ends with the line `watching for changes`; each test waits for it, however long the machine takes, and then
//! changes something. No test sleeps to see that nothing happens.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::spawn;
use std::time::Duration;
use tempfile::TempDir;

const TEXT: &str = "大会，\n\n回顾其2006年9月8日第60/288号决议，\n\n1. 决定继续处理此案。\n";
/// With a number that was left out.
const GAP: &str = "大会，\n\n回顾其2006年9月8日第60/288号决议，\n\n1. 重申决心；\n\n3. 决定继续处理此案。\n";

struct Watched {
    folder: TempDir,
    child: Child,
    lines: Receiver<String>,
}

impl Watched {
    /// Watches a folder with two texts, its first round over.
    fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("input")).unwrap();
        fs::write(folder.path().join("input/a.zh.txt"), TEXT).unwrap();
        fs::write(folder.path().join("input/b.zh.txt"), GAP).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
        command.arg("watch").args(arguments).current_dir(folder.path()).env_remove("CI");
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        spawn(move || stderr.lines().for_each(|line| drop(sender.send(line.unwrap()))));
        Watched { folder, child, lines }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// What is told until the round is over.
    fn round(&self) -> String {
        self.until(|_| {}, "")
    }

    /// Changes something, and gives what the first round tells that says `wanted`: a slow machine may see the change in
    /// two parts.
    fn until(&self, change: impl FnOnce(&Path), wanted: &str) -> String {
        change(self.folder.path());
        let mut rounds = vec![String::new()];
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60));
            let line = line.unwrap_or_else(|_| panic!("no round says {wanted}: {rounds:#?}"));
            let told = rounds.last_mut().unwrap();
            if !line.contains("watching for changes") {
                *told += &(line + "\n");
            } else if told.contains(wanted) {
                return std::mem::take(told);
            } else {
                rounds.push(String::new());
            }
        }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn put(path: &str, text: &'static str) -> impl FnOnce(&Path) {
    let path = path.to_owned();
    move |folder| fs::write(folder.join(path), text).unwrap()
}

#[test]
fn each_round_tells_all_that_still_stands() {
    let watched = Watched::start(&[]);
    let first = watched.round();
    assert!(first.contains("input/b.zh.txt:7:1: ") && first.contains(" number-gap: "), "{first}");
    assert!(watched.path("output/a.zh.json").exists());
    // An edit elsewhere: the gap still stands, though its text was not compiled.
    let told = watched.until(put("input/a.zh.txt", "大会，\n\n1. 决定休会。\n"), "compiled: 1, from the cache: 1\n");
    assert!(told.contains(" number-gap: "), "{told}");
    assert!(fs::read_to_string(watched.path("output/a.zh.json")).unwrap().contains("休会"));
    let told = watched.until(put("input/b.zh.txt", TEXT), "compiled: 1, from the cache: 1\n");
    assert!(!told.contains("number-gap"), "{told}");
}

#[test]
fn whatever_an_output_is_made_of_counts() {
    let watched = Watched::start(&["--debounce", "20"]);
    watched.round();
    // As editors save: another file takes the place of the old one.
    let replace = |folder: &Path| {
        fs::write(folder.join("input/.a.tmp"), GAP).unwrap();
        fs::rename(folder.join("input/.a.tmp"), folder.join("input/a.zh.txt")).unwrap();
    };
    let told = watched.until(replace, "compiled: 1, from the cache: 1\n");
    assert!(told.contains("input/a.zh.txt:7:1: "), "{told}");
    watched.until(put("input/c.zh.txt", TEXT), "documents: 3;");
    watched.until(|folder| fs::remove_file(folder.join("input/c.zh.txt")).unwrap(), "documents: 2;");
    let told = watched.until(put("input/a.zh.meta.yaml", "symbol: A/RES/75/291\n"), "compiled: 1, from the cache: 1\n");
    assert!(told.contains("number-gap"), "{told}");
    watched.until(put("input/a.zh.meta.yaml", "symbl: x\n"), "unknown-sidecar-key");
    watched.until(|folder| fs::remove_file(folder.join("input/a.zh.meta.yaml")).unwrap(), "files: 3 written");
    let told = watched.until(put("declc.toml", "ignore = [\"all\"]\n"), "files: 0 written, 6 unchanged\n");
    assert!(!told.contains("number-gap"), "{told}");
    watched.until(|folder| fs::remove_file(folder.join("declc.toml")).unwrap(), "number-gap");
    // The folder itself goes and comes back.
    watched.until(|folder| fs::rename(folder.join("input"), folder.join("away")).unwrap(), "missing-input");
    watched.until(|folder| fs::rename(folder.join("away"), folder.join("input")).unwrap(), "documents: 2;");
    watched.until(put("input/b.zh.txt", "大会，\n\n1. 决定休会。\n"), "compiled: 1, from the cache: 1\n");
}

#[test]
fn files_are_looked_at_where_the_system_does_not_tell() {
    let watched = Watched::start(&["--poll", "1", "input/a.zh.txt", "-o", "out", "--format", "json"]);
    assert!(watched.round().contains("documents: 1;"));
    let told = watched.until(put("input/a.zh.txt", GAP), "documents: 1; files: 1 written");
    assert!(told.contains("number-gap"), "{told}");
    watched.until(|folder| fs::remove_file(folder.join("input/a.zh.txt")).unwrap(), "missing-input");
    watched.until(put("input/a.zh.txt", TEXT), "documents: 1;");
}

#[test]
fn a_log_has_every_finding_in_every_round() {
    let watched = Watched::start(&["--log-format", "json"]);
    let is_log = |told: &str| told.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok());
    let first = watched.round();
    let told = watched.until(put("input/a.zh.txt", "大会，\n\n1. 决定休会。\n"), "\"compiled\":1");
    for told in [first, told] {
        assert!(is_log(&told) && told.contains("\"name\":\"number-gap\""), "{told}");
    }
}

#[test]
fn what_cannot_be_done_again_is_refused() {
    for arguments in [&["-"][..], &["--check"], &["-o", "-"], &["--files0-from", "-"]] {
        let mut watched = Watched::start(arguments);
        assert_eq!(watched.child.wait().unwrap().code(), Some(2), "{arguments:?}");
        assert!(watched.lines.recv().unwrap().starts_with("error: "), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_without_a_word() {
    use std::os::unix::process::ExitStatusExt;
    let mut watched = Watched::start(&[]);
    watched.round();
    // Where the tests run in the background, an interrupt from the keyboard is ignored; it is handled like this one.
    assert!(Command::new("kill").args(["-TERM", &watched.child.id().to_string()]).status().unwrap().success());
    // As a shell expects it, so that a loop around it ends too.
    assert_eq!(watched.child.wait().unwrap().signal(), Some(15));
    assert_eq!(watched.lines.recv().ok(), None);
    let left = fs::read_dir(watched.path("output")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(!left.into_iter().any(|name| name.to_string_lossy().ends_with(".tmp")));
}
