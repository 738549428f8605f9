//! A text with its marks in, mixed content out.
//!
//! Marks nest, but nothing here trusts that they do: a mark that crosses another gives way, an empty one leaves no
//! element, one beyond the end of the text is cut. The characters of the text come out in any case, each once and in
//! order. A note call at the end of a mark stands after it: 《全球反恐战略》¹ closes the title before the note.
//!
//! Not here: which element a mark becomes (see `lower`).

use super::element::{Inline, Tag};
use std::cmp::Reverse;

/// A mark, placed over a text in code points.
#[derive(Debug)]
pub(super) struct Placed<M> {
    /// First code point.
    pub(super) start: u32,
    /// One past the last.
    pub(super) end: u32,
    /// What stands there.
    pub(super) mark: M,
}

/// What a mark becomes.
pub(super) enum Woven<'a, F> {
    /// An element over its text.
    Tag(Tag<'a, F>),
    /// An element that stands at a point.
    Point(Inline<'a, F>),
    /// Nothing.
    Plain,
}

/// What makes an element of a mark, once it is known that the mark stands.
pub(super) trait Weaver<'a, M, F> {
    /// The element. `linked` says whether the mark stands in a link, where no other link may.
    fn weave(&mut self, placed: &Placed<M>, linked: bool) -> Woven<'a, F>;
    /// Whether a mark stands at a point rather than over text.
    fn is_point(&self, mark: &M) -> bool;
}

struct Open<'a, F> {
    end: u32,
    tag: Option<Tag<'a, F>>,
    before: Vec<Inline<'a, F>>,
}

struct Loom<'a, F> {
    rest: &'a str,
    at: u32,
    open: Vec<Open<'a, F>>,
    content: Vec<Inline<'a, F>>,
}

/// The mixed content of `text` under `marks`.
pub(super) fn mixed<'a, M, F>(
    text: &'a str,
    mut marks: Vec<Placed<M>>,
    weaver: &mut impl Weaver<'a, M, F>,
) -> Vec<Inline<'a, F>> {
    let length = if marks.is_empty() { u32::MAX } else { u32::try_from(text.chars().count()).unwrap_or(u32::MAX) };
    for placed in &mut marks {
        placed.end = placed.end.min(length);
        placed.start = if weaver.is_point(&placed.mark) { placed.end } else { placed.start.min(length) };
    }
    // Points first, so that a note called before a mark does not slip into it; then the longer, which holds the shorter.
    marks.sort_by_key(|placed| (placed.start, placed.end != placed.start, Reverse(placed.end)));
    // A run of text and an element for each mark, and a run behind the last.
    let content = Vec::with_capacity(2 * marks.len() + 1);
    let mut loom = Loom { rest: text, at: 0, open: Vec::new(), content };
    for placed in &marks {
        loom.close_until(placed.start);
        loom.advance(placed.start);
        let point = weaver.is_point(&placed.mark);
        let crosses = loom.open.last().is_some_and(|open| placed.end > open.end);
        if !point && (crosses || placed.end <= placed.start) {
            continue;
        }
        let linked =
            loom.open.iter().any(|open| matches!(&open.tag, Some(Tag::A { .. } | Tag::Ref { .. } | Tag::RRef { .. })));
        match weaver.weave(placed, linked) {
            Woven::Point(inline) => loom.content.push(inline),
            Woven::Tag(tag) if !point => loom.open(placed.end, Some(tag)),
            Woven::Plain if !point => loom.open(placed.end, None),
            Woven::Tag(_) | Woven::Plain => {}
        }
    }
    loom.close_until(u32::MAX);
    loom.advance(u32::MAX);
    loom.content.shrink_to_fit();
    loom.content
}

impl<'a, F> Loom<'a, F> {
    fn open(&mut self, end: u32, tag: Option<Tag<'a, F>>) {
        // There are as many of these as marks in a document, and few hold more than one run of text.
        let before = std::mem::replace(&mut self.content, Vec::with_capacity(1));
        self.open.push(Open { end, tag, before });
    }

    /// Closes every mark that ends at or before `at`.
    fn close_until(&mut self, at: u32) {
        while self.open.last().is_some_and(|open| open.end <= at) {
            let Some(open) = self.open.pop() else { return };
            self.advance(open.end);
            let mut inner = std::mem::replace(&mut self.content, open.before);
            inner.shrink_to_fit();
            match open.tag {
                Some(tag) => self.content.push(Inline::Tagged(tag, inner)),
                None => self.content.extend(inner),
            }
        }
    }

    /// Writes the text up to code point `to`.
    fn advance(&mut self, to: u32) {
        let count = to.saturating_sub(self.at) as usize;
        if count == 0 || self.rest.is_empty() {
            return;
        }
        let mut behind = self.rest.chars();
        behind.nth(count - 1);
        let (mut run, rest) = self.rest.split_at(self.rest.len() - behind.as_str().len());
        self.rest = rest;
        self.at = to;
        while let Some(end) = memchr::memchr(b'\n', run.as_bytes()) {
            let (line, below) = run.split_at(end);
            self.line(line);
            self.content.push(Inline::Eol);
            run = below.get(1..).unwrap_or("");
        }
        self.line(run);
    }

    fn line(&mut self, line: &'a str) {
        if !line.is_empty() {
            self.content.push(Inline::Text(line.into()));
        }
    }
}

/// Where `needle` stands in `text`, from code point `from` on, in code points and without regard to white space: a
/// scan sets 大 会 for 大会.
pub(super) fn find(text: &str, needle: &str, from: u32) -> Option<(u32, u32)> {
    let needle: Vec<char> = needle.chars().filter(|c| !c.is_whitespace()).collect();
    let visible: Vec<(u32, char)> =
        (0..).zip(text.chars()).filter(|&(at, c)| at >= from && !c.is_whitespace()).collect();
    if needle.is_empty() {
        return None;
    }
    let window = visible.windows(needle.len()).find(|window| window.iter().map(|(_, c)| c).eq(&needle))?;
    Some((window.first()?.0, window.last()?.0 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    /// Marks named by a letter: `n` is a note, `a` a link, any other `b`.
    struct Letters;

    impl Weaver<'static, char, Infallible> for Letters {
        fn weave(&mut self, placed: &Placed<char>, linked: bool) -> Woven<'static, Infallible> {
            match placed.mark {
                'n' => Woven::Point(Inline::Eol),
                'a' if linked => Woven::Plain,
                'a' => Woven::Tag(Tag::A { href: "".into() }),
                _ => Woven::Tag(Tag::B),
            }
        }

        fn is_point(&self, mark: &char) -> bool {
            *mark == 'n'
        }
    }

    fn show(content: &[Inline<'_, Infallible>]) -> String {
        content
            .iter()
            .map(|inline| match inline {
                Inline::Text(text) => text.to_string(),
                Inline::Eol => "|".to_owned(),
                Inline::Tagged(Tag::A { .. }, inner) => format!("({})", show(inner)),
                Inline::Tagged(_, inner) => format!("[{}]", show(inner)),
                Inline::AuthorialNote(_) | Inline::NoteRef { .. } => String::new(),
            })
            .collect()
    }

    fn weave(text: &'static str, marks: &[(u32, u32, char)]) -> String {
        let marks = marks.iter().map(|&(start, end, mark)| Placed { start, end, mark }).collect();
        show(&mixed(text, marks, &mut Letters))
    }

    #[test]
    fn marks_nest_in_the_order_of_the_text() {
        assert_eq!(weave("重申其2006年决议，", &[(0, 2, 'b'), (3, 10, 'a'), (3, 8, 'b')]), "[重申]其([2006年]决议)，");
    }

    #[test]
    fn a_note_stands_after_what_it_follows_and_before_what_it_precedes() {
        assert_eq!(weave("甲乙丙", &[(0, 2, 'b'), (2, 2, 'n'), (2, 3, 'b')]), "[甲乙]|[丙]");
        assert_eq!(weave("甲乙丙", &[(0, 3, 'b'), (1, 1, 'n')]), "[甲|乙丙]");
        assert_eq!(weave("甲", &[(9, 9, 'n')]), "甲|");
    }

    #[test]
    fn marks_that_cross_are_empty_or_lie_beyond_the_text_lose_no_character() {
        assert_eq!(weave("甲乙丙丁", &[(0, 2, 'b'), (1, 3, 'b')]), "[甲乙]丙丁");
        assert_eq!(weave("甲乙", &[(1, 1, 'b'), (7, 9, 'b')]), "甲乙");
        assert_eq!(weave("甲乙", &[(1, 9, 'b')]), "甲[乙]");
        assert_eq!(weave("甲乙", &[(0, 2, 'a'), (0, 1, 'a')]), "(甲乙)");
    }

    #[test]
    fn a_line_break_of_the_drafter_is_kept() {
        assert_eq!(weave("甲\n乙", &[(0, 3, 'b')]), "[甲|乙]");
    }

    #[test]
    fn a_name_is_found_whatever_the_scan_put_between_its_letters() {
        assert_eq!(find("大 会 第七十二届会议", "大会", 0), Some((0, 3)));
        assert_eq!(find("大会 大会", "大会", 1), Some((3, 5)));
        assert_eq!(find("大会", "", 0), None);
        assert_eq!(find("会", "大会", 0), None);
    }
}
