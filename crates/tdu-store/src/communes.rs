//! The communes of a territory and the Mission Locale that covers each.

use tdu_domain::codes::{CommuneCode, PostalCode};
use tdu_domain::routing::Commune;

use crate::error::StoreError;
use crate::territory::{Territory, Transaction};

impl Territory {
    /// Every commune of the territory, by code.
    pub async fn communes(&self) -> Result<Vec<Commune>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the communes",
                "SELECT code, name, postcodes, population, mission_locale FROM commune ORDER BY code",
                vec![],
                |row| {
                    Ok(Commune {
                        code: row.parse("commune", "code", "an INSEE code", |text| CommuneCode::parse(text).ok())?,
                        name: row.take()?,
                        postcodes: row.parse("commune", "postcodes", "postcodes", |text| {
                            text.split_whitespace().map(|code| PostalCode::parse(code).ok()).collect()
                        })?,
                        population: u32::try_from(row.take::<i64>()?).unwrap_or_default(),
                        mission_locale: row.take()?,
                    })
                },
            )
            .await
    }
}

impl Transaction {
    /// Adds communes; those already known take the new name, postcodes, population and coverage.
    pub async fn put_communes(&self, communes: &[Commune]) -> Result<(), StoreError> {
        let rows = communes
            .iter()
            .map(|commune| {
                let postcodes: Vec<&str> =
                    commune.postcodes.iter().map(PostalCode::as_str).collect();
                vec![
                    commune.code.as_str().into(),
                    commune.name.clone().into(),
                    postcodes.join(" ").into(),
                    i64::from(commune.population).into(),
                    commune.mission_locale.into(),
                ]
            })
            .collect();
        self.session()
            .insert(
                "put communes",
                "commune",
                &["code", "name", "postcodes", "population", "mission_locale"],
                "ON CONFLICT (code) DO UPDATE SET name = excluded.name, postcodes = excluded.postcodes, \
                 population = excluded.population, mission_locale = excluded.mission_locale",
                rows,
            )
            .await
    }
}
