//! Files attached to someone, sealed: their names tell who they are of, their content even more.

use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use tdu_domain::road::file::{AttachedKind, FileFormat};
use tdu_domain::together::By;
use uuid::Uuid;

use super::{by, day};
use crate::engine::Session;
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::sealed::{self, Place};
use crate::territory::{Territory, Transaction};

const TABLE: &str = "attached";

/// A file attached to someone, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedRow {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// Who attached it.
    pub added: By,
    /// The day.
    pub added_on: Date,
    /// What it is for.
    pub kind: AttachedKind,
    /// What it really is.
    pub format: FileFormat,
    /// Its bytes.
    pub size: i64,
    /// Its name, as it was given.
    pub name: String,
}

/// A file with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedFile {
    /// What it is.
    pub row: AttachedRow,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl Transaction {
    /// Keeps a file.
    pub async fn add_attached(&self, row: &AttachedRow, content: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO attached (id, person, added_by, added_by_name, added_for, added_on, kind, format, size, \
                   name, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let values = vec![
            row.id.into(),
            row.person.into(),
            row.added.account.into(),
            row.added.name.clone().into(),
            row.added.organisation.into(),
            row.added_on.to_string().into(),
            row.kind.code().into(),
            row.format.code().into(),
            row.size.into(),
            sealed::seal(&self.keyring, Place::AttachedName, row.id, &row.name)?,
            sealed::seal(&self.keyring, Place::Attached, row.id, content)?,
        ];
        self.session().execute("keep a file", sql, values).await?;
        Ok(())
    }

    /// Takes a file away.
    pub async fn remove_attached(&self, id: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM attached WHERE id = $1";
        self.session()
            .execute("take a file away", sql, vec![id.into()])
            .await?;
        Ok(())
    }
}

impl Territory {
    /// The content of a file attached to someone.
    pub async fn attached_content(
        &self,
        person: Uuid,
        id: Uuid,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT content FROM attached WHERE id = $1 AND person = $2";
        let values = vec![id.into(), person.into()];
        let reader = self.engine.reader();
        let sealed: Option<Vec<u8>> = reader
            .one("read a file", sql, values, crate::engine::first)
            .await?;
        let open =
            |sealed: Vec<u8>| sealed::open_bytes(&self.keyring, Place::Attached, id, &sealed);
        sealed.map(open).transpose()
    }
}

/// The files attached to someone, without their content.
pub(super) async fn of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    keyring: &Keyring,
    person: Uuid,
) -> Result<Vec<AttachedRow>, StoreError> {
    let sql = "SELECT id, person, added_by, added_by_name, added_for, added_on, kind, format, size, name \
               FROM attached WHERE person = $1 ORDER BY id";
    session
        .all("list attached files", sql, vec![person.into()], |row| {
            let id = row.take()?;
            Ok(AttachedRow {
                id,
                person: row.take()?,
                added: by(row)?,
                added_on: row.parse(TABLE, "added_on", "a date", day)?,
                kind: row.parse(TABLE, "kind", "a kind of file", AttachedKind::from_code)?,
                format: row.parse(TABLE, "format", "a format", FileFormat::from_code)?,
                size: row.take()?,
                name: {
                    let name: Vec<u8> = row.take()?;
                    sealed::open(keyring, Place::AttachedName, id, &name)?
                },
            })
        })
        .await
}
