//! Every passage of a document in; its references, dates, names, titles and defined terms marked.
//!
//! Passages are read in document order, since a short form of a title means what the last longer title named. Marks
//! nest: a date within a reference, a title within its marks; what would cross another mark is left out.
//!
//! Not here: how mentions are recognized (see `citations`, `titles`, `names`), and what they point at (see `targets`).

use super::citations::{self, Citation};
use super::identifiers::takes_references;
use super::openings::List;
use super::reader::Reader;
use super::targets::Targets;
use super::titles::{self, Titles};
use super::{names, sidecar::Sidecar};
use crate::language::Language;
use crate::language::date::{FoundDate, Moment, YearPart};
use crate::model::inline::nest;
use crate::model::visit::{NodeKind, passages_mut};
use crate::model::{DatePrecision, Document, EId, Inline, Mark, Note, Passage, Reference};
use std::cell::OnceCell;
use std::collections::HashMap;

/// Marks every passage and fills `references`.
pub(super) fn mark(document: &mut Document, language: &'static Language, sidecar: &Sidecar) {
    let targets = Targets::new(document, language, sidecar);
    let mut marker = Marker {
        language,
        annexes: !document.annexes.is_empty(),
        speaker: citations::speaker(&document.metadata),
        quoted: None,
        notes: notes(document),
        lexicon: names::Lexicon::new(language),
        titles: Titles::default(),
        counts: HashMap::new(),
        references: Vec::new(),
        targets,
    };
    passages_mut(document, &mut |node| {
        if takes_references(node.kind) {
            marker.passage(node.passage, node.kind, &node.context, node.annex);
        }
    });
    let mut references = marker.references;
    Targets::settle(&mut references);
    references.shrink_to_fit();
    document.references = references;
}

/// A note, which is read only where a title calls it.
struct CalledNote {
    text: String,
    symbol: OnceCell<Option<String>>,
}

impl CalledNote {
    /// The symbol of a note that holds nothing but one: `² A/71/858。`.
    fn symbol(&self, language: &'static Language) -> Option<&String> {
        let read = || {
            let reader = Reader::new(&self.text, language);
            let [citation] = <[Citation; 1]>::try_from(citations::find(&reader, false, None)).ok()?;
            citation.symbol
        };
        self.symbol.get_or_init(read).as_ref()
    }
}

fn notes(document: &Document) -> HashMap<EId, CalledNote> {
    let notes = document.notes.iter().chain(document.annexes.iter().flat_map(|annex| &annex.notes));
    let note = |note: &Note| CalledNote { text: note.passage.text.clone(), symbol: OnceCell::new() };
    notes.map(|n| (n.eid.clone(), note(n))).collect()
}

struct Marker<'a> {
    language: &'static Language,
    annexes: bool,
    /// Whose numbers are cited without naming it: in the document, and in the draft that it quotes.
    speaker: Option<&'static str>,
    quoted: Option<&'static str>,
    notes: HashMap<EId, CalledNote>,
    lexicon: names::Lexicon,
    titles: Titles,
    /// How many references and lists a context has so far.
    counts: HashMap<String, u32>,
    references: Vec<Reference>,
    targets: Targets<'a>,
}

impl Marker<'_> {
    fn passage(&mut self, passage: &mut Passage, kind: NodeKind, context: &EId, annex: Option<usize>) {
        let text = std::mem::take(&mut passage.text);
        let reader = Reader::new(&text, self.language);
        let speaker = self.speaker(&text);
        let mut found = citations::find(&reader, self.annexes, speaker);
        let mut marks = Vec::new();
        let titled = self.titles(&reader, &found, &passage.spans, &mut marks);
        found.extend(titled);
        found.sort_by_key(|c| c.start);
        self.references(&reader, &found, context, annex, &mut marks);
        let cited: Vec<_> = marks.iter().filter(|m| m.2 == Mark::CitedTitle).map(|m| (m.0, m.1)).collect();
        // A title is quoted as it stands: what it mentions is not mentioned here. Titles are in order and apart.
        let quoted = |m: &(usize, usize, Mark)| {
            let title = cited.partition_point(|c| c.0 <= m.0).checked_sub(1).and_then(|i| cited.get(i));
            title.is_some_and(|c| m.0 < c.1)
        };
        marks.extend(dates(&reader).into_iter().filter(|m| !quoted(m)));
        if kind != NodeKind::Title {
            let short = matches!(kind, NodeKind::Cover | NodeKind::Formula);
            marks.extend(names::find(&self.lexicon, &reader, short).into_iter().filter(|m| !quoted(m)));
            let terms = titles::defined_terms(&reader).into_iter();
            marks.extend(terms.map(|t| (t.start, t.end, Mark::DefinedTerm { stands_for: t.stands_for })));
        }
        let point = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let spans = marks.into_iter().map(|(start, end, mark)| Inline { start: point(start), end: point(end), mark });
        passage.spans.extend(spans);
        nest(&mut passage.spans);
        // Nothing is added from here on, and there are as many of these lists as paragraphs.
        passage.spans.shrink_to_fit();
        passage.source.shrink_to_fit();
        passage.text = text;
    }

    /// The organ that speaks in a passage: the one that the document or the quoted draft names last, in its formula. A
    /// quoted draft opens each of its paragraphs with a quotation mark.
    fn speaker(&mut self, text: &str) -> Option<&'static str> {
        let inner = text.trim_start_matches(|c| self.language.opens_quotation(c));
        let organ = self.language.speaker(inner).map(|organ| organ.id);
        if inner.len() < text.len() {
            self.quoted = organ.or(self.quoted);
            return self.quoted.or(self.speaker);
        }
        (self.speaker, self.quoted) = (organ.or(self.speaker), None);
        self.speaker
    }

    /// Marks the titles of a passage, and returns those that stand for a text of their own.
    fn titles(
        &mut self,
        reader: &Reader<'_>,
        found: &[Citation],
        spans: &[Inline],
        marks: &mut Vec<(usize, usize, Mark)>,
    ) -> Vec<Citation> {
        let mut titled = Vec::new();
        for title in titles::find(reader) {
            // 《条约汇编》 is the treaty series, and part of a mention by number. Mentions are in order and apart.
            let inner = found.partition_point(|c| c.start < title.start);
            if inner.checked_sub(1).and_then(|i| found.get(i)).is_some_and(|c| title.end < c.end) {
                continue;
            }
            let given = self.given_symbol(reader, &title, found, spans);
            let symbol = self.titles.meet(&title.name, given);
            marks.push((title.start, title.end, Mark::CitedTitle));
            if found.get(inner).is_some_and(|c| c.end <= title.end) {
                continue;
            }
            let mut citation = Citation::new(title.start, title.end, titles::kind(&title.name, reader));
            citation.symbol = symbol;
            citation.locator = citations::article_after(reader, title.end + 1).map(|a| a.1);
            titled.push(citation);
        }
        titled
    }

    /// The symbol that the text gives a title: before it, in brackets after it, or in the note that it calls.
    fn given_symbol(
        &self,
        reader: &Reader<'_>,
        title: &titles::CitedTitle,
        found: &[Citation],
        spans: &[Inline],
    ) -> Option<String> {
        let words = &reader.language.citation;
        let open = reader.spaces_back(title.start - 1);
        let head = words.contains.iter().find_map(|w| reader.word_back(open, w)).map(|at| reader.spaces_back(at));
        let ending = |at: usize| found.get(found.partition_point(|c| c.end < at)).filter(|c| c.end == at);
        let before = head.and_then(ending);
        let close = title.end + 1;
        let bracket = reader.language.brackets.iter().any(|b| reader.at(close) == Some(b.0));
        let after = found.get(found.partition_point(|c| c.start <= close)).filter(|c| bracket && c.start == close + 1);
        let from = spans.partition_point(|s| (s.start as usize) < close);
        let mut near = spans.get(from..).unwrap_or_default().iter().take_while(|s| s.start as usize <= close + 1);
        let call = near.find_map(|s| if let Mark::NoteCall { note, .. } = &s.mark { note.as_ref() } else { None });
        let own = before.or(after).and_then(|c| c.symbol.clone());
        own.or_else(|| self.notes.get(call?)?.symbol(self.language).cloned())
    }

    /// Gives each mention its identifier and target.
    fn references(
        &mut self,
        reader: &Reader<'_>,
        found: &[Citation],
        context: &EId,
        annex: Option<usize>,
        marks: &mut Vec<(usize, usize, Mark)>,
    ) {
        for run in found.chunk_by(|a, b| a.group.is_some() && a.group == b.group) {
            let (Some(first), Some(final_)) = (run.first(), run.last()) else { continue };
            let prefix = if run.len() > 1 {
                let list = self.next(context.as_str(), "mref");
                marks.push((first.start, final_.end, Mark::ReferenceList { eid: list.clone() }));
                list
            } else {
                context.clone()
            };
            for citation in run {
                let target = self.targets.resolve(citation, reader, annex);
                let range = citation.place.as_ref().is_some_and(|(first, last)| first != last);
                let kind = if range { "rref" } else { "ref" };
                let eid = self.next(prefix.as_str(), kind);
                marks.push((citation.start, citation.end, Mark::Reference { reference: eid.clone() }));
                self.references.push(Reference {
                    eid,
                    kind: citation.kind,
                    text: reader.slice(citation.start, citation.end).to_owned(),
                    node: context.clone(),
                    symbol: citation.symbol.clone(),
                    locator: citation.locator.clone(),
                    cited_date: citation.cited_date.clone(),
                    target,
                });
            }
        }
    }

    fn next(&mut self, context: &str, kind: &str) -> EId {
        let mut eid = [context, "__", kind, "_"].concat();
        let count = self.counts.entry(eid.clone()).or_insert(0);
        *count += 1;
        eid.push_str(&count.to_string());
        EId(eid)
    }
}

/// Every date of a passage. A month or day without a year has that of the date before it in the same sentence.
fn dates(reader: &Reader<'_>) -> Vec<(usize, usize, Mark)> {
    let mut found = Vec::new();
    let mut year = None;
    let mut next = 0;
    for at in reader.places([List::Dates], 0, reader.len()) {
        let Some(c) = reader.at(at).filter(|_| at >= next) else { continue };
        if reader.language.sentence_ends.contains(&c) && !reader.at(at + 1).is_some_and(|c| c.is_ascii_digit()) {
            year = None;
        }
        let starts = c.is_ascii_digit() && !reader.before(at).is_some_and(|b| b.is_ascii_alphanumeric() || b == '/')
            || reader.language.date_words.quarters.iter().any(|q| reader.word(at, q).is_some());
        let Some(date) = starts.then(|| reader.language.date_at(reader.rest(at))).flatten() else { continue };
        let end = reader.advance(at, date.length);
        let inherited_year = date.start.year.is_none() && year.is_some();
        year = date.start.year.or(year);
        let (iso, precision) = describe(&date, year);
        found.push((at, end, Mark::Date { iso, precision, inherited_year }));
        next = end;
    }
    found
}

/// A date in ISO 8601, with the year that it inherits.
fn describe(date: &FoundDate, year: Option<u32>) -> (String, DatePrecision) {
    let with_year = |m: Moment| Moment { year: m.year.or(year), ..m };
    let start = with_year(date.start);
    match (date.part, date.end, start) {
        (Some(part), _, Moment { year: Some(year), .. }) => {
            let (first, last, precision) = match part {
                YearPart::Half(half) => (half * 6 - 5, half * 6, DatePrecision::Half),
                YearPart::Quarter(quarter) => (quarter * 3 - 2, quarter * 3, DatePrecision::Quarter),
            };
            (format!("{year:04}-{first:02}/{year:04}-{last:02}"), precision)
        }
        (_, Some(end), _) => (format!("{}/{}", start.iso(), with_year(end).iso()), DatePrecision::Range),
        (_, None, Moment { year: None, .. }) => (start.iso(), DatePrecision::Yearless),
        (_, None, Moment { day: Some(_), .. }) => (start.iso(), DatePrecision::Day),
        (_, None, Moment { month: Some(_), .. }) => (start.iso(), DatePrecision::Month),
        (_, None, _) => (start.iso(), DatePrecision::Year),
    }
}
