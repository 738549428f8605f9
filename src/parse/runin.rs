//! Lines in, lines out: a line that holds many paragraphs is cut where each begins.
//!
//! A web page may print a resolution, or its preamble, as one paragraph: `The Security Council, Recalling its resolution
//! 1325 (2000), Reaffirming …, 1. Decides …; 2. Requests …`. No sentence has a capital after a comma, so a capital
//! opening phrase there opens a paragraph, and a number does that is due. Where letters do not tell, the first number of
//! the operative part must stand in the line; before it each clause that opens with such a phrase is a paragraph.
//!
//! Not here: lines that a printer broke (see `wrap`).

use super::closing::is_closing_line;
use super::lines::{Line, trim};
use super::number::{NumberKind, head};
use crate::language::{Language, PhraseClass};
use crate::source::Span;

/// Shortest line that is looked at, in bytes: nothing shorter holds a formula and two paragraphs.
const SHORTEST: usize = 120;

/// Most marks of a line that are looked at.
const MOST_MARKS: usize = 20_000;

/// Cuts the lines that hold many paragraphs. A blank line stands between the pieces.
pub(super) fn cut(source: &str, lines: Vec<Line>, language: &Language) -> Vec<Line> {
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        let short = line.span.end() - line.span.start() < SHORTEST;
        let places = if short || !(language.latin() || is_numbered(line.span.slice(source), language)) {
            Vec::new()
        } else {
            places(line.span.slice(source), language)
        };
        let mut start = line.span.start();
        let Line { mut new_page, mut quote, .. } = line;
        for place in places {
            let end = line.span.start() + place;
            if place > 0 {
                parted.push(Line { span: trim(source, Span::new(start, end)), new_page, quote });
            }
            // A new page begins with the line on which it does.
            let first = place == 0;
            parted.push(Line {
                span: Span::new(end, end),
                new_page: first && new_page,
                quote: quote.filter(|_| first),
            });
            (start, new_page, quote) = (end, false, None);
        }
        parted.push(Line { span: trim(source, Span::new(start, line.span.end())), new_page, quote });
    }
    parted
}

/// Where the paragraphs of a line begin but the first; none where no speaker opens a preamble in it.
fn places(line: &str, language: &Language) -> Vec<usize> {
    let mut places = Vec::new();
    let mut spoken = false;
    let mut due = 1;
    let marks = line.char_indices().filter_map(|(at, c)| Some((at, at + c.len_utf8(), Mark::of(c, language)?)));
    for (at, end, mark) in marks.take(MOST_MARKS) {
        let rest = line.get(end..).unwrap_or("");
        let text = rest.trim_start();
        let begins = line.len() - text.len();
        if text.is_empty() || text.len() == rest.len() && !language.unspaced {
            continue;
        }
        if !spoken {
            let opens = mark == Mark::Comma && opens_clause(text, Some(PhraseClass::Declaratory), language);
            if let Some(speaker) = opens.then(|| speaker(line.get(..at).unwrap_or(""), language)).flatten() {
                spoken = true;
                places.extend([speaker, begins]);
            }
            continue;
        }
        let number = head(text, language).filter(|h| h.kind == NumberKind::Arabic && h.value == due);
        let counted = number.filter(|h| opens_clause(text.get(h.length..).unwrap_or(""), None, language));
        // After the first number each paragraph bears one.
        let clause = matches!(mark, Mark::Comma | Mark::Semicolon);
        let phrase = || due == 1 && clause && opens_clause(text, Some(PhraseClass::Declaratory), language);
        if counted.is_some() || phrase() {
            due += u32::from(counted.is_some());
            places.push(begins);
        } else if due > 1
            && (matches!(mark, Mark::Colon | Mark::Semicolon) && is_item(text, language)
                || mark == Mark::Stop && is_closing_line(sentence(text, language), language))
        {
            places.push(begins);
        }
    }
    places
}

/// The first sentence of a text: what stands before the closing lines may be one of its own.
fn sentence<'t>(text: &'t str, language: &Language) -> &'t str {
    let stop = text.char_indices().find(|&(_, c)| Mark::of(c, language) == Some(Mark::Stop));
    stop.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// A mark after which a paragraph may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Comma,
    Semicolon,
    Colon,
    Stop,
}

impl Mark {
    fn of(c: char, language: &Language) -> Option<Mark> {
        match c {
            ',' => Some(Mark::Comma),
            ';' => Some(Mark::Semicolon),
            ':' => Some(Mark::Colon),
            '.' => Some(Mark::Stop),
            _ if c.is_alphanumeric() || c == ' ' || language.latin() => None,
            _ if language.comma.contains(&c) => Some(Mark::Comma),
            _ if language.segment_ends.contains(&c) => Some(Mark::Semicolon),
            _ if language.colons.contains(&c) => Some(Mark::Colon),
            _ if language.sentence_ends.contains(&c) => Some(Mark::Stop),
            _ => None,
        }
    }
}

/// Whether the number of a first operative paragraph stands after a mark within a line.
fn is_numbered(line: &str, language: &Language) -> bool {
    line.match_indices('1').any(|(at, _)| {
        let before = line.get(..at).unwrap_or("").trim_end();
        before.chars().next_back().is_some_and(|c| Mark::of(c, language).is_some_and(|mark| mark != Mark::Stop))
            && head(line.get(at..).unwrap_or(""), language)
                .is_some_and(|h| h.kind == NumberKind::Arabic && h.value == 1)
    })
}

/// Whether a text opens with an opening phrase, of this class where one is asked for; in Latin letters with a capital.
fn opens_clause(text: &str, class: Option<PhraseClass>, language: &Language) -> bool {
    let key = || {
        let end = text.char_indices().nth(crate::language::LONGEST_OPENING).map_or(text.len(), |(end, _)| end);
        language.key(text.get(..end).unwrap_or(""))
    };
    (!language.latin() || text.starts_with(char::is_uppercase))
        && language.opening_class(text, key).is_some_and(|found| class.is_none_or(|class| class == found))
}

/// Whether a text opens with the letter or Roman number of a point in brackets.
fn is_item(text: &str, language: &Language) -> bool {
    head(text, language).is_some_and(|h| matches!(h.kind, NumberKind::Letter | NumberKind::BracketedRoman))
}

/// Most words of the name of an organ that speaks, and most ideographs.
const MOST_WORDS: usize = 14;

/// Where the name of an organ begins that ends a text.
fn speaker(text: &str, language: &Language) -> Option<usize> {
    if language.unspaced {
        let apart =
            |at: usize| text.get(..at).is_some_and(|t| t.is_empty() || t.ends_with(|c: char| !c.is_alphanumeric()));
        let starts = text.char_indices().rev().take(MOST_WORDS).map(|(at, _)| at).filter(|&at| apart(at));
        return starts.filter(|&at| language.organ(text.get(at..).unwrap_or("")).is_some()).last();
    }
    let starts = text.rmatch_indices(char::is_whitespace).map(|(at, space)| at + space.len());
    let names = |&at: &usize| language.organ(&language.key(text.get(at..).unwrap_or(""))).is_some();
    // The article belongs to the name: the longest name is the speaker.
    starts.take(MOST_WORDS).chain((text.split_whitespace().count() <= MOST_WORDS).then_some(0)).filter(names).last()
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;
    use crate::language::{EN, FR, RU, ZH};

    fn pieces<'t>(text: &'t str, language: &Language) -> Vec<&'t str> {
        let lines = cut(text, lines::split(text), language);
        lines.iter().map(|line| line.span.slice(text)).filter(|piece| !piece.is_empty()).collect()
    }

    #[test]
    fn a_line_that_is_cut_is_long() {
        let opening = "The Security Council, Recalling the Charter of the United Nations, Reaffirming the ";
        let line = |length: usize| format!("{opening}{},", "a".repeat(length - opening.len() - 1));
        assert_eq!(pieces(&line(SHORTEST), &EN).len(), 3);
        assert_eq!(pieces(&line(SHORTEST - 1), &EN).len(), 1);
        let second = format!("{}.\n{}", "a".repeat(SHORTEST), line(SHORTEST - 1));
        assert_eq!(pieces(&second, &EN).len(), 2, "whatever stands before it");
    }

    #[test]
    fn a_page_begins_once_with_a_line_that_is_cut() {
        let line = "The Security Council, Recalling the Charter of the United Nations, Reaffirming the sovereignty of \
                    all States, 1. Decides to act; 2. Requests the Board to act.";
        let pages = |text: &str| cut(text, lines::split(text), &EN).iter().filter(|line| line.new_page).count();
        for (before, count) in [("", 0), ("Text.\u{c}", 1), ("Text.\u{c}Resolution 5 (2020) ", 1)] {
            assert_eq!(pages(&format!("{before}{line}")), count, "{before}");
        }
    }

    #[test]
    fn where_a_speaker_begins() {
        for (text, language, begins) in [
            ("Resolution 5 Security Council", &EN, Some("Resolution 5 ".len())),
            ("Resolution\u{a0}5\u{2003}Security Council", &EN, Some("Resolution\u{a0}5\u{2003}".len())),
            ("The Security Council", &EN, Some(0)),
            ("The Security Council of it", &EN, None),
            ("第五号决议。安全理事会", &ZH, Some("第五号决议。".len())),
            ("安全理事会", &ZH, Some(0)),
            ("各国安全理事会", &ZH, None),
        ] {
            assert_eq!(speaker(text, language), begins, "{text}");
        }
    }

    #[test]
    fn the_first_number_stands_behind_a_mark() {
        for (text, is) in [
            ("又注意到宪章，1. 决定采取行动", true),
            ("又注意到宪章，2. 决定采取行动", false),
            ("又注意到宪章，12. 决定采取行动", false),
            ("又注意到宪章，(1) 决定采取行动", false),
            ("又注意到宪章，1945年决定采取行动", false),
            ("又注意到宪章1. 决定采取行动", false),
            ("又注意到宪章。1. 决定采取行动", false),
        ] {
            assert_eq!(is_numbered(text, &ZH), is, "{text}");
        }
    }

    #[test]
    fn a_resolution_on_one_line() {
        let parts = [
            "Resolution 1985/17",
            "The Economic and Social Council,",
            "Recalling its resolution 1985/16 of 28 May 1985, the Charter, 3. the report,",
            "Noting with appreciation the report,",
            "1. Takes note of the report; (a) to meet;",
            "2. Requests the Secretary-General:",
            "(a) To report; 4. Decides to act;",
            "(b) To inform it;",
            "3. Decides to meet. It met.",
            "22nd plenary meeting 28 May 1985",
        ];
        let text = parts.join(" ");
        let parted = pieces(&text, &EN);
        assert_eq!(parted[..5], [parts[0], parts[1], parts[2], parts[3], "1. Takes note of the report;"]);
        assert_eq!(parted[5..], ["(a) to meet;", parts[5], parts[6], parts[7], parts[8], parts[9]]);
    }

    #[test]
    fn what_opens_no_paragraph_on_a_line() {
        let filler = "the words of the Charter of the United Nations and of the Universal Declaration of Human Rights";
        for text in [
            format!("The General Assembly, recalling {filler}, 1. Decides to act"),
            format!("The Committee of it, Recalling {filler}, 1. Decides to act"),
            format!("The General Assembly; Recalling {filler}, 1. Decides to act"),
            format!("The General Assembly,Recalling {filler}, 1. Decides to act"),
            "The General Assembly, Recalling the Charter, 1. Decides to act".to_owned(),
        ] {
            assert_eq!(pieces(&text, &EN), [text.as_str()]);
        }
        let text =
            format!("The General Assembly, Recalling {filler}: Noting it. Noting that, 2. Decides to act; 1. and (a)");
        assert_eq!(pieces(&text, &EN).len(), 2, "none of these");
        let text = format!(
            "The General Assembly, Recalling {filler}: (a) to act; (b) to meet. 22nd plenary meeting 28 May 1985"
        );
        assert_eq!(pieces(&text, &EN).len(), 2, "no number stood before");
    }

    #[test]
    fn lines_of_other_languages() {
        let french = "Le Conseil économique et social, Rappelant sa résolution 1985/17 du 28 mai 1985, Ayant présent à l’esprit le rapport, 1. Prend acte du rapport ; 2. Décide de se réunir.";
        assert_eq!(pieces(french, &FR).len(), 5);
        let chinese = "经济及社会理事会，回顾其1985年5月28日第1985/17号决议，铭记着委员会第五届会议的报告，1. 注意到委员会的报告；2. 请秘书长：(a) 提出报告；(b) 通知理事会；3. 决定继续审议这一问题。";
        let first = ["经济及社会理事会，", "回顾其1985年5月28日第1985/17号决议，", "铭记着委员会第五届会议的报告，"];
        let found = pieces(chinese, &ZH);
        assert_eq!((found.len(), &found[..3]), (8, &first[..]));
        let unnumbered = chinese.replace("1. ", "");
        assert_eq!(pieces(&unnumbered, &ZH).len(), 1, "without a first number");
        let russian = "Экономический и Социальный Совет, ссылаясь на свою резолюцию 1985/17 от 28 мая 1985 года, 1. принимает к сведению доклад; 2. постановляет собраться.";
        assert_eq!(pieces(russian, &RU).len(), 4);
    }

    #[test]
    fn a_page_begins_with_the_first_piece() {
        let text = "a\u{c}The Economic and Social Council, Recalling its resolution 1985/16 of 28 May 1985 and all others, 1. Takes note of the report; 2. Decides.";
        let lines = cut(text, lines::split(text), &EN);
        let pages: Vec<bool> = lines.iter().map(|line| line.new_page).collect();
        assert_eq!(pages.iter().filter(|page| **page).count(), 1);
        assert!(pages[1] && !pages[0]);
    }
}
