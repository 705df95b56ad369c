//! Two territories where every organisation has something of each kind.

use std::collections::BTreeMap;

use jiff::civil::date;
use tdu_casework::{
    DoubtState, Entry, Guest, IdentityProvider, NewAccount, NewReferral, Origin, PeopleFilter,
    ProviderSettings, SeriesAct, SiretRule, Sort, Sought,
};
use tdu_domain::access::{Actor, EmergencyReason, KeyScope, Role};
use tdu_domain::codes::RomeCode;
use tdu_domain::journal::ContactMeans;
use tdu_domain::organisation::Network;
use tdu_domain::privacy::{ObjectionReason, Stops};
use tdu_domain::referral::{Content, Why};
use tdu_testkit::{
    BOBIGNY, Engine, LYON, Learner, MEAUX, MONTREUIL, PASSWORD, TestApp, VERSAILLES, VIENNE, Youth,
};
use uuid::Uuid;

use super::archive::{alike, archived};
use crate::support::{Browser, TODAY};

/// What an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Person,
    Doubt,
    Import,
    Key,
    View,
    Request,
    Emergency,
    Session,
    Invitation,
    Member,
    Objection,
    Task,
    Referral,
    Series,
    Message,
    Obstacle,
    Service,
    Appointment,
    Archived,
    Alike,
    Passkey,
    Look,
    Absence,
}

impl Kind {
    /// The field of a form that names something kept, and what it names.
    pub(super) fn in_form(path: &str) -> Option<(&'static str, Self)> {
        match path {
            "/compte/cles/retirer" => Some(("cle", Self::Passkey)),
            "/vu" => Some(("jeune", Self::Person)),
            _ => None,
        }
    }

    /// What the variable part of a path names; none when the path names nothing that is kept.
    pub(super) fn of(path: &str) -> Option<Self> {
        let (_, rest) = path.split_once('{')?;
        match rest.split_once('}').unwrap().0 {
            "person" => Some(Self::Person),
            "doubt" => Some(Self::Doubt),
            "import" => Some(Self::Import),
            "key" => Some(Self::Key),
            "view" => Some(Self::View),
            "request" => Some(Self::Request),
            "emergency" => Some(Self::Emergency),
            "session" => Some(Self::Session),
            "invitation" => Some(Self::Invitation),
            "member" => Some(Self::Member),
            "objection" => Some(Self::Objection),
            "task" => Some(Self::Task),
            "referral" => Some(Self::Referral),
            "series" => Some(Self::Series),
            "message" => Some(Self::Message),
            "obstacle" => Some(Self::Obstacle),
            "service" => Some(Self::Service),
            "appointment" => Some(Self::Appointment),
            "archived" => Some(Self::Archived),
            "alike" => Some(Self::Alike),
            "visit" => Some(Self::Look),
            "absence" => Some(Self::Absence),
            "asset" | "*rest" | "token" => None,
            other => unreachable!("say in the walk of routes what {{{other}}} names in {path}"),
        }
    }
}

/// What forms hold, so that an act refused is refused for whom it is about. A form reads its own fields.
pub(super) const FORM: [(&str, &str); 16] = [
    ("date", "2026-11-20"),
    ("moyen", "phone"),
    ("telephone", "01 99 00 12 34"),
    ("commune", "93048"),
    ("obtenu", "non"),
    ("signal", "no_contact"),
    ("jours", "3"),
    ("conseiller", "Conseil Z"),
    ("decision", "plus-tard"),
    ("nom", "essai"),
    ("requete", "q=a"),
    ("label", "essai"),
    ("role", "inclusion_referent"),
    ("etape", "done"),
    ("message", "Bonjour"),
    ("issue", "solved"),
];
/// An act to take back, or a record to part: of nobody.
pub(super) const NOTHING: [(&str, &str); 2] = [
    ("ligne", "0199d5b5-0000-7000-8000-000000000001"),
    ("dossier", "0199d5b5-0000-7000-8000-000000000002"),
];

/// An organisation and those who do not share with it.
pub(super) struct Side {
    pub(super) own: &'static str,
    pub(super) other: &'static str,
    pub(super) elsewhere: &'static str,
}

pub(super) const SIDES: [Side; 2] = [
    Side {
        own: MONTREUIL,
        other: VERSAILLES,
        elsewhere: LYON,
    },
    Side {
        own: BOBIGNY,
        other: MEAUX,
        elsewhere: VIENNE,
    },
];

/// The application, and keys of what it holds.
pub(super) struct World {
    pub(super) app: TestApp,
    /// The name of a file that pages use.
    pub(super) asset: String,
    pub(super) people: BTreeMap<&'static str, Uuid>,
    doubts: BTreeMap<&'static str, Uuid>,
    requests: BTreeMap<&'static str, Uuid>,
    emergencies: BTreeMap<&'static str, Uuid>,
    objections: BTreeMap<&'static str, Uuid>,
    referrals: BTreeMap<&'static str, Uuid>,
    archived: BTreeMap<&'static str, Uuid>,
    alike: BTreeMap<&'static str, Uuid>,
}

impl World {
    pub(super) async fn new() -> Self {
        let mut app = TestApp::new(Engine::Sqlite, TODAY).await;
        app.casework = app.casework.clone().trusting(nobody());
        let elsewhere = app.another_territory().await;
        let archived = archived(&app, &[app.territory, elsewhere]).await;
        let pairs = [
            (MONTREUIL, BOBIGNY, ["Benali", "Benalli", "Inès"]),
            (VERSAILLES, MEAUX, ["Garnier", "Garnnier", "Hugo"]),
            (LYON, VIENNE, ["Lefebvre", "Lefebvvre", "Chloé"]),
        ];
        let mut people = BTreeMap::new();
        let mut doubts = BTreeMap::new();
        for (at, (mission_locale, cfa, [name, misspelt, first_name])) in
            pairs.into_iter().enumerate()
        {
            let first = 3_000 * (at + 1);
            let mut youths: Vec<Youth> = (first..first + 40).map(Youth::nth).collect();
            youths.push(Youth {
                birth_date: format!("14/0{}/2006", at + 1),
                phone: format!("01 99 00 0{at} 78"),
                ..Youth::new(&format!("100{at}"), name, first_name)
            });
            app.import_youths(mission_locale, &youths).await;
            let doubtful = Learner::new(misspelt, first_name)
                .with(
                    "date_de_naissance_apprenant",
                    format!("2006-0{}-14", at + 1),
                )
                .with("tel_apprenant", format!("01 99 00 77 7{at}"))
                .with("code_commune_insee_apprenant", "77284")
                .with("code_postal_apprenant", "77100")
                .contract(TODAY, None);
            app.deliver(cfa, &[doubtful]).await;
            for (organisation, role) in [(mission_locale, Role::Counsellor), (cfa, Role::CfaStaff)]
            {
                let staff = app.member(organisation, role).await;
                people.insert(organisation, someone(&app, &staff).await);
                doubts.insert(organisation, doubt(&app, &staff).await);
            }
        }
        let mut requests = BTreeMap::new();
        for (organisation, asker) in [
            (MONTREUIL, VERSAILLES),
            (VERSAILLES, MONTREUIL),
            (BOBIGNY, MEAUX),
            (MEAUX, BOBIGNY),
            (LYON, VIENNE),
            (VIENNE, LYON),
        ] {
            let request = request(&app, organisation, asker).await;
            requests.insert(organisation, request);
        }
        let mut emergencies = BTreeMap::new();
        for (mission_locale, cfa, _) in pairs {
            let opened = emergency(&app, mission_locale, cfa).await;
            emergencies.extend([(mission_locale, opened), (cfa, opened)]);
        }
        let mut referrals = BTreeMap::new();
        for (at, (mission_locale, cfa, _)) in pairs.into_iter().enumerate() {
            let referral = referral(&app, at, mission_locale, cfa).await;
            referrals.extend([(mission_locale, referral), (cfa, referral)]);
        }
        let mut objections = BTreeMap::new();
        for (at, organisation) in people.keys().copied().enumerate() {
            let recorded = objection(&app, organisation, at).await;
            objections.insert(organisation, recorded);
        }
        let alike = alike(&app).await;
        let door = Browser::on(&app).get("/connexion").await;
        let asset = door.part("/assets/app-", "\"");
        Self {
            asset: asset.trim_start_matches("/assets/").to_owned(),
            app,
            people,
            doubts,
            requests,
            emergencies,
            objections,
            referrals,
            archived,
            alike,
        }
    }

    /// The key of something of an organisation: made anew when what is done to it changes it.
    pub(super) async fn key(&self, kind: Kind, organisation: &str, member: &Actor) -> Uuid {
        let casework = &self.app.casework;
        match kind {
            Kind::Person => self.people[organisation],
            Kind::Doubt => self.doubts[organisation],
            Kind::Request => self.requests[organisation],
            Kind::Emergency => self.emergencies[organisation],
            Kind::Objection => self.objections[organisation],
            Kind::Referral => self.referrals[organisation],
            Kind::Archived => self.archived[organisation],
            Kind::Alike => self.alike[organisation],
            Kind::Look | Kind::Absence => self.of_desk(kind, organisation, member).await,
            Kind::Series => {
                let writer = self.writer(organisation, member).await;
                let act = SeriesAct::Contact {
                    on: date(2026, 11, 20),
                    means: ContactMeans::Phone,
                };
                let people = [self.people[organisation]];
                let done = casework.act_on_several(&writer, &people, &act).await;
                done.unwrap().id.unwrap()
            }
            Kind::Import => {
                let administrator = self.app.member(organisation, Role::Administrator).await;
                let file = "N° dossier;Nom de naissance;Prénom;Date de naissance\n9;Petit;Léo;32/01/2007\n";
                let json = br#"[{"nom_apprenant": "Petit"}]"#;
                let (name, content) = if organisation.ends_with('0') {
                    ("jeunes.csv", file.as_bytes())
                } else {
                    ("apprenants.json", &json[..])
                };
                let import = casework.receive_file(&administrator, name, content.to_vec());
                import.await.unwrap().id
            }
            Kind::Key => {
                let administrator = self.app.member(organisation, Role::Administrator).await;
                let made = casework.make_own_api_key(&administrator, "essai", &[KeyScope::Read]);
                made.await.unwrap();
                casework.api_keys(&administrator).await.unwrap()[0].id
            }
            Kind::View => {
                let owner = if member.organisation.code == organisation && member.sight().is_ok() {
                    member.clone()
                } else {
                    self.app.member(organisation, Role::Manager).await
                };
                // One that was not removed has the name already, and serves.
                casework.save_view(&owner, "essai", "q=a").await.ok();
                let filter = PeopleFilter::default();
                let view = casework.people(&owner, &filter, Sort::Name, 0).await;
                view.unwrap().saved[0].id
            }
            Kind::Session => {
                let owner = if member.organisation.code == organisation {
                    member.clone()
                } else {
                    self.app.member(organisation, Role::Manager).await
                };
                let (role, code) = (owner.role.code(), organisation.to_lowercase());
                let email = format!("{}@{code}.example", role.replace('_', "-"));
                let origin = Origin::default();
                let entry = casework.sign_in(&email, PASSWORD, &origin).await;
                assert!(matches!(entry, Ok(Entry::Open(_))), "{entry:?}");
                casework.sessions(&owner).await.unwrap()[0].id
            }
            Kind::Passkey => {
                let manager = format!("manager@{}.example", organisation.to_lowercase());
                let known = casework.store().account(&manager).await.unwrap();
                let owner = match known {
                    _ if member.organisation.code == organisation => member.account,
                    Some(manager) => manager.id,
                    None => self.app.member(organisation, Role::Manager).await.account,
                };
                self.app.passkey(owner).await
            }
            Kind::Invitation => {
                let administrator = self.app.member(organisation, Role::Administrator).await;
                let guest = Guest {
                    email: "invite@essai.example".to_owned(),
                    name: "Personne invitée".to_owned(),
                    role: Role::Manager,
                };
                casework.invite(&administrator, guest).await.unwrap();
                casework.team(&administrator).await.unwrap().invitations[0].id
            }
            Kind::Member => {
                let account = NewAccount {
                    email: format!("membre@{}.example", organisation.to_lowercase()),
                    name: "Membre".to_owned(),
                    password: PASSWORD.to_owned(),
                    organisation: organisation.to_owned(),
                    role: Role::Manager,
                    portfolio: None,
                };
                casework.set_up_account(account).await.unwrap()
            }
            Kind::Appointment | Kind::Message | Kind::Obstacle | Kind::Service | Kind::Task => {
                self.shared(kind, organisation, member).await
            }
        }
    }
}

/// An identity provider that does not answer.
fn nobody() -> IdentityProvider {
    let settings = ProviderSettings {
        issuer: "http://127.0.0.1:9".to_owned(),
        client: "essai".to_owned(),
        secret: "essai".to_owned(),
        label: "Fournisseur d’essai".to_owned(),
        scopes: String::new(),
        sirets: SiretRule::Required,
        trusts_emails: false,
        public_address: "https://essai.example".to_owned(),
    };
    IdentityProvider::new(settings).unwrap()
}

/// Someone of an organisation whom no other accompanies.
pub(super) async fn someone(app: &TestApp, staff: &Actor) -> Uuid {
    let filter = PeopleFilter::default();
    let list = app.casework.people(staff, &filter, Sort::Name, 0).await;
    list.unwrap().page.rows[0].person
}

/// The identity of that person.
async fn identity(app: &TestApp, organisation: &str) -> Sought {
    let staff = app.member(organisation, Role::Manager).await;
    let filter = PeopleFilter::default();
    let list = app.casework.people(&staff, &filter, Sort::Name, 0).await;
    let row = list.unwrap().page.rows.swap_remove(0);
    Sought {
        last_name: row.last_name,
        first_name: row.first_name,
        birth_date: row.birth_date.unwrap(),
    }
}

/// A request that an organisation received.
async fn request(app: &TestApp, organisation: &str, asker: &str) -> Uuid {
    let sought = identity(app, organisation).await;
    let asker = app.member(asker, Role::Manager).await;
    let sent = app.casework.ask_access(&asker, &sought, 0, "essai");
    sent.await.unwrap();
    let owner = app.member(organisation, Role::Manager).await;
    let requests = app.casework.access_requests(&owner).await.unwrap();
    requests.received[0].request.id
}

/// A file of an organisation that a manager of another opened in an emergency: it concerns both.
async fn emergency(app: &TestApp, organisation: &str, opener: &str) -> Uuid {
    let sought = identity(app, organisation).await;
    let manager = app.member(opener, Role::Manager).await;
    let other = EmergencyReason::Other;
    let done = app
        .casework
        .open_in_emergency(&manager, &sought, 0, other, "essai", 1);
    done.await.unwrap();
    let officer = app.member(organisation, Role::DataProtectionOfficer).await;
    app.casework.emergencies(&officer).await.unwrap()[0].0.id
}

/// What somebody new, whom nothing else here is about, told an organisation that they object to.
async fn objection(app: &TestApp, organisation: &str, at: usize) -> Uuid {
    let staff = app.member(organisation, Role::Manager).await;
    let (phone, first_name) = (
        format!("01 99 00 41 0{at}"),
        ["Ada", "Brice", "Cléa"][at % 3],
    );
    if staff.organisation.network == Network::MissionLocale {
        let youth = Youth {
            birth_date: format!("0{}/03/2005", at + 1),
            phone,
            ..Youth::new(&format!("300{at}"), "Abadie", first_name)
        };
        app.import_youths(organisation, &[youth]).await;
    } else {
        let learner = Learner::new("Abadie", first_name)
            .with(
                "date_de_naissance_apprenant",
                format!("2004-0{}-21", at + 1),
            )
            .with("tel_apprenant", phone);
        app.deliver(organisation, &[learner]).await;
    }
    let filter = PeopleFilter {
        words: vec!["abadie".to_owned()],
        ..PeopleFilter::default()
    };
    let found = app.casework.people(&staff, &filter, Sort::Name, 0).await;
    let person = found.unwrap().page.rows[0].person;
    let (stops, reason) = (Stops::Sharing, ObjectionReason::Other);
    let recorded = app
        .casework
        .record_objection(&staff, person, TODAY, stops, reason);
    recorded.await.unwrap().line
}

/// A referral that one organisation sent to another, about someone whom both accompany: neither loses sight of
/// them when it is refused.
async fn referral(app: &TestApp, at: usize, sender: &str, receiver: &str) -> Uuid {
    let name = ["Zacharie", "Quémener", "Urbain"][at];
    let phone = format!("01 99 00 88 0{at}");
    let youth = Youth {
        birth_date: format!("0{}/03/2007", at + 1),
        phone: phone.clone(),
        ..Youth::new(&format!("400{at}"), name, "Alix")
    };
    app.import_youths(sender, &[youth]).await;
    let learner = Learner::new(name, "Alix")
        .with(
            "date_de_naissance_apprenant",
            format!("2007-03-0{}", at + 1),
        )
        .with("tel_apprenant", phone);
    app.deliver(receiver, &[learner]).await;
    let staff = app.member(sender, Role::Manager).await;
    let filter = PeopleFilter::default();
    let list = app.casework.people(&staff, &filter, Sort::Name, 0).await;
    let rows = list.unwrap().page.rows;
    let person = rows
        .iter()
        .find(|row| row.last_name == name)
        .unwrap()
        .person;
    let receiver = app.member(receiver, Role::Manager).await;
    let new = NewReferral {
        receivers: vec![receiver.organisation.id],
        content: Content {
            trades: vec![RomeCode::parse("D1102").unwrap()],
            why: Some(Why::LearnTrade),
            ..Content::default()
        },
        informed: true,
    };
    let sent = app.casework.send_referral(&staff, person, new, None);
    sent.await.unwrap();
    let view = app.casework.person(&staff, person).await.unwrap();
    view.referrals[0].referral.id
}

async fn doubt(app: &TestApp, staff: &Actor) -> Uuid {
    let doubts = app.casework.doubts(staff, DoubtState::Open).await.unwrap();
    doubts.next.expect("a doubt").doubt.id
}
