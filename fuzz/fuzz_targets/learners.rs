//! The JSON array of the API, and the answer to each of its items.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use tdu_exchange::issue::Lang;
use tdu_exchange::learner::{ItemAnswer, MAX_ITEMS, parse_items};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(delivery) = parse_items(bytes, date(2026, 11, 22), Some(MAX_ITEMS)) {
        for row in &delivery.rows {
            let _ = ItemAnswer::new(row, Lang::Fr);
        }
    }
});
