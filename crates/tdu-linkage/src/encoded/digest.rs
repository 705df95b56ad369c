//! Keyed digests: what the two institutions can compute, and the linker cannot.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::Error;

/// What the two institutions share, and the linker does not hold.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

/// The fewest bytes of a secret: below, all secrets could be tried against the key check.
const LEAST: usize = 16;

impl Secret {
    /// Takes the bytes of a secret; blanks around them, such as the end of a file's line, are not
    /// part of it.
    pub fn new(bytes: &[u8]) -> Result<Self, Error> {
        let bytes = bytes.trim_ascii();
        if bytes.len() < LEAST {
            return Err(Error::SecretTooShort {
                length: bytes.len(),
                least: LEAST,
            });
        }
        Ok(Self(bytes.to_vec()))
    }

    /// A family of digests of its own: what one family tells is of no use in another.
    pub(super) fn family(&self, label: &str) -> Family {
        let root = keyed(&self.0);
        let key = root.digest(&[b"tdu-encoded 1 ", label.as_bytes()]);
        keyed(&key)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// HMAC-SHA256 under one key.
pub(super) struct Family(Hmac<Sha256>);

fn keyed(key: &[u8]) -> Family {
    // HMAC takes keys of any length: a longer one than a block is hashed first.
    Family(Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&[0; 64].into())))
}

impl Family {
    /// The digest of parts, each with its length: no two lists of parts are one text.
    pub(super) fn digest(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// The first four bytes of a digest; never zero, which stands for a missing value.
    pub(super) fn word(&self, parts: &[&[u8]]) -> u32 {
        let [a, b, c, d, ..] = self.digest(parts);
        u32::from_le_bytes([a, b, c, d]).max(1)
    }

    /// The first two bytes of a digest; never zero.
    pub(super) fn short(&self, parts: &[&[u8]]) -> u16 {
        let [a, b, ..] = self.digest(parts);
        u16::from_le_bytes([a, b]).max(1)
    }
}
