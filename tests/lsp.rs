//! `declc lsp` as an editor meets it: the built binary, spoken to over its standard input and output.
//!
//! Each test is a session. Whatever the client says, in whatever order, the server answers or ignores it and goes on.
//! A session with a client library of others: `tests/conformance/lsp.py`.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const URI: &str = "untitled:a.zh.txt";
/// A note without a call, and after an emoji outside the basic plane a call without a note.
const TEXT: &str = "大会，\n\n回顾😀 السلام ³ 的报告，\n\n1. 请秘书长提出报告；²\n\n2. 回顾上文第 1 段。\n\n¹ 多余。\n\n² 见 A/75/729。\n";

struct Session {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next: i64,
}

impl Session {
    /// A server to which nothing was said.
    fn silent() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_declc"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Session { child, input, output, next: 0 }
    }

    /// A session that counts columns in `encoding`, with a text open; and the findings about that text.
    fn with(encoding: &str, text: &str) -> (Self, Value) {
        let mut session = Session::silent();
        let answer = session
            .ask("initialize", &json!({ "capabilities": { "general": { "positionEncodings": ["x", encoding] } } }));
        assert_eq!(answer["result"]["capabilities"]["positionEncoding"], encoding);
        session.tell("initialized", &json!({}));
        let document = json!({ "uri": URI, "languageId": "plaintext", "version": 1, "text": text });
        session.tell("textDocument/didOpen", &json!({ "textDocument": document }));
        let found = session.read();
        assert_eq!((&found["params"]["uri"], &found["params"]["version"]), (&URI.into(), &1.into()));
        (session, found["params"]["diagnostics"].clone())
    }

    fn raw(&mut self, bytes: &[u8]) {
        self.input.as_mut().unwrap().write_all(bytes).unwrap();
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params }));
        let answer = self.read();
        assert_eq!(answer["id"], self.next, "{answer}");
        answer
    }

    /// Asks for something at a place.
    fn at(&mut self, method: &str, line: usize, character: usize) -> Value {
        let params = json!({
            "textDocument": { "uri": URI },
            "position": { "line": line, "character": character },
            "context": { "includeDeclaration": true },
        });
        self.ask(method, &params)["result"].clone()
    }

    /// Changes the text, and gives the findings about it.
    fn change(&mut self, version: i64, changes: &Value) -> Value {
        let params = json!({ "textDocument": { "uri": URI, "version": version }, "contentChanges": changes });
        self.tell("textDocument/didChange", &params);
        let found = self.read();
        assert_eq!(found["params"]["version"], version, "{found}");
        found["params"]["diagnostics"].clone()
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has gone away");
            match line.trim().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse().unwrap(),
                _ if line.trim().is_empty() => break,
                _ => panic!("a header {line:?}"),
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        let message: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(message["jsonrpc"], "2.0");
        message
    }

    /// Closes the stream to the server, and gives its exit code and what it said besides.
    fn close(mut self) -> (i32, String) {
        self.input.take();
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!(errors, "");
        (self.child.wait().unwrap().code().expect("declc was killed"), rest)
    }

    /// Says goodbye as the protocol asks.
    fn end(mut self) {
        assert_eq!(self.ask("shutdown", &Value::Null)["result"], Value::Null);
        self.tell("exit", &Value::Null);
        assert_eq!(self.close(), (0, String::new()));
    }
}

/// The finding of one rule.
fn finding<'a>(found: &'a Value, code: &str) -> &'a Value {
    let one = found.as_array().unwrap().iter().find(|finding| finding["code"] == code);
    one.unwrap_or_else(|| panic!("no {code} in {found:#}"))
}

fn codes(found: &Value) -> Vec<&str> {
    found.as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

const CALL_WITHOUT_NOTE: &str = "DC401";
const NOTE_WITHOUT_CALL: &str = "DC402";

mod answers {
    use super::*;

    #[test]
    fn findings_stand_where_the_editor_counts() {
        for (encoding, column, end) in [("utf-8", 24, 26), ("utf-16", 12, 13), ("utf-32", 11, 12)] {
            let (session, found) = Session::with(encoding, TEXT);
            let call = finding(&found, CALL_WITHOUT_NOTE);
            let place = json!({ "start": { "line": 2, "character": column }, "end": { "line": 2, "character": end } });
            assert_eq!(call["range"], place, "{encoding}");
            assert_eq!((&call["severity"], &call["source"]), (&1.into(), &"declc".into()));
            session.end();
        }
    }

    #[test]
    fn what_is_typed_changes_the_findings() {
        let (mut session, found) = Session::with("utf-16", TEXT);
        let range = finding(&found, CALL_WITHOUT_NOTE)["range"].clone();
        let found = session.change(2, &json!([{ "range": range, "text": "¹" }]));
        assert!(!codes(&found).contains(&CALL_WITHOUT_NOTE) && !codes(&found).contains(&NOTE_WITHOUT_CALL), "{found}");
        let all = session.change(3, &json!([{ "text": "" }]));
        assert_eq!(codes(&all), ["DC004"], "an empty text is told as `declc check` tells it");
        let typed = json!({ "line": 0, "character": 0 });
        let typed =
            json!([{ "range": { "start": typed, "end": typed }, "text": "大会，\n\n1. 请秘书长提出 报告。\n" }]);
        assert!(!codes(&session.change(4, &typed)).is_empty());
        session.tell("textDocument/didClose", &json!({ "textDocument": { "uri": URI } }));
        assert_eq!(session.read()["params"], json!({ "uri": URI, "diagnostics": [] }));
        session.end();
    }

    #[test]
    fn hover_tells_the_note_the_target_and_the_rule() {
        let (mut session, _) = Session::with("utf-16", TEXT);
        let value = |hover: &Value| hover["contents"]["value"].as_str().unwrap().to_owned();
        let call = session.at("textDocument/hover", 4, 12);
        assert!(value(&call).contains("² 见 A/75/729。"), "{call}");
        let reference = session.at("textDocument/hover", 6, 9);
        assert!(value(&reference).contains("请秘书长提出报告；"), "{reference}");
        let rule = session.at("textDocument/hover", 2, 12);
        assert!(value(&rule).contains("## DC401 call-without-note"), "{rule}");
        assert_eq!(session.at("textDocument/hover", 4, 5), Value::Null);
        session.end();
    }

    #[test]
    fn definition_and_references_go_both_ways() {
        let (mut session, _) = Session::with("utf-16", TEXT);
        let lines = |places: Value| -> Vec<u64> {
            places.as_array().unwrap().iter().map(|place| place["range"]["start"]["line"].as_u64().unwrap()).collect()
        };
        assert_eq!(lines(session.at("textDocument/definition", 4, 12)), [10]);
        assert_eq!(lines(session.at("textDocument/definition", 10, 3)), [4]);
        assert_eq!(lines(session.at("textDocument/definition", 6, 9)), [4]);
        assert_eq!(lines(session.at("textDocument/references", 4, 0)), [4, 6]);
        session.end();
    }

    #[test]
    fn the_tree_and_its_folds() {
        let (mut session, _) = Session::with("utf-16", TEXT);
        let of = json!({ "textDocument": { "uri": URI } });
        let tree = session.ask("textDocument/documentSymbol", &of)["result"].clone();
        let names: Vec<&str> = tree.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["大会，", "1. 请秘书长提出报告；", "2. 回顾上文第 1 段。"]);
        assert_eq!(tree[0]["children"][0]["detail"], "container_1");
        let folds = session.ask("textDocument/foldingRange", &of)["result"].clone();
        assert_eq!(folds, json!([{ "startLine": 0, "endLine": 2 }]));
        session.end();
    }

    #[test]
    fn a_quick_fix_puts_its_finding_right() {
        let (mut session, found) =
            Session::with("utf-16", "大会，\n\n1. 请😀秘书长提出报告,\n\n2. 决定继续处理此案。\n");
        let range = finding(&found, "DC721")["range"].clone();
        let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
        let actions = session.ask("textDocument/codeAction", &params)["result"].clone();
        let of = |action: &&Value| action["diagnostics"][0]["code"] == "DC721";
        let action = actions.as_array().unwrap().iter().find(of).unwrap();
        assert_eq!(action["kind"], "quickfix");
        let edits = &action["edit"]["changes"][URI];
        let changes =
            edits.as_array().unwrap().iter().map(|edit| json!({ "range": edit["range"], "text": edit["newText"] }));
        let after = session.change(2, &changes.collect());
        assert!(!codes(&after).contains(&"DC721"), "{after:#}");
        session.end();
    }

    #[test]
    fn the_sidecar_of_a_file_counts() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a b.meta.yaml"), "symbl: A/RES/75/291\n").unwrap();
        let mut session = Session::silent();
        session.ask("initialize", &json!({ "capabilities": {} }));
        let uri = format!("file://{}/a%20b.txt", folder.path().display());
        let document = json!({ "uri": uri, "languageId": "plaintext", "version": 1, "text": TEXT });
        session.tell("textDocument/didOpen", &json!({ "textDocument": document }));
        let found = session.read()["params"]["diagnostics"].clone();
        let message = found[0]["message"].as_str().unwrap();
        assert!(message.contains("a b.meta.yaml") && message.contains("symbl"), "{found:#}");
        std::fs::write(folder.path().join("a b.meta.yaml"), "symbol: A/RES/75/291\n").unwrap();
        session.tell("textDocument/didSave", &json!({ "textDocument": { "uri": uri } }));
        assert!(codes(&session.read()["params"]["diagnostics"]).contains(&CALL_WITHOUT_NOTE));
        session.end();
    }
}

mod settings {
    use super::*;

    #[test]
    fn they_are_those_of_the_folder_that_the_editor_has_open() {
        let folder = tempfile::tempdir().unwrap();
        let root = format!("file://{}", folder.path().display());
        let settings = folder.path().join("declc.toml");
        std::fs::write(&settings, "ignore = [\"DC401\"]\n").unwrap();
        let mut session = Session::silent();
        session.ask("initialize", &json!({ "capabilities": {}, "rootUri": root }));
        session.tell("initialized", &json!({}));
        let document = json!({ "uri": format!("{root}/a.txt"), "languageId": "plaintext", "version": 1, "text": TEXT });
        session.tell("textDocument/didOpen", &json!({ "textDocument": document }));
        let found = session.read()["params"]["diagnostics"].clone();
        assert!(!codes(&found).contains(&CALL_WITHOUT_NOTE) && codes(&found).contains(&NOTE_WITHOUT_CALL), "{found:#}");
        std::fs::write(&settings, "ignre = [\"DC401\"]\n").unwrap();
        session.tell("textDocument/didSave", &json!({ "textDocument": { "uri": root } }));
        assert!(session.read()["params"]["message"].as_str().unwrap().contains("declc.toml"));
        assert!(codes(&session.read()["params"]["diagnostics"]).contains(&CALL_WITHOUT_NOTE));
        session.end();
    }
}

mod whatever_the_client_says {
    use super::*;

    #[track_caller]
    fn refused(answer: &Value, code: i64) {
        assert_eq!(answer["error"]["code"], code, "{answer}");
    }

    #[test]
    fn the_order_of_a_session_is_held() {
        let mut session = Session::silent();
        session.tell("textDocument/didOpen", &json!({}));
        refused(&session.ask("textDocument/hover", &json!({})), -32002);
        session.ask("initialize", &json!({ "capabilities": {} }));
        refused(&session.ask("initialize", &json!({})), -32600);
        session.ask("shutdown", &Value::Null);
        refused(&session.ask("textDocument/hover", &json!({})), -32600);
        session.tell("exit", &Value::Null);
        assert_eq!(session.close(), (0, String::new()));
    }

    #[test]
    fn a_client_that_leaves_without_a_word() {
        assert_eq!(Session::silent().close(), (1, String::new()));
        let (mut session, _) = Session::with("utf-16", TEXT);
        session.tell("exit", &Value::Null);
        assert_eq!(session.close(), (1, String::new()));
        let (mut session, _) = Session::with("utf-16", TEXT);
        session.ask("shutdown", &Value::Null);
        assert_eq!(session.close(), (0, String::new()), "the stream was closed for `exit`");
    }

    #[test]
    fn a_client_that_no_longer_reads() {
        let (session, _) = Session::with("utf-16", TEXT);
        let Session { mut child, mut input, output, .. } = session;
        drop(output);
        let body = json!({ "jsonrpc": "2.0", "id": 1, "method": "none" }).to_string();
        // A pipe may take more messages before it shows that nobody reads: a process that is being started beside this
        // one holds its other end for a moment.
        for _ in 0..3000 {
            if child.try_wait().unwrap().is_some() {
                break;
            }
            let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
            let _ = input.as_mut().unwrap().write_all(message.as_bytes());
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        drop(input);
        let mut errors = String::new();
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!((child.wait().unwrap().code(), errors.as_str()), (Some(1), ""));
    }

    #[test]
    fn malformed_messages() {
        let (mut session, _) = Session::with("utf-16", TEXT);
        for (bytes, code) in [
            ("Content-Length: 1\r\n\r\n{", -32700),
            ("Content-Length: 2\r\n\r\n[]", -32600),
            ("nonsense\r\n\r\n", -32700),
            ("Content-Length: 4\r\n\r\n\u{0}\u{0}\u{0}\u{0}", -32700),
            ("Content-Length: 12\r\n\r\n{\"method\":1}", -32600),
        ] {
            session.raw(bytes.as_bytes());
            refused(&session.read(), code);
        }
        refused(&session.ask("textDocument/none", &json!({})), -32601);
        refused(&session.ask("$/none", &json!({})), -32601);
        for params in [Value::Null, json!([]), json!({ "textDocument": 7 }), json!({ "textDocument": { "uri": URI } })]
        {
            refused(&session.ask("textDocument/hover", &params), -32602);
        }
        let place = json!({ "line": -1, "character": 0 });
        let params = json!({ "textDocument": { "uri": URI }, "position": place });
        refused(&session.ask("textDocument/hover", &params), -32602);
        let closed =
            json!({ "textDocument": { "uri": "file:///none.txt" }, "position": { "line": 0, "character": 0 } });
        refused(&session.ask("textDocument/hover", &closed), -32602);
        session.tell("textDocument/didChange", &json!({ "textDocument": { "uri": URI } }));
        assert_eq!(session.read()["method"], "window/logMessage");
        session.tell("$/setTrace", &json!({ "value": "off" }));
        session.send(&json!({ "jsonrpc": "2.0", "id": 9, "result": null }));
        assert_eq!(session.at("textDocument/hover", 4_000_000_000, 4_000_000_000), Value::Null);
        assert!(session.at("textDocument/definition", 4, 12)[0].is_object(), "the text is as it was");
        session.end();
    }

    #[test]
    fn a_request_that_is_cancelled_in_time_is_not_worked_on() {
        let (mut session, _) = Session::with("utf-16", TEXT);
        let of = json!({ "textDocument": { "uri": URI } });
        let frame = |message: Value| format!("Content-Length: {}\r\n\r\n{message}", message.to_string().len());
        let ask = frame(json!({ "jsonrpc": "2.0", "id": "x", "method": "textDocument/documentSymbol", "params": of }));
        let cancel = frame(json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": "x" } }));
        session.raw((ask + &cancel).as_bytes());
        let answer = session.read();
        // Answered once, whichever came first; and the session goes on.
        assert!(answer["id"] == "x" && (answer["error"]["code"] == -32800 || answer["result"].is_array()), "{answer}");
        session.end();
    }

    #[test]
    fn any_edit_anywhere() {
        let (mut session, _) = Session::with("utf-16", TEXT);
        let mut place = 7_u64;
        let mut next = |below: u64| {
            place = place.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (place >> 33) % below
        };
        for version in 2..60 {
            let mut position = || json!({ "line": next(16), "character": next(20) });
            let range = json!({ "start": position(), "end": position() });
            let text = ["", "¹", "\n\n9. 请", "\r", "😀", "(a) ", "**", "附件\n"][usize::try_from(next(8)).unwrap()];
            session.change(version, &json!([{ "range": range, "text": text }]));
            let at = (usize::try_from(next(16)).unwrap(), usize::try_from(next(20)).unwrap());
            for method in ["textDocument/hover", "textDocument/definition", "textDocument/references"] {
                session.at(method, at.0, at.1);
            }
        }
        session.end();
    }
}
