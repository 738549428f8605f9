//! Work on many threads, taken in order as it comes: for outputs that must not depend on the number of threads and must
//! not all lie in memory.
//!
//! Invariants: what `take` sees does not depend on threads; threads run at most [`WINDOW`] pieces ahead of it. A panic
//! of a piece of work goes on in the caller.

use std::any::Any;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex};

/// Stack of a thread that compiles: a nest of lists that fits the main thread of every system fits here.
pub(super) const STACK: usize = 16 << 20;

/// How far the threads may run ahead.
const WINDOW: usize = 64;

/// What the threads share.
struct Shared<T> {
    /// The next piece to be begun.
    next: usize,
    /// How many were taken.
    taken: usize,
    /// What is done and waits to be taken.
    done: BTreeMap<usize, Result<T, Box<dyn Any + Send>>>,
}

/// Does `work` for every input, on as many threads as the machine has, and hands each result to `take` in the order of
/// the inputs.
pub(super) fn in_order<I: Sync, T: Send>(inputs: &[I], work: impl Fn(&I) -> T + Sync, take: impl FnMut(&I, T)) {
    in_order_on(threads(), inputs, work, take);
}

/// How many threads the machine has.
pub(super) fn threads() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// As [`in_order`], on at most so many threads.
pub(super) fn in_order_on<I: Sync, T: Send>(
    threads: NonZero<usize>,
    inputs: &[I],
    work: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(&I, T),
) {
    let threads = threads.get().min(inputs.len());
    let shared = Mutex::new(Shared { next: 0, taken: 0, done: BTreeMap::new() });
    let moved = Condvar::new();
    let lock = || shared.lock().expect("bug: no thread panics while it holds the results");
    let worker = || {
        loop {
            let ahead = |shared: &mut Shared<T>| shared.next < inputs.len() && shared.next >= shared.taken + WINDOW;
            let mut state = moved.wait_while(lock(), ahead).expect("bug: no thread panics while it holds the results");
            let index = state.next;
            let Some(input) = inputs.get(index) else { return };
            state.next += 1;
            drop(state);
            // Each piece has its own state, and the panic goes on in the caller.
            let result = catch_unwind(AssertUnwindSafe(|| work(input)));
            lock().done.insert(index, result);
            moved.notify_all();
        }
    };
    std::thread::scope(|scope| {
        let spawn = || std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker).is_ok();
        let spawned = (0..threads).filter(|_| spawn()).count();
        for (index, input) in inputs.iter().enumerate() {
            let result = if spawned == 0 {
                // The system has no thread to spare: this one does the work.
                Ok(work(input))
            } else {
                let missing = |shared: &mut Shared<T>| !shared.done.contains_key(&index);
                let state = moved.wait_while(lock(), missing);
                let mut state = state.expect("bug: no thread panics while it holds the results");
                state.taken = index + 1;
                state.done.remove(&index).expect("bug: it was waited for")
            };
            moved.notify_all();
            match result {
                Ok(result) => take(input, result),
                Err(panic) => {
                    // The threads stop at the end of the inputs.
                    lock().next = inputs.len();
                    moved.notify_all();
                    resume_unwind(panic);
                }
            }
        }
    });
}

/// Does little `work` for every input, each thread on a run of its own; the results are in the order of the inputs.
pub(super) fn chunked<I: Sync, T: Send>(
    threads: NonZero<usize>,
    inputs: &[I],
    work: impl Fn(&I) -> T + Sync,
) -> Vec<T> {
    // Some runs more than threads, since one of these may be kept waiting.
    let runs: Vec<&[I]> = inputs.chunks(inputs.len().div_ceil(threads.get() * 8).max(1)).collect();
    let mut results = Vec::with_capacity(inputs.len());
    in_order_on(threads, &runs, |run| run.iter().map(&work).collect::<Vec<T>>(), |_, found| results.extend(found));
    results
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_inputs() {
        let inputs: Vec<usize> = (0..500).collect();
        let mut taken = Vec::new();
        in_order(&inputs, |&n| n * n, |&n, square| taken.push((n, square)));
        assert!(taken.iter().copied().eq((0..500).map(|n| (n, n * n))));
    }

    #[test]
    fn a_panic_goes_on_in_the_caller() {
        let inputs: Vec<usize> = (0..300).collect();
        let work = |&n: &usize| assert_ne!(n, 70, "bug: not this one");
        let caught = catch_unwind(AssertUnwindSafe(|| in_order(&inputs, work, |_, ()| {})));
        assert!(caught.is_err());
    }
}
