//! The application under test, on both engines, with builders that speak the users' language.
//!
//! Development only: everything here panics when it fails, as tests do.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "tests fail by panicking"
)]

mod builders;
mod provider;
mod smtp;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement};
use tdu_casework::{ApiClient, Casework, Clock, ImportView, NewAccount};
use tdu_domain::access::{Actor, Role};
use tdu_domain::routing::Commune;
use tdu_exchange::territory_tables::{CommuneLine, OrganisationLine, organisations};
use tdu_store::{Keyring, NewPasskey, Store, StoreAddress};
use tempfile::TempDir;
use uuid::Uuid;

pub use builders::{Learner, Youth, youths_csv};
pub use provider::{FakeProvider, Said, Userinfo};
pub use smtp::SmtpSink;

/// Variable that holds the address of the tests' PostgreSQL server.
pub const POSTGRES: &str = "TDU_TEST_POSTGRES_URL";
/// Code of the first Mission Locale.
pub const MONTREUIL: &str = "99001S00";
/// Code of the second Mission Locale.
pub const VERSAILLES: &str = "99002S00";
/// UAI of the first CFA.
pub const BOBIGNY: &str = "0990001N";
/// UAI of the second CFA.
pub const MEAUX: &str = "0990002P";
/// Code of the Mission Locale of another territory.
pub const LYON: &str = "99101S00";
/// UAI of the CFA of another territory.
pub const VIENNE: &str = "0990101N";
/// Password of every account made here.
pub const PASSWORD: &str = "lanterne sur le vieux quai";

const ORGANISATIONS: &str = "kind;code;name;uai;siret
mission_locale;99001S00;Mission locale de démonstration – Montreuil;;
mission_locale;99002S00;Mission locale de démonstration – Versailles;;
cfa;0990001N;CFA de démonstration – Bobigny;0990001N;
cfa;0990002P;CFA de démonstration – Meaux;0990002P;
";

const ORGANISATIONS_ELSEWHERE: &str = "kind;code;name;uai;siret
mission_locale;99101S00;Mission locale de démonstration – Lyon;;
cfa;0990101N;CFA de démonstration – Vienne;0990101N;
";

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A SQLite file in a folder of its own.
    Sqlite,
    /// A database of its own on the tests' PostgreSQL server.
    Postgres,
}

/// A whole application with a small territory: two Missions Locales, two CFAs, four communes of which
/// two share a postcode.
#[derive(Debug)]
pub struct TestApp {
    /// The acts.
    pub casework: Casework,
    /// Key of the territory.
    pub territory: Uuid,
    /// Where it is kept.
    pub address: StoreAddress,
    clock: Clock,
    folder: TempDir,
}

impl TestApp {
    /// An application whose today is given.
    pub async fn new(engine: Engine, today: Date) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = match engine {
            Engine::Sqlite => StoreAddress::Folder(folder.path().to_owned()),
            Engine::Postgres => StoreAddress::Postgres(new_postgres_database().await),
        };
        let noon = today
            .at(12, 0, 0, 0)
            .to_zoned(TimeZone::get("Europe/Paris").unwrap())
            .unwrap();
        let clock = Clock::fixed(noon.timestamp());
        let keyring = Keyring::generate();
        keyring.create(&folder.path().join("keys")).unwrap();
        let store = Store::open(address.clone(), keyring).await.unwrap();
        let casework = Casework::new(store, clock.clone()).demonstrating();
        let territory = casework
            .set_up_territory("demo-idf", "Démonstration", "Europe/Paris")
            .await
            .unwrap();
        let app = Self {
            casework,
            territory,
            address,
            clock,
            folder,
        };
        let lines: Vec<OrganisationLine> = organisations(ORGANISATIONS.as_bytes()).unwrap();
        app.casework
            .set_up_organisations(territory, &lines)
            .await
            .unwrap();
        app.casework
            .set_up_communes(territory, communes())
            .await
            .unwrap();
        app
    }

    /// Adds another territory, with a Mission Locale and a CFA.
    pub async fn another_territory(&self) -> Uuid {
        let casework = &self.casework;
        let territory = casework.set_up_territory("demo-ara", "Ailleurs", "Europe/Paris");
        let territory = territory.await.unwrap();
        let lines = organisations(ORGANISATIONS_ELSEWHERE.as_bytes()).unwrap();
        casework
            .set_up_organisations(territory, &lines)
            .await
            .unwrap();
        territory
    }

    /// Everything in the databases of a SQLite application, table by table, as text.
    pub async fn contents(&self) -> BTreeMap<String, String> {
        let mut contents = BTreeMap::new();
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|kind| kind != "sqlite") {
                continue;
            }
            let options = ConnectOptions::new(format!("sqlite://{}", path.display()));
            let hand = Database::connect(options).await.unwrap();
            let tables = "SELECT name FROM sqlite_master WHERE type = 'table'";
            for table in texts(&hand, tables).await {
                let columns =
                    format!("SELECT 'quote(' || name || ')' FROM pragma_table_info('{table}')");
                let columns = texts(&hand, &columns).await.join(" || ',' || ");
                let rows = texts(&hand, &format!("SELECT {columns} FROM {table} ORDER BY 1")).await;
                let name = path.file_stem().unwrap().to_string_lossy();
                contents.insert(format!("{name}.{table}"), rows.join("\n"));
            }
            hand.close().await.unwrap();
        }
        contents
    }

    /// The folder of a SQLite application's files.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Moves the clock to noon of another day.
    pub fn set_today(&self, today: Date) {
        let noon = today
            .at(12, 0, 0, 0)
            .to_zoned(TimeZone::get("Europe/Paris").unwrap())
            .unwrap();
        let Clock::Fixed(instant) = &self.clock else {
            return;
        };
        instant.store(
            noon.timestamp().as_millisecond(),
            std::sync::atomic::Ordering::Relaxed,
        );
    }

    /// Moves the clock forward.
    pub fn wait_minutes(&self, minutes: i64) {
        let Clock::Fixed(instant) = &self.clock else {
            return;
        };
        instant.fetch_add(minutes * 60_000, std::sync::atomic::Ordering::Relaxed);
    }

    /// Opens the store again, as another process would: one that does not demonstrate.
    pub async fn reopened(&self) -> Casework {
        let keyring = Keyring::read(&self.key_file()).unwrap();
        let store = Store::open(self.address.clone(), keyring).await.unwrap();
        Casework::new(store, self.clock.clone())
    }

    /// The file of the application's keys.
    #[must_use]
    pub fn key_file(&self) -> std::path::PathBuf {
        self.folder.path().join("keys")
    }

    /// Does something to the territory's database by hand, behind the application's back.
    pub async fn by_hand(&self, statement: &str) {
        self.by_hand_in("demo-idf.sqlite", statement).await;
    }

    /// Does something to the territory's access log by hand, behind the application's back.
    pub async fn by_hand_in_accesses(&self, statement: &str) {
        self.by_hand_in("demo-idf.access.sqlite", statement).await;
    }

    /// Does something to the directory by hand, behind the application's back.
    pub async fn by_hand_in_directory(&self, statement: &str) {
        self.by_hand_in("directory.sqlite", statement).await;
    }

    /// Tries to do something to the directory by hand; the database may refuse.
    pub async fn try_by_hand_in_directory(&self, statement: &str) -> Result<(), DbErr> {
        self.try_by_hand_in("directory.sqlite", statement).await
    }

    /// Tries to do something to the territory's database by hand; the database may refuse.
    pub async fn try_by_hand(&self, statement: &str) -> Result<(), DbErr> {
        let hand = self.hand_in("demo-idf.sqlite").await;
        let done = hand.execute_unprepared(statement).await;
        hand.close().await.unwrap();
        done.map(|_| ())
    }

    /// A hand that stays on the territory's database.
    pub async fn hand(&self) -> Hand {
        Hand(self.hand_in("demo-idf.sqlite").await)
    }

    async fn by_hand_in(&self, file: &str, statement: &str) {
        self.try_by_hand_in(file, statement).await.unwrap();
    }

    async fn try_by_hand_in(&self, file: &str, statement: &str) -> Result<(), DbErr> {
        let hand = self.hand_in(file).await;
        let done = hand.execute_unprepared(statement).await;
        hand.close().await.unwrap();
        done.map(|_| ())
    }

    async fn hand_in(&self, file: &str) -> DatabaseConnection {
        let url = match &self.address {
            StoreAddress::Folder(folder) => {
                format!("sqlite://{}", folder.join(file).display())
            }
            StoreAddress::Postgres(url) => url.clone(),
        };
        let name = file.split('.').next().unwrap_or_default();
        let mut options = ConnectOptions::new(url);
        options
            .set_schema_search_path(format!("tdu_{}", name.replace('-', "_")))
            .sqlx_logging(false);
        Database::connect(options).await.unwrap()
    }

    /// A member of an organisation, with an account of its own.
    pub async fn member(&self, organisation: &str, role: Role) -> Actor {
        self.member_following(organisation, role, None).await
    }

    /// A member whose people the organisation's files name.
    pub async fn member_following(
        &self,
        organisation: &str,
        role: Role,
        portfolio: Option<&str>,
    ) -> Actor {
        let email = format!(
            "{}@{}.example",
            role.code().replace('_', "-"),
            organisation.to_lowercase()
        );
        let account = NewAccount {
            email: email.clone(),
            name: format!("Membre de {organisation}"),
            password: PASSWORD.to_owned(),
            organisation: organisation.to_owned(),
            role,
            portfolio: portfolio.map(str::to_owned),
        };
        let account = self.casework.set_up_account(account).await.unwrap();
        let (organisation, territory) = self
            .casework
            .store()
            .organisation_of_code(organisation)
            .await
            .unwrap()
            .unwrap();
        Actor {
            account,
            name: "Membre".to_owned(),
            organisation,
            territory,
            role,
            portfolio: portfolio.map(str::to_owned),
            address: None,
        }
    }

    /// The client of a new API key.
    pub async fn client(&self, uai: &str) -> ApiClient {
        let (organisation, _) = self
            .casework
            .store()
            .organisation_of_code(uai)
            .await
            .unwrap()
            .unwrap();
        let key = self
            .casework
            .make_api_key(organisation.id, "essai")
            .await
            .unwrap();
        self.casework.api_client(&key).await.unwrap().unwrap()
    }

    /// A passkey of an account, which opens nothing.
    pub async fn passkey(&self, account: Uuid) -> Uuid {
        let id = Uuid::new_v4();
        let passkey = NewPasskey {
            id,
            account,
            credential: id.as_bytes().to_vec(),
            fixed: Vec::new(),
            moving: Vec::new(),
            label: "Essai".to_owned(),
            created_at: 0,
        };
        self.casework.store().add_passkey(&passkey).await.unwrap();
        id
    }

    /// Delivers learners through the API of a CFA; every item must be accepted.
    pub async fn deliver(&self, uai: &str, learners: &[Learner]) {
        let items: Vec<serde_json::Value> =
            learners.iter().map(|learner| learner.item(uai)).collect();
        let body = serde_json::to_vec(&items).unwrap();
        let answered = self
            .casework
            .deliver_learners(&self.client(uai).await, body)
            .await
            .unwrap();
        assert_eq!(answered.counts.failed, 0, "{:?}", answered.rows);
    }

    /// Imports a Mission Locale's file to its end.
    pub async fn import_youths(&self, code: &str, youths: &[Youth]) -> ImportView {
        let actor = self.member(code, Role::Administrator).await;
        self.import_file(&actor, "jeunes.csv", youths_csv(youths).into_bytes())
            .await
    }

    /// Imports any file to its end.
    pub async fn import_file(&self, actor: &Actor, name: &str, content: Vec<u8>) -> ImportView {
        let import = self
            .casework
            .receive_file(actor, name, content)
            .await
            .unwrap();
        self.casework
            .confirm_import(actor, import.id)
            .await
            .unwrap();
        self.casework
            .run_import(actor.organisation.id, import.id, &|_, _| {})
            .await
            .unwrap()
    }
}

/// A hand on a database, behind the application's back.
#[derive(Debug)]
pub struct Hand(DatabaseConnection);

impl Hand {
    /// Does something, unless the database refuses: then the error.
    pub async fn tries(&self, statement: &str) -> Result<(), String> {
        let done = self.0.execute_unprepared(statement).await;
        done.map(|_| ()).map_err(|error| error.to_string())
    }
}

/// The first column of a query's rows.
async fn texts(hand: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = hand
        .query_all_raw(Statement::from_string(hand.get_database_backend(), sql))
        .await
        .unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

fn communes() -> Vec<CommuneLine> {
    let table = "insee;name;postcodes;population;mission_locale_code
93048;Montreuil;93100;110000;99001S00
93066;Saint-Denis;93200 93210;112000;99001S00
77001;Achères-la-Forêt;77760;1100;99001S00
77056;Buthiers;77760;700;99002S00
";
    let lines = tdu_exchange::territory_tables::communes(table.as_bytes()).unwrap();
    assert!(lines.iter().all(|line: &CommuneLine| matches!(
        &line.commune,
        Commune {
            mission_locale: None,
            ..
        }
    )));
    lines
}

/// Makes a database on the tests' server and returns its address.
#[expect(
    clippy::disallowed_methods,
    reason = "the tests' server is named by the environment"
)]
async fn new_postgres_database() -> String {
    let server = std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!("{POSTGRES} is not set: run the tests with `make test` or `scripts/with-postgres`")
    });
    let name = format!("tdu_test_{}", Uuid::new_v4().simple());
    let connection = Database::connect(&server)
        .await
        .expect("the tests' PostgreSQL server answers");
    connection
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    connection.close().await.unwrap();
    let (base, parameters) = server
        .split_once('?')
        .map_or((server.as_str(), ""), |(base, rest)| (base, rest));
    let at = base.rfind('/').expect("a database in the address");
    let parameters = if parameters.is_empty() {
        String::new()
    } else {
        format!("?{parameters}")
    };
    format!("{}/{name}{parameters}", &base[..at])
}
