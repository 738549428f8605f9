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
        Options { languages, class: self.class }
    }
}

fn language_parser() -> impl TypedValueParser<Value = &'static Language> {
    PossibleValuesParser::new(language::ALL.map(|language| language.tag)).map(|tag| {
        let named = language::ALL.into_iter().find(|language| language.tag == tag);
        named.expect("bug: the parser lets only tags of languages pass")
    })
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
    PossibleValuesParser::new(CLASSES.map(|(name, _)| name)).map(|name| {
        let named = CLASSES.into_iter().find(|&(class, _)| class == name);
        named.expect("bug: the parser lets only names of classes pass").1
    })
}
