//! Places in a text: `paragraph 3 (b)`, `paragraphs 12–15`, `annex II`, `section III.B`, `第 5 至 8 段`, `附件二`.
//!
//! A place of this document is a mention of its own: a word beside it says so (`above`, `of the present resolution`,
//! 上文). A place of another text is the locator of the mention of that text, before it (`paragraph 6 of resolution
//! 70/1`) or after it (`resolution 60/288, annex`).
//!
//! Not here: whether the place is there (see `targets`).

use super::super::openings::List;
use super::super::reader::{Reader, unified};
use super::Citation;
use crate::language::{PlaceKind, roman, roman_value};
use crate::model::ReferenceKind;

/// A place, or several of one kind.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) end: usize,
    kind: PlaceKind,
    members: Vec<Member>,
}

/// One number, or a run of them.
#[derive(Debug)]
struct Member {
    start: usize,
    end: usize,
    first: String,
    last: String,
}

/// The place that begins at `at`.
pub(super) fn place(reader: &Reader<'_>, at: usize) -> Option<Place> {
    place_within(reader, at, 0)
}

/// As [`place`], where `depth` words for a subparagraph stand before it: point (ii) of point (b) of paragraph 1.
fn place_within(reader: &Reader<'_>, at: usize, depth: usize) -> Option<Place> {
    if !reader.may_open(at, List::Places) {
        return None;
    }
    let words = &reader.language.citation;
    if reader.word(at, words.ordinal).is_some() {
        let mut found = counted(reader, at)?;
        // 第3段至第12段: the word stands at both ends.
        let to =
            reader.any(reader.spaces(found.end), words.range).and_then(|range| counted(reader, reader.spaces(range)));
        if let (Some(to), Some(last)) = (to.filter(|to| to.kind == found.kind), found.members.last_mut())
            && let [end] = to.members.as_slice()
            && last.first == last.last
        {
            last.last.clone_from(&end.last);
            (last.end, found.end) = (to.end, to.end);
        }
        return Some(found);
    }
    if !reader.language.unspaced && reader.before(at).is_some_and(char::is_alphabetic) {
        return None;
    }
    let (word, kind) = unit(reader, at)?;
    let from = reader.spaces(word);
    if kind == PlaceKind::Point
        && let Some(points) = points(reader, from, depth + 1)
    {
        return Some(points);
    }
    let spaced = reader.language.unspaced || from > word;
    // 附件第7段: what an ordinal opens and another word closes is a place within it.
    let inner = spaced && kind == PlaceKind::Annex && counted(reader, from).is_some();
    let members = if spaced && !inner { members(reader, from, kind) } else { Vec::new() };
    match members.last() {
        Some(last) => Some(Place { end: last.end, kind, members }),
        // An annex may stand without number: it is the only one.
        None if kind == PlaceKind::Annex && !reader.at(word).is_some_and(|c| c.is_ascii_alphanumeric()) => {
            let alone = reader.language.unspaced || !reader.at(word).is_some_and(char::is_alphanumeric);
            alone.then(|| Place { end: word, kind, members: Vec::new() })
        }
        None => None,
    }
}

/// The place that begins with an ordinal at `at`: its word comes last, so that the kind of the numbers is known only after
/// them.
fn counted(reader: &Reader<'_>, at: usize) -> Option<Place> {
    reader.word(at, reader.language.citation.ordinal)?;
    let members = members(reader, at, PlaceKind::Article);
    let end = reader.spaces(members.last()?.end);
    let (end, kind) = unit(reader, end)?;
    let (end, part) = subparagraph(reader, end);
    let members = if kind == PlaceKind::Section { self::members(reader, at, kind) } else { members };
    let mut members = with_part(members, &part, end);
    // 第3段(a)和(b)分段
    if !part.is_empty() {
        further_points(reader, &mut members);
    }
    Some(Place { end: members.last()?.end.max(end), kind, members })
}

/// Subparagraphs that are named before their paragraph: `(a) and (b) of paragraph 1`, `b) du paragraphe 1`.
fn points(reader: &Reader<'_>, at: usize, depth: usize) -> Option<Place> {
    let words = &reader.language.citation;
    let point = |at: usize| Some(subparagraph(reader, at)).filter(|point| point.0 > at);
    let mut members: Vec<Member> = Vec::new();
    let mut next = Some(at).filter(|_| depth <= DEEPEST);
    while let Some((start, (mut end, first))) = next.take().and_then(|start| Some((start, point(start)?))) {
        let mut last = first.clone();
        let range = reader.any(reader.spaces(end), words.range).map(|range| reader.spaces(range));
        if let Some((stop, value)) = range.and_then(point) {
            (end, last) = (stop, value);
        }
        members.push(Member { start, end, first, last });
        next = reader.any(reader.spaces(end), words.list).map(|list| reader.spaces(list));
        next = next.filter(|_| members.len() < MOST_MEMBERS);
    }
    let tie = reader.spaces(members.last()?.end);
    let outer = |at: usize| place_within(reader, at, depth).filter(|outer| outer.kind == PlaceKind::Paragraph);
    let tied = reader.any(tie, words.of).and_then(|tie| outer(reader.spaces(tie)));
    let outer = tied.or_else(|| outer(tie))?;
    let [paragraph] = outer.members.as_slice() else { return None };
    if paragraph.first != paragraph.last {
        return None;
    }
    for member in &mut members {
        member.first.insert_str(0, &paragraph.first);
        member.last.insert_str(0, &paragraph.first);
    }
    members.last_mut()?.end = outer.end;
    Some(Place { end: outer.end, kind: PlaceKind::Paragraph, members })
}

/// The longest word for a place that stands at `at`.
fn unit(reader: &Reader<'_>, at: usize) -> Option<(usize, PlaceKind)> {
    let words = reader.language.citation.places.iter();
    words.filter_map(|w| Some((reader.word_any_case(at, w.0)?, w.1))).max_by_key(|w| w.0)
}

/// Most members of one list of places. Where the word comes last, a list without it is read from each of its members on.
const MOST_MEMBERS: usize = 256;

/// Deepest subparagraph.
const DEEPEST: usize = 8;

/// Numbers and runs of numbers, as far as they go on: `3, 5 and 7`, `12–15`, `2 (a) and (b)`.
fn members(reader: &Reader<'_>, at: usize, kind: PlaceKind) -> Vec<Member> {
    let words = &reader.language.citation;
    let mut found: Vec<Member> = Vec::new();
    let mut next = Some(at);
    while let Some(start) = next.take() {
        let Some((mut end, first)) = number(reader, start, kind) else { break };
        let mut last = first.clone();
        let range = reader.any(reader.spaces(end), words.range).map(|r| reader.spaces(r));
        if let Some((stop, value)) = range.and_then(|at| number(reader, at, kind)) {
            (end, last) = (stop, value);
        }
        found.push(Member { start, end, first, last });
        if kind == PlaceKind::Paragraph || !words.ordinal.is_empty() {
            further_points(reader, &mut found);
        }
        let end = found.last().map_or(end, |member| member.end);
        next = reader.any(reader.spaces(end), words.list).map(|s| reader.spaces(s));
        next = next.filter(|_| found.len() < MOST_MEMBERS);
        // 附件二、第七段: the number of an annex needs no ordinal word.
        next = next.filter(|&at| kind != PlaceKind::Annex || reader.word(at, words.ordinal).is_none());
        // `para. 5, 12 December 2020`: a date is no member.
        next = next.filter(|&at| reader.language.date_at(reader.rest(at)).is_none_or(|d| d.start.day.is_none()));
    }
    found
}

/// Further points of the paragraph, where its number and its first point end the list: `2 (a), (b) and (d)`, `2 (a) to
/// (c)`.
fn further_points(reader: &Reader<'_>, found: &mut Vec<Member>) {
    let words = &reader.language.citation;
    let paragraph = found.last().filter(|last| last.first == last.last).and_then(|last| last.first.split_once('.'));
    let Some(paragraph) = paragraph.map(|(paragraph, _)| paragraph.to_owned()) else { return };
    let point = |at: usize| Some(subparagraph(reader, at)).filter(|point| point.0 > at);
    while let Some(last) = found.last_mut() {
        let end = reader.spaces(last.end);
        let range = reader.any(end, words.range).map(|range| reader.spaces(range));
        if let Some((stop, value)) = range.and_then(point).filter(|_| last.first == last.last) {
            (last.last, last.end) = (format!("{paragraph}{value}"), stop);
            continue;
        }
        let next = reader.any(end, words.list).map(|list| reader.spaces(list));
        let next = next.and_then(|start| Some((start, point(start)?))).filter(|_| found.len() < MOST_MEMBERS);
        let Some((start, (end, value))) = next else { break };
        let first = format!("{paragraph}{value}");
        found.push(Member { start, end, last: first.clone(), first });
    }
}

/// The number of a place, and its canonical form: `5`, `3.b`, `III`, `III.B`.
fn number(reader: &Reader<'_>, at: usize, kind: PlaceKind) -> Option<(usize, String)> {
    let words = &reader.language.citation;
    let at = reader.word(at, words.ordinal).map_or(at, |e| reader.spaces(e));
    let fresh = |end: usize| {
        let next = reader.at(end).map(unified);
        !next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '%'))
    };
    let counted = |value: u32| if kind == PlaceKind::Section { roman(value) } else { value.to_string() };
    if let Some((end, value)) = reader.digits(at).filter(|d| fresh(d.0)) {
        let (end, part) = if kind == PlaceKind::Paragraph || !words.ordinal.is_empty() {
            subparagraph(reader, end)
        } else {
            (end, String::new())
        };
        return Some((end, format!("{}{part}", counted(value))));
    }
    if kind == PlaceKind::Paragraph {
        return None;
    }
    let capitals = (at..reader.len()).take_while(|&i| reader.at(i).is_some_and(|c| c.is_ascii_uppercase())).count();
    if let Some(value) = roman_value(reader.slice(at, at + capitals)).filter(|_| fresh(at + capitals)) {
        let (end, part) = title_letter(reader, at + capitals);
        return Some((
            end,
            format!("{}{part}", if kind == PlaceKind::Annex { value.to_string() } else { roman(value) }),
        ));
    }
    if capitals == 1 && fresh(at + 1) {
        return Some((at + 1, reader.slice(at, at + 1).to_owned()));
    }
    let own = words.part_letters.iter().find_map(|l| Some((reader.word(at, l.0)?, l.1)));
    if let Some((end, letter)) = own.filter(|l| !reader.at(l.0).is_some_and(char::is_alphabetic)) {
        return Some((end, letter.to_string()));
    }
    let (end, value) = reader.ordinal(at)?;
    (reader.language.unspaced || fresh(end)).then(|| (end, counted(value)))
}

/// The letter of a part of a section: `III.B`.
fn title_letter(reader: &Reader<'_>, end: usize) -> (usize, String) {
    let letter = reader.at(end + 1).filter(|c| c.is_ascii_uppercase() && reader.at(end) == Some('.'));
    match letter.filter(|_| !reader.at(end + 2).is_some_and(char::is_alphanumeric)) {
        Some(letter) => (end + 2, format!(".{letter}")),
        None => (end, String::new()),
    }
}

/// The subparagraph after the number of a paragraph: `(b)`, `b)`, `(b) (ii)`, `(ب)`. Canonical: `.b.ii`.
fn subparagraph(reader: &Reader<'_>, end: usize) -> (usize, String) {
    let mut found = (end, String::new());
    for _ in 0..DEEPEST {
        let Some((stop, letter)) = letter_in_brackets(reader, reader.spaces(found.0)) else { break };
        found = (stop, format!("{}.{letter}", found.1));
    }
    found
}

/// Most letters of a point in brackets: (xxxviii).
const LONGEST_POINT: usize = 7;

/// The letter or the Roman number of a point, in brackets or before one.
fn letter_in_brackets(reader: &Reader<'_>, at: usize) -> Option<(usize, String)> {
    let from = if matches!(reader.at(at), Some('(' | '（')) { at + 1 } else { at };
    let close = (from..=from + LONGEST_POINT).find(|&i| matches!(reader.at(i), Some(')' | '）')))?;
    let inner = reader.slice(from, close);
    let mut letters = inner.chars();
    let (first, more) = (letters.next()?, letters.next().is_some());
    let place = reader.language.letters.iter().position(|&l| l == first && !more);
    let own = place.and_then(|p| char::from_digit(u32::try_from(p).ok()? + 10, 36)).map(|c| c.to_string());
    let latin = first.is_ascii_lowercase() && (!more || roman_value(&inner.to_uppercase()).is_some());
    own.or_else(|| latin.then(|| inner.to_owned())).map(|letter| (close + 1, letter))
}

/// A subparagraph that stands after the word belongs to the last number.
fn with_part(mut members: Vec<Member>, part: &str, end: usize) -> Vec<Member> {
    if let Some(last) = members.last_mut().filter(|_| !part.is_empty()) {
        last.first.push_str(part);
        last.last.push_str(part);
        last.end = end;
    }
    members
}

/// A place of this document, as one mention a number. `annexes` says whether it has any.
pub(super) fn here(reader: &Reader<'_>, at: usize, found: &Place, annexes: bool) -> Option<Vec<Citation>> {
    let words = &reader.language.citation;
    let kind = match found.kind {
        PlaceKind::Paragraph => ReferenceKind::Paragraph,
        PlaceKind::Section => ReferenceKind::Section,
        PlaceKind::Annex if annexes => ReferenceKind::Annex,
        PlaceKind::Annex | PlaceKind::Article | PlaceKind::Point => return None,
    };
    let before = reader.spaces_back(at);
    let head = words.here.iter().filter_map(|w| reader.word_back(before, w)).min();
    let tail = here_after(reader, found.end);
    let lead = || match found.kind {
        PlaceKind::Annex => {
            let added = || reader.any(reader.spaces(found.end), words.annexed_to).is_some();
            !found.members.is_empty() && !belongs(reader, found.end) && !added() && !cited_before(reader, before)
        }
        PlaceKind::Paragraph => leads(reader, before),
        PlaceKind::Section | PlaceKind::Article | PlaceKind::Point => false,
    };
    if head.is_none() && tail.is_none() && !lead() {
        return None;
    }
    let (start, end) = (head.unwrap_or(at), tail.unwrap_or(found.end));
    let single = [Member { start, end, first: String::new(), last: String::new() }];
    let members = if found.members.is_empty() { single.as_slice() } else { &found.members };
    let member = |m: &Member| {
        let place = Some((m.first.clone(), m.last.clone()));
        Citation { place, ..Citation::new(m.start, m.end, kind) }
    };
    let mut list: Vec<Citation> = members.iter().map(member).collect();
    if let Some(first) = list.first_mut() {
        first.start = start;
    }
    if let Some(last) = list.last_mut() {
        last.end = end;
    }
    Some(list)
}

/// The index after the words that say that a place is one of this document.
fn here_after(reader: &Reader<'_>, end: usize) -> Option<usize> {
    let at = reader.spaces(end);
    let stop = reader.any(at, reader.language.citation.here_after)?;
    (!reader.at(stop).is_some_and(char::is_alphanumeric)).then_some(stop)
}

/// Whether what stands at `end` says of which text a place is part.
fn belongs(reader: &Reader<'_>, end: usize) -> bool {
    let at = reader.spaces(end);
    let link =
        |w: &&str| w.is_empty() && reader.at(at).is_some_and(char::is_alphabetic) || reader.word(at, w).is_some();
    reader.language.citation.of.iter().any(link)
}

fn cited_before(reader: &Reader<'_>, before: usize) -> bool {
    let language = reader.language;
    let closes =
        |c: char| language.title_marks.iter().any(|m| m.1 == c) || language.unspaced && c.is_ascii_alphanumeric();
    reader.before(before).is_some_and(closes)
}

/// Whether the words before a paragraph lead over to one of this document where no other text is named.
fn leads(reader: &Reader<'_>, before: usize) -> bool {
    let language = reader.language;
    let leads = language.citation.here_leads;
    let opens = |c: char| language.brackets.iter().any(|b| b.0 == c) || language.sentence_ends.contains(&c);
    !leads.is_empty()
        && (reader.before(before).is_none_or(opens) || leads.iter().any(|w| reader.word_back(before, w).is_some()))
}

/// The places that begin with `first`, one within the other, or in a list where the word comes last: `section II.B,
/// paragraph 7`, 第267至269段和第271段. The index after them, and the kind of the last one.
pub(super) fn chain(reader: &Reader<'_>, first: &Place) -> (usize, PlaceKind) {
    let mut last = (first.end, first.kind);
    while let Some(next) = next_place(reader, last.0) {
        last = next;
    }
    last
}

/// The place that goes on the chain that ends at `end`: the index after it, and its kind.
fn next_place(reader: &Reader<'_>, end: usize) -> Option<(usize, PlaceKind)> {
    let language = reader.language;
    let at = reader.spaces(end);
    let tie = |at: usize| {
        let links = if language.unspaced { language.citation.list } else { language.citation.of };
        reader.any(at, links).map(|l| reader.spaces(l))
    };
    let comma = reader.at(at).is_some_and(|c| language.comma.contains(&c)).then(|| reader.spaces(at + 1));
    let at = comma.filter(|_| !language.unspaced).unwrap_or(at);
    tie(at).and_then(|at| place(reader, at)).or_else(|| place(reader, at)).map(|p| (p.end, p.kind))
}

/// How far from a place the text that it is part of may be named, in code points.
const NEAR: usize = 80;

/// Whether the mention that begins at `start` names the text of which the places that end at `end` are parts: a word
/// such as `of` ties them, and no punctuation, number or list stands between. `kind` is that of the last place.
pub(super) fn part_of(reader: &Reader<'_>, (end, kind): (usize, PlaceKind), start: usize) -> bool {
    let words = &reader.language.citation;
    let between = reader.slice(end, start);
    let at = reader.at(end).filter(|c| reader.language.comma.contains(c)).map_or(end, |_| end + 1);
    let annexed = if kind == PlaceKind::Annex { words.annexed_to } else { &[] };
    let tied = words.of.iter().chain(annexed).any(|w| w.is_empty() || reader.word(reader.spaces(at), w).is_some());
    let plain = reader
        .slice(at, start)
        .chars()
        .all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(unified(c), '\'' | '-'));
    let list = between.split_whitespace().any(|token| words.list.contains(&token));
    start >= end && start - end <= NEAR && tied && plain && !list
}

/// The place in a cited document that follows its mention: `，附件五`, `, chap. IV, para. 24`, `，第一章，决议 1`.
pub(super) fn after(reader: &Reader<'_>, end: usize) -> Option<(usize, String)> {
    let language = reader.language;
    let mut stop = end;
    if language.brackets.iter().any(|b| Some(b.1) == reader.at(stop)) {
        stop += 1;
    }
    let mut start = None;
    loop {
        let comma = reader.spaces(stop);
        let parted = reader.at(comma).is_some_and(|c| language.comma.contains(&c));
        let at = if parted { reader.spaces(comma + 1) } else { comma };
        // 第60/288号决议第5段, 第60/288号决议附件: neither an ordinal nor an annex needs a comma.
        let annex = || unit(reader, at).is_some_and(|unit| unit.1 == PlaceKind::Annex);
        let ordinal = language.unspaced && (reader.word(at, language.citation.ordinal).is_some() || annex());
        let found =
            if parted || ordinal { place(reader, at).map(|p| p.end).or_else(|| item(reader, at)) } else { None };
        let Some(next) = found.filter(|&next| here_after(reader, next).is_none() && !belongs(reader, next)) else {
            break;
        };
        start = start.or(Some(at));
        stop = if ordinal { place(reader, at).map_or(next, |place| chain(reader, &place).0) } else { next };
    }
    start.map(|s| (stop, reader.slice(s, stop).trim().to_owned()))
}

/// An instrument within a document: `决议 1`, `resolution 1`.
fn item(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let end = reader.language.instruments.iter().find_map(|i| reader.word_any_case(at, i.0))?;
    let (stop, _) = reader.digits(reader.spaces(end))?;
    let number = reader.at(reader.spaces(stop)).is_some_and(|c| matches!(c, '/' | '(' | '（'));
    (!number).then_some(stop)
}

/// The article of a treaty that follows its title, perhaps after a note call: 第十九条第三款.
pub(in crate::link) fn article_after(reader: &Reader<'_>, end: usize) -> Option<(usize, String)> {
    let at = reader.spaces(end);
    reader.word(at, reader.language.citation.ordinal)?;
    let first = place(reader, at).filter(|p| p.kind == PlaceKind::Article)?;
    let mut stop = first.end;
    while let Some(more) = place(reader, stop).filter(|_| reader.word(stop, reader.language.citation.ordinal).is_some())
    {
        stop = more.end;
    }
    Some((stop, reader.slice(at, stop).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{AR, EN, ES, Language, RU, ZH};

    /// The place at the head of a text: the text of it, and its members.
    fn read(language: &'static Language, text: &str) -> Option<(String, String)> {
        let reader = Reader::new(text, language);
        let found = place(&reader, 0)?;
        let member = |m: &Member| {
            let value = if m.first == m.last { m.first.clone() } else { format!("{}-{}", m.first, m.last) };
            format!("{}={value}", reader.slice(m.start, m.end))
        };
        let members: Vec<String> = found.members.iter().map(member).collect();
        Some((reader.slice(0, found.end).to_owned(), members.join(" ")))
    }

    #[test]
    fn numbers_of_places() {
        let cases: [(&'static Language, &str, &str, &str); 19] = [
            (&EN, "paragraphs 3, 5 and 7 of the report", "paragraphs 3, 5 and 7", "3=3 5=5 7=7"),
            (&EN, "paragraphs 12–15 of the report", "paragraphs 12–15", "12–15=12-15"),
            (&EN, "para. 5, 12 December 2020", "para. 5", "5=5"),
            (&EN, "paragraph 3 (b) (ii) of the report", "paragraph 3 (b) (ii)", "3 (b) (ii)=3.b.ii"),
            (&EN, "annex II to the report", "annex II", "II=2"),
            (&EN, "annex B to the report", "annex B", "B=B"),
            (&EN, "section III.B of the report", "section III.B", "III.B=III.B"),
            (&EN, "section III.” The", "section III", "III=III"),
            (&EN, "section 3 of the report", "section 3", "3=III"),
            (&EN, "annex, table", "annex", ""),
            (&ZH, "第3段", "第3段", "第3=3"),
            (&ZH, "第3段(b)分段", "第3段(b)", "第3段(b)=3.b"),
            (&ZH, "第三节", "第三节", "第三=III"),
            (&ZH, "第3至第12段", "第3至第12段", "第3至第12=3-12"),
            (&ZH, "第3段至第12段", "第3段至第12段", "第3段至第12段=3-12"),
            (&ZH, "附件二", "附件二", "二=2"),
            (&AR, "المرفق ألف للقرار", "المرفق ألف", "ألف=A"),
            (&AR, "الفقرة 3 (ب) من القرار", "الفقرة 3 (ب)", "3 (ب)=3.b"),
            (&RU, "раздел В доклада", "раздел В", "В=B"),
        ];
        for (language, text, whole, members) in cases {
            assert_eq!(read(language, text), Some((whole.to_owned(), members.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_is_no_place() {
        let cases: [(&'static Language, &str); 9] = [
            (&EN, "paragraph III"),
            (&EN, "section B2"),
            (&EN, "section 3/1"),
            (&EN, "sections"),
            (&EN, "part 5%"),
            (&EN, "annexation"),
            (&AR, "الجزء ألفا"),
            (&RU, "раздел Востока"),
            (&ZH, "第3次"),
        ];
        for (language, text) in cases {
            assert_eq!(read(language, text), None, "{text}");
        }
        assert!(place(&Reader::new("counterpart 5", &EN), "counter".len()).is_none());
    }

    #[test]
    fn a_list_of_places_ends_somewhere() {
        let list = |count: usize| {
            let text = format!("paragraphs {}", vec!["7"; count].join(", "));
            place(&Reader::new(&text, &EN), 0).map(|found| found.members.len())
        };
        assert_eq!((list(MOST_MEMBERS), list(MOST_MEMBERS + 2)), (Some(MOST_MEMBERS), Some(MOST_MEMBERS)));
    }

    #[test]
    fn letters_in_brackets() {
        let letter = |text: &'static str, language| letter_in_brackets(&Reader::new(text, language), 0);
        let found = |end, letter: &str| Some((end, letter.to_owned()));
        assert_eq!(
            (letter("b)", &ES), letter("(b)", &EN), letter("(viii)", &EN)),
            (found(2, "b"), found(3, "b"), found(6, "viii"))
        );
        assert_eq!(
            (letter("（b）", &ZH), letter("(ب)", &AR), letter("б)", &RU)),
            (found(3, "b"), found(3, "b"), found(2, "b"))
        );
        assert_eq!(letter("(xxxviii)", &EN), found(9, "xxxviii"));
        for text in ["(B)", "(the)", "()", "(b", "(2)", "(civil)", "(mild)"] {
            assert_eq!(letter(text, &EN), None, "{text}");
        }
    }

    #[test]
    fn places_within_places() {
        let whole = |text: &'static str, language| {
            let reader = Reader::new(text, language);
            place(&reader, 0).map(|first| reader.slice(0, chain(&reader, &first).0))
        };
        assert_eq!(whole("section II.B, paragraph 7, of it", &EN), Some("section II.B, paragraph 7"));
        assert_eq!(
            whole("paragraph 7 of section II of the annex to it", &EN),
            Some("paragraph 7 of section II of the annex")
        );
        assert_eq!(whole("paragraph 7 of the report", &EN), Some("paragraph 7"));
        assert_eq!(whole("第267至269段和第271段的内容", &ZH), Some("第267至269段和第271段"));
        assert_eq!(whole("第二章第3段", &ZH), Some("第二章第3段"));
    }

    #[test]
    fn the_text_that_a_place_is_part_of() {
        /// Whether a place, and what stands behind it up to a mention, belong together.
        fn part(language: &'static Language, place: &str, between: &str) -> bool {
            let text = format!("{place}{between}70/1");
            let end = place.chars().count();
            part_of(&Reader::new(&text, language), (end, PlaceKind::Paragraph), end + between.chars().count())
        }
        assert!(part(&EN, "paragraph 3", " of resolution "));
        assert!(part(&EN, "paragraph 3", " of the Assembly’s well-known resolution "));
        assert!(part(&RU, "пункт 3", " резолюции ") && part(&ES, "párrafo 3", " de la resolución "));
        for between in [" resolution ", " of the 2005 resolution ", " of the report and resolution "] {
            assert!(!part(&EN, "paragraph 3", between), "{between}");
        }
        let far = |length: usize| format!(" of {} ", "a".repeat(length - " of  ".len()));
        assert!(part(&EN, "paragraph 3", &far(NEAR)) && !part(&EN, "paragraph 3", &far(NEAR + 1)));
        let reader = Reader::new("resolution 70/1, annex", &EN);
        assert!(!part_of(&reader, (reader.len(), PlaceKind::Annex), 0));
    }
}
