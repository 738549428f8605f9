//! Brackets and their partners.

use super::super::{Findings, Subject};
use super::sentences;

/// Reports brackets without a partner in their paragraph.
pub(super) fn unbalanced(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut pairs: Vec<(char, char)> = subject.language.brackets.to_vec();
    pairs.extend(subject.language.title_marks.iter().filter(|pair| pair.0 == '《'));
    // A bracket of one width may close one of the other.
    let class = |c: char| match c {
        '（' => '(',
        '）' => ')',
        c => c,
    };
    let mut leads = [false; 256];
    for c in pairs.iter().flat_map(|pair| [pair.0, pair.1]) {
        let lead = c.encode_utf8(&mut [0; 4]).bytes().next().unwrap_or_default();
        leads.get_mut(usize::from(lead)).into_iter().for_each(|lead| *lead = true);
    }
    let may_lead = |&(_, byte): &(usize, u8)| leads.get(usize::from(byte)) == Some(&true);
    let (mut open, mut alone) = (Vec::new(), Vec::new());
    for node in sentences(subject) {
        let text = node.passage.text.as_str();
        // Brackets behind the number of an item that were taken for the partner of one that is open: (see 3 a) above).
        let mut numbers = 0_usize;
        text.bytes().enumerate().filter(may_lead).for_each(|(at, _)| {
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
            if let Some(pair) = pairs.iter().find(|pair| pair.0 == c) {
                open.push((at, class(pair.1)));
            } else if pairs.iter().any(|pair| pair.1 == c) {
                let number = number_at_end(text.get(..at).unwrap_or(""));
                match open.last().filter(|o| o.1 == class(c)) {
                    Some(&(start, _)) => {
                        let mut inner = text.get(start..at).unwrap_or("").chars();
                        inner.next();
                        // `(a)` has its partner, and a figure is mostly the last word within brackets.
                        let within = |n: &&str| *n != inner.as_str() && n.starts_with(char::is_lowercase);
                        numbers += usize::from(class(c) == ')' && number.as_ref().is_some_and(within));
                        open.pop();
                    }
                    // `a)` numbers an item within a sentence.
                    None if number.is_some() => {}
                    None if class(c) == ')' && numbers > 0 => numbers -= 1,
                    None => alone.push(at),
                }
            }
        });
        for at in open.drain(..).map(|o| o.0).chain(alone.drain(..)) {
            let (before, rest) = text.split_at_checked(at).unwrap_or_default();
            let mark = rest.chars().next().unwrap_or_default();
            let message = format!("“{mark}” has no partner in this paragraph");
            findings.add(subject.at(node.passage, before.chars().count()), message);
        }
    }
}

/// The number of an item that ends a text: one letter or figure, or a small Roman number.
fn number_at_end(text: &str) -> Option<&str> {
    let number = text.get(text.trim_end_matches(char::is_alphanumeric).len()..)?;
    let roman = || number.len() <= LONGEST_ROMAN && number.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let mut letters = number.chars();
    let single = letters.next().is_some() && letters.next().is_none();
    (single || !number.is_empty() && roman()).then_some(number)
}

/// Most letters in the Roman number of an item: xviii is not one that drafters reach.
const LONGEST_ROMAN: usize = 4;
