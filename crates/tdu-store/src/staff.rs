//! What staff recorded about people, as a day needs it: most tables say nothing of most people, so what
//! says something is looked up first, and only that is asked.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use sea_orm::{ConnectionTrait, Value};
use tdu_domain::after::ToldSituation;
use tdu_domain::assignment::Assigned;
use tdu_domain::journal::ContactMeans;
use tdu_domain::privacy::Stops;
use tdu_domain::referral::Referred;
use tdu_domain::road::RoadFacts;
use tdu_domain::rupture::DeclaredRupture;
use tdu_domain::signal::SignalCode;
use tdu_domain::together::TogetherFacts;
use tdu_domain::watch::{OpenAlert, Party, ViewMoment};
use uuid::Uuid;

use crate::engine::{Row, Session, keys};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};
use crate::{assignments, contract, referrals, road, together};

/// Facts recorded by staff that computing needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StaffFacts {
    /// Last contact that reached the young person.
    pub contacted_on: Option<Date>,
    /// Warnings put off: by which organisation, until when.
    pub postponed: Vec<(Uuid, SignalCode, Date)>,
    /// Other organisations that may see the person: which, until the end of which day.
    pub shared: Vec<(Uuid, Date)>,
    /// What the person objected to, unless it was refused: the most of it.
    pub stops: Option<Stops>,
    /// What the two staffs do together.
    pub together: TogetherFacts,
    /// Whether the file was put in the restricted archive.
    pub archived: bool,
    /// When somebody last brought it back from there.
    pub returned_on: Option<Date>,
    /// Referrals that were sent and still count.
    pub referrals: Vec<Referred>,
    /// Ruptures declared, and the plans that follow.
    pub ruptures: Vec<DeclaredRupture>,
    /// The alert that is not closed.
    pub alert: Option<OpenAlert>,
    /// Who was asked how a contract goes: its first day, when, whom.
    pub views: Vec<(Date, ViewMoment, Party)>,
    /// Situations told after the training.
    pub situations: Vec<ToldSituation>,
    /// Who follows the person because of what they did.
    pub assigned: Vec<Assigned>,
    /// The road to the contract.
    pub road: RoadFacts,
}

/// The tables that may say something of someone.
const TELLING: [&str; 16] = [
    "access_request",
    "after_situation",
    "alert",
    "appointment",
    "assignment",
    "company_target",
    "contact",
    "contract_view",
    "objection",
    "piece",
    "postponement",
    "referral",
    "restriction",
    "road",
    "rupture",
    "task",
];

/// Which of these tables do, of some people.
static WHO_TELLS: LazyLock<String> = LazyLock::new(|| {
    let tells = TELLING.map(|table| {
        format!("EXISTS (SELECT 1 FROM asked CROSS JOIN {table} r WHERE r.person = asked.id)")
    });
    format!(
        "WITH asked AS (SELECT id FROM person WHERE id IN ({{}})) SELECT {}",
        tells.join(", ")
    )
});

/// A question to a table about people.
pub(crate) struct Question {
    /// The table, of which the person is `r.person`.
    pub(crate) table: &'static str,
    /// `SELECT r.person, … WHERE …`.
    pub(crate) select: &'static str,
    /// What comes after the condition.
    pub(crate) end: &'static str,
}

/// Whom one asks about: everyone, or some people.
pub(crate) struct About<'a, C> {
    session: &'a Session<'a, C>,
    people: Option<&'a [Value]>,
    /// The tables that say something of these people.
    telling: HashSet<&'static str>,
}

impl<'a, C: ConnectionTrait> About<'a, C> {
    fn everyone(session: &'a Session<'a, C>) -> Self {
        Self {
            session,
            people: None,
            telling: TELLING.into(),
        }
    }

    async fn people(session: &'a Session<'a, C>, people: &'a [Value]) -> Result<Self, StoreError> {
        let read = |row: &mut Row<'_>| {
            let mut telling = Vec::new();
            for table in TELLING {
                if row.take()? {
                    telling.push(table);
                }
            }
            Ok(telling)
        };
        let telling = session.all_in("find what tells of people", &WHO_TELLS, &[], people, read);
        Ok(Self {
            session,
            people: Some(people),
            telling: telling.await?.into_iter().flatten().collect(),
        })
    }

    /// What a table answers, with whom each row is about; nothing if it says nothing of them.
    pub(crate) async fn rows<T>(
        &self,
        question: &Question,
        before: &[Value],
        read: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<(Uuid, T)>, StoreError> {
        let Question { table, select, end } = question;
        debug_assert!(TELLING.contains(table), "{table} is not looked up");
        if !self.telling.contains(table) {
            return Ok(Vec::new());
        }
        let doing = "read what staff recorded";
        let read = |row: &mut Row<'_>| Ok((row.take()?, read(row)?));
        let Some(people) = self.people else {
            let sql = format!("{select} {end}");
            return self.session.all(doing, &sql, before.to_vec(), read).await;
        };
        let sql = format!("{select} AND r.person IN ({{}}) {end}");
        self.session.all_in(doing, &sql, before, people, read).await
    }

    async fn facts(&self, today: Date) -> Result<HashMap<Uuid, StaffFacts>, StoreError> {
        let mut facts: HashMap<Uuid, StaffFacts> = HashMap::new();
        for (person, day) in self.rows(&CONTACTS, &[], contact).await? {
            facts.entry(person).or_default().contacted_on = day;
        }
        for (person, postponed) in self.rows(&POSTPONED, &[], postponement).await? {
            facts.entry(person).or_default().postponed.push(postponed);
        }
        for (person, share) in self.rows(&SHARED, &[], share).await? {
            facts.entry(person).or_default().shared.push(share);
        }
        for (person, stops) in self.rows(&STOPPED, &[], stopped).await? {
            let known = facts.entry(person).or_default();
            known.stops = known.stops.max(Some(stops));
        }
        for (person, returned_on) in self.rows(&ARCHIVED, &[], archived).await? {
            let known = facts.entry(person).or_default();
            known.archived = true;
            known.returned_on = known.returned_on.max(returned_on);
        }
        together::gather(self, &mut facts).await?;
        road::gather(self, &mut facts).await?;
        contract::add_facts(self, &mut facts, today).await?;
        for (person, referral) in self
            .rows(&referrals::FACTS, &[], referrals::referred)
            .await?
        {
            facts.entry(person).or_default().referrals.push(referral);
        }
        for (person, one) in self
            .rows(&assignments::FACTS, &[], assignments::assigned)
            .await?
        {
            facts.entry(person).or_default().assigned.push(one);
        }
        for known in facts.values_mut() {
            known.postponed.sort_unstable();
        }
        Ok(facts)
    }
}

impl Territory {
    /// What staff recorded, about everyone, as a day needs it.
    pub async fn all_staff_facts(
        &self,
        today: Date,
    ) -> Result<HashMap<Uuid, StaffFacts>, StoreError> {
        let reader = self.engine.reader();
        About::everyone(&reader).facts(today).await
    }
}

impl Transaction {
    /// What staff recorded about these people, as a day needs it.
    pub async fn staff_facts(
        &self,
        people: &[Uuid],
        today: Date,
    ) -> Result<HashMap<Uuid, StaffFacts>, StoreError> {
        let (session, ids) = (self.session(), keys(people.iter().copied()));
        About::people(&session, &ids).await?.facts(today).await
    }

    /// Records a contact; its key is that of its journal line.
    pub async fn add_contact(
        &self,
        line: Uuid,
        person: Uuid,
        organisation: Uuid,
        contacted_on: Date,
        means: ContactMeans,
    ) -> Result<(), StoreError> {
        self.session()
            .execute(
                "record a contact",
                "INSERT INTO contact (id, person, organisation, contacted_on, means) VALUES ($1, $2, $3, $4, $5)",
                vec![
                    line.into(),
                    person.into(),
                    organisation.into(),
                    contacted_on.to_string().into(),
                    means.code().into(),
                ],
            )
            .await?;
        Ok(())
    }

    /// Takes a contact back; tells whether there was one.
    pub async fn remove_contact(&self, line: Uuid, organisation: Uuid) -> Result<bool, StoreError> {
        let sql = "DELETE FROM contact WHERE id = $1 AND organisation = $2";
        Ok(self
            .session()
            .execute(
                "take a contact back",
                sql,
                vec![line.into(), organisation.into()],
            )
            .await?
            > 0)
    }

    /// Puts a warning off for an organisation, or brings it back when `until` is none.
    pub async fn postpone(
        &self,
        person: Uuid,
        organisation: Uuid,
        code: SignalCode,
        until: Option<Date>,
    ) -> Result<(), StoreError> {
        let mut values: Vec<Value> = vec![person.into(), organisation.into(), code.code().into()];
        let sql = match until {
            Some(until) => {
                values.push(until.to_string().into());
                "INSERT INTO postponement (person, organisation, code, silent_until) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (person, organisation, code) DO UPDATE SET silent_until = excluded.silent_until"
            }
            None => {
                "DELETE FROM postponement WHERE person = $1 AND organisation = $2 AND code = $3"
            }
        };
        self.session()
            .execute("put a warning off", sql, values)
            .await?;
        Ok(())
    }
}

const CONTACTS: Question = Question {
    table: "contact",
    select: "SELECT r.person, max(r.contacted_on) FROM contact r WHERE r.means <> 'no_answer'",
    end: "GROUP BY r.person",
};
const POSTPONED: Question = Question {
    table: "postponement",
    select: "SELECT r.person, r.organisation, r.code, r.silent_until FROM postponement r WHERE TRUE",
    end: "",
};
const SHARED: Question = Question {
    table: "access_request",
    select: "SELECT r.person, r.organisation, r.until FROM access_request r WHERE r.state = 'accepted'",
    end: "",
};
const STOPPED: Question = Question {
    table: "objection",
    select: "SELECT r.person, r.stops FROM objection r WHERE r.state <> 'refused'",
    end: "",
};
const ARCHIVED: Question = Question {
    table: "restriction",
    select: "SELECT r.person, r.returned_on FROM restriction r WHERE TRUE",
    end: "",
};

fn contact(row: &mut Row<'_>) -> Result<Option<Date>, StoreError> {
    row.date("contact", "contacted_on")
}

fn postponement(row: &mut Row<'_>) -> Result<(Uuid, SignalCode, Date), StoreError> {
    const TABLE: &str = "postponement";
    let organisation = row.take()?;
    let code = row.parse(TABLE, "code", "a signal", SignalCode::from_code)?;
    let until = row.parse(TABLE, "silent_until", "a date", |text| text.parse().ok())?;
    Ok((organisation, code, until))
}

fn share(row: &mut Row<'_>) -> Result<(Uuid, Date), StoreError> {
    let organisation = row.take()?;
    let until = row.parse("access_request", "until", "a date", |text| {
        text.parse().ok()
    })?;
    Ok((organisation, until))
}

fn stopped(row: &mut Row<'_>) -> Result<Stops, StoreError> {
    row.parse("objection", "stops", "what it stops", Stops::from_code)
}

fn archived(row: &mut Row<'_>) -> Result<Option<Date>, StoreError> {
    row.date("restriction", "returned_on")
}
