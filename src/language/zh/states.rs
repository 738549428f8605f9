//! Member States and observer States by their Chinese names, with the last segment of their ontology IRI.

use super::{Entity, entity};

/// Every State, longest names not first: the longest match wins.
pub(super) static STATES: &[Entity] = &[entity("俄罗斯联邦", "russianFederation")];
