//! Writes the reading site of the texts of a folder.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stderr, clippy::indexing_slicing)]
use declc::release::{Descriptor, File, Published, site};
use declc::source::Source;
use std::path::Path;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let out = &args[1];
    let mut compiled = Vec::new();
    for path in &args[2..] {
        let bytes = std::fs::read(path).unwrap();
        let file = Path::new(path).file_name().unwrap().to_str().unwrap();
        let stem = file.trim_end_matches(".txt").to_owned();
        let source = Source::decode(path, &bytes).unwrap();
        let sidecar = std::fs::read_to_string(path.replace(".txt", ".meta.yaml")).ok();
        let sidecar = sidecar.map(|s| declc::link::sidecar::Sidecar::from_yaml(&s).unwrap());
        let compilation = declc::compile(&source, sidecar.as_ref());
        compiled.push((stem, source, compilation));
    }
    let descriptor = Descriptor {
        name: "un-texts".into(),
        title: "United Nations texts".into(),
        title_zh: "联合国文件".into(),
        version: "2026.11".into(),
        date: "2026-11-22".into(),
        base: Some("https://example.org/texts".into()),
    };
    let published = compiled.iter().map(|(stem, source, c)| Published {
        stem,
        linked: &c.linked,
        source: Some(source),
        ledger: Some(&c.ledger),
        diagnostics: &c.diagnostics,
    });
    let start = std::time::Instant::now();
    let files = site(&descriptor, published);
    eprintln!("{} files in {:?}", files.len(), start.elapsed());
    for (stem, source, c) in &compiled {
        for format in declc::emit::Format::ALL {
            let folder = ["akn", "json", "yaml"][format as usize];
            write(out, &format!("{folder}/{stem}.{}", format.extension()), format.write(&c.linked).as_bytes());
        }
        write(out, &format!("source/{stem}.txt"), source.text().as_bytes());
    }
    for File { path, bytes } in files {
        write(out, &path, &bytes);
    }
}

fn write(out: &str, path: &str, bytes: &[u8]) {
    let path = Path::new(out).join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}
