//! What stands in a text: [`Inline`] marks over a passage, in Unicode code points.
//!
//! Marks are sorted by start, outer before inner, and properly nested. A note call has no width: it stands between
//! two characters, because its marker is not text.

use super::{EId, NoteMarker};
use crate::language::PhraseClass;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A mark over part of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Inline {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// What stands there.
    #[serde(flatten)]
    pub mark: Mark,
}

/// What a mark says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mark {
    /// The verb phrase that opens a preambular or operative paragraph: 重申.
    OpeningPhrase {
        /// Whether it tells somebody to act; absent for a phrase that the language data do not hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        class: Option<PhraseClass>,
    },
    /// Typographic emphasis that carries no other meaning.
    Emphasis {
        /// How it was set.
        style: Emphasis,
    },
    /// The place where a note is called.
    NoteCall {
        /// The marker as printed here.
        marker: NoteMarker,
        /// The note; absent where none bears the marker.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<EId>,
    },
    /// A mention of another text, of a part of this one, or of a web address.
    Reference {
        /// Identifier in `references`.
        reference: EId,
    },
    /// A list of references of one kind: 第1373(2001)、1624(2005)号决议.
    ReferenceList {
        /// Identifier.
        eid: EId,
    },
    /// A date.
    Date {
        /// ISO 8601: `2021-06-30`, `2023-02`, `2020`, `2022-10-28/2022-10-29`, `--08-21`.
        iso: String,
        /// How exact it is.
        precision: DatePrecision,
        /// Whether the year is not printed here but stands earlier in the paragraph.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        inherited_year: bool,
    },
    /// An organization.
    Organization {
        /// Last segment of its ontology IRI.
        id: String,
    },
    /// A role or office.
    Role {
        /// Last segment of its ontology IRI.
        id: String,
    },
    /// The title of a text, within its title marks: 《…》.
    CitedTitle,
    /// A term that brackets define: 无人机系统 in 无人驾驶飞机系统(无人机系统).
    DefinedTerm {
        /// What it stands for, as printed.
        stands_for: String,
    },
}

/// How emphasis was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Emphasis {
    /// `**…**`.
    Bold,
    /// `*…*`.
    Italic,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// A quarter of a year.
    Quarter,
    /// Half a year.
    Half,
    /// From one date to another.
    Range,
    /// A day of every year: 8月21日.
    Anniversary,
}
