//! The counts beside a list of people: its caseload is read once for all of them.

use std::collections::BTreeMap;

use tdu_domain::access::Scope;
use tdu_domain::signal::SignalCode;
use uuid::Uuid;

use super::PeopleFilter;
use super::narrowing::{Parameters, chosen, searched};
use crate::engine::Row;
use crate::error::StoreError;
use crate::territory::Territory;

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

/// Facets counted by a column: text, key, bits, label.
const COLUMNS: [(Facet, [&str; 4]); 7] = [
    (Facet::Stage, ["stage", NO_KEY, NO_BITS, NO_TEXT]),
    (
        Facet::Commune,
        ["commune", NO_KEY, NO_BITS, "max(commune_name)"],
    ),
    (Facet::Counsellor, ["counsellor", NO_KEY, NO_BITS, NO_TEXT]),
    (Facet::Trade, ["trade", NO_KEY, NO_BITS, NO_TEXT]),
    (Facet::Cfa, [NO_TEXT, "cfa", NO_BITS, NO_TEXT]),
    (Facet::Rqth, ["'1'", NO_KEY, NO_BITS, NO_TEXT]),
    (Facet::Signal, [NO_TEXT, NO_KEY, "signals", NO_TEXT]),
];
const NO_TEXT: &str = "CAST(NULL AS text)";
const NO_KEY: &str = "CAST(NULL AS uuid)";
const NO_BITS: &str = "CAST(NULL AS bigint)";

/// A group of people, as the statement counts it.
struct Group {
    facet: Facet,
    text: Option<String>,
    key: Option<Uuid>,
    bits: Option<i64>,
    label: Option<String>,
    people: i64,
}

impl Territory {
    /// The counts beside a list; each ignores its own filter, so that it shows what else could be chosen.
    pub async fn facets(
        &self,
        scope: &Scope,
        filter: &PeopleFilter,
    ) -> Result<Vec<FacetCount>, StoreError> {
        let mut values = Parameters::default();
        let searched = searched(&mut values, scope, filter);
        let chosen = chosen(&mut values, filter);
        let branch = |(position, (facet, [text, key, bits, label])): (
            usize,
            &(Facet, [&str; 4]),
        )| {
            let mut condition = match facet {
                Facet::Rqth => "rqth".to_owned(),
                Facet::Signal => "signals <> 0".to_owned(),
                Facet::Cfa => "cfa IS NOT NULL".to_owned(),
                _ => format!("{text} IS NOT NULL"),
            };
            for (_, other) in chosen.iter().filter(|(own, _)| own != facet) {
                condition += &format!(" AND {other}");
            }
            format!(
                "SELECT {position} AS facet, {text} AS value, {key} AS key_value, {bits} AS bits, {label} AS label, \
                 count(*) AS people FROM found WHERE {condition} GROUP BY 2, 3, 4"
            )
        };
        let branches: Vec<String> = COLUMNS.iter().enumerate().map(branch).collect();
        let sql = format!(
            "WITH found AS MATERIALIZED (SELECT stage, commune, commune_name, counsellor, trade, cfa, rqth, signals \
             FROM caseload WHERE {searched}) {} ORDER BY 1, 6 DESC, 2",
            branches.join(" UNION ALL ")
        );
        let reader = self.engine.reader();
        let groups = reader
            .all("count people by facet", &sql, values.0, group)
            .await?;
        let mut by_signal: BTreeMap<usize, i64> = BTreeMap::new();
        let mut counts = Vec::new();
        for group in groups {
            if let Some(bits) = group.bits {
                for (at, code) in SignalCode::ALL.iter().enumerate() {
                    if bits & code.bit() != 0 {
                        *by_signal.entry(at).or_default() += group.people;
                    }
                }
            } else {
                let key = group.key.map(|key| key.to_string());
                counts.push(FacetCount {
                    facet: group.facet,
                    value: group.text.or(key).unwrap_or_default(),
                    label: group.label,
                    people: group.people,
                });
            }
        }
        counts.extend(by_signal.into_iter().map(|(at, people)| FacetCount {
            facet: Facet::Signal,
            value: SignalCode::ALL[at].code().to_owned(),
            label: None,
            people,
        }));
        Ok(counts)
    }
}

fn group(row: &mut Row<'_>) -> Result<Group, StoreError> {
    let position: i32 = row.take()?;
    Ok(Group {
        facet: usize::try_from(position)
            .ok()
            .and_then(|at| COLUMNS.get(at))
            .map_or(Facet::Rqth, |column| column.0),
        text: row.take()?,
        key: row.take()?,
        bits: row.take()?,
        label: row.take()?,
        people: row.take()?,
    })
}
