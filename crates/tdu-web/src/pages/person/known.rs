//! What is known of a person, in words: who accompanies, contracts, statuses, situation.

use tdu_casework::{Companion, Frame, PersonView, Relation};
use tdu_domain::codes::{Email, Phone};
use tdu_domain::facts::Field;
use tdu_domain::organisation::Network;

use super::history::name;
use crate::page::network_class;
use crate::{Texts, words};

/// An organisation that accompanies, or a network without any.
pub(crate) struct Care {
    pub(crate) class: &'static str,
    pub(crate) network: String,
    pub(crate) name: Option<String>,
    pub(crate) organisation: String,
    pub(crate) relation: String,
}

/// A contract, in words.
pub(crate) struct ContractView {
    pub(crate) title: String,
    pub(crate) dates: String,
    pub(crate) more: Option<String>,
}

/// One card a network, those who see the person first.
pub(crate) fn care(t: Texts, person: &PersonView) -> Vec<Care> {
    let mut cards: Vec<Care> = person
        .companions
        .iter()
        .map(|companion| Care {
            class: network_class(companion.organisation.network),
            network: t.of_code("network", companion.organisation.network.code()),
            name: followers(companion),
            organisation: companion.organisation.name.clone(),
            relation: match companion.relation {
                Relation::Source => t.get("care-source"),
                Relation::Residence => t.get("care-residence"),
                Relation::Referred(None) => t.get("care-referred"),
                Relation::Referred(Some(until)) => {
                    t.one("care-referred-until", "until", t.date(until))
                }
                Relation::Shared(until) => t.one("care-shared", "until", t.date(until)),
            },
        })
        .collect();
    for network in Network::ALL {
        let class = network_class(*network);
        if cards.iter().all(|card| card.class != class) {
            cards.push(Care {
                class,
                network: t.of_code("network", network.code()),
                name: None,
                organisation: String::new(),
                relation: t.of_code("care-none", network.code()),
            });
        }
    }
    cards.sort_by_key(|card| card.class != "ml");
    cards
}

/// Who follows the person in an organisation: whom its files name, then whom acts bind.
fn followers(companion: &Companion) -> Option<String> {
    let mut names: Vec<&str> = companion.counsellor.iter().map(String::as_str).collect();
    for name in &companion.assigned {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// What the other network sees of this page.
pub(crate) fn shared(t: Texts, person: &PersonView, mine: Network) -> String {
    let others: Vec<&str> = person
        .companions
        .iter()
        .filter(|companion| companion.organisation.network != mine)
        .map(|companion| companion.organisation.name.as_str())
        .collect();
    if others.is_empty() {
        t.of_code("shared-none", mine.other().code())
    } else {
        t.one("shared-with", "names", others.join(", "))
    }
}

pub(crate) fn contracts(t: Texts, person: &PersonView) -> Vec<ContractView> {
    let told = |training: &tdu_domain::pathway::Training| {
        let contracts = training.enrolment.contracts.iter().rev();
        contracts
            .map(|contract| {
                let until = contract.end.map(|end| t.date(end));
                ContractView {
                    title: contract.employer.as_ref().map_or_else(
                        || t.get("contract-employer-unknown"),
                        |siret| t.one("contract-employer", "siret", siret.to_string()),
                    ),
                    dates: t.with(
                        "contract-dates",
                        [
                            ("start", t.date(contract.start).into()),
                            ("end", until.unwrap_or_else(|| t.get("unknown")).into()),
                        ],
                    ),
                    more: contract
                        .rupture
                        .map(|rupture| t.one("contract-broken", "day", t.date(rupture))),
                }
            })
            .collect::<Vec<_>>()
    };
    person.trainings.iter().rev().flat_map(told).collect()
}

/// The national statuses: name, first day, whether it is the present one.
pub(crate) fn national(t: Texts, person: &PersonView) -> Vec<(String, String, bool)> {
    let present = person.national.step_on(person.today);
    let steps = person.national.steps().iter().rev();
    steps
        .map(|step| {
            let status = t.of_code("national", step.status.code());
            let told = if step.date > person.today {
                t.one("national-if-unchanged", "status", status)
            } else {
                status
            };
            (told, t.date(step.date), present == Some(*step))
        })
        .collect()
}

pub(crate) fn situation(
    t: Texts,
    person: &PersonView,
    frame: &Frame,
) -> Vec<(String, Option<String>)> {
    let known = person.facts.known();
    [
        Field::SchoolLevel,
        Field::WantedTrades,
        Field::Mobility,
        Field::Situation,
        Field::FileStatus,
        Field::CejStart,
        Field::LastContactOn,
        Field::Rqth,
        Field::MiloNumber,
        Field::Ine,
    ]
    .into_iter()
    .filter(|field| *field != Field::Rqth || person.sight.accommodations)
    .map(|field| {
        let said = known.iter().find(|(known, _)| *known == field);
        let text = said.map(|(_, text)| words::value(t, field, text, &frame.communes));
        (name(t, field), text)
    })
    .collect()
}

/// How to reach the person: icon, address to follow, what to read.
pub(crate) fn contact(person: &PersonView) -> Vec<(&'static str, String, String)> {
    reachable(person.facts.phone.as_ref(), person.facts.email.as_ref())
}

/// A number and an address: icon, address to follow, what to read.
pub(crate) fn reachable(
    phone: Option<&Phone>,
    email: Option<&Email>,
) -> Vec<(&'static str, String, String)> {
    let phone = phone.map(|phone| {
        let text = phone.to_string();
        ("phone", format!("tel:{text}"), words::phone(&text))
    });
    let email = email.map(|email| {
        let text = email.to_string();
        ("mail", format!("mailto:{text}"), text)
    });
    phone.into_iter().chain(email).collect()
}
