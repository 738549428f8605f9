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
        help: "the document has no such paragraph or annex; correct the number, or restore what it names",
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

/// Calls `visit` with each reference and its place.
fn each(subject: &Subject<'_>, mut visit: impl FnMut(&Reference, Option<crate::source::Span>)) {
    let document = subject.linked.document();
    let by_id: HashMap<&str, &Reference> = document.references.iter().map(|r| (r.eid.as_str(), r)).collect();
    passages(document, &mut |node| {
        for span in &node.passage.spans {
            if let Mark::Reference { reference } = &span.mark
                && let Some(found) = by_id.get(reference.as_str())
            {
                visit(found, node.passage.origin(subject.source.text(), span.start, span.end));
            }
        }
    });
}

fn dangling(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    each(subject, |reference, span| {
        if reference.target == Target::Dangling {
            findings.add(span, format!("“{}” is not in this document", reference.text));
        }
    });
}

fn wrong_date(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    each(subject, |reference, span| {
        let (Some(symbol), Some(printed)) = (&reference.symbol, &reference.cited_date) else { return };
        let adopted = registry::adopted(symbol, &BTreeMap::new());
        if let Some(adopted) = adopted.filter(|a| a != printed) {
            findings.add(span, format!("{symbol} was adopted on {adopted}, and is cited with the date {printed}"));
        }
    });
}
