//! The works of which a build has texts in several languages: where these differ, a line each.
//!
//! Versions of a work are compiled one after the other, as far as the names of their files tell. As soon as another work
//! begins, they are compared and let go, so that a build holds the trees of a few works only, however many texts there
//! are. Where versions come apart all the same, or some come from the cache, they are compiled once more at the end.

use super::super::cache::{self, Cache};
use super::super::compile::{self, Passes};
use super::super::inputs::Input;
use super::super::parity;
use super::Outcome;
use declc::Options;
use declc::language::Language;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What was told of works so far.
#[derive(Debug, Default)]
pub(super) struct Works {
    /// Where the work begins that is being compiled.
    start: usize,
    /// By what its texts are known.
    keys: BTreeSet<u64>,
    /// What was told of those before it, by the digest of their texts.
    told: BTreeMap<u64, String>,
}

impl Works {
    /// Takes note of the last of the texts that were compiled: where it belongs to another work than those before it,
    /// these are done.
    pub(super) fn next(&mut self, inputs: &[&Input], compiled: &mut [Box<Outcome>]) {
        let Some(facts) = compiled.last().and_then(|outcome| outcome.facts.as_ref()) else { return };
        let keys = facts.work.clone();
        if !keys.iter().any(|key| self.keys.contains(key)) {
            let last = compiled.len() - 1;
            self.close(inputs, compiled.get_mut(..last).unwrap_or_default());
        }
        self.keys.extend(keys);
    }

    /// Compares the texts from the beginning of the work that is being compiled on, and lets their trees go.
    pub(super) fn close(&mut self, inputs: &[&Input], compiled: &mut [Box<Outcome>]) {
        let end = compiled.len();
        let texts = inputs.get(self.start..end).unwrap_or_default();
        let outcomes = compiled.get_mut(self.start..).unwrap_or_default();
        let outcomes_of = outcomes.iter().map(Box::as_ref);
        let versions = texts.iter().copied().zip(outcomes_of).filter(|(_, outcome)| outcome.facts.is_some());
        let versions = by_path(versions.collect());
        if versions.len() > 1 {
            let line = parity::summary(versions.iter().filter_map(|(_, outcome)| outcome.attempt.as_deref()));
            self.told.insert(key(&versions), line);
        }
        for (input, outcome) in texts.iter().zip(outcomes) {
            // What came on standard input comes only once.
            if !input.is_standard() {
                outcome.attempt = None;
            }
        }
        self.start = end;
        self.keys.clear();
    }

    /// What was told of the works that are done, by the digest of their texts.
    pub(super) fn told(&self) -> &BTreeMap<u64, String> {
        &self.told
    }

    /// Where the languages of works differ, and for each work the digest of its texts with what is told of it.
    pub(super) fn lines(
        &self,
        texts: &[(&Input, &Outcome)],
        cache: Option<&Cache>,
        options: &Options<'_>,
        passes: Passes,
    ) -> (String, BTreeMap<u64, String>) {
        let known: Vec<_> =
            texts.iter().filter_map(|&(input, outcome)| Some((input, outcome, outcome.facts.as_ref()?))).collect();
        let firsts = declc::parity::together(known.iter().map(|(_, _, facts)| &facts.work));
        let mut places: Vec<(usize, usize)> =
            firsts.into_iter().enumerate().map(|(place, first)| (first, place)).collect();
        places.sort_unstable();
        let works = places.chunk_by(|(a, _), (b, _)| a == b).filter(|work| work.len() > 1);
        let version = |&(_, place): &(usize, usize)| known.get(place).map(|&(input, outcome, _)| (input, outcome));
        let works = works.map(|work| by_path(work.iter().filter_map(version).collect()));
        let mut told = BTreeMap::new();
        let mut lines = String::new();
        for versions in works {
            let key = key(&versions);
            let known = self.told.get(&key).cloned().or_else(|| cache?.work(key));
            let line = known.unwrap_or_else(|| {
                let gone = |outcome: &Outcome| outcome.attempt.is_none();
                let gone: Vec<Input> =
                    versions.iter().filter(|(_, outcome)| gone(outcome)).map(|&(input, _)| input.clone()).collect();
                let mut again = compile::each(&gone, |input| compile::compile(input, options, passes)).into_iter();
                let attempts: Vec<_> = versions
                    .iter()
                    .filter_map(|(_, outcome)| match &outcome.attempt {
                        Some(attempt) => Some(Version::Here(attempt)),
                        None => again.next().map(Box::new).map(Version::Again),
                    })
                    .collect();
                parity::summary(attempts.iter().map(Version::attempt))
            });
            lines += &line;
            told.insert(key, line);
        }
        (lines, told)
    }
}

/// The texts with those together that seem to be of one work, such as `fr/a.fr.txt` and `zh/a.zh.txt`, otherwise in their
/// order; and for each the place that it had.
pub(super) fn adjacent<'i>(inputs: &[&'i Input], languages: &[&Language]) -> (Vec<&'i Input>, Vec<usize>) {
    let languages: Vec<&str> = languages.iter().map(|language| language.tag).collect();
    let mut firsts: HashMap<String, usize> = HashMap::new();
    let mut ordered: Vec<(usize, usize, &Input)> = Vec::with_capacity(inputs.len());
    for (place, input) in inputs.iter().enumerate() {
        let name = declc::parity::likely_name(&input.name, &languages);
        ordered.push((*firsts.entry(name).or_insert(place), place, input));
    }
    ordered.sort_unstable_by_key(|&(first, place, _)| (first, place));
    ordered.into_iter().map(|(_, place, input)| (input, place)).unzip()
}

/// Puts what was made of the texts back into their order.
pub(super) fn put_back<T>(made: &mut [T], mut places: Vec<usize>) {
    for at in 0..made.len() {
        while let Some(&place) = places.get(at).filter(|&&place| place != at) {
            made.swap(at, place);
            places.swap(at, place);
        }
    }
}

/// A version whose tree is at hand, or was made again.
enum Version<'a> {
    Here(&'a compile::Attempt),
    Again(Box<compile::Attempt>),
}

impl Version<'_> {
    fn attempt(&self) -> &compile::Attempt {
        match self {
            Version::Here(attempt) => attempt,
            Version::Again(attempt) => attempt,
        }
    }
}

/// The versions of a work in the order of their paths, in whichever they were compiled.
fn by_path<'v>(mut versions: Vec<(&'v Input, &'v Outcome)>) -> Vec<(&'v Input, &'v Outcome)> {
    versions.sort_by_key(|(input, _)| &input.shown);
    versions
}

/// The digest of the texts of a work.
fn key(versions: &[(&Input, &Outcome)]) -> u64 {
    let made_of = |outcome: &Outcome| outcome.facts.as_ref().map(|facts| facts.made_of);
    cache::digest(&versions.iter().map(|(input, outcome)| (&input.shown, made_of(outcome))).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use declc::language::ALL;
    use std::path::Path;

    #[test]
    fn versions_of_a_work_come_together_and_go_back() {
        let paths = ["fr/a.fr.txt", "fr/b.fr.txt", "fr/c.txt", "zh/a.zh.txt", "zh/b.zh.txt", "zh/c.txt", "en-b.md"];
        let inputs: Vec<Input> = paths.iter().map(|path| Input::of(Path::new(path))).collect();
        let (ordered, places) = adjacent(&inputs.iter().collect::<Vec<_>>(), &ALL);
        let mut shown: Vec<&str> = ordered.iter().map(|input| input.shown.as_str()).collect();
        let expected = ["fr/a.fr.txt", "zh/a.zh.txt", "fr/b.fr.txt", "zh/b.zh.txt", "en-b.md", "fr/c.txt", "zh/c.txt"];
        assert_eq!(shown, expected);
        put_back(&mut shown, places);
        assert_eq!(shown, paths);
    }
}
