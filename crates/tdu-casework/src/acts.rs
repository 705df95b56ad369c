//! What staff do about a person: each act writes facts and one journal line, and can be taken back.

use std::collections::HashMap;

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right};
use tdu_domain::calendar::plus_days;
use tdu_domain::codes::{CommuneCode, Email, Phone};
use tdu_domain::exam::diploma_allowed;
use tdu_domain::facts::{Field, Given, SourceFacts, SourcePatch};
use tdu_domain::journal::{Change, ContactMeans, Payload};
use tdu_domain::merge::{Millis, merged};
use tdu_domain::organisation::SourceSystem;
use tdu_domain::signal::SignalCode;
use tdu_store::{NewSource, SourceRecord};
use uuid::Uuid;

use crate::acting::{Act, Undo};
use crate::contract::move_back;
use crate::error::Problems;
use crate::intake::{Sender, understand};
use crate::referrals::standings;
use crate::sight::Reached;
use crate::undoing::{before, nothing_declared_since, nothing_moved_since};
use crate::writing::without_number;
use crate::{Casework, CaseworkError};

/// Minutes during which an act can be taken back by whoever did it.
pub(crate) const UNDO_MINUTES: i64 = 30;
/// Days for which a warning can be put off at most.
const LONGEST_POSTPONEMENT: i32 = 31;

/// What taking an act back did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenBack {
    /// Things are as before the act.
    Act,
    /// The act had brought the person: nothing is kept of them.
    Person,
}

/// The fields of which staff may keep what one source says: who the person is, and how to reach them.
pub const KEPT: &[Field] = &[
    Field::BirthName,
    Field::UsedName,
    Field::FirstName,
    Field::BirthDate,
    Field::Sex,
    Field::Phone,
    Field::Email,
    Field::Commune,
];

impl Casework {
    /// Records a contact with a young person.
    pub async fn record_contact(
        &self,
        actor: &Actor,
        person: Uuid,
        on: Date,
        means: ContactMeans,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        if on > act.frame.today() {
            return Err(CaseworkError::Invalid {
                field: "on",
                problem: "date-in-future",
            });
        }
        if on < plus_days(act.frame.today(), -366) {
            return Err(CaseworkError::Invalid {
                field: "on",
                problem: "date-too-old",
            });
        }
        let line = self.ids.next();
        act.transaction
            .add_contact(line, person, actor.organisation.id, on, means)
            .await?;
        self.finish(act, actor, line, on, &Payload::ContactRecorded { means })
            .await
    }

    /// Completes or corrects what is known of how to reach a young person. What is absent stays. `commune`
    /// is an INSEE code, or the key of why it could not be told.
    pub async fn complete_details(
        &self,
        actor: &Actor,
        person: Uuid,
        phone: Option<&str>,
        email: Option<&str>,
        commune: Result<Option<&str>, &'static str>,
    ) -> Result<Undo, CaseworkError> {
        let Reached { frame, .. } = self.reach(actor, Right::ActOnPeople, person).await?;
        let given = |text: Option<&str>| {
            text.map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        let mut problems = Problems::default();
        let commune = commune.unwrap_or_else(|problem| {
            problems.refuse("commune", problem);
            None
        });
        let patch = SourcePatch {
            phone: problems.take(parsed(given(phone), "phone", "phone-format", |text| {
                Phone::parse(text).ok()
            }))?,
            email: problems.take(parsed(given(email), "email", "email-format", |text| {
                Email::parse(text).ok()
            }))?,
            commune: problems.settle(parsed(
                given(commune),
                "commune",
                "commune-unknown",
                |text| {
                    let code = CommuneCode::parse(text).ok()?;
                    frame.communes.get(&code).map(|known| known.code.clone())
                },
            ))?,
            ..SourcePatch::default()
        };
        if patch == SourcePatch::default() {
            return Err(CaseworkError::Invalid {
                field: "phone",
                problem: "nothing-given",
            });
        }
        self.declare(actor, person, patch, |changes| Payload::DetailsCompleted {
            changes,
        })
        .await
    }

    /// Keeps what one of a person's sources says of a field, where they do not agree.
    pub async fn keep_said(
        &self,
        actor: &Actor,
        person: Uuid,
        field: Field,
        source: Uuid,
    ) -> Result<Undo, CaseworkError> {
        let Reached { frame, .. } = self.reach(actor, Right::ActOnPeople, person).await?;
        let sources = frame.territory.sources_of(&[person]).await?;
        let said = sources
            .iter()
            .find(|record| record.id == source && KEPT.contains(&field));
        let said = said.ok_or(CaseworkError::NotFound("source"))?;
        let patch = SourcePatch::of(&said.source.facts, field);
        self.declare(actor, person, patch, |changes| Payload::DetailsCompleted {
            changes,
        })
        .await
    }

    /// Records whether the diploma was obtained.
    pub async fn record_diploma(
        &self,
        actor: &Actor,
        person: Uuid,
        obtained: bool,
        on: Option<Date>,
    ) -> Result<Undo, CaseworkError> {
        let Reached { frame, card, .. } = self.reach(actor, Right::ActOnPeople, person).await?;
        diploma_allowed(obtained, on, card.birth_date, frame.today())?;
        let patch = SourcePatch {
            diploma_obtained: Given::Value(obtained),
            diploma_on: on.map_or(Given::Absent, Given::Value),
            ..SourcePatch::default()
        };
        self.declare(actor, person, patch, |changes| Payload::DiplomaRecorded {
            changes,
        })
        .await
    }

    /// Hands a person over to a colleague of the organisation.
    pub async fn hand_over(
        &self,
        actor: &Actor,
        person: Uuid,
        counsellor: &str,
    ) -> Result<Undo, CaseworkError> {
        self.reach(actor, Right::ActOnPeople, person).await?;
        let counsellor = counsellor.trim();
        if counsellor.is_empty() || counsellor.chars().count() > 120 {
            return Err(CaseworkError::Invalid {
                field: "counsellor",
                problem: "nothing-given",
            });
        }
        without_number(counsellor, "counsellor")?;
        let patch = SourcePatch {
            counsellor: Given::Value(counsellor.to_owned()),
            ..SourcePatch::default()
        };
        self.declare(actor, person, patch, |changes| Payload::PersonHandedOver {
            changes,
        })
        .await
    }

    /// Puts a warning off, for the actor's organisation only.
    pub async fn postpone(
        &self,
        actor: &Actor,
        person: Uuid,
        signal: SignalCode,
        days: i32,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        postponement(days)?;
        let until = plus_days(act.frame.today(), days);
        act.transaction
            .postpone(person, actor.organisation.id, signal, Some(until))
            .await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        self.finish(
            act,
            actor,
            line,
            today,
            &Payload::SignalPostponed { signal, until },
        )
        .await
    }

    /// Takes back one of the actor's own recent acts.
    pub async fn undo(&self, actor: &Actor, undo: Undo) -> Result<TakenBack, CaseworkError> {
        if actor.may(Right::ActOnPeople) {
            if self.undo_decision(actor, undo).await?.is_some() {
                return Ok(TakenBack::Act);
            }
            if self.undo_arrival(actor, undo).await?.is_some() {
                return Ok(TakenBack::Person);
            }
        }
        let act = self.begin_with(actor, undoing(actor), undo.person).await?;
        let journal = act.frame.territory.journal_of(undo.person).await?;
        let entry = journal
            .iter()
            .find(|entry| entry.id == undo.line && entry.actor == Some(actor.account))
            .ok_or(CaseworkError::NotFound("act"))?;
        let undone = |line: Uuid| {
            journal.iter().any(|entry| matches!(&entry.payload, Some(Payload::ActUndone { line: other }) if *other == line))
        };
        if undone(undo.line) || self.clock().now() - entry.recorded_at > UNDO_MINUTES * 60_000 {
            return Err(CaseworkError::Conflict("undo-too-late"));
        }
        match &entry.payload {
            Some(Payload::ContactRecorded { .. }) => {
                act.transaction
                    .remove_contact(undo.line, actor.organisation.id)
                    .await?;
            }
            Some(Payload::SignalPostponed { signal, .. }) => {
                act.transaction
                    .postpone(undo.person, actor.organisation.id, *signal, None)
                    .await?;
            }
            Some(
                Payload::DetailsCompleted { changes }
                | Payload::DiplomaRecorded { changes }
                | Payload::PersonHandedOver { changes }
                | Payload::ExamRecorded { changes, .. },
            ) => {
                nothing_declared_since(&journal, entry, undone)?;
                if let Some(Payload::ExamRecorded { exam, .. }) = &entry.payload {
                    let removed = act.transaction.remove_exam(*exam, actor.organisation.id);
                    removed.await?;
                }
                self.declare_in(&act, actor, before(changes)).await?;
            }
            Some(Payload::InformationGiven { .. }) => {
                let transaction = &act.transaction;
                transaction
                    .remove_information(undo.line, actor.organisation.id)
                    .await?;
            }
            Some(Payload::ObjectionRecorded { .. }) => {
                let transaction = &act.transaction;
                let removed = transaction.remove_objection(undo.line, actor.organisation.id);
                if !removed.await? {
                    return Err(CaseworkError::Conflict("undo-too-late"));
                }
            }
            Some(payload) if payload.shared().is_some() => {
                nothing_moved_since(&journal, entry, undone, Payload::shared)?;
                self.take_back_shared(&act, payload).await?;
            }
            Some(Payload::PersonTaken { made, ended, .. }) => {
                act.transaction.untake(*made, ended).await?;
            }
            Some(payload) if let Some((referral, moved)) = standings(payload) => {
                self.undo_referral(&act, actor, referral, moved).await?;
            }
            Some(
                payload @ (Payload::RuptureDeclared { .. }
                | Payload::CallAttempted { .. }
                | Payload::SignNoticed { .. }
                | Payload::ViewRecorded { .. }
                | Payload::SituationTold { .. }),
            ) => {
                self.undo_contract(&act, actor, undo.line, payload).await?;
            }
            Some(payload) if crate::road::is_of_the_road(payload) => {
                self.undo_road(&act, undo.line, payload).await?;
            }
            Some(payload) if payload.of_contract().is_some() => {
                nothing_moved_since(&journal, entry, undone, Payload::of_contract)?;
                move_back(&act, undo.line, payload).await?;
            }
            _ => return Err(CaseworkError::Conflict("undo-impossible")),
        }
        let (line, today) = (self.ids.next(), act.frame.today());
        self.finish(
            act,
            actor,
            line,
            today,
            &Payload::ActUndone { line: undo.line },
        )
        .await?;
        Ok(TakenBack::Act)
    }

    /// A fact told by staff: kept as a source of its own, one per organisation and person.
    async fn declare(
        &self,
        actor: &Actor,
        person: Uuid,
        patch: SourcePatch,
        payload: impl FnOnce(Vec<Change>) -> Payload,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let changes = self.declare_in(&act, actor, patch).await?;
        if changes.is_empty() {
            return Err(CaseworkError::Conflict("nothing-changes"));
        }
        let (line, today) = (self.ids.next(), act.frame.today());
        self.finish(act, actor, line, today, &payload(changes))
            .await
    }

    pub(crate) async fn declare_in(
        &self,
        act: &Act,
        actor: &Actor,
        patch: SourcePatch,
    ) -> Result<Vec<Change>, CaseworkError> {
        let (organisation, system) = (actor.organisation.id, SourceSystem::Staff);
        let external_id = act.person.to_string();
        let ids = [external_id.clone()];
        let existing = act
            .transaction
            .sources_by_external_id(organisation, system, &ids)
            .await?
            .pop();
        let sender = Sender {
            organisation,
            system,
            actor: None,
            import: None,
        };
        let now = self.clock().now();
        let first = existing.is_none();
        let told = SourceFacts::default().apply(patch.clone());
        let (mut record, mut changes) =
            understand(&sender, existing, external_id, patch, now, &self.ids);
        record.person = act.person;
        if !first {
            let sources = act.transaction.sources_of(&[act.person]).await?;
            changes.extend(said_again(&mut record, &told, &changes, &sources, now));
        }
        if first {
            changes = record
                .source
                .facts
                .known()
                .into_iter()
                .map(|(field, text)| (field, None, Some(text)))
                .collect();
        }
        if !changes.is_empty() {
            let raw = serde_json::to_string(&changes)?;
            act.transaction
                .put_sources(vec![NewSource {
                    record,
                    raw,
                    import: None,
                }])
                .await?;
        }
        Ok(changes)
    }
}

/// What staff say again as they said it before, of which another source has said something else since: their
/// word becomes the most recent.
fn said_again(
    record: &mut SourceRecord,
    told: &[Field],
    changes: &[Change],
    sources: &[SourceRecord],
    now: Millis,
) -> Vec<Change> {
    let shown = merged(sources.iter().map(|known| &known.source));
    let texts = |facts: &SourceFacts| facts.known().into_iter().collect::<HashMap<_, _>>();
    let (mut shown, mut kept) = (texts(&shown), texts(&record.source.facts));
    let mut again = Vec::new();
    for field in told.iter().filter(|field| field.is_personal()) {
        let told_anew = changes.iter().any(|(known, ..)| known == field);
        if !told_anew && shown.get(field) != kept.get(field) {
            record.updated_at = now;
            record.source.changed_at.insert(*field, now);
            again.push((*field, shown.remove(field), kept.remove(field)));
        }
    }
    again
}

/// The right with which an actor takes their own acts back. To see the person is enough, since refusing a
/// referral ends more than that; who only looks for companies has no other.
fn undoing(actor: &Actor) -> Right {
    if actor.may(Right::ActOnPeople) {
        Right::SeePeople
    } else {
        Right::SearchCompanies
    }
}

/// Refuses to put a warning off for too long, or for nothing.
pub(crate) fn postponement(days: i32) -> Result<(), CaseworkError> {
    if (1..=LONGEST_POSTPONEMENT).contains(&days) {
        return Ok(());
    }
    Err(CaseworkError::Invalid {
        field: "days",
        problem: "postponement-length",
    })
}

fn parsed<T>(
    text: Option<String>,
    field: &'static str,
    problem: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Given<T>, CaseworkError> {
    match text {
        None => Ok(Given::Absent),
        Some(text) => parse(&text)
            .map(Given::Value)
            .ok_or(CaseworkError::Invalid { field, problem }),
    }
}
