//! From facts to what is shown: pathway, warnings, caseloads. Pure.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use tdu_domain::access::Limit;
use tdu_domain::calendar::age_on;
use tdu_domain::facts::SourceFacts;
use tdu_domain::merge::{DatedSource, merged};
use tdu_domain::organisation::{Network, SourceSystem};
use tdu_domain::pathway::{PathwayFacts, Stage};
use tdu_domain::privacy::Stops;
use tdu_domain::referral::{Standing, State};
use tdu_domain::retention::RetentionStep;
use tdu_domain::routing::{Commune, Placement};
use tdu_domain::signal::{Signal, SignalCode};
use tdu_domain::text::fold;
use tdu_domain::training::trade_name;
use tdu_store::{
    CaseloadRow, ComputedPerson, NO_URGENCY, PathwayRow, Relation, SourceRecord, StaffFacts,
};
use uuid::Uuid;

use crate::frame::Frame;

/// Age from which a Mission Locale no longer accompanies, unless disabled.
const MISSION_LOCALE_UNTIL: i16 = 26;

/// The facts a pathway is computed from.
pub(crate) fn pathway_facts(sources: &[&SourceRecord], staff: &StaffFacts) -> PathwayFacts {
    let mut facts = PathwayFacts::of(
        sources
            .iter()
            .map(|record| (record.source.system, &record.source.facts)),
    );
    facts.contacted_on = staff.contacted_on;
    facts.together = staff.together.clone();
    facts.referrals.clone_from(&staff.referrals);
    facts.declare(staff.ruptures.clone());
    facts.alert = staff.alert;
    facts.views.clone_from(&staff.views);
    facts.situations.clone_from(&staff.situations);
    facts.assigned.clone_from(&staff.assigned);
    facts.road.clone_from(&staff.road);
    facts
}

/// Computes everything about one person from all their sources.
pub(crate) fn compute(
    frame: &Frame,
    person: Uuid,
    sources: &[&SourceRecord],
    staff: &StaffFacts,
    today: Date,
) -> ComputedPerson {
    let shown = shown(sources);
    let commune = commune_of(frame, &shown);
    let mut facts = pathway_facts(sources, staff);
    facts.has_commune = commune.is_some();
    let stage = facts.stage(today);
    let known_since = sources.iter().map(|record| record.source.received_at).min();
    let news_on = last_news(frame, sources, staff, &facts, today);
    let archived = staff.archived
        && news_on.is_some_and(|news| news <= RetentionStep::Archive.news_until(today));
    let mut signals = facts.signals(today, known_since.map(|instant| frame.day_of(instant)));
    if staff.stops == Some(Stops::Everything) {
        signals.retain(|signal| signal.code.is_legal_duty());
    }
    if archived {
        signals.clear();
    }
    let placement = placement(frame, commune.as_deref(), &shown);
    let pathway = PathwayRow {
        person,
        stage: stage.stage,
        stage_since: stage.since,
        national: PathwayRow::national_of(facts.national_step(today)),
        placement: placement.clone(),
        news_on,
    };
    let concerned: Vec<_> = signals
        .iter()
        .filter_map(|signal| {
            let concerned = facts.concerned(signal, today)?;
            Some((signal.code, signal.owner, concerned))
        })
        .collect();
    let caseload = Caseload {
        frame,
        person,
        sources,
        staff,
        shown: &shown,
        commune: commune.as_deref(),
        signals: &signals,
        concerned: &concerned,
        placement,
        today,
    };
    let mut caseload = match staff.stops {
        None => caseload.rows(stage.stage),
        Some(stops) => caseload.rows_apart(stage.stage, stops),
    };
    if archived {
        caseload.retain(|row| row.relation == Relation::Source);
        for row in &mut caseload {
            row.limited = Some(Limit::Archived);
        }
    }
    ComputedPerson {
        pathway,
        signals,
        caseload,
        broken: facts.broken_contracts(),
    }
}

/// The last day on which something was heard of a person, unless something still runs.
fn last_news(
    frame: &Frame,
    sources: &[&SourceRecord],
    staff: &StaffFacts,
    facts: &PathwayFacts,
    today: Date,
) -> Option<Date> {
    let told = sources.iter().map(|record| record.updated_at).max();
    let told_on = told.map(|instant| frame.day_of(instant));
    facts.last_news(told_on.max(staff.returned_on), today)
}

/// What the organisations of a network said, and their staff.
pub(crate) fn of_network<'s>(
    frame: &Frame,
    sources: &[&'s SourceRecord],
    network: Network,
) -> Vec<&'s SourceRecord> {
    let own = |record: &&SourceRecord| frame.network(record.organisation) == Some(network);
    sources.iter().copied().filter(own).collect()
}

/// The facts shown of a person.
pub(crate) fn shown<'s>(sources: &[&'s SourceRecord]) -> Cow<'s, SourceFacts> {
    match sources {
        [only] => Cow::Borrowed(&only.source.facts),
        several => Cow::Owned(merged(several.iter().map(|record| &record.source))),
    }
}

fn commune_of<'f>(frame: &'f Frame, facts: &SourceFacts) -> Option<Cow<'f, Commune>> {
    match &facts.commune {
        Some(code) => Some(match frame.communes.get(code) {
            Some(commune) => Cow::Borrowed(commune),
            None => Cow::Owned(Commune {
                code: code.clone(),
                name: facts
                    .commune_name
                    .clone()
                    .unwrap_or_else(|| code.to_string()),
                postcodes: Vec::new(),
                population: 0,
                mission_locale: None,
            }),
        }),
        None => frame
            .communes
            .resolve(facts.postcode.as_ref(), facts.commune_name.as_deref())
            .map(Cow::Borrowed),
    }
}

fn placement(frame: &Frame, commune: Option<&Commune>, facts: &SourceFacts) -> Placement {
    match commune {
        Some(commune) => commune
            .mission_locale
            .map_or(Placement::OutsideTerritory, Placement::Covered),
        None => frame.communes.place(None, facts.postcode.as_ref()),
    }
}

struct Caseload<'a> {
    frame: &'a Frame,
    person: Uuid,
    sources: &'a [&'a SourceRecord],
    staff: &'a StaffFacts,
    shown: &'a SourceFacts,
    commune: Option<&'a Commune>,
    signals: &'a [Signal],
    /// The warnings that are between some organisations, and which.
    concerned: &'a [(SignalCode, Network, Vec<Uuid>)],
    placement: Placement,
    today: Date,
}

impl Caseload<'_> {
    fn rows(&self, stage: Stage) -> Vec<CaseloadRow> {
        let mut holders: Vec<(Uuid, Relation)> = self
            .sources
            .iter()
            .filter(|record| self.holds_file(record))
            .map(|record| (record.organisation, Relation::Source))
            .collect();
        holders.extend(self.welcomed());
        if let Some(mission_locale) = self.called_by_residence(stage) {
            holders.push((mission_locale, Relation::Residence));
        }
        holders.extend(
            self.staff.referrals.iter().filter_map(|referral| {
                Some((referral.receiver, self.opened_by(&referral.standing)?))
            }),
        );
        // Of several, the last day; what an organisation has of its own comes first.
        let mut shared: BTreeMap<Uuid, Date> = BTreeMap::new();
        for (organisation, until) in &self.staff.shared {
            let last = shared.entry(*organisation).or_insert(*until);
            *last = (*last).max(*until);
        }
        shared.retain(|_, until| *until >= self.today);
        holders.extend(
            shared
                .into_iter()
                .map(|(organisation, until)| (organisation, Relation::Shared(until))),
        );
        holders.sort_unstable_by_key(|(organisation, relation)| {
            let over = match relation {
                Relation::Referred(Some(until)) => Some(Reverse(*until)),
                _ => None,
            };
            (*organisation, relation.rank(), over)
        });
        holders.dedup_by_key(|holder| holder.0);
        let Some(first) = holders.first().copied() else {
            return Vec::new();
        };
        let common = self.common(first, stage);
        let row = |(organisation, relation): (Uuid, Relation)| {
            let network = self
                .frame
                .network(organisation)
                .unwrap_or(Network::MissionLocale);
            let most_urgent = |owner: Network| {
                let active = |signal: &&Signal| {
                    signal.owner == owner && !self.postponed(organisation, signal)
                };
                self.signals_of(organisation)
                    .filter(active)
                    .map(Signal::urgency)
                    .min()
                    .unwrap_or(NO_URGENCY)
            };
            CaseloadRow {
                organisation,
                relation,
                counsellor: self.counsellor(organisation),
                urgency: most_urgent(network),
                waiting: most_urgent(network.other()),
                signals: self
                    .signals_of(organisation)
                    .fold(0, |bits, signal| bits | signal.code.bit()),
                newest: self
                    .signals_of(organisation)
                    .filter_map(|signal| signal.since)
                    .max(),
                due: self
                    .signals_of(organisation)
                    .filter_map(|signal| signal.due)
                    .min(),
                ..common.clone()
            }
        };
        holders.into_iter().map(row).collect()
    }

    /// The rows of someone who objected to being shared: of organisations that hold a file of their own,
    /// each from what its network said. Stage and warnings are those that the law has both follow.
    fn rows_apart(&self, stage: Stage, stops: Stops) -> Vec<CaseloadRow> {
        let nobody = StaffFacts {
            shared: Vec::new(),
            ..self.staff.clone()
        };
        let mut rows = Vec::new();
        for network in [Network::MissionLocale, Network::Cfa] {
            let own = of_network(self.frame, self.sources, network);
            if own.is_empty() {
                continue;
            }
            let shown = shown(&own);
            let commune = commune_of(self.frame, &shown);
            let apart = Caseload {
                sources: &own,
                shown: &shown,
                staff: &nobody,
                commune: commune.as_deref(),
                placement: placement(self.frame, commune.as_deref(), &shown),
                ..*self
            };
            rows.extend(apart.rows(stage));
        }
        rows.retain(|row| row.relation == Relation::Source);
        for row in &mut rows {
            row.limited = Some(stops.limit());
        }
        rows.sort_unstable_by_key(|row| row.organisation);
        rows
    }

    fn common(&self, (organisation, relation): (Uuid, Relation), stage: Stage) -> CaseloadRow {
        let facts = self.shown;
        let birth_name = facts.birth_name.as_deref().unwrap_or_default();
        let used_name = facts.used_name.as_deref();
        let first_name = facts.first_name.as_deref().unwrap_or_default();
        let mut search_key = String::new();
        for name in [
            used_name.unwrap_or(birth_name),
            first_name,
            if used_name.is_some() { birth_name } else { "" },
        ] {
            let key = fold(name);
            if !key.is_empty() {
                search_key.push(' ');
                search_key.push_str(&key);
            }
        }
        let latest_training = self.latest(|record| record.source.facts.training_start.is_some());
        let mission_locale = self
            .latest(|record| record.source.system == SourceSystem::Milo)
            .map(|record| record.organisation)
            .or(match self.placement {
                Placement::Covered(mission_locale) => Some(mission_locale),
                _ => None,
            });
        let wanted = facts
            .wanted_trades
            .as_ref()
            .and_then(|trades| trades.first());
        let trade = latest_training
            .and_then(|record| record.source.facts.training_label.clone())
            .or_else(|| {
                wanted.map(|code| trade_name(code).map_or_else(|| code.to_string(), str::to_owned))
            });
        CaseloadRow {
            organisation,
            person: self.person,
            relation,
            counsellor: None,
            last_name: used_name.unwrap_or(birth_name).to_owned(),
            first_name: first_name.to_owned(),
            search_key,
            birth_date: facts.birth_date,
            commune: self.commune.map(|commune| commune.code.clone()),
            commune_name: self
                .commune
                .map(|commune| commune.name.clone())
                .or_else(|| facts.commune_name.clone()),
            trade,
            cfa: latest_training.map(|record| record.organisation),
            mission_locale,
            rqth: facts.rqth,
            stage,
            signals: 0,
            urgency: NO_URGENCY,
            waiting: NO_URGENCY,
            newest: None,
            due: None,
            limited: None,
        }
    }

    /// The record that speaks of the latest session, or spoke last.
    fn latest(&self, which: impl Fn(&SourceRecord) -> bool) -> Option<&SourceRecord> {
        self.sources
            .iter()
            .copied()
            .filter(|record| which(record))
            .max_by_key(|record| {
                (
                    record.source.facts.training_start,
                    record.updated_at,
                    record.id,
                )
            })
    }

    fn counsellor(&self, organisation: Uuid) -> Option<String> {
        self.latest(|record| {
            record.organisation == organisation && record.source.facts.counsellor.is_some()
        })
        .and_then(|record| record.source.facts.counsellor.clone())
    }

    /// The warnings that concern an organisation.
    fn signals_of(&self, organisation: Uuid) -> impl Iterator<Item = &Signal> {
        self.signals.iter().filter(move |signal| {
            let between = self
                .concerned
                .iter()
                .find(|(code, owner, _)| (*code, *owner) == (signal.code, signal.owner));
            between.is_none_or(|(_, _, concerned)| concerned.contains(&organisation))
        })
    }

    /// Whether a record is its organisation's own file. What a CFA told of who came is one while no other
    /// organisation holds a file.
    fn holds_file(&self, record: &SourceRecord) -> bool {
        let mut others = self.sources.iter();
        match record.source.system {
            SourceSystem::Staff => false,
            SourceSystem::Arrival => !others.any(|other| {
                other.organisation != record.organisation
                    && !matches!(
                        other.source.system,
                        SourceSystem::Staff | SourceSystem::Arrival
                    )
            }),
            SourceSystem::Erp | SourceSystem::Sifa | SourceSystem::Milo => true,
        }
    }

    /// The CFAs that welcomed the person and referred them: each sees them as the receiver of its referral
    /// does, once that one has said a word.
    fn welcomed(&self) -> impl Iterator<Item = (Uuid, Relation)> {
        self.staff.referrals.iter().filter_map(|referral| {
            let told = |record: &&SourceRecord| {
                record.organisation == referral.sender
                    && record.source.system == SourceSystem::Arrival
            };
            let answered = referral.standing.state != State::Sent;
            let welcomed = answered && self.sources.iter().copied().any(|record| told(&record));
            let opened = self.opened_by(&referral.standing).filter(|_| welcomed)?;
            Some((referral.sender, opened))
        })
    }

    /// Whether a referral opens the file to its receiver today, and until when once it is over.
    fn opened_by(&self, standing: &Standing) -> Option<Relation> {
        let until = standing.seen_until();
        if until.is_some_and(|until| until < self.today) {
            return None;
        }
        Some(Relation::Referred(until.filter(|_| !standing.is_live())))
    }

    fn postponed(&self, organisation: Uuid, signal: &Signal) -> bool {
        self.staff.postponed.iter().any(|(by, code, until)| {
            *by == organisation && *code == signal.code && *until > self.today
        })
    }

    /// The Mission Locale of the residence is called when a learner needs help and none follows them.
    fn called_by_residence(&self, stage: Stage) -> Option<Uuid> {
        let needs_help = matches!(
            stage,
            Stage::SearchingInTraining
                | Stage::TrainingAfterRupture
                | Stage::BrokenLooking
                | Stage::BrokenSupported
                | Stage::Left
        );
        let followed = self
            .sources
            .iter()
            .any(|record| record.source.system == SourceSystem::Milo);
        let within_age = self
            .shown
            .birth_date
            .is_none_or(|birth| age_on(birth, self.today) < MISSION_LOCALE_UNTIL);
        let eligible = within_age || self.shown.rqth == Some(true);
        match self.placement {
            Placement::Covered(mission_locale) if needs_help && !followed && eligible => {
                Some(mission_locale)
            }
            _ => None,
        }
    }
}

/// The sources of a person as the domain merges them.
pub(crate) fn dated(sources: &[&SourceRecord]) -> Vec<DatedSource> {
    sources.iter().map(|record| record.source.clone()).collect()
}
