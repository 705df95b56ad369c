//! Notices: what others did about the people someone follows, and whether they read of it.

use sea_orm::Value;
use tdu_domain::access::Role;
use tdu_domain::journal::ActCode;
use tdu_domain::merge::Millis;
use tdu_domain::notice::{Frequency, NoticeKind};
use uuid::Uuid;

use crate::directory::Store;
use crate::engine::{Row, first};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

/// Notices counted, at most.
pub const MOST_COUNTED: i64 = 100;

/// A notice to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    /// Key.
    pub id: Uuid,
    /// The account that is told.
    pub account: Uuid,
    /// The organisation for which the account follows the person.
    pub organisation: Uuid,
    /// The person.
    pub person: Uuid,
    /// The line of the journal.
    pub line: Uuid,
    /// The act.
    pub act: ActCode,
    /// The organisation that acted.
    pub by_organisation: Uuid,
    /// When it was recorded.
    pub at: Millis,
    /// The e-mail that will tell it.
    pub letter: Option<Uuid>,
}

/// A notice as it is shown: of someone who is still in the caseload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// Their first and last names.
    pub names: (String, String),
    /// The act.
    pub act: ActCode,
    /// The organisation that acted.
    pub by_organisation: Uuid,
    /// When.
    pub at: Millis,
    /// Whether it was read.
    pub read: bool,
}

const LINES: &str = "SELECT notice.id, notice.person, first_name, last_name, act, by_organisation, at, read_at \
                     FROM notice JOIN caseload ON caseload.person = notice.person \
                     AND caseload.organisation = notice.organisation";

fn line(row: &mut Row<'_>) -> Result<NoticeLine, StoreError> {
    Ok(NoticeLine {
        id: row.take()?,
        person: row.take()?,
        names: (row.take()?, row.take()?),
        act: row.parse("notice", "act", "an act", ActCode::from_code)?,
        by_organisation: row.take()?,
        at: row.take()?,
        read: row.take::<Option<i64>>()?.is_some(),
    })
}

impl Territory {
    /// How many notices an account has not read, up to [`MOST_COUNTED`].
    pub async fn unread_notices(
        &self,
        account: Uuid,
        organisation: Uuid,
    ) -> Result<i64, StoreError> {
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM notice WHERE account = $1 AND organisation = $2 \
             AND read_at IS NULL LIMIT {MOST_COUNTED}) AS unread"
        );
        let values = vec![account.into(), organisation.into()];
        let counted = self.engine.reader();
        let counted = counted.one("count notices", &sql, values, first);
        Ok(counted.await?.unwrap_or(0))
    }

    /// The last notices of an account.
    pub async fn notices(
        &self,
        account: Uuid,
        organisation: Uuid,
        limit: u32,
    ) -> Result<Vec<NoticeLine>, StoreError> {
        let sql = format!(
            "{LINES} WHERE account = $1 AND notice.organisation = $2 ORDER BY notice.id DESC LIMIT {limit}"
        );
        let values = vec![account.into(), organisation.into()];
        let reader = self.engine.reader();
        reader.all("list notices", &sql, values, line).await
    }

    /// What an e-mail tells: its notices that were not read meanwhile.
    pub async fn notices_of_letter(
        &self,
        letter: Uuid,
        limit: u32,
    ) -> Result<Vec<NoticeLine>, StoreError> {
        let sql = format!(
            "{LINES} WHERE letter = $1 AND read_at IS NULL ORDER BY notice.id LIMIT {limit}"
        );
        let reader = self.engine.reader();
        reader
            .all("read what an e-mail tells", &sql, vec![letter.into()], line)
            .await
    }
}

impl Transaction {
    /// Keeps notices; one that is kept already stays as it is.
    pub async fn add_notices(&self, notices: &[NewNotice]) -> Result<(), StoreError> {
        let columns = [
            "id",
            "account",
            "organisation",
            "person",
            "line",
            "act",
            "by_organisation",
            "at",
            "letter",
        ];
        let rows = notices.iter().map(|notice| -> Vec<Value> {
            vec![
                notice.id.into(),
                notice.account.into(),
                notice.organisation.into(),
                notice.person.into(),
                notice.line.into(),
                notice.act.code().into(),
                notice.by_organisation.into(),
                notice.at.into(),
                notice.letter.into(),
            ]
        });
        let end = "ON CONFLICT (account, line) DO NOTHING";
        self.session()
            .insert("keep notices", "notice", &columns, end, rows.collect())
            .await
    }

    /// Marks notices of an account as read: one, those about a person, or all.
    pub async fn read_notices(
        &self,
        account: Uuid,
        organisation: Uuid,
        which: WhichNotices,
        now: Millis,
    ) -> Result<u64, StoreError> {
        let mut values: Vec<Value> = vec![account.into(), organisation.into(), now.into()];
        let only = match which {
            WhichNotices::All => "",
            WhichNotices::One(id) => {
                values.push(id.into());
                "AND id = $4"
            }
            WhichNotices::About(person) => {
                values.push(person.into());
                "AND person = $4"
            }
        };
        let sql = format!(
            "UPDATE notice SET read_at = $3 WHERE account = $1 AND organisation = $2 AND read_at IS NULL {only}"
        );
        self.session()
            .execute("mark notices as read", &sql, values)
            .await
    }

    /// Forgets notices from before an instant.
    pub async fn forget_notices(&self, before: Millis) -> Result<u64, StoreError> {
        let sql = "DELETE FROM notice WHERE at < $1";
        let session = self.session();
        session
            .execute("forget old notices", sql, vec![before.into()])
            .await
    }
}

/// Which notices to mark as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichNotices {
    /// Every one.
    All,
    /// One.
    One(Uuid),
    /// Those about a person.
    About(Uuid),
}

/// Who follows people of an organisation, under a name that its files know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portfolio {
    /// The account.
    pub account: Uuid,
    /// Its role there.
    pub role: Role,
    /// The name.
    pub name: String,
}

impl Store {
    /// Who follows people of an organisation.
    pub async fn portfolios(&self, organisation: Uuid) -> Result<Vec<Portfolio>, StoreError> {
        let sql = "SELECT account.id, role, portfolio FROM membership JOIN account ON account.id = membership.account \
                   WHERE organisation = $1 AND portfolio IS NOT NULL AND disabled_at IS NULL ORDER BY account.id";
        let reader = self.engine.reader();
        reader
            .all(
                "read who follows people",
                sql,
                vec![organisation.into()],
                |row| {
                    Ok(Portfolio {
                        account: row.take()?,
                        role: row.parse("membership", "role", "a role", Role::from_code)?,
                        name: row.take()?,
                    })
                },
            )
            .await
    }

    /// When accounts chose to be sent notices by e-mail: account, kind, frequency.
    pub async fn notice_choices(
        &self,
        organisation: Uuid,
    ) -> Result<Vec<(Uuid, NoticeKind, Frequency)>, StoreError> {
        let sql = "SELECT account, kind, frequency FROM notice_choice WHERE account IN \
                   (SELECT account FROM membership WHERE organisation = $1)";
        let reader = self.engine.reader();
        reader
            .all(
                "read choices of notices",
                sql,
                vec![organisation.into()],
                choice,
            )
            .await
    }

    /// What an account chose.
    pub async fn notice_choices_of(
        &self,
        account: Uuid,
    ) -> Result<Vec<(Uuid, NoticeKind, Frequency)>, StoreError> {
        let sql = "SELECT account, kind, frequency FROM notice_choice WHERE account = $1";
        let reader = self.engine.reader();
        reader
            .all("read choices of notices", sql, vec![account.into()], choice)
            .await
    }

    /// Keeps what an account chose.
    pub async fn choose_notices(
        &self,
        account: Uuid,
        kind: NoticeKind,
        frequency: Frequency,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO notice_choice (account, kind, frequency) VALUES ($1, $2, $3) \
                   ON CONFLICT (account, kind) DO UPDATE SET frequency = excluded.frequency";
        let values = vec![account.into(), kind.code().into(), frequency.code().into()];
        self.write("choose notices", sql, values).await?;
        Ok(())
    }
}

fn choice(row: &mut Row<'_>) -> Result<(Uuid, NoticeKind, Frequency), StoreError> {
    const TABLE: &str = "notice_choice";
    Ok((
        row.take()?,
        row.parse(TABLE, "kind", "a kind of notices", NoticeKind::from_code)?,
        row.parse(TABLE, "frequency", "a frequency", Frequency::from_code)?,
    ))
}
