//! Which text of one document is which of the other: by text first, by place second.
//!
//! In: the units of both documents. Out: pairs of positions, each position in one pair at most.
//!
//! 1. Equal texts are the same, those with the same identifier first. Where the documents differ little, that is nearly
//!    all of them.
//! 2. Of the rest, candidates are texts that share rare runs of words, and those in the same place. The most similar are
//!    paired first.
//! 3. What bears a place of its own (a heading, a title, a note of the same paragraph) is paired by it.
//!
//! Invariant: the work grows with the length of the texts, since each unit has a bounded number of candidates.

use super::words::tokens;
use crate::model::unit::Unit;
use crate::model::visit::NodeKind;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};

/// Units that a run of words may stand in to be rare enough to suggest a pair.
const RARE: usize = 8;
/// Candidates of a unit that are compared in full.
const CANDIDATES: usize = 6;
/// How similar two texts are that are the same wherever they stand, of 1.
const SAME: f64 = 0.4;
/// How similar two texts are that are the same in the same place.
const SAME_IN_PLACE: f64 = 0.2;
/// What the same place adds to the likeness of two texts.
const PLACE: f64 = 0.1;

/// One document, prepared.
struct Side<'u, 'a> {
    units: &'u [Unit<'a>],
    /// Runs of two words in each text, hashed and sorted, with repeats.
    runs: Vec<Vec<u64>>,
    /// Where each unit stands: its identifier, and which of those with that identifier it is.
    places: Vec<(Family, &'u str, usize)>,
}

/// Things that can become each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Family {
    Paragraph,
    Heading,
    Annex,
    Note,
    Cover,
    Title,
    Formula,
    Conclusion,
}

impl Family {
    fn of(kind: NodeKind) -> Self {
        match kind {
            NodeKind::Preambular | NodeKind::Paragraph | NodeKind::Subparagraph => Family::Paragraph,
            NodeKind::Heading => Family::Heading,
            NodeKind::AnnexHeading => Family::Annex,
            NodeKind::Note => Family::Note,
            NodeKind::Cover => Family::Cover,
            NodeKind::Title => Family::Title,
            NodeKind::Formula => Family::Formula,
            NodeKind::Conclusion => Family::Conclusion,
        }
    }

    /// Whether its place alone says what a text is. A paragraph or note with another text is another one.
    fn has_place(self) -> bool {
        !matches!(self, Family::Paragraph | Family::Note)
    }
}

impl<'u, 'a> Side<'u, 'a> {
    fn of(units: &'u [Unit<'a>], unspaced: bool) -> Self {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let place = |unit: &'u Unit<'a>| {
            let count = seen.entry(unit.eid.as_str()).or_default();
            *count += 1;
            (Family::of(unit.kind), unit.eid.as_str(), *count)
        };
        let places = units.iter().map(place).collect();
        Side { units, runs: units.iter().map(|unit| runs(&unit.passage.text, unspaced)).collect(), places }
    }

    fn family(&self, index: usize) -> Option<Family> {
        self.units.get(index).map(|unit| Family::of(unit.kind))
    }

    fn runs(&self, index: usize) -> &[u64] {
        self.runs.get(index).map_or(&[], Vec::as_slice)
    }
}

/// Runs of two words, with the beginning of the text as a word of its own.
fn runs(text: &str, unspaced: bool) -> Vec<u64> {
    let words = tokens(text, unspaced).into_iter().filter(|word| !word.trim().is_empty());
    let words: Vec<&str> = std::iter::once("").chain(words).collect();
    let mut runs: Vec<u64> = words.windows(2).map(hash).collect();
    runs.sort_unstable();
    runs
}

fn hash(words: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// How much two sorted lists have in common: 1 where they are equal, 0 where they share nothing.
#[expect(clippy::cast_precision_loss, reason = "a text has fewer words than a float has whole numbers")]
fn likeness(a: &[u64], b: &[u64]) -> f64 {
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    if a.is_empty() && b.is_empty() { 1.0 } else { 2.0 * common as f64 / (a.len() + b.len()) as f64 }
}

/// Pairs of positions in `a` and `b` that are the same text, sorted. `unspaced` tells how the language writes words.
pub(super) fn pair(a: &[Unit<'_>], b: &[Unit<'_>], unspaced: bool) -> Vec<(usize, usize)> {
    let mut pairs = Pairs {
        a: Side::of(a, unspaced),
        b: Side::of(b, unspaced),
        of_a: vec![None; a.len()],
        of_b: vec![None; b.len()],
    };
    pairs.equal();
    pairs.similar();
    pairs.between_neighbours();
    pairs.in_place();
    pairs.of_the_same_host();
    pairs.of_a.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))).collect()
}

/// Positions in both documents.
type Both = (Vec<usize>, Vec<usize>);

struct Pairs<'u, 'a> {
    a: Side<'u, 'a>,
    b: Side<'u, 'a>,
    of_a: Vec<Option<usize>>,
    of_b: Vec<Option<usize>>,
}

impl Pairs<'_, '_> {
    fn is_free(&self, i: usize, j: usize) -> bool {
        self.of_a.get(i) == Some(&None) && self.of_b.get(j) == Some(&None) && self.a.family(i) == self.b.family(j)
    }

    fn settle(&mut self, i: usize, j: usize) {
        if self.is_free(i, j)
            && let (Some(of_a), Some(of_b)) = (self.of_a.get_mut(i), self.of_b.get_mut(j))
        {
            (*of_a, *of_b) = (Some(j), Some(i));
        }
    }

    fn free_of_a(&self) -> Vec<usize> {
        free(&self.of_a)
    }

    fn free_of_b(&self) -> Vec<usize> {
        free(&self.of_b)
    }

    fn likeness(&self, i: usize, j: usize) -> f64 {
        likeness(self.a.runs(i), self.b.runs(j))
    }

    fn same_place(&self, i: usize, j: usize) -> bool {
        self.a.places.get(i) == self.b.places.get(j)
    }

    /// Equal texts, in the same place first, then in order.
    fn equal(&mut self) {
        let mut texts: BTreeMap<(Family, &str), Both> = BTreeMap::new();
        for (index, unit) in self.a.units.iter().enumerate().filter(|(_, unit)| !unit.passage.text.is_empty()) {
            texts.entry((Family::of(unit.kind), &unit.passage.text)).or_default().0.push(index);
        }
        for (index, unit) in self.b.units.iter().enumerate() {
            if let Some((_, of_b)) = texts.get_mut(&(Family::of(unit.kind), unit.passage.text.as_str())) {
                of_b.push(index);
            }
        }
        for (of_a, of_b) in texts.into_values() {
            let places: HashMap<_, _> = of_b.iter().filter_map(|&j| Some((*self.b.places.get(j)?, j))).collect();
            for &i in &of_a {
                if let Some(&j) = self.a.places.get(i).and_then(|place| places.get(place)) {
                    self.settle(i, j);
                }
            }
            let rest_of_a: Vec<usize> = of_a.into_iter().filter(|&i| self.of_a.get(i) == Some(&None)).collect();
            let rest_of_b = of_b.into_iter().filter(|&j| self.of_b.get(j) == Some(&None)).collect::<Vec<_>>();
            for (i, j) in rest_of_a.into_iter().zip(rest_of_b) {
                self.settle(i, j);
            }
        }
    }

    /// Similar texts, the most similar first.
    fn similar(&mut self) {
        let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
        for i in self.free_of_a() {
            let mut runs = self.a.runs(i).to_vec();
            runs.dedup();
            for run in runs {
                let units = index.entry(run).or_default();
                // One more than is rare tells that it is not.
                if units.len() <= RARE {
                    units.push(i);
                }
            }
        }
        let places: HashMap<_, _> = self.a.places.iter().enumerate().map(|(i, place)| (*place, i)).collect();
        let mut found = Vec::new();
        for j in self.free_of_b() {
            let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
            let rare = self.b.runs(j).iter().filter_map(|run| index.get(run)).filter(|units| units.len() <= RARE);
            rare.flatten().for_each(|&i| *votes.entry(i).or_default() += 1);
            let mut candidates: Vec<(usize, usize)> = votes.into_iter().map(|(i, votes)| (votes, i)).collect();
            candidates.sort_unstable_by(|x, y| y.cmp(x));
            let same_place = self.b.places.get(j).and_then(|place| places.get(place)).copied();
            let candidates = candidates.into_iter().take(CANDIDATES).map(|(_, i)| i).filter(|i| Some(*i) != same_place);
            for i in candidates.chain(same_place).filter(|&i| self.is_free(i, j)) {
                let here = Some(i) == same_place;
                let likeness = self.likeness(i, j);
                if likeness >= if here { SAME_IN_PLACE } else { SAME } {
                    found.push((likeness + if here { PLACE } else { 0.0 }, i, j));
                }
            }
        }
        found.sort_by(|x, y| {
            let nearness = |&(_, i, j): &(f64, usize, usize)| (i.abs_diff(j), i, j);
            y.0.total_cmp(&x.0).then_with(|| nearness(x).cmp(&nearness(y)))
        });
        for (_, i, j) in found {
            self.settle(i, j);
        }
    }

    /// Texts that stand between the same neighbours, or after the same one, and are not quite unlike.
    fn between_neighbours(&mut self) {
        for i in self.free_of_a() {
            let before = i.checked_sub(1).and_then(|before| self.of_a.get(before).copied().flatten());
            let after = self.of_a.get(i + 1).copied().flatten();
            let suggested = [before.map(|j| j + 1), after.and_then(|j| j.checked_sub(1))];
            for j in suggested.into_iter().flatten() {
                if self.is_free(i, j) && self.likeness(i, j) >= SAME_IN_PLACE {
                    self.settle(i, j);
                }
            }
        }
    }

    /// A heading, a title, a line of the cover is what stands in its place.
    fn in_place(&mut self) {
        let places: HashMap<_, _> = self.b.places.iter().enumerate().map(|(j, place)| (*place, j)).collect();
        for i in self.free_of_a() {
            let empty = |side: &Side<'_, '_>, at: usize| side.runs(at).is_empty();
            let place = self.a.places.get(i).and_then(|place| places.get(place)).copied();
            if let Some(j) = place
                && (self.a.family(i).is_some_and(Family::has_place) || empty(&self.a, i) && empty(&self.b, j))
                && self.same_place(i, j)
            {
                self.settle(i, j);
            }
        }
    }

    /// Notes that one paragraph calls are, in order, those that its counterpart calls.
    fn of_the_same_host(&mut self) {
        let position = |side: &Side<'_, '_>| -> HashMap<String, usize> {
            side.units.iter().enumerate().map(|(index, unit)| (unit.eid.to_string(), index)).collect()
        };
        let (hosts_of_a, hosts_of_b) = (position(&self.a), position(&self.b));
        let host = |unit: &Unit<'_>, hosts: &HashMap<String, usize>| hosts.get(unit.host?.as_str()).copied();
        let mut notes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for j in self.free_of_b() {
            if let Some(host) = self.b.units.get(j).and_then(|unit| host(unit, &hosts_of_b)) {
                notes.entry(host).or_default().push(j);
            }
        }
        for i in self.free_of_a() {
            let host = self.a.units.get(i).and_then(|unit| host(unit, &hosts_of_a));
            let counterpart = host.and_then(|host| self.of_a.get(host).copied().flatten());
            let waiting = counterpart.and_then(|host| notes.get_mut(&host)).filter(|waiting| !waiting.is_empty());
            if let Some(j) = waiting.map(|waiting| waiting.remove(0)) {
                self.settle(i, j);
            }
        }
    }
}

fn free(of: &[Option<usize>]) -> Vec<usize> {
    of.iter().enumerate().filter(|(_, other)| other.is_none()).map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_a_share_of_both() {
        let of = |text| runs(text, false);
        assert!((likeness(&of("one two three"), &of("one two three")) - 1.0).abs() < f64::EPSILON);
        assert!(likeness(&of("one two three"), &of("four five six")).abs() < f64::EPSILON);
        let some = likeness(&of("one two three four"), &of("one two five four"));
        assert!((some - 0.5).abs() < f64::EPSILON, "{some}");
    }
}
