//! Seeds, and how they are damaged: as lines first, then as characters, last as bytes.
//!
//! In: a fixed sequence of numbers. Out: bytes of one kind. The same sequence gives the same bytes, so that a failure
//! repeats. A text is a small document of the grammar, some lines of a fragment, or some of a document: most have a few
//! hundred bytes, so that many are tried; a break in one shows as well as in a long one. A few are long, since some breaks
//! need many lines.

use super::grammar;
use super::targets::Grows;
use declc::emit::Format;
use declc::source::{Encoding, Source};
use std::collections::HashMap;
use std::path::Path;

/// A fixed sequence of numbers (SplitMix64).
pub(crate) struct Chance(pub u64);

impl Chance {
    /// A number below `limit`, or nought.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).expect("31 bits") % limit.max(1)
    }

    fn of<'a, T: ?Sized>(&mut self, things: &[&'a T]) -> &'a T {
        things[self.below(things.len())]
    }
}

/// What a drafter, a printer or an attacker may put anywhere.
const INSERTED: [&str; 113] = [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\u{c}",
    "\u{b}",
    "\u{2028}",
    "\u{85}",
    "\u{feff}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{1}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{9b}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{200f}",
    "\u{202e}",
    "\u{2066}",
    "\u{3000}",
    "\u{301}",
    "\u{e0001}",
    "😀",
    "𠮷",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~~",
    "`",
    "```",
    "# ",
    "###### ",
    "> ",
    "- ",
    "* ",
    "1. ",
    "99999999999999999999. ",
    "0. ",
    "(a) ",
    "（一）",
    "一、",
    "二十一、",
    "第三章",
    "I. ",
    "XLVIII.",
    "A. ",
    "a) ",
    "15 bis. ",
    "²",
    "¹",
    "⁹⁹",
    "[^1]",
    "[1]",
    "[1]: ",
    "[",
    "](",
    "](#)",
    "](javascript:x)",
    "<",
    ">",
    "&",
    "&amp;",
    "&#0;",
    "]]>",
    "<!--",
    "-->",
    "<?xml ",
    "<![CDATA[",
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "\"",
    "'",
    "\\",
    "|",
    "| a | b |\n|---|---|\n",
    "《",
    "》",
    "（",
    "）",
    "“",
    "”",
    "，",
    "；",
    "。",
    "：",
    "、",
    "…",
    "——",
    "=HYPERLINK(1)",
    "@x",
    "A/RES/75/291",
    "A/75/L.105",
    "S/2021/1",
    "A/../../etc",
    "第 1 段",
    "第1-99段",
    "paragraphs 1 to 4294967296",
    "paragraph 3 (a) (ii)",
    "الفقرة 1",
    "пункт 5",
    "párrafo 2",
    "30 June 2021",
    "2021年6月30日",
    "31 février 2021",
    "https://x.org/<>\"",
    "附件",
    "Annex",
];

/// What stands in JSON, YAML, TOML and messages.
const STRUCTURE: [&str; 44] = [
    "{",
    "}",
    "[",
    "]",
    "[[",
    "]]",
    ":",
    ": ",
    ",",
    "\"",
    "'",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "-1",
    "1e999",
    "0.1",
    "18446744073709551616",
    "4294967295",
    "\n- ",
    "&a ",
    "*a",
    "<<: *a",
    "!!binary ",
    "|\n  ",
    "---\n",
    "...\n",
    "#",
    "%YAML 1.2\n",
    "= ",
    "\"\"\"",
    "1979-05-27",
    "\\",
    "~",
    "?",
    "\u{0}",
    "\u{feff}",
    "{}",
    "[]",
    "\"eId\":",
    "\"id\":null,",
    "<a/>",
    "xmlns=\"\"",
];

/// The lines, and the whole files, that bytes are grown from.
pub(crate) struct Seeds {
    lines: Vec<String>,
    fragments: Vec<String>,
    sidecars: Vec<String>,
    /// Written documents, some of which are damaged more than once: to compile one costs more than to read it.
    written: HashMap<Format, Vec<String>>,
}

impl Seeds {
    /// Reads `input`, the fragments, and every text of the folder that `DECLC_FUZZ_SEEDS` names.
    pub(crate) fn read() -> Self {
        let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
        let mut lines: Vec<String> = EXTRA.lines().map(str::to_owned).collect();
        let mut sidecars = Vec::new();
        let more = std::env::var_os("DECLC_FUZZ_SEEDS").map(std::path::PathBuf::from);
        for folder in std::iter::once(input).chain(more) {
            let entries = std::fs::read_dir(folder).expect("seeds are there");
            let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
            paths.sort();
            for path in paths {
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                match path.extension().and_then(|ending| ending.to_str()) {
                    Some("txt") => lines.extend(text.split('\n').map(str::to_owned)),
                    Some("yaml") => sidecars.push(text),
                    _ => {}
                }
            }
        }
        Seeds { lines, fragments: fragments(), sidecars, written: HashMap::new() }
    }

    /// The next bytes of a kind.
    pub(crate) fn grow(&mut self, grows: Grows, chance: &mut Chance) -> Vec<u8> {
        match grows {
            Grows::Text => turned(self.text(chance).into_bytes(), 16, chance),
            Grows::Encoded => turned(encoded(&self.text(chance), chance), 3, chance),
            Grows::Json => damaged(self.written(Format::Json, chance), chance),
            Grows::Xml => damaged(self.written(Format::Akn, chance), chance),
            Grows::Sidecar => {
                damaged(chance.of(&self.sidecars.iter().map(String::as_str).collect::<Vec<_>>()).into(), chance)
            }
            Grows::Settings => damaged(SETTINGS.into(), chance),
            Grows::Record => {
                let sidecar = serde_json::json!({ "symbol": Self::short(chance), "issued": "2021-07-02" });
                let record = serde_json::json!({ "id": chance.below(99), "text": self.text(chance), "path": Self::short(chance), "sidecar": sidecar });
                damaged(record.to_string(), chance)
            }
            Grows::Message => damaged(self.message(chance), chance),
        }
    }

    fn short(chance: &mut Chance) -> String {
        chance.of(&INSERTED).to_owned() + chance.of(&INSERTED)
    }

    /// Some lines of one kind or another, each as it is or damaged.
    fn text(&self, chance: &mut Chance) -> String {
        let (pieces, most) = match chance.below(64) {
            0 => (4, 40),
            1..=7 => (2, 8),
            _ => (1, 3),
        };
        let mut lines: Vec<String> = Vec::new();
        for _ in 0..pieces {
            match chance.below(16) {
                0..8 => lines.extend(grammar::document(1 + chance.below(most), chance).lines().map(str::to_owned)),
                8..15 => {
                    let fragment = &self.fragments[chance.below(self.fragments.len())];
                    lines.extend(some(fragment.lines().map(str::to_owned).collect(), 2 * most, chance));
                }
                _ => {
                    let from = chance.below(self.lines.len());
                    let until = (from + 2 * most).min(self.lines.len());
                    lines.extend(some(self.lines[from..until].to_vec(), 2 * most, chance));
                }
            }
        }
        for _ in 0..chance.below(4) {
            let (at, other) = (chance.below(lines.len()), chance.below(lines.len()));
            match chance.below(6) {
                0 => lines.swap(at, other),
                1 => lines.insert(at, lines[other].clone()),
                2 if lines.len() > 1 => drop(lines.remove(at)),
                3 => lines[at] = format!("{}{}", lines[at], lines[other]),
                4 => lines[at] = lines[at].repeat(1 + chance.below(4)),
                _ => lines.insert(at, String::new()),
            }
        }
        let mut text = lines.join("\n");
        for _ in 0..chance.below(5) {
            let at = bound(&text, chance.below(text.len() + 1));
            let end = bound(&text, (at + chance.below(24)).min(text.len()));
            match chance.below(5) {
                0 => text.replace_range(at..end, ""),
                1 => text.insert_str(at, &chance.of(&INSERTED).repeat(1 + chance.below(9))),
                2 => {
                    let piece = text[at..end].to_owned();
                    text.insert_str(at, &piece);
                }
                _ => text.insert_str(at, chance.of(&INSERTED)),
            }
        }
        text
    }

    /// One of the documents written last; every eighth time it is a new one.
    fn written(&mut self, format: Format, chance: &mut Chance) -> String {
        const KEPT: usize = 32;
        let at = chance.below(KEPT);
        let known = self.written.get(&format).and_then(|kept| kept.get(at));
        if let (Some(known), false) = (known, chance.below(8) == 0) {
            return known.clone();
        }
        let new = format.write(&declc::compile(&Source::from_text("fuzz.txt", &self.text(chance)), None).linked);
        let kept = self.written.entry(format).or_default();
        match kept.get_mut(at) {
            Some(old) => old.clone_from(&new),
            None => kept.push(new.clone()),
        }
        new
    }

    fn message(&self, chance: &mut Chance) -> String {
        const METHODS: [&str; 14] = [
            "initialize",
            "initialized",
            "textDocument/didOpen",
            "textDocument/didChange",
            "textDocument/didClose",
            "textDocument/hover",
            "textDocument/definition",
            "textDocument/references",
            "textDocument/documentSymbol",
            "textDocument/codeAction",
            "textDocument/foldingRange",
            "$/cancelRequest",
            "workspace/didChangeWatchedFiles",
            "workspace/executeCommand",
        ];
        let place = serde_json::json!({ "line": chance.below(40), "character": chance.below(200) });
        let range =
            serde_json::json!({ "start": place, "end": { "line": chance.below(40), "character": chance.below(200) } });
        let (uri, version) = ("untitled:a.zh.txt", chance.below(9));
        serde_json::json!({
            "jsonrpc": "2.0", "id": chance.below(9), "method": chance.of(&METHODS),
            "params": {
                "textDocument": { "uri": uri, "version": version, "languageId": "plaintext", "text": self.text(chance) },
                "contentChanges": [{ "range": range, "text": Self::short(chance) }],
                "position": place, "range": range, "capabilities": {},
                "context": { "includeDeclaration": true, "diagnostics": [] },
            },
        })
        .to_string()
    }
}

/// What the four documents lack.
const EXTRA: &str = "The General Assembly,\n\nRecalling its resolution 75/291 of 30 June 2021,¹\n\n1. Requests the \
    Secretary-General to report on paragraph 2 (a) below;\n\n(a) Decides to end;\n\n(i) Notes.\n\n¹ See A/75/729.\n\n\
    L’Assemblée générale,\n\nRappelant sa résolution 75/291,\n\n1. Prie le Secrétaire général ;\n\nLa Asamblea General,\n\n\
    Recordando la resolución 75/291,\n\n1. Decide terminar;\n\nГенеральная Ассамблея,\n\nссылаясь на резолюцию 75/291,\n\n\
    1. постановляет завершить;\n\nإن الجمعية العامة،\n\nإذ تشير إلى قرارها 75/291،\n\n1 - تقرر الانتهاء؛\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";

/// Settings with every key.
const SETTINGS: &str = "select = [\"all\"]\nignore = [\"metadata\", \"DC208\"]\nfail-on = \"warning\"\nexclude = [\"drafts\", \
    \"input/old/*.txt\"]\n[severity]\nnumber-gap = \"warning\"\n[per-file-ignores]\n\"*.en.txt\" = [\"DC73\"]\n";

/// Up to `most` lines from somewhere on, the long ones often cut off at both ends.
fn some(lines: Vec<String>, most: usize, chance: &mut Chance) -> Vec<String> {
    const LONG: usize = 240;
    let from = chance.below(2) * chance.below(lines.len());
    let mut lines: Vec<String> = lines.into_iter().skip(from).take(1 + chance.below(most)).collect();
    for line in &mut lines {
        if line.len() > LONG && chance.below(4) > 0 {
            let start = bound(line, chance.below(3) * chance.below(line.len()) / 2);
            let end = bound(line, (start + LONG).min(line.len()));
            *line = line[start..end].to_owned();
        }
    }
    lines
}

/// The last bound of characters not after `at`.
fn bound(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The texts of the fragments.
fn fragments() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fragments");
    let entries = std::fs::read_dir(folder).expect("fragments are there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let files = paths.iter().map(|path| std::fs::read_to_string(path).expect("UTF-8"));
    let texts = files.flat_map(|file| {
        let sections = file.split("=== ").skip(1).filter_map(|section| section.split_once('\n'));
        sections.filter_map(|(_, rest)| rest.split("\n---\n").next().map(str::to_owned)).collect::<Vec<_>>()
    });
    texts.filter(|text| !text.is_empty()).collect()
}

/// A text in one of the encodings, as far as it can be said there; often with a mark where there is one.
fn encoded(text: &str, chance: &mut Chance) -> Vec<u8> {
    let encoding = Encoding::ALL[chance.below(Encoding::ALL.len())];
    let text = if chance.below(3) == 0 { format!("\u{feff}{text}") } else { text.to_owned() };
    if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) {
        let unit = if encoding == Encoding::Utf16Le { u16::to_le_bytes } else { u16::to_be_bytes };
        return text.encode_utf16().flat_map(unit).collect();
    }
    // The one that no standard knows is in UTF-8.
    let standard = encoding_rs::Encoding::for_label(encoding.name().as_bytes()).unwrap_or(encoding_rs::UTF_8);
    standard.encode(&text).0.into_owned()
}

/// Once in `rarely` bits turn or the end is cut off.
fn turned(mut bytes: Vec<u8>, rarely: usize, chance: &mut Chance) -> Vec<u8> {
    if chance.below(rarely) == 0 && !bytes.is_empty() {
        let at = chance.below(bytes.len());
        match chance.below(3) {
            0 => bytes.truncate(at),
            1 => drop(bytes.remove(at)),
            _ => bytes[at] ^= 1 << chance.below(8),
        }
    }
    bytes
}

/// A structured text with pieces cut, doubled, moved and put in.
fn damaged(mut text: String, chance: &mut Chance) -> Vec<u8> {
    for _ in 0..chance.below(5) {
        let at = bound(&text, chance.below(text.len() + 1));
        let end = bound(&text, (at + chance.below(64)).min(text.len()));
        match chance.below(7) {
            0 => text.replace_range(at..end, ""),
            1 => {
                let piece = text[at..end].to_owned();
                text.insert_str(at, &piece);
            }
            2 => text.insert_str(at, chance.of(&INSERTED)),
            3 => text.replace_range(at..end, chance.of(&STRUCTURE)),
            4 => {
                let piece = text[at..end].to_owned();
                let to = bound(&text, chance.below(text.len() + 1));
                text.insert_str(to, &piece);
            }
            5 => {
                // A number becomes another.
                if let Some(digit) = text[at..].find(|c: char| c.is_ascii_digit()) {
                    text.replace_range(at + digit..=at + digit, chance.of(&["0", "99999", "-1", "4294967296", "1.5"]));
                }
            }
            _ => text.insert_str(at, chance.of(&STRUCTURE)),
        }
    }
    turned(text.into_bytes(), 16, chance)
}
