//! Referring someone: one page, what will be seen before it is sent, then one click.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use tdu_casework::{NewReferral, Problems, ReferralForm};
use tdu_domain::organisation::Network;
use tdu_domain::referral::{Content, MOST_TRADES, Need, Paper, Why};
use tdu_domain::training::{trade_name, trade_named, trade_names};
use uuid::Uuid;

use super::one::said;
use crate::page::network_class;
use crate::pages::{Fields, Id};
use crate::{Page, SignedIn, Texts, Toast, WebError, WebState, render};

/// Organisations shown at once; the others are one click away.
const SHOWN: usize = 6;

#[derive(Template)]
#[template(path = "orientations/orienter.html")]
struct FormPage {
    page: Page,
    id: Uuid,
    class: &'static str,
    /// The network to which the young person is referred.
    to: &'static str,
    receivers: Vec<Receiver>,
    others: Vec<Receiver>,
    trades: Vec<(usize, String, String)>,
    known: Vec<&'static str>,
    whys: Vec<Choice>,
    needs: Vec<Choice>,
    /// Whether accommodations are left out of the needs.
    hidden: bool,
    papers: Vec<Choice>,
    available: String,
    informed: bool,
    draft: Option<Uuid>,
    /// What the receiver will see, once it is checked.
    preview: Option<Vec<String>>,
    problems: Vec<(&'static str, String)>,
    today: Date,
}

struct Receiver {
    id: Uuid,
    name: String,
    on: bool,
    /// Whether a referral is open to it.
    open: bool,
}

struct Choice {
    code: &'static str,
    label: String,
    on: bool,
}

/// What was typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    receivers: BTreeSet<Uuid>,
    trades: Vec<String>,
    why: String,
    needs: Vec<Need>,
    papers: Vec<Paper>,
    available: String,
    informed: bool,
    draft: Option<Uuid>,
    action: String,
    problems: Problems,
}

/// A day written as date fields send it, or by hand.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    text.parse()
        .or_else(|_| Date::strptime("%d/%m/%Y", text))
        .ok()
}

impl Typed {
    fn read(pairs: &[(String, String)]) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "vers" => typed.receivers.extend(value.parse::<Uuid>().ok()),
                "metier" if !value.trim().is_empty() => typed.trades.push(value.clone()),
                "pourquoi" => typed.why.clone_from(value),
                "besoin" => typed.needs.extend(Need::from_code(value)),
                "papier" => typed.papers.extend(Paper::from_code(value)),
                "disponible" => typed.available.clone_from(value),
                "informe" => typed.informed = true,
                "brouillon" => typed.draft = value.parse().ok(),
                "action" => typed.action.clone_from(value),
                _ => {}
            }
        }
        typed
    }

    /// The form nobody filled yet: the draft, else what files say.
    fn first(form: &ReferralForm) -> Self {
        if let Some(draft) = &form.draft {
            let content = &draft.content;
            return Self {
                receivers: BTreeSet::from([draft.receiver]),
                trades: names(&content.trades),
                why: content.why.map_or("", Why::code).to_owned(),
                needs: content.needs.clone(),
                papers: content.papers.clone(),
                available: content
                    .available_from
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
                draft: Some(draft.id),
                ..Self::default()
            };
        }
        let suggested = suggested(form);
        Self {
            receivers: suggested.into_iter().collect(),
            trades: names(&form.wanted),
            ..Self::default()
        }
    }

    /// What is sent, with what is wrong noted.
    fn content(&mut self) -> Content {
        let mut trades = Vec::new();
        for name in &self.trades {
            match trade_named(name) {
                Some(code) => trades.push(code),
                None => self.problems.refuse("trades", "referral-trade-unknown"),
            }
        }
        let available_from = day(&self.available);
        if available_from.is_none() && !self.available.trim().is_empty() {
            self.problems.refuse("available", "date-format");
        }
        Content {
            trades,
            why: Why::from_code(&self.why),
            needs: self.needs.clone(),
            papers: self.papers.clone(),
            available_from,
        }
    }
}

fn names(trades: &[tdu_domain::codes::RomeCode]) -> Vec<String> {
    let known = trades.iter().filter_map(trade_name).map(str::to_owned);
    known.take(MOST_TRADES).collect()
}

/// The organisation that files already name: the Mission Locale of the residence, or the last CFA.
fn suggested(form: &ReferralForm) -> Option<Uuid> {
    let named = match form.to {
        Network::MissionLocale => form.card.mission_locale,
        Network::Cfa => form.card.cfa,
    };
    named.filter(|id| {
        let mut known = form.receivers.iter();
        known.any(|(organisation, open)| organisation.id == *id && !open)
    })
}

pub(crate) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
) -> Result<Response, WebError> {
    let form = state.casework().referral_form(&visitor.actor, id).await?;
    let typed = Typed::first(&form);
    render(&FormPage::of(&visitor, &form, id, &typed, None))
}

pub(crate) async fn submit(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let form = casework.referral_form(&visitor.actor, id).await?;
    let mut typed = Typed::read(&pairs);
    let content = typed.content();
    let new = NewReferral {
        receivers: typed.receivers.iter().copied().collect(),
        content,
        informed: typed.informed,
    };
    let lacking = match typed.action.as_str() {
        // A draft may lack anything but who it is for.
        "brouillon" => Vec::new(),
        _ => new.lacks(form.to, form.today),
    };
    for (field, problem) in lacking {
        typed.problems.refuse(field, problem);
    }
    if !typed.problems.is_empty() {
        return again(&visitor, &form, id, &typed);
    }
    let done = match typed.action.as_str() {
        "envoyer" => {
            let sent = casework.send_referral(&visitor.actor, id, new, typed.draft);
            sent.await.map(|undos| {
                let n = i64::try_from(undos.len()).unwrap_or(1);
                let toast = Toast::says("referral-sent").number(n);
                match undos.as_slice() {
                    [only] => toast.undo(*only),
                    _ => toast,
                }
            })
        }
        "brouillon" => {
            let kept = casework.keep_draft(&visitor.actor, id, new, typed.draft);
            kept.await.map(|_| Toast::says("referral-draft"))
        }
        _ => return checked(&visitor, &form, id, &typed, &new),
    };
    match done {
        Ok(toast) => Ok(toast.then(&format!("/jeunes/{id}"))),
        Err(error) => {
            for (field, problem) in error.problems()? {
                typed.problems.refuse(field, problem);
            }
            again(&visitor, &form, id, &typed)
        }
    }
}

/// What the receiver will see, with the button that sends it.
fn checked(
    visitor: &SignedIn,
    form: &ReferralForm,
    id: Uuid,
    typed: &Typed,
    new: &NewReferral,
) -> Result<Response, WebError> {
    let t = visitor.t;
    let names: Vec<&str> = form
        .receivers
        .iter()
        .filter(|(known, _)| new.receivers.contains(&known.id))
        .map(|(known, _)| known.name.as_str())
        .collect();
    let mut preview = vec![t.one("referral-to", "names", names.join(", "))];
    preview.extend(said(t, &new.content));
    preview.push(t.get("referral-will-see-file"));
    render(&FormPage::of(visitor, form, id, typed, Some(preview)))
}

fn again(
    visitor: &SignedIn,
    form: &ReferralForm,
    id: Uuid,
    typed: &Typed,
) -> Result<Response, WebError> {
    let page = render(&FormPage::of(visitor, form, id, typed, None))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

impl FormPage {
    fn of(
        visitor: &SignedIn,
        form: &ReferralForm,
        id: Uuid,
        typed: &Typed,
        preview: Option<Vec<String>>,
    ) -> Self {
        let t = visitor.t;
        let name = format!("{} {}", form.card.first_name, form.card.last_name);
        let page = visitor
            .page(t.one("referral-new-title", "name", name.as_str()))
            .under("/jeunes", t.get("nav-people"))
            .under(format!("/jeunes/{id}"), name.as_str());
        let first = suggested(form);
        let mut receivers: Vec<Receiver> = form
            .receivers
            .iter()
            .map(|(known, open)| Receiver {
                id: known.id,
                name: known.name.clone(),
                on: typed.receivers.contains(&known.id),
                open: *open,
            })
            .collect();
        receivers.sort_by_key(|known| (!known.on, Some(known.id) != first));
        let others = receivers.split_off(SHOWN.min(receivers.len()));
        Self {
            page,
            id,
            class: network_class(form.to),
            to: form.to.code(),
            receivers,
            others,
            trades: (0..MOST_TRADES)
                .map(|at| {
                    let typed = typed.trades.get(at).cloned().unwrap_or_default();
                    (at + 1, t.count("referral-trade-n", at + 1), typed)
                })
                .collect(),
            known: trade_names(),
            whys: choices(t, "referral-why", Why::towards(form.to), |why| {
                (why.code(), typed.why == why.code())
            }),
            needs: choices(t, "referral-need", &needs(form), |need| {
                (need.code(), typed.needs.contains(&need))
            }),
            hidden: !form.accommodations,
            papers: choices(t, "referral-paper", Paper::ALL, |paper| {
                (paper.code(), typed.papers.contains(&paper))
            }),
            available: typed.available.clone(),
            informed: typed.informed,
            draft: typed.draft,
            preview,
            problems: typed
                .problems
                .all()
                .iter()
                .map(|(field, problem)| (*field, t.get(&format!("problem-{problem}"))))
                .collect(),
            today: form.today,
        }
    }

    /// What is wrong with a field of the form.
    fn problem(&self, field: &str) -> Option<&str> {
        let (_, problem) = self.problems.iter().find(|(name, _)| *name == field)?;
        Some(problem)
    }
}

/// The needs that the writer may tell.
fn needs(form: &ReferralForm) -> Vec<Need> {
    let all = Need::ALL.iter().copied();
    all.filter(|need| form.accommodations || *need != Need::Accommodations)
        .collect()
}

fn choices<T: Copy>(
    t: Texts,
    kind: &str,
    all: &[T],
    told: impl Fn(T) -> (&'static str, bool),
) -> Vec<Choice> {
    all.iter()
        .map(|value| {
            let (code, on) = told(*value);
            Choice {
                code,
                label: t.of_code(kind, code),
                on,
            }
        })
        .collect()
}
