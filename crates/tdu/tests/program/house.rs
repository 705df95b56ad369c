//! The imports between crates are those that `docs/architecture.md` draws.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The table "Crate | Imports from the house" of the architecture page.
fn drawn(page: &str) -> BTreeMap<String, BTreeSet<String>> {
    let names = |cell: &str| -> BTreeSet<String> {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| name.starts_with("tdu"))
            .map(str::to_owned)
            .collect()
    };
    page.lines()
        .skip_while(|line| !line.starts_with("| Crate | Imports from the house"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .filter_map(|line| {
            let mut cells = line.split('|').skip(1);
            let name = names(cells.next()?).pop_first()?;
            Some((name, names(cells.next()?)))
        })
        .collect()
}

/// The crates of the house that a manifest imports, development apart.
fn imported(manifest: &str) -> BTreeSet<String> {
    manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split('.').next())
        .filter(|name| name.starts_with("tdu"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn crates_import_what_the_architecture_page_draws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let drawn = drawn(&fs::read_to_string(root.join("docs/architecture.md")).unwrap());
    for entry in fs::read_dir(root.join("crates")).unwrap() {
        let folder = entry.unwrap();
        let name = folder.file_name().to_string_lossy().into_owned();
        let allowed = drawn
            .get(&name)
            .unwrap_or_else(|| panic!("{name} is not in docs/architecture.md"));
        if matches!(name.as_str(), "tdu" | "tdu-testkit") {
            continue;
        }
        let imports = imported(&fs::read_to_string(folder.path().join("Cargo.toml")).unwrap());
        assert_eq!(&imports, allowed, "imports of {name}");
    }
}
