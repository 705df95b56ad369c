//! The pages, each a short file: parse, call casework, render.

mod absences;
pub(crate) mod account;
mod arrivals;
pub(crate) mod assign;
pub(crate) mod confirm;
pub(crate) mod contract;
mod desk;
pub(crate) mod door;
pub(crate) mod doubts;
mod erasing;
mod fields;
pub(crate) mod form;
mod health;
mod help;
pub(crate) mod imports;
mod information;
pub(crate) mod invitation;
pub(crate) mod keys;
pub(crate) mod notices;
mod objections;
pub(crate) mod passkey;
mod people;
pub(crate) mod person;
mod privacy;
pub(crate) mod provider;
pub(crate) mod referrals;
pub(crate) mod requests;
mod restricted;
mod retention;
pub(crate) mod road;
pub(crate) mod team;
pub(crate) mod together;
pub(crate) mod webhooks;

use crate::routes::{Routes, Rule};

pub(crate) use fields::{Fields, Id};

pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/connexion", Rule::Anyone, "Page de connexion", door::show)
        .post("/connexion", Rule::Anyone, "Se connecter", door::sign_in)
        .post(
            "/deconnexion",
            Rule::Entering,
            "Se déconnecter",
            door::sign_out,
        )
        .post(
            "/langue",
            Rule::Anyone,
            "Choisir la langue",
            door::choose_language,
        )
        .post(
            "/organisation",
            Rule::Member,
            "Choisir pour quelle organisation on agit",
            door::act_for,
        )
        .get("/aide", Rule::Member, "Aide", help::show)
        .get(
            "/sante",
            Rule::Anyone,
            "Dire si le serveur répond",
            health::show,
        )
        .merge(desk::routes())
        .merge(arrivals::routes())
        .merge(absences::routes())
        .merge(people::routes())
        .merge(person::routes())
        .merge(privacy::routes())
        .merge(information::routes())
        .merge(objections::routes())
        .merge(together::routes())
        .merge(retention::routes())
        .merge(restricted::routes())
        .merge(erasing::routes())
        .merge(contract::routes())
        .merge(road::routes())
}
