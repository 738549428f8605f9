//! Rules about the numbers of paragraphs.

use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::{Block, Number, Preamble};

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[Rule {
    code: "DC301",
    name: "number-out-of-sequence",
    severity: Severity::Error,
    help: "paragraph numbers run without gap or repeat, and others cite them; look for a lost paragraph or a \
           misprinted number",
    run: sequence,
}];

fn sequence(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let document = subject.linked.document();
    run(document.preamble.as_ref(), &document.body, findings);
    for annex in &document.annexes {
        run(annex.preamble.as_ref(), &annex.body, findings);
    }
}

fn run(preamble: Option<&Preamble>, body: &[Block], findings: &mut Findings<'_>) {
    let mut numbers: Vec<&Number> = Vec::new();
    numbers.extend(preamble.into_iter().flat_map(|p| &p.paragraphs).filter_map(|p| p.number.as_ref()));
    collect(body, &mut numbers);
    let mut last = 0_u32;
    for number in numbers {
        let Ok(value) = number.canonical.parse::<u32>() else { continue };
        let wanted = last + 1;
        if value != wanted {
            let what = if value == last { "repeats" } else { "stands where" };
            let message = if value == last {
                format!("number {value} {what} the number before it")
            } else {
                format!("number {value} {what} {wanted} is due")
            };
            findings.add(Some(number.source), message);
        }
        last = value;
    }
}

fn collect<'a>(blocks: &'a [Block], numbers: &mut Vec<&'a Number>) {
    for block in blocks {
        match block {
            Block::Section(section) => collect(&section.blocks, numbers),
            Block::Paragraph(paragraph) => numbers.extend(&paragraph.number),
            Block::List(list) => numbers.extend(list.items.iter().filter_map(|i| i.number.as_ref())),
        }
    }
}
