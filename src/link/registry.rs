//! Adoption dates of resolutions and presidential statements, by symbol: what turns a symbol into an IRI.
//!
//! The data are facts, 4,777 lines sorted by symbol: `A/RES/75/291 2021-06-30`. A sidecar can add to them.
//!
//! Not here: how a symbol is read in a text (see `citations`), and what an IRI looks like (see `iri`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

static LINES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    include_str!("registry/instruments.txt").lines().filter_map(|line| line.split_once(' ')).collect()
});

/// The date on which an instrument was adopted, ISO 8601. `symbol` is written as the United Nations does, a letter of
/// a resolution in square brackets or bare: `A/RES/75/254[B]`, `A/RES/75/291`.
///
/// ```
/// assert_eq!(declc::link::registry::adopted("A/RES/75/291", &Default::default()), Some("2021-06-30".to_owned()));
/// assert_eq!(declc::link::registry::adopted("A/RES/75/9999", &Default::default()), None);
/// ```
pub fn adopted(symbol: &str, sidecar: &BTreeMap<String, String>) -> Option<String> {
    let bare: String = symbol.chars().filter(|c| !matches!(c, '[' | ']' | ' ')).collect();
    if let Some(date) = sidecar.get(symbol).or_else(|| sidecar.get(&bare)) {
        return Some(date.clone());
    }
    let find = |key: &str| {
        let index = LINES.binary_search_by(|line| line.0.cmp(key)).ok()?;
        LINES.get(index).map(|line| line.1.to_owned())
    };
    find(&bare).or_else(|| lettered(&bare, find))
}

/// A resolution in parts is registered under the run of its letters: 75/101 A-B holds 75/101 B.
fn lettered(bare: &str, find: impl Fn(&str) -> Option<String>) -> Option<String> {
    let letter = bare.chars().next_back().filter(char::is_ascii_uppercase)?;
    let number = bare.strip_suffix(letter)?;
    let index = LINES.partition_point(|line| line.0 < number);
    let mut runs = LINES.iter().skip(index).take_while(|line| line.0.starts_with(number));
    let run = runs.find(|line| {
        let tail = line.0.get(number.len()..).unwrap_or("");
        tail.split_once('-').is_some_and(|(first, last)| {
            let ends = (first.chars().next(), last.chars().next());
            matches!(ends, (Some(a), Some(b)) if (a..=b).contains(&letter) && first.len() == 1)
        })
    })?;
    find(run.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_are_sorted_and_whole() {
        assert_eq!(LINES.len(), include_str!("registry/instruments.txt").lines().count());
        assert!(LINES.windows(2).all(|w| w[0].0 < w[1].0));
    }

    #[test]
    fn a_part_is_found_under_its_run() {
        let none = BTreeMap::new();
        assert_eq!(adopted("A/RES/75/101[B]", &none).as_deref(), Some("2020-12-10"));
        assert_eq!(adopted("A/RES/75/254[D]", &none), None);
    }
}
