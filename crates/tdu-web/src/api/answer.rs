//! The answer to a call that was read: the national shape, and our counts.

use serde::Serialize;
use serde_json::Value;
use tdu_casework::Answered;
use tdu_exchange::issue::Lang;
use tdu_exchange::learner::ItemAnswer;
use utoipa::ToSchema;

/// What became of a call.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Ce que sont devenus les dossiers d’un appel.")]
pub(crate) struct LearnersAnswer {
    /// Toujours `OK` : l’appel a été lu jusqu’au bout.
    #[schema(examples("OK"))]
    status: &'static str,
    /// Toujours `Processed` : les dossiers sont enregistrés avant la réponse.
    #[schema(examples("Processed"))]
    message: &'static str,
    /// `Some data are invalid` si au moins un dossier est refusé ; absent sinon.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples("Some data are invalid"))]
    detail: Option<&'static str>,
    /// Ce que sont devenus les dossiers : leur somme est le nombre de dossiers reçus.
    counts: Counts,
    /// Chaque dossier reçu, dans l’ordre, avec ses erreurs.
    #[schema(value_type = Vec<AnsweredItem>)]
    data: Vec<ItemAnswer>,
}

/// How many items became what.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Combien de dossiers sont devenus quoi.")]
pub(crate) struct Counts {
    /// Dossiers nouveaux.
    #[schema(examples(1))]
    created: u64,
    /// Dossiers modifiés.
    #[schema(examples(12))]
    updated: u64,
    /// Dossiers déjà connus à l’identique.
    #[schema(examples(87))]
    unchanged: u64,
    /// Dossiers refusés.
    #[schema(examples(0))]
    failed: u64,
    /// Dossiers de personnes effacées, dont rien n’est gardé ; absent s’il n’y en a pas.
    #[serde(skip_serializing_if = "Option::is_none")]
    erased: Option<u64>,
}

/// One item of the answer.
#[derive(Debug, ToSchema)]
#[schema(description = "Un dossier reçu, avec ses erreurs.")]
#[expect(dead_code, reason = "describes what ItemAnswer writes")]
pub(crate) struct AnsweredItem {
    /// Les erreurs du dossier, toutes à la fois ; vide si le dossier est accepté.
    validation_errors: Vec<Fault>,
    /// Les valeurs laissées de côté sans refuser le dossier ; absent s’il n’y en a pas.
    validation_warnings: Option<Vec<Fault>>,
    /// Les clés reçues, sans le numéro de sécurité sociale.
    #[schema(additional_properties)]
    #[serde(flatten)]
    received: std::collections::HashMap<String, Value>,
}

/// One error of an item.
#[derive(Debug, ToSchema)]
#[schema(description = "Une erreur d’un dossier.")]
#[expect(dead_code, reason = "describes what ItemAnswer writes")]
pub(crate) struct Fault {
    /// La règle et le remède, en une ou deux phrases.
    #[schema(examples("Le code postal n’est pas valide. Écrivez 5 chiffres : 75011."))]
    message: String,
    /// Le champ ; vide si c’est le dossier entier.
    #[schema(examples(json!(["code_postal_apprenant"])))]
    path: Vec<String>,
    /// Le nom stable de la règle.
    #[schema(examples("bad_postcode"))]
    code: String,
}

impl LearnersAnswer {
    /// The answer, with its sentences in a language.
    pub(crate) fn new(answered: &Answered, lang: Lang) -> Self {
        let counts = answered.counts;
        Self {
            status: "OK",
            message: "Processed",
            detail: (counts.failed > 0).then_some("Some data are invalid"),
            counts: Counts {
                created: counts.created,
                updated: counts.updated,
                unchanged: counts.unchanged,
                failed: counts.failed,
                erased: (counts.erased > 0).then_some(counts.erased),
            },
            data: answered
                .rows
                .iter()
                .map(|row| ItemAnswer::new(row, lang))
                .collect(),
        }
    }
}

/// An answer that could be received.
pub(crate) fn example() -> Value {
    let mut refused = super::document::example();
    if let Value::Object(item) = &mut refused {
        item.insert("code_postal_apprenant".to_owned(), "931".into());
        let fault = serde_json::json!({
            "message": "Le code postal n’est pas valide. Écrivez 5 chiffres : 75011.",
            "path": ["code_postal_apprenant"],
            "code": "bad_postcode",
        });
        item.insert("validation_errors".to_owned(), Value::Array(vec![fault]));
    }
    serde_json::json!({
        "status": "OK",
        "message": "Processed",
        "detail": "Some data are invalid",
        "counts": { "created": 0, "updated": 0, "unchanged": 0, "failed": 1 },
        "data": [refused],
    })
}
