//! What moved: of pairs in the order of one document, those that do not keep the order of the other.
//!
//! The pairs that stay are the heaviest run that rises on both sides, so that a paragraph moves past a pillar, and not
//! the pillar past the paragraph. Takes n log n steps.

/// Which of the pairs moved. `pairs` is sorted by the first position, and no second position comes twice; `weights` says
/// what it takes to move each.
pub(super) fn moved(pairs: &[(usize, usize)], weights: &[u64]) -> Vec<bool> {
    let size = pairs.iter().map(|&(_, j)| j + 1).max().unwrap_or(0);
    let mut best = Best { tree: vec![(0, None); size + 1] };
    let mut before = Vec::with_capacity(pairs.len());
    let mut end = (0, None);
    for (index, (&(_, j), &weight)) in pairs.iter().zip(weights).enumerate() {
        let (sum, previous) = best.up_to(j);
        before.push(previous);
        let run = (sum + weight, Some(index));
        best.put(j, run);
        end = if run.0 > end.0 { run } else { end };
    }
    let mut moved = vec![true; pairs.len()];
    let mut at = end.1;
    while let Some(index) = at {
        if let Some(place) = moved.get_mut(index) {
            *place = false;
        }
        at = before.get(index).copied().flatten();
    }
    moved
}

/// The heaviest run that ends before a position, as a Fenwick tree: its weight and its last pair.
struct Best {
    tree: Vec<(u64, Option<usize>)>,
}

impl Best {
    /// The heaviest run that ends before position `j`.
    fn up_to(&self, j: usize) -> (u64, Option<usize>) {
        let mut best = (0, None);
        let mut at = j;
        while let Some(run) = self.tree.get(at).filter(|_| at > 0) {
            best = if run.0 > best.0 { *run } else { best };
            at &= at - 1;
        }
        best
    }

    fn put(&mut self, j: usize, run: (u64, Option<usize>)) {
        let mut at = j + 1;
        while let Some(place) = self.tree.get_mut(at) {
            if run.0 > place.0 {
                *place = run;
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::moved;

    fn of(order: &[usize], weights: &[u64]) -> Vec<usize> {
        let pairs: Vec<(usize, usize)> = order.iter().copied().enumerate().collect();
        let moved = moved(&pairs, weights);
        (0..order.len()).filter(|&index| moved[index]).collect()
    }

    #[test]
    fn as_little_as_possible_moves() {
        assert_eq!(of(&[0, 1, 2, 3], &[1; 4]), [0_usize; 0]);
        assert_eq!(of(&[3, 0, 1, 2], &[1; 4]), [0]);
        assert_eq!(of(&[0, 2, 3, 1, 4], &[1; 5]), [3]);
        assert_eq!(of(&[], &[]), [0_usize; 0]);
    }

    #[test]
    fn what_is_heavy_stays() {
        assert_eq!(of(&[1, 0], &[3, 8]), [0]);
        assert_eq!(of(&[1, 0], &[8, 3]), [1]);
    }
}
