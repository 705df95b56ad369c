//! What an operator sets up: territories, organisations, communes, accounts.

use std::collections::HashMap;
use std::fmt;

use tdu_domain::access::Role;
use tdu_domain::codes::{Email, Siret};
use tdu_domain::organisation::Organisation;
use tdu_domain::routing::Commune;
use tdu_exchange::territory_tables::{CommuneLine, OrganisationLine};
use tdu_store::{Account, ComputedPerson, Establishment, TerritoryRow};
use uuid::Uuid;

use crate::passwords::{accepted, hash, verify};
use crate::{Casework, CaseworkError};

/// An account to set up.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// E-mail.
    pub email: String,
    /// Name shown.
    pub name: String,
    /// Password, in clear, forgotten at once.
    pub password: String,
    /// Code of the organisation.
    pub organisation: String,
    /// Role there.
    pub role: Role,
    /// Name under which the organisation's files know this person.
    pub portfolio: Option<String>,
}

impl fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewAccount")
            .field("email", &self.email)
            .field("organisation", &self.organisation)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

impl Casework {
    /// First and last names of invented people, by key, without asking who reads them; nothing of who was
    /// erased. Nobody's where people are real.
    pub async fn invented_names(
        &self,
        territory: Uuid,
        people: &[Uuid],
    ) -> Result<HashMap<Uuid, String>, CaseworkError> {
        if !self.demonstration {
            return Ok(HashMap::new());
        }
        let known = self
            .frame(territory)
            .await?
            .territory
            .computed(people)
            .await?;
        let name = |(person, computed): (Uuid, ComputedPerson)| {
            let row = computed.caseload.first()?;
            Some((person, format!("{} {}", row.first_name, row.last_name)))
        };
        Ok(known.into_iter().filter_map(name).collect())
    }

    /// Registers a territory and makes its database. Returns its key; a known code is left as it is.
    pub async fn set_up_territory(
        &self,
        code: &str,
        name: &str,
        time_zone: &str,
    ) -> Result<Uuid, CaseworkError> {
        if let Some(known) = self.territory_of_code(code).await? {
            return Ok(known.id);
        }
        let row = TerritoryRow {
            id: self.ids.next(),
            code: code.to_owned(),
            name: name.to_owned(),
            time_zone: time_zone.to_owned(),
        };
        self.store().territory(&row).await?;
        self.store().add_territory(&row).await?;
        Ok(row.id)
    }

    /// The territory of a code.
    pub async fn territory_of_code(
        &self,
        code: &str,
    ) -> Result<Option<TerritoryRow>, CaseworkError> {
        Ok(self
            .store()
            .territories()
            .await?
            .into_iter()
            .find(|row| row.code == code))
    }

    /// Adds or updates organisations and their establishments.
    pub async fn set_up_organisations(
        &self,
        territory: Uuid,
        lines: &[OrganisationLine],
    ) -> Result<(), CaseworkError> {
        for line in lines {
            let organisation = Organisation {
                id: self.ids.next(),
                network: line.network,
                code: line.code.clone(),
                name: line.name.clone(),
            };
            let id = self
                .store()
                .put_organisation(territory, &organisation)
                .await?;
            if let Some(siret) = &line.siret {
                self.store().add_siret(id, siret).await?;
            }
            if let Some((uai, siret)) = line.establishment.clone() {
                self.store()
                    .put_establishment(&Establishment {
                        uai,
                        siret,
                        organisation: id,
                    })
                    .await?;
            }
        }
        self.forget_frames().await;
        Ok(())
    }

    /// Says that an organisation is known by a SIRET, or is not any more.
    pub async fn set_siret(
        &self,
        organisation: &str,
        siret: &str,
        known: bool,
    ) -> Result<(), CaseworkError> {
        let siret = Siret::parse(siret).map_err(|_| CaseworkError::Invalid {
            field: "siret",
            problem: "siret-format",
        })?;
        let found = self.store().organisation_of_code(organisation).await?;
        let (organisation, _) = found.ok_or(CaseworkError::NotFound("organisation"))?;
        if known {
            self.store().add_siret(organisation.id, &siret).await?;
        } else if !self.store().remove_siret(organisation.id, &siret).await? {
            return Err(CaseworkError::NotFound("SIRET"));
        }
        Ok(())
    }

    /// Adds or updates communes; each names the code of the Mission Locale that covers it, if any.
    pub async fn set_up_communes(
        &self,
        territory: Uuid,
        communes: Vec<CommuneLine>,
    ) -> Result<(), CaseworkError> {
        let frame = self.frame(territory).await?;
        let known: HashMap<&str, Uuid> = frame
            .organisations
            .values()
            .map(|organisation| (organisation.code.as_str(), organisation.id))
            .collect();
        let rows: Vec<Commune> = communes
            .into_iter()
            .map(|line| match line.mission_locale {
                None => Ok(line.commune),
                Some(code) => match known.get(code.as_str()) {
                    Some(id) => Ok(Commune {
                        mission_locale: Some(*id),
                        ..line.commune
                    }),
                    None => Err(CaseworkError::NotFound("organisation")),
                },
            })
            .collect::<Result<_, _>>()?;
        let transaction = frame.territory.begin().await?;
        transaction.put_communes(&rows).await?;
        transaction.commit().await?;
        self.forget_frames().await;
        Ok(())
    }

    /// Adds an account, or changes its password, and makes it a member of an organisation.
    pub async fn set_up_account(&self, new: NewAccount) -> Result<Uuid, CaseworkError> {
        let email = Email::parse(&new.email).map_err(|_| CaseworkError::Invalid {
            field: "email",
            problem: "email-format",
        })?;
        let organisation = self.store().organisation_of_code(&new.organisation).await?;
        let (organisation, _) = organisation.ok_or(CaseworkError::NotFound("organisation"))?;
        let about = [&new.name, &new.email, &organisation.name];
        let password = if self.demonstration {
            &new.password
        } else {
            accepted(&new.password, &about.map(String::as_str))?
        };
        let known = self.store().account(email.as_str()).await?;
        let kept = match known {
            Some(known) if verify(password, &known.password_hash).await? => Some(known),
            _ => None,
        };
        let changed = kept.is_none();
        let password_hash = match kept {
            Some(known) => known.password_hash,
            None => hash(password).await?,
        };
        let account = Account {
            id: self.ids.next(),
            email: email.to_string(),
            name: new.name,
            password_hash,
        };
        let id = self
            .store()
            .put_account(&account, self.clock().now())
            .await?;
        if changed {
            self.store().end_sessions_of(id, None).await?;
        }
        self.store()
            .put_membership(id, organisation.id, new.role, new.portfolio.as_deref())
            .await?;
        Ok(id)
    }
}
