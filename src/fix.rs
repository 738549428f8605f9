//! Puts a text right by the fixes of its findings, round by round, and keeps nothing that made it worse.
//!
//! In: a source, how it is compiled, and which fixes are wanted. Out: the text with as many of them as can be applied. A
//! fix can make room for another, so the text is compiled again after each round, until nothing is left to do.
//!
//! Invariant: of the text that comes out the account closes, and no rule finds more errors in it than before.

use crate::Compilation;
use crate::diagnostic::Severity;
use crate::diagnostic::fix::{Fix, apply};
use crate::source::Source;

/// Rounds after which a text that still changes is left as it is.
const ROUNDS: usize = 20;

/// A text that was put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many fixes were applied.
    pub applied: usize,
    /// Why the last round was not kept, if it was not.
    pub refused: Option<Refusal>,
}

/// Why fixes were not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The account of the text would not close.
    Account,
    /// The text would have an error more; the code of its rule.
    Error(&'static str),
    /// The fixes undo each other.
    Endless,
}

/// Applies the fixes that `wanted` chooses from a compilation of the text.
///
/// ```
/// use declc::{compile, fix::fix, source::Source};
/// let source = Source::from_text("a.txt", "大会，\n\n1. 请秘书长,提出报告；\n\n2. 决定继续。\n");
/// let all = |done: &declc::Compilation, _: &Source| done.diagnostics.iter().filter_map(|d| d.fix.clone()).collect();
/// let fixed = fix(&source, |source| compile(source, None), all);
/// assert_eq!((fixed.applied, fixed.text.contains("秘书长，提出")), (1, true));
/// ```
pub fn fix(
    source: &Source,
    compile: impl Fn(&Source) -> Compilation,
    mut wanted: impl FnMut(&Compilation, &Source) -> Vec<Fix>,
) -> Fixed {
    let mut source = source.clone();
    let mut now = compile(&source);
    let mut applied = 0;
    let mut refused = None;
    for round in 0.. {
        let fixes = wanted(&now, &source);
        let (text, count) = apply(source.text(), &fixes.iter().collect::<Vec<_>>());
        if count == 0 {
            break;
        }
        let next = Source::from_text(source.path(), &text);
        let compiled = compile(&next);
        refused = if round < ROUNDS { worse(&now, &compiled) } else { Some(Refusal::Endless) };
        if refused.is_some() {
            break;
        }
        (source, now) = (next, compiled);
        applied += count;
    }
    Fixed { text: source.text().to_owned(), applied, refused }
}

/// What is worse about a text than about the one before.
fn worse(before: &Compilation, after: &Compilation) -> Option<Refusal> {
    if before.ledger.closes() && !after.ledger.closes() {
        return Some(Refusal::Account);
    }
    let count = |done: &Compilation, code: &str| done.diagnostics.iter().filter(|d| d.code == code).count();
    let errors = after.diagnostics.iter().filter(|d| d.severity == Severity::Error).map(|d| d.code);
    let mut more = errors.filter(|code| count(after, code) > count(before, code));
    more.next().map(Refusal::Error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::fix::Safety;
    use crate::source::Span;

    const TEXT: &str = "大会，\n\n1. 请秘书长提出报告；\n\n2. 决定继续处理此案。\n";

    fn one(from: &str, to: &str) -> impl FnMut(&Compilation, &Source) -> Vec<Fix> {
        move |_, source| {
            let at = source.text().find(from);
            at.map(|at| Fix::one(Span::new(at, at + from.len()), to, Safety::Safe)).into_iter().collect()
        }
    }

    fn tried(from: &str, to: &str) -> Fixed {
        fix(&Source::from_text("a.txt", TEXT), |source| crate::compile(source, None), one(from, to))
    }

    #[test]
    fn what_makes_an_error_is_not_kept() {
        let fixed = tried("2. ", "3. ");
        assert_eq!((fixed.text.as_str(), fixed.applied, fixed.refused), (TEXT, 0, Some(Refusal::Error("DC301"))));
    }

    #[test]
    fn what_never_ends_is_left() {
        let fixed = tried("报告", "报告报告");
        assert_eq!((fixed.applied, fixed.refused), (ROUNDS, Some(Refusal::Endless)));
    }

    #[test]
    fn rounds_go_on_until_nothing_is_left() {
        let fixed = tried("秘书长", "会员国");
        assert_eq!((fixed.applied, fixed.refused), (1, None));
    }
}
