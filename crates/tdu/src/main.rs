//! Trait d'union: the command line, configuration, background clock and wiring
fn main() {}
