//! An e-mail that was being sent when the program was killed.

use std::process::{Child, Stdio};
use std::time::Duration;

use jiff::civil::date;
use rstest::rstest;
use tdu_domain::access::Role;
use tdu_testkit::{Engine, MONTREUIL, SmtpSink, TestApp};

use crate::tdu_on;

/// Seconds that the server of e-mails takes to say that it kept a message.
const SLOW: u32 = 20;

/// The program, which hands its e-mails to a server.
fn serving(app: &TestApp, sink: &SmtpSink) -> Child {
    tdu_on(app)
        .args(["serve", "--port", "0"])
        .env("TDU_SMTP_URL", format!("smtp://127.0.0.1:{}", sink.port()))
        .env(
            "TDU_SMTP_FROM",
            "Trait d’union <ne-pas-repondre@essai.example>",
        )
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// SIGKILL: the process has no say.
fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The name by which servers and readers know a message again.
fn name(message: &str) -> &str {
    let mut lines = message.lines();
    lines.find(|line| line.starts_with("Message-ID: ")).unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn killed_between_sending_and_marking_the_same_e_mail_goes_again(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 20)).await;
    let administrator = app.member(MONTREUIL, Role::Administrator).await;
    let guest = tdu_casework::Guest {
        email: "invitee@essai.example".to_owned(),
        name: "Camille Martin".to_owned(),
        role: Role::Counsellor,
    };
    let casework = app.casework.clone().sending_letters();
    casework.invite(&administrator, guest).await.unwrap();
    let slow = SmtpSink::slow(0, SLOW).await;
    let child = serving(&app, &slow);
    // The server has kept the message, and has not said so yet.
    let first = slow.taken(1).await;
    kill(child);
    drop(slow);

    let sink = SmtpSink::start(0).await;
    let child = serving(&app, &sink);
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(sink.messages().len(), 0, "its claim is not over");
    // The minutes of the claim pass.
    app.by_hand_in_directory("UPDATE letter SET claimed_until = 0")
        .await;
    let again = sink.taken(1).await;
    assert_eq!(name(&first[0]), name(&again[0]), "under one name");
    app.by_hand_in_directory("UPDATE letter SET claimed_until = 0")
        .await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(sink.messages().len(), 1, "once marked, it goes no more");
    kill(child);
}
