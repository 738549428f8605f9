//! Did you mean: the known word nearest to one that is not known.

/// The word of `known` that differs from `word` in at most a third of its letters; of several, the nearest, and of
/// these the first.
pub(super) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let most = (word.chars().count() / 3).max(1);
    let ranked = known.iter().map(|&candidate| (distance(word, candidate), candidate));
    ranked.filter(|&(distance, _)| distance <= most).min_by_key(|&(distance, _)| distance).map(|(_, word)| word)
}

/// Insertions, deletions, replacements and exchanges of neighbours between two words.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let cost = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let mut cheapest =
                (cost(&last, j) + usize::from(x != y)).min(cost(&last, j + 1) + 1).min(cost(&row, j) + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x) {
                cheapest = cheapest.min(cost(&before, j - 1) + 1);
            }
            row.push(cheapest);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use declc::link::sidecar::Sidecar;

    #[test]
    fn slips_of_the_pen_are_recognized() {
        for (word, meant) in [("symbl", "symbol"), ("isued", "issued"), ("dtae", "date"), ("Instrument", "instruments")]
        {
            assert_eq!(nearest(word, &Sidecar::KEYS), Some(meant), "{word}");
        }
    }

    #[test]
    fn another_word_suggests_nothing() {
        for word in ["title", "language", "", "文号"] {
            assert_eq!(nearest(word, &Sidecar::KEYS), None, "{word}");
        }
    }

    #[test]
    fn an_exchange_counts_once() {
        assert_eq!(distance("dtae", "date"), 1);
        assert_eq!(distance("", "date"), 4);
        assert_eq!(distance("date", "date"), 0);
    }
}
