//! What changed about people since an account last looked: notices it has not read, warnings it has not
//! seen; and that it has seen them.

use jiff::civil::Date;
use sea_orm::Value;
use tdu_domain::access::Scope;
use tdu_domain::journal::ActCode;
use tdu_domain::merge::Millis;
use uuid::Uuid;

use super::narrowing::{Parameters, unseen, within};
use crate::caseload::{self, CaseloadRow};
use crate::engine::{Row, date_value, keys};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

/// A notice not read, of someone of the caseload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldLine {
    /// The person in the organisation's caseload.
    pub person: CaseloadRow,
    /// What was done.
    pub act: ActCode,
    /// The organisation that did it.
    pub by: Uuid,
    /// When.
    pub at: Millis,
    /// Whether the person is also among those with a new warning.
    pub fresh: bool,
}

/// What an account saw of someone: everything up to a day, and these warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenPerson {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The first day of the last warning.
    pub newest: Option<Date>,
    /// The warnings, a bit each.
    pub signals: i64,
}

impl Territory {
    /// The notices that the account of a scope has not read, the last first. `since` is the day from which
    /// a warning is new.
    pub async fn told(
        &self,
        scope: &Scope,
        since: Date,
        limit: u32,
    ) -> Result<Vec<ToldLine>, StoreError> {
        let mut values = Parameters::default();
        let whose = within(&mut values, scope);
        let (account, organisation) = (
            values.add(scope.account()),
            values.add(scope.organisation()),
        );
        let since = values.add(since.to_string());
        let unseen = unseen(&mut values, scope);
        let columns = caseload::COLUMNS.join(", ");
        let sql = format!(
            "SELECT act, by_organisation, at, COALESCE(newest, '') >= {since} AND {unseen}, {columns} FROM \
             (SELECT id AS notice, person AS about, act, by_organisation, at FROM notice WHERE account = {account} \
             AND organisation = {organisation} AND read_at IS NULL ORDER BY id DESC LIMIT {limit}) AS unread \
             JOIN caseload ON caseload.person = about AND {whose} ORDER BY notice DESC"
        );
        let read = |row: &mut Row<'_>| {
            Ok(ToldLine {
                act: row.parse("notice", "act", "an act", ActCode::from_code)?,
                by: row.take()?,
                at: row.take()?,
                fresh: row.take()?,
                person: caseload::read(row)?,
            })
        };
        let reader = self.engine.reader();
        reader.all("read what changed", &sql, values.0, read).await
    }
}

impl Transaction {
    /// Keeps that an account saw what changed about these people, and forgets what it saw before an instant.
    pub async fn see(
        &self,
        (visit, account, organisation): (Uuid, Uuid, Uuid),
        people: &[SeenPerson],
        now: Millis,
        forget_before: Millis,
    ) -> Result<(), StoreError> {
        let session = self.session();
        let sql = "DELETE FROM seen WHERE at < $1";
        session
            .execute("forget what was seen", sql, vec![forget_before.into()])
            .await?;
        let columns = [
            "id",
            "visit",
            "person",
            "organisation",
            "account",
            "at",
            "newest",
            "signals",
        ];
        let rows = people.iter().filter_map(|seen| {
            let newest = seen.newest?;
            Some(vec![
                seen.id.into(),
                visit.into(),
                seen.person.into(),
                organisation.into(),
                account.into(),
                now.into(),
                date_value(Some(newest)),
                seen.signals.into(),
            ])
        });
        let rows: Vec<Vec<Value>> = rows.collect();
        session
            .insert("keep what was seen", "seen", &columns, "", rows)
            .await?;
        let sql = "UPDATE notice SET read_at = $1, visit = $2 WHERE account = $3 AND organisation = $4 \
                   AND read_at IS NULL AND person IN ({})";
        let before: [Value; 4] = [
            now.into(),
            visit.into(),
            account.into(),
            organisation.into(),
        ];
        let ids = keys(people.iter().map(|seen| seen.person));
        session
            .execute_in("mark notices as read", sql, &before, &ids)
            .await
    }

    /// Takes back that an account saw something since an instant; tells whether there was anything.
    pub async fn unsee(
        &self,
        visit: Uuid,
        account: Uuid,
        since: Millis,
    ) -> Result<bool, StoreError> {
        let session = self.session();
        let mut undone = 0;
        for sql in [
            "DELETE FROM seen WHERE visit = $1 AND account = $2 AND at >= $3",
            "UPDATE notice SET read_at = NULL, visit = NULL WHERE visit = $1 AND account = $2 AND read_at >= $3",
        ] {
            let values = vec![visit.into(), account.into(), since.into()];
            undone += session.execute("take back a look", sql, values).await?;
        }
        Ok(undone > 0)
    }
}
