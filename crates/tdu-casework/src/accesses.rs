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
        let (act, why) = match &reached {
            Ok(reached) => (AccessCode::PersonSeen, Some(reached.sight.why)),
            Err(CaseworkError::NotFound(_)) => (AccessCode::PersonRefused, None),
            Err(_) => return reached,
        };
        let frame = self.frame_of(actor.organisation.id).await?;
        let looked = self.looked(act).about(person, why);
        self.note(&frame, actor, [looked]).await?;
        reached
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
