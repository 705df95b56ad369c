//! Who may be reached: every view of and act on one person passes through [`Casework::reach`], every
//! row of a list through [`Eye`]. Both ask the one policy.

use std::sync::Arc;

use tdu_domain::access::{
    Actor, Bond, Decision, Limit, Moment, Right, Scope, Sight, Subject, Tie, View, decide,
};
use tdu_domain::facts::Field;
use tdu_domain::journal::Payload;
use tdu_domain::merge::DatedSource;
use tdu_store::{
    CaseloadRow, ComputedPerson, DeskLine, Facet, FacetCount, NO_URGENCY, PeopleFilter, Sort,
    SourceRecord,
};
use uuid::Uuid;

use crate::frame::Frame;
use crate::{Casework, CaseworkError};

/// Someone whom the actor may reach.
pub(crate) struct Reached {
    /// The territory.
    pub(crate) frame: Arc<Frame>,
    /// Everything computed about them.
    pub(crate) computed: ComputedPerson,
    /// What lists show of them, as far as the actor may see it.
    pub(crate) card: CaseloadRow,
    /// Why, and how much is shown.
    pub(crate) sight: Sight,
}

/// The row of the actor's organisation; in an emergency it has none, and borrows another's without what
/// is that organisation's own.
fn own_card(actor: &Actor, computed: &ComputedPerson) -> Option<CaseloadRow> {
    let organisation = actor.organisation.id;
    let rows = &computed.caseload;
    let own = rows.iter().find(|row| row.organisation == organisation);
    own.cloned().or_else(|| {
        rows.first().map(|row| CaseloadRow {
            organisation,
            counsellor: None,
            urgency: NO_URGENCY,
            waiting: NO_URGENCY,
            ..row.clone()
        })
    })
}

impl Casework {
    /// The decision about one person. Whoever may not be reached is not found, like whoever does not
    /// exist, unless the role alone refuses.
    pub(crate) async fn reach(
        &self,
        actor: &Actor,
        right: Right,
        person: Uuid,
    ) -> Result<Reached, CaseworkError> {
        let scope = actor.scope(right)?;
        let frame = self.frame_of(actor.organisation.id).await?;
        let found = frame.territory.person(&scope, person).await?;
        let (opened, computed) = match found {
            Some(computed) => (None, computed),
            None if actor.may(Right::BreakGlass) => {
                let opened = frame.territory.opened_in_emergency(&scope, person).await?;
                let (opened, computed) = opened.ok_or(CaseworkError::NotFound("person"))?;
                (Some(opened), computed)
            }
            None => return Err(CaseworkError::NotFound("person")),
        };
        let follows = frame.territory.follows(&scope, person).await?;
        let mut ties: Vec<Tie<'_>> = computed.caseload.iter().map(tie).collect();
        for own in &mut ties {
            own.assigned = follows && own.organisation == actor.organisation.id;
        }
        ties.extend(opened.as_ref().map(|opened| Tie {
            organisation: opened.organisation,
            bond: Bond::Emergency {
                account: opened.account,
                until: opened.until,
            },
            follower: None,
            assigned: false,
        }));
        let subject = Subject {
            territory: frame.row.id,
            ties: &ties,
            limited: limit_of(&computed),
        };
        let Decision::Allowed(sight) = decide(actor, right, &subject, self.moment(&frame)) else {
            return Err(CaseworkError::NotFound("person"));
        };
        let card = own_card(actor, &computed).map(|row| within(row, sight));
        Ok(Reached {
            card: card.ok_or(CaseworkError::NotFound("person"))?,
            frame,
            computed,
            sight,
        })
    }

    /// Now, in a territory.
    pub(crate) fn moment(&self, frame: &Frame) -> Moment {
        Moment {
            today: frame.today(),
            now: self.clock().now(),
        }
    }
}

/// What binds the organisation of a row.
pub(crate) fn tie(row: &CaseloadRow) -> Tie<'_> {
    Tie {
        organisation: row.organisation,
        bond: row.relation.bond(),
        follower: row.counsellor.as_deref(),
        assigned: false,
    }
}

/// How far someone is still seen.
pub(crate) fn limit_of(computed: &ComputedPerson) -> Option<Limit> {
    computed.caseload.iter().filter_map(|row| row.limited).max()
}

/// The policy applied to the rows of a list.
pub(crate) struct Eye<'a> {
    actor: &'a Actor,
    right: Right,
    territory: Uuid,
    at: Moment,
}

impl<'a> Eye<'a> {
    /// What an actor sees of lists asked for with a right.
    pub(crate) fn of(casework: &Casework, actor: &'a Actor, right: Right, frame: &Frame) -> Self {
        Self {
            actor,
            right,
            territory: frame.row.id,
            at: casework.moment(frame),
        }
    }

    /// Rows as the actor may see them.
    pub(crate) fn rows(&self, rows: Vec<CaseloadRow>) -> Vec<CaseloadRow> {
        rows.into_iter().filter_map(|row| self.row(row)).collect()
    }

    /// Lines of a desk as the actor may see them.
    pub(crate) fn lines(&self, lines: Vec<DeskLine>) -> Vec<DeskLine> {
        let seen = |DeskLine { person, signals }| {
            let person = self.row(person)?;
            Some(DeskLine { person, signals })
        };
        lines.into_iter().filter_map(seen).collect()
    }

    /// A row as the actor may see it, if at all.
    pub(crate) fn row(&self, row: CaseloadRow) -> Option<CaseloadRow> {
        let subject = Subject {
            territory: self.territory,
            ties: &[tie(&row)],
            limited: row.limited,
        };
        match decide(self.actor, self.right, &subject, self.at) {
            Decision::Allowed(sight) => Some(within(row, sight)),
            Decision::Masked | Decision::Denied(_) => None,
        }
    }
}

/// The part of a row that a sight shows.
fn within(mut row: CaseloadRow, sight: Sight) -> CaseloadRow {
    if !sight.shows(Field::Rqth) {
        row.rqth = None;
    }
    if !sight.shows(Field::Counsellor) {
        row.counsellor = None;
    }
    if !sight.shows(Field::BirthDate) {
        row.birth_date = None;
    }
    if sight.view == View::Card {
        row.mission_locale = None;
        row.cfa = None;
        row.signals = 0;
        row.urgency = NO_URGENCY;
        row.waiting = NO_URGENCY;
        row.newest = None;
        row.due = None;
    }
    row
}

/// The filter and the order that a scope may ask for: what is not shown does not sort people either.
pub(crate) fn allowed(scope: &Scope, filter: &PeopleFilter, sort: Sort) -> (PeopleFilter, Sort) {
    let mut filter = filter.clone();
    filter.rqth &= scope.accommodations();
    if scope.view() == View::File {
        return (filter, sort);
    }
    let filter = PeopleFilter {
        words: filter.words,
        stages: filter.stages,
        commune: filter.commune,
        trade: filter.trade,
        followed_by: filter.followed_by,
        ..PeopleFilter::default()
    };
    let sort = match sort {
        Sort::Stage => Sort::Stage,
        Sort::Urgency | Sort::Name | Sort::Age => Sort::Name,
    };
    (filter, sort)
}

/// Whether a scope may read a count.
pub(crate) fn counted(scope: &Scope, count: &FacetCount) -> bool {
    match count.facet {
        Facet::Rqth => scope.accommodations(),
        Facet::Stage | Facet::Commune | Facet::Trade => true,
        Facet::Signal | Facet::Counsellor | Facet::Cfa => scope.view() == View::File,
    }
}

/// Takes out of records what a sight does not show, before anything is read from them.
pub(crate) fn only_shown(records: &mut [SourceRecord], sight: Sight) {
    for DatedSource {
        facts, changed_at, ..
    } in records.iter_mut().map(|record| &mut record.source)
    {
        facts.retain(|field| sight.shows(field));
        changed_at.retain(|field, _| sight.shows(*field));
    }
}

/// Takes out of what the journal says what a sight does not show.
pub(crate) fn only_told(payload: &mut Payload, sight: Sight) {
    if let Payload::SourceChanged { changes, .. }
    | Payload::DetailsCompleted { changes }
    | Payload::DiplomaRecorded { changes }
    | Payload::PersonHandedOver { changes } = payload
    {
        changes.retain(|(field, _, _)| sight.shows(*field));
    }
}
