//! *Absences*: who is away, until when, and who stands in.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{AbsenceRow, CaseworkError, NewAbsence};
use uuid::Uuid;

use super::{Fields, Id};
use crate::page::{Page, render};
use crate::routes::{Routes, Rule};
use crate::toast::{Back, Toast};
use crate::{SignedIn, Texts, WebError, WebState};

const HOME: &str = "/absences";

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            HOME,
            Rule::ACT,
            "Absences des collègues, et qui les remplace",
            show,
        )
        .post(
            HOME,
            Rule::ACT,
            "Déclarer une absence (la sienne ; celle d’un collègue pour un responsable)",
            declare,
        )
        .post(
            "/absences/{absence}/finir",
            Rule::ACT,
            "Mettre fin à une absence",
            end,
        )
        .post(
            "/absences/{absence}/reprendre",
            Rule::ACT,
            "Revenir sur la fin d’une absence",
            resume,
        )
}

#[derive(Template)]
#[template(path = "desk/absences.html")]
struct AbsencesPage {
    page: Page,
    lines: Vec<Line>,
    /// Account and name.
    colleagues: Vec<(String, String)>,
    for_others: bool,
    typed: Typed,
    problem: Option<(&'static str, String)>,
    today: Date,
}

struct Line {
    id: Uuid,
    name: String,
    when: String,
    cover: String,
    now: bool,
    over: bool,
    may_end: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    absent: String,
    remplacant: String,
    du: String,
    au: String,
}

impl AbsencesPage {
    /// What is wrong with a field.
    fn wrong(&self, field: &str) -> Option<&str> {
        let (_, told) = self.problem.as_ref().filter(|(name, _)| *name == field)?;
        Some(told)
    }
}

impl Typed {
    /// The absence, or the field that is wrong and why.
    fn read(&self) -> Result<NewAbsence, (&'static str, &'static str)> {
        let day = |text: &str, field| {
            let text = text.trim();
            text.parse()
                .or_else(|_| Date::strptime("%d/%m/%Y", text))
                .map_err(|_| (field, "date-format"))
        };
        let account = |text: &str, field| text.parse().map_err(|_| (field, "absence-colleague"));
        Ok(NewAbsence {
            account: account(&self.absent, "absent")?,
            covered_by: account(&self.remplacant, "remplacant")?,
            from: day(&self.du, "du")?,
            until: day(&self.au, "au")?,
        })
    }
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    page(&state, &visitor, None, None).await
}

async fn declare(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(mut typed): Fields<Typed>,
) -> Result<Response, WebError> {
    if typed.absent.is_empty() {
        typed.absent = visitor.actor.account.to_string();
    }
    let problem = match typed.read() {
        Ok(new) => match state.casework().declare_absence(&visitor.actor, new).await {
            Ok(id) => {
                return Ok(Toast::says("absence-declared")
                    .undo(Back::Absence(id))
                    .then(HOME));
            }
            Err(CaseworkError::Invalid { field, problem }) => (field, problem),
            Err(error) => return Err(error.into()),
        },
        Err(problem) => problem,
    };
    let page = page(&state, &visitor, Some(typed), Some(problem)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn end(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(absence): Id,
) -> Result<Response, WebError> {
    state
        .casework()
        .end_absence(&visitor.actor, absence)
        .await?;
    Ok(Toast::says("absence-ended")
        .undo(Back::AbsenceEnd(absence))
        .then(HOME))
}

async fn resume(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(absence): Id,
) -> Result<Response, WebError> {
    match state
        .casework()
        .resume_absence(&visitor.actor, absence)
        .await
    {
        Ok(()) => Ok(Toast::says("undone").then(HOME)),
        Err(CaseworkError::Invalid { problem, .. }) => {
            let problem = Some(("du", problem));
            let page = page(&state, &visitor, None, problem).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    typed: Option<Typed>,
    problem: Option<(&'static str, &'static str)>,
) -> Result<Response, WebError> {
    let view = state.casework().absences(&visitor.actor).await?;
    let (t, today) = (visitor.t, view.today);
    let away = view
        .absences
        .iter()
        .filter(|(row, _)| row.absence.holds_on(today));
    let away = i64::try_from(away.count()).unwrap_or(i64::MAX);
    render(&AbsencesPage {
        page: visitor.page(t.count("absences-title", away)),
        lines: view
            .absences
            .iter()
            .map(|(row, may_end)| line(t, row, *may_end, today))
            .collect(),
        colleagues: view
            .colleagues
            .into_iter()
            .map(|one| (one.account.to_string(), one.name))
            .collect(),
        for_others: view.for_others,
        typed: typed.unwrap_or_else(|| Typed {
            absent: visitor.actor.account.to_string(),
            ..Typed::default()
        }),
        problem: problem.map(|(field, problem)| (field, t.get(&format!("problem-{problem}")))),
        today,
    })
}

fn line(t: Texts, row: &AbsenceRow, may_end: bool, today: Date) -> Line {
    let last = row.absence.last_day().unwrap_or(row.absence.until);
    Line {
        id: row.absence.id,
        name: row.name.clone(),
        when: t.with(
            "absence-when",
            [
                ("from", t.near(row.absence.from, today).into()),
                ("until", t.near(last, today).into()),
            ],
        ),
        cover: t.one("absence-covered", "name", row.covered_by_name.as_str()),
        now: row.absence.holds_on(today),
        over: row.absence.is_over(today),
        may_end,
    }
}
