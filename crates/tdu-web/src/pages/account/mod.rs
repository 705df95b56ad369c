//! One's own account: where it is signed in, its password.

mod codes;
mod events;
mod passkeys;
mod password;
mod sessions;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use tdu_casework::CaseworkError;

use self::passkeys::PasskeyView;
use self::sessions::SessionView;

pub(crate) use self::events::in_words as event_in_words;

use crate::pages::notices::{self, Choice};
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Texts, WebError, WebState, render};

/// The pages of one's own account.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/compte", Rule::Member, "Mon compte", show)
        .get(
            "/compte/codes",
            Rule::Entering,
            "Installer une application de codes",
            codes::show,
        )
        .post(
            "/compte/codes",
            Rule::Entering,
            "Vérifier le premier code d’une application",
            codes::set_up,
        )
        .post(
            "/compte/codes/secours",
            Rule::Member,
            "Refaire ses codes de secours",
            codes::renew,
        )
        .post(
            "/compte/codes/retirer",
            Rule::Member,
            "Retirer son application de codes",
            codes::remove,
        )
        .post(
            "/compte/cles/debut",
            Rule::Member,
            "Préparer l’ajout d’une clé d’accès",
            passkeys::ask,
        )
        .post(
            "/compte/cles",
            Rule::Member,
            "Ajouter une clé d’accès",
            passkeys::add,
        )
        .post(
            "/compte/cles/retirer",
            Rule::Member,
            "Retirer une de ses clés d’accès",
            passkeys::remove,
        )
        .post(
            "/compte/mot-de-passe",
            Rule::Member,
            "Changer son mot de passe",
            password::change,
        )
        .post(
            "/compte/sessions/{session}/fermer",
            Rule::Member,
            "Fermer une de ses connexions",
            sessions::end,
        )
        .post(
            "/compte/sessions/fermer",
            Rule::Member,
            "Fermer toutes ses autres connexions",
            sessions::end_others,
        )
}

#[derive(Template)]
#[template(path = "account/compte.html")]
struct Account {
    page: Page,
    email: String,
    sessions: Vec<SessionView>,
    events: Vec<String>,
    recovery_codes: Option<i64>,
    passkeys: Vec<PasskeyView>,
    /// For which domain passkeys are made; empty where browsers make none.
    passkey_domain: String,
    /// The name of the identity provider; empty when none is trusted.
    provider: String,
    /// Since when the account is tied to it, in words; empty when it is not.
    identity_since: String,
    /// What this browser is called.
    browser: String,
    refused: Option<Refusal>,
    choices: Vec<Choice>,
    /// Whether this server sends e-mails.
    mails: bool,
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    render(&account(&state, &visitor, None).await?)
}

async fn account(
    state: &WebState,
    visitor: &SignedIn,
    refused: Option<Refusal>,
) -> Result<Account, WebError> {
    let known = state.casework().own_account(&visitor.actor).await?;
    let sessions = sessions::views(state, visitor).await?;
    Ok(Account {
        page: visitor.page(visitor.t.get("account-title")),
        email: known.email,
        events: events::views(state, visitor).await?,
        recovery_codes: state.casework().recovery_codes_left(&visitor.actor).await?,
        passkeys: passkeys::views(state, visitor).await?,
        passkey_domain: state.passkey_domain(),
        provider: state.provider_label().unwrap_or_default().to_owned(),
        identity_since: identity_since(state, visitor).await?,
        browser: browser(&sessions),
        sessions,
        refused,
        choices: notices::choices(state, visitor).await?,
        mails: state.casework().sends_letters(),
    })
}

async fn identity_since(state: &WebState, visitor: &SignedIn) -> Result<String, WebError> {
    let frame = state.casework().frame(visitor.territory).await?;
    let since = state.casework().own_identity(&visitor.actor).await?;
    let (label, t) = (state.provider_label().unwrap_or_default(), visitor.t);
    let told = since.map(|since| {
        let when = t.moment(since, &frame);
        t.with(
            "identity-since",
            [("provider", label.into()), ("when", when.into())],
        )
    });
    Ok(told.unwrap_or_default())
}

/// What the browser of the present session is called.
fn browser(sessions: &[SessionView]) -> String {
    let here = sessions.iter().find(|session| session.here);
    here.map(|session| session.device.clone())
        .unwrap_or_default()
}

/// Why a form was refused: beside which field, in which words.
pub(crate) struct Refusal {
    field: &'static str,
    text: String,
}

impl Refusal {
    /// The refusal of a form; any other error is not the visitor's to correct.
    pub(crate) fn of(error: CaseworkError, t: Texts) -> Result<Self, WebError> {
        match error {
            CaseworkError::Invalid { field, problem } => Ok(Self {
                field,
                text: t.of_code("problem", problem),
            }),
            other => Err(other.into()),
        }
    }

    /// What stands beside a field.
    pub(crate) fn at<'r>(refused: Option<&'r Self>, field: &str) -> &'r str {
        match refused {
            Some(refused) if refused.field == field => refused.text.as_str(),
            _ => "",
        }
    }
}
