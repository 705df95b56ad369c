//! Lists: search however typed, filters, counts, one query whatever the number of rows.

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::Casework;
use tdu_domain::access::Role;
use tdu_domain::pathway::Stage;
use tdu_domain::signal::SignalCode;
use tdu_domain::text::fold;
use tdu_store::{Facet, PeopleFilter, Sort};
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, VERSAILLES, Youth};

async fn found(app: &TestApp, actor: &tdu_domain::access::Actor, typed: &str) -> Vec<String> {
    let words = fold(typed).split(' ').map(str::to_owned).collect();
    let filter = PeopleFilter {
        words,
        ..PeopleFilter::default()
    };
    let view = app
        .casework
        .people(actor, &filter, Sort::Name, 0)
        .await
        .unwrap();
    view.page
        .rows
        .into_iter()
        .map(|row| row.last_name)
        .collect()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_name_is_found_however_typed(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let youths = [
        Youth::new("1", "N'Guyen-Lévêque", "Anne-Lise"),
        Youth::new("2", "Martin", "Élodie"),
        Youth::new("3", "Da Silva", "Léa"),
    ];
    app.import_youths(MONTREUIL, &youths).await;
    assert_eq!(
        found(&app, &counsellor, "leveque").await,
        ["N'Guyen-Lévêque"]
    );
    assert_eq!(
        found(&app, &counsellor, "ANNE lise n guyen").await,
        ["N'Guyen-Lévêque"]
    );
    assert_eq!(found(&app, &counsellor, "elo mar").await, ["Martin"]);
    assert_eq!(found(&app, &counsellor, "silva").await, ["Da Silva"]);
    assert_eq!(
        found(&app, &counsellor, "100%_").await,
        Vec::<String>::new()
    );
    let stranger = app.member(VERSAILLES, Role::Counsellor).await;
    assert_eq!(found(&app, &stranger, "martin").await, Vec::<String>::new());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn filters_narrow_and_counts_show_what_else_there_is(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::InclusionReferent).await;
    let learners = [
        Learner::new("Martin", "Zoé").with("rqth_apprenant", true),
        Learner::new("Martin", "Ali").contract(date(2026, 9, 7), None),
        Learner::new("Martin", "Inès")
            .contract(date(2026, 9, 7), None)
            .with("libelle_court_formation", "CAP Coiffeur"),
    ];
    app.deliver(BOBIGNY, &learners).await;
    let filter = PeopleFilter {
        stages: vec![Stage::InContract],
        ..PeopleFilter::default()
    };
    let view = app
        .casework
        .people(&staff, &filter, Sort::Urgency, 0)
        .await
        .unwrap();
    assert_eq!(view.page.total, 2);
    let mut counts: Vec<String> = view
        .facets
        .iter()
        .filter(|count| count.facet != Facet::Cfa)
        .map(|count| {
            format!(
                "{:?} {} {}",
                count.facet,
                count.label.as_deref().unwrap_or(&count.value),
                count.people
            )
        })
        .collect();
    counts.sort();
    insta::assert_debug_snapshot!(counts);

    let only = |filter: PeopleFilter| {
        let (app, staff) = (&app, &staff);
        async move {
            app.casework
                .people(staff, &filter, Sort::Age, 0)
                .await
                .unwrap()
                .page
                .total
        }
    };
    assert_eq!(
        only(PeopleFilter {
            rqth: true,
            ..PeopleFilter::default()
        })
        .await,
        1
    );
    assert_eq!(
        only(PeopleFilter {
            trade: Some("CAP Coiffeur".into()),
            ..PeopleFilter::default()
        })
        .await,
        1
    );
    let signals = vec![SignalCode::ContractSearchLimit];
    assert_eq!(
        only(PeopleFilter {
            signals,
            ..PeopleFilter::default()
        })
        .await,
        1
    );
    let (born_from, born_until) = Casework::born_between(date(2026, 11, 22), Some(19), Some(19));
    assert_eq!(
        only(PeopleFilter {
            born_from,
            born_until,
            ..PeopleFilter::default()
        })
        .await,
        3
    );
    let (born_from, born_until) = Casework::born_between(date(2026, 11, 22), Some(20), None);
    assert_eq!(
        only(PeopleFilter {
            born_from,
            born_until,
            ..PeopleFilter::default()
        })
        .await,
        0
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn pages_ask_the_same_number_of_questions_whatever_they_show(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let frame = app.casework.frame(app.territory).await.unwrap();
    let mut asked = Vec::new();
    for count in [1, 60] {
        let learners: Vec<Learner> = (0..count)
            .map(|n| Learner::new(&format!("Nom{n}"), "Zoé"))
            .collect();
        app.deliver(BOBIGNY, &learners).await;
        let before = frame.territory.statements();
        app.casework.desk(&staff, true).await.unwrap();
        app.casework
            .people(&staff, &PeopleFilter::default(), Sort::Urgency, 0)
            .await
            .unwrap();
        asked.push(frame.territory.statements() - before);
    }
    assert_eq!(asked[0], asked[1]);
}
