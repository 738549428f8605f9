//! `declc check --fix` and `--diff`: texts put right on disk, or shown as they would be.
//!
//! Only what the user is told is put right: settings, suppressions and the baseline hold here too. A text is replaced
//! whole, with its byte order mark and its line ends; where the edits would make it worse, or it is not in UTF-8, it
//! stays as it was.

use super::compile::{self, Attempt, PASSES};
use super::config::Settings;
use super::inputs::Input;
use super::known::Known;
use super::problem::{self, Problem};
use super::{guard, outputs};
use declc::Compilation;
use declc::diagnostic::fix::{Fix, Safety};
use declc::fix::{Fixed, Refusal};
use declc::source::Source;
use similar::TextDiff;
use std::collections::BTreeSet;
use std::path::Path;

/// What is put right.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct Fixing {
    /// Put right what can be put right without changing what a text says, and tell the rest
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change, as a unified diff, and write nothing; exit 1 if there is anything
    #[arg(long, conflicts_with_all = ["update_baseline", "add_ignores"])]
    pub(super) diff: bool,
    /// Put right as well what a person should compare with the printed text afterwards
    #[arg(long)]
    unsafe_fixes: bool,
    /// Exit 1 when a text was put right
    #[arg(long, requires = "fix")]
    pub(super) exit_non_zero_on_fix: bool,
}

/// What became of a text.
#[derive(Debug, Default)]
pub(super) struct Edited {
    /// How many findings were put right, or would be.
    pub(super) applied: usize,
    /// What would change.
    pub(super) diff: String,
}

impl Fixing {
    /// Whether these options put a fix in place.
    pub(super) fn takes(self, fix: &Fix) -> bool {
        fix.safety == Safety::Safe || self.unsafe_fixes
    }

    /// Puts one text right, if that is asked for; the attempt is then that of the new text.
    pub(super) fn apply(
        self,
        input: &Input,
        attempt: &mut Attempt,
        known: &Known,
        settings: &Settings,
        baseline: &BTreeSet<String>,
    ) -> Edited {
        let Some(source) = attempt.source.clone().filter(|_| self.asked(input) && attempt.problems.is_empty()) else {
            return Edited::default();
        };
        let edited = self.edit(input, &source, known, settings, baseline);
        let Ok(fixed) = edited.map_err(|problem| attempt.problems.push(problem)) else { return Edited::default() };
        let mut problems: Vec<Problem> =
            fixed.refused.map(|refusal| refused(&input.shown, refusal)).into_iter().collect();
        let mut edited = Edited { applied: fixed.applied, diff: String::new() };
        let foreign = source.original().filter(|_| fixed.text != source.text());
        if let Some(file) = foreign {
            edited.applied = 0;
            problems.push(problem::fix_not_utf8(&input.shown, file.encoding));
        } else if self.diff {
            edited.diff = diff(&input.shown, source.text(), &fixed.text);
        } else if fixed.text != source.text() {
            match outputs::replace(&input.file, &fixed.text) {
                Ok(()) => {
                    *attempt = compile::compile(input, &known.to_check(), PASSES);
                    settings.apply(Path::new(&input.shown), attempt);
                }
                Err(error) => {
                    edited.applied = 0;
                    problems.push(problem::output_failed(&input.shown, &error));
                }
            }
        }
        attempt.problems.extend(problems);
        edited
    }

    /// Whether a text is put right. One on standard input has no place on disk.
    fn asked(self, input: &Input) -> bool {
        self.diff || self.fix && !input.is_standard()
    }

    fn edit(
        self,
        input: &Input,
        source: &Source,
        known: &Known,
        settings: &Settings,
        baseline: &BTreeSet<String>,
    ) -> Result<Fixed, Problem> {
        let sidecar = compile::sidecar(&input.sidecar)?;
        // An edit changes the text of a paragraph, and with it what the paragraph's other findings go by; what the user
        // does not want to see stays unseen all the same.
        let mut barred: Option<BTreeSet<(&'static str, Option<String>)>> = None;
        let wanted = |done: &Compilation, source: &Source| {
            let mut left = done.diagnostics.clone();
            settings.leave(Path::new(&input.shown), &done.linked, source, &mut left);
            let mut left = declc::check::locate(&left, &done.linked, source);
            left.retain(|f| !baseline.contains(&f.fingerprint));
            let barred = barred.get_or_insert_with(|| {
                let key = |f: &declc::diagnostic::located::Located<'_>| (f.diagnostic.code, f.node.clone());
                let told: BTreeSet<_> = left.iter().map(key).collect();
                let all = declc::check::locate(&done.diagnostics, &done.linked, source);
                all.iter().map(key).filter(|key| !told.contains(key)).collect()
            });
            left.retain(|f| !barred.contains(&(f.diagnostic.code, f.node.clone())));
            left.iter().filter_map(|f| f.diagnostic.fix.clone()).filter(|fix| self.takes(fix)).collect()
        };
        let compiled = |source: &Source| declc::compile_with(source, sidecar.as_ref(), &known.to_check());
        guard::catch(|| declc::fix::fix(source, compiled, wanted)).map_err(|panic| problem::panic(&input.shown, &panic))
    }
}

fn refused(path: &str, refusal: Refusal) -> Problem {
    let reason = match refusal {
        Refusal::Account => "the account of the text would not close".to_owned(),
        Refusal::Error(code) => format!("{code} would be found once more"),
        Refusal::Endless => "they undo each other".to_owned(),
    };
    problem::fix_refused(path, &reason)
}

/// A unified diff that `git apply` and `patch -p1` take; empty where nothing changes.
fn diff(path: &str, old: &str, new: &str) -> String {
    let lines = TextDiff::from_lines(old, new);
    lines.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}
