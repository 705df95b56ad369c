//! What every page shows around its content: navigation, organisation, language, announcements.

use std::borrow::Borrow;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use tdu_domain::access::{Actor, Right};
use tdu_domain::organisation::{Network, Organisation};

use crate::toast::Toast;
use crate::{Lang, SignedIn, Texts, WebError};

/// The frame of a page.
#[derive(Debug, Clone)]
pub struct Page {
    /// What the page is, and how many.
    pub title: String,
    /// The sentences of the visitor's language.
    pub t: Texts,
    /// The navigation, to what the visitor may do.
    pub nav: Vec<NavItem>,
    /// Who is signed in.
    pub actor: Actor,
    /// The other organisations for which the account may act.
    pub others: Vec<Organisation>,
    /// Where the page hangs, from the top.
    pub crumbs: Vec<Crumb>,
    /// What to announce.
    pub toast: Option<Toast>,
    /// How many people wait on the desk, when the page knows it.
    pub to_do: Option<i64>,
    /// How many requests wait for an answer, when the page knows it.
    pub requests: Option<i64>,
    /// How many doubts wait to be decided, when the page knows it.
    pub doubts: Option<i64>,
    /// How many messages the visitor has not read.
    pub unread: Option<i64>,
    /// How many notices are unread, for who is shown the bell.
    pub notices: Option<i64>,
    /// Whether the people are invented.
    pub demonstration: bool,
    /// The words searched for, to show them again in the search box.
    pub search: String,
    path: String,
}

/// A line of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// Address.
    pub href: &'static str,
    /// Icon.
    pub icon: &'static str,
    /// Name.
    pub label: String,
    /// Whether the page is there.
    pub current: bool,
    /// Whether a phone keeps it under "more".
    pub more: bool,
}

/// A step of the way from the top to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Address.
    pub href: String,
    /// Name.
    pub label: String,
}

impl Page {
    pub(crate) fn of(visitor: &SignedIn, title: String, path: &str) -> Self {
        let actor = visitor.actor.clone();
        let others = visitor
            .memberships
            .iter()
            .map(|membership| &membership.organisation)
            .filter(|organisation| organisation.id != actor.organisation.id)
            .cloned()
            .collect();
        Self {
            title,
            t: visitor.t,
            nav: nav(&actor, visitor.t, path),
            actor,
            others,
            crumbs: Vec::new(),
            toast: None,
            to_do: None,
            requests: None,
            doubts: None,
            unread: None,
            notices: None,
            demonstration: false,
            search: String::new(),
            path: path.to_owned(),
        }
    }

    /// Adds a step of the way from the top.
    #[must_use]
    pub fn under(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            href: href.into(),
            label: label.into(),
        });
        self
    }

    /// The page's address, without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The language that the page is not in.
    #[must_use]
    pub fn other_lang(&self) -> Lang {
        other_lang(self.t)
    }

    /// Whether the visitor may act on people.
    #[must_use]
    pub fn may_act(&self) -> bool {
        self.actor.may(Right::ActOnPeople)
    }

    /// Whether the visitor may look for people.
    #[must_use]
    pub fn sees_people(&self) -> bool {
        self.actor.sight().is_ok()
    }
}

/// The language that these sentences are not in.
pub(crate) fn other_lang(t: Texts) -> Lang {
    match t.lang() {
        Lang::French => Lang::English,
        Lang::English => Lang::French,
    }
}

/// The class that colours what a network did, owes or owns; its name always stands beside.
#[must_use]
pub(crate) fn network_class(network: impl Borrow<Network>) -> &'static str {
    match network.borrow() {
        Network::MissionLocale => "ml",
        Network::Cfa => "cma",
    }
}

/// Whom an entry of the rail is for.
enum Shown {
    To(Right),
    ToWhoSeesAnyone,
    ToAll,
}

/// The rail: whom for, address, icon, label, whether it folds under *Plus* on a phone.
const NAV: &[(Shown, &str, &str, &str, bool)] = &[
    (Shown::To(Right::SeePeople), "/", "sun", "nav-desk", false),
    (
        Shown::ToWhoSeesAnyone,
        "/jeunes",
        "users",
        "nav-people",
        false,
    ),
    (
        Shown::To(Right::SeePeople),
        "/agenda",
        "calendar",
        "nav-agenda",
        false,
    ),
    (
        Shown::To(Right::LeadTeam),
        "/equipe/charge",
        "chart-dots",
        "nav-load",
        true,
    ),
    (
        Shown::To(Right::ActOnPeople),
        "/absences",
        "calendar-due",
        "nav-absences",
        true,
    ),
    (
        Shown::To(Right::SeePeople),
        "/messages",
        "mail",
        "nav-messages",
        false,
    ),
    (
        Shown::To(Right::SeePeople),
        "/freins",
        "flag",
        "nav-obstacles",
        true,
    ),
    (
        Shown::To(Right::SeePeople),
        "/orientations",
        "transfer-in",
        "nav-referrals",
        false,
    ),
    (
        Shown::To(Right::AssignResidence),
        "/a-affecter",
        "map-question",
        "nav-assign",
        true,
    ),
    (
        Shown::To(Right::DecideIdentity),
        "/doublons",
        "copy",
        "nav-doubts",
        true,
    ),
    (
        Shown::To(Right::AskAccess),
        "/demandes",
        "inbox",
        "nav-requests",
        true,
    ),
    (
        Shown::To(Right::ReadJournal),
        "/acces-exceptionnels",
        "alert-triangle",
        "nav-emergencies",
        false,
    ),
    (
        Shown::To(Right::HandleRequests),
        "/droits",
        "users",
        "nav-rights",
        false,
    ),
    (
        Shown::To(Right::WatchRetention),
        "/conservation",
        "history",
        "nav-retention",
        true,
    ),
    (
        Shown::To(Right::OpenArchive),
        "/archive-restreinte",
        "key",
        "nav-archive",
        true,
    ),
    (
        Shown::To(Right::Import),
        "/imports",
        "database",
        "nav-imports",
        true,
    ),
    (
        Shown::To(Right::ManageKeys),
        "/cles",
        "key",
        "nav-keys",
        false,
    ),
    (
        Shown::To(Right::ManageMembers),
        "/equipe",
        "users",
        "nav-team",
        false,
    ),
    (
        Shown::To(Right::ManageServices),
        "/services",
        "heart-handshake",
        "nav-services",
        true,
    ),
    (
        Shown::To(Right::SetAlertRule),
        "/signaux-faibles",
        "settings",
        "nav-alert-rule",
        true,
    ),
    (Shown::ToAll, "/api", "code", "nav-api", true),
    (Shown::ToAll, "/aide", "help-circle", "nav-help", true),
];

fn nav(actor: &Actor, t: Texts, path: &str) -> Vec<NavItem> {
    let for_actor = |shown: &Shown| match shown {
        Shown::To(right) => actor.may(*right),
        Shown::ToWhoSeesAnyone => actor.sight().is_ok(),
        Shown::ToAll => true,
    };
    let shown = NAV.iter().filter(|(shown, ..)| for_actor(shown));
    shown
        .map(|&(_, href, icon, label, more)| {
            let below = path
                .strip_prefix(href)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            NavItem {
                href,
                icon,
                label: t.get(label),
                current: if href == "/" { path == "/" } else { below },
                more,
            }
        })
        .collect()
}

/// A page, written.
pub fn render(template: &impl Template) -> Result<Response, WebError> {
    Ok(Html(template.render()?).into_response())
}
