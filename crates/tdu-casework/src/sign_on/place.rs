//! For which organisation somebody whom a provider knows may enter.

use tdu_domain::codes::Siret;
use tdu_store::KnownSirets;
use uuid::Uuid;

use super::Refusal;

/// What is asked of the SIRET that a provider gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiretRule {
    /// It must be one of an organisation of the account.
    Required,
    /// One that contradicts what is known is refused; one that cannot be compared is let through.
    WhenKnown,
}

/// Where somebody enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// For this organisation.
    pub(super) organisation: Uuid,
    /// Whether the provider's SIRET is one of that organisation.
    pub(super) checked: bool,
}

/// The organisation that a SIRET tells, among those of an account. A SIRET that is none of theirs is
/// refused, unless one of them has none to compare with and the rule lets that through.
pub(super) fn place(
    siret: Option<&str>,
    known: &[KnownSirets],
    rule: SiretRule,
) -> Result<Place, Refusal> {
    let first = known.first().ok_or(Refusal::Unknown)?;
    let told = siret.and_then(|text| Siret::parse(text).ok());
    let matching = known
        .iter()
        .find(|one| told.as_ref().is_some_and(|told| one.sirets.contains(told)));
    if let Some(matching) = matching {
        return Ok(Place {
            organisation: matching.organisation,
            checked: true,
        });
    }
    let uncompared = match siret {
        Some(_) => known.iter().find(|one| one.sirets.is_empty()),
        None => Some(first),
    };
    match (uncompared, rule) {
        (None, _) => Err(Refusal::OtherOrganisation),
        (Some(_), SiretRule::Required) => Err(Refusal::UnknownOrganisation),
        (Some(one), SiretRule::WhenKnown) => Ok(Place {
            organisation: one.organisation,
            checked: false,
        }),
    }
}

/// Whether whoever was proved for one organisation may act for another: it has a SIRET of the first, or
/// none to compare with and the rule lets that through.
pub(super) fn reaches(from: Uuid, to: Uuid, known: &[KnownSirets], rule: SiretRule) -> bool {
    let of = |organisation| known.iter().find(|one| one.organisation == organisation);
    match (of(from), of(to)) {
        _ if from == to => true,
        (Some(from), Some(to)) if !to.sirets.is_empty() => {
            to.sirets.iter().any(|siret| from.sirets.contains(siret))
        }
        (Some(_), Some(_)) => rule == SiretRule::WhenKnown,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "13002526500013";
    const OTHER: &str = "13002526500021";

    fn known(sirets: &[&[&str]]) -> Vec<KnownSirets> {
        let organisation = |(at, sirets): (usize, &&[&str])| KnownSirets {
            organisation: Uuid::from_u128(at as u128 + 1),
            sirets: sirets
                .iter()
                .map(|text| Siret::parse(text).unwrap())
                .collect(),
        };
        sirets.iter().enumerate().map(organisation).collect()
    }

    fn at(number: u128, checked: bool) -> Place {
        Place {
            organisation: Uuid::from_u128(number),
            checked,
        }
    }

    #[test]
    fn a_known_siret_opens_its_own_organisation() {
        let both = known(&[&[ONE], &[OTHER]]);
        for rule in [SiretRule::Required, SiretRule::WhenKnown] {
            assert_eq!(place(Some(ONE), &both, rule), Ok(at(1, true)));
            assert_eq!(place(Some(OTHER), &both, rule), Ok(at(2, true)));
            assert_eq!(
                place(Some(" 130 025 265 00021 "), &both, rule),
                Ok(at(2, true))
            );
        }
    }

    #[test]
    fn a_siret_of_nobody_here_is_refused_whatever_the_rule() {
        for rule in [SiretRule::Required, SiretRule::WhenKnown] {
            for told in [OTHER, "pas un SIRET", ""] {
                let refused = place(Some(told), &known(&[&[ONE]]), rule);
                assert_eq!(refused, Err(Refusal::OtherOrganisation), "{told}");
            }
            assert_eq!(place(Some(ONE), &[], rule), Err(Refusal::Unknown));
        }
    }

    #[test]
    fn what_cannot_be_compared_passes_only_if_the_rule_says_so() {
        let half = known(&[&[ONE], &[]]);
        let unknown = Err(Refusal::UnknownOrganisation);
        assert_eq!(place(Some(OTHER), &half, SiretRule::Required), unknown);
        assert_eq!(place(None, &half, SiretRule::Required), unknown);
        assert_eq!(
            place(Some(OTHER), &half, SiretRule::WhenKnown),
            Ok(at(2, false))
        );
        assert_eq!(place(None, &half, SiretRule::WhenKnown), Ok(at(1, false)));
    }
}
