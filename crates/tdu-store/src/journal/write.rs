//! Writing at the end of the journal.
//!
//! Each organisation has a chain of its own, so that acts of different organisations do not wait for
//! each other. Its head is read and written once a transaction. PostgreSQL takes it at the end only,
//! since it is then held until the commit; SQLite has one writer anyway.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use rand::RngExt;
use sea_orm::{DbBackend, Value};
use uuid::Uuid;

use super::line::{COLUMNS, Line, NO_SALT, Salt};
use super::{JournalLine, Told};
use crate::chain::{Head, Link};
use crate::engine::{keys, text_value};
use crate::error::StoreError;
use crate::keyring::{Keyring, Purpose};
use crate::sealed::{self, Place};
use crate::territory::Transaction;

/// The salts of the people that a transaction deals with.
pub(crate) type Salts = HashMap<Uuid, Salt>;

/// What a transaction writes at the end of the journal.
#[derive(Debug, Default)]
pub(crate) struct Writing {
    waiting: Vec<Line>,
    heads: BTreeMap<Uuid, Head>,
    pub(crate) salts: Salts,
}

impl Transaction {
    /// Writes lines at the end of the journal.
    pub async fn append(&self, lines: &[JournalLine]) -> Result<(), StoreError> {
        let mut writing = self.journal.lock().await;
        self.learn_salts(&mut writing.salts, lines).await?;
        for line in lines {
            let salt = writing.salts.get(&line.person).unwrap_or(&NO_SALT);
            let line = Line::of(line, salt);
            writing.waiting.push(line);
        }
        let payloads = lines
            .iter()
            .filter_map(|line| payload_row(&self.keyring, line))
            .collect::<Result<_, _>>()?;
        let columns = ["line", "actor_name", "payload"];
        let session = self.session();
        session
            .insert(
                "write the journal's payloads",
                "journal_payload",
                &columns,
                "",
                payloads,
            )
            .await?;
        if session.backend() == DbBackend::Sqlite {
            self.chain(&mut writing).await?;
        }
        Ok(())
    }

    /// Chains what waits and puts the heads where the chains end now.
    pub(crate) async fn close_journal(&self) -> Result<(), StoreError> {
        let mut writing = self.journal.lock().await;
        self.chain(&mut writing).await?;
        for (organisation, head) in &writing.heads {
            let sql = "UPDATE journal_head SET lines = $1, link = $2 WHERE organisation = $3";
            let link = head.link.bytes().to_vec();
            let values = vec![head.lines.into(), link.into(), (*organisation).into()];
            self.session()
                .execute("move the head of a journal", sql, values)
                .await?;
        }
        Ok(())
    }

    async fn learn_salts(
        &self,
        salts: &mut Salts,
        lines: &[JournalLine],
    ) -> Result<(), StoreError> {
        let unknown = lines.iter().map(|line| line.person);
        let mut unknown: Vec<Uuid> = unknown.filter(|id| !salts.contains_key(id)).collect();
        unknown.sort_unstable();
        unknown.dedup();
        let sql = "SELECT id, salt FROM person WHERE id IN ({})";
        let read = self
            .session()
            .all_in("read salts", sql, &[], &keys(unknown), |row| {
                Ok((row.take::<Uuid>()?, row.take::<Option<Vec<u8>>>()?))
            })
            .await?;
        for (person, salt) in read {
            let salt = salt.map_or(Ok(NO_SALT), |salt| {
                salt.try_into().map_err(|_| StoreError::Corrupt {
                    table: "person",
                    column: "salt",
                    expected: "16 bytes",
                })
            })?;
            salts.insert(person, salt);
        }
        Ok(())
    }

    async fn chain(&self, writing: &mut Writing) -> Result<(), StoreError> {
        let lines = std::mem::take(&mut writing.waiting);
        let mut organisations: Vec<Uuid> = lines.iter().map(|line| line.organisation).collect();
        organisations.sort_unstable();
        organisations.dedup();
        for organisation in organisations {
            if let Entry::Vacant(unknown) = writing.heads.entry(organisation) {
                unknown.insert(self.hold_head(organisation).await?);
            }
        }
        let mut rows = Vec::with_capacity(lines.len());
        for line in lines {
            let head = writing
                .heads
                .entry(line.organisation)
                .or_insert(Head::START);
            head.link = head.link.next(&self.keyring, Purpose::Journal, &line)?;
            head.lines += 1;
            rows.push(line.row(head.lines, head.link));
        }
        self.session()
            .insert("write the journal", "journal", &COLUMNS, "", rows)
            .await
    }

    /// Where the journal of an organisation ends, which nobody else moves before this transaction ends.
    async fn hold_head(&self, organisation: Uuid) -> Result<Head, StoreError> {
        let sql = "INSERT INTO journal_head (organisation, lines, link) VALUES ($1, 0, $2) ON CONFLICT (organisation) \
                   DO UPDATE SET lines = journal_head.lines RETURNING lines, link";
        let values = vec![organisation.into(), Link::START.bytes().to_vec().into()];
        let head = self
            .session()
            .one("hold the head of a journal", sql, values, |row| {
                Ok(Head {
                    lines: row.take()?,
                    link: row.link("journal_head")?,
                })
            })
            .await?;
        Ok(head.unwrap_or(Head::START))
    }
}

/// A salt for each of these new people, in their order.
pub(crate) fn draw_salts(people: &[Uuid]) -> Vec<(Uuid, Salt)> {
    let mut random = rand::rng();
    let salted = people.iter().map(|person| (*person, random.random()));
    salted.collect()
}

fn payload_row(keyring: &Keyring, line: &JournalLine) -> Option<Result<Vec<Value>, StoreError>> {
    let Told::Payload(payload) = &line.told else {
        return None;
    };
    let sealed = sealed::seal(keyring, Place::Payload, line.id, payload);
    Some(sealed.map(|sealed| {
        vec![
            line.id.into(),
            text_value(line.actor_name.as_deref()),
            sealed,
        ]
    }))
}
