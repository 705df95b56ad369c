//! Recomputing what is computed: every day for the date, at will for safety.

use std::collections::HashMap;

use rayon::prelude::*;
use tdu_store::{ComputedPerson, SourceRecord, StaffFacts};
use uuid::Uuid;

use crate::compute::compute;
use crate::frame::Frame;
use crate::{Casework, CaseworkError};

/// People per part.
const PART: u32 = 10_000;

/// What recomputing found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// People recomputed.
    pub people: u64,
    /// People for whom something was not as it should be, and was put right.
    pub changed: u64,
}

impl Casework {
    /// Moves statuses and warnings with the day: recomputes everyone, writes what differs from what
    /// was computed last.
    pub async fn recompute(&self, territory: Uuid) -> Result<Rebuilt, CaseworkError> {
        self.recompute_all(territory, false).await
    }

    /// Rebuilds everything computed from the facts, comparing it line by line with what is kept: a
    /// rebuild that changes anything on the same day reveals a bug, or a hand in the database.
    pub async fn rebuild(&self, territory: Uuid) -> Result<Rebuilt, CaseworkError> {
        self.recompute_all(territory, true).await
    }

    async fn recompute_all(
        &self,
        territory: Uuid,
        in_full: bool,
    ) -> Result<Rebuilt, CaseworkError> {
        let frame = self.frame(territory).await?;
        let staff = frame.territory.all_staff_facts().await?;
        let mut rebuilt = Rebuilt::default();
        let mut after = None;
        loop {
            // Read and written in one transaction: an act in between would be overwritten.
            let transaction = frame.territory.begin().await?;
            let sources = transaction.sources_after(after, PART).await?;
            let Some(last) = sources.last().map(|record| record.person) else {
                break;
            };
            let computed = compute_all(&frame, &sources, &staff);
            rebuilt.people += computed.len() as u64;
            let changed = if in_full {
                let ids: Vec<Uuid> = computed
                    .iter()
                    .map(|person| person.pathway.person)
                    .collect();
                let kept = transaction.computed(&ids).await?;
                differing(computed, |person| {
                    kept.get(&person.pathway.person) == Some(person)
                })
            } else {
                let kept = transaction.digests(after, last).await?;
                differing(computed, |person| {
                    kept.get(&person.pathway.person) == Some(&person.digest())
                })
            };
            if !changed.is_empty() {
                rebuilt.changed += changed.len() as u64;
                transaction.put_computed(&changed).await?;
                transaction.commit().await?;
            }
            after = Some(last);
        }
        let transaction = frame.territory.begin().await?;
        transaction
            .set_setting("computed_on", &frame.today().to_string())
            .await?;
        transaction.commit().await?;
        Ok(rebuilt)
    }

    /// Recomputes the territories whose day has changed since they were computed.
    pub async fn recompute_if_new_day(&self) -> Result<(), CaseworkError> {
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            if frame.territory.setting("computed_on").await? != Some(frame.today().to_string()) {
                let rebuilt = self.recompute(row.id).await?;
                tracing::info!(
                    territory = row.code,
                    people = rebuilt.people,
                    changed = rebuilt.changed,
                    "recomputed"
                );
            }
        }
        Ok(())
    }
}

fn differing(
    computed: Vec<ComputedPerson>,
    same: impl Fn(&ComputedPerson) -> bool,
) -> Vec<ComputedPerson> {
    computed
        .into_iter()
        .filter(|person| !same(person))
        .collect()
}

/// `sources` come in order of person.
fn compute_all(
    frame: &Frame,
    sources: &[SourceRecord],
    staff: &HashMap<Uuid, StaffFacts>,
) -> Vec<ComputedPerson> {
    let (today, nothing) = (frame.today(), StaffFacts::default());
    let people: Vec<&[SourceRecord]> = sources
        .chunk_by(|one, other| one.person == other.person)
        .collect();
    people
        .par_iter()
        .map(|sources| {
            let person = sources[0].person;
            let sources: Vec<&SourceRecord> = sources.iter().collect();
            compute(
                frame,
                person,
                &sources,
                staff.get(&person).unwrap_or(&nothing),
                today,
            )
        })
        .collect()
}
