//! Lines written before the journal was chained: chained when the territory is first opened with its
//! keys. From then on nothing can be done to them unseen; what was done before cannot be known.

use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::line::{COLUMNS, Line, NO_SALT, content, salted};
use crate::chain::Head;
use crate::engine::{Row, Session};
use crate::error::StoreError;
use crate::keyring::Purpose;
use crate::territory::{Territory, Transaction};

/// Lines read at once.
const PAGE: u32 = 20_000;

impl Territory {
    /// Chains the lines from before, once.
    pub(crate) async fn chain_old_lines(&self) -> Result<(), StoreError> {
        if self.setting("journal_unchained").await?.is_none() {
            return Ok(());
        }
        let transaction = self.begin().await?;
        let claimed = "DELETE FROM setting WHERE name = 'journal_unchained'";
        let claimed = transaction
            .session()
            .execute("chain the journal", claimed, vec![])
            .await?;
        if claimed == 0 {
            return Ok(());
        }
        let lines = transaction.chain_old_pages().await?;
        transaction
            .session()
            .execute("chain the journal", "DROP TABLE journal_unchained", vec![])
            .await?;
        transaction.commit().await?;
        if lines > 0 {
            tracing::info!(lines, "the journal's lines from before were chained");
        }
        Ok(())
    }
}

impl Transaction {
    async fn chain_old_pages(&self) -> Result<i64, StoreError> {
        let mut heads = std::collections::BTreeMap::<Uuid, Head>::new();
        let mut after = Uuid::nil();
        loop {
            let page = old_lines(&self.session(), after).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            let mut rows = Vec::with_capacity(page.len());
            for line in page {
                let head = heads.entry(line.organisation).or_insert(Head::START);
                head.link = head.link.next(&self.keyring, Purpose::Journal, &line)?;
                head.lines += 1;
                rows.push(line.row(head.lines, head.link));
            }
            let session = self.session();
            session
                .insert("chain the journal", "journal", &COLUMNS, "", rows)
                .await?;
        }
        for (organisation, head) in &heads {
            let sql = "INSERT INTO journal_head (organisation, lines, link) VALUES ($1, $2, $3)";
            let link = head.link.bytes().to_vec();
            let values = vec![(*organisation).into(), head.lines.into(), link.into()];
            let session = self.session();
            session.execute("chain the journal", sql, values).await?;
        }
        Ok(heads.values().map(|head| head.lines).sum())
    }
}

async fn old_lines<C: ConnectionTrait>(
    session: &Session<'_, C>,
    after: Uuid,
) -> Result<Vec<Line>, StoreError> {
    let sql = format!(
        "SELECT journal_unchained.id, recorded_at, occurred_on, actor, organisation, person, act, digest, salt, \
         actor_name, payload FROM journal_unchained LEFT JOIN person ON person.id = person \
         LEFT JOIN journal_payload ON line = journal_unchained.id WHERE journal_unchained.id > $1 \
         ORDER BY journal_unchained.id LIMIT {PAGE}"
    );
    session
        .all_at_once("read the journal", &sql, vec![after.into()], old_line)
        .await
}

/// A line from before, with the digest that lines have now. One whose payload is not what its digest
/// says keeps the old digest, and will never be right.
fn old_line(row: &mut Row<'_>) -> Result<Line, StoreError> {
    let mut line = Line::read(row)?;
    let salt = row
        .take::<Option<Vec<u8>>>()?
        .and_then(|salt| salt.try_into().ok())
        .unwrap_or(NO_SALT);
    let actor_name: Option<String> = row.take()?;
    // Not sealed yet.
    let payload: Option<Vec<u8>> = row.take()?;
    let payload = payload.and_then(|bytes| String::from_utf8(bytes).ok());
    let told = payload.filter(|payload| Sha256::digest(payload).as_slice() == line.digest);
    let content = match told {
        Some(payload) => content(actor_name.as_deref(), &payload).to_vec(),
        None => line.digest,
    };
    line.digest = salted(&salt, &content).to_vec();
    Ok(line)
}
