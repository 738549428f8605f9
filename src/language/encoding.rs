//! Which encoding a file is in: said by a mark, seen by its being UTF-8, or read from the text.
//!
//! In: bytes. Out: a [`Finding`]. Every encoding is tried; one is found where its text, and no other's, consists of words
//! or characters that are frequent in one of the six languages, and holds nothing that no text holds: a sign within a
//! word, a letter of another script, a capital after a small letter. A wrong text would be worse than none, so short
//! texts and other languages stay unknown.
//!
//! Not here: decoding (`source`), and what is told about it.

use super::{EN, ES, FR, Language};
use crate::source::Encoding;

/// What bytes are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// A byte order mark says so, or it is UTF-8.
    Certain(Encoding),
    /// Nothing says so, but a text of the six languages comes out in this encoding alone. Some bytes may be damaged.
    Read(Encoding),
    /// UTF-8 with damaged bytes, or nothing that can be told.
    Unknown,
}

/// What is tried. Several pages have the same quotation marks and letters in the same places: the commonest comes first.
const TRIED: [Encoding; 8] = [
    Encoding::Windows1252,
    Encoding::Windows1251,
    Encoding::Windows1256,
    Encoding::Iso8859Arabic,
    Encoding::Gb18030,
    Encoding::Big5,
    Encoding::Utf16Le,
    Encoding::Utf16Be,
];

/// What a text must hold at least to be known by it: so many frequent words, or frequent characters.
const FEWEST_WORDS: usize = 3;
const FEWEST_CHARACTERS: usize = 4;

/// One in so many words or characters must be frequent. Words in Latin letters come out right in every page that has ASCII
/// in it, and must therefore show that no neighbouring language with other letters is meant; in UTF-16, and in other
/// letters, words come out by being right alone.
const LATIN_SHARE: usize = 16;
const WORD_SHARE: usize = 32;
const CHARACTER_SHARE: usize = 8;

/// One in so many characters beyond ASCII may be one that texts seldom hold; one in so many, and one more, damaged.
const RARE_SHARE: usize = 50;
const DAMAGED_SHARE: usize = 20;

/// Words that every text in Russian or Arabic repeats, and characters that every Chinese one does, in simplified and
/// traditional form. None is one letter that stands for an accented word of French or Spanish in another code page.
const RUSSIAN: [&str; 16] =
    ["на", "по", "от", "не", "их", "для", "из", "за", "что", "при", "или", "об", "во", "со", "также", "как"];
const ARABIC: [&str; 16] =
    ["في", "من", "على", "إلى", "أن", "التي", "عن", "ما", "ذلك", "هذه", "وفي", "مع", "وإذ", "الأمم", "المتحدة", "العامة"];
const CHINESE: &str = "的国和在会员联合议大决有为于关工作家发展中行动各并其以对第年日际人这是及部理机全秘书长國會員聯議決為於關發動對際這機";

/// Letters beyond ASCII of French, Spanish and German. The others of Windows-1252 are seldom right.
const LATIN: &str = "àâæçèéêëîïôœùûüÿáíñóúäößÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸÁÍÑÓÚÄÖ";

/// What bytes are in. Valid UTF-8 is always UTF-8, though Arabic may stand in it as a page shows it, and letters
/// apart from their marks.
///
/// ```
/// use declc::language::encoding::{Finding, tell};
/// use declc::source::Encoding;
/// assert_eq!(tell("大会".as_bytes()), Finding::Certain(Encoding::Utf8));
/// let french = b"Rappelant les r\xe9solutions et les d\xe9cisions pour la paix dans les pays";
/// assert_eq!(tell(french), Finding::Read(Encoding::Windows1252));
/// assert_eq!(tell(b"r\xe9solution"), Finding::Unknown);
/// ```
pub fn tell(bytes: &[u8]) -> Finding {
    tell_text(bytes).0
}

/// As [`tell`], and the bytes as a text where they are certainly UTF-8: they need not be read as such again.
pub fn tell_text(bytes: &[u8]) -> (Finding, Option<&str>) {
    let marked = Encoding::marked(bytes);
    let nul = memchr::memchr(0, bytes).is_some();
    if let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| !nul && marked.is_none_or(|e| e == Encoding::Utf8)) {
        let found = Encoding::of_text(text);
        return if found == Encoding::Utf8 {
            (Finding::Certain(found), Some(text))
        } else {
            (Finding::Read(found), None)
        };
    }
    (tell_other(bytes, marked, nul), None)
}

/// What bytes are in that are not UTF-8, or hold a NUL.
fn tell_other(bytes: &[u8], marked: Option<Encoding>, nul: bool) -> Finding {
    if let Some(encoding) = marked {
        return Finding::Certain(encoding);
    }
    if !nul && is_damaged_utf8(bytes) {
        return Finding::Unknown;
    }
    // The whole file: what tells the encoding may be one quotation in another language at its end.
    let mut texts = TRIED.into_iter().map(|encoding| (encoding, encoding.decode_lossy(bytes, true)));
    let Some((encoding, text)) = texts.find(|(encoding, text)| is_sensible(*encoding, text)) else {
        return Finding::Unknown;
    };
    let otherwise = texts.any(|(encoding, other)| other != text && is_sensible(encoding, &other));
    if otherwise { Finding::Unknown } else { Finding::Read(encoding) }
}

/// Whether most of what is beyond ASCII is UTF-8: characters, or the beginnings of such. In other encodings bytes
/// make one by chance only.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut characters, mut strays) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        match chunk.invalid().len() {
            0 => {}
            1 => strays += 1,
            _ => characters += 1,
        }
    }
    characters >= strays
}

/// What the letters of a text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Han,
}

impl Script {
    /// The script of a letter; ASCII is at home in every text.
    fn of(c: char) -> Option<Self> {
        match c {
            'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Some(Script::Latin),
            '\u{400}'..='\u{4ff}' => Some(Script::Cyrillic),
            '\u{600}'..='\u{6ff}' => Some(Script::Arabic),
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => Some(Script::Han),
            _ => None,
        }
    }

    /// The script of most letters beyond ASCII; Latin where there are none.
    fn most(text: &str) -> Self {
        let scripts = [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Han];
        let count = |script| text.chars().filter(|&c| Script::of(c) == Some(script)).count();
        // Of equals the last is taken, so that Latin, where ASCII adds to it, comes last.
        scripts.into_iter().rev().max_by_key(|&script| count(script)).unwrap_or(Script::Latin)
    }

    /// Whether texts in this script usually hold a character beyond ASCII.
    fn holds(self, c: char) -> bool {
        let own = match self {
            Script::Latin => LATIN.contains(c),
            Script::Cyrillic => matches!(c, 'А'..='я' | 'Ё' | 'ё'),
            Script::Arabic => {
                matches!(c, '\u{621}'..='\u{652}' | '\u{660}'..='\u{66d}' | '،' | '؛' | '؟' | '\u{200c}'..='\u{200f}')
            }
            Script::Han => {
                Script::of(c) == Some(Script::Han) || matches!(c, '\u{3000}'..='\u{3020}' | '\u{ff01}'..='\u{ff5e}')
            }
        };
        own || is_sign(c) || c == '\u{feff}'
    }

    /// Whether the text has enough of what is frequent in the languages of this script.
    fn is_frequent_in(self, text: &str, encoding: Encoding) -> bool {
        let page = !matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        let share = if page && self == Script::Latin { LATIN_SHARE } else { WORD_SHARE };
        let words = |known: &[&str]| {
            let (found, all) = frequent(text, known);
            found >= FEWEST_WORDS && found * share >= all
        };
        match self {
            Script::Latin => words(latin_language(text).frequent_words),
            Script::Cyrillic => words(&RUSSIAN),
            Script::Arabic => words(&ARABIC),
            Script::Han => {
                let characters = text.chars().filter(|&c| Script::of(c) == Some(Script::Han));
                let (found, all) =
                    characters.fold((0, 0), |(found, all), c| (found + usize::from(CHINESE.contains(c)), all + 1));
                found >= FEWEST_CHARACTERS && found * CHARACTER_SHARE >= all
            }
        }
    }
}

/// How many of the words of a text are among these, and how many words it has.
fn frequent(text: &str, known: &[&str]) -> (usize, usize) {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.fold((0, 0), |(found, all), word| (found + usize::from(known.contains(&word)), all + 1))
}

/// Which of the languages in Latin letters a text would be in.
fn latin_language(text: &str) -> &'static Language {
    let count = |language: &Language| frequent(text, language.frequent_words).0;
    [&FR, &ES, &EN].into_iter().max_by_key(|language| count(language)).unwrap_or(&EN)
}

/// Signs of typography that stand in texts of every language: of Latin-1, of general punctuation with its spaces, small
/// figures, and a few more.
fn is_sign(c: char) -> bool {
    let latin = "\u{a0}\u{ad}§©®°±·ªº¹²³¼½¾«»£×";
    latin.contains(c) || matches!(c, '\u{2000}'..='\u{209f}' | '€' | '№' | '™')
}

/// Signs that stand between two letters: none in Spanish, and a dash in English alone. Other encodings have them where
/// these letters should be.
fn joining(script: Script, text: &str) -> &'static [char] {
    match script {
        Script::Latin if *latin_language(text) == ES => &['\u{a0}', '\u{ad}', '·', '\u{2010}', '\u{2011}'],
        Script::Latin if *latin_language(text) == FR => &['\u{a0}', '\u{ad}', '·', '\u{2010}', '\u{2011}', '‘', '’'],
        Script::Latin | Script::Cyrillic | Script::Arabic | Script::Han => {
            &['\u{a0}', '\u{ad}', '·', '\u{2010}', '\u{2011}', '‘', '’', '–', '—', '…']
        }
    }
}

/// Whether a text decoded from `encoding` is one of the six languages, rather than their bytes in the wrong one.
fn is_sensible(encoding: Encoding, text: &str) -> bool {
    let script = Script::most(text);
    if matches!(encoding, Encoding::Gb18030 | Encoding::Big5) && script != Script::Han {
        return false;
    }
    let joins = joining(script, text);
    let (mut beyond, mut rare, mut damaged) = (0_usize, 0_usize, 0_usize);
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        if is_impossible(script, joins, [before, c, after]) {
            return false;
        }
        beyond += usize::from(!c.is_ascii());
        // A byte to which a page gives no character is decoded as a control character.
        let broken = c == '\u{fffd}' || ('\u{80}'..='\u{9f}').contains(&c);
        let capital = c.is_uppercase() && before.is_lowercase();
        damaged += usize::from(broken);
        rare += usize::from(!c.is_ascii() && !broken && (capital || !script.holds(c)));
        before = c;
    }
    rare * RARE_SHARE <= beyond && damaged <= 1 + beyond / DAMAGED_SHARE && script.is_frequent_in(text, encoding)
}

/// Whether a character between its neighbours shows that the encoding is wrong.
fn is_impossible(script: Script, joins: &[char], [before, c, after]: [char; 3]) -> bool {
    let letter = |c: char| c.is_alphabetic() && (c.is_ascii() || Script::of(c) != Some(Script::Han));
    if c.is_ascii() {
        return c.is_ascii_control() && !matches!(c, '\t'..='\r' | '\u{1b}');
    }
    let within = is_sign(c) && !joins.contains(&c) && letter(before) && letter(after);
    // œ of ISO 8859-15 is ½ here, at the head of a word too.
    let fraction = matches!(c, '¼' | '½' | '¾') && letter(after);
    let foreign =
        script == Script::Latin && (Script::of(c).is_some_and(|own| own != script) || matches!(c, '،' | '؛' | '؟'));
    // ¹ of the other pages, which calls a note, is № in the Russian one.
    let number = c == '№' && !before.is_whitespace() && !matches!(before, '(' | '[' | '«' | '“' | '„' | '/');
    // Elsewhere, acronyms are written so.
    let capital = script == Script::Latin && c.is_uppercase() && before.is_lowercase();
    within || fraction || foreign || number || capital
}
