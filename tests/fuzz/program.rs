//! The built program, spoken to: `declc pipe`, `declc lsp`, and settings that an editor's session reads.
//!
//! Invariant: one process answers everything; it never ends by itself and never says that it stopped in the middle.

use serde_json::json;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A process and both ends of it.
struct Running {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Running {
    fn new(arguments: &[&str], folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_declc"));
        command.current_dir(folder).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        let (input, output) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        Running { child, input, output: BufReader::new(output) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The programs that have been started. One that breaks a promise is let go, and the next input finds a new one.
#[derive(Default)]
pub(crate) struct Program {
    pipe: Option<Running>,
    editor: Option<Running>,
    asked: u64,
}

impl Program {
    /// One line in, one JSON answer out.
    pub(crate) fn pipe(&mut self, bytes: &[u8]) {
        let line: Vec<u8> = bytes.iter().copied().filter(|&b| b != b'\n').chain([b'\n']).collect();
        let start = || Running::new(&["pipe", "--format", "akn,json,yaml"], Path::new("."));
        let mut running = self.pipe.take().unwrap_or_else(start);
        running.input.write_all(&line).and_then(|()| running.input.flush()).expect("declc pipe reads on");
        let mut answer = String::new();
        running.output.read_line(&mut answer).expect("an answer in UTF-8");
        // The id comes back as it was written, and a number of it need not be one that a reader can hold.
        let parts: BTreeMap<&str, &RawValue> = serde_json::from_str(&answer).expect("an answer in JSON");
        let part = |name| parts.get(name).map_or("", |part| part.get());
        assert!(matches!(part("status"), r#""ok""# | r#""error""#), "{answer}");
        let diagnostics: Vec<serde_json::Value> = serde_json::from_str(part("diagnostics")).unwrap_or_default();
        assert!(part("status") == r#""ok""# || !diagnostics.is_empty(), "{answer}");
        assert!(!answer.contains("internal-error"), "{answer}");
        self.pipe = Some(running);
    }

    /// A message, then a question that must be answered.
    pub(crate) fn editor(&mut self, bytes: &[u8]) {
        // These two end a session, which is what they are for.
        let text = String::from_utf8_lossy(bytes);
        if text.contains("\"exit\"") || text.contains("\"shutdown\"") {
            return;
        }
        self.asked += 1;
        let mut running = self.editor.take().unwrap_or_else(|| session(Path::new(".")));
        frame(&mut running, bytes);
        answered(&mut running, self.asked);
        self.editor = Some(running);
    }

    /// Settings are taken or refused, by an editor that has a text open; the text is checked either way.
    pub(crate) fn settings(&mut self, bytes: &[u8]) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz-settings");
        self.asked += 1;
        let mut running = self.editor.take().unwrap_or_else(|| {
            std::fs::create_dir_all(&folder).expect("a folder");
            let mut running = session(&folder);
            let document =
                json!({ "uri": "untitled:a.txt", "version": 1, "text": "大会，\n\n1. 请秘书长提出报告。\n" });
            tell(&mut running, "textDocument/didOpen", &json!({ "textDocument": document }));
            running
        });
        // Cut off at the end and not emptied at first, for which some file systems wait for the disk.
        let file = File::options().write(true).create(true).truncate(false).open(folder.join("declc.toml"));
        let written = file.and_then(|mut file| file.write_all(bytes).and_then(|()| file.set_len(bytes.len() as u64)));
        written.expect("written");
        tell(&mut running, "workspace/didChangeWatchedFiles", &json!({}));
        answered(&mut running, self.asked);
        self.editor = Some(running);
    }
}

/// An editor's session that has begun.
fn session(folder: &Path) -> Running {
    let mut running = Running::new(&["lsp"], folder);
    frame(&mut running, br#"{"jsonrpc":"2.0","id":"first","method":"initialize","params":{"capabilities":{}}}"#);
    running
}

fn tell(running: &mut Running, method: &str, parameters: &serde_json::Value) {
    frame(running, json!({ "jsonrpc": "2.0", "method": method, "params": parameters }).to_string().as_bytes());
}

/// Asks something that must be answered after all that was said before.
fn answered(running: &mut Running, asked: u64) {
    let id = format!("asked-{asked}");
    frame(running, json!({ "jsonrpc": "2.0", "id": id, "method": "declc/none", "params": {} }).to_string().as_bytes());
    while read(running)["id"] != id.as_str() {}
}

fn frame(running: &mut Running, body: &[u8]) {
    let head = format!("Content-Length: {}\r\n\r\n", body.len());
    let sent = running.input.write_all(head.as_bytes()).and_then(|()| running.input.write_all(body));
    sent.and_then(|()| running.input.flush()).expect("declc lsp reads on");
}

fn read(running: &mut Running) -> serde_json::Value {
    let mut length = 0;
    loop {
        let mut line = String::new();
        assert!(running.output.read_line(&mut line).expect("UTF-8") > 0, "declc lsp has ended");
        match line.trim().strip_prefix("Content-Length: ") {
            Some(number) => length = number.parse().expect("a number"),
            None if line.trim().is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    running.output.read_exact(&mut body).expect("a whole message");
    let told = String::from_utf8(body).expect("UTF-8");
    assert!(!told.contains("panicked at") && !told.contains("internal-error"), "{told}");
    serde_json::from_str(&told).expect("JSON")
}
