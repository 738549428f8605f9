//! Rules about the facts that a document needs to be named and found.

use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::Origin;

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "DC601",
        name: "missing-date",
        severity: Severity::Warning,
        help: "without a date the work has no stable IRI, and 0001-01-01 stands in its place; where the date is \
               established, put `date:` into the sidecar",
        run: |subject, findings| missing(subject, findings, "date", "date of adoption or of the document"),
    },
    Rule {
        code: "DC602",
        name: "missing-symbol",
        severity: Severity::Info,
        help: "nobody can cite a document without its symbol; where it is established, put `symbol:` into the sidecar",
        run: |subject, findings| missing(subject, findings, "symbol", "document symbol"),
    },
    Rule {
        code: "DC603",
        name: "missing-issue-date",
        severity: Severity::Info,
        help: "the date of the document stands in for the date of issue; where that is established, put `issued:` \
               into the sidecar",
        run: |subject, findings| missing(subject, findings, "issued", "date of issue"),
    },
    Rule {
        code: "DC604",
        name: "missing-author",
        severity: Severity::Warning,
        help: "the IRI of a work names who issued it; where the text does not, put `author:` into the sidecar",
        run: |subject, findings| missing(subject, findings, "author", "issuing organ, officer or State"),
    },
    Rule {
        code: "DC605",
        name: "unknown-language",
        severity: Severity::Warning,
        help: "no form is looked for in a language whose words are not known, so its paragraphs are kept as they stand; \
               where the language is known after all, say it with `--language`",
        run: unknown_language,
    },
];

fn unknown_language(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let told = subject.linked.document().metadata.language.origin == Origin::Caller;
    let language = subject.linked.language();
    if !told && !language.reads(subject.source.text()) {
        let tag = language.tag;
        findings.add(None, format!("this text is in no language that is known here; `{tag}` is the nearest"));
    }
}

fn missing(subject: &Subject<'_>, findings: &mut Findings<'_>, fact: &str, what: &str) {
    if subject.linked.document().metadata.missing.iter().any(|m| m == fact) {
        findings.add(None, format!("neither the text nor a sidecar states the {what}"));
    }
}
