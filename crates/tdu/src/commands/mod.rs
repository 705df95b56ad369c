//! One file per command.

pub(crate) mod backup;
pub(crate) mod demo;
pub(crate) mod import;
pub(crate) mod journal;
pub(crate) mod keys;
pub(crate) mod link;
pub(crate) mod postgres_tools;
pub(crate) mod privacy;
pub(crate) mod restore;
pub(crate) mod serve;
pub(crate) mod setup;
pub(crate) mod simulate;
pub(crate) mod status;
pub(crate) mod upkeep;
pub(crate) mod verify;
