//! How long people are kept: those of whom nothing was heard for years go to a restricted archive, then
//! are erased and only counted. Announced, bounded, in small parts that can stop and go on, and stopped at
//! once by whoever answers for personal data.

mod archive;
mod steps;

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right};
use tdu_domain::calendar::plus_days;
use tdu_domain::merge::Millis;
use tdu_domain::retention::{NOTICE_DAYS, RetentionStep, most_in_a_day};
use tdu_store::{Announced, Departed};
use uuid::Uuid;

use crate::frame::Frame;
use crate::{Casework, CaseworkError};

/// People announced that a page shows.
const SHOWN: u32 = 500;
/// Days for which a row in error is kept after its import.
const ROW_DAYS: i64 = 90;
const DAY: Millis = 86_400_000;
/// The setting that keeps a day and how many people were touched in it.
const TOUCHED: &str = "retention_touched";

/// What the next run would do in a territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionPlan {
    /// Today.
    pub today: Date,
    /// People known.
    pub people: i64,
    /// To be put in the restricted archive.
    pub to_archive: i64,
    /// To be erased.
    pub to_erase: i64,
    /// To be archived within the days of notice, those of today included.
    pub soon_archived: i64,
    /// To be erased within the days of notice, those of today included.
    pub soon_erased: i64,
    /// Touched today already.
    pub touched: i64,
    /// Who may be touched in a day without anybody confirming it.
    pub most: i64,
    /// Who stopped it, and when.
    pub stopped: Option<(String, Millis)>,
    /// Whether the configuration of the server stops it.
    pub off: bool,
}

impl RetentionPlan {
    /// Whether the clock may go on.
    #[must_use]
    pub fn may_run(&self) -> bool {
        !self.off && self.stopped.is_none()
    }

    /// How many people are to be touched now.
    #[must_use]
    pub fn due(&self) -> i64 {
        self.to_archive + self.to_erase
    }

    /// Whether somebody must confirm the number.
    #[must_use]
    pub fn is_too_much(&self) -> bool {
        self.due() > 0 && self.touched + self.due() > self.most
    }
}

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retained {
    /// People put in the restricted archive.
    pub archived: u64,
    /// People erased.
    pub erased: u64,
    /// People brought back, of whom something was heard.
    pub returned: u64,
}

/// The keys of those whom the next run would touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionList {
    /// To be archived.
    pub archive: Vec<Uuid>,
    /// To be erased.
    pub erase: Vec<Uuid>,
}

/// What whoever watches retention reads.
#[derive(Debug, Clone)]
pub struct RetentionView {
    /// The next run, for the whole territory.
    pub plan: RetentionPlan,
    /// Of the organisation: to be archived soon.
    pub to_archive: Vec<Announced>,
    /// Of the organisation: to be erased soon.
    pub to_erase: Vec<Announced>,
    /// Of the organisation: in the restricted archive.
    pub archived: i64,
}

impl Casework {
    /// Says whether the configuration lets people be archived and erased by the clock.
    #[must_use]
    pub fn retaining(mut self, retention: bool) -> Self {
        self.retention = retention;
        self
    }

    /// What the next run would do in a territory.
    pub async fn retention_plan(&self, territory: Uuid) -> Result<RetentionPlan, CaseworkError> {
        let frame = self.frame(territory).await?;
        let (known, today) = (&frame.territory, frame.today());
        let (archive, erase) = (RetentionStep::Archive, RetentionStep::Erase);
        let people = known.count_people().await?;
        Ok(RetentionPlan {
            today,
            people,
            to_archive: known.count_to_archive(archive.news_until(today)).await?,
            to_erase: known
                .count_to_erase(erase.news_until(today), announced_on(today))
                .await?,
            soon_archived: known
                .count_to_archive(archive.announced_until(today))
                .await?,
            soon_erased: known
                .count_to_erase(erase.announced_until(today), today)
                .await?,
            touched: touched(&frame).await?,
            most: most_in_a_day(people),
            stopped: self.store().retention_stop(territory).await?,
            off: !self.retention,
        })
    }

    /// The keys of those whom the next run would touch.
    pub async fn retention_list(&self, territory: Uuid) -> Result<RetentionList, CaseworkError> {
        let frame = self.frame(territory).await?;
        let today = frame.today();
        let (archive, erase) = (RetentionStep::Archive, RetentionStep::Erase);
        let known = &frame.territory;
        Ok(RetentionList {
            archive: known
                .to_archive(archive.news_until(today), u32::MAX)
                .await?,
            erase: known
                .to_erase(erase.news_until(today), announced_on(today), u32::MAX)
                .await?,
        })
    }

    /// Runs the retention of a territory to its end. More people than may be touched in a day are
    /// touched only when `confirmed` is at least their number.
    pub async fn run_retention(
        &self,
        territory: Uuid,
        confirmed: i64,
    ) -> Result<Retained, CaseworkError> {
        let mut done = Retained::default();
        loop {
            let plan = self.retention_plan(territory).await?;
            if !plan.may_run() {
                return Err(CaseworkError::Conflict("retention-stopped"));
            }
            let touched = i64::try_from(done.archived + done.erased).unwrap_or(i64::MAX);
            if plan.is_too_much() && confirmed - touched < plan.due() {
                return Err(CaseworkError::Conflict("retention-too-many"));
            }
            let part = self.retention_part(territory).await?;
            if part == Retained::default() {
                return Ok(done);
            }
            done.archived += part.archived;
            done.erased += part.erased;
            done.returned += part.returned;
        }
    }

    /// A small part of what is to be done in each territory, for the clock. What is too much for a day
    /// waits for somebody to confirm it.
    pub async fn retention_turn(&self) -> Result<(), CaseworkError> {
        for row in self.store().territories().await? {
            let plan = self.retention_plan(row.id).await?;
            if !plan.may_run() {
                continue;
            }
            if plan.is_too_much() {
                tracing::warn!(
                    territory = row.code,
                    to_archive = plan.to_archive,
                    to_erase = plan.to_erase,
                    most = plan.most,
                    "more people are due than may be touched in a day: `tdu privacy retention` confirms it"
                );
                continue;
            }
            let part = self.retention_part(row.id).await?;
            if part != Retained::default() {
                tracing::info!(
                    territory = row.code,
                    archived = part.archived,
                    erased = part.erased,
                    returned = part.returned,
                    "retention"
                );
            }
        }
        Ok(())
    }

    /// Forgets the rows in error of old imports.
    pub async fn forget_rows_in_error(&self) -> Result<(), CaseworkError> {
        let before = self.clock().now() - ROW_DAYS * DAY;
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            let transaction = frame.territory.begin().await?;
            let rows = transaction.drop_kept_aside_before(before).await?;
            transaction.commit().await?;
            if rows > 0 {
                tracing::info!(
                    territory = row.code,
                    rows,
                    "old rows in error were forgotten"
                );
            }
        }
        Ok(())
    }

    /// What whoever watches retention reads of their organisation.
    pub async fn retention_view(&self, actor: &Actor) -> Result<RetentionView, CaseworkError> {
        let scope = actor.scope(Right::WatchRetention)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let (known, today) = (&frame.territory, frame.today());
        let (archive, erase) = (RetentionStep::Archive, RetentionStep::Erase);
        Ok(RetentionView {
            plan: self.retention_plan(frame.row.id).await?,
            to_archive: known.announced(&scope, archive, today, SHOWN).await?,
            to_erase: known.announced(&scope, erase, today, SHOWN).await?,
            archived: known.count_archived(&scope).await?,
        })
    }

    /// Stops the retention of the actor's territory, or lets it go on.
    pub async fn stop_retention(&self, actor: &Actor, stop: bool) -> Result<(), CaseworkError> {
        actor.scope(Right::HandleRequests)?;
        let name = format!("{}, {}", actor.name, actor.organisation.name);
        let stopped = stop.then(|| (name.as_str(), self.clock().now()));
        let store = self.store();
        tracing::warn!(account = %actor.account, stop, "retention was stopped or let go on");
        Ok(store.set_retention_stop(actor.territory, stopped).await?)
    }

    /// What is counted of those who left a territory.
    pub async fn departed(&self, territory: Uuid) -> Result<Vec<(Departed, i64)>, CaseworkError> {
        let frame = self.frame(territory).await?;
        Ok(frame.territory.departed().await?)
    }
}

/// Whoever is erased was archived on this day or before.
fn announced_on(today: Date) -> Date {
    plus_days(today, -NOTICE_DAYS)
}

/// How many people were touched today.
async fn touched(frame: &Frame) -> Result<i64, CaseworkError> {
    let kept = frame.territory.setting(TOUCHED).await?.unwrap_or_default();
    let today = frame.today().to_string();
    let count = kept
        .split_once(' ')
        .filter(|(day, _)| *day == today)
        .and_then(|(_, count)| count.parse().ok());
    Ok(count.unwrap_or(0))
}
