//! The elements of Akoma Ntoso that this compiler writes, typed by the standard's content models.
//!
//! A child in the wrong place does not compile: a paragraph holds its text or a list, never one after the other; a
//! container holds blocks, at least one; inlines of the title page (`docTitle`, `session`) exist only in lines of the
//! cover, the preface and the conclusions. For instance 13. of A/RES/75/291 is a [`Paragraph`] with a `num` and
//! [`Body::Content`].
//!
//! Not here: where the content comes from (see `lower`), and angle brackets (see `write`).

use std::borrow::Cow;
use std::convert::Infallible;

/// Text or the value of an attribute: borrowed from the document, or made for the mark-up.
pub type Str<'a> = Cow<'a, str>;

/// An eId; an element without one is legal, an eId twice is not.
pub type Id<'a> = Option<Str<'a>>;

/// One or more.
#[derive(Debug, Clone, PartialEq)]
pub struct Several<T>(Vec<T>);

impl<T> Several<T> {
    /// Just one.
    pub fn one(item: T) -> Self {
        Several(vec![item])
    }

    /// All of `items`, where there are any.
    pub fn of(items: Vec<T>) -> Option<Self> {
        if items.is_empty() { None } else { Some(Several(items)) }
    }

    /// One more.
    pub fn push(&mut self, item: T) {
        self.0.push(item);
    }

    /// Each in turn.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<'s, T> IntoIterator for &'s Several<T> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// `akomaNtoso`, the root.
#[derive(Debug, Clone, PartialEq)]
pub struct AkomaNtoso<'a> {
    /// Its document.
    pub document: Document<'a>,
}

/// Which element a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentElement {
    /// `statement`: a formal expression of will.
    Statement,
    /// `doc`: any other document.
    Doc,
}

/// `statement` or `doc`: both are the standard's open structure.
#[derive(Debug, Clone, PartialEq)]
pub struct Document<'a> {
    /// Which of the two.
    pub element: DocumentElement,
    /// `resolution`, `officialLetter`, `annex`.
    pub name: &'static str,
    /// Whether it says `contains="originalVersion"`.
    pub original_version: bool,
    /// `meta`.
    pub meta: Meta<'a>,
    /// `coverPage`.
    pub cover_page: Option<Several<Container<'a, Line<'a>>>>,
    /// `preface`.
    pub preface: Option<Several<Container<'a, Line<'a>>>>,
    /// `preamble`.
    pub preamble: Option<Several<Preambular<'a>>>,
    /// `mainBody`.
    pub main_body: Several<Hierarchical<'a>>,
    /// `conclusions`.
    pub conclusions: Option<Several<Container<'a, Line<'a>>>>,
    /// `attachments`.
    pub attachments: Option<Several<Attachment<'a>>>,
}

/// `attachment`: a heading and a document of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment<'a> {
    /// eId.
    pub eid: Id<'a>,
    /// The line that opens it.
    pub heading: Mixed<'a>,
    /// The annex.
    pub document: Document<'a>,
}

/// `meta`, in the order that the standard fixes.
#[derive(Debug, Clone, PartialEq)]
pub struct Meta<'a> {
    /// `identification`.
    pub identification: Identification<'a>,
    /// `publication`.
    pub publication: Option<Publication<'a>>,
    /// `classification`.
    pub classification: Option<Several<Keyword<'a>>>,
    /// `lifecycle`, with its one event, the generation of the document.
    pub lifecycle: Option<EventRef<'a>>,
    /// `workflow`, with its one step.
    pub workflow: Option<Step<'a>>,
    /// `analysis/otherReferences`.
    pub other_references: Option<Several<AlternativeReference<'a>>>,
    /// `references`.
    pub references: Option<Several<MetaReference<'a>>>,
}

/// `identification`: the three FRBR levels.
#[derive(Debug, Clone, PartialEq)]
pub struct Identification<'a> {
    /// `FRBRWork`.
    pub work: Work<'a>,
    /// `FRBRExpression`.
    pub expression: Expression<'a>,
    /// `FRBRManifestation`.
    pub manifestation: Manifestation<'a>,
}

/// What the three FRBR levels share.
#[derive(Debug, Clone, PartialEq)]
pub struct Level<'a> {
    /// `FRBRthis`.
    pub this: String,
    /// `FRBRuri`.
    pub uri: String,
    /// `FRBRdate`: the day.
    pub date: Str<'a>,
    /// `FRBRdate`: its name.
    pub date_name: &'static str,
    /// `FRBRauthor`: who.
    pub author: String,
    /// `FRBRauthor`: as what.
    pub role: String,
}

/// `FRBRWork`.
#[derive(Debug, Clone, PartialEq)]
pub struct Work<'a> {
    /// What all levels have.
    pub level: Level<'a>,
    /// `FRBRalias`: name and value.
    pub aliases: Vec<(&'static str, Str<'a>)>,
    /// `FRBRsubtype`.
    pub subtype: &'static str,
    /// `FRBRnumber`: value.
    pub number: String,
    /// `FRBRnumber`: as printed.
    pub number_shown: Str<'a>,
}

/// `FRBRExpression`.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression<'a> {
    /// What all levels have.
    pub level: Level<'a>,
    /// `FRBRlanguage`.
    pub language: &'static str,
    /// `FRBRtranslation`.
    pub translation: Option<Translation<'a>>,
}

/// `FRBRtranslation`.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation<'a> {
    /// The expression that it was made from.
    pub href: String,
    /// Its language.
    pub from_language: Str<'a>,
    /// Who made it.
    pub by: String,
}

/// `FRBRManifestation`, always of format `xml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifestation<'a> {
    /// What all levels have.
    pub level: Level<'a>,
}

/// `publication`.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication<'a> {
    /// Day of issue.
    pub date: Str<'a>,
    /// What it is known as.
    pub show_as: Str<'a>,
    /// Symbol or job number.
    pub number: Option<Str<'a>>,
    /// The concept of its number.
    pub refers_to: Option<String>,
}

/// `keyword`.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword<'a> {
    /// eId.
    pub eid: String,
    /// What it names.
    pub refers_to: String,
    /// Number of the agenda item.
    pub value: Str<'a>,
    /// Its title.
    pub show_as: Str<'a>,
    /// The agenda.
    pub dictionary: String,
}

/// `eventRef`.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRef<'a> {
    /// Day.
    pub date: Str<'a>,
    /// The event.
    pub refers_to: Option<String>,
}

/// `step` of the workflow.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'a> {
    /// Day.
    pub date: Str<'a>,
    /// Who took it.
    pub by: String,
    /// The event.
    pub refers_to: String,
    /// What came of it.
    pub outcome: String,
}

/// `alternativeReference`: where a cited work can be read.
#[derive(Debug, Clone, PartialEq)]
pub struct AlternativeReference<'a> {
    /// The reference, with its `#`.
    pub reference: String,
    /// The address.
    pub href: Str<'a>,
}

/// Which element of `references` it is. The order is that in which they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MetaReferenceElement {
    /// `original`.
    Original,
    /// `hasAttachment`.
    HasAttachment,
    /// `TLCConcept`.
    Concept,
    /// `TLCEvent`.
    Event,
    /// `TLCLocation`.
    Location,
    /// `TLCOrganization`.
    Organization,
    /// `TLCPerson`.
    Person,
    /// `TLCRole`.
    Role,
}

/// A child of `references`.
#[derive(Debug, Clone, PartialEq)]
pub struct MetaReference<'a> {
    /// Which element.
    pub element: MetaReferenceElement,
    /// eId.
    pub eid: String,
    /// IRI.
    pub href: String,
    /// Its name.
    pub show_as: Str<'a>,
    /// Its name in short.
    pub short_form: Option<Str<'a>>,
}

/// `container` over blocks of kind `B`.
#[derive(Debug, Clone, PartialEq)]
pub struct Container<'a, B> {
    /// What it holds: `masthead`, `重申`.
    pub name: Str<'a>,
    /// eId.
    pub eid: Id<'a>,
    /// Its blocks.
    pub blocks: Several<B>,
}

/// A child of `preamble`.
#[derive(Debug, Clone, PartialEq)]
pub enum Preambular<'a> {
    /// An enacting formula.
    Formula(Formula<'a>),
    /// A preambular paragraph.
    Container(Container<'a, Block<'a>>),
    /// Preambular paragraphs that are numbered or that a chapeau heads.
    Recitals(Recitals<'a>),
    /// Headings over the enacting formula of an annexed resolution, as `crossHeading`s of a `blockContainer` with this
    /// eId.
    Headings(Id<'a>, Several<Mixed<'a>>),
}

/// `formula`.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula<'a> {
    /// `enactingFormula`, `operativeFormula`.
    pub name: &'static str,
    /// eId.
    pub eid: Id<'a>,
    /// Its text.
    pub text: P<'a>,
}

/// `recitals`.
#[derive(Debug, Clone, PartialEq)]
pub struct Recitals<'a> {
    /// eId.
    pub eid: Id<'a>,
    /// Its number.
    pub num: Option<&'a str>,
    /// The chapeau, where it is printed as a heading.
    pub heading: Option<Mixed<'a>>,
    /// Its paragraphs.
    pub recitals: Several<Item<'a>>,
}

/// `recital`, or `item` of a `blockList`: the standard gives both one content model.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<'a> {
    /// eId.
    pub eid: Id<'a>,
    /// Its number.
    pub num: Option<&'a str>,
    /// Its text, then the items under it.
    pub blocks: Several<Block<'a>>,
}

/// A block outside the hierarchy.
#[derive(Debug, Clone, PartialEq)]
pub enum Block<'a> {
    /// `p`.
    P(P<'a>),
    /// `blockList`.
    BlockList(BlockList<'a>),
}

/// `blockList`.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockList<'a> {
    /// eId.
    pub eid: Id<'a>,
    /// Its items.
    pub items: Several<Item<'a>>,
}

/// A child of `mainBody` or of a grouping.
#[derive(Debug, Clone, PartialEq)]
pub enum Hierarchical<'a> {
    /// A heading with what stands under it.
    Grouping(Grouping<'a>),
    /// A paragraph.
    Paragraph(Paragraph<'a>),
    /// A list that no paragraph introduces.
    List(List<'a>),
}

/// Which element a grouping is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupingElement {
    /// `division`.
    Division,
    /// `section`.
    Section,
    /// `title`.
    Title,
}

/// `division`, `section` or `title`.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouping<'a> {
    /// Which of the three.
    pub element: GroupingElement,
    /// eId.
    pub eid: Id<'a>,
    /// Its number.
    pub num: Option<&'a str>,
    /// Its heading.
    pub heading: Mixed<'a>,
    /// `crossHeading`s: lines under the heading.
    pub cross_headings: Vec<Mixed<'a>>,
    /// What stands under it.
    pub children: Vec<Hierarchical<'a>>,
}

/// Which element a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphElement {
    /// `paragraph`.
    Paragraph,
    /// `alinea`: without number between numbered ones.
    Alinea,
}

/// `paragraph` or `alinea`.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph<'a> {
    /// Which of the two.
    pub element: ParagraphElement,
    /// eId.
    pub eid: Id<'a>,
    /// Its number.
    pub num: Option<&'a str>,
    /// Its text, or its chapeau with what follows.
    pub body: Body<'a>,
}

/// What a paragraph holds: the standard forbids `content` beside a list.
#[derive(Debug, Clone, PartialEq)]
pub enum Body<'a> {
    /// `content`.
    Content(P<'a>),
    /// `list`.
    List(List<'a>),
}

/// `list`.
#[derive(Debug, Clone, PartialEq)]
pub struct List<'a> {
    /// eId.
    pub eid: Id<'a>,
    /// The chapeau.
    pub intro: Option<P<'a>>,
    /// Its points.
    pub points: Vec<Point<'a>>,
}

/// `point` of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Point<'a> {
    /// eId.
    pub eid: Id<'a>,
    /// Its number.
    pub num: Option<&'a str>,
    /// Its text, or its chapeau with what follows.
    pub body: Body<'a>,
}

/// Text with inlines that may stand anywhere.
pub type Mixed<'a> = Vec<Inline<'a, Infallible>>;

/// `p` with inlines that may stand anywhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct P<'a> {
    /// Its content.
    pub content: Mixed<'a>,
}

/// `p` of the cover, the preface or the conclusions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line<'a> {
    /// eId.
    pub eid: Id<'a>,
    /// `xml:lang`, where it is not that of the document.
    pub language: Option<&'static str>,
    /// Its content.
    pub content: Vec<Inline<'a, FrontTag<'a>>>,
}

/// Mixed content, with the tags `F` beside those that may stand anywhere.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline<'a, F> {
    /// Characters.
    Text(Str<'a>),
    /// `eol`: a line break that the drafter meant.
    Eol,
    /// An element with text.
    Tagged(Tag<'a, F>, Vec<Inline<'a, F>>),
    /// `authorialNote`.
    AuthorialNote(AuthorialNote<'a>),
    /// `noteRef`: a further call of a note.
    NoteRef {
        /// The note, with its `#`.
        href: String,
        /// Its marker.
        marker: &'a str,
    },
}

/// `authorialNote`, at the bottom of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthorialNote<'a> {
    /// eId.
    pub eid: Id<'a>,
    /// Its marker.
    pub marker: &'a str,
    /// Its text.
    pub text: P<'a>,
}

/// An inline element that may stand anywhere, or one of the tags `F`.
#[derive(Debug, Clone, PartialEq)]
pub enum Tag<'a, F> {
    /// `b`.
    B,
    /// `i`.
    I,
    /// `sup`.
    Sup,
    /// `inline`.
    Inline {
        /// `akn4un:…`.
        name: &'static str,
        /// How it is set.
        class: Option<&'static str>,
        /// What it names.
        refers_to: Option<String>,
    },
    /// `a`.
    A {
        /// A web address.
        href: Str<'a>,
    },
    /// `ref`.
    Ref {
        /// eId.
        eid: Id<'a>,
        /// An IRI, `#eId` or `!annex_1`.
        href: Str<'a>,
    },
    /// `rref`.
    RRef {
        /// eId.
        eid: Id<'a>,
        /// First.
        from: String,
        /// Last.
        up_to: String,
    },
    /// `mref`.
    MRef {
        /// eId.
        eid: Id<'a>,
    },
    /// `date`.
    Date {
        /// The day, or the first of it.
        date: Str<'a>,
    },
    /// `organization`.
    Organization {
        /// Which.
        refers_to: String,
    },
    /// `role`.
    Role {
        /// Which.
        refers_to: String,
    },
    /// `location`.
    Location {
        /// Which.
        refers_to: String,
    },
    /// `term`.
    Term {
        /// Which.
        refers_to: String,
    },
    /// One that stands in the cover, the preface or the conclusions alone.
    Front(F),
}

/// An inline element of the cover, the preface or the conclusions.
#[derive(Debug, Clone, PartialEq)]
pub enum FrontTag<'a> {
    /// `docTitle`.
    DocTitle,
    /// `docNumber`.
    DocNumber,
    /// `docType`.
    DocType,
    /// `docDate`.
    DocDate {
        /// The day, or the last of it.
        date: Str<'a>,
        /// What happened on it.
        refers_to: Option<String>,
    },
    /// `docAuthority`.
    DocAuthority {
        /// Who.
        refers_to: Option<String>,
    },
    /// `docStatus`.
    DocStatus {
        /// Which.
        refers_to: String,
    },
    /// `docketNumber`.
    DocketNumber {
        /// What sort of number it is.
        refers_to: String,
    },
    /// `session`.
    Session {
        /// Which.
        refers_to: String,
        /// Its number.
        value: u32,
    },
    /// `signature`.
    Signature,
    /// `person`.
    Person {
        /// Who.
        refers_to: String,
        /// In what role.
        role: String,
    },
}
