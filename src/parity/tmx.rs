//! Aligned paragraphs as a translation memory, TMX 1.4b: one `tu` a paragraph, heading or note, with a `tuv` for each
//! language, for translators' tools.
//!
//! > `<tu tuid="para_1"><tuv xml:lang="en"><seg>Decides to end.</seg></tuv><tuv xml:lang="zh">…`
//!
//! Invariants: a language stands in a unit only where its text is aligned one to one and bears the same identifier, so
//! that a memory never pairs what is not the same; the XML is well-formed whatever characters the texts hold.

use super::table::Table;
use super::{Group, reference};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The memory of all groups without fault, with a line break at the end. The segments of a work are marked with its
/// name, since `para_1` stands in every work.
///
/// # Panics
/// Never: XML is written from text alone, to memory.
pub fn write(groups: &[Group<'_>]) -> String {
    let mut out = Out(Writer::new_with_indent(Vec::new(), b' ', 1));
    out.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    out.open("tmx", &[("version", "1.4")]);
    let header = [
        ("creationtool", env!("CARGO_PKG_NAME")),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "paragraph"),
        ("o-tmf", "declc"),
        ("adminlang", "en"),
        ("srclang", "*all*"),
        ("datatype", "plaintext"),
    ];
    out.event(Event::Empty(start("header", &header)));
    out.open("body", &[]);
    for group in groups.iter().filter(|group| group.fault().is_none()) {
        out.group(group);
    }
    out.close("body");
    out.close("tmx");
    String::from_utf8(out.0.into_inner()).expect("bug: XML is written from text alone") + "\n"
}

fn start<'e>(name: &'e str, attributes: &[(&str, &str)]) -> BytesStart<'e> {
    let legal: Vec<(&str, String)> = attributes.iter().map(|(name, value)| (*name, legal(value))).collect();
    BytesStart::new(name).with_attributes(legal.iter().map(|(name, value)| (*name, value.as_str())))
}

struct Out(Writer<Vec<u8>>);

impl Out {
    fn event(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("bug: memory takes what is written to it");
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(start(name, attributes)));
    }

    fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element that holds text alone.
    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.event(Event::Text(BytesText::new(&legal(text))));
        self.close(name);
    }

    fn group(&mut self, group: &Group<'_>) {
        let outlines = group.outlines();
        let reference = reference(&outlines);
        let tables = [
            Table::new(outlines.iter().map(|outline| outline.blocks.as_slice()).collect(), reference),
            Table::new(outlines.iter().map(|outline| outline.notes.as_slice()).collect(), reference),
        ];
        for table in &tables {
            for (eid, texts) in aligned(table) {
                self.open("tu", &[("tuid", eid)]);
                self.text("prop", &[("type", "x-work")], &group.name);
                for (version, text) in texts {
                    let Some(outline) = outlines.get(version) else { continue };
                    self.open("tuv", &[("xml:lang", outline.version.language())]);
                    self.text("seg", &[], text);
                    self.close("tuv");
                }
                self.close("tu");
            }
        }
    }
}

/// Units that two versions or more have under one identifier, with their texts by version.
fn aligned<'t>(table: &'t Table<'_, '_>) -> Vec<(&'t str, Vec<(usize, &'t str)>)> {
    let base = table.units.get(table.reference).copied().unwrap_or_default();
    let mut units: Vec<(&str, Vec<(usize, &str)>)> = base.iter().map(|unit| (unit.eid.as_str(), Vec::new())).collect();
    for (version, beads) in table.beads.iter().enumerate() {
        for bead in beads.iter().filter(|bead| bead.reference.len() == 1 && bead.own.len() == 1) {
            let own = table.slice(version, bead.own.clone()).first();
            if let Some(((eid, texts), own)) = units.get_mut(bead.reference.start).zip(own)
                && *eid == own.eid.as_str()
                && own.size > 0
            {
                texts.push((version, own.passage.text.as_str()));
            }
        }
    }
    units.retain(|(_, texts)| texts.len() > 1);
    units
}

/// A text in the characters that XML 1.0 has. What it has not, nobody sees, save two noncharacters.
fn legal(text: &str) -> String {
    let replacement = |c: char| match c {
        '\u{fffe}' | '\u{ffff}' => Some(char::REPLACEMENT_CHARACTER),
        c if c < ' ' && !matches!(c, '\t' | '\n' | '\r') => None,
        c => Some(c),
    };
    text.chars().filter_map(replacement).collect()
}
