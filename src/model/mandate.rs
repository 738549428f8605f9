//! What the operative part asks: who is to do what, and by when.
//!
//! One [`Mandate`] stands for one opening phrase and what it governs: `Requests the Secretary-General to submit … and to
//! report …` is one, `… and invites Member States to …` in the same paragraph another. Where a paragraph only opens a
//! list (`Requests the Secretary-General:`), each of its points is one, and shares the addressee. Phrases are quoted as
//! printed and placed in code points.
//!
//! Not here: how they are found (see `link::mandates`).

use super::EId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an operative paragraph or subparagraph asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// The paragraph or subparagraph.
    pub eid: EId,
    /// The phrase that asks, with its modifiers: `Further requests`, 又请.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Phrase>,
    /// Who is asked: the noun phrase with its modifiers and with all who are named beside it, without a preposition and
    /// without circumstances: `Member States and relevant United Nations entities`. None where the organ decides to do
    /// something itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Phrase>,
    /// What is to be done: from the verb after the addressee, with the words that modify it, to the next phrase that
    /// asks or to the end of the text. The word that ties the verb to the addressee (`to`) is not part of it. None
    /// where the points of the paragraph say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Phrase>,
    /// By when, at which session or how often it is due; the first time that is told. What is put on the agenda of a
    /// session is due there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// Whether an organ is to be told something: a report, a briefing, an update.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reporting: bool,
    /// The organ that is to be told, where it is named: `the General Assembly`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Phrase>,
}

/// Words of a text, with their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Phrase {
    /// The words as printed.
    pub text: String,
    /// First code point in the text that they stand in.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The paragraph that they stand in, where it is not that of the mandate: it opens the list of which the mandate is
    /// a point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<EId>,
}

/// When something is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// The words, with their preposition: `no later than 30 June 2023`, `at its seventy-eighth session`, 每年.
    #[serde(flatten)]
    pub phrase: Phrase,
    /// How it is told.
    pub due: Due,
    /// The date, ISO 8601, as exact as printed: `2023-06-30`, `2023-02`, `2030`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The number of the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<u32>,
}

/// How a text tells when something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// By a date.
    Date,
    /// At a session.
    Session,
    /// Again and again: annually, every two years.
    Periodic,
    /// As soon as possible.
    Prompt,
    /// Within a time: within sixty days.
    Term,
}
