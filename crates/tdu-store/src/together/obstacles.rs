//! Obstacles of people, and the services that help with them.

use jiff::civil::Date;
use tdu_domain::access::Scope;
use tdu_domain::merge::Millis;
use tdu_domain::together::By;
use tdu_domain::together::obstacle::{Ended, ObstacleKind, ObstacleOutcome};
use uuid::Uuid;

use super::tasks::by;
use crate::caseload::{self, CaseloadRow};
use crate::engine::{Row, date_value, first, keys, text_value};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

const TABLE: &str = "obstacle";
const COLUMNS: &str = "id, person, kind, opened_on, opened_by, opened_by_name, opened_for, ended_on, outcome, \
                       ended_by, ended_by_name, ended_for";
const SERVICE: &str =
    "id, organisation, name, themes, contact, phone, email, web, commune, changed_at";

/// An obstacle of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObstacleRow {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// What it is.
    pub kind: ObstacleKind,
    /// Who told of it.
    pub opened: By,
    /// The day.
    pub opened_on: Date,
    /// How it ended.
    pub ended: Option<Ended>,
}

/// A service that helps with obstacles, in the directory of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRow {
    /// Key.
    pub id: Uuid,
    /// The organisation that keeps it.
    pub organisation: Uuid,
    /// Its name.
    pub name: String,
    /// What it helps with.
    pub themes: Vec<ObstacleKind>,
    /// Whom to ask for.
    pub contact: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Web address.
    pub web: Option<String>,
    /// Commune.
    pub commune: Option<String>,
    /// When it was written last.
    pub changed_at: Millis,
}

impl Transaction {
    /// Keeps an obstacle.
    pub async fn add_obstacle(&self, obstacle: &ObstacleRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO obstacle (id, person, kind, opened_on, opened_by, opened_by_name, opened_for) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = vec![
            obstacle.id.into(),
            obstacle.person.into(),
            obstacle.kind.code().into(),
            obstacle.opened_on.to_string().into(),
            obstacle.opened.account.into(),
            obstacle.opened.name.clone().into(),
            obstacle.opened.organisation.into(),
        ];
        self.session()
            .execute("keep an obstacle", sql, values)
            .await?;
        Ok(())
    }

    /// An obstacle, to change.
    pub async fn obstacle(&self, id: Uuid) -> Result<Option<ObstacleRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM obstacle WHERE id = $1");
        self.session()
            .one("read an obstacle", &sql, vec![id.into()], obstacle)
            .await
    }

    /// Whether a person has an open obstacle of a kind.
    pub async fn has_obstacle(&self, person: Uuid, kind: ObstacleKind) -> Result<bool, StoreError> {
        let sql =
            "SELECT count(*) FROM obstacle WHERE person = $1 AND kind = $2 AND ended_on IS NULL";
        let values = vec![person.into(), kind.code().into()];
        let session = self.session();
        let count = session.one("look for an obstacle", sql, values, first::<i64>);
        Ok(count.await?.unwrap_or(0) > 0)
    }

    /// Says how an obstacle ended, or that it has not.
    pub async fn set_obstacle_end(&self, id: Uuid, end: Option<&Ended>) -> Result<(), StoreError> {
        let sql = "UPDATE obstacle SET ended_on = $2, outcome = $3, ended_by = $4, ended_by_name = $5, ended_for = $6 \
                   WHERE id = $1";
        let values = vec![
            id.into(),
            date_value(end.map(|end| end.on)),
            text_value(end.map(|end| end.outcome.code())),
            end.map(|end| end.by.account).into(),
            text_value(end.map(|end| end.by.name.as_str())),
            end.map(|end| end.by.organisation).into(),
        ];
        self.session()
            .execute("end an obstacle", sql, values)
            .await?;
        Ok(())
    }

    /// Takes an obstacle away, as if it had not been told.
    pub async fn remove_obstacle(&self, id: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM obstacle WHERE id = $1";
        self.session()
            .execute("take an obstacle away", sql, vec![id.into()])
            .await?;
        Ok(())
    }

    /// Keeps a service, or what changed of it.
    pub async fn put_service(&self, service: &ServiceRow) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO service ({SERVICE}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, themes = excluded.themes, contact = excluded.contact, \
             phone = excluded.phone, email = excluded.email, web = excluded.web, commune = excluded.commune, \
             changed_at = excluded.changed_at"
        );
        let themes: Vec<&str> = service.themes.iter().map(|theme| theme.code()).collect();
        let values = vec![
            service.id.into(),
            service.organisation.into(),
            service.name.clone().into(),
            themes.join(" ").into(),
            text_value(service.contact.as_deref()),
            text_value(service.phone.as_deref()),
            text_value(service.email.as_deref()),
            text_value(service.web.as_deref()),
            text_value(service.commune.as_deref()),
            service.changed_at.into(),
        ];
        self.session()
            .execute("keep a service", &sql, values)
            .await?;
        Ok(())
    }

    /// Removes a service of an organisation; tells whether there was one.
    pub async fn remove_service(&self, organisation: Uuid, id: Uuid) -> Result<bool, StoreError> {
        let sql = "DELETE FROM service WHERE organisation = $1 AND id = $2";
        let values = vec![organisation.into(), id.into()];
        let session = self.session();
        Ok(session.execute("remove a service", sql, values).await? > 0)
    }
}

impl Territory {
    /// The obstacles of a person, the last opened first.
    pub async fn obstacles_of(&self, person: Uuid) -> Result<Vec<ObstacleRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM obstacle WHERE person = $1 ORDER BY opened_on DESC, id DESC"
        );
        self.engine
            .reader()
            .all(
                "list the obstacles of a person",
                &sql,
                vec![person.into()],
                obstacle,
            )
            .await
    }

    /// Whose an obstacle is, if that is someone of the scope.
    pub async fn person_of_obstacle(
        &self,
        scope: &Scope,
        id: Uuid,
    ) -> Result<Option<Uuid>, StoreError> {
        let sql = "SELECT o.person FROM obstacle o JOIN caseload c ON c.person = o.person AND c.organisation = $1 \
                   WHERE o.id = $2";
        let values = vec![scope.organisation().into(), id.into()];
        self.engine
            .reader()
            .one("find whose an obstacle is", sql, values, first)
            .await
    }

    /// How many people of an organisation have each obstacle now.
    pub async fn count_obstacles(
        &self,
        scope: &Scope,
    ) -> Result<Vec<(ObstacleKind, i64)>, StoreError> {
        let sql = "SELECT o.kind, count(DISTINCT o.person) FROM obstacle o \
                   JOIN caseload c ON c.person = o.person AND c.organisation = $1 \
                   WHERE o.ended_on IS NULL GROUP BY o.kind ORDER BY count(DISTINCT o.person) DESC, o.kind";
        let values = vec![scope.organisation().into()];
        self.engine
            .reader()
            .all("count obstacles", sql, values, |row| {
                Ok((kind(row)?, row.take()?))
            })
            .await
    }

    /// The people of a scope who have an obstacle of a kind, by name, and since when.
    pub async fn people_with_obstacle(
        &self,
        scope: &Scope,
        of: ObstacleKind,
        limit: u32,
    ) -> Result<Vec<(CaseloadRow, Date)>, StoreError> {
        let columns: Vec<String> = caseload::COLUMNS
            .iter()
            .map(|column| format!("c.{column}"))
            .collect();
        let sql = format!(
            "SELECT {}, o.opened_on FROM obstacle o JOIN caseload c ON c.person = o.person AND c.organisation = $1 \
             WHERE o.ended_on IS NULL AND o.kind = $2 ORDER BY c.search_key, c.person LIMIT {limit}",
            columns.join(", ")
        );
        let values = vec![scope.organisation().into(), of.code().into()];
        self.engine
            .reader()
            .all("list who has an obstacle", &sql, values, |row| {
                Ok((caseload::read(row)?, day(row, "opened_on")?))
            })
            .await
    }

    /// The services in the directories of these organisations, by name.
    pub async fn services(&self, organisations: &[Uuid]) -> Result<Vec<ServiceRow>, StoreError> {
        let sql =
            format!("SELECT {SERVICE} FROM service WHERE organisation IN ({{}}) ORDER BY name, id");
        let ids = keys(organisations.iter().copied());
        self.engine
            .reader()
            .all_in("list services", &sql, &[], &ids, service)
            .await
    }
}

fn kind(row: &mut Row<'_>) -> Result<ObstacleKind, StoreError> {
    row.parse(TABLE, "kind", "an obstacle", ObstacleKind::from_code)
}

fn day(row: &mut Row<'_>, column: &'static str) -> Result<Date, StoreError> {
    row.parse(TABLE, column, "a date", |text| text.parse().ok())
}

/// Reads [`COLUMNS`].
fn obstacle(row: &mut Row<'_>) -> Result<ObstacleRow, StoreError> {
    let id = row.take()?;
    let person = row.take()?;
    let kind = kind(row)?;
    let opened_on = day(row, "opened_on")?;
    let opened = by(row)?;
    let ended_on = row.date(TABLE, "ended_on")?;
    let outcome = row.parse_opt(TABLE, "outcome", "an outcome", ObstacleOutcome::from_code)?;
    let ended = match ended_on.zip(outcome) {
        Some((on, outcome)) => Some(Ended {
            outcome,
            by: by(row)?,
            on,
        }),
        None => None,
    };
    Ok(ObstacleRow {
        id,
        person,
        kind,
        opened,
        opened_on,
        ended,
    })
}

/// Reads [`SERVICE`].
fn service(row: &mut Row<'_>) -> Result<ServiceRow, StoreError> {
    Ok(ServiceRow {
        id: row.take()?,
        organisation: row.take()?,
        name: row.take()?,
        themes: row.parse("service", "themes", "themes", |text| {
            text.split(' ').map(ObstacleKind::from_code).collect()
        })?,
        contact: row.take()?,
        phone: row.take()?,
        email: row.take()?,
        web: row.take()?,
        commune: row.take()?,
        changed_at: row.take()?,
    })
}
