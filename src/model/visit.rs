//! Walks over every text of a document, in document order.
//!
//! In: a [`Document`]. Out: one call a passage, with what it is, its identifier and the identifier under which things
//! inside it are named. `link` walks with the mutable twin to place marks; `check` and the ledger walk to read.

use super::{
    Annex, Block, ConclusionLine, ConclusionRole, CoverLine, Document, EId, Note, Number, Passage, Preamble,
    Subparagraph, Title,
};
use serde::Serialize;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A line of the cover, or under a title.
    Cover,
    /// A title.
    Title,
    /// An enacting formula.
    Formula,
    /// A preambular paragraph.
    Preambular,
    /// A heading.
    Heading,
    /// A paragraph of the body.
    Paragraph,
    /// A subparagraph or item.
    Subparagraph,
    /// A closing line.
    Conclusion,
    /// The line that opens an annex.
    AnnexHeading,
    /// A note.
    Note,
}

/// One text of a document, with its place.
#[derive(Debug)]
pub struct Node<P, N> {
    /// What it is.
    pub kind: NodeKind,
    /// Identifier under which things inside it are named: its own, or that of the container that it stands in.
    pub context: EId,
    /// Its text.
    pub passage: P,
    /// Its printed number.
    pub number: N,
    /// Index of the annex that it stands in.
    pub annex: Option<usize>,
}

/// A text to read.
pub type NodeRef<'a> = Node<&'a Passage, Option<&'a Number>>;
/// A text to mark.
pub type NodeMut<'a> = Node<&'a mut Passage, Option<&'a Number>>;

/// Calls `f` for every text of `document`, in document order; the notes of a part follow its body.
pub fn passages<'a>(document: &'a Document, f: &mut dyn FnMut(NodeRef<'a>)) {
    let mut walk = Reader { f, annex: None };
    let prefix = "";
    walk.cover(&document.cover, prefix);
    walk.title(document.title.as_ref(), prefix);
    walk.preamble(document.preamble.as_ref());
    walk.blocks(&document.body);
    walk.conclusions(&document.conclusions, prefix);
    walk.notes(&document.notes);
    for (index, annex) in document.annexes.iter().enumerate() {
        walk.annex = Some(index);
        walk.annex(annex);
    }
}

/// The mutable twin of [`passages`].
pub fn passages_mut(document: &mut Document, f: &mut dyn FnMut(NodeMut<'_>)) {
    let mut walk = Writer { f, annex: None };
    walk.cover(&mut document.cover, "");
    walk.title(document.title.as_mut(), "");
    walk.preamble(document.preamble.as_mut());
    walk.blocks(&mut document.body);
    walk.conclusions(&mut document.conclusions, "");
    walk.notes(&mut document.notes);
    for (index, annex) in document.annexes.iter_mut().enumerate() {
        walk.annex = Some(index);
        let prefix = format!("{}__", annex.eid);
        walk.call(NodeKind::AnnexHeading, annex.eid.clone(), &mut annex.heading, None);
        walk.cover(&mut annex.cover, &prefix);
        walk.title(annex.title.as_mut(), &prefix);
        walk.preamble(annex.preamble.as_mut());
        walk.blocks(&mut annex.body);
        walk.conclusions(&mut annex.conclusions, &prefix);
        walk.notes(&mut annex.notes);
    }
}

/// What a run of closing lines is together, and its name in mark-up.
pub fn conclusion_group(role: ConclusionRole) -> &'static str {
    match role {
        ConclusionRole::Date | ConclusionRole::Meeting => "adoption",
        ConclusionRole::Signature => "signature",
        ConclusionRole::Hashtag | ConclusionRole::Link | ConclusionRole::Other => "colophon",
    }
}

/// Closing lines by group, in order: name of the group, its identifier, its lines.
pub fn conclusion_groups<'a>(
    lines: &'a [ConclusionLine],
    prefix: &str,
) -> Vec<(&'static str, EId, &'a [ConclusionLine])> {
    lines
        .chunk_by(|a, b| conclusion_group(a.role) == conclusion_group(b.role))
        .enumerate()
        .filter_map(|(index, run)| {
            let name = conclusion_group(run.first()?.role);
            Some((name, EId(format!("{prefix}conclusions__container_{}", index + 1)), run))
        })
        .collect()
}

struct Reader<'f, 'a> {
    f: &'f mut dyn FnMut(NodeRef<'a>),
    annex: Option<usize>,
}

impl<'a> Reader<'_, 'a> {
    fn call(&mut self, kind: NodeKind, context: EId, passage: &'a Passage, number: Option<&'a Number>) {
        (self.f)(Node { kind, context, passage, number, annex: self.annex });
    }

    fn annex(&mut self, annex: &'a Annex) {
        let prefix = format!("{}__", annex.eid);
        self.call(NodeKind::AnnexHeading, annex.eid.clone(), &annex.heading, None);
        self.cover(&annex.cover, &prefix);
        self.title(annex.title.as_ref(), &prefix);
        self.preamble(annex.preamble.as_ref());
        self.blocks(&annex.body);
        self.conclusions(&annex.conclusions, &prefix);
        self.notes(&annex.notes);
    }

    fn cover(&mut self, lines: &'a [CoverLine], prefix: &str) {
        for line in lines {
            self.call(NodeKind::Cover, EId(format!("{prefix}coverPage__container_1")), &line.passage, None);
        }
    }

    fn title(&mut self, title: Option<&'a Title>, prefix: &str) {
        let Some(title) = title else { return };
        let context = EId(format!("{prefix}preface__container_1"));
        self.call(NodeKind::Title, context.clone(), &title.passage, title.number.as_ref());
        for line in &title.subtitles {
            self.call(NodeKind::Cover, context.clone(), &line.passage, None);
        }
    }

    fn preamble(&mut self, preamble: Option<&'a Preamble>) {
        let Some(preamble) = preamble else { return };
        if let Some(formula) = &preamble.formula {
            self.call(NodeKind::Formula, formula.eid.clone(), &formula.passage, None);
        }
        for paragraph in &preamble.paragraphs {
            let number = paragraph.number.as_ref();
            self.call(NodeKind::Preambular, paragraph.eid.clone(), &paragraph.passage, number);
            self.items(&paragraph.items);
        }
        if let Some(formula) = &preamble.operative_formula {
            self.call(NodeKind::Formula, formula.eid.clone(), &formula.passage, None);
        }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Section(section) => {
                    self.call(NodeKind::Heading, section.eid.clone(), &section.heading, section.number.as_ref());
                    self.blocks(&section.blocks);
                }
                Block::Paragraph(paragraph) => {
                    let number = paragraph.number.as_ref();
                    self.call(NodeKind::Paragraph, paragraph.eid.clone(), &paragraph.passage, number);
                    self.items(&paragraph.subparagraphs);
                }
                Block::List(list) => self.items(&list.items),
            }
        }
    }

    fn items(&mut self, items: &'a [Subparagraph]) {
        for item in items {
            self.call(NodeKind::Subparagraph, item.eid.clone(), &item.passage, item.number.as_ref());
            self.items(&item.subparagraphs);
        }
    }

    fn conclusions(&mut self, lines: &'a [ConclusionLine], prefix: &str) {
        for (_, eid, run) in conclusion_groups(lines, prefix) {
            for line in run {
                self.call(NodeKind::Conclusion, eid.clone(), &line.passage, None);
            }
        }
    }

    fn notes(&mut self, notes: &'a [Note]) {
        for note in notes {
            self.call(NodeKind::Note, note.eid.clone(), &note.passage, None);
        }
    }
}

struct Writer<'f> {
    f: &'f mut dyn FnMut(NodeMut<'_>),
    annex: Option<usize>,
}

impl Writer<'_> {
    fn call(&mut self, kind: NodeKind, context: EId, passage: &mut Passage, number: Option<&Number>) {
        (self.f)(Node { kind, context, passage, number, annex: self.annex });
    }

    fn cover(&mut self, lines: &mut [CoverLine], prefix: &str) {
        for line in lines {
            self.call(NodeKind::Cover, EId(format!("{prefix}coverPage__container_1")), &mut line.passage, None);
        }
    }

    fn title(&mut self, title: Option<&mut Title>, prefix: &str) {
        let Some(title) = title else { return };
        let context = EId(format!("{prefix}preface__container_1"));
        self.call(NodeKind::Title, context.clone(), &mut title.passage, title.number.as_ref());
        for line in &mut title.subtitles {
            self.call(NodeKind::Cover, context.clone(), &mut line.passage, None);
        }
    }

    fn preamble(&mut self, preamble: Option<&mut Preamble>) {
        let Some(preamble) = preamble else { return };
        if let Some(formula) = &mut preamble.formula {
            self.call(NodeKind::Formula, formula.eid.clone(), &mut formula.passage, None);
        }
        for paragraph in &mut preamble.paragraphs {
            let number = paragraph.number.as_ref();
            self.call(NodeKind::Preambular, paragraph.eid.clone(), &mut paragraph.passage, number);
            self.items(&mut paragraph.items);
        }
        if let Some(formula) = &mut preamble.operative_formula {
            self.call(NodeKind::Formula, formula.eid.clone(), &mut formula.passage, None);
        }
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Section(section) => {
                    let number = section.number.as_ref();
                    self.call(NodeKind::Heading, section.eid.clone(), &mut section.heading, number);
                    self.blocks(&mut section.blocks);
                }
                Block::Paragraph(paragraph) => {
                    let number = paragraph.number.as_ref();
                    self.call(NodeKind::Paragraph, paragraph.eid.clone(), &mut paragraph.passage, number);
                    self.items(&mut paragraph.subparagraphs);
                }
                Block::List(list) => self.items(&mut list.items),
            }
        }
    }

    fn items(&mut self, items: &mut [Subparagraph]) {
        for item in items {
            self.call(NodeKind::Subparagraph, item.eid.clone(), &mut item.passage, item.number.as_ref());
            self.items(&mut item.subparagraphs);
        }
    }

    fn conclusions(&mut self, lines: &mut [ConclusionLine], prefix: &str) {
        let contexts: Vec<EId> = conclusion_groups(lines, prefix)
            .into_iter()
            .flat_map(|(_, eid, run)| std::iter::repeat_n(eid, run.len()))
            .collect();
        for (line, context) in lines.iter_mut().zip(contexts) {
            self.call(NodeKind::Conclusion, context, &mut line.passage, None);
        }
    }

    fn notes(&mut self, notes: &mut [Note]) {
        for note in notes {
            self.call(NodeKind::Note, note.eid.clone(), &mut note.passage, None);
        }
    }
}
