//! What is answered about the road to the contract: codes, dates and keys.

use jiff::civil::Date;
use serde::Serialize;
use tdu_casework::{RoadView, TargetView};
use tdu_domain::road::search::CompanyRefusal;
use utoipa::ToSchema;
use uuid::Uuid;

/// The road to the contract of someone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Road, description = "Le parcours vers le contrat d’un jeune.")]
pub(super) struct RoadShape {
    /// Le jour où il s’est ouvert ; `null` quand aucun n’est ouvert.
    #[schema(value_type = Option<String>, format = Date)]
    opened_on: Option<Date>,
    /// Ses étapes, dans leur ordre.
    steps: Vec<StepShape>,
    /// Les pièces demandées.
    pieces: Vec<PieceShape>,
    /// Les entreprises de la recherche.
    companies: Vec<CompanyShape>,
    /// Les fichiers joints, sans leur nom ni leur contenu.
    files: Vec<FileShape>,
}

/// An attached file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AttachedFile, description = "Un fichier joint.")]
struct FileShape {
    id: Uuid,
    kind: &'static str,
    #[schema(value_type = String, format = Date)]
    added_on: Date,
    /// En octets.
    size: i64,
}

/// A step.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RoadStep, description = "Une étape du parcours vers le contrat.")]
struct StepShape {
    step: &'static str,
    /// `done`, `now`, `later`, `passed`.
    state: &'static str,
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Date>,
    /// Si un logiciel le dit, sans que personne l’ait noté.
    by_source: bool,
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
    /// Le réseau qui s’en occupe.
    owner: &'static str,
}

/// A piece.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Piece, description = "Une pièce demandée.")]
struct PieceShape {
    id: Uuid,
    kind: &'static str,
    bringer: &'static str,
    state: &'static str,
    #[schema(value_type = String, format = Date)]
    asked_on: Date,
    #[schema(value_type = String, format = Date)]
    due: Date,
    #[schema(value_type = Option<String>, format = Date)]
    settled_on: Option<Date>,
}

/// A company of the search.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Company, description = "Une entreprise de la recherche. Son nom et son contact ne sortent pas.")]
struct CompanyShape {
    id: Uuid,
    siret: Option<String>,
    commune: Option<String>,
    trade: Option<String>,
    #[schema(value_type = String, format = Date)]
    added_on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    dropped_on: Option<Date>,
    applications: Vec<ApplicationShape>,
    visits: Vec<VisitShape>,
}

/// An application.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Application, description = "Une candidature.")]
struct ApplicationShape {
    id: Uuid,
    #[schema(value_type = String, format = Date)]
    on: Date,
    channel: &'static str,
    answers: Vec<AnswerShape>,
}

/// An answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApplicationAnswer, description = "La réponse d’une entreprise.")]
struct AnswerShape {
    id: Uuid,
    answer: &'static str,
    why: Option<&'static str>,
    #[schema(value_type = String, format = Date)]
    on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    next_on: Option<Date>,
}

/// A visit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Visit, description = "Une visite à l’entreprise.")]
struct VisitShape {
    id: Uuid,
    #[schema(value_type = String, format = Date)]
    on: Date,
    outcome: &'static str,
}

impl RoadShape {
    pub(super) fn of(view: &RoadView) -> Self {
        let steps = view.road.iter().flat_map(|road| &road.steps);
        Self {
            opened_on: view.road.as_ref().map(|road| road.opened_on),
            steps: steps
                .map(|step| StepShape {
                    step: step.step.code(),
                    state: step.state.code(),
                    on: step.on,
                    by_source: step.by_source,
                    due: step.due,
                    owner: step.owner.code(),
                })
                .collect(),
            pieces: view
                .file
                .pieces
                .iter()
                .map(|piece| PieceShape {
                    id: piece.id,
                    kind: piece.kind.code(),
                    bringer: piece.bringer.code(),
                    state: piece.standing.state.code(),
                    asked_on: piece.asked_on,
                    due: piece.due,
                    settled_on: piece.standing.settled_on,
                })
                .collect(),
            companies: view.targets.iter().map(CompanyShape::of).collect(),
            files: view
                .file
                .files
                .iter()
                .map(|row| FileShape {
                    id: row.id,
                    kind: row.kind.code(),
                    added_on: row.added_on,
                    size: row.size,
                })
                .collect(),
        }
    }
}

impl CompanyShape {
    fn of(target: &TargetView) -> Self {
        let row = &target.row;
        Self {
            id: row.id,
            siret: row.siret.as_ref().map(ToString::to_string),
            commune: row.commune.as_ref().map(ToString::to_string),
            trade: row.trade.as_ref().map(ToString::to_string),
            added_on: row.opened_on,
            dropped_on: row.dropped_on,
            applications: target
                .applications
                .iter()
                .map(|(application, answers)| ApplicationShape {
                    id: application.id,
                    on: application.on,
                    channel: application.channel.code(),
                    answers: answers
                        .iter()
                        .map(|answer| AnswerShape {
                            id: answer.id,
                            answer: answer.answered.answer.code(),
                            why: answer.answered.why.map(CompanyRefusal::code),
                            on: answer.answered.on,
                            next_on: answer.answered.next_on,
                        })
                        .collect(),
                })
                .collect(),
            visits: target
                .visits
                .iter()
                .map(|visit| VisitShape {
                    id: visit.id,
                    on: visit.on,
                    outcome: visit.outcome.code(),
                })
                .collect(),
        }
    }
}
