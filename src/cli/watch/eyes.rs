//! How changes are noticed: the system tells of them, or the files are looked at now and then.
//!
//! Reading a file is no change. A file that is replaced by another (as editors save) is one.

use super::super::cache::Stamped;
use super::Scope;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Changes that follow each other without end put a round off only so long.
const MOST_DEBOUNCES: u32 = 20;

/// How changes are noticed.
pub(super) enum Eyes {
    /// The system tells.
    Told { watcher: RecommendedWatcher, events: Receiver<notify::Result<Event>> },
    /// The files are looked at.
    Looking { pause: Duration, seen: BTreeMap<PathBuf, Stamped> },
}

impl Eyes {
    /// Those that the system opens.
    pub(super) fn told() -> notify::Result<Self> {
        let (sender, events) = channel();
        Ok(Eyes::Told { watcher: notify::recommended_watcher(sender)?, events })
    }

    /// Those that look after each pause.
    pub(super) fn looking(pause: Duration) -> Self {
        Eyes::Looking { pause, seen: BTreeMap::new() }
    }

    /// From now on, changes within this scope are noticed. A folder that was put in place anew is another one, so this
    /// is called before each round.
    ///
    /// # Errors
    /// The system refuses, in its words.
    pub(super) fn turn_to(&mut self, scope: &Scope) -> Result<(), String> {
        match self {
            Eyes::Told { watcher, .. } => {
                for folder in &scope.folders {
                    match watcher.watch(folder, RecursiveMode::NonRecursive) {
                        // It was there a moment ago: the folder above tells when it is back.
                        Err(error) if folder.is_dir() => return Err(error.to_string()),
                        Ok(()) | Err(_) => {}
                    }
                }
            }
            Eyes::Looking { seen, .. } => *seen = look(scope),
        }
        Ok(())
    }

    /// Waits for a change, and then until nothing changes for a while.
    ///
    /// # Errors
    /// The system tells nothing any more.
    pub(super) fn wait(&mut self, scope: &Scope, debounce: Duration) -> Result<(), String> {
        match self {
            Eyes::Told { events, .. } => {
                let concerns = |event: &notify::Result<Event>| event.as_ref().is_ok_and(|event| concerns(event, scope));
                while !concerns(&events.recv().map_err(|error| error.to_string())?) {}
                let end = Instant::now() + debounce * MOST_DEBOUNCES;
                let mut quiet = Instant::now() + debounce;
                loop {
                    let now = Instant::now();
                    match events.recv_timeout(quiet.min(end).saturating_duration_since(now)) {
                        Ok(event) if concerns(&event) => quiet = Instant::now() + debounce,
                        Ok(_) => {}
                        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Ok(()),
                    }
                }
            }
            Eyes::Looking { pause, seen } => {
                while look(scope) == *seen {
                    sleep(*pause);
                }
                let mut now = look(scope);
                for _ in 0..MOST_DEBOUNCES {
                    sleep(debounce);
                    let before = std::mem::replace(&mut now, look(scope));
                    if before == now {
                        break;
                    }
                }
                Ok(())
            }
        }
    }
}

fn concerns(event: &Event, scope: &Scope) -> bool {
    // Events that were lost may have been of any file.
    let lost = event.need_rescan();
    lost || !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| scope.concerns(path))
}

/// The files of a scope, as they are.
fn look(scope: &Scope) -> BTreeMap<PathBuf, Stamped> {
    let listed = scope.folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok());
    let paths = listed.flatten().flatten().map(|entry| entry.path());
    paths.filter(|path| scope.concerns(path)).filter_map(|path| Stamped::of(&path).map(|seen| (path, seen))).collect()
}
