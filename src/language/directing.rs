//! What a language must supply so that one can read who is asked to do what, and by when.
//!
//! Words are in small letters and match whole words, in letters of any size; where words are written without spaces they
//! match wherever they stand. Of several that fit, the longest counts.
//!
//! Not here: how a clause is read with them (see `link::mandates`).

/// What asks somebody to act, and what says by when.
#[derive(Debug)]
pub struct Directing {
    /// Verbs that ask, with what ties the addressee and the action to them.
    pub asks: &'static [Ask],
    /// Words that join a phrase that asks to what stands before, besides punctuation: and, 并.
    pub joints: &'static [&'static str],
    /// Words that may stand before a verb that asks and belong to its sentence: in this regard, 在这方面.
    pub turns: &'static [&'static str],
    /// Pronouns that stand for who is asked, right before or right after the verb and without the words that otherwise
    /// lead there: la, إليه.
    pub pronouns: &'static [&'static str],
    /// Whether who is asked stands right after the verb of what they are to do, where no words lead to them: بأن تواصل
    /// اللجنة.
    pub verb_first: bool,
    /// What may open an action that no link announces: verbs and, in Chinese, what stands before them.
    pub acts: &'static [&'static str],
    /// Ends of verbs in the form that an action opens with: er, ть.
    pub act_endings: &'static [&'static str],
    /// Words that open no action though they look as if they did: the, область.
    pub not_acts: &'static [&'static str],
    /// Words that may stand before the verb of an action: ne, и далее.
    pub before_acts: &'static [&'static str],
    /// Words that take a link of their own, so that no action of the addressee follows: able, in a position.
    pub owners: &'static [&'static str],
    /// Nouns that name who can act. Where there are any, an addressee ends with one of them.
    pub actors: &'static [&'static str],
    /// Nouns that name nobody who could act: efforts, cooperation.
    pub things: &'static [&'static str],
    /// Words that may follow the head of a noun phrase: of, between.
    pub after_nouns: &'static [&'static str],
    /// The particle that ties an attribute to its noun: 的.
    pub attributive: Option<char>,
    /// Words that add to those who are named, after a comma: including, 特别是.
    pub inclusions: &'static [&'static str],
    /// Words that add another who is named: and, as well as.
    pub coordinators: &'static [&'static str],
    /// Words that open a circumstance after a comma: within, where.
    pub asides: &'static [&'static str],
    /// Words that open a circumstance wherever they stand, and who is named after them is not asked: in consultation
    /// with.
    pub companions: &'static [&'static str],
    /// Words that open any other circumstance wherever they stand: within their respective mandates.
    pub settings: &'static [&'static str],
    /// When something is due.
    pub due: DueWords,
    /// Verbs that hand something in, of which a report makes a mandate to report: submit.
    pub hand_in: &'static [&'static str],
    /// What is handed in: report, briefing.
    pub reports: &'static [&'static str],
    /// Phrases that ask for a report by themselves: to report, inform the.
    pub tell: &'static [&'static str],
    /// What stands right before the organ that is told: to the.
    pub recipients: &'static [&'static str],
}

/// Verbs that ask in one construction.
#[derive(Debug)]
pub struct Ask {
    /// The verbs: requests, calls upon.
    pub verbs: &'static [&'static str],
    /// Verbs that ask only where they open a paragraph: Request, in the declaration of those who speak.
    pub opening: &'static [&'static str],
    /// Who is asked, if anybody: the words right before the addressee, of which one must stand there unless the list
    /// holds the empty word. `None` where the speaker is to act: Decides to.
    pub addressed: Option<&'static [&'static str]>,
    /// What ties the action to them, and how the action then opens.
    pub links: &'static [(&'static str, ActForm)],
}

/// How an action opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActForm {
    /// With any word that is not one of [`Directing::not_acts`].
    Any,
    /// With a verb that ends in one of [`Directing::act_endings`].
    Ending,
    /// With one of [`Directing::acts`].
    Listed,
}

/// Words that say when something is due.
#[derive(Debug)]
pub struct DueWords {
    /// What stands before and after a date or a year that is a deadline: no later than …, 在 … 之前.
    pub dates: &'static [(&'static str, &'static str)],
    /// What stands before and after a year or month in which something is to be done, which so is not before the document:
    /// in, 在 … 年.
    pub in_years: &'static [(&'static str, &'static str)],
    /// What stands before a session, up to its ordinal: at its.
    pub before_sessions: &'static [&'static str],
    /// Words for a session.
    pub nouns: &'static [&'static str],
    /// What stands between the word for a session and its year, where the session has a year for a number: de, لعام.
    pub years: &'static [&'static str],
    /// What stands after a session and belongs to it: 上, of the General Assembly.
    pub after_sessions: &'static [&'static str],
    /// Words in the place of an ordinal: next.
    pub next_sessions: &'static [&'static str],
    /// Whether the ordinal stands after the word for a session.
    pub ordinal_last: bool,
    /// Words that show that a session or date is that of something done: adopted, held.
    pub past: &'static [&'static str],
    /// The word for an agenda, and what stands between it and the session that it is of: agenda, of its. What is put on
    /// an agenda is due at the session. Where the session stands before the word, the word alone: 议程.
    pub agendas: &'static [(&'static str, &'static str)],
    /// Words right after a session that show that its work is meant: 通过的.
    pub not_before: &'static [&'static str],
    /// annually, every two years.
    pub periodic: &'static [&'static str],
    /// as soon as possible.
    pub prompt: &'static [&'static str],
    /// What stands before a span of time: within.
    pub before_terms: &'static [&'static str],
    /// What closes a span of time: days.
    pub terms: &'static [&'static str],
}
