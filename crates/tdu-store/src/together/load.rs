//! How the work of an organisation is shared out.

use jiff::civil::Date;
use tdu_domain::access::Scope;

use crate::caseload::NO_URGENCY;
use crate::error::StoreError;
use crate::lists::narrowing::BOUND;
use crate::territory::Territory;

/// The people whom a colleague follows, and what presses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// Who follows them, as the organisation's files say; nobody.
    pub counsellor: Option<String>,
    /// Whether somebody follows them because of what they did, when files name nobody.
    pub bound: bool,
    /// How many.
    pub people: i64,
    /// With a warning that this network must answer.
    pub to_do: i64,
    /// Of these, with a day that is past.
    pub late: i64,
}

impl Territory {
    /// How many people each colleague of the scope's organisation follows, nobody first, then the most
    /// late.
    pub async fn load(&self, scope: &Scope, today: Date) -> Result<Vec<Load>, StoreError> {
        let sql = format!(
            "SELECT counsellor, counsellor IS NULL AND {BOUND}, count(*), \
             count(CASE WHEN urgency < $2 THEN 1 END) AS to_do, \
             count(CASE WHEN urgency < $2 AND due < $3 THEN 1 END) AS late FROM caseload \
             WHERE organisation = $1 GROUP BY 1, 2 \
             ORDER BY CASE WHEN counsellor IS NULL THEN 0 ELSE 1 END, 2, 5 DESC, 3 DESC, counsellor"
        );
        let values = vec![
            scope.organisation().into(),
            NO_URGENCY.into(),
            today.to_string().into(),
        ];
        self.engine
            .reader()
            .all("read how work is shared out", &sql, values, |row| {
                Ok(Load {
                    counsellor: row.take()?,
                    bound: row.take()?,
                    people: row.take()?,
                    to_do: row.take()?,
                    late: row.take()?,
                })
            })
            .await
    }
}
