//! The page of the road: steps, pieces, search, files.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use tdu_casework::RoadView;
use tdu_domain::access::{Reason, Right};
use tdu_domain::calendar::plus_days;
use tdu_domain::road::file::AttachedKind;
use tdu_domain::road::piece::{Bringer, USUAL_DAYS};
use tdu_domain::road::search::{Channel, VisitOutcome};
use tdu_domain::road::{RoadEnd, RoadStep};
use tdu_domain::training::trade_names;
use uuid::Uuid;

use super::files::FileLine;
use super::pieces::{self, PieceLine};
use super::search::{self, TargetLine};
use super::steps::{self, EventForm, StepLine};
use crate::page::{Page, render};
use crate::pages::Id;
use crate::pages::form::{Typed, choices};
use crate::{SignedIn, WebError, WebState};

#[derive(Template)]
#[template(path = "road/page.html")]
struct RoadPage {
    page: Page,
    id: Uuid,
    back: String,
    typed: Typed,
    today: String,
    /// Whether the visitor sees more than the search.
    whole: bool,
    may_act: bool,
    may_search: bool,
    /// The network that reads what is written.
    reader: String,
    opened: Option<String>,
    steps: Vec<StepLine>,
    events: Vec<EventForm>,
    ends: Vec<(&'static str, String)>,
    all_steps: Vec<(&'static str, String)>,
    doers: Vec<(String, String)>,
    awaited: Vec<PieceLine>,
    settled: Vec<PieceLine>,
    pieces: Vec<(&'static str, String)>,
    bringers: Vec<(&'static str, String)>,
    pieces_due: String,
    targets: Vec<TargetLine>,
    channels: Vec<(&'static str, String)>,
    outcomes: Vec<(&'static str, String)>,
    trades: Vec<&'static str>,
    files: Vec<FileLine>,
    kinds: Vec<(&'static str, String)>,
}

/// Where to come back.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    retour: String,
}

pub(super) async fn show(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    page(&state, &visitor, id, Typed::default(), asked.retour).await
}

/// The page, with a form that comes back when `typed` is one.
pub(super) async fn page(
    state: &WebState,
    visitor: &SignedIn,
    id: Uuid,
    typed: Typed,
    back: String,
) -> Result<Response, WebError> {
    let casework = state.casework();
    let view = casework.road(&visitor.actor, id).await?;
    let frame = casework.frame(visitor.territory).await?;
    let acts = visitor.actor.may(Right::ActOnPeople) && view.sight.why != Reason::BreakGlass;
    let doers = if acts {
        let colleagues = casework.colleagues(&visitor.actor).await?;
        steps::doers(&view.organisations, colleagues)
    } else {
        Vec::new()
    };
    let targets = search::lines(visitor.t, &view, &frame.communes);
    render(&RoadPage::of(visitor, &view, typed, back, doers, targets))
}

impl RoadPage {
    fn of(
        visitor: &SignedIn,
        view: &RoadView,
        typed: Typed,
        back: String,
        doers: Vec<(String, String)>,
        targets: Vec<TargetLine>,
    ) -> Self {
        let (t, actor) = (visitor.t, &visitor.actor);
        let mine = actor.organisation.network;
        let name = format!("{} {}", view.card.first_name, view.card.last_name);
        let page = visitor
            .page(t.one("road-of", "name", name.as_str()))
            .under("/jeunes", t.get("nav-people"))
            .under(format!("/jeunes/{}", view.person), name);
        let emergency = view.sight.why == Reason::BreakGlass;
        let organisations = steps::named(&view.organisations);
        let (awaited, settled) = pieces::lines(t, view, mine);
        let limited = view.card.limited;
        Self {
            page,
            id: view.person,
            back,
            typed,
            today: view.today.to_string(),
            whole: actor.may(Right::SeePeople),
            may_act: actor.may(Right::ActOnPeople) && !emergency,
            may_search: actor.may(Right::SearchCompanies)
                && !emergency
                && limited.is_none_or(|limit| limit.allows(Right::SearchCompanies)),
            reader: t.of_code("network-subject", mine.other().code()),
            opened: view
                .road
                .as_ref()
                .map(|road| t.one("road-lead", "day", t.near(road.opened_on, view.today))),
            steps: view.road.as_ref().map_or_else(Vec::new, |road| {
                steps::lines(t, road, &organisations, view.today)
            }),
            events: steps::events(t, view, mine),
            ends: choices(t, "road-end", RoadEnd::ALL, RoadEnd::code),
            all_steps: choices(t, "road-step", RoadStep::ALL, RoadStep::code),
            doers,
            awaited,
            settled,
            pieces: pieces::choices(t, view),
            bringers: choices(t, "bringer", Bringer::ALL, Bringer::code),
            pieces_due: plus_days(view.today, USUAL_DAYS).to_string(),
            targets,
            channels: choices(t, "channel", Channel::ALL, Channel::code),
            outcomes: choices(t, "visit", VisitOutcome::ALL, VisitOutcome::code),
            trades: trade_names(),
            files: view
                .file
                .files
                .iter()
                .rev()
                .map(|row| FileLine::of(t, row, view.today))
                .collect(),
            kinds: choices(t, "attached", AttachedKind::ALL, AttachedKind::code),
        }
    }

    /// What is wrong with a field of a form.
    fn problem(&self, form: &str, field: &str) -> Option<String> {
        self.typed.problem(self.page.t, form, field)
    }

    /// What is wrong in a form.
    fn problems(&self, form: &str) -> Vec<(&'static str, String)> {
        self.typed.problems(self.page.t, form)
    }

    /// Whether a form came back for this thing, of which a page has several.
    fn came_back(&self, form: &str, field: &str, key: &impl ToString) -> bool {
        self.typed.is(form, field, &key.to_string())
    }

    /// Whether a box was ticked.
    fn ticked(&self, code: &str) -> bool {
        let field = format!("{}{code}", pieces::CHOICE);
        self.typed.is("pieces", &field, "1")
    }
}
