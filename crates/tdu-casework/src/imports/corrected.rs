//! Rows in error leave once they are corrected: when the same organisation sends the same dossier again,
//! under the same name, and it is taken in.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use tdu_domain::text::fold;
use tdu_exchange::Row;
use tdu_store::Transaction;
use uuid::Uuid;

use crate::CaseworkError;
use crate::frame::Frame;

/// Rows kept aside before an import began, with their cells.
pub(super) struct Corrected {
    rows: Vec<(Uuid, HashSet<String>)>,
}

/// The dossiers that a part of a file brings, with the names of whom they are about.
pub(super) struct Accepted(HashMap<String, Vec<String>>);

impl Accepted {
    pub(super) fn of(part: &[Row]) -> Self {
        let understood = part.iter().filter_map(|row| row.outcome.as_ref().ok());
        let known = understood.map(|record| {
            let names = [
                record.patch.birth_name.value(),
                record.patch.used_name.value(),
            ];
            let names = names.into_iter().flatten().map(|name| fold(name));
            (fold(&record.external_id), names.collect())
        });
        Self(known.collect())
    }
}

impl Corrected {
    /// The rows that an organisation has kept aside until now.
    pub(super) async fn before(frame: &Frame, organisation: Uuid) -> Result<Self, CaseworkError> {
        let transaction = frame.territory.begin().await?;
        let kept = transaction.all_kept_aside(Some(organisation)).await?;
        let rows = kept
            .into_iter()
            .map(|(id, error)| (id, cells(&error.raw)))
            .collect();
        Ok(Self { rows })
    }

    /// Forgets those that were sent again and taken in.
    pub(super) async fn forget(
        &mut self,
        transaction: &Transaction,
        accepted: &Accepted,
    ) -> Result<(), CaseworkError> {
        let again = |cells: &HashSet<String>| {
            let dossiers = cells.iter().filter_map(|cell| accepted.0.get(cell));
            dossiers.flatten().any(|name| cells.contains(name))
        };
        let gone: Vec<Uuid> = self
            .rows
            .extract_if(.., |(_, cells)| again(cells))
            .map(|(id, _)| id)
            .collect();
        if !gone.is_empty() {
            transaction.drop_kept_aside(&gone).await?;
        }
        Ok(())
    }
}

/// The texts and numbers of a row as received, folded.
fn cells(raw: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let read: Value = serde_json::from_str(raw).unwrap_or_default();
    for value in read.as_object().into_iter().flat_map(|row| row.values()) {
        match value {
            Value::String(text) => found.insert(fold(text)),
            Value::Number(number) => found.insert(number.to_string()),
            _ => continue,
        };
    }
    found.remove("");
    found
}
