//! The command line as users and pipelines meet it: the built binary in folders of its own.
//!
//! Each test makes a folder, runs `declc` in it and looks at the exit code, the two streams and the files. Bad input of
//! every kind has its test: the message names the file, the reason and the remedy; the other documents still come out;
//! what stood in the output folder before is untouched.
//!
//! Not here: what the outputs say (see `documents.rs`), and failing passes (see `src/cli/build/tests.rs`).
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A short resolution.
const GOOD: &str =
    "大会，\n\n回顾其2006年9月8日第60/288号决议，\n\n1. 重申《联合国全球反恐战略》；\n\n2. 决定继续处理此案。\n";

/// A working folder with an input folder, and what is run in it.
struct Workplace {
    folder: TempDir,
}

/// What a run gave.
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Workplace {
    /// A folder with these files under `input/`.
    fn new(files: &[(&str, &[u8])]) -> Self {
        let workplace = Workplace { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(workplace.path("input")).unwrap();
        for (name, bytes) in files {
            workplace.write(&format!("input/{name}"), bytes);
        }
        workplace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.folder.path(), arguments)
    }

    /// The same with a text on standard input.
    fn run_with(&self, arguments: &[&str], input: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
        command.args(arguments).current_dir(self.folder.path());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A run that refuses its arguments ends without reading.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Run::of(&child.wait_with_output().unwrap())
    }

    /// Every file under a folder, with its bytes.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let Ok(entries) = fs::read_dir(self.path(folder)) else { return BTreeMap::new() };
        let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())).collect()
    }

    fn outputs(&self) -> Vec<String> {
        self.files("output").into_keys().collect()
    }

    /// Builds a good document beside a bad file, over old outputs of both; the bad one leaves its outputs as they were,
    /// the good one comes out.
    fn build_beside_good(bad: &str, bytes: &[u8], more: &[(&str, &[u8])]) -> Run {
        let workplace = Workplace::new(&[("good.zh.txt", GOOD.as_bytes()), (bad, bytes)]);
        for (name, bytes) in more {
            workplace.write(&format!("input/{name}"), bytes);
        }
        let stem = bad.trim_end_matches(".txt");
        workplace.write(&format!("output/{stem}.json"), b"before");
        workplace.write("output/good.zh.json", b"before");
        workplace.write("output/notes.md", b"a note");
        let run = workplace.run(&["build"]);
        let files = workplace.files("output");
        assert_eq!(
            files[&format!("{stem}.json")],
            b"before",
            "the old output of the bad text is damaged: {}",
            run.stderr
        );
        assert_eq!(files["notes.md"], b"a note");
        assert_ne!(files["good.zh.json"], b"before", "the good text did not come out: {}", run.stderr);
        assert_eq!(files.len(), 5, "{:?}", files.keys());
        run
    }
}

fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_declc")).args(arguments).current_dir(folder).output().unwrap();
    Run::of(&output)
}

impl Run {
    fn of(output: &Output) -> Run {
        Run {
            code: output.status.code().expect("declc was killed"),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// The exit code, and texts that standard error holds.
    fn expect(&self, code: i32, texts: &[&str]) {
        for text in texts {
            assert!(self.stderr.contains(text), "{text:?} is not in:\n{}", self.stderr);
        }
        assert_eq!(self.code, code, "{}", self.stderr);
        assert!(!self.stderr.contains("panicked at"), "{}", self.stderr);
    }
}

mod building {
    use super::*;

    #[test]
    fn every_format_comes_out_and_a_line_for_each_document() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes()), ("德里.zh.md", GOOD.as_bytes())]);
        let run = workplace.run(&["build"]);
        run.expect(0, &["input/a.zh.txt", "input/德里.zh.md", "documents: 2; files: 6 written, 0 unchanged"]);
        assert_eq!(run.stdout, "");
        let names = ["a.zh.akn.xml", "a.zh.json", "a.zh.yaml", "德里.zh.akn.xml", "德里.zh.json", "德里.zh.yaml"];
        assert_eq!(workplace.outputs(), names);
    }

    #[test]
    fn formats_and_folder_can_be_chosen() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        workplace
            .run(&["build", "input/a.zh.txt", "-o", "made/here", "--format", "yaml,json,json"])
            .expect(0, &["2 written"]);
        assert_eq!(workplace.files("made/here").into_keys().collect::<Vec<_>>(), ["a.zh.json", "a.zh.yaml"]);
    }

    #[test]
    fn unchanged_files_are_not_touched() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        workplace.run(&["build"]).expect(0, &[]);
        let modified = || fs::metadata(workplace.path("output/a.zh.json")).unwrap().modified().unwrap();
        let before = modified();
        workplace.run(&["build"]).expect(0, &["0 written, 3 unchanged"]);
        assert_eq!(modified(), before);
    }

    #[test]
    fn the_same_bytes_come_out_wherever_the_folder_lies() {
        let first = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        let second = Workplace::new(&[("a.zh.txt", GOOD.as_bytes()), ("b.zh.txt", GOOD.as_bytes())]);
        first.run(&["build"]).expect(0, &[]);
        let absolute = second.path("input/a.zh.txt");
        second.run(&["build", absolute.to_str().unwrap()]).expect(0, &[]);
        assert_eq!(first.files("output"), second.files("output"));
        run_in(&second.path("input"), &["build", "./a.zh.txt", "-o", "../elsewhere"]).expect(0, &[]);
        assert_eq!(first.files("output"), second.files("elsewhere"));
    }

    #[test]
    fn neither_locale_nor_time_zone_shows_in_the_outputs() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        workplace.run(&["build"]).expect(0, &[]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
        let variables = [("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Kathmandu"), ("SOURCE_DATE_EPOCH", "1")];
        command.args(["build", "-o", "again"]).envs(variables).current_dir(workplace.folder.path());
        assert!(command.output().unwrap().status.success());
        assert_eq!(workplace.files("output"), workplace.files("again"));
    }

    #[test]
    fn the_four_documents_build_and_are_fresh_afterwards() {
        let input = concat!(env!("CARGO_MANIFEST_DIR"), "/input");
        let workplace = Workplace::new(&[]);
        let build = workplace.run(&["build", input]);
        assert!(build.code < 2, "{}", build.stderr);
        assert_eq!(workplace.outputs().len(), 12, "{}", build.stderr);
        workplace.run(&["build", "--check", input]).expect(0, &["12 fresh, 0 stale, 0 missing"]);
    }

    #[test]
    fn the_report_says_what_was_done() {
        let workplace = Workplace::new(&[("bad.zh.txt", b"\xff"), ("good.zh.txt", GOOD.as_bytes())]);
        workplace.run(&["build", "--report", "report.json", "--format", "json"]).expect(1, &[]);
        let report: Value = serde_json::from_slice(&workplace.files(".")["report.json"]).unwrap();
        assert_eq!(
            (&report["version"], &report["mode"], &report["exit_code"]),
            (&"1.2.0".into(), &"build".into(), &1.into())
        );
        let [bad, good] = report["documents"].as_array().unwrap().as_slice() else { panic!("{report}") };
        assert_eq!((&bad["path"], &bad["status"]), (&"input/bad.zh.txt".into(), &"failed".into()));
        assert_eq!(bad["diagnostics"][0]["name"], "not-utf-8");
        assert_eq!(bad["diagnostics"][0]["bytes"], serde_json::json!([0, 1]));
        assert_eq!(bad["sha256"], "a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89");
        assert_eq!((&good["status"], &good["ledger"]["closes"]), (&"written".into(), &true.into()));
        assert_eq!(
            good["outputs"],
            serde_json::json!([
                {"format": "json", "path": "output/good.zh.json", "state": "written"},
            ])
        );
        assert_eq!(good["ledger"]["visible"], GOOD.chars().filter(|&c| declc::source::is_visible(c)).count());
        assert!(good["counts"]["paragraphs"].as_u64().unwrap() >= 3, "{good}");
        assert!(good["milliseconds"].as_f64().unwrap() > 0.0);
    }
}

mod comparing {
    use super::*;

    #[test]
    fn a_fresh_folder_passes_and_nothing_is_written() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        workplace.run(&["build"]).expect(0, &[]);
        let before = workplace.files("output");
        let run = workplace.run(&["build", "--check"]);
        run.expect(0, &["3 fresh, 0 stale, 0 missing"]);
        assert_eq!((run.stdout.as_str(), workplace.files("output")), ("", before));
    }

    #[test]
    fn stale_missing_and_extra_files_are_listed() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        workplace.run(&["build"]).expect(0, &[]);
        workplace.write("output/a.zh.json", b"{}");
        workplace.write("output/gone.zh.yaml", b"");
        workplace.write("output/README.md", b"");
        fs::remove_file(workplace.path("output/a.zh.yaml")).unwrap();
        let before = workplace.files("output");
        let run = workplace.run(&["build", "--check"]);
        run.expect(1, &["1 fresh, 1 stale, 1 missing"]);
        assert_eq!(run.stdout, "stale: output/a.zh.json\nmissing: output/a.zh.yaml\nextra: output/gone.zh.yaml\n");
        assert_eq!(workplace.files("output"), before);
    }

    #[test]
    fn single_texts_say_nothing_about_other_outputs() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes()), ("b.zh.txt", GOOD.as_bytes())]);
        workplace.run(&["build"]).expect(0, &[]);
        workplace.run(&["build", "--check", "input/a.zh.txt"]).expect(0, &["documents: 1"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_not_made() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        let run = workplace.run(&["build", "--check", "-o", "nowhere", "--format", "akn"]);
        run.expect(1, &[]);
        assert_eq!(run.stdout, "missing: nowhere/a.zh.akn.xml\n");
        assert!(!workplace.path("nowhere").exists());
    }
}

mod bad_texts {
    use super::*;

    #[test]
    fn missing() {
        let workplace = Workplace::new(&[("good.zh.txt", GOOD.as_bytes())]);
        let run = workplace.run(&["build", "input/none.zh.txt", "input"]);
        run.expect(2, &["input/none.zh.txt: error[DC001]: missing-input", "Check the spelling"]);
        assert_eq!(workplace.outputs().len(), 3);
    }

    #[test]
    fn a_folder_without_texts() {
        let workplace = Workplace::new(&[("table.csv", b"1,2")]);
        workplace.run(&["build"]).expect(2, &["input: error[DC002]: no-texts", "Texts end in .txt or .md"]);
        assert!(!workplace.path("output").exists(), "a folder was made for nothing");
        let empty = tempfile::tempdir().unwrap();
        run_in(empty.path(), &["build"]).expect(2, &["input: error[DC001]: missing-input"]);
    }

    #[test]
    fn empty() {
        for bytes in [&b""[..], b" \n\t\n", b"\xef\xbb\xbf\n"] {
            let run = Workplace::build_beside_good("bad.zh.txt", bytes, &[]);
            run.expect(1, &["input/bad.zh.txt: error[DC004]: empty-text", "not written: empty-text"]);
        }
    }

    #[test]
    fn binary() {
        let run = Workplace::build_beside_good("bad.zh.txt", b"PK\x03\x04\x14\x00\x00\x08", &[]);
        run.expect(1, &["input/bad.zh.txt: error[DC005]: binary-file", "byte 5 is NUL", "Extract the text"]);
    }

    #[test]
    fn utf16() {
        let bytes: Vec<u8> = "大会，\n1. 重申".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let run = Workplace::build_beside_good("bad.zh.txt", &bytes, &[]);
        run.expect(1, &["it looks like UTF-16LE", "iconv -f UTF-16LE -t UTF-8 input/bad", "--encoding UTF-16LE"]);
    }

    #[test]
    fn gb18030() {
        let run = Workplace::build_beside_good("bad.zh.txt", b"\xb4\xf3\xbb\xe1\xa3\xac\n\xbb\xd8\xb9\xcb", &[]);
        let texts = ["input/bad.zh.txt:1:1: error[DC006]: not-utf-8", "byte 0 is 0xB4; it looks like GB18030"];
        run.expect(1, &texts);
    }

    #[test]
    fn one_damaged_byte_has_line_and_column() {
        let bytes = ["大会，\n回顾".as_bytes(), b"\xff", "决议，\n".as_bytes()].concat();
        let run = Workplace::build_beside_good("bad.zh.txt", &bytes, &[]);
        run.expect(1, &["input/bad.zh.txt:2:3: error[DC006]: not-utf-8", "byte 16 is 0xFF", "mend the damaged bytes"]);
    }

    #[test]
    fn too_large() {
        let workplace = Workplace::new(&[("good.zh.txt", GOOD.as_bytes())]);
        let size = declc::source::MAX_BYTES as u64 + 1;
        // A hole in the file system: no disk is used.
        fs::File::create(workplace.path("input/bad.zh.txt")).unwrap().set_len(size).unwrap();
        let run = workplace.run(&["build"]);
        run.expect(1, &["input/bad.zh.txt: error[DC007]: text-too-large", "268435457 bytes", "split it by document"]);
        assert_eq!(workplace.outputs().len(), 3);
    }

    #[test]
    fn larger_than_the_user_lets_in() {
        let workplace =
            Workplace::new(&[("good.zh.txt", GOOD.as_bytes()), ("long.zh.txt", &GOOD.repeat(9).into_bytes())]);
        let most = (GOOD.len() + 1).to_string();
        for command in ["build", "check"] {
            let run = workplace.run(&[command, "--max-bytes", &most]);
            let at_most = format!("at most {most} are read");
            run.expect(1, &["input/long.zh.txt: error[DC007]: text-too-large", &at_most, "--max-bytes"]);
        }
        assert_eq!(workplace.outputs().len(), 3);
        let run = workplace.run(&["build", "--max-bytes", &most]);
        run.expect(1, &["text-too-large"]);
        workplace.run(&["build"]).expect(0, &[]);
        assert_eq!(workplace.outputs().len(), 6);
        let run = workplace.run(&["build", "--max-bytes", &most]);
        run.expect(1, &["text-too-large"]);
        let run = workplace.run_with(&["check", "-", "--max-bytes", "3"], GOOD);
        run.expect(1, &["at most 3 are read"]);
        workplace.run(&["build", "--max-bytes", "0"]).expect(2, &["--max-bytes"]);
    }

    #[test]
    fn two_texts_with_one_output_name() {
        let workplace = Workplace::new(&[("a.txt", b"x"), ("a.md", b"y"), ("good.zh.txt", GOOD.as_bytes())]);
        workplace.write("output/a.json", b"before");
        let run = workplace.run(&["build"]);
        run.expect(2, &["error[DC020]: output-name-clash", "input/a.md and input/a.txt would all be written as a"]);
        assert_eq!(workplace.files("output")["a.json"], b"before");
        assert_eq!(workplace.outputs().len(), 4);
    }

    #[test]
    fn whatever_the_bytes_one_clear_error_or_a_document() {
        let texts = [
            "\x1b[2J\x1b]0;x\x07".to_owned(),
            "\u{202e}会大\u{2028}\u{85}".to_owned(),
            "\r\r\r\n1.\r2.\r".to_owned(),
            "(".repeat(20_000),
            "****".to_owned(),
            "1. 一\n".repeat(2000),
            "-->]]><a&b;".to_owned(),
            (1..300).flat_map(|depth| [" ".repeat(depth), "(a) 一；\n".to_owned()]).collect(),
        ];
        for text in texts {
            let workplace = Workplace::new(&[("a.txt", text.as_bytes())]);
            let run = workplace.run(&["build"]);
            assert!(run.code < 2, "{text:?}: {}", run.stderr);
            assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
        }
    }
}

mod bad_sidecars {
    use super::*;

    fn with(sidecar: &[u8]) -> Run {
        Workplace::build_beside_good("bad.zh.txt", GOOD.as_bytes(), &[("bad.zh.meta.yaml", sidecar)])
    }

    #[test]
    fn broken_yaml() {
        with(b"symbol: \"A/1\n")
            .expect(2, &["input/bad.zh.meta.yaml:", "error[DC010]: sidecar-syntax: this is not YAML"]);
    }

    #[test]
    fn an_unknown_key() {
        let texts = ["input/bad.zh.meta.yaml:2:1: error[DC011]: unknown-sidecar-key: no sidecar has the key `isued`"];
        with(b"symbol: A/1\nisued: 2021-02-02\n").expect(2, &texts);
        with(b"isued: 2021-02-02\n").expect(2, &["Did you mean `issued`?"]);
    }

    #[test]
    fn wrong_values() {
        with(b"date: 2021-02-30\n").expect(2, &[":1:7: error[DC013]: wrong-sidecar-value: `2021-02-30` is not a date"]);
        with(b"symbol: ''\n").expect(2, &["`symbol` has an empty value"]);
        with(b"symbol: [A/1]\n").expect(2, &["error[DC013]: wrong-sidecar-value: this value has the wrong shape"]);
        with(b"date: 2021-02-03\ndate: 2021-02-04\n").expect(2, &["repeated-sidecar-key: the key `date` stands twice"]);
    }

    #[test]
    fn not_utf8() {
        with(b"symbol: \xff\n").expect(2, &["input/bad.zh.meta.yaml:1:9: error[DC006]: not-utf-8"]);
    }

    #[test]
    fn without_its_text_it_is_a_warning() {
        let workplace = Workplace::new(&[("good.zh.txt", GOOD.as_bytes()), ("gone.zh.meta.yaml", b"symbol: A/1\n")]);
        let texts = ["input/gone.zh.meta.yaml: warning[DC014]: orphan-sidecar", "no text gone.zh.txt"];
        workplace.run(&["build"]).expect(0, &texts);
        workplace.run(&["check", "--strict"]).expect(1, &texts);
    }

    #[test]
    fn given_as_a_text() {
        let workplace = Workplace::new(&[("a.meta.yaml", b"symbol: A/1\n")]);
        workplace.run(&["build", "input/a.meta.yaml"]).expect(2, &["error[DC015]: sidecar-as-input"]);
    }

    #[test]
    fn a_good_one_changes_the_outputs() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes()), ("a.zh.meta.yaml", b"symbol: A/RES/75/291\n")]);
        workplace.run(&["build", "--format", "json"]).expect(0, &[]);
        let json: Value = serde_json::from_slice(&workplace.files("output")["a.zh.json"]).unwrap();
        assert_eq!(json["metadata"]["symbol"], serde_json::json!({"value": "A/RES/75/291", "origin": "sidecar"}));
    }
}

mod bad_outputs {
    use super::*;

    #[test]
    fn the_folder_is_a_file() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        workplace.write("output", b"mine");
        workplace.run(&["build"]).expect(2, &["output: error[DC021]: output-not-a-folder", "-o"]);
        assert_eq!(workplace.files(".")["output"], b"mine");
        workplace.run(&["build", "-o", "output/sub"]).expect(2, &["output/sub: error[DC021]"]);
    }

    #[test]
    fn a_folder_stands_where_a_file_belongs() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes()), ("b.zh.txt", GOOD.as_bytes())]);
        fs::create_dir_all(workplace.path("output/a.zh.yaml")).unwrap();
        workplace.run(&["build"]).expect(2, &["output/a.zh.yaml: error[DC022]: output-in-the-way"]);
        assert_eq!(workplace.outputs(), ["b.zh.akn.xml", "b.zh.json", "b.zh.yaml"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_takes_no_files_may_do_so_later() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        // Even the superuser can make no file there.
        workplace.run(&["build", "-o", "/proc/self/fdinfo"]).expect(74, &["error[DC023]: output-not-writable"]);
    }

    #[test]
    fn the_report_cannot_be_written() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        workplace.run(&["build", "--report", "none/report.json"]).expect(74, &["none/report.json: error[DC024]"]);
        workplace.run(&["build", "--report", "input"]).expect(2, &["input: error[DC024]: report-not-writable"]);
        assert_eq!(workplace.outputs().len(), 3, "the outputs are not affected");
    }

    #[test]
    fn no_temporary_file_stays() {
        let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes())]);
        fs::create_dir_all(workplace.path("output/a.zh.yaml")).unwrap();
        workplace.run(&["build"]);
        assert_eq!(workplace.outputs(), Vec::<String>::new());
    }
}

mod comparing_languages {
    use super::*;

    const EN: &str = "The General Assembly,\n\nRecalling its resolution 60/288 of 8 September 2006,\n\n\
                      1. Reaffirms the Strategy;\n\n2. Decides to remain seized of the matter.\n";
    const FR: &str = "L’Assemblée générale,\n\nRappelant sa résolution 60/288 du 8 septembre 2006,\n\n\
                      1. Réaffirme la Stratégie ;\n\n2. Décide de rester saisie de la question.\n";

    fn with(fr: &str) -> Workplace {
        let files = [("a.en.txt", EN), ("a.fr.txt", fr), ("a.zh.txt", GOOD)];
        Workplace::new(&files.map(|(name, text)| (name, text.as_bytes())))
    }

    /// The paragraphs of the French text run together.
    fn joined() -> Workplace {
        with(&FR.replace(" ;\n\n2. ", " ; "))
    }

    #[test]
    fn versions_that_agree_are_clean() {
        let run = with(FR).run(&["parity", "input"]);
        run.expect(0, &["works: 1; with differences: 0"]);
        assert!(run.stdout.starts_with("a  en, fr, zh: no difference\n"), "{}", run.stdout);
    }

    #[test]
    fn what_differs_is_told_with_reason_and_place() {
        let run = joined().run(&["parity", "input/a.en.txt", "input/a.fr.txt", "input/a.zh.txt"]);
        run.expect(1, &["works: 1; with differences: 1"]);
        for text in [
            "1. paragraphs: para_1 of fr holds para_1, para_2\n",
            "   perhaps because: what bears the number 2 has none there: para_1 holds 2\n",
            "   en, zh (most): para_1, para_2\n      input/a.en.txt:5:1: para_1 “1. Reaffirms",
            "   fr: para_1\n      input/a.fr.txt:5:1: para_1 “1. Réaffirme",
        ] {
            assert!(run.stdout.contains(text), "{text:?} is not in:\n{}", run.stdout);
        }
    }

    #[test]
    fn machines_get_json() {
        let run = joined().run(&["parity", "input", "--format", "json"]);
        run.expect(1, &[]);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(report["version"], "1.0.0");
        let work = &report["works"][0];
        assert_eq!((&work["name"], &work["versions"][1]["paragraphs"]), (&"a".into(), &1.into()));
        let difference = &work["differences"][0];
        assert_eq!((&difference["subject"], &difference["kind"]), (&"paragraphs".into(), &"joined".into()));
        let expected = serde_json::json!({
            "languages": ["fr"], "majority": false, "reading": "para_1",
            "places": [{
                "language": "fr", "path": "input/a.fr.txt", "line": 5, "column": 1, "eid": "para_1",
                "text": "1. Réaffirme la Stratégie ; Décide de rester saisie de la question.",
            }],
        });
        assert_eq!(difference["sides"][1], expected);
    }

    #[test]
    fn other_forms_go_to_standard_output_too() {
        let workplace = joined();
        let markdown = workplace.run(&["parity", "input", "--format", "markdown"]);
        assert!(markdown.stdout.contains("| paragraphs | 2 | 1\\* | 2 |"), "{}", markdown.stdout);
        assert!(
            markdown.stdout.contains("<details><summary>en, fr, zh: 1 difference</summary>"),
            "{}",
            markdown.stdout
        );
        let memory = workplace.run(&["parity", "input", "--format", "tmx"]);
        assert!(memory.stdout.contains("<tu tuid=\"container_1\">"), "{}", memory.stdout);
        assert_eq!(memory.stdout.matches("xml:lang=\"fr\"").count(), 1, "{}", memory.stdout);
        assert_eq!((markdown.code, memory.code), (1, 1));
    }

    #[test]
    fn a_text_without_other_versions_is_named() {
        let workplace = Workplace::new(&[("a.en.txt", EN.as_bytes()), ("b.fr.txt", FR.as_bytes())]);
        let texts = ["input/a.en.txt: error[DC040]: version-alone", "this one is in fr", "works: 0"];
        workplace.run(&["parity", "input"]).expect(2, &texts);
    }

    #[test]
    fn two_texts_in_one_language_are_named_and_other_works_still_compared() {
        let workplace = with(FR);
        workplace.write("input/b.en.txt", EN.as_bytes());
        workplace.write("input/b.fr.txt", FR.as_bytes());
        workplace.write("more/b.en.txt", EN.as_bytes());
        let run = workplace.run(&["parity", "input", "more"]);
        run.expect(2, &["error[DC041]: language-repeated", "input/b.en.txt, more/b.en.txt", "works: 1"]);
        assert!(run.stdout.starts_with("a  en, fr, zh: no difference"), "{}", run.stdout);
    }

    #[test]
    fn bad_arguments_and_bad_texts_keep_their_codes() {
        let workplace = with(FR);
        workplace.run(&["parity"]).expect(2, &["Usage: declc parity"]);
        workplace.run(&["parity", "none.txt", "input"]).expect(2, &["none.txt: error[DC001]", "works: 1"]);
        workplace.write("input/b.en.txt", b"\xff");
        workplace.run(&["parity", "input"]).expect(1, &["input/b.en.txt:1:1: error[DC006]", "works: 1"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_may_pass() {
        let workplace = with(FR);
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
        command.args(["parity", "input"]).current_dir(workplace.folder.path()).stdout(full);
        assert_eq!(command.output().unwrap().status.code(), Some(74));
    }

    #[test]
    fn a_build_says_in_a_line_that_languages_differ_and_succeeds() {
        let line = "a: en, fr, zh: 1 difference (paragraphs 1): `declc parity input/a.*.txt` shows them\n";
        joined().run(&["build"]).expect(0, &[line, "documents: 3"]);
        let run = with(FR).run(&["build"]);
        assert!(!run.stderr.contains("declc parity"), "{}", run.stderr);
    }
}

mod other_commands {
    use super::*;

    #[test]
    fn check_writes_findings_as_json() {
        let workplace = Workplace::new(&[("bad.txt", b"\xff"), ("good.zh.txt", GOOD.as_bytes())]);
        let run = workplace.run(&["check", "--format", "json"]);
        run.expect(1, &["documents: 2"]);
        let found: Vec<Value> = serde_json::from_str(&run.stdout).unwrap();
        let bad = found.iter().find(|record| record["path"] == "input/bad.txt").unwrap();
        assert_eq!(
            (&bad["code"], &bad["severity"], &bad["line"], &bad["column"]),
            (&"DC006".into(), &"error".into(), &1.into(), &1.into())
        );
        let keys: Vec<&String> = bad.as_object().unwrap().keys().collect();
        for key in
            ["path", "code", "name", "severity", "message", "help", "line", "column", "end_line", "end_column", "bytes"]
        {
            assert!(keys.iter().any(|found| *found == key), "{key}");
        }
        assert_eq!(workplace.outputs(), Vec::<String>::new());
    }

    #[test]
    fn validate_tells_place_and_reason() {
        let workplace = Workplace::new(&[]);
        let namespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
        let xml = format!("<akomaNtoso xmlns=\"{namespace}\">\n  <wrong/>\n</akomaNtoso>\n");
        workplace.write("files/sub/b.xml", xml.as_bytes());
        let run = workplace.run(&["validate", "files"]);
        run.expect(1, &["files: 1; invalid: 1"]);
        assert!(run.stdout.starts_with("files/sub/b.xml:2:"), "{}", run.stdout);
        assert!(run.stdout.contains(": error[DC9") && run.stdout.contains("<wrong/>"), "{}", run.stdout);
        let run = workplace.run(&["validate", "files/sub/b.xml", "--format", "json"]);
        let found: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!((run.code, &found[0]["line"], &found[0]["path"]), (1, &2.into(), &"files/sub/b.xml".into()));
    }

    #[test]
    fn a_file_that_is_not_a_text_is_not_valid() {
        let workplace = Workplace::new(&[]);
        workplace.write("a.xml", b"<p>\xff</p>");
        let run = workplace.run(&["validate", "a.xml"]);
        run.expect(1, &["files: 1; invalid: 1"]);
        assert!(run.stdout.starts_with("a.xml:1:4: error[DC006]: not-utf-8"), "{}", run.stdout);
    }

    #[test]
    fn validate_needs_files() {
        let workplace = Workplace::new(&[("a.txt", b"x")]);
        workplace.run(&["validate", "none.xml"]).expect(2, &["none.xml: error[DC001]"]);
        workplace.run(&["validate", "input"]).expect(2, &["input: error[DC008]: no-xml"]);
        workplace.run(&["validate"]).expect(2, &["Usage: declc validate"]);
    }

    #[test]
    fn schema_prints_json() {
        let workplace = Workplace::new(&[]);
        for arguments in [&["schema"][..], &["schema", "document"]] {
            let run = workplace.run(arguments);
            assert_eq!((run.code, run.stderr.as_str()), (0, ""));
            serde_json::from_str::<Value>(&run.stdout).unwrap();
        }
    }

    #[test]
    fn language_and_class_can_be_told() {
        let workplace = Workplace::new(&[("a.txt", "Réunion\n\nTexte de la réunion.\n".as_bytes())]);
        assert!(workplace.run(&["check"]).stdout.contains("DC201"));
        let told = ["--language", "fr", "--class", "statement"];
        let run = workplace.run(&[&["check"][..], &told].concat());
        assert!(!run.stdout.contains("DC201"), "{}", run.stdout);
        workplace.run(&[&["build", "--format", "akn"][..], &told].concat()).expect(0, &[]);
        let xml = fs::read_to_string(workplace.path("output/a.akn.xml")).unwrap();
        assert!(xml.contains("name=\"presidentialStatement\"") && xml.contains("/fra@"), "{xml}");
    }

    #[test]
    fn wrong_arguments_are_told_with_the_right_ones() {
        let workplace = Workplace::new(&[("a.txt", b"x")]);
        workplace.run(&[]).expect(2, &["Usage: declc"]);
        workplace.run(&["biuld"]).expect(2, &["build"]);
        workplace.run(&["build", "--format", "pdf"]).expect(2, &["akn, json, yaml"]);
        workplace.run(&["build", "--language", "pt"]).expect(2, &["ar, en, es, fr, ru, zh"]);
        workplace.run(&["check", "--class", "poem"]).expect(2, &["resolution, decision, declaration"]);
        workplace.run(&["build", "--outptu", "x"]).expect(2, &["--output"]);
    }

    #[test]
    fn help_is_data_and_lists_the_exit_codes() {
        let workplace = Workplace::new(&[]);
        for arguments in [&["--help"][..], &["build", "--help"], &["check", "-h"], &["validate", "--help"]] {
            let run = workplace.run(arguments);
            assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
        }
        let help = workplace.run(&["--help"]).stdout;
        assert!(help.contains("74  input or output failure"), "{help}");
        assert!(workplace.run(&["--version"]).stdout.starts_with("declc "));
    }

    #[test]
    fn a_reader_that_goes_away_is_no_failure() {
        let workplace = Workplace::new(&[]);
        let mut child = Command::new(env!("CARGO_BIN_EXE_declc"))
            .args(["check", "--format", "json", "."])
            .current_dir(workplace.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(!stderr.contains("pipe") && !stderr.contains("panicked"), "{stderr}");
    }

    #[test]
    fn colours_follow_the_usual_variables() {
        let workplace = Workplace::new(&[]);
        let styled = |variables: &[(&str, &str)]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
            command.args(["check", "none"]).current_dir(workplace.folder.path()).envs(variables.iter().copied());
            String::from_utf8(command.output().unwrap().stderr).unwrap().contains('\u{1b}')
        };
        assert!(!styled(&[]));
        assert!(styled(&[("CLICOLOR_FORCE", "1")]));
        assert!(!styled(&[("NO_COLOR", "1")]));
    }
}

mod formats {
    use super::*;

    /// A line with Chinese, an emoji outside the basic plane and Arabic before a call that has no note.
    const MIXED: &str = "大会，\n\n回顾😀 السلام ¹ 的报告，\n\n1. 决定继续。\n";

    fn printed(format: &str) -> String {
        let workplace = Workplace::new(&[("a.zh.txt", MIXED.as_bytes())]);
        let run = workplace.run(&["check", "--format", format]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        run.stdout
    }

    fn json(format: &str) -> Value {
        serde_json::from_str(&printed(format)).unwrap()
    }

    #[test]
    fn each_format_counts_columns_as_its_reader_does() {
        assert!(printed("short").contains("input/a.zh.txt:3:12: error[DC401] call-without-note: no note"));
        assert!(printed("human").contains("input/a.zh.txt:3:12: error[DC401]: call-without-note"));
        assert!(
            printed("github").contains("::error file=input/a.zh.txt,line=3,endLine=3,col=12,endColumn=13,title=DC401")
        );
        let records = json("json");
        let record = records.as_array().unwrap().iter().find(|r| r["code"] == "DC401").unwrap();
        assert_eq!((&record["column"], &record["node"]), (&12.into(), &"container_1".into()));
        let sarif = json("sarif");
        let run = &sarif["runs"][0];
        assert_eq!(run["columnKind"], "utf16CodeUnits");
        let result = run["results"].as_array().unwrap().iter().find(|r| r["ruleId"] == "DC401").unwrap();
        assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 13);
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["name"], "CallWithoutNote");
        let rdjson = json("rdjson");
        let diagnostic =
            rdjson["diagnostics"].as_array().unwrap().iter().find(|d| d["code"]["value"] == "DC401").unwrap();
        assert_eq!(diagnostic["location"]["range"]["start"]["column"], 25);
        assert_eq!(diagnostic["location"]["range"]["end"]["column"], 27);
        assert!(json("gitlab").as_array().unwrap().iter().any(|i| i["location"]["lines"]["begin"] == 3));
        assert!(printed("junit").contains("name=\"DC401 call-without-note 3:12\"><failure type=\"error\""));
    }

    #[test]
    fn a_path_is_the_same_however_it_is_written() {
        let workplace = Workplace::new(&[("a.zh.txt", MIXED.as_bytes()), ("b.zh.txt", MIXED.as_bytes())]);
        let plain = workplace.run(&["check", "--format", "sarif", "input"]).stdout;
        let absolute = workplace.path("input");
        for arguments in [&["./input"][..], &["input/b.zh.txt", "input/a.zh.txt"], &[absolute.to_str().unwrap()]] {
            let run = workplace.run(&[&["check", "--format", "sarif"], arguments].concat());
            assert_eq!(run.stdout, plain, "{arguments:?}");
        }
    }

    #[test]
    fn the_exit_code_follows_fail_on_and_not_the_format() {
        let workplace = Workplace::new(&[("a.zh.txt", "大会，\n\n重申 其决心，\n\n1. 决定继续。\n".as_bytes())]);
        for format in ["human", "short", "json", "sarif", "github", "rdjson", "gitlab", "junit"] {
            for (level, code) in [("error", 0), ("warning", 1), ("info", 1), ("never", 0)] {
                let run = workplace.run(&["check", "--format", format, "--fail-on", level]);
                assert_eq!(run.code, code, "{format} {level}");
            }
        }
    }

    #[test]
    fn a_rule_is_explained_by_code_and_by_name() {
        let workplace = Workplace::new(&[]);
        workplace.run(&["explain", "dc301"]).expect(0, &[]);
        let by_name = workplace.run(&["explain", "number-gap"]);
        assert!(by_name.stdout.starts_with("DC301 number-gap\n") && by_name.stdout.contains("Reported:"));
        workplace.run(&["explain", "number-gp"]).expect(2, &["did you mean `number-gap`?"]);
        let rules: Value = serde_json::from_str(&workplace.run(&["rules", "--format", "json"]).stdout).unwrap();
        assert!(rules.as_array().unwrap().iter().any(|rule| rule["example"]["bad"].is_string()));
    }
}

#[test]
fn a_text_on_standard_input_comes_out_on_standard_output() {
    let workplace = Workplace::new(&[("a.zh.txt", GOOD.as_bytes()), ("a.zh.meta.yaml", b"symbol: A/RES/75/291\n")]);
    workplace.run(&["build"]);
    let named = ["build", "-", "--stdin-filename", "input/a.zh.txt", "--format"];
    for (format, ending) in [("akn", "akn.xml"), ("json", "json"), ("yaml", "yaml")] {
        let run = workplace.run_with(&[&named[..], &[format]].concat(), GOOD);
        assert_eq!((run.code, run.stdout.as_bytes()), (0, &workplace.files("output")[&format!("a.zh.{ending}")][..]));
    }
    let check = workplace.run_with(&["check", "-", "--format", "short"], "大会，\n\n1. 决定 休会。\n");
    assert!(check.stdout.contains("stdin:3:5: warning[DC722]"), "{}", check.stdout);
    let several = workplace.run_with(&["build", "-"], GOOD);
    assert_eq!((several.code, several.stdout.as_str()), (2, ""));
    assert!(several.stderr.contains("one text in one format, not 1 in 3"), "{}", several.stderr);
    let folder = workplace.run_with(&["build", "-", "-o", "other"], GOOD);
    assert_eq!((folder.code, workplace.files("other").len()), (0, 3));
}
