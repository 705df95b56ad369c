//! What staff see: lists, people. Always within a scope.

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right, Sight};
use tdu_domain::audit::AccessCode;
use tdu_domain::calendar::plus_days;
use tdu_domain::codes::{Email, Phone};
use tdu_domain::facts::{Field, SourceFacts};
use tdu_domain::journal::{ActCode, Payload};
use tdu_domain::merge::{Conflict, Millis, conflicts};
use tdu_domain::organisation::{Organisation, SourceSystem};
use tdu_domain::pathway::{Milestone, Training};
use tdu_domain::routing::{Commune, Placement};
use tdu_domain::status::StatusTimeline;
use tdu_store::{
    Assignment, CaseloadRow, ComputedPerson, FacetCount, Information, JournalEntry, Objection,
    PeopleFilter, PeoplePage, Relation, SavedView, Sort, SourceRecord,
};
use uuid::Uuid;

use crate::compute::{dated, pathway_facts, shown};
use crate::contract::{ContractView, staff_of};
use crate::frame::Frame;
use crate::referrals::{ReferralView, is_of_others, referred};
use crate::road::RoadShort;
use crate::sight::{Eye, Reached, allowed, counted, only_shown, only_told};
use crate::{Casework, CaseworkError};

/// People a page shows.
pub const PAGE: u32 = 50;
/// People an export may hold.
const EXPORT: u32 = 1_000_000;

/// A list of people, with what can be chosen.
#[derive(Debug, Clone)]
pub struct PeopleView {
    /// The page.
    pub page: PeoplePage,
    /// The counts.
    pub facets: Vec<FacetCount>,
    /// The views the account saved.
    pub saved: Vec<SavedView>,
}

/// An organisation that accompanies a person.
#[derive(Debug, Clone)]
pub struct Companion {
    /// The organisation.
    pub organisation: Organisation,
    /// Why it sees the person.
    pub relation: Relation,
    /// Who follows the person there.
    pub counsellor: Option<String>,
    /// Who follows the person there because of what they did.
    pub assigned: Vec<String>,
}

/// One source of a person.
#[derive(Debug, Clone)]
pub struct SourceView {
    /// Its key.
    pub id: Uuid,
    /// The system.
    pub system: SourceSystem,
    /// The organisation.
    pub organisation: Option<Organisation>,
    /// The identifier there.
    pub external_id: String,
    /// When it first spoke.
    pub received_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
    /// What it says.
    pub facts: SourceFacts,
    /// When it told each field that changed since.
    pub changed_at: std::collections::BTreeMap<Field, Millis>,
}

impl SourceView {
    pub(crate) fn of(record: SourceRecord, frame: &Frame) -> Self {
        Self {
            id: record.id,
            system: record.source.system,
            organisation: frame.organisations.get(&record.organisation).cloned(),
            external_id: record.external_id,
            received_at: record.source.received_at,
            updated_at: record.updated_at,
            facts: record.source.facts,
            changed_at: record.source.changed_at,
        }
    }
}

/// A line of a person's timeline.
#[derive(Debug, Clone)]
pub struct TimelineEntry {
    /// Its key, to take it back.
    pub line: Uuid,
    /// The day it happened.
    pub on: Date,
    /// When it was recorded.
    pub recorded_at: Millis,
    /// The act.
    pub act: ActCode,
    /// What it says.
    pub payload: Option<Payload>,
    /// Who acted.
    pub actor: Option<String>,
    /// For which organisation.
    pub organisation: Option<Organisation>,
}

impl TimelineEntry {
    pub(crate) fn of(entry: JournalEntry, frame: &Frame) -> Self {
        Self {
            line: entry.id,
            on: entry.occurred_on,
            recorded_at: entry.recorded_at,
            act: entry.act,
            payload: entry.payload,
            actor: entry.actor_name,
            organisation: frame.organisations.get(&entry.organisation).cloned(),
        }
    }
}

/// What finding a company for someone needs, and nothing else.
#[derive(Debug, Clone)]
pub struct CardView {
    /// Name, commune, trade, stage.
    pub row: CaseloadRow,
    /// Telephone.
    pub phone: Option<Phone>,
    /// E-mail.
    pub email: Option<Email>,
    /// Why the actor may see them.
    pub sight: Sight,
}

/// A person, as an organisation that accompanies them sees them.
#[derive(Debug, Clone)]
pub struct PersonView {
    /// Today.
    pub today: Date,
    /// Key.
    pub id: Uuid,
    /// Why the actor may see them, and how much.
    pub sight: Sight,
    /// Everything computed.
    pub computed: ComputedPerson,
    /// The caseload row of the actor's organisation.
    pub card: CaseloadRow,
    /// The facts shown.
    pub facts: SourceFacts,
    /// Who accompanies.
    pub companions: Vec<Companion>,
    /// The dossiers of CFAs, oldest first.
    pub trainings: Vec<Training>,
    /// The national timeline of the latest.
    pub national: StatusTimeline,
    /// The moments of the pathway.
    pub milestones: Vec<Milestone>,
    /// Each source.
    pub sources: Vec<SourceView>,
    /// Where sources disagree, by index of source.
    pub conflicts: Vec<Conflict>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// The referrals that the actor's organisation sent or received, the last first.
    pub referrals: Vec<ReferralView>,
    /// The communes possible for an ambiguous postcode.
    pub possible_communes: Vec<Commune>,
    /// When and how they were told what is kept of them, the last first.
    pub informed: Vec<Information>,
    /// What they objected to, the last first.
    pub objections: Vec<Objection>,
    /// The contract that runs or broke, and what comes after.
    pub contract: ContractView,
    /// The road to the contract, when one is open.
    pub road: Option<RoadShort>,
}

impl Casework {
    /// A page of people, its counts, and the saved views. Pages count from 0.
    pub async fn people(
        &self,
        actor: &Actor,
        filter: &PeopleFilter,
        sort: Sort,
        page: u32,
    ) -> Result<PeopleView, CaseworkError> {
        let scope = actor.sight()?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let (filter, sort) = allowed(&scope, filter, sort);
        let eye = Eye::of(self, actor, scope.right(), &frame);
        let offset = page.saturating_mul(PAGE);
        let territory = &frame.territory;
        let page = territory.people(&scope, &filter, sort, offset, PAGE);
        let PeoplePage { rows, total } = page.await?;
        if !filter.words.is_empty() {
            let found = usize::try_from(total).unwrap_or_default();
            let searched = self.looked(AccessCode::PeopleSearched).of_rows(found);
            self.note(&frame, actor, [searched]).await?;
        }
        let mut facets = territory.facets(&scope, &filter).await?;
        facets.retain(|count| counted(&scope, count));
        Ok(PeopleView {
            page: PeoplePage {
                rows: eye.rows(rows),
                total,
            },
            facets,
            saved: self
                .store()
                .saved_views(actor.account, actor.organisation.id)
                .await?,
        })
    }

    /// Everyone a list shows, for taking away.
    pub async fn export_people(
        &self,
        actor: &Actor,
        filter: &PeopleFilter,
        sort: Sort,
    ) -> Result<Vec<CaseloadRow>, CaseworkError> {
        let scope = actor.scope(Right::ExportPeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let (filter, sort) = allowed(&scope, filter, sort);
        let found = frame.territory.people(&scope, &filter, sort, 0, EXPORT);
        let rows = Eye::of(self, actor, Right::ExportPeople, &frame).rows(found.await?.rows);
        let taken = self.looked(AccessCode::PeopleExported);
        self.note(&frame, actor, [taken.of_rows(rows.len())])
            .await?;
        Ok(rows)
    }

    /// Saves a list's filters under a name.
    pub async fn save_view(
        &self,
        actor: &Actor,
        name: &str,
        query: &str,
    ) -> Result<(), CaseworkError> {
        actor.sight()?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 60 {
            return Err(CaseworkError::Invalid {
                field: "name",
                problem: "label-length",
            });
        }
        let view = SavedView {
            id: self.ids.next(),
            name: name.to_owned(),
            query: query.to_owned(),
        };
        let saved = self
            .store()
            .save_view(actor.account, actor.organisation.id, &view);
        if saved.await? {
            return Ok(());
        }
        Err(CaseworkError::Invalid {
            field: "name",
            problem: "view-named",
        })
    }

    /// Removes a saved view.
    pub async fn remove_view(&self, actor: &Actor, id: Uuid) -> Result<(), CaseworkError> {
        actor.sight()?;
        Ok(self.store().remove_view(actor.account, id).await?)
    }

    /// The people whose residence leads to several Missions Locales, with the communes possible.
    pub async fn to_assign(
        &self,
        actor: &Actor,
    ) -> Result<Vec<(CaseloadRow, Vec<Commune>)>, CaseworkError> {
        let scope = actor.scope(Right::AssignResidence)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let people = frame.territory.to_assign(&scope, 200).await?;
        let ids: Vec<Uuid> = people.iter().map(|(row, _)| row.person).collect();
        let sources = frame.territory.sources_of(&ids).await?;
        let possible = |person: Uuid| {
            let of_person: Vec<_> = sources
                .iter()
                .filter(|record| record.person == person)
                .collect();
            shown(&of_person)
                .postcode
                .as_ref()
                .map(|postcode| {
                    frame
                        .communes
                        .of_postcode(postcode)
                        .cloned()
                        .collect::<Vec<_>>()
                })
                .unwrap_or_default()
        };
        let eye = Eye::of(self, actor, Right::AssignResidence, &frame);
        Ok(people
            .into_iter()
            .filter_map(|(row, _)| eye.row(row))
            .map(|row| (possible(row.person), row))
            .map(|(communes, row)| (row, communes))
            .collect())
    }

    /// A person of the actor's caseload; anyone else is not found.
    pub async fn person(&self, actor: &Actor, id: Uuid) -> Result<PersonView, CaseworkError> {
        let Reached {
            frame,
            mut computed,
            card,
            sight,
        } = self.look_at(actor, Right::SeePeople, id).await?;
        let own = actor.organisation.id;
        computed
            .signals
            .retain(|signal| card.signals & signal.code.bit() != 0);
        let mut sources = frame.territory.sources_of(&[id]).await?;
        let mut journal = frame.territory.journal_of(id).await?;
        only_shown(&mut sources, sight);
        if card.limited.is_some() {
            let own = |by: Uuid| frame.network(by) == Some(actor.organisation.network);
            sources.retain(|record| own(record.organisation));
            journal.retain(|entry| own(entry.organisation));
        }
        journal.retain(|entry| {
            let payload = entry.payload.as_ref();
            !payload.is_some_and(|payload| is_of_others(payload, own))
        });
        journal
            .iter_mut()
            .filter_map(|entry| entry.payload.as_mut())
            .for_each(|payload| only_told(payload, sight));
        let today = frame.today();
        let records: Vec<&SourceRecord> = sources.iter().collect();
        let facts = shown(&records).into_owned();
        let referrals = self.referrals_about(&frame, actor, sight, id).await?;
        let told = pathway_facts(&records, &tdu_store::StaffFacts::default());
        let file = if told.trainings.is_empty() {
            tdu_store::ContractFile::default()
        } else {
            frame.territory.contract_file(id).await?
        };
        let mut pathway = pathway_facts(&records, &staff_of(&file, today));
        pathway.referrals = referrals.iter().filter_map(referred).collect();
        let contract = ContractView::of(actor, &told, &pathway, file, today);
        let apart = card.limited.map(|_| actor.organisation.network);
        let road = self.road_on_page(&frame, id, &records, apart).await?;
        let assigned = frame.territory.assignments_of(id).await?;
        let companions = companions(&frame, actor, &computed.caseload, &assigned);
        let possible_communes = match (&computed.pathway.placement, &facts.postcode) {
            (Placement::Ambiguous(_), Some(postcode)) => {
                frame.communes.of_postcode(postcode).cloned().collect()
            }
            _ => Vec::new(),
        };
        let mut timeline: Vec<TimelineEntry> = journal
            .into_iter()
            .map(|entry| TimelineEntry::of(entry, &frame))
            .collect();
        timeline.reverse();
        Ok(PersonView {
            today,
            id,
            sight,
            card,
            companions,
            national: pathway
                .current_training()
                .map(|training| StatusTimeline::of(&training.enrolment))
                .unwrap_or_default(),
            milestones: pathway.milestones(today),
            contract,
            road,
            trainings: pathway.trainings,
            conflicts: conflicts(&dated(&records)),
            sources: sources
                .into_iter()
                .map(|record| SourceView::of(record, &frame))
                .collect(),
            computed,
            facts,
            timeline,
            referrals,
            possible_communes,
            informed: frame.territory.information_of(id).await?,
            objections: frame.territory.objections_of(id).await?,
        })
    }

    /// The card of a person of the actor's caseload; anyone else is not found.
    pub async fn card(&self, actor: &Actor, id: Uuid) -> Result<CardView, CaseworkError> {
        let reached = self.look_at(actor, Right::SeeCards, id).await?;
        let mut sources = reached.frame.territory.sources_of(&[id]).await?;
        only_shown(&mut sources, reached.sight);
        let records: Vec<&SourceRecord> = sources.iter().collect();
        let facts = shown(&records);
        Ok(CardView {
            phone: facts.phone.clone(),
            email: facts.email.clone(),
            sight: reached.sight,
            row: reached.card,
        })
    }

    /// The bounds of birth for ages, both included: youngest age, oldest age.
    #[must_use]
    pub fn born_between(
        today: Date,
        youngest: Option<i16>,
        oldest: Option<i16>,
    ) -> (Option<Date>, Option<Date>) {
        let years_ago =
            |years: i16| tdu_domain::calendar::plus_months(today, -12 * i32::from(years));
        (
            oldest.map(|age| plus_days(years_ago(age.saturating_add(1)), 1)),
            youngest.map(years_ago),
        )
    }
}

/// Who accompanies someone, as an actor may know it.
fn companions(
    frame: &Frame,
    actor: &Actor,
    caseload: &[CaseloadRow],
    assigned: &[Assignment],
) -> Vec<Companion> {
    let (own, mine) = (actor.organisation.id, actor.organisation.network);
    let companion = |row: &CaseloadRow| {
        let organisation = frame.organisations.get(&row.organisation)?.clone();
        // To whom else someone was referred is between their sender and that organisation.
        let rival = organisation.id != own && organisation.network == mine;
        if rival && matches!(row.relation, Relation::Referred(_)) {
            return None;
        }
        let apart = row.limited.is_some() && organisation.network != mine;
        let by_acts = assigned
            .iter()
            .filter(|one| one.organisation == organisation.id && !apart);
        Some(Companion {
            relation: row.relation,
            counsellor: row.counsellor.clone().filter(|_| !apart),
            assigned: by_acts.map(|one| one.account_name.clone()).collect(),
            organisation,
        })
    };
    caseload.iter().filter_map(companion).collect()
}
