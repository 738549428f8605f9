//! The loss ledger: every visible character of the source stands exactly once in the document, and every visible
//! character of the document stands in the source.
//!
//! In: a document and its source. Out: a [`Ledger`]. It trusts nothing that the parser says: each passage, number,
//! marker and piece of furniture is compared with the source in its byte ranges, and each range is counted.
//!
//! Not here: what to do about a fault. `build` writes no output whose ledger does not close.

use crate::model::visit::passages;
use crate::model::{Document, Mark, Note};
use crate::source::{Source, Span, is_visible};

/// The account of one document, in visible characters of its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Visible characters of the source.
    pub visible: usize,
    /// Of these, found exactly once in the document.
    pub accounted: usize,
    /// Control characters of the source, other than those that break or space a line: nobody sees them, no notation of
    /// the document holds them, and `check` reports each.
    pub controls: usize,
    /// Where the account does not close.
    pub faults: Vec<Fault>,
}

/// A place where the account does not close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where: bytes of the source.
    pub span: Span,
}

/// How the account can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// Source text that stands nowhere in the document.
    Lost,
    /// Source text that stands more than once in the document.
    Doubled,
    /// Text of the document that is not the text of its byte ranges.
    Invented,
}

impl Ledger {
    /// Whether nothing was lost, doubled or invented.
    pub fn closes(&self) -> bool {
        self.faults.is_empty() && self.visible == self.accounted
    }

    /// Draws up the account of `document` against `source`.
    ///
    /// ```
    /// use declc::{check::ledger::Ledger, language::ZH, parse, source::Source};
    /// let source = Source::from_text("a.zh.txt", "大会，\n\n重申其决心，\n");
    /// let mut document = parse::parse(&source, &ZH, None);
    /// assert!(Ledger::draw(&document, &source).closes());
    /// document.preamble = None;
    /// assert!(!Ledger::draw(&document, &source).closes());
    /// ```
    pub fn draw(document: &Document, source: &Source) -> Ledger {
        let mut account = Account { text: source.text(), entered: Vec::new(), faults: Vec::new() };
        passages(document, &mut |node| {
            account.enter(&node.passage.text, &node.passage.source);
            for span in &node.passage.spans {
                if let Mark::NoteCall { marker, .. } = &span.mark {
                    account.enter(&marker.printed, &[marker.source]);
                }
            }
            if let Some(number) = node.number {
                account.enter(&number.printed, &[number.source]);
            }
        });
        let notes = document.annexes.iter().flat_map(|a| &a.notes).chain(&document.notes);
        for Note { marker, .. } in notes {
            account.enter(&marker.printed, &[marker.source]);
        }
        for piece in &document.furniture {
            for span in &piece.occurrences {
                account.enter(&piece.text, &[*span]);
            }
        }
        account.close()
    }
}

/// The account while it is drawn up.
struct Account<'a> {
    text: &'a str,
    /// The ranges that were entered, in the order of the document.
    entered: Vec<Span>,
    faults: Vec<Fault>,
}

impl Account<'_> {
    /// Enters a text with the ranges that it claims to come from.
    fn enter(&mut self, text: &str, ranges: &[Span]) {
        let mut claimed = Some(text);
        let mut honest = true;
        for range in ranges {
            let slice = range.slice(self.text);
            honest &= !slice.is_empty() || range.is_empty();
            claimed = claimed.and_then(|claimed| after(claimed, slice));
            self.entered.extend(Some(*range).filter(|_| !slice.is_empty()));
        }
        if !honest || claimed.is_none_or(|left| left.contains(is_visible)) {
            let span = match (ranges.first(), ranges.last()) {
                (Some(first), Some(last)) => Span::new(first.start(), last.end()),
                _ => Span::new(0, 0),
            };
            self.faults.push(Fault { kind: FaultKind::Invented, span });
        }
    }

    fn close(mut self) -> Ledger {
        let mut ledger = Ledger::default();
        for c in self.text.chars() {
            if is_visible(c) {
                ledger.visible += 1;
            } else if c.is_control() && !c.is_whitespace() {
                ledger.controls += 1;
            }
        }
        if self.is_whole() {
            ledger.accounted = ledger.visible;
        } else {
            ledger.accounted = self.find_faults();
        }
        ledger.faults = self.faults;
        ledger
    }

    /// Whether the ranges lie apart and leave nothing visible between them. Those of nearly every document do, so that
    /// its characters need not be counted one by one.
    fn is_whole(&mut self) -> bool {
        self.entered.sort_unstable();
        let mut end = 0;
        self.entered.iter().all(|range| {
            let apart = is_gap(self.text, end, range.start());
            end = range.end();
            apart
        }) && is_gap(self.text, end, self.text.len())
    }

    /// Takes down each run of characters that was not entered once; gives the number of those that were.
    fn find_faults(&mut self) -> usize {
        // For each byte of the source, how often it was entered.
        let mut counts = vec![0_u8; self.text.len()];
        for range in &self.entered {
            for count in counts.get_mut(range.start()..range.end()).into_iter().flatten() {
                *count = count.saturating_add(1);
            }
        }
        let mut accounted = 0;
        for (at, c) in self.text.char_indices().filter(|&(_, c)| is_visible(c)) {
            let kind = match counts.get(at) {
                Some(1) => {
                    accounted += 1;
                    continue;
                }
                Some(0) | None => FaultKind::Lost,
                Some(_) => FaultKind::Doubled,
            };
            let end = at + c.len_utf8();
            // Neighbouring characters with the same fault are one fault.
            match self.faults.last_mut().filter(|f| f.kind == kind && is_gap(self.text, f.span.end(), at)) {
                Some(fault) => fault.span = Span::new(fault.span.start(), end),
                None => self.faults.push(Fault { kind, span: Span::new(at, end) }),
            }
        }
        accounted
    }
}

/// What is left of a text behind the visible characters of `slice`; none where it does not begin with them.
fn after<'t>(text: &'t str, slice: &str) -> Option<&'t str> {
    // Nearly every text is a copy of its ranges.
    let begun = text.trim_start_matches(|c| !is_visible(c));
    if let Some(left) = begun.strip_prefix(slice) {
        return Some(left);
    }
    let mut left = begun.chars();
    let same = slice.chars().filter(|&c| is_visible(c)).all(|c| left.find(|&c| is_visible(c)) == Some(c));
    same.then_some(left.as_str())
}

/// Whether two offsets stand in order, with nothing visible between them.
fn is_gap(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| !between.chars().any(is_visible))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Recalling its résumé,\n\n1. Decides\u{1}";

    /// The account of the text, of which some ranges were entered.
    fn account(entered: &[(usize, usize)]) -> Ledger {
        let entered = entered.iter().map(|&(start, end)| Span::new(start, end)).collect();
        Account { text: TEXT, entered, faults: Vec::new() }.close()
    }

    /// The faults of an account, each with the text of its place.
    fn faults(entered: &[(usize, usize)]) -> Vec<(FaultKind, &'static str)> {
        account(entered).faults.iter().map(|fault| (fault.kind, fault.span.slice(TEXT))).collect()
    }

    #[test]
    fn an_account_closes_where_each_visible_character_is_entered_once() {
        let closed = Ledger { visible: 28, accounted: 28, controls: 1, faults: Vec::new() };
        for entered in [&[(0, TEXT.len())][..], &[(0, 10), (10, 24), (25, 36)], &[(25, 36), (0, 9), (9, 24)]] {
            let account = account(entered);
            assert!(account == closed && account.closes(), "{entered:?}: {account:?}");
        }
    }

    #[test]
    fn neighbouring_characters_with_the_same_fault_are_one_fault() {
        use FaultKind::{Doubled, Lost};
        assert_eq!(faults(&[(0, 22)]), [(Lost, ",\n\n1. Decides")], "what is lost at the end");
        assert_eq!(faults(&[(14, 36)]), [(Lost, "Recalling its")], "what is lost at the head");
        assert_eq!(faults(&[(0, 9), (14, 36)]), [(Lost, "its")]);
        assert_eq!(faults(&[(0, 9), (14, 25), (28, 36)]), [(Lost, "its"), (Lost, "1.")]);
        assert_eq!(faults(&[(0, 24), (14, 36)]), [(Doubled, "résumé,")]);
        assert_eq!(faults(&[(0, 9), (14, 24), (14, 36)]), [(Lost, "its"), (Doubled, "résumé,")]);
        assert_eq!(faults(&[(0, 9), (0, 9), (14, 36)]), [(Doubled, "Recalling"), (Lost, "its")]);
        assert_eq!(faults(&[(0, 24), (0, 9), (14, 36)]), [(Doubled, "Recalling"), (Doubled, "résumé,")]);
        let lost = account(&[(0, 9), (14, 25), (28, 36)]);
        assert_eq!((lost.visible, lost.accounted, lost.closes()), (28, 23, false));
    }
}
