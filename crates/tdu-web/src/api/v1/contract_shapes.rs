//! What is answered about a contract: codes and dates.

use jiff::civil::Date;
use serde::Serialize;
use tdu_casework::{AlertRow, AlertWhy, ContractView, NoticedRow, RuptureView, ViewRow};
use tdu_domain::contract::Contract;
use tdu_domain::rupture::{Deadline, RuptureCause, RuptureGoal, RuptureMode, RuptureOutcome};
use tdu_domain::watch::AlertOutcome;
use utoipa::ToSchema;
use uuid::Uuid;

/// A contract and what surrounds it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ContractFollowed, description = "Le contrat d’un jeune et son suivi.")]
pub(super) struct ContractShape {
    running: Option<RunningShape>,
    rupture: Option<RuptureShape>,
    alert: Option<AlertShape>,
    /// Les signes notés, le dernier d’abord.
    signs: Vec<SignShape>,
    /// Les avis recueillis, le dernier d’abord.
    views: Vec<ViewShape>,
    /// La situation après la formation.
    situations: Vec<SituationShape>,
    /// Le jalon demandé aujourd’hui : 6, 12, 18 ou 24 mois.
    situation_asked: Option<u8>,
}

impl ContractShape {
    pub(super) fn of(view: &ContractView) -> Self {
        let after = &view.after;
        Self {
            running: view.running.as_ref().map(RunningShape::of),
            rupture: view.rupture.as_ref().map(RuptureShape::of),
            alert: view.alert.as_ref().map(AlertShape::of),
            signs: view.noticed.iter().map(SignShape::of).collect(),
            views: view.views.iter().map(ViewShape::of).collect(),
            situations: after
                .told
                .iter()
                .map(|told| SituationShape {
                    id: told.id,
                    months: told.months,
                    on: told.on,
                    situation: told.situation.code(),
                    by_youth: told.by_youth,
                })
                .collect(),
            situation_asked: after.asked.map(|asked| asked.months),
        }
    }
}

/// A contract that runs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RunningContract, description = "Le contrat en cours.")]
struct RunningShape {
    #[schema(value_type = String, format = Date)]
    start: Date,
    #[schema(value_type = Option<String>, format = Date)]
    end: Option<Date>,
    /// Le SIRET de l’employeur.
    employer: Option<String>,
}

impl RunningShape {
    fn of(contract: &Contract) -> Self {
        Self {
            start: contract.start,
            end: contract.end,
            employer: contract
                .employer
                .as_ref()
                .map(|siret| siret.as_str().to_owned()),
        }
    }
}

/// A rupture and what follows.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rupture, description = "Une rupture, et ce qui la suit.")]
struct RuptureShape {
    /// Sa clé ; `null` quand seul un logiciel la dit, et que rien n’est prévu.
    id: Option<Uuid>,
    #[schema(value_type = String, format = Date)]
    contract_start: Date,
    /// Le premier jour qui n’est plus travaillé.
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// `declared`, `planned`, `closed` ; `null` quand seul un logiciel la dit.
    state: Option<&'static str>,
    mode: Option<&'static str>,
    cause: Option<&'static str>,
    goal: Option<&'static str>,
    /// Le réseau qui appelle.
    caller: Option<&'static str>,
    #[schema(value_type = Option<String>, format = Date)]
    call_on: Option<Date>,
    outcome: Option<&'static str>,
    /// Ce que la loi en dit, par règle.
    deadlines: Vec<DeadlineShape>,
    /// Les appels, le dernier d’abord.
    calls: Vec<CallShape>,
    /// Le premier jour du contrat suivant.
    #[schema(value_type = Option<String>, format = Date)]
    next_contract: Option<Date>,
}

impl RuptureShape {
    fn of(view: &RuptureView) -> Self {
        let row = view.row.as_ref();
        let declared = row.map(|row| row.declared);
        let call = declared.and_then(|declared| declared.call);
        Self {
            id: row.map(|row| row.id),
            contract_start: view.contract.start,
            on: view.on,
            state: declared.map(|declared| declared.state.code()),
            mode: declared
                .and_then(|declared| declared.mode)
                .map(RuptureMode::code),
            cause: row.and_then(|row| row.cause).map(RuptureCause::code),
            goal: row.and_then(|row| row.goal).map(RuptureGoal::code),
            caller: call.map(|(network, _)| network.code()),
            call_on: call.map(|(_, day)| day),
            outcome: row.and_then(|row| row.outcome).map(RuptureOutcome::code),
            deadlines: view.deadlines.iter().map(DeadlineShape::of).collect(),
            calls: view
                .calls
                .iter()
                .map(|call| CallShape {
                    on: call.called_on,
                    organisation: call.organisation,
                    outcome: call.outcome.code(),
                    national: call.outcome.national(),
                })
                .collect(),
            next_contract: view.followed.map(|(start, _)| start),
        }
    }
}

/// What the law says of a rupture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Deadline, description = "Ce qu’une règle dit d’une rupture.")]
struct DeadlineShape {
    rule: &'static str,
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    /// Si la rupture déclarée vient avant ce que la règle permet.
    broken: bool,
}

impl DeadlineShape {
    fn of(deadline: &Deadline) -> Self {
        Self {
            rule: deadline.rule.code.code(),
            day: deadline.day,
            broken: deadline.broken,
        }
    }
}

/// A call after a rupture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Call, description = "Un appel après une rupture.")]
struct CallShape {
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// Qui a appelé, par sa clé.
    organisation: Uuid,
    outcome: &'static str,
    /// Le code du tableau de bord national.
    national: &'static str,
}

/// An alert.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Alert, description = "Une alerte au sujet d’un contrat.")]
struct AlertShape {
    id: Uuid,
    #[schema(value_type = String, format = Date)]
    opened_on: Date,
    /// Le jour où ses signes sont trop anciens : elle se clôt alors d’elle-même.
    #[schema(value_type = String, format = Date)]
    stale_on: Date,
    strong: bool,
    state: &'static str,
    /// Le jour où la Mission Locale l’a lue.
    #[schema(value_type = Option<String>, format = Date)]
    read_on: Option<Date>,
    goal: Option<&'static str>,
    /// Le réseau qui agit.
    owner: Option<&'static str>,
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
    outcome: Option<&'static str>,
}

impl AlertShape {
    fn of(why: &AlertWhy) -> Self {
        let row: &AlertRow = &why.row;
        Self {
            id: row.id,
            opened_on: row.opened_on,
            stale_on: row.stale_on,
            strong: row.strong,
            state: row.state.code(),
            read_on: row.taken_on,
            goal: row.plan.map(|(goal, _, _)| goal.code()),
            owner: row.plan.map(|(_, owner, _)| owner.code()),
            due: row.plan.map(|(_, _, due)| due),
            outcome: row.outcome.map(AlertOutcome::code),
        }
    }
}

/// A sign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Sign, description = "Un signe noté.")]
struct SignShape {
    id: Uuid,
    #[schema(value_type = String, format = Date)]
    on: Date,
    sign: &'static str,
    /// L’alerte pour laquelle il compte.
    alert: Option<Uuid>,
}

impl SignShape {
    fn of(row: &NoticedRow) -> Self {
        Self {
            id: row.id,
            on: row.on,
            sign: row.sign.code(),
            alert: row.alert,
        }
    }
}

/// What a party said.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = View, description = "Ce que l’employeur ou le jeune dit du contrat.")]
struct ViewShape {
    id: Uuid,
    #[schema(value_type = String, format = Date)]
    on: Date,
    moment: &'static str,
    party: &'static str,
    together: &'static str,
    work: &'static str,
    future: &'static str,
    alert: Option<Uuid>,
}

impl ViewShape {
    fn of(row: &ViewRow) -> Self {
        Self {
            id: row.id,
            on: row.on,
            moment: row.moment.code(),
            party: row.party.code(),
            together: row.view.together.code(),
            work: row.view.work.code(),
            future: row.view.future.code(),
            alert: row.alert,
        }
    }
}

/// What someone does after the training.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SituationAfter, description = "Ce que fait un jeune après sa formation.")]
struct SituationShape {
    id: Uuid,
    /// Les mois depuis la fin de la formation.
    months: u8,
    #[schema(value_type = String, format = Date)]
    on: Date,
    situation: &'static str,
    /// Si le jeune l’a dit lui-même.
    by_youth: bool,
}
