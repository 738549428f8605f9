//! What holds for every text, tried on the four documents damaged in many ways: nothing panics, the ledger closes, the
//! Akoma Ntoso validates.
//!
//! Every line is deleted once, doubled once and moved once; the text is cut at places spread over it, from both ends;
//! pairs of lines change places; characters that Markdown or a printer could put there are put in. The places come
//! from a fixed sequence, so a failure repeats. Set `DECLC_PROPERTIES=all` to try every place.
#![allow(clippy::disallowed_methods, reason = "tests read the documents and the environment")]

use declc::check::ledger::Ledger;
use declc::link::Linked;
use declc::source::Source;
use std::path::Path;

/// The documents, by name and text.
fn documents() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("input/ is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "txt") {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            found.push((name, std::fs::read_to_string(&path).expect("UTF-8")));
        }
    }
    found.sort();
    assert_eq!(found.len(), 4);
    found
}

/// A fixed sequence of numbers (a linear congruential generator).
struct Places(u64);

impl Places {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below.max(1)
    }
}

/// Compiles a damaged text and holds it against the promises.
fn try_one(name: &str, what: &str, text: &str) {
    let Ok(source) = Source::decode(name, text.as_bytes()) else { return };
    let compilation = declc::compile(&source, None);
    let ledger = &compilation.ledger;
    assert!(
        ledger.closes(),
        "{name}, {what}: {}/{} accounted, {:?}\n{}",
        ledger.accounted,
        ledger.visible,
        ledger.faults,
        ledger.faults.first().map_or("", |f| f.span.slice(text))
    );
    let xml = declc::emit::Format::Akn.write(&compilation.linked);
    let violations = declc::validate::validate(&xml);
    assert!(violations.is_empty(), "{name}, {what}: {:?}", violations.first());
    let again = Linked::from_json(&declc::emit::Format::Json.write(&compilation.linked), &declc::language::ALL)
        .expect("our JSON reads back");
    assert_eq!(&again, &compilation.linked, "{name}, {what}: JSON reads back otherwise");
}

/// Every place, or some hundred spread over the lines.
fn lines_to_try(count: usize) -> Vec<usize> {
    let all = std::env::var("DECLC_PROPERTIES").is_ok_and(|v| v == "all");
    let step = if all { 1 } else { count.div_ceil(24) };
    (0..count).step_by(step.max(1)).collect()
}

fn damage(kind: &str, mut make: impl FnMut(&[&str], usize) -> Option<String>) {
    for (name, text) in documents() {
        let lines: Vec<&str> = text.split('\n').collect();
        for index in lines_to_try(lines.len()) {
            if let Some(damaged) = make(&lines, index) {
                try_one(&name, &format!("line {} {kind}", index + 1), &damaged);
            }
        }
    }
}

#[test]
fn any_line_deleted() {
    damage("deleted", |lines, index| {
        let mut lines = lines.to_vec();
        let gone = lines.remove(index);
        (!gone.is_empty()).then(|| lines.join("\n"))
    });
}

#[test]
fn any_line_doubled() {
    damage("doubled", |lines, index| {
        let mut lines = lines.to_vec();
        lines.insert(index, lines[index]);
        (!lines[index].is_empty()).then(|| lines.join("\n"))
    });
}

#[test]
fn any_two_lines_swapped() {
    let mut places = Places(1);
    damage("swapped", |lines, index| {
        let mut lines = lines.to_vec();
        let other = places.next(lines.len());
        lines.swap(index, other);
        Some(lines.join("\n"))
    });
}

#[test]
fn any_prefix_and_any_suffix() {
    let mut places = Places(2);
    for (name, text) in documents() {
        for _ in 0..lines_to_try(200).len() {
            let mut at = places.next(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            try_one(&name, &format!("up to byte {at}"), &text[..at]);
            try_one(&name, &format!("from byte {at}"), &text[at..]);
        }
    }
}

#[test]
fn any_stray_mark_put_in() {
    const MARKS: [&str; 24] = [
        "*", "**", "***", "¹", "¹²", "²³", "《", "》", "[", "](#)", "\\", "<", ">", "`", "_", "# ", "- ", "\n", "\n\n",
        "\u{c}", "\u{200f}", "\t1. ", "(", "，",
    ];
    let mut places = Places(3);
    for (name, text) in documents() {
        for mark in MARKS {
            for _ in 0..lines_to_try(60).len().div_ceil(12) {
                let mut at = places.next(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                let damaged = format!("{}{mark}{}", &text[..at], &text[at..]);
                try_one(&name, &format!("{mark:?} at byte {at}"), &damaged);
            }
        }
    }
}

#[test]
fn the_ledger_notices_any_loss_in_the_tree() {
    use declc::model::visit::passages_mut;
    for (name, text) in documents() {
        let source = Source::from_text(&name, &text);
        let document = declc::compile(&source, None).linked.document().clone();
        let mut count = 0_usize;
        passages_mut(&mut document.clone(), &mut |_| count += 1);
        assert!(Ledger::draw(&document, &source).closes());
        for damage in 0..4 {
            for target in (0..count).step_by(count.div_ceil(12)) {
                let mut damaged = document.clone();
                let mut index = 0;
                let mut done = false;
                passages_mut(&mut damaged, &mut |node| {
                    if index == target && !node.passage.text.is_empty() {
                        done = true;
                        match damage {
                            // A character lost, one too many, the source of one lost, a character changed.
                            0 => drop(node.passage.text.remove(0)),
                            1 => node.passage.text.push('会'),
                            2 => drop(node.passage.source.pop()),
                            _ => {
                                let first = node.passage.text.remove(0);
                                node.passage.text.insert(0, if first == '甲' { '乙' } else { '甲' });
                            }
                        }
                    }
                    index += 1;
                });
                assert!(!done || !Ledger::draw(&damaged, &source).closes(), "{name}: damage {damage} to text {target}");
            }
        }
        let mut lost = document.clone();
        lost.furniture.clear();
        assert!(document.furniture.is_empty() || !Ledger::draw(&lost, &source).closes(), "{name}: furniture lost");
        let mut lost = document.clone();
        if lost.notes.pop().is_some() {
            assert!(!Ledger::draw(&lost, &source).closes(), "{name}: note lost");
        }
        let mut doubled = document.clone();
        if let Some(last) = doubled.body.last().cloned() {
            doubled.body.push(last);
            assert!(!Ledger::draw(&doubled, &source).closes(), "{name}: paragraph doubled");
        }
    }
}
