//! Who belongs to an organisation: invited, accepted, given a role, removed by its administrators.

use tdu_domain::access::{Actor, Right, Role};
use tdu_domain::account::{AccountAct, INVITATION_DAYS};
use tdu_domain::codes::Email;
use tdu_domain::merge::Millis;
use tdu_domain::organisation::Organisation;
use tdu_store::{Account, AccountEvent, Invitation, Member, TeamChange};
use uuid::Uuid;

use crate::clock::secret;
use crate::error::Problems;
use crate::keys::{digest, hex};
use crate::passwords::{accepted, hash};
use crate::signin::{Entry, Origin};
use crate::{Casework, CaseworkError};

const DAY: Millis = 86_400_000;
/// Longest name of a guest.
const NAME_LENGTH: usize = 80;

/// Someone to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// E-mail.
    pub email: String,
    /// Name, as colleagues will read it.
    pub name: String,
    /// The role they will have.
    pub role: Role,
}

/// What *Équipe* shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The members, by name.
    pub members: Vec<Member>,
    /// The invitations that wait, newest first.
    pub invitations: Vec<Invitation>,
    /// What happened lately, newest first.
    pub events: Vec<AccountEvent>,
}

/// What the holder of a link is invited to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationView {
    /// The invitation.
    pub invitation: Invitation,
    /// The organisation to join.
    pub organisation: Organisation,
    /// Key of its territory.
    pub territory: Uuid,
    /// The account that the e-mail has already, if any.
    pub account: Option<Uuid>,
}

impl Casework {
    /// The team of the actor's organisation.
    pub async fn team(&self, actor: &Actor) -> Result<Team, CaseworkError> {
        actor.scope(Right::ManageMembers)?;
        let organisation = actor.organisation.id;
        Ok(Team {
            members: self.store().members(organisation).await?,
            invitations: self.store().invitations(organisation).await?,
            events: self.store().events_at(organisation).await?,
        })
    }

    /// Invites someone. Returns the token of the link, kept nowhere; an earlier invitation to the same
    /// e-mail opens no more.
    pub async fn invite(&self, actor: &Actor, guest: Guest) -> Result<String, CaseworkError> {
        actor.scope(Right::ManageMembers)?;
        let members = self.store().members(actor.organisation.id).await?;
        let mut problems = Problems::default();
        let email = problems.take(email_of(&guest, &members))?;
        let name = guest.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > NAME_LENGTH {
            problems.refuse("nom", "guest-name");
        }
        if !guest.role.is_given_in(actor.organisation.network) {
            problems.refuse("role", "choose");
        }
        let email = problems.settle(Ok(email))?;
        let now = self.clock().now();
        let invitation = Invitation {
            id: self.ids.next(),
            organisation: actor.organisation.id,
            email,
            name,
            role: guest.role,
            invited_by: actor.name.clone(),
            created_at: now,
            expires_at: now + INVITATION_DAYS * DAY,
        };
        let team = self.store().begin_team(actor.organisation.id).await?;
        self.hand_out(team, actor, invitation, AccountAct::Invited)
            .await
    }

    /// Gives an invitation a new link and all its days again; the old link opens no more.
    pub async fn renew_invitation(&self, actor: &Actor, id: Uuid) -> Result<String, CaseworkError> {
        actor.scope(Right::ManageMembers)?;
        let team = self.store().begin_team(actor.organisation.id).await?;
        let invitation = team.take_invitation(id).await?;
        let invitation = invitation.ok_or(CaseworkError::NotFound("invitation"))?;
        let renewed = Invitation {
            expires_at: self.clock().now() + INVITATION_DAYS * DAY,
            ..invitation
        };
        self.hand_out(team, actor, renewed, AccountAct::InvitationRenewed)
            .await
    }

    async fn hand_out(
        &self,
        team: TeamChange,
        actor: &Actor,
        invitation: Invitation,
        act: AccountAct,
    ) -> Result<String, CaseworkError> {
        let token = hex(&secret::<32>());
        team.invite(&invitation, &digest(&token)).await?;
        team.tell(&self.event(act, actor, None, &invitation.email))
            .await?;
        team.commit().await?;
        self.post_invitation(actor, &invitation.email, &token)
            .await?;
        Ok(token)
    }

    /// Withdraws an invitation: its link opens no more.
    pub async fn withdraw_invitation(&self, actor: &Actor, id: Uuid) -> Result<(), CaseworkError> {
        actor.scope(Right::ManageMembers)?;
        let team = self.store().begin_team(actor.organisation.id).await?;
        let invitation = team.take_invitation(id).await?;
        let invitation = invitation.ok_or(CaseworkError::NotFound("invitation"))?;
        let act = AccountAct::InvitationWithdrawn;
        team.tell(&self.event(act, actor, None, &invitation.email))
            .await?;
        Ok(team.commit().await?)
    }

    /// What a link invites to, unless it was used, withdrawn or is too old: all look alike.
    pub async fn invitation(&self, token: &str) -> Result<InvitationView, CaseworkError> {
        let found = self.store().invitation(&digest(token)).await?;
        let invitation = found
            .filter(|invitation| invitation.expires_at > self.clock().now())
            .ok_or(CaseworkError::NotFound("invitation"))?;
        let organisation = self.store().organisation(invitation.organisation).await?;
        let found = organisation.ok_or(CaseworkError::NotFound("invitation"))?;
        let (organisation, territory) = found;
        let account = self.store().account(&invitation.email).await?;
        Ok(InvitationView {
            invitation,
            organisation,
            territory,
            account: account.map(|account| account.id),
        })
    }

    /// Accepts an invitation by choosing a password: makes the account and signs it in.
    pub async fn accept_with_password(
        &self,
        token: &str,
        password: &str,
        origin: &Origin,
    ) -> Result<Entry, CaseworkError> {
        let InvitationView {
            invitation,
            organisation,
            territory,
            account,
        } = self.invitation(token).await?;
        if account.is_some() {
            return Err(CaseworkError::Conflict("account-known"));
        }
        let about = [&invitation.name, &invitation.email, &organisation.name];
        let password = accepted(password, &about.map(String::as_str))?;
        let account = Account {
            id: self.ids.next(),
            email: invitation.email.clone(),
            name: invitation.name.clone(),
            password_hash: hash(password).await?,
        };
        let team = self.store().begin_team(organisation.id).await?;
        if !team.add_account(&account, self.clock().now()).await? {
            return Err(CaseworkError::Conflict("account-known"));
        }
        let actor = Actor {
            account: account.id,
            name: account.name,
            organisation,
            territory,
            role: invitation.role,
            portfolio: None,
            address: origin.ip(),
        };
        self.join(team, &actor, &invitation).await?;
        self.note_sign_in(actor.account, &actor.name, origin.ip())
            .await?;
        let opened = self.open_session(actor.account, actor.organisation.id, origin, None);
        Ok(Entry::Open(opened.await?))
    }

    /// Accepts an invitation with the account it was sent to, which is signed in: it joins one more
    /// organisation and acts for it. Returns the session's new token.
    pub async fn accept_signed_in(
        &self,
        token: &str,
        session: &str,
    ) -> Result<String, CaseworkError> {
        let view = self.invitation(token).await?;
        let signed_in = self.signed_in(session).await?;
        let signed_in = signed_in.ok_or(CaseworkError::NotFound("session"))?;
        if view.account != Some(signed_in.actor.account) {
            return Err(CaseworkError::NotFound("invitation"));
        }
        let team = self.store().begin_team(view.organisation.id).await?;
        let actor = Actor {
            organisation: view.organisation,
            territory: view.territory,
            role: view.invitation.role,
            ..signed_in.actor
        };
        self.join(team, &actor, &view.invitation).await?;
        self.act_for(session, actor.organisation.id).await
    }

    /// Uses an invitation up and makes the actor a member.
    async fn join(
        &self,
        team: TeamChange,
        actor: &Actor,
        invitation: &Invitation,
    ) -> Result<(), CaseworkError> {
        if team.take_invitation(invitation.id).await?.is_none() {
            return Err(CaseworkError::NotFound("invitation"));
        }
        team.put_member(actor.account, invitation.role).await?;
        let account = Some(actor.account);
        team.tell(&self.event(AccountAct::Joined, actor, account, &invitation.email))
            .await?;
        Ok(team.commit().await?)
    }

    /// Gives a member another role; their sessions there end, so that they come back with it.
    pub async fn change_role(
        &self,
        actor: &Actor,
        account: Uuid,
        role: Role,
    ) -> Result<(), CaseworkError> {
        actor.scope(Right::ManageMembers)?;
        if !role.is_given_in(actor.organisation.network) {
            return Err(invalid("role", "choose"));
        }
        let team = self.store().begin_team(actor.organisation.id).await?;
        let (name, present) = member(&team, account).await?;
        if present == role {
            return Err(CaseworkError::Conflict("nothing-changes"));
        }
        if !present.is_given_in(actor.organisation.network) {
            return Err(CaseworkError::Conflict("role-of-territory"));
        }
        leaves_an_administrator(&team, account).await?;
        team.put_member(account, role).await?;
        team.end_sessions(account).await?;
        let detail = format!("{name}|{}|{}", present.code(), role.code());
        team.tell(&self.event(AccountAct::RoleChanged, actor, Some(account), &detail))
            .await?;
        Ok(team.commit().await?)
    }

    /// Removes a member; their sessions there end at once.
    pub async fn remove_member(&self, actor: &Actor, account: Uuid) -> Result<(), CaseworkError> {
        actor.scope(Right::ManageMembers)?;
        let team = self.store().begin_team(actor.organisation.id).await?;
        let (name, present) = member(&team, account).await?;
        if !present.is_given_in(actor.organisation.network) {
            return Err(CaseworkError::Conflict("role-of-territory"));
        }
        leaves_an_administrator(&team, account).await?;
        team.remove_member(account).await?;
        team.tell(&self.event(AccountAct::MemberRemoved, actor, Some(account), &name))
            .await?;
        Ok(team.commit().await?)
    }

    /// What happened lately to one's own account, newest first.
    pub async fn own_events(&self, actor: &Actor) -> Result<Vec<AccountEvent>, CaseworkError> {
        Ok(self.store().events_of(actor.account).await?)
    }

    pub(crate) fn event(
        &self,
        act: AccountAct,
        actor: &Actor,
        account: Option<Uuid>,
        detail: &str,
    ) -> AccountEvent {
        AccountEvent {
            id: self.ids.next(),
            recorded_at: self.clock().now(),
            act,
            account,
            organisation: Some(actor.organisation.id),
            actor: actor.name.clone(),
            detail: detail.to_owned(),
        }
    }
}

async fn member(team: &TeamChange, account: Uuid) -> Result<(String, Role), CaseworkError> {
    let roles = team.roles().await?;
    let found = roles.into_iter().find(|(other, ..)| *other == account);
    let (_, name, role, _) = found.ok_or(CaseworkError::NotFound("member"))?;
    Ok((name, role))
}

/// Without an administrator nobody could invite one.
async fn leaves_an_administrator(team: &TeamChange, account: Uuid) -> Result<(), CaseworkError> {
    let administrators: Vec<Uuid> = team
        .roles()
        .await?
        .into_iter()
        .filter(|(_, _, role, enabled)| *role == Role::Administrator && *enabled)
        .map(|(account, ..)| account)
        .collect();
    if administrators == [account] {
        return Err(CaseworkError::Conflict("last-administrator"));
    }
    Ok(())
}

/// The e-mail of a guest, whom the organisation does not have yet.
fn email_of(guest: &Guest, members: &[Member]) -> Result<String, CaseworkError> {
    let email = Email::parse(&guest.email).map_err(|_| invalid("email", "email-format"))?;
    let email = email.to_string().to_lowercase();
    if members.iter().any(|member| member.email == email) {
        return Err(invalid("email", "already-member"));
    }
    Ok(email)
}

fn invalid(field: &'static str, problem: &'static str) -> CaseworkError {
    CaseworkError::Invalid { field, problem }
}
