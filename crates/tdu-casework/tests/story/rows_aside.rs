//! Rows in error are sealed, and do not stay.

use jiff::civil::date;
use rstest::rstest;
use tdu_domain::access::{Actor, Role};
use tdu_store::Keyring;
use tdu_testkit::{Engine, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::erasure::contents;

fn wrong() -> Youth {
    Youth {
        birth_date: "32/13/2007".to_owned(),
        ..Youth::new("7788", "Quenouillard", "Zéphyrine")
    }
}

async fn with_a_row(engine: Engine) -> (TestApp, Actor, Uuid) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let import = app
        .import_youths(MONTREUIL, &[wrong(), Youth::nth(1)])
        .await;
    let staff = app.member(MONTREUIL, Role::Administrator).await;
    assert_eq!(rows(&app, &staff, import.id).await, 1);
    (app, staff, import.id)
}

async fn rows(app: &TestApp, staff: &Actor, import: Uuid) -> usize {
    app.casework
        .import_errors(staff, import)
        .await
        .unwrap()
        .len()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_tables_do_not_tell_them_and_keys_change(#[case] engine: Engine) {
    let (app, staff, import) = with_a_row(engine).await;
    assert!(!contents(&app).await.to_lowercase().contains("quenouillard"));
    let read = app.casework.import_errors(&staff, import).await.unwrap();
    assert!(read[0].raw.contains("Quenouillard"));
    let grown = Keyring::read(&app.key_file()).unwrap().with_new_version();
    grown.replace(&app.key_file()).unwrap();
    let casework = app.reopened().await;
    assert!(casework.reseal(app.territory).await.unwrap() > 2);
    assert_eq!(casework.reseal(app.territory).await.unwrap(), 0);
    assert_eq!(casework.import_errors(&staff, import).await.unwrap(), read);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn they_leave_once_corrected_and_after_ninety_days(#[case] engine: Engine) {
    let (app, staff, import) = with_a_row(engine).await;
    // Another dossier of the same name, and the same number under another name: neither corrects it.
    let other = Youth {
        number: "7789".to_owned(),
        ..Youth::new("7789", "Quenouillard", "Zéphyrine")
    };
    let stranger = Youth::new("7788", "Durand", "Ali");
    app.import_youths(MONTREUIL, &[other]).await;
    assert_eq!(rows(&app, &staff, import).await, 1);
    app.import_youths(MONTREUIL, &[stranger]).await;
    assert_eq!(rows(&app, &staff, import).await, 1);
    let right = Youth {
        birth_date: "13/12/2007".to_owned(),
        ..wrong()
    };
    app.import_youths(MONTREUIL, &[right]).await;
    assert_eq!(rows(&app, &staff, import).await, 0);

    let again = app
        .import_youths(
            MONTREUIL,
            &[Youth {
                number: "9".to_owned(),
                ..wrong()
            }],
        )
        .await;
    app.set_today(date(2027, 2, 20));
    app.casework.forget_rows_in_error().await.unwrap();
    assert_eq!(rows(&app, &staff, again.id).await, 1);
    app.set_today(date(2027, 2, 21));
    app.casework.forget_rows_in_error().await.unwrap();
    assert_eq!(rows(&app, &staff, again.id).await, 0);
}

#[tokio::test]
async fn those_of_before_are_sealed_when_the_territory_opens() {
    let (app, staff, import) = with_a_row(Engine::Sqlite).await;
    app.by_hand(
        "UPDATE row_aside SET raw = CAST('{\"Nom de naissance\":\"Quenouillard\"}' AS blob), \
         issues = CAST('[]' AS blob); INSERT INTO setting (name, value) VALUES ('rows_unsealed', 'yes')",
    )
    .await;
    assert!(
        contents(&app).await.to_lowercase().contains("5175656e6f75"),
        "in clear, in hexadecimal"
    );
    let casework = app.reopened().await;
    let read = casework.import_errors(&staff, import).await.unwrap();
    assert!(read[0].raw.contains("Quenouillard"));
    assert!(!contents(&app).await.to_lowercase().contains("5175656e6f75"));
}
