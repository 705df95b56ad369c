//! Recomputing what is computed: every day for the date, at will for safety.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use tdu_store::{ComputedPerson, SourceRecord, StaffFacts};
use uuid::Uuid;

use crate::compute::compute;
use crate::frame::Frame;
use crate::{Casework, CaseworkError};

/// People read at once.
const PART: u32 = 10_000;
/// People written about at once: others wait for these.
const CORRECTED: usize = 2_000;

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
        let staff = Arc::new(frame.territory.all_staff_facts(frame.today()).await?);
        let middle = frame.territory.middle_person().await?.unwrap_or_default();
        // Each half reads while the other computes.
        let halves = [(Uuid::nil(), middle), (middle, Uuid::max())].map(|range| {
            let half = Half {
                frame: frame.clone(),
                staff: staff.clone(),
                in_full,
            };
            tokio::spawn(half.recompute(range))
        });
        let mut rebuilt = Rebuilt::default();
        for half in halves {
            let Rebuilt { people, changed } = half.await??;
            rebuilt.people += people;
            rebuilt.changed += changed;
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
                let ended = self.end_silent_referrals(row.id).await?;
                self.end_quiet_assignments(row.id).await?;
                let rebuilt = self.recompute(row.id).await?;
                tracing::info!(
                    territory = row.code,
                    ended,
                    people = rebuilt.people,
                    changed = rebuilt.changed,
                    "recomputed"
                );
            }
        }
        Ok(())
    }
}

/// What recomputes a part of the people.
struct Half {
    frame: Arc<Frame>,
    staff: Arc<HashMap<Uuid, StaffFacts>>,
    in_full: bool,
}

impl Half {
    async fn recompute(self, (mut after, last): (Uuid, Uuid)) -> Result<Rebuilt, CaseworkError> {
        let territory = &self.frame.territory;
        let mut rebuilt = Rebuilt::default();
        loop {
            let sources = territory.sources_within((after, last), PART).await?;
            let Some(end) = sources.last().map(|record| record.person) else {
                return Ok(rebuilt);
            };
            let computed = compute_all(&self.frame, &sources, &self.staff);
            rebuilt.people += computed.len() as u64;
            let doubtful: Vec<Uuid> = if self.in_full {
                let ids: Vec<Uuid> = computed.iter().map(key).collect();
                let kept = territory.computed(&ids).await?;
                let differs = |person: &&ComputedPerson| kept.get(&key(person)) != Some(*person);
                computed.iter().filter(differs).map(key).collect()
            } else {
                let kept = territory.digests((after, end)).await?;
                let differs =
                    |person: &&ComputedPerson| kept.get(&key(person)) != Some(&person.digest());
                computed.iter().filter(differs).map(key).collect()
            };
            for people in doubtful.chunks(CORRECTED) {
                rebuilt.changed += self.put_right(people).await?;
            }
            after = end;
        }
    }

    /// Recomputes people who seem to differ from what is kept, and nobody else writes about meanwhile;
    /// tells how many did. Acts may have been done since they were read.
    async fn put_right(&self, people: &[Uuid]) -> Result<u64, CaseworkError> {
        let transaction = self.frame.territory.begin().await?;
        transaction.lock_people(people).await?;
        let sources = transaction.sources_of(people).await?;
        let staff = transaction.staff_facts(people, self.frame.today()).await?;
        let kept = transaction.computed(people).await?;
        let computed = compute_all(&self.frame, &sources, &staff);
        transaction.put_computed(&computed).await?;
        transaction.commit().await?;
        let differs = |person: &&ComputedPerson| kept.get(&key(person)) != Some(*person);
        Ok(computed.iter().filter(differs).count() as u64)
    }
}

fn key(person: &ComputedPerson) -> Uuid {
    person.pathway.person
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
