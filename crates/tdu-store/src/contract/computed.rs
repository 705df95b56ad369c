//! What computing needs of contracts, and what it leaves: open rows only, one query a table.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::{ConnectionTrait, Value};
use tdu_domain::after::{ASKED_DAYS, ToldSituation};
use tdu_domain::calendar::plus_days;
use tdu_domain::organisation::Network;
use tdu_domain::rupture::BrokenContract;
use tdu_domain::watch::{OpenAlert, Party, ViewMoment};
use uuid::Uuid;

use super::{day, ruptures};
use crate::computed::ComputedPerson;
use crate::engine::{Inserts, Row, Session, date_value};
use crate::error::StoreError;
use crate::staff::{About, Question, StaffFacts};
use crate::territory::Territory;

/// Days after which a declared rupture no longer says anything: the training is over.
const RUPTURE_DAYS: i32 = 1_200;
/// Days after the start of a contract for which answers are looked at.
const VIEW_DAYS: i32 = 120;

/// How long it took those whom an organisation accompanies to find a new contract.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Recontracting {
    /// Contracts broken.
    pub broken: i64,
    /// Of those, followed by another.
    pub followed: i64,
    /// Median of the days between the two.
    pub median_days: Option<f64>,
}

const RUPTURES: Question = Question {
    table: "rupture",
    select: "SELECT r.person, r.contract_start, r.broken_on, r.declared_on, r.mode, r.asked_on, r.state, r.caller, \
             r.call_on FROM rupture r WHERE r.state <> 'withdrawn' AND r.broken_on >= $1",
    end: "",
};
const ALERTS: Question = Question {
    table: "alert",
    select: "SELECT r.person, r.opened_on, r.stale_on, r.taken_on, r.strong, r.owner, r.due FROM alert r \
             WHERE r.state <> 'closed' AND r.stale_on > $1",
    end: "",
};
const VIEWS: Question = Question {
    table: "contract_view",
    select: "SELECT r.person, r.contract_start, r.moment, r.party FROM contract_view r WHERE r.contract_start >= $1",
    end: "",
};
const SITUATIONS: Question = Question {
    table: "after_situation",
    select: "SELECT r.person, r.months, r.training_end FROM after_situation r WHERE r.told_on >= $1",
    end: "",
};

/// Adds what a day needs to the facts of people.
pub(crate) async fn add_facts<C: ConnectionTrait>(
    about: &About<'_, C>,
    facts: &mut HashMap<Uuid, StaffFacts>,
    today: Date,
) -> Result<(), StoreError> {
    let days_ago = |days: i32| [Value::from(plus_days(today, -days).to_string())];
    let since = days_ago(RUPTURE_DAYS);
    for (person, rupture) in about.rows(&RUPTURES, &since, ruptures::declared).await? {
        facts.entry(person).or_default().ruptures.push(rupture);
    }
    for (person, alert) in about.rows(&ALERTS, &days_ago(0), open_alert).await? {
        facts.entry(person).or_default().alert = Some(alert);
    }
    for (person, view) in about.rows(&VIEWS, &days_ago(VIEW_DAYS), view).await? {
        facts.entry(person).or_default().views.push(view);
    }
    let since = days_ago(ASKED_DAYS);
    for (person, told) in about.rows(&SITUATIONS, &since, situation).await? {
        facts.entry(person).or_default().situations.push(told);
    }
    Ok(())
}

fn open_alert(row: &mut Row<'_>) -> Result<OpenAlert, StoreError> {
    const TABLE: &str = "alert";
    Ok(OpenAlert {
        opened_on: row.parse(TABLE, "opened_on", "a date", day)?,
        stale_on: row.parse(TABLE, "stale_on", "a date", day)?,
        taken: row.date(TABLE, "taken_on")?.is_some(),
        strong: row.take()?,
        plan: {
            let owner = row.parse_opt(TABLE, "owner", "a network", Network::from_code)?;
            owner.zip(row.date(TABLE, "due")?)
        },
    })
}

fn view(row: &mut Row<'_>) -> Result<(Date, ViewMoment, Party), StoreError> {
    const TABLE: &str = "contract_view";
    Ok((
        row.parse(TABLE, "contract_start", "a date", day)?,
        row.parse(TABLE, "moment", "a moment", ViewMoment::from_code)?,
        row.parse(TABLE, "party", "a party", Party::from_code)?,
    ))
}

fn situation(row: &mut Row<'_>) -> Result<ToldSituation, StoreError> {
    const TABLE: &str = "after_situation";
    let months: i64 = row.take()?;
    Ok(ToldSituation {
        months: u8::try_from(months).unwrap_or_default(),
        training_end: row.parse(TABLE, "training_end", "a date", day)?,
    })
}

/// The broken contracts of people, with what followed.
pub(crate) fn add_broken(inserts: &mut Inserts, people: &[ComputedPerson]) {
    let rows = people
        .iter()
        .flat_map(|person| {
            person.broken.iter().map(|broken| {
                vec![
                    person.pathway.person.into(),
                    broken.rupture.to_string().into(),
                    date_value(broken.next),
                    broken.days().map(i64::from).into(),
                ]
            })
        })
        .collect();
    let columns = ["person", "rupture", "next_contract", "days"];
    inserts.add(
        "write broken contracts",
        "broken_contract",
        &columns,
        "",
        rows,
    );
}

/// The broken contracts kept of these people.
pub(crate) async fn broken_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    ids: &[Value],
) -> Result<Vec<(Uuid, BrokenContract)>, StoreError> {
    const TABLE: &str = "broken_contract";
    let sql = "SELECT person, rupture, next_contract FROM broken_contract WHERE person IN ({}) \
               ORDER BY person, rupture";
    session
        .all_in("read broken contracts", sql, &[], ids, |row| {
            let person = row.take()?;
            let broken = BrokenContract {
                rupture: row.parse(TABLE, "rupture", "a date", day)?,
                next: row.date(TABLE, "next_contract")?,
            };
            Ok((person, broken))
        })
        .await
}

impl Territory {
    /// How long those whom an organisation accompanies took to find a new contract, for ruptures of a
    /// period, both days included.
    pub async fn recontracting(
        &self,
        organisation: Uuid,
        from: Date,
        to: Date,
    ) -> Result<Recontracting, StoreError> {
        let sql = "WITH mine AS (SELECT b.days, row_number() OVER (ORDER BY b.days IS NULL, b.days) AS place, \
                   count(*) OVER () AS broken, count(b.days) OVER () AS followed FROM broken_contract b \
                   JOIN caseload c ON c.person = b.person AND c.organisation = $1 \
                   WHERE b.rupture BETWEEN $2 AND $3) \
                   SELECT max(broken), max(followed), CAST(avg(CASE WHEN place IN ((followed + 1) / 2, (followed + 2) / 2) \
                   THEN days END) AS double precision) FROM mine";
        let values = vec![
            organisation.into(),
            from.to_string().into(),
            to.to_string().into(),
        ];
        let found = self
            .engine
            .reader()
            .one("measure new contracts", sql, values, |row| {
                Ok(Recontracting {
                    broken: row.take::<Option<i64>>()?.unwrap_or_default(),
                    followed: row.take::<Option<i64>>()?.unwrap_or_default(),
                    median_days: row.take()?,
                })
            })
            .await?;
        Ok(found.unwrap_or_default())
    }
}
