//! *Un jeune est venu*: a CFA tells who came without a dossier, reads who may be the same person, then
//! refers them to the Mission Locale of their commune.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tdu_casework::{Arrived, CaseworkError, Met, NewArrival, Sought};
use tdu_domain::organisation::Network;

use super::Fields;
use super::requests::Known;
use crate::page::{Page, render};
use crate::routes::{Routes, Rule};
use crate::toast::Toast;
use crate::{SignedIn, WebError, WebState};

const HOME: &str = "/accueil";

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            HOME,
            Rule::ACT,
            "Formulaire : accueillir un jeune sans dossier (CFA)",
            show,
        )
        .post(
            HOME,
            Rule::ACT,
            "Accueillir un jeune sans dossier, après avoir lu qui lui ressemble (CFA)",
            welcome,
        )
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    nom: String,
    prenom: String,
    naissance: String,
    commune: String,
    telephone: String,
    email: String,
    personne: String,
}

impl Typed {
    fn read(&self) -> Result<NewArrival, (&'static str, &'static str)> {
        let text = self.naissance.trim();
        let born = text
            .parse()
            .or_else(|_| jiff::civil::Date::strptime("%d/%m/%Y", text));
        Ok(NewArrival {
            identity: Sought {
                last_name: self.nom.clone(),
                first_name: self.prenom.clone(),
                birth_date: born.map_err(|_| ("naissance", "date-format"))?,
            },
            commune: self.commune.clone(),
            phone: self.telephone.clone(),
            email: self.email.clone(),
            nobody_known: !self.personne.is_empty(),
        })
    }
}

#[derive(Template)]
#[template(path = "desk/accueil.html")]
struct ArrivalPage {
    page: Page,
    typed: Typed,
    /// Code and name of every commune.
    communes: Vec<(String, String)>,
    /// Those who have the same identity.
    known: Vec<Known>,
    problem: Option<(&'static str, String)>,
}

impl ArrivalPage {
    /// What is wrong with a field.
    fn wrong(&self, field: &str) -> Option<&str> {
        let (_, told) = self.problem.as_ref().filter(|(name, _)| *name == field)?;
        Some(told)
    }
}

/// A Mission Locale opens a file in its own software: it does not welcome anyone here.
fn only_cfa(visitor: &SignedIn) -> Result<(), WebError> {
    match visitor.actor.organisation.network {
        Network::Cfa => Ok(()),
        Network::MissionLocale => Err(CaseworkError::Conflict("arrival-by-cfa").into()),
    }
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    only_cfa(&visitor)?;
    page(&state, &visitor, Typed::default(), &[], None).await
}

async fn welcome(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(typed): Fields<Typed>,
) -> Result<Response, WebError> {
    only_cfa(&visitor)?;
    let casework = state.casework();
    let problem = match typed.read() {
        Ok(new) => {
            if let Err(wait) = casework.count_search(visitor.actor.account).await? {
                let seconds = wait.unsigned_abs().div_ceil(1_000);
                let told = visitor.t.count("problem-seek-often", seconds.div_ceil(60));
                let page = page(&state, &visitor, typed, &[], Some(("nom", told))).await?;
                let retry = [(header::RETRY_AFTER, seconds.to_string())];
                return Ok((StatusCode::TOO_MANY_REQUESTS, retry, page).into_response());
            }
            match casework.welcome(&visitor.actor, &new).await {
                Ok(Arrived::Made(undo)) => {
                    let address = format!("/jeunes/{}/orienter", undo.person);
                    return Ok(Toast::says("arrival-made").undo(undo).then(&address));
                }
                Ok(Arrived::Known(met)) => {
                    return page(&state, &visitor, typed, &met, None).await;
                }
                Err(CaseworkError::Invalid { field, problem }) => (field, problem),
                Err(error) => return Err(error.into()),
            }
        }
        Err(problem) => problem,
    };
    let (field, problem) = problem;
    let told = visitor.t.get(&format!("problem-{problem}"));
    let page = page(&state, &visitor, typed, &[], Some((field, told))).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    typed: Typed,
    met: &[Met],
    problem: Option<(&'static str, String)>,
) -> Result<Response, WebError> {
    let t = visitor.t;
    let frame = state.casework().frame(visitor.territory).await?;
    let mut communes: Vec<(String, String)> = frame
        .communes
        .all()
        .map(|commune| (commune.code.to_string(), commune.name.clone()))
        .collect();
    communes.sort_by(|one, other| one.1.cmp(&other.1));
    render(&ArrivalPage {
        page: visitor
            .page(t.get("arrival-title"))
            .under("/jeunes", t.get("nav-people")),
        typed,
        communes,
        known: Known::all(t, met),
        problem,
    })
}
