//! The engine seen from outside: what it finds in small invented files, and what never changes it.

mod incremental;
mod nasty;
mod people;
mod quality;
mod unchanged;
