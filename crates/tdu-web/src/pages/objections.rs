//! *Oppositions*: those that the organisation recorded, which its data protection officer answers.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tdu_casework::{CaseworkError, Frame, ObjectionView};
use tdu_domain::access::Right;
use tdu_domain::free_text::{Concern, Written, concern};
use tdu_domain::privacy::ObjectionState;
use uuid::Uuid;

use super::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Texts, Toast, WebError, WebState, render};

const HOME: &str = "/oppositions";

/// The pages of objections.
pub(crate) fn routes() -> Routes {
    let officer = Rule::AnyOf(&[Right::HandleRequests]);
    Routes::default()
        .get(
            HOME,
            officer,
            "Oppositions notées par l’organisme, avec des initiales",
            show,
        )
        .post(
            "/oppositions/{objection}/accepter",
            officer,
            "Accepter une opposition",
            accept,
        )
        .post(
            "/oppositions/{objection}/refuser",
            officer,
            "Refuser une opposition, avec un motif",
            refuse,
        )
}

#[derive(Template)]
#[template(path = "oppositions.html")]
struct ObjectionsPage {
    page: Page,
    lines: Vec<Line>,
    problem: Option<String>,
}

struct Line {
    id: Uuid,
    initials: String,
    stops: String,
    reason: String,
    when: String,
    decided: Option<String>,
    answer: String,
    /// A refusal that was not acceptable.
    typed: Option<String>,
    warned: bool,
}

impl Line {
    fn of(t: Texts, view: ObjectionView, frame: &Frame, refused: Option<&(Uuid, String)>) -> Self {
        let objection = view.objection;
        let decided_on = objection.decided_at.map(|at| t.date(frame.day_of(at)));
        let typed = refused
            .filter(|(id, _)| *id == objection.id)
            .map(|(_, word)| word.clone());
        Self {
            id: objection.id,
            initials: view.initials,
            stops: t.of_code("stops", objection.stops.code()),
            reason: t.of_code("objection-reason", objection.reason.code()),
            when: t.with(
                "objections-when",
                [
                    ("on", t.date(objection.received_on).into()),
                    ("who", objection.recorded_by.into()),
                ],
            ),
            decided: (objection.state != ObjectionState::Open).then(|| {
                t.with(
                    "objections-decided",
                    [
                        (
                            "state",
                            t.of_code("objection-state", objection.state.code()).into(),
                        ),
                        ("who", objection.decided_by.unwrap_or_default().into()),
                        ("on", decided_on.unwrap_or_default().into()),
                    ],
                )
            }),
            answer: objection.answer,
            warned: typed.as_deref().and_then(concern) == Some(Concern::Health),
            typed,
        }
    }
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    list(&state, &visitor, None, None).await
}

async fn list(
    state: &WebState,
    visitor: &SignedIn,
    problem: Option<String>,
    refused: Option<(Uuid, String)>,
) -> Result<Response, WebError> {
    let (casework, t) = (state.casework(), visitor.t);
    let objections = casework.objections(&visitor.actor).await?;
    let frame = casework.frame(visitor.territory).await?;
    let open = |view: &&ObjectionView| view.objection.state == ObjectionState::Open;
    let waiting = objections.iter().filter(open).count();
    render(&ObjectionsPage {
        page: visitor
            .page(t.count("objections-title", waiting))
            .under("/droits", t.get("nav-rights")),
        lines: objections
            .into_iter()
            .map(|view| Line::of(t, view, &frame, refused.as_ref()))
            .collect(),
        problem,
    })
}

async fn accept(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(objection): Id,
) -> Result<Response, WebError> {
    let casework = state.casework();
    casework
        .answer_objection(&visitor.actor, objection, None)
        .await?;
    Ok(Toast::says("objection-accepted").then(HOME))
}

#[derive(Debug, Deserialize)]
struct Refused {
    #[serde(default)]
    mot: String,
    #[serde(default)]
    relu: String,
}

async fn refuse(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(objection): Id,
    Fields(form): Fields<Refused>,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let word = Written {
        text: form.mot.clone(),
        read_again: !form.relu.is_empty(),
    };
    let refused = casework
        .answer_objection(&visitor.actor, objection, Some(word))
        .await;
    match refused {
        Ok(()) => Ok(Toast::says("objection-refused").then(HOME)),
        Err(CaseworkError::Invalid { problem, .. }) => {
            let problem = visitor.t.get(&format!("problem-{problem}"));
            let again = Some((objection, form.mot));
            let page = list(&state, &visitor, Some(problem), again).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
