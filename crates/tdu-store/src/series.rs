//! Acts done at once about several people, kept while they can be taken back.

use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

/// Acts done at once: the line of each in the journal, and whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Key.
    pub id: Uuid,
    /// Who did them.
    pub account: Uuid,
    /// When.
    pub made_at: Millis,
    /// Person and line of each.
    pub lines: Vec<(Uuid, Uuid)>,
}

impl Transaction {
    /// Keeps a series, and forgets those made before an instant.
    pub async fn keep_series(&self, series: &Series, before: Millis) -> Result<(), StoreError> {
        let session = self.session();
        let sql = "DELETE FROM act_series WHERE made_at < $1";
        session
            .execute("forget old series of acts", sql, vec![before.into()])
            .await?;
        let sql = "INSERT INTO act_series (id, account, made_at, lines) VALUES ($1, $2, $3, $4)";
        let lines: Vec<String> = series
            .lines
            .iter()
            .map(|(person, line)| format!("{person} {line}"))
            .collect();
        let values = vec![
            series.id.into(),
            series.account.into(),
            series.made_at.into(),
            lines.join("\n").into(),
        ];
        session
            .execute("keep a series of acts", sql, values)
            .await?;
        Ok(())
    }
}

impl Territory {
    /// A series of acts.
    pub async fn series(&self, id: Uuid) -> Result<Option<Series>, StoreError> {
        let sql = "SELECT account, made_at, lines FROM act_series WHERE id = $1";
        self.engine
            .reader()
            .one("read a series of acts", sql, vec![id.into()], |row| {
                Ok(Series {
                    id,
                    account: row.take()?,
                    made_at: row.take()?,
                    lines: row.parse("act_series", "lines", "people and lines", lines)?,
                })
            })
            .await
    }
}

fn lines(text: &str) -> Option<Vec<(Uuid, Uuid)>> {
    let line = |line: &str| {
        let (person, act) = line.split_once(' ')?;
        Some((person.parse().ok()?, act.parse().ok()?))
    };
    text.lines().map(line).collect()
}
