//! What both staffs see of a contract: where it stands, what was noticed, what is planned, what comes after.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::after::{AskedSituation, ToldSituation};
use tdu_domain::calendar::days_between;
use tdu_domain::contract::Contract;
use tdu_domain::exam::exam_allowed;
use tdu_domain::pathway::PathwayFacts;
use tdu_domain::rupture::{Deadline, RuptureState, deadlines};
use tdu_domain::watch::{AlertState, OpenAlert, Party, ViewMoment, asked_between};
use tdu_store::{
    AlertRow, CallRow, ContractFile, ExamRow, NoticedRow, Recontracting, RuptureRow, SituationLink,
    SituationRow, StaffFacts, ViewRow,
};

use crate::{Casework, CaseworkError};

/// A contract, as both staffs see it.
#[derive(Debug, Clone, Default)]
pub struct ContractView {
    /// The contract that runs today.
    pub running: Option<Contract>,
    /// The rupture of the last contract, while no other follows, or the last one that was.
    pub rupture: Option<RuptureView>,
    /// The alert that speaks.
    pub alert: Option<AlertWhy>,
    /// Alerts that ended, newest first.
    pub past_alerts: Vec<AlertRow>,
    /// What was noticed, newest first.
    pub noticed: Vec<NoticedRow>,
    /// What was answered, newest first.
    pub views: Vec<ViewRow>,
    /// The answers that are due: when they are asked, by which day, from whom.
    pub views_due: Option<(ViewMoment, Date, Vec<Party>)>,
    /// What comes after the training.
    pub after: AfterView,
}

/// A rupture, and what follows it.
#[derive(Debug, Clone)]
pub struct RuptureView {
    /// What staff declared or planned, if they did.
    pub row: Option<RuptureRow>,
    /// Whether the viewer declared it and may withdraw it.
    pub may_withdraw: bool,
    /// The contract it broke.
    pub contract: Contract,
    /// Its day.
    pub on: Date,
    /// The day that a source tells, when one does.
    pub told_by_source: Option<Date>,
    /// What the law says of it.
    pub deadlines: Vec<Deadline>,
    /// Calls after it, newest first.
    pub calls: Vec<CallRow>,
    /// The first day of the contract that followed, and days from the rupture.
    pub followed: Option<(Date, i32)>,
}

impl RuptureView {
    /// Whether something is still to be done about it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let ended = self.row.as_ref().is_some_and(|row| {
            matches!(
                row.declared.state,
                RuptureState::Closed | RuptureState::Withdrawn
            )
        });
        self.followed.is_none() && !ended
    }
}

/// An alert, and the signs that opened it or came since.
#[derive(Debug, Clone)]
pub struct AlertWhy {
    /// The alert.
    pub row: AlertRow,
    /// The signs, newest first.
    pub signs: Vec<NoticedRow>,
    /// The answers, newest first.
    pub views: Vec<ViewRow>,
}

/// What comes after the training.
#[derive(Debug, Clone, Default)]
pub struct AfterView {
    /// The milestone that is asked today.
    pub asked: Option<AskedSituation>,
    /// The exams, the last first.
    pub exams: Vec<ExamRow>,
    /// Why there is no exam to note, if so: the key of the sentence.
    pub no_exam: Option<&'static str>,
    /// What was told, newest first.
    pub told: Vec<SituationRow>,
    /// Links, newest first.
    pub links: Vec<SituationLink>,
}

/// What computing would read of a file.
pub(crate) fn staff_of(file: &ContractFile, today: Date) -> StaffFacts {
    let alert = file
        .alerts
        .iter()
        .find(|row| row.state != AlertState::Closed && today < row.stale_on);
    StaffFacts {
        ruptures: file
            .ruptures
            .iter()
            .map(|row| row.declared)
            .filter(|declared| declared.state != RuptureState::Withdrawn)
            .collect(),
        alert: alert.map(|row| OpenAlert {
            opened_on: row.opened_on,
            stale_on: row.stale_on,
            taken: row.taken_on.is_some(),
            strong: row.strong,
            plan: row.plan.map(|(_, owner, due)| (owner, due)),
        }),
        views: file
            .views
            .iter()
            .map(|row| (row.contract_start, row.moment, row.party))
            .collect(),
        situations: file
            .situations
            .iter()
            .map(|row| ToldSituation {
                months: row.months,
                training_end: row.training_end,
            })
            .collect(),
        ..StaffFacts::default()
    }
}

impl ContractView {
    /// The view of an actor: `told` is what the sources say, `facts` what staff declared too.
    pub(crate) fn of(
        actor: &Actor,
        told: &PathwayFacts,
        facts: &PathwayFacts,
        file: ContractFile,
        today: Date,
    ) -> Self {
        let running = facts
            .trainings
            .iter()
            .rev()
            .find_map(|training| training.contract_on(today))
            .cloned();
        let views_due = running
            .as_ref()
            .and_then(|contract| views_due(&file, contract, today));
        let speaks = |row: &AlertRow| row.state != AlertState::Closed && today < row.stale_on;
        let alert = file.alerts.iter().find(|row| speaks(row)).cloned();
        Self {
            rupture: rupture(actor, told, facts, &file),
            alert: alert.map(|row| AlertWhy {
                signs: counted(&file.noticed, |sign| sign.alert == Some(row.id)),
                views: counted(&file.views, |view| view.alert == Some(row.id)),
                row,
            }),
            past_alerts: counted(&file.alerts, |row| !speaks(row)),
            running,
            views_due,
            after: AfterView {
                asked: facts.situation_asked(today),
                exams: file.exams,
                no_exam: exam_allowed(facts, today, today)
                    .err()
                    .filter(|refused| refused.field == "form")
                    .map(|refused| refused.problem),
                told: file.situations,
                links: file.links,
            },
            noticed: file.noticed,
            views: file.views,
        }
    }
}

fn counted<T: Clone>(rows: &[T], which: impl Fn(&T) -> bool) -> Vec<T> {
    rows.iter().filter(|row| which(row)).cloned().collect()
}

/// The answers due about a contract: those of the latest moment that is asked.
fn views_due(
    file: &ContractFile,
    contract: &Contract,
    today: Date,
) -> Option<(ViewMoment, Date, Vec<Party>)> {
    let (_, over) = asked_between(ViewMoment::Day45, contract.start)?;
    [ViewMoment::Day45, ViewMoment::FirstMonth]
        .into_iter()
        .filter_map(|moment| Some((moment, asked_between(moment, contract.start)?)))
        .find(|(_, (from, _))| *from <= today && today <= over)
        .map(|(moment, (_, due))| {
            let missing = Party::ALL.iter().copied().filter(|party| {
                !file.views.iter().any(|row| {
                    row.contract_start == contract.start
                        && row.moment == moment
                        && row.party == *party
                })
            });
            (moment, due, missing.collect::<Vec<_>>())
        })
        .filter(|(_, _, missing)| !missing.is_empty())
}

fn rupture(
    actor: &Actor,
    told: &PathwayFacts,
    facts: &PathwayFacts,
    file: &ContractFile,
) -> Option<RuptureView> {
    let contracts = &facts.current_training()?.enrolment.contracts;
    let broken = contracts
        .iter()
        .filter(|contract| contract.rupture.is_some());
    let contract = broken.max_by_key(|contract| contract.start)?.clone();
    let on = contract.rupture?;
    let said = |source: &&Contract| source.start == contract.start;
    let mut sources = told
        .trainings
        .iter()
        .flat_map(|training| &training.enrolment.contracts);
    let told_by_source = sources.find(said).and_then(|source| source.rupture);
    let row = file
        .ruptures
        .iter()
        .find(|row| row.declared.state != RuptureState::Withdrawn && row.declared.is_of(&contract));
    let declared = row.map(|row| row.declared);
    let followed = facts
        .broken_contracts()
        .into_iter()
        .find(|broken| broken.rupture == on)
        .and_then(|broken| broken.next)
        .map(|next| (next, days_between(on, next)));
    let calls = row.map(|row| counted(&file.calls, |call| call.rupture == row.id));
    Some(RuptureView {
        may_withdraw: row.is_some_and(|row| {
            row.account == actor.account
                && row.declared.mode.is_some()
                && row.declared.state != RuptureState::Closed
                && told_by_source.is_none()
        }),
        row: row.cloned(),
        deadlines: deadlines(
            declared.and_then(|declared| declared.mode),
            on,
            contract.start,
            declared.and_then(|declared| declared.asked_on),
            facts.birth_date,
        ),
        contract,
        on,
        told_by_source,
        calls: calls.unwrap_or_default(),
        followed,
    })
}

impl Casework {
    /// How long those whom the actor's organisation accompanies took to find a new contract, for the
    /// ruptures of the last twelve months.
    pub async fn recontracting(&self, actor: &Actor) -> Result<Recontracting, CaseworkError> {
        let scope = actor.scope(tdu_domain::access::Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let today = frame.today();
        let from = tdu_domain::calendar::plus_months(today, -12);
        let territory = &frame.territory;
        Ok(territory
            .recontracting(scope.organisation(), from, today)
            .await?)
    }
}
