//! Names the code: a digest of every source file and of the locked dependencies, so that what another state of declc has
//! built is never taken for what this one would.
#![allow(clippy::disallowed_methods, reason = "a build script reads the disk")]

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

fn main() {
    let mut hasher = DefaultHasher::new();
    let mut found = BTreeSet::new();
    let mut left = ["src", "Cargo.toml", "Cargo.lock"].map(PathBuf::from).to_vec();
    while let Some(path) = left.pop() {
        println!("cargo:rerun-if-changed={}", path.display());
        match fs::read_dir(&path) {
            Ok(entries) => left.extend(entries.flatten().map(|entry| entry.path())),
            Err(_) => drop(found.insert(path)),
        }
    }
    for path in found {
        // A package may come without its lock file.
        (path.to_string_lossy().replace('\\', "/"), fs::read(&path).unwrap_or_default()).hash(&mut hasher);
    }
    println!("cargo:rustc-env=DECLC_CODE={:016x}", hasher.finish());
}
