//! `cargo bench`: what each pass costs on the four documents, in MB of source a second and documents a second.
//!
//! Each pass runs alone, over and over, for a fixed time; the best round counts, since on a shared machine everything
//! but the best is noise. For a gate, count instructions instead: `valgrind --tool=callgrind`.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark reads files, the clock, and prints")]

use declc::check::ledger::Ledger;
use declc::emit::Format;
use declc::language::ZH;
use declc::link::Linked;
use declc::model::Document;
use declc::source::Source;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long each pass is measured.
const BUDGET: Duration = Duration::from_millis(1500);

fn main() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    let mut sources = Vec::new();
    for entry in std::fs::read_dir(folder).expect("input/ is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "txt") {
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            sources.push(Source::from_text(&path.to_string_lossy(), &text));
        }
    }
    let bytes: usize = sources.iter().map(|s| s.text().len()).sum();
    let parse = |source: &Source| declc::parse::parse(source, &ZH, None);
    let link = |document: &Document| declc::link::link(document.clone(), &ZH, None);
    let documents: Vec<_> = sources.iter().map(parse).collect();
    let linked: Vec<Linked> = documents.iter().map(link).collect();
    let xml: Vec<String> = linked.iter().map(|l| Format::Akn.write(l)).collect();
    println!("{} documents, {bytes} bytes", sources.len());
    println!("{:<22} {:>10} {:>12} {:>10}", "pass", "MB/s", "documents/s", "ms");
    let report = |name: &str, pass: &mut dyn FnMut()| {
        let best = measure(pass).as_secs_f64();
        let count = f64::from(u32::try_from(sources.len()).unwrap_or(0));
        #[allow(clippy::cast_precision_loss, reason = "sizes of texts are far below 2^52")]
        let rate = bytes as f64 / 1e6 / best;
        println!("{name:<22} {rate:>10.1} {:>12.0} {:>10.3}", count / best, best * 1e3);
    };
    report("parse", &mut || sources.iter().for_each(|s| drop(black_box(parse(s)))));
    report("link", &mut || documents.iter().for_each(|d| drop(black_box(link(d)))));
    report("ledger", &mut || {
        for (document, source) in documents.iter().zip(&sources) {
            drop(black_box(Ledger::draw(document, source)));
        }
    });
    report("check", &mut || {
        for (linked, source) in linked.iter().zip(&sources) {
            drop(black_box(declc::check::check(linked, source)));
        }
    });
    for format in Format::ALL {
        let name = format!("emit {}", format.extension());
        report(&name, &mut || linked.iter().for_each(|l| drop(black_box(format.write(l)))));
    }
    report("validate akn.xml", &mut || xml.iter().for_each(|x| drop(black_box(declc::validate::validate(x)))));
    report("whole", &mut || {
        for source in &sources {
            let compilation = declc::compile(source, None);
            for format in Format::ALL {
                let text = format.write(&compilation.linked);
                if format == Format::Akn {
                    black_box(declc::validate::validate(&text));
                }
                black_box(text);
            }
        }
    });
}

/// The best time of one round.
fn measure(pass: &mut dyn FnMut()) -> Duration {
    let start = Instant::now();
    let mut best = Duration::MAX;
    while start.elapsed() < BUDGET {
        let round = Instant::now();
        pass();
        best = best.min(round.elapsed());
    }
    best
}
