//! The thread of the two staffs about a person.

use tdu_domain::access::Scope;
use tdu_domain::merge::Millis;
use tdu_domain::together::By;
use tdu_domain::together::message::Notice;
use uuid::Uuid;

use super::tasks::by;
use crate::engine::{Row, first};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::sealed::{self, Place};
use crate::territory::{Territory, Transaction};

const COLUMNS: &str =
    "id, person, account, account_name, organisation, words, written_at, removed_at";
/// Messages of a thread that are read at once.
const THREAD: u32 = 200;

/// A message of the thread of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// Key.
    pub id: Uuid,
    /// The person it is about.
    pub person: Uuid,
    /// Who wrote it.
    pub by: By,
    /// What it says; empty once it is removed.
    pub words: String,
    /// When.
    pub written_at: Millis,
    /// When its author removed it.
    pub removed_at: Option<Millis>,
}

/// An account that is told of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageTold {
    /// The account.
    pub to: By,
    /// Why.
    pub why: Notice,
}

/// A thread with messages that an account has not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadThread {
    /// The person.
    pub person: Uuid,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// How many messages.
    pub messages: i64,
    /// Of which name the account.
    pub mentions: i64,
    /// When the last was written.
    pub last_at: Millis,
}

/// Notices that an account of a scope has not read, about people whom it may see.
const UNREAD: &str = "FROM message_notice n JOIN message m ON m.id = n.message \
                      JOIN caseload c ON c.person = m.person AND c.organisation = n.organisation \
                      WHERE n.account = $1 AND n.organisation = $2 AND n.read_at IS NULL";

impl Transaction {
    /// Keeps a message and who is told of it.
    pub async fn add_message(
        &self,
        message: &MessageRow,
        told: &[MessageTold],
    ) -> Result<(), StoreError> {
        let sql =
            format!("INSERT INTO message ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
        let values = vec![
            message.id.into(),
            message.person.into(),
            message.by.account.into(),
            message.by.name.clone().into(),
            message.by.organisation.into(),
            sealed::seal(&self.keyring, Place::Message, message.id, &message.words)?,
            message.written_at.into(),
            message.removed_at.into(),
        ];
        let session = self.session();
        session.execute("keep a message", &sql, values).await?;
        let rows = told.iter().map(|told| {
            vec![
                message.id.into(),
                told.to.account.into(),
                told.to.organisation.into(),
                told.to.name.clone().into(),
                told.why.code().into(),
            ]
        });
        let columns = ["message", "account", "organisation", "name", "why"];
        session
            .insert(
                "tell of a message",
                "message_notice",
                &columns,
                "ON CONFLICT DO NOTHING",
                rows.collect(),
            )
            .await
    }

    /// A message, to remove.
    pub async fn message(&self, id: Uuid) -> Result<Option<MessageRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM message WHERE id = $1");
        let read = |row: &mut Row<'_>| message(&self.keyring, row);
        self.session()
            .one("read a message", &sql, vec![id.into()], read)
            .await
    }

    /// Takes the words of a message away; that it was written stays. Nobody is told of it any more.
    pub async fn remove_message(&self, id: Uuid, now: Millis) -> Result<(), StoreError> {
        let nothing = sealed::seal(&self.keyring, Place::Message, id, "")?;
        let session = self.session();
        let sql = "UPDATE message SET words = $2, removed_at = $3 WHERE id = $1";
        let values = vec![id.into(), nothing, now.into()];
        session.execute("remove a message", sql, values).await?;
        let sql = "UPDATE message_notice SET read_at = $2 WHERE message = $1 AND read_at IS NULL";
        let values = vec![id.into(), now.into()];
        session.execute("remove a message", sql, values).await?;
        Ok(())
    }

    /// The accounts that wrote about a person.
    pub async fn writers_about(&self, person: Uuid) -> Result<Vec<By>, StoreError> {
        let sql = "SELECT DISTINCT account, account_name, organisation FROM message \
                   WHERE person = $1 AND removed_at IS NULL";
        self.session()
            .all(
                "read who wrote about a person",
                sql,
                vec![person.into()],
                by,
            )
            .await
    }

    /// Notes that an account has read the thread of a person.
    pub async fn read_thread(
        &self,
        person: Uuid,
        account: Uuid,
        now: Millis,
    ) -> Result<u64, StoreError> {
        let sql = "UPDATE message_notice SET read_at = $3 WHERE account = $2 AND read_at IS NULL \
                   AND message IN (SELECT id FROM message WHERE person = $1)";
        let values = vec![person.into(), account.into(), now.into()];
        self.session()
            .execute("note that a thread was read", sql, values)
            .await
    }

    /// Notes that somebody of an organisation answers in the thread of a person: colleagues who were
    /// told only because nobody was known to follow have nothing left to read.
    pub async fn answered_for(
        &self,
        person: Uuid,
        organisation: Uuid,
        now: Millis,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE message_notice SET read_at = $3 WHERE organisation = $2 AND why = 'team' \
                   AND read_at IS NULL AND message IN (SELECT id FROM message WHERE person = $1)";
        let values = vec![person.into(), organisation.into(), now.into()];
        self.session()
            .execute("note that a team has answered", sql, values)
            .await?;
        Ok(())
    }
}

impl Territory {
    /// The thread of a person, the last message first.
    pub async fn messages_of(&self, person: Uuid) -> Result<Vec<MessageRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM message WHERE person = $1 ORDER BY written_at DESC, id DESC LIMIT {THREAD}"
        );
        let read = |row: &mut Row<'_>| message(&self.keyring, row);
        self.engine
            .reader()
            .all("read a thread", &sql, vec![person.into()], read)
            .await
    }

    /// Whom the messages about a person name, message by message.
    pub async fn mentions_of(&self, person: Uuid) -> Result<Vec<(Uuid, String)>, StoreError> {
        let sql = "SELECT n.message, n.name FROM message_notice n JOIN message m ON m.id = n.message \
                   WHERE m.person = $1 AND m.removed_at IS NULL AND n.why = 'mention' ORDER BY n.name";
        let read = |row: &mut Row<'_>| Ok((row.take()?, row.take()?));
        self.engine
            .reader()
            .all("read whom a thread names", sql, vec![person.into()], read)
            .await
    }

    /// Whom a message is about, if that is someone of the scope.
    pub async fn person_of_message(
        &self,
        scope: &Scope,
        message: Uuid,
    ) -> Result<Option<Uuid>, StoreError> {
        let sql = "SELECT m.person FROM message m JOIN caseload c ON c.person = m.person AND c.organisation = $1 \
                   WHERE m.id = $2";
        let values = vec![scope.organisation().into(), message.into()];
        self.engine
            .reader()
            .one("find whom a message is about", sql, values, first)
            .await
    }

    /// How many messages the account of a scope has not read.
    pub async fn count_unread(&self, scope: &Scope) -> Result<i64, StoreError> {
        let sql = format!("SELECT count(*) {UNREAD}");
        let values = vec![scope.account().into(), scope.organisation().into()];
        let reader = self.engine.reader();
        let count = reader.one("count unread messages", &sql, values, first);
        Ok(count.await?.unwrap_or(0))
    }

    /// The threads that the account of a scope has not read, the last first.
    pub async fn unread_threads(&self, scope: &Scope) -> Result<Vec<UnreadThread>, StoreError> {
        let sql = format!(
            "SELECT m.person, min(c.first_name), min(c.last_name), count(*), \
             count(CASE WHEN n.why = 'mention' THEN 1 END), max(m.written_at) {UNREAD} \
             GROUP BY m.person ORDER BY max(m.written_at) DESC LIMIT 200"
        );
        let values = vec![scope.account().into(), scope.organisation().into()];
        self.engine
            .reader()
            .all("list unread threads", &sql, values, |row| {
                Ok(UnreadThread {
                    person: row.take()?,
                    first_name: row.take()?,
                    last_name: row.take()?,
                    messages: row.take()?,
                    mentions: row.take()?,
                    last_at: row.take()?,
                })
            })
            .await
    }
}

/// Reads [`COLUMNS`].
fn message(keyring: &Keyring, row: &mut Row<'_>) -> Result<MessageRow, StoreError> {
    let id = row.take()?;
    let person = row.take()?;
    let by = by(row)?;
    let words: Vec<u8> = row.take()?;
    Ok(MessageRow {
        id,
        person,
        by,
        words: sealed::open(keyring, Place::Message, id, &words)?,
        written_at: row.take()?,
        removed_at: row.take()?,
    })
}
