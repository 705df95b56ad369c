use proptest::prelude::*;

use super::*;

fn folder_with(contents: &[Vec<u8>]) -> (tempfile::TempDir, Manifest, Vec<Loose>) {
    let folder = tempfile::tempdir().unwrap();
    let mut copies = Vec::new();
    for (at, content) in contents.iter().enumerate() {
        let path = folder.path().join(format!("{at}.sqlite"));
        fs::write(&path, content).unwrap();
        copies.push(Loose::take(&path).unwrap());
        assert!(!path.exists(), "nothing in clear has a name");
    }
    let files = copies.iter().map(|copy| copy.packed.clone()).collect();
    let manifest = Manifest {
        program: "0".to_owned(),
        made_at: 1,
        engine: "sqlite".to_owned(),
        anchors: String::new(),
        files,
    };
    (folder, manifest, copies)
}

fn packed(keyring: &Keyring, contents: &[Vec<u8>]) -> (tempfile::TempDir, PathBuf, Manifest) {
    let (folder, manifest, mut copies) = folder_with(contents);
    let backup = folder.path().join("backup");
    pack(keyring, &manifest, &mut copies, &backup).unwrap();
    (folder, backup, manifest)
}

fn opened(keyring: &Keyring, backup: &Path) -> Result<(Manifest, Vec<Vec<u8>>), BackupError> {
    let out = tempfile::tempdir().unwrap();
    let manifest = unpack(keyring, backup, out.path())?;
    let read = |file: &Packed| fs::read(out.path().join(&file.name)).unwrap();
    let contents = manifest.files.iter().map(read).collect();
    Ok((manifest, contents))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_packed_comes_back(
        contents in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200_000), 0..4),
    ) {
        let keyring = Keyring::generate();
        let (_folder, backup, manifest) = packed(&keyring, &contents);
        prop_assert_eq!(opened(&keyring, &backup).unwrap(), (manifest, contents));
    }

    #[test]
    fn a_byte_flipped_anywhere_is_refused(at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let keyring = Keyring::generate();
        let (_folder, backup, _) = packed(&keyring, &[vec![7; 150_000], b"fin".to_vec()]);
        let mut bytes = fs::read(&backup).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        fs::write(&backup, bytes).unwrap();
        prop_assert!(opened(&keyring, &backup).is_err(), "{}", at);
    }
}

#[test]
fn what_was_cut_at_a_chunk_lengthened_or_reordered_is_refused() {
    let keyring = Keyring::generate();
    let header = MAGIC.len() + 2 + PREFIX;
    let sealed = 64 * 1024 + 16;
    let (_folder, backup, _) = packed(&keyring, &[vec![7; 300_000]]);
    let whole = fs::read(&backup).unwrap();
    let cut = whole[..header + 2 * sealed].to_vec();
    let longer = [&whole[..], b"x"].concat();
    let mut swapped = whole.clone();
    let (one, other) = swapped[header..].split_at_mut(sealed);
    one.swap_with_slice(&mut other[..sealed]);
    for bytes in [cut, longer, swapped, whole[..header].to_vec(), Vec::new()] {
        fs::write(&backup, bytes).unwrap();
        assert!(opened(&keyring, &backup).is_err());
    }
    fs::write(&backup, whole).unwrap();
    assert!(opened(&keyring, &backup).is_ok());
}

#[test]
fn another_key_opens_nothing_and_a_newer_version_opens_all() {
    let keyring = Keyring::generate();
    let (_folder, backup, _) = packed(&keyring, &[b"contenu".to_vec()]);
    assert!(opened(&Keyring::generate(), &backup).is_err());
    assert!(opened(&keyring.with_new_version(), &backup).is_ok());
}

#[test]
fn nothing_of_the_content_is_in_the_file() {
    let keyring = Keyring::generate();
    let (_folder, backup, _) = packed(&keyring, &[b"Quenouillard 0199007788".to_vec()]);
    let bytes = fs::read(&backup).unwrap();
    for word in [&b"Quenouillard"[..], b"0199007788", b"sqlite"] {
        assert!(!bytes.windows(word.len()).any(|part| part == word));
    }
}

#[test]
fn a_name_that_leads_elsewhere_is_refused() {
    let keyring = Keyring::generate();
    for (at, name) in ["sous/fichier", ".cache"].into_iter().enumerate() {
        let (folder, mut told, mut copies) = folder_with(&[b"x".to_vec()]);
        told.files[0].name = name.to_owned();
        let backup = folder.path().join(format!("backup-{at}"));
        pack(&keyring, &told, &mut copies, &backup).unwrap();
        let refused = opened(&keyring, &backup);
        assert!(matches!(refused, Err(BackupError::Manifest)), "{name}");
    }
}
