//! The file of a Mission Locale, with the mapping that its headers suggest: as many rows out as in.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use tdu_exchange::table::read_table;
use tdu_exchange::youth;

fuzz_target!(|bytes: &[u8]| {
    let Ok(table) = read_table(bytes) else { return };
    let mapping = youth::suggest_for(&table).mapping;
    if let Ok(delivery) = youth::parse(&table, &mapping, date(2026, 11, 22)) {
        assert_eq!(delivery.rows.len(), table.len());
    }
});
