//! Someone who came to a CFA alone: its staff tell who that is, and may then refer them to the Mission
//! Locale of their commune. Nobody's file is opened by telling a name.

use tdu_domain::access::{Actor, Right};
use tdu_domain::calendar::{age_on, plus_months};
use tdu_domain::codes::{CommuneCode, Email, Phone};
use tdu_domain::facts::{Given, SourcePatch};
use tdu_domain::journal::ActCode;
use tdu_domain::organisation::{Network, SourceSystem};
use tdu_store::SourceRecord;

use crate::acting::Undo;
use crate::acts::UNDO_MINUTES;
use crate::erasure::{COMPACTION, Marked, WANTED};
use crate::error::Problems;
use crate::intake::{Incoming, Outcome, Sender};
use crate::registry::Held;
use crate::sight::Reached;
use crate::writing::without_number;
use crate::{Casework, CaseworkError, Met, Sought};

/// Why nothing is kept of someone whose arrival was taken back.
const TAKEN_BACK: &str = "accueil repris par son auteur";
/// Letters of a name, at most.
const NAME: usize = 80;
/// Ages of those whom both networks accompany, with a margin.
const AGES: std::ops::RangeInclusive<i16> = 14..=35;

/// Who came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewArrival {
    /// Their civil identity.
    pub identity: Sought,
    /// INSEE code of the commune of residence, by which the Mission Locale is known.
    pub commune: String,
    /// Telephone; may be empty.
    pub phone: String,
    /// E-mail; may be empty.
    pub email: String,
    /// Whether the actor has read who may be the same person, and says that none is.
    pub nobody_known: bool,
}

/// What became of telling that someone came.
#[derive(Debug, Clone)]
pub enum Arrived {
    /// They are in the caseload of the actor's organisation now; with what takes it back.
    Made(Undo),
    /// These people, masked unless the actor may see them, have the same identity: nothing was kept.
    Known(Vec<Met>),
}

impl Casework {
    /// Keeps who came to the actor's CFA without a dossier, unless somebody has the same identity and the
    /// actor has not said that it is somebody else. Such a record never joins someone known: a likeness is
    /// a doubt that people decide.
    pub async fn welcome(&self, actor: &Actor, new: &NewArrival) -> Result<Arrived, CaseworkError> {
        actor.scope(Right::ActOnPeople)?;
        if actor.organisation.network != Network::Cfa {
            return Err(CaseworkError::Conflict("arrival-by-cfa"));
        }
        let frame = self.frame_of(actor.organisation.id).await?;
        let patch = checked(new, frame.today(), |code| {
            frame.communes.get(code).is_some()
        })?;
        if !new.nobody_known {
            let known = self.seek(actor, &new.identity).await?;
            if !known.is_empty() {
                return Ok(Arrived::Known(known));
            }
        }
        let external_id = self.ids.next().to_string();
        let organisation = actor.organisation.id;
        let sender = Sender {
            organisation,
            system: SourceSystem::Arrival,
            actor: Some((actor.account, actor.name.clone())),
            import: None,
        };
        let facts = {
            let mut facts = tdu_domain::facts::SourceFacts::default();
            facts.apply(patch.clone());
            facts.known()
        };
        let row = Incoming {
            external_id: external_id.clone(),
            raw: serde_json::to_string(&facts)?,
            patch,
        };
        let mut intake = self.begin_intake(&frame).await?;
        let outcomes = intake.receive(&sender, vec![row]).await?;
        if outcomes != [Outcome::Created] {
            return Err(CaseworkError::Conflict("arrival-erased"));
        }
        let ids = [external_id];
        let made = intake
            .transaction()
            .sources_by_external_id(organisation, SourceSystem::Arrival, &ids)
            .await?
            .pop()
            .ok_or(CaseworkError::NotFound("person"))?;
        intake.commit().await?;
        let person = made.person;
        let journal = frame.territory.journal_of(person).await?;
        let first = journal.iter().map(|entry| entry.id).min();
        let line = first.ok_or(CaseworkError::NotFound("act"))?;
        Ok(Arrived::Made(Undo { person, line }))
    }

    /// Takes back that someone came, within half an hour and while nothing else was done about them: nothing
    /// of them is kept. Nothing when the line is of another act.
    pub(crate) async fn undo_arrival(
        &self,
        actor: &Actor,
        undo: Undo,
    ) -> Result<Option<()>, CaseworkError> {
        let Reached { frame, .. } = self.reach(actor, Right::SeePeople, undo.person).await?;
        let journal = frame.territory.journal_of(undo.person).await?;
        let first = journal.iter().find(|entry| entry.id == undo.line);
        let Some(came) = first.filter(|entry| entry.act == ActCode::SourceReceived) else {
            return Ok(None);
        };
        if came.actor != Some(actor.account) {
            return Err(CaseworkError::NotFound("act"));
        }
        let mut held = Held::begin(&frame).await?;
        held.transaction.lock_people(&[undo.person]).await?;
        // Read again: nobody writes about them any more.
        let told = frame.territory.journal_of(undo.person).await?.len();
        let sources = held.transaction.sources_of(&[undo.person]).await?;
        let arrived = |record: &SourceRecord| record.source.system == SourceSystem::Arrival;
        if told > 1
            || !sources.iter().all(arrived)
            || self.clock().now() - came.recorded_at > UNDO_MINUTES * 60_000
        {
            return Err(CaseworkError::Conflict("undo-too-late"));
        }
        self.erase_in(&mut held, undo.person, TAKEN_BACK, Marked::ByTheirRecords)
            .await?;
        held.transaction.set_setting(COMPACTION, WANTED).await?;
        held.commit(true).await?;
        Ok(Some(()))
    }
}

/// What is told of someone, if it is enough and can be read.
fn checked(
    new: &NewArrival,
    today: jiff::civil::Date,
    is_known: impl Fn(&CommuneCode) -> bool,
) -> Result<SourcePatch, CaseworkError> {
    let mut problems = Problems::default();
    let invalid = |field, problem| CaseworkError::Invalid { field, problem };
    let name = |text: &str, field| {
        let text = text.trim();
        let long = text.chars().count() > NAME;
        if text.is_empty() || long || text.chars().any(|letter| letter.is_ascii_digit()) {
            return Err(invalid(field, "arrival-name"));
        }
        without_number(text, field)?;
        Ok(Given::Value(text.to_owned()))
    };
    let birth_name = problems.take(name(&new.identity.last_name, "nom"))?;
    let first_name = problems.take(name(&new.identity.first_name, "prenom"))?;
    let born = new.identity.birth_date;
    if born > plus_months(today, -12) || !AGES.contains(&age_on(born, today)) {
        problems.refuse("naissance", "arrival-age");
    }
    let commune = CommuneCode::parse(new.commune.trim()).ok();
    let commune = commune
        .filter(is_known)
        .map(Given::Value)
        .ok_or(invalid("commune", "commune-unknown"));
    let commune = problems.take(commune)?;
    let phone = match new.phone.trim() {
        "" => Ok(Given::Absent),
        text => Phone::parse(text)
            .map(Given::Value)
            .map_err(|_| invalid("telephone", "phone-format")),
    };
    let phone = problems.take(phone)?;
    let email = match new.email.trim() {
        "" => Ok(Given::Absent),
        text => Email::parse(text)
            .map(Given::Value)
            .map_err(|_| invalid("email", "email-format")),
    };
    Ok(SourcePatch {
        birth_name,
        first_name,
        birth_date: Given::Value(born),
        commune,
        phone,
        email: problems.settle(email)?,
        ..SourcePatch::default()
    })
}
