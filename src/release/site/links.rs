//! All documents in, one small script a document out: its language versions, which texts that it cites are here, and
//! who cites it.

use super::entry::Entry;
use super::{file, script};
use crate::release::File;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Another document as a page names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Other<'a> {
    name: &'a str,
    stem: &'a str,
    lang: &'a str,
    title: &'a str,
}

/// What the page of a document learns of the others.
#[derive(Debug, Serialize)]
struct Links<'a> {
    /// Versions of the same work, itself among them.
    versions: Vec<Other<'a>>,
    /// Symbols that it cites, with the name of the files of each that is here.
    cited: BTreeMap<&'a str, &'a str>,
    #[serde(rename = "citedBy")]
    cited_by: Vec<Other<'a>>,
}

/// The scripts, one a document.
pub(super) fn files(entries: &[Entry], works: &[Vec<usize>]) -> Vec<File> {
    let mut work_of: Vec<usize> = vec![0; entries.len()];
    let mut by_symbol: BTreeMap<&str, usize> = BTreeMap::new();
    for (work, versions) in works.iter().enumerate() {
        for &at in versions {
            let (Some(entry), Some(of)) = (entries.get(at), work_of.get_mut(at)) else { continue };
            *of = work;
            for symbol in &entry.symbols {
                by_symbol.entry(symbol).or_insert(work);
            }
        }
    }
    let mut citing: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); works.len()];
    for (from, entry) in work_of.iter().zip(entries) {
        for work in entry.cites.keys().filter_map(|symbol| by_symbol.get(symbol.as_str())) {
            if let Some(citing) = citing.get_mut(*work) {
                citing.insert(*from);
            }
        }
    }
    let versions = |work: usize| works.get(work).into_iter().flatten().filter_map(|&at| entries.get(at));
    // The version of a work that a reader of this language wants.
    let fitting = |work: usize, language: &str| {
        versions(work).find(|entry| entry.language == language).or_else(|| versions(work).next())
    };
    let links = |entry: &Entry, own: usize| {
        let symbols = entry.cites.keys().filter_map(|symbol| Some((symbol, by_symbol.get(symbol.as_str())?)));
        let cited = symbols
            .filter(|&(_, &work)| work != own)
            .filter_map(|(symbol, &work)| Some((symbol.as_str(), fitting(work, &entry.language)?.stem.as_str())));
        let citing = citing.get(own).into_iter().flatten().filter(|&&work| work != own);
        let links = Links {
            versions: versions(own).map(other).collect(),
            cited: cited.collect(),
            cited_by: citing.filter_map(|&work| fitting(work, &entry.language)).map(other).collect(),
        };
        script::give(&format!("links:{}", entry.stem), &links)
    };
    let all = entries.iter().zip(&work_of);
    all.map(|(entry, &own)| file(&format!("links/{}.js", entry.stem), links(entry, own))).collect()
}

fn other(entry: &Entry) -> Other<'_> {
    Other { name: &entry.name, stem: &entry.stem, lang: &entry.language, title: &entry.title }
}
