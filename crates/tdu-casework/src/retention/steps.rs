//! The steps of retention: some people at a time, each part one transaction.

use std::collections::{BTreeMap, HashMap};

use tdu_domain::journal::Payload;
use tdu_domain::retention::RetentionStep;
use tdu_store::{Departed, SourceRecord, StaffFacts};
use uuid::Uuid;

use super::{Retained, TOUCHED, announced_on, touched};
use crate::compute::{compute, pathway_facts};
use crate::erasure::{COMPACTION, Marked, WANTED};
use crate::frame::Frame;
use crate::registry::{ARCHIVE_MARK, Held};
use crate::{Casework, CaseworkError};

/// People archived or brought back in one transaction.
const PART: u32 = 200;
/// People erased in one transaction: what is kept beside records is read through for each.
const ERASED: u32 = 20;
/// What the journal says of who is erased after years.
const REASON: &str = "fin de la durée de conservation";

impl Casework {
    /// The next part of what is to be done in a territory; nothing when all is done.
    pub(super) async fn retention_part(&self, territory: Uuid) -> Result<Retained, CaseworkError> {
        let frame = self.frame(territory).await?;
        let (known, today) = (&frame.territory, frame.today());
        let open_until = RetentionStep::Archive.news_until(today);
        let returned = known.to_bring_back(open_until, PART).await?;
        if !returned.is_empty() {
            return self.bring_back_part(&frame, &returned).await;
        }
        let archived = known.to_archive(open_until, PART).await?;
        if !archived.is_empty() {
            return self.archive_part(&frame, &archived).await;
        }
        let gone = RetentionStep::Erase.news_until(today);
        let erased = known.to_erase(gone, announced_on(today), ERASED).await?;
        if !erased.is_empty() {
            return self.erase_part(&frame, &erased).await;
        }
        Ok(Retained::default())
    }

    async fn archive_part(
        &self,
        frame: &Frame,
        people: &[Uuid],
    ) -> Result<Retained, CaseworkError> {
        let transaction = frame.territory.begin().await?;
        transaction.lock_people(people).await?;
        let sources = by_person(transaction.sources_of(people).await?);
        let staff = transaction.staff_facts(people, frame.today()).await?;
        let (mut lines, mut computed, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        for (person, records) in &sources {
            let own: Vec<&SourceRecord> = records.iter().collect();
            let staff = StaffFacts {
                archived: true,
                ..staff.get(person).cloned().unwrap_or_default()
            };
            let now = compute(frame, *person, &own, &staff, frame.today());
            // Something may have been heard since the list was read.
            let Some(last_news) = now
                .pathway
                .news_on
                .filter(|news| *news <= RetentionStep::Archive.news_until(frame.today()))
            else {
                continue;
            };
            let payload = Payload::PersonArchived { last_news };
            lines.extend(self.holders_lines(frame, *person, records, &payload)?);
            rows.push((self.ids.next(), *person));
            computed.push(now);
        }
        transaction.archive_people(&rows, frame.today()).await?;
        self.mark_archive(&transaction).await?;
        transaction.append(&lines).await?;
        transaction.put_computed(&computed).await?;
        count_touched(frame, &transaction, rows.len()).await?;
        transaction.commit().await?;
        Ok(Retained {
            archived: rows.len() as u64,
            ..Retained::default()
        })
    }

    async fn bring_back_part(
        &self,
        frame: &Frame,
        people: &[Uuid],
    ) -> Result<Retained, CaseworkError> {
        let transaction = frame.territory.begin().await?;
        transaction.lock_people(people).await?;
        let sources = by_person(transaction.sources_of(people).await?);
        let staff = transaction.staff_facts(people, frame.today()).await?;
        let (mut lines, mut computed) = (Vec::new(), Vec::<_>::new());
        for (person, records) in &sources {
            let own: Vec<&SourceRecord> = records.iter().collect();
            let staff = StaffFacts {
                archived: false,
                ..staff.get(person).cloned().unwrap_or_default()
            };
            let payload = Payload::PersonReturned { reason: None };
            lines.extend(self.holders_lines(frame, *person, records, &payload)?);
            transaction.lift_restriction(*person).await?;
            computed.push(compute(frame, *person, &own, &staff, frame.today()));
        }
        self.mark_archive(&transaction).await?;
        transaction.append(&lines).await?;
        transaction.put_computed(&computed).await?;
        transaction.commit().await?;
        Ok(Retained {
            returned: sources.len() as u64,
            ..Retained::default()
        })
    }

    /// Has every registry read again who is archived.
    pub(super) async fn mark_archive(
        &self,
        transaction: &tdu_store::Transaction,
    ) -> Result<(), CaseworkError> {
        let mark = self.ids.next().to_string();
        Ok(transaction.set_setting(ARCHIVE_MARK, &mark).await?)
    }

    async fn erase_part(
        &self,
        frame: &std::sync::Arc<Frame>,
        people: &[Uuid],
    ) -> Result<Retained, CaseworkError> {
        let mut held = Held::begin(frame).await?;
        let computed = held.transaction.computed(people).await?;
        let sources = by_person(held.transaction.sources_of(people).await?);
        for person in people {
            if let (Some(known), Some(records)) = (computed.get(person), sources.get(person)) {
                let own: Vec<&SourceRecord> = records.iter().collect();
                let facts = pathway_facts(&own, &StaffFacts::default());
                let row = known.caseload.first();
                let commune = row.and_then(|row| row.commune.clone());
                let month = known.pathway.news_on.map(|day| day.strftime("%Y-%m"));
                let departed = Departed {
                    month: month.map(|month| month.to_string()).unwrap_or_default(),
                    department: commune
                        .map(|code| department(code.as_str()).to_owned())
                        .unwrap_or_default(),
                    stage: known.pathway.stage.code().to_owned(),
                    outcome: facts.reached().code().to_owned(),
                };
                held.transaction.count_departed(&departed).await?;
            }
            self.erase_in(&mut held, *person, REASON, Marked::ByTheirRecords)
                .await?;
        }
        held.transaction.set_setting(COMPACTION, WANTED).await?;
        count_touched(frame, &held.transaction, people.len()).await?;
        held.commit(true).await?;
        Ok(Retained {
            erased: people.len() as u64,
            ..Retained::default()
        })
    }
}

/// People with their records, in order of their keys.
fn by_person(records: Vec<SourceRecord>) -> BTreeMap<Uuid, Vec<SourceRecord>> {
    let mut people: HashMap<Uuid, Vec<SourceRecord>> = HashMap::new();
    for record in records {
        people.entry(record.person).or_default().push(record);
    }
    people.into_iter().collect()
}

/// Notes how many people were touched today.
async fn count_touched(
    frame: &Frame,
    transaction: &tdu_store::Transaction,
    people: usize,
) -> Result<(), CaseworkError> {
    let before = touched(frame).await?;
    let now = before.saturating_add(i64::try_from(people).unwrap_or(i64::MAX));
    let kept = format!("{} {now}", frame.today());
    Ok(transaction.set_setting(TOUCHED, &kept).await?)
}

/// The department of a commune's INSEE code.
fn department(commune: &str) -> &str {
    let letters = if commune.starts_with("97") || commune.starts_with("98") {
        3
    } else {
        2
    };
    commune.get(..letters).unwrap_or(commune)
}
