//! Announcements: what was just done, said by the page that follows, with the way back.

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use tdu_casework::Undo;
use uuid::Uuid;

use crate::session::lasting;
use crate::{Lang, Texts};

/// The cookie that carries an announcement to the page that follows an act.
const COOKIE: &str = "tdu_toast";
/// Seconds an announcement waits for its page.
const SECONDS: i64 = 30;

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
    /// A doubt that was set aside.
    Doubt(Uuid),
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
            Self::Doubt(doubt) => format!("/doublons/{doubt}/reprendre"),
        }
    }

    /// The line of the journal, for one act.
    #[must_use]
    pub fn line(&self) -> Option<Uuid> {
        match self {
            Self::Act(undo) => Some(undo.line),
            Self::Series(_)
            | Self::Look(_)
            | Self::Absence(_)
            | Self::AbsenceEnd(_)
            | Self::Doubt(_) => None,
        }
    }

    /// As the cookie carries it: a word, a key, the line of an act.
    fn written(&self) -> String {
        let (word, key) = match self {
            Self::Act(Undo { person, line }) => return format!("acte.{person}.{line}"),
            Self::Series(key) => ("ensemble", key),
            Self::Look(key) => ("vu", key),
            Self::Absence(key) => ("absence", key),
            Self::AbsenceEnd(key) => ("retour", key),
            Self::Doubt(key) => ("doublon", key),
        };
        format!("{word}.{key}")
    }

    fn read<'w>(mut pieces: impl Iterator<Item = &'w str>) -> Option<Self> {
        let (word, key) = (pieces.next()?, pieces.next()?.parse().ok()?);
        Some(match word {
            "acte" => Self::Act(Undo {
                person: key,
                line: pieces.next()?.parse().ok()?,
            }),
            "ensemble" => Self::Series(key),
            "vu" => Self::Look(key),
            "absence" => Self::Absence(key),
            "retour" => Self::AbsenceEnd(key),
            "doublon" => Self::Doubt(key),
            _ => return None,
        })
    }
}

impl From<Undo> for Back {
    fn from(undo: Undo) -> Self {
        Self::Act(undo)
    }
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
    pub fn undo(mut self, back: impl Into<Back>) -> Self {
        self.undo = Some(back.into());
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
        let cookie = Cookie::build((COOKIE, self.written()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .build();
        add_cookie(&mut response, &lasting(&cookie, SECONDS));
        response
    }

    pub(crate) fn of(jar: &CookieJar) -> Option<Self> {
        let toast = Self::read(jar.get(COOKIE)?.value())?;
        Texts::of(Lang::French)
            .has(&format!("toast-{}", toast.code))
            .then_some(toast)
    }

    fn written(&self) -> String {
        let n = self.n.map(|n| n.to_string()).unwrap_or_default();
        let back = self.undo.map(|back| back.written()).unwrap_or_default();
        format!("{}.{n}.{back}", self.code)
    }

    fn read(text: &str) -> Option<Self> {
        let mut pieces = text.split('.');
        Some(Self {
            code: pieces.next()?.to_owned(),
            n: pieces.next()?.parse().ok(),
            undo: Back::read(pieces),
        })
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
    if page && jar.get(COOKIE).is_some() {
        let mut gone = Cookie::build((COOKIE, "")).path("/").build();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_comes_back_as_it_was_written() {
        let [person, line] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        let toasts = [
            Toast::says("seen").number(3).undo(Back::Look(person)),
            Toast::says("undone"),
            Toast::says("undone").undo(Undo { person, line }),
            Toast::says("undone").number(-1).undo(Back::Series(line)),
            Toast::says("undone").undo(Back::Absence(line)),
            Toast::says("undone").undo(Back::AbsenceEnd(line)),
            Toast::says("undone").undo(Back::Doubt(line)),
        ];
        for toast in toasts {
            assert_eq!(Toast::read(&toast.written()), Some(toast));
        }
    }

    #[test]
    fn an_unknown_way_back_is_none() {
        for text in [
            "undone.",
            "undone..",
            "undone..acte.1",
            "undone..vu.x",
            "undone.3.rien.1",
        ] {
            assert_eq!(
                Toast::read(text).and_then(|toast| toast.undo),
                None,
                "{text}"
            );
        }
    }
}
