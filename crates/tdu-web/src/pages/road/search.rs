//! The search of a company, as it is shown.

use jiff::civil::Date;
use tdu_casework::{AnswerRow, ApplicationRow, RoadView, TargetView};
use tdu_domain::road::search::{Answered, CompanyAnswer, CompanyRefusal};
use tdu_domain::routing::Communes;
use tdu_domain::training::trade_name;
use uuid::Uuid;

use crate::pages::form::choices;
use crate::{Texts, words};

/// A company, in words.
pub(super) struct TargetLine {
    pub(super) id: Uuid,
    pub(super) name: String,
    /// Commune, trade, SIRET.
    pub(super) more: String,
    pub(super) added: String,
    pub(super) dropped: Option<String>,
    pub(super) colleagues: Option<String>,
    pub(super) contact: Option<String>,
    /// Icon, address and text.
    pub(super) reach: Vec<(&'static str, String, String)>,
    pub(super) applications: Vec<ApplicationLine>,
    pub(super) visits: Vec<String>,
}

/// An application, in words.
pub(super) struct ApplicationLine {
    pub(super) id: Uuid,
    pub(super) what: String,
    pub(super) answers: Vec<String>,
    /// Whether nothing was answered yet.
    pub(super) waits: bool,
    /// What can be answered now: code and name.
    pub(super) may: Vec<(&'static str, String)>,
    /// Why a company refuses, where it still can.
    pub(super) refusals: Vec<(&'static str, String)>,
}

/// The companies of a search.
pub(super) fn lines(t: Texts, view: &RoadView, communes: &Communes) -> Vec<TargetLine> {
    let targets = view.targets.iter();
    targets
        .map(|target| TargetLine::of(t, target, communes, view.today))
        .collect()
}

impl TargetLine {
    fn of(t: Texts, view: &TargetView, communes: &Communes, today: Date) -> Self {
        let row = &view.row;
        let commune = row.commune.as_ref();
        let commune = commune.map(|code| {
            let known = communes.get(code);
            known.map_or_else(|| code.to_string(), |known| known.name.clone())
        });
        let trade = row.trade.as_ref().and_then(trade_name);
        let siret = row.siret.as_ref().map(|siret| format!("SIRET {siret}"));
        let contact = &row.contact;
        let mut reach = Vec::new();
        if let Some(phone) = &contact.phone {
            let number = phone.as_str();
            reach.push(("phone", format!("tel:{number}"), words::phone(number)));
        }
        if let Some(email) = &contact.email {
            reach.push(("mail", format!("mailto:{email}"), email.to_string()));
        }
        Self {
            id: row.id,
            name: row.name.clone(),
            more: words::dotted(&[commune.as_deref(), trade, siret.as_deref()]),
            added: t.with(
                "search-added",
                [
                    ("day", t.near(row.opened_on, today).into()),
                    ("who", row.opened.name.as_str().into()),
                ],
            ),
            dropped: row
                .dropped_on
                .map(|on| t.one("search-dropped", "day", t.near(on, today))),
            colleagues: (!view.colleagues.is_empty())
                .then(|| t.one("search-colleague", "names", view.colleagues.join(", "))),
            contact: contact.name.clone(),
            reach,
            applications: view
                .applications
                .iter()
                .map(|(row, answers)| ApplicationLine::of(t, row, answers, today))
                .collect(),
            visits: view
                .visits
                .iter()
                .map(|visit| {
                    let said = t.with(
                        "search-visit",
                        [
                            ("day", t.near(visit.on, today).into()),
                            ("outcome", t.of_code("visit", visit.outcome.code()).into()),
                        ],
                    );
                    words::dotted(&[Some(&said), Some(&visit.by.name)])
                })
                .collect(),
        }
    }
}

impl ApplicationLine {
    fn of(t: Texts, row: &ApplicationRow, answers: &[AnswerRow], today: Date) -> Self {
        let last = answers.first().map(|answer| answer.answered.answer);
        let may = |answer: &&CompanyAnswer| {
            let refuses = **answer == CompanyAnswer::Refusal;
            let probe = Answered {
                answer: **answer,
                why: refuses.then_some(CompanyRefusal::NotSaid),
                on: today,
                next_on: None,
            };
            probe.may_follow(last).is_ok()
        };
        let may: Vec<(&'static str, String)> = CompanyAnswer::ALL
            .iter()
            .filter(may)
            .map(|answer| (answer.code(), t.of_code("company-answer", answer.code())))
            .collect();
        Self {
            id: row.id,
            what: t.with(
                "search-application",
                [
                    ("day", t.near(row.on, today).into()),
                    ("channel", t.of_code("channel", row.channel.code()).into()),
                ],
            ),
            answers: answers
                .iter()
                .map(|answer| answer_line(t, answer, today))
                .collect(),
            waits: last.is_none(),
            refusals: if may.is_empty() {
                Vec::new()
            } else {
                choices(
                    t,
                    "company-refusal",
                    CompanyRefusal::ALL,
                    CompanyRefusal::code,
                )
            },
            may,
        }
    }
}

fn answer_line(t: Texts, row: &AnswerRow, today: Date) -> String {
    let answered = &row.answered;
    let said = t.with(
        "search-answer",
        [
            ("day", t.near(answered.on, today).into()),
            (
                "answer",
                t.of_code("company-answer", answered.answer.code()).into(),
            ),
        ],
    );
    let why = answered
        .why
        .map(|why| t.of_code("company-refusal", why.code()));
    let next = answered
        .next_on
        .map(|next| t.one("search-answer-next", "day", t.near(next, today)));
    words::dotted(&[
        Some(&said),
        why.as_deref(),
        next.as_deref(),
        Some(&row.by.name),
    ])
}
