//! What sources say of people, sealed where it is kept: the database alone does not tell it.
//!
//! Each value is sealed for its place, so that it cannot be put in another. Those written before, or
//! by older keys, are sealed anew in slices, which can stop and go on.

use sea_orm::{ConnectionTrait, DbBackend, Value};
use uuid::Uuid;

use crate::engine::Session;
use crate::error::StoreError;
use crate::keyring::{Keyring, Purpose, sealed_by};
use crate::territory::{Territory, Transaction};

/// A column that is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// What was understood of a record.
    Facts,
    /// A record as received.
    Raw,
    /// What an act says.
    Payload,
    /// A file that waits to be imported.
    File,
    /// Why an objection was refused.
    Answer,
    /// What a task is, in words.
    Task,
    /// A row in error as received.
    AsideRaw,
    /// What is wrong with it, which may quote it.
    AsideIssues,
    /// What a referral says.
    Referral,
    /// What a message says.
    Message,
    /// Where an appointment is.
    Appointment,
    /// Who is spoken to in a company.
    Company,
    /// The name of an attached file.
    AttachedName,
    /// What an attached file holds.
    Attached,
}

impl Place {
    const ALL: &[Self] = &[
        Self::Facts,
        Self::Raw,
        Self::Payload,
        Self::File,
        Self::Answer,
        Self::Task,
        Self::AsideRaw,
        Self::AsideIssues,
        Self::Referral,
        Self::Message,
        Self::Appointment,
        Self::Company,
        Self::AttachedName,
        Self::Attached,
    ];
    /// Those that were kept in clear once, with the setting that says that they still are.
    const OLD: [(&str, &[Self]); 2] = [
        (
            "records_unsealed",
            &[Self::Facts, Self::Raw, Self::Payload, Self::File],
        ),
        ("rows_unsealed", &[Self::AsideRaw, Self::AsideIssues]),
    ];

    /// Table, key and column.
    fn column(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Facts => ("source_record", "id", "facts"),
            Self::Raw => ("source_record", "id", "raw"),
            Self::Payload => ("journal_payload", "line", "payload"),
            Self::File => ("import_file", "import", "content"),
            Self::Answer => ("objection", "id", "answer"),
            Self::Task => ("task", "id", "words"),
            Self::AsideRaw => ("row_aside", "id", "raw"),
            Self::AsideIssues => ("row_aside", "id", "issues"),
            Self::Referral => ("referral", "id", "content"),
            Self::Message => ("message", "id", "words"),
            Self::Appointment => ("appointment", "id", "place"),
            Self::Company => ("company_target", "id", "contact"),
            Self::AttachedName => ("attached", "id", "name"),
            Self::Attached => ("attached", "id", "content"),
        }
    }

    /// Rows sealed anew in one transaction: files are large.
    fn slice(self) -> u32 {
        if matches!(self, Self::File | Self::Attached) {
            1
        } else {
            2_000
        }
    }

    /// The place of a row, bound to what is sealed there.
    fn of(self, id: Uuid) -> Vec<u8> {
        let (table, _, column) = self.column();
        let mut place = Vec::with_capacity(48);
        place.extend_from_slice(id.as_bytes());
        place.extend_from_slice(table.as_bytes());
        place.push(0);
        place.extend_from_slice(column.as_bytes());
        place
    }
}

/// Seals a text, or the bytes of a file, for its place.
pub(crate) fn seal(
    keyring: &Keyring,
    place: Place,
    id: Uuid,
    plain: impl AsRef<[u8]>,
) -> Result<Value, StoreError> {
    let sealed = keyring.seal(Purpose::Records, &place.of(id), plain.as_ref())?;
    Ok(sealed.into())
}

/// Opens the bytes of a place.
pub(crate) fn open_bytes(
    keyring: &Keyring,
    place: Place,
    id: Uuid,
    sealed: &[u8],
) -> Result<Vec<u8>, StoreError> {
    Ok(keyring.open(Purpose::Records, &place.of(id), sealed)?)
}

/// Opens the text of a place.
pub(crate) fn open(
    keyring: &Keyring,
    place: Place,
    id: Uuid,
    sealed: &[u8],
) -> Result<String, StoreError> {
    let opened = open_bytes(keyring, place, id, sealed)?;
    let (table, _, column) = place.column();
    String::from_utf8(opened).map_err(|_| StoreError::Corrupt {
        table,
        column,
        expected: "text",
    })
}

/// What a pass over sealed values takes for granted of those it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// They were written before anything was sealed.
    Plain,
    /// They are sealed, perhaps by older keys.
    Sealed,
}

impl Territory {
    /// Seals what was written before anything was, once.
    pub(crate) async fn seal_old(&self) -> Result<(), StoreError> {
        for (setting, places) in Place::OLD {
            self.seal_those(setting, places).await?;
        }
        Ok(())
    }

    async fn seal_those(&self, unsealed: &str, places: &[Place]) -> Result<(), StoreError> {
        if self.setting(unsealed).await?.is_none() {
            return Ok(());
        }
        let transaction = self.begin().await?;
        let claim = "DELETE FROM setting WHERE name = $1";
        let session = transaction.session();
        let claimed = session.execute("seal what was in clear", claim, vec![unsealed.into()]);
        if claimed.await? == 0 {
            return Ok(());
        }
        let mut rows = 0;
        for place in places.iter().copied() {
            let mut after = Uuid::nil();
            while let Some((last, sealed)) =
                transaction.seal_slice(place, after, Before::Plain).await?
            {
                (after, rows) = (last, rows + sealed);
            }
        }
        transaction.commit().await?;
        if rows > 0 {
            tracing::info!(rows, "what was kept in clear was sealed");
            self.compact().await?;
        }
        Ok(())
    }

    /// Seals anew, with the newest keys, what older ones sealed; tells how many values. Stopped, it
    /// goes on where it was.
    pub async fn reseal(&self) -> Result<u64, StoreError> {
        let mut rows = 0;
        for &place in Place::ALL {
            let mut after = Uuid::nil();
            loop {
                let transaction = self.begin().await?;
                let done = transaction.seal_slice(place, after, Before::Sealed).await?;
                transaction.commit().await?;
                let Some((last, sealed)) = done else { break };
                (after, rows) = (last, rows + sealed);
            }
        }
        Ok(rows)
    }
}

impl Transaction {
    /// Seals the next rows of a place; the last of them and how many changed, or nothing after the end.
    async fn seal_slice(
        &self,
        place: Place,
        after: Uuid,
        before: Before,
    ) -> Result<Option<(Uuid, u64)>, StoreError> {
        let session = self.session();
        let rows = slice(&session, place, after).await?;
        let Some((last, _)) = rows.last() else {
            return Ok(None);
        };
        let (last, mut changed) = (*last, 0);
        let (table, key, column) = place.column();
        let sql = format!("UPDATE {table} SET {column} = $1 WHERE {key} = $2");
        for (id, bytes) in rows {
            let plain = match before {
                Before::Plain => bytes,
                Before::Sealed if sealed_by(&bytes) == Some(self.keyring.newest()) => continue,
                Before::Sealed => open_bytes(&self.keyring, place, id, &bytes)?,
            };
            let sealed = seal(&self.keyring, place, id, plain)?;
            session
                .execute("seal anew", &sql, vec![sealed, id.into()])
                .await?;
            changed += 1;
        }
        Ok(Some((last, changed)))
    }
}

/// Rows of a place, which nobody else changes before the transaction ends.
async fn slice<C: ConnectionTrait>(
    session: &Session<'_, C>,
    place: Place,
    after: Uuid,
) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
    let (table, key, column) = place.column();
    let lock = match session.backend() {
        DbBackend::Postgres => "FOR UPDATE",
        _ => "",
    };
    let rows = place.slice();
    let sql = format!(
        "SELECT {key}, {column} FROM {table} WHERE {key} > $1 AND {column} IS NOT NULL \
         ORDER BY {key} LIMIT {rows} {lock}"
    );
    session
        .all("read what is sealed", &sql, vec![after.into()], |row| {
            Ok((row.take()?, row.take()?))
        })
        .await
}
