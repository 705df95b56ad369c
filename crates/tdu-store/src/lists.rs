//! What pages show of people: one query per list, within a scope.

mod asked;
mod facets;
pub(crate) mod narrowing;
mod told;

use std::collections::HashMap;

use jiff::civil::Date;
use tdu_domain::access::Scope;
use tdu_domain::pathway::Stage;
use tdu_domain::signal::{Signal, SignalCode};
use uuid::Uuid;

pub use self::asked::{AskedLine, AskedPage, AskedQuery};
pub use self::facets::{Facet, FacetCount};
pub(crate) use self::narrowing::Parameters;
use self::narrowing::{followed, narrowed, unseen, within};
pub use self::told::{SeenPerson, ToldLine};
use crate::assignments::Mine;
use crate::caseload::{self, CaseloadRow, NO_URGENCY};
use crate::computed::{self, ComputedPerson, PathwayRow};
use crate::engine::{Row, first, keys};
use crate::error::StoreError;
use crate::territory::Territory;

/// A person and their warnings, as a desk shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskLine {
    /// The person in the organisation's caseload.
    pub person: CaseloadRow,
    /// Their warnings, most urgent first.
    pub signals: Vec<Signal>,
}

/// Which desk to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskQuery {
    /// Only the people whom someone follows.
    pub mine: Option<Mine>,
    /// What to show.
    pub group: DeskGroup,
    /// At most so many people.
    pub limit: u32,
}

/// The three groups of a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskGroup {
    /// Warnings this network must answer.
    ToDo,
    /// Warnings the other network must answer.
    Waiting,
    /// Warnings that began on this day or later, and that the account has not looked at.
    NewSince(Date),
}

/// How many people a desk has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeskCounts {
    /// With a warning this network must answer.
    pub to_do: i64,
    /// With a warning the other network must answer.
    pub waiting: i64,
    /// With a warning that began lately, and that the account has not looked at.
    pub new: i64,
    /// In all.
    pub people: i64,
}

/// How a list of people is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Most urgent first.
    #[default]
    Urgency,
    /// By name.
    Name,
    /// By stage, then name.
    Stage,
    /// Youngest first.
    Age,
}

/// What a list of people is narrowed to. Empty means everyone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeopleFilter {
    /// Words of a name, folded: each must begin a word of the person's names.
    pub words: Vec<String>,
    /// One of these stages.
    pub stages: Vec<Stage>,
    /// Any of these warnings.
    pub signals: Vec<SignalCode>,
    /// Commune of residence, by INSEE code.
    pub commune: Option<String>,
    /// Who follows the person.
    pub counsellor: Option<String>,
    /// CFA.
    pub cfa: Option<Uuid>,
    /// Trade.
    pub trade: Option<String>,
    /// Born on this day or later.
    pub born_from: Option<Date>,
    /// Born on this day or earlier.
    pub born_until: Option<Date>,
    /// Recognised as a disabled worker.
    pub rqth: bool,
    /// Followed by nobody: no file names anyone, and no act binds anyone.
    pub unassigned: bool,
    /// Only those whom someone follows.
    pub followed_by: Option<Mine>,
    /// With a warning to answer whose day is before this one.
    pub late_on: Option<Date>,
}

/// A page of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeoplePage {
    /// The rows of the page.
    pub rows: Vec<CaseloadRow>,
    /// How many people in all.
    pub total: i64,
}

impl Territory {
    /// A group of a desk, most urgent first.
    pub async fn desk(
        &self,
        scope: &Scope,
        query: &DeskQuery,
    ) -> Result<Vec<DeskLine>, StoreError> {
        let mut values = Parameters::default();
        let mut condition = within(&mut values, scope);
        if let Some(mine) = &query.mine {
            condition += &format!(" AND {}", followed(&mut values, scope, mine));
        }
        let (group, order) = match query.group {
            DeskGroup::ToDo => (
                format!("urgency < {}", values.add(NO_URGENCY)),
                "urgency, person",
            ),
            DeskGroup::Waiting => (
                // Said in the query, since the index of those who wait holds no others.
                format!("waiting < {NO_URGENCY}"),
                "waiting, person",
            ),
            DeskGroup::NewSince(day) => (
                format!(
                    "newest >= {} AND {}",
                    values.add(day.to_string()),
                    unseen(&mut values, scope)
                ),
                "newest DESC, urgency, person",
            ),
        };
        let columns = caseload::COLUMNS.join(", ");
        let sql = format!(
            "SELECT {columns} FROM caseload WHERE {condition} AND {group} ORDER BY {order} LIMIT {}",
            query.limit
        );
        let reader = self.engine.reader();
        let people = reader
            .all("read a desk", &sql, values.0, caseload::read)
            .await?;
        let ids = keys(people.iter().map(|row| row.person));
        let sql = "SELECT person, code, severity, owner, since, due, cause_on FROM signal WHERE person IN ({}) \
                   ORDER BY urgency, code, owner";
        let read = |row: &mut Row<'_>| Ok((row.take::<Uuid>()?, computed::signal(row)?));
        let mut signals: HashMap<Uuid, Vec<Signal>> = HashMap::new();
        for (person, signal) in reader
            .all_in("read the signals of a desk", sql, &[], &ids, read)
            .await?
        {
            signals.entry(person).or_default().push(signal);
        }
        let line = |person: CaseloadRow| {
            let mut signals = signals.remove(&person.person).unwrap_or_default();
            // Some are between two organisations: the row has those of its own.
            signals.retain(|signal| person.signals & signal.code.bit() != 0);
            DeskLine { person, signals }
        };
        Ok(people.into_iter().map(line).collect())
    }

    /// How many people a desk has in each group: to do, waiting, new since a day.
    pub async fn desk_counts(
        &self,
        scope: &Scope,
        mine: Option<&Mine>,
        since: Date,
    ) -> Result<DeskCounts, StoreError> {
        let mut values = Parameters::default();
        let mut condition = within(&mut values, scope);
        if let Some(mine) = mine {
            condition += &format!(" AND {}", followed(&mut values, scope, mine));
        }
        let never = values.add(NO_URGENCY);
        let since = values.add(since.to_string());
        let unseen = unseen(&mut values, scope);
        let sql = format!(
            "SELECT count(CASE WHEN urgency < {never} THEN 1 END), count(CASE WHEN waiting < {never} THEN 1 END), \
             count(CASE WHEN newest >= {since} AND {unseen} THEN 1 END), count(*) FROM caseload WHERE {condition}"
        );
        let read = |row: &mut Row<'_>| {
            Ok(DeskCounts {
                to_do: row.take()?,
                waiting: row.take()?,
                new: row.take()?,
                people: row.take()?,
            })
        };
        Ok(self
            .engine
            .reader()
            .one("count a desk", &sql, values.0, read)
            .await?
            .unwrap_or_default())
    }

    /// A page of the people of a scope, and how many there are in all.
    pub async fn people(
        &self,
        scope: &Scope,
        filter: &PeopleFilter,
        sort: Sort,
        offset: u32,
        limit: u32,
    ) -> Result<PeoplePage, StoreError> {
        let mut values = Parameters::default();
        let condition = narrowed(&mut values, scope, filter);
        let order = match sort {
            Sort::Urgency => "urgency, search_key",
            Sort::Name => "search_key",
            Sort::Stage => "stage, search_key",
            Sort::Age => "birth_date DESC, search_key",
        };
        let columns = caseload::COLUMNS.join(", ");
        let sql = format!(
            "SELECT {columns}, count(*) OVER () FROM caseload WHERE {condition} ORDER BY {order}, person \
             LIMIT {limit} OFFSET {offset}"
        );
        let reader = self.engine.reader();
        let read = |row: &mut Row<'_>| Ok((caseload::read(row)?, row.take::<i64>()?));
        let found = reader
            .all("list people", &sql, values.0.clone(), read)
            .await?;
        let total = match found.first() {
            Some((_, total)) => *total,
            None if offset == 0 => 0,
            None => {
                // A page past the end has no row to carry the count.
                let counted = format!("SELECT count(*) FROM caseload WHERE {condition}");
                let counted = reader.one("count people", &counted, values.0, first);
                counted.await?.unwrap_or(0)
            }
        };
        let rows = found.into_iter().map(|(row, _)| row).collect();
        Ok(PeoplePage { rows, total })
    }

    /// People of a scope in the order of their keys, which nothing changes: those after one of them.
    pub async fn people_after(
        &self,
        scope: &Scope,
        filter: &PeopleFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<CaseloadRow>, StoreError> {
        let mut values = Parameters::default();
        let mut condition = narrowed(&mut values, scope, filter);
        if let Some(after) = after {
            condition += &format!(" AND person > {}", values.add(after));
        }
        let columns = caseload::COLUMNS.join(", ");
        let sql = format!(
            "SELECT {columns} FROM caseload WHERE {condition} ORDER BY person LIMIT {limit}"
        );
        self.engine
            .reader()
            .all("list people in order", &sql, values.0, caseload::read)
            .await
    }

    /// The rows of these people, in a scope.
    pub async fn rows_of(
        &self,
        scope: &Scope,
        people: &[Uuid],
    ) -> Result<Vec<CaseloadRow>, StoreError> {
        let mut values = Parameters::default();
        let condition = within(&mut values, scope);
        let columns = caseload::COLUMNS.join(", ");
        let sql = format!("SELECT {columns} FROM caseload WHERE {condition} AND person IN ({{}})");
        let ids = keys(people.iter().copied());
        let reader = self.engine.reader();
        reader
            .all_in("read people", &sql, &values.0, &ids, caseload::read)
            .await
    }

    /// The people of a scope whose residence leads to several Missions Locales, oldest knowledge first.
    pub async fn to_assign(
        &self,
        scope: &Scope,
        limit: u32,
    ) -> Result<Vec<(CaseloadRow, PathwayRow)>, StoreError> {
        let mut values = Parameters::default();
        let condition = within(&mut values, scope);
        let sql = format!(
            "SELECT person FROM caseload WHERE {condition} AND mission_locale IS NULL AND EXISTS \
             (SELECT 1 FROM pathway WHERE pathway.person = caseload.person AND placement LIKE 'ambiguous%') \
             ORDER BY search_key LIMIT {limit}"
        );
        let people = self
            .engine
            .reader()
            .all("list people to assign", &sql, values.0, first::<Uuid>)
            .await?;
        let mut computed = self.computed(&people).await?;
        let row_of = |computed: &ComputedPerson| {
            computed
                .caseload
                .iter()
                .find(|row| row.organisation == scope.organisation())
                .cloned()
        };
        Ok(people
            .iter()
            .filter_map(|person| computed.remove(person))
            .filter_map(|computed| Some((row_of(&computed)?, computed.pathway)))
            .collect())
    }

    /// Everything computed about a person of a scope, or nothing: someone out of scope and someone
    /// who does not exist look alike.
    pub async fn person(
        &self,
        scope: &Scope,
        person: Uuid,
    ) -> Result<Option<ComputedPerson>, StoreError> {
        let computed = self.computed(&[person]).await?.remove(&person);
        Ok(computed.filter(|computed| {
            computed
                .caseload
                .iter()
                .any(|row| row.organisation == scope.organisation())
        }))
    }
}
