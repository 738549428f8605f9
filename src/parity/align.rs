//! Which units of one version are which of another: an alignment in order, by number, length and landmarks.
//!
//! In: two runs of units. Out: [`Bead`]s, which cover both runs in order. A bead pairs one unit with one, one with
//! several (a paragraph that was cut, or not divided) or with none. The cheapest path is found by dynamic programming
//! after Gale and Church (1993): lengths of translations are proportional, and a gap or a join costs more than a poor
//! fit. Printed numbers count, but do not decide, since a number can be misread; so do the symbols, dates and note
//! calls that stand in a text, which are the same in every language.
//!
//! Invariant: time and memory are bounded ([`CELLS`]) whatever the texts; same units, same beads.

use super::Subject;
use super::outline::Unit;
use crate::model::visit::NodeKind;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Units of the reference and of the other version that are the same. One range may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bead {
    pub(super) reference: Range<usize>,
    pub(super) own: Range<usize>,
}

/// Pairs of positions that are looked at, at most; of longer runs, those nearest to the diagonal.
const CELLS: usize = 500_000;
/// How far from the diagonal is far enough, beyond the difference of the lengths: as many units as one version may lack
/// in one place and have more in another.
const FAR: usize = 40;

/// What a bead can hold, units of the reference and of the other version, and what it costs by itself. What is cheaper
/// stands first, so that of equal paths the plainer one wins.
const MOVES: [((usize, usize), f64); 9] = [
    ((1, 1), 0.0),
    ((2, 1), 5.0),
    ((1, 2), 5.0),
    ((3, 1), 7.0),
    ((1, 3), 7.0),
    ((4, 1), 9.0),
    ((1, 4), 9.0),
    ((1, 0), 7.0),
    ((0, 1), 7.0),
];

/// Variance of the length of a translation, per character, as Gale and Church found it.
const VARIANCE: f64 = 6.8;
/// Beyond that, the usual deviation as a share of the length: a paragraph that is full of numbers and names takes as
/// much room in Chinese as in English, others a third.
const SPREAD: f64 = 0.2;
/// Between two units a length that does not fit costs this at most: the number and the landmarks may be right all the
/// same. For a join the length is the evidence.
const LENGTH_COST: f64 = 8.0;
/// Numbers that differ.
const NUMBER_COST: f64 = 4.0;
/// A number on one side alone.
const NUMBERLESS_COST: f64 = 2.0;
/// The same number under another parent.
const PARENT_COST: f64 = 1.0;
/// A heading for a paragraph, a subparagraph for a paragraph.
const KIND_COST: f64 = 3.0;
/// The main part for an annex.
const ANNEX_COST: f64 = 6.0;
/// A number that is passed over, by a gap or within a join. The marker of a note is hard to misread.
const PASSED_COST: f64 = 1.0;
const PASSED_NOTE_COST: f64 = 5.0;
/// Each landmark that one side lacks.
const LANDMARK_COST: f64 = 0.8;
/// Of these, as many count: one misread citation list must not outweigh all else.
const LANDMARKS: usize = 5;

/// Aligns `own` with `reference`.
pub(super) fn align(reference: &[Unit<'_>], own: &[Unit<'_>]) -> Vec<Bead> {
    within(CELLS, reference, own)
}

fn within(cells: usize, reference: &[Unit<'_>], own: &[Unit<'_>]) -> Vec<Bead> {
    let sides = (Side::of(reference), Side::of(own));
    let ratio = ratio(&sides.0, &sides.1);
    // Both in the characters of the longer text, in which a difference of length is best seen.
    let scales = (ratio.max(1.0), ratio.recip().max(1.0));
    let fit = Fit { reference: sides.0, own: sides.1, scales };
    let mut band = Band::new(cells, reference.len(), own.len());
    for i in 0..=reference.len() {
        for j in band.columns(i) {
            if (i, j) != (0, 0) {
                band.settle(i, j, &fit);
            }
        }
    }
    band.path()
}

/// Numbered units that must be the same for their lengths to tell the proportion of two texts.
const TELLING: usize = 3;

/// How long the other text is, the reference being 1: the median of units of the same number, so that a part that one
/// text lacks does not distort it; without numbers, that of the whole texts.
#[expect(clippy::cast_precision_loss, reason = "a text has fewer characters than a float has whole numbers")]
fn ratio(reference: &Side<'_, '_>, own: &Side<'_, '_>) -> f64 {
    let numbered = |unit: &&Unit<'_>| unit.label.is_some() && unit.size > 0;
    let sizes: HashMap<_, _> = own.units.iter().filter(numbered).map(|unit| (&unit.eid, unit.size)).collect();
    let shared = reference.units.iter().filter(numbered);
    let mut ratios: Vec<f64> =
        shared.filter_map(|unit| Some(*sizes.get(&unit.eid)? as f64 / unit.size as f64)).collect();
    ratios.sort_by(f64::total_cmp);
    let median = ratios.get(ratios.len() / 2).filter(|_| ratios.len() >= TELLING).copied();
    median.unwrap_or_else(|| own.total().max(1.0) / reference.total().max(1.0))
}

/// One run of units, prepared.
struct Side<'u, 'a> {
    units: &'u [Unit<'a>],
    /// Visible characters before each unit, and after the last.
    before: Vec<usize>,
    landmarks: Vec<Vec<&'u str>>,
}

impl<'u, 'a> Side<'u, 'a> {
    fn of(units: &'u [Unit<'a>]) -> Self {
        let sums = units.iter().scan(0, |sum, unit| {
            *sum += unit.size;
            Some(*sum)
        });
        let before = std::iter::once(0).chain(sums).collect();
        Side { units, before, landmarks: units.iter().map(|unit| sorted(unit.landmarks())).collect() }
    }

    #[expect(clippy::cast_precision_loss, reason = "a text has fewer characters than a float has whole numbers")]
    fn size(&self, range: &Range<usize>) -> f64 {
        let at = |index: usize| self.before.get(index).copied().unwrap_or(0);
        (at(range.end) - at(range.start)) as f64
    }

    fn total(&self) -> f64 {
        self.size(&(0..self.units.len()))
    }

    /// Sorted, each once.
    fn landmarks(&self, range: &Range<usize>) -> Cow<'_, [&'u str]> {
        match self.landmarks.get(range.clone()).unwrap_or_default() {
            [one] => Cow::Borrowed(one),
            several => Cow::Owned(sorted(several.concat())),
        }
    }
}

fn sorted(mut landmarks: Vec<&str>) -> Vec<&str> {
    landmarks.sort_unstable();
    landmarks.dedup();
    landmarks
}

/// How well units fit each other.
struct Fit<'u, 'a> {
    reference: Side<'u, 'a>,
    own: Side<'u, 'a>,
    scales: (f64, f64),
}

impl Fit<'_, '_> {
    /// What it costs that these are the same, or that one of them has no counterpart. From `most` on, some cost that is
    /// not less: the landmarks take the most time to compare.
    fn cost(&self, reference: &Range<usize>, own: &Range<usize>, most: f64) -> f64 {
        let paired = !reference.is_empty() && !own.is_empty();
        let heads = self.reference.units.get(reference.start).zip(self.own.units.get(own.start)).filter(|_| paired);
        let fit = heads.map_or(0.0, |(a, b)| self.lengths(reference, own) + names(a, b));
        let rest = usize::from(paired);
        let cost = fit + passed(self.reference.units, reference, rest) + passed(self.own.units, own, rest);
        if cost < most { cost + self.landmarks(reference, own) } else { cost }
    }

    fn lengths(&self, reference: &Range<usize>, own: &Range<usize>) -> f64 {
        let (a, b) = (self.reference.size(reference) * self.scales.0, self.own.size(own) * self.scales.1);
        let mean = f64::midpoint(a, b).max(1.0);
        let variance = VARIANCE * mean + (SPREAD * mean) * (SPREAD * mean);
        let cost = (a - b) * (a - b) / variance / 2.0;
        if (reference.len(), own.len()) == (1, 1) { cost.min(LENGTH_COST) } else { cost }
    }

    fn landmarks(&self, reference: &Range<usize>, own: &Range<usize>) -> f64 {
        let (a, b) = (self.reference.landmarks(reference), self.own.landmarks(own));
        let common = a.iter().filter(|mark| b.binary_search(mark).is_ok()).count();
        let lacking = (a.len() + b.len() - 2 * common).min(LANDMARKS);
        LANDMARK_COST * u32::try_from(lacking).map_or(0.0, f64::from)
    }
}

/// What it costs that the units of a range after its `first` have no counterpart of their own: numbers are passed over,
/// and things of different kinds joined.
fn passed(units: &[Unit<'_>], range: &Range<usize>, first: usize) -> f64 {
    let range = units.get(range.clone()).unwrap_or_default();
    let head = range.first().filter(|_| first > 0).map(|head| Subject::of(head.kind));
    let cost = |unit: &Unit<'_>| {
        let number = if unit.kind == NodeKind::Note { PASSED_NOTE_COST } else { PASSED_COST };
        let mixed = head.is_some_and(|head| head != Subject::of(unit.kind));
        (if unit.label.is_some() { number } else { 0.0 }) + (if mixed { KIND_COST } else { 0.0 })
    };
    range.iter().skip(first).map(cost).sum()
}

/// What it costs that two units are what they are called.
fn names(a: &Unit<'_>, b: &Unit<'_>) -> f64 {
    let number = match (&a.label, &b.label) {
        (Some(x), Some(y)) if x != y => NUMBER_COST,
        (Some(_), Some(_)) if a.eid != b.eid => PARENT_COST,
        (Some(_), Some(_)) | (None, None) => 0.0,
        (Some(_), None) | (None, Some(_)) => NUMBERLESS_COST,
    };
    let opens = (a.kind == NodeKind::AnnexHeading) != (b.kind == NodeKind::AnnexHeading);
    let kind = if opens { ANNEX_COST } else { KIND_COST };
    number + if a.kind == b.kind { 0.0 } else { kind } + if a.annex == b.annex { 0.0 } else { ANNEX_COST }
}

/// The cells near the diagonal: for each, the cheapest way to it.
struct Band {
    size: (usize, usize),
    /// Columns to either side of the diagonal.
    half: usize,
    costs: Vec<f64>,
    /// Which of [`MOVES`] led here.
    moves: Vec<u8>,
}

impl Band {
    fn new(cells: usize, rows: usize, columns: usize) -> Self {
        let half = (cells / (rows + 1) / 2).clamp(1, rows.abs_diff(columns) + FAR);
        let cells = (rows + 1) * (2 * half + 1);
        let mut costs = vec![f64::INFINITY; cells];
        // Where nothing of either is used up.
        if let Some(cost) = costs.get_mut(half) {
            *cost = 0.0;
        }
        Band { size: (rows, columns), half, costs, moves: vec![0; cells] }
    }

    /// The column in which a row meets the diagonal.
    fn middle(&self, row: usize) -> usize {
        row * self.size.1 / self.size.0.max(1)
    }

    fn columns(&self, row: usize) -> std::ops::RangeInclusive<usize> {
        let middle = self.middle(row);
        middle.saturating_sub(self.half)..=(middle + self.half).min(self.size.1)
    }

    fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let place = (column + self.half).checked_sub(self.middle(row)).filter(|place| *place <= 2 * self.half)?;
        Some(row * (2 * self.half + 1) + place)
    }

    fn cost(&self, row: usize, column: usize) -> f64 {
        self.cell(row, column).and_then(|cell| self.costs.get(cell)).copied().unwrap_or(f64::INFINITY)
    }

    /// Finds the cheapest way to a cell.
    fn settle(&mut self, row: usize, column: usize, fit: &Fit<'_, '_>) {
        let mut best = (f64::INFINITY, 0);
        for (index, ((up, left), price)) in (0_u8..).zip(MOVES) {
            let (Some(i), Some(j)) = (row.checked_sub(up), column.checked_sub(left)) else { continue };
            let so_far = self.cost(i, j) + price;
            if so_far < best.0 {
                let cost = so_far + fit.cost(&(i..row), &(j..column), best.0 - so_far);
                if cost < best.0 {
                    best = (cost, index);
                }
            }
        }
        if let Some(cell) = self.cell(row, column) {
            if let Some(cost) = self.costs.get_mut(cell) {
                *cost = best.0;
            }
            if let Some(step) = self.moves.get_mut(cell) {
                *step = best.1;
            }
        }
    }

    /// The beads of the cheapest path.
    fn path(&self) -> Vec<Bead> {
        let (mut row, mut column) = self.size;
        let mut beads = Vec::new();
        while (row, column) != (0, 0) {
            let step = self.cell(row, column).and_then(|cell| self.moves.get(cell)).copied().unwrap_or(0);
            let (up, left) = MOVES.get(usize::from(step)).map_or((1, 1), |(size, _)| *size);
            // A band that is too narrow has no path to some cells: the rest is one bead.
            let whole = self.cost(row, column).is_infinite() || up > row || left > column;
            let (up, left) = if whole { (row, column) } else { (up, left) };
            beads.push(Bead { reference: row - up..row, own: column - left..column });
            (row, column) = (row - up, column - left);
        }
        beads.reverse();
        beads
    }
}

#[cfg(test)]
mod tests {
    use super::super::outline::Mentions;
    use super::*;
    use crate::model::{EId, Passage};
    use std::sync::LazyLock;

    static PASSAGE: LazyLock<Passage> = LazyLock::new(Passage::default);

    /// Paragraphs by number and length; 0 is no number.
    fn units(paragraphs: &[(u32, usize)]) -> Vec<Unit<'static>> {
        let unit = |(at, &(number, size)): (usize, &(u32, usize))| Unit {
            kind: if number == 0 { NodeKind::Preambular } else { NodeKind::Paragraph },
            eid: EId(if number == 0 { format!("container_{at}") } else { format!("para_{number}") }),
            label: (number > 0).then(|| number.to_string()),
            printed: None,
            at: 0,
            passage: &PASSAGE,
            mentions: Mentions::default(),
            size,
            annex: None,
            host: None,
        };
        paragraphs.iter().enumerate().map(unit).collect()
    }

    /// Sizes of the beads.
    fn sizes(reference: &[(u32, usize)], own: &[(u32, usize)]) -> Vec<(usize, usize)> {
        let beads = align(&units(reference), &units(own));
        beads.iter().map(|bead| (bead.reference.len(), bead.own.len())).collect()
    }

    #[test]
    fn lengths_tell_a_join_from_a_gap() {
        let reference = [(0, 200), (0, 120), (0, 300), (0, 90)];
        // Half as long throughout, as a Chinese text is.
        assert_eq!(sizes(&reference, &[(0, 100), (0, 210), (0, 45)]), [(1, 1), (2, 1), (1, 1)]);
        assert_eq!(sizes(&reference[..2], &[(0, 50), (0, 50), (0, 60)]), [(1, 2), (1, 1)]);
        let numbered = |preamble: &[(u32, usize)], size| [preamble, &[(1, size), (2, size), (3, size)]].concat();
        let lacking = sizes(&numbered(&reference, 80), &numbered(&[(0, 100), (0, 60), (0, 45)], 40));
        assert_eq!(lacking[..4], [(1, 1), (1, 1), (1, 0), (1, 1)]);
    }

    #[test]
    fn a_misread_number_does_not_move_a_paragraph() {
        let reference = [(1, 100), (2, 200), (3, 150), (4, 120)];
        assert_eq!(sizes(&reference, &[(1, 100), (7, 200), (3, 150), (4, 120)]), [(1, 1); 4]);
        assert_eq!(sizes(&reference, &[(1, 100), (3, 150), (4, 120)]), [(1, 1), (1, 0), (1, 1), (1, 1)]);
    }

    #[test]
    fn beads_cover_both_runs_in_order_whatever_they_hold() {
        let long: Vec<(u32, usize)> = (1..600).map(|number| (number, 40 + number as usize % 97)).collect();
        let cut: Vec<(u32, usize)> = long.iter().copied().filter(|(number, _)| number % 100 != 50).collect();
        let pairs = [(&[][..], &[][..]), (&long[..9], &[]), (&[], &long[..9]), (&long, &cut), (&long[..1], &long)];
        // Too few cells for all pairs of paragraphs, and then for any path in the last case.
        for ((a, b), cells) in pairs.iter().flat_map(|pair| [(pair, 30_000), (pair, 100)]) {
            let beads = within(cells, &units(a), &units(b));
            let covers = |ranges: Vec<Range<usize>>, length| {
                ranges.iter().try_fold(0, |at, range| (range.start == at).then_some(range.end)) == Some(length)
            };
            assert!(covers(beads.iter().map(|bead| bead.reference.clone()).collect(), a.len()));
            assert!(covers(beads.iter().map(|bead| bead.own.clone()).collect(), b.len()));
        }
        let missing = within(30_000, &units(&long), &units(&cut)).iter().filter(|bead| bead.own.is_empty()).count();
        assert_eq!(missing, 6);
    }
}
