//! declc compiles the raw text of United Nations declarations, resolutions, reports and letters.

pub mod diagnostic;
pub mod language;
pub mod link;
pub mod model;
pub mod source;
