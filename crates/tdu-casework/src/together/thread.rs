//! The thread of the two staffs about a person: written, read, taken back.

use std::collections::{BTreeSet, HashMap};

use tdu_domain::access::{Actor, Reason, Right};
use tdu_domain::free_text::Written;
use tdu_domain::journal::Payload;
use tdu_domain::merge::Millis;
use tdu_domain::organisation::Organisation;
use tdu_domain::together::message::{Notice, is_removable};
use tdu_store::{ComputedPerson, MessageRow, MessageTold, UnreadThread};
use uuid::Uuid;

use super::{Colleague, by};
use crate::acting::{Act, Undo};
use crate::frame::Frame;
use crate::sight::Reached;
use crate::writing::words;
use crate::{Casework, CaseworkError};

/// Letters of a message, at most.
const WORDS: usize = 2_000;

/// A message to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// What it says.
    pub text: Written,
    /// The accounts it names: of staff who may see the person.
    pub mentions: Vec<Uuid>,
}

/// A message, as one of the two staffs reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageView {
    /// The message.
    pub message: MessageRow,
    /// The organisation of its author.
    pub organisation: Option<Organisation>,
    /// Whom it names.
    pub mentions: Vec<String>,
    /// Whether the actor may take it back now.
    pub removable: bool,
}

impl Casework {
    /// The thread about someone whom the actor accompanies, the last message first. A file opened in
    /// an emergency, or lent for a while, does not open what the two staffs write to each other.
    pub async fn thread(
        &self,
        actor: &Actor,
        person: Uuid,
    ) -> Result<Vec<MessageView>, CaseworkError> {
        let reached = self.reach(actor, Right::SeePeople, person).await?;
        self.thread_of(actor, &reached, person).await
    }

    pub(super) async fn thread_of(
        &self,
        actor: &Actor,
        reached: &Reached,
        person: Uuid,
    ) -> Result<Vec<MessageView>, CaseworkError> {
        if matches!(reached.sight.why, Reason::BreakGlass | Reason::Shared) {
            return Ok(Vec::new());
        }
        let frame = &reached.frame;
        let messages = frame.territory.messages_of(person).await?;
        let mut mentions: HashMap<Uuid, Vec<String>> = HashMap::new();
        for (message, name) in frame.territory.mentions_of(person).await? {
            mentions.entry(message).or_default().push(name);
        }
        let now = self.clock().now();
        let view = |message: MessageRow| MessageView {
            organisation: frame.organisations.get(&message.by.organisation).cloned(),
            mentions: mentions.remove(&message.id).unwrap_or_default(),
            removable: message.by.account == actor.account && may_go(&message, now),
            message,
        };
        Ok(messages.into_iter().map(view).collect())
    }

    /// Writes to the staff who accompany a person.
    pub async fn write_message(
        &self,
        actor: &Actor,
        person: Uuid,
        new: &NewMessage,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let text = words(&new.text, WORDS, "message", "message-words")?;
        let computed = act.transaction.computed(&[person]).await?.remove(&person);
        let computed = computed.ok_or(CaseworkError::NotFound("person"))?;
        if !accompanies(actor, &computed) {
            return Err(CaseworkError::Conflict("message-lent"));
        }
        let staff = self.staff_about(&computed).await?;
        let named = |account: &Uuid| staff.iter().any(|one| one.account == *account);
        if !new.mentions.iter().all(named) {
            return Err(CaseworkError::Invalid {
                field: "mention",
                problem: "message-mention",
            });
        }
        let now = self.clock().now();
        let message = MessageRow {
            id: self.ids.next(),
            person,
            by: by(actor),
            words: text,
            written_at: now,
            removed_at: None,
        };
        let wrote = act.transaction.writers_about(person).await?;
        let wrote: Vec<Uuid> = wrote.into_iter().map(|writer| writer.account).collect();
        let mut told = told(actor, &computed, &staff, &new.mentions, &wrote);
        self.tell_stand_ins(&act, &staff, &mut told).await?;
        told.retain(|one| one.to.account != actor.account);
        act.transaction.add_message(&message, &told).await?;
        let (organisation, account) = (actor.organisation.id, actor.account);
        act.transaction
            .answered_for(person, organisation, now)
            .await?;
        act.transaction.read_thread(person, account, now).await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        let payload = Payload::MessageWritten {
            message: message.id,
        };
        self.finish(act, actor, line, today, &payload).await
    }

    /// Takes the words of one of the actor's own messages away, within half an hour.
    pub async fn remove_message(
        &self,
        actor: &Actor,
        message: Uuid,
    ) -> Result<Uuid, CaseworkError> {
        let scope = actor.scope(Right::ActOnPeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let person = frame.territory.person_of_message(&scope, message).await?;
        let person = person.ok_or(CaseworkError::NotFound("message"))?;
        let act = self.begin(actor, person).await?;
        let found = act.transaction.message(message).await?;
        let own = found.filter(|found| found.by.account == actor.account);
        let own = own.ok_or(CaseworkError::NotFound("message"))?;
        self.take_words_away(&act, &own).await?;
        let (line, today) = (self.ids.next(), act.frame.today());
        let payload = Payload::MessageRemoved { message };
        self.finish(act, actor, line, today, &payload).await?;
        Ok(person)
    }

    /// Takes the words of a message away, as a part of an act.
    pub(super) async fn take_words_away(
        &self,
        act: &Act,
        message: &MessageRow,
    ) -> Result<(), CaseworkError> {
        let now = self.clock().now();
        if !may_go(message, now) {
            return Err(CaseworkError::Conflict("message-too-late"));
        }
        act.transaction.remove_message(message.id, now).await?;
        Ok(())
    }

    /// Notes that the actor has read the thread about a person.
    pub async fn read_thread(&self, actor: &Actor, person: Uuid) -> Result<(), CaseworkError> {
        let Reached { frame, .. } = self.reach(actor, Right::SeePeople, person).await?;
        let now = self.clock().now();
        let transaction = frame.territory.begin().await?;
        transaction.read_thread(person, actor.account, now).await?;
        Ok(transaction.commit().await?)
    }

    /// How many messages the actor has not read.
    pub async fn unread_messages(&self, actor: &Actor) -> Result<i64, CaseworkError> {
        let Ok(scope) = actor.scope(Right::SeePeople) else {
            return Ok(0);
        };
        let frame = self.frame_of(actor.organisation.id).await?;
        Ok(frame.territory.count_unread(&scope).await?)
    }

    /// The threads that the actor has not read, the last first.
    pub async fn unread_threads(&self, actor: &Actor) -> Result<Vec<UnreadThread>, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        Ok(frame.territory.unread_threads(&scope).await?)
    }

    /// The staff whom a message about a person may name, the actor aside: by organisation, then name.
    pub async fn mentionable(
        &self,
        actor: &Actor,
        person: Uuid,
    ) -> Result<Vec<Colleague>, CaseworkError> {
        let reached = self.reach(actor, Right::ActOnPeople, person).await?;
        let mut staff = self.staff_about(&reached.computed).await?;
        staff.retain(|one| one.account != actor.account);
        Ok(staff)
    }

    /// Who stands in today for somebody told is told too.
    async fn tell_stand_ins(
        &self,
        act: &Act,
        staff: &[Colleague],
        told: &mut Vec<MessageTold>,
    ) -> Result<(), CaseworkError> {
        let (today, store) = (act.frame.today(), self.store());
        let organisations: BTreeSet<Uuid> = told.iter().map(|one| one.to.organisation).collect();
        for organisation in organisations {
            for (absent, cover) in store.covers(organisation, today).await? {
                let is = |one: &MessageTold, account| {
                    one.to.account == account && one.to.organisation == organisation
                };
                let colleague = staff
                    .iter()
                    .find(|one| one.account == cover && one.organisation == organisation);
                let heard = told.iter().any(|one| is(one, cover));
                let away = told.iter().any(|one| is(one, absent));
                if let (true, false, Some(colleague)) = (away, heard, colleague) {
                    let (to, why) = (colleague.by(), Notice::Follower);
                    told.push(MessageTold { to, why });
                }
            }
        }
        Ok(())
    }

    /// The staff of the organisations that accompany a person.
    pub(super) async fn staff_about(
        &self,
        computed: &ComputedPerson,
    ) -> Result<Vec<Colleague>, CaseworkError> {
        let accompanying = computed
            .caseload
            .iter()
            .filter(|row| row.relation.accompanies());
        let organisations: Vec<Uuid> = accompanying.map(|row| row.organisation).collect();
        self.staff_of(&organisations).await
    }
}

/// Whether an actor's organisation accompanies a person itself.
fn accompanies(actor: &Actor, computed: &ComputedPerson) -> bool {
    computed
        .caseload
        .iter()
        .any(|row| row.organisation == actor.organisation.id && row.relation.accompanies())
}

fn may_go(message: &MessageRow, now: Millis) -> bool {
    message.removed_at.is_none() && is_removable(message.written_at, now)
}

/// Who is told of a message: those it names, those who wrote before, those who follow the person by
/// name; where nobody of an organisation is, everyone there.
fn told(
    actor: &Actor,
    computed: &ComputedPerson,
    staff: &[Colleague],
    mentions: &[Uuid],
    wrote: &[Uuid],
) -> Vec<MessageTold> {
    let follows = |one: &Colleague| {
        let rows = &computed.caseload;
        one.portfolio.is_some()
            && rows
                .iter()
                .any(|row| row.organisation == one.organisation && row.counsellor == one.portfolio)
    };
    let why = |one: &Colleague| {
        if mentions.contains(&one.account) {
            Some(Notice::Mention)
        } else if wrote.contains(&one.account) {
            Some(Notice::Thread)
        } else if follows(one) {
            Some(Notice::Follower)
        } else {
            None
        }
    };
    let mut reached = vec![actor.organisation.id];
    let mut told = Vec::new();
    let others = || staff.iter().filter(|one| one.account != actor.account);
    for one in others() {
        if let Some(why) = why(one) {
            reached.push(one.organisation);
            told.push(MessageTold { to: one.by(), why });
        }
    }
    let team = others().filter(|one| !reached.contains(&one.organisation));
    let team: Vec<MessageTold> = team
        .map(|one| MessageTold {
            to: one.by(),
            why: Notice::Team,
        })
        .collect();
    told.extend(team);
    told
}

/// The messages that stay, the first first, without the names of their authors.
pub(super) fn archived(messages: Vec<MessageRow>, frame: &Frame) -> Vec<super::ArchivedMessage> {
    messages
        .into_iter()
        .rev()
        .filter(|message| message.removed_at.is_none())
        .map(|message| super::ArchivedMessage {
            on: frame.day_of(message.written_at),
            organisation: frame.organisations.get(&message.by.organisation).cloned(),
            words: message.words,
        })
        .collect()
}
