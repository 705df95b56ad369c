//! What is written for whoever keeps the program tells no secret.

use axum::extract::FromRequestParts;
use axum::http::{Request, header};
use tdu_casework::{Entry, NewAccount, Opened, Origin, Proposed, SetUp};
use tdu_domain::access::Role;
use tdu_testkit::{MONTREUIL, PASSWORD, TestApp};
use tdu_web::{SignedIn, WebState};

use crate::support::territory;

const SECRET: &str = "rien-que-pour-elle";

#[test]
fn what_holds_a_secret_is_written_without_it() {
    let secret = || SECRET.to_owned();
    let opened = Opened {
        token: secret(),
        device: secret(),
    };
    let origin = Origin {
        address: "192.0.2.1".to_owned(),
        agent: "essai".to_owned(),
        device: Some(secret()),
    };
    let account = NewAccount {
        email: "a@ml.example".to_owned(),
        name: "A".to_owned(),
        password: secret(),
        organisation: MONTREUIL.to_owned(),
        role: Role::Counsellor,
        portfolio: None,
    };
    let proposed = Proposed {
        sealed: secret(),
        text: secret(),
        address: secret(),
    };
    let set_up = SetUp {
        codes: vec![secret()],
        token: secret(),
    };
    for written in [
        format!("{opened:?} {opened:#?}"),
        format!("{:?}", Entry::Open(opened)),
        format!("{origin:?}"),
        format!("{account:?}"),
        format!("{proposed:?}"),
        format!("{set_up:?}"),
    ] {
        assert!(!written.contains(SECRET), "{written}");
    }
}

#[tokio::test]
async fn a_visitor_is_written_without_their_session() {
    let app: TestApp = territory().await;
    let email = format!("counsellor@{}.example", MONTREUIL.to_lowercase());
    let entry = app
        .casework
        .sign_in(&email, PASSWORD, &Origin::default())
        .await;
    let Ok(Entry::Open(opened)) = entry else {
        panic!("{entry:?}")
    };
    let state = WebState::new(app.casework.clone(), "http://essai.example");
    let request = Request::get("/").header(
        header::COOKIE,
        format!("tdu_session={}; tdu_device={}", opened.token, opened.device),
    );
    let (mut parts, ()) = request.body(()).unwrap().into_parts();
    let visitor = SignedIn::from_request_parts(&mut parts, &state)
        .await
        .unwrap();
    let written = format!("{visitor:?} {state:?}");
    assert!(written.contains("SignedIn"), "{written}");
    assert!(!written.contains(&opened.token) && !written.contains(&opened.device));
}
