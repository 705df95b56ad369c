//! Following the whole access log, to prove that nothing was done to it.

use super::AccessLog;
use super::line::{COLUMNS, read};
use crate::chain::{Fault, Follower, Head, Link, Wrong};
use crate::error::StoreError;
use crate::keyring::Purpose;

/// Lines read at once.
const PAGE: u32 = 20_000;

impl AccessLog {
    /// Follows the log from its first line to its last: where it ends, and the first wrong line. The
    /// anchors are ends that it once had.
    pub async fn verify(&self, anchors: &[Head]) -> Result<(Head, Option<Wrong>), StoreError> {
        let snapshot = self.engine.snapshot().await?;
        let session = snapshot.session();
        let mut follower = Follower::new(anchors);
        let mut after = i64::MIN;
        let sql = format!(
            "SELECT {} FROM access_line WHERE number > $1 ORDER BY number LIMIT {PAGE}",
            COLUMNS.join(", ")
        );
        while follower.wrong.is_none() {
            let values = vec![after.into()];
            // A line that cannot even be read was altered.
            let page = session
                .all_at_once("read the access log", &sql, values, |row| {
                    let number: i64 = row.peek()?;
                    Ok((number, read(row).ok()))
                })
                .await?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            for (number, entry) in page {
                let fault = match entry {
                    Some(entry) => follower.follow(
                        &self.keyring,
                        Purpose::Access,
                        number,
                        entry.link,
                        &entry.line,
                    )?,
                    None => Some(Fault::Altered),
                };
                if let Some(fault) = fault {
                    // What is missing is before the line that was found instead.
                    let number = match fault {
                        Fault::Missing => follower.head.lines + 1,
                        _ => number,
                    };
                    follower.wrong = Some(Wrong {
                        number,
                        line: None,
                        fault,
                    });
                    break;
                }
            }
        }
        let sql = "SELECT lines, link FROM access_head WHERE id = 1";
        let kept = session
            .one("read the head of the access log", sql, vec![], |row| {
                let lines = row.take()?;
                let link = Link::of(&row.take::<Vec<u8>>()?).unwrap_or(Link::START);
                Ok(Head { lines, link })
            })
            .await?
            .unwrap_or(Head::START);
        let wrong = follower.wrong.or_else(|| follower.end(kept));
        Ok((follower.head, wrong))
    }
}
