//! Where an addressee begins and ends: circumstances set off by commas are no part of it, those who are named beside it
//! are.
//!
//! Not here: which verb asks, and where the action begins (see `clauses`).

use super::clauses::{is_no_act, opens, opens_list, starts_word, words_at};
use crate::language::{ActForm, Ask};
use crate::link::reader::Reader;

/// The most characters of a name, where words are written without spaces.
const LONGEST_NAME: usize = 20;

fn is_comma(reader: &Reader<'_>, at: usize) -> bool {
    reader.at(at).is_some_and(|c| reader.language.comma.contains(&c))
}

/// The index after what commas set off right after a phrase: Requests, in this regard, the ….
pub(super) fn after_asides(reader: &Reader<'_>, from: usize, limit: usize) -> usize {
    let mut at = reader.spaces(from);
    if reader.language.unspaced {
        return at;
    }
    while is_comma(reader, at) {
        // A clause of its own follows: предлагает, чтобы ….
        if words_at(reader, reader.spaces(at + 1), reader.language.directing.owners).is_some() {
            break;
        }
        let Some(close) = (at + 1..limit).find(|&i| is_comma(reader, i)) else { break };
        let next = reader.spaces(close + 1);
        at = next;
        if words_at(reader, next, reader.language.directing.asides).is_none() {
            break;
        }
        // Another circumstance follows.
        at = close;
    }
    at
}

/// Where words are written without spaces: the index after the circumstances that open an action and that a comma closes
/// each: 根据其任务规定，就所有方案提出建议.
pub(super) fn after_circumstances(reader: &Reader<'_>, from: usize, to: usize) -> usize {
    let words = &reader.language.directing;
    let mut start = from;
    while reader.language.unspaced
        && let Some(open) = words_at(reader, start, words.settings)
        && let Some(comma) = (open..to).find(|&at| is_comma(reader, at))
    {
        // A verb has its object after it; what closes the circumstance is a noun, and what opens another is no verb.
        let verb = |at: usize| {
            opens(reader, at, ActForm::Listed)
                && words_at(reader, at, reader.acts_at(at)).is_some_and(|end| end < comma)
                && words_at(reader, at, words.asides).is_none()
        };
        let next = reader.spaces(comma + 1);
        let goes_on = [words.inclusions, words.joints].iter().any(|list| words_at(reader, next, list).is_some());
        if goes_on || (open..comma).any(verb) {
            break;
        }
        start = next;
    }
    if start < to { start } else { from }
}

/// The end of a clause before `to`, without the marks and joints that part it from what follows.
pub(super) fn trim_end(reader: &Reader<'_>, from: usize, to: usize) -> usize {
    let words = &reader.language.directing;
    let mut end = to;
    loop {
        let before = end;
        end = reader.spaces_back(end);
        while end > from && reader.before(end).is_some_and(|c| !c.is_alphanumeric() && !closes(reader, from, c)) {
            end -= 1;
        }
        for list in [words.joints, words.turns] {
            let starts = list.iter().filter(|word| reader.may_end(end, word)).filter_map(|word| {
                let start = end.checked_sub(word.chars().count())?;
                (start > from && starts_word(reader, start) && reader.word_any_case(start, word) == Some(end))
                    .then_some(start)
            });
            if to < reader.len() {
                end = starts.min().unwrap_or(end);
            }
        }
        if end == before || end <= from {
            return end.max(from);
        }
    }
}

/// Whether a mark closes what was opened after `from`, and so belongs to the text.
fn closes(reader: &Reader<'_>, from: usize, c: char) -> bool {
    let language = reader.language;
    let mut pairs = language.brackets.iter().chain(language.quotation_marks).chain(language.title_marks);
    pairs.any(|pair| pair.1 == c && (from..reader.len()).any(|at| reader.at(at) == Some(pair.0)))
}

/// Whether the text before `to` ends with a noun that names who can act.
fn ends_with_actor(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    reader.actors_before(to).iter().filter(|a| reader.may_end(to, a)).any(|a| {
        let start = to.checked_sub(a.chars().count());
        start.is_some_and(|start| start >= from && reader.word_any_case(start, a) == Some(to))
    })
}

/// Whether the addressee that begins at `from` may end at `at`, where an action opens.
pub(super) fn may_end(reader: &Reader<'_>, from: usize, at: usize) -> bool {
    let words = &reader.language.directing;
    if words.actors.is_empty() {
        return true;
    }
    named(reader, from, bare_end(reader, from, at))
}

/// Whether the words from `from` to `to` are a name of somebody who can act.
fn named(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    ends_with_actor(reader, from, to) && is_named(reader, from, to)
}

/// The index after the last character before `to` that is no comma, bracket or space.
fn bare_end(reader: &Reader<'_>, from: usize, to: usize) -> usize {
    let mut end = reader.spaces_back(to);
    while end > from && is_comma(reader, end - 1) {
        end = reader.spaces_back(end - 1);
    }
    end
}

/// Whether the words from `from` to `to` name somebody, and are not an action with somebody in it.
fn is_named(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    let words = &reader.language.directing;
    if from >= to || is_comma(reader, from) || words_at(reader, from, words.joints).is_some() {
        return false;
    }
    if is_no_act(reader, from) {
        return true;
    }
    let modified = [words.asides, words.owners].iter().any(|list| words_at(reader, from, list).is_some());
    if !modified {
        return !opens(reader, from, ActForm::Listed);
    }
    // A clause that modifies a noun: 尚未采取行动的会员国.
    let tie = (from..to).rev().find(|&at| reader.at(at) == words.attributive);
    tie.is_some_and(|tie| !(tie..to).any(|at| is_comma(reader, at) || opens(reader, at, ActForm::Listed)))
}

/// Where words are written without spaces, a comma after somebody who can act ends the addressee, unless it goes on
/// after it. Gives the ends of addressee and link.
pub(super) fn cut(reader: &Reader<'_>, from: usize, at: usize) -> Option<(usize, usize)> {
    let words = &reader.language.directing;
    let colon = reader.at(at).is_some_and(|c| reader.language.colons.contains(&c));
    if words.actors.is_empty() || !(colon || is_comma(reader, at)) {
        return None;
    }
    let next = reader.spaces(at + 1);
    if !colon && words_at(reader, next, words.inclusions).is_some() {
        return None;
    }
    let end = reader.spaces_back(at);
    // The colon that closes a chapeau ends the name of anybody.
    let acts = || (from..end).any(|at| opens(reader, at, ActForm::Listed));
    let closed = colon && next >= reader.len() && end < from + LONGEST_NAME && !acts();
    (closed || named(reader, from, end)).then_some((at, next))
}

/// The addressee between `from` and `to`, without circumstances; none where it names nobody. `followed` tells that an
/// action opens at `to`.
pub(super) fn read(reader: &Reader<'_>, from: usize, to: usize, followed: bool) -> Option<(usize, usize)> {
    let words = &reader.language.directing;
    let mut end = trim_end(reader, from, to);
    if words.actors.is_empty() {
        end = without_circumstances(reader, from, end);
    } else if !(followed || named(reader, from, end)) {
        return None;
    }
    (end > from && !is_thing(reader, from, end)).then_some((from, end))
}

/// Whether what stands between `from` and `to` may be an addressee that a later phrase gives the action of: it is not
/// long, and the construction sets no action right after it.
pub(super) fn may_wait(reader: &Reader<'_>, ask: &Ask, from: usize, to: usize) -> bool {
    const LONGEST: usize = 40;
    let that = words_set_actions(reader) && ask.links.iter().any(|link| link.1 == ActForm::Listed);
    (!that || opens_list(reader, to))
        && (from..to).filter(|&at| starts_word(reader, at)).take(LONGEST + 1).count() <= LONGEST
}

/// Whether a link announces most actions of the language, so that a listed verb stands for a clause.
fn words_set_actions(reader: &Reader<'_>) -> bool {
    reader.language.directing.actors.is_empty()
}

/// Whether the head of a noun phrase names nobody: efforts, further collaboration between.
fn is_thing(reader: &Reader<'_>, from: usize, to: usize) -> bool {
    const HEAD: usize = 4;
    let words = &reader.language.directing;
    let starts = (from..to).filter(|&at| starts_word(reader, at)).take(HEAD);
    starts.filter_map(|at| words_at(reader, at, words.things)).any(|end| {
        let next = reader.spaces(end);
        next >= to || is_comma(reader, end) || words_at(reader, next, words.after_nouns).is_some()
    })
}

/// Whether the text between the last comma before `at` and `at` is a circumstance that a comma is to close.
pub(super) fn within_aside(reader: &Reader<'_>, from: usize, at: usize) -> bool {
    let words = &reader.language.directing;
    let Some(comma) = (from..at).rev().find(|&i| is_comma(reader, i)) else { return false };
    let start = reader.spaces(comma + 1);
    let start = words_at(reader, start, words.coordinators).map_or(start, |end| reader.spaces(end));
    start < at && words_at(reader, start, words.inclusions).is_none() && words_at(reader, start, words.asides).is_some()
}

/// Whether nothing but a comma stands before `at`.
pub(super) fn follows_comma(reader: &Reader<'_>, at: usize) -> bool {
    reader.spaces_back(at).checked_sub(1).is_some_and(|i| is_comma(reader, i))
}

/// Whether `at` stands in brackets that open after `from`.
fn within_brackets(reader: &Reader<'_>, from: usize, at: usize) -> bool {
    let brackets = reader.language.brackets;
    let last = (from..at).rev().filter_map(|i| reader.at(i)).find(|&c| brackets.iter().any(|b| b.0 == c || b.1 == c));
    last.is_some_and(|c| brackets.iter().any(|b| b.0 == c))
}

/// The end of an addressee before the circumstances that close it.
fn without_circumstances(reader: &Reader<'_>, from: usize, to: usize) -> usize {
    let words = &reader.language.directing;
    let mut end = to;
    let mut segment = from;
    let mut aside: Option<bool> = None;
    let outside = |at: &usize| !within_brackets(reader, from, *at);
    for comma in (from..=to).filter(|&at| at == to || is_comma(reader, at) && outside(&at)) {
        let start = reader.spaces(segment);
        segment = comma + 1;
        if start >= comma {
            continue;
        }
        let cut = (start..comma)
            .filter(|&at| at > from && starts_word(reader, at))
            .filter(outside)
            .find(|&at| [words.companions, words.settings].iter().any(|w| words_at(reader, at, w).is_some()));
        let lists = cut.map(|at| words_at(reader, at, words.companions).is_some());
        if start == from {
            end = cut.unwrap_or(comma);
            aside = lists;
            continue;
        }
        let after = words_at(reader, start, words.coordinators).map_or(start, |e| reader.spaces(e));
        // Including through: what is included is a circumstance itself.
        let included = words_at(reader, after, words.inclusions).map(|end| reader.spaces(end));
        let opens_aside = words_at(reader, included.unwrap_or(after), words.asides).is_some();
        let goes_on = after == start && aside == Some(true);
        if opens_aside || goes_on {
            // A circumstance with a list in it goes on after a comma.
            aside = Some(lists == Some(true) || goes_on);
            continue;
        }
        aside = lists;
        end = cut.unwrap_or(comma);
    }
    reader.spaces_back(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{EN, Language, RU, ZH};

    /// The index at which a part of a text begins.
    fn place(text: &str, part: &str) -> usize {
        text.split(part).next().unwrap_or_default().chars().count()
    }

    #[test]
    fn what_commas_set_off_after_a_phrase() {
        let cases: [(&'static Language, &str, &str, &str); 6] = [
            (&EN, "Requests", ", in this regard, the Committee to act", "the Committee to act"),
            (&EN, "Requests", ", in this regard, within its means, the Committee", "the Committee"),
            (&EN, "Requests", " the Committee, the Board", "the Committee, the Board"),
            (&EN, "Requests", ", in this regard the Committee to act", ", in this regard the Committee to act"),
            (&RU, "предлагает", ", чтобы Комитет, как и Совет, принял", ", чтобы Комитет, как и Совет, принял"),
            (&ZH, "请", "，在这方面，委员会", "，在这方面，委员会"),
        ];
        for (language, phrase, rest, after) in cases {
            let text = format!("{phrase}{rest}");
            let reader = Reader::new(&text, language);
            assert_eq!(reader.rest(after_asides(&reader, phrase.chars().count(), reader.len())), after, "{text}");
        }
        let text = "Requests, in this regard, the Committee to act";
        let reader = Reader::new(text, &EN);
        assert_eq!(after_asides(&reader, 8, place(text, ", the")), 8, "the comma stands behind the limit");
    }

    #[test]
    fn circumstances_that_open_a_chinese_action() {
        for (text, after) in [
            ("根据其任务规定，就预算提出建议", "就预算提出建议"),
            ("根据其任务规定，在大会上，提出建议", "提出建议"),
            ("根据其任务规定，", "根据其任务规定，"),
            ("根据决议采取行动，并提出报告", "根据决议采取行动，并提出报告"),
            ("提出建议，并采取行动", "提出建议，并采取行动"),
        ] {
            let reader = Reader::new(text, &ZH);
            assert_eq!(reader.rest(after_circumstances(&reader, 0, reader.len())), after, "{text}");
        }
    }

    #[test]
    fn what_parts_a_clause_from_the_next_is_no_part_of_it() {
        for (clause, next) in [
            ("the Board to act", "; and requests it"),
            ("the Board to act", ", and in this regard requests it"),
            ("the Board to act (in Geneva)", ", requests it"),
            ("the Board to act", "), requests it"),
            ("the Board and", ""),
            ("the Board to use sand", ", requests it"),
            ("in this regard", ", requests it"),
        ] {
            let text = format!("{clause}{next}");
            let to = place(&text, "requests");
            let reader = Reader::new(&text, &EN);
            assert_eq!(reader.slice(0, trim_end(&reader, 0, to)), clause, "{text}");
        }
        let reader = Reader::new("the Board, , it", &EN);
        assert_eq!(trim_end(&reader, 9, 13), 9);
    }

    #[test]
    fn circumstances_close_an_addressee_at_a_word() {
        for text in [
            "the Committee of Midwhen and the Board",
            "in consultation with the Board, the Council and the States",
            "the Committee of when",
        ] {
            let reader = Reader::new(text, &EN);
            let end = place(text, " when");
            assert_eq!(without_circumstances(&reader, 0, reader.len()), end, "{text}");
        }
    }

    #[test]
    fn who_is_named_in_chinese() {
        for (text, named) in [
            ("会员国", true),
            ("联合国", true),
            ("尚未采取行动的会员国", true),
            ("在冲突中的各方", true),
            ("，会员国", false),
            ("并会员国", false),
            ("采取行动支持会员国", false),
            ("尚未采取行动", false),
            ("尚未采取行动的各方，会员国", false),
            ("尚未采取行动的会员国采取", false),
        ] {
            let reader = Reader::new(text, &ZH);
            assert_eq!(is_named(&reader, 0, reader.len()), named, "{text}");
        }
        let reader = Reader::new("会员国", &ZH);
        assert!(!is_named(&reader, 3, 3) && !is_named(&reader, 2, 1));
        assert!(super::named(&reader, 0, 3) && !super::named(&reader, 0, 2) && !super::named(&reader, 3, 3));
        let end = |text: &'static str, from, to| bare_end(&Reader::new(text, &ZH), from, to);
        assert_eq!((end("会员国， ，采取", 0, 6), end("会员国采取", 0, 3), end("请，会员国", 2, 2)), (3, 3, 2));
        let may = |text: &'static str, act| may_end(&Reader::new(text, &ZH), 0, place(text, act));
        assert!(may("会员国，采取行动", "采取") && !may("就业，采取行动", "采取") && !may("采取行动", "采取"));
        assert!(may_end(&Reader::new("efforts to act", &EN), 0, 7), "where words are parted, links tell");
    }

    #[test]
    fn marks_that_end_a_chinese_addressee() {
        let cut = |text: &'static str, at| super::cut(&Reader::new(text, &ZH), 0, at);
        assert_eq!((cut("会员国，采取行动", 3), cut("会员国，采取行动", 4)), (Some((3, 4)), None));
        assert_eq!((cut("会员国：", 3), cut("会员国：包括", 3)), (Some((3, 4)), Some((3, 4))));
        assert_eq!(cut("会员国，特别是核武器国家", 3), None);
        assert_eq!(
            (cut("年轻一代：", 4), cut("年轻一代：采取行动", 4), cut("年轻一代，", 4)),
            (Some((4, 5)), None, None)
        );
        assert_eq!(cut("采取措施：", 4), None);
        let long = |length: usize| {
            let text = format!("{}：", "代".repeat(length));
            super::cut(&Reader::new(&text, &ZH), 0, length).is_some()
        };
        assert!(long(LONGEST_NAME - 1) && !long(LONGEST_NAME));
        assert_eq!(super::cut(&Reader::new("all States, act", &EN), 0, 10), None);
    }

    #[test]
    fn things_are_not_asked() {
        for (text, thing) in [
            ("efforts to combat crime", true),
            ("efforts", true),
            ("efforts, States", true),
            ("efforts States make", false),
            ("the further regional cooperation in Africa", true),
            ("the further strengthened regional cooperation in Africa", false),
            ("the Board", false),
        ] {
            let reader = Reader::new(text, &EN);
            assert_eq!(is_thing(&reader, 0, reader.len()), thing, "{text}");
        }
        assert!(is_thing(&Reader::new("efforts States make", &EN), 0, 7), "the text ends before");
        let read = |language, text: &str, followed| {
            let reader = Reader::new(text, language);
            super::read(&reader, 0, reader.len(), followed)
        };
        assert_eq!((read(&EN, "the Board", false), read(&EN, "efforts", false)), (Some((0, 9)), None));
        assert_eq!(read(&EN, "", false), None);
        assert_eq!((read(&ZH, "会员国", false), read(&ZH, "这些措施", false)), (Some((0, 3)), None));
    }

    #[test]
    fn who_waits_is_not_long() {
        let asks = |that: bool| {
            let of = move |ask: &&Ask| ask.links.iter().any(|link| link.1 == ActForm::Listed) == that;
            EN.directing.asks.iter().find(of).map(|ask| {
                move |text: &str| {
                    let reader = Reader::new(text, &EN);
                    may_wait(&reader, ask, 0, reader.len())
                }
            })
        };
        let may = asks(false).map(|may| (may(&"State ".repeat(40)), may(&"State ".repeat(41))));
        assert_eq!(may, Some((true, false)));
        let that = asks(true).map(|may| (may("the Board"), may("the Board:")));
        assert_eq!(that, Some((false, true)));
        assert!(words_set_actions(&Reader::new("", &EN)) && !words_set_actions(&Reader::new("", &ZH)));
    }

    #[test]
    fn where_a_circumstance_is_open() {
        for (text, aside) in [
            ("the Board, within its means", true),
            ("the Board, and within its means", true),
            ("the Board within its means", false),
            ("the Board, the Council", false),
            ("the Board, in particular those", false),
            ("the Board, within its means, the Council", false),
        ] {
            let reader = Reader::new(text, &EN);
            assert_eq!(within_aside(&reader, 0, reader.len()), aside, "{text}");
        }
        let reader = Reader::new("the Board, within its means", &EN);
        assert!(!within_aside(&reader, 0, 11) && !within_aside(&reader, 10, 27));
        assert!(follows_comma(&reader, 11) && !follows_comma(&reader, 4) && !follows_comma(&reader, 0));
        let text = "the Board (in Geneva) and others";
        let reader = Reader::new(text, &EN);
        let within = |from, part| within_brackets(&reader, from, place(text, part));
        assert!(within(0, "Geneva") && !within(0, "and") && !within(0, "Board") && !within(11, "Geneva"));
    }

    #[test]
    fn circumstances_close_an_addressee() {
        for (whom, rest) in [
            ("all States", ", in accordance with law"),
            ("all States, in accordance with law, and the Board", ", as appropriate"),
            ("the Board", " in consultation with States, agencies, funds"),
            ("the Board", ", in cooperation with States, agencies, funds"),
            ("the Board", " within existing resources"),
            ("States", ", including through dialogue"),
            ("States, including those at risk", ""),
            ("the Secretary-General (when required) and the Board", ""),
            ("the Board (Geneva, Vienna)", ", in this regard"),
            ("the Board", ", "),
        ] {
            let text = format!("{whom}{rest}");
            let reader = Reader::new(&text, &EN);
            assert_eq!(reader.slice(0, without_circumstances(&reader, 0, reader.len())), whom, "{text}");
        }
    }
}
