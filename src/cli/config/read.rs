//! `declc.toml` from text: each key and value with its place, so that a fault is shown where it stands.
//!
//! Every fault of a file is told, not only its first. Not here: what the settings do.

use super::super::problem::{self, Problem};
use super::super::suggestion;
use super::Threshold;
use super::glob::Glob;
use super::selector::{self, Selector};
use clap::ValueEnum as _;
use declc::diagnostic::Severity;
use declc::source::Span;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The settings that there are.
pub(super) const KEYS: [&str; 6] = ["select", "ignore", "severity", "per-file-ignores", "exclude", "fail-on"];

/// What a rule is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// As bad as this.
    Told(Severity),
    /// Not told.
    Off,
}

/// The names of what a rule may be made.
pub(super) const LEVELS: [(&str, Level); 5] = [
    ("error", Level::Told(Severity::Error)),
    ("warning", Level::Told(Severity::Warning)),
    ("note", Level::Told(Severity::Info)),
    ("info", Level::Told(Severity::Info)),
    ("off", Level::Off),
];

/// What `fail-on` may be.
pub(super) const THRESHOLDS: [&str; 5] = ["error", "warning", "note", "info", "never"];

/// A file as it says.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) select: Option<Vec<Selector>>,
    pub(super) ignore: Vec<Selector>,
    pub(super) severity: Vec<(Selector, Level)>,
    pub(super) by_path: Vec<(Glob, Vec<Selector>)>,
    pub(super) exclude: Vec<Glob>,
    pub(super) fail_on: Option<Threshold>,
}

/// Reads the settings.
pub(super) fn file(path: &str, text: &str) -> Result<File, Vec<Problem>> {
    let mut reader = Reader::new(path, text);
    let table = reader.parse()?;
    let mut file = File::default();
    for (key, value) in table.get_ref() {
        match key.get_ref().as_ref() {
            "select" => file.select = Some(reader.selectors(value)),
            "ignore" => file.ignore = reader.selectors(value),
            "exclude" => file.exclude = reader.list(value, Reader::glob),
            "fail-on" => file.fail_on = reader.threshold(value),
            "severity" => {
                for (rule, severity) in reader.table(value) {
                    file.severity.extend(reader.rule(rule).zip(reader.severity(severity)));
                }
            }
            "per-file-ignores" => {
                for (pattern, rules) in reader.table(value) {
                    let glob = reader.glob(pattern.get_ref(), pattern.span());
                    file.by_path.extend(glob.map(|glob| (glob, reader.selectors(rules))));
                }
            }
            _ => reader.unknown(key, &KEYS),
        }
    }
    reader.close().map(|()| file)
}

/// A file that is read, with what is wrong with it so far.
pub(in crate::cli) struct Reader<'t> {
    path: &'t str,
    text: &'t str,
    problems: Vec<Problem>,
}

type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;
type Value<'t> = Spanned<DeValue<'t>>;

impl<'t> Reader<'t> {
    /// A reader of the text of the file `path`.
    pub(in crate::cli) fn new(path: &'t str, text: &'t str) -> Self {
        Reader { path, text, problems: Vec::new() }
    }

    /// The file as a table.
    pub(in crate::cli) fn parse(&mut self) -> Result<Spanned<DeTable<'t>>, Vec<Problem>> {
        DeTable::parse(self.text).map_err(|error| {
            let end = self.text.len();
            let span = error.span().unwrap_or(end..end);
            self.fault(
                ("DC070", "settings-syntax"),
                span,
                format!("this is not TOML: {}", error.message()),
                String::new(),
            );
            std::mem::take(&mut self.problems)
        })
    }

    /// What is wrong with the file, in its order, if anything is.
    pub(in crate::cli) fn close(mut self) -> Result<(), Vec<Problem>> {
        self.problems.sort_by_key(|problem| problem.diagnostic.span);
        if self.problems.is_empty() { Ok(()) } else { Err(self.problems) }
    }

    fn fault(&mut self, rule: (&'static str, &'static str), at: Range<usize>, message: String, help: String) {
        let found = problem::setting(self.path, rule, message, help);
        self.problems.push(found.at(self.text, Span::new(at.start, at.end)));
    }

    /// Says that there is no such key.
    pub(in crate::cli) fn unknown(&mut self, key: &Key<'t>, keys: &[&str]) {
        let name = key.get_ref().as_ref();
        let meant = suggestion::nearest(name, keys).map(|meant| format!("Did you mean `{meant}`? "));
        let help = format!("{}There are: {}.", meant.unwrap_or_default(), keys.join(", "));
        self.fault(("DC071", "unknown-setting"), key.span(), format!("no setting is called `{name}`"), help);
    }

    /// Says that a value is not what its key takes.
    pub(in crate::cli) fn wrong(&mut self, at: Range<usize>, message: String, help: &str) {
        self.fault(("DC072", "wrong-setting"), at, message, help.to_owned());
    }

    /// A text.
    pub(in crate::cli) fn string(&mut self, value: &Value<'t>) -> Option<String> {
        let found = value.get_ref().as_str().map(str::to_owned);
        if found.is_none() {
            self.wrong(value.span(), "a text is wanted here".to_owned(), "Set it in quotation marks.");
        }
        found
    }

    /// A list of texts, each read by `read`.
    fn list<T>(&mut self, value: &Value<'t>, read: fn(&mut Self, &str, Range<usize>) -> Option<T>) -> Vec<T> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value.span(), "a list is wanted here".to_owned(), "Write [\"one\", \"two\"].");
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            if let Some(word) = self.string(item) {
                found.extend(read(self, &word, item.span()));
            }
        }
        found
    }

    /// The rows of a table.
    fn table<'v>(&mut self, value: &'v Value<'t>) -> impl Iterator<Item = (&'v Key<'t>, &'v Value<'t>)> + use<'v, 't> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(
                value.span(),
                "a table is wanted here".to_owned(),
                "Write it under [severity] or [per-file-ignores].",
            );
        }
        table.into_iter().flatten()
    }

    fn selectors(&mut self, value: &Value<'t>) -> Vec<Selector> {
        self.list(value, Reader::selector)
    }

    /// The name of some rules that stands at a place.
    pub(in crate::cli) fn selector(&mut self, word: &str, at: Range<usize>) -> Option<Selector> {
        let read = selector::parse(word);
        let told =
            |message| self.fault(("DC073", "unknown-rule"), at, message, "`declc rules` lists the rules.".to_owned());
        read.map_err(told).ok()
    }

    fn rule(&mut self, key: &Key<'t>) -> Option<Selector> {
        self.selector(key.get_ref(), key.span())
    }

    fn glob(&mut self, words: &str, at: Range<usize>) -> Option<Glob> {
        let help = "`*` stands for any characters of a name, `**` for any folders, `?` for one character.";
        let told = |reason| self.wrong(at, format!("`{words}` is no pattern of paths: {reason}"), help);
        Glob::parse(words).map_err(told).ok()
    }

    /// One of some words.
    fn word(&mut self, value: &Value<'t>, known: &[&'static str]) -> Option<&'static str> {
        let given = self.string(value)?;
        let found = known.iter().copied().find(|word| *word == given);
        if found.is_none() {
            let meant = suggestion::nearest(&given, known).map(|meant| format!("Did you mean `{meant}`? "));
            let help = format!("{}It may be: {}.", meant.unwrap_or_default(), known.join(", "));
            self.wrong(value.span(), format!("`{given}` is no severity"), &help);
        }
        found
    }

    fn severity(&mut self, value: &Value<'t>) -> Option<Level> {
        let word = self.word(value, &LEVELS.map(|(word, _)| word))?;
        LEVELS.into_iter().find(|(name, _)| *name == word).map(|(_, level)| level)
    }

    fn threshold(&mut self, value: &Value<'t>) -> Option<Threshold> {
        let word = self.word(value, &THRESHOLDS)?;
        Threshold::from_str(word, false).ok()
    }
}
