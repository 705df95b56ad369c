//! Two years of a region's journal, then its desks, its day and its acts.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tdu_casework::{Casework, Clock, Frame};
use tdu_domain::access::{Actor, Right, Role};
use tdu_domain::journal::{ActCode, ContactMeans, Payload};
use tdu_domain::organisation::Network;
use tdu_domain::pathway::Stage;
use tdu_domain::watch::Sign;
use tdu_store::{JournalLine, PeopleFilter, Sort, Told};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::load::percentiles;
use crate::pages::{Served, busiest_counsellor, ms};
use crate::{floor, postgres_url};

/// Lines written in one transaction.
const PART: usize = 20_000;
/// Acts a second, and for how long.
const ACTS: u32 = 200;
const SECONDS: u32 = 10;

/// Fills the journal with contacts of two years, spread over everyone, then measures.
pub(crate) async fn measure(
    engine: &str,
    casework: &Casework,
    territory: Uuid,
    frame: &Arc<Frame>,
    lines: usize,
) {
    let people = everyone(frame).await;
    let began = Instant::now();
    fill(frame, &people, lines).await;
    frame.territory.analyse().await.unwrap();
    frame.territory.checkpoint().await.unwrap();
    if let Some(url) = postgres_url().filter(|_| engine == "PostgreSQL") {
        floor::settle(&url);
    }
    println!(
        "{engine}: {lines} lines of journal, chained and sealed, written in {:.0} s",
        began.elapsed().as_secs_f64()
    );
    let began = Instant::now();
    let rebuilt = casework.recompute(territory).await.unwrap();
    println!(
        "{engine}: every status and warning of {} people recomputed in {:.2} s",
        rebuilt.people,
        began.elapsed().as_secs_f64()
    );
    let (_, counsellor) = busiest_counsellor(casework, territory, frame).await;
    let person = casework.desk(&counsellor, false).await.unwrap().to_do[0]
        .person
        .person;
    let served = Served::start(casework, frame).await;
    for (name, email) in [
        ("Ma journée of a counsellor", "bench@ml.example"),
        ("Ma journée of a manager", "manager@ml.example"),
    ] {
        let token = served.sign_in(email).await;
        served.measure(engine, name, "/", &token).await;
    }
    let token = served.sign_in("bench@ml.example").await;
    let path = format!("/jeunes/{person}");
    served
        .measure(engine, "a person's page", &path, &token)
        .await;
    served.server.abort();
    acts(engine, casework, territory, frame).await;
}

/// Everyone, with an organisation that follows them.
async fn everyone(frame: &Frame) -> Vec<(Uuid, Uuid)> {
    let mut people = Vec::new();
    for organisation in frame.organisations.values() {
        let scope = staff(frame, organisation.id, Uuid::nil())
            .scope(Right::SeePeople)
            .unwrap();
        let list = frame
            .territory
            .people(
                &scope,
                &PeopleFilter::default(),
                Sort::Name,
                0,
                u32::MAX / 2,
            )
            .await
            .unwrap();
        people.extend(list.rows.iter().map(|row| (row.person, organisation.id)));
    }
    people
}

fn staff(frame: &Frame, organisation: Uuid, territory: Uuid) -> Actor {
    Actor {
        account: Uuid::nil(),
        name: "bench".into(),
        organisation: frame.organisations[&organisation].clone(),
        territory,
        role: Role::Manager,
        portfolio: None,
        address: None,
    }
}

async fn fill(frame: &Frame, people: &[(Uuid, Uuid)], lines: usize) {
    let payload = Payload::ContactRecorded {
        means: ContactMeans::Phone,
    };
    let payload = serde_json::to_string(&payload).unwrap();
    let two_years_ago = Clock::System.now() - 730 * 86_400_000;
    let step = 730 * 86_400_000 / i64::try_from(lines).unwrap().max(1);
    let mut at = two_years_ago;
    let mut everyone = people.iter().cycle();
    let mut left = lines;
    while left > 0 {
        let part: Vec<JournalLine> = everyone
            .by_ref()
            .take(PART.min(left))
            .map(|(person, organisation)| {
                at += step;
                let moment = uuid::Timestamp::from_unix(
                    uuid::NoContext,
                    u64::try_from(at / 1_000).unwrap(),
                    u32::try_from(at % 1_000 * 1_000_000).unwrap(),
                );
                JournalLine {
                    id: Uuid::new_v7(moment),
                    recorded_at: at,
                    occurred_on: frame.day_of(at),
                    actor: Some(Uuid::nil()),
                    actor_name: Some("bench".to_owned()),
                    organisation: *organisation,
                    person: *person,
                    act: ActCode::ContactRecorded,
                    told: Told::Payload(payload.clone()),
                }
            })
            .collect();
        left -= part.len();
        let transaction = frame.territory.begin().await.unwrap();
        transaction.append(&part).await.unwrap();
        transaction.commit().await.unwrap();
    }
}

/// Signs recorded at a steady pace, each durable before it is answered.
async fn acts(engine: &str, casework: &Casework, territory: Uuid, frame: &Frame) {
    let mut learners = Vec::new();
    for organisation in frame.organisations.values() {
        if organisation.network != Network::Cfa {
            continue;
        }
        let actor = staff(frame, organisation.id, territory);
        let filter = PeopleFilter {
            stages: vec![Stage::InContract],
            ..PeopleFilter::default()
        };
        let scope = actor.scope(Right::SeePeople).unwrap();
        let list = frame
            .territory
            .people(&scope, &filter, Sort::Name, 0, 5_000)
            .await
            .unwrap();
        let rows = list.rows.iter().enumerate();
        learners.extend(rows.map(|(turn, row)| (turn, actor.clone(), row.person)));
    }
    // Each CFA in its turn, as on a day when all of them work.
    learners.sort_by_key(|(turn, ..)| *turn);
    let mut all = JoinSet::new();
    let mut turn = tokio::time::interval(Duration::from_secs(1) / ACTS);
    let began = Instant::now();
    for (_, actor, person) in learners.into_iter().cycle().take((ACTS * SECONDS) as usize) {
        turn.tick().await;
        let casework = casework.clone();
        all.spawn(async move {
            let began = Instant::now();
            casework
                .notice(&actor, person, Sign::Absence)
                .await
                .unwrap();
            began.elapsed()
        });
    }
    let times = all.join_all().await;
    let rate = times.len() as f64 / began.elapsed().as_secs_f64();
    let (median, p99) = percentiles(times);
    let met = p99 < Duration::from_millis(50);
    println!(
        "{engine}: a sign recorded, durable: p99 {:.1} ms, median {:.1} ms at {rate:.0} acts/s; under 50 ms: {}",
        ms(p99),
        ms(median),
        if met { "met" } else { "NOT MET" }
    );
}
