//! Rules about what a document cites.

use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::diagnostic::page::{Family, Page};
use crate::link::registry;
use crate::model::{Reference, ReferenceKind, Target};
use std::collections::{BTreeMap, HashMap};

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        page: Page {
            code: "DC501",
            name: "dangling-reference",
            family: Family::References,
            severity: Severity::Error,
            what: "the text cites a paragraph, section or annex of its own that is not there",
            why: "a reader who follows it finds nothing",
            remedy: "correct the number, or restore what it names",
        },
        run: dangling,
    },
    Rule {
        page: Page {
            code: "DC502",
            name: "cited-date-against-registry",
            family: Family::References,
            severity: Severity::Error,
            what: "an instrument is cited with another date than the one on which it was adopted",
            why: "the registry of adopted instruments holds another date",
            remedy: "correct the date or the number",
        },
        run: wrong_date,
    },
    Rule {
        page: Page {
            code: "DC503",
            name: "empty-link",
            family: Family::References,
            severity: Severity::Warning,
            what: "a link leads nowhere",
            why: "the address was lost when the text was converted",
            remedy: "restore the address, or keep the words alone",
        },
        run: empty_link,
    },
    Rule {
        page: Page {
            code: "DC504",
            name: "cited-date-against-session",
            family: Family::References,
            severity: Severity::Error,
            what: "a resolution of the General Assembly is cited with a date outside its session",
            why: "the session stands in the number, and it sits from September to September",
            remedy: "correct the date or the number",
        },
        run: wrong_session,
    },
    Rule {
        page: Page {
            code: "DC505",
            name: "cited-after-adoption",
            family: Family::References,
            severity: Severity::Warning,
            what: "a resolution is cited with a date later than that of the document itself",
            why: "nothing can cite what is adopted afterwards",
            remedy: "correct the date that is cited, or that of the document",
        },
        run: later,
    },
    Rule {
        page: Page {
            code: "DC506",
            name: "reference-to-itself",
            family: Family::References,
            severity: Severity::Warning,
            what: "a paragraph cites itself",
            why: "a reader is sent round in a circle; mostly a number was not updated",
            remedy: "correct the number",
        },
        run: itself,
    },
    Rule {
        page: Page {
            code: "DC507",
            name: "range-reversed",
            family: Family::References,
            severity: Severity::Error,
            what: "a run of paragraphs is cited with its ends exchanged",
            why: "it holds nothing",
            remedy: "exchange the numbers, or correct one",
        },
        run: reversed,
    },
];

/// Adds what `fault` says of a reference, at its place, which is looked for only then.
pub(super) fn each(
    subject: &Subject<'_>,
    findings: &mut Findings<'_>,
    mut fault: impl FnMut(&Reference) -> Option<String>,
) {
    for &(reference, passage, mark) in subject.references() {
        if let Some(message) = fault(reference) {
            findings.add(subject.span(passage, mark.start as usize, mark.end as usize), message);
        }
    }
}

fn dangling(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    each(subject, findings, |reference| {
        let dangles = reference.target == Target::Dangling && reference.kind != ReferenceKind::Annex;
        dangles.then(|| format!("“{}” is not in this document", reference.text))
    });
}

fn wrong_date(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    each(subject, findings, |reference| {
        let (symbol, printed) = (reference.symbol.as_ref()?, reference.cited_date.as_ref()?);
        let adopted = registry::adopted(symbol, &BTreeMap::new()).filter(|a| a != printed)?;
        Some(format!("{symbol} was adopted on {adopted}, and is cited with the date {printed}"))
    });
}

fn empty_link(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let links = subject.document.furniture.iter().filter(|piece| matches!(piece.text.as_str(), "](#)" | "]()"));
    for span in links.flat_map(|piece| &piece.occurrences) {
        findings.add(Some(*span), "this link leads nowhere".to_owned());
    }
}

/// The session of the General Assembly in a symbol, `A/RES/75/291`; none for older forms and for other organs.
pub(super) fn session(symbol: &str) -> Option<u32> {
    symbol.strip_prefix("A/RES/")?.split('/').next()?.parse().ok().filter(|s| (31..200).contains(s))
}

/// Whether a date, ISO 8601, falls into a regular session: from September to the September after.
pub(super) fn sits(session: u32, date: &str) -> bool {
    let (first, last) = (format!("{}-09-01", 1945 + session), format!("{}-09-30", 1946 + session));
    date.get(..10).is_none_or(|day| (first.as_str()..=last.as_str()).contains(&day))
}

fn wrong_session(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    each(subject, findings, |reference| {
        let (symbol, printed) = (reference.symbol.as_ref()?, reference.cited_date.as_ref()?);
        let session = session(symbol)?;
        let unknown = registry::adopted(symbol, &BTreeMap::new()).is_none();
        // A number that is decades off belongs to another organ, which counts its own sessions.
        let year = printed.get(..4).and_then(|y| y.parse::<u32>().ok()).unwrap_or_default();
        let unknown = unknown && year.abs_diff(1945 + session) <= 10;
        (unknown && !sits(session, printed))
            .then(|| format!("{symbol} is cited with the date {printed}, when session {session} did not sit"))
    });
}

fn later(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(own) = subject.document.metadata.date.as_ref().and_then(|d| d.value.split('/').next_back()) else {
        return;
    };
    each(subject, findings, |reference| {
        // Resolutions and decisions alone are cited with a date, and that is a day.
        let cited = reference.cited_date.as_deref().filter(|d| *d > own)?;
        Some(format!("this is cited with the date {cited}, and the document is of {own}"))
    });
}

fn itself(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    each(subject, findings, |reference| {
        let circle = matches!(&reference.target, Target::Node { eid } if *eid == reference.node);
        circle.then(|| format!("“{}” is the paragraph in which this stands", reference.text))
    });
}

fn reversed(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    each(subject, findings, |reference| {
        let Target::Range { from, to } = &reference.target else { return None };
        if places.is_empty() {
            // The first text of several that share an identifier.
            places = subject.nodes.iter().enumerate().rev().map(|(at, n)| (n.context.as_str(), at)).collect();
        }
        (places.get(from.as_str())? > places.get(to.as_str())?).then(|| format!("“{}” runs backwards", reference.text))
    });
}
