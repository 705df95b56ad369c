//! The engine seen from outside: what it finds in small invented files, and what never changes it.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::format_collect,
    clippy::print_stdout
)]

mod incremental;
mod nasty;
mod people;
mod quality;
mod unchanged;
