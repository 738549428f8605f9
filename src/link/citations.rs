//! A text in, its mentions of other texts out: resolutions and decisions by number, documents by symbol, the treaty
//! series, paragraphs, sections and annexes of the same document, web addresses.
//!
//! A list is one mention an instrument: `第1373(2001)、1624(2005)和2617(2021)号决议` gives three, `paragraphs 3 and 5
//! above` gives two.
//!
//! Not here: titles in title marks (see `titles`), and what a mention points at (see `targets`).

mod clauses;
mod lists;
mod numbers;
mod places;
mod prefixed;
mod records;
mod symbols;

pub(super) use places::article_after;

use super::openings::List;
use super::reader::Reader;
use crate::language::InstrumentWord;
use crate::model::{Metadata, ReferenceKind};
use clauses::Clauses;

/// A mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Citation {
    /// Code points, from and to.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: ReferenceKind,
    pub(super) symbol: Option<String>,
    /// Paragraphs, section or annex of this document, first and last in canonical form: `5`, `3.b`, `III`. Empty for an
    /// annex without number.
    pub(super) place: Option<(String, String)>,
    pub(super) locator: Option<String>,
    pub(super) cited_date: Option<String>,
    /// Members of one list share it.
    pub(super) group: Option<usize>,
}

impl Citation {
    pub(super) fn new(start: usize, end: usize, kind: ReferenceKind) -> Self {
        let (symbol, place, locator, cited_date, group) = (None, None, None, None, None);
        Citation { start, end, kind, symbol, place, locator, cited_date, group }
    }

    /// Whether it names a text that has places.
    fn names_text(&self) -> bool {
        matches!(self.kind, ReferenceKind::Resolution | ReferenceKind::Decision | ReferenceKind::Document)
    }
}

fn instrument_kind(word: InstrumentWord) -> ReferenceKind {
    match word {
        InstrumentWord::Resolution => ReferenceKind::Resolution,
        InstrumentWord::Decision => ReferenceKind::Decision,
    }
}

/// What web addresses open with.
pub(super) const WEB_HEADS: [&str; 3] = ["https://", "http://", "www."];

/// The organ whose resolutions a document cites without naming it, where it numbers as others do: its author, or the one
/// whose document it is.
pub(super) fn speaker(facts: &Metadata) -> Option<&'static str> {
    let author = facts.author.as_ref().map(|author| author.value.id.as_str());
    let symbol = facts.symbol.as_ref().map_or("", |symbol| symbol.value.as_str());
    OWN_NUMBERS.into_iter().find(|(organ, series)| author == Some(organ) || symbol.starts_with(series)).map(|own| own.0)
}

/// Organs that number as others do, and what the symbols of their documents open with. What the Economic and Social
/// Council cites in the old series is mostly of its regional commissions.
const OWN_NUMBERS: [(&str, &str); 2] = [("unga-hrc", "A/HRC/"), ("unecosoc-chr", "E/CN.4/")];

/// Finds every mention in a text, sorted and without overlap. `annexes` says whether the document has any, `speaker` whose
/// numbers it cites without naming them.
pub(super) fn find(reader: &Reader<'_>, annexes: bool, speaker: Option<&'static str>) -> Vec<Citation> {
    let own = |speaker: &&str| OWN_NUMBERS.iter().any(|own| own.0 == *speaker);
    let clauses = Clauses::new(reader, speaker.filter(own));
    let mut found: Vec<Citation> = Vec::new();
    let mut groups = 0;
    // Places whose text is still to be named: paragraph 6 of …
    let mut places = None;
    let mut next = 0;
    for at in starts(reader) {
        if at < next {
            continue;
        }
        let named = mention(reader, &clauses, at, found.last());
        let place = if named.is_none() { places::place(reader, at) } else { None };
        let Some(mut batch) = named.or_else(|| places::here(reader, at, place.as_ref()?, annexes)) else {
            let chain = place.map(|place| places::chain(reader, &place));
            // Where the word comes last, the text was named before its places.
            places = chain.filter(|_| !reader.language.unspaced).map(|chain| (at, chain)).or(places);
            next = chain.map_or(at, |chain| chain.0);
            continue;
        };
        let Some(first) = batch.first_mut() else { break };
        if let Some((from, to)) = places.take()
            && first.names_text()
            && places::part_of(reader, to, first.start)
        {
            first.locator = Some(reader.slice(from, to.0).to_owned());
        }
        // What a date pulls in may begin before the place where the number was found.
        while found.last().is_some_and(|c| c.end > first.start) {
            found.pop();
        }
        let start = first.start;
        let joined = found.last_mut().filter(|last| joined(reader, last, start));
        if batch.len() > 1 || joined.is_some() {
            let group = joined.map(|last| {
                groups += usize::from(last.group.is_none());
                *last.group.get_or_insert(groups)
            });
            groups += usize::from(group.is_none());
            for citation in &mut batch {
                citation.group = group.or(Some(groups));
            }
        }
        let Some(last) = batch.last_mut() else { break };
        let mut end = last.end;
        if last.names_text()
            && let Some((stop, locator)) = places::after(reader, last.end)
        {
            last.locator.get_or_insert(locator);
            end = stop;
        }
        found.extend(batch);
        next = end;
    }
    found
}

/// Where a mention or a place may begin, in order.
fn starts(reader: &Reader<'_>) -> Vec<usize> {
    let lists = [List::Numbers, List::Digits, List::Places, List::Texts, List::Slashes];
    let mut starts = Vec::new();
    for at in reader.places(lists, 0, reader.len()) {
        if reader.at(at) == Some('/') {
            starts.extend(symbols::starts(reader, at));
        } else if !(is_digit(reader.at(at)) && is_digit(reader.before(at))) {
            starts.push(at);
        }
    }
    starts.sort_unstable();
    starts.dedup();
    starts
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// The mention of another text, or of this one as a whole, that begins at `at`; one citation a member where it is a list.
fn mention(reader: &Reader<'_>, clauses: &Clauses<'_>, at: usize, last: Option<&Citation>) -> Option<Vec<Citation>> {
    let one = |found: Option<Citation>| found.map(|c| vec![c]);
    let instruments = if !reader.may_open(at, List::Numbers) && !reader.may_open(at, List::Digits) {
        None
    } else if reader.language.unspaced {
        lists::list(reader, clauses, at)
    } else {
        prefixed::instrument(reader, clauses, at, last)
    };
    let symbol = || symbols::symbol(reader, at);
    if !reader.may_open(at, List::Texts) {
        return instruments.or_else(|| one(symbol()));
    }
    instruments
        .or_else(|| one(web(reader, at)))
        .or_else(|| one(symbol()))
        .or_else(|| one(records::supplement(reader, clauses, at)))
        .or_else(|| one(treaty_series(reader, at)))
        .or_else(|| one(this_document(reader, at)))
}

/// Whether the mention that begins at `start` goes on the list of which `last` is a member: nothing but the sign of a
/// list or a range parts them.
fn joined(reader: &Reader<'_>, last: &Citation, start: usize) -> bool {
    let words = &reader.language.citation;
    let instrument = matches!(last.kind, ReferenceKind::Resolution | ReferenceKind::Decision);
    let from = reader.spaces(last.end);
    let sign = |at: usize| reader.any(at, words.list).or_else(|| reader.any(at, words.range)).map(|e| reader.spaces(e));
    let first = sign(from);
    instrument && !reader.language.unspaced && (first == Some(start) || first.and_then(sign) == Some(start))
}

/// 联合国，《条约汇编》，第 1577 卷，第 27531 号; United Nations, Treaty Series, vol. 1577, No. 27531.
fn treaty_series(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    let language = reader.language;
    let words = &language.citation;
    if !language.unspaced && reader.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let marks =
        language.title_marks.iter().chain(language.quotation_marks).find(|marks| reader.at(at) == Some(marks.0));
    let end = reader.any(marks.map_or(at, |_| at + 1), words.treaty_series)?;
    let closed = marks.is_some_and(|marks| reader.at(end) == Some(marks.1));
    let mut end = if closed { end + 1 } else { end };
    let mut numbers = [0; 2];
    for (slot, units) in numbers.iter_mut().zip([words.volume, words.registration]) {
        let comma = reader.spaces(end);
        let at = reader.at(comma).filter(|c| language.comma.contains(c)).map_or(comma, |_| reader.spaces(comma + 1));
        let unit = |at: usize| units.iter().filter_map(|unit| reader.word_any_case(at, unit)).max();
        (end, *slot) = if words.ordinal.is_empty() {
            reader.digits(reader.spaces(unit(at)?))?
        } else {
            let (after, value) = reader.digits(reader.spaces(reader.word(at, words.ordinal)?))?;
            (unit(reader.spaces(after))?, value)
        };
    }
    // Nos. 970-973 are several treaties.
    let next = reader.any(end, words.range).and_then(|to| reader.at(to));
    let [volume, registration] = numbers;
    let mut citation = Citation::new(at, end, ReferenceKind::Treaty);
    citation.symbol = Some(format!("UNTS/{volume}/{registration}"));
    (!is_digit(next)).then_some(citation)
}

/// 本函及其附件.
fn this_document(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    let end = reader.any(at, reader.language.citation.self_with_annexes)?;
    Some(Citation::new(at, end, ReferenceKind::ThisDocument))
}

/// A web address.
fn web(reader: &Reader<'_>, at: usize) -> Option<Citation> {
    if reader.before(at).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let head = reader.any(at, &WEB_HEADS)?;
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
        find(&reader, true, None).iter().map(|c| (printed(c), c.symbol.clone().unwrap_or_default())).collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|p| (p.0.to_owned(), p.1.to_owned())).collect()
    }

    #[test]
    fn mentions_may_follow_each_other_at_once() {
        assert_eq!(
            read("第75/1号决议第75/2号决议"),
            pairs(&[("第75/1号决议", "A/RES/75/1"), ("第75/2号决议", "A/RES/75/2")])
        );
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
        let found = find(&reader, true, None);
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
