//! One act about the people ticked in the list.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use tdu_casework::{FieldProblem, SeriesAct, SeriesDone};
use tdu_domain::journal::ContactMeans;
use uuid::Uuid;

use super::query::ListQuery;
use crate::page::{Page, render};
use crate::pages::door::came_from;
use crate::pages::form::{both, wrong};
use crate::pages::person::colleagues;
use crate::pages::{Fields, Id};
use crate::routes::{Routes, Rule};
use crate::toast::{Back, Toast};
use crate::{Lang, SignedIn, Texts, WebError, WebState};

pub(super) fn routes() -> Routes {
    Routes::default()
        .post(
            "/jeunes/ensemble",
            Rule::ACT,
            "Faire un même acte pour les jeunes cochés",
            act,
        )
        .post(
            "/jeunes/ensemble/{series}/annuler",
            Rule::ACT,
            "Annuler l’acte fait pour plusieurs jeunes",
            undo,
        )
}

/// What can be done about several people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    HandOver,
    Contact,
    PutOff,
    Take,
    Write,
    Close,
}

/// What can be written in the thread of several people at once: sentences that say nothing of anyone.
const SENTENCES: [&str; 3] = ["nouvelles", "contact", "papiers"];

impl Kind {
    fn of(path: &str) -> Option<Self> {
        match path {
            "confier" => Some(Self::HandOver),
            "contact" => Some(Self::Contact),
            "reporter" => Some(Self::PutOff),
            "prendre" => Some(Self::Take),
            "ecrire" => Some(Self::Write),
            "clore" => Some(Self::Close),
            _ => None,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::HandOver => "confier",
            Self::Contact => "contact",
            Self::PutOff => "reporter",
            Self::Take => "prendre",
            Self::Write => "ecrire",
            Self::Close => "clore",
        }
    }
}

/// What was typed.
#[derive(Debug, Default)]
struct Typed {
    people: Vec<Uuid>,
    kind: Option<Kind>,
    /// Whether the form of the act was filled, or only people ticked.
    filled: bool,
    counsellor: String,
    on: String,
    means: String,
    days: String,
    sentence: String,
    /// The list to go back to.
    list: String,
}

impl Typed {
    fn read(pairs: Vec<(String, String)>) -> Result<Self, WebError> {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "jeune" => typed
                    .people
                    .push(value.parse().map_err(|_| WebError::BadForm)?),
                "acte" => typed.kind = Kind::of(&value),
                "pret" => typed.filled = true,
                "conseiller" => typed.counsellor = value,
                "date" => typed.on = value,
                "moyen" => typed.means = value,
                "jours" => typed.days = value,
                "phrase" => typed.sentence = value,
                "liste" => typed.list = value,
                _ => {}
            }
        }
        Ok(typed)
    }

    /// The act, or the fields that are wrong and why.
    fn act(&self, kind: Kind) -> Result<SeriesAct, Vec<FieldProblem>> {
        match kind {
            Kind::HandOver => Ok(SeriesAct::HandOver {
                counsellor: self.counsellor.clone(),
            }),
            Kind::Contact => {
                let (on, means) = both(
                    day(self.on.trim()).ok_or(("on", "date-format")),
                    ContactMeans::from_code(&self.means).ok_or(("means", "choose")),
                )?;
                Ok(SeriesAct::Contact { on, means })
            }
            Kind::Take => Ok(SeriesAct::Take),
            Kind::Close => Ok(SeriesAct::CloseTasks),
            Kind::Write => {
                let chosen = SENTENCES.iter().find(|code| **code == self.sentence);
                let code = chosen.ok_or_else(|| vec![("sentence", "choose")])?;
                // Whatever the language of who writes, both staffs read French.
                let text = Texts::of(Lang::French).of_code("series-sentence", code);
                Ok(SeriesAct::Write {
                    text: text.as_str().into(),
                })
            }
            Kind::PutOff => {
                let days = self.days.trim().parse();
                let days = days.map_err(|_| vec![("days", "postponement-length")])?;
                Ok(SeriesAct::PutOff { days })
            }
        }
    }

    fn back(&self) -> String {
        ListQuery::parse(&self.list).address()
    }
}

fn day(text: &str) -> Option<Date> {
    text.parse()
        .or_else(|_| Date::strptime("%d/%m/%Y", text))
        .ok()
}

#[derive(Template)]
#[template(path = "ensemble.html")]
struct SeriesPage {
    page: Page,
    kind: Kind,
    typed: Typed,
    colleagues: Vec<(String, String)>,
    /// Code and words.
    means: Vec<(&'static str, String)>,
    /// Code and words.
    sentences: Vec<(&'static str, String)>,
    /// The fields that are wrong, and why.
    problems: Vec<(&'static str, String)>,
    back: String,
}

impl SeriesPage {
    /// What is wrong with a field.
    fn problem(&self, field: &str) -> Option<&str> {
        let (_, told) = self.problems.iter().find(|(name, _)| *name == field)?;
        Some(told)
    }
}

async fn act(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let typed = Typed::read(pairs)?;
    let kind = typed.kind.ok_or(WebError::BadForm)?;
    if typed.people.is_empty() {
        return Ok(Toast::says("series-nobody").then(&typed.back()));
    }
    // Taking in charge needs no word more.
    if !typed.filled && kind != Kind::Take {
        return form(&state, &visitor, kind, typed, Vec::new()).await;
    }
    let problems = match typed.act(kind) {
        Ok(act) => {
            let done = state
                .casework()
                .act_on_several(&visitor.actor, &typed.people, &act)
                .await;
            match done {
                Ok(done) => return Ok(told(kind, done).then(&typed.back())),
                Err(error) => error.problems()?,
            }
        }
        Err(problems) => problems,
    };
    Ok(wrong(form(&state, &visitor, kind, typed, problems).await?))
}

async fn form(
    state: &WebState,
    visitor: &SignedIn,
    kind: Kind,
    mut typed: Typed,
    problems: Vec<FieldProblem>,
) -> Result<Response, WebError> {
    let t = visitor.t;
    if !typed.filled {
        let frame = state.casework().frame(visitor.territory).await?;
        typed.on = frame.today().to_string();
        "7".clone_into(&mut typed.days);
        ContactMeans::Message.code().clone_into(&mut typed.means);
    }
    let people = i64::try_from(typed.people.len()).unwrap_or(i64::MAX);
    let title = t.count(&format!("series-title-{}", kind.path()), people);
    let told = |(field, problem): FieldProblem| {
        let problem = match field {
            "counsellor" => "choose-colleague",
            _ => problem,
        };
        (field, t.get(&format!("problem-{problem}")))
    };
    render(&SeriesPage {
        page: visitor.page(title).under(typed.back(), t.get("nav-people")),
        colleagues: match kind {
            Kind::HandOver => colleagues(state, visitor).await?,
            _ => Vec::new(),
        },
        means: ContactMeans::ALL
            .iter()
            .map(|means| (means.code(), t.of_code("means", means.code())))
            .collect(),
        sentences: SENTENCES
            .iter()
            .map(|code| (*code, t.of_code("series-sentence", code)))
            .collect(),
        back: typed.back(),
        kind,
        typed,
        problems: problems.into_iter().map(told).collect(),
    })
}

async fn undo(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(series): Id,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let undone = state.casework().undo_series(&visitor.actor, series).await?;
    let toast = match undone.left {
        0 => Toast::says("undone"),
        left => Toast::says("series-undone-but").number(number(left)),
    };
    Ok(toast.then(&came_from(&headers)))
}

fn told(kind: Kind, done: SeriesDone) -> Toast {
    match done {
        SeriesDone { done: 0, .. } => Toast::says("series-nothing"),
        SeriesDone { id, done, .. } => {
            let toast = Toast::says(&format!("series-{}", kind.path())).number(number(done));
            match id {
                Some(series) => toast.undo(Back::Series(series)),
                None => toast,
            }
        }
    }
}

fn number(people: usize) -> i64 {
    i64::try_from(people).unwrap_or(i64::MAX)
}
