//! The search of a company for one person: companies, applications, answers, visits.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::{ConnectionTrait, Value};
use tdu_domain::access::Scope;
use tdu_domain::codes::{CommuneCode, RomeCode, Siret};
use tdu_domain::organisation::Network;
use tdu_domain::road::search::{
    Answered, Channel, CompanyAnswer, CompanyContact, CompanyRefusal, VisitOutcome, company_key,
};
use tdu_domain::together::By;
use uuid::Uuid;

use super::{by, day};
use crate::engine::{Row, Session, date_value, text_value};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::sealed::{self, Place};
use crate::territory::{Territory, Transaction};

const TARGET: &str = "company_target";
const CONTACT: StoreError = StoreError::Corrupt {
    table: TARGET,
    column: "contact",
    expected: "a contact",
};

/// A company that is looked at for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetRow {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// Who added it.
    pub opened: By,
    /// Their network.
    pub network: Network,
    /// The day.
    pub opened_on: Date,
    /// The name of the company.
    pub name: String,
    /// Its SIRET.
    pub siret: Option<Siret>,
    /// Its commune.
    pub commune: Option<CommuneCode>,
    /// The trade that is looked for there.
    pub trade: Option<RomeCode>,
    /// Who is spoken to there.
    pub contact: CompanyContact,
    /// The day it was given up.
    pub dropped_on: Option<Date>,
}

impl TargetRow {
    /// By what the company is recognised.
    #[must_use]
    pub fn company(&self) -> String {
        let commune = self.commune.as_ref().map(CommuneCode::as_str);
        company_key(&self.name, self.siret.as_ref(), commune)
    }
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationRow {
    /// Key.
    pub id: Uuid,
    /// The company.
    pub target: Uuid,
    /// Who told it.
    pub by: By,
    /// Their network, which follows it.
    pub network: Network,
    /// The day.
    pub on: Date,
    /// How.
    pub channel: Channel,
}

/// An answer to an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// Key.
    pub id: Uuid,
    /// The application.
    pub application: Uuid,
    /// Who told it.
    pub by: By,
    /// What the company answers.
    pub answered: Answered,
}

/// A visit to a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// Key.
    pub id: Uuid,
    /// The company.
    pub target: Uuid,
    /// Who went there.
    pub by: By,
    /// The day.
    pub on: Date,
    /// What came of it.
    pub outcome: VisitOutcome,
}

impl Transaction {
    /// Keeps a company that is looked at.
    pub async fn add_target(&self, target: &TargetRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO company_target (id, person, opened_by, opened_by_name, opened_for, network, opened_on, \
                   name, siret, commune, trade, company, contact) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let contact = if target.contact == CompanyContact::default() {
            Value::Bytes(None)
        } else {
            let plain = serde_json::to_vec(&target.contact).map_err(|_| CONTACT)?;
            sealed::seal(&self.keyring, Place::Company, target.id, plain)?
        };
        let values = vec![
            target.id.into(),
            target.person.into(),
            target.opened.account.into(),
            target.opened.name.clone().into(),
            target.opened.organisation.into(),
            target.network.code().into(),
            target.opened_on.to_string().into(),
            target.name.clone().into(),
            text_value(target.siret.as_ref().map(Siret::as_str)),
            text_value(target.commune.as_ref().map(CommuneCode::as_str)),
            text_value(target.trade.as_ref().map(RomeCode::as_str)),
            target.company().into(),
            contact,
        ];
        self.session()
            .execute("keep a company", sql, values)
            .await?;
        Ok(())
    }

    /// Gives a company up, or takes it up again.
    pub async fn drop_target(&self, target: Uuid, on: Option<Date>) -> Result<(), StoreError> {
        let sql = "UPDATE company_target SET dropped_on = $2 WHERE id = $1";
        let values = vec![target.into(), date_value(on)];
        self.session()
            .execute("give a company up", sql, values)
            .await?;
        Ok(())
    }

    /// Takes a company away, as if it had not been added.
    pub async fn remove_target(&self, target: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM company_target WHERE id = $1";
        self.session()
            .execute("take a company away", sql, vec![target.into()])
            .await?;
        Ok(())
    }

    /// Keeps an application.
    pub async fn add_application(&self, row: &ApplicationRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO company_application (id, target, told_by, told_by_name, told_for, network, applied_on, \
                   channel, waits) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let values = vec![
            row.id.into(),
            row.target.into(),
            row.by.account.into(),
            row.by.name.clone().into(),
            row.by.organisation.into(),
            row.network.code().into(),
            row.on.to_string().into(),
            row.channel.code().into(),
            true.into(),
        ];
        self.session()
            .execute("keep an application", sql, values)
            .await?;
        Ok(())
    }

    /// Takes an application away.
    pub async fn remove_application(&self, id: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM company_application WHERE id = $1";
        self.session()
            .execute("take an application away", sql, vec![id.into()])
            .await?;
        Ok(())
    }

    /// Keeps an answer.
    pub async fn add_answer(&self, row: &AnswerRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO company_answer (id, application, told_by, told_by_name, told_for, answer, why, \
                   answered_on, next_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let answered = &row.answered;
        let values = vec![
            row.id.into(),
            row.application.into(),
            row.by.account.into(),
            row.by.name.clone().into(),
            row.by.organisation.into(),
            answered.answer.code().into(),
            text_value(answered.why.map(CompanyRefusal::code)),
            answered.on.to_string().into(),
            date_value(answered.next_on),
        ];
        self.session()
            .execute("keep an answer", sql, values)
            .await?;
        self.set_waits(row.application).await
    }

    /// Takes an answer back.
    pub async fn remove_answer(&self, id: Uuid, application: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM company_answer WHERE id = $1";
        self.session()
            .execute("take an answer back", sql, vec![id.into()])
            .await?;
        self.set_waits(application).await
    }

    /// An application waits until it is refused, promised, or given up.
    async fn set_waits(&self, application: Uuid) -> Result<(), StoreError> {
        let sql = "UPDATE company_application SET waits = NOT EXISTS (SELECT 1 FROM company_answer a \
                   WHERE a.application = company_application.id AND a.answer IN ('refusal', 'silence', 'promise')) \
                   WHERE id = $1";
        self.session()
            .execute(
                "say whether an application waits",
                sql,
                vec![application.into()],
            )
            .await?;
        Ok(())
    }

    /// Keeps a visit.
    pub async fn add_visit(&self, row: &VisitRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO company_visit (id, target, told_by, told_by_name, told_for, visited_on, outcome) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = vec![
            row.id.into(),
            row.target.into(),
            row.by.account.into(),
            row.by.name.clone().into(),
            row.by.organisation.into(),
            row.on.to_string().into(),
            row.outcome.code().into(),
        ];
        self.session().execute("keep a visit", sql, values).await?;
        Ok(())
    }

    /// Takes a visit back.
    pub async fn remove_visit(&self, id: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM company_visit WHERE id = $1";
        self.session()
            .execute("take a visit back", sql, vec![id.into()])
            .await?;
        Ok(())
    }
}

impl Territory {
    /// Colleagues of the scope's organisation who look at these companies for others: by company, their names.
    pub async fn also_looked_at(
        &self,
        scope: &Scope,
        person: Uuid,
        companies: &[String],
    ) -> Result<HashMap<String, Vec<String>>, StoreError> {
        let sql = "SELECT DISTINCT company, opened_by_name FROM company_target \
                   WHERE opened_for = $1 AND person <> $2 AND dropped_on IS NULL AND company IN ({})";
        let before = [scope.organisation().into(), person.into()];
        let list: Vec<Value> = companies
            .iter()
            .map(|company| company.clone().into())
            .collect();
        let read = |row: &mut Row<'_>| Ok((row.take::<String>()?, row.take::<String>()?));
        let session = self.engine.reader();
        let found = session
            .all_in("find who looks at companies", sql, &before, &list, read)
            .await?;
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        for (company, name) in found {
            names.entry(company).or_default().push(name);
        }
        Ok(names)
    }
}

/// The companies looked at for someone.
pub(super) async fn targets_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    keyring: &Keyring,
    person: Uuid,
) -> Result<Vec<TargetRow>, StoreError> {
    let sql = "SELECT id, person, opened_by, opened_by_name, opened_for, network, opened_on, name, siret, commune, \
               trade, contact, dropped_on FROM company_target WHERE person = $1 ORDER BY id";
    session
        .all("read companies", sql, vec![person.into()], |row| {
            let id = row.take()?;
            Ok(TargetRow {
                id,
                person: row.take()?,
                opened: by(row)?,
                network: row.parse(TARGET, "network", "a network", Network::from_code)?,
                opened_on: row.parse(TARGET, "opened_on", "a date", day)?,
                name: row.take()?,
                siret: row.parse_opt(TARGET, "siret", "a SIRET", |text| Siret::parse(text).ok())?,
                commune: row.parse_opt(TARGET, "commune", "a commune", |text| {
                    CommuneCode::parse(text).ok()
                })?,
                trade: row.parse_opt(TARGET, "trade", "a trade", |text| {
                    RomeCode::parse(text).ok()
                })?,
                contact: contact(keyring, id, row.take()?)?,
                dropped_on: row.date(TARGET, "dropped_on")?,
            })
        })
        .await
}

fn contact(
    keyring: &Keyring,
    target: Uuid,
    sealed: Option<Vec<u8>>,
) -> Result<CompanyContact, StoreError> {
    let Some(sealed) = sealed else {
        return Ok(CompanyContact::default());
    };
    let text = sealed::open(keyring, Place::Company, target, &sealed)?;
    serde_json::from_str(&text).map_err(|_| CONTACT)
}

/// The applications of someone.
pub(super) async fn applications_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<ApplicationRow>, StoreError> {
    const TABLE: &str = "company_application";
    let sql = "SELECT a.id, a.target, a.told_by, a.told_by_name, a.told_for, a.network, a.applied_on, a.channel \
               FROM company_application a JOIN company_target t ON t.id = a.target WHERE t.person = $1 ORDER BY a.id";
    session
        .all("read applications", sql, vec![person.into()], |row| {
            Ok(ApplicationRow {
                id: row.take()?,
                target: row.take()?,
                by: by(row)?,
                network: row.parse(TABLE, "network", "a network", Network::from_code)?,
                on: row.parse(TABLE, "applied_on", "a date", day)?,
                channel: row.parse(TABLE, "channel", "a channel", Channel::from_code)?,
            })
        })
        .await
}

/// The answers to the applications of someone.
pub(super) async fn answers_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<AnswerRow>, StoreError> {
    const TABLE: &str = "company_answer";
    let sql = "SELECT w.id, w.application, w.told_by, w.told_by_name, w.told_for, w.answer, w.why, w.answered_on, \
               w.next_on FROM company_answer w JOIN company_application a ON a.id = w.application \
               JOIN company_target t ON t.id = a.target WHERE t.person = $1 ORDER BY w.id";
    session
        .all("read answers", sql, vec![person.into()], |row| {
            Ok(AnswerRow {
                id: row.take()?,
                application: row.take()?,
                by: by(row)?,
                answered: Answered {
                    answer: row.parse(TABLE, "answer", "an answer", CompanyAnswer::from_code)?,
                    why: row.parse_opt(TABLE, "why", "a reason", CompanyRefusal::from_code)?,
                    on: row.parse(TABLE, "answered_on", "a date", day)?,
                    next_on: row.date(TABLE, "next_on")?,
                },
            })
        })
        .await
}

/// The visits to companies looked at for someone.
pub(super) async fn visits_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<VisitRow>, StoreError> {
    const TABLE: &str = "company_visit";
    let sql = "SELECT v.id, v.target, v.told_by, v.told_by_name, v.told_for, v.visited_on, v.outcome \
               FROM company_visit v JOIN company_target t ON t.id = v.target WHERE t.person = $1 ORDER BY v.id";
    session
        .all("read visits", sql, vec![person.into()], |row| {
            Ok(VisitRow {
                id: row.take()?,
                target: row.take()?,
                by: by(row)?,
                on: row.parse(TABLE, "visited_on", "a date", day)?,
                outcome: row.parse(TABLE, "outcome", "an outcome", VisitOutcome::from_code)?,
            })
        })
        .await
}
