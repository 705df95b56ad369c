//! The search of a company: companies, applications, answers, visits.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::calendar::plus_days;
use tdu_domain::codes::{CommuneCode, Email, Phone, RomeCode, Siret};
use tdu_domain::journal::Payload;
use tdu_domain::road::search::{
    Answered, Channel, CompanyAnswer, CompanyContact, SearchRefusal, VisitOutcome, siret_adds_up,
};
use tdu_domain::training::trade_name;
use tdu_store::{AnswerRow, ApplicationRow, RoadFile, TargetRow, VisitRow};
use uuid::Uuid;

use super::invalid;
use crate::acting::{Act, Undo};
use crate::error::Problems;
use crate::together::by;
use crate::writing::without_number;
use crate::{Casework, CaseworkError};

/// Letters of a name, at most.
const NAME: usize = 120;
/// Days ago that can still be told.
const OLDEST: i32 = 366;
/// Days ahead for which a next step can be told.
const FURTHEST: i32 = 184;
/// Companies looked at for one person, at most.
const MOST_TARGETS: usize = 200;

/// Who is spoken to in a company, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewContact {
    /// Their name and what they do there.
    pub name: String,
    /// Professional telephone.
    pub phone: String,
    /// Professional e-mail.
    pub email: String,
}

/// An application to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewApplication {
    /// The day.
    pub on: Date,
    /// How.
    pub channel: Channel,
}

/// A company to look at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewTarget {
    /// Its name.
    pub name: String,
    /// Its SIRET, as typed; may be empty.
    pub siret: String,
    /// Its commune; may be empty.
    pub commune: String,
    /// The trade that is looked for there; may be empty.
    pub trade: String,
    /// Who is spoken to there.
    pub contact: NewContact,
    /// An application that was sent already.
    pub applied: Option<NewApplication>,
}

/// An answer to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAnswer {
    /// The application.
    pub application: Uuid,
    /// What the company answers.
    pub answered: Answered,
}

/// A visit to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewVisit {
    /// The company.
    pub target: Uuid,
    /// The day.
    pub on: Date,
    /// What came of it.
    pub outcome: VisitOutcome,
}

impl Casework {
    /// Adds a company to look at for someone.
    pub async fn add_company(
        &self,
        actor: &Actor,
        person: Uuid,
        new: &NewTarget,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin_search(actor, person).await?;
        let today = act.frame.today();
        let file = act.transaction.road_file(person).await?;
        if file.targets.len() >= MOST_TARGETS {
            return Err(CaseworkError::Conflict("company-many"));
        }
        let mut problems = Problems::default();
        let target = TargetRow {
            id: self.ids.next(),
            person,
            opened: by(actor),
            network: actor.organisation.network,
            opened_on: today,
            name: problems.take(short(&new.name, "name", "company-name"))?,
            commune: problems.take(read(&new.commune, "commune", "commune-unknown", |text| {
                let code = CommuneCode::parse(text).ok()?;
                act.frame
                    .communes
                    .get(&code)
                    .map(|known| known.code.clone())
            }))?,
            trade: problems.take(read(&new.trade, "trade", "company-trade", |text| {
                RomeCode::parse(text)
                    .ok()
                    .filter(|code| trade_name(code).is_some())
            }))?,
            siret: problems.take(read(&new.siret, "siret", "company-siret", |text| {
                Siret::parse(text).ok().filter(siret_adds_up)
            }))?,
            contact: contact(&new.contact, &mut problems)?,
            dropped_on: None,
        };
        let applied = new.applied;
        problems.settle(applied.map_or(Ok(()), |applied| past(applied.on, today)))?;
        let company = target.company();
        let mut known = file.targets.iter();
        if known.any(|other| other.dropped_on.is_none() && other.company() == company) {
            return Err(invalid("name", "company-already"));
        }
        self.needed_road(&act, actor).await?;
        act.transaction.add_target(&target).await?;
        let application = match new.applied {
            Some(applied) => Some(
                self.add_application(&act, actor, target.id, applied)
                    .await?,
            ),
            None => None,
        };
        let payload = Payload::TargetAdded {
            target: target.id,
            name: target.name,
            application,
        };
        let line = self.ids.next();
        self.finish(act, actor, line, today, &payload).await
    }

    async fn add_application(
        &self,
        act: &Act,
        actor: &Actor,
        target: Uuid,
        new: NewApplication,
    ) -> Result<Uuid, CaseworkError> {
        let row = ApplicationRow {
            id: self.ids.next(),
            target,
            by: by(actor),
            network: actor.organisation.network,
            on: new.on,
            channel: new.channel,
        };
        act.transaction.add_application(&row).await?;
        Ok(row.id)
    }

    /// Gives a company up, with the applications that wait there.
    pub async fn drop_company(
        &self,
        actor: &Actor,
        person: Uuid,
        target: Uuid,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin_search(actor, person).await?;
        let today = act.frame.today();
        let file = act.transaction.road_file(person).await?;
        let name = looked_at(&file, target)?.name.clone();
        act.transaction.drop_target(target, Some(today)).await?;
        let line = self.ids.next();
        let payload = Payload::TargetDropped { target, name };
        self.finish(act, actor, line, today, &payload).await
    }

    /// Tells that someone applied to a company that is looked at.
    pub async fn apply(
        &self,
        actor: &Actor,
        person: Uuid,
        target: Uuid,
        new: NewApplication,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin_search(actor, person).await?;
        let file = act.transaction.road_file(person).await?;
        let name = looked_at(&file, target)?.name.clone();
        past(new.on, act.frame.today())?;
        let application = self.add_application(&act, actor, target, new).await?;
        let payload = Payload::ApplicationSent {
            application,
            name,
            channel: new.channel,
        };
        let line = self.ids.next();
        self.finish(act, actor, line, new.on, &payload).await
    }

    /// Tells what a company answers to an application.
    pub async fn answer_application(
        &self,
        actor: &Actor,
        person: Uuid,
        new: NewAnswer,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin_search(actor, person).await?;
        let today = act.frame.today();
        let file = act.transaction.road_file(person).await?;
        let mut applications = file.applications.iter();
        let application = applications.find(|row| row.id == new.application);
        let application = application.ok_or(CaseworkError::NotFound("application"))?;
        let name = looked_at(&file, application.target)?.name.clone();
        let answered = new.answered;
        answered.may_follow(last_answer(&file, application.id))?;
        past(answered.on, today)?;
        if answered.on < application.on {
            return Err(invalid("on", "application-before"));
        }
        if let Some(next) = answered.next_on
            && (next < answered.on || next > plus_days(today, FURTHEST))
        {
            return Err(invalid("next", "application-next-day"));
        }
        let line = self.ids.next();
        let row = AnswerRow {
            id: line,
            application: application.id,
            by: by(actor),
            answered,
        };
        act.transaction.add_answer(&row).await?;
        let payload = Payload::ApplicationAnswered {
            application: application.id,
            name,
            answered,
        };
        self.finish(act, actor, line, answered.on, &payload).await
    }

    /// Tells that staff visited a company.
    pub async fn visit_company(
        &self,
        actor: &Actor,
        person: Uuid,
        new: NewVisit,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin_search(actor, person).await?;
        past(new.on, act.frame.today())?;
        let file = act.transaction.road_file(person).await?;
        let name = looked_at(&file, new.target)?.name.clone();
        let line = self.ids.next();
        let row = VisitRow {
            id: line,
            target: new.target,
            by: by(actor),
            on: new.on,
            outcome: new.outcome,
        };
        act.transaction.add_visit(&row).await?;
        let payload = Payload::CompanyVisited {
            name,
            outcome: new.outcome,
        };
        self.finish(act, actor, line, new.on, &payload).await
    }
}

/// A company that is looked at, and not given up.
fn looked_at(file: &RoadFile, target: Uuid) -> Result<&TargetRow, CaseworkError> {
    let found = file.targets.iter().find(|row| row.id == target);
    let found = found.ok_or(CaseworkError::NotFound("company"))?;
    match found.dropped_on {
        None => Ok(found),
        Some(_) => Err(CaseworkError::Conflict("company-dropped")),
    }
}

/// The last answer to an application.
pub(super) fn last_answer(file: &RoadFile, application: Uuid) -> Option<CompanyAnswer> {
    let mut answers = file.answers.iter().rev();
    let last = answers.find(|row| row.application == application)?;
    Some(last.answered.answer)
}

fn contact(new: &NewContact, problems: &mut Problems) -> Result<CompanyContact, CaseworkError> {
    let name = new.name.trim();
    Ok(CompanyContact {
        name: match name {
            "" => None,
            name => problems.take(short(name, "contact", "company-contact").map(Some))?,
        },
        phone: problems.take(read(&new.phone, "phone", "phone-format", |text| {
            Phone::parse(text).ok()
        }))?,
        email: problems.take(read(&new.email, "email", "email-format", |text| {
            Email::parse(text).ok()
        }))?,
    })
}

fn short(text: &str, field: &'static str, problem: &'static str) -> Result<String, CaseworkError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > NAME {
        return Err(invalid(field, problem));
    }
    without_number(text, field)?;
    Ok(text.to_owned())
}

/// What is typed, unless it is nothing.
fn read<T>(
    text: &str,
    field: &'static str,
    problem: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, CaseworkError> {
    match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some).ok_or(invalid(field, problem)),
    }
}

fn past(on: Date, today: Date) -> Result<(), CaseworkError> {
    if on > today {
        return Err(invalid("on", "date-in-future"));
    }
    if on < plus_days(today, -OLDEST) {
        return Err(invalid("on", "date-too-old"));
    }
    Ok(())
}

impl From<SearchRefusal> for CaseworkError {
    fn from(refusal: SearchRefusal) -> Self {
        let problem = refusal.problem();
        match refusal.field() {
            Some(field) => Self::Invalid { field, problem },
            None => Self::Conflict(problem),
        }
    }
}
