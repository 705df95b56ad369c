//! Sessions, forms, methods, passwords.

use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use tdu_testkit::PASSWORD;

use super::{Scene, cookie_header, cookie_of, is_signed_out, refused, set_cookie};
use crate::support::Browser;

const COUNSELLOR: &str = "counsellor@99001s00.example";

/// Cookies that are almost one, of another name, or much too long.
pub(super) async fn cookies(scene: &Scene) -> usize {
    let (name, real) = cookie_of(&scene.counsellor);
    let last = if real.ends_with('0') { "1" } else { "0" };
    let forged = [
        String::new(),
        "null".to_owned(),
        "0".repeat(real.len()),
        format!("{}{last}", &real[..real.len() - 1]),
        real[..real.len() - 1].to_owned(),
        format!("{real}{real}"),
        real.to_uppercase(),
        format!("{real}%00"),
        "a".repeat(10_000),
        "' OR '1'='1".to_owned(),
        scene.person.clone(),
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.".to_owned(),
    ];
    let mut tried = 0;
    for value in &forged {
        let cookie = format!("{name}={value}");
        for address in ["/", "/jeunes", "/equipe"] {
            let answer = scene
                .raw(Method::GET, address, &[("cookie", &cookie)], String::new())
                .await;
            is_signed_out(&answer, &cookie);
            tried += 1;
        }
    }
    // Only a name that no other host can set is read.
    for other in ["tdu_session", "__Secure-tdu_session", "session"] {
        let cookie = format!("{other}={real}");
        let answer = scene
            .raw(
                Method::GET,
                "/jeunes",
                &[("cookie", &cookie)],
                String::new(),
            )
            .await;
        is_signed_out(&answer, other);
        tried += 1;
    }
    tried
}

/// Forms that no page of this session wrote.
pub(super) async fn forms(scene: &mut Scene) -> usize {
    let own = scene.counsellor.token().await.unwrap();
    let others = scene.strangers[0].token().await.unwrap();
    let tokens = [
        None,
        Some(String::new()),
        Some(others),
        Some(own[..own.len() - 1].to_owned()),
        Some(format!("0{own}")),
        Some("0".repeat(own.len())),
    ];
    let person = format!("/jeunes/{}/contact", scene.person);
    let mut tried = 0;
    for address in ["/deconnexion", "/langue", person.as_str(), "/organisation"] {
        for token in &tokens {
            let mut fields = vec![("date", "2026-11-20"), ("moyen", "phone"), ("langue", "en")];
            fields.extend(token.as_deref().map(|token| ("jeton", token)));
            let same = [("sec-fetch-site", "same-origin")];
            let answer = scene
                .counsellor
                .send_bare(Method::POST, address, &fields, &same)
                .await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} {token:?}");
            tried += 1;
        }
        let in_address = format!("{address}?jeton={own}");
        let answer = scene
            .counsellor
            .send_bare(Method::POST, &in_address, &[], &[])
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{in_address}");
        tried += 1;
    }
    tried
}

/// Forms that pages of other sites send, even with a token that leaked.
pub(super) async fn other_sites(scene: &mut Scene) -> usize {
    let claims = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://ailleurs.example"),
        ("origin", "https://essai.example.ailleurs.example"),
        ("origin", "https://essai.example@ailleurs.example"),
        ("origin", "null"),
        ("origin", "file://"),
    ];
    let person = format!("/jeunes/{}/contact", scene.person);
    let mut tried = 0;
    for claim in claims {
        for address in ["/deconnexion", person.as_str()] {
            let fields = [("date", "2026-11-20"), ("moyen", "phone")];
            let claims = [claim];
            let sent = scene
                .counsellor
                .send(Method::POST, address, &fields, &claims);
            assert_eq!(sent.await.status, StatusCode::FORBIDDEN, "{claim:?}");
            tried += 1;
        }
    }
    tried
}

/// Every act, asked for by each method but its own.
pub(super) async fn methods(scene: &Scene) -> usize {
    let cookie = cookie_header(&cookie_of(&scene.counsellor));
    let routes = tdu_web::routes();
    let also_shows = |path: &str| {
        let mut shown = routes.iter().filter(|route| route.path == path);
        shown.any(|route| route.method != Some(Method::POST))
    };
    let mut tried = 0;
    for route in &routes {
        if route.method != Some(Method::POST) || also_shows(route.path) {
            continue;
        }
        let address = match (route.path.find('{'), route.path.find('}')) {
            (Some(from), Some(to)) => {
                let path = route.path;
                format!("{}{}{}", &path[..from], scene.person, &path[to + 1..])
            }
            _ => route.path.to_owned(),
        };
        for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"] {
            let method: Method = method.parse().unwrap();
            let headers = [
                ("cookie", cookie.as_str()),
                ("sec-fetch-site", "same-origin"),
            ];
            let answer = scene.raw(method.clone(), &address, &headers, String::new());
            let answer = answer.await;
            let what = format!("{method} {address}");
            assert!(answer.status.is_client_error(), "{what}: {}", answer.status);
            tried += 1;
        }
    }
    tried
}

/// A session whose token the attacker knows: chosen before the victim signs in, or ended since.
pub(super) async fn sessions(scene: &Scene) -> usize {
    let chosen = "a".repeat(64);
    let cookie = format!("__Host-tdu_session={chosen}");
    let headers = [
        ("cookie", cookie.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let door = scene.raw(Method::GET, "/connexion", &headers[..1], String::new());
    let door = door.await;
    let token = door.part("name=\"jeton\" value=\"", "\">");
    let token = token.rsplit('"').next().unwrap();
    let body = format!(
        "jeton={token}&email={}&password={}",
        COUNSELLOR.replace('@', "%40"),
        PASSWORD.replace(' ', "+")
    );
    let entered = scene.raw(Method::POST, "/connexion", &headers, body).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    assert!(!set_cookie(&entered.headers).contains(&chosen));
    let answer = scene.raw(Method::GET, "/jeunes", &headers[..1], String::new());
    is_signed_out(&answer.await, "a session chosen by somebody else");

    let mut victim = Browser::on(&scene.app);
    victim.sign_in(COUNSELLOR, PASSWORD).await;
    let ended = cookie_header(&cookie_of(&victim));
    victim.post("/deconnexion", &[]).await;
    let headers = [("cookie", ended.as_str())];
    for address in ["/", "/jeunes", "/compte"] {
        let answer = scene.raw(Method::GET, address, &headers, String::new());
        is_signed_out(&answer.await, "a session that ended");
    }
    4
}

/// One account guessed from what claims to be many addresses.
pub(super) async fn guesses(scene: &Scene) -> usize {
    let mut attacker = Browser::on(&scene.app);
    for tried in 1..30 {
        let address = format!("203.0.113.{tried}");
        let headers = [
            ("sec-fetch-site", "same-origin"),
            ("x-forwarded-for", address.as_str()),
        ];
        let password = format!("au hasard numero {tried}");
        let fields = [
            ("email", "manager@99002s00.example"),
            ("password", &password),
        ];
        let answer = attacker
            .send_bare(Method::POST, "/connexion", &fields, &headers)
            .await;
        refused(&answer, "a guess");
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(tried <= 8, "slowed down after {tried}");
            return tried;
        }
    }
    panic!("thirty guesses, and no delay")
}

/// The shortest time of three refusals.
pub(super) async fn time_of_refusal(scene: &Scene, email: &str) -> Duration {
    let mut shortest = Duration::MAX;
    for _ in 0..3 {
        let mut attacker = Browser::on(&scene.app);
        let began = Instant::now();
        let answer = attacker.sign_in(email, "au hasard, encore une fois").await;
        shortest = shortest.min(began.elapsed());
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    shortest
}
