//! Facts about a document in, `meta` out: identification on three FRBR levels, publication, agenda, references.
//!
//! Of A/RES/75/291 in Chinese the work is `/akn/un/statement/deliberation/unga/2021-06-30/75-291`, its expression
//! `…/zho@`, its manifestation `…/zho@.xml`; the component is `!main` or `!annex_1`.
//!
//! Invariants: the parts of the IRI and the FRBR elements say the same; no date but those of the document is written,
//! so that the same text gives the same bytes; a date that nobody knows is 0001-01-01, as in the UN's own files.
//!
//! Not here: who established a fact (see `link`).

use super::element::{
    DocumentElement, EventRef, Expression, Identification, Keyword, Level, Manifestation, Meta, MetaReferenceElement,
    Publication, Several, Step, Str, Translation, Work,
};
use super::fact::concept;
use super::lower::Lowering;
use super::ontology::{Ontology, segment};
use super::value::{self, address, label, last_day};
use crate::language::Language;
use crate::link::identifiers::component;
use crate::model::{self, Annex, DocumentClass};

/// The eIds that `meta` gives to what is not of the ontology. Nothing else in the document may bear them.
pub(super) fn reserved(document: &model::Document) -> impl Iterator<Item = String> {
    let keywords = (1..=document.metadata.agenda_items.len()).map(|n| format!("keyword_{n}"));
    let attachments = (1..=document.annexes.len()).map(|n| format!("hasatt_{n}"));
    ["original", "eref_1", "step_1", COMPILER].into_iter().map(str::to_owned).chain(keywords).chain(attachments)
}

/// The eId of the compiler, at which every `source` points.
pub(super) const COMPILER: &str = "declc";

/// The compiler as an organization of the ontology.
pub(super) fn compiler(ontology: &mut Ontology<'_>) -> String {
    ontology.refer(MetaReferenceElement::Organization, COMPILER, "declc, the declaration compiler")
}

const UNKNOWN: &str = "0001-01-01";

/// The names of a document.
#[derive(Debug, Clone)]
pub(super) struct Naming<'a> {
    /// Its element.
    pub(super) element: DocumentElement,
    /// Its `name`.
    pub(super) name: &'static str,
    /// Its subtype, which is part of its IRI.
    pub(super) subtype: &'static str,
    /// IRI of the work, without component.
    pub(super) work: String,
    /// Who speaks: the last segment of its ontology IRI.
    pub(super) actor: String,
    actor_name: Str<'a>,
    number: String,
    number_shown: Str<'a>,
    date: Str<'a>,
    date_name: &'static str,
    issued: Option<Str<'a>>,
}

impl<'a> Naming<'a> {
    /// The names of `document`, from the IRI that `link` gave it, or else built as `link` builds it.
    pub(super) fn of(document: &'a model::Document, language: &Language) -> Self {
        let metadata = &document.metadata;
        // Part 2 of the AKN4UN guidelines prescribes element and subtype, and suggests the name.
        let (element, subtype, name) = match metadata.class.value {
            DocumentClass::Resolution => (DocumentElement::Statement, "deliberation", "resolution"),
            DocumentClass::Decision => (DocumentElement::Statement, "deliberation", "decision"),
            DocumentClass::Statement => (DocumentElement::Statement, "deliberation", "presidentialStatement"),
            DocumentClass::Declaration => (DocumentElement::Doc, "communication", "declaration"),
            DocumentClass::Letter => (DocumentElement::Doc, "communication", "officialLetter"),
            DocumentClass::Report => (DocumentElement::Doc, "paper", "progressReport"),
            DocumentClass::Unstructured => (DocumentElement::Doc, "communication", "note"),
        };
        let kind = match element {
            DocumentElement::Statement => "statement",
            DocumentElement::Doc => "doc",
        };
        let known = metadata.date.as_ref().and_then(|fact| last_day(&fact.value));
        let date_name = match (known.is_some(), metadata.class.value.is_adopted()) {
            (false, _) => "unknown",
            (true, true) => "adoption",
            (true, false) => "document",
        };
        let given = metadata.work_iri.as_ref().and_then(|fact| parts(&fact.value, kind, subtype));
        let author = metadata.author.as_ref().map(|fact| &fact.value);
        let (work, actor, date, number) = given.unwrap_or_else(|| {
            let actor = author.map_or_else(|| "un".to_owned(), |author| segment(&author.id));
            let date = known.as_deref().unwrap_or(UNKNOWN);
            let number = number(document);
            (format!("/akn/un/{kind}/{subtype}/{actor}/{date}/{number}"), actor, date.to_owned(), number)
        });
        let actor_name =
            author.filter(|author| author.id == actor).map(|author| value::name(language, &author.id, &author.name));
        Naming {
            element,
            name,
            subtype,
            number_shown: number_shown(document, &number),
            actor_name: actor_name.unwrap_or_else(|| actor.clone().into()),
            work,
            actor,
            number,
            date: date.into(),
            date_name,
            issued: metadata.issued.as_ref().and_then(|fact| last_day(&fact.value)),
        }
    }
}

/// The IRI with its actor, date and number, where it is one of a work of this kind.
fn parts(iri: &str, kind: &str, subtype: &str) -> Option<(String, String, String, String)> {
    let rest = iri.strip_prefix("/akn/un/")?.strip_prefix(kind)?.strip_prefix('/')?;
    let rest = rest.strip_prefix(subtype)?.strip_prefix('/')?;
    let mut segments = rest.split('/');
    let (actor, date, number) = (segments.next()?, segments.next()?, segments.next()?);
    let is_day = last_day(date).is_some_and(|day| day == date);
    let is_named = !actor.is_empty() && !number.is_empty() && segments.next().is_none();
    (is_day && is_named && address(iri)? == iri)
        .then(|| (iri.to_owned(), actor.to_owned(), date.to_owned(), number.to_owned()))
}

/// What names a work in its IRI: its number, its symbol, its job number, or else its file.
fn number(document: &model::Document) -> String {
    let metadata = &document.metadata;
    let job = metadata.job_number.as_ref().and_then(|fact| fact.value.split_whitespace().next());
    let named = metadata.number.as_ref().or(metadata.symbol.as_ref()).map(|fact| fact.value.as_str()).or(job);
    let file = document.source.path.rsplit('/').next().unwrap_or_default();
    segment(named.unwrap_or_else(|| file.split('.').next().unwrap_or_default()))
}

/// The number as printed: `75/291` for `75-291`.
fn number_shown<'a>(document: &'a model::Document, number: &str) -> Str<'a> {
    let metadata = &document.metadata;
    let printed = document.title.as_ref().and_then(|title| title.number.as_ref()).map(|number| number.printed.as_str());
    let printed = printed.map(|printed| printed.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')'));
    let symbol = metadata.symbol.as_ref().map(|fact| fact.value.as_str());
    let tail = symbol.and_then(|symbol| symbol.split_once("/RES/")).map(|(_, tail)| tail);
    let job = metadata.job_number.as_ref().map(|fact| fact.value.as_str());
    let job_bare = job.and_then(|job| job.split_whitespace().next());
    let title = metadata.short_title.as_ref().or(metadata.title.as_ref()).map(|fact| fact.value.as_str());
    let exact = [printed, symbol, tail, job_bare].into_iter().flatten().find(|shown| segment(shown) == number);
    exact.or(symbol).or(title).or(job).map_or_else(|| number.to_owned().into(), label)
}

/// `meta` of the document itself, once everything else is lowered.
pub(super) fn of_document(mut lowering: Lowering<'_>) -> Meta<'_> {
    let document = lowering.document;
    let metadata = &document.metadata;
    let naming = lowering.naming.clone();
    let identification = identification(&mut lowering, "main");
    let expression = identification.expression.level.uri.clone();
    let symbol = metadata.symbol.as_ref().map(|fact| label(&fact.value));
    let job = metadata.job_number.as_ref().map(|fact| label(&fact.value));
    let known = symbol.clone().or(job);
    let publication = Publication {
        date: naming.issued.clone().unwrap_or_else(|| naming.date.clone()),
        show_as: known.clone().unwrap_or_else(|| naming.number_shown.clone()),
        number: known,
        refers_to: symbol.is_some().then(|| concept(&mut lowering, "symbol")),
    };
    let classification = Several::of(keywords(&mut lowering));
    let has_date = naming.date != UNKNOWN;
    let lifecycle = has_date.then(|| EventRef {
        date: naming.date.clone(),
        refers_to: metadata.class.value.is_adopted().then(|| adoption(&mut lowering)),
    });
    let workflow = (has_date && matches!(metadata.class.value, DocumentClass::Resolution | DocumentClass::Decision))
        .then(|| Step {
            date: naming.date.clone(),
            by: actor(&mut lowering),
            refers_to: adoption(&mut lowering),
            outcome: concept(&mut lowering, "adopted"),
        });
    let shown = naming.number_shown.clone();
    lowering.ontology.document(MetaReferenceElement::Original, "original".to_owned(), expression, shown);
    for (index, annex) in document.annexes.iter().enumerate() {
        let href = format!("{}/!{}", naming.work, component(annex));
        let text = label(&annex.heading.text);
        let show_as = if text.is_empty() { component(annex).into() } else { text };
        let eid = format!("hasatt_{}", index + 1);
        lowering.ontology.document(MetaReferenceElement::HasAttachment, eid, href, show_as);
    }
    Meta {
        identification,
        publication: Some(publication),
        classification,
        lifecycle,
        workflow,
        other_references: Several::of(std::mem::take(&mut lowering.alternatives)),
        references: Several::of(lowering.ontology.into_references()),
    }
}

/// `meta` of an annex: the same work, another component.
pub(super) fn of_annex<'a>(lowering: &mut Lowering<'a>, annex: &Annex) -> Meta<'a> {
    Meta {
        identification: identification(lowering, &component(annex)),
        publication: None,
        classification: None,
        lifecycle: None,
        workflow: None,
        other_references: None,
        references: None,
    }
}

fn identification<'a>(lowering: &mut Lowering<'a>, component: &str) -> Identification<'a> {
    let naming = lowering.naming.clone();
    let metadata = &lowering.document.metadata;
    let (work, language) = (naming.work.clone(), lowering.language.iso639_2);
    let expression = format!("{work}/{language}@");
    let actor = actor(lowering);
    let editor = compiler(&mut lowering.ontology);
    let mut role = |id: &'static str| lowering.ontology.refer(MetaReferenceElement::Role, id, id);
    let (author, issuer, edits) = (role("author"), role("issuer"), role("editor"));
    let (date, date_name) = match &naming.issued {
        Some(day) => (day.clone(), "publication"),
        None => (naming.date.clone(), naming.date_name),
    };
    let original = metadata.original_language.as_ref().map(|fact| fact.value.as_str());
    let translation = original.filter(|&from| from != language && is_language(from)).map(|from| Translation {
        href: format!("{work}/{from}@"),
        from_language: from.into(),
        by: lowering.ontology.refer(MetaReferenceElement::Organization, "dgacm", "DGACM"),
    });
    Identification {
        work: Work {
            level: Level {
                this: format!("{work}/!{component}"),
                uri: work.clone(),
                date: naming.date.clone(),
                date_name: naming.date_name,
                author: actor.clone(),
                role: author,
            },
            aliases: if component == "main" { aliases(metadata) } else { Vec::new() },
            subtype: naming.subtype,
            number: naming.number,
            number_shown: naming.number_shown,
        },
        expression: Expression {
            level: Level {
                this: format!("{expression}/!{component}"),
                uri: expression.clone(),
                date: date.clone(),
                date_name,
                author: actor,
                role: issuer,
            },
            language,
            translation,
        },
        manifestation: Manifestation {
            level: Level {
                this: format!("{expression}/!{component}.xml"),
                uri: format!("{expression}.xml"),
                date,
                date_name: "markup",
                author: editor,
                role: edits,
            },
        },
    }
}

fn is_language(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase())
}

fn aliases(metadata: &model::Metadata) -> Vec<(&'static str, Str<'_>)> {
    let symbols = metadata.symbol.iter().chain(&metadata.other_symbols).map(|fact| ("symbol", label(&fact.value)));
    let title = metadata.title.iter().map(|fact| ("title", label(&fact.value)));
    let short_title = metadata.short_title.iter().map(|fact| ("shortTitle", label(&fact.value)));
    symbols.chain(title).chain(short_title).collect()
}

fn actor(lowering: &mut Lowering<'_>) -> String {
    let naming = lowering.naming.clone();
    lowering.ontology.refer(MetaReferenceElement::Organization, &naming.actor, naming.actor_name)
}

fn adoption(lowering: &mut Lowering<'_>) -> String {
    lowering.ontology.refer(MetaReferenceElement::Event, "adoption", "adoption")
}

/// The agenda items, under the symbol of the agenda where the session of the General Assembly is known.
fn keywords<'a>(lowering: &mut Lowering<'a>) -> Vec<Keyword<'a>> {
    let metadata = &lowering.document.metadata;
    let assembly = metadata.sessions.iter().map(|fact| &fact.value).find(|session| session.organ == "unga");
    let dictionary = assembly.map_or("agenda".to_owned(), |session| format!("A/{}/251", session.designation()));
    metadata
        .agenda_items
        .iter()
        .enumerate()
        .map(|(index, fact)| Keyword {
            eid: format!("keyword_{}", index + 1),
            refers_to: concept(lowering, "agendaItem"),
            value: label(&fact.value.number),
            show_as: label(fact.value.title.as_ref().unwrap_or(&fact.value.number)),
            dictionary: dictionary.clone(),
        })
        .collect()
}
