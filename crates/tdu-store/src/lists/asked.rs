//! What an organisation asked others about its people, and that waits for a word.

use jiff::civil::Date;
use tdu_domain::access::Scope;
use tdu_domain::desk::Asked;
use tdu_domain::merge::Millis;
use uuid::Uuid;

use super::narrowing::{Parameters, followed, within};
use crate::assignments::Mine;
use crate::caseload::{self, CaseloadRow, NO_URGENCY};
use crate::engine::Row;
use crate::error::StoreError;
use crate::territory::Territory;

const TABLE: &str = "asked";

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedQuery {
    /// Only what the account asked, or what is about the people whom someone follows.
    pub mine: Option<Mine>,
    /// Messages written before this instant are no longer waited for.
    pub written_after: Millis,
    /// At most so many.
    pub limit: u32,
}

/// Something asked, and about whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedLine {
    /// The person in the organisation's caseload.
    pub person: CaseloadRow,
    /// What was asked.
    pub what: Asked,
    /// Its key.
    pub item: Uuid,
    /// The organisation that was asked.
    pub of: Uuid,
    /// The day, when a day is kept.
    pub on: Option<Date>,
    /// The instant, when an instant is kept.
    pub at: Option<Millis>,
    /// The day by which, when there is one.
    pub due: Option<Date>,
}

/// What was asked, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedPage {
    /// Its lines.
    pub lines: Vec<AskedLine>,
    /// How many people of all lines have no warning that the other network must answer.
    pub without_warning: i64,
}

/// What `{organisation}` asked and waits for. The last message of a thread waits when it was told to staff
/// of another organisation. Keys grow with time.
const ASKED: &str = "
SELECT 'referral' AS what, id AS item, person AS about, author AS asked_by, receiver AS asked_of,
    sent_on AS asked_on, CAST(NULL AS bigint) AS asked_at, CAST(NULL AS text) AS asked_due
FROM referral WHERE sender = {organisation} AND state IN ('sent', 'acknowledged', 'studying')
UNION ALL
SELECT 'task', id, person, asked_by, owner, asked_on, CAST(NULL AS bigint), due
FROM task WHERE asked_for = {organisation} AND owner <> {organisation} AND state = 'open'
UNION ALL
SELECT 'message', m.id, m.person, m.account, (SELECT n.organisation FROM message_notice n WHERE n.message = m.id
    AND n.organisation <> {organisation} LIMIT 1), CAST(NULL AS text), m.written_at, CAST(NULL AS text)
FROM message m WHERE m.organisation = {organisation} AND m.written_at >= {written} AND m.removed_at IS NULL
AND NOT EXISTS (SELECT 1 FROM message later WHERE later.person = m.person AND later.id > m.id
    AND later.removed_at IS NULL)
AND EXISTS (SELECT 1 FROM message_notice n WHERE n.message = m.id AND n.organisation <> {organisation})";

impl Territory {
    /// What an organisation asked others and waits for, the oldest first.
    pub async fn asked(&self, scope: &Scope, query: &AskedQuery) -> Result<AskedPage, StoreError> {
        let mut values = Parameters::default();
        let organisation = values.add(scope.organisation());
        let written = values.add(query.written_after);
        let asked = ASKED
            .replace("{organisation}", &organisation)
            .replace("{written}", &written);
        let mut whose = within(&mut values, scope);
        if let Some(mine) = &query.mine {
            let followed = followed(&mut values, scope, mine);
            whose += &format!(
                " AND (asked_by = {} OR {followed})",
                values.add(scope.account())
            );
        }
        let never = values.add(NO_URGENCY);
        let columns = caseload::COLUMNS.join(", ");
        let sql = format!(
            "WITH asked AS ({asked}), own AS (SELECT * FROM asked JOIN caseload ON caseload.person = about AND {whose}) \
             SELECT (SELECT count(DISTINCT about) FROM own WHERE waiting >= {never}), what, item, asked_of, asked_on, \
             asked_at, asked_due, {columns} FROM own ORDER BY item LIMIT {}",
            query.limit
        );
        let read = |row: &mut Row<'_>| Ok((row.take::<i64>()?, line(row)?));
        let reader = self.engine.reader();
        let found = reader.all("read what was asked", &sql, values.0, read);
        let found = found.await?;
        Ok(AskedPage {
            without_warning: found.first().map_or(0, |(count, _)| *count),
            lines: found.into_iter().map(|(_, line)| line).collect(),
        })
    }
}

/// Reads `what, item, asked_of, asked_on, asked_at, asked_due` and a caseload row.
fn line(row: &mut Row<'_>) -> Result<AskedLine, StoreError> {
    let what = row.parse(TABLE, "what", "what was asked", Asked::from_code)?;
    let item = row.take()?;
    let of = row.take()?;
    let on = row.date(TABLE, "asked_on")?;
    let at = row.take()?;
    let due = row.date(TABLE, "asked_due")?;
    Ok(AskedLine {
        person: caseload::read(row)?,
        what,
        item,
        of,
        on,
        at,
        due,
    })
}
