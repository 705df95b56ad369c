//! Keys kept outside the database: with the database alone, what they seal cannot be read and what
//! they sign cannot be forged.
//!
//! A keyring holds versions of one secret. The newest seals and signs; the older ones open and verify
//! what they sealed and signed. Each purpose has keys of its own, derived with HKDF-SHA256, so that
//! what is made for one purpose means nothing for another.

mod file;

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand::RngExt;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Bytes of a secret, and of a key that seals.
const KEY: usize = 32;
/// Bytes of a key that signs: a block of SHA-256.
const SIGNING_KEY: usize = 64;
/// Bytes that tell by which version something was sealed.
const VERSION: usize = 2;
/// Bytes of a nonce: long enough to be drawn at random for ever.
const NONCE: usize = 24;

/// What keys are derived for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Chaining the journal.
    Journal,
    /// Chaining the access log.
    Access,
    /// Sealing what sources say of people.
    Records,
    /// Recognising those who were erased.
    Erasure,
    /// Sealing the secrets of accounts: second factors, recovery codes.
    Accounts,
    /// Recognising the keyring itself.
    Keyring,
    /// Signing what is taken away for a court.
    Archive,
    /// Signing where a program stopped reading a list.
    Cursors,
    /// Sealing the secrets of webhooks.
    Webhooks,
    /// Sealing backups.
    Backup,
}

impl Purpose {
    const ALL: [Self; 10] = [
        Self::Journal,
        Self::Access,
        Self::Records,
        Self::Erasure,
        Self::Accounts,
        Self::Keyring,
        Self::Archive,
        Self::Cursors,
        Self::Webhooks,
        Self::Backup,
    ];

    /// The word from which its keys are derived: never changed once something was sealed or signed.
    fn word(self) -> &'static str {
        match self {
            Self::Journal => "journal",
            Self::Access => "access",
            Self::Records => "records",
            Self::Erasure => "erasure",
            Self::Accounts => "accounts",
            Self::Keyring => "keyring",
            Self::Archive => "archive",
            Self::Cursors => "cursors",
            Self::Webhooks => "webhooks",
            Self::Backup => "backup",
        }
    }
}

/// What goes wrong with keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The file cannot be read or written.
    #[error("the key file {path} cannot be used: {source}")]
    File {
        /// Its path.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A line of the file is not a version and a key.
    #[error(
        "line {0} of the key file is not a version followed by a key of 64 hexadecimal digits, versions in order"
    )]
    Line(usize),
    /// The file holds no key.
    #[error("the key file holds no key")]
    Empty,
    /// Something was sealed or signed by a version that the file does not hold.
    #[error("version {0} of the keys is needed, and the key file does not hold it")]
    Missing(u16),
    /// Another key has this number than the one that the data know.
    #[error("version {0} of the keys is not the one with which these data were written")]
    Other(u16),
    /// Sealed by another key, for another place, or altered since.
    #[error("a sealed value cannot be opened: it was altered, moved or sealed by another key")]
    Sealed,
}

/// Versions of one secret, kept outside the database.
#[derive(Clone)]
pub struct Keyring {
    versions: Arc<Vec<Version>>,
}

struct Version {
    number: u16,
    secret: Zeroizing<[u8; KEY]>,
    derived: Vec<Derived>,
}

struct Derived {
    signs: Hmac<Sha256>,
    seals: XChaCha20Poly1305,
}

impl Debug for Keyring {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let numbers: Vec<u16> = self.numbers().collect();
        formatter
            .debug_struct("Keyring")
            .field("versions", &numbers)
            .finish_non_exhaustive()
    }
}

impl Version {
    fn new(number: u16, secret: Zeroizing<[u8; KEY]>) -> Self {
        let from = Hkdf::<Sha256>::new(None, secret.as_ref());
        let derived = Purpose::ALL
            .iter()
            .map(|purpose| Derived {
                signs: KeyInit::new((&*derive::<SIGNING_KEY>(&from, *purpose, "sign")).into()),
                seals: KeyInit::new((&*derive::<KEY>(&from, *purpose, "seal")).into()),
            })
            .collect();
        Self {
            number,
            secret,
            derived,
        }
    }
}

impl Keyring {
    /// A keyring of one version that nobody knows.
    #[must_use]
    pub fn generate() -> Self {
        Self {
            versions: Arc::new(vec![Version::new(1, random())]),
        }
    }

    /// The same keyring with one more version, which seals and signs from now on.
    #[must_use]
    pub fn with_new_version(&self) -> Self {
        let known = self.versions.iter();
        let mut versions: Vec<Version> = known
            .map(|version| Version::new(version.number, version.secret.clone()))
            .collect();
        versions.push(Version::new(self.newest() + 1, random()));
        Self {
            versions: Arc::new(versions),
        }
    }

    /// The version that seals and signs.
    #[must_use]
    pub fn newest(&self) -> u16 {
        self.versions.last().map_or(0, |version| version.number)
    }

    /// Every version, the oldest first.
    pub fn numbers(&self) -> impl Iterator<Item = u16> + '_ {
        self.versions.iter().map(|version| version.number)
    }

    /// What the key of a version says of a message: nobody without it can tell.
    pub fn sign(
        &self,
        purpose: Purpose,
        version: u16,
        message: &[u8],
    ) -> Result<[u8; 32], KeyringError> {
        let mut signs = self.derived(purpose, version)?.signs.clone();
        signs.update(message);
        Ok(signs.finalize().into_bytes().into())
    }

    /// Seals what only the newest key and its successors will open, for one place: what is sealed for
    /// one cannot be put in another.
    pub fn seal(
        &self,
        purpose: Purpose,
        place: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, KeyringError> {
        let version = self.newest();
        let nonce: [u8; NONCE] = rand::rng().random();
        let payload = Payload {
            msg: plain,
            aad: place,
        };
        let seals = &self.derived(purpose, version)?.seals;
        let secret = seals
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| KeyringError::Sealed)?;
        let mut sealed = Vec::with_capacity(VERSION + NONCE + secret.len());
        sealed.extend_from_slice(&version.to_be_bytes());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&secret);
        Ok(sealed)
    }

    /// Opens what was sealed for a place.
    pub fn open(
        &self,
        purpose: Purpose,
        place: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, KeyringError> {
        let version = sealed_by(sealed).ok_or(KeyringError::Sealed)?;
        let (nonce, secret) = sealed[VERSION..]
            .split_first_chunk::<NONCE>()
            .ok_or(KeyringError::Sealed)?;
        let payload = Payload {
            msg: secret,
            aad: place,
        };
        self.derived(purpose, version)?
            .seals
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| KeyringError::Sealed)
    }

    /// The key of a version that seals streams.
    pub(crate) fn sealing_key(
        &self,
        purpose: Purpose,
        version: u16,
    ) -> Result<&XChaCha20Poly1305, KeyringError> {
        Ok(&self.derived(purpose, version)?.seals)
    }

    fn derived(&self, purpose: Purpose, version: u16) -> Result<&Derived, KeyringError> {
        self.versions
            .iter()
            .rev()
            .find(|known| known.number == version)
            .and_then(|known| known.derived.get(purpose as usize))
            .ok_or(KeyringError::Missing(version))
    }
}

/// By which version something was sealed.
#[must_use]
pub fn sealed_by(sealed: &[u8]) -> Option<u16> {
    let (version, _) = sealed.split_first_chunk::<VERSION>()?;
    Some(u16::from_be_bytes(*version))
}

fn derive<const N: usize>(from: &Hkdf<Sha256>, purpose: Purpose, use_: &str) -> Zeroizing<[u8; N]> {
    let mut key = Zeroizing::new([0; N]);
    let info = format!("trait-dunion 1 {} {use_}", purpose.word());
    // HKDF-SHA256 refuses only what exceeds 255 blocks; this is two at most.
    let _ = from.expand(info.as_bytes(), key.as_mut());
    key
}

fn random() -> Zeroizing<[u8; KEY]> {
    Zeroizing::new(rand::rng().random())
}

#[cfg(test)]
mod tests;
