//! The list *Orientations*: received, sent, closed, and how many of each.

use tdu_domain::access::Scope;
use tdu_domain::referral::State;
use uuid::Uuid;

use super::{COLUMNS, KNOWN, Referral, referral};
use crate::engine::Row;
use crate::error::StoreError;
use crate::territory::Territory;

/// A part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferralBox {
    /// Received, and not closed.
    Received,
    /// Sent or being written, and not closed.
    Sent,
    /// Accepted, refused, taken back, ended by itself: of both sides.
    Closed,
}

/// What to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferralQuery {
    /// Which part.
    pub part: ReferralBox,
    /// Only in this state.
    pub state: Option<State>,
    /// So many from the first.
    pub offset: u32,
    /// At most so many.
    pub limit: u32,
}

/// A referral of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralLine {
    /// The referral.
    pub referral: Referral,
    /// First and last name of whom it is about, while the organisation sees them.
    pub name: Option<(String, String)>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralPage {
    /// Its lines.
    pub lines: Vec<ReferralLine>,
    /// How many in all.
    pub total: i64,
}

/// How many referrals are in a state, on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferralCount {
    /// Whether the organisation received them, or sent them.
    pub received: bool,
    /// Their state.
    pub state: State,
    /// How many.
    pub n: i64,
}

const CLOSED: &str = "('accepted', 'refused', 'withdrawn', 'expired')";

impl Territory {
    /// A page of the referrals of a scope's organisation: the oldest first where something is awaited,
    /// else the latest first.
    pub async fn referrals(
        &self,
        scope: &Scope,
        query: ReferralQuery,
    ) -> Result<ReferralPage, StoreError> {
        let (side, order) = match query.part {
            ReferralBox::Received => (
                format!("r.receiver = $1 AND r.state <> 'draft' AND r.state NOT IN {CLOSED}"),
                "r.moved_on, r.id",
            ),
            ReferralBox::Sent => (
                format!("r.sender = $1 AND r.state NOT IN {CLOSED}"),
                "r.moved_on, r.id",
            ),
            ReferralBox::Closed => (
                format!("(r.sender = $1 OR r.receiver = $1) AND r.state IN {CLOSED}"),
                "r.moved_on DESC, r.id DESC",
            ),
        };
        let mut values = vec![scope.organisation().into()];
        let state = match query.state {
            Some(state) => {
                values.push(state.code().into());
                "AND r.state = $2"
            }
            None => "",
        };
        let sql = format!(
            "SELECT {COLUMNS}, c.first_name, c.last_name, count(*) OVER () FROM referral r \
             LEFT JOIN caseload c ON c.organisation = $1 AND c.person = r.person \
             WHERE {side} {state} ORDER BY {order} LIMIT {} OFFSET {}",
            query.limit, query.offset
        );
        let read = |row: &mut Row<'_>| {
            let referral = referral(&self.keyring, row)?;
            let first: Option<String> = row.take()?;
            let name = first.zip(row.take()?);
            Ok((ReferralLine { referral, name }, row.take::<i64>()?))
        };
        let reader = self.engine.reader();
        let found = reader.all("list referrals", &sql, values, read).await?;
        Ok(ReferralPage {
            total: found.first().map_or(0, |(_, total)| *total),
            lines: found.into_iter().map(|(line, _)| line).collect(),
        })
    }

    /// The referrals that a scope's organisation knows, in the order of their keys: those after a key, of
    /// one side and in one state when they are said.
    pub async fn referrals_after(
        &self,
        scope: &Scope,
        (received, state): (Option<bool>, Option<State>),
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<Referral>, StoreError> {
        let side = match received {
            Some(true) => "r.receiver = $1 AND r.state <> 'draft'",
            Some(false) => "r.sender = $1",
            None => KNOWN,
        };
        let mut values = vec![scope.organisation().into()];
        let mut narrowed = String::new();
        if let Some(after) = after {
            values.push(after.into());
            narrowed += &format!(" AND r.id > ${}", values.len());
        }
        if let Some(state) = state {
            values.push(state.code().into());
            narrowed += &format!(" AND r.state = ${}", values.len());
        }
        let sql = format!(
            "SELECT {COLUMNS} FROM referral r WHERE {side}{narrowed} ORDER BY r.id LIMIT {limit}"
        );
        let read = |row: &mut Row<'_>| referral(&self.keyring, row);
        let reader = self.engine.reader();
        reader
            .all("list referrals in parts", &sql, values, read)
            .await
    }

    /// How many referrals a scope's organisation has, by side and state.
    pub async fn referral_counts(&self, scope: &Scope) -> Result<Vec<ReferralCount>, StoreError> {
        let sql = "SELECT r.receiver = $1, r.state, count(*) FROM referral r WHERE (r.receiver = $1 AND \
                   r.state <> 'draft') OR r.sender = $1 GROUP BY 1, 2 ORDER BY 1, 2";
        let values = vec![Uuid::into(scope.organisation())];
        let reader = self.engine.reader();
        reader
            .all("count referrals", sql, values, |row| {
                Ok(ReferralCount {
                    received: row.take()?,
                    state: row.parse("referral", "state", "a state", State::from_code)?,
                    n: row.take()?,
                })
            })
            .await
    }
}
