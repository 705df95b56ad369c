//! Opening a road, telling what happens on it, sharing its steps out.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::calendar::plus_days;
use tdu_domain::journal::Payload;
use tdu_domain::road::{RoadEnd, RoadEvent, RoadRefusal, RoadStep, Told};
use tdu_store::{CareRow, RoadEventRow, RoadRow};
use uuid::Uuid;

use super::invalid;
use crate::acting::{Act, Undo};
use crate::together::{accompanying_ids, by};
use crate::{Casework, CaseworkError};

/// Days ahead by which a step can be expected.
const FURTHEST_STEP: i32 = 366;

/// Something to tell of a road.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewTold {
    /// What.
    pub event: RoadEvent,
    /// The day it happened.
    pub on: Date,
    /// The first day of the contract, when it is signed.
    pub contract_start: Option<Date>,
    /// Why the road is given up, when it is.
    pub end: Option<RoadEnd>,
}

/// A step given to somebody, or dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenStep {
    /// The step.
    pub step: RoadStep,
    /// The organisation that takes care of it: one that accompanies the person.
    pub organisation: Uuid,
    /// The colleague of that organisation, if it is known who.
    pub account: Option<Uuid>,
    /// The day by which.
    pub due: Option<Date>,
}

impl Casework {
    /// Opens the road to the contract of someone by hand.
    pub async fn open_road(&self, actor: &Actor, person: Uuid) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let file = act.transaction.road_file(person).await?;
        if file.open().is_some() {
            return Err(CaseworkError::Conflict("road-open-already"));
        }
        let road = self.add_road(&act, actor, None).await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        let payload = Payload::RoadOpened {
            road,
            referral: None,
        };
        self.finish(act, actor, line, today, &payload).await
    }

    async fn add_road(
        &self,
        act: &Act,
        actor: &Actor,
        referral: Option<Uuid>,
    ) -> Result<Uuid, CaseworkError> {
        let road = RoadRow {
            id: self.ids.next(),
            person: act.person,
            opened: by(actor),
            opened_on: act.frame.today(),
            referral,
            ended_on: None,
        };
        act.transaction.add_road(&road).await?;
        Ok(road.id)
    }

    /// The road that is open, opened when none is: what begins a search or asks for pieces opens it.
    pub(super) async fn needed_road(&self, act: &Act, actor: &Actor) -> Result<(), CaseworkError> {
        let file = act.transaction.road_file(act.person).await?;
        if file.open().is_some() {
            return Ok(());
        }
        let road = self.add_road(act, actor, None).await?;
        let payload = Payload::RoadOpened {
            road,
            referral: None,
        };
        let (frame, transaction) = (&act.frame, &act.transaction);
        self.tell(frame, transaction, actor, act.person, &payload)
            .await?;
        Ok(())
    }

    /// A CFA that accepts a referral opens the road.
    pub(crate) async fn open_on_acceptance(
        &self,
        act: &Act,
        actor: &Actor,
        referral: Uuid,
    ) -> Result<(), CaseworkError> {
        let cfa = tdu_domain::organisation::Network::Cfa;
        if actor.organisation.network != cfa {
            return Ok(());
        }
        let file = act.transaction.road_file(act.person).await?;
        if file.open().is_none() {
            self.add_road(act, actor, Some(referral)).await?;
        }
        Ok(())
    }

    /// A CFA that takes its acceptance back closes the road that it opened, unless something was told of it.
    pub(crate) async fn close_unaccepted(
        &self,
        act: &Act,
        referral: Uuid,
    ) -> Result<(), CaseworkError> {
        let file = act.transaction.road_file(act.person).await?;
        let opened = file.open().filter(|road| road.referral == Some(referral));
        let used = !file.pieces.is_empty() || !file.targets.is_empty();
        if let Some(road) = opened.filter(|_| !used) {
            act.transaction.remove_road(road.id).await?;
        }
        Ok(())
    }

    /// Tells what happens on the road that is open.
    pub async fn tell_road(
        &self,
        actor: &Actor,
        person: Uuid,
        new: NewTold,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let today = act.frame.today();
        let (file, facts) = self.road_in(&act).await?;
        let contract = facts.contract_on_the_road().map(|contract| contract.start);
        let told = Told {
            event: new.event,
            on: new.on,
            contract_start: new
                .contract_start
                .filter(|_| new.event == RoadEvent::Signed),
            end: new.end.filter(|_| new.event == RoadEvent::Closed),
        };
        let network = actor.organisation.network;
        facts.road.may_tell(&told, network, contract, today)?;
        let road = file.open().ok_or(RoadRefusal::NotOpen)?.id;
        if let (RoadEvent::Filed, None, Some(start)) = (told.event, facts.road.signed(), contract) {
            let signed = Told {
                event: RoadEvent::Signed,
                on: start.min(today),
                contract_start: Some(start),
                end: None,
            };
            let id = self.ids.next();
            self.add_event(&act, actor, id, road, signed).await?;
        }
        let line = self.ids.next();
        self.add_event(&act, actor, line, road, told).await?;
        if matches!(told.event, RoadEvent::Validated | RoadEvent::Closed) {
            act.transaction.end_road(road, Some(told.on)).await?;
        }
        let payload = Payload::RoadTold { road, told };
        self.finish(act, actor, line, told.on.min(today), &payload)
            .await
    }

    async fn add_event(
        &self,
        act: &Act,
        actor: &Actor,
        id: Uuid,
        road: Uuid,
        told: Told,
    ) -> Result<(), CaseworkError> {
        let event = RoadEventRow {
            id,
            road,
            by: by(actor),
            told,
        };
        Ok(act.transaction.add_road_event(&event).await?)
    }

    /// Says who takes care of a step, and by when.
    pub async fn give_step(
        &self,
        actor: &Actor,
        person: Uuid,
        given: GivenStep,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let today = act.frame.today();
        let file = act.transaction.road_file(person).await?;
        let road = file.open().ok_or(RoadRefusal::NotOpen)?.id;
        if let Some(due) = given.due
            && (due < today || due > plus_days(today, FURTHEST_STEP))
        {
            return Err(invalid("due", "road-step-due"));
        }
        let accompanied = accompanying_ids(&act).await?;
        let network = act.frame.network(given.organisation);
        let network = network.filter(|_| accompanied.contains(&given.organisation));
        let network = network.ok_or(invalid("who", "road-step-owner"))?;
        let account = match given.account {
            None => None,
            Some(account) => {
                let staff = self.staff_of(&[given.organisation]).await?;
                let holder = staff.into_iter().find(|one| one.account == account);
                let holder = holder.ok_or(invalid("who", "road-step-owner"))?;
                Some((holder.account, holder.name))
            }
        };
        let line = self.ids.next();
        let payload = Payload::RoadStepGiven {
            step: given.step,
            organisation: given.organisation,
            colleague: account.as_ref().map(|(_, name)| name.clone()),
            due: given.due,
        };
        let care = CareRow {
            id: line,
            road,
            step: given.step,
            organisation: given.organisation,
            network,
            account,
            due: given.due,
        };
        act.transaction.add_road_care(&care).await?;
        self.finish(act, actor, line, today, &payload).await
    }
}

impl From<RoadRefusal> for CaseworkError {
    fn from(refusal: RoadRefusal) -> Self {
        let problem = refusal.problem();
        match refusal.field() {
            Some(field) => Self::Invalid { field, problem },
            None => Self::Conflict(problem),
        }
    }
}
