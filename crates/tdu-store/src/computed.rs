//! What is computed from facts: pathways, signals, caseloads. Written in bulk, rebuilt at will.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;
use sea_orm::{ConnectionTrait, Value};
use tdu_domain::organisation::Network;
use tdu_domain::pathway::Stage;
use tdu_domain::routing::Placement;
use tdu_domain::rupture::BrokenContract;
use tdu_domain::signal::{Severity, Signal, SignalCode};
use tdu_domain::status::{NationalStatus, Step};
use uuid::Uuid;

use crate::batch::Batch;
use crate::caseload::{self, CaseloadRow};
use crate::contract;
use crate::engine::{Row, Session, date_value, keys};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

/// The computed state of a pathway.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PathwayRow {
    /// The person.
    pub person: Uuid,
    /// Stage.
    pub stage: Stage,
    /// Its first day.
    pub stage_since: Option<Date>,
    /// National status and its first day.
    pub national: Option<(NationalStatus, Date)>,
    /// The Mission Locale that the residence leads to.
    pub placement: Placement,
    /// The last day on which something was heard; nothing while something runs.
    pub news_on: Option<Date>,
}

/// Everything computed about a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ComputedPerson {
    /// The pathway.
    pub pathway: PathwayRow,
    /// The warnings, most urgent first.
    pub signals: Vec<Signal>,
    /// The caseloads the person is in, by organisation.
    pub caseload: Vec<CaseloadRow>,
    /// The contracts that broke, and what followed.
    pub broken: Vec<BrokenContract>,
}

impl ComputedPerson {
    /// A number that changes whenever anything here does.
    #[must_use]
    pub fn digest(&self) -> i64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish().cast_signed()
    }
}

impl Transaction {
    /// Replaces what is computed about these people.
    pub async fn put_computed(&self, people: &[ComputedPerson]) -> Result<(), StoreError> {
        let session = self.session();
        let ids = keys(people.iter().map(|person| person.pathway.person));
        for sql in [
            "DELETE FROM signal WHERE person IN ({})",
            "DELETE FROM caseload WHERE person IN ({})",
            "DELETE FROM broken_contract WHERE person IN ({})",
        ] {
            session
                .execute_in("clear what was computed", sql, &[], &ids)
                .await?;
        }
        let conflict = "ON CONFLICT (person) DO UPDATE SET stage = excluded.stage, stage_since = \
                        excluded.stage_since, national_status = excluded.national_status, national_since = \
                        excluded.national_since, placement = excluded.placement, digest = excluded.digest, \
                        news_on = excluded.news_on";
        self.write(self.batch().with_computed(people, conflict))
            .await
    }

    /// What is kept as computed about these people, in full.
    pub async fn computed(
        &self,
        people: &[Uuid],
    ) -> Result<HashMap<Uuid, ComputedPerson>, StoreError> {
        computed_of(&self.session(), people).await
    }
}

impl Batch {
    /// With what is computed about people, nothing being kept about them yet.
    #[must_use]
    pub fn computed(self, people: &[ComputedPerson]) -> Self {
        self.with_computed(people, "")
    }

    fn with_computed(mut self, people: &[ComputedPerson], conflict: &str) -> Self {
        let pathways = people.iter().map(pathway_values).collect();
        let columns = [
            "person",
            "stage",
            "stage_since",
            "national_status",
            "national_since",
            "placement",
            "digest",
            "news_on",
        ];
        self.inserts
            .add("write pathways", "pathway", &columns, conflict, pathways);
        let signals = people
            .iter()
            .flat_map(|person| {
                person
                    .signals
                    .iter()
                    .map(|signal| signal_values(person.pathway.person, signal))
            })
            .collect();
        let columns = [
            "person", "code", "severity", "owner", "since", "due", "cause_on", "urgency",
        ];
        self.inserts
            .add("write signals", "signal", &columns, "", signals);
        let mut rows: Vec<&CaseloadRow> =
            people.iter().flat_map(|person| &person.caseload).collect();
        rows.sort_unstable_by_key(|row| (row.organisation, row.person));
        let rows = rows.into_iter().map(caseload::values).collect();
        self.inserts
            .add("write caseloads", "caseload", &caseload::COLUMNS, "", rows);
        contract::add_broken(&mut self.inserts, people);
        self
    }
}

impl Territory {
    /// The digests of what is computed, for people within a range of keys (first excluded, last included).
    pub async fn digests(
        &self,
        (after, last): (Uuid, Uuid),
    ) -> Result<HashMap<Uuid, i64>, StoreError> {
        let sql = "SELECT person, digest FROM pathway WHERE person > $1 AND person <= $2";
        let values = vec![after.into(), last.into()];
        let rows = self
            .engine
            .reader()
            .all("read digests", sql, values, |row| {
                Ok((row.take()?, row.take()?))
            })
            .await?;
        Ok(rows.into_iter().collect())
    }

    /// What is kept as computed about these people, in full.
    pub async fn computed(
        &self,
        people: &[Uuid],
    ) -> Result<HashMap<Uuid, ComputedPerson>, StoreError> {
        computed_of(&self.engine.reader(), people).await
    }
}

async fn computed_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    people: &[Uuid],
) -> Result<HashMap<Uuid, ComputedPerson>, StoreError> {
    let ids = keys(people.iter().copied());
    let sql = "SELECT person, stage, stage_since, national_status, national_since, placement, news_on FROM pathway \
               WHERE person IN ({})";
    let pathways = session
        .all_in("read pathways", sql, &[], &ids, pathway)
        .await?;
    let sql = "SELECT person, code, severity, owner, since, due, cause_on FROM signal WHERE person IN ({}) \
               ORDER BY person, urgency, code";
    let signals = session
        .all_in("read signals", sql, &[], &ids, |row| {
            Ok((row.take()?, signal(row)?))
        })
        .await?;
    let columns = caseload::COLUMNS.join(", ");
    let sql =
        format!("SELECT {columns} FROM caseload WHERE person IN ({{}}) ORDER BY organisation");
    let rows = session
        .all_in("read caseloads", &sql, &[], &ids, caseload::read)
        .await?;
    let mut computed: HashMap<Uuid, ComputedPerson> = pathways
        .into_iter()
        .map(|pathway| {
            (
                pathway.person,
                ComputedPerson {
                    pathway,
                    signals: Vec::new(),
                    caseload: Vec::new(),
                    broken: Vec::new(),
                },
            )
        })
        .collect();
    for (person, signal) in signals {
        if let Some(computed) = computed.get_mut(&person) {
            computed.signals.push(signal);
        }
    }
    for row in rows {
        if let Some(computed) = computed.get_mut(&row.person) {
            computed.caseload.push(row);
        }
    }
    for (person, broken) in contract::broken_of(session, &ids).await? {
        if let Some(computed) = computed.get_mut(&person) {
            computed.broken.push(broken);
        }
    }
    for person in computed.values_mut() {
        person
            .signals
            .sort_by_key(|signal| (signal.urgency(), signal.code, signal.owner));
    }
    Ok(computed)
}

fn pathway_values(person: &ComputedPerson) -> Vec<Value> {
    let row = &person.pathway;
    vec![
        row.person.into(),
        row.stage.code().into(),
        date_value(row.stage_since),
        Value::String(row.national.map(|(status, _)| status.code().to_owned())),
        date_value(row.national.map(|(_, since)| since)),
        placement_text(&row.placement).into(),
        person.digest().into(),
        date_value(row.news_on),
    ]
}

/// Reads `person, stage, stage_since, national_status, national_since, placement, news_on`.
fn pathway(row: &mut Row<'_>) -> Result<PathwayRow, StoreError> {
    const TABLE: &str = "pathway";
    let person = row.take()?;
    let stage = row.parse(TABLE, "stage", "a stage", Stage::from_code)?;
    let stage_since = row.date(TABLE, "stage_since")?;
    let status = row.parse_opt(
        TABLE,
        "national_status",
        "a national status",
        NationalStatus::from_code,
    )?;
    let since = row.date(TABLE, "national_since")?;
    let placement = row.parse(TABLE, "placement", "a placement", placement)?;
    Ok(PathwayRow {
        person,
        stage,
        stage_since,
        national: status.zip(since),
        placement,
        news_on: row.date(TABLE, "news_on")?,
    })
}

fn placement_text(placement: &Placement) -> String {
    match placement {
        Placement::Covered(organisation) => format!("covered {organisation}"),
        Placement::Ambiguous(possible) => {
            let possible: Vec<String> = possible.iter().map(Uuid::to_string).collect();
            format!("ambiguous {}", possible.join(" "))
        }
        Placement::OutsideTerritory => "outside".to_owned(),
        Placement::Unknown => "unknown".to_owned(),
    }
}

fn placement(text: &str) -> Option<Placement> {
    let mut words = text.split(' ');
    let kind = words.next()?;
    let organisations: Vec<Uuid> = words.map(|word| word.parse().ok()).collect::<Option<_>>()?;
    match (kind, organisations.as_slice()) {
        ("covered", [one]) => Some(Placement::Covered(*one)),
        ("ambiguous", [_, ..]) => Some(Placement::Ambiguous(organisations)),
        ("outside", []) => Some(Placement::OutsideTerritory),
        ("unknown", []) => Some(Placement::Unknown),
        _ => None,
    }
}

fn signal_values(person: Uuid, signal: &Signal) -> Vec<Value> {
    vec![
        person.into(),
        signal.code.code().into(),
        signal.severity.code().into(),
        signal.owner.code().into(),
        date_value(signal.since),
        date_value(signal.due),
        date_value(signal.cause_on),
        signal.urgency().into(),
    ]
}

/// Reads `code, severity, owner, since, due, cause_on`.
pub(crate) fn signal(row: &mut Row<'_>) -> Result<Signal, StoreError> {
    const TABLE: &str = "signal";
    Ok(Signal {
        code: row.parse(TABLE, "code", "a signal", SignalCode::from_code)?,
        severity: row.parse(TABLE, "severity", "a severity", Severity::from_code)?,
        owner: row.parse(TABLE, "owner", "a network", Network::from_code)?,
        since: row.date(TABLE, "since")?,
        due: row.date(TABLE, "due")?,
        cause_on: row.date(TABLE, "cause_on")?,
    })
}

impl PathwayRow {
    /// The national step as a row keeps it.
    #[must_use]
    pub fn national_of(step: Option<Step>) -> Option<(NationalStatus, Date)> {
        step.map(|step| (step.status, step.date))
    }
}
