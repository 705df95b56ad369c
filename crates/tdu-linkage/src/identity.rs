//! The simple rule: a strong key agrees, or names and birth date are equal.

use jiff::civil::Date;

use crate::normalise::name_key;

/// What a record tells of who it is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// Birth name.
    pub birth_name: String,
    /// First name.
    pub first_name: String,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Sex, as a letter.
    pub sex: Option<char>,
    /// Keys that designate one person in one numbering: (numbering, key).
    pub strong_keys: Vec<(&'static str, String)>,
}

/// Whether two records are about the same person, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The same person.
    Same(Reason),
    /// Not known to be: another person, or a doubt.
    Different(Reason),
}

/// What a link rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A strong key agrees.
    StrongKey,
    /// Names and birth date are equal.
    Identity,
    /// Names or birth date differ, and no strong key agrees.
    NotEqual,
    /// Names and birth date are equal, and a strong key differs.
    StrongKeyDiffers,
    /// Names and birth date are equal, and the sex differs.
    SexDiffers,
}

impl Identity {
    /// The key that equal identities share, when the record tells enough: names and birth date.
    #[must_use]
    pub fn match_key(&self) -> Option<String> {
        let (birth_name, first_name) = (name_key(&self.birth_name), name_key(&self.first_name));
        let birth_date = self.birth_date?;
        if birth_name.is_empty() || first_name.is_empty() {
            return None;
        }
        Some(format!("{birth_name}|{first_name}|{birth_date}"))
    }

    /// Compares two records.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Verdict {
        let mut differs = false;
        for (numbering, key) in &self.strong_keys {
            for (_, key_there) in other
                .strong_keys
                .iter()
                .filter(|(there, _)| there == numbering)
            {
                if key == key_there {
                    return Verdict::Same(Reason::StrongKey);
                }
                differs = true;
            }
        }
        let (here, there) = (self.match_key(), other.match_key());
        if here.is_none() || here != there {
            Verdict::Different(Reason::NotEqual)
        } else if differs {
            Verdict::Different(Reason::StrongKeyDiffers)
        } else if self.sex.is_some() && other.sex.is_some() && self.sex != other.sex {
            Verdict::Different(Reason::SexDiffers)
        } else {
            Verdict::Same(Reason::Identity)
        }
    }

    /// The one candidate that is the same person. Two candidates that both are make a doubt: none.
    #[must_use]
    pub fn choose<'a, K: Copy + PartialEq>(
        &self,
        candidates: impl IntoIterator<Item = (K, &'a Self)>,
    ) -> Option<K> {
        let mut by_key: Vec<K> = Vec::new();
        let mut by_identity: Vec<K> = Vec::new();
        for (key, candidate) in candidates {
            let found = match self.compare(candidate) {
                Verdict::Same(Reason::StrongKey) => &mut by_key,
                Verdict::Same(_) => &mut by_identity,
                Verdict::Different(_) => continue,
            };
            if !found.contains(&key) {
                found.push(key);
            }
        }
        match (by_key.as_slice(), by_identity.as_slice()) {
            ([one], _) | ([], [one]) => Some(*one),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn identity(birth_name: &str, first_name: &str) -> Identity {
        Identity {
            birth_name: birth_name.into(),
            first_name: first_name.into(),
            birth_date: Some(date(2006, 3, 1)),
            ..Identity::default()
        }
    }

    fn with_key(mut identity: Identity, key: &str) -> Identity {
        identity.strong_keys.push(("ine", key.to_owned()));
        identity
    }

    #[test]
    fn accents_hyphens_and_case_do_not_matter() {
        let (here, there) = (
            identity("Lévêque-N'Guyen", "Anne-Lise"),
            identity("LEVEQUE N GUYEN", "anne lise"),
        );
        assert_eq!(here.compare(&there), Verdict::Same(Reason::Identity));
    }

    #[test]
    fn a_strong_key_outweighs_a_changed_name() {
        let (here, there) = (
            with_key(identity("Martin", "Zoé"), "1A"),
            with_key(identity("Durand", "Zoe"), "1A"),
        );
        assert_eq!(here.compare(&there), Verdict::Same(Reason::StrongKey));
    }

    #[test]
    fn homonyms_with_different_keys_are_two_people() {
        let (here, there) = (
            with_key(identity("Martin", "Zoé"), "1A"),
            with_key(identity("Martin", "Zoé"), "2B"),
        );
        assert_eq!(
            here.compare(&there),
            Verdict::Different(Reason::StrongKeyDiffers)
        );
    }

    #[test]
    fn twins_are_two_people() {
        assert_eq!(
            identity("Martin", "Zoé").compare(&identity("Martin", "Léa")),
            Verdict::Different(Reason::NotEqual)
        );
    }

    #[test]
    fn without_a_birth_date_nothing_is_equal() {
        let unknown = Identity {
            birth_date: None,
            ..identity("Martin", "Zoé")
        };
        assert_eq!(
            unknown.compare(&unknown.clone()),
            Verdict::Different(Reason::NotEqual)
        );
    }

    #[test]
    fn two_possible_people_are_a_doubt() {
        let same = identity("Martin", "Zoé");
        assert_eq!(same.choose([(1, &same), (2, &same)]), None);
        assert_eq!(same.choose([(1, &same), (1, &same)]), Some(1));
        let keyed = with_key(same.clone(), "1A");
        assert_eq!(keyed.choose([(1, &same), (2, &keyed)]), Some(2));
    }
}
