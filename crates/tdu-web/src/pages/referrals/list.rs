//! The list: received, sent, closed; narrowed by state; the oldest first where something is awaited.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use tdu_casework::{PAGE, ReferralBox, ReferralCount, ReferralsView};
use tdu_domain::referral;

use super::card::Card;
use crate::{Page, SignedIn, Texts, WebError, WebState, render};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    partie: String,
    #[serde(default)]
    etat: String,
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "orientations/liste.html")]
struct ReferralsPage {
    page: Page,
    parts: Vec<Chip>,
    states: Vec<Chip>,
    rows: Vec<Row>,
    previous: Option<String>,
    next: Option<String>,
}

struct Chip {
    href: String,
    label: String,
    count: i64,
    on: bool,
}

struct Row {
    name: Option<String>,
    card: Card,
}

const PARTS: [(&str, ReferralBox); 3] = [
    ("recues", ReferralBox::Received),
    ("envoyees", ReferralBox::Sent),
    ("terminees", ReferralBox::Closed),
];

pub(crate) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let (name, part) = PARTS
        .into_iter()
        .find(|(name, _)| *name == asked.partie)
        .unwrap_or(PARTS[0]);
    let only = referral::State::from_code(&asked.etat);
    let number: u32 = asked.page.parse().unwrap_or(1).max(1);
    let casework = state.casework();
    let view = casework
        .referrals(&visitor.actor, part, only, number - 1)
        .await?;
    render(&ReferralsPage::of(
        &visitor,
        &view,
        (name, part),
        only,
        number,
    ))
}

impl ReferralsPage {
    fn of(
        visitor: &SignedIn,
        view: &ReferralsView,
        (name, part): (&str, ReferralBox),
        only: Option<referral::State>,
        number: u32,
    ) -> Self {
        let t = visitor.t;
        let state = only.map_or("", referral::State::code);
        let at = |number: u32| format!("/orientations?partie={name}&etat={state}&page={number}");
        let last = i64::from(number) * i64::from(PAGE) >= view.total;
        Self {
            page: visitor.page(t.count("referrals-title", view.total)),
            parts: parts(t, &view.counts, part),
            states: states(t, &view.counts, (name, part), only),
            rows: view
                .rows
                .iter()
                .map(|row| Row {
                    name: row
                        .name
                        .as_ref()
                        .map(|(first, last)| format!("{last} {first}")),
                    card: Card::of(t, &row.view, view.today),
                })
                .collect(),
            previous: (number > 1).then(|| at(number - 1)),
            next: (!last).then(|| at(number + 1)),
        }
    }
}

/// Whether a count is of a part.
fn within(part: ReferralBox, count: &ReferralCount) -> bool {
    let closed = matches!(
        count.state,
        referral::State::Accepted
            | referral::State::Refused
            | referral::State::Withdrawn
            | referral::State::Expired
    );
    match part {
        ReferralBox::Received => count.received && !closed,
        ReferralBox::Sent => !count.received && !closed,
        ReferralBox::Closed => closed,
    }
}

fn parts(t: Texts, counts: &[ReferralCount], shown: ReferralBox) -> Vec<Chip> {
    let labels = [
        t.get("referrals-received"),
        t.get("referrals-sent"),
        t.get("referrals-closed"),
    ];
    PARTS
        .into_iter()
        .zip(labels)
        .map(|((name, part), label)| Chip {
            href: format!("/orientations?partie={name}"),
            label,
            count: counts
                .iter()
                .filter(|count| within(part, count))
                .map(|count| count.n)
                .sum(),
            on: part == shown,
        })
        .collect()
}

fn states(
    t: Texts,
    counts: &[ReferralCount],
    (name, part): (&str, ReferralBox),
    only: Option<referral::State>,
) -> Vec<Chip> {
    let of = |state: referral::State| {
        let own = counts.iter().filter(|count| within(part, count));
        own.filter(|count| count.state == state)
            .map(|count| count.n)
            .sum::<i64>()
    };
    let shown = referral::State::ALL.iter().copied();
    shown
        .filter(|state| of(*state) > 0 || only == Some(*state))
        .map(|state| {
            let on = only == Some(state);
            let asked = if on { "" } else { state.code() };
            Chip {
                href: format!("/orientations?partie={name}&etat={asked}"),
                label: t.of_code("referral-state", state.code()),
                count: of(state),
                on,
            }
        })
        .collect()
}
