//! Passkeys: a key that never leaves its device, opened there by a finger, a face or a code.
//!
//! It tells that its owner holds the device and was recognised by it, so that it counts as both
//! factors. The site sends a challenge that serves once and for five minutes; the answer is signed
//! for this site and this challenge only.

mod answers;
mod site;

use tdu_domain::access::Actor;
use tdu_domain::account::AccountAct;
use tdu_domain::merge::Millis;
use tdu_store::{NewPasskey, PasskeyLine};
use uuid::Uuid;
use webauthn_rp::request::TimedCeremony;
use webauthn_rp::response::SentChallenge;

use self::answers::{asked_to_answer, asked_to_make, checked, made};
use crate::keys::digest;
use crate::signin::{Entry, Origin};
use crate::throttle::Gate;
use crate::{Casework, CaseworkError};

pub use self::site::Site;

/// How long a challenge waits for its answer.
const CHALLENGE_LIFE: Millis = 5 * 60_000;
/// The longest name of a passkey.
const LABEL_LENGTH: usize = 60;
/// What a challenge was sent for.
const TO_ADD: &str = "add a passkey";
const TO_ENTER: &str = "enter with a passkey";

impl Casework {
    /// The passkeys of one's own account, the oldest first.
    pub async fn passkeys(&self, actor: &Actor) -> Result<Vec<PasskeyLine>, CaseworkError> {
        Ok(self.store().passkeys(actor.account).await?)
    }

    /// Begins adding a passkey to one's own account: what the browser is asked, as JSON.
    pub async fn ask_new_passkey(&self, token: &str, site: &Site) -> Result<String, CaseworkError> {
        let (account, actor) = self.changing(token).await?;
        let known = self.store().passkeys(account).await?;
        let email = self.own_account(&actor).await?.email;
        let (asked, kept) = asked_to_make(site, account, &email, &actor.name, known)?;
        self.keep_challenge(TO_ADD, Some(account), &kept.0, &kept.1)
            .await?;
        Ok(asked)
    }

    /// Adds the passkey that the browser made, under a name.
    pub async fn add_passkey(
        &self,
        token: &str,
        site: &Site,
        label: &str,
        answer: &str,
    ) -> Result<(), CaseworkError> {
        let (account, actor) = self.changing(token).await?;
        let label = label_of(label)?;
        let answer = answers::new_passkey(answer).ok_or_else(refused)?;
        let challenge = answer.challenge_relaxed().map_err(|_| refused())?;
        let state = self.taken_back(TO_ADD, Some(account), challenge).await?;
        let passkey = made(site, &state, &answer).ok_or_else(refused)?;
        let passkey = NewPasskey {
            id: self.ids.next(),
            account,
            credential: passkey.credential,
            fixed: passkey.fixed,
            moving: passkey.moving,
            label: label.clone(),
            created_at: self.clock().now(),
        };
        if !self.store().add_passkey(&passkey).await? {
            return Err(refused());
        }
        self.tell_passkey(AccountAct::PasskeyAdded, &actor, &label)
            .await
    }

    /// Removes a passkey of one's own account, unless a role needs a second factor and nothing else
    /// is one.
    pub async fn remove_passkey(&self, token: &str, id: Uuid) -> Result<(), CaseworkError> {
        let (account, actor) = self.changing(token).await?;
        let signed_in = self.signed_in(token).await?;
        let signed_in = signed_in.ok_or(CaseworkError::NotFound("session"))?;
        let passkeys = self.store().passkeys(account).await?;
        let removed = passkeys.iter().find(|passkey| passkey.id == id);
        let removed = removed.ok_or(CaseworkError::NotFound("passkey"))?;
        let last = passkeys.len() == 1 && !signed_in.has_codes;
        if last && self.needs_second_factor(&signed_in) {
            return Err(CaseworkError::Conflict("passkey-needed"));
        }
        if !self.store().remove_passkey(account, id).await? {
            return Err(CaseworkError::NotFound("passkey"));
        }
        self.tell_passkey(AccountAct::PasskeyRemoved, &actor, &removed.label)
            .await
    }

    /// Begins entering with a passkey, whoever it is: what the browser is asked, as JSON. Challenges
    /// are counted by address like tries, so that nobody fills the table with them.
    pub async fn ask_passkey(
        &self,
        site: &Site,
        origin: &Origin,
    ) -> Result<Result<String, Millis>, CaseworkError> {
        let gates = [Gate::address(&origin.address)];
        if let Err(wait) = self.try_at(&gates).await? {
            self.tell_delay(&gates, "", origin.ip()).await?;
            return Ok(Err(wait));
        }
        let (asked, kept) = asked_to_answer(site)?;
        self.keep_challenge(TO_ENTER, None, &kept.0, &kept.1)
            .await?;
        Ok(Ok(asked))
    }

    /// Signs in with the answer of a passkey, which is both factors at once.
    pub async fn sign_in_with_passkey(
        &self,
        site: &Site,
        answer: &str,
        origin: &Origin,
    ) -> Result<Entry, CaseworkError> {
        let Some(answer) = answers::passkey(answer) else {
            return Ok(Entry::Refused);
        };
        let Ok(challenge) = answer.challenge_relaxed() else {
            return Ok(Entry::Refused);
        };
        let state = match self.taken_back(TO_ENTER, None, challenge).await {
            Ok(state) => state,
            Err(CaseworkError::Invalid { .. }) => return Ok(Entry::Refused),
            Err(error) => return Err(error),
        };
        let known = self.store().passkey(answer.raw_id().as_ref()).await?;
        let Some(known) = known else {
            self.note_refusal("", origin.ip()).await?;
            return Ok(Entry::Refused);
        };
        let now = self.clock().now();
        let used = match checked(site, &state, &answer, &known) {
            Some(moved) => {
                let noted = self
                    .store()
                    .use_passkey(known.id, &known.moving, &moved, now);
                noted.await?
            }
            None => false,
        };
        if !used {
            self.note_refusal(&known.account.email, origin.ip()).await?;
            return Ok(Entry::Refused);
        }
        self.succeeded_at(&[Gate::address(&origin.address)]).await?;
        self.note_sign_in(known.account.id, &known.account.name, origin.ip())
            .await?;
        self.open_first_session(known.account.id, origin, Some(now))
            .await
    }

    /// Forgets the challenges that nobody answered in time.
    pub async fn forget_challenges(&self) -> Result<u64, CaseworkError> {
        Ok(self.store().forget_handshakes(self.clock().now()).await?)
    }

    async fn keep_challenge(
        &self,
        kind: &str,
        account: Option<Uuid>,
        challenge: &SentChallenge,
        state: &[u8],
    ) -> Result<(), CaseworkError> {
        let until = self.clock().now() + CHALLENGE_LIFE;
        let key = challenge_key(*challenge);
        let kept = self
            .store()
            .put_handshake(&key, kind, account, state, until);
        Ok(kept.await?)
    }

    async fn taken_back(
        &self,
        kind: &str,
        account: Option<Uuid>,
        challenge: SentChallenge,
    ) -> Result<Vec<u8>, CaseworkError> {
        let (key, now) = (challenge_key(challenge), self.clock().now());
        let taken = self.store().take_handshake(&key, kind, account, now);
        taken.await?.ok_or_else(refused)
    }

    async fn tell_passkey(
        &self,
        act: AccountAct,
        actor: &Actor,
        label: &str,
    ) -> Result<(), CaseworkError> {
        let event = self.event(act, actor, Some(actor.account), label);
        Ok(self.store().tell(&event).await?)
    }
}

fn challenge_key(challenge: SentChallenge) -> Vec<u8> {
    digest(&format!("challenge {}", challenge.0))
}

fn refused() -> CaseworkError {
    CaseworkError::Invalid {
        field: "passkey",
        problem: "passkey-refused",
    }
}

/// The name of a passkey, of signs that every list can hold.
fn label_of(label: &str) -> Result<String, CaseworkError> {
    let label = label.trim().replace('|', "/");
    let fits = !label.is_empty() && label.chars().count() <= LABEL_LENGTH;
    if fits && !label.contains(char::is_control) {
        Ok(label)
    } else {
        Err(CaseworkError::Invalid {
            field: "passkey-label",
            problem: "label-length",
        })
    }
}

/// The challenge of a ceremony, and the ceremony as it is kept.
fn kept<C: TimedCeremony>(
    ceremony: &C,
    encoded: Result<Vec<u8>, std::time::SystemTimeError>,
) -> Result<(SentChallenge, Vec<u8>), CaseworkError> {
    let encoded = encoded.map_err(|_| CaseworkError::Sealed)?;
    Ok((ceremony.sent_challenge(), encoded))
}
