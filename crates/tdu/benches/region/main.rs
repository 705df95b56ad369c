//! A region's files in, and its pages out, each against its floor, in one run: the same bytes loaded by
//! the engine's own bulk loader; the page's bare SQL. `make bench` runs it.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and fails by panicking"
)]

mod floor;
mod load;
mod pages;
mod years;

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use mimalloc::MiMalloc;
use tdu_casework::{Casework, Clock};
use tdu_domain::access::{Actor, Role};
use tdu_domain::organisation::Network;
use tdu_exchange::territory_tables::{OrganisationLine, communes, organisations};
use tdu_simulation::Parameters;
use tdu_store::{Keyring, Store, StoreAddress};
use uuid::Uuid;

/// What the server runs with.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// A region of France. `-- --small` measures a tenth of it; `--sqlite`, `--postgres` and `--import`
/// measure only that engine, only the import; `--years` adds two years of journal, which takes long.
const YOUTHS: usize = 180_000;
const LEARNERS: usize = 8_000;

fn main() {
    // `cargo nextest` and `cargo test --benches` only ask whether it starts.
    if !asked("--bench") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run());
}

fn asked(flag: &str) -> bool {
    std::env::args().any(|argument| argument == flag)
}

/// What the region is divided by.
fn share() -> usize {
    if asked("--small") { 10 } else { 1 }
}

async fn run() {
    let (youths, learners) = (YOUTHS / share(), LEARNERS / share());
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    let today = Clock::System.today(&jiff::tz::TimeZone::UTC);
    let parameters = Parameters {
        territory: "idf".into(),
        youths,
        learners,
        seed: 1,
        today,
    };
    tdu_simulation::simulate(&parameters)
        .unwrap()
        .write(&files)
        .unwrap();
    println!("{youths} young people and {learners} learners of a simulated region, {today}");

    if !asked("--postgres") {
        let floor = floor::sqlite(&files, &folder.path().join("floor.sqlite"));
        let address = StoreAddress::Folder(folder.path().join("store"));
        measure("SQLite", "sqlite3 .import", floor, address, &files).await;
    }
    match postgres_url() {
        _ if asked("--sqlite") => {}
        Some(url) => {
            let floor = floor::postgres(&files, &url);
            measure(
                "PostgreSQL",
                "COPY",
                floor,
                StoreAddress::Postgres(url),
                &files,
            )
            .await;
        }
        None => println!("PostgreSQL: not measured, TDU_TEST_POSTGRES_URL is not set"),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests' server is named by the environment"
)]
fn postgres_url() -> Option<String> {
    std::env::var("TDU_TEST_POSTGRES_URL").ok()
}

async fn measure(engine: &str, loader: &str, floor: Duration, address: StoreAddress, files: &Path) {
    let casework = Casework::new(
        Store::open(address, Keyring::generate()).await.unwrap(),
        Clock::System,
    );
    let territory = casework
        .set_up_territory("bench", "Bench", "Europe/Paris")
        .await
        .unwrap();
    let lines = organisations(&fs::read(files.join("organisations.csv")).unwrap()).unwrap();
    casework
        .set_up_organisations(territory, &lines)
        .await
        .unwrap();
    let table = communes(&fs::read(files.join("communes.csv")).unwrap()).unwrap();
    casework.set_up_communes(territory, table).await.unwrap();

    reset_peak_memory();
    let began = Instant::now();
    let rows = import_all(&casework, &lines, files).await;
    let took = began.elapsed();
    ratio(
        &format!("{engine}: import of {rows} rows"),
        took,
        &format!("{loader} of the same bytes"),
        floor,
        12.0,
    );
    println!("    peak memory {} MiB (target 1,024)", peak_memory_mib());
    if asked("--import") {
        return casework.store().close().await.unwrap();
    }

    let frame = casework.frame(territory).await.unwrap();
    frame.territory.analyse().await.unwrap();
    frame.territory.checkpoint().await.unwrap();
    let began = Instant::now();
    let rebuilt = casework.recompute(territory).await.unwrap();
    let took = began.elapsed();
    assert_eq!(
        rebuilt.changed, 0,
        "recomputing on the same day changes nothing"
    );
    ratio(
        &format!(
            "{engine}: every status and warning of {} people recomputed",
            rebuilt.people
        ),
        took,
        "the target of 2 s",
        Duration::from_secs(2),
        1.0,
    );
    if asked("--years") {
        let lines = if engine == "SQLite" {
            5_000_000
        } else {
            20_000_000
        };
        years::measure(engine, &casework, territory, &frame, lines / share()).await;
    } else {
        pages::measure(engine, &casework, territory, &frame).await;
    }
    casework.store().close().await.unwrap();
}

/// Imports every file, two at a time, as on a morning when organisations send theirs: one is read while
/// the other is written.
async fn import_all(casework: &Casework, lines: &[OrganisationLine], files: &Path) -> u64 {
    let next = AtomicUsize::new(0);
    let one_after_another = async || {
        let mut rows = 0;
        while let Some(line) = lines.get(next.fetch_add(1, Ordering::Relaxed)) {
            rows += Box::pin(import(casework, &line.code, line.network, files)).await;
        }
        rows
    };
    let (one, other) = tokio::join!(one_after_another(), one_after_another());
    one + other
}

async fn import(casework: &Casework, code: &str, network: Network, files: &Path) -> u64 {
    let name = match network {
        Network::MissionLocale => format!("youths-{code}.csv"),
        Network::Cfa => format!("learners-{code}.json"),
    };
    let (organisation, territory) = casework
        .store()
        .organisation_of_code(code)
        .await
        .unwrap()
        .unwrap();
    let actor = Actor {
        account: Uuid::nil(),
        name: "bench".into(),
        organisation,
        territory,
        role: Role::Administrator,
        portfolio: None,
        address: None,
    };
    let content = fs::read(files.join(&name)).unwrap();
    let import = casework.receive_file(&actor, &name, content).await.unwrap();
    casework.confirm_import(&actor, import.id).await.unwrap();
    let done = casework
        .run_import(actor.organisation.id, import.id, &|_, _| {})
        .await
        .unwrap();
    assert_eq!(done.report.counts.total(), done.report.rows);
    done.report.rows
}

fn ratio(what: &str, took: Duration, reference: &str, floor: Duration, target: f64) {
    let times = took.as_secs_f64() / floor.as_secs_f64();
    let verdict = if times <= target { "met" } else { "NOT MET" };
    println!(
        "{what}: {:.2} s = {times:.1} × {reference} ({:.2} s); target at most {target} ×: {verdict}",
        took.as_secs_f64(),
        floor.as_secs_f64()
    );
}

fn reset_peak_memory() {
    // Where the kernel does not allow it, the peak of the whole process is printed instead.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn peak_memory_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1))
        .and_then(|kib| kib.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
