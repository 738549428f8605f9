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
    /// A quarter of a year, as a range of months: `2020-10/2020-12`.
    Quarter,
    /// Half a year, as a range of months: `2020-01/2020-06`.
    Half,
    /// From one date to another.
    Range,
    /// A day or month whose year is not printed: 8月21日 as `--08-21`, 8月份 as `--08`.
    Yearless,
}

impl Mark {
    /// Where two marks cover the same text, the one with the lower rank is the outer one.
    fn rank(&self) -> u8 {
        match self {
            Mark::NoteCall { .. } => 0,
            Mark::ReferenceList { .. } => 1,
            Mark::Reference { .. } => 2,
            Mark::OpeningPhrase { .. } => 3,
            Mark::Emphasis { .. } => 4,
            Mark::CitedTitle => 5,
            Mark::Date { .. } => 6,
            Mark::Organization { .. } | Mark::Role { .. } => 7,
            Mark::DefinedTerm { .. } => 8,
        }
    }
}

/// Sorts marks by start, outer before inner, a note call before what begins at the same place, and drops a mark that
/// would cross one before it, so that they nest.
pub fn nest(spans: &mut Vec<Inline>) {
    spans.sort_by_key(|s| (s.start, s.start != s.end, std::cmp::Reverse(s.end), s.mark.rank()));
    let mut open: Vec<u32> = Vec::new();
    spans.retain(|span| {
        if span.start == span.end {
            return true;
        }
        while open.last().is_some_and(|&end| end <= span.start) {
            open.pop();
        }
        let fits = open.last().is_none_or(|&end| span.end <= end);
        if fits {
            open.push(span.end);
        }
        fits
    });
}
