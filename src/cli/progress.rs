//! How far a long run is, for somebody who watches: one line on a terminal, overwritten and wiped.
//!
//! > `4212/10000  731/s  8 s left`
//!
//! Nothing is shown where standard error is no terminal, in CI, on a dumb terminal, and of runs that are over before one
//! could read. Not here: what is left to read afterwards.

use super::console;
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

/// How long a run goes on before anything is shown.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long a line stands before the next.
const PAUSE: Duration = Duration::from_millis(100);
/// Goes to the beginning of the line and clears it.
const WIPE: &str = "\r\x1b[K";

/// The line of a run.
#[derive(Debug)]
pub(super) struct Progress {
    total: usize,
    done: usize,
    start: Instant,
    /// When the line is due next; `None` where none is wanted.
    due: Option<Instant>,
    shown: bool,
}

impl Progress {
    /// The line of a run over so many texts; none where it is not wanted, or nobody watches.
    pub(super) fn new(total: usize, wanted: bool) -> Self {
        let start = Instant::now();
        let watched = || {
            let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            stderr().is_terminal()
                && !console::is_log()
                && !set("CI")
                && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        };
        let due = (wanted && total > 1 && watched()).then(|| start + PATIENCE);
        Progress { total, done: 0, start, due, shown: false }
    }

    /// One more text is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        let Some(due) = self.due else { return };
        let now = Instant::now();
        if now >= due {
            self.due = Some(now + PAUSE);
            self.shown = true;
            console::raw(&format!("{WIPE}{}", line(self.done, self.total, now - self.start)));
        }
    }
}

impl Drop for Progress {
    /// Nothing stays, however the run ends.
    fn drop(&mut self) {
        if self.shown {
            console::raw(WIPE);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a speed is told to a few digits")]
fn line(done: usize, total: usize, elapsed: Duration) -> String {
    let rate = done as f64 / elapsed.as_secs_f64().max(f64::EPSILON);
    let digits = usize::from(rate < 10.0);
    let left = total.saturating_sub(done) as f64 / rate.max(f64::EPSILON);
    format!("{done}/{total}  {rate:.digits$}/s  {} left", duration(left.ceil()))
}

/// `8 s`, `3 min 20 s`, `2 h 5 min`.
fn duration(seconds: f64) -> String {
    let seconds = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX).as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_what_is_done_how_fast_and_what_is_left() {
        let line = |done, total, seconds| line(done, total, Duration::from_secs(seconds));
        assert_eq!(line(4212, 10_000, 6), "4212/10000  702/s  9 s left");
        assert_eq!(line(1, 21, 10), "1/21  0.1/s  3 min 20 s left");
        assert_eq!(line(100, 75_100, 10), "100/75100  10/s  2 h 5 min left");
        assert_eq!(line(7, 7, 1), "7/7  7.0/s  0 s left");
        assert!(line(1, usize::MAX, u64::MAX).ends_with(" left"));
    }
}
