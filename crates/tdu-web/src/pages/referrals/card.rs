//! A referral in words, as lists, pages and the person's page show it.

use jiff::civil::Date;
use tdu_casework::ReferralView;
use tdu_domain::codes::RomeCode;
use tdu_domain::referral::{Party, State, Transition};
use tdu_domain::training::trade_name;
use uuid::Uuid;

use crate::page::network_class;
use crate::words::Due;
use crate::{Texts, words};

/// A referral, in words.
pub(crate) struct Card {
    pub(crate) id: Uuid,
    pub(crate) person: Uuid,
    pub(crate) class: &'static str,
    pub(crate) between: String,
    pub(crate) trades: String,
    pub(crate) state: String,
    pub(crate) closed: bool,
    pub(crate) draft: bool,
    pub(crate) since: String,
    /// By when the receiver owes a word.
    pub(crate) due: Option<Due>,
    /// When it ends by itself.
    pub(crate) ends: Option<String>,
    /// What was asked for, or refused and proposed.
    pub(crate) more: Option<String>,
    /// Whether the sender may keep it or take it back.
    pub(crate) settles: bool,
}

impl Card {
    pub(crate) fn of(t: Texts, view: &ReferralView, today: Date) -> Self {
        let referral = &view.referral;
        let standing = referral.standing;
        Self {
            id: referral.id,
            person: referral.person,
            class: network_class(referral.to),
            between: t.with(
                "referrals-from-to",
                [
                    ("from", view.sender.name.as_str().into()),
                    ("to", view.receiver.name.as_str().into()),
                ],
            ),
            trades: match referral.content.trades.as_slice() {
                [] => t.get("referrals-no-trade"),
                trades => named(trades),
            },
            state: t.of_code("referral-state", standing.state.code()),
            closed: matches!(
                standing.state,
                State::Refused | State::Withdrawn | State::Expired
            ),
            draft: standing.state == State::Draft,
            since: t.near(standing.moved_on, today),
            due: standing.answer_by(today).map(|by| words::due(t, by, today)),
            ends: standing
                .ends_on()
                .map(|ends| t.one("referral-ends", "day", t.date(ends))),
            more: more(t, view),
            settles: view.party == Party::Sender && view.may.contains(&Transition::Keep),
        }
    }
}

/// The trades, as people call them.
pub(crate) fn named(trades: &[RomeCode]) -> String {
    let names: Vec<&str> = trades
        .iter()
        .map(|code| trade_name(code).unwrap_or(code.as_str()))
        .collect();
    names.join(", ")
}

fn more(t: Texts, view: &ReferralView) -> Option<String> {
    let standing = view.referral.standing;
    match (standing.state, standing.step) {
        (State::Refused, _) => {
            let motive = standing.motive?.code();
            let alternative = standing.alternative?.code();
            Some(t.with(
                "referral-refused-line",
                [
                    ("motive", t.of_code("referral-motive", motive).into()),
                    (
                        "alternative",
                        t.of_code("referral-alternative", alternative).into(),
                    ),
                ],
            ))
        }
        (State::Studying, Some(step)) => {
            let on = standing.step_on.map(|on| t.date(on));
            Some(t.with(
                "referral-studying-line",
                [
                    ("step", t.of_code("referral-step", step.code()).into()),
                    ("on", on.unwrap_or_else(|| "none".to_owned()).into()),
                ],
            ))
        }
        _ => None,
    }
}
