//! `declc schema`: prints the JSON Schema of the JSON and YAML outputs, that of declc.toml, or that of the log.

use super::exit::Exit;
use super::{config, console, log};

/// Print the JSON Schema of the JSON and YAML outputs, of declc.toml, or of the log
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
    /// A line that --log-format json writes.
    Log,
}

impl Schema {
    /// Prints the schema.
    pub(super) fn run(self) -> Exit {
        match self.name {
            Name::Document => console::data(&declc::emit::schema::schema()),
            Name::Config => console::data(&config::schema::schema()),
            Name::Log => console::data(&log::schema()),
        }
    }
}
