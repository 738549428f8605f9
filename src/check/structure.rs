//! Rules about the parts of a document.

use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::DocumentClass;
use crate::model::visit::{NodeKind, passages};
use crate::source::Span;

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "DC201",
        name: "unstructured-document",
        severity: Severity::Warning,
        help: "no enacting formula, letter title or report byline was found, so paragraphs are kept as they stand; \
               check that this is a resolution, declaration, letter or report, and that its cover is complete",
        run: unstructured,
    },
    Rule {
        code: "DC202",
        name: "paragraph-cut-in-two",
        severity: Severity::Error,
        help: "nothing but a blank line cuts this paragraph in the middle; the two halves were joined here: join them \
               in the text too, so that every reader sees one paragraph",
        run: cut_by_blank_line,
    },
    Rule {
        code: "DC203",
        name: "paragraph-cut-by-page-end",
        severity: Severity::Info,
        help: "a page ended within this paragraph, and a note or folio stands between its halves; they were joined \
               here, nothing need be done",
        run: cut_by_page,
    },
];

fn unstructured(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.linked.document().metadata.class.value == DocumentClass::Unstructured {
        findings.add(None, "this text has the form of no United Nations document that is known here".to_owned());
    }
}

/// The places where a paragraph goes on after a line break: the last character before, and what stands between.
fn cuts<'a>(subject: &Subject<'a>, mut visit: impl FnMut(Span, &'a str)) {
    let text = subject.source.text();
    passages(subject.linked.document(), &mut |node| {
        if !matches!(node.kind, NodeKind::Preambular | NodeKind::Paragraph | NodeKind::Subparagraph) {
            return;
        }
        for pair in node.passage.source.windows(2) {
            let [before, after] = pair else { continue };
            let between = Span::new(before.end(), after.start()).slice(text);
            if between.contains('\n') {
                let last = before.slice(text).chars().next_back().map_or(0, char::len_utf8);
                visit(Span::new(before.end() - last, before.end()), between);
            }
        }
    });
}

fn cut_by_blank_line(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    cuts(subject, |span, between| {
        if between.trim().is_empty() && between.matches('\n').count() > 1 {
            findings.add(Some(span), "a paragraph is cut in two here".to_owned());
        }
    });
}

fn cut_by_page(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    cuts(subject, |span, between| {
        if !between.trim().is_empty() {
            findings.add(Some(span), "a paragraph goes on after the page end here".to_owned());
        }
    });
}
