//! What the two organisations see of a referral.

use jiff::civil::Date;
use tdu_domain::access::{Actor, Right, Sight};
use tdu_domain::codes::RomeCode;
use tdu_domain::organisation::{Network, Organisation};
use tdu_domain::referral::{Content, Need, Party, State, Transition};
use tdu_store::{CaseloadRow, Referral, ReferralBox, ReferralCount, ReferralQuery, SourceRecord};
use uuid::Uuid;

use super::accompanies;
use super::moving::party;
use crate::compute::shown;
use crate::frame::Frame;
use crate::seeing::PAGE;
use crate::sight::{Reached, only_shown};
use crate::{Casework, CaseworkError};

/// A referral, as one of the two organisations sees it.
#[derive(Debug, Clone)]
pub struct ReferralView {
    /// The referral; accommodations are there only for who may see them.
    pub referral: Referral,
    /// The organisation that sent it.
    pub sender: Organisation,
    /// The one that received it.
    pub receiver: Organisation,
    /// For which of the two the actor acts.
    pub party: Party,
    /// What the actor may do with it now.
    pub may: Vec<Transition>,
    /// Who of the receiver must answer at last, by name: its managers, or else its staff. Told of one
    /// referral, not in lists.
    pub escalated_to: Vec<String>,
}

/// A line of the list of referrals.
#[derive(Debug, Clone)]
pub struct ReferralRow {
    /// The referral.
    pub view: ReferralView,
    /// First and last name of whom it is about, while the organisation sees them.
    pub name: Option<(String, String)>,
}

/// The list of referrals.
#[derive(Debug, Clone)]
pub struct ReferralsView {
    /// Today.
    pub today: Date,
    /// The lines of the page.
    pub rows: Vec<ReferralRow>,
    /// How many in all.
    pub total: i64,
    /// How many by side and state.
    pub counts: Vec<ReferralCount>,
}

/// What the form of a referral needs to know.
#[derive(Debug, Clone)]
pub struct ReferralForm {
    /// Today.
    pub today: Date,
    /// Whom it is about.
    pub card: CaseloadRow,
    /// The network to which they are referred.
    pub to: Network,
    /// The organisations to which they can be, by name; and whether one has an open referral already.
    pub receivers: Vec<(Organisation, bool)>,
    /// The trades they want, as files say.
    pub wanted: Vec<RomeCode>,
    /// Whether accommodations may be told.
    pub accommodations: bool,
    /// The last draft of the organisation.
    pub draft: Option<Referral>,
}

impl Casework {
    /// What is needed to refer someone whom the actor's organisation accompanies.
    pub async fn referral_form(
        &self,
        actor: &Actor,
        person: Uuid,
    ) -> Result<ReferralForm, CaseworkError> {
        let reached = self.look_at(actor, Right::ActOnPeople, person).await?;
        if !accompanies(&reached) {
            return Err(CaseworkError::Conflict("referral-who-accompanies"));
        }
        let Reached {
            frame, card, sight, ..
        } = reached;
        let scope = actor.scope(Right::ActOnPeople)?;
        let known = frame.territory.referrals_of(&scope, person).await?;
        let to = actor.organisation.network.other();
        let open = |receiver: Uuid| {
            known.iter().any(|other| {
                other.sender == actor.organisation.id
                    && other.receiver == receiver
                    && other.standing.is_live()
            })
        };
        let mut receivers: Vec<(Organisation, bool)> = frame
            .organisations
            .values()
            .filter(|known| known.network == to)
            .map(|known| (known.clone(), open(known.id)))
            .collect();
        receivers.sort_by(|one, other| one.0.name.cmp(&other.0.name));
        let mut sources = frame.territory.sources_of(&[person]).await?;
        only_shown(&mut sources, sight);
        let records: Vec<&SourceRecord> = sources.iter().collect();
        let wanted = shown(&records).wanted_trades.clone().unwrap_or_default();
        Ok(ReferralForm {
            today: frame.today(),
            to,
            receivers,
            wanted,
            accommodations: sight.accommodations,
            draft: known
                .into_iter()
                .find(|referral| referral.standing.state == State::Draft),
            card,
        })
    }

    /// A referral that the actor's organisation sent or received, and whom it is about.
    pub async fn referral(
        &self,
        actor: &Actor,
        id: Uuid,
    ) -> Result<(ReferralView, CaseloadRow), CaseworkError> {
        let found = self.known_referral(actor, Right::SeePeople, id).await?;
        let reached = self.look_at(actor, Right::SeePeople, found.person).await?;
        let view = view(&reached.frame, actor, reached.sight.accommodations, found);
        let mut view = view.ok_or(CaseworkError::NotFound("referral"))?;
        if view.referral.standing.is_escalated(reached.frame.today()) {
            view.escalated_to = self.who_answers_at_last(view.receiver.id).await?;
        }
        Ok((view, reached.card))
    }

    /// Who of an organisation must answer what its staff left without an answer.
    async fn who_answers_at_last(&self, receiver: Uuid) -> Result<Vec<String>, CaseworkError> {
        let staff = self.store().staff(&[receiver]).await?;
        let named = |right: Right| -> Vec<String> {
            let who = staff.iter().filter(|member| member.role.gives(right));
            who.map(|member| member.name.clone()).collect()
        };
        let managers = named(Right::LeadTeam);
        Ok(if managers.is_empty() {
            named(Right::ActOnPeople)
        } else {
            managers
        })
    }

    /// A page of the referrals of the actor's organisation. Pages count from 0.
    pub async fn referrals(
        &self,
        actor: &Actor,
        part: ReferralBox,
        state: Option<State>,
        page: u32,
    ) -> Result<ReferralsView, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let query = ReferralQuery {
            part,
            state,
            offset: page.saturating_mul(PAGE),
            limit: PAGE,
        };
        let found = frame.territory.referrals(&scope, query).await?;
        let row = |line: tdu_store::ReferralLine| {
            Some(ReferralRow {
                view: view(&frame, actor, false, line.referral)?,
                name: line.name,
            })
        };
        Ok(ReferralsView {
            today: frame.today(),
            total: found.total,
            rows: found.lines.into_iter().filter_map(row).collect(),
            counts: frame.territory.referral_counts(&scope).await?,
        })
    }

    /// The referrals about someone already reached, the last first.
    pub(crate) async fn referrals_about(
        &self,
        frame: &Frame,
        actor: &Actor,
        sight: Sight,
        person: Uuid,
    ) -> Result<Vec<ReferralView>, CaseworkError> {
        let scope = actor.scope(Right::SeePeople)?;
        let found = frame.territory.referrals_of(&scope, person).await?;
        Ok(found
            .into_iter()
            .filter_map(|referral| view(frame, actor, sight.accommodations, referral))
            .collect())
    }
}

/// A referral as an actor sees it.
pub(crate) fn view(
    frame: &Frame,
    actor: &Actor,
    accommodations: bool,
    referral: Referral,
) -> Option<ReferralView> {
    let party = party(&referral, actor);
    let can = actor.may(Right::ActOnPeople);
    let may = Transition::ALL
        .iter()
        .filter(|act| can && **act != Transition::Send)
        .filter(|act| act.from(referral.standing.state, party).is_ok())
        .copied()
        .collect();
    let needs = referral
        .content
        .needs
        .iter()
        .filter(|need| accommodations || **need != Need::Accommodations)
        .copied()
        .collect();
    Some(ReferralView {
        sender: frame.organisations.get(&referral.sender)?.clone(),
        receiver: frame.organisations.get(&referral.receiver)?.clone(),
        party,
        may,
        escalated_to: Vec::new(),
        referral: Referral {
            content: Content {
                needs,
                ..referral.content
            },
            ..referral
        },
    })
}
