//! Absences: declared by a colleague, or for them by who leads the team; another of the same organisation
//! stands in until they end by themselves.

use jiff::civil::Date;
use tdu_domain::absence::Absence;
use tdu_domain::access::{Actor, Right};
use tdu_domain::account::AccountAct;
use tdu_domain::calendar::plus_days;
use tdu_store::{AbsenceRow, Covered, Mine, TeamChange};
use uuid::Uuid;

use crate::acts::UNDO_MINUTES;
use crate::error::Problems;
use crate::{Casework, CaseworkError, Colleague};

/// Days for which an absence that is over is still shown.
const SHOWN_AFTER: i32 = 7;

/// An absence to declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAbsence {
    /// The account that will be absent.
    pub account: Uuid,
    /// The colleague who stands in.
    pub covered_by: Uuid,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// The absences of an organisation.
#[derive(Debug, Clone)]
pub struct AbsencesView {
    /// Today.
    pub today: Date,
    /// Those of now and of later, and those over for a few days; those taken back are not.
    pub absences: Vec<(AbsenceRow, bool)>,
    /// Who may be absent or stand in.
    pub colleagues: Vec<Colleague>,
    /// Whether the actor declares absences of others.
    pub for_others: bool,
}

impl Casework {
    /// The absences of the actor's organisation, each with whether the actor may end it.
    pub async fn absences(&self, actor: &Actor) -> Result<AbsencesView, CaseworkError> {
        actor.scope(Right::ActOnPeople)?;
        let organisation = actor.organisation.id;
        let today = self.frame_of(organisation).await?.today();
        let since = plus_days(today, -SHOWN_AFTER);
        let rows = self.store().absences(organisation, since).await?;
        let shown = rows.into_iter().filter(|row| !row.absence.is_over(since));
        Ok(AbsencesView {
            today,
            absences: shown
                .map(|row| {
                    let may_end = !row.absence.is_over(today) && decides(actor, &row.absence);
                    (row, may_end)
                })
                .collect(),
            colleagues: self.staff_of(&[organisation]).await?,
            for_others: actor.may(Right::LeadTeam),
        })
    }

    /// Declares an absence. Returns its key, to take it back.
    pub async fn declare_absence(
        &self,
        actor: &Actor,
        new: NewAbsence,
    ) -> Result<Uuid, CaseworkError> {
        if new.account == actor.account {
            actor.scope(Right::ActOnPeople)?;
        } else {
            actor.scope(Right::LeadTeam)?;
        }
        let organisation = actor.organisation.id;
        let today = self.frame_of(organisation).await?.today();
        let staff = self.staff_of(&[organisation]).await?;
        let name = |account: Uuid, field| {
            let found = staff.iter().find(|one| one.account == account);
            found
                .map(|one| one.name.as_str())
                .ok_or(CaseworkError::Invalid {
                    field,
                    problem: "absence-colleague",
                })
        };
        let mut problems = Problems::default();
        let (absent, cover) = (
            problems.take(name(new.account, "absent"))?,
            problems.take(name(new.covered_by, "remplacant"))?,
        );
        let absence = Absence {
            id: self.ids.next(),
            account: new.account,
            covered_by: new.covered_by,
            from: new.from,
            until: new.until,
            ended_on: None,
        };
        let team = self.store().begin_team(organisation).await?;
        problems.settle(fits(&team, &absence, today).await)?;
        let now = self.clock().now();
        team.add_absence(&absence, (actor.account, &actor.name), now)
            .await?;
        let told = format!("{absent} → {cover}, {} → {}", new.from, new.until);
        team.tell(&self.event(AccountAct::AbsenceDeclared, actor, Some(new.account), &told))
            .await?;
        team.commit().await?;
        Ok(absence.id)
    }

    /// Ends an absence today: the colleague is back, or never leaves.
    pub async fn end_absence(&self, actor: &Actor, id: Uuid) -> Result<(), CaseworkError> {
        actor.scope(Right::ActOnPeople)?;
        let today = self.frame_of(actor.organisation.id).await?.today();
        let (team, row) = self.known_absence(actor, id, today).await?;
        if row.absence.is_over(today) {
            return Err(CaseworkError::Conflict("absence-ended"));
        }
        let now = self.clock().now();
        team.end_absence(id, Some((today, actor.account, now)))
            .await?;
        self.tell_absence(&team, actor, &row, AccountAct::AbsenceEnded)
            .await?;
        Ok(team.commit().await?)
    }

    /// Takes back the end of an absence, for who ended it, within half an hour.
    pub async fn resume_absence(&self, actor: &Actor, id: Uuid) -> Result<(), CaseworkError> {
        actor.scope(Right::ActOnPeople)?;
        let today = self.frame_of(actor.organisation.id).await?.today();
        let (team, row) = self.known_absence(actor, id, today).await?;
        let since = self.clock().now() - UNDO_MINUTES * 60_000;
        let own = row
            .ended
            .is_some_and(|(by, at)| by == actor.account && at >= since);
        if !own {
            return Err(CaseworkError::Conflict("undo-too-late"));
        }
        let back = Absence {
            ended_on: None,
            ..row.absence
        };
        fits(&team, &back, today).await?;
        team.end_absence(id, None).await?;
        self.tell_absence(&team, actor, &row, AccountAct::AbsenceDeclared)
            .await?;
        Ok(team.commit().await?)
    }

    /// An absence of the actor's organisation that the actor decides of; another is not found.
    async fn known_absence(
        &self,
        actor: &Actor,
        id: Uuid,
        today: Date,
    ) -> Result<(TeamChange, AbsenceRow), CaseworkError> {
        let team = self.store().begin_team(actor.organisation.id).await?;
        let since = plus_days(today, -SHOWN_AFTER);
        let mut rows = team.absences(since).await?.into_iter();
        let found = rows.find(|row| row.absence.id == id && decides(actor, &row.absence));
        let row = found.ok_or(CaseworkError::NotFound("absence"))?;
        Ok((team, row))
    }

    async fn tell_absence(
        &self,
        team: &TeamChange,
        actor: &Actor,
        row: &AbsenceRow,
        act: AccountAct,
    ) -> Result<(), CaseworkError> {
        let Absence { from, until, .. } = row.absence;
        let told = format!("{} → {}, {from} → {until}", row.name, row.covered_by_name);
        let event = self.event(act, actor, Some(row.absence.account), &told);
        Ok(team.tell(&event).await?)
    }

    /// The colleagues for whom the actor stands in today.
    pub async fn stands_in_for(&self, actor: &Actor) -> Result<Vec<Covered>, CaseworkError> {
        let organisation = actor.organisation.id;
        let today = self.frame_of(organisation).await?.today();
        let covered = self.store().covered_by(actor.account, organisation, today);
        Ok(covered.await?)
    }

    /// Whose people the actor means by "mine": their own, and those of colleagues for whom they stand in.
    pub async fn whose(&self, actor: &Actor) -> Result<Mine, CaseworkError> {
        Ok(whose(actor, &self.stands_in_for(actor).await?))
    }
}

/// Whose people an actor who stands in for these colleagues means by "mine".
pub(crate) fn whose(actor: &Actor, covered: &[Covered]) -> Mine {
    let own = actor.portfolio.iter().cloned();
    Mine {
        accounts: std::iter::once(actor.account)
            .chain(covered.iter().map(|one| one.account))
            .collect(),
        portfolios: own
            .chain(covered.iter().filter_map(|one| one.portfolio.clone()))
            .collect(),
    }
}

/// Whether an actor decides of an absence: their own, or any of the team that they lead.
fn decides(actor: &Actor, absence: &Absence) -> bool {
    absence.account == actor.account || actor.may(Right::LeadTeam)
}

async fn fits(team: &TeamChange, absence: &Absence, today: Date) -> Result<(), CaseworkError> {
    let others = team.absences(today.min(absence.from)).await?;
    let others: Vec<Absence> = others.into_iter().map(|row| row.absence).collect();
    let mut problems = Problems::default();
    for refusal in absence.refusals(&others, today) {
        let (field, problem) = refusal.told();
        problems.refuse(field, problem);
    }
    problems.settle(Ok(()))
}
