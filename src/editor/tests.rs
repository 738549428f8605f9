//! What is answered at the places of small documents.

use super::*;
use crate::Compilation;
use crate::model::visit::NodeKind;

const TEXT: &str = "大会，\n\n回顾其2006年9月8日第60/288号决议，¹\n\n1. 请秘书长提出报告；²\n\n(a) 说明情况；\n\n2. 回顾上文第1段以及第60/288号决议；\n\n3. 重申上文第1至第2段。\n\n¹ 联合国文件。\n\n² 见 A/75/729。\n";

struct Asked {
    source: Source,
    done: Compilation,
}

impl Asked {
    fn new(text: &str) -> Self {
        let source = Source::from_text("a.txt", text);
        let done = crate::compile(&source, None);
        Asked { source, done }
    }

    fn editor(&self) -> Editor<'_> {
        Editor::new(&self.done.linked, &self.source)
    }

    /// The byte offset of the `nth` occurrence of `words`, from 0.
    fn offset(&self, words: &str, nth: usize) -> usize {
        self.source.text().match_indices(words).nth(nth).unwrap().0
    }

    fn slices(&self, spans: &[Span]) -> Vec<(usize, &str)> {
        let shown = |span: &Span| (self.source.position(span.start()).line, span.slice(self.source.text()));
        spans.iter().map(shown).collect()
    }
}

#[test]
fn from_a_call_to_its_note_and_back() {
    let asked = Asked::new(TEXT);
    let editor = asked.editor();
    let (call, note) = (asked.offset("²", 0), asked.offset("²", 1));
    assert_eq!(asked.slices(&editor.definition(call)), [(15, "²")]);
    assert_eq!(asked.slices(&editor.definition(note)), [(5, "²")]);
    assert_eq!(asked.slices(&editor.definition(asked.offset("见 ", 0))), [(5, "²")]);
    assert_eq!(asked.slices(&editor.references(note, true)), [(15, "²"), (5, "²")]);
    // The cursor behind the last character.
    assert_eq!(asked.slices(&editor.definition(call + "²".len())), [(15, "²")]);
}

#[test]
fn from_a_reference_to_its_paragraph_and_back() {
    let asked = Asked::new(TEXT);
    let editor = asked.editor();
    assert_eq!(asked.slices(&editor.definition(asked.offset("第1段", 0))), [(5, "1.")]);
    assert_eq!(asked.slices(&editor.definition(asked.offset("第1至", 0))), [(5, "1."), (9, "2.")]);
    let used = editor.references(asked.offset("1. ", 0), false);
    let lines: Vec<usize> = asked.slices(&used).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [9, 11], "the reference to it, and the run that it lies in");
}

#[test]
fn another_document_is_told_and_all_its_mentions_found() {
    let asked = Asked::new(TEXT);
    let editor = asked.editor();
    let at = asked.offset("60/288", 1);
    assert!(editor.definition(at).is_empty());
    assert_eq!(asked.slices(&editor.references(at, true)).len(), 2);
    let (_, text) = editor.hover(at).unwrap();
    assert!(text.contains("A/RES/60/288") && text.contains("unga/2006-09-08/60-288"), "{text}");
}

#[test]
fn what_is_shown_beside_the_text() {
    let asked = Asked::new(TEXT);
    let editor = asked.editor();
    let hover = |words: &str, nth| editor.hover(asked.offset(words, nth)).map(|(_, text)| text);
    assert_eq!(hover("²", 0).unwrap(), "`authorialNote_2`\n\n² 见 A/75/729。");
    assert_eq!(hover("1. ", 0).unwrap(), "`para_1`");
    let paragraph = hover("第1段", 0).unwrap();
    assert!(paragraph.contains("请秘书长提出报告；") && paragraph.contains("(a) 说明情况；"), "{paragraph}");
    assert_eq!(hover("请秘书长", 0), None);
}

/// Whether each symbol covers its selection and what stands under it.
fn nested(symbols: &[Symbol]) -> bool {
    let inside = |outer: Span, inner: Span| outer.0 <= inner.0 && inner.1 <= outer.1;
    symbols.iter().all(|s| {
        inside(s.span, s.selection) && s.children.iter().all(|c| inside(s.span, c.span)) && nested(&s.children)
    })
}

#[test]
fn the_tree_holds_what_stands_under_a_part() {
    let asked = Asked::new(TEXT);
    let tree = outline(asked.done.linked.document());
    let names: Vec<(NodeKind, &str, usize)> =
        tree.iter().map(|s| (s.kind, s.name.as_str(), s.children.len())).collect();
    assert_eq!(
        names,
        [
            (NodeKind::Formula, "大会，", 1),
            (NodeKind::Paragraph, "1. 请秘书长提出报告；", 1),
            (NodeKind::Paragraph, "2. 回顾上文第1段以及第60/288号决议；", 0),
            (NodeKind::Paragraph, "3. 重申上文第1至第2段。", 0),
        ]
    );
    assert!(nested(&tree));
}

#[test]
fn every_offset_has_an_answer() {
    for text in [TEXT, "", "\u{feff}大会，\r\n\r\n1. 请😀。\r\n", "¹ ¹ ¹", "1."] {
        let asked = Asked::new(text);
        let editor = asked.editor();
        // Offsets within characters and beyond the end, too.
        for offset in 0..=text.len() + 1 {
            let spans = [editor.definition(offset), editor.references(offset, true)].concat();
            let shown = editor.hover(offset).map(|(span, _)| span);
            for span in spans.into_iter().chain(shown) {
                assert!(text.get(span.start()..span.end()).is_some(), "{span:?} at {offset} of {text:?}");
            }
        }
    }
}
