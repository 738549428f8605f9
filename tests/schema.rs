//! The committed JSON Schema is that of the model: a change of the contract shows in a diff of `schema/`.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]

#[test]
fn the_committed_schema_is_that_of_the_model() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/document.schema.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let current = declc::emit::schema::schema();
    let same = committed.replace("\r\n", "\n") == current;
    assert!(same, "schema/document.schema.json is stale: cargo run -- schema > schema/document.schema.json");
}
