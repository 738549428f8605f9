//! Which language a text is in: the text in, one of the languages out.
//!
//! Scripts tell first, then frequent words, then how lines open. Not here: the words of a language.

use super::Language;
use super::fold::is_alphabetic;

/// Characters from the head of a text that tell its language.
const SAMPLE: usize = 20_000;

/// Words that show whether a text is in a language, and how many of them one frequent word is among at least. In United
/// Nations texts every eighth word is frequent, in a neighbouring language every twentieth.
const FEWEST_WORDS: usize = 40;
const RAREST_SHARE: usize = 16;

/// The languages with the most of something, in their order; all where none has any, and one is enough.
fn best(
    languages: Vec<&'static Language>,
    count: impl Fn(&[&'static Language]) -> Vec<usize>,
) -> Vec<&'static Language> {
    if languages.len() < 2 {
        return languages;
    }
    let counts = count(&languages);
    let most = counts.iter().copied().max().unwrap_or(0);
    languages.into_iter().zip(counts).filter(|&(_, n)| n == most).map(|(l, _)| l).collect()
}

/// How many of the words of a text are frequent ones of each language, and how many words it has.
fn count_frequent(text: &str, languages: &[&Language]) -> (Vec<usize>, usize) {
    let (mut frequent, mut words) = (vec![0; languages.len()], 0);
    for word in text.split(|c: char| !is_alphabetic(c)).filter(|word| !word.is_empty()) {
        words += 1;
        for (count, language) in frequent.iter_mut().zip(languages) {
            *count += usize::from(language.is_frequent(word));
        }
    }
    (frequent, words)
}

/// The head of a text.
fn sample(text: &str) -> &str {
    // `Chars` steps over many characters at once, where `CharIndices` reads each.
    let mut rest = text.chars();
    let whole = rest.nth(SAMPLE - 1).is_none();
    text.get(..text.len() - rest.as_str().len()).filter(|_| !whole).unwrap_or(text)
}

/// How many characters of `text` stand in the scripts of each language, and how many characters are letters. No script
/// has anything of ASCII.
fn count_scripts(text: &str, languages: &[&'static Language]) -> (Vec<usize>, usize) {
    // Between two neighbouring ends of ranges all characters belong to the same scripts, and most characters of a text lie
    // between the same two as the character before: which these are is looked up only where it changes.
    let ranges = || languages.iter().flat_map(|l| l.script).map(|&(first, last)| (first as u32, last as u32 + 1));
    let mut ends: Vec<u32> = ranges().flat_map(|(first, end)| [first, end]).chain([0, u32::MAX]).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut counts = vec![0; ends.len()];
    let (mut here, mut between, mut letters) = (0, 0..0, 0);
    for c in text.chars() {
        letters += usize::from(is_alphabetic(c));
        if c.is_ascii() {
            continue;
        }
        let code = u32::from(c);
        if !between.contains(&code) {
            here = ends.partition_point(|&end| end <= code);
            let end = |at: usize| ends.get(at).copied().unwrap_or(0);
            between = end(here - 1)..end(here);
        }
        if let Some(count) = counts.get_mut(here) {
            *count += 1;
        }
    }
    let within = |&(first, last): &(char, char)| {
        let place = |code: u32| ends.partition_point(|&end| end <= code);
        counts.get(place(first as u32)..place(last as u32 + 1)).map_or(0, |counts| counts.iter().sum())
    };
    (languages.iter().map(|l| l.script.iter().map(within).sum()).collect(), letters)
}

/// Whether a letter is Latin, in which symbols and names are printed in every language.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb06}' | '\u{ff21}'..='\u{ff5a}')
}

impl Language {
    /// The language among `languages` that a text is in: the one whose script it is written in, and where several share
    /// that script the one whose frequent words it has most of; where these do not tell either, the one whose speakers
    /// and opening phrases open most of its lines. Where nothing tells, the first that is written in Latin letters.
    /// `None` only where `languages` is empty.
    ///
    /// ```
    /// use declc::language::{ALL, ES, Language, RU};
    /// assert_eq!(Language::detect("La Asamblea General, Recordando sus resoluciones", &ALL), Some(&ES));
    /// assert_eq!(Language::detect("Генеральная Ассамблея, ссылаясь на", &ALL), Some(&RU));
    /// ```
    pub fn detect(text: &str, languages: &[&'static Language]) -> Option<&'static Language> {
        let sample = sample(text);
        // A text in another script also holds Latin symbols and names, so that script goes by its share of letters. An
        // ideograph says as much as some three of them.
        let other: Vec<&'static Language> = languages.iter().copied().filter(|l| !l.latin()).collect();
        let (counts, letters) = count_scripts(sample, &other);
        let weighed = |(l, count): (&'static Language, usize)| (l, count * if l.unspaced { 3 } else { 1 });
        let mut scripts: Vec<(&'static Language, usize)> = other.into_iter().zip(counts).map(weighed).collect();
        scripts.retain(|(_, own)| own * 3 > letters);
        let most = scripts.iter().map(|s| s.1).max().unwrap_or(0);
        // Two languages of one script differ in a few letters at most.
        let own: Vec<&'static Language> = scripts.iter().filter(|s| s.1 * 10 >= most * 9).map(|s| s.0).collect();
        let latin = || languages.iter().copied().filter(|l| l.latin()).collect();
        let candidates = if most > 0 { own } else { latin() };
        let words = |languages: &[&'static Language]| count_frequent(sample, languages).0;
        let openings = |languages: &[&'static Language]| {
            let opens =
                |l: &Language, line: &str| l.organ_at(&l.key(line)).is_some() || l.opening_phrase(line).is_some();
            languages.iter().map(|l| sample.lines().filter(|line| opens(l, line)).count()).collect()
        };
        best(best(candidates, words), openings).first().or(languages.first()).copied()
    }

    /// Whether a text can be in this language: few of its letters are of a third script, and enough of its words are
    /// frequent ones, where there are words enough to tell. Portuguese is nearer to Spanish than to any other language
    /// here, and is not Spanish.
    ///
    /// ```
    /// use declc::language::{ES, ZH};
    /// assert!(ZH.reads("大会，回顾其第60/288号决议") && !ZH.reads("総会は、決議60/288を想起し、"));
    /// let portuguese = "recordando a sua resolução sobre os direitos humanos, e tendo em conta os relatórios ";
    /// assert!(ES.reads("Recordando la Convención") && !ES.reads(&portuguese.repeat(4)));
    /// ```
    pub fn reads(&self, text: &str) -> bool {
        let sample = sample(text);
        // A line that names an organ tells more than any share of words.
        if sample.lines().any(|line| self.organ(line.trim().trim_end_matches(self.comma)).is_some()) {
            return true;
        }
        let (mut foreign, mut own) = (0, 0);
        for c in sample.chars() {
            let writes = self.writes(c);
            own += usize::from(writes);
            foreign += usize::from(!writes && !is_latin(c) && is_alphabetic(c) && self.letter(c) == c);
        }
        foreign * 4 <= own.max(1) && self.is_told_by_words(sample)
    }

    /// Whether enough of the words of a text are frequent ones, where there are words enough to tell.
    fn is_told_by_words(&self, text: &str) -> bool {
        if self.frequent_words.is_empty() {
            return true;
        }
        let (frequent, words) = count_frequent(text, &[self]);
        let enough = |frequent: &[usize]| frequent.iter().sum::<usize>() * RAREST_SHARE >= words;
        // Short sentences and titles have many a word in capitals, which are looked at only where the others do not tell.
        words < FEWEST_WORDS || enough(&frequent) || enough(&count_frequent(&text.to_lowercase(), &[self]).0)
    }
}
