//! Calls of programs that must be done once, however often they are sent.

use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

/// A call that a program named, so that sending it again does nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCall {
    /// The API key that sent it.
    pub api_key: Uuid,
    /// The route, without what varies.
    pub route: String,
    /// The name that the program gave it.
    pub name: String,
    /// A digest of all that it says.
    pub content: Vec<u8>,
}

impl Territory {
    /// What a call of this name said and did since an instant: its content, and the line of the journal.
    pub async fn call_done(
        &self,
        call: &NamedCall,
        since: Millis,
    ) -> Result<Option<(Vec<u8>, Uuid)>, StoreError> {
        let sql = "SELECT content, line FROM call_once WHERE api_key = $1 AND route = $2 AND name = $3 \
                   AND done_at >= $4";
        let values = vec![
            call.api_key.into(),
            call.route.clone().into(),
            call.name.clone().into(),
            since.into(),
        ];
        self.engine
            .reader()
            .one("find a call done before", sql, values, |row| {
                Ok((row.take()?, row.take()?))
            })
            .await
    }
}

impl Transaction {
    /// Remembers what a call did, and forgets those done before an instant. Tells whether it is the
    /// first of its name: if not, nothing of this transaction may be kept.
    pub async fn claim_call(
        &self,
        call: &NamedCall,
        line: Uuid,
        now: Millis,
        since: Millis,
    ) -> Result<bool, StoreError> {
        let session = self.session();
        let sql = "DELETE FROM call_once WHERE done_at < $1";
        session
            .execute("forget old calls", sql, vec![since.into()])
            .await?;
        let sql = "INSERT INTO call_once (api_key, route, name, content, line, done_at) \
                   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
        let values = vec![
            call.api_key.into(),
            call.route.clone().into(),
            call.name.clone().into(),
            call.content.clone().into(),
            line.into(),
            now.into(),
        ];
        Ok(session.execute("remember a call", sql, values).await? > 0)
    }
}
