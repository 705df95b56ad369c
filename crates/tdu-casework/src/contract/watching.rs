//! What CFA staff notice, and what employer and young person answer. When it gathers, an alert opens.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::contract::Contract;
use tdu_domain::journal::Payload;
use tdu_domain::organisation::Network;
use tdu_domain::watch::{
    AlertRule, AlertState, Mark, Noticed, Party, Sign, View, ViewMoment, Weight,
};
use tdu_store::{AlertRow, ContractFile, NoticedRow, ViewRow};
use uuid::Uuid;

use super::only;
use crate::acting::{Act, Undo};
use crate::{Casework, CaseworkError};

impl Casework {
    /// Notes something about someone in contract, today. Both networks read the code and nothing else.
    pub async fn notice(
        &self,
        actor: &Actor,
        person: Uuid,
        sign: Sign,
    ) -> Result<Undo, CaseworkError> {
        only(actor, Network::Cfa, "sign-by-cfa")?;
        let act = self.begin(actor, person).await?;
        let contract = self.running_contract(&act).await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        let counted = self.count(&act, actor, Noticed::Sign(sign)).await?;
        let row = NoticedRow {
            id: line,
            person,
            organisation: actor.organisation.id,
            contract_start: contract.start,
            on: today,
            sign,
            alert: counted.alert,
        };
        act.transaction.add_noticed(&row).await?;
        let alert = counted.opened;
        self.finish(
            act,
            actor,
            line,
            today,
            &Payload::SignNoticed { sign, alert },
        )
        .await
    }

    /// Notes what a party said of how the contract goes.
    pub async fn record_view(
        &self,
        actor: &Actor,
        person: Uuid,
        moment: ViewMoment,
        party: Party,
        view: View,
    ) -> Result<Undo, CaseworkError> {
        only(actor, Network::Cfa, "sign-by-cfa")?;
        let act = self.begin(actor, person).await?;
        let contract = self.running_contract(&act).await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        let counted = self.count(&act, actor, Noticed::View(party, view)).await?;
        let row = ViewRow {
            id: line,
            person,
            organisation: actor.organisation.id,
            contract_start: contract.start,
            on: today,
            moment,
            party,
            view,
            alert: counted.alert,
        };
        act.transaction.add_view(&row).await?;
        let payload = Payload::ViewRecorded {
            moment,
            party,
            view,
            alert: counted.opened,
        };
        self.finish(act, actor, line, today, &payload).await
    }

    /// The contract that runs today, or the sentence that says there is none.
    async fn running_contract(&self, act: &Act) -> Result<Contract, CaseworkError> {
        let facts = self.facts_in(act).await?;
        let today = act.frame.today();
        let mut trainings = facts.trainings.iter().rev();
        trainings
            .find_map(|training| training.contract_on(today))
            .cloned()
            .ok_or(CaseworkError::Conflict("sign-no-contract"))
    }

    /// Counts a new mark with those before: into the alert that speaks, or into the one it opens.
    async fn count(
        &self,
        act: &Act,
        actor: &Actor,
        what: Noticed,
    ) -> Result<Counted, CaseworkError> {
        let today = act.frame.today();
        let rule = self.rule_of(&act.frame).await?;
        let weight = rule.weight(what);
        if weight == Weight::None {
            return Ok(Counted::default());
        }
        let file = act.transaction.contract_file(act.person).await?;
        let known = file
            .alerts
            .iter()
            .find(|alert| alert.state != AlertState::Closed);
        if let Some(alert) = known {
            if today < alert.stale_on {
                let longer = AlertRow {
                    stale_on: rule.stale_on(today),
                    strong: alert.strong || weight == Weight::Strong,
                    ..alert.clone()
                };
                act.transaction.move_alert(&longer, alert.state).await?;
                return Ok(Counted {
                    alert: Some(alert.id),
                    opened: None,
                });
            }
            self.let_go(act, alert).await?;
        }
        let marks = uncounted(&file);
        let new = Mark { on: today, what };
        let opens = rule.opens(&with(&marks, new), today);
        if opens.is_empty() {
            return Ok(Counted::default());
        }
        let id = self.open_alert(act, actor, &rule, &opens).await?;
        let counted: Vec<Uuid> = marks
            .iter()
            .filter(|(_, mark)| opens.contains(mark))
            .map(|(id, _)| *id)
            .collect();
        act.transaction.count_marks(&counted, id).await?;
        Ok(Counted {
            alert: Some(id),
            opened: Some(id),
        })
    }

    async fn open_alert(
        &self,
        act: &Act,
        actor: &Actor,
        rule: &AlertRule,
        marks: &[Mark],
    ) -> Result<Uuid, CaseworkError> {
        let (id, today) = (self.ids.next(), act.frame.today());
        let row = AlertRow {
            id,
            person: act.person,
            organisation: actor.organisation.id,
            opened_on: today,
            stale_on: rule.stale_on(today),
            strong: marks
                .iter()
                .any(|mark| rule.weight(mark.what) == Weight::Strong),
            state: AlertState::Open,
            taken_on: None,
            plan: None,
            outcome: None,
            closed_on: None,
        };
        act.transaction.add_alert(&row).await?;
        Ok(id)
    }

    /// An alert whose signs are too old ended by itself, on that day.
    async fn let_go(&self, act: &Act, alert: &AlertRow) -> Result<(), CaseworkError> {
        let ended = AlertRow {
            state: AlertState::Closed,
            closed_on: Some(alert.stale_on),
            ..alert.clone()
        };
        act.transaction.move_alert(&ended, alert.state).await?;
        Ok(())
    }

    /// Takes a mark back, and the alert it opened unless somebody already answered it.
    pub(super) async fn unmark_in(
        &self,
        act: &Act,
        actor: &Actor,
        line: Uuid,
        opened: Option<Uuid>,
    ) -> Result<(), CaseworkError> {
        let file = act.transaction.contract_file(act.person).await?;
        if let Some(opened) = opened
            && let Some(alert) = file.alerts.iter().find(|alert| alert.id == opened)
        {
            let answered = alert.taken_on.is_some() || alert.state != AlertState::Open;
            if answered || counts_since(&file, alert.id, line) {
                return Err(CaseworkError::Conflict("undo-too-late"));
            }
            act.transaction.remove_alert(alert.id).await?;
        }
        act.transaction
            .remove_mark(line, actor.organisation.id)
            .await?;
        Ok(())
    }
}

/// What a new mark counts for.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    alert: Option<Uuid>,
    /// The alert, when this mark opened it.
    opened: Option<Uuid>,
}

/// The marks that no alert counted yet.
fn uncounted(file: &ContractFile) -> Vec<(Uuid, Mark)> {
    let signs = file.noticed.iter().filter(|row| row.alert.is_none());
    let views = file.views.iter().filter(|row| row.alert.is_none());
    let sign = |row: &NoticedRow| (row.id, mark(row.on, Noticed::Sign(row.sign)));
    let view = |row: &ViewRow| (row.id, mark(row.on, Noticed::View(row.party, row.view)));
    signs.map(sign).chain(views.map(view)).collect()
}

fn mark(on: Date, what: Noticed) -> Mark {
    Mark { on, what }
}

fn with(marks: &[(Uuid, Mark)], new: Mark) -> Vec<Mark> {
    let mut all: Vec<Mark> = marks.iter().map(|(_, mark)| *mark).collect();
    all.push(new);
    all
}

/// Whether a mark made after another counts for an alert.
fn counts_since(file: &ContractFile, alert: Uuid, line: Uuid) -> bool {
    let signs = file.noticed.iter().map(|row| (row.id, row.alert));
    let mut marks = signs.chain(file.views.iter().map(|row| (row.id, row.alert)));
    marks.any(|(id, counted)| counted == Some(alert) && id > line)
}
