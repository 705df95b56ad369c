//! Obstacles: told, ended, counted, each leading to who can help.

use rstest::rstest;
use tdu_casework::{CaseworkError, NewService};
use tdu_domain::access::Role;
use tdu_domain::together::obstacle::{ObstacleKind, ObstacleOutcome};
use tdu_testkit::{BOBIGNY, Engine, MEAUX, MONTREUIL};

use crate::tasks::both;

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_obstacle_leads_to_who_can_help_until_it_ends(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let casework = &app.casework;
    let administrator = app.member(MONTREUIL, Role::Administrator).await;
    let service = NewService {
        name: "Résidence de démonstration".to_owned(),
        themes: vec![ObstacleKind::Housing, ObstacleKind::Money],
        phone: "01 99 00 45 67".to_owned(),
        ..NewService::default()
    };
    casework
        .put_service(&administrator, None, &service)
        .await
        .unwrap();
    let mobility = ObstacleKind::Mobility;
    for kind in [ObstacleKind::Housing, mobility] {
        casework.open_obstacle(&staff, person, kind).await.unwrap();
    }
    let again = casework.open_obstacle(&counsellor, person, mobility).await;
    assert!(matches!(
        again,
        Err(CaseworkError::Conflict("obstacle-open"))
    ));
    let seen = casework.shared(&staff, person).await.unwrap().obstacles;
    let of = |kind| seen.iter().find(|view| view.obstacle.kind == kind).unwrap();
    assert_eq!(
        of(ObstacleKind::Housing).services[0].name,
        "Résidence de démonstration"
    );
    assert!(of(mobility).services.is_empty());
    let counted = casework.obstacle_counts(&counsellor).await.unwrap();
    assert_eq!(counted, [(ObstacleKind::Housing, 1), (mobility, 1)]);

    let id = of(mobility).obstacle.id;
    let undo = casework
        .end_obstacle(&counsellor, id, ObstacleOutcome::Solved)
        .await
        .unwrap();
    assert_eq!(casework.obstacle_counts(&staff).await.unwrap().len(), 1);
    let twice = casework
        .end_obstacle(&staff, id, ObstacleOutcome::Eased)
        .await;
    assert!(matches!(
        twice,
        Err(CaseworkError::Conflict("obstacle-ended"))
    ));
    assert!(
        app.try_by_hand("UPDATE obstacle SET outcome = 'eased' WHERE outcome = 'solved'")
            .await
            .is_err()
    );
    assert!(
        app.try_by_hand("UPDATE obstacle SET ended_on = '2020-01-01'")
            .await
            .is_err()
    );
    casework.undo(&counsellor, undo).await.unwrap();
    let listed = casework
        .people_with_obstacle(&staff, mobility)
        .await
        .unwrap();
    assert_eq!(listed[0].0.person, person);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_directory_is_kept_by_its_organisation(#[case] engine: Engine) {
    let (app, counsellor, _, person) = both(engine).await;
    let casework = &app.casework;
    let own = app.member(BOBIGNY, Role::Administrator).await;
    let other = app.member(MEAUX, Role::Administrator).await;
    let service = |name: &str, email: &str| NewService {
        name: name.to_owned(),
        themes: vec![ObstacleKind::Digital],
        email: email.to_owned(),
        ..NewService::default()
    };
    for (wrong, field) in [
        (service(" ", ""), "nom"),
        (service("Atelier", "atelier"), "email"),
        (
            NewService {
                themes: vec![],
                ..service("Atelier", "")
            },
            "theme",
        ),
    ] {
        let refused = casework.put_service(&own, None, &wrong).await;
        assert!(
            matches!(refused, Err(CaseworkError::Invalid { field: told, .. }) if told == field)
        );
    }
    casework
        .put_service(
            &own,
            None,
            &service("Atelier numérique", "atelier@essai.example"),
        )
        .await
        .unwrap();
    let kept = casework.own_services(&own).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(casework.own_services(&other).await.unwrap().is_empty());
    let id = kept[0].id;
    let taken = casework
        .put_service(&other, Some(id), &service("Pris", ""))
        .await;
    assert!(matches!(taken, Err(CaseworkError::NotFound(_))));
    assert!(matches!(
        casework.remove_service(&other, id).await,
        Err(CaseworkError::NotFound(_))
    ));
    assert!(matches!(
        casework.own_services(&counsellor).await,
        Err(CaseworkError::Denied(_))
    ));
    casework
        .put_service(&own, Some(id), &service("Atelier du numérique", ""))
        .await
        .unwrap();
    casework
        .open_obstacle(&counsellor, person, ObstacleKind::Digital)
        .await
        .unwrap();
    let seen = casework
        .shared(&counsellor, person)
        .await
        .unwrap()
        .obstacles;
    assert_eq!(seen[0].services[0].name, "Atelier du numérique");
    casework.remove_service(&own, id).await.unwrap();
    assert!(casework.own_services(&own).await.unwrap().is_empty());
}
