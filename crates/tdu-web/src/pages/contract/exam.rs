//! The exam at the end of a training.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use tdu_domain::exam::ExamOutcome;
use uuid::Uuid;

use super::rupture::Asked;
use super::{About, SEE, done, frame_of, organisation};
use crate::page::{Page, render};
use crate::pages::form::{Sent, Typed, choices, wrong};
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::{SignedIn, WebError, WebState};

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/jeunes/{person}/examen",
            SEE,
            "Examen de fin de formation d’un jeune",
            show,
        )
        .post(
            "/jeunes/{person}/examen",
            Rule::ACT,
            "Noter le résultat d’un examen",
            record,
        )
}

#[derive(Template)]
#[template(path = "contract/exam.html")]
struct ExamPage {
    page: Page,
    about: About,
    typed: Typed,
    today: String,
    outcomes: Vec<(&'static str, String)>,
    /// Why there is no exam to note, if so.
    nothing: Option<String>,
    held: Vec<String>,
}

impl ExamPage {
    fn problem(&self, form: &str, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, form, field)
    }

    fn problems(&self, form: &str) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, form)
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

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    id: Uuid,
    typed: Typed,
    back: String,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let person = casework.person(&visitor.actor, id).await?;
    let frame = casework.frame(visitor.territory).await?;
    let t = visitor.t;
    let held = |row: &tdu_casework::ExamRow| {
        t.with(
            "exam-line",
            [
                ("day", t.date(row.on).into()),
                ("name", organisation(&frame, row.organisation).into()),
                ("outcome", t.of_code("exam", row.outcome.code()).into()),
            ],
        )
    };
    render(&ExamPage {
        page: frame_of(visitor, &person, t.get("exam-title")),
        about: About::of(visitor, &person, back),
        typed,
        today: person.today.to_string(),
        outcomes: choices(t, "exam", ExamOutcome::ALL, ExamOutcome::code),
        nothing: person
            .contract
            .after
            .no_exam
            .map(|problem| t.get(&format!("problem-{problem}"))),
        held: person.contract.after.exams.iter().map(held).collect(),
    })
}

async fn record(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let mut typed = Typed::of("exam", sent);
    let outcome = typed.code("resultat", ExamOutcome::from_code);
    let on = typed.day("jour");
    if let (Some(outcome), Some(on)) = (outcome, on) {
        let casework = state.casework();
        let recorded = casework.record_exam(&visitor.actor, person, outcome, on);
        match recorded.await {
            Ok(undo) => return Ok(done("exam-recorded", undo, typed.text("retour"), "")),
            Err(error) => typed.take(error)?,
        }
    }
    let back = typed.text("retour").to_owned();
    Ok(wrong(page(&state, &visitor, person, typed, back).await?))
}
