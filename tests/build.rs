//! Builds again: what is remembered of one, what is never believed, parts, lists of paths, dependencies.
//!
//! Each test makes a folder, builds in it, changes something and builds again: the outputs must be those of a build that
//! remembers nothing, and no more may be compiled than has changed. No test reads a clock.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A short resolution with this number of paragraphs that decide.
fn text(decisions: usize) -> String {
    let decide = |number: usize| format!("{}. 决定继续处理此案；\n\n", number + 1);
    format!("大会，\n\n回顾其2006年9月8日第60/288号决议，\n\n{}", (0..decisions).map(decide).collect::<String>())
}

/// Three texts under `input/`.
fn workplace() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        put(folder.path(), &format!("input/{name}.zh.txt"), &text(name.len()));
    }
    folder
}

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Runs `declc build` with these arguments and something on standard input: exit code and standard error.
fn build_with(folder: &Path, arguments: &[&str], input: &[u8]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
    command.arg("build").args(arguments).current_dir(folder);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn build(folder: &Path, arguments: &[&str]) -> String {
    let (code, told) = build_with(folder, arguments, b"");
    assert_eq!(code, 0, "{told}");
    told
}

/// How many texts a build took from the cache.
fn cached(told: &str) -> usize {
    told.split_once("from the cache: ").map_or(0, |(_, rest)| rest.lines().next().unwrap().parse().unwrap())
}

fn outputs(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())).collect()
}

/// The one file of a cache.
fn remembered(folder: &Path) -> PathBuf {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "cache")).unwrap()
}

/// Builds again with and without what is remembered: the outputs are the same. How many texts came from the cache.
fn again(folder: &Path) -> usize {
    let told = build(folder, &[]);
    build(folder, &["--no-cache", "-o", "fresh"]);
    assert_eq!(outputs(&folder.join("output")), outputs(&folder.join("fresh")), "{told}");
    cached(&told)
}

mod remembering {
    use super::*;

    #[test]
    fn what_has_not_changed_is_not_compiled() {
        let folder = workplace();
        assert_eq!(cached(&build(folder.path(), &[])), 0);
        assert_eq!(again(folder.path()), 3);
        // The bytes have told; now the times do.
        assert_eq!(again(folder.path()), 3);
    }

    #[test]
    fn one_edit_compiles_one_document() {
        let folder = workplace();
        build(folder.path(), &[]);
        put(folder.path(), "input/b.zh.txt", &text(4));
        let told = build(folder.path(), &[]);
        assert!(told.contains("files: 3 written, 6 unchanged\ncompiled: 1, from the cache: 2\n"), "{told}");
        assert_eq!(again(folder.path()), 3);
    }

    #[test]
    fn an_edit_that_keeps_the_length_is_seen() {
        let folder = workplace();
        build(folder.path(), &[]);
        put(folder.path(), "input/b.zh.txt", &text(1).replace("2006", "2007"));
        assert_eq!(again(folder.path()), 2);
    }

    #[test]
    fn a_text_that_was_only_touched_is_not_compiled() {
        let folder = workplace();
        build(folder.path(), &[]);
        put(folder.path(), "input/b.zh.txt", &text(1));
        assert_eq!(again(folder.path()), 3);
    }

    #[test]
    fn sidecars_and_options_and_settings_count() {
        let folder = workplace();
        build(folder.path(), &[]);
        put(folder.path(), "input/b.zh.meta.yaml", "symbol: A/RES/75/291\n");
        assert_eq!(again(folder.path()), 2);
        put(folder.path(), "input/b.zh.meta.yaml", "symbol: A/RES/75/292\n");
        assert_eq!(again(folder.path()), 2);
        fs::remove_file(folder.path().join("input/b.zh.meta.yaml")).unwrap();
        assert_eq!(again(folder.path()), 2);
        for arguments in [&["--class", "resolution"][..], &["--language", "zh"], &["--format", "json"], &[]] {
            assert_eq!(cached(&build(folder.path(), arguments)), 0, "{arguments:?}");
        }
        put(folder.path(), "declc.toml", "ignore = [\"metadata\"]\n");
        assert_eq!(again(folder.path()), 0);
        assert_eq!(again(folder.path()), 3);
    }

    #[test]
    fn what_the_caller_says_of_the_encoding_counts() {
        let folder = workplace();
        build(folder.path(), &[]);
        assert_eq!(cached(&build(folder.path(), &["--encoding", "gb18030"])), 0);
        assert_eq!(cached(&build(folder.path(), &["--encoding", "gb18030"])), 3);
        assert_eq!(again(folder.path()), 0);
    }

    #[test]
    fn an_output_that_was_touched_is_written_again() {
        let folder = workplace();
        build(folder.path(), &[]);
        let path = folder.path().join("output/a.zh.json");
        let whole = fs::read_to_string(&path).unwrap();
        for damage in [whole.replacen('d', "e", 1), String::new()] {
            fs::write(&path, damage).unwrap();
            assert_eq!(again(folder.path()), 2);
        }
        fs::remove_file(path).unwrap();
        assert_eq!(again(folder.path()), 2);
    }

    #[test]
    fn a_damaged_memory_is_not_believed() {
        let folder = workplace();
        build(folder.path(), &[]);
        let path = remembered(&folder.path().join("output/.declc-cache"));
        let whole = fs::read(&path).unwrap();
        let line = whole.iter().position(|&byte| byte == b'\n').unwrap();
        // A bit within the first entry, behind its kind, its two numbers and its length: the others stand.
        for (at, left) in [(25, 2), (60, 2), (1, 2), (9, 2), (0, 0), (24, 0)] {
            let mut wrong = whole.clone();
            wrong[line + 1 + at] ^= 1;
            fs::write(&path, wrong).unwrap();
            assert_eq!(again(folder.path()), left, "{at}");
        }
        // Cut short, of another version, no text, empty.
        let foreign = [b"declc 0.0.0", &whole[line..]].concat();
        for (bytes, left) in [(&whole[..whole.len() - 20], 2), (&foreign, 0), (&[0xff; 400], 0), (&[], 0)] {
            fs::write(&path, bytes).unwrap();
            assert_eq!(again(folder.path()), left);
        }
        // Gone, and a folder in its place.
        fs::remove_file(&path).unwrap();
        assert_eq!(again(folder.path()), 0);
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(build(folder.path(), &[]).contains("warning[DC027]: cache-not-written"));
    }

    #[test]
    fn a_gate_believes_nobody_and_writes_nothing() {
        let folder = workplace();
        build(folder.path(), &["--no-cache"]);
        assert!(!folder.path().join("output/.declc-cache").exists());
        assert_eq!(cached(&build(folder.path(), &["--check"])), 0);
        assert!(!folder.path().join("output/.declc-cache").exists());
    }

    #[test]
    fn a_text_that_fails_is_told_each_time() {
        let folder = workplace();
        put(folder.path(), "input/bad.zh.txt", "\0");
        for left in [0, 3] {
            let (code, told) = build_with(folder.path(), &[], b"");
            assert_eq!((code, cached(&told)), (1, left), "{told}");
            assert!(told.contains("DC005"), "{told}");
        }
    }

    #[test]
    fn a_build_of_one_text_keeps_what_is_known_of_the_others() {
        let folder = workplace();
        build(folder.path(), &[]);
        put(folder.path(), "input/b.zh.txt", &text(5));
        assert_eq!(cached(&build(folder.path(), &["input/b.zh.txt"])), 0);
        assert_eq!(again(folder.path()), 3);
    }

    #[test]
    fn several_output_folders_share_a_named_cache() {
        let folder = workplace();
        let build = |output: &str| cached(&build(folder.path(), &["-o", output, "--cache-dir", "known"]));
        assert_eq!(["x", "y", "x", "y"].map(build), [0, 0, 3, 3]);
        assert_eq!(fs::read_to_string(folder.path().join("known/.gitignore")).unwrap(), "*\n");
        assert!(!folder.path().join("x/.declc-cache").exists());
    }

    #[test]
    fn the_report_is_the_same_but_for_its_times() {
        let folder = workplace();
        let report = || {
            build(folder.path(), &["--report", "report.json"]);
            let text = fs::read_to_string(folder.path().join("report.json")).unwrap();
            let timeless: String =
                text.lines().filter(|line| !line.contains("milliseconds")).map(|l| l.to_owned() + "\n").collect();
            (timeless, serde_json::from_str::<Value>(&text).unwrap())
        };
        // The outputs are there, and nothing is remembered.
        build(folder.path(), &["--no-cache"]);
        let (_, fresh) = report();
        let (text, kept) = report();
        assert!(!fresh["documents"][0]["diagnostics"].as_array().unwrap().is_empty());
        assert_eq!((&fresh["documents"][0]["cached"], &kept["documents"][0]["cached"]), (&false.into(), &true.into()));
        for key in ["path", "sha256", "outputs", "counts", "ledger", "diagnostics"] {
            assert_eq!(fresh["documents"][1][key], kept["documents"][1][key], "{key}");
        }
        assert!(
            text.contains("\n      \"diagnostics\": [\n        {\n          \"path\": \"input/a.zh.txt\""),
            "{text}"
        );
    }

    #[test]
    fn languages_are_compared_as_if_all_had_been_compiled() {
        let folder = tempfile::tempdir().unwrap();
        let english =
            |more: &str| format!("The General Assembly,\n\nRecalling the report,\n\n1. Decides to end.\n{more}");
        put(folder.path(), "input/a.en.txt", &english(""));
        put(folder.path(), "input/a.zh.txt", "大会，\n\n回顾报告，\n\n1. 决定结束。\n");
        put(folder.path(), "input/b.zh.txt", &text(1));
        let differs = |told: &str| told.contains("declc parity input/a.*.txt");
        assert!(!differs(&build(folder.path(), &[])));
        put(folder.path(), "input/a.en.txt", &english("\n2. Decides to begin.\n"));
        let told = build(folder.path(), &[]);
        assert!(differs(&told) && cached(&told) == 2, "{told}");
        let told = build(folder.path(), &[]);
        assert!(differs(&told) && cached(&told) == 3, "{told}");
        // A build of another text forgets nothing of this work.
        build(folder.path(), &["input/b.zh.txt"]);
        put(folder.path(), "input/a.en.txt", &english(""));
        assert!(!differs(&build(folder.path(), &[])));
    }
}

mod sameness {
    use super::*;

    /// Beginnings of the four documents, of many lengths, and versions of one work.
    fn texts(folder: &Path) {
        let seeds = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/input")).unwrap();
        let texts =
            seeds.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "txt"));
        for path in texts {
            let (name, text) = (path.file_name().unwrap().to_str().unwrap(), fs::read_to_string(&path).unwrap());
            for lines in [9, 14, 20, 35] {
                let part: String = text.split_inclusive('\n').take(lines).collect();
                put(folder, &format!("input/{lines}-{name}"), &part);
            }
        }
        for (language, text) in
            [("en", "The General Assembly,\n\n1. Decides to end.\n"), ("zh", "大会，\n\n1. 决定结束。\n")]
        {
            put(folder, &format!("input/work.{language}.txt"), text);
        }
    }

    #[test]
    fn the_same_bytes_come_out_on_one_thread_and_on_many_compiled_and_remembered() {
        let folder = tempfile::tempdir().unwrap();
        texts(folder.path());
        let report = |arguments: &[&str]| -> Vec<Value> {
            build_with(folder.path(), &[&["--report", "report.json"], arguments].concat(), b"");
            let mut report: Value =
                serde_json::from_slice(&fs::read(folder.path().join("report.json")).unwrap()).unwrap();
            report["documents"]
                .as_array_mut()
                .unwrap()
                .iter_mut()
                .map(|d| serde_json::json!([d["path"], d["sha256"], d["counts"], d["ledger"], d["diagnostics"]]))
                .collect()
        };
        let told = report(&["-o", "one", "--jobs", "1", "--no-cache"]);
        let one = outputs(&folder.path().join("one"));
        assert_eq!(one.len(), 3 * (4 * 4 + 2));
        for jobs in ["1", "2", "8"] {
            // Compiled, then remembered, then remembered by another number of threads.
            for (times, again) in [jobs, jobs, "3"].into_iter().enumerate() {
                assert_eq!(report(&["-o", jobs, "--jobs", again]), told, "--jobs {again}, time {times}");
                assert_eq!(outputs(&folder.path().join(jobs)), one, "--jobs {again}, time {times}");
            }
        }
    }
}

mod parts {
    use super::*;

    #[test]
    fn the_parts_together_are_the_whole() {
        let folder = workplace();
        build(folder.path(), &["--jobs", "1"]);
        for part in ["0/3", "1/3", "2/3"] {
            build(folder.path(), &["-o", "parts", "--shard", part, "--jobs", "3"]);
        }
        assert_eq!(outputs(&folder.path().join("output")), outputs(&folder.path().join("parts")));
        let told = ["0/3", "1/3", "2/3"].map(|part| cached(&build(folder.path(), &["-o", "parts", "--shard", part])));
        assert_eq!(told.iter().sum::<usize>(), 3);
    }

    #[test]
    fn wrong_numbers_are_refused() {
        let folder = workplace();
        for arguments in [["--shard", "3/3"], ["--shard", "x"], ["--jobs", "0"]] {
            assert_eq!(build_with(folder.path(), &arguments, b"").0, 2, "{arguments:?}");
        }
    }
}

mod lists {
    use super::*;

    #[test]
    fn paths_come_from_a_list() {
        let folder = workplace();
        put(folder.path(), "some where/决议 1\n.txt", &text(2));
        let list = "some where/决议 1\n.txt\0input/b.zh.txt\0";
        let (code, told) = build_with(folder.path(), &["--files0-from", "-", "--format", "json"], list.as_bytes());
        assert_eq!(code, 0, "{told}");
        put(folder.path(), "list", list);
        build(folder.path(), &["--files0-from", "list", "--format", "json", "-o", "again"]);
        for output in ["output", "again"] {
            assert_eq!(
                outputs(&folder.path().join(output)).into_keys().collect::<Vec<_>>(),
                ["b.zh.json", "决议 1\n.json"]
            );
        }
    }

    #[test]
    fn a_list_that_is_empty_or_missing() {
        let folder = workplace();
        assert_eq!(build_with(folder.path(), &["--files0-from", "-"], b"").0, 0);
        assert!(!folder.path().join("output").exists());
        let (code, told) = build_with(folder.path(), &["--files0-from", "none"], b"");
        assert!(code == 2 && told.contains("DC001"), "{told}");
        assert_eq!(build_with(folder.path(), &["--files0-from", "-", "input"], b"").0, 2);
    }
}

mod dependencies {
    use super::*;

    #[test]
    fn each_document_has_its_rule() {
        let folder = workplace();
        put(folder.path(), "input/b.zh.meta.yaml", "symbol: A/RES/75/291\n");
        // The second time from the cache.
        for _ in 0..2 {
            build(folder.path(), &["--format", "json,yaml", "--depfile", "out.d"]);
            let rules = fs::read_to_string(folder.path().join("out.d")).unwrap();
            let b = "output/b.zh.json output/b.zh.yaml: input/b.zh.txt input/b.zh.meta.yaml\n";
            assert!(rules.contains(b) && rules.contains("\ninput/b.zh.meta.yaml:\n"), "{rules}");
            assert!(rules.starts_with("output/a.zh.json output/a.zh.yaml: input/a.zh.txt\n"), "{rules}");
        }
        let (code, told) = build_with(folder.path(), &["--depfile", "none/out.d"], b"");
        assert!(code == 74 && told.contains("DC028"), "{told}");
    }
}

mod telling {
    use super::*;

    #[test]
    fn the_time_of_each_stage_stands_in_the_report() {
        let folder = workplace();
        let told = build(folder.path(), &["--timings", "--report", "report.json", "--jobs", "2"]);
        assert!(told.contains("\nstage ") && told.contains("\nvalidate "), "{told}");
        let report =
            |name: &str| -> Value { serde_json::from_slice(&fs::read(folder.path().join(name)).unwrap()).unwrap() };
        let timed = report("report.json");
        let stages = ["read", "parse", "link", "ledger", "check", "akn", "json", "yaml", "validate", "write"];
        for stages_of in [&timed["timings"], &timed["documents"][0]["timings"]] {
            assert_eq!(stages_of.as_object().unwrap().len(), stages.len());
            assert!(stages.iter().all(|stage| stages_of[stage]["milliseconds"].as_f64().unwrap() >= 0.0));
        }
        let size = |path: &str| fs::metadata(folder.path().join(path)).unwrap().len();
        let first = &timed["documents"][0]["timings"];
        let bytes =
            ["read", "check", "akn", "validate", "json", "yaml"].map(|stage| first[stage]["bytes"].as_u64().unwrap());
        let [text, akn] = [size("input/a.zh.txt"), size("output/a.zh.akn.xml")];
        let [json, yaml] = [size("output/a.zh.json"), size("output/a.zh.yaml")];
        assert_eq!(bytes, [text, text, akn, akn, json, yaml]);
        assert_eq!((first["write"]["bytes"].as_u64(), timed["jobs"].as_u64()), (Some(akn + json + yaml), Some(2)));
        let sum = |stage: &str| {
            timed["documents"]
                .as_array()
                .unwrap()
                .iter()
                .map(|d| d["timings"][stage]["bytes"].as_u64().unwrap())
                .sum::<u64>()
        };
        assert_eq!(timed["timings"]["yaml"]["bytes"].as_u64(), Some(sum("yaml")));
        // Nothing is compiled, so nothing took time.
        build(folder.path(), &["--timings", "--report", "again.json"]);
        let again = report("again.json");
        assert_eq!((again["timings"].to_string(), &again["documents"][0]["timings"]), ("{}".to_owned(), &Value::Null));
        // Nobody has asked.
        build(folder.path(), &["--no-cache", "--report", "plain.json"]);
        assert_eq!(
            (&report("plain.json")["timings"], &report("plain.json")["documents"][0]["timings"]),
            (&Value::Null, &Value::Null)
        );
    }

    #[test]
    fn a_log_has_one_object_a_line() {
        let folder = workplace();
        put(folder.path(), "input/bad.zh.txt", "\0");
        put(folder.path(), "input/none.meta.yaml", "symbol: A/RES/75/291\n");
        let log = |arguments: &[&str]| -> Vec<Value> {
            let (_, told) = build_with(folder.path(), &[&["--log-format", "json"], arguments].concat(), b"");
            told.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let fresh = log(&[]);
        // First of all, what is about paths; then each text, what is told of it before what became of it.
        let of = |event: &Value| {
            (event["event"].as_str().unwrap().to_owned(), event["path"].as_str().unwrap_or("").to_owned())
        };
        let events: Vec<_> = fresh.iter().map(of).collect();
        let at =
            |event: &str, path: &str| events.iter().position(|found| *found == (event.into(), path.into())).unwrap();
        let order = [
            at("finding", "input/none.meta.yaml"),
            at("finding", "input/a.zh.txt"),
            at("document", "input/a.zh.txt"),
            at("finding", "input/bad.zh.txt"),
            at("document", "input/bad.zh.txt"),
            at("summary", ""),
        ];
        assert!(order.is_sorted() && order[5] == fresh.len() - 1, "{events:?}");
        let finding = &fresh[order[1]];
        for key in ["code", "name", "severity", "message", "help", "line", "column", "end_line", "end_column", "bytes"]
        {
            assert!(finding.get(key).is_some(), "{key}: {finding}");
        }
        assert_eq!((&fresh[order[3]]["code"], &fresh[order[4]]["status"]), (&"DC005".into(), &"failed".into()));
        let counts = &fresh[order[5]]["counts"];
        assert_eq!((&counts["documents"], &counts["failed"], &counts["written"]), (&4.into(), &1.into(), &9.into()));
        // The same from what is remembered, but for what was done.
        let timeless =
            |events: &[Value]| -> Vec<Value> { events.iter().filter(|e| e["event"] == "finding").cloned().collect() };
        let again = log(&[]);
        assert_eq!(timeless(&again), timeless(&fresh));
        assert_eq!(again.iter().filter(|event| event["cached"] == true).count(), 3);
        assert!(log(&["--quiet"]).iter().all(|event| event["code"] == "DC005" || event["code"] == "DC014"));
    }

    #[test]
    fn quiet_leaves_problems_alone() {
        let folder = workplace();
        assert_eq!(build(folder.path(), &["--quiet"]), "");
        put(folder.path(), "input/bad.zh.txt", "\0");
        let (code, told) = build_with(folder.path(), &["-q"], b"");
        assert!(code == 1 && told.contains("DC005") && !told.contains("documents:"), "{told}");
    }
}
