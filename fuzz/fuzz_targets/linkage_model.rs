//! See `linkage_model` in `src/lib.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tdu_fuzz::linkage_model(bytes));
