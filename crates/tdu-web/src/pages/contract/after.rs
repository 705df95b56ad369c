//! After the training: what became of someone, told by staff or asked by a link.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::PersonView;
use tdu_domain::after::{AfterSituation, LinkState};
use uuid::Uuid;

use super::rupture::Asked;
use super::words::yes;
use super::{About, SEE, done, frame_of};
use crate::page::{Page, render};
use crate::pages::form::{Sent, Typed, choices, wrong};
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{SignedIn, Texts, Toast, WebError, WebState};

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/jeunes/{person}/apres",
            SEE,
            "Situation d’un jeune après la formation",
            show,
        )
        .post(
            "/jeunes/{person}/apres",
            Rule::ACT,
            "Dire la situation d’un jeune après la formation",
            tell,
        )
        .post(
            "/jeunes/{person}/apres/lien",
            Rule::ACT,
            "Faire un lien qui demande sa situation au jeune",
            make,
        )
        .post(
            "/jeunes/{person}/apres/lien/retirer",
            Rule::ACT,
            "Retirer un lien qui demande sa situation au jeune",
            revoke,
        )
}

#[derive(Template)]
#[template(path = "contract/after.html")]
struct AfterPage {
    page: Page,
    about: About,
    typed: Typed,
    asked: Option<String>,
    situations: Vec<(&'static str, String)>,
    told: Vec<String>,
    links: Vec<LinkLine>,
    handed: Option<Handed>,
}

struct LinkLine {
    id: Uuid,
    line: String,
    open: bool,
}

/// A link just made.
struct Handed {
    address: String,
    until: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    page(&state, &visitor, id, Typed::default(), asked.retour, None).await
}

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    id: Uuid,
    typed: Typed,
    back: String,
    handed: Option<Handed>,
) -> Result<Response, WebError> {
    let person = state.casework().person(&visitor.actor, id).await?;
    let (t, after) = (visitor.t, &person.contract.after);
    render(&AfterPage {
        page: frame_of(visitor, &person, t.get("after-title")),
        about: About::of(visitor, &person, back),
        typed,
        asked: after.asked.map(|asked| {
            let said = [
                ("day", t.date(asked.training_end).into()),
                ("months", asked.months.into()),
            ];
            t.with("situation-asked", said)
        }),
        situations: choices(t, "after", AfterSituation::ALL, AfterSituation::code),
        told: after
            .told
            .iter()
            .map(|row| {
                t.with(
                    "situation-told-line",
                    [
                        ("months", row.months.into()),
                        ("day", t.date(row.on).into()),
                        ("situation", t.of_code("after", row.situation.code()).into()),
                        ("by", yes(row.by_youth)),
                    ],
                )
            })
            .collect(),
        links: links(t, &person),
        handed,
    })
}

impl AfterPage {
    fn problem(&self, form: &str, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, form, field)
    }
}

fn links(t: Texts, person: &PersonView) -> Vec<LinkLine> {
    let today: Date = person.today;
    let line = |link: &tdu_casework::SituationLink| {
        let open = link.state == LinkState::Open && today <= link.last_day;
        let state = match link.state {
            LinkState::Open if !open => "old",
            state => state.code(),
        };
        LinkLine {
            id: link.id,
            open,
            line: t.with(
                "situation-link-line",
                [
                    ("day", t.date(link.made_on).into()),
                    ("until", t.date(link.last_day).into()),
                    ("state", state.into()),
                ],
            ),
        }
    };
    person.contract.after.links.iter().map(line).collect()
}

async fn tell(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("tell", sent);
    let back = typed.text("retour").to_owned();
    if let Some(situation) = typed.code("situation", AfterSituation::from_code) {
        let casework = state.casework();
        let told = casework.tell_situation(&visitor.actor, person, situation);
        return Ok(done("situation-told", told.await?, &back, "/apres"));
    }
    Ok(wrong(
        page(&state, &visitor, person, typed, back, None).await?,
    ))
}

/// The link is shown once, on the answer itself: its token is kept nowhere.
async fn make(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let made = casework.make_situation_link(&visitor.actor, person).await?;
    let (token, until) = made;
    let handed = Handed {
        address: format!("{}/point/{token}", state.options.public_address),
        until: visitor
            .t
            .one("situation-link-until", "day", visitor.t.date(until)),
    };
    let typed = Typed::default();
    page(&state, &visitor, person, typed, String::new(), Some(handed)).await
}

#[derive(Debug, Deserialize)]
struct Which {
    lien: Uuid,
}

async fn revoke(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<Which>,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let revoked = casework.revoke_situation_link(&visitor.actor, person, form.lien);
    revoked.await?;
    Ok(Toast::says("link-revoked").then(&format!("/jeunes/{person}/apres")))
}
