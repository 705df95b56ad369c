//! Who of an organisation is absent, and which colleague stands in.

use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use tdu_domain::absence::Absence;
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::directory::Store;
use crate::engine::{Row, Session, date_value};
use crate::error::StoreError;
use crate::team::TeamChange;

const TABLE: &str = "absence";

/// An absence, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceRow {
    /// The absence.
    pub absence: Absence,
    /// The name of who is absent.
    pub name: String,
    /// The name of who stands in.
    pub covered_by_name: String,
    /// Who declared it: account, name, when.
    pub declared: (Uuid, String, Millis),
    /// Who ended it, and when.
    pub ended: Option<(Uuid, Millis)>,
}

/// A colleague for whom an account stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The colleague.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// The name under which files know them.
    pub portfolio: Option<String>,
    /// The last day.
    pub until: Date,
}

const ROWS: &str = "SELECT absence.id, absence.account, covered_by, from_on, until_on, ended_on, absent.name, \
                    cover.name, declared_by, declared_by_name, declared_at, ended_by, ended_at FROM absence \
                    JOIN account absent ON absent.id = absence.account JOIN account cover ON cover.id = covered_by \
                    WHERE organisation = $1 AND until_on >= $2 ORDER BY from_on, absence.id";

impl Store {
    /// The absences of an organisation that end on a day or later, those that ended early included.
    pub async fn absences(
        &self,
        organisation: Uuid,
        since: Date,
    ) -> Result<Vec<AbsenceRow>, StoreError> {
        absences(&self.engine.reader(), organisation, since).await
    }

    /// The colleagues of an organisation for whom an account stands in on a day.
    pub async fn covered_by(
        &self,
        account: Uuid,
        organisation: Uuid,
        day: Date,
    ) -> Result<Vec<Covered>, StoreError> {
        let sql = "SELECT absence.account, name, portfolio, until_on FROM absence \
                   JOIN account ON account.id = absence.account \
                   JOIN membership ON membership.account = absence.account \
                   AND membership.organisation = absence.organisation \
                   WHERE covered_by = $1 AND absence.organisation = $2 AND from_on <= $3 AND until_on >= $3 \
                   AND (ended_on IS NULL OR ended_on > $3) ORDER BY name, absence.id";
        let values = vec![account.into(), organisation.into(), day.to_string().into()];
        let reader = self.engine.reader();
        reader
            .all("read for whom one stands in", sql, values, |row| {
                Ok(Covered {
                    account: row.take()?,
                    name: row.take()?,
                    portfolio: row.take()?,
                    until: date(row, "until_on")?,
                })
            })
            .await
    }

    /// Who stands in for whom in an organisation on a day: absent, standing in.
    pub async fn covers(
        &self,
        organisation: Uuid,
        day: Date,
    ) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
        let sql = "SELECT account, covered_by FROM absence WHERE organisation = $1 AND from_on <= $2 \
                   AND until_on >= $2 AND (ended_on IS NULL OR ended_on > $2)";
        let values = vec![organisation.into(), day.to_string().into()];
        let reader = self.engine.reader();
        let read = |row: &mut Row<'_>| Ok((row.take()?, row.take()?));
        reader.all("read who stands in", sql, values, read).await
    }
}

impl TeamChange {
    /// The absences of the organisation that end on a day or later.
    pub async fn absences(&self, since: Date) -> Result<Vec<AbsenceRow>, StoreError> {
        absences(&self.write.session(), self.organisation, since).await
    }

    /// Keeps an absence.
    pub async fn add_absence(
        &self,
        absence: &Absence,
        (by, by_name): (Uuid, &str),
        now: Millis,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO absence (id, organisation, account, covered_by, from_on, until_on, declared_by, \
                   declared_by_name, declared_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let values = vec![
            absence.id.into(),
            self.organisation.into(),
            absence.account.into(),
            absence.covered_by.into(),
            absence.from.to_string().into(),
            absence.until.to_string().into(),
            by.into(),
            by_name.into(),
            now.into(),
        ];
        let session = self.write.session();
        session.execute("keep an absence", sql, values).await?;
        Ok(())
    }

    /// Ends an absence on a day, or takes its end back.
    pub async fn end_absence(
        &self,
        id: Uuid,
        ended: Option<(Date, Uuid, Millis)>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE absence SET ended_on = $3, ended_by = $4, ended_at = $5 WHERE organisation = $1 AND id = $2";
        let values = vec![
            self.organisation.into(),
            id.into(),
            date_value(ended.map(|(on, _, _)| on)),
            ended.map(|(_, by, _)| by).into(),
            ended.map(|(_, _, at)| at).into(),
        ];
        let session = self.write.session();
        session.execute("end an absence", sql, values).await?;
        Ok(())
    }
}

async fn absences<C: ConnectionTrait>(
    session: &Session<'_, C>,
    organisation: Uuid,
    since: Date,
) -> Result<Vec<AbsenceRow>, StoreError> {
    let values = vec![organisation.into(), since.to_string().into()];
    session.all("list absences", ROWS, values, absence).await
}

fn absence(row: &mut Row<'_>) -> Result<AbsenceRow, StoreError> {
    let absence = Absence {
        id: row.take()?,
        account: row.take()?,
        covered_by: row.take()?,
        from: date(row, "from_on")?,
        until: date(row, "until_on")?,
        ended_on: row.date(TABLE, "ended_on")?,
    };
    let name = row.take()?;
    let covered_by_name = row.take()?;
    let declared = (row.take()?, row.take()?, row.take()?);
    let by: Option<Uuid> = row.take()?;
    let at: Option<Millis> = row.take()?;
    Ok(AbsenceRow {
        absence,
        name,
        covered_by_name,
        declared,
        ended: by.zip(at),
    })
}

fn date(row: &mut Row<'_>, column: &'static str) -> Result<Date, StoreError> {
    row.parse(TABLE, column, "a date", |text| text.parse().ok())
}
