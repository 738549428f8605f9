//! Settings as users meet them: `declc.toml`, the options that go before it, findings set aside, baselines.
//!
//! Each test makes a folder, runs `declc` in it and looks at the findings, the exit code and the files.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A mark of half width, a space within a word, a number left out.
const FAULTY: &str = "大会，\n\n回顾其2006年9月8日第60/288号决议,\n\n1. 请秘书长提出 报告；\n\n3. 决定继续处理此案。\n";

/// A folder with `input/a.txt` and other files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("input/a.txt", FAULTY)].iter().chain(files) {
        write(&folder, name, text);
    }
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

/// Exit code, standard output, standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_declc")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Exit code, and each finding as `path:line:column severity code`; without metadata, which these texts lack.
fn check(folder: &TempDir, arguments: &[&str]) -> (i32, Vec<String>) {
    let all = [&["check", "--format", "json"], arguments].concat();
    let (code, stdout, stderr) = run(folder.path(), &all);
    let found: Vec<Value> = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}"));
    let line = |f: &Value| {
        let place = |key: &str| f[key].as_u64().map_or(String::new(), |n| format!(":{n}"));
        let text = |key: &str| f[key].as_str().unwrap().to_owned();
        format!("{}{}{} {} {}", text("path"), place("line"), place("column"), text("severity"), text("code"))
    };
    (code, found.iter().map(line).filter(|line| !line.contains("DC60")).collect())
}

const ALL: [&str; 3] =
    ["input/a.txt:3:23 warning DC721", "input/a.txt:5:9 warning DC722", "input/a.txt:7:1 error DC301"];

mod settings {
    use super::*;

    #[test]
    fn rules_are_chosen_by_code_beginning_family_and_name() {
        let folder = folder(&[]);
        for (settings, left) in [
            ("", &ALL[..]),
            ("select = ['DC7']", &ALL[..2]),
            ("select = ['numbering']", &ALL[2..]),
            ("ignore = ['punctuation']", &ALL[2..]),
            ("select = ['space-inside-text', 'DC301']", &ALL[1..]),
            ("select = ['all']\nignore = ['DC7', 'numbering']", &[]),
            ("ignore = ['all']", &[]),
            ("[severity]\nDC7 = 'off'", &ALL[2..]),
            ("[severity]\nall = 'off'\nDC72 = 'warning'", &ALL[..2]),
            ("[per-file-ignores]\n'*.txt' = ['DC7']", &ALL[2..]),
            ("[per-file-ignores]\n'input/b*' = ['all']", &ALL[..]),
            ("exclude = ['input/**']", &[]),
        ] {
            write(&folder, "declc.toml", settings);
            assert_eq!(check(&folder, &[]).1, left, "{settings}");
        }
    }

    #[test]
    fn severities_decide_the_exit_code() {
        let folder = folder(&[("declc.toml", "[severity]\nnumber-gap = 'note'\nDC7 = 'error'\nDC722 = 'warning'\n")]);
        let (code, found) = check(&folder, &[]);
        assert_eq!(code, 1);
        assert_eq!(
            found,
            ["input/a.txt:3:23 error DC721", "input/a.txt:5:9 warning DC722", "input/a.txt:7:1 info DC301"]
        );
        write(&folder, "declc.toml", "fail-on = 'warning'\nignore = ['DC301']\n");
        assert_eq!(check(&folder, &[]).0, 1);
        assert_eq!(check(&folder, &["--fail-on", "error"]).0, 0, "the command line goes before the file");
        write(&folder, "declc.toml", "fail-on = 'never'\n");
        assert_eq!(check(&folder, &[]).0, 0);
        assert_eq!(check(&folder, &["--strict"]).0, 1);
    }

    #[test]
    fn the_command_line_goes_before_the_file() {
        let folder = folder(&[("declc.toml", "select = ['DC7']\nignore = ['DC721']\n")]);
        assert_eq!(check(&folder, &[]).1, ALL[1..2]);
        assert_eq!(check(&folder, &["--select", "DC721,DC301"]).1, [ALL[0], ALL[2]]);
        assert_eq!(check(&folder, &["--ignore", "DC722"]).1, [""; 0]);
        assert_eq!(check(&folder, &["--isolated"]).1, ALL);
        write(&folder, "other/own.toml", "select = ['DC301']\n");
        assert_eq!(check(&folder, &["--config", "other/own.toml"]).1, ALL[2..]);
        let (code, _, stderr) = run(folder.path(), &["check", "--select", "number-gpa"]);
        assert!(code == 2 && stderr.contains("did you mean `number-gap`?"), "{stderr}");
        let (code, _, stderr) = run(folder.path(), &["check", "--config", "none.toml"]);
        assert!(code == 2 && stderr.contains("DC001"), "{stderr}");
    }

    #[test]
    fn the_nearest_file_above_counts() {
        let folder = folder(&[("declc.toml", "[per-file-ignores]\n'input/a.txt' = ['DC7']\n")]);
        let (_, stdout, _) = run(&folder.path().join("input"), &["check", "a.txt", "--format", "short"]);
        assert!(stdout.contains("DC301") && !stdout.contains("DC721"), "globs count from the file's folder: {stdout}");
        write(&folder, "input/declc.toml", "ignore = ['DC301']\n");
        let (_, stdout, _) = run(&folder.path().join("input"), &["check", "a.txt", "--format", "short"]);
        assert!(!stdout.contains("DC301") && stdout.contains("DC721"), "{stdout}");
    }

    #[test]
    fn each_fault_of_the_file_stands_at_its_place() {
        let folder = folder(&[]);
        for (settings, place, hint) in [
            ("selct = ['DC5']", "1:1 error DC071", "Did you mean `select`?"),
            ("ignore = ['DC3', 'number-gpa']", "1:18 error DC073", "did you mean `number-gap`?"),
            ("ignore = ['DC999']", "1:11 error DC073", "`declc rules` lists them"),
            ("[severity]\nDC301 = 'wraning'", "2:9 error DC072", "Did you mean `warning`?"),
            ("[severity]\nrefrences = 'off'", "2:1 error DC073", "did you mean `references`?"),
            ("fail-on = 3", "1:11 error DC072", "quotation marks"),
            ("exclude = ['a', '[']", "1:17 error DC072", "stands for"),
            ("exclude = 'a'", "1:11 error DC072", "Write ["),
            ("severity = 'off'", "1:12 error DC072", "[severity]"),
            ("[per-file-ignores]\n'a***' = ['DC3']", "2:1 error DC072", "stands for"),
            ("ignore = ['DC3'", "1:16 error DC070", "not TOML"),
            ("ignore = []\nignore = []", "2:1 error DC070", "duplicate key"),
        ] {
            write(&folder, "declc.toml", settings);
            let (code, found) = check(&folder, &[]);
            assert_eq!((code, found), (2, vec![format!("declc.toml:{place}")]), "{settings}");
            let (_, _, stderr) = run(folder.path(), &["check"]);
            assert!(stderr.contains(hint), "{settings}: {stderr}");
        }
        write(&folder, "declc.toml", "a = 1\nexclude = 2\nb = 3\n");
        assert_eq!(check(&folder, &[]).1.len(), 3, "every fault is told");
    }

    #[test]
    fn a_build_loses_no_output_whatever_the_settings() {
        let folder = folder(&[]);
        for (settings, code, errors) in [
            ("", 0, "1 error"),
            ("ignore = ['all']", 0, ""),
            ("exclude = ['input']", 0, ""),
            ("nonsense", 2, "1 error"),
        ] {
            let _ = fs::remove_dir_all(folder.path().join("output"));
            write(&folder, "declc.toml", settings);
            let (exit, _, stderr) = run(folder.path(), &["build"]);
            assert_eq!(exit, code, "{settings}: {stderr}");
            assert_eq!(stderr.contains("1 error in the texts"), !errors.is_empty(), "{settings}: {stderr}");
            let outputs = fs::read_dir(folder.path().join("output")).unwrap().map(|entry| entry.unwrap().path());
            assert_eq!(outputs.filter(|path| path.is_file()).count(), 3, "{settings}");
        }
    }

    #[test]
    fn a_text_on_standard_input_goes_by_the_name_that_it_is_given() {
        let folder = folder(&[("declc.toml", "[per-file-ignores]\n'*.draft.txt' = ['punctuation']\n")]);
        for (name, told) in [("input/a.draft.txt", false), ("input/a.txt", true)] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
            command.args(["check", "-", "--format", "short", "--stdin-filename", name]).current_dir(folder.path());
            let text = fs::File::open(folder.path().join("input/a.txt")).unwrap();
            let stdout = String::from_utf8(command.stdin(text).output().unwrap().stdout).unwrap();
            assert_eq!(stdout.contains("DC722"), told, "{name}: {stdout}");
        }
    }

    #[test]
    fn what_stops_a_run_is_told_whatever_the_settings() {
        let folder = folder(&[("declc.toml", "ignore = ['all']\n"), ("input/b.txt", ""), ("input/c.meta.yaml", "")]);
        assert_eq!(check(&folder, &[]), (1, vec!["input/b.txt error DC004".to_owned()]));
        write(&folder, "declc.toml", "[severity]\nempty-text = 'note'\n");
        assert!(check(&folder, &[]).1.contains(&"input/b.txt error DC004".to_owned()));
        write(&folder, "declc.toml", "select = ['DC014']\n[severity]\norphan-sidecar = 'note'\n");
        let found = ["input/c.meta.yaml info DC014", "input/b.txt error DC004"].map(str::to_owned);
        assert_eq!(check(&folder, &[]), (1, found.to_vec()));
    }
}

mod suppressions {
    use super::*;

    #[test]
    fn what_is_set_aside_is_told_no_more() {
        let folder = folder(&[]);
        assert_eq!(check(&folder, &["--select", "DC7", "--add-ignores", "printed \"so\" 原文如此"]), (0, vec![]));
        let text = read(&folder, "declc-ignore.toml");
        assert_eq!(text.matches("[[ignore]]").count(), 2);
        assert!(text.contains("reason = \"printed \\\"so\\\" 原文如此\"") && text.contains("paragraph = \"para_1\""));
        assert_eq!(check(&folder, &[]).1, ALL[2..]);
        assert_eq!(check(&folder, &["--isolated"]).1, ALL);
        assert_eq!(check(&folder, &["--add-ignores", "too"]).1, [""; 0]);
        assert!(read(&folder, "declc-ignore.toml").starts_with(&text), "what stood there stays");
        assert_eq!(check(&folder, &[]), (0, vec![]));
    }

    #[test]
    fn a_suppression_holds_as_long_as_its_text_is_the_same() {
        let folder = folder(&[]);
        check(&folder, &["--select", "DC722", "--add-ignores", "so"]);
        write(&folder, "input/a.txt", &FAULTY.replace("回顾", "重申其决心，\n\n回顾"));
        assert_eq!(check(&folder, &["--select", "DC722,DC074,DC075"]).1, [""; 0], "a paragraph above changes nothing");
        write(&folder, "input/a.txt", &FAULTY.replace("1. 请", "1. 决定继续；\n\n2. 请"));
        assert_eq!(check(&folder, &["--select", "DC722,DC074,DC075"]).1, [""; 0], "it moves with its paragraph");
        write(&folder, "input/a.txt", &FAULTY.replace("报告", "新报告"));
        let (code, found) = check(&folder, &["--select", "DC722,DC074,DC075"]);
        assert_eq!(found, ["input/a.txt:5:9 warning DC722", "declc-ignore.toml:4:8 warning DC075"]);
        assert_eq!(code, 0);
    }

    #[test]
    fn an_unused_suppression_is_a_finding() {
        let folder = folder(&[]);
        check(&folder, &["--select", "DC7", "--add-ignores", "so"]);
        write(&folder, "input/a.txt", &FAULTY.replace("提出 报告", "提出报告"));
        assert_eq!(check(&folder, &["--select", "DC7,DC07"]).1, ["declc-ignore.toml:11:8 warning DC074"]);
        assert_eq!(check(&folder, &["--select", "DC7,DC07", "--strict"]).0, 1);
        assert_eq!(
            check(&folder, &["--select", "DC721,DC07"]).1,
            [""; 0],
            "of a rule that is not told nothing is known"
        );
        write(&folder, "input/b.txt", "大会，\n\n1. 决定继续。\n");
        assert_eq!(
            check(&folder, &["--select", "DC7,DC07", "input/b.txt"]).1,
            [""; 0],
            "nor of a text that is not read"
        );
        fs::remove_file(folder.path().join("input/a.txt")).unwrap();
        let gone = ["declc-ignore.toml:4:8 warning DC074", "declc-ignore.toml:11:8 warning DC074"];
        assert_eq!(check(&folder, &["--select", "DC7,DC07"]).1, gone);
    }

    #[test]
    fn an_entry_by_hand_needs_a_reason_and_a_rule() {
        let entry = |lines: &str| format!("[[ignore]]\n{lines}\n");
        let whole = "rule = 'DC603'\ndocument = 'input/a.txt'\nreason = 'none is printed'";
        let folder = folder(&[("declc-ignore.toml", &entry(whole))]);
        let (_, stdout, _) = run(folder.path(), &["check", "--format", "short"]);
        assert!(stdout.contains("DC602") && !stdout.contains("DC603"), "a finding about the whole text: {stdout}");
        for (lines, place) in [
            ("rule = 'DC603'\ndocument = 'input/a.txt'", "DC072"),
            ("rule = 'DC603'\ndocument = 'input/a.txt'\nreason = ' '", "4:10 error DC072"),
            ("rule = 'DC6'\ndocument = 'input/a.txt'\nreason = 'so'", "2:8 error DC072"),
            ("rule = 'DC999'\ndocument = 'input/a.txt'\nreason = 'so'", "2:8 error DC073"),
            ("rule = 'DC603'\ndocument = 'input/a.txt'\nraeson = 'so'\nreason = 'so'", "4:1 error DC071"),
        ] {
            write(&folder, "declc-ignore.toml", &entry(lines));
            let (code, found) = check(&folder, &[]);
            assert!(code == 2 && found.len() == 1 && found[0].ends_with(place), "{lines}: {found:?}");
        }
    }

    #[test]
    fn a_document_goes_by_its_iri_too() {
        let text = format!("A/RES/75/291\n\n{FAULTY}\n2021年6月30日\n第85次全体会议\n");
        let folder = folder(&[("input/a.txt", text.as_str())]);
        run(folder.path(), &["build", "--format", "json"]);
        let json: Value = serde_json::from_str(&read(&folder, "output/a.json")).unwrap();
        let iri = json["metadata"]["work_iri"]["value"].as_str().unwrap().to_owned();
        check(&folder, &["--select", "DC7", "--add-ignores", "so"]);
        let by_path = read(&folder, "declc-ignore.toml");
        write(&folder, "declc-ignore.toml", &by_path.replace("input/a.txt", &iri));
        assert_eq!(check(&folder, &["--select", "DC7,DC07"]), (0, vec![]));
    }
}

mod baselines {
    use super::*;

    #[test]
    fn only_new_findings_count() {
        let folder = folder(&[]);
        assert_eq!(check(&folder, &["--baseline", "known.json", "--update-baseline"]), (0, vec![]));
        assert_eq!(check(&folder, &["--baseline", "known.json"]), (0, vec![]));
        let edited = FAULTY.replace("回顾", "重申其决心，\n\n回顾").replace("3. 决", "4. 决");
        write(&folder, "input/a.txt", &edited.replace("此案", "此 案"));
        let found = ["input/a.txt:9:1 error DC301", "input/a.txt:9:10 warning DC722"].map(str::to_owned);
        assert_eq!(check(&folder, &["--baseline", "known.json"]), (1, found.to_vec()));
        assert_eq!(check(&folder, &["--baseline", "known.json", "--update-baseline"]).0, 0);
        let (_, _, stderr) = run(folder.path(), &["check", "--baseline", "known.json"]);
        assert!(stderr.ends_with("errors: 0; warnings: 0; in the baseline: 7\n"), "{stderr}");
    }

    #[test]
    fn a_baseline_that_is_none_stops_the_run() {
        let folder = folder(&[
            ("bad.json", "{\n  \"findings\": 3\n}\n"),
            ("new.json", "{\"declc_baseline\": 9, \"findings\": []}"),
        ]);
        for (name, place) in [
            ("none.json", "none.json error DC001"),
            ("bad.json", "bad.json:2:1 error DC076"),
            ("new.json", "new.json:1:1 error DC076"),
        ] {
            assert_eq!(check(&folder, &["--baseline", name]), (2, vec![place.to_owned()]));
        }
        assert_eq!(run(folder.path(), &["check", "--update-baseline"]).0, 2);
    }
}

#[test]
fn the_committed_schema_is_that_of_the_settings() {
    let (_, current, _) = run(Path::new("."), &["schema", "config"]);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/config.schema.json");
    let committed = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        committed == current,
        "schema/config.schema.json is stale: cargo run -- schema config > schema/config.schema.json"
    );
}

#[test]
fn the_example_in_the_documentation_is_read() {
    let manual = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md")).unwrap();
    let examples: Vec<&str> = manual.split("```toml\n").skip(1).filter_map(|part| part.split("```").next()).collect();
    let [settings, ignore] = examples[..] else { panic!("{} examples", examples.len()) };
    let folder = folder(&[("declc.toml", settings), ("declc-ignore.toml", ignore)]);
    let (code, found) = check(&folder, &[]);
    assert_ne!(code, 2, "{found:?}");
}
