//! *Webhooks*: where an organisation's programs are told of acts, and what became of each telling.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tdu_casework::{CaseworkError, Delivery};
use uuid::Uuid;

use super::Fields;
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Toast, WebError, WebState, render, words};

/// The page of webhooks.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/webhooks", Rule::KEYS, "Webhooks de l’organisation", show)
        .post("/webhooks", Rule::KEYS, "Créer un webhook", make)
        .post("/webhooks/arreter", Rule::KEYS, "Arrêter un webhook", stop)
        .post(
            "/webhooks/renvoyer",
            Rule::KEYS,
            "Renvoyer ce qu’un webhook n’a pas reçu",
            again,
        )
}

#[derive(Template)]
#[template(path = "webhooks.html")]
struct Webhooks {
    page: Page,
    lines: Vec<Line>,
    deliveries: Vec<DeliveryLine>,
    dead: usize,
    made: Option<String>,
    address: String,
    error: Option<String>,
}

struct Line {
    id: Uuid,
    address: String,
    made: String,
    stopped: Option<String>,
}

struct DeliveryLine {
    id: Uuid,
    what: String,
    when: String,
    state: String,
    dead: bool,
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    render(&webhooks(&state, &visitor).await?)
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default)]
    adresse: String,
}

/// The secret is shown in the answer itself.
async fn make(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(wanted): Fields<Wanted>,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let made = casework.make_webhook(&visitor.actor, &wanted.adresse).await;
    let page = webhooks(&state, &visitor).await?;
    match made {
        Ok(secret) => render(&Webhooks {
            made: Some(secret),
            ..page
        }),
        Err(CaseworkError::Invalid { problem, .. }) => {
            let page = Webhooks {
                address: wanted.adresse,
                error: Some(visitor.t.get(&format!("problem-{problem}"))),
                ..page
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Debug, Deserialize)]
struct Chosen {
    webhook: Uuid,
}

async fn stop(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(chosen): Fields<Chosen>,
) -> Result<Response, WebError> {
    let casework = state.casework();
    casework
        .stop_webhook(&visitor.actor, chosen.webhook)
        .await?;
    Ok(Toast::says("webhook-stopped").then("/webhooks"))
}

#[derive(Debug, Deserialize)]
struct Again {
    /// One delivery; every one that was given up when absent.
    envoi: Option<Uuid>,
}

async fn again(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(form): Fields<Again>,
) -> Result<Response, WebError> {
    state
        .casework()
        .send_again(&visitor.actor, form.envoi)
        .await?;
    Ok(Toast::says("webhook-again").then("/webhooks"))
}

async fn webhooks(state: &WebState, visitor: &SignedIn) -> Result<Webhooks, WebError> {
    let view = state.casework().webhooks(&visitor.actor).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let t = visitor.t;
    let day = |instant| t.near(frame.day_of(instant), frame.today());
    let delivery = |delivery: &Delivery| {
        let fault = delivery
            .fault
            .as_deref()
            .map(|fault| t.of_code("delivery-fault", fault));
        let status = delivery.status.map(|status| status.to_string());
        let state = match (delivery.sent_at, delivery.dead_at) {
            (Some(at), _) => t.one("delivery-sent", "when", day(at)),
            (None, Some(_)) => t.get("delivery-dead"),
            (None, None) => t.count("delivery-waits", delivery.tries),
        };
        DeliveryLine {
            id: delivery.id,
            what: words::done(t, delivery.act),
            when: day(delivery.made_at),
            state: words::dotted(&[Some(&state), fault.as_deref(), status.as_deref()]),
            dead: delivery.dead_at.is_some(),
        }
    };
    let deliveries: Vec<DeliveryLine> = view.deliveries.iter().map(delivery).collect();
    let active = view
        .webhooks
        .iter()
        .filter(|known| known.stopped_at.is_none());
    Ok(Webhooks {
        page: visitor.page(t.count("webhooks-title", active.count())),
        dead: deliveries.iter().filter(|delivery| delivery.dead).count(),
        deliveries,
        lines: view
            .webhooks
            .into_iter()
            .map(|webhook| Line {
                id: webhook.id,
                made: words::dotted(&[Some(&webhook.made_by), Some(&day(webhook.created_at))]),
                stopped: webhook
                    .stopped_at
                    .map(|at| t.one("webhook-stopped-on", "when", day(at))),
                address: webhook.address,
            })
            .collect(),
        made: None,
        address: String::new(),
        error: None,
    })
}
