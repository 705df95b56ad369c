//! One referral: what it says, and what each of the two organisations does with it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{FieldProblem, ReferralView};
use tdu_domain::organisation::Network;
use tdu_domain::referral::{Alternative, Motive, Move, Party, State as Stood, Step, Transition};
use uuid::Uuid;

use super::card::{Card, named};
use crate::pages::form::both;
use crate::pages::{Fields, Id};
use crate::{Page, SignedIn, Texts, Toast, WebError, WebState, render};

#[derive(Template)]
#[template(path = "orientations/une.html")]
struct ReferralPage {
    page: Page,
    card: Card,
    /// What the referral says, line by line.
    lines: Vec<String>,
    sender: bool,
    /// The road to the contract, which an acceptance opens, when nothing is left to answer.
    road: Option<String>,
    /// The acts that need nothing more than a click: code, label, whether it is the one to do first.
    simple: Vec<(&'static str, String, bool)>,
    study: Option<Vec<(&'static str, String)>>,
    refuse: Option<Refusal>,
    typed: AnswerForm,
    problems: Vec<(&'static str, String)>,
    today: Date,
}

struct Refusal {
    motives: Vec<(&'static str, String)>,
    alternatives: Vec<(&'static str, String)>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct AnswerForm {
    #[serde(default)]
    acte: String,
    #[serde(default)]
    etape: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    motif: String,
    #[serde(default)]
    proposition: String,
    #[serde(default)]
    retour: String,
}

pub(crate) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    page_of(&state, &visitor, id, AnswerForm::default(), &[]).await
}

async fn page_of(
    state: &WebState,
    visitor: &SignedIn,
    id: Uuid,
    typed: AnswerForm,
    problems: &[FieldProblem],
) -> Result<Response, WebError> {
    let (view, row) = state.casework().referral(&visitor.actor, id).await?;
    let frame = state.casework().frame(visitor.territory).await?;
    let (t, today) = (visitor.t, frame.today());
    let name = format!("{} {}", row.first_name, row.last_name);
    let page = visitor
        .page(t.one("referral-of", "name", name.as_str()))
        .under("/orientations", t.get("nav-referrals"))
        .under(format!("/jeunes/{}", row.person), name.as_str());
    let may = |act: Transition| view.may.contains(&act);
    render(&ReferralPage {
        page,
        card: Card::of(t, &view, today),
        lines: told(t, &view),
        sender: view.party == Party::Sender,
        road: road(&view).filter(|_| view.may.is_empty()),
        simple: simple(t, &view),
        study: may(Transition::Study).then(|| {
            let steps = Step::ALL.iter();
            steps
                .map(|step| (step.code(), t.of_code("referral-step", step.code())))
                .collect()
        }),
        refuse: may(Transition::Refuse).then(|| Refusal {
            motives: Motive::ALL
                .iter()
                .map(|code| (code.code(), t.of_code("referral-motive", code.code())))
                .collect(),
            alternatives: Alternative::ALL
                .iter()
                .map(|code| (code.code(), t.of_code("referral-alternative", code.code())))
                .collect(),
        }),
        typed,
        problems: problems
            .iter()
            .map(|(field, problem)| (*field, t.get(&format!("problem-{problem}"))))
            .collect(),
        today,
    })
}

impl ReferralPage {
    /// What is wrong with a field of a form.
    fn problem(&self, field: &str) -> Option<&str> {
        let (_, problem) = self.problems.iter().find(|(name, _)| *name == field)?;
        Some(problem)
    }
}

/// Where an accepted referral goes on.
fn road(view: &ReferralView) -> Option<String> {
    let referral = &view.referral;
    let opened =
        referral.standing.state == Stood::Accepted && view.receiver.network == Network::Cfa;
    opened.then(|| format!("/jeunes/{}/vers-le-contrat", referral.person))
}

/// The acts done in one click, those that go forward first.
fn simple(t: Texts, view: &ReferralView) -> Vec<(&'static str, String, bool)> {
    const ACTS: [Transition; 5] = [
        Transition::Acknowledge,
        Transition::Accept,
        Transition::PutOnList,
        Transition::Keep,
        Transition::Withdraw,
    ];
    let done = ACTS.into_iter().filter(|act| view.may.contains(act));
    done.enumerate()
        .map(|(at, act)| {
            let next = at == 0 && view.party == Party::Receiver;
            (act.code(), t.of_code("referral-act", act.code()), next)
        })
        .collect()
}

/// What a referral says, line by line.
fn told(t: Texts, view: &ReferralView) -> Vec<String> {
    let referral = &view.referral;
    let mut lines = Vec::new();
    if let Some(sent) = referral.sent_on {
        lines.push(t.with(
            "referral-sent-line",
            [
                ("day", t.date(sent).into()),
                ("name", referral.author_name.as_str().into()),
                ("from", view.sender.name.as_str().into()),
            ],
        ));
    }
    if let Some(informed) = referral.informed_on {
        lines.push(t.one("referral-informed-line", "day", t.date(informed)));
    }
    if !view.escalated_to.is_empty() {
        let who = [
            ("names", view.escalated_to.join(", ").into()),
            ("receiver", view.receiver.name.as_str().into()),
        ];
        lines.push(t.with("referral-escalated-to", who));
    }
    lines.extend(said(t, &referral.content));
    lines
}

/// The content of a referral, as its receiver reads it.
pub(crate) fn said(t: Texts, content: &tdu_domain::referral::Content) -> Vec<String> {
    let mut lines = Vec::new();
    if !content.trades.is_empty() {
        lines.push(t.one("referral-wants", "trades", named(&content.trades)));
    }
    if let Some(why) = content.why {
        let why = t.of_code("referral-why", why.code());
        lines.push(t.one("referral-about", "why", why));
    }
    if !content.needs.is_empty() {
        let needs: Vec<String> = content
            .needs
            .iter()
            .map(|need| t.of_code("referral-need", need.code()))
            .collect();
        lines.push(t.one("referral-needs-told", "needs", needs.join(", ")));
    }
    lines.push(match content.available_from {
        Some(day) => t.one("referral-available-from", "day", t.date(day)),
        None => t.get("referral-available-now"),
    });
    if !content.papers.is_empty() {
        let papers: Vec<String> = content
            .papers
            .iter()
            .map(|paper| t.of_code("referral-paper", paper.code()))
            .collect();
        lines.push(t.one("referral-papers-ready", "papers", papers.join(", ")));
    }
    lines
}

pub(crate) async fn answer(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
    Fields(form): Fields<AnswerForm>,
) -> Result<Response, WebError> {
    // Whoever does not know of the referral is told nothing of the form.
    let act = match read(&form) {
        Ok(act) => act,
        Err(problems) => return refused(&state, &visitor, id, form, &problems).await,
    };
    let done = state
        .casework()
        .move_referral(&visitor.actor, id, act)
        .await;
    match done {
        Ok(undo) => {
            let back = match form.retour.as_str() {
                "jeune" => format!("/jeunes/{}/orientations", undo.person),
                _ => format!("/orientations/{id}"),
            };
            let code = act.transition().code().replace('_', "-");
            let toast = Toast::says(&format!("referral-{code}")).undo(undo);
            Ok(toast.then(&back))
        }
        Err(error) => refused(&state, &visitor, id, form, &error.problems()?).await,
    }
}

async fn refused(
    state: &WebState,
    visitor: &SignedIn,
    id: Uuid,
    form: AnswerForm,
    problems: &[FieldProblem],
) -> Result<Response, WebError> {
    let page = page_of(state, visitor, id, form, problems).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The move that a form asks for.
fn read(form: &AnswerForm) -> Result<Move, Vec<FieldProblem>> {
    match Transition::from_code(&form.acte) {
        Some(Transition::Acknowledge) => Ok(Move::Acknowledge),
        Some(Transition::Accept) => Ok(Move::Accept),
        Some(Transition::PutOnList) => Ok(Move::PutOnList),
        Some(Transition::Withdraw) => Ok(Move::Withdraw),
        Some(Transition::Keep) => Ok(Move::Keep),
        Some(Transition::Study) => {
            let step = Step::from_code(&form.etape).ok_or(("step", "referral-step-needed"));
            let on = match form.date.trim() {
                "" => Ok(None),
                text => super::form::day(text)
                    .map(Some)
                    .ok_or(("on", "date-format")),
            };
            let (step, on) = both(step, on)?;
            Ok(Move::Study(step, on))
        }
        Some(Transition::Refuse) => {
            let motive = Motive::from_code(&form.motif);
            let alternative = Alternative::from_code(&form.proposition);
            let (motive, alternative) = both(
                motive.ok_or(("motive", "referral-motive-needed")),
                alternative.ok_or(("alternative", "referral-alternative-needed")),
            )?;
            Ok(Move::Refuse(motive, alternative))
        }
        Some(Transition::Send | Transition::Expire) | None => Err(vec![("acte", "choose")]),
    }
}

pub(crate) async fn discard(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    state.casework().discard_draft(&visitor.actor, id).await?;
    Ok(Toast::says("referral-discarded").then("/orientations?partie=envoyees"))
}
