//! What is computed from facts: pathways, signals, caseloads. Written in bulk, rebuilt at will.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;
use rayon::prelude::*;
use sea_orm::{ConnectionTrait, Value};
use tdu_domain::after::ToldSituation;
use tdu_domain::assignment::Assigned;
use tdu_domain::journal::ContactMeans;
use tdu_domain::organisation::Network;
use tdu_domain::pathway::Stage;
use tdu_domain::privacy::Stops;
use tdu_domain::referral::Referred;
use tdu_domain::road::RoadFacts;
use tdu_domain::routing::Placement;
use tdu_domain::rupture::{BrokenContract, DeclaredRupture};
use tdu_domain::signal::{Severity, Signal, SignalCode};
use tdu_domain::status::{NationalStatus, Step};
use tdu_domain::together::TogetherFacts;
use tdu_domain::watch::{OpenAlert, Party, ViewMoment};
use uuid::Uuid;

use crate::assignments;
use crate::batch::Batch;
use crate::caseload::{self, CaseloadRow};
use crate::contract;
use crate::engine::{Row, Session, date_value, keys};
use crate::error::StoreError;
use crate::referrals;
use crate::road;
use crate::territory::{Territory, Transaction};
use crate::together;

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
        self.write(self.batch().computed(people)).await
    }

    /// What is kept as computed about these people, in full.
    pub async fn computed(
        &self,
        people: &[Uuid],
    ) -> Result<HashMap<Uuid, ComputedPerson>, StoreError> {
        computed_of(&self.session(), people).await
    }

    /// What staff recorded about these people, as a day needs it.
    pub async fn staff_facts(
        &self,
        people: &[Uuid],
        today: Date,
    ) -> Result<HashMap<Uuid, StaffFacts>, StoreError> {
        let (session, ids) = (self.session(), keys(people.iter().copied()));
        let contacts = session
            .all_in("read contacts", CONTACTS_OF, &[], &ids, contact)
            .await?;
        let postponed = session
            .all_in("read postponements", POSTPONED_OF, &[], &ids, postponement)
            .await?;
        let shared = session
            .all_in("read accepted requests", SHARED_OF, &[], &ids, share)
            .await?;
        let stopped = session
            .all_in("read objections", STOPPED_OF, &[], &ids, stopped)
            .await?;
        let mut facts = gather(contacts, postponed, shared, stopped);
        together::gather(&session, Some(&ids), &mut facts).await?;
        road::gather(&session, Some(&ids), &mut facts).await?;
        contract::add_facts(&session, &mut facts, Some(people), today).await?;
        let archived = session
            .all_in("read who is archived", ARCHIVED_OF, &[], &ids, archived)
            .await?;
        put_archived(&mut facts, archived);
        let referrals = referrals::counting(&session, Some(&ids)).await?;
        let assigned = assignments::going_on(&session, Some(&ids)).await?;
        Ok(with_acts(facts, referrals, assigned))
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

impl Batch {
    /// With what is computed about people, nothing being kept about them yet.
    #[must_use]
    pub fn computed(mut self, people: &[ComputedPerson]) -> Self {
        let pathways = people.par_iter().map(pathway_values).collect();
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
        let conflict = "ON CONFLICT (person) DO UPDATE SET stage = excluded.stage, stage_since = \
                        excluded.stage_since, national_status = excluded.national_status, national_since = \
                        excluded.national_since, placement = excluded.placement, digest = excluded.digest, \
                        news_on = excluded.news_on";
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
        let rows = rows.into_par_iter().map(caseload::values).collect();
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

    /// What staff recorded, about everyone, as a day needs it.
    pub async fn all_staff_facts(
        &self,
        today: Date,
    ) -> Result<HashMap<Uuid, StaffFacts>, StoreError> {
        let reader = self.engine.reader();
        let sql = "SELECT person, contacted_on FROM contact WHERE means <> 'no_answer'";
        let contacts = reader.all("read contacts", sql, vec![], contact).await?;
        let sql = "SELECT person, organisation, code, silent_until FROM postponement";
        let postponed = reader
            .all("read postponements", sql, vec![], postponement)
            .await?;
        let sql = "SELECT person, organisation, until FROM access_request WHERE state = 'accepted'";
        let shared = reader
            .all("read accepted requests", sql, vec![], share)
            .await?;
        let sql = "SELECT person, stops FROM objection WHERE state <> 'refused'";
        let stopped = reader.all("read objections", sql, vec![], stopped).await?;
        let mut facts = gather(contacts, postponed, shared, stopped);
        together::gather(&reader, None, &mut facts).await?;
        road::gather(&reader, None, &mut facts).await?;
        contract::add_facts(&reader, &mut facts, None, today).await?;
        let sql = "SELECT person, returned_on FROM restriction";
        let archived = reader
            .all("read who is archived", sql, vec![], archived)
            .await?;
        put_archived(&mut facts, archived);
        let referrals = referrals::counting(&reader, None).await?;
        let assigned = assignments::going_on(&reader, None).await?;
        Ok(with_acts(facts, referrals, assigned))
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

const CONTACTS_OF: &str =
    "SELECT person, contacted_on FROM contact WHERE means <> 'no_answer' AND person IN ({})";
const POSTPONED_OF: &str =
    "SELECT person, organisation, code, silent_until FROM postponement WHERE person IN ({})";

const SHARED_OF: &str = "SELECT person, organisation, until FROM access_request WHERE state = 'accepted' AND person IN ({})";

const STOPPED_OF: &str =
    "SELECT person, stops FROM objection WHERE state <> 'refused' AND person IN ({})";

const ARCHIVED_OF: &str = "SELECT person, returned_on FROM restriction WHERE person IN ({})";

fn archived(row: &mut Row<'_>) -> Result<(Uuid, Option<Date>), StoreError> {
    Ok((row.take()?, row.date("restriction", "returned_on")?))
}

fn put_archived(facts: &mut HashMap<Uuid, StaffFacts>, archived: Vec<(Uuid, Option<Date>)>) {
    for (person, returned_on) in archived {
        let known = facts.entry(person).or_default();
        known.archived = true;
        known.returned_on = known.returned_on.max(returned_on);
    }
}

fn stopped(row: &mut Row<'_>) -> Result<(Uuid, Stops), StoreError> {
    let person = row.take()?;
    let stops = row.parse("objection", "stops", "what it stops", Stops::from_code)?;
    Ok((person, stops))
}

fn share(row: &mut Row<'_>) -> Result<(Uuid, (Uuid, Date)), StoreError> {
    let person = row.take()?;
    let organisation = row.take()?;
    let until = row.parse("access_request", "until", "a date", |text| {
        text.parse().ok()
    })?;
    Ok((person, (organisation, until)))
}

fn contact(row: &mut Row<'_>) -> Result<(Uuid, Option<Date>), StoreError> {
    Ok((row.take()?, row.date("contact", "contacted_on")?))
}

fn postponement(row: &mut Row<'_>) -> Result<(Uuid, (Uuid, SignalCode, Date)), StoreError> {
    let person = row.take()?;
    let organisation = row.take()?;
    let code = row.parse("postponement", "code", "a signal", SignalCode::from_code)?;
    let until = row.parse("postponement", "silent_until", "a date", |text| {
        text.parse().ok()
    })?;
    Ok((person, (organisation, code, until)))
}

fn gather(
    contacts: Vec<(Uuid, Option<Date>)>,
    postponed: Vec<(Uuid, (Uuid, SignalCode, Date))>,
    shared: Vec<(Uuid, (Uuid, Date))>,
    stopped: Vec<(Uuid, Stops)>,
) -> HashMap<Uuid, StaffFacts> {
    let mut facts: HashMap<Uuid, StaffFacts> = HashMap::new();
    for (person, day) in contacts {
        let known = facts.entry(person).or_default();
        known.contacted_on = known.contacted_on.max(day);
    }
    for (person, postponement) in postponed {
        facts
            .entry(person)
            .or_default()
            .postponed
            .push(postponement);
    }
    for (person, share) in shared {
        facts.entry(person).or_default().shared.push(share);
    }
    for (person, stops) in stopped {
        let known = facts.entry(person).or_default();
        known.stops = known.stops.max(Some(stops));
    }
    for known in facts.values_mut() {
        known.postponed.sort_unstable();
    }
    facts
}

fn with_acts(
    mut facts: HashMap<Uuid, StaffFacts>,
    referrals: Vec<(Uuid, Referred)>,
    assigned: Vec<(Uuid, Assigned)>,
) -> HashMap<Uuid, StaffFacts> {
    for (person, referral) in referrals {
        facts.entry(person).or_default().referrals.push(referral);
    }
    for (person, one) in assigned {
        facts.entry(person).or_default().assigned.push(one);
    }
    facts
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
