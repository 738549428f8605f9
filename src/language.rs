//! What a language must supply: one data file each in the folder beside this one.
//!
//! A language is data. [`Language`] has no defaults: the compiler lists what a new language file lacks. No language's
//! words stand in `parse`, `link` or `check`; they ask the fields of [`Language`].
//!
//! Not here: documents, and any decision about them.

mod ar;
pub mod date;
mod detect;
mod directing;
mod en;
pub mod encoding;
mod es;
mod fold;
mod fr;
mod index;
mod memo;
mod ru;
mod title;
mod zh;

use crate::source::is_visible;
use fold::Look;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use ar::AR;
pub use directing::{ActForm, Ask, Directing, DueWords};
pub use en::EN;
pub use es::ES;
pub(crate) use fold::is_alphabetic;
pub use fold::{digit, is_same_in_any_case, look_alike};
pub use fr::FR;
pub(crate) use memo::Memo;
pub use ru::RU;
pub use title::LetterTitle;
pub use zh::ZH;

/// The languages whose data are here, in the order of their tags. A program that knows another one gives the compiler
/// its own list (`Options::languages`).
pub static ALL: [&Language; 6] = [&AR, &EN, &ES, &FR, &RU, &ZH];

/// Whether an opening phrase tells somebody to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PhraseClass {
    /// States, recalls, reaffirms, notes: either part of a resolution may open so (重申, 回顾).
    Declaratory,
    /// Tells somebody to act: only the operative part opens so (敦促, 请).
    Directive,
    /// Binds the speaker: decides, undertakes (决定).
    Commissive,
}

/// The kind of instrument that a citation word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InstrumentWord {
    /// 决议, resolution.
    Resolution,
    /// 决定, decision.
    Decision,
}

/// An organ, office or group that texts name.
#[derive(Debug, Clone, Copy)]
pub struct Entity {
    /// As printed: 安全理事会.
    pub name: &'static str,
    /// The last segment of its ontology IRI: unsc.
    pub id: &'static str,
}

impl Entity {
    /// An entity by its printed name and the last segment of its IRI.
    pub(crate) const fn new(name: &'static str, id: &'static str) -> Self {
        Entity { name, id }
    }
}

/// What a language supplies. Every list is ordered as its comment says; where one entry begins with another, the
/// longest match wins, so order never decides.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 tag: zh.
    pub tag: &'static str,
    /// ISO 639-2 code in Akoma Ntoso IRIs: zho.
    pub iso639_2: &'static str,
    /// Path segment of docs.un.org.
    pub link_path: &'static str,
    /// Whether words are written without spaces, so that a joined line takes none.
    pub unspaced: bool,
    /// Characters that texts print in the place of one in the words here, with that one: 會, 会. Sorted.
    pub variants: &'static [(char, char)],
    /// Marks within a word that texts set or leave out: vowel marks, the long stroke, the stress.
    pub loose_marks: &'static [char],
    /// Marks that close a sentence.
    pub sentence_ends: &'static [char],
    /// Marks that close a paragraph of a list or of the operative part.
    pub segment_ends: &'static [char],
    /// Marks that close a preambular paragraph, or a chapeau before items.
    pub comma: &'static [char],
    /// Colons.
    pub colons: &'static [char],
    /// Pairs of title marks: 《 》.
    pub title_marks: &'static [(char, char)],
    /// Pairs of quotation marks.
    pub quotation_marks: &'static [(char, char)],
    /// Pairs of brackets.
    pub brackets: &'static [(char, char)],
    /// Words that join the last item of a list to the others, behind the mark of the last but one: and, or.
    pub item_joints: &'static [&'static str],

    /// Opening phrases without modifier, with their class.
    pub opening_phrases: &'static [(&'static str, PhraseClass)],
    /// Words that stand before an opening phrase and belong to it: 又, 还, 最强烈地.
    pub modifiers: &'static [&'static str],
    /// Words that open preambular paragraphs only, whatever follows: إذ, اقتناعا (منها). Where a language has them, each
    /// paragraph of a preamble opens with one.
    pub preambular_markers: &'static [&'static str],
    /// What a preambular paragraph opens and closes with that says under what an organ acts, where its first words are no
    /// opening phrase: 根据 … 采取行动.
    pub acting_under: &'static [(&'static str, &'static str)],
    /// Words that close an opening phrase: 的是.
    pub phrase_tails: &'static [&'static str],
    /// Prepositions of a framed phrase: 对…表示关切.
    pub frame_openers: &'static [&'static str],
    /// Adjectives of feeling that make a phrase with a verb of expression: 表示严重关切.
    pub speakers_we: &'static [&'static str],
    /// Words that close the subject of an enacting formula which names its speakers: 与会者.
    pub speaker_nouns: &'static [&'static str],

    /// Organs whose name can stand alone in an enacting formula or on a cover, with their ids.
    pub organs: &'static [Entity],
    /// Other organizations.
    pub organizations: &'static [Entity],
    /// Roles: 秘书长.
    pub roles: &'static [Entity],
    /// Member States and observers, with the ids that every language has, sorted by them: each under its official name
    /// first, then under the other names and cases in which titles print it.
    pub states: &'static [Entity],

    /// Words before the name of an organ that open a formula and are no part of the name, with a space: إن.
    pub particles: &'static [&'static str],

    /// 第…届会议: what stands before and after the ordinal of a session.
    pub session: (&'static str, &'static str),
    /// 第…届特别会议: what stands so beside the ordinal of a special session.
    pub special_session: (&'static str, &'static str),
    /// 第…届紧急特别会议: what stands so beside that of an emergency special session.
    pub emergency_session: (&'static str, &'static str),
    /// 第…年: what stands before and after the ordinal of a Security Council year.
    pub council_year: (&'static str, &'static str),
    /// Words that show that a short cover line names a session, where its number is written out.
    pub session_words: &'static [&'static str],
    /// 议程项目, or Point … de l’ordre du jour: what stands before and after the numbers of agenda items, for one and for
    /// several.
    pub agenda_items: &'static [(&'static str, &'static str)],
    /// 决议, 决定, with their kind: stems, where words are inflected.
    pub instruments: &'static [(&'static str, InstrumentWord)],
    /// Whether the number of a resolution stands before its title without a full stop.
    pub bare_title_numbers: bool,
    /// Words that the title of a declaration holds, in small letters.
    pub declaration: &'static [&'static str],
    /// The form of a letter's title.
    pub letter: LetterForm,
    /// What a report's byline opens and closes with.
    pub reports: &'static [(&'static str, &'static str)],
    /// What follows the name of who reports and opens what the report is about: 关于.
    pub report_subjects: &'static [&'static str],
    /// What the title of a statement that a president makes on behalf of an organ opens and closes with.
    pub statements: &'static [(&'static str, &'static str)],
    /// The name of the Organization, as a masthead prints it over the name of the organ.
    pub masthead: &'static [&'static str],
    /// Committees of an organ, which a cover names under its session and over its title: 第三委员会.
    pub committees: &'static [&'static str],
    /// What closes, behind a colon, the line that names who submits a draft, in small letters: draft resolution.
    pub drafts: &'static [&'static str],
    /// Words with which no title ends, in small letters: of, 和. One that ends so goes on below.
    pub links: &'static [&'static str],
    /// Words that show that a line tells of an adoption: 通过.
    pub adopted: &'static [&'static str],
    /// Words before a printed annex number: 附件.
    pub annex: &'static [&'static str],
    /// Words for a pillar, a part, a chapter, a principle as printed before a heading: 支柱.
    pub division_words: &'static [&'static str],
    /// What stands alone under a title and is none: 序言, 增编.
    pub under_title: &'static [&'static str],
    /// Words that show that a short closing line with a number names a meeting: 全体会议.
    pub meeting: &'static [&'static str],
    /// What a word begins with that stands beside the number of a page, in small letters: 第2页, Page 2 of 5.
    pub page: &'static [&'static str],
    /// Signs that multiply the number before them: 万. None where they are words in small letters.
    pub magnitudes: &'static [char],
    /// Words over the table of contents, in small letters: 目录, contents.
    pub contents: &'static [&'static str],
    /// Words over what a report says in short, in small letters: 摘要, summary.
    pub summary: &'static [&'static str],
    /// (签名).
    pub signed: &'static str,
    /// Words by which a text says where and when it was made, in small letters: done at, 订于.
    pub done: &'static [&'static str],
    /// Words by which those who sign a treaty say that they do, in small letters: in witness whereof. They open the
    /// sentence; where words are not parted they close it: 以昭信守.
    pub testimony: &'static [&'static str],
    /// What opens the line over a signature that says for whom it is, For the; where words are not parted it may close
    /// the line, 代表.
    pub signs_for: &'static [&'static str],
    /// What words hold that tell of a vote, in small letters: votes, 表决.
    pub votes: &'static [&'static str],
    /// Words before the original language on a cover: 原件, Original.
    pub original: &'static [&'static str],
    /// Words that open the distribution line of a cover: Distr.
    pub distribution: &'static [&'static str],
    /// What the first page asks of its reader: Please recycle.
    pub recycle: &'static [&'static str],
    /// Who reports for a committee, before a colon and a name: Rapporteur.
    pub rapporteur: &'static [&'static str],
    /// Words that only this language of its script has, each frequent: the, of, and.
    pub frequent_words: &'static [&'static str],
    /// Characters of the language's own script, as ranges with both ends; a cover line without any is in another
    /// language.
    pub script: &'static [(char, char)],
    /// Names of languages as printed on covers, with ISO 639-2 codes.
    pub language_names: &'static [(&'static str, &'static str)],

    /// Dates whose month is a name.
    pub named_dates: NamedDates,
    /// 年, 月, 日 and their variants.
    pub date_words: DateWords,
    /// 一二三 as digits, for ordinals and section numbers.
    pub numerals: &'static [(char, u32)],
    /// Words that number annexes and sections: الأول, أولا.
    pub ordinals: &'static [(&'static str, u32)],

    /// Letters of subparagraphs in the language's own alphabet, in order; empty where they are Latin.
    pub letters: &'static [char],

    /// Citation words.
    pub citation: Citation,
    /// Words that ask somebody to act, and that say by when.
    pub directing: Directing,
}

/// The form of a letter's title: what it opens and closes with, what stands before the sender and the addressee. A date
/// stands in it. Of several forms of one thing the longest that fits counts.
#[derive(Debug)]
pub struct LetterForm {
    /// Letter dated, Note verbale dated; empty where a title opens with the date or the sender.
    pub heads: &'static [&'static str],
    /// from the; empty where the sender stands first.
    pub from: &'static [&'static str],
    /// addressed to the; 给.
    pub to: &'static [&'static str],
    /// 的信, 的普通照会; empty where nothing stands.
    pub tails: &'static [&'static str],
    /// Who writes for a State, in small letters: permanent representative, permanent mission, chargé d’affaires,
    /// minister. Each is one person or mission: where several write, they write for several States. Empty where a title
    /// opens with the name of the State.
    pub offices: &'static [&'static str],
    /// What stands right before the name of that State, with the beginning of the name that it replaces: of the; in
    /// Arabic joined to the name, with لل for ال; empty words where the case of the name tells.
    pub of: &'static [(&'static str, &'static str)],
}

/// Dates whose month is a name: 8 de septiembre de 2006.
#[derive(Debug)]
pub struct NamedDates {
    /// Months in every form that dates print; empty where months are numbers.
    pub months: &'static [(&'static str, u8)],
    /// What may stand right after the day: er, º.
    pub day_suffixes: &'static [&'static str],
    /// Between day and month, and between month and year.
    pub links: &'static [&'static str],
    /// Between the two days of a range: and, y, et, и.
    pub range: &'static [&'static str],
    /// What may stand after the year and belongs to the date: года.
    pub year_suffixes: &'static [&'static str],
}

/// Words of dates that are counted: 2006年9月8日. Empty where months have names.
#[derive(Debug)]
pub struct DateWords {
    /// 年.
    pub year: &'static str,
    /// 月, and 月份.
    pub month: &'static [&'static str],
    /// 日.
    pub day: &'static str,
    /// Between the two ends of a range: 至, 和, -.
    pub range: &'static [&'static str],
    /// After a year or month, the part of it that is meant: 初, 底, 末.
    pub parts: &'static [&'static str],
    /// 上半年, 下半年.
    pub halves: [&'static str; 2],
    /// 第一季度 … 第四季度.
    pub quarters: [&'static str; 4],
}

/// What a word for a place in a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// Paragraph.
    Paragraph,
    /// Section.
    Section,
    /// Annex.
    Annex,
    /// Article, chapter, part, clause: no resolution numbers its own parts so; a cited text does.
    Article,
    /// Subparagraph: its letter stands before the paragraph that it is part of. By itself it is part of a cited text.
    Point,
}

/// Words of citations.
#[derive(Debug)]
pub struct Citation {
    /// 第, before a number.
    pub ordinal: &'static str,
    /// 号, after a number.
    pub number: &'static str,
    /// Between the members of a list: 、 和 以及 及.
    pub list: &'static [&'static str],
    /// Between the ends of a range: 至.
    pub range: &'static [&'static str],
    /// Words for a place in a text, in every form and short form, in small letters: paragraph, para., 段. They stand
    /// before the number; after it where an ordinal word opens the number.
    pub places: &'static [(&'static str, PlaceKind)],
    /// Words between a place, or an instrument, and what it is part of: of, of the.
    pub of: &'static [&'static str],
    /// Words that tie an annex alone to what it is annexed to, or what they begin with: to, with its space; للقرار.
    pub annexed_to: &'static [&'static str],
    /// Words before a place that show that it is one of this document: 上文, 本决议.
    pub here: &'static [&'static str],
    /// Words after a place that show it: above, of the present resolution.
    pub here_after: &'static [&'static str],
    /// What stands right before the place of this document where no such word does: 见.
    pub here_leads: &'static [&'static str],
    /// Words by which an instrument is that of the organ which the sentence goes on to name, in small letters: in its
    /// resolution 49/19, the Council.
    pub own: &'static [&'static str],
    /// What stands between the number of an instrument and its date, where the date comes last: of.
    pub date_links: &'static [&'static str],
    /// What stands before the number of a session in the old series, where it is not a Roman numeral: د-21.
    pub old_series: &'static str,
    /// What opens the number of a special or an emergency special session, with its Latin form: S-, ES-.
    pub special_sessions: &'static [(&'static str, &'static str)],
    /// Letters of parts in the language's own script, with the Latin letter.
    pub part_letters: &'static [(&'static str, char)],
    /// Words of ordinals, or their stems, which up to three letters may follow: seventy, fifth; they add up.
    pub ordinals: &'static [(&'static str, u32)],
    /// What stands between the words of one ordinal: -, et, و.
    pub ordinal_links: &'static [&'static str],
    /// What may stand after an ordinal in digits: th, e, -я.
    pub ordinal_suffixes: &'static [&'static str],
    /// Words for a session of the General Assembly, in small letters: session, 届会议.
    pub session: &'static [&'static str],
    /// Words before the number of a supplement to the Official Records, in small letters: supplement no.
    pub supplement: &'static [&'static str],
    /// This document and its annexes: 本函及其附件.
    pub self_with_annexes: &'static [&'static str],
    /// 条约汇编: the United Nations Treaty Series, under every name by which texts cite it.
    pub treaty_series: &'static [&'static str],
    /// What stands before the number of a volume, after it where an ordinal word opens the number, in small letters: vol.,
    /// 卷.
    pub volume: &'static [&'static str],
    /// What stands so beside the number under which a treaty is registered: no., 号.
    pub registration: &'static [&'static str],
    /// Titles of treaties that need no note, with what they are: 联合国宪章.
    pub treaties: &'static [(&'static str, &'static str)],
    /// Words that show that a title names a treaty: 公约, 议定书.
    pub treaty_words: &'static [&'static str],
    /// Words that a text puts around what a resolution is about, between its date and its number: 关于 … 的.
    pub about: (&'static str, &'static str),
    /// Words that introduce a title in quotation marks: 题为.
    pub titled: &'static [&'static str],
    /// Words that say that a resolution or note holds the titled text beside it: 所载.
    pub contains: &'static [&'static str],
    /// What introduces an alias in brackets: 又称.
    pub also_called: &'static [&'static str],
}

/// Length in bytes of `phrase` at the head of `text`, whichever apostrophe either prints; with `small` its first letter
/// may be small, as after a modifier (Also requests).
fn opening(text: &str, phrase: &str, small: bool) -> Option<usize> {
    compared(text, phrase, small).0
}

/// As [`opening`], and how many bytes of `text` lie behind the last character that was looked at.
fn compared(text: &str, phrase: &str, small: bool) -> (Option<usize>, usize) {
    let mut letters = text.chars();
    for (place, wanted) in phrase.chars().enumerate() {
        let Some(letter) = letters.next() else { return (None, 0) };
        let lowered = place == 0 && small && wanted.to_lowercase().eq([letter]);
        if !(letter == wanted || lowered || [letter, wanted].iter().all(|c| APOSTROPHES.contains(c))) {
            return (None, letters.as_str().len());
        }
    }
    let left = letters.as_str().len();
    (Some(text.len() - left), left)
}

/// As [`opening`], and notes how far it looked.
fn opening_in(look: &Look, text: &str, phrase: &str, small: bool) -> Option<usize> {
    let (length, left) = compared(text, phrase, small);
    look.reaches(left);
    length
}

/// Whether a word opens a text, which is looked at as far as that takes.
fn opens_in(look: &Look, text: &str, word: &str) -> bool {
    look.reaches(compared(text, word, false).1);
    text.starts_with(word)
}

/// Apostrophes that texts print for each other.
const APOSTROPHES: [char; 3] = ['\'', '\u{2019}', '\u{2bc}'];

/// Most characters of an opening phrase with all its modifiers and tails.
pub(crate) const LONGEST_OPENING: usize = 400;

/// What follows a word in a text, whatever the size of the letters.
pub(crate) fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    let is_next = |c: char| rest.next().is_some_and(|found| fold::is_same_letter(found, c));
    word.chars().all(is_next).then_some(rest.as_str())
}

/// Whether two words are the same, whatever the size of their letters.
fn same(a: &str, b: &str) -> bool {
    after(a, b) == Some("")
}

/// Longest number of an article, in characters: المادة الخامسة والعشرون.
pub(crate) const LONGEST_ARTICLE: usize = 40;

/// Most characters in the name of an organ.
const LONGEST_ORGAN: usize = 200;

/// Tails after one opening phrase: takes note also with appreciation.
const MOST_TAILS: usize = 3;

/// Modifiers before one opening phrase: 又 + 再次 + 深为 + 关切.
const MOST_MODIFIERS: usize = 5;

/// Words that mastheads print in English whatever the language: Distr.: General, 8 November 2022.
pub(crate) const MASTHEAD_MONTHS: [(&str, u8); 12] = [
    ("January", 1),
    ("February", 2),
    ("March", 3),
    ("April", 4),
    ("May", 5),
    ("June", 6),
    ("July", 7),
    ("August", 8),
    ("September", 9),
    ("October", 10),
    ("November", 11),
    ("December", 12),
];

impl Language {
    /// A text as one line: without white space where words are written without spaces,
    /// else with one space in the place of any.
    ///
    /// ```
    /// use declc::language::{EN, ZH};
    /// assert_eq!(ZH.folded("大 会\u{3000}"), "大会");
    /// assert_eq!(EN.folded(" The\u{a0}General  Assembly, "), "The General Assembly,");
    /// ```
    pub fn folded(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut gap = false;
        for c in text.chars() {
            if is_visible(c) {
                if gap && !out.is_empty() && !self.unspaced {
                    out.push(' ');
                }
                gap = false;
                out.push(c);
            } else {
                gap |= c.is_whitespace();
            }
        }
        out
    }

    /// Whether the word that ends at byte `at` of `text` ends there: always, where words are written without spaces.
    fn word_ends(&self, text: &str, at: usize) -> bool {
        self.unspaced || !text.get(at..).and_then(|t| t.chars().next()).is_some_and(char::is_alphanumeric)
    }

    /// Whether a character opens a quotation.
    pub(crate) fn opens_quotation(&self, c: char) -> bool {
        self.quotation_marks.iter().any(|marks| marks.0 == c)
    }

    /// Whether a character belongs to the language's own script.
    pub fn writes(&self, c: char) -> bool {
        self.script.iter().any(|r| (r.0..=r.1).contains(&c))
    }

    /// The organ whose name opens `text`; the longest where several do.
    fn organ_at(&self, text: &str) -> Option<&Entity> {
        let named = self.organs_at(text).filter(|o| text.starts_with(o.name) && self.word_ends(text, o.name.len()));
        named.max_by_key(|o| o.name.len())
    }

    /// Whether the language is written in Latin letters.
    pub fn latin(&self) -> bool {
        self.writes('e')
    }

    /// Whether the language is written from the right, in a script of the Unicode blocks from Hebrew to Arabic.
    pub fn from_right(&self) -> bool {
        self.script.iter().any(|r| ('\u{590}'..='\u{8ff}').contains(&r.0))
    }

    /// Whether the language has small letters and capitals.
    pub fn cased(&self) -> bool {
        !self.unspaced && self.script.iter().any(|r| (r.0..=r.1).any(char::is_lowercase))
    }

    /// The opening phrase at the head of `text`: its length in bytes and its class. Modifiers combine with a phrase of
    /// the list, and the longest combination wins.
    ///
    /// ```
    /// use declc::language::{FR, PhraseClass, ZH};
    /// assert_eq!(ZH.opening_phrase("又深为关切地注意到妇女"), Some((27, PhraseClass::Declaratory)));
    /// assert_eq!(ZH.opening_phrase("会员国"), None);
    /// assert_eq!(FR.opening_phrase("S'inquiète de"), Some((11, PhraseClass::Declaratory)));
    /// ```
    pub fn opening_phrase(&self, text: &str) -> Option<(usize, PhraseClass)> {
        // Most lines open with a character that no phrase opens with.
        if index::of(self).is_some_and(|index| !self.first_of_key(text).is_some_and(|c| index.opens_phrase(c))) {
            return None;
        }
        self.at_head(text, |head, look| self.opening_phrase_in(look, head))
    }

    /// The opening phrase of a text in the letters of the word lists.
    fn opening_phrase_in(&self, look: &Look, text: &str) -> Option<(usize, PhraseClass)> {
        let (length, class) = self.opening_phrase_after(look, text, 0)?;
        let preambular = self.preambular_markers.iter().any(|marker| opens_in(look, text, marker));
        Some((length, if preambular { PhraseClass::Declaratory } else { class }))
    }

    /// The class of the phrase that opens a text with this first line. `key` gives the key of the text, emphasis apart,
    /// where the line does not tell: what decides is not printed as in the key, is emphasized or ends with the line.
    pub(crate) fn opening_class(&self, line: &str, key: impl FnOnce() -> String) -> Option<PhraseClass> {
        let look = Look::new(line);
        let found = self.opening_phrase_in(&look, line);
        let seen = look.seen(line);
        let as_key = || self.is_listed(seen) && !seen.starts_with(' ') && !seen.contains('*') && !seen.contains("  ");
        let tells = seen.len() < line.len() && as_key();
        if tells { found } else { self.opening_phrase(&key()) }.map(|phrase| phrase.1)
    }

    /// Whether a preambular paragraph may open like `text`: in some languages each opens with one word (وإذ).
    ///
    /// ```
    /// use declc::language::{AR, EN};
    /// assert!(AR.opens_as_preamble("وإذ تسلم بأن") && !AR.opens_as_preamble("وتسلم بأن"));
    /// assert!(EN.opens_as_preamble("Recalling its"));
    /// ```
    pub fn opens_as_preamble(&self, text: &str) -> bool {
        let opens = |head: &str, look: &Look| {
            let ends = |marker: &&&str| opens_in(look, head, marker) && self.word_ends(head, marker.len());
            self.preambular_markers.iter().find(ends).map(|marker| (marker.len(), ()))
        };
        self.preambular_markers.is_empty() || self.at_head(text, opens).is_some()
    }

    /// Length of the words at the head of `text` that close a phrase: several may follow each other (also, with
    /// appreciation).
    fn tails(&self, look: &Look, text: &str) -> usize {
        let mut length = 0;
        for _ in 0..MOST_TAILS {
            let rest = text.get(length..).unwrap_or("");
            let tails = self.tails_at(rest).filter_map(|t| opening_in(look, rest, t, false));
            match tails.filter(|&end| self.word_ends(rest, end)).max() {
                Some(more) => length += more,
                None => break,
            }
        }
        length
    }

    /// `depth` modifiers stand before. No drafter piles up more than [`MOST_MODIFIERS`].
    fn opening_phrase_after(&self, look: &Look, text: &str, depth: usize) -> Option<(usize, PhraseClass)> {
        let core = self
            .phrases_at(text)
            .filter_map(|p| Some((opening_in(look, text, p.0, depth > 0)?, p.1)))
            .filter(|p| self.word_ends(text, p.0))
            .max_by_key(|p| p.0)
            .map(|(length, class)| (length + self.tails(look, text.get(length..).unwrap_or("")), class));
        let modified = self
            .modifiers_at(text)
            .filter(|_| depth < MOST_MODIFIERS)
            .filter_map(|m| {
                let modifier = opening_in(look, text, m, false)?;
                let (length, class) = self.opening_phrase_after(look, text.get(modifier..)?, depth + 1)?;
                Some((modifier + length, class))
            })
            .max_by_key(|f| f.0);
        core.into_iter().chain(modified).max_by_key(|f| f.0)
    }

    /// The value of a numeral of this language: 七十五 is 75. Tens and hundreds multiply what stands before them.
    pub fn numeral_value(&self, word: &str) -> Option<u32> {
        let mut total = 0_u32;
        let mut unit = None;
        for c in word.chars() {
            let value = self.numerals.iter().find(|n| n.0 == c)?.1;
            if value >= 10 {
                total = total.checked_add(unit.take().unwrap_or(1) * value)?;
            } else if unit.replace(value).is_some() {
                return None;
            }
        }
        let total = total.checked_add(unit.unwrap_or(0))?;
        (!word.is_empty() && total > 0).then_some(total)
    }

    /// Whether a text is the number of an article, a chapter, a part or a principle, and nothing else.
    ///
    /// ```
    /// use declc::language::{EN, FR, RU, ZH};
    /// assert!(EN.is_article("Article 12") && RU.is_article("Статья I") && ZH.is_article("第十二条"));
    /// assert!(EN.is_article("Principle 1") && ZH.is_article("原则 1") && FR.is_article("Première partie"));
    /// assert!(!EN.is_article("article 12 of the Convention") && !EN.is_article("Article 12 applies"));
    /// ```
    pub fn is_article(&self, text: &str) -> bool {
        self.article_word(text).is_some()
    }

    /// The word of [`Language::is_article`], in small letters.
    pub(crate) fn article_word(&self, text: &str) -> Option<String> {
        // Asked of every line: most are too long.
        if text.len() > LONGEST_ARTICLE * char::MAX.len_utf8() || text.chars().count() > LONGEST_ARTICLE {
            return None;
        }
        let places =
            self.citation.places.iter().filter(|p| matches!(p.1, PlaceKind::Article | PlaceKind::Point)).map(|p| p.0);
        // Where no space parts a number from the word behind it, a line opens with the word or with what opens a number.
        let first = text.chars().find(|&c| is_visible(c))?;
        let opens = |word: &str| word.chars().next().is_some_and(|c| fold::is_same_letter(c, first));
        let mut words = places.clone().chain(self.division_words.iter().copied()).chain([self.citation.ordinal]);
        if self.unspaced && !words.any(opens) {
            return None;
        }
        let text = self.folded(text);
        if text.starts_with(char::is_lowercase) {
            return None;
        }
        let counts = |number: &str| self.counts_articles(number.trim().to_lowercase().as_str());
        // 第一条, 第一章
        let ordinal = Some(self.citation.ordinal).filter(|ordinal| !ordinal.is_empty());
        if let Some(number) = ordinal.and_then(|ordinal| text.strip_prefix(ordinal)) {
            let mut words = places.chain(self.division_words.iter().copied());
            return words.find(|word| number.strip_suffix(word).is_some_and(counts)).map(str::to_owned);
        }
        let spaced = |number: &str| number.starts_with(' ') || self.unspaced;
        let heads = |word: &&str| after(&text, word).is_some_and(|number| spaced(number) && counts(number));
        let divisions = || self.division_words.iter().copied();
        let found = places.filter(|_| ordinal.is_none()).chain(divisions()).find(heads);
        // Première partie
        let ordinals = |number: &str| number.trim_end().to_lowercase().split(' ').all(|word| self.is_ordinal(word));
        let closing = || {
            let (number, last) = text.rsplit_once(' ')?;
            divisions().find(|word| same(last, word) && ordinals(number))
        };
        found.or_else(closing).map(str::to_lowercase)
    }

    /// Whether a text is a number as articles bear it: digits, a Roman number, numerals, an ordinal in words.
    fn counts_articles(&self, text: &str) -> bool {
        let digits = text.chars().all(|c| digit(c).is_some());
        let roman = text.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'));
        let numerals = text.chars().all(|c| self.numerals.iter().any(|n| n.0 == c));
        !text.is_empty() && (digits || roman || numerals || text.split(' ').all(|word| self.is_ordinal(word)))
    }

    /// Whether a word in small letters is an ordinal: first, cinquième.
    fn is_ordinal(&self, word: &str) -> bool {
        self.citation.ordinals.iter().any(|stem| word.contains(stem.0))
    }

    /// Whether the name of an organ may open a text, by its first character.
    pub(crate) fn may_name_organ(&self, text: &str) -> bool {
        let first = self.first_of_key(text);
        first.is_some_and(|first| index::of(self).is_none_or(|index| index.opens_organ(first)))
    }

    /// The organ with this name.
    pub fn organ(&self, name: &str) -> Option<&Entity> {
        // What a text opens with, and its length, mostly tell that it is no name, without a copy of it.
        if !self.may_name_organ(name) || self.exceeds(name, LONGEST_ORGAN) {
            return None;
        }
        let key = self.key(name);
        self.organs.iter().find(|o| opening(&key, o.name, false) == Some(key.len()))
    }

    /// The organ that an enacting formula names, which is its name and a comma: 大会，.
    pub(crate) fn speaker(&self, formula: &str) -> Option<&Entity> {
        self.organ(formula.trim_end().strip_suffix(self.comma)?.trim_end())
    }
}

/// A language is what its tag says: no two differ in anything else alone.
impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

/// The value of a number below 400 in Roman numerals.
pub(crate) fn roman_value(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 9 {
        return None;
    }
    let letters: Option<Vec<i32>> = word.bytes().map(roman_letter).collect();
    let letters = letters?;
    // A smaller letter before a greater one takes away.
    let next = letters.iter().skip(1).chain(&[0]);
    let value: i32 = letters.iter().zip(next).map(|(&here, &next)| if here < next { -here } else { here }).sum();
    // Only one spelling of a number is right.
    u32::try_from(value).ok().filter(|&value| (1..400).contains(&value) && roman(value) == word)
}

fn roman_letter(letter: u8) -> Option<i32> {
    Some(match letter {
        b'I' => 1,
        b'V' => 5,
        b'X' => 10,
        b'L' => 50,
        b'C' => 100,
        b'D' => 500,
        b'M' => 1000,
        _ => return None,
    })
}

/// A number in Roman numerals, as section numbers and the sessions of the old series are written.
pub(crate) fn roman(value: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = value;
    let mut out = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            out.push_str(letters);
            rest -= step;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{roman, roman_value};

    #[test]
    fn roman_numerals_are_read_as_they_are_written() {
        // No number of a section or session has more than nine letters.
        for value in (1..400).filter(|&value| roman(value).len() <= 9) {
            assert_eq!(roman_value(&roman(value)), Some(value));
        }
        for wrong in ["", "IIII", "VX", "IC", "IXI", "CD", "a", "XXXXXXXXXX"] {
            assert_eq!(roman_value(wrong), None, "{wrong}");
        }
    }
}
