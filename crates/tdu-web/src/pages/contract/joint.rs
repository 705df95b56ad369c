//! The part of a person's page that says how the contract goes, and where the first click is.

use tdu_casework::{PersonView, RuptureView};
use tdu_domain::organisation::Network;
use tdu_domain::watch::Sign;

use super::may_act;
use crate::pages::form::choices;
use crate::{SignedIn, Texts};

/// Signs shown.
const LAST: usize = 4;

/// How a contract goes, in short.
pub(crate) struct Joint {
    pub(crate) rupture: Option<String>,
    pub(crate) may_declare: bool,
    pub(crate) alert: Option<String>,
    pub(crate) running: bool,
    pub(crate) signs: Vec<(&'static str, String)>,
    pub(crate) help: String,
    pub(crate) last: Vec<String>,
    pub(crate) after: bool,
}

impl Joint {
    /// For a person whom a CFA trains or trained.
    pub(crate) fn of(visitor: &SignedIn, person: &PersonView) -> Option<Self> {
        let (t, contract) = (visitor.t, &person.contract);
        let after = contract.after.asked.is_some() || !contract.after.told.is_empty();
        if contract.running.is_none() && contract.rupture.is_none() && !after {
            return None;
        }
        let acts = may_act(visitor, person);
        let running = contract.running.is_some();
        let notices = acts && running && visitor.actor.organisation.network == Network::Cfa;
        let reader = visitor.actor.organisation.network.other();
        Some(Self {
            rupture: contract
                .rupture
                .as_ref()
                .map(|rupture| told(t, person, rupture)),
            may_declare: acts
                && running
                && contract
                    .rupture
                    .as_ref()
                    .is_none_or(|rupture| !rupture.is_open()),
            alert: contract.alert.as_ref().map(|alert| {
                let mut signs: Vec<String> = alert
                    .signs
                    .iter()
                    .map(|row| t.of_code("sign", row.sign.code()))
                    .collect();
                signs.extend(
                    alert
                        .views
                        .iter()
                        .map(|row| t.of_code("moment", row.moment.code())),
                );
                signs.dedup();
                let on = t.date(alert.row.opened_on);
                let said = [("day", on.into()), ("signs", signs.join(", ").into())];
                t.with("joint-alert", said)
            }),
            signs: if notices {
                choices(t, "sign", Sign::ALL, Sign::code)
            } else {
                Vec::new()
            },
            help: t.one(
                "joint-notice-help",
                "network",
                t.of_code("network-subject", reader.code()),
            ),
            last: contract
                .noticed
                .iter()
                .take(LAST)
                .map(|row| {
                    let sign = t.of_code("sign", row.sign.code());
                    format!("{} · {sign}", t.near_short(row.on, person.today))
                })
                .collect(),
            running,
            after,
        })
    }
}

fn told(t: Texts, person: &PersonView, rupture: &RuptureView) -> String {
    let key = if rupture.on > person.today {
        "joint-rupture-announced"
    } else {
        "joint-rupture"
    };
    let broken = t.one(key, "day", t.date(rupture.on));
    match rupture.followed {
        None => broken,
        Some((on, days)) => {
            let said = [("day", t.date(on).into()), ("days", days.into())];
            format!("{broken} {}", t.with("joint-followed", said))
        }
    }
}
