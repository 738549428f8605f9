//! Where versions are divided otherwise: what is missing, joined, cut, numbered otherwise, or something else.
//!
//! In: a table of units. Out: one difference for each run of units that some versions have otherwise than the
//! reference, with the likely cause. That a paragraph without number is counted otherwise because one before it is
//! missing (`container_7` for `container_8`) is a consequence and no difference of its own.

use super::align::Bead;
use super::outline::{Outline, Unit};
use super::table::Table;
use super::{Difference, Kind, Place, Side, Subject, Version, list};
use crate::model::FurnitureReason;
use crate::model::visit::NodeKind;
use crate::source::is_visible;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Places that are listed for one language, at most; of a longer run, the first.
const PLACES: usize = 4;

/// Visible characters from which something set aside may be the text that is missing, and not a page number.
const TEXT: usize = 16;

/// A run of units that one version has otherwise than the reference.
#[derive(Debug, Clone)]
struct Finding {
    /// First and last in the reference.
    reference: (usize, usize),
    kind: Kind,
    /// First and last in the version.
    own: (usize, usize),
}

impl Finding {
    fn new(bead: &Bead, kind: Kind) -> Self {
        let ends = |range: &Range<usize>| (range.start, range.end);
        Finding { reference: ends(&bead.reference), kind, own: ends(&bead.own) }
    }

    /// Takes the finding that follows into the run, if it is of the same kind.
    fn extend(&mut self, next: &Finding) -> bool {
        let runs = matches!(self.kind, Kind::Missing | Kind::Extra | Kind::Numbered | Kind::Nature | Kind::Placed);
        let follows = self.reference.1 == next.reference.0 && self.own.1 == next.own.0;
        if runs && follows && self.kind == next.kind {
            (self.reference.1, self.own.1) = (next.reference.1, next.own.1);
            return true;
        }
        false
    }
}

/// What differs between the versions of a table.
pub(super) fn differences(outlines: &[Outline<'_>], table: &Table<'_, '_>) -> Vec<Difference> {
    let parents: Vec<Parents> = table.units.iter().map(|units| Parents::of(units)).collect();
    let all: Vec<Vec<Finding>> = (0..outlines.len()).map(|version| findings(table, version, &parents)).collect();
    // Versions that have the same otherwise in the same way make one difference.
    let mut alike: BTreeMap<_, Vec<(usize, &Finding)>> = BTreeMap::new();
    for (version, finding) in all.iter().enumerate().flat_map(|(at, all)| all.iter().map(move |one| (at, one))) {
        let own = table.slice(version, finding.own.0..finding.own.1);
        let names: Vec<&str> = own.iter().map(|unit| unit.eid.as_str()).collect();
        alike.entry((finding.reference, finding.kind, names)).or_default().push((version, finding));
    }
    let teller = Teller { outlines, table, parents: &parents, findings: &all };
    alike.values().filter_map(|odd| teller.difference(odd)).collect()
}

/// What a version has otherwise.
fn findings(table: &Table<'_, '_>, version: usize, parents: &[Parents]) -> Vec<Finding> {
    let Some(beads) = table.beads.get(version).filter(|_| version != table.reference) else { return Vec::new() };
    let mut findings: Vec<Finding> = Vec::new();
    for bead in beads {
        let Some(kind) = kind(table, version, parents, bead) else { continue };
        let finding = Finding::new(bead, kind);
        if !findings.last_mut().is_some_and(|last| last.extend(&finding)) {
            findings.push(finding);
        }
    }
    findings = runs(&findings);
    // Whatever else makes identifiers differ must not go unsaid.
    if findings.is_empty() {
        let differs = |bead: &&Bead| {
            let eids =
                |version, range: &Range<usize>| table.slice(version, range.clone()).first().map(|unit| &unit.eid);
            eids(table.reference, &bead.reference) != eids(version, &bead.own)
        };
        findings.extend(beads.iter().find(differs).map(|bead| Finding::new(bead, Kind::Identifier)));
    }
    findings
}

/// Findings from which a run without a gap is told as one: each would only repeat the reason of the first.
const RUN: usize = 4;

/// Findings, with long runs of them as one.
fn runs(findings: &[Finding]) -> Vec<Finding> {
    let follows = |a: &Finding, b: &Finding| a.reference.1 == b.reference.0 && a.own.1 == b.own.0;
    let whole = |run: &[Finding]| match run {
        [first, .., last] if run.len() >= RUN => {
            let ends = |a: (usize, usize), b: (usize, usize)| (a.0, b.1);
            let kind = Kind::Run;
            vec![Finding { reference: ends(first.reference, last.reference), kind, own: ends(first.own, last.own) }]
        }
        short => short.to_vec(),
    };
    findings.chunk_by(follows).flat_map(whole).collect()
}

/// How the two sides of a bead differ.
fn kind(table: &Table<'_, '_>, version: usize, parents: &[Parents], bead: &Bead) -> Option<Kind> {
    match (bead.reference.len(), bead.own.len()) {
        (_, 0) => return Some(Kind::Missing),
        (0, _) => return Some(Kind::Extra),
        (1, 1) => {}
        (1, _) => return Some(Kind::Divided),
        (_, _) => return Some(Kind::Joined),
    }
    let a = table.slice(table.reference, bead.reference.clone()).first()?;
    let b = table.slice(version, bead.own.clone()).first()?;
    let row = |version: usize, unit: &Unit<'_>| {
        let parent = parents.get(version).and_then(|parents| parents.find(unit))?;
        table.row(version, parent)
    };
    if a.kind != b.kind {
        Some(Kind::Nature)
    } else if a.label != b.label {
        Some(Kind::Numbered)
    } else if word(a) != word(b) {
        Some(Kind::Nature)
    } else if a.annex != b.annex || row(table.reference, a) != row(version, b) {
        Some(Kind::Placed)
    } else {
        None
    }
}

/// What an identifier calls a unit: `para`, `para-nn`, `container`, `point`.
fn word<'u>(unit: &'u Unit<'_>) -> &'u str {
    let last = unit.eid.as_str().rsplit("__").next().unwrap_or_default();
    last.split('_').next().unwrap_or_default()
}

/// The units of a version by identifier.
struct Parents(HashMap<String, usize>);

impl Parents {
    fn of(units: &[Unit<'_>]) -> Self {
        Parents(units.iter().enumerate().map(|(index, unit)| (unit.eid.to_string(), index)).collect())
    }

    /// The unit under which another stands, by the longest identifier that its own begins with.
    fn find(&self, unit: &Unit<'_>) -> Option<usize> {
        let mut eid = unit.eid.as_str();
        while let Some((parent, _)) = eid.rsplit_once("__") {
            if let Some(index) = self.0.get(parent) {
                return Some(*index);
            }
            eid = parent;
        }
        None
    }
}

/// Puts findings into words.
struct Teller<'t, 'a> {
    outlines: &'t [Outline<'a>],
    table: &'t Table<'t, 'a>,
    parents: &'t [Parents],
    findings: &'t [Vec<Finding>],
}

impl<'t, 'a> Teller<'t, 'a> {
    /// The difference that some versions make, each with its finding; these are alike.
    fn difference(&self, odd: &[(usize, &Finding)]) -> Option<Difference> {
        let &(first, finding) = odd.first()?;
        let theirs = self.units(self.table.reference, finding.reference);
        let own = self.units(first, finding.own);
        let subject = Subject::of(theirs.first().or(own.first())?.kind);
        let usual: Vec<usize> = (0..self.outlines.len()).filter(|&version| self.plain(version, finding)).collect();
        let versions: Vec<usize> = odd.iter().map(|(version, _)| *version).collect();
        let usual_places = usual.iter().flat_map(|&version| self.counterparts(version, finding));
        let odd_places = odd.iter().flat_map(|&(version, finding)| self.own_places(version, finding));
        let mut sides =
            vec![self.side(&usual, theirs, usual_places.collect()), self.side(&versions, own, odd_places.collect())];
        sides.sort_by_key(|side| std::cmp::Reverse(side.languages.len()));
        Some(Difference {
            subject,
            kind: finding.kind,
            message: self.message(finding, first, &list(&self.languages(&versions))),
            cause: self.cause(finding, first),
            sides,
        })
    }

    fn units(&self, version: usize, (start, end): (usize, usize)) -> &'t [Unit<'a>] {
        self.table.slice(version, start..end)
    }

    fn version(&self, index: usize) -> Option<Version<'a>> {
        self.outlines.get(index).map(|outline| outline.version)
    }

    fn languages(&self, versions: &[usize]) -> Vec<&'static str> {
        versions.iter().filter_map(|&version| self.version(version)).map(|version| version.language()).collect()
    }

    /// Whether a version has what the reference has where another version differs.
    fn plain(&self, version: usize, at: &Finding) -> bool {
        self.findings.get(version).into_iter().flatten().all(|own| {
            let apart = own.reference.1 <= at.reference.0 || at.reference.1 <= own.reference.0;
            // Both may be more than the reference has, at one place.
            apart && own.reference != at.reference
        })
    }

    fn side(&self, versions: &[usize], units: &[Unit<'_>], places: Vec<Place>) -> Side {
        let majority = versions.len() * 2 > self.outlines.len();
        Side { languages: self.languages(versions), majority, reading: names(units), places }
    }

    /// The unit before a finding.
    fn before(&self, version: usize, finding: &Finding) -> Option<&'t Unit<'a>> {
        let at = finding.own.0.checked_sub(1)?;
        self.units(version, (at, at + 1)).first()
    }

    /// The places of a plain version; where the reference has nothing, the unit before.
    fn counterparts(&self, version: usize, finding: &Finding) -> Vec<Place> {
        let (start, end) = finding.reference;
        let beads = self.table.beads.get(version).into_iter().flatten();
        let within = |bead: &&Bead| {
            if start == end { bead.reference.end == start } else { (start..end).contains(&bead.reference.start) }
        };
        let units = beads.filter(within).flat_map(|bead| self.table.slice(version, bead.own.clone()));
        let Some(version) = self.version(version) else { return Vec::new() };
        units.take(PLACES).map(|unit| Place::unit(version, unit)).collect()
    }

    /// The places of a version that differs; where it lacks what the others have, the unit before.
    fn own_places(&self, version: usize, finding: &Finding) -> Vec<Place> {
        let Some(of) = self.version(version) else { return Vec::new() };
        match self.units(version, finding.own) {
            [] => vec![self.before(version, finding).map_or_else(|| Place::start(of), |unit| Place::unit(of, unit))],
            units => units.iter().take(PLACES).map(|unit| Place::unit(of, unit)).collect(),
        }
    }

    fn message(&self, finding: &Finding, version: usize, languages: &str) -> String {
        let theirs = names(self.units(self.table.reference, finding.reference));
        let own_units = self.units(version, finding.own);
        let own = names(own_units);
        match finding.kind {
            Kind::Missing => format!("{theirs}: not in {languages}"),
            Kind::Extra => format!("{own}: only in {languages}{}", self.after(version, finding)),
            Kind::Joined => format!("{own} of {languages} holds {theirs}"),
            Kind::Divided => format!("{theirs} is divided in {languages}, into {own}"),
            Kind::Numbered => format!("{theirs} is {own} in {languages}"),
            Kind::Run => format!("{theirs} is divided and numbered otherwise in {languages}, as {own}"),
            Kind::Placed => {
                let under = |version: usize, units: &[Unit<'_>]| {
                    let parent = units.first().and_then(|unit| self.parents.get(version)?.find(unit));
                    let parent = parent.and_then(|parent| self.units(version, (parent, parent + 1)).first());
                    parent.map_or_else(|| "no other".to_owned(), |parent| parent.eid.to_string())
                };
                let usual = under(self.table.reference, self.units(self.table.reference, finding.reference));
                format!(
                    "{theirs} stands under {usual}; in {languages} it is {own}, under {}",
                    under(version, own_units)
                )
            }
            Kind::Nature => {
                let what = |units: &[Unit<'_>]| units.first().map_or("", nature);
                let usual = what(self.units(self.table.reference, finding.reference));
                format!("{theirs} is {usual}; in {languages} it is {own}, {}", what(own_units))
            }
            Kind::Identifier | Kind::Identity | Kind::Called | Kind::Cited | Kind::Dated => {
                format!("{theirs} is called {own} in {languages}")
            }
        }
    }

    fn after(&self, version: usize, finding: &Finding) -> String {
        self.before(version, finding).map_or_else(String::new, |unit| format!(", after {}", unit.eid))
    }

    fn cause(&self, finding: &Finding, version: usize) -> Option<String> {
        let theirs = self.units(self.table.reference, finding.reference);
        let own = self.units(version, finding.own);
        match finding.kind {
            Kind::Missing => self.why_missing(finding, version),
            Kind::Extra => {
                let before = self.before(version, finding)?;
                let cut = unfinished(before) && before.kind == own.first()?.kind;
                cut.then(|| format!("{} does not end: a paragraph was cut there", before.eid))
            }
            Kind::Joined => {
                let (holder, second) = (own.first()?, theirs.get(1)?);
                Some(match &second.label {
                    None => format!("no border is seen between the {} in {}", theirs.len(), holder.eid),
                    Some(label) if prints(&holder.passage.text, label) => {
                        format!("the number {label} stands within the text of {}", holder.eid)
                    }
                    Some(label) => {
                        format!("what bears the number {label} has none there: {} holds {}", holder.eid, theirs.len())
                    }
                })
            }
            Kind::Divided | Kind::Run => why_divided(own),
            Kind::Numbered => {
                let (a, b) = (theirs.first()?, own.first()?);
                let shown = |unit: &Unit<'_>| {
                    unit.printed.map_or_else(|| "no number".to_owned(), |printed| format!("“{}”", printed.trim()))
                };
                Some(unread(b).unwrap_or_else(|| format!("{} is read there, {} elsewhere", shown(b), shown(a))))
            }
            Kind::Nature => theirs.first()?.label.as_ref().and_then(|_| unread(own.first()?)),
            Kind::Placed | Kind::Identifier | Kind::Identity | Kind::Called | Kind::Cited | Kind::Dated => None,
        }
    }

    /// Why a unit of the others is not found.
    fn why_missing(&self, finding: &Finding, version: usize) -> Option<String> {
        let outline = self.outlines.get(version)?;
        let wanted = self.units(self.table.reference, finding.reference).first()?;
        let same = |unit: &&Unit<'_>| wanted.label.is_some() && unit.eid == wanted.eid;
        if let Some(elsewhere) = self.table.units.get(version)?.iter().find(same) {
            let line = outline.version.source.position(elsewhere.at).line;
            return Some(format!("{} stands elsewhere there, at line {line}: the order differs", wanted.eid));
        }
        if wanted.kind == NodeKind::Note {
            let marker = wanted.label.as_deref().unwrap_or_default();
            let mut units = outline.blocks.iter().chain(&outline.notes);
            let called = units.any(|unit| unit.mentions.calls.contains(&marker));
            let words =
                if called { "is called there, but its text is not found" } else { "is not called there either" };
            return Some(format!("note {marker} {words}"));
        }
        let start = self.before(version, finding).map_or(0, |unit| unit.at);
        let after = self.units(version, (finding.own.1, finding.own.1 + 1)).first();
        let end = after.map_or(usize::MAX, |unit| unit.at);
        let furniture = &outline.version.linked.document().furniture;
        let aside = furniture.iter().find(|furniture| {
            let between = |span: &crate::source::Span| (start..end).contains(&span.start());
            let visible = furniture.text.chars().filter(|&c| is_visible(c)).count();
            furniture.reason != FurnitureReason::MarkdownSyntax
                && visible >= TEXT
                && furniture.occurrences.iter().any(between)
        });
        Some(match aside {
            Some(furniture) => format!("“{}” is set aside there as page furniture", furniture.text.trim()),
            None => "nothing of its kind and length is found there".to_owned(),
        })
    }
}

/// Why what is one elsewhere stands in pieces.
fn why_divided(pieces: &[Unit<'_>]) -> Option<String> {
    let (first, second) = (pieces.first()?, pieces.get(1)?);
    let text = first.passage.text.trim();
    Some(match &second.label {
        _ if !text.contains(char::is_alphabetic) => {
            format!("“{text}” stands in a line of its own, apart from its text")
        }
        _ if unfinished(first) => format!("{} does not end: the paragraph was cut there", first.eid),
        Some(label) => format!("{} begins with what is read as the number {label}", second.eid),
        None => format!("what follows “{}” in {} is read as a new paragraph", text.chars().next_back()?, first.eid),
    })
}

/// Visible characters of the longest number that is printed before a paragraph: `(viii)`, `1.2.3.`.
const LONGEST_NUMBER: usize = 6;

/// That a unit without number begins with what may be one.
fn unread(unit: &Unit<'_>) -> Option<String> {
    let word = unit.passage.text.split_whitespace().next().filter(|_| unit.label.is_none())?;
    let length = word.chars().filter(|&c| is_visible(c)).count();
    let looks = word.ends_with([')', '.']) && word.contains(char::is_alphanumeric) && length <= LONGEST_NUMBER;
    looks.then(|| format!("“{word}” before it is not read as a number"))
}

/// Whether a text ends without any mark, as no paragraph does.
fn unfinished(unit: &Unit<'_>) -> bool {
    unit.passage.text.trim_end().ends_with(char::is_alphanumeric)
}

/// What a unit is, for people.
fn nature(unit: &Unit<'_>) -> &'static str {
    match (unit.kind, &unit.label) {
        (NodeKind::Preambular, _) => "a preambular paragraph",
        (NodeKind::Heading, _) => "a heading",
        (NodeKind::Paragraph, Some(_)) => "a numbered paragraph",
        (NodeKind::Paragraph, None) => "a paragraph without number",
        (NodeKind::Subparagraph, _) => "a subparagraph",
        (NodeKind::AnnexHeading, _) => "the line that opens an annex",
        (NodeKind::Note, _) => "a note",
        (NodeKind::Cover | NodeKind::Title | NodeKind::Formula | NodeKind::Conclusion, _) => "outside the paragraphs",
    }
}

/// Identifiers of a run: `para_7`; `para_7, para_8`; `para_7 to para_12 (6)`.
fn names(units: &[Unit<'_>]) -> String {
    match units {
        [] => "nothing".to_owned(),
        [first, .., last] if units.len() > 3 => format!("{} to {} ({})", first.eid, last.eid, units.len()),
        few => few.iter().map(|unit| unit.eid.as_str()).collect::<Vec<_>>().join(", "),
    }
}

/// Whether a number is printed within a text: `7.` or `(7)`.
fn prints(text: &str, label: &str) -> bool {
    text.match_indices(label).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + label.len()..).and_then(|text| text.chars().next());
        before.is_none_or(|c| c.is_whitespace() || c == '(') && after.is_some_and(|c| matches!(c, '.' | ')'))
    })
}
