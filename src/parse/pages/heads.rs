//! Running heads that take more than one line: under the symbol stands the title, cut to the width of the page.
//!
//! Not here: the line with the symbol itself (see `pages`).

use super::super::closing::is_closing_line;
use super::super::lines::Line;
use super::super::normalize::{Ending, ending};
use super::Kind;
use crate::language::Language;
use crate::model::FurnitureReason;
use std::collections::HashMap;

/// Sets aside what stands under the symbol at the head of a page and was printed before: at the head of another page or,
/// in a text of two pages, on the first one.
pub(super) fn set_aside(source: &str, lines: &[Line], kinds: &mut [Kind], language: &Language) {
    let head = |k: Option<&Kind>| matches!(k, Some(Kind::Furniture(pieces)) if pieces.iter().any(|p| p.0 == FurnitureReason::RunningHead));
    let pages: Vec<usize> = (0..lines.len()).filter(|&i| lines.get(i).is_some_and(|l| l.new_page)).collect();
    let under: Vec<usize> = (pages.iter())
        .filter_map(|&page| {
            let line = (page..lines.len()).find(|&i| kinds.get(i) == Some(&Kind::Text))?;
            let symbol = (page..line).any(|i| head(kinds.get(i)));
            let text = lines.get(line)?.span.slice(source);
            let title = ending(text, language) == Ending::Open
                && !text.starts_with(char::is_lowercase)
                && !is_closing_line(text, language)
                && !language.is_annex_word(text);
            (symbol && title).then_some(line)
        })
        .collect();
    let text = |line: usize| lines.get(line).map_or("", |l| l.span.slice(source));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for &line in &under {
        *counts.entry(text(line)).or_default() += 1;
    }
    let first = match pages.as_slice() {
        [second] => lines.get(..*second).unwrap_or_default(),
        _ => &[],
    };
    // A title opens its line, or stands behind the number of the document; its line may be longer or shorter here.
    let titles: Vec<&str> = first.iter().map(|line| unnumbered(line.span.slice(source))).collect();
    let is_title = |head: &str| {
        titles.iter().enumerate().any(|(at, title)| {
            !title.is_empty()
                && !head.is_empty()
                && (title.starts_with(head)
                    || head.starts_with(title) && {
                        let mut rest =
                            titles.get(at + 1..).unwrap_or_default().iter().flat_map(|line| line.split_whitespace());
                        let left = head.get(title.len()..).unwrap_or("");
                        !left.is_empty()
                            && left
                                .split_whitespace()
                                .all(|word| rest.next().is_some_and(|next| next.starts_with(word)))
                    })
        })
    };
    for line in under {
        let again = counts.get(text(line)).is_some_and(|&count| count > 1) || is_title(unnumbered(text(line)));
        if let (Some(kind), Some(span)) = (kinds.get_mut(line).filter(|_| again), lines.get(line)) {
            *kind = Kind::Furniture(vec![(FurnitureReason::RunningHead, span.span)]);
        }
    }
}

/// A line without the number before it: `75/1. `, `76/59\u{3000}`.
fn unnumbered(line: &str) -> &str {
    line.trim_start_matches(|c: char| !c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::super::super::lines;
    use super::*;
    use crate::language::EN;

    /// The lines under the symbols of pages that are set aside.
    fn aside(text: &str) -> Vec<&str> {
        let lines = lines::split(text);
        let kinds = super::super::sort(text, &lines, &EN);
        let head = |kind: &Kind| matches!(kind, Kind::Furniture(pieces) if pieces.iter().any(|p| p.0 == FurnitureReason::RunningHead));
        let heads = lines.iter().zip(&kinds).filter(|(_, kind)| head(kind)).map(|(line, _)| line.span.slice(text));
        heads.filter(|line| !line.contains('/')).collect()
    }

    #[test]
    fn the_title_under_the_symbol_of_a_page() {
        let head = ["Culture of peace"];
        assert_eq!(aside("A/75/1\nCulture of peace\nText.\u{c}A/75/1\nCulture of peace\nMore."), head);
        assert_eq!(aside("A/75/1\n75/1. Culture of peace\nText.\u{c}A/75/1\nCulture of peace\nMore."), head);
        assert_eq!(aside("A/75/1\nCulture of peace in the world\nText.\u{c}A/75/1\nCulture of peace\nMore."), head);
        assert_eq!(aside("A/75/1\nCulture of\npeace in the world\nText.\u{c}A/75/1\nCulture of peace\nMore."), head);
        let pages = "A/75/1\nText.\u{c}A/75/1\nCulture of peace\nMore.\u{c}A/75/1\nCulture of peace\nMore.";
        assert_eq!(aside(pages), [head[0], head[0]]);
    }

    #[test]
    fn what_stands_under_the_symbol_of_a_page_and_is_no_title() {
        for text in [
            "A/75/1\nText.\u{c}A/75/1\nCulture of peace\nMore.",
            "A/75/1\nCulture of peace.\nText.\u{c}A/75/1\nCulture of peace.\nMore.",
            "A/75/1\nculture of peace\nText.\u{c}A/75/1\nculture of peace\nMore.",
            "A/75/1\nAnnex\nText.\u{c}A/75/1\nAnnex\nMore.",
            "A/75/1\nCulture of peace\nText.\u{c}Culture of peace\nMore.",
            "A/75/1\nCulture of\nwar in the world\nText.\u{c}A/75/1\nCulture of peace\nMore.",
            "A/75/1\nText.\u{c}A/75/1\nCulture of peace\nMore.\u{c}A/75/1\nCulture of war\nMore.",
            "A/75/1\nCulture of peace\nText.\u{c}A/75/1\nCulture of war\nMore.\u{c}A/75/1\nCulture of peace\nMore.",
            "A/75/1\n22nd plenary meeting\nText.\u{c}A/75/1\n22nd plenary meeting\nMore.",
        ] {
            assert_eq!(aside(text), [""; 0], "{text:?}");
        }
    }
}
