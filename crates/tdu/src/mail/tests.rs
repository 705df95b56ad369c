//! E-mails, taken by a real SMTP server.

use jiff::civil::{Date, date};
use tdu_casework::PeopleFilter;
use tdu_domain::access::{Actor, Role};
use tdu_domain::journal::ContactMeans;
use tdu_domain::notice::{Frequency, NoticeKind};
use tdu_testkit::{Engine, MONTREUIL, SmtpSink, TestApp, Youth};
use uuid::Uuid;

use super::Mailer;
use crate::config::Config;

const TODAY: Date = date(2026, 11, 20);

fn mailer(port: u16) -> Mailer {
    let config = Config {
        smtp_url: Some(format!("smtp://127.0.0.1:{port}")),
        smtp_from: Some("Trait d’union <ne-pas-repondre@essai.example>".to_owned()),
        ..Config::default()
    };
    let mailer = Mailer::of(&config, "https://essai.example").unwrap();
    mailer.unwrap()
}

/// Somebody who follows Inès Benali, and a colleague.
async fn followed() -> (TestApp, Actor, Actor, Uuid) {
    let app = TestApp::new(Engine::Sqlite, TODAY).await;
    app.import_youths(MONTREUIL, &[Youth::new("1001", "Benali", "Inès")])
        .await;
    let follower = app
        .member_following(MONTREUIL, Role::Counsellor, Some("Conseil A"))
        .await;
    let colleague = app.member(MONTREUIL, Role::Manager).await;
    let filter = PeopleFilter::default();
    let people = app.casework.list_people(&colleague, &filter, None, 1);
    let person = people.await.unwrap().rows[0].person;
    (app, follower, colleague, person)
}

async fn contact(app: &TestApp, by: &Actor, person: Uuid) {
    let means = ContactMeans::Phone;
    let today = TODAY;
    let done = app.casework.record_contact(by, person, today, means).await;
    done.unwrap();
    app.casework.spread_notices().await.unwrap();
}

fn header<'m>(message: &'m str, name: &str) -> &'m str {
    let mut lines = message.lines();
    let line = lines.find(|line| line.starts_with(name)).unwrap();
    &line[name.len()..]
}

#[tokio::test]
async fn who_follows_someone_is_written_once_without_a_name() {
    let sink = SmtpSink::start(0).await;
    let (app, follower, colleague, person) = followed().await;
    let at_once = [(NoticeKind::Contact, Frequency::Immediate)];
    let chosen = app.casework.choose_notices(&follower, &at_once).await;
    chosen.unwrap();
    contact(&app, &colleague, person).await;
    let mailer = mailer(sink.port());
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 1);
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 0);
    let messages = sink.messages();
    assert_eq!(messages.len(), 1);
    let message = &messages[0];
    assert!(header(message, "To: ").contains("counsellor@99001s00.example"));
    assert!(message.contains("I. B."), "{message}");
    assert!(message.contains(&format!("/jeunes/{person}")), "{message}");
    for private in ["Benali", "Inès", "Ines", "0199", "2007"] {
        assert!(!message.contains(private), "{private} in {message}");
    }
    // What follows within ten minutes goes together.
    contact(&app, &colleague, person).await;
    contact(&app, &colleague, person).await;
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 0);
    app.wait_minutes(11);
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 1);
    assert_eq!(
        sink.messages()[1].matches("/jeunes/").count(),
        4,
        "twice in two languages"
    );
}

#[tokio::test]
async fn the_morning_gathers_and_what_was_read_is_left_out() {
    let sink = SmtpSink::start(0).await;
    let (app, follower, colleague, person) = followed().await;
    contact(&app, &colleague, person).await;
    contact(&app, &colleague, person).await;
    let mailer = mailer(sink.port());
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 0);
    let unread = app.casework.notices(&follower).await.unwrap().lines;
    let first = tdu_casework::WhichNotices::One(unread[0].id);
    app.casework.read_notices(&follower, first).await.unwrap();
    // From noon to half past seven the next day.
    app.wait_minutes(19 * 60 + 29);
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 0);
    app.wait_minutes(1);
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 1);
    assert_eq!(sink.messages()[0].matches("/jeunes/").count(), 2);
    let never = [(NoticeKind::Contact, Frequency::Never)];
    app.casework
        .choose_notices(&follower, &never)
        .await
        .unwrap();
    contact(&app, &colleague, person).await;
    app.wait_minutes(2 * 24 * 60);
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 0);
}

#[tokio::test]
async fn an_e_mail_sent_and_not_marked_is_sent_again_under_the_same_name() {
    let sink = SmtpSink::start(0).await;
    let (app, follower, colleague, person) = followed().await;
    let at_once = [(NoticeKind::Contact, Frequency::Immediate)];
    let chosen = app.casework.choose_notices(&follower, &at_once).await;
    chosen.unwrap();
    contact(&app, &colleague, person).await;
    let mailer = mailer(sink.port());
    // The program stops here: the e-mail is taken, and nobody marks it.
    let claimed = app.casework.claim_letters().await.unwrap();
    mailer.send(&claimed[0]).await.unwrap();
    let again = app.reopened().await;
    assert_eq!(mailer.send_due(&again).await.unwrap(), 0, "it is claimed");
    app.wait_minutes(6);
    assert_eq!(mailer.send_due(&again).await.unwrap(), 1);
    let messages = sink.messages();
    assert_eq!(messages.len(), 2, "sent at least once");
    let names: Vec<&str> = messages
        .iter()
        .map(|message| header(message, "Message-ID: "))
        .collect();
    assert_eq!(names[0], names[1], "under one name");
    assert_eq!(mailer.send_due(&again).await.unwrap(), 0);
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again_later() {
    let sink = SmtpSink::start(0).await;
    let (app, follower, colleague, person) = followed().await;
    let at_once = [(NoticeKind::Contact, Frequency::Immediate)];
    let chosen = app.casework.choose_notices(&follower, &at_once).await;
    chosen.unwrap();
    contact(&app, &colleague, person).await;
    let port = sink.port();
    drop(sink);
    let mailer = mailer(port);
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 0);
    let sink = SmtpSink::start(port).await;
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 0, "later");
    app.wait_minutes(1);
    assert_eq!(mailer.send_due(&app.casework).await.unwrap(), 1);
    assert_eq!(sink.messages().len(), 1);
}

#[tokio::test]
async fn an_invitation_goes_by_e_mail_where_e_mails_are_sent() {
    let sink = SmtpSink::start(0).await;
    let app = TestApp::new(Engine::Sqlite, TODAY).await;
    let casework = app.casework.clone().sending_letters();
    let administrator = app.member(MONTREUIL, Role::Administrator).await;
    let guest = tdu_casework::Guest {
        email: "invitee@essai.example".to_owned(),
        name: "Camille Martin".to_owned(),
        role: Role::Counsellor,
    };
    let token = casework.invite(&administrator, guest).await.unwrap();
    assert_eq!(mailer(sink.port()).send_due(&casework).await.unwrap(), 1);
    let message = &sink.messages()[0];
    let whole = message.replace("=\n", "").replace("=\r\n", "");
    assert!(whole.contains(&format!("/invitation/{token}")), "{message}");
    assert!(!message.contains("Camille"));
    let kept = app.contents().await;
    assert!(!kept["directory.letter"].contains(&token));
}
