//! CSV and XLSX: any bytes are read or refused, and each cell can be reached.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tdu_exchange::table::read_table;

fuzz_target!(|bytes: &[u8]| {
    let Ok(table) = read_table(bytes) else { return };
    for row in table.rows() {
        for column in 0..=row.len() {
            let _ = row.get(column);
        }
    }
});
