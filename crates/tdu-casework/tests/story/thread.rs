//! What the two staffs write to each other about a person.

use rstest::rstest;
use tdu_casework::{CaseworkError, NewMessage};
use tdu_domain::access::Role;
use tdu_domain::free_text::Written;
use tdu_domain::journal::ActCode;
use tdu_testkit::{BOBIGNY, Engine, MEAUX, MONTREUIL};
use uuid::Uuid;

use crate::tasks::both;
use crate::{only_person, people};

fn message(text: &str, mentions: &[Uuid]) -> NewMessage {
    NewMessage {
        text: Written::from(text),
        mentions: mentions.to_vec(),
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_is_named_is_told_and_what_is_read_is_no_longer_new(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let manager = app.member(BOBIGNY, Role::Manager).await;
    let casework = &app.casework;
    let first = message("Zoé cherche un logement près du CFA.", &[staff.account]);
    casework
        .write_message(&counsellor, person, &first)
        .await
        .unwrap();
    assert_eq!(casework.unread_messages(&staff).await.unwrap(), 1);
    assert_eq!(
        casework.unread_messages(&manager).await.unwrap(),
        0,
        "somebody is named"
    );
    assert_eq!(casework.unread_messages(&counsellor).await.unwrap(), 0);
    let threads = casework.unread_threads(&staff).await.unwrap();
    assert_eq!((threads[0].messages, threads[0].mentions), (1, 1));
    assert_eq!(threads[0].last_name, "Martin");

    casework.read_thread(&staff, person).await.unwrap();
    assert_eq!(casework.unread_messages(&staff).await.unwrap(), 0);
    app.wait_minutes(2);
    let answer = message("Je demande à l’internat.", &[]);
    casework
        .write_message(&staff, person, &answer)
        .await
        .unwrap();
    assert_eq!(
        casework.unread_messages(&counsellor).await.unwrap(),
        1,
        "wrote before"
    );
    let thread = casework.thread(&counsellor, person).await.unwrap();
    assert_eq!(thread[0].message.words, "Je demande à l’internat.");
    assert_eq!(thread[1].mentions, ["Membre de 0990001N"]);
    let timeline = only_person(&app, &staff).await.timeline;
    assert_eq!(timeline[0].act, ActCode::MessageWritten);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn where_nobody_follows_everyone_is_told_until_one_answers(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let manager = app.member(BOBIGNY, Role::Manager).await;
    let casework = &app.casework;
    let first = message("Qui suit Zoé chez vous ?", &[]);
    casework
        .write_message(&counsellor, person, &first)
        .await
        .unwrap();
    for one in [&staff, &manager] {
        assert_eq!(casework.unread_messages(one).await.unwrap(), 1);
    }
    let answer = message("Moi.", &[]);
    casework
        .write_message(&manager, person, &answer)
        .await
        .unwrap();
    assert_eq!(casework.unread_messages(&staff).await.unwrap(), 0);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_message_is_removed_by_its_author_within_half_an_hour(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let casework = &app.casework;
    let undo = casework
        .write_message(&counsellor, person, &message("Trop tôt.", &[]))
        .await
        .unwrap();
    let written = casework.thread(&staff, person).await.unwrap();
    let id = written[0].message.id;
    assert!(!written[0].removable);
    let other = casework.remove_message(&staff, id).await;
    assert!(matches!(other, Err(CaseworkError::NotFound(_))));
    casework.remove_message(&counsellor, id).await.unwrap();
    let left = casework.thread(&staff, person).await.unwrap();
    assert_eq!(left[0].message.words, "");
    assert!(
        left[0].message.removed_at.is_some(),
        "that it was written stays"
    );
    assert_eq!(casework.unread_messages(&staff).await.unwrap(), 0);
    let twice = casework.undo(&counsellor, undo).await;
    assert!(matches!(twice, Err(CaseworkError::Conflict(_))));

    casework
        .write_message(&counsellor, person, &message("Trop tard.", &[]))
        .await
        .unwrap();
    let id = casework.thread(&counsellor, person).await.unwrap()[0]
        .message
        .id;
    app.wait_minutes(31);
    let late = casework.remove_message(&counsellor, id).await;
    assert!(matches!(
        late,
        Err(CaseworkError::Conflict("message-too-late"))
    ));
    assert!(
        app.try_by_hand("UPDATE message SET removed_at = NULL")
            .await
            .is_err()
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_thread_stays_between_those_who_accompany(#[case] engine: Engine) {
    let (app, counsellor, staff, person) = both(engine).await;
    let elsewhere = app.member(MEAUX, Role::CfaStaff).await;
    let casework = &app.casework;
    let stranger = message("Bonjour", &[elsewhere.account]);
    let refused = casework.write_message(&counsellor, person, &stranger).await;
    assert!(matches!(
        refused,
        Err(CaseworkError::Invalid {
            field: "mention",
            ..
        })
    ));
    let numbers = message("Son numéro : 2 95 01 13 055 111 23", &[]);
    let refused = casework.write_message(&counsellor, person, &numbers).await;
    assert!(matches!(
        refused,
        Err(CaseworkError::Invalid {
            problem: "text-number",
            ..
        })
    ));
    let kept = message("Rendez-vous à la gare de Lagny", &[staff.account]);
    casework
        .write_message(&counsellor, person, &kept)
        .await
        .unwrap();
    assert!(matches!(
        casework.thread(&elsewhere, person).await,
        Err(CaseworkError::NotFound(_))
    ));
    if engine == Engine::Sqlite {
        let contents = app.contents().await;
        let all: String = contents.values().map(String::as_str).collect();
        assert!(!all.contains("Lagny"), "sealed");
    }
    let archive = casework
        .operator_archive(app.territory, person)
        .await
        .unwrap();
    assert_eq!(archive.messages[0].words, "Rendez-vous à la gare de Lagny");
    casework
        .erase_person(app.territory, person, "demande de la personne")
        .await
        .unwrap();
    assert!(people(&app, &counsellor).await.is_empty());
    assert_eq!(casework.unread_messages(&staff).await.unwrap(), 0);
    assert_eq!(
        app.member(MONTREUIL, Role::Counsellor).await.account,
        counsellor.account
    );
}
