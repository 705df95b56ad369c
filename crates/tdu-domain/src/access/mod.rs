//! Who may do what: one pure policy. Nothing is allowed that a rule here does not allow.
//!
//! [`decide`] answers for one person; a [`Scope`] is the same answer for a list, and the only key to
//! the queries of the store.

mod asking;
mod limit;
mod policy;
mod program;
mod role;

use std::net::IpAddr;

use uuid::Uuid;

use crate::organisation::{Network, Organisation};

pub use asking::{EMERGENCY_HOURS, EmergencyReason, LONGEST_ACCESS, RequestState};
pub use limit::Limit;
pub use policy::{
    Bond, Decision, Masked, Moment, Reason, Refusal, Sight, Subject, Tie, View, decide,
};
pub use program::KeyScope;
pub use role::{Right, Role};

/// A signed-in account, acting for one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: Uuid,
    /// Its name, as colleagues read it.
    pub name: String,
    /// The organisation it acts for now.
    pub organisation: Organisation,
    /// The territory of that organisation.
    pub territory: Uuid,
    /// What it is there.
    pub role: Role,
    /// The name under which the organisation's own files know this person, if they do.
    pub portfolio: Option<String>,
    /// The network address it acts from, when it is known.
    pub address: Option<IpAddr>,
}

/// The people that queries may reach: those whom one organisation accompanies.
///
/// Only [`Actor::scope`] makes one, so that a query about people cannot be written without a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    account: Uuid,
    organisation: Uuid,
    network: Network,
    right: Right,
    accommodations: bool,
}

impl Scope {
    /// The organisation whose people can be reached.
    #[must_use]
    pub fn organisation(&self) -> Uuid {
        self.organisation
    }

    /// The account that asks.
    #[must_use]
    pub fn account(&self) -> Uuid {
        self.account
    }

    /// Its network.
    #[must_use]
    pub fn network(&self) -> Network {
        self.network
    }

    /// The right it was given for.
    #[must_use]
    pub fn right(&self) -> Right {
        self.right
    }

    /// How much of each person is shown.
    #[must_use]
    pub fn view(&self) -> View {
        View::of(self.right)
    }

    /// Whether people may be chosen and counted by what is known of their disability.
    #[must_use]
    pub fn accommodations(&self) -> bool {
        self.accommodations
    }
}

/// A refusal, with the right that was missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the role {} does not give the right {}", .role.code(), .right.code())]
pub struct Denied {
    /// The role of the actor.
    pub role: Role,
    /// What was asked for.
    pub right: Right,
}

impl Actor {
    /// The decision: the people this actor may reach with this right.
    pub fn scope(&self, right: Right) -> Result<Scope, Denied> {
        if self.role.gives(right) {
            Ok(Scope {
                account: self.account,
                organisation: self.organisation.id,
                network: self.organisation.network,
                right,
                accommodations: self.role.gives(Right::SeeAccommodations),
            })
        } else {
            Err(Denied {
                role: self.role,
                right,
            })
        }
    }

    /// The people this actor may look at, whole where the role allows it, else reduced to a card.
    pub fn sight(&self) -> Result<Scope, Denied> {
        self.scope(Right::SeePeople)
            .or_else(|_| self.scope(Right::SeeCards))
    }

    /// Whether the actor has a right.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.role.gives(right)
    }
}
