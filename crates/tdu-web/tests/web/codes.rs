//! The second factor, as an administrator meets it on a server that does not demonstrate.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{MONTREUIL, PASSWORD};

use crate::support::{Browser, territory};

const EMAIL: &str = "administrator@99001s00.example";

#[tokio::test]
async fn nothing_else_opens_before_the_second_factor_is_set_up() {
    let app = territory().await;
    app.member(MONTREUIL, Role::Administrator).await;
    let strict = app.reopened().await;
    let mut browser = Browser::of(strict);
    let answer = browser.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    for address in ["/", "/imports", "/equipe", "/compte", "/connexion", "/cles"] {
        let answer = browser.get(address).await;
        assert_eq!(answer.location(), "/compte/codes", "{address}");
    }
    let refused = browser.post("/equipe/invitations", &[]).await;
    assert_eq!(refused.location(), "/compte/codes");
    let page = browser.get("/compte/codes").await;
    page.shows("il demande un second facteur");
    assert!(page.body.contains("<svg class=\"qr\""));
    let secret = page.part("name=\"secret\" value=\"", "\">");
    let secret = secret.rsplit('"').next().unwrap().to_owned();
    let fields = [("secret", secret.as_str()), ("code", "000000")];
    let wrong = browser.post("/compte/codes", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.shows("Ce code n’est pas le bon");
    assert!(wrong.body.contains(&secret), "the picture stays the same");
    browser.post("/deconnexion", &[]).await;
    assert_eq!(browser.get("/").await.location(), "/connexion");
}
