//! Text in, [`Document`] out, in five steps that read as a recipe: lines, normalize, blocks, grammar, inline.
//!
//! Parsing is total: any text gives a document. The parser never complains; what does not fit stays visible in the
//! tree (a paragraph without number, a call without note), and `check` speaks of it.
//!
//! Not here: identifiers, references, facts (see `link`).

mod blocks;
mod calls;
mod class;
mod closing;
mod contents;
mod counts;
mod grammar;
mod header;
mod inline;
mod lines;
mod masthead;
mod normalize;
mod number;
mod pages;
mod runin;
mod under;
mod wrap;

use crate::language::Language;
use crate::model::{Document, DocumentClass, Fact};
use crate::source::Source;

/// Parses a source in `language`. Its class is `class`, where that is known, or follows
/// from its form. Identifiers are
/// unset, references are not looked for and facts are not drawn: `link` does that.
///
/// ```
/// use declc::{language::ZH, parse, source::Source};
/// let source = Source::from_text("a.zh.txt", "大会，\n\n重申其决心，\n\n1. 请秘书长提出报告。\n");
/// let document = parse::parse(&source, &ZH, None);
/// assert_eq!(document.preamble.unwrap().paragraphs.len(), 1);
/// ```
///
/// The lines go through what undoes a tool's work, each its own: blank lines behind every line (`wrap::close_up`), columns
/// and runs of a cover (`masthead`), paragraphs on one line (`runin`), pages without form feeds (`pages::turn`), numbers
/// under their paragraphs (`under`).
pub fn parse(source: &Source, language: &'static Language, class: Option<Fact<DocumentClass>>) -> Document {
    let lines = wrap::close_up(source.text(), lines::split(source.text()), language);
    let lines = masthead::part(source.text(), lines, language);
    let lines = runin::cut(source.text(), lines, language);
    let lines = pages::turn(source.text(), lines, language);
    let lines = under::lift(source.text(), lines, language);
    let blocks = blocks::scan(source.text(), &lines, language);
    grammar::document(source, blocks, language, class)
}
