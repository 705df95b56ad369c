//! By which signs an alert opens: read by everyone, set by who may, kept for ever.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use tdu_casework::{CaseworkError, Frame, RuleRow};
use tdu_domain::access::Right;
use tdu_domain::watch::{AlertRule, Sign};

use super::organisation;
use crate::page::{Page, render};
use crate::pages::Fields;
use crate::pages::form::{Sent, Typed, wrong};
use crate::routes::{Routes, Rule};
use crate::{SignedIn, Texts, Toast, WebError, WebState};

pub(super) fn routes() -> Routes {
    Routes::default()
        .get(
            "/signaux-faibles",
            Rule::Member,
            "Règle d’ouverture des signaux faibles, et qui l’a posée",
            show,
        )
        .post(
            "/signaux-faibles",
            Rule::AnyOf(&[Right::SetAlertRule]),
            "Changer la règle d’ouverture des signaux faibles",
            set,
        )
}

#[derive(Template)]
#[template(path = "contract/rule.html")]
struct RulePage {
    page: Page,
    typed: Typed,
    may_set: bool,
    /// Each sign: the field, its name, whether one is enough.
    signs: Vec<(String, String, bool)>,
    numbers: Vec<Number>,
    history: Vec<String>,
}

struct Number {
    field: &'static str,
    label: String,
    value: String,
    most: i32,
}

async fn show(State(state): State<WebState>, visitor: SignedIn) -> Result<Response, WebError> {
    page(&state, &visitor, Typed::default(), None).await
}

async fn page(
    state: &WebState,
    visitor: &SignedIn,
    typed: Typed,
    asked: Option<BTreeSet<Sign>>,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let (rule, history) = casework.alert_rule(&visitor.actor).await?;
    let frame = casework.frame(visitor.territory).await?;
    let t = visitor.t;
    let strong = asked.as_ref().unwrap_or(&rule.strong);
    let number = |field: &'static str, label: &str, kept: String, most| Number {
        label: t.get(label),
        value: typed.value("rule", field, &kept).to_owned(),
        field,
        most,
    };
    render(&RulePage {
        signs: Sign::ALL
            .iter()
            .map(|sign| {
                let name = t.of_code("sign", sign.code());
                (field_of(*sign), name, strong.contains(sign))
            })
            .collect(),
        numbers: vec![
            number("signes", "alert-rule-light", rule.light.to_string(), 10),
            number("jours", "alert-rule-days", rule.days.to_string(), 180),
            number(
                "extinction",
                "alert-rule-stale",
                rule.stale_days.to_string(),
                180,
            ),
        ],
        history: history.iter().map(|row| line(t, &frame, row)).collect(),
        page: visitor.page(t.get("alert-rule-title")),
        may_set: visitor.actor.may(Right::SetAlertRule),
        typed,
    })
}

impl RulePage {
    fn problems(&self) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, "rule")
    }

    fn problem(&self, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, "rule", field)
    }
}

/// The name of a sign's box in the form.
fn field_of(sign: Sign) -> String {
    format!("fort-{}", sign.code().replace('_', "-"))
}

fn line(t: Texts, frame: &Frame, row: &RuleRow) -> String {
    let strong: Vec<String> = row
        .rule
        .strong
        .iter()
        .map(|sign| t.of_code("sign", sign.code()))
        .collect();
    t.with(
        "alert-rule-line",
        [
            ("day", t.date(row.set_on).into()),
            ("name", row.account_name.as_str().into()),
            ("organisation", organisation(frame, row.organisation).into()),
            ("light", row.rule.light.into()),
            ("days", row.rule.days.into()),
            ("strong", strong.join(", ").into()),
            ("stale", row.rule.stale_days.into()),
        ],
    )
}

async fn set(
    State(state): State<WebState>,
    visitor: SignedIn,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let strong: BTreeSet<Sign> = Sign::ALL
        .iter()
        .copied()
        .filter(|sign| sent.contains_key(&field_of(*sign)))
        .collect();
    let mut typed = Typed::of("rule", sent);
    let light = number(&mut typed, "signes");
    let days = number(&mut typed, "jours");
    let stale_days = number(&mut typed, "extinction");
    if let (Some(light), Some(days), Some(stale_days)) = (light, days, stale_days) {
        let rule = AlertRule {
            strong: strong.clone(),
            light: u32::try_from(light).unwrap_or(u32::MAX),
            days,
            stale_days,
        };
        match state.casework().set_alert_rule(&visitor.actor, rule).await {
            Ok(()) => return Ok(Toast::says("rule-set").then("/signaux-faibles")),
            Err(CaseworkError::Conflict("nothing-changes")) => {
                typed.refuse("signes", "nothing-changes");
            }
            Err(error) => typed.take(error)?,
        }
    }
    Ok(wrong(page(&state, &visitor, typed, Some(strong)).await?))
}

fn number(typed: &mut Typed, field: &'static str) -> Option<i32> {
    let number = typed.text(field).parse().ok();
    if number.is_none() {
        typed.refuse(field, "rule-range");
    }
    number
}
