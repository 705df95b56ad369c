//! The pages and the API, as browsers and systems meet them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests fail by panicking, their helpers too"
)]

mod access;
mod acts;
mod api;
mod api_page;
mod client;
mod desk;
mod door;
mod doubts;
mod guard;
mod imports;
mod keys;
mod list;
mod person;
mod requests;
mod support;
mod walk;
