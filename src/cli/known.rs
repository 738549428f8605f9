//! What the caller knows of the texts and says on the command line: their language, their class.
//!
//! In: `--language` and `--class`. Out: the library's [`Options`]. Both hold for every text of the run.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use declc::Options;
use declc::language::{self, Language};
use declc::model::DocumentClass;

/// The options that tell what a text is, where its form does not.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Known {
    /// Language of the texts; without it, each text shows its own
    #[arg(long, value_name = "TAG", value_parser = language_parser())]
    language: Option<&'static Language>,
    /// Class of the texts; without it, each text shows its own
    #[arg(long, value_parser = class_parser())]
    class: Option<DocumentClass>,
}

impl Known {
    /// As the library takes them.
    pub(super) fn options(&self) -> Options<'_> {
        let languages = self.language.as_ref().map_or(&language::ALL[..], std::slice::from_ref);
        Options { languages, class: self.class, mandates: true }
    }

    /// The same for one who only looks for findings.
    pub(super) fn to_check(&self) -> Options<'_> {
        Options { mandates: false, ..self.options() }
    }

    /// The same where a record says better: its language and its class by name.
    ///
    /// # Errors
    /// [`Unknown`] where it names none that is known.
    pub(super) fn or(&self, language: Option<&str>, class: Option<&str>) -> Result<Self, Unknown> {
        let tags = || language::ALL.map(|language| language.tag);
        let unknown =
            |key, name: &str, known: &[&'static str]| Unknown { key, name: name.to_owned(), known: known.to_vec() };
        let language = language.map(|tag| named_language(tag).ok_or_else(|| unknown("language", tag, &tags())));
        let class = class.map(|name| named_class(name).ok_or_else(|| unknown("class", name, &CLASSES.map(|c| c.0))));
        Ok(Known { language: language.transpose()?.or(self.language), class: class.transpose()?.or(self.class) })
    }
}

/// A name that no language or class has.
#[derive(Debug)]
pub(super) struct Unknown {
    /// What it should name: `language` or `class`.
    pub(super) key: &'static str,
    /// The name.
    pub(super) name: String,
    /// Those that could be meant.
    pub(super) known: Vec<&'static str>,
}

fn named_language(tag: &str) -> Option<&'static Language> {
    language::ALL.into_iter().find(|language| language.tag == tag)
}

fn named_class(name: &str) -> Option<DocumentClass> {
    CLASSES.into_iter().find(|&(class, _)| class == name).map(|(_, class)| class)
}

fn language_parser() -> impl TypedValueParser<Value = &'static Language> {
    PossibleValuesParser::new(language::ALL.map(|language| language.tag))
        .map(|tag| named_language(&tag).expect("bug: the parser lets only tags of languages pass"))
}

/// The classes by name. What is of no class is not said but seen.
const CLASSES: [(&str, DocumentClass); 6] = [
    ("resolution", DocumentClass::Resolution),
    ("decision", DocumentClass::Decision),
    ("declaration", DocumentClass::Declaration),
    ("report", DocumentClass::Report),
    ("letter", DocumentClass::Letter),
    ("statement", DocumentClass::Statement),
];

fn class_parser() -> impl TypedValueParser<Value = DocumentClass> {
    PossibleValuesParser::new(CLASSES.map(|(name, _)| name))
        .map(|name| named_class(&name).expect("bug: the parser lets only names of classes pass"))
}
