//! Texts in, a search index out that works from disk: which words stand in which documents.
//!
//! A word of a spaced language is a term; of a text without spaces every two neighbouring characters are one, so that
//! 反恐 is found wherever it stands. Arabic words also count without the particles written onto them. The index names
//! documents, not places: the script of the page reads the texts of the documents that hold all terms and finds the
//! paragraphs (`assets/search.js`), so that the index stays small. It comes in shards of sorted terms; a search loads
//! those that it needs.
//!
//! Invariant: the script folds and cuts a query as this file folds and cuts a text; the table of letters is here alone.

use super::script;
use crate::language;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// Bytes of a shard, about.
const SHARD: usize = 48 << 10;
/// Characters of a term at most: a web address is no word.
const LONGEST: usize = 40;

/// Letters with what they are searched as. Beside them stand the variants that each language lists.
const LETTERS: [(&str, char); 30] = [
    ("àáâãäåāăą", 'a'),
    ("çćĉčċ", 'c'),
    ("ďđ", 'd'),
    ("èéêëēĕėęě", 'e'),
    ("ĝğġģ", 'g'),
    ("ìíîïĩīĭį", 'i'),
    ("ķ", 'k'),
    ("ĺļľł", 'l'),
    ("ñńņň", 'n'),
    ("òóôõöøōŏő", 'o'),
    ("ŕŗř", 'r'),
    ("śŝşšș", 's'),
    ("ţťț", 't'),
    ("ùúûüũūŭůűų", 'u'),
    ("ŵ", 'w'),
    ("ýÿŷ", 'y'),
    ("źżž", 'z'),
    ("й", 'и'),
    ("أإآٱ", 'ا'),
    ("ى", 'ي'),
    ("ة", 'ه'),
    ("ؤ", 'و'),
    ("ئ", 'ي'),
    ("ک", 'ك'),
    ("ی", 'ي'),
    ("’‘ʼ`´", '\''),
    ("‐‑–—−", '-'),
    ("“”„«»", '"'),
    ("（", '('),
    ("）", ')'),
];

/// The folding of every text and query.
pub(super) static FOLD: LazyLock<Fold> = LazyLock::new(Fold::new);

/// What a text is folded by, for texts here and for queries in the page.
#[derive(Debug, Serialize)]
pub(super) struct Fold {
    /// Letters, sorted, and in the same place of `to` what each becomes.
    from: String,
    to: String,
    /// Marks that are left out.
    drop: String,
    #[serde(skip)]
    letters: BTreeMap<char, char>,
    #[serde(skip)]
    dropped: BTreeSet<char>,
}

impl Fold {
    fn new() -> Self {
        let mut letters = BTreeMap::new();
        let variants = language::ALL.iter().flat_map(|language| language.variants.iter().copied());
        letters.extend(variants.flat_map(|(from, to)| from.to_lowercase().zip(to.to_lowercase())));
        letters.extend(LETTERS.iter().flat_map(|&(from, to)| from.chars().map(move |c| (c, to))));
        letters.extend(('\u{ff01}'..='\u{ff5e}').filter_map(|c| {
            let narrow = char::from_u32(u32::from(c) - 0xfee0)?;
            Some((c, narrow.to_ascii_lowercase()))
        }));
        let digits = ['\u{660}', '\u{6f0}'].into_iter().flat_map(|zero| (0..10).map(move |n| (zero, n)));
        letters.extend(
            digits.filter_map(|(zero, n)| Some((char::from_u32(u32::from(zero) + n)?, char::from_digit(n, 10)?))),
        );
        let mut dropped: BTreeSet<char> = ('\u{300}'..='\u{36f}').chain('\u{64b}'..='\u{65f}').collect();
        dropped.extend(language::ALL.iter().flat_map(|language| language.loose_marks.iter().copied()));
        dropped.extend(['\u{ad}', '\u{61c}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{feff}']);
        dropped.extend(('\u{202a}'..='\u{202e}').chain('\u{2060}'..='\u{2069}'));
        Fold {
            from: letters.keys().collect(),
            to: letters.values().collect(),
            drop: dropped.iter().collect(),
            letters,
            dropped,
        }
    }

    /// A text as it is searched: small letters without their marks.
    fn fold(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars().filter(|c| !self.dropped.contains(c)).flat_map(char::to_lowercase) {
            out.extend((!self.dropped.contains(&c)).then(|| self.letters.get(&c).copied().unwrap_or(c)));
        }
        out
    }
}

/// Whether a character stands in a text without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The terms of a document.
pub(super) type Terms = BTreeSet<String>;

/// The terms of the texts of a document.
pub(super) fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> Terms {
    let mut found = Terms::new();
    texts.into_iter().for_each(|text| cut(&FOLD.fold(text), &mut found));
    found
}

/// The terms of a folded text.
fn cut(folded: &str, into: &mut BTreeSet<String>) {
    let class = |c: char| match c {
        c if is_unspaced(c) => 2,
        c if c.is_alphanumeric() => 1,
        _ => 0,
    };
    let letters: Vec<char> = folded.chars().collect();
    for run in letters.chunk_by(|&a, &b| class(a) == class(b)) {
        match run.first().map_or(0, |&c| class(c)) {
            2 if run.len() > 1 => into.extend(run.windows(2).map(|pair| pair.iter().collect::<String>())),
            0 => {}
            _ => {
                let word: String = run.iter().take(LONGEST).collect();
                into.extend(without_particles(&word));
                into.insert(word);
            }
        }
    }
}

/// An Arabic word without the particles before its article: of `والامين` and `للامين`, `الامين`.
fn without_particles(word: &str) -> Option<String> {
    let article = "ال";
    if let Some(rest) = word.strip_prefix("لل") {
        return Some(format!("{article}{rest}"));
    }
    let mut rest = word;
    while let Some(shorter) = rest.strip_prefix(['و', 'ف', 'ب', 'ك', 'ل']) {
        if shorter.starts_with(article) {
            return Some(shorter.to_owned());
        }
        rest = shorter;
    }
    None
}

/// Which documents hold a term, while they come: steps from one number to the next, in base 36, with commas.
#[derive(Debug, Default)]
struct Postings {
    last: Option<usize>,
    steps: String,
}

/// The index while documents come.
#[derive(Debug, Default)]
pub(super) struct Index {
    terms: BTreeMap<String, Postings>,
}

impl Index {
    /// Enters the terms of document `number`; numbers come in ascending order.
    pub(super) fn enter(&mut self, number: usize, terms: Terms) {
        for term in terms {
            let postings = self.terms.entry(term).or_default();
            if let Some(last) = postings.last {
                postings.steps.push(',');
                base36(number - last, &mut postings.steps);
            } else {
                base36(number, &mut postings.steps);
            }
            postings.last = Some(number);
        }
    }

    /// The first terms of the shards, and the shards as scripts.
    pub(super) fn finish(self) -> (Vec<String>, Vec<String>) {
        let (mut firsts, mut shards) = (Vec::new(), Vec::new());
        let mut shard: Vec<(String, String)> = Vec::new();
        let mut size = 0;
        let mut give = |shard: &mut Vec<(String, String)>| {
            let Some((first, _)) = shard.first() else { return };
            firsts.push(first.clone());
            let map: BTreeMap<String, String> = shard.drain(..).collect();
            shards.push(script::give(&format!("shard:{}", shards.len()), &map));
        };
        for (term, postings) in self.terms {
            size += term.len() + postings.steps.len() + 6;
            shard.push((term, postings.steps));
            if size > SHARD {
                give(&mut shard);
                size = 0;
            }
        }
        give(&mut shard);
        (firsts, shards)
    }
}

fn base36(mut number: usize, out: &mut String) {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).ok().and_then(|digit| char::from_digit(digit, 36));
        digits.extend(digit);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    let _ = write!(out, "{}", digits.iter().rev().collect::<String>());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        terms([text]).into_iter().collect()
    }

    #[test]
    fn a_word_is_found_however_it_is_set() {
        assert_eq!(cut("Secretary-General"), ["general", "secretary"]);
        assert_eq!(cut("Évaluées, ÉVALUE\u{301}ES"), ["evaluees"]);
        assert_eq!(cut("反恐怖，會員"), ["会员", "反恐", "恐怖"]);
        assert_eq!(cut("会 A/RES/75/291"), ["291", "75", "a", "res", "会"]);
        assert_eq!(cut("الأمينُ للأمين"), ["الامين", "للامين"]);
        assert_eq!(cut("وبالأمين"), ["الامين", "وبالامين"]);
        assert_eq!(cut("ещё Й ３ ٣"), ["3", "еще", "и"]);
    }

    #[test]
    fn documents_are_counted_in_steps() {
        let mut index = Index::default();
        index.enter(0, terms(["Peace"]));
        index.enter(40, terms(["peace", "war"]));
        index.enter(41, terms(["peace"]));
        let (firsts, shards) = index.finish();
        assert_eq!(firsts, ["peace"]);
        assert_eq!(shards, ["declc.give(\"shard:0\",{\"peace\":\"0,14,1\",\"war\":\"14\"});\n"]);
    }

    #[test]
    fn the_table_has_a_letter_for_each_letter() {
        let fold = &FOLD;
        assert_eq!(fold.from.chars().count(), fold.to.chars().count());
    }
}
