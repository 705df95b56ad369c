//! *Orientations*: what the two networks send each other about young people, and what each answers.

pub(crate) mod card;
mod form;
mod list;
mod one;
mod person;

pub(crate) use one::said;

use crate::routes::{Routes, Rule};

/// The pages of referrals.
pub(crate) fn routes() -> Routes {
    let see = Rule::AnyOf(&[tdu_domain::access::Right::SeePeople]);
    Routes::default()
        .get(
            "/orientations",
            see,
            "Orientations reçues, envoyées, terminées",
            list::show,
        )
        .get(
            "/orientations/{referral}",
            see,
            "Une orientation, vue par la structure qui l’envoie ou la reçoit",
            one::show,
        )
        .post(
            "/orientations/{referral}/repondre",
            Rule::ACT,
            "Répondre à une orientation, la retirer ou la garder",
            one::answer,
        )
        .post(
            "/orientations/{referral}/jeter",
            Rule::ACT,
            "Jeter le brouillon d’une orientation",
            one::discard,
        )
        .get(
            "/jeunes/{person}/orienter",
            Rule::ACT,
            "Formulaire : orienter un jeune vers l’autre réseau",
            form::show,
        )
        .post(
            "/jeunes/{person}/orienter",
            Rule::ACT,
            "Vérifier, garder ou envoyer une orientation",
            form::submit,
        )
        .get(
            "/jeunes/{person}/orientations",
            see,
            "Les orientations d’un jeune, à trancher quand l’une est acceptée",
            person::show,
        )
}
