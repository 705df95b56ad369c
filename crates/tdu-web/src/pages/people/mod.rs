//! *Jeunes*: the people an organisation accompanies, searched, narrowed, sorted.

mod chips;
mod export;
mod query;
mod series;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{CaseloadRow, CaseworkError, Frame, PAGE, PeopleFilter, PeopleView, Sort};
use tdu_domain::access::Right;
use tdu_domain::calendar::days_between;
use tdu_domain::organisation::Network;
use tdu_domain::signal::SignalCode;
use uuid::Uuid;

use self::chips::{Chip, Menu};
use self::query::ListQuery;
use super::{Fields, Id};
use crate::page::{Page, render};
use crate::routes::{Routes, Rule};
use crate::toast::Toast;
use crate::words::{self, Due};
use crate::{SignedIn, Texts, WebError, WebState};

pub(crate) fn routes() -> Routes {
    Routes::default()
        .get(
            "/jeunes",
            Rule::SIGHT,
            "Liste des jeunes (carte réduite pour les relations entreprises)",
            show,
        )
        .get(
            "/jeunes/export.csv",
            Rule::AnyOf(&[Right::ExportPeople]),
            "Emporter la liste dans un tableur",
            export::download,
        )
        .post(
            "/jeunes/vues",
            Rule::SIGHT,
            "Enregistrer une vue de la liste",
            save_view,
        )
        .post(
            "/jeunes/vues/{view}/retirer",
            Rule::SIGHT,
            "Retirer une de ses vues",
            remove_view,
        )
        .merge(series::routes())
}

#[derive(Template)]
#[template(path = "jeunes.html")]
struct PeoplePage {
    page: Page,
    lead: String,
    query: ListQuery,
    narrowed: bool,
    all: Chip,
    /// The visitor's own people, for who has some.
    own: Option<Chip>,
    chips: Vec<Chip>,
    /// Disability, for who may see it.
    rqth: Option<Chip>,
    /// Whether people are shown as cards only.
    cards: bool,
    /// Where someone who came without a dossier is told, for who may.
    welcomes: Option<&'static str>,
    /// Where to look for people of others, for who may ask to see them.
    elsewhere: Option<&'static str>,
    /// Where to look next when nobody answers: the same among everyone, or everyone.
    wider: (String, String),
    menus: Vec<Menu>,
    kept: Vec<(&'static str, String)>,
    age_on: bool,
    age_problem: Option<String>,
    /// Which of the two ages it is beside.
    age_wrong: [bool; 2],
    youngest: String,
    oldest: String,
    saved: Vec<Saved>,
    save_problem: Option<String>,
    export: Option<String>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    shown: String,
    pages: Vec<PageLink>,
    previous: Option<String>,
    next: Option<String>,
}

struct Saved {
    id: Uuid,
    name: String,
    href: String,
    on: bool,
}

struct Column {
    label: String,
    href: Option<String>,
    sorted: bool,
}

struct Row {
    id: Uuid,
    name: String,
    sub: String,
    stage: String,
    broken: bool,
    due: Option<Due>,
    more: Option<String>,
    trade: Option<String>,
    /// The organisation of the other network.
    other: Option<String>,
    counsellor: Option<String>,
}

struct PageLink {
    number: u32,
    href: String,
    current: bool,
}

async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let own = visitor.actor.portfolio.is_some();
    list(&state, &visitor, ListQuery::read_for(&pairs, own), None).await
}

/// What casework narrows by.
async fn filter(
    state: &WebState,
    visitor: &SignedIn,
    query: &ListQuery,
    today: Date,
) -> Result<PeopleFilter, WebError> {
    let mut filter = query.filter(today);
    if query.mine {
        filter.followed_by = Some(state.casework().whose(&visitor.actor).await?);
    }
    Ok(filter)
}

async fn list(
    state: &WebState,
    visitor: &SignedIn,
    query: ListQuery,
    save_problem: Option<String>,
) -> Result<Response, WebError> {
    let frame = state.casework().frame(visitor.territory).await?;
    let today = frame.today();
    let view = state
        .casework()
        .people(
            &visitor.actor,
            &filter(state, visitor, &query, today).await?,
            query.sort,
            query.page - 1,
        )
        .await?;
    let last = last_page(view.page.total);
    if query.page > last {
        return Ok(Redirect::to(&query.at(last)).into_response());
    }
    render(&PeoplePage::of(
        visitor,
        &view,
        query,
        &frame,
        today,
        save_problem,
    ))
}

#[derive(Debug, Deserialize)]
struct NewView {
    #[serde(default)]
    nom: String,
    #[serde(default)]
    requete: String,
}

async fn save_view(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(form): Fields<NewView>,
) -> Result<Response, WebError> {
    let query = ListQuery {
        page: 1,
        ..ListQuery::parse(&form.requete)
    };
    let saved = state
        .casework()
        .save_view(&visitor.actor, &form.nom, &query.text())
        .await;
    match saved {
        Ok(()) => Ok(Toast::says("view-saved").then(&query.address())),
        Err(CaseworkError::Invalid { problem, .. }) => {
            let problem = visitor.t.get(&format!("problem-{problem}"));
            let page = list(&state, &visitor, query, Some(problem)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn remove_view(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    state.casework().remove_view(&visitor.actor, id).await?;
    Ok(Toast::says("view-removed").then("/jeunes"))
}

impl PeoplePage {
    fn of(
        visitor: &SignedIn,
        view: &PeopleView,
        query: ListQuery,
        frame: &Frame,
        today: Date,
        save_problem: Option<String>,
    ) -> Self {
        let t = visitor.t;
        let mine = visitor.actor.organisation.network;
        let total = view.page.total;
        let narrowed = query.is_narrowed();
        let only_own = query.is_only_own();
        let cards = !visitor.actor.may(Right::SeePeople);
        let title = if only_own {
            t.count("people-title-own", total)
        } else if narrowed {
            t.count("people-title-found", total)
        } else {
            t.count("people-title", total)
        };
        let mut page = visitor.page(title);
        page.search.clone_from(&query.words);
        let last = last_page(total);
        let first_row = i64::from((query.page - 1).saturating_mul(PAGE)) + 1;
        let last_row = first_row - 1 + i64::try_from(view.page.rows.len()).unwrap_or(0);
        let text = query.text();
        Self {
            lead: t.get(if cards { "card-only" } else { "people-lead" }),
            narrowed,
            all: Chip {
                href: "/jeunes?de=tous".to_owned(),
                label: t.get("chip-all"),
                count: (!narrowed).then_some(total),
                on: !narrowed,
            },
            own: (visitor.actor.may(Right::ActOnPeople) || query.mine)
                .then(|| chips::own(t, &query, total)),
            chips: chips::chips(t, &query, &view.facets, cards),
            rqth: visitor
                .actor
                .may(Right::SeeAccommodations)
                .then(|| chips::rqth(t, &query, &view.facets)),
            cards,
            welcomes: (mine == Network::Cfa && visitor.actor.may(Right::ActOnPeople))
                .then_some("/accueil"),
            elsewhere: visitor
                .actor
                .may(Right::AskAccess)
                .then_some("/demandes/chercher"),
            wider: if query.mine {
                let everyone = |query: &mut ListQuery| {
                    (query.mine, query.by_default) = (false, false);
                };
                (query.with(everyone), t.get("people-none-structure"))
            } else {
                ("/jeunes?de=tous".to_owned(), t.get("people-none-all"))
            },
            menus: chips::menus(t, &query, &view.facets, frame),
            kept: kept(&query),
            age_on: query.youngest.is_some() || query.oldest.is_some(),
            age_problem: query.age_problem.map(|problem| t.get(problem)),
            age_wrong: match &query.unread_ages {
                [None, None] => [query.age_problem.is_some(); 2],
                unread => [unread[0].is_some(), unread[1].is_some()],
            },
            youngest: typed_age(query.youngest, query.unread_ages[0].as_ref()),
            oldest: typed_age(query.oldest, query.unread_ages[1].as_ref()),
            saved: view
                .saved
                .iter()
                .map(|saved| Saved {
                    id: saved.id,
                    name: saved.name.clone(),
                    href: ListQuery::parse(&saved.query).address(),
                    on: !text.is_empty() && saved.query == text,
                })
                .collect(),
            save_problem,
            export: visitor
                .actor
                .may(Right::ExportPeople)
                .then(|| format!("/jeunes/export.csv?{}", query.shared())),
            columns: columns(t, &query, mine, cards),
            rows: view
                .page
                .rows
                .iter()
                .map(|row| Row::of(t, row, frame, mine, today))
                .collect(),
            shown: t.with(
                "people-shown",
                [
                    ("first", first_row.into()),
                    ("last", last_row.into()),
                    ("total", total.into()),
                ],
            ),
            pages: pages(&query, last),
            previous: (query.page > 1).then(|| query.at(query.page - 1)),
            next: (query.page < last).then(|| query.at(query.page + 1)),
            page,
            query,
        }
    }
}

fn last_page(total: i64) -> u32 {
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    total.div_ceil(PAGE).max(1)
}

/// What the form of filters keeps although it does not show it as a field: whose people they are, always.
fn kept(query: &ListQuery) -> Vec<(&'static str, String)> {
    let mut kept = query.pairs();
    kept.retain(|(name, _)| matches!(*name, "rqth" | "sans_referent" | "tri" | "de" | "retard"));
    if !query.mine {
        kept.push(("de", "tous".to_owned()));
    }
    kept
}

fn columns(t: Texts, query: &ListQuery, mine: Network, cards: bool) -> Vec<Column> {
    let column = |label: String, sort: Option<Sort>| Column {
        label,
        href: sort.map(|sort| query.with(|query| query.sort = sort)),
        sorted: sort == Some(query.sort),
    };
    let mut columns = vec![
        column(t.get("column-name"), Some(Sort::Name)),
        column(t.get("filter-stage"), Some(Sort::Stage)),
    ];
    if cards {
        columns.push(column(t.get("filter-trade"), None));
        return columns;
    }
    columns.extend([
        column(t.get("column-signal"), Some(Sort::Urgency)),
        column(t.of_code("column-trade", mine.other().code()), None),
        column(t.get("filter-counsellor"), None),
    ]);
    columns
}

/// The first page, those around, the last.
fn pages(query: &ListQuery, last: u32) -> Vec<PageLink> {
    let mut numbers: Vec<u32> = [1, last]
        .into_iter()
        .chain(query.page.saturating_sub(1)..=query.page + 1)
        .filter(|number| (1..=last).contains(number))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .map(|number| PageLink {
            number,
            href: query.at(number),
            current: number == query.page,
        })
        .collect()
}

impl Row {
    fn of(t: Texts, row: &CaseloadRow, frame: &Frame, mine: Network, today: Date) -> Self {
        let other = match mine {
            Network::MissionLocale => row.cfa,
            Network::Cfa => row.mission_locale,
        };
        let age = words::age(t, row.birth_date, today);
        let signals: Vec<SignalCode> = SignalCode::ALL
            .iter()
            .copied()
            .filter(|code| row.signals & code.bit() != 0)
            .collect();
        Self {
            id: row.person,
            name: format!("{} {}", row.last_name, row.first_name),
            sub: words::dotted(&[age.as_deref(), row.commune_name.as_deref()]),
            stage: words::stage(t, row.stage),
            broken: words::is_broken(row.stage),
            due: signals.first().map(|code| badge(t, *code, row.due, today)),
            more: (signals.len() > 1).then(|| t.count("people-more", signals.len() - 1)),
            trade: row.trade.clone(),
            other: other
                .and_then(|known| frame.organisations.get(&known))
                .map(|known| known.name.clone()),
            counsellor: row.counsellor.clone(),
        }
    }
}

/// The gravest warning and the nearest due date.
fn badge(t: Texts, code: SignalCode, due: Option<Date>, today: Date) -> Due {
    let label = t.of_code("signal", code.code());
    match due {
        None => Due {
            class: "",
            icon: "flag",
            text: label,
        },
        Some(due) => {
            let (class, icon) = words::urgency(days_between(today, due));
            Due {
                class,
                icon,
                text: format!("{label} · {}", t.near_short(due, today)),
            }
        }
    }
}

/// An age as it was typed, whether it is one or not.
fn typed_age(age: Option<i16>, unread: Option<&String>) -> String {
    let age = age.map(|age| age.to_string());
    age.or_else(|| unread.cloned()).unwrap_or_default()
}
