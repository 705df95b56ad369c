//! Pairs of records that may be of one person: raised by linkage, decided by people, for good.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, Value};
use tdu_domain::access::{Limit, Right, Scope};
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::engine::{Row, Session, first, keys};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

/// What was decided of a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DoubtState {
    /// Nothing yet.
    Open,
    /// Nobody can tell for now.
    SetAside,
    /// One person.
    Same,
    /// Two people.
    Different,
}

impl DoubtState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::SetAside, Self::Same, Self::Different];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::SetAside => "set_aside",
            Self::Same => "same",
            Self::Different => "different",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A pair of records of two people who may be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// Key.
    pub id: Uuid,
    /// The record with the lesser key.
    pub one: Uuid,
    /// The other.
    pub other: Uuid,
    /// How probable it was that they are of one person when the doubt was raised.
    pub probability: f64,
    /// The greater, the sooner it is worth deciding.
    pub usefulness: i64,
    /// What was decided.
    pub state: DoubtState,
    /// When it was raised.
    pub raised_at: Millis,
    /// When it was decided.
    pub decided_at: Option<Millis>,
    /// The journal line of the decision.
    pub line: Option<Uuid>,
}

const COLUMNS: [&str; 9] = [
    "id",
    "one",
    "other",
    "probability",
    "usefulness",
    "state",
    "raised_at",
    "decided_at",
    "line",
];

fn read(row: &mut Row<'_>) -> Result<Doubt, StoreError> {
    Ok(Doubt {
        id: row.take()?,
        one: row.take()?,
        other: row.take()?,
        probability: row.take()?,
        usefulness: row.take()?,
        state: row.parse("doubt", "state", "a state", DoubtState::from_code)?,
        raised_at: row.take()?,
        decided_at: row.take()?,
        line: row.take()?,
    })
}

fn values(doubt: &Doubt) -> Vec<Value> {
    vec![
        doubt.id.into(),
        doubt.one.into(),
        doubt.other.into(),
        doubt.probability.into(),
        doubt.usefulness.into(),
        doubt.state.code().into(),
        doubt.raised_at.into(),
        doubt.decided_at.into(),
        doubt.line.into(),
    ]
}

impl Transaction {
    /// Adds doubts; a pair that was raised before stays as it is, decided or not.
    pub async fn raise_doubts(&self, doubts: &[Doubt]) -> Result<(), StoreError> {
        let rows = doubts.iter().map(values).collect();
        self.session()
            .insert(
                "raise doubts",
                "doubt",
                &COLUMNS,
                "ON CONFLICT (one, other) DO NOTHING",
                rows,
            )
            .await
    }

    /// A doubt.
    pub async fn doubt(&self, id: Uuid) -> Result<Option<Doubt>, StoreError> {
        let sql = format!("SELECT {} FROM doubt WHERE id = $1", COLUMNS.join(", "));
        self.session()
            .one("read a doubt", &sql, vec![id.into()], read)
            .await
    }

    /// The doubt between two records, if it was raised.
    pub async fn pair(&self, one: Uuid, other: Uuid) -> Result<Option<Doubt>, StoreError> {
        let columns = COLUMNS.join(", ");
        let sql = format!("SELECT {columns} FROM doubt WHERE one = $1 AND other = $2");
        self.session()
            .one("read a doubt", &sql, vec![one.into(), other.into()], read)
            .await
    }

    /// Decides a doubt, or opens it again.
    pub async fn decide_doubt(
        &self,
        id: Uuid,
        state: DoubtState,
        decided_at: Option<Millis>,
        line: Option<Uuid>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE doubt SET state = $1, decided_at = $2, line = $3 WHERE id = $4";
        let values = vec![
            state.code().into(),
            decided_at.into(),
            line.into(),
            id.into(),
        ];
        self.session()
            .execute("decide a doubt", sql, values)
            .await?;
        Ok(())
    }

    /// Forgets a doubt that a decision made and that was taken back.
    pub async fn remove_doubt(&self, id: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM doubt WHERE id = $1";
        self.session()
            .execute("forget a doubt", sql, vec![id.into()])
            .await?;
        Ok(())
    }

    /// The people found to be two, among those of these: pairs, each way.
    pub async fn told_apart(&self, people: &[Uuid]) -> Result<HashSet<(Uuid, Uuid)>, StoreError> {
        let ids = keys(people.iter().copied());
        let mut pairs = HashSet::new();
        for side in ["a", "b"] {
            let sql = format!(
                "SELECT a.person, b.person FROM doubt JOIN source_record a ON a.id = doubt.one \
                 JOIN source_record b ON b.id = doubt.other WHERE doubt.state = 'different' AND {side}.person IN ({{}})"
            );
            let read = |row: &mut Row<'_>| Ok((row.take::<Uuid>()?, row.take::<Uuid>()?));
            for (one, other) in self
                .session()
                .all_in("read who was told apart", &sql, &[], &ids, read)
                .await?
            {
                pairs.extend([(one, other), (other, one)]);
            }
        }
        Ok(pairs)
    }
}

/// Doubts about someone of a scope's caseload, chosen by a condition on `$2`. Nobody is compared whom the
/// scope could not look at by themself: who objected is shown to who holds a file of theirs, who is in the
/// restricted archive to who may open it.
fn concerning(scope: &Scope, chosen: &str) -> String {
    let right = scope.right();
    let still_seen: Vec<String> = Limit::ALL
        .iter()
        .filter(|limit| limit.allows(right))
        .map(|limit| format!("'{}'", limit.code()))
        .collect();
    let still_seen = still_seen.join(", ");
    let of_own = if right == Right::OpenArchive {
        "relation = 'source' AND limited = 'archived'"
    } else {
        "relation NOT LIKE 'shared%'"
    };
    format!(
        "FROM doubt JOIN source_record a ON a.id = doubt.one JOIN source_record b ON b.id = doubt.other \
         WHERE {chosen} AND \
         (EXISTS (SELECT 1 FROM caseload WHERE organisation = $1 AND person = a.person AND {of_own}) \
         OR EXISTS (SELECT 1 FROM caseload WHERE organisation = $1 AND person = b.person AND {of_own})) \
         AND NOT EXISTS (SELECT 1 FROM caseload hidden WHERE hidden.person IN (a.person, b.person) \
         AND hidden.limited IS NOT NULL AND NOT (hidden.limited IN ({still_seen}) AND EXISTS \
         (SELECT 1 FROM caseload own WHERE own.organisation = $1 AND own.person = hidden.person \
         AND own.relation = 'source')))"
    )
}

const IN_STATE: &str = "doubt.state = $2";

impl Territory {
    /// The doubts to decide that concern someone of a scope, the most useful first.
    pub async fn doubts(
        &self,
        scope: &Scope,
        state: DoubtState,
        limit: u32,
    ) -> Result<Vec<Doubt>, StoreError> {
        let columns: Vec<String> = COLUMNS.iter().map(|name| format!("doubt.{name}")).collect();
        let order = match state {
            DoubtState::Open | DoubtState::SetAside => {
                "AND a.person <> b.person ORDER BY doubt.usefulness DESC, doubt.id"
            }
            DoubtState::Same | DoubtState::Different => "ORDER BY doubt.decided_at DESC, doubt.id",
        };
        let sql = format!(
            "SELECT {} {} {order} LIMIT {limit}",
            columns.join(", "),
            concerning(scope, IN_STATE)
        );
        let values = vec![scope.organisation().into(), state.code().into()];
        self.engine
            .reader()
            .all("list doubts", &sql, values, read)
            .await
    }

    /// How many doubts concern someone of a scope.
    pub async fn count_doubts(&self, scope: &Scope, state: DoubtState) -> Result<i64, StoreError> {
        let concerning = concerning(scope, IN_STATE);
        let sql = format!("SELECT count(*) {concerning} AND a.person <> b.person");
        let values = vec![scope.organisation().into(), state.code().into()];
        let counted = count(&self.engine.reader(), &sql, values).await?;
        Ok(counted)
    }

    /// A doubt that concerns someone of a scope.
    pub async fn doubt(&self, scope: &Scope, id: Uuid) -> Result<Option<Doubt>, StoreError> {
        let columns: Vec<String> = COLUMNS.iter().map(|name| format!("doubt.{name}")).collect();
        let concerning = concerning(scope, "doubt.id = $2");
        let sql = format!("SELECT {} {concerning}", columns.join(", "));
        let values = vec![scope.organisation().into(), id.into()];
        self.engine
            .reader()
            .one("read a doubt", &sql, values, read)
            .await
    }
}

async fn count<C: ConnectionTrait>(
    session: &Session<'_, C>,
    sql: &str,
    values: Vec<Value>,
) -> Result<i64, StoreError> {
    let counted = session.one("count doubts", sql, values, first::<i64>);
    Ok(counted.await?.unwrap_or(0))
}
