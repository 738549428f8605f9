//! Which texts a command works on: paths in, [`Input`]s out, with a problem for each path that gives none.
//!
//! A file is taken as it is; of a folder every `*.txt` and `*.md`, sorted by name, without its subfolders. The sidecar
//! of `input/a-75-729.zh.txt` is `input/a-75-729.zh.meta.yaml`, and its outputs are called `a-75-729.zh.akn.xml`,
//! `a-75-729.zh.json`, `a-75-729.zh.yaml`.
//!
//! Invariants: no two inputs that [`find`] gives share an output name; the order is that of the arguments; an input's name in the outputs
//! depends on its folder and file name alone. Not here: reading the files.

use super::encoding::Told;
use super::problem::{self, Problem};
use clap::value_parser;
use declc::source::{Encoding, MAX_BYTES};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{DirEntry, FileType};
use std::io::Read;
#[cfg(unix)]
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

/// Endings of texts.
const TEXT_ENDINGS: [&str; 2] = [".txt", ".md"];
/// Ending of sidecars.
const SIDECAR_ENDING: &str = ".meta.yaml";
/// Where texts lie when no path is given.
pub(super) const USUAL_FOLDER: &str = "input";

/// A text to compile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Input {
    /// Where it lies; [`STANDARD`] for standard input.
    pub(super) file: PathBuf,
    /// Where its sidecar lies, if it has one.
    pub(super) sidecar: PathBuf,
    /// Its path as it was given, for messages.
    pub(super) shown: String,
    /// Its path in outputs: folder and file name, `input/a-75-729.zh.txt`. The same bytes come out wherever the folder
    /// lies, and however the path was written.
    pub(super) name: String,
    /// What its outputs are called, without ending: `a-75-729.zh`.
    pub(super) stem: String,
    /// What it is in, where it does not show that itself and the caller knows.
    pub(super) encoding: Option<Encoding>,
    /// How many bytes of it are read at most; a longer one is refused.
    pub(super) most: u64,
    /// Whether the listing of its folder showed no sidecar: one question less to the system.
    pub(super) alone: bool,
}

impl Input {
    /// The text in a file, whether it is there or not.
    pub(super) fn of(file: &Path) -> Self {
        if file == Path::new(STANDARD) {
            let name = "stdin".to_owned();
            // Nothing lies beside it.
            let (file, sidecar) = (file.to_owned(), PathBuf::new());
            let (shown, stem) = (name.clone(), name.clone());
            return Input { file, sidecar, shown, name, stem, encoding: None, most: MOST, alone: true };
        }
        let folder = file.parent().unwrap_or(Path::new(""));
        let name = file.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        Input { file: file.to_owned(), shown: shown(file), ..Input::within(folder, &name, &folder_name(folder)) }
    }

    /// The text of this name in a folder that is called `above`.
    fn within(folder: &Path, name: &str, above: &str) -> Self {
        let stem = stem(name);
        let beside = |name: &str, ending: &str| {
            let mut path = PathBuf::with_capacity(folder.as_os_str().len() + "/".len() + name.len() + ending.len());
            path.extend([folder, Path::new(name)]);
            path.as_mut_os_string().push(ending);
            path
        };
        let (file, sidecar) = (beside(name, ""), beside(stem, SIDECAR_ENDING));
        let mut long = String::with_capacity(above.len() + "/".len() + name.len());
        if !above.is_empty() {
            long.extend([above, "/"]);
        }
        long.push_str(name);
        Input {
            sidecar,
            shown: shown(&file),
            file,
            name: long,
            stem: stem.to_owned(),
            encoding: None,
            most: MOST,
            alone: false,
        }
    }

    /// Whether the text comes on standard input.
    pub(super) fn is_standard(&self) -> bool {
        self.file == Path::new(STANDARD)
    }
}

/// What the paths of a command give.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// The texts, in order.
    pub(super) texts: Vec<Input>,
    /// What is wrong with the paths.
    pub(super) problems: Vec<Problem>,
    /// Whether a whole folder was given, so that an output without a text is one too many.
    pub(super) whole_folder: bool,
    /// The stems of texts that were found and are not among these: their outputs are not superfluous.
    pub(super) others: Vec<String>,
}

/// How many bytes of a text are read where the user says nothing.
pub(super) const MOST: u64 = MAX_BYTES as u64;

/// The path that names standard input, and where it is an output, standard output.
pub(super) const STANDARD: &str = "-";

/// What a text on standard input is called, what texts are in, how long they may be.
#[derive(Debug, clap::Args)]
pub(super) struct Reading {
    #[command(flatten)]
    told: Told,
    /// Path that a text on standard input (-) would have; its sidecar is looked for beside it
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Longest text that is read, in bytes; a longer one is refused
    #[arg(long, value_name = "BYTES", default_value_t = MOST, value_parser = value_parser!(u64).range(1..=MOST))]
    max_bytes: u64,
}

impl Default for Reading {
    fn default() -> Self {
        Reading { told: Told::default(), stdin_filename: None, max_bytes: MOST }
    }
}

/// One of several equal parts of the texts, each for a machine of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Shard {
    index: u64,
    count: u64,
}

impl Shard {
    /// Reads `2/8`: the third of eight parts. Counts from 0, as the variables of the usual schedulers do.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
        match numbers {
            Some((index, count)) if index < count => Ok(Shard { index, count }),
            Some((_, 0)) => Err("there must be at least one part".to_owned()),
            Some((_, count)) => Err(format!("parts count from 0: the last of {count} is {}/{count}", count - 1)),
            None => Err("write it as 2/8: the third of eight parts".to_owned()),
        }
    }

    /// Whether a document is in this part: the same one on every machine, whatever else there is.
    pub(super) fn holds(self, name: &str) -> bool {
        let digest = Sha256::digest(name.as_bytes());
        let number = digest.iter().take(8).fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        number % self.count == self.index
    }
}

/// The paths that a list names, each ended by a NUL, so that a name may hold anything; `-` reads standard input.
///
/// # Errors
/// The list cannot be read.
pub(super) fn listed(list: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut bytes = Vec::new();
    let read = if list == Path::new(STANDARD) {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(list)
    };
    let bytes = read.map_err(|error| problem::not_given(&shown(list), &error))?;
    Ok(bytes.split(|&byte| byte == 0).filter(|name| !name.is_empty()).map(path).collect())
}

/// A path from its bytes.
fn path(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    return PathBuf::from(OsStr::from_bytes(bytes));
    #[cfg(not(unix))]
    return PathBuf::from(String::from_utf8_lossy(bytes).into_owned());
}

/// The texts that `paths` name; the usual folder where there are none. Those whose outputs would have one name are
/// refused. A text on standard input has the name that `reading` gives it.
pub(super) fn find(paths: &[PathBuf], reading: &Reading) -> Inputs {
    let mut inputs = list(paths);
    if let Some(path) = &reading.stdin_filename {
        let named = |input: &mut Input| *input = Input { file: STANDARD.into(), ..Input::of(path) };
        inputs.texts.iter_mut().filter(|input| input.is_standard()).for_each(named);
    }
    for input in &mut inputs.texts {
        (input.encoding, input.most) = (reading.told.encoding, reading.max_bytes);
    }
    inputs.refuse_clashes();
    inputs
}

/// The texts that `paths` name, for a command without outputs: `en/a.txt` and `fr/a.txt` do not clash.
pub(super) fn list(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    let usual = [PathBuf::from(USUAL_FOLDER)];
    for path in if paths.is_empty() { &usual } else { paths } {
        if path.is_dir() {
            inputs.whole_folder = true;
            inputs.add_folder(path);
        } else if path == Path::new(STANDARD) || path.exists() {
            inputs.add_file(path);
        } else {
            inputs.problems.push(problem::missing_input(&shown(path)));
        }
    }
    // One path names no text twice.
    if paths.len() > 1 {
        inputs.drop_repeated();
    }
    inputs
}

/// What a folder is called, wherever it lies and however its path was written.
fn folder_name(folder: &Path) -> String {
    absolute(folder).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a file of this name in a folder that is compiled is a text or a sidecar.
pub(super) fn is_source(name: &str) -> bool {
    !name.starts_with('.') && (stem(name) != name || name.ends_with(SIDECAR_ENDING))
}

/// A path for people and for outputs, with `/` between folders on every system.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// A file name without the ending of a text.
fn stem(name: &str) -> &str {
    TEXT_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// An absolute path without `.` and `..`. A link is not followed: its own name is the one that people know.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(component),
        }
    }
    plain
}

impl Inputs {
    fn add_folder(&mut self, folder: &Path) {
        let listed = |entry: DirEntry| {
            let name = entry.file_name().into_string();
            (name.unwrap_or_else(|name| name.to_string_lossy().into_owned()), entry.file_type().ok())
        };
        let names = std::fs::read_dir(folder).and_then(|entries| entries.map(|entry| entry.map(listed)).collect());
        let mut names: Vec<(String, Option<FileType>)> = match names {
            Ok(names) => names,
            Err(error) => return self.problems.push(problem::unreadable(&shown(folder), &error)),
        };
        // Sorted, since the order in which a file system lists a folder is its own.
        names.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        names.retain(|(name, _)| !name.starts_with('.'));
        // The listing tells files from folders; only where a link leads must be asked.
        let is_file = |name: &str, kind: &Option<FileType>| {
            kind.is_some_and(|kind| kind.is_file())
                || !kind.is_some_and(|kind| kind.is_dir()) && folder.join(name).is_file()
        };
        let texts: Vec<&String> = names
            .iter()
            .filter(|(name, kind)| stem(name) != name.as_str() && is_file(name, kind))
            .map(|(name, _)| name)
            .collect();
        if texts.is_empty() {
            self.problems.push(problem::no_texts(&shown(folder)));
        }
        let sidecars: Vec<&str> = names.iter().filter_map(|(name, _)| name.strip_suffix(SIDECAR_ENDING)).collect();
        if !sidecars.is_empty() {
            let stems: BTreeSet<&str> = texts.iter().map(|name| stem(name)).collect();
            for of in sidecars.iter().filter(|of| !stems.contains(**of)) {
                let path = folder.join(format!("{of}{SIDECAR_ENDING}"));
                self.problems.push(problem::orphan_sidecar(&shown(&path), of));
            }
        }
        let sidecars: BTreeSet<&str> = sidecars.into_iter().collect();
        let above = folder_name(folder);
        self.texts.reserve(texts.len());
        for name in texts {
            let alone = !sidecars.contains(stem(name));
            self.texts.push(Input { alone, ..Input::within(folder, name, &above) });
        }
    }

    fn add_file(&mut self, file: &Path) {
        if file.to_string_lossy().ends_with(SIDECAR_ENDING) {
            return self.problems.push(problem::sidecar_as_input(&shown(file)));
        }
        self.texts.push(Input::of(file));
    }

    /// Leaves out the texts that are not to be `kept`.
    pub(super) fn retain(&mut self, kept: impl Fn(&Input) -> bool) {
        let others = &mut self.others;
        self.texts.retain(|input| {
            let kept = kept(input);
            if !kept {
                others.push(input.stem.clone());
            }
            kept
        });
    }

    /// Every stem that was found, those of texts that were left out included.
    pub(super) fn stems(&self) -> BTreeSet<&str> {
        self.texts.iter().map(|input| &input.stem).chain(&self.others).map(String::as_str).collect()
    }

    /// A text that is named twice, as a file and by its folder, is compiled once.
    fn drop_repeated(&mut self) {
        let mut seen = BTreeSet::new();
        self.texts.retain(|input| seen.insert(absolute(&input.file)));
    }

    /// Two texts with one output name would overwrite each other: neither is compiled.
    fn refuse_clashes(&mut self) {
        // Of a folder they are nearly sorted.
        let mut stems: Vec<&str> = self.texts.iter().map(|input| input.stem.as_str()).collect();
        stems.sort_unstable();
        if stems.windows(2).all(|pair| pair.first() != pair.last()) {
            return;
        }
        let mut by_stem: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for input in &self.texts {
            by_stem.entry(&input.stem).or_default().push(&input.shown);
        }
        let clashes: BTreeSet<String> =
            by_stem.iter().filter(|(_, paths)| paths.len() > 1).map(|(&stem, _)| stem.to_owned()).collect();
        let found = by_stem.iter().filter(|(_, paths)| paths.len() > 1);
        self.problems.extend(found.map(|(stem, paths)| problem::output_name_clash(stem, paths)));
        self.retain(|input| !clashes.contains(&input.stem));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
            fs::write(folder.path().join(name), "大会，\n").unwrap();
        }
        folder
    }

    fn stems(inputs: &Inputs) -> Vec<&str> {
        inputs.texts.iter().map(|input| input.stem.as_str()).collect()
    }

    fn names(inputs: &Inputs) -> Vec<&str> {
        inputs.problems.iter().map(|problem| problem.diagnostic.name).collect()
    }

    #[test]
    fn a_folder_gives_its_texts_by_name() {
        let folder = folder(&["b.zh.txt", "a.md", "a.meta.yaml", "c.json", ".d.txt", "sub/e.txt"]);
        let inputs = find(&[folder.path().to_owned()], &Reading::default());
        assert_eq!(stems(&inputs), ["a", "b.zh"]);
        assert!(inputs.problems.is_empty() && inputs.whole_folder);
        assert!(inputs.texts[0].sidecar.ends_with("a.meta.yaml"));
    }

    #[test]
    fn the_name_in_outputs_is_folder_and_file() {
        let folder = folder(&["input/a.zh.txt", "input/sub/b.zh.txt"]);
        for path in ["input/a.zh.txt", "input/./a.zh.txt", "input/sub/../a.zh.txt"] {
            let inputs = find(&[folder.path().join(path)], &Reading::default());
            assert_eq!(inputs.texts[0].name, "input/a.zh.txt", "{path}");
        }
    }

    #[test]
    fn a_text_named_twice_is_compiled_once() {
        let folder = folder(&["a.txt"]);
        let inputs = find(&[folder.path().to_owned(), folder.path().join("./a.txt")], &Reading::default());
        assert_eq!(stems(&inputs), ["a"]);
        assert!(inputs.problems.is_empty());
    }

    #[test]
    fn two_texts_with_one_output_name_are_both_refused() {
        let folder = folder(&["a.txt", "a.md", "b.txt"]);
        let inputs = find(&[folder.path().to_owned()], &Reading::default());
        assert_eq!(stems(&inputs), ["b"]);
        assert_eq!(names(&inputs), ["output-name-clash"]);
        assert!(inputs.stems().contains("a"));
    }

    #[test]
    fn every_document_is_in_one_part() {
        let names: Vec<String> = (0..1000).map(|number| format!("a-75-{number}.zh")).collect();
        let parts = ["0/4", "1/4", "2/4", "3/4"].map(|text| Shard::parse(text).unwrap());
        let sizes = parts.map(|part| names.iter().filter(|name| part.holds(name)).count());
        assert_eq!(sizes.iter().sum::<usize>(), names.len());
        assert!(sizes.iter().all(|size| (200..300).contains(size)), "{sizes:?}");
        // A published contract: parts made by different versions fit together.
        assert_eq!(parts.map(|part| part.holds("a-75-729.zh")), [0, 1, 2, 3].map(|part| part == 3));
    }

    #[test]
    fn a_part_that_is_none_is_refused() {
        for (text, says) in
            [("4/4", "the last of 4 is 3/4"), ("0/0", "at least one"), ("1", "as 2/8"), ("-1/2", "as 2/8")]
        {
            assert!(Shard::parse(text).unwrap_err().contains(says), "{text}");
        }
    }

    #[test]
    fn each_path_that_gives_nothing_is_a_problem() {
        let folder = folder(&["empty/x.json", "orphan/a.txt", "orphan/b.meta.yaml"]);
        let paths = ["empty", "missing.txt", "orphan", "orphan/b.meta.yaml"].map(|path| folder.path().join(path));
        assert_eq!(
            names(&find(&paths, &Reading::default())),
            ["no-texts", "missing-input", "orphan-sidecar", "sidecar-as-input"]
        );
    }
}
