//! The vocabulary and the rules of the pathway, pure: no input or output, no clock, no database.
//!
//! What things are, and what may happen to them. Today is always a parameter.

pub mod codes;
pub mod contract;
pub mod facts;
pub mod person;
mod phone;
