//! The conditions of a list: whose people, and what the reader narrowed it to.

use sea_orm::Value;
use tdu_domain::access::{Limit, Scope};

use super::{Facet, PeopleFilter};
use crate::assignments::Mine;
use crate::caseload::NO_URGENCY;

/// The parameters of a statement being written.
#[derive(Default)]
pub(crate) struct Parameters(pub(crate) Vec<Value>);

impl Parameters {
    pub(crate) fn add(&mut self, value: impl Into<Value>) -> String {
        self.0.push(value.into());
        format!("${}", self.0.len())
    }

    pub(crate) fn list<V: Into<Value>>(&mut self, list: impl IntoIterator<Item = V>) -> String {
        let parameters: Vec<String> = list.into_iter().map(|value| self.add(value)).collect();
        parameters.join(", ")
    }
}

/// The caseload of a scope's organisation, without those whom a limit keeps from its right.
pub(super) fn within(values: &mut Parameters, scope: &Scope) -> String {
    let mut sql = format!("organisation = {}", values.add(scope.organisation()));
    let kept_from = Limit::ALL
        .iter()
        .filter(|limit| !limit.allows(scope.right()))
        .map(|limit| format!("'{}'", limit.code()));
    let kept_from: Vec<String> = kept_from.collect();
    if !kept_from.is_empty() {
        sql += &format!(
            " AND (limited IS NULL OR limited NOT IN ({}))",
            kept_from.join(", ")
        );
    }
    sql
}

/// Only those whom someone follows: files name them, or their acts bind them.
pub(super) fn followed(values: &mut Parameters, scope: &Scope, mine: &Mine) -> String {
    let organisation = values.add(scope.organisation());
    let accounts = values.list(mine.accounts.iter().copied());
    let named = if mine.portfolios.is_empty() {
        String::new()
    } else {
        let names = values.list(mine.portfolios.iter().cloned());
        format!("counsellor IN ({names}) OR ")
    };
    format!(
        "({named}person IN (SELECT person FROM assignment WHERE organisation = {organisation} AND \
         account IN ({accounts}) AND ended_on IS NULL))"
    )
}

/// Someone whom the acts of somebody of the organisation bind.
pub(crate) const BOUND: &str = "EXISTS (SELECT 1 FROM assignment WHERE assignment.person = caseload.person \
                                AND assignment.organisation = caseload.organisation AND assignment.ended_on IS NULL)";

/// Only those whose warnings an account has not looked at since the last one was raised.
pub(super) fn unseen(values: &mut Parameters, scope: &Scope) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM seen WHERE seen.account = {} AND seen.organisation = caseload.organisation \
         AND seen.person = caseload.person AND seen.newest >= caseload.newest \
         AND (caseload.signals & ~seen.signals) = 0)",
        values.add(scope.account())
    )
}

/// Every condition of a list.
pub(super) fn narrowed(values: &mut Parameters, scope: &Scope, filter: &PeopleFilter) -> String {
    let mut sql = searched(values, scope, filter);
    for (_, condition) in chosen(values, filter) {
        sql += &format!(" AND {condition}");
    }
    sql
}

/// The conditions that nothing is counted by: whose people, words of their names, ages, what is late.
pub(super) fn searched(values: &mut Parameters, scope: &Scope, filter: &PeopleFilter) -> String {
    let mut sql = within(values, scope);
    if let Some(mine) = &filter.followed_by {
        sql += &format!(" AND {}", followed(values, scope, mine));
    }
    if filter.unassigned {
        sql += &format!(" AND counsellor IS NULL AND NOT {BOUND}");
    }
    if let Some(today) = filter.late_on {
        let never = values.add(NO_URGENCY);
        let today = values.add(today.to_string());
        sql += &format!(" AND urgency < {never} AND due < {today}");
    }
    for word in &filter.words {
        sql += &format!(" AND search_key LIKE {}", values.add(format!("% {word}%")));
    }
    for (comparison, day) in [(">=", filter.born_from), ("<=", filter.born_until)] {
        if let Some(day) = day {
            sql += &format!(
                " AND birth_date {comparison} {}",
                values.add(day.to_string())
            );
        }
    }
    sql
}

/// The conditions chosen among what is counted, each with its facet.
pub(super) fn chosen(values: &mut Parameters, filter: &PeopleFilter) -> Vec<(Facet, String)> {
    let mut conditions = Vec::new();
    if !filter.stages.is_empty() {
        let stages = values.list(filter.stages.iter().map(|stage| stage.code()));
        conditions.push((Facet::Stage, format!("stage IN ({stages})")));
    }
    if !filter.signals.is_empty() {
        let signals = filter.signals.iter();
        let bits: i64 = signals.fold(0, |bits, code| bits | code.bit());
        conditions.push((
            Facet::Signal,
            format!("signals & {} <> 0", values.add(bits)),
        ));
    }
    for (facet, column, value) in [
        (Facet::Commune, "commune", &filter.commune),
        (Facet::Counsellor, "counsellor", &filter.counsellor),
        (Facet::Trade, "trade", &filter.trade),
    ] {
        if let Some(value) = value {
            conditions.push((facet, format!("{column} = {}", values.add(value.clone()))));
        }
    }
    if let Some(cfa) = filter.cfa {
        conditions.push((Facet::Cfa, format!("cfa = {}", values.add(cfa))));
    }
    if filter.rqth {
        conditions.push((Facet::Rqth, "rqth".to_owned()));
    }
    conditions
}
