//! Learners, by API and by file: establishments checked, then received.

use std::collections::HashMap;

use serde_json::Value;
use tdu_domain::audit::AccessCode;
use tdu_domain::codes::Uai;
use tdu_domain::organisation::SourceSystem;
use tdu_exchange::issue::Issue;
use tdu_exchange::learner::parse_items;
use tdu_exchange::{Delivery, Row};
use uuid::Uuid;

use crate::frame::Frame;
use crate::intake::{Counts, Incoming, Outcome, Sender};
use crate::keys::ApiClient;
use crate::{Casework, CaseworkError};

/// Items per call of the API.
pub const MAX_ITEMS: usize = 2_000;

/// The answer to a call of the API.
#[derive(Debug)]
pub struct Answered {
    /// Every item received, in order, with its errors.
    pub rows: Vec<Row>,
    /// How many became what.
    pub counts: Counts,
}

impl Casework {
    /// Receives a call of the learner API: at most [`MAX_ITEMS`] items, all in one transaction.
    pub async fn deliver_learners(
        &self,
        client: &ApiClient,
        body: Vec<u8>,
    ) -> Result<Answered, CaseworkError> {
        let frame = self.frame(client.territory).await?;
        let today = frame.today();
        let parsed =
            parse_in_background(move || parse_items(&body, today, Some(MAX_ITEMS))).await?;
        let mut delivery = parsed?;
        check_establishments(&frame, client.organisation.id, &mut delivery);
        let sender = Sender {
            organisation: client.organisation.id,
            system: SourceSystem::Erp,
            actor: None,
            import: None,
        };
        let mut intake = self.begin_intake(&frame).await?;
        let outcomes = intake
            .receive(&sender, incoming(&mut delivery.rows.clone()))
            .await?;
        intake.commit().await?;
        let delivered = self.looked(AccessCode::LearnersDelivered);
        let delivered = delivered.of_rows(delivery.rows.len());
        self.note_client(&frame, client, delivered).await?;
        Ok(Answered {
            counts: count(&delivery.rows, &outcomes),
            rows: delivery.rows,
        })
    }
}

/// Refuses the items of establishments that are unknown, or not the sender's: also those already
/// refused for something else, so that everything is told at once.
pub(crate) fn check_establishments(frame: &Frame, organisation: Uuid, delivery: &mut Delivery) {
    for row in &mut delivery.rows {
        let told = match &row.outcome {
            Ok(record) => [&record.patch.responsible_uai, &record.patch.trainer_uai]
                .map(|uai| uai.value().cloned()),
            Err(_) => establishments_said(&row.raw),
        };
        let mut issues = Vec::new();
        for ((column, must_be_own), uai) in ESTABLISHMENTS.into_iter().zip(told) {
            let Some(uai) = uai else { continue };
            let (line, said) = (row.position, uai.as_str());
            match frame.establishments.get(&uai) {
                None => issues.push(Issue::unknown_establishment(line, column, said)),
                Some(owner) if must_be_own && *owner != organisation => {
                    issues.push(Issue::foreign_establishment(line, column, said));
                }
                Some(_) => {}
            }
        }
        match &mut row.outcome {
            _ if issues.is_empty() => {}
            Ok(_) => row.outcome = Err(issues),
            Err(others) => others.append(&mut issues),
        }
    }
}

/// The columns of establishments, and whether theirs must be the sender's.
const ESTABLISHMENTS: [(&str, bool); 2] = [
    ("etablissement_responsable_uai", false),
    ("etablissement_formateur_uai", true),
];

/// The establishments that a refused row names, as far as they can be read.
fn establishments_said(raw: &str) -> [Option<Uai>; 2] {
    let fields: HashMap<String, Value> = serde_json::from_str(raw).unwrap_or_default();
    ESTABLISHMENTS.map(|(column, _)| {
        let (_, value) = fields
            .iter()
            .find(|(name, _)| name.trim().eq_ignore_ascii_case(column))?;
        Uai::parse(value.as_str()?).ok()
    })
}

/// What was understood leaves the rows, on its way in.
pub(crate) fn incoming(rows: &mut [Row]) -> Vec<Incoming> {
    rows.iter_mut()
        .filter_map(|row| {
            let record = row.outcome.as_mut().ok()?;
            Some(Incoming {
                external_id: std::mem::take(&mut record.external_id),
                patch: std::mem::take(&mut record.patch),
                raw: std::mem::take(&mut row.raw),
            })
        })
        .collect()
}

/// Counts every row: those understood by their outcome, the others as failed.
pub(crate) fn count(rows: &[Row], outcomes: &[Outcome]) -> Counts {
    let failed = rows.iter().filter(|row| row.outcome.is_err()).count() as u64;
    let mut counts = Counts {
        failed,
        ..Counts::default()
    };
    for outcome in outcomes {
        counts.add(*outcome);
    }
    counts
}

/// Parses off the threads that answer requests.
pub(crate) async fn parse_in_background<T: Send + 'static>(
    parse: impl FnOnce() -> T + Send + 'static,
) -> Result<T, CaseworkError> {
    tokio::task::spawn_blocking(parse)
        .await
        .map_err(CaseworkError::from)
}
