//! Rules about the facts that a document needs to be named and found.

use super::references::{session, sits};
use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::diagnostic::page::{Family, Page};
use crate::link::registry;
use crate::model::Origin;
use crate::model::SessionKind;
use std::collections::BTreeMap;

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        page: Page {
            code: "DC601",
            name: "missing-date",
            family: Family::Metadata,
            severity: Severity::Warning,
            what: "neither the text nor a sidecar states the date of the document",
            why: "without a date the work has no stable IRI, and 0001-01-01 stands in its place",
            remedy: "where the date is established, put `date:` into the sidecar",
        },
        run: missing_date,
    },
    Rule {
        page: Page {
            code: "DC602",
            name: "missing-symbol",
            family: Family::Metadata,
            severity: Severity::Info,
            what: "neither the text nor a sidecar states the symbol of the document",
            why: "nobody can cite a document without its symbol",
            remedy: "where it is established, put `symbol:` into the sidecar",
        },
        run: missing_symbol,
    },
    Rule {
        page: Page {
            code: "DC603",
            name: "missing-issue-date",
            family: Family::Metadata,
            severity: Severity::Info,
            what: "neither the text nor a sidecar states the date of issue",
            why: "the date of the document stands in for it",
            remedy: "where it is established, put `issued:` into the sidecar",
        },
        run: missing_issued,
    },
    Rule {
        page: Page {
            code: "DC604",
            name: "missing-author",
            family: Family::Metadata,
            severity: Severity::Warning,
            what: "neither the text nor a sidecar says who speaks",
            why: "the IRI of a work names who issued it",
            remedy: "put `author:` into the sidecar",
        },
        run: missing_author,
    },
    Rule {
        page: Page {
            code: "DC605",
            name: "session-against-date",
            family: Family::Metadata,
            severity: Severity::Error,
            what: "the date of a resolution of the General Assembly does not fall into its session",
            why: "a session sits from September to September",
            remedy: "correct the date, or the number of the session",
        },
        run: session_date,
    },
    Rule {
        page: Page {
            code: "DC606",
            name: "session-against-number",
            family: Family::Metadata,
            severity: Severity::Error,
            what: "the session on the cover is not the one in the number of the resolution",
            why: "the first half of the number is the session",
            remedy: "correct one of the two",
        },
        run: session_number,
    },
    Rule {
        page: Page {
            code: "DC607",
            name: "symbol-against-number",
            family: Family::Metadata,
            severity: Severity::Error,
            what: "the symbol is not that of the number before the title",
            why: "the symbol is made of the number",
            remedy: "correct one of the two; a symbol from a sidecar is corrected there",
        },
        run: symbol_number,
    },
    Rule {
        page: Page {
            code: "DC608",
            name: "date-against-registry",
            family: Family::Metadata,
            severity: Severity::Error,
            what: "the document bears another date than the one on which it was adopted",
            why: "the registry of adopted instruments holds another date",
            remedy: "correct the date or the number",
        },
        run: own_date,
    },
    Rule {
        page: Page {
            code: "DC609",
            name: "unknown-language",
            family: Family::Metadata,
            severity: Severity::Warning,
            what: "the text is in no language whose words are known",
            why: "no form is looked for in such a language, so its paragraphs are kept as they stand",
            remedy: "where the language is known after all, say it with `--language`",
        },
        run: unknown_language,
    },
];

fn unknown_language(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let told = subject.document.metadata.language.origin == Origin::Caller;
    let language = subject.language;
    if !told && !language.reads(subject.source.text()) {
        let tag = language.tag;
        findings.add(None, format!("this text is in no language that is known here; `{tag}` is the nearest"));
    }
}

fn missing(subject: &Subject<'_>, findings: &mut Findings<'_>, fact: &str, what: &str) {
    if subject.document.metadata.missing.iter().any(|m| m == fact) {
        findings.add(None, format!("neither the text nor a sidecar states the {what}"));
    }
}

fn missing_date(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    missing(subject, findings, "date", "date of adoption or of the document");
}

fn missing_symbol(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    missing(subject, findings, "symbol", "document symbol");
}

fn missing_issued(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    missing(subject, findings, "issued", "date of issue");
}

fn missing_author(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    missing(subject, findings, "author", "issuing organ, officer or State");
}

fn symbol<'a>(subject: &Subject<'a>) -> Option<&'a str> {
    subject.document.metadata.symbol.as_ref().map(|fact| fact.value.as_str())
}

/// The printed number of a resolution, `75/291`.
fn title_number<'a>(subject: &Subject<'a>) -> Option<&'a crate::model::Number> {
    subject.document.title.as_ref().and_then(|title| title.number.as_ref())
}

fn session_date(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let metadata = &subject.document.metadata;
    let (Some(session), Some(date)) = (symbol(subject).and_then(session), &metadata.date) else { return };
    if !sits(session, &date.value) {
        let span = title_number(subject).map(|number| number.source);
        findings.add(span, format!("session {session} did not sit on {}", date.value));
    }
}

fn session_number(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(own) = symbol(subject).and_then(session) else { return };
    let sessions = subject.document.metadata.sessions.iter().map(|fact| &fact.value);
    let mut regular = sessions.filter(|s| s.kind == SessionKind::Session && s.organ == "unga").peekable();
    if regular.peek().is_some() && !regular.any(|s| s.number == own) {
        let span = title_number(subject).map(|number| number.source);
        findings.add(span, format!("the number is of session {own}, and the cover names another"));
    }
}

fn symbol_number(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(symbol), Some(number)) = (symbol(subject), title_number(subject)) else { return };
    let Some(own) = symbol.strip_prefix("A/RES/") else { return };
    let bare = |text: &str| text.chars().filter(|c| !matches!(c, '[' | ']' | ' ')).collect::<String>();
    let printed = number.printed.trim().trim_end_matches(['.', '．', '。']);
    if number.canonical.contains('/') && !bare(own).starts_with(&bare(&number.canonical)) {
        findings.add(Some(number.source), format!("the number is {printed}, and the symbol {symbol}"));
    }
}

fn own_date(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(symbol), Some(date)) = (symbol(subject), &subject.document.metadata.date) else { return };
    let adopted = registry::adopted(symbol, &BTreeMap::new()).filter(|adopted| *adopted != date.value);
    if let Some(adopted) = adopted {
        findings
            .add(None, format!("{symbol} was adopted on {adopted}, and the document bears the date {}", date.value));
    }
}
