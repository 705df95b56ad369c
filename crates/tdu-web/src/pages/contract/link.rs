//! What a link opens to a young person: one question, no name. Looking at it changes nothing.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tdu_casework::LinkReached;
use tdu_domain::after::AfterSituation;

use crate::page::{other_lang, render};
use crate::pages::Fields;
use crate::pages::form::{Sent, choices};
use crate::routes::{Routes, Rule};
use crate::visitor::Visitor;
use crate::{Lang, Texts, WebError, WebState};

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/point/{token}",
            Rule::Anyone,
            "Lire la question posée à un jeune, avec son lien",
            show,
        )
        .post(
            "/point/{token}",
            Rule::Anyone,
            "Répondre à la question posée à un jeune, une fois, avec son lien",
            answer,
        )
}

#[derive(Template)]
#[template(path = "contract/link.html")]
struct LinkPage {
    t: Texts,
    other: Lang,
    token: String,
    lead: String,
    who: String,
    situations: Vec<(&'static str, String)>,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "contract/thanks.html")]
struct ThanksPage {
    t: Texts,
}

async fn show(
    State(state): State<WebState>,
    t: Texts,
    Path(token): Path<String>,
) -> Result<Response, WebError> {
    let reached = state.casework().situation_link(&token).await?;
    page(t, token, &reached, None)
}

fn page(
    t: Texts,
    token: String,
    reached: &LinkReached,
    problem: Option<String>,
) -> Result<Response, WebError> {
    let by_youth: Vec<AfterSituation> = AfterSituation::ALL
        .iter()
        .copied()
        .filter(|situation| situation.is_told_by_youth())
        .collect();
    let organisation = reached.organisation.as_str();
    let page = render(&LinkPage {
        t,
        other: other_lang(t),
        token,
        lead: t.one("situation-choose-lead", "organisation", organisation),
        who: t.one("situation-choose-who", "organisation", organisation),
        situations: choices(t, "you", &by_youth, AfterSituation::code),
        problem,
    })?;
    Ok(unlisted(page))
}

async fn answer(
    State(state): State<WebState>,
    t: Texts,
    Visitor(origin): Visitor,
    Path(token): Path<String>,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let situation = sent
        .get("situation")
        .and_then(|code| AfterSituation::from_code(code))
        .filter(|situation| situation.is_told_by_youth());
    let Some(situation) = situation else {
        let reached = casework.situation_link(&token).await?;
        let page = page(t, token, &reached, Some(t.get("problem-choose")))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    casework
        .answer_situation_link(&token, situation, &origin)
        .await?;
    Ok(unlisted(render(&ThanksPage { t })?))
}

/// Kept by no search engine, and told to no other site.
fn unlisted(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    response
}
