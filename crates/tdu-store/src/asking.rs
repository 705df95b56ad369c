//! Requests to see someone, files opened in an emergency: who asked, why, until when.

use jiff::civil::Date;
use tdu_domain::access::{EmergencyReason, RequestState, Scope};
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::computed::ComputedPerson;
use crate::engine::{Row, date_value, first, text_value};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

/// A request to see someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRequest {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The organisation that asks.
    pub organisation: Uuid,
    /// The account that asked.
    pub account: Uuid,
    /// Its name.
    pub account_name: String,
    /// The person's initials, for who may not read more.
    pub initials: String,
    /// Why, in words.
    pub reason: String,
    /// When.
    pub asked_at: Millis,
    /// What became of it.
    pub state: RequestState,
    /// When it was answered.
    pub decided_at: Option<Millis>,
    /// Who answered.
    pub decided_by: Option<String>,
    /// The words of a refusal.
    pub answer: Option<String>,
    /// The last day of the access.
    pub until: Option<Date>,
}

/// A request received: the person is of the reader's caseload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRequest {
    /// The request.
    pub request: AccessRequest,
    /// First name of the person.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

/// A file opened in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// The organisation of who opened it.
    pub organisation: Uuid,
    /// The account that opened it.
    pub account: Uuid,
    /// Its name.
    pub account_name: String,
    /// The person's initials, for who may not read more.
    pub initials: String,
    /// Why.
    pub reason: EmergencyReason,
    /// In words.
    pub words: String,
    /// When.
    pub opened_at: Millis,
    /// The instant from which it is closed again.
    pub until: Millis,
}

const REQUEST: &str = "r.id, r.person, r.organisation, r.account, r.account_name, r.initials, r.reason, r.asked_at, \
                       r.state, r.decided_at, r.decided_by, r.answer, r.until";
const EMERGENCY: &str = "e.id, e.person, e.organisation, e.account, e.account_name, e.initials, e.reason, e.words, \
                         e.opened_at, e.until";
/// Open requests about someone whom an organisation accompanies itself.
const RECEIVED: &str = "FROM access_request r JOIN caseload c ON c.person = r.person AND c.organisation = $1 \
                        WHERE r.state = 'open' AND c.relation IN ('source', 'residence')";
/// Requests about someone whom an organisation accompanies itself, whatever became of them.
const ACCOMPANIED: &str = "FROM access_request r JOIN caseload c ON c.person = r.person AND c.organisation = $1 \
                           WHERE c.relation IN ('source', 'residence')";
/// Emergencies of an organisation's members, or about someone whom it accompanies.
const CONCERNING: &str = "FROM emergency e LEFT JOIN emergency_reading g ON g.emergency = e.id AND g.organisation = $1 \
                          WHERE (e.organisation = $1 OR EXISTS (SELECT 1 FROM caseload c WHERE c.person = e.person \
                          AND c.organisation = $1 AND c.relation IN ('source', 'residence')))";

impl Transaction {
    /// Keeps a request.
    pub async fn add_access_request(&self, request: &AccessRequest) -> Result<(), StoreError> {
        let sql = "INSERT INTO access_request (id, person, organisation, account, account_name, initials, reason, \
                   asked_at, state, decided_at, decided_by, answer, until) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let values = vec![
            request.id.into(),
            request.person.into(),
            request.organisation.into(),
            request.account.into(),
            request.account_name.clone().into(),
            request.initials.clone().into(),
            request.reason.clone().into(),
            request.asked_at.into(),
            request.state.code().into(),
            request.decided_at.into(),
            text_value(request.decided_by.as_deref()),
            text_value(request.answer.as_deref()),
            date_value(request.until),
        ];
        self.session()
            .execute("keep an access request", sql, values)
            .await?;
        Ok(())
    }

    /// Answers a request that is still open; tells whether it was.
    pub async fn answer_access_request(
        &self,
        answered: &AccessRequest,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE access_request SET state = $2, decided_at = $3, decided_by = $4, answer = $5, until = $6 \
                   WHERE id = $1 AND state = 'open'";
        let values = vec![
            answered.id.into(),
            answered.state.code().into(),
            answered.decided_at.into(),
            text_value(answered.decided_by.as_deref()),
            text_value(answered.answer.as_deref()),
            date_value(answered.until),
        ];
        let touched = self
            .session()
            .execute("answer an access request", sql, values)
            .await?;
        Ok(touched > 0)
    }

    /// Withdraws an access that is still accepted; tells whether it was.
    pub async fn withdraw_access(
        &self,
        id: Uuid,
        by: &str,
        now: Millis,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE access_request SET state = 'withdrawn', decided_at = $2, decided_by = $3 \
                   WHERE id = $1 AND state = 'accepted'";
        let values = vec![id.into(), now.into(), by.into()];
        let session = self.session();
        let touched = session.execute("withdraw an access", sql, values).await?;
        Ok(touched > 0)
    }

    /// Whether an organisation has an open request about someone.
    pub async fn has_access_request(
        &self,
        person: Uuid,
        organisation: Uuid,
    ) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM access_request WHERE person = $1 AND organisation = $2 AND state = 'open'";
        let values = vec![person.into(), organisation.into()];
        let session = self.session();
        let count = session.one("look for an access request", sql, values, first::<i64>);
        Ok(count.await?.unwrap_or(0) > 0)
    }

    /// Keeps that a file was opened in an emergency.
    pub async fn add_emergency(&self, opened: &Emergency) -> Result<(), StoreError> {
        let sql = "INSERT INTO emergency (id, person, organisation, account, account_name, initials, reason, words, \
                   opened_at, until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let values = vec![
            opened.id.into(),
            opened.person.into(),
            opened.organisation.into(),
            opened.account.into(),
            opened.account_name.clone().into(),
            opened.initials.clone().into(),
            opened.reason.code().into(),
            opened.words.clone().into(),
            opened.opened_at.into(),
            opened.until.into(),
        ];
        self.session()
            .execute("keep an emergency", sql, values)
            .await?;
        Ok(())
    }

    /// Notes that an organisation's data protection officer read of an emergency.
    pub async fn read_emergency(
        &self,
        emergency: Uuid,
        organisation: Uuid,
        reader: &str,
        now: Millis,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO emergency_reading (emergency, organisation, read_by, read_at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (emergency, organisation) DO NOTHING";
        let values = vec![
            emergency.into(),
            organisation.into(),
            reader.into(),
            now.into(),
        ];
        self.session()
            .execute("note that an emergency was read", sql, values)
            .await?;
        Ok(())
    }
}

impl Territory {
    /// The requests that an organisation must answer, oldest first.
    pub async fn requests_received(
        &self,
        scope: &Scope,
    ) -> Result<Vec<ReceivedRequest>, StoreError> {
        let sql = format!(
            "SELECT {REQUEST}, c.first_name, c.last_name {RECEIVED} ORDER BY r.asked_at, r.id"
        );
        let values = vec![scope.organisation().into()];
        self.engine
            .reader()
            .all("list access requests received", &sql, values, received)
            .await
    }

    /// The accesses of others that hold on a day, to people whom an organisation accompanies itself, the
    /// first to end first.
    pub async fn accesses_given(
        &self,
        scope: &Scope,
        today: Date,
    ) -> Result<Vec<ReceivedRequest>, StoreError> {
        let sql = format!(
            "SELECT {REQUEST}, c.first_name, c.last_name {ACCOMPANIED} AND r.state = 'accepted' AND r.until >= $2 \
             ORDER BY r.until, r.id"
        );
        let values = vec![scope.organisation().into(), date_value(Some(today))];
        self.engine
            .reader()
            .all("list accesses given", &sql, values, received)
            .await
    }

    /// A request about someone whom an organisation accompanies itself, whatever became of it.
    pub async fn request_about_own(
        &self,
        scope: &Scope,
        id: Uuid,
    ) -> Result<Option<AccessRequest>, StoreError> {
        let sql = format!("SELECT {REQUEST} {ACCOMPANIED} AND r.id = $2");
        let values = vec![scope.organisation().into(), id.into()];
        self.engine
            .reader()
            .one("read an access request", &sql, values, request)
            .await
    }

    /// How many requests an organisation must answer.
    pub async fn count_requests_received(&self, scope: &Scope) -> Result<i64, StoreError> {
        let sql = format!("SELECT count(*) {RECEIVED}");
        let values = vec![scope.organisation().into()];
        let reader = self.engine.reader();
        let count = reader.one("count access requests", &sql, values, first);
        Ok(count.await?.unwrap_or(0))
    }

    /// A request that an organisation must answer.
    pub async fn request_received(
        &self,
        scope: &Scope,
        id: Uuid,
    ) -> Result<Option<AccessRequest>, StoreError> {
        let sql = format!("SELECT {REQUEST} {RECEIVED} AND r.id = $2");
        let values = vec![scope.organisation().into(), id.into()];
        self.engine
            .reader()
            .one("read an access request", &sql, values, request)
            .await
    }

    /// The requests that an organisation made, newest first.
    pub async fn requests_sent(
        &self,
        scope: &Scope,
        limit: u32,
    ) -> Result<Vec<AccessRequest>, StoreError> {
        let sql = format!(
            "SELECT {REQUEST} FROM access_request r WHERE r.organisation = $1 ORDER BY r.asked_at DESC, r.id LIMIT {limit}"
        );
        let values = vec![scope.organisation().into()];
        self.engine
            .reader()
            .all("list access requests sent", &sql, values, request)
            .await
    }

    /// Someone whose file the account of a scope opened in an emergency, and the last time it did.
    pub async fn opened_in_emergency(
        &self,
        scope: &Scope,
        person: Uuid,
    ) -> Result<Option<(Emergency, ComputedPerson)>, StoreError> {
        let sql = format!(
            "SELECT {EMERGENCY} FROM emergency e WHERE e.person = $1 AND e.account = $2 AND e.organisation = $3 \
             ORDER BY e.until DESC LIMIT 1"
        );
        let values = vec![
            person.into(),
            scope.account().into(),
            scope.organisation().into(),
        ];
        let reader = self.engine.reader();
        let opened = reader.one("find an emergency", &sql, values, emergency);
        let Some(opened) = opened.await? else {
            return Ok(None);
        };
        let computed = self.computed(&[person]).await?.remove(&person);
        Ok(computed.map(|computed| (opened, computed)))
    }

    /// The emergencies that a data protection officer's organisation is concerned by, newest first, and
    /// whether each was read.
    pub async fn emergencies(
        &self,
        scope: &Scope,
        limit: u32,
    ) -> Result<Vec<(Emergency, bool)>, StoreError> {
        let sql = format!(
            "SELECT {EMERGENCY}, g.read_at {CONCERNING} ORDER BY e.opened_at DESC, e.id LIMIT {limit}"
        );
        let values = vec![scope.organisation().into()];
        self.engine
            .reader()
            .all("list emergencies", &sql, values, |row| {
                Ok((emergency(row)?, row.take::<Option<i64>>()?.is_some()))
            })
            .await
    }

    /// How many of them were not read.
    pub async fn count_emergencies_unread(&self, scope: &Scope) -> Result<i64, StoreError> {
        let sql = format!("SELECT count(*) {CONCERNING} AND g.read_at IS NULL");
        let values = vec![scope.organisation().into()];
        let reader = self.engine.reader();
        let count = reader.one("count emergencies", &sql, values, first);
        Ok(count.await?.unwrap_or(0))
    }

    /// Whether an emergency concerns an organisation.
    pub async fn concerns(&self, scope: &Scope, emergency: Uuid) -> Result<bool, StoreError> {
        let sql = format!("SELECT count(*) {CONCERNING} AND e.id = $2");
        let values = vec![scope.organisation().into(), emergency.into()];
        let reader = self.engine.reader();
        let count = reader.one("look for an emergency", &sql, values, first::<i64>);
        Ok(count.await?.unwrap_or(0) > 0)
    }
}

fn received(row: &mut Row<'_>) -> Result<ReceivedRequest, StoreError> {
    Ok(ReceivedRequest {
        request: request(row)?,
        first_name: row.take()?,
        last_name: row.take()?,
    })
}

fn request(row: &mut Row<'_>) -> Result<AccessRequest, StoreError> {
    const TABLE: &str = "access_request";
    Ok(AccessRequest {
        id: row.take()?,
        person: row.take()?,
        organisation: row.take()?,
        account: row.take()?,
        account_name: row.take()?,
        initials: row.take()?,
        reason: row.take()?,
        asked_at: row.take()?,
        state: row.parse(TABLE, "state", "a state", RequestState::from_code)?,
        decided_at: row.take()?,
        decided_by: row.take()?,
        answer: row.take()?,
        until: row.date(TABLE, "until")?,
    })
}

fn emergency(row: &mut Row<'_>) -> Result<Emergency, StoreError> {
    Ok(Emergency {
        id: row.take()?,
        person: row.take()?,
        organisation: row.take()?,
        account: row.take()?,
        account_name: row.take()?,
        initials: row.take()?,
        reason: row.parse(
            "emergency",
            "reason",
            "a reason",
            EmergencyReason::from_code,
        )?,
        words: row.take()?,
        opened_at: row.take()?,
        until: row.take()?,
    })
}
