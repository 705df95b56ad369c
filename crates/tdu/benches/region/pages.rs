//! The pages of a region at 50 connections, against the time of their bare SQL.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tdu_casework::{Casework, Entry, Frame, NewAccount, Origin};
use tdu_domain::access::{Actor, Right, Role};
use tdu_domain::calendar::day_before;
use tdu_domain::organisation::Network;
use tdu_store::{DeskGroup, DeskQuery, Mine, PeopleFilter, Sort};
use tdu_web::WebState;
use uuid::Uuid;

use crate::load;

const PASSWORD: &str = "lanterne sur le vieux quai";

/// Measures *Ma journée*, *Jeunes* with a filter and a search, and the person's page.
pub(crate) async fn measure(
    engine: &str,
    casework: &Casework,
    territory: Uuid,
    frame: &Arc<Frame>,
) {
    let actor = busiest_counsellor(casework, territory, frame).await;
    let desk = casework.desk(&actor, false).await.unwrap();
    let person = desk.to_do.first().unwrap().person.clone();
    let word = person
        .search_key
        .split_whitespace()
        .next()
        .unwrap_or("a")
        .chars()
        .take(3)
        .collect::<String>();
    let filter = PeopleFilter {
        words: vec![word.clone()],
        stages: vec![person.stage],
        ..PeopleFilter::default()
    };
    let [desk_sql, list_sql, person_sql] = bare_sql(frame, &actor, &filter, person.person).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let state = WebState::new(casework.clone(), &format!("http://{address}"));
    let service =
        tdu_web::router(state).into_make_service_with_connect_info::<std::net::SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    let origin = Origin::default();
    let entry = casework.sign_in("bench@ml.example", PASSWORD, &origin);
    let opened = match entry.await.unwrap() {
        Entry::Open(opened) => Some(opened),
        Entry::Refused | Entry::Wait(_) => None,
    };
    let token = opened.unwrap().token;
    let step = person.stage.code();
    let pages = [
        ("Ma journée", "/".to_owned(), desk_sql),
        (
            "Jeunes, filtered and searched",
            format!("/jeunes?q={word}&etape={step}"),
            list_sql,
        ),
        (
            "a person's page",
            format!("/jeunes/{}", person.person),
            person_sql,
        ),
    ];
    for (name, path, sql) in pages {
        let told = load::steady(address, &path, &token).await;
        let times = told.p99.as_secs_f64() / sql.as_secs_f64();
        let met = |met| if met { "met" } else { "NOT MET" };
        println!(
            "{engine}: {name}: p99 {:.1} ms, median {:.1} ms at {:.0} requests/s over 50 connections = {times:.1} × its bare SQL \
             ({:.2} ms); at most 5 ×: {}; under 50 ms: {}; flat out {:.0} requests/s; {} kB of HTML",
            ms(told.p99),
            ms(told.median),
            told.rate,
            ms(sql),
            met(times <= 5.0),
            met(told.p99 < Duration::from_millis(50)),
            load::flat_out(address, &path, &token).await,
            told.bytes / 1024,
        );
    }
    server.abort();
}

/// The time of the statements of each page, without the page.
async fn bare_sql(
    frame: &Frame,
    actor: &Actor,
    filter: &PeopleFilter,
    person: Uuid,
) -> [Duration; 3] {
    let scope = actor.scope(Right::SeePeople).unwrap();
    let yesterday = day_before(frame.today()).unwrap();
    let territory = &frame.territory;
    let desk_sql = median(async || {
        let mine = actor.portfolio.clone().map(|portfolio| Mine {
            account: actor.account,
            portfolio: Some(portfolio),
        });
        territory
            .desk_counts(&scope, mine.as_ref(), yesterday)
            .await
            .unwrap();
        for group in [
            DeskGroup::ToDo,
            DeskGroup::Waiting,
            DeskGroup::NewSince(yesterday),
        ] {
            let query = DeskQuery {
                mine: mine.clone(),
                group,
                limit: 40,
            };
            territory.desk(&scope, &query).await.unwrap();
        }
    })
    .await;
    let list_sql = median(async || {
        territory
            .people(&scope, filter, Sort::Urgency, 0, 50)
            .await
            .unwrap();
        territory.facets(&scope, filter).await.unwrap();
    })
    .await;
    let person_sql = median(async || {
        territory.person(&scope, person).await.unwrap();
        territory.sources_of(&[person]).await.unwrap();
        territory.journal_of(person).await.unwrap();
    })
    .await;
    [desk_sql, list_sql, person_sql]
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

async fn median(mut run: impl AsyncFnMut()) -> Duration {
    let mut times = Vec::new();
    for _ in 0..30 {
        let began = Instant::now();
        run().await;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

/// A counsellor with people, in the Mission Locale that has most.
async fn busiest_counsellor(casework: &Casework, territory: Uuid, frame: &Frame) -> Actor {
    let mut busiest: Option<(i64, Actor)> = None;
    for organisation in frame
        .organisations
        .values()
        .filter(|known| known.network == Network::MissionLocale)
    {
        let actor = Actor {
            account: Uuid::nil(),
            name: "bench".into(),
            organisation: organisation.clone(),
            territory,
            role: Role::Counsellor,
            portfolio: None,
            address: None,
        };
        let people = casework.desk(&actor, true).await.unwrap().counts.people;
        if busiest.as_ref().is_none_or(|(most, _)| people > *most) {
            busiest = Some((people, actor));
        }
    }
    let (people, actor) = busiest.unwrap();
    let desk = casework.desk(&actor, true).await.unwrap();
    let portfolio = desk
        .to_do
        .iter()
        .find_map(|line| line.person.counsellor.clone());
    println!(
        "pages of a counsellor of a Mission Locale of {people} people (territory {territory})"
    );
    let account = NewAccount {
        email: "bench@ml.example".into(),
        name: "Bench".into(),
        password: PASSWORD.into(),
        organisation: actor.organisation.code.clone(),
        role: Role::Counsellor,
        portfolio: portfolio.clone(),
    };
    let account = casework.set_up_account(account).await.unwrap();
    Actor {
        account,
        portfolio,
        ..actor
    }
}
