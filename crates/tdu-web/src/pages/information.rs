//! What young people are told of their data: a page for each network, to read together or to print.

use askama::Template;
use axum::response::Response;
use tdu_domain::organisation::Network;

use crate::page::{network_class, other_lang, render};
use crate::routes::{Routes, Rule};
use crate::{Lang, Texts, WebError};

/// The pages that inform, which anyone may read.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get(
            address(Network::MissionLocale),
            Rule::Anyone,
            "Information des jeunes par la Mission Locale",
            of_mission_locale,
        )
        .get(
            address(Network::Cfa),
            Rule::Anyone,
            "Information des jeunes par le CFA",
            of_cfa,
        )
}

/// The address of a network's page.
pub(crate) fn address(network: Network) -> &'static str {
    match network {
        Network::MissionLocale => "/information/mission-locale",
        Network::Cfa => "/information/cfa",
    }
}

#[derive(Template)]
#[template(path = "tes-donnees.html")]
struct InformationPage {
    t: Texts,
    other: Lang,
    class: &'static str,
    from: String,
    paragraphs: Vec<(String, String)>,
}

async fn of_mission_locale(t: Texts) -> Result<Response, WebError> {
    page(t, Network::MissionLocale)
}

async fn of_cfa(t: Texts) -> Result<Response, WebError> {
    page(t, Network::Cfa)
}

fn page(t: Texts, network: Network) -> Result<Response, WebError> {
    let own = |ml: &str, cfa: &str| match network {
        Network::MissionLocale => t.get(ml),
        Network::Cfa => t.get(cfa),
    };
    let paragraphs = vec![
        (
            t.get("info-who"),
            own("info-told-who-ml", "info-told-who-cfa"),
        ),
        (t.get("info-what"), t.get("info-told-what")),
        (
            t.get("info-where"),
            own("info-told-where-ml", "info-told-where-cfa"),
        ),
        (
            t.get("info-why"),
            own("info-told-why-ml", "info-told-why-cfa"),
        ),
        (t.get("info-seen"), t.get("info-told-seen")),
        (t.get("info-decisions"), t.get("info-told-decisions")),
        (t.get("info-long"), t.get("info-told-long")),
        (t.get("info-rights"), t.get("info-told-rights")),
        (t.get("info-object"), t.get("info-told-object")),
        (t.get("info-complaint"), t.get("info-told-complaint")),
    ];
    render(&InformationPage {
        t,
        other: other_lang(t),
        class: network_class(network),
        from: own("info-for-ml", "info-for-cfa"),
        paragraphs,
    })
}
