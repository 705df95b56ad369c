//! Asking to see someone whom others accompany, answering such requests, and opening a file in an
//! emergency without waiting for an answer.

use std::sync::Arc;

use jiff::civil::Date;
use tdu_domain::access::{
    Actor, Decision, EMERGENCY_HOURS, EmergencyReason, LONGEST_ACCESS, Limit, Masked, Reason,
    RequestState, Right, Subject, Tie, decide,
};
use tdu_domain::audit::AccessCode;
use tdu_domain::calendar::plus_days;
use tdu_domain::free_text::Written;
use tdu_domain::identity::Identity;
use tdu_domain::journal::Payload;
use tdu_domain::text::fold;
use tdu_linkage::Zone;
use tdu_store::{AccessRequest, CaseloadRow, ComputedPerson, Emergency, ReceivedRequest, Relation};
use uuid::Uuid;

use crate::acting::refresh;
use crate::error::Problems;
use crate::frame::Frame;
use crate::registry::{Held, comparable};
use crate::sight::{Reached, limit_of, tie};
use crate::writing::words;
use crate::{Casework, CaseworkError};

/// People shown for one identity.
const FOUND: usize = 3;
/// Requests sent that a page shows.
const SENT: u32 = 50;
/// Emergencies that a page shows.
const EMERGENCIES: u32 = 100;
/// Letters of a reason or a refusal, at most.
const WORDS: usize = 500;
const HOUR: i64 = 3_600_000;

/// Someone looked for by their civil identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// Last name, birth name or used name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Date of birth.
    pub birth_date: Date,
}

impl Sought {
    /// Whether every word of both names is one of someone's folded names.
    fn is_named(&self, search_key: &str) -> bool {
        let names: Vec<&str> = search_key.split_whitespace().collect();
        let sought = fold(&format!("{} {}", self.last_name, self.first_name));
        !sought.is_empty() && sought.split_whitespace().all(|word| names.contains(&word))
    }
}

/// What is told of someone found.
#[derive(Debug, Clone)]
pub enum Met {
    /// The actor may see them already.
    Own(Uuid),
    /// Somebody is there, whom others accompany.
    Masked(Masked),
}

/// The requests of an organisation.
#[derive(Debug, Clone)]
pub struct RequestsView {
    /// Those it must answer.
    pub received: Vec<ReceivedRequest>,
    /// The accesses that it, or another that accompanies the person, gave and that hold today.
    pub given: Vec<ReceivedRequest>,
    /// Those it made, newest first.
    pub sent: Vec<AccessRequest>,
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Accepted, until the end of a day.
    Accept(Date),
    /// Refused, with a word.
    Refuse(Written),
}

struct Candidate {
    person: Uuid,
    told: Met,
    archived: bool,
}

impl Casework {
    /// Who of the territory has this identity, masked unless the actor may see them.
    pub async fn seek(&self, actor: &Actor, sought: &Sought) -> Result<Vec<Met>, CaseworkError> {
        let (_, found) = self.candidates(actor, Right::AskAccess, sought).await?;
        Ok(found.into_iter().map(|candidate| candidate.told).collect())
    }

    /// Those with this identity whom the actor may reach with a right.
    pub(crate) async fn own_people(
        &self,
        actor: &Actor,
        right: Right,
        sought: &Sought,
    ) -> Result<Vec<Uuid>, CaseworkError> {
        let (_, found) = self.candidates(actor, right, sought).await?;
        let own = found
            .into_iter()
            .filter(|candidate| matches!(candidate.told, Met::Own(_)));
        Ok(own.map(|candidate| candidate.person).collect())
    }

    async fn candidates(
        &self,
        actor: &Actor,
        right: Right,
        sought: &Sought,
    ) -> Result<(Arc<Frame>, Vec<Candidate>), CaseworkError> {
        actor.scope(right)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let identity = Identity {
            birth_name: Some(sought.last_name.trim().to_owned()),
            first_name: Some(sought.first_name.trim().to_owned()),
            birth_date: Some(sought.birth_date),
            ..Identity::default()
        };
        let registry = Held::look(&frame).await?;
        let people: Vec<(Uuid, Zone)> = registry
            .likenesses(&comparable(&identity), None)
            .into_iter()
            .filter(|likeness| likeness.zone >= Zone::Doubt)
            .map(|likeness| (likeness.person, likeness.zone))
            .collect();
        drop(registry);
        let keys: Vec<Uuid> = people.iter().map(|(person, _)| *person).collect();
        let mut computed = frame.territory.computed(&keys).await?;
        let mut found = Vec::new();
        for (person, zone) in people {
            let Some(computed) = computed.remove(&person) else {
                continue;
            };
            let is_it = |row: &CaseloadRow| {
                row.birth_date == Some(sought.birth_date)
                    && (zone == Zone::Same || sought.is_named(&row.search_key))
            };
            if !computed.caseload.first().is_some_and(is_it) {
                continue;
            }
            if let Some(told) = self.told(actor, right, &frame, person, &computed) {
                let archived = limit_of(&computed) == Some(Limit::Archived);
                found.push(Candidate {
                    person,
                    told,
                    archived,
                });
            }
        }
        found.truncate(FOUND);
        let searched = self.looked(AccessCode::PeopleSearched);
        self.note(&frame, actor, [searched.of_rows(found.len())])
            .await?;
        Ok((frame, found))
    }

    fn told(
        &self,
        actor: &Actor,
        right: Right,
        frame: &Frame,
        person: Uuid,
        computed: &ComputedPerson,
    ) -> Option<Met> {
        let ties: Vec<Tie<'_>> = computed.caseload.iter().map(tie).collect();
        let subject = Subject {
            territory: frame.row.id,
            ties: &ties,
            limited: limit_of(computed),
        };
        match decide(actor, right, &subject, self.moment(frame)) {
            Decision::Allowed(_) => Some(Met::Own(person)),
            Decision::Masked => {
                let row = computed.caseload.first()?;
                let accompany = computed
                    .caseload
                    .iter()
                    .filter(|row| {
                        !matches!(row.relation, Relation::Shared(_) | Relation::Referred(_))
                    })
                    .filter_map(|row| frame.organisations.get(&row.organisation))
                    .map(|organisation| organisation.name.clone());
                Some(Met::Masked(Masked::of(
                    &row.first_name,
                    &row.last_name,
                    row.birth_date,
                    frame.today(),
                    accompany.collect(),
                )))
            }
            Decision::Denied(_) => None,
        }
    }

    /// The one of the people found that was chosen, whom the actor may not see yet.
    async fn stranger(
        &self,
        actor: &Actor,
        sought: &Sought,
        rank: usize,
    ) -> Result<(Arc<Frame>, Candidate, String), CaseworkError> {
        let (frame, mut found) = self.candidates(actor, Right::AskAccess, sought).await?;
        if rank >= found.len() {
            return Err(CaseworkError::NotFound("person"));
        }
        let candidate = found.swap_remove(rank);
        if candidate.archived {
            return Err(CaseworkError::Conflict("person-archived"));
        }
        let Met::Masked(masked) = &candidate.told else {
            return Err(CaseworkError::Conflict("access-already"));
        };
        let initials = masked.initials.clone();
        Ok((frame, candidate, initials))
    }

    /// Asks those who accompany someone to let the actor's organisation see them.
    pub async fn ask_access(
        &self,
        actor: &Actor,
        sought: &Sought,
        rank: usize,
        reason: impl Into<Written>,
    ) -> Result<(), CaseworkError> {
        let (frame, Candidate { person, .. }, initials) =
            self.stranger(actor, sought, rank).await?;
        let reason = words(&reason.into(), WORDS, "reason", "access-words")?;
        let transaction = frame.territory.begin().await?;
        transaction.lock_people(&[person]).await?;
        let organisation = actor.organisation.id;
        if transaction.has_access_request(person, organisation).await? {
            return Err(CaseworkError::Conflict("access-asked"));
        }
        let request = AccessRequest {
            id: self.ids.next(),
            person,
            organisation,
            account: actor.account,
            account_name: actor.name.clone(),
            initials,
            reason: reason.clone(),
            asked_at: self.clock().now(),
            state: RequestState::Open,
            decided_at: None,
            decided_by: None,
            answer: None,
            until: None,
        };
        transaction.add_access_request(&request).await?;
        let payload = Payload::AccessAsked { reason };
        self.tell(&frame, &transaction, actor, person, &payload)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// The requests that the actor's organisation received and made.
    pub async fn access_requests(&self, actor: &Actor) -> Result<RequestsView, CaseworkError> {
        let scope = actor.scope(Right::AskAccess)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        Ok(RequestsView {
            received: frame.territory.requests_received(&scope).await?,
            given: frame
                .territory
                .accesses_given(&scope, frame.today())
                .await?,
            sent: frame.territory.requests_sent(&scope, SENT).await?,
        })
    }

    /// How many requests wait for the actor's organisation; none for who cannot answer.
    pub async fn access_requests_waiting(&self, actor: &Actor) -> Result<i64, CaseworkError> {
        let Ok(scope) = actor.scope(Right::AskAccess) else {
            return Ok(0);
        };
        let frame = self.frame_of(actor.organisation.id).await?;
        Ok(frame.territory.count_requests_received(&scope).await?)
    }

    /// Answers a request about someone whom the actor's organisation accompanies.
    pub async fn answer_access(
        &self,
        actor: &Actor,
        request: Uuid,
        answer: Answer,
    ) -> Result<(), CaseworkError> {
        let scope = actor.scope(Right::AskAccess)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let asked = frame.territory.request_received(&scope, request).await?;
        let asked = asked.ok_or(CaseworkError::NotFound("request"))?;
        self.accompanies(actor, asked.person).await?;
        let (person, organisation) = (asked.person, asked.organisation);
        let mut answered = AccessRequest {
            decided_at: Some(self.clock().now()),
            decided_by: Some(actor.name.clone()),
            ..asked
        };
        let payload = match answer {
            Answer::Accept(until) => {
                let today = frame.today();
                if until < today || until > plus_days(today, LONGEST_ACCESS) {
                    return Err(CaseworkError::Invalid {
                        field: "until",
                        problem: "access-until",
                    });
                }
                answered.state = RequestState::Accepted;
                answered.until = Some(until);
                Payload::AccessAccepted {
                    organisation,
                    until,
                }
            }
            Answer::Refuse(word) => {
                let word = words(&word, WORDS, "word", "access-words")?;
                answered.state = RequestState::Refused;
                answered.answer = Some(word.clone());
                Payload::AccessRefused { organisation, word }
            }
        };
        let transaction = frame.territory.begin().await?;
        transaction.lock_people(&[person]).await?;
        if !transaction.answer_access_request(&answered).await? {
            return Err(CaseworkError::Conflict("access-answered"));
        }
        self.tell(&frame, &transaction, actor, person, &payload)
            .await?;
        refresh(&frame, &transaction, person).await?;
        Ok(transaction.commit().await?)
    }

    /// Whether the actor's organisation accompanies someone itself: an access that others gave it gives
    /// none to others.
    pub(crate) async fn accompanies(
        &self,
        actor: &Actor,
        person: Uuid,
    ) -> Result<(), CaseworkError> {
        let Reached { sight, .. } = self.reach(actor, Right::AskAccess, person).await?;
        if matches!(sight.why, Reason::Shared | Reason::BreakGlass) {
            return Err(CaseworkError::NotFound("request"));
        }
        Ok(())
    }

    /// Opens someone's file at once, for the actor alone and for some hours; data protection officers
    /// are told. Returns the person.
    pub async fn open_in_emergency(
        &self,
        actor: &Actor,
        sought: &Sought,
        rank: usize,
        reason: EmergencyReason,
        why: impl Into<Written>,
        hours: i64,
    ) -> Result<Uuid, CaseworkError> {
        actor.scope(Right::BreakGlass)?;
        let (frame, Candidate { person, .. }, initials) =
            self.stranger(actor, sought, rank).await?;
        let mut problems = Problems::default();
        if !(1..=EMERGENCY_HOURS).contains(&hours) {
            problems.refuse("hours", "emergency-hours");
        }
        let why = problems.settle(words(&why.into(), WORDS, "words", "access-words"))?;
        let now = self.clock().now();
        let opened = Emergency {
            id: self.ids.next(),
            person,
            organisation: actor.organisation.id,
            account: actor.account,
            account_name: actor.name.clone(),
            initials,
            reason,
            words: why.clone(),
            opened_at: now,
            until: now + hours * HOUR,
        };
        let transaction = frame.territory.begin().await?;
        transaction.add_emergency(&opened).await?;
        let payload = Payload::EmergencyOpened {
            reason,
            words: why,
            hours,
        };
        self.tell(&frame, &transaction, actor, person, &payload)
            .await?;
        transaction.commit().await?;
        tracing::warn!(account = %actor.account, emergency = %opened.id, "a file was opened in an emergency");
        Ok(person)
    }

    /// The emergencies that concern a data protection officer's organisation, and whether each was read.
    pub async fn emergencies(
        &self,
        actor: &Actor,
    ) -> Result<Vec<(Emergency, bool)>, CaseworkError> {
        let scope = actor.scope(Right::ReadJournal)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        Ok(frame.territory.emergencies(&scope, EMERGENCIES).await?)
    }

    /// How many of them were not read; none for who does not read them.
    pub async fn emergencies_unread(&self, actor: &Actor) -> Result<i64, CaseworkError> {
        let Ok(scope) = actor.scope(Right::ReadJournal) else {
            return Ok(0);
        };
        let frame = self.frame_of(actor.organisation.id).await?;
        Ok(frame.territory.count_emergencies_unread(&scope).await?)
    }

    /// Notes that the actor's organisation read of an emergency.
    pub async fn read_emergency(&self, actor: &Actor, id: Uuid) -> Result<(), CaseworkError> {
        let scope = actor.scope(Right::ReadJournal)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        if !frame.territory.concerns(&scope, id).await? {
            return Err(CaseworkError::NotFound("emergency"));
        }
        let transaction = frame.territory.begin().await?;
        transaction
            .read_emergency(id, actor.organisation.id, &actor.name, self.clock().now())
            .await?;
        Ok(transaction.commit().await?)
    }
}
