//! Lines in, lines out: what stands side by side on one line of a cover are lines of their own.
//!
//! `pdftotext -layout` prints the two columns with blanks between them, `General Assembly            Distr.: General`; there
//! only what a form of the right column claims is parted: the symbol, the distribution, a date alone, the original
//! language. Other tools leave one blank, `General Assembly Distr.: General 31 October 2025`; such a line is cut where each
//! piece of it is by its form one of a cover. After the number of an agenda item stands the item's title, of any form.
//!
//! Not here: what the lines of a cover say (see `header`).

use super::header::{self, is_right_column};
use super::lines::{Line, trim};
use super::normalize::is_blank;
use crate::language::Language;
use crate::source::{Span, visible_head};

/// Fewest blanks between two columns.
const GUTTER: usize = 4;

/// Most lines that a cover takes.
const COVER: usize = 60;

/// Parts the two columns of the cover, which is on the first page.
pub(super) fn part(source: &str, lines: Vec<Line>, language: &'static Language) -> Vec<Line> {
    let mut parted = Vec::with_capacity(lines.len());
    let mut first_page = true;
    for (index, line) in lines.into_iter().enumerate() {
        first_page &= index < COVER && !line.new_page;
        let places = if first_page { places(line.span.slice(source), language) } else { Vec::new() };
        let mut piece = line;
        for at in places.into_iter().map(|at| line.span.start() + at) {
            parted.push(Line { span: trim(source, Span::new(piece.span.start(), at)), ..piece });
            piece = Line { span: Span::new(at, line.span.end()), new_page: false, quote: None };
        }
        parted.push(piece);
    }
    parted
}

/// Where the pieces of a line begin but the first.
fn places(line: &str, language: &'static Language) -> Vec<usize> {
    // What holds no blank is one piece.
    if line.len() > WIDEST || visible_head(line, false) == line.len() {
        return Vec::new();
    }
    let second = right_column(line, language).or_else(|| distribution(line, language));
    let mut places: Vec<usize> = second.into_iter().collect();
    let (left, right) = line.split_at(places.first().copied().unwrap_or(0));
    let mut pieces = Pieces::new(left.trim_end_matches(is_blank), language);
    places.splice(0..0, pieces.cut().unwrap_or_default());
    let shift = line.len() - right.len();
    places.extend(Pieces::new(right, language).cut().unwrap_or_default().iter().map(|at| at + shift));
    places
}

/// A line that may be pieces of a cover, one after the other.
struct Pieces<'a> {
    line: &'a str,
    language: &'static Language,
    /// Where the words of the line begin, and its end.
    words: Vec<usize>,
    /// The words from which the line is known to be no pieces.
    dead: Vec<bool>,
    /// Whether it may hold a session, once that was asked.
    sessions: Option<bool>,
}

/// Most words of one piece: the name of an organ, a session in words.
const MOST_WORDS: usize = 14;

impl<'a> Pieces<'a> {
    fn new(line: &'a str, language: &'static Language) -> Self {
        let mut blank = true;
        let begins = line.char_indices().filter_map(|(at, c)| {
            let begins = blank && !is_blank(c);
            blank = is_blank(c);
            begins.then_some(at)
        });
        let mut words: Vec<usize> = begins.collect();
        words.push(line.len());
        let dead = vec![false; words.len()];
        Pieces { line, language, words, dead, sessions: None }
    }

    /// Where the pieces of the line begin but the first; none where it is not pieces and nothing else. Organs with their
    /// sessions stay together, for they belong to each other.
    fn cut(&mut self) -> Option<Vec<usize>> {
        // One word, and the end of the line.
        if self.words.len() <= 2 {
            return None;
        }
        let mut cuts = Vec::new();
        if !self.cut_from(0, &mut cuts) {
            return None;
        }
        cuts.reverse();
        let ends = cuts.iter().copied().chain([self.line.len()]);
        let pieces = std::iter::once(0).chain(cuts.iter().copied()).zip(ends).filter_map(|(a, b)| self.line.get(a..b));
        let (mut sessions, mut organs, mut all) = (0, 0, 0);
        for piece in pieces {
            all += 1;
            sessions += usize::from(header::names_session(piece.trim_end_matches(is_blank), self.language));
            organs += usize::from(self.language.organ(piece).is_some());
        }
        (sessions == 0 || sessions + organs < all).then_some(cuts)
    }

    /// The words from one to before another.
    fn piece(&self, from: usize, to: usize) -> &'a str {
        let ends = self.words.get(from).zip(self.words.get(to));
        // Markdown may print it large or bold.
        let markup = |c: char| is_blank(c) || matches!(c, '#' | '*' | '_');
        ends.and_then(|(a, b)| self.line.get(*a..*b)).unwrap_or("").trim_matches(markup)
    }

    fn cut_from(&mut self, from: usize, cuts: &mut Vec<usize>) -> bool {
        let last = self.words.len() - 1;
        if from == last || self.dead.get(from).is_none_or(|dead| *dead) {
            return from == last && last > 0;
        }
        let most = (from + MOST_WORDS).min(last);
        // Most lines begin with no piece, which their first words tell.
        let pieces = if header::may_open_cover(self.piece(from, last), self.language) { most } else { from };
        // Of an organ the longest name; a session ends with the word for one, or in Arabic with its number.
        for to in (from + 1..=pieces).rev() {
            let piece = self.piece(from, to);
            let is_item = header::is_agenda_item(piece, self.language);
            if !is_item && !header::is_cover_piece(piece, self.language) {
                continue;
            }
            // What stands behind the number of an item may be its title.
            if self.cut_from(to, cuts) || is_item {
                cuts.extend(self.words.get(to).filter(|_| to < last));
                return true;
            }
        }
        // No name of a session begins with a small letter.
        let (line, language) = (self.line, self.language);
        let sessions = !self.piece(from, last).starts_with(char::is_lowercase)
            && *self.sessions.get_or_insert_with(|| header::may_name_session(line, language));
        let session = |&to: &usize| sessions && header::names_session(self.piece(from, to), language);
        let end = if self.language.from_right() { Some(last).filter(session) } else { (from + 1..=most).find(session) };
        if let Some(to) = end
            && self.cut_from(to, cuts)
        {
            cuts.extend(self.words.get(to).filter(|_| to < last));
            return true;
        }
        if let Some(dead) = self.dead.get_mut(from) {
            *dead = true;
        }
        false
    }
}

/// Longest line that is looked at, in bytes: a page is not so wide.
const WIDEST: usize = 600;

/// Where the distribution begins behind whatever name the organ has, in bytes: Framework Convention on Climate Change
/// Distr.: General.
fn distribution(line: &str, language: &Language) -> Option<usize> {
    let found = |word: &&str| {
        let at = line.rfind(*word).filter(|&at| at > 0)?;
        let (before, piece) = line.split_at(at);
        (before.ends_with(is_blank) && header::is_cover_piece(piece.trim_end_matches(is_blank), language)).then_some(at)
    };
    language.distribution.iter().find_map(found)
}

/// Where the second column of a line begins, in bytes. Where lines begin at the right, a page has its columns the other
/// way round.
fn right_column(line: &str, language: &Language) -> Option<usize> {
    let mut blanks = 0;
    line.char_indices().find_map(|(at, c)| {
        let gap = blanks;
        blanks = if is_blank(c) { blanks + 1 } else { 0 };
        let (left, right) = line.split_at_checked(at).filter(|_| !is_blank(c) && gap >= GUTTER)?;
        let column = |text: &str| is_right_column(text.trim_end_matches(is_blank), language);
        (column(right) || language.from_right() && column(left)).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{AR, EN};

    /// The pieces of a line.
    fn cut<'a>(line: &'a str, language: &'static Language) -> Vec<&'a str> {
        let places = places(line, language);
        let ends = places.iter().copied().chain([line.len()]);
        std::iter::once(0).chain(places.iter().copied()).zip(ends).map(|(a, b)| line[a..b].trim_end()).collect()
    }

    #[test]
    fn two_columns_of_a_page() {
        assert_eq!(cut("General Assembly      Distr.: General", &EN), ["General Assembly", "Distr.: General"]);
        assert_eq!(cut("any text    A/75/1", &EN), ["any text", "A/75/1"]);
        assert_eq!(cut("any text   A/75/1", &EN), ["any text   A/75/1"], "the gutter is wider");
        assert_eq!(cut("A/75/1      any text", &EN), ["A/75/1      any text"]);
        assert_eq!(cut("A/75/1      من أي نص", &AR), ["A/75/1", "من أي نص"], "lines begin at the right");
        assert_eq!(cut("any text      12 May 2020", &EN), ["any text", "12 May 2020"]);
        assert_eq!(cut("any text      12 May 2020 in Rome", &EN).len(), 1, "a date and no more");
        assert_eq!(cut("any text      Original: English", &EN), ["any text", "Original: English"]);
        let columns = ["General Assembly", "Distr.: General", "Original: English"];
        assert_eq!(cut("General Assembly      Distr.: General Original: English", &EN), columns);
    }

    #[test]
    fn pieces_with_one_blank_between_them() {
        let pieces = ["General Assembly", "Distr.: General 31 October 2025"];
        assert_eq!(cut("General Assembly Distr.: General 31 October 2025", &EN), pieces);
        let pieces = ["Seventy-fifth session", "Agenda item 12", "The title of it"];
        assert_eq!(cut("Seventy-fifth session Agenda item 12 The title of it", &EN), pieces);
        assert_eq!(cut("Agenda items 12 and 13 A/75/1", &EN), ["Agenda items 12 and 13", "A/75/1"]);
        for line in ["General Assembly Seventy-fifth session", "General Assembly of the Union", "A/75/1 was issued", ""]
        {
            assert_eq!(cut(line, &EN), [line]);
        }
    }

    #[test]
    fn a_page_is_not_so_wide() {
        let line = |blanks| format!("General Assembly{}A/75/1", " ".repeat(blanks));
        assert_eq!(places(&line(WIDEST - 22), &EN).len(), 1);
        assert_eq!(places(&line(WIDEST - 21), &EN).len(), 0);
    }

    #[test]
    fn only_the_first_page_has_a_cover() {
        let parted = |text: &str| part(text, super::super::lines::split(text), &EN).len();
        let line = "General Assembly      A/75/1\n";
        assert_eq!(parted(line) - parted("General Assembly\n"), 1);
        let after =
            |lines: usize| parted(&format!("{}{line}", "text\n".repeat(lines))) - parted(&"text\n".repeat(lines));
        assert_eq!((after(COVER - 1), after(COVER)), (2, 1));
        assert_eq!(parted(&format!("text\n\u{c}{line}")) - parted("text\n\u{c}"), 1, "the second page has none");
    }
}
