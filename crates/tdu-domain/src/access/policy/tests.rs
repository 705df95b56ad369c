use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::access::Role;
use crate::organisation::{Network, Organisation};

const HERE: Uuid = Uuid::from_u128(1);
const ELSEWHERE: Uuid = Uuid::from_u128(2);
const OURS: Uuid = Uuid::from_u128(3);
const OTHERS: Uuid = Uuid::from_u128(4);
const ME: Uuid = Uuid::from_u128(5);
const TODAY: Date = date(2026, 11, 22);
const AT: Moment = Moment {
    today: TODAY,
    now: 1_000,
};

fn actor(role: Role) -> Actor {
    Actor {
        account: ME,
        name: "Moi".to_owned(),
        organisation: Organisation {
            id: OURS,
            network: Network::MissionLocale,
            code: "99001S00".to_owned(),
            name: "La nôtre".to_owned(),
        },
        territory: HERE,
        role,
        portfolio: Some("Conseil A".to_owned()),
        address: None,
    }
}

fn about(role: Role, right: Right, bond: Bond) -> Decision {
    let tie = Tie {
        organisation: OURS,
        bond,
        follower: None,
        assigned: false,
    };
    let subject = Subject {
        territory: HERE,
        ties: &[tie],
        limited: None,
    };
    decide(&actor(role), right, &subject, AT)
}

fn why(decision: Decision) -> Option<Reason> {
    match decision {
        Decision::Allowed(sight) => Some(sight.why),
        _ => None,
    }
}

fn roles() -> impl Strategy<Value = Role> {
    prop::sample::select(Role::ALL)
}

fn rights() -> impl Strategy<Value = Right> {
    prop::sample::select(Right::ALL)
}

fn bonds() -> impl Strategy<Value = Bond> {
    prop_oneof![
        Just(Bond::Enrolment),
        Just(Bond::Referral),
        Just(Bond::Referred { until: None }),
        (-400_i64..400).prop_map(|days| Bond::Referred {
            until: Some(TODAY.saturating_add(jiff::Span::new().days(days))),
        }),
        (-400_i64..400).prop_map(|days| Bond::Shared {
            until: TODAY.saturating_add(jiff::Span::new().days(days)),
        }),
        (any::<bool>(), 0_i64..2_000).prop_map(|(mine, until)| Bond::Emergency {
            account: if mine { ME } else { OTHERS },
            until,
        }),
    ]
}

proptest! {
    #[test]
    fn no_role_obtains_anything_in_another_territory(
        role in roles(), right in rights(), bond in bonds(), named in any::<bool>(),
    ) {
        let ties = [Tie { organisation: OURS, bond, follower: named.then_some("Conseil A"), assigned: false }];
        let subject = Subject { territory: ELSEWHERE, ties: &ties, limited: None };
        let decision = decide(&actor(role), right, &subject, AT);
        prop_assert!(matches!(decision, Decision::Denied(_)));
    }

    #[test]
    fn what_binds_another_organisation_opens_nothing(
        role in roles(), right in rights(), bond in bonds(),
    ) {
        let ties = [Tie { organisation: OTHERS, bond, follower: Some("Conseil A"), assigned: true }];
        let subject = Subject { territory: HERE, ties: &ties, limited: None };
        let decision = decide(&actor(role), right, &subject, AT);
        prop_assert!(!matches!(decision, Decision::Allowed(_)));
        prop_assert_eq!(
            decision == Decision::Masked,
            right == Right::AskAccess && role.gives(Right::AskAccess)
        );
    }

    #[test]
    fn nothing_is_allowed_that_the_role_does_not_give(
        role in roles(), right in rights(), bond in bonds(),
    ) {
        if why(about(role, right, bond)).is_some() && right != Right::SeeAccommodations {
            prop_assert!(role.gives(right));
        }
    }

    #[test]
    fn what_ended_opens_nothing(role in roles(), right in rights()) {
        let yesterday = Bond::Shared { until: date(2026, 11, 21) };
        let just_now = Bond::Emergency { account: ME, until: AT.now };
        for bond in [yesterday, just_now] {
            prop_assert_eq!(why(about(role, right, bond)), None);
        }
    }

    #[test]
    fn masked_tells_initials_age_and_who_accompanies(
        first in "[A-Z][a-zéï]{2,12}", last in "[A-Z][a-zçô]{2,12}",
        days in 5_000_i32..10_000,
    ) {
        let birth = crate::calendar::plus_days(TODAY, -days);
        let masked = Masked::of(&first, &last, Some(birth), TODAY, vec!["0".to_owned()]);
        let told = format!("{} {:?} {:?}", masked.initials, masked.age, masked.accompanied_by);
        prop_assert!(!told.contains(&first) && !told.contains(&last));
        prop_assert!(!told.contains(&birth.to_string()));
        prop_assert_eq!(masked.initials.chars().filter(|letter| letter.is_alphabetic()).count(), 2);
        prop_assert_eq!(masked.age, Some(age_on(birth, TODAY)));
    }
}

#[test]
fn each_bond_is_a_reason() {
    let counsellor = |bond| why(about(Role::Counsellor, Right::SeePeople, bond));
    assert_eq!(counsellor(Bond::Enrolment), Some(Reason::Enrolment));
    assert_eq!(counsellor(Bond::Referral), Some(Reason::Referral));
    let shared = Bond::Shared { until: TODAY };
    assert_eq!(counsellor(shared), Some(Reason::Shared));
    let mine = Bond::Emergency {
        account: ME,
        until: 1_001,
    };
    assert_eq!(
        why(about(Role::Manager, Right::SeePeople, mine)),
        Some(Reason::BreakGlass)
    );
    assert_eq!(counsellor(mine), None, "only who may break the glass");
}

#[test]
fn an_emergency_is_of_one_account_and_only_to_see() {
    let manager = |right, account| {
        why(about(
            Role::Manager,
            right,
            Bond::Emergency {
                account,
                until: 2_000,
            },
        ))
    };
    assert_eq!(manager(Right::SeePeople, OTHERS), None);
    for right in [
        Right::ActOnPeople,
        Right::ExportPeople,
        Right::DecideIdentity,
    ] {
        assert_eq!(manager(right, ME), None, "{}", right.code());
    }
}

#[test]
fn sharing_lets_see_and_help_but_not_take_away() {
    let shared = Bond::Shared { until: TODAY };
    for (right, allowed) in [
        (Right::SeePeople, true),
        (Right::ActOnPeople, true),
        (Right::ExportPeople, false),
        (Right::DecideIdentity, false),
        (Right::AssignResidence, false),
    ] {
        let decision = about(Role::Counsellor, right, shared);
        assert_eq!(why(decision).is_some(), allowed, "{}", right.code());
    }
}

#[test]
fn disability_is_for_its_referents_and_for_who_follows_by_name() {
    let may = |role, bond, follower| {
        let ties = [Tie {
            organisation: OURS,
            bond,
            follower,
            assigned: false,
        }];
        let subject = Subject {
            territory: HERE,
            ties: &ties,
            limited: None,
        };
        let right = Right::SeeAccommodations;
        why(decide(&actor(role), right, &subject, AT)).is_some()
    };
    assert!(may(Role::InclusionReferent, Bond::Enrolment, None));
    assert!(may(Role::Counsellor, Bond::Enrolment, Some("Conseil A")));
    assert!(!may(Role::Counsellor, Bond::Enrolment, Some("Conseil B")));
    assert!(!may(Role::Counsellor, Bond::Enrolment, None));
    assert!(!may(Role::Manager, Bond::Enrolment, None));
    let shared = Bond::Shared { until: TODAY };
    assert!(!may(Role::InclusionReferent, shared, None));
    assert!(!may(
        Role::CompanyRelations,
        Bond::Enrolment,
        Some("Conseil A")
    ));
}

#[test]
fn company_relations_are_shown_a_card() {
    let decision = about(Role::CompanyRelations, Right::SeeCards, Bond::Enrolment);
    let Decision::Allowed(sight) = decision else {
        panic!("{decision:?}");
    };
    assert_eq!((sight.view, sight.accommodations), (View::Card, false));
    assert_eq!(
        about(Role::CompanyRelations, Right::SeePeople, Bond::Enrolment),
        Decision::Denied(Refusal::Role)
    );
}

fn limited(role: Role, right: Right, bond: Bond, limit: Limit) -> Decision {
    let tie = Tie {
        organisation: OURS,
        bond,
        follower: Some("Conseil A"),
        assigned: false,
    };
    let subject = Subject {
        territory: HERE,
        ties: &[tie],
        limited: Some(limit),
    };
    decide(&actor(role), right, &subject, AT)
}

proptest! {
    #[test]
    fn a_limit_never_opens_anything(
        role in roles(), right in rights(), bond in bonds(), limit in prop::sample::select(Limit::ALL),
    ) {
        let seen = why(limited(role, right, bond, limit)).is_some();
        prop_assert!(!seen || bond == Bond::Enrolment);
        prop_assert!(!seen || role.gives(right) || right == Right::SeeAccommodations);
    }
}

#[test]
fn who_objects_to_being_shared_is_seen_by_who_holds_a_file_and_met_by_nobody_else() {
    let sees = |role, bond| why(limited(role, Right::SeePeople, bond, Limit::Sharing)).is_some();
    assert!(sees(Role::Counsellor, Bond::Enrolment));
    assert!(!sees(Role::Counsellor, Bond::Referral));
    assert!(!sees(Role::Counsellor, Bond::Shared { until: TODAY }));
    let opened = Bond::Emergency {
        account: ME,
        until: AT.now + 1,
    };
    assert!(!sees(Role::Manager, opened));
    let met = limited(Role::Manager, Right::AskAccess, opened, Limit::Sharing);
    assert_eq!(met, Decision::Denied(Refusal::Stranger));
}

#[test]
fn who_objects_to_everything_is_neither_taken_away_in_lists_nor_shown_to_find_a_company() {
    let may = |role, right| {
        let decision = limited(role, right, Bond::Enrolment, Limit::Everything);
        why(decision).is_some()
    };
    assert!(may(Role::Counsellor, Right::SeePeople));
    assert!(may(Role::Counsellor, Right::ActOnPeople));
    assert!(may(Role::DataProtectionOfficer, Right::HandleRequests));
    assert!(!may(Role::Counsellor, Right::ExportPeople));
    assert!(!may(Role::CompanyRelations, Right::SeeCards));
}

#[test]
fn the_archive_opens_to_who_answers_for_it_and_nobody_else() {
    let may = |role, right| {
        let decision = limited(role, right, Bond::Enrolment, Limit::Archived);
        why(decision).is_some()
    };
    for role in Role::ALL {
        assert!(!may(*role, Right::SeePeople), "{role:?}");
        assert!(!may(*role, Right::ExportPeople), "{role:?}");
        assert!(!may(*role, Right::ActOnPeople), "{role:?}");
    }
    let openers = Role::ALL
        .iter()
        .filter(|role| may(**role, Right::OpenArchive));
    assert_eq!(
        openers.collect::<Vec<_>>(),
        [&Role::Administrator, &Role::DataProtectionOfficer]
    );
    let met = limited(
        Role::Counsellor,
        Right::AskAccess,
        Bond::Enrolment,
        Limit::Archived,
    );
    assert_eq!(met, Decision::Masked);
    let open = about(Role::Administrator, Right::OpenArchive, Bond::Enrolment);
    assert_eq!(
        open,
        Decision::Denied(Refusal::Stranger),
        "who is not archived"
    );
}

#[test]
fn once_a_referral_is_over_the_file_is_only_read() {
    let to = |right, until| why(about(Role::Counsellor, right, Bond::Referred { until }));
    assert_eq!(to(Right::ActOnPeople, None), Some(Reason::Referral));
    assert_eq!(to(Right::SeePeople, Some(TODAY)), Some(Reason::Referral));
    assert_eq!(to(Right::ActOnPeople, Some(TODAY)), None);
    assert_eq!(to(Right::SearchCompanies, Some(TODAY)), None);
}
