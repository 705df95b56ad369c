//! E-mails: what to send, to whom, and what became of it. Another room sends them.

use serde::{Deserialize, Serialize};
use tdu_domain::access::Actor;
use tdu_domain::journal::ActCode;
use tdu_domain::merge::Millis;
use tdu_store::{Letter, LetterFate};
use uuid::Uuid;

use crate::{Casework, CaseworkError};

/// Milliseconds for which an e-mail is claimed: one that is not marked by then is sent again.
const CLAIMED: Millis = 5 * 60_000;
/// Minutes to wait after each try that failed; after the last, nobody tries any more.
const PAUSES: [i64; 7] = [1, 5, 15, 60, 240, 720, 1_440];
/// Notices that one e-mail tells, at most.
const TOLD: u32 = 20;

/// An e-mail that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Its key: its name for those who receive it, the same at each try.
    pub id: Uuid,
    /// The address it goes to.
    pub to: String,
    /// What it tells.
    pub tells: LetterTells,
    tries: i64,
    territory: Option<Uuid>,
}

/// What an e-mail tells: nothing of a person but their initials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterTells {
    /// What others did about people that the reader follows.
    Notices {
        /// Whether it is the one of the morning.
        daily: bool,
        /// What was done.
        lines: Vec<LetterLine>,
        /// Whether there is more to read.
        more: bool,
    },
    /// An invitation to join an organisation.
    Invitation {
        /// The token of its link.
        token: String,
        /// The name of the organisation.
        organisation: String,
    },
}

/// A line of an e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterLine {
    /// The person, for the link.
    pub person: Uuid,
    /// Their initials.
    pub initials: String,
    /// What was done.
    pub act: ActCode,
    /// The name of the organisation that did it.
    pub organisation: String,
}

#[derive(Serialize, Deserialize)]
struct InvitationSays {
    token: String,
    organisation: String,
}

impl Casework {
    /// Takes the e-mails that are due. Those that nobody is to receive any more are dropped.
    pub async fn claim_letters(&self) -> Result<Vec<Claimed>, CaseworkError> {
        let now = self.clock().now();
        let mut claimed = Vec::new();
        for row in self.store().territories().await? {
            let frame = self.frame(row.id).await?;
            let letters = frame.territory.claim_letters(now, now + CLAIMED).await?;
            for letter in letters {
                claimed.extend(self.of_notices(row.id, letter).await?);
            }
        }
        for letter in self.store().claim_letters(now, now + CLAIMED).await? {
            let says: InvitationSays = serde_json::from_str(&self.store().letter_says(&letter)?)?;
            claimed.push(Claimed {
                id: letter.id,
                to: letter.recipient.unwrap_or_default(),
                tells: LetterTells::Invitation {
                    token: says.token,
                    organisation: says.organisation,
                },
                tries: letter.tries,
                territory: None,
            });
        }
        Ok(claimed)
    }

    async fn of_notices(
        &self,
        territory: Uuid,
        letter: Letter,
    ) -> Result<Option<Claimed>, CaseworkError> {
        let frame = self.frame(territory).await?;
        let to = match letter.account {
            Some(account) => self.store().account_of(account).await?,
            None => None,
        };
        let to = to.map(|account| account.email);
        let lines = frame
            .territory
            .notices_of_letter(letter.id, TOLD + 1)
            .await?;
        let (Some(to), false) = (to, lines.is_empty()) else {
            let nobody = LetterFate::Dropped("nothing to tell".to_owned());
            let now = self.clock().now();
            frame.territory.mark_letter(letter.id, nobody, now).await?;
            return Ok(None);
        };
        let more = lines.len() > TOLD as usize;
        let name = |id| frame.organisations.get(&id).map(|known| known.name.clone());
        let lines = lines.into_iter().take(TOLD as usize);
        let lines = lines.map(|line| LetterLine {
            person: line.person,
            initials: initials(&line.names),
            act: line.act,
            organisation: name(line.by_organisation).unwrap_or_default(),
        });
        Ok(Some(Claimed {
            id: letter.id,
            to,
            tells: LetterTells::Notices {
                daily: letter.kind == "daily",
                lines: lines.collect(),
                more,
            },
            tries: letter.tries,
            territory: Some(territory),
        }))
    }

    /// Marks an e-mail as taken by the server of e-mails.
    pub async fn letter_sent(&self, letter: &Claimed) -> Result<(), CaseworkError> {
        self.mark(letter, LetterFate::Sent).await
    }

    /// Says that an e-mail was not taken: it is tried again later, a few times. What is told of the
    /// fault holds no address.
    pub async fn letter_failed(
        &self,
        letter: &Claimed,
        fault: &str,
        lasting: bool,
    ) -> Result<(), CaseworkError> {
        let tried = usize::try_from(letter.tries).unwrap_or(1).max(1);
        let fate = match PAUSES.get(tried - 1) {
            Some(minutes) if !lasting => {
                LetterFate::Again(self.clock().now() + minutes * 60_000, fault.to_owned())
            }
            _ => LetterFate::Dropped(fault.to_owned()),
        };
        self.mark(letter, fate).await
    }

    async fn mark(&self, letter: &Claimed, fate: LetterFate) -> Result<(), CaseworkError> {
        let now = self.clock().now();
        match letter.territory {
            Some(territory) => {
                let frame = self.frame(territory).await?;
                frame.territory.mark_letter(letter.id, fate, now).await?;
            }
            None => self.store().mark_letter(letter.id, fate, now).await?,
        }
        Ok(())
    }

    /// Sends an invitation's link by e-mail, where e-mails are sent.
    pub(crate) async fn post_invitation(
        &self,
        actor: &Actor,
        email: &str,
        token: &str,
    ) -> Result<(), CaseworkError> {
        if !self.sends_letters {
            return Ok(());
        }
        let says = InvitationSays {
            token: token.to_owned(),
            organisation: actor.organisation.name.clone(),
        };
        let now = self.clock().now();
        let letter = Letter {
            id: self.ids.next(),
            kind: "invitation".to_owned(),
            account: None,
            recipient: Some(email.to_owned()),
            content: None,
            due_at: now,
            tries: 0,
        };
        let says = serde_json::to_string(&says)?;
        Ok(self.store().add_letter(&letter, &says, now).await?)
    }

    /// Says that e-mails are sent from here.
    #[must_use]
    pub fn sending_letters(mut self) -> Self {
        self.sends_letters = true;
        self
    }

    /// Whether e-mails are sent from here.
    #[must_use]
    pub fn sends_letters(&self) -> bool {
        self.sends_letters
    }
}

/// The first letters of first and last name.
fn initials((first_name, last_name): &(String, String)) -> String {
    let initial = |name: &String| {
        let letter = name.chars().find(|letter| letter.is_alphabetic());
        letter.map(|letter| format!("{}.", letter.to_uppercase()))
    };
    let initials: Vec<String> = [first_name, last_name]
        .into_iter()
        .filter_map(initial)
        .collect();
    initials.join(" ")
}
