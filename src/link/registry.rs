//! Adoption dates of resolutions and presidential statements, by symbol: what turns a symbol into an IRI.
//!
//! The data are facts, 4,777 lines sorted by symbol: `A/RES/75/291 2021-06-30`. A sidecar can add to them.
//!
//! Not here: how a symbol is read in a text (see `citations`), and what an IRI looks like (see `iri`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

static LINES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    // Every date has ten characters.
    let parts = |line: &'static str| Some((line.get(..line.len().checked_sub(11)?)?, line.get(line.len() - 10..)?));
    include_str!("registry/instruments.txt").lines().filter_map(parts).collect()
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
    find(&bare).or_else(|| run(&bare).map(|line| line.1.to_owned()))
}

/// The session up to which the parts of a resolution were published in one document.
const LAST_SESSION_TOGETHER: u32 = 56;

/// The symbol of the document that prints an instrument, which is not that of a part: up to the fifty-sixth session,
/// and in the old series, one document printed all parts, and its symbol bears no letter. Since then parts that were
/// adopted together share a document (`A/RES/75/101A-B`); where only one was adopted at first, it was published without
/// the letter that it has borne since the second, and any later part bears its own.
///
/// ```
/// use declc::link::registry::published;
/// assert_eq!(published("A/RES/2200(XXI)[A]"), "A/RES/2200(XXI)");
/// assert_eq!(published("A/RES/57/270[B]"), "A/RES/57/270B");
/// assert_eq!(published("A/RES/66/240[A]"), "A/RES/66/240");
/// assert_eq!(published("A/RES/75/101[B]"), "A/RES/75/101A-B");
/// ```
pub fn published(symbol: &str) -> String {
    let Some((number, part)) = symbol.split_once('[') else { return symbol.to_owned() };
    let part = part.trim_end_matches(']');
    let known = |key: &str| LINES.binary_search_by(|line| line.0.cmp(key)).is_ok();
    let lettered = format!("{number}{part}");
    if known(&lettered) {
        return lettered;
    }
    if let Some((run, _)) = self::run(&lettered) {
        return run.to_owned();
    }
    let session = number.rsplit('/').nth(1).and_then(|s| s.parse::<u32>().ok());
    let together = session.is_none_or(|s| s <= LAST_SESSION_TOGETHER);
    if together || part == "A" { number.to_owned() } else { lettered }
}

/// A resolution in parts is registered under the run of its letters: 75/101 A-B holds 75/101 B.
fn run(bare: &str) -> Option<(&'static str, &'static str)> {
    let letter = bare.chars().next_back().filter(char::is_ascii_uppercase)?;
    let number = bare.strip_suffix(letter)?;
    let index = LINES.partition_point(|line| line.0 < number);
    let mut runs = LINES.iter().skip(index).take_while(|line| line.0.starts_with(number));
    let holds = |tail: &str| {
        tail.split_once('-').is_some_and(|(first, last)| {
            let ends = (first.chars().next(), last.chars().next());
            matches!(ends, (Some(a), Some(b)) if (a..=b).contains(&letter) && first.len() == 1)
        })
    };
    runs.find(|line| holds(line.0.get(number.len()..).unwrap_or(""))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_are_sorted_and_whole() {
        let lines: Vec<_> = include_str!("registry/instruments.txt").lines().map(|line| line.split_once(' ')).collect();
        assert_eq!(LINES.iter().copied().map(Some).collect::<Vec<_>>(), lines);
        assert!(LINES.windows(2).all(|w| w[0].0 < w[1].0));
    }

    #[test]
    fn a_part_is_found_under_its_run() {
        let none = BTreeMap::new();
        assert_eq!(adopted("A/RES/75/101[B]", &none).as_deref(), Some("2020-12-10"));
        assert_eq!(adopted("A/RES/75/254[D]", &none), None);
    }
}
