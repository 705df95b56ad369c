//! Every route, declared with what it does and whom it serves: what is not declared is not served.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, MatchedPath, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use tdu_casework::CaseworkError;
use tdu_domain::access::{Denied, Right};

use crate::{SignedIn, WebError, WebState};

/// Whom a route serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Anyone, signed in or not.
    Anyone,
    /// Whoever is signed in.
    Member,
    /// Whoever is signed in, or must only give or set up a second factor.
    Entering,
    /// Whoever is signed in with a role that gives one of these rights.
    AnyOf(&'static [Right]),
    /// Software that holds the API key of a CFA.
    Key,
    /// Software that holds an API key which opens this.
    Program,
}

impl Rule {
    /// Look people up, whole or as cards.
    pub(crate) const SIGHT: Self = Self::AnyOf(&[Right::SeePeople, Right::SeeCards]);
    /// Act on people.
    pub(crate) const ACT: Self = Self::AnyOf(&[Right::ActOnPeople]);
    /// Decide who is who.
    pub(crate) const IDENTITY: Self = Self::AnyOf(&[Right::DecideIdentity]);
    /// Bring files in.
    pub(crate) const IMPORT: Self = Self::AnyOf(&[Right::Import]);
    /// Members of the organisation.
    pub(crate) const MEMBERS: Self = Self::AnyOf(&[Right::ManageMembers]);
    /// Keys of the API.
    pub(crate) const KEYS: Self = Self::AnyOf(&[Right::ManageKeys]);
}

/// A declared route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Its method; none when it answers all.
    pub method: Option<Method>,
    /// Its path, with `{…}` for what varies.
    pub path: &'static str,
    /// Whom it serves.
    pub rule: Rule,
    /// What it does, in French, as a data protection officer reads it.
    pub what: &'static str,
}

/// Routes and their handlers: the only way to serve anything.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    router: Router<WebState>,
    declared: Vec<Route>,
}

impl Routes {
    /// A page.
    pub(crate) fn get<H, T>(self, path: &'static str, rule: Rule, what: &'static str, to: H) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        self.on(Method::GET, path, rule, what, on(MethodFilter::GET, to))
    }

    /// An act.
    pub(crate) fn post<H, T>(
        self,
        path: &'static str,
        rule: Rule,
        what: &'static str,
        to: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        self.on(Method::POST, path, rule, what, on(MethodFilter::POST, to))
    }

    /// An act that takes more bytes than a form.
    pub(crate) fn post_up_to<H, T>(
        self,
        bytes: usize,
        path: &'static str,
        rule: Rule,
        what: &'static str,
        to: H,
    ) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        let act = on(MethodFilter::POST, to).layer(DefaultBodyLimit::max(bytes));
        self.on(Method::POST, path, rule, what, act)
    }

    fn on(
        mut self,
        method: Method,
        path: &'static str,
        rule: Rule,
        what: &'static str,
        to: MethodRouter<WebState, Infallible>,
    ) -> Self {
        self.router = self.router.route(path, to);
        self.declare(Some(method), path, rule, what)
    }

    /// Declares what another builder routes.
    pub(crate) fn declare(
        mut self,
        method: Option<Method>,
        path: &'static str,
        rule: Rule,
        what: &'static str,
    ) -> Self {
        self.declared.push(Route {
            method,
            path,
            rule,
            what,
        });
        self
    }

    /// These and others.
    pub(crate) fn merge(mut self, others: Self) -> Self {
        self.router = self.router.merge(others.router);
        self.declared.extend(others.declared);
        self
    }

    /// Dresses the handlers of these routes.
    pub(crate) fn dressed(
        mut self,
        dress: impl FnOnce(Router<WebState>) -> Router<WebState>,
    ) -> Self {
        self.router = dress(self.router);
        self
    }

    /// The declarations.
    pub(crate) fn declared(self) -> Vec<Route> {
        self.declared
    }

    /// The routes, each behind its rule.
    pub(crate) fn guarded(self, state: &WebState) -> Router<WebState> {
        let mut paths: Paths = HashMap::new();
        for route in self.declared {
            paths
                .entry(route.path)
                .or_default()
                .push((route.method, route.rule));
        }
        let guard = Guard {
            paths: Arc::new(paths),
            state: state.clone(),
        };
        self.router
            .route_layer(axum::middleware::from_fn_with_state(guard, pass))
    }
}

type Paths = HashMap<&'static str, Vec<(Option<Method>, Rule)>>;

#[derive(Clone)]
struct Guard {
    paths: Arc<Paths>,
    state: WebState,
}

/// Lets a request pass to whom the route serves.
async fn pass(
    State(guard): State<Guard>,
    path: MatchedPath,
    request: Request,
    next: Next,
) -> Response {
    let Some(methods) = guard.paths.get(path.as_str()) else {
        return WebError::NotFound.into_response();
    };
    let asked = match *request.method() {
        Method::HEAD => &Method::GET,
        ref method => method,
    };
    let declared = methods
        .iter()
        .find(|(method, _)| method.as_ref().is_none_or(|method| method == asked));
    match declared {
        Some((_, rule)) => match rule.lets(&guard.state, request).await {
            Ok(request) => next.run(request).await,
            Err(error) => error.into_response(),
        },
        // The API says itself, as its format wants, that a method is not the one.
        None if methods
            .iter()
            .any(|(_, rule)| matches!(rule, Rule::Key | Rule::Program)) =>
        {
            next.run(request).await
        }
        None => wrong_method(methods),
    }
}

fn wrong_method(methods: &[(Option<Method>, Rule)]) -> Response {
    let names = methods.iter().filter_map(|(method, _)| method.as_ref());
    let names: Vec<&str> = names
        .flat_map(|method| match *method {
            Method::GET => vec!["GET", "HEAD"],
            ref method => vec![method.as_str()],
        })
        .collect();
    let mut response = StatusCode::METHOD_NOT_ALLOWED.into_response();
    if let Ok(names) = HeaderValue::from_str(&names.join(",")) {
        response.headers_mut().insert(header::ALLOW, names);
    }
    response
}

impl Rule {
    /// The request, if this rule lets it pass; who is signed in is kept in it for the handler.
    async fn lets(self, state: &WebState, request: Request) -> Result<Request, WebError> {
        let needed: &[Right] = match self {
            Self::Anyone | Self::Key | Self::Program => return Ok(request),
            Self::Member | Self::Entering => &[],
            Self::AnyOf(rights) => rights,
        };
        let (mut parts, body) = request.into_parts();
        let visitor = match SignedIn::from_request_parts(&mut parts, state).await {
            Err(WebError::Unfinished { .. }) if self == Self::Entering => {
                return Ok(Request::from_parts(parts, body));
            }
            visitor => visitor?,
        };
        let refused = match needed.first() {
            Some(right) if !needed.iter().any(|right| visitor.actor.may(*right)) => Some(*right),
            _ => None,
        };
        if let Some(right) = refused {
            let role = visitor.actor.role;
            return Err(CaseworkError::from(Denied { role, right }).into());
        }
        parts.extensions.insert(visitor);
        Ok(Request::from_parts(parts, body))
    }
}
