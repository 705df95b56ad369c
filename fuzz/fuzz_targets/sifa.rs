//! The 47 columns of SIFA.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use tdu_domain::person::SchoolYear;
use tdu_exchange::{learner, sifa};

fuzz_target!(|bytes: &[u8]| {
    let _ = learner::recognise(bytes);
    if let Ok(year) = SchoolYear::parse("2026-2027") {
        let _ = sifa::parse(bytes, year, date(2026, 11, 22));
    }
});
