//! The pages and the API, as browsers and systems meet them.

mod acts;
mod api;
mod client;
mod desk;
mod door;
mod guard;
mod imports;
mod keys;
mod list;
mod person;
mod support;
