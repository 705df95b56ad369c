//! How long people are kept, with a clock that moves.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{CaseworkError, Met, PeopleFilter, Retained, Sort, Sought};
use tdu_domain::access::{Actor, Limit, Role};
use tdu_domain::free_text::Written;
use tdu_domain::journal::{ActCode, ContactMeans};
use tdu_store::Anchors;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::erasure::contents;
use crate::people;

const FIRST: Date = date(2022, 1, 10);

fn ines() -> Youth {
    Youth::new("1001", "Benali", "Inès")
}

fn sought() -> Sought {
    Sought {
        last_name: "Benali".to_owned(),
        first_name: "Inès".to_owned(),
        birth_date: date(2007, 5, 14),
    }
}

/// Someone of whom nothing was heard since [`FIRST`].
async fn with_ines(engine: Engine) -> (TestApp, Actor, Uuid) {
    let app = TestApp::new(engine, FIRST).await;
    app.import_youths(MONTREUIL, &[ines()]).await;
    let staff = app.member(MONTREUIL, Role::Counsellor).await;
    let person = people(&app, &staff).await[0].person;
    (app, staff, person)
}

/// What the clock does when a day comes.
async fn on(app: &TestApp, day: Date) {
    app.set_today(day);
    app.casework.recompute_if_new_day().await.unwrap();
    for _ in 0..4 {
        app.casework.retention_turn().await.unwrap();
    }
    app.casework.compact_where_wanted().await.unwrap();
}

async fn acts(app: &TestApp, person: Uuid) -> Vec<ActCode> {
    let frame = app.casework.frame(app.territory).await.unwrap();
    let lines = frame.territory.chained_of(&[person]).await.unwrap();
    let act = |line: &tdu_store::ChainedLine| ActCode::from_code(&line.act).unwrap();
    lines.iter().map(act).collect()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn after_two_years_a_file_goes_where_only_two_roles_open_it(#[case] engine: Engine) {
    let (app, staff, person) = with_ines(engine).await;
    let casework = &app.casework;
    on(&app, date(2024, 1, 9)).await;
    assert_eq!(people(&app, &staff).await.len(), 1, "one day is missing");
    on(&app, date(2024, 1, 10)).await;
    assert!(people(&app, &staff).await.is_empty());
    let hidden = casework.person(&staff, person).await;
    assert!(matches!(hidden, Err(CaseworkError::NotFound(_))));
    let all = PeopleFilter::default();
    let taken = casework.export_people(&staff, &all, Sort::Name).await;
    assert!(taken.unwrap().is_empty());
    let met = casework.seek(&staff, &sought()).await.unwrap();
    assert!(matches!(met[..], [Met::Masked(_)]));
    let asked = casework
        .ask_access(&staff, &sought(), 0, "elle revient")
        .await;
    assert!(matches!(
        asked,
        Err(CaseworkError::Conflict("person-archived"))
    ));

    let officer = app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let administrator = app.member(MONTREUIL, Role::Administrator).await;
    let found = casework.find_for_request(&officer, &sought()).await;
    assert_eq!(found.unwrap(), [person], "who asks for their data has them");
    for opener in [&officer, &administrator] {
        let found = casework.find_archived(opener, &sought()).await.unwrap();
        assert_eq!(found, [person]);
        let silent = casework
            .open_archived(opener, person, &Written::from(" "))
            .await;
        assert!(matches!(silent, Err(CaseworkError::Invalid { .. })));
        let why = Written::from("une réclamation");
        let archive = casework.open_archived(opener, person, &why).await.unwrap();
        assert_eq!(archive.sources.len(), 1);
    }
    let look = Written::from("pour voir");
    let refused = casework.open_archived(&staff, person, &look).await;
    assert!(matches!(refused, Err(CaseworkError::Denied(_))));
    let told = acts(&app, person).await;
    assert_eq!(
        told[1..],
        [
            ActCode::PersonArchived,
            ActCode::ArchiveOpened,
            ActCode::ArchiveOpened
        ]
    );
    assert_eq!(casework.rebuild(app.territory).await.unwrap().changed, 0);
    on(&app, date(2024, 1, 11)).await;
    assert_eq!(acts(&app, person).await.len(), 4, "nothing is done twice");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn news_bring_back_and_so_does_somebody_with_a_reason(#[case] engine: Engine) {
    let (app, staff, person) = with_ines(engine).await;
    let casework = &app.casework;
    on(&app, date(2024, 1, 10)).await;
    assert!(people(&app, &staff).await.is_empty());
    let changed = Youth {
        phone: "01 99 00 56 79".to_owned(),
        ..ines()
    };
    app.import_youths(MONTREUIL, &[changed]).await;
    assert_eq!(people(&app, &staff).await.len(), 1, "at once");
    on(&app, date(2024, 1, 11)).await;
    assert_eq!(
        acts(&app, person).await.last(),
        Some(&ActCode::PersonReturned)
    );

    on(&app, date(2026, 1, 10)).await;
    assert!(
        people(&app, &staff).await.is_empty(),
        "two years later again"
    );
    let administrator = app.member(MONTREUIL, Role::Administrator).await;
    let why = Written::from("revenue à l'accueil");
    casework
        .bring_back(&administrator, person, &why)
        .await
        .unwrap();
    assert_eq!(people(&app, &staff).await.len(), 1);
    on(&app, date(2026, 1, 11)).await;
    on(&app, date(2028, 1, 9)).await;
    assert_eq!(people(&app, &staff).await.len(), 1);
    on(&app, date(2028, 1, 10)).await;
    assert!(people(&app, &staff).await.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn after_five_years_people_are_erased_and_counted(#[case] engine: Engine) {
    let (app, staff, person) = with_ines(engine).await;
    let casework = &app.casework;
    on(&app, date(2024, 1, 10)).await;
    on(&app, date(2027, 1, 9)).await;
    assert!(contents(&app).await.to_lowercase().contains("benali"));
    on(&app, date(2027, 1, 10)).await;
    assert!(!contents(&app).await.to_lowercase().contains("benali"));
    assert_eq!(
        acts(&app, person).await.last(),
        Some(&ActCode::PersonErased)
    );
    let departed = casework.departed(app.territory).await.unwrap();
    let [(left, 1)] = &departed[..] else {
        panic!("{departed:?}")
    };
    assert_eq!(
        [&left.month, &left.department, &left.stage, &left.outcome],
        ["2022-01", "93", "accompanied", "support"]
    );
    let frame = casework.frame(app.territory).await.unwrap();
    let lanes = frame
        .territory
        .verify_journal(&Anchors::new())
        .await
        .unwrap();
    assert!(lanes.iter().all(|lane| lane.wrong.is_none()));

    let again = app.import_youths(MONTREUIL, &[ines()]).await.report.counts;
    assert_eq!(
        (again.erased, again.created),
        (1, 0),
        "the same file brings nobody back"
    );
    let new = Youth {
        number: "2002".to_owned(),
        ..ines()
    };
    let new = app.import_youths(MONTREUIL, &[new]).await.report.counts;
    assert_eq!(
        (new.erased, new.created),
        (0, 1),
        "a new one does, years later"
    );
    assert_eq!(people(&app, &staff).await.len(), 1);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn whoever_was_archived_yesterday_is_not_erased_today(#[case] engine: Engine) {
    let (app, _, person) = with_ines(engine).await;
    on(&app, date(2027, 6, 1)).await;
    assert_eq!(
        acts(&app, person).await.last(),
        Some(&ActCode::PersonArchived),
        "it was stopped for years"
    );
    on(&app, date(2027, 7, 30)).await;
    assert_eq!(
        acts(&app, person).await.last(),
        Some(&ActCode::PersonArchived)
    );
    on(&app, date(2027, 7, 31)).await;
    assert_eq!(
        acts(&app, person).await.last(),
        Some(&ActCode::PersonErased),
        "sixty days later"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_runs_is_never_archived_and_its_end_counts_as_news(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 9, 1)).await;
    app.deliver(
        BOBIGNY,
        &[Learner::new("Benali", "Inès").contract(date(2026, 9, 7), None)],
    )
    .await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    for day in [date(2028, 6, 30), date(2029, 6, 30), date(2030, 6, 29)] {
        on(&app, day).await;
        assert_eq!(people(&app, &staff).await.len(), 1, "{day}");
    }
    on(&app, date(2030, 6, 30)).await;
    assert!(people(&app, &staff).await.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_contact_counts_as_news(#[case] engine: Engine) {
    let (app, staff, person) = with_ines(engine).await;
    app.set_today(date(2023, 12, 31));
    let contact =
        app.casework
            .record_contact(&staff, person, date(2023, 12, 31), ContactMeans::Phone);
    contact.await.unwrap();
    on(&app, date(2025, 12, 30)).await;
    assert_eq!(people(&app, &staff).await.len(), 1);
    on(&app, date(2025, 12, 31)).await;
    assert!(people(&app, &staff).await.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn it_is_announced_sixty_days_before_to_who_watches(#[case] engine: Engine) {
    let (app, staff, person) = with_ines(engine).await;
    let casework = &app.casework;
    let manager = app.member(MONTREUIL, Role::Manager).await;
    on(&app, date(2023, 11, 10)).await;
    assert!(
        casework
            .retention_view(&manager)
            .await
            .unwrap()
            .to_archive
            .is_empty()
    );
    on(&app, date(2023, 11, 11)).await;
    let view = casework.retention_view(&manager).await.unwrap();
    assert_eq!(
        (view.to_archive[0].person, view.to_archive[0].news_on),
        (person, FIRST)
    );
    assert_eq!((view.plan.to_archive, view.plan.soon_archived), (0, 1));
    let refused = casework.retention_view(&staff).await;
    assert!(matches!(refused, Err(CaseworkError::Denied(_))));
    on(&app, date(2024, 1, 10)).await;
    on(&app, date(2026, 11, 11)).await;
    let view = casework.retention_view(&manager).await.unwrap();
    assert_eq!((view.to_erase.len(), view.archived), (1, 1));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn two_switches_stop_it(#[case] engine: Engine) {
    let (app, staff, _) = with_ines(engine).await;
    let officer = app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let refused = app.casework.stop_retention(&staff, true).await;
    assert!(matches!(refused, Err(CaseworkError::Denied(_))));
    app.casework.stop_retention(&officer, true).await.unwrap();
    on(&app, date(2024, 2, 1)).await;
    assert_eq!(people(&app, &staff).await.len(), 1);
    let run = app.casework.run_retention(app.territory, i64::MAX).await;
    assert!(matches!(
        run,
        Err(CaseworkError::Conflict("retention-stopped"))
    ));
    let plan = app.casework.retention_plan(app.territory).await.unwrap();
    assert!(plan.stopped.unwrap().0.starts_with("Membre"));
    app.casework.stop_retention(&officer, false).await.unwrap();

    let off = app.casework.clone().retaining(false);
    off.retention_turn().await.unwrap();
    assert!(off.run_retention(app.territory, i64::MAX).await.is_err());
    assert_eq!(people(&app, &staff).await.len(), 1);
    on(&app, date(2024, 2, 2)).await;
    assert!(people(&app, &staff).await.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn too_many_in_a_day_wait_for_somebody_to_confirm(#[case] engine: Engine) {
    let app = TestApp::new(engine, FIRST).await;
    let youths: Vec<Youth> = (0..12).map(Youth::nth).collect();
    app.import_youths(MONTREUIL, &youths).await;
    let staff = app.member(MONTREUIL, Role::Counsellor).await;
    on(&app, date(2024, 1, 10)).await;
    assert_eq!(people(&app, &staff).await.len(), 12, "the clock waits");
    let casework = &app.casework;
    let plan = casework.retention_plan(app.territory).await.unwrap();
    assert_eq!(
        (plan.to_archive, plan.most, plan.is_too_much()),
        (12, 10, true)
    );
    assert_eq!(
        casework
            .retention_list(app.territory)
            .await
            .unwrap()
            .archive
            .len(),
        12
    );
    let short = casework.run_retention(app.territory, 11).await;
    assert!(matches!(
        short,
        Err(CaseworkError::Conflict("retention-too-many"))
    ));
    assert_eq!(people(&app, &staff).await.len(), 12);
    let done = casework.run_retention(app.territory, 12).await.unwrap();
    assert_eq!(
        done,
        Retained {
            archived: 12,
            ..Retained::default()
        }
    );
    assert!(people(&app, &staff).await.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_archive_follows_an_objection_and_both_are_said(#[case] engine: Engine) {
    let (app, staff, person) = with_ines(engine).await;
    let casework = &app.casework;
    let recorded = casework.record_objection(
        &staff,
        person,
        FIRST,
        tdu_domain::privacy::Stops::Sharing,
        tdu_domain::privacy::ObjectionReason::Other,
    );
    recorded.await.unwrap();
    on(&app, date(2024, 1, 10)).await;
    let frame = casework.frame(app.territory).await.unwrap();
    let computed = frame.territory.computed(&[person]).await.unwrap();
    let limits: Vec<_> = computed[&person]
        .caseload
        .iter()
        .map(|row| row.limited)
        .collect();
    assert_eq!(limits, [Some(Limit::Archived)]);
}
