//! `declc pipe`: one JSON record a line in, one a line out, for engines that hand texts to a process.
//!
//! In: `{"id": 7, "text": "…"}`. Out, in the same order: `{"id":7,"status":"ok",…}` or `{"id":7,"status":"error",…}`.
//! A record that cannot be compiled says so in its own line and changes nothing else, neither the exit code nor its
//! neighbours.
//!
//! Invariants: as many lines out as in; a line is valid UTF-8 without a line break in it; no file and no variable of
//! the environment is needed; memory is that of the longest record. Not here: several processes (the engine's work).

use super::compile::{self, Attempt, PASSES, Passes, Text};
use super::console;
use super::exit::Exit;
use super::known::Known;
use super::problem::{self, Problem};
use super::report::{self, format_parser};
use declc::diagnostic::json::Record;
use declc::emit::Format;
use declc::link::sidecar::Sidecar;
use declc::model::Document;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Write};

/// Compile records from standard input to standard output, a line each
///
/// A record is a JSON object on one line: {"id": 7, "text": "…"}. The answer has the same id, in the same order. A
/// record that cannot be compiled is answered with status "error"; the exit code stays 0.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A record may have:
  id        any JSON value, given back as it is
  text      the raw text; this alone must be there
  path      name of the text in its outputs
  sidecar   facts that the text lacks, with the keys of a .meta.yaml
  language, class   what the caller knows of this text; goes before --language and --class

An answer has:
  id, status       \"ok\" or \"error\"
  sha256, ledger   of the text: visible characters, those accounted for
  outputs          akn and yaml as texts, json as an object
  diagnostics      the findings of `declc check`; with status \"error\" what prevented the outputs

At the end of the input, standard error has {\"in\":N,\"out\":N,\"errors\":N}.

Example:
  jq -c '{id: .symbol, text: .body}' texts.ndjson | declc pipe --format akn > akn.ndjson")]
pub(super) struct Pipe {
    /// Formats to give, separated by commas
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "json", value_parser = format_parser())]
    format: Vec<Format>,
    /// Longest line that is read, in bytes; a longer one is answered with an error
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    max_record: u64,
    #[command(flatten)]
    known: Known,
}

/// What stands on a line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Incoming<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(default)]
    path: Option<String>,
    #[serde(borrow, default)]
    sidecar: Option<&'a RawValue>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    class: Option<String>,
}

/// Every key that a record may have.
pub(super) const KEYS: [&str; 6] = ["id", "text", "path", "sidecar", "language", "class"];

/// The id of a record that is otherwise wrong.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
}

/// What a record is answered with.
#[derive(Serialize)]
struct Answer<'a> {
    id: Option<&'a RawValue>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<report::Ledger>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outputs: Option<Outputs<'a>>,
    diagnostics: Vec<Record>,
}

#[derive(Default, Serialize)]
struct Outputs<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    akn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    json: Option<&'a Document>,
    #[serde(skip_serializing_if = "Option::is_none")]
    yaml: Option<&'a str>,
}

/// What has been done, as standard error gets it at the end.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Tally {
    r#in: u64,
    out: u64,
    errors: u64,
}

/// What the next line of the input is.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// A line, in the buffer.
    Line,
    /// A line longer than the limit; it has been passed over.
    TooLong,
    /// There is none.
    End,
}

impl Pipe {
    /// Answers records until the input ends or nobody reads the answers any more.
    pub(super) fn run(self) -> Exit {
        compile::on_deep_stack(|| {
            let mut tally = Tally::default();
            let done = self.answer_all(io::stdin().lock(), io::stdout().lock(), &mut tally);
            let counts = serde_json::to_string(&tally).expect("bug: a tally holds only numbers");
            // A line for machines already, whatever the log.
            console::raw(&format!("{counts}\n"));
            match done {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                    console::problem(&problem::pipe_broken(&error));
                    Exit::Transient
                }
                Ok(()) | Err(_) => Exit::Clean,
            }
        })
    }

    fn answer_all(&self, input: impl Read, output: impl Write, tally: &mut Tally) -> io::Result<()> {
        let mut reader = BufReader::with_capacity(1 << 16, input);
        let mut writer = BufWriter::with_capacity(1 << 16, output);
        let mut line = Vec::new();
        loop {
            let next = read_line(&mut reader, &mut line, self.max_record)?;
            if next == Next::End {
                return writer.flush();
            }
            tally.r#in += 1;
            let fine = match next {
                Next::Line => self.answer(&line, tally.r#in, PASSES, &mut writer)?,
                Next::TooLong | Next::End => {
                    refuse(None, &[problem::record_too_long(tally.r#in, self.max_record)], None, &mut writer)?
                }
            };
            tally.out += 1;
            tally.errors += u64::from(!fine);
            // Before the next read may have to wait, whoever waits for an answer gets it.
            if !reader.buffer().contains(&b'\n') {
                writer.flush()?;
            }
        }
    }

    /// Answers one record; whether it was compiled.
    fn answer(&self, line: &[u8], number: u64, passes: Passes, writer: &mut impl Write) -> io::Result<bool> {
        let record: Incoming<'_> = match serde_json::from_slice(line) {
            Ok(record) => record,
            Err(error) => {
                let named = serde_json::from_slice::<Named<'_>>(line).ok().and_then(|named| named.id);
                return refuse(named, &[problem::record(number, line, &error)], None, writer);
            }
        };
        let path = record.path.unwrap_or_else(|| format!("record {number}"));
        let known = match self.known.or(record.language.as_deref(), record.class.as_deref()) {
            Ok(known) => known,
            Err(unknown) => return refuse(record.id, &[problem::record_value(&path, &unknown)], None, writer),
        };
        // JSON is YAML, so that one reader judges both kinds of sidecars.
        let sidecar = || match record.sidecar.map(RawValue::get) {
            Some(facts) => Sidecar::from_yaml(facts).map(Some).map_err(|e| problem::sidecar(&path, facts, &e)),
            None => Ok(None),
        };
        let text = Text { name: &path, shown: &path, bytes: record.text.as_bytes().into(), encoding: None };
        let mut attempt = compile::compile_text(text, sidecar, &known.options(), passes);
        if !attempt.problems.is_empty() {
            return refuse(record.id, &attempt.problems, Some(&attempt), writer);
        }
        // JSON is written from the document itself, on this line.
        let texts: Vec<Format> = self.format.iter().copied().filter(|&format| format != Format::Json).collect();
        let mut emitted = Vec::with_capacity(texts.len());
        for format in texts {
            let mut text = String::new();
            if let Err(problems) = compile::emit(&mut attempt, format, passes, || path.clone(), &mut text) {
                return refuse(record.id, &problems, Some(&attempt), writer);
            }
            emitted.push((format, text));
        }
        let of = |wanted| emitted.iter().find(|(format, _)| *format == wanted).map(|(_, text)| text.as_str());
        let document = attempt.compilation.as_ref().map(|done| done.linked.document());
        let outputs = Outputs {
            akn: of(Format::Akn),
            json: document.filter(|_| self.format.contains(&Format::Json)),
            yaml: of(Format::Yaml),
        };
        let findings = attempt.findings();
        let answer = Answer {
            id: record.id,
            status: "ok",
            sha256: attempt.sha256.as_deref(),
            ledger: attempt.compilation.as_deref().map(report::Ledger::of),
            outputs: Some(outputs),
            diagnostics: findings.into_iter().map(|(found, source)| Record::new(found, source)).collect(),
        };
        write_line(&answer, writer)?;
        Ok(true)
    }
}

/// Answers a record that could not be compiled.
fn refuse(
    id: Option<&RawValue>,
    problems: &[Problem],
    attempt: Option<&Attempt>,
    writer: &mut impl Write,
) -> io::Result<bool> {
    let sha256 = attempt.and_then(|attempt| attempt.sha256.as_deref());
    let diagnostics = problems.iter().map(report::record).collect();
    write_line(&Answer { id, status: "error", sha256, ledger: None, outputs: None, diagnostics }, writer)?;
    Ok(false)
}

fn write_line(answer: &Answer<'_>, writer: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *writer, answer)?;
    writer.write_all(b"\n")
}

/// Reads the next line into `line`, without its line break. What no line break closes is a line too.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>, most: u64) -> io::Result<Next> {
    line.clear();
    // One long record does not hold its memory for all that follow.
    line.shrink_to(1 << 20);
    let taken = reader.by_ref().take(most + 1).read_until(b'\n', line)?;
    if taken == 0 {
        return Ok(Next::End);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Next::Line);
    }
    if taken as u64 <= most {
        return Ok(Next::Line);
    }
    line.clear();
    reader.skip_until(b'\n')?;
    Ok(Next::TooLong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use declc::{Compilation, Options};
    use serde_json::Value;

    fn pipe(format: &[Format], max_record: u64) -> Pipe {
        Pipe { format: format.to_vec(), max_record, known: Known::default() }
    }

    fn answers(pipe: &Pipe, input: &[u8]) -> (Vec<Value>, Tally) {
        let (mut out, mut tally) = (Vec::new(), Tally::default());
        pipe.answer_all(input, &mut out, &mut tally).unwrap();
        let lines = String::from_utf8(out).unwrap();
        (lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), tally)
    }

    #[test]
    fn every_line_is_answered_in_its_place() {
        let input = "{\"id\":1,\"text\":\"大会，\\n\\n1. 决定。\\n\"}\r\n\nnot json\n{\"id\":\"b\"}\n{\"id\":[3],\"text\":\" \"}";
        let (found, tally) = answers(&pipe(&[Format::Json], 1 << 20), input.as_bytes());
        let status: Vec<_> = found.iter().map(|a| (a["id"].to_string(), a["status"].as_str().unwrap())).collect();
        let of = |id: &str, status| (id.to_owned(), status);
        let expected =
            [of("1", "ok"), of("null", "error"), of("null", "error"), of("\"b\"", "error"), of("[3]", "error")];
        assert_eq!(status, expected);
        assert_eq!(tally, Tally { r#in: 5, out: 5, errors: 4 });
        assert_eq!(found[0]["ledger"]["closes"], true);
        assert_eq!(found[4]["diagnostics"][0]["name"], "empty-text");
    }

    #[test]
    fn an_id_comes_back_as_it_was_written() {
        let input = "{\"text\":\"大会，\",\"id\":123456789012345678901234567890.10}\n";
        let mut out = Vec::new();
        pipe(&[Format::Akn], 1 << 20).answer_all(input.as_bytes(), &mut out, &mut Tally::default()).unwrap();
        assert!(out.starts_with(b"{\"id\":123456789012345678901234567890.10,\"status\":\"ok\""));
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over() {
        let long = "x".repeat(200_000);
        let input = format!("{{\"id\":1,\"text\":\"{long}\"}}\n{{\"id\":2,\"text\":\"大会，\"}}\n");
        let (found, _) = answers(&pipe(&[Format::Json], 1000), input.as_bytes());
        assert_eq!(found[0]["diagnostics"][0]["name"], "record-too-long");
        assert_eq!((found.len(), &found[1]["id"], &found[1]["status"]), (2, &2.into(), &"ok".into()));
    }

    #[test]
    fn an_unknown_key_has_its_nearest_neighbour() {
        let (found, _) = answers(&pipe(&[Format::Json], 1 << 20), b"{\"id\":1,\"text\":\"a\",\"sidcar\":{}}");
        let diagnostic = &found[0]["diagnostics"][0];
        assert_eq!((diagnostic["name"].as_str(), &found[0]["id"]), (Some("unknown-record-key"), &1.into()));
        assert!(diagnostic["help"].as_str().unwrap().starts_with("Did you mean `sidecar`?"), "{diagnostic}");
    }

    #[test]
    fn what_the_caller_knows_goes_before_what_the_text_shows() {
        let input = "{\"text\":\"大会，\",\"language\":\"fr\",\"class\":\"letter\"}\n{\"text\":\"大会，\",\"class\":\"poem\"}\n";
        let (found, _) = answers(&pipe(&[Format::Json], 1 << 20), input.as_bytes());
        let metadata = &found[0]["outputs"]["json"]["metadata"];
        assert_eq!((&metadata["language"]["value"], &metadata["class"]["value"]), (&"fr".into(), &"letter".into()));
        assert_eq!(found[1]["diagnostics"][0]["name"], "wrong-record-value");
    }

    #[test]
    fn a_sidecar_supplies_facts() {
        let input = "{\"text\":\"大会，\",\"sidecar\":{\"symbol\":\"A/RES/75/291\"}}\n{\"text\":\"大会，\",\"sidecar\":{\"symbl\":\"x\"}}\n";
        let (found, _) = answers(&pipe(&[Format::Json], 1 << 20), input.as_bytes());
        assert_eq!(found[0]["outputs"]["json"]["metadata"]["symbol"]["value"], "A/RES/75/291");
        assert_eq!(found[1]["diagnostics"][0]["name"], "unknown-sidecar-key");
    }

    fn panics(
        _: &declc::source::Source,
        _: Option<&Sidecar>,
        _: &Options<'_>,
        _: &mut dyn FnMut(declc::Pass),
    ) -> Compilation {
        panic!("for a test")
    }

    #[test]
    fn a_panic_is_answered_too() {
        super::super::guard::install();
        let mut out = Vec::new();
        let passes = Passes { compile: panics, ..PASSES };
        let fine = pipe(&[Format::Json], 1 << 20).answer(b"{\"id\":1,\"text\":\"a\"}", 1, passes, &mut out).unwrap();
        assert!(!fine && String::from_utf8(out).unwrap().contains("\"internal-error\""));
    }
}
