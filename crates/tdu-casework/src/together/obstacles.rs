//! Obstacles of people: told, ended, counted; and the services that help with them.

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right};
use tdu_domain::codes::{Email, Phone};
use tdu_domain::journal::Payload;
use tdu_domain::organisation::Organisation;
use tdu_domain::together::obstacle::{Ended, ObstacleKind, ObstacleOutcome};
use tdu_store::{CaseloadRow, ObstacleRow, ServiceRow};
use uuid::Uuid;

use super::by;
use crate::acting::Undo;
use crate::error::Problems;
use crate::frame::Frame;
use crate::sight::Eye;
use crate::writing::without_number;
use crate::{Casework, CaseworkError};

/// People listed for one obstacle.
const LISTED: u32 = 500;
/// Letters of each part of a service, at most.
const PART: usize = 120;

/// An obstacle, as one of the two staffs sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObstacleView {
    /// The obstacle.
    pub obstacle: ObstacleRow,
    /// The organisation that told of it.
    pub opener: Option<Organisation>,
    /// Who can help, while it is open: those of the person's commune first.
    pub services: Vec<ServiceRow>,
}

/// A service to keep, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewService {
    /// Its name.
    pub name: String,
    /// What it helps with.
    pub themes: Vec<ObstacleKind>,
    /// Whom to ask for.
    pub contact: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Web address.
    pub web: String,
    /// Commune.
    pub commune: String,
}

impl Casework {
    /// Tells of an obstacle of a person.
    pub async fn open_obstacle(
        &self,
        actor: &Actor,
        person: Uuid,
        kind: ObstacleKind,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        if act.transaction.has_obstacle(person, kind).await? {
            return Err(CaseworkError::Conflict("obstacle-open"));
        }
        let today = act.frame.today();
        let obstacle = ObstacleRow {
            id: self.ids.next(),
            person,
            kind,
            opened: by(actor),
            opened_on: today,
            ended: None,
        };
        act.transaction.add_obstacle(&obstacle).await?;
        let payload = Payload::ObstacleOpened {
            obstacle: obstacle.id,
            kind,
        };
        let line = self.ids.next();
        self.finish(act, actor, line, today, &payload).await
    }

    /// Says how an obstacle ended.
    pub async fn end_obstacle(
        &self,
        actor: &Actor,
        obstacle: Uuid,
        outcome: ObstacleOutcome,
    ) -> Result<Undo, CaseworkError> {
        let scope = actor.scope(Right::ActOnPeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let person = frame.territory.person_of_obstacle(&scope, obstacle).await?;
        let person = person.ok_or(CaseworkError::NotFound("obstacle"))?;
        let act = self.begin(actor, person).await?;
        let found = act.transaction.obstacle(obstacle).await?;
        let row = found.ok_or(CaseworkError::NotFound("obstacle"))?;
        if row.ended.is_some() {
            return Err(CaseworkError::Conflict("obstacle-ended"));
        }
        let today = act.frame.today();
        let ended = Ended {
            outcome,
            by: by(actor),
            on: today,
        };
        act.transaction
            .set_obstacle_end(obstacle, Some(&ended))
            .await?;
        let payload = Payload::ObstacleEnded {
            obstacle,
            kind: row.kind,
            outcome,
        };
        let line = self.ids.next();
        self.finish(act, actor, line, today, &payload).await
    }

    /// How many people of the actor's organisation have each obstacle now, the most frequent first.
    pub async fn obstacle_counts(
        &self,
        actor: &Actor,
    ) -> Result<Vec<(ObstacleKind, i64)>, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        Ok(frame.territory.count_obstacles(&scope).await?)
    }

    /// The people of the actor's organisation who have an obstacle, by name, and since when.
    pub async fn people_with_obstacle(
        &self,
        actor: &Actor,
        kind: ObstacleKind,
    ) -> Result<Vec<(CaseloadRow, Date)>, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let found = frame.territory.people_with_obstacle(&scope, kind, LISTED);
        let eye = Eye::of(self, actor, Right::SeePeople, &frame);
        let seen = found.await?.into_iter();
        Ok(seen
            .filter_map(|(row, since)| Some((eye.row(row)?, since)))
            .collect())
    }

    /// The services that the actor's organisation keeps, by name.
    pub async fn own_services(&self, actor: &Actor) -> Result<Vec<ServiceRow>, CaseworkError> {
        actor.scope(Right::ManageServices)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        Ok(frame.territory.services(&[actor.organisation.id]).await?)
    }

    /// Keeps a service in the directory of the actor's organisation, or what changed of it.
    pub async fn put_service(
        &self,
        actor: &Actor,
        id: Option<Uuid>,
        new: &NewService,
    ) -> Result<(), CaseworkError> {
        let known = self.own_services(actor).await?;
        if id.is_some_and(|id| known.iter().all(|service| service.id != id)) {
            return Err(CaseworkError::NotFound("service"));
        }
        let service = new.read()?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let transaction = frame.territory.begin().await?;
        let service = ServiceRow {
            id: id.unwrap_or_else(|| self.ids.next()),
            organisation: actor.organisation.id,
            changed_at: self.clock().now(),
            ..service
        };
        transaction.put_service(&service).await?;
        Ok(transaction.commit().await?)
    }

    /// Removes a service of the directory of the actor's organisation.
    pub async fn remove_service(&self, actor: &Actor, id: Uuid) -> Result<(), CaseworkError> {
        actor.scope(Right::ManageServices)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let transaction = frame.territory.begin().await?;
        if !transaction
            .remove_service(actor.organisation.id, id)
            .await?
        {
            return Err(CaseworkError::NotFound("service"));
        }
        Ok(transaction.commit().await?)
    }
}

impl NewService {
    /// The service, its key, organisation and date aside.
    fn read(&self) -> Result<ServiceRow, CaseworkError> {
        let mut problems = Problems::default();
        let name = problems.take(part(&self.name, "nom"))?;
        if name.is_none() {
            problems.refuse("nom", "service-name");
        }
        if self.themes.is_empty() {
            problems.refuse("theme", "service-theme");
        }
        let contact = problems.take(part(&self.contact, "contact"))?;
        let phone = problems.take(part(&self.phone, "telephone"))?;
        let phone = phone.map(|text| Phone::parse(&text).map(|phone| phone.to_string()));
        let phone = phone.transpose();
        let phone = problems.take(phone.map_err(|_| invalid("telephone", "phone-format")))?;
        let email = problems.take(part(&self.email, "email"))?;
        let email = email.map(|text| Email::parse(&text).map(|email| email.to_string()));
        let email = email.transpose();
        let email = problems.take(email.map_err(|_| invalid("email", "email-format")))?;
        let web = problems.take(part(&self.web, "site"))?;
        let reachable = |web: &String| web.starts_with("https://") || web.starts_with("http://");
        if web.as_ref().is_some_and(|web| !reachable(web)) {
            problems.refuse("site", "service-web");
        }
        let commune = problems.settle(part(&self.commune, "commune"))?;
        Ok(ServiceRow {
            id: Uuid::nil(),
            organisation: Uuid::nil(),
            name: name.unwrap_or_default(),
            themes: self.themes.clone(),
            contact,
            phone,
            email,
            web,
            commune,
            changed_at: 0,
        })
    }
}

/// A part of a service, nothing when it is empty.
fn part(text: &str, field: &'static str) -> Result<Option<String>, CaseworkError> {
    let text = text.trim();
    if text.chars().count() > PART {
        return Err(invalid(field, "service-length"));
    }
    if field != "telephone" {
        without_number(text, field)?;
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

/// The obstacles of a person, each with who can help.
pub(super) fn views(
    obstacles: Vec<ObstacleRow>,
    services: &[ServiceRow],
    commune: Option<&str>,
    frame: &Frame,
) -> Vec<ObstacleView> {
    obstacles
        .into_iter()
        .map(|obstacle| {
            let helps = |service: &&ServiceRow| {
                obstacle.ended.is_none() && service.themes.contains(&obstacle.kind)
            };
            let mut helping: Vec<ServiceRow> = services.iter().filter(helps).cloned().collect();
            helping
                .sort_by_key(|service| commune.is_none() || service.commune.as_deref() != commune);
            ObstacleView {
                opener: frame
                    .organisations
                    .get(&obstacle.opened.organisation)
                    .cloned(),
                services: helping,
                obstacle,
            }
        })
        .collect()
}

fn invalid(field: &'static str, problem: &'static str) -> CaseworkError {
    CaseworkError::Invalid { field, problem }
}
