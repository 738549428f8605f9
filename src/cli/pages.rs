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
            "a file holds a NUL byte, so that it is no plain text",
            "declc reads plain text in UTF-8",
            "extract the text of a PDF or a Word file first, or convert the encoding",
        ],
    ),
    page(
        ("DC006", "not-utf-8"),
        Family::Input,
        Severity::Error,
        [
            "the bytes of a file are not UTF-8",
            "characters would be lost",
            "save the file as UTF-8, or mend the damaged bytes",
        ],
    ),
    page(
        ("DC007", "text-too-large"),
        Family::Input,
        Severity::Error,
        [
            "a file is larger than any document",
            "it would fill the memory",
            "name the text itself, or split it by document",
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
];
