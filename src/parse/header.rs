//! The blocks before the text proper in, cover and title out: 第七十五届会议, 议程项目 123, 75/291. 标题.
//!
//! Each cover line is known by its form: an ordinal with the words for a session, a date with the word for a
//! resolution, square brackets. What no form claims is a candidate for the title; the title is the numbered one, else
//! the one that Markdown prints as a heading, else the last before the byline.
//!
//! Not here: facts drawn from the lines (see `link::facts`).

mod parted;

use super::blocks::{Block, Segment, Separator};
use super::inline::Inliner;
use super::normalize::{Ending, digit, ending, is_blank};
use super::number::NumberKind;
use crate::language::date::FoundDate;
use crate::language::{InstrumentWord, Language, after, is_same_in_any_case};
use crate::model::{CoverLine, CoverRole, Number, Passage, Title};
pub(super) use parted::goes_on_below;
use parted::{OWN_LINE, parted};

/// What stands before the text proper.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) cover: Vec<CoverLine>,
    pub(super) title: Option<Title>,
}

/// Longest cover line that can be a byline or a place, in characters.
const SHORT: usize = 40;

/// Longest line that tells of an adoption, in characters as printed.
const LONGEST_ADOPTION: usize = 4 * SHORT;

/// Longest byline under a title, in characters: it may say what an expert reports on, and give his name.
const LONGEST_BYLINE: usize = 5 * SHORT;

/// Sorts the blocks of a header.
pub(super) fn read(inliner: &mut Inliner<'_>, blocks: &[Block]) -> Header {
    let language = inliner.language;
    let blocks = &parted(blocks, inliner.source, language);
    let mut roles: Vec<Option<CoverRole>> = blocks.iter().map(|b| role(b, inliner.source, language)).collect();
    name_reporter(blocks, &mut roles, inliner.source, language);
    let title = choose_title(blocks, &mut roles, inliner.source, language);
    let mut header = Header::default();
    for (index, block) in blocks.iter().enumerate() {
        if Some(index) == title {
            header.title = Some(read_title(inliner, block));
            continue;
        }
        let mut passage = inliner.passage(&block.segments);
        put_number_back(&mut passage, block, inliner.source);
        let role = roles.get(index).copied().flatten().unwrap_or(CoverRole::Other);
        let line = CoverLine { role, passage };
        match &mut header.title {
            Some(title) => title.subtitles.push(line),
            None => header.cover.push(line),
        }
    }
    header
}

/// Knows a long byline by the title right above it, which is not that of the agenda item.
fn name_reporter(blocks: &[Block], roles: &mut [Option<CoverRole>], source: &str, language: &Language) {
    let reports = |block: &Block| {
        block.is_plain()
            && !block.is_longer(source, LONGEST_BYLINE)
            && language
                .reporter(&block.text(source))
                .is_some_and(|name| !language.unspaced || language.reporting(name).is_some())
    };
    let titled = |roles: &[Option<CoverRole>], above: usize| {
        let item = above.checked_sub(1).and_then(|item| roles.get(item)) == Some(&Some(CoverRole::AgendaItem));
        roles.get(above) == Some(&None)
            && !item
            && blocks.get(above).is_some_and(|b| b.is_plain() && ending(&b.text(source), language) == Ending::Open)
    };
    for (index, block) in blocks.iter().enumerate().skip(1) {
        if roles.get(index) == Some(&None)
            && titled(roles, index - 1)
            && reports(block)
            && let Some(role) = roles.get_mut(index)
        {
            *role = Some(CoverRole::Byline);
        }
    }
}

/// A cover line keeps what looks like a number as text.
pub(super) fn put_number_back(passage: &mut Passage, block: &Block, source: &str) {
    let Some(number) = &block.number else { return };
    let printed = number.span.slice(source);
    let shift = u32::try_from(printed.chars().count() + 1).unwrap_or(0);
    format!("{printed} {}", passage.text).trim_end().clone_into(&mut passage.text);
    passage.source.insert(0, number.span);
    for span in &mut passage.spans {
        span.start += shift;
        span.end += shift;
    }
}

fn read_title(inliner: &mut Inliner<'_>, block: &Block) -> Title {
    // A title broken over several lines is one line of text.
    let segments: Vec<Segment> = block.segments.iter().map(|s| Segment { separator: Separator::None, ..*s }).collect();
    let number = block.number.as_ref().map(|n| Number {
        printed: n.span.slice(inliner.source).to_owned(),
        canonical: n.head.canonical.clone(),
        source: n.span,
    });
    Title { number, passage: inliner.passage(&segments), subtitles: Vec::new() }
}

/// Whether a line says nothing by its form: it may be a title.
pub(super) fn says_nothing(block: &Block, source: &str, language: &Language) -> bool {
    role(block, source, language).is_none()
}

/// What a line says by its form alone.
fn role(block: &Block, source: &str, language: &Language) -> Option<CoverRole> {
    if block.number_kind() == Some(NumberKind::Resolution) {
        return None;
    }
    let role = role_by_form(block, source, language);
    // What is printed large may be a line of a cover all the same, and not the title.
    role.filter(|role| block.heading.is_none() || *role != CoverRole::Byline && *role != CoverRole::PlaceDate)
}

fn role_by_form(block: &Block, source: &str, language: &Language) -> Option<CoverRole> {
    let printed = block.text(source);
    let text = language.key(unmarked(&printed));
    let bracketed = text.starts_with('[') && text.ends_with(']');
    if language.under_title.iter().any(|word| is_same_in_any_case(&text, word)) {
        return Some(CoverRole::Other);
    }
    if names_committee(&text, language) || names_sponsors(&text, language) {
        return Some(CoverRole::Other);
    }
    if names_original(&text, language) {
        return Some(CoverRole::OriginalLanguage);
    }
    if bracketed {
        return Some(CoverRole::Provenance);
    }
    if is_distribution(&text, language) {
        return Some(CoverRole::Distribution);
    }
    if is_language(&text, language) {
        return Some(CoverRole::Language);
    }
    if is_session(&text, language) {
        return Some(CoverRole::Session);
    }
    // The agenda may be provisional, which a note says.
    if !language.agenda_numbers(text.trim_end_matches('*')).is_empty() {
        return Some(CoverRole::AgendaItem);
    }
    if is_symbol(&text) {
        return Some(CoverRole::Symbol);
    }
    // A key may lack the spaces that an English date has on a Chinese cover.
    let dated = |text: &str| language.place_and_date(text).is_some();
    if dated(&text) || dated(printed.trim()) {
        return Some(CoverRole::PlaceDate);
    }
    if language.organ(&text).is_some() || language.masthead.contains(&text.as_str()) || is_foreign(&text, language) {
        return Some(CoverRole::Organ);
    }
    if is_adoption(&text, language) {
        return Some(CoverRole::Adoption);
    }
    let reports = language.reporter(&text).is_some() || names_rapporteur(&text, language);
    if reports && text.chars().count() <= 2 * SHORT {
        return Some(CoverRole::Byline);
    }
    let lower = text.to_lowercase();
    let told = language.adopted.iter().any(|a| lower.contains(a));
    let dated = || {
        // Where the verb comes last, it closes the line: 安全理事会2020年3月30日通过.
        let closes = !language.unspaced || language.adopted.iter().any(|a| text.ends_with(a));
        let found = closes && language.first_date(&text).is_some();
        found && text.chars().count() <= 4 * SHORT
    };
    (told && (language.title_marks.iter().any(|m| text.contains(m.0)) || dated())).then_some(CoverRole::Adoption)
}

/// Third Committee; Special Political and Decolonization Committee (Fourth Committee).
fn names_committee(text: &str, language: &Language) -> bool {
    let is_one = |name: &str| language.committees.iter().any(|word| is_same_in_any_case(name.trim(), word));
    let inner = |b: &(char, char)| text.strip_suffix(b.1).and_then(|text| text.split_once(b.0));
    is_one(text) || language.brackets.iter().filter_map(inner).any(|(name, other)| is_one(name) && is_one(other))
}

/// Albania, Andorra and Austria: draft resolution: who submits it, and no title.
pub(super) fn names_sponsors(text: &str, language: &Language) -> bool {
    let mark = |c: char| c == '*' || c.is_whitespace();
    let behind = text.rfind(language.colons).and_then(|at| text.get(at..)).unwrap_or("");
    let draft = behind.trim_start_matches(language.colons).trim_matches(mark);
    !draft.is_empty() && language.drafts.iter().any(|word| is_same_in_any_case(draft, word))
}

/// A line without the marks that make the whole of it bold or italic.
fn unmarked(text: &str) -> &str {
    let marks = ["**", "__", "*", "_"];
    let inner = marks.iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark));
    inner.filter(|inner| !inner.contains(['*', '_'])).unwrap_or(text)
}

/// The language of the text: Chinese, Français.
fn is_language(text: &str, language: &Language) -> bool {
    language.language_names.iter().any(|name| is_same_in_any_case(text, name.0))
}

/// Rapporteur: and a name.
fn names_rapporteur(text: &str, language: &Language) -> bool {
    let behind = language.rapporteur.iter().filter_map(|word| text.strip_prefix(word));
    behind.map(|rest| rest.trim_start_matches(is_blank)).any(|rest| rest.starts_with(language.colons))
}

/// Original: English.
fn names_original(text: &str, language: &Language) -> bool {
    language.original.iter().any(|original| text.trim_start_matches('[').starts_with(original))
}

/// Distr.: General.
fn is_distribution(text: &str, language: &Language) -> bool {
    language.distribution.iter().any(|word| text.starts_with(word))
}

/// Whether a piece of a line is what the right column of a cover holds: the symbol, the distribution, a date and no more,
/// the original language.
pub(super) fn is_right_column(text: &str, language: &Language) -> bool {
    let is_date = |date: FoundDate| date.start.day.is_some() && date.length == text.len();
    let dated = language.period_at(text).is_some_and(is_date);
    let text = language.key(text);
    is_symbol(&text) || is_distribution(&text, language) || names_original(&text, language) || dated
}

/// Whether a piece of a line is by its form one of a cover, and no more: the name of an organ or of the United Nations, the
/// symbol, the distribution, a date, a language, the original language.
pub(super) fn is_cover_piece(text: &str, language: &Language) -> bool {
    let key = language.key(text);
    let words = text.split_whitespace().filter(|word| *word != ":").count();
    let is_date =
        |text: &str| language.period_at(text).is_some_and(|date| date.start.day.is_some() && date.length == text.len());
    // The date of issue may stand behind the distribution.
    let dated = || {
        text.match_indices(is_blank)
            .any(|(at, _)| text.get(at..).is_some_and(|t| is_date(t.trim_start_matches(is_blank))))
    };
    is_symbol(&key) && key.chars().any(|c| c.is_ascii_digit())
        || is_distribution(&key, language) && (words <= 2 || words <= 7 && dated())
        || words <= 2 && names_original(&key, language)
        || is_date(text)
        || language.organ(&key).is_some()
        || language.masthead.contains(&key.as_str())
        || is_language(&key, language)
}

/// Whether a text may begin with a piece of a cover or with the number of an agenda item: what tells of most lines by their
/// first words that they are neither.
pub(super) fn may_open_cover(text: &str, language: &Language) -> bool {
    let key = language.key(text);
    let opens = |word: &str| key.starts_with(word);
    // A symbol has no small letter in its first word, but for Add. and the like.
    let symbol = || key.split(' ').next().is_some_and(|word| !word.contains(char::is_lowercase) || is_symbol(word));
    let named = |name: &&str| after(&key, name).is_some();
    language.agenda_items.iter().any(|frame| opens(frame.0))
        || is_distribution(&key, language)
        || names_original(&key, language)
        || language.may_name_organ(&key)
        || language.masthead.iter().copied().any(opens)
        || language.language_names.iter().map(|name| &name.0).any(named)
        || key.starts_with(|c: char| c.is_ascii_uppercase()) && symbol()
        || language.period_at(text).is_some()
}

/// What stands round the ordinals of sessions and years.
fn session_forms(language: &Language) -> [(&'static str, &'static str); 4] {
    [language.session, language.special_session, language.emergency_session, language.council_year]
}

/// Whether a line may hold the session or the year of an organ.
pub(super) fn may_name_session(line: &str, language: &Language) -> bool {
    let key = language.key(line);
    let counts = |(before, after): (&str, &str)| key.contains(before) && key.contains(after);
    session_forms(language).into_iter().any(counts) || has_session_word(&key, language)
}

/// Whether a text holds a word for a session or a year, in letters of any size.
fn has_session_word(text: &str, language: &Language) -> bool {
    if language.session_words.is_empty() {
        return false;
    }
    let small = text.to_lowercase();
    language.session_words.iter().any(|word| small.contains(word))
}

/// Whether a piece of a line is the number of an agenda item, or of several, and no more.
pub(super) fn is_agenda_item(text: &str, language: &Language) -> bool {
    let plain = |number: &String| {
        let marks = |c: char| c == '(' || c == ')' || is_blank(c);
        number.chars().all(|c| digit(c).is_some() || c.is_alphabetic() || marks(c))
            && number.split(marks).all(|word| word.chars().filter(|c| c.is_alphabetic()).count() <= 3)
            // The title may begin with a short word.
            && !number.split(marks).any(|word| word.len() > 1 && word.starts_with(char::is_uppercase))
    };
    let numbers = language.agenda_numbers(language.key(text).trim_end_matches('*'));
    !numbers.is_empty() && numbers.iter().all(plain)
}

/// Whether a piece of a line says a session or a year of an organ: Eightieth session.
pub(super) fn names_session(text: &str, language: &Language) -> bool {
    let counted = language.unspaced || text.split_whitespace().nth(1).is_some();
    let small = text.starts_with(char::is_lowercase);
    counted && !small && is_session(&language.key(text), language)
}

/// 2021年6月30日大会决议; Resolution adopted by the General Assembly on 2 November 2022: a short line that names an
/// instrument and a date.
fn is_adoption(text: &str, language: &Language) -> bool {
    let named = |i: &(&str, _)| if language.unspaced { text.ends_with(i.0) } else { text.to_lowercase().contains(i.0) };
    let short = text.chars().count() <= 4 * SHORT;
    let dated = || language.first_date(text).is_some_and(|date| date.1.start.day.is_some());
    short && language.instruments.iter().any(named) && (dated() || names_act(text, language))
}

/// Resolution adopted by the General Assembly; 大会决议: an organ and what it adopted, without a date.
fn names_act(text: &str, language: &Language) -> bool {
    if language.unspaced {
        let organ = |instrument: &(&str, _)| text.strip_suffix(instrument.0).and_then(|name| language.organ(name));
        return language.instruments.iter().find_map(organ).is_some();
    }
    let lower = text.to_lowercase();
    let mut adopted = language.adopted.iter().filter_map(|word| lower.split_once(&word.to_lowercase()));
    let opens = |before: &str| {
        let words: Vec<&str> = before.split_whitespace().collect();
        matches!(words.as_slice(), [word] if language.instruments.iter().any(|(name, _)| word.contains(name)))
    };
    adopted.any(|(before, by)| {
        opens(before) && language.organs.iter().any(|organ| by.trim().ends_with(&organ.name.to_lowercase()))
    })
}

/// Whether a line holds nothing but organs with their sessions or years: 大会第七十二届会议安全理事会第七十二年.
fn is_session(text: &str, language: &Language) -> bool {
    if text.chars().nth(2 * SHORT).is_none() && has_session_word(text, language) {
        // What an organ reports on its session is no session.
        return language.first_date(text).is_none() && language.reporter(text).is_none();
    }
    let mut rest = text;
    let mut found = false;
    'line: while !rest.is_empty() {
        for organ in language.organs {
            if let Some(after) = rest.strip_prefix(organ.name) {
                rest = after;
                continue 'line;
            }
        }
        for (before, after) in session_forms(language) {
            let ordinal = rest.strip_prefix(before).and_then(|r| r.split_once(after));
            if let Some((number, tail)) = ordinal
                && number.chars().all(|c| language.numerals.iter().any(|n| n.0 == c) || digit(c).is_some())
            {
                rest = tail;
                found = true;
                continue 'line;
            }
        }
        return false;
    }
    found
}

/// Whether a line has no character of the language's own script: the organ's name on a bilingual cover.
fn is_foreign(text: &str, language: &Language) -> bool {
    !text.chars().any(|c| language.writes(c)) && text.chars().any(char::is_alphabetic)
}

/// Whether a line is a document symbol, or the two of a document of two organs: A/75/729, S/RES/2515 (2020),
/// A/76/852–S/2022/448, FCCC/CP/2021/12/Add.1, A/76/6 (Sect. 9).
pub(super) fn is_symbol(text: &str) -> bool {
    // A note says that it was reissued.
    let text = text.trim_end_matches(['*', ' ']);
    let starts = text.starts_with(|c: char| c.is_ascii_uppercase());
    let marks = |c: char| c.is_ascii_alphanumeric() || "/.()-–‑ ".contains(c);
    if !starts || !text.contains('/') || !text.chars().all(marks) {
        return false;
    }
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.all(|word| !word.contains(|c: char| c.is_ascii_lowercase()) || SYMBOL_WORDS.contains(&word))
}

/// The words in symbols, which are printed so whatever the language of the text.
const SYMBOL_WORDS: [&str; 9] = ["Add", "Amend", "Corr", "Part", "Rev", "Sect", "Summary", "Supp", "Vol"];

/// The title where nothing marks it: the last line before the byline that could be one, else the first after it; without
/// a byline the last. A sentence is no title, nor what another mark closes. Where nothing else is left, the byline stands
/// for the title.
fn unmarked_title(blocks: &[Block], roles: &[Option<CoverRole>], source: &str, language: &Language) -> Option<usize> {
    // A symbol may end in a number behind a full stop: A/C.3/78/L.12.
    let cites = |text: &str| text.rsplit(is_blank).next().is_some_and(is_symbol);
    let closed = |text: &str| ending(text, language) != Ending::Open && !cites(text);
    let sentence = |b: &Block| closed(&b.text(source));
    let open: Vec<usize> = blocks
        .iter()
        .zip(roles)
        .enumerate()
        .filter(|(_, (b, r))| r.is_none() && !sentence(b))
        .map(|(i, _)| i)
        .collect();
    // The title of an agenda item may end like a byline.
    let item = |i: usize| i.checked_sub(1).and_then(|above| roles.get(above)) == Some(&Some(CoverRole::AgendaItem));
    let named = |i: usize| open.iter().any(|&open| open > i) && item(i);
    let byline = (0..roles.len()).find(|&i| roles.get(i) == Some(&Some(CoverRole::Byline)) && !named(i));
    let before = open.iter().rev().find(|&&i| byline.is_none_or(|b| i < b));
    let last = || (0..roles.len()).rev().find(|&i| roles.get(i).is_some_and(Option::is_none));
    // Where a draft has no title, the line that says whose it is stands for it.
    let draft = || blocks.iter().position(|b| names_sponsors(&b.text(source), language));
    before.or(open.first()).copied().or(byline).or_else(last).or_else(draft)
}

/// Chooses the title among the lines that no form claims, and says what the other ones are.
fn choose_title(blocks: &[Block], roles: &mut [Option<CoverRole>], source: &str, language: &Language) -> Option<usize> {
    let open = |roles: &[Option<CoverRole>], i: usize| roles.get(i).is_some_and(Option::is_none);
    let numbered = blocks.iter().position(|b| b.number_kind() == Some(NumberKind::Resolution));
    // A cover line may be printed large: # A/RES/79/1.
    let own = |i: usize| roles.get(i).copied().flatten().is_some_and(|role| OWN_LINE.contains(&role));
    let headed = blocks.iter().enumerate().position(|(i, b)| b.heading.is_some() && !own(i));
    // Under the number of a decision stands its title, whatever it looks like.
    let decision =
        |block: &Block| language.own_number(&block.text(source)).is_some_and(|own| own.0 == InstrumentWord::Decision);
    let under = blocks.iter().position(decision).map(|index| index + 1);
    let titled = under.filter(|&index| matches!(roles.get(index), Some(None | Some(CoverRole::Byline))));
    let title = numbered.or(headed).or(titled).or_else(|| unmarked_title(blocks, roles, source, language))?;
    // The date under the distribution is that of the issue; the organ may stand beside the distribution. The days under
    // a session are those of the session.
    let days = |block: &Block| {
        let text = block.text(source);
        language.place_and_date(text.trim()).is_some_and(|(date, place)| date.end.is_some() && place.is_empty())
    };
    let mut above = None;
    for (role, block) in roles.iter_mut().zip(blocks) {
        let belongs = match above {
            Some(CoverRole::Distribution) => true,
            Some(CoverRole::Session) => days(block),
            _ => false,
        };
        if belongs && *role == Some(CoverRole::PlaceDate) {
            *role = above;
        }
        if *role != Some(CoverRole::Organ) {
            above = *role;
        }
    }
    // The line after the number of an agenda item is the item's title, unless it is the only title there is.
    for index in 1..blocks.len() {
        let after_item = roles.get(index - 1) == Some(&Some(CoverRole::AgendaItem));
        let claimed = matches!(roles.get(index), Some(Some(CoverRole::Byline)));
        if after_item
            && index != title
            && (open(roles, index) || claimed)
            && let Some(slot) = roles.get_mut(index)
        {
            *slot = Some(CoverRole::AgendaTitle);
        }
    }
    let full = blocks.get(title).map(|b| b.folded(source, language)).unwrap_or_default();
    for index in 0..title {
        let text = blocks.get(index).map(|b| b.folded(source, language)).unwrap_or_default();
        if open(roles, index)
            && (full.contains(&text) || language.names_declaration(&text))
            && let Some(slot) = roles.get_mut(index)
        {
            *slot = Some(CoverRole::ShortTitle);
        }
    }
    Some(title)
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, lines};
    use super::*;
    use crate::language::{EN, FR, ZH};
    use crate::model::{Emphasis, Inline, Mark};

    fn blocks_in(text: &str, language: &Language) -> Vec<Block> {
        blocks::scan(text, &lines::split(text), language).blocks
    }

    /// What the first line of a text says.
    fn said(text: &str) -> Option<CoverRole> {
        role(&blocks_in(text, &EN)[0], text, &EN)
    }

    #[test]
    fn a_number_on_a_cover_is_text() {
        let text = "12. The law of the sea";
        let block = &blocks_in(text, &EN)[0];
        let emphasis = Inline { start: 4, end: 7, mark: Mark::Emphasis { style: Emphasis::Bold } };
        let mut passage =
            Passage { text: "The law of the sea".to_owned(), spans: vec![emphasis], ..Passage::default() };
        put_number_back(&mut passage, block, text);
        assert_eq!((passage.text.as_str(), passage.spans[0].start, passage.spans[0].end), (text, 8, 11));
        assert_eq!(passage.source[0].slice(text), "12.");
    }

    #[test]
    fn what_is_printed_large_is_no_byline_and_no_date() {
        for (line, role) in [
            ("Report of the Secretary-General", CoverRole::Byline),
            ("Report of the United Nations High Commissioner for Human Rights", CoverRole::Byline),
            ("12 May 2020", CoverRole::PlaceDate),
        ] {
            assert_eq!((said(line), said(&format!("# {line}"))), (Some(role), None), "{line}");
        }
        assert_eq!(said("# Seventy-fifth session"), Some(CoverRole::Session));
        let long = format!("Report of the Secretary-General on {}", "a".repeat(2 * SHORT));
        assert_eq!(said(&long), None, "a byline is short");
    }

    #[test]
    fn the_title_repeats_a_short_title_above_it() {
        for (text, short) in [
            ("the law of the sea\n\n# Resolution on the law of the sea", true),
            ("Rome Declaration\n\n# Resolution on the law of the sea", true),
            ("the oceans\n\n# Resolution on the law of the sea", false),
        ] {
            let blocks = blocks_in(text, &EN);
            let mut roles = vec![None, None];
            assert_eq!(choose_title(&blocks, &mut roles, text, &EN), Some(1));
            assert_eq!(roles[0] == Some(CoverRole::ShortTitle), short, "{text}");
        }
    }

    #[test]
    fn what_the_right_column_holds() {
        for text in [
            "A/75/1",
            "A/76/852–S/2022/448",
            "Distr.: General",
            "Original: English",
            "[Original: English]",
            "12 May 2020",
        ] {
            assert!(is_right_column(text, &EN), "{text}");
        }
        for text in ["General Assembly", "May 2020", "12 May 2020 in Rome", "a/75/1", "English"] {
            assert!(!is_right_column(text, &EN), "{text}");
        }
    }

    #[test]
    fn pieces_of_a_cover() {
        let pieces = [
            "A/75/1",
            "Distr.: General",
            "Distr.: General 31 October 2025",
            "Original: English",
            "31 October 2025",
            "General Assembly",
            "United Nations",
            "English",
        ];
        for text in pieces {
            assert!(is_cover_piece(text, &EN), "{text}");
        }
        let not =
            ["A/", "Distr.: General and more", "Original: English and French", "October 2025", "Any title", "2025"];
        for text in not {
            assert!(!is_cover_piece(text, &EN), "{text}");
        }
    }

    #[test]
    fn sessions_and_agenda_items() {
        for text in [
            "Seventy-fifth session",
            "Security Council Seventy-fifth year",
            "Fifty-first session",
            "Resumed forty-seventh special session of the Commission",
        ] {
            assert!(names_session(text, &EN), "{text}");
        }
        for text in ["session", "Session", "at its fifth session", "any title"] {
            assert!(!names_session(text, &EN), "{text}");
        }
        assert!(names_session("第七十五届会议", &ZH) && names_session("大会第七十二届会议安全理事会第七十二年", &ZH));
        assert!(!names_session("大会安全理事会", &ZH) && !names_session("第甲届会议", &ZH));
        for text in ["Agenda item 12", "Agenda items 12 and 13", "Agenda item 12 (a)*", "Agenda item 12 (A)"] {
            assert!(is_agenda_item(text, &EN), "{text}");
        }
        for text in [
            "Agenda item",
            "Agenda item 12 Report of it",
            "Agenda item 12 The",
            "Agenda item 12 report",
            "Agenda item 12: sea",
            "Item of the agenda",
        ] {
            assert!(!is_agenda_item(text, &EN), "{text}");
        }
    }

    #[test]
    fn how_a_text_was_adopted() {
        for text in [
            "Resolution adopted by the General Assembly on 2 November 2022",
            "Resolution adopted by the General Assembly",
        ] {
            assert!(is_adoption(text, &EN), "{text}");
        }
        for text in [
            "Resolution on the law of the sea",
            "Adopted by the General Assembly on 2 November 2022",
            "The resolution that was adopted by the General Assembly",
            "Resolution adopted by the heads of State",
        ] {
            assert!(!is_adoption(text, &EN), "{text}");
        }
        assert!(
            is_adoption("大会决议", &ZH) && is_adoption("2021年6月30日大会决议", &ZH) && !is_adoption("该决议", &ZH)
        );
    }

    #[test]
    fn marks_around_a_whole_line() {
        for (text, inner) in [
            ("**Title**", "Title"),
            ("_Title_", "Title"),
            ("*A* and *B*", "*A* and *B*"),
            ("**A", "**A"),
            ("Title", "Title"),
        ] {
            assert_eq!(unmarked(text), inner);
        }
    }

    #[test]
    fn a_line_of_its_own_on_the_cover() {
        assert!(
            names_rapporteur("Rapporteur: Ms. Ana Silva", &EN) && names_rapporteur("Rapporteur : M. Jean Petit", &FR)
        );
        assert!(
            !names_rapporteur("Rapporteur of the Committee", &EN) && !names_rapporteur("Chair: Ms. Ana Silva", &EN)
        );
    }
}
