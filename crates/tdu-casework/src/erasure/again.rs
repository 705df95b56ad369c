//! Erasing again, after an older backup was restored, those who were erased since it was made.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{COMPACTION, Marked, Tombstones, WANTED};
use crate::registry::Held;
use crate::{Casework, CaseworkError};

/// People read at once.
const PART: u32 = 10_000;
/// What the journal says of them.
const REASON: &str = "effacement déjà fait, refait après une restauration";

impl Casework {
    /// The marks of those who were erased from a territory, to keep beside its backups.
    pub async fn erasure_marks(&self, territory: Uuid) -> Result<Vec<Vec<u8>>, CaseworkError> {
        let frame = self.frame(territory).await?;
        Ok(frame.territory.tombstones().await?)
    }

    /// Erases again whoever these marks tell of; how many people.
    pub async fn erase_marked(
        &self,
        territory: Uuid,
        marks: Vec<Vec<u8>>,
    ) -> Result<usize, CaseworkError> {
        let frame = self.frame(territory).await?;
        let marked = Tombstones::new(self.store().keyring(), marks.clone());
        let mut held = Held::begin(&frame).await?;
        let mut people = BTreeSet::new();
        let mut after = Uuid::nil();
        loop {
            let range = (after, Uuid::max());
            let records = frame.territory.sources_within(range, PART).await?;
            let Some(last) = records.last() else { break };
            after = last.person;
            for record in &records {
                if marked.hold(record)? {
                    people.insert(record.person);
                }
            }
        }
        for person in &people {
            self.erase_in(&mut held, *person, REASON, Marked::ByTheirRecords)
                .await?;
        }
        held.transaction.put_tombstones(marks).await?;
        if !people.is_empty() {
            held.transaction.set_setting(COMPACTION, WANTED).await?;
        }
        held.commit(!people.is_empty()).await?;
        Ok(people.len())
    }
}
