//! A text in, its clauses out: each phrase that asks, with who is asked and what they are to do.
//!
//! A clause goes from its phrase to the next one. `Requests A and invites B to act` are two clauses with one action.
//!
//! Not here: when it is due (see `due`), and where an addressee ends before a circumstance (see `party`).

use super::{due, party};
use crate::language::{ActForm, Ask};
use crate::link::openings::List;
use crate::link::reader::Reader;

/// A phrase that asks, and what it governs; ranges in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    /// The phrase.
    pub(super) opening: (usize, usize),
    /// Who is asked.
    pub(super) addressee: Option<(usize, usize)>,
    /// What they are to do; none where a list says it.
    pub(super) action: Option<(usize, usize)>,
    /// Where it says when it is due: all that follows the phrase.
    pub(super) scope: (usize, usize),
}

/// A verb that asks, with what may be said before and after it: also, further.
struct Head {
    start: usize,
    end: usize,
    /// The pronoun right before the verb that stands for who is asked: la alienta a que.
    pronoun: Option<(usize, usize)>,
    /// Constructions that the verb is used in.
    asks: Vec<&'static Ask>,
}

/// What a head governs.
struct Reading {
    addressee: Option<(usize, usize)>,
    /// Where the action begins; none where nothing follows the addressee.
    action: Option<usize>,
}

/// The clauses of a text that stands for itself.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Clause> {
    let heads = heads(reader);
    let mut found: Vec<Clause> = Vec::new();
    // Clauses that wait for the action of a later one: Requests A, and invites B, to act.
    let mut waiting = 0;
    for (index, head) in heads.iter().enumerate() {
        let limit = heads.get(index + 1).map_or(reader.len(), |next| next.start);
        let last = index + 1 == heads.len();
        let reading = || head.asks.iter().find_map(|ask| read(reader, ask, head.end, limit));
        let reading = pronoun(reader, head, limit).or_else(reading);
        let reading = reading.or_else(|| found.last().and_then(|before| again(reader, head, limit, before)));
        let Some(reading) = reading else {
            found.truncate(found.len() - waiting);
            waiting = 0;
            continue;
        };
        let end = party::trim_end(reader, head.end, limit);
        let action = reading.action.map(|start| (party::after_circumstances(reader, start, end), end));
        found.push(Clause {
            opening: (head.start, head.end),
            addressee: reading.addressee,
            action,
            scope: (reading.addressee.map_or(head.end, |a| a.1.max(head.end)), end),
        });
        if let Some(action) = action {
            let from = found.len() - 1 - waiting;
            for earlier in found.iter_mut().skip(from) {
                earlier.action = Some(action);
                earlier.scope.1 = end;
            }
            waiting = 0;
        } else {
            waiting += 1;
        }
        if last && !opens_list(reader, reader.len()) {
            found.truncate(found.len() - waiting);
        }
    }
    found
}

/// The clause of a point whose chapeau asks. With `decided` the chapeau names no addressee, and the point may.
pub(super) fn point(reader: &Reader<'_>, decided: bool) -> Clause {
    let from = reader.spaces(0);
    let links = reader.language.directing.asks.iter().flat_map(|ask| ask.links).map(|link| link.0);
    let link = links.filter(|l| !l.is_empty()).filter_map(|l| words_at(reader, from, &[l])).max();
    let start = link.map_or(from, |end| reader.spaces(end));
    let end = party::trim_end(reader, start, reader.len());
    let relayed = decided.then(|| relayed(reader, start, reader.len())).flatten();
    let addressee = relayed.as_ref().and_then(|r| r.addressee);
    let start = relayed.and_then(|r| r.action).unwrap_or(start);
    Clause { opening: (0, 0), addressee, action: Some((start, end)), scope: (start, end) }
}

/// Whether a colon closes the text before `to`: what is to be done follows as a list.
pub(super) fn opens_list(reader: &Reader<'_>, to: usize) -> bool {
    reader.before(reader.spaces_back(to)).is_some_and(|c| reader.language.colons.contains(&c))
}

/// Whether a word can start at `at`.
pub(super) fn starts_word(reader: &Reader<'_>, at: usize) -> bool {
    reader.at(at).is_some_and(is_inner) && (reader.language.unspaced || !reader.before(at).is_some_and(is_inner))
}

/// Whether a character is a letter or digit. Most of those that stand in a text are told without the tables of Unicode,
/// which take long to search.
fn is_inner(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{410}'..='\u{44f}' | '\u{4e00}'..='\u{9fff}' => true,
        '\0'..='\u{7f}' => false,
        c => c.is_alphanumeric(),
    }
}

/// The index after the longest of `words` that stands at `at`, whole and in letters of any size.
pub(super) fn words_at(reader: &Reader<'_>, at: usize, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|w| word_at(reader, at, w)).max()
}

/// The index after `word`, if it stands at `at`, whole and in letters of any size.
#[inline]
pub(super) fn word_at(reader: &Reader<'_>, at: usize, word: &str) -> Option<usize> {
    reader.word_any_case(at, word).filter(|&end| ends_word(reader, end))
}

/// Whether a word can end at `at`: an apostrophe joins it to the next (l’Assemblée).
fn ends_word(reader: &Reader<'_>, at: usize) -> bool {
    let glued = |c: char| c.is_alphanumeric();
    reader.language.unspaced
        || !reader.at(at).is_some_and(glued)
        || reader.before(at).is_some_and(|c| !c.is_alphanumeric())
}

/// The index at which the longest of `words` begins that ends at `to`.
fn words_before(reader: &Reader<'_>, to: usize, words: &[&str]) -> Option<usize> {
    let fits = |word: &&str| {
        let start = to.checked_sub(word.chars().count())?;
        let whole = reader.language.unspaced || !reader.before(start).is_some_and(char::is_alphanumeric);
        (whole && reader.word_any_case(start, word) == Some(to)).then_some(start)
    };
    words.iter().filter(|word| reader.may_end(to, word)).filter_map(fits).min()
}

/// Every phrase that asks, in order.
fn heads(reader: &Reader<'_>) -> Vec<Head> {
    let words = &reader.language.directing;
    let mut found: Vec<Head> = Vec::new();
    let mut next = 0;
    for at in reader.places([List::Verbs], 0, reader.len()) {
        if at < next || !starts_word(reader, at) {
            continue;
        }
        let opens = || found.is_empty() && joined(reader, at) == Some(0);
        let verb = |ask: &Ask| {
            let inner = words_at(reader, at, ask.verbs);
            inner.or_else(|| words_at(reader, at, ask.opening).filter(|_| opens()))
        };
        let Some(end) = words.asks.iter().filter_map(verb).max() else { continue };
        let to = reader.spaces_back(at);
        let pronoun = words_before(reader, to, words.pronouns).map(|from| (from, to));
        // A pronoun looks like an article: the noun that follows one asks nobody.
        let joint = pronoun.and_then(|p| joined(reader, p.0)).or_else(|| joined(reader, at));
        if let Some(start) = joint {
            let asks = words.asks.iter().filter(|ask| verb(ask) == Some(end)).collect();
            found.push(Head { start, end: tails(reader, end), pronoun, asks });
        }
        next = end;
    }
    found
}

/// Where the phrase begins whose verb stands at `at`, if it opens the text or is joined to what stands before.
fn joined(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let words = &reader.language.directing;
    // Some languages write a joint as one word with the verb: وتطلب.
    if !reader.language.unspaced && words.joints.iter().any(|joint| reader.word(at, joint) == Some(at + 1)) {
        let fused = reader.at(at + 1).is_some_and(char::is_alphanumeric);
        if fused {
            return Some(at);
        }
    }
    let mut start = at;
    // The phrase begins at its first modifier; what turns to it stands before.
    let mut outer = at;
    loop {
        let to = reader.spaces_back(outer);
        let modifiers = reader.modifiers_before(to).iter().map(|m| m.trim_end()).filter(|m| reader.may_end(to, m));
        let modifier = modifiers.filter_map(|m| {
            let small = m.to_lowercase();
            words_before(reader, to, &[small.as_str()])
        });
        if let Some(found) = modifier.min() {
            start = if outer == start { found } else { start };
            outer = found;
        } else if let Some(found) = words_before(reader, to, words.turns) {
            outer = found;
        } else if reader.before(to).is_some_and(|c| reader.language.comma.contains(&c))
            && words_before(reader, to - 1, words.turns).is_some()
        {
            outer = to - 1;
        } else {
            break;
        }
    }
    let to = reader.spaces_back(outer);
    let marked = |c: char| {
        let language = reader.language;
        [language.comma, language.segment_ends, language.sentence_ends, language.colons].iter().any(|m| m.contains(&c))
    };
    let free = to == 0 || reader.before(to).is_some_and(marked) || words_before(reader, to, words.joints).is_some();
    free.then_some(start)
}

/// The index after the words that close a phrase: also, further, once again.
fn tails(reader: &Reader<'_>, from: usize) -> usize {
    const MOST: usize = 3;
    let mut end = from;
    for _ in 0..MOST {
        let tails = reader.language.phrase_tails.iter().filter_map(|t| reader.word_any_case(end, t));
        let tail = tails.filter(|&e| ends_word(reader, e)).max();
        match tail.or_else(|| words_at(reader, reader.spaces(end), reader.language.directing.turns)) {
            Some(more) => end = more,
            None => break,
        }
    }
    end
}

/// What a verb governs where a pronoun next to it stands for who is asked: la alienta a que, تطلب إليه أن.
fn pronoun(reader: &Reader<'_>, head: &Head, limit: usize) -> Option<Reading> {
    let from = reader.spaces(head.end);
    let behind = || words_at(reader, from, reader.language.directing.pronouns).map(|end| (from, end));
    let addressee = head.pronoun.or_else(behind)?;
    let links = party::after_asides(reader, addressee.1.max(head.end), limit);
    let action =
        head.asks.iter().filter(|ask| ask.addressed.is_some()).filter_map(|ask| link(reader, ask, links)).max();
    let action = action.filter(|&at| at < limit)?;
    Some(Reading { addressee: Some(addressee), action: Some(action) })
}

/// What a verb governs that asks again those who were asked before: solicita además que presente.
fn again(reader: &Reader<'_>, head: &Head, limit: usize, before: &Clause) -> Option<Reading> {
    let that = |ask: &&&Ask| ask.links.iter().all(|link| link.1 == ActForm::Listed);
    let mut asks = head.asks.iter().filter(that).filter_map(|ask| {
        let lead = words_at(reader, party::after_asides(reader, head.end, limit), ask.addressed?)?;
        link(reader, ask, reader.spaces(lead))
    });
    asks.next().filter(|&at| at < limit).map(|at| Reading { addressee: before.addressee, action: Some(at) })
}

/// What a verb governs in one construction, between `from` and `limit`.
fn read(reader: &Reader<'_>, ask: &Ask, from: usize, limit: usize) -> Option<Reading> {
    let from = party::after_asides(reader, from, limit);
    let Some(leads) = ask.addressed else {
        let action = own_action(reader, ask, from, limit);
        if let Some(relayed) = action.and_then(|at| relayed(reader, at, limit)) {
            return Some(relayed);
        }
        let listed = || opens_list(reader, limit) && reader.spaces_back(limit) - 1 <= from;
        let addressee = action.and_then(|at| subject(reader, at));
        return (action.is_some() || listed()).then_some(Reading { addressee, action });
    };
    let lead = words_at(reader, from, leads).map(|end| reader.spaces(end));
    let start = lead.or_else(|| leads.contains(&"").then_some(from))?;
    // Calls for: the action stands where the addressee would.
    let nobody = || {
        link(reader, ask, from).or_else(|| link(reader, ask, start)).is_some()
            || words_at(reader, start, reader.language.directing.joints).is_some()
            || !reader.at(start).is_some_and(char::is_alphanumeric)
            || opens(reader, start, ActForm::Ending)
    };
    if !reader.language.unspaced && nobody() {
        return None;
    }
    let found = action(reader, ask, start, limit);
    let to = found.map_or_else(|| before_link(reader, ask, limit), |f| f.0);
    if found.is_none() && !party::may_wait(reader, ask, start, limit) {
        return None;
    }
    let addressee = party::read(reader, start, to, found.is_some())?;
    // Calls upon all States to this end:
    let turns = |at: usize| words_at(reader, at, reader.language.directing.turns);
    let listed = |at: usize| opens_list(reader, limit) && turns(at).is_some_and(|end| limit <= end + 1);
    Some(Reading { addressee: Some(addressee), action: found.map(|f| f.1).filter(|&at| !listed(at)) })
}

/// The end of a text before `to`, without a link that closes it: Invites all States to:
fn before_link(reader: &Reader<'_>, ask: &Ask, to: usize) -> usize {
    let language = reader.language;
    let mut end = reader.spaces_back(to);
    while reader.before(end).is_some_and(|c| language.colons.contains(&c) || language.comma.contains(&c)) {
        end = reader.spaces_back(end - 1);
        // To that end: what stands before it may still be the link.
        end = words_before(reader, end, language.directing.turns).map_or(end, |start| reader.spaces_back(start));
    }
    let links: Vec<&str> = ask.links.iter().map(|link| link.0).filter(|link| !link.is_empty()).collect();
    words_before(reader, end, &links).unwrap_or(end)
}

/// What is asked of somebody by way of a decision: Decides to request the Secretary-General to.
fn relayed(reader: &Reader<'_>, at: usize, limit: usize) -> Option<Reading> {
    let mut asks = reader.language.directing.asks.iter().filter(|ask| ask.addressed.is_some());
    asks.find_map(|ask| {
        let verb = words_at(reader, at, ask.opening).or_else(|| words_at(reader, at, ask.verbs))?;
        read(reader, ask, verb, limit)
    })
}

/// The organ or officer right after the verb at `at`, in a language that puts the verb first.
fn subject(reader: &Reader<'_>, at: usize) -> Option<(usize, usize)> {
    let language = reader.language;
    let word = (at..reader.len()).find(|&i| !reader.at(i).is_some_and(char::is_alphanumeric));
    let from = reader.spaces(word.filter(|_| language.directing.verb_first)?);
    let named = language.organs.iter().chain(language.roles).filter_map(|entity| reader.word(from, entity.name));
    named.filter(|&end| ends_word(reader, end)).max().map(|end| (from, end))
}

/// Where the action of the speaker begins: Decides to.
fn own_action(reader: &Reader<'_>, ask: &Ask, from: usize, limit: usize) -> Option<usize> {
    let linked = |at: usize| link(reader, ask, at).filter(|&start| start < limit);
    linked(from).or_else(|| {
        // A circumstance of several commas stands between.
        let comma =
            |at: &usize| reader.before(reader.spaces_back(*at)).is_some_and(|c| reader.language.comma.contains(&c));
        let words = &reader.language.directing;
        let aside =
            [words.companions, words.settings, words.asides].iter().any(|list| words_at(reader, from, list).is_some());
        let word = |at: &usize| starts_word(reader, *at);
        (from..limit).filter(|at| aside && word(at) || comma(at)).find_map(linked)
    })
}

/// Where the addressee ends and where the action begins.
fn action(reader: &Reader<'_>, ask: &Ask, from: usize, limit: usize) -> Option<(usize, usize)> {
    let language = reader.language;
    let mut depth = 0_usize;
    // A link in a circumstance is taken only where none follows after its comma.
    let mut within = None;
    let announced = ask.links.iter().any(|link| link.1 == ActForm::Listed && link.0.is_empty());
    for at in from..limit {
        let c = reader.at(at)?;
        if reader.may_open(at, List::Pairs) {
            let mut pairs = language.brackets.iter().chain(language.quotation_marks).chain(language.title_marks);
            if pairs.clone().any(|pair| pair.0 == c) {
                depth += 1;
            } else if pairs.any(|pair| pair.1 == c) {
                depth = depth.saturating_sub(1);
            }
        }
        if depth > 0 {
            continue;
        }
        if reader.may_open(at, List::Ends) && language.segment_ends.contains(&c) {
            break;
        }
        if announced && let Some(found) = party::cut(reader, from, at) {
            let found = (found.0, enumerator(reader, found.1));
            return (found.1 < limit).then_some(found);
        }
        if at == from || !starts_word(reader, at) {
            continue;
        }
        let Some(start) = link(reader, ask, at).filter(|&start| start < limit) else { continue };
        if owned(reader, at) || !party::may_end(reader, from, at) {
            continue;
        }
        if party::within_aside(reader, from, at) {
            within = within.or(Some((at, start)));
        } else if within.is_none() || party::follows_comma(reader, at) {
            return Some((at, start));
        }
    }
    within
}

/// Where the action begins, if one of the links of `ask` stands at `at` and an action follows it.
fn link(reader: &Reader<'_>, ask: &Ask, at: usize) -> Option<usize> {
    let links = ask.links.iter().filter_map(|(word, form)| {
        let end = if word.is_empty() { at } else { words_at(reader, at, &[word])? };
        let start = enumerator(reader, party::after_asides(reader, end, reader.len()));
        let timed = due::after(reader, start).filter(|&at| opens(reader, at, *form));
        timed.or_else(|| opens(reader, start, *form).then_some(start))
    });
    links.max()
}

/// The index after the letter of a point that stands within the text: to (a) assist.
fn enumerator(reader: &Reader<'_>, from: usize) -> usize {
    let brackets = reader.language.brackets;
    let mut at = from;
    while reader.at(at).is_some_and(|c| reader.language.colons.contains(&c)) {
        at = reader.spaces(at + 1);
    }
    let open = brackets.iter().any(|b| reader.at(at) == Some(b.0));
    let letter = at + usize::from(open);
    let closed = brackets.iter().any(|b| reader.at(letter + 1) == Some(b.1));
    if closed && reader.at(letter).is_some_and(char::is_alphanumeric) { reader.spaces(letter + 2) } else { from }
}

/// Whether an action opens at `at`.
pub(super) fn opens(reader: &Reader<'_>, at: usize, form: ActForm) -> bool {
    let words = &reader.language.directing;
    let at = if form == ActForm::Listed && !reader.language.unspaced { before_act(reader, at) } else { at };
    if form == ActForm::Listed && !reader.may_open(at, List::Acts) || is_no_act(reader, at) {
        return false;
    }
    match form {
        ActForm::Any => reader.at(at).is_some_and(|c| c.is_alphabetic() && !c.is_uppercase()),
        ActForm::Listed => {
            let noun = || words_before(reader, reader.spaces_back(at), words.not_acts).is_some();
            // A verb before the particle modifies a noun: 要求的.
            let verb = |end: usize| words.attributive.is_none() || reader.at(end) != words.attributive;
            words_at(reader, at, reader.acts_at(at)).is_some_and(verb) && (reader.language.unspaced || !noun())
        }
        ActForm::Ending => {
            let at = before_act(reader, at);
            let mut end = at;
            while reader.at(end).is_some_and(char::is_alphabetic) {
                end += 1;
            }
            let word = reader.slice(at, end).to_lowercase();
            !is_no_act(reader, at) && words.act_endings.iter().any(|e| word.ends_with(e))
        }
    }
}

/// Whether what stands at `at` opens no action, though it looks as if it did.
pub(super) fn is_no_act(reader: &Reader<'_>, at: usize) -> bool {
    reader.may_open(at, List::NotActs) && words_at(reader, at, reader.language.directing.not_acts).is_some()
}

/// The index after the words that may stand before the verb of an action.
fn before_act(reader: &Reader<'_>, from: usize) -> usize {
    let mut at = from;
    while let Some(end) = words_at(reader, at, reader.language.directing.before_acts) {
        at = reader.spaces(end);
    }
    at
}

/// Whether the word before `at` takes the link there itself: able to.
fn owned(reader: &Reader<'_>, at: usize) -> bool {
    words_before(reader, reader.spaces_back(at), reader.language.directing.owners).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{AR, EN, ES, FR, Language, RU, ZH};

    /// Who is asked, and how what they are to do begins.
    fn read(language: &'static Language, text: &str) -> Vec<(String, String)> {
        let reader = Reader::new(text, language);
        let said = |range: Option<(usize, usize)>| range.map_or(String::new(), |(a, b)| reader.slice(a, b).to_owned());
        let first = |text: String| text.split(' ').next().unwrap_or_default().chars().take(12).collect();
        find(&reader).iter().map(|clause| (said(clause.addressee), first(said(clause.action)))).collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|p| (p.0.to_owned(), p.1.to_owned())).collect()
    }

    #[test]
    fn a_link_within_the_addressee_or_a_circumstance_ties_nothing() {
        let cases = [
            (
                "Urges parties to the Convention that have not yet done so to act",
                "parties to the Convention that have not yet done so",
            ),
            ("Urges all States able to help to act", "all States able to help"),
            ("Urges all States, in their efforts to prevent harm, to act", "all States"),
            ("Requests, in this regard, the Committee to act", "the Committee"),
            ("Requests that the Secretary-General continue it", "the Secretary-General"),
        ];
        for (text, whom) in cases {
            assert_eq!(read(&EN, text).first().map(|found| found.0.as_str()), Some(whom), "{text}");
        }
    }

    #[test]
    fn nobody_is_asked() {
        let cases: [(&'static Language, &str); 8] = [
            (&EN, "Calls for the renewal of the mandate"),
            (&EN, "Encourages cooperation to promote tourism"),
            (&EN, "Decides that the meeting shall be held in Geneva"),
            (&FR, "Demande que des mesures soient prises"),
            (&ES, "Alienta a que se avance"),
            (&RU, "призывает принять меры"),
            (&AR, "تشجع على تعزيز التعاون"),
            (&ZH, "呼吁加强国际合作，支持各国采取行动"),
        ];
        for (language, text) in cases {
            assert_eq!(read(language, text), [], "{text}");
        }
    }

    #[test]
    fn a_pronoun_stands_for_who_is_asked() {
        let cases = [
            (&ES, "Reconoce su labor, y la alienta a que siga actuando", "la", "siga"),
            (&FR, "Se félicite de ses travaux, et l’invite à poursuivre", "l’", "poursuivre"),
            (&AR, "ترحب بالتقرير، وتطلب إليه أن يقدم تقريرا", "إليه", "يقدم"),
        ];
        for (language, text, whom, act) in cases {
            assert_eq!(read(language, text), pairs(&[(whom, act)]), "{text}");
        }
        assert_eq!(read(&ES, "Alienta la cooperación"), []);
    }

    #[test]
    fn who_was_asked_is_asked_again() {
        let text = "Solicita al Grupo que proporcione un informe, solicita además que presente sus conclusiones";
        assert_eq!(read(&ES, text), pairs(&[("Grupo", "proporcione"), ("Grupo", "presente")]));
        let text = "Solicita al Grupo que proporcione un informe, y pide que se adopten medidas";
        assert_eq!(read(&ES, text).len(), 1);
    }

    #[test]
    fn what_stands_before_the_verb_of_an_action_is_no_part_of_it() {
        let time = "Solicita al Secretario General que en su septuagésimo período de sesiones la informe";
        assert_eq!(read(&ES, time), pairs(&[("Secretario General", "la")]));
        let link = "обращается к странам с призывом о том, чтобы они, действуя согласованно, развивали сети";
        assert_eq!(read(&RU, link), pairs(&[("странам", "развивали")]));
        let mandate = "建议委员会根据其任务规定，就预算提出建议";
        assert_eq!(read(&ZH, mandate), pairs(&[("委员会", "就预算提出建议")]));
        let action = "请会员国根据决议采取行动，并提出报告";
        assert_eq!(read(&ZH, action), pairs(&[("会员国", "根据决议采取行动，并提出")]));
    }

    #[test]
    fn where_a_chinese_addressee_ends() {
        assert_eq!(
            read(&ZH, "促请会员国、联合国发展系统以及包括私营部门在内的其他利益攸关方酌情继续努力，并请秘书长提出报告"),
            pairs(&[
                ("会员国、联合国发展系统以及包括私营部门在内的其他利益攸关方", "酌情继续努力"),
                ("秘书长", "提出报告")
            ])
        );
        assert_eq!(read(&ZH, "敦促尚未向领土提供援助的专门机构尽早提供援助")[0].0, "尚未向领土提供援助的专门机构");
        assert_eq!(read(&ZH, "请所有国家，特别是核武器国家积极努力")[0].0, "所有国家，特别是核武器国家");
    }

    /// A text, and who is asked in it to do what.
    type Case<'c> = (&'static Language, &'c str, &'c [(&'c str, &'c str)]);

    fn all(cases: &[Case<'_>]) {
        for (language, text, expected) in cases {
            assert_eq!(read(language, text), pairs(expected), "{text}");
        }
    }

    #[test]
    fn who_waits_for_the_action_of_a_later_phrase() {
        all(&[
            (
                &EN,
                "Requests the Board, invites the Council, and urges all States to act",
                &[("the Board", "act"), ("the Council", "act"), ("all States", "act")],
            ),
            (&EN, "Urges all States to act, and requests the Board", &[("all States", "act")]),
            (&EN, "Requests and urges all States to act", &[("all States", "act")]),
            (&EN, "Welcomes the report and, in this regard, requests the Board to act", &[("the Board", "act")]),
            (&EN, "Invites all States to:", &[("all States", "")]),
            (&EN, "Invites all States, to that end, to:", &[("all States", "")]),
            (&ZH, "敦促会员国，并请秘书长提出报告", &[("会员国", "提出报告"), ("秘书长", "提出报告")]),
            (
                &AR,
                "تطلب إلى الأمين العام أن يقدم تقريرا، وتدعو الدول إلى التعاون",
                &[("الأمين العام", "يقدم"), ("الدول", "التعاون")],
            ),
            (&AR, "وتطلب إلى الأمين العام أن يقدم تقريرا", &[("الأمين العام", "يقدم")]),
        ]);
    }

    #[test]
    fn a_point_within_the_text_is_no_part_of_the_action() {
        all(&[
            (
                &EN,
                "Requests the Secretary-General to (a) assist States, (b) report",
                &[("the Secretary-General", "assist")],
            ),
            (&FR, "Prie le Comité de : a) faire rapport", &[("le Comité", "faire")]),
            (&RU, "просит Генерального секретаря: а) представить доклад", &[("Генерального секретаря", "представить")]),
        ]);
    }

    #[test]
    fn a_link_within_a_circumstance_ties_where_no_other_does() {
        all(&[
            (&EN, "Requests the Board, within the means at its disposal to act, to report", &[("the Board", "report")]),
            (&EN, "Requests the Board, within the means at its disposal to act", &[("the Board", "act")]),
            (&EN, "Requests the Board, within its means to act, the Council to report", &[("the Board", "act,")]),
            (&EN, "Urges the States, the Council to act, to report", &[("the States, the Council", "act,")]),
            (&EN, "Urges all States, including in Africa those at risk to act, to report", &[("all States", "act,")]),
            (
                &EN,
                "Urges all States, and within their means those at risk to act, to report",
                &[("all States", "report")],
            ),
            (&EN, "Decides, when it meets, in Geneva, to act", &[("", "act")]),
            (&FR, "Invite les États, conformément à la Charte, à coopérer", &[("les États", "coopérer")]),
            (&ES, "Exhorta a los Estados, en su labor destinada a ayudar, a que actúen", &[("los Estados", "actúen")]),
            (&RU, "предлагает, в этой связи, Комитету продолжить работу", &[("Комитету", "продолжить")]),
        ]);
    }

    #[test]
    fn commas_and_links_within_brackets_part_nothing() {
        let whole = [
            "the Committee (its body, in Geneva)",
            "the Committee (its body and, in Geneva, the Board)",
            "the Board (which is to meet)",
        ];
        for whom in whole {
            all(&[(&EN, &format!("Requests {whom} to act"), &[(whom, "act")])]);
        }
        let text = "Requests the Committee (its body) and the Board, in Geneva, to act";
        all(&[(&EN, text, &[("the Committee (its body) and the Board", "act")])]);
    }

    #[test]
    fn those_who_are_consulted_are_not_asked() {
        for companions in ["in consultation with the Board", "in consultation with the Board, the Council and partners"]
        {
            for comma in [",", ""] {
                let text = format!("Calls upon all States{comma} {companions}, to act");
                all(&[(&EN, &text, &[("all States", "act")])]);
            }
        }
    }

    #[test]
    fn efforts_are_nobody() {
        all(&[
            (&EN, "Encourages efforts, including those of States, to combat terrorism", &[]),
            (&EN, "Encourages efforts by States to act", &[]),
            (&EN, "Encourages efforts to act", &[]),
            (&EN, "Encourages the efforts committee to act", &[("the efforts committee", "act")]),
            (&EN, "Requests the Secretary-General to Geneva", &[]),
            (&EN, "Requests the Board; the Council to act", &[]),
            (&EN, "Requests: to act", &[]),
            (&FR, "Encourage les efforts visant à agir", &[]),
            (&EN, "Requests the Board, and encourages efforts to combat terrorism", &[]),
            (&EN, "Requests the Board, encourages efforts to act, and urges States to act", &[("States", "act")]),
        ]);
    }

    #[test]
    fn a_colon_closes_the_name_of_anybody_in_chinese() {
        all(&[
            (&ZH, "请各方：", &[("各方", "")]),
            (&ZH, "请采取措施：", &[]),
            (&ZH, "请参加第二次世界妇女问题大会及其筹备会议的所有与会各方代表：", &[]),
            (&ZH, "促请会员国，酌情继续努力", &[("会员国", "酌情继续努力")]),
            (&ZH, "请，会员国采取行动", &[]),
            (&ZH, "敦促尚未采取行动的会员国采取行动", &[("尚未采取行动的会员国", "采取行动")]),
            (&ZH, "敦促在采取行动的会员国、组织，采取行动", &[("在采取行动的会员国、组织", "采取行动")]),
        ]);
    }

    /// The index at which a part of a text begins.
    fn place(text: &str, part: &str) -> usize {
        text.split(part).next().unwrap_or_default().chars().count()
    }

    #[test]
    fn the_letter_of_a_point_within_the_text() {
        for (language, text, after) in [
            (&EN, "(a) assist States", "assist States"),
            (&EN, "a) assist States", "assist States"),
            (&EN, ": (a) assist States", "assist States"),
            (&FR, ": a) faire rapport", "faire rapport"),
            (&EN, "(ab) assist States", "(ab) assist States"),
            (&EN, "(a assist States", "(a assist States"),
            (&EN, "(-) assist States", "(-) assist States"),
            (&EN, "assist States", "assist States"),
        ] {
            let reader = Reader::new(text, language);
            assert_eq!(reader.rest(enumerator(&reader, 0)), after, "{text}");
        }
    }

    #[test]
    fn where_an_action_opens() {
        let cases: [(&'static Language, &str, &str, ActForm, bool); 15] = [
            (&EN, "act", "act", ActForm::Any, true),
            (&EN, "the", "the", ActForm::Any, false),
            (&EN, "Act", "Act", ActForm::Any, false),
            (&EN, "5 acts", "5", ActForm::Any, false),
            (&EN, "continue its work", "continue", ActForm::Listed, true),
            (&EN, "the report", "report", ActForm::Listed, false),
            (&ES, "no aplace su labor", "no", ActForm::Listed, true),
            (&ES, "no obstante su labor", "no", ActForm::Listed, false),
            (&ZH, "采取行动", "采取", ActForm::Listed, true),
            (&ZH, "会员国", "会", ActForm::Listed, false),
            (&ZH, "系统加强合作", "加强", ActForm::Listed, true),
            (&ZH, "加强的措施", "加强", ActForm::Listed, false),
            (&RU, "принять меры", "принять", ActForm::Ending, true),
            (&RU, "сеть стран", "сеть", ActForm::Ending, false),
            (&RU, "меры стран", "меры", ActForm::Ending, false),
        ];
        for (language, text, part, form, expected) in cases {
            assert_eq!(opens(&Reader::new(text, language), place(text, part), form), expected, "{text}");
        }
    }

    #[test]
    fn what_a_phrase_is_joined_to() {
        let cases: [(&'static Language, &str, &str, Option<&str>); 11] = [
            (&EN, "Requests the Board", "Requests", Some("Requests")),
            (&EN, "Also requests the Board", "requests", Some("Also")),
            (&EN, "Welcomes it, and requests the Board", "requests", Some("requests")),
            (&EN, "Welcomes it and further requests the Board", "requests", Some("further")),
            (&EN, "Welcomes it; requests the Board", "requests", Some("requests")),
            (&EN, "Welcomes it, and, in this regard, requests the Board", "requests", Some("requests")),
            (&EN, "Welcomes what the Board requests", "requests", None),
            (&EN, "Welcomes what the Board in this regard, requests", "requests", None),
            (&AR, "ترحب بالتقرير وتطلب إليه", "وتطلب", Some("وتطلب")),
            (&AR, "ترحب بالتقرير و تطلب إليه", "و تطلب", None),
            (&ZH, "促请会员国并请秘书长", "并", None),
        ];
        for (language, text, verb, start) in cases {
            let found = joined(&Reader::new(text, language), place(text, verb));
            assert_eq!(found, start.map(|start| place(text, start)), "{text}");
        }
    }

    #[test]
    fn what_is_to_be_done_follows_as_a_list() {
        all(&[
            (&EN, "Decides:", &[("", "")]),
            (&EN, "Decides on the following measures:", &[]),
            (&EN, "Decides to adopt the following measures:", &[("", "adopt")]),
            (&ES, "Solicita al Grupo que además:", &[("Grupo", "")]),
            (&ES, "Solicita al Grupo que además presente:", &[("Grupo", "además")]),
            (&ES, "Solicita al Grupo que presente además:", &[("Grupo", "presente")]),
            (&EN, "Calls upon all States to this end:", &[("all States", "")]),
            (&ZH, "促请所有国家，特别是拥有空间能力的国家：", &[("所有国家，特别是拥有空间能力的国家", "")]),
        ]);
    }

    #[test]
    fn a_phrase_that_asks_is_no_action_of_the_one_before() {
        all(&[
            (&AR, "تطلب إلى الأمين العام أن وتدعو الدول إلى التعاون", &[("الدول", "التعاون")]),
            (&AR, "وتطلب إليه أن وتدعو الدول إلى التعاون", &[("الدول", "التعاون")]),
        ]);
    }

    #[test]
    fn verbs_that_ask_only_where_they_open_a_paragraph() {
        all(&[
            (&EN, "Request the Board to act", &[("the Board", "act")]),
            (&EN, "Welcomes the request of the Board to act", &[]),
            (&EN, "Welcomes it, and urges the Board to act", &[("the Board", "act")]),
            (&EN, "Welcomes the report, request the Board to act", &[]),
        ]);
    }
}
