//! The committed JSON Schemas are those of the model and of the log: a change of a contract shows in a diff of `schema/`.
#![allow(clippy::disallowed_methods, reason = "tests work on disk")]

fn committed(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name);
    std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n")
}

#[test]
fn the_committed_schema_is_that_of_the_model() {
    let same = committed("document.schema.json") == declc::emit::schema::schema();
    assert!(same, "schema/document.schema.json is stale: cargo run -- schema > schema/document.schema.json");
}

#[test]
fn the_committed_schema_of_the_log_is_that_of_its_events() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_declc")).args(["schema", "log"]).output();
    let same = output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout) == committed("log.schema.json"));
    assert!(same, "schema/log.schema.json is stale: cargo run -- schema log > schema/log.schema.json");
}
