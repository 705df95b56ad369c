//! The clock of the house: what happens without anybody asking.

use std::time::Duration;

use tdu_casework::{Casework, Post, RETRY_PAUSES};
use tokio::time::MissedTickBehavior;

use crate::mail::Mailer;

/// How often the date is looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_mins(5);
/// How often the journal is read on.
const TOLD_EVERY: Duration = Duration::from_secs(2);

/// Takes unfinished imports up again, moves warnings with the day, forgets ended sessions. Runs until
/// the process ends; a failure is logged and tried again at the next turn.
pub(crate) async fn run(casework: Casework, mailer: Option<Mailer>) {
    tokio::join!(
        resume_imports(&casework),
        follow_the_date(&casework),
        tell(&casework, mailer.as_ref()),
        tell_programs(&casework)
    );
}

/// Reads the journal on, and sends the e-mails that are due.
async fn tell(casework: &Casework, mailer: Option<&Mailer>) {
    let mut turn = tokio::time::interval(TOLD_EVERY);
    turn.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        turn.tick().await;
        if let Err(error) = casework.spread_notices().await {
            tracing::error!(%error, "what was done could not be told");
        }
        if let Err(error) = casework.spread_webhooks().await {
            tracing::error!(%error, "what webhooks are to be told could not be kept");
        }
        if let Some(mailer) = mailer
            && let Err(error) = mailer.send_due(casework).await
        {
            tracing::error!(%error, "e-mails could not be sent");
        }
    }
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
        if let Err(error) = casework.forget_deliveries().await {
            tracing::error!(%error, "old deliveries could not be forgotten");
        }
        if let Err(error) = casework.forget_notices().await {
            tracing::error!(%error, "old notices could not be forgotten");
        }
        if let Err(error) = casework.forget_challenges().await {
            tracing::error!(%error, "unanswered challenges could not be forgotten");
        }
    }
}

/// Tells webhooks what is due: apart from the rest, since programs may be slow to answer.
async fn tell_programs(casework: &Casework) {
    let mut turn = tokio::time::interval(TOLD_EVERY);
    turn.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        turn.tick().await;
        if let Err(error) = casework.post_webhooks(&Post).await {
            tracing::error!(%error, "webhooks could not be told");
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
