//! Findings that somebody has set aside, with a reason: `declc-ignore.toml`, since the texts are not ours to annotate.
//!
//! An entry names a rule, a document (its path from the folder of the file, or the IRI of its work), a paragraph and the
//! digest of its text. It holds for what the rule finds in that paragraph as long as its text is the same, wherever the
//! paragraph moves. One that holds for nothing is a finding itself, at its line.

use super::compile::Attempt;
use super::config::read::Reader;
use super::config::{Settings, near};
use super::problem::Problem;
use super::rules::pages;
use declc::diagnostic::Diagnostic;
use declc::diagnostic::located::Located;
use declc::link::Linked;
use declc::source::{Source, Span};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the file is called.
pub(super) const NAME: &str = "declc-ignore.toml";

const KEYS: [&str; 5] = ["rule", "document", "paragraph", "text", "reason"];

/// What a new file begins with.
const HEAD: &str = "# Findings that are set aside, each with a reason. An entry holds as long as the text of its paragraph is the same.\n";

/// What was set aside.
#[derive(Debug)]
pub(super) struct Suppressions {
    path: PathBuf,
    source: Source,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// Where its rule stands in the file.
    span: Span,
    /// The code of the rule.
    rule: &'static str,
    document: String,
    paragraph: Option<String>,
    /// Digest of the text of the paragraph; of the marked text where the finding is in none.
    text: Option<String>,
}

/// Which entries, by their index, concern a text, and what became of them.
#[derive(Debug, Default, Clone)]
pub(super) struct Held {
    concerned: BTreeSet<usize>,
    used: BTreeSet<usize>,
    /// The paragraph still has such a finding, and another text.
    outdated: BTreeSet<usize>,
    /// How many findings were taken away.
    pub(super) count: usize,
}

impl Default for Suppressions {
    fn default() -> Self {
        Suppressions::none(Path::new(NAME), NAME)
    }
}

impl Suppressions {
    /// Nothing set aside; what will be goes into the file `path`.
    pub(super) fn none(path: &Path, shown: &str) -> Self {
        Suppressions { path: path.to_owned(), source: Source::from_text(shown, ""), entries: Vec::new() }
    }

    /// What the text of the file `path` sets aside.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(super) fn read(path: &Path, shown: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::new(shown, text);
        let table = reader.parse()?;
        let mut entries = Vec::new();
        for (key, value) in table.get_ref() {
            if key.get_ref() != "ignore" {
                reader.unknown(key, &["ignore"]);
                continue;
            }
            let list = value.get_ref().as_array();
            if list.is_none() {
                reader.wrong(value.span(), "a list of tables is wanted here".to_owned(), "Begin each with [[ignore]].");
            }
            entries.extend(list.into_iter().flat_map(|list| list.iter()).filter_map(|item| entry(&mut reader, item)));
        }
        reader.close()?;
        Ok(Suppressions { path: path.to_owned(), source: Source::from_text(shown, text), entries })
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Takes what was set aside from the findings of a text. `told` says by its code whether a text is held against a rule.
    pub(super) fn apply(
        &self,
        file: &Path,
        linked: &Linked,
        source: &Source,
        told: &dyn Fn(&str) -> bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Held {
        let name = near(file, self.folder());
        let iri = linked.document().metadata.work_iri.as_ref().map(|iri| iri.value.as_str());
        let names = |entry: &Entry| entry.document == name || iri == Some(entry.document.as_str());
        let concerns = |entry: &Entry| names(entry) && told(entry.rule);
        let own = || self.entries.iter().enumerate().filter(|(_, entry)| concerns(entry));
        let mut held = Held { concerned: own().map(|(index, _)| index).collect(), ..Held::default() };
        if held.concerned.is_empty() {
            return held;
        }
        let found = declc::check::locate(diagnostics, linked, source);
        let same = |entry: &Entry, f: &Located<'_>| entry.rule == f.diagnostic.code && entry.text == f.digest;
        let here = |entry: &Entry, f: &Located<'_>| entry.rule == f.diagnostic.code && entry.paragraph == f.node;
        let mut aside = BTreeSet::new();
        let mut take = |held: &mut Held, holds: &dyn Fn(&Entry, &Located<'_>) -> bool| {
            // An entry that holds where it says is no longer there for another paragraph of the same text.
            let free: Vec<_> = own().filter(|(index, _)| !held.used.contains(index)).collect();
            for (at, f) in found.iter().enumerate() {
                if let Some((index, _)) = free.iter().find(|(_, entry)| !aside.contains(&at) && holds(entry, f)) {
                    held.used.insert(*index);
                    aside.insert(at);
                }
            }
        };
        take(&mut held, &|entry, f| same(entry, f) && here(entry, f));
        take(&mut held, &|entry, f| same(entry, f) && entry.text.is_some());
        let left: Vec<_> = found.iter().enumerate().filter(|(at, _)| !aside.contains(at)).collect();
        let unused = own().filter(|(index, entry)| !held.used.contains(index) && entry.paragraph.is_some());
        let changed = unused.filter(|(_, entry)| left.iter().any(|(_, f)| here(entry, f)));
        held.count = aside.len();
        held.outdated = changed.map(|(index, _)| index).collect();
        let mut index = 0..;
        diagnostics.retain(|_| index.next().is_none_or(|at| !aside.contains(&at)));
        held
    }

    /// The file, for its findings.
    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    /// The entries that hold for nothing, after all texts were read.
    pub(super) fn superfluous(&self, settings: &Settings, attempts: &[Attempt]) -> Vec<Diagnostic> {
        let any =
            |of: fn(&Held) -> &BTreeSet<usize>, index: usize| attempts.iter().any(|a| of(&a.held).contains(&index));
        let mut found = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let Entry { rule, document, span, .. } = entry;
            let place = entry.paragraph.as_deref().map_or(document.clone(), |node| format!("{node} of {document}"));
            let (code, message) = if any(|held| &held.used, index) {
                continue;
            } else if any(|held| &held.outdated, index) {
                ("DC075", format!("the text of {place} has changed, and {rule} is told again"))
            } else if any(|held| &held.concerned, index) {
                ("DC074", format!("{rule} finds nothing in {place}"))
            } else if !document.starts_with('/') && !self.folder().join(document).exists() {
                ("DC074", format!("there is no text {document}"))
            } else {
                continue;
            };
            found.extend(
                pages().iter().find(|page| page.code == code).map(|page| page.diagnostic(Some(*span), message)),
            );
        }
        settings.settle(&self.path, &mut found);
        found
    }

    /// Where the file lies, and its text with an entry more for each of the findings.
    pub(super) fn with(&self, found: &[(&Path, &Located<'_>)], reason: &str) -> (&Path, String) {
        let mut text = self.source.text().to_owned();
        if text.is_empty() {
            text += HEAD;
        } else if !text.ends_with('\n') {
            text += "\n";
        }
        let mut seen = BTreeSet::new();
        for (file, f) in found {
            let document = near(file, self.folder());
            if !seen.insert((f.diagnostic.code, document.clone(), f.node.clone(), f.digest.clone())) {
                continue;
            }
            text += "\n[[ignore]]\n";
            let _ = writeln!(text, "rule = {}", quoted(f.diagnostic.name));
            let _ = writeln!(text, "document = {}", quoted(&document));
            for (key, value) in [("paragraph", &f.node), ("text", &f.digest)] {
                let _ = value.iter().try_for_each(|value| writeln!(text, "{key} = {}", quoted(value)));
            }
            let _ = writeln!(text, "reason = {}", quoted(reason));
        }
        (&self.path, text)
    }
}

/// A text as TOML writes it: as JSON does, but for the character DEL.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

fn entry<'t>(reader: &mut Reader<'t>, item: &Spanned<DeValue<'t>>) -> Option<Entry> {
    let Some(table) = item.get_ref().as_table() else {
        reader.wrong(item.span(), "a table is wanted here".to_owned(), "Begin it with [[ignore]].");
        return None;
    };
    table.keys().filter(|key| !KEYS.contains(&key.get_ref().as_ref())).for_each(|key| reader.unknown(key, &KEYS));
    let rule = wanted(reader, item, table, "rule")?;
    let document = wanted(reader, item, table, "document")?;
    let reason = wanted(reader, item, table, "reason")?;
    if reason.0.trim().is_empty() {
        reader.wrong(reason.1, "this entry has no reason".to_owned(), "Say why the text stays as it is.");
    }
    let mut optional = |key: &str| table.get(key).and_then(|value| reader.string(value));
    let (paragraph, text) = (optional("paragraph"), optional("text"));
    let page = pages().into_iter().find(|page| page.name == rule.0 || page.code.eq_ignore_ascii_case(&rule.0));
    if page.is_none() && reader.selector(&rule.0, rule.1.clone()).is_some() {
        reader.wrong(rule.1.clone(), "one rule is wanted here".to_owned(), "Write its name or its whole code.");
    }
    let span = Span::new(rule.1.start, rule.1.end);
    Some(Entry { span, rule: page?.code, document: document.0, paragraph, text })
}

/// A text that an entry must have, with its place.
fn wanted<'t>(
    reader: &mut Reader<'t>,
    item: &Spanned<DeValue<'t>>,
    table: &DeTable<'t>,
    key: &str,
) -> Option<(String, std::ops::Range<usize>)> {
    let Some(value) = table.get(key) else {
        reader.wrong(
            item.span(),
            format!("this entry has no `{key}`"),
            "An entry has a rule, a document and a reason.",
        );
        return None;
    };
    reader.string(value).map(|text| (text, value.span()))
}
