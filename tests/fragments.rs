//! Fragments: a line or two of text, and the outline and diagnostics that they give; its account closes, and its Akoma
//! Ntoso is valid.
//!
//! A file in `tests/fragments/` holds sections: a line `=== name`, the text, a line `---`, the expectation. The outline
//! has one node a line, indented, its text clipped; then the diagnostics, each with what puts it right. `(known)` after
//! a name marks a known failure: its expectation is what should come, and once it does come, the test fails until the
//! mark is taken away. `cargo bless` writes the expectations.
#![allow(clippy::disallowed_methods, reason = "tests read and bless files")]

use declc::check::ledger::Ledger;
use declc::diagnostic::{Diagnostic, Severity};
use declc::emit::Format;
use declc::model::visit::passages;
use declc::model::{Document, Mandate, Mark, Passage, Phrase};
use declc::source::Source;
use declc::validate;
use libtest_mimic::{Arguments, Failed, Trial};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// One section of a fragment file.
#[derive(Debug, Clone)]
struct Fragment {
    name: String,
    text: String,
    expected: String,
}

fn main() -> ExitCode {
    let bless = std::env::args().any(|a| a == "--bless");
    let arguments = Arguments::from_iter(std::env::args().filter(|a| a != "--bless"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fragments");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("tests/fragments/ is there").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    let mut trials = Vec::new();
    for file in files {
        let fragments = read(&std::fs::read_to_string(&file).expect("UTF-8"));
        assert!(!fragments.is_empty(), "{} holds no fragment", file.display());
        if bless {
            std::fs::write(&file, blessed(&fragments)).expect("the fragments can be written");
            continue;
        }
        let stem = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        for fragment in fragments {
            trials.push(Trial::test(format!("{stem}: {}", fragment.name), move || run(&fragment)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn read(file: &str) -> Vec<Fragment> {
    let mut found: Vec<Fragment> = Vec::new();
    let mut expecting = false;
    for line in file.lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            found.push(Fragment { name: name.to_owned(), text: String::new(), expected: String::new() });
            expecting = false;
        } else if let Some(fragment) = found.last_mut() {
            if line == "---" && !expecting {
                expecting = true;
            } else {
                let into = if expecting { &mut fragment.expected } else { &mut fragment.text };
                into.push_str(line);
                into.push('\n');
            }
        }
    }
    found
}

fn blessed(fragments: &[Fragment]) -> String {
    let mut file = String::new();
    for fragment in fragments {
        let known = fragment.name.ends_with("(known)");
        let outline = if known { fragment.expected.clone() } else { outline(&fragment.text) };
        let text = fragment.text.trim_end_matches('\n');
        let _ = write!(file, "=== {}\n{text}\n---\n{}\n\n", fragment.name, outline.trim_end());
    }
    file
}

fn run(fragment: &Fragment) -> Result<(), Failed> {
    let got = outline(&fragment.text);
    let same = got.trim_end() == fragment.expected.trim_end();
    match (same, fragment.name.ends_with("(known)")) {
        (true, true) => Err("this known failure passes now: take its mark away".into()),
        (false, false) => {
            Err(format!("expected:\n{}\ngot:\n{}\nrun cargo bless and read the diff", fragment.expected, got).into())
        }
        _ => Ok(()),
    }
}

/// A text as an outline of its document and its diagnostics.
fn outline(text: &str) -> String {
    let source = Source::from_text("fragment.txt", text);
    let compilation = declc::compile(&source, None);
    let document = compilation.linked.document();
    assert!(Ledger::draw(document, &source).closes(), "the ledger does not close: {text}");
    let written = Format::Akn.write(&compilation.linked);
    assert_eq!(validate::validate(&written), [], "invalid Akoma Ntoso of: {text}");
    let against =
        validate::lint(&written).into_iter().map(Diagnostic::from).find(|found| found.severity == Severity::Error);
    assert_eq!(against, None, "against the profile: {text}");
    let mut out = String::new();
    // What the document is shows only where it has a cover or a title to say so.
    if document.title.is_some() || !document.cover.is_empty() {
        facts(document, &mut out);
    }
    passages(document, &mut |node| {
        let number = node.number.map_or(String::new(), |n| format!(" {} ({})", n.printed, n.canonical));
        let clipped: String = node.passage.text.replace('\n', " / ");
        let _ = writeln!(out, "{:?} {}{number}", node.kind, node.context);
        let pieces = match node.passage.source.len() {
            1 => String::new(),
            n => format!(" [{n} spans]"),
        };
        let _ = writeln!(out, "  Text {}{pieces}", clip(&clipped));
        marks(document, node.passage, &mut out);
        for mandate in document.mandates.iter().filter(|mandate| mandate.eid == node.context) {
            asked(mandate, &mut out);
        }
    });
    for furniture in &document.furniture {
        let times = furniture.occurrences.len();
        let _ = writeln!(out, "Furniture {:?} {} x{times}", furniture.reason, furniture.text);
    }
    for diagnostic in &compilation.diagnostics {
        // Fragments lack what a cover supplies; only the rules about the text matter here.
        if !diagnostic.name.starts_with("missing-") && diagnostic.name != "unstructured-document" {
            let place = diagnostic.span.map_or(String::new(), |s| {
                let position = source.position(s.start());
                format!(" at {}:{}", position.line, position.column)
            });
            let _ = writeln!(out, "{}{place}: {}", diagnostic.name, diagnostic.message);
            for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
                let old = clip(&edit.span.slice(text).replace('\n', "/"));
                let _ = writeln!(out, "  Fix “{old}” becomes “{}”", clip(&edit.replacement));
            }
        }
    }
    out
}

/// What the document is, and the facts that its cover, title and closing lines state.
fn facts(document: &Document, out: &mut String) {
    let facts = &document.metadata;
    let _ = writeln!(out, "Document {:?} {}", facts.class.value, facts.language.value);
    for (role, party) in [("author", &facts.author), ("addressee", &facts.addressee)] {
        if let Some(organ) = party.as_ref().map(|fact| &fact.value) {
            let _ = writeln!(out, "  {role} {} {}", organ.id, clip(&organ.name));
        }
    }
    for item in &facts.agenda_items {
        let title = item.value.title.as_deref().map_or(String::new(), |title| format!(" {}", clip(title)));
        let _ = writeln!(out, "  agenda item {}{title}", item.value.number);
    }
    for session in &facts.sessions {
        let _ = writeln!(out, "  session {} {:?} {}", session.value.organ, session.value.kind, session.value.number);
    }
    for (name, fact) in
        [("symbol", &facts.symbol), ("date", &facts.date), ("issued", &facts.issued), ("signatory", &facts.signatory)]
    {
        if let Some(fact) = fact {
            let _ = writeln!(out, "  {name} {}", fact.value);
        }
    }
}

/// What a paragraph asks: of whom, what, by when; an asterisk says that an organ is to be told.
fn asked(mandate: &Mandate, out: &mut String) {
    let said = |phrase: Option<&Phrase>| phrase.map_or("-".to_owned(), |phrase| clip(&phrase.text));
    let (whom, what) = (said(mandate.addressee.as_ref()), said(mandate.action.as_ref()));
    let above = mandate.addressee.iter().find_map(|phrase| phrase.node.as_ref());
    let above = above.map_or(String::new(), |node| format!(" of {node}"));
    let due = mandate.deadline.as_ref().map_or(String::new(), |due| {
        let value = due.date.clone().or(due.session.map(|session| session.to_string()));
        format!(" | {} {:?} {}", due.phrase.text, due.due, value.unwrap_or_default()).trim_end().to_owned()
    });
    let told = if mandate.reporting { " *" } else { "" };
    let to = mandate.recipient.as_ref().map_or(String::new(), |organ| format!(" to {}", organ.text));
    let _ = writeln!(out, "  Asked {} | {whom}{above} | {what}{due}{told}{to}", said(mandate.opening.as_ref()));
}

fn marks(document: &Document, passage: &Passage, out: &mut String) {
    for span in &passage.spans {
        let text: String =
            passage.text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect();
        let text = clip(&text);
        let line = match &span.mark {
            Mark::OpeningPhrase { class } => {
                let class = class.map_or("unknown".to_owned(), |c| format!("{c:?}").to_lowercase());
                format!("OpeningPhrase {text} ({class})")
            }
            Mark::NoteCall { marker, note } => {
                let note = note.as_ref().map_or("nothing", |n| n.as_str());
                format!("NoteCall {} at {} -> {note}", marker.printed, span.start)
            }
            Mark::Reference { reference } => {
                let found = document.references.iter().find(|r| r.eid == *reference);
                let symbol = found.and_then(|r| r.symbol.as_deref()).unwrap_or("-");
                let target = found.map_or(String::new(), |r| format!("{:?}", r.target));
                let locator = found.and_then(|r| r.locator.as_ref()).map_or(String::new(), |l| format!(" at {l}"));
                format!("Reference {text} {symbol}{locator} {target}")
            }
            Mark::Date { iso, precision, .. } => format!("Date {text} {iso} {precision:?}"),
            Mark::Organization { id } => format!("Organization {text} {id}"),
            Mark::Role { id } => format!("Role {text} {id}"),
            Mark::DefinedTerm { stands_for } => format!("DefinedTerm {text} = {stands_for}"),
            Mark::Emphasis { style } => format!("{style:?} {text}"),
            Mark::CitedTitle => format!("CitedTitle {text}"),
            Mark::ReferenceList { eid } => format!("ReferenceList {eid}"),
        };
        let _ = writeln!(out, "  {line}");
    }
}

/// The beginning and end of a long text.
fn clip(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= 32 {
        return text.to_owned();
    }
    let head: String = chars.iter().take(18).collect();
    let tail: String = chars.iter().skip(chars.len() - 10).collect();
    format!("{head}…{tail}")
}
