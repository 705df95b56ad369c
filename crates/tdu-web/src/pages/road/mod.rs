//! The road to the contract: its page, its part of a person's page, the acts on it, its sentences.

mod files;
mod forms;
mod page;
mod pieces;
mod search;
mod short;
mod steps;
mod words;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tdu_casework::{CaseworkError, Undo};
use tdu_domain::access::Right;
use tdu_domain::road::file::MOST_BYTES;
use uuid::Uuid;

use super::form::Typed;
use crate::routes::{Routes, Rule};
use crate::{SignedIn, Toast, WebError, WebState};

pub(crate) use self::short::Short;
pub(crate) use self::words::sentence;

/// Look for a company.
const SEARCH: Rule = Rule::AnyOf(&[Right::SearchCompanies]);
/// What a form adds around the file that it sends.
const AROUND_FILE: usize = 64 * 1024;

pub(crate) fn routes() -> Routes {
    steps()
        .post(
            "/jeunes/{person}/vers-le-contrat/entreprise",
            SEARCH,
            "Ajouter une entreprise à la recherche",
            forms::add,
        )
        .post(
            "/jeunes/{person}/vers-le-contrat/abandon",
            SEARCH,
            "Abandonner une piste d’entreprise",
            forms::drop,
        )
        .post(
            "/jeunes/{person}/vers-le-contrat/candidature",
            SEARCH,
            "Noter une candidature",
            forms::apply,
        )
        .post(
            "/jeunes/{person}/vers-le-contrat/reponse",
            SEARCH,
            "Noter la réponse d’une entreprise",
            forms::answer,
        )
        .post(
            "/jeunes/{person}/vers-le-contrat/visite",
            SEARCH,
            "Noter une visite en entreprise",
            forms::visit,
        )
        .get(
            "/jeunes/{person}/vers-le-contrat/fichier",
            Rule::SIGHT,
            "Télécharger un CV ou une lettre ; le téléchargement est inscrit",
            files::take,
        )
        .post_up_to(
            MOST_BYTES + AROUND_FILE,
            "/jeunes/{person}/vers-le-contrat/fichiers",
            SEARCH,
            "Joindre un CV ou une lettre",
            files::attach,
        )
        .post(
            "/jeunes/{person}/vers-le-contrat/fichiers/retirer",
            SEARCH,
            "Retirer un fichier joint",
            files::remove,
        )
}

fn steps() -> Routes {
    Routes::default()
        .get(
            "/jeunes/{person}/vers-le-contrat",
            Rule::SIGHT,
            "Étapes, pièces et recherche d’entreprise (la recherche seule pour les relations entreprises)",
            page::show,
        )
        .post(
            "/jeunes/{person}/vers-le-contrat",
            Rule::ACT,
            "Ouvrir le parcours vers le contrat",
            steps::open,
        )
        .post(
            "/jeunes/{person}/vers-le-contrat/etape",
            Rule::ACT,
            "Noter une étape du parcours vers le contrat",
            steps::tell,
        )
        .post(
            "/jeunes/{person}/vers-le-contrat/confier",
            Rule::ACT,
            "Confier ou dater une étape",
            steps::give,
        )
        .post(
            "/jeunes/{person}/vers-le-contrat/pieces",
            Rule::ACT,
            "Demander des pièces",
            pieces::ask,
        )
        .post(
            "/jeunes/{person}/vers-le-contrat/piece",
            Rule::ACT,
            "Dire ce que devient une pièce",
            pieces::step,
        )
}

/// The page on which a warning is answered.
pub(crate) fn address(person: Uuid, act: &str, back: &str) -> Option<String> {
    let anchor = match act {
        "pieces" => "#pieces",
        "entreprises" => "#entreprises",
        "vers-le-contrat" => "#etapes",
        _ => return None,
    };
    let back = if back == "journee" {
        "?retour=journee"
    } else {
        ""
    };
    Some(format!("/jeunes/{person}/vers-le-contrat{back}{anchor}"))
}

/// Announces what was done, on the desk for whoever came from it.
fn done(toast: &str, undo: Undo, back: &str, anchor: &str) -> Response {
    let address = match back {
        "journee" => "/".to_owned(),
        _ => format!("/jeunes/{}/vers-le-contrat#{anchor}", undo.person),
    };
    Toast::says(toast).undo(undo).then(&address)
}

/// What casework refused, as a problem of a field of the form; another failure stays one.
fn take(typed: &mut Typed, error: CaseworkError) -> Result<(), WebError> {
    for (field, problem) in error.problems()? {
        typed.refuse(field_of(field), problem);
    }
    Ok(())
}

/// The field of a form that holds what casework names.
fn field_of(field: &str) -> &'static str {
    match field {
        "start" => "debut",
        "end" => "fin",
        "due" => "avant",
        "who" => "qui",
        "pieces" => "pieces",
        "name" => "nom",
        "siret" => "siret",
        "commune" => "commune",
        "trade" => "metier",
        "contact" => "contact",
        "phone" => "telephone",
        "email" => "courriel",
        "why" => "motif",
        "next" => "suite",
        "file" => "fichier",
        _ => "date",
    }
}

/// The page again, with what was typed and what is wrong.
async fn again(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    typed: Typed,
) -> Result<Response, WebError> {
    let back = typed.text("retour").to_owned();
    let page = page::page(state, visitor, person, typed, back).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
