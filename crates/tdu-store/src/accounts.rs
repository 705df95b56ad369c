//! The directory: accounts, memberships, API keys, saved views, column mappings.

use sea_orm::Value;
use tdu_domain::access::{KeyScope, Role};
use tdu_domain::merge::Millis;
use tdu_domain::organisation::Organisation;
use uuid::Uuid;

use crate::directory::{Store, organisation};
use crate::engine::{Row, first, text_value};
use crate::error::StoreError;

/// A person who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Key.
    pub id: Uuid,
    /// E-mail, the name of the account.
    pub email: String,
    /// Name shown to colleagues.
    pub name: String,
    /// Argon2id hash in PHC form.
    pub password_hash: String,
}

/// What an account is in one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The organisation.
    pub organisation: Organisation,
    /// Key of its territory.
    pub territory: Uuid,
    /// The role.
    pub role: Role,
    /// The name under which the organisation's files know this person.
    pub portfolio: Option<String>,
}

/// A key of the API, without the key itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Key of the row.
    pub id: Uuid,
    /// The organisation it writes for.
    pub organisation: Uuid,
    /// What it is for, in the organisation's words.
    pub label: String,
    /// When it was made.
    pub created_at: Millis,
    /// When it last served.
    pub used_at: Option<Millis>,
    /// When it was revoked.
    pub revoked_at: Option<Millis>,
    /// What it opens.
    pub scopes: Vec<KeyScope>,
    /// The account that made it, unless the operator did.
    pub made_by: Option<Uuid>,
    /// Its name then.
    pub made_by_name: Option<String>,
}

/// A list's filters, kept under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Key.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The query string that shows it again.
    pub query: String,
}

impl Store {
    /// Adds an account, or changes its name and password when the e-mail is known. Returns its key.
    pub async fn put_account(&self, account: &Account, now: Millis) -> Result<Uuid, StoreError> {
        self.write(
            "put an account",
            "INSERT INTO account (id, email, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (email) DO UPDATE SET name = excluded.name, password_hash = excluded.password_hash",
            vec![
                account.id.into(),
                account.email.clone().into(),
                account.name.clone().into(),
                account.password_hash.clone().into(),
                now.into(),
            ],
        )
        .await?;
        let found = self.account(&account.email).await?;
        found.map(|found| found.id).ok_or(StoreError::Missing {
            what: "account",
            name: account.email.clone(),
        })
    }

    /// The account of an e-mail, unless disabled.
    pub async fn account(&self, email: &str) -> Result<Option<Account>, StoreError> {
        self.engine
            .reader()
            .one(
                "find an account",
                "SELECT id, email, name, password_hash FROM account WHERE email = $1 AND disabled_at IS NULL",
                vec![email.into()],
                account,
            )
            .await
    }

    /// The account of a key, unless disabled.
    pub async fn account_of(&self, id: Uuid) -> Result<Option<Account>, StoreError> {
        self.engine
            .reader()
            .one(
                "find an account by its key",
                "SELECT id, email, name, password_hash FROM account WHERE id = $1 AND disabled_at IS NULL",
                vec![id.into()],
                account,
            )
            .await
    }

    /// Changes the password of an account.
    pub async fn set_password(&self, account: Uuid, password_hash: &str) -> Result<(), StoreError> {
        self.write(
            "change a password",
            "UPDATE account SET password_hash = $2 WHERE id = $1",
            vec![account.into(), password_hash.into()],
        )
        .await?;
        Ok(())
    }

    /// Makes an account a member of an organisation, or changes what it is there.
    pub async fn put_membership(
        &self,
        account: Uuid,
        organisation: Uuid,
        role: Role,
        portfolio: Option<&str>,
    ) -> Result<(), StoreError> {
        self.write(
            "put a membership",
            "INSERT INTO membership (account, organisation, role, portfolio) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account, organisation) DO UPDATE SET role = excluded.role, portfolio = excluded.portfolio",
            vec![account.into(), organisation.into(), role.code().into(), text_value(portfolio)],
        )
        .await?;
        Ok(())
    }

    /// What an account is, organisation by organisation.
    pub async fn memberships(&self, account: Uuid) -> Result<Vec<Membership>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the memberships of an account",
                "SELECT id, network, code, name, territory, role, portfolio FROM membership \
                 JOIN organisation ON organisation.id = membership.organisation WHERE account = $1 ORDER BY name",
                vec![account.into()],
                |row| {
                    Ok(Membership {
                        organisation: organisation(row)?,
                        territory: row.take()?,
                        role: row.parse("membership", "role", "a role", Role::from_code)?,
                        portfolio: row.take()?,
                    })
                },
            )
            .await
    }

    /// Keeps a new API key under its hash.
    pub async fn add_api_key(&self, key: &ApiKey, key_hash: &[u8]) -> Result<(), StoreError> {
        self.write(
            "add an API key",
            "INSERT INTO api_key (id, organisation, label, key_hash, created_at, scopes, made_by, made_by_name) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            vec![
                key.id.into(),
                key.organisation.into(),
                key.label.clone().into(),
                key_hash.to_vec().into(),
                key.created_at.into(),
                KeyScope::written(&key.scopes).into(),
                key.made_by.into(),
                text_value(key.made_by_name.as_deref()),
            ],
        )
        .await?;
        Ok(())
    }

    /// The key of a hash, unless revoked.
    pub async fn api_key(&self, key_hash: &[u8]) -> Result<Option<ApiKey>, StoreError> {
        self.engine
            .reader()
            .one(
                "find an API key",
                "SELECT id, organisation, label, created_at, used_at, revoked_at, scopes, made_by, made_by_name FROM api_key \
                 WHERE key_hash = $1 AND revoked_at IS NULL",
                vec![key_hash.to_vec().into()],
                api_key,
            )
            .await
    }

    /// The keys of an organisation, newest first.
    pub async fn api_keys(&self, organisation: Uuid) -> Result<Vec<ApiKey>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the API keys",
                "SELECT id, organisation, label, created_at, used_at, revoked_at, scopes, made_by, made_by_name FROM api_key \
                 WHERE organisation = $1 ORDER BY id DESC",
                vec![organisation.into()],
                api_key,
            )
            .await
    }

    /// Remembers that a key served.
    pub async fn touch_api_key(&self, id: Uuid, now: Millis) -> Result<(), StoreError> {
        let values: Vec<Value> = vec![id.into(), now.into()];
        self.write(
            "touch an API key",
            "UPDATE api_key SET used_at = $2 WHERE id = $1",
            values,
        )
        .await?;
        Ok(())
    }

    /// Revokes a key of an organisation; tells whether there was one to revoke.
    pub async fn revoke_api_key(
        &self,
        organisation: Uuid,
        id: Uuid,
        now: Millis,
    ) -> Result<bool, StoreError> {
        let touched = self
            .write(
                "revoke an API key",
                "UPDATE api_key SET revoked_at = $3 WHERE organisation = $1 AND id = $2 AND revoked_at IS NULL",
                vec![organisation.into(), id.into(), now.into()],
            )
            .await?;
        Ok(touched > 0)
    }

    /// The column mapping an organisation saved, as JSON.
    pub async fn column_mapping(&self, organisation: Uuid) -> Result<Option<String>, StoreError> {
        self.engine
            .reader()
            .one(
                "find a column mapping",
                "SELECT mapping FROM column_mapping WHERE organisation = $1",
                vec![organisation.into()],
                first,
            )
            .await
    }

    /// Saves an organisation's column mapping.
    pub async fn save_column_mapping(
        &self,
        organisation: Uuid,
        mapping: &str,
        now: Millis,
    ) -> Result<(), StoreError> {
        self.write(
            "save a column mapping",
            "INSERT INTO column_mapping (organisation, mapping, saved_at) VALUES ($1, $2, $3) \
             ON CONFLICT (organisation) DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at",
            vec![organisation.into(), mapping.into(), now.into()],
        )
        .await?;
        Ok(())
    }

    /// The views an account saved in an organisation, by name.
    pub async fn saved_views(
        &self,
        account: Uuid,
        organisation: Uuid,
    ) -> Result<Vec<SavedView>, StoreError> {
        self.engine
            .reader()
            .all(
                "list the saved views",
                "SELECT id, name, query FROM saved_view WHERE account = $1 AND organisation = $2 ORDER BY name",
                vec![account.into(), organisation.into()],
                |row| Ok(SavedView { id: row.take()?, name: row.take()?, query: row.take()? }),
            )
            .await
    }

    /// Saves a view, unless one has its name. Returns whether it did.
    pub async fn save_view(
        &self,
        account: Uuid,
        organisation: Uuid,
        view: &SavedView,
    ) -> Result<bool, StoreError> {
        let saved = self.write(
            "save a view",
            "INSERT INTO saved_view (id, account, organisation, name, query) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (account, organisation, name) DO NOTHING",
            vec![
                view.id.into(),
                account.into(),
                organisation.into(),
                view.name.clone().into(),
                view.query.clone().into(),
            ],
        );
        Ok(saved.await? > 0)
    }

    /// Removes a view of an account.
    pub async fn remove_view(&self, account: Uuid, id: Uuid) -> Result<(), StoreError> {
        self.write(
            "remove a view",
            "DELETE FROM saved_view WHERE account = $1 AND id = $2",
            vec![account.into(), id.into()],
        )
        .await?;
        Ok(())
    }
}

pub(crate) fn account(row: &mut Row<'_>) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.take()?,
        email: row.take()?,
        name: row.take()?,
        password_hash: row.take()?,
    })
}

fn api_key(row: &mut Row<'_>) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: row.take()?,
        organisation: row.take()?,
        label: row.take()?,
        created_at: row.take()?,
        used_at: row.take()?,
        revoked_at: row.take()?,
        scopes: row.parse("api_key", "scopes", "scopes of a key", KeyScope::read)?,
        made_by: row.take()?,
        made_by_name: row.take()?,
    })
}
