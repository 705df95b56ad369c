//! What every page shows around its content: navigation, organisation, language, announcements.

use std::borrow::Borrow;

use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use tdu_casework::Undo;
use tdu_domain::access::{Actor, Right};
use tdu_domain::organisation::{Network, Organisation};
use uuid::Uuid;

use crate::session::lasting;
use crate::{Lang, SignedIn, Texts, WebError};

/// The cookie that carries an announcement to the page that follows an act.
const TOAST_COOKIE: &str = "tdu_toast";
/// Seconds an announcement waits for its page.
const TOAST_SECONDS: i64 = 30;

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

/// An announcement: a sentence `toast-{code}`, with a number if it has one, and how to take the act back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    code: String,
    n: Option<i64>,
    /// How to take it back.
    pub undo: Option<Back>,
}

/// The way back from what was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// One act.
    Act(Undo),
    /// A series of acts.
    Series(Uuid),
    /// A look at what changed on the desk.
    Look(Uuid),
    /// An absence that was declared.
    Absence(Uuid),
    /// The end of an absence.
    AbsenceEnd(Uuid),
}

impl Back {
    /// Where taking it back is asked.
    #[must_use]
    pub fn action(&self) -> String {
        match self {
            Self::Act(undo) => format!("/jeunes/{}/annuler", undo.person),
            Self::Series(series) => format!("/jeunes/ensemble/{series}/annuler"),
            Self::Look(visit) => format!("/vu/{visit}/annuler"),
            Self::Absence(absence) => format!("/absences/{absence}/finir"),
            Self::AbsenceEnd(absence) => format!("/absences/{absence}/reprendre"),
        }
    }

    /// The line of the journal, for one act.
    #[must_use]
    pub fn line(&self) -> Option<Uuid> {
        match self {
            Self::Act(undo) => Some(undo.line),
            Self::Series(_) | Self::Look(_) | Self::Absence(_) | Self::AbsenceEnd(_) => None,
        }
    }
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

impl Toast {
    /// Announces the sentence `toast-{code}`.
    #[must_use]
    pub fn says(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            n: None,
            undo: None,
        }
    }

    /// With the number `$n` of the sentence.
    #[must_use]
    pub fn number(mut self, n: i64) -> Self {
        self.n = Some(n);
        self
    }

    /// With the way back.
    #[must_use]
    pub fn undo(mut self, undo: Undo) -> Self {
        self.undo = Some(Back::Act(undo));
        self
    }

    /// With the way back from a series of acts.
    #[must_use]
    pub fn undo_series(mut self, series: Option<Uuid>) -> Self {
        self.undo = series.map(Back::Series);
        self
    }

    /// With the way back from a look at what changed.
    #[must_use]
    pub fn undo_look(mut self, visit: Uuid) -> Self {
        self.undo = Some(Back::Look(visit));
        self
    }

    /// With the way back from an absence that was declared.
    #[must_use]
    pub fn undo_absence(mut self, absence: Uuid) -> Self {
        self.undo = Some(Back::Absence(absence));
        self
    }

    /// With the way back from the end of an absence.
    #[must_use]
    pub fn undo_absence_end(mut self, absence: Uuid) -> Self {
        self.undo = Some(Back::AbsenceEnd(absence));
        self
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self, t: &Texts) -> String {
        let key = format!("toast-{}", self.code);
        match self.n {
            Some(n) => t.count(&key, n),
            None => t.get(&key),
        }
    }

    /// Goes to a page that will announce it.
    #[must_use]
    pub fn then(&self, address: &str) -> Response {
        let mut response = Redirect::to(address).into_response();
        let cookie = Cookie::build((TOAST_COOKIE, self.written()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .build();
        add_cookie(&mut response, &lasting(&cookie, TOAST_SECONDS));
        response
    }

    pub(crate) fn of(jar: &CookieJar) -> Option<Self> {
        let mut pieces = jar.get(TOAST_COOKIE)?.value().split('.');
        let toast = Self {
            code: pieces.next()?.to_owned(),
            n: pieces.next()?.parse().ok(),
            undo: match (pieces.next(), pieces.next()) {
                (Some("vu"), Some(visit)) => Some(Back::Look(visit.parse().ok()?)),
                (Some("absence"), Some(key)) => Some(Back::Absence(key.parse().ok()?)),
                (Some("retour"), Some(key)) => Some(Back::AbsenceEnd(key.parse().ok()?)),
                (Some(person), Some(line)) => Some(Back::Act(Undo {
                    person: person.parse().ok()?,
                    line: line.parse().ok()?,
                })),
                (Some(series), None) => Some(Back::Series(series.parse().ok()?)),
                _ => None,
            },
        };
        Texts::of(Lang::French)
            .has(&format!("toast-{}", toast.code))
            .then_some(toast)
    }

    fn written(&self) -> String {
        let mut text = format!("{}.", self.code);
        if let Some(n) = self.n {
            text += &n.to_string();
        }
        match self.undo {
            Some(Back::Act(undo)) => text += &format!(".{}.{}", undo.person, undo.line),
            Some(Back::Series(series)) => text += &format!(".{series}"),
            Some(Back::Look(visit)) => text += &format!(".vu.{visit}"),
            Some(Back::Absence(key)) => text += &format!(".absence.{key}"),
            Some(Back::AbsenceEnd(key)) => text += &format!(".retour.{key}"),
            None => {}
        }
        text
    }
}

/// Once shown, an announcement is forgotten.
pub(crate) async fn forget_toast(request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let mut response = next.run(request).await;
    let page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if page && jar.get(TOAST_COOKIE).is_some() {
        let mut gone = Cookie::build((TOAST_COOKIE, "")).path("/").build();
        gone.make_removal();
        add_cookie(&mut response, &gone);
    }
    response
}

fn add_cookie(response: &mut Response, cookie: &Cookie<'_>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// A page, written.
pub fn render(template: &impl Template) -> Result<Response, WebError> {
    Ok(Html(template.render()?).into_response())
}
