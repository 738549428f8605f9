//! Diagnostics for a person at a terminal: source line, mark, reason, remedy, as the Rust compiler prints them.

use super::{Diagnostic, Severity};
use crate::source::Source;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

/// Renders one diagnostic with its source line. `colour` adds terminal styles; `width` is the number of columns, to
/// which a long paragraph is cut around the mark.
pub fn render(diagnostic: &Diagnostic, source: &Source, colour: bool, width: usize) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = format!("{}: {}", diagnostic.name, diagnostic.message);
    let heading = level.primary_title(title).id(diagnostic.code);
    let help = Level::HELP.message(diagnostic.help.as_str());
    let group = match diagnostic.span {
        Some(span) => heading
            .element(
                Snippet::source(source.text())
                    .path(source.path())
                    .annotation(AnnotationKind::Primary.span(span.start()..span.end())),
            )
            .element(help),
        None => heading.element(Origin::path(source.path())).element(help),
    };
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(width).render(&[group])
}
