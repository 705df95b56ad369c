//! The second factor: an application that gives codes, and recovery codes for the day it is lost.

use std::fmt;

use tdu_domain::access::{Actor, Role};
use tdu_domain::account::AccountAct;
use tdu_store::{AccountEvent, Keyring, Purpose, SessionRow, sealed_by};
use totp_rs::{Builder, Totp};
use uuid::Uuid;

use crate::clock::secret;
use crate::keys::hex;
use crate::sessions::{HalfSignedIn, SignedIn, Step};
use crate::throttle::Gate;
use crate::{Casework, CaseworkError};

/// Recovery codes given at once.
const RECOVERY_CODES: usize = 10;
/// What applications show beside the code.
const ISSUER: &str = "Trait d’union";
/// Where a secret is sealed: once a code proved it, before, and where recovery codes are signed.
const KEPT: &str = "second factor";
const PROPOSED: &str = "second factor proposed";
const RECOVERY: &str = "recovery code";
/// Minutes after signing in during which the ways of signing in may be changed.
const FRESH_MINUTES: i64 = 30;
/// Letters of recovery codes: none looks like another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// A secret to put in an application.
#[derive(Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The secret, sealed, to be sent back with the first code.
    pub sealed: String,
    /// The secret, to be typed by hand.
    pub text: String,
    /// The address that a QR code carries.
    pub address: String,
}

impl fmt::Debug for Proposed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proposed").finish_non_exhaustive()
    }
}

/// Recovery codes, shown once, and the session's new token.
#[derive(Clone, PartialEq, Eq)]
pub struct SetUp {
    /// The codes.
    pub codes: Vec<String>,
    /// The token.
    pub token: String,
}

impl fmt::Debug for SetUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SetUp").finish_non_exhaustive()
    }
}

impl Casework {
    /// What a session must still do before it opens anything, if something.
    pub(crate) fn step_of(&self, session: &SessionRow, role: Role) -> Option<Step> {
        if session.confirmed_at.is_some() {
            return None;
        }
        let needed = role.needs_second_factor() && !self.demonstration;
        if session.has_codes || (needed && session.has_passkey) {
            return Some(Step::Confirm {
                codes: session.has_codes,
                passkey: session.has_passkey,
            });
        }
        needed.then_some(Step::SetUp)
    }

    /// Proposes a secret for an account's application. Nothing is kept until a code proves it.
    pub fn propose_codes(&self, account: Uuid, email: &str) -> Result<Proposed, CaseworkError> {
        let bytes = secret::<20>();
        let totp = totp(bytes.to_vec(), email)?;
        let sealed = self.sealed(PROPOSED, account, &bytes)?;
        Ok(Proposed {
            sealed: hex(&sealed),
            text: totp.secret().to_base32(),
            address: totp.to_url().map_err(|_| CaseworkError::Sealed)?,
        })
    }

    /// The same proposal again, after a wrong code.
    pub fn proposed_again(
        &self,
        account: Uuid,
        email: &str,
        sealed: &str,
    ) -> Result<Proposed, CaseworkError> {
        let bytes = self.proposed(account, sealed)?;
        let totp = totp(bytes, email)?;
        Ok(Proposed {
            sealed: sealed.to_owned(),
            text: totp.secret().to_base32(),
            address: totp.to_url().map_err(|_| CaseworkError::Sealed)?,
        })
    }

    /// Keeps a proposed secret once a first code proves it, and gives recovery codes. The session,
    /// which gave a second factor by that, gets a new token.
    pub async fn set_up_codes(
        &self,
        token: &str,
        sealed: &str,
        code: &str,
    ) -> Result<SetUp, CaseworkError> {
        let (account, actor) = self.changing(token).await?;
        let bytes = self.proposed(account, sealed)?;
        let gates = [Gate::inside(account)];
        self.try_code(&gates).await?;
        let step = self.step_of_code(&totp(bytes.clone(), "")?, code);
        let step = step.ok_or_else(wrong_code)?;
        self.succeeded_at(&gates).await?;
        let kept = self.sealed(KEPT, account, &bytes)?;
        let (codes, digests) = recovery_codes(self.store().keyring(), account)?;
        let now = self.clock().now();
        self.store()
            .put_second_factor(account, &kept, step, &digests, now)
            .await?;
        self.tell_own(AccountAct::CodesSetUp, &actor).await?;
        let token = self.rotate(token, None, true).await?;
        Ok(SetUp { codes, token })
    }

    /// Opens a session that waits for a code of the application, or for a recovery code. Returns its
    /// new token.
    pub async fn confirm_with_code(
        &self,
        token: &str,
        code: &str,
    ) -> Result<String, CaseworkError> {
        let half = self.half_signed_in(token).await?;
        let half = half.ok_or(CaseworkError::NotFound("session"))?;
        let account = half.actor.account;
        let gates = [Gate::inside(account)];
        if let Err(error) = self.try_code(&gates).await {
            self.tell_delay(&gates, &half.email, None).await?;
            return Err(error);
        }
        let recovery = self.is_recovery_code(account, code).await?;
        if !recovery && !self.is_code(account, code).await? {
            return Err(wrong_code());
        }
        self.succeeded_at(&gates).await?;
        if recovery {
            self.tell_own(AccountAct::RecoveryCodeUsed, &half.actor)
                .await?;
        }
        self.rotate(token, None, true).await
    }

    /// Gives new recovery codes; the old ones serve no more.
    pub async fn renew_recovery_codes(&self, token: &str) -> Result<Vec<String>, CaseworkError> {
        let (account, actor) = self.changing(token).await?;
        if self.store().second_factor(account).await?.is_none() {
            return Err(CaseworkError::Conflict("no-codes"));
        }
        let (codes, digests) = recovery_codes(self.store().keyring(), account)?;
        self.store().put_recovery_codes(account, &digests).await?;
        self.tell_own(AccountAct::RecoveryCodesRenewed, &actor)
            .await?;
        Ok(codes)
    }

    /// How many recovery codes are left, for an account that has an application.
    pub async fn recovery_codes_left(&self, actor: &Actor) -> Result<Option<i64>, CaseworkError> {
        if self.store().second_factor(actor.account).await?.is_none() {
            return Ok(None);
        }
        Ok(Some(self.store().recovery_codes_left(actor.account).await?))
    }

    /// Puts one's application aside, unless a role needs a second factor and nothing else is one.
    pub async fn remove_codes(&self, token: &str) -> Result<(), CaseworkError> {
        let (account, actor) = self.changing(token).await?;
        let signed_in = self.signed_in(token).await?;
        let signed_in = signed_in.ok_or(CaseworkError::NotFound("session"))?;
        if self.needs_second_factor(&signed_in) && !signed_in.has_passkey {
            return Err(CaseworkError::Conflict("second-factor-needed"));
        }
        if !self.store().remove_second_factor(account).await? {
            return Err(CaseworkError::Conflict("no-codes"));
        }
        self.tell_own(AccountAct::CodesRemoved, &actor).await
    }

    /// Forgets the application and the passkeys of an account whose owner lost them with their recovery
    /// codes, unties it from identity providers, and ends its sessions: for the operator, who made sure
    /// of who asks.
    pub async fn forget_codes(&self, email: &str) -> Result<(), CaseworkError> {
        let account = self.store().account(&email.trim().to_lowercase()).await?;
        let account = account.ok_or(CaseworkError::NotFound("account"))?;
        let codes = self.store().remove_second_factor(account.id).await?;
        let passkeys = self.store().remove_passkeys(account.id).await?;
        let identities = self.store().unlink_identities(account.id).await?;
        if !codes && passkeys == 0 && identities == 0 {
            return Err(CaseworkError::Conflict("no-codes"));
        }
        self.store().end_sessions_of(account.id, None).await?;
        let event = AccountEvent {
            id: self.ids.next(),
            recorded_at: self.clock().now(),
            act: AccountAct::CodesRemoved,
            account: Some(account.id),
            organisation: None,
            actor: "Ligne de commande".to_owned(),
            detail: String::new(),
        };
        Ok(self.store().tell(&event).await?)
    }

    /// Seals with the newest version of the keys every application that an older one sealed; tells how
    /// many. Recovery codes stay under the version that signed them, until they are made anew.
    pub async fn reseal_codes(&self) -> Result<u64, CaseworkError> {
        let newest = self.store().keyring().newest();
        let mut resealed = 0;
        for (account, kept) in self.store().second_factors().await? {
            if sealed_by(&kept) == Some(newest) {
                continue;
            }
            let bytes = self.opened(KEPT, account, &kept)?;
            let anew = self.sealed(KEPT, account, &bytes)?;
            let replaced = self.store().replace_second_factor(account, &kept, &anew);
            resealed += u64::from(replaced.await?);
        }
        Ok(resealed)
    }

    /// Whether one of an account's roles needs a second factor.
    pub(crate) fn needs_second_factor(&self, signed_in: &SignedIn) -> bool {
        let mut roles = signed_in.memberships.iter();
        !self.demonstration && roles.any(|membership| membership.role.needs_second_factor())
    }

    /// The account of a session whose ways of signing in may be changed: signed in lately, so that a
    /// browser left open is not enough.
    pub(crate) async fn changing(&self, token: &str) -> Result<(Uuid, Actor), CaseworkError> {
        let session = self.present(token).await?;
        let (session, actor, step) = session.ok_or(CaseworkError::NotFound("session"))?;
        if matches!(step, Some(Step::Confirm { .. })) {
            return Err(CaseworkError::NotFound("session"));
        }
        let since = session.confirmed_at.unwrap_or(0).max(session.created_at);
        if self.clock().now() - since > FRESH_MINUTES * 60_000 {
            return Err(CaseworkError::Conflict("sign-in-again"));
        }
        Ok((actor.account, actor))
    }

    /// A session that waits for something before it opens anything.
    pub async fn half_signed_in(&self, token: &str) -> Result<Option<HalfSignedIn>, CaseworkError> {
        let Some((session, actor, Some(step))) = self.present(token).await? else {
            return Ok(None);
        };
        Ok(Some(HalfSignedIn {
            actor,
            email: session.account.email,
            step,
        }))
    }

    async fn is_code(&self, account: Uuid, code: &str) -> Result<bool, CaseworkError> {
        let Some(kept) = self.store().second_factor(account).await? else {
            return Ok(false);
        };
        let bytes = self.opened(KEPT, account, &kept)?;
        match self.step_of_code(&totp(bytes, "")?, code) {
            Some(step) => Ok(self.store().use_step(account, step).await?),
            None => Ok(false),
        }
    }

    async fn is_recovery_code(&self, account: Uuid, code: &str) -> Result<bool, CaseworkError> {
        let plain = plain(code);
        if plain.len() != 10 {
            return Ok(false);
        }
        let keyring = self.store().keyring();
        for version in keyring.numbers() {
            let digest = recovery_digest(keyring, version, account, &plain)?;
            if self.store().use_recovery_code(account, &digest).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The step of time at which the application gave a code: now, or just before or after.
    fn step_of_code(&self, totp: &Totp, code: &str) -> Option<i64> {
        let seconds = u64::try_from(self.clock().now() / 1_000).ok()?;
        let step = totp.check(&plain(code), seconds)?;
        i64::try_from(step).ok()
    }

    async fn try_code(&self, gates: &[Gate]) -> Result<(), CaseworkError> {
        match self.try_at(gates).await? {
            Ok(()) => Ok(()),
            Err(_) => Err(CaseworkError::Invalid {
                field: "code",
                problem: "code-wait",
            }),
        }
    }

    fn sealed(&self, purpose: &str, account: Uuid, plain: &[u8]) -> Result<Vec<u8>, CaseworkError> {
        let place = place(purpose, account);
        let keyring = self.store().keyring();
        let sealed = keyring.seal(Purpose::Accounts, &place, plain);
        sealed.map_err(|_| CaseworkError::Sealed)
    }

    fn opened(
        &self,
        purpose: &str,
        account: Uuid,
        sealed: &[u8],
    ) -> Result<Vec<u8>, CaseworkError> {
        let place = place(purpose, account);
        let keyring = self.store().keyring();
        let plain = keyring.open(Purpose::Accounts, &place, sealed);
        plain.map_err(|_| CaseworkError::Sealed)
    }

    fn proposed(&self, account: Uuid, sealed: &str) -> Result<Vec<u8>, CaseworkError> {
        let bytes = from_hex(sealed).ok_or(CaseworkError::Sealed)?;
        self.opened(PROPOSED, account, &bytes)
    }

    pub(crate) async fn tell_own(
        &self,
        act: AccountAct,
        actor: &Actor,
    ) -> Result<(), CaseworkError> {
        let event = self.event(act, actor, Some(actor.account), "");
        Ok(self.store().tell(&event).await?)
    }
}

fn totp(bytes: Vec<u8>, email: &str) -> Result<Totp, CaseworkError> {
    // The name of an account stands before a colon in the address.
    let name = if email.is_empty() { "compte" } else { email };
    Builder::new()
        .with_secret(bytes)
        .with_issuer(Some(ISSUER))
        .with_account_name(name.replace(':', " "))
        .build()
        .map_err(|_| CaseworkError::Sealed)
}

fn wrong_code() -> CaseworkError {
    CaseworkError::Invalid {
        field: "code",
        problem: "code-wrong",
    }
}

/// A code without what people put between its signs.
fn plain(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// What is sealed or signed for one use and one account means nothing for another.
fn place(purpose: &str, account: Uuid) -> Vec<u8> {
    [purpose.as_bytes(), b" ", account.as_bytes()].concat()
}

/// Recovery codes as they are shown, and as they are kept.
fn recovery_codes(
    keyring: &Keyring,
    account: Uuid,
) -> Result<(Vec<String>, Vec<Vec<u8>>), CaseworkError> {
    let mut codes = (Vec::new(), Vec::new());
    for _ in 0..RECOVERY_CODES {
        let letters: String = secret::<10>()
            .iter()
            .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
            .collect();
        let digest = recovery_digest(keyring, keyring.newest(), account, &letters)?;
        codes.0.push(format!("{}-{}", &letters[..5], &letters[5..]));
        codes.1.push(digest);
    }
    Ok(codes)
}

/// A digest that only a key outside the database makes: fifty bits alone could be tried one by one.
fn recovery_digest(
    keyring: &Keyring,
    version: u16,
    account: Uuid,
    letters: &str,
) -> Result<Vec<u8>, CaseworkError> {
    let message = [&place(RECOVERY, account), letters.as_bytes()].concat();
    let digest = keyring.sign(Purpose::Accounts, version, &message);
    Ok(digest.map_err(|_| CaseworkError::Sealed)?.to_vec())
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    bytes
        .chunks(2)
        .map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        })
        .collect()
}
