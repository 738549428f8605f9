//! Lines by their form: the title of a letter, declaration or statement, a byline, agenda items, the line over an annex.
//!
//! In: a line, as printed or as a key ([`Language::key`]). Out: what the form says of it. The words are those of the
//! language's data; a line that has the words in another order has another form.

use super::date::FoundDate;
use super::fold::digit;
use super::{APOSTROPHES, Entity, InstrumentWord, Language, opening, roman_value};

/// The title of a letter, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterTitle<'a> {
    /// Its date.
    pub date: FoundDate,
    /// Who writes; empty where the title does not say.
    pub sender: &'a str,
    /// To whom; empty where the title does not say.
    pub addressee: &'a str,
}

/// Longest line that is the number of a decision and no more, in bytes.
const LONGEST_OWN_NUMBER: usize = 200;

/// Longest place beside a date, in characters: 斯德哥尔摩; New York, United States of America. Most figures before its date,
/// and the longest word between the two, or in the name of a place, that a small letter opens.
const SHORT_PLACE: usize = 20;
const LONGEST_PLACE: usize = 80;
const MOST_FIGURES: usize = 4;
const LONGEST_PARTICLE: usize = 3;

/// Longest words of a title that name who sends a letter, in characters: more of them are none.
const LONGEST_SENDER: usize = 1000;

/// Longest line over an annex, in characters, and longest that repeats the title of its letter.
const LONGEST_ANNEX_LINE: usize = 80;
const LONGEST_ANNEX_TITLE: usize = 400;

impl Language {
    /// The parts of a letter's title; `None` where it has not the form of one.
    ///
    /// ```
    /// use declc::language::{EN, ZH};
    /// let title = "Letter dated 5 May 2020 from the Permanent Mission of Norway addressed to the Secretary-General";
    /// let letter = EN.letter_title(title).unwrap();
    /// assert_eq!((letter.sender, letter.addressee), ("Permanent Mission of Norway", "Secretary-General"));
    /// assert_eq!(ZH.letter_title("2017年11月16日俄罗斯联邦常驻联合国代表给秘书长的信").unwrap().addressee, "秘书长");
    /// ```
    pub fn letter_title<'a>(&self, title: &'a str) -> Option<LetterTitle<'a>> {
        let form = &self.letter;
        let head = longest(form.heads, |h| title.starts_with(h)).or(form.heads.is_empty().then_some(""))?;
        let body = title.get(head.len()..)?;
        let body = if form.tails.is_empty() { body } else { form.tails.iter().find_map(|t| body.strip_suffix(t))? };
        if head.is_empty() && form.tails.is_empty() {
            return None;
        }
        let (at, date) = self.first_date(body)?;
        let rest = body.get(at + date.length..)?;
        let (to, to_end) = first(rest, form.to)?;
        let trim = |part: &'a str| part.trim_matches(|c: char| c.is_whitespace() || self.comma.contains(&c));
        if form.from.is_empty() {
            // The sender stands first: before the date, with a word that belongs to the date, or right after it.
            let before = trim(body.get(..at)?).rsplit_once(' ').map_or("", |p| p.0);
            let sender = if before.is_empty() { rest.get(..to)? } else { before };
            return Some(LetterTitle { date, sender: trim(sender), addressee: trim(rest.get(to_end..)?) });
        }
        let (sender, addressee) = match first(rest, form.from) {
            Some((from, from_end)) if from < to => (rest.get(from_end..to)?, rest.get(to_end..)?),
            Some((from, from_end)) if from >= to_end => (rest.get(from_end..)?, rest.get(to_end..from)?),
            _ => ("", rest.get(to_end..)?),
        };
        Some(LetterTitle { date, sender: trim(sender), addressee: trim(addressee) })
    }

    /// The State that the sender of a letter writes for, by his words in its title: the longest name at the head of them
    /// in a language without spaces; else the only State that they name, after one of the offices that write for a State.
    /// None where the words name several States: neither of two that write jointly is the author, nor is the State that
    /// a committee is concerned with.
    ///
    /// ```
    /// use declc::language::{AR, EN, ES};
    /// assert_eq!(EN.state_of_sender("Permanent Representative of Papua New Guinea").unwrap().id, "papuaNewGuinea");
    /// assert_eq!(ES.state_of_sender("Misión Permanente de la República del Sudán").unwrap().id, "sudan");
    /// assert_eq!(AR.state_of_sender("الممثل الدائم للمملكة المتحدة").unwrap().id, "unitedKingdom");
    /// assert!(EN.state_of_sender("Permanent Representative of Peru, Chair of the Committee on Libya").is_none());
    /// assert!(EN.state_of_sender("Special Representative of the Secretary-General for Iraq").is_none());
    /// ```
    pub fn state_of_sender(&self, words: &str) -> Option<&'static Entity> {
        if self.exceeds(words, LONGEST_SENDER) {
            return None;
        }
        let key = self.key(words);
        if self.unspaced {
            let first = |text: &str| {
                let named = self.states.iter().filter(|state| text.starts_with(state.name));
                named.max_by_key(|state| state.name.len())
            };
            let behind = |state: &Entity| key.get(state.name.len()..).unwrap_or("");
            let joint = |rest: &str| {
                self.citation.list.iter().any(|word| rest.strip_prefix(word).is_some_and(|next| first(next).is_some()))
            };
            return first(&key).filter(|state| !joint(behind(state)));
        }
        let (mut author, mut named, mut at) = (None, None, 0);
        while let Some(rest) = key.get(at..).filter(|rest| !rest.is_empty()) {
            let before = key.get(..at).unwrap_or("");
            let Some((length, is_of, state)) =
                (!runs_on(before.chars().next_back())).then(|| self.state_at(rest)).flatten()
            else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            if named.replace(state.id).is_some_and(|other| other != state.id) {
                return None;
            }
            if is_of && author.is_none() && self.names_office(before) {
                author = Some(state);
            }
            at += length;
        }
        author
    }

    /// The State that a place is, or that it closes with after its comma, and what stands before that.
    ///
    /// ```
    /// use declc::language::{EN, ZH};
    /// assert_eq!(ZH.state_of_place("印度").unwrap().1.id, "india");
    /// let (city, state) = EN.state_of_place("Glasgow, United Kingdom").unwrap();
    /// assert_eq!((city, state.id), ("Glasgow, ", "unitedKingdom"));
    /// assert!(EN.state_of_place("Papua New Guinea").unwrap().0.is_empty());
    /// assert!(EN.state_of_place("New Mexico").is_none());
    /// ```
    pub fn state_of_place<'a>(&self, place: &'a str) -> Option<(&'a str, &'static Entity)> {
        let closes = |state: &'static Entity| {
            let city = place.strip_suffix(state.name)?;
            (city.is_empty() || city.trim_end().ends_with(self.comma)).then_some((city, state))
        };
        self.states.iter().filter_map(closes).max_by_key(|(_, state)| state.name.len())
    }

    /// The State whose name stands whole at the head of `text`, with what stands before it, whether that is what stands
    /// between an office and its State, and the length of both. A conjunction may be joined to them: والكويت.
    fn state_at(&self, text: &str) -> Option<(usize, bool, &'static Entity)> {
        let conjunctions = std::iter::once(&"").chain(self.citation.list);
        let heads = conjunctions.filter_map(|word| text.strip_prefix(word)).flat_map(|rest| {
            let of = |(word, replaced): &(&str, &'static str)| Some((rest.strip_prefix(word)?, true, *replaced));
            std::iter::once((rest, false, "")).chain(self.letter.of.iter().filter_map(of))
        });
        let names = heads.flat_map(|(rest, is_of, replaced)| {
            self.states.iter().filter_map(move |state| {
                let length = opening(rest, state.name.strip_prefix(replaced)?, false)?;
                let after = rest.get(length..)?;
                (!runs_on(after.chars().next())).then_some((text.len() - after.len(), is_of, state))
            })
        });
        names.max_by_key(|&(length, is_of, _)| (length, is_of))
    }

    /// Whether a text holds an office that writes for a State.
    fn names_office(&self, text: &str) -> bool {
        let small = text.to_lowercase().replace(APOSTROPHES, "\u{2019}");
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        self.letter.offices.iter().any(|office| {
            small.match_indices(office).any(|(at, _)| {
                let (before, after) = (small.get(..at), small.get(at + office.len()..));
                !is_letter(before.and_then(|t| t.chars().next_back()))
                    && !is_letter(after.and_then(|t| t.chars().next()))
            })
        })
    }

    /// Whether a title is that of a declaration: it closes with the word, or opens with it where the language does so.
    ///
    /// ```
    /// use declc::language::{EN, ZH};
    /// assert!(EN.names_declaration("Ministerial declaration on the theme of peace"));
    /// assert!(ZH.names_declaration("部长级宣言，主题为“和平”") && !ZH.names_declaration("宣言的执行情况"));
    /// ```
    pub fn names_declaration(&self, title: &str) -> bool {
        let words = self.key(title).to_lowercase();
        let opens = |word: &&str| !self.unspaced && words.split_whitespace().take(3).any(|w| w == *word);
        // Behind a comma stands its theme.
        let name = if self.unspaced { words.split(self.comma).next().unwrap_or("") } else { &words };
        !self.names_statement(title) && self.declaration.iter().any(|word| name.ends_with(word) || opens(word))
    }

    /// Whether a title is that of a statement which a president makes on behalf of an organ.
    pub fn names_statement(&self, title: &str) -> bool {
        self.framed(title, self.statements).is_some()
    }

    /// Who reports, by a byline on one line: the Secretary-General in Report of the Secretary-General.
    ///
    /// ```
    /// use declc::language::{FR, ZH};
    /// assert_eq!(FR.reporter("Rapport de la Cinquième Commission"), Some("Cinquième Commission"));
    /// assert_eq!(ZH.reporter("秘书长的报告"), Some("秘书长"));
    /// ```
    pub fn reporter<'a>(&self, byline: &'a str) -> Option<&'a str> {
        self.framed(byline, self.reports)
    }

    /// Days with a place behind or before them, or alone, and nothing else: what they say, and the place.
    ///
    /// ```
    /// use declc::language::{EN, FR, ZH};
    /// let (days, place) = ZH.place_and_date("(2022年10月28-29日，印度)").unwrap();
    /// assert_eq!((days.start.iso().as_str(), place), ("2022-10-28", "印度"));
    /// assert_eq!(EN.place_and_date("Glasgow, 1–2 May 2021").unwrap().1, "Glasgow");
    /// assert_eq!(FR.place_and_date("Genève (Suisse), du 1er au 2 mai 2021").unwrap().1, "Genève (Suisse)");
    /// assert_eq!(EN.place_and_date("Doha Declaration, 1 May 2021"), None);
    /// ```
    pub fn place_and_date<'t>(&self, text: &'t str) -> Option<(FoundDate, &'t str)> {
        let inner = text.trim_matches(|c| self.brackets.iter().any(|b| b.0 == c || b.1 == c));
        let bare = |place: &'t str| place.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(date) = self.period_at(inner) {
            let rest = inner.get(date.length..)?;
            let parted = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
            // Where words are parted, a comma shows that what follows is the place, and it may name the country.
            let longest = if self.unspaced || !rest.starts_with(self.comma) { SHORT_PLACE } else { LONGEST_PLACE };
            return (parted && rest.chars().nth(longest + 1).is_none()).then(|| (date, bare(rest)));
        }
        let fresh = |at: usize| inner.get(..at).is_some_and(|t| !t.ends_with(char::is_alphanumeric));
        let mut starts = inner.char_indices().filter(|&(at, c)| digit(c).is_some() && fresh(at)).take(MOST_FIGURES);
        let (at, date) = starts.find_map(|(at, _)| Some((at, self.period_at(inner.get(at..)?)?)))?;
        let (before, after) = (inner.get(..at)?, inner.get(at + date.length..)?);
        let comma = before.rfind(self.comma).filter(|_| date.start.day.is_some())?;
        let link = before.get(comma..)?.trim_start_matches(self.comma).trim();
        let place = before.get(..comma)?;
        let name = |word: &str| !word.starts_with(char::is_lowercase) || word.chars().nth(LONGEST_PARTICLE).is_none();
        // г. Минск: the short form of a word for a town.
        let short_form = place.split(' ').next().is_some_and(|word| word.ends_with('.') && name(word));
        let names = !place.is_empty()
            && place.chars().nth(if self.unspaced { SHORT_PLACE } else { LONGEST_PLACE }).is_none()
            && (!place.starts_with(char::is_lowercase) || short_form)
            && !place.contains(|c| digit(c).is_some())
            && place.split_whitespace().all(name)
            && !self.names_declaration(place);
        (names && after.is_empty() && link.chars().nth(LONGEST_PARTICLE).is_none()).then_some((date, place))
    }

    /// The number by which a line names the resolution or decision that it stands over, and nothing else.
    ///
    /// ```
    /// use declc::language::{AR, EN, InstrumentWord, RU, ZH};
    /// assert_eq!(EN.own_number("Decision 1/CP.26"), Some((InstrumentWord::Decision, "1/CP.26".to_owned())));
    /// assert_eq!(RU.own_number("Решение 76/502").unwrap().1, "76/502");
    /// assert_eq!(AR.own_number("المقرر 76/502").unwrap().1, "76/502");
    /// assert_eq!(ZH.own_number("第76/502号决定").unwrap().1, "76/502");
    /// assert_eq!(EN.own_number("Decision 1/CP.26 and its annex"), None);
    /// ```
    pub fn own_number(&self, line: &str) -> Option<(InstrumentWord, String)> {
        if line.len() > LONGEST_OWN_NUMBER {
            return None;
        }
        let line = self.key(line);
        let number = |text: &str| {
            let text = text.trim();
            let token = text.chars().next().and_then(digit).is_some() && !text.contains(char::is_whitespace);
            token.then(|| text.trim_end_matches(['.', ':']).to_owned())
        };
        let (ordinal, unit) = (self.citation.ordinal, self.citation.number);
        self.instruments.iter().find_map(|(word, kind)| {
            let found = if self.unspaced {
                number(line.strip_suffix(word)?.strip_suffix(unit)?.strip_prefix(ordinal)?)
            } else {
                // An article may stand before the word, as one with it, and its ending after it.
                let (name, rest) = line.split_once(' ')?;
                let name = name.to_lowercase();
                let at =
                    name.find(word).filter(|&at| name.get(..at).is_some_and(|article| article.chars().count() < 3))?;
                let ending = name.get(at + word.len()..)?;
                number(rest).filter(|_| ending.chars().count() < 3)
            };
            found.map(|number| (*kind, number))
        })
    }

    /// The numbers of the agenda items that a line of the cover names; none where it names none.
    ///
    /// ```
    /// use declc::language::{EN, FR};
    /// assert_eq!(EN.agenda_numbers("Agenda items 14 and 15 (a)"), ["14", "15 (a)"]);
    /// assert_eq!(FR.agenda_numbers("Point 123 de l’ordre du jour"), ["123"]);
    /// assert!(EN.agenda_numbers("Agenda item of interest").is_empty());
    /// ```
    pub fn agenda_numbers(&self, line: &str) -> Vec<String> {
        let Some(mut rest) = self.framed(line, self.agenda_items) else { return Vec::new() };
        let mut numbers = Vec::new();
        while rest.chars().next().and_then(digit).is_some() {
            let next = rest.char_indices().filter(|&(at, _)| at > 0).find_map(|(at, _)| {
                let tail = rest.get(at..)?.trim_start();
                let word = longest(self.citation.list, |w| tail.starts_with(w))?;
                let after = tail.get(word.len()..)?.trim_start();
                after.chars().next().and_then(digit).map(|_| (at, after))
            });
            let (number, after) = next.map_or((rest, ""), |(at, after)| (rest.get(..at).unwrap_or(rest), after));
            numbers.push(number.trim().to_owned());
            rest = after;
        }
        numbers
    }

    /// What stands in a line between the two ends of one of `frames`, as printed.
    fn framed<'a>(&self, line: &'a str, frames: &[(&str, &str)]) -> Option<&'a str> {
        let key = self.key(line);
        let inner = |f: &(&str, &str)| {
            let inner = key.strip_prefix(f.0)?.strip_suffix(f.1)?;
            Some((f.0.chars().count(), inner.chars().count()))
        };
        let (before, length) = frames.iter().filter_map(inner).filter(|f| f.1 > 0).min_by_key(|f| f.1)?;
        if key.chars().count() != line.chars().count() {
            return None;
        }
        // Each character of the key stands for one of the line.
        let at = |n: usize| line.char_indices().nth(n).map_or(line.len(), |(at, _)| at);
        line.get(at(before)..at(before + length)).map(str::trim)
    }

    /// The value of a number in digits, in the numerals or ordinals of the language, or in Roman numerals.
    ///
    /// ```
    /// use declc::language::{AR, FR, ZH};
    /// assert_eq!([ZH.ordinal("二"), FR.ordinal("IV"), AR.ordinal("الثاني"), FR.ordinal("12")], [Some(2), Some(4), Some(2), Some(12)]);
    /// ```
    pub fn ordinal(&self, word: &str) -> Option<u32> {
        let digits = || {
            let values: Option<Vec<u32>> = word.chars().map(digit).collect();
            let add = |sum: u32, d: u32| sum.checked_mul(10)?.checked_add(d);
            values.filter(|v| !v.is_empty())?.into_iter().try_fold(0, add)
        };
        let named = || self.ordinals.iter().find(|o| o.0 == word).map(|o| o.1);
        digits().or_else(|| self.numeral_value(word)).or_else(named).or_else(|| roman_value(word))
    }

    /// Whether a line, as printed, is the word for an annex and no more: 附件.
    pub(crate) fn is_annex_word(&self, line: &str) -> bool {
        self.annex_key(line).is_some_and(|key| self.annex.iter().any(|word| key.trim() == *word))
    }

    /// Whether a line, as printed, is the word for an annex with no more than its number, and opens with a capital: 附件二,
    /// Annex II.
    pub(crate) fn is_annex_line(&self, line: &str) -> bool {
        let begins = |key: &str| self.annex.iter().any(|word| key.starts_with(word));
        !line.starts_with(char::is_lowercase)
            && self.annex_key(line).is_some_and(|key| begins(&key) && self.annex_number(&key).is_some())
    }

    /// The key of a line that may be such a one: what it opens with mostly tells.
    fn annex_key(&self, line: &str) -> Option<String> {
        let first = self.first_of_key(line)?;
        let opens = self.annex.iter().any(|word| word.starts_with(first));
        (opens && !self.exceeds(line, LONGEST_ANNEX_LINE)).then(|| self.key(line))
    }

    /// Whether a line whose key ends with this character opens no annex: a mark closes it, as most paragraphs, and none of
    /// the words does that could stand there.
    pub(crate) fn closes_no_annex(&self, last: char) -> bool {
        let marks = [self.sentence_ends, self.comma, self.segment_ends];
        let ends = |word: &str| word.ends_with(last);
        marks.iter().any(|marks| marks.contains(&last))
            && !last.is_alphanumeric()
            && !self.annex.iter().copied().chain(self.ordinals.iter().map(|ordinal| ordinal.0)).any(ends)
            && !self.numerals.iter().any(|numeral| numeral.0 == last)
    }

    /// The number of the annex that a line opens, given as a key; 0 where it bears none: 附件, Annexe II, …的信的附件二,
    /// Annex to the letter dated 5 May 2020 ….
    pub fn annex_number(&self, line: &str) -> Option<u32> {
        let within = |limit: usize| line.chars().nth(limit).is_none();
        let number =
            |tail: &str| if tail.is_empty() { Some(0) } else { annex_letter(tail).or_else(|| self.ordinal(tail)) };
        let closing = || {
            let words = self.annex.iter().filter_map(|w| Some((line.rfind(w)?, *w)));
            let (at, word) = words.max_by_key(|f| f.0 + f.1.len())?;
            let before = line.get(..at)?;
            let belongs = at == 0 || self.letter.tails.iter().any(|tail| before.contains(tail));
            number(line.get(at + word.len()..)?.trim()).filter(|_| belongs)
        };
        // The line repeats the title of the letter, of which its date is left at least.
        let opening = || {
            let word = longest(self.annex, |w| line.starts_with(w))?;
            let rest = line.get(word.len()..)?.strip_prefix(' ')?;
            self.first_date(rest).filter(|d| d.1.start.day.is_some())?;
            let closed = rest.ends_with(|c| [self.sentence_ends, self.comma, self.segment_ends].concat().contains(&c));
            let (first, _) = rest.split_once(' ')?;
            (!closed).then(|| self.ordinal(first).unwrap_or(0))
        };
        let bare = within(LONGEST_ANNEX_LINE).then(closing).flatten();
        bare.or_else(|| within(LONGEST_ANNEX_TITLE).then(opening).flatten())
    }

    /// The name under which the language lists an organ, organization or office first: the nominative, where words are
    /// inflected.
    pub fn listed_name(&self, id: &str) -> Option<&'static str> {
        self.entities().find(|e| e.id == id).map(|e| e.name)
    }

    /// The organ, organization or office with this name.
    pub fn entity(&self, name: &str) -> Option<&'static Entity> {
        let key = self.key(name);
        self.entities().find(|e| e.name == key)
    }

    /// Who reports, from what [`Language::reporter`] gives: the name, and the organ, organization or office. The subject of
    /// the report may follow it.
    ///
    /// ```
    /// use declc::language::{EN, ZH};
    /// assert_eq!(EN.reporting("Secretary-General on the situation in Mali").unwrap().0, "Secretary-General");
    /// assert_eq!(ZH.reporting("秘书长关于马里局势").unwrap().1.id, "secretaryGeneral");
    /// assert!(EN.reporting("Security Council Committee on Mali").is_none());
    /// ```
    pub fn reporting<'t>(&self, reporter: &'t str) -> Option<(&'t str, &'static Entity)> {
        let named = |name: &'t str| Some((name, self.entity(name)?));
        let subjects = || {
            self.report_subjects
                .iter()
                .flat_map(|word| reporter.match_indices(word).map(|(at, _)| (at, at + word.len())))
        };
        let apart = |&(at, end): &(usize, usize)| {
            let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
            let (before, behind) = (reporter.get(..at).unwrap_or(""), reporter.get(end..).unwrap_or(""));
            self.unspaced || blank(before.chars().next_back()) && blank(behind.chars().next())
        };
        let before = || subjects().filter(apart).filter_map(|(at, _)| named(reporter.get(..at)?.trim_end()));
        named(reporter).or_else(|| before().max_by_key(|found| found.0.len()))
    }

    fn entities(&self) -> impl Iterator<Item = &'static Entity> + use<> {
        self.organs.iter().chain(self.organizations).chain(self.roles)
    }
}

/// Whether a character beside the name of a State shows that it is part of a longer name: Guinea in Guinea-Bissau.
fn runs_on(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '–' | '—'))
}

/// The longest of `words` that fits.
fn longest(words: &[&'static str], fits: impl Fn(&str) -> bool) -> Option<&'static str> {
    words.iter().copied().filter(|w| fits(w)).max_by_key(|w| w.len())
}

/// Where the first of `words` begins in `text`, and where the longest that begins there ends.
fn first(text: &str, words: &[&str]) -> Option<(usize, usize)> {
    let at = words.iter().filter_map(|w| text.find(w)).min()?;
    let end =
        words.iter().filter(|w| text.get(at..).is_some_and(|t| t.starts_with(**w))).map(|w| at + w.len()).max()?;
    Some((at, end))
}

/// The number of an annex that bears a letter: Annex A. I is the Roman number.
fn annex_letter(tail: &str) -> Option<u32> {
    let letter = tail.bytes().next().filter(|letter| tail.len() == 1 && (b'A'..=b'H').contains(letter))?;
    Some(u32::from(letter - b'A') + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{AR, EN, ES, FR, RU, ZH};

    #[test]
    fn letters_in_every_order() {
        let parts = |language: &crate::language::Language, title: &'static str| {
            language.letter_title(title).map(|l| (l.date.start.iso(), l.sender, l.addressee))
        };
        let expected = |sender, addressee| Some(("2020-05-05".to_owned(), sender, addressee));
        let title = "Identical letters dated 5 May 2020 from the Permanent Representative of Norway to the United Nations \
                     addressed to the Secretary-General";
        assert_eq!(
            parts(&EN, title),
            expected("Permanent Representative of Norway to the United Nations", "Secretary-General")
        );
        let title = "Lettre datée du 5 mai 2020, adressée au Président du Conseil de sécurité par la Représentante \
                     permanente de la Norvège";
        assert_eq!(
            parts(&FR, title),
            expected("Représentante permanente de la Norvège", "Président du Conseil de sécurité")
        );
        let title = "Carta de fecha 5 de mayo de 2020 dirigida al Secretario General por la Representante Permanente";
        assert_eq!(parts(&ES, title), expected("Representante Permanente", "Secretario General"));
        let title = "Письмо Постоянного представителя Норвегии от 5 мая 2020 года на имя Генерального секретаря";
        assert_eq!(parts(&RU, title), expected("Постоянного представителя Норвегии", "Генерального секретаря"));
        let title = "رسالة مؤرخة 5 أيار/مايو 2020 موجهة إلى الأمين العام من الممثلة الدائمة للنرويج";
        assert_eq!(parts(&AR, title), expected("الممثلة الدائمة للنرويج", "الأمين العام"));
        let title = "2020年5月5日挪威常驻联合国代表给秘书长的信";
        assert_eq!(parts(&ZH, title), expected("挪威常驻联合国代表", "秘书长"));
        assert_eq!(parts(&EN, "Letter from the Secretary-General"), None);
    }

    #[test]
    fn a_letter_is_of_the_state_whose_whole_name_it_bears() {
        let cases = [
            (&EN, "Permanent Representative of the Republic of Korea", Some("republicOfKorea")),
            (
                &EN,
                "Permanent Representative of the Democratic People's Republic of Korea",
                Some("democraticPeoplesRepublicOfKorea"),
            ),
            (&EN, "Permanent Representative of Guinea", Some("guinea")),
            (&EN, "Permanent Representative of Guinea-Bissau", Some("guineaBissau")),
            (&EN, "Permanent Representative of Guinea–Bissau", None),
            (&EN, "Permanent Representative of Equatorial Guinea", Some("equatorialGuinea")),
            (&EN, "Permanent Representative of Papua New Guinea", Some("papuaNewGuinea")),
            (&EN, "Permanent Representative of the Republic of the Congo", Some("congo")),
            (
                &EN,
                "Permanent Representative of the Democratic Republic of the Congo",
                Some("democraticRepublicOfTheCongo"),
            ),
            (&EN, "Permanent Representative of the Niger", Some("niger")),
            (&EN, "Permanent Representative of Nigeria", Some("nigeria")),
            (&EN, "Permanent Representative of South Sudan", Some("southSudan")),
            (&EN, "Permanent Representative of the Republic of the Sudan", Some("sudan")),
            (&EN, "Permanent Representative of Ireland", Some("ireland")),
            (
                &EN,
                "Chargé d’affaires a.i. of the United Kingdom of Great Britain and Northern Ireland",
                Some("unitedKingdom"),
            ),
            (&EN, "Permanent Representative of Dominica", Some("dominica")),
            (&EN, "Permanent Representative of the Dominican Republic", Some("dominicanRepublic")),
            (&EN, "Permanent Representative of The former Yugoslav Republic of Macedonia", Some("northMacedonia")),
            (&EN, "Prime Minister and Minister of Defence of the Kingdom of Tonga", Some("tonga")),
            (&EN, "Permanent Representative of Serbia and Montenegro", None),
            (&EN, "Permanent Representatives of Germany, Kuwait and Sweden", None),
            (&EN, "Permanent Representatives of Germany and the European Union", None),
            (&EN, "Permanent Representative of Western Samoa", None),
            (&EN, "President of the International Court of Justice", None),
            (&EN, "Panel of Experts on the Sudan", None),
            (&FR, "Représentante permanente de la Guinée", Some("guinea")),
            (&FR, "Représentante permanente de la Papouasie-Nouvelle-Guinée", Some("papuaNewGuinea")),
            (&FR, "Ministre des affaires étrangères d'Haïti", Some("haiti")),
            (&FR, "Représentant permanent des États-Unis d’Amérique", Some("unitedStates")),
            (
                &FR,
                "Représentant permanent du Royaume-Uni de Grande-Bretagne et d’Irlande du Nord",
                Some("unitedKingdom"),
            ),
            (&FR, "Président du Comité concernant la République centrafricaine", None),
            (&ES, "Representante Permanente de la República Dominicana", Some("dominicanRepublic")),
            (&ES, "Representante Permanente de los Emiratos Árabes Unidos", Some("unitedArabEmirates")),
            (&ES, "Ministra de Relaciones Exteriores y Movilidad Humana del Ecuador", Some("ecuador")),
            (&ES, "Representantes Permanentes de Chile y el Perú", None),
            (&RU, "Постоянного представителя Соединённых Штатов Америки", Some("unitedStates")),
            (&RU, "Постоянного представителя Республики Корея", Some("republicOfKorea")),
            (&RU, "Постоянного представителя Нигера", Some("niger")),
            (&RU, "Министра иностранных дел Южного Судана", Some("southSudan")),
            (&RU, "постоянных представителей Чили и Перу", None),
            (&RU, "Председателя Комитета по Ливии", None),
            (&AR, "الممثلة الدائمة لجمهورية الكونغو", Some("congo")),
            (&AR, "الممثلة الدائمة لجمهورية الكونغو الديمقراطية", Some("democraticRepublicOfTheCongo")),
            (&AR, "الممثل الدائم لغينيا الاستوائية", Some("equatorialGuinea")),
            (&AR, "الممثل الدائم للبنان", Some("lebanon")),
            (&AR, "الممثل الدائم لدولة الكويت", Some("kuwait")),
            (&AR, "الممثل الدائم للسودان والممثل الدائم لجنوب السودان", None),
            (&AR, "رئيس اللجنة المعنية بليبيا", None),
            (&ZH, "几内亚常驻联合国代表", Some("guinea")),
            (&ZH, "德国和科威特常驻联合国代表", None),
            (&ZH, "德国、科威特和瑞典常驻联合国代表", None),
        ];
        for (language, words, state) in cases {
            assert_eq!(language.state_of_sender(words).map(|state| state.id), state, "{words}");
        }
    }

    #[test]
    fn lines_over_annexes() {
        let cases = [
            (&EN, "Annex", Some(0)),
            (&EN, "Annex IV", Some(4)),
            (&EN, "Annex II to the letter dated 5 May 2020 from the Permanent Mission of Norway", Some(2)),
            (&EN, "Annex to the letter dated 5 May 2020 from the Permanent Mission of Norway", Some(0)),
            (&EN, "Annex I to the present resolution was adopted on 5 May 2020.", None),
            (&EN, "Annexation", None),
            (&EN, "ANNEX IV", Some(4)),
            (&EN, "Annex C", Some(3)),
            (&EN, "Annex I", Some(1)),
            (&EN, "Annex K", None),
            (&FR, "Annexe II à la lettre datée du 5 mai 2020", Some(2)),
            (&ZH, "附件A", Some(1)),
            (&ZH, "附件十二", Some(12)),
            (&ZH, "2020年5月5日给秘书长的信的附件二", Some(2)),
            (&AR, "المرفق الثاني", Some(2)),
            (&RU, "Приложение III", Some(3)),
        ];
        for (language, line, number) in cases {
            assert_eq!(language.annex_number(line), number, "{line}");
        }
    }

    #[test]
    fn statements_are_no_declarations() {
        assert!(FR.names_statement("Déclaration de la Présidente du Conseil de sécurité"));
        assert!(!FR.names_declaration("Déclaration de la Présidente du Conseil de sécurité"));
        assert!(FR.names_declaration("Déclaration de Genève sur la paix"));
        assert!(ZH.names_statement("安全理事會主席的聲明"));
    }

    #[test]
    fn days_have_a_place_behind_or_before_them() {
        let place = |language: &Language, text: &str| language.place_and_date(text).map(|found| found.1.to_owned());
        let country = "New York, United States of America";
        for (text, found) in [
            ("12 May 2020", Some("")),
            ("12 May 2020, Rome", Some("Rome")),
            ("(12 May 2020, Rome)", Some("Rome")),
            ("12 to 14 May 2020, New York, United States of America", Some(country)),
            ("Rome, 12 May 2020", Some("Rome")),
            ("(Rio de Janeiro, 12 May 2020)", Some("Rio de Janeiro")),
            ("Rome, 30 April–2 May 2020", Some("Rome")),
            ("Rome, on 12 May 2020", Some("Rome")),
            ("12 May 2020th", None),
            ("12 May 2020 in the city of New York", None),
            ("Rome, from 12 May 2020", None),
            ("Rome, 12 May 2020, and after", None),
            ("Rome, May 2020", None),
            ("Rome Declaration, 12 May 2020", None),
            ("Adopted by consensus, 12 May 2020", None),
            ("76th meeting, 12 May 2020", None),
            ("at Rome, 12 May 2020", None),
        ] {
            assert_eq!(place(&EN, text).as_deref(), found, "{text}");
        }
        let long = |length: usize| place(&EN, &format!("12 May 2020, {}", "A".repeat(length))).is_some();
        assert!(long(LONGEST_PLACE - 1) && !long(LONGEST_PLACE));
        let before = |length: usize| place(&EN, &format!("{}, 12 May 2020", "A".repeat(length))).is_some();
        assert!(before(LONGEST_PLACE) && !before(LONGEST_PLACE + 1));
        assert_eq!(place(&ZH, "2022年10月28日，印度").as_deref(), Some("印度"));
        assert_eq!(place(&ZH, "新德里，2022年10月28日至29日").as_deref(), Some("新德里"));
        assert_eq!(place(&ZH, "我们各国元首和政府首脑在联合国总部举行了会议，2022年10月28日"), None);
        assert_eq!(place(&FR, "Genève (Suisse), le 5 mai 2020").as_deref(), Some("Genève (Suisse)"));
    }
}
