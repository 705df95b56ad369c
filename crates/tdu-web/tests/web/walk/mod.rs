//! Every route, as everyone, about what is theirs and what is not.

mod archive;
mod desk;
mod pages;
mod plans;
mod shared;
mod table;
mod world;

use std::path::Path;

use axum::http::{Method, StatusCode};
use tdu_domain::access::{Actor, KeyScope, Role};
use tdu_web::{Route, Rule};
use uuid::Uuid;

use self::table::{Line, Outcome, written};
use self::world::{FORM, Kind, NOTHING, SIDES, Side, World};
use crate::support::{Answer, Browser};

/// Someone at the door.
struct Visitor {
    browser: Browser,
    member: Option<Actor>,
    keys: Option<Keys>,
}

/// Keys of software: of the organisation that is walked about, and of a CFA, which alone delivers.
struct Keys {
    own: String,
    cfa: String,
}

impl Visitor {
    async fn asks(&mut self, route: &Route, id: &str, form: &[(&str, &str)]) -> Answer {
        let method = route.method.clone().unwrap_or(Method::GET);
        let mut headers = vec![("sec-fetch-site", "same-origin".to_owned())];
        if let Some(keys) = &self.keys {
            let key = match route.rule {
                Rule::Program => &keys.own,
                _ => &keys.cfa,
            };
            headers.push(("authorization", format!("Bearer {key}")));
        }
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let address = address(route.path, id);
        if route.rule == Rule::Program {
            let whole = form.iter().any(|(name, _)| *name == "ligne");
            let content = table::content(route.path, whole);
            return self
                .browser
                .send_json(method, &address, &content, &headers)
                .await;
        }
        self.browser.send(method, &address, form, &headers).await
    }

    async fn asks_with(
        &mut self,
        route: &Route,
        id: &str,
        form: &[(&'static str, String)],
    ) -> Answer {
        let form: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.asks(route, id, &form).await
    }

    /// Signs in again after what signs out.
    async fn comes_back(&mut self) {
        let signed_in = self
            .browser
            .cookies
            .iter()
            .any(|(name, _)| name.contains("session"));
        if let (Some(member), false) = (&self.member, signed_in) {
            let email = format!(
                "{}@{}.example",
                member.role.code().replace('_', "-"),
                member.organisation.code.to_lowercase()
            );
            self.browser.sign_in(&email, tdu_testkit::PASSWORD).await;
        }
    }
}

fn address(path: &str, id: &str) -> String {
    match path.split_once('{') {
        Some((before, rest)) => format!("{before}{id}{}", rest.split_once('}').unwrap().1),
        None => path.to_owned(),
    }
}

fn outcome(answer: &Answer) -> Outcome {
    match answer.status {
        StatusCode::FORBIDDEN => Outcome::Refused,
        StatusCode::NOT_FOUND => Outcome::NotFound,
        StatusCode::UNAUTHORIZED => Outcome::KeyNeeded,
        // Signing out leads there too, and takes the session away.
        StatusCode::SEE_OTHER
            if answer.location().starts_with("/connexion")
                && !answer.headers.contains_key("set-cookie") =>
        {
            Outcome::SignIn
        }
        _ => Outcome::Served,
    }
}

/// What the declared rule promises to a visitor.
fn promised(rule: Rule, visitor: &Visitor) -> Outcome {
    match (rule, &visitor.member) {
        (Rule::Anyone, _) | (Rule::Member | Rule::Entering, Some(_)) => Outcome::Served,
        (Rule::Key | Rule::Program, _) if visitor.keys.is_some() => Outcome::Served,
        (Rule::Key | Rule::Program, _) => Outcome::KeyNeeded,
        (Rule::Member | Rule::Entering | Rule::AnyOf(_), None) => Outcome::SignIn,
        (Rule::AnyOf(rights), Some(member)) => {
            if rights.iter().any(|right| member.may(*right)) {
                Outcome::Served
            } else {
                Outcome::Refused
            }
        }
    }
}

/// All that an answer tells, the identifier asked for and that of the request aside.
fn told(answer: &Answer, id: &str) -> String {
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id")
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()))
        .collect();
    headers.sort();
    let text = format!(
        "{}\n{}\n\n{}",
        answer.status,
        headers.join("\n"),
        answer.body
    );
    text.replace(id, "ID")
}

async fn visitors(world: &World, side: &Side) -> Vec<Visitor> {
    let app = &world.app;
    let mut visitors = vec![Visitor {
        browser: Browser::on(app),
        member: None,
        keys: None,
    }];
    let mut keys = Vec::new();
    for (code, scopes) in [
        (side.own, &[KeyScope::Act][..]),
        (tdu_testkit::BOBIGNY, &[KeyScope::Deliver]),
    ] {
        let administrator = app.member(code, Role::Administrator).await;
        let key = app
            .casework
            .make_own_api_key(&administrator, "parcours", scopes);
        keys.push(key.await.unwrap());
    }
    let cfa = keys.pop().unwrap();
    visitors.push(Visitor {
        browser: Browser::on(app),
        member: None,
        keys: keys.pop().map(|own| Keys { own, cfa }),
    });
    for role in Role::of_members() {
        let member = app.member(side.own, role).await;
        visitors.push(Visitor {
            browser: Browser::signed_in(app, side.own, role).await,
            member: Some(member),
            keys: None,
        });
    }
    visitors
}

/// Asks for a route as a visitor, about everything; returns what became of their own.
async fn walk(
    world: &World,
    side: &Side,
    visitor: &mut Visitor,
    route: &Route,
    requests: &mut usize,
) -> Outcome {
    let in_form = Kind::in_form(route.path);
    let named = Kind::of(route.path).or(in_form.map(|(_, kind)| kind));
    let Some(kind) = named else {
        let answer = visitor.asks(route, &world.asset, &FORM).await;
        visitor.comes_back().await;
        *requests += 1;
        return outcome(&answer);
    };
    let anyone = world.app.member(side.own, Role::Manager).await;
    let member = visitor.member.clone().unwrap_or(anyone);
    let absent = Uuid::from_u128(0x0199_d5b5_0000_7000_8000_0000_0000_0000).to_string();
    let form = [&FORM[..], &NOTHING].concat();
    let about = |form: &[(&'static str, &'static str)], id: &str| {
        let form = form
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        let named = in_form.map(|(field, _)| (field, id.to_owned()));
        form.chain(named).collect::<Vec<_>>()
    };
    let absent_told = visitor
        .asks_with(route, &absent, &about(&form, &absent))
        .await;
    let absent_told = told(&absent_told, &absent);
    for organisation in [side.other, side.elsewhere] {
        let id = world.key(kind, organisation, &member).await.to_string();
        let answer = visitor.asks_with(route, &id, &about(&form, &id)).await;
        assert!(
            told(&answer, &id) == absent_told,
            "{route:?} of {organisation} as {:?}: {}, not as what does not exist",
            visitor.member,
            answer.status
        );
    }
    let id = world.key(kind, side.own, &member).await.to_string();
    let answer = visitor.asks_with(route, &id, &about(&FORM, &id)).await;
    *requests += 4;
    outcome(&answer)
}

#[tokio::test]
async fn every_route_as_everyone_about_everything() {
    let world = World::new().await;
    let mut routes = tdu_web::routes();
    // What only shows comes first: nothing may have changed then.
    routes.sort_by_key(|route| route.method == Some(Method::POST));
    let mut requests = 0;
    let mut lines: Vec<Line> = Vec::new();
    for side in &SIDES {
        let mut visitors = visitors(&world, side).await;
        for route in &routes {
            let mut outcomes = Vec::new();
            for visitor in &mut visitors {
                let outcome = walk(&world, side, visitor, route, &mut requests).await;
                let promised = if ["{*rest}", "{token}"]
                    .iter()
                    .any(|any| route.path.contains(any))
                {
                    Outcome::NotFound
                } else {
                    promised(route.rule, visitor)
                };
                assert_eq!(outcome, promised, "{route:?} as {:?}", visitor.member);
                outcomes.push(outcome);
            }
            let known = lines.iter().find(|line| line.route == *route);
            if let Some(known) = known {
                assert_eq!(known.outcomes, outcomes, "both networks alike: {route:?}");
            } else {
                lines.push(Line {
                    route: route.clone(),
                    outcomes,
                    names: Kind::of(route.path).is_some() || Kind::in_form(route.path).is_some(),
                });
            }
        }
    }
    lines.sort_by_key(|line| (line.route.path, line.route.method == Some(Method::POST)));
    println!(
        "{} routes × {} visitors: {requests} requests",
        lines.len(),
        Role::of_members().count() + 2
    );
    kept(&written(&lines, requests));
}

/// Compares with the document, or writes it when asked to.
fn kept(table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/access.md");
    if std::env::var_os("TDU_WRITE_ACCESS").is_some() {
        std::fs::write(&path, table).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == table,
        "docs/access.md is not what was observed: TDU_WRITE_ACCESS=1 cargo nextest run -p tdu-web walk"
    );
}

#[tokio::test]
async fn showing_changes_nothing() {
    let world = World::new().await;
    let side = &SIDES[0];
    let mut visitors = visitors(&world, side).await;
    let routes = tdu_web::routes();
    let shows = |route: &&Route| route.method != Some(Method::POST);
    let mut addresses = Vec::new();
    for route in routes.iter().filter(shows) {
        let member = world.app.member(side.own, Role::Manager).await;
        let id = match Kind::of(route.path) {
            Some(kind) => world.key(kind, side.own, &member).await.to_string(),
            None => "rien".to_owned(),
        };
        addresses.push((route, id));
    }
    let before = world.app.contents().await;
    assert!(before.len() > 20, "both territories and the directory");
    for visitor in &mut visitors {
        for (route, id) in &addresses {
            visitor.asks(route, id, &[]).await;
        }
    }
    let after = world.app.contents().await;
    for (table, rows) in &after {
        // A key notes when it last served.
        let log_of_views = table.contains(".access.") || table == "directory.api_key";
        assert!(
            log_of_views || before.get(table) == Some(rows),
            "{table} has changed"
        );
    }
}

#[tokio::test]
async fn nobody_acts_for_an_organisation_that_is_not_theirs() {
    let world = World::new().await;
    for side in &SIDES {
        for role in Role::of_members() {
            world.app.member(side.own, role).await;
            let mut browser = Browser::signed_in(&world.app, side.own, role).await;
            let absent = Uuid::from_u128(1).to_string();
            let refused = browser
                .post("/organisation", &[("organisation", &absent)])
                .await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND);
            for code in [side.other, side.elsewhere] {
                let found = world.app.casework.store().organisation_of_code(code).await;
                let id = found.unwrap().unwrap().0.id.to_string();
                let answer = browser
                    .post("/organisation", &[("organisation", &id)])
                    .await;
                assert!(told(&answer, &id) == told(&refused, &absent), "{role:?}");
            }
        }
    }
}
