//! A contract that runs: what is noticed, what its parties answer, the alert both networks share.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use tdu_casework::{AlertWhy, Frame, PersonView};
use tdu_domain::calendar::plus_days;
use tdu_domain::organisation::Network;
use tdu_domain::together::task::TaskOrigin;
use tdu_domain::watch::{
    AlertGoal, AlertOutcome, Feeling, Party, Sign, Theme, View, ViewMoment, plan_allowed,
};
use uuid::Uuid;

use super::rupture::Asked;
use super::steps::Steps;
use super::{About, SEE, done, frame_of, organisation};
use crate::page::{Page, render};
use crate::pages::form::{Sent, Typed, choices, wrong};
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{SignedIn, Texts, WebError, WebState};

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/jeunes/{person}/contrat",
            SEE,
            "Contrat en cours : signes, points, signal faible",
            show,
        )
        .post(
            "/jeunes/{person}/contrat/signe",
            Rule::ACT,
            "Noter un signe sur un contrat",
            notice,
        )
        .post(
            "/jeunes/{person}/contrat/point",
            Rule::ACT,
            "Noter ce que dit l’employeur ou le jeune",
            record,
        )
        .post(
            "/jeunes/{person}/contrat/alerte/lue",
            Rule::ACT,
            "Dire qu’un signal faible est lu",
            take,
        )
        .post(
            "/jeunes/{person}/contrat/alerte/suite",
            Rule::ACT,
            "Convenir de la suite d’un signal faible",
            plan,
        )
        .post(
            "/jeunes/{person}/contrat/alerte/fin",
            Rule::ACT,
            "Clore un signal faible",
            close,
        )
}

#[derive(Template)]
#[template(path = "contract/watch.html")]
struct WatchPage {
    page: Page,
    about: About,
    typed: Typed,
    running: Option<String>,
    /// Whether the visitor is of the CFA, which notes signs and reviews.
    notes: bool,
    /// Whether no contract runs: nothing can be noted, whoever looks.
    no_contract: bool,
    alert: Option<Alert>,
    /// The steps of the plan, while an alert speaks.
    steps: Option<Steps>,
    signs: Vec<(&'static str, String)>,
    noticed: Vec<String>,
    due: Option<String>,
    first_moment: String,
    first_party: String,
    moments: Vec<(&'static str, String)>,
    parties: Vec<(&'static str, String)>,
    /// The field of each theme, and the question asked of each party.
    questions: Vec<(&'static str, String, String)>,
    feelings: Vec<(&'static str, String)>,
    views: Vec<String>,
    past: Vec<String>,
}

struct Alert {
    id: Uuid,
    title: String,
    why: Vec<String>,
    stale: String,
    plan: Option<String>,
    read: Option<String>,
    may_take: bool,
    goals: Vec<(&'static str, String)>,
    owners: Vec<(&'static str, String)>,
    due: String,
    endings: Vec<(&'static str, String)>,
}

/// The field of a theme in the form.
fn field(theme: Theme) -> &'static str {
    match theme {
        Theme::Together => "entente",
        Theme::Work => "travail",
        Theme::Future => "suite",
    }
}

async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    page(&state, &visitor, id, Typed::default(), asked.retour).await
}

pub(super) async fn page(
    state: &WebState,
    visitor: &SignedIn,
    id: Uuid,
    typed: Typed,
    back: String,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let person = casework.person(&visitor.actor, id).await?;
    let frame = casework.frame(visitor.territory).await?;
    let (t, contract) = (visitor.t, &person.contract);
    let about = About::of(visitor, &person, back);
    let mine = visitor.actor.organisation.network;
    let due = contract.views_due.as_ref();
    let first = due.and_then(|(_, _, missing)| missing.first());
    let steps = match &contract.alert {
        Some(alert) => {
            let origin = (TaskOrigin::Alert, alert.row.id);
            Some(Steps::load(state, visitor, id, origin, &typed).await?)
        }
        None => None,
    };
    render(&WatchPage {
        steps,
        page: frame_of(visitor, &person, t.get("watch-title")),
        running: contract
            .running
            .as_ref()
            .map(|contract| t.one("watch-running", "day", t.date(contract.start))),
        no_contract: contract.running.is_none(),
        notes: about.may_act && mine == Network::Cfa && contract.running.is_some(),
        alert: contract
            .alert
            .as_ref()
            .map(|alert| Alert::of(t, alert, &person, &frame, mine)),
        signs: choices(t, "sign", Sign::ALL, Sign::code),
        noticed: contract
            .noticed
            .iter()
            .map(|row| sign_line(t, &frame, row))
            .collect(),
        due: due.map(|(moment, day, _)| {
            let moment = t.of_code("moment", moment.code());
            let said = [("moment", moment.into()), ("day", t.date(*day).into())];
            t.with("watch-view-due", said)
        }),
        first_moment: due
            .map_or(ViewMoment::Visit, |(moment, _, _)| *moment)
            .code()
            .to_owned(),
        first_party: first.map_or("", |party| party.code()).to_owned(),
        moments: choices(t, "moment", ViewMoment::ALL, ViewMoment::code),
        parties: choices(t, "party", Party::ALL, Party::code),
        questions: Theme::ALL
            .iter()
            .map(|theme| {
                let asked = |kind| t.of_code(kind, theme.code());
                (
                    field(*theme),
                    asked("question-employer"),
                    asked("question-youth"),
                )
            })
            .collect(),
        feelings: choices(t, "feeling", Feeling::ALL, Feeling::code),
        views: contract.views.iter().map(|row| view_line(t, row)).collect(),
        past: past(t, &person),
        about,
        typed,
    })
}

impl WatchPage {
    fn problem(&self, form: &str, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, form, field)
    }

    fn problems(&self, form: &str) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, form)
    }
}

fn sign_line(t: Texts, frame: &Frame, row: &tdu_casework::NoticedRow) -> String {
    t.with(
        "watch-sign-line",
        [
            ("day", t.date(row.on).into()),
            ("name", organisation(frame, row.organisation).into()),
            ("sign", t.of_code("sign", row.sign.code()).into()),
        ],
    )
}

fn view_line(t: Texts, row: &tdu_casework::ViewRow) -> String {
    let feeling = |feeling: Feeling| t.of_code("feeling", feeling.code()).into();
    t.with(
        "watch-view-line",
        [
            ("day", t.date(row.on).into()),
            ("moment", t.of_code("moment", row.moment.code()).into()),
            ("party", t.of_code("party", row.party.code()).into()),
            ("together", feeling(row.view.together)),
            ("work", feeling(row.view.work)),
            ("future", feeling(row.view.future)),
        ],
    )
}

/// The alerts that ended, closed or by themselves.
fn past(t: Texts, person: &PersonView) -> Vec<String> {
    let line = |row: &tdu_casework::AlertRow| {
        let outcome = match row.outcome {
            Some(outcome) => t.of_code("alert-outcome", outcome.code()),
            None => t.get("watch-past-stale"),
        };
        let ended = row.closed_on.unwrap_or(row.stale_on);
        t.with(
            "watch-past-line",
            [
                ("from", t.date(row.opened_on).into()),
                ("to", t.date(ended).into()),
                ("outcome", outcome.into()),
            ],
        )
    };
    person.contract.past_alerts.iter().map(line).collect()
}

impl Alert {
    fn of(t: Texts, alert: &AlertWhy, person: &PersonView, frame: &Frame, mine: Network) -> Self {
        let row = &alert.row;
        let signs = alert.signs.iter().map(|row| sign_line(t, frame, row));
        let views = alert.views.iter().map(|row| view_line(t, row));
        Self {
            id: row.id,
            title: t.one("watch-alert", "day", t.date(row.opened_on)),
            why: signs.chain(views).collect(),
            stale: t.one("watch-alert-stale", "day", t.date(row.stale_on)),
            plan: row.plan.map(|(goal, owner, due)| {
                t.with(
                    "watch-alert-plan",
                    [
                        ("goal", t.of_code("alert-goal", goal.code()).into()),
                        ("owner", t.of_code("network-the", owner.code()).into()),
                        ("day", t.date(due).into()),
                    ],
                )
            }),
            read: row
                .taken_on
                .map(|on| t.one("watch-alert-read", "day", t.date(on))),
            may_take: mine == Network::MissionLocale && row.taken_on.is_none(),
            goals: choices(t, "alert-goal", AlertGoal::ALL, AlertGoal::code),
            owners: choices(t, "network-the", Network::ALL, Network::code),
            due: plus_days(person.today, 7).to_string(),
            endings: choices(t, "alert-outcome", AlertOutcome::ALL, AlertOutcome::code),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Noted {
    signe: String,
}

async fn notice(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<Noted>,
) -> Result<Response, WebError> {
    let sign = Sign::from_code(&form.signe).ok_or(WebError::BadForm)?;
    let noted = state.casework().notice(&visitor.actor, person, sign);
    Ok(done("sign-noted", noted.await?, "", ""))
}

async fn record(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("view", sent);
    let moment = typed.code("moment", ViewMoment::from_code);
    let party = typed.code("qui", Party::from_code);
    let together = typed.code(field(Theme::Together), Feeling::from_code);
    let work = typed.code(field(Theme::Work), Feeling::from_code);
    let future = typed.code(field(Theme::Future), Feeling::from_code);
    if let (Some(moment), Some(party), Some(together), Some(work), Some(future)) =
        (moment, party, together, work, future)
    {
        let view = View {
            together,
            work,
            future,
        };
        let casework = state.casework();
        let noted = casework.record_view(&visitor.actor, person, moment, party, view);
        let (noted, back) = (noted.await?, typed.text("retour"));
        return Ok(done("view-noted", noted, back, "/contrat"));
    }
    let back = typed.text("retour").to_owned();
    Ok(wrong(page(&state, &visitor, person, typed, back).await?))
}

#[derive(Debug, Deserialize)]
struct Which {
    alerte: Uuid,
    #[serde(default)]
    retour: String,
}

async fn take(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<Which>,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let taken = casework.take_alert(&visitor.actor, person, form.alerte);
    Ok(done("alert-taken", taken.await?, &form.retour, "/contrat"))
}

async fn plan(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("plan", sent);
    let alert = typed.code("alerte", |text| text.parse::<Uuid>().ok());
    let goal = typed.code("action", AlertGoal::from_code);
    let owner = typed.code("reseau", Network::from_code);
    let due = typed.day("date");
    let casework = state.casework();
    if let Some(due) = due {
        let today = casework.frame(visitor.territory).await?.today();
        typed.check(plan_allowed(due, today))?;
    }
    if let (Some(alert), Some(goal), Some(owner), Some(due), true) =
        (alert, goal, owner, due, typed.is_good())
    {
        let planned = casework.plan_alert(&visitor.actor, person, alert, goal, owner, due);
        match planned.await {
            Ok(undo) => {
                return Ok(done(
                    "alert-planned",
                    undo,
                    typed.text("retour"),
                    "/contrat",
                ));
            }
            Err(error) => typed.take(error)?,
        }
    }
    let back = typed.text("retour").to_owned();
    Ok(wrong(page(&state, &visitor, person, typed, back).await?))
}

async fn close(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("close", sent);
    let alert = typed.code("alerte", |text| text.parse::<Uuid>().ok());
    let outcome = typed.code("issue", AlertOutcome::from_code);
    if let (Some(alert), Some(outcome)) = (alert, outcome) {
        let casework = state.casework();
        let closed = casework.close_alert(&visitor.actor, person, alert, outcome);
        let (closed, back) = (closed.await?, typed.text("retour"));
        return Ok(done("alert-closed", closed, back, "/contrat"));
    }
    let back = typed.text("retour").to_owned();
    Ok(wrong(page(&state, &visitor, person, typed, back).await?))
}
