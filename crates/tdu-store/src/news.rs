//! What was done since: the journal read as an outbox. Each consumer keeps its place in the chain of
//! each organisation, which grows in the order of commits and without holes: nothing is missed.

use std::collections::HashMap;

use tdu_domain::journal::ActCode;
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::engine::{Row, keys};
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

/// Lines read at once for each organisation.
const AT_ONCE: u32 = 500;

/// Something done by staff or by a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Its line of the journal.
    pub line: Uuid,
    /// When it was recorded.
    pub recorded_at: Millis,
    /// The civil day on which it happened.
    pub occurred_on: String,
    /// Who acted; none for a system.
    pub actor: Option<Uuid>,
    /// For which organisation.
    pub organisation: Uuid,
    /// About whom.
    pub person: Uuid,
    /// The act.
    pub act: ActCode,
}

/// How far a consumer has read the journal of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The organisation.
    pub organisation: Uuid,
    /// The last line read before.
    pub from: i64,
    /// The last line read now.
    pub to: i64,
}

/// An organisation in whose caseload someone is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follower {
    /// The organisation.
    pub organisation: Uuid,
    /// Who follows the person there, as its files say.
    pub counsellor: Option<String>,
    /// Who follows the person there because of what they did.
    pub accounts: Vec<Uuid>,
    /// Whether it may know only what its own network does.
    pub limited: bool,
}

impl Territory {
    /// What was done after a consumer's place, and the places it will have read up to. What sources
    /// say is not told here.
    pub async fn news(&self, consumer: &str) -> Result<(Vec<News>, Vec<Place>), StoreError> {
        let sql = "SELECT journal_head.organisation, COALESCE(journal_place.number, 0), lines FROM journal_head \
                   LEFT JOIN journal_place ON journal_place.organisation = journal_head.organisation \
                   AND consumer = $1 WHERE COALESCE(journal_place.number, 0) < lines";
        let reader = self.engine.reader();
        let mut places = reader
            .all(
                "find what was done since",
                sql,
                vec![consumer.into()],
                |row| {
                    Ok(Place {
                        organisation: row.take()?,
                        from: row.take()?,
                        to: row.take()?,
                    })
                },
            )
            .await?;
        let sql = format!(
            "SELECT number, id, recorded_at, occurred_on, actor, organisation, person, act FROM journal \
             WHERE organisation = $1 AND number > $2 AND number <= $3 AND act <> 'source_received' \
             AND act <> 'source_changed' ORDER BY number LIMIT {AT_ONCE}"
        );
        let mut news = Vec::new();
        for place in &mut places {
            let values = vec![
                place.organisation.into(),
                place.from.into(),
                place.to.into(),
            ];
            let read = |row: &mut Row<'_>| Ok((row.take::<i64>()?, one(row)?));
            let found = reader
                .all("read what was done since", &sql, values, read)
                .await?;
            if let (Some((last, _)), true) = (found.last(), found.len() == AT_ONCE as usize) {
                place.to = *last;
            }
            news.extend(found.into_iter().map(|(_, one)| one));
        }
        Ok((news, places))
    }

    /// In whose caseload people are.
    pub async fn followers(
        &self,
        people: &[Uuid],
    ) -> Result<HashMap<Uuid, Vec<Follower>>, StoreError> {
        let sql =
            "SELECT person, organisation, counsellor, limited FROM caseload WHERE person IN ({})";
        let ids = keys(people.iter().copied());
        let read = |row: &mut Row<'_>| {
            let person: Uuid = row.take()?;
            let organisation = row.take()?;
            let counsellor = row.take()?;
            let limited: Option<String> = row.take()?;
            Ok((
                person,
                Follower {
                    organisation,
                    counsellor,
                    accounts: Vec::new(),
                    limited: limited.is_some(),
                },
            ))
        };
        let reader = self.engine.reader();
        let found = reader.all_in("read who follows people", sql, &[], &ids, read);
        let mut followers: HashMap<Uuid, Vec<Follower>> = HashMap::new();
        for (person, follower) in found.await? {
            followers.entry(person).or_default().push(follower);
        }
        let sql = "SELECT person, organisation, account FROM assignment WHERE ended_on IS NULL AND person IN ({}) \
                   ORDER BY id";
        let read = |row: &mut Row<'_>| Ok((row.take()?, row.take()?, row.take()?));
        let bound: Vec<(Uuid, Uuid, Uuid)> = reader
            .all_in("read who follows people", sql, &[], &ids, read)
            .await?;
        for (person, organisation, account) in bound {
            let of_person = followers.get_mut(&person).into_iter().flatten();
            for follower in of_person.filter(|one| one.organisation == organisation) {
                follower.accounts.push(account);
            }
        }
        Ok(followers)
    }
}

impl Transaction {
    /// Moves a consumer forward. Tells whether nobody else had moved it meanwhile: if somebody had,
    /// nothing of this transaction may be kept.
    pub async fn move_places(&self, consumer: &str, places: &[Place]) -> Result<bool, StoreError> {
        let sql = "INSERT INTO journal_place (consumer, organisation, number) VALUES ($1, $2, $3) \
                   ON CONFLICT (consumer, organisation) DO UPDATE SET number = excluded.number \
                   WHERE journal_place.number = $4";
        for place in places {
            let values = vec![
                consumer.into(),
                place.organisation.into(),
                place.to.into(),
                place.from.into(),
            ];
            let session = self.session();
            if session
                .execute("move a place in the journal", sql, values)
                .await?
                == 0
            {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn one(row: &mut Row<'_>) -> Result<News, StoreError> {
    Ok(News {
        line: row.take()?,
        recorded_at: row.take()?,
        occurred_on: row.take()?,
        actor: row.take()?,
        organisation: row.take()?,
        person: row.take()?,
        act: row.parse("journal", "act", "an act", ActCode::from_code)?,
    })
}
