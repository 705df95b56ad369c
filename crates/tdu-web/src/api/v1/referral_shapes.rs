//! What is answered of referrals: codes, dates and the two organisations.

use jiff::civil::Date;
use serde::Serialize;
use tdu_casework::ReferralView;
use tdu_domain::referral::{Alternative, Motive, Step, Why};
use utoipa::ToSchema;
use uuid::Uuid;

use super::shapes::OrganisationShape;

/// A part of the list of referrals.
#[derive(Debug, Serialize, ToSchema)]
#[schema(description = "Une partie des orientations.")]
pub(super) struct ReferralsPart {
    pub(super) data: Vec<ReferralShape>,
    /// Le curseur de la suite ; `null` à la fin.
    pub(super) next_cursor: Option<String>,
}

/// The referrals of someone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Referrals, description = "Les orientations d’un jeune.")]
pub(super) struct ReferralsShape {
    pub(super) data: Vec<ReferralShape>,
}

/// A referral.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Referral, description = "Une orientation, telle que votre organisation la voit.")]
pub(super) struct ReferralShape {
    id: Uuid,
    person: Uuid,
    sender: OrganisationShape,
    receiver: OrganisationShape,
    /// Votre côté : `sender` ou `receiver`.
    side: &'static str,
    #[schema(examples("studying"))]
    state: &'static str,
    /// Le jour du dernier mot.
    #[schema(value_type = String, format = Date)]
    moved_on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    sent_on: Option<Date>,
    /// Le jour où elle se clôt d’elle-même, faute de réponse.
    #[schema(value_type = Option<String>, format = Date)]
    ends_on: Option<Date>,
    /// Les métiers souhaités, par leurs codes ROME.
    trades: Vec<String>,
    why: Option<&'static str>,
    needs: Vec<&'static str>,
    papers: Vec<&'static str>,
    #[schema(value_type = Option<String>, format = Date)]
    available_from: Option<Date>,
    /// Ce que qui l’a reçue demande.
    step: Option<&'static str>,
    #[schema(value_type = Option<String>, format = Date)]
    step_on: Option<Date>,
    /// Pourquoi elle a été refusée.
    motive: Option<&'static str>,
    /// Ce qui a été proposé à la place.
    alternative: Option<&'static str>,
    /// Ce que vous pouvez en faire maintenant, par le nom de la transition.
    may: Vec<&'static str>,
}

impl ReferralShape {
    pub(super) fn of(view: &ReferralView) -> Self {
        let referral = &view.referral;
        let (content, standing) = (&referral.content, &referral.standing);
        Self {
            id: referral.id,
            person: referral.person,
            sender: OrganisationShape::of(&view.sender),
            receiver: OrganisationShape::of(&view.receiver),
            side: view.party.code(),
            state: standing.state.code(),
            moved_on: standing.moved_on,
            sent_on: referral.sent_on,
            ends_on: standing.ends_on(),
            trades: content
                .trades
                .iter()
                .map(|trade| trade.as_str().to_owned())
                .collect(),
            why: content.why.map(Why::code),
            needs: content.needs.iter().map(|need| need.code()).collect(),
            papers: content.papers.iter().map(|paper| paper.code()).collect(),
            available_from: content.available_from,
            step: standing.step.map(Step::code),
            step_on: standing.step_on,
            motive: standing.motive.map(Motive::code),
            alternative: standing.alternative.map(Alternative::code),
            may: view.may.iter().map(|may| may.code()).collect(),
        }
    }
}
