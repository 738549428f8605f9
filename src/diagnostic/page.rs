//! The manual: one [`Page`] a rule, which `declc explain` prints and of which `docs/rules.md` is made.
//!
//! A page says what the rule finds, why that matters and what to do; a diagnostic of the rule carries the same words.
//! Codes are `DC` and three digits and are never given out again; the names read after "allow".

use super::{Diagnostic, Severity};
use crate::source::Span;
use serde::Serialize;
use std::fmt::Write as _;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Files that cannot be read as texts.
    Input,
    /// Sidecars and settings.
    Configuration,
    /// Files that declc writes.
    Outputs,
    /// Parts of a document.
    Structure,
    /// Numbers of paragraphs, headings and annexes.
    Numbering,
    /// Notes and their calls.
    Notes,
    /// What a document cites.
    References,
    /// Facts about the document.
    Metadata,
    /// Punctuation and typography.
    Punctuation,
    /// Names and terms.
    Terminology,
}

impl Family {
    /// Its name, in small letters.
    pub fn name(self) -> &'static str {
        match self {
            Family::Input => "input",
            Family::Configuration => "configuration",
            Family::Outputs => "outputs",
            Family::Structure => "structure",
            Family::Numbering => "numbering",
            Family::Notes => "notes",
            Family::References => "references",
            Family::Metadata => "metadata",
            Family::Punctuation => "punctuation",
            Family::Terminology => "terminology",
        }
    }
}

/// The manual page of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Stable code, `DC301`.
    pub code: &'static str,
    /// Stable kebab-case name, `number-gap`.
    pub name: &'static str,
    /// What it is about.
    pub family: Family,
    /// How bad it is.
    pub severity: Severity,
    /// What it finds. A sentence without capital and full stop.
    pub what: &'static str,
    /// Why that matters, in the same form.
    pub why: &'static str,
    /// What to do, in the same form.
    pub remedy: &'static str,
}

impl Page {
    /// Where its page stands in `docs/rules.md`: `dc301-number-gap`.
    pub fn anchor(&self) -> String {
        format!("{}-{}", self.code.to_lowercase(), self.name)
    }

    /// A finding of this rule.
    pub fn diagnostic(&self, span: Option<Span>, message: String) -> Diagnostic {
        let help = format!("{}; {}", self.why, self.remedy);
        Diagnostic { code: self.code, name: self.name, severity: self.severity, message, span, help, fix: None }
    }
}

/// A text that a rule finds fault with, and the same text put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Example {
    /// With the fault.
    pub bad: &'static str,
    /// Without.
    pub good: &'static str,
}

/// A page as Markdown, under a heading of the second level.
pub fn markdown(page: &Page, example: Option<&Example>) -> String {
    let Page { code, name, family, severity, what, why, remedy } = page;
    let mut out = format!("## {code} {name}\n\n");
    let _ = writeln!(out, "*{}, {}*\n", family.name(), severity.name());
    let _ = writeln!(out, "{}.\n", capital(what));
    let _ = writeln!(out, "**Why.** {}.\n", capital(why));
    let _ = writeln!(out, "**What to do.** {}.", capital(remedy));
    if let Some(Example { bad, good }) = example {
        let _ = write!(out, "\nReported:\n\n{}\nClean:\n\n{}", indented(bad), indented(good));
    }
    out
}

/// A page as plain text.
pub fn text(page: &Page, example: Option<&Example>) -> String {
    let plain = markdown(page, example).replace("**", "");
    plain.replacen("## ", "", 1).replacen('*', "", 2)
}

/// A text as a Markdown code block; an empty line stays empty.
fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
