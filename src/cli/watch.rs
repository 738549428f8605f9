//! `declc watch`: builds, and builds again whenever a text, a sidecar or a setting changes.
//!
//! In: what `declc build` takes. Out: the outputs, and after each round the full picture: every finding that still
//! stands, a line each, whichever texts were compiled. What has not changed comes from the cache, so that a round costs
//! what has changed.
//!
//! Invariants: what changes while a round is under way starts the next; only names that can be those of sources count, so
//! that no output and no editor's own file starts a round. Not here: what is built (see `build`).

mod eyes;

use super::build::Build;
use super::config;
use super::console;
use super::exit::Exit;
use super::guard;
use super::inputs;
use super::problem;
use eyes::Eyes;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Build, and build again whenever a text, a sidecar or a setting changes
///
/// Takes what `declc build` takes. After each round it tells every finding that still stands. Ends with Ctrl-C.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  declc watch                                  input/ to output/
  declc watch a.zh.txt -o out --format json    one text
  declc watch --poll 2                         on a network drive, which tells nothing of changes
  declc watch --log-format json                for a program that shows the findings")]
pub(super) struct Watch {
    #[command(flatten)]
    build: Build,
    /// How long nothing may change before a round begins
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 100)]
    debounce: u64,
    /// Look at the files this often, instead of waiting until the system tells of a change
    #[arg(long, value_name = "SECONDS")]
    poll: Option<NonZero<u64>>,
}

/// How often files are looked at where the system does not tell.
const USUAL_PAUSE: Duration = Duration::from_secs(2);

/// Where changes are looked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Scope {
    /// Folders, absolute, without those below them.
    folders: BTreeSet<PathBuf>,
    /// Names that count besides those that any text, sidecar or setting bears.
    names: BTreeSet<OsString>,
}

impl Watch {
    /// Builds until it is stopped; ends by itself only where it cannot begin.
    pub(super) fn run(mut self) -> Exit {
        if let Some(reason) = self.build.unwatchable() {
            console::message(&format!("error: {reason}\n"));
            return Exit::Usage;
        }
        self.build.tell_findings();
        let mut eyes = self.eyes();
        loop {
            let scope = self.scope();
            if let Err(reason) = eyes.turn_to(&scope) {
                eyes = instead(&reason, &scope);
            }
            if let Err(panic) = guard::catch(|| drop(self.build.round())) {
                console::problem(&problem::panic("declc watch", &panic));
            }
            console::message("watching for changes\n");
            if let Err(reason) = eyes.wait(&scope, Duration::from_millis(self.debounce)) {
                eyes = instead(&reason, &scope);
            }
        }
    }

    fn eyes(&self) -> Eyes {
        match self.poll {
            Some(seconds) => Eyes::looking(Duration::from_secs(seconds.get())),
            None => Eyes::told().unwrap_or_else(|_| Eyes::looking(USUAL_PAUSE)),
        }
    }

    fn scope(&self) -> Scope {
        let mut scope = Scope::default();
        for path in self.build.sources() {
            scope.add(&inputs::absolute(&path));
        }
        scope.folders.extend(self.build.settings_folders());
        scope
    }
}

/// Eyes that look, where the system does not tell for this reason.
fn instead(reason: &str, scope: &Scope) -> Eyes {
    console::message(&format!("the system does not tell of changes here ({reason}): looking now and then\n"));
    let mut eyes = Eyes::looking(USUAL_PAUSE);
    // What is only looked at cannot refuse.
    let _ = eyes.turn_to(scope);
    eyes
}

impl Scope {
    /// Looks for changes of a file or of a folder. The folder that it lies in tells when it is put in place anew.
    fn add(&mut self, path: &Path) {
        if path.is_dir() {
            self.folders.insert(path.to_owned());
        }
        let above = path.ancestors().skip(1).find(|folder| folder.is_dir());
        self.folders.extend(above.map(Path::to_owned));
        // Of a path that is not there, every part may come.
        self.names.extend(path.iter().rev().take(1).map(OsString::from));
        let missing = path.ancestors().take_while(|part| !part.exists());
        self.names.extend(missing.filter_map(Path::file_name).map(OsString::from));
    }

    /// Whether a change of this file can change what is built.
    fn concerns(&self, path: &Path) -> bool {
        let Some(name) = path.file_name() else { return false };
        let told = name.to_string_lossy();
        self.names.contains(name) || inputs::is_source(&told) || config::is_settings(&told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_and_settings_concern_a_build_and_outputs_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut scope = Scope::default();
        scope.add(folder.path());
        let concerns = |name: &str| scope.concerns(&folder.path().join(name));
        for name in ["a.zh.txt", "a.md", "a.zh.meta.yaml", "declc.toml", "declc-ignore.toml"] {
            assert!(concerns(name), "{name}");
        }
        for name in
            ["a.zh.json", "a.zh.yaml", "a.zh.akn.xml", ".a.zh.txt.swp", ".a.txt", "4913", "a.txt~", "report.json"]
        {
            assert!(!concerns(name), "{name}");
        }
        assert!(scope.concerns(folder.path()));
    }

    #[test]
    fn what_is_not_there_is_looked_for_where_it_would_appear() {
        let folder = tempfile::tempdir().unwrap();
        let mut scope = Scope::default();
        scope.add(&folder.path().join("new/sub/decision"));
        assert!(scope.folders.contains(folder.path()));
        for name in ["new", "new/sub", "new/sub/decision"] {
            assert!(scope.concerns(&folder.path().join(name)), "{name}");
        }
    }
}
