//! Rows in error are sealed, and do not stay.

use jiff::civil::date;
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use tdu_domain::access::{Actor, Role};
use tdu_store::Keyring;
use tdu_testkit::{Engine, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::chain::hand;
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

#[rstest]
#[case::sqlite(Engine::Sqlite, "instr(raw, CAST('Quenouillard' AS blob))")]
#[case::postgres(Engine::Postgres, "position('Quenouillard'::bytea IN raw)")]
#[tokio::test]
async fn those_of_before_are_sealed_when_the_territory_opens(
    #[case] engine: Engine,
    #[case] found: &str,
) {
    let (app, staff, import) = with_a_row(engine).await;
    let in_clear = async || {
        let count = format!("SELECT CAST(count(*) AS bigint) FROM row_aside WHERE {found} > 0");
        let hand = hand(&app).await;
        let statement = Statement::from_string(hand.get_database_backend(), count);
        let row = hand.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index::<i64>(0).unwrap()
    };
    assert_eq!(in_clear().await, 0);
    // As the database was before: the table of then, its rows in clear, the migration not made.
    app.by_hand(
        "CREATE TABLE import_error (import uuid NOT NULL REFERENCES import (id), line bigint NOT NULL, \
         raw text NOT NULL, issues text NOT NULL, PRIMARY KEY (import, line)); \
         INSERT INTO import_error SELECT import, line, '{\"Nom de naissance\":\"Quenouillard\"}', '[]' FROM row_aside; \
         DROP TABLE row_aside; DELETE FROM seaql_migrations WHERE version = 't0006_privacy_rows'",
    )
    .await;
    let casework = app.reopened().await;
    let read = casework.import_errors(&staff, import).await.unwrap();
    assert!(read[0].raw.contains("Quenouillard"), "{read:?}");
    assert_eq!(in_clear().await, 0);
    let gone = app.try_by_hand("SELECT 1 FROM import_error").await;
    assert!(gone.is_err(), "the table of before is gone");
}
