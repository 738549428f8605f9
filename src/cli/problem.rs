//! What can be wrong with files, in words: one constructor a problem, each with its code, reason, remedy and outcome.
//!
//! Codes `DC0xx` are the input family: `DC001` to `DC009` about texts, `DC01x` about sidecars, `DC02x` about outputs,
//! `DC03x` about the program itself, `DC04x` about texts that belong together, `DC05x` about texts to compare,
//! `DC06x` about records, `DC07x` about settings and edits, `DC08x` about releases. What a text says wrongly is for
//! `check` in the library to tell.
//!
//! Invariant: a [`Problem`] is printed by the same renderers as every other diagnostic.

use super::encoding;
use super::exit::Exit;
use super::inputs::MOST;
use super::known::Unknown;
use super::pipe;
use super::suggestion;
use declc::check::ledger::{Fault, FaultKind, Ledger};
use declc::diagnostic::{Diagnostic, Severity};
use declc::link::sidecar::{Sidecar, SidecarError, SidecarErrorKind};
use declc::source::{DecodeError, Encoding, Source, Span};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;

/// Something wrong with a file, and what it makes of the run.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    /// What is told.
    pub(super) diagnostic: Box<Diagnostic>,
    /// The file that it is about, with its text where a place in it is marked.
    pub(super) source: Source,
    /// What the run ends with.
    pub(super) exit: Exit,
}

fn problem(path: &str, code: &'static str, name: &'static str, exit: Exit, message: String, help: String) -> Problem {
    let severity = if exit == Exit::Clean { Severity::Warning } else { Severity::Error };
    Problem {
        diagnostic: Box::new(Diagnostic { code, name, severity, message, span: None, help, fix: None }),
        source: Source::from_text(path, ""),
        exit,
    }
}

impl Problem {
    /// The problem with its place in the text of its file.
    pub(super) fn at(mut self, text: &str, span: Span) -> Self {
        self.source = Source::from_text(self.source.path(), text);
        self.diagnostic.span = Some(span);
        self
    }
}

/// A path that leads nowhere.
pub(super) fn missing_input(path: &str) -> Problem {
    let message = format!("there is no file or folder {path}");
    let help = "Check the spelling; a relative path counts from the folder in which declc was started.".to_owned();
    problem(path, "DC001", "missing-input", Exit::Usage, message, help)
}

/// A folder without anything to compile.
pub(super) fn no_texts(path: &str) -> Problem {
    let message = "this folder holds no text".to_owned();
    let help =
        "Texts end in .txt or .md; subfolders are not searched. Put a text there, or name another folder or file.";
    problem(path, "DC002", "no-texts", Exit::Usage, message, help.to_owned())
}

/// A folder without anything to validate.
pub(super) fn no_xml(path: &str) -> Problem {
    let message = "this folder holds no XML file".to_owned();
    let help = "Files end in .xml; subfolders are searched. Name another folder or file.".to_owned();
    problem(path, "DC008", "no-xml", Exit::Usage, message, help)
}

/// A file that the system does not give.
pub(super) fn unreadable(path: &str, error: &io::Error) -> Problem {
    let message = format!("this cannot be read: {error}");
    let help = "Check the permissions and the disk, then try again.".to_owned();
    problem(path, "DC003", "unreadable-input", Exit::Transient, message, help)
}

/// A file of settings that is not there, or that the system does not give.
pub(super) fn not_given(path: &str, error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::NotFound { missing_input(path) } else { unreadable(path, error) }
}

/// A file whose bytes are not a text.
pub(super) fn not_a_text(path: &str, bytes: &[u8], error: &DecodeError, exit: Exit) -> Problem {
    let encoded = |cause: &str| match encoding::likely(bytes) {
        Some(name) => {
            (format!("; it looks like {name}"), format!("Convert it: iconv -f {name} -t UTF-8 {path} > converted."))
        }
        None => (String::new(), cause.to_owned()),
    };
    match *error {
        DecodeError::Empty => {
            let help = "Every text has at least one visible character. Restore it from its origin, or remove the file.";
            problem(
                path,
                "DC004",
                "empty-text",
                exit,
                "this file holds no visible character".to_owned(),
                help.to_owned(),
            )
        }
        DecodeError::Binary(at) => {
            let (guess, help) = encoded("declc reads plain text. Extract the text of a PDF or a Word file first.");
            let message = format!("this is not a text: byte {at} is NUL{guess}");
            problem(path, "DC005", "binary-file", exit, message, help)
        }
        DecodeError::NotUtf8(at) => {
            let (guess, help) = encoded("Save the file as UTF-8, or mend the damaged bytes.");
            let message = format!("this is not UTF-8: {}{guess}", wrong(bytes, at));
            damaged(path, (message, help), Encoding::Utf8, bytes, at, exit)
        }
        DecodeError::Malformed(encoding, at) => {
            let message = format!("this is not {}: {}", encoding.name(), wrong(bytes, at));
            let help = "Mend the damaged bytes, or save the file as UTF-8.".to_owned();
            damaged(path, (message, help), encoding, bytes, at, exit)
        }
        DecodeError::TooLarge(size) => too_large(path, size as u64, MOST, exit),
    }
}

/// A text to compile whose bytes are not one: unlike other files, it may be in another encoding.
pub(super) fn undecodable(path: &str, bytes: &[u8], error: &DecodeError) -> Problem {
    let mut found = not_a_text(path, bytes, error, Exit::Findings);
    let named = encoding::likely(bytes).filter(|name| Encoding::named(name).is_some());
    let foreign = match error {
        DecodeError::NotUtf8(_) | DecodeError::Malformed(..) => true,
        DecodeError::Binary(_) => named.is_some(),
        DecodeError::Empty | DecodeError::TooLarge(_) => false,
    };
    if foreign {
        let name = named.unwrap_or("NAME");
        let help = &found.diagnostic.help;
        found.diagnostic.help = format!("{help} Or say what it is in: build and check take --encoding {name}.");
    }
    found
}

/// The wrong byte of a file, for people.
fn wrong(bytes: &[u8], at: usize) -> String {
    format!("byte {at} is 0x{:02X}", bytes.get(at).copied().unwrap_or_default())
}

/// A file that is not in its encoding from a byte on. Its text is shown up to there, with enough after it to recognize
/// the place.
fn damaged(
    path: &str,
    (message, help): (String, String),
    encoding: Encoding,
    bytes: &[u8],
    at: usize,
    exit: Exit,
) -> Problem {
    let (before, after) = bytes.split_at(at.min(bytes.len()));
    let text = encoding.decode_lossy(before, true);
    let end = text.len();
    let text = text + &encoding.decode_lossy(after.get(..120).unwrap_or(after), false);
    problem(path, "DC006", "not-utf-8", exit, message, help).at(&text, Span::new(end, end + 1))
}

/// A text that does not say what it is in, and was read as what it shows. No fault of it.
pub(super) fn encoding_taken(encoding: Encoding) -> Diagnostic {
    let name = encoding.name();
    let restored = |message: &str| {
        let help = format!(
            "Columns count in what it became. --encoding utf-8 reads it as it is, --encoding {name} keeps this message away."
        );
        (message.to_owned(), help)
    };
    let (message, help) = if encoding == Encoding::Glyphs {
        restored("its Arabic stands as a page shows it, and was put back into letters and the order of reading")
    } else if encoding == Encoding::Mac {
        restored("its letters and their marks are characters of their own, and were put together")
    } else {
        (
            format!("this is not UTF-8, and was read as {name}: in no other encoding it makes sense"),
            format!("If it is another one, say so with --encoding; --encoding {name} keeps this message away."),
        )
    };
    let (code, kind, severity) = ("DC009", "encoding-taken", Severity::Info);
    Diagnostic { code, name: kind, severity, message, span: None, help, fix: None }
}

/// A file beyond every document, or beyond what the user lets in.
pub(super) fn too_large(path: &str, size: u64, most: u64, exit: Exit) -> Problem {
    let message = format!("this file has {size} bytes; at most {most} are read");
    let help = if most < MOST {
        format!("--max-bytes says how many may be read, {MOST} where it is not given.")
    } else {
        "The longest reports have some megabytes of text. Name the text itself, or split it by document.".to_owned()
    };
    problem(path, "DC007", "text-too-large", exit, message, help)
}

/// A sidecar that cannot be used.
pub(super) fn sidecar(path: &str, text: &str, error: &SidecarError) -> Problem {
    let keys = Sidecar::KEYS.join(", ");
    let shapes = "symbol, author, date and issued are texts; other_symbols and evidence are lists; instruments maps a \
                  symbol to a date.";
    let (code, name, message, help) = match &error.kind {
        SidecarErrorKind::Syntax(words) => {
            let help = "A text with `: `, `#` or brackets needs quotation marks; a list item stands under its key.";
            ("DC010", "sidecar-syntax", format!("this is not YAML: {words}"), help.to_owned())
        }
        SidecarErrorKind::UnknownKey(key) => {
            let meant = suggestion::nearest(key, &Sidecar::KEYS).map(|key| format!("Did you mean `{key}`? "));
            let help = format!("{}A sidecar may have: {keys}.", meant.unwrap_or_default());
            ("DC011", "unknown-sidecar-key", format!("no sidecar has the key `{key}`"), help)
        }
        SidecarErrorKind::RepeatedKey(key) => {
            let help = "Only one of the two can be meant. Remove the other.".to_owned();
            ("DC012", "repeated-sidecar-key", format!("the key `{key}` stands twice"), help)
        }
        SidecarErrorKind::WrongShape(words) => {
            ("DC013", "wrong-sidecar-value", format!("this value has the wrong shape: {words}"), shapes.to_owned())
        }
        SidecarErrorKind::Empty(key) => {
            let help = "A fact that is not known is left out. Remove the key, or supply its value.".to_owned();
            ("DC013", "wrong-sidecar-value", format!("`{key}` has an empty value"), help)
        }
        SidecarErrorKind::NotADate(value) => {
            let help =
                "Write a day of the calendar as 2021-06-30; only `date` may hold a range, 2022-10-28/2022-10-29.";
            ("DC013", "wrong-sidecar-value", format!("`{value}` is not a date"), help.to_owned())
        }
        SidecarErrorKind::NotASegment(value) => {
            let help = "It is the last segment of the author's ontology IRI: letters of ASCII, digits and hyphens, as in \
                        unga or unsc-ctc.";
            ("DC013", "wrong-sidecar-value", format!("`{value}` does not name an author"), help.to_owned())
        }
    };
    problem(path, code, name, Exit::Usage, message, help).at(text, error.span)
}

/// A fault of `declc.toml`, `declc-ignore.toml` or a baseline, in the words of those who read it.
pub(super) fn setting(
    path: &str,
    (code, name): (&'static str, &'static str),
    message: String,
    help: String,
) -> Problem {
    problem(path, code, name, Exit::Usage, message, help)
}

/// Edits that made a text worse, so that it stands as it was.
pub(super) fn fix_refused(path: &str, reason: &str) -> Problem {
    let message = format!("some edits were not made, since {reason}");
    let help = "The text stands as it was before them. This is a defect of declc: please report it with the text.";
    problem(path, "DC077", "fix-refused", Exit::Clean, message, help.to_owned())
}

/// Edits to a text in another encoding, which would have to be written as UTF-8.
pub(super) fn fix_not_utf8(path: &str, encoding: Encoding) -> Problem {
    let name = encoding.name();
    let message = format!("nothing was put right: this is {name}, and only files in UTF-8 are edited");
    let help = if encoding == Encoding::Glyphs {
        "Take the text out with a tool that keeps the order of reading, or copy it from the word processor.".to_owned()
    } else if encoding == Encoding::Mac {
        format!("Bring it into NFC: uconv -x nfc {path} > converted. Then put that right.")
    } else {
        format!("Convert it: iconv -f {name} -t UTF-8 {path} > converted. Then put that right.")
    };
    problem(path, "DC078", "fix-not-utf-8", Exit::Findings, message, help)
}

/// A sidecar whose text is gone.
pub(super) fn orphan_sidecar(path: &str, stem: &str) -> Problem {
    let message = format!("no text {stem}.txt or {stem}.md lies beside this sidecar");
    let help = "Its facts go nowhere. Rename it after its text, or remove it.".to_owned();
    problem(path, "DC014", "orphan-sidecar", Exit::Clean, message, help)
}

/// A sidecar given as a text.
pub(super) fn sidecar_as_input(path: &str) -> Problem {
    let message = "this is a sidecar, not a text".to_owned();
    let help = "Name the text; its sidecar is read with it.".to_owned();
    problem(path, "DC015", "sidecar-as-input", Exit::Usage, message, help)
}

/// Two texts whose outputs would overwrite each other.
pub(super) fn output_name_clash(stem: &str, paths: &[&str]) -> Problem {
    let message = format!("{} would all be written as {stem}", paths.join(" and "));
    let help = "None of them was compiled. Rename all but one, or build them into folders of their own.".to_owned();
    problem(paths.first().copied().unwrap_or(stem), "DC020", "output-name-clash", Exit::Usage, message, help)
}

/// An output folder that is a file, or lies under one.
pub(super) fn output_not_a_folder(path: &str) -> Problem {
    let message = "the output folder is a file, or lies in one".to_owned();
    let help = "Nothing was built. Name another folder with -o, or move the file away.".to_owned();
    problem(path, "DC021", "output-not-a-folder", Exit::Usage, message, help)
}

/// A folder that stands where an output belongs.
pub(super) fn output_in_the_way(path: &str) -> Problem {
    let message = "a folder stands where this output belongs".to_owned();
    let help = "Nothing of this document was written. Move the folder away, or name another one with -o.".to_owned();
    problem(path, "DC022", "output-in-the-way", Exit::Usage, message, help)
}

/// An output that cannot be written or compared.
pub(super) fn output_failed(path: &str, error: &io::Error) -> Problem {
    let message = format!("this cannot be written or read back: {error}");
    let help = "What stood there before is untouched. Check permissions and free space, then try again.".to_owned();
    problem(path, "DC023", "output-not-writable", Exit::Transient, message, help)
}

/// A report that cannot be written.
pub(super) fn report_failed(path: &str, error: &io::Error) -> Problem {
    let message = format!("the report cannot be written: {error}");
    let help = "The outputs are not affected. Check that its folder exists and can be written to.".to_owned();
    let exit = if error.kind() == io::ErrorKind::IsADirectory { Exit::Usage } else { Exit::Transient };
    problem(path, "DC024", "report-not-writable", exit, message, help)
}

/// Standard output that fails for another reason than a closed pipe.
pub(super) fn standard_output(error: &io::Error) -> Problem {
    let message = format!("standard output cannot be written: {error}");
    problem(
        "declc",
        "DC025",
        "standard-output-failed",
        Exit::Transient,
        message,
        "Check free space, then try again.".into(),
    )
}

/// More than one output for standard output.
pub(super) fn one_for_standard_output(texts: usize, formats: usize) -> Problem {
    let message = format!("standard output takes one text in one format, not {texts} in {formats}");
    let help = "Nothing was built. Choose a format, as in --format akn, or name a folder with -o. Many texts go through \
                declc pipe.";
    problem("declc", "DC026", "one-for-standard-output", Exit::Usage, message, help.to_owned())
}

/// What is remembered of a build cannot be kept: the outputs are there all the same.
pub(super) fn cache_not_written(path: &str, error: &io::Error) -> Problem {
    let message = format!("what is remembered of this build cannot be written: {error}");
    let help = "The outputs are not affected; the next build compiles every text. Name another folder with --cache-dir, or \
                say --no-cache.";
    problem(path, "DC027", "cache-not-written", Exit::Clean, message, help.to_owned())
}

/// A list of the files that outputs depend on that cannot be written.
pub(super) fn depfile_failed(path: &str, error: &io::Error) -> Problem {
    let message = format!("the list of dependencies cannot be written: {error}");
    let help = "The outputs are not affected. Check that its folder exists and can be written to.".to_owned();
    let exit = if error.kind() == io::ErrorKind::IsADirectory { Exit::Usage } else { Exit::Transient };
    problem(path, "DC028", "depfile-not-writable", exit, message, help)
}

/// A text without a version in another language.
pub(super) fn version_alone(path: &str, language: &str) -> Problem {
    let message = format!("no other text is a version of this work; this one is in {language}");
    let help = "Texts belong together that name the same work, or whose names differ in the language alone: a.en.txt, \
                a.fr.txt. Name its versions too.";
    problem(path, "DC040", "version-alone", Exit::Usage, message, help.to_owned())
}

/// Two versions of a work in one language.
pub(super) fn language_repeated(paths: &[&str], language: &str) -> Problem {
    let message = format!("these are in one language, {language}, and of one work: {}", paths.join(", "));
    let help = "Which of them is to be compared? Name one text for each language.".to_owned();
    problem(paths.first().copied().unwrap_or_default(), "DC041", "language-repeated", Exit::Usage, message, help)
}

/// Another number of texts than two, without a revision.
pub(super) fn not_two_texts(count: usize) -> Problem {
    let message = format!("two texts are compared, the one before and the one after; paths given: {count}");
    let help =
        "Name both, as in declc diff old.txt new.txt; or compare with git, as in declc diff --against HEAD input/.";
    problem("declc diff", "DC050", "not-two-texts", Exit::Usage, message, help.to_owned())
}

/// A folder where a text is wanted.
pub(super) fn not_one_text(path: &str) -> Problem {
    let message = "this is a folder; two texts are compared".to_owned();
    let help = "Name the texts; a folder is compared with git, as in declc diff --against HEAD input/.".to_owned();
    problem(path, "DC051", "folder-as-text", Exit::Usage, message, help)
}

/// Two states of a text in two languages.
pub(super) fn languages_differ(path: &str, old: &str, new: &str) -> Problem {
    let message = format!("the text before is in {old}, the text after in {new}");
    let help = "Two states of a text are in one language. Versions in several languages: declc parity.".to_owned();
    problem(path, "DC052", "languages-differ", Exit::Usage, message, help)
}

/// A text that a revision does not have: there is nothing to compare, which is no fault.
pub(super) fn not_in_revision(path: &str, revision: &str) -> Problem {
    let message = format!("{revision} does not have this text: it is new, or was renamed");
    let help = format!("Compare a renamed text by hand: git show {revision}:OLD > old.txt; declc diff old.txt {path}.");
    problem(path, "DC053", "not-in-revision", Exit::Clean, message, help)
}

/// A revision that git does not know.
pub(super) fn no_revision(path: &str, revision: &str) -> Problem {
    let message = format!("git knows no revision {revision} here");
    let help = "Check the spelling. In a pipeline the history may be cut: fetch the revision first.".to_owned();
    problem(path, "DC054", "no-revision", Exit::Usage, message, help)
}

/// What git says when it cannot tell.
pub(super) fn git(path: &str, words: &str) -> Problem {
    let message = format!("git says: {words}");
    let help = "--against compares with a git repository that holds the text.".to_owned();
    problem(path, "DC055", "git-failed", Exit::Usage, message, help)
}

/// A system without git.
pub(super) fn git_missing(path: &str, error: &io::Error) -> Problem {
    let message = format!("git could not be run: {error}");
    let help = "--against asks git for the text before. Install git, or compare two files.".to_owned();
    problem(path, "DC056", "git-not-run", Exit::Transient, message, help)
}

/// Standard input or output that fails in the middle of records.
pub(super) fn pipe_broken(error: &io::Error) -> Problem {
    let message = format!("records cannot be read or answered any more: {error}");
    let help = "The records answered so far are complete. Hand in the others again.".to_owned();
    problem("declc", "DC063", "pipe-broken", Exit::Transient, message, help)
}

/// A line that is not a record.
pub(super) fn record(number: u64, line: &[u8], error: &serde_json::Error) -> Problem {
    let path = format!("record {number}");
    let keys = pipe::KEYS.join(", ");
    let found = serde_json::from_slice::<BTreeMap<String, Value>>(line).unwrap_or_default();
    if let Some(key) = found.keys().find(|key| !pipe::KEYS.contains(&key.as_str())) {
        let meant = suggestion::nearest(key, &pipe::KEYS).map(|key| format!("Did you mean `{key}`? "));
        let help = format!("{}A record may have: {keys}.", meant.unwrap_or_default());
        return problem(
            &path,
            "DC061",
            "unknown-record-key",
            Exit::Findings,
            format!("no record has the key `{key}`"),
            help,
        );
    }
    let message = format!("this line is not a record: {error}");
    let help = format!("A record is a JSON object on one line, in UTF-8, with a text. It may have: {keys}.");
    problem(&path, "DC060", "not-a-record", Exit::Findings, message, help)
}

/// A record whose language or class is not known.
pub(super) fn record_value(path: &str, unknown: &Unknown) -> Problem {
    let message = format!("no {} is called `{}`", unknown.key, unknown.name);
    let meant = suggestion::nearest(&unknown.name, &unknown.known).map(|name| format!("Did you mean `{name}`? "));
    let help = format!("{}Known are: {}.", meant.unwrap_or_default(), unknown.known.join(", "));
    problem(path, "DC062", "wrong-record-value", Exit::Findings, message, help)
}

/// A line beyond the limit.
pub(super) fn record_too_long(number: u64, most: u64) -> Problem {
    let message = format!("this line has more than {most} bytes, and was passed over");
    let help = "Raise the limit with --max-record, or hand in one document a record.".to_owned();
    problem(&format!("record {number}"), "DC064", "record-too-long", Exit::Findings, message, help)
}

/// A JSON file that is no document of this version.
pub(super) fn not_a_document(path: &str, error: &serde_json::Error) -> Problem {
    let message = format!("this is not a document as declc builds it: {error}");
    let help =
        format!("Build it anew from its text with this version ({}), or release the text.", env!("CARGO_PKG_VERSION"));
    problem(path, "DC080", "not-a-document", Exit::Findings, message, help)
}

/// An option of a release that cannot be used.
pub(super) fn release_option(option: &str, value: &str, wanted: &str) -> Problem {
    let message = format!("{value:?} does not do: {wanted}");
    problem(option, "DC081", "wrong-release-option", Exit::Usage, message, "See declc release --help.".to_owned())
}

/// A document that does not come out: a release has all of its documents or is not made.
pub(super) fn release_incomplete(folder: &str, failed: usize) -> Problem {
    let message = format!("nothing was released: {failed} of the documents did not come out");
    let help = "A release is complete or not made; mend the texts named above, or leave them out.".to_owned();
    problem(folder, "DC082", "release-incomplete", Exit::Findings, message, help)
}

/// Documents that do not make one release.
pub(super) fn release_refused(folder: &str, fault: &str) -> Problem {
    let help =
        "Each identifier means one thing in a release. If these are sound documents, please report it.".to_owned();
    problem(folder, "DC083", "release-refused", Exit::Findings, fault.to_owned(), help)
}

/// A version that is there with other files.
pub(super) fn release_exists(folder: &str, version: &str) -> Problem {
    let message = format!("version {version} is there already, with other files");
    let help =
        "A version that is published does not change: give a new --version. To mend one that nobody has, --replace.";
    problem(folder, "DC084", "release-exists", Exit::Findings, message, help.to_owned())
}

/// A folder that is no release.
pub(super) fn not_a_release(path: &str) -> Problem {
    let message = "this is no release: it has no datapackage.json with a version".to_owned();
    let help = "--previous takes the folder of a version, such as dist/1.0.0.".to_owned();
    problem(path, "DC085", "not-a-release", Exit::Usage, message, help)
}

/// A document of the release before that this version cannot read: it is released and not compared.
pub(super) fn not_compared(path: &str, reason: &str) -> Problem {
    let message = format!("this document of the release before is not compared word by word: {reason}");
    let help = "Its rows are compared all the same; CHANGES.md lacks the words that changed in it.".to_owned();
    problem(path, "DC086", "not-compared", Exit::Clean, message, help)
}

/// An identifier that names something else than in the release before.
pub(super) fn identifier_moved(id: &str, now: &str) -> Problem {
    let message =
        format!("this identifier names something else than in the release before: what it named is now {now}");
    let help = "Whoever cites it by identifier must know: CHANGES.md says so at its head.".to_owned();
    problem(id, "DC087", "identifier-moved", Exit::Clean, message, help)
}

/// How many places of one kind are printed in full.
const PLACES: usize = 10;

/// An account of a text that does not close: one problem for the whole, one for each of its first places.
pub(super) fn account(source: &Source, ledger: &Ledger) -> Vec<Problem> {
    let help = "Nothing of this document was written. This is a defect of declc: please report it with the text.";
    let message = format!(
        "the account of this text does not close: {} of its {} visible characters stand exactly once in the document; places: {}",
        ledger.accounted,
        ledger.visible,
        ledger.faults.len()
    );
    let whole = problem(source.path(), "DC030", "account-not-closed", Exit::Internal, message, help.to_owned());
    let places = ledger.faults.iter().take(PLACES).map(|fault| place(source, fault));
    std::iter::once(whole).chain(places).collect()
}

fn place(source: &Source, fault: &Fault) -> Problem {
    let text: String = fault.span.slice(source.text()).chars().take(20).collect();
    let message = match fault.kind {
        FaultKind::Lost => format!("“{text}” stands nowhere in the document"),
        FaultKind::Doubled => format!("“{text}” stands more than once in the document"),
        FaultKind::Invented => format!("the document has another text than “{text}” here"),
    };
    problem(source.path(), "DC030", "account-not-closed", Exit::Internal, message, String::new())
        .at(source.text(), fault.span)
}

/// An output that does not keep to the standard: the validator's findings, with the outcome of an internal error.
pub(super) fn invalid_output(path: &str, xml: &str, found: Vec<Diagnostic>) -> Vec<Problem> {
    let help = "Nothing of this document was written. This is a defect of declc: please report it with the text.";
    let message = format!("the Akoma Ntoso made of this text is not valid; findings: {}", found.len());
    let whole = problem(path, "DC031", "invalid-output", Exit::Internal, message, help.to_owned());
    let source = Source::from_text(path, xml);
    let findings = found.into_iter().take(PLACES);
    let findings = findings.map(|diagnostic| Problem {
        diagnostic: Box::new(diagnostic),
        source: source.clone(),
        exit: Exit::Internal,
    });
    std::iter::once(whole).chain(findings).collect()
}

/// A panic, which is always a defect of the program.
pub(super) fn panic(path: &str, words: &str) -> Problem {
    let message = format!("declc stopped in the middle of this: {words}");
    let help = "Nothing of this document was written. This is a defect of declc: please report it with the text.";
    problem(path, "DC032", "internal-error", Exit::Internal, message, help.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_encoding_is_named_with_its_cure() {
        let bytes = b"\xb4\xf3\xbb\xe1\xa3\xac\n\xbb\xd8\xb9\xcb";
        let found = not_a_text("input/a.zh.txt", bytes, &DecodeError::NotUtf8(0), Exit::Findings);
        assert!(found.diagnostic.message.contains("byte 0 is 0xB4; it looks like GB18030"), "{found:?}");
        assert!(found.diagnostic.help.contains("iconv -f GB18030 -t UTF-8 input/a.zh.txt"), "{found:?}");
    }

    #[test]
    fn an_unknown_key_has_its_nearest_neighbour() {
        let error = Sidecar::from_yaml("isued: 2021-06-30\n").unwrap_err();
        let found = sidecar("a.meta.yaml", "isued: 2021-06-30\n", &error);
        assert!(found.diagnostic.help.starts_with("Did you mean `issued`? A sidecar may have: symbol,"), "{found:?}");
        assert_eq!((found.exit, found.source.position(0).line), (Exit::Usage, 1));
    }

    #[test]
    fn an_open_account_names_its_places() {
        let source = Source::from_text("a.txt", "大会，\n重申");
        let fault = Fault { kind: FaultKind::Lost, span: Span::new(10, 16) };
        let found = account(&source, &Ledger { visible: 5, accounted: 3, faults: vec![fault], ..Ledger::default() });
        assert_eq!(found.len(), 2);
        assert!(found[0].diagnostic.message.contains("3 of its 5 visible characters"), "{found:?}");
        assert_eq!(found[1].diagnostic.message, "“重申” stands nowhere in the document");
    }
}
