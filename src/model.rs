//! The whole typed tree in the field's own words: the published contract.
//!
//! The JSON and YAML outputs, and the JSON Schema, come from these types by derive; JSON reads back into them. What
//! a drafter names keeps the drafter's name (preambular paragraph, chapeau, authorial note); what only mark-up needs
//! follows Akoma Ntoso (eId, IRI).
//!
//! Invariants, which `compile` checks for every document:
//! - each visible character of the source stands exactly once in a text, a number, a marker or the furniture;
//! - `spans` over a text are sorted by start (outer before inner) and properly nested, in Unicode code points;
//! - `source` lists byte ranges in reading order; the text of a passage is the text of its ranges.
//!
//! Not here: how a tree is parsed, and how it is written.

pub mod inline;
pub mod mandate;
pub mod metadata;
mod origins;
pub mod reference;
pub mod unit;
pub mod visit;

pub use inline::{DatePrecision, Emphasis, Inline, Mark};
pub use mandate::{Deadline, Due, Mandate, Phrase};
pub use metadata::{AgendaItem, DocumentClass, Fact, Metadata, Organ, Origin, Session, SessionKind};
pub use origins::{Origins, Points};
pub use reference::{Reference, ReferenceKind, Target};

use crate::source::{Span, is_visible};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the JSON contract. A change that an existing reader could trip over raises the first number.
pub const SCHEMA_VERSION: &str = "1.3.0";

/// Where the JSON Schema of this version is named.
pub const SCHEMA_ID: &str = "urn:declc:schema:document:1.3.0";

/// A compiled document: a resolution, declaration, letter or report of the United Nations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Version of this contract, `1.3.0`.
    pub schema_version: String,
    /// The program that made this.
    pub generator: Generator,
    /// The raw text that it was made from.
    pub source: SourceFile,
    /// Facts about the document, each with its origin.
    pub metadata: Metadata,
    /// Lines of the cover, in order: session, agenda item, adoption line.
    pub cover: Vec<CoverLine>,
    /// The title, with its number and the lines that follow it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Title>,
    /// Enacting formula and preambular paragraphs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preamble: Option<Preamble>,
    /// Operative or numbered paragraphs, under their headings.
    pub body: Vec<Block>,
    /// What closes the document: meeting and date of adoption, signature, colophon.
    pub conclusions: Vec<ConclusionLine>,
    /// Annexes, in order.
    pub annexes: Vec<Annex>,
    /// Footnotes of the document without its annexes, which hold their own.
    pub notes: Vec<Note>,
    /// Everything that the text cites, in document order, annexes and notes included.
    pub references: Vec<Reference>,
    /// What the operative part asks, in document order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mandates: Vec<Mandate>,
    /// What the page or the file format added to the text, set aside with its reason.
    pub furniture: Vec<Furniture>,
}

/// The program that made a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Generator {
    /// `declc`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The raw text of a document.
///
/// Byte ranges throughout a document (`source`, `occurrences`) count in this file; where `decoded` is there, they count
/// in the text that it describes. Texts are as there: no normal form of Unicode is made of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Path as it was given, with `/` between folders.
    pub path: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
    /// What the file is in: `utf-8`, `utf-16le`, `utf-16be`, `gb18030`, `big5`, `windows-1251`, `windows-1252`,
    /// `windows-1256`, `iso-8859-6`; `utf-8-glyphs`: UTF-8 with Arabic as a page shows it, in presentation forms or from
    /// left to right; or `utf-8-mac`: UTF-8 with letters and their marks in characters of their own.
    pub encoding: String,
    /// The text of a file in another encoding than UTF-8, in UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decoded: Option<DecodedText>,
}

/// The text of a file that is not in UTF-8, in UTF-8: what `iconv -f ENCODING -t UTF-8` gives, a byte order mark
/// included; of `utf-8-glyphs` the text in letters and in the order of reading. Whoever decodes the file can tell by it
/// that the byte ranges fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecodedText {
    /// SHA-256 of the text in UTF-8, in lower-case hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// An element identifier by the Akoma Ntoso naming convention, equal in all language versions: `para_13`.
/// Empty until `link` has run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct EId(pub String);

impl EId {
    /// Whether `link` has not given it yet.
    pub fn is_unset(&self) -> bool {
        self.0.is_empty()
    }

    /// The identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for EId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A run of text with what stands in it and where it came from. Every text-bearing node is one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// Plain text as printed, without numbers and note markers. A line break that the drafter meant is `\n`.
    pub text: String,
    /// What stands in the text: opening phrase, note calls, references, dates.
    pub spans: Vec<Inline>,
    /// Byte ranges of the source, in reading order; two or more where a page break, a marker or mark-up cut it.
    pub source: Vec<Span>,
}

impl Passage {
    /// Where the text from code point `start` to `end` stands in the source. Visible characters of a passage are those
    /// of its ranges, one for one, so they are counted along.
    pub fn origin(&self, source: &str, start: u32, end: u32) -> Option<Span> {
        let visible = |n: u32| self.text.chars().take(n as usize).filter(|&c| is_visible(c)).count();
        let (first, last) = (visible(start), visible(end).max(visible(start) + 1));
        let mut seen = 0;
        let mut from = None;
        for range in &self.source {
            for (at, c) in range.slice(source).char_indices().filter(|&(_, c)| is_visible(c)) {
                let at = range.start() + at;
                seen += 1;
                if seen == first + 1 {
                    from = Some(at);
                }
                if seen == last {
                    return from.map(|from| Span::new(from, at + c.len_utf8()));
                }
            }
        }
        // A place after the last character is that of the last character.
        self.source.last().map(|s| Span::new(from.unwrap_or(s.end()), s.end()))
    }
}

/// A printed number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// As printed, with its punctuation: `13.`, `(a)`, `支柱一：`.
    pub printed: String,
    /// In the form that all languages share: `13`, `a`, `ii`, `IV`.
    pub canonical: String,
    /// Where it stands.
    pub source: Span,
}

/// The mark that calls a note, and that stands before its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteMarker {
    /// As printed: `¹²`, `*`.
    pub printed: String,
    /// In plain digits or asterisks: `12`, `*`.
    pub canonical: String,
    /// Where it stands.
    pub source: Span,
}

/// What a line of the cover says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoverRole {
    /// Name of the issuing body.
    Organ,
    /// 第七十五届会议.
    Session,
    /// 议程项目 123.
    AgendaItem,
    /// Title of the agenda item.
    AgendaTitle,
    /// 2021年6月30日大会决议.
    Adoption,
    /// [未经发交主要委员会而通过(A/75/L.105)].
    Provenance,
    /// Distr.: General 22 November 2017.
    Distribution,
    /// Language of this version.
    Language,
    /// Original: Russian; [原件: 俄文].
    OriginalLanguage,
    /// Document symbol.
    Symbol,
    /// Place and date.
    PlaceDate,
    /// Title as the cover prints it, in short.
    ShortTitle,
    /// Who reports: 秘书长的报告.
    Byline,
    /// Another line.
    Other,
}

/// A line of the cover.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverLine {
    /// What it says.
    pub role: CoverRole,
    /// Its text.
    #[serde(flatten)]
    pub passage: Passage,
}

/// The title of a document or annex.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Number of the resolution: `75/291.`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// Its text.
    #[serde(flatten)]
    pub passage: Passage,
    /// Lines under the title: byline, place and date, note of adoption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subtitles: Vec<CoverLine>,
}

/// What stands before the operative part.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Preamble {
    /// The speaker, where it stands before the preambular paragraphs: 大会，.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Formula>,
    /// Preambular paragraphs.
    pub paragraphs: Vec<PreambularParagraph>,
    /// What stands alone and opens the operative part: a verb (决定) or, where no formula stands before the preambular
    /// paragraphs, the speaker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operative_formula: Option<Formula>,
}

/// An enacting formula.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// Identifier.
    pub eid: EId,
    /// Its text.
    #[serde(flatten)]
    pub passage: Passage,
}

/// A preambular paragraph: 回顾《和平文化宣言》和《和平文化行动纲领》，.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreambularParagraph {
    /// Identifier.
    pub eid: EId,
    /// Its number, where preambular paragraphs are numbered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// Its text; before items, its chapeau.
    #[serde(flatten)]
    pub passage: Passage,
    /// Whether the chapeau is printed as a heading over its items: 考虑到:.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chapeau_as_heading: bool,
    /// Items under the chapeau.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Subparagraph>,
}

/// A piece of the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading with what stands under it.
    Section(Section),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list that no paragraph introduces: 1. 沙特阿拉伯.
    List(List),
}

/// What a heading heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// A pillar, part or unnumbered heading among numbered paragraphs: 支柱一：….
    Division,
    /// A heading of the first level: 一. 引言.
    Section,
    /// A heading of the second level: A. 当前的威胁格局.
    Subsection,
}

/// A heading and the blocks under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Identifier.
    pub eid: EId,
    /// What it is.
    pub level: SectionKind,
    /// Its number: `支柱一：`, `一.`, `A.`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// The heading, without its number.
    pub heading: Passage,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

impl Section {
    /// The number of the first of its own paragraphs that bears one, sections within left aside: `1.` under Article 2 of a
    /// treaty, which counts its paragraphs anew.
    pub fn first_number(&self) -> Option<&Number> {
        self.blocks.iter().find_map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.number.as_ref(),
            Block::Section(_) | Block::List(_) => None,
        })
    }
}

/// What a paragraph of the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphRole {
    /// An operative paragraph of a resolution or declaration.
    Operative,
    /// A paragraph of a report, a letter or an annex.
    Narrative,
    /// A paragraph without number between numbered ones.
    Continuation,
}

/// A paragraph of the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// Identifier.
    pub eid: EId,
    /// What it is.
    pub role: ParagraphRole,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// Its text; before subparagraphs, its chapeau.
    #[serde(flatten)]
    pub passage: Passage,
    /// Subparagraphs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subparagraphs: Vec<Subparagraph>,
}

/// A subparagraph or list item, of any degree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subparagraph {
    /// Identifier.
    pub eid: EId,
    /// Its number: `(a)`, `1.`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// Its text.
    #[serde(flatten)]
    pub passage: Passage,
    /// Subparagraphs of the next degree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subparagraphs: Vec<Subparagraph>,
}

/// A list that no paragraph introduces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Identifier.
    pub eid: EId,
    /// Its items.
    pub items: Vec<Subparagraph>,
}

/// What a closing line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConclusionRole {
    /// 2021年6月30日.
    Date,
    /// 第88次全体会议.
    Meeting,
    /// 瓦西里•涅边贾(签名).
    Signature,
    /// A hashtag.
    Hashtag,
    /// A web address, or the words that introduce it.
    Link,
    /// Another line.
    Other,
}

/// A line that closes a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConclusionLine {
    /// What it says.
    pub role: ConclusionRole,
    /// Its text.
    #[serde(flatten)]
    pub passage: Passage,
}

/// An annex.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// Identifier: `att_1`.
    pub eid: EId,
    /// Number of the annex in canonical form, `2`; `1` where a single annex bears none.
    pub number: u32,
    /// The line that opens it: 附件一.
    pub heading: Passage,
    /// Lines before its title: [原件: 俄文].
    pub cover: Vec<CoverLine>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Title>,
    /// Its preamble, where it is a declaration of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preamble: Option<Preamble>,
    /// Its paragraphs.
    pub body: Vec<Block>,
    /// What closes it.
    pub conclusions: Vec<ConclusionLine>,
    /// Its own notes.
    pub notes: Vec<Note>,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Identifier: `authorialNote_7`.
    pub eid: EId,
    /// Its marker.
    pub marker: NoteMarker,
    /// Its text, without the marker.
    #[serde(flatten)]
    pub passage: Passage,
    /// The node that calls it; absent where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_from: Option<EId>,
}

/// Why something was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FurnitureReason {
    /// A line that repeats at the head of pages, or a banner that repeats.
    RunningHead,
    /// A page number: 2/4.
    Folio,
    /// A job number, alone or with a page number: 17-20774 (C).
    JobNumber,
    /// `110520 120520`, `*2006287*`: what the printer sets beside the job number, days and bar code.
    PrintMark,
    /// The name of the issuing office at the end: an imprint.
    Imprint,
    /// A table of contents: headings with the pages on which they stand.
    Contents,
    /// A rule.
    Rule,
    /// Characters of Markdown: `**`, `##`, `-`.
    MarkdownSyntax,
}

/// Something that the page or the file format added to the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Furniture {
    /// Why it was set aside.
    pub reason: FurnitureReason,
    /// As printed.
    pub text: String,
    /// Every place where it stands; each range holds the whole text.
    pub occurrences: Vec<Span>,
}
