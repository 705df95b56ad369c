//! Backups: a copy of every database as it was at one moment, packed and sealed in one stream under keys
//! that are kept elsewhere.

mod stream;
#[cfg(test)]
mod tests;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rand::RngExt;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use self::stream::{Opener, PREFIX, Sealer, Sealing};
use crate::directory::{Store, StoreAddress};
use crate::engine::{Engine, Session};
use crate::error::StoreError;
use crate::keyring::{Keyring, KeyringError, Purpose};
use crate::territory::Territory;

/// What every backup begins with.
const MAGIC: &[u8; 16] = b"trait-dunion-bk1";
/// Bytes of a manifest, at most.
const LONGEST_MANIFEST: u32 = 64 * 1024 * 1024;

/// What goes wrong with a backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file cannot be read or written, or the backup was altered.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It is not a backup of Trait d'union.
    #[error("this is not a backup of Trait d'union")]
    Foreign,
    /// Its list of files cannot be read, or names what it must not.
    #[error("the list of files of the backup cannot be read")]
    Manifest,
    /// A file in it is not as it was packed.
    #[error("the file {0} of the backup is not as it was packed")]
    Content(String),
    /// The keys do not open it.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the program that made it.
    pub program: String,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// Where the chains of the journal and of the access logs ended then, as text of whoever wrote it.
    pub anchors: String,
    /// Its files, in order.
    pub files: Vec<Packed>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// Its name, without folder.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

impl Store {
    /// Copies every SQLite database into a folder, each as it was at one moment, while others write.
    /// Access logs come last: they know of all that the others hold.
    pub async fn copy_into(&self, folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
        let mut copies = vec![folder.join("directory.sqlite")];
        copy(&self.engine, &copies[0]).await?;
        let territories = self.territories().await?;
        let mut logs = Vec::with_capacity(territories.len() + 1);
        for row in &territories {
            let territory: Territory = self.territory(row).await?;
            let path = folder.join(format!("{}.sqlite", row.code));
            copy(&territory.engine, &path).await?;
            copies.push(path);
            logs.push((
                territory.accesses().clone(),
                folder.join(format!("{}.access.sqlite", row.code)),
            ));
        }
        logs.push((
            self.accesses().clone(),
            folder.join("directory.access.sqlite"),
        ));
        for (log, path) in logs {
            copy(log.engine(), &path).await?;
            copies.push(path);
        }
        Ok(copies)
    }

    /// The schemas of a PostgreSQL database that are this store's.
    pub async fn schemas(&self) -> Result<Vec<String>, StoreError> {
        let mut schemas = vec![schema_of("directory")];
        let territories = self.territories().await?;
        schemas.extend(territories.iter().map(|row| schema_of(&row.code)));
        Ok(schemas)
    }

    /// Where the store is.
    #[must_use]
    pub fn address(&self) -> &StoreAddress {
        &self.address
    }
}

/// The schema of a database's name.
pub(crate) fn schema_of(name: &str) -> String {
    format!("tdu_{}", name.replace('-', "_"))
}

async fn copy(engine: &Engine, into: &Path) -> Result<(), StoreError> {
    let sql = format!(
        "VACUUM INTO '{}'",
        into.display().to_string().replace('\'', "''")
    );
    Session::of(engine.writer(), engine)
        .execute("copy a database", &sql, vec![])
        .await?;
    Ok(())
}

/// A file as it was packed.
fn described(path: &Path) -> Result<Packed, BackupError> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = name.ok_or(BackupError::Manifest)?;
    let described = File::open(path).and_then(|mut file| of_content(name, &mut file));
    described.map_err(|error| failed(path, error))
}

fn of_content(name: String, source: &mut File) -> io::Result<Packed> {
    let mut digest = Sha256::new();
    let mut bytes = 0;
    let mut part = vec![0; 1 << 20];
    loop {
        let read = source.read(&mut part)?;
        if read == 0 {
            break;
        }
        bytes += read as u64;
        digest.update(&part[..read]);
    }
    Ok(Packed {
        name,
        bytes,
        sha256: hex(&digest.finalize()),
    })
}

/// A copy on its way into a backup: described, open, and without a name any more, so that nothing is left
/// of it once the program ends, however it ends.
#[derive(Debug)]
pub struct Loose {
    /// What it is.
    pub packed: Packed,
    file: File,
}

impl Loose {
    /// Opens a copy, takes its name away and describes it.
    pub fn take(path: &Path) -> Result<Self, BackupError> {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let mut file = File::open(path).map_err(|error| failed(path, error))?;
        fs::remove_file(path).map_err(|error| failed(path, error))?;
        let packed = of_content(name.ok_or(BackupError::Manifest)?, &mut file);
        let packed = packed.map_err(|error| failed(path, error))?;
        file.rewind().map_err(|error| failed(path, error))?;
        Ok(Self { packed, file })
    }
}

/// Packs copies into a new file, which only its owner reads, and puts it on the disk. The manifest lists
/// them in the same order.
pub fn pack(
    keyring: &Keyring,
    manifest: &Manifest,
    copies: &mut [Loose],
    into: &Path,
) -> Result<(), BackupError> {
    let version = keyring.newest();
    let mut header = MAGIC.to_vec();
    header.extend_from_slice(&version.to_be_bytes());
    let prefix: [u8; PREFIX] = rand::rng().random();
    header.extend_from_slice(&prefix);
    let written = || {
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(into)?;
        let mut out = BufWriter::new(file);
        out.write_all(&header)?;
        Ok::<_, io::Error>(out)
    };
    let out = written().map_err(|error| failed(into, error))?;
    let sealing = Sealing {
        key: keyring.sealing_key(Purpose::Backup, version)?,
        prefix,
        header,
    };
    let mut sealer = Sealer::new(sealing, out);
    let told = serde_json::to_vec(manifest).map_err(|_| BackupError::Manifest)?;
    let length = u32::try_from(told.len()).map_err(|_| BackupError::Manifest)?;
    let begun = sealer
        .write_all(&length.to_be_bytes())
        .and_then(|()| sealer.write_all(&told));
    begun.map_err(|error| failed(into, error))?;
    for Loose { packed, file } in copies {
        let bytes = io::copy(file, &mut sealer).map_err(|error| failed(into, error))?;
        if bytes != packed.bytes {
            return Err(BackupError::Content(packed.name.clone()));
        }
    }
    let ended = sealer.finish().and_then(|out| {
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()
    });
    ended.map_err(|error| failed(into, error))
}

/// Opens a backup into an empty folder, every byte of it checked; tells what it says of itself.
pub fn unpack(keyring: &Keyring, backup: &Path, folder: &Path) -> Result<Manifest, BackupError> {
    let bad = |error| failed(backup, error);
    let mut source = BufReader::new(File::open(backup).map_err(bad)?);
    let mut header = vec![0; MAGIC.len() + 2 + PREFIX];
    source
        .read_exact(&mut header)
        .map_err(|_| BackupError::Foreign)?;
    let rest = header.strip_prefix(MAGIC).ok_or(BackupError::Foreign)?;
    let (version, prefix) = rest.split_first_chunk::<2>().ok_or(BackupError::Foreign)?;
    let prefix: [u8; PREFIX] = prefix.try_into().map_err(|_| BackupError::Foreign)?;
    let sealing = Sealing {
        key: keyring.sealing_key(Purpose::Backup, u16::from_be_bytes(*version))?,
        prefix,
        header,
    };
    let mut opener = Opener::new(sealing, source).map_err(bad)?;
    let mut length = [0; 4];
    opener.read_exact(&mut length).map_err(bad)?;
    let length = u32::from_be_bytes(length);
    if length > LONGEST_MANIFEST {
        return Err(BackupError::Manifest);
    }
    let mut told = vec![0; length as usize];
    opener.read_exact(&mut told).map_err(bad)?;
    let manifest: Manifest = serde_json::from_slice(&told).map_err(|_| BackupError::Manifest)?;
    for packed in &manifest.files {
        unpack_file(&mut opener, packed, folder)?;
    }
    let more = opener.read(&mut [0]).map_err(bad)?;
    if more > 0 {
        return Err(BackupError::Manifest);
    }
    Ok(manifest)
}

fn unpack_file(opener: &mut impl Read, packed: &Packed, folder: &Path) -> Result<(), BackupError> {
    let plain = packed
        .name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !plain || packed.name.starts_with('.') {
        return Err(BackupError::Manifest);
    }
    let path = folder.join(&packed.name);
    let mut restored = || {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)?;
        io::copy(&mut opener.take(packed.bytes), &mut file)?;
        file.sync_all()
    };
    restored().map_err(|error| failed(&path, error))?;
    if described(&path)? == *packed {
        Ok(())
    } else {
        Err(BackupError::Content(packed.name.clone()))
    }
}

fn failed(path: &Path, source: io::Error) -> BackupError {
    let source = match source.kind() {
        ErrorKind::UnexpectedEof => io::Error::new(ErrorKind::InvalidData, "the backup was cut"),
        _ => source,
    };
    BackupError::File {
        path: path.display().to_string(),
        source,
    }
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
