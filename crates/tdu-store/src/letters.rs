//! E-mails on their way: each is claimed, sent, marked. One that was claimed and never marked is sent
//! again under the same name.

use sea_orm::{ConnectionTrait, Value};
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::directory::Store;
use crate::engine::{Engine, Row, Session, first, text_value};
use crate::error::StoreError;
use crate::keyring::Purpose;
use crate::territory::{Territory, Transaction};

/// E-mails claimed at once.
const AT_ONCE: u32 = 20;

/// An e-mail to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Key, and its name for those who receive it.
    pub id: Uuid,
    /// What it is: `immediate`, `daily`, `invitation`.
    pub kind: String,
    /// The account it is for.
    pub account: Option<Uuid>,
    /// The address it is for, when it is of no account.
    pub recipient: Option<String>,
    /// What it says, sealed, when nothing else tells it.
    pub content: Option<Vec<u8>>,
    /// From when it is to be sent.
    pub due_at: Millis,
    /// How many times it was claimed.
    pub tries: i64,
}

const COLUMNS: &str = "id, kind, account, recipient, content, due_at, tries";

fn read(row: &mut Row<'_>) -> Result<Letter, StoreError> {
    Ok(Letter {
        id: row.take()?,
        kind: row.take()?,
        account: row.take()?,
        recipient: row.take()?,
        content: row.take()?,
        due_at: row.take()?,
        tries: row.take()?,
    })
}

/// Takes e-mails that are due, so that nobody else does before an instant.
async fn claim(engine: &Engine, now: Millis, until: Millis) -> Result<Vec<Letter>, StoreError> {
    let waiting = "sent_at IS NULL AND dropped_at IS NULL AND due_at <= $1 \
                   AND (claimed_until IS NULL OR claimed_until <= $1)";
    let sql = format!("SELECT 1 FROM letter WHERE {waiting} LIMIT 1");
    let reader = engine.reader();
    let any = reader.one("look for e-mails", &sql, vec![now.into()], first::<i32>);
    if any.await?.is_none() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "UPDATE letter SET claimed_until = $2, tries = tries + 1 WHERE id IN (SELECT id FROM letter WHERE {waiting} \
         ORDER BY due_at LIMIT {AT_ONCE}) AND {waiting} RETURNING {COLUMNS}"
    );
    let transaction = engine.begin().await?;
    let values = vec![now.into(), until.into()];
    let claimed = transaction
        .session()
        .all("claim e-mails", &sql, values, read)
        .await?;
    transaction.commit().await?;
    Ok(claimed)
}

async fn change(engine: &Engine, sql: &str, values: Vec<Value>) -> Result<(), StoreError> {
    let transaction = engine.begin().await?;
    transaction
        .session()
        .execute("mark an e-mail", sql, values)
        .await?;
    transaction.commit().await
}

async fn put<C: ConnectionTrait>(
    session: &Session<'_, C>,
    letter: &Letter,
    now: Millis,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO letter (id, kind, account, recipient, content, made_at, due_at, tries) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
    let values = vec![
        letter.id.into(),
        letter.kind.clone().into(),
        letter.account.into(),
        text_value(letter.recipient.as_deref()),
        letter.content.clone().into(),
        now.into(),
        letter.due_at.into(),
    ];
    session.execute("keep an e-mail", sql, values).await?;
    Ok(())
}

const SENT: &str = "UPDATE letter SET sent_at = $2, claimed_until = NULL, content = NULL, recipient = NULL WHERE id = $1";
const AGAIN: &str = "UPDATE letter SET due_at = $2, claimed_until = NULL, fault = $3 WHERE id = $1";
const DROPPED: &str = "UPDATE letter SET dropped_at = $2, claimed_until = NULL, content = NULL, recipient = NULL, \
                       fault = $3 WHERE id = $1";
const FORGET: &str = "DELETE FROM letter WHERE made_at < $1";

/// What became of an e-mail that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterFate {
    /// It was taken by the server of e-mails.
    Sent,
    /// It was not, and is tried again from an instant.
    Again(Millis, String),
    /// It will not be sent.
    Dropped(String),
}

async fn mark(engine: &Engine, id: Uuid, fate: LetterFate, now: Millis) -> Result<(), StoreError> {
    match fate {
        LetterFate::Sent => change(engine, SENT, vec![id.into(), now.into()]).await,
        LetterFate::Again(due, fault) => {
            change(engine, AGAIN, vec![id.into(), due.into(), fault.into()]).await
        }
        LetterFate::Dropped(fault) => {
            change(engine, DROPPED, vec![id.into(), now.into(), fault.into()]).await
        }
    }
}

impl Territory {
    /// Takes e-mails of notices that are due.
    pub async fn claim_letters(
        &self,
        now: Millis,
        until: Millis,
    ) -> Result<Vec<Letter>, StoreError> {
        claim(&self.engine, now, until).await
    }

    /// Marks what became of an e-mail.
    pub async fn mark_letter(
        &self,
        id: Uuid,
        fate: LetterFate,
        now: Millis,
    ) -> Result<(), StoreError> {
        mark(&self.engine, id, fate, now).await
    }

    /// Forgets e-mails made before an instant.
    pub async fn forget_letters(&self, before: Millis) -> Result<(), StoreError> {
        change(&self.engine, FORGET, vec![before.into()]).await
    }
}

impl Transaction {
    /// The e-mail of an account that still takes notices: made, never claimed.
    pub async fn open_letter(&self, account: Uuid, kind: &str) -> Result<Option<Uuid>, StoreError> {
        let sql = "SELECT id FROM letter WHERE account = $1 AND kind = $2 AND sent_at IS NULL \
                   AND dropped_at IS NULL AND tries = 0";
        let values = vec![account.into(), kind.into()];
        self.session()
            .one("find an e-mail to add to", sql, values, first)
            .await
    }

    /// From when the last e-mail of an account was to be sent.
    pub async fn last_letter(
        &self,
        account: Uuid,
        kind: &str,
    ) -> Result<Option<Millis>, StoreError> {
        let sql = "SELECT max(due_at) FROM letter WHERE account = $1 AND kind = $2";
        let values = vec![account.into(), kind.into()];
        let found = self
            .session()
            .one("find the last e-mail", sql, values, |row| {
                row.take::<Option<i64>>()
            })
            .await?;
        Ok(found.flatten())
    }

    /// Keeps an e-mail to send.
    pub async fn add_letter(&self, letter: &Letter, now: Millis) -> Result<(), StoreError> {
        put(&self.session(), letter, now).await
    }
}

impl Store {
    /// Keeps an e-mail to send to someone who may have no account; what it says is sealed.
    pub async fn add_letter(
        &self,
        letter: &Letter,
        says: &str,
        now: Millis,
    ) -> Result<(), StoreError> {
        let sealed = self
            .keyring()
            .seal(Purpose::Accounts, &place(letter.id), says.as_bytes())?;
        let transaction = self.engine.begin().await?;
        let letter = Letter {
            content: Some(sealed),
            ..letter.clone()
        };
        put(&transaction.session(), &letter, now).await?;
        transaction.commit().await
    }

    /// What an e-mail of the directory says.
    pub fn letter_says(&self, letter: &Letter) -> Result<String, StoreError> {
        let sealed = letter.content.as_deref().unwrap_or_default();
        let opened = self
            .keyring()
            .open(Purpose::Accounts, &place(letter.id), sealed)?;
        String::from_utf8(opened).map_err(|_| StoreError::Corrupt {
            table: "letter",
            column: "content",
            expected: "text",
        })
    }

    /// Takes e-mails that are due.
    pub async fn claim_letters(
        &self,
        now: Millis,
        until: Millis,
    ) -> Result<Vec<Letter>, StoreError> {
        claim(&self.engine, now, until).await
    }

    /// Marks what became of an e-mail.
    pub async fn mark_letter(
        &self,
        id: Uuid,
        fate: LetterFate,
        now: Millis,
    ) -> Result<(), StoreError> {
        mark(&self.engine, id, fate, now).await
    }

    /// Forgets e-mails made before an instant.
    pub async fn forget_letters(&self, before: Millis) -> Result<(), StoreError> {
        change(&self.engine, FORGET, vec![before.into()]).await
    }
}

/// The place for which the content of an e-mail is sealed.
fn place(id: Uuid) -> Vec<u8> {
    let mut place = id.as_bytes().to_vec();
    place.extend_from_slice(b"letter\0content");
    place
}
