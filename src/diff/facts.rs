//! Facts about the document that are others than before: symbol, date, session, agenda items.
//!
//! Facts are compared by what they say, not by where they come from. The title is a text of its own.

use super::Class;
use super::weigh::numbers;
use crate::link::Linked;
use crate::model::Metadata;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A fact that is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactChange {
    /// What it is about, as the metadata name it: `symbol`.
    pub name: String,
    /// What it was; none where it was not known.
    pub old: Option<Value>,
    /// What it is; none where it is not known.
    pub new: Option<Value>,
    /// Normative where a number in it is another.
    pub class: Class,
}

/// The facts that differ, by name.
pub(super) fn changes(old: &Linked, new: &Linked) -> Vec<FactChange> {
    let (old, new) = (facts(&old.document().metadata), facts(&new.document().metadata));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let change = |name: &&String| {
        let (old, new) = (old.get(*name), new.get(*name));
        let digits = |fact: Option<&Value>| fact.map(|fact| numbers(&fact.to_string())).unwrap_or_default();
        let class = if digits(old) == digits(new) { Class::Editorial } else { Class::Normative };
        (old != new).then(|| FactChange { name: (*name).clone(), old: old.cloned(), new: new.cloned(), class })
    };
    names.iter().filter_map(change).collect()
}

/// Each fact by its name, as the JSON of the document has it, without its origin.
fn facts(metadata: &Metadata) -> BTreeMap<String, Value> {
    let Ok(Value::Object(facts)) = serde_json::to_value(metadata) else { return BTreeMap::new() };
    facts.into_iter().filter(|(name, _)| name != "title").map(|(name, fact)| (name, said(fact))).collect()
}

fn said(fact: Value) -> Value {
    match fact {
        Value::Object(mut fields) => fields.remove("value").unwrap_or(Value::Object(fields)),
        Value::Array(facts) => Value::Array(facts.into_iter().map(said).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => fact,
    }
}
