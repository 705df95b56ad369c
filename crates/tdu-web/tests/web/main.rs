//! The pages and the API, as browsers and systems meet them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking, their helpers too"
)]

mod absences;
mod access;
mod account;
mod acts;
mod api;
mod api_page;
mod arrivals;
mod attacks;
mod client;
mod codes;
mod contract;
mod desk;
mod door;
mod doubts;
mod guard;
mod imports;
mod keys;
mod list;
mod logs;
mod notices;
mod passkeys;
mod person;
mod privacy;
mod provider;
mod referrals;
mod requests;
mod road;
mod secrets;
mod series;
mod stories;
mod support;
mod team;
mod together;
mod v1;
mod v1_acts;
mod walk;
mod webhooks;
