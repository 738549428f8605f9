//! What must hold for any bytes, one function a subject. Each panics where a promise is broken; none has a state.
//!
//! In: bytes, from the mutations of `tests/fuzz.rs` or from libFuzzer (`fuzz/`). Not here: where the bytes come from,
//! what is spoken to over a pipe (see `program`).

use declc::diagnostic::{self, Diagnostic, Severity};
use declc::editor::{self, Editor};
use declc::emit::Format;
use declc::language::encoding::Finding;
use declc::language::{self, Language};
use declc::link::Linked;
use declc::link::sidecar::Sidecar;
use declc::model::Document;
use declc::source::{DecodeError, Encoding, Source, Span};
use declc::{Compilation, diff, fix, parity, release, validate};

/// What the bytes of a target are: from which seeds they are grown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "libFuzzer brings seeds of its own")]
pub(crate) enum Grows {
    /// Texts of documents.
    Text,
    /// Texts in any encoding.
    Encoded,
    /// Documents as JSON.
    Json,
    /// Documents as Akoma Ntoso.
    Xml,
    /// Sidecars.
    Sidecar,
    /// Settings.
    Settings,
    /// Records of `declc pipe`.
    Record,
    /// Messages of the language server.
    Message,
}

/// A target: its name, what it is given, what must hold.
#[allow(dead_code, reason = "libFuzzer has a program for each target")]
pub(crate) type Target = (&'static str, Grows, fn(&[u8]));

/// Every target that runs within this process.
#[allow(dead_code, reason = "libFuzzer has a program for each target")]
pub(crate) const TARGETS: [Target; 14] = [
    ("decode", Grows::Encoded, decode),
    ("parse", Grows::Text, parse),
    ("akn", Grows::Text, akn),
    ("json", Grows::Text, json),
    ("yaml", Grows::Text, yaml),
    ("findings", Grows::Text, findings),
    ("fixes", Grows::Text, fixes),
    ("editor", Grows::Text, ask),
    ("diff", Grows::Text, compare),
    ("parity", Grows::Text, versions),
    ("pages", Grows::Text, pages),
    ("read-json", Grows::Json, read_json),
    ("validate", Grows::Xml, validate_any),
    ("sidecar", Grows::Sidecar, sidecar),
];

/// The text that sidecars are tried with.
const WITH_SIDECAR: &str = "大会，\n\n回顾其 A/75/L.105 号文件，¹\n\n1. 请秘书长提出报告。\n\n¹ A/74/677。\n";

fn source(bytes: &[u8]) -> Option<Source> {
    Source::decode("fuzz.txt", bytes).ok()
}

fn compiled(bytes: &[u8]) -> Option<(Source, Compilation)> {
    let source = source(bytes)?;
    let done = declc::compile(&source, None);
    Some((source, done))
}

fn closes(done: &Compilation) {
    assert!(done.ledger.closes(), "the account does not close: {:?}", done.ledger);
}

/// Whether these bytes are among those with which a dear check is made, one in four.
fn sampled(bytes: &[u8]) -> bool {
    bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte)) % 4 == 0
}

/// Valid by the standard, and by the profile where the text is not to blame.
fn is_valid(xml: &str) {
    let found = validate::validate(xml);
    assert!(found.is_empty(), "invalid Akoma Ntoso: {:?}\n{xml}", found.first());
    let mut lint = validate::lint(xml).into_iter().map(Diagnostic::from);
    assert_eq!(lint.find(|found| found.severity == Severity::Error), None, "against the profile\n{xml}");
}

fn lies_in(span: Span, text: &str) {
    assert!(span.start() <= span.end() && text.get(span.start()..span.end()).is_some(), "{span:?} is not in the text");
}

/// In the encoding that the bytes tell, and in each other: a text or an error whose offset lies in the bytes; a place for
/// people at every offset; what the text says back in UTF-8 is that text.
pub(crate) fn decode(bytes: &[u8]) {
    let told = match language::encoding::tell(bytes) {
        Finding::Certain(encoding) | Finding::Read(encoding) => Some(encoding),
        Finding::Unknown => None,
    };
    for encoding in Encoding::ALL {
        match Source::decode_as("fuzz.txt", bytes, encoding) {
            Err(DecodeError::Binary(at) | DecodeError::NotUtf8(at) | DecodeError::Malformed(_, at)) => {
                assert!(at < bytes.len(), "{encoding:?}: {at} lies beyond the bytes");
            }
            Err(_) => {}
            Ok(source) if told == Some(encoding) => {
                let mut last = source.position(0);
                for at in source.text().char_indices().map(|(at, _)| at).chain([source.text().len()]) {
                    let now = source.position(at);
                    assert!(now >= last, "positions go backwards at {at}");
                    last = now;
                }
            }
            Ok(source) => {
                let again = Source::decode("fuzz.txt", source.text().as_bytes()).expect("UTF-8");
                assert_eq!(again.text(), source.text());
            }
        }
    }
}

/// Parsed and linked in a language that need not be its own: the account closes. Some also in each, and twice the same.
pub(crate) fn parse(bytes: &[u8]) {
    let Some(source) = source(bytes) else { return };
    let told: &'static Language = language::ALL[bytes.len() % language::ALL.len()];
    let options = declc::Options { languages: &[told], ..declc::Options::default() };
    let done = declc::compile_with(&source, None, &options);
    closes(&done);
    if !sampled(bytes) {
        return;
    }
    assert_eq!(declc::compile_with(&source, None, &options).linked, done.linked, "not deterministic");
    for language in language::ALL {
        declc::parse::parse(&source, language, None);
    }
}

/// The account closes; the Akoma Ntoso is valid, and of some the same twice.
pub(crate) fn akn(bytes: &[u8]) {
    let Some((source, done)) = compiled(bytes) else { return };
    closes(&done);
    let xml = Format::Akn.write(&done.linked);
    is_valid(&xml);
    if sampled(bytes) {
        assert_eq!(xml, Format::Akn.write(&declc::compile(&source, None).linked), "not deterministic");
    }
}

/// JSON reads back into the same document and the same bytes.
pub(crate) fn json(bytes: &[u8]) {
    let Some((_, done)) = compiled(bytes) else { return };
    let json = Format::Json.write(&done.linked);
    let again = Linked::from_json(&json, &language::ALL).expect("our JSON reads back");
    assert_eq!(again, done.linked, "JSON reads back otherwise");
    assert_eq!(Format::Json.write(&again), json, "JSON is written otherwise");
    assert_eq!(Format::Akn.write(&again), Format::Akn.write(&done.linked), "Akoma Ntoso from JSON is another");
}

/// YAML reads back into the same document.
pub(crate) fn yaml(bytes: &[u8]) {
    let Some((_, done)) = compiled(bytes) else { return };
    let yaml = Format::Yaml.write(&done.linked);
    let again: Document = serde_yaml::from_str(&yaml).expect("our YAML reads back");
    assert_eq!(&again, done.linked.document(), "YAML reads back otherwise\n{yaml}");
}

/// Findings lie in the text, and each renderer takes them.
pub(crate) fn findings(bytes: &[u8]) {
    let Some((source, done)) = compiled(bytes) else { return };
    for found in &done.diagnostics {
        if let Some(span) = found.span {
            lies_in(span, source.text());
        }
        let shown = diagnostic::terminal::render(found, &source, false, 80);
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "a control character in {shown:?}");
    }
    let located = declc::check::locate(&done.diagnostics, &done.linked, &source);
    diagnostic::short::render(&located);
    let annotations = diagnostic::github::render(&located);
    assert!(annotations.lines().all(|line| line.starts_with("::")), "a text on a line of its own: {annotations}");
    let rdjson = diagnostic::rdjson::render(&located);
    let gitlab = diagnostic::gitlab::render(&located);
    let tool = diagnostic::sarif::Tool { version: "1", home: "", pages: &[], example: declc::check::example };
    let sarif = diagnostic::sarif::render(&located, tool);
    for json in [rdjson, gitlab, sarif] {
        assert!(
            json.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok())
                || serde_json::from_str::<serde_json::Value>(&json).is_ok(),
            "not JSON: {json}"
        );
    }
    let junit = diagnostic::junit::render(&located, &["fuzz.txt".to_owned()]);
    roxmltree::Document::parse(&junit).expect("JUnit is XML");
}

/// Whatever the fixes do, the account closes afterwards.
pub(crate) fn fixes(bytes: &[u8]) {
    let Some((source, _)) = compiled(bytes) else { return };
    let all = |done: &Compilation, _: &Source| done.diagnostics.iter().filter_map(|d| d.fix.clone()).collect();
    let fixed = fix::fix(&source, |source| declc::compile(source, None), all);
    closes(&declc::compile(&Source::from_text("fuzz.txt", &fixed.text), None));
}

/// Every answer to an editor lies in the text; the outline is in order.
pub(crate) fn ask(bytes: &[u8]) {
    let Some((source, done)) = compiled(bytes) else { return };
    let text = source.text();
    let editor = Editor::new(&done.linked, &source);
    let step = (text.len() / 16).max(1);
    for at in (0..=text.len() + 1).step_by(step) {
        if let Some((span, _)) = editor.at(at) {
            lies_in(span, text);
        }
        if let Some((span, _)) = editor.hover(at) {
            lies_in(span, text);
        }
        for span in editor.definition(at) {
            lies_in(span, text);
        }
        for span in editor.references(at, true) {
            lies_in(span, text);
        }
    }
    let mut open = editor::outline(done.linked.document());
    while let Some(symbol) = open.pop() {
        lies_in(symbol.span, text);
        lies_in(symbol.selection, text);
        assert!(!symbol.name.is_empty() && symbol.span.start() <= symbol.selection.start());
        open.extend(symbol.children);
    }
}

/// Two halves of the bytes as two states: compared both ways, rendered; a state does not differ from itself.
pub(crate) fn compare(bytes: &[u8]) {
    let (old, new) = halves(bytes);
    let (Some((old, a)), Some((new, b))) = (compiled(old), compiled(new)) else { return };
    assert!(diff::compare(&a.linked, &a.linked).is_empty(), "a text differs from itself");
    let mut found = diff::compare(&a.linked, &b.linked);
    found.locate(&old, &new);
    let back = diff::compare(&b.linked, &a.linked);
    assert_eq!(found.is_empty(), back.is_empty(), "a difference that one direction does not have");
    let report = diff::Report::of(vec![found, back]);
    serde_json::from_str::<serde_json::Value>(&report.json()).expect("JSON");
    diff::text::render(&report, str::to_owned);
    diff::markdown::render(&report, None);
    diff::html::render(&report);
}

/// Two halves of the bytes as two languages of a work.
pub(crate) fn versions(bytes: &[u8]) {
    let texts = <[&[u8]; 2]>::from(halves(bytes));
    let done: Vec<_> = texts.into_iter().filter_map(compiled).collect();
    let versions: Vec<_> = done.iter().map(|(source, done)| parity::Version { linked: &done.linked, source }).collect();
    let groups = parity::group(&versions);
    let report = parity::Report::of(&groups);
    serde_json::from_str::<serde_json::Value>(&report.json()).expect("JSON");
    parity::text::render(&report);
    parity::markdown::render(&report);
    let tmx = parity::tmx::write(&groups);
    roxmltree::Document::parse_with_options(&tmx, roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() })
        .expect("TMX is XML");
}

/// A release of two texts: its JSON parses, and no page has an element or an attribute that comes from a text.
pub(crate) fn pages(bytes: &[u8]) {
    let descriptor = release::Descriptor {
        name: "texts".to_owned(),
        title: "Texts".to_owned(),
        title_zh: "文件".to_owned(),
        version: "1".to_owned(),
        date: "2026-11-22".to_owned(),
        base: None,
        publisher: "Somebody".to_owned(),
    };
    let (first, second) = halves(bytes);
    let mut release = release::Release::new(descriptor.clone(), None);
    let mut files = Vec::new();
    for (stem, bytes) in [("a", first), ("b", second)] {
        let Some((source, done)) = compiled(bytes) else { continue };
        let published = release::Published {
            stem,
            linked: &done.linked,
            source: Some(&source),
            ledger: Some(&done.ledger),
            diagnostics: &done.diagnostics,
        };
        files.extend(release.add(release::part(&descriptor, &published, None)));
    }
    files.extend(release.finish().expect("a release of two texts").files);
    for file in files {
        let Ok(text) = std::str::from_utf8(&file.bytes) else { continue };
        let ending = file.path.rsplit('.').next();
        if matches!(ending, Some("json" | "jsonld")) {
            serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|e| panic!("{}: {e}", file.path));
        } else if ending == Some("html") {
            no_mark_up_of_a_text(&file.path, text);
        }
    }
}

/// Scripts and styles keep to themselves; every other tag is one of the site's own, without a handler of events.
fn no_mark_up_of_a_text(path: &str, html: &str) {
    const FOREIGN: [&str; 6] = ["img", "iframe", "object", "embed", "base", "x"];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[..end];
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(!FOREIGN.contains(&name.as_str()), "{path}: <{tag}> comes from a text");
        // Within an address of the web the word does nothing: https://un.org/c](javascript:x
        let script = tag.to_ascii_lowercase().contains("=\"javascript:");
        assert!(!tag.contains(" onerror=") && !script, "{path}: <{tag}> runs a script");
        rest = &rest[end + 1..];
        if name == "script" || name == "style" {
            let close = rest.find(&format!("</{name}")).expect("a script ends");
            if tag.contains("json") {
                serde_json::from_str::<serde_json::Value>(&rest[..close]).expect("JSON in a page");
            }
            rest = &rest[close..];
        }
    }
}

/// JSON that reads is written again to the same document, and no format panics.
pub(crate) fn read_json(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(linked) = Linked::from_json(text, &language::ALL) else { return };
    let json = Format::Json.write(&linked);
    assert_eq!(Linked::from_json(&json, &language::ALL).expect("reads back"), linked);
    Format::Yaml.write(&linked);
    Format::Akn.write(&linked);
    diff::compare(&linked, &linked);
}

/// Whatever is called Akoma Ntoso gets a verdict, whose places lie in it; the same one twice.
pub(crate) fn validate_any(bytes: &[u8]) {
    let Ok(xml) = std::str::from_utf8(bytes) else { return };
    let found = validate::validate(xml);
    for violation in &found {
        lies_in(violation.span, xml);
    }
    assert_eq!(found, validate::validate(xml));
    let lint = validate::lint(xml);
    for violation in &lint {
        lies_in(violation.span, xml);
    }
    // With a comment at its end, a text is no longer read as it goes: a tree is made of it.
    if found.iter().all(|violation| violation.kind != validate::Kind::NotWellFormed) {
        let remarked = format!("{xml}<!---->");
        assert_eq!((found, lint), (validate::validate(&remarked), validate::lint(&remarked)));
    }
}

/// A sidecar is read or refused at a place in it; what is read makes valid outputs.
pub(crate) fn sidecar(bytes: &[u8]) {
    let Ok(yaml) = std::str::from_utf8(bytes) else { return };
    match Sidecar::from_yaml(yaml) {
        Err(error) => lies_in(error.span, yaml),
        Ok(sidecar) => {
            let done = declc::compile(&Source::from_text("fuzz.txt", WITH_SIDECAR), Some(&sidecar));
            closes(&done);
            is_valid(&Format::Akn.write(&done.linked));
            let json = Format::Json.write(&done.linked);
            assert_eq!(Linked::from_json(&json, &language::ALL).expect("reads back"), done.linked);
            let yaml: Document = serde_yaml::from_str(&Format::Yaml.write(&done.linked)).expect("reads back");
            assert_eq!(&yaml, done.linked.document());
        }
    }
}

/// The bytes up to the middle line break, and those after it.
fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    let middle = bytes.len() / 2;
    let at = bytes.iter().skip(middle).position(|&b| b == b'\n').map_or(middle, |at| middle + at);
    bytes.split_at(at)
}
