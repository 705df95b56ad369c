//! The vocabulary and the rules of the pathway, pure: no input or output, no clock, no database.
//!
//! What things are, and what may happen to them. Today is always a parameter.

pub mod absence;
pub mod access;
pub mod account;
pub mod after;
pub mod assignment;
pub mod audit;
pub mod calendar;
pub mod codes;
pub mod contract;
pub mod desk;
pub mod exam;
pub mod facts;
pub mod free_text;
pub mod identity;
pub mod journal;
pub mod merge;
pub mod nir;
pub mod notice;
pub mod organisation;
pub mod pathway;
pub mod person;
mod phone;
pub mod privacy;
pub mod referral;
pub mod register;
pub mod retention;
pub mod road;
pub mod routing;
pub mod rupture;
pub mod signal;
pub mod status;
pub mod text;
pub mod together;
pub mod training;
pub mod watch;
