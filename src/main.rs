//! declc on the command line.
fn main() {}
