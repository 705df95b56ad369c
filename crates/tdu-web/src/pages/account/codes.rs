//! Setting up the application that gives codes, and the codes that replace it once.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Deserialize;
use tdu_casework::{Proposed, SetUp, Step};
use uuid::Uuid;

use super::Refusal;
use crate::page::{other_lang, render};
use crate::pages::Fields;
use crate::session::{HalfSignedIn, session_cookie};
use crate::{Lang, SignedIn, Texts, Toast, WebError, WebState};

#[derive(Template)]
#[template(path = "account/codes.html")]
struct SetUpPage {
    t: Texts,
    other: Lang,
    /// Whether nothing else opens before it is done.
    required: bool,
    picture: Picture,
    proposed: Proposed,
    refused: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "account/secours.html")]
struct RecoveryPage {
    t: Texts,
    other: Lang,
    codes: Vec<String>,
}

/// A QR code, as the path of its dark squares in a square of this side.
struct Picture {
    side: i32,
    path: String,
}

impl Picture {
    fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
            }
        }
        Some(Self {
            side: code.size() + 8,
            path,
        })
    }
}

/// Whoever may set up codes: signed in, or kept from everything else until it is done.
struct Owner {
    account: Uuid,
    email: String,
    token: String,
    required: bool,
}

async fn owner(
    state: &WebState,
    visitor: Result<SignedIn, WebError>,
    half: Option<HalfSignedIn>,
) -> Result<Owner, WebError> {
    match (visitor, half) {
        (Ok(visitor), _) => Ok(Owner {
            account: visitor.actor.account,
            email: state.casework().own_account(&visitor.actor).await?.email,
            token: visitor.token().to_owned(),
            required: false,
        }),
        (Err(_), Some(half)) if half.known.step == Step::SetUp => Ok(Owner {
            account: half.known.actor.account,
            email: half.known.email,
            token: half.token,
            required: true,
        }),
        (Err(error), _) => Err(error),
    }
}

pub(super) async fn show(
    State(state): State<WebState>,
    t: Texts,
    visitor: Result<SignedIn, WebError>,
    half: Option<HalfSignedIn>,
) -> Result<Response, WebError> {
    let owner = owner(&state, visitor, half).await?;
    let proposed = state
        .casework()
        .propose_codes(owner.account, &owner.email)?;
    page(t, &owner, proposed, None)
}

fn page(
    t: Texts,
    owner: &Owner,
    proposed: Proposed,
    refused: Option<Refusal>,
) -> Result<Response, WebError> {
    render(&SetUpPage {
        t,
        other: other_lang(t),
        required: owner.required,
        picture: Picture::of(&proposed.address).ok_or(WebError::NotFound)?,
        proposed,
        refused,
    })
}

#[derive(Deserialize)]
pub(super) struct FirstCode {
    #[serde(default)]
    secret: String,
    #[serde(default)]
    code: String,
}

pub(super) async fn set_up(
    State(state): State<WebState>,
    t: Texts,
    visitor: Result<SignedIn, WebError>,
    half: Option<HalfSignedIn>,
    jar: CookieJar,
    Fields(form): Fields<FirstCode>,
) -> Result<Response, WebError> {
    let owner = owner(&state, visitor, half).await?;
    let casework = state.casework();
    let proposed = casework.proposed_again(owner.account, &owner.email, &form.secret);
    let Ok(proposed) = proposed else {
        return Ok(Redirect::to("/compte/codes").into_response());
    };
    let done = casework
        .set_up_codes(&owner.token, &form.secret, &form.code)
        .await;
    match done {
        Ok(SetUp { codes, token }) => {
            let jar = jar.add(session_cookie(&state, token));
            Ok((jar, recovery(t, codes)?).into_response())
        }
        Err(error) => {
            let refused = Refusal::of(error, t)?;
            let page = page(t, &owner, proposed, Some(refused))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Recovery codes, in the answer itself, which is kept nowhere.
fn recovery(t: Texts, codes: Vec<String>) -> Result<Response, WebError> {
    render(&RecoveryPage {
        t,
        other: other_lang(t),
        codes,
    })
}

pub(super) async fn renew(
    State(state): State<WebState>,
    visitor: SignedIn,
) -> Result<Response, WebError> {
    let codes = state.casework().renew_recovery_codes(visitor.token());
    recovery(visitor.t, codes.await?)
}

pub(super) async fn remove(
    State(state): State<WebState>,
    visitor: SignedIn,
) -> Result<Response, WebError> {
    state.casework().remove_codes(visitor.token()).await?;
    Ok(Toast::says("codes-removed").then("/compte"))
}

#[cfg(test)]
mod tests {
    use super::Picture;

    #[test]
    fn a_picture_holds_the_whole_address_within_its_margin() {
        let picture = Picture::of(&format!("otpauth://totp/{}", "a".repeat(120))).unwrap();
        assert!(picture.side > 40 && picture.path.starts_with("M4 4h1"));
    }
}
