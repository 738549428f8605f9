//! declc compiles the raw text of United Nations declarations, resolutions, reports and letters.

pub mod diagnostic;
pub mod source;
pub mod validate;
