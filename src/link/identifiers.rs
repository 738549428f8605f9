//! Element identifiers by the Akoma Ntoso naming convention, equal in all language versions.
//!
//! A paragraph is `para_13` wherever it stands, where paragraph numbers run through a document; where they begin anew in
//! each article, it carries the article: `dvs_2__para_1`. What a number names within a context carries the context:
//! `para_13__list_1__point_a`, `sec_II__title_A`. In an annex everything carries `att_2__`. What bears no number is
//! counted. Two things that would share an identifier are told apart by `-2`.
//!
//! Not here: references, whose identifiers depend on where marks stand (see `marks`).

use crate::language::Language;
use crate::model::visit::NodeKind;
use crate::model::{Annex, Block, Document, EId, Note, Number, Preamble, Section, SectionKind, Subparagraph};
use std::collections::{HashMap, HashSet};

/// Sets every identifier of a document.
pub(super) fn assign(document: &mut Document, language: &Language) {
    let mut ids = Identifiers::default();
    ids.numbering(&document.body);
    ids.preamble(document.preamble.as_mut(), "");
    ids.blocks(&mut document.body, "", "");
    ids.notes(&mut document.notes, "");
    for annex in &mut document.annexes {
        ids.annex(annex, language);
    }
}

/// The component name of an annex in IRIs: `annex_2`, and `annex_2-2` where another annex bears the number already.
pub fn component(annex: &Annex) -> String {
    format!("annex_{}", annex.eid.as_str().trim_start_matches("att_"))
}

/// Whether the line that opens an annex is the bare word 附件. It is then the only annex, and the word heads the annexed
/// text, as the United Nations' own mark-up has it; a number (附件二) names the annex among others.
pub fn is_unnumbered(annex: &Annex, language: &Language) -> bool {
    language.is_annex_word(&annex.heading.text)
}

/// Whether headings open the body of an annex: they do where no preamble stands between.
pub fn has_headed_body(annex: &Annex, language: &Language) -> bool {
    annex.preamble.is_none() && (annex.title.is_some() || is_unnumbered(annex, language))
}

/// Whether a mark may stand in a node of this kind: the line that opens an annex names it and mentions nothing.
pub(super) fn takes_references(kind: NodeKind) -> bool {
    kind != NodeKind::AnnexHeading
}

#[derive(Default)]
struct Identifiers {
    used: HashSet<String>,
    /// The last copy that was told apart of what shares an identifier.
    copies: HashMap<String, u32>,
    counts: HashMap<String, u32>,
    /// Whether a paragraph of the part bears a number: one that bears none is then named apart, so that it takes no
    /// number's name, and a number lost in one language moves no other.
    has_numbers: bool,
    /// Whether the paragraphs of the part are numbered anew in its sections.
    begins_anew: bool,
}

/// Whether a paragraph among these blocks bears a number.
fn has_numbers(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Section(section) => has_numbers(&section.blocks),
        Block::Paragraph(paragraph) => paragraph.number.is_some(),
        Block::List(_) => false,
    })
}

/// In how many sections among these blocks paragraphs bear numbers, and in how many the first number is 1.
fn beginnings(blocks: &[Block]) -> (usize, usize) {
    let sections = blocks.iter().filter_map(|block| match block {
        Block::Section(section) => Some(section),
        Block::Paragraph(_) | Block::List(_) => None,
    });
    sections.fold((0, 0), |(numbered, anew), section| {
        let first = section.first_number();
        let begins = first.is_some_and(|number| number.canonical == "1");
        let (within, anew_within) = beginnings(&section.blocks);
        (numbered + usize::from(first.is_some()) + within, anew + usize::from(begins) + anew_within)
    })
}

impl Identifiers {
    /// Looks at how the paragraphs of a part are numbered.
    fn numbering(&mut self, body: &[Block]) {
        self.has_numbers = has_numbers(body);
        // A list whose points look like paragraphs changes no other name.
        let (numbered, anew) = beginnings(body);
        self.begins_anew = anew > 1 && anew * 2 > numbered;
    }

    /// A fresh identifier: `wanted`, or the first of `wanted-2`, `wanted-3` that is free.
    fn fresh(&mut self, wanted: String) -> EId {
        if self.used.insert(wanted.clone()) {
            return EId(wanted);
        }
        // What was taken stays taken, so the search goes on where it stopped.
        let copy = self.copies.entry(wanted.clone()).or_insert(1);
        loop {
            *copy += 1;
            let id = format!("{wanted}-{copy}");
            if self.used.insert(id.clone()) {
                return EId(id);
            }
        }
    }

    /// The next of a counted kind in a context: `container_1`, `container_2`.
    fn counted(&mut self, prefix: &str, kind: &str) -> EId {
        let mut id = [prefix, kind].concat();
        let count = self.counts.entry(id.clone()).or_insert(0);
        *count += 1;
        id.push('_');
        id.push_str(&count.to_string());
        self.fresh(id)
    }

    fn numbered(&mut self, prefix: &str, kind: &str, number: Option<&Number>) -> EId {
        match number {
            Some(number) => self.fresh([prefix, kind, "_", segment(&number.canonical).as_str()].concat()),
            None => self.counted(prefix, kind),
        }
    }

    fn preamble(&mut self, preamble: Option<&mut Preamble>, prefix: &str) {
        let Some(preamble) = preamble else { return };
        if let Some(formula) = &mut preamble.formula {
            formula.eid = self.counted(prefix, "formula");
        }
        for paragraph in &mut preamble.paragraphs {
            paragraph.eid = if paragraph.chapeau_as_heading {
                self.counted(prefix, "recs")
            } else if paragraph.number.is_some() {
                self.numbered(prefix, "rec", paragraph.number.as_ref())
            } else {
                self.counted(prefix, "container")
            };
            let (list, kind) = if paragraph.chapeau_as_heading {
                (format!("{}__", paragraph.eid), "rec")
            } else {
                (format!("{}__list_1__", paragraph.eid), "item")
            };
            self.items(&mut paragraph.items, &list, kind);
        }
        if let Some(formula) = &mut preamble.operative_formula {
            formula.eid = self.counted(prefix, "formula");
        }
    }

    /// `run` is the prefix of what is numbered through the part, `context` that of what is numbered within.
    fn blocks(&mut self, blocks: &mut [Block], run: &str, context: &str) {
        for block in blocks {
            match block {
                Block::Section(section) => self.section(section, run, context),
                Block::Paragraph(paragraph) => {
                    paragraph.eid = match &paragraph.number {
                        None if self.has_numbers => self.counted(run, "para-nn"),
                        number => self.numbered(run, "para", number.as_ref()),
                    };
                    let list = format!("{}__list_1__", paragraph.eid);
                    self.items(&mut paragraph.subparagraphs, &list, "point");
                }
                Block::List(list) => {
                    list.eid = self.counted(context, "list");
                    let prefix = format!("{}__", list.eid);
                    self.items(&mut list.items, &prefix, "point");
                }
            }
        }
    }

    fn section(&mut self, section: &mut Section, run: &str, context: &str) {
        let kind = match section.level {
            SectionKind::Division => "dvs",
            SectionKind::Section => "sec",
            SectionKind::Subsection => "title",
        };
        section.eid = self.numbered(context, kind, section.number.as_ref());
        let inner = format!("{}__", section.eid);
        let run = if self.begins_anew { &inner } else { run };
        self.blocks(&mut section.blocks, run, &inner);
    }

    fn items(&mut self, items: &mut [Subparagraph], prefix: &str, kind: &str) {
        for item in items {
            item.eid = self.numbered(prefix, kind, item.number.as_ref());
            let list = format!("{}__list_1__", item.eid);
            self.items(&mut item.subparagraphs, &list, kind);
        }
    }

    /// A note bears its number; one that bears an asterisk is counted.
    fn notes(&mut self, notes: &mut [Note], prefix: &str) {
        for (index, note) in notes.iter_mut().enumerate() {
            let digits = note.marker.canonical.chars().all(|c| c.is_ascii_digit());
            let number = if digits { note.marker.canonical.clone() } else { (index + 1).to_string() };
            note.eid = self.fresh(format!("{prefix}authorialNote_{number}"));
        }
    }

    fn annex(&mut self, annex: &mut Annex, language: &Language) {
        annex.eid = self.fresh(format!("att_{}", annex.number));
        let prefix = format!("{}__", annex.eid);
        self.preamble(annex.preamble.as_mut(), &prefix);
        let context = if has_headed_body(annex, language) {
            self.used.insert(format!("{prefix}dvs_1"));
            format!("{prefix}dvs_1__")
        } else {
            prefix.clone()
        };
        self.numbering(&annex.body);
        self.blocks(&mut annex.body, &prefix, &context);
        self.notes(&mut annex.notes, &prefix);
    }
}

/// A number as a segment of an identifier: letters and digits.
fn segment(canonical: &str) -> String {
    let clean: String = canonical.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    clean.trim_matches('-').to_owned()
}
