//! `declc schema`: prints the JSON Schema of the JSON and YAML outputs, or that of declc.toml.

use super::exit::Exit;
use super::{config, console};

/// Print the JSON Schema of the JSON and YAML outputs, or of declc.toml
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  declc schema > document.schema.json
  declc schema document | check-jsonschema --schemafile /dev/stdin output/a-75-729.zh.json")]
pub(super) struct Schema {
    /// Which schema
    #[arg(value_enum, default_value_t = Name::Document)]
    name: Name,
}

/// The schemas that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Name {
    /// A compiled document.
    Document,
    /// The settings, declc.toml.
    Config,
}

impl Schema {
    /// Prints the schema.
    pub(super) fn run(self) -> Exit {
        match self.name {
            Name::Document => console::data(&declc::emit::schema::schema()),
            Name::Config => console::data(&config::schema::schema()),
        }
    }
}
