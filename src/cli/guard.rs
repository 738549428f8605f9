//! Panics become findings. A document whose compilation panics is reported, and the others are still built.
//!
//! In: a closure. Out: its value, or where and why it panicked. The standard message of a caught panic is kept back,
//! since the caller prints a better one; a panic outside [`catch`] is printed as usual.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

thread_local! {
    /// How many calls of [`catch`] this thread stands in.
    static GUARDS: Cell<usize> = const { Cell::new(0) };
    /// What the last panic under a guard said.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps the messages of panics that [`catch`] will report. Called once, before the first guard.
pub(super) fn install() {
    let usual = take_hook();
    set_hook(Box::new(move |panic| {
        if GUARDS.get() > 0 {
            LAST.set(panic.to_string().replace('\n', " "));
        } else {
            usual(panic);
        }
    }));
}

/// The value of `work`, or what its panic said.
pub(super) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDS.set(GUARDS.get() + 1);
    // Nothing that `work` borrows is read again after a panic: each document has its own state.
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDS.set(GUARDS.get() - 1);
    result.map_err(|_| LAST.take())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        install();
        let numbers: Vec<u32> = Vec::new();
        let caught = catch(|| numbers.first().expect("bug: no number"));
        assert!(caught.unwrap_err().contains("bug: no number"));
        assert_eq!(catch(|| 7), Ok(7));
    }
}
