//! Referrals: what one organisation sent to another about someone, and where it stands.

mod list;

use jiff::civil::Date;
use sea_orm::{ConnectionTrait, Value};
use tdu_domain::access::Scope;
use tdu_domain::organisation::Network;
use tdu_domain::referral::{Alternative, Content, Motive, Referred, Standing, State, Step};
use uuid::Uuid;

pub use self::list::{ReferralBox, ReferralCount, ReferralLine, ReferralPage, ReferralQuery};
use crate::engine::{Row, Session, date_value, text_value};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::sealed::{Place, open, seal};
use crate::staff::Question;
use crate::territory::{Territory, Transaction};

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Key.
    pub id: Uuid,
    /// Whom it is about.
    pub person: Uuid,
    /// The organisation that sends it.
    pub sender: Uuid,
    /// The one that receives it.
    pub receiver: Uuid,
    /// The network of the receiver.
    pub to: Network,
    /// The account that wrote it.
    pub author: Uuid,
    /// Its name.
    pub author_name: String,
    /// The day it was begun.
    pub created_on: Date,
    /// The day it was sent.
    pub sent_on: Option<Date>,
    /// The day the young person was told what is sent, and to whom.
    pub informed_on: Option<Date>,
    /// Where it stands.
    pub standing: Standing,
    /// How many moves led there.
    pub moves: i64,
    /// What it says.
    pub content: Content,
}

const TABLE: &str = "referral";
const COLUMNS: &str = "r.id, r.person, r.sender, r.receiver, r.receiver_network, r.author, r.author_name, r.created_on, \
                       r.sent_on, r.informed_on, r.state, r.moved_on, r.step, r.step_on, r.motive, r.alternative, \
                       r.kept_on, r.moves, r.content";
/// Those that an organisation knows: it sent them, or they were sent to it.
const KNOWN: &str = "(r.sender = $1 OR (r.receiver = $1 AND r.state <> 'draft'))";
/// What computing reads of each referral that counts.
pub(crate) const FACTS: Question = Question {
    table: TABLE,
    select: "SELECT r.person, r.sender, r.receiver, r.receiver_network, r.sent_on, r.state, r.moved_on, r.step, \
             r.step_on, r.motive, r.alternative, r.kept_on FROM referral r WHERE r.counts",
    end: "ORDER BY r.id",
};

impl Transaction {
    /// Keeps a draft.
    pub async fn add_referral(&self, referral: &Referral) -> Result<(), StoreError> {
        let sql = "INSERT INTO referral (id, person, sender, receiver, receiver_network, author, author_name, created_on, \
                   sent_on, informed_on, state, moved_on, step, step_on, motive, alternative, kept_on, moves, content, \
                   counts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
                   FALSE)";
        let standing = &referral.standing;
        let values = vec![
            referral.id.into(),
            referral.person.into(),
            referral.sender.into(),
            referral.receiver.into(),
            referral.to.code().into(),
            referral.author.into(),
            referral.author_name.clone().into(),
            referral.created_on.to_string().into(),
            date_value(referral.sent_on),
            date_value(referral.informed_on),
            standing.state.code().into(),
            standing.moved_on.to_string().into(),
            text_value(standing.step.map(Step::code)),
            date_value(standing.step_on),
            text_value(standing.motive.map(Motive::code)),
            text_value(standing.alternative.map(Alternative::code)),
            date_value(standing.kept_on),
            referral.moves.into(),
            self.sealed(referral)?,
        ];
        self.session()
            .execute("keep a referral", sql, values)
            .await?;
        Ok(())
    }

    /// Keeps where a referral stands, and when it was sent.
    pub async fn move_referral(&self, referral: &Referral) -> Result<(), StoreError> {
        let sql = "UPDATE referral SET sent_on = $2, informed_on = $3, state = $4, moved_on = $5, step = $6, \
                   step_on = $7, motive = $8, alternative = $9, kept_on = $10, moves = $11, counts = $12 WHERE id = $1";
        let standing = &referral.standing;
        let values = vec![
            referral.id.into(),
            date_value(referral.sent_on),
            date_value(referral.informed_on),
            standing.state.code().into(),
            standing.moved_on.to_string().into(),
            text_value(standing.step.map(Step::code)),
            date_value(standing.step_on),
            text_value(standing.motive.map(Motive::code)),
            text_value(standing.alternative.map(Alternative::code)),
            date_value(standing.kept_on),
            referral.moves.into(),
            (standing.state != State::Draft).into(),
        ];
        self.session()
            .execute("move a referral", sql, values)
            .await?;
        Ok(())
    }

    /// Keeps what a draft says.
    pub async fn rewrite_draft(&self, referral: &Referral) -> Result<(), StoreError> {
        let sql =
            "UPDATE referral SET informed_on = $2, content = $3 WHERE id = $1 AND state = 'draft'";
        let values = vec![
            referral.id.into(),
            date_value(referral.informed_on),
            self.sealed(referral)?,
        ];
        self.session()
            .execute("rewrite a draft", sql, values)
            .await?;
        Ok(())
    }

    /// Throws a draft of an organisation away; tells whether there was one.
    pub async fn remove_draft(&self, id: Uuid, sender: Uuid) -> Result<bool, StoreError> {
        let sql = "DELETE FROM referral WHERE id = $1 AND sender = $2 AND state = 'draft'";
        let session = self.session();
        let removed = session.execute("throw a draft away", sql, vec![id.into(), sender.into()]);
        Ok(removed.await? > 0)
    }

    /// A referral that an organisation knows.
    pub async fn referral(
        &self,
        organisation: Uuid,
        id: Uuid,
    ) -> Result<Option<Referral>, StoreError> {
        one_known(&self.session(), &self.keyring, organisation, id).await
    }

    /// The referrals about someone that an organisation knows, the last first.
    pub async fn referrals_of(
        &self,
        organisation: Uuid,
        person: Uuid,
    ) -> Result<Vec<Referral>, StoreError> {
        known_of(&self.session(), &self.keyring, organisation, person).await
    }

    /// Leaves out of computing the referrals from which nothing follows any longer: ended before the
    /// first day, accepted before the second.
    pub async fn close_referrals(
        &self,
        ended_before: Date,
        accepted_before: Date,
    ) -> Result<u64, StoreError> {
        let sql = "UPDATE referral SET counts = FALSE WHERE counts AND ((state = 'accepted' AND moved_on < $2) OR \
                   (state IN ('refused', 'withdrawn', 'expired') AND moved_on < $1))";
        let values = vec![
            ended_before.to_string().into(),
            accepted_before.to_string().into(),
        ];
        self.session().execute("close referrals", sql, values).await
    }

    fn sealed(&self, referral: &Referral) -> Result<Value, StoreError> {
        let plain = serde_json::to_string(&referral.content).map_err(|_| CORRUPT)?;
        seal(&self.keyring, Place::Referral, referral.id, plain)
    }
}

impl Territory {
    /// A referral that the organisation of a scope knows.
    pub async fn referral(&self, scope: &Scope, id: Uuid) -> Result<Option<Referral>, StoreError> {
        let reader = self.engine.reader();
        one_known(&reader, &self.keyring, scope.organisation(), id).await
    }

    /// The referrals about someone that the organisation of a scope knows, the last first.
    pub async fn referrals_of(
        &self,
        scope: &Scope,
        person: Uuid,
    ) -> Result<Vec<Referral>, StoreError> {
        let reader = self.engine.reader();
        known_of(&reader, &self.keyring, scope.organisation(), person).await
    }

    /// Everything ever referred about someone, for that person to read: drafts are not sent yet.
    pub async fn all_referrals_of(&self, person: Uuid) -> Result<Vec<Referral>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM referral r WHERE r.person = $1 AND r.state <> 'draft' ORDER BY r.id"
        );
        let read = |row: &mut Row<'_>| referral(&self.keyring, row);
        let reader = self.engine.reader();
        reader
            .all("read someone's referrals", &sql, vec![person.into()], read)
            .await
    }

    /// The referrals whose last word was said on a day or before, and that await an answer: key, the
    /// organisation that sent it, the person.
    pub async fn silent_referrals(
        &self,
        since: Date,
    ) -> Result<Vec<(Uuid, Uuid, Uuid)>, StoreError> {
        let sql = "SELECT id, sender, person FROM referral WHERE counts AND state IN ('sent', 'acknowledged', 'studying') \
                   AND moved_on <= $1 AND (step_on IS NULL OR step_on <= $1) ORDER BY id";
        let reader = self.engine.reader();
        let values = vec![since.to_string().into()];
        reader
            .all("find silent referrals", sql, values, |row| {
                Ok((row.take()?, row.take()?, row.take()?))
            })
            .await
    }
}

async fn one_known<C: ConnectionTrait>(
    session: &Session<'_, C>,
    keyring: &Keyring,
    organisation: Uuid,
    id: Uuid,
) -> Result<Option<Referral>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM referral r WHERE {KNOWN} AND r.id = $2");
    let values = vec![organisation.into(), id.into()];
    let read = |row: &mut Row<'_>| referral(keyring, row);
    session.one("read a referral", &sql, values, read).await
}

async fn known_of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    keyring: &Keyring,
    organisation: Uuid,
    person: Uuid,
) -> Result<Vec<Referral>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM referral r WHERE {KNOWN} AND r.person = $2 ORDER BY r.id DESC"
    );
    let values = vec![organisation.into(), person.into()];
    let read = |row: &mut Row<'_>| referral(keyring, row);
    session
        .all("read someone's referrals", &sql, values, read)
        .await
}

const CORRUPT: StoreError = StoreError::Corrupt {
    table: TABLE,
    column: "content",
    expected: "a referral",
};

fn referral(keyring: &Keyring, row: &mut Row<'_>) -> Result<Referral, StoreError> {
    let id = row.take()?;
    Ok(Referral {
        id,
        person: row.take()?,
        sender: row.take()?,
        receiver: row.take()?,
        to: row.parse(TABLE, "receiver_network", "a network", Network::from_code)?,
        author: row.take()?,
        author_name: row.take()?,
        created_on: day(row, "created_on")?,
        sent_on: row.date(TABLE, "sent_on")?,
        informed_on: row.date(TABLE, "informed_on")?,
        standing: standing(row)?,
        moves: row.take()?,
        content: {
            let sealed: Vec<u8> = row.take()?;
            let plain = open(keyring, Place::Referral, id, &sealed)?;
            serde_json::from_str(&plain).map_err(|_| CORRUPT)?
        },
    })
}

/// Reads `state, moved_on, step, step_on, motive, alternative, kept_on`.
fn standing(row: &mut Row<'_>) -> Result<Standing, StoreError> {
    Ok(Standing {
        state: row.parse(TABLE, "state", "a state", State::from_code)?,
        moved_on: day(row, "moved_on")?,
        step: row.parse_opt(TABLE, "step", "a step", Step::from_code)?,
        step_on: row.date(TABLE, "step_on")?,
        motive: row.parse_opt(TABLE, "motive", "a motive", Motive::from_code)?,
        alternative: row.parse_opt(
            TABLE,
            "alternative",
            "an alternative",
            Alternative::from_code,
        )?,
        kept_on: row.date(TABLE, "kept_on")?,
    })
}

pub(crate) fn referred(row: &mut Row<'_>) -> Result<Referred, StoreError> {
    Ok(Referred {
        sender: row.take()?,
        receiver: row.take()?,
        to: row.parse(TABLE, "receiver_network", "a network", Network::from_code)?,
        sent_on: day(row, "sent_on")?,
        standing: standing(row)?,
    })
}

fn day(row: &mut Row<'_>, column: &'static str) -> Result<Date, StoreError> {
    row.parse(TABLE, column, "a date", |text| text.parse().ok())
}
