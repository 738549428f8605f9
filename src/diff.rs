//! Two states of one document, side by side: what an edit changed, paragraph by paragraph.
//!
//! In: two linked documents in one language. Out: a [`Diff`], as text for a terminal, as Markdown for a pull request, as
//! a page of HTML, or as JSON (these types). `pair` finds which text is which, `order` what moved, `words` what was put in and taken out
//! within a text, `weigh` what a change amounts to, `references` and `facts` what the rest of a document tells.
//!
//! Invariants: a document compared with itself has no changes; backwards, the same changes come out with old and new
//! exchanged, in the order of the other document. Not here: files and revisions (see `cli::diff`).

mod facts;
pub mod html;
pub mod markdown;
mod order;
mod pair;
mod references;
pub mod text;
mod weigh;
mod words;

pub use facts::FactChange;
pub use references::{Citation, Retargeted};
pub use weigh::Reason;
pub use words::{Edit, EditKind};

use crate::language::Language;
use crate::link::Linked;
use crate::model::EId;
use crate::model::unit::{Unit, units};
use crate::model::visit::NodeKind;
use crate::source::{Position, Source, Span};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Version of the JSON report. A change that an existing reader could trip over raises the first number.
pub const VERSION: &str = "1.1.0";

/// Everything that was compared: the JSON of `declc diff --format json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// [`VERSION`] of this report.
    pub version: &'static str,
    /// The pairs of documents, in the order of the arguments.
    pub documents: Vec<Diff>,
}

impl Report {
    /// A report on these comparisons.
    pub fn of(documents: Vec<Diff>) -> Self {
        Report { version: VERSION, documents }
    }

    /// What the gravest change of all amounts to; none where nothing changed.
    pub fn class(&self) -> Option<Class> {
        self.documents.iter().filter_map(|diff| diff.class).max()
    }

    /// The report as JSON, indented, with a line break at the end.
    pub fn json(&self) -> String {
        // A report holds only texts and numbers, which always serialize.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// What a change amounts to. Ordered by weight, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Other words, with none of what is named below.
    Editorial,
    /// Something without an opening phrase was added or removed; something was moved or renumbered; a reference means
    /// another paragraph than before.
    Structural,
    /// The opening phrase, the addressee, a date or a number is another, or came or went with its paragraph.
    Normative,
}

impl Class {
    /// `normative`, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Class::Editorial => "editorial",
            Class::Structural => "structural",
            Class::Normative => "normative",
        }
    }
}

/// What happened to a text. One text can be amended, moved and renumbered at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// It stands in the new document alone.
    Added,
    /// It stands in the old document alone.
    Removed,
    /// It stands before or after other texts than it did, is called from another paragraph, or has become something
    /// else (a paragraph, a subparagraph).
    Moved,
    /// It has another number or marker.
    Renumbered,
    /// It has other words.
    Amended,
}

impl Happening {
    /// `amended`, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Happening::Added => "added",
            Happening::Removed => "removed",
            Happening::Moved => "moved",
            Happening::Renumbered => "renumbered",
            Happening::Amended => "amended",
        }
    }
}

/// One of the documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its path as it was given.
    pub path: String,
    /// Its symbol, if it is known.
    pub symbol: Option<String>,
    /// Its language: `zh`.
    pub language: String,
    /// Texts in it: paragraphs, headings, notes, lines of the cover.
    pub texts: usize,
}

impl Side {
    fn of(linked: &Linked, texts: usize) -> Self {
        let document = linked.document();
        let symbol = document.metadata.symbol.as_ref().map(|symbol| symbol.value.clone());
        let language = linked.language().tag.to_owned();
        Side { path: document.source.path.clone(), symbol, language, texts }
    }
}

/// A text in one of the documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// What it is.
    pub kind: NodeKind,
    /// Its identifier; that of their container for lines of the cover and the like.
    pub eid: EId,
    /// Its number or marker as printed.
    pub number: Option<String>,
    /// The heading that it stands under, with its number as printed.
    pub heading: Option<String>,
    /// Its text, without number and note markers.
    pub text: String,
    /// Byte ranges of the source that it came from.
    pub source: Vec<Span>,
    /// Where its first character stands, that of its number if it has one. None until [`Diff::locate`].
    #[serde(flatten)]
    pub position: Option<Position>,
    #[serde(skip)]
    at: usize,
}

/// What happened to one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What happened, in the order of [`Happening`].
    pub happened: Vec<Happening>,
    /// What it amounts to.
    pub class: Class,
    /// Why it is normative; empty where it is not.
    pub reasons: Vec<Reason>,
    /// Where it stood; none where it was added.
    pub old: Option<Place>,
    /// Where it stands; none where it was removed.
    pub new: Option<Place>,
    /// What was put in and taken out; empty where it was not amended.
    pub edits: Vec<Edit>,
}

/// What an edit changed in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The document before.
    pub old: Side,
    /// The document after.
    pub new: Side,
    /// What the gravest change amounts to; none where nothing changed.
    pub class: Option<Class>,
    /// Texts to which nothing happened.
    pub unchanged: usize,
    /// What happened to the others, in the order of the new document; what was removed stands where it stood.
    pub changes: Vec<Change>,
    /// Facts about the document that are others.
    pub facts: Vec<FactChange>,
    /// Documents that one state cites and the other does not.
    pub citations: Vec<Citation>,
    /// References whose words are as before and whose paragraph is another: they were not updated.
    pub retargeted: Vec<Retargeted>,
}

impl Diff {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.class.is_none()
    }

    /// Gives each place its line and column in the sources that the documents were made from.
    ///
    /// ```
    /// use declc::source::Source;
    /// let old = Source::from_text("a.txt", "大会，\n\n1. 请秘书长提出报告。\n");
    /// let new = Source::from_text("a.txt", "大会，\n\n\n1. 敦促秘书长提出报告。\n");
    /// let [a, b] = [&old, &new].map(|source| declc::compile(source, None).linked);
    /// let mut diff = declc::diff::compare(&a, &b);
    /// diff.locate(&old, &new);
    /// assert_eq!(diff.changes[0].new.as_ref().unwrap().position.unwrap().line, 4);
    /// ```
    pub fn locate(&mut self, old: &Source, new: &Source) {
        for change in &mut self.changes {
            for (place, source) in [(&mut change.old, old), (&mut change.new, new)] {
                if let Some(place) = place {
                    place.position = Some(source.position(place.at));
                }
            }
        }
    }
}

/// Compares two states of a document. Both are in one language: texts in several are for [`crate::parity`].
///
/// ```
/// use declc::diff::{Class, Happening, compare};
/// use declc::source::Source;
/// let linked = |text| declc::compile(&Source::from_text("a.txt", text), None).linked;
/// let old = linked("大会，\n\n1. 请秘书长提出报告；\n\n2. 决定继续处理此案。\n");
/// let new = linked("大会，\n\n1. 敦促秘书长提出报告；\n\n2. 决定继续处理此案。\n");
/// let diff = compare(&old, &new);
/// assert_eq!((diff.changes.len(), diff.unchanged, diff.class), (1, 2, Some(Class::Normative)));
/// assert_eq!(diff.changes[0].happened, [Happening::Amended]);
/// assert!(compare(&old, &old).is_empty());
/// ```
pub fn compare(old: &Linked, new: &Linked) -> Diff {
    let language = new.language();
    let [before, after] = [old, new].map(|linked| State::of(units(linked.document())));
    let states = States::of(before, after, language.unspaced);
    let changes = states.changes(language);
    let amended = changes.iter().filter(|change| change.old.is_some() && change.new.is_some()).count();
    let facts = facts::changes(old, new);
    let retargeted = references::retargeted(old.document(), new.document(), &states);
    let classes = changes.iter().map(|change| change.class).chain(facts.iter().map(|fact| fact.class));
    let class = classes.chain(retargeted.iter().map(|_| Class::Structural)).max();
    Diff {
        old: Side::of(old, states.old.units.len()),
        new: Side::of(new, states.new.units.len()),
        class,
        unchanged: states.pairs.len() - amended,
        changes,
        facts,
        citations: references::citations(old.document(), new.document()),
        retargeted,
    }
}

/// One state of the document.
struct State<'a> {
    units: Vec<Unit<'a>>,
    /// Of each unit, the position of the heading that it stands under.
    headings: Vec<Option<usize>>,
}

impl<'a> State<'a> {
    fn of(units: Vec<Unit<'a>>) -> Self {
        let mut above = None;
        let mut headings = Vec::with_capacity(units.len());
        for (index, unit) in units.iter().enumerate() {
            let body = matches!(unit.kind, NodeKind::Paragraph | NodeKind::Subparagraph | NodeKind::Heading);
            above = above.filter(|_| body);
            headings.push(above);
            above = if unit.kind == NodeKind::Heading { Some(index) } else { above };
        }
        State { units, headings }
    }

    fn place(&self, index: usize) -> Option<Place> {
        let unit = self.units.get(index)?;
        let heading = self.headings.get(index).copied().flatten().and_then(|above| self.units.get(above));
        Some(Place {
            kind: unit.kind,
            eid: unit.eid.clone(),
            number: unit.printed.map(str::to_owned),
            heading: heading.map(|above| format!("{}{}", above.printed.unwrap_or_default(), above.passage.text)),
            text: unit.passage.text.clone(),
            source: unit.passage.source.clone(),
            position: None,
            at: unit.at,
        })
    }

    /// Which of two documents is computed first.
    fn key(&self) -> impl Ord + use<'_, 'a> {
        self.units.iter().map(|unit| (&unit.eid, &unit.label, unit.passage.text.as_str())).collect::<Vec<_>>()
    }
}

/// Both states with what became of what.
struct States<'a> {
    old: State<'a>,
    new: State<'a>,
    /// Positions in both, sorted.
    pairs: Vec<(usize, usize)>,
    /// Of each pair, whether it moved.
    moved: Vec<bool>,
}

/// Where a change is told: the position in the new document that it stands at, or the one that it follows with its
/// position in the old one.
type Order = (usize, Option<usize>);

impl<'a> States<'a> {
    fn of(old: State<'a>, new: State<'a>, unspaced: bool) -> Self {
        // One of both directions is computed and the other drawn from it, so that backwards is the mirror image.
        let backwards = old.key() > new.key();
        let (first, second) = if backwards { (&new, &old) } else { (&old, &new) };
        let pairs = pair::pair(&first.units, &second.units, unspaced);
        let moved = moved(&first.units, &second.units, &pairs);
        let mut all: Vec<((usize, usize), bool)> = pairs.into_iter().zip(moved).collect();
        if backwards {
            for ((i, j), _) in &mut all {
                std::mem::swap(i, j);
            }
            all.sort_unstable();
        }
        let (pairs, moved) = all.into_iter().unzip();
        States { old, new, pairs, moved }
    }

    /// What happened, in the order of the new document.
    fn changes(&self, language: &Language) -> Vec<Change> {
        let mut changes: Vec<(Order, Option<Change>)> = Vec::new();
        let counterpart: HashMap<usize, (usize, bool)> =
            self.pairs.iter().zip(&self.moved).map(|(&(i, j), &moved)| (i, (j, moved))).collect();
        let mut follows = 0;
        for i in 0..self.old.units.len() {
            if let Some(&(j, moved)) = counterpart.get(&i) {
                follows = if moved { follows } else { j };
                changes.push(((j, None), self.both(i, j, moved, language)));
            } else {
                changes.push(((follows, Some(i)), Some(self.one(Some(i), None, language))));
            }
        }
        let paired: HashSet<usize> = self.pairs.iter().map(|&(_, j)| j).collect();
        let added = (0..self.new.units.len()).filter(|j| !paired.contains(j));
        changes.extend(added.map(|j| ((j, None), Some(self.one(None, Some(j), language)))));
        changes.sort_by_key(|(place, _)| *place);
        changes.into_iter().filter_map(|(_, change)| change).collect()
    }

    /// A text that stands in one state alone.
    fn one(&self, i: Option<usize>, j: Option<usize>, language: &Language) -> Change {
        let units = (i.and_then(|i| self.old.units.get(i)), j.and_then(|j| self.new.units.get(j)));
        let happened = vec![if i.is_some() { Happening::Removed } else { Happening::Added }];
        let reasons = weigh::reasons(units.0, units.1, language);
        let class = if reasons.is_empty() { Class::Structural } else { Class::Normative };
        let (old, new) = (i.and_then(|i| self.old.place(i)), j.and_then(|j| self.new.place(j)));
        Change { happened, class, reasons, old, new, edits: Vec::new() }
    }

    /// A text that stands in both states; none where nothing happened to it.
    fn both(&self, i: usize, j: usize, moved: bool, language: &Language) -> Option<Change> {
        let (old, new) = (self.old.units.get(i)?, self.new.units.get(j)?);
        let (was, is) = (&old.passage.text, &new.passage.text);
        let amended = was != is;
        let renumbered = old.label != new.label || old.printed != new.printed;
        let happened = [(Happening::Moved, moved), (Happening::Renumbered, renumbered), (Happening::Amended, amended)];
        let happened: Vec<Happening> = happened.into_iter().filter(|&(_, did)| did).map(|(what, _)| what).collect();
        if happened.is_empty() {
            return None;
        }
        let reasons = if amended { weigh::reasons(Some(old), Some(new), language) } else { Vec::new() };
        let class = match (reasons.is_empty(), moved || old.label != new.label) {
            (false, _) => Class::Normative,
            (true, true) => Class::Structural,
            (true, false) => Class::Editorial,
        };
        let edits = if amended { words::edits(was, is, language.unspaced) } else { Vec::new() };
        Some(Change { happened, class, reasons, old: self.old.place(i), new: self.new.place(j), edits })
    }
}

/// Which pairs moved. A note goes where its call goes; a subparagraph with its paragraph.
fn moved(old: &[Unit<'_>], new: &[Unit<'_>], pairs: &[(usize, usize)]) -> Vec<bool> {
    let both = |&(i, j): &(usize, usize)| Some((old.get(i)?, new.get(j)?));
    let is_note = |pair: &(usize, usize)| both(pair).is_some_and(|(old, _)| old.kind == NodeKind::Note);
    let placed: Vec<(usize, usize)> = pairs.iter().copied().filter(|pair| !is_note(pair)).collect();
    let weights: Vec<u64> = placed.iter().map(|&(i, _)| old.get(i).map_or(1, |unit| weight(unit.kind))).collect();
    let strays = order::moved(&placed, &weights);
    let strays: HashMap<(usize, usize), bool> = placed.into_iter().zip(strays).collect();
    let counterparts: HashMap<&EId, &EId> =
        pairs.iter().filter_map(both).map(|(old, new)| (&old.eid, &new.eid)).collect();
    let stray_parent: HashMap<&EId, bool> =
        pairs.iter().filter_map(|pair| Some((&both(pair)?.0.eid, *strays.get(pair)?))).collect();
    let moved = |pair: &(usize, usize)| {
        let Some((old, new)) = both(pair) else { return false };
        if old.kind == NodeKind::Note {
            return old.host.map(|host| counterparts.get(host).copied().unwrap_or(host)) != new.host;
        }
        // Under a paragraph that moved, what stayed with it did not move by itself.
        let followed = old.kind == NodeKind::Subparagraph
            && parent(&old.eid, &stray_parent).is_some_and(|(above, stray)| {
                let with_it = counterparts.get(above).is_some_and(|above| is_under(&new.eid, above));
                with_it && *stray
            });
        old.kind != new.kind || !followed && strays.get(pair).copied().unwrap_or(false)
    };
    pairs.iter().map(moved).collect()
}

/// How much it takes to see a text as moved past others.
fn weight(kind: NodeKind) -> u64 {
    match kind {
        NodeKind::Heading | NodeKind::AnnexHeading | NodeKind::Title | NodeKind::Formula => 16,
        NodeKind::Preambular | NodeKind::Paragraph => 4,
        NodeKind::Subparagraph | NodeKind::Cover | NodeKind::Conclusion | NodeKind::Note => 1,
    }
}

/// The nearest of `known` that an identifier stands under: `para_5` for `para_5__list_1__point_a`.
fn parent<'k, T>(eid: &EId, known: &'k HashMap<&'k EId, T>) -> Option<(&'k EId, &'k T)> {
    let mut above = eid.as_str();
    while let Some((rest, _)) = above.rsplit_once("__") {
        above = rest;
        if let Some((eid, value)) = known.get_key_value(&EId(above.to_owned())) {
            return Some((*eid, value));
        }
    }
    None
}

fn is_under(eid: &EId, above: &EId) -> bool {
    eid.as_str().strip_prefix(above.as_str()).is_some_and(|rest| rest.starts_with("__"))
}

#[cfg(test)]
mod tests;
