//! Pages and API: parse a request, call casework, render. No rule lives here.

mod api;
mod archive;
mod assets;
mod court;
mod dates;
mod device;
mod error;
mod form_token;
mod guard;
mod i18n;
mod letters;
mod page;
mod pages;
mod register;
mod routes;
mod session;
mod stories;
mod toast;
mod visitor;
mod words;

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use tdu_casework::{Casework, Site};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};

use api::limits::Limiter;
use routes::Routes;

pub use archive::archive_files;
pub use court::{COURT_FILES, court_files};
pub use error::WebError;
pub use i18n::{Lang, Texts};
pub use letters::{WrittenLetter, letter};
pub use page::{Crumb, Page, render};
pub use register::{RegisterLine, register};
pub use routes::{Route, Rule};
pub use session::SignedIn;
pub use stories::{Names, Player, Plot, Stories, Story};
pub use toast::{Back, Toast};

/// Largest form a page accepts; routes that take files say their own limit.
const FORM_BYTES: usize = 64 * 1024;

/// Readings of calendars by secret addresses, from one place, in a minute.
const FEEDS_PER_MINUTE: u32 = 30;

/// How this server is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Public address, `https://…` or `http://…`, without final slash.
    pub public_address: String,
    /// Whether a reverse proxy of ours adds `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Whether the people of this server are invented: every page then says so.
    pub demonstration: bool,
}

/// What every handler shares.
#[derive(Debug, Clone)]
pub struct WebState {
    casework: Casework,
    options: Options,
    /// For which site passkeys are made, where browsers make any.
    site: Option<Site>,
    /// Tries at the secret addresses of calendars, by where they come from.
    feeds: Arc<Limiter<Option<IpAddr>>>,
    /// Whom a visitor of the demonstration can follow.
    stories: Option<Arc<Stories>>,
}

impl WebState {
    /// Pages and API over casework, reached at a public address (`https://…` makes cookies secure).
    #[must_use]
    pub fn new(casework: Casework, public_address: &str) -> Self {
        Self {
            casework,
            site: Site::of(public_address),
            options: Options {
                public_address: public_address.trim_end_matches('/').to_owned(),
                behind_proxy: false,
                demonstration: false,
            },
            feeds: Arc::new(Limiter::new(FEEDS_PER_MINUTE)),
            stories: None,
        }
    }

    /// Says that a reverse proxy of ours tells visitors' addresses in `X-Forwarded-For`.
    #[must_use]
    pub fn behind_proxy(mut self, behind_proxy: bool) -> Self {
        self.options.behind_proxy = behind_proxy;
        self
    }

    /// Says that the people of this server are invented.
    #[must_use]
    pub fn demonstration(mut self, demonstration: bool) -> Self {
        self.options.demonstration = demonstration;
        self
    }

    /// Lists people of the demonstration to follow, at the door and on the desk.
    #[must_use]
    pub fn telling(mut self, stories: Option<Stories>) -> Self {
        self.stories = stories.map(Arc::new);
        self
    }

    /// The stories of a demonstration, with what their people are called; none where they cannot be
    /// read.
    pub(crate) async fn told(&self) -> Option<(&Stories, Names)> {
        let stories = self.stories.as_deref()?;
        match stories.names(self.casework()).await {
            Ok(names) => Some((stories, names)),
            Err(error) => {
                tracing::warn!(%error, "the stories of the demonstration could not be read");
                None
            }
        }
    }

    /// What staff and systems do.
    #[must_use]
    pub fn casework(&self) -> &Casework {
        &self.casework
    }

    /// How this server is reached.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// For which site passkeys are made; none where browsers make no passkey.
    pub(crate) fn site(&self) -> Result<&Site, WebError> {
        self.site.as_ref().ok_or(WebError::NotFound)
    }

    /// The domain of that site, for templates; empty where browsers make no passkey.
    pub(crate) fn passkey_domain(&self) -> String {
        let domain = self.site.as_ref().map(|site| site.domain().to_owned());
        domain.unwrap_or_default()
    }

    /// The name of the identity provider that is trusted, if one is.
    pub(crate) fn provider_label(&self) -> Option<&str> {
        Some(self.casework.provider()?.label())
    }

    /// Whether browsers reach this server over TLS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.options.public_address.starts_with("https://")
    }
}

/// Every route, with what it does and whom it serves.
#[must_use]
pub fn routes() -> Vec<Route> {
    served().declared()
}

fn served() -> Routes {
    pages::routes()
        .merge(pages::imports::routes())
        .merge(pages::assign::routes())
        .merge(pages::doubts::routes())
        .merge(pages::keys::routes())
        .merge(pages::notices::routes())
        .merge(pages::webhooks::routes())
        .merge(pages::requests::routes())
        .merge(pages::referrals::routes())
        .merge(pages::account::routes())
        .merge(pages::passkey::routes())
        .merge(pages::provider::routes())
        .merge(pages::confirm::routes())
        .merge(pages::team::routes())
        .merge(pages::invitation::routes())
        .merge(api::routes())
        .merge(assets::routes())
}

/// Everything this server answers.
pub fn router(state: WebState) -> Router {
    served()
        .guarded(&state)
        .fallback(error::not_found)
        .layer(middleware::from_fn(toast::forget_toast))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            form_token::required,
        ))
        .layer(middleware::from_fn(guard::same_origin))
        .layer(CatchPanicLayer::custom(error::after_panic))
        .layer(middleware::from_fn(error::explain))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(3)))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            guard::headers,
        ))
        .layer(middleware::from_fn(guard::trace))
        .with_state(state)
}
