use std::os::unix::fs::PermissionsExt;

use proptest::prelude::*;

use super::*;

const PLACE: &[u8] = b"source_record 1 facts";

#[test]
fn what_is_sealed_opens_only_where_it_was_put() {
    let keys = Keyring::generate();
    let sealed = keys
        .seal(Purpose::Records, PLACE, b"01 99 00 12 34")
        .unwrap();
    let opened = keys.open(Purpose::Records, PLACE, &sealed);
    assert_eq!(opened.unwrap(), b"01 99 00 12 34");
    assert!(!sealed.windows(5).any(|part| part == b"01 99"));
    for (purpose, place) in [
        (Purpose::Accounts, PLACE),
        (Purpose::Records, b"source_record 2 facts".as_slice()),
    ] {
        let moved = keys.open(purpose, place, &sealed);
        assert!(matches!(moved, Err(KeyringError::Sealed)));
    }
}

#[test]
fn another_keyring_opens_nothing() {
    let sealed = Keyring::generate()
        .seal(Purpose::Records, PLACE, b"x")
        .unwrap();
    let opened = Keyring::generate().open(Purpose::Records, PLACE, &sealed);
    assert!(matches!(opened, Err(KeyringError::Sealed)));
}

#[test]
fn a_new_version_seals_and_the_old_ones_still_open() {
    let first = Keyring::generate();
    let second = first.with_new_version();
    let old = first.seal(Purpose::Records, PLACE, b"old").unwrap();
    let new = second.seal(Purpose::Records, PLACE, b"new").unwrap();
    assert_eq!((sealed_by(&old), sealed_by(&new)), (Some(1), Some(2)));
    assert_eq!(second.open(Purpose::Records, PLACE, &old).unwrap(), b"old");
    let missing = first.open(Purpose::Records, PLACE, &new);
    assert!(matches!(missing, Err(KeyringError::Missing(2))));
    assert_eq!(
        first.sign(Purpose::Journal, 1, b"line").unwrap(),
        second.sign(Purpose::Journal, 1, b"line").unwrap()
    );
}

#[test]
fn the_file_is_its_owners_and_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let keys = Keyring::generate();
    keys.create(&path).unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(keys.create(&path).is_err(), "never written over");
    keys.with_new_version().replace(&path).unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let read = Keyring::read(&path).unwrap();
    assert_eq!(read.numbers().collect::<Vec<_>>(), [1, 2]);
    let sealed = keys.seal(Purpose::Accounts, b"", b"x").unwrap();
    assert_eq!(read.open(Purpose::Accounts, b"", &sealed).unwrap(), b"x");
}

#[test]
fn a_file_that_is_not_of_keys_is_told_by_its_line() {
    let key = "0f".repeat(KEY);
    let wrong = [
        ("", None),
        ("# nothing\n", None),
        ("1 abc", Some(1)),
        ("# keys\n\none 00", Some(3)),
        (&format!("0 {key}"), Some(1)),
        (&format!("2 {key}\n1 {key}"), Some(2)),
        (&format!("1 {key}\n1 {key}"), Some(2)),
        (&format!("1 é{}", "0".repeat(62)), Some(1)),
    ];
    for (text, line) in wrong {
        match (Keyring::parse(text), line) {
            (Err(KeyringError::Empty), None) => {}
            (Err(KeyringError::Line(at)), Some(line)) => assert_eq!(at, line, "{text}"),
            (other, _) => panic!("{text:?} gave {other:?}"),
        }
    }
}

#[test]
fn keys_are_never_shown() {
    assert_eq!(
        format!("{:?}", Keyring::generate()),
        "Keyring { versions: [1], .. }"
    );
}

proptest! {
    #[test]
    fn any_alteration_is_found(plain in any::<Vec<u8>>(), at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let keys = Keyring::generate();
        let mut sealed = keys.seal(Purpose::Records, PLACE, &plain).unwrap();
        prop_assert_eq!(keys.open(Purpose::Records, PLACE, &sealed).unwrap(), plain);
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(keys.open(Purpose::Records, PLACE, &sealed).is_err());
    }
}
