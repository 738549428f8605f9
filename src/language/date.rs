//! Dates as a language prints them: `2006 年 9 月 8 日`, `2022年10月28-29日`, `2020 年上半年`, `22 November 2017`.
//!
//! In: a text that may begin with a date. Out: its length in bytes and what it says, ISO 8601. A month or day whose
//! year is not printed has none here; `link` looks for it earlier in the sentence.
//!
//! Not here: where dates stand in a paragraph, and what they are the dates of.

use super::{Language, digit, is_same_in_any_case};

/// A day, month or year; what is not printed is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// Year.
    pub year: Option<u32>,
    /// Month, 1 to 12.
    pub month: Option<u32>,
    /// Day, 1 to 31.
    pub day: Option<u32>,
}

impl Moment {
    /// ISO 8601: `2021-06-30`, `2023-02`, `2020`; without a year `--08-21`, `--08`.
    pub fn iso(self) -> String {
        match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(year), Some(month), None) => format!("{year:04}-{month:02}"),
            (Some(year), None, _) => format!("{year:04}"),
            (None, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
            (None, Some(month), None) => format!("--{month:02}"),
            (None, None, _) => "-".to_owned(),
        }
    }
}

/// What part of a year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearPart {
    /// A half, 1 or 2.
    Half(u32),
    /// A quarter, 1 to 4.
    Quarter(u32),
}

/// A date at the head of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundDate {
    /// Length in bytes.
    pub length: usize,
    /// The date, or the first of a range.
    pub start: Moment,
    /// The last date of a range.
    pub end: Option<Moment>,
    /// The part of the year that is meant.
    pub part: Option<YearPart>,
}

/// Years that UN texts name. A number outside is a quantity.
const YEARS: std::ops::RangeInclusive<u32> = 1850..=2150;

/// Round signs that stand for nought in a year of numerals.
const ROUND: [char; 2] = ['○', '◯'];

impl Language {
    /// The date at the head of `text`.
    ///
    /// ```
    /// use declc::language::ZH;
    /// assert_eq!(ZH.date_at("2006 年 9 月 8 日第 60/288 号").unwrap().start.iso(), "2006-09-08");
    /// assert_eq!(ZH.date_at("2022年10月28-29日").unwrap().end.unwrap().iso(), "2022-10-29");
    /// assert_eq!(ZH.date_at("2019 冠状病毒病"), None);
    /// ```
    pub fn date_at(&self, text: &str) -> Option<FoundDate> {
        self.named_month_date(text).or_else(|| self.counted_date(text)).or_else(|| self.numeral_date(text))
    }

    /// The date at the head of `text`, or the days of a session whose two ends are in two months: the first may lack its
    /// year.
    ///
    /// ```
    /// use declc::language::EN;
    /// let session = EN.period_at("21 June–14 July 2021").unwrap();
    /// assert_eq!((session.length, session.start.iso().as_str()), ("21 June–14 July 2021".len(), "2021-06-21"));
    /// assert_eq!(session.end.unwrap().iso(), "2021-07-14");
    /// ```
    pub fn period_at(&self, text: &str) -> Option<FoundDate> {
        let first = self.date_at(text)?;
        let second = || {
            let rest = text.get(first.length..)?.trim_start();
            let ranges = self.named_dates.range.iter().chain(self.date_words.range);
            let word = ranges.filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len())?;
            let rest = rest.get(word.len()..)?.trim_start();
            let last = self.date_at(rest).filter(|last| last.start.day.is_some())?;
            let start = Moment { year: first.start.year.or(last.start.year), ..first.start };
            let end = Some(last.end.unwrap_or(last.start));
            Some(FoundDate { length: text.len() - rest.len() + last.length, start, end, part: None })
        };
        if first.end.is_some() || first.start.day.is_none() { Some(first) } else { second().or(Some(first)) }
    }

    /// The first date in `text`: its byte offset and what it says.
    ///
    /// ```
    /// use declc::language::EN;
    /// let found = EN.first_date("Adopted on 30 March 2020").unwrap();
    /// assert_eq!((found.0, found.1.start.iso().as_str()), (11, "2020-03-30"));
    /// ```
    pub fn first_date(&self, text: &str) -> Option<(usize, FoundDate)> {
        let fresh = |at: usize| {
            !text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(|c| c.is_alphanumeric() && c.is_ascii())
        };
        let numeral = |c: char| !self.date_words.year.is_empty() && self.numerals.iter().any(|n| n.0 == c);
        let starts = text.char_indices().filter(|&(at, c)| (digit(c).is_some() || numeral(c)) && fresh(at));
        starts.filter_map(|(at, _)| Some((at, self.date_at(text.get(at..)?)?))).find(|(_, d)| d.start.month.is_some())
    }

    /// 22 November 2017, 8 de septiembre de 2006, 8 and 9 December 2022.
    fn named_month_date(&self, text: &str) -> Option<FoundDate> {
        let names = &self.named_dates;
        let mut rest = text;
        let first = day(&mut rest, names)?;
        let range = names.range.iter().find_map(|word| {
            let mut second = rest.trim_start_matches(' ').strip_prefix(word)?.trim_start_matches(' ');
            let last = day(&mut second, names)?;
            Some((last, second))
        });
        let last = range.map(|(last, after)| {
            rest = after;
            last
        });
        let month = |text: &str| {
            // Those of mastheads are in ASCII.
            let masthead = text.starts_with(|c: char| c.is_ascii_alphabetic());
            let mastheads = super::MASTHEAD_MONTHS.iter().filter(|_| masthead);
            let months = names.months.iter().chain(mastheads).filter(|m| starts_with_any_case(text, m.0));
            months.max_by_key(|m| m.0.len()).copied()
        };
        let mut links = names.links.iter().chain(&[" "]);
        let (name, month, after) = links.find_map(|l| {
            let after = rest.strip_prefix(l)?;
            let (name, number) = month(after)?;
            Some((name, u32::from(number), after))
        })?;
        rest = after.get(name.len()..)?;
        let year = names.links.iter().chain(&[" "]).find_map(|l| {
            let mut after = rest.strip_prefix(l)?;
            let year = number(&mut after, 4).filter(|y| YEARS.contains(y))?;
            Some((year, after))
        });
        let year = year.map(|(year, after)| {
            rest = after;
            year
        });
        if year.is_some() {
            let suffix = names.year_suffixes.iter().filter(|s| rest.starts_with(**s)).max_by_key(|s| s.len());
            rest = suffix.and_then(|s| rest.get(s.len()..)).unwrap_or(rest);
        }
        let start = moment(year, Some(month), Some(first))?;
        let end = match last {
            Some(last) => Some(moment(year, Some(month), Some(last))?),
            None => None,
        };
        Some(FoundDate { length: text.len() - rest.len(), start, end, part: None })
    }

    /// 2006 年 9 月 8 日 and every shorter form of it.
    fn counted_date(&self, text: &str) -> Option<FoundDate> {
        let words = &self.date_words;
        if words.year.is_empty() {
            return None;
        }
        let mut rest = text;
        let mut part = None;
        if let Some(quarter) = words.quarters.iter().position(|q| text.starts_with(q)) {
            let length = words.quarters.get(quarter)?.len();
            let part = Some(YearPart::Quarter(u32::try_from(quarter).ok()? + 1));
            return Some(FoundDate { length, start: Moment::default(), end: None, part });
        }
        let start = self.moment(&mut rest, None)?;
        if start.month.is_none() {
            let after = rest.trim_start_matches(' ');
            let named = |names: &[&str]| {
                names.iter().position(|n| after.starts_with(n)).map(|i| (i, names.get(i).map_or(0, |n| n.len())))
            };
            if let Some((index, length)) = named(&words.halves) {
                part = Some(YearPart::Half(u32::try_from(index).ok()? + 1));
                rest = after.get(length..)?;
            } else if let Some((index, length)) = named(&words.quarters) {
                part = Some(YearPart::Quarter(u32::try_from(index).ok()? + 1));
                rest = after.get(length..)?;
            }
        }
        let end = self.range_end(&mut rest, start);
        Some(FoundDate { length: text.len() - rest.len(), start, end, part })
    }

    /// 二〇二二年九月十六日: the figures of the year one by one, month and day as numbers.
    fn numeral_date(&self, text: &str) -> Option<FoundDate> {
        let words = &self.date_words;
        // Printers take a circle for the sign of nought.
        let value = |c: char| {
            let nought = ROUND.contains(&c).then_some(0);
            self.numerals.iter().find(|n| n.0 == c && n.1 < 10).map(|n| n.1).or(nought)
        };
        if words.year.is_empty() || value(text.chars().next()?).is_none_or(|first| first == 0) {
            return None;
        }
        let figures: Vec<(u32, usize)> = text.chars().take(4).map_while(|c| Some((value(c)?, c.len_utf8()))).collect();
        let year = figures.iter().fold(0, |year, figure| year * 10 + figure.0);
        let year = Some(year).filter(|year| figures.len() == 4 && YEARS.contains(year))?;
        let mut rest = text.get(figures.iter().map(|figure| figure.1).sum()..)?.strip_prefix(words.year)?;
        let mut counted = |units: &[&str]| {
            let end = rest.find(|c: char| !self.numerals.iter().any(|n| n.0 == c))?;
            let unit = units.iter().filter(|unit| rest.get(end..).is_some_and(|t| t.starts_with(**unit)));
            let unit = unit.max_by_key(|unit| unit.len())?;
            let number = self.numeral_value(rest.get(..end)?)?;
            rest = rest.get(end + unit.len()..)?;
            Some(number)
        };
        let month = counted(words.month);
        let day = month.and_then(|_| counted(&[words.day]));
        let start = moment(Some(year), month, day)?;
        Some(FoundDate { length: text.len() - rest.len(), start, end: None, part: None })
    }

    /// One date of numbers with their words. `after` is the first date of a range, whose month the second may share.
    fn moment(&self, rest: &mut &str, after: Option<Moment>) -> Option<Moment> {
        let words = &self.date_words;
        let mut here = *rest;
        let mut found = Moment::default();
        if let Some(year) = unit(&mut here, 4, &[words.year]).filter(|y| YEARS.contains(y)) {
            found.year = Some(year);
            *rest = here;
            spaces(&mut here);
        } else {
            here = *rest;
        }
        if let Some(month) = unit(&mut here, 2, words.month) {
            found.month = Some(month);
            *rest = here;
            spaces(&mut here);
        } else {
            here = *rest;
            spaces(&mut here);
        }
        if found.month.is_some() || after.is_some_and(|a| a.day.is_some() && found.year.is_none()) {
            if let Some(day) = unit(&mut here, 2, &[words.day]) {
                found.day = Some(day);
                *rest = here;
            } else if found.month.is_some() && after.is_none() {
                // 10月28-29日: the word for day stands once, after the second number.
                let mut second = here;
                let day = number(&mut second, 2);
                let range = words.range.iter().find(|r| second.starts_with(**r));
                if let (Some(day), Some(range)) = (day, range) {
                    let tail = second;
                    second = second.get(range.len()..)?;
                    if unit(&mut second, 2, &[words.day]).is_some() {
                        found.day = Some(day);
                        *rest = tail;
                    }
                }
            }
        }
        (found != Moment::default()).then_some(()).and(moment(found.year, found.month, found.day))
    }

    /// 至 5 日, 和29日, 至 7月5日.
    fn range_end(&self, rest: &mut &str, start: Moment) -> Option<Moment> {
        let mut here = *rest;
        spaces(&mut here);
        let word = self.date_words.range.iter().filter(|r| here.starts_with(**r)).max_by_key(|r| r.len())?;
        here = here.get(word.len()..)?;
        spaces(&mut here);
        let mut end = self.moment(&mut here, Some(start))?;
        // 9月和10月 are two months, but 28日和29日 is one meeting.
        let conjunction =
            self.date_words.range.first().is_none_or(|first| first != word) && word.chars().all(char::is_alphabetic);
        if conjunction && (start.day.is_none() || end.month.is_some()) {
            return None;
        }
        if end.year.is_none() {
            end.year = start.year;
        } else if start.year.is_none() {
            return None;
        }
        if end.month.is_none() {
            end.month = start.month;
        }
        if end.day.is_some() != start.day.is_some() || end.month.is_some() != start.month.is_some() {
            return None;
        }
        *rest = here;
        Some(end)
    }
}

/// A day of the month, with what a language sets after it: 8, 1er, 1º.
fn day(rest: &mut &str, names: &super::NamedDates) -> Option<u32> {
    let day = number(rest, 2)?;
    if let Some(suffix) = names.day_suffixes.iter().filter(|s| rest.starts_with(**s)).max_by_key(|s| s.len()) {
        *rest = rest.get(suffix.len()..)?;
    }
    Some(day)
}

/// Whether `text` starts with `word`, whatever the case.
fn starts_with_any_case(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|t| is_same_in_any_case(t, word))
}

fn spaces(rest: &mut &str) {
    *rest = rest.trim_start_matches(' ');
}

/// A number of at most `most` digits of any script that no digit follows.
fn number(rest: &mut &str, most: usize) -> Option<u32> {
    let (mut value, mut end) = (0, 0);
    for (count, c) in rest.chars().enumerate() {
        let Some(digit) = digit(c) else { break };
        if count == most {
            return None;
        }
        value = value * 10 + digit;
        end += c.len_utf8();
    }
    *rest = rest.get(end..).filter(|_| end > 0)?;
    Some(value)
}

/// A number and the word for its unit, with or without a space between.
fn unit(rest: &mut &str, most: usize, words: &[&str]) -> Option<u32> {
    let mut here = *rest;
    let value = number(&mut here, most)?;
    spaces(&mut here);
    let word = words.iter().filter(|w| here.starts_with(**w)).max_by_key(|w| w.len())?;
    *rest = here.get(word.len()..)?;
    Some(value)
}

/// A moment whose month and day exist.
fn moment(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Option<Moment> {
    let leap = year.is_none_or(|y| (y % 4 == 0 && y % 100 != 0) || y % 400 == 0);
    let longest = match month {
        None => 31,
        Some(2) if leap => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        Some(m) if (1..=12).contains(&m) => 31,
        Some(_) => return None,
    };
    day.is_none_or(|d| (1..=longest).contains(&d)).then_some(Moment { year, month, day })
}

#[cfg(test)]
mod tests {
    use crate::language::ZH;

    fn read(text: &str) -> Option<(String, Option<String>, usize)> {
        let found = ZH.date_at(text)?;
        Some((found.start.iso(), found.end.map(super::Moment::iso), text.get(..found.length)?.chars().count()))
    }

    fn range(start: &str, end: &str, length: usize) -> (String, Option<String>, usize) {
        (start.into(), Some(end.into()), length)
    }

    #[test]
    fn ranges() {
        assert_eq!(read("2017 年 10 月 4 日至 5 日在"), Some(range("2017-10-04", "2017-10-05", 20)));
        assert_eq!(read("2022年10月28-29日，印度"), Some(range("2022-10-28", "2022-10-29", 14)));
        assert_eq!(read("2018年6月28日和29日在"), Some(range("2018-06-28", "2018-06-29", 14)));
        assert_eq!(read("5月25日至7月5日，"), Some(range("--05-25", "--07-05", 10)));
        assert_eq!(read("2020 年 1 月至 5 月对"), Some(range("2020-01", "2020-05", 15)));
        assert_eq!(read("9月和10月在法国"), Some(("--09".into(), None, 2)));
    }

    #[test]
    fn years_of_numerals() {
        for (text, iso, length) in [
            ("二〇二二年九月十六日于", "2022-09-16", 10),
            ("一九九二年六月三日", "1992-06-03", 9),
            ("二○二三年十二月二十八日", "2023-12-28", 12),
            ("二〇二三年十月举行", "2023-10", 7),
            ("二〇二三年以来", "2023", 5),
        ] {
            assert_eq!(read(text), Some((iso.to_owned(), None, length)), "{text}");
        }
        for text in ["二〇二三届", "二年三月", "三月三日", "〇〇二三年三月", "二〇二三年二月三十日", "一百二十年"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(ZH.first_date("订于二〇二二年九月十六日").map(|found| found.0), Some("订于".len()));
    }

    #[test]
    fn single_dates_and_what_is_none() {
        assert_eq!(read("22 November 2017"), Some(("2017-11-22".into(), None, 16)));
        assert_eq!(read("2021 年底对"), Some(("2021".into(), None, 6)));
        assert_eq!(read("8 月份成立"), Some(("--08".into(), None, 4)));
        for text in ["15 年来", "2019 冠状病毒病", "3 200 多人", "20 周年", "13 月 1 日", "2021年2月30日"]
        {
            assert!(read(text).is_none_or(|d| d.0 == "2021"), "{text}: {:?}", read(text));
        }
    }
}
