//! The manual pages of the rules about files: `DC0xx`. Their diagnostics are worded in `problem`, which knows the case.

use declc::diagnostic::Severity;
use declc::diagnostic::page::{Family, Page};

const fn page(
    (code, name): (&'static str, &'static str),
    family: Family,
    severity: Severity,
    [what, why, remedy]: [&'static str; 3],
) -> Page {
    Page { code, name, family, severity, what, why, remedy }
}

/// Every page, by code.
pub(super) static PAGES: &[Page] = &[
    page(
        ("DC001", "missing-input"),
        Family::Input,
        Severity::Error,
        [
            "a path leads nowhere",
            "nothing can be read there",
            "check the spelling; a relative path counts from the folder in which declc was started",
        ],
    ),
    page(
        ("DC002", "no-texts"),
        Family::Input,
        Severity::Error,
        [
            "a folder holds no text",
            "texts end in .txt or .md, and subfolders are not searched",
            "put a text there, or name another folder or file",
        ],
    ),
    page(
        ("DC003", "unreadable-input"),
        Family::Input,
        Severity::Error,
        [
            "the system does not give a file",
            "without the file there is no document",
            "check the permissions and the disk, then try again",
        ],
    ),
    page(
        ("DC004", "empty-text"),
        Family::Input,
        Severity::Error,
        [
            "a file holds no visible character",
            "every text has at least one",
            "restore it from its origin, or remove the file",
        ],
    ),
    page(
        ("DC005", "binary-file"),
        Family::Input,
        Severity::Error,
        [
            "a file holds a NUL, so that it is no plain text",
            "declc reads plain text",
            "extract the text of a PDF or a Word file first, or name the encoding with --encoding",
        ],
    ),
    page(
        ("DC006", "not-utf-8"),
        Family::Input,
        Severity::Error,
        [
            "the bytes of a file are not UTF-8, and not wholly in the other encoding that the file seems or is said to be in",
            "characters would be lost",
            "mend the damaged bytes, save the file as UTF-8, or name its encoding with --encoding",
        ],
    ),
    page(
        ("DC007", "text-too-large"),
        Family::Input,
        Severity::Error,
        [
            "a file is larger than any document, or than --max-bytes lets in",
            "it would fill the memory",
            "name the text itself, or split it by document; where it is meant, raise --max-bytes",
        ],
    ),
    page(
        ("DC008", "no-xml"),
        Family::Input,
        Severity::Error,
        [
            "a folder holds no XML file to validate",
            "files end in .xml, and subfolders are searched",
            "name another folder or file",
        ],
    ),
    page(
        ("DC009", "encoding-taken"),
        Family::Input,
        Severity::Info,
        [
            "a file is not UTF-8 and does not say what it is in, or its Arabic stands as a page shows it; it was read in the \
             one way in which it makes sense",
            "in another encoding the text would be another one",
            "save the file as UTF-8, or name its encoding with --encoding",
        ],
    ),
    page(
        ("DC010", "sidecar-syntax"),
        Family::Configuration,
        Severity::Error,
        [
            "a sidecar is not YAML",
            "its facts cannot be read",
            "quote texts that hold a colon, a number sign or brackets",
        ],
    ),
    page(
        ("DC011", "unknown-sidecar-key"),
        Family::Configuration,
        Severity::Error,
        [
            "a sidecar has a key that no sidecar has",
            "a fact under a misspelt key would be lost without a word",
            "correct the key, or remove it",
        ],
    ),
    page(
        ("DC012", "repeated-sidecar-key"),
        Family::Configuration,
        Severity::Error,
        ["a key stands twice in a sidecar", "only one of the two can be meant", "remove the other"],
    ),
    page(
        ("DC013", "wrong-sidecar-value"),
        Family::Configuration,
        Severity::Error,
        [
            "a value in a sidecar has the wrong shape, or is no date",
            "it cannot be used as the fact that it should be",
            "correct the value",
        ],
    ),
    page(
        ("DC014", "orphan-sidecar"),
        Family::Configuration,
        Severity::Warning,
        ["no text lies beside a sidecar", "its facts go nowhere", "rename it after its text, or remove it"],
    ),
    page(
        ("DC015", "sidecar-as-input"),
        Family::Configuration,
        Severity::Error,
        ["a sidecar is named where a text is wanted", "it is read together with its text", "name the text"],
    ),
    page(
        ("DC020", "output-name-clash"),
        Family::Outputs,
        Severity::Error,
        [
            "two texts would be written under one name",
            "one would overwrite the other",
            "rename all but one, or build them into folders of their own",
        ],
    ),
    page(
        ("DC021", "output-not-a-folder"),
        Family::Outputs,
        Severity::Error,
        [
            "the output folder is a file, or lies in one",
            "nothing can be written there",
            "name another folder with -o, or move the file away",
        ],
    ),
    page(
        ("DC022", "output-in-the-way"),
        Family::Outputs,
        Severity::Error,
        [
            "a folder stands where an output belongs",
            "the output cannot be written",
            "move the folder away, or name another one with -o",
        ],
    ),
    page(
        ("DC023", "output-not-writable"),
        Family::Outputs,
        Severity::Error,
        [
            "an output cannot be written or read back",
            "what stood there before is untouched",
            "check permissions and free space, then try again",
        ],
    ),
    page(
        ("DC024", "report-not-writable"),
        Family::Outputs,
        Severity::Error,
        [
            "the report cannot be written",
            "the outputs are not affected",
            "check that its folder exists and can be written to",
        ],
    ),
    page(
        ("DC025", "standard-output-failed"),
        Family::Outputs,
        Severity::Error,
        ["standard output cannot be written", "the findings are lost", "check free space, then try again"],
    ),
    page(
        ("DC026", "one-for-standard-output"),
        Family::Outputs,
        Severity::Error,
        [
            "several outputs would go to standard output",
            "nobody could tell where one ends and the next begins",
            "choose one format, or name a folder; many texts go through declc pipe",
        ],
    ),
    page(
        ("DC027", "cache-not-written"),
        Family::Outputs,
        Severity::Warning,
        [
            "what is remembered of a build cannot be written",
            "the outputs are not affected, but the next build compiles every text",
            "name another folder with --cache-dir, or say --no-cache",
        ],
    ),
    page(
        ("DC028", "depfile-not-writable"),
        Family::Outputs,
        Severity::Error,
        [
            "the list of what the outputs depend on cannot be written",
            "Make or Ninja would not know when to build again",
            "check that its folder exists and can be written to",
        ],
    ),
    page(
        ("DC030", "account-not-closed"),
        Family::Outputs,
        Severity::Error,
        [
            "a character of the text does not stand exactly once in the document",
            "nothing of the document was written, since something would be lost",
            "report this defect of declc with the text",
        ],
    ),
    page(
        ("DC031", "invalid-output"),
        Family::Outputs,
        Severity::Error,
        [
            "the Akoma Ntoso made of a text is not valid",
            "nothing of the document was written",
            "report this defect of declc with the text",
        ],
    ),
    page(
        ("DC032", "internal-error"),
        Family::Outputs,
        Severity::Error,
        [
            "declc stopped in the middle of a text",
            "nothing of the document was written",
            "report this defect of declc with the text",
        ],
    ),
    page(
        ("DC040", "version-alone"),
        Family::Input,
        Severity::Error,
        [
            "no other text is a version of the work",
            "one version alone cannot be compared",
            "name its versions too; texts belong together that name one work, or whose names differ in the language alone",
        ],
    ),
    page(
        ("DC041", "language-repeated"),
        Family::Input,
        Severity::Error,
        [
            "two texts are versions of one work in one language",
            "which of them is to be compared is not known",
            "name one text for each language",
        ],
    ),
    page(
        ("DC050", "not-two-texts"),
        Family::Input,
        Severity::Error,
        [
            "`declc diff` was not given two texts",
            "the state before and the state after are compared",
            "name both, or one with --against REV",
        ],
    ),
    page(
        ("DC051", "folder-as-text"),
        Family::Input,
        Severity::Error,
        [
            "a folder was named where two texts are compared",
            "a folder has no single text",
            "name the texts, or compare the folder with --against REV",
        ],
    ),
    page(
        ("DC052", "languages-differ"),
        Family::Input,
        Severity::Error,
        [
            "the text before and the text after are in two languages",
            "two states of a text are in one language",
            "compare the versions in several languages with `declc parity`",
        ],
    ),
    page(
        ("DC053", "not-in-revision"),
        Family::Input,
        Severity::Warning,
        [
            "a revision does not have the text",
            "it is new, or was renamed: there is nothing to compare with",
            "compare a renamed text by hand, with the old file from git show",
        ],
    ),
    page(
        ("DC054", "no-revision"),
        Family::Input,
        Severity::Error,
        [
            "git does not know the revision",
            "the text before cannot be had",
            "check the spelling; in a pipeline, fetch the revision first",
        ],
    ),
    page(
        ("DC055", "git-failed"),
        Family::Input,
        Severity::Error,
        [
            "git cannot give the text before",
            "without it there is nothing to compare with",
            "start declc in a git repository that holds the text",
        ],
    ),
    page(
        ("DC056", "git-not-run"),
        Family::Input,
        Severity::Error,
        ["git could not be run", "--against asks git for the text before", "install git, or compare two files"],
    ),
    page(
        ("DC060", "not-a-record"),
        Family::Input,
        Severity::Error,
        [
            "a line of `declc pipe` is not a record",
            "without a text there is nothing to compile; the other records are not affected",
            "hand in a JSON object on one line, in UTF-8, with a text",
        ],
    ),
    page(
        ("DC061", "unknown-record-key"),
        Family::Input,
        Severity::Error,
        [
            "a record has a key that no record has",
            "what stands under a misspelt key would be lost without a word",
            "correct the key, or carry the value in id",
        ],
    ),
    page(
        ("DC062", "wrong-record-value"),
        Family::Input,
        Severity::Error,
        [
            "a record names a language or class that is not known",
            "the text would be read as something else",
            "take one of the names that the message lists, or leave the key out",
        ],
    ),
    page(
        ("DC063", "pipe-broken"),
        Family::Input,
        Severity::Error,
        [
            "standard input or output fails in the middle of records",
            "the records that follow are not compiled",
            "hand in again those that have no answer",
        ],
    ),
    page(
        ("DC064", "record-too-long"),
        Family::Input,
        Severity::Error,
        [
            "a line of `declc pipe` is longer than the limit",
            "it would fill the memory",
            "raise the limit with --max-record, or hand in one document a record",
        ],
    ),
    page(
        ("DC070", "settings-syntax"),
        Family::Configuration,
        Severity::Error,
        [
            "declc.toml or declc-ignore.toml is not TOML",
            "nothing in it can be read",
            "put right what the message names",
        ],
    ),
    page(
        ("DC071", "unknown-setting"),
        Family::Configuration,
        Severity::Error,
        [
            "declc.toml or declc-ignore.toml has a key that does nothing",
            "a misspelt key would be passed over in silence",
            "take one of the keys that the message lists",
        ],
    ),
    page(
        ("DC072", "wrong-setting"),
        Family::Configuration,
        Severity::Error,
        [
            "a value in declc.toml or declc-ignore.toml is not one that its key takes",
            "nobody can tell what is meant",
            "write a value of the form that the message names",
        ],
    ),
    page(
        ("DC073", "unknown-rule"),
        Family::Configuration,
        Severity::Error,
        [
            "settings name a rule, family or beginning of a code that is not there",
            "the rule that is meant would go on as before",
            "write a code, the beginning of one, a family or a name; `declc rules` lists them",
        ],
    ),
    page(
        ("DC074", "unused-suppression"),
        Family::Configuration,
        Severity::Warning,
        [
            "an entry of declc-ignore.toml sets aside what no rule finds",
            "the fault is gone, and the entry would hide its return",
            "remove the entry",
        ],
    ),
    page(
        ("DC075", "outdated-suppression"),
        Family::Configuration,
        Severity::Warning,
        [
            "the text of a paragraph has changed since its finding was set aside",
            "the reason was given for another text",
            "put the new text right, or set it aside anew and remove the entry",
        ],
    ),
    page(
        ("DC076", "wrong-baseline"),
        Family::Configuration,
        Severity::Error,
        [
            "a baseline is not what `declc check --update-baseline` writes",
            "nobody can tell what was there before",
            "make it anew",
        ],
    ),
    page(
        ("DC077", "fix-refused"),
        Family::Outputs,
        Severity::Warning,
        [
            "edits would have made a text worse, and were not made",
            "after them the account of the text would not close, or it would have an error more",
            "report it together with the text, and edit by hand",
        ],
    ),
    page(
        ("DC078", "fix-not-utf-8"),
        Family::Input,
        Severity::Error,
        [
            "a text that --fix or --diff would edit is not in UTF-8",
            "it would come back in another encoding than that of the file, which who keeps it does not expect",
            "convert the file to UTF-8, then put it right",
        ],
    ),
    page(
        ("DC080", "not-a-document"),
        Family::Input,
        Severity::Error,
        [
            "a JSON file is no document as declc builds it",
            "a release could not say what it holds",
            "build it anew from its text with this version, or release the text",
        ],
    ),
    page(
        ("DC081", "wrong-release-option"),
        Family::Input,
        Severity::Error,
        [
            "an option of `declc release` has a value that cannot be used",
            "names, versions and addresses stand in file names and in every description",
            "take a value of the form that the message names",
        ],
    ),
    page(
        ("DC082", "release-incomplete"),
        Family::Input,
        Severity::Error,
        [
            "a document does not come out, so nothing is released",
            "a release that lacks a document says that it was removed",
            "mend the text, or leave it out",
        ],
    ),
    page(
        ("DC083", "release-refused"),
        Family::Input,
        Severity::Error,
        [
            "the documents do not make one release",
            "an identifier that means two things means nothing",
            "see what the message names; if the documents are sound, report it",
        ],
    ),
    page(
        ("DC084", "release-exists"),
        Family::Input,
        Severity::Error,
        [
            "a version is there already, with other files",
            "whoever cited it must find what they cited",
            "give a new --version; to mend one that nobody has yet, --replace",
        ],
    ),
    page(
        ("DC085", "not-a-release"),
        Family::Input,
        Severity::Error,
        [
            "the folder given as --previous is no release",
            "there is nothing to compare with",
            "name the folder of a version, such as dist/1.0.0",
        ],
    ),
    page(
        ("DC086", "not-compared"),
        Family::Input,
        Severity::Warning,
        [
            "a document of the release before cannot be read by this version",
            "its rows are compared, but not its words",
            "nothing need be done; CHANGES.md lacks the words that changed in it",
        ],
    ),
    page(
        ("DC087", "identifier-moved"),
        Family::Input,
        Severity::Warning,
        [
            "an identifier names something else than in the release before",
            "whoever cites it by identifier now cites another text",
            "read the head of CHANGES.md, and tell those who cite it",
        ],
    ),
];

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test may fail by panicking")]
mod tests {
    use super::PAGES;

    #[test]
    fn every_problem_has_its_page() {
        let worded = include_str!("problem.rs");
        let quoted: Vec<&str> = worded.split('"').skip(1).step_by(2).collect();
        let codes = quoted.windows(3).filter(|w| w[0].len() == 5 && w[0].starts_with("DC0"));
        let named: Vec<(&str, &str)> = codes.filter_map(|w| w.get(1).map(|name| (w[0], *name))).collect();
        assert!(named.len() > 30, "{named:?}");
        for (code, name) in named {
            assert!(PAGES.iter().any(|page| (page.code, page.name) == (code, name)), "{code} {name} has no page");
        }
        assert!(PAGES.is_sorted_by_key(|page| page.code));
    }
}
