//! Following the whole journal, to prove that nothing was done to it.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use tdu_domain::journal::ActCode;
use uuid::Uuid;

use super::line::{Line, NO_SALT, content, salted};
use crate::chain::{Fault, Follower, Head, Link, Wrong};
use crate::engine::{Row, Session};
use crate::error::StoreError;
use crate::keyring::{Keyring, Purpose};
use crate::territory::Territory;

/// Lines read at once.
const PAGE: u32 = 20_000;

/// The journal of one organisation, followed from its first line to its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane {
    /// The organisation.
    pub organisation: Uuid,
    /// Where it ends.
    pub head: Head,
    /// The first wrong line, if there is one.
    pub wrong: Option<Wrong>,
}

/// Ends that the journal of each organisation once had, kept elsewhere.
pub type Anchors = BTreeMap<Uuid, Vec<Head>>;

/// A line as it was found.
struct Found {
    line: Line,
    number: i64,
    link: Option<Link>,
    payload: Option<Fault>,
}

/// A lane being followed. Lines come in order of their keys, which on PostgreSQL is not always that of
/// their numbers: those that come early wait.
struct Following<'a> {
    follower: Follower<'a>,
    early: BTreeMap<i64, Found>,
}

impl Territory {
    /// Follows the journal of every organisation.
    pub async fn verify_journal(&self, anchors: &Anchors) -> Result<Vec<Lane>, StoreError> {
        let anchored: Vec<Uuid> = anchors.keys().copied().collect();
        let anchors =
            |organisation: &Uuid| anchors.get(organisation).map_or(&[][..], Vec::as_slice);
        let snapshot = self.engine.snapshot().await?;
        let session = snapshot.session();
        let mut lanes = BTreeMap::<Uuid, Following<'_>>::new();
        let mut after = Uuid::nil();
        loop {
            let page = lines(&self.keyring, &session, after).await?;
            let Some(last) = page.last() else { break };
            after = last.line.id;
            for found in page {
                let organisation = found.line.organisation;
                let lane = lanes
                    .entry(organisation)
                    .or_insert_with(|| Following::new(anchors(&organisation)));
                lane.take(&self.keyring, found)?;
            }
        }
        let mut heads = heads(&session).await?;
        let mut followed = Vec::with_capacity(lanes.len());
        for (organisation, lane) in lanes {
            let head = heads.remove(&organisation);
            followed.push(lane.end(organisation, head));
        }
        // A head or an anchor without lines: all of them are gone, unless there never were any.
        for organisation in anchored {
            if !followed
                .iter()
                .any(|lane| lane.organisation == organisation)
            {
                heads.entry(organisation).or_insert(Head::START);
            }
        }
        for (organisation, head) in heads {
            let lane = Following::new(anchors(&organisation));
            followed.push(lane.end(organisation, Some(head)));
        }
        Ok(followed)
    }
}

impl<'a> Following<'a> {
    fn new(anchors: &'a [Head]) -> Self {
        Self {
            follower: Follower::new(anchors),
            early: BTreeMap::new(),
        }
    }

    fn take(&mut self, keyring: &Keyring, found: Found) -> Result<(), StoreError> {
        if self.follower.wrong.is_some() {
            return Ok(());
        }
        let next = self.follower.head.lines + 1;
        if found.number > next {
            if let Some(other) = self.early.insert(found.number, found) {
                self.wrong(other.number, Some(other.line.id), Fault::Added);
            }
            return Ok(());
        }
        self.look(keyring, found)?;
        while self.follower.wrong.is_none()
            && let Some(found) = self.early.remove(&(self.follower.head.lines + 1))
        {
            self.look(keyring, found)?;
        }
        Ok(())
    }

    fn look(&mut self, keyring: &Keyring, found: Found) -> Result<(), StoreError> {
        let Found {
            line,
            number,
            link,
            payload,
        } = found;
        let fault = match link {
            Some(link) => self
                .follower
                .follow(keyring, Purpose::Journal, number, link, &line)?,
            None => Some(Fault::Altered),
        };
        if let Some(fault) = fault.or(payload) {
            self.wrong(number, Some(line.id), fault);
        }
        Ok(())
    }

    fn wrong(&mut self, number: i64, line: Option<Uuid>, fault: Fault) {
        self.follower.wrong = Some(Wrong {
            number,
            line,
            fault,
        });
    }

    fn end(mut self, organisation: Uuid, kept: Option<Head>) -> Lane {
        let end = self.follower.head;
        if self.follower.wrong.is_none() {
            if self.early.is_empty() {
                self.follower.wrong = self.follower.end(kept.unwrap_or(Head::START));
            } else {
                self.wrong(end.lines + 1, None, Fault::Missing);
            }
        }
        Lane {
            organisation,
            head: end,
            wrong: self.follower.wrong,
        }
    }
}

async fn heads<C: ConnectionTrait>(
    session: &Session<'_, C>,
) -> Result<BTreeMap<Uuid, Head>, StoreError> {
    let sql = "SELECT organisation, lines, link FROM journal_head";
    let heads = session.all("read the heads of the journal", sql, vec![], |row| {
        let organisation: Uuid = row.take()?;
        let lines = row.take()?;
        // What is not a link is not the link of the last line either.
        let link = Link::of(&row.take::<Vec<u8>>()?).unwrap_or(Link::START);
        Ok((organisation, Head { lines, link }))
    });
    Ok(heads.await?.into_iter().collect())
}

async fn lines<C: ConnectionTrait>(
    keyring: &Keyring,
    session: &Session<'_, C>,
    after: Uuid,
) -> Result<Vec<Found>, StoreError> {
    let sql = format!(
        "SELECT journal.id, recorded_at, occurred_on, actor, organisation, person, act, digest, number, link, salt, \
         actor_name, payload FROM journal LEFT JOIN person ON person.id = person LEFT JOIN journal_payload \
         ON line = journal.id WHERE journal.id > $1 ORDER BY journal.id LIMIT {PAGE}"
    );
    session
        .all_at_once("read the journal", &sql, vec![after.into()], |row| {
            found(keyring, row)
        })
        .await
}

fn found(keyring: &Keyring, row: &mut Row<'_>) -> Result<Found, StoreError> {
    let line = Line::read(row)?;
    let number = row.take()?;
    let kept = Link::of(&row.take::<Vec<u8>>()?);
    let salt: Option<Vec<u8>> = row.take()?;
    let actor_name: Option<String> = row.take()?;
    // What cannot be opened is not what was told.
    let payload = super::payload(keyring, line.id, row);
    let erased = salt.is_none();
    let salt = salt
        .and_then(|salt| salt.try_into().ok())
        .unwrap_or(NO_SALT);
    let fault = match payload {
        Err(StoreError::Keyring(_)) => Some(Fault::Payload),
        Err(error) => return Err(error),
        Ok(Some(payload)) => {
            let told = salted(&salt, &content(actor_name.as_deref(), &payload));
            (told.as_slice() != line.digest).then_some(Fault::Payload)
        }
        Ok(None) if erased || line.act == ActCode::SourceReceived.code() => None,
        Ok(None) => Some(Fault::PayloadMissing),
    };
    Ok(Found {
        line,
        number,
        link: kept,
        payload: fault,
    })
}
