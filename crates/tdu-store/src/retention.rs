//! Who is to be archived, erased or brought back, found by the last day on which something was heard.

use jiff::civil::Date;
use tdu_domain::access::Scope;
use tdu_domain::merge::Millis;
use tdu_domain::retention::RetentionStep;
use uuid::Uuid;

use crate::directory::Store;
use crate::engine::first;
use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

/// Someone whose file goes to the restricted archive, or is erased, one of the next days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// The person.
    pub person: Uuid,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Who follows them.
    pub counsellor: Option<String>,
    /// The last day on which something was heard.
    pub news_on: Date,
}

/// Those who left, counted: what statistics keep of people erased after years.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Departed {
    /// Month of the last news, `AAAA-MM`.
    pub month: String,
    /// Department of the commune; empty when unknown.
    pub department: String,
    /// Stage.
    pub stage: String,
    /// How far they went.
    pub outcome: String,
}

const NOT_ARCHIVED: &str =
    "NOT EXISTS (SELECT 1 FROM restriction r WHERE r.person = pathway.person)";
/// Nobody is erased whose archiving was not known for as long as the notice.
const ARCHIVED_LONG_AGO: &str =
    "EXISTS (SELECT 1 FROM restriction r WHERE r.person = pathway.person AND r.since <= $2)";

impl Territory {
    /// How many people are to be archived: last heard of on a day or before, and not archived yet.
    pub async fn count_to_archive(&self, news_until: Date) -> Result<i64, StoreError> {
        let sql = format!("SELECT count(*) FROM pathway WHERE news_on <= $1 AND {NOT_ARCHIVED}");
        let values = vec![news_until.to_string().into()];
        let reader = self.engine.reader();
        let count = reader.one("count who is to be archived", &sql, values, first);
        Ok(count.await?.unwrap_or(0))
    }

    /// How many people are to be erased: archived on a day or before, last heard of on another.
    pub async fn count_to_erase(
        &self,
        news_until: Date,
        archived_until: Date,
    ) -> Result<i64, StoreError> {
        let sql =
            format!("SELECT count(*) FROM pathway WHERE news_on <= $1 AND {ARCHIVED_LONG_AGO}");
        let values = vec![
            news_until.to_string().into(),
            archived_until.to_string().into(),
        ];
        let reader = self.engine.reader();
        let count = reader.one("count who is to be erased", &sql, values, first);
        Ok(count.await?.unwrap_or(0))
    }

    /// Some of those to be archived.
    pub async fn to_archive(&self, news_until: Date, limit: u32) -> Result<Vec<Uuid>, StoreError> {
        let sql = format!(
            "SELECT person FROM pathway WHERE news_on <= $1 AND {NOT_ARCHIVED} ORDER BY person LIMIT {limit}"
        );
        let values = vec![news_until.to_string().into()];
        let reader = self.engine.reader();
        reader
            .all("find who is to be archived", &sql, values, first)
            .await
    }

    /// Some of those to be erased.
    pub async fn to_erase(
        &self,
        news_until: Date,
        archived_until: Date,
        limit: u32,
    ) -> Result<Vec<Uuid>, StoreError> {
        let sql = format!(
            "SELECT person FROM pathway WHERE news_on <= $1 AND {ARCHIVED_LONG_AGO} ORDER BY person LIMIT {limit}"
        );
        let values = vec![
            news_until.to_string().into(),
            archived_until.to_string().into(),
        ];
        let reader = self.engine.reader();
        reader
            .all("find who is to be erased", &sql, values, first)
            .await
    }

    /// Some of those who are kept as archived and of whom something was heard since, without anybody
    /// bringing them back.
    pub async fn to_bring_back(
        &self,
        news_until: Date,
        limit: u32,
    ) -> Result<Vec<Uuid>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT r.person FROM restriction r JOIN pathway p ON p.person = r.person \
             WHERE r.returned_on IS NULL AND (p.news_on IS NULL OR p.news_on > $1) ORDER BY r.person LIMIT {limit}"
        );
        let values = vec![news_until.to_string().into()];
        let reader = self.engine.reader();
        reader.all("find who came back", &sql, values, first).await
    }

    /// Those of an organisation whose step comes one of the next days, the first first.
    pub async fn announced(
        &self,
        scope: &Scope,
        step: RetentionStep,
        today: Date,
        limit: u32,
    ) -> Result<Vec<Announced>, StoreError> {
        let archived = match step {
            RetentionStep::Archive => NOT_ARCHIVED.to_owned(),
            RetentionStep::Erase => format!("NOT {NOT_ARCHIVED}"),
        };
        let sql = format!(
            "SELECT c.person, c.first_name, c.last_name, c.counsellor, pathway.news_on FROM pathway \
             JOIN caseload c ON c.person = pathway.person AND c.organisation = $1 AND c.relation = 'source' \
             WHERE pathway.news_on <= $2 AND {archived} ORDER BY pathway.news_on, c.search_key LIMIT {limit}"
        );
        let values = vec![
            scope.organisation().into(),
            step.announced_until(today).to_string().into(),
        ];
        let reader = self.engine.reader();
        reader
            .all("list who is announced", &sql, values, |row| {
                Ok(Announced {
                    person: row.take()?,
                    first_name: row.take()?,
                    last_name: row.take()?,
                    counsellor: row.take()?,
                    news_on: row.parse("pathway", "news_on", "a date", |text| text.parse().ok())?,
                })
            })
            .await
    }

    /// How many people of an organisation are in the restricted archive.
    pub async fn count_archived(&self, scope: &Scope) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM caseload WHERE organisation = $1 AND limited = 'archived'";
        let values = vec![scope.organisation().into()];
        let reader = self.engine.reader();
        let count = reader.one("count who is archived", sql, values, first);
        Ok(count.await?.unwrap_or(0))
    }

    /// What is counted of those who left.
    pub async fn departed(&self) -> Result<Vec<(Departed, i64)>, StoreError> {
        let sql = "SELECT month, department, stage, outcome, people FROM departed \
                   ORDER BY month, department, stage, outcome";
        let reader = self.engine.reader();
        reader
            .all("read who left", sql, vec![], |row| {
                let departed = Departed {
                    month: row.take()?,
                    department: row.take()?,
                    stage: row.take()?,
                    outcome: row.take()?,
                };
                Ok((departed, row.take()?))
            })
            .await
    }
}

impl Transaction {
    /// Puts people in the restricted archive, under keys of their own.
    pub async fn archive_people(
        &self,
        people: &[(Uuid, Uuid)],
        since: Date,
    ) -> Result<(), StoreError> {
        let row = |(id, person): &(Uuid, Uuid)| {
            vec![(*id).into(), (*person).into(), since.to_string().into()]
        };
        let rows = people.iter().map(row).collect();
        let columns = ["id", "person", "since"];
        self.session()
            .insert("archive people", "restriction", &columns, "", rows)
            .await
    }

    /// Everyone in the restricted archive whom nobody brought back.
    pub async fn archived_people(&self) -> Result<Vec<Uuid>, StoreError> {
        let sql = "SELECT person FROM restriction WHERE returned_on IS NULL";
        let session = self.session();
        session
            .all("read who is archived", sql, vec![], first)
            .await
    }

    /// Takes people out of the restricted archive, as if they had never been there.
    pub async fn lift_restriction(&self, person: Uuid) -> Result<(), StoreError> {
        let sql = "DELETE FROM restriction WHERE person = $1";
        self.session()
            .execute("lift a restriction", sql, vec![person.into()])
            .await?;
        Ok(())
    }

    /// Notes that somebody brought a person back; tells whether they were archived.
    pub async fn note_return(&self, person: Uuid, on: Date) -> Result<bool, StoreError> {
        let sql = "UPDATE restriction SET returned_on = $2 WHERE person = $1";
        let values = vec![person.into(), on.to_string().into()];
        let session = self.session();
        let touched = session.execute("note a return", sql, values);
        Ok(touched.await? > 0)
    }

    /// Counts someone who leaves.
    pub async fn count_departed(&self, departed: &Departed) -> Result<(), StoreError> {
        let sql = "INSERT INTO departed (month, department, stage, outcome, people) VALUES ($1, $2, $3, $4, 1) \
                   ON CONFLICT (month, department, stage, outcome) DO UPDATE SET people = departed.people + 1";
        let values = vec![
            departed.month.clone().into(),
            departed.department.clone().into(),
            departed.stage.clone().into(),
            departed.outcome.clone().into(),
        ];
        self.session()
            .execute("count who leaves", sql, values)
            .await?;
        Ok(())
    }
}

impl Store {
    /// Who stopped the retention of a territory and when, if somebody did.
    pub async fn retention_stop(
        &self,
        territory: Uuid,
    ) -> Result<Option<(String, Millis)>, StoreError> {
        let sql = "SELECT stopped_by, stopped_at FROM retention_stop WHERE territory = $1";
        let reader = self.engine.reader();
        reader
            .one(
                "read whether retention is stopped",
                sql,
                vec![territory.into()],
                |row| Ok((row.take()?, row.take()?)),
            )
            .await
    }

    /// Stops the retention of a territory, or lets it go on.
    pub async fn set_retention_stop(
        &self,
        territory: Uuid,
        stopped: Option<(&str, Millis)>,
    ) -> Result<(), StoreError> {
        let (sql, values) = match stopped {
            Some((by, at)) => (
                "INSERT INTO retention_stop (territory, stopped_by, stopped_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                vec![territory.into(), by.into(), at.into()],
            ),
            None => (
                "DELETE FROM retention_stop WHERE territory = $1",
                vec![territory.into()],
            ),
        };
        self.write("stop retention or let it go on", sql, values)
            .await?;
        Ok(())
    }
}
