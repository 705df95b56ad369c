//! Asking to see someone, answering, and opening a file in an emergency.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{Answer, CaseworkError, Met, PeopleFilter, Sort, Sought};
use tdu_domain::access::{Actor, EmergencyReason, Masked, Reason, RequestState, Right, Role};
use tdu_domain::free_text::Written;
use tdu_domain::journal::{ActCode, ContactMeans};
use tdu_testkit::{Engine, LYON, MONTREUIL, TestApp, VERSAILLES, Youth};
use uuid::Uuid;

async fn with_ines(engine: Engine) -> (TestApp, Uuid) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let youths = [
        Youth::new("1001", "Benali", "Inès"),
        Youth::new("1002", "Moreau", "Lina"),
    ];
    app.import_youths(MONTREUIL, &youths).await;
    let owner = app.member(MONTREUIL, Role::Counsellor).await;
    let mine = seen(&app, &owner).await;
    (app, mine[0])
}

fn ines() -> Sought {
    Sought {
        last_name: "BENALI".to_owned(),
        first_name: "ines".to_owned(),
        birth_date: date(2007, 5, 14),
    }
}

/// Everyone an actor lists, by name.
async fn seen(app: &TestApp, actor: &Actor) -> Vec<Uuid> {
    let everyone = PeopleFilter::default();
    let list = app.casework.people(actor, &everyone, Sort::Name, 0).await;
    let rows = list.unwrap().page.rows;
    rows.iter().map(|row| row.person).collect()
}

/// The only request that waits for an actor's organisation.
async fn waiting(app: &TestApp, actor: &Actor) -> Uuid {
    let requests = app.casework.access_requests(actor).await.unwrap();
    assert_eq!(requests.received.len(), 1);
    assert_eq!(requests.received[0].last_name, "Benali");
    requests.received[0].request.id
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_stranger_is_told_initials_asks_and_sees_until_the_day_agreed(#[case] engine: Engine) {
    let (app, person) = with_ines(engine).await;
    let casework = &app.casework;
    let owner = app.member(MONTREUIL, Role::Counsellor).await;
    let stranger = app.member(VERSAILLES, Role::Counsellor).await;

    let found = casework.seek(&stranger, &ines()).await.unwrap();
    let [Met::Masked(masked)] = &found[..] else {
        panic!("{found:?}");
    };
    let expected = Masked {
        initials: "I. B.".to_owned(),
        age: Some(19),
        accompanied_by: vec!["Mission locale de démonstration – Montreuil".to_owned()],
    };
    assert_eq!(*masked, expected);
    let born_later = Sought {
        birth_date: date(2007, 5, 15),
        ..ines()
    };
    assert!(
        casework
            .seek(&stranger, &born_later)
            .await
            .unwrap()
            .is_empty()
    );
    let own = casework.seek(&owner, &ines()).await.unwrap();
    assert!(matches!(own[..], [Met::Own(found)] if found == person));

    assert!(
        casework
            .ask_access(&stranger, &ines(), 0, " ")
            .await
            .is_err()
    );
    let asked = async |words: Written| {
        let asked = casework.ask_access(&stranger, &ines(), 0, words).await;
        let Err(CaseworkError::Invalid { problem, .. }) = asked else {
            panic!("{asked:?}")
        };
        problem
    };
    assert_eq!(asked("Elle est malade".into()).await, "text-health");
    let number = Written {
        text: "Son numéro : 2 69 05 49 588 157 80".to_owned(),
        read_again: true,
    };
    assert_eq!(asked(number).await, "text-number");
    casework
        .ask_access(&stranger, &ines(), 0, "Elle s’installe à Versailles")
        .await
        .unwrap();
    let twice = casework.ask_access(&stranger, &ines(), 0, "Encore").await;
    assert!(matches!(
        twice,
        Err(CaseworkError::Conflict("access-asked"))
    ));
    assert!(casework.person(&stranger, person).await.is_err());

    assert_eq!(casework.access_requests_waiting(&owner).await.unwrap(), 1);
    assert_eq!(
        casework.access_requests_waiting(&stranger).await.unwrap(),
        0
    );
    let request = waiting(&app, &owner).await;
    let until = date(2026, 12, 1);
    let unheard = casework
        .answer_access(&stranger, request, Answer::Accept(until))
        .await;
    assert!(matches!(unheard, Err(CaseworkError::NotFound(_))));
    let too_long = casework
        .answer_access(&owner, request, Answer::Accept(date(2028, 1, 1)))
        .await;
    assert!(matches!(too_long, Err(CaseworkError::Invalid { .. })));
    casework
        .answer_access(&owner, request, Answer::Accept(until))
        .await
        .unwrap();

    let view = casework.person(&stranger, person).await.unwrap();
    assert_eq!(view.sight.why, Reason::Shared);
    assert_eq!(seen(&app, &stranger).await, [person]);
    let exported = casework
        .export_people(&stranger, &PeopleFilter::default(), Sort::Name)
        .await;
    assert!(exported.unwrap().is_empty(), "sharing is not taking away");
    casework
        .record_contact(&stranger, person, date(2026, 11, 21), ContactMeans::Phone)
        .await
        .unwrap();
    let rebuilt = casework.rebuild(app.territory).await.unwrap();
    assert_eq!(rebuilt.changed, 0);

    app.set_today(date(2026, 12, 2));
    let ended = casework.person(&stranger, person).await;
    assert!(
        matches!(ended, Err(CaseworkError::NotFound(_))),
        "before any recomputing"
    );
    assert!(seen(&app, &stranger).await.is_empty());
    casework.recompute_if_new_day().await.unwrap();
    assert!(seen(&app, &stranger).await.is_empty());
    assert!(casework.person(&owner, person).await.is_ok());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_refusal_is_told_and_opens_nothing(#[case] engine: Engine) {
    let (app, person) = with_ines(engine).await;
    let casework = &app.casework;
    let owner = app.member(MONTREUIL, Role::Counsellor).await;
    let stranger = app.member(VERSAILLES, Role::Counsellor).await;
    casework
        .ask_access(&stranger, &ines(), 0, "Pour un atelier")
        .await
        .unwrap();
    let request = waiting(&app, &owner).await;
    let refuse = Answer::Refuse("Elle est bien suivie ici".into());
    casework
        .answer_access(&owner, request, refuse.clone())
        .await
        .unwrap();
    let again = casework.answer_access(&owner, request, refuse).await;
    assert!(matches!(again, Err(CaseworkError::NotFound(_))));
    let sent = casework.access_requests(&stranger).await.unwrap().sent;
    assert_eq!(sent[0].initials, "I. B.");
    assert_eq!(sent[0].answer.as_deref(), Some("Elle est bien suivie ici"));
    assert!(casework.person(&stranger, person).await.is_err());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_emergency_opens_one_file_to_one_account_and_is_told(#[case] engine: Engine) {
    let (app, person) = with_ines(engine).await;
    let casework = &app.casework;
    let manager = app.member(VERSAILLES, Role::Manager).await;
    let colleague = app.member(VERSAILLES, Role::Counsellor).await;
    let open = |actor, hours| {
        let danger = EmergencyReason::Danger;
        let sought = ines();
        async move {
            casework
                .open_in_emergency(actor, &sought, 0, danger, "Appel inquiétant", hours)
                .await
        }
    };
    assert!(matches!(
        open(&colleague, 2).await,
        Err(CaseworkError::Denied(_))
    ));
    assert!(matches!(
        open(&manager, 25).await,
        Err(CaseworkError::Invalid { .. })
    ));
    assert_eq!(open(&manager, 2).await.unwrap(), person);

    let view = casework.person(&manager, person).await.unwrap();
    assert_eq!(view.sight.why, Reason::BreakGlass);
    assert_eq!(view.card.counsellor, None);
    assert!(casework.person(&colleague, person).await.is_err());
    assert!(seen(&app, &manager).await.is_empty());
    let acted = casework
        .record_contact(&manager, person, date(2026, 11, 21), ContactMeans::Phone)
        .await;
    assert!(
        matches!(acted, Err(CaseworkError::NotFound(_))),
        "to see, not to act"
    );

    for organisation in [MONTREUIL, VERSAILLES] {
        let officer = app.member(organisation, Role::DataProtectionOfficer).await;
        assert_eq!(casework.emergencies_unread(&officer).await.unwrap(), 1);
        let told = casework.emergencies(&officer).await.unwrap();
        assert_eq!(told[0].0.words, "Appel inquiétant");
        casework
            .read_emergency(&officer, told[0].0.id)
            .await
            .unwrap();
        assert_eq!(casework.emergencies_unread(&officer).await.unwrap(), 0);
    }
    app.wait_minutes(120);
    assert!(
        casework.person(&manager, person).await.is_err(),
        "by itself"
    );
}

#[tokio::test]
async fn nothing_is_told_of_another_territory() {
    let (app, _) = with_ines(Engine::Sqlite).await;
    app.another_territory().await;
    for role in Role::of_members().filter(|role| role.gives(Right::AskAccess)) {
        let elsewhere = app.member(LYON, role).await;
        assert!(
            app.casework
                .seek(&elsewhere, &ines())
                .await
                .unwrap()
                .is_empty()
        );
    }
    for role in Role::of_members().filter(|role| !role.gives(Right::AskAccess)) {
        let here = app.member(VERSAILLES, role).await;
        let refused = app.casework.seek(&here, &ines()).await;
        assert!(matches!(refused, Err(CaseworkError::Denied(_))), "{role:?}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_access_is_withdrawn_by_who_accompanies_and_may_be_asked_again(#[case] engine: Engine) {
    let (app, person) = with_ines(engine).await;
    let casework = &app.casework;
    let owner = app.member(MONTREUIL, Role::Counsellor).await;
    let stranger = app.member(VERSAILLES, Role::Counsellor).await;
    let ask = async || {
        let sought = ines();
        let asked = casework.ask_access(&stranger, &sought, 0, "Pour un atelier");
        asked.await.unwrap();
        waiting(&app, &owner).await
    };
    let request = ask().await;
    let early = casework.withdraw_access(&owner, request).await;
    assert!(matches!(
        early,
        Err(CaseworkError::Conflict("access-not-given"))
    ));
    let accept = Answer::Accept(date(2026, 12, 1));
    let accepted = casework.answer_access(&owner, request, accept.clone());
    accepted.await.unwrap();
    assert!(casework.person(&stranger, person).await.is_ok());
    let given = casework.access_requests(&owner).await.unwrap().given;
    assert_eq!((given.len(), given[0].request.id), (1, request));
    let requests = casework.access_requests(&stranger).await.unwrap();
    assert!(requests.given.is_empty(), "it gave none");

    let unheard = casework.withdraw_access(&stranger, request).await;
    assert!(matches!(unheard, Err(CaseworkError::NotFound(_))));
    casework.withdraw_access(&owner, request).await.unwrap();
    assert!(matches!(
        casework.person(&stranger, person).await,
        Err(CaseworkError::NotFound(_))
    ));
    assert!(seen(&app, &stranger).await.is_empty());
    let requests = casework.access_requests(&owner).await.unwrap();
    assert!(requests.given.is_empty());
    let sent = casework.access_requests(&stranger).await.unwrap().sent;
    assert_eq!(sent[0].state, RequestState::Withdrawn);
    let view = casework.person(&owner, person).await.unwrap();
    let told: Vec<ActCode> = view.timeline.iter().map(|entry| entry.act).collect();
    assert!(told.contains(&ActCode::AccessWithdrawn), "{told:?}");
    let twice = casework.withdraw_access(&owner, request).await;
    assert!(matches!(
        twice,
        Err(CaseworkError::Conflict("access-not-given"))
    ));
    assert_eq!(casework.rebuild(app.territory).await.unwrap().changed, 0);

    let again = ask().await;
    casework.answer_access(&owner, again, accept).await.unwrap();
    assert!(casework.person(&stranger, person).await.is_ok());
    app.set_today(date(2026, 12, 2));
    let given = casework.access_requests(&owner).await.unwrap().given;
    assert!(given.is_empty(), "it has ended by itself");
}
