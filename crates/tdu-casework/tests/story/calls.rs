//! Programs: what their keys open, what is written of them, what they do once.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{ApiClient, CaseworkError, DoneBefore, NamedCall, PeopleFilter, Undo};
use tdu_domain::access::{Actor, KeyScope, Role};
use tdu_domain::audit::AccessCode;
use tdu_domain::journal::{ActCode, ContactMeans};
use tdu_testkit::{BOBIGNY, Engine, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

const TODAY: Date = date(2026, 11, 22);

async fn with_youths(engine: Engine, count: usize) -> TestApp {
    let app = TestApp::new(engine, TODAY).await;
    let youths: Vec<Youth> = (0..count).map(Youth::nth).collect();
    app.import_youths(MONTREUIL, &youths).await;
    app
}

async fn program(app: &TestApp, code: &str, scopes: &[KeyScope]) -> (ApiClient, Option<Actor>) {
    let administrator = app.member(code, Role::Administrator).await;
    let key = app
        .casework
        .make_own_api_key(&administrator, "essai", scopes);
    let client = app.casework.api_client(&key.await.unwrap()).await;
    let client = client.unwrap().unwrap();
    let actor = client.actor();
    (client, actor)
}

async fn someone(app: &TestApp, actor: &Actor) -> Uuid {
    let filter = PeopleFilter::default();
    let listed = app.casework.list_people(actor, &filter, None, 1).await;
    listed.unwrap().rows[0].person
}

fn call(client: &ApiClient, name: &str, content: &str) -> NamedCall {
    NamedCall {
        api_key: client.key,
        route: "/essai/{person}".to_owned(),
        name: name.to_owned(),
        content: content.as_bytes().to_vec(),
    }
}

#[rstest]
#[tokio::test]
async fn a_key_opens_what_it_says(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = with_youths(engine, 3).await;
    let (_, nobody) = program(&app, BOBIGNY, &[KeyScope::Deliver]).await;
    assert_eq!(nobody, None, "delivering reaches nobody");
    let administrator = app.member(MONTREUIL, Role::Administrator).await;
    for scopes in [&[][..], &[KeyScope::Deliver]] {
        let key = app
            .casework
            .make_own_api_key(&administrator, "essai", scopes);
        let refused = matches!(
            key.await,
            Err(CaseworkError::Invalid {
                field: "scopes",
                ..
            })
        );
        assert!(refused, "{scopes:?}");
    }
    let (_, reader) = program(&app, MONTREUIL, &[KeyScope::Read]).await;
    let reader = reader.unwrap();
    let person = someone(&app, &reader).await;
    let act = app
        .casework
        .record_contact(&reader, person, TODAY, ContactMeans::Phone);
    assert!(matches!(act.await, Err(CaseworkError::Denied(_))));
    let (_, stranger) = program(&app, BOBIGNY, &[KeyScope::Act]).await;
    let seen = app.casework.person(&stranger.unwrap(), person).await;
    assert!(matches!(seen, Err(CaseworkError::NotFound("person"))));
    app.casework.person(&reader, person).await.unwrap();
    let frame = app.casework.frame(app.territory).await.unwrap();
    let looks = frame.territory.accesses().last(10).await.unwrap();
    let by_key = |act: AccessCode| {
        looks.iter().any(|look| {
            look.line.act == act
                && look.line.key == Some(reader.account)
                && look.line.actor.is_none()
        })
    };
    assert!(by_key(AccessCode::PersonSeen) && by_key(AccessCode::PeopleListed));
    let keys = app.casework.api_keys(&administrator).await.unwrap();
    assert_eq!(keys[0].made_by, Some(administrator.account));
}

#[rstest]
#[tokio::test]
async fn a_named_call_is_done_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = with_youths(engine, 2).await;
    let (client, actor) = program(&app, MONTREUIL, &[KeyScope::Act]).await;
    let actor = actor.unwrap();
    let person = someone(&app, &actor).await;
    let named = call(&client, "un", "corps");
    assert_eq!(
        app.casework.done_before(&client, &named).await.unwrap(),
        None
    );
    let contact = async || {
        let casework = app.casework.for_call(named.clone());
        casework
            .record_contact(&actor, person, TODAY, ContactMeans::Phone)
            .await
    };
    // Both are on their way before either is remembered.
    let (one, other) = tokio::join!(contact(), contact());
    let (done, repeated) = if one.is_ok() {
        (one, other)
    } else {
        (other, one)
    };
    let done: Undo = done.unwrap();
    assert!(
        matches!(repeated, Err(CaseworkError::Repeated)),
        "{repeated:?}"
    );
    let view = app.casework.person(&actor, person).await.unwrap();
    let contacts = |entry: &&tdu_casework::TimelineEntry| entry.act == ActCode::ContactRecorded;
    assert_eq!(view.timeline.iter().filter(contacts).count(), 1);
    // As after a crash: another process knows it too.
    let again = app.reopened().await;
    let known = again.done_before(&client, &named).await.unwrap();
    assert_eq!(known, Some(DoneBefore::Same(done.line)));
    let other = call(&client, "un", "autre corps");
    let known = again.done_before(&client, &other).await.unwrap();
    assert_eq!(known, Some(DoneBefore::Other));
    app.wait_minutes(24 * 60 + 1);
    assert_eq!(
        app.casework.done_before(&client, &named).await.unwrap(),
        None
    );
    contact().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn an_act_refused_is_not_remembered(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = with_youths(engine, 2).await;
    let (client, actor) = program(&app, MONTREUIL, &[KeyScope::Act]).await;
    let actor = actor.unwrap();
    let person = someone(&app, &actor).await;
    let named = call(&client, "deux", "corps");
    let casework = app.casework.for_call(named.clone());
    let tomorrow = TODAY.tomorrow().unwrap();
    let refused = casework.record_contact(&actor, person, tomorrow, ContactMeans::Phone);
    assert!(refused.await.is_err());
    assert_eq!(
        app.casework.done_before(&client, &named).await.unwrap(),
        None
    );
}

#[rstest]
#[tokio::test]
async fn a_list_is_read_to_its_end_whatever_changes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = with_youths(engine, 25).await;
    let (_, actor) = program(&app, MONTREUIL, &[KeyScope::Act]).await;
    let actor = actor.unwrap();
    let filter = PeopleFilter::default();
    let mut read = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let part = app
            .casework
            .list_people(&actor, &filter, cursor.as_deref(), 10)
            .await
            .unwrap();
        read.extend(part.rows.iter().map(|row| row.person));
        let handed = app
            .casework
            .hand_over(&actor, part.rows[0].person, "Conseil Z");
        handed.await.unwrap();
        cursor = part.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(read.len(), 25);
    assert!(
        read.is_sorted_by(|one, next| one < next),
        "in order, each once"
    );
}

#[tokio::test]
async fn a_cursor_serves_its_own_list_only() {
    let app = with_youths(Engine::Sqlite, 5).await;
    let (_, actor) = program(&app, MONTREUIL, &[KeyScope::Read]).await;
    let actor = actor.unwrap();
    let filter = PeopleFilter::default();
    let part = app.casework.list_people(&actor, &filter, None, 2).await;
    let cursor = part.unwrap().next.unwrap();
    let narrowed = PeopleFilter {
        counsellor: Some("Conseil A".to_owned()),
        ..PeopleFilter::default()
    };
    let (_, stranger) = program(&app, BOBIGNY, &[KeyScope::Read]).await;
    let stranger = stranger.unwrap();
    let mut altered = cursor.clone();
    altered.replace_range(10..11, if &cursor[10..11] == "0" { "1" } else { "0" });
    for (who, filter, cursor) in [
        (&actor, &narrowed, cursor.as_str()),
        (&stranger, &filter, cursor.as_str()),
        (&actor, &filter, altered.as_str()),
        (&actor, &filter, "é"),
        (&actor, &filter, ""),
    ] {
        let refused = app.casework.list_people(who, filter, Some(cursor), 2).await;
        let unknown = matches!(
            refused,
            Err(CaseworkError::Invalid {
                field: "cursor",
                ..
            })
        );
        assert!(unknown, "{cursor}");
    }
}
