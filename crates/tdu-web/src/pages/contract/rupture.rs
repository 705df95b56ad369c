//! A rupture: declared, planned, followed call by call, closed or withdrawn.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{PersonView, RuptureView};
use tdu_domain::calendar::plus_days;
use tdu_domain::organisation::Network;
use tdu_domain::rupture::{
    CallOutcome, Deadline, Declaration, READ_AS_OF, RuptureCause, RuptureGoal, RuptureMode,
    RuptureOutcome, plan_allowed,
};
use tdu_domain::together::task::TaskOrigin;
use uuid::Uuid;

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
            "/jeunes/{person}/rupture",
            SEE,
            "Rupture d’un contrat : déclaration, délais, suite, appels",
            show,
        )
        .post(
            "/jeunes/{person}/rupture",
            Rule::ACT,
            "Déclarer la rupture d’un contrat",
            declare,
        )
        .post(
            "/jeunes/{person}/rupture/suite",
            Rule::ACT,
            "Prévoir la suite d’une rupture",
            plan,
        )
        .post(
            "/jeunes/{person}/rupture/appel",
            Rule::ACT,
            "Noter un appel après une rupture",
            call,
        )
        .post(
            "/jeunes/{person}/rupture/fin",
            Rule::ACT,
            "Terminer le suivi d’une rupture",
            close,
        )
        .post(
            "/jeunes/{person}/rupture/retirer",
            Rule::ACT,
            "Retirer une rupture déclarée par erreur",
            withdraw,
        )
}

/// Where to come back.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) retour: String,
    /// Told when the contract that runs is the one broken, whatever became of the one before.
    #[serde(default)]
    pub(super) nouvelle: Option<String>,
}

#[derive(Template)]
#[template(path = "contract/rupture.html")]
struct RupturePage {
    page: Page,
    /// Whether the rupture shown is that of a contract before the one that runs.
    another_runs: bool,
    about: About,
    typed: Typed,
    today: String,
    /// When a contract runs: its first day.
    running: Option<String>,
    modes: Vec<(&'static str, String)>,
    causes: Vec<(&'static str, String)>,
    broken: Option<Broken>,
    /// The steps of the plan, once there is something to plan.
    steps: Option<Steps>,
    /// Where the rules were read.
    source: String,
    figure: String,
    median: Option<String>,
}

struct Broken {
    id: Option<Uuid>,
    open: bool,
    lines: Vec<String>,
    plan: Option<String>,
    may_withdraw: bool,
    rules: Vec<RuleLine>,
    goals: Vec<(&'static str, String)>,
    callers: Vec<(&'static str, String)>,
    call_on: String,
    outcomes: Vec<(&'static str, String)>,
    calls: Vec<String>,
    endings: Vec<(&'static str, String)>,
}

struct RuleLine {
    what: String,
    article: String,
    confirm: bool,
    broken: bool,
    day: Option<String>,
}

async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let typed = match asked.nouvelle {
        Some(_) => Typed::of("declare", Sent::default()),
        None => Typed::default(),
    };
    page(&state, &visitor, id, typed, asked.retour).await
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
    let measured = casework.recontracting(&visitor.actor).await?;
    let t = visitor.t;
    let contract = &person.contract;
    let broken = contract.rupture.as_ref().filter(|rupture| {
        let before = rupture.followed.is_some() && !typed.is_of("declare");
        rupture.is_open() || contract.running.is_none() || before
    });
    let title = match broken {
        Some(_) => t.get("rupture-follow-title"),
        None => t.get("rupture-declare-title"),
    };
    let by = |id| organisation(&frame, id);
    let kept = broken.and_then(|rupture| rupture.row.as_ref());
    let steps = match kept {
        Some(row) => {
            let origin = (TaskOrigin::Rupture, row.id);
            Some(Steps::load(state, visitor, id, origin, &typed).await?)
        }
        None => None,
    };
    render(&RupturePage {
        steps,
        another_runs: broken.is_some() && contract.running.is_some(),
        source: t.one("rupture-law-source", "day", t.date(READ_AS_OF)),
        running: match (broken, &contract.running) {
            (None, Some(contract)) => Some(t.date(contract.start)),
            _ => None,
        },
        broken: broken.map(|rupture| Broken::of(t, &person, rupture, by)),
        page: frame_of(visitor, &person, title),
        about: About::of(visitor, &person, back),
        typed,
        today: person.today.to_string(),
        modes: choices(t, "rupture-mode", RuptureMode::ALL, RuptureMode::code),
        causes: choices(t, "rupture-cause", RuptureCause::ALL, RuptureCause::code),
        figure: t.with(
            "rupture-figure",
            [
                ("broken", measured.broken.into()),
                ("followed", measured.followed.into()),
            ],
        ),
        median: measured
            .median_days
            .map(|days| t.one("rupture-figure-median", "days", days.round())),
    })
}

impl RupturePage {
    fn problem(&self, form: &str, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, form, field)
    }

    fn problems(&self, form: &str) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, form)
    }
}

impl Broken {
    fn of(
        t: Texts,
        person: &PersonView,
        rupture: &RuptureView,
        organisation: impl Fn(Uuid) -> String,
    ) -> Self {
        let row = rupture.row.as_ref();
        let plan = row.and_then(|row| Some((row.goal?, row.declared.call?)));
        Self {
            id: row.map(|row| row.id),
            open: rupture.is_open(),
            lines: lines(t, rupture, &organisation),
            plan: plan.map(|(goal, (caller, on))| {
                t.with(
                    "rupture-plan-now",
                    [
                        ("goal", t.of_code("rupture-goal", goal.code()).into()),
                        ("caller", t.of_code("network-the", caller.code()).into()),
                        ("day", t.date(on).into()),
                    ],
                )
            }),
            may_withdraw: rupture.may_withdraw,
            rules: rupture
                .deadlines
                .iter()
                .map(|said| RuleLine::of(t, said, rupture.on))
                .collect(),
            goals: choices(t, "rupture-goal", RuptureGoal::ALL, RuptureGoal::code),
            callers: choices(t, "network-the", Network::ALL, Network::code),
            call_on: plus_days(person.today, 2).to_string(),
            outcomes: choices(t, "call", CallOutcome::ALL, CallOutcome::code),
            calls: rupture
                .calls
                .iter()
                .map(|call| {
                    t.with(
                        "rupture-call-line",
                        [
                            ("day", t.date(call.called_on).into()),
                            ("name", organisation(call.organisation).into()),
                            ("outcome", t.of_code("call", call.outcome.code()).into()),
                        ],
                    )
                })
                .collect(),
            endings: choices(
                t,
                "rupture-outcome",
                RuptureOutcome::ALL,
                RuptureOutcome::code,
            ),
        }
    }
}

/// What is known of a rupture, from whom.
fn lines(t: Texts, rupture: &RuptureView, organisation: impl Fn(Uuid) -> String) -> Vec<String> {
    let mut lines = vec![t.one("joint-rupture", "day", t.date(rupture.on))];
    let declared = rupture
        .row
        .as_ref()
        .and_then(|row| Some((row, row.declared.mode?, row.cause?)));
    match declared {
        Some((row, mode, cause)) => {
            lines.push(t.with(
                "rupture-declared-by",
                [
                    ("day", t.date(row.declared.declared_on).into()),
                    ("name", organisation(row.organisation).into()),
                    ("mode", t.of_code("rupture-mode", mode.code()).into()),
                    ("cause", t.of_code("rupture-cause", cause.code()).into()),
                ],
            ));
            lines.push(match rupture.told_by_source {
                Some(day) => t.one("rupture-confirmed", "day", t.date(day)),
                None => t.get("rupture-unconfirmed"),
            });
        }
        None => lines.push(t.get("rupture-source-only")),
    }
    if let Some((on, days)) = rupture.followed {
        let said = [("day", t.date(on).into()), ("days", days.into())];
        lines.push(t.with("rupture-followed", said));
    }
    if let Some(outcome) = rupture.row.as_ref().and_then(|row| row.outcome) {
        let outcome = t.of_code("rupture-outcome", outcome.code());
        lines.push(t.one("act-rupture-closed-how", "outcome", outcome));
    }
    lines
}

impl RuleLine {
    fn of(t: Texts, said: &Deadline, on: Date) -> Self {
        Self {
            what: t.of_code("rupture-rule", said.rule.code.code()),
            article: t.one("rupture-article", "article", said.rule.article),
            confirm: said.rule.to_confirm(on),
            broken: said.broken,
            day: said.day.map(|day| t.date(day)),
        }
    }
}

async fn declare(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("declare", sent);
    let mode = typed.code("mode", RuptureMode::from_code);
    let on = typed.day("date");
    let cause = typed.code("motif", RuptureCause::from_code);
    let asked_on = typed.maybe_day("demande");
    if let (Some(mode), Some(on), Some(cause), true) = (mode, on, cause, typed.is_good()) {
        let declaration = Declaration {
            mode,
            on,
            cause,
            asked_on,
        };
        let casework = state.casework();
        let declared = casework.declare_rupture(&visitor.actor, person, declaration);
        match declared.await {
            Ok(undo) => return Ok(done("rupture-declared", undo, "", "/rupture")),
            Err(error) => typed.take(error)?,
        }
    }
    again(&state, &visitor, person, typed).await
}

async fn plan(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("plan", sent);
    let goal = typed.code("but", RuptureGoal::from_code);
    let caller = typed.code("reseau", Network::from_code);
    let on = typed.day("appel");
    let casework = state.casework();
    if let Some(on) = on {
        let today = casework.frame(visitor.territory).await?.today();
        typed.check(plan_allowed(on, today))?;
    }
    if let (Some(goal), Some(caller), Some(on), true) = (goal, caller, on, typed.is_good()) {
        let planned = casework.plan_rupture(&visitor.actor, person, goal, caller, on);
        match planned.await {
            Ok(undo) => {
                return Ok(done(
                    "rupture-planned",
                    undo,
                    typed.text("retour"),
                    "/rupture",
                ));
            }
            Err(error) => typed.take(error)?,
        }
    }
    again(&state, &visitor, person, typed).await
}

async fn call(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("call", sent);
    let outcome = typed.code("resultat", CallOutcome::from_code);
    let on = typed.day("jour");
    if let (Some(outcome), Some(on)) = (outcome, on) {
        let casework = state.casework();
        let noted = casework.record_call(&visitor.actor, person, on, outcome);
        match noted.await {
            Ok(undo) => {
                return Ok(done("call-noted", undo, typed.text("retour"), "/rupture"));
            }
            Err(error) => typed.take(error)?,
        }
    }
    again(&state, &visitor, person, typed).await
}

async fn close(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("close", sent);
    let rupture = typed.code("rupture", |text| text.parse::<Uuid>().ok());
    let outcome = typed.code("issue", RuptureOutcome::from_code);
    if let (Some(rupture), Some(outcome)) = (rupture, outcome) {
        let casework = state.casework();
        let closed = casework.close_rupture(&visitor.actor, person, rupture, outcome);
        return Ok(done("rupture-closed", closed.await?, "", "/rupture"));
    }
    again(&state, &visitor, person, typed).await
}

#[derive(Debug, Deserialize)]
struct Which {
    rupture: Uuid,
}

async fn withdraw(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<Which>,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let withdrawn = casework.withdraw_rupture(&visitor.actor, person, form.rupture);
    withdrawn.await?;
    Ok(crate::Toast::says("rupture-withdrawn").then(&format!("/jeunes/{person}")))
}

async fn again(
    state: &WebState,
    visitor: &SignedIn,
    person: Uuid,
    typed: Typed,
) -> Result<Response, WebError> {
    let back = typed.text("retour").to_owned();
    Ok(wrong(page(state, visitor, person, typed, back).await?))
}
