//! The call by which a CFA's software sends its learners.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{Extension, FromRequest, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use tdu_casework::ApiClient;
use tdu_domain::access::KeyScope;
use tdu_domain::organisation::Network;

use super::answer::LearnersAnswer;
use super::document::{LearnerItems, example};
use super::refusal::{Refusal, RefusalBody};
use super::{Gate, sentences};
use crate::{Texts, WebState, visitor};

/// Receives learners in the national format.
#[utoipa::path(
    post,
    path = "/api/v3/dossiers-apprenants",
    operation_id = "envoyerDossiersApprenants",
    summary = "Envoyer des dossiers d’apprenants",
    description = "Au plus 2 000 dossiers et 10 Mo par appel. Les dossiers justes sont enregistrés avant la réponse, même à côté de dossiers refusés ; le même envoi deux fois ne change rien.",
    tag = "Apprenants",
    security(("cle" = [])),
    params(
        ("Accept-Language" = Option<String>, Header, description = "La langue des phrases : `fr` (par défaut) ou `en`."),
    ),
    request_body(content = LearnerItems, description = "Les dossiers, en UTF-8.", example = json!([example()])),
    responses(
        (status = 200, description = "L’appel a été lu. Chaque dossier revient avec ses erreurs ; `counts` dit ce qu’ils sont devenus.", body = LearnersAnswer, example = json!(super::answer::example())),
        (status = 400, description = "L’envoi s’est interrompu (`body_unreadable`).", body = RefusalBody),
        (status = 401, description = "Pas de clé (`missing_key`), ou clé inconnue ou révoquée (`invalid_key`).", body = RefusalBody,
            headers(("WWW-Authenticate" = String, description = "`Bearer`"))),
        (status = 403, description = "La clé est celle d’une Mission Locale (`not_a_cfa`), ou elle n’ouvre pas l’envoi de dossiers (`missing_scope`).", body = RefusalBody),
        (status = 413, description = "Plus de 10 Mo (`body_too_large`) ou de 2 000 dossiers (`too_many_items`).", body = RefusalBody),
        (status = 415, description = "Le contenu n’est pas annoncé comme du JSON (`unsupported_media_type`), ou il est compressé (`unsupported_encoding`).", body = RefusalBody),
        (status = 422, description = "Le contenu n’est pas une liste JSON lisible (`not_utf8`, `not_json`, `not_an_array`, `empty_file`, `not_text`).", body = RefusalBody),
        (status = 429, description = "Trop d’appels de l’organisation (`too_many_calls`), ou trop de mauvaises clés depuis cette adresse (`too_many_wrong_keys`).", body = RefusalBody,
            headers(("Retry-After" = u64, description = "Les secondes à attendre"))),
        (status = 500, description = "Un incident de notre côté (`internal`) : rien n’a été enregistré.", body = RefusalBody),
    ),
)]
pub(crate) async fn receive(
    State(state): State<WebState>,
    Extension(gate): Extension<Arc<Gate>>,
    t: Texts,
    request: Request,
) -> Response {
    match answer(&state, &gate, t, request).await {
        Ok(answer) => answer,
        Err(refusal) => refusal.answer(t),
    }
}

async fn answer(
    state: &WebState,
    gate: &Gate,
    t: Texts,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    let address = visitor::address(state, &parts);
    let client = authenticate(state, gate, address, bearer(&parts.headers)?).await?;
    check_media_type(&parts.headers)?;
    let body = read_body(Request::from_parts(parts, body)).await?;
    let json = deliver(state, client, body, t).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

/// Who delivers: the software of a CFA, with a key that opens it.
pub(crate) async fn authenticate(
    state: &WebState,
    gate: &Gate,
    address: String,
    key: &str,
) -> Result<ApiClient, Refusal> {
    let client = known(state, gate, address, key).await?;
    if client.organisation.network != Network::Cfa {
        return Err(Refusal::NotACfa);
    }
    if !client.scopes.contains(&KeyScope::Deliver) {
        return Err(Refusal::MissingScope);
    }
    gate.calls
        .count(client.organisation.id, state.casework().clock().now())
        .map_err(Refusal::TooManyCalls)?;
    Ok(client)
}

/// Who holds the key: an unknown one is counted against the address it comes from. A known key
/// always passes, whatever its neighbours behind the same address send.
pub(super) async fn known(
    state: &WebState,
    gate: &Gate,
    address: String,
    key: &str,
) -> Result<ApiClient, Refusal> {
    let now = state.casework().clock().now();
    let from = address.parse().ok();
    let Some(mut client) = state.casework().api_client(key).await? else {
        // Beyond the limit nothing more is written down: nobody fills the log by insisting.
        return Err(match gate.wrong_keys.count(address, now) {
            Ok(()) => {
                state.casework().note_wrong_key(from).await?;
                Refusal::InvalidKey
            }
            Err(seconds) => Refusal::TooManyWrongKeys(seconds),
        });
    };
    client.address = from;
    Ok(client)
}

/// Takes the items in and writes the answer, as JSON.
pub(crate) async fn deliver(
    state: &WebState,
    client: ApiClient,
    body: Vec<u8>,
    t: Texts,
) -> Result<Vec<u8>, Refusal> {
    if std::str::from_utf8(&body).is_err() {
        return Err(Refusal::NotUtf8);
    }
    let answered = state.casework().deliver_learners(&client, body).await?;
    tracing::info!(
        organisation = %client.organisation.id,
        created = answered.counts.created,
        updated = answered.counts.updated,
        unchanged = answered.counts.unchanged,
        failed = answered.counts.failed,
        "learners delivered"
    );
    let lang = sentences(t);
    let written = tokio::task::spawn_blocking(move || {
        serde_json::to_vec(&LearnersAnswer::new(&answered, lang))
    })
    .await;
    match written {
        Ok(Ok(json)) => Ok(json),
        Ok(Err(error)) => Err(unwritten(&error)),
        Err(error) => Err(unwritten(&error)),
    }
}

fn unwritten(error: &dyn std::error::Error) -> Refusal {
    tracing::error!(%error, "the answer to an API call could not be written");
    Refusal::Internal
}

/// The key of the header. A session's cookie is never looked at.
pub(super) fn bearer(headers: &HeaderMap) -> Result<&str, Refusal> {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.trim().split_once(' '));
    match given {
        Some((scheme, key)) if scheme.eq_ignore_ascii_case("bearer") && !key.trim().is_empty() => {
            Ok(key.trim())
        }
        _ => Err(Refusal::MissingKey),
    }
}

pub(super) fn check_media_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let media_type = text(header::CONTENT_TYPE)
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let is_json = media_type == "application/json"
        || (media_type.starts_with("application/") && media_type.ends_with("+json"));
    if !is_json {
        return Err(Refusal::MediaType);
    }
    match text(header::CONTENT_ENCODING) {
        None => Ok(()),
        Some(encoding) if encoding.eq_ignore_ascii_case("identity") => Ok(()),
        Some(_) => Err(Refusal::Encoding),
    }
}

pub(super) async fn read_body(request: Request) -> Result<Vec<u8>, Refusal> {
    match Bytes::from_request(request, &()).await {
        Ok(bytes) => Ok(bytes.into()),
        Err(BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_))) => {
            Err(Refusal::TooLarge)
        }
        Err(_) => Err(Refusal::Interrupted),
    }
}

/// What answers other methods than POST.
pub(crate) async fn wrong_method(t: Texts) -> Response {
    Refusal::Method.answer(t)
}

/// What answers other addresses of the API.
pub(crate) async fn wrong_address(t: Texts) -> Response {
    Refusal::Address.answer(t)
}
