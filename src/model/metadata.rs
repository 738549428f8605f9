//! Facts about a document, each with its origin. What is not known is absent; `missing` names what Akoma Ntoso asks
//! for and nobody supplied.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The text states it.
    Text,
    /// It follows from what the text states.
    Derived,
    /// The sidecar beside the input supplies it.
    Sidecar,
    /// The registry of adopted instruments holds it.
    Registry,
    /// Whoever had the document compiled says so.
    Caller,
}

/// A value with its origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Fact_of_{T}")]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

impl<T> Fact<T> {
    /// A fact that the text states.
    pub fn text(value: T) -> Self {
        Fact { value, origin: Origin::Text }
    }

    /// A fact that follows from the text.
    pub fn derived(value: T) -> Self {
        Fact { value, origin: Origin::Derived }
    }

    /// A fact that the caller gives.
    pub fn caller(value: T) -> Self {
        Fact { value, origin: Origin::Caller }
    }

    /// A fact from the sidecar.
    pub fn sidecar(value: T) -> Self {
        Fact { value, origin: Origin::Sidecar }
    }
}

/// The class of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentClass {
    /// A resolution of an organ.
    Resolution,
    /// A decision of an organ, often of one sentence.
    Decision,
    /// A declaration of a body or of participants.
    Declaration,
    /// A statement that a president makes on behalf of an organ.
    Statement,
    /// A letter.
    Letter,
    /// A report.
    Report,
    /// None of these: compiled as it stands.
    Unstructured,
}

impl DocumentClass {
    /// Whether a body or participants adopt such a document, so that its date is that of the adoption.
    pub fn is_adopted(self) -> bool {
        match self {
            DocumentClass::Resolution
            | DocumentClass::Decision
            | DocumentClass::Declaration
            | DocumentClass::Statement => true,
            DocumentClass::Letter | DocumentClass::Report | DocumentClass::Unstructured => false,
        }
    }
}

/// An organ or other speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organ {
    /// Last segment of its ontology IRI: `unga`.
    pub id: String,
    /// As printed.
    pub name: String,
}

/// What counts the sittings of an organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// A session of the General Assembly or another organ.
    Session,
    /// A special session.
    SpecialSession,
    /// An emergency special session.
    EmergencySpecialSession,
    /// A year of the Security Council.
    Year,
}

/// A session of an organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// The organ: `unga`.
    pub organ: String,
    /// Session or year.
    pub kind: SessionKind,
    /// Its number.
    pub number: u32,
    /// As printed, with the organ where the cover prints it beside.
    pub printed: String,
}

impl Session {
    /// Its number as symbols have it: `78`, `S-32`, `ES-11`.
    pub fn designation(&self) -> String {
        let series = match self.kind {
            SessionKind::Session | SessionKind::Year => "",
            SessionKind::SpecialSession => "S-",
            SessionKind::EmergencySpecialSession => "ES-",
        };
        format!("{series}{}", self.number)
    }
}

/// An agenda item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// Its number: `123`, `72 (a)`.
    pub number: String,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Facts about a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// Class.
    pub class: Fact<DocumentClass>,
    /// Language of this version, by its BCP 47 tag.
    pub language: Fact<String>,
    /// Document symbol: `A/RES/75/291`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<Fact<String>>,
    /// Other symbols of the same document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_symbols: Vec<Fact<String>>,
    /// Number by which the work is named in IRIs: `75-291`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Fact<String>>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Fact<String>>,
    /// Title as the cover prints it, in short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_title: Option<Fact<String>>,
    /// Who speaks: the organ, officer or State.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Fact<Organ>>,
    /// To whom a letter is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Fact<Organ>>,
    /// Organs that the cover names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organs: Vec<Fact<Organ>>,
    /// Sessions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Fact<Session>>,
    /// Agenda items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda_items: Vec<Fact<AgendaItem>>,
    /// Date of adoption or of the document, ISO 8601; of a range, both ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Fact<String>>,
    /// Date of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Fact<String>>,
    /// Place of adoption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Fact<String>>,
    /// Meeting of adoption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Fact<String>>,
    /// Symbol of the draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft_symbol: Option<Fact<String>>,
    /// Distribution: `General`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distribution: Option<Fact<String>>,
    /// ISO 639-2 code of the language that it was written in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_language: Option<Fact<String>>,
    /// Job number: `17-20774 (C)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_number: Option<Fact<String>>,
    /// Who signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatory: Option<Fact<String>>,
    /// IRI of the work, without component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_iri: Option<Fact<String>>,
    /// What Akoma Ntoso asks for and neither text nor sidecar supplies: `date`, `symbol`, `issued`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

impl Metadata {
    /// Facts of a document of which only class and language are known.
    pub fn new(class: Fact<DocumentClass>, language: Fact<String>) -> Self {
        Metadata {
            class,
            language,
            symbol: None,
            other_symbols: Vec::new(),
            number: None,
            title: None,
            short_title: None,
            author: None,
            addressee: None,
            organs: Vec::new(),
            sessions: Vec::new(),
            agenda_items: Vec::new(),
            date: None,
            issued: None,
            place: None,
            meeting: None,
            draft_symbol: None,
            distribution: None,
            original_language: None,
            job_number: None,
            signatory: None,
            work_iri: None,
            missing: Vec::new(),
        }
    }
}
