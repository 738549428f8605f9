//! A document in, its text as HTML out: cover, title, preamble, body, closing lines, notes, annexes.
//!
//! Each node stands under its eId. Each text is a `row` of its own, named by eId and place (`para_3`, then
//! `preface__container_1~2` for the second text of a container), so that another version can be set beside it, and says
//! where in the source it stands. A note call leads to its note, and a note back to each of its calls.
//!
//! Invariants: no id stands twice; a link within the page leads to an id of the page; without a script everything can
//! be read and followed.

use super::html::Html;
use super::lines::Lines;
use super::words::Words;
use crate::link::Linked;
use crate::model::visit::{self, conclusion_groups};
use crate::model::{
    Annex, Block, ConclusionLine, CoverLine, Document, EId, Emphasis, Inline, Mark, Note, NoteMarker, Number,
    Paragraph, ParagraphRole, Passage, Preamble, Reference, Section, Subparagraph, Target, Title,
};
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// A heading of the document, for its table of contents.
#[derive(Debug)]
pub(super) struct Heading {
    /// Where it stands.
    pub(super) eid: String,
    /// Degree, from 1.
    pub(super) depth: usize,
    /// As printed, with its number.
    pub(super) text: String,
    /// Paragraphs under it, those of inner headings included.
    pub(super) paragraphs: usize,
}

/// The text of a document, with what the page around it needs.
#[derive(Debug)]
pub(super) struct Article {
    /// The HTML inside `article`.
    pub(super) html: Html,
    /// Headings and annexes, in order.
    pub(super) headings: Vec<Heading>,
    /// Whether the text has a title that became the heading of the page.
    pub(super) titled: bool,
}

/// Sets the text of a document. `lines` is its source, where that is at hand.
pub(super) fn article(linked: &Linked, lines: Option<&Lines<'_>>, words: &Words) -> Article {
    let document = linked.document();
    let mut setter = Setter::new(document, lines, words);
    setter.document();
    Article { html: setter.html, headings: setter.headings, titled: document.title.is_some() }
}

/// The name of a heading element by depth: a page has no seventh degree.
fn heading_tag(depth: usize) -> &'static str {
    match depth {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

/// The id of the `n`th call of a note. No eId has two hyphens.
fn call_id(note: &str, n: usize) -> String {
    format!("call--{note}--{n}")
}

struct Setter<'a> {
    document: &'a Document,
    lines: Option<&'a Lines<'a>>,
    words: &'a Words,
    html: Html,
    headings: Vec<Heading>,
    references: HashMap<&'a str, &'a Reference>,
    /// Ids of nodes that links may lead to.
    nodes: HashSet<String>,
    notes: HashSet<&'a str>,
    /// Ids given so far.
    given: HashSet<String>,
    /// How often each note is called.
    called: HashMap<&'a str, usize>,
    /// How often each note was called so far.
    calls: HashMap<&'a str, usize>,
    /// How many texts each node has so far.
    rows: HashMap<String, usize>,
}

impl<'a> Setter<'a> {
    fn new(document: &'a Document, lines: Option<&'a Lines<'a>>, words: &'a Words) -> Self {
        let notes = document.notes.iter().chain(document.annexes.iter().flat_map(|annex| &annex.notes));
        let notes: HashSet<&str> = notes.map(|note| note.eid.as_str()).collect();
        let mut places: HashSet<String> = notes.iter().map(|&eid| eid.to_owned()).collect();
        places.extend(document.annexes.iter().map(|annex| annex.eid.to_string()));
        let bodies = std::iter::once(&document.body).chain(document.annexes.iter().map(|annex| &annex.body));
        bodies.for_each(|body| block_eids(body, &mut places));
        let preambles = document.preamble.iter().chain(document.annexes.iter().filter_map(|a| a.preamble.as_ref()));
        for preamble in preambles {
            for paragraph in &preamble.paragraphs {
                places.insert(paragraph.eid.to_string());
                item_eids(&paragraph.items, &mut places);
            }
        }
        let references = document.references.iter().map(|reference| (reference.eid.as_str(), reference)).collect();
        Setter {
            document,
            lines,
            words,
            html: Html::default(),
            headings: Vec::new(),
            references,
            nodes: places,
            notes,
            given: HashSet::new(),
            called: called(document),
            calls: HashMap::new(),
            rows: HashMap::new(),
        }
    }

    fn document(&mut self) {
        let document = self.document;
        self.cover(&document.cover, "");
        self.title(document.title.as_ref(), "", 1);
        self.preamble(document.preamble.as_ref());
        self.blocks(&document.body, 2);
        self.conclusions(&document.conclusions, "");
        self.notes_of(&document.notes, "");
        for annex in &document.annexes {
            self.annex(annex);
        }
    }

    /// Opens an element under an eId. Only a document that `link` did not make gives one twice: the first keeps it.
    fn open(&mut self, tag: &str, class: &str, eid: &str) {
        if !eid.is_empty() && !eid.contains(char::is_whitespace) && self.given.insert(eid.to_owned()) {
            self.html.open(tag, &[("class", class), ("id", eid)]);
        } else {
            self.html.open(tag, &[("class", class)]);
        }
    }

    fn cover(&mut self, lines: &'a [CoverLine], prefix: &str) {
        if lines.is_empty() {
            return;
        }
        let eid = format!("{prefix}coverPage__container_1");
        self.open("div", "cover", &eid);
        self.html.line();
        for line in lines {
            self.row(&eid, None, &line.passage, "p");
        }
        self.html.close("div").line();
    }

    fn title(&mut self, title: Option<&'a Title>, prefix: &str, depth: usize) {
        let Some(title) = title else { return };
        let eid = format!("{prefix}preface__container_1");
        self.open("div", "title", &eid);
        self.html.line();
        self.row(&eid, title.number.as_ref(), &title.passage, heading_tag(depth));
        for line in &title.subtitles {
            self.row(&eid, None, &line.passage, "p");
        }
        self.html.close("div").line();
    }

    fn preamble(&mut self, preamble: Option<&'a Preamble>) {
        let Some(preamble) = preamble else { return };
        self.html.open("div", &[("class", "preamble")]).line();
        if let Some(formula) = &preamble.formula {
            self.unit("formula", &formula.eid, None, &formula.passage, &[]);
        }
        for paragraph in &preamble.paragraphs {
            self.unit("recital", &paragraph.eid, paragraph.number.as_ref(), &paragraph.passage, &paragraph.items);
        }
        if let Some(formula) = &preamble.operative_formula {
            self.unit("formula", &formula.eid, None, &formula.passage, &[]);
        }
        self.html.close("div").line();
    }

    /// Returns how many paragraphs the blocks hold. `depth` is the degree of their headings.
    fn blocks(&mut self, blocks: &'a [Block], depth: usize) -> usize {
        let mut paragraphs = 0;
        for block in blocks {
            match block {
                Block::Section(section) => paragraphs += self.section(section, depth),
                Block::Paragraph(paragraph) => paragraphs += self.paragraph(paragraph),
                Block::List(list) => {
                    self.open("div", "list", list.eid.as_str());
                    self.html.line();
                    self.items(&list.items);
                    self.html.close("div").line();
                }
            }
        }
        paragraphs
    }

    fn section(&mut self, section: &'a Section, depth: usize) -> usize {
        let at = self.heading(&section.eid, depth, section.number.as_ref(), &section.heading);
        self.open("section", "part", section.eid.as_str());
        self.html.line();
        self.row(section.eid.as_str(), section.number.as_ref(), &section.heading, heading_tag(depth));
        let paragraphs = self.blocks(&section.blocks, depth + 1);
        self.html.close("section").line();
        if let Some(heading) = self.headings.get_mut(at) {
            heading.paragraphs = paragraphs;
        }
        paragraphs
    }

    /// Notes a heading for the table of contents and returns its place there.
    fn heading(&mut self, eid: &EId, depth: usize, number: Option<&Number>, passage: &Passage) -> usize {
        let text = match number {
            Some(number) => format!("{} {}", number.printed, passage.text),
            None => passage.text.clone(),
        };
        self.headings.push(Heading { eid: eid.to_string(), depth: depth - 1, text, paragraphs: 0 });
        self.headings.len() - 1
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph) -> usize {
        let (class, counts) = match paragraph.role {
            ParagraphRole::Operative => ("paragraph operative", 1),
            ParagraphRole::Narrative => ("paragraph", 1),
            ParagraphRole::Continuation => ("paragraph continuation", 0),
        };
        self.unit(class, &paragraph.eid, paragraph.number.as_ref(), &paragraph.passage, &paragraph.subparagraphs);
        counts
    }

    fn items(&mut self, items: &'a [Subparagraph]) {
        for item in items {
            self.unit("item", &item.eid, item.number.as_ref(), &item.passage, &item.subparagraphs);
        }
    }

    fn unit(
        &mut self,
        class: &str,
        eid: &EId,
        number: Option<&'a Number>,
        passage: &'a Passage,
        under: &'a [Subparagraph],
    ) {
        self.open("div", class, eid.as_str());
        self.html.line();
        self.row(eid.as_str(), number, passage, "p");
        self.items(under);
        self.html.close("div").line();
    }

    fn conclusions(&mut self, lines: &'a [ConclusionLine], prefix: &str) {
        for (name, eid, run) in conclusion_groups(lines, prefix) {
            self.open("div", &format!("conclusion {name}"), eid.as_str());
            self.html.line();
            for line in run {
                self.row(eid.as_str(), None, &line.passage, "p");
            }
            self.html.close("div").line();
        }
    }

    fn annex(&mut self, annex: &'a Annex) {
        let prefix = format!("{}__", annex.eid);
        let at = self.heading(&annex.eid, 2, None, &annex.heading);
        self.open("section", "annex", annex.eid.as_str());
        self.html.line();
        self.row(annex.eid.as_str(), None, &annex.heading, "h2");
        self.cover(&annex.cover, &prefix);
        self.title(annex.title.as_ref(), &prefix, 3);
        self.preamble(annex.preamble.as_ref());
        let paragraphs = self.blocks(&annex.body, if annex.title.is_some() { 4 } else { 3 });
        self.conclusions(&annex.conclusions, &prefix);
        self.notes_of(&annex.notes, &prefix);
        self.html.close("section").line();
        if let Some(heading) = self.headings.get_mut(at) {
            heading.paragraphs = paragraphs;
        }
    }

    fn notes_of(&mut self, notes: &'a [Note], prefix: &str) {
        if notes.is_empty() {
            return;
        }
        let id = format!("ui-notes-{prefix}");
        self.html.open("section", &[("class", "notes"), ("aria-labelledby", &id)]);
        self.html.leaf("h2", &[("class", "ui"), ("id", &id)], self.words.notes).line();
        for note in notes {
            self.note(note);
        }
        self.html.close("section").line();
    }

    fn note(&mut self, note: &'a Note) {
        let eid = note.eid.as_str();
        self.open("div", "note", eid);
        self.html.line();
        self.begin_row(eid, &[note.marker.source], &note.passage.source);
        self.html.leaf("span", &[("class", "number")], &note.marker.printed);
        self.html.open("p", &[]);
        self.text(&note.passage);
        for n in 1..=self.called.get(eid).copied().unwrap_or(0) {
            let label = format!("{} {}", self.words.back, note.marker.printed);
            self.html.text(" ");
            let href = format!("#{}", call_id(eid, n));
            self.html.leaf("a", &[("class", "back"), ("href", &href), ("aria-label", &label)], "↩");
        }
        self.html.close("p").close("div").close("div").line();
    }

    /// A text in the element `tag`, with the number printed before it, which is the address of its node.
    fn row(&mut self, eid: &str, number: Option<&'a Number>, passage: &'a Passage, tag: &str) {
        let own: Vec<Span> = number.map(|number| number.source).into_iter().collect();
        self.begin_row(eid, &own, &passage.source);
        if tag == "p" {
            if let Some(number) = number {
                let href = format!("#{eid}");
                self.html.leaf("a", &[("class", "number"), ("href", &href)], &number.printed);
            }
            self.html.open("p", &[]);
        } else {
            self.html.open(tag, &[]);
            if let Some(number) = number {
                self.html.leaf("span", &[("class", "number")], &number.printed).text(" ");
            }
        }
        self.text(passage);
        self.html.close(tag).close("div").line();
    }

    fn begin_row(&mut self, eid: &str, number: &[Span], passage: &[Span]) {
        let count = self.rows.entry(eid.to_owned()).or_default();
        *count += 1;
        let key = super::units::key(eid, *count);
        let at = self.lines.map(|lines| lines.places(number.iter().chain(passage).copied()));
        let mut attributes = vec![("class", "row"), ("data-key", key.as_str())];
        attributes.extend(at.as_deref().filter(|at| !at.is_empty()).map(|at| ("data-at", at)));
        self.html.open("div", &attributes);
    }

    /// A text with its marks, which are sorted and nest.
    fn text(&mut self, passage: &'a Passage) {
        let mut marks = passage.spans.iter().peekable();
        let mut open: Vec<(u32, &str)> = Vec::new();
        let mut in_link = 0_usize;
        for (at, c) in (0_u32..).zip(passage.text.chars().map(Some).chain([None])) {
            while open.last().is_some_and(|&(end, _)| end <= at) {
                if let Some((_, tag)) = open.pop() {
                    in_link -= usize::from(tag == "a");
                    self.html.close(tag);
                }
            }
            while let Some(mark) = marks.next_if(|mark| mark.start <= at) {
                if let Mark::NoteCall { marker, note } = &mark.mark {
                    self.call(marker, note.as_ref(), in_link > 0);
                } else if let Some(tag) = self.mark(mark, in_link > 0) {
                    in_link += usize::from(tag == "a");
                    open.push((mark.end, tag));
                }
            }
            match c {
                // The style shows a line break of the source, too: one is enough.
                Some('\n') => drop(self.html.open("br", &[])),
                Some(c) => self.html.letter(c),
                None => {}
            }
        }
        // A mark that reaches past its text ends with it.
        for (_, tag) in open.into_iter().rev() {
            self.html.close(tag);
        }
    }

    /// Opens what a mark becomes and returns its tag.
    fn mark(&mut self, span: &'a Inline, in_link: bool) -> Option<&'static str> {
        let plain = |html: &mut Html, tag, class| {
            html.open(tag, &[("class", class)]);
            Some(tag)
        };
        match &span.mark {
            Mark::OpeningPhrase { .. } => plain(&mut self.html, "span", "phrase"),
            Mark::Emphasis { style: Emphasis::Bold } => plain(&mut self.html, "b", "set"),
            Mark::Emphasis { style: Emphasis::Italic } => plain(&mut self.html, "i", "set"),
            Mark::Date { iso, .. } if is_html_date(iso) => {
                self.html.open("time", &[("datetime", iso)]);
                Some("time")
            }
            Mark::DefinedTerm { .. } => plain(&mut self.html, "dfn", "term"),
            Mark::ReferenceList { eid } => {
                self.open("span", "references", eid.as_str());
                Some("span")
            }
            Mark::Reference { reference } => Some(self.reference(reference, in_link)),
            Mark::CitedTitle
            | Mark::Date { .. }
            | Mark::Organization { .. }
            | Mark::Role { .. }
            | Mark::NoteCall { .. } => None,
        }
    }

    fn reference(&mut self, eid: &'a EId, in_link: bool) -> &'static str {
        let reference = self.references.get(eid.as_str()).copied();
        let here = |node: &EId| self.nodes.contains(node.as_str()).then(|| format!("#{node}"));
        let (class, href) = match reference.map(|reference| &reference.target) {
            Some(Target::Work { url, .. } | Target::Symbol { url }) => ("cited", is_web(url).then(|| url.clone())),
            Some(Target::Web { url }) => ("web", is_web(url).then(|| url.clone())),
            Some(Target::Node { eid } | Target::Annex { eid, .. } | Target::Range { from: eid, .. }) => {
                ("inner", here(eid))
            }
            Some(Target::ThisDocument) => ("inner", Some("#ui-text".to_owned())),
            Some(Target::Dangling) => ("dangling", None),
            Some(Target::Named) | None => ("named", None),
        };
        let id = eid.as_str();
        let mut attributes = vec![("class", class)];
        let fresh = !id.is_empty() && !id.contains(char::is_whitespace) && self.given.insert(id.to_owned());
        attributes.extend(fresh.then_some(("id", id)));
        let Some(href) = href.as_deref().filter(|_| !in_link) else {
            self.html.open("span", &attributes);
            return "span";
        };
        attributes.push(("href", href));
        let symbol = reference.and_then(|reference| reference.symbol.as_deref());
        if class == "cited" {
            attributes.extend(symbol.map(|symbol| ("data-cites", symbol)));
            attributes.push(("rel", "external"));
        }
        self.html.open("a", &attributes);
        "a"
    }

    fn call(&mut self, marker: &'a NoteMarker, note: Option<&'a EId>, in_link: bool) {
        let note = note.filter(|note| self.notes.contains(note.as_str()));
        let Some(note) = note else {
            self.html.leaf("sup", &[("class", "call")], &marker.printed);
            return;
        };
        let count = self.calls.entry(note.as_str()).or_default();
        *count += 1;
        let (id, href) = (call_id(note.as_str(), *count), format!("#{note}"));
        if in_link {
            self.html.leaf("sup", &[("class", "call"), ("id", &id)], &marker.printed);
            return;
        }
        let label = format!("{} {}", self.words.note, marker.printed);
        let attributes: [(&str, &str); 5] =
            [("class", "call"), ("id", &id), ("href", &href), ("role", "doc-noteref"), ("aria-label", &label)];
        self.html.leaf("a", &attributes, &marker.printed);
    }
}

/// How often each note is called from a text.
fn called(document: &Document) -> HashMap<&str, usize> {
    let mut calls = HashMap::new();
    visit::passages(document, &mut |node| {
        for span in &node.passage.spans {
            if let Mark::NoteCall { note: Some(note), .. } = &span.mark {
                *calls.entry(note.as_str()).or_default() += 1;
            }
        }
    });
    calls
}

/// Whether an address is one of the web. No other scheme becomes a link.
fn is_web(url: &str) -> bool {
    let well = |rest: &str| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control());
    url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).is_some_and(well)
}

/// Whether HTML knows a date in this form: a year, month or day, but no range.
fn is_html_date(iso: &str) -> bool {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    match iso.split('-').collect::<Vec<_>>()[..] {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2),
        [year, month, day] => digits(year, 4) && digits(month, 2) && digits(day, 2),
        _ => false,
    }
}

fn block_eids(blocks: &[Block], into: &mut HashSet<String>) {
    for block in blocks {
        match block {
            Block::Section(section) => {
                into.insert(section.eid.to_string());
                block_eids(&section.blocks, into);
            }
            Block::Paragraph(paragraph) => {
                into.insert(paragraph.eid.to_string());
                item_eids(&paragraph.subparagraphs, into);
            }
            Block::List(list) => {
                into.insert(list.eid.to_string());
                item_eids(&list.items, into);
            }
        }
    }
}

fn item_eids(items: &[Subparagraph], into: &mut HashSet<String>) {
    for item in items {
        into.insert(item.eid.to_string());
        item_eids(&item.subparagraphs, into);
    }
}
