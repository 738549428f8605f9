//! The state of a session: which texts are open, what was agreed on, and what each message makes of it.
//!
//! In: messages, those together that arrived together. Out: answers, and the findings of every text that changed.
//!
//! Invariants: every request is answered once; before `initialize` and after `shutdown` with an error; one that was
//! cancelled before its turn is not worked on. A panic becomes an error of the request that met it.

use super::answers::Answers;
use super::text::{Position, Range, Text};
use super::wire::{self, Code, Message};
use crate::cli::compile::{self, Attempt, PASSES};
use crate::cli::config::{self, Settings};
use crate::cli::exit::Exit;
use crate::cli::guard;
use crate::cli::inputs::Input;
use crate::cli::known::Known;
use crate::cli::rules::pages;
use declc::diagnostic::located::Unit;
use declc::diagnostic::page::Page;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A session.
pub(super) struct Server {
    known: Known,
    place: config::Place,
    settings: Settings,
    pages: Vec<Page>,
    phase: Phase,
    unit: Unit,
    /// The open texts by their addresses.
    open: BTreeMap<String, Open>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The client has not said who it is.
    New,
    /// Requests are answered.
    Running,
    /// The client asked to shut down; only `exit` counts.
    ShutDown,
    /// The client said `exit`; whether it had asked to shut down before.
    Done { asked: bool },
}

/// An open text.
struct Open {
    uri: String,
    version: Value,
    text: Text,
    input: Input,
    /// What compiling it gave; none since it changed.
    attempt: Option<Attempt>,
    /// Whether the client has the findings of this state.
    told: bool,
}

type Failure = (Code, String);

#[derive(Deserialize)]
struct Document {
    uri: String,
    #[serde(default)]
    version: Value,
    #[serde(default)]
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfDocument {
    text_document: Document,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AtPlace {
    text_document: Document,
    position: Position,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InRange {
    text_document: Document,
    range: Range,
}

#[derive(Deserialize)]
struct References {
    #[serde(flatten)]
    place: AtPlace,
    context: Context,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    include_declaration: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    text_document: Document,
    content_changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Change {
    range: Option<Range>,
    text: String,
}

#[derive(Deserialize)]
struct Cancelled {
    id: Value,
}

impl Server {
    /// A session whose client has not said anything.
    pub(super) fn new(known: Known, place: config::Place) -> Self {
        let settings = Settings::default();
        Server { known, place, settings, pages: pages(), phase: Phase::New, unit: Unit::Utf16, open: BTreeMap::new() }
    }

    /// Reads the settings anew, and tells the log what is wrong with them.
    fn load(&mut self, told: &mut Vec<Value>) {
        let (settings, problems) = Settings::load(&self.place, &config::Choice::default());
        self.settings = settings;
        told.extend(
            problems.iter().map(|found| log(&format!("{}: {}", found.source.path(), found.diagnostic.message))),
        );
    }

    /// Whether the client said `exit`.
    pub(super) fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done { .. })
    }

    /// What the process ends with. By the protocol 1 where the client left without asking to shut down.
    pub(super) fn exit(&self) -> Exit {
        match self.phase {
            Phase::ShutDown | Phase::Done { asked: true } => Exit::Clean,
            Phase::New | Phase::Running | Phase::Done { asked: false } => Exit::Findings,
        }
    }

    /// Takes messages in their order, and then tells the findings of what they changed.
    pub(super) fn take(&mut self, batch: Vec<Message>) -> Vec<Value> {
        let cancelled: Vec<Value> = batch.iter().filter_map(cancelled).collect();
        let mut told = Vec::new();
        for message in batch {
            if self.is_done() {
                return told;
            }
            match message {
                Message::Request { id, .. } if cancelled.contains(&id) => {
                    told.push(wire::answer(&id, Err((Code::Cancelled, "cancelled by the client".to_owned()))));
                }
                Message::Request { id, method, params } => {
                    let result = guard::catch(|| self.request(&method, params));
                    told.push(wire::answer(&id, result.unwrap_or_else(|panic| Err((Code::Internal, panic)))));
                }
                Message::Notification { method, params } => {
                    if let Err((_, reason)) = self.notification(&method, params, &mut told) {
                        told.push(log(&format!("{method}: {reason}")));
                    }
                }
                Message::Malformed { id, code, reason } => told.push(wire::answer(&id, Err((code, reason)))),
                Message::Answer => {}
            }
        }
        if self.phase == Phase::Running {
            self.tell(&mut told);
        }
        told
    }

    fn request(&mut self, method: &str, params: Value) -> Result<Value, Failure> {
        match (self.phase, method) {
            (Phase::New, "initialize") => Ok(self.initialize(&params)),
            (Phase::New, _) => Err((Code::NotInitialized, "`initialize` comes first".to_owned())),
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                Ok(Value::Null)
            }
            (Phase::Running, "initialize") => Err((Code::InvalidRequest, "`initialize` comes once".to_owned())),
            (Phase::Running, _) => self.ask(method, params),
            (Phase::ShutDown | Phase::Done { .. }, _) => {
                Err((Code::InvalidRequest, "the server has been shut down".to_owned()))
            }
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        // The client names what it can count in, the best first; if nothing, it counts in UTF-16.
        let offered = params.pointer("/capabilities/general/positionEncodings").and_then(Value::as_array);
        let units = [("utf-8", Unit::Bytes), ("utf-16", Unit::Utf16), ("utf-32", Unit::Points)];
        let agreed = offered.into_iter().flatten().find_map(|name| units.into_iter().find(|unit| *name == unit.0));
        let (name, unit) = agreed.unwrap_or(("utf-16", Unit::Utf16));
        self.unit = unit;
        self.phase = Phase::Running;
        // Settings and paths count from the folder that the editor has open.
        if let Some(root) = params.get("rootUri").and_then(Value::as_str) {
            let _ = std::env::set_current_dir(path(root));
        }
        json!({
            "capabilities": {
                "positionEncoding": name,
                "textDocumentSync": { "openClose": true, "change": 2, "save": true },
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "documentSymbolProvider": true,
                "foldingRangeProvider": true,
                "codeActionProvider": { "codeActionKinds": ["quickfix"] },
            },
            "serverInfo": { "name": "declc", "version": env!("CARGO_PKG_VERSION") },
        })
    }

    fn ask(&mut self, method: &str, params: Value) -> Result<Value, Failure> {
        match method {
            "textDocument/hover" => {
                let AtPlace { text_document, position } = read(params)?;
                Ok(self.answers(&text_document.uri)?.hover(position))
            }
            "textDocument/definition" => {
                let AtPlace { text_document, position } = read(params)?;
                Ok(self.answers(&text_document.uri)?.definition(position))
            }
            "textDocument/references" => {
                let References { place: AtPlace { text_document, position }, context } = read(params)?;
                Ok(self.answers(&text_document.uri)?.references(position, context.include_declaration))
            }
            "textDocument/codeAction" => {
                let InRange { text_document, range } = read(params)?;
                Ok(self.answers(&text_document.uri)?.actions(range))
            }
            "textDocument/documentSymbol" => {
                Ok(self.answers(&read::<OfDocument>(params)?.text_document.uri)?.symbols())
            }
            "textDocument/foldingRange" => Ok(self.answers(&read::<OfDocument>(params)?.text_document.uri)?.folds()),
            _ => Err((Code::MethodNotFound, format!("declc does not know `{method}`"))),
        }
    }

    /// An open text, compiled as it stands.
    fn answers(&mut self, uri: &str) -> Result<Answers<'_>, Failure> {
        let open = self.open.get_mut(uri).ok_or_else(|| not_open(uri))?;
        let attempt = &*open.attempt.get_or_insert_with(|| {
            let bytes = open.text.as_str().as_bytes();
            let mut attempt = compile::given(&open.input, bytes.into(), &self.known.to_check(), PASSES);
            self.settings.apply(&open.input.file, &mut attempt);
            attempt
        });
        Ok(Answers { uri: &open.uri, text: &open.text, attempt, pages: &self.pages })
    }

    fn notification(&mut self, method: &str, params: Value, told: &mut Vec<Value>) -> Result<(), Failure> {
        match (self.phase, method) {
            (phase, "exit") => self.phase = Phase::Done { asked: phase == Phase::ShutDown },
            (Phase::Running, "textDocument/didOpen") => {
                let Document { uri, version, text } = read::<OfDocument>(params)?.text_document;
                let input = Input::of(&path(&uri));
                let text = Text::new(text, self.unit);
                self.open.insert(uri.clone(), Open { uri, version, text, input, attempt: None, told: false });
            }
            (Phase::Running, "textDocument/didChange") => {
                let Changed { text_document: Document { uri, version, .. }, content_changes } = read(params)?;
                let open = self.open.get_mut(&uri).ok_or_else(|| not_open(&uri))?;
                for change in content_changes {
                    open.text.change(change.range, &change.text);
                }
                (open.version, open.attempt, open.told) = (version, None, false);
            }
            (Phase::Running, "textDocument/didClose") => {
                let uri = read::<OfDocument>(params)?.text_document.uri;
                self.open.remove(&uri);
                told.push(published(&json!({ "uri": uri, "diagnostics": [] })));
            }
            (Phase::Running, "initialized") => self.load(told),
            // What was saved may be the sidecar of another text, or the settings.
            (Phase::Running, "textDocument/didSave" | "workspace/didChangeWatchedFiles") => {
                self.load(told);
                for open in self.open.values_mut() {
                    (open.attempt, open.told) = (None, false);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Tells the findings of every text that changed since.
    fn tell(&mut self, told: &mut Vec<Value>) {
        let changed = self.open.iter().filter(|(_, open)| !open.told).map(|(uri, _)| uri.clone());
        for uri in changed.collect::<Vec<_>>() {
            let found = guard::catch(|| self.answers(&uri).map(|answers| answers.diagnostics()));
            let Some(open) = self.open.get_mut(&uri) else { continue };
            open.told = true;
            told.push(match found {
                Ok(Ok(found)) => published(&json!({ "uri": uri, "version": open.version, "diagnostics": found })),
                Ok(Err((_, reason))) | Err(reason) => log(&format!("{uri}: {reason}")),
            });
        }
    }
}

fn cancelled(message: &Message) -> Option<Value> {
    let Message::Notification { method, params } = message else { return None };
    let cancelled = (method == "$/cancelRequest").then(|| read::<Cancelled>(params.clone()).ok()).flatten();
    cancelled.map(|cancelled| cancelled.id)
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Failure> {
    serde_json::from_value(params).map_err(|error| (Code::InvalidParams, error.to_string()))
}

fn not_open(uri: &str) -> Failure {
    (Code::InvalidParams, format!("{uri} is not open"))
}

fn published(params: &Value) -> Value {
    wire::notification("textDocument/publishDiagnostics", params)
}

/// A warning for the log of the editor.
fn log(message: &str) -> Value {
    wire::notification("window/logMessage", &json!({ "type": 2, "message": message }))
}

/// The path of a file that an address names; the address itself where it names none (a text that was never saved).
fn path(uri: &str) -> PathBuf {
    let Some(rest) = uri.strip_prefix("file://") else { return PathBuf::from(uri) };
    let path = decoded(rest.find('/').and_then(|at| rest.get(at..)).unwrap_or(rest));
    // file:///C:/a.txt
    let drive = path.get(2..3) == Some(":") && std::path::MAIN_SEPARATOR == '\\';
    PathBuf::from(if drive { path.trim_start_matches('/') } else { &path })
}

/// Without the escapes of an address: `%20` is a space.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| byte == b'%').and_then(|two| std::str::from_utf8(two).ok());
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_files() {
        assert_eq!(path("file:///a%20b/%E5%A4%A7.txt"), PathBuf::from("/a b/大.txt"));
        assert_eq!(path("file://localhost/a.txt"), PathBuf::from("/a.txt"));
        assert_eq!(path("file:///50%/%zz%e"), PathBuf::from("/50%/%zz%e"));
        assert_eq!(path("untitled:Untitled-1"), PathBuf::from("untitled:Untitled-1"));
    }
}
