//! What is worked out once for a language and then serves every text in it: an index of its words, an automaton.
//!
//! In: how to work a thing out from the data of a language. Out: the thing, worked out at the first call. Not here: what
//! is worked out; each module keeps its own.

use super::{ALL, Language};
use std::sync::OnceLock;

/// One thing for each language of this crate.
pub(crate) struct Memo<T> {
    made: [OnceLock<T>; ALL.len()],
    make: fn(&'static Language) -> T,
}

impl<T> Memo<T> {
    /// An empty memo, with how to make the thing.
    pub(crate) const fn new(make: fn(&'static Language) -> T) -> Self {
        Memo { made: [const { OnceLock::new() }; ALL.len()], make }
    }

    /// The thing for `language`; none for a language that a caller supplied, which need not live as long.
    pub(crate) fn of(&self, language: &Language) -> Option<&T> {
        // By address: what a caller supplies may bear the tag of a language here.
        let known = ALL.iter().zip(&self.made).find(|(known, _)| std::ptr::eq(**known, language));
        known.map(|(known, cell)| cell.get_or_init(|| (self.make)(known)))
    }
}
