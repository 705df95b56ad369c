//! The pages of a region at 50 connections, against the time of their bare SQL.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tdu_casework::{Casework, Entry, Frame, NewAccount, Origin};
use tdu_domain::access::{Actor, Role};
use tdu_domain::organisation::Network;
use tdu_store::Heard;
use tdu_web::WebState;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::load::{self, Asking};

const PASSWORD: &str = "lanterne sur le vieux quai";

/// Measures *Ma journée*, *Jeunes* with a filter and a search, and the person's page.
pub(crate) async fn measure(
    engine: &str,
    casework: &Casework,
    territory: Uuid,
    frame: &Arc<Frame>,
) {
    let (_, actor) = busiest_counsellor(casework, territory, frame).await;
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
    let step = person.stage.code();
    let pages = [
        ("Ma journée", "/".to_owned()),
        (
            "Jeunes, filtered and searched",
            format!("/jeunes?q={word}&etape={step}"),
        ),
        ("a person's page", format!("/jeunes/{}", person.person)),
    ];
    let served = Served::start(casework, frame).await;
    let token = served.sign_in("bench@ml.example").await;
    for (name, path) in pages {
        served.measure(engine, name, &path, &token).await;
    }
    served.server.abort();
}

/// The pages of a territory, served on this machine.
pub(crate) struct Served {
    casework: Casework,
    frame: Arc<Frame>,
    address: SocketAddr,
    pub(crate) server: JoinHandle<std::io::Result<()>>,
}

impl Served {
    pub(crate) async fn start(casework: &Casework, frame: &Arc<Frame>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = WebState::new(casework.clone(), &format!("http://{address}"));
        let service = tdu_web::router(state).into_make_service_with_connect_info::<SocketAddr>();
        Self {
            casework: casework.clone(),
            frame: frame.clone(),
            address,
            server: tokio::spawn(async move { axum::serve(listener, service).await }),
        }
    }

    /// Signs in and gives the session's token.
    pub(crate) async fn sign_in(&self, email: &str) -> String {
        let origin = Origin::default();
        let entry = self.casework.sign_in(email, PASSWORD, &origin);
        let opened = match entry.await.unwrap() {
            Entry::Open(opened) => Some(opened),
            Entry::Refused | Entry::Wait(_) => None,
        };
        opened.unwrap().token
    }

    /// Times a page at a steady pace, and what it asks of the store at the same pace without the page.
    pub(crate) async fn measure(&self, engine: &str, name: &str, path: &str, token: &str) {
        let (address, territory) = (self.address, &self.frame.territory);
        // Once to be ready, once to know what it asks.
        load::once(address, path, token).await;
        territory.listen();
        load::once(address, path, token).await;
        let heard = Arc::new(territory.heard());
        let bare = load::steady(async || Bare(self.frame.clone(), heard.clone())).await;
        let told = load::steady(async || load::Browser::open(address, path, token).await).await;
        let times = told.p99.as_secs_f64() / bare.p99.as_secs_f64();
        let met = |met| if met { "met" } else { "NOT MET" };
        println!(
            "{engine}: {name}: p99 {:.1} ms, median {:.1} ms at {:.0} requests/s over 50 connections = {times:.1} × its {} bare \
             queries at the same pace (p99 {:.1} ms, median {:.1} ms); at most 5 ×: {}; under 50 ms: {}; flat out {:.0} \
             requests/s; {} kB of HTML",
            ms(told.p99),
            ms(told.median),
            told.rate,
            heard.len(),
            ms(bare.p99),
            ms(bare.median),
            met(times <= 5.0),
            met(told.p99 < Duration::from_millis(50)),
            load::flat_out(address, path, token).await,
            told.bytes / 1024,
        );
    }
}

/// What a page asks of the store, without the page.
struct Bare(Arc<Frame>, Arc<Heard>);

impl Asking for Bare {
    async fn ask(&mut self) -> usize {
        self.0.territory.ask_again(&self.1).await.unwrap();
        0
    }
}

pub(crate) fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// A counsellor with people, in the Mission Locale that has most, and a manager of it.
pub(crate) async fn busiest_counsellor(
    casework: &Casework,
    territory: Uuid,
    frame: &Frame,
) -> (Actor, Actor) {
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
    let account = |email: &str, role, portfolio| NewAccount {
        email: email.into(),
        name: "Bench".into(),
        password: PASSWORD.into(),
        organisation: actor.organisation.code.clone(),
        role,
        portfolio,
    };
    let counsellor = account("bench@ml.example", Role::Counsellor, portfolio.clone());
    let manager = account("manager@ml.example", Role::Manager, None);
    let counsellor = Actor {
        account: casework.set_up_account(counsellor).await.unwrap(),
        portfolio,
        ..actor.clone()
    };
    let manager = Actor {
        account: casework.set_up_account(manager).await.unwrap(),
        role: Role::Manager,
        ..actor.clone()
    };
    let own = casework.desk(&counsellor, false).await.unwrap();
    println!(
        "pages of a counsellor of {} people, in a Mission Locale of {people}",
        own.counts.people
    );
    (manager, counsellor)
}
