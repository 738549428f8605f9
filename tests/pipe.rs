//! `declc pipe` as an engine meets it: a process with no environment, lines in, lines out.
//!
//! The contract, point by point: no environment; one line an answer, in order; UTF-8 whatever comes in; errors in band
//! with exit code 0; answers before the input ends; what `build` gives; a closed pipe ends quietly.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

fn start(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
    command.arg("pipe").args(arguments).env_clear().current_dir("/");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn run(arguments: &[&str], input: Vec<u8>) -> (i32, Vec<Value>, String) {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let lines = String::from_utf8(output.stdout).expect("answers are UTF-8");
    let answers = lines.split_terminator('\n').map(|line| serde_json::from_str(line).unwrap()).collect();
    (output.status.code().unwrap(), answers, String::from_utf8(output.stderr).unwrap())
}

/// The four documents of `input/`, by name.
fn documents() -> Vec<(String, String)> {
    let entries = fs::read_dir("input").unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| (path.to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    found.sort();
    found
}

#[test]
fn an_answer_holds_what_build_writes() {
    let mut input = Vec::new();
    for (path, text) in documents() {
        let sidecar = fs::read_to_string(path.replace(".txt", ".meta.yaml")).unwrap_or_default();
        let record = json!({"id": path, "path": path, "text": text, "sidecar": sidecar_of(&sidecar)});
        input.extend(format!("{record}\n").into_bytes());
    }
    let (code, answers, counts) = run(&["--format", "akn,json,yaml"], input);
    assert_eq!((code, answers.len()), (0, 4));
    assert_eq!(counts, "{\"in\":4,\"out\":4,\"errors\":0}\n");
    for answer in answers {
        let output = |format: &str| {
            let path = answer["id"].as_str().unwrap().replace("input/", "output/").replace("txt", format);
            fs::read_to_string(path).unwrap()
        };
        assert_eq!(answer["outputs"]["akn"], output("akn.xml"));
        assert_eq!(answer["outputs"]["yaml"], output("yaml"));
        assert_eq!(answer["outputs"]["json"], serde_json::from_str::<Value>(&output("json")).unwrap());
        assert_eq!(answer["ledger"]["closes"], true);
    }
}

/// A sidecar as a record has it.
fn sidecar_of(yaml: &str) -> Value {
    serde_yaml::from_str(yaml).unwrap_or_default()
}

#[test]
fn bad_records_change_nothing_but_their_own_answer() {
    let mut input = Vec::new();
    for number in 0..50 {
        input.extend(format!("{{\"id\":{number},\"text\":\"大会，\\n\\n1. 决定休会。\"}}\n").into_bytes());
        input.extend_from_slice(b"{\"id\":\"bad\",\"text\":\"\xff\"}\n");
        input.extend_from_slice(b"{\"id\":\"bad\",\"text\":\"\\ud800\"}\n");
        input.extend_from_slice(b"[[[[\n");
    }
    let (code, answers, counts) = run(&[], input);
    assert_eq!((code, answers.len(), counts.trim_end()), (0, 200, "{\"in\":200,\"out\":200,\"errors\":150}"));
    for (number, four) in answers.chunks(4).enumerate() {
        assert_eq!((&four[0]["id"], &four[0]["status"]), (&number.into(), &"ok".into()));
        assert!(four[1..].iter().all(|answer| answer["status"] == "error"));
    }
}

#[test]
fn line_ends_inside_a_record_stay_inside() {
    let text = "大会，\r\n\r\n1. 决定\u{2028}休会\u{85}。\n";
    let (_, answers, _) = run(&[], format!("{}\r\n", json!({"id": 1, "text": text})).into_bytes());
    assert_eq!((answers.len(), &answers[0]["status"]), (1, &"ok".into()));
}

#[test]
fn an_answer_comes_before_the_next_record() {
    let mut child = start(&[]);
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in 0..3 {
        stdin.write_all(format!("{{\"id\":{number},\"text\":\"大会，\"}}\n").as_bytes()).unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], number);
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn nothing_in_is_nothing_out() {
    assert_eq!(run(&[], Vec::new()), (0, Vec::new(), "{\"in\":0,\"out\":0,\"errors\":0}\n".to_owned()));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = start(&[]);
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let record = format!("{}\n", json!({"text": "大会，\n".repeat(2_000)}));
    // The pipe closes while records are on their way, which stops the writing.
    while stdin.write_all(record.as_bytes()).is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8(output.stderr).unwrap().contains("DC0"));
}
