//! The directory of services that help with obstacles, kept by each organisation.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use tdu_casework::{FieldProblem, NewService, ServiceRow};
use tdu_domain::access::Right;
use tdu_domain::together::obstacle::ObstacleKind;
use uuid::Uuid;

use super::obstacles::kinds;
use crate::page::{Page, render};
use crate::pages::form::wrong;
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::toast::Toast;
use crate::{SignedIn, Texts, WebError, WebState, words};

const HOME: &str = "/services";
const KEEP: Rule = Rule::AnyOf(&[Right::ManageServices]);

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(HOME, KEEP, "Services qui aident à lever les freins", show)
        .post(HOME, KEEP, "Ajouter un service", add)
        .get(
            "/services/{service}",
            KEEP,
            "Formulaire : corriger un service",
            edit,
        )
        .post("/services/{service}", KEEP, "Corriger un service", change)
        .post(
            "/services/{service}/retirer",
            KEEP,
            "Retirer un service",
            remove,
        )
}

#[derive(Template)]
#[template(path = "ensemble/services.html")]
struct ServicesPage {
    page: Page,
    services: Vec<ServiceLine>,
    /// The service that the form corrects; none when it adds one.
    editing: Option<Uuid>,
    /// Code, name, whether it is chosen.
    themes: Vec<(&'static str, String, bool)>,
    typed: NewService,
    problems: Vec<(&'static str, String)>,
}

struct ServiceLine {
    id: Uuid,
    name: String,
    themes: String,
    more: String,
}

impl ServicesPage {
    /// What is wrong with a field.
    fn wrong(&self, field: &str) -> &str {
        let found = self.problems.iter().find(|(name, _)| *name == field);
        found.map_or("", |(_, problem)| problem)
    }
}

impl ServiceLine {
    fn of(t: Texts, service: &ServiceRow) -> Self {
        let themes: Vec<String> = service
            .themes
            .iter()
            .map(|theme| t.of_code("obstacle", theme.code()))
            .collect();
        let phone = service.phone.as_deref().map(words::phone);
        Self {
            id: service.id,
            name: service.name.clone(),
            themes: themes.join(", "),
            more: words::dotted(&[
                service.contact.as_deref(),
                phone.as_deref(),
                service.email.as_deref(),
                service.web.as_deref(),
                service.commune.as_deref(),
            ]),
        }
    }
}

/// The service that a form tells of.
fn typed(pairs: &[(String, String)]) -> NewService {
    let value = |name: &str| {
        let found = pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    NewService {
        name: value("nom"),
        themes: pairs
            .iter()
            .filter(|(key, _)| key == "theme")
            .filter_map(|(_, code)| ObstacleKind::from_code(code))
            .collect(),
        contact: value("contact"),
        phone: value("telephone"),
        email: value("email"),
        web: value("site"),
        commune: value("commune"),
    }
}

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    editing: Option<Uuid>,
    typed: Option<NewService>,
    problems: &[FieldProblem],
) -> Result<Response, WebError> {
    let services = state.casework().own_services(&visitor.actor).await?;
    let t = visitor.t;
    let edited = services.iter().find(|service| Some(service.id) == editing);
    if editing.is_some() && edited.is_none() {
        return Err(WebError::NotFound);
    }
    let typed = typed.unwrap_or_else(|| edited.map(as_typed).unwrap_or_default());
    render(&ServicesPage {
        page: visitor.page(t.count("services-title", services.len())),
        services: services
            .iter()
            .map(|service| ServiceLine::of(t, service))
            .collect(),
        editing,
        themes: kinds(t)
            .into_iter()
            .map(|(code, name)| {
                let chosen = typed.themes.iter().any(|theme| theme.code() == code);
                (code, name, chosen)
            })
            .collect(),
        typed,
        problems: problems
            .iter()
            .map(|(field, problem)| (*field, t.get(&format!("problem-{problem}"))))
            .collect(),
    })
}

fn as_typed(service: &ServiceRow) -> NewService {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    NewService {
        name: service.name.clone(),
        themes: service.themes.clone(),
        contact: text(&service.contact),
        phone: text(&service.phone),
        email: text(&service.email),
        web: text(&service.web),
        commune: text(&service.commune),
    }
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    page(&state, &visitor, None, None, &[]).await
}

async fn edit(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(service): Id,
) -> Result<Response, WebError> {
    page(&state, &visitor, Some(service), None, &[]).await
}

async fn add(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    put(&state, &visitor, None, typed(&pairs)).await
}

async fn change(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(service): Id,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    put(&state, &visitor, Some(service), typed(&pairs)).await
}

async fn put(
    state: &WebState,
    visitor: &SignedIn,
    id: Option<Uuid>,
    new: NewService,
) -> Result<Response, WebError> {
    let kept = state.casework().put_service(&visitor.actor, id, &new).await;
    match kept {
        Ok(()) => Ok(Toast::says("service-kept").then(HOME)),
        Err(error) => {
            let problems = error.problems()?;
            let page = page(state, visitor, id, Some(new), &problems);
            Ok(wrong(page.await?))
        }
    }
}

async fn remove(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(service): Id,
) -> Result<Response, WebError> {
    state
        .casework()
        .remove_service(&visitor.actor, service)
        .await?;
    Ok(Toast::says("service-removed").then(HOME))
}
