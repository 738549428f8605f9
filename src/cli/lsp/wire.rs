//! Messages on a stream: headers, a blank line, and so many bytes of JSON.
//!
//! In: bytes. Out: [`Message`]s. No message that is broken ends the stream: what can be read of it is told, and reading
//! goes on at the next header. (The crate `lsp-server`, which rust-analyzer uses, closes the connection at the first.)

use serde_json::{Map, Value, json};
use std::io::{self, BufRead, Read, Write};

/// Bytes of a message at most: a text of the greatest length, each character escaped.
const LARGEST: u64 = 6 * declc::source::MAX_BYTES as u64;
/// Bytes of a header line at most.
const LONGEST_LINE: u64 = 8 << 10;
/// The header that counts.
const LENGTH: &str = "content-length:";

/// Why a request has no result, as JSON-RPC and the protocol number it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    Parse = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    Internal = -32603,
    NotInitialized = -32002,
    Cancelled = -32800,
}

/// What a client says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Message {
    /// To be answered.
    Request { id: Value, method: String, params: Value },
    /// Not to be answered.
    Notification { method: String, params: Value },
    /// An answer, although nothing was asked.
    Answer,
    /// Not a message: its identifier, null where it shows none, and what is wrong with it.
    Malformed { id: Value, code: Code, reason: String },
}

/// The next message; none at the end of the stream.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Message>> {
    let Some(length) = header(input)? else { return Ok(None) };
    let length = match length {
        Ok(length) if length <= LARGEST => length,
        Ok(length) => {
            io::copy(&mut input.take(length), &mut io::sink())?;
            return Ok(Some(malformed(Value::Null, Code::InvalidRequest, "the message is too long")));
        }
        Err(reason) => return Ok(Some(malformed(Value::Null, Code::Parse, reason))),
    };
    let mut body = Vec::new();
    let read = input.take(length).read_to_end(&mut body)?;
    let whole = u64::try_from(read).is_ok_and(|read| read == length);
    Ok(whole.then(|| message(&body)))
}

/// The length that the headers of a message tell; none at the end of the stream.
fn header(input: &mut impl BufRead) -> io::Result<Option<Result<u64, &'static str>>> {
    let mut length = None;
    let mut other = false;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line).trim().to_ascii_lowercase();
        // After a message that is longer than it says, the header does not stand at the beginning of a line.
        if let Some(at) = line.rfind(LENGTH) {
            length = line.get(at + LENGTH.len()..).map(|number| number.trim().parse::<u64>().ok());
        }
        match (line.is_empty(), length) {
            (true, Some(Some(length))) => return Ok(Some(Ok(length))),
            (true, Some(None)) => return Ok(Some(Err("the header Content-Length is not a number"))),
            (true, None) if other => return Ok(Some(Err("the header Content-Length is missing"))),
            _ => other = true,
        }
    }
}

fn message(body: &[u8]) -> Message {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => fielded(fields),
        Ok(_) => malformed(Value::Null, Code::InvalidRequest, "a message is an object"),
        Err(error) => malformed(Value::Null, Code::Parse, &error.to_string()),
    }
}

fn fielded(mut fields: Map<String, Value>) -> Message {
    let id = fields.remove("id");
    let params = fields.remove("params").unwrap_or_default();
    match (fields.remove("method"), id) {
        (Some(Value::String(method)), Some(id @ (Value::String(_) | Value::Number(_)))) => {
            Message::Request { id, method, params }
        }
        (Some(Value::String(method)), None) => Message::Notification { method, params },
        (None, Some(_)) if fields.contains_key("result") || fields.contains_key("error") => Message::Answer,
        (Some(Value::String(_)), Some(_)) => {
            malformed(Value::Null, Code::InvalidRequest, "an id is a number or a string")
        }
        (_, id) => malformed(id.unwrap_or_default(), Code::InvalidRequest, "a message has a method"),
    }
}

fn malformed(id: Value, code: Code, reason: &str) -> Message {
    Message::Malformed { id, code, reason: reason.to_owned() }
}

/// Sends a message.
pub(super) fn write(output: &mut impl Write, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    output.flush()
}

/// The answer to a request.
pub(super) fn answer(id: &Value, result: Result<Value, (Code, String)>) -> Value {
    match result {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err((code, message)) => {
            json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } })
        }
    }
}

/// A message that wants no answer.
pub(super) fn notification(method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    /// Everything on a stream, in short.
    fn all(stream: &str) -> Vec<String> {
        let mut input = stream.as_bytes();
        let mut found = Vec::new();
        while let Some(message) = read(&mut input).unwrap() {
            found.push(match message {
                Message::Request { id, method, .. } => format!("{method} {id}"),
                Message::Notification { method, .. } => method,
                Message::Answer => "answer".to_owned(),
                Message::Malformed { id, code, .. } => format!("{code:?} {id}"),
            });
        }
        found
    }

    #[test]
    fn requests_notifications_and_answers() {
        let stream = [
            r#"{"jsonrpc":"2.0","id":1,"method":"a","params":{}}"#,
            r#"{"jsonrpc":"2.0","id":"x","method":"b"}"#,
            r#"{"jsonrpc":"2.0","method":"大会"}"#,
            r#"{"jsonrpc":"2.0","id":4,"result":null}"#,
        ];
        assert_eq!(all(&stream.map(framed).concat()), ["a 1", "b \"x\"", "大会", "answer"]);
        let headers = "content-length: 14\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n";
        assert_eq!(all(&format!("{headers}{{\"method\":\"c\"}}")), ["c"]);
    }

    #[test]
    fn what_is_broken_is_told_and_reading_goes_on() {
        let next = framed(r#"{"method":"next"}"#);
        for (broken, told) in [
            (framed("{"), "Parse null"),
            (framed("[]"), "InvalidRequest null"),
            (framed(r#"{"id":3}"#), "InvalidRequest 3"),
            (framed(r#"{"id":null,"method":"a"}"#), "InvalidRequest null"),
            (framed(r#"{"id":3,"method":7}"#), "InvalidRequest 3"),
            (framed(&"[".repeat(100_000)), "Parse null"),
            ("Content-Length: many\r\n\r\n".to_owned(), "Parse null"),
            ("Length: 7\r\n\r\n".to_owned(), "Parse null"),
            ("Content-Length: 1\r\n\r\n{}".to_owned(), "Parse null"),
        ] {
            assert_eq!(all(&format!("{broken}{next}")), [told, "next"], "{broken}");
        }
        assert_eq!(all("Content-Length: 99999999999999999999\r\n\r\n"), ["Parse null"]);
        assert_eq!(all("Content-Length: 10\r\n\r\n{}"), [""; 0], "the stream ends within a message");
    }
}
