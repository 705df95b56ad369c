//! Two territories where every organisation has something of each kind.

use std::collections::BTreeMap;

use tdu_casework::{DoubtState, PeopleFilter, Sort};
use tdu_domain::access::{Actor, Role};
use tdu_testkit::{
    BOBIGNY, Engine, LYON, Learner, MEAUX, MONTREUIL, TestApp, VERSAILLES, VIENNE, Youth,
};
use uuid::Uuid;

use crate::support::{Browser, TODAY};

/// What an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Person,
    Doubt,
    Import,
    Key,
    View,
}

impl Kind {
    /// What the variable part of a path names; none when the path names nothing that is kept.
    pub(super) fn of(path: &str) -> Option<Self> {
        let (_, rest) = path.split_once('{')?;
        match rest.split_once('}').unwrap().0 {
            "person" => Some(Self::Person),
            "doubt" => Some(Self::Doubt),
            "import" => Some(Self::Import),
            "key" => Some(Self::Key),
            "view" => Some(Self::View),
            "asset" | "*rest" => None,
            other => unreachable!("say in the walk of routes what {{{other}}} names in {path}"),
        }
    }
}

/// What forms hold, so that an act refused is refused for whom it is about. A form reads its own fields.
pub(super) const FORM: [(&str, &str); 12] = [
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
    people: BTreeMap<&'static str, Uuid>,
    doubts: BTreeMap<&'static str, Uuid>,
}

impl World {
    pub(super) async fn new() -> Self {
        let app = TestApp::new(Engine::Sqlite, TODAY).await;
        app.another_territory().await;
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
        let door = Browser::on(&app).get("/connexion").await;
        let asset = door.part("/assets/app-", "\"");
        Self {
            asset: asset.trim_start_matches("/assets/").to_owned(),
            app,
            people,
            doubts,
        }
    }

    /// The key of something of an organisation: made anew when what is done to it changes it.
    pub(super) async fn key(&self, kind: Kind, organisation: &str, member: &Actor) -> Uuid {
        let casework = &self.app.casework;
        match kind {
            Kind::Person => self.people[organisation],
            Kind::Doubt => self.doubts[organisation],
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
                let made = casework.make_own_api_key(&administrator, "essai");
                made.await.unwrap();
                casework.api_keys(&administrator).await.unwrap()[0].id
            }
            Kind::View => {
                let owner = if member.organisation.code == organisation && member.sight().is_ok() {
                    member.clone()
                } else {
                    self.app.member(organisation, Role::Manager).await
                };
                casework.save_view(&owner, "essai", "q=a").await.unwrap();
                let filter = PeopleFilter::default();
                let view = casework.people(&owner, &filter, Sort::Name, 0).await;
                view.unwrap().saved[0].id
            }
        }
    }
}

/// Someone of an organisation whom no other accompanies.
async fn someone(app: &TestApp, staff: &Actor) -> Uuid {
    let filter = PeopleFilter::default();
    let list = app.casework.people(staff, &filter, Sort::Name, 0).await;
    list.unwrap().page.rows[0].person
}

async fn doubt(app: &TestApp, staff: &Actor) -> Uuid {
    let doubts = app.casework.doubts(staff, DoubtState::Open).await.unwrap();
    doubts.next.expect("a doubt").doubt.id
}
