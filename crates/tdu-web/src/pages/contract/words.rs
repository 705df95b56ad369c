//! Acts about contracts, said in sentences.

use fluent_bundle::FluentValue;
use tdu_domain::journal::Payload;

use crate::Texts;

/// What was done, in a sentence; none for the acts of other pages.
pub(crate) fn sentence(t: Texts, payload: &Payload) -> Option<String> {
    let said = match payload {
        Payload::RuptureDeclared {
            on, mode, cause, ..
        } => t.with(
            "act-rupture-declared-how",
            [
                ("day", t.date(*on).into()),
                ("mode", t.of_code("rupture-mode", mode.code()).into()),
                ("cause", t.of_code("rupture-cause", cause.code()).into()),
            ],
        ),
        Payload::RupturePlanned {
            goal,
            caller,
            call_on,
            ..
        } => t.with(
            "act-rupture-planned-how",
            [
                ("goal", t.of_code("rupture-goal", goal.code()).into()),
                ("caller", t.of_code("network-the", caller.code()).into()),
                ("day", t.date(*call_on).into()),
            ],
        ),
        Payload::RuptureClosed { outcome, .. } => {
            let outcome = t.of_code("rupture-outcome", outcome.code());
            t.one("act-rupture-closed-how", "outcome", outcome)
        }
        Payload::CallAttempted { outcome, .. } => {
            let outcome = t.of_code("call", outcome.code());
            t.one("act-call-attempted-how", "outcome", outcome)
        }
        Payload::SituationTold {
            months,
            situation,
            by_youth,
        } => t.with(
            "act-situation-told-how",
            [
                ("months", (*months).into()),
                ("situation", t.of_code("after", situation.code()).into()),
                ("by", yes(*by_youth)),
            ],
        ),
        Payload::ExamRecorded { outcome, .. } => {
            let outcome = t.of_code("exam", outcome.code());
            t.one("act-exam-recorded-how", "outcome", outcome)
        }
        Payload::SituationLinkMade { until, .. } => {
            t.one("act-situation-link-made-until", "day", t.date(*until))
        }
        _ => return watched(t, payload),
    };
    Some(said)
}

/// The same, of what is noticed and of alerts.
fn watched(t: Texts, payload: &Payload) -> Option<String> {
    let said = match payload {
        Payload::SignNoticed { sign, alert } => t.with(
            "act-sign-noticed-what",
            [
                ("sign", t.of_code("sign", sign.code()).into()),
                ("opened", yes(alert.is_some())),
            ],
        ),
        Payload::ViewRecorded {
            moment,
            party,
            view,
            alert,
        } => {
            let feeling = |code: &str| t.of_code("feeling", code).into();
            t.with(
                "act-view-recorded-how",
                [
                    ("moment", t.of_code("moment", moment.code()).into()),
                    ("party", t.of_code("party", party.code()).into()),
                    ("together", feeling(view.together.code())),
                    ("work", feeling(view.work.code())),
                    ("future", feeling(view.future.code())),
                    ("opened", yes(alert.is_some())),
                ],
            )
        }
        Payload::AlertPlanned {
            goal, owner, due, ..
        } => t.with(
            "act-alert-planned-how",
            [
                ("goal", t.of_code("alert-goal", goal.code()).into()),
                ("owner", t.of_code("network-the", owner.code()).into()),
                ("day", t.date(*due).into()),
            ],
        ),
        Payload::AlertClosed { outcome, .. } => {
            let outcome = t.of_code("alert-outcome", outcome.code());
            t.one("act-alert-closed-how", "outcome", outcome)
        }
        _ => return None,
    };
    Some(said)
}

/// A condition that a sentence may select on.
pub(super) fn yes(yes: bool) -> FluentValue<'static> {
    FluentValue::from(if yes { "yes" } else { "no" })
}
