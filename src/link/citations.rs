//! A text in, its mentions of other texts out: resolutions and decisions by number, documents by symbol, the treaty
//! series, paragraphs and annexes of the same document, web addresses.
//!
//! A list is one mention an instrument: `第1373(2001)、1624(2005)和2617(2021)号决议` gives three. A number is a citation
//! only with the words around it: `第`, `号`, and the word for a resolution or decision at the end of the list.
//!
//! Not here: titles in title marks (see `titles`), and what a mention points at (see `targets`).

mod prefixed;

use super::reader::Reader;
use crate::language::InstrumentWord;
use crate::model::ReferenceKind;

/// A mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Citation {
    /// Code points, from and to.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: ReferenceKind,
    pub(super) symbol: Option<String>,
    /// Paragraph or annex numbers of this document, first and last.
    pub(super) numbers: Option<(u32, u32)>,
    pub(super) locator: Option<String>,
    pub(super) cited_date: Option<String>,
    /// Members of one list share it.
    pub(super) group: Option<usize>,
}

impl Citation {
    pub(super) fn new(start: usize, end: usize, kind: ReferenceKind) -> Self {
        let (symbol, numbers, locator, cited_date, group) = (None, None, None, None, None);
        Citation { start, end, kind, symbol, numbers, locator, cited_date, group }
    }
}

/// Finds every mention in a text, sorted and without overlap. `annexes` says whether the document has any.
pub(super) fn find(reader: &Reader<'_>, annexes: bool) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    let mut at = 0;
    while at < reader.len() {
        let batch = one(prefixed::instrument(reader, at, found.last()).filter(|_| !reader.language.unspaced))
            .or_else(|| one(prefixed::paragraph(reader, at)))
            .or_else(|| instruments(reader, at))
            .or_else(|| one(web(reader, at)))
            .or_else(|| one(symbol(reader, at)))
            .or_else(|| one(treaty_series(reader, at)))
            .or_else(|| one(this_document(reader, at)))
            .or_else(|| one(paragraphs(reader, at)))
            .or_else(|| one(annex(reader, at).filter(|_| annexes)));
        let Some(mut batch) = batch else {
            at += 1;
            continue;
        };
        if batch.len() > 1 {
            let group = found.len();
            for citation in &mut batch {
                citation.group = Some(group);
            }
        }
        let Some(last) = batch.last_mut() else { break };
        let mut end = last.end;
        if matches!(last.kind, ReferenceKind::Resolution | ReferenceKind::Decision | ReferenceKind::Document)
            && let Some((stop, locator)) = locator(reader, last.end)
        {
            last.locator = Some(locator);
            end = stop;
        }
        // What a date pulls in may begin before the place where the number was found.
        found.retain(|c| batch.first().is_none_or(|b| c.end <= b.start));
        found.extend(batch);
        at = end.max(at + 1);
    }
    found
}

fn one(found: Option<Citation>) -> Option<Vec<Citation>> {
    found.map(|c| vec![c])
}

/// The number of an instrument: `60/288`, `53/243 A`, `1373(2001)`, `2200 A (XXI)`.
struct Core {
    end: usize,
    /// Without the series: `60/288`, `1373(2001)`, `2200(XXI)`.
    number: String,
    letter: Option<char>,
    /// Whether it can only be a Security Council number.
    council: bool,
    /// First number of `60/288`.
    session: u32,
}

fn core(reader: &Reader<'_>, at: usize) -> Option<Core> {
    let fresh = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '('));
    if !reader.before(at).is_none_or(fresh) {
        return None;
    }
    // Special and emergency special sessions: S-10/2, ES-11/1.
    if let Some(after) = reader.any(at, &["S-", "ES-"]) {
        let (slash, session) = reader.digits(after)?;
        let (end, _) = reader.digits(slash + 1).filter(|_| reader.at(slash) == Some('/'))?;
        return Some(Core { end, number: reader.slice(at, end).to_owned(), letter: None, council: false, session });
    }
    let (end, first) = reader.digits(at)?;
    if reader.at(end) == Some('/') {
        let (end, second) = reader.digits(end + 1)?;
        if reader.at(end) == Some('/') {
            return None;
        }
        let (end, letter) = part_letter(reader, end);
        return Some(Core { end, number: format!("{first}/{second}"), letter, council: false, session: first });
    }
    let (after, letter) = part_letter(reader, end);
    let open = reader.spaces(after);
    if !matches!(reader.at(open), Some('(' | '（')) {
        return None;
    }
    let close = (open + 1..reader.len().min(open + 12)).find(|&i| matches!(reader.at(i), Some(')' | '）')))?;
    let inner = reader.slice(open + 1, close).trim();
    let year = inner.len() == 4 && inner.parse::<u32>().is_ok_and(|y| (1946..2150).contains(&y));
    let series = !inner.is_empty() && inner.chars().all(|c| "IVXLCS-".contains(c));
    if !(year && letter.is_none() || series) {
        return None;
    }
    Some(Core { end: close + 1, number: format!("{first}({inner})"), letter, council: year, session: first })
}

/// The letter of a part: `53/243 A`.
fn part_letter(reader: &Reader<'_>, end: usize) -> (usize, Option<char>) {
    let at = reader.spaces(end);
    let alone = reader.at(at + 1).is_none_or(|c| !c.is_ascii_alphanumeric());
    match reader.at(at).filter(|c| c.is_ascii_uppercase() && alone && at <= end + 1) {
        Some(letter) => (at + 1, Some(letter)),
        None => (end, None),
    }
}

/// A list of resolutions or decisions that begins at `at` with its first number, or with the word before it.
fn instruments(reader: &Reader<'_>, at: usize) -> Option<Vec<Citation>> {
    let words = &reader.language.citation;
    let mut members: Vec<(usize, Core, usize)> = Vec::new();
    let mut cursor = at;
    let mut marked = false;
    let kind = loop {
        let after_ordinal = reader.word(cursor, words.ordinal).map(|e| reader.spaces(e));
        marked |= after_ordinal.is_some();
        let found = core(reader, after_ordinal.unwrap_or(cursor))?;
        let mut end = found.end;
        members.push((cursor, found, end));
        // 53/243 A 和 B: further letters of the same number.
        while let Some((start, letter, stop)) = next_letter(reader, end, members.last().map(|m| &m.1)) {
            let Some((_, last, _)) = members.last() else { break };
            let same = Core { end: stop, number: last.number.clone(), letter: Some(letter), ..*last };
            members.push((start, same, stop));
            end = stop;
        }
        let number = reader.word(reader.spaces(end), words.number);
        marked |= number.is_some();
        let tail = reader.spaces(number.unwrap_or(end));
        if let Some(last) = members.last_mut() {
            last.2 = number.unwrap_or(end);
        }
        let word = reader.language.instruments.iter().find_map(|i| Some((reader.word(tail, i.0)?, i.1)));
        if let Some((stop, word)) = word {
            if let Some(last) = members.last_mut() {
                last.2 = stop;
            }
            break word;
        }
        cursor = next_member(reader, tail)?;
    };
    if !marked {
        return None;
    }
    let organ = organ_before(reader, at);
    let mut list: Vec<Citation> = Vec::new();
    for (start, core, end) in members {
        let kind_of = match kind {
            InstrumentWord::Resolution => ReferenceKind::Resolution,
            InstrumentWord::Decision => ReferenceKind::Decision,
        };
        let mut citation = Citation::new(start, end, kind_of);
        if let Some((from, date)) = date_before(reader, start) {
            citation.cited_date = Some(date);
            citation.start = from.unwrap_or(start);
        }
        citation.symbol = Some(instrument_symbol(&core, kind, organ, citation.cited_date.as_deref()));
        list.push(citation);
    }
    Some(list)
}

fn next_letter(reader: &Reader<'_>, end: usize, last: Option<&Core>) -> Option<(usize, char, usize)> {
    last?.letter?;
    let separator = reader.any(reader.spaces(end), reader.language.citation.list)?;
    let at = reader.spaces(separator);
    let letter = reader.at(at).filter(char::is_ascii_uppercase)?;
    let alone = reader.at(at + 1).is_none_or(|c| !c.is_ascii_alphanumeric());
    alone.then_some((at, letter, at + 1))
}

/// Where the next member of a list begins, after a separator and perhaps a date.
fn next_member(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let at = reader.spaces(reader.any(at, reader.language.citation.list)?);
    match reader.language.date_at(reader.rest(at)).filter(|d| d.start.day.is_some()) {
        Some(date) => Some(reader.spaces(reader.advance(at, date.length))),
        None => Some(at),
    }
}

/// How far before a number its organ or date is looked for, in code points.
const NEAR: usize = 60;

/// How far before a number its organ may stand: lists of resolutions are long.
const FAR: usize = 240;

/// The organ whose name stands last before a citation, within its clause.
fn organ_before(reader: &Reader<'_>, at: usize) -> Option<&'static str> {
    let language = reader.language;
    let stop = |c: char| language.sentence_ends.contains(&c) || language.segment_ends.contains(&c);
    (at.saturating_sub(FAR)..at)
        .rev()
        .take_while(|&i| !reader.at(i).is_some_and(stop))
        .find_map(|i| language.organs.iter().filter(|o| reader.word(i, o.name).is_some()).max_by_key(|o| o.name.len()))
        .map(|o| o.id)
}

/// The symbol of an instrument: the form of its number says which organ numbers so, and where two do, the organ named
/// before it decides.
fn instrument_symbol(core: &Core, kind: InstrumentWord, organ: Option<&str>, date: Option<&str>) -> String {
    let series = match kind {
        InstrumentWord::Resolution => "RES",
        InstrumentWord::Decision => "DEC",
    };
    let organ = match organ {
        _ if core.council => "S",
        Some("unga-hrc") if !is_assembly_session(core.session, date) => "A/HRC",
        _ if core.session >= 1946 && core.number.contains('/') => "E",
        Some("unecosoc") if core.number.contains('(') => "E",
        _ => "A",
    };
    let letter = core.letter.map(|l| format!("[{l}]")).unwrap_or_default();
    format!("{organ}/{series}/{}{letter}", core.number)
}

/// Whether a session number is one of the General Assembly and not of the Human Rights Council, which holds three a
/// year since 2006: by the date, where one is cited, for the Assembly opens its session in the year 1945 + n.
fn is_assembly_session(session: u32, date: Option<&str>) -> bool {
    let year = date.and_then(|d| d.get(..4)).and_then(|y| y.parse::<u32>().ok());
    match year {
        Some(year) => (session + 1945..=session + 1946).contains(&year),
        None => session > 62,
    }
}

/// The date that belongs to a number: it stands right before, and then the mention begins with it; or a clause that
/// says what the resolution is about parts them (2010 年 7 月 9 日关于…的第 64/290 号决议).
fn date_before(reader: &Reader<'_>, start: usize) -> Option<(Option<usize>, String)> {
    let language = reader.language;
    let end = reader.spaces_back(start);
    let stop = |c: char| [language.sentence_ends, language.segment_ends, language.comma].concat().contains(&c);
    let about = reader.word_back(end, language.citation.about.1).is_some();
    let mut at = end;
    while at > 0 && end - at < NEAR {
        at -= 1;
        let c = reader.at(at)?;
        if stop(c) {
            return None;
        }
        let fresh = c.is_ascii_digit() && !reader.before(at).is_some_and(|b| b.is_ascii_digit());
        let date = fresh.then(|| language.date_at(reader.rest(at))).flatten();
        let Some(date) = date.filter(|d| d.start.day.is_some() && d.start.year.is_some() && d.end.is_none()) else {
            continue;
        };
        let after = reader.spaces(reader.advance(at, date.length));
        if after >= end {
            return Some((Some(at), date.start.iso()));
        }
        let clause = about && reader.word(after, language.citation.about.0).is_some();
        return clause.then(|| (None, date.start.iso()));
    }
    None
}

/// A document symbol: `A/75/729/Corr.1`, `S/2017/375`, `A/CONF.234/16`.
fn symbol(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    // A/76/61-E/2021/4 is one document with two symbols.
    let second = matches!(reader.before(at), Some('-' | '–' | '\u{2011}'))
        && at > 1
        && reader.before(at - 1).is_some_and(|c| c.is_ascii_digit());
    if !second && reader.before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_')) {
        return None;
    }
    let body = (at..reader.len()).take_while(|&i| reader.at(i).is_some_and(|c| c.is_ascii_uppercase())).count();
    if !(1..=6).contains(&body) || reader.at(at + body) != Some('/') {
        return None;
    }
    let mut end = at + body + 1;
    let mut open = 0_i32;
    while let Some(c) = reader.at(end) {
        match c {
            '(' => open += 1,
            ')' if open == 0 => break,
            ')' => open -= 1,
            '-' if reader.at(end + 1).is_some_and(|c| c.is_ascii_uppercase()) && reader.at(end + 2) == Some('/') => {
                break;
            }
            '/' | '.' | '-' | '[' | ']' => {}
            c if c.is_ascii_alphanumeric() => {}
            _ => break,
        }
        end += 1;
    }
    while reader.before(end).is_some_and(|c| matches!(c, '.' | '/' | '-' | '(')) {
        end -= 1;
    }
    // A/76/6 (Sect. 9), A/78/30 (Vol. I): the part of a document belongs to its symbol.
    let part = reader.any(end, &[" (Sect", " (Part", " (Vol", " (Supp", " (supp", "(Sect", "(Part", "(Vol", "(Supp"]);
    let close = part.and_then(|p| (p..reader.len().min(p + 14)).find(|&i| reader.at(i) == Some(')')));
    let mut end = close.map_or(end, |c| c + 1);
    while close.is_some() && reader.at(end).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.')) {
        end += 1;
    }
    while reader.before(end) == Some('.') {
        end -= 1;
    }
    let printed: String = reader.slice(at, end).split_whitespace().collect();
    if !printed.chars().any(|c| c.is_ascii_digit()) || printed.len() < 4 {
        return None;
    }
    let kind = if printed.contains("/RES/") { ReferenceKind::Resolution } else { ReferenceKind::Document };
    let mut citation = Citation::new(at, end, kind);
    citation.symbol = Some(printed);
    Some(citation)
}

/// The place in a cited document: `，附件五`, `，第四章，第24段`, `，第一章，决议 1`.
fn locator(reader: &Reader<'_>, end: usize) -> Option<(usize, String)> {
    let language = reader.language;
    let mut from = end;
    if language.brackets.iter().any(|b| Some(b.1) == reader.at(from)) {
        from += 1;
    }
    let mut stop = from;
    let mut start = None;
    while reader.at(reader.spaces(stop)).is_some_and(|c| language.comma.contains(&c)) {
        let at = reader.spaces(reader.spaces(stop) + 1);
        let Some(part) = place(reader, at) else { break };
        start = start.or(Some(at));
        stop = part;
    }
    start.map(|s| (stop, reader.slice(s, stop).trim().to_owned()))
}

/// One place in a document: 附件五, 第24段, 第十九条第三款, 决议 1. The index after it.
fn place(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let words = &reader.language.citation;
    if let Some(end) = reader.any(at, reader.language.annex) {
        return Some(reader.ordinal(reader.spaces(end)).map_or(end, |o| o.0));
    }
    let units = [words.paragraph, words.article, words.clause, words.chapter];
    if let Some(end) = reader.word(at, words.ordinal) {
        let (end, _) = reader.ordinal(reader.spaces(end))?;
        let end = reader.any(reader.spaces(end), &units)?;
        return Some(place(reader, end).filter(|_| reader.word(end, words.ordinal).is_some()).unwrap_or(end));
    }
    let end = reader.language.instruments.iter().find_map(|i| reader.word(at, i.0))?;
    reader.digits(reader.spaces(end)).map(|d| d.0)
}

/// The article of a treaty that follows its title, perhaps after a note call: 第十九条第三款.
pub(super) fn article_after(reader: &Reader<'_>, end: usize) -> Option<(usize, String)> {
    let at = reader.spaces(end);
    let stop = place(reader, at).filter(|_| reader.word(at, reader.language.citation.ordinal).is_some())?;
    let text = reader.slice(at, stop);
    let article = [reader.language.citation.article, reader.language.citation.chapter];
    article.iter().any(|w| text.contains(w)).then(|| (stop, text.to_owned()))
}

/// 联合国，《条约汇编》，第 1577 卷，第 27531 号.
fn treaty_series(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    let language = reader.language;
    let words = &language.citation;
    let marks = language.title_marks.first()?;
    if reader.at(at) != Some(marks.0) {
        return None;
    }
    let end = reader.word(at + 1, words.treaty_series)?;
    let mut end = if reader.at(end) == Some(marks.1) { end + 1 } else { end };
    let mut numbers = [0; 2];
    for (slot, unit) in numbers.iter_mut().zip([words.volume, words.number]) {
        let comma = reader.spaces(end);
        let at = reader.at(comma).filter(|c| language.comma.contains(c)).map_or(comma, |_| reader.spaces(comma + 1));
        let (after, value) = reader.digits(reader.spaces(reader.word(at, words.ordinal)?))?;
        end = reader.word(reader.spaces(after), unit)?;
        *slot = value;
    }
    let [volume, registration] = numbers;
    let mut citation = Citation::new(at, end, ReferenceKind::Treaty);
    citation.symbol = Some(format!("UNTS/{volume}/{registration}"));
    Some(citation)
}

/// 本函及其附件.
fn this_document(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    let end = reader.any(at, reader.language.citation.self_with_annexes)?;
    Some(Citation::new(at, end, ReferenceKind::ThisDocument))
}

/// A paragraph of this document: 上文第 118 段, 第5至8段. What stands before tells it from a paragraph of a text that
/// is cited: 第2396(2017)号决议第5段, 《报告》第24段.
fn paragraphs(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    let language = reader.language;
    let words = &language.citation;
    let (end, first) = reader.digits(reader.spaces(reader.word(at, words.ordinal)?))?;
    let mut last = first;
    let mut end = end;
    if let Some(range) = reader.any(reader.spaces(end), words.range) {
        let at = reader.spaces(range);
        let at = reader.word(at, words.ordinal).map_or(at, |a| reader.spaces(a));
        (end, last) = reader.digits(at)?;
    }
    let end = reader.word(reader.spaces(end), words.paragraph)?;
    let before = reader.spaces_back(at);
    let here = words.here.iter().find_map(|w| reader.word_back(before, w));
    if here.is_none() {
        let closes = |c: char| {
            language.title_marks.iter().chain(language.brackets).chain(language.quotation_marks).any(|m| m.1 == c)
        };
        let cited = reader.before(before).is_some_and(|c| closes(c) || c.is_ascii_alphanumeric())
            || language.instruments.iter().any(|i| reader.word_back(before, i.0).is_some());
        if cited {
            return None;
        }
    }
    let mut citation = Citation::new(here.unwrap_or(at), end, ReferenceKind::Paragraph);
    citation.numbers = Some((first, last));
    Some(citation)
}

/// An annex of this document, by number: 附件一, 本报告附件二.
fn annex(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    let language = reader.language;
    let end = reader.any(at, language.annex)?;
    let (end, number) = reader.ordinal(reader.spaces(end))?;
    let before = reader.spaces_back(at);
    let closes = |c: char| language.title_marks.iter().any(|m| m.1 == c) || c.is_ascii_alphanumeric();
    if reader.before(before).is_some_and(closes) {
        return None;
    }
    let here = language.citation.here.iter().find_map(|w| reader.word_back(before, w));
    let mut citation = Citation::new(here.unwrap_or(at), end, ReferenceKind::Annex);
    citation.numbers = Some((number, number));
    Some(citation)
}

/// A web address.
fn web(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    if reader.before(at).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let head = reader.any(at, &["https://", "http://", "www."])?;
    let mut end = head;
    while reader
        .at(end)
        .is_some_and(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '}' | '|'))
    {
        end += 1;
    }
    while reader.before(end).is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | ')' | ']' | '\'' | '!' | '?')) {
        end -= 1;
    }
    (end > head).then(|| Citation::new(at, end, ReferenceKind::Web))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ZH;

    fn read(text: &str) -> Vec<(String, String)> {
        let reader = Reader::new(text, &ZH);
        let printed = |c: &Citation| reader.slice(c.start, c.end).to_owned();
        find(&reader, true).iter().map(|c| (printed(c), c.symbol.clone().unwrap_or_default())).collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|p| (p.0.to_owned(), p.1.to_owned())).collect()
    }

    #[test]
    fn a_list_is_one_mention_an_instrument() {
        assert_eq!(
            read("安全理事会第1373(2001)、1624(2005)和2617(2021)号决议以及"),
            pairs(&[
                ("第1373(2001)", "S/RES/1373(2001)"),
                ("1624(2005)", "S/RES/1624(2005)"),
                ("2617(2021)号决议", "S/RES/2617(2021)")
            ])
        );
        assert_eq!(
            read("第 2368(2017)号、第 2462(2019)号和 2019 年 7 月 19 日第 2482(2019)号决议"),
            pairs(&[
                ("第 2368(2017)号", "S/RES/2368(2017)"),
                ("第 2462(2019)号", "S/RES/2462(2019)"),
                ("2019 年 7 月 19 日第 2482(2019)号决议", "S/RES/2482(2019)")
            ])
        );
    }

    #[test]
    fn old_series_parts_and_decisions() {
        assert_eq!(read("见第 2200 A (XXI)号决议，附件。"), pairs(&[("第 2200 A (XXI)号决议", "A/RES/2200(XXI)[A]")]));
        assert_eq!(
            read("第 53/243 A 和 B 号决议。"),
            pairs(&[("第 53/243 A", "A/RES/53/243[A]"), ("B 号决议", "A/RES/53/243[B]")])
        );
        assert_eq!(
            read("回顾其 2020 年 5 月 20 日第 74/556 号决定"),
            pairs(&[("2020 年 5 月 20 日第 74/556 号决定", "A/DEC/74/556")])
        );
        assert_eq!(read("人权理事会第43/5号决议"), pairs(&[("第43/5号决议", "A/HRC/RES/43/5")]));
    }

    #[test]
    fn symbols_keep_their_locators() {
        let text = "(A/CONF.192/15)，第四章，第24段。";
        let reader = Reader::new(text, &ZH);
        let found = find(&reader, true);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].locator.as_deref(), Some("第四章，第24段"));
        assert_eq!(read("A/75/729 和 A/75/729/Corr.1。").len(), 2);
    }

    #[test]
    fn paragraphs_of_this_document_and_of_others() {
        assert_eq!(read("上文第 118 段中"), pairs(&[("上文第 118 段", "")]));
        assert_eq!(read("第2396(2017)号决议第5段").len(), 1);
        assert_eq!(read("《报告》第24段").len(), 0);
        assert_eq!(read("联合国，《条约汇编》，第 1577 卷，第 27531 号。")[0].1, "UNTS/1577/27531");
    }

    #[test]
    fn numbers_that_cite_nothing() {
        for text in ["2018年6月28日", "3D 打印", "COVID-19", "24/7", "1999年10月15日", "1 150 万美元", "第三款"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
