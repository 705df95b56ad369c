//! Who a territory knows, in memory, so that each new record finds its person at once.
//!
//! The registry follows the database by a version that moves with every commit that changes who is
//! who: a process that finds another version than its own reads everyone again.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use tdu_domain::codes::{CommuneCode, Email, Ine, MiloNumber, Phone, PostalCode};
use tdu_domain::identity::Identity;
use tdu_domain::organisation::{Network, SourceSystem};
use tdu_domain::person::Sex;
use tdu_linkage::{Entry, Evidence, Index, Kind, Model, Record, Schema, Zone, Zones};
use tdu_store::{KnownRecord, SourceRecord, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard};
use uuid::Uuid;

use crate::CaseworkError;
use crate::frame::Frame;

/// The registry of a territory; one writing transaction holds it at a time.
pub(crate) type SharedRegistry = Arc<Mutex<Registry>>;

/// The setting that holds the parameters of linkage, once they have been estimated.
pub(crate) const MODEL_SETTING: &str = "linkage_model";

/// The setting that moves whenever the restricted archive does.
pub(crate) const ARCHIVE_MARK: &str = "archive_mark";

const INE: &str = "ine";
const MILO: &str = "milo";

/// What records are compared on.
pub(crate) static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| Schema::french().with_key(INE).with_key(MILO));

/// Where *same* and *doubt* begin, for people who will be accompanied.
pub(crate) const ZONES: Zones = Zones {
    same: 0.95,
    doubt: 0.05,
};

/// A record that tells nothing yet.
static BLANK: LazyLock<Record> = LazyLock::new(|| Record::new(&SCHEMA));

/// Everyone, by what their records tell.
#[derive(Debug)]
pub(crate) struct Registry {
    version: Option<i64>,
    index: Index<Uuid>,
    entries: HashMap<Uuid, Entry>,
    records: HashMap<Entry, (Uuid, Origin)>,
    archived: Archived,
}

/// Who is in the restricted archive, as of a mark that moves with every file put there or taken out.
#[derive(Debug, Default)]
struct Archived {
    mark: Option<String>,
    people: HashSet<Uuid>,
}

/// Whom a new record is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Found {
    /// Someone known.
    Known(Uuid),
    /// Nobody known for sure; perhaps those of these records.
    Unknown(Vec<Likeness>),
}

/// A record that may be of the same person as another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Likeness {
    pub(crate) record: Uuid,
    pub(crate) person: Uuid,
    pub(crate) origin: Origin,
    pub(crate) probability: f64,
    pub(crate) zone: Zone,
    /// Whether anything agrees besides names and birth date.
    pub(crate) corroborated: bool,
}

impl Default for Registry {
    fn default() -> Self {
        Self::new(shipped())
    }
}

impl Registry {
    fn new(model: Model) -> Self {
        Self {
            version: None,
            index: Index::new(model),
            entries: HashMap::new(),
            records: HashMap::new(),
            archived: Archived::default(),
        }
    }

    /// Whom a new record is about. Homonyms born on one day are joined by someone who knows them, not by
    /// a figure: something more must agree. Nobody leaves the restricted archive by a likeness: whoever
    /// answers for personal data decides.
    pub(crate) fn find(&self, told: &Record, origin: Origin) -> Found {
        let mut likenesses = self.likenesses(told, None);
        match likenesses.first() {
            Some(first)
                if first.zone == Zone::Same
                    && first.corroborated
                    && !self.archived.people.contains(&first.person)
                    && !origin.only_asks()
                    && !(origin.opens_one_file() && self.has_one_from(first.person, origin)) =>
            {
                Found::Known(first.person)
            }
            _ => {
                likenesses.retain(|likeness| likeness.zone >= Zone::Doubt);
                Found::Unknown(likenesses)
            }
        }
    }

    /// Whether one of a person's records comes from there.
    fn has_one_from(&self, person: Uuid, origin: Origin) -> bool {
        let mut entries = self.index.entries(person);
        entries.any(|entry| {
            let known = self.records.get(&entry);
            known.is_some_and(|(_, known)| *known == origin)
        })
    }

    /// The people that a record may be about, the likeliest first, as if one were not there.
    pub(crate) fn likenesses(&self, told: &Record, besides: Option<Uuid>) -> Vec<Likeness> {
        self.index
            .candidates_besides(told, besides)
            .into_iter()
            .filter_map(|candidate| {
                let (record, origin) = *self.records.get(&candidate.entry)?;
                Some(Likeness {
                    record,
                    person: candidate.key,
                    origin,
                    probability: candidate.probability,
                    zone: candidate.zone,
                    corroborated: candidate.corroborated,
                })
            })
            .collect()
    }

    /// What speaks for and against a record of one person being of another.
    pub(crate) fn explain(&self, identity: &Identity, of: Uuid, other: Uuid) -> Option<Evidence> {
        self.index.explain(&comparable(identity), other, Some(of))
    }

    /// Files a record of a person, instead of what it told before.
    pub(crate) fn remember(
        &mut self,
        record: Uuid,
        person: Uuid,
        origin: Origin,
        told: Option<&Record>,
    ) -> Result<(), CaseworkError> {
        if let Some(before) = self.entries.remove(&record) {
            self.index.remove_entry(before);
            self.records.remove(&before);
        }
        if let Some(told) = told {
            let entry = self.index.insert(person, told)?;
            self.entries.insert(record, entry);
            self.records.insert(entry, (record, origin));
        }
        Ok(())
    }
}

/// Where a record comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin {
    organisation: Uuid,
    system: SourceSystem,
}

impl Origin {
    /// Where this record comes from.
    pub(crate) fn of(record: &SourceRecord) -> Self {
        Self {
            organisation: record.organisation,
            system: record.source.system,
        }
    }

    /// Where this record comes from.
    pub(crate) fn of_known(known: &KnownRecord) -> Self {
        Self {
            organisation: known.organisation,
            system: known.system,
        }
    }

    /// The network that its system is of.
    pub(crate) fn network(self) -> Network {
        match self.system {
            SourceSystem::Milo => Network::MissionLocale,
            _ => Network::Cfa,
        }
    }

    /// Whether a record from here never joins someone known by itself: what anyone may type opens no file.
    fn only_asks(self) -> bool {
        self.system == SourceSystem::Arrival
    }

    /// Whether two records of one person are not expected from here: a Mission Locale opens one file for
    /// each young person, a CFA one dossier for each enrolment.
    fn opens_one_file(self) -> bool {
        self.system == SourceSystem::Milo
    }
}

/// A writing transaction that may change who is who.
pub(crate) struct Held {
    pub(crate) frame: Arc<Frame>,
    pub(crate) transaction: Transaction,
    registry: Option<Guard>,
    version: i64,
}

/// The registry, held.
pub(crate) type Guard = OwnedMutexGuard<Registry>;

impl Held {
    /// Begins, with the registry as the database is.
    pub(crate) async fn begin(frame: &Arc<Frame>) -> Result<Self, CaseworkError> {
        let mut registry = frame.registry.clone().lock_owned().await;
        let transaction = frame.territory.begin().await?;
        let version = transaction.hold_people().await?;
        if registry.version != Some(version) {
            *registry = read(frame, &transaction).await?;
            registry.version = Some(version);
        }
        let mark = frame.territory.setting(ARCHIVE_MARK).await?;
        if registry.archived.mark != mark {
            let people = transaction.archived_people().await?;
            registry.archived = Archived {
                mark,
                people: people.into_iter().collect(),
            };
        }
        Ok(Self {
            frame: frame.clone(),
            transaction,
            registry: Some(registry),
            version,
        })
    }

    /// The registry, to change, unless it is lent. Until the commit it may be ahead of the database:
    /// whoever comes next after a failure reads it again.
    pub(crate) fn registry(&mut self) -> Result<&mut Registry, CaseworkError> {
        let registry = self.registry.as_deref_mut();
        let registry = registry.ok_or(CaseworkError::Conflict("registry-lent"))?;
        registry.version = None;
        Ok(registry)
    }

    /// Lends the registry to another thread, to change, until it is given back.
    pub(crate) fn lend(&mut self) -> Option<Guard> {
        let mut registry = self.registry.take()?;
        registry.version = None;
        Some(registry)
    }

    /// Takes the registry back.
    pub(crate) fn give_back(&mut self, registry: Guard) {
        self.registry = Some(registry);
    }

    /// Makes everything durable. `changed` tells whether who is who has changed.
    pub(crate) async fn commit(mut self, changed: bool) -> Result<(), CaseworkError> {
        let version = self.version + i64::from(changed);
        if changed {
            self.transaction.set_people_version(version).await?;
        }
        let mut registry = self.registry.take();
        self.transaction.commit().await?;
        if let Some(registry) = registry.as_deref_mut() {
            registry.version = Some(version);
        }
        Ok(())
    }

    /// Makes everything durable and has every process, this one too, read everyone again.
    pub(crate) async fn commit_elsewhere(self) -> Result<(), CaseworkError> {
        self.transaction
            .set_people_version(self.version + 1)
            .await?;
        Ok(self.transaction.commit().await?)
    }

    /// The registry, to read: as the database is, or was a moment ago.
    pub(crate) async fn look(frame: &Arc<Frame>) -> Result<Guard, CaseworkError> {
        let registry = frame.registry.clone().lock_owned().await;
        if registry.version.is_some() {
            return Ok(registry);
        }
        drop(registry);
        let held = Self::begin(frame).await?;
        held.registry
            .ok_or(CaseworkError::Conflict("registry-lent"))
    }
}

async fn read(frame: &Frame, transaction: &Transaction) -> Result<Registry, CaseworkError> {
    let model = match frame.territory.setting(MODEL_SETTING).await? {
        Some(kept) => Model::from_json(&kept)?,
        None => shipped(),
    };
    let mut registry = Registry::new(model);
    let mut after = Uuid::nil();
    loop {
        let records = transaction.known_records(after).await?;
        let Some(last) = records.last() else {
            return Ok(registry);
        };
        after = last.record;
        for known in records {
            // What staff keep, a source says already.
            let tells = known.system != SourceSystem::Staff && known.identity.tells();
            let told = tells.then(|| comparable(&known.identity));
            let origin = Origin::of_known(&known);
            registry.remember(known.record, known.person, origin, told.as_ref())?;
        }
    }
}

/// The parameters before any are estimated here. Making one of two people costs more than asking: what
/// is less sure than nineteen in twenty goes to someone who decides.
fn shipped() -> Model {
    let mut model = Model::french(&SCHEMA);
    model.zones = ZONES;
    model
}

pub(crate) fn comparable(identity: &Identity) -> Record {
    let commune = identity.commune.as_ref().map(CommuneCode::as_str);
    let postcode = identity.postcode.as_ref().map(PostalCode::as_str);
    let milo_number = identity.milo_number.as_ref().map(MiloNumber::as_str);
    BLANK
        .clone()
        .with(Kind::Surname, identity.birth_name.as_deref())
        .with(Kind::UsedName, identity.used_name.as_deref())
        .with(Kind::GivenName, identity.first_name.as_deref())
        .born(identity.birth_date)
        .with(Kind::Sex, identity.sex.map(Sex::code))
        .with(Kind::Place, commune)
        .with(Kind::Postcode, postcode)
        .with(Kind::Email, identity.email.as_ref().map(Email::as_str))
        .with(Kind::Phone, identity.phone.as_ref().map(Phone::as_str))
        .with_field(INE, identity.ine.as_ref().map(Ine::as_str))
        .with_field(MILO, milo_number)
}
