//! All versions side by side: rows of units that are the same in every language.
//!
//! In: the units of each version, one of which is the reference. Out: a [`Table`]. A row holds one unit of each version;
//! where a version divides otherwise, it holds all that another takes together; where a version lacks it, none.
//!
//! Not here: what differs within a row.

use super::align::{Bead, align};
use super::outline::Unit;
use std::ops::Range;

/// Units of all versions, aligned.
#[derive(Debug)]
pub(super) struct Table<'t, 'a> {
    /// The units of each version.
    pub(super) units: Vec<&'t [Unit<'a>]>,
    /// Index of the reference among the versions.
    pub(super) reference: usize,
    /// Each version against the reference; the reference against itself, unit by unit.
    pub(super) beads: Vec<Vec<Bead>>,
    /// For each version, the row of each of its units.
    rows: Vec<Vec<usize>>,
    /// How many rows there are.
    pub(super) height: usize,
}

impl<'t, 'a> Table<'t, 'a> {
    /// Aligns every version with the reference.
    pub(super) fn new(units: Vec<&'t [Unit<'a>]>, reference: usize) -> Self {
        let base = units.get(reference).copied().unwrap_or_default();
        let plain = || (0..base.len()).map(|at| Bead { reference: at..at + 1, own: at..at + 1 }).collect();
        let beads: Vec<Vec<Bead>> = units
            .iter()
            .enumerate()
            .map(|(version, own)| if version == reference { plain() } else { align(base, own) })
            .collect();
        let row_of = row_of(&beads, base.len());
        let height = row_of.last().map_or(1, |last| last + 1);
        // What a version has more stands in the row before it.
        let row = |bead: &Bead| {
            let at =
                if bead.reference.is_empty() { bead.reference.start.saturating_sub(1) } else { bead.reference.start };
            row_of.get(at).copied().unwrap_or(0)
        };
        let rows = beads.iter().map(|beads| {
            beads.iter().flat_map(|bead| std::iter::repeat_n(row(bead), bead.own.len())).collect::<Vec<_>>()
        });
        Table { rows: rows.collect(), units, reference, beads, height }
    }

    /// The row of a unit.
    pub(super) fn row(&self, version: usize, unit: usize) -> Option<usize> {
        self.rows.get(version)?.get(unit).copied()
    }

    /// The units of a version in a row.
    pub(super) fn cell(&self, version: usize, row: usize) -> &'t [Unit<'a>] {
        let Some(rows) = self.rows.get(version) else { return &[] };
        // Beads cover a version in order, so the rows of its units ascend.
        let (start, end) = (rows.partition_point(|&r| r < row), rows.partition_point(|&r| r <= row));
        self.slice(version, start..end)
    }

    /// Some units of a version.
    pub(super) fn slice(&self, version: usize, range: Range<usize>) -> &'t [Unit<'a>] {
        self.units.get(version).and_then(|units| units.get(range)).unwrap_or_default()
    }
}

/// The row of each unit of the reference: units that some version takes together share one.
fn row_of(beads: &[Vec<Bead>], length: usize) -> Vec<usize> {
    let mut joined = vec![false; length];
    for bead in beads.iter().flatten() {
        let inner = bead.reference.clone().skip(1);
        inner.for_each(|at| joined.get_mut(at).into_iter().for_each(|joined| *joined = true));
    }
    let mut row = 0;
    let rows = joined.iter().enumerate().map(|(at, &joined)| {
        row += usize::from(at > 0 && !joined);
        row
    });
    rows.collect()
}
