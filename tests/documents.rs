//! The committed outputs: what `build` makes of `input/` today is what `output/` holds, and every output reads back.
//!
//! `cargo bless` rewrites `output/` and the schema. Read the diff before you commit it.
#![allow(clippy::disallowed_methods, reason = "tests read and bless files")]

use declc::emit::Format;
use declc::link::Linked;
use declc::link::sidecar::Sidecar;
use declc::source::Source;
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let bless = std::env::args().any(|a| a == "--bless");
    let arguments = Arguments::from_iter(std::env::args().filter(|a| a != "--bless"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
    let mut trials = Vec::new();
    for input in inputs(&root) {
        let name = input.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        trials.push(Trial::test(name, move || document(&input, bless)));
    }
    let schema = root.join("schema/document.schema.json");
    trials.push(Trial::test("schema", move || same(&schema, &declc::emit::schema::schema(), bless)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn inputs(root: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root.join("input")).expect("input/ is there");
    let mut found: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    found.retain(|p| p.extension().is_some_and(|e| e == "txt" || e == "md"));
    found.sort();
    found
}

/// Compiles one input and compares every format with the committed file; then reads the JSON back.
fn document(input: &Path, bless: bool) -> Result<(), Failed> {
    let name = input.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |p| p.0);
    let bytes = std::fs::read(input)?;
    let source = Source::decode(&format!("input/{name}"), &bytes).map_err(|e| format!("{e:?}"))?;
    let beside = input.with_file_name(format!("{stem}.meta.yaml"));
    let sidecar = match std::fs::read_to_string(&beside) {
        Ok(text) => Some(Sidecar::from_yaml(&text).map_err(|e| format!("{}: {e:?}", beside.display()))?),
        Err(_) => None,
    };
    let compilation = declc::compile(&source, sidecar.as_ref());
    if !compilation.ledger.closes() {
        return Err(format!("the ledger does not close: {:?}", compilation.ledger.faults).into());
    }
    let output = input.with_file_name("..").join("output");
    for format in Format::ALL {
        let text = format.write(&compilation.linked);
        same(&output.join(format!("{stem}.{}", format.extension())), &text, bless)?;
    }
    let again = Linked::from_json(&Format::Json.write(&compilation.linked), &declc::language::ALL)
        .map_err(|e| e.to_string())?;
    for format in Format::ALL {
        if format.write(&again) != format.write(&compilation.linked) {
            return Err(format!("{} differs after a round trip through JSON", format.extension()).into());
        }
    }
    Ok(())
}

/// The file holds this text; with `bless` it does afterwards.
fn same(path: &Path, text: &str, bless: bool) -> Result<(), Failed> {
    if bless {
        std::fs::write(path, text)?;
        return Ok(());
    }
    let committed = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}; run cargo bless", path.display()))?;
    if committed == text {
        return Ok(());
    }
    let line = committed.lines().zip(text.lines()).position(|(a, b)| a != b).unwrap_or(0);
    let show = |t: &str| t.lines().nth(line).unwrap_or("(end)").chars().take(160).collect::<String>();
    let place = format!("{}:{}", path.display(), line + 1);
    Err(format!(
        "{place}\n  committed: {}\n  now:       {}\nrun cargo bless and read the diff",
        show(&committed),
        show(text)
    )
    .into())
}
