//! Every look is written down before what was looked at is shown. What cannot be written down is not
//! shown.

use std::net::IpAddr;

use tdu_domain::access::Actor;
use tdu_domain::audit::{AccessCode, Grounds};
use tdu_store::{AccessLine, Relation};
use uuid::Uuid;

use crate::frame::Frame;
use crate::keys::ApiClient;
use crate::{Casework, CaseworkError};

impl Casework {
    /// Writes down what an actor looked at.
    pub(crate) async fn note(
        &self,
        frame: &Frame,
        actor: &Actor,
        looked: impl IntoIterator<Item = AccessLine>,
    ) -> Result<(), CaseworkError> {
        let line = |looked| AccessLine {
            actor: Some(actor.account),
            actor_name: Some(actor.name.clone()),
            organisation: Some(actor.organisation.id),
            role: Some(actor.role.code().to_owned()),
            address: actor.address.map(|address| address.to_string()),
            ..looked
        };
        let lines = looked.into_iter().map(line).collect();
        Ok(frame.territory.accesses().write(lines).await?)
    }

    /// Writes down that a program did something with its key.
    pub(crate) async fn note_client(
        &self,
        frame: &Frame,
        client: &ApiClient,
        done: AccessLine,
    ) -> Result<(), CaseworkError> {
        let line = AccessLine {
            key: Some(client.key),
            organisation: Some(client.organisation.id),
            address: client.address.map(|address| address.to_string()),
            ..done
        };
        Ok(frame.territory.accesses().write(vec![line]).await?)
    }

    /// Writes down, in the directory, that an account signed in from an address.
    pub async fn note_sign_in(
        &self,
        account: Uuid,
        name: &str,
        address: Option<IpAddr>,
    ) -> Result<(), CaseworkError> {
        let line = AccessLine {
            actor: Some(account),
            actor_name: Some(name.to_owned()),
            address: address.map(|address| address.to_string()),
            ..self.looked(AccessCode::SignedIn)
        };
        Ok(self.store().accesses().write(vec![line]).await?)
    }

    /// Writes down, in the directory, that somebody was refused at the door: the account, if the
    /// e-mail is one's, never what was typed.
    pub async fn note_refusal(
        &self,
        email: &str,
        address: Option<IpAddr>,
    ) -> Result<(), CaseworkError> {
        let account = self.store().account(&email.trim().to_lowercase()).await?;
        let line = AccessLine {
            actor: account.as_ref().map(|account| account.id),
            actor_name: account.map(|account| account.name),
            address: address.map(|address| address.to_string()),
            ..self.looked(AccessCode::SignInRefused)
        };
        Ok(self.store().accesses().write(vec![line]).await?)
    }

    /// Something looked at now.
    pub(crate) fn looked(&self, act: AccessCode) -> AccessLine {
        AccessLine::new(self.clock().now(), act)
    }
}

/// Why an organisation that accompanies someone may see them.
pub(crate) fn grounds(relation: Relation) -> Grounds {
    match relation {
        Relation::Source => Grounds::Source,
        Relation::Residence => Grounds::Residence,
    }
}
