//! The national template, and the errors file that comes back.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use tdu_exchange::errors_file::{RefusedRow, table_csv};
use tdu_exchange::issue::Lang;
use tdu_exchange::learner::parse_table;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(delivery) = parse_table(bytes, date(2026, 11, 22)) {
        let _ = table_csv(&delivery.columns, &RefusedRow::of(&delivery), Lang::Fr);
    }
});
