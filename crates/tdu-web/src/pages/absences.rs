//! *Absences*: who is away, until when, and who stands in.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use tdu_casework::{AbsenceRow, NewAbsence};
use uuid::Uuid;

use super::form::{Sent, Typed, wrong};
use super::{Fields, Id};
use crate::page::{Page, render};
use crate::routes::{Routes, Rule};
use crate::toast::{Back, Toast};
use crate::{SignedIn, Texts, WebError, WebState};

const HOME: &str = "/absences";
/// The form, as sentences and fields know it.
const FORM: &str = "absence";

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
    /// The account of the visitor.
    me: String,
    /// Account and name.
    colleagues: Vec<(String, String)>,
    for_others: bool,
    typed: Typed,
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

impl AbsencesPage {
    fn problem(&self, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, FORM, field)
    }

    fn problems(&self) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, FORM)
    }
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    page(&state, &visitor, Typed::default()).await
}

async fn declare(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of(FORM, sent);
    let account = match typed.text("absent") {
        "" => Some(visitor.actor.account),
        account => account.parse().ok(),
    };
    let covered_by = typed.text("remplacant").parse().ok();
    if let (Some(from), Some(until)) = (typed.day("du"), typed.day("au")) {
        // Who cannot be read is nobody's key: refused with all that casework finds wrong.
        let new = NewAbsence {
            account: account.unwrap_or_default(),
            covered_by: covered_by.unwrap_or_default(),
            from,
            until,
        };
        let declared = state.casework().declare_absence(&visitor.actor, new);
        match declared.await {
            Ok(id) => {
                return Ok(Toast::says("absence-declared")
                    .undo(Back::Absence(id))
                    .then(HOME));
            }
            Err(error) => typed.take(error)?,
        }
    }
    for (field, chosen) in [("absent", account), ("remplacant", covered_by)] {
        if chosen.is_none() {
            typed.refuse(field, "absence-colleague");
        }
    }
    Ok(wrong(page(&state, &visitor, typed).await?))
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
        Err(error) => {
            let me = visitor.actor.account.to_string();
            let mut typed = Typed::of(FORM, Sent::from([("absent".to_owned(), me)]));
            typed.take(error)?;
            Ok(wrong(page(&state, &visitor, typed).await?))
        }
    }
}

async fn page(state: &WebState, visitor: &SignedIn, typed: Typed) -> Result<Response, WebError> {
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
        me: visitor.actor.account.to_string(),
        colleagues: view
            .colleagues
            .into_iter()
            .map(|one| (one.account.to_string(), one.name))
            .collect(),
        for_others: view.for_others,
        typed,
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
