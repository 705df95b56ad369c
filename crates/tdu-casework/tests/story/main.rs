//! One story, on every engine: what goes in, whose it is, what comes out.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking, their helpers too"
)]

mod absences;
mod accesses;
mod acts;
mod agenda;
mod archive;
mod archived_doubts;
mod arrivals;
mod asking;
mod assignments;
mod calls;
mod chain;
mod contract_after;
mod contract_alerts;
mod contract_back;
mod contract_ruptures;
mod decisions;
mod desk;
mod erasure;
mod identity;
mod imports;
mod journal;
mod learners;
mod lists;
mod notices;
mod obstacles;
mod passkeys;
mod referrals;
mod retention;
mod rights;
mod road;
mod road_search;
mod routing;
mod rows_aside;
mod sealed;
mod second_factor;
mod series;
mod sessions;
mod sign_on;
mod tasks;
mod team;
mod thread;
mod throttle;
mod upkeep;

use tdu_casework::PersonView;
use tdu_domain::access::Actor;
use tdu_store::{PeopleFilter, Sort};
use tdu_testkit::TestApp;

/// The page of the only person of a caseload.
async fn only_person(app: &TestApp, actor: &Actor) -> PersonView {
    let people = people(app, actor).await;
    assert_eq!(people.len(), 1, "{people:?}");
    app.casework.person(actor, people[0].person).await.unwrap()
}

/// A caseload, by name.
async fn people(app: &TestApp, actor: &Actor) -> Vec<tdu_store::CaseloadRow> {
    app.casework
        .people(actor, &PeopleFilter::default(), Sort::Name, 0)
        .await
        .unwrap()
        .page
        .rows
}

/// Tries something on the territory's database by hand, and tells why the database refused.
async fn refused_by_hand(app: &TestApp, statement: &str) -> String {
    app.try_by_hand(statement)
        .await
        .expect_err(statement)
        .to_string()
}
