//! Rules about the characters within a text.

mod brackets;

use super::finder::Finder;
use super::{Findings, Rule, Subject};
use crate::diagnostic::Severity;
use crate::diagnostic::fix::{Edit, Fix, Safety};
use crate::diagnostic::page::{Family, Page};
use crate::language::{self, is_alphabetic};
use crate::model::visit::{NodeKind, NodeRef};
use crate::model::{DatePrecision, Inline, Mark, Points};
use crate::source::Span;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The rules of this subject.
pub(super) static RULES: &[Rule] = &[
    Rule {
        page: Page {
            code: "DC721",
            name: "half-width-punctuation",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "a comma, colon or semicolon of half width stands in a text of full-width characters",
            why: "the two look different on every line, and a search finds only one",
            remedy: "print the full-width mark",
        },
        run: half_width,
    },
    Rule {
        page: Page {
            code: "DC722",
            name: "space-inside-text",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "a space stands between two characters of a text that is written without spaces",
            why: "a line ended there before it was converted",
            remedy: "delete the space",
        },
        run: inner_space,
    },
    Rule {
        page: Page {
            code: "DC723",
            name: "foreign-word",
            family: Family::Punctuation,
            severity: Severity::Error,
            what: "a common word of another language stands in a sentence",
            why: "it was left from another language version, or misread by a scanner",
            remedy: "translate it, or set it in quotation marks where it is meant",
        },
        run: foreign,
    },
    Rule {
        page: Page {
            code: "DC724",
            name: "mixed-script-word",
            family: Family::Punctuation,
            severity: Severity::Error,
            what: "letters of two scripts stand in one word",
            why: "they look alike, and no search finds the word",
            remedy: "write the whole word in the letters of its language",
        },
        run: mixed,
    },
    Rule {
        page: Page {
            code: "DC725",
            name: "doubled-word",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "a word stands twice in a row",
            why: "one of the two was typed by mistake",
            remedy: "delete one",
        },
        run: doubled,
    },
    Rule {
        page: Page {
            code: "DC726",
            name: "bracket-without-partner",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "a bracket or title mark has no partner in its paragraph",
            why: "a word may be lost together with the mark",
            remedy: "restore the mark, or delete its partner",
        },
        run: brackets::unbalanced,
    },
    Rule {
        page: Page {
            code: "DC727",
            name: "doubled-punctuation",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "two marks stand beside each other where one is enough",
            why: "one of the two was typed by mistake",
            remedy: "delete one",
        },
        run: doubled_mark,
    },
    Rule {
        page: Page {
            code: "DC728",
            name: "space-before-punctuation",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "a space stands before a comma or full stop",
            why: "the mark can fall to the head of the next line",
            remedy: "delete the space",
        },
        run: space_before,
    },
    Rule {
        page: Page {
            code: "DC729",
            name: "no-space-after-punctuation",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "no space stands after a comma or semicolon",
            why: "two words are read as one",
            remedy: "insert a space",
        },
        run: no_space_after,
    },
    Rule {
        page: Page {
            code: "DC730",
            name: "damaged-character",
            family: Family::Punctuation,
            severity: Severity::Error,
            what: "a character was lost when the text was converted",
            why: "nobody can tell what stood there",
            remedy: "restore it from the printed text",
        },
        run: damaged,
    },
    Rule {
        page: Page {
            code: "DC731",
            name: "invisible-character",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "a character that nobody can see stands in the text",
            why: "a search does not find the word, and the line may be read in another order",
            remedy: "delete it",
        },
        run: invisible,
    },
    Rule {
        page: Page {
            code: "DC732",
            name: "angle-brackets",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "angle brackets of programmers stand around a title",
            why: "a browser takes what is between them for mark-up and shows nothing",
            remedy: "print the title marks of the language",
        },
        run: angles,
    },
    Rule {
        page: Page {
            code: "DC733",
            name: "hyphen-in-date-range",
            family: Family::Punctuation,
            severity: Severity::Info,
            what: "a hyphen stands between two days",
            why: "dates run with a word in this language",
            remedy: "print the word",
        },
        run: hyphen,
    },
    Rule {
        page: Page {
            code: "DC734",
            name: "foreign-letters",
            family: Family::Punctuation,
            severity: Severity::Warning,
            what: "a single word in Latin letters stands in a sentence of another script",
            why: "it was left from another language version, or is a name that has none in this language",
            remedy: "translate it, or set it in brackets after its translation",
        },
        run: foreign_letters,
    },
];

/// Marks of half width, and the same in full width.
const HALF: [char; 3] = [',', ';', ':'];
const FULL: [&str; 3] = ["，", "；", "："];

/// A text with its characters, where a rule looks at neighbours.
struct Line<'s, 'a> {
    node: &'s NodeRef<'a>,
    chars: Vec<char>,
    /// The stretches that references and emphasis cover, outermost, in order.
    cited: OnceCell<Vec<(usize, usize)>>,
}

impl<'s, 'a> Line<'s, 'a> {
    fn new(node: &'s NodeRef<'a>) -> Self {
        Line { node, chars: node.passage.text.chars().collect(), cited: OnceCell::new() }
    }

    fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|i| self.at(i))
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.chars.get(from..to).unwrap_or_default().iter().collect()
    }

    /// Whether a reference, an emphasis or an address covers a place.
    fn cited(&self, index: usize) -> bool {
        let cited = self.cited.get_or_init(|| {
            let marks = self.node.passage.spans.iter();
            let marks = marks.filter(|s| matches!(s.mark, Mark::Reference { .. } | Mark::Emphasis { .. }));
            let mut cited: Vec<(usize, usize)> = Vec::new();
            for (start, end) in marks.map(|s| (s.start as usize, s.end as usize)) {
                // Marks nest, and the outer one comes first.
                if cited.last().is_none_or(|last| end > last.1) {
                    cited.push((start, end));
                }
            }
            cited
        });
        let before = cited.partition_point(|c| c.0 <= index).checked_sub(1);
        before.and_then(|place| cited.get(place)).is_some_and(|c| index < c.1)
    }

    /// Runs of characters that `holds`, as pairs of first and one past the last.
    fn runs(&self, holds: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (index, _) in self.chars.iter().enumerate().filter(|(_, c)| holds(**c)) {
            match found.last_mut().filter(|run| run.1 == index) {
                Some(run) => run.1 = index + 1,
                None => found.push((index, index + 1)),
            }
        }
        found
    }
}

/// The sentences of a document that `may` hold what a rule looks for: covers and closing lines are set in ways of their
/// own. A dozen rules read every text, and few texts concern any of them; a look at the bytes tells which.
fn lines<'s, 'a>(subject: &'s Subject<'a>, may: impl Fn(&str) -> bool) -> impl Iterator<Item = Line<'s, 'a>> {
    sentences(subject).filter(move |node| may(&node.passage.text)).map(Line::new)
}

/// The texts that are sentences.
fn sentences<'s, 'a>(subject: &'s Subject<'a>) -> impl Iterator<Item = &'s NodeRef<'a>> {
    subject.nodes.iter().filter(|n| !matches!(n.kind, NodeKind::Cover | NodeKind::Conclusion))
}

/// Whether a text has a byte of a kind. Every byte is looked at, so that many are at a time.
fn has(text: &str, kind: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | kind(byte))
}

/// Whether a text has two bytes of a kind beside each other.
fn has_pair(text: &str, kind: impl Fn(u8, u8) -> bool) -> bool {
    text.bytes().zip(text.bytes().skip(1)).fold(false, |found, (a, b)| found | kind(a, b))
}

/// Whether a byte is one of these. It is compared with each, so that many bytes can be at a time.
fn is_one_of<const COUNT: usize>(byte: u8, these: [u8; COUNT]) -> bool {
    these.iter().fold(false, |found, one| found | byte.eq(one))
}

/// Whether a character belongs to the script of the text.
fn own(subject: &Subject<'_>, c: Option<char>) -> bool {
    c.is_some_and(|c| subject.language.script.iter().any(|range| (range.0..=range.1).contains(&c)))
}

fn half_width(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !subject.language.unspaced {
        return;
    }
    let halved = |text: &str, at: usize| {
        let (before, mark) = text.split_at_checked(at).unwrap_or_default();
        let before = before.chars().next_back();
        let closing = matches!(before, Some('）' | ')' | '》' | '”'));
        let beyond = || mark.chars().nth(2).or(mark.chars().nth(1));
        own(subject, before) || closing || before.is_some_and(char::is_numeric) && own(subject, beyond())
    };
    for node in &subject.nodes {
        let text = node.passage.text.as_str();
        let marks = memchr::memchr3_iter(b',', b';', b':', text.as_bytes());
        let mut points = Counter::new(text);
        let places: Vec<usize> = marks.filter(|&at| halved(text, at)).map(|at| points.count(at)).collect();
        if let Some(&first) = places.first() {
            let line = Line::new(node);
            let message = match places.len() {
                1 => "a mark of half width stands in this text".to_owned(),
                count => format!("{count} marks of half width stand in this text"),
            };
            let edits: Vec<Edit> = places.iter().filter_map(|&place| widened(subject, &line, place)).collect();
            let fix = (!edits.is_empty()).then_some(Fix { edits, safety: Safety::Safe });
            findings.fixable(subject.at(line.node.passage, first), message, fix);
        }
    }
}

/// The mark in full width, without the blanks after it. Not where it stands between two figures (8:30) or before words of
/// another script.
fn widened<'a>(subject: &Subject<'a>, line: &Line<'_, 'a>, place: usize) -> Option<Edit> {
    let wide = HALF.iter().zip(FULL).find(|(half, _)| line.at(place) == Some(**half)).map(|(_, wide)| wide)?;
    let next = (place + 1..line.chars.len()).find(|&i| line.at(i).is_some_and(|c| !c.is_whitespace()));
    let follows = next.and_then(|next| line.at(next));
    let figures = [line.before(place), follows].iter().all(|c| c.is_some_and(char::is_numeric));
    let fits = follows.is_none_or(|c| c.is_numeric() || !c.is_alphanumeric() || own(subject, Some(c)));
    let mut edit = subject.edit(line.node.passage, place, place + 1, wide).filter(|_| fits && !figures)?;
    if let Some(blanks) = next.and_then(|next| subject.blanks(line.node.passage, place, next)) {
        edit.span = Span::new(edit.span.start(), blanks.end());
    }
    Some(edit)
}

fn inner_space(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !subject.language.unspaced {
        return;
    }
    // A space that no character of ASCII stands before or behind, where the script has none, or a wide one.
    let ascii = subject.language.script.iter().any(|range| range.0.is_ascii());
    let beside = |byte: u8| ascii || !byte.is_ascii();
    let may_part = |text: &str| {
        let three = text.bytes().zip(text.bytes().skip(1)).zip(text.bytes().skip(2));
        let blank = |a, b, c| match b {
            b' ' => beside(a) && (beside(c) || c == b' '),
            _ => a == 0xe3 && b == 0x80 && c == 0x80,
        };
        three.fold(false, |found, ((a, b), c)| found | blank(a, b, c))
    };
    for line in lines(subject, may_part) {
        for (start, end) in line.runs(|c| c == ' ' || c == '\u{3000}') {
            let mark = matches!(line.before(start), Some('、' | '，'));
            if (own(subject, line.before(start)) || mark) && own(subject, line.at(end)) {
                // The note call that a drafter sets off with a space is not in the text.
                let spans = &line.node.passage.spans;
                let from = spans.partition_point(|s| (s.start as usize) < start);
                let mut near = spans.iter().skip(from).take_while(|s| s.start as usize <= end);
                let called = near.any(|s| matches!(s.mark, Mark::NoteCall { .. }));
                // Nor is the one between the number of an article and its title or text amiss: 第一条 宗旨.
                let article = || subject.language.is_article(&line.slice(0, start));
                if !called && !article() {
                    let around = line.slice(start.saturating_sub(2), end + 2);
                    // A wide gap may be meant to part two things.
                    let narrow = end - start == 1 && line.at(start) == Some(' ');
                    let safety = if narrow { Safety::Safe } else { Safety::Unsafe };
                    let blanks = subject.blanks(line.node.passage, start - 1, end);
                    findings.fixable(
                        subject.span(line.node.passage, start - 1, end + 1),
                        format!("a space stands inside “{around}”"),
                        blanks.map(|blanks| Fix::one(blanks, "", safety)),
                    );
                }
            }
        }
    }
}

fn foreign(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let common = |word: &str| {
        let mut latin = language::ALL.into_iter().filter(|language| language.latin());
        latin.any(|language| language.frequent_words.contains(&word))
    };
    // A title in another script has words of its own kind beside it: a common word alone is left over there too.
    latin_words(subject, findings, |word, _| common(word));
}

fn foreign_letters(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut seen = Vec::new();
    foreign(subject, &mut Findings { rule: findings.rule, list: &mut seen });
    latin_words(subject, findings, |_, cited| !cited);
    let seen: HashSet<Option<Span>> = seen.into_iter().map(|s| s.span).collect();
    findings.list.retain(|d| d.code != findings.rule.page.code || !seen.contains(&d.span));
}

/// Reports single words in small Latin letters, in a text of another script; `wanted` is told the word, and whether a
/// reference or an emphasis covers it.
fn latin_words(subject: &Subject<'_>, findings: &mut Findings<'_>, wanted: impl Fn(&str, bool) -> bool) {
    if subject.language.latin() {
        return;
    }
    let lines = lines(subject, |text| has(text, |byte| byte.is_ascii_lowercase()));
    for line in lines.filter(|line| line.node.kind != NodeKind::Note) {
        for (start, end) in line.runs(|c| c.is_ascii_lowercase()) {
            // A unit stands right after its figures.
            let between = |c: Option<char>| c.is_none_or(|c| c == ' ' || own(subject, Some(c)) && !c.is_numeric());
            let neighbours = [line.before(start), line.at(end)];
            let beyond = [start.checked_sub(2).and_then(|i| line.at(i)), line.at(end + 1)];
            // A name in Latin letters has several words, and stands between letters of its own kind.
            let latin = beyond.iter().any(|c| c.is_some_and(|c| c.is_ascii_alphabetic()));
            let alone = neighbours.into_iter().all(between) && !latin;
            let word = line.slice(start, end);
            if end - start > 1 && alone && wanted(&word, line.cited(start)) {
                findings
                    .add(subject.span(line.node.passage, start, end), format!("“{word}” is a word of another script"));
            }
        }
    }
}

/// The script of a letter, where letters of several look alike.
fn script(c: char) -> Option<u8> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(0),
        '\u{370}'..='\u{3ff}' => Some(1),
        '\u{400}'..='\u{52f}' => Some(2),
        _ => None,
    }
}

fn mixed(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // The bytes that Latin, Greek and Cyrillic letters begin with.
    let may_mix = |text: &str| {
        let latin = has(text, |byte| byte.is_ascii_alphabetic());
        let (greek, cyrillic) = (has(text, |b| (0xcd..=0xcf).contains(&b)), has(text, |b| (0xd0..=0xd4).contains(&b)));
        [latin, greek, cyrillic].into_iter().filter(|found| *found).count() > 1
    };
    for line in lines(subject, may_mix) {
        for (start, end) in line.runs(|c| script(c).is_some()) {
            let mut scripts: Vec<u8> =
                line.chars.get(start..end).unwrap_or_default().iter().filter_map(|&c| script(c)).collect();
            scripts.dedup();
            if scripts.len() > 1 {
                let word = line.slice(start, end);
                let edit = unmixed(subject, &word).and_then(|one| subject.edit(line.node.passage, start, end, &one));
                let message = format!("“{word}” mixes letters of two scripts");
                let fix = edit.map(|edit| Fix { edits: vec![edit], safety: Safety::Safe });
                findings.fixable(subject.span(line.node.passage, start, end), message, fix);
            }
        }
    }
}

/// The word in the letters of one script, where those of the other look the same: in those of the text's language, or of
/// the only script in which all can be written.
fn unmixed(subject: &Subject<'_>, word: &str) -> Option<String> {
    let all = |of: u8, twin: fn(char) -> Option<char>| {
        let letters = word.chars().map(|c| if script(c) == Some(of) { Some(c) } else { twin(c) });
        letters.collect::<Option<String>>()
    };
    match (all(0, latin_twin), all(2, cyrillic_twin)) {
        (Some(latin), Some(_)) if subject.language.latin() => Some(latin),
        (Some(_), Some(cyrillic)) => Some(cyrillic).filter(|word| own(subject, word.chars().next())),
        (latin, cyrillic) => latin.or(cyrillic),
    }
}

/// The Latin letter that looks like a Cyrillic one.
fn latin_twin(c: char) -> Option<char> {
    let small = c.to_lowercase().next().filter(|_| script(c) == Some(2))?;
    let twin = language::look_alike(small)?;
    Some(if c.is_uppercase() { twin.to_ascii_uppercase() } else { twin })
}

/// The Cyrillic letter that looks like a Latin one.
fn cyrillic_twin(c: char) -> Option<char> {
    ('\u{400}'..='\u{45f}').find(|&twin| latin_twin(twin) == Some(c))
}

fn doubled(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.language.unspaced {
        return doubled_character(subject, findings);
    }
    let mut found: Vec<(&str, Option<Span>, Option<Fix>)> = Vec::new();
    for node in sentences(subject) {
        let text = node.passage.text.as_str();
        let mut points = None;
        for (word, at) in doubled_words(text) {
            let points = points.get_or_insert_with(|| Counter::new(text));
            let start = points.count(at);
            let end = start + word.chars().count();
            let gap = text.get(..at).map_or(0, |before| before.chars().rev().take_while(|c| c.is_whitespace()).count());
            let blanks = subject.blanks(node.passage, start - gap - 1, start);
            let second = subject.edit(node.passage, start, end, "");
            let both = blanks.zip(second).map(|(blanks, second)| Span::new(blanks.start(), second.span.end()));
            let fix = both.map(|span| Fix::one(span, "", Safety::Unsafe));
            found.push((word, subject.span(node.passage, start, end), fix));
        }
    }
    let mut times: HashMap<&str, usize> = HashMap::new();
    for (word, ..) in &found {
        *times.entry(word).or_default() += 1;
    }
    // What a text doubles again and again it doubles by right (nous nous engageons).
    for (word, span, fix) in found.into_iter().filter(|(word, ..)| times.get(word) == Some(&1)) {
        findings.fixable(span, format!("“{word}” stands twice"), fix);
    }
}

/// The words of a text that stand after the same word, in small letters, with the byte where each begins.
fn doubled_words(text: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    // The word before, and where it ends; where anything but white space follows it, there is none.
    let mut before: Option<&str> = None;
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_alphabetic(c) || matches!(c, '\'' | '’') {
            start = start.or(Some(at));
            continue;
        }
        if let Some(start) = start.take() {
            let word = text.get(start..at).unwrap_or("");
            let mut letters = word.chars();
            let small = letters.next().is_some_and(|c| !c.is_uppercase());
            if before == Some(word) && small && letters.next().is_some() {
                found.push((word, start));
            }
            before = Some(word);
        }
        if !c.is_whitespace() {
            before = None;
        }
    }
    found
}

/// Counts the code points of a text up to bytes that follow each other.
pub(super) struct Counter<'t> {
    text: &'t str,
    byte: usize,
    points: usize,
}

impl<'t> Counter<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Counter { text, byte: 0, points: 0 }
    }

    pub(super) fn count(&mut self, byte: usize) -> usize {
        self.points += self.text.get(self.byte..byte).map_or(0, |t| t.chars().count());
        self.byte = byte;
        self.points
    }
}

/// Characters around a doubled one that tell whether the text has the same words elsewhere with a single one.
const CONTEXT: usize = 2;

/// Where words are not parted, many characters are doubled by right; this one is not where the text elsewhere, and more
/// than once, has the same characters around a single one, and never again around two.
fn doubled_character(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut places = Vec::new();
    for line in sentences(subject).filter(|node| has_twins(subject, &node.passage.text)).map(Line::new) {
        let twins = line.chars.windows(2).enumerate().filter(|(_, pair)| matches!(pair, [a, b] if a == b));
        let inner = CONTEXT.saturating_sub(1)..line.chars.len().saturating_sub(CONTEXT + 1);
        for i in twins.map(|(i, _)| i).filter(|i| inner.contains(i)) {
            if own(subject, line.at(i)) {
                let double = line.slice(i + 1 - CONTEXT, i + 2 + CONTEXT);
                let single = line.slice(i + 1 - CONTEXT, i + 1) + &line.slice(i + 2, i + 2 + CONTEXT);
                places.push((line.node, i, single, double));
            }
        }
    }
    // Every place where the text has the same characters around two is one of these.
    let mut doubles: HashMap<&str, usize> = HashMap::new();
    for (.., double) in &places {
        *doubles.entry(double).or_default() += 1;
    }
    let singles: BTreeSet<&str> = places.iter().map(|place| place.2.as_str()).collect();
    if singles.is_empty() {
        return;
    }
    let mut times: HashMap<&str, usize> = HashMap::new();
    let finder = Finder::new(singles.into_iter().map(|single| (single, ())));
    for node in sentences(subject) {
        finder.find(&node.passage.text, |_, single, ()| *times.entry(single).or_default() += 1);
    }
    for (node, i, single, double) in &places {
        if times.get(single.as_str()).is_some_and(|&times| times > 1) && doubles.get(double.as_str()) == Some(&1) {
            let message = format!("“{double}” has a character twice; elsewhere the text has “{single}”");
            let second = subject.edit(node.passage, i + 1, i + 2, "");
            let fix = second.map(|edit| Fix { edits: vec![edit], safety: Safety::Unsafe });
            findings.fixable(subject.span(node.passage, *i, i + 2), message, fix);
        }
    }
}

/// Whether a character of the script of the text stands beside itself. That no character of so many bytes does, as in
/// nearly every text, the bytes tell.
fn has_twins(subject: &Subject<'_>, text: &str) -> bool {
    let may_have = |width: usize| match width {
        1 => repeats::<1>(text.as_bytes()),
        2 => repeats::<2>(text.as_bytes()),
        3 => repeats::<3>(text.as_bytes()),
        _ => repeats::<4>(text.as_bytes()),
    };
    let mut widths = subject.language.script.iter().flat_map(|range| range.0.len_utf8()..=range.1.len_utf8());
    let mut last = None;
    widths.any(may_have) && text.chars().any(|c| last.replace(c) == Some(c) && own(subject, Some(c)))
}

/// Whether so many bytes stand beside the same bytes. Every place is looked at, so that many are at a time.
fn repeats<const WIDTH: usize>(text: &[u8]) -> bool {
    let same = |a: &[u8], b: &[u8]| a.iter().zip(b).fold(true, |same, (a, b)| same & a.eq(b));
    let places = text.windows(WIDTH).zip(text.get(WIDTH..).unwrap_or_default().windows(WIDTH));
    places.fold(false, |found, (a, b)| found | same(a, b))
}

fn doubled_mark(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let light = |c: char| matches!(c, ',' | ';' | '，' | '；' | '：' | '、' | '،' | '؛');
    let mark = |c: char| light(c) || c == '。';
    // The last byte of one of these marks, and the first of another.
    let last = |byte| is_one_of(byte, [b',', b';', 0x8c, 0x9b, 0x9a, 0x81, 0x82]);
    let first = |byte| is_one_of(byte, [b',', b';', 0xef, 0xe3, 0xd8]);
    let may_pair = |text: &str| has_pair(text, |a, b| last(a) & first(b));
    let pairs = |text: &str| {
        let mut before = false;
        text.chars().any(|c| std::mem::replace(&mut before, mark(c)) && before)
    };
    for line in lines(subject, |text| may_pair(text) && pairs(text)) {
        for (i, pair) in line.chars.windows(2).enumerate() {
            let &[a, b] = pair else { continue };
            if mark(a) && mark(b) {
                // Of two marks that differ nobody knows which is meant, and of full stops there may be three.
                let same = a == b && light(a);
                let edit = subject.edit(line.node.passage, i + 1, i + 2, "").filter(|_| same);
                findings.fixable(
                    subject.span(line.node.passage, i, i + 2),
                    format!("“{}” is one mark too many", line.slice(i, i + 2)),
                    edit.map(|edit| Fix { edits: vec![edit], safety: Safety::Safe }),
                );
            }
        }
    }
}

fn space_before(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let may_pair = |text: &str| has_pair(text, |a, b| a == b' ' && matches!(b, b',' | b'.' | 0xd8));
    for line in lines(subject, |text| !subject.language.unspaced && may_pair(text)) {
        for i in 1..line.chars.len() {
            let mark = matches!(line.at(i), Some(',' | '.' | '،'));
            let word = i.checked_sub(2).and_then(|i| line.at(i)).is_some_and(char::is_alphabetic);
            let alone = mark && word && line.before(i) == Some(' ') && line.at(i + 1).is_none_or(char::is_whitespace);
            // The note call that a page sets off with a space is not in the text.
            let called = || {
                let near = |s: &&Inline| (i - 1..=i).contains(&(s.start as usize));
                let mut near = line.node.passage.spans.iter().filter(near);
                near.any(|s| matches!(s.mark, Mark::NoteCall { .. }))
            };
            if alone && !called() {
                let message = "a space stands before this mark".to_owned();
                let fix = subject.blanks(line.node.passage, i - 2, i).map(|span| Fix::one(span, "", Safety::Safe));
                findings.fixable(subject.at(line.node.passage, i), message, fix);
            }
        }
    }
}

fn no_space_after(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // The last byte of one of these marks, and what a letter may begin with.
    let mark = |byte| matches!(byte, b',' | b';' | 0x8c | 0x9b);
    let may_pair = |text: &str| has_pair(text, |a, b| mark(a) && (b.is_ascii_alphabetic() || b >= 0x80));
    for line in lines(subject, |text| !subject.language.unspaced && may_pair(text)) {
        for i in 1..line.chars.len() {
            let letters = [line.before(i), line.at(i + 1)].iter().all(|c| c.is_some_and(char::is_alphabetic));
            if matches!(line.at(i), Some(',' | ';' | '،' | '؛')) && letters && !line.cited(i) {
                let message = "no space stands after this mark".to_owned();
                // Where a note call stands between the two, the place for the space is another.
                let beside = subject.edit(line.node.passage, i, i + 2, "").is_some();
                let mark = subject.at(line.node.passage, i).filter(|_| beside);
                let fix = mark.map(|mark| Fix::one(Span::new(mark.end(), mark.end()), " ", Safety::Safe));
                findings.fixable(subject.at(line.node.passage, i), message, fix);
            }
        }
    }
}

/// Characters of the whole file, what the page added included.
fn characters(subject: &Subject<'_>, holds: impl Fn(char) -> bool, mut visit: impl FnMut(Span, char)) {
    // A byte order mark at the head of a file is not in the text.
    for (at, c) in subject.source.text().char_indices().filter(|&(at, c)| holds(c) && (at > 0 || c != '\u{feff}')) {
        visit(Span::new(at, at + c.len_utf8()), c);
    }
}

fn damaged(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let lost = |c: char| {
        let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
        // What Unicode gives no character for good, XML cannot hold.
        let never = matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff) || ('\u{fdd0}'..='\u{fdef}').contains(&c);
        control || never || c == '\u{fffd}' || ('\u{e000}'..='\u{f8ff}').contains(&c)
    };
    let text = subject.source.text().as_bytes();
    let may_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t'..=b'\r') || byte == 0x7f;
    // Controls beyond ASCII, private use, what is no character, and the sign of a lost one.
    let may_be_lost = |at: usize| match (text.get(at), text.get(at + 1)) {
        (Some(0xef), Some(b)) => *b < 0xa4 || matches!(b, 0xb7 | 0xbf),
        (Some(0xc2), Some(b)) => *b < 0xa0,
        (Some(0xbf), Some(b)) => matches!(b, 0xbe | 0xbf),
        _ => false,
    };
    let may_follow =
        || memchr::memchr3_iter(0xef, 0xc2, 0xbf, text).any(may_be_lost) || memchr::memchr(0xee, text).is_some();
    if !has(subject.source.text(), may_control) && !may_follow() {
        return;
    }
    characters(subject, lost, |span, c| {
        findings.add(Some(span), format!("U+{:04X} stands for a character that was lost", u32::from(c)));
    });
}

fn invisible(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // A text that runs from right to left sets symbols and names the other way round with these.
    let turning = !subject.language.writes('\u{627}');
    let hidden = |c: char| {
        let embedding = matches!(c, '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}');
        let space = matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{2028}' | '\u{2029}');
        let filler = matches!(c, '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{ffa0}');
        let control = matches!(c, '\u{202d}' | '\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}');
        // Whole sentences can be hidden in tags.
        let tag = matches!(c, '\u{e0000}'..='\u{e007f}');
        embedding && turning || space || filler || control || tag
    };
    // The mark at the head of a file is not in the text.
    let text = subject.source.text();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes();
    // The bytes that these characters begin with, or nearly all of them.
    let may_hide = |at: usize| {
        let [Some(&a), Some(&b), Some(&c)] = [at, at + 1, at + 2].map(|at| text.get(at)) else { return false };
        let format =
            a == 0xe2 && (b == 0x80 && matches!(c, 0x8b | 0xa8..=0xae) || b == 0x81 && (0xa0..0xb0).contains(&c));
        let filler = a == 0xe1 && matches!(b, 0x84 | 0x85 | 0xa0);
        let last = a == 0xef && (b == 0xbb && c == 0xbf || b == 0xbe && c == 0xa0 || b == 0xbf && c >= 0xb9);
        format || filler || last
    };
    let may_be_rare = || memchr::memchr(0xf3, text).is_some() || memchr::memmem::find(text, &[0xe3, 0x85]).is_some();
    let hides = memchr::memchr3_iter(0xe1, 0xe2, 0xef, text).any(may_hide) || may_be_rare();
    if !hides && memchr::memmem::find(text, &[0xc2, 0xad]).is_none() {
        return;
    }
    characters(subject, hidden, |span, c| {
        // What turns the direction or breaks the line stands for something.
        let idle = !matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}');
        let fix = idle.then(|| Fix::one(span, "", Safety::Safe));
        findings.fixable(Some(span), format!("U+{:04X} cannot be seen", u32::from(c)), fix);
    });
}

fn angles(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for line in lines(subject, |text| subject.language.unspaced && text.contains('<')) {
        let closing = line.runs(|c| c == '>');
        for (start, end) in line.runs(|c| c == '<') {
            if let Some(&(from, to)) = closing.get(closing.partition_point(|run| run.0 < end)) {
                let message = "“<” stands for a title mark".to_owned();
                let fix = subject.language.title_marks.first().and_then(|(open, close)| {
                    let open = subject.edit(line.node.passage, start, end, &open.to_string())?;
                    let close = subject.edit(line.node.passage, from, to, &close.to_string())?;
                    Some(Fix { edits: vec![open, close], safety: Safety::Unsafe })
                });
                findings.fixable(subject.at(line.node.passage, start), message, fix);
            }
        }
    }
}

fn hyphen(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for node in subject.nodes.iter().filter(|_| subject.language.unspaced) {
        let mut points = None;
        let range = |s: &&Inline| matches!(s.mark, Mark::Date { precision: DatePrecision::Range, .. });
        for span in node.passage.spans.iter().filter(range) {
            let (start, end) = (span.start as usize, span.end as usize);
            let date = points.get_or_insert_with(|| Points::new(&node.passage.text)).slice(span.start, span.end);
            if date.contains('-') {
                findings.add(subject.span(node.passage, start, end), format!("“{date}” runs with a hyphen"));
            }
        }
    }
}

#[cfg(test)]
mod tests;
