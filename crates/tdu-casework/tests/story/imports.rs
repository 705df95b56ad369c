//! Files: previewed, run, interrupted, corrected.

use std::time::Duration;

use jiff::civil::date;
use rstest::rstest;
use tdu_casework::{Counts, ImportProblem, ImportState};
use tdu_domain::access::Role;
use tdu_domain::pathway::Stage;
use tdu_exchange::issue::Lang;
use tdu_store::ImportRow;
use tdu_testkit::{BOBIGNY, Engine, MONTREUIL, TestApp, VERSAILLES, Youth, youths_csv};

use crate::people;

fn many(count: usize) -> Vec<Youth> {
    (0..count).map(Youth::nth).collect()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_preview_writes_nothing_and_tells_what_the_run_then_does(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let mut youths = many(5);
    youths[3].birth_date = "31/02/2007".to_owned();
    let file = youths_csv(&youths).into_bytes();
    let import = app
        .casework
        .receive_file(&counsellor, "jeunes.csv", file.clone())
        .await
        .unwrap();
    let preview = app.casework.preview(&counsellor, import.id).await.unwrap();
    let expected = Counts {
        created: 4,
        failed: 1,
        ..Counts::default()
    };
    assert_eq!(preview.report.counts, expected);
    assert_eq!(
        preview.errors[0].0, 5,
        "the line of the file, its header counted"
    );
    assert!(people(&app, &counsellor).await.is_empty());

    let aside = app
        .casework
        .import_errors_file(&counsellor, import.id, Lang::Fr)
        .await
        .unwrap();
    let before = String::from_utf8(aside.content).unwrap();
    assert_eq!(before.lines().count(), 2, "the header and the row in error");
    assert!(before.contains("31/02/2007"), "{before}");

    let done = app.import_file(&counsellor, "jeunes.csv", file).await;
    let aside = app
        .casework
        .import_errors_file(&counsellor, done.id, Lang::Fr)
        .await
        .unwrap();
    assert_eq!(String::from_utf8(aside.content).unwrap(), before);
    assert_eq!(done.report.counts, expected);
    assert_eq!(done.state, ImportState::Done);
    assert_eq!(people(&app, &counsellor).await.len(), 4);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn rows_in_error_come_back_corrected(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let mut youths = many(3);
    youths[1].birth_date = "31/02/2007".to_owned();
    let done = app
        .import_file(&counsellor, "jeunes.csv", youths_csv(&youths).into_bytes())
        .await;
    let aside = app
        .casework
        .import_errors_file(&counsellor, done.id, Lang::Fr)
        .await
        .unwrap();
    let text = String::from_utf8(aside.content).unwrap();
    assert!(text.contains("31/02/2007"), "{text}");
    let corrected = text.replace("31/02/2007", "28/02/2007");
    let again = app
        .import_file(&counsellor, &aside.name, corrected.into_bytes())
        .await;
    assert_eq!(
        again.report.counts,
        Counts {
            created: 1,
            ..Counts::default()
        }
    );
    assert_eq!(people(&app, &counsellor).await.len(), 3);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_job_told_by_the_file_is_the_stage_until_it_ends(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let file = |situation: &str, since: &str| {
        format!(
            "N° dossier;Nom;Prénom;DDN;Statut du dossier;Situation actuelle;Depuis le\n\
             1;Ba;Ali;31/03/2005;Actif;{situation};{since}\n"
        )
        .into_bytes()
    };
    let stage = async |content| {
        app.import_file(&counsellor, "jeunes.csv", content).await;
        let person = crate::only_person(&app, &counsellor).await;
        let pathway = person.computed.pathway;
        (pathway.stage, pathway.stage_since)
    };
    let job = (Stage::InEmployment, Some(date(2026, 9, 1)));
    assert_eq!(stage(file("Emploi - CDI", "01/09/2026")).await, job);
    assert_eq!(
        stage(file("", "")).await,
        job,
        "an empty cell erases nothing"
    );
    let accompanied = (Stage::Accompanied, None);
    assert_eq!(stage(file("Demandeur d'emploi", "")).await, accompanied);
    assert_eq!(stage(file("Emploi", "")).await, (Stage::InEmployment, None));
    assert_eq!(stage(file("Sans situation", "")).await, accompanied);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_same_file_twice_changes_nothing(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let first = app.import_youths(MONTREUIL, &many(50)).await;
    assert_eq!(
        first.report.counts,
        Counts {
            created: 50,
            ..Counts::default()
        }
    );
    let again = app.import_youths(MONTREUIL, &many(50)).await;
    assert_eq!(
        again.report.counts,
        Counts {
            unchanged: 50,
            ..Counts::default()
        }
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_interrupted_run_goes_on_where_it_stopped(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let content = youths_csv(&many(9_000)).into_bytes();
    let import = app
        .casework
        .receive_file(&counsellor, "jeunes.csv", content)
        .await
        .unwrap();
    app.casework
        .confirm_import(&counsellor, import.id)
        .await
        .unwrap();

    let organisation = counsellor.organisation.id;
    let casework = app.casework.clone();
    let (told, mut first_part) = tokio::sync::mpsc::unbounded_channel();
    let running = tokio::spawn(async move {
        let progress = move |done, _| {
            let _ = told.send(done);
        };
        casework
            .run_import(organisation, import.id, &progress)
            .await
    });
    first_part.recv().await.unwrap();
    running.abort();
    let _ = running.await;

    let reopened = app.reopened().await;
    assert_eq!(
        reopened.unfinished_imports().await.unwrap(),
        [(organisation, import.id)]
    );
    let done = reopened
        .run_import(organisation, import.id, &|_, _| {})
        .await
        .unwrap();
    assert_eq!(
        done.report.counts,
        Counts {
            created: 9_000,
            ..Counts::default()
        }
    );
    assert_eq!(done.report.done, 9_000);
    let frame = reopened.frame(app.territory).await.unwrap();
    assert_eq!(frame.territory.count_people().await.unwrap(), 9_000);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_run_that_keeps_failing_says_so_and_can_be_tried_again(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let organisation = counsellor.organisation.id;
    let confirmed = async || {
        let content = youths_csv(&many(3)).into_bytes();
        let import = app
            .casework
            .receive_file(&counsellor, "jeunes.csv", content)
            .await
            .unwrap();
        let id = import.id;
        app.casework.confirm_import(&counsellor, id).await.unwrap();
        id
    };
    let seen = async |id| app.casework.import(&counsellor, id).await.unwrap();
    let pauses = [Duration::ZERO; 2];
    let import = confirmed().await;

    app.by_hand("ALTER TABLE source_record RENAME TO away")
        .await;
    app.casework
        .pursue_import(organisation, import, &pauses)
        .await;
    let stopped = seen(import).await;
    assert_eq!(stopped.state, ImportState::Interrupted);
    assert_eq!(stopped.problem, Some(ImportProblem::Storage));
    assert_eq!(stopped.sender.as_deref(), Some("Membre"));
    assert_eq!(app.casework.unfinished_imports().await.unwrap(), []);
    assert!(
        app.casework
            .confirm_import(&counsellor, import)
            .await
            .is_err()
    );

    app.by_hand("ALTER TABLE away RENAME TO source_record")
        .await;
    assert!(
        app.casework
            .retry_import(&counsellor, import)
            .await
            .unwrap()
    );
    assert!(
        !app.casework
            .retry_import(&counsellor, import)
            .await
            .unwrap()
    );
    app.casework
        .pursue_import(organisation, import, &pauses)
        .await;
    let done = seen(import).await;
    assert_eq!((done.state, done.problem), (ImportState::Done, None));
    assert_eq!(done.report.counts.created, 3);
    assert_eq!(done.sender.as_deref(), Some("Membre"));

    let lost = confirmed().await;
    app.by_hand("DELETE FROM import_file").await;
    app.casework
        .pursue_import(organisation, lost, &pauses)
        .await;
    assert_eq!(seen(lost).await.problem, Some(ImportProblem::FileLost));
    app.casework.cancel_import(&counsellor, lost).await.unwrap();
    assert_eq!(seen(lost).await.state, ImportState::Cancelled);
    assert!(app.casework.retry_import(&counsellor, lost).await.is_err());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_import_belongs_to_its_organisation(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let import: ImportRow = {
        let done = app.import_youths(MONTREUIL, &many(1)).await;
        let frame = app.casework.frame(app.territory).await.unwrap();
        frame
            .territory
            .import(done.organisation, done.id)
            .await
            .unwrap()
            .unwrap()
    };
    let stranger = app.member(VERSAILLES, Role::Counsellor).await;
    assert!(app.casework.import(&stranger, import.id).await.is_err());
    assert!(
        app.casework
            .import_errors(&stranger, import.id)
            .await
            .is_err()
    );
    let cfa = app.member(BOBIGNY, Role::CfaStaff).await;
    assert!(app.casework.imports(&cfa).await.unwrap().is_empty());
}
