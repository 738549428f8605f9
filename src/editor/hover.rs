//! What is shown beside the text at a place: the note of a call, what a reference means, the identifier of a number.
//!
//! As Markdown; what the document holds is shown as it is (`crate::markdown`).

use super::outline::head;
use super::{Editor, Thing, parts};
use crate::markdown::{literal, plain};
use crate::model::{EId, Reference, ReferenceKind, Target};
use crate::source::Span;

/// Characters of a part that are shown.
const LENGTH: usize = 1200;
/// Parts of a run that are shown.
const PARTS: usize = 2;

impl Editor<'_> {
    /// What stands at `offset` means, as Markdown, with the range that it stands in. None in running text, and where
    /// nothing is known.
    ///
    /// ```
    /// use declc::{editor::Editor, source::Source};
    /// let source = Source::from_text("a.txt", "大会，\n\n回顾其2006年9月8日第60/288号决议，\n");
    /// let done = declc::compile(&source, None);
    /// let (span, text) = Editor::new(&done.linked, &source).hover(50).unwrap();
    /// assert!(span.slice(source.text()).ends_with("第60/288号决议"));
    /// assert!(text.contains("/akn/un/statement/deliberation/unga/2006-09-08/60-288"), "{text}");
    /// ```
    pub fn hover(&self, offset: usize) -> Option<(Span, String)> {
        let (span, thing) = self.at(offset)?;
        let text = match thing {
            Thing::Call(Some(note)) => self.part(note),
            Thing::Call(None) => "No note bears this marker.".to_owned(),
            Thing::Reference(reference) => self.meaning(reference),
            Thing::Number(_, eid) => literal(eid.as_str()),
            Thing::Note(_) | Thing::Text(_) => return None,
        };
        Some((span, text))
    }

    fn meaning(&self, reference: &Reference) -> String {
        if let Some(parts) = parts(&reference.target) {
            let shown = parts.iter().take(PARTS).map(|part| self.part(part));
            return shown.collect::<Vec<_>>().join("\n\n…\n\n");
        }
        let known = [&reference.symbol, &reference.locator, &reference.cited_date].into_iter().flatten();
        let mut lines: Vec<String> = vec![known.map(|fact| plain(fact)).collect::<Vec<_>>().join(", ")];
        match &reference.target {
            Target::Work { iri, url } => lines.extend([literal(iri), format!("<{url}>")]),
            Target::Symbol { url } | Target::Web { url } => lines.push(format!("<{url}>")),
            Target::ThisDocument => lines.push(self.title()),
            Target::Dangling => lines.push("This document has no such part.".to_owned()),
            Target::Named if reference.kind == ReferenceKind::Treaty => lines.push("A treaty.".to_owned()),
            Target::Named => lines.push("Named without a symbol.".to_owned()),
            Target::Node { .. } | Target::Range { .. } | Target::Annex { .. } => {}
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n\n")
    }

    fn title(&self) -> String {
        let title = self.document.title.as_ref().map(|title| plain(&title.passage.text));
        title.map_or_else(|| "This document.".to_owned(), |title| format!("This document: {title}"))
    }

    /// A part of the document: its identifier, and what stands in it and under it.
    fn part(&self, eid: &EId) -> String {
        let under = format!("{eid}__");
        let own = self.nodes.iter().filter(|node| node.context == *eid || node.context.as_str().starts_with(&under));
        let marker = |eid: &EId| self.notes.get(eid).map(|note| note.marker.printed.as_str());
        let mut room = LENGTH;
        let mut lines = vec![literal(eid.as_str())];
        for node in own {
            if room == 0 {
                lines.push("…".to_owned());
                break;
            }
            let number = node.number.map(|number| number.printed.as_str()).or_else(|| marker(&node.context));
            let text = head(&node.passage.text, room);
            room = room.saturating_sub(text.chars().count());
            lines.push(plain(&format!("{} {text}", number.unwrap_or_default())).trim().to_owned());
        }
        lines.join("\n\n")
    }
}
