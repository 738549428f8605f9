//! Names of rules as a user writes them: `DC301`, `DC5`, `notes`, `number-gap`, `all`.
//!
//! Where several selectors hold for one rule, the most exact decides; of two that are equally exact, the one that takes
//! the rule away.

use super::super::rules::pages;
use super::super::suggestion;
use declc::diagnostic::page::Family;

/// Some rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Selector {
    /// Every rule.
    All,
    /// Those of a family.
    Family(Family),
    /// Those whose code begins so; a whole code is one rule.
    Code(String),
}

/// Every family, by what it is called.
fn families() -> Vec<Family> {
    let mut families: Vec<Family> = pages().into_iter().map(|page| page.family).collect();
    families.sort_unstable();
    families.dedup();
    families
}

/// Every word that selects rules, beginnings of codes aside: `all`, families, names, codes.
pub(super) fn words() -> Vec<&'static str> {
    let pages = pages();
    let families = families().into_iter().map(Family::name);
    std::iter::once("all").chain(families).chain(pages.iter().flat_map(|page| [page.name, page.code])).collect()
}

/// Reads a selector.
///
/// # Errors
/// Says that no rule is called so, with the nearest that is.
pub(in crate::cli) fn parse(word: &str) -> Result<Selector, String> {
    let pages = pages();
    let upper = word.to_uppercase();
    if word == "all" {
        return Ok(Selector::All);
    }
    if let Some(family) = families().into_iter().find(|family| family.name() == word) {
        return Ok(Selector::Family(family));
    }
    if let Some(page) = pages.iter().find(|page| page.name == word) {
        return Ok(Selector::Code(page.code.to_owned()));
    }
    if upper.len() > 1 && pages.iter().any(|page| page.code.starts_with(&upper)) {
        return Ok(Selector::Code(upper));
    }
    let meant = suggestion::nearest(word, &words());
    let hint = meant.map_or("`declc rules` lists them".to_owned(), |meant| format!("did you mean `{meant}`?"));
    Err(format!("no rule, family or beginning of a code is called `{word}`; {hint}"))
}

impl Selector {
    /// How exactly it names the rule `code`; `None` where it does not.
    pub(in crate::cli) fn weight(&self, code: &str) -> Option<usize> {
        match self {
            Selector::All => Some(0),
            Selector::Family(family) => {
                pages().into_iter().any(|page| page.code == code && page.family == *family).then_some(1)
            }
            Selector::Code(start) => code.starts_with(start.as_str()).then_some(start.len()),
        }
    }
}

/// What one place, the file or the command line, says of all rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layer<'a> {
    /// The rules to tell, and no others, if it says so.
    pub(super) select: Option<&'a [Selector]>,
    /// The rules not to tell.
    pub(super) ignore: &'a [Selector],
}

impl Layer<'_> {
    /// Whether the rule is told, after what an earlier layer said of it. A selection begins anew.
    pub(super) fn tells(&self, code: &str, before: bool) -> bool {
        let exactly = |list: &[Selector]| list.iter().filter_map(|selector| selector.weight(code)).max();
        let ignored = exactly(self.ignore);
        self.select.map_or(before && ignored.is_none(), |list| exactly(list) > ignored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells(select: Option<&[&str]>, ignore: &[&str], code: &str) -> bool {
        let read = |words: &[&str]| words.iter().map(|word| parse(word).unwrap()).collect::<Vec<_>>();
        let (select, ignore) = (select.map(read), read(ignore));
        Layer { select: select.as_deref(), ignore: &ignore }.tells(code, true)
    }

    #[test]
    fn the_most_exact_selector_decides() {
        assert!(tells(None, &[], "DC301") && !tells(None, &["DC3"], "DC301"));
        assert!(tells(Some(&["number-gap"]), &["numbering"], "DC301"));
        assert!(!tells(Some(&["numbering"]), &["DC301"], "DC301"));
        assert!(!tells(Some(&["DC301"]), &["DC301"], "DC301"), "of two equally exact the one that takes away");
        assert!(!tells(Some(&["notes"]), &[], "DC301") && tells(Some(&["all"]), &["notes"], "DC301"));
    }

    #[test]
    fn what_no_rule_is_called_has_its_nearest_neighbour() {
        assert!(parse("number-gpa").unwrap_err().ends_with("did you mean `number-gap`?"));
        assert!(parse("refrences").unwrap_err().ends_with("did you mean `references`?"));
        for word in ["", "D", "DC99", "XY1"] {
            assert!(parse(word).is_err(), "{word}");
        }
        assert_eq!(parse("dc7"), Ok(Selector::Code("DC7".to_owned())));
    }
}
