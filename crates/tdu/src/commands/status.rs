//! `tdu status`: the national status timeline, from JSON to JSON.

use std::io::Read;

use anyhow::Context;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tdu_domain::contract::Contract;
use tdu_domain::status::{Enrolment, StatusTimeline};

use crate::cli::StatusArguments;
use crate::wiring::say;

#[derive(Debug, Deserialize)]
struct Asked {
    id: serde_json::Value,
    now: Date,
    #[serde(default)]
    date_exclusion: Option<Date>,
    #[serde(default)]
    formation: Option<AskedTraining>,
    #[serde(default)]
    contrats: Option<Vec<AskedContract>>,
}

#[derive(Debug, Deserialize)]
struct AskedTraining {
    #[serde(default)]
    date_entree: Option<Date>,
    #[serde(default)]
    date_fin: Option<Date>,
}

#[derive(Debug, Deserialize)]
struct AskedContract {
    #[serde(default, rename = "date_debut")]
    start: Option<Date>,
    #[serde(default, rename = "date_fin")]
    end: Option<Date>,
    #[serde(default, rename = "date_rupture")]
    rupture: Option<Date>,
}

#[derive(Debug, Serialize)]
struct Answer {
    id: serde_json::Value,
    statut_en_cours: &'static str,
    parcours: Vec<AnsweredStep>,
}

#[derive(Debug, Serialize)]
struct AnsweredStep {
    date: Date,
    statut: &'static str,
}

pub(crate) fn run(arguments: &StatusArguments) -> anyhow::Result<()> {
    let name = arguments.file.display();
    let text = if arguments.file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .context("l'entrée standard ne se lit pas")?;
        text
    } else {
        std::fs::read_to_string(&arguments.file).with_context(|| format!("{name} ne se lit pas"))?
    };
    let asked: Vec<Asked> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .with_context(|| format!("{name} n'est pas le tableau JSON attendu"))?;
    let answers: Vec<Answer> = asked.into_iter().map(answer).collect();
    say(&serde_json::to_string(&answers)?);
    Ok(())
}

fn answer(asked: Asked) -> Answer {
    let timeline = enrolment(asked.formation, asked.contrats, asked.date_exclusion)
        .map(|enrolment| StatusTimeline::of(&enrolment))
        .unwrap_or_default();
    Answer {
        id: asked.id,
        statut_en_cours: timeline.on(asked.now).code(),
        parcours: timeline
            .steps()
            .iter()
            .map(|step| AnsweredStep {
                date: step.date,
                statut: step.status.code(),
            })
            .collect(),
    }
}

/// A session without an end tells no timeline; one without a beginning begins with its first contract.
fn enrolment(
    training: Option<AskedTraining>,
    contracts: Option<Vec<AskedContract>>,
    excluded_on: Option<Date>,
) -> Option<Enrolment> {
    let training = training?;
    let contracts: Vec<Contract> = contracts
        .unwrap_or_default()
        .into_iter()
        .filter_map(|contract| {
            Some(Contract {
                start: contract.start?,
                end: contract.end,
                rupture: contract.rupture,
                rupture_cause: None,
                employer: None,
            })
        })
        .collect();
    let start = training
        .date_entree
        .or_else(|| contracts.iter().map(|contract| contract.start).min())?;
    Some(Enrolment {
        start,
        end: training.date_fin?,
        excluded_on,
        contracts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(json: &str) -> String {
        let asked: Asked = serde_json::from_str(json).unwrap();
        serde_json::to_string(&answer(asked)).unwrap()
    }

    #[test]
    fn a_whole_pathway() {
        let json = r#"{"id": 7, "now": "2025-01-15", "date_exclusion": null,
            "formation": {"date_entree": "2024-09-01", "date_fin": "2025-08-31"},
            "contrats": [{"date_debut": "2024-09-15", "date_fin": "2025-08-31", "date_rupture": "2024-12-01"}]}"#;
        assert_eq!(
            answered(json),
            r#"{"id":7,"statut_en_cours":"RUPTURANT","parcours":[{"date":"2024-09-01","statut":"INSCRIT"},{"date":"2024-09-15","statut":"APPRENTI"},{"date":"2024-12-01","statut":"RUPTURANT"},{"date":"2025-05-30","statut":"ABANDON"}]}"#
        );
    }

    #[test]
    fn nothing_known_is_enrolled() {
        let json = r#"{"id": "x", "now": "2025-01-15", "formation": {"date_entree": null, "date_fin": null}, "contrats": []}"#;
        assert_eq!(
            answered(json),
            r#"{"id":"x","statut_en_cours":"INSCRIT","parcours":[]}"#
        );
    }
}
