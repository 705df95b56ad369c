//! Who calls, and what one call does once.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use tdu_casework::{ApiClient, Casework, CaseworkError, DoneBefore, NamedCall, Undo};
use tdu_domain::access::Actor;
use uuid::Uuid;

use super::super::refusal::Refusal;
use super::super::{Gate, learners};
use super::content::Content;
use super::problem::{Fault, Problem};
use super::shapes::Done;
use crate::{Texts, WebState, visitor};

/// The header by which a program names a call.
pub(super) const CALL_NAME: &str = "Idempotency-Key";
/// The header of an answer given again.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The longest name of a call.
pub(super) const LONGEST_NAME: usize = 255;

/// A program that reaches people for its organisation.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) casework: Casework,
    pub(super) client: ApiClient,
    pub(super) actor: Actor,
    pub(super) t: Texts,
}

impl FromRequestParts<WebState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let t = match Texts::from_request_parts(parts, state).await {
            Ok(t) => t,
            Err(never) => match never {},
        };
        let gate = parts.extensions.get::<Arc<Gate>>().cloned();
        let gate = gate.ok_or(Problem::Internal)?;
        let refused = |refusal: Refusal| match refusal {
            Refusal::Internal => Problem::Internal,
            refusal => Problem::door(&refusal, t),
        };
        let key = learners::bearer(&parts.headers).map_err(refused)?;
        let address = visitor::address(state, parts);
        let client = learners::known(state, &gate, address, key).await;
        let client = client.map_err(refused)?;
        let now = state.casework().clock().now();
        gate.programs
            .count(client.key, now)
            .map_err(|seconds| refused(Refusal::TooManyCalls(seconds)))?;
        Ok(Self {
            actor: client.actor().ok_or(Problem::MissingScope)?,
            casework: state.casework().clone(),
            client,
            t,
        })
    }
}

/// The person of an address. What is no key names nobody.
#[derive(Debug)]
pub(super) struct Person(pub(super) Uuid);

impl FromRequestParts<WebState> for Person {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let Path(person) = Path::<Uuid>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::NotFound)?;
        Ok(Self(person))
    }
}

/// The only thing that an address names, whatever it is. What is no key names nothing.
#[derive(Debug)]
pub(super) struct Thing(pub(super) Uuid);

impl FromRequestParts<WebState> for Thing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let Person(id) = Person::from_request_parts(parts, state).await?;
        Ok(Self(id))
    }
}

/// An act asked for: who asks, about what, with what content.
#[derive(Debug)]
pub(super) struct Asked {
    caller: Caller,
    about: HashMap<String, Uuid>,
    pub(super) content: Content,
    call: Option<NamedCall>,
    named: Option<Uuid>,
}

impl FromRequest<WebState> for Asked {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, state).await?;
        let refused = |refusal: Refusal| Problem::door(&refusal, caller.t);
        let about = Path::<HashMap<String, Uuid>>::from_request_parts(&mut parts, state).await;
        let Path(about) = about.map_err(|_| Problem::NotFound)?;
        let untyped = parts.headers.get(header::CONTENT_TYPE).is_none();
        let typed = learners::check_media_type(&parts.headers);
        let name = call_name(&parts.headers)?;
        let address = parts.uri.path().to_owned();
        let route = parts.extensions.get::<MatchedPath>();
        let route = route.map_or_else(String::new, |route| route.as_str().to_owned());
        let body = learners::read_body(Request::from_parts(parts, body)).await;
        let body = body.map_err(refused)?;
        let value: Value = if body.is_empty() && untyped {
            Value::Object(Map::new())
        } else {
            typed.map_err(refused)?;
            serde_json::from_slice(&body)
                .map_err(|_| Problem::Invalid(vec![Fault::field("", "content-not-json")]))?
        };
        let call = name.map(|name| NamedCall {
            api_key: caller.client.key,
            route,
            name,
            content: Sha256::digest(format!("{address} {value}")).to_vec(),
        });
        Ok(Self {
            content: Content::of(value)?,
            caller,
            about,
            call,
            named: None,
        })
    }
}

impl Asked {
    /// What a part of the address names; nothing that exists when it has no such part.
    pub(super) fn id(&self, part: &str) -> Uuid {
        self.about.get(part).copied().unwrap_or_default()
    }

    /// The person of the address.
    pub(super) fn person(&self) -> Uuid {
        self.id("person")
    }

    /// Whose answer names this act, rather than the line that the call writes.
    pub(super) fn naming(mut self, act: Uuid) -> Self {
        self.named = Some(act);
        self
    }

    /// Does the act, or answers what it did when this very call was done before.
    pub(super) async fn once(
        self,
        act: impl AsyncFnOnce(&Casework, &Actor) -> Result<Undo, CaseworkError>,
    ) -> Result<Response, Problem> {
        let act = async |casework: &Casework, actor: &Actor| {
            act(casework, actor).await.map(|undo| undo.line)
        };
        self.kept_once(act).await
    }

    /// The same, for what gives the key that its call is kept under.
    pub(super) async fn kept_once(
        self,
        act: impl AsyncFnOnce(&Casework, &Actor) -> Result<Uuid, CaseworkError>,
    ) -> Result<Response, Problem> {
        let casework = &self.caller.casework;
        let Some(call) = &self.call else {
            let line = act(casework, &self.caller.actor).await?;
            return self.answer(line).await;
        };
        if let Some(answer) = self.done_before(call).await? {
            return Ok(answer);
        }
        match act(&casework.for_call(call.clone()), &self.caller.actor).await {
            Ok(line) => self.answer(line).await,
            Err(CaseworkError::Repeated) => {
                let answer = self.done_before(call).await?;
                answer.ok_or(Problem::Internal)
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn done_before(&self, call: &NamedCall) -> Result<Option<Response>, Problem> {
        let client = &self.caller.client;
        match self.caller.casework.done_before(client, call).await? {
            None => Ok(None),
            Some(DoneBefore::Other) => Err(Problem::KeyReused),
            Some(DoneBefore::Same(line)) => {
                let mut answer = self.answer(line).await?;
                let yes = HeaderValue::from_static("true");
                answer.headers_mut().insert(REPLAYED, yes);
                Ok(Some(answer))
            }
        }
    }

    /// What was done, as the journal tells it. What it does not tell is a draft.
    async fn answer(&self, line: Uuid) -> Result<Response, Problem> {
        let client = &self.caller.client;
        let done = match self.caller.casework.line_done(client, line).await? {
            Some(done) => Done {
                person: done.person,
                act: Some(self.named.unwrap_or(line)),
                about: done.about,
            },
            None => Done {
                person: self.person(),
                act: None,
                about: Some(line),
            },
        };
        Ok((StatusCode::CREATED, Json(done)).into_response())
    }
}

fn call_name(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(CALL_NAME) else {
        return Ok(None);
    };
    let name = value.to_str().unwrap_or_default().trim();
    if name.is_empty() || name.len() > LONGEST_NAME {
        let fault = Fault::header(CALL_NAME, "call-name");
        return Err(Problem::Invalid(vec![fault]));
    }
    Ok(Some(name.to_owned()))
}
