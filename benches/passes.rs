//! `cargo bench`: what each pass costs in MB of source a second and documents a second; with `-- growth`, how the whole
//! grows with a document and with the number of documents; with `-- PATHS`, on these texts or folders of texts.
//!
//! Each pass runs alone, over and over, for a fixed time; the best round counts, since on a shared machine everything
//! but the best is noise. For a gate, count instructions instead: `valgrind --tool=callgrind`.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark reads files, the clock, and prints")]

use declc::check::ledger::Ledger;
use declc::emit::Format;
use declc::language::{ALL, Language, ZH};
use declc::link::Linked;
use declc::model::Document;
use declc::source::Source;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long each pass is measured.
const BUDGET: Duration = Duration::from_millis(1500);

fn main() {
    // `cargo bench` adds a flag of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    if arguments.first().is_some_and(|a| a == "growth") {
        return growth();
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    let paths = if arguments.is_empty() { vec![folder] } else { arguments.into_iter().map(PathBuf::from).collect() };
    passes(&paths.iter().flat_map(|path| texts(path)).collect::<Vec<_>>());
}

/// The text at a path, or those of a folder.
fn texts(path: &Path) -> Vec<Source> {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        files = std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        files.retain(|file| file.extension().is_some_and(|e| e == "txt"));
        files.sort();
    }
    let read = |file: PathBuf| Source::decode(&file.to_string_lossy(), &std::fs::read(&file).expect("a file"));
    files.into_iter().map(read).collect::<Result<_, _>>().expect("texts in UTF-8")
}

fn language(source: &Source) -> &'static Language {
    Language::detect(source.text(), &ALL).unwrap_or(&ZH)
}

fn passes(sources: &[Source]) {
    let bytes: usize = sources.iter().map(|s| s.text().len()).sum();
    let parse = |source: &Source| declc::parse::parse(source, language(source), None);
    let documents: Vec<(Document, &'static Language)> = sources.iter().map(|s| (parse(s), language(s))).collect();
    let link =
        |(document, language): &(Document, &'static Language)| declc::link::link(document.clone(), language, None);
    let linked: Vec<Linked> = documents.iter().map(link).collect();
    let xml: Vec<String> = linked.iter().map(|l| Format::Akn.write(l)).collect();
    println!("{} documents, {bytes} bytes", sources.len());
    println!("{:<22} {:>10} {:>12} {:>10}", "pass", "MB/s", "documents/s", "ms");
    let report = |name: &str, pass: &mut dyn FnMut()| {
        let best = measure(pass).as_secs_f64();
        let count = f64::from(u32::try_from(sources.len()).unwrap_or(0));
        println!("{name:<22} {:>10.1} {:>12.0} {:>10.3}", rate(bytes, best), count / best, best * 1e3);
    };
    report("decode", &mut || {
        for source in sources {
            drop(black_box(Source::decode(source.path(), source.text().as_bytes())));
        }
    });
    report("detect language", &mut || {
        for source in sources {
            black_box(language(source).reads(source.text()));
        }
    });
    report("parse", &mut || {
        for (source, (_, language)) in sources.iter().zip(&documents) {
            drop(black_box(declc::parse::parse(source, language, None)));
        }
    });
    report("link", &mut || documents.iter().for_each(|d| drop(black_box(link(d)))));
    report("ledger", &mut || {
        for ((document, _), source) in documents.iter().zip(sources) {
            drop(black_box(Ledger::draw(document, source)));
        }
    });
    report("check", &mut || {
        for (linked, source) in linked.iter().zip(sources) {
            drop(black_box(declc::check::check(linked, source)));
        }
    });
    for format in Format::ALL {
        let name = format!("emit {}", format.extension());
        report(&name, &mut || linked.iter().for_each(|l| drop(black_box(format.write(l)))));
    }
    report("validate akn.xml", &mut || {
        for xml in &xml {
            drop(black_box(declc::validate::validate_and_lint(xml)));
        }
    });
    report("whole", &mut || sources.iter().for_each(whole));
    report("whole, two threads", &mut || {
        let next = AtomicUsize::new(0);
        let worker = || {
            while let Some(source) = sources.get(next.fetch_add(1, Ordering::Relaxed)) {
                whole(source);
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(worker);
            worker();
        });
    });
    // What a reader of Markdown alone takes for the same texts.
    report("pulldown-cmark alone", &mut || {
        for source in sources {
            let events = pulldown_cmark::Parser::new(source.text()).into_offset_iter();
            events.for_each(|event| drop(black_box(event)));
        }
    });
}

/// Everything that `declc build` does of a text, but for the disk.
fn whole(source: &Source) {
    let compilation = declc::compile(source, None);
    for format in Format::ALL {
        let text = format.write(&compilation.linked);
        if format == Format::Akn {
            black_box(declc::validate::validate_and_lint(&text));
        }
        black_box(text);
    }
}

fn growth() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/a-75-729.zh.txt");
    let text = std::fs::read_to_string(path).expect("UTF-8");
    println!("{:<22} {:>10} {:>10} {:>10}", "one document", "bytes", "MB/s", "ms");
    for times in [1, 10, 100, 1000] {
        let source = Source::from_text("grown.zh.txt", &grown(&text, times));
        let best = measure(&mut || whole(&source)).as_secs_f64();
        let bytes = source.text().len();
        println!("{:<22} {bytes:>10} {:>10.1} {:>10.1}", format!("{times} times"), rate(bytes, best), best * 1e3);
    }
    println!("{:<22} {:>10} {:>10} {:>10}", "many documents", "bytes", "MB/s", "ms");
    let source = Source::from_text("one.zh.txt", &text.chars().take(400).collect::<String>());
    for count in [10, 100, 1000, 10_000, 100_000] {
        let best = measure(&mut || (0..count).for_each(|_| whole(&source))).as_secs_f64();
        let bytes = source.text().len() * count;
        println!("{count:<22} {bytes:>10} {:>10.1} {:>10.1}", rate(bytes, best), best * 1e3);
    }
}

/// A text as many times over: its paragraphs go on counting as they may, its notes and references are those of the text.
fn grown(text: &str, times: usize) -> String {
    let (head, body) = text.split_at(text.find("\n1.").unwrap_or(0));
    format!("{head}{}", body.repeat(times))
}

fn rate(bytes: usize, seconds: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "sizes of texts are far below 2^52")]
    let bytes = bytes as f64;
    bytes / 1e6 / seconds
}

/// The best time of one round; one round at least.
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
