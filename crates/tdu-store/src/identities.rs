//! The directory: who accounts are at an identity provider, and by which SIRET it knows organisations.

use std::collections::BTreeSet;

use tdu_domain::codes::Siret;
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::accounts::{Account, account};
use crate::directory::Store;
use crate::engine::first;
use crate::error::StoreError;

/// An organisation of an account, and the SIRETs by which it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSirets {
    /// The organisation.
    pub organisation: Uuid,
    /// Its SIRETs, and those of its establishments.
    pub sirets: BTreeSet<Siret>,
}

impl Store {
    /// The account that an identity provider knows by a subject, unless disabled.
    pub async fn account_of_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Account>, StoreError> {
        self.engine
            .reader()
            .one(
                "find the account of an identity",
                "SELECT id, email, name, password_hash FROM account \
                 JOIN identity ON identity.account = account.id \
                 WHERE issuer = $1 AND subject = $2 AND disabled_at IS NULL",
                vec![issuer.into(), subject.into()],
                account,
            )
            .await
    }

    /// Ties an account to a subject of an identity provider; tells whether neither was tied there
    /// before.
    pub async fn link_identity(
        &self,
        issuer: &str,
        subject: &str,
        account: Uuid,
        now: Millis,
    ) -> Result<bool, StoreError> {
        let linked = self
            .write(
                "link an identity",
                "INSERT INTO identity (issuer, subject, account, linked_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT DO NOTHING",
                vec![issuer.into(), subject.into(), account.into(), now.into()],
            )
            .await?;
        Ok(linked > 0)
    }

    /// Since when an account is tied to an identity provider, if it is.
    pub async fn identity_since(
        &self,
        issuer: &str,
        account: Uuid,
    ) -> Result<Option<Millis>, StoreError> {
        self.engine
            .reader()
            .one(
                "find the identity of an account",
                "SELECT linked_at FROM identity WHERE issuer = $1 AND account = $2",
                vec![issuer.into(), account.into()],
                first,
            )
            .await
    }

    /// Unties an account from every identity provider; tells how many there were.
    pub async fn unlink_identities(&self, account: Uuid) -> Result<u64, StoreError> {
        self.write(
            "unlink the identities of an account",
            "DELETE FROM identity WHERE account = $1",
            vec![account.into()],
        )
        .await
    }

    /// Says that an organisation is also known by a SIRET; tells whether that is new.
    pub async fn add_siret(&self, organisation: Uuid, siret: &Siret) -> Result<bool, StoreError> {
        let added = self
            .write(
                "add a SIRET",
                "INSERT INTO organisation_siret (organisation, siret) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                vec![organisation.into(), siret.as_str().into()],
            )
            .await?;
        Ok(added > 0)
    }

    /// Says that an organisation is not known by a SIRET any more; tells whether it was.
    pub async fn remove_siret(
        &self,
        organisation: Uuid,
        siret: &Siret,
    ) -> Result<bool, StoreError> {
        let removed = self
            .write(
                "remove a SIRET",
                "DELETE FROM organisation_siret WHERE organisation = $1 AND siret = $2",
                vec![organisation.into(), siret.as_str().into()],
            )
            .await?;
        Ok(removed > 0)
    }

    /// The organisations of an account by name, each with its SIRETs.
    pub async fn sirets_of_account(&self, account: Uuid) -> Result<Vec<KnownSirets>, StoreError> {
        let rows = self
            .engine
            .reader()
            .all(
                "list the SIRETs of an account's organisations",
                "SELECT membership.organisation, known.siret FROM membership \
                 JOIN organisation ON organisation.id = membership.organisation \
                 LEFT JOIN (SELECT organisation, siret FROM organisation_siret UNION \
                 SELECT organisation, siret FROM establishment WHERE siret IS NOT NULL) known \
                 ON known.organisation = membership.organisation \
                 WHERE account = $1 ORDER BY organisation.name, membership.organisation",
                vec![account.into()],
                |row| {
                    let organisation: Uuid = row.take()?;
                    let siret =
                        row.parse_opt("organisation_siret", "siret", "a SIRET", |text| {
                            Siret::parse(text).ok()
                        })?;
                    Ok((organisation, siret))
                },
            )
            .await?;
        let mut known: Vec<KnownSirets> = Vec::new();
        for (organisation, siret) in rows {
            if known
                .last()
                .is_none_or(|last| last.organisation != organisation)
            {
                known.push(KnownSirets {
                    organisation,
                    sirets: BTreeSet::new(),
                });
            }
            if let Some(last) = known.last_mut() {
                last.sirets.extend(siret);
            }
        }
        Ok(known)
    }

    /// Keeps the proof that an identity provider gave for a session, sealed.
    pub async fn put_provider_session(
        &self,
        session: Uuid,
        proof: &[u8],
    ) -> Result<(), StoreError> {
        self.write(
            "keep the proof of a session",
            "INSERT INTO provider_session (session, proof) VALUES ($1, $2)",
            vec![session.into(), proof.to_vec().into()],
        )
        .await?;
        Ok(())
    }

    /// The public key and the sealed proof of the session of a token's hash, if a provider opened it.
    pub async fn provider_session(
        &self,
        token_hash: &[u8],
    ) -> Result<Option<(Uuid, Vec<u8>)>, StoreError> {
        self.engine
            .reader()
            .one(
                "find the proof of a session",
                "SELECT session.id, proof FROM session \
                 JOIN provider_session ON provider_session.session = session.id WHERE token_hash = $1",
                vec![token_hash.to_vec().into()],
                |row| Ok((row.take()?, row.take()?)),
            )
            .await
    }
}
