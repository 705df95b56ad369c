//! Names the built assets: `front/dist/manifest.json` gives each its hashed name.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dist = Path::new("../../front/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=locales");
    let Ok(text) = std::fs::read_to_string(dist.join("manifest.json")) else {
        println!("cargo::error=front/dist is not built: run `make assets`");
        return Ok(());
    };
    let manifest: std::collections::BTreeMap<String, String> = serde_json::from_str(&text)?;
    for (name, hashed) in manifest {
        let variable = name.to_uppercase().replace('.', "_");
        println!("cargo::rustc-env=ASSET_{variable}=/assets/{hashed}");
    }
    Ok(())
}
