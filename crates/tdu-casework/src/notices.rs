//! Notices: the journal is read as an outbox, and whoever follows someone is told what others did.

use std::collections::HashMap;

use jiff::civil::time;
use jiff::{Timestamp, ToSpan};
use tdu_domain::access::{Actor, Right};
use tdu_domain::merge::Millis;
use tdu_domain::notice::{Frequency, NoticeKind, USUAL_FREQUENCY};
use tdu_store::{
    Follower, Letter, NewNotice, News, NoticeLine, Portfolio, Transaction, WhichNotices,
};
use uuid::Uuid;

use crate::frame::Frame;
use crate::{Casework, CaseworkError};

/// Who reads the journal here.
const CONSUMER: &str = "notices";
/// Notices shown, the last first.
const SHOWN: u32 = 100;
/// Milliseconds between two e-mails sent at once to one account: what happens meanwhile goes together.
const APART: Millis = 10 * 60_000;
/// Days for which notices and e-mails are kept.
const KEPT_DAYS: i64 = 90;
const DAY: Millis = 24 * 3_600_000;

/// Everything an account is told.
#[derive(Debug, Clone)]
pub struct NoticesView {
    /// The last notices, the newest first.
    pub lines: Vec<NoticeLine>,
    /// How many are unread, up to a hundred.
    pub unread: i64,
}

/// What is known of an organisation's members while notices are made.
struct Audience {
    members: Vec<Portfolio>,
    choices: HashMap<(Uuid, NoticeKind), Frequency>,
    /// Who stands in for whom today: absent, standing in.
    covers: Vec<(Uuid, Uuid)>,
    /// Who of the organisation may see people.
    readers: Vec<Uuid>,
}

impl Casework {
    /// Tells those who follow people what others did since the last time; how many were told.
    pub async fn spread_notices(&self) -> Result<u64, CaseworkError> {
        let mut told = 0;
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            while let Some(more) = self.spread_in(&frame).await? {
                told += more;
            }
        }
        Ok(told)
    }

    /// One part of what was done in a territory; nothing when all is told.
    async fn spread_in(&self, frame: &Frame) -> Result<Option<u64>, CaseworkError> {
        let (news, places) = frame.territory.news(CONSUMER).await?;
        if places.is_empty() {
            return Ok(None);
        }
        let followers = self.hearers(frame, &news).await?;
        let audiences = self.audiences(frame, &followers).await?;
        let mut wanted = Vec::new();
        for news in &news {
            for follower in followers.get(&news.line).into_iter().flatten() {
                wanted.extend(self.wanted(news, follower, &audiences));
            }
        }
        let transaction = frame.territory.begin().await?;
        let told = wanted.len() as u64;
        if !transaction.move_places(CONSUMER, &places).await? {
            // Another process told it meanwhile.
            return Ok(None);
        }
        self.write_notices(frame, &transaction, wanted).await?;
        transaction.commit().await?;
        Ok(Some(told))
    }

    async fn write_notices(
        &self,
        frame: &Frame,
        transaction: &Transaction,
        wanted: Vec<(NewNotice, Frequency)>,
    ) -> Result<(), CaseworkError> {
        let mut letters: HashMap<(Uuid, Frequency), Uuid> = HashMap::new();
        let mut notices = Vec::with_capacity(wanted.len());
        for (mut notice, frequency) in wanted {
            if frequency != Frequency::Never {
                let of = (notice.account, frequency);
                let letter = match letters.get(&of) {
                    Some(letter) => *letter,
                    None => self.letter_of(frame, transaction, of).await?,
                };
                letters.insert(of, letter);
                notice.letter = Some(letter);
            }
            notices.push(notice);
        }
        Ok(transaction.add_notices(&notices).await?)
    }

    /// The members and choices of each organisation that follows somebody.
    async fn audiences(
        &self,
        frame: &Frame,
        followers: &HashMap<Uuid, Vec<Follower>>,
    ) -> Result<HashMap<Uuid, Audience>, CaseworkError> {
        let mut audiences = HashMap::new();
        for follower in followers.values().flatten() {
            let nobody = follower.counsellor.is_none() && follower.accounts.is_empty();
            if nobody || audiences.contains_key(&follower.organisation) {
                continue;
            }
            let organisation = follower.organisation;
            let choices = self.store().notice_choices(organisation).await?;
            let staff = self.store().staff(&[organisation]).await?;
            let readers = staff
                .into_iter()
                .filter(|member| member.role.gives(Right::SeePeople));
            let audience = Audience {
                covers: self.store().covers(organisation, frame.today()).await?,
                readers: readers.map(|member| member.account).collect(),
                members: self.store().portfolios(organisation).await?,
                choices: choices
                    .into_iter()
                    .map(|(account, kind, frequency)| ((account, kind), frequency))
                    .collect(),
            };
            audiences.insert(organisation, audience);
        }
        Ok(audiences)
    }

    /// The notices of something done for those of an organisation who follow the person, by name or because of
    /// what they did.
    fn wanted(
        &self,
        news: &News,
        follower: &Follower,
        audiences: &HashMap<Uuid, Audience>,
    ) -> Vec<(NewNotice, Frequency)> {
        let (Some(kind), Some(audience)) = (
            NoticeKind::of(news.act),
            audiences.get(&follower.organisation),
        ) else {
            return Vec::new();
        };
        let named = audience
            .members
            .iter()
            .filter(|member| Some(&member.name) == follower.counsellor.as_ref());
        let mut told: Vec<Uuid> = named.map(|member| member.account).collect();
        told.extend(&follower.accounts);
        let stand_in = audience
            .covers
            .iter()
            .filter(|(absent, _)| told.contains(absent));
        let stand_in: Vec<Uuid> = stand_in.map(|(_, cover)| *cover).collect();
        told.extend(stand_in);
        told.sort_unstable();
        told.dedup();
        told.retain(|account| news.actor != Some(*account) && audience.readers.contains(account));
        told.into_iter()
            .map(|account| {
                let notice = NewNotice {
                    id: self.ids.next(),
                    account,
                    organisation: follower.organisation,
                    person: news.person,
                    line: news.line,
                    act: news.act,
                    by_organisation: news.organisation,
                    at: news.recorded_at,
                    letter: None,
                };
                let chosen = audience.choices.get(&(account, kind));
                (notice, chosen.copied().unwrap_or(USUAL_FREQUENCY))
            })
            .collect()
    }

    /// The e-mail that will tell an account: the one that waits, or a new one.
    async fn letter_of(
        &self,
        frame: &Frame,
        transaction: &Transaction,
        (account, frequency): (Uuid, Frequency),
    ) -> Result<Uuid, CaseworkError> {
        let kind = frequency.code();
        if let Some(open) = transaction.open_letter(account, kind).await? {
            return Ok(open);
        }
        let now = self.clock().now();
        let due_at = match frequency {
            Frequency::Daily => next_morning(frame, now),
            Frequency::Immediate | Frequency::Never => {
                let last = transaction.last_letter(account, kind).await?;
                last.map_or(now, |last| now.max(last + APART))
            }
        };
        let letter = Letter {
            id: self.ids.next(),
            kind: kind.to_owned(),
            account: Some(account),
            recipient: None,
            content: None,
            due_at,
            tries: 0,
        };
        transaction.add_letter(&letter, now).await?;
        Ok(letter.id)
    }

    /// How many notices the actor has not read, up to a hundred.
    pub async fn unread_notices(&self, actor: &Actor) -> Result<i64, CaseworkError> {
        let frame = self.frame(actor.territory).await?;
        let organisation = actor.organisation.id;
        let unread = frame.territory.unread_notices(actor.account, organisation);
        Ok(unread.await?)
    }

    /// What the actor is told.
    pub async fn notices(&self, actor: &Actor) -> Result<NoticesView, CaseworkError> {
        let frame = self.frame(actor.territory).await?;
        let organisation = actor.organisation.id;
        let lines = frame.territory.notices(actor.account, organisation, SHOWN);
        Ok(NoticesView {
            lines: lines.await?,
            unread: self.unread_notices(actor).await?,
        })
    }

    /// Marks notices of the actor as read.
    pub async fn read_notices(
        &self,
        actor: &Actor,
        which: WhichNotices,
    ) -> Result<u64, CaseworkError> {
        let frame = self.frame(actor.territory).await?;
        let transaction = frame.territory.begin().await?;
        let (account, organisation) = (actor.account, actor.organisation.id);
        let now = self.clock().now();
        let read = transaction
            .read_notices(account, organisation, which, now)
            .await?;
        transaction.commit().await?;
        Ok(read)
    }

    /// When the actor is sent each kind of notices by e-mail.
    pub async fn notice_choices(
        &self,
        actor: &Actor,
    ) -> Result<Vec<(NoticeKind, Frequency)>, CaseworkError> {
        let chosen = self.store().notice_choices_of(actor.account).await?;
        let of = |kind: NoticeKind| {
            let found = chosen.iter().find(|(_, other, _)| *other == kind);
            found.map_or(USUAL_FREQUENCY, |(_, _, frequency)| *frequency)
        };
        Ok(NoticeKind::ALL
            .iter()
            .map(|kind| (*kind, of(*kind)))
            .collect())
    }

    /// Chooses when the actor is sent each kind of notices by e-mail.
    pub async fn choose_notices(
        &self,
        actor: &Actor,
        choices: &[(NoticeKind, Frequency)],
    ) -> Result<(), CaseworkError> {
        for (kind, frequency) in choices {
            self.store()
                .choose_notices(actor.account, *kind, *frequency)
                .await?;
        }
        Ok(())
    }

    /// Forgets notices and e-mails that are too old to matter.
    pub async fn forget_notices(&self) -> Result<(), CaseworkError> {
        let before = self.clock().now() - KEPT_DAYS * DAY;
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            let transaction = frame.territory.begin().await?;
            transaction.forget_notices(before).await?;
            transaction.commit().await?;
            frame.territory.forget_letters(before).await?;
        }
        Ok(self.store().forget_letters(before).await?)
    }
}

/// The next half past seven in the morning, where the territory is.
fn next_morning(frame: &Frame, now: Millis) -> Millis {
    let here = Timestamp::from_millisecond(now)
        .unwrap_or_default()
        .to_zoned(frame.zone.clone());
    let morning = |day: jiff::civil::Date| {
        let at = day.to_datetime(time(7, 30, 0, 0));
        at.to_zoned(frame.zone.clone())
            .map_or(now, |at| at.timestamp().as_millisecond())
    };
    let today = morning(here.date());
    if today > now {
        return today;
    }
    here.date().checked_add(1.day()).map_or(now + DAY, morning)
}
