//! What pages show of people: one query per list, within a scope.

use std::collections::HashMap;

use jiff::civil::Date;
use sea_orm::Value;
use tdu_domain::access::Scope;
use tdu_domain::pathway::Stage;
use tdu_domain::signal::{Signal, SignalCode};
use uuid::Uuid;

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
    /// Only the people this counsellor follows.
    pub counsellor: Option<String>,
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
    /// Warnings that began on this day or later.
    NewSince(Date),
}

/// How many people a desk has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeskCounts {
    /// With a warning this network must answer.
    pub to_do: i64,
    /// With a warning the other network must answer.
    pub waiting: i64,
    /// With a warning that began lately.
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
}

/// What can be counted beside a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// By stage.
    Stage,
    /// By warning.
    Signal,
    /// By commune: value is the INSEE code, label the name.
    Commune,
    /// By counsellor.
    Counsellor,
    /// By CFA: value is its key.
    Cfa,
    /// By trade.
    Trade,
    /// Recognised as disabled workers.
    Rqth,
}

/// One count beside a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// What is counted by.
    pub facet: Facet,
    /// The value, as a filter takes it.
    pub value: String,
    /// What to show, when the value is a code with a name of its own.
    pub label: Option<String>,
    /// People.
    pub people: i64,
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
        if let Some(counsellor) = &query.counsellor {
            condition += &format!(" AND counsellor = {}", values.add(counsellor.clone()));
        }
        let (group, order) = match query.group {
            DeskGroup::ToDo => (
                format!("urgency < {}", values.add(NO_URGENCY)),
                "urgency, person",
            ),
            DeskGroup::Waiting => (
                format!("waiting < {}", values.add(NO_URGENCY)),
                "waiting, person",
            ),
            DeskGroup::NewSince(day) => (
                format!("newest >= {}", values.add(day.to_string())),
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
                   ORDER BY urgency, code";
        let read = |row: &mut Row<'_>| Ok((row.take::<Uuid>()?, computed::signal(row)?));
        let mut signals: HashMap<Uuid, Vec<Signal>> = HashMap::new();
        for (person, signal) in reader
            .all_in("read the signals of a desk", sql, &[], &ids, read)
            .await?
        {
            signals.entry(person).or_default().push(signal);
        }
        let line = |person: CaseloadRow| DeskLine {
            signals: signals.remove(&person.person).unwrap_or_default(),
            person,
        };
        Ok(people.into_iter().map(line).collect())
    }

    /// How many people a desk has in each group: to do, waiting, new since a day.
    pub async fn desk_counts(
        &self,
        scope: &Scope,
        counsellor: Option<&str>,
        since: Date,
    ) -> Result<DeskCounts, StoreError> {
        let mut values = Parameters::default();
        let mut condition = within(&mut values, scope);
        if let Some(counsellor) = counsellor {
            condition += &format!(" AND counsellor = {}", values.add(counsellor));
        }
        let never = values.add(NO_URGENCY);
        let since = values.add(since.to_string());
        let sql = format!(
            "SELECT count(CASE WHEN urgency < {never} THEN 1 END), count(CASE WHEN waiting < {never} THEN 1 END), \
             count(CASE WHEN newest >= {since} THEN 1 END), count(*) FROM caseload WHERE {condition}"
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
        let condition = narrowed(&mut values, scope, filter, None);
        let order = match sort {
            Sort::Urgency => "urgency, search_key",
            Sort::Name => "search_key",
            Sort::Stage => "stage, search_key",
            Sort::Age => "birth_date DESC, search_key",
        };
        let columns = caseload::COLUMNS.join(", ");
        let sql = format!(
            "SELECT {columns} FROM caseload WHERE {condition} ORDER BY {order}, person LIMIT {limit} OFFSET {offset}"
        );
        let reader = self.engine.reader();
        let rows = reader
            .all("list people", &sql, values.0.clone(), caseload::read)
            .await?;
        let counted = format!("SELECT count(*) FROM caseload WHERE {condition}");
        let total = reader
            .one("count people", &counted, values.0, first)
            .await?
            .unwrap_or(0);
        Ok(PeoplePage { rows, total })
    }

    /// The counts beside a list; each ignores its own filter, so that it shows what else could be chosen.
    pub async fn facets(
        &self,
        scope: &Scope,
        filter: &PeopleFilter,
    ) -> Result<Vec<FacetCount>, StoreError> {
        const PLAIN: [(Facet, &str, &str); 5] = [
            (Facet::Stage, "stage", "NULL"),
            (Facet::Commune, "commune", "max(commune_name)"),
            (Facet::Counsellor, "counsellor", "NULL"),
            (Facet::Trade, "trade", "NULL"),
            (Facet::Cfa, "cfa", "NULL"),
        ];
        let mut values = Parameters::default();
        let mut branches = Vec::new();
        for (position, (facet, column, label)) in PLAIN.iter().enumerate() {
            let condition = narrowed(&mut values, scope, filter, Some(*facet));
            let (text, key) = if *facet == Facet::Cfa {
                ("CAST(NULL AS text)", "cfa")
            } else {
                (*column, "CAST(NULL AS uuid)")
            };
            branches.push(format!(
                "SELECT {position} AS facet, {text} AS value, {key} AS key_value, CAST({label} AS text) AS label, \
                 count(*) AS people FROM caseload WHERE {condition} AND {column} IS NOT NULL GROUP BY {column}"
            ));
        }
        let condition = narrowed(&mut values, scope, filter, Some(Facet::Rqth));
        branches.push(format!(
            "SELECT {} AS facet, '1' AS value, CAST(NULL AS uuid) AS key_value, CAST(NULL AS text) AS label, \
             count(*) AS people FROM caseload WHERE {condition} AND rqth",
            PLAIN.len()
        ));
        let sql = format!("{} ORDER BY 1, 5 DESC, 2", branches.join(" UNION ALL "));
        let reader = self.engine.reader();
        let read = |row: &mut Row<'_>| {
            let position: i32 = row.take()?;
            let value: Option<String> = row.take()?;
            let key: Option<Uuid> = row.take()?;
            let facet = usize::try_from(position)
                .ok()
                .and_then(|at| PLAIN.get(at))
                .map_or(Facet::Rqth, |plain| plain.0);
            let value = value.or(key.map(|key| key.to_string())).unwrap_or_default();
            Ok(FacetCount {
                facet,
                value,
                label: row.take()?,
                people: row.take()?,
            })
        };
        let mut counts = reader
            .all("count people by facet", &sql, values.0, read)
            .await?;
        counts.extend(self.signal_counts(scope, filter).await?);
        counts.retain(|count| count.people > 0);
        Ok(counts)
    }

    async fn signal_counts(
        &self,
        scope: &Scope,
        filter: &PeopleFilter,
    ) -> Result<Vec<FacetCount>, StoreError> {
        let mut values = Parameters::default();
        let condition = narrowed(&mut values, scope, filter, Some(Facet::Signal));
        let sums: Vec<String> = SignalCode::ALL
            .iter()
            .map(|code| format!("count(CASE WHEN signals & {} <> 0 THEN 1 END)", code.bit()))
            .collect();
        let sql = format!("SELECT {} FROM caseload WHERE {condition}", sums.join(", "));
        let read = |row: &mut Row<'_>| {
            SignalCode::ALL
                .iter()
                .map(|code| {
                    let people = row.take()?;
                    Ok(FacetCount {
                        facet: Facet::Signal,
                        value: code.code().to_owned(),
                        label: None,
                        people,
                    })
                })
                .collect::<Result<Vec<_>, StoreError>>()
        };
        let counts = self
            .engine
            .reader()
            .one("count people by signal", &sql, values.0, read)
            .await?;
        Ok(counts.unwrap_or_default())
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
            "SELECT person FROM caseload WHERE {condition} AND mission_locale IS NULL AND person IN \
             (SELECT person FROM pathway WHERE placement LIKE 'ambiguous%') ORDER BY search_key LIMIT {limit}"
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

/// The parameters of a statement being written.
#[derive(Default)]
struct Parameters(Vec<Value>);

impl Parameters {
    fn add(&mut self, value: impl Into<Value>) -> String {
        self.0.push(value.into());
        format!("${}", self.0.len())
    }

    fn list(&mut self, list: impl IntoIterator<Item = &'static str>) -> String {
        let parameters: Vec<String> = list.into_iter().map(|value| self.add(value)).collect();
        parameters.join(", ")
    }
}

fn within(values: &mut Parameters, scope: &Scope) -> String {
    format!("organisation = {}", values.add(scope.organisation()))
}

fn narrowed(
    values: &mut Parameters,
    scope: &Scope,
    filter: &PeopleFilter,
    except: Option<Facet>,
) -> String {
    let mut sql = within(values, scope);
    for word in &filter.words {
        sql += &format!(" AND search_key LIKE {}", values.add(format!("% {word}%")));
    }
    if !filter.stages.is_empty() && except != Some(Facet::Stage) {
        sql += &format!(
            " AND stage IN ({})",
            values.list(filter.stages.iter().map(|stage| stage.code()))
        );
    }
    if !filter.signals.is_empty() && except != Some(Facet::Signal) {
        let bits = filter
            .signals
            .iter()
            .fold(0, |bits, code| bits | code.bit());
        sql += &format!(" AND signals & {} <> 0", values.add(bits));
    }
    for (facet, column, value) in [
        (Facet::Commune, "commune", &filter.commune),
        (Facet::Counsellor, "counsellor", &filter.counsellor),
        (Facet::Trade, "trade", &filter.trade),
    ] {
        if let Some(value) = value.as_ref().filter(|_| except != Some(facet)) {
            sql += &format!(" AND {column} = {}", values.add(value.clone()));
        }
    }
    if let Some(cfa) = filter.cfa.filter(|_| except != Some(Facet::Cfa)) {
        sql += &format!(" AND cfa = {}", values.add(cfa));
    }
    for (comparison, day) in [(">=", filter.born_from), ("<=", filter.born_until)] {
        if let Some(day) = day {
            sql += &format!(
                " AND birth_date {comparison} {}",
                values.add(day.to_string())
            );
        }
    }
    if filter.rqth && except != Some(Facet::Rqth) {
        sql += " AND rqth";
    }
    sql
}
