//! Rules about what a document cites.

use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::link::registry;
use crate::model::visit::passages;
use crate::model::{Mark, Reference, Target};
use std::collections::{BTreeMap, HashMap};

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "DC501",
        name: "dangling-reference",
        severity: Severity::Error,
        help: "the document has no such paragraph, section or annex; correct the number, or restore what it names",
        run: dangling,
    },
    Rule {
        code: "DC502",
        name: "cited-date-against-registry",
        severity: Severity::Error,
        help: "the registry of adopted instruments holds another date; correct the date or the number",
        run: wrong_date,
    },
];

/// Adds what `fault` says of a reference, at its place.
fn each(subject: &Subject<'_>, findings: &mut Findings<'_>, fault: impl Fn(&Reference) -> Option<String>) {
    let document = subject.linked.document();
    let by_id: HashMap<&str, &Reference> = document.references.iter().map(|r| (r.eid.as_str(), r)).collect();
    passages(document, &mut |node| {
        for span in &node.passage.spans {
            if let Mark::Reference { reference } = &span.mark
                && let Some(message) = by_id.get(reference.as_str()).and_then(|r| fault(r))
            {
                findings.add(node.passage.origin(subject.source.text(), span.start, span.end), message);
            }
        }
    });
}

fn dangling(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    each(subject, findings, |reference| {
        let dangles = reference.target == Target::Dangling;
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
