//! What is answered: codes and dates, no sentence, and no free text of staff.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use tdu_casework::{CaseloadRow, PersonView, TimelineEntry};
use tdu_domain::organisation::Organisation;
use tdu_domain::signal::{Signal, SignalCode};
use utoipa::ToSchema;
use uuid::Uuid;

use super::coded::coded;

/// What a key opens.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Ce que la clé ouvre.")]
pub(super) struct Me {
    /// Le nom de la clé.
    pub(super) label: String,
    /// Ce qu’elle ouvre : `deliver`, `read`, `act`.
    #[schema(examples(json!(["read", "act"])))]
    pub(super) scopes: Vec<&'static str>,
    /// L’organisation pour laquelle elle agit.
    pub(super) organisation: OrganisationShape,
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Ce qui a été fait.")]
pub(super) struct Done {
    /// Le jeune.
    pub(super) person: Uuid,
    /// L’acte : sa ligne du journal, par laquelle on l’annule ; `null` pour un brouillon, que personne d’autre ne connaît.
    pub(super) act: Option<Uuid>,
    /// Ce que l’acte a créé ou changé : orientation, tâche, frein, rendez-vous, rupture, alerte.
    pub(super) about: Option<Uuid>,
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Organisation, description = "Une organisation du territoire.")]
pub(super) struct OrganisationShape {
    id: Uuid,
    /// `ml` ou `cfa`.
    #[schema(examples("cfa"))]
    network: &'static str,
    /// Son code dans son réseau.
    code: String,
    name: String,
}

impl OrganisationShape {
    pub(super) fn of(organisation: &Organisation) -> Self {
        Self {
            id: organisation.id,
            network: organisation.network.code(),
            code: organisation.code.clone(),
            name: organisation.name.clone(),
        }
    }
}

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Une partie de la liste.")]
pub(super) struct PeoplePart {
    /// Les jeunes, dans un ordre qui ne change pas.
    pub(super) data: Vec<PersonLine>,
    /// Le curseur de la suite ; `null` à la fin.
    pub(super) next_cursor: Option<String>,
}

/// A line of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Un jeune de votre organisation, en une ligne.")]
pub(super) struct PersonLine {
    id: Uuid,
    /// Le nom d’usage, sinon de naissance.
    last_name: String,
    first_name: String,
    #[schema(value_type = Option<String>, format = Date)]
    birth_date: Option<Date>,
    /// Le code INSEE de la commune de résidence.
    commune: Option<String>,
    commune_name: Option<String>,
    /// La formation suivie, sinon le métier souhaité.
    trade: Option<String>,
    /// L’étape du parcours, par son code.
    #[schema(examples("searching_in_training"))]
    stage: &'static str,
    /// Qui suit le jeune dans votre organisation.
    counsellor: Option<String>,
    /// La Mission Locale, par sa clé.
    mission_locale: Option<Uuid>,
    /// Le CFA, par sa clé.
    cfa: Option<Uuid>,
    /// Pourquoi votre organisation le voit : `source`, `residence`, ou `shared` et le dernier jour.
    #[schema(examples("source"))]
    relation: String,
    /// Les signaux, par leurs codes.
    #[schema(examples(json!(["no_contact"])))]
    signals: Vec<&'static str>,
    /// Le jour le plus proche avant lequel agir.
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
}

impl PersonLine {
    pub(super) fn of(row: CaseloadRow) -> Self {
        let raised = |code: &&SignalCode| row.signals & code.bit() != 0;
        Self {
            id: row.person,
            signals: SignalCode::ALL
                .iter()
                .filter(raised)
                .map(|code| code.code())
                .collect(),
            last_name: row.last_name,
            first_name: row.first_name,
            birth_date: row.birth_date,
            commune: row.commune.map(|code| code.as_str().to_owned()),
            commune_name: row.commune_name,
            trade: row.trade,
            stage: row.stage.code(),
            counsellor: row.counsellor,
            mission_locale: row.mission_locale,
            cfa: row.cfa,
            relation: row.relation.text(),
            due: row.due,
        }
    }
}

/// Someone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Un jeune, comme sa page le montre.")]
pub(super) struct PersonShape {
    #[serde(flatten)]
    line: PersonLine,
    /// Depuis quand il en est à cette étape.
    #[schema(value_type = Option<String>, format = Date)]
    stage_since: Option<Date>,
    /// Ce que l’on sait de lui, champ par champ ; la valeur est un texte, les dates en AAAA-MM-JJ.
    #[schema(examples(json!({"phone": "0199001234"})))]
    facts: BTreeMap<&'static str, String>,
    /// Qui l’accompagne.
    companions: Vec<CompanionShape>,
    /// Les signaux, le plus urgent d’abord.
    warnings: Vec<SignalShape>,
}

/// Who accompanies someone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Une organisation qui accompagne le jeune.")]
struct CompanionShape {
    organisation: OrganisationShape,
    relation: String,
    /// Qui le suit là-bas.
    counsellor: Option<String>,
}

impl PersonShape {
    pub(super) fn of(view: &PersonView) -> Self {
        let known = view.facts.known();
        Self {
            line: PersonLine::of(view.card.clone()),
            stage_since: view.computed.pathway.stage_since,
            facts: known
                .into_iter()
                .map(|(field, text)| (field.name(), text))
                .collect(),
            companions: view
                .companions
                .iter()
                .map(|companion| CompanionShape {
                    organisation: OrganisationShape::of(&companion.organisation),
                    relation: companion.relation.text(),
                    counsellor: companion.counsellor.clone(),
                })
                .collect(),
            warnings: view.computed.signals.iter().map(SignalShape::of).collect(),
        }
    }
}

/// The warnings of someone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Les signaux d’un jeune, le plus urgent d’abord.")]
pub(super) struct SignalsShape {
    pub(super) data: Vec<SignalShape>,
}

/// A warning.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Signal, description = "Un signal : un fait, qui doit agir, avant quand.")]
pub(super) struct SignalShape {
    #[schema(examples("contract_search_limit"))]
    code: &'static str,
    /// `notice`, `warning` ou `urgent`.
    severity: &'static str,
    /// Le réseau qui doit agir : `ml` ou `cfa`.
    owner: &'static str,
    #[schema(value_type = Option<String>, format = Date)]
    since: Option<Date>,
    /// Le jour avant lequel agir.
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
    /// Le jour du fait sur lequel il repose.
    #[schema(value_type = Option<String>, format = Date)]
    cause_on: Option<Date>,
}

impl SignalShape {
    pub(super) fn of(signal: &Signal) -> Self {
        Self {
            code: signal.code.code(),
            severity: signal.severity.code(),
            owner: signal.owner.code(),
            since: signal.since,
            due: signal.due,
            cause_on: signal.cause_on,
        }
    }
}

/// A part of what happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Une partie de l’historique, le plus récent d’abord.")]
pub(super) struct TimelinePart {
    pub(super) data: Vec<ActShape>,
    /// Le curseur de la suite ; `null` à la fin.
    pub(super) next_cursor: Option<String>,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Act, description = "Un acte de l’historique. Les textes libres n’en sortent pas.")]
pub(super) struct ActShape {
    id: Uuid,
    /// Le jour où c’est arrivé.
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// L’instant où cela a été noté.
    #[schema(value_type = String, format = DateTime)]
    recorded_at: String,
    #[schema(examples("contact_recorded"))]
    act: &'static str,
    /// Qui a agi ; `null` pour un système.
    by: Option<String>,
    organisation: Option<OrganisationShape>,
    /// Ce que l’acte dit de plus, en codes ; `null` quand il ne dit rien de plus qui puisse sortir.
    #[schema(value_type = Option<Object>)]
    details: Option<Value>,
}

impl ActShape {
    pub(super) fn of(entry: &TimelineEntry) -> Self {
        let instant = Timestamp::from_millisecond(entry.recorded_at).unwrap_or_default();
        Self {
            id: entry.line,
            on: entry.on,
            recorded_at: instant.to_string(),
            act: entry.act.code(),
            by: entry.actor.clone(),
            organisation: entry.organisation.as_ref().map(OrganisationShape::of),
            details: entry.payload.as_ref().and_then(coded),
        }
    }
}
