//! Exit codes: what an orchestrator, a hook or a Makefile may rely on.
//!
//! Five outcomes, in the order of their rank: where a run has several, the highest-ranking is the exit code. A code
//! that means "the data are bad" is apart from one that means "try again".

use std::process::ExitCode;

/// The outcome of a run. Ordered by rank, the highest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Exit {
    /// Nothing to report.
    #[default]
    Clean,
    /// Errors in a text, differences between languages, changes between texts, an invalid file, stale outputs.
    Findings,
    /// A bad option, a missing input, a sidecar that cannot be read. Trying again does not help.
    Usage,
    /// A failure of input or output that may pass: not writable, disk full.
    Transient,
    /// The account of a text does not close, an output is invalid, or the program panicked: our fault.
    Internal,
}

impl Exit {
    /// The number that the process ends with.
    pub(super) fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Internal => 3,
            Exit::Transient => 74,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn the_highest_ranking_outcome_wins() {
        let ranked = [Exit::Clean, Exit::Findings, Exit::Usage, Exit::Transient, Exit::Internal];
        assert!(ranked.is_sorted());
        assert_eq!(ranked.map(Exit::code), [0, 1, 2, 74, 3]);
    }
}
