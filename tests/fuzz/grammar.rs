//! Small documents from the words of a language: what a drafter writes, in the order in which a die falls.
//!
//! In: numbers. Out: a handful of lines, most of them well formed, seldom a well-formed document. Short, so that many are
//! tried; the words come from the crate's own tables, so that each of them is tried.

use super::mutate::Chance;
use declc::language::{self, Language};

/// A document of so many lines in one language.
pub(crate) fn document(lines: usize, chance: &mut Chance) -> String {
    let mut writer = Writer { language: language::ALL[chance.below(language::ALL.len())], chance, out: String::new() };
    for _ in 0..lines {
        writer.line();
        writer.say(["\n\n", "\n\n", "\n\n", "\n", "\n\n\n"]);
    }
    writer.out
}

struct Writer<'a> {
    language: &'static Language,
    chance: &'a mut Chance,
    out: String,
}

impl Writer<'_> {
    fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.chance.below(of.len())).copied()
    }

    fn say<const N: usize>(&mut self, of: [&str; N]) {
        let said = self.one(&of).unwrap_or_default();
        self.out.push_str(said);
    }

    fn word(&mut self, of: &[&str]) {
        let said = self.one(of).unwrap_or_default();
        self.out.push_str(said);
        self.gap();
    }

    fn mark(&mut self, of: &[char]) {
        let mark = self.one(of);
        self.out.extend(mark);
    }

    fn gap(&mut self) {
        if !self.language.unspaced {
            self.out.push(' ');
        }
    }

    /// Often the mark of this place, else another or none.
    fn end(&mut self, of: &[char]) {
        let language = self.language;
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        match self.chance.below(8) {
            0 => self.mark(language.colons),
            1 => self.mark(language.sentence_ends),
            2 => {}
            _ => self.mark(of),
        }
    }

    fn line(&mut self) {
        let language = self.language;
        match self.chance.below(20) {
            0 => self.organ(language.comma),
            1..=3 => {
                self.opening();
                self.text();
                self.end(language.comma);
            }
            4..=8 => {
                self.number();
                self.opening();
                self.text();
                self.end(language.segment_ends);
            }
            9 | 10 => {
                self.letter();
                self.text();
                self.end(language.segment_ends);
            }
            11 => {
                self.word(language.annex);
                self.count();
            }
            12 => {
                self.say(["", "I. ", "A. ", "一. ", "(一) ", "# ", "**", "II. "]);
                self.text();
            }
            13 | 14 => {
                self.marker();
                self.out.push(' ');
                self.text();
                self.end(language.sentence_ends);
            }
            15 => self.cover(),
            16 => {
                self.word(language.division_words);
                self.count();
            }
            17 => self.say([
                "21-08762 2/5",
                "\u{c}",
                "___________",
                "A/RES/75/291",
                "* * *",
                "| a | b |\n|---|---|\n| 1 | 2 |",
            ]),
            18 => self.number(),
            _ => self.text(),
        }
    }

    fn organ(&mut self, end: &[char]) {
        let name = self.one(self.language.organs).map_or("", |organ| organ.name);
        self.out.push_str(name);
        self.end(end);
    }

    fn opening(&mut self) {
        let language = self.language;
        match self.chance.below(6) {
            0 => self.word(language.modifiers),
            1 => self.word(language.preambular_markers),
            _ => {}
        }
        let phrase = self.one(language.opening_phrases).map_or("", |(phrase, _)| phrase);
        self.word(&[phrase]);
        if self.chance.below(8) == 0 {
            self.word(language.phrase_tails);
        }
    }

    fn count(&mut self) {
        match self.chance.below(4) {
            0 => self.say(["I", "II", "IV", "III", "XII"]),
            1 => {
                let word = self.one(self.language.ordinals).map_or("", |(word, _)| word);
                self.out.push_str(word);
            }
            2 => {
                let numeral = self.one(self.language.numerals).map(|(numeral, _)| numeral);
                self.out.extend(numeral);
            }
            _ => self.figure(),
        }
    }

    fn figure(&mut self) {
        let number = match self.chance.below(12) {
            0 => 100 + self.chance.below(1000),
            _ => 1 + self.chance.below(5),
        };
        self.out.push_str(&number.to_string());
    }

    fn number(&mut self) {
        self.figure();
        self.say([". ", ". ", ". ", " - ", "\t", ".", ") ", " bis. "]);
    }

    fn letter(&mut self) {
        self.say(["(", "(", "(", "", "（", "- "]);
        match self.chance.below(4) {
            0 => self.say(["i", "ii", "iii", "iv", "一", "二"]),
            1 => self.mark(self.language.letters),
            2 => self.figure(),
            _ => self.say(["a", "b", "c", "d"]),
        }
        self.say([") ", ") ", ") ", "）", ". "]);
    }

    fn marker(&mut self) {
        self.say(["¹", "²", "³", "¹⁰", "1", "2", "[^1]", "[1]", "*", "**", "١"]);
    }

    fn cover(&mut self) {
        let language = self.language;
        match self.chance.below(5) {
            0 => self.word(language.distribution),
            1 => self.word(language.original),
            2 => {
                let (before, after) = self.one(language.agenda_items).unwrap_or_default();
                self.out.push_str(before);
                self.gap();
                self.figure();
                self.gap();
                self.out.push_str(after);
            }
            3 => {
                self.out.push_str(language.session.0);
                self.gap();
                self.figure();
                self.out.push_str(language.session.1);
            }
            _ => self.organ(&[]),
        }
        self.gap();
        self.phrase();
    }

    /// Some pieces of a sentence.
    fn text(&mut self) {
        for _ in 0..=self.chance.below(3) {
            self.phrase();
            self.gap();
            if self.chance.below(8) == 0 {
                self.marker();
            }
        }
    }

    fn phrase(&mut self) {
        let language = self.language;
        let places = || language.citation.places;
        match self.chance.below(14) {
            0 => {
                let word = self.one(language.instruments).map_or("", |(word, _)| word);
                self.word(&[word]);
                self.say(["75/291", "1373 (2001)", "S-21/2", "3/1 A", "60/288、"]);
            }
            1 => {
                self.say(["", "", "第", "见"]);
                let place = self.one(places()).map_or("", |(place, _)| place);
                self.word(&[place]);
                self.figure();
                self.word(language.citation.range);
                self.figure();
                self.gap();
                self.word(language.citation.of);
            }
            2 => {
                self.word(language.citation.here);
                self.say(["第"]);
                self.figure();
                let place = self.one(places()).map_or("", |(place, _)| place);
                self.word(&[place]);
                self.word(language.citation.here_after);
            }
            3 => self.date(),
            4 => self.say(["A/75/729", "S/2021/1", "E/CN.4/1", "A/RES/75/291", "A/75/L.105", "ST/SGB/2"]),
            5 => {
                let (open, close) =
                    self.one(language.title_marks).or(self.one(language.quotation_marks)).unwrap_or_default();
                self.out.push(open);
                self.word(language.frequent_words);
                self.out.push(close);
            }
            6 => {
                let (open, close) = self.one(language.brackets).unwrap_or_default();
                self.out.push(open);
                self.word(language.citation.also_called);
                self.phrase_of_words();
                self.out.push(close);
            }
            7 => {
                let name = self.one(language.organizations).map_or("", |entity| entity.name);
                self.word(&[name]);
            }
            8 => {
                let name = self.one(language.roles).map_or("", |entity| entity.name);
                self.word(&[name]);
            }
            9 => {
                let name = self.one(language.states).map_or("", |entity| entity.name);
                self.word(&[name]);
            }
            10 => {
                let treaty = self.one(language.citation.treaties).map_or("", |(name, _)| name);
                self.word(&[treaty]);
            }
            11 => self.say(["*", "**", "[x](https://x.org)", "<", "&", "…", "——", "“", "”"]),
            _ => self.phrase_of_words(),
        }
    }

    fn phrase_of_words(&mut self) {
        for _ in 0..=self.chance.below(3) {
            self.word(self.language.frequent_words);
        }
    }

    fn date(&mut self) {
        let language = self.language;
        self.figure();
        match self.one(language.named_dates.months) {
            Some((month, _)) => {
                self.out.push(' ');
                let link = self.one(language.named_dates.links).unwrap_or_default();
                self.out.push_str(link);
                self.out.push_str(month);
                self.say([" 2021", " 1999", "", " 20"]);
            }
            None => self.say(["月1日", "年6月30日", "年底", "至", "月"]),
        }
    }
}
