//! The decision about one person: allowed, and why; masked; or denied, and why.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Actor, Limit, Right};
use crate::calendar::age_on;
use crate::merge::Millis;
use crate::person::coded;

coded! {
    /// Why someone may be seen, the strongest reason first.
    Reason {
        /// The visitor follows them: files name them, or their acts bind them.
        Assignment = "assignment",
        /// The organisation holds a file or a dossier of them.
        Enrolment = "enrolment",
        /// The organisation is called for: someone was referred to it, or it covers the residence of
        /// someone who needs help.
        Referral = "referral",
        /// An organisation that accompanies them accepted a request.
        Shared = "shared",
        /// The visitor opened the file in an emergency.
        BreakGlass = "break_glass",
        /// A record may be of someone whom the organisation accompanies: only what is compared is shown.
        Doubt = "doubt",
        /// The visitor answers for personal data.
        Protection = "protection",
    }
}

coded! {
    /// Why someone may not be seen.
    Refusal {
        /// The role does not give the right.
        Role = "role",
        /// The person is of another territory.
        Territory = "territory",
        /// Nothing binds the organisation to the person, or no longer, or not for this.
        Stranger = "stranger",
    }
}

/// What binds an organisation to someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// It holds a file or a dossier.
    Enrolment,
    /// It covers the residence of a learner who needs help and whom nobody follows.
    Referral,
    /// Another organisation referred them to it; once that is over, until the end of a day.
    Referred {
        /// The last day, when there is one.
        until: Option<Date>,
    },
    /// Another organisation let it see, until the end of a day.
    Shared {
        /// The last day.
        until: Date,
    },
    /// One of its members opened the file in an emergency, for themself only.
    Emergency {
        /// The account of that member.
        account: Uuid,
        /// The instant from which it is closed again.
        until: Millis,
    },
}

/// A bond, and whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie<'a> {
    /// The organisation.
    pub organisation: Uuid,
    /// What binds it.
    pub bond: Bond,
    /// Who follows the person there, as the organisation's files say.
    pub follower: Option<&'a str>,
    /// Whether the visitor follows the person there because of what they did.
    pub assigned: bool,
}

/// The person a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The territory that keeps them.
    pub territory: Uuid,
    /// Everything that binds organisations to them.
    pub ties: &'a [Tie<'a>],
    /// How far they are still seen, when not by all whom something binds to them.
    pub limited: Option<Limit>,
}

/// When a decision is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Today, where the territory is.
    pub today: Date,
    /// Now.
    pub now: Millis,
}

/// How much of someone is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The whole file, disability aside.
    File,
    /// Name, phone, e-mail, trade, commune, stage.
    Card,
}

impl View {
    /// The view that a right opens.
    pub(super) fn of(right: Right) -> Self {
        if matches!(right, Right::SeeCards | Right::SearchCompanies) {
            Self::Card
        } else {
            Self::File
        }
    }
}

/// What is allowed, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// Why, to be kept beside the view in the log of accesses.
    pub why: Reason,
    /// How much is shown.
    pub view: View,
    /// Whether disability and accommodations are.
    pub accommodations: bool,
}

/// The answer of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Allowed.
    Allowed(Sight),
    /// Only that somebody is there: see [`Masked`].
    Masked,
    /// Denied. For whoever asks, the same as absent, unless the role is why.
    Denied(Refusal),
}

/// May an actor, for the organisation they act for now, do this about someone?
#[must_use]
pub fn decide(actor: &Actor, right: Right, subject: &Subject<'_>, at: Moment) -> Decision {
    if right == Right::SeeAccommodations {
        return accommodations(actor, subject, at);
    }
    if !actor.may(right) {
        return Decision::Denied(Refusal::Role);
    }
    if subject.territory != actor.territory {
        return Decision::Denied(Refusal::Territory);
    }
    if right == Right::OpenArchive && subject.limited != Some(Limit::Archived) {
        return Decision::Denied(Refusal::Stranger);
    }
    let own = subject
        .ties
        .iter()
        .filter(|tie| tie.organisation == actor.organisation.id);
    let strongest = own
        .filter(|tie| {
            let limit = subject.limited;
            limit.is_none_or(|limit| limit.leaves(tie.bond) && limit.allows(right))
        })
        .filter_map(|tie| sight(actor, right, tie, at))
        .min_by_key(|sight| sight.why);
    match strongest {
        Some(sight) => Decision::Allowed(sight),
        None if right == Right::AskAccess && subject.limited.is_none_or(Limit::may_be_met) => {
            Decision::Masked
        }
        None => Decision::Denied(Refusal::Stranger),
    }
}

/// Disability is for the referents of it, and for whoever follows the person by name: they must
/// explain the rights that it opens.
fn accommodations(actor: &Actor, subject: &Subject<'_>, at: Moment) -> Decision {
    match decide(actor, Right::SeePeople, subject, at) {
        Decision::Allowed(sight) if !sight.accommodations => Decision::Denied(Refusal::Role),
        decision => decision,
    }
}

fn sight(actor: &Actor, right: Right, tie: &Tie<'_>, at: Moment) -> Option<Sight> {
    let named = tie.follower.is_some() && tie.follower == actor.portfolio.as_deref();
    let follows = named || tie.assigned;
    let why = match tie.bond {
        Bond::Enrolment | Bond::Referral | Bond::Referred { until: None } if follows => {
            Reason::Assignment
        }
        Bond::Enrolment => Reason::Enrolment,
        Bond::Referral | Bond::Referred { until: None } => Reason::Referral,
        Bond::Referred { until: Some(until) } if until >= at.today && may_when_over(right) => {
            Reason::Referral
        }
        Bond::Shared { until } if until >= at.today && may_when_shared(right) => Reason::Shared,
        Bond::Emergency { account, until }
            if account == actor.account
                && until > at.now
                && right == Right::SeePeople
                && actor.may(Right::BreakGlass) =>
        {
            Reason::BreakGlass
        }
        Bond::Referred { .. } | Bond::Shared { .. } | Bond::Emergency { .. } => return None,
    };
    let accompanies = matches!(
        tie.bond,
        Bond::Enrolment | Bond::Referral | Bond::Referred { until: None }
    );
    Some(Sight {
        why,
        view: View::of(right),
        accommodations: View::of(right) == View::File
            && accompanies
            && (why == Reason::Assignment || actor.may(Right::SeeAccommodations)),
    })
}

/// Sharing lets see and help; taking a list away or deciding who is who stay with those who accompany.
fn may_when_shared(right: Right) -> bool {
    matches!(
        right,
        Right::SeePeople
            | Right::SeeCards
            | Right::ActOnPeople
            | Right::AskAccess
            | Right::SearchCompanies
    )
}

/// Whoever refused, or was too late, reads for a while what it may have to explain: what follows is written by
/// others.
fn may_when_over(right: Right) -> bool {
    matches!(right, Right::SeePeople | Right::SeeCards | Right::AskAccess)
}

/// What a stranger is shown of someone, so as to ask for more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// First letters of first and last name.
    pub initials: String,
    /// Age in years.
    pub age: Option<i16>,
    /// Names of the organisations that accompany.
    pub accompanied_by: Vec<String>,
}

impl Masked {
    /// Masks someone.
    #[must_use]
    pub fn of(
        first_name: &str,
        last_name: &str,
        birth_date: Option<Date>,
        today: Date,
        accompanied_by: Vec<String>,
    ) -> Self {
        let initial = |name: &str| {
            let letter = name.trim().chars().find(|letter| letter.is_alphabetic());
            letter.map(|letter| format!("{}.", letter.to_uppercase()))
        };
        let initials: Vec<String> = [first_name, last_name]
            .into_iter()
            .filter_map(initial)
            .collect();
        Self {
            initials: initials.join(" "),
            age: birth_date.map(|birth| age_on(birth, today)),
            accompanied_by,
        }
    }
}

#[cfg(test)]
mod tests;
