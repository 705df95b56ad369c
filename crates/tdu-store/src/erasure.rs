//! Erasing people: everything told of them goes, the lines of the journal stay, and keyed marks keep
//! sources from bringing them back.

use sea_orm::DbBackend;
use uuid::Uuid;

use crate::engine::{Session, first, keys};
use crate::error::StoreError;
use crate::following::FOLLOWING;
use crate::sealed::{Place, open_bytes};
use crate::territory::{Territory, Transaction};

/// Tries to empty SQLite's log while others read.
const TRIES: u32 = 20;
/// Pause between two tries.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(250);

impl Transaction {
    /// The marks of those who were erased.
    pub async fn tombstones(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        self.session()
            .all("read tombstones", TOMBSTONES, vec![], first)
            .await
    }

    /// Keeps marks of someone who is being erased.
    pub async fn put_tombstones(&self, marks: Vec<Vec<u8>>) -> Result<(), StoreError> {
        let rows = marks.into_iter().map(|mark| vec![mark.into()]).collect();
        let again = "ON CONFLICT DO NOTHING";
        self.session()
            .insert("keep tombstones", "tombstone", &["mark"], again, rows)
            .await
    }

    /// Erases everything told of people known under these keys but the lines of the journal. The salts
    /// go too: the digests in the lines then say nothing.
    pub async fn erase_people(&self, people: &[Uuid]) -> Result<(), StoreError> {
        self.erase_following(people).await?;
        let ids = keys(people.iter().copied());
        for sql in [
            "DELETE FROM emergency_reading WHERE emergency IN (SELECT id FROM emergency WHERE person IN ({}))",
            "DELETE FROM emergency WHERE person IN ({})",
            "DELETE FROM access_request WHERE person IN ({})",
            "DELETE FROM doubt WHERE one IN (SELECT id FROM source_record WHERE person IN ({}))",
            "DELETE FROM doubt WHERE other IN (SELECT id FROM source_record WHERE person IN ({}))",
            "DELETE FROM source_record WHERE person IN ({})",
            "DELETE FROM postponement WHERE person IN ({})",
            "DELETE FROM pathway WHERE person IN ({})",
            "DELETE FROM signal WHERE person IN ({})",
            "DELETE FROM broken_contract WHERE person IN ({})",
            "DELETE FROM caseload WHERE person IN ({})",
            "DELETE FROM journal_payload WHERE line IN (SELECT id FROM journal WHERE person IN ({}))",
            "DELETE FROM person WHERE id IN ({})",
        ] {
            self.session()
                .execute_in("erase people", sql, &[], &ids)
                .await?;
        }
        Ok(())
    }

    /// Every file that waits, with its import and the state of that.
    pub async fn waiting_files(&self) -> Result<Vec<(Uuid, String, Vec<u8>)>, StoreError> {
        let sql =
            "SELECT id, state, content FROM import JOIN import_file ON import_file.import = id";
        self.session()
            .all("read the files that wait", sql, vec![], |row| {
                let (import, state) = (row.take()?, row.take()?);
                let sealed: Vec<u8> = row.take()?;
                let content = open_bytes(&self.keyring, Place::File, import, &sealed)?;
                Ok((import, state, content))
            })
            .await
    }
}

const TOMBSTONES: &str = "SELECT mark FROM tombstone";

impl Territory {
    /// The marks of those who were erased.
    pub async fn tombstones(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        self.engine
            .reader()
            .all("read tombstones", TOMBSTONES, vec![], first)
            .await
    }

    /// Lays the whole database out anew, so that nothing is left of what was erased.
    pub async fn compact(&self) -> Result<(), StoreError> {
        let writer = Session::of(self.engine.writer(), &self.engine);
        if self.engine.backend() == DbBackend::Postgres {
            let laid_out = [
                "source_record",
                "journal_payload",
                "caseload",
                "pathway",
                "signal",
                "broken_contract",
                "call_attempt",
                "postponement",
                "doubt",
                "access_request",
                "emergency",
                "person",
                "row_aside",
                "import_file",
            ];
            for table in laid_out.iter().chain(FOLLOWING) {
                let sql = format!("VACUUM (FULL, ANALYZE) {table}");
                writer.execute("compact the database", &sql, vec![]).await?;
            }
            return Ok(());
        }
        writer
            .execute("compact the database", "VACUUM", vec![])
            .await?;
        for _ in 0..TRIES {
            if self.checkpoint().await? {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(StoreError::Busy)
    }
}
