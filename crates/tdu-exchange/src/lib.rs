//! Other systems' formats: bytes in, typed records and precise issues out.
//!
//! Pure: no file, no network, no database, no clock. Each parser takes bytes (and `today` where a
//! rule depends on it) and gives a [`Delivery`]: one [`Row`] for each line or item received, either
//! understood ([`Record`]) or refused with every reason at once ([`issue::Issue`]). Nothing is ever
//! dropped in silence: what is not read is told by a [`Notice`], and what cannot be read at all is
//! a [`FileError`].
//!
//! - [`learner`]: a CFA's learners, in the national v3 format (JSON items, CSV or XLSX template);
//! - [`sifa`]: the 47-column file of the SIFA survey;
//! - [`youth`]: the young people of a Mission Locale, with mapped columns;
//! - [`table`]: CSV and XLSX as headers and rows, whatever the encoding;
//! - [`errors_file`]: the refused rows, to correct and send again.

pub mod agenda;
mod cleaned;
mod dates;
mod delivery;
mod error;
pub mod errors_file;
mod identity;
pub mod issue;
pub mod learner;
mod nir;
mod notice;
mod reading;
pub mod sifa;
pub mod table;
pub mod territory_tables;
mod text;
pub mod youth;

pub use cleaned::cleaned;
pub use delivery::{Delivery, Record, Row};
pub use error::FileError;
pub use notice::Notice;
