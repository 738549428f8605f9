//! Names as a text prints them: how often each stands in full, and which misprints of it stand in the text.
//!
//! A misprint is the name with a letter less within, with a letter twice, or with two neighbours exchanged. Each of these
//! leaves the front or the rear half of the name as it is. So one pass over a text that looks for the halves of all
//! names finds every place where a name or a misprint of it can stand, and only these are looked at closely; a long
//! list of names costs no more than a short one.
//!
//! Not here: which misprints are worth telling (see `terminology`).

use super::finder::Finder;
use crate::language::{Language, Memo};
use std::collections::BTreeSet;

/// Names shorter than this, in characters, are too near to other words.
const SHORTEST: usize = 6;

/// Where words bend, a letter less often makes another word: only long names are compared.
const LONG: usize = 16;

/// Most bytes of a letter.
const LETTER: usize = 4;

/// A name of the lexicon in the texts of a document.
pub(super) struct Found {
    pub(super) name: &'static str,
    /// How often it stands in full.
    pub(super) full: usize,
    /// The misprints of it that stand in the texts and are part of no other name.
    pub(super) variants: BTreeSet<String>,
}

/// The long names of a language, and what finds their halves.
struct Names {
    long: Vec<&'static str>,
    /// Each half with its name, and where in the name it begins, in bytes.
    halves: Finder<'static, (usize, usize)>,
}

static NAMES: Memo<Option<Names>> = Memo::new(Names::new);

impl Names {
    fn new(language: &'static Language) -> Option<Names> {
        let long = if language.unspaced { SHORTEST } else { LONG };
        let long: Vec<&str> = all(language).filter(|name| name.chars().count() >= long).collect();
        let mut halves = Vec::new();
        for (index, name) in long.iter().enumerate() {
            let middle = name.chars().count() / 2;
            let byte = |n: usize| name.char_indices().nth(n).map_or(name.len(), |(at, _)| at);
            // The last letter of the front may be exchanged with the first of the rear.
            halves.push((name.get(..byte(middle - 1))?, (index, 0)));
            halves.push((name.get(byte(middle)..)?, (index, byte(middle))));
        }
        Some(Names { long, halves: Finder::new(halves) })
    }
}

/// The names that are looked for, and those that a misprint must not be part of.
fn all(language: &'static Language) -> impl Iterator<Item = &'static str> {
    [language.organs, language.organizations, language.roles].into_iter().flatten().map(|entity| entity.name)
}

/// Looks for the names of `language` in texts; in the order of the lists.
pub(super) fn look<'t>(language: &'static Language, texts: impl Iterator<Item = &'t str>) -> Vec<Found> {
    let own = if NAMES.of(language).is_none() { Names::new(language) } else { None };
    let Some(Names { long, halves }) = NAMES.of(language).and_then(Option::as_ref).or(own.as_ref()) else {
        return Vec::new();
    };
    let mut found: Vec<Found> = long.iter().map(|&name| Found { name, full: 0, variants: BTreeSet::new() }).collect();
    let mut ends = vec![0; long.len()];
    for text in texts {
        ends.fill(0);
        halves.find(text, |at, half, &(index, offset)| {
            let (Some(here), Some(ended)) = (found.get_mut(index), ends.get_mut(index)) else { return };
            if offset == 0 {
                here.variants.extend(misprints(here.name, slice(text, at, text.len())).map(str::to_owned));
                return;
            }
            let end = at + half.len();
            if at >= *ended + offset && slice(text, 0, end).ends_with(here.name) {
                here.full += 1;
                *ended = end;
            }
            // A letter less or more in the front moves its beginning by that letter.
            let earliest = end.saturating_sub(here.name.len() + LETTER);
            for start in earliest..=(end + LETTER).saturating_sub(here.name.len()) {
                let ends = |variant: &&str| start + variant.len() == end;
                let variants = misprints(here.name, slice(text, start, text.len())).filter(ends);
                here.variants.extend(variants.map(str::to_owned));
            }
        });
    }
    for here in found.iter_mut().filter(|here| !here.variants.is_empty()) {
        here.variants.retain(|variant| !all(language).any(|name| name.contains(variant.as_str())));
    }
    found
}

/// The misprints of `name` that stand at the head of `text`: a letter less, double, exchanged.
fn misprints<'t>(name: &str, text: &'t str) -> impl Iterator<Item = &'t str> {
    let alike = name.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
    // Where bytes are the same, letters end at the same of them.
    let same = (0..=alike).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
    let (before, rest, printed) = (slice(name, 0, same), slice(name, same, name.len()), slice(text, same, text.len()));
    let mut letters = rest.chars();
    let (first, after_first) = (letters.next(), letters.as_str());
    let (second, after_second) = (letters.next(), letters.as_str());
    // The first and the last letter stand as they are.
    let less = || {
        let fits = !before.is_empty() && !after_first.is_empty() && printed.starts_with(after_first);
        fits.then_some(after_first.len())
    };
    let double = || {
        let mut back = before.chars().rev();
        let (last, one_before) = (back.next()?, back.next()?);
        let inner = !rest.is_empty() || last == one_before;
        (inner && printed.strip_prefix(last)?.starts_with(rest)).then_some(last.len_utf8() + rest.len())
    };
    let exchanged = || {
        let after = printed.strip_prefix(second?)?.strip_prefix(first?)?;
        (!after_second.is_empty() && after.starts_with(after_second)).then_some(rest.len())
    };
    [less(), double(), exchanged()].into_iter().flatten().map(move |length| slice(text, 0, same + length))
}

fn slice(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ALL;

    /// Every misprint of a name, by its definition.
    fn all_misprints(name: &str) -> BTreeSet<String> {
        let chars: Vec<char> = name.chars().collect();
        let mut found = BTreeSet::new();
        for i in 1..chars.len() - 1 {
            let mut less = chars.clone();
            less.remove(i);
            let double = chars.iter().take(i + 1).chain(chars.iter().skip(i)).copied().collect();
            let mut exchanged = chars.clone();
            exchanged.swap(i - 1, i);
            found.extend([less, double, exchanged].map(String::from_iter));
        }
        // What is the name with a letter cut off its end stands wherever the name stands.
        found.retain(|variant| !name.starts_with(variant.as_str()));
        found
    }

    #[test]
    fn the_first_and_the_last_letter_stand_as_they_are() {
        let printed = |name, text| misprints(name, text).collect::<Vec<_>>();
        assert_eq!(printed("Secretary-General", "Secretry-General of"), ["Secretry-General"]);
        for text in ["ecretary-General", "SSecretary-General", "Secretary-Genera", "Secretary-Generall"] {
            assert!(printed("Secretary-General", text).is_empty(), "{text}");
        }
        // Where the name ends with a letter twice, a third is one of those within.
        assert_eq!(printed("United Nations Press", "United Nations Presss, Geneva"), ["United Nations Presss"]);
    }

    #[test]
    fn every_misprint_is_found_and_nothing_else() {
        for language in ALL {
            let long = if language.unspaced { SHORTEST } else { LONG };
            for name in all(language).filter(|name| name.chars().count() >= long).step_by(7) {
                let wanted = all_misprints(name);
                let text = wanted.iter().map(String::as_str).collect::<Vec<_>>().join(&format!("\n{name}; "));
                let found =
                    look(language, std::iter::once(text.as_str())).into_iter().find(|f| f.name == name).unwrap();
                let told = |v: &&String| !all(language).any(|other| other.contains(v.as_str()));
                let wanted: BTreeSet<String> = wanted.iter().filter(told).cloned().collect();
                assert_eq!((found.full, found.variants), (text.matches(name).count(), wanted), "{name}");
            }
        }
    }
}
