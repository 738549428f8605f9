//! `declc diff`: what holds of every comparison, tried on the four documents edited in many ways, and the built binary in
//! folders and git repositories of its own.
//!
//! A document compared with itself has no changes; backwards, the same changes come out with old and new exchanged. The
//! places of the edits come from a fixed sequence, so a failure repeats.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use declc::diff::{Diff, EditKind, Happening, compare};
use declc::link::Linked;
use declc::source::Source;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn linked(name: &str, text: &str) -> Linked {
    declc::compile(&Source::from_text(name, text), None).linked
}

/// The documents, by name and text.
fn documents() -> Vec<(String, String)> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("input")).unwrap();
    let texts = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "txt"));
    let named = texts.map(|path| (path.to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()));
    let mut documents: Vec<(String, String)> = named.collect();
    documents.sort();
    assert_eq!(documents.len(), 4);
    documents
}

mod backwards {
    use super::*;

    /// The same comparison the other way round, in an order of its own.
    fn mirror(diff: &Diff) -> Diff {
        let mut mirror = diff.clone();
        std::mem::swap(&mut mirror.old, &mut mirror.new);
        let turned = |what: Happening| match what {
            Happening::Added => Happening::Removed,
            Happening::Removed => Happening::Added,
            Happening::Moved | Happening::Renumbered | Happening::Amended => what,
        };
        for change in &mut mirror.changes {
            std::mem::swap(&mut change.old, &mut change.new);
            change.happened.iter_mut().for_each(|what| *what = turned(*what));
            for edit in &mut change.edits {
                edit.kind = match edit.kind {
                    EditKind::Kept => EditKind::Kept,
                    EditKind::Removed => EditKind::Inserted,
                    EditKind::Inserted => EditKind::Removed,
                };
            }
        }
        for fact in &mut mirror.facts {
            std::mem::swap(&mut fact.old, &mut fact.new);
        }
        for citation in &mut mirror.citations {
            citation.happened = turned(citation.happened);
        }
        for reference in &mut mirror.retargeted {
            std::mem::swap(&mut reference.old_node, &mut reference.new_node);
            std::mem::swap(&mut reference.old_target, &mut reference.new_target);
            std::mem::swap(&mut reference.old_target_now, &mut reference.new_target_before);
        }
        mirror
    }

    /// Without an order: changes and, between two kept runs, what was removed and what was inserted.
    fn unordered(mut diff: Diff) -> Diff {
        for change in &mut diff.changes {
            let runs = change.edits.chunk_by_mut(|a, b| (a.kind == EditKind::Kept) == (b.kind == EditKind::Kept));
            runs.for_each(|run| run.sort_by_key(|edit| edit.kind));
        }
        diff.changes.sort_by_key(|change| format!("{change:?}"));
        diff.citations.sort();
        diff.retargeted.sort();
        diff
    }

    #[track_caller]
    fn holds(old: &Linked, new: &Linked, what: &str) -> usize {
        let forwards = compare(old, new);
        assert!(unordered(mirror(&forwards)) == unordered(compare(new, old)), "{what}");
        forwards.changes.len()
    }

    /// What is done to the lines of a text: the edits of a drafter, and what goes wrong with them.
    type Edit = (&'static str, fn(&mut Vec<String>, usize, usize));
    const EDITS: [Edit; 6] = [
        ("deleted", |lines, at, _| drop(lines.remove(at))),
        ("doubled", |lines, at, _| lines.insert(at, lines[at].clone())),
        ("swapped", |lines, at, other| lines.swap(at, other)),
        ("moved", |lines, at, other| {
            let line = lines.remove(at);
            lines.insert(other.min(lines.len()), line);
        }),
        ("shortened", |lines, at, _| lines[at] = lines[at].chars().take(lines[at].chars().count() / 2).collect()),
        ("amended", |lines, at, other| {
            let other: String = lines[other].chars().take(12).collect();
            lines[at].push_str(&other);
        }),
    ];

    #[test]
    fn every_edit_of_the_four_documents() {
        for (name, text) in documents() {
            let old = linked(&name, &text);
            assert!(compare(&old, &old).is_empty(), "{name} and itself");
            let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
            let mut place = 7_usize;
            let mut changes = 0;
            for (what, edit) in EDITS {
                for _ in 0..4 {
                    let mut edited = lines.clone();
                    let mut numbers = Vec::new();
                    // Three edits of a kind at once.
                    for _ in 0..3 {
                        place = place.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
                        let blank = |at: &usize| edited[*at].is_empty();
                        let text = |from: usize| (from..edited.len()).chain(0..from).find(|at| !blank(at)).unwrap();
                        let at = text(place / 64 % edited.len());
                        let other = text((at + place / 4096) % edited.len());
                        edit(&mut edited, at, other);
                        numbers.push((at + 1, other + 1));
                    }
                    changes += holds(
                        &old,
                        &linked(&name, &edited.join("\n")),
                        &format!("{name}: {what} at lines {numbers:?}"),
                    );
                }
            }
            assert!(changes > 72, "{name}: the edits made {changes} changes");
        }
    }
}

mod command {
    use super::*;

    const OLD: &str = "大会，\n\n回顾其决议，\n\n1. 请秘书长提出报告；\n\n2. 决定继续处理此案。\n";
    const NEW: &str = "大会，\n\n回顾其各项决议，\n\n1. 请秘书长提出报告；\n\n2. 决定继续处理此案。\n";

    /// What a run gave.
    struct Run {
        code: i32,
        stdout: String,
        stderr: String,
    }

    impl Run {
        #[track_caller]
        fn expect(&self, code: i32, stdout: &[&str], stderr: &[&str]) {
            for (texts, stream) in [(stdout, &self.stdout), (stderr, &self.stderr)] {
                for text in texts {
                    assert!(stream.contains(text), "{text:?} is not in:\n{stream}");
                }
            }
            assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        }
    }

    struct Workplace(TempDir);

    impl Workplace {
        fn new(files: &[(&str, &str)]) -> Self {
            let workplace = Workplace(tempfile::tempdir().unwrap());
            for (name, text) in files {
                workplace.write(name, text);
            }
            workplace
        }

        /// A repository whose last commit holds these files.
        fn repository(files: &[(&str, &str)]) -> Self {
            let workplace = Workplace::new(files);
            workplace.git(&["init", "--quiet"]);
            workplace.git(&["add", "--all"]);
            let author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
            workplace.git(&[author.as_slice(), &["commit", "--quiet", "--message", "Before"]].concat());
            workplace
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn write(&self, name: &str, text: &str) {
            fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
            fs::write(self.path(name), text).unwrap();
        }

        fn git(&self, arguments: &[&str]) {
            let done = Command::new("git").args(arguments).current_dir(self.0.path()).output().unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }

        fn run(&self, arguments: &[&str]) -> Run {
            let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
            // A repository around the folder of the test does not count.
            command
                .env("LC_ALL", "C")
                .env("GIT_CEILING_DIRECTORIES", self.0.path().parent().unwrap())
                .current_dir(self.0.path());
            let output = command.arg("diff").args(arguments).stdin(Stdio::null()).output().unwrap();
            Run {
                code: output.status.code().expect("declc was killed"),
                stdout: String::from_utf8(output.stdout).unwrap(),
                stderr: String::from_utf8(output.stderr).unwrap(),
            }
        }
    }

    #[test]
    fn two_texts() {
        let workplace = Workplace::new(&[("old.txt", OLD), ("new.txt", NEW)]);
        let run = workplace.run(&["old.txt", "new.txt"]);
        let expected = ["old.txt -> new.txt\n1 amended, 3 unchanged; gravest: editorial\n", "回顾其{+各项+}决议，"];
        run.expect(1, &expected, &[]);
        assert!(!run.stdout.contains('\u{1b}'), "colour without a terminal");
        workplace.run(&["old.txt", "old.txt"]).expect(0, &["no change in 4 texts"], &[]);
    }

    #[test]
    fn a_gate_lets_lighter_changes_pass() {
        let sharper = OLD.replace("请秘书长", "敦促秘书长");
        let workplace = Workplace::new(&[("old.txt", OLD), ("new.txt", NEW), ("sharper.txt", &sharper)]);
        for (file, gate, code) in [
            ("new.txt", "editorial", 1),
            ("new.txt", "structural", 0),
            ("sharper.txt", "normative", 1),
            ("sharper.txt", "never", 0),
        ] {
            workplace.run(&["old.txt", file, "--fail-on", gate]).expect(code, &["1 amended"], &[]);
        }
    }

    #[test]
    fn for_machines() {
        let workplace = Workplace::new(&[("old.txt", OLD), ("new.txt", NEW)]);
        let report: Value =
            serde_json::from_str(&workplace.run(&["old.txt", "new.txt", "--format", "json"]).stdout).unwrap();
        let document = &report["documents"][0];
        assert_eq!((&report["version"], &document["class"]), (&"1.1.0".into(), &"editorial".into()));
        let change = &document["changes"][0];
        assert_eq!(change["happened"], serde_json::json!(["amended"]));
        assert_eq!((&change["new"]["eid"], &change["new"]["kind"]), (&"container_1".into(), &"preambular".into()));
        assert_eq!((&change["new"]["line"], &change["new"]["column"]), (&3.into(), &1.into()));
        assert_eq!(change["edits"][1], serde_json::json!({"kind": "inserted", "text": "各项"}));
    }

    #[test]
    fn for_a_comment_on_a_pull_request() {
        let paragraphs = |word: &str| {
            let one = |n: u32| format!("{n}. Notes report {n} of the {word} {};\n\n", format!("{word}<b> ").repeat(40));
            format!("The General Assembly,\n\nRecalling its resolutions,\n\n{}", (1..300).map(one).collect::<String>())
        };
        let workplace = Workplace::new(&[("old.txt", &paragraphs("Council")), ("new.txt", &paragraphs("Committee"))]);
        let run = workplace.run(&["old.txt", "new.txt", "--format", "markdown"]);
        run.expect(
            1,
            &["<del>Council</del><ins>Committee</ins>\\<b>", "do not fit in a comment: `declc diff` shows all"],
            &[],
        );
        assert!(run.stdout.chars().count() < 65_536 && run.stdout.chars().count() > 60_000);
        let all = ["old.txt", "new.txt", "--format", "markdown", "--details-url", "https://example.org/a(1)?b c"];
        let run = workplace.run(&all);
        run.expect(1, &["do not fit in a comment: [see all](https://example.org/a%281%29?b%20c).**"], &[]);
        assert!(run.stdout.chars().count() < 65_536);
        workplace.run(&["old.txt", "new.txt", "--details-url", "javascript:1"]).expect(
            2,
            &[],
            &["begins with https://"],
        );
        assert!(run.stdout.starts_with("### old.txt -> new.txt\n"), "{}", &run.stdout[..80]);
    }

    #[test]
    fn for_a_browser() {
        let (old, new) = (
            "الجمعية العامة،\n\n1. تطلب <b>تقريرا&nbsp;</b> \u{1b}[0m؛\n",
            "الجمعية العامة،\n\n1. تطلب <b>بيانا&nbsp;</b>؛\n",
        );
        let workplace = Workplace::new(&[("<old>.txt", old), ("new.txt", new)]);
        let run = workplace.run(&["<old>.txt", "new.txt", "--format", "html"]);
        let told = [
            "<!DOCTYPE html>\n<html lang=\"en\">",
            "&lt;old&gt;.txt",
            "<p class=\"old\" lang=\"ar\" dir=\"auto\"><b>1.</b> تطلب &lt;b&gt;<del>تقريرا</del>&amp;nbsp;&lt;/b&gt;",
            "<ins>بيانا</ins>&amp;nbsp;",
            "prefers-color-scheme: dark",
        ];
        run.expect(1, &told, &[]);
        for forbidden in ["<script", "http://", "https://", "src=", "url(", "\u{1b}"] {
            assert!(!run.stdout.contains(forbidden), "{forbidden:?} in a page that needs nothing else");
        }
    }

    /// What a pull request does to a resolution: another opening phrase, a note deleted, a paragraph put in, one moved
    /// under another heading, all numbered anew; three references to a paragraph were forgotten.
    fn edited(text: &str) -> String {
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let at = |lines: &[String], start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
        let line = at(&lines, "30. ");
        lines[line] = lines[line].replacen("敦促", "促请", 1);
        let note = at(&lines, "⁸ ");
        lines.drain(note..note + 2);
        let from = at(&lines, "33. ");
        let moved: Vec<String> = lines.drain(from..from + 2).collect();
        let before = at(&lines, "37. ");
        let inserted = ["0. **鼓励**会员国交流在保护平民目标方面的良好做法；", ""].map(str::to_owned);
        lines.splice(before..before, inserted);
        let to = at(&lines, "77. ");
        lines.splice(to..to, moved);
        let mut number = 0;
        for line in &mut lines {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 && line[digits..].starts_with(". ") {
                number += 1;
                line.replace_range(..digits, &number.to_string());
            }
        }
        lines.join("\n")
    }

    #[test]
    fn a_pull_request_as_the_readme_shows_it() {
        let (name, text) = documents().into_iter().find(|(name, _)| name.ends_with("a-res-75-291.zh.txt")).unwrap();
        let sidecar = fs::read_to_string(name.replace(".txt", ".meta.yaml")).unwrap();
        let files = [("input/a-res-75-291.zh.txt", text.as_str()), ("input/a-res-75-291.zh.meta.yaml", &sidecar)];
        let workplace = Workplace::repository(&files);
        workplace.write("input/a-res-75-291.zh.txt", &edited(&text));
        let run = workplace.run(&["--against", "HEAD", "input", "--format", "markdown"]);
        let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(readme.replace("\r\n", "\n").contains(&run.stdout), "README.md should show this:\n{}", run.stdout);
    }

    #[test]
    fn against_a_revision() {
        let sidecar = "symbol: A/RES/75/291\n";
        let workplace =
            Workplace::repository(&[("input/a.txt", OLD), ("input/a.meta.yaml", sidecar), ("input/b.txt", OLD)]);
        workplace.run(&["--against", "HEAD", "input"]).expect(
            0,
            &["HEAD:input/a.txt (A/RES/75/291) -> input/a.txt"],
            &[],
        );
        workplace.write("input/a.txt", NEW);
        workplace.write("input/new.txt", NEW);
        workplace.write("input/a.meta.yaml", "symbol: A/RES/75/292\n");
        let run = workplace.run(&["--against", "HEAD", "input"]);
        let told =
            ["{+各项+}", "symbol: A/RES/75/291 -> A/RES/75/292 (normative)", "input/b.txt\nno change in 4 texts"];
        run.expect(1, &told, &["input/new.txt: warning[DC053]: not-in-revision"]);
    }

    #[test]
    fn what_cannot_be_compared_is_told() {
        let english = "The General Assembly,\n\nRecalling its resolution,\n\n1. Requests a report.\n";
        let workplace = Workplace::repository(&[("a.txt", OLD), ("b.txt", english), ("input/c.txt", OLD)]);
        workplace.run(&[]).expect(2, &[], &["Usage: declc diff"]);
        workplace.run(&["a.txt"]).expect(2, &[], &["error[DC050]: not-two-texts", "paths given: 1"]);
        workplace.run(&["a.txt", "input"]).expect(2, &[], &["input: error[DC051]: folder-as-text"]);
        workplace.run(&["a.txt", "none.txt"]).expect(2, &[], &["none.txt: error[DC001]"]);
        workplace.run(&["a.txt", "b.txt"]).expect(2, &[], &["error[DC052]: languages-differ", "is in zh", "in en"]);
        workplace.run(&["--against", "nowhere", "a.txt"]).expect(2, &[], &["error[DC054]: no-revision", "nowhere"]);
        let bare = Workplace::new(&[("a.txt", OLD)]);
        bare.run(&["--against", "HEAD", "a.txt"]).expect(2, &[], &["error[DC055]: git-failed", "not a git repository"]);
    }
}
