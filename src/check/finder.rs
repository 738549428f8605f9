//! Finds many words in texts at once.
//!
//! In: words, and then text after text. Out: every place where one of the words stands. A document is searched once for
//! words of its own, such as the titles that it cites, so that a finder must be made quickly: this one sorts the words,
//! and notes in a table how they begin. At nearly every place of a text the table tells that no word begins there.

/// Bytes that tell how a word begins: two characters of Chinese, and most of the first word of other languages.
const HEAD: usize = size_of::<u64>();

/// As many bits of a hash as the table has places for.
const BITS: u32 = 14;

/// Words to be found, each with what belongs to it. A word may be given more than once.
#[derive(Debug)]
pub(super) struct Finder<'w, T> {
    /// In order.
    words: Vec<(&'w str, T)>,
    /// For each word the nearest before it with which it begins.
    within: Vec<Option<usize>>,
    /// The length of the shortest word, in bytes.
    shortest: usize,
    /// What of a head counts: as many bytes as every word has.
    counts: u64,
    /// Whether a word begins with a head that has this hash.
    heads: Box<[bool; 1 << BITS]>,
}

impl<'w, T> Finder<'w, T> {
    pub(super) fn new(words: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        let mut words: Vec<(&str, T)> = words.into_iter().collect();
        words.sort_by_key(|word| word.0);
        let mut within: Vec<Option<usize>> = Vec::with_capacity(words.len());
        for (index, (word, _)) in words.iter().enumerate() {
            let begins = |&before: &usize| words.get(before).is_some_and(|before| word.starts_with(before.0));
            let nearest = chain(&within, index.checked_sub(1)).find(begins);
            within.push(nearest);
        }
        let shortest = words.iter().map(|word| word.0.len()).min().unwrap_or(HEAD);
        let unsure = HEAD.saturating_sub(shortest);
        let counts = if unsure == HEAD { 0 } else { u64::MAX >> (8 * unsure) };
        let mut heads = Box::new([false; 1 << BITS]);
        for (word, _) in &words {
            let mut head = [0; HEAD];
            head.iter_mut().zip(word.bytes()).for_each(|(byte, of_word)| *byte = of_word);
            heads.get_mut(slot(u64::from_le_bytes(head) & counts)).into_iter().for_each(|head| *head = true);
        }
        Finder { words, within, shortest, counts, heads }
    }

    /// Calls `visit` with every place in a text where a word stands: its first byte, the word, and what belongs to it.
    /// Places come in order, and of words that begin at one place the shorter first.
    pub(super) fn find(&self, text: &str, mut visit: impl FnMut(usize, &'w str, &T)) {
        let mut here = Vec::new();
        let mut look = |at: usize| {
            let Some(rest) = text.get(at..) else { return };
            // What stands here and is the longest is the last word up to this text in order, or one with which that begins.
            let last = self.words.partition_point(|word| word.0 <= rest).checked_sub(1);
            let words = chain(&self.within, last).filter_map(|index| self.words.get(index));
            here.extend(words.skip_while(|word| !rest.starts_with(word.0)));
            here.drain(..).rev().for_each(|(word, of)| visit(at, word, of));
        };
        let bytes = text.as_bytes();
        let begins = |head: &[u8]| {
            let head = u64::from_le_bytes(head.try_into().unwrap_or_default());
            self.heads.get(slot(head & self.counts)) == Some(&true)
        };
        bytes.windows(HEAD).enumerate().filter(|(_, head)| begins(head)).for_each(|(at, _)| look(at));
        // Where less is left of the text than a head, a short word may still stand.
        let left = |length: usize| (bytes.len() + 1).saturating_sub(length);
        (left(HEAD)..left(self.shortest)).for_each(look);
    }
}

/// A word, the nearest before it with which it begins, and so on.
fn chain(within: &[Option<usize>], from: Option<usize>) -> impl Iterator<Item = usize> {
    std::iter::successors(from, |&word| within.get(word).copied().flatten())
}

/// The place of a head in the table.
fn slot(head: u64) -> usize {
    (head.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of some words in a text: where, and which.
    fn found<'w>(words: &[&'w str], text: &str) -> Vec<(usize, &'w str)> {
        let mut found = Vec::new();
        Finder::new(words.iter().map(|word| (*word, ()))).find(text, |at, word, ()| found.push((at, word)));
        found
    }

    #[test]
    fn every_word_is_found_at_every_place() {
        let texts = [
            "",
            "大",
            "大会",
            "联合国大会",
            "联合国大会，联合国",
            "a",
            "abab",
            "abababababab",
            "the Assembly, the Assemblies",
        ];
        let words = [
            "大会",
            "联合国",
            "联合国大会",
            "合",
            "ab",
            "abab",
            "ba",
            "b",
            "the Assembly",
            "the Assemblies",
            "the",
            "é",
        ];
        // All, and those that are longer than any other list of them has.
        for least in 0..13 {
            let words: Vec<&str> = words.into_iter().filter(|word| word.len() >= least).collect();
            for text in texts {
                let mut wanted: Vec<(usize, &str)> =
                    words.iter().flat_map(|word| (0..text.len()).map(move |at| (at, *word))).collect();
                wanted.retain(|(at, word)| text.get(*at..).is_some_and(|rest| rest.starts_with(word)));
                wanted.sort_by_key(|(at, word)| (*at, word.len()));
                assert_eq!(found(&words, text), wanted, "{words:?} in {text}");
            }
        }
    }

    #[test]
    fn a_word_given_twice_is_found_twice() {
        assert_eq!(found(&["大会", "大", "大会"], "在大会"), [(3, "大"), (3, "大会"), (3, "大会")]);
    }
}
