//! From a residence to a Mission Locale: never silently to the first.

use jiff::civil::date;
use rstest::rstest;
use tdu_domain::access::Role;
use tdu_domain::routing::Placement;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, VERSAILLES};

use crate::{only_person, people};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_ambiguous_postcode_waits_for_a_person_to_decide(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let (first, second) = (
        app.member(MONTREUIL, Role::Counsellor).await,
        app.member(VERSAILLES, Role::Counsellor).await,
    );
    let learner = Learner::new("Martin", "Zoé")
        .without("code_commune_insee_apprenant")
        .with("code_postal_apprenant", "77760")
        .contract(date(2026, 9, 7), Some(date(2026, 11, 18)));
    app.deliver(BOBIGNY, &[learner]).await;

    let seen = only_person(&app, &staff).await;
    assert!(
        matches!(&seen.computed.pathway.placement, Placement::Ambiguous(possible) if possible.len() == 2)
    );
    assert!(people(&app, &first).await.is_empty() && people(&app, &second).await.is_empty());
    let waiting = app.casework.to_assign(&staff).await.unwrap();
    let communes: Vec<&str> = waiting[0]
        .1
        .iter()
        .map(|commune| commune.name.as_str())
        .collect();
    assert_eq!(communes, ["Achères-la-Forêt", "Buthiers"]);

    app.wait_minutes(1);
    app.casework
        .complete_details(&staff, seen.id, None, None, Ok(Some("77056")))
        .await
        .unwrap();
    assert!(app.casework.to_assign(&staff).await.unwrap().is_empty());
    assert_eq!(people(&app, &second).await.len(), 1);
    assert!(people(&app, &first).await.is_empty());
}
