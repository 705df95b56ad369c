//! What an invitation's link opens. Looking at it changes nothing: programs that check mail follow links.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use tdu_casework::{Entry, InvitationView};

use super::Fields;
use super::account::Refusal;
use super::door::entered;
use crate::page::{other_lang, render};
use crate::routes::{Routes, Rule};
use crate::session::session_cookie;
use crate::visitor::Visitor;
use crate::{Lang, SignedIn, Texts, Toast, WebError, WebState};

/// The page of a link.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get(
            "/invitation/{token}",
            Rule::Anyone,
            "Lire une invitation, avec son lien",
            show,
        )
        .post(
            "/invitation/{token}",
            Rule::Anyone,
            "Accepter une invitation, avec son lien",
            accept,
        )
}

#[derive(Template)]
#[template(path = "account/invitation.html")]
struct InvitationPage {
    t: Texts,
    other: Lang,
    token: String,
    email: String,
    title: String,
    lead: String,
    answer: Answer,
    refused: Option<Refusal>,
}

/// How the holder of a link may answer.
enum Answer {
    /// By choosing a password.
    Password,
    /// By signing in first.
    SignIn,
    /// With the account that is signed in.
    Join,
    /// Not from here: someone else is signed in.
    SomeoneElse(String),
}

async fn show(
    State(state): State<WebState>,
    t: Texts,
    Path(token): Path<String>,
    visitor: Result<SignedIn, WebError>,
) -> Result<Response, WebError> {
    let view = state.casework().invitation(&token).await?;
    render(&page(t, token, view, visitor.ok().as_ref(), None))
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    nouveau: String,
}

async fn accept(
    State(state): State<WebState>,
    t: Texts,
    Path(token): Path<String>,
    visitor: Result<SignedIn, WebError>,
    Visitor(origin): Visitor,
    jar: CookieJar,
    Fields(form): Fields<Chosen>,
) -> Result<Response, WebError> {
    let casework = state.casework();
    if let Ok(visitor) = visitor {
        let session = casework.accept_signed_in(&token, visitor.token()).await?;
        let jar = jar.add(session_cookie(&state, session));
        return Ok((jar, Toast::says("joined").then("/")).into_response());
    }
    let accepted = casework
        .accept_with_password(&token, &form.nouveau, &origin)
        .await;
    match accepted {
        Ok(Entry::Open(opened)) => {
            let jar = entered(&state, jar, opened);
            Ok((jar, Toast::says("joined").then("/")).into_response())
        }
        Ok(_) => Ok(Redirect::to("/connexion").into_response()),
        Err(error) => {
            let refused = Some(Refusal::of(error, t)?);
            let view = casework.invitation(&token).await?;
            let page = render(&page(t, token, view, None, refused))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(
    t: Texts,
    token: String,
    view: InvitationView,
    visitor: Option<&SignedIn>,
    refused: Option<Refusal>,
) -> InvitationPage {
    let answer = match (visitor, view.account) {
        (Some(visitor), Some(account)) if visitor.actor.account == account => Answer::Join,
        (Some(visitor), _) => Answer::SomeoneElse(t.with(
            "invitation-someone-else",
            [
                ("email", view.invitation.email.as_str().into()),
                ("name", visitor.actor.name.as_str().into()),
            ],
        )),
        (None, Some(_)) => Answer::SignIn,
        (None, None) => Answer::Password,
    };
    let role = t.of_code("role", view.invitation.role.code());
    InvitationPage {
        t,
        other: other_lang(t),
        token,
        title: t.one("invitation-title", "organisation", view.organisation.name),
        lead: t.with(
            "invitation-lead",
            [
                ("who", view.invitation.invited_by.into()),
                ("role", role.into()),
                ("name", view.invitation.name.into()),
            ],
        ),
        email: view.invitation.email,
        answer,
        refused,
    }
}
