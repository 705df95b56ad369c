//! Every look is written down before what was looked at is shown. What cannot be written down is not
//! shown.

use std::net::IpAddr;

use tdu_domain::access::{Actor, Right};
use tdu_domain::audit::AccessCode;
use tdu_store::AccessLine;
use uuid::Uuid;

use crate::frame::Frame;
use crate::keys::ApiClient;
use crate::sight::Reached;
use crate::{Casework, CaseworkError};

impl Casework {
    /// Writes down what an actor looked at.
    pub(crate) async fn note(
        &self,
        frame: &Frame,
        actor: &Actor,
        looked: impl IntoIterator<Item = AccessLine>,
    ) -> Result<(), CaseworkError> {
        let program = actor.role.is_program();
        let line = |looked| AccessLine {
            actor: (!program).then_some(actor.account),
            actor_name: Some(actor.name.clone()),
            key: program.then_some(actor.account),
            organisation: Some(actor.organisation.id),
            role: Some(actor.role.code().to_owned()),
            address: actor.address.map(|address| address.to_string()),
            ..looked
        };
        let lines = looked.into_iter().map(line).collect();
        Ok(frame.territory.accesses().write(lines).await?)
    }

    /// Reaches someone to look at them; it is written down, found or not.
    pub(crate) async fn look_at(
        &self,
        actor: &Actor,
        right: Right,
        person: Uuid,
    ) -> Result<Reached, CaseworkError> {
        let reached = self.reach(actor, right, person).await;
        match &reached {
            Ok(found) => {
                let looked = self.looked(AccessCode::PersonSeen);
                let looked = looked.about(person, Some(found.sight.why));
                self.note(&found.frame, actor, [looked]).await?;
            }
            Err(CaseworkError::NotFound(_)) => self.note_person_refused(actor, person).await?,
            Err(_) => {}
        }
        reached
    }

    /// Writes down that someone was asked for whom the actor does not reach, or who does not exist.
    pub(crate) async fn note_person_refused(
        &self,
        actor: &Actor,
        person: Uuid,
    ) -> Result<(), CaseworkError> {
        let frame = self.frame_of(actor.organisation.id).await?;
        let refused = self.looked(AccessCode::PersonRefused).about(person, None);
        self.note(&frame, actor, [refused]).await
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
        self.note_at_door(AccessCode::SignInRefused, email, address)
            .await
    }

    /// Writes down, in the directory, that somebody tried too often and must wait.
    pub(crate) async fn note_delay(
        &self,
        email: &str,
        address: Option<IpAddr>,
    ) -> Result<(), CaseworkError> {
        self.note_at_door(AccessCode::SignInDelayed, email, address)
            .await
    }

    /// Writes down, in the directory, that a program came with a key that opens nothing: from where, not
    /// the key.
    pub async fn note_wrong_key(&self, address: Option<IpAddr>) -> Result<(), CaseworkError> {
        self.note_at_door(AccessCode::KeyRefused, "", address).await
    }

    async fn note_at_door(
        &self,
        act: AccessCode,
        email: &str,
        address: Option<IpAddr>,
    ) -> Result<(), CaseworkError> {
        let account = match email {
            "" => None,
            email => self.store().account(&email.trim().to_lowercase()).await?,
        };
        let line = AccessLine {
            actor: account.as_ref().map(|account| account.id),
            actor_name: account.map(|account| account.name),
            address: address.map(|address| address.to_string()),
            ..self.looked(act)
        };
        Ok(self.store().accesses().write(vec![line]).await?)
    }

    /// Something looked at now.
    pub(crate) fn looked(&self, act: AccessCode) -> AccessLine {
        AccessLine::new(self.clock().now(), act)
    }
}
