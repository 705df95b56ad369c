//! What every page and every act owe to whoever is signed in.

use axum::http::{Method, StatusCode};
use tdu_domain::access::Role;
use tdu_web::{Route, Rule};

use super::world::{FORM, Kind, SIDES, World};
use super::{address, visitors};
use crate::support::Browser;

#[tokio::test]
async fn an_act_needs_the_token_of_its_session() {
    let world = World::new().await;
    let side = &SIDES[0];
    let routes = tdu_web::routes();
    let acts = |route: &&Route| {
        route.method == Some(Method::POST) && !matches!(route.rule, Rule::Key | Rule::Program)
    };
    for role in [Role::Administrator, Role::Counsellor] {
        let member = world.app.member(side.own, role).await;
        let mut browser = Browser::signed_in(&world.app, side.own, role).await;
        let mut elsewhere = Browser::signed_in(&world.app, side.own, role).await;
        let others = elsewhere.token().await.unwrap();
        let own = browser.token().await.unwrap();
        let altered = format!("{}{}", &own[..own.len() - 64], &others[others.len() - 64..]);
        let mut addresses = Vec::new();
        for route in routes.iter().filter(acts) {
            let id = match Kind::of(route.path) {
                Some(kind) => world.key(kind, side.own, &member).await.to_string(),
                None => "rien".to_owned(),
            };
            addresses.push(address(route.path, &id));
        }
        assert!(addresses.len() > 30);
        let before = world.app.contents().await;
        for address in &addresses {
            for token in [None, Some(""), Some(&others), Some(&altered)] {
                let mut form: Vec<(&str, &str)> = FORM.to_vec();
                form.extend(token.map(|token| ("jeton", token)));
                let same_origin = [("sec-fetch-site", "same-origin")];
                let answer = browser
                    .send_bare(Method::POST, address, &form, &same_origin)
                    .await;
                assert_eq!(
                    answer.status,
                    StatusCode::FORBIDDEN,
                    "{address} with {token:?}"
                );
                // The API's documentation explains itself in JSON.
                if !address.starts_with("/api/") {
                    answer.shows("Cette page a été ouverte avant votre dernière connexion");
                }
            }
        }
        assert!(before == world.app.contents().await, "nothing has changed");
        let served = browser.post("/deconnexion", &[]).await;
        assert_eq!(served.location(), "/connexion", "with its own token");
    }
}

/// Tags of a page, without their angle brackets.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<')
        .skip(1)
        .filter_map(|piece| piece.split('>').next())
}

/// What a strict policy would refuse to run or to apply.
fn inline(page: &str) -> Option<&str> {
    tags(page).find(|tag| {
        let attributes = tag.split(['"', ' ', '\n']).filter_map(|word| {
            let (name, _) = word.split_once('=').unwrap_or((word, ""));
            tag.contains(&format!(" {name}=")).then_some(name)
        });
        let code = attributes
            .filter(|name| *name == "style" || name.starts_with("on") || name.starts_with("hx-on"));
        code.count() > 0
            || tag.starts_with("style")
            || (tag.starts_with("script") && !tag.contains(" src=\"/assets/"))
            || tag.contains("javascript:")
    })
}

#[test]
fn inline_code_is_found() {
    for page in [
        "<p style=\"color:red\">",
        "<p class=\"a\" onclick=\"b()\">",
        "<script>a()</script>",
        "<script src=\"https://ailleurs.example/a.js\"></script>",
        "<style>p{}</style>",
        "<a href=\"javascript:a()\">",
        "<p hx-on:click=\"a()\">",
    ] {
        assert!(inline(page).is_some(), "{page}");
    }
    let clean = "<script src=\"/assets/app.js\" defer></script><p title=\"on = oui\">on</p>";
    assert_eq!(inline(clean), None);
}

#[tokio::test]
async fn every_page_is_free_of_code_and_its_forms_carry_the_token() {
    let world = World::new().await;
    let side = &SIDES[0];
    let routes = tdu_web::routes();
    let shows = |route: &&Route| {
        route.method != Some(Method::POST) && !matches!(route.rule, Rule::Key | Rule::Program)
    };
    let (mut pages, mut forms) = (0, 0);
    for visitor in &mut visitors(&world, side).await {
        let member = match &visitor.member {
            Some(member) => member.clone(),
            None => world.app.member(side.own, Role::Manager).await,
        };
        for route in routes.iter().filter(shows) {
            let id = match Kind::of(route.path) {
                Some(kind) => world.key(kind, side.own, &member).await.to_string(),
                None => "rien".to_owned(),
            };
            let answer = visitor.asks(route, &id, &[]).await;
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"));
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("strict-transport-security", "max-age=31536000"),
            ] {
                assert_eq!(answer.headers[name], value, "{route:?}");
            }
            assert!(answer.headers.contains_key("permissions-policy"));
            let kind = answer.headers.get("content-type");
            if kind.is_none_or(|kind| !kind.as_bytes().starts_with(b"text/html")) {
                continue;
            }
            pages += 1;
            assert_eq!(inline(&answer.body), None, "{route:?}");
            if visitor.member.is_none() {
                continue;
            }
            for form in answer.body.split("<form").skip(1) {
                let (tag, rest) = form.split_once('>').unwrap();
                let changes = tag.to_lowercase().contains("post");
                let carries = rest.starts_with("<input type=\"hidden\" name=\"jeton\" value=\"");
                assert_eq!(carries, changes, "{route:?}: {tag}");
                forms += usize::from(changes);
            }
        }
    }
    assert!(pages > 200 && forms > 250, "{pages} pages, {forms} forms");
}
