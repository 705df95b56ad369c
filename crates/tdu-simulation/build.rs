//! Stops the build with one clear sentence when the communes of France are not there yet.

use std::path::Path;
use std::process::ExitCode;

const COMMUNES: &str = "generated/communes.csv";

#[allow(clippy::print_stdout)] // how a build script speaks to cargo
fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={COMMUNES}");
    println!("cargo::rerun-if-changed=build.rs");
    if Path::new(COMMUNES).is_file() {
        return ExitCode::SUCCESS;
    }
    println!(
        "cargo::error=crates/tdu-simulation/{COMMUNES} is missing: run `make assets` first (it runs `node front/communes.mjs`)."
    );
    ExitCode::FAILURE
}
