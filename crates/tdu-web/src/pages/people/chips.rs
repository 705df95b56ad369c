//! The filters of a list, as chips with counts.

use tdu_casework::{Facet, FacetCount, Frame};
use tdu_domain::pathway::Stage;
use tdu_domain::signal::SignalCode;

use super::query::ListQuery;
use crate::{Texts, words};

/// A filter one click away.
pub(crate) struct Chip {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) count: Option<i64>,
    pub(crate) on: bool,
}

/// Filters of a kind, behind a chip that opens.
pub(crate) struct Menu {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) choices: Vec<Choice>,
    /// Whether several may be chosen.
    pub(crate) several: bool,
    pub(crate) on: bool,
}

/// A choice of a menu.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) count: i64,
    pub(crate) on: bool,
}

/// Groups of stages people ask for together.
const GROUPS: [(&str, &[Stage]); 3] = [
    (
        "chip-searching",
        &[Stage::SearchingBeforeStart, Stage::SearchingInTraining],
    ),
    ("chip-in-contract", &[Stage::InContract]),
    (
        "chip-broken",
        &[
            Stage::TrainingAfterRupture,
            Stage::BrokenSupported,
            Stage::BrokenLooking,
        ],
    ),
];

/// The chip of one's own people; pressed again, it shows everyone.
pub(crate) fn own(t: Texts, query: &ListQuery, total: i64) -> Chip {
    Chip {
        href: query.with(|query| {
            query.mine = !query.mine;
            query.by_default = false;
        }),
        label: t.get("chip-own"),
        count: query.is_only_own().then_some(total),
        on: query.mine,
    }
}

/// The chips, the usual ones first.
pub(crate) fn chips(t: Texts, query: &ListQuery, facets: &[FacetCount], cards: bool) -> Vec<Chip> {
    let mut chips = Vec::new();
    for (key, stages) in GROUPS {
        let count: i64 = of(facets, Facet::Stage)
            .filter(|count| stages.iter().any(|stage| stage.code() == count.value))
            .map(|count| count.people)
            .sum();
        let on = query.stages == stages;
        if count > 0 || on {
            chips.push(Chip {
                href: query.with(|query| {
                    query.stages = if on { Vec::new() } else { stages.to_vec() };
                }),
                label: t.get(key),
                count: Some(count),
                on,
            });
        }
    }
    if cards {
        return chips;
    }
    let minors = query.oldest == Some(17) && query.youngest.is_none();
    chips.push(Chip {
        href: query.with(|query| {
            (query.youngest, query.oldest) = (None, (!minors).then_some(17));
        }),
        label: t.get("chip-minors"),
        count: None,
        on: minors,
    });
    chips.push(Chip {
        href: query.with(|query| query.late = !query.late),
        label: t.get("chip-late"),
        count: None,
        on: query.late,
    });
    if query.unassigned {
        chips.push(Chip {
            href: query.with(|query| query.unassigned = false),
            label: t.get("list-unassigned"),
            count: None,
            on: true,
        });
    }
    chips
}

/// The chip of the recognised disabled workers, whose name needs explaining.
pub(crate) fn rqth(t: Texts, query: &ListQuery, facets: &[FacetCount]) -> Chip {
    Chip {
        href: query.with(|query| query.rqth = !query.rqth),
        label: t.get("rqth"),
        count: of(facets, Facet::Rqth).map(|count| count.people).next(),
        on: query.rqth,
    }
}

/// The menus of filters.
pub(crate) fn menus(
    t: Texts,
    query: &ListQuery,
    facets: &[FacetCount],
    frame: &Frame,
) -> Vec<Menu> {
    let stage = |count: &FacetCount| {
        let stage = Stage::from_code(&count.value)?;
        Some((words::stage(t, stage), query.stages.contains(&stage)))
    };
    let signal = |count: &FacetCount| {
        let signal = SignalCode::from_code(&count.value)?;
        let label = t.of_code("signal", signal.code());
        Some((label, query.signals.contains(&signal)))
    };
    let same = |chosen: &Option<String>, count: &FacetCount| {
        let label = count.label.clone().unwrap_or_else(|| count.value.clone());
        Some((label, chosen.as_ref() == Some(&count.value)))
    };
    let cfa = |count: &FacetCount| {
        let key = count.value.parse().ok()?;
        let name = frame.organisations.get(&key)?.name.clone();
        Some((name, query.cfa == Some(key)))
    };
    let menus = [
        menu(
            "etape",
            t.get("filter-stage"),
            true,
            of(facets, Facet::Stage),
            stage,
        ),
        menu(
            "signal",
            t.get("filter-signal"),
            true,
            of(facets, Facet::Signal),
            signal,
        ),
        menu(
            "commune",
            t.get("filter-commune"),
            false,
            of(facets, Facet::Commune),
            |count| same(&query.commune, count),
        ),
        menu(
            "conseiller",
            t.get("filter-counsellor"),
            false,
            of(facets, Facet::Counsellor),
            |count| same(&query.counsellor, count),
        ),
        menu(
            "metier",
            t.get("filter-trade"),
            false,
            of(facets, Facet::Trade),
            |count| same(&query.trade, count),
        ),
        menu(
            "cfa",
            t.get("filter-cfa"),
            false,
            of(facets, Facet::Cfa),
            cfa,
        ),
    ];
    menus
        .into_iter()
        .filter(|menu| menu.choices.len() > 1 || menu.on)
        .collect()
}

fn menu<'a>(
    name: &'static str,
    label: String,
    several: bool,
    counts: impl Iterator<Item = &'a FacetCount>,
    told: impl Fn(&FacetCount) -> Option<(String, bool)>,
) -> Menu {
    let choices: Vec<Choice> = counts
        .filter_map(|count| {
            let (label, on) = told(count)?;
            Some(Choice {
                value: count.value.clone(),
                label,
                count: count.people,
                on,
            })
        })
        .collect();
    Menu {
        name,
        label,
        on: choices.iter().any(|choice| choice.on),
        choices,
        several,
    }
}

fn of(facets: &[FacetCount], facet: Facet) -> impl Iterator<Item = &FacetCount> {
    facets.iter().filter(move |count| count.facet == facet)
}
