//! The key file: one version a line, its number and its key in hexadecimal.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::{KEY, Keyring, KeyringError, Version};

const HEADER: &str = "\
# Trait d'union: the keys of this installation, one version a line, the newest last.
# Without them the data cannot be read. Keep a copy apart from the copies of the data.
";

impl Keyring {
    /// Reads a key file.
    pub fn read(path: &Path) -> Result<Self, KeyringError> {
        let text = fs::read_to_string(path).map_err(|source| failed(path, source))?;
        Self::parse(&Zeroizing::new(text))
    }

    /// Writes a new key file, which only its owner may read; one that exists already is refused.
    pub fn create(&self, path: &Path) -> Result<(), KeyringError> {
        write_new(path, &self.written()).map_err(|source| failed(path, source))
    }

    /// Puts these versions in place of those of a key file: after a stop at any moment, the file is the
    /// one before or the one after.
    pub fn replace(&self, path: &Path) -> Result<(), KeyringError> {
        let beside = path.with_extension("new");
        let replaced = || {
            match fs::remove_file(&beside) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            write_new(&beside, &self.written())?;
            fs::rename(&beside, path)?;
            sync_folder(path)
        };
        replaced().map_err(|source| failed(path, source))
    }

    fn written(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(1_024));
        text.push_str(HEADER);
        for version in self.versions.iter() {
            text.push_str(&format!("{} ", version.number));
            for byte in version.secret.iter() {
                for digit in [byte >> 4, byte & 15] {
                    text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
                }
            }
            text.push('\n');
        }
        text
    }

    pub(super) fn parse(text: &str) -> Result<Self, KeyringError> {
        let mut versions: Vec<Version> = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let version = version(line).filter(|version| {
                versions
                    .last()
                    .is_none_or(|last| last.number < version.number)
            });
            versions.push(version.ok_or(KeyringError::Line(at + 1))?);
        }
        if versions.is_empty() {
            return Err(KeyringError::Empty);
        }
        Ok(Self {
            versions: Arc::new(versions),
        })
    }
}

fn version(line: &str) -> Option<Version> {
    let (number, key) = line.split_once(char::is_whitespace)?;
    let number = number.parse().ok().filter(|number| *number > 0)?;
    let digits = key.trim().as_bytes();
    let mut secret = Zeroizing::new([0; KEY]);
    if digits.len() != 2 * KEY {
        return None;
    }
    for (byte, pair) in secret.iter_mut().zip(digits.chunks(2)) {
        let digit = |digit: u8| char::from(digit).to_digit(16);
        *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
    }
    Some(Version::new(number, secret))
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    sync_folder(path)
}

/// A new name is on the disk once its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

fn failed(path: &Path, source: io::Error) -> KeyringError {
    KeyringError::File {
        path: path.display().to_string(),
        source,
    }
}
