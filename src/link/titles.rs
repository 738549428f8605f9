//! Titles in title marks, their short forms, and terms that brackets define.
//!
//! `第 60/288 号决议所载《联合国全球反恐战略》` says which text the title names; from then on 《全球反恐战略》 and 《战略》, which
//! end like it, name the same one. `《…综合性国际框架》(S/2017/375)` says so in brackets, a note that holds nothing but a
//! symbol says so for the title that calls it.
//!
//! Not here: mentions by number (see `citations`).

use super::openings::List;
use super::reader::{Reader, small, unified};
use crate::model::ReferenceKind;
use std::collections::HashMap;

/// A title as a text prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CitedTitle {
    /// Code points of the title within its marks.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The title without white space.
    pub(super) name: String,
}

/// Every title in title marks, and every one in quotation marks after a word that introduces a title; the outermost
/// where they nest.
pub(super) fn find(reader: &Reader<'_>) -> Vec<CitedTitle> {
    let mut found = Vec::new();
    let mut next = 0;
    for at in reader.places([List::Titles], 0, reader.len()) {
        let Some(c) = reader.at(at).filter(|_| at >= next) else { continue };
        let language = reader.language;
        let quoted = || language.citation.titled.iter().any(|w| reader.word_back(reader.spaces_back(at), w).is_some());
        let marks = language
            .title_marks
            .iter()
            .find(|m| m.0 == c)
            .or_else(|| language.quotation_marks.iter().find(|m| m.0 == c).filter(|_| quoted()));
        let close = marks.and_then(|m| closing(reader, at, *m));
        if let Some(close) = close {
            let name: String =
                reader.slice(at + 1, close).split_whitespace().flat_map(str::chars).map(unified).collect();
            if !name.is_empty() {
                found.push(CitedTitle { start: at + 1, end: close, name });
            }
        }
        next = close.unwrap_or(at) + 1;
    }
    found
}

/// Longest title, in code points. A title mark that is not closed within is not one.
const LONGEST: usize = 200;

fn closing(reader: &Reader<'_>, open: usize, marks: (char, char)) -> Option<usize> {
    let mut depth = 0_u32;
    for at in open..reader.len().min(open + LONGEST) {
        let c = reader.at(at)?;
        if c == marks.0 {
            depth += 1;
        } else if c == marks.1 {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Longer titles that one short form is held against. A short form names a text that was named before, and no page names
/// so many that end alike; a text of titles alone stays quick.
const MOST_LONGER: usize = 256;

/// The titles of a document and the symbols that its text gives them, in order of appearance.
#[derive(Debug, Default)]
pub(super) struct Titles {
    known: Vec<(String, Option<String>)>,
    places: HashMap<String, usize>,
    /// Titles by their last character, which every short form shares with the title that it shortens.
    endings: HashMap<char, Vec<usize>>,
    /// How many pairs of titles were compared.
    #[cfg(test)]
    compared: usize,
}

impl Titles {
    /// Takes up a title, with the symbol that the text gives it, if any, and returns the symbol of the text that it
    /// names: its own, or that of the longer titles that it shortens. Where these name several texts, it stays without.
    pub(super) fn meet(&mut self, name: &str, given: Option<String>) -> Option<String> {
        if let Some(known) = self.places.get(name).and_then(|&place| self.known.get_mut(place)) {
            known.1 = known.1.take().or(given);
            return known.1.clone();
        }
        let symbol = given.or_else(|| self.symbol_of_longer(name));
        self.places.insert(name.to_owned(), self.known.len());
        if let Some(last) = name.chars().next_back() {
            self.endings.entry(last).or_default().push(self.known.len());
        }
        self.known.push((name.to_owned(), symbol.clone()));
        symbol
    }

    fn symbol_of_longer(&mut self, name: &str) -> Option<String> {
        let alike = self.endings.get(&name.chars().next_back()?)?;
        let alike = alike.iter().rev().take(MOST_LONGER).filter_map(|&place| self.known.get(place));
        #[cfg(test)]
        {
            self.compared += alike.clone().count();
        }
        let mut symbols = alike.filter(|k| shortens(name, &k.0)).map(|k| k.1.as_ref());
        let first = symbols.next()??;
        symbols.all(|symbol| symbol == Some(first)).then(|| first.clone())
    }
}

/// Whether a title is another one without its beginning (战略 of 全球反恐战略) or its middle (2030年议程 of
/// 2030年可持续发展议程).
fn shortens(name: &str, longer: &str) -> bool {
    let head = name.chars().zip(longer.chars()).take_while(|(a, b)| a == b).count();
    let tail = name.chars().rev().zip(longer.chars().rev()).take_while(|(a, b)| a == b).count();
    name.len() < longer.len() && tail > 0 && head + tail >= name.chars().count()
}

/// Whether a title names a treaty.
pub(super) fn kind(name: &str, reader: &Reader<'_>) -> ReferenceKind {
    let words = &reader.language.citation;
    let treaty = words.treaties.iter().any(|t| t.0 == name) || words.treaty_words.iter().any(|w| name.ends_with(w));
    if treaty { ReferenceKind::Treaty } else { ReferenceKind::Title }
}

/// A term that brackets define: the short form, and the words that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DefinedTerm {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) stands_for: String,
}

/// Longest short form, in code points.
const LONGEST_SHORT_FORM: usize = 16;

/// Terms that brackets define right after the words that they shorten: every character of the short form stands in
/// those words, in the same order (联合国裁军研究所(裁研所), World Health Organization (WHO)), or a word such as 又称 says
/// so.
pub(super) fn defined_terms(reader: &Reader<'_>) -> Vec<DefinedTerm> {
    let language = reader.language;
    let mut found = Vec::new();
    for open in reader.places([List::Brackets], 0, reader.len()) {
        let Some(bracket) = language.brackets.iter().find(|b| reader.at(open) == Some(b.0)) else { continue };
        let limit = reader.len().min(open + LONGEST_SHORT_FORM + 6);
        let Some(end) = (open..limit).find(|&i| reader.at(i) == Some(bracket.1)) else { continue };
        let alias = reader.any(open + 1, language.citation.also_called);
        let start = alias.unwrap_or(open + 1);
        let short: Vec<char> = reader.slice(start, end).chars().collect();
        let words = short.iter().all(|c| c.is_alphanumeric()) && short.iter().any(|c| c.is_alphabetic());
        if short.len() < 2 || short.len() > LONGEST_SHORT_FORM || !words {
            continue;
        }
        let from = match alias {
            Some(_) => named_before(reader, open),
            None if language.unspaced => shortened(reader, open, &short),
            None => acronym(reader, open, &short),
        };
        if let Some(from) = from {
            found.push(DefinedTerm { start, end, stands_for: reader.slice(from, open).trim().to_owned() });
        }
    }
    found
}

/// Where the words begin that a short form shortens, reading back from the bracket.
fn shortened(reader: &Reader<'_>, open: usize, short: &[char]) -> Option<usize> {
    let mut at = open;
    for (left, c) in short.iter().rev().enumerate() {
        loop {
            at = at.checked_sub(1).filter(|&a| open - a <= 3 * LONGEST_SHORT_FORM)?;
            let here = reader.at(at)?;
            if here == *c {
                break;
            }
            // The short form ends like the words, and no sentence ends within them.
            if left == 0 && open - at > 4 || !(here.is_alphanumeric() || matches!(here, '、' | ' ')) {
                return None;
            }
        }
    }
    // The words are longer than the short form, and a longer name of the lexicon that ends here begins them.
    let entity = named_before(reader, open);
    (open - at > short.len()).then(|| entity.map_or(at, |start| start.min(at)))
}

/// Longest words that an acronym stands for, in code points.
const LONGEST_NAME: usize = 120;

/// Where the words begin that an acronym stands for, reading back from the bracket. Its capitals stand in a name in
/// order, the first as a capital at the head of a word (AMISOM); or each is the head of a word (HIV).
fn acronym(reader: &Reader<'_>, open: usize, short: &[char]) -> Option<usize> {
    let roman = short.iter().all(|c| "IVXLCDM".contains(*c));
    if roman || !short.iter().all(|c| c.is_uppercase()) {
        return None;
    }
    letters_back(reader, open, short, |at, left| left > 1 || reader.at(at).is_some_and(char::is_uppercase))
        .or_else(|| letters_back(reader, open, short, |at, _| is_head(reader, at)))
}

/// Whether a word begins here.
fn is_head(reader: &Reader<'_>, at: usize) -> bool {
    reader.before(at).is_none_or(|c| !c.is_alphanumeric())
}

/// Where the letters of an acronym begin, each matched with the nearest such letter that `fits`: its place, and how
/// many letters of the acronym are left with it.
fn letters_back(
    reader: &Reader<'_>,
    open: usize,
    short: &[char],
    fits: impl Fn(usize, usize) -> bool,
) -> Option<usize> {
    let mut left = short.iter().rev().map(|&c| small(c)).peekable();
    let mut at = open;
    while let Some(&wanted) = left.peek() {
        at = at.checked_sub(1).filter(|&a| open - a <= LONGEST_NAME)?;
        let here = reader.small(at)?;
        if !(here.is_alphabetic() || matches!(here, ' ' | ',' | '-' | '\'')) {
            return None;
        }
        if here == wanted && fits(at, left.len()) {
            left.next();
        }
    }
    // About every other word gives a letter.
    let words = reader.slice(at, open).split_whitespace().count();
    (is_head(reader, at) && words <= 2 * short.len()).then_some(at)
}

/// Where the longest name of the lexicon begins that ends at `end`.
fn named_before(reader: &Reader<'_>, end: usize) -> Option<usize> {
    let language = reader.language;
    let names = language.organizations.iter().chain(language.organs).chain(language.roles);
    names.filter_map(|e| reader.word_back(end, e.name)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{EN, FR, Language, RU, ZH};

    fn terms(text: &str) -> Vec<(String, String)> {
        terms_in(text, &ZH)
    }

    fn terms_in(text: &str, language: &'static Language) -> Vec<(String, String)> {
        let reader = Reader::new(text, language);
        let found = defined_terms(&reader);
        found.iter().map(|t| (reader.slice(t.start, t.end).to_owned(), t.stands_for.clone())).collect()
    }

    #[test]
    fn short_forms_of_titles_end_like_them() {
        let mut titles = Titles::default();
        let strategy = Some("A/RES/60/288".to_owned());
        titles.meet("联合国全球反恐战略", strategy.clone());
        titles.meet("全球反恐协调契约", None);
        assert_eq!(titles.meet("全球反恐战略", None), strategy);
        assert_eq!(titles.meet("战略", None), strategy);
        assert_eq!(titles.meet("契约", None), None);
        titles.meet("2030年可持续发展议程", Some("A/RES/70/1".to_owned()));
        assert_eq!(titles.meet("2030年议程", None).as_deref(), Some("A/RES/70/1"));
        titles.meet("2063年长期议程", Some("A/1".to_owned()));
        assert_eq!(titles.meet("议程", None), None, "two texts could be meant");
    }

    #[test]
    fn many_titles_are_compared_with_a_bounded_number_each() {
        let mut titles = Titles::default();
        let many = 4_000;
        for number in 0..many {
            titles.meet(&format!("第{number}号战略"), None);
        }
        assert!((many..=many * MOST_LONGER).contains(&titles.compared), "{}", titles.compared);
        titles.meet("联合国全球反恐战略", Some("A/RES/60/288".to_owned()));
        assert_eq!(titles.meet("全球反恐战略", None).as_deref(), Some("A/RES/60/288"));
    }

    #[test]
    fn brackets_define_terms() {
        let pair = |a: &str, b: &str| vec![(a.to_owned(), b.to_owned())];
        assert_eq!(terms("和联合国裁军研究所(裁研所)在"), pair("裁研所", "联合国裁军研究所"));
        assert_eq!(terms("滥用无人驾驶飞机系统(无人机系统)攻击"), pair("无人机系统", "无人驾驶飞机系统"));
        assert_eq!(terms("禁止细菌(生物)及毒素武器"), []);
        assert_eq!(terms("予以美化(找借口)的企图"), []);
        assert_eq!(terms("公报(附件一)"), []);
        let english = "the African Union Mission in Somalia (AMISOM) and";
        assert_eq!(terms_in(english, &EN), pair("AMISOM", "African Union Mission in Somalia"));
        let russian = "Всемирная организация здравоохранения (ВОЗ) и";
        assert_eq!(terms_in(russian, &RU), pair("ВОЗ", "Всемирная организация здравоохранения"));
        assert_eq!(
            terms_in("of the human immunodeficiency virus (HIV)", &EN),
            pair("HIV", "human immunodeficiency virus")
        );
        let capitals = "Afghan National Defence and Security Forces (ANDSF)";
        assert_eq!(terms_in(capitals, &EN), pair("ANDSF", "Afghan National Defence and Security Forces"));
        assert_eq!(terms_in("des armes bactériologiques (biologiques) ou", &FR), []);
        assert_eq!(terms_in("International Covenant, resolution 217 A (III)", &EN), []);
    }

    #[test]
    fn titles_in_their_marks() {
        let reader = Reader::new("《》《全球反恐战略》和《关于<2030 年议程>的宣言》《未完", &ZH);
        let names: Vec<String> = find(&reader).into_iter().map(|title| title.name).collect();
        assert_eq!(names, ["全球反恐战略", "关于<2030年议程>的宣言"]);
    }

    #[test]
    fn how_long_a_short_form_is() {
        let words = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未";
        let short = |length: usize| words.chars().filter(|c| *c != '戊').take(length).collect::<String>();
        let long = |length: usize| words.chars().take(length + 1).collect::<String>();
        for length in [2, 15, LONGEST_SHORT_FORM] {
            let long = if length == 2 { "甲戊乙".to_owned() } else { long(length) };
            assert_eq!(terms(&format!("由{long}({})提出", short(length))), [(short(length), long)]);
        }
        let too_long = LONGEST_SHORT_FORM + 1;
        assert_eq!(terms(&format!("由{}({})提出", long(too_long), short(too_long))), []);
    }

    #[test]
    fn a_short_form_ends_like_the_words_that_it_shortens() {
        let pair = |a: &str, b: &str| vec![(a.to_owned(), b.to_owned())];
        let far = "在联合国亚洲及太平洋经济社会委员会统计委员会会议(联合国亚太统计委员会会议)上";
        assert_eq!(terms(far), pair("联合国亚太统计委员会会议", "联合国亚洲及太平洋经济社会委员会统计委员会会议"));
        assert_eq!(terms("通过国家反恐战略文件草案(国反恐战略)的"), pair("国反恐战略", "国家反恐战略文件草案"));
        assert_eq!(terms("通过国家反恐战略文件的草案(国反恐战略)的"), []);
        assert_eq!(terms("禁止化学武器。本组织(禁化武组织)的"), [], "a sentence ends within");
    }

    #[test]
    fn titles_without_their_beginning_or_middle() {
        for (name, longer, expected) in [
            ("战略", "全球反恐战略", true),
            ("2030年议程", "2030年可持续发展议程", true),
            ("议程", "议程", false),
            ("2030年", "2030年议程", false),
            ("反恐战略", "全球人权战略", false),
        ] {
            assert_eq!(shortens(name, longer), expected, "{name}|{longer}");
        }
    }

    #[test]
    fn short_forms_in_brackets() {
        let pair = |a: &str, b: &str| vec![(a.to_owned(), b.to_owned())];
        assert_eq!(terms_in("the European Union (EU) and", &EN), pair("EU", "European Union"));
        assert_eq!(terms_in("the European Union (E) and", &EN), []);
        assert_eq!(terms_in("by the Government of the Republic (GR)", &EN), pair("GR", "Government of the Republic"));
        assert_eq!(terms_in("by the Government of the Arab Republic (GR)", &EN), [], "five words for two letters");
        assert_eq!(terms_in("of the human declaration (HDN)", &EN), [], "no word begins with it");
        assert_eq!(terms("在会议(会议)上"), []);
        assert_eq!(terms("联合国开发计划署(又称开发署)的"), pair("开发署", "联合国开发计划署"));
    }
}
