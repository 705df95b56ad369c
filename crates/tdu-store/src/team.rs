//! The directory: the members of an organisation, and who is invited.

use tdu_domain::access::Role;
use tdu_domain::merge::Millis;
use uuid::Uuid;

use crate::accounts::Account;
use crate::directory::Store;
use crate::engine::{Row, Write, keys};
use crate::error::StoreError;
use crate::events::{AccountEvent, tell};

/// A member, as the organisation's administrators see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub account: Uuid,
    /// Its name.
    pub name: String,
    /// Its e-mail.
    pub email: String,
    /// The role in the organisation.
    pub role: Role,
    /// Whether the account is disabled.
    pub disabled: bool,
    /// Whether a code or a passkey protects the account.
    pub protected: bool,
}

/// Somebody of an organisation, for whoever works with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// The account.
    pub account: Uuid,
    /// Its name.
    pub name: String,
    /// The organisation.
    pub organisation: Uuid,
    /// The role there.
    pub role: Role,
    /// The name under which the organisation's files know them.
    pub portfolio: Option<String>,
}

/// An invitation that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Key.
    pub id: Uuid,
    /// The organisation to join.
    pub organisation: Uuid,
    /// E-mail of the guest.
    pub email: String,
    /// Name of the guest.
    pub name: String,
    /// The role they will have.
    pub role: Role,
    /// The name of who invites.
    pub invited_by: String,
    /// When it was made.
    pub created_at: Millis,
    /// Until when its link opens.
    pub expires_at: Millis,
}

const INVITATION: &str = "SELECT id, organisation, email, name, role, invited_by, created_at, expires_at FROM invitation";

/// Changes to one organisation's team: one at a time, all or nothing.
#[derive(Debug)]
pub struct TeamChange {
    pub(crate) write: Write,
    pub(crate) organisation: Uuid,
}

impl Store {
    /// Begins to change an organisation's team; whoever else begins waits for the end.
    pub async fn begin_team(&self, organisation: Uuid) -> Result<TeamChange, StoreError> {
        let write = self.engine.begin().await?;
        write
            .session()
            .execute(
                "hold an organisation's team",
                "UPDATE organisation SET name = name WHERE id = $1",
                vec![organisation.into()],
            )
            .await?;
        Ok(TeamChange {
            write,
            organisation,
        })
    }

    /// The members of an organisation, by name.
    pub async fn members(&self, organisation: Uuid) -> Result<Vec<Member>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the members of an organisation",
                "SELECT account.id, name, email, role, disabled_at, second_factor.account, \
                 (SELECT count(*) FROM passkey WHERE passkey.account = account.id) \
                 FROM membership JOIN account ON account.id = membership.account \
                 LEFT JOIN second_factor ON second_factor.account = account.id \
                 WHERE organisation = $1 ORDER BY name, email",
                vec![organisation.into()],
                |row| {
                    Ok(Member {
                        account: row.take()?,
                        name: row.take()?,
                        email: row.take()?,
                        role: role(row)?,
                        disabled: row.take::<Option<Millis>>()?.is_some(),
                        protected: row.take::<Option<Uuid>>()?.is_some() | (row.take::<i64>()? > 0),
                    })
                },
            )
            .await
    }

    /// The members of organisations whose accounts are open, by organisation and name.
    pub async fn staff(&self, organisations: &[Uuid]) -> Result<Vec<StaffMember>, StoreError> {
        let sql = "SELECT account.id, name, organisation, role, portfolio FROM membership \
                   JOIN account ON account.id = membership.account \
                   WHERE disabled_at IS NULL AND organisation IN ({}) ORDER BY organisation, name, email";
        let ids = keys(organisations.iter().copied());
        self.engine
            .reader()
            .all_in("list the staff of organisations", sql, &[], &ids, |row| {
                Ok(StaffMember {
                    account: row.take()?,
                    name: row.take()?,
                    organisation: row.take()?,
                    role: role(row)?,
                    portfolio: row.take()?,
                })
            })
            .await
    }

    /// The invitations of an organisation that wait, newest first.
    pub async fn invitations(&self, organisation: Uuid) -> Result<Vec<Invitation>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the invitations",
                &format!("{INVITATION} WHERE organisation = $1 ORDER BY id DESC"),
                vec![organisation.into()],
                invitation,
            )
            .await
    }

    /// The invitation of a link.
    pub async fn invitation(&self, token_hash: &[u8]) -> Result<Option<Invitation>, StoreError> {
        self.engine
            .reader()
            .one(
                "find an invitation",
                &format!("{INVITATION} WHERE token_hash = $1"),
                vec![token_hash.to_vec().into()],
                invitation,
            )
            .await
    }
}

impl TeamChange {
    /// Keeps an invitation under the hash of its token, in place of an earlier one to the same e-mail.
    pub async fn invite(
        &self,
        invitation: &Invitation,
        token_hash: &[u8],
    ) -> Result<(), StoreError> {
        let doing = "keep an invitation";
        let session = self.write.session();
        session
            .execute(
                doing,
                "DELETE FROM invitation WHERE organisation = $1 AND email = $2",
                vec![self.organisation.into(), invitation.email.clone().into()],
            )
            .await?;
        session
            .execute(
                doing,
                "INSERT INTO invitation (id, organisation, email, name, role, token_hash, invited_by, created_at, expires_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                vec![
                    invitation.id.into(),
                    self.organisation.into(),
                    invitation.email.clone().into(),
                    invitation.name.clone().into(),
                    invitation.role.code().into(),
                    token_hash.to_vec().into(),
                    invitation.invited_by.clone().into(),
                    invitation.created_at.into(),
                    invitation.expires_at.into(),
                ],
            )
            .await?;
        Ok(())
    }

    /// Takes an invitation away by its key, if it waits still.
    pub async fn take_invitation(&self, id: Uuid) -> Result<Option<Invitation>, StoreError> {
        let session = self.write.session();
        let found = session
            .one(
                "find an invitation to take away",
                &format!("{INVITATION} WHERE organisation = $1 AND id = $2"),
                vec![self.organisation.into(), id.into()],
                invitation,
            )
            .await?;
        let taken = session
            .execute(
                "take an invitation away",
                "DELETE FROM invitation WHERE organisation = $1 AND id = $2",
                vec![self.organisation.into(), id.into()],
            )
            .await?;
        Ok(found.filter(|_| taken > 0))
    }

    /// Adds an account that does not exist yet; tells whether its e-mail was free.
    pub async fn add_account(&self, account: &Account, now: Millis) -> Result<bool, StoreError> {
        let session = self.write.session();
        let added = session.execute(
            "add an account",
            "INSERT INTO account (id, email, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT DO NOTHING",
            vec![
                account.id.into(),
                account.email.clone().into(),
                account.name.clone().into(),
                account.password_hash.clone().into(),
                now.into(),
            ],
        );
        Ok(added.await? > 0)
    }

    /// Makes an account a member, or changes its role.
    pub async fn put_member(&self, account: Uuid, role: Role) -> Result<(), StoreError> {
        self.write
            .session()
            .execute(
                "put a member",
                "INSERT INTO membership (account, organisation, role) VALUES ($1, $2, $3) \
                 ON CONFLICT (account, organisation) DO UPDATE SET role = excluded.role",
                vec![account.into(), self.organisation.into(), role.code().into()],
            )
            .await?;
        Ok(())
    }

    /// Removes a member and ends the sessions that act for the organisation.
    pub async fn remove_member(&self, account: Uuid) -> Result<(), StoreError> {
        self.write
            .session()
            .execute(
                "remove a member",
                "DELETE FROM membership WHERE account = $1 AND organisation = $2",
                vec![account.into(), self.organisation.into()],
            )
            .await?;
        self.end_sessions(account).await
    }

    /// Ends a member's sessions that act for the organisation.
    pub async fn end_sessions(&self, account: Uuid) -> Result<(), StoreError> {
        self.write
            .session()
            .execute(
                "end the sessions of a member",
                "DELETE FROM session WHERE account = $1 AND organisation = $2",
                vec![account.into(), self.organisation.into()],
            )
            .await?;
        Ok(())
    }

    /// The name, the role and whether the account is enabled, of each member.
    pub async fn roles(&self) -> Result<Vec<(Uuid, String, Role, bool)>, StoreError> {
        self.write
            .session()
            .all(
                "read the roles of a team",
                "SELECT account.id, name, role, disabled_at FROM membership \
                 JOIN account ON account.id = membership.account WHERE organisation = $1",
                vec![self.organisation.into()],
                |row| {
                    Ok((
                        row.take()?,
                        row.take()?,
                        role(row)?,
                        row.take::<Option<Millis>>()?.is_none(),
                    ))
                },
            )
            .await
    }

    /// Writes down what happened.
    pub async fn tell(&self, event: &AccountEvent) -> Result<(), StoreError> {
        tell(&self.write, event).await
    }

    /// Keeps the changes.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.write.commit().await
    }
}

fn role(row: &mut Row<'_>) -> Result<Role, StoreError> {
    row.parse("membership", "role", "a role", Role::from_code)
}

fn invitation(row: &mut Row<'_>) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        id: row.take()?,
        organisation: row.take()?,
        email: row.take()?,
        name: row.take()?,
        role: row.parse("invitation", "role", "a role", Role::from_code)?,
        invited_by: row.take()?,
        created_at: row.take()?,
        expires_at: row.take()?,
    })
}
