//! Passwords: hashed with argon2id, compared in the same time whoever is asked for, changed.

mod policy;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tdu_domain::access::Actor;
use tdu_domain::account::AccountAct;
use tdu_store::Account;

use crate::learners::parse_in_background;
use crate::throttle::Gate;
use crate::{Casework, CaseworkError};

pub(crate) use self::policy::accepted;

/// The hash of a password nobody has, so that an unknown e-mail takes as long as a known one.
pub(crate) const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$\
                                 Zp5M2hT0Q0l1B8xk0Xc1Yw5o2m9l2Q3b7b2Jf0mH3bQ";

impl Casework {
    /// One's own account.
    pub async fn own_account(&self, actor: &Actor) -> Result<Account, CaseworkError> {
        let known = self.store().account_of(actor.account).await?;
        known.ok_or(CaseworkError::NotFound("account"))
    }

    /// Changes one's own password, for whoever knows the present one. Every other session ends, and
    /// the present one gets the token returned.
    pub async fn change_password(
        &self,
        actor: &Actor,
        token: &str,
        present: &str,
        new: &str,
    ) -> Result<String, CaseworkError> {
        let session = self.signed_in(token).await?;
        let session = session.ok_or(CaseworkError::NotFound("session"))?;
        let account = self.own_account(actor).await?;
        let gates = [Gate::inside(actor.account)];
        if self.try_at(&gates).await?.is_err() {
            return Err(CaseworkError::Invalid {
                field: "present",
                problem: "password-wait",
            });
        }
        if !verify(present, &account.password_hash).await? {
            return Err(CaseworkError::Invalid {
                field: "present",
                problem: "password-wrong",
            });
        }
        self.succeeded_at(&gates).await?;
        let about = [&account.name, &account.email, &actor.organisation.name];
        let new = accepted(new, &about.map(String::as_str))?;
        self.store()
            .set_password(actor.account, &hash(new).await?)
            .await?;
        let event = self.event(AccountAct::PasswordChanged, actor, Some(actor.account), "");
        self.store().tell(&event).await?;
        self.store().forget_devices(actor.account).await?;
        self.end_other_sessions(actor.account, session.session)
            .await?;
        self.rotate(token, None, false).await
    }
}

/// Hashes a password with argon2id, in PHC form.
pub(crate) async fn hash(password: &str) -> Result<String, CaseworkError> {
    let password = password.to_owned();
    parse_in_background(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash: PasswordHash| hash.to_string())
            .map_err(|error| CaseworkError::Password(error.to_string()))
    })
    .await?
}

/// Whether a password is the one of a hash.
pub(crate) async fn verify(password: &str, hash: &str) -> Result<bool, CaseworkError> {
    let (password, hash) = (password.to_owned(), hash.to_owned());
    parse_in_background(move || {
        PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        })
    })
    .await
}
