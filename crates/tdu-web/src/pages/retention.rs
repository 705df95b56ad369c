//! *Conservation*: who goes to the restricted archive or is erased soon, and the switch that stops it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{Announced, RetentionPlan};
use tdu_domain::access::{Masked, Right};
use tdu_domain::retention::RetentionStep;
use uuid::Uuid;

use super::Fields;
use crate::routes::{Routes, Rule};
use crate::{Page, SignedIn, Texts, Toast, WebError, WebState, render};

const HOME: &str = "/conservation";

/// The pages of retention.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get(
            HOME,
            Rule::AnyOf(&[Right::WatchRetention]),
            "Dossiers bientôt archivés ou effacés, et prochain passage",
            show,
        )
        .post(
            HOME,
            Rule::AnyOf(&[Right::HandleRequests]),
            "Arrêter ou remettre en marche l’archivage et l’effacement du territoire",
            switch,
        )
}

#[derive(Template)]
#[template(path = "conservation.html")]
struct RetentionPage {
    page: Page,
    plan: RetentionPlan,
    too_much: Option<String>,
    stopped: Option<String>,
    /// Whether the visitor may stop it.
    decides: bool,
    archived: String,
    groups: [(String, Vec<Line>); 2],
}

struct Line {
    /// The page of someone whom the visitor may see.
    person: Option<Uuid>,
    name: String,
    counsellor: Option<String>,
    when: String,
}

impl Line {
    fn of(t: Texts, announced: &Announced, step: RetentionStep, named: bool, today: Date) -> Self {
        let (first, last) = (&announced.first_name, &announced.last_name);
        let day = step.day(announced.news_on).max(today);
        Self {
            person: (named && step == RetentionStep::Archive).then_some(announced.person),
            name: if named {
                format!("{first} {last}")
            } else {
                Masked::of(first, last, None, today, Vec::new()).initials
            },
            counsellor: announced.counsellor.clone().filter(|_| named),
            when: t.with(
                "retention-line",
                [
                    ("news", t.date(announced.news_on).into()),
                    ("day", t.date(day).into()),
                ],
            ),
        }
    }
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    let (casework, t) = (state.casework(), visitor.t);
    let view = casework.retention_view(&visitor.actor).await?;
    let frame = casework.frame(visitor.territory).await?;
    let plan = view.plan;
    let named = visitor.actor.may(Right::SeePeople);
    let lines = |announced: &[Announced], step| {
        let line = |one: &Announced| Line::of(t, one, step, named, plan.today);
        announced.iter().map(line).collect()
    };
    render(&RetentionPage {
        page: visitor.page(t.get("retention-title")),
        too_much: plan
            .is_too_much()
            .then(|| t.one("retention-too-much", "most", plan.most)),
        stopped: plan.stopped.as_ref().map(|(who, at)| {
            t.with(
                "retention-stopped",
                [
                    ("who", who.as_str().into()),
                    ("on", t.date(frame.day_of(*at)).into()),
                ],
            )
        }),
        decides: visitor.actor.may(Right::HandleRequests),
        archived: t.count("retention-archived-n", view.archived),
        groups: [
            (
                t.get("retention-soon-archived"),
                lines(&view.to_archive, RetentionStep::Archive),
            ),
            (
                t.get("retention-soon-erased"),
                lines(&view.to_erase, RetentionStep::Erase),
            ),
        ],
        plan,
    })
}

#[derive(Debug, Deserialize)]
struct Switch {
    #[serde(default)]
    marche: String,
}

async fn switch(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(form): Fields<Switch>,
) -> Result<Response, WebError> {
    // Whatever is not asked to go on stops: stopping loses nothing.
    let stop = form.marche != "oui";
    let casework = state.casework();
    casework.stop_retention(&visitor.actor, stop).await?;
    let said = if stop {
        "retention-stopped"
    } else {
        "retention-going-on"
    };
    Ok(Toast::says(said).then(HOME))
}
