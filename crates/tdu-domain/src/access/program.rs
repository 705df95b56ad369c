//! What the key of a program opens.

use super::Role;
use crate::organisation::Network;
use crate::person::coded;

coded! {
    /// What an API key opens.
    KeyScope {
        /// Deliver the learners of a CFA.
        Deliver = "deliver",
        /// Read the people whom the organisation accompanies.
        Read = "read",
        /// Act on them, and read them.
        Act = "act",
    }
}

impl KeyScope {
    /// Whether a key of a network may have it: only CFAs deliver learners.
    #[must_use]
    pub fn is_given_in(self, network: Network) -> bool {
        self != Self::Deliver || network == Network::Cfa
    }

    /// As what a program with these scopes reaches people, if it does.
    #[must_use]
    pub fn role(scopes: &[Self]) -> Option<Role> {
        if scopes.contains(&Self::Act) {
            Some(Role::ApiClient)
        } else if scopes.contains(&Self::Read) {
            Some(Role::ApiReader)
        } else {
            None
        }
    }

    /// Scopes as they are kept: codes with spaces between.
    #[must_use]
    pub fn written(scopes: &[Self]) -> String {
        let codes: Vec<&str> = scopes.iter().map(|scope| scope.code()).collect();
        codes.join(" ")
    }

    /// Scopes read back, if every code is one.
    #[must_use]
    pub fn read(text: &str) -> Option<Vec<Self>> {
        text.split_whitespace().map(Self::from_code).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Right;

    #[test]
    fn acting_reads_too_and_delivering_reaches_nobody() {
        assert_eq!(KeyScope::role(&[KeyScope::Deliver]), None);
        assert_eq!(KeyScope::role(&[KeyScope::Read]), Some(Role::ApiReader));
        let acting = KeyScope::role(&[KeyScope::Act]).unwrap();
        assert!(acting.gives(Right::SeePeople) && acting.gives(Right::ActOnPeople));
        assert!(!Role::ApiReader.gives(Right::ActOnPeople));
    }

    #[test]
    fn nobody_is_a_member_as_a_program() {
        for network in [Network::MissionLocale, Network::Cfa] {
            assert!(
                !Role::ALL
                    .iter()
                    .any(|role| role.is_program() && role.is_given_in(network))
            );
        }
        assert!(Role::of_members().all(|role| !role.is_program()));
    }

    #[test]
    fn scopes_are_read_as_they_were_written() {
        let scopes = [KeyScope::Deliver, KeyScope::Act];
        assert_eq!(KeyScope::read(&KeyScope::written(&scopes)).unwrap(), scopes);
        assert_eq!(KeyScope::read("deliver everything"), None);
    }
}
