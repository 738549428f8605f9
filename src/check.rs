//! Rules by subject. Reads a linked document and its source; the only place that complains.

pub mod ledger;
