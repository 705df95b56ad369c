//! *Demandes d'accès*: those received, to answer; those sent, and what became of them.

mod emergencies;
mod given;
mod seek;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{AccessRequest, Answer, CaseworkError, Frame, ReceivedRequest};
use tdu_domain::access::{RequestState, Right};
use tdu_domain::calendar::plus_days;
use tdu_domain::free_text::{Concern, Written, concern};
use uuid::Uuid;

use given::Given;
pub(crate) use seek::{Known, Typed};

use super::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Texts, Toast, WebError, WebState, render};

const HOME: &str = "/demandes";
/// Days proposed for an access.
const PROPOSED_DAYS: i32 = 90;

/// The pages of requests.
pub(crate) fn routes() -> Routes {
    let ask = Rule::AnyOf(&[Right::AskAccess]);
    let emergency = Rule::AnyOf(&[Right::BreakGlass]);
    let officer = Rule::AnyOf(&[Right::ReadJournal]);
    Routes::default()
        .get(HOME, ask, "Demandes d’accès reçues et envoyées", show)
        .get(
            "/demandes/chercher",
            ask,
            "Formulaire : chercher une personne dans le territoire",
            seek::form,
        )
        .post(
            "/demandes/chercher",
            ask,
            "Chercher une personne par nom et date de naissance (réponse masquée, 20 par heure)",
            seek::results,
        )
        .post(HOME, ask, "Demander l’accès à une fiche", seek::ask)
        .post(
            "/demandes/{request}/accepter",
            ask,
            "Accepter une demande d’accès, jusqu’à un jour",
            accept,
        )
        .post(
            "/demandes/{request}/refuser",
            ask,
            "Refuser une demande d’accès",
            refuse,
        )
        .post(
            "/demandes/{request}/retirer",
            ask,
            "Retirer avant sa fin un accès accepté",
            given::withdraw,
        )
        .post(
            "/acces-exceptionnels",
            emergency,
            "Ouvrir une fiche en urgence, 24 heures au plus",
            seek::open,
        )
        .get(
            "/acces-exceptionnels",
            officer,
            "Fiches ouvertes en urgence, sans leur contenu",
            emergencies::show,
        )
        .post(
            "/acces-exceptionnels/{emergency}/lu",
            officer,
            "Marquer un accès exceptionnel comme lu",
            emergencies::read,
        )
}

#[derive(Template)]
#[template(path = "demandes.html")]
struct RequestsPage {
    page: Page,
    received: Vec<Received>,
    given: Vec<Given>,
    sent: Vec<Sent>,
    proposed: Date,
    today: Date,
    problem: Option<String>,
}

struct Received {
    id: Uuid,
    person: Uuid,
    name: String,
    from: String,
    reason: String,
    /// The word of a refusal that was not kept.
    typed: Option<String>,
    /// Whether its writer was warned that it speaks of health.
    warned: bool,
}

struct Sent {
    /// The file, when it is open.
    person: Option<Uuid>,
    initials: String,
    asked: String,
    reason: String,
    state: String,
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
    let requests = state.casework().access_requests(&visitor.actor).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let (t, today) = (visitor.t, frame.today());
    let mut page = visitor.page(t.one("requests-title", "n", requests.received.len()));
    page.requests = i64::try_from(requests.received.len())
        .ok()
        .filter(|n| *n > 0);
    render(&RequestsPage {
        page,
        received: requests
            .received
            .iter()
            .map(|received| Received::of(t, received, &frame, refused.as_ref()))
            .collect(),
        given: requests
            .given
            .iter()
            .map(|given| Given::of(t, given, &frame))
            .collect(),
        sent: requests
            .sent
            .iter()
            .map(|request| Sent::of(t, request, &frame))
            .collect(),
        proposed: plus_days(today, PROPOSED_DAYS),
        today,
        problem,
    })
}

/// Who asks, for which organisation, when.
fn asked_by(t: Texts, request: &AccessRequest, frame: &Frame) -> String {
    let organisation = frame.organisations.get(&request.organisation);
    let day = t.near(frame.day_of(request.asked_at), frame.today());
    t.with(
        "requests-from",
        [
            ("name", request.account_name.as_str().into()),
            (
                "organisation",
                organisation
                    .map(|known| known.name.clone())
                    .unwrap_or_default()
                    .into(),
            ),
            ("day", day.into()),
        ],
    )
}

impl Received {
    fn of(
        t: Texts,
        received: &ReceivedRequest,
        frame: &Frame,
        refused: Option<&(Uuid, String)>,
    ) -> Self {
        let request = &received.request;
        let typed = refused.filter(|(id, _)| *id == request.id);
        let typed = typed.map(|(_, word)| word.clone());
        Self {
            id: request.id,
            person: request.person,
            name: format!("{} {}", received.first_name, received.last_name),
            from: asked_by(t, request, frame),
            reason: request.reason.clone(),
            warned: typed.as_deref().and_then(concern) == Some(Concern::Health),
            typed,
        }
    }
}

impl Sent {
    fn of(t: Texts, request: &AccessRequest, frame: &Frame) -> Self {
        let open_until = request.until.filter(|until| *until >= frame.today());
        let state = match (request.state, request.until) {
            (RequestState::Open, _) => t.get("requests-state-open"),
            (RequestState::Refused, _) => t.one(
                "requests-state-refused",
                "word",
                request.answer.clone().unwrap_or_default(),
            ),
            (RequestState::Accepted, Some(until)) if open_until.is_some() => {
                t.one("requests-state-accepted", "until", t.date(until))
            }
            (RequestState::Accepted, _) => t.get("requests-state-ended"),
            (RequestState::Withdrawn, _) => t.get("requests-state-withdrawn"),
        };
        Self {
            person: open_until.map(|_| request.person),
            initials: request.initials.clone(),
            asked: asked_by(t, request, frame),
            reason: request.reason.clone(),
            state,
        }
    }
}

#[derive(Debug, Deserialize)]
struct Accepted {
    #[serde(default)]
    date: String,
}

async fn accept(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(request): Id,
    Fields(form): Fields<Accepted>,
) -> Result<Response, WebError> {
    // A day that cannot be read is refused as one that is too early: after whom it is about.
    let until = form.date.trim().parse().unwrap_or(Date::MIN);
    let answer = Answer::Accept(until);
    answered(&state, &visitor, request, answer, "request-accepted").await
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
    Id(request): Id,
    Fields(form): Fields<Refused>,
) -> Result<Response, WebError> {
    let answer = Answer::Refuse(Written {
        text: form.mot,
        read_again: !form.relu.is_empty(),
    });
    answered(&state, &visitor, request, answer, "request-refused").await
}

async fn answered(
    state: &WebState,
    visitor: &SignedIn,
    request: Uuid,
    answer: Answer,
    toast: &str,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let refused = match &answer {
        Answer::Refuse(word) => Some((request, word.text.clone())),
        Answer::Accept(_) => None,
    };
    match casework
        .answer_access(&visitor.actor, request, answer)
        .await
    {
        Ok(()) => Ok(Toast::says(toast).then(HOME)),
        Err(CaseworkError::Invalid { problem, .. }) => {
            let problem = visitor.t.get(&format!("problem-{problem}"));
            let page = list(state, visitor, Some(problem), refused).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
