//! *Un jeune est venu*: a CFA tells who came without a dossier, reads who may be the same person, then
//! refers them to the Mission Locale of their commune.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use tdu_casework::{Arrived, CaseworkError, Met, NewArrival, Sought};
use tdu_domain::organisation::Network;
use tdu_domain::routing::Commune;
use tdu_domain::text::fold;

use super::Fields;
use super::form::{Sent, Typed, wrong};
use super::requests::Known;
use crate::page::{Page, render};
use crate::routes::{Routes, Rule};
use crate::toast::Toast;
use crate::{SignedIn, WebError, WebState};

const HOME: &str = "/accueil";
/// The form, as sentences and fields know it.
const FORM: &str = "arrival";

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

#[derive(Template)]
#[template(path = "desk/accueil.html")]
struct ArrivalPage {
    page: Page,
    typed: Typed,
    /// Code and name of every commune.
    communes: Vec<(String, String)>,
    /// Those who have the same identity.
    known: Vec<Known>,
    /// How long to wait, for whoever looks for too many people.
    wait: Option<String>,
}

impl ArrivalPage {
    fn problem(&self, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, FORM, field)
    }

    fn problems(&self) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, FORM)
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
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    only_cfa(&visitor)?;
    let casework = state.casework();
    let mut typed = Typed::of(FORM, sent);
    if let Err(wait) = casework.count_search(visitor.actor.account).await? {
        let seconds = wait.unsigned_abs().div_ceil(1_000);
        let told = visitor.t.count("problem-seek-often", seconds.div_ceil(60));
        let page = page(&state, &visitor, typed, &[], Some(told)).await?;
        let retry = [(header::RETRY_AFTER, seconds.to_string())];
        return Ok((StatusCode::TOO_MANY_REQUESTS, retry, page).into_response());
    }
    let new = NewArrival {
        identity: Sought {
            last_name: typed.text("nom").to_owned(),
            first_name: typed.text("prenom").to_owned(),
            // A day that cannot be read is refused as an age, with all that casework finds wrong.
            birth_date: typed.day("naissance").unwrap_or(Date::MIN),
        },
        commune: typed.text("commune").to_owned(),
        phone: typed.text("telephone").to_owned(),
        email: typed.text("email").to_owned(),
        nobody_known: !typed.text("personne").is_empty(),
    };
    match casework.welcome(&visitor.actor, &new).await {
        Ok(Arrived::Made(undo)) => {
            let address = format!("/jeunes/{}/orienter", undo.person);
            Ok(Toast::says("arrival-made").undo(undo).then(&address))
        }
        Ok(Arrived::Known(met)) => page(&state, &visitor, typed, &met, None).await,
        Err(error) => {
            typed.take(error)?;
            Ok(wrong(page(&state, &visitor, typed, &[], None).await?))
        }
    }
}

/// A commune with its département: two of a region may have one name.
fn with_area(commune: &Commune) -> String {
    let area = commune.code.as_str().get(..2).unwrap_or_default();
    format!("{} ({area})", commune.name)
}

/// What a name is sorted by: neither accents nor case count, and the 2nd comes before the 10th.
fn in_order(name: &str) -> String {
    let words = fold(name);
    let words = words.split(' ').map(|word| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        format!(
            "{}{word}",
            "0".repeat(if digits > 0 {
                3_usize.saturating_sub(digits)
            } else {
                0
            })
        )
    });
    words.collect::<Vec<_>>().join(" ")
}

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    typed: Typed,
    met: &[Met],
    wait: Option<String>,
) -> Result<Response, WebError> {
    let t = visitor.t;
    let frame = state.casework().frame(visitor.territory).await?;
    let mut communes: Vec<(String, String)> = frame
        .communes
        .all()
        .map(|commune| (commune.code.to_string(), with_area(commune)))
        .collect();
    communes.sort_by_cached_key(|(_, name)| in_order(name));
    render(&ArrivalPage {
        page: visitor
            .page(t.get("arrival-title"))
            .under("/jeunes", t.get("nav-people")),
        typed,
        communes,
        known: Known::all(t, met),
        wait,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communes_are_sorted_as_people_look_for_them() {
        let mut names = [
            "Zuydcoote",
            "Paris 10e",
            "Évry",
            "Paris 2e",
            "Étampes",
            "Paris",
        ];
        names.sort_by_cached_key(|name| in_order(name));
        assert_eq!(
            names,
            [
                "Étampes",
                "Évry",
                "Paris",
                "Paris 2e",
                "Paris 10e",
                "Zuydcoote"
            ]
        );
    }
}
