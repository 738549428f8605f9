//! Texts put right: `--fix`, `--diff`, `--unsafe-fixes`, and the edits that the formats for machines carry.
//!
//! What holds for every text is tried on the four documents damaged in many ways: a second run finds nothing to put
//! right, the account closes, no rule finds more errors than before.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use declc::Compilation;
use declc::diagnostic::Severity;
use declc::diagnostic::fix::{Fix, Safety};
use declc::fix::{Fixed, fix};
use declc::source::Source;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Two safe edits, and one that a person should look at: a colon for a semicolon.
const FAULTY: &str = "大会，\n\n回顾其2006年9月8日第60/288号决议,\n\n1. 请秘书长提出 报告：\n\n(a) 继续；\n\n(b) 协助：\n\n(c) 合作；\n\n2. 决定继续处理此案。\n";

fn folder(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    fs::write(folder.path().join("input/a.txt"), text).unwrap();
    folder
}

fn text(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("input/a.txt")).unwrap()
}

/// Exit code, standard output, standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_declc")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

mod on_disk {
    use super::*;

    #[test]
    fn a_safe_fix_is_written_and_the_rest_is_told() {
        let folder = folder(FAULTY);
        let (code, stdout, stderr) = run(folder.path(), &["check", "--fix", "--format", "short"]);
        assert_eq!(text(&folder), FAULTY.replace("决议,", "决议，").replace("提出 报告", "提出报告"));
        assert!(code == 1 && stdout.contains("DC701") && !stdout.contains("DC72"), "{stdout}");
        assert!(stderr.contains("; fixed: 2\n"), "{stderr}");
        let (_, _, stderr) = run(folder.path(), &["check", "--fix"]);
        assert!(!stderr.contains("fixed"), "a second run has nothing to do: {stderr}");
    }

    #[test]
    fn an_unsafe_fix_is_asked_for() {
        let folder = folder(FAULTY);
        let (_, _, stderr) = run(folder.path(), &["check", "--ignore", "metadata"]);
        assert!(stderr.ends_with("; --fix puts right: 2\n"), "{stderr}");
        let arguments = ["check", "--fix", "--unsafe-fixes", "--ignore", "metadata", "--strict"];
        let (code, _, stderr) = run(folder.path(), &arguments);
        assert_eq!((code, text(&folder).contains("(b) 协助；")), (0, true), "{stderr}");
        fs::write(folder.path().join("input/a.txt"), FAULTY).unwrap();
        let arguments = [&arguments[..], &["--exit-non-zero-on-fix"]].concat();
        assert_eq!(run(folder.path(), &arguments).0, 1);
        assert_eq!(run(folder.path(), &arguments).0, 0);
    }

    #[test]
    fn the_preview_is_what_a_fix_does() {
        let folder = folder(FAULTY);
        let (code, preview, stderr) = run(folder.path(), &["check", "--fix", "--diff"]);
        assert!(code == 1 && text(&folder) == FAULTY && stderr.contains("would be fixed: 2"), "{stderr}");
        assert!(preview.starts_with("--- a/input/a.txt\n+++ b/input/a.txt\n@@ -1,"), "{preview}");
        assert!(preview.contains("\n-1. 请秘书长提出 报告：\n+1. 请秘书长提出报告：\n"), "{preview}");
        fs::write(folder.path().join("preview.diff"), &preview).unwrap();
        let applied = Command::new("git").args(["apply", "preview.diff"]).current_dir(folder.path()).status().unwrap();
        assert!(applied.success());
        let previewed = text(&folder);
        fs::write(folder.path().join("input/a.txt"), FAULTY).unwrap();
        run(folder.path(), &["check", "--fix"]);
        assert_eq!(text(&folder), previewed);
        assert_eq!(run(folder.path(), &["check", "--diff"]).1, "");
        assert_eq!(run(folder.path(), &["check", "--diff"]).0, 0, "nothing to change is clean");
    }

    #[test]
    fn the_bytes_around_an_edit_stay() {
        let printed = format!("\u{feff}{}", FAULTY.replace('\n', "\r\n").trim_end());
        let folder = folder(&printed);
        run(folder.path(), &["check", "--fix"]);
        assert_eq!(text(&folder), printed.replace("决议,", "决议，").replace("提出 报告", "提出报告"));
        assert_eq!(fs::read_dir(folder.path().join("input")).unwrap().count(), 1, "nothing is left over");
    }

    #[test]
    fn only_what_is_told_is_put_right() {
        for settings in ["ignore = ['DC722']", "[severity]\nDC722 = 'off'", "[per-file-ignores]\n'*.txt' = ['DC722']"] {
            let folder = folder(FAULTY);
            fs::write(folder.path().join("declc.toml"), settings).unwrap();
            run(folder.path(), &["check", "--fix"]);
            assert_eq!(text(&folder), FAULTY.replace("决议,", "决议，"), "{settings}");
        }
        let both = FAULTY.replace("提出 报告", "提出 报告,说明");
        let folder = folder(&both);
        run(folder.path(), &["check", "--select", "DC722", "--add-ignores", "so"]);
        run(folder.path(), &["check", "--fix"]);
        let fixed = both.replace("决议,", "决议，").replace("报告,说", "报告，说");
        assert_eq!(text(&folder), fixed, "what was set aside stays, though its paragraph was edited");
        fs::write(folder.path().join("input/a.txt"), &both).unwrap();
        fs::remove_file(folder.path().join("declc-ignore.toml")).unwrap();
        run(folder.path(), &["check", "--select", "DC722", "--baseline", "b.json", "--update-baseline"]);
        run(folder.path(), &["check", "--fix", "--baseline", "b.json"]);
        assert_eq!(text(&folder), fixed, "and so does what was there before");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder("大会，\n\n1. 决定继续。\n");
        let target = folder.path().join("kept.txt");
        fs::write(&target, FAULTY).unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("../kept.txt", folder.path().join("input/b.txt")).unwrap();
        run(folder.path(), &["check", "--fix"]);
        assert!(fs::symlink_metadata(folder.path().join("input/b.txt")).unwrap().is_symlink());
        assert!(!fs::read_to_string(&target).unwrap().contains("提出 报告"));
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    }
}

mod for_machines {
    use super::*;

    /// A line with Chinese, an emoji outside the basic plane and Arabic before the edit.
    const LINE: &str = "大会，\n\n回顾😀 السلام的报告 和决议，\n\n1. 决定继续。\n";

    fn found(format: &str) -> Value {
        let folder = folder(LINE);
        let (_, stdout, _) = run(folder.path(), &["check", "--select", "DC722", "--format", format]);
        serde_json::from_str(&stdout).unwrap()
    }

    #[test]
    fn each_counts_columns_as_its_readers_do() {
        let json = &found("json")[0]["fix"];
        let at = LINE.find("告 和").unwrap() + 3;
        assert_eq!(json["safety"], "safe");
        assert_eq!(
            json["edits"],
            serde_json::json!([{
                "line": 3, "column": 14, "end_line": 3, "end_column": 15, "bytes": [at, at + 1], "replacement": "",
            }])
        );
        let sarif = &found("sarif")["runs"][0]["results"][0]["fixes"][0];
        let change = &sarif["artifactChanges"][0];
        assert_eq!(change["artifactLocation"]["uri"], "input/a.txt");
        let region = serde_json::json!({ "startLine": 3, "startColumn": 15, "endLine": 3, "endColumn": 16 });
        assert_eq!(change["replacements"][0]["deletedRegion"], region);
        assert_eq!(change["replacements"][0]["insertedContent"]["text"], "");
        let rdjson = &found("rdjson")["diagnostics"][0]["suggestions"];
        let column = LINE[..at].rsplit('\n').next().unwrap().len() + 1;
        let range =
            serde_json::json!({ "start": { "line": 3, "column": column }, "end": { "line": 3, "column": column + 1 } });
        assert_eq!(rdjson, &serde_json::json!([{ "range": range, "text": "" }]));
    }
}

mod what_is_safe {
    use super::*;

    fn put_right(text: &str) -> String {
        let safe = |done: &Compilation, _: &Source| {
            done.diagnostics.iter().filter_map(|d| d.fix.clone()).filter(|fix| fix.safety == Safety::Safe).collect()
        };
        fix(&Source::from_text("a.txt", text), |source| declc::compile(source, None), safe).text
    }

    #[test]
    fn each_language_keeps_what_it_says() {
        let chinese = |line: &str| format!("大会，\n\n1. {line}；\n\n2. 决定继续处理此案。\n");
        let english = |line: &str| format!("The General Assembly,\n\n1. Requests {line};\n\n2. Decides to continue.\n");
        let russian =
            |line: &str| format!("Генеральная Ассамблея,\n\n1. просит {line};\n\n2. постановляет продолжить работу.\n");
        for (text, right) in [
            (chinese("请秘书长, 各国提出报告"), chinese("请秘书长，各国提出报告")),
            (chinese("请各国按3:1的比例,提出报告"), chinese("请各国按3:1的比例，提出报告")),
            (chinese("请秘书长提出　　报告"), chinese("请秘书长提出　　报告")),
            (chinese("请秘书长提出，，报告"), chinese("请秘书长提出，报告")),
            (chinese("请秘书长提出，、报告"), chinese("请秘书长提出，、报告")),
            (
                english("the Secretary-General to repоrt,as needed"),
                english("the Secretary-General to report, as needed"),
            ),
            (english("all , and all States"), english("all, and all States")),
            (english("all all States"), english("all all States")),
            (
                russian("Генерального секретаря представить дoклад"),
                russian("Генерального секретаря представить доклад"),
            ),
            (russian("принять меры в связи с СOVID"), russian("принять меры в связи с COVID")),
        ] {
            assert_eq!(put_right(&text), right);
        }
    }
}

mod every_text {
    use super::*;

    fn wanted(least: Safety) -> impl Fn(&Compilation, &Source) -> Vec<Fix> {
        move |done, _| done.diagnostics.iter().filter_map(|d| d.fix.clone()).filter(|f| f.safety <= least).collect()
    }

    fn errors(done: &Compilation) -> usize {
        done.diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
    }

    fn tried(name: &str, text: &str, least: Safety) -> Fixed {
        let source = Source::from_text(name, text);
        let compiled = |source: &Source| declc::compile(source, None);
        let once = fix(&source, compiled, wanted(least));
        let after = Source::from_text(name, &once.text);
        let done = compiled(&after);
        assert!(done.ledger.closes(), "{name}: the account");
        assert!(errors(&done) <= errors(&compiled(&source)), "{name}: errors");
        let twice = fix(&after, compiled, wanted(least));
        assert_eq!((twice.applied, &twice.text), (0, &once.text), "{name}: a second run, {:?}", once.refused);
        once
    }

    /// What a typist or a scanner does to a text: at every so many characters of its lines, one such fault.
    fn damaged(text: &str, step: usize) -> String {
        const FAULTS: [(&str, &str); 8] = [
            ("，", ","),
            ("；", ":"),
            ("、", "、、"),
            ("的", "的 "),
            ("国", "国\u{200b}"),
            ("了", "了了"),
            ("。", "；"),
            ("和", "  和"),
        ];
        let mut out = String::new();
        for (index, c) in text.chars().enumerate() {
            let fault =
                FAULTS.iter().cycle().skip(index / step).take(FAULTS.len()).find(|(from, _)| from.starts_with(c));
            match fault.filter(|_| index % step < step / 8) {
                Some((_, to)) => out += to,
                None => out.push(c),
            }
        }
        out
    }

    #[test]
    fn a_second_run_has_nothing_to_do() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
        let mut count = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "txt") {
                continue;
            }
            let (name, text) = (path.to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap());
            for least in [Safety::Safe, Safety::Unsafe] {
                tried(&name, &text, least);
                for step in [150, 400] {
                    let fixed = tried(&name, &damaged(&text, step), least);
                    assert!(fixed.applied > 0, "{name}: nothing was put right, {:?}", fixed.refused);
                }
            }
            count += 1;
        }
        assert_eq!(count, 4);
    }
}
