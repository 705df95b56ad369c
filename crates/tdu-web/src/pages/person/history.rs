//! What happened, in sentences, newest first, by month.

use std::cmp::Reverse;

use jiff::civil::Date;
use tdu_casework::{Frame, PersonView, TimelineEntry};
use tdu_domain::facts::Field;
use tdu_domain::journal::{ActCode, Change, Payload};
use tdu_domain::organisation::Network;
use tdu_domain::referral::{Alternative, Motive, Step};
use tdu_domain::training::trade_name;
use uuid::Uuid;

use super::rights::of_rights;
use crate::page::network_class;
use crate::pages::contract;
use crate::pages::road;
use crate::pages::together;
use crate::{Texts, words};

/// Changes of a delivery told one by one.
const TOLD: usize = 4;

/// The acts of a month.
pub(crate) struct Month {
    pub(crate) name: String,
    pub(crate) acts: Vec<Told>,
}

/// An act, told.
pub(crate) struct Told {
    pub(crate) class: &'static str,
    pub(crate) on: Date,
    pub(crate) day: String,
    pub(crate) sentence: String,
    pub(crate) details: Vec<String>,
    pub(crate) source: String,
    pub(crate) undone: bool,
    /// A decision on who is who that can be taken back: its line, and what that is called.
    pub(crate) undo: Option<(Uuid, String)>,
}

/// Tells a person's journal, of one network or of both; whoever `decides` may take decisions back.
pub(crate) fn months(
    t: Texts,
    person: &PersonView,
    frame: &Frame,
    only: Option<Network>,
    decides: bool,
) -> Vec<Month> {
    let undone: Vec<Uuid> = person
        .timeline
        .iter()
        .filter_map(|entry| match entry.payload {
            Some(Payload::ActUndone { line }) => Some(line),
            _ => None,
        })
        .collect();
    let received = |entry: &&TimelineEntry| entry.act == ActCode::SourceReceived;
    let first = person
        .timeline
        .iter()
        .rfind(received)
        .map(|entry| entry.line);
    let said = |entry: &TimelineEntry| {
        if received(&entry) && Some(entry.line) != first {
            t.get("act-source-joined")
        } else {
            sentence(t, entry, frame)
        }
    };
    let network = |entry: &TimelineEntry| {
        let organisation = entry.organisation.as_ref()?;
        Some(organisation.network)
    };
    // What was noted later comes where it happened.
    let mut entries: Vec<&TimelineEntry> = person.timeline.iter().collect();
    entries.sort_by_key(|entry| Reverse(entry.on));
    let mut months: Vec<Month> = Vec::new();
    for entry in entries {
        if only.is_some() && network(entry) != only {
            continue;
        }
        let name = t.month(entry.on);
        let told = Told {
            class: network(entry).map_or("both", network_class),
            on: entry.on,
            day: t.short(entry.on),
            sentence: said(entry),
            details: details(t, entry, frame),
            source: source(t, entry, frame),
            undone: undone.contains(&entry.line),
            undo: undo_of(t, entry).filter(|_| decides && !undone.contains(&entry.line)),
        };
        match months.last_mut() {
            Some(month) if month.name == name => month.acts.push(told),
            _ => months.push(Month {
                name,
                acts: vec![told],
            }),
        }
    }
    months
}

/// What taking back a decision on who is who is called.
fn undo_of(t: Texts, entry: &TimelineEntry) -> Option<(Uuid, String)> {
    let label = match entry.payload.as_ref()? {
        Payload::PeopleMerged { .. } => t.get("undo-merge"),
        Payload::RecordsSplit { .. } => t.get("undo-split"),
        Payload::PeopleToldApart { .. } => t.get("undo-told-apart"),
        _ => return None,
    };
    Some((entry.line, label))
}

/// What was done, in a sentence.
pub(crate) fn sentence(t: Texts, entry: &TimelineEntry, frame: &Frame) -> String {
    let system =
        |system: tdu_domain::organisation::SourceSystem| t.of_code("system", system.code());
    if let Some(told) = entry.payload.as_ref().and_then(|told| of_rights(t, told)) {
        return told;
    }
    match &entry.payload {
        Some(Payload::SourceReceived { system: from }) => {
            t.one("act-source-received-from", "system", system(*from))
        }
        Some(Payload::SourceChanged {
            system: from,
            changes,
        }) => t.with(
            "act-source-changed-from",
            [
                ("system", system(*from).into()),
                ("n", changes.len().into()),
            ],
        ),
        Some(Payload::ContactRecorded { means }) => {
            t.one("act-contact-by", "means", t.of_code("means", means.code()))
        }
        Some(Payload::PersonHandedOver { changes }) => {
            let to = changes.iter().find_map(|(_, _, after)| after.clone());
            t.one("act-handed-to", "name", to.unwrap_or_default())
        }
        Some(Payload::SignalPostponed { signal, until }) => t.with(
            "act-postponed-until",
            [
                ("signal", t.of_code("signal", signal.code()).into()),
                ("until", t.date(*until).into()),
            ],
        ),
        Some(Payload::PeopleMerged { records, .. }) if !records.is_empty() => {
            t.count("act-people-merged-n", records.len())
        }
        Some(Payload::RecordsSplit { records, .. }) => {
            t.count("act-records-split-n", records.len())
        }
        Some(Payload::AccessAsked { reason }) => {
            t.one("act-access-asked-why", "reason", reason.as_str())
        }
        Some(Payload::AccessAccepted {
            organisation: to,
            until,
        }) => accepted(t, frame, *to, *until),
        Some(Payload::AccessRefused { organisation, word }) => t.with(
            "act-access-refused-word",
            [
                ("name", organisation_name(frame, *organisation).into()),
                ("word", word.as_str().into()),
            ],
        ),
        Some(Payload::AccessWithdrawn { organisation: from }) => withdrawn(t, frame, *from),
        Some(Payload::EmergencyOpened {
            reason,
            words,
            hours,
        }) => t.with(
            "act-emergency-opened-why",
            [
                ("reason", t.of_code("emergency", reason.code()).into()),
                ("words", words.as_str().into()),
                ("hours", (*hours).into()),
            ],
        ),
        Some(Payload::ReferralMoved { .. }) => referral(t, entry, frame),
        Some(Payload::PersonTaken {
            colleague: Some(name),
            ..
        }) => t.one("act-person-put-in-charge", "name", name.as_str()),
        Some(Payload::MissionLocaleChanged { from }) => match frame.organisations.get(from) {
            Some(before) => t.one(
                "act-mission-locale-changed-from",
                "name",
                before.name.as_str(),
            ),
            None => t.of_code("act", entry.act.code()),
        },
        Some(payload) if payload.shared().is_some() => together::sentence(t, payload, frame),
        Some(payload) if let Some(said) = road::sentence(t, payload, frame) => said,
        Some(payload) => {
            contract::sentence(t, payload).unwrap_or_else(|| t.of_code("act", entry.act.code()))
        }
        None => t.of_code("act", entry.act.code()),
    }
}

/// What became of a referral, in a sentence.
fn referral(t: Texts, entry: &TimelineEntry, frame: &Frame) -> String {
    let Some(Payload::ReferralMoved {
        receiver,
        after,
        trades,
        ..
    }) = &entry.payload
    else {
        return t.of_code("act", entry.act.code());
    };
    let to = organisation_name(frame, *receiver);
    let told = |kind: &str, code: Option<&str>| {
        code.map_or_else(String::new, |code| t.of_code(kind, code))
    };
    let named: Vec<&str> = trades
        .iter()
        .map(|code| trade_name(code).unwrap_or(code.as_str()))
        .collect();
    let none_or = |text: String| {
        if text.is_empty() {
            "none".to_owned()
        } else {
            text
        }
    };
    t.with(
        &format!("act-{}-to", entry.act.code().replace('_', "-")),
        [
            ("to", to.into()),
            ("trades", none_or(named.join(", ")).into()),
            (
                "step",
                told("referral-step", after.step.map(Step::code)).into(),
            ),
            (
                "on",
                none_or(after.step_on.map(|on| t.date(on)).unwrap_or_default()).into(),
            ),
            (
                "motive",
                told("referral-motive", after.motive.map(Motive::code)).into(),
            ),
            (
                "alternative",
                told(
                    "referral-alternative",
                    after.alternative.map(Alternative::code),
                )
                .into(),
            ),
        ],
    )
}

fn accepted(t: Texts, frame: &Frame, to: Uuid, until: Date) -> String {
    let name = organisation_name(frame, to);
    t.with(
        "act-access-accepted-until",
        [("name", name.into()), ("until", t.date(until).into())],
    )
}

fn withdrawn(t: Texts, frame: &Frame, from: Uuid) -> String {
    let name = organisation_name(frame, from);
    t.one("act-access-withdrawn-from", "name", name)
}

fn organisation_name(frame: &Frame, id: Uuid) -> String {
    let known = frame.organisations.get(&id);
    known.map_or_else(|| id.to_string(), |known| known.name.clone())
}

/// What an act changed, beyond its sentence.
pub(crate) fn changes(entry: &TimelineEntry) -> &[Change] {
    match &entry.payload {
        Some(
            Payload::SourceChanged { changes, .. }
            | Payload::DetailsCompleted { changes }
            | Payload::DiplomaRecorded { changes },
        ) => changes,
        _ => &[],
    }
}

fn details(t: Texts, entry: &TimelineEntry, frame: &Frame) -> Vec<String> {
    let changes = changes(entry);
    let mut told: Vec<String> = changes
        .iter()
        .take(TOLD)
        .map(|change| changed(t, change, frame))
        .collect();
    if changes.len() > TOLD {
        told.push(t.count("history-more", changes.len() - TOLD));
    }
    told
}

/// A change, in a sentence.
pub(crate) fn changed(t: Texts, (field, before, after): &Change, frame: &Frame) -> String {
    let shown = |text: &Option<String>| {
        text.as_deref().map_or_else(
            || t.get("unknown"),
            |text| words::value(t, *field, text, &frame.communes),
        )
    };
    let key = match before {
        Some(_) => "history-changed",
        None => "history-told",
    };
    t.with(
        key,
        [
            ("field", name(t, *field).into()),
            ("before", shown(before).into()),
            ("after", shown(after).into()),
        ],
    )
}

/// The name of a fact.
pub(crate) fn name(t: Texts, field: Field) -> String {
    t.of_code("field", field.name())
}

fn source(t: Texts, entry: &TimelineEntry, frame: &Frame) -> String {
    let recorded = frame.day_of(entry.recorded_at);
    let late = (recorded != entry.on).then(|| t.one("history-recorded", "day", t.date(recorded)));
    words::dotted(&[
        entry.actor.as_deref(),
        entry
            .organisation
            .as_ref()
            .map(|organisation| organisation.name.as_str()),
        late.as_deref(),
    ])
}
