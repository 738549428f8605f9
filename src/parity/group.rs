//! Which texts are versions of one work: those that name the same work, and those whose files are called alike but for
//! the language, as `a-res-76-201.en.txt` and `a-res-76-201.fr.txt`.
//!
//! A file name counts beside the IRI, since a text may lack the facts that its IRI is made of, or state them wrongly:
//! that is a difference worth telling. Texts printed in several ways (`a.en.pdf.txt`, `a.en.md.txt`) name one work in
//! one language; their names then keep them apart.

use super::Version;
use super::outline::Outline;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Texts that belong together.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// What their files are called, without language: `a-res-76-201`.
    pub name: String,
    /// The texts, by language.
    pub versions: Vec<Version<'a>>,
}

/// Why a group cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It has one version.
    Alone,
    /// Two of its texts are in this language.
    Repeated(&'static str),
}

impl<'a> Group<'a> {
    fn new(name: String, mut versions: Vec<Version<'a>>) -> Self {
        versions.sort_by_key(Version::language);
        Group { name, versions }
    }

    /// Why it cannot be compared, if it cannot.
    pub fn fault(&self) -> Option<Fault> {
        let languages: Vec<&str> = self.versions.iter().map(Version::language).collect();
        let twice = languages.iter().zip(languages.iter().skip(1)).find(|(a, b)| a == b);
        match (twice, languages.len()) {
            (Some((language, _)), _) => Some(Fault::Repeated(language)),
            (None, 0 | 1) => Some(Fault::Alone),
            (None, _) => None,
        }
    }

    pub(super) fn outlines(&self) -> Vec<Outline<'a>> {
        self.versions.iter().map(|&version| Outline::of(version)).collect()
    }
}

/// The works that the versions belong to, in the order of their first texts. Every version is in one group.
pub fn group<'a>(versions: &[Version<'a>]) -> Vec<Group<'a>> {
    let mut works: BTreeMap<usize, Vec<Version<'a>>> = BTreeMap::new();
    let keys: Vec<Vec<Key>> = versions.iter().map(Version::keys).collect();
    for (version, work) in versions.iter().zip(together(&keys)) {
        works.entry(work).or_default().push(*version);
    }
    works.into_values().flat_map(apart).collect()
}

/// What two versions of a work have in common: the IRI of the work that they name (`true`), or the name of their files
/// without language (`false`).
pub type Key = (bool, String);

impl Version<'_> {
    /// By what other versions of its work are known.
    pub fn keys(&self) -> Vec<Key> {
        iri(self).map(|iri| (true, iri)).into_iter().chain([(false, name(self))]).collect()
    }
}

/// For each version, by its keys, the first one that it belongs to, directly or through others.
///
/// ```
/// let keys = [vec!["a/res/76/201", "report"], vec!["note"], vec!["report"]];
/// assert_eq!(declc::parity::together(&keys), [0, 1, 0]);
/// ```
pub fn together<'k, K: Hash + Eq + 'k>(versions: impl IntoIterator<Item = &'k Vec<K>>) -> Vec<usize> {
    // For each version one that it belongs to and that stands no later, up to the first of all, which belongs to itself.
    let versions = versions.into_iter();
    let mut belongs: Vec<usize> = Vec::new();
    let mut known: HashMap<&K, usize> = HashMap::with_capacity(2 * versions.size_hint().0);
    for (index, keys) in versions.enumerate() {
        belongs.push(index);
        for key in keys {
            let (a, b) = (first(&mut belongs, *known.entry(key).or_insert(index)), first(&mut belongs, index));
            if let Some(later) = belongs.get_mut(a.max(b)) {
                *later = a.min(b);
            }
        }
    }
    (0..belongs.len()).map(|index| first(&mut belongs, index)).collect()
}

/// The first of those that a version belongs to. Who has been asked belongs to one further up from then on.
fn first(belongs: &mut [usize], mut index: usize) -> usize {
    while let Some(&next) = belongs.get(index).filter(|&&next| next != index) {
        let further = belongs.get(next).copied().unwrap_or(next);
        if let Some(slot) = belongs.get_mut(index) {
            *slot = further;
        }
        index = further;
    }
    index
}

/// Texts of one work, kept apart by their names where these give whole groups and the languages alone do not.
fn apart(versions: Vec<Version<'_>>) -> Vec<Group<'_>> {
    let first = versions.first().map(name).unwrap_or_default();
    let whole = Group::new(first, versions.clone());
    let mut named: BTreeMap<String, Vec<Version<'_>>> = BTreeMap::new();
    for version in versions {
        named.entry(name(&version)).or_default().push(version);
    }
    let parts: Vec<Group<'_>> = named.into_iter().map(|(name, versions)| Group::new(name, versions)).collect();
    let better = whole.fault().is_some() && parts.iter().all(|part| part.fault().is_none());
    if better { parts } else { vec![whole] }
}

/// The IRI of the work that a text names. Without a date it says no more than the name of the file.
fn iri(version: &Version<'_>) -> Option<String> {
    let metadata = version.metadata();
    metadata.date.as_ref().and(metadata.work_iri.as_ref()).map(|iri| iri.value.clone())
}

/// The name of a file without ending and language: `a-res-76-201.fr.txt` is `a-res-76-201`, `en/a.txt` is `a`. A file
/// that is called by its language alone bears the name of its folder.
fn name(version: &Version<'_>) -> String {
    let language = version.language();
    without_language(version.source.path(), |part| part.eq_ignore_ascii_case(language))
}

/// What a file seems to be called in every language, before it is read: the same for `fr/a.fr.txt` and `zh/a.zh.txt`.
/// `languages` are those that it may be in, by their tags.
///
/// ```
/// let name = |path| declc::parity::likely_name(path, &["fr", "zh"]);
/// assert_eq!(name("fr/a-res-76-201.fr.txt"), "a-res-76-201");
/// assert_eq!(name("fr/a-res-76-201.fr.txt"), name("zh/a-res-76-201-zh.txt"));
/// ```
pub fn likely_name(path: &str, languages: &[&str]) -> String {
    without_language(path, |part| languages.iter().any(|language| part.eq_ignore_ascii_case(language)))
}

fn without_language(path: &str, is_language: impl Fn(&str) -> bool) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = [".txt", ".md"].iter().find_map(|ending| file.strip_suffix(ending)).unwrap_or(file);
    let mut parts: Vec<&str> = stem.split_inclusive(['.', '-', '_']).collect();
    if let Some(at) = parts.iter().rposition(|part| is_language(part.trim_end_matches(['.', '-', '_']))) {
        parts.remove(at);
    }
    let name = parts.concat();
    let name = name.trim_end_matches(['.', '-', '_']);
    if name.is_empty() { folder.to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parity::tests::grouped;

    const EN: &str = "The General Assembly,\n\nRecalling the report,\n\n1. Decides to end.\n";
    const FR: &str = "L’Assemblée générale,\n\nRappelant les travaux du Conseil,\n\n1. Décide de conclure.\n";
    const ZH: &str = "大会，\n\n回顾报告，\n\n1. 决定结束。\n";

    /// Names of the groups that files make, with the languages and the fault of each.
    fn groups(files: &[(&str, &str)]) -> Vec<(String, usize, Option<Fault>)> {
        let named = |group: &Group<'_>| (group.name.clone(), group.versions.len(), group.fault());
        grouped(files, |groups| groups.iter().map(named).collect())
    }

    #[test]
    fn files_called_alike_but_for_the_language_are_one_work() {
        for (a, b, name) in [
            ("x/a.en.txt", "y/a.zh.md", "a"),
            ("A_RES_76_1-EN.txt", "A_RES_76_1-zh.txt", "A_RES_76_1"),
            ("en/a.txt", "zh/a.txt", "a"),
            ("en-a.txt", "zh-a.txt", "a"),
            ("work/en.txt", "work/zh.txt", "work"),
        ] {
            assert_eq!(groups(&[(a, EN), (b, ZH)]), [(name.to_owned(), 2, None)], "{a}");
        }
        let other = groups(&[("a.en.txt", EN), ("b.zh.txt", ZH)]);
        assert_eq!(other, [("a".to_owned(), 1, Some(Fault::Alone)), ("b".to_owned(), 1, Some(Fault::Alone))]);
    }

    #[test]
    fn texts_that_name_one_work_are_one_whatever_their_files_are_called() {
        let cover = |text: &str, line: &str| format!("{line}\n\n{text}");
        let en = cover(EN, "Resolution adopted by the General Assembly on 16 December 2021\n\n76/108. Report");
        let zh = cover(ZH, "2021年12月16日大会决议\n\n76/108. 报告");
        assert_eq!(groups(&[("N21.txt", &en), ("N22.txt", &zh)]).len(), 1);
    }

    #[test]
    fn several_prints_of_a_work_are_compared_print_by_print() {
        let files = [("a.en.md.txt", EN), ("a.zh.md.txt", ZH), ("a.en.pdf.txt", EN), ("a.zh.pdf.txt", ZH)];
        assert_eq!(groups(&files), [("a.md".to_owned(), 2, None), ("a.pdf".to_owned(), 2, None)]);
    }

    #[test]
    fn a_language_given_twice_is_a_fault() {
        let twice = groups(&[("a.en.txt", EN), ("b/a.en.txt", EN), ("a.fr.txt", FR)]);
        assert_eq!(twice, [("a".to_owned(), 3, Some(Fault::Repeated("en")))]);
    }

    #[test]
    fn versions_belong_together_through_others() {
        let of = |versions: &[&str]| {
            let keys = |keys: &&str| keys.chars().map(|key| (true, key.to_string())).collect();
            together(&versions.iter().map(keys).collect::<Vec<Vec<Key>>>())
        };
        assert_eq!(of(&["a", "b", "ab", "c", "b"]), [0, 0, 0, 3, 0]);
        assert_eq!(of(&["ab", "cd", "e", "ed", "f", "db"]), [0, 0, 0, 0, 4, 0]);
        assert_eq!(of(&["", "a", "", "a"]), [0, 1, 2, 1]);
        assert_eq!(of(&["d", "c", "b", "a", "ab", "cd", "bc", "a"]), [0; 8]);
    }
}
