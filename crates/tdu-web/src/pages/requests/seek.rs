//! Looking for someone of the territory by their identity; asking to see them, or not waiting.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tdu_casework::{CaseworkError, Met, Sought};
use tdu_domain::access::{EMERGENCY_HOURS, EmergencyReason, Masked, Right};
use tdu_domain::free_text::{Concern, Written, concern};
use uuid::Uuid;

use super::HOME;
use crate::pages::Fields;
use crate::{Page, SignedIn, Texts, Toast, WebError, WebState, render};

#[derive(Template)]
#[template(path = "chercher.html")]
struct SeekPage {
    page: Page,
    typed: Typed,
    problems: Vec<String>,
    /// Nothing before the search.
    found: Option<Vec<Known>>,
    /// Whether the visitor was warned that the words speak of health.
    warned: bool,
    /// Whether the visitor may open a file in an emergency.
    emergency: bool,
    reasons: Vec<(&'static str, String)>,
    most_hours: i64,
}

/// Somebody found, as far as the visitor may know.
pub(crate) struct Known {
    rank: usize,
    /// The page of someone the visitor may see.
    pub(crate) own: Option<Uuid>,
    pub(crate) who: String,
    pub(crate) by: String,
}

/// What was typed: who is looked for, and why they should be seen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) nom: String,
    pub(crate) prenom: String,
    pub(crate) naissance: String,
    rang: usize,
    motif: String,
    raison: String,
    heures: String,
    relu: String,
}

impl Typed {
    fn written(&self) -> Written {
        Written {
            text: self.motif.clone(),
            read_again: !self.relu.is_empty(),
        }
    }

    pub(crate) fn sought(&self) -> Option<Sought> {
        let named = !self.nom.trim().is_empty() && !self.prenom.trim().is_empty();
        let birth_date = self.naissance.trim().parse().ok()?;
        named.then(|| Sought {
            last_name: self.nom.clone(),
            first_name: self.prenom.clone(),
            birth_date,
        })
    }
}

pub(super) async fn form(visitor: SignedIn) -> Result<Response, WebError> {
    render(&SeekPage::of(&visitor, Typed::default(), Vec::new(), None))
}

pub(super) async fn results(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(typed): Fields<Typed>,
) -> Result<Response, WebError> {
    let sought = match begin(&state, &visitor, &typed).await? {
        Ok(sought) => sought,
        Err(refused) => return Ok(*refused),
    };
    let met = state.casework().seek(&visitor.actor, &sought).await?;
    render(&SeekPage::of(&visitor, typed, Vec::new(), Some(&met)))
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(typed): Fields<Typed>,
) -> Result<Response, WebError> {
    let sought = match begin(&state, &visitor, &typed).await? {
        Ok(sought) => sought,
        Err(refused) => return Ok(*refused),
    };
    let casework = state.casework();
    let asked = casework
        .ask_access(&visitor.actor, &sought, typed.rang, typed.written())
        .await;
    match asked {
        Ok(()) => Ok(Toast::says("request-sent").then(HOME)),
        Err(error) => again(&state, &visitor, &sought, typed, error).await,
    }
}

pub(super) async fn open(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(typed): Fields<Typed>,
) -> Result<Response, WebError> {
    let sought = match begin(&state, &visitor, &typed).await? {
        Ok(sought) => sought,
        Err(refused) => return Ok(*refused),
    };
    let reason = EmergencyReason::from_code(&typed.raison).unwrap_or(EmergencyReason::Other);
    let casework = state.casework();
    let opened = casework
        .open_in_emergency(
            &visitor.actor,
            &sought,
            typed.rang,
            reason,
            typed.written(),
            // Hours that cannot be read are refused as none, with all that casework finds wrong.
            typed.heures.trim().parse().unwrap_or(0),
        )
        .await;
    match opened {
        Ok(person) => Ok(Redirect::to(&format!("/jeunes/{person}")).into_response()),
        Err(error) => again(&state, &visitor, &sought, typed, error).await,
    }
}

/// Who is looked for, unless the form is not complete or the account has looked for too many.
async fn begin(
    state: &WebState,
    visitor: &SignedIn,
    typed: &Typed,
) -> Result<Result<Sought, Box<Response>>, WebError> {
    let t = visitor.t;
    let page = |status: StatusCode, problem: String| {
        let page = SeekPage::of(visitor, typed.clone(), vec![problem], None);
        (status, render(&page)).into_response()
    };
    let Some(sought) = typed.sought() else {
        let problem = t.get("problem-seek-all");
        let page = page(StatusCode::UNPROCESSABLE_ENTITY, problem);
        return Ok(Err(Box::new(page)));
    };
    let counted = state.casework().count_search(visitor.actor.account).await?;
    if let Err(wait) = counted {
        let seconds = wait.unsigned_abs().div_ceil(1_000);
        tracing::warn!(account = %visitor.actor.account, "too many people were looked for");
        let problem = t.count("problem-seek-often", seconds.div_ceil(60));
        let page = page(StatusCode::TOO_MANY_REQUESTS, problem);
        let retry = [(header::RETRY_AFTER, seconds.to_string())];
        return Ok(Err(Box::new((retry, page).into_response())));
    }
    Ok(Ok(sought))
}

/// The results once more, with what was wrong with what was asked for.
async fn again(
    state: &WebState,
    visitor: &SignedIn,
    sought: &Sought,
    typed: Typed,
    error: CaseworkError,
) -> Result<Response, WebError> {
    let refused = match error {
        CaseworkError::Conflict(problem) => vec![problem],
        error => error
            .problems()?
            .iter()
            .map(|(_, problem)| *problem)
            .collect(),
    };
    let told = |problem: &&str| visitor.t.get(&format!("problem-{problem}"));
    let problems = refused.iter().map(told).collect();
    let met = state.casework().seek(&visitor.actor, sought).await?;
    let page = SeekPage::of(visitor, typed, problems, Some(&met));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
}

impl SeekPage {
    fn of(visitor: &SignedIn, typed: Typed, problems: Vec<String>, met: Option<&[Met]>) -> Self {
        let t = visitor.t;
        Self {
            page: visitor
                .page(t.get("seek-title"))
                .under(HOME, t.get("nav-requests")),
            warned: concern(&typed.motif) == Some(Concern::Health),
            typed,
            problems,
            found: met.map(|met| Known::all(t, met)),
            emergency: visitor.actor.may(Right::BreakGlass),
            reasons: EmergencyReason::ALL
                .iter()
                .map(|reason| (reason.code(), t.of_code("emergency", reason.code())))
                .collect(),
            most_hours: EMERGENCY_HOURS,
        }
    }
}

impl Known {
    /// Those found, in order.
    pub(crate) fn all(t: Texts, met: &[Met]) -> Vec<Self> {
        let ranked = met.iter().enumerate();
        ranked.map(|(rank, met)| Self::of(t, rank, met)).collect()
    }

    fn of(t: Texts, rank: usize, met: &Met) -> Self {
        match met {
            Met::Own(person) => Self {
                rank,
                own: Some(*person),
                who: t.get("seek-own"),
                by: String::new(),
            },
            Met::Masked(Masked {
                initials,
                age,
                accompanied_by,
            }) => Self {
                rank,
                own: None,
                who: match age {
                    Some(age) => format!("{initials}, {}", t.count("age", *age)),
                    None => initials.clone(),
                },
                by: t.one("seek-by", "names", accompanied_by.join(", ")),
            },
        }
    }
}
