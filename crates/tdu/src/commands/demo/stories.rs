//! People of the demonstration to follow from end to end: their files come through the real importers,
//! and their accounts do the real acts, day by day over the last weeks. The last step is the visitor's.

mod calendar;
mod files;
mod play;
mod script;

use std::path::Path;

use anyhow::Context;
use tdu_casework::Casework;
use tdu_domain::access::Actor;
use tdu_domain::organisation::{Network, Organisation};
use tdu_exchange::territory_tables::communes;
use tdu_web::{Player, Plot, Stories, Story};
use uuid::Uuid;

use self::files::Hero;
use self::play::Stage;
use self::script::Who;
use super::accounts::{COUNSELLOR, PASSWORD, REFERENT, WELCOME};

/// Who acts in the stories.
struct Cast {
    counsellor: Actor,
    referent: Actor,
    /// Of another CFA, where the territory has several.
    welcome: Option<Actor>,
}

impl Cast {
    async fn of(casework: &Casework) -> anyhow::Result<Option<Self>> {
        let counsellor = actor(casework, COUNSELLOR).await?;
        let referent = actor(casework, REFERENT).await?;
        let (Some(counsellor), Some(referent)) = (counsellor, referent) else {
            return Ok(None);
        };
        Ok(Some(Self {
            counsellor,
            referent,
            welcome: actor(casework, WELCOME).await?,
        }))
    }

    fn of_who(&self, who: Who) -> anyhow::Result<&Actor> {
        match who {
            Who::Counsellor => Ok(&self.counsellor),
            Who::Referent => Ok(&self.referent),
            Who::Welcome => self.welcome.as_ref().context("le territoire n'a qu'un CFA"),
        }
    }

    fn of_network(&self, network: Network) -> &Actor {
        match network {
            Network::MissionLocale => &self.counsellor,
            Network::Cfa => &self.referent,
        }
    }

    fn stories(&self, territory: Uuid, told: Vec<Story>) -> Stories {
        let player = |actor: &Actor, email: &str| Player {
            organisation: actor.organisation.id,
            name: actor.organisation.name.clone(),
            email: email.to_owned(),
        };
        Stories {
            territory,
            mission_locale: player(&self.counsellor, COUNSELLOR),
            cfa: player(&self.referent, REFERENT),
            other_cfa: self.welcome.as_ref().map(|actor| player(actor, WELCOME)),
            password: PASSWORD.to_owned(),
            told,
        }
    }
}

/// Plays the stories, from the oldest act to yesterday's. A territory without both networks has none.
pub(super) async fn play(
    casework: &Casework,
    territory: Uuid,
    tables: &Path,
) -> anyhow::Result<Option<Stories>> {
    let Some(cast) = Cast::of(casework).await? else {
        return Ok(None);
    };
    let own = &cast.counsellor.organisation;
    let Some(residence) = files::residence(
        &communes(&std::fs::read(tables.join("communes.csv"))?)?,
        &own.code,
    ) else {
        return Ok(None);
    };
    let mut heroes = Hero::ALL.to_vec();
    heroes.retain(|hero| hero.plot != Plot::Refusal || cast.welcome.is_some());
    let today = casework.frame(territory).await?.today();
    let mut stage = Stage::new(casework, territory, cast, residence, today);
    for step in script::steps(&heroes) {
        let told = format!("{:?}", step.act);
        stage.play(step).await.with_context(|| told)?;
    }
    casework.recompute(territory).await?;
    let mut told = Vec::new();
    for hero in &heroes {
        told.push(Story {
            plot: hero.plot,
            person: stage.person(hero)?,
        });
    }
    Ok(Some(stage.cast.stories(territory, told)))
}

/// The CFA nearest in the table after the one that the accounts are of.
pub(super) fn other_cfa<'o>(
    organisations: &'o [Organisation],
    cfa: &Organisation,
) -> Option<&'o Organisation> {
    let is_other = |known: &&Organisation| known.network == Network::Cfa && known.id != cfa.id;
    organisations
        .iter()
        .filter(is_other)
        .find(|known| known.code > cfa.code)
        .or_else(|| organisations.iter().find(is_other))
}

/// Whoever signs in with an address.
async fn actor(casework: &Casework, email: &str) -> anyhow::Result<Option<Actor>> {
    let Some(account) = casework.store().account(email).await? else {
        return Ok(None);
    };
    let memberships = casework.store().memberships(account.id).await?;
    Ok(memberships.into_iter().next().map(|membership| Actor {
        account: account.id,
        name: account.name,
        organisation: membership.organisation,
        territory: membership.territory,
        role: membership.role,
        portfolio: membership.portfolio,
        address: None,
    }))
}

#[cfg(test)]
mod tests;
