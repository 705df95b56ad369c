//! The clock of the house: what happens without anybody asking.

use std::time::Duration;

use tdu_casework::{Casework, RETRY_PAUSES};

/// How often the date is looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_mins(5);

/// Takes unfinished imports up again, moves warnings with the day, forgets ended sessions. Runs until
/// the process ends; a failure is logged and tried again at the next turn.
pub(crate) async fn run(casework: Casework) {
    tokio::join!(resume_imports(&casework), follow_the_date(&casework));
}

async fn follow_the_date(casework: &Casework) {
    let mut turn = tokio::time::interval(LOOKED_AT_EVERY);
    loop {
        turn.tick().await;
        if let Err(error) = casework.recompute_if_new_day().await {
            tracing::error!(%error, "the day's recomputing failed");
        }
        if let Err(error) = casework.retention_turn().await {
            tracing::error!(%error, "the day's retention failed");
        }
        if let Err(error) = casework.compact_where_wanted().await {
            tracing::error!(%error, "a database could not be laid out anew");
        }
        if let Err(error) = casework.forget_rows_in_error().await {
            tracing::error!(%error, "old rows in error could not be forgotten");
        }
        if let Err(error) = casework.end_old_sessions().await {
            tracing::error!(%error, "ended sessions could not be forgotten");
        }
        if let Err(error) = casework.forget_attempts().await {
            tracing::error!(%error, "old tries to sign in could not be forgotten");
        }
        if let Err(error) = casework.forget_challenges().await {
            tracing::error!(%error, "unanswered challenges could not be forgotten");
        }
    }
}

async fn resume_imports(casework: &Casework) {
    let unfinished = match casework.unfinished_imports().await {
        Ok(unfinished) => unfinished,
        Err(error) => return tracing::error!(%error, "unfinished imports could not be listed"),
    };
    for (organisation, import) in unfinished {
        tracing::info!(%import, "an import is taken up again");
        casework
            .pursue_import(organisation, import, &RETRY_PAUSES)
            .await;
    }
}
